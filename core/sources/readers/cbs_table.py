"""Tables on youth protection and youth aid as StatLine gives them, to the table cbs: one row per area, subject and
period. A figure that the CBS does not show stays, as a row without one.

Shapes: typed csv (padded codes), csv with labels, csv in the layout of the table, OData v3, and v4 with the titles of
its measures. Read are what runs, begins and ends (82975NED by period, 85094NED on a day) and how many young people
there are (85099NED); reasons, durations and shares are left out with a word. In a typed file the name of a column says
what was counted and not of which measure: that is the one named before it. Source: CBS StatLine, open data.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

import pyarrow as pa

from core.model.melding import Melding
from core.model.schema import CBS_ONDERWERPEN
from core.sources.codelijsten import look_up_gemeente
from core.sources.raw import Opmerking, RuweTabel
from core.sources.readers.cbs_words import ALLE_JONGEREN, VORMEN, Onderwerp, Tijdvak, parse_onderwerp, parse_tijdvak
from core.sources.readers.message import aantal, show
from core.sources.readers.statline_cells import (
    ALLE_LEEFTIJDEN,
    GEEN_CIJFER,
    TOTAAL,
    ZOEK_RIJEN,
    Rij,
    bare,
    below,
    cell,
    clean,
    kind_of,
    whole,
)

KOLOMMEN = ("gemeente", "gebied", "onderwerp", "periode_begin", "periode_einde", "aantal", "voorlopig")
# StatLine heads them so; a table that somebody made himself does not have both.
_EIGEN_WOORDEN = {"regios", "perioden"}
_VORM = frozenset({"vormenvanjeugdzorg", "vormenvanjeugdhulp", "jeugdzorgvormen"})
_AANDELEN = re.compile(r"85098NED|82972NED", re.IGNORECASE)  # indicators: shares of all young people, no counts
_ANDER_GEBIED = re.compile(r"(?:NL|PV|LD|CR|GA|TP|JZ|JR|VR|AM|LB|WK|BU)\d+|.*\((?!gemeente)[^)]*\)", re.IGNORECASE)
_MEETCODE = re.compile(r"[A-Z]{0,3}\d{3,}(?:_\d+)?")  # of OData v4: M000352_1
_GEBROKEN = re.compile(r"\d+[.,]\d*[1-9]\d*")


@dataclass
class _Kop:
    rij: int  # the last row of the header
    dimensies: dict[str, int]  # kind -> column
    over: list[tuple[str, int]]  # other columns that divide the figures: name, column
    cijfers: list[tuple[int, Onderwerp | None, Tijdvak | None]]  # column, and what its headers say


def is_cbs_table(rijen: Iterable[Rij], naam: str) -> bool:
    """Whether these first rows are such a table."""
    begin = [r for _, r in zip(range(ZOEK_RIJEN), rijen, strict=False)]
    return not _AANDELEN.search(naam) and _look_up_header(begin) is not None


def to_cbs(rijen: Iterator[Rij], bestand: str) -> RuweTabel:
    """The table cbs. Raises Melding when there is no figure in it that is laid beside our own."""
    begin = [r for _, r in zip(range(ZOEK_RIJEN), rijen, strict=False)]
    kop, verzameld = _look_up_header(begin), _Verzameld(bestand)
    for nr, rij in below(kop.rij, begin, rijen):
        verzameld.take(nr, rij, kop)
    return verzameld.tabel()


def _look_up_header(rijen: list[Rij]) -> _Kop | None:
    for nr, rij in enumerate(rijen):
        if "regios" not in map(bare, rij):
            continue
        boven = [r for r in rijen[:nr] if sum(bool(clean(c)) for c in r) > 1]
        if not {bare(c) for r in (*boven, rij) for c in r} >= _EIGEN_WOORDEN:
            return None
        kop = _read_header(nr, [*boven, rij])
        measure = "measure" in kop.dimensies or "vorm" in kop.dimensies
        return kop if any(o for _, o, _ in kop.cijfers) or measure else None
    return None


def _read_header(laatste: int, koppen: list[Rij]) -> _Kop:
    dimensies: dict[str, int] = {}
    over, cijfers, groep = [], [], ""
    for plek, tekst in enumerate(koppen[-1]):
        soort = "measure" if bare(tekst) == "measure" else "vorm" if bare(tekst) in _VORM else kind_of(tekst)
        if soort in ("leeftijd", "geslacht"):
            over.append((clean(tekst), plek))
        elif soort and soort != "over":
            dimensies.setdefault(soort, plek)
        elif not soort:
            onderwerp, tijdvak = _said(koppen, plek)
            if onderwerp and onderwerp.groep and onderwerp.soort == "":
                groep = onderwerp.groep
            elif onderwerp and not onderwerp.groep and onderwerp.soort != "jongeren":
                onderwerp = replace(onderwerp, groep=groep) if groep else None
            cijfers.append((plek, onderwerp, tijdvak))
    return _Kop(laatste, dimensies, over, cijfers)


def _said(koppen: list[Rij], plek: int) -> tuple[Onderwerp | None, Tijdvak | None]:
    """The subject and the period that the headers of one column name, together."""
    teksten = [clean(k[plek]) for k in koppen if plek < len(k) and clean(k[plek])]
    tijdvak = next((t for tekst in teksten if (t := parse_tijdvak(tekst))), None)
    woorden = " ".join(dict.fromkeys(t for t in teksten if not parse_tijdvak(t) and bare(t) != "aantal"))
    if ALLE_JONGEREN.fullmatch(re.sub(r"(?:aantal|\d+)+$", "", bare(woorden))) or bare(woorden) in ("value", "waarde"):
        return Onderwerp("", "jongeren"), tijdvak
    return parse_onderwerp(woorden), tijdvak


@dataclass
class _Verzameld:
    bestand: str
    rijen: list[tuple] = field(default_factory=list)
    weg: Counter = field(default_factory=Counter)
    over: dict[str, set[str]] = field(default_factory=dict)
    aandelen: bool = False
    codes: str = ""  # a measure that is a code, when one is

    def take(self, nr: int, rij: Rij, kop: _Kop) -> None:
        cellen = [clean(c) for c in rij]
        gebied = cell(cellen, kop.dimensies["regio"])
        if not gebied or len([c for c in cellen if c]) == 1:
            return  # a line below the table, such as its source
        for naam, plek in kop.over:
            waarde = cell(cellen, plek) or ""
            self.over.setdefault(naam, set()).add(waarde)
            if not TOTAAL.fullmatch(waarde) and waarde != ALLE_LEEFTIJDEN:
                return
        for plek, onderwerp, tijdvak in kop.cijfers:
            if gezegd := self._subject(onderwerp, cellen, kop):
                wanneer = tijdvak or parse_tijdvak(_of(cellen, kop, "periode"))
                self._cijfer(nr, gebied, gezegd, wanneer, cell(cellen, plek) or "")

    def _subject(self, onderwerp: Onderwerp | None, cellen: list[str], kop: _Kop) -> Onderwerp | None:
        """Of a table with one row per measure or form it stands in the row."""
        if "measure" in kop.dimensies:
            onderwerp = parse_onderwerp(measure := _of(cellen, kop, "measure"))
            self.codes = self.codes or (measure if _MEETCODE.fullmatch(measure) else "")
        elif onderwerp and not onderwerp.groep:
            groep = VORMEN.get(bare(_of(cellen, kop, "vorm")))
            onderwerp = replace(onderwerp, groep=groep) if groep else None
        if onderwerp is None:
            self.weg["cijfer over iets anders|cijfers over iets anders (zoals duur of reden)"] += 1
        return onderwerp

    def _cijfer(self, nr: int, gebied: str, onderwerp: Onderwerp, tijdvak: Tijdvak | None, waarde: str) -> None:
        code = onderwerp.code(tijdvak.op_dag) if tijdvak else ""
        if code not in CBS_ONDERWERPEN:
            self.weg["cijfer over een andere periode|cijfers over een andere periode of soort"] += 1
        elif waarde == "":
            self.weg["leeg vak|lege vakken (dat bestaat niet)"] += 1
        else:
            self.aandelen |= bool(_GEBROKEN.fullmatch(waarde)) and not re.fullmatch(r"\d{1,3}(\.\d{3})+", waarde)
            gemeente = None if _ANDER_GEBIED.fullmatch(gebied) else look_up_gemeente(gebied)[0]
            getal = None if waarde.lower() in GEEN_CIJFER else whole(waarde)
            elders = None if gemeente else gebied
            dagen = (tijdvak.van.isoformat(), tijdvak.tot.isoformat())
            voorlopig = "ja" if tijdvak.voorlopig else "nee"
            self.rijen.append((gebied if gemeente else None, elders, code, *dagen, getal, voorlopig, nr))

    def tabel(self) -> RuweTabel:
        self._check()
        kolommen = {k: pa.array([r[p] for r in self.rijen], pa.string()) for p, k in enumerate(KOLOMMEN)}
        kolommen["__rij__"] = pa.array([r[-1] for r in self.rijen], pa.int32())
        naam = {k: k for k in KOLOMMEN}
        wat = [aantal(n, *tekst.split("|")) for tekst, n in sorted(self.weg.items())]
        verborgen = sum(r[5] is None for r in self.rijen)
        zin = f"{show(self.bestand)} is gelezen als cijfers van het CBS over jeugdbescherming en jeugdhulp."
        if verborgen:
            zin += f" {aantal(verborgen, 'cijfer toont', 'cijfers toont')} het CBS niet."
        if wat:
            zin += f" Niet meegenomen: {'; '.join(wat)}."
        return RuweTabel(
            self.bestand,
            "cbs",
            "cbs",
            pa.table(kolommen),
            kolommen=naam,
            getallen=frozenset({"aantal"}),
            opmerkingen=[Opmerking("cijfers_weg", zin)],
        )

    def _check(self) -> None:
        naam = show(self.bestand)
        for dimensie, waarden in self.over.items():
            if not any(TOTAAL.fullmatch(w) or w == ALLE_LEEFTIJDEN for w in waarden):
                raise Melding(
                    f"{naam} is verdeeld naar {show(dimensie)} en heeft daarvan geen totaal. Kies bij CBS StatLine "
                    "ook het totaal en lever opnieuw."
                )
        if self.aandelen:
            raise Melding(
                f"In {naam} staan aandelen of gemiddelden. Kies bij CBS StatLine een tabel met aantallen (82975NED, "
                "85094NED of 85099NED) en lever opnieuw."
            )
        if len({r[:5] for r in self.rijen}) < len({r[:6] for r in self.rijen}):
            raise Melding(
                f"In {naam} staan meer cijfers over hetzelfde gebied, onderwerp en dezelfde periode: de tabel is "
                "verder verdeeld. Kies bij CBS StatLine alleen totalen en lever opnieuw."
            )
        if not self.rijen and self.codes:
            raise Melding(
                f"In {naam} staat in de kolom Measure alleen een code ({show(self.codes)}), en niet wat er is geteld. "
                "Download bij CBS StatLine csv met statistische labels, of neem OData v3: daarin staan de namen."
            )
        if not self.rijen:
            raise Melding(
                f"In {naam} staat geen cijfer van het CBS dat naast eigen cijfers te leggen is. Kies bij CBS StatLine "
                "lopende, begonnen of beëindigde trajecten van jeugdbescherming, met namen in de kop."
            )


def _of(cellen: list[str], kop: _Kop, dimensie: str) -> str:
    """The cell of a row that says this; empty when no column does."""
    return (cell(cellen, kop.dimensies[dimensie]) or "") if dimensie in kop.dimensies else ""
