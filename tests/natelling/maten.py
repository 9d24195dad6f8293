"""Section 4, the maten of the table maatregelen, read literally."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from tests.natelling.meting import (
    Celmaker,
    Uitkomst,
    aandeel,
    aantal,
    gemiddelde,
    maat,
    mediaan,
    plek,
    uniek,
    verdeel,
)
from tests.natelling.regels import JB, JR, Periode, Telling

# --- maatregelen ----------------------------------------------------------------------------------------


def _van_types(telling: Telling, types: tuple[str, ...]) -> list[Periode]:
    return [m for m in telling.maatregelen if m.type in types]


SOORTEN = {"jb": JB, "ots": ("11",), "vots": ("12",), "voogdij": ("21", "22", "23"), "jr": JR}


def _maak_stand(types):
    def stand(t, a, b, cel):
        return aantal((plek(cel, m.record_op(b)), m) for m in _van_types(t, types) if m.in_stand(b))

    return stand


def _maak_instroom(types):
    def instroom(t, a, b, cel):
        return aantal((plek(cel, m.eerste), m) for m in _van_types(t, types) if a <= m.begin <= b)

    return instroom


def _geeindigd(t, a, b, types):
    return [m for m in _van_types(t, types) if m.einde and a <= m.einde <= b]


def _maak_uitstroom(types):
    def uitstroom(t, a, b, cel):
        return aantal((plek(cel, m.laatste), m) for m in _geeindigd(t, a, b, types))

    return uitstroom


for _naam, _types in SOORTEN.items():
    maat(f"{_naam}_stand", "maatregelen", stand=True, optelbaar=True)(_maak_stand(_types))
    if _naam != "jr":
        maat(f"{_naam}_instroom", "maatregelen", optelbaar=True)(_maak_instroom(_types))
        maat(f"{_naam}_uitstroom", "maatregelen", optelbaar=True)(_maak_uitstroom(_types))


@maat("jb_jeugdigen", "maatregelen", stand=True)
def jb_jeugdigen(t, a, b, cel):
    return uniek((plek(cel, m.record_op(b)), m.jeugdige) for m in t.jb if m.in_stand(b))


def _wisselingen(t: Telling, a: date, b: date, cel: Celmaker):
    """(cell before, cell after) of every change of the current record on a day in a..b.

    Events, not distinct measures: the identity of section 3 only closes when a measure that comes back twice
    is taken over twice.
    """
    for m in t.jb:
        records = sorted(m.records, key=lambda r: r.start)
        for oud, nieuw in pairwise(records):
            if a <= nieuw.start <= b and plek(cel, oud) != plek(cel, nieuw):
                yield plek(cel, oud), plek(cel, nieuw)


@maat("jb_overgenomen", "maatregelen")
def jb_overgenomen(t, a, b, cel):
    return aantal((na, 1) for _, na in _wisselingen(t, a, b, cel))


@maat("jb_overgedragen", "maatregelen")
def jb_overgedragen(t, a, b, cel):
    return aantal((voor, 1) for voor, _ in _wisselingen(t, a, b, cel))


def _maak_duur(types, maak):
    def duur(t, a, b, cel):
        return maak((plek(cel, m.laatste), m.duur()) for m in _geeindigd(t, a, b, types))

    return duur


for _naam in ("jb", "ots"):
    maat(f"{_naam}_duur_gemiddeld", "maatregelen", leeg=True)(_maak_duur(SOORTEN[_naam], gemiddelde))
    maat(f"{_naam}_duur_mediaan", "maatregelen", leeg=True)(_maak_duur(SOORTEN[_naam], mediaan))


def kaplan_meier_mediaan(duren: list[tuple[int, bool]]) -> int | None:
    """First duration at which the survival is <= 1/2; (duration, ended). None when it never gets there.

    ambiguous: at a survival of exactly 1/2 some take the middle of the flat part; here the first day of it.
    """
    overleving = Fraction(1)
    for duur in sorted({d for d, geeindigd in duren if geeindigd}):
        onder_risico = sum(d >= duur for d, _ in duren)
        overleving *= 1 - Fraction(sum(d == duur and g for d, g in duren), onder_risico)
        if overleving <= Fraction(1, 2):
            return duur
    return None


@maat("ots_duur_km", "maatregelen", leeg=True)
def ots_duur_km(t, a, b, cel):
    tm = t.tm["maatregelen"]
    # ambiguous: an open measure is censored after data date - begin + 1 days (as duur counts), or without 1.
    paren = (
        (
            plek(cel, m.eerste),
            ((m.einde - m.begin).days + 1, True) if m.einde else ((tm - m.begin).days + 1, False),
        )
        for m in _van_types(t, ("11",))
        if a <= m.begin <= b
    )
    return {c: Uitkomst(None, None, kaplan_meier_mediaan(x), len(x)) for c, x in verdeel(paren).items()}


@maat("wachttijd_gi", "maatregelen", leeg=True)
def wachttijd_gi(t, a, b, cel):
    # ambiguous: an aanmelddatum after the begin gives a negative wait; the rule does not leave it out.
    return mediaan(
        (plek(cel, m.eerste), (m.begin - m.eerste.aanmelddatum).days)
        for m in t.maatregelen
        if a <= m.begin <= b and m.eerste.aanmelddatum
    )


@maat("wachttijd_gi_p90", "maatregelen", leeg=True)
def wachttijd_gi_p90(t, a, b, cel):
    """ambiguous: which 90th percentile; here linear between the two nearest (as the median does at 50%)."""
    uit = {}
    for c, dagen in verdeel(
        (plek(cel, m.eerste), (m.begin - m.eerste.aanmelddatum).days)
        for m in t.maatregelen
        if a <= m.begin <= b and m.eerste.aanmelddatum
    ).items():
        dagen.sort()
        plaats = Fraction(9, 10) * (len(dagen) - 1)
        i = int(plaats)
        boven = dagen[min(i + 1, len(dagen) - 1)]
        uit[c] = Uitkomst(None, None, dagen[i] + (plaats - i) * (boven - dagen[i]), len(dagen))
    return uit


ANDERE_REDEN = ("01", "05", "06", "07", "11", "15")


@maat("jb_opnieuw", "maatregelen", volgdagen=365, leeg=True)
def jb_opnieuw(t, a, b, cel):
    """ambiguous: an empty or unknown reden is "another reason than"; "the first such end in the period" is
    taken within the cell (a child can stand in two cells of a split, once in the total); other reading: the
    child's first end decides the cell."""
    eerste: dict[tuple, Periode] = {}
    for m in sorted(_geeindigd(t, a, b, JB), key=lambda m: m.einde):
        cel_ = plek(cel, m.laatste)
        onbekend = "reden_einde" in m.laatste.onleesbaar
        if onbekend or cel_ is None or m.laatste.reden_einde in ANDERE_REDEN or not t.minderjarig(m.jeugdige, m.einde):
            continue
        anderen = [x for x in t.jb if x.jeugdige == m.jeugdige and x is not m]
        if any(x.in_stand(m.einde + timedelta(1)) for x in anderen):
            continue
        if any(1 <= (x.begin - m.einde).days <= 14 for x in anderen):
            continue
        eerste.setdefault((cel_, m.jeugdige), m)
    return aandeel(
        (c, any(15 <= (x.begin - m.einde).days <= 365 for x in t.jb if x.jeugdige == kind))
        for (c, kind), m in eerste.items()
    )
