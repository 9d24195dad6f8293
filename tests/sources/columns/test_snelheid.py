"""Two million declarations on one core: the nightly run measures, the daily one guards the way it is done."""

import time

import numpy as np
import pyarrow as pa
import pytest

from core.sources.columns import convert
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


def seconden(n: int) -> float:
    bron = declaraties(n)
    begin = time.process_time()
    uit = convert(bron, sleutel=SLEUTEL, vandaag=VANDAAG)
    assert (uit.gelezen, uit.afgewezen) == (n, 0)
    return time.process_time() - begin


def test_ten_times_the_rows_with_the_same_values_is_not_ten_times_the_work():
    """Work goes with the distinct values: a loop over rows would fail this."""
    bron = declaraties(2_000)
    vaak = RuweTabel(bron.bestand, bron.blad, bron.tabel, pa.concat_tables([bron.data] * 50), kolommen=bron.kolommen)
    tijden = []
    for ruw in (bron, vaak):
        begin = time.process_time()
        convert(ruw, sleutel=SLEUTEL, vandaag=VANDAAG)
        tijden.append(time.process_time() - begin)
    assert tijden[1] < 20 * tijden[0]


@pytest.mark.nightly
def test_two_million_declarations():
    assert seconden(2_000_000) < 20
