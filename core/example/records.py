"""From histories to what a GI delivers: one record per extension, hand-over or change of gemeente."""

import numpy as np
import pandas as pd

from core.example.assignment import Opdracht
from core.example.calendar import JAAR, OPEN, maanden_later
from core.example.chance import Chance
from core.example.jeugdigen import Jeugdigen

OVERDRACHT = 0.05  # of the measures of over half a year
TE_LAAT = 0.15  # of the hand-overs: the receiving GI counts from some days later
ZONDER_ONTVANGER = 0.04
BEGIN, VERLENGING, VERHUIZING, OVERGANG = range(4)


def maatregelrecords(opdracht: Opdracht, kinderen: Jeugdigen, spel: pd.DataFrame) -> pd.DataFrame:
    """Cut every measure into its records.

    Columns: jeugdige, gemeente, gi (indexes), type, reden, gezin, begin, einde, over_op, gekregen_op,
    aanmelding (days; OPEN = empty), eerste_dag of the measure, and the flags te_laat and zonder_ontvanger.
    """
    rng = opdracht.toeval("records")
    spel = spel[spel.einde >= opdracht.van].reset_index(drop=True)
    knippen = pd.concat(
        [
            _begin(spel),
            _verlengingen(opdracht, spel),
            _verhuizingen(opdracht, kinderen, spel),
            _overgangen(opdracht, spel, rng),
        ],
        ignore_index=True,
    )
    knippen = knippen[knippen.dag <= opdracht.tot].sort_values(["spel", "dag", "soort"], kind="stable")
    # Two cuts within two weeks: only the first, so that every record lasts.
    knippen = knippen[(knippen.soort == BEGIN) | (knippen.dag - knippen.groupby("spel").dag.shift().fillna(0) > 14)]
    knippen = knippen.reset_index(drop=True)
    knippen["gi"] = knippen.groupby("spel").gi.ffill().astype(int)
    rijen = _rijen(opdracht, kinderen, knippen, spel, rng)
    return _too_late(opdracht, _without_ontvanger(opdracht, rijen, rng), rng)


def _cut(spel, dag, soort, gi=np.nan) -> pd.DataFrame:
    return pd.DataFrame({"spel": spel, "dag": dag, "soort": soort, "gi": gi}).astype({"gi": float})


def _begin(spel: pd.DataFrame) -> pd.DataFrame:
    return _cut(spel.index, spel.begin, BEGIN, spel.gi)


def _verlengingen(opdracht: Opdracht, spel: pd.DataFrame) -> pd.DataFrame:
    """Each year, at the GI's that enter an extension of an OTS as a new record."""
    nieuw_record = np.array([g.verlenging_nieuw_record for g in opdracht.gebied.gis])[spel.gi]
    o = spel[(spel.type == "11").to_numpy() & nieuw_record]
    delen = [_cut([], [], VERLENGING)]
    for jaar in range(1, 18):
        dag = maanden_later(o.begin, 12 * jaar)
        ok = dag < o.einde.to_numpy() - 1
        delen.append(_cut(o.index[ok], dag[ok], VERLENGING))
    return pd.concat(delen)


def _verhuizingen(opdracht: Opdracht, kinderen: Jeugdigen, spel: pd.DataFrame) -> pd.DataFrame:
    delen = []
    for wat in ("verhuisdag", "woonplaatsdag"):
        dag = kinderen.kolom(wat, spel.jeugdige)
        anders = kinderen.gemeente_op(spel.jeugdige, dag) != kinderen.gemeente_op(spel.jeugdige, dag - 1)
        ok = (dag > spel.begin + 20) & (dag < spel.einde - 20) & anders & (dag >= opdracht.van)
        delen.append(_cut(spel.index[ok], dag[ok], VERHUIZING))
    return pd.concat(delen)


