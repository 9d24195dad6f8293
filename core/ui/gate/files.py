"""Files behind the login: Streamlit gives and takes them by an address alone, also after the page is gone.

Who logs in may take what was made for that login, and give files to a page of that login; as long as it lasts.
"""

import hashlib
import json
import time
from collections import OrderedDict

from streamlit import runtime
from streamlit.web.server.starlette import starlette_websocket
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from core import dashboard

BESTANDEN = ("/media/", "/_stcore/upload_file/")
_HOEVEEL = 5000
_VERS = 60  # seconds
_sessies: OrderedDict[str, tuple[str, bool]] = OrderedDict()
_gemaakt: OrderedDict[tuple[str, str], None] = OrderedDict()


def remember_session(sessie: str, merk: str, mag_laden: bool) -> None:
    """Of which login a visit is, and whether it may give files."""
    _keep(_sessies, sessie, (merk, mag_laden))


def remember_file(inhoud: bytes, merk: str) -> None:
    """For which login a file was made."""
    _keep(_gemaakt, (_hash(inhoud), merk), None)


def needed(koekjes: dict[str, str]) -> bool:
    """Whether who shows these cookies has to log in first. A login of a moment ago is not in the list yet."""
    claims = _claims(koekjes)
    merk = dashboard.merk_van(claims) if claims else None
    return merk is None or not (dashboard.aanmelding_runs(merk) or abs(time.time() - claims["iat"]) < _VERS)


def allowed(pad: str, koekjes: dict[str, str]) -> bool:
    """Whether the login in these cookies may take or give the file at this address."""
    claims = _claims(koekjes)
    merk = dashboard.merk_van(claims) if claims else None
    if merk is None or not dashboard.aanmelding_runs(merk):
        return False
    if pad.startswith(BESTANDEN[0]):
        bestand = runtime.get_instance().media_file_mgr.read_file(pad.removeprefix(BESTANDEN[0]))
        return bestand is not None and (_hash(bestand.content), merk) in _gemaakt
    return _sessies.get(pad.removeprefix(BESTANDEN[1]).split("/")[0]) == (merk, True)


def _claims(koekjes: dict[str, str]) -> dict | None:
    """What the issuer signed, None when the cookie is not ours."""
    ruw = starlette_websocket._get_signed_cookie_with_chunks(koekjes, USER_COOKIE_NAME)
    try:
        return json.loads(ruw) if ruw else None
    except ValueError:
        return None


def _hash(inhoud: bytes) -> str:
    return hashlib.sha256(inhoud).hexdigest()


def _keep(plek: OrderedDict, sleutel, waarde) -> None:
    plek[sleutel] = waarde
    plek.move_to_end(sleutel)
    while len(plek) > _HOEVEEL:
        plek.popitem(last=False)
