"""Which canonical table a sheet is: by its name, else by its columns; in doubt it is asked."""

import re
from dataclasses import dataclass
from pathlib import Path

import pyarrow.compute as pc

from core.model.schema import TABELLEN, Kolom
from core.sources.keuzes import Keuzes
from core.sources.raw import Opmerking, RuweTabel, Vraag
from core.sources.readers.message import show
from core.sources.recognition.names import kolomnamen, normaal, says_nothing, tabel_van_naam, verplichte_groepen

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


def choose_tabel(ruw: RuweTabel, keuzes: Keuzes | None = None) -> Keuze:
    """`keuzes`: columns that a person named count as found."""
    keuzes = keuzes or Keuzes()
    if totals_per_year(ruw):
        ruw.opmerkingen.append(
            Opmerking(
                "totalen_per_jaar",
                (
                    f"{show(ruw.blad)} in {show(ruw.bestand)} heeft jaren als kolommen: het is een tabel met totalen "
                    "per jaar en niet met een rij per kind of regel. Vraag de onderliggende regels, of lever de "
                    "cijfers als opvragen aan."
                ),
            )
        )
        return Keuze()
    zeker, genoemd = _by_naam(ruw)
    passend = [p for t in TABELLEN if (p := fit(ruw, t, keuzes)).verklaard >= 2]
    heel = [p for p in passend if p.whole and _codes_kloppen(ruw, p.tabel)]
    beter = [p for p in heel if p.tabel != zeker]
    if zeker and (fit(ruw, zeker, keuzes).verplicht >= 0.5 or not beter):
        return Keuze(zeker)
    if zeker:
        return ask_tabel(ruw, [zeker, *_namen(beter)])
    if len(genoemd) == 1 and genoemd[0] in _namen(heel):
        return Keuze(genoemd[0])
    if len(heel) == 1 and not genoemd:
        return Keuze(heel[0].tabel)
    bijna = [p for p in passend if p.verklaard >= _MIN_KOLOMMEN and p.verplicht >= _MIN_DEEL]
    return ask_tabel(ruw, list(dict.fromkeys([*genoemd, *_namen(heel), *_namen(bijna)])))


def totals_per_year(ruw: RuweTabel) -> bool:
    """At least two columns are called after a year."""
    return sum(bool(re.fullmatch(r"(?:19|20)\d\d(?:\s*\*+)?", k.strip())) for k in ruw.data.column_names) >= 2


def fit(ruw: RuweTabel, tabel: str, keuzes: Keuzes | None = None) -> Past:
    namen, ours = kolomnamen(tabel), {k.naam for k in TABELLEN[tabel].kolommen}
    gevonden: set[str] = {k for k in ("gi", "gemeente") if k in ours and keuzes and keuzes.waarde(k)}
    for kolom in ruw.data.column_names:
        gezegd = keuzes.kolommen.get(normaal(kolom)) if keuzes else None
        gevonden |= {gezegd} & ours if gezegd else namen.get(normaal(kolom), frozenset())
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
    return uit_bestand if says_nothing(ruw.blad) or _is_area(ruw.blad) else (None, uit_bestand[1])


def _is_area(blad: str) -> bool:
    """A sheet that is called after a gemeente: its name says whose rows they are, not what they are."""
    from core.sources.columns.gemeente import find_gemeente

    return any(c.isalpha() for c in blad) and find_gemeente(blad)[0] is not None


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
                if sum(w["counts"] for w in waarden if _is_code(w["values"], kolom, tabel)) < 0.5 * totaal:
                    return False
    return True


def _is_code(waarde: str, kolom: Kolom, tabel: str) -> bool:
    from core.sources.columns.code import index_van, look_up

    return look_up(waarde.strip(), index_van(f"{tabel}.{kolom.naam}", tuple(kolom.codes.items()))) is not None


def ask_tabel(ruw: RuweTabel, kandidaten: list[str]) -> Keuze:
    """No table, with the question which it is; the ones it may well be first."""
    rest = [t for t in TABELLEN if t not in kandidaten]
    welke = f" Het lijkt op {' of '.join(kandidaten)}." if kandidaten else ""
    vraag = Vraag(
        "tabel",
        onderwerp(ruw),
        f"Welke tabel is {show(ruw.blad)} in {show(ruw.bestand)}?{welke}",
        (*kandidaten, *rest, OVERSLAAN),
        optie=f'--blad "{show(ruw.blad)}={kandidaten[0] if kandidaten else "TABEL"}" of --blad "{show(ruw.blad)}=nee"',
        moet=bool(kandidaten),
        bestand=ruw.bestand,
        blad=ruw.blad,
    )
    return Keuze(None, vraag, tuple(kandidaten))
