"""A real server of the app in a process of its own, and a client that speaks Streamlit's own protocol."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect

from tests.browser import find_browser

WORTEL = Path(__file__).parent.parent
TOKEN = "proef-token-alleen-voor-tests"
# As `streamlit run app.py` starts it, with the user's own data somewhere else.
_START = """
import os, sys
os.environ["KERNWAARDEN_GEGEVENS"] = sys.argv[1]
from streamlit.web import cli
sys.argv = ["streamlit", "run", *sys.argv[2:]]
sys.exit(cli.main())
"""


@dataclass
class Server:
    """A running server. `log`: what it wrote on stderr and stdout."""

    proces: subprocess.Popen
    poort: int
    log: Path
    token: str = TOKEN

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.poort}"

    @property
    def ingang(self) -> str:
        """The address that lets a browser in."""
        return f"{self.url}/?token={self.token}"

    def gezond(self) -> bool:
        return httpx.get(f"{self.url}/_stcore/health", timeout=10).status_code == 200

    def geheugen(self) -> int:
        """Resident bytes of the server itself."""
        return psutil.Process(self.proces.pid).memory_info().rss

    @contextmanager
    def top(self) -> Iterator[Callable[[], int]]:
        """Gives how far its memory rose at most since the block began, in bytes (Linux keeps that)."""
        kern = Path(f"/proc/{self.proces.pid}")
        (kern / "clear_refs").write_text("5")  # begin anew
        voor = self.geheugen()
        yield lambda: int(re.search(r"VmHWM:\s+(\d+)", (kern / "status").read_text())[1]) * 1024 - voor

    def gelogd(self) -> str:
        return self.log.read_text("utf-8", "replace")

    @cached_property
    def koekje(self) -> dict[str, str]:
        """The cookie that the start token is exchanged for."""
        antwoord = httpx.get(self.ingang, timeout=30)
        assert antwoord.status_code == 303, antwoord.text
        return dict(antwoord.cookies)

    def client(self, binnen: bool = True) -> httpx.Client:
        """An HTTP client; `binnen`: with the cookie."""
        return httpx.Client(base_url=self.url, timeout=30, cookies=self.koekje if binnen else None)


def chosen(widget, waarde: str) -> WidgetState:
    """What a browser sends when `waarde` is chosen there, whether or not it is in the list."""
    if type(widget).__name__ != "MultiSelect":
        return WidgetState(id=widget.id, string_value=waarde)
    keuze = WidgetState(id=widget.id)
    keuze.string_array_value.data.append(waarde)
    return keuze


def free_port() -> int:
    with socket.socket() as vrij:
        vrij.bind(("127.0.0.1", 0))
        return vrij.getsockname()[1]


@contextmanager
def serve(
    eigen: Path,
    log: Path,
    *,
    poort: int | None = None,
    script: str = "app.py",
    pythonpath: Path | None = None,
    **omgeving: str | None,
) -> Iterator[Server]:
    """The app on a free port, until the block ends; `omgeving`: KERNWAARDEN_* and the like, None takes one away."""
    poort = poort or free_port()
    omgeving = {"KERNWAARDEN_TOKEN": TOKEN, "KERNWAARDEN_GEEN_BROWSER": "1"} | omgeving
    omgeving = {k: v for k, v in (os.environ | omgeving).items() if v is not None}
    if pythonpath:
        omgeving["PYTHONPATH"] = str(pythonpath)
    with (
        log.open("ab") as uit,
        subprocess.Popen(
            [sys.executable, "-c", _START, str(eigen), script, "--server.port", str(poort)],
            cwd=WORTEL,
            env=omgeving,
            stdout=uit,
            stderr=uit,
        ) as proces,
    ):
        server = Server(proces, poort, log, omgeving.get("KERNWAARDEN_TOKEN", ""))
        try:
            _wait_until_healthy(server)
            yield server
        finally:
            if proces.poll() is None:
                proces.terminate()
                try:
                    proces.wait(10)
                except subprocess.TimeoutExpired:
                    proces.kill()


def _wait_until_healthy(server: Server) -> None:
    for _ in range(480):
        assert server.proces.poll() is None, f"the server stopped: {server.gelogd()}"
        try:
            if server.gezond():
                return
        except httpx.TransportError:
            time.sleep(0.25)
    raise AssertionError("the server did not start")


@dataclass
class Sessie:
    """A visitor without a browser. `elementen`: place on the page -> the element last drawn there; `bytes_in`:
    everything the server sent."""

    server: Server
    pagina: str = ""
    elementen: dict[tuple, object] = field(default_factory=dict)
    berichten: list[bytes] = field(default_factory=list)
    sessie_id: str = ""
    script: str = ""

    def __post_init__(self) -> None:
        self.http = self.server.client()
        self.http.get("/_stcore/health")
        self.xsrf = self.http.cookies.get("_streamlit_xsrf", "")
        self._sluit = ExitStack()
        self._ws = self._sluit.enter_context(
            connect(
                self.server.url.replace("http", "ws") + "/_stcore/stream",
                additional_headers={"Cookie": self.koekjes},
                origin=self.server.url,
                subprotocols=["streamlit", self.xsrf],
                max_size=None,
                compression=None,
            )
        )

    def __enter__(self) -> "Sessie":
        return self

    def __exit__(self, *_) -> None:
        self._sluit.close()
        self.http.close()

    @property
    def koekjes(self) -> str:
        return "; ".join(f"{k}={w}" for k, w in self.http.cookies.items())

    def stuur(self, bericht: BackMsg) -> None:
        self._ws.send(bericht.SerializeToString())

    def ontvang(self, seconden: float = 60) -> ForwardMsg:
        ruw = self._ws.recv(timeout=seconden)
        self.berichten.append(ruw)
        bericht = ForwardMsg()
        bericht.ParseFromString(ruw)
        return bericht

    def run(self, vraag: str = "", *widgets: WidgetState, seconden: float = 90) -> "Sessie":
        """Runs the page, and again as often as it asks for that, until it stands."""
        bericht = BackMsg()
        bericht.rerun_script.query_string = vraag
        if self.script:
            bericht.rerun_script.page_script_hash = self.script
        else:
            bericht.rerun_script.page_name = self.pagina
        bericht.rerun_script.widget_states.widgets.extend(widgets)
        self.stuur(bericht)
        self._until_finished(seconden)
        return self

    def _until_finished(self, seconden: float) -> None:
        eind = time.monotonic() + seconden
        while time.monotonic() < eind:
            m = self.ontvang(seconden)
            soort = m.WhichOneof("type")
            if soort == "new_session":
                self.sessie_id = m.new_session.initialize.session_id
                self.elementen.clear()
            elif soort == "navigation":
                self.script = m.navigation.page_script_hash
            elif soort == "delta" and m.delta.WhichOneof("type") == "new_element":
                element = m.delta.new_element
                self.elementen[tuple(m.metadata.delta_path)] = getattr(element, element.WhichOneof("type"))
            elif soort == "script_finished" and m.script_finished in (
                ForwardMsg.FINISHED_SUCCESSFULLY,
                ForwardMsg.FINISHED_WITH_COMPILE_ERROR,
            ):
                return
        raise AssertionError("the page did not finish")

    def widget(self, label: str):
        return next(e for e in self.elementen.values() if getattr(e, "label", None) == label)

    @property
    def tekst(self) -> str:
        """What the page says: its HTML, texts and messages."""
        velden = ("body", "value", "label")
        return " ".join(str(getattr(e, v)) for e in self.elementen.values() for v in velden if hasattr(e, v))

    @property
    def inhoud(self) -> str:
        """What the page shows of the data: all its own HTML, in the order of the page."""
        return "".join(e.body for _, e in sorted(self.elementen.items()) if type(e).__name__ == "Html")

    @property
    def fouten(self) -> list[str]:
        """Red messages and exceptions."""
        return [
            e.body if hasattr(e, "body") else e.message
            for e in self.elementen.values()
            if type(e).__name__ == "Exception" or (type(e).__name__ == "Alert" and e.format == 1)
        ]

    def upload(self, label: str, naam: str, inhoud: bytes) -> httpx.Response:
        """Chooses a file as the browser does, and runs the page with it."""
        vraag = BackMsg()
        vraag.file_urls_request.request_id = "1"
        vraag.file_urls_request.file_names.append(naam)
        vraag.file_urls_request.session_id = self.sessie_id
        self.stuur(vraag)
        while (m := self.ontvang()).WhichOneof("type") != "file_urls_response":
            pass
        url = m.file_urls_response.file_urls[0]
        antwoord = self.http.put(
            url.upload_url,
            files={"file": (naam, inhoud)},
            headers={"X-Xsrftoken": self.xsrf, "Origin": self.server.url},
        )
        if antwoord.is_success:
            staat = WidgetState(id=self.widget(label).id)
            info = staat.file_uploader_state_value.uploaded_file_info.add()
            info.name, info.size, info.file_id = naam, len(inhoud), url.file_id
            info.file_urls.CopyFrom(url)
            self.run("", staat, seconden=180)
        return antwoord

    def druk(self, label: str) -> "Sessie":
        """Presses a button."""
        return self.run("", WidgetState(id=self.widget(label).id, trigger_value=True))

    def download(self, knop) -> str:
        """The address of what a download button gives; "" when it gives nothing."""
        if knop.url:
            return knop.url
        vraag = BackMsg()
        vraag.backend_operation_request.request_id = "1"
        vraag.backend_operation_request.session_id = self.sessie_id
        vraag.backend_operation_request.deferred_file.file_id = knop.deferred_file_id
        self.stuur(vraag)
        while (m := self.ontvang()).WhichOneof("type") != "backend_operation_response":
            pass
        return m.backend_operation_response.deferred_file.url


CHROMIUM = find_browser()
VLAGGEN = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def note_hosts(p) -> None:
    """Collects in `p.hosts` every host that a page of the browser asks for anything, and in `p.refused` what it did not
    get: the browser says so in red in its console."""
    p.hosts, p.refused = set(), []
    p.on("response", lambda r: p.refused.append(f"{r.status} {r.url}") if r.status >= 400 else None)
    p.on("request", lambda r: p.hosts.add(urlsplit(r.url).hostname) if re.match("http|ws", r.url) else None)
    p.on("websocket", lambda w: p.hosts.add(urlsplit(w.url).hostname))


def settle(p) -> str:
    """Waits until a page is drawn; gives its text. The browser fetches the code of each kind of element apart, so
    the last ones of the frame are waited for."""
    p.wait_for_selector("h1")
    p.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    p.get_by_label("Zoek een doel of een begrip").first.wait_for(state="attached")
    p.wait_for_timeout(300)
    return p.inner_text("body")
