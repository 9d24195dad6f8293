"""Per 1.000 minors: a count divided by the children who live there (counting rules, section 3).

The minors are those of 0 to 17 on 1 January of the year; of a stock on 31 December those of the next 1 January where
they are known for all of the area. Rows of ages must add up to 0-17: rows that overlap, leave an age out or run on
past 17 are refused, and then there is no figure. An area of several gemeenten needs all of them.
"""

import datetime as dt
from collections.abc import Callable, Mapping

import ibis
import numpy as np
import pandas as pd

from core.model.schema import TABELLEN

PER = 1000.0
OUDSTE = 17
ONBEKEND = "geen gegevens"
Minderjarigen = Mapping[tuple[str, int], float]


def sql_inwoners(dialect: str) -> str:
    """The query of all rows of the population: few."""
    tabel = ibis.table(TABELLEN["bevolking"].opslag, name="bevolking")
    return str(ibis.to_sql(tabel.select("gemeente", "jaar", "leeftijd_van", "leeftijd_tot", "aantal"), dialect=dialect))


def minors(rijen: pd.DataFrame) -> dict[tuple[str, int], float]:
    """(gemeente, year) -> minors on 1 January; without those whose rows of ages do not add up to 0-17."""
    uit = {}
    for (gemeente, jaar), groep in rijen.dropna().groupby(["gemeente", "jaar"], sort=False):
        jong = groep[groep["leeftijd_van"] <= OUDSTE].sort_values(["leeftijd_van", "leeftijd_tot"])
        van, tot = jong["leeftijd_van"].tolist(), jong["leeftijd_tot"].tolist()
        if van == [0, *(t + 1 for t in tot[:-1])] and tot[-1] == OUDSTE:
            uit[str(gemeente), int(jaar)] = float(jong["aantal"].sum())
    return uit


def per_1000(
    teller: pd.DataFrame, kinderen: Minderjarigen, gebied: Callable[[dict], tuple[str, ...]], is_stand: bool
) -> pd.DataFrame:
    """The series of a count as a rate, with its interval (Poisson): same columns. `gebied` gives the gemeenten of a
    row. Where the minors are not known the row says so and has no figure."""
    uit = teller.copy()
    if teller.empty or teller["tot"].isna().all():
        return uit
    noemer = np.array([_minors_of(rij, kinderen, gebied(rij), is_stand) for rij in teller.to_dict("records")])
    weg = np.isnan(noemer) | (noemer == 0)
    uit["noemer"] = np.where(weg, np.nan, noemer)
    deler = np.where(weg, np.nan, noemer) / PER
    uit["waarde"], uit["laag"], uit["hoog"] = (
        teller[k].to_numpy("float64", na_value=np.nan) / deler for k in ("teller", "laag", "hoog")
    )
    uit["reden"] = np.where(weg & (teller["reden"] == ""), ONBEKEND, teller["reden"])
    return uit


def rate(rekenaar, teller: pd.DataFrame, gekozen: tuple[str, ...] | None, is_stand: bool) -> pd.DataFrame:
    """`per_1000` with the inhabitants of the rekenaar's store. gekozen: the chosen gemeenten; without any those of the
    regions of which there are inhabitants, and without regions all."""
    rijen = rekenaar.geheugen.eenmaal(
        ("bevolking",), lambda: rekenaar.verbinding.vraag(sql_inwoners(rekenaar.verbinding.dialect))
    )
    bekend = set(rijen["gemeente"])
    regios = {c for codes in rekenaar.regio_codes.values() if bekend & set(codes) for c in codes}
    overal, per_cel = gekozen or tuple(sorted(regios or bekend)), "gemeente" in teller

    def gebied(rij: dict) -> tuple[str, ...]:
        return (rij["gemeente"],) if per_cel else overal

    return per_1000(teller, minors(rijen), gebied, is_stand)


def _minors_of(rij: dict, kinderen: Minderjarigen, gemeenten: tuple[str, ...], is_stand: bool) -> float:
    dag: dt.date = rij["tot"]
    jaren = [dag.year + 1, dag.year] if is_stand and (dag.month, dag.day) == (12, 31) else [dag.year]
    for jaar in jaren:
        delen = [kinderen.get((g, jaar)) for g in gemeenten]
        if delen and None not in delen:
            return sum(delen)
    return np.nan
