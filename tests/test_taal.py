"""The language of the code: an English frame, Dutch nouns. What a function does is an English verb, also when what it
does it to is Dutch; a module that is a domain noun keeps its Dutch name."""

import ast
from pathlib import Path

import pytest

WORTEL = Path(__file__).parent.parent
# Dutch words that are no noun of the field: verbs as one commands them, and the small words around them.
_VERBS = """
bedien begin_aan begrens behandel bekijk beoordeel beperk bepaal bereid bereken bescherm beschrijf bestel
bevestig bevraag bewaak bewaar bewerk bezoek bied bind blijf bouw breng converteer controleer corrigeer
decodeer deel doe doorloop doorzoek draai druk duid eindig extraheer filtreer formatteer ga geef gebruik
genereer groepeer haal handel hang herhaal herken herlees herleid herstart herstel houd importeer keer ken
keur kies kijk klik knip komt kopieer koppel laad laat leeg_maak leg lees lijkt maak markeer maskeer meet meld
meng merk_op middel neem noem noteer onderzoek onthoud ontleed ontvang open_maak optel orden pak pas plaats_in
probeer raakt reken rond_af roep ruim samenvat schat scheid schoon schrijf schuif simuleer sla sluit sorteer
splits start_op stel stop_met stuur tel toets_of toon trek update_maak valideer vang verander verberg verbied
verdeel vereenvoudig vergeet vergelijk verhuis verklein verlaag verplaats verstuur vertaal vertel vervang
verwerk verwijder verwijs vind_of voeg voer vorm_om vraag_aan vul wacht weiger werk_bij wijs wijzig wis zeg
zet zie zoek zorg
"""
_SMALL = """
aan achter als bij binnen boven door eerst geen hoe maar met mits na_dat naar nog of_wel om onder ook op
over_dat sinds te tegen tot_aan totdat tussen uit_de van_de vanaf voor_dat waarom wanneer wat_als welke wie
zoals zonder
"""
DUTCH = (*_VERBS.split(), *_SMALL.split())


def names() -> list[tuple[str, str]]:
    """(file, name) of every module and function; a maat is named by its id, and a rule for data quality by its two
    fixed words."""
    found = []
    for pad in sorted((WORTEL / "core").rglob("*.py")):
        file = str(pad.relative_to(WORTEL))
        if pad.parent.name != "kwaliteit":  # a rule is named by what it finds
            found.append((file, pad.stem))
        if pad.name == "maten.py":
            continue
        for node in ast.walk(ast.parse(pad.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("__"):
                found.append((file, node.name))
    return found


def dutch_frame(name: str) -> str | None:
    """The Dutch word that a name begins with and that should be English."""
    bare = name.strip("_")
    first = bare.split("_")[0]
    for word in DUTCH:
        if bare == word or first == word or bare.startswith(f"{word}_"):
            return word
    return None


def test_verbs_and_small_words_are_english():
    wrong = [f"{file}: {name}" for file, name in names() if dutch_frame(name)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("name", "wrong"),
    [("lees_tabel", "lees"), ("_schrijf", "schrijf"), ("zonder_kop", "zonder"), ("reeks", None), ("read_tabel", None)],
)
def test_the_rule_knows_a_verb_from_a_noun(name, wrong):
    assert dutch_frame(name) == wrong
