"""Which canonical table a sheet is: by its name, else by its columns; in doubt it is asked."""

from dataclasses import dataclass
from pathlib import Path

import pyarrow.compute as pc

from core.model.schema import TABELLEN, Kolom
from core.sources.raw import RuweTabel, Vraag
from core.sources.readers.message import show
from core.sources.recognition.names import (
    kolomnamen,
    normaal,
    says_nothing,
    tabel_van_naam,
    verplichte_groepen,
    without_accent,
)

OVERSLAAN = "overslaan"
_MIN_KOLOMMEN, _MIN_DEEL = 3, 0.6


@dataclass(frozen=True)
class Past:
    """How well a sheet fits a table: share of the required columns present, and how many columns it
    explains."""

    tabel: str
    verplicht: float
    verklaard: int

    @property
    def whole(self) -> bool:
        return self.verplicht == 1


@dataclass(frozen=True)
class Keuze:
    """The table when it is certain; else a question, and the tables it may well be."""

    tabel: str | None = None
    vraag: Vraag | None = None
    kandidaten: tuple[str, ...] = ()


def choose_tabel(ruw: RuweTabel) -> Keuze:
    zeker, genoemd = _by_naam(ruw)
    passend = [p for t in TABELLEN if (p := pas(ruw, t)).verklaard >= 2]
    heel = [p for p in passend if p.whole and _codes_kloppen(ruw, p.tabel)]
    beter = [p for p in heel if p.tabel != zeker]
    if zeker and (pas(ruw, zeker).verplicht >= 0.5 or not beter):
        return Keuze(zeker)
    if zeker:
        return _vraag(ruw, [zeker, *_namen(beter)])
    if len(genoemd) == 1 and genoemd[0] in _namen(heel):
        return Keuze(genoemd[0])
    if len(heel) == 1 and not genoemd:
        return Keuze(heel[0].tabel)
    bijna = [p for p in passend if p.verklaard >= _MIN_KOLOMMEN and p.verplicht >= _MIN_DEEL]
    return _vraag(ruw, list(dict.fromkeys([*genoemd, *_namen(heel), *_namen(bijna)])))


def pas(ruw: RuweTabel, tabel: str) -> Past:
    namen = kolomnamen(tabel)
    gevonden: set[str] = set()
    for kolom in ruw.data.column_names:
        gevonden |= namen.get(normaal(kolom), frozenset())
    groepen = verplichte_groepen(TABELLEN[tabel])
    aanwezig = sum(1 for g in groepen if gevonden & set(g))
    return Past(tabel, aanwezig / len(groepen), len(gevonden))


def onderwerp(ruw: RuweTabel) -> str:
    """How questions and answers name this sheet."""
    bestand, blad = show(ruw.bestand), show(ruw.blad)
    return bestand if Path(bestand).stem == blad else f"{bestand} · {blad}"


def _by_naam(ruw: RuweTabel) -> tuple[str | None, tuple[str, ...]]:
    """The sheet's name; the file's name when the sheet's says nothing (`Blad1`)."""
    zeker, genoemd = tabel_van_naam(ruw.blad)
    if genoemd:
        return zeker, genoemd
    uit_bestand = tabel_van_naam(Path(ruw.bestand).stem)
    return uit_bestand if says_nothing(ruw.blad) else (None, uit_bestand[1])


def _namen(passend: list[Past]) -> list[str]:
    return [p.tabel for p in sorted(passend, key=lambda p: (-p.verplicht, -p.verklaard))]


def _codes_kloppen(ruw: RuweTabel, tabel: str) -> bool:
    """At least half of the values in every required code column are codes of this table: a sheet with types
    71 and 72 is not one of maatregelen, though its columns fit."""
    namen = kolomnamen(tabel)
    for kolom in TABELLEN[tabel].kolommen:
        if not (kolom.verplicht and kolom.codes):
            continue
        for rauw in ruw.data.column_names:
            if namen.get(normaal(rauw)) == {kolom.naam}:
                waarden = pc.value_counts(ruw.data[rauw].slice(0, 2000).drop_null()).to_pylist()
                totaal = sum(w["counts"] for w in waarden)
                if sum(w["counts"] for w in waarden if _is_code(w["values"], kolom)) < 0.5 * totaal:
                    return False
    return True


def _is_code(waarde: str, kolom: Kolom) -> bool:
    kort = without_accent(waarde.strip())
    bekend = {without_accent(x) for x in (*kolom.codes, *kolom.codes.values())}
    return kort in bekend or kort.zfill(2) in bekend


def _vraag(ruw: RuweTabel, kandidaten: list[str]) -> Keuze:
    rest = [t for t in TABELLEN if t not in kandidaten]
    welke = f" Het lijkt op {' of '.join(kandidaten)}." if kandidaten else ""
    vraag = Vraag(
        "tabel",
        onderwerp(ruw),
        f"Welke tabel is {show(ruw.blad)} in {show(ruw.bestand)}?{welke}",
        (*kandidaten, *rest, OVERSLAAN),
    )
    return Keuze(None, vraag, tuple(kandidaten))
