"""Parquet: typed columns written as text by the same conventions. Runs in the child process."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from core.model.melding import Melding
from core.sources.raw import Opmerking, RuweTabel
from core.sources.readers.grid import MAX_KOLOMMEN
from core.sources.readers.message import show
from core.sources.readers.text import is_number, to_tekst

MAX_CELLEN = 200_000_000  # a file of a few kB can claim a billion equal rows
MAX_BYTES = 2_000_000_000  # of all values together, unpacked; a full table of 18 columns has 1 GB


def read_parquet(
    pad: Path, bestand: str, bekend: frozenset[str], meld: Callable[[str, float], None]
) -> Iterator[RuweTabel]:
    """One table; row 1 is the first record."""
    try:
        bron = pq.ParquetFile(pad)
        if bron.metadata.num_columns > MAX_KOLOMMEN or bron.metadata.num_rows * bron.metadata.num_columns > MAX_CELLEN:
            raise Melding(f"{show(bestand)} is te groot om te lezen. Splits het bestand, bijvoorbeeld per jaar.")
        meld(f"{show(bestand)} lezen", 0.3)
        tabel = _everything(bron, show(bestand))
    except FileNotFoundError:
        raise
    except (pa.ArrowException, OSError):
        raise Melding(
            f"{show(bestand)} is geen geldig Parquet-bestand of is niet helemaal aangekomen. Maak de export opnieuw."
        ) from None
    yield from_arrow(tabel, bestand, Path(bestand).stem)


def _everything(bron: pq.ParquetFile, naam: str) -> pa.Table:
    """All rows. Raises Melding as soon as a part tells that the whole is too much: one value can stand for millions."""
    delen, bytes_ = [], 0
    for deel in bron.iter_batches(batch_size=1 << 17):
        delen.append(deel)
        groot = sum(k.dictionary_decode().nbytes if pa.types.is_dictionary(k.type) else k.nbytes for k in deel.columns)
        bytes_ += groot
        if len(deel) and max(bytes_, groot / len(deel) * bron.metadata.num_rows) > MAX_BYTES:
            raise Melding(f"{naam} is te groot om te lezen. Splits het bestand, bijvoorbeeld per jaar.")
    return pa.Table.from_batches(delen, bron.schema_arrow)


def from_arrow(tabel: pa.Table, bestand: str, blad: str) -> RuweTabel:
    """A typed Arrow table as a RuweTabel with text columns; the names come from the schema, not from a
    row."""
    kolommen, namen, overgeslagen = [], [], []
    for veld, kolom in zip(tabel.schema, tabel.columns, strict=True):
        tekst = to_tekst(kolom)
        if tekst is None:
            overgeslagen.append(veld.name)
            continue
        namen.append(veld.name)
        kolommen.append(tekst)
    rijen = pa.array(np.arange(1, tabel.num_rows + 1, dtype="int32"))
    data = pa.table([*kolommen, rijen], names=[*namen, "__rij__"])
    uit = RuweTabel(
        bestand,
        blad,
        None,
        data,
        kopregel=0,
        getallen=frozenset(v.name for v in tabel.schema if is_number(v.type) and v.name in namen),
    )
    if overgeslagen:
        uit.opmerkingen.append(
            Opmerking(
                "kolom_overgeslagen",
                f"{show(blad)} heeft kolommen met lijsten of bijlagen die "
                f"niet gelezen zijn: {', '.join(overgeslagen)}.",
            )
        )
    if any(pa.types.is_timestamp(v.type) and v.type.tz for v in tabel.schema):
        uit.opmerkingen.append(
            Opmerking(
                "tijdzone",
                f"Tijden in {show(blad)} hebben een tijdzone en zijn omgerekend naar Nederlandse tijd.",
            )
        )
    return uit
