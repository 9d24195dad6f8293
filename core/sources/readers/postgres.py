"""A table, view or query of PostgreSQL as the server itself writes it out (COPY): as fast as a copy to a file, and no
value that Python has no object for (infinity, a year over 9999) can stop the rest."""

import selectors
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pv

from core.sources.raw import RuweTabel
from core.sources.readers.header import unieke_namen
from core.sources.readers.parquet import from_arrow, note_zone, skip_columns
from core.sources.readers.text import getal_tekst

_BLOK = 8 << 20  # bytes of text that are taken apart at a time
_NEVER = {"infinity": "9999-12-31", "-infinity": "0001-01-01"}  # as other systems write it
# Categories of types (pg_type.typcategory) that are no value of a cell: arrays, records, ranges, shapes, durations; of
# what users and extensions make (U) only the names below.
_NESTED = frozenset("ACGRTZ")
_READ = frozenset({"uuid", "citext"})
_TEXT = "Europe/Amsterdam"
# How a value is asked, where the way the server writes it is not ours.
_ASKED = {
    "numeric": "trim_scale({0})",
    "money": "trim_scale(({0})::numeric)",
    "timestamptz": f"({{0}}) at time zone '{_TEXT}'",
}
_NUMBERS = frozenset({"int2", "int4", "int8", "oid", "float4", "float8", "numeric", "money"})


def copy_out(verbinding, vraag: str, waar: str, naam: str) -> RuweTabel:
    """The rows of a query on an open SQLAlchemy connection to PostgreSQL; columns of which the type has no text are
    left out and named. Raises what the driver raises."""
    psycopg = verbinding.connection.driver_connection
    with psycopg.cursor() as cursor:
        cursor.execute("set local datestyle to 'ISO, YMD'; set local extra_float_digits to 1")
        # Binary, so that the driver uses the protocol that takes one statement: what passes is one inside the copy too.
        cursor.execute(f"select * from ({vraag}\n) as bron limit 0", binary=True)
        velden = [(v.name, v.type_code) for v in cursor.description]
        cursor.execute("select oid, typname, typcategory from pg_type where oid = any(%s)", [[s for _, s in velden]])
        soorten = {oid: (typ, categorie) for oid, typ, categorie in cursor}
        namen = unieke_namen([n for n, _ in velden])
        typen = [soorten[s][0] for _, s in velden]
        mee = [i for i, (_, s) in enumerate(velden) if _is_read(*soorten[s])]
        bron = ", ".join(f"k{i}" for i in range(len(velden)))
        kies = ", ".join(_ASKED.get(typen[i], "{0}").format(f"k{i}") for i in mee) or "null"
        opdracht = f"copy (select {kies} from ({vraag}\n) as bron({bron})) to stdout (format csv, encoding 'UTF8')"
    blokken = [_parse(blok, max(len(mee), 1)) for blok in _blocks(verbinding, opdracht)]
    tabel = pa.concat_tables(blokken) if blokken else _parse(b"", max(len(mee), 1))
    kolommen = [_ours(tabel.column(p), typen[i]) for p, i in enumerate(mee)]
    ruw = from_arrow(pa.table(kolommen, names=[namen[i] for i in mee]), waar, naam) if mee else None
    if ruw is None:
        ruw = RuweTabel(waar, naam, None, pa.table({"__rij__": pa.array(range(tabel.num_rows), pa.int32())}))
    ruw.getallen = frozenset(namen[i] for i in mee if typen[i] in _NUMBERS)
    skip_columns(ruw, [n for i, n in enumerate(namen) if i not in mee])
    if "timestamptz" in (typen[i] for i in mee):
        note_zone(ruw)
    return ruw


def _is_read(typ: str, categorie: str) -> bool:
    return typ in _READ or categorie not in (*_NESTED, "U")


def _blocks(verbinding, opdracht: str) -> Iterator[bytearray]:
    """Whole rows, many at a time. The server sends them one by one: they are taken from libpq itself, and put behind
    each other at once, as keeping each for a while costs more than the copy. Who stops half-way loses the connection:
    it can be asked nothing else then."""
    pgconn, dbapi = verbinding.connection.driver_connection.pgconn, verbinding.dialect.dbapi
    try:
        antwoord, blok = pgconn.exec_(opdracht.encode()), bytearray()
        with selectors.DefaultSelector() as wacht:
            wacht.register(pgconn.socket, selectors.EVENT_READ)
            while antwoord.status == dbapi.pq.ExecStatus.COPY_OUT:
                while (gekregen := pgconn.get_copy_data(1))[0] > 0:
                    blok += gekregen[1]
                    if len(blok) >= _BLOK:
                        yield blok
                        blok = bytearray()
                if gekregen[0] == 0:  # nothing more has come yet
                    wacht.select()
                    pgconn.consume_input()
                else:
                    antwoord = pgconn.get_result()
        while pgconn.get_result():
            pass
    except BaseException:
        verbinding.invalidate()
        raise
    if antwoord.status != dbapi.pq.ExecStatus.COMMAND_OK:
        raise dbapi.errors.error_from_result(antwoord)
    if blok:
        yield blok


def _parse(blok: bytes | bytearray, breedte: int) -> pa.Table:
    namen = [str(i) for i in range(breedte)]
    if not blok:
        return pa.table({n: pa.array([], pa.string()) for n in namen})
    return pv.read_csv(
        pa.BufferReader(blok),
        pv.ReadOptions(column_names=namen, use_threads=False, block_size=len(blok) + 1),
        pv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False),
        pv.ConvertOptions(
            column_types=dict.fromkeys(namen, pa.string()),
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,  # the server writes an empty text as "", and nothing as nothing
            null_values=[""],
        ),
    )


def _ours(kolom: pa.ChunkedArray, typ: str) -> pa.ChunkedArray:
    """The text of a column by our conventions."""
    if typ == "bool":
        return _by_value(kolom, lambda w: "true" if w == "t" else "false")
    if typ == "date":  # already as we write it, but for the days that never come
        endless = pc.any(pc.match_substring(kolom, "infinity")).as_py()
        return _by_value(kolom, lambda w: _NEVER.get(w, w)) if endless else kolom
    if typ in ("timestamp", "timestamptz"):
        return _by_value(kolom, _moment)
    if typ in ("float4", "float8"):
        return _by_value(kolom, _number)
    return kolom


def _by_value(kolom: pa.ChunkedArray, tekst) -> pa.ChunkedArray:
    """Each distinct value once; dates and amounts repeat."""
    if not len(kolom):
        return kolom
    gecodeerd = pc.dictionary_encode(kolom).unify_dictionaries()
    woorden = gecodeerd.chunk(0).dictionary.to_pylist()
    nieuw = pa.array([tekst(w) for w in woorden], pa.string())
    return pa.chunked_array([nieuw.take(c.indices) for c in gecodeerd.chunks], pa.string())


def _moment(waarde: str) -> str:
    dag, _, tijd = waarde.partition(" ")
    return _NEVER.get(dag, dag) if not tijd or tijd == "00:00:00" else f"{dag}T{tijd}"


def _number(waarde: str) -> str | None:
    if waarde in ("NaN", "Infinity", "-Infinity"):
        return None
    return getal_tekst(float(waarde)) if "e" in waarde else waarde
