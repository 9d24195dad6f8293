"""Life away from home: placements inside and outside child protection, and the court's machtigingen.

An episode is one uninterrupted stay away from home; it is cut into placements at every move (overplaatsing).
Calibrated on: 32% of the children with an OTS placed in 2019 and 27% now, nearly all children under voogdij,
and over all stays 45% pleegzorg, 12% gezinsgericht, 5% gesloten, the rest other.
"""

import numpy as np
import pandas as pd

from core.example.assignment import Opdracht
from core.example.calendar import JAAR, OPEN, jaar, maanden_later, verjaardag
from core.example.chance import Chance, interpolate, power
from core.example.jeugdigen import Jeugdigen, leeftijden
from core.model.schema import VOOGDIJ_TYPEN

KANS_UHP = {2014: 0.415, 2018: 0.405, 2021: 0.385, 2024: 0.38}  # by year of the OTS
VRIJWILLIG = {2018: 11600, 2023: 12700, 2026: 12500}
LEEFTIJD_VRIJWILLIG = np.array([2, 2, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 9, 11, 12, 12, 11, 8], float)
VORMEN = ("11", "12", "13", "14")
# Share of each form by age (0, 6, 12, 18) for children with a measure; without one there is more other stay.
VORM_JB = {
    0: (0.82, 0.10, 0.0, 0.08),
    6: (0.67, 0.14, 0.0, 0.19),
    12: (0.38, 0.12, 0.24, 0.26),
    18: (0.29, 0.12, 0.26, 0.33),
}
VORM_VRIJ = {
    0: (0.68, 0.08, 0.0, 0.24),
    6: (0.50, 0.10, 0.0, 0.40),
    12: (0.27, 0.09, 0.15, 0.49),
    18: (0.19, 0.08, 0.15, 0.58),
}
OVERPLAATSING_PER_JAAR = 0.32


def episodes(opdracht: Opdracht, kinderen: Jeugdigen, jb: pd.DataFrame) -> pd.DataFrame:
    """Every stay: jeugdige, gi (index, -1 vrijwillig), begin, einde, jb_tot (end of the measure it goes with)
    and ots_van, ots_tot (the OTS inside it for which a machtiging is needed); -1 when there is none."""
    rng = opdracht.toeval("verblijf")
    delen = [
        _for_ots(kinderen, jb, rng),
        _for_voogdij(jb, rng),
        _for_vots(jb, rng),
        _vrijwillig(opdracht, kinderen, rng),
    ]
    alles = pd.concat(delen, ignore_index=True)
    alles = alles[(alles.begin <= opdracht.tot) & (alles.einde >= opdracht.van) & (alles.einde > alles.begin + 2)]
    alles = alles.sort_values(["jeugdige", "begin"], kind="stable")
    # A stay that begins before the last one has ended is the same stay: leave it out.
    eerder = alles.groupby("jeugdige").einde.cummax().groupby(alles.jeugdige).shift()
    return alles[~(alles.begin <= eerder + 30)].reset_index(drop=True)


def _episode(jeugdige, gi, begin, einde, jb_tot=-1, ots_van=-1, ots_tot=-1) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "jeugdige": jeugdige,
            "gi": gi,
            "begin": begin,
            "einde": einde,
            "jb_tot": jb_tot,
            "ots_van": ots_van,
            "ots_tot": ots_tot,
        }
    )


