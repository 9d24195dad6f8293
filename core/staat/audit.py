"""Who saw or took along which figures: one line per event, each tied to the line before it. Never about a child.

A line holds the SHA-256 of the line before, so that a change, a removal or an insertion shows. Taking lines off the
end would not; therefore a second file keeps the number and the mark of the last line, sealed with a key of its own:
the log outlives the data and the key of their pseudonyms.
"""

import datetime as dt
import hashlib
import hmac
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from core.model import wording
from core.model.melding import Melding
from core.store import private
from core.store.key import sleutelbestand
from core.store.replace import replace

BESTAND, SLOT, KOP, ZEGEL = "audit.jsonl", "audit.slot", "audit.kop", "audit.zegel"
HANDELINGEN = ("gezien", "meegenomen", "geladen", "ingesteld", "verwijderd", "teruggezet", "ingelogd", "geweigerd")
_BEGIN = "0" * 64
_STAART = 65536  # longer than any line


@dataclass(frozen=True)
class Regel:
    """One event. `wie`: issuer and subject of a login, or "lokaal". `keuze`: the selection, by column; `rijen`: how
    many rows of figures."""

    nr: int
    op: str
    wie: str
    rol: str
    handeling: str
    wat: str
    versie: str
    keuze: dict
    rijen: int | None
    vorige: str

    @property
    def merk(self) -> str:
        return hashlib.sha256(_tekst(self.__dict__).encode()).hexdigest()


def write(
    pad: Path,
    *,
    wie: str,
    rol: str,
    handeling: str,
    wat: str,
    versie: str = "",
    keuze: Mapping | None = None,
    rijen: int | None = None,
    nu: dt.datetime | None = None,
) -> Regel:
    """Adds a line and puts it on disk. Raises Melding when that cannot be done: then the figures are not given."""
    if handeling not in HANDELINGEN:
        raise ValueError(handeling)
    op = (nu or dt.datetime.now(dt.UTC)).isoformat(timespec="seconds")
    try:
        private.make_folder(pad)
        with FileLock(str(pad / SLOT), timeout=30, mode=private.FILE):
            sleutel = sleutelbestand(pad / ZEGEL)
            nr, merk = _laatste(pad, sleutel)
            regel = Regel(nr + 1, op, wie[:200], rol, handeling, wat[:200], versie, dict(keuze or {}), rijen, merk)
            _add(pad / BESTAND, _tekst(regel.__dict__) + "\n")
            _put_header(pad, sleutel, regel)
    except (ValueError, TypeError) as fout:
        raise Melding(
            "Het logboek van gebruik is veranderd of beschadigd: zet het apart, meld het, en kijk met "
            "python -m core controleer wat er is."
        ) from fout
    except (OSError, Timeout) as fout:
        raise Melding(
            "Het logboek van gebruik is niet te schrijven: maak ruimte vrij op de schijf of kijk naar de "
            "rechten van de map. Zonder logboek worden geen cijfers gegeven."
        ) from fout
    return regel


def kopie(pad: Path) -> dict[str, bytes]:
    """The files of the log by name, all of one moment: a line that is written meanwhile is in none of them."""
    if not (pad / BESTAND).exists():
        return {}
    try:
        with FileLock(str(pad / SLOT), timeout=30, mode=private.FILE):
            return {n: (pad / n).read_bytes() for n in (BESTAND, KOP, ZEGEL) if (pad / n).exists()}
    except Timeout as fout:
        raise Melding("Het logboek van gebruik is in gebruik: probeer het opnieuw.") from fout


def read(pad: Path) -> Iterator[Regel]:
    """Every line as it stands; raises ValueError at a line that is none."""
    if (pad / BESTAND).exists():
        with (pad / BESTAND).open(encoding="utf-8") as bestand:
            for tekst in bestand:
                yield Regel(**json.loads(tekst))


