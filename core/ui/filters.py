"""The filters: the same on every page, one typed Selectie in the session, and the same in the address."""

from datetime import date

import streamlit as st

from core import dashboard
from core.model import wording
from core.model.selectie import PER, Selectie
from core.ui import address as adres
from core.ui.address import Keuzes

WEERGAVE = "weergave"  # in the address: whether figures are to be shared
_SELECTIE, _ADRES, _OVER = "selectie", "selectie_adres", "selectie_overgeslagen"
_LABELS = {
    "regio": "regio",
    "gemeente": "gemeente",
    "gi": "GI",
    "segment": "segment",
    "van": "het eerste jaar",
    "tot": "het laatste jaar",
    "per": "de tijdseenheid",
}
_PER = {"jaar": "Per jaar", "halfjaar": "Per halfjaar", "kwartaal": "Per kwartaal", "maand": "Per maand"}


def choices(view) -> Keuzes:
    """What can be chosen in this view; segment numbers differ per region."""
    alle = dashboard.zichtbaar(view.store, dashboard.regios())
    regios = {r: alle[r] for r in view.store.regios if r in alle} or dict(alle)
    segmenten = {
        r: {
            s.nummer: f"{s.nummer} {s.naam}"
            for s in regio.segmenten
            if not view.store.segmenten or s.nummer in view.store.segmenten
        }
        for r, regio in regios.items()
    }
    dagen = [d for van, tm in view.store.dekking.values() for d in (van, tm) if d]
    jaren = tuple(range(min(dagen).year, max(dagen).year + 1)) if dagen else ()
    gis = {r: view.store.gis_van(regio.codes) for r, regio in regios.items()}
    return Keuzes(regios, gis, segmenten, jaren, "alle gemeenten" if view.store.bereik is None else "uw gemeenten")


def choose(view) -> Selectie:
    """Draw the filters in the sidebar and give what is chosen. The session leads; the address leads when it
    is new (first visit, a link, back and forward)."""
    keuzes = choices(view)
    selectie = adres.fit(_current(keuzes), keuzes)
    with st.sidebar:
        st.header("Wat wilt u zien?", anchor=False)
        _draw(selectie, keuzes)
        if adres.write(selectie) != adres.write(keuzes.start().with_(regio=selectie.regio)):
            st.button("Wis de keuzes", key="wis", on_click=_reset, args=(keuzes,), type="tertiary")
    _publish(selectie)
    return selectie


def _draw(selectie: Selectie, keuzes: Keuzes) -> None:
    gemeenten = keuzes.gemeenten(selectie.regio)
    segmenten = keuzes.segmenten.get(selectie.regio or "", {})
    _pick("regio", "Regio", list(keuzes.regios), selectie.regio, lambda r: keuzes.regios[r].naam)
    _pick_one("gemeente", "Gemeente", keuzes.alle_gemeenten.capitalize(), gemeenten, selectie)
    _pick_one(
        "gi",
        "Gecertificeerde instelling",
        "Alle GI's",
        {g: g for g in keuzes.gis.get(selectie.regio or "", ())},
        selectie,
    )
    if segmenten:
        _pick_one("segment", "Segment", "Alle segmenten", segmenten, selectie)
    if keuzes.jaren:
        eerste, laatste = keuzes.jaren[0], keuzes.jaren[-1]
        links, rechts = st.columns(2)
        _pick("van", "Van", list(keuzes.jaren), selectie.van.year if selectie.van else eerste, str, links)
        _pick(
            "tot",
            "Tot en met",
            list(keuzes.jaren),
            selectie.tot.year if selectie.tot else laatste,
            str,
            rechts,
        )
    _pick("per", "Per", list(PER), selectie.per, _PER.get)


def in_words(view, selectie: Selectie) -> str:
    """The choices in one line, for under the title and on a print."""
    keuzes = choices(view)
    regio = keuzes.regios.get(selectie.regio or "")
    gemeente, gi = _one(selectie, "gemeente"), _one(selectie, "gi")
    delen = [
        regio.naam if regio else "alle regio's",
        keuzes.gemeenten(selectie.regio).get(gemeente, gemeente) if gemeente else keuzes.alle_gemeenten,
        gi or "alle GI's",
    ]
    if segment := _one(selectie, "segment"):
        delen.append(f"segment {keuzes.segmenten.get(selectie.regio, {}).get(segment, segment)}")
    van = selectie.van.year if selectie.van else keuzes.jaren[0] if keuzes.jaren else None
    tot = selectie.tot.year if selectie.tot else keuzes.jaren[-1] if keuzes.jaren else None
    if van:
        delen.append(f"{van} t/m {tot}, per {selectie.per}" if van != tot else f"{van}, per {selectie.per}")
    tm = [tm for _, tm in view.store.dekking.values() if tm]
    if tm:
        delen.append(f"gegevens t/m {wording.datum(max(tm))}")
    return " · ".join(delen)


def address() -> dict[str, str]:
    """The choices as they stand in the address: for a link to another page. Also that figures are to be shared: a link
    in our own HTML begins a new session, that would show them exact."""
    weergave = {WEERGAVE: st.query_params[WEERGAVE]} if WEERGAVE in st.query_params else {}
    return dict(st.session_state.get(_ADRES, {})) | weergave


def left_out() -> list[str]:
    """What in the address was not used, as the reader knows it; said once."""
    return [_LABELS[naam] for naam in st.session_state.pop(_OVER, ())]


def _current(keuzes: Keuzes) -> Selectie:
    gegeven = {n: st.query_params[n] for n in adres.NAMEN if n in st.query_params}
    if _SELECTIE in st.session_state and (not gegeven or gegeven == st.session_state.get(_ADRES)):
        return st.session_state[_SELECTIE]
    selectie, over = adres.read(gegeven, keuzes)
    if over:
        st.session_state[_OVER] = over
    return selectie


def _publish(selectie: Selectie) -> None:
    """Keep the selection, and write it in the address when that changes."""
    st.session_state[_SELECTIE] = selectie
    nieuw = adres.write(selectie)
    st.session_state[_ADRES] = nieuw
    oud = {n: st.query_params[n] for n in adres.NAMEN if n in st.query_params}
    if oud != nieuw:
        overig = {n: st.query_params.get_all(n) for n in st.query_params if n not in adres.NAMEN}
        st.query_params.from_dict(overig | nieuw)


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
        selectie = selectie.with_(**{naam: (waarde,) if waarde else ()})
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
