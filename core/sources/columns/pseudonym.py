"""Numbers of children, families and allocations: replaced by a keyed pseudonym, never kept."""

import re

from core.sources.columns.reading import Gelezen, Lezing
from core.sources.columns.sender import normal_sender
from core.store.key import pseudoniemen

BSN_LENGTE = 9
# CBS protocol 2.2: unknown and unborn. As a pseudonym they would make one child of many.
GEEN_KIND = frozenset({"999999999", "000000000"})

_CIJFERS = re.compile(r"\d+", re.ASCII)
_SCHEIDING = re.compile(r"[\s.\u00a0\u202f]+")
_REKENBLAD = re.compile(r"\d[.,]?\d*e\+\d+", re.ASCII | re.IGNORECASE)
# How a spreadsheet guards a number as text ('123, ="123"), and how a program writes a whole decimal number (123.0).
_BEWAAKT = re.compile(r"""(?:'|=")(\d+)"?|(\d+)[.,]0""", re.ASCII)
VAN_WIE = "\x1f"  # between a number and whose it is, where numbers are each sender's own
_PRECIES = 15  # digits a spreadsheet keeps of a number; of the rest it makes zeros
_GEWICHTEN = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def read_jeugdige(teksten: list[str], lezing: Lezing) -> Gelezen:
    """Distinct texts -> pseudonym. Rejected: unknown or unborn (K106), damaged by a spreadsheet (K107); in an
    optional column these are emptied (K205). K204 where a column of BSNs holds a number that is none."""
    nummers = [make_vast(tekst) for tekst in teksten]
    gelezen = _pseudoniemen(nummers, lezing, domein="")
    for plaats, nummer in enumerate(nummers):
        if nummer in GEEN_KIND:
            gelezen.waarden[plaats] = None
            gelezen.gebreken[plaats] = "K106" if lezing.kolom.verplicht else "K205"
    geldig = [is_bsn(nummer) for nummer in nummers]
    if _looks_like_bsn(geldig):
        for plaats, is_geldig in enumerate(geldig):
            if not is_geldig:
                gelezen.gebreken.setdefault(plaats, "K204")
    return gelezen


def read_sleutel(teksten: list[str], lezing: Lezing) -> Gelezen:
    """Distinct texts of another linking number (family, allocation) -> pseudonym, per column name."""
    return _pseudoniemen([make_vast(tekst) for tekst in teksten], lezing, domein=lezing.kolom.naam)


def make_vast(tekst: str) -> str:
    """One spelling per number: digits without spaces and points, filled to nine with the zeros that were
    lost. A BSN is one child everywhere; another number keeps whose it is (VAN_WIE) when that was said."""
    if VAN_WIE in tekst:
        nummer, _, van_wie = tekst.partition(VAN_WIE)
        vast = make_vast(nummer.strip())
        return vast if is_bsn(vast) or vast in GEEN_KIND else vast + VAN_WIE + normal_sender(van_wie)
    if tekst.isdigit() and tekst.isascii():
        return tekst.zfill(BSN_LENGTE)
    if bewaakt := _BEWAAKT.fullmatch(tekst):
        return (bewaakt[1] or bewaakt[2]).zfill(BSN_LENGTE)
    cijfers = _SCHEIDING.sub("", tekst)
    return cijfers.zfill(BSN_LENGTE) if _CIJFERS.fullmatch(cijfers) else tekst.strip()


def is_bsn(nummer: str) -> bool:
    """Whether nine digits pass the 11-proef."""
    if len(nummer) != BSN_LENGTE or not _CIJFERS.fullmatch(nummer) or nummer in GEEN_KIND:
        return False
    return sum(gewicht * int(cijfer) for gewicht, cijfer in zip(_GEWICHTEN, nummer, strict=True)) % 11 == 0


def _pseudoniemen(nummers: list[str], lezing: Lezing, domein: str) -> Gelezen:
    gelezen = Gelezen(pseudoniemen(nummers, lezing.sleutel, domein))
    for plaats, nummer in enumerate(nummers):
        afgerond = lezing.echte_getallen and len(nummer) > _PRECIES
        if afgerond or ("+" in nummer and _REKENBLAD.fullmatch(nummer)):
            gelezen.waarden[plaats] = None
            gelezen.gebreken[plaats] = "K107" if lezing.kolom.verplicht else "K205"
    return gelezen


def _looks_like_bsn(geldig: list[bool]) -> bool:
    """Half of the numbers pass; of arbitrary numbers one in eleven does."""
    return len(geldig) > 1 and 2 * sum(geldig) >= len(geldig)
