"""What several rules need: first and last day, age, groups of rows, neighbours in a group. All vectorised."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from core.sources import cells

Kolom = pa.ChunkedArray | pa.Array

NOOIT = 2**31 - 1  # day number of "no end"
_BLOK = 1 << 20  # rows
MEERDERJARIG = 18 * 12  # months


# --- one table, Arrow in, Arrow out -------------------------------------------------------------------------


def start(rijen: pa.Table) -> Kolom:
    """First day: begindatum, else the day another GI handed the measure over; of a period its first day."""
    return _eerste(rijen, "begindatum", "datum_overgedragen_gekregen", "periode_begin")


def eind(rijen: pa.Table) -> Kolom:
    """Last day: einddatum, else the day the measure was handed over to another GI."""
    return _eerste(rijen, "einddatum", "datum_overgedragen")


def one_of(kolom: Kolom, waarden: tuple[str, ...]) -> Kolom:
    """Whether each row has one of these values; an empty cell has none."""
    if not pa.types.is_dictionary(kolom.type):
        return pc.is_in(kolom, value_set=pa.array(waarden))
    raak = cells.per_text(kolom, lambda teksten: pc.is_in(teksten, value_set=pa.array(waarden)))
    return pa.chunked_array([raak.fill_null(False)])


def gevuld(kolom: Kolom) -> Kolom:
    return pc.is_valid(kolom)


def empty(kolom: Kolom) -> Kolom:
    return pc.is_null(kolom)


def dagen(van: Kolom, tot: Kolom) -> Kolom:
    """Whole days from one date to the other; negative when `tot` comes first."""
    return pc.subtract(_dagnummer(tot), _dagnummer(van))


def maanden_na_geboorte(geboortemaand: Kolom, dag: Kolom) -> Kolom:
    """Months from the month of birth to the month of a date; negative before birth."""
    return pc.subtract(_maandnummer(dag), _maand_van_geboorte(geboortemaand))


def _eerste(rijen: pa.Table, *namen: str) -> Kolom:
    kolommen = [rijen.column(naam) for naam in namen if naam in rijen.column_names]
    return pc.coalesce(*kolommen)


def _dagnummer(kolom: Kolom) -> Kolom:
    return (
        kolom.cast(pa.date32()).cast(pa.int32())
        if isinstance(kolom, pa.Array | pa.ChunkedArray)
        else (pa.scalar(kolom, pa.date32()).cast(pa.int32()))
    )


def _maandnummer(dag) -> Kolom:
    if not isinstance(dag, pa.Array | pa.ChunkedArray):
        return pa.scalar(dag.year * 12 + dag.month - 1, pa.int64())
    return pc.add(pc.multiply(pc.year(dag), 12), pc.subtract(pc.month(dag), 1))


def _maand_van_geboorte(geboortemaand: Kolom) -> Kolom:
    jaar = pc.divide(geboortemaand, 100)  # whole numbers: rounds down
    maand = pc.subtract(geboortemaand, pc.multiply(jaar, 100))
    return pc.add(pc.multiply(jaar, 12), pc.subtract(maand, 1)).cast(pa.int64())


# --- rows of one or more tables that belong together, numpy out ---------------------------------------------


def groepen(*delen: list[Kolom]) -> list[np.ndarray]:
    """Group numbers per table, shared over the tables: rows with the same values get the same number, a row
    with an empty value gets -1. Each `deel` holds the key columns of one table, in the same order."""
    lengtes = [len(deel[0]) for deel in delen]
    nummer = np.zeros(sum(lengtes), dtype=np.int64)
    for kolommen in zip(*delen, strict=True):
        aantal, indices = _values(kolommen)
        samen = nummer * (aantal + 1) + indices
        samen[(indices < 0) | (nummer < 0)] = -1
        _, dicht = np.unique(samen, return_inverse=True)
        # np.unique keeps order, so the rows with an empty value (-1) come first when there are any.
        nummer = dicht - 1 if (samen < 0).any() else dicht
    return np.split(nummer, np.cumsum(lengtes)[:-1])


def occurs(hier: list[Kolom], elders: list[Kolom]) -> np.ndarray:
    """Per row of one table whether the values of its key columns occur together in a row of another; never where one of
    them is empty. In blocks: beside millions of rows nothing of their length is kept but the answer."""
    aantal, kolommen = len(hier[0]), [_values(paar) for paar in zip(hier, elders, strict=True)]

    def merken(van: int, tot: int) -> np.ndarray:
        uit, leeg = np.zeros(tot - van, dtype=np.int64), np.zeros(tot - van, dtype=bool)
        for hoeveel, nummers in kolommen:
            uit = uit * hoeveel + nummers[van:tot]
            leeg |= nummers[van:tot] < 0
        uit[leeg] = -1
        return uit

    bekend = pd.Index(np.unique(merken(aantal, aantal + len(elders[0]))))
    uit = np.zeros(aantal, dtype=bool)
    for van in range(0, aantal, _BLOK):
        deel = merken(van, min(van + _BLOK, aantal))
        uit[van : van + _BLOK] = (deel >= 0) & (bekend.get_indexer(deel) >= 0)
    return uit


def beside(kolom: Kolom, dag: Kolom, raak: np.ndarray) -> np.ndarray:
    """The places of the rows that have the text of `kolom` and the day of one of the rows in `raak` (a mask)."""
    _, nummers = cells.distinct(kolom)
    gezien = np.zeros(nummers.max(initial=-1) + 2, dtype=bool)  # the last one: empty
    gezien[nummers[raak]] = True
    plek = np.flatnonzero(gezien[nummers])
    paar = nummers[plek] * np.int64(2**32) + dagnummers(dag.take(pa.array(plek)))
    return plek[pd.Index(np.unique(paar[raak[plek]])).get_indexer(paar) >= 0]


def _values(kolommen: tuple[Kolom, ...]) -> tuple[int, np.ndarray]:
    """(how many different values, which of them each row has, -1: empty) of a column in several tables."""
    stukken = [stuk for k in kolommen for stuk in (k.chunks if isinstance(k, pa.ChunkedArray) else [k])]
    if any(pa.types.is_dictionary(s.type) for s in stukken):
        waarden = cells.join([cells.encode(s) for s in stukken])
    else:
        waarden = pa.chunked_array(stukken, kolommen[0].type).combine_chunks().dictionary_encode()
    return len(waarden.dictionary), cells.numbers(waarden)


def dagnummers(kolom: Kolom, leeg_is: int = -1) -> np.ndarray:
    """Days since 1970 as int64; `leeg_is` where the date is empty."""
    getallen = kolom.cast(pa.date32()).cast(pa.int32()).fill_null(leeg_is)
    return getallen.to_numpy().astype(np.int64)


def paren(groep: np.ndarray, dag: np.ndarray, meest: int = 50) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Pairs of rows of one group, as two arrays of places: first the earlier one, then the later one.

    Neighbours first, then rows two apart, and so on. A group of more than `meest` rows is no child but a
    mistake; there only rows that are near each other are paired, so that the time stays bounded.
    """
    volgorde = np.lexsort((dag, groep))
    volgorde = volgorde[groep[volgorde] >= 0]
    for afstand in range(1, meest + 1):
        vroeg, laat = volgorde[:-afstand], volgorde[afstand:]
        zelfde = groep[vroeg] == groep[laat]
        if not zelfde.any():
            return
        yield vroeg[zelfde], laat[zelfde]


