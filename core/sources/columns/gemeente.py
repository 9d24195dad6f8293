"""The responsible gemeente, as its GM code, in the spellings of daily use."""

import re
from functools import cache

from core.sources.codelijsten import gemeenten, look_up_gemeente, provincies, simplify
from core.sources.columns.reading import LANGSTE, Gelezen, Lezing

# What stands beside the name: the word gemeente, a code, a province.
_GEM = re.compile(
    r"^\s*(?:gem\.?|gmte\.?|gemeente(?:\s+van)?)\s+(?=\D)|\s*[,(]\s*(?:gem\.?|gemeente)\s*\)?\s*$", re.IGNORECASE
)
_ACHTER = re.compile(r"(.*\D)[\s,(\[\-–/]+(?:gm\s*)?(\d{3,4})\s*[)\]]?", re.ASCII | re.IGNORECASE)
_VOOR = re.compile(r"[(\[]?(?:gm\s*)?(\d{3,4})[)\]]?[\s,:;\-–/|_]+(\D.*)", re.ASCII | re.IGNORECASE)
_HAKEN = re.compile(r"(.+?)\s*[(\[]([^()\[\]]+)[)\]]")
_KOMMAGETAL = re.compile(r"((?:gm\s*)?\d{1,4})[.,]0+", re.ASCII | re.IGNORECASE)
_VOLUIT = (
    (re.compile(r"\ba\s*[/.]?\s*d\s*[/.]?(?=\s)", re.IGNORECASE), ("aan den", "aan de")),
    (re.compile(r"\bb\s*[/.]\s*d\s*[/.]?(?=\s)", re.IGNORECASE), ("bij", "bij den", "bij de")),
    (re.compile(r"\ba\s*[/.]?\s*h\s*[/.]?(?=\s)", re.IGNORECASE), ("aan het",)),
    (re.compile(r"\s*&\s*|\s+\+\s+"), (" en ",)),
    (re.compile(r"^\s*st\.?\s+", re.IGNORECASE), ("Sint ",)),
    (re.compile(r"\s+c\.?a\.?\s*$", re.IGNORECASE), ("",)),
)
_PROVINCIES = {
    "gr": "Groningen",
    "fr": "Friesland",
    "frl": "Friesland",
    "dr": "Drenthe",
    "ov": "Overijssel",
    "fl": "Flevoland",
    "gl": "Gelderland",
    "gld": "Gelderland",
    "ut": "Utrecht",
    "utr": "Utrecht",
    "nh": "Noord-Holland",
    "zh": "Zuid-Holland",
    "ze": "Zeeland",
    "zld": "Zeeland",
    "nb": "Noord-Brabant",
    "lb": "Limburg",
    "li": "Limburg",
    "l": "Limburg",
    "fryslan": "Friesland",
}


def read(teksten: list[str], lezing: Lezing) -> Gelezen:
    """Distinct texts -> GM code. An unknown one is K105, also where the column is optional: without a
    gemeente the row would count for another area. One that was merged is read as its successor (K307, told
    once)."""
    gelezen = Gelezen([None] * len(teksten))
    for plaats, tekst in enumerate(teksten):
        code, vroeger = find_gemeente(tekst) if len(tekst) <= LANGSTE else (None, False)
        gelezen.waarden[plaats] = code
        if code is None:
            gelezen.gebreken[plaats] = "K105"
        elif vroeger:
            gelezen.report("K307", plaats)
    return gelezen


@cache
def find_gemeente(tekst: str) -> tuple[str | None, bool]:
    """(GM code of today or None, whether it is the name or code of a gemeente that was merged since).

    Beside what `look_up_gemeente` knows: a/d, &, St., c.a., Gem., a code or a province behind the name, two names of
    one gemeente. A code and a name, or two names, that contradict each other are no gemeente.
    """
    tekst = tekst.strip()
    if getal := _KOMMAGETAL.fullmatch(tekst):
        tekst = getal[1]
    gevonden = look_up_gemeente(tekst)
    if gevonden[0]:
        return gevonden
    tekst = _GEM.sub("", tekst).strip()
    for vorm, code, naam in ((_ACHTER, 2, 1), (_VOOR, 1, 2)):
        if beide := vorm.fullmatch(tekst):
            op_code, op_naam = look_up_gemeente(beide[code]), _on_name(beide[naam].strip(" ,(-–/["))
            return op_code if op_code[0] and op_code[0] == op_naam[0] else (None, False)
    return _on_name(tekst)


def _on_name(tekst: str) -> tuple[str | None, bool]:
    for vorm in _written_out(tekst):
        if (gevonden := look_up_gemeente(vorm))[0]:
            return gevonden
    if not (haken := _HAKEN.fullmatch(tekst)):
        return None, False
    naam, bij = haken[1], haken[2].strip()
    provincie = _PROVINCIES.get(simplify(bij).replace(" ", ""), bij)
    for vorm in _written_out(naam):
        code, vroeger = look_up_gemeente(vorm)
        if code and (_lies_in(code, provincie) or look_up_gemeente(bij)[0] == code):
            return code, vroeger
        if not code and (met := look_up_gemeente(f"{vorm} ({provincie})"))[0]:
            return met
    return _in_province(naam, provincie)


def _in_province(naam: str, provincie: str) -> tuple[str | None, bool]:
    """Of gemeenten with one name (Bergen) the one in this province."""
    past = [
        code
        for code, officieel in gemeenten().items()
        if _lies_in(code, provincie) and simplify(_HAKEN.sub(r"\1", officieel)) == simplify(naam)
    ]
    return (past[0], False) if len(past) == 1 else (None, False)


def _lies_in(code: str, provincie: str) -> bool:
    zelfde = {"friesland": "fryslan"}
    gevraagd, werkelijk = simplify(provincie), provincies().get(code, "")
    return zelfde.get(gevraagd, gevraagd) == zelfde.get(werkelijk, werkelijk)


def _written_out(tekst: str) -> list[str]:
    """The text, and with its abbreviations written out."""
    vormen = [tekst]
    for patroon, voluit in _VOLUIT:
        vormen += [
            patroon.sub(woorden, vorm).strip() for vorm in list(vormen) if patroon.search(vorm) for woorden in voluit
        ]
    return list(dict.fromkeys(vormen))
