"""Date and time: the forms of a date with a time behind it, or a serial with a fraction."""

from core.sources.kolommen.datum import lees_momenten, naar_gelezen
from core.sources.kolommen.lezing import Gelezen, Lezing


def lees(teksten: list[str], lezing: Lezing) -> Gelezen:
    """Distinct texts -> datetime.datetime in Dutch clock time, without zone. Only a date is 00:00 (K303)."""
    momenten = lees_momenten(teksten, lezing)
    gelezen = naar_gelezen(momenten, teksten, lezing)
    for plaats in sorted(momenten.zonder_tijd):
        gelezen.meld("K303", plaats)
    return gelezen
