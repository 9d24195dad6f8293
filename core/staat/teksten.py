"""What people write in their own words: how long it may be, and what may never stand in it: the number of a child."""

import re

from core.model import wording
from core.model.melding import Melding

MAX_TEKENS, MAX_NAAM = 2000, 120
# Nine digits as a BSN is written: at one stretch, 123.456.782, 123 456 782 or 1234.56.782.
_NEGEN = re.compile(r"(?<!\d)(?:\d{9}|\d{3}([ .-])\d{3}\1\d{3}|\d{4}([ .-])\d{2}\2\d{3})(?!\d)")
_GEWICHTEN = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def check(wat: str, tekst: str | None, hoogst: int = MAX_TEKENS) -> str:
    """The text without space around it. Raises Melding when it is too long, or holds a number that can be a BSN; the
    number itself is not repeated. `wat`: what it is called, as in "de verklaring"."""
    tekst = (tekst or "").strip()
    naam = wat[:1].upper() + wat[1:]
    if len(tekst) > hoogst:
        raise Melding(
            f"{naam} heeft {wording.getal(len(tekst))} tekens en er passen er {wording.getal(hoogst)} in: maak de "
            f"tekst {wording.getal(len(tekst) - hoogst)} tekens korter."
        )
    if holds_bsn(tekst):
        raise Melding(
            f"In {wat} staat een getal van negen cijfers dat een BSN kan zijn: haal het weg en bewaar opnieuw."
        )
    return tekst


def check_name(wie: str | None) -> str:
    """Who writes or decides, on one line. Raises Melding without a name."""
    wie = " ".join((wie or "").split())
    if not 1 <= len(wie) <= MAX_NAAM:
        raise Melding(f"Zeg wie dit invult, in hooguit {wording.getal(MAX_NAAM)} tekens.")
    return check("de naam van wie dit invult", wie)


def holds_bsn(tekst: str) -> bool:
    """Whether a number of nine digits in it passes the 11-proef."""
    return any(_passes(re.sub(r"\D", "", gevonden.group())) for gevonden in _NEGEN.finditer(tekst))


def seems_a_person(tekst: str) -> bool:
    """Whether a function reads like the name of somebody: two words with a capital (small words between them), or nine
    digits."""
    klein = r"(?:\s+(?:van|de|der|den|het|ten|ter|te|el|al|'t))*"
    return bool(re.search(rf"\b[^\W\d_a-z]\w*{klein}[\s-]+[^\W\d_a-z]\w*", tekst) or re.search(r"\d{9}", tekst))


def _passes(cijfers: str) -> bool:
    return sum(g * int(c) for g, c in zip(_GEWICHTEN, cijfers, strict=True)) % 11 == 0 and set(cijfers) != {"0"}
