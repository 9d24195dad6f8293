"""Free text and names: trimmed, without control characters, and without numbers that may be a BSN."""

import re
import unicodedata

from core.sources.columns.pseudonym import is_bsn
from core.sources.columns.reading import Gelezen, Lezing

VERVANGING = "[nummer]"
LANGST = 1_000  # characters kept; a cell of a damaged export can be megabytes
# Columns with a name or a code. An AGB code has eight digits: it stays, or suppliers would become one.
NAMEN = frozenset({"gi", "aanbieder", "segment", "productcode", "doel"})

_WIT = re.compile(r"\s+")
_NUMMER = re.compile(r"(?<!\d)(?:\d{8,9}|\d{2,3}([. -])\d{3}\1\d{3}|\d{4}([. -])\d{2}\2\d{3})(?!\d)", re.ASCII)
_ONZICHTBAAR = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})  # control, format, unassigned, private, surrogate


def read(teksten: list[str], lezing: Lezing) -> Gelezen:
    """Distinct texts -> text; K206 where a number was taken out, K208 where the end was cut off."""
    cijfers = 9 if lezing.kolom.naam in NAMEN else 8
    gelezen = Gelezen([])
    for plaats, tekst in enumerate(teksten):
        schoon = make_clean(tekst)
        te_lang = len(schoon) > LANGST
        schoon = schoon[: LANGST - 1] + "…" if te_lang else schoon
        zonder = _NUMMER.sub(lambda t: _replace(t[0], cijfers), schoon)
        gelezen.waarden.append(zonder or None)
        if zonder != schoon:
            gelezen.gebreken[plaats] = "K206"
        elif te_lang:
            gelezen.gebreken[plaats] = "K208"
    return gelezen


def make_clean(tekst: str) -> str:
    """One line, without characters that cannot be seen (control, zero width, direction)."""
    if not tekst.isprintable():
        tekst = "".join(c for c in tekst if c.isspace() or unicodedata.category(c) not in _ONZICHTBAAR)
    return _WIT.sub(" ", tekst).strip()


def _replace(nummer: str, minstens: int) -> str:
    cijfers = re.sub(r"\D", "", nummer)
    return VERVANGING if len(cijfers) >= minstens and is_bsn(cijfers.zfill(9)) else nummer
