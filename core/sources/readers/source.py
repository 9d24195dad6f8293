"""What kind of source it is, and the way through reading and recognition for each."""

import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from core.model.berichten import BLAD
from core.model.melding import Melding
from core.model.schema import TABELLEN
from core.sources.keuzes import NEE, Keuzes
from core.sources.loaded_before import digest, group_mark
from core.sources.postcodes import LIJST, translate_postcodes
from core.sources.raw import NietHerkend, Opmerking, RuweTabel, Vraag
from core.sources.readers.berichten.sources import is_berichtenzip
from core.sources.readers.child_process import read_berichten, read_bestand
from core.sources.readers.content import BEKENDE_EXTENSIES, EXTENSIES, NIETS_IN_ZIP, inspect
from core.sources.readers.credentials import is_database
from core.sources.readers.database import Gevraagd, read_database
from core.sources.readers.message import show
from core.sources.readers.statline import from_sheet
from core.sources.readers.unpack import holds_tables, unpack
from core.sources.recognition.leverancier import MAPPEN, Leverancier, find_leverancier, known_mappings
from core.sources.recognition.names import all_kolomnamen, is_explanation, tabel_van_naam
from core.sources.recognition.recognise import Herkend, recognise
from core.sources.recognition.sheets import ask_sheets
from core.sources.recognition.table import onderwerp

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
    los = [p for p in paden if not holds_tables(p) and is_bericht(p)]
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
    vertaling = find_leverancier(keuzes.vorm or keuzes.leverancier, _mappen(keuzes))
    if is_database(str(bron)):
        return Gelezen(_database(str(bron), vertaling, voortgang, keuzes), "de database")
    pad = Path(bron)
    with tempfile.TemporaryDirectory(prefix="kernwaarden-") as klad:
        paden, ingepakt = _files(pad, Path(klad))
        tabellen = _from_schijf(paden, vertaling, keuzes.antwoorden, voortgang)
    vingers = _fingerprints(tabellen, [pad, *(pad.iterdir() if pad.is_dir() else ())])
    for naam in {show(t.bestand) for t in tabellen} & set(ingepakt) - set(vingers):
        vingers[naam] = digest(ingepakt[naam])  # known again by the zip that it came in
    return Gelezen(tabellen, f"de map {show(pad.name)}" if pad.is_dir() else show(pad.name), vingers)


def _files(pad: Path, klad: Path) -> tuple[list[Path], dict[str, Path]]:
    """The files to read, those of a zip with tables unpacked in `klad`; and name -> the zip that it came in."""
    if not pad.is_dir() and not holds_tables(pad):
        return [pad], {}
    buiten = [pad] if pad.is_file() else [p for p in sorted(pad.iterdir()) if _readable(p)]
    paden, ingepakt = [], {}
    for nr, p in enumerate(buiten):
        if not holds_tables(p):
            paden.append(p)
            continue
        (map_ := klad / str(nr)).mkdir()
        binnen = [q for q in unpack(p, map_) if _readable(q)]
        paden += binnen
        ingepakt |= {show(q.name): p for q in binnen}
    if not paden:
        leeg = "In de map {naam} staan geen bestanden die gelezen kunnen worden. Zet er xlsx, csv of parquet in."
        raise Melding((leeg if pad.is_dir() else NIETS_IN_ZIP).format(naam=show(pad.name)))
    return paden, ingepakt


def _readable(p: Path) -> bool:
    """A file of a folder that is meant to be read: not an explanation, nor what a program left behind."""
    return (
        p.suffix.lower() in BEKENDE_EXTENSIES
        and p.is_file()
        and not p.name.startswith((".", "~$"))
        and not is_explanation(p.stem)
        and (p.suffix.lower() != ".zip" or holds_tables(p) or is_berichtenzip(p))
    )


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
        translate_postcodes(tabel, _postcodes(keuzes))
        tabel.bestand, tabel.blad = show(tabel.bestand), show(tabel.blad)
    return tabellen


def _postcodes(keuzes: Keuzes) -> Path | None:
    """The list of the user, beside the mappings of his own."""
    return next((p for m in keuzes.mappen if (p := m.parent / LIJST.name).is_file()), None)


def _mappen(keuzes: Keuzes) -> tuple[Path, ...]:
    return (*keuzes.mappen, *MAPPEN)


def _from_schijf(
    paden: list[Path], vertaling: Leverancier | None, antwoorden: dict, voortgang: Voortgang | None
) -> list[RuweTabel]:
    if len(paden) == 1:
        return _bestand(paden[0], vertaling, antwoorden, voortgang)
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
    return uit


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


