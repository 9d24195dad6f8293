"""What the simulation says: levers in the right direction, the same base, chances, costs, progress and stopping."""

import datetime as dt
import itertools
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from core.model.melding import Melding
from core.model.selectie import Selectie
from core.simulation.batches import grenzen
from core.simulation.estimate import _opmerkingen, estimate
from core.simulation.kosten import TOTAAL
from core.simulation.simulate import MATEN, kans_op_doel, loop, prepare, simulate
from tests.simulation.conftest import START, scenario
from tests.simulation.winkel import REGIO, geleverd, telplek, vul

NU = "2026-01-01"


def draai(rekenaar, parameters, *hefbomen, replicaties=20, maten=("jb_stand", "uhp_stand", "uhp_nieuw"), **velden):
    return simulate(
        rekenaar,
        scenario(*hefbomen, **velden),
        telplek=telplek(),
        replicaties=replicaties,
        maten=maten,
        parameters=parameters,
    )


def hefboom(soort, verandering, **meer):
    return {"soort": soort, "verandering": verandering, "start": NU, **meer}


def test_figures_have_base_scenario_and_difference(uitkomst):
    cijfers = uitkomst.cijfers()
    assert set(cijfers["variant"]) == {"basis", "scenario", "verschil"}
    assert set(MATEN) <= set(cijfers["maat"]) and "uhp_nieuw_netwerk" in set(cijfers["maat"])
    assert list(cijfers["periode"].unique()) == ["2026", "2027"]
    bekend = cijfers.dropna(subset="p50")
    assert (bekend["p10"] <= bekend["p50"]).all() and (bekend["p50"] <= bekend["p90"]).all()
    # Counting who came back needs a year more than is simulated.
    opnieuw = cijfers[(cijfers["maat"] == "jb_opnieuw") & (cijfers["variant"] == "basis")]["p50"]
    assert opnieuw.notna().tolist() == [True, False]


def test_base_is_near_the_present(rekenaar, uitkomst):
    """One year ahead without levers no figure is far from the last one counted."""
    for maat in ("jb_stand", "uhp_stand", "jb_instroom", "jb_uitstroom", "uhp_aandeel", "jb_duur_gemiddeld"):
        nu = rekenaar.reeks(maat, Selectie(regio=REGIO))["waarde"].iloc[-1]
        straks = np.nanmedian(uitkomst.waarden[maat][0, :, 0])
        assert straks == pytest.approx(nu, rel=0.25), maat


def test_the_share_is_the_quotient_of_its_parts(uitkomst):
    w = uitkomst.waarden
    assert w["uhp_aandeel"] == pytest.approx(w["uhp_stand"] / w["jb_jeugdigen"])


def test_less_inflow_gives_a_lower_stock_in_every_run(rekenaar, parameters):
    standen = [
        draai(rekenaar, parameters, hefboom("instroom", x), maten=("jb_stand",)).waarden["jb_stand"][1]
        for x in (0.3, 0.0, -0.3, -1.0)
    ]
    for meer, minder in itertools.pairwise(standen):
        assert (meer >= minder).all() and (meer > minder).any()


def test_shorter_measures_give_a_lower_stock_in_every_run(rekenaar, parameters):
    """Follow-on measures and returns begin earlier too, so here only those of the chain as a whole can be compared:
    children, not measures."""
    kort, gewoon, lang = (
        draai(rekenaar, parameters, hefboom("duur", x), maten=("jb_jeugdigen",)).waarden["jb_jeugdigen"][1]
        for x in (-0.3, 0.0, 0.3)
    )
    assert (kort <= gewoon).all() and (gewoon <= lang).all()
    assert kort[:, -1].mean() < 0.9 * gewoon[:, -1].mean()


@pytest.mark.parametrize(
    "soort, maat, omhoog",
    [
        ("uithuisplaatsing", "uhp_nieuw", True),
        ("terug_naar_huis", "uhp_stand", False),
        ("vots", "vots_instroom", True),
        ("vots_naar_ots", "ots_stand", True),
        ("opnieuw", "jb_instroom", True),
        ("netwerk", "uhp_nieuw_netwerk", True),
    ],
)
def test_each_lever_moves_its_own_figure(rekenaar, parameters, soort, maat, omhoog):
    maten = () if maat == "uhp_nieuw_netwerk" else (maat,)
    for x in (-0.5, 0.5):
        w = draai(rekenaar, parameters, hefboom(soort, x), maten=maten, replicaties=30).waarden[maat]
        verschil = (w[1] - w[0]).sum(1).mean()
        assert verschil != 0 and (verschil > 0) == ((x > 0) == omhoog), (soort, x)


