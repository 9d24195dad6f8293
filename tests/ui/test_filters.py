"""A filter does something, or the page says in one sentence that it does not."""

import re
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from app import PAGINAS, TITELS
from core import dashboard
from core.model import wording
from core.model.oordeel import Oordeel
from core.model.schema import NIET_BEKEND
from core.model.selectie import Selectie
from core.model.voorrang import AANDACHT, GOED
from core.ui.doelen import attention
from core.ui.figure import left_out
from core.ui.filters import _VAN_PAGINA, before_reader, of_page
from core.ui.origin import unsaid
from core.ui.outcome import outcome
from tests.kijk import exact, shared
from tests.ui.test_doelen import html, open_page

ZHZ = Selectie(regio="zhz")


def questions(view, keuze: Selectie) -> list:
    """What the pages Maatregelen and Duur ask."""
    return [
        view.sluitende_stand(keuze, ("OTS",)),
        view.duurverdeling("ots_duur_mediaan", keuze),
        view.overleving(keuze),
        view.reeks("ots_stand", keuze),
        view.stand_op("ots_stand", keuze, (date(2025, 12, 31),)),
    ]


@pytest.mark.parametrize("kijk", [exact, shared], ids=["intern", "delen"])
@pytest.mark.parametrize("segment", ["1", "6"])
def test_a_column_that_a_maat_does_not_have_filters_nothing(store, kijk, segment):
    view = kijk(store)
    met, zonder = (questions(view, k) for k in (ZHZ.with_(segment=(segment,)), ZHZ))
    assert all(a.equals(b) for a, b in zip(met, zonder, strict=True))
    assert met[0]["eind"].notna().any() and met[3]["waarde"].notna().any()
    uitleg = view.toelichting("ots_stand", ZHZ.with_(segment=(segment,)))
    assert uitleg == view.toelichting("ots_stand", ZHZ)


def test_a_column_that_a_maat_has_still_filters(store):
    maat = next(m for m in dashboard.maten().values() if "segment" in m.dimensions and m.id == "verblijf_jeugdigen")
    keuze = ZHZ.with_(segment=("1",), gi=("GI Noord",))
    assert maat.fit(keuze).filter("segment") == ("1",)
    alles, deel = (exact(store).reeks(maat.id, k)["waarde"].sum() for k in (ZHZ, ZHZ.with_(segment=("1",))))
    assert deel < alles


def test_the_sentence_names_what_was_left_out():
    keuze = ZHZ.with_(segment=("6",), gi=("GI Noord",))
    assert left_out(keuze, keuze) == ""
    assert left_out(keuze, keuze.with_(segment=())) == (
        "Het filter op segment geldt hier niet: dit cijfer gaat over alle segmenten."
    )
    assert (
        left_out(keuze, ZHZ)
        == "De filters op GI en segment gelden hier niet: dit cijfer gaat over alle GI's en segmenten."
    )


@pytest.mark.parametrize("naam", ["maatregelen", "duur"])
def test_a_page_of_measures_says_under_each_figure_that_a_segment_does_not_matter(store, naam):
    pagina = html(open_page(naam, regio="zhz", segment="6"))
    assert pagina.count("Het filter op segment geldt hier niet") == pagina.count('<h2 class="kd-kop"') > 5
    assert "geldt hier niet" not in html(open_page(naam, regio="zhz"))


def test_another_region_on_the_page_of_a_goal_opens_its_first_goal(store):
    app = open_page(regio="hr", gi="GI Midden", gemeente="GM0546", doel="HR-06")
    app.sidebar.selectbox(key="filter_regio").set_value("zhz").run()
    assert not app.exception and not app.error and not app.info
    eerste = dashboard.regios()["zhz"].doelen[0].id
    assert dict(app.query_params) == {"regio": "zhz", "gi": "GI Midden", "doel": eerste}
    assert app.sidebar.selectbox(key="filter_regio").value == "zhz"
    assert app.selectbox(key="doel_keuze").value == eerste
    app.sidebar.multiselect(key="filter_gemeente").set_value(["GM0505"]).run()
    assert app.query_params["gemeente"] == "GM0505" and app.query_params["doel"] == eerste


def target_of(app):
    return next(s for s in app.selectbox if s.label == "Doel")


