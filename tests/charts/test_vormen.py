"""Flows, durations, parts and sparklines."""

import math

import pandas as pd
import pytest

from core.charts import theme
from core.charts.durations import KLASSEN, at_risk, distribution, kaplan_meier
from core.charts.flows import stock_and_flow
from core.charts.parts import parts
from core.charts.sparkline import sparkline
from core.model.oordeel import VERBORGEN
from core.model.weergave import delen
from tests.charts.tabellen import PAD, heeft, laag, reeks

BALANS = pd.DataFrame(
    [
        {
            "periode": str(2022 + i),
            "begin": 100 - 10 * i,
            "instroom": 40,
            "overgenomen": 3,
            "uitstroom": 50,
            "overgedragen": 3,
            "eind": 90 - 10 * i,
            "verschil": 0,
        }
        for i in range(3)
    ]
)


def curven(jaren=(2021, 2022)):
    return pd.DataFrame(
        [
            {
                "cohort": str(j),
                "dag": d,
                "overleving": math.exp(-d / 700),
                "laag": math.exp(-d / 700) * 0.9,
                "hoog": min(1, math.exp(-d / 700) * 1.1),
                "in_risico": round(200 * math.exp(-d / 700)),
                "mediaan": 485.0 if j == 2021 else None,
            }
            for j in jaren
            for d in range(0, 1100, 50)
        ]
    )


def test_in_goes_up_and_out_goes_down_on_the_axis_of_the_stock():
    grafiek = stock_and_flow(BALANS, label="OTS")
    staven = {r["soort"]: r["aantal"] for r in laag(grafiek, "stromen")["data"]["values"] if r["kort"] == "2022"}
    assert staven == {"erin": 40, "overgenomen": 3, "eruit": -50, "overgedragen": -3}
    assert [r["eind"] for r in laag(grafiek, "stand")["data"]["values"]] == [90, 80, 70]
    assert "resolve" not in grafiek.spec, "one value axis, never two"
    assert grafiek.titel == "OTS: meer eruit dan erin in 2024 (43 erin, 53 eruit)"
    grafiek.altair()


def test_the_curve_has_steps_an_interval_and_its_median():
    grafiek = kaplan_meier(curven(), label="OTS")
    assert laag(grafiek, "curve")["mark"]["interpolate"] == "step-after"
    assert laag(grafiek, "interval")["encoding"]["y2"] == {"field": "hoog"}
    assert [r["mediaan"] for r in laag(grafiek, "mediaan")["data"]["values"]] == [485.0]
    assert grafiek.titel == "OTS: de helft van wat begon in 2021 was na 485 dagen (1,3 jaar) klaar"
    grafiek.altair()


def test_a_protected_curve_claims_nothing_between_the_days_that_are_shown():
    gedeeld = curven((2021,)).assign(laag=None, hoog=None).iloc[[0, 4, 12]]
    gedeeld["in_risico"] = [200, None, None]
    grafiek = kaplan_meier(gedeeld, label="OTS", weergave=delen())
    streep = laag(grafiek, "curve")["mark"]
    assert streep["interpolate"] == "linear" and streep["point"] is True
    assert "na een jaar" not in grafiek.beschrijving
    assert "na een jaar" in kaplan_meier(curven(), label="OTS").beschrijving
    assert list(at_risk(gedeeld).columns) == ["Begonnen in", "begin"]
    grafiek.altair()


def test_a_curve_that_does_not_reach_half_says_so():
    grafiek = kaplan_meier(curven((2022,)), label="OTS")
    assert not heeft(grafiek, "mediaan")
    assert "meer dan de helft loopt nog" in grafiek.titel


def test_at_risk_is_a_row_per_cohort():
    tabel = at_risk(curven())
    assert list(tabel["Begonnen in"]) == ["2021", "2022"]
    assert list(tabel.columns) == ["Begonnen in", "begin", "0,5 jaar", "1 jaar", "2 jaar"], "nobody was followed longer"


