from datetime import date

import pytest

from core.charts import theme
from core.charts.reeks import series
from core.model.oordeel import Oordeel, Uitkomst
from tests.charts.tabellen import BREUK, PAD, heeft, laag, reeks


def lijn(waarden=(530, 541, 520, 488, 470, 431), uitkomst=PAD, **extra):
    tabel = reeks(waarden, voorlopig=extra.pop("voorlopig", None))
    return series(tabel, label="Lopende OTS", eenheid="maatregelen", uitkomst=uitkomst, **extra)


def test_the_path_runs_from_baseline_over_the_measured_day_to_target():
    pad = laag(lijn(), "pad")
    punten = [(r["dag"][:10], r["waarde"]) for r in pad["data"]["values"]]
    assert punten == [("2022-01-01", 520.0), ("2024-12-31", 442.0), ("2025-12-31", 416.0)]
    assert pad["mark"]["strokeDash"]


def test_the_target_and_the_baseline_are_named_with_their_figure():
    grafiek = lijn()
    assert laag(grafiek, "label doel")["data"]["values"][0]["tekst"] == "doel 2025: 416"
    assert laag(grafiek, "label basis")["data"]["values"][0]["tekst"] == "basis: 520"
    assert laag(grafiek, "label cijfer")["data"]["values"][0]["tekst"] == "431"


def test_a_norm_without_baseline_is_a_level_line():
    norm = Uitkomst(Oordeel.ACHTER, waarde=0.87, doelwaarde=0.9)
    grafiek = series(reeks([0.8, 0.87], marge=0.03), label="Nabij", eenheid="aandeel", uitkomst=norm)
    assert laag(grafiek, "pad")["mark"]["type"] == "rule"
    assert laag(grafiek, "label doel")["data"]["values"][0]["tekst"] == "norm: 90,0%"
    assert not heeft(grafiek, "label basis")


def test_without_goal_there_is_no_path():
    assert not heeft(lijn(uitkomst=None), "pad")


def test_a_break_is_a_rule_with_its_name():
    grafiek = lijn(breuken=(BREUK,))
    breuk = laag(grafiek, "breuken")
    assert breuk["mark"]["type"] == "rule"
    assert breuk["data"]["values"][0]["dag"].startswith("2022-01-01")
    assert laag(grafiek, "breuk 1")["data"]["values"][0]["tekst"] == "Nieuw woonplaatsbeginsel"


def test_a_break_outside_the_series_is_not_drawn():
    assert not heeft(lijn((400, 380), uitkomst=None, breuken=(BREUK,)), "breuken")


def test_provisional_points_are_hollow_and_said_in_words():
    grafiek = lijn(voorlopig=2024)
    stand = [r["stand"] for r in laag(grafiek, "punten")["data"]["values"]]
    assert stand == ["definitief"] * 5 + ["voorlopig"]
    assert laag(grafiek, "punten")["encoding"]["fill"]["scale"]["range"][1] == theme.LICHT.vlak
    assert "voorlopig" in grafiek.toelichting


def test_what_cannot_be_measured_yet_has_no_point_but_a_word():
    grafiek = lijn((530, 520, None), uitkomst=None)
    assert len(laag(grafiek, "punten")["data"]["values"]) == 2
    assert laag(grafiek, "later")["data"]["values"][0]["dag"].startswith("2021-12-31")


def test_the_line_is_broken_where_there_is_no_figure():
    waarden = [r["waarde"] for r in laag(lijn((530, None, 500), uitkomst=None), "reeks")["data"]["values"]]
    assert waarden == [530, None, 500]


def test_labels_have_a_halo_and_breaks_have_room_above_the_figures():
    met, zonder = lijn(breuken=(BREUK,)), lijn()
    assert laag(met, "label doel rand")["mark"]["stroke"] == theme.LICHT.vlak
    top = [laag(g, "reeks")["encoding"]["y"]["scale"]["domain"][1] for g in (met, zonder)]
    assert top[0] > top[1]


