"""Start and stop as a user sees them: the link, the file with it, a restart while a page is open, an error."""

import os
import re
import signal
import stat

import httpx

from tests.server import Sessie, free_port, serve, settle
from tests.veiligheid.conftest import BSN, visit

# An app whose page fails over a row of data: in the page, and in a button.
STUK = f"""
import sys; sys.path.insert(0, {str(os.getcwd())!r})
import streamlit as st
from core.ui.gate import settings
if __name__ == "__main__":
    def fout():
        raise ValueError("rij met {BSN} van Jan in /home/jan/geheim/{BSN}.csv")
    st.button("Druk", on_click=fout)
    if st.query_params.get("fout"):
        fout()
else:
    app = st.App(__file__, **settings())
"""
ZONDER_POORT = f"""
import sys; sys.path.insert(0, {str(os.getcwd())!r})
from core.ui.frame import start_page
start_page("Overzicht")
"""


def test_the_link_of_this_start_is_told_and_kept_for_the_owner_only(eigen, tmp_path):
    with serve(eigen, tmp_path / "log", KERNWAARDEN_TOKEN=None) as server:
        link = re.search(rf"http://localhost:{server.poort}/\?token=([\w-]{{43}})", server.gelogd())
        assert link and "Open het met deze link" in server.gelogd()
        assert "Streamlit" not in server.gelogd(), "no English banner"
        bestand = eigen / f"openen-{server.poort}.html"
        assert link[0] in bestand.read_text("utf-8")
        if os.name == "posix":
            assert stat.S_IMODE(bestand.stat().st_mode) == 0o600
        assert httpx.get(link[0]).status_code == 303
        assert httpx.get(server.url).status_code == 403
        server.proces.send_signal(signal.SIGINT)  # Ctrl+C
        server.proces.wait(15)
        assert "Traceback" not in server.gelogd()
    assert not bestand.exists()


def test_a_given_token_is_not_written_anywhere(server, eigen):
    with server.client() as client:
        client.get("/overzicht")
    assert server.token not in server.gelogd() and "KERNWAARDEN_TOKEN" in server.gelogd()


def test_after_a_restart_an_open_page_says_so_and_loads_anew(eigen, tmp_path, chromium):
    poort = free_port()
    context = chromium.new_context(viewport={"width": 1280, "height": 720}, locale="nl-NL")
    with serve(eigen, tmp_path / "log", poort=poort) as server:
        p = visit(context, server)
        p.goto(f"{server.url}/maatregelen?regio=zhz&gemeente=GM0505")
        settle(p)
        assert p.locator(".kw-melding").count() == 0
        os.kill(server.proces.pid, signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        p.get_by_text("Geen verbinding met het dashboard").wait_for()
    with serve(eigen, tmp_path / "log", poort=poort) as server:
        melding = p.get_by_role("alertdialog")
        melding.get_by_role("heading", name="De sessie is opnieuw gestart").wait_for()
        assert p.evaluate("document.activeElement.textContent") == "Laad de pagina opnieuw"
        for _ in range(3):
            p.keyboard.press("Escape")
        melding.wait_for()  # nothing of the old page can be used
        assert p.get_by_role("dialog").count() == 0, "no dialog of Streamlit over it"
        melding.get_by_role("button").click()
        settle(p)
        assert "gemeente=GM0505" in p.url and p.locator(".kw-melding").count() == 0
    context.close()


def test_a_link_from_another_site_works_for_who_is_in(server, chromium):
    """The cookie does not come along from elsewhere (SameSite=Strict); the page asks once more by itself."""
    context = chromium.new_context(locale="nl-NL")
    p = visit(context, server)
    p.goto(f"data:text/html,<a href='{server.url}/duur'>naar het dashboard</a>")
    p.click("a")
    p.wait_for_selector("h1")
    p.get_by_role("heading", name="Duur", exact=True).first.wait_for()
    context.clear_cookies()
    keren = []
    p.on("response", lambda r: keren.append(r.status) if r.request.is_navigation_request() else None)
    p.goto(f"data:text/html,<a href='{server.url}/duur'>naar het dashboard</a>")
    p.click("a")
    p.get_by_role("heading", name="U kunt hier nog niet in").wait_for()
    p.wait_for_timeout(1000)
    assert keren == [403, 403], "asked once more, and no more"
    context.close()


def test_an_error_tells_the_reader_one_sentence_and_the_log_no_data(eigen, tmp_path):
    script = tmp_path / "app.py"
    script.write_text(STUK, "utf-8")
    with serve(eigen, tmp_path / "log", script=str(script)) as server, Sessie(server) as s:
        for doe in (lambda: s.run("fout=ja"), lambda: s.run("") and s.druk("Druk")):
            doe()
            assert [f.split(".")[0] for f in s.fouten] == ["Er ging iets mis bij het tonen van deze pagina"]
        for geheim in (BSN, "Jan", "geheim", "ValueError"):
            assert not any(geheim.encode() in b for b in s.berichten), geheim
        assert "ValueError" in server.gelogd() and re.search(r"app\.py:\d+ fout", server.gelogd())
        for geheim in (BSN, "Jan", "geheim", "/home", str(tmp_path)):
            assert geheim not in server.gelogd(), geheim


def test_a_page_served_without_the_gate_refuses(eigen, tmp_path):
    script = tmp_path / "los.py"
    script.write_text(ZONDER_POORT, "utf-8")
    with serve(eigen, tmp_path / "log", script=str(script)) as server:
        server.koekje = {}
        with Sessie(server).run() as s:
            assert "gestart zonder beveiliging" in s.tekst and "Zuid-Holland" not in s.tekst