def test_another_region_on_wat_als_has_its_own_goal_or_none(store):
    app = open_page("watals", regio="zhz", doel="ZHZ-02", replicaties="60")
    assert target_of(app).value == "ZHZ-02"
    app.sidebar.selectbox(key="filter_regio").set_value("hr").run()
    assert not app.exception and not app.error
    eigen = {d.id: d for d in dashboard.regios()["hr"].doelen}
    keuze = target_of(app).value
    assert keuze == "" or eigen[keuze].maat == "jb_stand"
    assert ("doel.waarde" in app.query_params) == bool(keuze)


def test_the_horizon_is_the_day_of_the_goal(store):
    app = open_page("watals", regio="zhz", doel="ZHZ-02", replicaties="60")
    schuif = next(s for s in app.slider if s.label == "Hoeveel jaar vooruit?")
    jaar = store.gegevens_tm.year
    for jaren in (1, 3):
        schuif.set_value(jaren).run()
        assert not app.exception and not app.error
        assert app.query_params["doel.datum"] == f"{jaar + jaren}-12-31"
        assert f"eind {jaar + jaren} naar verwachting" in html(app)
        schuif = next(s for s in app.slider if s.label == "Hoeveel jaar vooruit?")
    assert not [s for s in app.selectbox if s.label == "Gehaald op"]


def chosen(app, naam: str) -> list[str]:
    return app.sidebar.multiselect(key=f"filter_{naam}").value


def test_several_gemeenten_and_gis_go_into_the_address_and_along(store):
    app = open_page("maatregelen", regio="zhz")
    gis = exact(store).store.gis_van(dashboard.regios()["zhz"].codes)[:2]
    app.sidebar.multiselect(key="filter_gemeente").set_value(["GM0642", "GM0505"]).run()
    app.sidebar.multiselect(key="filter_gi").set_value(list(gis)).run()
    assert not app.exception and not app.error
    assert sorted(app.query_params["gemeente"]) == ["GM0505", "GM0642"] and sorted(app.query_params["gi"]) == sorted(
        gis
    )
    assert "Dordrecht en Zwijndrecht" in html(app) and f"{gis[0]} en {gis[1]}" in html(app)
    app.switch_page("pages/duur.py").run()
    assert sorted(chosen(app, "gemeente")) == ["GM0505", "GM0642"] and not app.exception and not app.error


@pytest.mark.parametrize("kolom", ["gemeente", "gi"])
def test_several_are_together_what_they_are_apart(store, kolom):
    view = exact(store)
    waarden = {"gemeente": ("GM0505", "GM0642", "GM0512"), "gi": view.store.gis_van(dashboard.regios()["zhz"].codes)}
    samen = view.reeks("jb_stand", ZHZ.with_(**{kolom: waarden[kolom]}))["waarde"].to_numpy()
    apart = [view.reeks("jb_stand", ZHZ.with_(**{kolom: (w,)}))["waarde"].to_numpy() for w in waarden[kolom]]
    assert (samen == sum(apart)).all() and samen.sum()
    assert all((samen >= a).all() for a in apart)


@pytest.mark.parametrize(
    ("pagina", "weg"), [("gegevens", "gemeente"), ("verantwoording", "gi"), ("kernwaarden", "per")]
)
def test_a_filter_that_does_nothing_on_a_page_is_not_there(store, pagina, weg):
    app = open_page(pagina, regio="zhz", gemeente="GM0505")
    er_is = {s.key for s in (*app.sidebar.selectbox, *app.sidebar.multiselect)}
    assert f"filter_{weg}" not in er_is
    if pagina != "kernwaarden":
        assert "Dordrecht" not in html(app).split("gegevens t/m")[0], "what does nothing is not said either"
    app.switch_page("pages/maatregelen.py").run()
    assert chosen(app, "gemeente") == ["GM0505"], "and it is not lost"


@pytest.mark.parametrize(
    ("pagina", "naam", "waarde", "te_zien"),
    [
        ("maatregelen", "soort", "ots", "OTS"),
        ("duur", "duur_van", "jb", "jeugdbescherming"),
        ("jeugdhulp", "onderwerp", "Verblijf", "verblijf"),
    ],
)
def test_what_a_page_is_about_stands_in_the_address(store, pagina, naam, waarde, te_zien):
    app = open_page(pagina, regio="zhz", **{naam: waarde})
    keuze = next(b for b in app.get("button_group") if b.key == naam)
    assert keuze.value == waarde and te_zien in html(app)
    leeg = open_page(pagina, regio="zhz")
    assert naam not in leeg.query_params
    eerste = next(b for b in leeg.get("button_group") if b.key == naam).value
    assert eerste != waarde
    verkeerd = open_page(pagina, regio="zhz", **{naam: "bestaat niet"})
    assert naam not in verkeerd.query_params


