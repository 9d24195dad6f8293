"""What is installed is what was tried: every package with its version, checksums and licence."""

import importlib.metadata
import re
import sys
from pathlib import Path

WORTEL = Path(__file__).parent.parent
EISEN = WORTEL / "requirements.txt"
SLOT, PAGINA = WORTEL / ".requirements.lock", WORTEL / "core" / "decisions" / "afhankelijkheden.md"


def name(tekst: str) -> str:
    return re.sub(r"[-_.]+", "-", tekst.split("[")[0]).lower()


def locked() -> dict[str, tuple[str, int]]:
    """Package -> version and how many checksums."""
    delen = re.split(r"\n(?=\S)", SLOT.read_text("utf-8"))
    return {
        name(m[1]): (m[2], deel.count("--hash=sha256:"))
        for deel in delen
        if (m := re.match(r"([A-Za-z0-9._\[\],-]+)==([^\s;]+)", deel))
    }


def asked() -> dict[str, str]:
    """What requirements.txt names: package -> version."""
    regels = [r.partition(";")[0] for r in EISEN.read_text("utf-8").splitlines() if r and not r.startswith("#")]
    return {name(r.partition("==")[0]): r.partition("==")[2].strip() for r in regels}


def test_what_is_asked_for_is_what_is_locked_with_checksums():
    """Whatever else a registry has by the day of the install."""
    slot = locked()
    assert asked() == {pakket: versie for pakket, (versie, _) in slot.items()} and len(slot) > 100
    assert all(aantal > 0 for _, aantal in slot.values())


def test_what_is_installed_is_what_is_locked():
    er_is = {name(d.metadata["Name"]): d.version for d in importlib.metadata.distributions()}
    anders = {p: (versie, er_is[p]) for p, (versie, _) in locked().items() if p in er_is and er_is[p] != versie}
    assert anders == {}, "locked, installed"
    elders = {"colorama", "pywin32-ctypes"}  # only on Windows
    assert set(locked()) - elders <= set(er_is) or sys.version_info >= (3, 12)


def test_the_list_of_licences_has_every_package():
    genoemd = {name(m) for m in re.findall(r"^\| ([\w.-]+) \|", PAGINA.read_text("utf-8"), re.M)}
    assert set(locked()) <= genoemd
    assert not re.search(r"\| (onbekend|UNKNOWN|) \|$", PAGINA.read_text("utf-8"), re.M)