def _for_ots(kinderen: Jeugdigen, jb: pd.DataFrame, rng: Chance) -> pd.DataFrame:
    o = jb[jb.type == "11"]
    daarna = jb[(jb.type == "21") & (jb.vorig > 0)][["jeugdige", "vorig", "einde"]]
    o = o.merge(
        daarna.rename(columns={"vorig": "begin", "einde": "voogdij_einde"}),
        on=["jeugdige", "begin"],
        how="left",
    )
    voogdij = o.voogdij_einde.notna().to_numpy()
    kans = np.where(voogdij, 0.97, interpolate(jaar(o.begin), KANS_UHP))
    kies = rng.happens(kans, len(o))
    o, voogdij = o[kies], voogdij[kies]
    n, begin, einde = len(o), o.begin.to_numpy(), o.einde.to_numpy()
    snel = rng.happens(0.5, n)
    start = begin + np.where(snel, rng.whole(0, 22, n), rng.exponential(260, n).astype(int))
    spoed = (o.vorig.to_numpy() > 0) & snel & rng.happens(0.6, n)
    start = np.where(spoed, o.vorig.to_numpy() + rng.whole(0, 6, n), start)
    start = np.where(voogdij, np.minimum(start, begin + (0.7 * (einde - begin)).astype(int)), start)
    terug = ~voogdij & rng.happens(0.5, n)
    stop = np.where(terug, start + rng.exponential(420, n).astype(int) + 14, einde)
    # One in five stays on without a measure; one in two at 18 (verlengde jeugdhulp).
    blijft = ~terug & rng.happens(np.where(o.reden == "01", 0.5, 0.2), n) & (o.reden != "06").to_numpy()
    stop = np.minimum(stop, einde) + np.where(blijft, rng.whole(30, 500, n), 0)
    stop = np.where(voogdij, o.voogdij_einde.fillna(0).to_numpy(), stop).astype(int)
    ok = start < einde - 5
    jb_tot = np.where(voogdij, stop, einde)
    eerste = _episode(o.jeugdige.to_numpy(), o.gi.to_numpy(), start, stop, jb_tot, begin, einde)[ok]
    weer = eerste[terug[ok] & rng.happens(0.14, ok.sum())]
    later = weer.einde + rng.whole(35, 240, len(weer))
    weer = weer.assign(begin=later, einde=weer.ots_tot)[later < weer.ots_tot - 30]
    return pd.concat([eerste, weer])


def _for_voogdij(jb: pd.DataFrame, rng: Chance) -> pd.DataFrame:
    v = jb[jb.type.isin(VOOGDIJ_TYPEN) & (jb.vorig < 0)]
    v = v[rng.happens(0.94, len(v))]
    langer = np.where((v.reden == "11") & rng.happens(0.5, len(v)), rng.whole(30, 600, len(v)), 0)
    return _episode(
        v.jeugdige.to_numpy(),
        v.gi.to_numpy(),
        v.begin.to_numpy(),
        v.einde.to_numpy() + langer,
        v.einde.to_numpy(),
    )


def _for_vots(jb: pd.DataFrame, rng: Chance) -> pd.DataFrame:
    """A short stay during a VOTS that no OTS follows."""
    gevolgd = jb[(jb.type == "11") & (jb.vorig > 0)]
    los = jb[(jb.type == "12")].merge(
        gevolgd[["jeugdige"]].drop_duplicates(), on="jeugdige", how="left", indicator=True
    )
    los = los[(los._merge == "left_only") & rng.happens(0.3, len(los))]
    start = los.begin.to_numpy() + rng.whole(0, 4, len(los))
    stop = np.minimum(los.einde.to_numpy(), start + rng.whole(10, 90, len(los)))
    einde = los.einde.to_numpy()
    return _episode(los.jeugdige.to_numpy(), los.gi.to_numpy(), start, stop, einde, los.begin.to_numpy(), einde)


def _vrijwillig(opdracht: Opdracht, kinderen: Jeugdigen, rng: Chance) -> pd.DataFrame:
    begin = opdracht.momenten(VRIJWILLIG, rng)
    n = len(begin)
    geboren = (begin - leeftijden(LEEFTIJD_VRIJWILLIG, n, rng) * JAAR).astype(int)
    jeugdige = kinderen.nieuw(geboren, np.arange(n), rng)
    einde = begin + rng.lognormal(215, 1.1, n).astype(int) + 7
    return _episode(jeugdige, -1, begin, np.minimum(einde, verjaardag(geboren, 21)))


def away_from_home_on(stays: pd.DataFrame, dag: int) -> np.ndarray:
    """Numbers of the children away from home on a day."""
    return stays.jeugdige[(stays.begin <= dag) & (stays.einde > dag)].unique()


