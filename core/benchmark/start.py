"""The first minute: from a fresh copy of a build until its first goal says something on the screen.

The clock, because that is what somebody waits for, and the processor time of the server beside it: on a busy machine
the clock says more about the others.
"""

import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.benchmark.browser import find_browser
from core.benchmark.commands import HIER, Kosten, Regel, python_of
from core.model.melding import Melding

EERSTE = "Eerste start tot de eerste zin over een doel"
OPNIEUW = "Opnieuw starten, tot die zin"
BEZOEK = "Tweede bezoek, tot die zin"
_NIET_MEE = shutil.ignore_patterns(".git", ".venv", "__pycache__", "eigen", ".*_cache", ".hypothesis")
# The sentence of the first main goal; an older build that has none shows the figure of its first card.
_ZIN = ".st-key-hoofddoelen .kd-klein, .kd-waarde"
_VLAGGEN = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
_SLEUTEL = "alleen-voor-het-meten"
_WACHT = 300  # seconds


def starts(klad: Path, tegen: Path | None) -> list[Regel]:
    """Each build started from a copy without anything in it that an earlier run left, started again, and visited again;
    nothing where there is no browser."""
    if find_browser() is None:
        return []
    gemeten = {"ons": _measure(HIER, klad / "start-ons")}
    if tegen:
        gemeten["eerder"] = _measure(tegen, klad / "start-eerder")
    return [
        Regel(f"{wat} ({hoe})", **{wie: Kosten(tijden[wat][nr]) for wie, tijden in gemeten.items()})
        for wat in (EERSTE, OPNIEUW, BEZOEK)
        for nr, hoe in enumerate(("klok", "processor"))
    ]


def _measure(build: Path, kopie: Path) -> dict[str, tuple[float, float]]:
    """What is measured -> seconds of the clock, and of the processor by the server."""
    shutil.copytree(build, kopie, ignore=_NIET_MEE)
    uit = {}
    for wat in (EERSTE, OPNIEUW):
        with _browser() as browser, _server(build, kopie) as (adres, proces):
            begin = time.monotonic()
            _until_up(adres, proces)
            _read(browser, adres)
            uit[wat] = time.monotonic() - begin, _processor(proces.pid)
            if wat == OPNIEUW:
                begin, eerder = time.monotonic(), uit[wat][1]
                _read(browser, adres)
                uit[BEZOEK] = time.monotonic() - begin, _processor(proces.pid) - eerder
    return uit


@contextmanager
def _browser() -> Iterator:
    from playwright.sync_api import sync_playwright  # only who measures pages has a browser and what drives it

    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=find_browser(), args=_VLAGGEN)
        yield browser
        browser.close()


def _read(browser, adres: str) -> None:
    """A visit of somebody who was not there before, until the sentence stands."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, locale="nl-NL")
    pagina = context.new_page()
    pagina.set_default_timeout(_WACHT * 1000)
    pagina.goto(f"{adres}/?token={_SLEUTEL}")
    pagina.locator(_ZIN).first.wait_for(state="visible")
    context.close()


@contextmanager
def _server(build: Path, kopie: Path) -> Iterator[tuple[str, subprocess.Popen]]:
    """The app of the copy, by the Python of the build, as the README starts it."""
    with socket.socket() as vrij:
        vrij.bind(("127.0.0.1", 0))
        poort = vrij.getsockname()[1]
    weg = ("KERNWAARDEN_", "STREAMLIT_", "PYTHONPATH")
    omgeving = {k: v for k, v in os.environ.items() if not k.startswith(weg)}
    omgeving |= {"KERNWAARDEN_TOKEN": _SLEUTEL, "KERNWAARDEN_GEEN_BROWSER": "1"}
    opdracht = [python_of(build), "-m", "streamlit", "run", "app.py", "--server.port", str(poort)]
    stil = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(opdracht, cwd=kopie, env=omgeving, **stil) as proces:
        try:
            yield f"http://127.0.0.1:{poort}", proces
        finally:
            proces.kill()


def _until_up(adres: str, proces: subprocess.Popen) -> None:
    eind = time.monotonic() + _WACHT
    while time.monotonic() < eind and proces.poll() is None:
        try:
            with urllib.request.urlopen(f"{adres}/_stcore/health", timeout=10):
                return
        except OSError:  # not there yet, or too busy to answer
            time.sleep(0.05)
    raise Melding("Het dashboard startte niet: probeer python -m streamlit run app.py daar los.")


def _processor(pid: int) -> float:
    """Seconds of processor time of a process and of those it started."""
    import psutil  # of the tests, as what drives the browser

    alle = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    return sum(sum(p.cpu_times()[:2]) for p in alle)
