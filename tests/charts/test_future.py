"""The chart of what may come: what is drawn, in which words, and that hidden figures stay away."""

import datetime as dt

import pandas as pd
import pytest

from core.charts.future import future, rounded

NAMEN = {"basis": "zonder knoppen", "scenario": "met deze knoppen"}


def historie() -> pd.DataFrame:
    jaren = [2023, 2024, 2025]
    return pd.DataFrame(
        {
            "periode": [str(j) for j in jaren],
            "van": [dt.date(j, 1, 1) for j in jaren],
            "tot": [dt.date(j, 12, 31) for j in jaren],
            "peildatum": None,
            "waarde": [300.0, 280.0, 260.0],
        }
    )


def cijfers(**anders) -> pd.DataFrame:
    rijen = [
        {
            "periode": str(j),
            "van": dt.date(j, 1, 1),
            "tot": dt.date(j, 12, 31),
            "variant": v,
            "p10": m - 20.0,
            "p50": float(m),
            "p90": m + 20.0,
        }
        for v, begin in (("basis", 255), ("scenario", 240))
        for j, m in ((2026, begin), (2027, begin - 20))
    ]
    return pd.DataFrame(rijen).assign(**anders)


def maak(c=None, namen=NAMEN, **extra):
    return future(
        historie(),
        cijfers() if c is None else c,
        label="Lopende maatregelen",
        eenheid="maatregelen",
        namen=namen,
        **extra,
    )


def lagen(grafiek) -> dict:
    return {laag["name"]: laag for laag in grafiek.spec["layer"]}


@pytest.mark.parametrize("donker", [False, True])
def test_it_is_valid_and_has_both_lines_with_their_bands(donker):
    g = maak(donker=donker, streef=200.0, streefdag=dt.date(2027, 12, 31))
    g.altair()
    alle = lagen(g)
    assert {"gemeten", "lijn basis", "band basis", "lijn scenario", "band scenario", "doel", "doeldag"} <= set(alle)
    lijn = alle["lijn scenario"]["data"]["values"]
    assert [r["waarde"] for r in lijn] == [260.0, 240.0, 220.0], "the line begins at the last measured figure"
    assert (lijn[0]["laag"], lijn[0]["hoog"]) == (260.0, 260.0) and (lijn[1]["laag"], lijn[1]["hoog"]) == (220.0, 260.0)


def test_without_levers_there_is_one_line_and_no_goal():
    alle = lagen(maak(namen={"basis": "zonder knoppen"}))
    assert "lijn basis" in alle and not {"lijn scenario", "doel"} & set(alle)


def test_hidden_figures_are_not_in_the_picture_or_its_words():
    leeg = cijfers(p10=float("nan"), p50=float("nan"), p90=float("nan"))
    g = maak(leeg)
    assert not any(naam.startswith(("lijn", "band", "eind")) for naam in lagen(g))
    assert "255" not in str(g.to_dict()) and "240" not in g.beschrijving
    g.altair()


def test_the_words_name_the_last_figure_of_each_line():
    tekst = maak().beschrijving
    assert "Gemeten in 2025: 260 maatregelen" in tekst
    assert "met deze knoppen, 2027: 220 maatregelen, met 80% kans 200 tot 240" in tekst


def test_a_region_without_history_can_be_drawn():
    g = future(historie().iloc[:0], cijfers(), label="x", eenheid="maatregelen", namen=NAMEN)
    g.altair()
    assert "Blauw" not in g.toelichting


def test_an_expectation_has_few_decimals():
    assert [rounded(x, "maatregelen") for x in (123.4, 20.4, 7.26, 0.25)] == [123.0, 20.0, 7.0, 0.0]
    assert [rounded(x, "ketens per jaar") for x in (123.4, 7.26)] == [123.0, 7.3]
    assert rounded(0.1234, "aandeel") == 0.1234 and rounded(12.6, "dagen") == 13.0
    assert [rounded(x, "euro") for x in (146_949.3, 812.4)] == [147_000.0, 812.0]
