"""The command line against the independent recount, on random dirty exports: every maat, period and cell."""

import random
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.natelling.export import GIS, Maker
from tests.natelling.meting import MATEN
from tests.natelling.regels import Telling
from tests.natelling.schrijven import als_tekst, schrijf_csv, schrijf_tekst, schrijf_xlsx
from tests.natelling.strategieen import EXPORT
from tests.natelling.vergelijken import Vraag, bereken, importeer, verschillen

DAGEN = (date(2022, 1, 1), date(2023, 6, 30), date(2024, 2, 29))
VRAGEN = (
    Vraag(),
    Vraag(per="kwartaal", splits=("gi",), van=date(2023, 1, 1)),
    Vraag(splits=("gemeente", "gi")),
    Vraag(splits=("segment",)),
    Vraag(per="halfjaar", filters={"gi": GIS[:1]}),
    Vraag(per="maand", van=date(2024, 1, 1)),
    Vraag(per="kwartaal", filters={"gi": GIS[:2], "gemeente": ("GM0505", "GM0482")}, splits=("gi",)),
    Vraag(filters={"segment": ("2",)}, splits=("gemeente",)),
    Vraag(peildatums=DAGEN, splits=("gi",)),
    Vraag(peildatums=DAGEN),
    Vraag(per="maand", van=date(2023, 7, 1), splits=("gemeente",)),
    Vraag(splits=("gemeente", "gi", "segment")),
)
TM = (None, date(2024, 12, 31), date(2024, 9, 30))


def maak_export(seed: int, map_: Path) -> Path:
    """A folder of csv files or one workbook."""
    tabellen, rng = (
        Maker(seed, None if seed % 4 == 0 else random.Random(seed).randint(5, 20)).alles(),
        random.Random(seed),
    )
    if seed % 3 == 2:
        return schrijf_xlsx(tabellen, map_ / "export.xlsx", rng)
    return schrijf_csv(tabellen, map_ / "export", rng)


def controleer(seed: int, map_: Path, vragen) -> None:
    tm = TM[seed % len(TM)]
    bron = maak_export(seed, map_)
    telling = Telling(bron, tm=tm)
    assert importeer(bron, map_ / "store", tm) == {t: telling.aantallen(t) for t in telling.gelezen}
    for vraag in vragen:
        rijen = bereken(map_ / "store", vraag, map_ / "uit.csv")
        assert verschillen(telling, rijen, vraag) == [], vraag


@pytest.mark.parametrize("seed", range(12))
def test_every_figure_is_recounted(seed, tmp_path):
    controleer(seed, tmp_path, [VRAGEN[seed % len(VRAGEN)], VRAGEN[(seed * 5 + 1) % len(VRAGEN)]])


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(100, 200))
def test_every_figure_is_recounted_at_night(seed, tmp_path):
    controleer(seed, tmp_path, VRAGEN)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tabellen=EXPORT)
def test_tiny_exports_at_the_boundaries(tabellen, tmp_path_factory):
    map_ = tmp_path_factory.mktemp("klein")
    bron = schrijf_csv(tabellen, map_ / "export", random.Random(0))
    telling = Telling(bron, tm=date(2024, 12, 31))
    importeer(bron, map_ / "store", date(2024, 12, 31))
    for vraag in (Vraag(per="kwartaal", splits=("gi",), van=date(2022, 1, 1)), Vraag(van=date(2022, 1, 1))):
        rijen = bereken(map_ / "store", vraag, map_ / "uit.csv")
        assert verschillen(telling, rijen, vraag) == []


def test_the_order_of_rows_and_sheets_does_not_matter(tmp_path):
    """Also where the rules name no winner: the choice may not hang on the order in the file."""
    rng = random.Random(7)
    tekst = als_tekst(Maker(7, 30).alles(gelijkspel=True), rng)
    uitkomsten = []
    for naam in ("een", "twee"):
        bron = schrijf_tekst(tekst, tmp_path / naam)
        importeer(bron, tmp_path / f"store-{naam}")
        vraag = Vraag(per="kwartaal", splits=("gemeente", "gi"))
        bereken(tmp_path / f"store-{naam}", vraag, tmp_path / f"{naam}.csv")
        uitkomsten.append((tmp_path / f"{naam}.csv").read_bytes())
        tekst = {t: rng.sample(rijen, len(rijen)) for t, rijen in reversed(tekst.items())}
    assert uitkomsten[0] == uitkomsten[1]


@pytest.mark.parametrize("splits", [("gi",), ("gemeente",), ("gemeente", "gi")])
def test_stock_and_flow_close_in_every_cell_and_parts_add_up(splits, tmp_path):
    bron = schrijf_csv(Maker(11, 40).alles(), tmp_path / "export", random.Random(11))
    importeer(bron, tmp_path / "store", date(2024, 12, 31))
    deel = bereken(tmp_path / "store", Vraag(per="kwartaal", splits=splits), tmp_path / "deel.csv")
    heel = bereken(tmp_path / "store", Vraag(per="kwartaal"), tmp_path / "heel.csv")

    def waarden(rijen, maat):
        return {
            (r["periode"], *(r[s] for s in splits)): float(r["waarde"] or 0)
            for r in rijen
            if r["maat"] == maat and not r["doel"]
        }

    stand, bij, af, over, weg = (
        waarden(deel, f"jb_{m}") for m in ("stand", "instroom", "uitstroom", "overgenomen", "overgedragen")
    )
    perioden = sorted({r["periode"] for r in heel})
    cellen = {sleutel[1:] for cijfers in (stand, bij, af, over, weg) for sleutel in cijfers}
    assert len(cellen) > 2 and sum(over.values()) > 0
    for voor, nu in pairwise(perioden):
        for c in cellen:
            verwacht = stand.get((voor, *c), 0) + sum(
                teken * s.get((nu, *c), 0) for teken, s in ((1, bij), (-1, af), (1, over), (-1, weg))
            )
            assert verwacht == stand.get((nu, *c), 0), (nu, c)
    for id_, maat in MATEN.items():
        if maat.optelbaar:
            delen, totaal = waarden(deel, id_), waarden(heel, id_)
            for periode in perioden:
                som = sum(w for sleutel, w in delen.items() if sleutel[0] == periode)
                eigen = sum(w for sleutel, w in totaal.items() if sleutel[0] == periode)
                assert som == pytest.approx(eigen, abs=1e-6), (id_, periode)
