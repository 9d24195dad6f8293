"""A meeting from its preparation to the next one, in a real browser and with the mouse: what needs attention, GI's
side by side without a ranking, a decision and a percentage, the papers, and a quarter later what came of it."""

import datetime as dt
import io
import re

import pypdf
import pytest
from pptx import Presentation

from tests.browser import NO_BROWSER
from tests.server import CHROMIUM, serve
from tests.ui import zendingen
from tests.ui.muis import Muis, muis

K3, K4 = dt.date(2025, 9, 30), dt.date(2025, 12, 31)
BESLUIT = "GI's bespreken lange maatregelen"
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=NO_BROWSER)


def load(m: Muis, *bestanden) -> None:
    m.naar("gegevens").geef(*bestanden)
    m.page.get_by_role("button", name="Laden", exact=True).wait_for()
    m.druk("Laden")
    m.page.get_by_text("Geladen:").wait_for()


def report(m: Muis, soort: str, woord: str) -> bytes:
    """Makes a report and saves it as a browser does."""
    m.page.get_by_test_id("stMain").get_by_text(soort, exact=True).first.click()
    m.page.get_by_role("button", name="Maak het rapport").click()
    m.page.get_by_text(f"{soort} is klaar (om te delen").wait_for()
    with m.page.expect_download() as bewaard:
        m.page.get_by_role("button", name=f"Bewaar als {woord}").click()
    return bewaard.value.path().read_bytes()


def test_a_meeting_is_prepared_held_recorded_and_comes_back(chromium, eigen_apart, tmp_path):
    with serve(eigen_apart, tmp_path / "log") as server, muis(chromium, server) as m:
        load(m, *zendingen.two_gis(tmp_path / "k3", K3))

        tekst = m.naar("overzicht?regio=zhz").tekst()
        assert "De hoofddoelen van Zuid-Holland Zuid" in tekst and "Minder maatregelen" in tekst

        tekst = m.naar("vergelijken?regio=zhz&maat=jb_stand&deel=gi").tekst()
        assert "GI Duin" in tekst and "geen eerlijke trechter" in tekst and "Op naam, niet op hoogte" in tekst

        m.naar("doelen?regio=zhz&doel=ZHZ-02")
        m.page.get_by_text("Nieuw punt over dit cijfer").click()
        m.page.get_by_label("Besluit", exact=True).fill(BESLUIT)
        m.page.get_by_label("Wie doet het? (een functie)").fill("regisseur jeugd")
        m.page.get_by_label("Wie schrijft dit?").first.fill("Tafel")
        m.druk("Bewaren")
        m.page.get_by_text("Punt 1 is bewaard").wait_for()

        m.naar("doelen?regio=zhz&doel=K3-10")
        m.page.get_by_label(re.compile("^Hoeveel procent")).fill("15")
        m.page.get_by_label("Wie spreekt dit af?").fill("ontwikkeltafel veiligheid")
        m.druk("Vastleggen")
        m.page.get_by_text("Vastgelegd.").wait_for()
        assert "15% minder" in m.tekst()

        m.naar("rapport?regio=zhz")
        papier = " ".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(report(m, "Tafelblad", "PDF"))).pages)
        assert "Zuid-Holland Zuid" in papier and "om te delen" in papier and BESLUIT not in papier
        dias = Presentation(io.BytesIO(report(m, "Presentatie", "PowerPoint"))).slides
        assert len(dias) > 1 and any(vorm.has_chart for dia in dias for vorm in dia.shapes)

    with serve(eigen_apart, tmp_path / "log") as server, muis(chromium, server) as m:
        load(m, *zendingen.two_gis(tmp_path / "k4", K4))
        tekst = m.naar("duiding?regio=zhz").tekst()
        assert "1 punt staat open" in tekst and BESLUIT in tekst and "regisseur jeugd" in tekst
        assert re.search(r"Wat is er sindsdien gebeurd\? Toen \d+ maatregelen[^\n]*; nu \d+ maatregelen", tekst), tekst
        tekst = m.naar("veranderd?regio=zhz").tekst()
        assert re.search(r"einddatum \(\d+\)", tekst), tekst
