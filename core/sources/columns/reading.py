"""What a kind (one module per soort) gets and gives: the distinct texts of one column, and their values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from core.model.schema import Kolom, Tabel
from core.sources.raw import Vraag

# Longer is no date, number or code; it also keeps every pattern below linear in practice.
LANGSTE = 64


@dataclass(frozen=True)
class Lezing:
    """One column to read. `antwoord`: what a person chose for it (a value of Vraag.keuzes). `elders`: the
    decimal signs that other columns of the table prove, `datums_elders`: the orders of day and month; both computed
    only when asked. `onderwerp`: how a Vraag names the column (sheet and raw column name), `waar`: file, sheet, column.
    `codes`: word of theirs -> our code ("" for none), as a person said. `rekenblad`: real dates may be among the
    texts."""

    kolom: Kolom
    tabel: Tabel
    sleutel: bytes = b""
    datum1904: bool = False
    echte_getallen: bool = False
    antwoord: str | None = None
    elders: Callable[[], frozenset[str]] = frozenset
    onderwerp: str = ""
    datums_elders: Callable[[], frozenset[str]] = frozenset
    codes: Mapping[str, str] = field(default_factory=dict, hash=False)
    rekenblad: bool = False
    waar: tuple[str, str, str] = ("", "", "")


@dataclass
class Gelezen:
    """Values in the order of the texts (None: empty or unreadable) and what was noticed.

    `gebreken`: place -> code of a fault of that value. `kolomgebreken`: code -> places, reported once with
    the number of rows; `uitleg`: code -> the sentence in that report that says what was done. `zonder_tijd`: places
    of moments of which only the day is known."""

    waarden: list
    gebreken: dict[int, str] = field(default_factory=dict)
    kolomgebreken: dict[str, list[int]] = field(default_factory=dict)
    uitleg: dict[str, str] = field(default_factory=dict)
    vragen: list[Vraag] = field(default_factory=list)
    zonder_tijd: set[int] = field(default_factory=set)

    def report(self, code: str, plaats: int) -> None:
        """Notes a fault of the whole column, seen at this place."""
        self.kolomgebreken.setdefault(code, []).append(plaats)


def voorbeelden(teksten: list[str]) -> tuple[str, ...]:
    """At most three, the same whatever the order of the rows."""
    return tuple(sorted(set(teksten), key=lambda t: (len(t), t))[:3])


def is_overmacht(meer: int, minder: int) -> bool:
    """Whether the few that contradict the many are slips, and not a second way of writing in one column."""
    return minder == 0 or (minder <= max(1, meer // 50) and meer >= 3 * minder)
