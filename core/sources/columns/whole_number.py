"""Whole numbers: a decimal number without a part behind the decimal sign, that fits in 32 bits."""

from core.sources.columns import number
from core.sources.columns.reading import Gelezen, Lezing

_GRENS = 2**31


def read(teksten: list[str], lezing: Lezing) -> Gelezen:
    """Distinct texts -> int; 12.5 and numbers beyond 32 bits are faults (K103 or K202)."""
    if lezing.echte_getallen:
        gelezen = number.read(teksten, lezing)
    else:
        gelezen = number.read_vormen(teksten, [_parse(tekst) for tekst in teksten], lezing)
    code = "K103" if lezing.kolom.verplicht else "K202"
    for plaats, waarde in enumerate(gelezen.waarden):
        if waarde is None:
            continue
        heel = waarde == int(waarde) and abs(waarde) < _GRENS
        gelezen.waarden[plaats] = int(waarde) if heel else None
        if not heel:
            gelezen.gebreken[plaats] = code
    return gelezen


def _parse(tekst: str) -> tuple[str | None, str]:
    """1.234 can only be 1234 here, and so proves the thousands sign; 1.000 may still be 1 or 1000."""
    vorm, kern = number.parse(tekst)
    if vorm == number.TWIJFEL and not kern.endswith("000"):
        vorm = number.KOMMA if "." in kern else number.PUNT
    return vorm, kern
