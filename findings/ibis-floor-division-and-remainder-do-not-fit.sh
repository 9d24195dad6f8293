#!/usr/bin/env bash
# Ibis 12.0.0: `//` and `%` of a negative whole number come from two rules, so that (x // 3) * 3 + x % 3 is not x.
# x = -3, -2, -1. Seen on DuckDB 2.0.0 and SQLite: `//` gives -1, -1, -1 (down, as Python) and `%` gives 0, -2, -1 (towards zero,
# as SQL), which makes -3, -5, -4. Polars 2.1.0 gives 0, 1, 2 for the remainder, which fits. Month arithmetic before a base month
# goes wrong so on one engine and right on the other. Exits with an error when any of this changes.
set -euo pipefail
map=$(mktemp -d)
trap 'rm -rf "$map"' EXIT
python3 -m venv "$map/venv"
"$map/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  'ibis-framework[duckdb,sqlite,polars]==12.0.0' sqlglot==30.16.0 duckdb==2.0.0 polars==2.1.0 pyarrow==26.0.1
"$map/venv/bin/python" -W ignore - <<'PY'
import ibis
import pyarrow as pa

gezien = {}
for verbinding in (ibis.duckdb.connect(), ibis.sqlite.connect(), ibis.polars.connect()):
    t = verbinding.create_table("t", pa.table({"x": [-3, -2, -1]}))
    antwoord = t.order_by("x").select(heel=t.x // 3, rest=t.x % 3, samen=(t.x // 3) * 3 + t.x % 3).to_pyarrow()
    gezien[verbinding.name] = tuple(antwoord[k].to_pylist() for k in ("heel", "rest", "samen"))
    print(verbinding.name, gezien[verbinding.name])
sql = ([-1, -1, -1], [0, -2, -1], [-3, -5, -4])
assert gezien == {"duckdb": sql, "sqlite": sql, "polars": ([-1, -1, -1], [0, 1, 2], [-3, -2, -1])}
PY
