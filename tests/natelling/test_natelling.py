"""The command line against the independent recount, on random dirty exports: every maat, period and cell."""

import random
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.natelling import tegels
from tests.natelling.export import GIS, Maker
from tests.natelling.meting import MATEN
from tests.natelling.regels import Telling
from tests.natelling.schrijven import als_tekst, schrijf_csv, schrijf_tekst, schrijf_xlsx
from tests.natelling.strategieen import EXPORT
from tests.natelling.vergelijken import Vraag, bereken, importeer, lees_resultaten, verschillen

DAGEN = (date(2022, 1, 1), date(2023, 6, 30), date(2024, 2, 29))
VRAGEN = (
    Vraag(per="kwartaal", splits=("gi",), van=date(2023, 1, 1)),
    Vraag(splits=("segment",)),
    Vraag(per="maand", van=date(2024, 1, 1)),
    Vraag(splits=("gemeente", "gi")),
    Vraag(peildatums=DAGEN, splits=("gi",)),
    Vraag(per="kwartaal", filters={"gi": GIS[:2], "gemeente": ("GM0505", "GM0482")}, splits=("gi",)),
    Vraag(per="halfjaar", filters={"gi": GIS[:1]}),
    Vraag(),
    Vraag(filters={"segment": ("2",)}, splits=("gemeente",)),
    Vraag(peildatums=DAGEN),
    Vraag(per="maand", van=date(2023, 7, 1), splits=("gemeente",)),
    Vraag(splits=("gemeente", "gi", "segment")),
)
TM = (None, date(2024, 12, 31), date(2024, 9, 30))
VAN = (None, None, date(2022, 7, 1))
PAREN = (
    (0, 3),
    (2, 8),
    (4, 1),
    (6, 5),
)  # which questions the four groups of seeds answer; the night asks all


def controleer(seeds, map_: Path, vragen, tm: date | None, van: date | None = None) -> None:
    """Import the exports of these seeds in one go, and recount every question."""
    bronnen = []
    for seed in seeds:
        rng = random.Random(seed)
        tabellen = Maker(seed, rng.randint(5, 12)).everything()
        schrijf, naam = (schrijf_xlsx, f"{seed}.xlsx") if seed % 6 else (schrijf_csv, str(seed))
        bronnen.append(schrijf(tabellen, map_ / naam, rng))
    telling = Telling(*bronnen, tm=tm, van=van)
    ingelezen = importeer(bronnen, map_ / "store", tm, van)
    assert ingelezen == {t: telling.aantallen(t) for t in telling.gelezen}
    for vraag in vragen:
        rijen = bereken(map_ / "store", vraag, map_ / "uit.csv")
        assert verschillen(telling, rijen, vraag) == [], vraag


@pytest.mark.parametrize("groep", range(3))
def test_every_figure_is_recounted(groep, tmp_path):
    """Twelve seeds, four by four: as csv and as workbook, with and without a data date."""
    controleer(range(groep * 4, groep * 4 + 4), tmp_path, [VRAGEN[i] for i in PAREN[groep]], TM[groep], VAN[groep])


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(100, 160))
def test_every_figure_is_recounted_at_night(seed, tmp_path):
    controleer([seed], tmp_path, VRAGEN, TM[seed % 3], VAN[seed % 3])


def vergelijk_klein(tabellen, map_: Path, *vragen: Vraag) -> None:
    bron = schrijf_csv(tabellen, map_ / "export", random.Random(0))
    telling = Telling(bron, tm=tegels.TM)
    importeer([bron], map_ / "store", tegels.TM)
    for vraag in vragen:
        assert verschillen(telling, bereken(map_ / "store", vraag, map_ / "uit.csv"), vraag) == []


def test_tiny_cases_at_the_boundaries(tmp_path):
    vergelijk_klein(tegels.tegels(1, 100), tmp_path, Vraag("kwartaal", date(2022, 10, 1), splits=("gi",)))


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(10, 20))
def test_many_tiny_cases_at_night(seed, tmp_path):
    vergelijk_klein(
        tegels.tegels(seed, 300),
        tmp_path,
        Vraag("kwartaal", date(2022, 10, 1), splits=("gi",)),
        Vraag("maand", date(2022, 12, 1), splits=("gi", "gemeente")),
        Vraag(splits=("gi",), peildatums=tuple(tegels.DAGEN[::2])),
    )


