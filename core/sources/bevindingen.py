"""What was found while reading: collected without personal data, summed per rule, handed over as a to-do
list.

Every row that was rejected has a finding; of each code at most MEEST per table are kept one by one and the
rest is one row that counts them, so a number of rows is never lost."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np
import pandas as pd
import pyarrow as pa

from core.model.arrow import arrow_schema
from core.model.berichten import BERICHTEN
from core.model.schema import BEVINDINGEN, TABELLEN
from core.model.wording import getal
from core.sources.kwaliteit import ERNSTEN, Beschrijving, beschrijvingen

if TYPE_CHECKING:
    import xlsxwriter

MEEST = 10_000
LANGST = 40
AFGESCHERMD = "afgeschermd"
SCHEMA = arrow_schema({naam: soort for naam, soort in BEVINDINGEN.items() if naam != "import_nr"})

_GEVOELIG = frozenset({"id", "sleutel", "geboortedatum"})
_KOLOMMEN = tuple(k for t in (*TABELLEN.values(), BERICHTEN) for k in t.kolommen)
_VERBORGEN = frozenset(k.naam for k in _KOLOMMEN if k.soort in _GEVOELIG)
_DATUM = re.compile(
    r"(?:\d{1,2}([-/.])\d{1,2}\1\d{4}|\d{4}([-/.])\d{1,2}\2\d{1,2})"
    r"(?:[T ]\d{1,2}:\d\d(?::\d\d(?:\.\d{1,6})?)?)?",
    re.ASCII,
)
_DATUMVELD = frozenset(k.naam for k in _KOLOMMEN if k.soort in ("datum", "moment"))
# Where a date or number belongs a word can be anything, also a name: only these are shown.
_GEEN_WOORD = _DATUMVELD | {k.naam for k in _KOLOMMEN if k.soort in ("getal", "geheel")}
_ONSCHULDIG = frozenset(
    {"n.v.t.", "nvt", "onbekend", "geen", "leeg", "na", "n/a", "#n/a", "#ref!", "nan", "null", "none"}
)
# What a date is written with: the supplier has to see it to mend it.
_DATUMWOORDEN = frozenset(
    (
        "jan",
        "januari",
        "feb",
        "februari",
        "mrt",
        "maart",
        "apr",
        "april",
        "mei",
        "jun",
        "juni",
        "jul",
        "juli",
        "aug",
        "augustus",
        "sep",
        "sept",
        "september",
        "okt",
        "oktober",
        "nov",
        "november",
        "dec",
        "december",
        "january",
        "february",
        "march",
        "may",
        "june",
        "july",
        "october",
        "ma",
        "di",
        "wo",
        "do",
        "vr",
        "za",
        "zo",
        "maandag",
        "dinsdag",
        "woensdag",
        "donderdag",
        "vrijdag",
        "zaterdag",
        "zondag",
        "uur",
        "per",
        "vanaf",
        "tot",
        "eind",
        "einde",
        "begin",
        "circa",
        "medio",
        "week",
    )
)
_WOORD = re.compile(r"[^\W\d_]+")
_MOGELIJK_PERSOON = frozenset({"K206"})  # a text that held a BSN may hold a name too
_AANTAL = re.compile(r"(?:nog )?(\d+) keer", re.ASCII)
_RIJEN_PER_BLAD = 1_000_000


def mask(kolom: str | None, waarde: str | None) -> str | None:
    """A value as it may be shown: numbers of children, families and allocations and dates of birth not at
    all, eight or more digits as #, words where a date or number belongs as x, and never more than 40 characters. A
    date in a date column stays readable."""
    if waarde is None or waarde == "":
        return None
    if kolom in _VERBORGEN:
        return AFGESCHERMD
    tekst = "".join(teken if teken.isprintable() else " " for teken in waarde[: 4 * LANGST])
    if not (kolom in _DATUMVELD and _DATUM.fullmatch(tekst)) and sum(c.isdigit() for c in waarde) >= 8:
        tekst = "".join("#" if teken.isdigit() else teken for teken in tekst)
    if kolom in _GEEN_WOORD and tekst.strip().casefold() not in _harmless() and not _DATUM.fullmatch(tekst):
        tekst = _WOORD.sub(lambda w: w[0] if w[0].casefold() in _DATUMWOORDEN else "x" * len(w[0]), tekst)
    return tekst if len(tekst) <= LANGST else tekst[: LANGST - 1] + "…"


@cache
def _harmless() -> frozenset[str]:
    """Words that say nothing about a person: for empty, and for "still running"."""
    from core.sources.columns.words import LEEG, LOPEND, ONBEKEND, leegwoorden

    return _ONSCHULDIG | leegwoorden(LEEG) | leegwoorden(ONBEKEND) | leegwoorden(LOPEND)


def show(waarde) -> str | None:
    """A typed value as a Dutch reader writes it."""
    if isinstance(waarde, dt.datetime):
        return waarde.strftime("%d-%m-%Y %H:%M")
    if isinstance(waarde, dt.date):
        return waarde.strftime("%d-%m-%Y")
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(waarde, float):
        return f"{waarde:.10g}".replace(".", ",")
    return None if waarde is None else str(waarde)


class Verzamelaar:
    """Collects the findings of one delivered table. `rijnummers`: row in the source of every row read;
    `leveranciers`: who supplied each row (Arrow strings), or one name, or None."""

    def __init__(
        self, bestand: str, blad: str, tabel: str, rijnummers: np.ndarray, leveranciers: pa.Array | str | None
    ):
        self._vast = {"bestand": bestand, "blad": blad, "tabel": tabel}
        self._rijnummers, self._leveranciers = rijnummers, leveranciers
        self._delen: dict[str, list[tuple[int, str, int, str | None]]] = {}
        self._aantal: dict[str, int] = {}
        self._kolommen: list[dict] = []

    def rijen(
        self, code: str, kolom: str, plaatsen: np.ndarray, waarden: Callable[[np.ndarray], Sequence[str | None]]
    ) -> None:
        """Adds a finding for every place (row of the delivered table); `waarden` gives the texts at
        places."""
        if not len(plaatsen):
            return
        self._aantal[code] = self._aantal.get(code, 0) + len(plaatsen)
        eerste = self._first(plaatsen)
        deel = self._delen.setdefault(code, [])
        toonbaar = (
            [AFGESCHERMD] * len(eerste)
            if code in _MOGELIJK_PERSOON
            else [mask(kolom, waarde) for waarde in waarden(eerste)]
        )
        deel.extend(
            (int(self._rijnummers[p]), kolom, int(p), waarde) for p, waarde in zip(eerste, toonbaar, strict=True)
        )

    def _first(self, plaatsen: np.ndarray) -> np.ndarray:
        """The first rows of the source, whatever the order in which they arrive. Of millions only those few are put in
        order."""
        nummers = self._rijnummers[plaatsen]
        if len(plaatsen) > MEEST:
            vroeg = nummers <= np.partition(nummers, MEEST - 1)[MEEST - 1]
            plaatsen, nummers = plaatsen[vroeg], nummers[vroeg]
        return plaatsen[np.argsort(nummers, kind="stable")[:MEEST]]

    def kolom(self, code: str, kolom: str, aantal: int, uitleg: str = "") -> None:
        """Adds one finding about a whole column, in which `aantal` rows take part."""
        beschrijving = beschrijvingen()[code]
        melding = beschrijving.melding.format(kolom=kolom, rijen=_rijen(aantal), uitleg=uitleg)
        self._kolommen.append(
            self._rij(
                beschrijving,
                kolom=kolom,
                waarde=f"{aantal} keer",
                melding=melding,
                leverancier=self._only_leverancier(),
            )
        )

    def tabel(self) -> pa.Table:
        """All findings (schema SCHEMA): whole columns first, then by code and row."""
        uit = sorted(self._kolommen, key=lambda rij: (rij["code"], rij["kolom"]))
        for code in sorted(self._delen):
            beschrijving = beschrijvingen()[code]
            eerste = sorted(self._delen[code], key=lambda deel: deel[:2])[:MEEST]
            uit += [
                self._rij(
                    beschrijving,
                    rij=rij,
                    kolom=kolom,
                    waarde=waarde,
                    melding=beschrijving.melding.format(kolom=kolom),
                    leverancier=self._leverancier(plaats),
                )
                for rij, kolom, plaats, waarde in eerste
            ]
            if (rest := self._aantal[code] - len(eerste)) > 0:
                kolom = eerste[0][1]
                uit.append(
                    self._rij(
                        beschrijving,
                        kolom=kolom,
                        waarde=f"nog {rest} keer",
                        melding=beschrijving.melding.format(kolom=kolom),
                        leverancier=self._only_leverancier(),
                    )
                )
        return pa.Table.from_pylist(uit, schema=SCHEMA)

    def _rij(self, beschrijving: Beschrijving, **velden) -> dict:
        return (
            self._vast
            | {"code": beschrijving.code, "ernst": beschrijving.ernst, "afgewezen": beschrijving.ernst == "fout"}
            | velden
        )

    def _leverancier(self, plaats: int) -> str | None:
        if self._leveranciers is None or isinstance(self._leveranciers, str):
            return self._leveranciers
        return self._leveranciers[plaats].as_py()

    def _only_leverancier(self) -> str | None:
        if self._leveranciers is None or isinstance(self._leveranciers, str):
            return self._leveranciers
        namen = self._leveranciers.unique().to_pylist()
        return namen[0] if len(namen) == 1 else None


def samenvatting(bevindingen: pd.DataFrame) -> pd.DataFrame:
    """One row per code, table and column, the most serious and most frequent first.

    Columns: code, ernst, tabel, kolom, titel, melding, aantal (places found), afgewezen (of those, in rows
    rejected). `bevindingen`: as BEVINDINGEN, with or without import_nr."""
    kolommen = ["code", "ernst", "tabel", "kolom", "titel", "melding", "aantal", "afgewezen"]
    if bevindingen.empty:
        return pd.DataFrame(columns=kolommen)
    titels = {code: b.titel for code, b in beschrijvingen().items()}
    aantal = _aantallen(bevindingen)
    alles = bevindingen.assign(
        aantal=aantal,
        afgewezen=aantal.where(bevindingen["afgewezen"].astype(bool), 0),
        titel=bevindingen["code"].map(titels).fillna(bevindingen["code"]),
    )
    alles["kolom"] = alles["kolom"].fillna("")
    per_regel = alles.groupby(["code", "tabel", "kolom"], as_index=False, sort=True).agg(
        {"ernst": "first", "titel": "first", "melding": "first", "aantal": "sum", "afgewezen": "sum"}
    )
    volgorde = per_regel["ernst"].map({ernst: plaats for plaats, ernst in enumerate(ERNSTEN)})
    geordend = per_regel.assign(_ernst=volgorde).sort_values(
        ["_ernst", "aantal", "code", "tabel", "kolom"], ascending=[True, False, True, True, True]
    )
    return geordend[kolommen].reset_index(drop=True)


def causes(bevindingen: pd.DataFrame, meest: int = 5) -> list[tuple[str, int]]:
    """Why rows do not count: (column and what is wrong with it, rows), most first."""
    afgewezen = bevindingen[bevindingen["afgewezen"].astype(bool)]
    if afgewezen.empty:
        return []
    titels = {code: b.titel for code, b in beschrijvingen().items()} | {"L001": "regel met te veel of te weinig velden"}
    wat = afgewezen["code"].map(titels).fillna(afgewezen["code"])
    zin = (afgewezen["kolom"].fillna("") + ": " + wat.str[:1].str.lower() + wat.str[1:]).str.removeprefix(": ")
    per_zin = _aantallen(afgewezen).groupby(zin).sum().sort_values(ascending=False, kind="stable")
    return [(z, int(n)) for z, n in per_zin.head(meest).items()]


def _aantallen(bevindingen: pd.DataFrame) -> pd.Series:
    """How many places each finding stands for: one, or what a counting row says."""
    geteld = bevindingen["waarde"].astype("string").str.extract(f"^{_AANTAL.pattern}$")[0]
    return geteld.where(bevindingen["rij"].isna()).astype("Int64").fillna(1).astype("int64")


def taaklijst(bevindingen: pd.DataFrame, doel: Path | BinaryIO, leverancier: str | None) -> None:
    """Writes the to-do list of one supplier (None: of all) as an Excel file: what to do per rule, then the
    rows.

    Texts stay texts: nothing in the data becomes a formula, a link or a number."""
    if leverancier is not None:
        # Counting rows without a supplier are about everybody: there is more than this list shows.
        bevindingen = bevindingen[
            (bevindingen["leverancier"] == leverancier)
            | (bevindingen["leverancier"].isna() & bevindingen["rij"].isna())
        ]
    opties = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    import xlsxwriter  # here: a start without a file to write need not wait for it

    boek = xlsxwriter.Workbook(doel if not isinstance(doel, Path) else str(doel), opties)
    _blad_overzicht(boek, samenvatting(bevindingen), leverancier)
    per_rij = bevindingen.sort_values(["code", "tabel", "rij"], na_position="last", kind="stable")
    for begin in range(0, max(len(per_rij), 1), _RIJEN_PER_BLAD):
        _blad_rijen(boek, per_rij.iloc[begin : begin + _RIJEN_PER_BLAD], begin // _RIJEN_PER_BLAD)
    boek.close()


def _blad_overzicht(boek: "xlsxwriter.Workbook", per_regel: pd.DataFrame, leverancier: str | None) -> None:
    blad = boek.add_worksheet("Overzicht")
    vet, kop, loop = _opmaak(boek)
    blad.write_string(0, 0, f"Takenlijst gegevens{f' van {leverancier}' if leverancier else ''}", vet)
    blad.write_string(
        1,
        0,
        "Een fout betekent dat de rij niet meetelt. Verbeter de gegevens in de bron en "
        "lever opnieuw; verander niets in dit bestand.",
    )
    velden = {
        "code": ("Regel", 8),
        "ernst": ("Ernst", 14),
        "tabel": ("Tabel", 15),
        "titel": ("Wat is er", 38),
        "melding": ("Wat kunt u doen", 90),
        "aantal": ("Aantal", 10),
        "afgewezen": ("Afgewezen", 11),
    }
    _write(blad, per_regel, velden, 3, kop, loop)


def _blad_rijen(boek: "xlsxwriter.Workbook", per_rij: pd.DataFrame, nummer: int) -> None:
    blad = boek.add_worksheet(f"Rijen {nummer + 1}" if nummer else "Rijen")
    _, kop, loop = _opmaak(boek)
    velden = {
        "code": ("Regel", 8),
        "ernst": ("Ernst", 14),
        "bestand": ("Bestand", 28),
        "blad": ("Blad", 16),
        "tabel": ("Tabel", 15),
        "rij": ("Rij", 8),
        "kolom": ("Kolom", 22),
        "waarde": ("Waarde", 26),
        "melding": ("Wat kunt u doen", 90),
        "leverancier": ("Leverancier", 22),
    }
    _write(blad, per_rij, velden, 0, kop, loop)


def _opmaak(boek: "xlsxwriter.Workbook") -> tuple:
    return (
        boek.add_format({"bold": True, "font_size": 14}),
        boek.add_format({"bold": True, "bottom": 1, "valign": "top"}),
        boek.add_format({"text_wrap": True, "valign": "top"}),
    )


def _write(blad, tabel: pd.DataFrame, velden: dict[str, tuple[str, int]], vanaf: int, kop, loop) -> None:
    for plaats, (veld, (titel, breedte)) in enumerate(velden.items()):
        blad.set_column(plaats, plaats, breedte, loop)
        blad.write_string(vanaf, plaats, titel, kop)
        for rij, waarde in enumerate(tabel[veld].tolist(), start=vanaf + 1):
            if pd.isna(waarde):
                continue
            if veld in ("aantal", "afgewezen", "rij"):
                blad.write_number(rij, plaats, int(waarde))
            else:
                blad.write_string(rij, plaats, str(waarde))
    blad.freeze_panes(vanaf + 1, 0)
    blad.autofilter(vanaf, 0, vanaf + max(len(tabel), 1), len(velden) - 1)


def _rijen(aantal: int) -> str:
    return f"{getal(aantal)} rij{'' if aantal == 1 else 'en'}"
