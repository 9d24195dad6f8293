"""The children a simulation starts with: running measures, children who may come back, and their known records."""

import functools
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.model.schema import JB_TYPEN
from core.simulation.days import OPEN
from core.simulation.estimate import Parameters
from core.simulation.levers import Namen
from core.simulation.risk import TERUG_TOT

TYPE_NR = {t: i for i, t in enumerate(JB_TYPEN)}
GESLACHTEN = ("", "V", "M", "O")
_MAATREGEL = ["kind", "type", "begin"]


@dataclass(frozen=True)
class Bezetting:
    """Once for all runs. `lopend` and `af`: measures that run, and measures after which a child may come back,
    with the columns of a Stroom that need no luck, `maand18` and `gezinnr`. `rijen` and `verblijf`: known
    records of measures (`lopend`: the running measure they belong to, -1) and stays from day `vanaf` on. Children are
    numbered 0 .. `kinderen`. `donoren`: per group of inflow the children to copy, as numbers."""

    namen: Namen
    vanaf: int
    tot: int
    lopend: pd.DataFrame
    af: pd.DataFrame
    rijen: pd.DataFrame
    verblijf: pd.DataFrame
    kinderen: int
    donoren: dict[str, dict[str, NDArray]]

    def within(self, kolom: str, waarden: tuple[str, ...]) -> bool:
        """Whether every known record has one of these values, so that choosing them would choose all."""
        return all(f[kolom].isin(waarden).all() for f in (self.rijen, self.verblijf))


@functools.lru_cache(maxsize=8)
def bezet(p: Parameters, vanaf: int) -> Bezetting:
    """Children with a measure of the selection since day `vanaf`, or who may come back to it; all of their
    measures, because a child that is elsewhere too is still one child."""
    m = p.verloop
    m = m.assign(
        open=m["einde"] >= OPEN,
        terug=m["slot"] & ~m["op18"] & (m["einde"] > p.tot - TERUG_TOT) & (m["maand18"] > p.tot),
    )
    rijen, verblijf, episoden = p.bekend.rijen, p.bekend.verblijfrijen, p.bekend.episoden
    actief = rijen.loc[rijen["keuze"] & (rijen["tot"] >= vanaf), "kind"]
    wie = np.union1d(actief, m.loc[m["keuze"] & (m["open"] | m["terug"]), "kind"])
    nummer = pd.Series(np.arange(len(wie)), wie)
    m, rijen, verblijf, episoden = (
        f[f["kind"].isin(wie)].assign(kind=lambda x: nummer[x["kind"]].to_numpy())
        for f in (m, rijen, verblijf, episoden)
    )
    namen = _namen(p)
    bekende = _known_rijen(rijen, vanaf)
    verblijf = verblijf[verblijf["tot"] >= vanaf].reset_index(drop=True)
    stroom = _stroom(m, namen, bekende, verblijf, episoden)
    bezig = stroom.groupby("kind")["open"].transform("any")
    laatste = stroom["einde"] == stroom.groupby("kind")["einde"].transform("max")
    af = stroom[stroom["terug"] & laatste & ~bezig].drop_duplicates("kind")
    lopend = m.loc[m["open"], _MAATREGEL].assign(lopend=np.arange(int(m["open"].sum())))
    bekende = bekende.merge(lopend, on=_MAATREGEL, how="left")
    bekende["lopend"] = bekende["lopend"].fillna(-1).astype(int)
    return Bezetting(
        namen,
        vanaf,
        p.tot,
        stroom[stroom["open"]].reset_index(drop=True),
        af.reset_index(drop=True),
        bekende,
        verblijf,
        len(wie),
        {g: _donoren(i.donoren, namen) for g, i in p.instroom.items()},
    )


def _donoren(d: pd.DataFrame, namen: Namen) -> dict[str, NDArray]:
    return {
        "na": d["na"].to_numpy(),
        "leeftijd": d["leeftijd"].to_numpy(),
        "type": d["type"].map(TYPE_NR).to_numpy(),
        "geslacht": codes(GESLACHTEN, d["geslacht"]),
        "gemeente": codes(namen.gemeenten, d["gemeente"]),
        "gi": codes(namen.gis, d["gi"]),
    }


