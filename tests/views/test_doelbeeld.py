"""What it takes, for every goal of the shipped example: an answer with figures, or the exact reason."""

import datetime as dt
import re
import shutil

import pytest

from core import dashboard
from core.engine.task.goal_task import SAMEN
from core.model.selectie import Selectie
from core.model.wording import TELBAAR
from tests.kijk import exact, shared

VANDAAG = dt.date.today()
RELATIEF = [
    (regio.id, doel.id)
    for regio in dashboard.regios().values()
    for doel in regio.doelen
    if doel.doel.soort in ("relatief", "per_jaar")
]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """The shipped example, taken along when it was made before."""
    map = tmp_path_factory.mktemp("eigen")
    if (dashboard.eigen() / ".voorbeeld").is_dir():
        shutil.copytree(dashboard.eigen() / ".voorbeeld", map / ".voorbeeld")
    with pytest.MonkeyPatch.context() as anders:
        anders.setenv("KERNWAARDEN_GEGEVENS", str(map))
        yield dashboard.open_store()


def beeld(store, regio: str, doel_id: str, **keuze):
    return exact(store).doelbeeld(Selectie(regio=regio).with_(**keuze), doel_id)


def test_all_relative_goals_are_looked_at():
    assert len(RELATIEF) >= 20 and {r for r, _ in RELATIEF} >= {"zhz", "hr"}


@pytest.mark.parametrize(("regio", "doel_id"), RELATIEF)
def test_every_relative_goal_has_an_answer_or_the_exact_reason(store, regio, doel_id):
    b = beeld(store, regio, doel_id)
    a = dashboard.wat_is_nodig(b, b.dagen[0])
    assert a.zin.endswith(".") and a.zin[0].isupper() and a.zin.count(". ") == 0, a.zin
    assert not re.search(r"nan|None|inf|\d\.\d\d?\b(?!\d)", a.zin), a.zin
    if a.opgave is None:
        assert a.zin.startswith(("Dit is niet uit te rekenen: ", "Er is nog geen heel jaar")), a.zin
        return
    assert str(b.dagen[0].year) in a.zin and a.regels
    if a.opgave.rest == 0:
        assert "niets extra's nodig" in a.zin
    else:
        per = r"per (jaar|kwartaal)|tot die dag|anders zijn dan nu|gemiddeld"
        assert re.search(per, a.zin) and ("marge" in a.zin or a.opgave.rest_laag is None)
        if b.van.eenheid in TELBAAR:
            assert not re.search(r"\d,\d", a.zin), "children are whole"
        if a.opgave.rest_laag is not None:
            assert a.opgave.rest_laag <= a.opgave.rest + 1e-9 <= a.opgave.rest_hoog + 1e-6


def test_every_kind_of_goal(store):
    """Also without a figure, without data or as a milestone: a sentence, never an error."""
    soorten = {}
    for regio in store.regios:
        for deel in dashboard.doelregios(regio):
            for d in deel.doelen:
                soorten.setdefault((d.doel.soort, d.databron, d.eenheid), (regio, d.id))
    assert len(soorten) > 40
    for regio, doel_id in soorten.values():
        b = beeld(store, regio, doel_id)
        dagen = b.dagen or (dt.date(VANDAAG.year + 1, 12, 31),)
        zin = dashboard.wat_is_nodig(b, dagen[0]).zin
        assert zin.endswith(".") and len(zin) > 20, (doel_id, zin)


@pytest.mark.parametrize(("regio", "doel_id"), [("zhz", "ZHZ-02"), ("hr", "HR-01"), ("hr", "HR-06")])
def test_the_flows_are_those_of_the_region(store, regio, doel_id):
    """In and out over four quarters against the stock itself, a year apart."""
    b = beeld(store, regio, doel_id)
    reeks = exact(store).reeks(b.stand.maat.id, Selectie(regio=regio, per="kwartaal"))["waarde"].tolist()
    assert 4 * (b.van.stroom.instroom - b.van.stroom.uitstroom) == pytest.approx(reeks[-1] - reeks[-5])
    in_, uit = (
        (
            exact(store).reeks(b.stand.maat.id.replace("stand", k), Selectie(regio=regio, per="kwartaal"))["waarde"]
            for k in ("instroom", "uitstroom")
        )
        if doel_id != "HR-06"
        else (None, None)
    )
    if in_ is not None:
        assert b.van.stroom.instroom == pytest.approx(in_.tail(4).mean(), abs=0.5)
        assert b.van.stroom.uitstroom == pytest.approx(uit.tail(4).mean(), abs=0.5)


