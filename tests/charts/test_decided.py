"""The target through time: each decision holds until the next, and what was opened again has no line."""

from datetime import date

import pandas as pd

from core.charts.decided import Stap, decided

REEKS = pd.DataFrame(
    [
        (str(j), date(j, 1, 1), date(j, 12, 31), None, w, None, None, w, False, "")
        for j, w in ((2023, 24.0), (2024, 21.0), (2025, 16.0))
    ],
    columns=["periode", "van", "tot", "peildatum", "waarde", "laag", "hoog", "n", "voorlopig", "reden"],
)
STAPPEN = (
    Stap(date(2024, 3, 1), 20.0, "Tafel"),
    Stap(date(2025, 3, 1), None, "Tafel"),
    Stap(date(2025, 9, 1), 30.0, "Tafel"),
)


def layer(grafiek, naam):
    return next(x for x in grafiek.spec["layer"] if x["name"] == naam)["data"]["values"]


def test_a_decision_holds_until_the_next_and_the_last_until_today():
    for donker in (False, True):
        grafiek = decided(
            REEKS, STAPPEN, label="Jeugdigen", eenheid="jeugdigen", vandaag=date(2026, 2, 1), donker=donker
        )
        grafiek.altair()
    lijn = [(r["dag"][:10], r["waarde"]) for r in layer(grafiek, "doel")]
    assert lijn == [
        ("2024-03-01", 20.0),
        ("2025-03-01", 20.0),
        ("2025-03-01", None),
        ("2025-09-01", 30.0),
        ("2026-02-01", 30.0),
    ]
    assert [r["waarde"] for r in layer(grafiek, "besluiten")] == [20.0, 30.0]
    assert "01-03-2025: geen doel (Tafel)" in grafiek.beschrijving


def test_nothing_agreed_is_said():
    assert decided(REEKS, (), label="x", eenheid="jeugdigen", vandaag=date(2026, 2, 1)).leeg
