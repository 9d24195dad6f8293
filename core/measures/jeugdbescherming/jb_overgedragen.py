"""JB-maatregelen die in de periode zijn overgedragen."""

from core.engine.bijdrage import Bijdrage, Overgang
from core.model.schema import JB_TYPEN


def measure(tables) -> Bijdrage:
    rijen = tables.maatregelen.filter(lambda r: r.type.isin(JB_TYPEN) & r.gevolgd)
    return Overgang(rijen, rijen.van, "van")
