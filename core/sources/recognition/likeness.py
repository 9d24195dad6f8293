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
_JANEE = frozenset(["ja", "nee", "j", "n", "true", "false", "waar", "onwaar", "yes", "no", "y", "x"])
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
    teksten = _monster(kolom)
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
    """All filled cells are a time of day: 9:00, 13.05 uur, 0,375 (a part of a day)."""
    teksten = _monster(kolom)
    return bool(teksten) and all(_TIJD.fullmatch(t) for t in teksten)


def only_dates(kolom: pa.ChunkedArray) -> bool:
    """All filled cells are a date without a time."""
    teksten = _monster(kolom)
    return bool(teksten) and all(_DATUM.fullmatch(t) and ":" not in t and "T" not in t for t in teksten)


_VOLGORDE = ("namen van een GI", "datums", "ja of nee", "codes of woorden van een codelijst", "bedragen", "getallen")


def _looks_like_op(rauw: str, teksten: list[str], kolom: Kolom, tabel: str) -> str:
    if kolom.soort in ("datum", "moment", "geboortedatum"):
        met_woord = "dat" in normaal(rauw)
        vorm = lambda t: _DATUM.fullmatch(t) or (met_woord and _SERIE.fullmatch(t))  # noqa: E731
        return "datums" if _share(teksten, vorm) >= 0.8 else ""
    if kolom.soort == "janee":
        return "ja of nee" if len(teksten) <= 4 and _share(teksten, lambda t: t.casefold() in _JANEE) >= 0.8 else ""
    if kolom.soort == "code":
        return "codes of woorden van een codelijst" if _share(teksten, _is_code(kolom, tabel)) >= 0.8 else ""
    if kolom.naam == "gi":
        raak = _share(teksten, names_gi)
        return "namen van een GI" if raak >= 0.5 and len(teksten) <= 100 else ""
    if kolom.naam in ("bedrag", "volume"):
        return "bedragen" if _share(teksten, _BEDRAG.fullmatch) >= 0.8 else ""
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


def _share(teksten: list[str], past: Callable[[str], object]) -> float:
    return sum(1 for t in teksten if past(t)) / len(teksten)


def _monster(kolom: pa.ChunkedArray) -> list[str]:
    """Different filled values, without the words for empty."""
    from core.sources.columns.words import LEEG, LOPEND, ONBEKEND, leegwoorden

    uniek = pc.unique(kolom.slice(0, _MONSTER)).drop_null().to_pylist()[:_MEEST]
    weg = leegwoorden(LEEG) | leegwoorden(ONBEKEND) | leegwoorden(LOPEND)
    return [kort for w in uniek if (kort := w.strip()) and kort.casefold() not in weg]


def _gelijkenis(rauw: str, naam: str) -> float:
    gelijk = SequenceMatcher(None, normaal(rauw), normaal(naam)).ratio()
    woorden = {"einddatum": ("eind", "tot", "afsl", "uitstroom", "stop", "beeindig", "tm")}
    return gelijk + any(w in without_accent(rauw) for w in woorden.get(naam, ()))


@cache
def _niet_nodig() -> frozenset[str]:
    return frozenset(normaal(n) for n in load_kopnamen().niet_nodig)
