"""Small, harmless files that are refused: name -> bytes. What is too large for a limit is tried in tests/sources with
the limit set low, so that no file here is a burden for other software."""

import io
import warnings
import zipfile
import zlib
from collections.abc import Callable

import openpyxl

BLAD = "xl/worksheets/sheet1.xml"
MEESTE_DELEN, MEESTE_KOLOMMEN = 2_000, 2_000


def _werkmap() -> bytes:
    doel, werkmap = io.BytesIO(), openpyxl.Workbook()
    werkmap.active.title = "maatregelen"
    werkmap.active.append(["jeugdige", "gemeente"])
    werkmap.save(doel)
    return doel.getvalue()


def _with(*delen: tuple[str, str]) -> bytes:
    """A workbook with these parts added."""
    doel = io.BytesIO(_werkmap())
    with zipfile.ZipFile(doel, "a") as zip, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for naam, inhoud in delen:
            zip.writestr(naam, inhoud)
    return doel.getvalue()


def twice() -> bytes:
    """Two parts of one name, of which readers take a different one."""
    return _with((BLAD, "<worksheet/>"))


def many_parts() -> bytes:
    """More parts than a workbook has, all of them empty."""
    return _with(*((f"xl/leeg{i}.xml", "") for i in range(MEESTE_DELEN + 1)))


def declared() -> bytes:
    """A part that declares a word of its own, and does not use it."""
    return _with(("xl/woorden.xml", '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x/>'))


def wide() -> bytes:
    """A csv with more columns than anybody has."""
    return b";".join(b"k%d" % i for i in range(MEESTE_KOLOMMEN + 1)) + b"\n"


def packed() -> bytes:
    """A packed csv in a name of a csv."""
    return zlib.compress(b"jeugdige;gemeente\n")


def half() -> bytes:
    """A workbook of which the end is missing."""
    return _werkmap()[:3000]


ALLES: dict[str, Callable[[], bytes]] = {
    "dubbel.xlsx": twice,
    "delen.xlsx": many_parts,
    "woorden.xlsx": declared,
    "breed.csv": wide,
    "ingepakt.csv": packed,
    "half.xlsx": half,
}
