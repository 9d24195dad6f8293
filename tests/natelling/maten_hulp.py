"""Section 4, the maten of the other tables, read literally."""

from datetime import date, timedelta
from fractions import Fraction

from tests.natelling.maten import jb_jeugdigen
from tests.natelling.meting import Uitkomst, aandeel, aantal, maat, plek, som, uniek, verdeel
from tests.natelling.regels import Periode, Telling

# --- machtigingen ---------------------------------------------------------------------------------------


@maat("machtigingen_nieuw", "machtigingen", optelbaar=True)
def machtigingen_nieuw(t, a, b, cel):
    return aantal((plek(cel, r), 1) for r in t.rijen["machtigingen"] if a <= r.start <= b)


@maat("machtigingen_stand", "machtigingen", stand=True, optelbaar=True)
def machtigingen_stand(t, a, b, cel):
    return aantal((plek(cel, r), 1) for r in t.rijen["machtigingen"] if r.start <= b and (r.eind is None or r.eind > b))


# --- plaatsingen ----------------------------------------------------------------------------------------

DRIE = ("gemeente", "gi", "segment")


@maat("uhp_nieuw", "plaatsingen", "maatregelen")
def uhp_nieuw(t, a, b, cel):
    return uniek(
        (cel(*t.plek(e, e.begin)), e.jeugdige)
        for e in t.episodes
        if a <= e.begin <= b and t.jb_in_stand(e.jeugdige, e.begin)
    )


@maat("uhp_stand", "plaatsingen", "maatregelen", stand=True)
def uhp_stand(t, a, b, cel):
    return uniek((cel(*t.plek(e, b)), e.jeugdige) for e in t.episodes if e.in_stand(b) and t.jb_in_stand(e.jeugdige, b))


@maat("uhp_aandeel", "plaatsingen", "maatregelen", stand=True, leeg=True)
def uhp_aandeel(t, a, b, cel):
    """ambiguous: per cell the teller stands under the gi of the placement, the noemer of the measure."""
    teller = uhp_stand(t, a, b, cel)
    return {
        c: Uitkomst(k := teller[c].n if c in teller else 0, u.n, Fraction(k, u.n), u.n)
        for c, u in jb_jeugdigen(t, a, b, cel).items()
    }


def _begonnen(plaatsingen: list[Periode], a: date, b: date) -> list[Periode]:
    return [p for p in plaatsingen if a <= p.begin <= b]


@maat("plaatsing_nabij", "plaatsingen", dimensies=DRIE, leeg=True)
def plaatsing_nabij(t, a, b, cel):
    """ambiguous: a merged placement has the values (afstand, netwerk, gi) of its first record, also when that
    is empty and a later one is not; an empty gi stays empty (only an episode falls back on the measure)."""
    return aandeel(
        (plek(cel, p.eerste), p.eerste.afstand_km <= 20)
        for p in _begonnen(t.plaatsingen, a, b)
        if p.eerste.afstand_km is not None
    )


@maat("plaatsing_thuisachtig", "plaatsingen", dimensies=DRIE, leeg=True)
def plaatsing_thuisachtig(t, a, b, cel):
    """ambiguous: an UHP-placement is any placement but deeltijd; other reading: only with a JB measure."""
    return aandeel(
        (plek(cel, p.eerste), p.type in ("11", "12") or p.eerste.netwerk is True)
        for p in _begonnen(t.uhp_plaatsingen, a, b)
        if p.type in ("11", "12") or "netwerk" not in p.eerste.onleesbaar
    )


@maat("netwerk_verkend", "plaatsingen", dimensies=DRIE, leeg=True)
def netwerk_verkend(t, a, b, cel):
    return aandeel(
        (plek(cel, p.eerste), p.eerste.netwerk_verkend)
        for p in _begonnen(t.uhp_plaatsingen, a, b)
        if p.eerste.netwerk_verkend is not None
    )


@maat("verblijf_jeugdigen", "plaatsingen", dimensies=DRIE)
def verblijf_jeugdigen(t, a, b, cel):
    """ambiguous: in a split a child stands in every cell whose record was current (rule 3) on at least
    one day of the period; other readings: the record of the first or of the last day in the period only."""
    paren = []
    for p in t.plaatsingen:
        records = sorted(p.records, key=lambda r: r.start)
        for r, volgende in zip(records, [*records[1:], None], strict=True):
            laatste_dag = volgende.start - timedelta(1) if volgende else p.einde
            if r.start <= b and (laatste_dag is None or laatste_dag >= a):
                paren.append((plek(cel, r), p.jeugdige))
    return uniek(paren)


# --- declaraties and crises -----------------------------------------------------------------------------


def _toegekend(t: Telling, a: date, b: date):
    """Declaraties of status toegekend with periode_begin in a..b, with the sign of debet + or credit -."""
    for r in t.rijen["declaraties"]:
        if a <= r.periode_begin <= b and (r.status or "toegekend") == "toegekend":
            yield r, -1 if r.debet_credit == "C" else 1


@maat("kosten_gi", "declaraties", euro=True, dimensies=DRIE, optelbaar=True)
def kosten_gi(t, a, b, cel):
    # ambiguous: an empty productcategorie is "other than 47, 48, 49" and counts.
    return som(
        (plek(cel, r), teken * r.bedrag)
        for r, teken in _toegekend(t, a, b)
        if (r.verwijzer in ("04", "08") or r.gi)
        and r.productcategorie not in ("47", "48", "49")
        and "productcategorie" not in r.onleesbaar
    )


@maat("verblijf_behandeling_etmalen", "declaraties", dimensies=DRIE, optelbaar=True)
def verblijf_behandeling_etmalen(t, a, b, cel):
    # Credits and rejected declarations: silent in section 4; domein.md K1-02 says toegekend, credits off.
    return som(
        (plek(cel, r), teken * r.volume)
        for r, teken in _toegekend(t, a, b)
        if r.productcategorie == "43" and r.eenheid == "14" and r.volume is not None
    )


@maat("kosten_per_jeugdige", "declaraties", euro=True, dimensies=DRIE, leeg=True)
def kosten_per_jeugdige(t, a, b, cel):
    """ambiguous: declaraties without jeugdige are costs but no child; a child whose costs are credited to
    zero still has costs. Other readings: leave both out."""
    uit = {}
    for c, rijen in verdeel((plek(cel, r), (r, teken)) for r, teken in _toegekend(t, a, b)).items():
        kosten = sum(teken * r.bedrag for r, teken in rijen)
        kinderen = len({r.jeugdige for r, _ in rijen if r.jeugdige})
        uit[c] = Uitkomst(kosten, kinderen, Fraction(kosten) / kinderen if kinderen else None, kinderen)
    return uit


@maat("crisis_binnen_24u", "crises", dimensies=DRIE, leeg=True)
def crisis_binnen_24u(t, a, b, cel):
    # ambiguous: a start before the melding is within 24 hours by the letter of the rule.
    return aandeel(
        (plek(cel, r), r.waarden["start"] - r.melding <= timedelta(hours=24))
        for r in t.rijen["crises"]
        if a <= r.melding.date() <= b and r.waarden["start"]
    )
