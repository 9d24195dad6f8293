"""A person with a mouse on the page Gegevens, in a real browser."""

import re
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import TimeoutError

from tests.server import Server, settle

BEZIG = "[data-testid=stApp]:not([data-test-script-state=notRunning])"
GEDULD = 120_000  # milliseconds: what another processor may take


class Muis:
    """What is chosen and pressed; `clicks` counts, choosing a file included."""

    def __init__(self, page, server: Server):
        self.page, self.server, self.clicks = page, server, 0
        page.set_default_timeout(GEDULD)
        page.goto(server.ingang)
        settle(page)

    def naar(self, pagina: str) -> "Muis":
        self.page.goto(f"{self.server.url}/{pagina}")
        settle(self.page)
        return self

    def geef(self, *bestanden: Path) -> str:
        """Chooses files, waits until they were looked at; gives the text of the page."""
        self.page.locator("input[type=file]").first.set_input_files([str(b) for b in bestanden])
        self.clicks += 1
        klaar = ("Dit is herkend", "Wat staat hierin?", "Geladen:")
        self.page.locator("[data-testid=stMain]").get_by_text(re.compile("|".join(klaar))).or_(
            self.page.locator("[data-testid=stAlertContentError]")
        ).first.wait_for()
        return settle(self.page)

    def kies(self, label: str, optie: str) -> None:
        """Opens the list whose label begins so, and takes the first option that begins so."""
        vak = self.page.get_by_role("combobox", name=re.compile(f"^{re.escape(label)}")).first
        vak.click()
        self.page.wait_for_timeout(300)
        if not self.page.get_by_role("option").count():
            vak.press("ArrowDown")
        self.page.get_by_role("option", name=re.compile(f"^{re.escape(optie)}")).first.click()
        self.clicks += 2

    def typ(self, label: str, tekst: str) -> None:
        """Types a name that is not in the list."""
        vak = self.page.get_by_role("combobox", name=re.compile(f"^{re.escape(label)}")).first
        vak.click()
        vak.fill(tekst)
        vak.press("Enter")
        self.clicks += 1

    def druk(self, knop: str) -> str:
        """Presses a button and waits; gives the text of the page."""
        self.page.get_by_role("button", name=knop, exact=True).first.click()
        self.clicks += 1
        with suppress(TimeoutError):  # it may be done before we look
            self.page.wait_for_selector(BEZIG, timeout=3_000)
        return settle(self.page)

    def tekst(self) -> str:
        return self.page.inner_text("[data-testid=stMain]")


@contextmanager
def muis(chromium, server: Server, breed: int = 1280, hoog: int = 720):
    with chromium.new_context(viewport={"width": breed, "height": hoog}) as context:
        yield Muis(context.new_page(), server)
