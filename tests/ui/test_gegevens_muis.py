"""Real deliveries through the page Gegevens, by mouse, in a real browser: the right figures, and the next quarter again
with one click."""

import datetime as dt

import pytest

from core import dashboard
from core.model.selectie import Selectie
from core.store import versions
from tests.browser import NO_BROWSER
from tests.server import CHROMIUM, serve
from tests.ui import zendingen
from tests.ui.muis import muis
from tests.ui.zendingen import counted

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=NO_BROWSER)
K3, K4 = dt.date(2025, 9, 30), dt.date(2025, 12, 31)


@pytest.fixture
def hand(eigen_apart, tmp_path_factory, chromium):
    """A mouse on the page, with nothing of one's own loaded."""
    with serve(eigen_apart, tmp_path_factory.mktemp("server") / "log") as server, muis(chromium, server) as m:
        yield m.naar("gegevens")


def running(maat: str, dag: dt.date) -> float:
    view = dashboard.open_view(dashboard.LOKAAL, "intern")
    return float(view.stand_op(maat, Selectie(), (dag,))["waarde"].sum())


def load_at_once(hand, *bestanden) -> str:
    """The next quarter: the files, and one click."""
    voor = hand.clicks
    hand.geef(*bestanden)
    hand.page.get_by_role("button", name="Laden", exact=True).wait_for()
    hand.druk("Laden")
    hand.page.get_by_text("Geladen:").wait_for()
    assert hand.clicks - voor == 2
    return hand.tekst()


def test_a_workbook_in_words_of_its_own(hand, tmp_path):
    gezien = hand.geef(zendingen.foreign_workbook(tmp_path / "Jeugdlijst 2025 K3.xlsx", K3))
    assert "De kolomnamen zijn nog niet bekend" in gezien
    hand.kies("Q1 instroom", "maatregelen")
    gezien = hand.druk("Verder")
    assert "is verborgen" in gezien and "lopend → leeg" in gezien and "30-09-2025" in gezien
    hand.kies("Het blad Q1 instroom oud", "nee")
    gezien = hand.druk("Verwerk deze antwoorden")
    assert "regels tellen niet mee" in gezien and "onbekende code" in gezien
    hand.kies("OTS + MUHP betekent", "11")
    hand.kies("T.B.V. betekent", "23")
    hand.druk("Verwerk deze antwoorden")
    hand.page.get_by_role("button", name="Verwerk wijzigingen").wait_for()
    hand.page.get_by_role("button", name="Laden", exact=True).wait_for()
    assert "regels tellen niet mee" not in hand.tekst()
    hand.druk("Laden")
    hand.page.get_by_text("Geladen: 120 regels in 1 tabel.").wait_for()
    assert hand.clicks <= 15
    rijen = zendingen.children(120, K3)
    assert running("ots_stand", K3) == counted(rijen, K3, ("OTS", "OTS + MUHP"))
    assert running("voogdij_stand", K3) == counted(rijen, K3, ("Voogdij", "T.B.V."))
    load_at_once(hand, zendingen.foreign_workbook(tmp_path / "Jeugdlijst 2025 K4.xlsx", K4))
    rijen = zendingen.children(120, K4)
    assert running("ots_stand", K4) == counted(rijen, K4, ("OTS", "OTS + MUHP"))
    assert dashboard.open_store().gis == ("Jeugdbescherming Proefland",)


def test_two_gis_with_hand_overs_and_other_spellings(hand, tmp_path):
    for tot in (K3, K4):
        load_at_once(hand, *zendingen.two_gis(tmp_path / f"{tot}", tot))
        rijen = [(*r[:2], "OTS", *r[3:]) for r in zendingen.children(60, tot, zaad=2)]
        dag = tot - dt.timedelta(days=60)
        assert running("ots_stand", dag) == counted(rijen, dag, ("OTS",))
        assert dashboard.open_store().gis == ("GI Duin", "GI Noord")


def test_messages_in_a_zip(hand, tmp_path):
    for aantal, stop in ((12, 3), (12, 7)):
        load_at_once(hand, zendingen.message_zip(tmp_path / f"berichten {stop}.zip", aantal, stop))
        with versions.reading(dashboard.open_store().pad) as verbinding:
            stand = verbinding.vraag("select count(*) as n, count(einddatum) as weg from trajecten")
        assert (int(stand["n"][0]), int(stand["weg"][0])) == (aantal, stop)


def test_a_table_of_statline(hand, tmp_path):
    for nr, jaar in enumerate((2024, 2025), 1):
        load_at_once(hand, zendingen.statline(tmp_path / f"03759ned {jaar}.csv", jaar))
        with versions.reading(dashboard.open_store().pad) as verbinding:
            stand = verbinding.vraag("select count(*) as n, sum(aantal) as aantal from bevolking")
        assert (int(stand["n"][0]), int(stand["aantal"][0])) == (36 * nr, nr * 2 * sum(range(100, 118)))


def test_a_load_that_is_stopped_leaves_nothing(hand, tmp_path):
    """Large enough to be stopped: a click while rows are stored. Afterwards the same delivery can be loaded."""
    hand.geef(zendingen.many_rows(tmp_path / "maatregelen.csv", 150_000))
    hand.page.get_by_role("button", name="Laden", exact=True).click()
    hand.page.get_by_role("button", name="Laden afbreken").click()
    hand.page.get_by_text("Het laden is afgebroken").wait_for()
    eigen = dashboard.eigen()
    assert versions.huidig_bestand(eigen) is None and not list(eigen.glob("bezig-*"))
    assert dashboard.open_store().is_voorbeeld
    hand.page.get_by_role("button", name="Laden", exact=True).wait_for()
