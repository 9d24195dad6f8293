"""From counted rows to the figures of a series: running totals, medians, quotients, intervals. Numpy only."""

import datetime as dt
import itertools
from functools import cache

import numpy as np
import pandas as pd
from scipy import special

from core.engine.count import survival
from core.engine.count.contribution import Bijdrage, Overgang, Overleving, Stand, Verdeling
from core.engine.count.interval import Z95, poisson
from core.engine.count.perioden import Periode

# Decimals of a sum. Amounts are added up in any order, which shows in the sixth decimal of a hundred million: without
# this the same invoices are another cent as soon as they are divided, on another engine or in another run.
_CIJFERS = 4


def work_out(
    bijdrage: Bijdrage, rijen: pd.DataFrame, perioden: list[Periode], splits: tuple[str, ...], tm: dt.date
) -> pd.DataFrame:
    """Figures per period and cell: periode, splits, teller, noemer, waarde, n (and laag, hoog where the
    distribution itself gives them)."""
    cellen = _cellen(rijen, splits)
    if isinstance(bijdrage, Stand):
        teller = _standen(rijen, perioden, cellen, splits)
        return _frame(
            perioden, cellen, splits, teller=teller, noemer=np.full(len(teller), np.nan), waarde=teller, n=teller
        )
    vak = _vakken(rijen, perioden, cellen, splits)
    if isinstance(bijdrage, Verdeling):
        gemiddelde = bijdrage.samenvatting == "gemiddelde"
        waarde, aantal = rijen["_waarde"].to_numpy("float64"), rijen["aantal"].to_numpy("int64")
        cijfers = _per_vak(
            vak,
            len(cellen) * len(perioden),
            ("teller", "noemer", "n") if gemiddelde else ("n",),
            lambda i: _verdeling(waarde[i], aantal[i], bijdrage.samenvatting),
        )
        return _frame(perioden, cellen, splits, **cijfers)
    if isinstance(bijdrage, Overleving):
        lang = _lengths(rijen, tm)
        cijfers = _per_vak(vak, len(cellen) * len(perioden), ("n",), lambda i: _km_mediaan(*(k[i] for k in lang)))
        return _frame(perioden, cellen, splits, **cijfers)
    teller, noemer, n = (_som_per_vak(rijen[k], vak, len(cellen) * len(perioden)) for k in ("teller", "noemer", "n"))
    if not isinstance(bijdrage, Overgang) and (bijdrage.noemer is not None or bijdrage.per_sleutel is not None):
        waarde = _quotient(teller, noemer)
        return _frame(perioden, cellen, splits, teller=teller, noemer=noemer, waarde=waarde, n=noemer)
    return _frame(perioden, cellen, splits, teller=teller, noemer=np.full(len(teller), np.nan), waarde=teller, n=n)


def share(boven: pd.DataFrame, onder: pd.DataFrame, sleutel: list[str], rest: bool = False) -> pd.DataFrame:
    """One series divided by another, cell by cell; a cell that one of them lacks counts as 0. With `rest` it
    is what the first leaves of the second."""

    def per_plek(frame: pd.DataFrame) -> dict[tuple, float]:
        waarde = np.nan_to_num(frame["waarde"].to_numpy("float64", na_value=np.nan))
        return dict(zip(zip(*(frame[k].tolist() for k in sleutel), strict=True), waarde.tolist(), strict=True))

    b, o = per_plek(boven), per_plek(onder)
    plekken = sorted({*b, *o})
    teller, noemer = (np.array([x.get(plek, 0.0) for plek in plekken]) for x in (b, o))
    teller = noemer - teller if rest else teller
    kolommen = {k: [plek[i] for plek in plekken] for i, k in enumerate(sleutel)}
    waarde = _quotient(teller, noemer)
    return pd.DataFrame(kolommen | {"teller": teller, "noemer": noemer, "waarde": waarde, "n": noemer})


