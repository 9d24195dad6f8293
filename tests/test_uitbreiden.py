"""What README calls "To add", done for real in a copy of the tree: each addition touches only the files named there,
works at once, and breaks no test that walks the catalogue, the data, the pages or the ways to take figures along."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

WORTEL = Path(__file__).parents[1]
# The tests that could hold a copy of what is added to.
TOETSEN = (
    "tests/data",
    "tests/model",
    "tests/measures",
    "tests/reports",
    "tests/views/test_contract.py",
    "tests/disclosure/test_families.py",
    "tests/sources/kwaliteit",
    "tests/sources/recognition",
    "tests/sources/test_codelijsten.py",
    "tests/sources/test_begrippen.py",
    "tests/example/test_area.py",
    "tests/ui/test_paginas.py",
    "tests/ui/test_app.py",
    "tests/test_taal.py",
    "tests/test_architectuur.py",
)
MAAT = """\
label: Nieuwe maatregelen van een proef
question: Hoeveel ondertoezichtstellingen begonnen er voor een proef?
definition: Ondertoezichtstellingen (type 11) die in de periode begonnen.
unit: maatregelen
direction: lower_is_better
tables:
- maatregelen
dimensions:
- gemeente
- gi
- type
- geslacht
sources:
- title: Verzonnen bron van een proef
additive: true
owner: beleid jeugd
next_review: 2027-04-01
examples:
  - name: alleen een OTS telt
    data_until: 2024-12-31
    given:
      maatregelen: |
        jeugdige | gemeente | gi | type | begindatum | einddatum
        K1 | GM0505 | GI A | 11 | 2024-01-01 |
        K2 | GM0505 | GI A | 21 | 2024-01-01 |
    expect:
      "2024": 1
  - name: een OTS van voor de periode telt niet
    data_until: 2024-12-31
    given:
      maatregelen: |
        jeugdige | gemeente | gi | type | begindatum | einddatum
        K1 | GM0505 | GI A | 11 | 2022-01-01 |
    expect:
      "2023": 0
      "2024": 0
"""
FUNCTIE = '''

def proef_instroom(tables) -> Bijdrage:
    """Ondertoezichtstellingen die in de periode begonnen."""
    rijen = first_records(tables, (OTS,))
    return Telling(rijen, rijen.begin)
'''
DOEL = """\
  - id: PROEF-01
    label: "Minder nieuwe maatregelen van een proef"
    maat: proef_instroom
    soort: ontwikkelopgave
    niveau: beleid
    prioriteit: C
    richting: omlaag
    databron: registratie
    eenheid: maatregelen
    basis: {jaar: 2023}
    doel: {soort: relatief, waarde: -0.2, datum: 2027-12-31}
    bronnen:
      - title: "Verzonnen bron van een proef"
    definitie: "Ondertoezichtstellingen die in het jaar begonnen."
"""
REGIO = """\
id: proefgebied
naam: "Proefregio"
gemeenten:
  - {code: GM0014, naam: "Groningen"}
  - {code: GM0037, naam: "Stadskanaal"}
segmenten:
  - {nummer: "1", naam: "Jeugdbescherming"}
gis: ["GI Proef"]
doelen:
""" + DOEL.replace("PROEF-01", "PROEF-02")
LEVERANCIER = """\
naam: proef-export
toelichting: Verzonnen export van een proef.
bron: Verzonnen bron van een proef.
tabellen:
  - blad: [proefmaatregelen*]
    tabel: maatregelen
    kolommen:
      proefkind: jeugdige
      proefgemeente: gemeente
      proefinstelling: gi
      proefsoort: type
      proefbegin: begindatum
      proefeinde: einddatum
"""
REGEL = '''\
"""A begin on the first day of a century is a default of software."""

import datetime as dt

import pyarrow.compute as pc

CODE = "M999"
ERNST = "melding"
TABELLEN = ("maatregelen",)
VELDEN = ("begindatum",)
TITEL = "Begin op de eerste dag van de eeuw"
MELDING = "De maatregel begint op 01-01-2000. Dat is vaak een standaardwaarde: kijk na of de dag klopt."
VOORBEELD = {
    "maatregelen": """
begindatum | raak
2000-01-01 | x
2000-01-02 |
           |
