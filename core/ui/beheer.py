"""The page of the beheerder. Every change goes through core.dashboard with the reader, which asks again who he is."""

import datetime as dt
from collections.abc import Callable

import streamlit as st

from core import dashboard
from core.dashboard import Gebruiker, Lezer
from core.model import wording
from core.model.melding import Melding
from core.ui.beheer_oversight import moment
from core.ui.melding import empty, plain
from core.ui.names import gemeenten
from core.ui.table import show_table

_GELUKT = "beheer_gelukt"
_ROLLEN = {
    "beheerder": "beheerder: alles, ook deze pagina",
    "analist": "analist: alle gegevens, laadt leveringen",
    "gemeente": "gemeente: exacte cijfers van de eigen gemeenten",
    "gast": "gast: alleen cijfers om te delen, van de eigen gemeenten",
}


def users(lezer: Lezer) -> None:
    """Who may look, and a form to add or change somebody."""
    st.header("Wie mag kijken?", anchor=False)
    _said("gebruikers")
    lijst = dashboard.gebruikerslijst(lezer)
    if not lezer.gedeeld:
        st.info(
            "Op deze computer bent u de enige lezer en mag u alles. Deze lijst telt pas als het dashboard met anderen "
            "wordt gedeeld en iedereen inlogt.",
            icon=":material/info:",
        )
    if lijst:
        namen = gemeenten()
        show_table(
            [
                {
                    "Naam": g.naam,
                    "Rol": g.rol,
                    "Gemeenten": _places(g, namen),
                    "Inlogdienst": g.iss,
                    "Kenmerk bij de inlogdienst": g.sub,
                    "Gezet door": f"{g.wie}, {moment(g.op)}",
                }
                for g in lijst
            ],
            "1 gebruiker" if len(lijst) == 1 else f"{len(lijst)} gebruikers",
        )
    else:
        empty("Nog geen gebruikers", "Wie inlogt en hier niet staat, ziet niets.")
    _user_form(lezer, lijst)


def _user_form(lezer: Lezer, lijst: list[Gebruiker]) -> None:
    wie = st.selectbox(
        "Toevoegen of wijzigen",
        [None, *lijst],
        key="beheer_wie",
        format_func=lambda g: f"{g.naam} ({g.sub})" if g else "nieuwe gebruiker toevoegen",
        filter_mode=None,
    )
    merk = f"{wie.iss} {wie.sub}" if wie else "nieuw"
    namen = {g.code: g.naam for r in dashboard.regios().values() for g in r.gemeenten}
    with st.form(f"gebruiker_{merk}", border=True):
        links, rechts = st.columns(2)
        naam = links.text_input("Naam", wie.naam if wie else "")
        rol = rechts.selectbox(
            "Rol",
            list(_ROLLEN),
            index=list(_ROLLEN).index(wie.rol) if wie else 2,
            format_func=_ROLLEN.get,
            filter_mode=None,
        )
        iss = links.text_input(
            "Inlogdienst",
            wie.iss if wie else "",
            disabled=bool(wie),
            help="Staat op het scherm van wie inlogt en nog geen toegang heeft.",
        )
        sub = rechts.text_input("Kenmerk bij de inlogdienst", wie.sub if wie else "", disabled=bool(wie))
        codes = st.multiselect(
            "Gemeenten (voor de rollen gemeente en gast)",
            sorted(namen, key=namen.get),
            [c for c in wie.gemeenten if c in namen] if wie else [],
            format_func=namen.get,
            placeholder="Kies een of meer gemeenten",
            filter_mode=None,
        )
        if st.form_submit_button("Bewaren", type="primary"):
            nieuw = Gebruiker(wie.iss if wie else iss, wie.sub if wie else sub, naam, rol, tuple(codes))
            _try("gebruikers", lambda: dashboard.save_gebruiker(lezer, nieuw), f"{naam} is bewaard.")
    if wie and _confirmed(f"weg_{merk}", f"{wie.naam} verwijderen", "Deze gebruiker ziet dan meteen niets meer."):
        _try("gebruikers", lambda: dashboard.remove_gebruiker(lezer, wie), f"{wie.naam} is verwijderd.")


def sessions(lezer: Lezer) -> None:
    """Who is logged in, and a way to end that."""
    st.header("Wie is ingelogd?", anchor=False)
    _said("aanmeldingen")
    nu = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    alle = dashboard.aanmeldingen(lezer)
    if not alle:
        empty("Nog niemand ingelogd", "Zodra iemand inlogt, staat dat hier.")
        return
    show_table(
        [
            {
                "Naam": a.naam,
                "Begonnen": moment(a.begin),
                "Laatst gezien": moment(a.gezien),
                "Stand": f"voorbij: {a.over(nu)}" if a.over(nu) else "deze sessie" if a.merk == lezer.merk else "loopt",
            }
            for a in alle[:100]
        ],
        "Aanmeldingen, de nieuwste eerst. Een aanmelding eindigt na 30 minuten zonder gebruik, en altijd na 8 uur.",
    )
    lopend = [a for a in alle if not a.over(nu)]
    if lopend:
        keuze = st.selectbox(
            "Beëindigen",
            lopend,
            key="beheer_sessie",
            format_func=lambda a: f"{a.naam}, begonnen {moment(a.begin)}",
            filter_mode=None,
        )
        with st.container(horizontal=True):
            if st.button("Beëindig deze aanmelding", key="beheer_beeindig"):
                _try("aanmeldingen", lambda: dashboard.end(lezer, keuze), "De aanmelding is beëindigd.")
            if st.button(
                "Beëindig alle aanmeldingen",
                key="beheer_beeindig_alle",
                help="Ook die van uzelf: u logt daarna opnieuw in.",
            ):
                _try("aanmeldingen", lambda: dashboard.end(lezer, None), "Alle aanmeldingen zijn beëindigd.")


