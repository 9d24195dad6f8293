"""Histories of child protection: OTS, VOTS, voogdij, preventief kader.

Yearly national inflow from CBS where published (2016-2023), a straight line between given years; later years
continue the decline, and the stock at the start is what the same process leaves behind since 1998. Every
spell: jeugdige, gezin, type, begin, einde (days; einde is the last day, and may lie after the data date),
reden and `vorig`, the begin of the measure it directly follows (-1 if none).
"""

import numpy as np
import pandas as pd

from core.example.assignment import Opdracht
from core.example.calendar import JAAR, jaar, maanden_later, verjaardag
from core.example.chance import Chance, interpolate
from core.example.jeugdigen import GEZIN_GEMIDDELD, Jeugdigen


def _starting_at(jaar: int, *aantallen: int) -> dict[int, int]:
    """Numbers of consecutive years."""
    return dict(enumerate(aantallen, start=jaar))


OTS = _starting_at(2015, 8600, 8478, 8828, 8852, 9344, 8753, 8289, 6500, 6300, 6100, 5900, 5700)
VOTS = _starting_at(2018, 1900, 1920, 1800, 1650, 1370, 1320, 1260, 1200, 1150)
VOOGDIJ = _starting_at(2018, 1400, 1345, 1230, 1100, 925, 880, 840, 800, 780)
VOORLOPIG = {2019: 375, 2020: 340, 2021: 300, 2022: 270, 2023: 260, 2026: 240}
PREVENTIEF = {2019: 700, 2021: 800, 2022: 950, 2024: 1050, 2026: 1100}

VOTS_GEVOLGD = 0.80
PREVENTIEF_GEVOLGD = 0.20
HERHAALD_BIJ_JB = 0.09
KANS_OPNIEUW = 0.12
VOOGDIJ_NA_OTS = 0.80
# Chance that an OTS of over a year of a child under 15 ends in gezagsbeëindiging, until 2019 and from 2022;
# the youngest children (by the years left until 18) more than others.
GEZAGSBEEINDIGING = {2019: 0.28, 2022: 0.20}
GEZAGSBEEINDIGING_JONG = {3: 0.3, 6: 0.7, 12: 1.2, 17: 1.9}
VOOGDIJ_PER_JAAR = 0.062  # yearly chance that a voogdij ends before the 18th birthday


def _ots_maanden() -> np.ndarray:
    """Cumulative chance that an OTS has ended after month 1, 2, ...: courts decide per term, so ends pile up
    at 6, 12, 24, 36 months instead of following an even rate."""
    maand = np.arange(1, 241)
    kans = np.where(maand < 6, 0.006, 0.008)
    kans = np.where(maand % 6 == 0, 0.055, kans)
    kans = np.where(maand % 12 == 0, 0.225, kans)
    kans[5], kans[11] = 0.075, 0.19
    return 1 - np.cumprod(1 - kans)


def spel(jeugdige, gezin, type_, begin, einde, reden, vorig=-1) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "jeugdige": jeugdige,
            "gezin": gezin,
            "type": type_,
            "begin": begin,
            "einde": einde,
            "reden": reden,
            "vorig": vorig,
        }
    )


def ots(kinderen: Jeugdigen, wie: pd.DataFrame, rng: Chance) -> pd.DataFrame:
    """OTS for the children `wie` (jeugdige, gezin, begin, vorig); siblings mostly end on the same day."""
    n, begin = len(wie), wie.begin.to_numpy()
    samen = rng.between(0, 1, int(wie.gezin.max()) + 1 if n else 1)[wie.gezin]
    trekking = np.where(rng.happens(0.6, n), samen, rng.between(0, 1, n))
    maand = np.searchsorted(_ots_maanden(), trekking) + 1
    aan_eind = maand % 6 == 0
    einde = np.where(aan_eind, maanden_later(begin, maand), maanden_later(begin, maand) - rng.whole(0, 27, n)) - 1
    reden = np.where(aan_eind, rng.choose_key({"03": 0.3, "04": 0.7}, n), "02").astype("<U2")
    grens = verjaardag(kinderen.kolom("geboren", wie.jeugdige), 18)
    nog = (grens - einde) / JAAR
    kans = interpolate(jaar(einde), GEZAGSBEEINDIGING) * interpolate(nog, GEZAGSBEEINDIGING_JONG)
    over = rng.happens(kans, n) & (einde - begin > 360) & (nog > 3)
    reden[over] = "05"
    reden[rng.happens(0.001, n)] = "06"
    einde, reden = _until_18(einde, reden, grens, "01")
    return spel(wie.jeugdige.to_numpy(), wie.gezin.to_numpy(), "11", begin, einde, reden, wie.vorig.to_numpy())


def _until_18(einde, reden, grens, code):
    te_lang = einde >= grens
    return np.where(te_lang, grens, einde), np.where(te_lang, code, reden)