"""
}


def vind(rijen, context):
    return pc.equal(rijen["begindatum"], dt.date(2000, 1, 1))
'''
PAGINA = '''\
"""A page that was added: choose, ask, show."""

import streamlit as st

from core.ui.frame import start_page

view, selectie = start_page("Proef")

st.dataframe(view.mijlpalen(selectie), hide_index=True)
'''
SCHRIJVER = '''

@writer("proef")
def proef(uit: Uitgave) -> bytes:
    """Tabs, for a trial."""
    return uit.frame.to_csv(index=False, sep="\\t").encode()
'''


def _replace(pad: Path, oud: str, nieuw: str) -> None:
    tekst = pad.read_text("utf-8")
    assert tekst.count(oud) == 1, f"{pad.name} no longer holds {oud!r} once"
    pad.write_text(tekst.replace(oud, nieuw), "utf-8")


def _add(map: Path) -> None:
    """All that README's "To add" names, each in the files it says."""
    thema = map / "core" / "measures" / "jeugdbescherming"
    (thema / "proef_instroom.yaml").write_text(MAAT, "utf-8")
    for pad, extra in (
        (thema / "maten.py", FUNCTIE),
        (map / "data" / "regios" / "zuid-holland-zuid.yaml", DOEL),
        (map / "core" / "reports" / "export.py", SCHRIJVER),
    ):
        with pad.open("a", encoding="utf-8") as bestand:
            bestand.write(extra)
    (map / "data" / "regios" / "proef.yaml").write_text(REGIO, "utf-8")
    (map / "data" / "leveranciers" / "proef-export.yaml").write_text(LEVERANCIER, "utf-8")
    (map / "core" / "sources" / "kwaliteit" / "begin_op_eeuwdag.py").write_text(REGEL, "utf-8")
    (map / "pages" / "proef.py").write_text(PAGINA, "utf-8")
    _replace(map / "app.py", '"pages/mijlpalen.py", ', '"pages/mijlpalen.py", "pages/proef.py", ')
    _replace(map / "core" / "ui" / "access.py", '        "begin",\n', '        "begin",\n        "proef",\n')


@pytest.fixture(scope="module")
def uitgebreid(tmp_path_factory) -> Path:
    map = tmp_path_factory.mktemp("uitgebreid") / "boom"
    lijst = subprocess.run(["git", "ls-files", "-z"], cwd=WORTEL, capture_output=True, text=True, check=True).stdout
    for naam in filter(None, lijst.split("\0")):
        if (WORTEL / naam).is_file():
            (map / naam).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(WORTEL / naam, map / naam)
    subprocess.run(["git", "init", "-q", str(map)], check=True)
    _add(map)
    subprocess.run(["git", "add", "-A"], cwd=map, check=True)
    return map


def _run(map: Path, *opdracht: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, *opdracht], cwd=map, capture_output=True, text=True)


@pytest.mark.nightly
def test_what_is_added_works_at_once(uitgebreid, tmp_path):
    klaar = _run(uitgebreid, "-m", "core", "voorbeeld", str(tmp_path / "uit"), "--regio", "proefgebied")
    assert klaar.returncode == 0, klaar.stderr
    (tmp_path / "proefmaatregelen.csv").write_text(
        "proefkind;proefgemeente;proefinstelling;proefsoort;proefbegin;proefeinde\n"
        "K1;Groningen;GI Proef;11;01-01-2000;01-02-2023\nK2;Stadskanaal;GI Proef;11;02-03-2023;\n",
        "utf-8",
    )
    store, los = ("--store", str(tmp_path / "store")), tmp_path / "bevindingen.csv"
    klaar = _run(
        uitgebreid,
        *("-m", "core", "importeer", str(tmp_path / "proefmaatregelen.csv"), *store, "--leverancier", "proef-export"),
        *("--tm", "2024-12-31", "--bevindingen", str(los)),
    )
    assert klaar.returncode == 0, klaar.stdout + klaar.stderr
    assert "M999" in los.read_text("utf-8")
    klaar = _run(uitgebreid, "-m", "core", "bereken", *store, "--regio", "proefgebied", "--doel", "PROEF-02")
    regels = [r for r in klaar.stdout.splitlines() if "PROEF-02" in r]
    assert klaar.returncode == 0 and regels, klaar.stdout + klaar.stderr


@pytest.mark.nightly
def test_what_is_added_breaks_no_test(uitgebreid):
    klaar = _run(uitgebreid, "-m", "pytest", "-q", "-p", "no:cacheprovider", *TOETSEN)
    assert klaar.returncode == 0, klaar.stdout[-6000:]
