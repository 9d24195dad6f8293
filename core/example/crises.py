"""Crisis reports: when reported, offered and started, and whether the network was looked into."""

import numpy as np
import pandas as pd

from core.example.assignment import Opdracht
from core.example.calendar import JAAR, OPEN, jaar
from core.example.chance import interpolate
from core.example.jeugdigen import Jeugdigen, leeftijden

MELDINGEN = {2019: 9200, 2021: 9600, 2023: 9000, 2026: 8300}  # national order of magnitude; not published
LEEFTIJD = np.array([2, 2, 2, 2, 2, 3, 3, 4, 4, 5, 5, 6, 8, 10, 12, 13, 12, 9], float)
BINNEN_24_UUR = 0.88
UUR = 1 / 24


def crisismeldingen(opdracht: Opdracht, kinderen: Jeugdigen, jb: pd.DataFrame) -> pd.DataFrame:
    """One row per report. melding, start, aangeboden in days with a fraction (OPEN = not known); gi an index,
    -1 for the half of the children without a measure."""
    rng = opdracht.toeval("crises")
    dagen = opdracht.momenten(MELDINGEN, rng)
    dagen = dagen[(dagen >= opdracht.van) & (dagen <= opdracht.tot)]
    dagen[-1:] = opdracht.tot
    n = len(dagen)
    geboren = (dagen - leeftijden(LEEFTIJD, n, rng) * JAAR).astype(int)
    jeugdige = kinderen.nieuw(geboren, np.arange(n), rng)
    jeugdige, gi = _with_maatregel(jb, jeugdige, dagen, rng)
    melding = np.minimum(dagen + np.round(rng.normal(14.5, 5, n).clip(0, 23.9) * 60) / 60 * UUR, opdracht.tot + 0.99)
    op_tijd = rng.happens(BINNEN_24_UUR, n)
    uren = np.where(op_tijd, rng.gamma(2, 3.6, n).clip(0.3, 23.5), 24.6 + rng.exponential(26, n))
    start = _minuten(melding + uren * UUR)
    aangeboden = _minuten(melding + uren * UUR * rng.between(0.15, 0.95, n))
    jaren = jaar(dagen)
    onderzocht = rng.happens(interpolate(jaren, {2019: 0.19, 2026: 0.35}), n)
    rijen = pd.DataFrame(
        {
            "jeugdige": jeugdige,
            "gi": gi,
            "melding": _minuten(melding),
            "start": np.where(rng.happens(0.05, n) | (start > opdracht.tot + 1), OPEN, start),
            "aangeboden": np.where(rng.happens(0.12, n) | (aangeboden > opdracht.tot + 1), OPEN, aangeboden),
            "verblijf": rng.happens(interpolate(jaren, {2019: 0.40, 2026: 0.29}), n),
            "onderzocht": onderzocht,
            "ingezet": onderzocht & rng.happens(0.62, n),
            "lopend": rng.happens(0.46, n),
        }
    )
    return rijen.sort_values(["melding", "jeugdige"], kind="stable").reset_index(drop=True)


def _minuten(dagen: np.ndarray) -> np.ndarray:
    return np.round(dagen * 1440) / 1440


def _with_maatregel(jb: pd.DataFrame, jeugdige: np.ndarray, dagen: np.ndarray, rng) -> tuple[np.ndarray, np.ndarray]:
    """Half of the reports are about a child who begins or has an OTS or VOTS around that day."""
    kans = jb[jb.type.isin(["11", "12"])].sort_values("begin", kind="stable")
    gi = np.full(len(dagen), -1)
    if kans.empty:
        return jeugdige, gi
    bij = np.searchsorted(kans.begin.to_numpy(), dagen + 20)
    keuze = np.clip(bij - 1 - rng.whole(0, 12, len(dagen)), 0, None)
    mee = rng.happens(0.5, len(dagen)) & (kans.einde.to_numpy()[keuze] >= dagen)
    return np.where(mee, kans.jeugdige.to_numpy()[keuze], jeugdige), np.where(mee, kans.gi.to_numpy()[keuze], gi)