def vots(kinderen: Jeugdigen, begin: np.ndarray, rng: Chance) -> tuple[pd.DataFrame, pd.DataFrame]:
    """VOTS (at most three months) and the children for whom an OTS follows, most of them the next day."""
    wie = kinderen.in_gezinnen(begin, rng)
    gezin = wie.gezin.to_numpy()
    vol = rng.happens(0.85, len(begin))[gezin]
    kort = rng.whole(35, 88, len(begin))[gezin]
    dagen = wie.begin.to_numpy()
    einde = np.where(vol, maanden_later(dagen, 3) - 1, dagen + kort)
    gevolgd = rng.happens(VOTS_GEVOLGD, len(begin))[gezin]
    reden = np.where(
        gevolgd,
        rng.choose_key({"07": 0.35, "04": 0.6, "03": 0.05}, len(wie)),
        rng.choose_key({"02": 0.25, "03": 0.35, "04": 0.4}, len(wie)),
    )
    grens = verjaardag(kinderen.kolom("geboren", wie.jeugdige), 18)
    einde, reden = _until_18(einde, reden, grens, "01")
    gevolgd &= reden != "01"
    pauze = np.where(rng.happens(0.8, len(begin)), 1, rng.whole(2, 14, len(begin)))[gezin]
    door = wie[gevolgd].assign(begin=(einde + pauze)[gevolgd], vorig=dagen[gevolgd])
    door = door[door.begin < grens[gevolgd] - 60]
    return spel(wie.jeugdige.to_numpy(), gezin, "12", dagen, einde, reden), door


def voogdij(kinderen: Jeugdigen, wie: pd.DataFrame, rng: Chance) -> pd.DataFrame:
    """Voogdij until 18, or until a foster parent, citizen or parent takes over."""
    n, begin = len(wie), wie.begin.to_numpy()
    einde = begin + rng.exponential(JAAR / VOOGDIJ_PER_JAAR, n).astype(int) + 60
    reden = rng.choose_key({"12": 0.74, "13": 0.08, "14": 0.17, "15": 0.01}, n).astype("<U2")
    grens = verjaardag(kinderen.kolom("geboren", wie.jeugdige), 18)
    einde, reden = _until_18(einde, reden, grens, "11")
    return spel(wie.jeugdige.to_numpy(), wie.gezin.to_numpy(), "21", begin, einde, reden, wie.vorig.to_numpy())


def voorlopig(kinderen: Jeugdigen, begin: np.ndarray, rng: Chance) -> pd.DataFrame:
    """Voorlopige (22) and tijdelijke (23) voogdij: two thirds of a year on average."""
    wie = kinderen.in_gezinnen(begin, rng)
    n = len(wie)
    type_ = rng.choose_key({"22": 0.75, "23": 0.25}, n)
    dagen = np.where(type_ == "22", rng.whole(40, 330, n), rng.whole(180, 720, n))
    reden = rng.choose_key({"12": 0.4, "13": 0.1, "14": 0.5}, n).astype("<U2")
    grens = verjaardag(kinderen.kolom("geboren", wie.jeugdige), 18)
    einde, reden = _until_18(wie.begin.to_numpy() + dagen, reden, grens, "11")
    return spel(wie.jeugdige.to_numpy(), wie.gezin.to_numpy(), type_, wie.begin.to_numpy(), einde, reden)