def test_a_full_stop_stops(rekenaar, parameters):
    w = draai(
        rekenaar,
        parameters,
        hefboom("uithuisplaatsing", -1),
        hefboom("instroom", -1),
        hefboom("opnieuw", -1),
        maten=("uhp_nieuw", "vots_instroom"),
    ).waarden
    assert (w["uhp_nieuw"][1] == 0).all() and (w["vots_instroom"][1] == 0).all()
    assert (w["uhp_nieuw"][0] > 0).all()


def test_sixty_percent_fewer_is_sixty_percent_fewer(rekenaar, parameters):
    w = draai(rekenaar, parameters, hefboom("uithuisplaatsing", -0.6), replicaties=60).waarden["uhp_nieuw"][:, :, 0]
    assert w[1].mean() / w[0].mean() == pytest.approx(0.4, abs=0.05)


def test_a_lever_for_one_gi_touches_only_that_gi(rekenaar, parameters):
    gi = "GI Noord"
    anders = [hefboom("instroom", -0.5, waar={"gi": [gi]}), hefboom("duur", -0.4, waar={"gi": [gi]})]
    for waar, gelijk in ((gi, False), ("GI Midden", True)):
        selectie = {"regio": REGIO, "filters": {"gi": [waar]}}
        eigen = estimate(rekenaar, Selectie(regio=REGIO).with_(gi=(waar,)))
        s = draai(rekenaar, eigen, *anders, maten=("jb_stand",), selectie=selectie)
        assert np.array_equal(*s.waarden["jb_stand"]) == gelijk


@pytest.mark.parametrize(
    ("tempo", "woorden"),
    [
        ("einde ots", "einde van OTS"),
        ("einde voorlopige voogdij", "einde van voorlopige voogdij"),
        ("naar huis voogdij", "naar huis bij voogdij"),
        ("uithuisplaatsing opnieuw", "opnieuw uit huis"),
        ("opnieuw", "een nieuwe maatregel na het einde"),
    ],
)
def test_what_is_rare_is_said_in_words(parameters, tempo, woorden):
    assert tempo in parameters.tempos
    schaars = replace(parameters, tempos={tempo: replace(parameters.tempos[tempo], aantal=3)})
    (zin,) = _opmerkingen(schaars, True)
    assert f"gevallen van: {woorden}." in zin


def test_phase_in_grows(rekenaar, parameters):
    direct, langzaam = (
        draai(rekenaar, parameters, hefboom("instroom", -0.5, ingroei_maanden=m), maten=("jb_instroom",)).waarden[
            "jb_instroom"
        ]
        for m in (0, 24)
    )
    minder = [(w[0] - w[1]).mean(0) for w in (direct, langzaam)]
    assert minder[1][0] < 0.5 * minder[0][0] and minder[1][1] > minder[1][0]


def test_runs_are_the_same_however_many_are_asked(rekenaar, parameters, uitkomst):
    kort = simulate(rekenaar, uitkomst.scenario, telplek=telplek(), replicaties=25, parameters=parameters)
    for maat, w in kort.waarden.items():
        assert np.array_equal(w, uitkomst.waarden[maat][:, :25], equal_nan=True), maat
    assert [len(r) for r in grenzen(1000)] == [50, 100, 200, 325, 325]
    assert sum(len(r) for r in grenzen(60, 100_000)) == 60 and max(len(r) for r in grenzen(60, 100_000)) < 10


def test_the_base_of_before_is_used_again(rekenaar, parameters, uitkomst):
    s = simulate(rekenaar, uitkomst.scenario, telplek=telplek(), replicaties=40, parameters=parameters, basis=uitkomst)
    for maat, w in s.waarden.items():
        assert np.array_equal(w, uitkomst.waarden[maat], equal_nan=True), maat


def test_another_seed_gives_other_runs_and_about_the_same_answer(rekenaar, parameters):
    een, ander = (
        draai(rekenaar, parameters, seed=s, replicaties=60, maten=("jb_stand",)).waarden["jb_stand"][0] for s in (1, 2)
    )
    assert not np.array_equal(een, ander)
    assert een.mean(0) == pytest.approx(ander.mean(0), rel=0.03)


def test_a_picture_after_each_batch_and_stopping(rekenaar, parameters, monkeypatch):
    monkeypatch.setattr("core.simulation.batches.GROOTTES", (10, 10, 20))
    opzet = prepare(rekenaar, scenario(), maten=("jb_stand",), parameters=parameters)
    beelden = loop(opzet, [telplek()], replicaties=100)
    eerste, tweede, derde = (next(beelden) for _ in range(3))
    assert [(b.replicaties, b.gevraagd) for b in (eerste, tweede, derde)] == [(10, 100), (20, 100), (40, 100)]
    assert np.array_equal(eerste.waarden["jb_stand"], derde.waarden["jb_stand"][:, :10])
    beelden.close()
    assert next(beelden, None) is None


