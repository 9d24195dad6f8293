"""Compiled queries, remembered between runs: compiling is the slow part of Ibis, and the text of a query only
changes when the program does.

The memory is a file beside the store, named after a fingerprint of the sources that decide what a query is; with
another program version it starts empty. Losing it costs seconds, never a figure.
"""

import contextlib
import hashlib
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

_PROGRAMMA = Path(__file__).parents[2]
_geheugen: dict[str, str] = {}
_geladen: set[Path] = set()
_nieuw = False


@cache
def vingerafdruk() -> str:
    """Changes when the engine, a maat (its words decide too: `divide`, `known`), the schema or a library that compiles
    changes."""
    som = hashlib.sha256()
    mappen = [_PROGRAMMA / naam for naam in ("engine", "measures", "model")]
    delen = [p for map in mappen for p in sorted((*map.rglob("*.py"), *map.rglob("*.yaml")))]
    for pad in [_PROGRAMMA.parent / "requirements.txt", *delen]:
        som.update(pad.read_text("utf-8").encode())  # the same however a checkout ends its lines
    return som.hexdigest()[:16]


def remember(sleutel: tuple, maak: Callable[[], str]) -> str:
    """The text of a query, made when it is not known yet."""
    global _nieuw
    naam = json.dumps(sleutel)
    if naam not in _geheugen:
        _geheugen[naam] = maak()
        _nieuw = True
    return _geheugen[naam]


def load(map: Path) -> None:
    """Reads what earlier runs compiled; an unreadable file is as good as none."""
    pad = map / f"vragen-{vingerafdruk()}.json"
    if pad not in _geladen:
        _geladen.add(pad)
        with contextlib.suppress(OSError, ValueError):
            _geheugen.update(json.loads(pad.read_text("utf-8")))


def save(map: Path, schrijf: Callable[[Path, str], None], alles: bool = False) -> None:
    """Keeps what this run compiled; a folder that cannot be written is no reason to stop. `schrijf` puts a text in a
    file as a whole: how a file is made is not decided here. `alles`: also when there is nothing new."""
    global _nieuw
    if not (_nieuw or alles):
        return
    with contextlib.suppress(OSError):
        schrijf(map / f"vragen-{vingerafdruk()}.json", json.dumps(dict(_geheugen)))
        for oud in map.glob("vragen-*.json"):
            if oud.name != f"vragen-{vingerafdruk()}.json":
                oud.unlink()
        _nieuw = False
