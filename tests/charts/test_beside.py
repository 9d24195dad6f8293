"""GI's beside each other: one sentence that says whether they differ more than by chance."""

import pandas as pd
import pytest

from core.charts.beside import beside
from core.model.oordeel import VERBORGEN
from core.model.weergave import delen
from tests.charts.tabellen import laag
from tests.charts.test_vormen import curven

GROEPEN = pd.DataFrame(
    {"naam": ["GI A", "GI B"], "n": [60, 40], "mediaan": [400.0, 800.0], "afwijking": ["korter", "langer"]}
)
TWEE = curven().replace({"cohort": {"2021": "GI A", "2022": "GI B"}})


def draw(groepen=GROEPEN, tabel=TWEE, **extra):
    return beside(groepen, tabel, **({"label": "OTS", "verschilt": True, "langst": ("GI B",)} | extra))


def test_a_difference_names_who_and_chance_is_said_to_be_chance():
    grafiek = draw()
    assert grafiek.titel == (
        "OTS duurt het langst bij GI B (de helft is na 800 dagen (2,2 jaar) geëindigd); de GI's verschillen meer dan "
        "door toeval: GI A korter en GI B langer dan de andere samen"
    )
    assert [r["cohort"] for r in laag(grafiek, "mediaan")["data"]["values"]] == ["GI A"]
    assert {r["cohort"] for r in laag(grafiek, "curve")["data"]["values"]} == {"GI A", "GI B"}
    assert draw(verschilt=False).titel.endswith("maar het verschil tussen de GI's kan toeval zijn")
    assert draw(verschilt=None).titel.endswith("te weinig zaken om te zeggen of dat toeval is")
    niemand = draw(GROEPEN.assign(afwijking=""))
    assert niemand.titel.endswith("de GI's verschillen meer dan door toeval")
    grafiek.altair()


def test_where_half_still_runs_it_lasts_longest():
    grafiek = draw(GROEPEN.assign(mediaan=[400.0, None]), verschilt=False)
    assert "bij GI B (meer dan de helft loopt nog)" in grafiek.titel


def test_without_a_median_nothing_is_longest_and_equal_medians_are_equal():
    geen = draw(GROEPEN.assign(mediaan=None), langst=())
    assert geen.titel == (
        "OTS: bij geen GI is de helft al geëindigd, dus waar het het langst duurt is nog niet te zeggen; de GI's "
        "verschillen meer dan door toeval: GI A korter en GI B langer dan de andere samen"
    )
    assert draw(GROEPEN.assign(mediaan=None), langst=(), verschilt=None).titel.endswith("nog niet te zeggen")
    gelijk = draw(GROEPEN.assign(mediaan=400.0), langst=("GI A", "GI B"), verschilt=False)
    assert gelijk.titel.startswith("OTS: de helft is bij elke GI na even lang geëindigd; het verschil")


def test_of_who_just_began_it_is_said_that_it_cannot_be_said_and_that_there_is_no_curve():
    grafiek = draw(GROEPEN.assign(mediaan=[400.0, None]), TWEE[TWEE["cohort"] == "GI A"], langst=("GI A",))
    assert (
        "bij GI A (de helft is na 400 dagen" in grafiek.titel and "van GI B is dat nog niet te zeggen" in grafiek.titel
    )
    assert "Voor een lijn is er nog te weinig te tonen: GI B." in grafiek.toelichting


@pytest.mark.parametrize("aantal", [0, 1])
def test_one_group_is_no_comparison(aantal):
    grafiek = draw(GROEPEN[:aantal], TWEE[:0] if not aantal else TWEE, langst=(), verschilt=None)
    assert "te weinig zaken" in grafiek.titel or "geen gegevens" in grafiek.titel
    assert VERBORGEN in draw(GROEPEN[:0], TWEE[:0], weergave=delen()).titel


def test_more_gis_than_colours_shows_the_largest():
    veel = pd.DataFrame({"naam": [f"GI {i}" for i in range(9)], "n": range(9), "mediaan": 400.0, "afwijking": ""})
    lijnen = pd.concat([TWEE[TWEE["cohort"] == "GI A"].assign(cohort=n) for n in veel["naam"]])
    getekend = {r["cohort"] for r in laag(draw(veel, lijnen, langst=("GI 8",)), "curve")["data"]["values"]}
    assert len(getekend) == 7 and not {"GI 0", "GI 1"} & getekend
    assert "Niet getekend, wel in de tabel: GI 0 en GI 1." in draw(veel, lijnen, langst=("GI 8",)).toelichting
