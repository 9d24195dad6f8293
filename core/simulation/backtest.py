"""How good would it have been? Fit on what was known on an earlier 31 December, predict, and look.

Nothing after that day is used: open ends are open again and later records do not exist. The errors stand beside
those of two simple forecasts, and the share of figures inside the 80% interval says whether it is honest.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.engine.count.series import Rekenaar
from core.model.melding import Melding
from core.model.selectie import Selectie
from core.simulation.counting import Telplek
from core.simulation.scenario import Keuze, Scenario
from core.simulation.simulate import KERN, Simulatie, simulate

HORIZONNEN = (1, 2)
MINSTE_JAREN = 2
TREND_JAREN = 5


@dataclass(frozen=True)
class Terugtoets:
    """`voorspellingen`: snede (day it was made), maat, jaren ahead, periode, werkelijk, p10, p50, p90, binnen,
    als_vorig_jaar, lineair. `fouten`: per maat and horizon the mean absolute error of the three, as a share of the
    real figure, and `dekking`, the share inside p10..p90; `alles` for all together."""

    voorspellingen: pd.DataFrame
    fouten: pd.DataFrame

    @property
    def dekking(self) -> float:
        return float(self.voorspellingen["binnen"].mean())


def backtest(
    rekenaar: Rekenaar,
    selectie: Selectie,
    *,
    telplek: Callable[[], Telplek],
    sneden: tuple[dt.date, ...] = (),
    maten: tuple[str, ...] = KERN,
    replicaties: int = 200,
    seed: int = 1,
) -> Terugtoets:
    """Backtest on each of `sneden` (default: every 31 December with enough years before it and one after it).
    `telplek` makes an empty in-memory database. Raises Melding when the data are too short."""
    echt = {m: _per_jaar(rekenaar, m, selectie) for m in maten}
    jaren = sorted({j for reeks in echt.values() for j in reeks})
    sneden = sneden or tuple(dt.date(j, 12, 31) for j in jaren if j - MINSTE_JAREN + 1 in jaren and j + 1 in jaren)
    if not sneden:
        raise Melding(
            "Voor een toets op het verleden zijn minstens drie hele jaren aan gegevens nodig: laad meer jaren."
        )
    rijen = []
    for snede in sneden:
        scenario = Scenario(
            naam=f"toets {snede:%Y}",
            selectie=Keuze(regio=selectie.regio, filters=dict(selectie.filters)),
            jaren=max(HORIZONNEN),
            seed=seed,
        )
        s = simulate(rekenaar, scenario, telplek=telplek(), tot=snede, replicaties=replicaties, maten=maten)
        rijen += _compare(s, snede.year, echt)
    frame = pd.DataFrame(rijen)
    return Terugtoets(frame, _fouten(frame))


def _per_jaar(rekenaar: Rekenaar, maat: str, selectie: Selectie) -> dict[int, float]:
    frame = rekenaar.reeks(maat, selectie.with_(per="jaar", splits=(), van=None, tot=None))
    return {int(p): float(w) for p, w in zip(frame["periode"], frame["waarde"], strict=True) if p and not np.isnan(w)}


def _compare(s: Simulatie, jaar: int, echt: dict[str, dict[int, float]]) -> list[dict]:
    rijen = []
    cijfers = s.cijfers()
    cijfers = cijfers[cijfers["variant"] == "basis"].set_index(["maat", "periode"])
    for maat, reeks in echt.items():
        eerder = [j for j in range(jaar - TREND_JAREN + 1, jaar + 1) if j in reeks]
        for vooruit in HORIZONNEN:
            if jaar + vooruit not in reeks or jaar not in reeks:
                continue
            c, werkelijk = cijfers.loc[(maat, str(jaar + vooruit))], reeks[jaar + vooruit]
            lijn = np.polyfit(eerder, [reeks[j] for j in eerder], 1) if len(eerder) > 1 else (0, reeks[jaar])
            rijen.append(
                {
                    "snede": dt.date(jaar, 12, 31),
                    "maat": maat,
                    "jaren": vooruit,
                    "periode": str(jaar + vooruit),
                    "werkelijk": werkelijk,
                    "p10": c["p10"],
                    "p50": c["p50"],
                    "p90": c["p90"],
                    "binnen": c["p10"] <= werkelijk <= c["p90"],
                    "als_vorig_jaar": reeks[jaar],
                    "lineair": max(float(np.polyval(lijn, jaar + vooruit)), 0.0),
                }
            )
    return rijen


def _fouten(frame: pd.DataFrame) -> pd.DataFrame:
    """Mean absolute error as a share of the real figure, per maat and horizon and for all together."""
    schaal = frame["werkelijk"].abs().clip(lower=1)
    fout = frame.assign(
        **{
            k: (frame[v] - frame["werkelijk"]).abs() / schaal
            for k, v in (("fout_simulatie", "p50"), ("fout_vorig_jaar", "als_vorig_jaar"), ("fout_lineair", "lineair"))
        }
    )
    kolommen = ["fout_simulatie", "fout_vorig_jaar", "fout_lineair", "binnen"]
    per = fout.groupby(["maat", "jaren"], as_index=False)[kolommen].mean()
    alles = pd.DataFrame(
        [
            {"maat": "alles", "jaren": j, **fout[fout["jaren"] == j][kolommen].astype(float).mean()}
            for j in sorted(frame["jaren"].unique())
        ]
    )
    return pd.concat([per, alles], ignore_index=True).rename(columns={"binnen": "dekking"})