def test_the_size_of_a_batch_and_the_number_of_threads_change_nothing(rekenaar, parameters, uitkomst, monkeypatch):
    monkeypatch.setattr("core.simulation.batches.GROOTTES", (7,))
    plek = telplek()
    plek.execute("set threads = 1")
    s = simulate(rekenaar, uitkomst.scenario, telplek=plek, replicaties=40, parameters=parameters)
    for maat, w in s.waarden.items():
        assert np.array_equal(w, uitkomst.waarden[maat], equal_nan=True), maat


def test_the_order_of_rows_and_the_names_of_children_change_nothing(rekenaar, uitkomst):
    """Another store of the same export has other pseudonyms, and gives its rows in another order."""
    bron = {t: geleverd(rekenaar, t) for t in ("maatregelen", "plaatsingen")}
    kinderen = sorted(set(bron["maatregelen"]["jeugdige"]) | set(bron["plaatsingen"]["jeugdige"]))
    anders = {k: f"ander {i}" for i, k in enumerate(np.random.default_rng(5).permutation(kinderen))}
    anders = {t: f.assign(jeugdige=f["jeugdige"].map(anders)).sample(frac=1, random_state=3) for t, f in bron.items()}
    anders["maatregelen"]["gezin"] = anders["maatregelen"]["gezin"].map(lambda g: g if pd.isna(g) else f"x{hash(g)}")
    ander = vul(telplek(), anders, dt.date(2019, 1, 1), START)
    s = simulate(ander, uitkomst.scenario, telplek=telplek(), replicaties=10)
    for maat, w in s.waarden.items():
        assert np.array_equal(w, uitkomst.waarden[maat][:, :10], equal_nan=True), maat


def test_target_of_a_baseline_and_the_chance_to_meet_it(rekenaar, parameters):
    basis = rekenaar.on_dagen("jb_stand", Selectie(regio=REGIO), (dt.date(2022, 1, 1),))["waarde"].iloc[0]
    doel = {"maat": "jb_stand", "verandering": -0.3, "basis": dt.date(2022, 1, 1), "datum": dt.date(2027, 12, 31)}
    s = draai(rekenaar, parameters, hefboom("instroom", -0.5), doel=doel, maten=(), replicaties=40)
    kans = kans_op_doel(s)
    assert kans.waarde == pytest.approx(0.7 * basis) and kans.peildatum == dt.date(2027, 12, 31)
    onder = (s.waarden["jb_stand"][:, :, 1] <= kans.waarde).mean(1)
    assert [kans.kans["basis"], kans.kans["scenario"]] == pytest.approx(list(onder))
    assert kans.kans["scenario"] >= kans.kans["basis"] and kans.ooit["scenario"] >= kans.kans["scenario"]
    vroeg, midden, laat = ((d or dt.date.max) for d in kans.eerste["scenario"])
    assert vroeg <= midden <= laat


def test_a_target_without_a_baseline_says_so(rekenaar, parameters):
    doel = {"maat": "jb_stand", "verandering": -0.3, "basis": dt.date(2026, 6, 1), "datum": dt.date(2027, 12, 31)}
    with pytest.raises(Melding, match="01-06-2026"):
        kans_op_doel(draai(rekenaar, parameters, doel=doel, maten=()))
    with pytest.raises(Melding, match="geen doel"):
        kans_op_doel(draai(rekenaar, parameters, maten=("jb_stand",)))


@pytest.mark.parametrize("maat, telt_op", [("uhp_nieuw", True), ("jb_instroom", True), ("uhp_stand", False)])
@pytest.mark.parametrize("doel", [{"waarde": 100}, {"verandering": -0.3, "basisjaar": 2022}], ids=["getal", "basis"])
def test_a_target_is_for_a_year_and_no_quarter_meets_it(rekenaar, parameters, maat, telt_op, doel):
    doel = {"maat": maat, "datum": dt.date(2027, 12, 31)} | doel
    if not telt_op and "basisjaar" in doel:
        doel["basis"] = dt.date(doel.pop("basisjaar"), 1, 1)
    een, vier = (
        draai(rekenaar, parameters, doel=doel, maten=(maat,), replicaties=5, selectie={"regio": REGIO, "per": per})
        for per in ("jaar", "kwartaal")
    )
    assert een.streef is not None and kans_op_doel(een).maat == maat
    if not telt_op:
        assert vier.streef == een.streef
        return
    assert vier.streef is None
    with pytest.raises(Melding, match="kies per jaar"):
        kans_op_doel(vier)


