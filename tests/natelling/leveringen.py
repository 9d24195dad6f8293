"""Section 1a of the counting rules, read literally, for measures: which records count after several deliveries, what
has ended, and who is missing. An independent recount: written from the rules alone, without looking at `core`.

Every child here has one measure of one type, so that section 2 (spells) has nothing to merge and only 1a decides.
"""

import random
import re
from dataclasses import dataclass
from datetime import date, timedelta

GIS, GEMEENTEN = ("GI Duin", "GI Bos", "GI Zee"), ("GM0505", "GM0642")
SPELLINGEN = {
    "GI Duin": ("GI Duin", "Stichting GI Duin", "gi-duin"),
    "GI Bos": ("GI Bos", "G.I. Bos B.V.", "gi bos"),
    "GI Zee": ("GI Zee", "GI ZEE", "Stichting G.I. Zee"),
}
PERIODEN = (
    (date(2022, 1, 1), date(2022, 12, 31)),
    (date(2022, 1, 1), date(2023, 6, 30)),
    (date(2023, 1, 1), date(2023, 12, 31)),
    (date(2022, 1, 1), date(2024, 12, 31)),
    (date(2024, 1, 1), date(2024, 12, 31)),
)


@dataclass(frozen=True)
class Rij:
    """A delivered measure."""

    kind: str
    gemeente: str
    gi: str
    begin: date
    einde: date | None


@dataclass(frozen=True)
class Levering:
    """A file with what the user said of it."""

    afzender: str
    van: date
    tm: date
    vervangt: bool | None
    rijen: tuple[Rij, ...]


@dataclass(frozen=True)
class Feit:
    """What counts: a record with its real end (None while it runs) and who sent it."""

    rij: Rij
    einde: date | None
    wie: str


def make(seed: int, aantal: int) -> list[Levering]:
    """Deliveries of a few GI's: a true world of which each tells what it knows, with records left out by mistake."""
    rng = random.Random(seed)
    waar = {}
    for gi in GIS:
        for nr in range(rng.randint(3, 9)):
            begin = date(2022, 1, 1) + timedelta(rng.randrange(1000))
            einde = begin + timedelta(rng.randrange(30, 900)) if rng.random() < 0.6 else None
            waar.setdefault(gi, []).append(Rij(f"K{gi[3:]}{nr}", rng.choice(GEMEENTEN), gi, begin, einde))
    uit = []
    for _ in range(aantal):
        gi, (van, tm) = rng.choice(GIS), rng.choice(PERIODEN)
        rijen = []
        for r in waar[gi]:
            if r.begin > tm or (r.einde and r.einde < van) or rng.random() < 0.15:
                continue
            # The end is known when it has come; sometimes it is said before.
            bekend = r.einde and (r.einde <= tm or rng.random() < 0.5)
            rijen.append(Rij(r.kind, r.gemeente, gi, r.begin, r.einde if bekend else None))
        if rijen:
            uit.append(
                Levering(rng.choice(SPELLINGEN[gi]), van, tm, rng.choice((None, None, None, True, False)), tuple(rijen))
            )
    return uit


def sender(naam: str) -> str:
    """Capitals, punctuation and legal form make no other sender."""
    return re.sub(r"stichting|bv$", "", re.sub(r"[^a-z]", "", naam.lower()))


def facts(lijst: list[Levering]) -> list[Feit]:
    """What counts after all of these."""
    gehouden: dict[tuple, tuple[int, Feit]] = {}
    for nr, lv in enumerate(lijst):
        later = [x for x in lijst[nr + 1 :] if sender(x.afzender) == sender(lv.afzender)]
        datum = max(x.tm for x in lijst if sender(x.afzender) == sender(lv.afzender))
        for r in lv.rijen:
            verwacht = r.einde is not None and r.einde > datum
            gekomen = r.einde is not None and r.einde > lv.tm and any(x.tm >= r.einde for x in later)
            if not gekomen and any(_replaces(x, lv) and r.gemeente in {y.gemeente for y in x.rijen} for x in later):
                continue
            einde = None if verwacht else r.einde
            sleutel = (r.kind, r.begin)
            if sleutel not in gehouden or gehouden[sleutel][0] <= nr:
                gehouden[sleutel] = (nr, Feit(r, einde, sender(lv.afzender)))
    return [f for _, f in gehouden.values()]


def _replaces(nieuw: Levering, oud: Levering) -> bool:
    if nieuw.vervangt is not None:
        return nieuw.vervangt
    return nieuw.van <= oud.van and nieuw.tm >= oud.tm


def count(lijst: list[Levering], jaar: int, gemeente: str | None, gi: str | None) -> dict[str, tuple]:
    """ots_stand, ots_instroom and ots_uitstroom of a year: (value or None, senders that are missing)."""
    alle, eerste, laatste = facts(lijst), date(jaar, 1, 1), date(jaar, 12, 31)
    tm, van = {}, {}
    for lv in lijst:
        wie = sender(lv.afzender)
        tm[wie], van[wie] = max(tm.get(wie, lv.tm), lv.tm), min(van.get(wie, lv.van), lv.van)
    hier = [f for f in alle if gemeente in (None, f.rij.gemeente) and gi in (None, f.rij.gi)]
    verwacht = {f.wie for f in alle if f.einde is None} & {f.wie for f in hier}
    stand_mist = {w for w in verwacht if tm[w] < laatste or van[w] > laatste}
    stroom_mist = {w for w in verwacht if tm[w] < laatste or van[w] > eerste}

    def known(f: Feit) -> bool:
        """Whether it is known how it went on that day."""
        return f.einde is not None or tm[f.wie] >= laatste

    loopt = [f for f in hier if f.rij.begin <= laatste and (f.einde is None or f.einde > laatste) and known(f)]
    stand = None if gi and stand_mist else len(loopt)
    in_ = sum(eerste <= f.rij.begin <= laatste for f in hier)
    uit = sum(f.einde is not None and eerste <= f.einde <= laatste for f in hier)
    return {
        "ots_stand": (stand, stand_mist),
        "ots_instroom": (None if stroom_mist else in_, stroom_mist),
        "ots_uitstroom": (None if stroom_mist else uit, stroom_mist),
    }


def years(lijst: list[Levering]) -> range:
    """The whole years between the first day and the last that any delivery covers."""
    eerste, laatste = min(lv.van for lv in lijst), max(lv.tm for lv in lijst)
    return range(eerste.year, laatste.year + (laatste == date(laatste.year, 12, 31)))
