#!/usr/bin/env bash
# Ibis 12.0.0 on DuckDB 2.0.0: with sqlglot 30.18.0 `create_table` from an Arrow table fails; with 30.16.0 it works.
# Ibis 12.0.0 accepts both versions, so a fresh `pip install` without a pin of sqlglot gives the failing pair.
# Seen: "ParserException Parser Error: syntax error at or near "EXISTS"". Exits with an error when either of the two behaves otherwise.
set -euo pipefail
map=$(mktemp -d)
trap 'rm -rf "$map"' EXIT
python3 -m venv "$map/venv"
cat > "$map/vraag.py" <<'PY'
import ibis
import pyarrow as pa
import sqlglot

verbinding = ibis.duckdb.connect()
try:
    verbinding.create_table("t", pa.table({"gemeente": ["GM0505", "GM0642"], "aantal": [3, 4]}))
    print(sqlglot.__version__, "works", verbinding.table("t").count().execute())
except Exception as fout:
    print(sqlglot.__version__, "fails", type(fout).__name__, str(fout).splitlines()[0][:150])
PY
install() { "$map/venv/bin/python" -m pip install --quiet --disable-pip-version-check "$@"; }
install 'ibis-framework[duckdb]==12.0.0' duckdb==2.0.0 pyarrow==26.0.1 sqlglot==30.16.0
oud=$("$map/venv/bin/python" "$map/vraag.py")
install sqlglot==30.18.0
nieuw=$("$map/venv/bin/python" "$map/vraag.py")
printf '%s\n%s\n' "$oud" "$nieuw"
[[ $oud == *works* && $nieuw == *fails* ]]
