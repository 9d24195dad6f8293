"""What is installed is what was tried: every package with its version, checksums and licence."""

import re
from pathlib import Path

WORTEL = Path(__file__).parent.parent
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


def test_every_requirement_is_locked_at_its_version_with_checksums():
    regels = [r for r in (WORTEL / "requirements.txt").read_text("utf-8").splitlines() if r and not r.startswith("#")]
    slot = locked()
    assert len(regels) > 20
    for regel in regels:
        pakket, versie = regel.split("==")
        assert slot[name(pakket)][0] == versie, regel
    assert all(aantal > 0 for _, aantal in slot.values())


def test_the_list_of_licences_has_every_package():
    genoemd = {name(m) for m in re.findall(r"^\| ([\w.-]+) \|", PAGINA.read_text("utf-8"), re.M)}
    assert set(locked()) <= genoemd
    assert not re.search(r"\| (onbekend|UNKNOWN|) \|$", PAGINA.read_text("utf-8"), re.M)