@pytest.mark.parametrize("kijk", [exact, shared], ids=["intern", "delen"])
def test_the_segment_that_agreed_a_goal_shows_that_goal(store, kijk):
    """Its figure is of measures, that have no segment, or of help in other segments; of another segment's goals nothing
    is said."""
    view, zes = kijk(store), ZHZ.with_(segment=("6",))
    zonder, met = ({s.doel.id: s.uitkomst for s in view.doelen(k)} for k in (ZHZ, zes))
    eigen = [d.id for d in dashboard.regios()["zhz"].doelen if d.segment == "6"]
    assert {"ZHZ-01", "ZHZ-02", "ZHZ-05"} <= set(eigen) and all(met[d] == zonder[d] for d in eigen)
    assert view.doelbeeld(zes, "ZHZ-02").stand.uitkomst == zonder["ZHZ-02"]
    ander = view.doelbeeld(ZHZ.with_(segment=("1",)), "ZHZ-02").stand.uitkomst
    assert ander.waarde is None and "hoort bij segment 6" in ander.uitleg


@pytest.mark.parametrize("keuze", [ZHZ, ZHZ.with_(gi=("GI Midden",)), ZHZ.with_(gemeente=("GM0505",))], ids=str)
@pytest.mark.parametrize("kijk", [exact, shared])
def test_the_heading_of_a_chart_has_the_verdict_of_its_goal(store, kijk, keuze):
    """Of the last definitive figure, and none on an older one where that may not be shown."""
    view, gehad, anders = kijk(store), set(), []
    for stand in view.doelen(keuze):
        if stand.maat and not stand.doel.filter and stand.maat.id not in gehad:
            uit = outcome(view, keuze, stand.maat.id)
            if uit is not None and uit.doelwaarde is not None and stand.uitkomst.doelwaarde is not None:
                gehad.add(stand.maat.id)
                anders += [(stand.doel.id, uit.oordeel, stand.uitkomst.oordeel)] * (
                    uit.oordeel != stand.uitkomst.oordeel
                )
    assert gehad and not anders


def test_the_path_of_a_flow_knows_the_day_it_is_about_so_that_a_break_is_said(store):
    """Without that day the heading compared across a break as if nothing had happened."""
    uitkomst = outcome(exact(store), ZHZ, "uhp_nieuw")
    assert uitkomst.dag == date(int(uitkomst.periode), 12, 31) and uitkomst.basisdag < uitkomst.dag
    pagina = open_page("uithuisplaatsingen", regio="zhz")
    assert "anders geteld: niet goed te vergelijken" in html(pagina)


def behind(app, adres: dict):
    """The browser has not heard of the newest address: it sends this older one along with the next choice."""
    app.query_params.clear()
    for naam, waarde in adres.items():
        app.query_params[naam] = waarde
    return app


def test_a_choice_made_before_the_browser_knows_the_new_address_adds_to_the_one_before(store):
    app = open_page("maatregelen", regio="zhz")
    for keuze in (["GM0505"], ["GM0505", "GM0642"], ["GM0505", "GM0642", "GM0512"]):
        behind(app, {"regio": "zhz"}).sidebar.multiselect(key="filter_gemeente").set_value(keuze).run()
        assert sorted(chosen(app, "gemeente")) == sorted(keuze) and not app.exception
    behind(app, {"regio": "zhz"}).sidebar.selectbox(key="filter_per").set_value("kwartaal").run()
    assert app.query_params["per"] == "kwartaal" and len(app.query_params["gemeente"]) == 3
    behind(app, {"regio": "zhz", "gemeente": "GM0590"}).run()
    assert chosen(app, "gemeente") == ["GM0590"], "a link still leads"


def test_what_was_cleared_before_the_browser_knew_does_not_come_back(store):
    app = open_page("maatregelen", regio="zhz")
    app.sidebar.multiselect(key="filter_gemeente").set_value(["GM0505"]).run()
    behind(app, {"regio": "zhz"}).sidebar.multiselect(key="filter_gemeente").set_value([]).run()
    assert chosen(app, "gemeente") == []
    behind(app, {"regio": "zhz", "gemeente": "GM0505"}).run()
    assert chosen(app, "gemeente") == [] and dict(app.query_params) == {"regio": "zhz"}


