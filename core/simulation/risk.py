"""Who was at risk of what, and from when until when: the raw material of every rate (see `tempo`)."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.model.schema import VOOGDIJ_TYPEN
from core.simulation.days import OPEN
from core.simulation.known import KETEN_DAGEN, Bekend

OTS, VOTS = "11", "12"
GROEP = {"11": "ots", "12": "vots", "21": "voogdij", "22": "voorlopige voogdij", "23": "voorlopige voogdij"}
# Child protection at home, and custody: a stay away from home means something else in each.
VERBLIJFGROEP = {"11": "ots", "12": "ots", "21": "voogdij", "22": "voogdij", "23": "voogdij"}
# After three years a child that comes back counts as new.
TERUG_TOT = 1096
# A stay that begins in the first week began with the measure.
DIRECT = 7


@dataclass(frozen=True)
class Risico:
    """Cases at risk from day `van` up to `tot`; `nul` is the day their clock started, `gebeurd` whether it
    happened on `tot`, `eigen` whether the case belongs to the selection."""

    nul: NDArray
    van: NDArray
    tot: NDArray
    gebeurd: NDArray
    eigen: NDArray

    def between(self, van: int, tot: int, masker: NDArray | None = None) -> tuple[NDArray, NDArray, NDArray]:
        """Elapsed days at the start and end of what lies in van..tot (both included), and whether it happened
        there. Periods that follow each other share no day and leave none out."""
        begin, eind = np.maximum(self.van, van), np.minimum(self.tot, tot + 1)
        gebeurd = self.gebeurd & (self.tot <= tot) & (self.tot >= van)
        mee = (begin < eind) | gebeurd
        if masker is not None:
            mee &= masker
        return ((begin - self.nul)[mee].astype(float), (eind - self.nul)[mee].astype(float), gebeurd[mee])


def with_verloop(bekend: Bekend) -> pd.DataFrame:
    """Measures with what went before and after: `volgt` (row number of the measure that follows within 14 days,
    -1), `vorige` (the reverse), `terug_van` (row number of the measure after which the child came back within
    three years, -1), `slot` (it ended, and no measure was left), `ketenbegin`, and `uhp_eind` (away from home
    when it ended)."""
    m = bekend.maatregelen.copy()
    kind, begin, einde = (m[k].to_numpy() for k in ("kind", "begin", "einde"))
    n = len(m)
    volgt, vorige = np.full(n, -1), np.full(n, -1)
    for stap in (1, 2, 3):
        i = np.flatnonzero((volgt[: n - stap] < 0) & (kind[: n - stap] == kind[stap:]) & (einde[: n - stap] < OPEN))
        j = i + stap
        past = (begin[j] <= einde[i] + KETEN_DAGEN) & (einde[j] > einde[i]) & (vorige[j] < 0) & (begin[j] > begin[i])
        volgt[i[past]], vorige[j[past]] = j[past], i[past]
    eerder = pd.Series(einde).groupby(kind).cummax().groupby(kind).shift().fillna(-OPEN).to_numpy()
    wie = np.full(n, -1)
    for stap in (1, 2, 3):
        j = np.arange(stap, n)
        raak = (kind[j] == kind[j - stap]) & (einde[j - stap] == eerder[j]) & (wie[j] < 0)
        wie[j[raak]] = j[raak] - stap
    rust = begin - eerder
    terug = (vorige < 0) & (rust > KETEN_DAGEN) & (rust <= TERUG_TOT) & (eerder < OPEN)
    m["volgt"], m["vorige"] = volgt, vorige
    m["terug_van"] = np.where(terug, wie, -1)
    m["slot"] = (volgt < 0) & (eerder <= einde) & (einde < OPEN)
    m["ketenbegin"] = _ketenbegin(m)
    m["uhp_eind"] = _uhp_eind(m, bekend.episoden)
    return m


def _ketenbegin(m: pd.DataFrame) -> NDArray:
    begin = m["begin"].to_numpy().copy()
    groep = m["type"].map(VERBLIJFGROEP).to_numpy()
    vorige = m["vorige"].to_numpy()
    for j in np.flatnonzero(vorige >= 0):  # in order of begin, so the measure before is already right
        if groep[j] == groep[vorige[j]]:
            begin[j] = begin[vorige[j]]
    return begin


def _uhp_eind(m: pd.DataFrame, episoden: pd.DataFrame) -> NDArray:
    paar = (
        m[["kind", "einde"]]
        .reset_index(names="nr")
        .merge(episoden[["kind", "begin", "einde"]], on="kind", suffixes=("", "_ep"))
    )
    raak = paar[(paar["begin"] < paar["einde"]) & (paar["einde_ep"] >= paar["einde"] - KETEN_DAGEN)]
    uit = np.zeros(len(m), bool)
    uit[raak["nr"].unique()] = True
    return uit


def einde(m: pd.DataFrame, groep: str, tot: int) -> Risico:
    """At risk of ending, by days since it began; the 18th birthday ends it in another way."""
    g = m[m["type"].map(GROEP) == groep]
    eind = np.minimum(np.minimum(g["einde"], g["maand18"].where(g["op18"], OPEN)), tot + 1).to_numpy()
    gebeurd = ((g["einde"] <= tot) & ~g["op18"]).to_numpy()
    return Risico(
        g["begin"].to_numpy(),
        g["begin"].to_numpy(),
        np.maximum(eind, g["begin"].to_numpy()),
        gebeurd,
        g["keuze"].to_numpy(),
    )


def terugkeer(m: pd.DataFrame, tot: int) -> Risico:
    """At risk of a new measure, by days since the last one ended."""
    af = m[m["slot"] & ~m["op18"]]
    terug = m[m["terug_van"] >= 0]
    nieuw = terug.groupby("terug_van")["begin"].min().reindex(af.index)
    grens = np.minimum(np.minimum(af["maand18"], af["einde"] + TERUG_TOT), tot + 1).to_numpy()
    gebeurd = (nieuw.notna() & (nieuw <= grens)).to_numpy()
    eind = np.where(gebeurd, nieuw.fillna(0), grens).astype(np.int64)
    nul = af["einde"].to_numpy()
    return Risico(nul, nul, np.maximum(eind, nul), gebeurd, af["keuze"].to_numpy())


def _thuistijden(bekend: Bekend) -> pd.DataFrame:
    """Per child the stretches between its stays away from home: `na` (end of the one before), van, tot."""
    e = bekend.episoden[["kind", "begin", "einde"]].sort_values(["kind", "begin"])
    voor = e.assign(na=e.groupby("kind")["einde"].shift().fillna(-OPEN), tot=e["begin"])
    laatste = e.drop_duplicates("kind", keep="last").assign(na=lambda x: x["einde"], tot=OPEN)
    zonder = np.setdiff1d(bekend.maatregelen["kind"].unique(), e["kind"])
    zonder = pd.DataFrame({"kind": zonder, "na": -OPEN, "tot": OPEN})
    alles = pd.concat([voor[["kind", "na", "tot"]], laatste[["kind", "na", "tot"]], zonder])
    return alles[alles["na"] < alles["tot"]].astype("int64")


def plaatsing(m: pd.DataFrame, bekend: Bekend) -> dict[str, Risico]:
    """At risk of going to live elsewhere, while a measure runs and the child lives at home: "ots", "voogdij" by
    days since the chain began, "opnieuw" (after an earlier stay in the chain) by days since it came home."""
    t = m.merge(_thuistijden(bekend), on="kind", suffixes=("", "_thuis"))
    van = np.maximum(t["begin"], t["na"]).to_numpy()
    eind = np.minimum(np.minimum(t["einde"], t["tot_thuis"]), bekend.tot + 1).to_numpy()
    gebeurd = (eind == t["tot_thuis"]).to_numpy() & (eind <= bekend.tot) & (eind < t["einde"]).to_numpy()
    nieuw = (t["na"] < t["ketenbegin"]).to_numpy()
    nul = np.where(nieuw, t["ketenbegin"], t["na"])
    groep = np.where(nieuw, t["type"].map(VERBLIJFGROEP), "opnieuw")
    loopt = van < eind
    return {
        g: Risico(*(x[loopt & (groep == g)] for x in (nul, van, eind, gebeurd, t["keuze"].to_numpy())))
        for g in ("ots", "voogdij", "opnieuw")
    }


def go_home(m: pd.DataFrame, bekend: Bekend) -> dict[str, Risico]:
    """At risk of going home while a measure runs, by days since the stay began."""
    t = m.merge(bekend.episoden[["kind", "begin", "einde"]], on="kind", suffixes=("", "_ep"))
    van = np.maximum(t["begin"], t["begin_ep"]).to_numpy()
    eind = np.minimum(np.minimum(t["einde"], t["einde_ep"]), bekend.tot + 1).to_numpy()
    gebeurd = ((t["einde_ep"] <= bekend.tot) & (t["einde_ep"] < t["einde"] - KETEN_DAGEN)).to_numpy()
    groep = t["type"].map(VERBLIJFGROEP).to_numpy()
    loopt = van < eind
    return {
        g: Risico(
            *(x[loopt & (groep == g)] for x in (t["begin_ep"].to_numpy(), van, eind, gebeurd, t["keuze"].to_numpy()))
        )
        for g in ("ots", "voogdij")
    }


def at_begin(m: pd.DataFrame, episoden: pd.DataFrame) -> NDArray:
    """Where a child lives when its measure begins: 0 already elsewhere, 1 elsewhere within a week, 2 at home."""
    paar = (
        m[["kind", "begin"]]
        .reset_index(names="nr")
        .merge(episoden[["kind", "begin", "einde"]], on="kind", suffixes=("", "_ep"))
    )
    al = paar[(paar["begin_ep"] < paar["begin"]) & (paar["einde"] > paar["begin"])]
    direct = paar[(paar["begin_ep"] >= paar["begin"]) & (paar["begin_ep"] < paar["begin"] + DIRECT)]
    uit = np.full(len(m), 2)
    uit[m.index.get_indexer(direct["nr"].unique())] = 1
    uit[m.index.get_indexer(al["nr"].unique())] = 0
    return uit


def startgroep(type_: str) -> str:
    """The kinds of first measure that come in apart from each other."""
    return "voogdij" if type_ in VOOGDIJ_TYPEN else GROEP[type_]
