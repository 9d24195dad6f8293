"""Stores in memory with generated children, built by the program itself."""

import datetime as dt

import pandas as pd
import pyarrow as pa

import core.example as voorbeeld
from core.engine.count.build import build
from core.engine.count.series import Dekking, Rekenaar
from core.measures import load_catalogus
from core.model.arrow import arrow_schema
from core.model.schema import LEVERINGEN, TABELLEN
from core.store.connect import DuckVerbinding, open_duckdb

REGIO = "proef"


def vul(verbinding, tabellen: dict[str, pd.DataFrame], van: dt.date, tm: dt.date) -> Rekenaar:
    """A Rekenaar on delivered rows: columns as in the schema, dates as datetimes, ja/nee as booleans."""
    levering = dict.fromkeys(LEVERINGEN) | {"id": 1, "import_nr": 1, "tm": tm}
    verbinding.load("leveringen", pa.Table.from_pylist([levering], schema=arrow_schema(LEVERINGEN)))
    for naam, tabel in TABELLEN.items():
        schema = arrow_schema(tabel.opslag)
        frame = tabellen.get(naam)
        if frame is None:
            verbinding.load(f"bron_{naam}", schema.empty_table())
            continue
        n = len(frame)
        vast = {"levering": [1] * n, "import_nr": [1] * n, "bron_rij": list(range(n))}
        kolommen = {v.name: pa.array(_waarden(frame, v, vast), v.type, from_pandas=True) for v in schema}
        verbinding.load(f"bron_{naam}", pa.table(kolommen))
    build(verbinding)
    dekking = {naam: Dekking(van, tm) for naam in tabellen}
    codes = {REGIO: tuple(sorted(set(tabellen["maatregelen"]["gemeente"])))}
    return Rekenaar(load_catalogus(), verbinding, dekking, codes)


def _waarden(frame: pd.DataFrame, veld: pa.Field, vast: dict):
    if veld.name in vast:
        return vast[veld.name]
    if veld.name == "geboortemaand" and "geboortedatum" in frame:
        datum = pd.to_datetime(frame["geboortedatum"])
        return [None if pd.isna(d) else d.year * 100 + d.month for d in datum]
    if veld.name not in frame:
        return [None] * len(frame)
    kolom = frame[veld.name]
    if pa.types.is_date(veld.type):
        return [None if pd.isna(d) else d.date() for d in pd.to_datetime(kolom)]
    if pa.types.is_boolean(veld.type):
        return [None if pd.isna(x) else x in ("ja", True) for x in kolom.astype(object)]
    if pa.types.is_string(veld.type):
        return [None if pd.isna(x) else str(x) for x in kolom.astype(object)]
    return kolom.to_numpy()


def geleverd(rekenaar: Rekenaar, tabel: str) -> pd.DataFrame:
    """All rows of a table as they were delivered, to change and load again."""
    return rekenaar.verbinding.vraag(f"select * from bron_{tabel}")


def regio(seed: int = 1, naam: str = "zhz", schaal: str = "regio", tm: dt.date = dt.date(2025, 12, 31)) -> Rekenaar:
    """Measures and placements of one invented region from 2019 on, without dirt."""
    opdracht = voorbeeld.Opdracht(
        voorbeeld.gebieden(naam, False)[0],
        voorbeeld.SCHALEN[schaal],
        seed,
        voorbeeld.last_day(tm + dt.timedelta(days=1)),
        False,
    )
    maker = voorbeeld.Tabellen(opdracht)
    tabellen = {t: maker.make(t) for t in ("maatregelen", "plaatsingen")}
    return vul(open_duckdb(None), tabellen, dt.date(2019, 1, 1), tm)


def telplek() -> DuckVerbinding:
    """An empty place to count in."""
    return open_duckdb(None)
