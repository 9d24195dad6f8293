"""Delen: how long the cases of GI's last beside each other (core.engine.judge.duur).

- One table: the whole region over all its data. With a choice of years or gemeenten somebody could ask twice and
  subtract; the caller asks for no other.
- The number of cases of a GI is weighed with the total and the other GI's, as any table; a curve, a median and a place
  in the test are for GI's of which it may be shown and is large enough for a median.
- The test is worked out again from rounded counts, so that its answer tells no more than those would, and the rounding
  is counted as chance. Its p-value is not told.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from core.disclosure import counts, edges
from core.disclosure.shapes import share_overleving
from core.engine.count.survival import log_rank_table
from core.engine.judge.duur import ALFA, Duurvergelijking, Groep, compare_groups, which
from core.model.weergave import Drempels

# Steps of time in days in which endings are counted for the test.
STAPPEN = np.array([0, 182, 365, 548, 730, 1095, 1461, 10**6])
WHOLE = "alles"


def share_vergelijking(groepen: Mapping[str, Groep], drempels: Drempels) -> Duurvergelijking:
    """The comparison of the groups that may be shown. `groepen`: exact, of a whole region and all its data."""
    open_ = _shown(groepen, drempels)
    exact = compare_groups({naam: groepen[naam] for naam in open_})
    n = counts.round_aantal(exact.groepen["n"].to_numpy("float64"), drempels)
    mediaan = np.floor(exact.groepen["mediaan"].to_numpy("float64") / drempels.dagen + 0.5) * drempels.dagen
    cijfers = pd.DataFrame({"periode": exact.groepen["naam"], "n": n, "waarde": mediaan})
    curven = share_overleving(exact.curven, cijfers, drempels) if open_ else exact.curven
    heel, apart = _tests([groepen[naam] for naam in open_], drempels)
    return Duurvergelijking(
        exact.groepen.assign(n=n, mediaan=mediaan, afwijking=which(heel, apart)),
        curven,
        verschilt=None if heel is None else heel.p < ALFA,
        klein=tuple(naam for naam in sorted(groepen) if naam not in open_),
    )


def _shown(groepen: Mapping[str, Groep], drempels: Drempels) -> list[str]:
    """The names of which the number may be shown beside the others and their total, and is enough for a median."""
    namen = sorted(groepen)
    if not namen:
        return []
    geteld = [len(groepen[naam][0]) for naam in namen]
    vast = {"periode": WHOLE, "tot": WHOLE, "van": None}
    tabellen = {
        (): pd.DataFrame([vast | {"n": sum(geteld)}]),
        ("gi",): pd.DataFrame([vast | {"gi": naam, "n": n} for naam, n in zip(namen, geteld, strict=True)]),
    }
    zicht = edges.toonbaar(tabellen, "n", ("gi",), drempels, vloeit=False)
    return [
        naam
        for naam, n, ja in zip(namen, geteld, zicht, strict=True)
        if ja and n >= max(drempels.mediaan, drempels.aantal)
    ]


def _tests(groepen: list[Groep], drempels: Drempels):
    """The test over all groups and of each against the others, on rounded counts per step of time."""
    if len(groepen) < 2:
        return None, [None] * len(groepen)
    tellingen = np.array([_per_stap(groep) for groep in groepen])  # group, at risk or ended, step
    stap = drempels.afronding
    in_risico, gebeurd = np.moveaxis(np.floor(tellingen / stap + 0.5) * stap, 1, 0)
    genoeg = (in_risico >= drempels.aantal).all(axis=0)
    genoeg &= np.cumprod(genoeg).astype(bool)  # from the first step that is too thin nothing counts
    if not genoeg.any():
        return None, [None] * len(groepen)
    in_risico, gebeurd, ruis = in_risico[:, genoeg], gebeurd[:, genoeg], stap**2 / 12
    samen = np.array([ruis, (len(groepen) - 1) * ruis])  # the others are as many counts that were rounded, added up
    apart = [
        log_rank_table(*(np.array([x[nr], x.sum(axis=0) - x[nr]]) for x in (in_risico, gebeurd)), samen)
        for nr in range(len(groepen))
    ]
    return log_rank_table(in_risico, gebeurd, ruis), apart


def _per_stap(groep: Groep) -> tuple[np.ndarray, np.ndarray]:
    """Per step of time how many were at risk (of those that were followed no longer in it, half) and how many ended."""
    duur, einde = groep
    af = np.histogram(duur[einde], STAPPEN)[0]
    weg = np.histogram(duur[~einde], STAPPEN)[0]
    begin = len(duur) - np.concatenate([[0], np.cumsum(af + weg)[:-1]])
    return begin - weg / 2, af
