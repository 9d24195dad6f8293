"""Which goals go before others in a report: a goal is only called good or bad when its figure is big enough to say."""

from collections.abc import Iterable

from core.engine.judge.goal_state import DoelStand
from core.model.oordeel import Oordeel

AANDACHT = (Oordeel.VERSLECHTERD, Oordeel.NIET_BEHAALD, Oordeel.ACHTER)
GOED = (Oordeel.BEHAALD, Oordeel.OP_KOERS)
_VOLGORDE = (
    *AANDACHT,
    Oordeel.GEEN_VERANDERING,
    Oordeel.TE_KLEIN,
    Oordeel.OP_KOERS,
    Oordeel.BEHAALD,
    Oordeel.ALLEEN_RICHTING,
    Oordeel.DOEL_OPEN,
    Oordeel.NOG_NIET_MEETBAAR,
    Oordeel.GEEN_GEGEVENS,
)
# What the rest rests on comes first; a procedure or a milestone is seldom what a meeting is about.
_GEWICHT = (
    "ontwikkelopgave",
    "resultaatafspraak",
    "beleidsdoel",
    "inspanningsverplichting",
    "procesnorm",
    "mijlpaal",
)


def of_side(standen: Iterable[DoelStand], kant: str) -> list[DoelStand]:
    """The goals with a figure that need attention (kant: aandacht), go well (goed), or all, the weightiest first; of
    equal weight the one furthest from, or nearest to, its target."""
    zichtbaar = {"aandacht": AANDACHT, "goed": GOED}.get(kant, _VOLGORDE)
    gekozen = [s for s in standen if s.uitkomst.waarde is not None and s.uitkomst.oordeel in zichtbaar]
    teken = -1 if kant == "goed" else 1
    return sorted(gekozen, key=lambda s: _key(s, kant, teken))


def _key(stand: DoelStand, kant: str, teken: int) -> tuple:
    u, doel = stand.uitkomst, stand.doel
    gewicht = _GEWICHT.index(doel.soort) if doel.soort in _GEWICHT else len(_GEWICHT)
    eerst = _VOLGORDE.index(u.oordeel) if kant == "alle" else 0
    return eerst, gewicht, doel.prioriteit, teken * (u.voortgang or 0), doel.id
