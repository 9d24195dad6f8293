"""Histories of jeugdreclassering: begun per year, type and duration as CBS publishes them."""

import numpy as np
import pandas as pd

from core.example.assignment import Opdracht
from core.example.calendar import JAAR, verjaardag
from core.example.chance import Chance
from core.example.jeugdbescherming import afgerond, spel
from core.example.jeugdigen import Jeugdigen

RECLASSERING = {2018: 6100, 2019: 5900, 2020: 5600, 2021: 5550, 2022: 5400, 2023: 5300, 2026: 5100}
# Duration classes of ended JR (CBS 2021): months from, to, share.
JR_DUUR = ((0.7, 3, 0.26), (3, 6, 0.21), (6, 12, 0.155), (12, 24, 0.28), (24, 38, 0.095))
JR_TYPEN = {"41": 0.795, "42": 0.105, "50": 0.04, "51": 0.02, "61": 0.01, "62": 0.01, "63": 0.02}
MINSTENS_PER_TYPE = 3
LEEFTIJD_VANAF_12 = (3, 6, 9, 13, 17, 19, 13, 8, 6, 4, 2)
JR_REDENEN = {"41": 0.45, "42": 0.25, "43": 0.10, "51": 0.12, "52": 0.08}


def reclasseringsmaatregelen(opdracht: Opdracht, kinderen: Jeugdigen, jb: pd.DataFrame) -> pd.DataFrame:
    """Jeugdreclassering: 12 to 22 years old at the start, one in ten comes back, one in twelve also has
    JB."""
    rng = opdracht.toeval("reclassering")
    begin = opdracht.momenten(RECLASSERING, rng, 0.9)
    leeftijd = 12 + rng.choose(LEEFTIJD_VANAF_12, len(begin))
    geboren = (begin - (leeftijd + rng.between(0, 1, len(begin))) * JAAR).astype(int)
    jeugdige = kinderen.nieuw(geboren, np.arange(len(begin)), rng, man=0.8)
    jeugdige = _samenloop(kinderen, jb, jeugdige, begin, rng)
    eerste = _jr(kinderen, jeugdige, begin, rng, opdracht.van)
    terug = eerste.iloc[rng.sample(len(eerste), round(0.11 * len(eerste)))]
    weer = terug.einde.to_numpy() + rng.whole(20, 730, len(terug))
    jong = weer < verjaardag(kinderen.kolom("geboren", terug.jeugdige), 23)
    tweede = _jr(kinderen, terug.jeugdige.to_numpy()[jong], weer[jong], rng)
    return afgerond(opdracht, kinderen, pd.concat([eerste, tweede], ignore_index=True))


def _samenloop(kinderen, jb, jeugdige, begin, rng) -> np.ndarray:
    """Give one in twelve of the JR starts to a child who has an OTS on that day and is 12 or older."""
    lopend = jb[jb.type == "11"].sort_values("begin", kind="stable")
    jeugdige = jeugdige.copy()
    for i in np.flatnonzero(rng.happens(1 / 12, len(begin))):
        tot = np.searchsorted(lopend.begin.to_numpy(), begin[i])
        kans = lopend.iloc[max(0, tot - 400) : tot]
        oud = kinderen.kolom("geboren", kans.jeugdige) < begin[i] - 12 * JAAR
        kans = kans[(kans.einde.to_numpy() > begin[i]) & oud]
        if len(kans):
            jeugdige[i] = kans.jeugdige.to_numpy()[rng.whole(0, len(kans))]
    return jeugdige


def _each_aanwezig(type_: np.ndarray, nieuw: np.ndarray) -> np.ndarray:
    """In a small region chance leaves rare types out of the delivered years (`nieuw`: begun in them); goals about
    them need at least a few."""
    gewoon = next(iter(JR_TYPEN))
    for zeldzaam in list(JR_TYPEN)[1:]:
        tekort = MINSTENS_PER_TYPE - int(((type_ == zeldzaam) & nieuw).sum())
        plekken = np.flatnonzero((type_ == gewoon) & nieuw)
        if 0 < tekort < len(plekken) / 4:
            type_[plekken[(np.linspace(0.1, 0.8, tekort) * len(plekken)).astype(int)]] = zeldzaam
    return type_


def _jr(
    kinderen: Jeugdigen,
    jeugdige: np.ndarray,
    begin: np.ndarray,
    rng: Chance,
    nieuw_vanaf: int | None = None,
) -> pd.DataFrame:
    n = len(begin)
    type_ = rng.choose_key(JR_TYPEN, n)
    if nieuw_vanaf is not None:
        type_ = _each_aanwezig(type_, begin >= nieuw_vanaf)
    klasse = rng.choose([k[2] for k in JR_DUUR], n)
    van, tot = (np.array([k[i] for k in JR_DUUR])[klasse] for i in (0, 1))
    maanden = rng.between(van, tot, n)
    maanden = np.select(
        [type_ == "50", type_ == "51", type_ == "63", type_ == "61"],
        [
            rng.between(5, 13, n),
            rng.normal(3, 0.25, n).clip(1, 5),
            rng.normal(1.25, 0.18, n).clip(0.5, 3),
            rng.between(2, 7, n),
        ],
        maanden,
    )
    einde = begin + (maanden * 30.44).astype(int)
    reden = rng.choose_key(JR_REDENEN, n)
    return spel(jeugdige, kinderen.kolom("gezin", jeugdige), type_, begin, einde, reden)
