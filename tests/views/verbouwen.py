"""Rewrites a plain export as back offices write theirs: headers, sheets, dates, codes, amounts, totals, order, splits.

What is written is seeded and means the same; a `Verbouwing` knows what each of its headers and sheets means, so that it
answers the questions of the program as the person would who made the export.
"""

import csv
import datetime as dt
import io
import random
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import openpyxl

from core.model.schema import TABELLEN, Kolom
from core.sources.codelijsten import gemeenten
from core.sources.recognition.kopnamen import spellings
from core.sources.recognition.names import kolomnamen, normaal

MAANDEN = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
MAANDEN_VOLUIT = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
DATUMS = {
    "dmj-": lambda d: f"{d:%d-%m-%Y}",
    "dmj.": lambda d: f"{d:%d.%m.%Y}",
    "dmj/": lambda d: f"{d:%d/%m/%Y}",
    "kort": lambda d: f"{d.day}-{d.month}-{d.year}",
    "iso": lambda d: d.isoformat(),
    "aaneen": lambda d: f"{d:%Y%m%d}",
    "maand": lambda d: f"{d.day} {MAANDEN[d.month - 1]} {d.year}",
    "voluit": lambda d: f"{d.day} {MAANDEN_VOLUIT[d.month - 1]} {d.year}",
    "nul uur": lambda d: f"{d:%d-%m-%Y} 00:00:00",
    "mdj/": lambda d: f"{d:%m/%d/%Y}",
}
GEEN_EINDE = ("", "", "-", "n.v.t.", "lopend", "heden", "31-12-9999", "00-00-0000", "NULL")
LEEG = ("", "", "-", "n.v.t.", "NULL", "#N/B")
JANEE = (("ja", "nee"), ("J", "N"), ("1", "0"), ("true", "false"), ("Waar", "Onwaar"), ("JA", "NEE"))
# A header that nobody can know; only for what is asked about when nobody knows it.
GEVRAAGD = ("datum", "code", "janee")
ERBIJ = {
    "Opmerking": lambda rng: rng.choice(("", "zie dossier", "let op: moeder is verhuisd", "overleg op maandag")),
    "Medewerker": lambda rng: f"Medewerker {rng.randint(1, 9)}",
    "Regelnr": lambda rng: "",
    "Leeftijd": lambda rng: str(rng.randint(0, 17)),
    "Team": lambda rng: rng.choice(("Noord", "Zuid", "Kleuters")),
}


@dataclass
class Blad:
    """One sheet or csv: its name, the rows of cells below and above each other, and what it means. `koppen`: their
    header -> our column ("" for none); `vast`: our column -> what all its rows have."""

    bestand: str
    naam: str
    tabel: str
    koppen: dict[str, str]
    rijen: list[list]
    vast: dict[str, str] = field(default_factory=dict)


