"""The overview: the main goals of each region first, then what harms most, then the rest, folded."""

import re
from dataclasses import replace

import pytest

from core import dashboard
from core.model.oordeel import Oordeel
from core.reports import ranking
from core.ui import overzicht
from tests.charts.tabellen import reeks
from tests.ui.test_doelen import html, open_page
from tests.ui.test_onderdelen import stand

REGIOS = {r.id: r for r in dashboard.regios().values() if r.hoofddoelen}


def links(app) -> list[str]:
    """The names of the goals that are links, in the order of the page."""
    return [p.proto.label.strip("*") for p in app.get("page_link") if "doel=" in p.proto.query_string]


@pytest.mark.parametrize("regio", REGIOS)
def test_the_main_goals_of_a_region_come_first_with_a_sentence_each(store, regio):
    app = open_page("overzicht", regio=regio)
    hoofd = REGIOS[regio].hoofddoelen
    namen = {d.id: d.label for d in REGIOS[regio].doelen}
    assert links(app)[: len(hoofd)] == [namen[i] for i in hoofd]
    assert app.header[0].value == f"De hoofddoelen van {REGIOS[regio].naam}"
    rijen = [h.proto.body for h in app.get("html") if 'class="kd-hoofd"' in h.proto.body]
    assert len(rijen) == len(hoofd) and all("kd-chip" in r and "kd-waarde" in r for r in rijen)
    assert all(re.search(r'kd-chip[^>]* title="[A-Z][^"]{15,}"', r) for r in rijen), "what the verdict means"
    zinnen = [h.proto.body for h in app.get("html") if re.match(r'<p class="kd-klein">.*een jaar eerder', h.proto.body)]
    assert len(zinnen) >= len(hoofd) - 1, "now and a year ago"


def test_a_main_goal_does_not_stand_among_what_needs_attention_too(store):
    namen = links(open_page("overzicht", regio="zhz"))
    assert len(namen) == len(set(namen)) > len(REGIOS["zhz"].hoofddoelen)


def test_without_main_goals_there_is_no_empty_heading(store, monkeypatch):
    kaal = dashboard.regios() | {"zhz": REGIOS["zhz"].model_copy(update={"hoofddoelen": ()})}
    monkeypatch.setattr(dashboard, "regios", lambda *_: kaal)
    assert "De hoofddoelen" not in html(open_page("overzicht", regio="zhz"))


def test_harm_counts_children_and_not_percentages_of_a_norm():
    def zaak(naam, niveau, waarde, eenheid="jeugdigen", n=None):
        s = stand(Oordeel.ACHTER, waarde, id=naam, dag=None)
        s.doel = s.doel.model_copy(update={"niveau": niveau, "eenheid": eenheid})
        s.reeks = reeks([waarde]).assign(n=n)
        s.uitkomst = replace(s.uitkomst, dag=s.reeks["tot"].iloc[-1], padwaarde=1.0 if eenheid == "aandeel" else 20.0)
        return s

    veel, weinig = zaak("A", "beleid", 80.0), zaak("B", "beleid", 24.0)
    proces = zaak("C", "inspanning", 500.0)
    deel = zaak("D", "beleid", 0.97, "aandeel", n=1000)
    assert [s.doel.id for s in overzicht.by_harm([proces, weinig, deel, veel])] == ["A", "D", "B", "C"]
    nachten = zaak("E", "beleid", 5000.0, "etmalen")
    assert overzicht.by_harm([nachten, weinig])[0] is weinig and overzicht.beyond(nachten) == 0
    kosten = zaak("F", "beleid", 9e6, "euro")
    assert overzicht.by_harm([kosten, proces])[0] is proces, "a sum of money happens to nobody"
    assert overzicht.beyond(deel) == pytest.approx(30) and overzicht.beyond(veel) == 60


def test_under_a_segment_the_others_say_where_they_belong_and_nothing_is_nought(store):
    """Of the goals of another segment 0 crises and € 0 stood there, as if that were reached."""
    app = open_page("overzicht", regio="zhz", segment="6")
    elders = next(e for e in app.expander if e.label.startswith("Van een ander segment ("))
    tekst = html(elders)
    assert "Dit doel hoort bij segment 5: kies dat segment, of alle segmenten." in tekst
    assert "ZHZ-05" not in tekst and "Lagere kosten van hulp via de GI" in links(app)
    cijfers = [h.proto.body for h in app.get("html") if "kd-waarde" in h.proto.body]
    assert cijfers and not any(re.search(r'kd-waarde">(€ )?0\b(?!,)', c) for c in cijfers)
    assert not any(e.label.startswith("Van een ander") for e in open_page("overzicht", regio="zhz").expander)


def test_on_paper_money_is_the_last_to_need_attention_too():
    geld = stand(Oordeel.NIET_BEHAALD, 5.0, id="G")
    geld = replace(geld, doel=geld.doel.model_copy(update={"eenheid": "euro", "soort": "ontwikkelopgave"}))
    zwaar = stand(Oordeel.ACHTER, 5.0, id="K", soort="procesnorm", prioriteit="C")
    assert [s.doel.id for s in ranking.of_side([geld, zwaar], "aandacht")] == ["K", "G"]
    assert [s.doel.id for s in ranking.of_side([zwaar, geld], "alle")] == ["G", "K"], "a list of all is by verdict"
