"""What the values of a column look like: a date, a code of a list, yes or no, an amount, the name of a GI.

For columns that nobody claimed: one of these may decide what is counted, under a name we do not know.
"""

import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from core.model.schema import TABELLEN, Kolom
from core.sources.codelijsten import simplify
from core.sources.recognition.kopnamen import load_kopnamen
from core.sources.recognition.names import normaal, without_accent

_MONSTER, _MEEST = 20_000, 300
_MOST = 0.7  # share of the filled rows
_DATUM = re.compile(
    r"\d{1,2}[-/. ]\d{1,2}[-/. ](?:\d{4}|\d{2})(?:\D.*)?|"
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:\D.*)?|(?:19|20)\d\d[01]\d[0-3]\d|"
    r"(?:[a-z]{2,9}[., ]+)?\d{1,2}[-/. ]*(?:jan|feb|mrt|maa|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)[a-z]*"
    r"[-/., ]*['’]?(?:\d{4}|\d{2})(?:\D.*)?",
    re.IGNORECASE | re.ASCII,
)
_SERIE = re.compile(r"[2-6]\d{4}(?:[.,]\d+)?", re.ASCII)
_BEDRAG = re.compile(
    r"(?:€|eur)?\s*[-(]?\s*(?:€\s*)?\d[\d.]*,\d{2}\)?-?\s*(?:€|eur|euro|[dcsh]r?)?|"
    r"(?:€|eur)\s*-?\d[\d.,]*-?|[-(]?\d[\d,]*\.\d{1,2}\)?-?",
    re.IGNORECASE | re.ASCII,
)
_GETAL = re.compile(r"-?\d{1,9}(?:[.,]\d+)?", re.ASCII)
_JANEE = frozenset(["ja", "nee", "j", "n", "true", "false", "waar", "onwaar", "yes", "no", "y", "x", "1", "0"])
_GI = re.compile(
    r"\b(?:jeugdbescherming|jeugdreclassering|jeugdbeschermers|jb|gi|william schrikker|wss|leger des heils|ldh|"
    r"samen veilig|save|nidos|briedis|intervence|partners voor jeugd|jbrr|jbra|gecertificeerde instelling)\b"
)
_TIJD = re.compile(r"\d{1,2}[:.u]\d\d(?:[:.]\d\d(?:[.,]\d+)?)?(?:\s*uur)?|0?[.,]\d+", re.ASCII)


def targets(rauw: str, kolom: pa.ChunkedArray, tabel: str, afwezig: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """(what the values look like, in Dutch; the absent canonical columns it may be, likeliest first). Empty when
    nothing points at a column that decides a count, or when the header is known to decide none."""
    if normaal(rauw) in _niet_nodig():
        return "", ()
    teksten = _sample(kolom)
    if not teksten:
        return "", ()
    gevonden: dict[str, list[str]] = {}
    for naam in afwezig:
        if wat := _looks_like_op(rauw, teksten, TABELLEN[tabel].kolom(naam), tabel):
            gevonden.setdefault(wat, []).append(naam)
    if not gevonden:
        return "", ()
    wat = next(w for w in (*_VOLGORDE, *gevonden) if w in gevonden)
    namen = [n for lijst in gevonden.values() for n in lijst]
    return wat, tuple(sorted(namen, key=lambda n: (n not in gevonden[wat], n != "einddatum", -_gelijkenis(rauw, n))))


def names_gi(tekst: str) -> bool:
    """Whether a text holds a word by which GI's are called."""
    return bool(_GI.search(simplify(tekst)))


def only_times(kolom: pa.ChunkedArray) -> bool:
    """The filled cells are a time of day: 9:00, 13.05 uur, 0,375 (a part of a day)."""
    teksten = _sample(kolom)
    return bool(teksten) and _share(teksten, _TIJD.fullmatch) >= _MOST


def only_dates(kolom: pa.ChunkedArray) -> bool:
    """The filled cells are a date without a time."""
    teksten = _sample(kolom)
    return bool(teksten) and _share(teksten, lambda t: _DATUM.fullmatch(t) and ":" not in t) >= _MOST


_VOLGORDE = ("namen van een GI", "datums", "ja of nee", "codes of woorden van een codelijst", "bedragen", "getallen")


def _looks_like_op(rauw: str, teksten: dict[str, int], kolom: Kolom, tabel: str) -> str:
    if kolom.soort in ("datum", "moment", "geboortedatum"):
        met_woord = "dat" in normaal(rauw)
        vorm = lambda t: _DATUM.fullmatch(t) or (met_woord and _SERIE.fullmatch(t))  # noqa: E731
        return "datums" if _share(teksten, vorm) >= _MOST else ""
    if kolom.soort == "janee":
        return "ja of nee" if len(teksten) <= 5 and _share(teksten, lambda t: t.casefold() in _JANEE) >= _MOST else ""
    if kolom.soort == "code":
        return "codes of woorden van een codelijst" if _share(teksten, _is_code(kolom, tabel)) >= _MOST else ""
    if kolom.naam == "gi":
        raak = _share(teksten, names_gi)
        return "namen van een GI" if raak >= 0.5 and len(teksten) <= 100 else ""
    if kolom.naam in ("bedrag", "volume"):
        return "bedragen" if _share(teksten, _BEDRAG.fullmatch) >= _MOST else ""
    if kolom.naam == "etmalen_per_week":
        return (
            "getallen"
            if _share(teksten, lambda t: _GETAL.fullmatch(t) and float(t.replace(",", ".")) <= 7) == 1
            else ""
        )
    if kolom.naam in ("afstand_km", "segment"):
        return "getallen" if kolom.naam.split("_")[0] in normaal(rauw) else ""
    return ""


def _is_code(kolom: Kolom, tabel: str) -> Callable[[str], bool]:
    from core.sources.columns.code import index_van, look_up

    index = index_van(f"{tabel}.{kolom.naam}", tuple(kolom.codes.items()))
    # One bare digit is a line number sooner than a code of which the zero was lost.
    return lambda t: (len(t) > 1 or not t.isdigit()) and look_up(t, index) is not None


def _share(teksten: dict[str, int], past: Callable[[str], object]) -> float:
    """Of the rows: a header in the middle or a word below the table is one row, however few different values there
    are."""
    return sum(n for t, n in teksten.items() if past(t)) / sum(teksten.values())


def _sample(kolom: pa.ChunkedArray) -> dict[str, int]:
    """Filled values, without the words for empty, and how many rows have each."""
    from core.sources.columns.words import LEEG, LOPEND, ONBEKEND, leegwoorden

    geteld = pc.value_counts(kolom.slice(0, _MONSTER).drop_null()).to_pylist()
    weg = leegwoorden(LEEG) | leegwoorden(ONBEKEND) | leegwoorden(LOPEND)
    uit: dict[str, int] = {}
    for paar in sorted(geteld, key=lambda p: -p["counts"])[:_MEEST]:
        if (kort := paar["values"].strip()) and kort.casefold() not in weg:
            uit[kort] = uit.get(kort, 0) + paar["counts"]
    return uit


def _gelijkenis(rauw: str, naam: str) -> float:
    gelijk = SequenceMatcher(None, normaal(rauw), normaal(naam)).ratio()
    woorden = {"einddatum": ("eind", "tot", "afsl", "uitstroom", "stop", "beeindig", "tm")}
    return gelijk + any(w in without_accent(rauw) for w in woorden.get(naam, ()))


@cache
def _niet_nodig() -> frozenset[str]:
    return frozenset(normaal(n) for n in load_kopnamen().niet_nodig)