def plaatsingen(opdracht: Opdracht, kinderen: Jeugdigen, stays: pd.DataFrame) -> pd.DataFrame:
    """One row per placement: the stay cut at every move, with its form and everything recorded about it."""
    rng = opdracht.toeval("plaatsingen")
    stays = stays.sort_values(["begin", "jeugdige"], kind="stable").reset_index(drop=True)
    rijen = _knippen(stays, rng)
    rijen["vorm"] = _vormen(kinderen, rijen, rng)
    deeltijd = (rijen.gi < 0) & np.isin(rijen.vorm, ["11", "14"]) & (rijen.plaats == 0)
    kans = interpolate(jaar(rijen.begin), {2019: 0.13, 2026: 0.26})
    deeltijd &= rng.happens(kans, len(rijen))
    rijen["etmalen"] = np.where(deeltijd, rng.whole(2, 9, len(rijen)) / 2, 7)
    rijen = rijen[(rijen.einde >= opdracht.van) & (rijen.begin <= opdracht.tot)].reset_index(drop=True)
    # After the measure the stay goes on without a GI.
    rijen["gi"] = np.where(rijen.begin <= rijen.jb_tot, rijen.gi, -1)
    n, jaren = len(rijen), jaar(rijen.begin)
    pleeg, jb = (rijen.vorm == "11").to_numpy(), (rijen.gi >= 0).to_numpy()
    rijen["netwerk"] = np.where(pleeg, rng.happens(interpolate(jaren, {2019: 0.42, 2026: 0.52}), n), False)
    rijen["afstand"] = np.round(
        np.where(
            rng.happens(np.where(rijen.vorm == "13", 0.1, 0.66), n),
            0,
            rng.exponential(np.where(rijen.vorm == "13", 45, 19), n),
        ),
        1,
    )
    rijen["afstand_bekend"] = rng.happens(0.88, n)
    rijen["verkend"] = rng.happens(interpolate(jaren, {2019: 0.5, 2026: 0.82}), n)
    rijen["verkend_bekend"] = rng.happens(np.where(jb, 0.82, 0.35), n)
    rijen["ervaring"] = rng.happens(0.035 * power(1.1, jaren - 2019), n)
    wacht = np.where(rijen.plaats == 0, rng.exponential(np.where(jb, 12, 55), n), rng.exponential(8, n))
    rijen["aanmelding"] = rijen.begin - wacht.astype(int) - 1
    rijen["aanbieder"] = opdracht.aanbieders(n, rng)
    rijen["behandeling"] = (rijen.vorm == "13") | ((rijen.vorm == "14") & rng.happens(0.6, n))
    rijen["code"] = np.select(
        [rijen.etmalen <= 5, rijen.vorm == "11", rijen.vorm == "12", rijen.vorm == "13", rijen.behandeling],
        ["44A58", "44A07", "44A09", "43A12", "43A34"],
        "44A22",
    )
    return rijen


def _knippen(stays: pd.DataFrame, rng: Chance) -> pd.DataFrame:
    """Cut each stay at random moments; one move in five leaves up to ten days between two places."""
    lengte = stays.einde.to_numpy() - stays.begin.to_numpy()
    extra = rng.counts(OVERPLAATSING_PER_JAAR * np.minimum(lengte, 6 * JAAR) / JAAR, 7)
    extra[lengte < 60] = 0
    aantal = extra + 1
    rijen = stays.loc[stays.index.repeat(aantal)].copy()
    plaats = np.arange(len(rijen)) - np.repeat(np.cumsum(aantal) - aantal, aantal)
    vroeg = rng.between(0, 1, len(rijen))
    deel = np.where(plaats == 0, 0.0, vroeg * np.sqrt(vroeg) * 0.94 + 0.03)
    volgorde = np.lexsort((deel, rijen.index.to_numpy()))
    rijen["plaats"] = plaats
    rijen["stay"] = rijen.index.to_numpy()
    start = rijen.begin.to_numpy() + (deel[volgorde] * np.repeat(lengte, aantal)).astype(int)
    laatste = np.append(plaats[1:] == 0, True)
    pauze = np.where(rng.happens(0.2, len(rijen)), rng.whole(1, 11, len(rijen)), 0)
    stop = np.where(laatste, rijen.einde, np.append(start[1:], 0) - 1 - pauze)
    rijen = rijen.assign(begin=start, einde=stop)
    return rijen[rijen.einde > rijen.begin].reset_index(drop=True)


