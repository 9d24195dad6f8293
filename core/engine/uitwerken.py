"""From counted rows to the figures of a series: running totals, medians, quotients, intervals. Numpy only."""

import datetime as dt
import itertools

import numpy as np
import pandas as pd
from scipy import stats

from core.engine import overleving
from core.engine.bijdrage import Bijdrage, Overgang, Overleving, Stand, Verdeling
from core.engine.perioden import Periode

Z95 = 1.959963984540054


def uitwerken(bijdrage: Bijdrage, rijen: pd.DataFrame, perioden: list[Periode], splits: tuple[str, ...],
              tm: dt.date) -> pd.DataFrame:
    """Figures per period and cell: periode, splits, teller, noemer, waarde, n (and laag, hoog where the
    distribution itself gives them)."""
    cellen = _cellen(rijen, splits)
    if isinstance(bijdrage, Stand):
        return _standen(rijen, perioden, cellen, splits)
    rooster = pd.DataFrame([(p.nr, p.naam, *cel) for cel, p in itertools.product(cellen, perioden)],
                           columns=["_periode", "periode", *splits])
    if isinstance(bijdrage, Verdeling):
        cijfers = _per_groep(rijen, splits, lambda g: _verdeling(g, bijdrage.samenvatting))
    elif isinstance(bijdrage, Overleving):
        cijfers = _per_groep(rijen, splits, lambda g: _km_mediaan(g, tm))
    else:
        cijfers = rijen
    frame = rooster.merge(cijfers, on=["_periode", *splits], how="left").drop(columns="_periode")
    if isinstance(bijdrage, Verdeling | Overleving):
        frame["n"] = frame["n"].fillna(0)
        if isinstance(bijdrage, Verdeling) and bijdrage.samenvatting == "gemiddelde":
            frame[["teller", "noemer"]] = frame[["teller", "noemer"]].fillna(0)
        return frame
    frame[["teller", "noemer", "n"]] = frame[["teller", "noemer", "n"]].fillna(0)
    gedeeld = not isinstance(bijdrage, Overgang) and (
        bijdrage.noemer is not None or bijdrage.per_sleutel is not None)
    if gedeeld:
        frame["waarde"] = _quotient(frame["teller"], frame["noemer"])
        frame["n"] = frame["noemer"]
    else:
        frame["waarde"], frame["noemer"] = frame["teller"], np.nan
    return frame


def deel(boven: pd.DataFrame, onder: pd.DataFrame, sleutel: list[str], rest: bool = False) -> pd.DataFrame:
    """One series divided by another, cell by cell; a cell that one of them lacks counts as 0. With `rest` it
    is what the first leaves of the second."""
    frame = onder[[*sleutel, "waarde"]].merge(boven[[*sleutel, "waarde"]], on=sleutel, how="outer",
                                              suffixes=("_onder", "_boven"))
    frame["teller"] = frame["waarde_boven"].astype("float64").fillna(0)
    frame["noemer"] = frame["waarde_onder"].astype("float64").fillna(0)
    if rest:
        frame["teller"] = frame["noemer"] - frame["teller"]
    frame["waarde"] = _quotient(frame["teller"], frame["noemer"])
    frame["n"] = frame["noemer"]
    return frame.drop(columns=["waarde_onder", "waarde_boven"])


def standen_op_dag(rijen: pd.DataFrame, dagen: tuple[dt.date, ...], splits: tuple[str, ...]) -> pd.DataFrame:
    """A stock on given days, dense over the cells."""
    geteld = {(pd.Timestamp(r[0]).date(), *r[1:-1]): r[-1]
              for r in rijen[["_periode", *splits, "teller"]].itertuples(index=False, name=None)}
    rooster = [(d, *cel) for cel, d in itertools.product(_cellen(rijen, splits), dagen)]
    frame = pd.DataFrame(rooster, columns=["_periode", *splits])
    frame["teller"] = [float(geteld.get(plek, 0)) for plek in rooster]
    frame["waarde"] = frame["n"] = frame["teller"]
    frame["noemer"] = np.nan
    frame["periode"] = ""
    frame["van"] = frame["tot"] = frame["peildatum"] = frame["_periode"]
    return met_interval(frame.drop(columns="_periode"), "aantal")


def met_interval(frame: pd.DataFrame, soort: str) -> pd.DataFrame:
    """Adds laag and hoog, the 95% interval: exact Poisson for counts, Wilson for shares. Means and medians
    bring their own; an amount has none, because a euro is not an observation."""
    if "laag" not in frame:
        frame["laag"] = frame["hoog"] = np.nan
    waarde = frame["waarde"].to_numpy(dtype="float64", na_value=np.nan)
    if soort == "aantal":
        bekend = ~np.isnan(waarde)
        laag = np.where(waarde > 0, stats.chi2.ppf(0.025, 2 * np.where(bekend, waarde, 1)) / 2, 0.0)
        hoog = stats.chi2.ppf(0.975, 2 * (np.where(bekend, waarde, 1) + 1)) / 2
        frame["laag"], frame["hoog"] = np.where(bekend, laag, np.nan), np.where(bekend, hoog, np.nan)
    if soort == "aandeel":
        n = frame["noemer"].to_numpy(dtype="float64", na_value=np.nan)
        p = np.clip(waarde, 0, 1)
        with np.errstate(divide="ignore", invalid="ignore"):
            midden = (p + Z95**2 / (2 * n)) / (1 + Z95**2 / n)
            halve = Z95 * np.sqrt(p * (1 - p) / n + Z95**2 / (4 * n**2)) / (1 + Z95**2 / n)
            frame["laag"], frame["hoog"] = np.maximum(midden - halve, 0), np.minimum(midden + halve, 1)
    return frame


