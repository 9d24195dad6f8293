"""Where a scenario comes from: the address, a shipped or kept one, a file; and how it is kept in the session and in
the address while somebody turns the levers.

The scenario of the session is plain values (`velden`), without the selection: that is what the filters say.
"""

import tempfile
from pathlib import Path

import streamlit as st

from core import dashboard
from core.model import wording
from core.model.melding import Melding
from core.model.selectie import Selectie
from core.ui import address, mode, written
from core.ui.melding import plain

VELDEN, SOORT, FOUT, GEGEVEN, BERICHT = ("watals", "watals_keer", "watals_fout", "watals_adres", "watals_bericht")
LEEG = {"naam": "Eigen scenario"}
_WEERGAVE = "watals_weergave"  # beside which figures the fields of this session were filled in
DOEL_LINK, DOEL_KEUZE = "watals_doel_link", "watals_doel_gekozen"
_MET_CIJFERS = ("watals_beeld", "watals_beeld_ander", "watals_tweede", "watals_weggooien", BERICHT, FOUT)
# Names in the address that are not of a scenario.
_ANDERS = (*address.NAMEN, mode.NAAM, "token", "embed", "embed_options")


def choose(view, selectie: Selectie) -> dict:
    """The fields to begin with: from a link, from the session, or empty. Draws what went wrong, and the list of
    scenarios to begin with."""
    _enter_view(view)
    _follow_link(view, selectie)
    if view.weergave.bij_watals:
        st.caption(view.weergave.bij_watals)
    if st.session_state.get(FOUT):
        st.error(plain(st.session_state[FOUT]), icon=":material/info:")
    if bericht := st.session_state.pop(BERICHT, None):
        st.success(plain(bericht), icon=":material/check:")
        st.toast(plain(bericht), icon=":material/check:")  # the form stands far below
    _begin_with(view)
    with st.container(horizontal=True, gap="small"):
        if set(st.session_state.get(VELDEN, LEEG)) - {"naam"}:
            st.button(
                "Alles op nul",
                key="watals_nul",
                on_click=take,
                args=(dict(LEEG),),
                type="tertiary",
                icon=":material/restart_alt:",
            )
        _file(view, selectie)
    velden = st.session_state.setdefault(VELDEN, dict(LEEG))
    _older(view, velden)
    if selectie.filter("segment"):
        st.caption("Het filter op segment geldt hier niet: een maatregel heeft geen segment.")
    return velden


def _enter_view(view) -> None:
    """From Intern to Delen nothing goes along that was filled in or derived beside exact figures: not in the fields,
    the address or the file. The levers stay, and which goal was chosen; its figure is worked out again."""
    vorige, st.session_state[_WEERGAVE] = st.session_state.get(_WEERGAVE), view.weergave.naam
    if view.weergave.keeps_from(vorige):
        return
    gekozen = st.session_state.get(DOEL_KEUZE, (None, ""))[1]
    for sleutel in _MET_CIJFERS:
        st.session_state.pop(sleutel, None)
    oud = dashboard.scenario_uit_velden(st.session_state.get(VELDEN, LEEG))
    take(dashboard.scenario_velden(dashboard.scenario_zonder_intern(oud)))
    # What still stands in the address is that of Intern: it is not followed, and written over.
    written.keep(GEGEVEN, _in_address(), _in_address())
    if gekozen and gekozen != "eigen":
        st.session_state[DOEL_LINK] = gekozen


def generation() -> int:
    """Changes when a scenario is taken whole: part of the key of each lever, so that it then starts anew."""
    return st.session_state.get(SOORT, 0)


def take(velden: dict) -> None:
    """Another scenario as a whole."""
    st.session_state[VELDEN] = {k: w for k, w in velden.items() if k != "selectie"}
    st.session_state[SOORT] = generation() + 1
    st.session_state[FOUT] = ""
    st.session_state.pop("watals_rijen", None)


def publish(view, selectie: Selectie, velden: dict):
    """Keeps the fields, puts them in the address and gives the scenario. Raises Melding when they do not fit."""
    if velden != st.session_state.get(VELDEN):
        st.session_state[FOUT] = ""
    st.session_state[VELDEN] = velden
    scenario = view.gekeurd(with_selection(velden, selectie))
    nieuw = link_fields(scenario) if set(velden) - {"naam"} else {}
    if written.keep(GEGEVEN, _in_address(), nieuw):
        eigen = {n: st.query_params.get_all(n) for n in st.query_params if n in _ANDERS}
        st.query_params.from_dict(eigen | nieuw)
    return scenario


