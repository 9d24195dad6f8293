"""Rules are found by looking in the folder; what is wrong with them is said at once and together."""

from types import ModuleType

import pytest

from core.sources import kwaliteit
from core.sources.kwaliteit import read_regels, regels


def module(naam="goed", **anders) -> ModuleType:
    regel = ModuleType(f"core.sources.kwaliteit.{naam}")
    inhoud = {
        "CODE": "Z901",
        "ERNST": "melding",
        "TABELLEN": ("maatregelen",),
        "VELDEN": ("begindatum",),
        "TITEL": "t",
        "MELDING": "m",
        "VOORBEELD": "",
        "vind": lambda rijen, context: None,
    } | anders
    regel.__dict__.update({k: v for k, v in inhoud.items() if v is not None})
    return regel


def test_a_file_is_enough():
    import pathlib

    bestanden = [p.stem for p in pathlib.Path(kwaliteit.__file__).parent.glob("*.py") if not p.stem.startswith("_")]
    assert len(regels()) == len(bestanden) > 30


def test_a_good_rule():
    (regel,) = read_regels([module()])
    assert (regel.code, regel.veld("maatregelen")) == ("Z901", "begindatum")


@pytest.mark.parametrize(
    ("anders", "woord"),
    [
        ({"CODE": "K101"}, "also in _gebreken"),
        ({"ERNST": "erg"}, "ERNST"),
        ({"vind": None}, "vind or vind_over"),
        ({"vind_over": lambda t, c: {}}, "not both"),
        ({"TABELLEN": ("kinderen",)}, "kinderen"),
        ({"VELDEN": ("bedrag",)}, "StopIteration"),
        ({"MELDING": None}, "MELDING"),
        ({"vind": None, "vind_over": lambda t, c: {}, "ERNST": "fout"}, "ERNST"),
    ],
)
def test_a_wrong_rule_fails_loudly(anders, woord):
    with pytest.raises(ValueError, match=woord):
        read_regels([module(**anders)])


def test_all_errors_are_told_together_and_duplicates_are_one():
    with pytest.raises(ValueError) as fout:
        read_regels([module("een"), module("twee"), module("drie", ERNST="erg")])
    assert "twee: code Z901 is also in een" in str(fout.value)
    assert "drie" in str(fout.value)
