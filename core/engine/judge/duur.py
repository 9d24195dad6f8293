"""How long the cases of GI's last beside each other, open cases counted too: a curve each, and whether they differ more
than by chance. No ranking: the groups stand in the order of their names.

One log-rank test over all groups says whether there is a difference at all. Only then each group is tested against the
others together, with the correction of Holm (1979) for asking that often.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.engine.count import survival
from core.engine.count.survival import Toets
from core.model.selectie import Selectie

MINSTE = 10  # cases, and of all groups together endings, under which nothing is compared
ALFA = 0.05
LANGER, KORTER = "langer", "korter"
Groep = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Duurvergelijking:
    """`groepen`: naam, n (cases that began), mediaan (days; empty while fewer than half ended), afwijking (langer or
    korter than the others together, empty where that may be chance). `curven`: cohort (the name), dag, overleving,
    laag, hoog, in_risico, gebeurtenissen, mediaan. `verschilt`: whether there is more than chance, None when that
    cannot be said; `p` of the test where it may be told. `klein`: the names with too few cases. `over`: the
    selection that the figures are of, which may be more than was asked."""

    groepen: pd.DataFrame
    curven: pd.DataFrame
    verschilt: bool | None = None
    p: float | None = None
    klein: tuple[str, ...] = ()
    over: Selectie | None = None

    @property
    def longest(self) -> tuple[str, ...]:
        """The groups in which half took longest to end. Where half has not ended yet is only one of them when it was
        followed past every median that is known: a GI that just began has no median either. Empty when no median is
        known."""
        bekend = self.groepen["mediaan"].max()
        if pd.isna(bekend):
            return ()
        gevolgd = self.groepen["naam"].map(self.curven.groupby("cohort")["dag"].max()).astype(float)
        later = self.groepen["mediaan"].isna() & (gevolgd >= bekend)
        return tuple(self.groepen.loc[later if later.any() else self.groepen["mediaan"] == bekend, "naam"])


def compare_groups(groepen: Mapping[str, Groep]) -> Duurvergelijking:
    """The comparison of groups of cases by name, with exact figures."""
    groot = {naam: groepen[naam] for naam in sorted(groepen) if len(groepen[naam][0]) >= MINSTE}
    klein = tuple(naam for naam in sorted(groepen) if naam not in groot)
    curven = [
        survival.kaplan_meier(*groep).assign(cohort=naam, mediaan=survival.mediaan(*groep)[0])
        for naam, groep in groot.items()
    ]
    geteld = sum(int(np.sum(einde)) for _, einde in groot.values())
    heel = survival.log_rank_groups(list(groot.values())) if geteld >= MINSTE else None
    apart = [survival.log_rank_groups([groep, _others(groot, naam)]) for naam, groep in groot.items()]
    return Duurvergelijking(
        pd.DataFrame(
            {
                "naam": list(groot),
                "n": [len(duur) for duur, _ in groot.values()],
                "mediaan": pd.array([survival.mediaan(*groep)[0] for groep in groot.values()], dtype="Float64"),
                "afwijking": which(heel, apart),
            }
        ).astype({"mediaan": "float64"}),
        pd.concat(curven, ignore_index=True)
        if curven
        else pd.DataFrame(columns=[*survival.KOLOMMEN, "cohort", "mediaan"]),
        verschilt=None if heel is None else heel.p < ALFA,
        p=None if heel is None else heel.p,
        klein=klein,
    )


def which(heel: Toets | None, apart: list[Toets | None]) -> list[str]:
    """Per group langer, korter, or nothing where it may be chance: Holm over the tests of each group against the rest,
    and nothing at all when the test over all groups says nothing."""
    uit = [""] * len(apart)
    if heel is None or heel.p >= ALFA:
        return uit
    orde = sorted((t.p, nr) for nr, t in enumerate(apart) if t is not None)
    een = len(apart) == 2  # either against the other is one test, and the one over all
    for rang, (p, nr) in enumerate(orde):
        if p * (1 if een else len(orde) - rang) >= ALFA:
            break
        uit[nr] = LANGER if apart[nr].verschil[0] < 0 else KORTER
    return uit


def _others(groepen: Mapping[str, Groep], naam: str) -> Groep:
    rest = [groep for wie, groep in groepen.items() if wie != naam]
    return tuple(np.concatenate([g[i] for g in rest]) if rest else np.array([]) for i in (0, 1))
