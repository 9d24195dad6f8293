"""The only place that names a database engine; Spark, which few have, is in spark.py. The rest of the program speaks
to a `Verbinding`:

    dialect                   name of the SQL dialect for Ibis
    vraag(sql) -> DataFrame   run a query
    kies(kolom, waarden)      fill keuze_<kolom>, the chosen values a query looks up
    laad(naam, tabel)         create a table from Arrow
    add(naam, tabel)     append Arrow rows to a table
    maak(naam, sql)           create a table from a query
    make_all(sql per naam)    the same, of many that do not need each other
    define_all(sql per naam)  the same by name only: worked out whenever it is asked
    tabellen()                names of the tables there

A connection belongs to one run: threads never share one, because DuckDB would hand out another thread's rows.
"""

import datetime as dt
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from core.model.melding import Melding
from core.store import private

# What a full or broken disk raises while a store is written: which one depends on where it is noticed (the file, the
# log beside it, the memory that could not be put aside, the end of the transaction).
SCHIJFFOUTEN = (
    OSError,
    duckdb.IOException,
    duckdb.TransactionException,
    duckdb.FatalException,
    duckdb.OutOfMemoryException,
)
GEHEUGENFOUTEN = (duckdb.OutOfMemoryException,)
SCHRIJFGEHEUGEN = "1GB"  # for building a version; a region needs half of it, the country is worked through in parts
# What a damaged file raises while it is read; its text holds paths. A block of which the checksum is wrong has no class
# of its own (see is_beschadigd).
_STUK = (duckdb.IOException, duckdb.FatalException, duckdb.InternalException, duckdb.SerializationException)
DATAFOUT = duckdb.Error
BESCHADIGD = (
    "De opslag is beschadigd: zet een reservekopie terug (python -m core terugzetten), of laad de gegevens opnieuw."
)


def keuzetabel(waarden: tuple) -> pa.Table:
    soort = pa.date32() if waarden and isinstance(waarden[0], dt.date) else pa.string()
    return pa.table({"waarde": pa.array(list(waarden), soort)})


