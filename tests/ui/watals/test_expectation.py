"""One expectation for one day: what Doelen expects stands on Wat-als too, as another way of working it out."""

import datetime as dt
import re

import pytest

from core import dashboard
from core.model.selectie import Selectie
from tests.kijk import exact, shared
from tests.ui.test_doelen import html, open_page


@pytest.mark.parametrize(("weergave", "kijk"), [("intern", exact), ("delen", shared)])
def test_wat_als_names_the_expectation_of_doelen_as_another_way(store, weergave, kijk):
    app = open_page("watals", regio="zhz", doel="ZHZ-02", replicaties="60", weergave=weergave)
    tekst = re.sub(r"<[^>]+>", "", html(app))
    beeld = kijk(store).doelbeeld(Selectie(regio="zhz"), "ZHZ-02")
    jaar = store.gegevens_tm.year + 5
    straks = dashboard.vooruitzicht(beeld, dt.date(jaar, 12, 31))
    if "niet door te rekenen" in tekst:  # to share: too few children for a simulation
        assert weergave == "delen" and "Andere manier van rekenen" not in tekst
        return
    zin = f"Andere manier van rekenen: de pagina Doelen komt voor 31-12-{jaar} uit op {round(straks.waarde)} "
    assert zin in tekst
    assert re.search(rf"{re.escape(zin)}\([\d.]+ tot [\d.]+, met 95% zekerheid\)", tekst)


@pytest.mark.parametrize("weergave", ["intern", "delen"])
def test_a_target_for_a_year_is_not_held_against_a_quarter(store, weergave):
    vast = {"regio": "zhz", "doel": "ZHZ-01", "replicaties": "60", "weergave": weergave}
    per_jaar, per_kwartaal = (
        re.sub(r"<[^>]+>", "", html(open_page("watals", **vast, per=p))) for p in ("jaar", "kwartaal")
    )
    if "niet door te rekenen" not in per_jaar:
        assert "kans gehaald" in per_jaar and "kies per jaar" not in per_jaar
        assert "kies per jaar" in per_kwartaal
    assert "kans gehaald" not in per_kwartaal and "Andere manier van rekenen" not in per_kwartaal