def _overgangen(opdracht: Opdracht, spel: pd.DataFrame, rng: Chance) -> pd.DataFrame:
    """Hand-overs to another GI, on a random day at least two months from begin and end."""
    lengte = (spel.einde - spel.begin).to_numpy()
    ok = (lengte > 180) & rng.happens(OVERDRACHT * np.clip(lengte / JAAR / 2.5, 0.5, 2.5), len(spel))
    dag = spel.begin.to_numpy() + 60 + rng.between(0, lengte - 120, len(spel)).astype(int)
    aantal = len(opdracht.gebied.gis)
    naar = (spel.gi.to_numpy() + rng.whole(1, aantal, len(spel))) % aantal
    ok &= (dag >= opdracht.van) & (aantal > 1)
    return _cut(spel.index[ok], dag[ok], OVERGANG, naar[ok])


def _rijen(opdracht, kinderen, knippen, spel, rng) -> pd.DataFrame:
    n = len(knippen)
    zelfde = (knippen.spel == knippen.spel.shift(-1)).to_numpy()
    volgende = np.append(knippen.dag.to_numpy()[1:], 0)
    door = np.append(knippen.soort.to_numpy()[1:] == OVERGANG, False) & zelfde
    eigen = spel.loc[knippen.spel].reset_index(drop=True)
    dag, gekregen = knippen.dag.to_numpy(), (knippen.soort == OVERGANG).to_numpy()
    # One extension in five starts on the last day of the one before instead of the day after.
    overlap = rng.happens(0.2, n).astype(int)
    einde = np.where(zelfde, np.where(door, OPEN, volgende - 1 + overlap), eigen.einde)
    einde = np.where(einde > opdracht.tot, OPEN, einde)
    wacht = rng.gamma(1.3, np.array([g.wachtdagen for g in opdracht.gebied.gis])[knippen.gi] / 1.3, n)
    aangemeld = np.isin(knippen.soort, [BEGIN, OVERGANG]) & rng.happens(0.88, n)
    # An OTS that goes on in a new record is ended as "volgens plan" in the old one.
    door_als = np.where(eigen.type == "11", "04", "")
    return pd.DataFrame(
        {
            "jeugdige": eigen.jeugdige,
            "gemeente": kinderen.gemeente_op(eigen.jeugdige.to_numpy(), dag),
            "gi": knippen.gi,
            "type": eigen.type,
            "gezin": eigen.gezin,
            "spel": knippen.spel,
            "eerste_dag": eigen.begin,
            "begin": np.where(gekregen, OPEN, dag),
            "einde": einde,
            "over_op": np.where(door, volgende, OPEN),
            "gekregen_op": np.where(gekregen, dag, OPEN),
            "aanmelding": np.where(aangemeld, dag - wacht.astype(int), OPEN),
            "reden": np.where(einde == OPEN, "", np.where(zelfde, door_als, eigen.reden)),
        }
    )


def _without_ontvanger(opdracht: Opdracht, rijen: pd.DataFrame, rng: Chance) -> pd.DataFrame:
    """For a few hand-overs the receiving GI delivers nothing: every later record of that measure is gone."""
    kwijt = _single(opdracht, rijen.over_op < OPEN, ZONDER_ONTVANGER, rng)
    rijen["zonder_ontvanger"] = False
    rijen.loc[kwijt, "zonder_ontvanger"] = True
    na = rijen.groupby("spel").zonder_ontvanger.cumsum() - rijen.zonder_ontvanger
    return rijen[na == 0].reset_index(drop=True)


def _too_late(opdracht: Opdracht, rijen: pd.DataFrame, rng: Chance) -> pd.DataFrame:
    """Some receiving GI's count from three to ten days later."""
    tot = np.minimum(np.minimum(rijen.einde, rijen.over_op), opdracht.tot)
    laat = _single(opdracht, (rijen.gekregen_op < OPEN) & (tot - rijen.gekregen_op > 14), TE_LAAT, rng)
    rijen["te_laat"] = False
    rijen.loc[laat, "te_laat"] = True
    rijen.loc[laat, "gekregen_op"] += rng.whole(3, 11, len(laat))
    return rijen


def _single(opdracht: Opdracht, waar: pd.Series, deel: float, rng: Chance) -> np.ndarray:
    """Positions of a share of the rows where `waar`, at least one; none without dirt."""
    kan = np.flatnonzero(waar)
    aantal = min(len(kan), max(1, round(deel * len(kan)))) if opdracht.vuil else 0
    return np.sort(rng.sample(kan, aantal)) if aantal else kan[:0]
