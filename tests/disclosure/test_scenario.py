"""What a simulation says, as it may be shared."""

import numpy as np
import pandas as pd
import pytest

from core.disclosure.counts import Drempels
from core.disclosure.scenario import share_cijfers, share_kans
from core.simulation.doelkans import Doelkans

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


def test_counts_are_rounded_and_the_difference_is_that_of_what_is_shown():
    uit = share_cijfers(frame(), D)
    assert [cel(uit, v) for v in ("basis", "scenario", "verschil")] == [65.0, 50.0, -15.0]
    assert cel(uit, "verschil", "gemiddelde") == -15.0, "no exact mean gives the figures back"
    assert cel(uit, "verschil", "p10") <= -15.0 <= cel(uit, "verschil", "p90")


@pytest.mark.parametrize("klein", [1.0, 4.0, 9.0, 9.9])
def test_a_small_count_is_hidden_and_so_is_its_difference(klein):
    uit = share_cijfers(frame(scenario=(klein, klein, 12.0)), D)
    assert np.isnan(cel(uit, "scenario")) and np.isnan(cel(uit, "verschil")) and cel(uit, "basis") == 65.0
    assert np.isnan(uit.loc[uit["variant"] == "verschil", ["p10", "p50", "p90", "gemiddelde"]].to_numpy()).all()


def test_none_at_all_may_be_shown():
    assert cel(share_cijfers(frame(scenario=(0.0, 0.0, 0.0)), D), "scenario") == 0.0


@pytest.mark.parametrize("prijs", [1.0, 1000.0, 12345.0])
def test_money_cannot_be_divided_back_to_a_count(prijs):
    euro = frame(tuple(prijs * x for x in (60, 63, 71)), tuple(prijs * x for x in (50, 52, 61)), "kosten", "euro")
    uit = share_cijfers(euro, D, prijs)
    assert cel(uit, "basis") == 65 * prijs and cel(uit, "verschil") == -15 * prijs
    klein = share_cijfers(frame((3 * prijs,) * 3, (4 * prijs,) * 3, "kosten", "euro"), D, prijs)
    assert klein[["p10", "p50", "p90"]].isna().to_numpy().all()


@pytest.mark.parametrize(("stand", "te_zien"), [(200.0, True), (20.0, False)])
def test_a_share_needs_enough_measures_behind_it(stand, te_zien):
    aandeel = frame((0.11, 0.123, 0.14), (0.2, 0.217, 0.22), "uhp_aandeel", "aandeel")
    uit = share_cijfers(pd.concat([frame((stand,) * 3, (stand,) * 3), aandeel], ignore_index=True), D)
    uit = uit[uit["maat"] == "uhp_aandeel"]
    assert (cel(uit, "basis") == pytest.approx(0.12)) if te_zien else np.isnan(cel(uit, "basis"))


def test_chances_go_in_steps_and_a_small_target_is_hidden():
    kans = Doelkans("jb_stand", 7.0, None, {"basis": 0.381, "scenario": 0.634}, {}, {"basis": 0.41, "scenario": 0.7})
    uit = share_kans(kans, "maatregelen", D)
    assert np.isnan(uit.waarde) and uit.kans == {"basis": 0.4, "scenario": 0.65}
    assert share_kans(Doelkans("x", 63.0, None, {}, {}, {}), "maatregelen", D).waarde == 65.0
