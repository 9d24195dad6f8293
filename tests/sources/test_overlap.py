"""A figure over some days of which an earlier delivery already has another one is refused, with row and reason."""

from core import dashboard
from core.model.selectie import Selectie
from tests.kijk import exact

KOP = "doel;periode_begin;periode_einde;gemeente;aanbieder;teller;noemer\n"


def lever(tmp_path, *regels):
    bestand = tmp_path / "opvragen.csv"
    bestand.write_text(KOP + "\n".join(regels) + "\n", "utf-8")
    return dashboard.import_sources(tmp_path / "store", [bestand])


def figures(tmp_path):
    store = dashboard.open_store(tmp_path / "store")
    rijen = exact(store).resultaten(Selectie(regio="zhz"), doel_ids=("K2-01",))
    return dict(zip(rijen["periode"], rijen["teller"], strict=True))


def test_only_the_rows_that_overlap_are_refused(tmp_path):
    lever(tmp_path, "K2-01;2023-01-01;2023-12-31;;;40;80")
    verslag = lever(
        tmp_path,
        "K2-01;2023-07-01;2024-06-30;;;9;90",
        "K2-01;2024-07-01;2024-12-31;;;20;40",
        "K2-02;2023-07-01;2024-06-30;;;9;90",
    )
    assert verslag.afgewezen == 1
    (rij,) = verslag.tabellen.to_dict("records")
    assert rij["gelezen"] == rij["geaccepteerd"] + rij["samengevoegd"] + rij["afgewezen"] == 3
    gevonden = exact(dashboard.open_store(tmp_path / "store")).bevindingen()
    fout = gevonden[gevonden["afgewezen"]].iloc[0]
    assert (fout["code"], fout["rij"], fout["waarde"]) == ("O205", 2, "01-07-2023")
    assert figures(tmp_path) == {"2023": 40, "2024-H2": 20}


def test_the_same_period_again_replaces(tmp_path):
    lever(tmp_path, "K2-01;2023-01-01;2023-12-31;;;40;80")
    assert lever(tmp_path, "K2-01;2023-01-01;2023-12-31;;;44;80").afgewezen == 0
    assert figures(tmp_path) == {"2023": 44}


def test_a_delivery_that_replaces_the_earlier_one_may_correct_its_periods(tmp_path):
    lever(tmp_path, "K2-01;2023-01-01;2023-12-31;;A;40;80")
    verslag = lever(tmp_path, "K2-01;2023-01-01;2023-06-30;;A;10;20", "K2-01;2023-07-01;2023-12-31;;A;12;30")
    assert verslag.afgewezen == 0
    assert figures(tmp_path) == {"2023-H1": 10, "2023-H2": 12}


def test_other_gemeenten_or_providers_do_not_overlap(tmp_path):
    lever(tmp_path, "K2-01;2023-01-01;2023-12-31;GM0505;;4;8")
    assert lever(tmp_path, "K2-01;2023-07-01;2023-12-31;GM0642;;9;90").afgewezen == 0
