"""Maten that add up are weighed together, as the catalogue says: subtracting what is shown gives no small count."""

import datetime as dt
import itertools

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from core.disclosure.counts import Drempels, round_aantal
from core.disclosure.edges import grenzen
from core.disclosure.families import Family, Together, families
from core.engine.count.memory import Geheugen
from core.measures import load_catalogus
from core.model.maat import part_errors, weighed_with
from core.model.selectie import Selectie

MATEN = load_catalogus().maten
D = Drempels()
PLAATSEN = ("GM1", "GM2", "GM3")
ALLE = families(MATEN)
TELLINGEN = [f for f in ALLE if f.adds]


def changed(**anders) -> dict:
    """The catalogue with other words for some maten: maat -> what changes."""
    return MATEN | {m: MATEN[m].model_copy(update=velden) for m, velden in anders.items()}


def test_the_catalogue_says_which_maten_add_up():
    assert part_errors(MATEN) == []
    gehelen = {f.whole: set(f.parts) for f in ALLE if len(f.parts) > 1}
    assert gehelen["jb_stand"] == {"ots_stand", "vots_stand", "voogdij_stand"}
    assert gehelen["crisis_episodes"] == {"crisis_ambulant", "crisis_verblijf"}
    assert gehelen["verblijf_jeugdigen"] == {"deeltijd_jeugdigen", "voltijd_jeugdigen"}
    assert "rechter_stand" not in gehelen, "both are rounded: what they differ has nine possible values"


def test_a_share_of_two_counts_makes_the_first_a_part_of_the_second():
    for maat in (m for m in MATEN.values() if m.divide):
        assert [f for f in ALLE if f.parts == (maat.divide[0],) and f.whole == maat.divide[1] and f.adds], maat.id


@pytest.mark.parametrize("maat_id", sorted(MATEN))
def test_what_a_figure_is_weighed_with_is_known_beforehand(maat_id):
    """The parts of its own share, and of each family that one of them is in everybody; and so on upwards."""
    naast, geteld = set(weighed_with(MATEN, maat_id)), MATEN[maat_id].divide or ()
    assert maat_id not in naast and set(geteld) <= naast
    for familie in TELLINGEN:
        if {maat_id, *naast} & set(familie.parts):
            assert {familie.whole, *familie.parts} <= {maat_id, *naast}, familie


def test_means_do_not_add_up():
    assert {f.whole: f.adds for f in ALLE}["jb_duur_mediaan"] is False


@pytest.mark.parametrize(
    ("anders", "fout"),
    [
        ({"ots_stand": {"part_of": "geen_maat"}}, "does not exist"),
        ({"ots_stand": {"part_of": "verblijf_stand"}}, "counts jeugdigen and not maatregelen"),
        ({"jb_stand": {"part_of": "ots_stand"}}, "goes round"),
        ({"jb_jeugdigen": {"part_of": "uhp_stand"}}, "goes round"),
        ({"uhp_stand": {"part_of": "verblijf_jeugdigen"}}, "say overlaps"),
    ],
)
def test_a_wrong_whole_is_found_when_the_catalogue_is_loaded(anders, fout):
    assert any(fout in gevonden for gevonden in part_errors(changed(**anders)))


def test_a_new_part_needs_its_yaml_only():
    erbij = MATEN["netwerkplaatsingen"].model_copy(update={"id": "nieuw", "part_of": "plaatsingen_voltijd"})
    assert Family("plaatsingen_voltijd", ("nieuw",), True) in families(MATEN | {"nieuw": erbij})