def _cellen(rijen: pd.DataFrame, splits: tuple[str, ...]) -> list[tuple]:
    if not splits:
        return [()]
    uniek = rijen[list(splits)].drop_duplicates().sort_values(list(splits))
    return list(uniek.itertuples(index=False, name=None))


def _standen(rijen: pd.DataFrame, perioden: list[Periode], cellen: list[tuple], splits) -> pd.DataFrame:
    """Running totals of the changes: the stock on the last day of each period."""
    plaats = {cel: i for i, cel in enumerate(cellen)}
    aantal = len(perioden)
    delta = np.zeros((max(len(cellen), 1), aantal + 1))
    if aantal and len(rijen):
        kolom = np.clip(rijen["_periode"].to_numpy(dtype="int64") - perioden[0].nr, 0, aantal)
        rij = ([plaats[cel] for cel in rijen[list(splits)].itertuples(index=False, name=None)] if splits
               else np.zeros(len(rijen), dtype=int))
        np.add.at(delta, (rij, kolom), rijen["teller"].to_numpy(dtype="float64"))
    stand = delta[:, :aantal].cumsum(axis=1)
    frame = pd.DataFrame([(p.naam, *cel) for cel, p in itertools.product(cellen, perioden)],
                         columns=["periode", *splits])
    frame["teller"] = stand[:len(cellen)].reshape(-1)
    frame["waarde"] = frame["n"] = frame["teller"]
    frame["noemer"] = np.nan
    return frame


def _quotient(teller: pd.Series, noemer: pd.Series) -> np.ndarray:
    t, n = teller.to_numpy(dtype="float64"), noemer.to_numpy(dtype="float64")
    return np.divide(t, n, out=np.full_like(t, np.nan), where=n != 0)


def _per_groep(rijen: pd.DataFrame, splits: tuple[str, ...], cijfers) -> pd.DataFrame:
    uit = [{"_periode": sleutel[0]} | dict(zip(splits, sleutel[1:], strict=True)) | cijfers(groep)
           for sleutel, groep in rijen.groupby(["_periode", *splits], sort=False)]
    leeg = ["_periode", *splits, "teller", "noemer", "waarde", "n", "laag", "hoog"]
    return pd.DataFrame(uit) if uit else pd.DataFrame(columns=leeg).astype({"_periode": "int64"})


def _verdeling(groep: pd.DataFrame, samenvatting: str) -> dict[str, float]:
    """Mean with a normal interval, or a quantile with the interval of its rank (binomial, no assumption)."""
    orde = np.argsort(groep["_waarde"].to_numpy())
    waarden = np.repeat(groep["_waarde"].to_numpy(dtype="float64")[orde], groep["aantal"].to_numpy()[orde])
    n = len(waarden)
    if samenvatting == "gemiddelde":
        fout = Z95 * waarden.std(ddof=1) / np.sqrt(n) if n > 1 else np.nan
        gemiddelde = waarden.sum() / n
        return {"teller": waarden.sum(), "noemer": n, "waarde": gemiddelde, "n": n,
                "laag": gemiddelde - fout, "hoog": gemiddelde + fout}
    deel = 0.9 if samenvatting == "p90" else 0.5
    laag, hoog = stats.binom.ppf([0.025, 0.975], n, deel).astype(int)
    return {"teller": np.nan, "noemer": np.nan, "waarde": float(np.quantile(waarden, deel)), "n": n,
            "laag": waarden[max(laag - 1, 0)], "hoog": waarden[min(hoog, n - 1)]}


def duren(groep: pd.DataFrame, tm: dt.date) -> tuple[np.ndarray, np.ndarray]:
    """Durations in days (end - begin + 1; running cases up to the data date) and which of them ended."""
    begin = pd.to_datetime(groep["_begin"])
    einde = pd.to_datetime(groep["_einde"])
    af = einde.notna()
    dagen = (einde.fillna(pd.Timestamp(tm)) - begin).dt.days + 1
    keer = groep["aantal"].to_numpy() * (dagen > 0).to_numpy()  # what begins after the data date is not there yet
    return np.repeat(dagen.to_numpy(), keer), np.repeat(af.to_numpy(), keer)


def _km_mediaan(groep: pd.DataFrame, tm: dt.date) -> dict[str, float]:
    dagen, af = duren(groep, tm)
    mediaan, laag, hoog = overleving.mediaan(dagen, af)
    leeg = {k: (np.nan if w is None else w) for k, w in (("waarde", mediaan), ("laag", laag), ("hoog", hoog))}
    return {"teller": np.nan, "noemer": np.nan, "n": len(dagen)} | leeg
