"""A funnel of a comparison, small charts in time and the tile map."""

import math
import re

import pandas as pd
import pytest

from core.charts.funnel import funnel
from core.charts.kaart import tile_map
from core.charts.multiples import multiples
from core.model.oordeel import VERBORGEN
from core.model.trechter import Trechter
from tests.charts.tabellen import heeft, laag, reeks

LIJNEN = pd.DataFrame(
    [
        {"grens": g, "grootte": n, "laag": max(0, 0.3 - b / n**0.5), "hoog": 0.3 + b / n**0.5}
        for g, b in (("95%", 0.9), ("99,8%", 1.4))
        for n in (1.0, 50.0, 115.0)
    ]
)


def trechter(punten: dict[str, tuple], **anders) -> Trechter:
    """name -> (size, value, outside, side)."""
    rijen = [(n, *r) for n, r in punten.items()]
    frame = pd.DataFrame(rijen, columns=["naam", "grootte", "waarde", "buiten", "kant"])
    vast = {"samen": 0.3, "periode": "2024", "as_x": "aantal in de noemer", "uitleg": "Toeval."}
    return Trechter(frame, LIJNEN if rijen else LIJNEN.iloc[:0], **(vast | anders))


BINNEN = {"A": (100.0, 0.3, "", ""), "B": (40.0, 0.25, "", ""), "C": (90.0, 0.35, "95%", "hoger")}


def test_within_the_limits_may_be_chance():
    grafiek = funnel(trechter(BINNEN), label="Aandeel")
    assert grafiek.titel == "Aandeel: de verschillen tussen GI's kunnen toeval zijn"
    assert laag(grafiek, "grens 99,8% hoog")["mark"]["strokeDash"] == [1, 0]
    assert "tussen de twee grenzen (hoger)" in grafiek.beschrijving
    grafiek.altair()


def test_who_is_outside_is_named():
    grafiek = funnel(trechter(BINNEN | {"D": (100.0, 0.8, "99,8%", "hoger")}), label="Aandeel", kolom="gemeente")
    assert grafiek.titel == "Aandeel: de gemeenten lopen verder uiteen dan door toeval alleen"
    assert "Meer dan een vijfde" in grafiek.toelichting
    zes = BINNEN | {n: (50.0, 0.3, "", "") for n in "EFG"} | {"D": (100.0, 0.8, "99,8%", "hoger")}
    grafiek = funnel(trechter(zes | {"C": (90.0, 0.35, "", "")}), label="Aandeel")
    assert grafiek.titel == "Aandeel: D wijkt meer af dan door toeval te verwachten is"


def test_the_rest_is_grey_and_never_left_out():
    grafiek = funnel(trechter(BINNEN), label="Aandeel", nadruk=("B",))
    groep = {r["naam"]: r["groep"] for r in laag(grafiek, "punten")["data"]["values"]}
    assert groep == {"A": "overige", "B": "gekozen", "C": "overige"}
    namen = [r["tekst"] for x in grafiek.spec["layer"] if x["name"].startswith("namen") for r in x["data"]["values"]]
    assert set(namen) == {"B"} and "Grijs: de overige" in grafiek.toelichting


def test_names_do_not_cover_each_other():
    dicht = {f"Gemeente {i}": (50.0 + i / 10, 0.3, "", "") for i in range(9)}
    grafiek = funnel(trechter(dicht), label="Aandeel")
    getekend = [x for x in grafiek.spec["layer"] if x["name"].startswith("namen") and not x["name"].endswith("rand")]
    assert sum(len(x["data"]["values"]) for x in getekend) < 5, "the rest is in the table"


def test_small_and_hidden_parts_are_named_with_their_reason():
    grafiek = funnel(trechter(BINNEN, klein=("K",), dicht=("V",)), label="Aandeel")
    assert "minder dan tien gevallen: K" in grafiek.toelichting and "te klein om te tonen: V" in grafiek.toelichting


def test_who_has_no_inhabitants_and_what_belongs_to_nobody_is_said_under_it():
    grafiek = funnel(trechter(BINNEN, leeg=("L",), onbekend="Van 4 van de 90 gevallen."), label="Aandeel")
    assert "minder dan tien gevallen" not in grafiek.toelichting
    assert grafiek.toelichting.endswith("Niet getekend, geen inwoners bekend: L. Van 4 van de 90 gevallen.")


