"""Every rule has an example that it hits and one that it does not, and does what its example says."""

import re
from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from core.model.schema import TABELLEN
from core.sources import kwaliteit
from core.sources.kwaliteit import ERNSTEN, Context, beschrijvingen, masker, regels

from .voorbeeld import lees_tabel, tabellen_van

CONTEXT = Context(
    date(2025, 6, 30), date(2025, 3, 31), frozenset({"K1-01", "HR-01"}), frozenset({"K1-01"}), frozenset({"HR-10"})
)
ALLE = pytest.mark.parametrize("regel", regels(), ids=lambda regel: regel.code)


def uitkomst(regel, tabellen):
    if regel.vind:
        naam = next(iter(tabellen))
        return {naam: masker(regel.vind(tabellen[naam], CONTEXT)).to_pylist()}
    return {naam: masker(raak).to_pylist() for naam, raak in regel.vind_over(tabellen, CONTEXT).items()}


@ALLE
def test_example(regel):
    gelezen = {naam: lees_tabel(naam, tekst) for naam, tekst in tabellen_van(regel).items()}
    verwacht = {naam: raak for naam, (_, raak) in gelezen.items() if naam in regel.tabellen}
    alles = [waarde for raak in verwacht.values() for waarde in raak]
    assert any(alles) and not all(alles), "the example needs a row that hits and one that does not"
    assert uitkomst(regel, {naam: tabel for naam, (tabel, _) in gelezen.items()}) == verwacht


@ALLE
def test_the_order_of_the_rows_does_not_matter(regel):
    gelezen = {naam: lees_tabel(naam, tekst) for naam, tekst in tabellen_van(regel).items()}
    for zaad in range(3):
        volgorde = {n: np.random.default_rng(zaad).permutation(len(t)) for n, (t, _) in gelezen.items()}
        geschud = {n: t.take(pa.array(volgorde[n])) for n, (t, _) in gelezen.items()}
        for naam, raak in uitkomst(regel, geschud).items():
            assert raak == [gelezen[naam][1][plaats] for plaats in volgorde[naam]]


@pytest.mark.parametrize("blok", [1, 2, 100])
@pytest.mark.parametrize("regel", [r for r in regels() if r.vind], ids=lambda regel: regel.code)
def test_some_rows_at_a_time_say_the_same(regel, blok, monkeypatch):
    monkeypatch.setattr(kwaliteit, "_BLOK", blok)
    for tabel, verwacht in (lees_tabel(naam, tekst) for naam, tekst in tabellen_van(regel).items()):
        assert kwaliteit.hits(regel, tabel, CONTEXT).tolist() == verwacht


@ALLE
@pytest.mark.parametrize("rijen", [0, 2])
def test_tables_without_rows_and_without_values(regel, rijen):
    tabellen = {}
    for naam in {*tabellen_van(regel), *regel.tabellen, *regel.nodig}:
        schema = lees_tabel(naam, "bron_rij")[0].schema
        tabellen[naam] = pa.table([pa.nulls(rijen, veld.type) for veld in schema], schema=schema)
    keren = [{naam: tabellen[naam]} for naam in regel.tabellen] if regel.vind else [tabellen]
    for keer in keren:
        assert all(len(raak) == rijen for raak in uitkomst(regel, keer).values())


@ALLE
def test_words(regel):
    assert re.fullmatch(r"[A-Z]\d{3}", regel.code)
    assert regel.ernst in ERNSTEN
    assert regel.titel and not regel.titel.endswith(".")
    assert regel.melding.endswith(".") and regel.melding.count(". ") + regel.melding.count("; ") >= 1
    assert "{" not in regel.melding
    assert len(regel.melding) < 250


def test_there_are_rules_for_every_table():
    assert len(regels()) >= 30
    assert {tabel for regel in regels() for tabel in regel.tabellen} == set(TABELLEN)


def test_descriptions_of_all_findings():
    for code, beschrijving in beschrijvingen().items():
        assert beschrijving.code == code
        assert beschrijving.ernst in ERNSTEN
        assert beschrijving.melding.format(kolom="k", rijen="3 rijen", uitleg="").endswith(".")


def test_rules_without_the_facts_they_need_are_silent():
    kaal = Context(date(2025, 6, 30))
    for code in ("O202", "O204"):
        regel = next(r for r in regels() if r.code == code)
        tabel, raak = lees_tabel("opvragen", regel.voorbeeld)
        assert any(raak) and not any(masker(regel.vind(tabel, kaal)).to_pylist())
    assert kaal.peildag == date(2025, 6, 30)
