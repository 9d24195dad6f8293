"""Columns of cells as numbers into a list of the texts that occur in them: some bytes a row, whatever the cells say.

Millions of rows say the same few thousand things (dates, codes, names). What is known of a text is then worked out
once, and a column of them fits in memory at the national size. The numbers are as narrow as the list allows.
"""

from collections.abc import Callable, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

Kolom = pa.Array | pa.ChunkedArray
_STUKKEN = 16  # of a column, before they become one
_BREEDTES = (np.int8, np.int16, np.int32)


def encode(kolom: Kolom) -> Kolom:
    """A column of texts in this form; any other column as it is."""
    return pc.dictionary_encode(kolom) if pa.types.is_string(kolom.type) else kolom


def encode_table(tabel: pa.Table) -> pa.Table:
    """Every column of texts in this form, as one piece."""
    return pa.table({n: _whole(k) for n, k in zip(tabel.column_names, tabel.columns, strict=True)})


def _whole(kolom: pa.ChunkedArray) -> Kolom:
    kolom = encode(kolom)
    if not pa.types.is_dictionary(kolom.type):
        return kolom
    return narrow(kolom.chunk(0)) if kolom.num_chunks == 1 else join(kolom.chunks)


def plain(kolom: Kolom) -> Kolom:
    """The texts themselves, in a piece of their own per cell: for what looks at one column letter by letter."""
    return kolom.cast(pa.string()) if pa.types.is_dictionary(kolom.type) else kolom


def join(delen: Sequence[pa.DictionaryArray]) -> pa.DictionaryArray:
    """The pieces of a column, each with a list of its own, as one; texts in the order in which they occur first."""
    woorden = pa.concat_arrays([pa.array([], pa.string()), *(d.dictionary for d in delen)]).dictionary_encode()
    naar, soort = woorden.indices.to_numpy(zero_copy_only=False), width(len(woorden.dictionary))
    nummers, rij, woord = np.empty(sum(map(len, delen)), soort), 0, 0
    for deel in delen:
        eigen = np.append(naar[woord : woord + len(deel.dictionary)], -1).astype(soort)
        nummers[rij : rij + len(deel)] = eigen[numbers(deel)]
        rij, woord = rij + len(deel), woord + len(deel.dictionary)
    return of_numbers(nummers, woorden.dictionary)


def add(delen: list[pa.DictionaryArray], deel: pa.DictionaryArray) -> None:
    """Puts a piece behind the others of a column. Now and then they become one: a text of which every piece has a copy
    would take more than the column itself."""
    delen.append(narrow(deel))
    if len(delen) >= _STUKKEN:
        delen[:] = [join(delen)]


def narrow(kolom: pa.Array) -> pa.Array:
    """The same with numbers as narrow as its list allows."""
    if not pa.types.is_dictionary(kolom.type):
        return kolom
    return of_numbers(numbers(kolom).astype(width(len(kolom.dictionary)), copy=False), kolom.dictionary)


def numbers(kolom: pa.DictionaryArray) -> np.ndarray:
    """Which text each row has; -1: empty."""
    nummers = kolom.indices
    return (nummers.fill_null(-1) if nummers.null_count else nummers).to_numpy(zero_copy_only=False)


def of_numbers(nummers: np.ndarray, woorden: pa.Array) -> pa.DictionaryArray:
    leeg = nummers < 0
    return pa.DictionaryArray.from_arrays(pa.array(nummers, mask=leeg if leeg.any() else None), woorden)


def everywhere(waarde: str, rijen: int) -> pa.DictionaryArray:
    """A column that says the same in every row."""
    return of_numbers(np.zeros(rijen, np.int8), pa.array([waarde], pa.string()))


def nothing(rijen: int) -> pa.DictionaryArray:
    """A column in which nothing stands."""
    return of_numbers(np.full(rijen, -1, np.int8), pa.array([], pa.string()))


def distinct(kolom: Kolom) -> tuple[pa.Array, np.ndarray]:
    """(the texts that occur, in the order of their first row; which of them each row has, -1: empty)."""
    if not pa.types.is_dictionary(kolom.type):
        kolom = encode(kolom.cast(pa.string()))
    if isinstance(kolom, pa.ChunkedArray):
        kolom = join(kolom.chunks) if kolom.num_chunks != 1 else kolom.chunk(0)
    gebruikt = kolom.indices.dictionary_encode()  # of rows that were left out the texts are still in the list
    oud, nummers = gebruikt.dictionary, numbers(gebruikt).astype(width(len(gebruikt.dictionary)), copy=False)
    return kolom.dictionary.take(oud), nummers


def per_text(kolom: Kolom, wat: Callable[[pa.Array], pa.Array]) -> pa.Array:
    """For every row what `wat` says of its text; null where it is empty."""
    teksten, nummers = distinct(kolom)
    return wat(teksten).take(pa.array(nummers, mask=nummers < 0))


def rewrite(kolom: Kolom, wat: Callable[[pa.Array], pa.Array]) -> pa.DictionaryArray:
    """The column with what `wat` makes of each text."""
    teksten, nummers = distinct(kolom)
    nieuw = wat(teksten).dictionary_encode()
    naar = np.append(numbers(nieuw), -1).astype(nummers.dtype)
    return of_numbers(naar[nummers], nieuw.dictionary)


def same(een: Kolom, ander: Kolom) -> bool:
    """Whether two columns say the same in every row."""
    if een.null_count != ander.null_count:
        return False
    (teksten, nummers), (anders, nrs) = distinct(een), distinct(ander)
    return teksten.equals(anders) and np.array_equal(nummers, nrs)


def together(tabellen: Sequence[pa.Table]) -> pa.Table:
    """The rows of tables with the same columns under each other, in one piece."""
    if len(tabellen) == 1:
        return tabellen[0].combine_chunks()
    return pa.table({naam: _stacked([t[naam] for t in tabellen]) for naam in tabellen[0].column_names})


def _stacked(kolommen: list[pa.ChunkedArray]) -> Kolom:
    if not any(pa.types.is_dictionary(k.type) for k in kolommen):
        return pa.chunked_array([c for k in kolommen for c in k.chunks], kolommen[0].type).combine_chunks()
    return join([c for k in map(encode, kolommen) for c in k.chunks])


def width(aantal: int) -> type:
    """The narrowest numbers for so many texts, with one to spare for empty."""
    return next(b for b in _BREEDTES if aantal <= np.iinfo(b).max)