@pytest.mark.parametrize(
    "datum, zin",
    [("2025-12-31", "niet na de start"), ("2020-01-01", "niet na de start"), ("2099-01-01", "na het einde")],
)
def test_a_target_date_outside_the_simulation(rekenaar, parameters, datum, zin):
    doel = {"maat": "jb_stand", "waarde": 100, "datum": dt.date.fromisoformat(datum)}
    with pytest.raises(Melding, match=zin):
        draai(rekenaar, parameters, doel=doel)


def test_a_later_target_makes_the_simulation_longer(rekenaar, parameters):
    doel = {"maat": "jb_stand", "waarde": 100, "datum": dt.date(2029, 6, 30)}
    s = draai(rekenaar, parameters, doel=doel, maten=())
    assert s.perioden[-1].naam == "2029" and kans_op_doel(s).peildatum == dt.date(2028, 12, 31)


def test_a_maat_that_is_not_simulated(rekenaar, parameters):
    with pytest.raises(Melding, match="jr_stand"):
        draai(rekenaar, parameters, maten=("jr_stand",))
    with pytest.raises(Melding, match="telt geen aantallen"):
        draai(rekenaar, parameters, kosten=[{"naam": "x", "maat": "uhp_aandeel", "bedrag": 1}])


def test_costs_are_units_times_price_times_index(rekenaar, parameters):
    posten = [
        {"naam": "jeugdbescherming", "maat": "jb_stand", "bedrag": 10_000, "index": 0.04, "index_scenario": 0.02},
        {"naam": "plaatsing", "maat": "uhp_nieuw", "bedrag": 500, "bedrag_scenario": 800},
    ]
    s = draai(rekenaar, parameters, hefboom("instroom", -0.3), kosten=posten, maten=("jb_stand", "uhp_nieuw"))
    w = s.waarden
    nu = rekenaar.on_dagen("jb_stand", Selectie(regio=REGIO), (START,))["waarde"].iloc[0]
    jaren = np.array([0.5, 1.5])
    gemiddeld = (w["jb_stand"] + np.concatenate([np.full((2, 20, 1), nu), w["jb_stand"][..., :-1]], axis=2)) / 2
    index = np.stack([1.04**jaren, 1.02**jaren])[:, None, :]
    assert w["kosten: jeugdbescherming"] == pytest.approx(gemiddeld * 10_000 * index, rel=0.003)
    assert w["kosten: plaatsing"] == pytest.approx(w["uhp_nieuw"] * np.array([500, 800])[:, None, None])
    assert w[TOTAAL] == pytest.approx(w["kosten: jeugdbescherming"] + w["kosten: plaatsing"])
    assert (w[TOTAAL][1] < w[TOTAAL][0]).all()


def test_a_lever_outside_experience_is_called_an_assumption(rekenaar, parameters):
    s = draai(rekenaar, parameters, hefboom("duur", -0.6), maten=("jb_stand",))
    assert any("buiten wat in de gegevens is voorgekomen" in z and "-60%" in z for z in s.opmerkingen)
    s = draai(rekenaar, parameters, hefboom("duur", -0.01), maten=("jb_stand",))
    assert not any("buiten wat in de gegevens is voorgekomen" in z for z in s.opmerkingen)


def test_a_lever_that_touches_nobody_or_began_before_says_so(rekenaar, parameters):
    s = draai(
        rekenaar,
        parameters,
        hefboom("instroom", -0.1, waar={"gi": ["GI Elders"]}, start="2024-01-01"),
        maten=("jb_stand",),
    )
    assert any("GI Elders" in z for z in s.opmerkingen) and any("01-01-2024" in z for z in s.opmerkingen)
    assert np.array_equal(*s.waarden["jb_stand"])


def test_quarters(rekenaar, parameters):
    s = draai(
        rekenaar,
        parameters,
        maten=("jb_stand", "jb_instroom"),
        selectie={"regio": REGIO, "per": "kwartaal"},
        replicaties=20,
    )
    jaar = draai(rekenaar, parameters, maten=("jb_stand", "jb_instroom"), replicaties=20)
    assert [p.naam for p in s.perioden][:2] == ["2026-Q1", "2026-Q2"] and len(s.perioden) == 8
    assert np.array_equal(s.waarden["jb_stand"][:, :, 3::4], jaar.waarden["jb_stand"])
    som = s.waarden["jb_instroom"].reshape(2, 20, 2, 4).sum(3)
    assert np.array_equal(som, jaar.waarden["jb_instroom"])
