"""Compiled queries, remembered between runs: compiling is the slow part of Ibis, and the text of a query only
changes when the program does.

The memory is a file beside the store, named after a fingerprint of the sources that decide what a query is; with
another program version it starts empty. Losing it costs seconds, never a figure. What loading data and the first pages
ask is shipped with the example, packed, and serves every store.
"""

import contextlib
import gzip
import hashlib
import json
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

GEPAKT = ".json.gz"
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


def load(*mappen: Path) -> None:
    """Reads what was compiled before, plain or packed, in each of these folders; an unreadable file is as good as
    none."""
    for pad in (map / f"vragen-{vingerafdruk()}{eind}" for map in mappen for eind in (".json", GEPAKT)):
        if pad not in _geladen:
            _geladen.add(pad)
            with contextlib.suppress(OSError, EOFError, ValueError, zlib.error):
                ruw = pad.read_bytes()
                _geheugen.update(json.loads(gzip.decompress(ruw) if pad.name.endswith(GEPAKT) else ruw))


def save(map: Path, schrijf: Callable[[Path, str], None]) -> None:
    """Keeps what this run compiled; a folder that cannot be written is no reason to stop. `schrijf` puts a text in a
    file as a whole: how a file is made is not decided here."""
    global _nieuw
    if not _nieuw:
        return
    with contextlib.suppress(OSError):
        schrijf(map / f"vragen-{vingerafdruk()}.json", json.dumps(dict(_geheugen)))
        for oud in map.glob("vragen-*.json"):
            if oud.name != f"vragen-{vingerafdruk()}.json":
                oud.unlink()
        _nieuw = False


def shipped(map: Path) -> bool:
    """Whether what is shipped in this folder is of this version of the program."""
    return (map / f"vragen-{vingerafdruk()}{GEPAKT}").exists()


def pack(map: Path) -> None:
    """Puts all that this run knows, packed, in a folder that is shipped."""
    tekst = json.dumps(dict(_geheugen)).encode()
    (map / f"vragen-{vingerafdruk()}{GEPAKT}").write_bytes(gzip.compress(tekst, mtime=0))
