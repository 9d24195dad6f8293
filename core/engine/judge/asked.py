"""Goals that no registration holds: figures that were asked for (`opvragen`) and milestones (`mijlpalen`).

Both become a series of the same shape as a counted one, so that path, verdict, charts and exports are the same.
"""

import datetime as dt
import functools

import numpy as np
import pandas as pd

from core.engine.count.interval import intervals
from core.engine.count.perioden import PER_JAAR, periode_van
from core.engine.count.series import CIJFERS
from core.model.doel import Doel
from core.model.selectie import Selectie

DIMENSIES = ("gemeente", "segment", "gi", "aanbieder")
SOORT_VAN_EENHEID = {
    "aandeel": "aandeel",
    "cijfer": "gemiddelde",
    "dagen": "gemiddelde",
    "maanden": "gemiddelde",
    "euro": "bedrag",
    "etmalen": "bedrag",
}


def kind_of(doel: Doel) -> str:
    """Which kind of figure it is (see rekenen.soort_van). A share of euros has no children to draw from: an amount."""
    return "bedrag" if doel.geld else SOORT_VAN_EENHEID.get(doel.eenheid, "aantal")


def opgevraagd(rijen: list[dict], doel: Doel, selectie: Selectie, codes: tuple[str, ...]) -> pd.DataFrame:
    """The series of a goal from its rows of `opvragen`: periode, van, tot, peildatum, CIJFERS, laag, hoog,
    voorlopig, reden.

    Rows of one period are added: tellers and noemers, or counts; a grade or duration given as a value is
    weighted by n. A row without gemeente speaks for the whole region; what it already holds is not added again.
    """
    perioden: dict[tuple, list[dict]] = {}
    for rij in rijen:
        if _belongs(rij, selectie, codes):
            perioden.setdefault((_dag(rij["periode_begin"]), _dag(rij["periode_einde"])), []).append(rij)
    uit = [
        _periode(van, tot, _without_delen(groep), doel)
        for (van, tot), groep in perioden.items()
        if (selectie.van is None or van >= selectie.van) and (selectie.tot is None or tot <= selectie.tot)
    ]
    return _reeks(uit, kind_of(doel))


def split_opgevraagd(rijen: list[dict], doel: Doel, selectie: Selectie, codes: tuple[str, ...]) -> pd.DataFrame:
    """As `opgevraagd`, with the columns of the split: the series of every cell that was delivered."""
    splits, heel = selectie.splits, selectie.with_(splits=())
    if not splits:
        return opgevraagd(rijen, doel, heel, codes)
    eigen = [r for r in rijen if _belongs(r, heel, codes)]
    cellen = sorted({cel for r in eigen if None not in (cel := tuple(r[k] for k in splits))})
    delen = [
        opgevraagd(eigen, doel, heel.with_(**{k: (w,) for k, w in zip(splits, cel, strict=True)}), codes).assign(
            **dict(zip(splits, cel, strict=True))
        )
        for cel in cellen
    ]
    return pd.concat(delen, ignore_index=True) if delen else empty_reeks().assign(**dict.fromkeys(splits, ""))


def with_noemer(rijen: list[dict], doel: Doel, selectie: Selectie) -> Doel:
    """A milestone that each GI or toegang has to reach, with how many that are: those under contract, or more when
    more are named; under a filter the chosen GI's."""
    if doel.doel.per is None:
        return doel
    gis, toegangen = doel.doel.partijen
    gekozen = selectie.filter("gi")
    genoemd = len({(r["gi"], r["toegang"]) for r in rijen if not gekozen or r["gi"] in gekozen})
    nodig = (len(gekozen) if gekozen and "gi" in doel.doel.per.split("_") else gis) * toegangen
    return doel.model_copy(update={"doel": doel.doel.model_copy(update={"waarde": float(max(nodig, genoemd))})})


def behaald(rijen: list[dict], doel: Doel, selectie: Selectie, vandaag: dt.date) -> pd.DataFrame:
    """The series of a milestone from its rows of `mijlpalen`: how many were reached on each day something was,
    one point per day (a milestone of one is 1 on its day). A row without date, or with one to come, is not reached;
    with only such rows it is 0 today, and without any row there is no point."""
    gis = selectie.filter("gi")
    rijen = [r for r in rijen if not gis or r["gi"] is None or r["gi"] in gis]
    eerste: dict[tuple, dt.date] = {}
    for nr, r in enumerate(rijen):
        if r["behaald_op"] is not None and _dag(r["behaald_op"]) <= vandaag:
            # A GI or toegang that is named reaches a milestone once; without a name every row is another one.
            wie, dag = (r["gi"], r["toegang"]), _dag(r["behaald_op"])
            wie = wie if any(wie) else (nr,)
            eerste[wie] = min(dag, eerste.get(wie, dag))
    dagen = sorted(eerste.values())
    uit = [
        {
            "periode": f"{dag:%Y-%m-%d}",
            "van": dag,
            "tot": dag,
            "teller": float(nr),
            "noemer": np.nan,
            "waarde": float(nr),
            "n": float(nr),
        }
        for nr, dag in enumerate(dagen, 1)
        if nr == len(dagen) or dagen[nr] != dag
    ]
    if rijen and not uit:
        uit = [
            {"periode": f"{vandaag:%Y-%m-%d}", "van": vandaag, "tot": vandaag, "noemer": np.nan}
            | dict.fromkeys(("teller", "waarde", "n"), 0.0)
        ]
    return _reeks(uit, "aantal")


