"""Rules over a whole import find the file and the row."""

from core.sources.bevindingen import SCHEMA
from core.sources.columns import judge_import
from core.sources.kwaliteit import Context

from .maak import VANDAAG, zet_om

CONTEXT = Context(VANDAAG)


def bevindingen(*delen):
    return [b for b in judge_import(delen, CONTEXT).to_pylist()]


def test_two_files_of_one_table_are_seen_together():
    een = zet_om("maatregelen", [{"jeugdige": "ander"}, {"gi": "JB Zandpad"}])
    twee = zet_om("maatregelen", [{"gi": "GI Duin", "begindatum": "2024-02-01"}])
    twee.bestand = "andere.xlsx"
    gevonden = [b for b in bevindingen(een, twee) if b["code"] == "M304"]
    assert [(b["bestand"], b["rij"], b["waarde"], b["leverancier"]) for b in gevonden] == [
        ("levering.xlsx", 3, "JB Zandpad", "JB Zandpad"),
        ("andere.xlsx", 2, "GI Duin", "GI Duin"),
    ]
    assert not [b for b in bevindingen(een) if b["code"] == "M304"]


def test_rows_that_were_rejected_take_no_part_and_numbers_are_those_of_the_source():
    een = zet_om(
        "maatregelen",
        [
            {"type": "98"},
            {"gi": "JB Zandpad"},
            {"gi": "GI Duin", "begindatum": "2025-12-01"},
            {"gi": "GI Duin", "begindatum": "2024-02-01"},
        ],
    )
    assert [(b["rij"], b["waarde"]) for b in bevindingen(een) if b["code"] == "M304"] == [
        (3, "JB Zandpad"),
        (5, "GI Duin"),
    ]


def test_a_rule_that_needs_a_table_waits_for_it():
    plaatsing = zet_om("plaatsingen", [{"gi": "JB Zandpad"}])
    assert not [b for b in bevindingen(plaatsing) if b["code"] == "P204"]
    ander_kind = zet_om("maatregelen", [{"jeugdige": "kind-2"}])
    (gevonden,) = [b for b in bevindingen(plaatsing, ander_kind) if b["code"] == "P204"]
    assert (gevonden["tabel"], gevonden["rij"], gevonden["afgewezen"]) == ("plaatsingen", 2, False)
    zelfde_kind = zet_om("maatregelen", [{}])
    assert not [b for b in bevindingen(plaatsing, zelfde_kind) if b["code"] == "P204"]


def test_numbers_of_children_and_allocations_are_not_shown():
    delen = [zet_om("trajecten", [{"toewijzingnummer": "12345"}] * 2)]
    assert {b["waarde"] for b in bevindingen(*delen) if b["code"] == "T201"} == {"afgeschermd"}


def test_nothing_in_nothing_out():
    assert judge_import([], CONTEXT).schema == SCHEMA
