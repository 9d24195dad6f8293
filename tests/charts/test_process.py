"""The XmR chart and the projection: what is drawn, where, and what it says in words."""

from datetime import date

import pytest

from core.charts.process import process
from core.charts.series import series
from core.engine.judge.process import procesgedrag
from core.model.vooruitzicht import Vooruitzicht
from tests.charts.tabellen import PAD, heeft, laag, reeks

GEWOON = [10, 12, 9, 11, 10, 12, 11, 9, 10, 12, 11, 10]
VOORUIT = Vooruitzicht(date(2027, 12, 31), 380.0, date(2024, 12, 31), 431.0, 330.0, 430.0)


def kaart(waarden, richting="omlaag", doel=None, **extra):
    gedrag = procesgedrag(waarden, doel=doel, richting=richting, minimum=0.0)
    tabel = reeks([float(w) for w in waarden], 2000, marge=None)
    return process(tabel, gedrag, label="Instroom", eenheid="jeugdigen", doel=doel, **extra)


def soorten(grafiek):
    return [r["soort"] for r in laag(grafiek, "punten")["data"]["values"]]


def test_limits_mean_and_target_have_their_name_and_figure():
    grafiek = kaart(GEWOON, doel=8)
    assert laag(grafiek, "gemiddelde")["data"]["values"] == [{"waarde": sum(GEWOON) / 12}]
    teksten = [laag(grafiek, f"label {n}")["data"]["values"][0]["tekst"] for n in ("gemiddelde", "doel")]
    assert teksten == ["gemiddelde 10,6", "doel 8"]
    assert set(soorten(grafiek)) == {"gewoon"} and "Vierkant" not in grafiek.toelichting
    grafiek.altair()


@pytest.mark.parametrize(
    ("richting", "woord", "vorm"),
    [
        ("omlaag", "de verkeerde kant op", "Vierkant"),
        ("omhoog", "de goede kant op", "Ruit"),
        (None, "opvallend", "Ruit"),
    ],
)
def test_a_point_outside_is_marked_by_shape_and_in_words(richting, woord, vorm):
    grafiek = kaart([*GEWOON, 18], richting)
    assert soorten(grafiek)[-1] == woord and soorten(grafiek)[:12] == ["gewoon"] * 12
    assert f"{vorm} (2012): meer dan toeval" in grafiek.toelichting, "and when that was"
    vormen = laag(grafiek, "punten")["encoding"]["shape"]["scale"]
    assert vormen["range"][vormen["domain"].index(woord)] != "circle"
    assert "uitzonderlijk hoog: meer dan toeval" in grafiek.titel


def test_a_wrong_signal_wins_over_a_good_one_on_the_same_point():
    hoog_laag = kaart([*[5] * 8, *[20] * 8])
    assert "de verkeerde kant op" in soorten(hoog_laag)[8:] and "de goede kant op" in soorten(hoog_laag)[:8]


def test_too_few_figures_have_no_limits():
    grafiek = kaart(GEWOON[:5], doel=8)
    assert not heeft(grafiek, "gemiddelde") and heeft(grafiek, "doel") and "12 op rij" in grafiek.titel
    grafiek.altair()


def test_the_expectation_starts_at_the_newest_dot_and_has_its_margin():
    tabel = reeks([530, 541, 520, 488, 470, 431])
    grafiek = series(tabel, label="OTS", eenheid="maatregelen", uitkomst=PAD, vooruit=VOORUIT)
    lijn = [(r["dag"][:10], r["waarde"]) for r in laag(grafiek, "vooruitzicht")["data"]["values"]]
    assert lijn == [("2024-12-31", 431.0), ("2027-12-31", 380.0)]
    marge = laag(grafiek, "nieuw cijfer")["data"]["values"][0]
    assert (marge["laag"], marge["hoog"]) == (330, 430)
    as_x = laag(grafiek, "reeks")["encoding"]["x"]
    assert as_x["scale"]["domain"][1]["year"] == 2028 and "tussen 330 en 430" in grafiek.toelichting
    assert laag(grafiek, "label verwacht")["data"]["values"][0]["tekst"] == "verwacht: 380"
    grafiek.altair()


def test_without_interval_or_projection():
    tabel = reeks([530, 541])
    kort = Vooruitzicht(date(2026, 12, 31), 500.0, date(2020, 12, 31), 541.0)
    grafiek = series(tabel, label="OTS", eenheid="maatregelen", vooruit=kort)
    assert not heeft(grafiek, "nieuw cijfer") and "te weinig cijfers voor een marge" in grafiek.toelichting
    assert not heeft(series(tabel, label="OTS", eenheid="maatregelen"), "vooruitzicht")