def _vormen(kinderen: Jeugdigen, rijen: pd.DataFrame, rng: Chance) -> np.ndarray:
    """Form of each placement by age; after a move three in ten keep the form; gesloten is short."""
    leeftijd = (rijen.begin - kinderen.kolom("geboren", rijen.jeugdige)).to_numpy() / JAAR
    kansen = [
        np.stack([interpolate(leeftijd, {bij: k[i] for bij, k in v.items()}) for i in range(4)], 1)
        for v in (VORM_JB, VORM_VRIJ)
    ]
    kans = np.where((rijen.gi.to_numpy() >= 0)[:, None], *kansen)
    kans[:, 2] *= (leeftijd >= 12) & (rijen.einde - rijen.begin < 500).to_numpy()
    grens = np.cumsum(kans, axis=1)
    vorm = (rng.between(0, grens[:, 3], len(rijen))[:, None] > grens).sum(1).clip(0, 3)
    houdt = rng.happens(0.3, len(rijen)) & (rijen.plaats > 0).to_numpy() & (np.roll(vorm, 1) != 2)
    vorm = np.where(houdt, np.roll(vorm, 1), vorm)
    return np.array(VORMEN)[vorm]


def machtigingen(opdracht: Opdracht, stays: pd.DataFrame, plaatsen: pd.DataFrame) -> pd.DataFrame:
    """One row per machtiging: 72 for a stay during an OTS or VOTS, renewed after six or twelve months, and 71
    for each closed placement (at most six months at a time). Columns jeugdige, gi, type, begin, einde."""
    rng = opdracht.toeval("machtigingen")
    s = stays[stays.ots_van >= 0]
    gewoon = _termijnen(
        s.jeugdige, s.gi, s.begin, np.minimum(s.einde, s.ots_tot), np.where(rng.happens(0.4, len(s)), 6, 12)
    )
    d = plaatsen[(plaatsen.vorm == "13") & (plaatsen.gi >= 0)]
    dicht = _termijnen(d.jeugdige, d.gi, d.begin, np.minimum(d.einde, d.jb_tot), np.full(len(d), 6))
    # Granted but not used: one in twenty more, gone after three months.
    los = s.iloc[rng.sample(len(s), round(0.05 * len(s)))]
    ongebruikt = los[["jeugdige", "gi"]].assign(begin=los.ots_van + 20, einde=los.ots_van + 110)
    ongebruikt = ongebruikt[(ongebruikt.einde < los.begin - 1) & (ongebruikt.einde <= los.ots_tot)]
    alles = pd.concat([gewoon.assign(type="72"), dicht.assign(type="71"), ongebruikt.assign(type="72")])
    alles = alles[(alles.begin <= opdracht.tot) & (alles.einde >= opdracht.van) & (alles.einde >= alles.begin)]
    return alles.sort_values(["begin", "jeugdige", "type"], kind="stable").reset_index(drop=True)


def _termijnen(jeugdige, gi, begin, einde, maanden) -> pd.DataFrame:
    """Cut [begin, einde] into terms of `maanden` months that follow each other."""
    begin, einde = np.asarray(begin), np.asarray(einde)
    delen = [pd.DataFrame({"jeugdige": [], "gi": [], "begin": [], "einde": []}, dtype=int)]
    for keer in range(18):
        start = maanden_later(begin, maanden * keer)
        stop = np.minimum(maanden_later(begin, maanden * (keer + 1)) - 1, einde)
        ok = start < einde
        delen.append(pd.DataFrame({"jeugdige": jeugdige, "gi": gi, "begin": start, "einde": stop})[ok])
    return pd.concat(delen, ignore_index=True)


def until_now(einde: np.ndarray, tot: int) -> np.ndarray:
    """Ends after the data date are not known yet."""
    return np.where(np.asarray(einde) > tot, OPEN, einde)