def test_a_hidden_transfer_does_not_hide_what_began_and_ended_in_the_sentence():
    dicht = BALANS.assign(overgenomen=float("nan"), overgedragen=float("nan"))
    slot = f"40 begonnen, 50 eindigden; wat een andere GI overnam is {VERBORGEN}"
    assert stock_and_flow(dicht, label="OTS").titel == f"OTS: 70 aan het eind van 2024; {slot}"
    zonder = stock_and_flow(dicht.assign(instroom=float("nan")), label="OTS").titel
    assert zonder == f"OTS: 70 aan het eind van 2024; 50 eindigden, wat erin ging is {VERBORGEN}"
    zonder = stock_and_flow(dicht.assign(uitstroom=float("nan")), label="OTS").titel
    assert zonder == f"OTS: 70 aan het eind van 2024; 40 begonnen, wat eruit ging is {VERBORGEN}"
    zonder = stock_and_flow(dicht.assign(instroom=float("nan"), uitstroom=float("nan")), label="OTS").titel
    assert zonder == f"OTS: 70 aan het eind van 2024; wat erin en eruit ging is {VERBORGEN}"


def test_durations_are_shares_of_their_period():
    tabel = pd.DataFrame(
        [
            {"periode": p, "klasse": k, "aantal": n * f, "totaal": 10 * f}
            for p, f in (("2023", 1), ("2024", 10))
            for k, n in zip(KLASSEN, (1, 2, 3, 2, 1, 1), strict=True)
        ]
    )
    staven = laag(distribution(tabel, label="Duur"), "staven")["data"]["values"]
    assert {r["cijfer"] for r in staven if r["klasse"] == "6-12 mnd"} == {"30,0%"}
    assert distribution(tabel, label="Duur").titel == "Duur: 20% van wat eindigde in 2024 duurde 2 jaar of langer"
    distribution(tabel, label="Duur").altair()


def test_parts_add_up_to_one_and_keep_their_order():
    tabel = pd.concat([reeks([a, b], 2023, vorm=n) for n, a, b in (("gesloten", 10, 5), ("pleegzorg", 30, 45))])
    grafiek = parts(tabel, label="Vorm", kolom="vorm", volgorde=("pleegzorg", "gesloten"))
    rijen = laag(grafiek, "staven")["data"]["values"]
    assert [(r["naam"], r["van"], r["tot"]) for r in rijen[:2]] == [
        ("pleegzorg", 0.0, 0.75),
        ("gesloten", 0.75, 1.0),
    ]
    assert grafiek.titel == "Vorm: het grootste deel is pleegzorg (90% in 2024)"
    nog = parts(tabel.assign(voorlopig=[p == "2024" for p in tabel["periode"]]), label="Vorm", kolom="vorm")
    assert nog.titel == "Vorm: het grootste deel is pleegzorg (90% in 2024, voorlopig)"
    grafiek.altair()


@pytest.mark.parametrize(
    "maak",
    [
        lambda: stock_and_flow(BALANS.iloc[:0], label="X"),
        lambda: kaplan_meier(curven().iloc[:0], label="X"),
        lambda: distribution(pd.DataFrame(columns=["periode", "klasse", "aantal", "totaal"]), label="X"),
        lambda: parts(reeks([1], vorm="a").iloc[:0], label="X", kolom="vorm"),
    ],
)
def test_nothing_to_draw_is_said(maak):
    grafiek = maak()
    assert grafiek.titel == "X: geen gegevens"
    assert "er zijn geen cijfers" in grafiek.beschrijving.lower()
    assert grafiek.leeg.startswith("Bij deze keuze zijn er geen cijfers.")
    grafiek.altair()


@pytest.mark.parametrize(
    "maak",
    [
        lambda: stock_and_flow(BALANS.assign(eind=float("nan")), label="X", weergave=delen()),
        lambda: kaplan_meier(curven().iloc[:0], label="X", weergave=delen()),
        lambda: distribution(
            pd.DataFrame(columns=["periode", "klasse", "aantal", "totaal"]), label="X", weergave=delen()
        ),
        lambda: parts(reeks([None], vorm="a").assign(reden=VERBORGEN), label="X", kolom="vorm"),
    ],
)
def test_what_was_left_out_to_protect_it_is_not_called_missing(maak):
    grafiek = maak()
    assert grafiek.titel == f"X: {VERBORGEN}" and "te weinig kinderen" in grafiek.leeg


def test_few_cases_are_said_in_the_title():
    tabel = pd.DataFrame(
        [
            {"periode": "2024", "klasse": k, "aantal": n, "totaal": 1}
            for k, n in zip(KLASSEN, (0, 0, 0, 0, 0, 1), strict=True)
        ]
    )
    assert (
        distribution(tabel, label="Duur").titel == "Duur: in 2024 duurde 1 van de 1 beëindigde zaken 2 jaar of langer"
    )
    meer = distribution(tabel.assign(aantal=12 * tabel["aantal"], totaal=12), label="Duur").titel
    assert meer.endswith("2 jaar of langer (maar 12 zaken: kan toeval zijn)")


