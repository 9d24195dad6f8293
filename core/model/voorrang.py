"""Which goals go before others, on every screen and in every report: by their verdict, and by what was agreed."""

from core.model.doel import Doel
from core.model.oordeel import Oordeel

# From what needs attention to what cannot be judged: the order of pills, cards and rows.
AANDACHT = (Oordeel.VERSLECHTERD, Oordeel.NIET_BEHAALD, Oordeel.ACHTER)
GOED = (Oordeel.OP_KOERS, Oordeel.BEHAALD)
VOLGORDE = (
    *AANDACHT,
    Oordeel.GEEN_VERANDERING,
    Oordeel.TE_KLEIN,
    *GOED,
    Oordeel.ALLEEN_RICHTING,
    Oordeel.DOEL_OPEN,
    Oordeel.NOG_NIET_MEETBAAR,
    Oordeel.GEEN_GEGEVENS,
)
# The agreements that carry the rest come first; a procedure or a milestone is seldom what a meeting is about.
_SOORTEN = (
    "ontwikkelopgave",
    "resultaatafspraak",
    "beleidsdoel",
    "inspanningsverplichting",
    "procesnorm",
    "mijlpaal",
)


def weight(doel: Doel) -> int:
    """The lower, the more rests on it."""
    return _SOORTEN.index(doel.soort) if doel.soort in _SOORTEN else len(_SOORTEN)