@pytest.mark.parametrize(
    ("anders", "titel", "leeg"),
    [
        ({"leeg": ("A",)}, "geen inwoners bekend", "Niet getekend, geen inwoners bekend: A."),
        ({"klein": ("A",), "onbekend": "Van 4 van de 9."}, "te kleine aantallen", "in de tabel. Van 4 van de 9."),
        ({"klein": ("A", "B")}, "te kleine aantallen om GI's eerlijk te vergelijken", "Minder dan twee GI's"),
        ({"dicht": ("A",)}, VERBORGEN, "te weinig kinderen"),
        ({}, "geen gegevens", "geen cijfers"),
        ({"reden": "Dit is een aantal."}, "een eerlijke vergelijking van GI's is niet te maken", "Dit is een aantal."),
    ],
)
def test_no_funnel_says_why(anders, titel, leeg):
    grafiek = funnel(trechter({}, **anders), label="Aandeel")
    assert titel in grafiek.titel and leeg in grafiek.leeg
    grafiek.altair()


def test_small_charts_have_one_axis_and_stand_by_name():
    delen = pd.concat([reeks(w, 2021, naam=n) for n, w in {"B": [10, 12, 30], "A": [40, None, 20], "C": [12]}.items()])
    beeld = multiples(delen.sort_values("naam"), reeks([25, 26, 27], 2021), eenheid="maatregelen")
    assert re.findall("<figcaption>(.)", beeld.html) == ["A", "B"] and beeld.niet == ("C",)
    assert beeld.as_ == "van 2021 tot en met 2023, en van 0 tot 43,2 maatregelen"
    assert "2021: 40" in beeld.html and 'alt="A, van 2021 tot en met 2023"' in beeld.html


def test_more_small_charts_only_when_asked_and_chosen_ones_first():
    delen = pd.concat([reeks([20, 20], 2021, naam=f"deel {i:02}") for i in range(30)])
    beeld = multiples(delen, reeks([20, 20], 2021), eenheid="jeugdigen", nadruk=("deel 29",), hoogstens=24)
    namen = re.findall("<figcaption>(.+?)<", beeld.html)
    assert len(namen) == 24 and namen[:2] == ["deel 29", "deel 00"]


def test_nothing_to_draw_is_no_chart():
    assert multiples(reeks([None], 2021, naam="A"), reeks([None], 2021), eenheid="jeugdigen").html == ""


def tegels(**waarden) -> pd.DataFrame:
    """name -> (value, cases, reason)."""
    return pd.DataFrame(
        [
            {"naam": n, "rij": i // 2 + 1, "kolom": i % 2 + 1, "waarde": w, "gevallen": g, "reden": r}
            for i, (n, (w, g, r)) in enumerate(waarden.items())
        ]
    )


WOORDEN = {"label": "OTS", "eenheid": "per 1.000", "periode": "2024", "minste": 10}


def test_a_tile_has_a_colour_only_with_enough_cases_that_may_be_shown():
    t = tegels(
        Zuid=(4.0, 40, ""),
        Noord=(8.0, 90, ""),
        Klein=(9.0, 4, ""),
        Dicht=(math.nan, math.nan, VERBORGEN),
        Weg=(math.nan, 0, ""),
    )
    grafiek = tile_map(t, **WOORDEN)
    assert {r["naam"] for r in laag(grafiek, "tegels")["data"]["values"]} == {"Zuid", "Noord"}
    woord = {r["naam"]: r["cijfer"] for r in laag(grafiek, "zonder kleur")["data"]["values"]}
    assert woord == {"Dicht": "verborgen", "Klein": "te klein", "Weg": "geen cijfer"}
    assert (
        "de vorm en de grootte niet" in grafiek.toelichting and "minder dan tien gevallen: Klein" in grafiek.toelichting
    )
    assert "Zuid 4" in grafiek.beschrijving and "Klein te klein" in grafiek.beschrijving
    grafiek.altair()


def test_the_legend_is_dutch_and_runs_from_low_to_high():
    t = tegels(**{f"G{i}": (i / 2, 40, "") for i in range(1, 7)})
    schaal = laag(tile_map(t, **WOORDEN), "tegels")["encoding"]["color"]["scale"]
    assert schaal["domain"][0] == "0,5 tot 1" and len(schaal["domain"]) == len(schaal["range"]) == 5


def test_equal_figures_have_one_colour_and_all_hidden_is_a_sentence():
    gelijk = tile_map(tegels(A=(2.0, 20, ""), B=(2.0, 30, "")), **WOORDEN)
    assert len(laag(gelijk, "tegels")["encoding"]["color"]["scale"]["range"]) == 1
    dicht = tile_map(tegels(A=(math.nan, math.nan, VERBORGEN)), **WOORDEN)
    assert "te weinig kinderen" in dicht.leeg and not laag(dicht, "tegels")["data"]["values"]


def test_tiles_that_nobody_laid_say_so_and_chosen_ones_have_an_edge():
    grafiek = tile_map(tegels(A=(2.0, 20, "")), **WOORDEN, gelegd=False, nadruk=("A",))
    assert "de plek zegt niets" in grafiek.toelichting and heeft(grafiek, "nadruk")
