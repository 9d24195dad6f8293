"""The world that a simulation in Delen starts from: children drawn from the region, as many as Delen itself shows.

Whoever may turn every lever, move every target and ask again reads everything that a simulation starts from: freeze
the stock and sweep the target, and the stock falls out. So rounding what comes out protects nothing; what goes in has
to be fit to share. Here it is:

- how many measures run in the selection, of each kind, and how many of these children live elsewhere, are figures that
  Delen shows (`Omvang`); what Delen hides is filled up from the region without saying of what;
- who they are is drawn with replacement from the region, once: every selection of a region is a part of one drawn
  world, so that asking in many ways is not drawing many times. The draw follows from the data, and nobody who has not
  the data can do it over;
- a gemeente or GI is a label on as many drawn children as Delen shows of it, not the children that live there.

Everything that follows (rates, costs, chances, the spread) is worked out from that world alone, by the same code as
Intern. See core/decisions/bescherming.md.
"""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.disclosure.series import Deler, fixed_dag
from core.model.melding import Melding
from core.model.selectie import Selectie
from core.simulation.chance import draw, sleutels
from core.simulation.days import OPEN
from core.simulation.known import Bekend

SOORTEN = {"11": "ots", "12": "vots", "21": "voogdij", "22": "voogdij", "23": "voogdij"}
STAP = 10  # what is not a figure of Delen itself, is rounded to this
BEURTEN = 40  # draws for each child of the pool: enough to fill what is rare
_SORTERING = {
    "rijen": ["kind", "type", "begin", "van", "tot"],
    "maatregelen": ["kind", "begin", "type"],
    "verblijfrijen": ["kind", "begin", "van", "tot"],
    "episoden": ["kind", "begin"],
}


@dataclass(frozen=True)
class Omvang:
    """Measures that run, as Delen shows them: `totaal`, per kind (`soorten`; a hidden one is not in it), and the
    children with a measure who live `elders` (None: hidden)."""

    totaal: int
    soorten: Mapping[str, int]
    elders: int | None


@dataclass(frozen=True)
class Indeling:
    """Names on the children of the selection: of all of them (`vast`: column -> value), and of a part of them (`delen`:
    column -> value -> measures as Delen shows them). `rest`: what the others get."""

    vast: Mapping[str, str]
    delen: Mapping[str, Mapping[str, int]]
    rest: Mapping[str, str]


def shared_size(deler: Deler, keuze: Selectie, tot: dt.date) -> Omvang | None:
    """The size of a selection on the last day up to `tot` of which Delen shows stocks; None when that is hidden or
    less than `Drempels.mediaan`, below which a simulation says nothing that may be shown."""
    dag = tot if fixed_dag(tot) else tot.replace(day=1)

    def stand(maat: str) -> int | None:
        w = deler.on_dagen(maat, keuze, (dag,))["waarde"].to_numpy(dtype="float64", na_value=np.nan)
        return int(w.sum()) if len(w) and not np.isnan(w).any() else None

    totaal = stand("jb_stand")
    if totaal is None or totaal < deler.drempels.mediaan:
        return None
    soorten = {s: n for s in dict.fromkeys(SOORTEN.values()) if (n := stand(f"{s}_stand")) is not None}
    return Omvang(totaal, soorten, stand("uhp_stand"))


def shared_parts(deler: Deler, keuze: Selectie, kolom: str, namen: tuple[str, ...], tot: dt.date) -> dict[str, int]:
    """Of each of these gemeenten, GI's or segments how many there are. Raises Melding when Delen hides one."""
    dag = tot if fixed_dag(tot) else tot.replace(day=1)
    maat = "uhp_stand" if kolom == "segment" else "jb_stand"
    frame = deler.on_dagen(maat, keuze.with_(splits=(kolom,)), (dag,))
    uit = {n: float(frame.loc[frame[kolom] == n, "waarde"].sum(min_count=1)) for n in namen}
    klein = [n for n, w in uit.items() if not w >= deler.drempels.aantal]
    if klein:
        raise Melding(
            f"In Delen kan een knop niet alleen gelden voor {', '.join(klein)}: daar zijn te weinig kinderen "
            f"om te tonen. Laat {kolom} weg bij de knop, of kijk intern."
        )
    return {n: int(w) for n, w in uit.items()}


