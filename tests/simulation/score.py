"""How good predictions of known worlds are: coverage, bias and error against two naive forecasts."""

import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd

from core import dashboard
from core.engine.count.series import Rekenaar
from core.model.selectie import Selectie
from core.simulation.backtest import backtest
from tests.simulation.werelden import TM, VAN, Wereld, schrijf
from tests.simulation.winkel import REGIO, telplek, vul

# The goal in core/decisions/simulatie.md: never more than 5% worse than the best naive forecast. Where the past happens
# to be a straight line, a line is as good as anything, so "never worse" can be asked of nobody.
RATIO = 1.05
GROEP = {
    "jb_instroom": "instroom",
    "uhp_nieuw": "instroom",
    "jb_uitstroom": "uitstroom",
    "jb_stand": "stand",
    "ots_stand": "stand",
    "uhp_stand": "stand",
}


def laad(wereld: Wereld, seed: int, map_: Path) -> dashboard.Store:
    """A world, written and loaded as a user would."""
    map_.mkdir(parents=True)
    dashboard.import_sources(map_ / "store", schrijf(wereld, seed, map_), van=VAN, tm=TM)
    return dashboard.open_store(map_ / "store")


def direct(wereld: Wereld, seed: int, map_: Path) -> Rekenaar:
    """The same world put in place without an import: what is not scored here need not be paid for again and again."""
    map_.mkdir(parents=True)
    tabellen = {pad.stem: pd.read_csv(pad, sep=";", dtype=str) for pad in schrijf(wereld, seed, map_)}
    return vul(telplek(), tabellen, VAN, TM)


def voorspel(wereld: Wereld, seed: int, map_: Path, replicaties: int) -> pd.DataFrame:
    """Predictions on each of the days of the world, one and two years ahead, beside what came."""
    sneden = tuple(dt.date(jaar, 12, 31) for jaar in wereld.sneden)
    rekenaar = direct(wereld, seed, map_)
    toets = backtest(rekenaar, Selectie(regio=REGIO), telplek=telplek, sneden=sneden, replicaties=replicaties)
    return toets.voorspellingen.assign(wereld=wereld.naam, seed=seed)


def scores(voorspellingen: pd.DataFrame) -> pd.DataFrame:
    """Per world and kind of figure: n, dekking, bias (mean error of the median, as a share of the mean figure), both
    with their standard errors over the replications, and the median absolute errors, as such a share, of the simulation
    and of the two naive forecasts, and `ratio` of the first to the better of the others, with its standard error."""
    v = voorspellingen.assign(groep=voorspellingen["maat"].map(GROEP))
    schaal = v.groupby(["wereld", "maat"])["werkelijk"].transform("mean")
    v = v.assign(
        binnen=v["binnen"].astype(float),
        af=(v["p50"] - v["werkelijk"]) / schaal,
        **{
            k: (v[kolom] - v["werkelijk"]).abs() / schaal
            for k, kolom in (("fout", "p50"), ("fout_vorig", "als_vorig_jaar"), ("fout_lijn", "lineair"))
        },
    )
    rijen = []
    for sleutel, deel in v.groupby(["wereld", "groep"], sort=False):
        per_keer = deel.groupby("seed")[["af", "binnen"]].mean()
        se = per_keer.std() / np.sqrt(len(per_keer))
        fout, vorig, lijn = deel[["fout", "fout_vorig", "fout_lijn"]].median()
        rijen.append(
            {
                "wereld": sleutel[0],
                "groep": sleutel[1],
                "n": len(deel),
                "dekking": deel["binnen"].mean(),
                "dekking_se": se["binnen"],
                "bias": per_keer["af"].mean(),
                "se": se["af"],
                "fout": fout,
                "fout_vorig": vorig,
                "fout_lijn": lijn,
                "ratio": fout / min(vorig, lijn),
                "ratio_se": _spread(deel),
            }
        )
    return pd.DataFrame(rijen)


def _spread(deel: pd.DataFrame, keer: int = 200) -> float:
    """Standard error of the ratio: of as many worlds drawn again from those that were made."""
    per = [d[["fout", "fout_vorig", "fout_lijn"]].to_numpy() for _, d in deel.groupby("seed")]
    toeval, ratios = np.random.default_rng(1), []
    for _ in range(keer):
        fout, vorig, lijn = np.median(np.concatenate([per[i] for i in toeval.integers(0, len(per), len(per))]), axis=0)
        ratios.append(fout / min(vorig, lijn))
    return float(np.std(ratios))
