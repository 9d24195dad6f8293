"""Delen: the answers that are no series of one maat - the balance, classes of duration, survival curves, the note
under a figure. Each takes the question, so that it can be weighed with its totals, or the exact answer itself."""

from dataclasses import replace

import numpy as np
import pandas as pd

from core.disclosure import counts, edges
from core.disclosure.counts import VERBORGEN
from core.disclosure.series import Vraag, Wijze, dimensies, share_reeks, share_tabellen
from core.engine.count.perioden import PER_JAAR
from core.engine.count.sluitende_stand import KOLOMMEN
from core.engine.task.goal_task import Uitgangspunt
from core.model.doel import Doel
from core.model.maat import Maat
from core.model.selectie import Selectie
from core.model.weergave import Drempels

STANDEN = ("begin", "eind")
GEEN_VERSCHIL = "De aantallen zijn elk apart afgerond: begin + in - uit is daardoor niet precies eind."


def share_sluitend(vraag: Vraag, selectie: Selectie, maat: Maat, wijze: Wijze) -> pd.DataFrame:
    """The closing identity (columns of core.engine.count.sluitende_stand) with every count protected by itself.
    Rounded figures do not add up, so `verschil` is empty; say GEEN_VERSCHIL beside it. Raises Melding as
    share_reeks."""
    sleutel = ["periode", "van", "tot", *(k for k in selectie.splits if k in maat.dimensions)]
    delen = None
    for kolom in (k for k in KOLOMMEN if k != "verschil"):

        def een(keuze: Selectie, kolom=kolom) -> pd.DataFrame:
            frame = vraag(keuze)
            leeg = {"peildatum": None, "noemer": np.nan, "laag": np.nan, "hoog": np.nan, "voorlopig": False}
            return frame.assign(teller=frame[kolom], waarde=frame[kolom], n=frame[kolom], reden="", **leeg)

        optellen = kolom not in ("overgenomen", "overgedragen")
        eigen = Wijze(wijze.drempels, kolom in STANDEN, optellen, wijze.vast, wijze.regios)
        deel = (
            share_reeks(een, selectie, "aantal", maat, eigen)
            .frame[[*sleutel, "waarde"]]
            .rename(columns={"waarde": kolom})
        )
        delen = deel if delen is None else delen.merge(deel, on=sleutel, how="outer")
    return delen.assign(verschil=np.nan)[[*sleutel, *KOLOMMEN]]


def share_verdeling(vraag: Vraag, selectie: Selectie, maat: Maat, wijze: Wijze, reeks: pd.DataFrame) -> pd.DataFrame:
    """periode, klasse, aantal, totaal (as core.engine.count.durations.verdeling): the classes are the cells of a
    dimension of their own, beside at most one chosen value. The total is the n that the protected series of the same
    maat (`reeks`) shows, so that a share is of the whole and not of what is shown. Raises Melding as share_reeks."""

    def with_total(keuze: Selectie) -> pd.DataFrame:
        frame = vraag(Selectie(**{f: getattr(keuze, f) for f in ("regio", "filters", "van", "tot", "per")}))
        if "klasse" not in keuze.splits:
            frame = frame.groupby("periode", sort=False, as_index=False)["aantal"].sum()
        jaren = pd.to_datetime(frame["periode"].str[:4] + "-01-01").dt.date
        return frame.assign(tot=frame["periode"], van=jaren)

    filters = {k: w for k, w in selectie.filters if w}
    dimensies(filters, (), wijze)
    gekozen = [k for k in filters if k not in wijze.vast]
    if len(gekozen) > 1 or any(len(filters[k]) > 1 for k in gekozen):
        return vraag(selectie).assign(aantal=np.nan, totaal=np.nan)  # a sum needs every part, and classes are small
    tabellen = share_tabellen(with_total, selectie, ("klasse",))
    kern = tabellen[("klasse",)]
    if kern.empty:
        return vraag(selectie)
    vloeit = PER_JAAR[selectie.per] > 1
    zicht = edges.toonbaar(tabellen, "aantal", ("klasse",), wijze.drempels, vloeit=vloeit)
    rond = counts.round_aantal(kern["aantal"].to_numpy(dtype="float64"), wijze.drempels)
    uit = kern.assign(aantal=np.where(zicht, rond, np.nan))
    gevraagd = set(vraag(selectie)["periode"])
    totalen = reeks.dropna(subset="n").set_index("periode")["n"]
    uit["totaal"] = uit["periode"].map(totalen).astype(float)
    return uit.loc[uit["periode"].isin(gevraagd), ["periode", "klasse", "aantal", "totaal"]].reset_index(drop=True)