def draw_world(bekend: Bekend, codes: tuple[str, ...], heel: Omvang, deel: Omvang | None, namen: Indeling) -> Bekend:
    """What `lees` gives of a region, drawn anew: as large as `heel`, of which `deel` is the selection (None: all of
    it). `codes`: the gemeenten of the region."""
    zaad = _seed(bekend)
    pool = _pool(bekend, codes)
    loopt, was = pool[pool["loopt"] > 0], pool[pool["loopt"] == 0]
    lopend = _fill(_drawn(loopt, zaad, "lopend", BEURTEN * len(loopt)), heel)
    geweest = _drawn(was, zaad, "geweest", STAP * int(len(was) / STAP + 0.5))
    binnen = np.ones(len(lopend), bool)
    eerste = len(geweest)
    if deel is not None:
        binnen = np.isin(np.arange(len(lopend)), _fill(lopend.reset_index(drop=True), deel).index)
        eerste = round(len(geweest) * min(deel.totaal / heel.totaal, 1))
    keuze = np.concatenate([binnen, np.arange(len(geweest)) < eerste])
    kinderen = pd.DataFrame(
        {
            "bron": np.concatenate([lopend["kind"], geweest["kind"]]),
            "keuze": keuze,
            "loopt": np.concatenate([lopend["loopt"], geweest["loopt"]]),
        }
    )
    kinderen["kopie"] = kinderen.groupby("bron").cumcount()
    return _copy(bekend, kinderen, _labels(kinderen, namen, (deel or heel).totaal))


def _seed(bekend: Bekend) -> int:
    """Follows from all that is known, and from nothing that a reader can guess."""
    merk = hashlib.sha256()
    for frame in (bekend.rijen, bekend.verblijfrijen):
        merk.update(pd.util.hash_pandas_object(frame, index=False).to_numpy().tobytes())
    return int.from_bytes(merk.digest()[:7], "big")


def _pool(bekend: Bekend, codes: tuple[str, ...]) -> pd.DataFrame:
    """Per child: how many measures run (`loopt`), of each kind, and whether it lives elsewhere. Without the children
    whose measure runs in a gemeente outside the region now."""
    m = bekend.maatregelen
    m = m.assign(loopt=m["einde"] >= OPEN, weg=(m["einde"] >= OPEN) & ~m["gemeente"].isin(codes))
    soort = m["type"].map(SOORTEN)
    tel = {s: m["loopt"] & (soort == s) for s in dict.fromkeys(SOORTEN.values())}
    uit = m.assign(**tel).groupby("kind", as_index=False)[["loopt", "weg", *tel]].sum()
    e = bekend.episoden
    uit["elders"] = uit["kind"].isin(e.loc[e["tot"] >= OPEN, "kind"]) & (uit["loopt"] > 0)
    return uit[uit["weg"] == 0].reset_index(drop=True)


def _drawn(pool: pd.DataFrame, zaad: int, naam: str, aantal: int) -> pd.DataFrame:
    """So many rows of the pool, with replacement."""
    if not len(pool):
        return pool
    u = draw(sleutels(zaad, f"wereld {naam}", np.arange(aantal)), "wie")
    return pool.iloc[np.minimum((u * len(pool)).astype(np.int64), len(pool) - 1)].reset_index(drop=True)


def _fill(rij: pd.DataFrame, omvang: Omvang) -> pd.DataFrame:
    """Children from the front of the row until `totaal` measures run: first with every kind and who lives elsewhere as
    it should be, then, when something is too rare to reach or rounding does not add up, only the kinds, then anybody.
    So how many there are is always the figure that Delen shows; what then lacks in who lives elsewhere is exchanged."""
    soorten = list(dict.fromkeys(SOORTEN.values()))
    bekend = np.array([s in omvang.soorten for s in soorten])
    rest = max(omvang.totaal - sum(omvang.soorten.values()), 0)
    ruimte = np.array([*(omvang.soorten.get(s, 0) for s in soorten), rest])
    elders = np.array([omvang.totaal, omvang.totaal])
    if omvang.elders is not None:
        elders = np.array([max(omvang.totaal - omvang.elders, 0), omvang.elders])
    aantallen = rij[soorten].to_numpy(np.int64)
    vraagt = np.column_stack([aantallen * bekend, (aantallen * ~bekend).sum(1)])
    loopt, woont = aantallen.sum(1), rij["elders"].to_numpy(np.int64)
    mee, nog = np.zeros(len(rij), bool), omvang.totaal
    for let_op_soort, let_op_elders in ((True, True), (True, False), (False, False)):
        for i in np.flatnonzero(~mee):
            past = loopt[i] <= nog and (not let_op_soort or (vraagt[i] <= ruimte).all())
            if past and (elders[woont[i]] > 0 or not let_op_elders):
                mee[i], nog = True, nog - loopt[i]
                ruimte, elders[woont[i]] = ruimte - vraagt[i], elders[woont[i]] - 1
            if not nog:
                break
        if not nog:
            break
    if omvang.elders is not None:
        _exchange(mee, aantallen, woont, int(elders[1]))
    return rij[mee]


