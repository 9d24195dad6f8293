"""The gate by its settings, and behind a proxy that does the TLS."""

import ast
import inspect
import json
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from streamlit import file_util
from streamlit.runtime import backend_operation_handler
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from core import dashboard
from core.model.melding import Melding
from core.simulation.scenario import Scenario
from core.ui import address, filters
from core.ui.gate import opening, pages, screen
from core.ui.gate.settings import Instellingen
from tests.server import TOKEN, WORTEL, serve

NAAM = "dashboard.gemeente.test"


def test_every_start_has_a_token_of_its_own():
    een, ander = Instellingen.from_omgeving({}), Instellingen.from_omgeving({})
    assert een.token != ander.token and len(een.token) >= 43
    assert een.is_token(een.token) and not een.is_token(ander.token) and not een.is_token("")
    assert een.is_koekje(een.koekje) and not een.is_koekje(ander.koekje) and een.token not in een.koekje
    assert een.token not in repr(een)


@pytest.mark.parametrize(
    "omgeving",
    [
        {"KERNWAARDEN_TOKEN": "kort"},
        {"KERNWAARDEN_TOKEN": "met een spatie en &?"},
        {"KERNWAARDEN_HOSTS": "*"},
        {"KERNWAARDEN_HOSTS": "goed.nl, https://fout.nl"},
        {"KERNWAARDEN_HOSTS": "a.nl;b.nl"},
    ],
)
def test_a_setting_that_cannot_be_used_stops_the_start(omgeving, capsys):
    with pytest.raises(SystemExit) as stop:
        Instellingen.from_omgeving(omgeving)
    zin = capsys.readouterr().err
    assert stop.value.code == 2 and next(iter(omgeving)) in zin and len(zin.splitlines()) == 1


def test_the_browser_opens_only_where_somebody_sits(monkeypatch):
    assert not Instellingen.from_omgeving({"CI": "1"}).browser
    assert not Instellingen.from_omgeving({"KERNWAARDEN_GEEN_BROWSER": "1"}).browser
    assert Instellingen.from_omgeving({}).browser
    monkeypatch.setattr("sys.stderr", None)  # pythonw on Windows
    assert not opening.has_screen()


def test_every_change_of_streamlits_page_is_still_needed_and_found():
    """Another version of Streamlit may write its page in another way."""
    pagina = (Path(file_util.get_static_dir()) / "index.html").read_text("utf-8")
    for van, _ in screen.VERVANG:
        assert van.search(pagina), van.pattern
    nieuw = screen.rewrite(pagina, "", "start")
    assert '<html lang="nl">' in nieuw and "agent" not in nieuw and "Streamlit</title>" not in nieuw
    assert nieuw.index('name="kernwaarden-start"') < nieuw.index('type="module"')


def test_our_words_are_still_those_of_streamlit():
    """A word that this version says nowhere translates nothing."""
    woorden = json.loads((Path(screen.__file__).with_name("woorden.json")).read_text("utf-8"))["woorden"]
    scripts = "".join(p.read_text("utf-8") for p in Path(file_util.get_static_dir()).rglob("*.js"))
    scripts += inspect.getsource(backend_operation_handler)  # what the server says of a file that could not be made
    weg = [w for w in woorden if not w.startswith("#") and w.rstrip(".") not in scripts]
    assert not weg


def test_the_data_are_opened_before_anybody_asks(tmp_path):
    """A first visitor does not wait for the example: it is put in its place while the page still has to come."""
    with serve(tmp_path / "eigen", tmp_path / "log") as server:
        for _ in range(600):
            if klaar := (tmp_path / "eigen" / ".voorbeeld" / "kenmerk").exists():
                break
            time.sleep(0.1)
        assert klaar, server.gelogd()


def test_data_that_cannot_be_opened_do_not_stop_the_start(tmp_path, monkeypatch):
    """The page says what is wrong with them."""
    eigen = tmp_path / "eigen"
    eigen.mkdir()
    (eigen / "huidig").write_text("geen versie", "ascii")
    monkeypatch.setenv("KERNWAARDEN_GEGEVENS", str(eigen))
    with pytest.raises(Melding, match="huidig"):
        dashboard.open_store()
    opening.open_data()
    with serve(eigen, tmp_path / "log") as server:
        assert server.gezond() and "Traceback" not in server.gelogd()


@pytest.fixture(scope="module")
def gedeeld(eigen, tmp_path_factory):
    """Served to others: by name, behind a proxy that does the TLS."""
    with serve(eigen, tmp_path_factory.mktemp("gedeeld") / "log", KERNWAARDEN_HOSTS=f"{NAAM}, tweede.test:8443") as s:
        yield s


def ask(server, pad="/", host=NAAM, **kw) -> httpx.Response:
    return httpx.get(server.url + pad, headers={"Host": host} | kw, timeout=20)


