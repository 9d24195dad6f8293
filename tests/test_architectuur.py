"""The shape of the project, checked by reading it: who may import whom, what a page may be, what is hidden."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from core.model import strict_yaml

WORTEL = Path(__file__).parent.parent
BESTANDEN = [*sorted(p for map in ("core", "pages") for p in (WORTEL / map).rglob("*.py")), WORTEL / "app.py"]

# Room -> what it may import of this project, from the top floor down. A room that is not here may not exist.
MODEL = {"core.model"}
COUNT = {"core.engine.count", *MODEL}
JUDGE = {"core.engine.judge", *COUNT}
TASK = {"core.engine.task", *JUDGE}
GOAL = {"core.engine.goal", *TASK}
MEASURES = {"core.measures", *COUNT}
SIMULATION = {"core.simulation", *MEASURES}
DISCLOSURE = {"core.disclosure", "core.simulation", *GOAL, *MEASURES}
REPORTS = {"core.reports", "core.charts", *DISCLOSURE}
STORE = {"core.store", *MODEL}
MAG = {
    "pages": {"core.dashboard", "core.ui", "core.charts"},
    "core.ui": {"core.ui", "core.dashboard", "core.charts", "core.lifetime", *MODEL},
    "core.charts": {"core.charts", *MODEL},
    "core.__main__": {"core.dashboard", "core.benchmark", "core.arguments", "core.lifetime", *MODEL},
    "core.lifetime": set(),
    "core.arguments": MODEL,
    "core.benchmark": {"core.benchmark", "core.dashboard", "core.store.versions", *MODEL},  # SQL by hand
    "core.dashboard": {"core.views"},
    "core.views": {"core.views", "core.sources", "core.staat", "core.example", *STORE, *REPORTS},
    "core.reports": REPORTS,
    "core.disclosure": DISCLOSURE,
    "core.simulation": SIMULATION,
    "core.measures": MEASURES,
    "core.engine.goal": GOAL,
    "core.engine.task": TASK,
    "core.engine.judge": JUDGE,
    "core.engine.count": COUNT,
    "core.sources": {"core.sources", *STORE},
    "core.staat": {"core.staat", *STORE},
    "core.store.keep": {"core.staat", *STORE},  # a copy of the whole installation
    "core.store": STORE,
    "core.example": {"core.example", "core.sources.regios", *MODEL},  # it is made of the regions as they are
    "core.model": MODEL,
}
ALLEEN = {
    "streamlit": ("app.py", "pages/", "core/ui/"),
    "altair": ("core/charts/",),
    "duckdb": ("core/store/connect.py",),
    "psycopg": ("core/store/connect.py",),
    "pyspark": ("core/store/spark",),
}


def naam(pad: Path) -> str:
    return ".".join(pad.relative_to(WORTEL).with_suffix("").parts)


def imports(pad: Path) -> set[str]:
    gevonden = set()
    for knoop in ast.walk(ast.parse(pad.read_text("utf-8"))):
        if isinstance(knoop, ast.Import):
            gevonden |= {a.name for a in knoop.names}
        if isinstance(knoop, ast.ImportFrom) and knoop.module:
            gevonden |= {f"{knoop.module}.{a.name}" for a in knoop.names}
    return gevonden


@pytest.mark.parametrize("pad", BESTANDEN, ids=lambda p: str(p.relative_to(WORTEL)))
def test_dependencies_run_one_way(pad):
    laag = next((laag for laag in MAG if f"{naam(pad)}.".startswith(f"{laag}.")), None)
    eigen = {i for i in imports(pad) if i.split(".")[0] == "core"}
    assert laag or naam(pad) in ("app", "core.__init__", "core.engine.__init__"), f"{naam(pad)} is in no room"
    if laag:
        fout = {i for i in eigen if not any(i == m or i.startswith(m + ".") for m in MAG[laag])}
        assert not fout, f"{naam(pad)} may not import {sorted(fout)}"
    for pakket, plaatsen in ALLEEN.items():
        if any(i.split(".")[0] == pakket for i in imports(pad)):
            assert str(pad.relative_to(WORTEL)).startswith(plaatsen), f"{naam(pad)} may not import {pakket}"


@pytest.mark.parametrize("pad", sorted((WORTEL / "pages").glob("*.py")), ids=lambda p: p.name)
def test_a_page_chooses_asks_and_shows(pad):
    boom = ast.parse(pad.read_text("utf-8"))
    assert len(pad.read_text("utf-8").splitlines()) <= 60
    assert not [k for k in ast.walk(boom) if isinstance(k, ast.FunctionDef | ast.ClassDef)]
    aanroepen = [k.func.id for k in ast.walk(boom) if isinstance(k, ast.Call) and isinstance(k.func, ast.Name)]
    assert "start_page" in aanroepen


def test_exact_or_shared_is_decided_in_three_rooms():
    """Elsewhere the word may be text or a column, never a condition."""
    mag = ("core/disclosure/", "core/views/", "core/model/")
    for pad in BESTANDEN:
        if not str(pad.relative_to(WORTEL)).startswith(mag):
            boom = ast.parse(pad.read_text("utf-8"))
            tests = [k.test for k in ast.walk(boom) if isinstance(k, ast.If | ast.IfExp | ast.While | ast.Assert)]
            tests += [i for k in ast.walk(boom) if isinstance(k, ast.comprehension) for i in k.ifs]
            tests += [k for k in ast.walk(boom) if isinstance(k, ast.BoolOp | ast.Compare)]
            assert not [t for t in tests if re.search("beschermd|is_delen|is_intern", ast.unparse(t))], naam(pad)


def test_what_is_data_is_not_copied_into_the_code():
    """Regions, goals, gemeenten and products are files in data/. Examples in words do not count, nor do the worked
    examples of the rules for data quality."""
    map = WORTEL / "data"
    regios = [strict_yaml.load(p.read_text("utf-8")) for p in (map / "regios").glob("*.yaml")]
    waarden = {r["id"] for r in regios} | {d["id"] for r in regios for d in r["doelen"]}
    waarden |= {r.split(";")[0] for r in (map / "codelijsten" / "productcodes.csv").read_text("utf-8").splitlines()[2:]}
    waarden |= {g["code"] for r in regios for g in r["gemeenten"]}
    for pad in BESTANDEN:
        if "core/measures" not in str(pad) and "core/example" not in str(pad):  # kernel of a maat; what is invented
            boom = ast.parse(pad.read_text("utf-8"))
            teksten = {k.value for k in ast.walk(boom) if isinstance(k, ast.Constant) and isinstance(k.value, str)}
            assert not teksten & waarden, f"{naam(pad)}: {sorted(teksten & waarden)}"


def test_the_visible_top_level_is_what_the_design_says():
    lijst = subprocess.run(["git", "ls-files"], cwd=WORTEL, capture_output=True, text=True, check=True).stdout
    boven = {regel.split("/")[0] for regel in lijst.splitlines()}
    assert {b for b in boven if not b.startswith(".")} <= {
        "app.py",
        "pages",
        "core",
        "data",
        "tests",
        "findings",
        "requirements.txt",
        "README.md",
    }


def test_nothing_is_called_utils():
    fout = [p for p in WORTEL.rglob("*.py") if re.search(r"utils|helpers|common", p.stem) and ".venv" not in p.parts]
    assert not fout


def test_every_decision_is_listed_with_a_status():
    index = (WORTEL / "core/decisions/README.md").read_text("utf-8")
    for pagina in (WORTEL / "core/decisions").glob("*.md"):
        if pagina.name != "README.md":
            assert pagina.name in index
            assert "Status:" in pagina.read_text("utf-8")


@pytest.mark.parametrize("opdracht", [["check"], ["format", "--check"]], ids=" ".join)
def test_the_code_is_as_ruff_wants_it(opdracht):
    opdracht = [sys.executable, "-m", "ruff", *opdracht, "--no-cache", "."]
    klaar = subprocess.run(opdracht, cwd=WORTEL, capture_output=True, text=True)
    assert klaar.returncode == 0, klaar.stdout