def test_names_that_chance_put_on_the_first_row_of_a_group_only(tmp_path):
    """It is asked about, and an empty cell is answered to be empty."""
    vast = {"gemeente": "GM0505", "einddatum": None}
    namen = ("JB west", None, None, "JB oost", None, None, None)
    plaatsingen = [
        vast | {"jeugdige": f"K{nr}", "gi": gi, "verblijfsvorm": "11", "begindatum": date(2024, 1, 1 + nr)}
        for nr, gi in enumerate(namen)
    ]
    maatregel = vast | {"jeugdige": "K0", "gi": "JB west", "type": "11", "begindatum": date(2024, 1, 1)}
    vergelijk_klein(
        {"plaatsingen": plaatsingen, "maatregelen": [maatregel | {"einddatum": date(2024, 2, 2), "reden_einde": "02"}]},
        tmp_path,
        Vraag("kwartaal", date(2022, 10, 1)),
    )


@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
@given(tabellen=EXPORT)
def test_any_tiny_export(tabellen, tmp_path_factory):
    vergelijk_klein(tabellen, tmp_path_factory.mktemp("klein"), Vraag("kwartaal", date(2022, 10, 1)))


@pytest.mark.nightly
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(tabellen=EXPORT)
def test_any_tiny_export_at_night(tabellen, tmp_path_factory):
    vergelijk_klein(tabellen, tmp_path_factory.mktemp("klein"), Vraag("kwartaal", date(2022, 10, 1)))


CEL_VRAAG = Vraag(per="kwartaal", splits=("gemeente", "gi"))


@pytest.fixture(scope="module")
def gelijkspel(tmp_path_factory) -> tuple[Path, dict]:
    """A store, and the text of its export, in which the rules do not always name the row that remains."""
    map_ = tmp_path_factory.mktemp("gelijkspel")
    tekst = als_tekst(Maker(7, 15).everything(gelijkspel=True), random.Random(7))
    importeer([schrijf_tekst(tekst, map_ / "export")], map_ / "store", date(2024, 12, 31))
    bereken(map_ / "store", CEL_VRAAG, map_ / "deel.csv")
    return map_, tekst


def test_the_order_of_rows_and_files_does_not_matter(gelijkspel, tmp_path):
    map_, tekst = gelijkspel
    rng = random.Random(1)
    delen = [{}, {}]
    for tabel, rijen in tekst.items():
        rijen = rng.sample(rijen, len(rijen))
        delen[0][tabel], delen[1][tabel] = rijen[::2], rijen[1::2]
    bronnen = [schrijf_tekst(deel, tmp_path / str(i)) for i, deel in enumerate(reversed(delen))]
    importeer(bronnen, tmp_path / "store", date(2024, 12, 31))
    bereken(tmp_path / "store", CEL_VRAAG, tmp_path / "deel.csv")
    assert (map_ / "deel.csv").read_text() == (tmp_path / "deel.csv").read_text()


def test_stock_and_flow_close_in_every_cell_and_parts_add_up(gelijkspel, tmp_path):
    deel, splits = lees_resultaten(gelijkspel[0] / "deel.csv"), CEL_VRAAG.splits
    heel = bereken(gelijkspel[0] / "store", Vraag(per="kwartaal"), tmp_path / "heel.csv")

    def waarden(rijen, maat):
        sleutels = (((r["periode"], *(r[s] for s in splits)), r) for r in rijen if r["maat"] == maat)
        return {sleutel: float(r["waarde"] or 0) for sleutel, r in sleutels}

    stand, bij, af, over, weg = (
        waarden(deel, f"jb_{m}") for m in ("stand", "instroom", "uitstroom", "overgenomen", "overgedragen")
    )
    perioden = sorted({r["periode"] for r in heel})
    cellen = {sleutel[1:] for cijfers in (stand, bij, af, over, weg) for sleutel in cijfers}
    assert len(cellen) > 2 and sum(over.values()) > 0 and len(perioden) == 16
    for voor, nu in pairwise(perioden):
        for c in cellen:
            stromen = ((1, bij), (-1, af), (1, over), (-1, weg))
            verwacht = stand.get((voor, *c), 0) + sum(teken * s.get((nu, *c), 0) for teken, s in stromen)
            assert verwacht == stand.get((nu, *c), 0), (nu, c)
    for id_ in (id_ for id_, maat in MATEN.items() if maat.optelbaar):
        delen, totaal = waarden(deel, id_), waarden(heel, id_)
        for periode in perioden:
            som, eigen = (
                sum(w for sleutel, w in cijfers.items() if sleutel[0] == periode) for cijfers in (delen, totaal)
            )
            assert som == pytest.approx(eigen, abs=1e-6), (id_, periode)