def standen_op_dag(rijen: pd.DataFrame, dagen: tuple[dt.date, ...], splits: tuple[str, ...]) -> pd.DataFrame:
    """A stock on given days, dense over the cells, with its interval."""
    geteld = {
        (pd.Timestamp(r[0]).date(), *r[1:-1]): r[-1]
        for r in rijen[["_periode", *splits, "teller"]].itertuples(index=False, name=None)
    }
    rooster = [(d, *cel) for cel, d in itertools.product(_cellen(rijen, splits), dagen)]
    op = [plek[0] for plek in rooster]
    teller = np.array([float(geteld.get(plek, 0)) for plek in rooster])
    laag, hoog = poisson(teller)
    return pd.DataFrame(
        {
            **{k: [plek[1 + i] for plek in rooster] for i, k in enumerate(splits)},
            "teller": teller,
            "waarde": teller,
            "n": teller,
            "noemer": np.nan,
            "periode": [""] * len(op),
            "van": op,
            "tot": op,
            "peildatum": op,
            "laag": laag,
            "hoog": hoog,
        }
    )


def _cellen(rijen: pd.DataFrame, splits: tuple[str, ...]) -> list[tuple]:
    if not splits:
        return [()]
    return sorted({*zip(*[rijen[k].tolist() for k in splits], strict=True)})


def _frame(perioden: list[Periode], cellen: list[tuple], splits: tuple[str, ...], **cijfers) -> pd.DataFrame:
    """One row per cell and period, the cells outside."""
    cel = {k: [c[i] for c in cellen for _ in perioden] for i, k in enumerate(splits)}
    return pd.DataFrame({"periode": [p.naam for p in perioden] * len(cellen)} | cel | cijfers)


def _plaatsen(rijen: pd.DataFrame, cellen: list[tuple], splits: tuple[str, ...]) -> np.ndarray:
    """The number of the cell of each row."""
    if not splits:
        return np.zeros(len(rijen), dtype="int64")
    plaats = {cel: i for i, cel in enumerate(cellen)}
    return np.array([plaats[cel] for cel in zip(*(rijen[k].tolist() for k in splits), strict=True)], dtype="int64")


def _vakken(rijen: pd.DataFrame, perioden: list[Periode], cellen: list[tuple], splits: tuple[str, ...]) -> np.ndarray:
    """The place of each row among all cells and periods; -1 outside the periods."""
    if not perioden or not len(rijen):
        return np.full(len(rijen), -1)
    nr = rijen["_periode"].to_numpy("int64") - perioden[0].nr
    return np.where((nr >= 0) & (nr < len(perioden)), _plaatsen(rijen, cellen, splits) * len(perioden) + nr, -1)


def _som_per_vak(kolom: pd.Series, vak: np.ndarray, aantal: int) -> np.ndarray:
    waarden = np.nan_to_num(kolom.to_numpy("float64", na_value=np.nan))
    som = np.bincount(vak[vak >= 0], waarden[vak >= 0], aantal).astype("float64")  # whole numbers without any row
    return np.round(som, _CIJFERS)


def _per_vak(vak: np.ndarray, aantal: int, nullen: tuple[str, ...], cijfers) -> dict[str, np.ndarray]:
    """`cijfers` of the rows of each place; where there are none NaN, or 0 for the names in `nullen`."""
    namen = ("teller", "noemer", "waarde", "n", "laag", "hoog")
    uit = {k: np.full(aantal, 0.0 if k in nullen else np.nan) for k in namen}
    orde = np.argsort(vak, kind="stable")
    orde = orde[vak[orde] >= 0]
    for groep in np.split(orde, np.flatnonzero(np.diff(vak[orde])) + 1) if len(orde) else ():
        for naam, waarde in cijfers(groep).items():
            uit[naam][vak[groep[0]]] = waarde
    return uit


