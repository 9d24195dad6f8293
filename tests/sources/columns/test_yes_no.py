"""Yes and no."""

import pytest

from core.sources.columns.yes_no import read

from .maak import lezing


@pytest.mark.parametrize(
    ("woorden", "waarde"),
    [
        (["ja", "JA", "J", "j", "1", "true", "True", "WAAR", "yes", "x", "X"], True),
        (["nee", "Nee", "N", "0", "false", "FALSE", "onwaar", "no"], False),
        (["onbekend", "n.v.t."], None),
    ],
)
def test_words(woorden, waarde):
    gelezen = read(woorden, lezing("plaatsingen", "netwerk"))
    assert gelezen.waarden == [waarde] * len(woorden)
    assert not gelezen.gebreken


def test_other_words_are_a_fault_and_a_cross_is_told():
    gelezen = read(["misschien", "2", "x", "j" * 100], lezing("plaatsingen", "netwerk"))
    assert gelezen.waarden == [None, None, True, None]
    assert gelezen.gebreken == {0: "K203", 1: "K203", 3: "K203"}
    assert gelezen.kolomgebreken == {"K308": [2]}
