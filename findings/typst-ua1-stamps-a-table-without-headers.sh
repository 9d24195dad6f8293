#!/usr/bin/env bash
# typst 0.15.2 (the Python package) with pdf_standards="ua-1" refuses a document without a title, a picture without alternative
# text and a skipped heading level. Seen: it does stamp as PDF/UA-1 a Dutch document of which nobody set the language (the file
# then says it is English), and a table of which no cell is a header (only TD in the tags). A stamp is therefore no check of
# these two. Exits with an error when it refuses either, or no longer stamps.
set -euo pipefail
map=$(mktemp -d)
trap 'rm -rf "$map"' EXIT
python3 -m venv "$map/venv"
"$map/venv/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.2 pikepdf==10.18.0
"$map/venv/bin/python" - <<'PY'
import io

import pikepdf
import typst

BRON = """#set document(title: [Kwartaalrapport])
= Jeugdbescherming
#table(columns: 2, [Gecertificeerde instelling], [Jeugdigen], [Noord], [30])
"""
pdf = pikepdf.open(io.BytesIO(typst.compile(BRON.encode(), format="pdf", pdf_standards="ua-1")))
with pdf.open_metadata() as gegevens:
    deel = gegevens.get("pdfuaid:part")
soorten = {str(o["/S"]) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/StructElem"}
print("part", deel, "language", pdf.Root["/Lang"], "tags", sorted(soorten))
assert deel == "1" and str(pdf.Root["/Lang"]) == "en" and "/TD" in soorten and "/TH" not in soorten
try:
    typst.compile(BRON.replace("#set document(title: [Kwartaalrapport])\n", "").encode(), format="pdf", pdf_standards="ua-1")
    raise SystemExit("a document without a title passes now")
except typst.TypstError as fout:
    print("without a title:", str(fout).splitlines()[0])
PY
