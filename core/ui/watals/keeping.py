"""Keeping a scenario by name, throwing one away, and sharing it by link."""

from datetime import date
from urllib.parse import urlencode

import streamlit as st

from core import dashboard
from core.model import wording
from core.model.melding import Melding
from core.ui import access, filters
from core.ui.melding import plain
from core.ui.table import show_table, text_html
from core.ui.watals import choice
from core.ui.watals.levers import levers_in_words

_WEG, _VERVANG = "watals_weg", "watals_vervang"


def keep(view, scenario) -> None:
    """The scenario in words, and everything to do with keeping and sharing it; folded."""
    with st.expander("Bewaren en delen", icon=":material/bookmark:", expanded=bool(st.session_state.get(_WEG))):
        _in_words(scenario)
        links, rechts = st.columns(2, gap="large")
        with links:
            _save(view, scenario)
        with rechts:
            _share(view, scenario)
        _kept(view)


def _in_words(scenario) -> None:
    """The levers as sentences, and what was assumed with its sources."""
    regels = [
        *levers_in_words(scenario),
        *(f"Aanname: {a}" for a in scenario.aannames),
        *(f"Bron: {b}" for b in scenario.bronnen),
    ]
    if regels:
        st.html(f'<ul class="kd-klein">{"".join(f"<li>{text_html(r)}</li>" for r in regels)}</ul>')


def _save(view, scenario) -> None:
    keer = choice.generation()
    st.session_state.setdefault(f"watals_naam_{keer}", scenario.naam)
    with st.form(f"watals_bewaren_{keer}", border=False):
        naam = st.text_input("Naam", max_chars=200, key=f"watals_naam_{keer}")
        auteur = _author()
        aanname = st.text_area(
            "Aannames in woorden (mag leeg blijven)",
            "\n".join(scenario.aannames),
            max_chars=4000,
            height=90,
            placeholder="Schrijf hier niets over een kind of gezin.",
        )
        vervang = st.checkbox("Vervang een scenario met deze naam")
        if st.form_submit_button("Bewaren", type="primary"):
            velden = dashboard.scenario_velden(scenario) | {
                "naam": naam,
                "auteur": auteur,
                "datum": str(date.today()),
                "aannames": [r.strip() for r in aanname.splitlines() if r.strip()],
            }
            _try(lambda: _keep(view, velden, vervang))


def _author() -> str:
    """Who makes it. In shared use that is who is logged in: nobody can put another's name under it."""
    lezer = access.check()
    if lezer.gedeeld:
        return lezer.naam
    return st.text_input("Gemaakt door", max_chars=120, placeholder="bijvoorbeeld: ontwikkeltafel veiligheid")


def _keep(view, velden: dict, vervang: bool) -> str:
    if not velden["naam"].strip():
        raise Melding("Geef het scenario een naam.")
    bewaard = dashboard.save_scenario(
        view, dashboard.scenario_uit_velden(velden), vervang=vervang, lezer=access.check()
    )
    choice.take(dashboard.scenario_velden(bewaard))
    return f"Het scenario '{bewaard.naam}' is bewaard."


def _share(view, scenario) -> None:
    """A link that opens this scenario with these filters; nothing in it is secret, and no figure of the data is: a goal
    goes by its name, and is worked out again by who opens it."""
    velden = filters.address() | choice.link_fields(view.leaving[0].arriving(scenario))
    gekozen = st.session_state.get(choice.DOEL_KEUZE, (None, ""))[1]
    if gekozen and gekozen != "eigen":
        velden = {n: w for n, w in velden.items() if not n.startswith("doel.")} | {"doel": gekozen}
    adres = str(st.context.url or "").split("?")[0]
    st.markdown("**Link naar dit scenario**")
    st.code(f"{adres}?{urlencode(velden, doseq=True)}", language=None, wrap_lines=True, height=110)
    st.caption(
        "Wie deze link opent, ziet dezelfde knoppen, doorgerekend met de gegevens die daar geladen zijn. De "
        "link laat niemand binnen."
    )


def _kept(view) -> None:
    """What is kept, and throwing away in two steps."""
    bewaard = dashboard.scenarios(view)
    if not bewaard:
        return
    show_table(
        [
            {"Bewaard scenario": b.naam, "Gemaakt door": b.auteur or wording.LEEG, "Op": wording.moment(b.op)}
            for b in bewaard
        ],
        "Bewaarde scenario's",
    )
    lezer = access.check()
    eigen = [b.naam for b in bewaard if dashboard.scenario_te_wijzigen(b, lezer)]
    if not eigen:
        return
    links, rechts = st.columns([3, 2], vertical_alignment="bottom")
    naam = links.selectbox(
        "Weggooien",
        ["", *eigen],
        key="watals_weggooien",
        format_func=lambda n: n or "Kies een scenario",
        filter_mode=None,
    )
    if naam and rechts.button("Gooi weg", key="watals_gooi", icon=":material/delete:"):
        st.session_state[_WEG] = naam
    if st.session_state.get(_WEG) and st.session_state[_WEG] == naam:
        st.warning(plain(f"Het scenario '{naam}' gaat voorgoed weg. Weet u het zeker?"), icon=":material/warning:")
        with st.container(horizontal=True):
            st.button("Ja, gooi weg", key="watals_ja", type="primary", on_click=_throw_away, args=(view, naam))
            st.button("Nee, bewaar het", key="watals_nee", on_click=_throw_away, args=(view, None))


def _throw_away(view, naam: str | None) -> None:
    st.session_state[_WEG] = ""
    st.session_state["watals_weggooien"] = ""
    if naam is None:
        return
    try:
        dashboard.remove_scenario(view, naam, lezer=access.check())
        st.session_state[choice.BERICHT] = f"Het scenario '{naam}' is weggegooid."
    except Melding as melding:
        st.session_state[choice.FOUT] = str(melding)


def _try(doe) -> None:
    """Does it and draws the page again, or says in one sentence why not."""
    try:
        st.session_state[choice.BERICHT] = doe()
    except Melding as melding:
        st.error(plain(str(melding)), icon=":material/info:")
        return
    st.rerun()
