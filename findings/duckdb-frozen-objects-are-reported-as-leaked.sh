#!/usr/bin/env bash
# DuckDB for Python 2.0.0 on CPython 3.11: a program that calls gc.freeze() after DuckDB was imported, as servers do after
# loading so that the collector skips what stays, prints a page about leaks on stderr when it ends.
# Seen: exit code 0, and on stderr "nanobind: leaked 27 instances!", "leaked 15 types!" and "leaked 111 functions!", with
# "this is likely caused by a reference counting issue in the binding code". Nothing leaks: the frozen objects are only
# never looked at by the last collection. The same program without gc.freeze(), or with gc.unfreeze() registered with
# atexit, ends without a word.
# Exits with an error when any of this has changed.
set -euo pipefail
map=$(mktemp -d)
trap 'rm -rf "$map"' EXIT
python3 -m venv "$map/venv"
"$map/venv/bin/python" -m pip install --quiet --disable-pip-version-check duckdb==2.0.0
cat > "$map/program.py" <<'PY'
import atexit
import gc
import sys

import duckdb

duckdb.sql("select 1").fetchall()
if sys.argv[1] != "plain":
    gc.freeze()
if sys.argv[1] == "unfrozen":
    atexit.register(gc.unfreeze)
PY
for how in plain frozen unfrozen; do
  "$map/venv/bin/python" "$map/program.py" "$how" 2> "$map/$how"
done
echo "without gc.freeze(): $(wc -l < "$map/plain") lines on stderr"
echo "with gc.freeze(): $(grep -c leaked "$map/frozen") lines that say leaked, such as: $(grep -m1 'leaked .* types' "$map/frozen")"
echo "with gc.unfreeze() at exit: $(wc -l < "$map/unfrozen") lines on stderr"
[ ! -s "$map/plain" ] && [ ! -s "$map/unfrozen" ] && grep -q "nanobind: leaked .* types" "$map/frozen"
