"""Reading the csv of the command `oordeel`."""

from datetime import date

import pytest

from core.engine.judge import oordeel_reeks
from core.engine.judge.series_file import read_reeks
from core.model.melding import Melding


@pytest.fixture
def schrijf(tmp_path):
    def naar(tekst, codering="utf-8"):
        pad = tmp_path / "reeks.csv"
        pad.write_bytes(tekst.encode(codering))
        return pad

    return naar


GOED = [
    ("periode,waarde\n2019,47.3\n2024,38\n", [47.3, 38.0]),
    ("periode;waarde\r\n2019;47,3\r\n2024;38\r\n", [47.3, 38.0]),
    ("\ufeffPeriode;Waarde\n2019;1.234,5\n2024;987,25\n", [1234.5, 987.25]),
    ("periode\twaarde\n2019\t47,3\n2024\t38,0\n", [47.3, 38.0]),
    ('periode,waarde\n2019,"47,3"\n2024,"38,0"\n', [47.3, 38.0]),
    ("sep=;\nperiode;waarde;\n\n2019;18500.00;\n2024;17000.50;\n;;\n", [18500.0, 17000.5]),
    ("periode;waarde\n2019;0,125\n2024;0,250\n", [0.125, 0.25]),
    ("periode;waarde\n2019;1.234\n2024;12,5\n", [1234.0, 12.5]),  # the comma further on decides
    ("periode,waarde\n2019,1.234\n2024,1.100\n", [1.234, 1.1]),  # commas divide the columns
    ("periode;waarde\n2019;-3,5\n2024;\n", [-3.5, None]),
    ("periode,waarde\n2019,1e-05\n2024,3.5e-05\n", [1e-05, 3.5e-05]),
    ("periode;waarde\n2024;38,0\n2019;47,3\n", [47.3, 38.0]),  # oldest first
    ("periode;teller;noemer\n2019;3;12\n2024;2;0\n", [0.25, None]),
]


@pytest.mark.parametrize(("tekst", "waarden"), GOED)
def test_values(schrijf, tekst, waarden):
    assert [p.waarde for p in read_reeks(schrijf(tekst))] == waarden


def test_all_columns(schrijf):
    eerste, tweede = read_reeks(
        schrijf(
            "periode;waarde;laag;hoog;teller;noemer;n;voorlopig\n"
            "2023-H2;0,25;0,1;0,5;3;12;12;nee\n2024-H1;0,3;0,2;0,4;3;10;10;ja\n"
        )
    )
    assert (eerste.periode, eerste.dag, eerste.voorlopig) == ("2023-H2", date(2023, 12, 31), False)
    assert (eerste.laag, eerste.hoog, eerste.teller, eerste.noemer, eerste.n) == (0.1, 0.5, 3, 12, 12)
    assert tweede.voorlopig and tweede.dag == date(2024, 6, 30)


def test_windows_file(schrijf):
    assert read_reeks(schrijf("periode;waarde\n2019;47,3\n", "cp1252"))[0].waarde == 47.3


FOUT = [
    ("", "leeg"),
    ("\n;;\n", "leeg"),
    ("periode;waarde\n", "geen perioden"),
    ("periode;waarde;provincie\n2019;1;x\n", "kolom provincie is onbekend"),
    ("periode;waarde;;n\n2019;1;;2\n", "zonder naam"),
    ("jaar;waarde\n2019;1\n", "kolom jaar is onbekend"),
    ("waarde\n1\n", "periode ontbreekt"),
    ("periode;n\n2019;1\n", "waarde ontbreekt"),
    ("periode;waarde;laag\n2019;1;0\n", "laag en hoog"),
    ("periode;waarde;waarde\n2019;1;2\n", "waarde staat er twee keer"),
    ("periode;waarde\n2019;47,3\n2020;veel\n", "regel 3, kolom waarde: veel is geen getal"),
    ("periode;waarde\n2019;47,3\n\n2020;4,7,3\n", "regel 4, kolom waarde: 4,7,3"),
    ("periode;waarde\n2019;47,3\nmei;46\n", "regel 3, kolom periode: mei"),
    ("periode;waarde\n;46\n", "\\(leeg\\)"),
    ("periode;waarde\n2019;47,3\n2019;46\n", "2019 staat er twee keer"),
    ("periode;waarde\n2019;47,3\n2020-Q1;46\n", "mengt"),
    ("periode;waarde\n2019;47,3\n2020;46.1\n", "regel 3, kolom waarde: 46.1 is anders geschreven"),
    ("periode;waarde\n2019;1.234\n2020;1.100\n", "1.234 kan duizendtallen of decimalen"),
    ('periode,waarde\n2019,"1,234"\n', "duizendtallen of decimalen"),
    ("periode,waarde\n2019,47,3\n", "meer waarden dan kolommen"),
    ("periode;waarde;laag;hoog\n2019;5;6;7\n", "ligt niet tussen"),
    ("periode;teller;noemer\n2019;-1;7\n", "minder dan 0"),
    ("periode;waarde;voorlopig\n2019;5;soms\n", "soms"),
    ("periode;waarde\n2019;nan\n", "nan is geen getal"),
    ("periode;waarde\n2019;1_000\n", "geen getal"),
]


@pytest.mark.parametrize(("tekst", "woord"), FOUT)
def test_a_file_that_cannot_be_read_says_where_and_what(schrijf, tekst, woord):
    with pytest.raises(Melding, match=woord) as fout:
        read_reeks(schrijf(tekst))
    assert "reeks.csv" in str(fout.value) and str(fout.value).endswith(".")


def test_no_file(tmp_path):
    with pytest.raises(Melding, match="niet te openen"):
        read_reeks(tmp_path / "weg.csv")
    with pytest.raises(Melding, match="niet te openen"):
        read_reeks(tmp_path)


def test_from_file_to_verdict(schrijf):
    punten = read_reeks(
        schrijf("periode;waarde;laag;hoog\n2019;47,3;45,0;49,6\n2022;43,9;41,8;46,0\n2024;40,9;38,0;43,9\n")
    )
    uit = oordeel_reeks(punten, ("2019", 47.3), ("2031", 26.0), "omlaag")
    assert uit["oordeel"] == "achter" and uit["padwaarde"] == pytest.approx(38.425)
