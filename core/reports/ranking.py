"""Which goals go before others in a report: a goal is only called good or bad when its figure is big enough to say."""

from collections.abc import Iterable

from core.engine.judge.goal_state import DoelStand
from core.model.voorrang import AANDACHT, GOED, VOLGORDE, weight

_KANTEN = {"aandacht": AANDACHT, "goed": GOED}  # any other is all of them


def of_side(standen: Iterable[DoelStand], kant: str) -> list[DoelStand]:
    """The goals with a figure that need attention (kant: aandacht), go well (goed), or all, the weightiest first; of
    equal weight the one furthest from, or nearest to, its target. A milestone that came late is the last to go well,
    and money the last to need attention: it is no harm to a child."""
    zichtbaar = _KANTEN.get(kant, VOLGORDE)
    gekozen = [s for s in standen if s.uitkomst.waarde is not None and s.uitkomst.oordeel in zichtbaar]
    teken = -1 if kant == "goed" else 1
    return sorted(gekozen, key=lambda s: _key(s, kant, teken))


def _key(stand: DoelStand, kant: str, teken: int) -> tuple:
    u, doel = stand.uitkomst, stand.doel
    eerst = 0 if kant in _KANTEN else VOLGORDE.index(u.oordeel)
    laat = kant == "goed" and doel.is_late(u.dag)
    geld = kant == "aandacht" and (stand.maat.unit if stand.maat else doel.eenheid).startswith("euro")
    return eerst, laat, geld, weight(doel), doel.prioriteit, teken * (u.voortgang or 0), doel.id
