#!/usr/bin/env bash
# pyspark 4.3.0: createDataFrame(an Arrow table without rows) works on a classic session, and on Spark Connect fails with
# CANNOT_INFER_EMPTY_SCHEMA, though the table says its columns. With the schema given beside it both work.
# Needs Java 17. Exits with an error when one of the four behaves otherwise.
set -euo pipefail
map=$(mktemp -d)
trap 'rm -rf "$map"' EXIT
python3 -m venv "$map/venv"
"$map/venv/bin/python" -m pip install --quiet --disable-pip-version-check pyspark==4.3.0 pandas==3.1.1 pyarrow==26.0.1 \
  grpcio==1.85.3 grpcio-status==1.85.3 googleapis-common-protos==1.76.0 zstandard==0.25.0
cat > "$map/vraag.py" <<'PY'
import sys

import pyarrow as pa
from pyspark.sql import SparkSession

bouwer = SparkSession.builder.config("spark.ui.enabled", "false")
sessie = (bouwer.master if sys.argv[1] == "classic" else bouwer.remote)("local[1]").getOrCreate()
leeg = pa.table({"gemeente": pa.array([], pa.string())})
for schema in (None, "gemeente string"):
    try:
        print(sys.argv[1], schema, sessie.createDataFrame(leeg, schema).count())
    except Exception as fout:
        print(sys.argv[1], schema, str(fout).split("]")[0].strip("["))
PY
cd "$map"
for soort in classic connect; do
  "$map/venv/bin/python" -W ignore vraag.py $soort 2> "$map/fout" || { cat "$map/fout"; exit 1; }
done | tee "$map/uit"
diff "$map/uit" - <<'UIT'
classic None 0
classic gemeente string 0
connect None CANNOT_INFER_EMPTY_SCHEMA
connect gemeente string 0
UIT