def _standen(rijen: pd.DataFrame, perioden: list[Periode], cellen: list[tuple], splits) -> np.ndarray:
    """Running totals of the changes: the stock on the last day of each period, cell by cell."""
    aantal = len(perioden)
    delta = np.zeros((max(len(cellen), 1), aantal + 1))
    if aantal and len(rijen):
        kolom = np.clip(rijen["_periode"].to_numpy(dtype="int64") - perioden[0].nr, 0, aantal)
        np.add.at(delta, (_plaatsen(rijen, cellen, splits), kolom), rijen["teller"].to_numpy(dtype="float64"))
    return delta[: len(cellen), :aantal].cumsum(axis=1).reshape(-1)


def _quotient(teller: np.ndarray, noemer: np.ndarray) -> np.ndarray:
    return np.divide(teller, noemer, out=np.full_like(teller, np.nan), where=noemer != 0)


def _verdeling(waarde: np.ndarray, aantal: np.ndarray, samenvatting: str) -> dict[str, float]:
    """Mean with a normal interval, or a quantile with the interval of its rank (binomial, no assumption)."""
    orde = np.argsort(waarde)
    waarden = np.repeat(waarde[orde], aantal[orde])
    n = len(waarden)
    if samenvatting == "gemiddelde":
        fout = Z95 * waarden.std(ddof=1) / np.sqrt(n) if n > 1 else np.nan
        gemiddelde = waarden.sum() / n
        laag = gemiddelde - fout if waarden[0] < 0 else max(gemiddelde - fout, 0.0)  # no duration is below 0
        return {
            "teller": waarden.sum(),
            "noemer": n,
            "waarde": gemiddelde,
            "n": n,
            "laag": laag,
            "hoog": gemiddelde + fout,
        }
    deel = 0.9 if samenvatting == "p90" else 0.5
    laag, hoog = _ranks(n, deel)
    return {
        "teller": np.nan,
        "noemer": np.nan,
        "waarde": float(np.quantile(waarden, deel)),
        "n": n,
        "laag": waarden[max(laag - 1, 0)],
        "hoog": waarden[min(hoog, n - 1)],
    }


@cache
def _ranks(n: int, deel: float) -> tuple[int, int]:
    """The 2.5% and 97.5% quantiles of how many of n values lie below a quantile: the smallest whole numbers up to which
    the binomial distribution holds as much."""
    kans = np.array([0.025, 0.975])
    boven = np.ceil(special.bdtrik(kans, n, deel))
    onder = np.maximum(boven - 1, 0)
    laag, hoog = np.where(special.bdtr(onder, n, deel) >= kans, onder, boven).astype(int).tolist()
    return laag, hoog


def duren(groep: pd.DataFrame, tm: dt.date) -> tuple[np.ndarray, np.ndarray]:
    """Durations in days (end - begin + 1; running cases up to the data date) and which of them ended."""
    dagen, af, keer = _lengths(groep, tm)
    return np.repeat(dagen, keer), np.repeat(af, keer)


def _lengths(rijen: pd.DataFrame, tm: dt.date) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Per row the days, whether it ended, and how many cases it stands for."""
    begin = pd.to_datetime(rijen["_begin"])
    einde = pd.to_datetime(rijen["_einde"])
    af = einde.notna()
    dagen = (einde.fillna(pd.Timestamp(tm)) - begin).dt.days + 1
    keer = rijen["aantal"].to_numpy() * (dagen > 0).to_numpy()  # what begins after the data date is not there yet
    return dagen.to_numpy(), af.to_numpy(), keer


def _km_mediaan(dagen: np.ndarray, af: np.ndarray, keer: np.ndarray) -> dict[str, float]:
    dagen, af = np.repeat(dagen, keer), np.repeat(af, keer)
    mediaan, laag, hoog = survival.mediaan(dagen, af)
    leeg = {k: (np.nan if w is None else w) for k, w in (("waarde", mediaan), ("laag", laag), ("hoog", hoog))}
    return {"teller": np.nan, "noemer": np.nan, "n": len(dagen)} | leeg
