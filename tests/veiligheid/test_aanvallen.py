"""T3: probes against a real server. Whoever holds no token gets nothing; who does, only what the pages need."""

import socket

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from tests.server import Sessie, chosen

PADEN = (
    "/",
    "/overzicht",
    "/maatregelen?regio=zhz",
    "/static/js/index.js",
    "/media/abc.xlsx",
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/_stcore/stream",
    "/_stcore/agent/openapi.json",
    "/app/static/x",
    "/oauth2callback",
)


@pytest.fixture(scope="module")
def binnen(server):
    with server.client() as client:
        yield client


@pytest.fixture(scope="module")
def buiten(server):
    with server.client(binnen=False) as client:
        yield client


@pytest.mark.parametrize("pad", PADEN)
@pytest.mark.parametrize("koekje", [None, "0" * 64, "", "é"])
def test_without_the_token_nothing_is_served(server, buiten, pad, koekje):
    kop = {} if koekje is None else {b"Cookie": f"kernwaarden_{server.poort}={koekje}".encode()}
    for antwoord in (buiten.get(pad, headers=kop), buiten.get(pad, headers=kop | {b"Accept": b"text/html"})):
        assert antwoord.status_code == 403
        assert "streamlit" not in antwoord.text.lower()
        assert "set-cookie" not in antwoord.headers


@pytest.mark.parametrize("methode", ["PUT", "POST", "DELETE", "PATCH"])
def test_without_the_token_nothing_is_changed(server, buiten, methode):
    antwoord = buiten.request(methode, "/_stcore/upload_file/a/b", headers={"Origin": server.url}, content=b"x")
    assert antwoord.status_code == 403


def test_the_page_for_who_is_not_let_in_is_plain_dutch(buiten):
    antwoord = buiten.get("/", headers={"Accept": "text/html"})
    assert '<html lang="nl">' in antwoord.text and "?token=" in antwoord.text
    assert "Start het dashboard dan opnieuw" in antwoord.text
    assert buiten.get("/").text.startswith("Geen toegang")


def test_the_token_is_exchanged_once_and_leaves_the_address(server, buiten):
    antwoord = buiten.get("/maatregelen", params={"regio": "zhz", "token": server.token})
    assert antwoord.status_code == 303
    assert antwoord.headers["location"] == "/maatregelen?regio=zhz"
    koekje = antwoord.headers["set-cookie"]
    assert "HttpOnly" in koekje and "SameSite=Strict" in koekje and server.token not in koekje
    buiten.cookies.clear()


def test_cookies_of_other_programs_do_not_shut_the_owner_out(server):
    """Browsers share cookies between the ports of localhost, whatever stands in them."""
    for rommel in ('raar={"a": 1, "b": "x y"}', "a=b=c", "=leeg", "é=1"):
        kop = f"Cookie: {rommel}; {cookie(server)}; nog={rommel}"
        assert raw(server, "GET / HTTP/1.1", None, kop).split()[1] == "200", rommel


@pytest.mark.parametrize("token", ["", "fout", "x" * 5000, "é"])
def test_another_token_is_refused(server, buiten, token):
    assert buiten.get("/", params={"token": token}).status_code == 403
    assert buiten.get("/", params={"token": server.token[:-1]}).status_code == 403


def test_the_exchange_never_leads_elsewhere(server, buiten):
    ruw = raw(server, f"GET //elders.test/?token={server.token} HTTP/1.1")
    assert "\r\nlocation: /\r\n" in ruw.lower(), "a page that is not ours becomes the first page"
    ruw = raw(server, f"GET /%0d%0aX-Kwaad:1/?token={server.token} HTTP/1.1")
    assert "\nx-kwaad" not in ruw.lower() and "\r\nlocation: /\r\n" in ruw.lower()


def raw(server, regel: str, host: str | None = None, *koppen: str) -> str:
    """One request byte by byte, as no library would send it."""
    kop = "\r\n".join([regel, *([f"Host: {host or f'127.0.0.1:{server.poort}'}"] if host != "" else []), *koppen])
    with socket.create_connection(("127.0.0.1", server.poort), timeout=10) as lijn:
        lijn.sendall(f"{kop}\r\nConnection: close\r\n\r\n".encode("latin-1"))
        delen = []
        while deel := lijn.recv(65536):
            delen.append(deel)
    return b"".join(delen).decode("utf-8", "replace")


@pytest.mark.parametrize(
    "host",
    [
        "evil.test",
        "evil.test:{p}",
        "localhost",
        "127.0.0.1",
        "localhost:1",
        "0.0.0.0:{p}",
        "127.0.0.1.:{p}",
        "localhost:{p}@evil.test",
        "[::1]:{p}",
        "127.1:{p}",
        "",
    ],
)
def test_another_host_is_refused_also_for_health(server, binnen, host):
    host = host.format(p=server.poort)
    for pad in ("/", "/_stcore/health", "/media/x"):
        antwoord = binnen.get(pad, headers={"Host": host})
        assert antwoord.status_code in (400, 403), (pad, host)


