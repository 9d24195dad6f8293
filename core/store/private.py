"""How a file of one's own is made: only its owner can read it (0600), in a folder only he can enter (0700).

The one place that decides it. Windows has no such rights: there the folder of the user protects what lies in it, so the
data belong under it (see core/decisions/opslag.md).
"""

import fnmatch
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

FILE, FOLDER = 0o600, 0o700
# What the program makes in the folder of the data; a folder named here is its own with all that is in it. Anything
# else that somebody keeps there is left as it is.
_OURS = (
    "huidig",
    "slot",
    "gegevens-*",
    "bezig-*",
    "staat.*",
    "audit.*",
    "sleutel",
    "vragen-*",
    "kenmerk",
    "openen-*.html",
    ".*.bezig*",
    ".voorbeeld",
    "leveranciers",
)


def make_folder(pad: Path) -> None:
    """Makes a folder, and those above it that are not there; a folder that is there keeps its rights."""
    if not pad.is_dir():
        make_folder(pad.parent)
        pad.mkdir(FOLDER, exist_ok=True)


def make_file(pad: Path) -> None:
    """An empty file to write in; one that is there keeps what is in it. Raises OSError."""
    os.close(os.open(pad, os.O_WRONLY | os.O_CREAT, FILE))
    shut(pad)


@contextmanager
def only_mine() -> Iterator[None]:
    """Every file this program makes meanwhile is its owner's alone, also what a library makes by itself (the log that
    DuckDB keeps beside a file it writes)."""
    eerder = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(eerder)


def shut(pad: Path) -> None:
    """Takes the rights of others from one file or folder. What is not ours to change stays, and `find_open` names it;
    a folder that is meant for everybody (/tmp) stays too."""
    with suppress(OSError):
        rechten = pad.lstat().st_mode
        if rechten & 0o077 and not stat.S_ISLNK(rechten) and not rechten & stat.S_ISVTX:
            pad.chmod(FOLDER if stat.S_ISDIR(rechten) else FILE)


def shut_all(map: Path) -> None:
    """Everything of a store, made by whatever version of the program."""
    for pad in _own(map) if os.name == "posix" else ():
        shut(pad)


def find_open(map: Path) -> list[Path]:
    """What of a store others can get at (posix)."""
    return [pad for pad in _own(map) if pad.lstat().st_mode & 0o077] if os.name == "posix" else []


def _own(map: Path) -> Iterator[Path]:
    """The folder itself when it holds a store, and what the program made in it; links are not followed."""
    with suppress(OSError):
        eigen = [p for p in sorted(map.iterdir()) if any(fnmatch.fnmatch(p.name, o) for o in _OURS)]
        if eigen:
            yield map
        for pad in eigen:
            if pad.is_symlink():
                continue
            yield pad
            if pad.is_dir():
                yield from (p for p in sorted(pad.rglob("*")) if not p.is_symlink())
