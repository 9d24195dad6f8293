"""A csv read in small blocks says the same as read as a whole: rows, line numbers and remarks."""

import random

import pytest

from core.sources.readers import csv_blocks, csv_text
from core.sources.recognition.names import all_kolomnamen

KOP = "jeugdige;gemeente;gi;type;begindatum;toelichting\n"
CELLEN = ("", "tekst", '"tekst"', '"met; teken"', '"met ""aanhaling"""', '"regel\nnog een"', "é", '""')
RAAR = ('5" buis', '"open', 'sluit"', '"a"b', "een;veld;te;veel")


def _csv(kans: random.Random, raar: float) -> str:
    regels = [KOP]
    for nr in range(60):
        einde = kans.choice(RAAR) if kans.random() < raar else kans.choice(CELLEN)
        regel = f"{900000000 + nr};Zeist;GI A;11;2024-01-01;{einde}"
        if kans.random() < 0.2:
            regel = ";".join(regel.split(";")[:5])  # Excel leaves empty fields at the end out
        regels.append(regel + kans.choice(("\n", "\n", "\n", "\r\n", "\n\n")))
    return "".join(regels)


def _read(pad, blok: int, monkeypatch) -> tuple:
    monkeypatch.setattr(csv_blocks, "BLOK", blok)
    (tabel,) = csv_text.read_csv(pad, pad.name, all_kolomnamen(), lambda *_: None)
    return tabel.data.to_pylist(), tabel.opmerkingen, tabel.kopregel


@pytest.mark.parametrize("raar", [0, 0.05])
@pytest.mark.parametrize("codering", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_small_blocks_say_the_same(tmp_path, monkeypatch, raar, codering):
    for zaad in range(12):
        pad = tmp_path / "maatregelen.csv"
        pad.write_bytes(_csv(random.Random(zaad), raar).encode(codering))
        heel = _read(pad, 1 << 20, monkeypatch)
        for blok in (300, 1000):
            assert _read(pad, blok, monkeypatch) == heel, (zaad, blok)


def test_a_block_ends_behind_a_row_and_never_inside_a_cell():
    assert csv_blocks.last_row(b"a;b\nc;d", b";") == 4
    assert csv_blocks.last_row(b'a;b\nc;"d\ne', b";") == 4
    assert csv_blocks.last_row(b'"a\nb', b";") == 0
    assert csv_blocks.last_row(b'a;"b ""x"""\nc;', b";") == len(b'a;"b ""x"""\n')
    assert csv_blocks.last_row(b'a;5" b\n', b";") is None