def test_levers_moved_before_the_browser_knows_the_new_address_all_stay(store):
    app = open_page("watals", regio="zhz", replicaties="60")
    begin = dict(app.query_params)
    for jaren in (2, 3):
        schuif = next(s for s in behind(app, begin).slider if s.label == "Hoeveel jaar vooruit?")
        schuif.set_value(jaren).run()
        assert not app.exception and app.query_params["jaren"] == str(jaren)
        assert next(s for s in app.slider if s.label == "Hoeveel jaar vooruit?").value == jaren


def test_a_goal_chosen_before_the_browser_knows_the_new_address_stays(store):
    app = open_page("doelen", regio="zhz", doel="ZHZ-01")
    begin = {"regio": "zhz", "doel": "ZHZ-01"}
    app.selectbox(key="doel_keuze").set_value("ZHZ-02").run()
    behind(app, begin).sidebar.multiselect(key="filter_gemeente").set_value(["GM0505"]).run()
    assert app.selectbox(key="doel_keuze").value == app.query_params["doel"] == "ZHZ-02"
    assert chosen(app, "gemeente") == ["GM0505"]
    behind(app, begin).selectbox(key="doel_keuze").set_value("ZHZ-01").run()
    assert app.selectbox(key="doel_keuze").value == app.query_params["doel"] == "ZHZ-01"
    behind(app, begin | {"doel": "ZHZ-03"}).run()
    assert app.selectbox(key="doel_keuze").value == "ZHZ-03", "a link still leads"


def test_a_goal_of_another_region_does_not_come_back_with_an_older_address(store):
    app = open_page("doelen", regio="zhz", doel="ZHZ-01")
    app.sidebar.selectbox(key="filter_regio").set_value("hr").run()
    behind(app, {"regio": "zhz", "doel": "ZHZ-01"}).sidebar.selectbox(key="filter_van").set_value(2020).run()
    assert app.query_params["regio"] == "hr" and app.query_params["doel"].startswith("HR-")
    assert app.query_params["van"] == "2020" and not app.exception


def test_a_link_from_another_page_leads_also_to_what_was_seen_before(store):
    app = open_page("doelen", regio="zhz", doel="ZHZ-01")
    app.selectbox(key="doel_keuze").set_value("ZHZ-02").run()
    app.switch_page("pages/overzicht.py").run()
    behind(app, {"regio": "zhz", "doel": "ZHZ-01"}).switch_page("pages/doelen.py").run()
    assert app.selectbox(key="doel_keuze").value == "ZHZ-01"
    app.switch_page("pages/kernwaarden.py").run()
    app.selectbox(key="kies_doel").set_value("ZHZ-03").run()
    behind(app, {"regio": "zhz", "doel": "ZHZ-01"}).switch_page("pages/doelen.py").run()
    assert app.selectbox(key="doel_keuze").value == "ZHZ-01"


@pytest.mark.parametrize("kijk", [exact, shared], ids=["intern", "delen"])
def test_a_goal_of_all_together_has_no_verdict_of_one_gi(store, kijk):
    """On every screen, in a report and on the command line alike: the figure stands there, without path or verdict."""
    keuze, view = ZHZ.with_(gi=("GI Noord",)), kijk(store)
    standen = [s for s in view.doelen(keuze) if not s.doel.per_aanbieder and s.uitkomst.waarde is not None]
    assert standen and not {s.uitkomst.oordeel for s in standen} - {Oordeel.ALLEEN_RICHTING, Oordeel.DOEL_OPEN}
    beleid = next(s for s in standen if s.doel.soort == "beleidsdoel" and "geen oordeel per GI" in s.uitkomst.uitleg)
    assert beleid.uitkomst.doelwaarde is None and beleid.uitkomst.padwaarde is None
    assert view.doelbeeld(keuze, beleid.doel.id).stand.uitkomst == beleid.uitkomst
    rijen = view.resultaten(keuze, doel_ids=(beleid.doel.id,))
    assert not set(rijen["oordeel"]) & {str(o) for o in (*AANDACHT, *GOED)}
    assert [s.doel.id for s in attention(view.doelen(keuze)) if not s.doel.per_aanbieder] == []
    heel = {s.doel.id: s.uitkomst.oordeel for s in view.doelen(ZHZ)}
    assert heel[beleid.doel.id] not in (Oordeel.ALLEEN_RICHTING, Oordeel.DOEL_OPEN)


