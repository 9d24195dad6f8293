"""Tables of inhabitants as StatLine and Swing give them, to the table bevolking: one row per gemeente, year and age.

Known by what is in them: gemeenten in a column, years and ages in a column or above the columns. Which figure a column
holds is said by one or more header rows. Shapes seen: StatLine typed csv (padded codes), csv with labels, csv in the
layout of the table; OData v3 and v4; wide tables of Swing (waarstaatjegemeente). Source: CBS StatLine, open data.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyarrow as pa

from core.model.melding import Melding
from core.sources.raw import Opmerking, RuweTabel
from core.sources.readers.age import parse_leeftijd
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

KOLOMMEN = ("gemeente", "jaar", "leeftijd_van", "leeftijd_tot", "aantal")
_JAAR = re.compile(r"((?:19|20)\d\d)(?:JJ00)?\s*(\*{0,2})(?:\s*\((?:nader )?voorlopig\))?", re.IGNORECASE)
_INWONERS = re.compile(r"bevolking|inwoner")
_BEVOLKING_V4 = "M000352"  # Bevolking op 1 januari
_GEEN_GEMEENTE = re.compile(r"(NL|PV|LD|CR|GA|TP|JZ|VR|AM|LB|WK|BU)\d+.*|nederland|.*\((PV|LD|CR)\)", re.IGNORECASE)


@dataclass
class _Kolom:
    """One column with figures: what its headers say."""

    plek: int
    wat: dict[str, str] = field(default_factory=dict)


@dataclass
class _Kop:
    rij: int  # the last row of the header
    dimensies: dict[str, int]  # kind -> column
    over: list[tuple[str, int]]  # other columns that divide the figures: name, column
    cijfers: list[_Kolom]


def is_cijfertabel(rijen: Iterable[Rij], namen: str) -> bool:
    """Whether these first rows are such a table. Ours, with leeftijd_van and leeftijd_tot, is not. That the figures are
    inhabitants, and not children with help, must be said: in `namen` (of the file and the sheet), in a title, in a
    header, or by the code that CBS gives that figure."""
    begin = list(rijen)[:ZOEK_RIJEN]
    kop = _look_up_header(begin)
    if kop is None:
        return False
    gezegd = " ".join([namen, *(c for r in begin[: kop.rij + 1] for c in r if c)]).casefold()
    measure = dict(kop.over).get("measure")
    codes = {clean(r[measure]) for r in begin[kop.rij + 1 :] if measure is not None and len(r) > measure}
    return bool(_INWONERS.search(gezegd)) or codes == {_BEVOLKING_V4}


def to_bevolking(rijen: Iterator[Rij], bestand: str) -> RuweTabel:
    """The table bevolking. Rows about other areas, other years and totals of ages are left out with a word. Raises
    Melding when it cannot be known which figures to take."""
    begin = [r for _, r in zip(range(ZOEK_RIJEN), rijen, strict=False)]
    kop = _look_up_header(begin)
    verzameld = _Verzameld(bestand)
    for nr, rij in below(kop.rij, begin, rijen):
        verzameld.take(nr, rij, kop)
    return verzameld.tabel()


def _look_up_header(rijen: list[Rij]) -> _Kop | None:
    for nr, rij in enumerate(rijen):
        soorten = [kind_of(c) for c in rij]
        if "regio" not in soorten:
            continue
        boven = [r for r in rijen[:nr] if sum(bool(clean(c)) for c in r) > 1]
        eerste = soorten.index("regio")
        onder = nr + 1 < len(rijen) and len(rijen[nr + 1]) > eerste and not clean(rijen[nr + 1][eerste])
        kop = _read_header(nr + onder, [*boven, rij], soorten)
        return kop if _compleet(kop, rijen[kop.rij + 1 :]) else None
    return None


def _read_header(laatste: int, koppen: list[Rij], soorten: list[str]) -> _Kop:
    dimensies: dict[str, int] = {}
    over, cijfers = [], []
    for plek, soort in enumerate(soorten):
        if soort == "over":
            over += [("measure", plek)] if bare(koppen[-1][plek]) == "measure" else []
        elif soort and soort not in dimensies:
            dimensies[soort] = plek
        elif not soort:
            wat = _zeggen([k[plek] if plek < len(k) else None for k in koppen])
            if wat is None:
                continue
            if "onderwerp" in wat or "periode" in wat or "leeftijd" in wat:
                cijfers.append(_Kolom(plek, wat))
            else:
                over.append((clean(koppen[-1][plek]), plek))
    return _Kop(laatste, dimensies, over, cijfers)


def _zeggen(teksten: list[str | None]) -> dict[str, str] | None:
    """What the headers of one column say; None for a column without any."""
    wat: dict[str, str] = {}
    for tekst in (clean(t) for t in teksten if clean(t)):
        kaal = bare(tekst)
        if _JAAR.fullmatch(tekst):
            wat["periode"] = tekst
        elif parse_leeftijd(tekst):
            wat["leeftijd"] = tekst
        elif "gemiddeld" in kaal or "groei" in kaal or "dichtheid" in kaal:
            return None
        elif kaal.startswith(("bevolking", "aantalinwoners", "inwoners", "value")) or kaal in ("aantal", "waarde"):
            wat["onderwerp"] = tekst
        elif TOTAAL.fullmatch(tekst) or kaal in ("mannen", "vrouwen"):
            wat["geslacht"] = tekst
        else:
            wat.setdefault("overig", tekst)
    return wat or None


def _compleet(kop: _Kop, eronder: list[Rij]) -> bool:
    """Region, year and age are all there, and there is a figure."""
    heeft = set(kop.dimensies) | {k for c in kop.cijfers for k in c.wat}
    leeftijd = kop.dimensies.get("leeftijd")
    klopt = leeftijd is None or any(
        parse_leeftijd(clean(r[leeftijd]))
        or TOTAAL.fullmatch(clean(r[leeftijd]))
        or clean(r[leeftijd]) == ALLE_LEEFTIJDEN
        for r in eronder
        if len(r) > leeftijd
    )
    return bool(kop.cijfers) and {"regio", "periode", "leeftijd"} <= heeft and klopt


@dataclass
class _Verzameld:
    bestand: str
    rijen: list[tuple] = field(default_factory=list)
    weg: Counter = field(default_factory=Counter)
    per_cel: dict[tuple, dict[str, int]] = field(default_factory=dict)
    voorlopig: set[str] = field(default_factory=set)
    onbekend: set[str] = field(default_factory=set)
    over: dict[str, set[str]] = field(default_factory=dict)

    def take(self, nr: int, rij: Rij, kop: _Kop) -> None:
        cellen = [clean(c) for c in rij]
        regio = cell(cellen, kop.dimensies["regio"])
        if not regio or (len([c for c in cellen if c]) == 1):
            return  # a line below the table, such as its source
        if _GEEN_GEMEENTE.fullmatch(regio):
            self.weg["regel over een ander gebied dan een gemeente|regels over andere gebieden dan gemeenten"] += 1
            return
        for naam, plek in kop.over:
            waarde = cell(cellen, plek) or ""
            self.over.setdefault(naam, set()).add(waarde)
            if naam != "measure" and not TOTAAL.fullmatch(waarde):
                return
        for kolom in kop.cijfers:
            wat = {k: cell(cellen, plek) for k, plek in kop.dimensies.items()} | kolom.wat
            self._cijfer(nr, regio, wat, cell(cellen, kolom.plek) or "")

    def _cijfer(self, nr: int, regio: str, wat: dict, waarde: str) -> None:
        jaar = _JAAR.fullmatch(wat.get("periode") or "")
        leeftijd = parse_leeftijd(wat.get("leeftijd") or "")
        if jaar is None:
            self.weg["cijfer over een andere periode dan een jaar|cijfers over andere perioden dan een jaar"] += 1
        elif leeftijd is None:
            if not TOTAAL.fullmatch(wat.get("leeftijd") or "") and wat.get("leeftijd") != ALLE_LEEFTIJDEN:
                self.onbekend.add(wat.get("leeftijd") or "leeg")
        elif waarde.lower() in GEEN_CIJFER:
            self.weg["cijfer ontbreekt in de bron|cijfers ontbreken in de bron"] += 1
        else:
            if jaar[2]:
                self.voorlopig.add(jaar[1])
            sleutel = (regio, jaar[1], *leeftijd)
            self.per_cel.setdefault(sleutel, {})[_geslacht(wat.get("geslacht"))] = len(self.rijen)
            self.rijen.append((regio, jaar[1], str(leeftijd[0]), str(leeftijd[1]), whole(waarde), nr))

    def tabel(self) -> RuweTabel:
        self._check()
        houd = sorted(self._choose())
        kolommen = {k: pa.array([self.rijen[i][p] for i in houd], pa.string()) for p, k in enumerate(KOLOMMEN)}
        kolommen["__rij__"] = pa.array([self.rijen[i][5] for i in houd], pa.int32())
        return RuweTabel(
            self.bestand,
            "bevolking",
            "bevolking",
            pa.table(kolommen),
            kolommen={k: k for k in KOLOMMEN},
            getallen=frozenset(KOLOMMEN[1:]),
            opmerkingen=self._opmerkingen(),
        )

    def _check(self) -> None:
        naam = show(self.bestand)
        for dimensie, waarden in self.over.items():
            if dimensie == "measure" and len(waarden) > 1:
                raise Melding(
                    f"In {naam} staan meer onderwerpen door elkaar. Kies bij CBS StatLine alleen 'Bevolking "
                    "op 1 januari' en lever opnieuw."
                )
            if dimensie != "measure" and not any(TOTAAL.fullmatch(w) for w in waarden):
                raise Melding(
                    f"{naam} is verdeeld naar {show(dimensie)} en heeft daarvan geen totaal. Kies bij CBS "
                    "StatLine ook het totaal en lever opnieuw."
                )
        if not self.rijen:
            raise Melding(
                f"In {naam} staat geen enkel aantal inwoners van een gemeente naar jaar en leeftijd. Kies "
                "bij CBS StatLine gemeenten, jaren en leeftijden van 0 tot en met 17 jaar."
            )

    def _choose(self) -> Iterator[int]:
        """Of men, women and both the row of both; where only men and women are given they both stay, to add up."""
        for cel in self.per_cel.values():
            if "" in cel:
                yield cel[""]
            elif set(cel) == {"m", "v"}:
                een, ander = cel["m"], cel["v"]
                som = int(self.rijen[een][4]) + int(self.rijen[ander][4])
                self.rijen[een] = (*self.rijen[een][:4], str(som), self.rijen[een][5])
                yield een
            else:
                raise Melding(
                    f"In {show(self.bestand)} staan alleen mannen of alleen vrouwen. Lever het totaal, of allebei."
                )

    def _opmerkingen(self) -> list[Opmerking]:
        naam, uit = show(self.bestand), []
        wat = [aantal(n, *tekst.split("|")) for tekst, n in sorted(self.weg.items())]
        if wat:
            uit.append(
                Opmerking("cijfers_weg", f"{naam} is gelezen als bevolking (CBS). Niet meegenomen: {'; '.join(wat)}.")
            )
        if self.onbekend:
            uit.append(
                Opmerking(
                    "leeftijd_onbekend",
                    f"{naam}: deze leeftijden zijn niet gelezen: "
                    f"{', '.join(map(show, sorted(self.onbekend)[:5]))}. Kies bij CBS losse leeftijden.",
                )
            )
        if self.voorlopig:
            uit.append(
                Opmerking(
                    "cijfers_voorlopig",
                    f"{naam}: de cijfers van {', '.join(sorted(self.voorlopig))} "
                    "zijn voorlopig. Lever ze opnieuw als ze definitief zijn.",
                )
            )
        return uit


def _geslacht(tekst: str | None) -> str:
    """`m`, `v`, or empty for both together."""
    kaal = bare(tekst)
    if kaal in ("3000", "mannen", "man", "m"):
        return "m"
    return "v" if kaal in ("4000", "vrouwen", "vrouw", "v") else ""