def test_classes_that_are_hidden_stay_part_of_the_whole():
    """Of 30 only the two longest classes can be shown: they are two thirds, not all of it."""
    n = (None, None, None, None, 10, 10)
    tabel = pd.DataFrame([{"periode": "2024", "klasse": k, "aantal": a} for k, a in zip(KLASSEN, n, strict=True)])
    grafiek = distribution(tabel.assign(totaal=30.0), label="Duur")
    staven = {r["klasse"]: (round(r["aandeel"], 3), r["van"]) for r in laag(grafiek, "staven")["data"]["values"]}
    assert staven == {
        KLASSEN[-2]: (0.333, "10 van 30"),
        KLASSEN[-1]: (0.333, "10 van 30"),
        VERBORGEN: (0.333, VERBORGEN),
    }
    assert grafiek.titel.startswith("Duur: 67% van wat eindigde in 2024") and VERBORGEN in grafiek.beschrijving
    een = tabel.assign(aantal=[5, 5, 5, 5, None, 10], totaal=35.0)
    assert not laag(distribution(een, label="Duur"), "staven")["data"]["values"], (
        "what is left of the whole would be the hidden class"
    )
    lang = distribution(tabel.assign(aantal=[10, 10, 10, 10, None, None], totaal=50.0), label="Duur").titel
    assert lang == f"Duur: welk deel van wat eindigde in 2024 2 jaar of langer duurde, is {VERBORGEN}"
    zonder = distribution(tabel.assign(totaal=float("nan")), label="Duur", weergave=delen())
    assert zonder.titel == f"Duur: {VERBORGEN}", "without a whole there are no shares"


def test_one_point_is_no_curve_and_is_said_in_words():
    t = curven((2021, 2022))
    een = t[(t["cohort"] != 2022) & (t["cohort"] != "2022") | (t["dag"] == 0)]
    grafiek = kaplan_meier(een, label="OTS")
    assert {str(r["cohort"]) for r in laag(grafiek, "curve")["data"]["values"]} == {"2021"}
    assert grafiek.toelichting.endswith("Voor een lijn is er nog te weinig te tonen: 2022.")
    geen = kaplan_meier(t[t["dag"] == 0], label="OTS")
    assert geen.leeg == "Voor een lijn is er nog te weinig te tonen: 2021 en 2022."


def test_a_median_after_the_last_day_that_is_shown_stays_on_the_axis():
    t = curven((2021,)).assign(mediaan=5000.0)
    as_x = laag(kaplan_meier(t, label="OTS"), "curve")["encoding"]["x"]
    assert as_x["scale"]["domain"][1] >= 5000


def test_the_name_of_a_curve_that_ends_at_nothing_stands_above_the_axis():
    einde = curven((2021, 2022)).assign(overleving=lambda t: t["overleving"].where(t["dag"] < 1000, 0.0))
    hoogten = [r["plek"] for r in laag(kaplan_meier(einde, label="OTS"), "namen")["data"]["values"]]
    assert min(hoogten) > 0 and max(hoogten) - min(hoogten) > 0.05


def test_every_finished_chart_has_title_description_and_locale():
    for grafiek in (stock_and_flow(BALANS, label="OTS"), kaplan_meier(curven(), label="OTS")):
        spec = grafiek.to_dict()
        assert (
            spec["title"]["text"] == grafiek.titel and spec["description"] == f"{grafiek.titel}. {grafiek.beschrijving}"
        )
        assert spec["config"]["locale"]["number"]["decimal"] == ","


def test_a_sparkline_is_an_image_with_words():
    plaatje = sparkline(reeks([530, 431], voorlopig=2020), label='OTS "x"', eenheid="maatregelen", uitkomst=PAD)
    assert plaatje.startswith("<img ")
    assert 'alt="Verloop van OTS &quot;x&quot;: van 530 in 2019 naar 431 in 2020"' in plaatje
    assert "stroke-dasharray" in plaatje


def test_one_figure_is_no_line():
    assert sparkline(reeks([5]), label="OTS", eenheid="maatregelen") == ""
    assert sparkline(reeks([5]).iloc[:0], label="OTS", eenheid="maatregelen") == ""


