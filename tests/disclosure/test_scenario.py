"""What a simulation says, as it may be shared, and what may be asked."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from core.disclosure.counts import Drempels
from core.disclosure.scenario import (
    on_raster,
    share_beeld,
    share_cijfers,
    share_doelwaarde,
    share_kans,
    share_scenario,
    without_intern,
)
from core.simulation import kosten
from core.simulation.doelkans import Doelkans
from core.simulation.scenario import read_scenario
from core.simulation.simulate import Simulatie, simulate
from tests.simulation.conftest import scenario
from tests.simulation.winkel import telplek

D = Drempels()


def frame(
    stand=(60.0, 63.0, 71.0), scenario=(50.0, 52.0, 61.0), maat="jb_stand", eenheid="maatregelen"
) -> pd.DataFrame:
    basis = {"p10": stand[0], "p50": stand[1], "p90": stand[2], "gemiddelde": stand[1] + 0.4}
    anders = {"p10": scenario[0], "p50": scenario[1], "p90": scenario[2], "gemiddelde": scenario[1] - 0.3}
    verschil = {k: anders[k] - basis[k] for k in basis}
    return pd.DataFrame(
        [
            {"periode": "2027", "maat": maat, "eenheid": eenheid, "variant": v} | c
            for v, c in (("basis", basis), ("scenario", anders), ("verschil", verschil))
        ]
    )


def cel(uit: pd.DataFrame, variant: str, kolom: str = "p50") -> float:
    return float(uit.loc[uit["variant"] == variant, kolom].iloc[0])


def test_counts_go_in_tens_their_band_outward_and_the_difference_is_that_of_what_is_shown():
    uit = share_cijfers(frame(stand=(61.0, 67.0, 71.0)), D)
    assert [cel(uit, v) for v in ("basis", "scenario", "verschil")] == [70.0, 50.0, -20.0]
    assert (cel(uit, "basis", "p10"), cel(uit, "basis", "p90")) == (60.0, 80.0)
    assert cel(uit, "verschil", "gemiddelde") == -20.0, "no exact mean gives the figures back"
    assert cel(uit, "verschil", "p10") <= -20.0 <= cel(uit, "verschil", "p90")


@pytest.mark.parametrize("klein", [0.0, 1.0, 4.0, 9.0, 9.9])
def test_a_small_count_is_hidden_and_so_is_its_difference(klein):
    """None at all too: a 0 beside hidden counts tells that they are at least 1."""
    uit = share_cijfers(frame(scenario=(klein, klein, 12.0)), D)
    assert np.isnan(cel(uit, "scenario")) and np.isnan(cel(uit, "verschil")) and cel(uit, "basis") == 60.0
    assert np.isnan(uit.loc[uit["variant"] == "verschil", ["p10", "p50", "p90", "gemiddelde"]].to_numpy()).all()


@pytest.mark.parametrize(("stand", "te_zien"), [(200.0, True), (20.0, False)])
def test_a_share_needs_enough_measures_behind_it(stand, te_zien):
    aandeel = frame((0.11, 0.123, 0.14), (0.2, 0.217, 0.22), "uhp_aandeel", "aandeel")
    uit = share_cijfers(pd.concat([frame((stand,) * 3, (stand,) * 3), aandeel], ignore_index=True), D)
    uit = uit[uit["maat"] == "uhp_aandeel"]
    assert (cel(uit, "basis") == pytest.approx(0.12)) if te_zien else np.isnan(cel(uit, "basis"))


def test_chances_go_in_steps_without_first_days():
    dag = dt.date(2027, 12, 31)
    uit = share_kans(
        Doelkans(
            "jb_stand",
            63.0,
            None,
            {"basis": 0.001, "scenario": 0.634},
            {"basis": (dag,) * 3, "scenario": (dag, None, None)},
            {"basis": 1.0, "scenario": 0.7},
        )
    )
    assert uit.kans == {"basis": 0.1, "scenario": 0.6} and uit.ooit == {"basis": 0.9, "scenario": 0.7}
    assert set(uit.eerste.values()) == {(None, None, None)} and uit.stap == 0.1


@pytest.mark.parametrize(
    ("waarde", "eenheid", "wordt"),
    [
        (6.4, "maatregelen", None),
        (0, "jeugdigen", None),
        (9.9, "maatregelen", None),
        (13, "maatregelen", 10),
        (26.4, "maatregelen", 30),
        (0.337, "aandeel", 0.35),
        (402.0, "dagen", 390.0),
        (None, "maatregelen", None),
    ],
)
def test_a_target_goes_in_steps_and_a_small_one_is_not_answered(waarde, eenheid, wordt):
    assert share_doelwaarde(waarde, eenheid, D) == wordt


INTERN = {
    "naam": "van 8 naar 6",
    "auteur": "Tafel",
    "aannames": ["nu 8 kinderen"],
    "seed": 9,
    "replicaties": 5000,
    "hefbomen": [{"soort": "instroom", "verandering": -0.13, "start": "2027-01-01"}],
    "kosten": [
        {"naam": "verblijf", "maat": "uhp_stand", "bedrag": 23417},
        {"naam": "jb", "maat": "jb_stand", "bedrag": 9000, "bedrag_scenario": 8000},
    ],
    "doel": {"maat": "jb_stand", "waarde": 6.4, "datum": "2029-12-31"},
}


def test_nothing_of_intern_goes_along_to_delen():
    uit = without_intern(read_scenario(INTERN), frozenset({"Bekend"}))
    over = {"naam": "Eigen scenario", "seed": 9, "replicaties": 5000, "hefbomen": INTERN["hefbomen"]}
    assert uit == read_scenario(over)
    relatief = {"maat": "jb_stand", "verandering": -0.2, "basis": "2022-12-31", "datum": "2029-12-31"}
    uit = without_intern(read_scenario(INTERN | {"naam": "Bekend", "doel": relatief}), frozenset({"Bekend"}))
    assert uit.naam == "Bekend" and uit.doel.verandering == -0.2


def test_what_comes_from_elsewhere_keeps_only_what_is_on_the_steps():
    uit = on_raster(read_scenario(INTERN), "maatregelen", D)
    assert uit.doel is None and [k.naam for k in uit.kosten] == ["jb"]
    goed = read_scenario(INTERN | {"doel": INTERN["doel"] | {"waarde": 20}, "kosten": INTERN["kosten"][1:]})
    assert on_raster(goed, "maatregelen", D) == goed


def test_what_is_asked_is_asked_in_steps_with_one_luck():
    uit = share_scenario(read_scenario(INTERN | {"doel": INTERN["doel"] | {"waarde": 17}}), "maatregelen", D)
    assert (uit.doel.waarde, uit.seed, uit.replicaties) == (20, 1, 1000)
    assert [k.bedrag for k in uit.kosten] == [23400, 9000] and uit.kosten[1].bedrag_scenario == 8000
    assert share_scenario(read_scenario(INTERN), "maatregelen", D).doel is None


@pytest.mark.parametrize("prijs", [1.0, 12345.0])
@pytest.mark.parametrize("index", [0.0, 0.5])
def test_money_is_hidden_by_its_children_and_not_by_its_price(rekenaar, parameters, prijs, index):
    """With a rising price nine children soon cost more than ten did."""
    post = {"naam": "a", "maat": "vots_stand", "bedrag": prijs, "index": index}
    ander = {"naam": "b", "maat": "jb_stand", "bedrag": prijs, "bedrag_scenario": 2 * prijs}
    s = simulate(
        rekenaar,
        scenario(kosten=[post, ander], jaren=5),
        telplek=telplek(),
        replicaties=20,
        parameters=parameters,
        maten=("jb_stand", "vots_stand"),
    )
    klein = klein_gemaakt(s, "kosten: a", 4)
    uit = share_beeld(klein, D)
    assert uit.loc[uit["maat"].isin(["kosten: a", "kosten"]), ["p10", "p50", "p90", "gemiddelde"]].isna().all(axis=None)
    jb = uit[uit["maat"] == "kosten: b"].pivot(index="periode", columns="variant", values="p50")
    jaren = np.array([((p.tot - p.van).days + 1) / 365.25 for p in s.perioden])
    aantal = jb["basis"].to_numpy() / prijs / jaren
    assert np.allclose(aantal / 10, np.round(aantal / 10)) and (aantal >= 10).all()
    assert np.allclose(jb["verschil"], jb["scenario"] - jb["basis"]) and (jb["verschil"] > 0).all()


def klein_gemaakt(s: Simulatie, naam: str, aantal: float) -> Simulatie:
    """The same picture with so many children behind a cost, in every run and period."""
    tarief = kosten.tarieven(s)[naam][:, None, :]
    w = np.broadcast_to(aantal * tarief, s.waarden[naam].shape)
    return replace(s, waarden=s.waarden | {naam: w}, geteld=s.geteld | {naam: np.full(w.shape, aantal)})
