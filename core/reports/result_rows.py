"""Results as rows: what the command `bereken` writes and reports print."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.engine.count.query import NIET_BEKEND
from core.engine.count.series import GEEN_GEGEVENS, Rekenaar
from core.engine.judge.goal_state import Cellen, DoelStand, per_periode
from core.engine.judge.provider import is_unscored
from core.engine.judge.uitkomst import breaks_between
from core.model import wording
from core.model.doel import Doel, Regio
from core.model.maat import Maat
from core.model.melding import Melding
from core.model.oordeel import VERBORGEN, Oordeel, Uitkomst
from core.model.selectie import Selectie

KOLOMMEN = [
    "doel",
    "maat",
    "periode",
    "peildatum",
    "gemeente",
    "gi",
    "segment",
    "teller",
    "noemer",
    "waarde",
    "n",
    "eenheid",
    "basis",
    "doelwaarde",
    "padwaarde",
    "oordeel",
    "breuk",
    "voorlopig",
    "beschermd",
    "onvolledig",
]


@dataclass(frozen=True)
class Gevraagd:
    """What rows are asked for. `alles`: every maat and every goal of the region. With `peildata` stocks on those
    days."""

    maat_ids: tuple[str, ...] = ()
    doel_ids: tuple[str, ...] = ()
    alles: bool = False
    peildata: tuple[dt.date, ...] = ()


@dataclass(frozen=True)
class Teller:
    """Who counts: a Rekenaar, what it counts in the cells of a goal, and the word in the column `beschermd`."""

    rekenaar: Rekenaar
    cellen: Callable[..., Cellen]
    beschermd: str


def resultaten(
    teller: Teller, regios: dict[str, Regio], hier: frozenset[str], selectie: Selectie, gevraagd: Gevraagd
) -> pd.DataFrame:
    """Rows of maten first, then of goals. `hier`: the regions of whose goals all are meant with `alles` (the chosen
    one, and wider agreements that hold there)."""
    delen = []
    for maat in teller.rekenaar.catalogus.maten.values():
        if gevraagd.alles or maat.id in gevraagd.maat_ids:
            delen.append(_rijen_van_maat(teller, maat, selectie, gevraagd.peildata))
    for regio in regios.values():
        for doel in regio.doelen:
            if doel.id in gevraagd.doel_ids or (gevraagd.alles and not gevraagd.peildata and regio.id in hier):
                delen.append(_rijen_van_doel(teller, doel, selectie.with_(regio=selectie.regio or regio.id)))
    bekend = {d.id for r in regios.values() for d in r.doelen}
    if onbekend := [d for d in gevraagd.doel_ids if d not in bekend]:
        raise Melding(f"Het doel {onbekend[0]} bestaat niet: kijk op de pagina Verantwoording welke doelen er zijn.")
    delen = [d for d in delen if len(d)]
    return pd.concat(delen, ignore_index=True) if delen else pd.DataFrame(columns=KOLOMMEN)


def _rijen_van_maat(teller: Teller, maat: Maat, selectie: Selectie, peildata) -> pd.DataFrame:
    rekenaar = teller.rekenaar

    def vraag(keuze: Selectie) -> pd.DataFrame:
        return rekenaar.on_dagen(maat.id, keuze, peildata) if peildata else rekenaar.reeks(maat.id, keuze)

    if peildata and rekenaar.is_stand(maat.id) and rekenaar.geladen(maat):
        te_laat = [d for d in peildata if d > rekenaar.tm(maat)]
        if te_laat:
            extra = _without_figure(teller, maat, te_laat, str(Oordeel.NOG_NIET_MEETBAAR))
            binnen = tuple(d for d in peildata if d not in te_laat)
            rest = _rijen_van_maat(teller, maat, selectie, binnen) if binnen else extra.iloc[:0]
            return pd.concat([d for d in (rest, extra) if len(d)], ignore_index=True)
    frame = vraag(selectie)
    if frame.empty and not selectie.splits and (not peildata or rekenaar.is_stand(maat.id)):
        return _buiten_de_gegevens(teller, maat, selectie, peildata)
    return _as_rijen(frame, maat=maat.id, eenheid=maat.unit, beschermd=teller.beschermd)


def _buiten_de_gegevens(teller: Teller, maat: Maat, selectie: Selectie, peildata) -> pd.DataFrame:
    """A question about days before the data has one row per day (one for periods) that says so: no row at all would
    look like nothing to report, and 0 would be untrue."""
    begint = teller.rekenaar.bekend_vanaf(maat)
    dagen = [d for d in peildata if begint and d < begint] if peildata else [None]
    if not peildata and (begint is None or selectie.tot is None or selectie.tot >= begint):
        return pd.DataFrame(columns=KOLOMMEN)
    return _without_figure(teller, maat, dagen, GEEN_GEGEVENS)


def _without_figure(teller: Teller, maat: Maat, dagen: Sequence[dt.date | None], oordeel: str) -> pd.DataFrame:
    """A row per day that says why there is no figure."""
    vast = {"maat": maat.id, "eenheid": maat.unit, "voorlopig": "nee", "oordeel": oordeel}
    vast |= {"breuk": "", "beschermd": teller.beschermd, "onvolledig": ""}
    return pd.DataFrame([dict.fromkeys(KOLOMMEN) | vast | {"peildatum": d} for d in dagen], columns=KOLOMMEN)


def _rijen_van_doel(teller: Teller, doel: Doel, selectie: Selectie) -> pd.DataFrame:
    """Every period of a goal with baseline, target, path and verdict; split as asked, each cell by itself. A goal
    that may not be scored per provider gets no verdict of one gi or split by gi. `breuk`: what lies between the
    baseline and the figure, so that nobody compares across it unawares."""
    vandaag = dt.date.today()
    cellen = teller.cellen(teller.rekenaar, doel, selectie, vandaag)
    if cellen.reeks.empty:
        return _none(doel, cellen.leeg, teller.beschermd) if cellen.plaats else pd.DataFrame(columns=KOLOMMEN)
    maat, uitkomsten = cellen.leeg.maat, per_periode(teller.rekenaar, cellen, vandaag)
    frame = _as_rijen(
        cellen.reeks,
        doel=doel.id,
        maat=doel.maat,
        beschermd=teller.beschermd,
        eenheid=maat.unit if maat else doel.eenheid,
    )
    frame["breuk"] = [_breuk(cellen.leeg, uitkomst) for uitkomst in uitkomsten]
    zonder_oordeel = is_unscored(doel, selectie)
    frame["basis"] = [u.basis for u in uitkomsten]
    frame["doelwaarde"] = [u.doelwaarde for u in uitkomsten]
    frame["padwaarde"] = [u.padwaarde for u in uitkomsten]
    frame["oordeel"] = [
        VERBORGEN if dicht else "" if zonder_oordeel else str(u.oordeel)
        for u, dicht in zip(uitkomsten, cellen.reeks["reden"] == VERBORGEN, strict=True)
    ]
    return frame


def _breuk(stand: DoelStand, uitkomst: Uitkomst) -> str:
    """The breaks across which a figure is compared with its baseline, in every export: "01-01-2022 Nieuw ..."."""
    if not stand.breuken or uitkomst.basis is None or uitkomst.dag is None:
        return ""
    breuken = breaks_between(stand.breuken, uitkomst.basisdag, uitkomst.dag)
    return "; ".join(f"{wording.datum(b.datum)} {b.label}" for b in breuken)


def _none(doel: Doel, stand: DoelStand, beschermd: str) -> pd.DataFrame:
    leeg = pd.DataFrame([dict.fromkeys(KOLOMMEN)])
    return leeg.assign(
        doel=doel.id,
        maat=doel.maat,
        eenheid=stand.maat.unit if stand.maat else doel.eenheid,
        oordeel=str(stand.uitkomst.oordeel),
        voorlopig="nee",
        beschermd=beschermd,
        onvolledig="",
    )


def _as_rijen(
    frame: pd.DataFrame, *, maat: str, eenheid: str, doel: str | None = None, beschermd: str = "nee"
) -> pd.DataFrame:
    rijen = frame.assign(
        doel=doel, maat=maat, eenheid=eenheid, basis=np.nan, doelwaarde=np.nan, padwaarde=np.nan, breuk=""
    )
    oordelen = (GEEN_GEGEVENS, str(Oordeel.NOG_NIET_MEETBAAR), VERBORGEN)
    rijen["oordeel"] = [r if r in oordelen else "" for r in rijen["reden"]]
    rijen["voorlopig"] = ["ja" if v else "nee" for v in rijen["voorlopig"]]
    rijen["beschermd"] = beschermd
    rijen["onvolledig"] = rijen["onvolledig"].fillna("") if "onvolledig" in rijen else ""
    decimalen = 2 if eenheid == "euro" else 9  # a sum of money is not exact to the last bit
    for kolom in ("teller", "noemer", "waarde", "n", "basis", "doelwaarde", "padwaarde"):
        rijen[kolom] = pd.to_numeric(rijen[kolom]).astype("float64").round(decimalen)
    for kolom in ("gemeente", "gi", "segment"):
        if kolom in rijen:
            rijen[kolom] = rijen[kolom].replace(NIET_BEKEND, None)  # empty in the source, empty here
    return rijen.reindex(columns=KOLOMMEN)
