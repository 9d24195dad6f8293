"""Reading in a child process with limits on memory and time: a hostile workbook takes the child down, not
us.

Limits: `GEHEUGEN` and `REKENTIJD` let a full sheet of 1,048,576 rows and 18 columns pass twice over
(measured: 2.0 GB, 50 s of processor time on a busy machine). The child's standard error goes nowhere; its
answers come through a pipe.
"""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from core.model.melding import Melding
from core.sources.raw import Opmerking, RuweTabel, Vraag
from core.sources.readers.content import extensie_opmerking, inspect
from core.sources.readers.message import show

GEHEUGEN = 4 << 30  # bytes of address space
REKENTIJD = 300  # seconds of processor time
WANDKLOK = 600  # seconds
BEWAAK_GEHEUGEN = sys.platform != "linux"  # elsewhere the limit on address space is not there, or not kept
_WORTEL = Path(__file__).resolve().parents[3]
_MEE = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "TZ", "LANG", "LC_ALL")  # nothing with passwords
# openpyxl: DTDs are refused before a reader opens anything, and the parser that guards against them is five times as
# slow; lxml is here for messages, and would read workbooks with other limits than were tried.
_LEZERS = {"OPENPYXL_DEFUSEDXML": "False", "OPENPYXL_LXML": "False"}
_GEHEUGEN_OP = {-6, -9, -11, 3, 0xC0000409, 0xC0000005}  # abort, kill, segfault; abort and crashes on Windows
_CPU_OP = -24


@dataclass
class _Uitkomst:
    tabellen: list[RuweTabel] = field(default_factory=list)
    melding: str | None = None
    fout: str | None = None  # a key of _MELDINGEN


def read_bestand(
    pad: Path,
    bekend: frozenset[str],
    *,
    scheiding: str | None = None,
    voortgang: Callable[[str, float], None] | None = None,
) -> list[RuweTabel]:
    """All sheets of one file, not yet recognised. Raises Melding when the file cannot be read."""
    inhoud = inspect(pad)
    if inhoud.soort == "xml":
        return read_berichten([pad], voortgang)
    vraag = _vraag([pad], pad.name, inhoud.soort) | {"bekend": sorted(bekend), "scheiding": scheiding}
    uitkomst = _run(vraag, voortgang)
    langzaam = uitkomst.fout == "geheugen" and inhoud.soort == "xlsx"
    if langzaam:
        uitkomst = _run(vraag | {"langzaam": True}, voortgang)
    tabellen = _geslaagd(uitkomst, show(pad.name))
    for tabel in tabellen if langzaam else ():
        tabel.opmerkingen.append(_LANGZAAM)
    opmerkingen = inhoud.opmerkingen
    if inhoud.soort == "xlsx":
        opmerkingen = extensie_opmerking(pad, _zipsoort(pad))
    for tabel in tabellen[:1]:
        tabel.opmerkingen[:0] = opmerkingen
    return tabellen


def read_berichten(paden: list[Path], voortgang: Callable[[str, float], None] | None = None) -> list[RuweTabel]:
    """iJw messages together, in one child: thousands of small files that only mean something side by side."""
    bestand = paden[0].name if len(paden) == 1 else f"{len(paden)} iJw-berichten"
    return _geslaagd(_run(_vraag(paden, bestand, "xml"), voortgang), show(bestand))


def _vraag(paden: list[Path], bestand: str, soort: str) -> dict:
    return {
        "paden": [str(p.absolute()) for p in paden],
        "bestand": bestand,
        "soort": soort,
        "bekend": [],
        "scheiding": None,
        "langzaam": False,
        "wortel": str(_WORTEL),
        "geheugen": GEHEUGEN,
        "rekentijd": REKENTIJD,
    }


def _geslaagd(uitkomst: "_Uitkomst", naam: str) -> list[RuweTabel]:
    if uitkomst.melding:
        raise Melding(uitkomst.melding)
    if uitkomst.fout:
        raise Melding(_MELDINGEN[uitkomst.fout].format(naam=naam))
    return uitkomst.tabellen


_LANGZAAM = Opmerking(
    "langzaam_gelezen",
    "Het bestand was niet gewoon te openen en is langzaam, cel voor cel, gelezen. Er staan waarschijnlijk "
    "cellen ver buiten de tabel.",
)
_MELDINGEN = {
    "geheugen": "{naam} vraagt te veel geheugen om te openen. Maak lege rijen en kolommen buiten de tabel "
    "weg, of lever het als csv.",
    "tijd": "{naam} lezen duurt te lang. Splits het bestand, bijvoorbeeld per jaar, of lever het als csv.",
    "installatie": "Een onderdeel om {naam} te lezen ontbreekt. Vraag de beheerder om hulp.",
    "weg": "{naam} verdween tijdens het lezen. Kijk of het bestand er nog staat en probeer het opnieuw.",
    "kapot": "{naam} is beschadigd of niet helemaal aangekomen. Open het in Excel, sla het opnieuw op "
    "en lever het opnieuw aan.",
}


