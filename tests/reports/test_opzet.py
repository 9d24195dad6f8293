"""What a report holds is data: every name in it exists, and a figure that is asked for is no goal of a region."""

import pytest

from core import dashboard
from core.reports.opzet import SOORTEN, load_gevraagd, load_opzet


@pytest.mark.parametrize("soort", SOORTEN)
def test_every_maat_theme_and_split_of_a_report_exists(soort):
    maten = dashboard.maten()
    themas = {m.theme for m in maten.values()}
    for hoofdstuk in load_opzet(soort).hoofdstukken:
        assert {c.maat for c in (*hoofdstuk.maten, *hoofdstuk.delen)} <= set(maten)
        assert hoofdstuk.thema is None or hoofdstuk.thema in themas
        assert set(hoofdstuk.gevraagd) <= set(load_gevraagd())
        for cijfer in (*hoofdstuk.maten, *hoofdstuk.delen):
            assert set(cijfer.filter) <= set(maten[cijfer.maat].dimensions)
            assert cijfer.label or not cijfer.filter, "a figure of a part says which part"
        assert all(d.kolom in maten[d.maat].dimensions for d in hoofdstuk.delen)


def test_a_workbook_has_every_theme():
    genoemd = {h.thema for h in load_opzet("cijferboek").hoofdstukken} - {None}
    assert genoemd == {m.theme for m in dashboard.maten().values()}


def test_what_is_asked_for_is_no_goal_and_names_who_has_it():
    doelen = {d.id for r in dashboard.regios().values() for d in r.doelen}
    for naam, gevraagd in load_gevraagd().items():
        assert naam not in doelen and gevraagd.leverancier and gevraagd.doel.soort == "geen"


def test_the_chapters_of_the_quarterly_report_are_those_the_officials_make_by_hand():
    titels = " | ".join(h.titel for h in load_opzet("kwartaal").hoofdstukken)
    for deel in (
        "zonder verblijf",
        "met verblijf",
        "pleegzorg",
        "gezinsgericht",
        "gesloten",
        "overig",
        "Jeugdbescherming",
        "Jeugdreclassering",
        "Raad",
        "Crisisteam",
        "per gemeente en perceel",
    ):
        assert deel in titels