class DuckVerbinding:
    """DuckDB, embedded: one file, or memory when `pad` is None."""

    dialect = "duckdb"

    def __init__(self, verbinding: duckdb.DuckDBPyConnection, alleen_lezen: bool = False, bekend: dict | None = None):
        self._verbinding, self._alleen_lezen = verbinding, alleen_lezen
        self._bekend = {} if bekend is None else bekend
        self._gekozen: dict[str, tuple] = {}

    def cursor(self) -> "DuckVerbinding":
        return DuckVerbinding(self._verbinding.cursor(), self._alleen_lezen, self._bekend)

    def naam(self) -> str:
        """The name of this database in a query."""
        return self._verbinding.execute("select current_database()").fetchall()[0][0]

    def kolommen(self) -> dict[str, tuple[str, ...]]:
        """The columns of every table. Looked up once, shared by all cursors: for a store that does not change."""
        if "kolommen" not in self._bekend:
            rijen = self._verbinding.execute(
                "select lower(table_name), list(column_name order by column_index) from duckdb_columns() where not "
                "internal and database_name = current_database() and schema_name = 'main' group by 1"
            ).fetchall()
            self._bekend["kolommen"] = {tabel: tuple(kolommen) for tabel, kolommen in rijen}
        return self._bekend["kolommen"]

    def vraag(self, sql: str) -> pd.DataFrame:
        return self.arrow(sql).to_pandas()

    def arrow(self, sql: str) -> pa.Table:
        try:
            return self._verbinding.sql(sql).to_arrow_table()
        except duckdb.OutOfMemoryException as fout:
            raise Melding(
                "Voor deze vraag is te weinig geheugen: kies een kortere periode of minder uitsplitsingen."
            ) from fout
        except duckdb.Error as fout:
            if is_beschadigd(fout) or (self._alleen_lezen and isinstance(fout, _STUK)):
                raise Melding(BESCHADIGD) from fout
            raise

    def parts(self, sql: str, rijen: int) -> Iterator[pa.Table]:
        """The same some rows at a time; without any rows one part that has the columns."""
        lezer = self._verbinding.sql(sql).to_arrow_reader(rijen)
        leeg = True
        for deel in lezer:
            leeg = False
            yield pa.Table.from_batches([deel])
        if leeg:
            yield lezer.schema.empty_table()

    def choose(self, kolom: str, waarden: tuple) -> None:
        if kolom == "dag" and not waarden:
            waarden = (dt.date(1, 1, 1),)
        if self._gekozen.get(kolom) != waarden:  # the goals of a page ask the same choice a hundred times
            self._verbinding.register(f"keuze_{kolom}", keuzetabel(waarden))
            self._gekozen[kolom] = waarden

    def load(self, naam: str, tabel: pa.Table) -> None:
        self._verbinding.register("_nieuw", tabel)
        self._verbinding.execute(f'create or replace table "{naam}" as select * from _nieuw')
        self._verbinding.unregister("_nieuw")

    def show(self, naam: str, tabel: pa.Table) -> None:
        """Lets queries read Arrow rows where they are, until another table is shown by this name."""
        self._verbinding.register(naam, tabel)

    def load_frame(self, naam: str, frame: pd.DataFrame) -> None:
        self.load(naam, pa.Table.from_pandas(frame, preserve_index=False))

    def add(self, naam: str, tabel: pa.Table) -> None:
        self._verbinding.register("_nieuw", tabel)
        self._verbinding.execute(f'insert into "{naam}" by name select * from _nieuw')
        self._verbinding.unregister("_nieuw")

    def make(self, naam: str, sql: str) -> None:
        self._verbinding.execute(f'create or replace table "{naam}" as {sql}')

    def make_all(self, tabellen: dict[str, str]) -> None:
        """Tables from queries that do not read each other, several at a time: planning a query takes one core."""

        def make_some(deel: list[str]) -> None:
            with closing(self.cursor()) as cursor:
                for naam in deel:
                    cursor.make(naam, tabellen[naam])

        for naam in self.views() & tabellen.keys():
            self._verbinding.execute(f'drop view "{naam}"')
        namen, tegelijk = list(tabellen), min(4, os.cpu_count() or 1)
        with ThreadPoolExecutor(tegelijk) as draden:
            list(draden.map(make_some, [namen[i::tegelijk] for i in range(tegelijk)]))

    def define_all(self, vragen: dict[str, str]) -> None:
        for naam, sql in vragen.items():
            self._verbinding.execute(f'create view "{naam}" as {sql}')

    def views(self) -> set[str]:
        """The names that are worked out when they are asked."""
        gevonden = self._verbinding.execute("select view_name from duckdb_views() where not internal and not temporary")
        return {r[0] for r in gevonden.fetchall()}

    def execute(self, sql: str) -> None:
        self._verbinding.execute(sql)

    def everything(self) -> dict[str, pa.Table]:
        """Every table with its rows."""
        return {naam: self.arrow(f'select * from "{naam}"') for naam in sorted(self.tabellen())}

    def walk_through(self) -> None:
        """Reads every value of every table; a damaged block shows only when it is read. Raises Melding."""
        try:
            for naam in sorted(self.tabellen()):
                self._verbinding.sql(f'select bit_xor(hash(t)) from "{naam}" t').fetchall()
        except (duckdb.Error, ValueError, OverflowError) as fout:  # a flipped bit can look like anything
            raise Melding(BESCHADIGD) from fout

    def write_clean(self, pad: Path) -> None:
        """All tables into a new file. Unlike this one it holds nothing of rows that were deleted."""
        hier = self._verbinding.execute("select current_database()").fetchone()[0]
        plek = str(pad).replace("'", "''")
        self._verbinding.execute(f"attach '{plek}' as schoon")
        self._verbinding.execute(f'copy from database "{hier}" to schoon')
        self._verbinding.execute("checkpoint schoon")
        self._verbinding.execute("detach schoon")

    def round_off(self) -> None:
        """Everything into the one file, nothing left in a log beside it."""
        self._verbinding.execute("checkpoint")

    def tabellen(self) -> set[str]:
        return {r[0] for r in self._verbinding.execute("select table_name from duckdb_tables()").fetchall()}

    def close(self) -> None:
        self._verbinding.close()


def is_beschadigd(fout: Exception) -> bool:
    """Whether an error says that what was on disk is not what was written there."""
    return type(fout) is duckdb.Error