def share_overleving(curven: pd.DataFrame, reeks: pd.DataFrame, drempels: Drempels) -> pd.DataFrame:
    """Survival curves (columns of duren.overlevingscurven) of the cohorts whose number the protected series of the same
    maat shows. Only on fixed days, every `raster` days, so that no day on which one child left shows; only where enough
    ended since the day shown before, and enough are still at risk. A share says how many ended: it goes in the steps
    that a rounded count would go in. No interval, and of numbers only how many began: each beside the share would say
    more than both."""
    getoond = reeks.dropna(subset="n").set_index("periode")
    delen = [
        _share_curve(curve.sort_values("dag"), getoond.loc[cohort], drempels)
        for cohort, curve in curven.groupby("cohort", sort=False)
        if cohort in getoond.index
    ]
    return pd.concat(delen, ignore_index=True) if delen else curven.iloc[:0].copy()


def _share_curve(curve: pd.DataFrame, cijfer: pd.Series, drempels: Drempels) -> pd.DataFrame:
    """One curve. `cijfer`: the protected figures of its cohort."""
    dag = curve["dag"].to_numpy()
    dagen = np.arange(0, dag[-1] + 1, drempels.raster, dtype="float64")
    plek = np.searchsorted(dag, dagen, side="right") - 1
    # At risk just after the day: those who are left for the next step that shows.
    volgend = np.minimum(np.searchsorted(dag, dagen, side="left"), len(curve) - 1)
    risico = curve["in_risico"].to_numpy(dtype="float64")[volgend]
    op = _genoeg_sinds(curve["gebeurtenissen"].cumsum().to_numpy()[plek], drempels.aantal) & (risico >= drempels.aantal)
    stap = drempels.afronding / cijfer["n"]
    over = np.floor(curve["overleving"].to_numpy(dtype="float64")[plek] / stap + 0.5) * stap
    uit = pd.DataFrame(
        {
            "cohort": curve["cohort"].iloc[0],
            "dag": dagen,
            "overleving": np.round(np.minimum(over, 1), 2),
            "laag": np.nan,
            "hoog": np.nan,
            "in_risico": np.where(dagen == 0, cijfer["n"], np.nan),
            "gebeurtenissen": np.nan,
            "mediaan": cijfer["waarde"],
        }
    )
    return uit[op]


def _genoeg_sinds(geteld: np.ndarray, genoeg: int) -> np.ndarray:
    """Where a running total is `genoeg` more than at the place before that this says yes to; the first is one."""
    uit, vorige = np.zeros(len(geteld), dtype=bool), geteld[0]
    for i, aantal in enumerate(geteld):
        uit[i] = i == 0 or aantal - vorige >= genoeg
        vorige = aantal if uit[i] else vorige
    return uit


def share_toelichting(toelichting: dict, reeks: pd.DataFrame, drempels: Drempels) -> dict:
    """The note under a figure: `n` of the last period as the protected series `reeks` has it (None when hidden), and
    counts of what was left out rounded (None when small). The SQL names nothing that was chosen and stays."""
    bekend = reeks["n"].dropna() if len(reeks) and (reeks["reden"].iloc[-1] != VERBORGEN) else reeks["n"].iloc[:0]
    weg = [(reden, _small(aantal, drempels)) for reden, aantal in toelichting["uitgesloten"]]
    return toelichting | {"n": int(bekend.iloc[-1]) if len(bekend) else None, "uitgesloten": weg}


def _small(aantal: int, drempels: Drempels) -> int | None:
    rond = counts.round_aantal(np.array([float(aantal)]), drempels)[0]
    return None if np.isnan(rond) else int(rond)


def share_uitgangspunt(van: Uitgangspunt, selectie: Selectie, doel: Doel, drempels: Drempels) -> Uitgangspunt:
    """Where the question what it takes starts from. Its stock and flows are weighed with nothing else, so they are
    given for a whole region only, over a year and rounded; the rest is worked out from shared figures already."""
    van = replace(van, kwartaaltellers=())
    if van.stroom is None:
        return van
    if any(w for k, w in selectie.filters if k not in doel.filter):
        return replace(
            van,
            stroom=None,
            reden="Om te delen is dit alleen voor de hele regio uit te rekenen: haal het filter weg, of kijk intern.",
        )
    s = van.stroom
    geteld = np.array([s.stand, s.instroom * s.kwartalen, s.uitstroom * s.kwartalen])
    stand, erbij, eraf = counts.round_aantal(np.round(geteld), drempels)
    if np.isnan([stand, erbij, eraf]).any():
        return replace(van, stroom=None, reden="De aantallen zijn te klein om hieruit iets te delen; kijk intern.")
    stroom = replace(
        s,
        stand=stand,
        instroom=erbij / s.kwartalen,
        uitstroom=eraf / s.kwartalen,
        gemiddelde_stand=None if s.gemiddelde_stand is None else stand,
    )
    return replace(van, stroom=stroom)
