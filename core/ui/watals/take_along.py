"""What is taken along of a scenario: its figures and the scenario itself, as they may be shared unless somebody asks
for the exact ones."""

from collections.abc import Callable

import streamlit as st

from core import dashboard
from core.dashboard import Blad, Plaatje, View
from core.model.selectie import Selectie
from core.ui import access
from core.ui.figure import TABEL, downloads, exact_downloads
from core.ui.melding import plain

_MADE_BESIDE = "intern"  # a name may have been given beside exact figures


def take_along(
    view: View, selectie: Selectie, beeld, maten: tuple[str, ...], plaatje: Callable[[View], Plaatje]
) -> None:
    """CSV and Excel of every figure, the chart that is shown as a picture, and the scenario as a file."""
    alle = dashboard.maten()
    scenario = beeld.scenario

    def blad(view: View) -> Blad:
        # A name that somebody gave it beside exact figures does not leave with the shared ones.
        eigen = scenario if view.weergave.keeps_from(_MADE_BESIDE) else dashboard.scenario_zonder_intern(scenario)
        rijen = view.scenario_rijen(beeld)[0]
        return Blad(rijen, f"Wat-als: {eigen.naam}", selectie, tuple(alle[m] for m in maten), plaatje=plaatje(view))

    gedeeld, *exact = view.leaving
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if waarom := gedeeld.refuses(scenario):
            st.caption(plain(waarom))
        (exact_downloads if waarom else downloads)(blad, view, selectie, "watals", soorten=(*TABEL, "png"))
        _file(gedeeld.arriving(scenario), "Scenario als bestand", "scenario", "watals_yaml")
        if exact:
            with st.popover("Scenario exact", type="tertiary", icon=":material/lock:"):
                st.caption("Met het doel en de bedragen zoals u ze ziet: alleen voor wie met de gegevens mag werken.")
                _file(scenario, "Exact scenario als bestand", "scenario, exact", "watals_yaml_exact")


def _file(scenario, label: str, wat: str, sleutel: str) -> None:
    st.download_button(
        label,
        access.meegenomen(lambda: dashboard.scenario_als_bestand(scenario), wat),
        "scenario.yaml",
        "application/yaml",
        key=sleutel,
        type="tertiary",
        on_click="ignore",
        help="Te openen op deze pagina, bij Uit een bestand.",
    )
