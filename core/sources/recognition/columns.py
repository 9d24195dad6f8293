"""Which raw column is which canonical column: certain, or asked."""

from dataclasses import replace
from difflib import SequenceMatcher

from core.model.schema import TABELLEN
from core.sources.raw import RuweTabel, Vraag
from core.sources.readers.message import show
from core.sources.recognition.names import kolomnamen, normaal, verplichte_groepen
from core.sources.recognition.samples import voorbeelden
from core.sources.recognition.table import onderwerp

NIET_GEBRUIKEN = "niet gebruiken"


def assign(ruw: RuweTabel, vast: dict[str, str]) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """(canonical -> raw where that is certain, raw -> the canonical columns it might be where it is not).

    `vast`: normal raw name -> canonical, of a supplier mapping; it wins. A column's own name wins from a
    synonym. Two raw columns for one canonical column, or one raw column for two, are not certain.
    """
    namen = kolomnamen(ruw.tabel)
    claims: dict[str, list[tuple[int, str]]] = {}
    twijfel: dict[str, tuple[str, ...]] = {}
    for rauw in _rauwe_kolommen(ruw):
        sleutel = normaal(_without_volgnummer(rauw, ruw))
        if sleutel in vast:
            claims.setdefault(vast[sleutel], []).append((0, rauw))
            continue
        mogelijk = namen.get(sleutel, frozenset())
        if len(mogelijk) > 1:
            twijfel[rauw] = tuple(sorted(mogelijk))
        for kolom in mogelijk if len(mogelijk) == 1 else ():
            claims.setdefault(kolom, []).append((1 if sleutel == normaal(kolom) else 2, rauw))
    zeker: dict[str, str] = {}
    for kolom, lijst in claims.items():
        sterkst = [rauw for kracht, rauw in lijst if kracht == min(lijst)[0]]
        if len(sterkst) == 1:
            zeker[kolom] = sterkst[0]
        else:
            twijfel |= {rauw: (kolom,) for rauw in sterkst}
    return zeker, twijfel


def recognise_kolommen(ruw: RuweTabel, vast: dict[str, str], antwoorden: dict) -> None:
    """Fills `kolommen`, `onbekend` and the questions of a sheet whose table is known."""
    zeker, twijfel = assign(ruw, vast)
    dubbel = set(twijfel)
    mogelijk = set(zeker) | {k for keuzes in twijfel.values() for k in keuzes}
    if mist := _missend(ruw.tabel, mogelijk):
        over = [r for r in _rauwe_kolommen(ruw) if r not in zeker.values() and r not in twijfel]
        volgorde = mist + [k.naam for k in TABELLEN[ruw.tabel].kolommen if k.naam not in (*zeker, *mist)]
        twijfel |= {r: _by_likeness(r, volgorde, len(mist)) for r in over if ruw.data[r].null_count < ruw.data.num_rows}
    vragen = {rauw: _vraag(ruw, rauw, keuzes) for rauw, keuzes in twijfel.items()}
    gegeven = {rauw: a for rauw, v in vragen.items() if (a := read_antwoord(antwoorden, v))}
    zeker |= {kolom: rauw for rauw, kolom in gegeven.items() if kolom != NIET_GEBRUIKEN}
    mist = _missend(ruw.tabel, set(zeker))
    for rauw, vraag in vragen.items():
        nog_open = not set(vraag.keuzes) & set(zeker) if rauw in dubbel else mist
        if rauw in gegeven or nog_open:
            ruw.vragen.append(replace(vraag, gekozen=gegeven.get(rauw)))
    ruw.kolommen = zeker
    ruw.onbekend = tuple(r for r in _rauwe_kolommen(ruw) if r not in zeker.values())


def read_antwoord(antwoorden: dict, vraag: Vraag) -> str | None:
    """The answer to a question; `antwoorden` is keyed by (soort, onderwerp) or by onderwerp."""
    antwoord = antwoorden.get((vraag.soort, vraag.onderwerp), antwoorden.get(vraag.onderwerp))
    return antwoord if antwoord in vraag.keuzes else None


def _rauwe_kolommen(ruw: RuweTabel) -> list[str]:
    return [k for k in ruw.data.column_names if k != "__rij__"]


def _without_volgnummer(rauw: str, ruw: RuweTabel) -> str:
    """`bedrag (2)` is the second column called `bedrag`."""
    basis = rauw.rsplit(" (", 1)[0]
    return (
        basis if rauw.endswith(")") and rauw[len(basis) + 2 : -1].isdigit() and basis in ruw.data.column_names else rauw
    )


def _missend(tabel: str, gevonden: set[str]) -> list[str]:
    return [k for groep in verplichte_groepen(TABELLEN[tabel]) if not gevonden & set(groep) for k in groep]


def _by_likeness(rauw: str, keuzes: list[str], n_verplicht: int) -> tuple[str, ...]:
    """Missing required columns first, each group by how much the names look alike."""

    def lijkt(k: str) -> float:
        return -SequenceMatcher(None, normaal(rauw), normaal(k)).ratio()

    return (*sorted(keuzes[:n_verplicht], key=lijkt), *sorted(keuzes[n_verplicht:], key=lijkt))


def _vraag(ruw: RuweTabel, rauw: str, keuzes: tuple[str, ...]) -> Vraag:
    return Vraag(
        "kolom",
        f"{onderwerp(ruw)} · {show(rauw)}",
        f"Wat staat er in de kolom {show(rauw)!r} van {show(ruw.blad)} ({show(ruw.bestand)})?",
        (*keuzes, NIET_GEBRUIKEN),
        None,
        voorbeelden(ruw.data[rauw]),
    )
