"""What is not in yet: drawn above the figure, said in words, and never a part of it."""

import datetime as dt

import pandas as pd

from core.charts.series import series
from core.charts.theme import LICHT

REEKS = pd.DataFrame(
    {
        "periode": ["2024-Q4", "2025-Q1"],
        "van": [dt.date(2024, 10, 1), dt.date(2025, 1, 1)],
        "tot": [dt.date(2024, 12, 31), dt.date(2025, 3, 31)],
        "peildatum": [None, None],
        "waarde": [30.0, 27.0],
        "n": [30.0, 27.0],
        "voorlopig": [False, True],
        "reden": ["", ""],
    }
)
KOMT = pd.DataFrame([{"periode": "2025-Q1", "aandeel": 0.1, "laag": 0.04, "hoog": 0.19}])


def layer_of(grafiek, naam):
    return next((laag for laag in grafiek.spec["layer"] if laag.get("name") == naam), None)


def test_it_stands_above_the_figure_with_its_range_and_a_legend():
    grafiek = series(REEKS, label="Instroom", eenheid="maatregelen", komt=KOMT)
    (rij,) = layer_of(grafiek, "nog niet binnen punt")["data"]["values"]
    assert round(rij["straks"], 6) == 30 and rij["waarde"] == 27
    assert rij["straks_laag"] < rij["straks"] < rij["straks_hoog"]
    assert (
        "Van het 1e kwartaal 2025 is naar verwachting nog 10% niet binnen (4 tot 19%)" in grafiek.toelichting
        and "Ruit" in grafiek.toelichting
    )
    assert layer_of(grafiek, "nog niet binnen punt")["mark"]["fill"] == LICHT.vlak, "hollow"
    grafiek.altair()


def test_the_figure_and_its_sentence_stay_what_they_are():
    zonder, met = (series(REEKS, label="Instroom", eenheid="maatregelen", komt=k) for k in (None, KOMT))
    assert zonder.titel == met.titel
    waarden = [[r["waarde"] for r in layer_of(g, "punten")["data"]["values"]] for g in (zonder, met)]
    assert waarden[0] == waarden[1] and layer_of(zonder, "nog niet binnen") is None
    assert "Ruit" not in zonder.toelichting


def test_without_an_answer_nothing_is_drawn():
    geen = KOMT.assign(aandeel=None, laag=None, hoog=None)
    assert layer_of(series(REEKS, label="Instroom", eenheid="maatregelen", komt=geen), "nog niet binnen") is None
