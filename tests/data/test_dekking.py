# ruff: noqa: F811  a fixture has the name of what it gives
"""Every goal in the documents is covered: with a figure, or with the exact reason why there is none."""

import pytest

from core import dashboard
from core.model.selectie import Selectie
from core.reports.dekking import HERKOMST
from core.sources.regios import load_regios
from tests.kijk import exact, shared
from tests.ui.conftest import eigen, store  # noqa: F401


def alle_ids() -> dict[str, list[str]]:
    """Region -> the goals it agreed."""
    return {r.id: [d.id for d in r.doelen] for r in load_regios().values()}


@pytest.fixture(scope="module")
def dekking(store):
    return exact(store).dekking()


def test_each_goal_is_covered(dekking):
    ids = alle_ids()
    assert sum(map(len, ids.values())) == len(dekking)
    for regio, verwacht in ids.items():
        assert sorted(dekking.loc[dekking["regio"] == regio, "doel"]) == sorted(verwacht)


def test_each_has_a_status_and_a_source(dekking):
    assert set(dekking["herkomst"]) == set(HERKOMST.values())
    assert (dekking["bron"].str.len() > 10).all() and (dekking["uit"].str.len() > 3).all()
    assert not (dekking["uit"] == "nog geen maat").any()


def test_each_has_a_figure_or_the_reason(dekking):
    zonder = dekking[~dekking["cijfer"]]
    assert (zonder["reden"].str.len() > 25).all() and zonder["reden"].str.endswith(".").all()
    assert (dekking.loc[dekking["cijfer"], "reden"] == "").all() and dekking.loc[
        dekking["cijfer"], "waarde"
    ].notna().all()
    achtergrond = dekking["herkomst"] == "achtergrond"
    assert not dekking.loc[achtergrond, "cijfer"].any()
    leeg = dekking.loc[~achtergrond & ~dekking["cijfer"], ["doel", "oordeel"]]
    assert leeg.empty, "the example fills every goal; K4-13 says itself that it is not met"
    k413 = dekking[dekking["doel"] == "K4-13"].iloc[0]
    assert (k413["waarde"], k413["oordeel"]) == (0, "niet behaald")


@pytest.mark.parametrize(("regio", "alles"), [("zhz", False), ("hr", False), ("zou", True)])
def test_the_command_gives_a_row_for_every_goal(store, regio, alles):
    vraag = {"alles": True} if alles else {"doel_ids": tuple(alle_ids()[regio])}
    rijen = exact(store).resultaten(Selectie(regio=regio), **vraag)
    assert set(alle_ids()[regio]) <= set(rijen["doel"].dropna())
    rijen = rijen[rijen["doel"].notna()]
    assert (rijen["waarde"].notna() | (rijen["oordeel"].fillna("") != "")).all()
    leeg = rijen.groupby("doel", sort=False)["waarde"].count()
    redenen = exact(store).redenen(Selectie(regio=regio), tuple(leeg[leeg == 0].index))
    assert set(redenen) == set(rijen["doel"]) - set(rijen.loc[rijen["waarde"].notna(), "doel"])
    assert all(len(reden) > 25 and reden.endswith(".") for reden in redenen.values())


def test_the_reason_is_exact_when_nothing_is_loaded(tmp_path):
    (tmp_path / "mijlpalen.csv").write_text("doel;behaald_op;bewijs\nK1-12;2022-12-06;plan\n", "utf-8")
    dashboard.import_sources(tmp_path / "store", [tmp_path / "mijlpalen.csv"])
    d = exact(dashboard.open_store(tmp_path / "store")).dekking("zhz").set_index("doel")
    assert d.loc["K1-12", "cijfer"] and not d.drop(index="K1-12")["cijfer"].any()
    assert "maatregelen" in d.loc["ZHZ-02", "reden"] and "geladen" in d.loc["ZHZ-02", "reden"]
    assert d.loc["ZHZ-06", "reden"] == "Dit cijfer moet worden opgevraagd bij: GI."


def test_what_is_too_small_to_share_is_not_said_to_be_missing(store):
    """It was delivered and counted: "without a figure" and "nothing ever counts" were untrue."""
    binnen, delen = (kijk(store).dekking().set_index("doel") for kijk in (exact, shared))
    weg = [doel for doel in delen.index if binnen.loc[doel, "cijfer"] and not delen.loc[doel, "cijfer"]]
    assert len(weg) > 3
    assert not [doel for doel in weg if "te klein om te delen" not in delen.loc[doel, "reden"]]
