"""Simulated records: the same luck, the same maten, nothing lost."""

import datetime as dt

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from core.engine.count.series import Dekking, Rekenaar
from core.engine.count.sluitende_stand import sluitende_stand
from core.engine.count.tables import tabellen_van_maten
from core.measures import load_catalogus
from core.model.schema import JB_TYPEN
from core.model.selectie import Selectie
from core.simulation import batches
from core.simulation.counting import Teller, Vraag
from core.simulation.days import dag
from core.simulation.estimate import estimate
from core.simulation.levers import Effect
from core.simulation.occupancy import bezet
from core.simulation.process import Proces
from core.simulation.records import KINDEREN_PER_RUN
from tests.simulation.conftest import HEFBOMEN, scenario
from tests.simulation.winkel import REGIO, telplek, vul

MIDDEN, VANAF, EINDE = dt.date(2025, 6, 30), dt.date(2025, 1, 1), dt.date(2027, 12, 31)
SELECTIE = Selectie(regio=REGIO)
ZONDER_KNIPPEN = (
    "jb_stand",
    "jb_jeugdigen",
    "ots_stand",
    "jb_instroom",
    "jb_uitstroom",
    "vots_instroom",
    "jb_opnieuw",
    "jb_duur_gemiddeld",
    "uhp_stand",
    "uhp_aandeel",
)


@pytest.fixture(scope="module")
def proces(rekenaar):
    """Started in the middle of a year, so that half of the first year is known."""
    p = estimate(rekenaar, SELECTIE, MIDDEN)
    return Proces(p, bezet(p, dag(VANAF)), dag(EINDE))


def maak(proces, *effecten, runs=range(3), seed=1) -> batches.Portie:
    return batches.make(proces, [Effect(e, proces.b.namen) for e in effecten], seed, runs)


