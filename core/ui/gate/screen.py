"""Streamlit's page in Dutch: language, title, our script; and the page for who is not let in."""

import base64
import hashlib
import json
import re
from collections.abc import Callable
from functools import lru_cache
from html import escape
from pathlib import Path

from starlette.types import Message, Scope, Send
from streamlit import file_util

from core.ui.gate.settings import Instellingen

_HIER = Path(__file__).parent
_INLINE = re.compile(r"<script>(.*?)</script>", re.S)
# Streamlit's page -> ours. A test sees to it that each is found in the installed version.
VERVANG = (
    (re.compile(r'<html lang="en">'), '<html lang="nl">'),
    (re.compile(r"<title>Streamlit</title>"), "<title>Kernwaarden-dashboard</title>"),
    (re.compile(r"<!--.*?-->\s*", re.S), ""),
    (re.compile(r'<link rel="service-desc"[^>]*>\s*'), ""),
    (
        re.compile(r"<noscript>.*?</noscript>", re.S),
        "<noscript><p>Zet JavaScript aan in uw browser om dit dashboard te gebruiken.</p></noscript>",
    ),
)
_VAN_HET_OUDE = {b"content-length", b"etag", b"last-modified", b"accept-ranges"}
_ZINNEN = {
    403: "Geen toegang: open het dashboard met de link die bij het starten is gemaakt.",
    404: "Deze pagina bestaat niet.",
    405: "Dit kan hier niet.",
}
_ANDER_ADRES = "Dit adres hoort niet bij dit dashboard. Gebruik de link die bij het starten is gemaakt."


def unconditional(scope: Scope) -> Scope:
    """Asks Streamlit for its whole page, not compressed: it is rewritten, and differs per start."""
    weg = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}
    return {**scope, "headers": [(k, w) for k, w in scope["headers"] if k.lower() not in weg]}


def changed(send: Send, soort: bytes, omzetten: Callable[[str], str]) -> Send:
    """`send` that holds an answer of this content type until it is whole, and passes it on changed. Other answers
    go on as they are."""
    begin: Message | None = None
    delen: list[bytes] = []

    async def _send(bericht: Message) -> None:
        nonlocal begin
        if bericht["type"] == "http.response.start" and _is(bericht, soort):
            begin = bericht
        elif begin is None:
            await send(bericht)
        else:
            delen.append(bericht.get("body", b""))
            if not bericht.get("more_body"):
                inhoud = omzetten(b"".join(delen).decode("utf-8")).encode() if any(delen) else b""
                kop = [(k, w) for k, w in begin["headers"] if k.lower() not in _VAN_HET_OUDE]
                if inhoud:
                    kop.append((b"content-length", str(len(inhoud)).encode()))
                await send({**begin, "headers": kop})
                await send({"type": "http.response.body", "body": inhoud})

    return _send


def without_dialogs(json_tekst: str) -> str:
    """Streamlit's settings for the frontend without its English dialogs on errors: they lie over ours and hold the
    focus. What they tell about the connection our script tells in Dutch."""
    return json.dumps(json.loads(json_tekst) | {"blockErrorDialogs": True})


def rewrite(html: str, basis: str, start: str) -> str:
    """Streamlit's page as ours: `start` tells the script which start of the server made it."""
    for van, naar in VERVANG:
        html = van.sub(naar, html)
    eigen = f'<meta name="kernwaarden-start" content="{escape(start)}" data-basis="{escape(basis)}">'
    return html.replace("<head>", f"<head>{eigen}<style>{_style()}</style><script>{script()}</script>", 1)


@lru_cache(maxsize=1)
def script() -> str:
    """Our script with its Dutch words, to stand in the page: it must be there before Streamlit's own."""
    woorden = json.loads((_HIER / "woorden.json").read_text("utf-8"))
    tekst = (_HIER / "scherm.js").read_text("utf-8").replace("__WOORDEN__", json.dumps(woorden, ensure_ascii=False))
    return tekst.replace("</", "<\\/")


@lru_cache(maxsize=1)
def _style() -> str:
    return (_HIER / "scherm.css").read_text("utf-8")


@lru_cache(maxsize=1)
def inline_hashes() -> str:
    """The scripts in the page that may run, for the Content-Security-Policy: ours and Streamlit's one line."""
    pagina = (Path(file_util.get_static_dir()) / "index.html").read_text("utf-8")
    return " ".join(f"'sha256-{_sha(s)}'" for s in [script(), *_INLINE.findall(pagina)])


async def refuse(send: Send, status: int, verzoek, instellingen: Instellingen) -> None:
    """One Dutch page, or one line for a program. A visitor who followed a link from elsewhere has not sent his
    cookie (SameSite=Strict): the page asks once more by itself, and then it comes along."""
    kop = {"content-type": "text/plain; charset=utf-8"}
    tekst = (_ZINNEN[status] if verzoek.host_ok else _ANDER_ADRES) + "\n"
    if "text/html" in verzoek.kop("accept") and status == 403:
        kop["content-type"] = "text/html; charset=utf-8"
        elders = verzoek.kop("sec-fetch-site") == "cross-site" and verzoek.methode == "GET"
        tekst = _page(verzoek, instellingen, nog_eens=elders and verzoek.host_ok)
    inhoud = tekst.encode()
    kop["content-length"] = str(len(inhoud))
    await send(
        {"type": "http.response.start", "status": status, "headers": [(k.encode(), w.encode()) for k, w in kop.items()]}
    )
    await send({"type": "http.response.body", "body": b"" if verzoek.methode == "HEAD" else inhoud})


def _page(verzoek, instellingen: Instellingen, nog_eens: bool) -> str:
    if not verzoek.host_ok:
        raad = f"<p>{escape(_ANDER_ADRES)}</p>"
    elif instellingen.gedeeld:
        raad = "<p>Vraag de beheerder van het dashboard om de link waarmee u het de eerste keer opent.</p>"
    else:
        raad = (
            "<ol><li>Ga naar het venster waarin u het dashboard hebt gestart. Daar staat een link die begint met "
            f"<code>http://{escape(verzoek.host)}/?token=</code>. Open die link in deze browser.</li>"
            "<li>Is dat venster al dicht, of werkt de link niet? Start het dashboard dan opnieuw: u krijgt een nieuwe "
            "link.</li></ol>"
        )
    return (
        (_HIER / "weigering.html")
        .read_text("utf-8")
        .replace("<!-- raad -->", raad)
        .replace("<!-- nog eens -->", '<meta http-equiv="refresh" content="0">' if nog_eens else "")
    )


def _is(bericht: Message, soort: bytes) -> bool:
    return any(k.lower() == b"content-type" and w.startswith(soort) for k, w in bericht.get("headers", ()))


def _sha(tekst: str) -> str:
    return base64.b64encode(hashlib.sha256(tekst.encode()).digest()).decode()
