"""Findings: masked, counted, summed and handed over as an Excel file without live formulas."""

import datetime as dt
import io
import zipfile

import numpy as np
import openpyxl
import pandas as pd
import pyarrow as pa
import pytest

from core.model.schema import BEVINDINGEN
from core.sources import bevindingen
from core.sources.bevindingen import SCHEMA, Verzamelaar, mask, samenvatting, show, taaklijst


@pytest.mark.parametrize(
    ("kolom", "waarde", "getoond"),
    [
        ("jeugdige", "kind-1", "afgeschermd"),
        ("geboortedatum", "2010", "afgeschermd"),
        ("gezin", "3", "afgeschermd"),
        ("toewijzingnummer", "T-1", "afgeschermd"),
        ("type", "98", "98"),
        ("type", "12345678", "########"),
        ("type", "kind 123.456.782!", "kind ###.###.###!"),
        ("geslacht", "2010-05-17", "####-##-##"),
        ("begindatum", "31-02-2024", "31-02-2024"),
        ("begindatum", "2024-02-31", "2024-02-31"),
        ("begindatum", "20240231", "########"),
        ("begindatum", "123-45-6782", "###-##-####"),
        ("begindatum", "2024-01-01 123456782", "####-##-## #########"),
        ("melding", "31-02-2024 12:30", "31-02-2024 12:30"),
        ("begindatum", "31 februari 2024", "31 februari 2024"),
        ("einddatum", "lopend", "lopend"),
        ("begindatum", "7 Jansen 2024", "7 xxxxxx 2024"),
        ("bedrag", "1234567", "1234567"),
        ("bedrag", "123456,78", "######,##"),
        ("gi", "x" * 41, "x" * 39 + "…"),
        ("gi", "a\nb\x00c", "a b c"),
        ("gi", "٣" * 8, "#" * 8),
        ("gi", "", None),
        (None, None, None),
    ],
)
def test_masking(kolom, waarde, getoond):
    assert mask(kolom, waarde) == getoond


def test_a_number_hidden_far_in_a_long_text_is_masked_before_it_is_cut():
    assert mask("gi", "12 " + "x" * 500 + "345678") == "## " + "x" * 36 + "…"


def test_typed_values_as_a_dutch_reader_writes_them():
    assert [
        show(w)
        for w in (
            dt.date(2024, 1, 31),
            dt.datetime(2024, 1, 31, 14, 30),
            True,
            False,
            1.5,
            12.0,
            7,
            "a",
            None,
        )
    ] == ["31-01-2024", "31-01-2024 14:30", "ja", "nee", "1,5", "12", "7", "a", None]


def verzamelaar(n=4, leveranciers=None):
    return Verzamelaar("f.xlsx", "b", "maatregelen", np.arange(2, n + 2), leveranciers)


def test_findings_in_order_with_their_supplier():
    gevonden = verzamelaar(leveranciers=pa.array(["A", "B", None, "A"]))
    gevonden.rijen("K104", "type", np.array([3, 1]), lambda plaatsen: [f"w{p}" for p in plaatsen])
    gevonden.rijen("K101", "gi", np.array([], dtype=int), lambda plaatsen: [])
    gevonden.kolom("K304", "einddatum", 1)
    uit = gevonden.tabel()
    assert uit.schema == SCHEMA
    assert [(b["code"], b["rij"], b["waarde"], b["leverancier"], b["afgewezen"]) for b in uit.to_pylist()] == [
        ("K304", None, "1 keer", None, False),
        ("K104", 3, "w1", "B", True),
        ("K104", 5, "w3", "A", True),
    ]
    assert "1 rij " in uit["melding"][0].as_py()


def frame(*rijen, **vast) -> pd.DataFrame:
    basis = dict.fromkeys(BEVINDINGEN) | {
        "import_nr": 1,
        "code": "K104",
        "ernst": "fout",
        "bestand": "f.xlsx",
        "blad": "b",
        "tabel": "maatregelen",
        "rij": 2,
        "kolom": "type",
        "waarde": "98",
        "melding": "Fout. Verbeter.",
        "leverancier": "A",
        "afgewezen": True,
    }
    return pd.DataFrame([basis | vast | rij for rij in rijen], columns=list(BEVINDINGEN))


