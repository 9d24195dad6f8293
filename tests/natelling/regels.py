"""Sections 2 and 3 of the counting rules, read literally: duplicates, data dates, measures, UHP-episodes.

An independent recount: written from the rules alone, without looking at how `core` counts. Where the text
allows more than one reading a comment starts with `ambiguous:` and says which one is taken.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from tests.natelling.lezen import Rij, lees_export

JB = ("11", "12", "21", "22", "23")
JR = ("41", "42", "50", "51", "61", "62", "63")
DAG = timedelta(days=1)
# Rule 1 names type (verblijfsvorm) and start*; for machtigingen it is applied in the same form.
SLEUTELS = {"maatregelen": "type", "plaatsingen": "verblijfsvorm", "machtigingen": "type"}


@dataclass
class Periode:
    """One measure (or one merged placement, or one UHP-episode): the records of a child that are one."""

    jeugdige: str
    records: list[Rij]
    einde: date | None = None
    uit_beeld: bool = False
    delen: list["Periode"] = field(default_factory=list)

    @property
    def begin(self) -> date:
        return min(r.start for r in self.records)

    @property
    def eerste(self) -> Rij:
        return min(self.records, key=lambda r: r.start)

    @property
    def laatste(self) -> Rij:
        """The record with the latest start*: outflow and reason are its own (rules 2 and 3)."""
        return max(self.records, key=lambda r: r.start)

    @property
    def type(self) -> str:
        return self.eerste.waarden[SLEUTELS[self.eerste.tabel]]

    def record_op(self, d: date) -> Rij:
        """Rule 3: the record with the latest start* <= d."""
        return max((r for r in self.records if r.start <= d), key=lambda r: r.start)

    def in_stand(self, d: date) -> bool:
        """Section 3: begin <= d and (einde empty or einde > d)."""
        return self.begin <= d and (self.einde is None or self.einde > d)

    def duur(self) -> int:
        return (self.einde - self.begin).days + 1


def voeg_samen(tabel: str, rijen: list[Rij]) -> list[Rij]:
    """Rule 1 within one delivery: mark duplicates as merged, return the rows that remain.

    ambiguous: which row remains when type, start*, einddatum and eind* are all equal but gi, gemeente or
    reason differ; here the first after sorting on all values (exports under test avoid the case).
    """
    geldig = sorted((r for r in rijen if not r.fouten), key=lambda r: repr(sorted(r.waarden.items())))
    gezien, uniek = set(), []
    for rij in geldig:
        beeld = tuple(rij.waarden[k] for k in sorted(rij.waarden))
        rij.samengevoegd = beeld in gezien
        gezien.add(beeld)
        if not rij.samengevoegd:
            uniek.append(rij)
    if tabel not in SLEUTELS:
        return uniek
    beste: dict[tuple, Rij] = {}
    for rij in uniek:
        sleutel = (rij.jeugdige, rij.waarden[SLEUTELS[tabel]], rij.start)
        ander = beste.get(sleutel)
        if ander is None or _einden(rij) > _einden(ander):
            beste[sleutel] = rij
    blijft = {id(r) for r in beste.values()}
    for rij in uniek:
        rij.samengevoegd = id(rij) not in blijft
    return [r for r in uniek if not r.samengevoegd]


def _einden(rij: Rij) -> tuple[date, date]:
    return rij.waarden["einddatum"] or date.min, rij.eind or date.min


def datadatum(rijen: list[Rij], vandaag: date) -> date | None:
    """The latest begin or real end (<= today) in the delivery.

    ambiguous: merged rows are part of the delivery and count here; rejected rows do not.
    """
    dagen = [d for r in rijen if not r.fouten for d in (r.start, r.eind) if d and d <= vandaag]
    return max(dagen, default=None)


def bouw_perioden(rijen: list[Rij], tm: date) -> list[Periode]:
    """Rule 2 for each jeugdige and type (verblijfsvorm)."""
    groepen: dict[tuple, list[Rij]] = {}
    for rij in rijen:
        groepen.setdefault((rij.jeugdige, rij.waarden[SLEUTELS[rij.tabel]]), []).append(rij)
    perioden = []
    for (jeugdige, _), groep in groepen.items():
        huidige = None
        for rij in sorted(groep, key=lambda r: r.start):
            if huidige and hoort_bij(huidige, rij):
                huidige.records.append(rij)
            else:
                huidige = Periode(jeugdige, [rij])
                perioden.append(huidige)
            _bepaal_einde(huidige, tm)
    return perioden


def hoort_bij(periode: Periode, rij: Rij) -> bool:
    """Whether the next record (by start*) is the same measure as the records so far.

    ambiguous: a hand-over whose receiver comes more than a day late. Decided for both sides: a record that
    was received (begindatum empty, gekregen filled) belongs to what was handed over, however late; one with a
    begindatum of its own is a new measure, and the first stays open. Other readings: what stays open overlaps
    all that follows; or the first ends at the hand-over.
    """
    if not periode.uit_beeld:
        return periode.einde is None or rij.start <= periode.einde + DAG
    ontvangen = rij.begindatum is None and rij.datum_overgedragen_gekregen is not None
    return ontvangen or rij.start <= max(r.eind for r in periode.records) + DAG


def _bepaal_einde(periode: Periode, tm: date) -> None:
    """Rule 2: einde = latest end, open if any record is open or if the latest end is a hand-over to nobody.

    ambiguous: an early receiver that ended before the hand-over date: the latest end is still the hand-over.
    """
    open_records = [r for r in periode.records if r.eind is None or r.eind > tm]
    laatste = max((r.eind for r in periode.records if r.eind), default=None)
    laatsten = [r for r in periode.records if r.eind == laatste]
    overgedragen = not open_records and all(r.waarden["einddatum"] is None for r in laatsten)
    periode.uit_beeld = overgedragen
    periode.einde = None if open_records or overgedragen else laatste


def is_deeltijd(rij: Rij) -> bool:
    onbekend = "etmalen_per_week" in rij.onleesbaar  # what could not be read is on neither side
    return onbekend or (rij.etmalen_per_week is not None and rij.etmalen_per_week <= 5)


def bouw_episodes(plaatsingen: list[Periode]) -> list[Periode]:
    """Rule 6: placements of a child, any verblijfsvorm, at most 30 days from an end to the next begin."""
    per_kind: dict[str, list[Periode]] = {}
    for plaatsing in plaatsingen:
        per_kind.setdefault(plaatsing.jeugdige, []).append(plaatsing)
    episodes = []
    for jeugdige, lijst in per_kind.items():
        huidige = None
        for p in sorted(lijst, key=lambda p: p.begin):
            if huidige and (huidige.einde is None or (p.begin - huidige.einde).days <= 30):
                huidige.delen.append(p)
                huidige.records += p.records
            else:
                huidige = Periode(jeugdige, list(p.records), delen=[p])
                episodes.append(huidige)
            einden = [d.einde for d in huidige.delen]
            huidige.einde = None if None in einden else max(einden)
    return episodes


class Telling:
    """One export, ready to be counted: rows, data dates, measures, placements, episodes."""

    def __init__(self, *bronnen: Path, tm: date | None = None, van: date | None = None, vandaag: date | None = None):
        vandaag, self.van = vandaag or date.today(), van
        self.gelezen = lees_export(*bronnen, vandaag=vandaag)
        self.rijen = {t: voeg_samen(t, rijen) for t, rijen in self.gelezen.items()}
        self.tm = {t: tm or datadatum(rijen, vandaag) for t, rijen in self.gelezen.items()}
        ver = date.max
        self.maatregelen = bouw_perioden(self.rijen.get("maatregelen", []), self.tm.get("maatregelen") or ver)
        self.jb = [m for m in self.maatregelen if m.type in JB]
        rijen = self.rijen.get("plaatsingen", [])
        tm_p = self.tm.get("plaatsingen") or ver
        self.plaatsingen = bouw_perioden(rijen, tm_p)
        self.uhp_plaatsingen = bouw_perioden([r for r in rijen if not is_deeltijd(r)], tm_p)
        self.episodes = bouw_episodes(self.uhp_plaatsingen)
        self.geboortemaand: dict[str, int] = {}
        for rij in self.gelezen.get("maatregelen", []):
            # ambiguous: rows of one child with different birth months (exports under test avoid it).
            if not rij.fouten and rij.geboortedatum:
                self.geboortemaand[rij.jeugdige] = rij.geboortedatum

    def aantallen(self, tabel: str) -> tuple[int, int, int, int]:
        """read, accepted, merged, rejected."""
        rijen = self.gelezen[tabel]
        return (
            len(rijen),
            len(self.rijen[tabel]),
            sum(r.samengevoegd for r in rijen),
            sum(bool(r.fouten) for r in rijen),
        )

    def minderjarig(self, jeugdige: str, d: date) -> bool:
        """Rule 7: through the last day of the month in which the child turns 18."""
        maand = self.geboortemaand.get(jeugdige)
        return maand is None or (d.year, d.month) <= (maand // 100 + 18, maand % 100)

    def jb_in_stand(self, jeugdige: str, d: date) -> list[Periode]:
        """The JB measures of a child in stock on d, the one that began first in front."""
        lijst = [m for m in self.jb if m.jeugdige == jeugdige and m.in_stand(d)]
        return sorted(lijst, key=lambda m: m.begin)

    def plek(self, episode: Periode, d: date) -> tuple[str, str | None, str | None]:
        """gemeente, gi and segment of an episode on day d (rule 6).

        ambiguous: "the placement with the latest begin <= d" is the merged placement (its record by rule 3),
        ended or not; other readings: the record with the latest begin, or only running placements.
        """
        plaatsing = max((p for p in episode.delen if p.begin <= d), key=lambda p: p.begin)
        rij = plaatsing.record_op(d)
        gi = rij.gi
        if gi is None and (jb := self.jb_in_stand(episode.jeugdige, d)):
            gi = jb[0].record_op(d).gi
        return rij.gemeente, gi, rij.segment

    def ketens(self) -> list[list[Periode]]:
        """Rule 4: a VOTS that ends at most 14 days before an OTS of the child begins, or later, or with reden 07.

        ambiguous: a VOTS that still runs has not ended before, so "or later" holds; a VOTS belongs to the first OTS
        that fits, and an OTS with several VOTS before it to the last of them.
        """
        hoort: dict[int, list[Periode]] = {}
        for v in (m for m in self.maatregelen if m.type == "12"):
            passend = [
                ots
                for ots in self.maatregelen
                if ots.type == "11"
                and ots.jeugdige == v.jeugdige
                and ots.begin >= v.begin
                and (v.einde is None or (ots.begin - v.einde).days <= 14 or v.laatste.reden_einde == "07")
            ]
            if passend:
                hoort.setdefault(id(min(passend, key=lambda m: m.begin)), []).append(v)
        return [
            [*sorted(hoort.get(id(ots), []), key=lambda v: v.begin)[-1:], ots]
            for ots in self.maatregelen
            if ots.type == "11"
        ]
