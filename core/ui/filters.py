"""The filters: the same on every page, one typed Selectie in the session, and the same in the address."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from core import dashboard
from core.model import wording
from core.model.selectie import PER, Selectie
from core.model.wider import wider
from core.ui import access, written
from core.ui import address as adres
from core.ui.address import Keuzes

WEERGAVE = "weergave"  # in the address: whether figures are to be shared
NAMED = 3  # of more than so many chosen ones only the number is said
_SELECTIE, _ADRES, _OVER = "selectie", "selectie_adres", "selectie_overgeslagen"
_ERBIJ, _GEZEGD = "selectie_erbij", "gezegd"  # of the page that is drawn: its filters, and what was said once
LABELS = {
    "regio": "regio",
    "gemeente": "gemeente",
    "gi": "GI",
    "segment": "segment",
    "van": "het eerste jaar",
    "tot": "het laatste jaar",
    "per": "de tijdseenheid",
}
# What a page does something with, where that is not everything: a filter that does nothing is not there.
_ALLE = ("regio", "gemeente", "gi", "segment", "jaren", "per")
_VAN_PAGINA = {
    "Overzicht": ("regio", "gemeente", "gi", "segment", "jaren"),
    "Kernwaarden": ("regio", "gemeente", "gi", "segment", "jaren"),
    "Doelen": ("regio", "gemeente", "gi", "segment", "jaren"),
    "Wat-als": ("regio", "gemeente", "gi", "per"),
    "Maatregelen": ("regio", "gemeente", "gi", "jaren", "per"),
    "Duur": ("regio", "gemeente", "gi", "jaren", "per"),
    "Duiding": ("regio",),
    "Wat veranderde er?": ("regio", "gemeente", "gi", "segment"),
    "Klopt het met het CBS?": ("regio", "gemeente"),
    "Mijlpalen": ("regio", "gi"),
    "Rapport": ("regio", "gemeente", "gi", "segment", "jaren"),
    "Presentatie": ("regio", "gemeente", "gi", "segment", "jaren"),
    "Opvragen": ("regio", "jaren"),
    "Dekking": ("regio",),
    "Verantwoording": ("regio",),
    "Gegevens": (),
    "Handleiding": (),
    "Beheer": (),
}
_PER = {"jaar": "Per jaar", "halfjaar": "Per halfjaar", "kwartaal": "Per kwartaal", "maand": "Per maand"}


def choices(view) -> Keuzes:
    """What can be chosen in this view; segment numbers differ per region."""
    alle = dashboard.zichtbaar(view.store, dashboard.regios())
    regios = {r: alle[r] for r in view.store.regios if r in alle} or dict(alle)
    segmenten = {
        r: {s.nummer: s.titel for s in regio.segmenten if not view.store.segmenten or s.nummer in view.store.segmenten}
        for r, regio in regios.items()
    }
    dagen = [d for van, tm in view.store.dekking.values() for d in (van, tm) if d]
    jaren = tuple(range(min(dagen).year, max(dagen).year + 1)) if dagen else ()
    gis = {r: view.store.gis_van(regio.codes) for r, regio in regios.items()}
    return Keuzes(regios, gis, segmenten, jaren, "alle gemeenten" if view.store.bereik is None else "uw gemeenten")


def of_page(titel: str) -> tuple[str, ...]:
    """The filters that a page does something with."""
    return _VAN_PAGINA.get(titel, _ALLE)


def before_reader(selectie: Selectie, titel: str) -> Selectie:
    """The selection without what was chosen on another page and cannot be seen on this one: it would limit the figures
    without a word. A segment stays: under a figure is said where it does not hold."""
    erbij = of_page(titel)
    selectie = selectie.with_(**{k: () for k in ("gemeente", "gi") if k not in erbij})
    if "jaren" not in erbij:
        selectie = selectie.with_(van=None, tot=None)
    return selectie if "per" in erbij else selectie.with_(per="jaar")


def choose(view, titel: str) -> Selectie:
    """Draw the filters of the page with this title in the sidebar and give what is chosen of them. The session leads;
    the address leads when it is new (first visit, a link, back and forward)."""
    keuzes = choices(view)
    selectie = adres.fit(_current(keuzes), keuzes)
    st.session_state[_ERBIJ], st.session_state[_GEZEGD] = of_page(titel), set()
    with st.sidebar:
        if of_page(titel):
            st.header("Wat wilt u zien?", anchor=False)
        _draw(selectie, keuzes, of_page(titel))
        if of_page(titel) and adres.write(selectie) != adres.write(keuzes.start().with_(regio=selectie.regio)):
            st.button("Wis de keuzes", key="wis", on_click=_reset, args=(keuzes,), type="tertiary")
    _publish(selectie)
    return before_reader(selectie, titel)


def _draw(selectie: Selectie, keuzes: Keuzes, erbij: tuple[str, ...]) -> None:
    gemeenten = keuzes.gemeenten(selectie.regio)
    segmenten = keuzes.segmenten.get(selectie.regio or "", {})
    gis = {g: g for g in keuzes.gis.get(selectie.regio or "", ())}
    if "regio" in erbij:
        _pick("regio", "Regio", list(keuzes.regios), selectie.regio, lambda r: keuzes.regios[r].naam)
    if "gemeente" in erbij:
        _pick_more("gemeente", "Gemeente", keuzes.alle_gemeenten.capitalize(), gemeenten, selectie)
    if "gi" in erbij:
        _pick_more("gi", "Gecertificeerde instelling", "Alle GI's", gis, selectie)
    if "segment" in erbij and segmenten:
        _pick_one("segment", "Segment", "Alle segmenten", segmenten, selectie)
    if "jaren" in erbij and keuzes.jaren:
        eerste, laatste = keuzes.jaren[0], keuzes.jaren[-1]
        links, rechts = st.columns(2)
        van, tot = (d.year if d else None for d in (selectie.van, selectie.tot))
        _pick("van", "Van", list(keuzes.jaren), van or eerste, str, links)
        _pick("tot", "Tot en met", list(keuzes.jaren), tot or laatste, str, rechts)
    if "per" in erbij:
        _pick("per", "Per", list(PER), selectie.per, _PER.get)


def in_words(view, selectie: Selectie, titel: str) -> str:
    """The choices of the page with this title in one line, for under the title and on a print."""
    keuzes, erbij = choices(view), of_page(titel)
    regio = keuzes.regios.get(selectie.regio or "")
    namen = keuzes.gemeenten(selectie.regio)
    woorden = {
        "regio": regio.naam if regio else "alle regio's",
        "gemeente": _some([namen.get(g, g) for g in selectie.filter("gemeente")], keuzes.alle_gemeenten, "gemeenten"),
        "gi": _some(selectie.filter("gi"), "alle GI's", "GI's"),
    }
    delen = [woorden[k] for k in woorden if k in erbij]
    if "segment" in erbij and (segment := _one(selectie, "segment")):
        delen.append(f"segment {keuzes.segmenten.get(selectie.regio, {}).get(segment, segment)}")
    van = selectie.van.year if selectie.van else keuzes.jaren[0] if keuzes.jaren else None
    tot = selectie.tot.year if selectie.tot else keuzes.jaren[-1] if keuzes.jaren else None
    if van and "jaren" in erbij:
        per = f", per {selectie.per}" if "per" in erbij else ""
        delen.append(f"{van} t/m {tot}{per}" if van != tot else f"{van}{per}")
    tm = [tm for _, tm in view.store.dekking.values() if tm]
    if tm:
        delen.append(f"gegevens t/m {wording.datum(max(tm))}")
    return " · ".join(delen)


def _some(namen: Sequence[str], alle: str, wat: str) -> str:
    """The chosen names, or how many when that is more than fits."""
    if not namen:
        return alle
    return wording.opsomming(namen) if len(namen) <= NAMED else f"{len(namen)} {wat}"


def address() -> adres.Adres:
    """The choices as they stand in the address: for a link to another page. Also that figures are to be shared: a link
    in our own HTML begins a new session, that would show them exact."""
    weergave = {WEERGAVE: st.query_params[WEERGAVE]} if WEERGAVE in st.query_params else {}
    return written.now(_ADRES) | weergave


def address_of(selectie: Selectie) -> adres.Adres:
    """The same for another selection: for a link to what somebody looked at."""
    weergave = {WEERGAVE: st.query_params[WEERGAVE]} if WEERGAVE in st.query_params else {}
    return adres.write(selectie) | weergave


def way_on(selectie: Selectie, *, hidden: bool) -> str:
    """What to do where this selection has no figure to show, one sentence: only what is on this page and not open
    yet. `hidden`: there is one, of too few children to show."""
    if kan := wider(selectie, hidden, st.session_state[_ERBIJ]):
        return f"Kies links {kan}."
    if not hidden:
        return "Alles staat al open: er is niets om te tellen."
    return "Ruimer kiezen kan hier niet." + (" Alleen Intern laat het zien." if access.may_see_exact() else "")


def first_time(zin: str) -> bool:
    """Whether a sentence was not said on this page yet."""
    gezegd = st.session_state[_GEZEGD]
    return zin not in gezegd and not gezegd.add(zin)


def left_out() -> list[str]:
    """What in the address was not used, as the reader knows it; said once."""
    return [LABELS[naam] for naam in st.session_state.pop(_OVER, ())]


def _current(keuzes: Keuzes) -> Selectie:
    gegeven = _in_address()
    if _SELECTIE in st.session_state and not written.is_new(_ADRES, gegeven):
        return st.session_state[_SELECTIE]
    selectie, over = adres.read(gegeven, keuzes)
    if over:
        st.session_state[_OVER] = over
    return selectie


def _publish(selectie: Selectie) -> None:
    """Keep the selection, and write it in the address when that changes."""
    st.session_state[_SELECTIE] = selectie
    nieuw = adres.write(selectie)
    if written.keep(_ADRES, _in_address(), nieuw):
        overig = {n: st.query_params.get_all(n) for n in st.query_params if n not in adres.NAMEN}
        st.query_params.from_dict(overig | nieuw)


def _in_address() -> adres.Adres:
    """What the address says of the filters, as `write` would put it."""
    alle = {n: st.query_params.get_all(n) for n in adres.NAMEN if n in st.query_params}
    return {n: w if len(w) > 1 else w[0] for n, w in alle.items()}


def _pick(naam: str, label: str, opties: list, nu, woorden, plek=None) -> None:
    """One filter. Its value is set before it is drawn, so that it survives a change of page."""
    sleutel = f"filter_{naam}"
    st.session_state[sleutel] = nu if nu in opties else opties[0] if opties else None
    (plek or st).selectbox(
        label, opties, key=sleutel, format_func=woorden, on_change=_changed, args=(naam,), filter_mode=None
    )


def _pick_one(naam: str, label: str, alles: str, opties: dict[str, str], selectie: Selectie) -> None:
    """A filter that is not limited, or limited to one value. "" is all: None would show an English word."""
    _pick(naam, label, ["", *opties], _one(selectie, naam), lambda o: opties.get(o, alles))


def _pick_more(naam: str, label: str, alles: str, opties: dict[str, str], selectie: Selectie) -> None:
    """A filter that is not limited, or limited to some values."""
    sleutel = f"filter_{naam}"
    st.session_state[sleutel] = [w for w in opties if w in selectie.filter(naam)]
    st.multiselect(
        label,
        list(opties),
        key=sleutel,
        format_func=lambda o: opties.get(o, o),  # also of what is not in the list
        placeholder=alles,
        on_change=_changed,
        args=(naam,),
        filter_mode=None,
        select_all=False,
    )


def _changed(naam: str) -> None:
    selectie: Selectie = st.session_state[_SELECTIE]
    waarde = st.session_state[f"filter_{naam}"]
    if naam == "regio":
        # A GI works in more regions: it stays where it is there (`fit`). A number of a segment means something else.
        selectie = selectie.with_(regio=waarde, segment=())
        _forget_doel()
    elif naam == "per":
        selectie = selectie.with_(per=waarde)
    elif naam == "van":
        tot = selectie.tot if selectie.tot is None or selectie.tot.year >= waarde else date(waarde, 12, 31)
        selectie = selectie.with_(van=date(waarde, 1, 1), tot=tot)
    elif naam == "tot":
        van = selectie.van if selectie.van is None or selectie.van.year <= waarde else date(waarde, 1, 1)
        selectie = selectie.with_(tot=date(waarde, 12, 31), van=van)
    else:
        selectie = selectie.with_(**{naam: tuple(waarde) if naam in adres.MEER else (waarde,) if waarde else ()})
    st.session_state[_SELECTIE] = selectie


def _forget_doel() -> None:
    """A goal belongs to a region: the one that is open, or in the address, would bring the old region back."""
    st.session_state.pop("doel", None)
    if "doel" in st.query_params:
        del st.query_params["doel"]


def _reset(keuzes: Keuzes) -> None:
    st.session_state[_SELECTIE] = keuzes.start().with_(regio=st.session_state[_SELECTIE].regio)


def _one(selectie: Selectie, kolom: str) -> str:
    """The chosen value of a column; "" for all."""
    return next(iter(selectie.filter(kolom)), "")