def _known(tabel: RuweTabel, vertaling: Leverancier | None, keuzes: Keuzes) -> tuple[Leverancier | None, Vraag | None]:
    """The mapping of this sheet: the one that was named, else the one that was made of a sheet like it. Of more than
    one it is asked whose it is: gemeenten get the same export of several GI's."""
    if vertaling or tabel.tabel:
        return vertaling, None
    gevonden = known_mappings(tabel.koppen, _mappen(keuzes)[:-1])
    if len(gevonden) < 2:
        return next(iter(gevonden), None), None
    namen = [v.naam for v in gevonden]
    vraag = keuzes.beantwoord(
        Vraag(
            "vertaling",
            onderwerp(tabel),
            f"De kolommen van {show(tabel.blad)} ({show(tabel.bestand)}) zijn die van meer dan één leverancier. Van "
            f"wie is "
            "deze levering?",
            tuple(namen),
            optie=f'--leverancier "{namen[0]}"',
            moet=True,
            bestand=tabel.bestand,
            blad=tabel.blad,
        )
    )
    return next((v for v in gevonden if v.naam == vraag.gekozen), None), vraag


def _sheets_as_before(
    tabellen: Sequence[RuweTabel], bekende: Sequence[Leverancier | None], keuzes: Keuzes
) -> list[Keuzes]:
    """The choices for each sheet, with what was said the time before about which sheets of such a delivery count; what
    was said about its own file goes first."""
    gezegd = [(t.bestand, b) for t, b in zip(tabellen, bekende, strict=True) if b and b.bladen]
    uit = []
    for tabel in tabellen:
        eerst = [b for bestand, b in gezegd if bestand == tabel.bestand] + [b for _, b in gezegd]
        wat = next((w for b in eerst if (w := b.of_sheet(tabel.blad))), None) if not keuzes.blad(tabel.blad) else None
        al_gezegd = any(keuzes.antwoord(s, onderwerp(tabel)) for s in ("blad", "tabel"))
        uit.append(replace(keuzes, bladen={**keuzes.bladen, tabel.blad: wat}) if wat and not al_gezegd else keuzes)
    return uit


def _recognise(gelezen: Gelezen, keuzes: Keuzes) -> list[RuweTabel]:
    vertaling = find_leverancier(keuzes.vorm or keuzes.leverancier, _mappen(keuzes))
    uit, kans, niet_gelezen, waarom = [], False, [], []
    bekende = [_known(tabel, vertaling, keuzes) for tabel in gelezen.tabellen]
    gekozen = _sheets_as_before(gelezen.tabellen, [b for b, _ in bekende], keuzes)
    for tabel, (bekend, welke), gezegd in zip(gelezen.tabellen, bekende, gekozen, strict=True):
        if tabel.tabel or (bekend is None and (tabel_ := from_sheet(tabel))):  # the reader knew, or it is of CBS
            kans = True
            uit.append(replace(tabel if tabel.tabel else tabel_, gezegd=gezegd))
            uit[-1].opmerkingen = list(uit[-1].opmerkingen)
            continue
        herkend: Herkend = recognise(tabel, bekend, gezegd)
        if bekend is not vertaling and herkend.tabellen:
            tekst = f"{show(tabel.blad)} is gelezen zoals de vorige keer ({bekend.naam})."
            herkend.tabellen[0].opmerkingen.append(Opmerking("zoals_vorige_keer", tekst))
        verborgen = any(o.code == "blad_verborgen" for o in tabel.opmerkingen)
        if verborgen and not any(t.tabel for t in herkend.tabellen):
            niet_gelezen += [] if gezegd.blad(tabel.blad) else [_hidden(tabel)]
            continue
        if gezegd.blad(tabel.blad) == NEE and not keuzes.blad(tabel.blad):
            niet_gelezen.append(_left_out(tabel))
        kans = kans or herkend.kans
        if welke and herkend.tabellen:
            herkend.tabellen[0].vragen.append(welke)
        waarom += [o.melding for t in herkend.tabellen for o in t.opmerkingen if o.code == "totalen_per_jaar"]
        uit += herkend.tabellen
    for tabel in uit:
        tabel.opmerkingen = [_with_bestand(o, show(tabel.bestand)) for o in tabel.opmerkingen]
    uit = ask_sheets(uit, keuzes)
    if not kans:
        raise NietHerkend(
            " ".join(dict.fromkeys(waarom))
            or (
                f"In {gelezen.waar} is geen tabel herkend. Noem een blad of bestand naar een gegevenstabel "
                f"({', '.join(TABELLEN)}) en gebruik de kolomnamen van het sjabloon, of kies een leverancier."
            )
        )
    if not uit:
        raise NietHerkend(
            f"Alle bladen van {gelezen.waar} zijn overgeslagen. Kies voor minstens één blad welke tabel het is."
        )
    uit[0].opmerkingen += niet_gelezen
    return uit


def _hidden(tabel: RuweTabel) -> Opmerking:
    zin = f"{show(tabel.bestand)}: blad {show(tabel.blad)} is verborgen en niet herkend; het is niet gelezen."
    return Opmerking("blad_verborgen_overgeslagen", zin)


def _left_out(tabel: RuweTabel) -> Opmerking:
    """What nobody said this time is told."""
    zin = f"{show(tabel.bestand)}: blad {show(tabel.blad)} is overgeslagen, zoals de vorige keer."
    return Opmerking("blad_overgeslagen", f'{zin} Hoort het er wel bij, laad dan opnieuw met --blad "NAAM=ja".')
