"""What a person said about a delivery: on the command line, on the page, or in the file of the supplier."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from core.model.melding import Melding
from core.model.schema import TABELLEN
from core.sources.raw import Vraag
from core.sources.recognition.names import normaal

GEDEELD, EIGEN = "gedeeld", "eigen"
JA, NEE = "ja", "nee"
APART, SAMEN = "apart", "samen"
_ONZE = frozenset(k.naam for t in TABELLEN.values() for k in t.kolommen)


@dataclass(frozen=True)
class Keuzes:
    """`leverancier`: the sender, or the name of a mapping; `van`, `tm`: the period covered. `kolommen`: normal name of
    their column -> ours, "" when it is not used; `doortrekken`: normal names of their columns in which an empty cell
    repeats the one above; `zonder`: columns of ours that are not delivered. `gi`, `gemeente`: of all rows of a table
    that has no such column ("blad" or "bestand": its name says it). `bladen`: name of a sheet -> ja, nee or one of our
    tables. `datums`: dmj or mdj; `decimaal`: punt or komma, for columns that are in doubt. `nummers`: gedeeld or eigen.
    `namen`: apart keeps the spellings of a sender apart; samen does not, whatever a mapping says. `codes`: our column
    -> their word -> our code. `antwoorden`: (soort, onderwerp) of a Vraag, or its onderwerp -> one of its keuzes.
    `mappen`: where mappings of the user's own are, beside those of the program. `vervangt`: whether it replaces what
    the same sender delivered before (None: by the counting rules). `sql`: name -> a question to a database, read
    instead of its tables. `per_tabel`: our table -> `kolommen` for that table alone, said of columns that were seen.
    `laat_staan`: traps (core.sources.traps) that are not to be mended; `herstel`: those that are, whatever a mapping
    says. `vorm`: name of the mapping to read it by, when that is not the sender."""

    leverancier: str | None = None
    van: dt.date | None = None
    tm: dt.date | None = None
    kolommen: Mapping[str, str] = field(default_factory=dict)
    doortrekken: frozenset[str] = frozenset()
    zonder: frozenset[str] = frozenset()
    gi: str | None = None
    gemeente: str | None = None
    bladen: Mapping[str, str] = field(default_factory=dict)
    datums: str | None = None
    decimaal: str | None = None
    nummers: str | None = None
    namen: str | None = None
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    antwoorden: Mapping = field(default_factory=dict)
    mappen: tuple[Path, ...] = ()
    vervangt: bool | None = None
    sql: Mapping[str, str] = field(default_factory=dict)
    per_tabel: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    laat_staan: frozenset[str] = frozenset()
    herstel: frozenset[str] = frozenset()
    vorm: str | None = None

    def waarde(self, kolom: str) -> str | None:
        """The value of all rows of a column that is not delivered."""
        return {"gi": self.gi, "gemeente": self.gemeente}.get(kolom)

    def antwoord(self, soort: str, onderwerp: str) -> str | None:
        """What was answered to a question, as it was given."""
        return self.antwoorden.get((soort, onderwerp), self.antwoorden.get(onderwerp))

    def beantwoord(self, vraag: Vraag) -> Vraag:
        """The question with its answer, if that is one of its choices."""
        gegeven = self.antwoord(vraag.soort, vraag.onderwerp)
        vrij = vraag.soort == "waarde" and gegeven
        return replace(vraag, gekozen=gegeven) if vrij or gegeven in vraag.keuzes else vraag

    def blad(self, naam: str) -> str | None:
        """What was said about a sheet: ja, nee, or the name of a table; of its own name, else of one that is written
        almost like it."""
        if naam in self.bladen:
            return self.bladen[naam]
        return next((wat for blad, wat in self.bladen.items() if normaal(blad) == normaal(naam)), None)


def read_options(
    kolom: Sequence[str] = (), blad: Sequence[str] = (), code: Sequence[str] = (), sql: Sequence[str] = ()
) -> dict:
    """The options `--kolom "HUN=onze"`, `--blad "NAAM=ja|nee|tabel"`, `--code "onze_kolom:HUN WOORD=code"` and `--sql
    "NAAM=select ..."` as fields of Keuzes. Raises Melding for what cannot be meant."""
    kolommen, doortrekken, zonder = {}, set(), set()
    for tekst in kolom:
        hun, onze = _split(tekst, "--kolom", '"HUN KOLOM=onze_kolom"')
        if onze.endswith("+"):
            onze = onze[:-1]
            doortrekken.add(normaal(hun))
        if onze and onze not in _ONZE:
            raise Melding(f"--kolom {tekst!r}: er is geen kolom {onze}. Kijk in het sjabloon welke kolommen er zijn.")
        if hun:
            kolommen[normaal(hun)] = onze
        elif onze:
            zonder.add(onze)
        else:
            raise Melding('--kolom "=" zegt niets. Schrijf --kolom "HUN KOLOM=onze_kolom".')
    bladen = {}
    for tekst in blad:
        naam, wat = _split(tekst, "--blad", '"NAAM=ja" of "NAAM=nee"')
        if wat not in (JA, NEE, *TABELLEN):
            raise Melding(
                f"--blad {tekst!r}: {wat or 'niets'} kan niet. Schrijf ja, nee of de naam van een tabel: "
                f"{', '.join(TABELLEN)}."
            )
        bladen[naam] = wat
    return {
        "kolommen": kolommen,
        "doortrekken": frozenset(doortrekken),
        "zonder": frozenset(zonder),
        "bladen": bladen,
        "codes": _codes(code),
        "sql": _queries(sql),
    }


def _queries(opties: Sequence[str]) -> dict[str, str]:
    vragen: dict[str, str] = {}
    for tekst in opties:
        naam, teken, vraag = tekst.partition("=")
        vraag = vraag.strip().rstrip(";").strip()
        if not teken or not naam.strip() or not vraag.lower().startswith(("select", "with")):
            raise Melding(f'--sql {tekst!r} kan niet. Schrijf --sql "NAAM=select ...": één vraag die alleen leest.')
        vragen[naam.strip()] = vraag
    return vragen


def _codes(opties: Sequence[str]) -> dict[str, dict[str, str]]:
    codes: dict[str, dict[str, str]] = {}
    for tekst in opties:
        links, onze = _split(tekst, "--code", '"onze_kolom:HUN WOORD=onze code"')
        kolom, teken, woord = links.partition(":")
        kan = {c for t in TABELLEN.values() for k in t.kolommen if k.naam == kolom.strip() for c in k.codes}
        if not teken or not kan or (onze and onze not in kan):
            raise Melding(
                f'--code {tekst!r} kan niet. Schrijf "onze_kolom:HUN WOORD=onze code"; de codes staan op de '
                "pagina Verantwoording."
            )
        codes.setdefault(kolom.strip(), {})[woord.strip()] = onze
    return codes


def _split(tekst: str, optie: str, vorm: str) -> tuple[str, str]:
    links, teken, rechts = tekst.rpartition("=")
    if not teken:
        raise Melding(f"{optie} {tekst!r} is niet te lezen. Schrijf {optie} {vorm}.")
    return links.strip(), rechts.strip()
