"""Section 3 and 4: chains, and figures per 1.000 minors, read literally."""

from datetime import date
from fractions import Fraction

from tests.natelling import maten_hulp  # noqa: F401 - registers the maten that are divided here
from tests.natelling.meting import MATEN, Uitkomst, aantal, maat, plek
from tests.natelling.regels import Telling


@maat("jb_ketens_instroom", "maatregelen", optelbaar=True)
def jb_ketens_instroom(t, a, b, cel):
    """A VOTS and the OTS that follows it once, at the begin of the first: so without the OTS of a chain.

    ambiguous: one VOTS and two OTS that both fit. "The OTS that follows it" is the first; the second counts.
    """
    volgers = {id(keten[-1]) for keten in t.ketens() if len(keten) > 1}
    return aantal((plek(cel, m.eerste), m) for m in t.jb if a <= m.begin <= b and id(m) not in volgers)


def minderjarigen(t: Telling, gemeente: str, jaar: int) -> int | None:
    """Those of 0-17 on 1 January. None when the rows do not name every age from 0 to 17 exactly once, or when a row
    of minors runs on past 17."""
    leeftijden: list[int] = []
    totaal = 0
    for rij in t.rijen.get("bevolking", []):
        if rij.gemeente != gemeente or rij.jaar != jaar or rij.leeftijd_van > 17:
            continue
        leeftijden += range(int(rij.leeftijd_van), int(rij.leeftijd_tot) + 1)
        totaal += rij.aantal
    return int(totaal) if sorted(leeftijden) == list(range(18)) else None


def _noemer(t: Telling, gemeenten: list[str], b: date, stand: bool) -> int | None:
    for jaar in [b.year + 1, b.year] if stand and (b.month, b.day) == (12, 31) else [b.year]:
        delen = [minderjarigen(t, g, jaar) for g in gemeenten]
        if delen and None not in delen:
            return sum(delen)
    return None


def _maak(naam: str, stand: bool):
    def per_1000(t, a, b, cel):
        """ambiguous: without a choice of gemeenten the area is not said; here it has no figure (core takes the
        whole regions, of which these exports never hold every gemeente)."""
        tellers = MATEN[naam].functie(t, a, b, cel)
        bekend = {r.gemeente for r in t.rijen.get("bevolking", [])}
        cellen: dict[tuple, list[str]] = {}
        for g in sorted(bekend):
            if (plaats := cel(g, None, None)) is not None:
                cellen.setdefault(plaats, []).append(g)
        overal = cel("GM0000", None, None) == ()
        uit = {}
        for plaats in {*cellen, *tellers, *([()] if overal else [])}:
            noemer = None if overal else _noemer(t, cellen.get(plaats, []), b, stand)
            teller = tellers[plaats].teller if plaats in tellers else 0
            uit[plaats] = Uitkomst(teller, noemer, noemer and Fraction(teller * 1000, noemer), teller)
        return uit

    return per_1000


for _naam, _tabellen, _stand in (
    ("jb_stand", ("maatregelen",), True),
    ("jb_instroom", ("maatregelen",), False),
    ("uhp_stand", ("plaatsingen", "maatregelen"), True),
    ("uhp_nieuw", ("plaatsingen", "maatregelen"), False),
):
    maat(f"{_naam}_per_1000", *_tabellen, dimensies=("gemeente",), stand=_stand)(_maak(_naam, _stand))
