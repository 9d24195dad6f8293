"""Names of GI's and providers: the same under other capitals, punctuation or legal form."""

import re
from collections import Counter
from collections.abc import Iterable

from core.sources.codelijsten import simplify

_RECHTSVORM = re.compile(r"\b(?:stichting|stg|bv|b v|nv|n v|vof|v o f|cooperatie|cooperatief|u a|ua|ba|b a)\b")


def normal_sender(naam: str) -> str:
    """`Stichting Jeugdbescherming-West` and `jeugdbescherming west`: one key. A name of nothing but a legal form keeps
    its words."""
    woorden = simplify(naam)
    return _RECHTSVORM.sub(" ", woorden).replace(" ", "") or woorden.replace(" ", "")


def choose_spelling(geteld: Counter, bekend: Iterable[str] = ()) -> dict[str, str]:
    """Name -> the spelling that is kept for it, for names that are written in another way: the one that was known
    (`bekend`, in order of preference), else the one used most."""
    beste: dict[str, str] = {}
    for naam in (*bekend, *sorted(geteld, key=lambda n: (-geteld[n], n))):
        beste.setdefault(normal_sender(naam), naam)
    return {naam: beste[normal_sender(naam)] for naam in geteld if beste[normal_sender(naam)] != naam}
