"""What a reader hands over: raw text cells of one sheet, file or database table, and what was recognised."""

from dataclasses import dataclass, field

import pyarrow as pa

from core.model.melding import Melding

REGEL = "__regel__"  # column with the number of each line, where the reader knows that it names one
BESTAND = "__bestand__"  # column with the file of each row, where one table comes from many
ECHT = "e0"  # behind a real number in a column that has texts with a decimal sign as well: no doubt about its point


class NietHerkend(Melding):
    """Nothing in a delivery is one of our tables, as far as can be seen: a person can say which it is."""


@dataclass(frozen=True)
class Opmerking:
    """Something seen while reading that the user must know: `code` machine, `melding` a Dutch sentence."""

    code: str
    melding: str


@dataclass(frozen=True)
class Vraag:
    """Something that is not certain, with the possible answers; the program asks and never guesses.

    `soort`: "tabel" (which canonical table is this sheet?), "blad" (does this sheet count?), "kolom" (which canonical
    column is this one?), "ontbreekt" (which of theirs is our column?), "waarde" (the gi or gemeente of all rows),
    "code" (what does this word mean?), "decimaal" or "datum" (how to read this column), "nummers" (whose client
    numbers), "peildatum" (up to which day the rows of this table go).
    `gekozen` is what is used until somebody answers; None leaves the sheet or column out. `voorbeelden`: at most three
    masked or harmless raw values. `optie`: what answers it on the command line. `moet`: nothing is stored before it is
    answered. `bestand`, `blad`, `kolom`: where it is about, as far as it is about one place.
    """

    soort: str
    onderwerp: str
    vraag: str
    keuzes: tuple[str, ...]
    gekozen: str | None = None
    voorbeelden: tuple[str, ...] = ()
    optie: str = ""
    moet: bool = False
    bestand: str = ""
    blad: str = ""
    kolom: str = ""

    @property
    def open(self) -> bool:
        """Nothing can be stored as long as this is not answered."""
        return self.moet and self.gekozen is None

    def zin(self) -> str:
        """The question and how to answer it, as one line."""
        return f"{self.vraag}{f' Antwoord met {self.optie}.' if self.optie else ''}"


@dataclass
class RuweTabel:
    """One table as delivered.

    `data`: Arrow table, every column string (null = empty cell), named by the raw header (made unique), plus
    the int32 column `__rij__` with the row number in the source as the user sees it (Excel row; line in a csv),
    and for messages `__bestand__` and `__regel__`. A reader that knows which table it makes fills `tabel` and
    `kolommen` itself.
    `kolommen`: canonical column name -> raw column name, only what is certain or answered. `onbekend`: raw
    columns nobody claimed. `datum1904`: serial dates count from 1904. Cells that were real numbers are written
    with a point and without trailing zeros; real dates as ISO text; real booleans as true/false. Columns whose
    cells were all real numbers are named in `getallen` (no doubt about the decimal sign there). `titel`: the lines
    above the header. `gezegd`: the choices (Keuzes) that hold for this table, those of its mapping included.
    """

    bestand: str
    blad: str
    tabel: str | None
    data: pa.Table
    kopregel: int = 1
    kolommen: dict[str, str] = field(default_factory=dict)
    onbekend: tuple[str, ...] = ()
    getallen: frozenset[str] = frozenset()
    datum1904: bool = False
    berichten: bool = False  # parts of messages: a later part adds to what is there
    opmerkingen: list[Opmerking] = field(default_factory=list)
    vragen: list[Vraag] = field(default_factory=list)
    titel: tuple[str, ...] = ()
    gezegd: object = None

    @property
    def koppen(self) -> list[str]:
        """The columns as delivered, without those that say where a row came from."""
        return [k for k in self.data.column_names if not k.startswith("__")]
