"""What kind of source it is, and the way through reading and recognition for each."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from core.model.melding import Melding
from core.model.schema import TABELLEN
from core.sources.raw import Opmerking, RuweTabel
from core.sources.readers.child_process import read_berichten, read_bestand
from core.sources.readers.content import BEKENDE_EXTENSIES, inspect
from core.sources.readers.database import read_database
from core.sources.readers.message import show
from core.sources.recognition.leverancier import Leverancier, load_leverancier
from core.sources.recognition.names import all_kolomnamen, is_explanation, tabel_van_naam
from core.sources.recognition.recognise import Herkend, recognise

Voortgang = Callable[[str, float], None]
_TEGELIJK = 2  # files of a folder read at the same time; each may take the memory of one full sheet


def read_bron(
    bron: str | Path, leverancier: str | None, antwoorden: dict, voortgang: Voortgang | None
) -> list[RuweTabel]:
    """See core.sources.readers.lees."""
    vertaling = load_leverancier(leverancier) if leverancier else None
    if "://" in str(bron):
        ruw, waar = _database(str(bron), vertaling, voortgang), "de database"
    else:
        ruw, waar = _from_schijf(Path(bron), vertaling, antwoorden, voortgang)
    tabellen = _recognise(ruw, waar, vertaling, antwoorden)
    for tabel in tabellen:  # these names are kept and shown; somebody may have put a number of a child in it
        tabel.bestand, tabel.blad = show(tabel.bestand), show(tabel.blad)
    return tabellen


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
    ]
    if not paden:
        raise Melding(
            f"In de map {show(pad.name)} staan geen bestanden die gelezen kunnen worden. Zet er xlsx, csv of "
            "parquet in."
        )
    berichten = [p for p in paden if p.suffix.lower() == ".xml" and inspect(p).soort == "xml"]
    paden = [p for p in paden if p not in berichten]
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


def _database(url: str, vertaling: Leverancier | None, voortgang: Voortgang | None) -> list[RuweTabel]:
    def gevraagd(naam: str) -> bool:
        return bool(tabel_van_naam(naam)[1]) or bool(vertaling and any(b.past(naam) for b in vertaling.tabellen))

    return read_database(url, gevraagd, voortgang)


def _recognise(ruw: Iterable[RuweTabel], waar: str, vertaling: Leverancier | None, antwoorden: dict) -> list[RuweTabel]:
    uit, kans, overgeslagen = [], False, []
    for tabel in ruw:
        herkend: Herkend = recognise(tabel, vertaling, antwoorden)
        verborgen = any(o.code == "blad_verborgen" for o in tabel.opmerkingen)
        if verborgen and not any(t.tabel for t in herkend.tabellen):
            overgeslagen.append((tabel.bestand, tabel.blad))
            continue
        kans = kans or herkend.kans
        uit += herkend.tabellen
    if not kans:
        raise Melding(
            f"In {waar} is geen tabel herkend. Noem een blad of bestand naar een gegevenstabel "
            f"({', '.join(TABELLEN)}) en gebruik de kolomnamen van het sjabloon, of kies een leverancier."
        )
    if not uit:
        raise Melding(f"Alle bladen van {waar} zijn overgeslagen. Kies voor minstens één blad welke tabel het is.")
    for bestand, blad in overgeslagen:
        uit[0].opmerkingen.append(
            Opmerking(
                "blad_verborgen_overgeslagen",
                f"{show(bestand)}: blad {show(blad)} is verborgen en niet herkend; het is niet gelezen.",
            )
        )
    return uit