def preventief(kinderen: Jeugdigen, begin: np.ndarray, rng: Chance) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Preventief justitieel kader (31), half a year; an OTS follows within four months for one in five."""
    wie = kinderen.in_gezinnen(begin, rng)
    dagen = wie.begin.to_numpy()
    einde = dagen + rng.whole(60, 330, len(begin))[wie.gezin]
    grens = verjaardag(kinderen.kolom("geboren", wie.jeugdige), 18)
    einde = np.minimum(einde, grens - 1)
    door = rng.happens(PREVENTIEF_GEVOLGD, len(begin))[wie.gezin] & (einde < grens - 300)
    volgt = wie[door].assign(begin=(einde + rng.whole(1, 120, len(wie)))[door], vorig=-1)
    return spel(wie.jeugdige.to_numpy(), wie.gezin.to_numpy(), "31", dagen, einde, "31"), volgt


def opnieuw(kinderen: Jeugdigen, oud: pd.DataFrame, rng: Chance) -> pd.DataFrame:
    """Children whose OTS ended well for whom it starts again: six in ten within a year."""
    klaar = oud[oud.reden.isin(["02", "03", "04"])]
    n = len(klaar)
    dagen = np.where(rng.happens(0.62, n), rng.whole(16, 365, n), rng.whole(366, 1300, n))
    begin = klaar.einde.to_numpy() + dagen
    grens = verjaardag(kinderen.kolom("geboren", klaar.jeugdige), 18)
    kies = rng.happens(KANS_OPNIEUW, n) & (begin < grens - 250)
    return klaar[kies][["jeugdige", "gezin"]].assign(begin=begin[kies], vorig=-1)


def beschermingsmaatregelen(opdracht: Opdracht, kinderen: Jeugdigen) -> pd.DataFrame:
    """All measures of type 11, 12, 21, 22, 23 and 31, in order of child and begin."""
    rng = opdracht.toeval("bescherming")
    gezin = 1 / GEZIN_GEMIDDELD

    def momenten(reeks, keer=1.0):
        return opdracht.momenten(reeks, rng, keer * gezin)

    voorlopige_ots, na_vots = vots(kinderen, momenten(VOTS), rng)
    preventieve, na_preventief = preventief(kinderen, momenten(PREVENTIEF), rng)
    # What VOTS, preventief kader and children who come back already bring is not drawn again.
    direct = {
        jaar: _in(OTS, jaar) * (1 - HERHAALD_BIJ_JB)
        - _in(VOTS, jaar) * VOTS_GEVOLGD
        - _in(PREVENTIEF, jaar) * PREVENTIEF_GEVOLGD
        for jaar in range(min(OTS), max(OTS) + 1)
    }
    nieuw = kinderen.in_gezinnen(momenten(direct), rng).assign(vorig=-1)
    delen = [voorlopige_ots, preventieve, voorlopig(kinderen, momenten(VOORLOPIG), rng)]
    rondes = [pd.concat([_own_gezin(w, kinderen) for w in (nieuw, na_vots, na_preventief)], ignore_index=True)]
    alle_ots = []
    for _ in range(3):
        ronde = ots(kinderen, rondes[-1], rng)
        alle_ots.append(ronde)
        rondes.append(opnieuw(kinderen, ronde, rng))
    alle_ots = pd.concat(alle_ots, ignore_index=True)
    over = alle_ots[alle_ots.reden == "05"]
    na_ots = over[["jeugdige", "gezin"]].assign(begin=over.einde + 1, vorig=over.begin)
    los = kinderen.in_gezinnen(momenten(VOOGDIJ, 1 - VOOGDIJ_NA_OTS), rng).assign(vorig=-1)
    alle_voogdij = voogdij(kinderen, pd.concat([na_ots, los], ignore_index=True), rng)
    alles = pd.concat([*delen, alle_ots, alle_voogdij], ignore_index=True)
    return afgerond(opdracht, kinderen, alles)


def _in(reeks: dict[int, float], jaar: int) -> float:
    return float(interpolate(jaar, reeks))


def _own_gezin(wie: pd.DataFrame, kinderen: Jeugdigen) -> pd.DataFrame:
    return wie.assign(gezin=kinderen.kolom("gezin", wie.jeugdige))


def afgerond(opdracht: Opdracht, kinderen: Jeugdigen, alles: pd.DataFrame) -> pd.DataFrame:
    """In a fixed order, nothing that begins after the data date, and no two of one type that touch for one
    child."""
    alles = alles[(alles.begin <= opdracht.tot) & (alles.einde >= alles.begin)]
    alles = alles.assign(gezin=kinderen.kolom("gezin", alles.jeugdige))
    alles = alles.sort_values(["jeugdige", "type", "begin"], kind="stable")
    groep = [alles.jeugdige, alles.type]
    vorige = alles.groupby(groep).einde.cummax().groupby(groep).shift()
    alles = alles[~(alles.begin <= vorige + 1)]
    return alles.sort_values(["jeugdige", "begin", "type"], kind="stable").reset_index(drop=True)


def with_gi(opdracht: Opdracht, kinderen: Jeugdigen, maatregelen: pd.DataFrame) -> pd.DataFrame:
    """Add `gi` (index): one GI per family; some GI's let their OTS run longer."""
    rng = opdracht.toeval("gi")
    delen = [g.deel for g in opdracht.gebied.gis]
    gezinnen = int(maatregelen.gezin.max()) + 1
    return _longer(opdracht, kinderen, maatregelen.assign(gi=rng.choose(delen, gezinnen)[maatregelen.gezin]))


def _longer(opdracht: Opdracht, kinderen: Jeugdigen, m: pd.DataFrame) -> pd.DataFrame:
    """A year or two more for a part of the OTS that nothing follows, before the child is 18."""
    rng, n = opdracht.toeval("langer"), len(m)
    deel = np.array([g.langer for g in opdracht.gebied.gis])[m.gi]
    laatste = m.begin == m.groupby("jeugdige").begin.transform("max")
    later = maanden_later(m.einde + 1, np.where(rng.happens(0.5, n), 12, 24)) - 1
    kies = rng.happens(deel, n) & (m.type == "11") & m.reden.isin(["02", "03", "04"]) & laatste
    kies &= later < verjaardag(kinderen.kolom("geboren", m.jeugdige), 18)
    return m.assign(einde=np.where(kies, later, m.einde))
