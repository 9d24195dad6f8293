"""Back to the page that was asked for: logging in happens elsewhere, and Streamlit always returns to the first page.

The address of a page that is opened without a login is kept in a cookie of ten minutes, and only counts at the moment
that the login succeeds. It can only be the name of one page of ours with its choices: never another site.
"""

import base64
import re
from urllib.parse import urlsplit

from starlette.types import Message, Send

from core.ui.gate import files
from core.ui.gate.pages import own_address

KOEKJE, _NA_INLOGGEN = "kernwaarden_terug", "/oauth2callback"
_LANGST = 1500  # of an address in a cookie
_INGELOGD = re.compile(rb"_streamlit_user=[^;]")


def along(send: Send, verzoek) -> Send:
    """`send` that keeps the address of a page for who has to log in first, and follows it when he has."""
    if verzoek.pad == _NA_INLOGGEN:
        return _back(send, verzoek)
    adres = own_address(verzoek.pad, verzoek.vraag_zonder_token)
    pagina = verzoek.methode == "GET" and "text/html" in verzoek.kop("accept") and _page(adres)
    return _keep(send, adres) if pagina and files.needed(verzoek.koekjes) else send


def address(koekjes: dict[str, str]) -> str | None:
    """The page that was asked for; None when there is none, or it is not one of ours."""
    try:
        adres = base64.urlsafe_b64decode(koekjes.get(KOEKJE, "")).decode("ascii")
    except ValueError:
        return None
    delen = adres.partition("?")
    return adres if _page(adres) and adres == own_address(delen[0], delen[2]) else None


def _page(adres: str) -> bool:
    """Whether there is a page to come back to, beside the first, in an address that fits in a cookie."""
    return urlsplit(adres).path != "/" and len(adres) <= _LANGST


def _keep(send: Send, adres: str) -> Send:
    waarde = base64.urlsafe_b64encode(adres.encode()).decode()
    koekje = f"{KOEKJE}={waarde}; Path=/; Max-Age=600; HttpOnly; SameSite=Lax"

    async def _send(bericht: Message) -> None:
        if bericht["type"] == "http.response.start" and bericht["status"] == 200:
            bericht = {**bericht, "headers": [*bericht.get("headers", ()), (b"set-cookie", koekje.encode())]}
        await send(bericht)

    return _send


def _back(send: Send, verzoek) -> Send:
    async def _send(bericht: Message) -> None:
        koppen = bericht.get("headers", ())
        gelukt = any(k.lower() == b"set-cookie" and _INGELOGD.match(w) for k, w in koppen)
        adres = address(verzoek.koekjes)
        if bericht["type"] == "http.response.start" and 300 <= bericht["status"] < 400 and gelukt and adres:
            koppen = [(k, w) for k, w in koppen if k.lower() != b"location"]
            koppen += [
                (b"location", f"{verzoek.basis}{adres}".encode()),
                (b"set-cookie", f"{KOEKJE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax".encode()),
            ]
            bericht = {**bericht, "headers": koppen}
        await send(bericht)

    return _send
