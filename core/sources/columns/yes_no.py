"""Yes or no, as people and systems write it."""

from core.sources.codelijsten import simplify
from core.sources.columns.reading import LANGSTE, Gelezen, Lezing

_JA = frozenset({"ja", "j", "1", "true", "t", "waar", "yes", "y", "x", "01"})
_NEE = frozenset({"nee", "n", "0", "false", "f", "onwaar", "no", "neen", "00"})
_ONBEKEND = frozenset({"onbekend", "onb", "nvt", "n v t"})


def read(teksten: list[str], lezing: Lezing) -> Gelezen:
    """Distinct texts -> bool; "onbekend" is empty; a cross is yes (K308, told once); other text is K203."""
    gelezen = Gelezen([None] * len(teksten))
    for plaats, tekst in enumerate(teksten):
        woord = simplify(tekst) if len(tekst) <= LANGSTE else ""
        if woord in _JA or woord in _NEE:
            gelezen.waarden[plaats] = woord in _JA
        elif woord not in _ONBEKEND:
            gelezen.gebreken[plaats] = "K203"
        if woord == "x":
            gelezen.report("K308", plaats)
    return gelezen