def settings(lezer: Lezer) -> None:
    """The thresholds and how long deliveries stay, each with who changed it."""
    st.header("Instellingen", anchor=False)
    _said("instellingen")
    soorten, nu, wijzigingen = dashboard.instellingen_nu(lezer)
    show_table(
        [
            {
                "Instelling": s.label,
                "Geldt nu": wording.getal(nu[s.naam]),
                "Gewoon": wording.getal(s.gewoon),
                "Wat het doet": s.uitleg,
            }
            for s in soorten.values()
        ],
        "Wat nu geldt",
        getallen=["Geldt nu", "Gewoon"],
    )
    naam = st.selectbox(
        "Wijzigen", list(soorten), key="beheer_instelling", format_func=lambda n: soorten[n].label, filter_mode=None
    )
    soort = soorten[naam]
    with st.form(f"instelling_{naam}", border=True):
        waarde = st.number_input(
            f"{soort.label} ({soort.laagst} tot en met {soort.hoogst})", soort.laagst, soort.hoogst, nu[naam], step=1
        )
        wie = "" if lezer.gedeeld else st.text_input("Wie stelt dit in?")
        if st.form_submit_button("Bewaren", type="primary"):
            _try(
                "instellingen",
                lambda: dashboard.configure(lezer, naam, int(waarde), wie),
                f"{soort.label} is nu {waarde}.",
            )
    if wijzigingen:
        show_table(
            [
                {
                    "Wanneer": wording.moment(w.op),
                    "Instelling": soorten[w.naam].label,
                    "Waarde": wording.getal(w.waarde),
                    "Wie": w.wie,
                }
                for w in reversed(wijzigingen)
            ],
            "Wie wijzigde wat",
            getallen=["Waarde"],
        )


def deliveries(lezer: Lezer, view) -> None:
    """Every delivery with the day until which it stays, and a way to throw away."""
    st.header("Hoelang blijven leveringen?", anchor=False)
    _said("leveringen")
    if view.store.is_voorbeeld:
        empty(
            "Er zijn alleen voorbeeldgegevens",
            "Laadt u eigen gegevens, dan staat hier tot wanneer elke levering blijft.",
        )
        return
    lijst = view.leveringen()
    dagen = [dashboard.until_when(lezer, m.to_pydatetime()) for m in lijst["moment"]]
    show_table(
        [
            {
                "Nummer": str(r.id),
                "Geladen op": wording.moment(r.moment),
                "Tabel": r.tabel,
                "Bestand": r.bron,
                "Regels": wording.getal(r.geaccepteerd),
                "Blijft tot en met": wording.datum(dag),
            }
            for r, dag in zip(lijst.itertuples(), dagen, strict=True)
        ],
        "Leveringen, de nieuwste eerst",
        getallen=["Regels"],
    )
    voorbij = sum(dag < dt.date.today() for dag in dagen)
    st.markdown(
        f"Van {wording.getal(voorbij)} van de {wording.getal(len(dagen))} leveringen is de bewaartermijn voorbij. "
        "Wissen haalt de regels weg, alles wat ervan is gemaakt, en oudere versies."
    )
    if voorbij and _confirmed(
        "wis_oud",
        "Wis wat te oud is",
        "De leveringen waarvan de termijn voorbij is gaan weg. Dat kan niet ongedaan worden gemaakt.",
    ):
        _try("leveringen", lambda: dashboard.wipe_leveringen(lezer), "De oude leveringen zijn gewist.")
    if _confirmed(
        "wis_alles",
        "Wis alles",
        "Alle leveringen en de sleutel gaan weg. Ook een kopie is daarna niet meer naar "
        "een kind te herleiden. Dat kan niet ongedaan worden gemaakt.",
    ):
        _try(
            "leveringen",
            lambda: dashboard.wipe_leveringen(lezer, alles=True),
            "Alle leveringen en de sleutel zijn gewist.",
        )


def _places(g: Gebruiker, namen: dict[str, str]) -> str:
    if g.bereik is None:
        return "alle"
    return wording.opsomming([namen.get(c, c) for c in g.bereik]) if g.bereik else "geen"


def _confirmed(sleutel: str, wat: str, gevolg: str) -> bool:
    """A button that first says what happens, and asks for a tick."""
    with st.expander(wat):
        st.markdown(gevolg)
        zeker = st.checkbox("Ja, dit wil ik", key=f"zeker_{sleutel}")
        return st.button(wat, key=f"doe_{sleutel}", disabled=not zeker) and zeker


def _try(plek: str, doe: Callable, gelukt: str) -> None:
    """Does it and draws the page again, or says in one sentence why not."""
    try:
        doe()
    except Melding as fout:
        st.error(plain(str(fout)), icon=":material/info:")
        return
    st.session_state[_GELUKT] = (plek, gelukt)
    st.rerun()


def _said(plek: str) -> None:
    if st.session_state.get(_GELUKT, ("", ""))[0] == plek:
        st.success(plain(st.session_state.pop(_GELUKT)[1]), icon=":material/check:")
