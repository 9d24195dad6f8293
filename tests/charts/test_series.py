from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from jsonschema.exceptions import ValidationError

from core.charts import theme
from core.charts.series import series
from core.model.oordeel import VERBORGEN, Oordeel, Uitkomst
from core.model.vooruitzicht import Vooruitzicht
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


@pytest.mark.parametrize(
    ("waarden", "kant", "hoogte"),
    [
        ((830, 541, 520, 488, 431), "left", -14),
        ((530, 541, 520, 488, 431), "right", 18),
        ((830, 541, 520, 560, 431), "right", 18),
        ((520, 560), "left", -14),
    ],
)
def test_the_baseline_is_named_where_the_line_is_not(waarden, kant, hoogte):
    eerste = 2019 if len(waarden) > 2 else 2021
    grafiek = series(reeks(waarden, eerste), label="Lopende OTS", eenheid="maatregelen", uitkomst=PAD)
    stijl = laag(grafiek, "label basis")["mark"]
    assert (stijl["align"], stijl["dy"]) == (kant, hoogte)


def test_a_norm_without_baseline_is_a_level_line():
    norm = Uitkomst(Oordeel.ACHTER, waarde=0.87, doelwaarde=0.9)
    grafiek = series(reeks([0.8, 0.87], marge=0.03), label="Nabij", eenheid="aandeel", uitkomst=norm)
    assert laag(grafiek, "pad")["mark"]["type"] == "rule"
    assert laag(grafiek, "label doel")["data"]["values"][0]["tekst"] == "norm: 90,0%"
    assert not heeft(grafiek, "label basis")


def test_without_goal_there_is_no_path():
    assert not heeft(lijn(uitkomst=None), "pad")


def test_a_break_is_a_rule_with_its_name_between_the_figures_it_keeps_apart():
    grafiek = lijn(breuken=(BREUK,))
    breuk = laag(grafiek, "breuken")
    assert breuk["mark"]["type"] == "rule"
    rij = breuk["data"]["values"][0]
    assert "2021-12-31" < rij["dag"][:10] < "2022-12-31" and rij["op"] == "01-01-2022"
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
    assert bool(grafiek.leeg) == (5 not in waarden), "why there is nothing to see, only when there is nothing"
    grafiek.altair()


def test_dark_charts_have_dark_colours():
    assert lijn(donker=True).spec["config"]["background"] == theme.DONKER.vlak
    assert laag(lijn(donker=True), "reeks")["mark"]["color"] == theme.DONKER.hoofd


def test_altair_reads_the_specification_back_as_it_was_written():
    """Every word passes the schema of Vega-Lite, and none is lost on the way."""
    grafiek = lijn(voorlopig=2024, breuken=(BREUK,))
    terug = grafiek.altair().to_dict()
    eigen = grafiek.to_dict()
    assert [laag["name"] for laag in terug["layer"]] == [laag["name"] for laag in eigen["layer"]]
    assert [laag["encoding"] for laag in terug["layer"]] == [laag["encoding"] for laag in eigen["layer"]]
    assert terug["config"]["locale"] == eigen["config"]["locale"] and terug["title"]["text"] == grafiek.titel


def test_altair_refuses_what_is_no_vega_lite():
    """The judge of the test above does judge."""
    grafiek = lijn()
    grafiek.spec["layer"][0]["mark"]["type"] = "streep"
    with pytest.raises(ValidationError):
        grafiek.altair()


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


def test_a_hidden_series_says_why_there_is_no_picture():
    grafiek = series(reeks([None, None]).assign(reden=VERBORGEN), label="OTS", eenheid="maatregelen")
    assert grafiek.titel == f"OTS: {VERBORGEN}" and "te weinig kinderen" in grafiek.leeg