def test_a_goal_without_a_figure_can_be_tried(store):
    b = beeld(store, "hr", "HR-02")
    assert b.van.eigen and "vul zelf een doel in" in dashboard.wat_is_nodig(b, b.dagen[0]).zin
    a = dashboard.wat_is_nodig(b, b.dagen[0], eigen_doel=b.stand.uitkomst.waarde - 100)
    assert a.opgave.per_zaak == pytest.approx(100, abs=1e-6) and "100 dagen korter" in a.zin


def test_a_day_that_has_passed_is_refused_in_one_sentence(store):
    b = beeld(store, "zhz", "ZHZ-01")
    assert dashboard.wat_is_nodig(b, dt.date(2024, 12, 31)).zin == (
        "Voor 31-12-2024 is er niets meer te veranderen; kies een latere datum."
    )
    assert all(d > VANDAAG for d in b.dagen)


def with_something_to_do(store, soort: str):
    """The first goal of this kind that still asks for something: (id, doelbeeld, answer)."""
    for doel in dashboard.regios()["zhz"].doelen:
        b = beeld(store, "zhz", doel.id) if doel.maat else None
        a = dashboard.wat_is_nodig(b, b.dagen[0]) if b and b.dagen else None
        if a and a.opgave and a.opgave.soort == soort and a.opgave.rest > 0:
            return doel.id, b, a
    raise AssertionError(f"no goal of the example still asks for something of the kind {soort}")


@pytest.mark.parametrize("kolom", ["gemeente", "gi"])
@pytest.mark.parametrize("soort", ["aantal", "gemiddelde", "aandeel", "tarief"])
def test_the_parts_add_up_to_what_the_sentence_says(store, soort, kolom):
    doel_id, b, a = with_something_to_do(store, soort)
    delen = exact(store).gewichten(Selectie(regio="zhz"), doel_id, kolom, b.van, a.opgave.richting)
    if isinstance(delen, str):
        assert kolom == "gi" and delen.endswith(".") and not b.stand.doel.per_aanbieder
        return
    delen = dashboard.divide_up(a, delen)
    assert delen["opgave"].sum() == pytest.approx(round(a.taak, a.decimalen), abs=1e-6)
    assert (delen.loc[delen["gewicht"] == 0, "opgave"] == 0).all()


def test_a_goal_of_the_region_is_not_divided_over_gis(store):
    b = beeld(store, "zhz", "K1-02")
    assert not b.stand.doel.per_aanbieder
    assert "niet per GI verdeeld" in exact(store).gewichten(Selectie(regio="zhz"), "K1-02", "gi", b.van, -1)


def test_process_twins_and_projection(store):
    b = beeld(store, "zhz", "ZHZ-01")
    assert b.proces.per == "kwartaal" and b.proces.gedrag.genoeg and b.proces.gedrag.aantal >= 12
    klein = beeld(store, "zhz", "ZHZ-01", gemeente=("GM0482",)).proces.gedrag
    assert not klein.genoeg and "een enkel kind" in klein.uitleg, "a child or two a quarter"
    assert b.proces.uit_jaar and b.proces.doel == pytest.approx(b.stand.uitkomst.doelwaarde / 4)
    assert not b.proces.reeks["voorlopig"].any() and b.proces.reeks["van"].min() >= dt.date(2022, 1, 1), "the break"
    assert {p.tweeling.id for p in b.paren} == {"uhp-crisis", "uhp-gesloten"}
    v = dashboard.vooruitzicht(b, b.dagen[0])
    assert v.dag == b.dagen[0] and 0 <= v.waarneming_laag <= v.waarde <= v.waarneming_hoog
    opvraag = beeld(store, "zhz", "K6-11")
    assert not opvraag.proces.gedrag.genoeg and "12" in opvraag.proces.gedrag.uitleg and opvraag.paren == ()
    aanwezig = beeld(store, "zhz", "K1-05b").proces
    assert aanwezig.per == "kwartaal" and aanwezig.doel is None, "children of a year are not those of its quarters"
    mijlpaal = beeld(store, "zhz", "ZHZ-07")
    assert dashboard.vooruitzicht(mijlpaal, b.dagen[0]) is None