def test_the_explanation_says_how_many_do_not_say_what_is_filtered_on(store):
    """The rest of the region is in the other GI's and in rows without one: together they are all of it."""
    view, maat = exact(store), dashboard.maten()["crisis_binnen_24u"]
    per_gi = view.reeks(maat.id, ZHZ.with_(splits=("gi",)))
    nieuwst = per_gi[per_gi["tot"] == per_gi["tot"].max()].set_index("gi")["noemer"]
    alle = view.reeks(maat.id, ZHZ).iloc[-1]["noemer"]
    (zin,) = unsaid(view, maat, ZHZ.with_(gi=("GI Noord",)))
    zonder = int(re.search(r": (\d+) waarnemingen zonder GI; dat telt bij deze keuze niet mee", zin)[1])
    assert zonder > 0 and zonder + nieuwst.drop(NIET_BEKEND).sum() == alle
    assert unsaid(view, maat, ZHZ) == [] == unsaid(view, dashboard.maten()["uhp_stand"], ZHZ.with_(gi=("GI Noord",)))


def test_the_explanation_says_what_a_share_leaves_out_of_its_noemer(store):
    """Every report counts in teller and noemer or is left out: with those of another maat, that counts them all."""

    def told(view, **keuze) -> tuple[str, int | None]:
        return view.toelichting("crisis_binnen_24u", ZHZ.with_(**keuze))["uitgesloten"][0]

    def newest(maat: str, **keuze) -> pd.Series:
        return exact(store).reeks(maat, ZHZ.with_(**keuze)).iloc[-1]

    for keuze in ({}, {"gemeente": ("GM0505",)}, {"per": "kwartaal"}):
        aandeel, alle = newest("crisis_binnen_24u", **keuze), newest("crisis_meldingen", **keuze)
        zin, aantal = told(exact(store), **keuze)
        assert aantal == alle["waarde"] - aandeel["noemer"] > 0
        assert zin == f"{wording.periode(aandeel['periode'])}: meldingen waarvan niet bekend is wanneer de hulp begon"
    gedeeld = {told(shared(store), **k)[1] for k in ({}, {"gemeente": ("GM0505",)}, {"gi": ("GI Noord",)})}
    assert len(gedeeld) == 1 and (gedeeld == {None} or gedeeld.pop() % 5 == 0)


def test_what_is_left_out_of_a_choice_is_of_that_choice_and_to_share_of_the_region(store):
    def handed_over(view, **keuze) -> int | None:
        return view.toelichting("jb_stand", ZHZ.with_(**keuze))["uitgesloten"][0][1]

    gemeenten = [g.code for g in dashboard.regios()["zhz"].gemeenten]
    intern, deel = exact(store), shared(store)
    heel = handed_over(intern)
    assert (
        heel == sum(handed_over(intern, gemeente=(g,)) for g in gemeenten) > handed_over(intern, gemeente=gemeenten[:1])
    )
    assert len({handed_over(deel, gemeente=(g,)) for g in gemeenten} | {handed_over(deel)}) == 1


@pytest.mark.parametrize("titel", _VAN_PAGINA)
def test_what_was_chosen_elsewhere_and_cannot_be_seen_here_limits_nothing(titel):
    """Months chosen on Duur made the page of two deliveries compare months without a word."""
    van = {"gemeente": ("GM0505",), "gi": ("GI Noord",), "per": "maand", "van": date(2025, 1, 1)}
    hier = before_reader(ZHZ.with_(**van), titel)
    gebleven = {
        "gemeente": bool(hier.filter("gemeente")),
        "gi": bool(hier.filter("gi")),
        "jaren": hier.van is not None,
        "per": hier.per != "jaar",
    }
    assert gebleven == {naam: naam in of_page(titel) for naam in gebleven}


def test_every_page_says_which_filters_it_does_something_with():
    """Of a page that is not in the list every filter stands there, also those that do nothing."""
    titels = {TITELS.get(naam, naam.capitalize()) for deel in PAGINAS.values() for p in deel for naam in [Path(p).stem]}
    assert titels - set(_VAN_PAGINA) == {"Uithuisplaatsingen", "Jeugdhulp", "Vergelijken"}, (
        "every filter does something there"
    )
    assert set(_VAN_PAGINA) < titels