def _exchange(mee: NDArray, aantallen: NDArray, woont: NDArray, tekort: int) -> None:
    """Puts `tekort` more children in `mee` who live elsewhere (below 0: fewer), each in the place of one with the same
    measures. The row is filled from the front, so that a kind in which hardly anybody lives elsewhere can come last."""
    naar = int(tekort > 0)
    soorten, groep = np.unique(aantallen, axis=0, return_inverse=True)
    for soort in np.argsort(-np.bincount(groep.ravel(), minlength=len(soorten)), kind="stable"):
        gelijk = groep.ravel() == soort
        weg, erbij = (
            np.flatnonzero(mee & gelijk & (woont != naar))[::-1],
            np.flatnonzero(~mee & gelijk & (woont == naar)),
        )
        aantal = min(len(weg), len(erbij), abs(tekort))
        mee[weg[:aantal]], mee[erbij[:aantal]] = False, True
        tekort -= aantal if naar else -aantal


def _labels(kinderen: pd.DataFrame, namen: Indeling, totaal: int) -> dict[str, NDArray]:
    """Gemeente and GI of each child: of those with a running measure as many as Delen shows, of the others alike."""
    uit = {}
    binnen, loopt = kinderen["keuze"].to_numpy(), kinderen["loopt"].to_numpy()
    for kolom in ("gemeente", "gi"):
        rest = namen.rest[kolom]
        label = np.where(binnen, namen.vast.get(kolom, rest), rest).astype(object)
        vrij = binnen.copy()
        for naam, aantal in namen.delen.get(kolom, {}).items():
            deel = [
                *_up_to(np.flatnonzero(vrij & (loopt > 0)), loopt, aantal),
                *np.flatnonzero(vrij & (loopt == 0))[: round((binnen & (loopt == 0)).sum() * aantal / totaal)],
            ]
            label[deel], vrij[deel] = naam, False
        uit[kolom] = label
    return uit


def _up_to(wie: NDArray, loopt: NDArray, aantal: int) -> list[int]:
    """The first of these children with together so many measures."""
    uit = []
    for i in wie:
        if loopt[i] <= aantal:
            uit.append(int(i))
            aantal -= loopt[i]
    return uit


def _copy(bekend: Bekend, kinderen: pd.DataFrame, labels: Mapping[str, NDArray]) -> Bekend:
    """The records of the drawn children under new numbers; brothers and sisters drawn equally often stay a family."""
    kinderen = kinderen.assign(kind=np.arange(len(kinderen)))
    delen = {}
    for naam, volgorde in _SORTERING.items():
        oud = getattr(bekend, naam)
        frame = kinderen[["bron", "kind", "kopie"]].merge(oud.rename(columns={"kind": "bron"}), on="bron")
        for kolom in {"gemeente", "gi", "gemeente_begin", "gi_begin"} & set(frame):
            frame[kolom] = labels[kolom.removesuffix("_begin")][frame["kind"]]
        for kolom in {"keuze", "keuze_begin"} & set(frame):
            frame[kolom] = kinderen["keuze"].to_numpy()[frame["kind"]]
        if "gezin" in frame:
            frame["gezin"] = frame.groupby(["gezin", "kopie"])["kind"].transform("min")
        delen[naam] = frame.sort_values(volgorde, ignore_index=True)[list(oud.columns)]
    return Bekend(bekend.van, bekend.tot, **delen)
