"""Bad and awkward files, each with what must come of it: made anew for every test, of made-up children only.

A case writes one file (or folder) and says what is true: the rows that must be stored, value by value, how many rows
must be in the findings, what must be told, what must be asked, or why it is refused. The numbers of the children are
from the range that is reserved for testing (they begin with 0000 or 99999).
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import openpyxl

from core.example.bsn import GEWOON, MET_NULLEN, proefnummers

KINDEREN = 4  # in a file
KOPPEN = {
    "maatregelen": (
        "jeugdige",
        "geboortedatum",
        "geslacht",
        "gemeente",
        "gi",
        "type",
        "begindatum",
        "einddatum",
        "reden_einde",
    ),
    "declaraties": (
        "gemeente",
        "jeugdige",
        "aanbieder",
        "productcategorie",
        "periode_begin",
        "periode_einde",
        "volume",
        "eenheid",
        "bedrag",
    ),
    "crises": ("jeugdige", "gemeente", "gi", "melding", "start"),
}
ACCEPT, WARN, ASK, REFUSE = "accept", "accept with warning", "ask", "refuse"


@dataclass
class Levering:
    """`ruw`: rows as the supplier writes them (column -> text or value); `waar`: what must be stored of each, None
    when the row must be rejected."""

    merk: str
    tabel: str
    ruw: list[dict] = field(default_factory=list)
    waar: list[dict | None] = field(default_factory=list)

    @property
    def kop(self) -> list[str]:
        return list(dict.fromkeys(k for r in self.ruw for k in r)) or list(KOPPEN[self.tabel])

    def put(self, i: int, kolom: str, ruw, waar=...) -> None:
        """Another text in one cell; `waar`: what it means (default: the same as before)."""
        self.ruw[i][kolom] = ruw
        if waar is not ... and self.waar[i] is not None:
            self.waar[i][opgeslagen(kolom)] = waar

    def kolom(self, kolom: str, ruw: list, waar: list | None = None) -> None:
        """Other texts in a whole column: as many rows as texts."""
        for i, tekst in enumerate(ruw):
            self.put(i, kolom, tekst, waar[i] if waar else ...)

    def weg(self, *rijen: int) -> None:
        """These rows must be rejected, and told."""
        for i in rijen:
            self.waar[i] = None

    def rijen(self) -> list[list]:
        return [self.kop, *([r.get(k) for k in self.kop] for r in self.ruw)]

    def tekst(self, teken: str = ";", eind: str = "\n") -> str:
        return eind.join(teken.join("" if c is None else str(c) for c in r) for r in self.rijen()) + eind

    @property
    def verwacht(self) -> list[dict]:
        return [r for r in self.waar if r is not None]

    @property
    def afgewezen(self) -> int:
        return sum(r is None for r in self.waar)


@dataclass(frozen=True)
class Geval:
    """One file. `meldt`: codes of remarks and findings, exactly these; `vraag`: the kind of question that must be
    asked, `antwoord` what a person then says (of the column or sheet `over`); `weg_zonder`: rows rejected or left out
    while nobody has answered; `zegt`: a piece of the sentence with which it is refused."""

    merk: str
    bestand: str
    tabel: str
    maak: Callable[[Path, Levering], None]
    titel: str
    rijen: int = KINDEREN
    meldt: frozenset[str] = frozenset()
    extra_gelezen: int = 0
    samen: int = 0
    vraag: str | None = None
    over: str = ""
    antwoord: str | None = None
    zegt: str | None = None

    @property
    def uitkomst(self) -> str:
        return REFUSE if self.zegt else ASK if self.vraag else WARN if self.meldt else ACCEPT

    @property
    def onderwerp(self) -> str:
        """How the answer names what was asked."""
        return self.over.replace("*", self.bestand)

    def write(self, map: Path) -> Levering:
        levering = maak_levering(self.merk, self.tabel, self.rijen)
        map.mkdir(parents=True, exist_ok=True)
        self.maak(map / self.bestand, levering)
        return levering


GEVALLEN: list[Geval] = []


def geval(achtervoegsel: str, *, tabel: str = "maatregelen", naam: str | None = None, meldt: str = "", **keuzes):
    """Registers a case; the docstring of the function says which trap it is."""

    def neem(maak):
        merk = f"q{len(GEVALLEN):03d}h"
        bestand = (naam or f"{tabel} *{achtervoegsel}").replace("*", merk)
        GEVALLEN.append(
            Geval(
                merk,
                bestand,
                tabel,
                maak,
                (maak.__doc__ or maak.__name__).strip(),
                meldt=frozenset(meldt.split()),
                **keuzes,
            )
        )
        return maak

    return neem


def opgeslagen(kolom: str) -> str:
    return "geboortemaand" if kolom == "geboortedatum" else kolom


@cache
def _nummers() -> tuple[str, ...]:
    return tuple(proefnummers(MET_NULLEN, True, 1))


BIJZONDER = tuple(proefnummers(GEWOON, True, 1))  # without zeros in front, for cases about the number itself


def kind(merk: str, i: int) -> str:
    """A number of its own for every child of every file; it begins with 0000."""
    return _nummers()[int(merk[1:4]) * 12 + i]


def maak_levering(merk: str, tabel: str, rijen: int) -> Levering:
    """Clean rows: nothing to say about."""
    levering = Levering(merk, tabel)
    for i in range(rijen):
        ruw, waar = _RIJ[tabel](merk, i)
        levering.ruw.append(ruw)
        levering.waar.append(waar)
    return levering


def _maatregel(merk: str, i: int) -> tuple[dict, dict]:
    begin = dt.date(2024, 1 + i % 12, 15)
    vast = {"jeugdige": kind(merk, i), "geslacht": "M", "gemeente": "GM0505", "gi": f"GI {merk}", "type": "11"}
    ruw = (
        dict.fromkeys(KOPPEN["maatregelen"])
        | vast
        | {"geboortedatum": f"2012-0{1 + i % 9}-17", "begindatum": begin.isoformat()}
    )
    return ruw, vast | {"geboortemaand": 201201 + i % 9, "begindatum": begin}


def _declaratie(merk: str, i: int) -> tuple[dict, dict]:
    begin, einde = dt.date(2024, 1 + i % 9, 1), dt.date(2024, 1 + i % 9, 28)
    vast = {
        "gemeente": "GM0505",
        "jeugdige": kind(merk, i),
        "aanbieder": f"A {merk}",
        "productcategorie": "45",
        "eenheid": "04",
    }
    ruw = (
        dict.fromkeys(KOPPEN["declaraties"])
        | vast
        | {
            "periode_begin": begin.isoformat(),
            "periode_einde": einde.isoformat(),
            "volume": str(i + 1),
            "bedrag": str(100 + i),
        }
    )
    return ruw, vast | {"periode_begin": begin, "periode_einde": einde, "volume": i + 1.0, "bedrag": 100.0 + i}


def _crisis(merk: str, i: int) -> tuple[dict, dict]:
    melding, start = dt.datetime(2024, 3, 1 + i, 13, 5), dt.datetime(2024, 3, 1 + i, 19, 30)
    vast = {"jeugdige": kind(merk, i), "gemeente": "GM0505", "gi": f"GI {merk}"}
    ruw = vast | {"melding": melding.isoformat(" "), "start": start.isoformat(" ")}
    return ruw, vast | {"melding": melding, "start": start}


_RIJ = {"maatregelen": _maatregel, "declaraties": _declaratie, "crises": _crisis}


def xlsx(pad: Path, levering: Levering, vooraf: tuple[list, ...] = (), achteraf: tuple[list, ...] = ()):
    """Writes one sheet with the name of the file, and gives the workbook and the sheet for what a case adds; the case
    saves it."""
    werkmap = openpyxl.Workbook()
    blad = werkmap.active
    blad.title = pad.stem
    for rij in (*vooraf, *levering.rijen(), *achteraf):
        blad.append(rij)
    werkmap.save(pad)
    return werkmap, blad
