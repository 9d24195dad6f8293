"""Choosing what to read of a database: tables and views, or a question of one's own."""

from dataclasses import dataclass

import streamlit as st

from core import dashboard
from core.model.melding import Melding
from core.ui.gegevens.words import on_screen

EIGEN_VRAAG = "eigen vraag"
_NAMEN, _GEKOZEN = "database_namen", "database_gekozen"


@dataclass(frozen=True)
class Gekozen:
    """`adres` of the database, the `tabellen` to read of it and those that are `niet` to be read, and a question
    (select) of somebody's own."""

    adres: str = ""
    tabellen: tuple[str, ...] = ()
    niet: tuple[str, ...] = ()
    vraag: str = ""

    @property
    def keuzes(self) -> dashboard.Keuzes:
        """How it is read."""
        return dashboard.Keuzes(
            bladen=dict.fromkeys(self.tabellen, "ja") | dict.fromkeys(self.niet, "nee"),
            sql={EIGEN_VRAAG: self.vraag} if self.vraag else {},
        )


def choose(beurt: int) -> Gekozen | None:
    """What is to be read, once somebody asked for it; None for nothing."""
    with st.expander("Of lees uit een database"):
        adres = st.text_input(
            "Adres van de database",
            type="password",
            key=f"database-{beurt}" if beurt else "database",
            placeholder="database:zorg, of postgresql://naam@server/database",
            help="De beheerder van de database weet dit adres. Het wordt niet bewaard. Staat het al ingesteld, "
            "schrijf dan database: met de naam erachter. Het wachtwoord hoort in de sleutelbos of bij de instellingen: "
            "vraag de beheerder.",
        ).strip()
        if not adres:
            st.session_state.pop(_GEKOZEN, None)
            return None
        try:
            namen = _names(adres)
        except Melding as melding:
            st.error(on_screen(str(melding)), icon=":material/info:")
            return None
        bekend = [n for n in namen if n in dashboard.our_tables()]
        tabellen = st.multiselect(
            "Tabellen en views", namen, bekend, key=f"db-tabellen-{beurt}", placeholder="kies", filter_mode=None
        )
        vraag = st.text_area(
            "Of schrijf zelf een vraag (SQL)",
            key=f"db-vraag-{beurt}",
            placeholder="select ... from ... where ...",
            help="Er wordt alleen gelezen: de database kan er niet door veranderen.",
        ).strip()
        druk = st.button("Lezen", key="db-lezen", icon=":material/database:")
        if druk and not (tabellen or vraag):
            st.info("Kies eerst een tabel of view, of schrijf een vraag.", icon=":material/help:")
        elif druk:
            niet = tuple(n for n in namen if n not in tabellen)
            st.session_state[_GEKOZEN] = Gekozen(adres, tuple(tabellen), niet, vraag)
    gekozen = st.session_state.get(_GEKOZEN)
    return gekozen if gekozen and gekozen.adres == adres else None


def _names(adres: str) -> list[str]:
    """The tables of this database, asked once. Raises Melding."""
    if st.session_state.get(_NAMEN, ("",))[0] != adres:
        with st.spinner("De tabellen worden opgehaald"):
            st.session_state[_NAMEN] = (adres, dashboard.table_names(adres))
    return st.session_state[_NAMEN][1]
