"""The commands of a build, each in a process of its own: the processor time and the most memory that it took.

Another build (`--tegen`) is asked the same, in its own environment, right after this one: on one machine, on one
export. Only commands are compared so; they mean the same in every build.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core import dashboard
from core.model.melding import Melding

HIER = Path(__file__).parents[2]
_PANDAS = """
import sys, pandas as pd
for pad in sys.argv[1:]:
    pd.read_parquet(pad) if pad.endswith("parquet") else pd.read_csv(pad, sep=";", dtype=str)
"""
_DUCKDB = """
import sys, duckdb
for nr, pad in enumerate(sys.argv[1:]):
    soort = "read_parquet" if pad.endswith("parquet") else "read_csv"
    duckdb.sql(f"create table t{nr} as select * from {soort}('{pad}')")
"""
# A process starts with the memory of who starts it as its most, so a small one starts it.
_START = """
import json, os, subprocess, sys
proces = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_, status, verbruik = os.wait4(proces.pid, 0)
code = os.waitstatus_to_exitcode(status)
print(json.dumps([code, verbruik.ru_utime + verbruik.ru_stime, verbruik.ru_maxrss]))
"""


@dataclass(frozen=True)
class Kosten:
    """`seconden` of processor time, `geheugen` in bytes at the most."""

    seconden: float
    geheugen: float | None = None


@dataclass(frozen=True)
class Regel:
    """One question, and what it cost: us, another build, pandas as a user writes it, and SQL by hand."""

    wat: str
    ons: Kosten
    eerder: Kosten | None = None
    pandas: Kosten | None = None
    sql: Kosten | None = None


def commands(export: Path, klad: Path, tegen: Path | None) -> list[Regel]:
    """Loading an export and asking for figures, of this build and of the one at `tegen`. The store of this build stays
    in `klad`/ons."""
    builds = {"ons": HIER} | ({"eerder": tegen} if tegen else {})
    bestanden = sorted(str(p) for p in export.iterdir() if p.suffix in (".csv", ".parquet"))
    lezen = {wie: _measured(HIER, ["-c", tekst, *bestanden]) for wie, tekst in (("pandas", _PANDAS), ("sql", _DUCKDB))}
    laden = {wie: _command(build, ["importeer", str(export)], klad / wie) for wie, build in builds.items()}
    regio = dashboard.open_view(dashboard.LOKAAL, "intern", pad=klad / "ons").store.regios[0]
    alles = ["bereken", "--regio", regio, "--alles", "--per", "jaar"]
    opdrachten = {
        "Eén cijfer, vanaf de start": ["bereken", "--regio", regio, "--maat", "jb_stand"],
        "Alle maten en doelen, per gemeente en GI": [*alles, "--splits", "gemeente,gi"],
        "Alle maten en doelen om te delen, per gemeente": [*alles, "--splits", "gemeente", "--beschermd"],
    }
    return [
        Regel("Importeren en opbouwen; anderen: alleen lezen", **laden, **lezen),
        *(
            Regel(wat, **{wie: _command(build, opdracht, klad / wie) for wie, build in builds.items()})
            for wat, opdracht in opdrachten.items()
        ),
    ]


def _command(build: Path, opdracht: Sequence[str], store: Path) -> Kosten:
    uit = ["--store", str(store)]
    if opdracht[0] == "bereken":
        uit += ["--uit", str(store.with_suffix(".csv"))]
    elif "--nummers" in _help(build):  # an older build does not ask whose numbers they are
        uit += ["--nummers", "gedeeld"]
    return _measured(build, ["-m", "core", *opdracht, *uit])


def _help(build: Path) -> str:
    argumenten = [python_of(build), "-m", "core", "importeer", "--help"]
    return subprocess.run(argumenten, cwd=build, capture_output=True, text=True, check=False).stdout


def python_of(build: Path) -> str:
    """The Python of the environment of a build; of this one the Python that runs."""
    if build == HIER:
        return sys.executable
    for pad in (build / ".venv" / "bin" / "python", build / ".venv" / "Scripts" / "python.exe"):
        if pad.exists():
            return str(pad)
    raise Melding(f"In {build} staat geen omgeving (.venv): maak die eerst, met de pakketten van die versie.")


def _measured(build: Path, argumenten: Sequence[str]) -> Kosten:
    """Raises Melding when it could not be done, or when this system does not say what a process cost."""
    if not hasattr(os, "wait4"):
        raise Melding("Meten kan alleen op Linux en macOS: dit systeem zegt niet wat een opdracht kostte.")
    argumenten = [python_of(build), *argumenten]
    tekst = subprocess.run(
        [sys.executable, "-S", "-c", _START, *argumenten], cwd=build, stdout=subprocess.PIPE, text=True, check=True
    ).stdout
    code, seconden, meest = json.loads(tekst)
    if code not in (0, 1):
        woorden = " ".join(argumenten[1:4])
        raise Melding(f"{woorden} is niet gelukt in {build} (code {code}): probeer die opdracht daar los.")
    eenheid = 1 if sys.platform == "darwin" else 1024
    return Kosten(seconden, meest * eenheid)
