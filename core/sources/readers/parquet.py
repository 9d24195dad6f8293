"""Parquet: typed columns written as text by the same conventions. Runs in the child process."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from core.model.melding import Melding
from core.sources.raw import Opmerking, RuweTabel
from core.sources.readers.grid import MAX_KOLOMMEN
from core.sources.readers.message import show
from core.sources.readers.text import is_number, to_tekst

_NEDERLAND = pa.timestamp("us", "Europe/Amsterdam")
MAX_CELLEN = 200_000_000  # rows times columns: the size of the file says little
MAX_BYTES = 2_000_000_000  # of all values together, unpacked; a full table of 18 columns has 1 GB


def read_parquet(
    pad: Path, bestand: str, bekend: frozenset[str], meld: Callable[[str, float], None]
) -> Iterator[RuweTabel]:
    """One table; row 1 is the first record."""
    try:
        # In nanoseconds (the default) a year over 2262, as an end that never comes, silently becomes another year.
        bron = pq.ParquetFile(pad, coerce_int96_timestamp_unit="us")
        if bron.metadata.num_columns > MAX_KOLOMMEN or bron.metadata.num_rows * bron.metadata.num_columns > MAX_CELLEN:
            raise Melding(f"{show(bestand)} is te groot om te lezen. Splits het bestand, bijvoorbeeld per jaar.")
        meld(f"{show(bestand)} lezen", 0.3)
        tabel = _in_dutch_time(_everything(bron, show(bestand)), bron)
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


def _in_dutch_time(tabel: pa.Table, bron: pq.ParquetFile) -> pa.Table:
    """Moments of the old kind (INT96) as what they are. Spark and Hive write the moment in UTC, so that a day in the
    Netherlands begins on the evening before; Impala and others write the clock time. A column of only midnights, here
    or there, says itself which it is."""
    merk = {k.decode("ascii", "ignore") for k in (bron.metadata.metadata or {})}
    door_spark = any(k.startswith("org.apache.spark") for k in merk) or "parquet-mr" in (bron.metadata.created_by or "")
    for i in range(bron.metadata.num_columns):
        kolom = bron.schema.column(i)
        if kolom.physical_type != "INT96" or kolom.path not in tabel.column_names:
            continue
        ruw = tabel[kolom.path]
        als_utc = ruw.cast(pa.timestamp("us", "UTC"))
        if not _only_days(ruw) and (door_spark or _only_days(pc.local_timestamp(als_utc.cast(_NEDERLAND)))):
            tabel = tabel.set_column(tabel.column_names.index(kolom.path), kolom.path, als_utc)
    return tabel


def _only_days(momenten: pa.ChunkedArray) -> bool:
    dagen = pc.floor_temporal(momenten, unit="day")
    return pc.all(pc.equal(dagen, momenten)).as_py() is not False


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
    skip_columns(uit, overgeslagen)
    if any(pa.types.is_timestamp(v.type) and v.type.tz for v in tabel.schema):
        note_zone(uit)
    return uit


def skip_columns(tabel: RuweTabel, namen: list[str]) -> None:
    """Tells which columns hold no values of a cell and were left out."""
    if namen:
        tekst = f"{show(tabel.blad)} heeft kolommen met lijsten of bijlagen die niet gelezen zijn: "
        tabel.opmerkingen.append(Opmerking("kolom_overgeslagen", f"{tekst}{', '.join(map(show, namen))}."))


def note_zone(tabel: RuweTabel) -> None:
    """Tells that moments were in another time zone."""
    tekst = f"Tijden in {show(tabel.blad)} hebben een tijdzone en zijn omgerekend naar Nederlandse tijd."
    tabel.opmerkingen.append(Opmerking("tijdzone", tekst))