def test_in_a_narrow_chart_breaks_are_named_below_it():
    grafiek = lijn(breuken=(BREUK,), smal=True)
    assert heeft(grafiek, "breuken") and not heeft(grafiek, "breuk 1")
    assert "Stippellijn: nieuw woonplaatsbeginsel (01-01-2022)." in grafiek.toelichting


def test_the_interval_is_a_band():
    band = laag(lijn(), "interval")
    assert band["mark"]["type"] == "area"
    assert band["data"]["values"][0]["laag"] == 490.0


def test_counts_start_at_zero_so_that_a_small_change_stays_small():
    assert laag(lijn(), "reeks")["encoding"]["y"]["scale"]["domain"][0] == 0


def test_ticks_stand_on_measured_days_with_dutch_names():
    as_x = laag(lijn(), "reeks")["encoding"]["x"]["axis"]
    assert "'2024-12-31': '2024'" in as_x["labelExpr"]
    assert {"year": 2024, "month": 12, "date": 31} in as_x["values"]


def test_numbers_and_months_are_dutch():
    grafiek = lijn()
    locale = grafiek.spec["config"]["locale"]
    assert locale["number"]["decimal"] == "," and locale["number"]["thousands"] == "."
    assert locale["time"]["shortMonths"][2] == "mrt"
    euro = series(reeks([1e6, 2e6]), label="Kosten", eenheid="euro")
    assert laag(euro, "reeks")["encoding"]["y"]["axis"]["format"] == "$,.0f"


def test_parts_have_a_line_and_a_label_each_that_do_not_overlap():
    import pandas as pd

    tabel = pd.concat([reeks([40, 44], gi="Instelling A"), reeks([40, 43.5], gi="Instelling B")])
    grafiek = series(tabel, label="Lopende OTS", eenheid="maatregelen", split="gi")
    labels = laag(grafiek, "labels")["data"]["values"]
    assert [r["tekst"] for r in labels] == ["Instelling A 44", "Instelling B 43,5"]
    hoogte = laag(grafiek, "reeks")["encoding"]["y"]["scale"]["domain"][1]
    assert abs(labels[0]["plek"] - labels[1]["plek"]) >= hoogte * 14 / theme.HOOGTE
    assert grafiek.titel == "Lopende OTS, per GI"


def test_description_gives_every_figure_and_the_verdict_in_words():
    tekst = lijn().beschrijving
    assert tekst.startswith("Lijngrafiek van Lopende OTS: 2019 530")
    assert "Doel: 416 maatregelen op 31-12-2025. Oordeel: op koers." in tekst


@pytest.mark.parametrize("waarden", [(), (None, None), (5,)])
def test_an_empty_or_short_series_is_a_valid_chart(waarden):
    tabel = reeks(waarden) if waarden else reeks([1]).iloc[:0]
    grafiek = series(tabel, label="Lopende OTS", eenheid="maatregelen", breuken=(BREUK,))
    assert grafiek.titel.startswith("Lopende OTS: ")
    grafiek.altair()


def test_dark_charts_have_dark_colours():
    assert lijn(donker=True).spec["config"]["background"] == theme.DONKER.vlak
    assert laag(lijn(donker=True), "reeks")["mark"]["color"] == theme.DONKER.hoofd


def test_altair_accepts_the_specification():
    lijn(voorlopig=2024, breuken=(BREUK,)).altair()


def test_a_day_is_never_a_day_earlier():
    assert laag(lijn(), "reeks")["data"]["values"][-1]["dag"] == "2024-12-31T00:00:00"
    assert date(2024, 12, 31).isoformat() == "2024-12-31"


def test_only_layers_with_dutch_text_have_a_tooltip():
    for deel in lijn(voorlopig=2024, breuken=(BREUK,)).spec["layer"]:
        hint = deel["encoding"].get("tooltip")
        assert hint or deel["mark"]["tooltip"] is None, deel["name"]
        assert all(not h["title"][0].islower() for h in hint or ())


def test_a_year_that_is_missing_breaks_the_line():
    tabel = reeks([10, 11, 12, 13], marge=2).drop(index=1)
    rijen = laag(series(tabel, label="Opvraag", eenheid="aantal"), "reeks")["data"]["values"]
    assert [r["waarde"] for r in rijen] == [10, None, 12, 13]
