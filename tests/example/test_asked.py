"""Requested figures and milestones: one for every goal that no registration holds."""

from pathlib import Path

import pytest
import yaml

from tests.example.conftest import lees

REGIOS = Path(__file__).resolve().parents[2] / "data" / "regios"
DOELEN = [d for p in sorted(REGIOS.glob("*.yaml")) for d in yaml.safe_load(p.read_text("utf-8"))["doelen"]]


def ids(databron: str) -> set[str]:
    return {d["id"] for d in DOELEN if d["databron"] == databron}


def test_every_requested_goal_has_figures_for_the_first_and_the_last_year(vuil):
    data = lees(vuil[0] / "opvragen.csv")
    assert len(ids("opvraag")) > 50
    for jaar in (2021, 2025):
        er = set(data[data.periode_begin == f"01-01-{jaar}"].doel)
        assert ids("opvraag") <= er, sorted(ids("opvraag") - er)
    assert set(data.doel) <= {d["id"] for d in DOELEN}
    assert set(data.periode_einde.str[-4:]) == {"2021", "2022", "2023", "2024", "2025"}


def test_every_milestone_is_there_some_late_some_missing(vuil):
    data = lees(vuil[0] / "mijlpalen.csv")
    assert ids("mijlpaal") <= set(data.doel), sorted(ids("mijlpaal") - set(data.doel))
    assert ((data.behaald_op == "") == (data.bewijs == "")).mean() > 0.9
    assert 1 <= (data.behaald_op == "").sum() < len(data) / 2
    protocol = data[data.doel == "ZHZ-07"].behaald_op.str.split("-").str[::-1].str.join("-")
    assert protocol.min() < "2022-07-01" < protocol.max()


def test_a_figure_is_a_share_or_a_value_never_both(vuil):
    data = lees(vuil[0] / "opvragen.csv")
    deel = (data.teller != "") & (data.noemer != "")
    assert (deel ^ (data.waarde != "")).all()
    assert (data[deel].teller.astype(float) <= data[deel].noemer.astype(float)).all()
    assert (data.bron != "").all()
    dubbel = data.duplicated(["doel", "periode_begin", "gemeente", "gi", "aanbieder"])
    assert not dubbel.any()


def test_shares_are_given_as_shares(vuil):
    """A goal in per cent must not get a grade."""
    data = lees(vuil[0] / "opvragen.csv")
    aandeel = {d["id"] for d in DOELEN if d["eenheid"] == "aandeel" and d["databron"] == "opvraag"}
    assert (data[data.doel.isin(aandeel)].teller != "").all()


def test_a_few_years_are_missing(vuil):
    data = lees(vuil[0] / "opvragen.csv")
    per_doel = data.groupby("doel").periode_begin.nunique()
    assert (per_doel == 5).mean() > 0.75 and (per_doel < 5).any()


def test_population_scales_with_the_example(vuil):
    data = lees(vuil[0] / "bevolking.csv").astype({"aantal": int, "leeftijd_van": int, "jaar": int})
    assert set(data.leeftijd_van) == set(range(18)) and (data.leeftijd_van.astype(str) == data.leeftijd_tot).all()
    assert set(data.jaar) == set(range(2019, 2027))
    zhz = data[data.gemeente.isin(["GM0505", "GM0590", "GM0610"]) & (data.jaar == 2022)].aantal.sum()
    assert zhz == pytest.approx((23_500 + 6_500 + 5_600) / 20, rel=0.03)
    assert data.gemeente.nunique() == 27
