"""A file is the old one or the new one, never half of either: written beside its place, put on disk, then moved.

What a program that was killed left beside it goes the next time the same file is written.
"""

import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from core.store import private

_OUD = 3600  # seconds: nobody writes one file for so long


def replace(doel: Path, schrijf: Callable[[Path], object], *, eigen: bool = False) -> None:
    """Puts what `schrijf` writes at the path it is given in the place of `doel`. Only its owner can read a new file;
    one that was there keeps its rights, unless it is the program's own (`eigen`). Raises what `schrijf` and the disk
    raise; then `doel` is as it was."""
    if doel.exists() and not doel.is_file():  # a device or a pipe: there is nothing to replace
        schrijf(doel)
        return
    with beside(doel, schrijf, eigen=eigen) as put:
        put()


@contextmanager
def beside(doel: Path, schrijf: Callable[[Path], object], *, eigen: bool = False) -> Iterator[Callable[[], None]]:
    """Writes as `replace` does, but only what is given moves it in the place of `doel`: files that belong together are
    all on the disk before the first one counts. Without that call `doel` stays as it was."""
    doel = doel.resolve()  # what a link points at, not the link
    kladblok = doel.with_name(f".{doel.stem}.{secrets.token_hex(4)}.bezig{doel.suffix}")
    _clean_up(doel)

    def put() -> None:
        os.replace(kladblok, doel)
        _on_disk(doel.parent)

    try:
        private.make_file(kladblok)
        schrijf(kladblok)
        _on_disk(kladblok)
        if not eigen and doel.exists():
            shutil.copymode(doel, kladblok)
        yield put
    finally:
        kladblok.unlink(missing_ok=True)


def write_tekst(doel: Path, tekst: str) -> None:
    """A file of the program's own, with this text, in a folder that is made when it is not there."""
    private.make_folder(doel.parent)
    replace(doel, lambda klad: klad.write_text(tekst, "utf-8"), eigen=True)


def _on_disk(pad: Path) -> None:
    """The file, or that it has its name; a folder cannot be told so on Windows."""
    if pad.is_dir():
        with suppress(OSError):
            _sync(os.open(pad, os.O_RDONLY))
    else:
        _sync(os.open(pad, os.O_RDWR))


def _sync(bestand: int) -> None:
    try:
        os.fsync(bestand)
    finally:
        os.close(bestand)


def _clean_up(doel: Path) -> None:
    for rest in doel.parent.glob(f".{doel.stem}.????????.bezig{doel.suffix}"):
        with suppress(OSError):
            if time.time() - rest.stat().st_mtime > _OUD:
                rest.unlink()
