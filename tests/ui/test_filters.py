"""A filter does something, or the page says in one sentence that it does not."""

from datetime import date

import pytest

from core import dashboard
from core.model.selectie import Selectie
from core.ui.figure import left_out
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
def test_a_page_of_measures_says_that_a_segment_does_not_matter(store, naam):
    assert "Het filter op segment geldt hier niet" in html(open_page(naam, regio="zhz", segment="6"))
    assert "geldt hier niet" not in html(open_page(naam, regio="zhz"))


def test_another_region_on_the_page_of_a_goal_opens_its_first_goal(store):
    app = open_page(regio="hr", gi="GI Midden", gemeente="GM0546", doel="HR-06")
    app.sidebar.selectbox(key="filter_regio").set_value("zhz").run()
    assert not app.exception and not app.error and not app.info
    eerste = dashboard.regios()["zhz"].doelen[0].id
    assert dict(app.query_params) == {"regio": "zhz", "gi": "GI Midden", "doel": eerste}
    assert app.sidebar.selectbox(key="filter_regio").value == "zhz"
    assert app.selectbox(key="doel_keuze").value == eerste
    app.sidebar.selectbox(key="filter_gemeente").set_value("GM0505").run()
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
