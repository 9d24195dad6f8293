"""The version of the definitions and the fingerprint of the program change with all that decides a figure."""

import shutil
from pathlib import Path

import pytest

from core import measures
from core.engine.count import compiled

CORE = Path(measures.__file__).parents[1]


@pytest.fixture
def kopie(tmp_path, monkeypatch):
    """The program as far as it decides a figure, in a folder where it can be changed."""
    core = tmp_path / "core"
    for naam in ("engine", "measures", "model"):
        shutil.copytree(CORE / naam, core / naam, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(CORE.parent / "requirements.txt", tmp_path)
    monkeypatch.setattr(compiled, "_PROGRAMMA", core)
    monkeypatch.setattr(measures, "MAP", core / "measures")
    monkeypatch.setattr(measures, "_COUNT", core / "engine" / "count")
    return core


def versies() -> tuple[str, str]:
    return compiled.vingerafdruk.__wrapped__(), measures.definitieversie.__wrapped__()


def test_a_copy_of_the_program_is_the_same_program(kopie):
    assert versies() == (compiled.vingerafdruk(), measures.definitieversie())


@pytest.mark.parametrize(
    "bestand", ["measures/jeugdbescherming/jb_stand.yaml", "measures/blocks.py", "engine/count/figures.py"]
)
def test_what_decides_a_figure_is_in_both(kopie, bestand):
    voor = versies()
    with (kopie / bestand).open("a", encoding="utf-8") as tekst:
        tekst.write("# anders")
    assert all(v != n for v, n in zip(voor, versies(), strict=True))