def codes(namen: tuple[str, ...], kolom: pd.Series) -> NDArray[np.int64]:
    """Place of each word in `namen`; 0 when it is not there."""
    return np.maximum(pd.Index(namen).get_indexer(kolom.fillna("")), 0)


def _namen(p: Parameters) -> Namen:
    def alle(kolom, *frames):
        return ("", *sorted({w for f in frames for w in f[kolom].dropna().unique()} - {""}))

    frames = (p.bekend.rijen, p.bekend.verblijfrijen)
    return Namen(alle("gemeente", *frames), alle("gi", *frames), alle("segment", p.bekend.verblijfrijen))


def _known_rijen(rijen: pd.DataFrame, vanaf: int) -> pd.DataFrame:
    """Known records that matter from `vanaf` on; those that follow under the same gemeente and GI as one."""
    r = rijen.sort_values([*_MAATREGEL, "van", "tot"])
    spel = [r[k] for k in _MAATREGEL]
    anders = (r["gi"] != r["gi"].groupby(spel).shift()) | (r["gemeente"] != r["gemeente"].groupby(spel).shift())
    g = r.assign(stuk=anders.cumsum()).groupby("stuk", sort=False)
    eerste, laatste = g.head(1).reset_index(drop=True), g.tail(1).reset_index(drop=True)
    laatste = laatste.assign(van=eerste["van"], eerste=g["eerste"].any().to_numpy(), gevolgd=eerste["gevolgd"])
    spel = [laatste[k] for k in _MAATREGEL]
    laatste = laatste.assign(
        vorige_gi=laatste["gi"].groupby(spel).shift(), vorige_gemeente=laatste["gemeente"].groupby(spel).shift()
    )
    return laatste[laatste["tot"] >= vanaf].reset_index(drop=True)


def _stroom(
    m: pd.DataFrame, namen: Namen, rijen: pd.DataFrame, verblijf: pd.DataFrame, episoden: pd.DataFrame
) -> pd.DataFrame:
    """Measures with the columns of a Stroom. Of several measures of a child the first that runs carries its
    stays away from home."""
    kind = m["kind"]
    nu = episoden[episoden["einde"] >= OPEN].drop_duplicates("kind", keep="last").set_index("kind")["begin"]
    terug = kind.map(episoden[episoden["einde"] < OPEN].groupby("kind")["einde"].max()).fillna(-OPEN)
    laatste = rijen.reset_index(names="rij")
    laatste = laatste[laatste["tot"] >= OPEN].drop_duplicates(_MAATREGEL, keep="last")
    stay = verblijf.reset_index(names="nr")
    stay = stay[stay["tot"] >= OPEN].drop_duplicates("kind", keep="last").set_index("kind")["nr"]
    gezin = m.groupby([m["gezin"].fillna(-1 - kind), m["begin"]]).ngroup()
    kolommen = pd.DataFrame(
        {
            "kind": kind,
            "type": m["type"].map(TYPE_NR),
            "begin": m["begin"],
            "einde": m["einde"],
            "maand18": m["maand18"],
            "geboren": m["geboortemaand"].fillna(0).astype("int64"),
            "geslacht": codes(GESLACHTEN, m["geslacht"]),
            "gemeente": codes(namen.gemeenten, m["gemeente"]),
            "gi": codes(namen.gis, m["gi"]),
            "keten": m["ketenbegin"],
            "elders": kind.isin(nu.index),
            "episode": kind.map(nu).fillna(-1).astype("int64"),
            "thuis": terug.where(terug >= m["ketenbegin"], -OPEN).astype("int64"),
            "draagt": ~kind.where(m["open"], -1 - np.arange(len(m))).duplicated(),
            "rij": m[_MAATREGEL]
            .merge(laatste[[*_MAATREGEL, "rij"]], on=_MAATREGEL, how="left")["rij"]
            .fillna(-1)
            .astype("int64")
            .to_numpy(),
            "episoderij": kind.map(stay).fillna(-1).astype("int64"),
            "gezinnr": gezin,
            "open": m["open"],
            "terug": m["terug"],
        }
    )
    return kolommen.astype({k: np.int32 for k, soort in kolommen.dtypes.items() if soort.kind != "b"})
