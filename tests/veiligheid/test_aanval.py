"""An attacker who asks everything in Delen and solves for the rest finds no child.

The bar: no small cell (1 to 9) exactly, and at most 2% within a width of 2. The figures that the last big run gave
are in core/decisions/bescherming.md.
"""

import numpy as np
import pytest

from core.disclosure.counts import Drempels
from core.disclosure.guard import check
from core.model.selectie import PER, Selectie
from tests.veiligheid.wereld import Variabelen, alle_vragen, antwoord, lees, maak_wereld, val_aan

ALLES = ("in", "uit", "stand", "uhp", "uhp_aandeel", "duur")
GROOTTES = (0.2, 0.5, 1.2)  # how many begin per cell and month: sparse, as most gemeenten are, and full
NAUW = 0.02


def aanval(soorten, pers, nummers, vorm=(3, 2, 2), jaren=1, drempels=None) -> dict[str, int]:
    """All worlds together: cells attacked, exact, within a width of 2, undecided, shown, hidden."""
    som: dict[str, int] = {}
    for nr in nummers:
        v = Variabelen(maak_wereld(nr, vorm, jaren, GROOTTES[nr % len(GROOTTES)]))
        uit = val_aan(v, lees(v, soorten, pers, drempels or Drempels()), nr)
        for k in ("cellen", "exact", "nauw", "onbeslist", "getoond", "verborgen"):
            som[k] = som.get(k, 0) + getattr(uit, k)
    print(soorten, pers, len(nummers), "worlds", som)
    return som


def haalt_de_lat(som: dict[str, int]) -> None:
    assert som["cellen"] > 100 and som["getoond"] > 20
    assert som["exact"] == 0 and som["onbeslist"] == 0
    assert som["nauw"] <= NAUW * som["cellen"]


def test_counts_shares_means_and_the_balance_of_years_give_no_child():
    haalt_de_lat(aanval(ALLES, ("jaar",), range(1, 2), jaren=2))


def test_nested_periods_give_no_child():
    haalt_de_lat(aanval(("in",), PER, range(1, 2)))


def test_the_attack_bites_when_totals_are_not_weighed():
    som = aanval(("uit",), ("jaar",), range(1, 2), vorm=(4, 2, 2), jaren=2, drempels=Drempels(marge=-1))
    assert som["nauw"] > 0


def test_every_answer_passes_the_guard_and_is_the_same_twice():
    v = Variabelen(maak_wereld(4))
    eenheid = {"uhp_aandeel": "aandeel", "duur": "dagen"}
    for maat, types, selectie in alle_vragen(v, ALLES, ("jaar", "kwartaal"))[::7]:
        frame = antwoord(v, maat, types, selectie)
        check(frame, eenheid=eenheid.get(maat, "maatregelen"))
        assert frame.equals(antwoord(v, maat, types, selectie))


def test_what_is_filtered_is_the_cell_of_the_table_and_all_regions_are_their_sum():
    v = Variabelen(maak_wereld(2))
    alle = (0, 1)
    tabel = antwoord(v, "stand", alle, Selectie(regio="r", splits=("gemeente", "gi")))
    for (g, i), cel in tabel.groupby(["gemeente", "gi"]):
        een = antwoord(v, "stand", alle, Selectie(regio="r").with_(gemeente=(g,), gi=(i,)))
        assert np.array_equal(een["waarde"], cel["waarde"], equal_nan=True)
    regio = [antwoord(v, "stand", alle, Selectie(regio=r))["waarde"].to_numpy() for r in "rs"]
    assert np.array_equal(antwoord(v, "stand", alle, Selectie())["waarde"], sum(regio), equal_nan=True)


@pytest.mark.nightly
@pytest.mark.parametrize(
    ("soorten", "pers", "vorm", "jaren"),
    [(ALLES, ("jaar",), (4, 2, 2), 2), (ALLES, ("jaar",), (3, 3, 3), 2), (("in",), PER, (4, 2, 2), 1)],
)
def test_tens_of_worlds_give_no_child(soorten, pers, vorm, jaren):
    haalt_de_lat(aanval(soorten, pers, range(100, 112), vorm, jaren))