def with_selection(velden: dict, selectie: Selectie):
    """The scenario of these fields for what the filters say."""
    filters = {k: list(w) for k, w in selectie.filters if k in ("gemeente", "gi") and w}
    keuze = {"regio": selectie.regio, "filters": filters, "per": selectie.per}
    return dashboard.scenario_uit_velden(velden | {"selectie": keuze})


def link_fields(scenario) -> dict[str, str]:
    """What a link names of it, beside the filters."""
    return {n: w for n, w in dashboard.scenario_als_link(scenario).items() if not n.startswith("selectie.")}


def _in_address() -> dict[str, str]:
    return {n: st.query_params[n] for n in st.query_params if n not in _ANDERS}


def _follow_link(view, selectie: Selectie) -> None:
    """The address leads when it is new: a first visit, a link, back and forward."""
    gegeven = _in_address()
    if not written.is_new(GEGEVEN, gegeven):
        return
    try:
        doel = gegeven.pop("doel", None)  # `doel=ZHZ-01`: a link of another page, that only names a goal
        if doel and not gegeven:  # only another target: the levers that stand stay
            take({k: w for k, w in st.session_state.get(VELDEN, LEEG).items() if k != "doel"})
        else:
            _arrive(view, dashboard.scenario_uit_link(LEEG | gegeven))
        view.gekeurd(with_selection(st.session_state[VELDEN], selectie))
        if doel:
            st.session_state[DOEL_LINK] = doel
    except Melding as melding:
        take(dict(LEEG))
        st.session_state[FOUT] = f"{melding} Er is begonnen zonder knoppen."


def _arrive(view, scenario) -> None:
    """Takes a scenario that comes from elsewhere; in Delen without what may be an exact figure."""
    fit = view.arriving(scenario)
    take(dashboard.scenario_velden(fit))
    if fit != scenario:
        st.session_state[BERICHT] = (
            "Het doel of een bedrag uit dit scenario is weggelaten: in Delen gaat een doel in "
            "tienen en een bedrag in honderden."
        )


def _begin_with(view) -> None:
    """Presets and kept scenarios; choosing one takes it whole."""
    vooraf, bewaard = presets(), {b.naam: b for b in dashboard.scenarios(view)}
    opties = ["", *(f"vooraf:{n}" for n in vooraf), *(f"bewaard:{n}" for n in bewaard)]

    def words(optie: str) -> str:
        soort, _, naam = optie.partition(":")
        if not optie:
            return "Kies een scenario"
        if soort == "vooraf":
            return f"Voorbeeld: {vooraf[naam].naam}"
        auteur = f" ({bewaard[naam].auteur})" if bewaard[naam].auteur else ""
        return f"Bewaard: {naam}{auteur}, {wording.datum(bewaard[naam].op)}"

    sleutel = f"watals_begin_{generation()}"
    st.selectbox(
        "Begin met", opties, key=sleutel, format_func=words, on_change=_begin, args=(view, sleutel), filter_mode=None
    )


def _begin(view, sleutel: str) -> None:
    optie = st.session_state[sleutel]
    if not optie:
        return
    try:
        take(dashboard.scenario_velden(get(view, optie)))
    except Melding as melding:
        st.session_state[FOUT] = str(melding)


def get(view, optie: str):
    """The scenario of an option: `vooraf:<file>` or `bewaard:<name>`. Raises Melding when it is gone."""
    soort, _, naam = optie.partition(":")
    return presets()[naam] if soort == "vooraf" else dashboard.scenario_bewaard(view, naam)


def presets() -> dict:
    return _presets()


@st.cache_resource(show_spinner=False)
def _presets() -> dict:
    """Ship with the program and are frozen, so they can be shared."""
    return dashboard.scenarios_vooraf()


def _file(view, selectie: Selectie) -> None:
    """A scenario that somebody sent as a file; never run, read as strictly as a link."""
    with st.popover("Uit een bestand", type="tertiary", icon=":material/upload_file:"):
        bestand = st.file_uploader(
            "Bestand met een scenario", type=["yaml", "yml"], key=f"watals_bestand_{generation()}"
        )
        if bestand is not None:
            with tempfile.TemporaryDirectory() as map:
                pad = Path(map) / "scenario.yaml"
                pad.write_bytes(bestand.getbuffer())
                try:
                    _arrive(view, dashboard.scenario_uit_bestand(pad))
                except Melding as melding:
                    st.error(plain(str(melding)), icon=":material/info:")
                    return
            st.rerun()


def _older(view, velden: dict) -> None:
    """Says that it was made on other data, and what was assumed."""
    try:
        zin = dashboard.scenario_verouderd(view.store, dashboard.scenario_uit_velden(velden))
    except Melding:
        zin = None
    if zin:
        st.warning(plain(zin), icon=":material/history:")