def check(pad: Path) -> list[str]:
    """What is wrong with the log, one Dutch sentence each; empty when it is whole."""
    if not (pad / BESTAND).exists() and not (pad / KOP).exists():
        return []
    vorige, nr, laatste = _BEGIN, 0, None
    try:
        for regel in read(pad):
            if regel.vorige != vorige or regel.nr != nr + 1:
                return [f"Het logboek is veranderd bij regel {wording.getal(nr + 1)}: die sluit niet aan op de vorige."]
            vorige, nr, laatste = regel.merk, regel.nr, regel
    except (ValueError, TypeError, UnicodeDecodeError):
        return [f"Het logboek is beschadigd bij regel {wording.getal(nr + 1)}: die is niet te lezen."]
    try:
        kop = _read_header(pad, sleutelbestand(pad / ZEGEL))
    except Melding as fout:
        return [str(fout)]
    except ValueError:
        return ["Het zegel van het logboek klopt niet: het is veranderd, of gemaakt met een andere sleutel."]
    kop = kop or (0, _BEGIN)
    onverzegeld = nr == kop[0] + 1 and laatste is not None and laatste.vorige == kop[1]
    if kop != (nr, vorige) and not onverzegeld:
        return [
            f"Het logboek telt {wording.getal(nr)} regels en het zegel noemt er {wording.getal(kop[0])}: er is iets "
            "weg of veranderd."
        ]
    return []


def _tekst(inhoud: Mapping) -> str:
    return json.dumps(dict(inhoud), ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def _add(pad: Path, tekst: str) -> None:
    vlaggen = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
    bestand = os.open(pad, vlaggen, private.FILE)
    try:
        os.write(bestand, tekst.encode())
        os.fsync(bestand)
    finally:
        os.close(bestand)


def _laatste(pad: Path, sleutel: bytes) -> tuple[int, str]:
    """Number and mark of the last whole line. A program that was killed may have left half a line, which nobody was
    told was kept, or a line that was not sealed yet."""
    kop, eind = _read_header(pad, sleutel) or (0, _BEGIN), _eind(pad / BESTAND)
    if eind is None:
        laatste = (0, _BEGIN)
    elif (eind.nr, eind.vorige) == (kop[0] + 1, kop[1]):
        _put_header(pad, sleutel, eind)  # or being killed twice at this point would look like tampering
        return eind.nr, eind.merk
    else:
        laatste = (eind.nr, eind.merk)
    if laatste != kop:
        raise ValueError("the log and its seal differ")
    return kop


def _eind(pad: Path) -> Regel | None:
    """The last line; half a line behind it is cut off."""
    if not pad.exists() or not pad.stat().st_size:
        return None
    with pad.open("rb+") as bestand:
        bestand.seek(max(0, pad.stat().st_size - _STAART))
        staart = bestand.read()
        heel = staart.rfind(b"\n") + 1
        if heel < len(staart):
            bestand.truncate(pad.stat().st_size - len(staart) + heel)
        regels = staart[:heel].splitlines()
    return Regel(**json.loads(regels[-1])) if regels else None


def _zegel(sleutel: bytes, nr: int, merk: str) -> str:
    return hmac.digest(sleutel, f"audit:{nr}:{merk}".encode(), "sha256").hex()


def _put_header(pad: Path, sleutel: bytes, regel: Regel) -> None:
    tekst = f"{regel.nr} {regel.merk} {_zegel(sleutel, regel.nr, regel.merk)}"
    replace(pad / KOP, lambda klad: klad.write_text(tekst, "ascii"), eigen=True)


def _read_header(pad: Path, sleutel: bytes) -> tuple[int, str] | None:
    """Number and mark of the last line as sealed; None when there is no seal yet. Raises ValueError when it is not
    ours."""
    if not (pad / KOP).exists():
        return None
    delen = (pad / KOP).read_text("ascii").split()
    if len(delen) != 3 or not hmac.compare_digest(delen[2], _zegel(sleutel, int(delen[0]), delen[1])):
        raise ValueError("seal")
    return int(delen[0]), delen[1]
