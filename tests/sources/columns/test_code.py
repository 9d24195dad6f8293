"""Codes with and without their zero, and words."""

import pytest

from core.model.schema import TABELLEN
from core.sources.codelijsten import simplify
from core.sources.columns.code import read
from core.sources.columns.words import codewoorden

from .maak import lezing


def een(tekst, kolom, tabel="maatregelen"):
    return read([tekst], lezing(tabel, kolom)).waarden[0]


@pytest.mark.parametrize(
    ("tekst", "kolom", "code"),
    [
        ("11", "type", "11"),
        ("011", "type", "11"),
        ("11.0", "type", "11"),
        ("OTS", "type", "11"),
        ("ots", "type", "11"),
        ("Ondertoezichtstelling", "type", "11"),
        ("VOTS", "type", "12"),
        ("voogdij", "type", "21"),
        ("Voorlopige voogdij", "type", "22"),
        ("11 OTS", "type", "11"),
        ("11 - ondertoezichtstelling", "type", "11"),
        ("ITB Harde Kern", "type", "50"),
        ("itb-criem", "type", "51"),
        ("T&B gedwongen", "type", "41"),
        ("1", "reden_einde", "01"),
        ("01", "reden_einde", "01"),
        ("Gezagsbeëindiging", "reden_einde", "05"),
        ("gezagsbeeindiging", "reden_einde", "05"),
        ("beëindigd volgens plan", "reden_einde", "04"),
        ("v", "geslacht", "V"),
        ("Man", "geslacht", "M"),
        ("2", "geslacht", "V"),
        ("1", "geslacht", "M"),
    ],
)
def test_maatregelen(tekst, kolom, code):
    assert een(tekst, kolom) == code


@pytest.mark.parametrize(
    ("tekst", "kolom", "tabel", "code"),
    [
        ("UHP", "type", "machtigingen", "72"),
        ("gesloten", "type", "machtigingen", "71"),
        ("Pleegzorg", "verblijfsvorm", "plaatsingen", "11"),
        ("gezinshuis", "verblijfsvorm", "plaatsingen", "12"),
        ("JeugdzorgPlus", "verblijfsvorm", "plaatsingen", "13"),
        ("GI", "verwijzer", "trajecten", "04"),
        ("4", "verwijzer", "trajecten", "04"),
        ("Gecertificeerde instelling", "verwijzer", "trajecten", "04"),
        ("8", "verwijzer", "trajecten", "08"),
        ("volgens plan", "reden_einde", "trajecten", "31"),
        ("beëindigd volgens plan", "reden_einde", "trajecten", "31"),
        ("etmaal", "eenheid", "declaraties", "14"),
        ("1", "eenheid", "declaraties", "01"),
        ("credit", "debet_credit", "declaraties", "C"),
        ("d", "debet_credit", "declaraties", "D"),
        ("Toegekend", "status", "declaraties", "toegekend"),
        ("afgekeurd", "status", "declaraties", "afgewezen"),
        ("46", "productcategorie", "declaraties", "46"),
        ("Ambulant", "interventie", "crises", "ambulant"),
    ],
)
def test_other_tables(tekst, kolom, tabel, code):
    assert een(tekst, kolom, tabel) == code


@pytest.mark.parametrize(
    ("tekst", "kolom", "tabel", "gebrek"),
    [
        ("99", "type", "maatregelen", "K104"),
        ("72", "type", "maatregelen", "K104"),
        ("11 VOTS", "type", "maatregelen", "K104"),
        ("T&B", "type", "maatregelen", "K104"),
        ("1.1", "type", "maatregelen", "K104"),
        ("", "type", "maatregelen", "K104"),
        ("99", "verwijzer", "trajecten", "K201"),
        ("07", "verwijzer", "trajecten", "K201"),
        ("ingetrokken", "status", "declaraties", "K108"),
        ("E", "debet_credit", "declaraties", "K108"),
        ("x" * 100, "geslacht", "maatregelen", "K201"),
    ],
)
def test_unknown(tekst, kolom, tabel, gebrek):
    gelezen = read([tekst], lezing(tabel, kolom))
    assert (gelezen.waarden, gelezen.gebreken) == ([None], {0: gebrek})


def test_every_code_and_meaning_of_every_list_is_read():
    """A meaning that two codes share cannot be read; such a list would need other words."""
    for tabel in TABELLEN.values():
        for kolom in (k for k in tabel.kolommen if k.soort == "code"):
            gelezen = read([*kolom.codes, *kolom.codes.values()], lezing(tabel.naam, kolom.naam))
            assert gelezen.waarden == [*kolom.codes, *kolom.codes], (tabel.naam, kolom.naam)


def test_words_are_written_as_they_are_looked_up_and_name_codes_that_exist():
    codes = {}
    for tabel in TABELLEN.values():
        for kolom in tabel.kolommen:
            for naam in (kolom.naam, f"{tabel.naam}.{kolom.naam}"):
                codes.setdefault(naam, set()).update(kolom.codes)
    for onderwerp, woorden in codewoorden().items():
        assert set(woorden.values()) <= codes[onderwerp], onderwerp
        assert [w for w in woorden if simplify(w) != w] == []
