"""Where the address and the password of a database come from: the environment, the secrets file of the dashboard or the
keyring of the user. Never from the command line: there others on the same computer can read it.

`database:zorg` is the address in KERNWAARDEN_DATABASE_ZORG, else `zorg` under [databases] in .streamlit/secrets.toml,
else the entry "database zorg" of the keyring. A user without a password gets that of KERNWAARDEN_DATABASE_WACHTWOORD,
else that of his own entry ("naam@server") in the keyring.
"""

import os
import re
import tomllib
from pathlib import Path

from core.model.melding import Melding
from core.sources.readers.message import show

SOORT = "database:"
OMGEVING = "KERNWAARDEN_DATABASE_"
WACHTWOORD = f"{OMGEVING}WACHTWOORD"
GEHEIMEN = Path(__file__).resolve().parents[3] / ".streamlit" / "secrets.toml"
_DIENST = "kernwaarden"
_MET_WACHTWOORD = re.compile(r"://[^/@]*:[^/@]+@")


def is_database(bron: str) -> bool:
    """Whether a source is (the name of) a database and no file."""
    return "://" in bron or bron.startswith(SOORT)


def refuse_password(bron: str) -> None:
    """Raises Melding for an address with a password in it: it would stay in the list of commands."""
    if _MET_WACHTWOORD.search(bron):
        raise Melding(
            "Zet het wachtwoord niet in het adres: op deze computer kunnen anderen het dan lezen. Zet het in de "
            f"omgeving ({WACHTWOORD}) of in de sleutelbos, of zet het hele adres in {OMGEVING}ZORG en lees "
            f"{SOORT}zorg."
        )


def with_password(bron: str) -> str:
    """The address to connect with. Raises Melding when a name is not known."""
    if bron.startswith(SOORT):
        return _address(bron.removeprefix(SOORT).strip())
    gebruiker = re.fullmatch(r"([^:]+://)([^/@:]+)@([^/]*)(.*)", bron)
    if not gebruiker:
        return bron
    geheim = os.environ.get(WACHTWOORD) or _from_keyring(f"{gebruiker[2]}@{gebruiker[3]}")
    if not geheim:
        return bron
    from urllib.parse import quote

    return f"{gebruiker[1]}{gebruiker[2]}:{quote(geheim, safe='')}@{gebruiker[3]}{gebruiker[4]}"


def _address(naam: str) -> str:
    sleutel = OMGEVING + re.sub(r"\W", "_", naam).upper()
    adres = os.environ.get(sleutel) or _from_secrets(naam) or _from_keyring(f"database {naam}")
    if not adres:
        raise Melding(
            f"De database {show(naam)} is niet bekend. Zet het adres in de omgeving ({show(sleutel)}), in "
            ".streamlit/secrets.toml onder [databases], of in de sleutelbos."
        )
    return adres


def _from_secrets(naam: str) -> str | None:
    try:
        gelezen = tomllib.loads(GEHEIMEN.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        return None
    gevonden = gelezen.get("databases", {}).get(naam)
    return gevonden if isinstance(gevonden, str) else None


def _from_keyring(naam: str) -> str | None:
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(_DIENST, naam)
    except (KeyringError, OSError, RuntimeError):
        return None
