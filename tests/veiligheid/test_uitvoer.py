"""T15: what leaves as csv or Excel holds no formula and no link, says the same numbers, and never leaves rows out."""

import csv
import datetime as dt
import io
import zipfile

import openpyxl
import pandas as pd
import pytest
from openpyxl.utils.escape import unescape

from core import dashboard
from core.__main__ import main
from core.model.melding import Melding
from core.model.selectie import Selectie
from core.reports import export
from tests.kijk import exact
from tests.veiligheid.conftest import KWAAD

TEKSTEN = [
    "=1+1",
    "+31 6",
    "-naam",
    "@x",
    "\t=x",
    "\r=x",
    "https://elders.test",
    "mailto:x@elders.test",
    "'s-Gravenhage",
    "00123",
    "1e5",
    "NA",
    "regel\neinde",
    'aan"haling;puntkomma',
    "🙂 é",
    "x" * 32_767,
    None,
    " rand ",
]
GETALLEN = [0.1 + 0.2, -5.0, 1e15, 1e-7, 0.0, 123456789.12, 1 / 3, -0.005]
FORMULE = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture(scope="module")
def frame():
    n = len(TEKSTEN)
    return pd.DataFrame(
        {
            "gi": TEKSTEN,
            "waarde": [GETALLEN[i % len(GETALLEN)] if i != 3 else None for i in range(n)],
            "n": range(-3, n - 3),
            "peildatum": [dt.date(2024, 1, 1) + dt.timedelta(i) for i in range(n)],
            "voorlopig": [i % 2 == 0 for i in range(n)],
            "=cmd|x": TEKSTEN,
        }
    )


REGELS = [("Regio", "=HYPERLINK(1)"), ("Soort", "intern")]


@pytest.fixture(scope="module")
def werkmap(frame):
    maten = list(dashboard.maten().values())[:3]
    return export.write("xlsx", export.Uitgave(frame, "=1+1", REGELS, "intern", maten))


def alive(inhoud: bytes) -> list[str]:
    """Parts of a workbook in which something can run or be followed."""
    with zipfile.ZipFile(io.BytesIO(inhoud)) as zip:
        delen = {n: zip.read(n) for n in zip.namelist()}
    fout = [n for n, i in delen.items() if b"<f>" in i or b"<f " in i or b"<hyperlink" in i or b"externalLink" in i]
    buiten = [n for n, i in delen.items() if n.endswith(".rels") and b'TargetMode="External"' in i]
    return fout + buiten + [n for n in delen if "vba" in n.lower()]


def cells(inhoud: bytes) -> list[list]:
    """The table of sheet Cijfers as a reader of Excel gives it, header first."""
    blad = openpyxl.load_workbook(io.BytesIO(inhoud))["Cijfers"]
    rijen = [[c for c in rij] for rij in blad.iter_rows()]
    return rijen[len(REGELS) + 2 :]


def test_nothing_in_a_workbook_is_alive(werkmap):
    assert alive(werkmap) == []
    boek = openpyxl.load_workbook(io.BytesIO(werkmap))
    cellen = [c for blad in boek for rij in blad.iter_rows() for c in rij]
    assert {c.data_type for c in cellen} <= {"s", "n", "d"} and not any(c.hyperlink for c in cellen)
    assert any(str(c.value).startswith("=") for c in cellen), "the test would not see it"


def test_a_workbook_reads_back_as_it_was(frame, werkmap):
    kop, *rijen = cells(werkmap)
    assert [c.value for c in kop] == ["GI", "Waarde", "n", "Peildatum", "Voorlopig", "=cmd|x"]
    assert len(rijen) == len(frame)
    for rij, waar in zip(rijen, frame.itertuples(index=False), strict=True):
        gi, waarde, n, dag, voorlopig, _ = rij
        assert gi.value is None if pd.isna(waar[0]) else unescape(gi.value) == waar[0]
        assert waarde.value is None if pd.isna(waar[1]) else waarde.value == pytest.approx(waar[1], rel=1e-15)
        assert (n.value, n.data_type, n.number_format) == (waar[2], "n", "#,##0")
        assert dag.is_date and dag.value.date() == waar[3] and dag.number_format == "dd-mm-yyyy"
        assert voorlopig.value == ("ja" if waar[4] else "nee")


def test_a_workbook_explains_itself(werkmap):
    boek = openpyxl.load_workbook(io.BytesIO(werkmap))
    assert boek.sheetnames == ["Cijfers", "Toelichting"]
    assert [c.value for c in boek["Toelichting"][1]] == ["Wat", "Definitie", "Let op", "Bron"]
    assert [r[0].value for r in boek["Toelichting"].iter_rows(min_row=2)] == [
        m.label for m in list(dashboard.maten().values())[:3]
    ]