class Counts:
    """Counts of every maat per gemeente that fit the families: a whole is its parts and what they leave. Just above the
    threshold and with little left, where subtraction tells most."""

    def __init__(self, nr: int):
        self.rng, self.per, self.known = np.random.default_rng(nr), {}, {}
        self.samen = Together(self.table, MATEN, ALLE, D, lambda _: False, Geheugen().eenmaal)

    def count(self, maat_id: str) -> np.ndarray:
        if maat_id not in self.per:
            delen = [sum(self.count(p) for p in f.parts) for f in TELLINGEN if f.whole == maat_id]
            erbij = self.rng.choice([0, 1, 2] if delen else [0, 3, 10, 11, 12, 40], 3)
            self.per[maat_id] = np.max([np.zeros(3), *delen], axis=0) + erbij
        return self.per[maat_id]

    def table(self, maat_id: str, selectie: Selectie) -> pd.DataFrame:
        x = self.count(maat_id)
        cellen = {"gemeente": PLAATSEN, "waarde": x} if selectie.splits else {"waarde": [x.sum()]}
        return pd.DataFrame(cellen).assign(periode="2024", van=dt.date(2024, 1, 1), tot=dt.date(2024, 12, 31))

    def shared(self, maat_id: str) -> dict[str | None, float]:
        """What Delen shows per gemeente and (None) in all; NaN where hidden."""
        if maat_id not in self.known:
            uit = {}
            for dims, tabel in self.samen.visible(maat_id, Selectie(), ("gemeente",)).items():
                rond = np.where(tabel["toon"], round_aantal(tabel["_telling"].to_numpy()), np.nan)
                uit |= dict(zip(tabel["gemeente"] if dims else [None], rond, strict=True))
            self.known[maat_id] = uit
        return self.known[maat_id]


def room(familie: Family, counts: Counts) -> list[float]:
    """Of every hidden count of 1 to 9 of the parts and of what they leave: how far apart the least and the most of it
    are, by all that is shown of the whole and the parts."""
    namen = [*familie.parts, None]
    plek = {c: i for i, c in enumerate(itertools.product(namen, PLAATSEN))}
    waar = {p: counts.count(p) for p in familie.parts}
    waar[None] = counts.count(familie.whole) - sum(waar.values())
    A, b, getoond = [], [], {}

    def som(maat_id, plaats):
        rij = np.zeros(len(plek))
        for m, g in plek:
            rij[plek[m, g]] = (maat_id == familie.whole or m == maat_id) and plaats in (None, g)
        return rij

    for maat_id in (familie.whole, *familie.parts):
        for plaats, rond in counts.shared(maat_id).items():
            getoond[maat_id, plaats] = rond
            if not np.isnan(rond):
                laag, hoog = grenzen(rond, D)
                A += [som(maat_id, plaats), -som(maat_id, plaats)]
                b += [hoog, -laag]
    uit = []
    for m in namen:
        for plaats in (None, *PLAATSEN):
            x = waar[m].sum() if plaats is None else waar[m][PLAATSEN.index(plaats)]
            if 0 < x < D.aantal and np.isnan(getoond.get((m, plaats), np.nan)):
                doel = som(m, plaats)
                los = [linprog(k * doel, A_ub=A or None, b_ub=b or None, bounds=(0, 500)).fun for k in (1, -1)]
                uit.append(-los[1] - los[0])
    return uit


def rooms(nummers) -> list[float]:
    werelden = [Counts(nr) for nr in nummers]
    return [breedte for counts in werelden for familie in TELLINGEN for breedte in room(familie, counts)]


def test_no_subtraction_of_shared_answers_gives_a_small_count():
    breed = rooms(range(2))
    assert len(breed) > 50
    assert min(breed) >= 1, "a small count found exactly"
    assert sum(b <= 2 for b in breed) <= 0.02 * len(breed)


def test_the_attack_bites_when_every_maat_is_weighed_by_itself(monkeypatch):
    monkeypatch.setattr(Together, "_with_family", lambda *_: {})
    breed = rooms(range(1))
    assert sum(b <= 2 for b in breed) > 0.02 * len(breed)


def test_what_is_hidden_of_a_whole_is_hidden_of_its_parts():
    counts = Counts(0)
    for familie in TELLINGEN:
        geheel = counts.shared(familie.whole)
        for deel in familie.parts:
            for plaats, rond in counts.shared(deel).items():
                assert np.isnan(rond) or not np.isnan(geheel[plaats]), (familie.whole, deel, plaats)