def test_two_hosts_are_refused(server):
    eerste = raw(server, "GET /_stcore/health HTTP/1.1", None, "Host: evil.test").splitlines()[0]
    assert eerste.split()[1] in ("400", "403")


def test_health_is_open_and_says_little(server, buiten):
    antwoord = buiten.get("/_stcore/health")
    assert (antwoord.status_code, antwoord.text) == (200, "ok")
    assert (
        "access-control-allow-origin"
        not in buiten.get("/_stcore/health", headers={"Origin": "http://evil.test"}).headers
    )
    assert buiten.post("/_stcore/health").status_code == 405


@pytest.mark.parametrize(
    "pad",
    [
        "/_stcore/metrics",
        "/_stcore/metrics/",
        "//_stcore/metrics",
        "/_stcore//metrics",
        "/%5Fstcore/metrics",
        "/_STCORE/metrics",
        "/x/_stcore/metrics",
        "/_stcore/script-health-check",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/interact",
        "/_stcore/agent/mcp",
        "/_stcore/nieuw",
        "/_stcore/bidi-components/x",
        "/component/x/index.html",
        "/app/static/x",
    ],
)
def test_what_the_pages_do_not_need_is_closed(server, pad):
    antwoord = raw(server, f"GET {pad} HTTP/1.1", None, f"Cookie: {cookie(server)}")
    assert antwoord.split()[1] in ("400", "404")


@pytest.mark.parametrize(
    "pad",
    [
        "/../../etc/passwd",
        "/..%2f..%2fetc/passwd",
        "/%2e%2e/%2e%2e/app.py",
        "/static/../../../app.py",
        "/static/%2e%2e/%2e%2e/%2e%2e/config.py",
        "/media/../../app.py",
        "/media/%2e%2e%2fapp.py",
        "/static/..\\..\\app.py",
        "/%00",
        "//evil.test/x",
        "/\\\\evil.test\\x",
        "/app.py",
        "/.streamlit/config.toml",
        "/data/eigen/sleutel",
    ],
)
def test_no_path_leads_to_a_file(server, pad):
    antwoord = raw(server, f"GET {pad} HTTP/1.1", None, f"Cookie: {cookie(server)}")
    kop, _, inhoud = antwoord.partition("\r\n\r\n")
    assert kop.split()[1] in ("400", "404", "301", "200")
    for spoor in ("root:x", "st.App(", "[server]", "KERNWAARDEN_"):
        assert spoor not in inhoud
    if kop.split()[1] == "200":
        assert 'name="kernwaarden-start"' in inhoud, "only the app itself"


def cookie(server) -> str:
    return "; ".join(f"{k}={w}" for k, w in server.koekje.items())


def ws(server, **anders):
    """Opens a WebSocket as the frontend does, with something else than it sends."""
    kop = {"Cookie": cookie(server)} | anders.pop("kop", {})
    keus = {"origin": server.url, "additional_headers": {k: v for k, v in kop.items() if v}} | anders
    pad = keus.pop("pad", "/_stcore/stream")
    return connect(server.url.replace("http", "ws") + pad, **keus)


@pytest.mark.parametrize(
    "anders",
    [
        {"kop": {"Cookie": None}},
        {"origin": None},
        {"origin": "null"},
        {"origin": "http://evil.test"},
        {"origin": "http://localhost:1"},
        {"origin": "http://127.0.0.1"},
        {"origin": "https://127.0.0.1:{p}"},
        {"origin": "http://localhost:{p}"},
        {"pad": "/_stcore/stream?start=een-eerdere-start"},
        {"pad": "/x/_stcore/stream"},
        {"pad": "/_stcore/agent/mcp"},
    ],
    ids=str,
)
def test_a_websocket_from_elsewhere_is_refused(server, anders):
    anders = {k: v.format(p=server.poort) if isinstance(v, str) else v for k, v in anders.items()}
    with pytest.raises(InvalidStatus) as fout:
        ws(server, **anders)
    assert fout.value.response.status_code == 403


def test_a_websocket_of_our_own_page_is_accepted(server):
    """And a page comes over it."""
    with ws(server) as lijn:
        vraag = BackMsg()
        vraag.rerun_script.query_string = "regio=zhz"
        vraag.rerun_script.page_name = "overzicht"
        lijn.send(vraag.SerializeToString())
        soorten, bericht = set(), ForwardMsg()
        while not soorten >= {"delta", "script_finished"}:
            bericht.ParseFromString(lijn.recv(60))
            soorten.add(bericht.WhichOneof("type"))
        assert "new_session" in soorten


