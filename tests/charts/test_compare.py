from core.charts.compare import compare
from core.charts.funnel import funnel
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


def test_a_gi_within_the_limits_is_not_called_different():
    tabel = delen("gi", {"A": (30, 100), "B": (9, 40), "C": (35, 110)})
    grafiek = funnel(tabel, label="Aandeel")
    assert grafiek.titel == "Aandeel: de verschillen tussen GI's kunnen toeval zijn"
    assert {r["buiten"] for r in laag(grafiek, "punten")["data"]["values"]} == {"binnen"}
    grafiek.altair()


def test_a_gi_outside_the_limits_is_named():
    tabel = delen("gi", {"A": (30, 100), "B": (160, 200), "C": (35, 110)})
    grafiek = funnel(tabel, label="Aandeel")
    buiten = {r["gi"]: r["buiten"] for r in laag(grafiek, "punten")["data"]["values"]}
    assert buiten["B"] == "buiten"
    assert "B" in grafiek.titel and "toeval te verwachten" in grafiek.titel


def test_the_limits_narrow_with_size_around_the_shared_share():
    grafiek = funnel(delen("gi", {"A": (30, 100), "B": (20, 50)}), label="Aandeel")
    hoog = [r["hoog"] for r in laag(grafiek, "grens 95% hoog")["data"]["values"]]
    breed = [r["hoog"] for r in laag(grafiek, "grens 99,8% hoog")["data"]["values"]]
    assert hoog == sorted(hoog, reverse=True) and hoog[-1] > 1 / 3
    assert all(b >= h for b, h in zip(breed, hoog, strict=True))


def test_empty_tables_give_a_chart_that_says_so():
    leeg = delen("gi", {"A": (1, 2)}).iloc[:0]
    assert funnel(leeg, label="Aandeel").titel == "Aandeel: geen gegevens"
    assert "er zijn geen cijfers" in compare(leeg, label="OTS", eenheid="maatregelen", kolom="gi").beschrijving


def test_a_part_with_a_small_denominator_is_not_drawn_but_counted_and_said():
    grafiek = funnel(delen("gi", {"A": (30, 100), "B": (20, 60), "C": (4, 4)}), label="Aandeel")
    assert [r["gi"] for r in laag(grafiek, "punten")["data"]["values"]] == ["A", "B"]
    assert "Niet getekend: 1 met een noemer onder 10" in grafiek.toelichting
    assert "samen 32,9%" in grafiek.beschrijving, "the small part belongs to the whole"


def test_too_small_to_compare_is_said():
    grafiek = funnel(delen("gi", {"A": (3, 8), "B": (2, 60)}), label="Aandeel")
    assert grafiek.titel == "Aandeel: te kleine aantallen om GI's eerlijk te vergelijken"
    assert "Minder dan twee GI's" in grafiek.leeg, "one dot in a plane is no comparison"
    assert not funnel(delen("gi", {"A": (30, 80), "B": (20, 60)}), label="Aandeel").leeg
