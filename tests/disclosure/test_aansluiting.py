"""A figure of the CBS beside ours, to share: why ours is not there; and an attacker who lays causes side by side."""

import itertools
from datetime import date

import numpy as np
import pandas as pd
import pytest

from core.disclosure import aansluiting
from core.disclosure.aansluiting import share_aansluiting
from core.model.aansluiting import (
    CBS,
    EIGEN,
    KOLOMMEN,
    LAAT,
    OVERDRACHT,
    REST,
    WOONPLAATS,
    Aansluiting,
    onderwerp,
)
from core.model.oordeel import VERBORGEN
from core.model.weergave import Drempels
from core.ui.aansluiting import sentence


def to_share(own: dict[str, float]) -> Aansluiting:
    rijen = [(EIGEN, "", 526.0, "", ""), (LAAT, "", 4.0, "", ""), (REST, "", -15.0, "", ""), (CBS, "", 515.0, "", "")]
    dag = date(2025, 12, 31)
    exact = Aansluiting(onderwerp("ots_begonnen"), "", dag, dag, pd.DataFrame(rijen, columns=KOLOMMEN))
    return share_aansluiting(exact, own, Drempels())


def shared(**own: float) -> pd.DataFrame:
    return to_share(own).cijfers.set_index("stap")


def test_of_a_sum_with_one_small_part_it_is_said_which():
    cijfers = shared(**{"Lopende OTS": 520.0, "Lopende VOTS": np.nan})
    assert np.isnan(cijfers.at[EIGEN, "waarde"]) and cijfers.at[EIGEN, "reden"].startswith("van lopende VOTS zijn")
    assert "zonder uw eigen cijfer" in cijfers.at[REST, "reden"]


def test_of_what_is_small_itself_and_of_what_is_shown_it_is_not():
    assert shared(OTS=np.nan, VOTS=np.nan).at[EIGEN, "reden"] == VERBORGEN
    cijfers = shared(OTS=510.0, VOTS=15.0)
    assert cijfers.at[EIGEN, "waarde"] == 525 and cijfers.at[EIGEN, "reden"] == "" and cijfers.at[REST, "waarde"] == -10
    assert np.isnan(cijfers.at[LAAT, "waarde"]) and cijfers.at[LAAT, "reden"] == VERBORGEN


# The attack. Causes of subjects that add up are asked, and what is not shown is solved for: what each answer leaves
# open is a range, and so is what the others leave of it. Anything within GRENS could be so, of what is within BINNEN.
GRENS, BINNEN = 60, 24
OORZAKEN = (OVERDRACHT, LAAT, WOONPLAATS)
DAG = date(2025, 12, 31)
# Of OTS and VOTS together, OTS and VOTS: the first is the sum of the others. Of what runs now, what ran then, began and
# ended: the first is the second and third without the last.
PARTS = ({"ots_stand": 1, "ots_regulier_stand": -1, "vots_stand": -1}, ("ots_regulier_stand", "vots_stand"))
FLOW = {"ots_stand": 1, "then": -1, "ots_begonnen": -1, "ots_beeindigd": 1}, ("then", "ots_begonnen", "ots_beeindigd")
NARROW, SELDOM = 2, 0.02  # the bar of tests/veiligheid/test_aanval.py


def told(code: str, oorzaken: tuple[int, int, int], drempels: Drempels) -> dict[str, float]:
    """What Delen says of a subject of which these are the causes; the figure of the CBS is public."""
    cijfers = {EIGEN: 526.0, **dict(zip(OORZAKEN, map(float, oorzaken), strict=True)), REST: 0.0, CBS: 560.0}
    rijen = [(stap, "", w, "", "") for stap, w in cijfers.items()]
    exact = Aansluiting(onderwerp(code), "", DAG, DAG, pd.DataFrame(rijen, columns=KOLOMMEN))
    uit = share_aansluiting(exact, {"x": 525.0}, drempels).cijfers.set_index("stap")["waarde"]
    return uit.to_dict()


def ranges(code: str, drempels: Drempels) -> tuple[np.ndarray, np.ndarray]:
    """Of every cause from -GRENS to GRENS the lowest and the highest that looks the same."""
    code = "ots_stand" if code == "then" else code
    getoond = [str(told(code, (n, 0, 0), drempels)[OVERDRACHT]) for n in range(-GRENS, GRENS + 1)]
    getallen = np.arange(-GRENS, GRENS + 1)
    zelfde = pd.Series(getallen).groupby(getoond)
    return zelfde.transform("min").to_numpy(), zelfde.transform("max").to_numpy()


