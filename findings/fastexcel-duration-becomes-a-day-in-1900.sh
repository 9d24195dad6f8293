#!/usr/bin/env bash
# fastexcel 0.21.0 beside python-calamine 0.9.1 (the same reader underneath): cells with format [h]:mm, a duration of 30 hours
# and one of 20 hours, read as text. Seen: fastexcel gives "1900-01-01 06:00:00" and "1899-12-31 20:00:00", moments on two days
# without a trace that they were durations; calamine gives durations of 30 and 20 hours. Who reads a column of hours as text
# to decide itself gets days in 1900. Exits with an error when any of this changes.
set -euo pipefail
map=$(mktemp -d)
trap 'rm -rf "$map"' EXIT
python3 -m venv "$map/venv"
"$map/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  fastexcel==0.21.0 python-calamine==0.9.1 xlsxwriter==3.3.1 pyarrow==26.0.1
cd "$map"
"$map/venv/bin/python" - <<'PY'
import datetime as dt

import fastexcel
import python_calamine
import xlsxwriter

with xlsxwriter.Workbook("uren.xlsx") as boek:
    blad, uren = boek.add_worksheet("t"), boek.add_format({"num_format": "[h]:mm"})
    for rij, duur in enumerate((30 / 24, 20 / 24)):
        blad.write_number(rij, 0, duur, uren)
tekst = fastexcel.read_excel("uren.xlsx").load_sheet("t", header_row=None, dtypes="string").to_arrow().column(0).to_pylist()
cel = [rij[0] for rij in python_calamine.CalamineWorkbook.from_path("uren.xlsx").get_sheet_by_name("t").to_python()]
print("fastexcel", tekst)
print("calamine ", cel)
assert tekst == ["1900-01-01 06:00:00", "1899-12-31 20:00:00"]
assert cel == [dt.timedelta(hours=30), dt.timedelta(hours=20)]
PY
