from core.charts.compare import compare
from tests.charts.tabellen import delen, laag

GEMEENTEN = {"Dordrecht": (160, None), "Sliedrecht": (21, None), "Gorinchem": (48, None)}


def test_gemeenten_stand_from_large_to_small_with_their_figure():
    grafiek = compare(delen("gemeente", GEMEENTEN), label="Lopende OTS", eenheid="maatregelen", kolom="gemeente")
    assert laag(grafiek, "staven")["encoding"]["y"]["sort"] == ["Dordrecht", "Gorinchem", "Sliedrecht"]
    assert [r["cijfer"] for r in laag(grafiek, "labels")["data"]["values"]] == ["160", "48", "21"]
    assert laag(grafiek, "interval")["encoding"]["x2"] == {"field": "hoog"}
    assert grafiek.titel == "Lopende OTS per gemeente, 2024"
    grafiek.altair()


def test_gis_are_never_ranked():
    tabel = delen("gi", {"Zuid": (90, None), "Noord": (10, None)})
    grafiek = compare(tabel, label="Lopende OTS", eenheid="maatregelen", kolom="gi")
    assert laag(grafiek, "staven")["encoding"]["y"]["sort"] == ["Noord", "Zuid"]


def test_bars_begin_at_zero():
    grafiek = compare(delen("gemeente", GEMEENTEN), label="OTS", eenheid="maatregelen", kolom="gemeente")
    assert laag(grafiek, "staven")["encoding"]["x"]["scale"]["domain"][0] == 0


def test_empty_tables_give_a_chart_that_says_so():
    leeg = delen("gi", {"A": (1, 2)}).iloc[:0]
    assert "er zijn geen cijfers" in compare(leeg, label="OTS", eenheid="maatregelen", kolom="gi").beschrijving