def test_behind_a_proxy_only_the_public_names_count(gedeeld):
    assert ask(gedeeld, f"/?token={TOKEN}").status_code == 303
    assert ask(gedeeld, f"/?token={TOKEN}", "tweede.test:8443").status_code == 303
    for host in (f"127.0.0.1:{gedeeld.poort}", "localhost", f"{NAAM}:8443", "tweede.test", f"x.{NAAM}", "evil.test"):
        assert ask(gedeeld, f"/?token={TOKEN}", host).status_code == 403, host
    assert ask(gedeeld, "/_stcore/health", f"127.0.0.1:{gedeeld.poort}").status_code == 200, "for the proxy"
    assert TOKEN not in gedeeld.gelogd() and NAAM in gedeeld.gelogd()


def test_behind_a_proxy_cookies_are_secure_and_the_browser_keeps_to_https(gedeeld):
    antwoord = ask(gedeeld, f"/?token={TOKEN}")
    koekje = antwoord.headers["set-cookie"]
    assert re.search(r"kernwaarden_toegang=\w+; Path=/; HttpOnly; SameSite=Strict; Secure$", koekje)
    gezond = ask(gedeeld, "/_stcore/health")
    assert all("secure" in k.lower() for k in gezond.headers.get_list("set-cookie")) and "set-cookie" in gezond.headers
    assert "max-age" in antwoord.headers["strict-transport-security"]
    assert f"connect-src 'self' wss://{NAAM}" in antwoord.headers["content-security-policy"]


def test_behind_a_proxy_the_websocket_comes_from_https(gedeeld):
    kop = {"Cookie": ask(gedeeld, f"/?token={TOKEN}").headers["set-cookie"].split(";")[0]}

    def open_ws(origin: str):
        lijn = socket.create_connection(("127.0.0.1", gedeeld.poort))
        return connect(f"ws://{NAAM}/_stcore/stream", sock=lijn, origin=origin, additional_headers=kop)

    with open_ws(f"https://{NAAM}") as lijn:
        assert lijn.ping().wait(5)
    for origin in (f"http://{NAAM}", "https://tweede.test:8443", f"https://{NAAM}.evil.test"):
        with pytest.raises(InvalidStatus), open_ws(origin):
            pass


@pytest.mark.parametrize(
    ("pad", "naar"),
    [
        ("/%5Celders.test", "/"),
        ("/%5C%5Celders.test/x", "/"),
        ("/%2Felders.test", "/"),
        ("//elders.test", "/"),
        ("/%09/elders.test", "/"),
        ("/duur%0d%0aset-cookie:%20x=y", "/"),
        ("/https:elders.test", "/"),
        ("/zomaar", "/"),
        ("/maatregelen", "/maatregelen"),
        ("/maatregelen?regio=zhz&x=//elders.test", "/maatregelen?regio=zhz"),
        ("/watals?hefbomen.1.soort=duur&doel=ZHZ-01", "/watals?hefbomen.1.soort=duur&doel=ZHZ-01"),
    ],
)
def test_who_is_let_in_is_sent_on_to_a_page_of_ours_and_nowhere_else(gedeeld, pad, naar):
    """The path as a browser sends it: a backslash in a Location is a slash to it, and two of those another site."""
    antwoord = ask(gedeeld, f"{pad}{'&' if '?' in pad else '?'}token={TOKEN}")
    assert antwoord.status_code == 303 and antwoord.headers["location"] == naar
    assert "x" not in antwoord.cookies


def test_the_known_addresses_are_those_of_the_pages():
    assert {"overzicht", "watals", "doelen", "begin"} <= pages.PAGINAS
    assert {*address.NAMEN, filters.WEERGAVE} <= pages.KEUZES


def test_what_a_page_is_about_stays_in_its_address():
    """Every name by which a page asks something with core.ui.choice: also after logging in, and in a saved choice."""
    namen = set()
    for pad in sorted((WORTEL / "core/ui").rglob("*.py")):
        for k in ast.walk(ast.parse(pad.read_text("utf-8"))):
            if isinstance(k, ast.Call) and getattr(k.func, "id", "").startswith("choose_") and k.args:
                namen |= {k.args[0].value} if isinstance(k.args[0], ast.Constant) else set()
    assert {"maat", "deel", "met", "onderwerp"} <= namen == set(pages.VAN_PAGINA)


def test_every_module_of_the_screen_can_be_read_first():
    """A page begins with any of them; the gate is read on the way. Only our own modules are read anew each time."""
    anew = """
import importlib, sys
for naam in ("filters", "frame", "access", "gate", "watals.choice", "mode", "figure"):
    for ons in [m for m in sys.modules if m.split(".")[0] == "core"]:
        del sys.modules[ons]
    importlib.import_module("core.ui." + naam)
"""
    klaar = subprocess.run([sys.executable, "-c", anew], capture_output=True, text=True, cwd=Path(__file__).parents[2])
    assert klaar.returncode == 0, klaar.stderr


def test_the_fields_of_a_scenario_are_known():
    assert set(Scenario.model_fields) - {"selectie"} == pages.SCENARIO
