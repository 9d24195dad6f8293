#!/usr/bin/env bash
# Ibis 12.0.0 on Spark 4.3.0: a Python float becomes a DECIMAL literal, so a whole number divided by it is rounded to six
# decimals: 154 / 30.44 is 5.059133, and 5.059132720105125 on DuckDB. Casting the literal changes nothing (Ibis leaves the
# cast out); casting the whole number does. Needs Java 17. Exits with an error when any of the figures is another.
set -euo pipefail
map=$(mktemp -d)
trap 'rm -rf "$map"' EXIT
python3 -m venv "$map/venv"
"$map/venv/bin/python" -m pip install --quiet --disable-pip-version-check 'ibis-framework[duckdb]==12.0.0' sqlglot==30.16.0 \
  duckdb==2.0.0 pyarrow==26.0.1 pandas==3.1.1 pyspark==4.3.0
cat > "$map/vraag.py" <<'PY'
import ibis
import pyarrow as pa
from pyspark.sql import SparkSession

sessie = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
rijen = pa.table({"dagen": pa.array([154], pa.int32())})
spark, duck = ibis.pyspark.connect(sessie), ibis.duckdb.connect()
spark.create_view("t", spark.create_table("rijen", rijen))
duck.create_table("t", rijen)
for naam, con in (("spark", spark), ("duckdb", duck)):
    dagen = con.table("t").dagen
    for wat, deling in (
        ("plain", dagen / 30.44),
        ("literal cast", dagen / ibis.literal(30.44).cast("float64")),
        ("column cast", dagen.cast("float64") / 30.44),
    ):
        print(naam, wat, float(con.execute(deling)[0]))
PY
cd "$map"
"$map/venv/bin/python" -W ignore vraag.py 2> "$map/fout" | tee "$map/uit" || { cat "$map/fout"; exit 1; }
diff "$map/uit" - <<'UIT'
spark plain 5.059133
spark literal cast 5.059133
spark column cast 5.059132720105125
duckdb plain 5.059132720105125
duckdb literal cast 5.059132720105125
duckdb column cast 5.059132720105125
UIT