def empty_reeks() -> pd.DataFrame:
    """A series without points, with its columns."""
    return _without_points().copy()


def _belongs(rij: dict, selectie: Selectie, codes: tuple[str, ...]) -> bool:
    if codes and rij["gemeente"] is not None and rij["gemeente"] not in codes:
        return False
    return all(not (gekozen := selectie.filter(k)) or rij[k] in gekozen for k in DIMENSIES)


def _without_delen(groep: list[dict]) -> list[dict]:
    """Rows of one period without those that another row already holds: a figure of a whole region or a whole GI
    holds those of its gemeenten."""
    plekken = [frozenset((k, r[k]) for k in DIMENSIES if r[k] is not None) for r in groep]
    return [r for r, plek in zip(groep, plekken, strict=True) if not any(ander < plek for ander in plekken)]


def _dag(x) -> dt.date:
    return pd.Timestamp(x).date()


def _periode(van: dt.date, tot: dt.date, groep: list[dict], doel: Doel) -> dict:
    basis, soort = {"periode": periodenaam(van, tot), "van": van, "tot": tot}, kind_of(doel)
    compleet = [r for r in groep if r["teller"] is not None and r["noemer"] is not None]
    if compleet:
        teller, noemer = sum(r["teller"] for r in compleet), sum(r["noemer"] for r in compleet)
        return basis | {
            "teller": teller,
            "noemer": noemer,
            "waarde": teller / noemer if noemer else np.nan,
            "n": _all_of([r["n"] for r in compleet]) if doel.geld else noemer,
        }
    waarden = [(r["waarde"] if r["waarde"] is not None else r["teller"], r["n"]) for r in groep]
    waarden = [(w, n) for w, n in waarden if w is not None]
    n = sum(n for _, n in waarden if n is not None) or np.nan
    if not waarden:
        return basis | dict.fromkeys(CIJFERS, np.nan)
    if doel.geld or soort in ("gemiddelde", "aandeel"):
        gewicht = [1 if n is None else n for _, n in waarden]
        waarde = float(np.average([w for w, _ in waarden], weights=gewicht if sum(gewicht) else None))
        return basis | {
            "teller": waarde * n if soort == "aandeel" else np.nan,
            "noemer": n if soort == "aandeel" else np.nan,
            "waarde": waarde,
            "n": _all_of([n for _, n in waarden]) if doel.geld else n,
        }
    som = float(sum(w for w, _ in waarden))
    telt = som if soort == "aantal" else np.nan  # an amount is no number of children
    return basis | {"teller": som, "noemer": np.nan, "waarde": som, "n": telt if np.isnan(n) else n}


def _all_of(aantallen: list[float | None]) -> float:
    """Their sum, when each is known."""
    return np.nan if any(n is None for n in aantallen) else float(sum(aantallen))


def periodenaam(van: dt.date, tot: dt.date) -> str:
    """The word for a period; days when it is no calendar period."""
    for per in PER_JAAR:
        periode = periode_van(van, per)
        if (periode.van, periode.tot) == (van, tot):
            return periode.naam
    return f"{van:%Y-%m-%d}/{tot:%Y-%m-%d}"


@functools.cache
def _without_points() -> pd.DataFrame:
    return _points([], "aantal")


def _reeks(uit: list[dict], soort: str) -> pd.DataFrame:
    return _points(uit, soort) if uit else empty_reeks()


def _points(uit: list[dict], soort: str) -> pd.DataFrame:
    uit = sorted(uit, key=lambda r: r["tot"])
    cijfers = {k: np.array([r[k] for r in uit], dtype="float64") for k in CIJFERS}
    laag, hoog = intervals(cijfers["waarde"], cijfers["noemer"], soort)
    return pd.DataFrame(
        {
            **{k: [r[k] for r in uit] for k in ("periode", "van", "tot")},
            "peildatum": [None] * len(uit),
            **cijfers,
            "laag": laag,
            "hoog": hoog,
            "voorlopig": [False] * len(uit),
            "reden": [""] * len(uit),
        }
    )