def test_labels_move_apart_only_where_they_collide():
    assert theme.spread([10.0, 11.0, 50.0], 6) == [7.5, 13.5, 50.0]
    assert theme.spread([], 6) == []
    assert theme.spread([0.0, 1.0, 50.0], 6, onder=2) == [2, 8, 50.0]


def test_text_on_a_colour_can_be_read():
    assert theme.readable("#0B5F8A") == "#FFFFFF"
    assert theme.readable("#D3E5F0") == "#14212B"


def _contrast(een: str, ander: str) -> float:
    def helder(kleur):
        delen = [int(kleur[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        return sum(
            f * (d / 12.92 if d <= 0.04045 else ((d + 0.055) / 1.055) ** 2.4)
            for f, d in zip((0.2126, 0.7152, 0.0722), delen, strict=True)
        )

    hoog, laag_ = sorted((helder(een), helder(ander)), reverse=True)
    return (hoog + 0.05) / (laag_ + 0.05)


@pytest.mark.parametrize("palet", [theme.LICHT, theme.DONKER])
def test_colours_have_enough_contrast(palet):
    assert _contrast(palet.tekst, palet.vlak) >= 7 and _contrast(palet.zacht, palet.vlak) >= 4.5
    assert all(_contrast(k, palet.vlak) >= 3 for k in (*palet.reeks, palet.accent, palet.hoofd))


def _hidden_parts(waarden: dict[str, float | None]) -> pd.DataFrame:
    return pd.concat(
        [reeks([w], 2024, vorm=n).assign(reden=VERBORGEN if w is None else "") for n, w in waarden.items()],
        ignore_index=True,
    )


def test_what_is_hidden_is_part_of_the_whole():
    tabel = _hidden_parts({"pleegzorg": 20.0, "gezinsgericht": None, "gesloten": None})
    grafiek = parts(tabel, label="Vorm", kolom="vorm", geheel=reeks([35.0], 2024))
    rijen = laag(grafiek, "staven")["data"]["values"]
    assert [(r["naam"], r["cijfer"], r["aantal"]) for r in rijen] == [
        ("pleegzorg", "57%", "20 jeugdigen"),
        (VERBORGEN, "43%", VERBORGEN),
    ]
    assert grafiek.titel == "Vorm: het grootste deel is pleegzorg (57% in 2024)"
    grafiek.altair()


def test_the_largest_part_is_not_named_when_more_is_hidden():
    tabel = _hidden_parts({"pleegzorg": 15.0, "gezinsgericht": None, "gesloten": None})
    grafiek = parts(tabel, label="Vorm", kolom="vorm", geheel=reeks([35.0], 2024))
    assert grafiek.titel == f"Vorm: pleegzorg is 43% in 2024; 57% is {VERBORGEN}"


@pytest.mark.parametrize(
    ("waarden", "geheel"),
    [
        ({"pleegzorg": 20.0, "gesloten": None}, 25.0),  # what is left would be that part
        ({"pleegzorg": 20.0, "gezinsgericht": None, "gesloten": None}, None),  # no whole to be a part of
        ({"pleegzorg": None, "gezinsgericht": None, "gesloten": None}, 25.0),
    ],
)
def test_a_bar_that_would_tell_one_hidden_part_or_nothing_is_not_drawn(waarden, geheel):
    grafiek = parts(_hidden_parts(waarden), label="Vorm", kolom="vorm", geheel=reeks([geheel], 2024))
    assert not laag(grafiek, "staven")["data"]["values"]
    assert grafiek.titel == f"Vorm: {VERBORGEN}" and "te weinig kinderen" in grafiek.leeg


def test_parts_rounded_above_the_whole_fill_the_bar():
    tabel = _hidden_parts({"a": 15.0, "b": 15.0, "c": None, "d": None})
    rijen = laag(parts(tabel, label="X", kolom="vorm", geheel=reeks([25.0], 2024)), "staven")["data"]["values"]
    assert [(r["naam"], r["tot"]) for r in rijen] == [("a", 0.5), ("b", 1.0)]


def test_the_largest_part_of_a_few_is_said_in_counts():
    tabel = pd.concat([reeks([a], 2024, vorm=n) for n, a in (("gesloten", 2.0), ("pleegzorg", 3.0))])
    assert parts(tabel, label="Vorm", kolom="vorm").titel == "Vorm: het grootste deel is pleegzorg (3 van de 5 in 2024)"
