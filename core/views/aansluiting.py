"""A figure of the CBS beside our own: what the CBS publishes of an area, and from our figure to theirs step by step,
each counted on the records there are. Why so: core/decisions/aansluiting.md.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from core.engine.count import aansluiting as tellen
from core.engine.count.aansluiting import Tijdvak
from core.engine.count.build import build_measures
from core.engine.count.opvolging import covered, deliveries
from core.model import wording
from core.model.aansluiting import (
    AFRONDING,
    CBS,
    EIGEN,
    ELDERS,
    KOLOMMEN,
    LAAT,
    OFFICIEEL,
    OVERDRACHT,
    REST,
    STAPPEN,
    VOTS,
    WOONPLAATS,
    Aansluiting,
    Onderwerp,
    onderwerp,
)
from core.model.doel import Regio
from core.model.melding import Melding
from core.model.schema import CBS_ONDERWERPEN
from core.model.selectie import Selectie
from core.sources.codelijsten import simplify
from core.store import earlier
from core.views.store import Store, codes_van, gemeentenamen, reading, regios, rekenaar_op

AFRONDEN = 5
_NIET_GETELD = "alleen te tellen bij maatregelen"
_CBS = "select gemeente, gebied, onderwerp, periode_begin, periode_einde, aantal, voorlopig from cbs"


def figures(store: Store, selectie: Selectie) -> pd.DataFrame:
    """What the CBS publishes of the chosen area, OFFICIEEL: by subject, the newest period first. Of a whole region its
    own figure where the CBS gives one; else the sum of its gemeenten, `verborgen`: how many it does not show. `eigen`:
    whether our data cover its period."""
    regio, codes = _area(store, selectie)
    with reading(store) as verbinding:
        rijen = verbinding.vraag(_CBS)
    rijen["naam"] = [simplify(g.split("(")[0]) if g else "" for g in rijen["gebied"].fillna("")]
    per_deel = rijen[rijen["gemeente"].isin(codes)]
    heel = rijen[rijen["naam"] == simplify(regio.naam)] if not selectie.filter("gemeente") else rijen[:0]
    uit = []
    for (code, van, tot), deel in rijen.groupby(["onderwerp", "periode_begin", "periode_einde"], sort=False):
        eigen = heel[heel.index.isin(deel.index) & heel["aantal"].notna()]
        cellen = eigen[:1] if len(eigen) else per_deel[per_deel.index.isin(deel.index)]
        if len(cellen):
            uit.append(_official(code, van, tot, cellen, 1 if len(eigen) else len(codes)))
    frame = pd.DataFrame(uit, columns=OFFICIEEL)
    frame["eigen"] = [_covered(store, onderwerp(r.onderwerp), r.van, r.tot) for r in frame.itertuples()]
    orde = {c: i for i, c in enumerate(CBS_ONDERWERPEN)}
    return frame.sort_values(
        ["onderwerp", "tot", "van"],
        key=lambda k: k.map(orde) if k.name == "onderwerp" else k.map(lambda d: -d.toordinal()),
        kind="stable",
        ignore_index=True,
    )


def everywhere(store: Store) -> pd.DataFrame:
    """What the CBS publishes of every area that was loaded, ELDERS: whole years and 31 December, the oldest first."""
    with reading(replace(store, bereik=None)) as verbinding:  # public, of whatever area
        rijen = verbinding.vraag(_CBS)
    van, tot = (pd.to_datetime(rijen[k]) for k in ("periode_begin", "periode_einde"))
    heel = (tot.dt.month == 12) & ((van.dt.month == 1) | (van == tot))
    rijen = rijen[heel].assign(jaar=tot.dt.year)
    namen = rijen["gemeente"].map(gemeentenamen()).fillna(rijen["gemeente"])
    rijen = rijen.assign(gebied=namen.fillna(rijen["gebied"]), is_gemeente=rijen["gemeente"].notna())
    delen = rijen.astype({"aantal": "float64"}).groupby(["onderwerp", "gebied", "is_gemeente", "jaar"])["aantal"]
    # Without one of the parts of a gemeente that merged there is no figure of it.
    return delen.sum(skipna=False).dropna().reset_index(name="waarde")[ELDERS]


def _official(code: str, van, tot, cellen: pd.DataFrame, hoeveel: int) -> dict:
    """Figures of former gemeenten are one figure; without one of them there is none."""
    per_gemeente = cellen.fillna({"gemeente": ""}).groupby("gemeente")["aantal"].sum(min_count=1, skipna=False)
    getoond = per_gemeente.dropna()
    return {
        "onderwerp": code,
        "label": CBS_ONDERWERPEN[code],
        "van": pd.Timestamp(van).date(),
        "tot": pd.Timestamp(tot).date(),
        "waarde": float(getoond.sum()) if len(getoond) else np.nan,
        "cellen": tuple(getoond.index) if hoeveel > 1 else (),
        "verborgen": hoeveel - len(getoond),
        "voorlopig": bool(cellen["voorlopig"].fillna(False).any()),
    }


def _area(store: Store, selectie: Selectie) -> tuple[Regio, tuple[str, ...]]:
    if not selectie.regio:
        raise Melding("Kies links één regio: het CBS telt per gebied.")
    if anders := [k for k, w in selectie.filters if w and k != "gemeente"]:
        naam = wording.kolom(anders[0])
        raise Melding(
            f"Het CBS telt niet per {naam if naam.isupper() else naam.lower()}: haal dat filter weg met Wis de keuzes."
        )
    if store.bereik is not None:
        raise Melding(
            "Hiervoor tellen ook kinderen mee die naar een andere gemeente verhuisden. Wie niet alle gemeenten ziet, "
            "kan dit dus niet laten uitrekenen."
        )
    regio = regios()[selectie.regio]
    return regio, selectie.filter("gemeente") or codes_van(store, regio)


def known(store: Store, selectie: Selectie, code: str, van: dt.date, tot: dt.date) -> tuple[Onderwerp, pd.Series]:
    """The subject and the figure of the CBS. Raises Melding when there is none, or our data do not cover its period."""
    alle = figures(store, selectie)
    gevonden = alle[(alle["onderwerp"] == code) & (alle["van"] == van) & (alle["tot"] == tot)]
    if gevonden.empty:
        raise Melding("Dit cijfer van het CBS is niet geladen: kies een ander, of laad het op de pagina Gegevens.")
    wat = onderwerp(code)
    if not _covered(store, wat, van, tot):
        tabel, eerste, tm = _coverage(store, wat)
        welke = (
            f" Uw {tabel} gaan over {wording.datum(eerste)} tot en met {wording.datum(tm)}." if tm and eerste else ""
        )
        raise Melding(f"Over deze periode zijn er nog geen eigen cijfers.{welke} Kies een andere periode.")
    return wat, gevonden.iloc[0]


def _coverage(store: Store, wat: Onderwerp) -> tuple[str, dt.date | None, dt.date | None]:
    """The table that a subject is counted in, and the first and last day that it covers."""
    tabel = "maatregelen" if wat.typen else "trajecten"
    begin, tm = store.dekking.get(tabel, (None, None))
    return tabel, begin or dict(store.eerste).get(tabel), tm


def _covered(store: Store, wat: Onderwerp, van: dt.date, tot: dt.date) -> bool:
    _, eerste, tm = _coverage(store, wat)
    return tm is not None and tot <= tm and not (eerste and van < eerste)


def aansluiting(store: Store, selectie: Selectie, code: str, van: dt.date, tot: dt.date) -> Aansluiting:
    """From our figure to that of the CBS. Raises Melding as `known`."""
    wat, hunne = known(store, selectie, code, van, tot)
    regio, codes = _area(store, selectie)
    tijdvak, al_binnen = Tijdvak(wat.soort, van, tot), False
    if wat.typen:
        geteld, al_binnen = _steps(store, wat, tijdvak, codes)
    else:
        geteld = _of_maat(store, wat, selectie, tijdvak)
    redenen = {} if wat.typen else dict.fromkeys((LAAT, WOONPLAATS), _NIET_GETELD)
    per_gemeente = geteld.pop("per_gemeente")
    geteld[AFRONDING] = _rounded(per_gemeente, hunne["cellen"]) - sum(per_gemeente.values())
    geteld[CBS] = hunne["waarde"]
    geteld[REST] = geteld[CBS] - sum(w for k, w in geteld.items() if k != CBS)
    if pd.isna(hunne["waarde"]):
        redenen |= dict.fromkeys((AFRONDING, REST, CBS), "het CBS toont hier geen cijfer")
        geteld |= dict.fromkeys((AFRONDING, REST), np.nan)
    waar = regio.naam if not selectie.filter("gemeente") else wording.opsomming(gemeentenamen()[c] for c in codes)
    return Aansluiting(
        wat,
        waar,
        van,
        tot,
        table(wat, geteld, redenen),
        max(len(hunne["cellen"]), 1),
        int(hunne["verborgen"]),
        bool(hunne["voorlopig"]),
        al_binnen,
    )


def table(wat: Onderwerp, geteld: Mapping[str, float], redenen: Mapping[str, str]) -> pd.DataFrame:
    """KOLOMMEN, a row per step that belongs to this subject."""
    stappen = [s for s in STAPPEN if s in geteld or s in redenen]
    return pd.DataFrame(
        [(s, STAPPEN[s], float(geteld.get(s, np.nan)), wat.eenheid, redenen.get(s, "")) for s in stappen],
        columns=KOLOMMEN,
    )


def _steps(store: Store, wat: Onderwerp, tijdvak: Tijdvak, codes: Iterable[str]) -> tuple[dict, bool]:
    """What each way of counting adds to the one before it, and the last by gemeente."""
    with reading(store) as verbinding:
        rijen = tellen.read_rows(verbinding, wat.typen)
        dekkend = [lv["id"] for lv in deliveries(verbinding) if _covers(lv, tijdvak.tot)]
    with earlier.first_told(store.pad, dekkend, build_measures) as (toen, later):
        eerst = tellen.by_deliverer(tellen.read_rows(toen, wat.typen))
    werelden = {EIGEN: tellen.by_keten(rijen)}
    if {"11", "12"} <= set(wat.typen):
        werelden[VOTS] = tellen.by_measure(rijen)
    werelden |= {OVERDRACHT: tellen.by_deliverer(rijen), LAAT: eerst, WOONPLAATS: tellen.living_now(eerst, rijen)}
    geteld, vorige = {}, 0
    for stap, wereld in werelden.items():
        aantal = tellen.count(wereld, tijdvak, codes)
        geteld[stap], vorige = aantal - vorige, aantal
    geteld["per_gemeente"] = tellen.per_gemeente(werelden[WOONPLAATS], tijdvak, codes)
    return geteld, later == 0


def _covers(levering: dict, tot: dt.date) -> bool:
    return levering["tabel"] == "maatregelen" and levering["tm"] is not None and covered(levering)[1] >= tot


def _of_maat(store: Store, wat: Onderwerp, selectie: Selectie, tijdvak: Tijdvak) -> dict:
    """A count of children of the help that there is, as its maat counts it."""
    per = "halfjaar" if (tijdvak.tot - tijdvak.van).days < 184 else "jaar"
    with rekenaar_op(store) as rekenaar:
        keuze = selectie.with_(per=per, van=tijdvak.van, tot=tijdvak.tot)
        heel = rekenaar.reeks(wat.maat, keuze.with_(splits=()))["waarde"]
        delen = rekenaar.reeks(wat.maat, keuze.with_(splits=("gemeente",)))
    per_gemeente = dict(zip(delen["gemeente"], delen["waarde"].fillna(0), strict=True))
    return {EIGEN: float(heel.iloc[-1]) if len(heel) else np.nan, "per_gemeente": per_gemeente}


def _rounded(per_gemeente: Mapping[str, float], cellen: tuple[str, ...]) -> float:
    """What would be published of these counts: of each figure that the CBS shows, rounded; of the whole when it gives
    that."""
    getoond = [per_gemeente.get(c, 0) for c in cellen] or [sum(per_gemeente.values())]
    return sum(AFRONDEN * np.floor(n / AFRONDEN + 0.5) for n in getoond)
