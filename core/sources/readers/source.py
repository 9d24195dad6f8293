"""What kind of source it is, and the way through reading and recognition for each."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from core.model.berichten import BLAD
from core.model.melding import Melding
from core.model.schema import TABELLEN
from core.sources.keuzes import NEE, Keuzes
from core.sources.loaded_before import digest, group_mark
from core.sources.postcodes import translate_postcodes
from core.sources.raw import Opmerking, RuweTabel
from core.sources.readers.berichten.sources import is_berichtenzip
from core.sources.readers.child_process import read_berichten, read_bestand
from core.sources.readers.content import BEKENDE_EXTENSIES, EXTENSIES, inspect
from core.sources.readers.credentials import is_database
from core.sources.readers.database import Gevraagd, read_database
from core.sources.readers.message import show
from core.sources.readers.statline import from_sheet
from core.sources.recognition.leverancier import MAPPEN, Leverancier, find_leverancier, known_mapping
from core.sources.recognition.names import all_kolomnamen, is_explanation, tabel_van_naam
from core.sources.recognition.recognise import Herkend, recognise
from core.sources.recognition.sheets import ask_sheets

Voortgang = Callable[[str, float], None]
_TEGELIJK = 2  # files of a folder read at the same time; each may take the memory of one full sheet


@dataclass
class Gelezen:
    """One source, read and not yet recognised: what was said about it can change without reading it again. `waar`:
    how it is called in messages; `vingers`: file -> SHA-256 of its bytes (of many messages: of all of theirs)."""

    tabellen: list[RuweTabel]
    waar: str
    vingers: dict[str, str] = field(default_factory=dict)


def is_bericht(pad: Path) -> bool:
    """Whether this file is an iJw message, or a zip of them."""
    return pad.suffix.lower() in EXTENSIES["xml"] and pad.is_file() and inspect(pad).soort == "xml"


def read_sources(
    bronnen: Sequence[str | Path | Gelezen], keuzes: Keuzes, voortgang: Voortgang | None = None
) -> list[Gelezen]:
    """`read_bron` for the sources of one delivery, what was read before as it is. Messages chosen one by one are read
    together, as those of a folder."""
    paden = [Path(b) for b in bronnen if not isinstance(b, Gelezen) and not is_database(str(b))]
    los = [p for p in paden if is_bericht(p)]
    uit = [_together(los, voortgang)] if los else []
    for nr, bron in enumerate(bronnen):
        if isinstance(bron, Gelezen):
            uit.append(bron)
        elif is_database(str(bron)) or Path(bron) not in los:
            if voortgang:
                voortgang("Bestanden lezen", 0.5 * nr / len(bronnen))
            uit.append(read_bron(bron, keuzes, voortgang))
    return uit


def read_bron(bron: str | Path, keuzes: Keuzes, voortgang: Voortgang | None = None) -> Gelezen:
    """The raw tables of a source. Of `keuzes` only a mapping that names columns, and the character that separates a
    csv, matter here. Raises Melding."""
    vertaling = find_leverancier(keuzes.leverancier, _mappen(keuzes))
    if is_database(str(bron)):
        return Gelezen(_database(str(bron), vertaling, voortgang, keuzes), "de database")
    pad = Path(bron)
    tabellen, waar = _from_schijf(pad, vertaling, keuzes.antwoorden, voortgang)
    return Gelezen(tabellen, waar, _fingerprints(tabellen, [pad, *(pad.iterdir() if pad.is_dir() else ())]))


def _together(berichten: list[Path], voortgang: Voortgang | None) -> Gelezen:
    tabellen = read_berichten(berichten, voortgang)
    return Gelezen(tabellen, show(tabellen[0].bestand), _fingerprints(tabellen, berichten))


def _fingerprints(tabellen: list[RuweTabel], paden: Sequence[Path]) -> dict[str, str]:
    namen = {show(t.bestand) for t in tabellen}
    uit = {show(p.name): digest(p) for p in paden if show(p.name) in namen and p.is_file()}
    if samen := {show(t.bestand) for t in tabellen if t.blad == BLAD} - set(uit):
        uit |= dict.fromkeys(samen, group_mark(digest(p) for p in paden if is_bericht(p)))
    return uit


def recognise_bron(gelezen: Gelezen, keuzes: Keuzes) -> list[RuweTabel]:
    """Which tables they are and which columns, with the questions that are open. `gelezen` is not changed. Raises
    Melding when nothing in it is recognised."""
    tabellen = _recognise(gelezen, keuzes)
    for tabel in tabellen:  # these names are kept and shown; somebody may have put a number of a child in it
        translate_postcodes(tabel)
        tabel.bestand, tabel.blad = show(tabel.bestand), show(tabel.blad)
    return tabellen


def _mappen(keuzes: Keuzes) -> tuple[Path, ...]:
    return (*keuzes.mappen, *MAPPEN)


def _from_schijf(
    pad: Path, vertaling: Leverancier | None, antwoorden: dict, voortgang: Voortgang | None
) -> tuple[list[RuweTabel], str]:
    if not pad.is_dir():
        return _bestand(pad, vertaling, antwoorden, voortgang), show(pad.name)
    paden = [
        p
        for p in sorted(pad.iterdir())
        if p.suffix.lower() in BEKENDE_EXTENSIES
        and p.is_file()
        and not p.name.startswith((".", "~$"))
        and not is_explanation(p.stem)
        and (p.suffix.lower() != ".zip" or is_berichtenzip(p))
    ]
    if not paden:
        raise Melding(
            f"In de map {show(pad.name)} staan geen bestanden die gelezen kunnen worden. Zet er xlsx, csv of "
            "parquet in."
        )
    berichten = [p for p in paden if is_bericht(p)]
    paden = sorted(set(paden) - set(berichten))
    uit: list[RuweTabel] = []
    with ThreadPoolExecutor(_TEGELIJK) as tegelijk:
        taken = [(p.name, tegelijk.submit(_bestand, p, vertaling, antwoorden, None)) for p in paden]
        if berichten:
            taken.append(("iJw-berichten", tegelijk.submit(read_berichten, berichten)))
        try:
            for i, (naam, taak) in enumerate(taken):
                if voortgang:
                    voortgang(f"{show(naam)} lezen", i / len(taken))
                uit += taak.result()
        except BaseException:
            tegelijk.shutdown(cancel_futures=True)
            raise
    return uit, f"de map {show(pad.name)}"


def _bestand(
    pad: Path, vertaling: Leverancier | None, antwoorden: dict, voortgang: Voortgang | None
) -> list[RuweTabel]:
    if pad.is_file() and inspect(pad).soort == "sqlite":
        return _database(f"sqlite:///{pad}", vertaling, voortgang)
    bekend = all_kolomnamen() | (vertaling.kolomnamen if vertaling else frozenset())
    vraag = f"{show(pad.name)} · scheidingsteken"
    sleutels = (("scheidingsteken", pad.name), ("scheidingsteken", vraag), vraag)
    scheiding = next((antwoorden[s] for s in sleutels if s in antwoorden), None)
    tabellen = read_bestand(pad, bekend, scheiding=scheiding, voortgang=voortgang)
    for tabel in tabellen:
        tabel.opmerkingen = [_with_bestand(o, show(pad.name)) for o in tabel.opmerkingen]
    return tabellen


def _with_bestand(opmerking: Opmerking, naam: str) -> Opmerking:
    """Many files are loaded at once, often with sheets of one name: every remark says of which file it is."""
    if naam in opmerking.melding:
        return opmerking
    return replace(opmerking, melding=f"{naam}: {opmerking.melding[0].lower()}{opmerking.melding[1:]}")


def _database(
    url: str, vertaling: Leverancier | None, voortgang: Voortgang | None, keuzes: Keuzes | None = None
) -> list[RuweTabel]:
    gezegd = keuzes or Keuzes()

    def past(naam: str) -> bool:
        if gezegd.sql or gezegd.blad(naam) or "." in naam:  # of another schema only what was asked for
            return gezegd.blad(naam) not in (None, NEE)
        return bool(tabel_van_naam(naam)[1]) or bool(vertaling and any(b.past(naam) for b in vertaling.tabellen))

    return read_database(url, Gevraagd(past, gezegd.sql), voortgang)


def _recognise(gelezen: Gelezen, keuzes: Keuzes) -> list[RuweTabel]:
    vertaling = find_leverancier(keuzes.leverancier, _mappen(keuzes))
    uit, kans, overgeslagen, waarom = [], False, [], []
    for tabel in gelezen.tabellen:
        koppen = tabel.koppen
        bekend = vertaling or known_mapping(koppen, _mappen(keuzes)[:-1])
        if tabel.tabel or (bekend is None and (tabel_ := from_sheet(tabel))):  # the reader knew, or it is of CBS
            kans = True
            uit.append(replace(tabel if tabel.tabel else tabel_, gezegd=keuzes))
            uit[-1].opmerkingen = list(uit[-1].opmerkingen)
            continue
        herkend: Herkend = recognise(tabel, bekend, keuzes)
        if bekend is not vertaling and herkend.tabellen:
            tekst = f"{show(tabel.blad)} is gelezen zoals de vorige keer ({bekend.naam})."
            herkend.tabellen[0].opmerkingen.append(Opmerking("zoals_vorige_keer", tekst))
        verborgen = any(o.code == "blad_verborgen" for o in tabel.opmerkingen)
        if verborgen and not any(t.tabel for t in herkend.tabellen):
            overgeslagen += [] if keuzes.blad(tabel.blad) else [(tabel.bestand, tabel.blad)]
            continue
        kans = kans or herkend.kans
        waarom += [o.melding for t in herkend.tabellen for o in t.opmerkingen if o.code == "totalen_per_jaar"]
        uit += herkend.tabellen
    for tabel in uit:
        tabel.opmerkingen = [_with_bestand(o, show(tabel.bestand)) for o in tabel.opmerkingen]
    uit = ask_sheets(uit, keuzes)
    if not kans:
        raise Melding(
            " ".join(dict.fromkeys(waarom))
            or (
                f"In {gelezen.waar} is geen tabel herkend. Noem een blad of bestand naar een gegevenstabel "
                f"({', '.join(TABELLEN)}) en gebruik de kolomnamen van het sjabloon, of kies een leverancier."
            )
        )
    if not uit:
        raise Melding(
            f"Alle bladen van {gelezen.waar} zijn overgeslagen. Kies voor minstens één blad welke tabel het is."
        )
    for bestand, blad in overgeslagen:
        uit[0].opmerkingen.append(
            Opmerking(
                "blad_verborgen_overgeslagen",
                f"{show(bestand)}: blad {show(blad)} is verborgen en niet herkend; het is niet gelezen.",
            )
        )
    return uit
