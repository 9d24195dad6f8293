"""Pages are thin, and the settings of the app are what they should be."""

import ast
import sys
import tomllib
from pathlib import Path

import pytest

from core.charts import theme

WORTEL = Path(__file__).parents[2]
PAGINAS = sorted((WORTEL / "pages").glob("*.py"))
MAG = ("streamlit", "core.dashboard", "core.ui", "core.charts")


@pytest.mark.parametrize("pagina", PAGINAS, ids=lambda p: p.stem)
def test_a_page_is_thin(pagina):
    bron = pagina.read_text("utf-8")
    boom = ast.parse(bron)
    assert len(bron.splitlines()) <= 60
    assert ast.get_docstring(boom)
    verboden = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
    assert not [n for n in ast.walk(boom) if isinstance(n, verboden)]


@pytest.mark.parametrize("pagina", PAGINAS, ids=lambda p: p.stem)
def test_the_first_thing_a_page_does_is_start_page(pagina):
    rest = [n for n in ast.parse(pagina.read_text("utf-8")).body if not isinstance(n, ast.Import | ast.ImportFrom)]
    eerste = rest[1]
    assert isinstance(eerste, ast.Assign | ast.Expr) and isinstance(eerste.value, ast.Call)
    assert eerste.value.func.id == "start_page"


@pytest.mark.parametrize("pagina", PAGINAS, ids=lambda p: p.stem)
def test_a_page_imports_only_what_it_may(pagina):
    for knoop in ast.walk(ast.parse(pagina.read_text("utf-8"))):
        namen = (
            [knoop.module]
            if isinstance(knoop, ast.ImportFrom)
            else [a.name for a in knoop.names]
            if isinstance(knoop, ast.Import)
            else []
        )
        for naam in (n for n in namen if n.split(".")[0] not in sys.stdlib_module_names):
            volledig = [f"{naam}.{a.name}" for a in knoop.names] if naam == "core" else [naam]
            assert all(any(v == m or v.startswith(f"{m}.") for m in MAG) for v in volledig), volledig


def test_every_page_is_in_the_menu_and_has_no_icon():
    menu = (WORTEL / "app.py").read_text("utf-8")
    assert all(f'"pages/{p.name}"' in menu for p in PAGINAS)
    assert "icon=" not in menu, "the browser asks Google for the picture of a material icon"
    assert len(menu.splitlines()) <= 35


def config() -> dict:
    return tomllib.loads((WORTEL / ".streamlit" / "config.toml").read_text("utf-8"))


def test_the_server_is_closed_by_default():
    c = config()
    assert c["server"]["address"] == "127.0.0.1"
    assert c["server"]["allowedHosts"] == ["localhost", "127.0.0.1"]
    assert c["server"]["enableXsrfProtection"] and not c["server"]["enableStaticServing"]
    assert c["browser"]["gatherUsageStats"] is False
    assert c["client"]["showErrorDetails"] == "none" and c["client"]["allowedOrigins"] == []
    assert c["runner"]["postScriptGC"] is False


def test_no_font_or_other_thing_comes_from_elsewhere():
    assert "http" not in (WORTEL / ".streamlit" / "config.toml").read_text("utf-8")
    assert "url(" not in (WORTEL / "core/ui/stijl.css").read_text("utf-8")
    assert "@import" not in (WORTEL / "core/ui/stijl.css").read_text("utf-8")


@pytest.mark.parametrize(("naam", "palet"), [("light", theme.LICHT), ("dark", theme.DONKER)])
def test_screen_and_charts_have_the_same_colours(naam, palet):
    c = config()["theme"][naam]
    assert (c["primaryColor"], c["backgroundColor"], c["textColor"], c["borderColor"]) == (
        palet.hoofd,
        palet.vlak,
        palet.tekst,
        palet.rand,
    )
    assert (c["orangeColor"], c["grayColor"]) == (palet.accent, palet.zacht)
    assert tuple(c["chartCategoricalColors"]) == palet.reeks
