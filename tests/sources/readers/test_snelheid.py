"""Large files: run with `pytest -m nightly`. How fast it goes is for `python -m core meet` to say."""

import json
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from core.sources.readers import read
from tests.sources.readers import maken

pytestmark = pytest.mark.nightly
KOP = [
    "jeugdige",
    "gemeente",
    "aanbieder",
    "productcode",
    "periode_begin",
    "periode_einde",
    "volume",
    "bedrag",
]
WORTEL = Path(__file__).parents[3]


def declaraties(pad: Path, rijen: int, kolommen: int = 1) -> Path:
    """A sheet `declaraties` written straight as XML: a library needs minutes for a full one."""
    basis = maken.xlsx(pad.with_name("basis.xlsx"), {"declaraties": [["x"]]})
    toeval = random.Random(1)

    def tekst(k, r, t):
        return f'<c r="{k}{r}" t="inlineStr"><is><t>{t}</t></is></c>'

    with (
        zipfile.ZipFile(basis) as van,
        zipfile.ZipFile(pad, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as naar,
    ):
        for info in van.infolist():
            inhoud = van.read(info)
            if info.filename == "xl/styles.xml":
                inhoud = inhoud.replace(b"</cellXfs>", b'<xf numFmtId="14" applyNumberFormat="1"/></cellXfs>')
            if info.filename != "xl/worksheets/sheet1.xml":
                naar.writestr(info.filename, inhoud)
                continue
            voor, na = inhoud[: inhoud.index(b"<sheetData>") + 11], inhoud[inhoud.index(b"</sheetData>") :]
            with naar.open(info.filename, "w", force_zip64=True) as uit:
                koppen = "".join(tekst("ABCDEFGH"[i], 1, naam) for i, naam in enumerate(KOP))
                uit.write(voor + f'<row r="1">{koppen}</row>'.encode())
                for r in range(2, rijen + 2):
                    x = toeval.randrange(10**9)
                    uit.write(
                        (
                            f'<row r="{r}">{tekst("A", r, f"{x:09d}")}{tekst("B", r, "GM0505")}'
                            f"{tekst('C', r, f'Zorg {x % 50}')}"
                            f'{tekst("D", r, f"{x % 90:05d}")}<c r="E{r}" s="1"><v>{44000 + x % 1500}</v></c>'
                            f'<c r="F{r}" s="1"><v>{44030 + x % 1500}</v></c><c r="G{r}"><v>{x % 100}</v></c>'
                            f'<c r="H{r}"><v>{x % 99999 / 100}</v></c></row>'
                        ).encode()
                    )
                uit.write(na)
    return pad


def test_a_large_sheet_reads_as_pandas_with_openpyxl_does(tmp_path):
    pad = declaraties(tmp_path / "a.xlsx", 100_000)
    (tabel,) = read(pad)
    pandas = pd.read_excel(pad, engine="openpyxl", dtype=str)
    assert tabel.data["jeugdige"].to_pylist() == pandas["jeugdige"].tolist()
    assert tabel.data["periode_begin"].to_pylist() == [d[:10] for d in pandas["periode_begin"]]


METING = """
import json, resource, sys
sys.path.insert(0, sys.argv[1])
from core.sources.readers import read
(tabel,) = read(sys.argv[2])
print(json.dumps([resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
                  resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, tabel.data.num_rows,
                  tabel.data["__rij__"][-1].as_py(), sorted(tabel.getallen)]))
"""


def test_a_full_sheet_passes(tmp_path):
    """1,048,575 rows below the header, measured in a process of its own."""
    pad = declaraties(tmp_path / "vol.xlsx", 1_048_575)
    uit = subprocess.run(
        [sys.executable, "-c", METING, str(WORTEL), str(pad)], capture_output=True, text=True, check=True
    )
    ouder, kind, rijen, laatste, getallen = json.loads(uit.stdout)
    print(f"vol blad: ouder {ouder:.0f} MB, kind {kind:.0f} MB")
    assert (rijen, laatste, getallen) == (1_048_575, 1_048_576, ["bedrag", "volume"])
    assert ouder < 600 and kind < 1500
