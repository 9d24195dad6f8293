"""Saved choices on screen: saved, opened, renamed and thrown away; what is gone is said, and nothing more is seen."""

import pytest

from core import dashboard
from core.staat import keuzes
from core.staat.herkomst import Herkomst
from core.staat.keuzes import Keuze
from core.ui.keuzes import own
from tests.browser import NO_BROWSER
from tests.server import CHROMIUM, serve
from tests.ui.muis import muis
from tests.ui.test_leeg import draai


def test_nothing_is_saved_yet(eigen_apart):
    at = draai("mijlpalen", regio="zhz")
    assert any("U hebt nog niets opgeslagen" in c.value for c in at.caption)
    assert not [b for b in at.button if b.label == "Verwijderen"]


def test_what_is_gone_is_said(eigen_apart):
    for naam, pagina, velden in (
        ("gemeente weg", "doelen", {"regio": "zhz", "gemeente": "GM9999"}),
        ("regio weg", "doelen", {"regio": "xx"}),
        ("pagina weg", "bestaat_niet", {}),
    ):
        keuzes.save(dashboard.eigen(), Keuze(naam, pagina, velden, herkomst=Herkomst("lokaal")))
    at = draai("mijlpalen", regio="zhz")
    gezegd = [c.value for c in at.caption]
    assert "Bestaat niet meer en wordt overgeslagen: gemeente." in gezegd
    assert "Bestaat niet meer en wordt overgeslagen: regio." in gezegd
    assert "pagina weg: deze pagina is er niet, of niet voor u." in gezegd


def test_only_what_a_page_reads_is_kept():
    velden = {"regio": ["zhz"], "gemeente": ["GM0505", "GM0642"], "doel": ["ZHZ-01"], "token": ["geheim"], "x": ["y"]}
    assert own("Wat-als", velden) == (
        "watals",
        {"regio": "zhz", "gemeente": ["GM0505", "GM0642"], "doel": "ZHZ-01"},
    )


@pytest.mark.skipif(CHROMIUM is None, reason=NO_BROWSER)
def test_by_mouse_a_choice_is_saved_opened_renamed_and_thrown_away(chromium, eigen_apart, tmp_path):
    def kept() -> list[tuple[str, str, dict]]:
        return [(k.naam, k.pagina, dict(k.velden)) for k in keuzes.keuzes(dashboard.eigen(), "lokaal")]

    with serve(eigen_apart, tmp_path / "log") as server, muis(chromium, server) as m:
        p = m.page

        def save(naam: str) -> None:
            # After saving the field of before stands beside the new one, until the page has been drawn.
            p.wait_for_function("document.querySelectorAll('input[aria-label^=\"Sla deze pagina\"]').length === 1")
            p.get_by_label("Sla deze pagina met uw keuzes op als").fill(naam)
            p.get_by_role("button", name="Opslaan", exact=True).click()

        m.naar("mijlpalen?regio=hr")
        p.get_by_role("button", name="Opgeslagen keuzes").click()
        save("Van <b>HR")
        p.get_by_role("link", name="Van <b>HR").wait_for()
        assert kept() == [("Van <b>HR", "mijlpalen", {"regio": "hr"})]
        save("Van <b>HR")
        p.get_by_text("U hebt al een keuze die 'Van <b>HR' heet").wait_for()
        m.naar("dekking?regio=zhz&weergave=delen")
        p.get_by_role("button", name="Opgeslagen keuzes").click()
        p.get_by_role("link", name="Van <b>HR").click()
        p.wait_for_url("**/mijlpalen?**regio=hr**")
        p.get_by_text("Om te delen.").first.wait_for()  # what was saved beside exact figures does not leave Delen
        p.get_by_role("button", name="Opgeslagen keuzes").click()
        p.get_by_role("button", name="Toon de link").click()
        p.get_by_text(f"{server.url}/mijlpalen?regio=hr").wait_for()
        p.get_by_text("Hernoemen of verwijderen").click()
        p.get_by_label("Nieuwe naam").fill("Anders")
        p.get_by_label("Nieuwe naam").press("Enter")
        p.get_by_role("button", name="Hernoemen", exact=True).click()
        p.get_by_role("link", name="Anders").wait_for()
        assert [naam for naam, *_ in kept()] == ["Anders"]
        if not p.get_by_role("button", name="Verwijderen", exact=True).is_visible():
            p.get_by_text("Hernoemen of verwijderen").click()
        p.get_by_role("button", name="Verwijderen", exact=True).click()
        p.get_by_role("button", name="Ja, verwijder Anders").wait_for()
        assert len(kept()) == 1, "asked first"
        p.get_by_role("button", name="Ja, verwijder Anders").click()
        p.get_by_text("U hebt nog niets opgeslagen").wait_for()
        assert kept() == []
