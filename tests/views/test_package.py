"""A folder to start with a double click: whole, without anybody's data, and its start files are well-formed."""

import shutil
import subprocess

import pytest

from core.__main__ import main
from core.model.melding import Melding
from core.views import package


@pytest.fixture(scope="module")
def mappen(tmp_path_factory):
    map_ = tmp_path_factory.mktemp("pakket")
    return {s: (map_ / s, package.make_package(map_ / s, s, wheels=False)) for s in package.SYSTEMEN}


@pytest.mark.parametrize("systeem", package.SYSTEMEN)
def test_the_program_is_whole_and_holds_no_data_of_anybody(mappen, systeem):
    map_, start = mappen[systeem]
    programma = map_ / "programma"
    assert start.exists() and (programma / "app.py").exists() and (programma / ".streamlit" / "config.toml").exists()
    assert any((programma / "data" / "voorbeeld-klaar").glob("*.parquet"))
    assert not (programma / "data" / "eigen").exists() and not list(programma.rglob("__pycache__"))
    nodig = (programma / package.EISEN).read_text("utf-8")
    assert nodig.startswith("streamlit==") and "pytest" not in nodig and "playwright" not in nodig
    assert ("\ncolorama==" in nodig) == (systeem == "windows"), "pip asks the computer it runs on"
    vast = (programma / package.VASTE).read_text("utf-8")
    assert all("==" in r for r in vast.splitlines()) and "[" not in vast


def test_no_secret_and_no_data_goes_along_wherever_it_lies(tmp_path, monkeypatch):
    bron = tmp_path / "bron"
    for weg in (".streamlit/secrets.toml", "core/.streamlit/secrets.toml", "data/eigen/x.parquet", "core/.env", ".env"):
        (bron / weg).parent.mkdir(parents=True, exist_ok=True)
        (bron / weg).write_text("geheim")
    (bron / "requirements.txt").write_text("streamlit==1.0\n")
    (bron / ".streamlit" / "config.toml").write_text("[server]\n")
    monkeypatch.setattr(package, "PROGRAMMA", bron)
    package.make_package(tmp_path / "uit", "macos", wheels=False)
    bestanden = [p for p in (tmp_path / "uit").rglob("*") if p.is_file()]
    assert (tmp_path / "uit" / "programma" / ".streamlit" / "config.toml") in bestanden
    assert not [p for p in bestanden if "geheim" in p.read_text("utf-8")]


def test_the_start_file_of_windows_ends_its_lines_as_windows_does(mappen):
    ruw = mappen["windows"][1].read_bytes()
    assert ruw.count(b"\r\n") == ruw.count(b"\n") > 15 and b"{" not in ruw
    tekst = ruw.decode()
    for label in ("zonder", "fout", "einde"):
        assert f"goto {label}" in tekst and f"\n:{label}" in tekst
    assert "--no-index" in tekst and "LOCALAPPDATA" in tekst


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash on this machine")
def test_the_start_file_of_macos_is_bash_that_says_what_is_missing(mappen, tmp_path):
    map_, start = mappen["macos"]
    assert start.stat().st_mode & 0o100 and b"\r" not in start.read_bytes()
    assert subprocess.run(["bash", "-n", str(start)]).returncode == 0
    klaar = subprocess.run(
        ["bash", str(start)], env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}, capture_output=True, text=True
    )
    if klaar.returncode:  # no such Python, or no wheels here: a sentence, and nothing started
        assert "Vraag de beheerder" in klaar.stdout or "vraag de beheerder" in klaar.stdout
    assert not (map_ / "python" / "klaar.txt").exists()


def test_a_folder_in_use_is_left_alone(tmp_path, capsys):
    (tmp_path / "x.txt").write_text("van mij")
    with pytest.raises(Melding, match="niet leeg"):
        package.make_package(tmp_path, "windows", wheels=False)
    assert main(["pakket", str(tmp_path), "--voor", "macos"]) == 2
    assert "niet leeg" in capsys.readouterr().err and [p.name for p in tmp_path.iterdir()] == ["x.txt"]
