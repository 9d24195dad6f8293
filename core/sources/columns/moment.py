"""Date and time: the forms of a date with a time behind it, or a serial with a fraction."""

from core.sources.columns.datum import read_momenten, to_gelezen
from core.sources.columns.reading import Gelezen, Lezing


def read(teksten: list[str], lezing: Lezing) -> Gelezen:
    """Distinct texts -> datetime.datetime in Dutch clock time, without zone. Only a date is 00:00 (K303)."""
    momenten = read_momenten(teksten, lezing)
    gelezen = to_gelezen(momenten, teksten, lezing)
    for plaats in sorted(momenten.zonder_tijd):
        gelezen.report("K303", plaats)
    return gelezen
