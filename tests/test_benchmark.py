"""What is measured, and how it is written down; how fast it is, is for the command itself to say."""

import platform
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pandas as pd
import pytest

from core.__main__ import main
from core.benchmark import commands, start
from core.benchmark.browser import NO_BROWSER, find_browser
from core.benchmark.commands import HIER, Kosten, Regel
from core.benchmark.table import as_frame, machine, markdown, write
from core.model.melding import Melding

REGELS = [
    Regel("Importeren", Kosten(31.25, 300 << 20), pandas=Kosten(8.0, 900 << 20)),
    Regel("Overzicht", Kosten(0.2), sql=Kosten(0.41)),
]


def test_a_column_for_who_was_asked_and_no_other():
    frame = as_frame(REGELS)
    kolommen = ["wat", "dit programma (s)", "dit programma (MB)", "pandas (s)", "pandas (MB)", "SQL met de hand (s)"]
    assert list(frame.columns) == kolommen
    assert frame["pandas (s)"].tolist()[0] == 8.0 and frame["pandas (s)"].isna().tolist() == [False, True]
    assert frame["dit programma (MB)"].tolist()[0] == 300


def test_a_table_for_a_readme_says_on_what_kind_of_machine_and_not_on_which():
    tekst = markdown(REGELS, "Export: proef")
    assert (
        "| Importeren | 31,25 | 300 | 8,00 | 900 | – |" in tekst and "| Overzicht | 0,20 | – | – | – | 0,41 |" in tekst
    )
    assert "Export: proef" in tekst and "kernen" in tekst and platform.python_version() in tekst
    assert not platform.node() or platform.node() not in machine()


def test_the_table_as_a_file(tmp_path):
    write(REGELS, tmp_path / "meet.csv", "Export: proef")
    frame = pd.read_csv(tmp_path / "meet.csv")
    assert frame["wat"].tolist() == ["Importeren", "Overzicht"] and set(frame["machine"]) == {machine()}
    with pytest.raises(Melding, match="eindigt"):
        write(REGELS, tmp_path / "meet.txt", "")


def test_another_ending_is_refused_before_anything_is_measured(capsys):
    assert main(["meet", "--uit", "meet.txt"]) == 2
    assert "op .csv of .md eindigt" in capsys.readouterr().err


def test_what_a_process_costs_is_its_own():
    klein = commands._measured(HIER, ["-c", "pass"])
    groot = commands._measured(HIER, ["-c", "x = bytearray(300 << 20)"])
    assert groot.geheugen - klein.geheugen > 200 << 20 and klein.seconden > 0


def test_what_cannot_be_measured_is_said(tmp_path):
    with pytest.raises(Melding, match="niet gelukt"):
        commands._measured(HIER, ["-c", "raise SystemExit(2)"])
    with pytest.raises(Melding, match="geen omgeving"):
        commands._measured(tmp_path, ["-c", "pass"])


@pytest.mark.skipif(find_browser() is None, reason=NO_BROWSER)
def test_a_start_is_measured_until_a_goal_says_something_on_the_screen(tmp_path):
    """Of a build of one page: its sentence comes after a second, and another visitor waits for it again."""
    (tmp_path / "bouw").mkdir()
    (tmp_path / "bouw" / "app.py").write_text(
        "import time\nimport streamlit as st\ntime.sleep(1)\nst.html('<p class=\"kd-waarde\">12 kinderen</p>')\n",
        "utf-8",
    )
    (tmp_path / "bouw" / ".venv" / "bin").mkdir(parents=True)
    python = tmp_path / "bouw" / ".venv" / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n', "utf-8")
    python.chmod(0o755)
    with ThreadPoolExecutor(1) as elders:  # another test may hold a browser in this thread
        tijden = elders.submit(start._measure, tmp_path / "bouw", tmp_path / "kopie").result()
    assert all(klok > 1 for klok, _ in tijden.values()) and tijden[start.EERSTE][1] > tijden[start.BEZOEK][1] > 0
    assert not (tmp_path / "kopie" / ".venv").exists()


def test_a_build_that_does_not_start_is_said(tmp_path):
    with subprocess.Popen([sys.executable, "-c", "pass"]) as proces, pytest.raises(Melding, match="startte niet"):
        proces.wait()
        start._until_up("http://127.0.0.1:9", proces)
