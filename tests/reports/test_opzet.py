"""What a report holds is data: every name in it exists, and a figure that is asked for is no goal of a region."""

import pytest

from core import dashboard
from core.model.melding import Melding
from core.reports import opzet
from core.reports.opzet import SOORTEN, check_names, load_gevraagd, load_opzet


@pytest.mark.parametrize("soort", SOORTEN)
def test_every_maat_theme_and_split_of_a_report_exists(soort):
    check_names(load_opzet(soort), dashboard.maten())
    for hoofdstuk in load_opzet(soort).hoofdstukken:
        for cijfer in (*hoofdstuk.maten, *hoofdstuk.delen):
            assert cijfer.label or not cijfer.filter, "a figure of a part says which part"


@pytest.mark.parametrize(
    ("tekst", "zegt"),
    [
        ("titel: X\nper: jaar", "hoofdstukken"),
        ("titel: X\nper: jaar\nhoofdstukken: []", "hoofdstukken"),
        ("titel: X\nper: jaar\nhoofdstukken: [{titel: A, plaatje: 1}]", "hoofdstukken.0.plaatje"),
        ("titel: X\nper: week\nhoofdstukken: [{titel: A, uitleg: B}]", "per"),
        ("titel: [", "geen goede YAML"),
        ("", "geen goede YAML"),
        ("titel: X\nper: jaar\nhoofdstukken: [{titel: A}]", "hoofdstuk A heeft geen inhoud"),
        ("titel: X\nper: jaar\nhoofdstukken: [{titel: A, maten: [jb_sprong]}]", "maat jb_sprong bestaat niet"),
        ("titel: X\nper: jaar\nhoofdstukken: [{titel: A, thema: weer}]", "thema weer bestaat niet"),
        ("titel: X\nper: jaar\nhoofdstukken: [{titel: A, gevraagd: [RAAD-99]}]", "RAAD-99"),
        (
            "titel: X\nper: jaar\nhoofdstukken: [{titel: A, delen: [{maat: jb_stand, kolom: segment}]}]",
            "maat jb_stand kent geen segment",
        ),
    ],
)
def test_a_report_that_is_not_right_is_said_in_one_sentence(tekst, zegt, tmp_path, monkeypatch):
    (tmp_path / "eigen.yaml").write_text(tekst, "utf-8")
    load_gevraagd()  # of the real folder, remembered
    monkeypatch.setattr(opzet, "MAP", tmp_path)
    with pytest.raises(Melding) as fout:
        check_names(load_opzet.__wrapped__("eigen"), dashboard.maten())
    assert zegt in str(fout.value) and "eigen.yaml" in str(fout.value) and "\n" not in str(fout.value)


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
