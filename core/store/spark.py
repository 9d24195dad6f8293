"""Tables on Spark as a `Verbinding` (see core/store/connect.py), over a session of spark_session.py.

Tables are Parquet in a folder that every worker sees: what stays in the memory of a worker is gone when the worker is,
and the figures with it. Only what Spark Connect can do too is asked of a session.
"""

import contextlib
import datetime as dt
import re
from collections.abc import Iterable

import pandas as pd
import pyarrow as pa

from core.model.melding import Melding
from core.store.connect import keuzetabel
from core.store.spark_session import in_dutch

# Days as they are, also those before 1582, and moments as the number that they are: the older way to write them shifts
# both. Names in double quotes are names, as on every other engine.
_VAST = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.ansi.doubleQuotedIdentifiers": "true",
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
    "spark.sql.parquet.datetimeRebaseModeInWrite": "CORRECTED",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
}


class SparkVerbinding:
    """A session and the folder of its tables. A table is made when a query first names it: who asks for one maat does
    not wait for the others. `merk` names the version of the data and of the program: a table that this folder holds of
    the same `merk` is used as it is; None keeps nothing."""

    dialect = "pyspark"

    def __init__(self, sessie, plek: str, merk: str | None = None):
        self._sessie, self._plek, self._merk = sessie, plek, merk
        self._tabellen: set[str] = set()
        self._vragen: dict[str, str] = {}
        for sleutel, waarde in _VAST.items():
            sessie.conf.set(sleutel, waarde)

    def vraag(self, sql: str) -> pd.DataFrame:
        self._make_named(sql)
        with in_dutch():
            return self._sessie.sql(sql).toArrow().to_pandas()

    def choose(self, kolom: str, waarden: tuple) -> None:
        if kolom == "dag" and not waarden:
            waarden = (dt.date(1, 1, 1),)
        with in_dutch():
            self._frame(keuzetabel(waarden)).createOrReplaceTempView(f"keuze_{kolom}")

    def load(self, naam: str, tabel: pa.Table) -> None:
        self._settle(naam)
        with in_dutch():
            self._keep(naam, self._frame(tabel))

    def load_all(self, naam: str, delen: Iterable[pa.Table]) -> None:
        """A table that comes in parts. Raises Melding when not all of it can be read back: a folder that is not the
        same one for every worker keeps what a worker writes to itself."""
        self._settle(naam)
        rijen = 0
        with in_dutch():
            for nr, deel in enumerate(delen):
                rijen += deel.num_rows
                wijze = "append" if nr else "overwrite"
                self._frame(deel).write.mode(wijze).parquet(self._pad(naam))
            self._show(naam)
            er_zijn = self._sessie.table(naam).count()
        if er_zijn != rijen:
            raise Melding(
                f"Van de tabel {naam} kwamen {er_zijn} van {rijen} regels terug uit {self._plek}: geef met --werkmap "
                "een map die alle werkers onder dezelfde naam zien."
            )
        self._remember(naam)

    def make(self, naam: str, sql: str) -> None:
        self._settle(naam)
        self._vragen[naam] = sql
        self._tabellen.add(naam)

    def make_all(self, tabellen: dict[str, str]) -> None:
        for naam, sql in tabellen.items():
            self.make(naam, sql)

    def tabellen(self) -> set[str]:
        return self._tabellen

    def recall(self, naam: str) -> bool:
        """Whether the folder holds this table of the same `merk`; from then on queries find it."""
        if self._merk is None or self._read_merk(naam) != self._merk:
            return False
        self._show(naam)
        return True

    def _remember(self, naam: str) -> None:
        """Says that a table is there as a whole, for the next run."""
        if self._merk is not None:
            with in_dutch():
                merk = self._frame(pa.table({"merk": [self._merk]}))
                merk.write.mode("overwrite").parquet(self._pad(f"{naam}-klaar"))

    def close(self) -> None:
        self._sessie.stop()

    def _frame(self, tabel: pa.Table):
        """With its columns said: of a table without rows Spark Connect does not look at them."""
        from pyspark.sql.pandas.types import from_arrow_schema

        return self._sessie.createDataFrame(tabel, from_arrow_schema(tabel.schema, prefer_timestamp_ntz=False))

    def _settle(self, naam: str) -> None:
        """Makes what was still to be made of a table that changes now."""
        self._vragen.pop(naam, None)
        for later in [k for k, sql in self._vragen.items() if naam in _words(sql)]:
            self._make_named(later)

    def _make_named(self, sql: str) -> None:
        for naam in sorted(_words(sql) & self._vragen.keys()):
            vraag = self._vragen.pop(naam, None)
            if vraag is None or self.recall(naam):
                continue
            self._make_named(vraag)
            with in_dutch():
                self._keep(naam, self._sessie.sql(vraag))
            self._remember(naam)

    def _keep(self, naam: str, frame) -> None:
        frame.write.mode("overwrite").parquet(self._pad(naam))
        self._show(naam)

    def _show(self, naam: str) -> None:
        self._sessie.read.parquet(self._pad(naam)).createOrReplaceTempView(naam)
        self._tabellen.add(naam)

    def _read_merk(self, naam: str) -> str | None:
        from pyspark.errors import AnalysisException

        with contextlib.suppress(AnalysisException), in_dutch():  # nothing there, or not all of it
            return "".join(self._sessie.read.parquet(self._pad(f"{naam}-klaar")).toArrow()["merk"].to_pylist())
        return None

    def _pad(self, naam: str) -> str:
        return f"{self._plek}/{naam}"


def _words(sql: str) -> set[str]:
    return set(re.findall(r"\w+", sql))
