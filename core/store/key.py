"""The secret with which a number of a child becomes a pseudonym.

Without the key the pseudonyms of all 91 million possible BSNs could be computed in a minute, so it stays out
of the data: in the environment (KERNWAARDEN_SLEUTEL), in the keyring of the user (KERNWAARDEN_SLEUTEL=keyring;
Windows Credential Manager, macOS Keychain, Secret Service) or in a file only its owner can read. Another key means
other pseudonyms; `sleutel_id` is stored with every delivery to notice that."""

import hashlib
import hmac
import os
import re
import secrets
import stat
import time
from collections.abc import Iterable
from pathlib import Path

from core.model.melding import Melding
from core.store import private

OMGEVING = "KERNWAARDEN_SLEUTEL"
BESTAND = "sleutel"
LENGTE = 32


def read_sleutel(store: Path) -> bytes:
    """The key of this installation; made on first use.

    `store`: folder of the store, used when the environment has no key. Raises Melding when a key is too
    short, or its file is damaged, unreadable or open to others than its owner."""
    if tekst := os.environ.get(OMGEVING, "").strip():
        return _from_sleutelbos(store) if tekst.lower() == "keyring" else _from_omgeving(tekst)
    return sleutelbestand(Path(store) / BESTAND)


def sleutelbestand(pad: Path) -> bytes:
    """The key in a file that only its owner can read; made when it is not there. Raises Melding as read_sleutel."""
    try:
        if not pad.exists():
            _make(pad)
        return _from_bestand(pad)
    except OSError as fout:
        raise Melding(
            f"Het sleutelbestand {pad} is niet te lezen of te maken. Geef uzelf lees- en schrijfrechten op die map."
        ) from fout


def sleutel_id(sleutel: bytes) -> str:
    """Eight characters that tell keys apart and reveal nothing of the key."""
    return hmac.digest(sleutel, b"kernwaarden sleutel_id", hashlib.sha256).hex()[:8]


def pseudoniemen(nummers: Iterable[str], sleutel: bytes, domein: str = "") -> list[str]:
    """Per number 32 hexadecimal digits: 128 bits of HMAC-SHA256. Equal numbers of another `domein` differ.

    The two halves of the HMAC (RFC 2104) are prepared once, which halves the time of a million numbers.
    """
    blok = (sleutel if len(sleutel) <= 64 else hashlib.sha256(sleutel).digest()).ljust(64, b"\0")
    binnen = hashlib.sha256(bytes(byte ^ 0x36 for byte in blok))
    buiten = hashlib.sha256(bytes(byte ^ 0x5C for byte in blok))
    if domein:
        binnen.update(f"{domein}:".encode())
    uit = []
    for nummer in nummers:
        een, twee = binnen.copy(), buiten.copy()
        een.update(nummer.encode("utf-8", "surrogatepass"))
        twee.update(een.digest())
        uit.append(twee.hexdigest()[:32])
    return uit


def _from_sleutelbos(store: Path) -> bytes:
    import keyring
    from keyring.errors import KeyringError

    naam = str(Path(store).absolute())
    try:
        if not keyring.get_password("kernwaarden", naam):
            keyring.set_password("kernwaarden", naam, secrets.token_hex(LENGTE))
        return bytes.fromhex(keyring.get_password("kernwaarden", naam))
    except (KeyringError, ValueError) as fout:
        raise Melding(
            "De sleutelbos van deze computer is niet te gebruiken: haal KERNWAARDEN_SLEUTEL weg, dan komt de "
            "sleutel in een bestand dat alleen u kunt lezen."
        ) from fout


def _from_omgeving(tekst: str) -> bytes:
    if len(tekst) >= 2 * LENGTE and len(tekst) % 2 == 0 and re.fullmatch("[0-9a-fA-F]+", tekst):
        return bytes.fromhex(tekst)
    if len(sleutel := tekst.encode()) >= LENGTE:
        return sleutel
    raise Melding(
        f"De sleutel in {OMGEVING} is te kort. Gebruik ten minste {LENGTE} tekens, of "
        f"{2 * LENGTE} hexadecimale cijfers."
    )


def _make(pad: Path) -> None:
    """Creates the file so that nobody else can ever read it and a second program never replaces it."""
    private.make_folder(pad.parent)
    vlaggen = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        bestand = os.open(pad, vlaggen, private.FILE)
    except FileExistsError:
        return  # another program was first: use its key
    try:
        os.write(bestand, secrets.token_bytes(LENGTE))
        os.fsync(bestand)
    finally:
        os.close(bestand)


def _from_bestand(pad: Path) -> bytes:
    for _ in range(20):
        sleutel = _read_veilig(pad)
        if len(sleutel) >= LENGTE:
            return sleutel
        time.sleep(0.02)  # another program may be between making and filling it
    raise Melding(
        f"Het sleutelbestand {pad} is beschadigd (korter dan {LENGTE} bytes). Zet een "
        "reservekopie terug: met een nieuwe sleutel passen leveringen niet meer bij elkaar."
    )


def _read_veilig(pad: Path) -> bytes:
    """Checks and reads the same open file, so that it cannot be swapped in between."""
    bestand = os.open(pad, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0))
    try:
        kenmerken = os.fstat(bestand)
        if not stat.S_ISREG(kenmerken.st_mode):
            raise Melding(f"Het sleutelbestand {pad} is geen gewoon bestand. Zet er de echte sleutel neer.")
        if os.name == "posix" and stat.S_IMODE(kenmerken.st_mode) & 0o077:
            raise Melding(
                f"Het sleutelbestand {pad} is ook voor anderen toegankelijk. Geef alleen de "
                f"eigenaar rechten: chmod 600 {pad}"
            )
        return os.read(bestand, 4096)
    finally:
        os.close(bestand)
