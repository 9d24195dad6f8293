"""What a zip says it holds. Several questions are asked of one zip, and the list of a hundred thousand messages takes
seconds to read: it is read once for all of them."""

import zipfile
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from core.sources.readers.content import BEKENDE_EXTENSIES
from core.store.archive import BESCHADIGD

_BEKEND = tuple(BEKENDE_EXTENSIES)
_WERKMAP = frozenset({"[content_types].xml", "mimetype", "content.xml"})


class Ziplijst(NamedTuple):
    """`werkmap`: it is a workbook itself; `ingepakt`: there is a zip in it; `tabellen`: there is a file in it that may
    be a table; `berichten`: its first XML file is a message, or has a password."""

    werkmap: bool = False
    ingepakt: bool = False
    tabellen: bool = False
    berichten: bool = False


def zip_list(pad: Path) -> Ziplijst:
    """Says of everything no when it is no zip, or one that is damaged."""
    try:
        stand = pad.stat()
        return _read(pad, stand.st_size, stand.st_mtime_ns)
    except (*BESCHADIGD, OSError):
        return Ziplijst()


@lru_cache(maxsize=64)
def _read(pad: Path, _grootte: int, _gewijzigd: int) -> Ziplijst:
    with zipfile.ZipFile(pad) as zip_:
        delen = zip_.infolist()
        namen = [d.filename.lower() for d in delen]
        eerste = next((d for d in delen if counts(d, (".xml",))), None)
        return Ziplijst(
            not _WERKMAP.isdisjoint(namen),
            any(n.endswith(".zip") for n in namen),
            any(not n.endswith((".xml", ".zip")) and counts(d) for n, d in zip(namen, delen, strict=True)),
            eerste is not None and _is_message(zip_, eerste),
        )


def _is_message(zip_: zipfile.ZipFile, deel: zipfile.ZipInfo) -> bool:
    """iJw, or a sister of it, in one byte a character or in two; what has a password may be one."""
    if deel.flag_bits & 1:
        return True
    with zip_.open(deel) as bron:
        return b"istandaarden.nl/i" in bron.read(4096).replace(b"\0", b"").lower()


def counts(deel: zipfile.ZipInfo, achtervoegsels: tuple[str, ...] = _BEKEND) -> bool:
    """A file that a reader of ours may know; not those that a computer or Office puts beside it."""
    kaal = bare(deel)
    return (
        kaal.lower().endswith(achtervoegsels)
        and not kaal.startswith((".", "~$"))
        and "__MACOSX" not in deel.filename
        and not deel.is_dir()
    )


def bare(deel: zipfile.ZipInfo) -> str:
    """The last part of the name: it never becomes a path."""
    return deel.filename.replace("\\", "/").rpartition("/")[2]