def _zipsoort(pad: Path) -> str:
    """ods says so in its first, uncompressed entry."""
    try:
        with pad.open("rb") as bron:
            return "ods" if b"opendocument.spreadsheet" in bron.read(200) else "xlsx"
    except OSError:
        return "xlsx"


def _run(vraag: dict, voortgang: Callable[[str, float], None] | None) -> _Uitkomst:
    opdracht = [sys.executable, "-I", str(Path(__file__).with_name("child.py"))]
    omgeving = {n: os.environ[n] for n in _MEE if n in os.environ} | _LEZERS
    with (
        subprocess.Popen(
            opdracht, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=omgeving
        ) as kind,
        _Wacht(kind, vraag["geheugen"]) as wacht,
    ):
        try:
            kind.stdin.write(json.dumps(vraag).encode() + b"\n")
            kind.stdin.close()
            uitkomst, klaar = _listen(kind.stdout, vraag["bestand"], voortgang)
        except (OSError, ValueError, pa.ArrowException):
            uitkomst, klaar = _Uitkomst(), False
        except BaseException:
            kind.kill()
            raise
        if klaar or not _ends(kind):
            kind.kill()  # it has nothing more to say
    if wacht.reden:
        return _Uitkomst(fout=wacht.reden)
    if not klaar:
        uitkomst = _Uitkomst(
            fout="tijd" if kind.returncode == _CPU_OP else "geheugen" if kind.returncode in _GEHEUGEN_OP else "kapot"
        )
    return uitkomst


def _ends(kind: subprocess.Popen) -> bool:
    """A child that stopped answering is usually dying; its exit code says of what."""
    try:
        kind.wait(5)
        return True
    except subprocess.TimeoutExpired:
        return False


def _listen(bron, bestand: str, voortgang: Callable[[str, float], None] | None) -> tuple[_Uitkomst, bool]:
    """(what the child handed over, it said that it was done)."""
    uit = _Uitkomst()
    while regel := bron.readline(1 << 28):
        woord = json.loads(regel)
        if "voortgang" in woord and voortgang:
            voortgang(*woord["voortgang"])
        elif "tabel" in woord:
            with pa.ipc.open_stream(bron) as stroom:
                data = stroom.read_all()
            data.validate(full=True)
            uit.tabellen.append(_tabel(woord["tabel"], bestand, data))
        elif "melding" in woord or "fout" in woord:
            uit.melding, uit.fout = woord.get("melding"), woord.get("fout")
            return uit, True
        elif "klaar" in woord:
            return uit, True
    return uit, False


def _tabel(woord: dict, bestand: str, data: pa.Table) -> RuweTabel:
    return RuweTabel(
        bestand,
        woord["blad"],
        woord["tabel"],
        data,
        kolommen=woord["kolommen"],
        kopregel=woord["kopregel"],
        getallen=frozenset(woord["getallen"]),
        datum1904=woord["datum1904"],
        titel=tuple(woord["titel"]),
        berichten=woord["berichten"],
        opmerkingen=[Opmerking(*o) for o in woord["opmerkingen"]],
        vragen=[Vraag(**v | {"keuzes": tuple(v["keuzes"])}) for v in woord["vragen"]],
    )


class _Wacht:
    """Kills the child when it takes too long and, where the system has no limit on memory, when it takes too
    much (measured with psutil, if that is installed)."""

    def __init__(self, kind: subprocess.Popen, geheugen: int):
        self._kind, self._geheugen, self._stop = kind, geheugen, threading.Event()
        self.reden: str | None = None
        self._proces = _psutil(kind.pid) if BEWAAK_GEHEUGEN else None
        self._draad = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "_Wacht":
        self._draad.start()
        return self

    def __exit__(self, *_) -> None:
        self._stop.set()
        self._draad.join()

    def _look(self) -> None:
        einde = time.monotonic() + WANDKLOK
        while not self._stop.wait(0.2 if self._proces else max(0.0, einde - time.monotonic())):
            if time.monotonic() >= einde:
                self.reden = "tijd"
            elif self._proces and self._too_large():
                self.reden = "geheugen"
            if self.reden:
                self._kind.kill()
                return

    def _too_large(self) -> bool:
        try:
            return self._proces.memory_info().rss > self._geheugen
        except Exception:  # the child has just ended
            return False


def _psutil(pid: int):
    try:
        import psutil

        return psutil.Process(pid)
    except Exception:
        return None
