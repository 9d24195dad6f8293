"""What changed between two deliveries: the causes are known by construction, and always add up."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from core import dashboard
from core.model.melding import Melding
from core.model.selectie import Selectie
from core.model.veranderd import NU, OORZAKEN, TOEN
from core.views.store import as_it_was, same_doelen
from core.views.veranderd import at_ronde

KOP = "Jeugdige;Gemeente;GI;Type maatregel;Begindatum;Einddatum\n"
HR = Selectie(regio="hr")
DAGEN = [dt.date(2024, 1, 1) + dt.timedelta(days=11 * i) for i in range(33)]


def deliver(store, map_, naam, rijen, tm="2025-07-31"):
    map_.mkdir(exist_ok=True)
    pad = map_ / f"{naam}.csv"
    pad.write_text(KOP + "".join(f"{';'.join(r)}\n" for r in rijen), "utf-8")
    tm = dt.date.fromisoformat(tm)
    keuzes = dashboard.Keuzes(leverancier=None, van=dt.date(2023, 1, 1), tm=tm, nummers="gedeeld")
    dashboard.import_sources(store, [pad], keuzes=keuzes)


def rij(kind, begin, einde="", soort="OTS", gemeente="Leiden"):
    return (f"kind-{kind}", gemeente, "GI Duin", soort, begin, einde)


TOEN_RIJEN = [rij(i, "01-02-2023") for i in range(60)] + [rij(100 + i, "15-03-2024") for i in range(5)]


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """Of 65 OTS at the end of 2024: 3 ended after all (corrected), 2 are gone, 4 came late, and 6 began in 2025."""
    map_ = tmp_path_factory.mktemp("twee")
    store = map_ / "store"
    deliver(store, map_, "a", TOEN_RIJEN)
    nu = [rij(i, "01-02-2023", "30-06-2024") for i in range(3)] + TOEN_RIJEN[5:]
    nu += [rij(200 + i, "01-10-2024") for i in range(4)] + [rij(300 + i, "01-09-2025") for i in range(6)]
    deliver(store, map_, "b", nu, "2025-12-31")
    return store


def of(v, doel):
    oorzaken = v.oorzaken.set_index("doel").loc[doel]
    waarde = v.cijfers[v.cijfers["doel"] == doel].set_index("moment")["waarde"]
    return waarde, oorzaken


def test_the_causes_of_a_stock_are_those_of_the_records(two):
    v = dashboard.open_view(dashboard.LOKAAL, "intern", pad=two).veranderd(HR)
    waarde, door = of(v, "HR-01")
    assert (waarde[TOEN], waarde[NU]) == (65, 64)
    assert tuple(door[OORZAKEN[1:]]) == (-2, -3, 4, 0)
    (r,) = v.records.to_dict("records")
    assert (r["verdwenen"], r["gewijzigd"], r["eerder"], r["na_tm"]) == (2, 3, 4, 6)
    assert r["waarin"] == {"einddatum": 3} and r["tm"] == dt.date(2025, 7, 31)
    assert v.toen.tm == dt.date(2025, 7, 31) and v.nu.afzenders == ("GI Duin",)


def test_the_figures_of_then_are_those_that_were_on_screen_then(two, tmp_path):
    deliver(tmp_path / "store", tmp_path, "a", TOEN_RIJEN)
    toen = {
        s.doel.id: s
        for s in dashboard.open_view(dashboard.LOKAAL, "intern", pad=tmp_path / "store").doelen(HR)
        if s.uitkomst.waarde is not None
    }
    v = dashboard.open_view(dashboard.LOKAAL, "intern", pad=two).veranderd(HR)
    rijen = v.cijfers[v.cijfers["moment"] == TOEN].set_index("doel")
    assert toen and set(toen) <= set(rijen.index)
    for doel, stand in toen.items():
        assert (
            rijen.loc[doel, "waarde"] == stand.uitkomst.waarde and rijen.loc[doel, "oordeel"] == stand.uitkomst.oordeel
        )


def test_to_share_are_only_the_last_two_of_a_whole_region_without_causes(two):
    delen = dashboard.open_view(dashboard.LOKAAL, "delen", pad=two)
    v = delen.veranderd(HR)
    assert v.oorzaken.empty and v.records.empty and not v.cijfers.empty
    for fout in (HR.with_(gemeente=("GM0546",)), Selectie()):
        with pytest.raises(Melding, match="hele regio"):
            delen.veranderd(fout)
    with pytest.raises(Melding, match="laatste twee"):
        delen.veranderd(HR, 1, 1)


def test_a_few_children_do_not_show_by_a_jump(tmp_path):
    """From 12 to 13 a rounded figure jumps from 10 to 15: then it is 13 exactly."""
    store = tmp_path / "store"
    eerst = [rij(i, "01-02-2023") for i in range(12)]
    deliver(store, tmp_path, "a", eerst)
    deliver(store, tmp_path, "b", [*eerst, rij(50, "01-03-2023")])
    delen = dashboard.open_view(dashboard.LOKAAL, "delen", pad=store)
    v = delen.veranderd(HR).cijfers.set_index(["doel", "moment"])
    assert np.isnan(v.loc[("HR-01", TOEN), "waarde"]) and v.loc[("HR-01", TOEN), "oordeel"] == ""
    assert v.loc[("HR-01", NU), "waarde"] == 15
    assert (
        dashboard.open_view(dashboard.LOKAAL, "intern", pad=store)
        .veranderd(HR)
        .cijfers.set_index(["doel", "moment"])
        .loc[("HR-01", TOEN), "waarde"]
        == 12
    )


def test_what_nothing_came_of_since_is_the_same_then(tmp_path):
    """Then is not counted anew for tables that were not delivered again; every goal is as it was on screen."""
    plaatsingen = tmp_path / "plaatsingen.csv"
    regels = [f"kind-{i};Leiden;GI Duin;{11 + i % 3};01-03-2023;{'30-06-2024' if i % 2 else ''}" for i in range(40)]
    kop = "Jeugdige;Gemeente;GI;Verblijfsvorm;Begindatum;Einddatum"
    plaatsingen.write_text("\n".join([kop, *regels]), "utf-8")
    keuzes = dashboard.Keuzes(van=dt.date(2023, 1, 1), tm=dt.date(2025, 7, 31), nummers="gedeeld")
    for naam, later in (("eerst", False), ("nu", True)):
        dashboard.import_sources(tmp_path / naam, [plaatsingen], keuzes=keuzes)
        deliver(tmp_path / naam, tmp_path, "a", TOEN_RIJEN)
        if later:
            deliver(tmp_path / naam, tmp_path, "b", TOEN_RIJEN[5:])
    for weergave in ("intern", "delen"):
        eerst, nu = (dashboard.open_view(dashboard.LOKAAL, weergave, pad=tmp_path / n) for n in ("eerst", "nu"))
        toen = dashboard.view_of(at_ronde(nu.store, dashboard.rondes(nu.store)[1]), dashboard.LOKAAL, weergave)
        was, opnieuw = ([(s.doel.id, s.uitkomst) for s in v.doelen(HR)] for v in (eerst, toen))
        assert was == opnieuw and any(u.waarde for _, u in was)
        for maat in ("verblijf_stand", "uhp_stand", "ots_stand"):
            assert_frame_equal(eerst.reeks(maat, HR), toen.reeks(maat, HR))
    doelen = dashboard.regios()["hr"].doelen
    gelijk = same_doelen(toen.store, doelen)
    assert any(u.waarde for doel, u in was if doel in gelijk), "answered by the data of now"
    maten = {d.id: dashboard.maten()[d.maat].tables for d in doelen if d.maat in dashboard.maten()}
    assert not [d for d in gelijk if "maatregelen" in maten.get(d, ())]
    zonder = as_it_was(nu.store, toen.store.toen, frozenset({"plaatsingen"}))
    assert not [d for d in same_doelen(zonder, doelen) if "plaatsingen" in maten.get(d, ())]


def test_one_delivery_is_nothing_to_compare(tmp_path):
    deliver(tmp_path / "store", tmp_path, "a", TOEN_RIJEN)
    for weergave in ("intern", "delen"):
        with pytest.raises(Melding, match="twee keer"):
            dashboard.open_view(dashboard.LOKAAL, weergave, pad=tmp_path / "store").veranderd(HR)


def test_what_was_taken_back_is_no_moment(two, tmp_path):
    deliver(tmp_path / "store", tmp_path, "a", TOEN_RIJEN)
    deliver(tmp_path / "store", tmp_path, "b", TOEN_RIJEN[:9])
    dashboard.withdraw_levering(tmp_path / "store", [2])
    assert [r.nr for r in dashboard.rondes(dashboard.open_store(tmp_path / "store"))] == [1]


def test_a_reader_of_some_gemeenten_sees_only_theirs(two):
    lezer = dashboard.Lezer("x", "x", "analist", ("GM0537",))
    view = dashboard.open_view(lezer, "intern", pad=two)
    v = view.veranderd(HR)
    assert v.records.empty and not dashboard.moved(v.cijfers)


lijst = st.lists(
    st.tuples(
        st.integers(0, 9), st.sampled_from(DAGEN), st.sampled_from([None, *DAGEN]), st.sampled_from(["OTS", "VOTS"])
    ),
    min_size=1,
    max_size=14,
)


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(lijst, lijst)
def test_the_parts_always_add_up(tmp_path_factory, toen, nu):
    map_ = tmp_path_factory.mktemp("delen")
    for naam, rijen in (("a", toen), ("b", nu)):
        gekozen = [rij(k, f"{b:%d-%m-%Y}", f"{e:%d-%m-%Y}" if e and e >= b else "", soort) for k, b, e, soort in rijen]
        deliver(map_ / "store", map_, naam, [rij(99, "01-01-2024"), *gekozen])
    v = dashboard.open_view(dashboard.LOKAAL, "intern", pad=map_ / "store").veranderd(HR)
    assert set(v.oorzaken["doel"]) == set(dashboard.moved(v.cijfers))
    for doel in v.oorzaken["doel"]:
        waarde, door = of(v, doel)
        assert abs(door[OORZAKEN[1:]].sum() - (waarde[NU] - waarde[TOEN])) < 1e-6


def test_the_last_digit_of_a_sum_of_money_is_no_change():
    """The same invoices add up in another order; a cent is a change."""
    bedrag = 2_124_663.17
    rijen = [
        ("gelijk", bedrag, np.nextafter(bedrag, np.inf)),
        ("cent", bedrag, bedrag + 0.01),
        ("leeg", bedrag, np.nan),
    ]
    cijfers = pd.DataFrame(
        [{"doel": doel, "moment": m, "waarde": w} for doel, toen, nu in rijen for m, w in ((TOEN, toen), (NU, nu))]
    )
    assert dashboard.moved(cijfers) == ["cent"]
