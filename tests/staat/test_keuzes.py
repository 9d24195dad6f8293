"""Saved choices: of one owner, by name, and never anything but names and texts."""

import datetime as dt
import json
import sqlite3

import pytest

from core.model.melding import Melding
from core.staat import database, keuzes
from core.staat.herkomst import Herkomst
from core.staat.keuzes import Keuze

OP = dt.datetime(2026, 3, 4, 15, 30)
VELDEN = {"regio": "zhz", "gemeente": ["GM0505", "GM0642"], "weergave": "delen"}


def keuze(naam="Drechtsteden", wie="lokaal", **anders) -> Keuze:
    return Keuze(**{"naam": naam, "pagina": "doelen", "velden": VELDEN, "op": OP, "herkomst": Herkomst(wie)} | anders)


def test_a_choice_is_kept_renamed_and_thrown_away_by_its_owner(tmp_path):
    assert keuzes.keuzes(tmp_path, "lokaal") == [] and not list(tmp_path.iterdir())
    keuzes.save(tmp_path, keuze())
    keuzes.save(tmp_path, keuze("anders"))
    keuzes.save(tmp_path, keuze(wie="iemand anders"))
    assert [k.naam for k in keuzes.keuzes(tmp_path, "lokaal")] == ["anders", "Drechtsteden"]
    assert keuzes.keuzes(tmp_path, "iemand anders") == [keuze(wie="iemand anders")]
    keuzes.rename(tmp_path, "lokaal", "anders", "  nieuwe   naam ")
    keuzes.remove(tmp_path, "lokaal", "Drechtsteden")
    assert [k.naam for k in keuzes.keuzes(tmp_path, "lokaal")] == ["nieuwe naam"]
    assert len(keuzes.keuzes(tmp_path, "iemand anders")) == 1, "what another has of that name stays"


def test_what_cannot_be_is_one_sentence(tmp_path):
    keuzes.save(tmp_path, keuze())
    keuzes.save(tmp_path, keuze("twee"))
    for doe, zin in (
        (lambda: keuzes.save(tmp_path, keuze()), "al een keuze"),
        (lambda: keuzes.save(tmp_path, keuze(" ")), "Geef de keuze een naam"),
        (lambda: keuzes.save(tmp_path, keuze("x" * 81)), "De naam heeft 81 tekens"),
        (lambda: keuzes.save(tmp_path, keuze("999990019")), "BSN"),
        (lambda: keuzes.save(tmp_path, keuze("lang", velden={"gi": ["x" * 5000]})), "te lang"),
        (lambda: keuzes.rename(tmp_path, "lokaal", "twee", "Drechtsteden"), "al een keuze"),
        (lambda: keuzes.rename(tmp_path, "lokaal", "weg", "x"), "geen opgeslagen keuze"),
        (lambda: keuzes.remove(tmp_path, "een ander", "twee"), "geen opgeslagen keuze"),
    ):
        with pytest.raises(Melding, match=zin):
            doe()
    assert len(keuzes.keuzes(tmp_path, "lokaal")) == 2


@pytest.mark.parametrize("velden", ['["x"]', '{"a": 1}', '{"a b": "x"}', '{"a": {"b": "c"}}', "geen json"])
def test_a_row_that_was_tampered_with_is_one_sentence(tmp_path, velden):
    keuzes.save(tmp_path, keuze())
    with sqlite3.connect(tmp_path / database.BESTAND) as los:
        los.execute("update keuzes set velden = ?", [velden])
    los.close()
    with pytest.raises(Melding, match="niet te lezen"):
        keuzes.keuzes(tmp_path, "lokaal")


def test_it_is_kept_as_text(tmp_path):
    keuzes.save(tmp_path, keuze())
    with sqlite3.connect(tmp_path / database.BESTAND) as los:
        (velden,) = los.execute("select velden from keuzes").fetchone()
    los.close()
    assert json.loads(velden) == VELDEN


def test_postgresql_by_url(tmp_path, monkeypatch, postgres_url):
    monkeypatch.setenv(database.OMGEVING, postgres_url)
    keuzes.save(tmp_path, keuze())
    with pytest.raises(Melding, match="al een keuze"):
        keuzes.save(tmp_path, keuze())
    assert len(keuzes.keuzes(tmp_path, "lokaal")) == 1