class Verbouwing:
    """`bladen` of the tables (name -> rows of Python values, by canonical column) as one seed writes them."""

    def __init__(self, tabellen: dict[str, list[dict]], seed: int):
        self.rng = random.Random(seed)
        self.excel = self.rng.random() < 0.5
        self.amerikaans = self.rng.random() < 0.15
        self.bladen = [b for tabel, rijen in tabellen.items() for b in self._split(tabel, rijen)]

    def write(self, map_: Path) -> list[Path]:
        """One workbook per file name, or a csv per sheet."""
        paden = []
        for bestand in dict.fromkeys(b.bestand for b in self.bladen):
            pad = map_ / bestand
            pad.parent.mkdir(parents=True, exist_ok=True)
            van = [b for b in self.bladen if b.bestand == bestand]
            if self.excel:
                boek = openpyxl.Workbook()
                boek.remove(boek.active)
                for blad in van:
                    vel = boek.create_sheet(blad.naam)
                    for rij in blad.rijen:
                        vel.append([None if c == "" else c for c in rij])
                boek.save(pad)
            else:
                tekst = io.StringIO()
                csv.writer(tekst, delimiter=self.rng.choice(";;;,\t")).writerows(van[0].rijen)
                pad.write_bytes(tekst.getvalue().encode(self.rng.choice(("utf-8", "utf-8-sig", "cp1252"))))
            paden.append(pad)
        self.rng.shuffle(paden)
        return paden

    def answer(self, vraag) -> str | None:
        """What its maker says to a question; None where he would not know what is meant."""
        blad = next((b for b in self.bladen if vraag.bestand == b.bestand and vraag.blad in (b.naam, "")), None)
        if vraag.soort == "nummers":
            return "gedeeld"
        if vraag.soort == "eindeloos":
            return "ja"
        if blad is None:
            return None
        if vraag.soort == "kolom":
            return blad.koppen[vraag.kolom] or "niet gebruiken"
        return {
            "tabel": blad.tabel,
            "blad": "ja",
            "waarde": blad.vast.get(vraag.kolom),
            "ontbreekt": next((k for k, ours in blad.koppen.items() if ours == vraag.kolom), "die is er niet"),
            "datum": "mdj" if self.amerikaans else "dmj",
            "decimaal": "komma",
        }.get(vraag.soort)

    def _split(self, tabel: str, rijen: list[dict]) -> list[Blad]:
        """One sheet; or one per gemeente or gi without that column; or halves of which some rows stand in both."""
        hoe = self.rng.choice(("heel", "heel", "gemeente", "gi", "helften"))
        rijen = self.rng.sample(rijen, len(rijen))
        delen: list[tuple[str, dict[str, str], list[dict]]] = [("", {}, rijen)]
        if hoe in ("gemeente", "gi") and all(r.get(hoe) for r in rijen) and tabel != "declaraties":
            waarden = sorted({r[hoe] for r in rijen})
            naam = {w: gemeenten()[w] if hoe == "gemeente" else w for w in waarden}
            delen = [(naam[w], {hoe: naam[w]}, [r for r in rijen if r[hoe] == w]) for w in waarden]
        elif hoe == "helften" and tabel != "declaraties":
            midden = len(rijen) // 2
            delen = [("deel 1", {}, rijen[: midden + 2]), ("deel 2", {}, rijen[midden:])]
        stijl = _Stijl(self, tabel)
        ext = ".xlsx" if self.excel else ".csv"
        uit = []
        for nr, (deel, vast, van) in enumerate(delen):
            bestand, naam = f"{tabel} {deel}".strip() + ext, f"{tabel} {deel}".strip()[: 31 if self.excel else None]
            if self.excel and len(delen) > 1 and self.rng.random() < 0.6:
                bestand, naam = f"export {tabel}{ext}", deel
            elif self.excel and self.rng.random() < 0.4:
                naam = "Blad1"
            uit.append(stijl.blad(bestand, naam, van, vast, nr))
        return uit


