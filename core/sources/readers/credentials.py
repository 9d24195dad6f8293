"""Where the address and the password of a database come from: the environment, the secrets file of the dashboard or the
keyring of the user. Never from the command line: there others on the same computer can read it.

`database:zorg` is the address in KERNWAARDEN_DATABASE_ZORG, else `zorg` under [databases] in .streamlit/secrets.toml,
else the entry "database zorg" of the keyring. A user without a password gets that of KERNWAARDEN_DATABASE_WACHTWOORD,
else that of his own entry ("naam@server") in the keyring. That one password is only for who starts the command himself:
an address typed on a page may name any server, and would get it sent.
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
_USER = re.compile(r"([^:]+://)([^/@:]+)@([^/]*)(.*)")  # an address with a user and no password
_MET_WACHTWOORD = re.compile(r"://.*:.*@")  # of what is no address: what looks like a password in it
_PARAMETER = re.compile(r";\s*\w*(pass|pwd|token|secret)\w*\s*=", re.I)  # in an address of Spark Connect
_GEHEIM = re.compile(r"pass|pwd|wachtwoord|secret|token", re.I)


def is_database(bron: str) -> bool:
    """Whether a source is (the name of) a database and no file."""
    return "://" in bron or bron.startswith(SOORT)


def from_command(bron: str) -> str:
    """A source as it was named on the command line, with the password of the environment. Raises Melding for an address
    with a password in it: it would stay in the list of commands."""
    if "://" not in bron:
        return bron
    if _holds_password(bron):
        raise Melding(
            "Zet het wachtwoord niet in het adres: op deze computer kunnen anderen het dan lezen. Zet het in de "
            f"omgeving ({WACHTWOORD}) of in de sleutelbos, of zet het hele adres in {OMGEVING}ZORG en lees "
            f"{SOORT}zorg."
        )
    return _with(bron, os.environ.get(WACHTWOORD))


def with_password(bron: str) -> str:
    """The address to connect with. Raises Melding when a name is not known, or the secrets file cannot be read."""
    if bron.startswith(SOORT):
        return _address(bron.removeprefix(SOORT).strip())
    gebruiker = _USER.fullmatch(bron)
    return _with(bron, _from_keyring(f"{gebruiker[2]}@{gebruiker[3]}")) if gebruiker else bron


def _holds_password(bron: str) -> bool:
    import sqlalchemy as sa

    try:
        adres = sa.make_url(bron)
    except (sa.exc.ArgumentError, ValueError):
        return bool(_MET_WACHTWOORD.search(bron))
    if _PARAMETER.search(bron):
        return True
    waarden = (w for v in adres.query.values() for w in ((v,) if isinstance(v, str) else v))
    vreemd = adres.username is None and adres.get_backend_name() != "sqlite" and _MET_WACHTWOORD.search(bron)
    geheim = any(map(_GEHEIM.search, adres.query)) or any(re.search(r"(pwd|password)\s*=", w, re.I) for w in waarden)
    return bool(adres.password is not None or geheim or vreemd)


def _with(bron: str, geheim: str | None) -> str:
    gebruiker = _USER.fullmatch(bron)
    if not (gebruiker and geheim):
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
        gelezen = tomllib.loads(GEHEIMEN.read_text("utf-8")).get("databases", {})
    except FileNotFoundError:
        return None
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise Melding(
            "Het bestand .streamlit/secrets.toml is niet te lezen, dus het adres van de database ook niet. Kijk of "
            'elke regel de vorm naam = "waarde" heeft, en of het als UTF-8 is bewaard.'
        ) from None
    gevonden = gelezen.get(naam) if isinstance(gelezen, dict) else ""
    if gevonden is not None and not (isinstance(gevonden, str) and gevonden):
        raise Melding(
            f"In .streamlit/secrets.toml staat onder [databases] geen adres bij {show(naam)}. Schrijf het als "
            'naam = "postgresql://...".'
        )
    return gevonden


def _from_keyring(naam: str) -> str | None:
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(_DIENST, naam)
    except (KeyringError, OSError, RuntimeError):
        return None
