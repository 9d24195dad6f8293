"""Every figure about what is needed passes here on its way to the reader, so that it can be protected in one
place."""

import math

from core.model import wording


def shown(x: float | None, eenheid: str = "", decimalen: int | None = None) -> str:
    """A figure in the form of its unit, with its word; `decimalen` for a mean number per quarter, where a
    large number needs none and a very small one an extra."""
    if wording.is_empty(x) or math.isinf(x):
        return wording.LEEG
    if eenheid == "dagen" and abs(x) >= 10:
        decimalen = None
    if eenheid in ("aandeel", "euro", "cijfer"):
        return wording.waarde(x, eenheid)
    if abs(x) >= 100 and (decimalen or eenheid == "etmalen"):
        decimalen = 0
    elif decimalen == 1 and 0 < abs(x) < 0.05:
        decimalen = 2
    tekst = wording.getal(x, decimalen) if decimalen is not None else wording.waarde(x, eenheid)
    woord = wording.ACHTERVOEGSEL.get(eenheid, eenheid)
    return f"{tekst} {wording.ENKELVOUD.get(woord, woord) if tekst == '1' else woord}" if woord else tekst


def shown_between(laag: float, hoog: float, eenheid: str = "", decimalen: int | None = None, woord: str = "tot") -> str:
    """Two figures with the word of their unit once: "22 tot 24 maatregelen"."""
    van = shown(laag, eenheid, decimalen)
    if wording.ACHTERVOEGSEL.get(eenheid, eenheid):
        van = van.rsplit(" ", 1)[0]
    return f"{van} {woord} {shown(hoog, eenheid, decimalen)}"
