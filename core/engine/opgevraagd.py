"""Goals that no registration holds: figures that were asked for (`opvragen`) and milestones (`mijlpalen`).

Both become a series of the same shape as a counted one, so that path, verdict, charts and exports are the same.
"""

import datetime as dt

import numpy as np
import pandas as pd

from core.engine import uitwerken
from core.engine.perioden import PER_JAAR, periode_van
from core.engine.rekenen import CIJFERS
from core.model.doel import Doel
from core.model.selectie import Selectie

DIMENSIES = ("gemeente", "segment", "gi", "aanbieder")
SOORT_VAN_EENHEID = {"aandeel": "aandeel", "cijfer": "gemiddelde", "dagen": "gemiddelde", "maanden": "gemiddelde",
                     "euro": "bedrag", "etmalen": "bedrag"}


def opgevraagd(rijen: pd.DataFrame, doel: Doel, selectie: Selectie, codes: tuple[str, ...]) -> pd.DataFrame:
    """The series of a goal from rows of `opvragen`: periode, van, tot, peildatum, CIJFERS, laag, hoog,
    voorlopig, reden.

    Rows of one period are added: tellers and noemers, or counts; a grade or duration given as a value is
    weighted by n. A row without gemeente speaks for the whole region.
    """
    gekozen = _kies(rijen[rijen["doel"] == doel.id], selectie, codes)
    uit = [_periode(begin, einde, groep, doel.eenheid)
           for (begin, einde), groep in gekozen.groupby(["periode_begin", "periode_einde"])]
    uit = [r for r in uit if (selectie.van is None or r["van"] >= selectie.van)
           and (selectie.tot is None or r["tot"] <= selectie.tot)]
    return _reeks(uit, SOORT_VAN_EENHEID.get(doel.eenheid, "aantal"))


def behaald(rijen: pd.DataFrame, doel: Doel, selectie: Selectie) -> pd.DataFrame:
    """The series of a milestone from rows of `mijlpalen`: how many were reached on each day something was, one
    point per day (a milestone of one is 1 on its day). A row without date is not reached."""
    gekozen = rijen[(rijen["doel"] == doel.id) & rijen["behaald_op"].notna()]
    if gekozen_gis := selectie.filter("gi"):
        gekozen = gekozen[gekozen["gi"].isna() | gekozen["gi"].isin(gekozen_gis)]
    gekozen = gekozen.sort_values("behaald_op")
    bekend = gekozen[["gi", "toegang"]].notna().any(axis=1)
    # A GI or toegang that is named reaches a milestone once; without a name every row is another one.
    gekozen = gekozen[~(bekend & gekozen.duplicated(["gi", "toegang"]))]
    uit, geteld = [], 0
    for dag, groep in gekozen.groupby("behaald_op"):
        geteld += len(groep)
        dag = pd.Timestamp(dag).date()
        uit.append({"periode": f"{dag:%Y-%m-%d}", "van": dag, "tot": dag, "teller": float(geteld), "noemer": np.nan,
                    "waarde": float(geteld), "n": float(geteld)})
    return _reeks(uit, "aantal")


def lege_reeks() -> pd.DataFrame:
    """A series without points, with its columns."""
    return _reeks([], "aantal")


def _kies(rijen: pd.DataFrame, selectie: Selectie, codes: tuple[str, ...]) -> pd.DataFrame:
    rijen = rijen[rijen["gemeente"].isna() | rijen["gemeente"].isin(codes)] if codes else rijen
    for kolom in DIMENSIES:
        if waarden := selectie.filter(kolom):
            rijen = rijen[rijen[kolom].isin(waarden)]
    return rijen


def _periode(begin, einde, groep: pd.DataFrame, eenheid: str) -> dict:
    van, tot = pd.Timestamp(begin).date(), pd.Timestamp(einde).date()
    basis = {"periode": periodenaam(van, tot), "van": van, "tot": tot}
    compleet = groep["teller"].notna() & groep["noemer"].notna()
    if compleet.any():
        teller, noemer = groep.loc[compleet, "teller"].sum(), groep.loc[compleet, "noemer"].sum()
        waarde = teller / noemer if noemer else np.nan
        return basis | {"teller": teller, "noemer": noemer, "waarde": waarde, "n": noemer}
    waarden = groep["waarde"].fillna(groep["teller"])
    n = groep["n"].sum() if groep["n"].notna().any() else np.nan
    if SOORT_VAN_EENHEID.get(eenheid) in ("gemiddelde", "aandeel"):
        gewicht = groep["n"].fillna(1).to_numpy(dtype="float64")
        waarde = float(np.average(waarden, weights=gewicht)) if gewicht.sum() else float(waarden.mean())
        teller = waarde * n if eenheid == "aandeel" else np.nan
        return basis | {"teller": teller, "noemer": n if eenheid == "aandeel" else np.nan, "waarde": waarde, "n": n}
    som = float(waarden.sum()) if waarden.notna().any() else np.nan
    return basis | {"teller": som, "noemer": np.nan, "waarde": som, "n": n if not np.isnan(n) else som}


def periodenaam(van: dt.date, tot: dt.date) -> str:
    """The word for a period; days when it is no calendar period."""
    for per in PER_JAAR:
        periode = periode_van(van, per)
        if (periode.van, periode.tot) == (van, tot):
            return periode.naam
    return f"{van:%Y-%m-%d}/{tot:%Y-%m-%d}"


def _reeks(uit: list[dict], soort: str) -> pd.DataFrame:
    frame = pd.DataFrame(uit, columns=["periode", "van", "tot", *CIJFERS]).sort_values("tot", ignore_index=True)
    frame[CIJFERS] = frame[CIJFERS].astype("float64")
    frame = uitwerken.met_interval(frame.assign(peildatum=None), soort)
    return frame.assign(voorlopig=False, reden="")[
        ["periode", "van", "tot", "peildatum", *CIJFERS, "laag", "hoog", "voorlopig", "reden"]]