def open_duckdb(pad: Path | None, *, alleen_lezen: bool = False) -> DuckVerbinding:
    """Opens (or makes) a store file. Temporary files lie beside it (<file>.tmp); in memory there are none. Who only
    reads can reach no other file, no network and no setting."""
    instellingen = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    if pad is None:
        instellingen |= {"temp_directory": ""}
    elif not alleen_lezen:  # whoever writes puts aside beside the file what does not fit
        instellingen |= {"memory_limit": SCHRIJFGEHEUGEN}
    if alleen_lezen:
        instellingen |= {"enable_external_access": "false", "lock_configuration": "true"}
    try:
        verbinding = duckdb.connect(
            str(pad) if pad else ":memory:", read_only=alleen_lezen and pad is not None, config=instellingen
        )
    except duckdb.Error as fout:  # its text holds paths and process ids
        if "set lock" in str(fout) or "another process" in str(fout):
            raise Melding(
                f"De opslag {pad.name if pad else ''} is niet te openen, want een ander programma gebruikt "
                "het bestand: sluit dat programma en probeer het opnieuw."
            ) from fout
        raise Melding(BESCHADIGD) from fout
    if pad is not None and not alleen_lezen:
        private.shut(pad)  # it makes its own file, in a folder that is closed already
    return DuckVerbinding(verbinding, alleen_lezen)


def open_in_geheugen(tabellen: dict[str, pa.Table]) -> DuckVerbinding:
    """A database in memory with these tables, for a store that is encrypted on disk."""
    verbinding = open_duckdb(None)
    for naam, tabel in tabellen.items():
        verbinding.load(naam, tabel)
    verbinding.execute("set enable_external_access=false; set lock_configuration=true")
    return verbinding


class SqlVerbinding:
    """PostgreSQL through SQLAlchemy. Tables are temporary: they belong to this connection and leave with it."""

    def __init__(self, url, dialect: str = "postgres"):
        import sqlalchemy

        self.dialect = dialect
        self._sa = sqlalchemy
        self._engine = sqlalchemy.create_engine(url, hide_parameters=True, isolation_level="AUTOCOMMIT")
        self._verbinding = self._engine.connect()

    def vraag(self, sql: str) -> pd.DataFrame:
        return pd.read_sql(self._sa.text(sql.replace(":", r"\:")), self._verbinding)

    def choose(self, kolom: str, waarden: tuple) -> None:
        if kolom == "dag" and not waarden:
            waarden = (dt.date(1, 1, 1),)
        self.load(f"keuze_{kolom}", keuzetabel(waarden))

    def load(self, naam: str, tabel: pa.Table) -> None:
        soorten = {
            "string": "text",
            "int32": "integer",
            "int64": "bigint",
            "double": "double precision",
            "bool": "boolean",
            "date32[day]": "date",
            "timestamp[us]": "timestamp",
        }
        kolommen = ", ".join(f'"{v.name}" {soorten[str(v.type)]}' for v in tabel.schema)
        self._execute(f'drop table if exists "{naam}"')
        self._execute(f'create temporary table "{naam}" ({kolommen})')
        self.add(naam, tabel)

    def add(self, naam: str, tabel: pa.Table) -> None:
        if not tabel.num_rows:
            return
        kolommen = ", ".join(f'"{n}"' for n in tabel.column_names)
        with self._verbinding.connection.cursor().copy(f'copy "{naam}" ({kolommen}) from stdin') as naar:
            for deel in tabel.to_batches(10_000):
                for rij in zip(*(kolom.to_pylist() for kolom in deel.columns), strict=True):
                    naar.write_row(rij)

    def make(self, naam: str, sql: str) -> None:
        self._execute(f'drop table if exists "{naam}"')
        self._execute(f'create temporary table "{naam}" as {sql}')

    def make_all(self, tabellen: dict[str, str]) -> None:
        for naam, sql in tabellen.items():
            self.make(naam, sql)

    def tabellen(self) -> set[str]:
        gevonden = self.vraag("select tablename from pg_tables where schemaname like 'pg_temp%'")
        return set(gevonden["tablename"])

    def _execute(self, sql: str) -> None:
        self._verbinding.execute(self._sa.text(sql.replace(":", r"\:")))

    def close(self) -> None:
        self._verbinding.close()
        self._engine.dispose()


def open_postgres(url: str) -> SqlVerbinding:
    """A connection on a PostgreSQL server. Raises Melding when the address is none or the server does not answer."""
    import sqlalchemy as sa

    try:
        adres = sa.make_url(url)
        if "+" not in adres.drivername:
            adres = adres.set(drivername="postgresql+psycopg")
        return SqlVerbinding(adres)
    except sa.exc.ArgumentError as fout:
        raise Melding(
            "Het adres van de database klopt niet: schrijf het als postgresql://naam@server/database."
        ) from fout
    except sa.exc.OperationalError as fout:  # its text holds who logged in, and where
        raise Melding(
            f"De database op {adres.host or 'deze computer'} is niet te openen: kijk of de server aan staat en of naam "
            "en wachtwoord kloppen."
        ) from fout
