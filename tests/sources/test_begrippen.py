"""Every noun of the field is explained once, and none that the program uses is missing."""

import collections
import re

import pytest
from pydantic import ValidationError

from core.measures import load_catalogus
from core.model.oordeel import Oordeel
from core.model.schema import TABELLEN
from core.sources.begrippen import Begrip, begrippen

ALLE = [b for thema in begrippen() for b in thema.begrippen]
WOORDEN = {w.lower() for b in ALLE for w in (b.naam, *b.ook)}
# A table is named by the plural of its word.
ENKELVOUD = {
    "maatregelen": "maatregel",
    "machtigingen": "machtiging",
    "plaatsingen": "plaatsing",
    "trajecten": "traject",
    "declaraties": "declaratie",
    "crises": "crisis",
    "opvragen": "opvragen",
    "mijlpalen": "mijlpaal",
    "bevolking": "bevolking",
    "cbs": "cijfers van het cbs",
}
THEMAS = {"duur": "overlevingscurve", "kosten": "declaratie", "verblijf": "verblijfsvorm", "jeugdhulp": "traject"}


def test_no_word_is_explained_twice():
    assert [w for w, n in collections.Counter(w.lower() for b in ALLE for w in (b.naam, *b.ook)).items() if n > 1] == []


@pytest.mark.parametrize("tabel", TABELLEN)
def test_every_table_is_explained(tabel):
    assert ENKELVOUD[tabel] in WOORDEN


@pytest.mark.parametrize("thema", sorted({m.theme for m in load_catalogus().maten.values()}))
def test_every_theme_of_a_maat_is_explained(thema):
    assert THEMAS.get(thema, thema) in WOORDEN


@pytest.mark.parametrize("begrip", ALLE, ids=lambda b: b.naam)
def test_an_explanation_is_one_or_two_plain_sentences(begrip):
    zinnen = re.findall(r"[^.!?]+[.!?](?=\s|$)", begrip.uitleg)
    assert 1 <= len(zinnen) <= 2 and begrip.uitleg.endswith(".") and all(len(z.split()) <= 26 for z in zinnen)


def test_what_is_explained_everywhere_is_a_word_of_the_list():
    """Those that officials stumbled over (core/ui/vaktaal.py explains them where they stand)."""
    vaktaal = {w for b in ALLE for w in b.vaktaal}
    assert {"alleen richting", "doel open", "opvraag", "Kaplan-Meier", "knoppen"} <= vaktaal
    with pytest.raises(ValidationError, match="no word of stand"):
        Begrip(naam="stand", uitleg="Hoeveel er lopen op een dag.", vaktaal=("peil",))


def test_every_verdict_is_explained():
    """It is read when pointing at the verdict."""
    assert {o.value for o in Oordeel} <= {b.naam for b in ALLE}