def test_csv_reads_back_as_it_was_and_runs_nothing(frame):
    inhoud = export.write("csv", export.Uitgave(frame, "=1+1", REGELS, "intern")).decode("utf-8-sig")
    rijen = list(csv.reader(io.StringIO(inhoud, newline=""), delimiter=";"))
    kop, data, staart = rijen[0], rijen[1 : len(frame) + 1], rijen[len(frame) + 1 :]
    assert kop == ["GI", "Waarde", "n", "Peildatum", "Voorlopig", "'=cmd|x"]
    for rij, waar in zip(data, frame.itertuples(index=False), strict=True):
        assert rij[0] == ("" if pd.isna(waar[0]) else f"'{waar[0]}" if waar[0].startswith(FORMULE) else waar[0])
        assert rij[1] == "" if pd.isna(waar[1]) else float(rij[1].replace(",", ".")) == waar[1]
        assert "." not in rij[1], "a decimal comma, also in a column with an empty cell"
        assert (int(rij[2]), rij[3]) == (waar[2], waar[3].strftime("%d-%m-%Y"))
    losse = [c for rij in [kop, *data, *staart] for c in rij if c.startswith(FORMULE)]
    assert [c for c in losse if not _getal(c)] == [] and losse, "numbers below zero stay numbers"
    assert ["Titel", "'=1+1"] in staart and ["Regio", "'=HYPERLINK(1)"] in staart


def _getal(tekst: str) -> bool:
    try:
        float(tekst.replace(",", "."))
        return True
    except ValueError:
        return False


@pytest.mark.parametrize(
    "frame",
    [pd.DataFrame({"waarde": range(1_048_576)}), pd.DataFrame({"gi": ["x" * 32_768]}), pd.DataFrame([[1] * 16_385])],
    ids=["rows", "text", "columns"],
)
def test_what_does_not_fit_in_excel_is_said_and_not_cut(frame):
    with pytest.raises(Melding, match=r"^[A-Z].* past niet .*csv.*\.$"):
        export.write("xlsx", export.Uitgave(frame, "x", [], "intern"))
    if len(frame) == 1:
        assert export.write("csv", export.Uitgave(frame, "x", [], "intern"))


def test_the_exports_of_a_store_with_hostile_names_are_dead(eigen, tmp_path, monkeypatch, capfd):
    """Through the public door and the command line: results, findings, to-do list, form and template."""
    monkeypatch.setenv("KERNWAARDEN_GEGEVENS", str(eigen))
    store = dashboard.open_store()
    selectie = Selectie(regio="zhz", splits=("gi",), per="jaar")
    rijen = exact(store).resultaten(selectie, maat_ids=("jb_stand",))

    def blad(view) -> dashboard.Blad:
        return dashboard.Blad(view.resultaten(selectie, maat_ids=("jb_stand",)), "x", selectie)

    assert any(str(g).startswith("=") for g in rijen["gi"]), "the hostile names are in it"
    boeken = [
        exact(store).export("xlsx", blad),
        exact(store).taaklijst(None),
        exact(store).taaklijst(KWAAD[6]),
        dashboard.sjabloon(),
        dashboard.opvraagformulier(exact(store), Selectie(regio="zhz"), "GI", wie=KWAAD[6]),
    ]
    assert [alive(b) for b in boeken] == [[]] * len(boeken)
    teksten = [exact(store).export("csv", blad).decode("utf-8-sig")]
    for doel, wat in (
        ("r.csv", ["bereken", "--maat", "jb_stand", "--splits", "gi", "--intern", "--uit"]),
        ("-", ["bereken", "--maat", "jb_stand", "--splits", "gi", "--intern", "--uit"]),
    ):
        main([*wat, str(tmp_path / doel) if doel != "-" else "-", "--store", str(eigen)])
    dashboard.write_bevindingen(exact(store), tmp_path / "b.csv")
    teksten += [
        (tmp_path / "r.csv").read_text("utf-8"),
        (tmp_path / "b.csv").read_text("utf-8"),
        capfd.readouterr().out,
    ]
    for tekst, teken in zip(teksten, ";,,,", strict=True):
        cellen = [c for rij in csv.reader(io.StringIO(tekst), delimiter=teken) for c in rij]
        assert [c for c in cellen if c.startswith(FORMULE) and not _getal(c)] == []
    assert "HYPERLINK" in teksten[1]