def solved(relatie: dict[str, int], vrij: tuple[str, ...], drempels: Drempels) -> np.ndarray:
    """How far apart what the last of `vrij` could be lies, for every world in which it is small. The signs of
    `relatie` make 0 of all subjects."""
    groot = {c: range(-BINNEN, BINNEN + 1) for c in vrij[:-1]} | {vrij[-1]: [n for n in range(-9, 10) if n]}
    raster = np.meshgrid(*groot.values(), indexing="ij")
    waarde = dict(zip(groot, raster, strict=True))
    (som,) = set(relatie) - set(vrij)
    waarde[som] = -sum(relatie[c] * w for c, w in waarde.items())
    binnen = np.abs(waarde[som]) <= BINNEN
    laag, hoog = {}, {}
    for code, w in waarde.items():
        laag[code], hoog[code] = (r[w[binnen] + GRENS] for r in ranges(code, drempels))
    doel = vrij[-1]
    # doel = -teken * (the others, by their signs): the range of a sum is the sum of the ranges.
    delen = [(-relatie[doel] * relatie[c], c) for c in relatie if c != doel]
    onder = sum(laag[c] if t > 0 else -hoog[c] for t, c in delen)
    boven = sum(hoog[c] if t > 0 else -laag[c] for t, c in delen)
    return np.minimum(hoog[doel], boven) - np.maximum(laag[doel], onder)


@pytest.mark.parametrize("relatie", [PARTS, FLOW], ids=["parts", "flow"])
def test_causes_that_add_up_give_no_small_cause(relatie):
    breedte = solved(*relatie, Drempels())
    assert len(breedte) > 500 and breedte.min() > 0 and (breedte <= NARROW).mean() <= SELDOM


def test_the_attack_bites_without_protection(monkeypatch):
    monkeypatch.setattr(aansluiting, "ZONDER_OORZAKEN", ())
    assert solved(*PARTS, Drempels()).min() == 0, "both are 9 when the whole is 18"
    assert solved(*FLOW, Drempels()).min() == 0


def test_what_is_left_tells_no_more_than_the_figures_that_are_shown():
    """Worlds of which everything else that is shown is equal have the same remainder: it holds no figure of its own."""
    gezien: dict[tuple, set[str]] = {}
    for oorzaken in itertools.product(range(-16, 17, 4), repeat=3):
        cijfers = told("ots_begonnen", oorzaken, Drempels())
        gezien.setdefault(tuple(str(cijfers[k]) for k in (EIGEN, *OORZAKEN, CBS)), set()).add(str(cijfers[REST]))
    assert len(gezien) > 20 and {len(r) for r in gezien.values()} == {1}


def test_what_is_left_is_there_however_small_as_the_shown_figures_give_it():
    uit = shared(OTS=510.0)
    assert (uit.at[EIGEN, "waarde"], uit.at[CBS, "waarde"], uit.at[REST, "waarde"]) == (510, 515, 5)


@pytest.mark.parametrize(("own", "einde"), [(510.0, "een verschil van 5; dat kan afronding zijn"), (500.0, "van 15")])
def test_to_share_what_is_left_is_not_said_to_be_unexplained(own, einde):
    """It is rounding as well, and causes that are too small to show."""
    assert sentence(to_share({"OTS": own})).endswith(einde)


def test_no_cause_and_a_small_cause_look_the_same():
    assert {str(told("ots_begonnen", (n, 0, 0), Drempels())[OVERDRACHT]) for n in range(-9, 10)} == {"nan"}


def test_of_what_runs_on_a_day_there_is_no_cause_and_it_says_why():
    cijfers = {EIGEN: 526.0, OVERDRACHT: 40.0, LAAT: 4.0, WOONPLAATS: 0.0, REST: -15.0, CBS: 515.0}
    rijen = [(stap, "", w, "", "") for stap, w in cijfers.items()]
    exact = Aansluiting(onderwerp("ots_stand"), "", DAG, DAG, pd.DataFrame(rijen, columns=KOLOMMEN))
    uit = share_aansluiting(exact, {"x": 525.0}, Drempels()).cijfers.set_index("stap")
    assert uit.loc[[*OORZAKEN], "waarde"].isna().all() and uit.at[REST, "waarde"] == -10
    assert "alleen bij wat begon" in uit.at[OVERDRACHT, "reden"] and uit.at[REST, "label"] == "alle oorzaken samen"
