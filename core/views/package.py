"""A folder that somebody without a terminal starts with a double click: the program, its wheels and a start file.

Made once by who has the internet; the folder itself needs none. The computer needs Python of the version below. What
the user loads is kept outside the folder, so that a newer folder finds it.
"""

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from core.model.melding import Melding

PYTHON = "3.12"
PROGRAMMA = Path(__file__).resolve().parents[2]
MEE = (
    "app.py",
    "pages",
    "core",
    "data",
    "README.md",
    "requirements.txt",
    ".requirements.lock",
    ".streamlit/config.toml",
)
# Never given away, wherever it lies: what users loaded, and what they keep secret.
NIET = ("__pycache__", "eigen", "*.pyc", "secrets.toml", ".env", ".env.*")
EISEN, VASTE = "start.txt", "versies.txt"
TOETSEN = "# For the tests."  # from here on requirements.txt names what a user does not need

_WINDOWS = r"""@echo off
rem Dubbelklik om het dashboard te starten. Sluit dit venster om te stoppen.
chcp 65001 >nul
cd /d "%~dp0programma"
set "KERNWAARDEN_GEGEVENS=%LOCALAPPDATA%\Kernwaarden-dashboard"
set "PROEF=%~dp0python"
if not exist "%PROEF%\klaar.txt" (
  echo De eerste keer wordt het dashboard klaargezet. Dat duurt een paar minuten.
  py -{python} -m venv "%PROEF%" || goto zonder
  "%PROEF%\Scripts\python.exe" -m pip install --quiet --no-index --find-links "%~dp0wheels" -r {eisen} || goto fout
  echo klaar> "%PROEF%\klaar.txt"
)
"%PROEF%\Scripts\python.exe" -m streamlit run app.py
goto einde
:zonder
echo Python {python} staat niet op deze computer. Vraag de beheerder om Python {python} te installeren.
goto einde
:fout
echo Klaarzetten is niet gelukt. Haal de map opnieuw op, of vraag de beheerder om hulp.
:einde
pause
"""
_MACOS = r"""#!/bin/bash
# Dubbelklik om het dashboard te starten. Sluit dit venster om te stoppen.
hier="$(cd "$(dirname "$0")" && pwd)"
export KERNWAARDEN_GEGEVENS="$HOME/Library/Application Support/Kernwaarden-dashboard"
cd "$hier/programma" || exit 1
if [ ! -f "$hier/python/klaar.txt" ]; then
  echo "De eerste keer wordt het dashboard klaargezet. Dat duurt een paar minuten."
  if ! python{python} -m venv "$hier/python"; then
    echo "Python {python} staat niet op deze computer. Vraag de beheerder om Python {python} te installeren."
    exit 1
  fi
  if ! "$hier/python/bin/python" -m pip install --quiet --no-index --find-links "$hier/wheels" -r {eisen}; then
    echo "Klaarzetten is niet gelukt. Haal de map opnieuw op, of vraag de beheerder om hulp."
    exit 1
  fi
  echo klaar > "$hier/python/klaar.txt"
fi
exec "$hier/python/bin/python" -m streamlit run app.py
"""


@dataclass(frozen=True)
class Systeem:
    """A kind of computer: the name and text of its start file, how its lines end, and its wheels."""

    bestand: str
    tekst: str
    regeleinde: str
    platforms: tuple[str, ...]


SYSTEMEN = {
    "windows": Systeem("Start dashboard.cmd", _WINDOWS, "\r\n", ("win_amd64",)),
    "macos": Systeem(
        "Start dashboard.command",
        _MACOS,
        "\n",
        tuple(
            f"macosx_{v}_{m}"
            for v in ("14_0", "13_0", "12_0", "11_0", "10_13", "10_9")
            for m in ("arm64", "universal2")
        ),
    ),
}


def make_package(map: Path, systeem: str, *, wheels: bool = True) -> Path:
    """Fills the folder `map`, that must be new or empty, and gives its start file. `wheels`: fetch them with pip.
    Raises Melding when the folder is in use, or a wheel cannot be had."""
    soort, map = SYSTEMEN[systeem], Path(map)
    if map.exists() and any(map.iterdir()):
        raise Melding(f"De map {map.name} is niet leeg: geef een nieuwe map.")
    programma = map / "programma"
    programma.mkdir(parents=True)
    for naam in (n for n in MEE if (PROGRAMMA / n).exists()):
        bron = PROGRAMMA / naam
        if bron.is_dir():
            shutil.copytree(bron, programma / naam, ignore=shutil.ignore_patterns(*NIET))
        else:
            (programma / naam).parent.mkdir(exist_ok=True)
            shutil.copyfile(bron, programma / naam)
    nodig, vast = _needed("win32" if systeem == "windows" else "darwin")
    (programma / EISEN).write_text("\n".join(nodig) + "\n", "utf-8")
    (programma / VASTE).write_text("\n".join(vast) + "\n", "utf-8")
    start = map / soort.bestand
    tekst = soort.tekst.replace("{python}", PYTHON).replace("{eisen}", EISEN)
    start.write_text(tekst, "utf-8", newline=soort.regeleinde)
    start.chmod(0o755)
    if wheels:
        _fetch(programma, map / "wheels", soort.platforms)
    return start


def _needed(platform: str) -> tuple[list[str], list[str]]:
    """What a user needs, and the version of everything, as lines for pip. What only `platform` needs (sys.platform)
    is named outright: pip asks the computer it runs on, also when it fetches for another."""
    tekst = (PROGRAMMA / "requirements.txt").read_text("utf-8")
    regels = [r for r in tekst.partition(TOETSEN)[0].splitlines() if r and not r.startswith("#")]
    alles = [re.sub(r"\[.*?\]", "", r) for r in tekst.splitlines() if r and not r.startswith("#")]
    merk = f"; sys_platform == '{platform}'"
    return regels + [r.partition(";")[0].strip() for r in alles if merk in r], alles


def _fetch(programma: Path, doel: Path, platforms: tuple[str, ...]) -> None:
    opdracht = [sys.executable, "-m", "pip", "download", "--quiet", "--only-binary=:all:", "--python-version", PYTHON]
    opdracht += [d for p in platforms for d in ("--platform", p)]
    opdracht += ["-c", str(programma / VASTE), "-r", str(programma / EISEN), "-d", str(doel)]
    klaar = subprocess.run(opdracht, capture_output=True, text=True)
    if klaar.returncode:
        reden = (klaar.stderr.strip().splitlines() or ["onbekende fout"])[-1]
        raise Melding(
            f"Niet alle onderdelen zijn op te halen ({reden}): controleer de verbinding en probeer het opnieuw."
        )