def aantal_tussen(
    groep: np.ndarray, dag: np.ndarray, vraag: np.ndarray, laag: np.ndarray, hoog: np.ndarray
) -> np.ndarray:
    """For each question (group, first day, last day): how many rows of that group have their day in it."""
    breed = np.int64(2**33)  # wider than any day number
    sleutels = np.sort((groep * breed + dag)[groep >= 0])
    eerste = np.searchsorted(sleutels, vraag * breed + laag, side="left")
    voorbij = np.searchsorted(sleutels, vraag * breed + hoog, side="right")
    return np.where(vraag >= 0, voorbij - eerste, 0)


def runs_op(groep: np.ndarray, begin: np.ndarray, einde: np.ndarray, vraag: np.ndarray, dag: np.ndarray) -> np.ndarray:
    """For each question (group, day): whether a row of that group has begun and has not ended before that
    day."""
    vroegst = np.full_like(dag, -(2**31))
    begonnen = aantal_tussen(groep, begin, vraag, vroegst, dag)
    voorbij = aantal_tussen(groep, einde, vraag, vroegst, dag - 1)
    return begonnen > voorbij


def masker_van(lengte: int, *plaatsen: np.ndarray) -> pa.Array:
    """A mask with True at these places."""
    raak = np.zeros(lengte, dtype=bool)
    for deel in plaatsen:
        raak[deel] = True
    return pa.array(raak)
