"""What the page Doelen expects of the same figure on the same day: told as another way of working it out, so that the
two pages never name two expectations for one day."""

from datetime import date

import streamlit as st

from core import dashboard
from core.charts.future import between
from core.model import wording
from core.model.maat import Maat
from core.model.selectie import Selectie
from core.ui.table import text_html
from core.ui.watals.sentence import in_words


def other_way(plek, view, selectie: Selectie, maat: Maat, dag: date) -> None:
    """Says it in `plek`, when the page Doelen has an expectation of this figure."""
    straks = _of_goals(view, selectie.with_(per="jaar", splits=(), van=None, tot=None, segment=()), maat, dag)
    if straks is None:
        return
    marge = ""
    if straks.waarneming_laag is not None:
        marge = f" ({between(straks.waarneming_laag, straks.waarneming_hoog, maat.unit)}, met 95% zekerheid)"
    zin = (
        f"Andere manier van rekenen: de pagina Doelen komt voor {wording.datum(dag)} uit op "
        f"{in_words(straks.waarde, maat.unit)}{marge}. Die telt vanaf het nieuwste cijfer door zoals in het laatste "
        "gemeten jaar, zonder trend. Hier wordt elke maatregel nagespeeld, met de trend die de cijfers laten zien."
    )
    with plek.container():
        st.html(f'<p class="kd-klein">{text_html(zin)}</p>')


def _of_goals(view, selectie: Selectie, maat: Maat, dag: date):
    """The outlook of the first goal of the region about all rows of this figure that has one."""
    regio = dashboard.regios().get(selectie.regio or "")
    for doel in regio.doelen if regio else ():
        if doel.maat == maat.id and not doel.filter and doel.doel.soort != "mijlpaal":
            straks = dashboard.vooruitzicht(view.doelbeeld(selectie, doel.id), dag)
            if straks is not None:
                return straks
    return None