class _Stijl:
    """How one back office writes one table."""

    def __init__(self, verbouwing: Verbouwing, tabel: str):
        self.rng, self.excel, self.amerikaans = verbouwing.rng, verbouwing.excel, verbouwing.amerikaans
        self.tabel, rng = TABELLEN[tabel], verbouwing.rng
        self.datum = {k.naam: rng.choice([s for s in DATUMS if s != "mdj/"]) for k in self.tabel.kolommen}
        if self.amerikaans:
            self.datum = dict.fromkeys(self.datum, "mdj/")
        self.echt = {k.naam: self.excel and not self.amerikaans and rng.random() < 0.5 for k in self.tabel.kolommen}
        self.leeg = {k.naam: rng.choice(LEEG) for k in self.tabel.kolommen}
        self.geen_einde = rng.choice(GEEN_EINDE)
        self.janee = {k.naam: rng.choice(JANEE) for k in self.tabel.kolommen}
        self.code = {k.naam: rng.choice(("code", "woord", "beide", "andersom")) for k in self.tabel.kolommen}
        self.plaats = rng.choice(("naam", "code", "cijfers", "kaal", "gemeente", "haken"))
        self.euro = rng.choice(("{}", "€ {}", "{} EUR", "{}-"))
        self.koppen: dict[str, str] = {}

    def blad(self, bestand: str, naam: str, rijen: list[dict], vast: dict[str, str], nr: int) -> Blad:
        kolommen = [
            k for k in self.tabel.kolommen if k.naam not in vast and any(r.get(k.naam) is not None for r in rijen)
        ]
        if "einddatum" not in (k.naam for k in kolommen):
            kolommen += [k for k in self.tabel.kolommen if k.naam == "einddatum"]
        self.rng.shuffle(kolommen)
        erbij = self.rng.sample(sorted(ERBIJ), self.rng.randint(0, 2))
        koppen = {self._header(k): k.naam for k in kolommen} | dict.fromkeys(erbij, "")
        cellen = [
            [self._cell(k, r.get(k.naam)) for k in kolommen]
            + [str(i) if e == "Regelnr" else ERBIJ[e](self.rng) for e in erbij]
            for i, r in enumerate(rijen, 1)
        ]
        breed = len(koppen)
        boven = [["Uitdraai backoffice"], ["Peildatum: 31-12-2024"]][: self.rng.randint(0, 2)] if breed > 4 else []
        onder = []
        if "bedrag" in koppen.values() and self.rng.random() < 0.5:
            plek = list(koppen.values()).index("bedrag")
            onder = [["Totaal", *[""] * (breed - 1)]]
            if plek:
                onder[0][plek] = "99.999,99" if not self.echt["bedrag"] else 99999.99
        if self.rng.random() < 0.3 and len(cellen) > 6:
            cellen.insert(len(cellen) // 2, list(koppen))
        return Blad(bestand, naam, self.tabel.naam, koppen, [*boven, list(koppen), *cellen, *onder], vast)

    def _header(self, kolom: Kolom) -> str:
        """One spelling per column for all sheets of the table: known ones, or one that nobody knows."""
        if kolom.naam not in self.koppen:
            bekend = [kolom.naam, *kolom.synoniemen, *spellings(self.tabel.naam)[kolom.naam]]
            zeker = [n for n in bekend if kolomnamen(self.tabel.naam).get(normaal(n)) == {kolom.naam}]
            naam = self.rng.choice(zeker)
            if kolom.soort in GEVRAAGD and not kolom.verplicht and self.rng.random() < 0.15:
                naam = f"Veld {len(self.koppen) + 1}"
            versier = self.rng.choice((str, str.upper, str.title, lambda n: n.replace("_", " "), lambda n: f"{n} *"))
            self.koppen[kolom.naam] = versier(naam) if normaal(versier(naam)) == normaal(naam) else naam
        return self.koppen[kolom.naam]

    def _cell(self, kolom: Kolom, waarde) -> object:
        naam, echt = kolom.naam, self.echt[kolom.naam]
        if waarde is None:
            return "" if kolom.verplicht else self.geen_einde if naam in self.tabel.einde else self.leeg[naam]
        if kolom.soort == "moment":
            return waarde if echt else f"{waarde:%d-%m-%Y %H:%M}"
        if kolom.soort in ("datum", "geboortedatum"):
            return dt.datetime(waarde.year, waarde.month, waarde.day) if echt else DATUMS[self.datum[naam]](waarde)
        if kolom.soort == "janee":
            return bool(waarde) if echt else self.janee[naam][not waarde]
        if kolom.soort == "getal":
            return float(waarde) if echt else self._number(naam, waarde)
        if kolom.soort == "gemeente":
            return self._place(waarde)
        if kolom.codes:
            woord = kolom.codes[waarde]
            vormen = {"code": waarde, "woord": woord, "beide": f"{waarde} - {woord}", "andersom": f"{woord} ({waarde})"}
            return waarde if waarde == woord else vormen[self.code[naam]]
        if kolom.soort == "id" and self.excel:
            return int(waarde) if echt else waarde.lstrip("0")
        if naam in ("gi", "aanbieder"):
            return self.rng.choice((waarde, waarde, waarde.upper(), waarde.lower(), f"Stichting {waarde}"))
        return waarde

    def _number(self, naam: str, waarde: Decimal) -> str:
        if naam != "bedrag":
            return str(waarde).replace(".", ",")
        tekst = f"{abs(waarde):,.2f}".translate(str.maketrans(",.", ".,"))
        return f"{tekst}-" if waarde < 0 else self.euro.format(tekst) if self.euro != "{}-" else tekst

    def _place(self, code: str) -> str:
        naam, cijfers = gemeenten()[code], code[2:]
        return {
            "naam": naam,
            "code": code,
            "cijfers": cijfers,
            "kaal": cijfers.lstrip("0"),
            "gemeente": f"Gemeente {naam}",
            "haken": f"{naam} ({cijfers})",
        }[self.plaats]