def test_an_upload_needs_our_origin_and_session(server):
    with Sessie(server, "gegevens").run() as s:
        pad = f"/_stcore/upload_file/{s.sessie_id}/abc"
        goed = {"X-Xsrftoken": s.xsrf, "Origin": server.url}
        for kop, pad_, verwacht in [
            (goed | {"Origin": "http://evil.test"}, pad, 403),
            ({"X-Xsrftoken": s.xsrf}, pad, 403),
            ({"Origin": server.url}, pad, 403),
            (goed, "/_stcore/upload_file/andere-sessie/abc", 400),
        ]:
            assert s.http.put(pad_, files={"file": ("a.csv", b"x")}, headers=kop).status_code == verwacht, kop
        assert s.http.put(pad, files={"file": ("../../etc/passwd", b"x")}, headers=goed).status_code == 204


def test_a_broken_message_closes_the_connection_and_tells_nothing(server):
    with ws(server) as lijn:
        lijn.send(b"\xff\xfe\x00geen protobuf")
        with pytest.raises(ConnectionClosed) as fout:
            while True:
                assert b"core/" not in lijn.recv(10)
        assert fout.value.rcvd.code == 1002
    with ws(server) as lijn:
        lijn.send("tekst in plaats van bytes")
        with pytest.raises(ConnectionClosed):
            while True:
                lijn.recv(10)
    assert server.gezond()


def test_debug_messages_and_clear_cache_do_no_harm(server):
    with Sessie(server, "maatregelen").run("regio=zhz") as s:
        voor = s.tekst
        for naam in ("debug_shutdown_runtime", "debug_disconnect_websocket", "clear_cache"):
            bericht = BackMsg()
            setattr(bericht, naam, True)
            s.stuur(bericht)
        assert s.run("regio=zhz").tekst == voor
    assert server.gezond()


def test_every_answer_carries_the_headers(server, binnen, buiten):
    antwoorden = [
        binnen.get("/"),
        binnen.get("/_stcore/host-config"),
        binnen.get("/media/weg.csv"),
        buiten.get("/"),
        buiten.get("/_stcore/health"),
        binnen.get("/_stcore/metrics"),
    ]
    for antwoord in antwoorden:
        kop = antwoord.headers
        assert kop["x-content-type-options"] == "nosniff" and kop["x-frame-options"] == "DENY"
        assert kop["referrer-policy"] == "no-referrer" and "camera=()" in kop["permissions-policy"]
        assert kop["cross-origin-opener-policy"] == kop["cross-origin-resource-policy"] == "same-origin"
        assert kop["cache-control"] == "no-store"
        assert "server" not in kop
        regels = dict(r.strip().split(" ", 1) for r in kop["content-security-policy"].split(";"))
        assert "unsafe" not in regels["script-src"].replace("wasm-unsafe-eval", "")
        assert regels["default-src"] == "'self'" and regels["frame-ancestors"] == "'none'"
        assert regels["connect-src"] == f"'self' ws://127.0.0.1:{server.poort}"
    vast = binnen.get("/static/" + binnen.get("/").text.split('src="./static/')[1].split('"')[0])
    assert vast.status_code == 200 and "immutable" in vast.headers["cache-control"]


def test_a_download_needs_the_token_too(server, buiten):
    """The link of a download is the hash of its content: who knows it has no more right to it."""
    with Sessie(server, "gegevens").run() as s:
        url = s.download(next(e for e in s.elementen.values() if type(e).__name__ == "DownloadButton"))
        antwoord = s.http.get(url)
        assert antwoord.status_code == 200 and antwoord.headers["cache-control"] == "no-store"
        assert antwoord.content.startswith(b"PK")
        assert buiten.get(url).status_code == 403


def test_forged_choices_and_addresses_are_reset(server):
    """T6: a value that is not in the list, and an address with unknown values, never choose anything."""
    with Sessie(server, "maatregelen").run("regio=zhz") as s:
        gemeente = s.widget("Gemeente")
        for nep in ("GM0518", "' or 1=1 --", "../..", ""):
            s.run("regio=zhz", chosen(gemeente, nep))
            assert not s.fouten and "alle gemeenten" in s.tekst
        s.run("regio=zhz", chosen(gemeente, "Dordrecht"))
        assert "Zuid-Holland Zuid · Dordrecht" in s.tekst, "the way to forge is right"
        s.run("regio=zhz", WidgetState(id=gemeente.id, int_value=99))  # of another kind: one Dutch sentence
        assert all(f.startswith("Er ging iets mis") for f in s.fouten)
    with Sessie(server, "maatregelen").run(
        "regio=%27&gemeente=GM9999&gi=__import__&per=eeuw&van=1&tot=99999&store=/etc&beschermd=nee&rol=beheerder"
    ) as s:
        assert "onbekende keuze" in s.tekst.replace("\\", "") and not s.fouten
