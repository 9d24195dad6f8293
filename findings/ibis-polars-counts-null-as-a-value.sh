#!/usr/bin/env bash
# Ibis 12.0.0: `nunique` of a column with empty cells. Its documentation leaves nulls out of aggregates, and DuckDB 2.0.0 and
# SQLite count 2 different children in a, b, empty. Seen on Polars 2.1.0: 3; the empty cell is a child. In a group
# with only empty cells DuckDB says 0 and Polars 1. Exits with an error when any of this changes.
set -euo pipefail
map=$(mktemp -d)
trap 'rm -rf "$map"' EXIT
python3 -m venv "$map/venv"
"$map/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  'ibis-framework[duckdb,sqlite,polars]==12.0.0' sqlglot==30.16.0 duckdb==2.0.0 polars==2.1.0 pyarrow==26.0.1
"$map/venv/bin/python" -W ignore - <<'PY'
import ibis
import pyarrow as pa

tabel = pa.table({"gi": ["A", "A", "A", "B"], "jeugdige": ["a", "b", None, None]})
gezien = {}
for verbinding in (ibis.duckdb.connect(), ibis.sqlite.connect(), ibis.polars.connect()):
    t = verbinding.create_table("t", tabel)
    per_gi = t.group_by("gi").agg(n=t.jeugdige.nunique()).order_by("gi").to_pyarrow()["n"].to_pylist()
    gezien[verbinding.name] = (int(t.jeugdige.nunique().execute()), per_gi)
    print(verbinding.name, "all", gezien[verbinding.name][0], "per gi", per_gi)
assert gezien == {"duckdb": (2, [2, 0]), "sqlite": (2, [2, 0]), "polars": (3, [3, 1])}
PY
