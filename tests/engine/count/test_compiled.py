"""What was compiled before is read, wherever it stands, and only when it is whole."""

import gzip
import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.engine.count import compiled

WORTEL = Path(__file__).parents[3]
REGELS = "jeugdige;gemeente;gi;type;begindatum;einddatum\n1;GM0505;GI Noord;11;2023-01-01;\n"


@pytest.fixture
def leeg(monkeypatch):
    """Nothing known yet."""
    monkeypatch.setattr(compiled, "_geheugen", {})
    monkeypatch.setattr(compiled, "_geladen", set())
    monkeypatch.setattr(compiled, "_nieuw", False)


def refuse() -> str:
    raise AssertionError("it was known")


def test_what_is_packed_and_what_is_kept_are_both_read(leeg, tmp_path):
    geleverd, eigen = tmp_path / "geleverd", tmp_path / "eigen"
    geleverd.mkdir()
    eigen.mkdir()
    assert compiled.remember(("a",), lambda: "select 1") == "select 1" and not compiled.shipped(geleverd)
    compiled.pack(geleverd)
    compiled._geheugen.clear()
    compiled.remember(("b",), lambda: "select 2")
    compiled.save(eigen, Path.write_text)
    compiled._geheugen.clear()
    compiled.load(geleverd, eigen)
    assert compiled.shipped(geleverd)
    assert [compiled.remember((k,), refuse) for k in "ab"] == ["select 1", "select 2"]


# The names are given: a packed text holds the second it was made in, and tests collected twice would differ.
@pytest.mark.parametrize(
    "stuk",
    [b"", b"geen gzip", gzip.compress(b"{}")[:-4], gzip.compress(b"geen json")],
    ids=["leeg", "niet gepakt", "afgebroken", "geen json"],
)
def test_what_cannot_be_read_is_compiled_anew(leeg, tmp_path, stuk):
    compiled.pack(tmp_path)
    next(tmp_path.iterdir()).write_bytes(stuk)
    compiled.load(tmp_path)
    assert compiled.remember(("a",), lambda: "select 1") == "select 1"


def test_loading_data_of_ones_own_compiles_nothing(tmp_path):
    """Half of a first import went to what the example had been shipped with."""
    (tmp_path / "maatregelen.csv").write_text(REGELS, "utf-8")
    eigen = tmp_path / "eigen"
    omgeving = os.environ | {"KERNWAARDEN_GEGEVENS": str(eigen)}
    opdracht = [sys.executable, "-m", "core", "importeer", str(tmp_path / "maatregelen.csv")]
    subprocess.run(opdracht, cwd=WORTEL, env=omgeving, check=True, capture_output=True)
    assert (eigen / "huidig").exists() and not list(eigen.glob("vragen-*"))
