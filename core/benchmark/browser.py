"""Where the browser is in which pages are measured and tested: Chrome, Chromium or Edge, in the place that each system
keeps it."""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

ON_PATH = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
    "chrome",
    "msedge",
)
WINDOWS = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
WINDOWS_ROOTS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "PROGRAMW6432", "LOCALAPPDATA")
MACOS = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
NO_BROWSER = "no Chrome, Chromium or Edge on this machine"


def find_browser(
    system: str = sys.platform, environment: Mapping[str, str] = os.environ, root: Path = Path("/")
) -> Path | None:
    """The first browser that is there: on PATH, else where `system` (as sys.platform) installs it; None without one.
    `root`: where /Applications is."""
    for name in ON_PATH:
        if found := shutil.which(name, path=environment.get("PATH", "")):
            return Path(found)
    return next((p for p in _installed(system, environment, root) if p.is_file()), None)


def _installed(system: str, environment: Mapping[str, str], root: Path) -> Iterator[Path]:
    if system == "win32":
        yield from (Path(environment[r]) / p for p in WINDOWS for r in WINDOWS_ROOTS if environment.get(r))
    if system == "darwin":
        homes = [h / "Applications" for h in (root, Path(environment.get("HOME", root)))]
        yield from (home / p for p in MACOS for home in homes)
