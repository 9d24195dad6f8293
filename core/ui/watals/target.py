"""The target of a scenario, and how far to look: a goal of the region with the figure that the page Doelen shows, or
one of one's own, both judged in the last year that is looked at."""

from datetime import date

import streamlit as st

from core import dashboard
from core.model import wording
from core.model.selectie import Selectie
from core.ui.watals.choice import DOEL_KEUZE, DOEL_LINK, generation

GEEN, EIGEN = "", "eigen"
JAREN, GEWOON, VER = 5, 10, 20  # years ahead: without a choice, as far as the slider goes, and for a file
_RICHTING = {"omlaag": "Hoogstens", "omhoog": "Minstens"}


def target(view, selectie: Selectie, velden: dict) -> dict:
    """The fields with the target that was chosen, and the years to look ahead. A goal is looked up again for what the
    filters say now."""
    doelen = _goals(view, selectie)
    keer = generation()
    sleutel = f"watals_doel_{keer}_{selectie.regio}"
    opties = [GEEN, *doelen, EIGEN]
    if sleutel not in st.session_state or st.session_state[sleutel] not in opties:
        st.session_state[sleutel] = _start(doelen, velden, keer, selectie.regio)
    gekozen = st.selectbox(
        "Doel", opties, key=sleutel, format_func=lambda o: _name(o, doelen, velden), filter_mode=None
    )
    st.session_state[DOEL_KEUZE] = (keer, gekozen, selectie.regio)
    afgesproken = doelen[gekozen].doel.doel.datum if gekozen in doelen else None
    velden, dag = _horizon(view, velden, afgesproken)
    rest = {k: w for k, w in velden.items() if k != "doel"}
    if gekozen == GEEN:
        return rest
    if gekozen == EIGEN:
        return rest | {"doel": _own(view, velden, keer, dag)}
    stand = doelen[gekozen]
    if afgesproken and afgesproken != dag:
        st.caption(f"Afgesproken voor {wording.datum(afgesproken)}; hier bekeken op {wording.datum(dag)}.")
    return rest | {
        "doel": {
            "maat": stand.maat.id,
            "datum": str(dag),
            "richting": stand.doel.richting,
            "waarde": round(float(stand.uitkomst.doelwaarde), 4),
        }
    }


def _goals(view, selectie: Selectie) -> dict:
    """The goals of the region that can be simulated and have a figure here."""
    keuze = selectie.with_(per="jaar", splits=(), van=None, tot=None, segment=())
    return {
        s.doel.id: s
        for s in view.doelen(keuze)
        if s.maat
        and s.maat.id in dashboard.SIMULEERBARE_MATEN
        and not s.doel.filter
        and s.doel.richting in _RICHTING
        and not wording.is_empty(s.uitkomst.doelwaarde)
    }


def _start(doelen: dict, velden: dict, keer: int, regio: str | None) -> str:
    """A goal that a link names, what was chosen on an earlier visit, the goal that has this target; else the first.
    A target of another region is no target here: then the goal of this region about the same figure, or none."""
    gelinkt = st.session_state.pop(DOEL_LINK, None)
    if gelinkt in doelen:
        return gelinkt
    keer_toen, gekozen, regio_toen = st.session_state.get(DOEL_KEUZE, (None, None, None))
    if keer_toen == keer and gekozen in (GEEN, *doelen):
        return gekozen
    doel = velden.get("doel")
    if keer_toen == keer and regio_toen != regio:
        return next((d for d, s in doelen.items() if doel and s.maat.id == doel["maat"]), GEEN)
    if not doel:
        eerst = sorted(doelen, key=lambda d: doelen[d].maat.id != "jb_stand")
        return eerst[0] if eerst and len(velden) < 2 else GEEN
    zelfde = (
        d
        for d, s in doelen.items()
        if s.maat.id == doel["maat"]
        and doel.get("waarde") is not None
        and abs(s.uitkomst.doelwaarde - doel["waarde"]) < 1e-3
    )
    return next(zelfde, EIGEN)


def _name(optie: str, doelen: dict, velden: dict) -> str:
    if optie == GEEN:
        return "Geen doel"
    if optie == EIGEN:
        return "Eigen doel"
    stand = doelen[optie]
    u, eenheid = stand.uitkomst, stand.maat.unit
    waarde = wording.waarde(_whole(wording.reached(u.doelwaarde, u.basis, eenheid), eenheid), eenheid)
    return f"{waarde}: {stand.doel.label} ({optie})"  # the figure first: the field is narrow


