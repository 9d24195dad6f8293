"""What was measured, as a table: on screen, as csv, and as the table of a README. The machine is named by its kind."""

import math
import os
import platform
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from core.benchmark.commands import Kosten, Regel
from core.model import wording
from core.model.melding import Melding

_WIE = {"ons": "dit programma", "eerder": "eerdere versie", "pandas": "pandas", "sql": "SQL met de hand"}
_MB = 1 << 20


def machine() -> str:
    """The kind of machine: cores, memory, system and Python; no name."""
    try:
        geheugen = f", {math.ceil(os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / (1 << 30))} GB geheugen"
    except (AttributeError, ValueError, OSError):
        geheugen = ""
    soort = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return f"{os.cpu_count()} kernen{geheugen}, {soort}"


def as_frame(regels: Sequence[Regel]) -> pd.DataFrame:
    """A row per question: wat, and per who it was asked of the seconds and the memory (MB), where that was measured."""
    kolommen: dict[str, list] = {"wat": [r.wat for r in regels]}
    for wie, naam in _WIE.items():
        gemeten: list[Kosten | None] = [getattr(r, wie) for r in regels]
        if any(gemeten):
            kolommen[f"{naam} (s)"] = [k.seconden if k else None for k in gemeten]
            kolommen[f"{naam} (MB)"] = [k.geheugen / _MB if k and k.geheugen else None for k in gemeten]
    frame = pd.DataFrame(kolommen)
    return frame.loc[:, frame.notna().any()]


def markdown(regels: Sequence[Regel], over: str) -> str:
    frame = as_frame(regels)
    streep = ["---" if k == "wat" else "---:" for k in frame.columns]
    rijen = [[_cel(w) for w in rij] for rij in frame.itertuples(index=False)]
    tabel = [f"| {' | '.join(rij)} |" for rij in (list(frame.columns), streep, *rijen)]
    return "\n".join([*tabel, "", f"Processortijd en het meeste geheugen. {over}. Machine: {machine()}."]) + "\n"


def _cel(waarde) -> str:
    if isinstance(waarde, str):
        return waarde
    if pd.isna(waarde):
        return "–"
    return wording.getal(waarde, 0 if waarde >= 100 else 2)


def write(regels: Sequence[Regel], uit: Path, over: str) -> None:
    """A csv, or with the ending .md a table for a README. Raises Melding for another ending."""
    if uit.suffix == ".csv":
        tekst = as_frame(regels).assign(machine=machine(), over=over).to_csv(index=False)
    elif uit.suffix == ".md":
        tekst = markdown(regels, over)
    else:
        raise Melding(f"{uit.name} is geen csv of md: geef een naam die op .csv of .md eindigt.")
    uit.write_text(tekst, "utf-8")