def test_what_is_hidden_since_the_baseline_is_not_called_unmeasurable():
    """A goal of which only the year of its baseline may be shown has no verdict; its figure is there."""
    tabel = reeks([10, None, None])
    tabel["reden"] = ["", VERBORGEN, VERBORGEN]
    vroeg = replace(PAD, oordeel=Oordeel.NOG_NIET_MEETBAAR)
    maak = {"label": "Nieuw", "eenheid": "jeugdigen", "uitkomst": vroeg}
    assert series(tabel, **maak).titel == f"Nieuw: 10 jeugdigen in {tabel['periode'][0]}; daarna {VERBORGEN}"
    assert series(tabel.assign(reden=""), **maak).titel == "Nieuw: nog niet meetbaar"


def test_the_band_is_broken_where_there_is_no_figure():
    grafiek = lijn((10, 12, None, 11, None, 12), uitkomst=None)
    leeg = [r["laag"] is None for r in laag(grafiek, "interval")["data"]["values"]]
    assert leeg == [False, False, True, False, True, False]
    half = reeks((10, 12, 11, 9)).assign(hoog=[20.0, 22.0, None, 19.0])
    rijen = laag(series(half, label="Duur", eenheid="dagen"), "interval")["data"]["values"]
    assert [r["laag"] is None for r in rijen] == [False, False, True, False], "one bound is no band"
    los = [r["dag"][:4] for r in laag(grafiek, "interval los")["data"]["values"]]
    assert los == ["2022", "2024"], "an interval between two gaps is no band, but is not lost"


def test_a_margin_below_nothing_is_not_drawn():
    laagste = min(r["laag"] for r in laag(lijn((10, 60), uitkomst=None), "interval")["data"]["values"])
    assert laagste == 0 and laag(lijn((10, 60), uitkomst=None), "reeks")["encoding"]["y"]["scale"]["domain"][0] == 0


def test_a_figure_on_the_axis_has_its_label_above_it():
    uitkomst = replace(PAD, basis=0.0, doelwaarde=0.0, padwaarde=None, doeldag=date(2026, 12, 31))
    grafiek = series(reeks([0.0, 0.1, 0.0], 2022, marge=None), label="Opnieuw", eenheid="aandeel", uitkomst=uitkomst)
    assert laag(grafiek, "label cijfer")["mark"]["dy"] < 0 and laag(grafiek, "label basis")["mark"]["dy"] < 0


@pytest.mark.parametrize(("waarden", "boven"), [((520, 500, 416, 430, 560), False), ((520, 460, 400, 390, 430), True)])
def test_a_target_in_the_past_is_named_beside_the_line_that_goes_on(waarden, boven):
    uitkomst = replace(PAD, basisdag=date(2019, 12, 31), doeldag=date(2021, 12, 31), doelwaarde=410.0)
    stijl = laag(lijn(waarden, uitkomst=uitkomst), "label doel")["mark"]
    assert stijl["align"] == "center" and (stijl["dy"] < 0) == boven


def test_a_line_that_runs_on_does_not_cross_the_labels():
    """The projection goes to the right, where the figure and the target else stand."""
    vooruit = Vooruitzicht(vanaf=date(2024, 12, 31), begin=431.0, dag=date(2027, 12, 31), waarde=300.0)
    uitkomst = replace(PAD, doeldag=date(2024, 12, 31))
    grafiek = lijn(uitkomst=uitkomst, vooruit=vooruit)
    cijfer, doel = (laag(grafiek, f"label {n}")["mark"] for n in ("cijfer", "doel"))
    assert {cijfer["align"], doel["align"]} == {"center"} and cijfer["dy"] < 0 < doel["dy"], "431 lies above 416"
    einde = lijn(uitkomst=uitkomst, vooruit=replace(vooruit, dag=date(2024, 12, 31)))
    assert laag(einde, "label doel")["mark"]["align"] == "left", "a line that ends there leaves the right free"


def test_more_parts_than_colours_differ_in_their_dashes():
    tabel = pd.concat([reeks([40 + i, 44 + i], gi=f"Instelling {i}") for i in range(9)])
    kanalen = laag(series(tabel, label="OTS", eenheid="maatregelen", split="gi"), "reeks")["encoding"]
    kleuren, strepen = (kanalen[k]["scale"]["range"] for k in ("color", "strokeDash"))
    assert len(set(zip(kleuren, map(str, strepen), strict=True))) == 9
