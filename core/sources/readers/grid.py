"""A grid of text cells, as any sheet or file gives it, becomes a RuweTabel: header found, empty rows left
out."""

from collections.abc import Callable, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from core.model.melding import Melding
from core.sources.raw import ECHT, Opmerking, RuweTabel
from core.sources.readers.header import ZOEK_RIJEN, Kop, kolomletter, look_up_header, mogelijke_kop, unieke_namen
from core.sources.readers.message import show

MAX_KOLOMMEN = 2_000
RIJ = "__rij__"
_KOMMA = r"^\D*\d+(\.\d{3})*,\d+\D*$"
_DECIMAAL = r"^\D*\d+([.,]\d{3})*[.,]\d+\D*$"


def make_tabel(
    bestand: str,
    blad: str,
    kolommen: Sequence[pa.Array],
    rijnummers: pa.Array,
    bekend: frozenset[str],
    echte_getallen: Callable[[Sequence[int]], dict[int, pa.BooleanArray]] | None = None,
    eerste_kolom: int = 0,
) -> RuweTabel | None:
    """One RuweTabel (tabel still None) from string columns that include the header; None for a grid without
    cells.

    `rijnummers`: int32, the row number per cell row as the user sees it. `echte_getallen(kandidaten)` says per
    cell of these columns whether it is a real number, not a text that looks like one; it is asked about columns
    in which that matters.
    """
    if sum(k.null_count < len(k) for k in kolommen) > MAX_KOLOMMEN:  # before time goes into looking for a header
        te_veel = f"{show(blad)} in {show(bestand)} heeft meer dan {MAX_KOLOMMEN} kolommen."
        raise Melding(f"{te_veel} Lever alleen de kolommen van het sjabloon aan.")
    kolommen = [_without_nul(k) for k in kolommen]
    kop = _kop(kolommen, bekend)
    eerste = kop.rij + 1 if kop else 0
    koppen = [*(kop.namen if kop else ()), *[None] * len(kolommen)]
    houd = [i for i, k in enumerate(kolommen) if koppen[i] or k.null_count < len(k)]
    if not houd:
        return None
    namen = unieke_namen([koppen[i] or f"(kolom {kolomletter(i + eerste_kolom)})" for i in houd])
    cellen = {i: kolommen[i][eerste:] for i in houd}
    echt = _separate_numbers(cellen, eerste, echte_getallen) if echte_getallen else set()
    data = pa.table([*cellen.values(), rijnummers[eerste:]], names=[*namen, RIJ])
    tabel = RuweTabel(bestand, blad, None, _without_lege_rijen(data))
    tabel.getallen = frozenset(n for i, n in zip(houd, namen, strict=True) if i in echt)
    tabel.titel = _titel(kolommen, kop)
    if kop:
        tabel.kopregel = rijnummers[kop.rij].as_py()
        tabel.opmerkingen += _over_de_kop(kop, tabel)
    else:
        tabel.kopregel = 0
    return tabel


def _titel(kolommen: Sequence[pa.Array], kop: Kop | None) -> tuple[str, ...]:
    """The lines above the header, each as one text."""
    boven = kop.rij + 1 - kop.hoogte if kop else 0
    rijen = zip(*(k[:boven].to_pylist() for k in kolommen), strict=True) if boven > 0 else ()
    teksten = (" ".join(" ".join(c.split()) for c in rij if c) for rij in rijen)
    return tuple(t for t in teksten if t)


def _over_de_kop(kop: Kop, tabel: RuweTabel) -> list[Opmerking]:
    waar, rij = f"De kolomnamen van {show(tabel.blad)} staan op rij", tabel.kopregel
    if kop.hoogte == 2:
        return [Opmerking("kop_twee_rijen", f"{waar} {rij - 1} en {rij} samen.")]
    if kop.bekend and rij > 1:
        return [Opmerking("kopregel", f"{waar} {rij}; wat erboven staat, is overgeslagen.")]
    return []


def _kop(kolommen: Sequence[pa.Array], bekend: frozenset[str]) -> Kop | None:
    begin = [k[:ZOEK_RIJEN].to_pylist() for k in kolommen]
    rijen = list(zip(*begin, strict=True)) if begin else []
    return look_up_header(rijen, bekend) or mogelijke_kop(rijen)


def _without_nul(kolom: pa.Array) -> pa.Array:
    """NUL characters (an Excel file may hide them as _x0000_) break databases; they are dropped."""
    if isinstance(kolom, pa.ChunkedArray):
        kolom = kolom.combine_chunks()
    if pa.types.is_dictionary(kolom.type):  # of a csv, that is refused when it holds one
        return kolom
    inhoud = kolom.buffers()[2]
    if inhoud is not None and b"\0" in memoryview(inhoud).tobytes():
        kolom = pc.replace_substring(kolom, "\0", "")
    return kolom


def _looks_like_number(kolom: pa.Array) -> bool:
    """All filled cells look like 12, -0.5 or 123456782; a first look at a part saves time."""
    if kolom.null_count == len(kolom):
        return False
    return all(
        pc.all(pc.match_substring_regex(deel, r"^-?\d+(\.\d+)?$")).as_py() is not False
        for deel in (kolom[:1000], kolom)
    )


def _separate_numbers(
    cellen: dict[int, pa.Array], eerste: int, vraag: Callable[[Sequence[int]], dict[int, pa.BooleanArray]]
) -> set[int]:
    """The columns with only real numbers. In a column that mixes them with text like "1,50" or "1.125" the real ones
    get ECHT behind them, in place: without it 1.125 could be read as 1125."""
    kandidaten = [i for i, k in cellen.items() if len(k) and (_looks_like_number(k) or _is_mixed(k))]
    uit = set()
    for i, getal in (vraag(kandidaten) if kandidaten else {}).items():
        kolom, getal = cellen[i], getal[eerste:]
        gevuld = kolom.is_valid()
        if not pc.any(pc.and_not(gevuld, getal)).as_py():
            uit.add(i)
        elif pc.any(pc.and_not(pc.match_substring_regex(kolom, _DECIMAAL), getal)).as_py():
            merk = pc.fill_null(pc.and_(getal, pc.match_substring(kolom, ".")), False)
            cellen[i] = pc.if_else(merk, pc.binary_join_element_wise(kolom, ECHT, ""), kolom)
    return uit


def _is_mixed(kolom: pa.Array) -> bool:
    return all(pc.any(pc.match_substring_regex(kolom, v)).as_py() for v in (r"^-?\d+\.\d+$", _KOMMA))


def _without_lege_rijen(data: pa.Table) -> pa.Table:
    kolommen = [data[n].combine_chunks() for n in data.column_names if n != RIJ]
    if any(k.null_count == 0 for k in kolommen) or not data.num_rows:
        return data
    gevuld = np.zeros(data.num_rows, dtype=bool)
    for kolom in kolommen:
        gevuld |= kolom.is_valid().to_numpy(zero_copy_only=False)
        if gevuld.all():
            return data
    return data.filter(pa.array(gevuld))
