"""What is wrong with a command is one Dutch sentence, whatever it is."""

import re

import pytest

from core.__main__ import main
from core.arguments import in_dutch

ENGELS = re.compile(r"\b(the|argument|arguments|invalid|choice|choose|expected|required|unrecognized|with|could)\b")


@pytest.mark.parametrize(
    ("opdracht", "zin"),
    [
        ("", "dit ontbreekt: opdracht"),
        ("voorbeeld", "dit ontbreekt: map"),
        ("oordeel r.csv", "dit ontbreekt: --basis, --doel, --richting"),
        ("rekenn", "opdracht kan niet 'rekenn' zijn, kies uit 'voorbeeld'"),
        ("bereken --per week", "--per kan niet 'week' zijn, kies uit 'jaar', 'halfjaar', 'kwartaal', 'maand'"),
        ("bereken --perx", "--perx is hier niet bekend"),
        ("voorbeeld x --seed a", "--seed is een geheel getal, en dat is 'a' niet"),
        ("bereken --maat", "geef bij --maat een waarde"),
        ("importeer", "dit ontbreekt: bron"),
        ("importeer x --sql", "geef bij --sql een waarde"),
        ("bereken --beschermd --intern", "--intern en --beschermd gaan niet samen, laat er een weg"),
        ("bereken --alles=3", "bij --alles hoort geen waarde, haal '3' weg"),
        ("importeer x --v", "--v kan meer betekenen, kies uit --van, --vervangt, --vult-aan"),
    ],
)
def test_what_is_wrong_is_said_in_one_dutch_sentence(opdracht, zin, capsys):
    assert main(opdracht.split()) == 2
    gezegd = capsys.readouterr().err
    assert f"niet te lezen: {zin}" in gezegd and gezegd.count("\n") == 1
    assert not ENGELS.search(gezegd)


def test_a_form_that_is_not_known_is_not_said_in_english():
    assert not ENGELS.search(in_dutch("the argument is invalid in a way that nobody foresaw"))
    assert in_dutch("one of the arguments --a --b is required") == "geef een van deze: --a --b"
    assert in_dutch("argument --x: expected at most one argument") == "geef bij --x hoogstens één waarde"
