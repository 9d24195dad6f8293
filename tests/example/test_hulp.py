"""Trajecten and declaraties: they belong together, and cost what their tariff says."""

import numpy as np
import pandas as pd
import pytest

from core.example.area import gebieden
from core.example.producten import PRODUCTEN

VEILIGHEID = {
    "48A04",
    "48A05",
    "48A06",
    "47A01",
    "47A05",
    "47A04",
    "47A02",
    "47A03",
    "47A06",
    "4711",
    "45070",
    "48A10",
    "48C09",
    "54004",
    "49B05",
}


@pytest.fixture(scope="module")
def trajecten(groot):
    return groot.make("trajecten")


@pytest.fixture(scope="module")
def declaraties(groot):
    d = groot.make("declaraties")
    return d.assign(netto=np.where(d.debet_credit == "C", -d.bedrag, d.bedrag) * (d.status != "afgewezen"))


def test_all_fifteen_products_of_veiligheid_are_used_in_their_segment(trajecten):
    gi = trajecten[trajecten.productcode.isin(VEILIGHEID)]
    assert set(gi.productcode) == VEILIGHEID
    assert set(gi.segment) == {"6"}
    assert set(trajecten.segment) == {"1", "2", "3", "3a", "4", "5", "6", "7"}
    assert gi.aanbieder.str.startswith("GI ").all()


def test_segments_are_those_of_the_region(schoon):
    data = pd.read_csv(schoon[0] / "trajecten.csv", sep=";", dtype=str)
    ots = data[data.productcode == "48A04"]
    per_regio = {g.id: set(ots.segment[ots.gemeente.isin(g.codes)]) for g in gebieden("alle", False)}
    assert per_regio == {"zhz": {"6"}, "hr": {"7"}, "zou": {"veiligheid"}}


def test_allocations_are_unique_and_belong_to_one_gemeente(trajecten, declaraties):
    assert trajecten.toewijzingnummer.is_unique
    bij = declaraties.merge(trajecten, on="toewijzingnummer", suffixes=("", "_t"))
    assert len(bij) == len(declaraties)
    for kolom in ("gemeente", "productcode", "verwijzer", "segment", "aanbieder"):
        assert (bij[kolom].astype(str) == bij[f"{kolom}_t"].astype(str)).all(), kolom
    assert (bij.periode_einde >= bij.begindatum).all()
    assert (bij.periode_begin <= bij.einddatum.fillna(pd.Timestamp("2100-01-01"))).all()


def test_a_declaration_covers_one_month_and_no_more_days_than_it_has(declaraties):
    assert (declaraties.periode_begin.dt.to_period("M") == declaraties.periode_einde.dt.to_period("M")).all()
    etmalen = declaraties[declaraties.eenheid == "14"]
    assert (etmalen.volume <= etmalen.periode_einde.dt.day).all()
    assert etmalen.productcategorie.isin(["43", "44", "46"]).all()


def test_amount_is_volume_times_a_tariff_near_the_list_and_rises_each_year(declaraties):
    lijst = {p.code: p.tarief for p in PRODUCTEN}
    d = declaraties[(declaraties.debet_credit != "C") & (declaraties.productcode != "50A01")]
    tarief = d.bedrag / d.volume
    index = tarief / d.productcode.astype(str).map(lijst)
    per_jaar = index.groupby(d.periode_begin.dt.year).median()
    assert (per_jaar.diff().dropna() > 0).all() and per_jaar[2019] == pytest.approx(1, abs=0.05)
    assert per_jaar[2025] == pytest.approx(1.275, abs=0.06)


def test_credits_rejections_and_late_rows(declaraties):
    assert 0.005 < (declaraties.debet_credit == "C").mean() < 0.02
    assert 0.01 < (declaraties.status == "afgewezen").mean() < 0.04
    debet = declaraties[declaraties.debet_credit != "C"].set_index(["toewijzingnummer", "periode_begin"]).bedrag
    credit = declaraties[declaraties.debet_credit == "C"].set_index(["toewijzingnummer", "periode_begin"]).bedrag
    assert (credit <= debet.loc[credit.index]).all()
    maand = declaraties.groupby(declaraties.periode_begin.dt.to_period("M")).netto.sum()
    gewoon = maand.iloc[-15:-3].mean()
    assert 0.15 < maand.iloc[-1] / gewoon < 0.5 and 0.45 < maand.iloc[-2] / gewoon < 0.85
    assert maand.iloc[-1] < maand.iloc[-2] < maand.iloc[-3] < 1.05 * gewoon


def test_gis_are_paid_per_month_but_not_for_the_first_broken_one(trajecten, declaraties):
    ots = trajecten[
        (trajecten.productcode == "48A04") & (trajecten.begindatum.dt.day > 1) & (trajecten.begindatum >= "2019-01-01")
    ]
    eerste = (
        declaraties[declaraties.productcode == "48A04"].groupby("toewijzingnummer", observed=True).periode_begin.min()
    )
    begin = ots.set_index("toewijzingnummer").begindatum
    beide = begin.index.intersection(eerste.index)
    assert (eerste[beide] > begin[beide]).all()


def test_gi_only_where_a_gi_or_judge_asked(trajecten):
    met = trajecten[trajecten.gi.notna()]
    assert set(met.verwijzer) == {"04", "08"}
    assert trajecten[trajecten.verwijzer == "04"].gi.notna().all()


def test_new_reasons_of_ending_only_since_april_2022(trajecten):
    nieuw = trajecten[trajecten.reden_einde.isin(["38", "39"])]
    assert len(nieuw) > 10 and nieuw.einddatum.min() >= pd.Timestamp("2022-04-01")
    assert trajecten[trajecten.einddatum.notna()].reden_einde.notna().all()
    assert trajecten[trajecten.einddatum.isna()].reden_einde.isna().all()


def test_some_allocations_wait_for_their_start(trajecten):
    wacht = trajecten[trajecten.begindatum.isna()]
    assert 0 < len(wacht) < 0.01 * len(trajecten)
    assert wacht.toewijzingsdatum.notna().all() and wacht.einddatum.isna().all()


def test_first_year_is_like_the_others(trajecten):
    """No rise that only comes from the start of the simulation."""

    def actief(jaar):
        bezig = (trajecten.begindatum < f"{jaar + 1}-01-01") & ~(trajecten.einddatum < f"{jaar}-01-01")
        return trajecten[bezig & (trajecten.productcategorie == "45")].jeugdige.nunique()

    assert actief(2019) == pytest.approx(actief(2024), rel=0.12)