def helft(tabel, nummer, runs):
    """The rows of one variant, with its runs numbered from 0."""
    frame = tabel.to_pandas()
    grens = runs * KINDEREN_PER_RUN
    deel = frame[frame["jeugdige"] // grens == nummer]
    return deel.assign(jeugdige=deel["jeugdige"] % grens).reset_index(drop=True)


def hefbomen(**anders):
    return scenario(*({**h, **anders} for h in HEFBOMEN)).hefbomen


@pytest.mark.parametrize("stil", [{"verandering": 0.0}, {"start": "2040-01-01"}], ids=["size zero", "far away"])
def test_levers_that_do_nothing_change_no_record(proces, stil):
    portie = maak(proces, (), hefbomen(**stil))
    for tabel in (portie.maatregelen, portie.verblijf):
        pd.testing.assert_frame_equal(helft(tabel, 0, 3), helft(tabel, 1, 3))


def test_every_lever_changes_something(proces):
    """The check on the test above."""
    for hefboom in hefbomen():
        portie = maak(proces, (), (hefboom,))
        tabellen = (portie.maatregelen, portie.verblijf)
        assert any(not helft(t, 0, 3).equals(helft(t, 1, 3)) for t in tabellen), hefboom.soort


def test_same_seed_same_records_and_other_seed_others(proces):
    een, zelfde, ander = maak(proces, ()), maak(proces, ()), maak(proces, (), seed=2)
    assert een.maatregelen.equals(zelfde.maatregelen) and een.verblijf.equals(zelfde.verblijf)
    assert not een.maatregelen.equals(ander.maatregelen)
    met_hefbomen = maak(proces, hefbomen())
    assert met_hefbomen.maatregelen.equals(maak(proces, hefbomen()).maatregelen)


def test_the_known_part_of_the_year_is_what_the_dashboard_counts(rekenaar, proces):
    """On the day of the start, in every run: the real stock, and the real inflow of the half-year before it."""
    portie = maak(proces, hefbomen())
    plek = telplek()
    Teller(plek, VANAF, EINDE, "jaar", {}).load(portie.maatregelen, portie.verblijf, portie.dubbel)
    dekking = dict.fromkeys(("maatregelen", "plaatsingen"), Dekking(VANAF, EINDE))
    gesimuleerd = Rekenaar(load_catalogus(), plek, dekking, {})
    dagen = (dt.date(2024, 12, 31), dt.date(2025, 3, 31), MIDDEN)
    for maat in ("jb_stand", "jb_jeugdigen", "uhp_stand"):
        echt = rekenaar.on_dagen(maat, SELECTIE, dagen)["waarde"]
        assert list(gesimuleerd.on_dagen(maat, Selectie(), dagen)["waarde"]) == list(3 * echt), maat
    halfjaar = Selectie(per="halfjaar", van=VANAF, tot=MIDDEN)
    for maat in ("jb_instroom", "jb_uitstroom", "uhp_nieuw"):
        echt = rekenaar.reeks(maat, halfjaar.with_(regio=REGIO))["waarde"].iloc[0]
        assert gesimuleerd.reeks(maat, halfjaar)["waarde"].iloc[0] == 3 * echt, maat


def test_begin_plus_in_less_out_is_end(proces):
    """Per GI, and in every run (which stands in for the GI then)."""
    portie = maak(proces, (), hefbomen())
    run = pa.compute.cast(pa.compute.shift_right(portie.maatregelen["jeugdige"], 20), pa.string())
    zonder = portie.maatregelen.drop_columns(["gi", "vorige_gi"])
    per_run = zonder.append_column("gi", run).append_column("vorige_gi", run)
    tables, sjabloon = tabellen_van_maten(), load_catalogus().maten["jb_stand"]
    for tabel, cellen in ((portie.maatregelen, 3), (per_run, 6)):
        plek = telplek()
        Teller(plek, VANAF, EINDE, "jaar", {}).load(tabel, portie.verblijf, portie.dubbel)
        rekenaar = Rekenaar(load_catalogus(), plek, {"maatregelen": Dekking(VANAF, EINDE)}, {})
        for per in ("jaar", "maand"):
            frame = sluitende_stand(rekenaar, tables, Selectie(per=per, splits=("gi",)), JB_TYPEN, sjabloon)
            assert frame["gi"].nunique() == cellen
            verschil = (
                frame["begin"]
                + frame["instroom"]
                + frame["overgenomen"]
                - frame["uitstroom"]
                - frame["overgedragen"]
                - frame["eind"]
            )
            assert (verschil == 0).all() and frame["instroom"].sum() > 0 and frame["uitstroom"].sum() > 0


def test_counted_as_if_they_had_been_delivered(proces):
    """Writing the simulated records down as an export and counting that with the plain maten gives the same
    figures: there is no second way of counting."""
    portie = maak(proces, hefbomen(), runs=range(2))
    teller = Teller(telplek(), VANAF, EINDE, "jaar", {})
    teller.load(portie.maatregelen, portie.verblijf, portie.dubbel)
    geteld = teller.count({m: Vraag(m, Selectie()) for m in (*ZONDER_KNIPPEN, "uhp_nieuw")}, 2)
    for run in range(2):
        export = {
            "maatregelen": als_levering(portie.maatregelen, run),
            "plaatsingen": als_levering(portie.verblijf, run),
        }
        gewoon = vul(telplek(), export, VANAF, EINDE)
        for maat in ZONDER_KNIPPEN:
            reeks = gewoon.reeks(maat, Selectie(van=VANAF))["waarde"].to_numpy()
            assert geteld[maat][run] == pytest.approx(reeks, nan_ok=True), maat
        # A stay that begins within 30 days of one of before the measure is the same stay once it is delivered.
        nieuw = gewoon.reeks("uhp_nieuw", Selectie(van=VANAF))["waarde"].to_numpy()
        assert geteld["uhp_nieuw"][run] == pytest.approx(nieuw, rel=0.05)


def als_levering(tabel, run: int) -> pd.DataFrame:
    frame = tabel.to_pandas()
    frame = frame[frame["jeugdige"] // KINDEREN_PER_RUN == run].copy()
    sleutel = ["jeugdige", "type" if "einde" in frame else "verblijfsvorm", "begin"]
    frame = frame.sort_values([*sleutel, "van"])
    eerste = ~frame.duplicated(sleutel)
    eigen_begin = eerste & frame["eerste"] if "einde" not in frame else eerste
    frame["begindatum"] = frame["begin"].where(eigen_begin, frame["van"])
    frame["einddatum"] = frame["tot"]
    if "geboortemaand" in frame:
        frame["geboortedatum"] = pd.to_datetime(frame["geboortemaand"].astype("Int64").astype("string"), format="%Y%m")
    frame["jeugdige"] = "kind " + frame["jeugdige"].astype(str)
    return frame.drop(columns=["tot", "van", "begin", "eerste"])


def test_no_child_is_in_two_runs_and_runs_differ(proces):
    portie = maak(proces, (), runs=range(5))
    frame = portie.maatregelen.to_pandas()
    per_run = frame.groupby(frame["jeugdige"] // KINDEREN_PER_RUN)
    assert list(per_run.groups) == list(range(5))
    assert per_run["begin"].agg(lambda x: hash(tuple(sorted(x)))).nunique() == 5


def test_no_measure_ends_before_it_begins_or_outlives_childhood(proces):
    frame = maak(proces, hefbomen(), runs=range(10)).maatregelen.to_pandas()
    einde = pd.to_datetime(frame["einde"])
    assert (einde.dropna() >= pd.to_datetime(frame["begin"])[einde.notna()]).all()
    assert (einde.dropna() <= pd.Timestamp(EINDE)).all()
    nieuw = frame[pd.to_datetime(frame["begin"]) > pd.Timestamp(MIDDEN)]
    slot = pd.to_datetime(nieuw["einde"]).fillna(pd.Timestamp(EINDE))
    maand = slot.dt.year * 100 + slot.dt.month
    assert (maand <= nieuw["geboortemaand"] + 1800).all()


def test_no_two_measures_of_a_kind_touch(proces):
    frame = maak(proces, hefbomen(), runs=range(5)).maatregelen.to_pandas()
    frame = frame[~frame["gevolgd"]].sort_values(["jeugdige", "type", "begin"])
    vorige = pd.to_datetime(frame.groupby(["jeugdige", "type"])["einde"].shift())
    gat = (pd.to_datetime(frame["begin"]) - vorige).dt.days
    assert (gat.dropna() > 1).all()


def test_stays_lie_at_least_31_days_apart(proces):
    v = maak(proces, hefbomen(), runs=range(5)).verblijf.to_pandas()
    nieuw = v[pd.to_datetime(v["begin"]) > pd.Timestamp(MIDDEN)].sort_values(["jeugdige", "begin"])
    gat = (pd.to_datetime(nieuw["begin"]) - pd.to_datetime(nieuw.groupby("jeugdige")["tot"].shift())).dt.days
    assert (gat.dropna() > 14).all() and np.mean(gat.dropna() > 30) > 0.9
