"""Work goes with the distinct values: counted in lines of the program, which are the same on every machine."""

import sys
from types import FrameType

import numpy as np
import pyarrow as pa
import pytest

from core.sources.columns import convert
from core.sources.kwaliteit import Context
from core.sources.raw import RuweTabel

from .maak import SLEUTEL, VANDAAG


def declaraties(n: int) -> RuweTabel:
    kans = np.random.default_rng(1)
    begin = (np.datetime64("2022-01-01") + kans.integers(0, 1000, n)).astype("datetime64[M]").astype("datetime64[D]")

    def keuze(*waarden):
        return pa.array(np.array(waarden, dtype=object)[kans.integers(0, len(waarden), n)])

    def tekst(waarden):
        return pa.array(waarden).cast(pa.string())

    kolommen = {
        "gemeente": keuze("Dordrecht", "GM0642", "0610", "Papendrecht"),
        "jeugdige": tekst(kans.integers(10_000_000, 10_060_000, n)),
        "aanbieder": tekst(kans.integers(1, 200, n)),
        "gi": keuze("", "JB Zandpad"),
        "segment": tekst(kans.integers(1, 7, n)),
        "productcategorie": tekst(kans.integers(40, 56, n)),
        "productcode": tekst(kans.integers(40000, 45000, n)),
        "toewijzingnummer": tekst(kans.integers(0, 150_000, n)),
        "verwijzer": tekst(kans.integers(1, 7, n)),
        "periode_begin": tekst(begin),
        "periode_einde": tekst(begin + 27),
        "volume": tekst(kans.integers(1, 124, n) / 4),
        "eenheid": keuze("01", "04", "14", "16"),
        "bedrag": pa.array([f"{bedrag:.2f}".replace(".", ",") for bedrag in kans.gamma(2, 500, n)]),
        "debet_credit": keuze("D", "D", "D", "C", ""),
    }
    data = pa.table(kolommen | {"__rij__": pa.array(np.arange(2, n + 2), pa.int32())})
    return RuweTabel("d.csv", "d", "declaraties", data, kolommen={k: k for k in kolommen})


def lines(ruw: RuweTabel) -> int:
    """How many lines of Python it takes to convert."""
    aantal = 0

    def count(frame: FrameType, wat: str, _) -> object:
        nonlocal aantal
        aantal += wat == "line"
        return count

    eerder = sys.gettrace()
    sys.settrace(count)
    try:
        uit = convert(ruw, sleutel=SLEUTEL, context=Context(VANDAAG))
    finally:
        sys.settrace(eerder)
    assert (uit.gelezen, uit.afgewezen) == (ruw.data.num_rows, 0)
    return aantal


def test_fifty_times_the_rows_with_the_same_values_is_not_fifty_times_the_work():
    """A loop over rows would fail this; only the findings, of which so many are kept, go by the row."""
    bron = declaraties(2_000)
    vaak = RuweTabel(bron.bestand, bron.blad, bron.tabel, pa.concat_tables([bron.data] * 50), kolommen=bron.kolommen)
    assert lines(vaak) < 10 * lines(bron)


@pytest.mark.nightly
def test_two_million_declarations():
    uit = convert(declaraties(2_000_000), sleutel=SLEUTEL, context=Context(VANDAAG))
    assert (uit.gelezen, uit.afgewezen) == (2_000_000, 0)
