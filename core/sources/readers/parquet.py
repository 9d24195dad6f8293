"""Parquet: typed columns written as text by the same conventions. Runs in the child process."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from core.model.melding import Melding
from core.model.wording import getal
from core.sources.cells import add, join, numbers, of_numbers
from core.sources.raw import Opmerking, RuweTabel
from core.sources.readers.grid import MAX_KOLOMMEN
from core.sources.readers.message import show
from core.sources.readers.text import is_number, to_tekst

_NEDERLAND = pa.timestamp("us", "Europe/Amsterdam")
MAX_BYTES = 1_000_000_000  # of the values of one block, unpacked: a value can stand for millions
_BLOK = 1 << 17  # rows


def read_parquet(
    pad: Path, bestand: str, bekend: frozenset[str], meld: Callable[[str, float], None]
) -> Iterator[RuweTabel]:
    """One table; row 1 is the first record. Read in blocks: however many rows, only which of the different values each
    has is kept."""
    naam = show(bestand)
    try:
        # In nanoseconds (the default) a year over 2262, as an end that never comes, silently becomes another year.
        bron = pq.ParquetFile(pad, coerce_int96_timestamp_unit="us")
        if bron.metadata.num_columns > MAX_KOLOMMEN:
            raise Melding(
                f"{naam} is te groot om te lezen: {bron.metadata.num_columns} kolommen. Lever alleen de onze."
            )
        teksten = [v.name for v in bron.schema_arrow if pa.types.is_string(v.type)]
        bron = pq.ParquetFile(pad, coerce_int96_timestamp_unit="us", read_dictionary=teksten)
        utc, tabel = _in_utc(bron), Blocks(bron.schema_arrow)
        meld(f"{naam} lezen", 0.3)
        for blok in bron.iter_batches(batch_size=_BLOK):
            _bounded(blok, naam)
            tabel.add([k.cast(pa.timestamp("us", "UTC")) if v.name in utc else k for v, k in _columns(blok)])
            meld(f"{naam} lezen: {getal(tabel.rijen)} rijen", 0.3 + 0.4 * tabel.rijen / bron.metadata.num_rows)
    except (FileNotFoundError, MemoryError):  # what is too large is not damaged
        raise
    except (pa.ArrowException, OSError):
        raise Melding(
            f"{naam} is geen geldig Parquet-bestand of is niet helemaal aangekomen. Maak de export opnieuw."
        ) from None
    ruw = tabel.table(bestand, Path(bestand).stem)
    if utc:
        note_zone(ruw)
    yield ruw


def _columns(blok: pa.RecordBatch) -> Iterator[tuple[pa.Field, pa.Array]]:
    return zip(blok.schema, blok.columns, strict=True)


def _bounded(blok: pa.RecordBatch, naam: str) -> None:
    if (groot := sum(k.nbytes for k in blok.columns)) > MAX_BYTES:
        raise Melding(
            f"{naam} is te groot om te lezen: {blok.num_rows} rijen nemen al {groot // 10**6} MB. Laat kolommen met "
            "lange teksten of bijlagen weg."
        )


def _in_utc(bron: pq.ParquetFile) -> frozenset[str]:
    """Columns with moments of the old kind (INT96) that are in UTC. Spark and Hive write them so: a day in the
    Netherlands begins on the evening before; Impala and others write the clock time. A column of only midnights, here
    or there, says itself which it is."""
    merk = {k.decode("ascii", "ignore") for k in (bron.metadata.metadata or {})}
    door_spark = any(k.startswith("org.apache.spark") for k in merk) or "parquet-mr" in (bron.metadata.created_by or "")
    oud = [k for i in range(bron.metadata.num_columns) if (k := bron.schema.column(i)).physical_type == "INT96"]
    namen = {k.path for k in oud} & set(bron.schema_arrow.names)
    return frozenset(n for n in namen if not _only_days(bron, n) and (door_spark or _only_days(bron, n, _NEDERLAND)))


def _only_days(bron: pq.ParquetFile, naam: str, zone: pa.DataType | None = None) -> bool:
    """Whether a column holds only midnights, as it stands there or as UTC seen from a zone."""
    for blok in bron.iter_batches(batch_size=_BLOK, columns=[naam]):
        momenten = blok.column(0)
        if zone is not None:
            momenten = pc.local_timestamp(momenten.cast(pa.timestamp("us", "UTC")).cast(zone))
        if pc.all(pc.equal(pc.floor_temporal(momenten, unit="day"), momenten)).as_py() is False:
            return False
    return True


class Blocks:
    """Typed columns that come in blocks, as a RuweTabel: each text once, and which of them each row has."""

    def __init__(self, schema: pa.Schema):
        self._schema, self.rijen = schema, 0
        self._delen: list[list[pa.Array] | None] = [[] for _ in schema]  # None: values that have no text

    def add(self, kolommen: Sequence[pa.Array]) -> None:
        for plek, kolom in enumerate(kolommen):
            tekst = _texts(kolom) if self._delen[plek] is not None else None
            if tekst is None:
                self._delen[plek] = None
            else:
                add(self._delen[plek], tekst)
        self.rijen += len(kolommen[0]) if kolommen else 0

    def table(self, bestand: str, blad: str) -> RuweTabel:
        namen = [v.name for v, delen in zip(self._schema, self._delen, strict=True) if delen is not None]
        over = [v.name for v, delen in zip(self._schema, self._delen, strict=True) if delen is None]
        kolommen = []
        for plek, delen in enumerate(self._delen):  # each is let go of as soon as it is whole
            kolommen += [join(delen)] if delen is not None else []
            self._delen[plek] = None
        rijen = pa.array(np.arange(1, self.rijen + 1, dtype="int32"))
        uit = RuweTabel(bestand, blad, None, pa.table([*kolommen, rijen], names=[*namen, "__rij__"]), kopregel=0)
        uit.getallen = frozenset(v.name for v in self._schema if is_number(v.type) and v.name in namen)
        skip_columns(uit, over)
        if any(pa.types.is_timestamp(v.type) and v.type.tz for v in self._schema):
            note_zone(uit)
        return uit


def _texts(kolom: pa.Array) -> pa.DictionaryArray | None:
    """The values as texts; every different one is written once. None: they have no text."""
    if pa.types.is_nested(kolom.type) or pa.types.is_duration(kolom.type):
        return None
    try:
        waarden = kolom.dictionary_encode()
    except pa.ArrowException:
        return None
    teksten = to_tekst(pa.chunked_array([waarden.dictionary]))
    if teksten is None:
        return None
    anders = teksten.combine_chunks().dictionary_encode()  # values that differ may read the same
    naar = np.append(numbers(anders), -1)
    return of_numbers(naar[numbers(waarden)], anders.dictionary)


def from_arrow(tabel: pa.Table, bestand: str, blad: str) -> RuweTabel:
    """A typed Arrow table as a RuweTabel with text columns; the names come from the schema, not from a
    row."""
    blokken = Blocks(tabel.schema)
    for blok in tabel.to_batches(max_chunksize=_BLOK):
        blokken.add(blok.columns)
    if not tabel.num_rows:
        blokken.add([pa.array([], v.type) for v in tabel.schema])
    return blokken.table(bestand, blad)


def skip_columns(tabel: RuweTabel, namen: list[str]) -> None:
    """Tells which columns hold no values of a cell and were left out."""
    if namen:
        tekst = f"{show(tabel.blad)} heeft kolommen met lijsten of bijlagen die niet gelezen zijn: "
        tabel.opmerkingen.append(Opmerking("kolom_overgeslagen", f"{tekst}{', '.join(map(show, namen))}."))


def note_zone(tabel: RuweTabel) -> None:
    """Tells that moments were in another time zone."""
    tekst = f"Tijden in {show(tabel.blad)} hebben een tijdzone en zijn omgerekend naar Nederlandse tijd."
    tabel.opmerkingen.append(Opmerking("tijdzone", tekst))
