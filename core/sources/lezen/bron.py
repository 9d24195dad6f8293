"""What kind of source it is, and the way through reading and recognition for each."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from core.model.fout import Melding
from core.model.schema import TABELLEN
from core.sources.herkennen.herken import Herkend, herken
from core.sources.herkennen.leverancier import Leverancier, laad_leverancier
from core.sources.herkennen.namen import alle_kolomnamen, is_uitleg, tabel_van_naam
from core.sources.lezen.database import lees_database
from core.sources.lezen.inhoud import BEKENDE_EXTENSIES, bekijk
from core.sources.lezen.kindproces import lees_berichten, lees_bestand
from core.sources.lezen.melding import toon
from core.sources.ruw import Opmerking, RuweTabel

Voortgang = Callable[[str, float], None]
_TEGELIJK = 2  # files of a folder read at the same time; each may take the memory of one full sheet


def lees_bron(
    bron: str | Path, leverancier: str | None, antwoorden: dict, voortgang: Voortgang | None
) -> list[RuweTabel]:
    """See core.sources.lezen.lees."""
    vertaling = laad_leverancier(leverancier) if leverancier else None
    if "://" in str(bron):
        ruw, waar = _database(str(bron), vertaling, voortgang), "de database"
    else:
        ruw, waar = _van_schijf(Path(bron), vertaling, antwoorden, voortgang)
    tabellen = _herken(ruw, waar, vertaling, antwoorden)
    for tabel in tabellen:  # these names are kept and shown; somebody may have put a number of a child in it
        tabel.bestand, tabel.blad = toon(tabel.bestand), toon(tabel.blad)
    return tabellen


def _van_schijf(
    pad: Path, vertaling: Leverancier | None, antwoorden: dict, voortgang: Voortgang | None
) -> tuple[list[RuweTabel], str]:
    if not pad.is_dir():
        return _bestand(pad, vertaling, antwoorden, voortgang), toon(pad.name)
    paden = [
        p
        for p in sorted(pad.iterdir())
        if p.suffix.lower() in BEKENDE_EXTENSIES
        and p.is_file()
        and not p.name.startswith((".", "~$"))
        and not is_uitleg(p.stem)
    ]
    if not paden:
        raise Melding(
            f"In de map {toon(pad.name)} staan geen bestanden die gelezen kunnen worden. Zet er xlsx, csv of "
            "parquet in."
        )
    berichten = [p for p in paden if p.suffix.lower() == ".xml" and bekijk(p).soort == "xml"]
    paden = [p for p in paden if p not in berichten]
    uit: list[RuweTabel] = []
    with ThreadPoolExecutor(_TEGELIJK) as tegelijk:
        taken = [(p.name, tegelijk.submit(_bestand, p, vertaling, antwoorden, None)) for p in paden]
        if berichten:
            taken.append(("iJw-berichten", tegelijk.submit(lees_berichten, berichten)))
        try:
            for i, (naam, taak) in enumerate(taken):
                if voortgang:
                    voortgang(f"{toon(naam)} lezen", i / len(taken))
                uit += taak.result()
        except BaseException:
            tegelijk.shutdown(cancel_futures=True)
            raise
    return uit, f"de map {toon(pad.name)}"


def _bestand(
    pad: Path, vertaling: Leverancier | None, antwoorden: dict, voortgang: Voortgang | None
) -> list[RuweTabel]:
    if pad.is_file() and bekijk(pad).soort == "sqlite":
        return _database(f"sqlite:///{pad}", vertaling, voortgang)
    bekend = alle_kolomnamen() | (vertaling.kolomnamen if vertaling else frozenset())
    vraag = f"{toon(pad.name)} · scheidingsteken"
    sleutels = (("scheidingsteken", pad.name), ("scheidingsteken", vraag), vraag)
    scheiding = next((antwoorden[s] for s in sleutels if s in antwoorden), None)
    tabellen = lees_bestand(pad, bekend, scheiding=scheiding, voortgang=voortgang)
    for tabel in tabellen:
        tabel.opmerkingen = [_met_bestand(o, toon(pad.name)) for o in tabel.opmerkingen]
    return tabellen


def _met_bestand(opmerking: Opmerking, naam: str) -> Opmerking:
    """Many files are loaded at once, often with sheets of one name: every remark says of which file it is."""
    if naam in opmerking.melding:
        return opmerking
    return replace(opmerking, melding=f"{naam}: {opmerking.melding[0].lower()}{opmerking.melding[1:]}")


def _database(url: str, vertaling: Leverancier | None, voortgang: Voortgang | None) -> list[RuweTabel]:
    def gevraagd(naam: str) -> bool:
        return bool(tabel_van_naam(naam)[1]) or bool(
            vertaling and any(b.past(naam) for b in vertaling.tabellen)
        )

    return lees_database(url, gevraagd, voortgang)


def _herken(
    ruw: Iterable[RuweTabel], waar: str, vertaling: Leverancier | None, antwoorden: dict
) -> list[RuweTabel]:
    uit, kans, overgeslagen = [], False, []
    for tabel in ruw:
        herkend: Herkend = herken(tabel, vertaling, antwoorden)
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
        raise Melding(
            f"Alle bladen van {waar} zijn overgeslagen. Kies voor minstens één blad welke tabel het is."
        )
    for bestand, blad in overgeslagen:
        uit[0].opmerkingen.append(
            Opmerking(
                "blad_verborgen_overgeslagen",
                f"{toon(bestand)}: blad {toon(blad)} is verborgen en niet herkend; het is niet gelezen.",
            )
        )
    return uit
