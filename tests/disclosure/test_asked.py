"""Figures that were asked for: periods within each other, means, shares of euros."""

import datetime as dt
import itertools
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.disclosure import asked, guard
from core.disclosure.counts import VERBORGEN
from core.disclosure.edges import grenzen
from core.engine.judge.asked import opgevraagd
from core.model.selectie import Selectie
from core.model.weergave import Drempels
from core.reports.opzet import load_gevraagd

D = Drempels()
CODES = ("GM0505", "GM0642")
JAAR, EERSTE, TWEEDE = ("0101", "1231"), ("0101", "0630"), ("0701", "1231")
KWARTALEN = (("0101", "0331"), ("0401", "0630"), ("0701", "0930"), ("1001", "1231"))


@dataclass(frozen=True)
class Winkel:
    """What a Deler knows of figures that were asked for."""

    rijen: list[dict]
    drempels: Drempels = D
    vast: frozenset = frozenset()

    @property
    def regio_codes(self):
        return {"zhz": CODES}

    def opgaven_van(self, tabel, doel_id):
        return self.rijen


def rij(tijdvak, gemeente=None, **cijfers):
    leeg = dict.fromkeys(("segment", "gi", "aanbieder", "teller", "noemer", "waarde", "n"))
    begin, einde = (dt.datetime.strptime(f"2024{d}", "%Y%m%d").date() for d in tijdvak)
    return leeg | {"periode_begin": begin, "periode_einde": einde, "gemeente": gemeente} | cijfers


def shared(rijen, doel="RAAD-01", **keuze):
    return asked.share_asked(Winkel(rijen), load_gevraagd()[doel], Selectie(regio="zhz").with_(**keuze))


def shown(rijen, **keuze):
    return shared(rijen, **keuze).dropna(subset="waarde").set_index("periode")["waarde"].to_dict()


def test_a_year_and_its_first_half_do_not_give_the_other_half_away():
    """Shown as 10 and 10, the other half is at most 2."""
    rijen = [rij(JAAR, teller=12), rij(EERSTE, teller=10)]
    assert shown(rijen) == {"2024": 10}
    assert shown(rijen, tot=dt.date(2024, 6, 30)) == {}, "choosing other days asks no other question"
    assert shown(rijen[1:]) == {"2024-H1": 10}
    assert shown([rij(JAAR, teller=60), rij(EERSTE, teller=40)]) == {"2024": 60, "2024-H1": 40}


def test_what_a_longer_period_does_not_hold_is_weighed_alone():
    """One gemeente gives the year, another its first half: neither is a part of the other."""
    rijen = [rij(JAAR, CODES[0], teller=12), rij(EERSTE, CODES[1], teller=10)]
    assert shown(rijen, gemeente=(CODES[1],)) == {"2024-H1": 10}


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.integers(0, 30), min_size=4, max_size=4),
    st.sets(st.sampled_from([JAAR, EERSTE, TWEEDE, *KWARTALEN]), min_size=2),
)
@example([6, 4, 1, 1], {JAAR, EERSTE})
@example([10, 10, 10, 3], {JAAR, *KWARTALEN[:3]})
@example([20, 2, 15, 15], {JAAR, EERSTE, TWEEDE, KWARTALEN[0]})
def test_no_difference_of_periods_tells_a_small_count(kwartalen, geleverd):
    """What is shown of a period minus what is shown of any that lie beside each other in it."""
    geteld = {}
    for tijdvak in (JAAR, EERSTE, TWEEDE, *KWARTALEN):
        geteld[tijdvak] = sum(n for n, (b, e) in zip(kwartalen, KWARTALEN, strict=True) if within((b, e), tijdvak))
    frame = shared([rij(t, teller=geteld[t]) for t in geleverd])
    op = {(f"{r.van:%m%d}", f"{r.tot:%m%d}"): r.waarde for r in frame.itertuples() if not np.isnan(r.waarde)}
    for geheel in op:
        binnen = [t for t in op if t != geheel and within(t, geheel)]
        for aantal in range(1, len(binnen) + 1):
            for delen in itertools.combinations(binnen, aantal):
                rest = geteld[geheel] - sum(geteld[d] for d in delen)
                if any(within(a, b) for a, b in itertools.permutations(delen, 2)) or not 1 <= rest < D.aantal:
                    continue
                (minst, meest), onder = grenzen(op[geheel], D), [grenzen(op[d], D) for d in delen]
                laagst, hoogst = minst - sum(o[1] for o in onder), meest - sum(o[0] for o in onder)
                assert hoogst - max(laagst, 0) >= D.marge, (geheel, delen)


def within(tijdvak, ander):
    return ander[0] <= tijdvak[0] and tijdvak[1] <= ander[1]


def test_a_mean_that_was_given_with_its_number_is_shown():
    frame = shared([rij(JAAR, waarde=62.4, n=34)], "RAAD-03")
    assert frame["waarde"].tolist() == [62] and frame["n"].tolist() == [35]
    guard.check(frame, eenheid="dagen")
    assert shared([rij(JAAR, waarde=62.4)], "RAAD-03")["reden"].tolist() == [VERBORGEN], "of how many is not known"
    assert shared([rij(JAAR, waarde=62.4, n=9)], "RAAD-03")["reden"].tolist() == [VERBORGEN]


@pytest.mark.parametrize(("kinderen", "getoond"), [(None, None), (3, None), (29, None), (40, 0.8), (400, 0.84)])
def test_a_share_of_euros_is_weighed_by_its_children(kinderen, getoond):
    frame = shared([rij(JAAR, teller=834_567.0, noemer=1_000_000.0, n=kinderen)], "BUDGET-01")
    assert frame["waarde"].dropna().tolist() == ([] if getoond is None else [getoond])
    assert frame[["teller", "noemer", "laag", "hoog"]].isna().all(axis=None), "no euros, and no interval"
    guard.check(frame, eenheid="aandeel")


def test_a_share_of_euros_of_several_gemeenten_is_not_told():
    rijen = [rij(JAAR, g, teller=830_000.0, noemer=1_000_000.0, n=400) for g in CODES]
    assert shared(rijen, "BUDGET-01", gemeente=CODES)["waarde"].isna().all()
    assert shared(rijen, "BUDGET-01")["waarde"].notna().all()


def test_a_share_of_euros_is_no_draw_of_children():
    reeks = opgevraagd(
        [rij(JAAR, teller=834_567.0, noemer=1_000_000.0, n=40)], load_gevraagd()["BUDGET-01"], Selectie(), ()
    )
    assert reeks[["waarde", "n"]].to_numpy().tolist() == [[0.834567, 40]] and reeks[["laag", "hoog"]].isna().all(
        axis=None
    )
