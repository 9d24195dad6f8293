"""Words of the trade: wherever one stands in a text of ours, what it means is read when pointing at it.

Which words, and what they mean: core/model/begrippen.yaml.
"""

import re
from functools import cache
from html import escape

from core import dashboard


def meaning(naam: str) -> str:
    """The explanation of a word by its name."""
    return next(b.uitleg for t in dashboard.begrippen() for b in t.begrippen if b.naam == naam)


def explained(tekst: str) -> str:
    """HTML text without any tag, with the first of each word of the trade as something to point at."""
    gehad = set()

    def point(gevonden: re.Match) -> str:
        uitleg = _explanations()[gevonden[0].lower()]
        if uitleg in gehad:
            return gevonden[0]
        gehad.add(uitleg)
        return f'<abbr title="{escape(uitleg)}">{gevonden[0]}</abbr>'

    return _pattern().sub(point, tekst)


@cache
def _explanations() -> dict[str, str]:
    """Each word of the trade in small letters, with what it means."""
    return {w.lower(): b.uitleg for t in dashboard.begrippen() for b in t.begrippen for w in b.vaktaal}


@cache
def _pattern() -> re.Pattern:
    langste_eerst = sorted(_explanations(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, langste_eerst))})\b", re.I)
