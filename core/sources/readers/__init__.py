"""Reading: from a file, folder or database to raw tables with what was recognised in them.

Everything is text, nothing is guessed: what is not certain comes back as a Vraag, what was odd as an
Opmerking, what cannot be read as a Melding.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from core.sources.raw import RuweTabel

if TYPE_CHECKING:
    from core.sources.keuzes import Keuzes


def read(
    bron: str | Path,
    *,
    leverancier: str | None = None,
    antwoorden: dict | None = None,
    voortgang: Callable[[str, float], None] | None = None,
    keuzes: "Keuzes | None" = None,
) -> list[RuweTabel]:
    """Raw tables of a source, in its order: a file (xlsx, xlsm, xls, ods, csv, txt, parquet, an iJw
    message or a zip of them, sqlite), a folder (the known files in it, not its sub-folders) or a SQLAlchemy URL.

    `keuzes` is all that a person said about it; `leverancier` and `antwoorden` are two of these, for who says no more.
    `leverancier` may name a mapping in data/leveranciers (or is the path of one). `antwoorden` maps `(soort,
    onderwerp)`, or just `onderwerp`, of a Vraag to one of its `keuzes`; which character separates a csv:
    `("scheidingsteken", file name)`. `voortgang(text, share)` is called from the thread of the caller.
    Raises Melding when the source cannot be read or nothing in it is recognised.
    """
    # Not at the top: the child process imports this package too, and starts twice as fast without the rest.
    from core.sources.keuzes import Keuzes
    from core.sources.readers.source import read_sources, recognise_bron

    keuzes = keuzes or Keuzes(leverancier=leverancier, antwoorden=antwoorden or {})
    return [t for gelezen in read_sources([bron], keuzes, voortgang) for t in recognise_bron(gelezen, keuzes)]


def verminkt(tabel: RuweTabel) -> int:
    """How many lines of the source are not in `data` because they are no row; they count as read and
    rejected."""
    return sum(o.code == "rij_verminkt" for o in tabel.opmerkingen)