def test_summary_counts_what_counting_rows_stand_for():
    alles = frame(
        {},
        {"rij": 3},
        {"rij": None, "waarde": "nog 1234 keer", "leverancier": None},
        {"code": "K201", "ernst": "waarschuwing", "afgewezen": False, "waarde": "5 keer"},
        {"code": "K303", "ernst": "melding", "afgewezen": False, "rij": None, "waarde": "12 keer"},
        {"code": "S001", "ernst": "melding", "afgewezen": False, "rij": None, "waarde": None},
    )
    uit = samenvatting(alles)
    assert uit[["code", "aantal", "afgewezen"]].values.tolist() == [
        ["K104", 1236, 1236],
        ["K201", 1, 0],
        ["K303", 12, 0],
        ["S001", 1, 0],
    ]
    assert uit["titel"].tolist()[0] == "Onbekende code in een verplicht veld"
    assert uit["titel"].tolist()[3] == "S001"  # a code from elsewhere keeps its own name


def test_summary_of_nothing():
    assert samenvatting(frame()).empty
    assert list(samenvatting(frame())) == [
        "code",
        "ernst",
        "tabel",
        "kolom",
        "titel",
        "melding",
        "aantal",
        "afgewezen",
    ]


def lees_boek(bestand):
    boek = openpyxl.load_workbook(bestand)
    return {blad.title: [[cel.value for cel in rij] for rij in blad] for blad in boek}


def test_to_do_list_of_one_supplier():
    bestand = io.BytesIO()
    taaklijst(frame({}, {"rij": 3, "leverancier": "B"}, {"rij": 4}), bestand, "A")
    boek = lees_boek(bestand)
    assert boek["Overzicht"][0][0] == "Takenlijst gegevens van A"
    assert boek["Overzicht"][4][0] == "K104" and boek["Overzicht"][4][5:7] == [2, 2]
    assert [rij[5] for rij in boek["Rijen"][1:]] == [2, 4]
    assert [rij[9] for rij in boek["Rijen"][1:]] == ["A", "A"]


def test_to_do_list_of_all_and_of_nobody(tmp_path):
    taaklijst(frame({}, {"leverancier": None}), tmp_path / "t.xlsx", None)
    assert len(lees_boek(tmp_path / "t.xlsx")["Rijen"]) == 3
    taaklijst(frame(), tmp_path / "leeg.xlsx", "A")
    assert (
        len(lees_boek(tmp_path / "leeg.xlsx")["Rijen"]) == 1 or lees_boek(tmp_path / "leeg.xlsx")["Rijen"][1][0] is None
    )


def test_nothing_in_the_list_is_a_formula_a_link_or_a_number():
    gevaar = ["=1+1", "+31", "-5", "@SUM(A1)", "http://kwaad.example", "mailto:x@example.nl", "007", "\t=1"]
    bestand = io.BytesIO()
    taaklijst(
        frame(*({"rij": nr, "waarde": waarde, "leverancier": waarde} for nr, waarde in enumerate(gevaar))),
        bestand,
        None,
    )
    assert [rij[7] for rij in lees_boek(bestand)["Rijen"][1:]] == gevaar
    with zipfile.ZipFile(bestand) as inhoud:
        bladen = [inhoud.read(n).decode() for n in inhoud.namelist() if n.startswith("xl/worksheets/sheet")]
        assert not any("<f>" in blad or "<hyperlink" in blad for blad in bladen)


def test_the_store_gives_back_what_the_list_takes():
    """Findings come back from a database as a frame with missing values of several kinds."""
    gevonden = verzamelaar()
    gevonden.rijen("K101", "gi", np.array([0]), lambda plaatsen: [None])
    gevonden.kolom("K305", "gi", 4)
    bestand = io.BytesIO()
    taaklijst(gevonden.tabel().to_pandas(), bestand, None)
    rijen = lees_boek(bestand)["Rijen"][1:]
    assert [rij[5] for rij in rijen] == [2, None]
    assert [rij[7] for rij in rijen] == [None, "4 keer"]


@pytest.mark.parametrize("aantal", [2, 3, 4, 40])
def test_the_first_rows_of_the_source_are_kept_whatever_the_order_in_which_they_come(aantal, monkeypatch):
    """Messages have several rows of one number: those stay as they came."""
    monkeypatch.setattr(bevindingen, "MEEST", 3)
    rijnummers = np.array([*range(aantal, 2, -1), 2, 2], dtype=np.int32)[-aantal:]
    gevonden = Verzamelaar("a.csv", "a", "maatregelen", rijnummers, "x")
    gevonden.rijen("K101", "type", np.arange(aantal), lambda plaatsen: [str(p) for p in plaatsen])
    verwacht = sorted(range(aantal), key=lambda p: (rijnummers[p], p))[:3]
    assert gevonden.tabel()["rij"].to_pylist()[:3] == [int(rijnummers[p]) for p in verwacht]
