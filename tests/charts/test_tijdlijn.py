"""Milestones in time, and figures of a document: valid charts that say what they show."""

from datetime import date

import pandas as pd

from core.charts import theme
from core.charts.mijlpalen import timeline
from core.charts.reference import reference
from core.charts.series import series

RIJEN = pd.DataFrame(
    [
        ("K1-12", "Plan", "de regio", date(2022, 12, 6), date(2022, 12, 31), "behaald"),
        ("K2-07", "Intake", "de regio", date(2024, 2, 5), date(2024, 1, 1), "te laat behaald"),
        ("K4-13", "Wonen", "de regio", None, date(2022, 1, 1), "niet behaald"),
        ("Z-26", "Pilot", "Zeist", None, None, "nog te gaan"),
    ],
    columns=["doel", "label", "wie", "behaald_op", "afgesproken", "stand"],
)


def laag(grafiek, naam):
    return next(x for x in grafiek.spec["layer"] if x["name"] == naam)["data"]["values"]


def test_timeline():
    grafiek = timeline(RIJEN, vandaag=date(2026, 1, 1))
    grafiek.altair()
    punten = {p["naam"]: (p["dag"][:10], p["stand"]) for p in laag(grafiek, "mijlpalen")}
    assert punten == {
        "Plan (K1-12)": ("2022-12-06", "behaald"),
        "Intake (K2-07)": ("2024-02-05", "te laat behaald"),
        "Wonen (K4-13)": ("2022-01-01", "niet behaald"),
    }
    assert [r["naam"] for r in laag(grafiek, "te laat")] == ["Intake (K2-07)"]
    assert grafiek.titel == "Mijlpalen in de tijd: 1 van de 4 op tijd en aantoonbaar behaald, 1 te laat"
    assert "1 nog te gaan" in grafiek.beschrijving


def test_what_had_no_day_to_be_in_time_for_is_counted_apart():
    rijen = pd.concat([RIJEN, RIJEN.iloc[:1].assign(afgesproken=None)], ignore_index=True)
    assert timeline(rijen, vandaag=date(2026, 1, 1)).titel == (
        "Mijlpalen in de tijd: 1 van de 5 op tijd en aantoonbaar behaald, 1 te laat, 1 behaald zonder afgesproken dag"
    )


def test_a_timeline_without_days_draws_only_today_and_says_so():
    for rijen in (RIJEN.iloc[:0], RIJEN.iloc[3:]):
        grafiek = timeline(rijen, vandaag=date(2026, 1, 1))
        grafiek.altair()
        assert [x["name"] for x in grafiek.spec["layer"]] == ["vandaag"]
        assert laag(grafiek, "vandaag")[0]["dag"].startswith("2026-01-01")
        assert grafiek.leeg == "Bij deze mijlpalen is geen dag bekend."
        assert grafiek.titel == f"Mijlpalen in de tijd: 0 van de {len(rijen)} op tijd en aantoonbaar behaald"
    assert not timeline(RIJEN, vandaag=date(2026, 1, 1)).leeg


def test_a_timeline_in_the_dark_has_dark_colours_and_the_same_marks():
    licht, donker = (timeline(RIJEN, vandaag=date(2026, 1, 1), donker=d) for d in (False, True))
    assert donker.spec["config"]["background"] == theme.DONKER.vlak
    assert laag(donker, "mijlpalen") == laag(licht, "mijlpalen")
    kleuren = [
        next(x for x in g.spec["layer"] if x["name"] == "mijlpalen")["encoding"]["color"]["scale"]
        for g in (licht, donker)
    ]
    assert kleuren[0]["domain"] == kleuren[1]["domain"] == ["behaald", "te laat behaald", "niet behaald"]
    assert kleuren[1]["range"] == [theme.DONKER.hoofd, theme.DONKER.accent, theme.DONKER.accent]
    vormen = next(x for x in donker.spec["layer"] if x["name"] == "mijlpalen")["encoding"]["shape"]["scale"]["range"]
    assert len(set(vormen)) == 3, "a shape each, so that colour is not alone"


def document(eenheid, *rijen):
    return pd.DataFrame(rijen, columns=["periode", "gebied", "waarde"]).assign(eenheid=eenheid), eenheid


def test_numbers_of_region_and_country_are_an_index():
    tabel, eenheid = document(
        "jeugdigen", ("2016", "ZOU", 165), ("2019", "ZOU", 140), ("2016", "NL", 15340), ("2019", "NL", 13390)
    )
    grafiek = reference(tabel, label="uhp", eenheid=eenheid)
    grafiek.altair()
    hoogten = {(p["naam"], p["periode"]): round(p["hoogte"], 1) for p in laag(grafiek, "punten")}
    assert hoogten == {
        ("Zuidoost Utrecht", "2016"): 100,
        ("Zuidoost Utrecht", "2019"): 84.8,
        ("Nederland", "2016"): 100,
        ("Nederland", "2019"): 87.3,
    }
    assert "15.340 jeugdigen" in grafiek.beschrijving
    assert grafiek.titel.startswith("Uit het document") and "niet uit uw gegevens" in grafiek.toelichting


def test_a_share_is_drawn_as_it_is():
    tabel, eenheid = document("aandeel", ("2016", "ZOU", 0.32), ("2016", "NL", 0.33))
    assert [p["hoogte"] for p in laag(reference(tabel, label="x", eenheid=eenheid), "punten")] == [0.32, 0.33]


def test_a_series_that_only_says_why_there_is_none_can_be_drawn():
    reeks = pd.DataFrame(
        [
            {
                "periode": "",
                "van": pd.NaT,
                "tot": pd.NaT,
                "peildatum": pd.NaT,
                "waarde": None,
                "laag": None,
                "hoog": None,
                "n": None,
                "voorlopig": False,
                "reden": "geen gegevens",
            }
        ]
    )
    grafiek = series(reeks, label="Kinderen in verblijf", eenheid="jeugdigen")
    grafiek.altair()
    assert grafiek.titel == "Kinderen in verblijf: geen gegevens"
