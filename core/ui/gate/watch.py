"""The middleware: whoever is not let in gets no byte of the app, over HTTP or WebSocket.

In order: the Host is one of ours, the path is one that the pages need, the token or its cookie is there, and what
can change something (WebSocket, PUT, POST, DELETE) comes from our own Origin. Only the health check is open.
"""

import secrets
from functools import partial
from urllib.parse import parse_qsl, urlencode

from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config

from core.ui.gate import files, headers, screen, way_back
from core.ui.gate.pages import own_address
from core.ui.gate.settings import Instellingen

# Marks a WebSocket that came through here, for `core.ui.gate.check`; new in every process.
MERKKOP, MERK = "x-kernwaarden-poort", secrets.token_urlsafe(16)
START = secrets.token_urlsafe(9)  # this start of the server: a page of an earlier one is told so
_CORE = "/_stcore/"
# What the frontend asks for; metrics, the agent API and whatever a next version adds stay closed.
_OPEN_CORE = ("health", "host-config", "stream", "upload_file/")
_DICHT = ("/component/", "/app/static/")
_LEZEN = {"GET", "HEAD", "OPTIONS"}


class Wacht:
    """ASGI middleware; see the module. `instellingen`: token and hosts."""

    def __init__(self, app: ASGIApp, instellingen: Instellingen) -> None:
        self._app, self._inst = app, instellingen

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        verzoek = Verzoek(scope, self._inst)
        if scope["type"] == "websocket":
            await self._websocket(verzoek, scope, receive, send)
            return
        stuur = headers.with_headers(send, verzoek, START)
        if self._inst.inloggen and verzoek.host_ok and verzoek.is_pagina:
            stuur = way_back.along(stuur, verzoek)
        status = self._judge(verzoek)
        if status == 303:
            await self._exchange(verzoek, stuur)
        elif status:
            await screen.refuse(stuur, status, verzoek, self._inst)
        elif verzoek.is_pagina:
            pagina = partial(screen.rewrite, basis=verzoek.basis, start=START)
            await self._app(screen.unconditional(scope), receive, screen.changed(stuur, b"text/html", pagina))
        elif verzoek.pad == f"{_CORE}host-config":
            stuur = screen.changed(stuur, b"application/json", screen.without_dialogs)
            await self._app(screen.unconditional(scope), receive, stuur)
        else:
            await self._app(scope, receive, stuur)

    def _judge(self, v: "Verzoek") -> int:
        """The status to refuse with, 303 to exchange a token for a cookie, 0 to go on."""
        if not v.host_ok:
            return 403
        if v.pad == f"{_CORE}health":
            return 0 if v.methode in _LEZEN else 405
        if v.methode in ("GET", "HEAD") and v.token is not None and (v.within or self._inst.is_token(v.token)):
            return 303
        if not v.within:
            return 403
        if not v.pad_ok:
            return 404
        if self._inst.inloggen and v.pad.startswith(files.BESTANDEN) and not files.allowed(v.pad, v.koekjes):
            return 403
        return 0 if v.methode in _LEZEN or v.origin_ok else 403

    async def _exchange(self, v: "Verzoek", send: Send) -> None:
        """To the same page without the token, so that it stays out of history and links."""
        naar = v.basis + own_address(v.pad, v.vraag_zonder_token)
        antwoord = [(b"location", naar.encode("ascii")), (b"content-length", b"0")]
        if self._inst.is_token(v.token or ""):
            koekje = f"{v.koekje_naam}={self._inst.koekje}; Path=/; HttpOnly; SameSite=Strict"
            antwoord.append((b"set-cookie", koekje.encode()))
        await send({"type": "http.response.start", "status": 303, "headers": antwoord})
        await send({"type": "http.response.body", "body": b""})

    async def _websocket(self, v: "Verzoek", scope: Scope, receive: Receive, send: Send) -> None:
        """A page of an earlier start is refused too: it would show old figures and swallow the first click."""
        mag = v.host_ok and v.pad == f"{_CORE}stream" and v.within and v.origin_ok
        if not mag or v.vraag.get("start", START) != START:
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        eigen = MERKKOP.encode()
        kop = [(k, w) for k, w in scope["headers"] if k != eigen] + [(eigen, MERK.encode())]
        await self._app({**scope, "headers": kop}, receive, send)


class Verzoek:
    """What the gate wants to know of one request."""

    def __init__(self, scope: Scope, instellingen: Instellingen) -> None:
        self._kop: dict[bytes, list[bytes]] = {}
        for naam, waarde in scope["headers"]:
            self._kop.setdefault(naam.lower(), []).append(waarde)
        self._inst, self.methode = instellingen, scope.get("method", "GET")
        basis = (config.get_option("server.baseUrlPath") or "").strip("/")
        self.basis = f"/{basis}" if basis else ""
        self.pad = scope["path"].removeprefix(self.basis) or "/"
        self.tls = instellingen.gedeeld or scope.get("scheme") in ("https", "wss")
        self._poort = (scope.get("server") or ("", None))[1]
        paren = parse_qsl(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)
        self.vraag = dict(paren)
        self.token = self.vraag.get("token")
        self.vraag_zonder_token = urlencode([p for p in paren if p[0] != "token"])

    def kop(self, naam: str) -> str:
        """A header that may stand there once; otherwise empty."""
        waarden = self._kop.get(naam.encode(), [])
        return waarden[0].decode("latin-1") if len(waarden) == 1 else ""

    @property
    def host(self) -> str:
        return self.kop("host").lower()

    @property
    def host_ok(self) -> bool:
        """Exactly a name of ours with our port: another name that leads here (DNS rebinding) is no name of ours.
        Behind a proxy only its public names; the health check also from this machine."""
        lokaal = {f"{naam}:{self._poort}" for naam in ("localhost", "127.0.0.1")}
        if not self._inst.gedeeld:
            return self.host in lokaal
        return self.host in self._inst.hosts or (self.pad == f"{_CORE}health" and self.host in lokaal)

    @property
    def origin_ok(self) -> bool:
        """Scheme, name and port of the page are those of this very request; a missing Origin is not."""
        return self.kop("origin").lower() == f"{'https' if self.tls else 'http'}://{self.host}"

    @property
    def pad_ok(self) -> bool:
        laag = self.pad.lower()
        if "_stcore" in laag:
            rest = self.pad.removeprefix(_CORE)
            return any(rest.startswith(o) if o.endswith("/") else rest == o for o in _OPEN_CORE)
        return not laag.startswith(_DICHT)

    @property
    def is_pagina(self) -> bool:
        """Answered with Streamlit's one HTML page, or not known beforehand."""
        return not self.pad.startswith((_CORE, "/static/", "/media/"))

    @property
    def koekje_naam(self) -> str:
        """With the port in it: browsers share cookies between the ports of one machine."""
        return f"kernwaarden_{self.host.rpartition(':')[2] if ':' in self.host else 'toegang'}"

    @property
    def within(self) -> bool:
        """Whether the browser holds the cookie of this start, or no token is asked."""
        if self._inst.token is None:
            return True
        # Not http.cookies: that reads nothing more after a cookie of another program on localhost it does not like.
        return self._inst.is_koekje(self.koekjes.get(self.koekje_naam, ""))

    @property
    def koekjes(self) -> dict[str, str]:
        return cookie_parser(self.kop("cookie"))
