"""Kinds of measures to choose from, and the closing balance of one kind."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from core.model import wording
from core.model.schema import JB_TYPEN, JR_TYPEN, VOOGDIJ_TYPEN
from core.model.weergave import Weergave
from core.ui.choice import choose_one
from core.ui.melding import empty
from core.ui.table import show_table


@dataclass(frozen=True)
class Soort:
    """A choice on the page: its types, and the maat that counts its stock."""

    naam: str
    types: tuple[str, ...]
    stand: str


SOORTEN = {
    "jb": Soort("Jeugdbescherming", JB_TYPEN, "jb_stand"),
    "ots": Soort("Ondertoezichtstelling (OTS)", ("11",), "ots_stand"),
    "vots": Soort("Voorlopige OTS (VOTS)", ("12",), "vots_stand"),
    "voogdij": Soort("Voogdij", VOOGDIJ_TYPEN, "voogdij_stand"),
    "jr": Soort("Jeugdreclassering", JR_TYPEN, "jr_stand"),
}
_KORT = {
    "jb": "Alle jeugdbescherming",
    "ots": "OTS",
    "vots": "VOTS",
    "voogdij": "Voogdij",
    "jr": "Jeugdreclassering",
}


def choose() -> Soort:
    """Which kind of measure the page is about."""
    return SOORTEN[choose_one("soort", "Soort maatregel", _KORT)]


DUUR = {"ots": "Duur van OTS", "jb": "Duur van jeugdbescherming"}


def choose_duration() -> str:
    """Whose duration: OTS (the default), or all child protection."""
    return choose_one("duur_van", "Soort maatregel", {"ots": "OTS", "jb": "Alle jeugdbescherming"})


def balance_table(balans: pd.DataFrame, soort: Soort, weergave: Weergave) -> None:
    """Begin + in - out = end, a row per period, so that a reader can add it up. `weergave`: what stands in an
    empty cell."""
    compleet = balans[balans["eind"].notna()].iloc[::-1] if len(balans) else balans
    if compleet.empty:
        if weergave.cel and len(balans):
            return  # the chart above it says why
        empty(
            "Nog geen hele periode",
            "De gegevens beslaan geen hele periode binnen deze keuze. Kies links een andere "
            "periode of een kortere tijdseenheid.",
        )
        return
    overdracht = bool(compleet[["overgenomen", "overgedragen"]].fillna(0).to_numpy().any())
    kolommen = (
        {"begin": "Begin", "instroom": "+ Instroom"}
        | ({"overgenomen": "+ Overgenomen"} if overdracht else {})
        | {"uitstroom": "− Uitstroom"}
        | ({"overgedragen": "− Overgedragen"} if overdracht else {})
        | {"eind": "= Eind"}
    )
    tabel = pd.DataFrame(
        {"Periode": [wording.periode(p) for p in compleet["periode"]]}
        | {kop: [_count(w, weergave) for w in compleet[k]] for k, kop in kolommen.items()}
    )
    show_table(
        tabel,
        f"Sluitende stand van {soort.naam}: begin + instroom − uitstroom = eind, de nieuwste bovenaan",
        getallen=list(kolommen.values()),
    )
    if len(compleet) and compleet["verschil"].isna().all():
        st.caption("De aantallen zijn elk apart afgerond: begin + in − uit is daardoor niet precies eind.")
        return
    mis = compleet[compleet["verschil"].fillna(0) != 0]
    if len(mis):
        st.warning(
            f"De stand sluit niet in {wording.opsomming(wording.periode(p) for p in mis['periode'])}: meld dit "
            "aan de beheerder.",
            icon=":material/warning:",
        )
    else:
        st.caption("Elke regel telt op: er verdwijnt geen maatregel tussen twee perioden.")


def _count(aantal, weergave: Weergave) -> str:
    return weergave.cel if weergave.cel and wording.is_empty(aantal) else wording.getal(aantal)


def risk_table(risico: pd.DataFrame) -> None:
    """How many were still followed, under the curve; to share only the begin is known, and that is no table."""
    if len(risico.columns) > 2:
        show_table(
            risico.iloc[::-1],
            "Hoeveel OTS-maatregelen nog werden gevolgd bij het eerste einde na zoveel tijd",
            getallen=list(risico.columns)[1:],
        )


def why_they_differ() -> None:
    """The sentence between the mean of what ended and the curve of what began."""
    st.markdown(
        "**Waarom verschillen deze cijfers?** Het gemiddelde en de mediaan van wat eindigde kijken alleen "
        "terug: zij stijgen als lange zaken worden afgesloten, ook als nieuwe zaken korter duren. De curve "
        "volgt alles wat in een periode begon, ook wat nog loopt, en laat dus zien of het nú korter duurt."
    )