def _whole(x: float, eenheid: str) -> float:
    return round(x, 1) if eenheid != "aandeel" else x


def _horizon(view, velden: dict, afgesproken: date | None) -> tuple[dict, date]:
    """One control for how far to look and for when the target is judged: the end of the last year, or the day in that
    year that the scenario or the agreement names. It begins at that day when it is still to come."""
    nu = (view.store.gegevens_tm or date.today()).year
    gezet = (velden.get("doel") or {}).get("datum")
    gezet = date.fromisoformat(str(gezet)) if gezet else None
    sleutel = f"watals_jaren_{generation()}"
    if sleutel not in st.session_state:
        eigen = velden.get("jaren")
        begin = (gezet and gezet.year - nu, eigen and int(eigen), afgesproken and afgesproken.year - nu, JAREN)
        st.session_state[sleutel] = next(jaren for jaren in begin if jaren and 1 <= jaren <= VER)
    meest = VER if st.session_state[sleutel] > GEWOON else GEWOON  # far only for a file that asks for it
    jaren = st.slider("Hoeveel jaar vooruit?", 1, meest, key=sleutel)
    dag = next((d for d in (gezet, afgesproken) if d and d.year == nu + jaren), date(nu + jaren, 12, 31))
    st.caption(f"De uitkomst en het doel gaan over {wording.datum(dag)}.")
    rest = {k: w for k, w in velden.items() if k != "jaren"}
    return rest | ({"jaren": jaren} if jaren != JAREN else {}), dag


def _own(view, velden: dict, keer: int, dag: date) -> dict:
    """A target to fill in; a relative one of a scenario stays as it is until another maat or figure is chosen."""
    doel = velden.get("doel") or {}
    maten = dashboard.maten()
    plek = f"watals_eigen_{keer}"
    st.session_state.setdefault(f"{plek}_maat", doel.get("maat", "jb_stand"))
    maat = st.selectbox(
        "Welk cijfer?",
        list(dashboard.SIMULEERBARE_MATEN),
        key=f"{plek}_maat",
        format_func=lambda m: maten[m].label,
        filter_mode=None,
    )
    relatief = "verandering" in doel and doel["maat"] == maat
    soorten = ["zoals in dit scenario", "een getal"] if relatief else ["een getal"]
    soort = (
        st.segmented_control("Het doel is", soorten, default=soorten[0], required=True, key=f"{plek}_soort_{relatief}")
        if relatief
        else "een getal"
    )
    if soort == "zoals in dit scenario":
        basis = wording.datum(date.fromisoformat(str(doel["basis"]))) if doel.get("basis") else doel["basisjaar"]
        x = doel["verandering"]
        st.caption(f"{wording.getal(round(abs(100 * x), 1))}% {'minder' if x < 0 else 'meer'} dan op of in {basis}.")
        return doel | {"datum": str(dag)}
    return {"maat": maat, "datum": str(dag)} | _number(view, doel, plek, maten[maat].unit == "aandeel")


def _number(view, doel: dict, plek: str, aandeel: bool) -> dict:
    """Direction and value of a target of one's own; in Delen in steps."""
    een, twee = st.columns(2)
    st.session_state.setdefault(f"{plek}_richting", doel.get("richting", "omlaag"))
    richting = een.selectbox(
        "Richting", list(_RICHTING), key=f"{plek}_richting", format_func=_RICHTING.get, filter_mode=None
    )
    begin = round((doel.get("waarde") or 0) * (100 if aandeel else 1), 1)
    # A whole number as one: the field writes a decimal point.
    begin = int(begin) if begin == int(begin) else begin
    grof = view.weergave.procentstap if aandeel else view.weergave.doelstap
    st.session_state.setdefault(f"{plek}_waarde", max(begin, grof))
    soort = int if isinstance(st.session_state[f"{plek}_waarde"], int) else float
    waarde = twee.number_input(
        f"Waarde{' (in %)' if aandeel else ''}",
        soort(grof),
        soort(1_000_000),
        step=soort(grof or 1),
        key=f"{plek}_waarde",
    )
    return {"richting": richting, "waarde": waarde / 100 if aandeel else waarde}