@pytest.mark.parametrize(("regio", "doel_id"), RELATIEF)
def test_there_is_one_expectation_for_one_day(store, regio, doel_id):
    """The dotted line and the question what it takes: the same figure, from the newest known dot, never below 0. What
    the trend would say stands under its own name."""
    b = beeld(store, regio, doel_id)
    bekend = b.stand.reeks[b.stand.reeks["waarde"].notna()]
    for dag in b.dagen[:2]:
        a, v = dashboard.wat_is_nodig(b, dag), dashboard.vooruitzicht(b, dag)
        assert (a.opgave is None) == (v is None) or b.van.reden is None
        if a.opgave is not None:
            assert v.waarde == pytest.approx(a.opgave.ongewijzigd) and v.waarde >= 0
            assert (v.vanaf, v.begin) == (bekend["tot"].iloc[-1], bekend["waarde"].iloc[-1])
            assert v.waarneming_laag is None or v.waarneming_laag >= 0
            assert sum(r.startswith("Andere manier van rekenen: ") for r in a.regels) <= 1


def test_a_changed_level_says_nothing_about_the_target(store):
    for regio, doel_id in (("zhz", "ZHZ-02"), ("hr", "HR-01"), ("zhz", "ZHZ-05")):
        g = beeld(store, regio, doel_id).proces.gedrag
        if any(s.regel in ("verschuiving", "trend") for s in g.signalen):
            assert g.haalbaar is None and "niveau is veranderd" in g.uitleg


def test_a_filter_changes_the_answer_and_an_impossible_one_says_so(store):
    alles, dordrecht = beeld(store, "zhz", "ZHZ-02"), beeld(store, "zhz", "ZHZ-02", gemeente=("GM0505",))
    assert 0 < dordrecht.van.stroom.stand < alles.van.stroom.stand
    segment = beeld(store, "zhz", "ZHZ-02", segment=("1",))
    assert dashboard.wat_is_nodig(segment, dt.date(VANDAAG.year + 1, 12, 31)).opgave is None


def test_an_unknown_goal_is_a_sentence(store):
    from core.model.melding import Melding

    with pytest.raises(Melding, match="bestaat niet in deze regio"):
        beeld(store, "zhz", "HR-01")
    assert dashboard.doel_van("zhz", "HR-01") is None and dashboard.doel_van("zou", "V-06")


def test_a_task_is_divided_over_all_there_is_also_when_parts_may_not_be_shown(store):
    """To share, the gemeenten that are shown do not carry what the hidden ones would have to do."""
    view = shared(store)
    keuze = Selectie(regio="zhz")
    b = view.doelbeeld(keuze, "ZHZ-01")
    delen = view.gewichten(keuze, "ZHZ-01", "gemeente", b.van, -1)
    if isinstance(delen, str):
        assert "niet te verdelen" in delen or "geen cijfers" in delen
        return
    heel = view.reeks("uhp_nieuw", keuze)
    heel = heel.loc[heel["tot"] == b.van.vanaf, "waarde"].iloc[0]
    gemeenten = view.reeks("uhp_nieuw", keuze.with_(splits=("gemeente",)))
    dicht = gemeenten[(gemeenten["tot"] == b.van.vanaf) & gemeenten["waarde"].isna()]
    assert (SAMEN in set(delen["naam"])) == (len(dicht) > 1)
    assert delen["gewicht"].sum() == max(heel, delen.loc[delen["naam"] != SAMEN, "gewicht"].sum())
    assert not (delen["gewicht"] % 5).any(), "nothing but shared figures"
