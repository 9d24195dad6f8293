"""The target of a scenario: a goal of the region with the figure that the page Doelen shows, or one of one's own."""

from datetime import date

import streamlit as st

from core import dashboard
from core.model import wording
from core.model.selectie import Selectie
from core.ui.watals.choice import DOEL_KEUZE, DOEL_LINK, generation

GEEN, EIGEN = "", "eigen"
_RICHTING = {"omlaag": "Hoogstens", "omhoog": "Minstens"}


def target(view, selectie: Selectie, velden: dict) -> dict:
    """The fields with the target that was chosen. A goal is looked up again for what the filters say now."""
    doelen = _goals(view, selectie)
    keer = generation()
    sleutel = f"watals_doel_{keer}_{selectie.regio}"
    opties = [GEEN, *doelen, EIGEN]
    if sleutel not in st.session_state or st.session_state[sleutel] not in opties:
        st.session_state[sleutel] = _start(doelen, velden, keer)
    gekozen = st.selectbox("Doel", opties, key=sleutel, format_func=lambda o: _name(o, doelen, velden))
    st.session_state[DOEL_KEUZE] = (keer, gekozen)
    rest = {k: w for k, w in velden.items() if k != "doel"}
    if gekozen == GEEN:
        return rest
    if gekozen == EIGEN:
        return rest | {"doel": _own(view, velden, keer)}
    stand = doelen[gekozen]
    dag = _day(view, velden, f"{sleutel}_{gekozen}_dag", stand.doel.doel.datum)
    if stand.doel.doel.datum and stand.doel.doel.datum < dag:
        st.caption(f"Afgesproken voor {wording.datum(stand.doel.doel.datum)}; hier bekeken op {wording.datum(dag)}.")
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


def _start(doelen: dict, velden: dict, keer: int) -> str:
    """A goal that a link names, what was chosen on an earlier visit, the goal that has this target; else the first."""
    gelinkt = st.session_state.pop(DOEL_LINK, None)
    if gelinkt in doelen:
        return gelinkt
    eerder = st.session_state.get(DOEL_KEUZE, (None, None))
    if eerder[0] == keer and eerder[1] in (GEEN, *doelen):
        return eerder[1]
    doel = velden.get("doel")
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
    waarde = wording.waarde(_whole(stand.uitkomst.doelwaarde, stand.maat.unit), stand.maat.unit)
    return f"{waarde}: {stand.doel.label} ({optie})"  # the figure first: the field is narrow


def _whole(x: float, eenheid: str) -> float:
    return round(x, 1) if eenheid != "aandeel" else x


def _day(view, velden: dict, sleutel: str, afgesproken: date | None) -> date:
    """Ends of years that are simulated, and the agreed day when it is still to come."""
    nu = view.store.gegevens_tm or date.today()
    dagen = {date(j, 12, 31) for j in range(nu.year + 1, nu.year + int(velden.get("jaren", 5)) + 1)}
    if gezet := (velden.get("doel") or {}).get("datum"):
        dagen.add(date.fromisoformat(str(gezet)))
    if afgesproken and afgesproken > nu and afgesproken.year - nu.year <= 20:
        dagen.add(afgesproken)
    dagen = sorted(d for d in dagen if d > nu)
    st.session_state.setdefault(
        sleutel, date.fromisoformat(str(gezet)) if gezet else max([d for d in dagen if d == afgesproken] or [dagen[-1]])
    )
    if st.session_state[sleutel] not in dagen:
        st.session_state[sleutel] = dagen[-1]
    return st.selectbox("Gehaald op", dagen, key=sleutel, format_func=wording.datum)


def _own(view, velden: dict, keer: int) -> dict:
    """A target to fill in; a relative one of a scenario stays as it is until another maat or figure is chosen."""
    doel = velden.get("doel") or {}
    maten = dashboard.maten()
    plek = f"watals_eigen_{keer}"
    st.session_state.setdefault(f"{plek}_maat", doel.get("maat", "jb_stand"))
    maat = st.selectbox(
        "Welk cijfer?", list(dashboard.SIMULEERBARE_MATEN), key=f"{plek}_maat", format_func=lambda m: maten[m].label
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
        return doel | {"datum": str(_day(view, velden, f"{plek}_dag", None))}
    return {"maat": maat, "datum": str(_day(view, velden, f"{plek}_dag", None))} | _number(
        view, doel, plek, maten[maat].unit == "aandeel"
    )


def _number(view, doel: dict, plek: str, aandeel: bool) -> dict:
    """Direction and value of a target of one's own; in Delen in steps."""
    een, twee = st.columns(2)
    st.session_state.setdefault(f"{plek}_richting", doel.get("richting", "omlaag"))
    richting = een.selectbox("Richting", list(_RICHTING), key=f"{plek}_richting", format_func=_RICHTING.get)
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
