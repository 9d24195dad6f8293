"""The key: made once, for the owner only, and never silently replaced."""

import hashlib
import hmac
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.melding import Melding
from core.store.key import pseudoniemen, read_sleutel, sleutel_id

posix = pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")


@pytest.fixture(autouse=True)
def geen_omgeving(monkeypatch):
    monkeypatch.delenv("KERNWAARDEN_SLEUTEL", raising=False)


def test_made_once_for_the_owner_only(tmp_path):
    sleutel = read_sleutel(tmp_path / "store")
    pad = tmp_path / "store" / "sleutel"
    assert len(sleutel) == 32 and pad.read_bytes() == sleutel
    if os.name == "posix":
        assert stat.S_IMODE(pad.stat().st_mode) == 0o600
    assert read_sleutel(tmp_path / "store") == sleutel
    assert read_sleutel(tmp_path / "andere") != sleutel


def test_programs_that_start_together_get_one_key(tmp_path):
    with ThreadPoolExecutor(8) as samen:
        assert len(set(samen.map(read_sleutel, [tmp_path] * 32))) == 1


@posix
@pytest.mark.parametrize("rechten", [0o640, 0o604, 0o660, 0o601])
def test_a_key_that_others_can_reach_is_refused(tmp_path, rechten):
    read_sleutel(tmp_path)
    (tmp_path / "sleutel").chmod(rechten)
    with pytest.raises(Melding, match="chmod 600"):
        read_sleutel(tmp_path)


@pytest.mark.parametrize("inhoud", [b"", b"te kort"])
def test_a_damaged_key_is_not_replaced(tmp_path, inhoud):
    pad = tmp_path / "sleutel"
    pad.write_bytes(inhoud)
    pad.chmod(0o600)
    with pytest.raises(Melding, match="beschadigd"):
        read_sleutel(tmp_path)
    assert pad.read_bytes() == inhoud


@posix
def test_a_link_or_folder_is_no_key(tmp_path):
    (tmp_path / "echt").write_bytes(b"x" * 32)
    (tmp_path / "sleutel").symlink_to(tmp_path / "echt")
    with pytest.raises(Melding, match="niet te lezen"):
        read_sleutel(tmp_path)
    (tmp_path / "map" / "sleutel").mkdir(parents=True)
    with pytest.raises(Melding, match="gewoon bestand"):
        read_sleutel(tmp_path / "map")


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "bestand").write_text("x")
    with pytest.raises(Melding, match="rechten"):
        read_sleutel(tmp_path / "bestand" / "store")


@pytest.mark.parametrize(
    ("tekst", "sleutel"),
    [
        ("ab" * 32, bytes.fromhex("ab" * 32)),
        ("AB" * 40, bytes.fromhex("AB" * 40)),
        ("een zin die lang genoeg is om te dienen", b"een zin die lang genoeg is om te dienen"),
        ("ab" * 16, b"ab" * 16),
    ],
)
def test_key_of_the_environment(tmp_path, monkeypatch, tekst, sleutel):
    monkeypatch.setenv("KERNWAARDEN_SLEUTEL", tekst)
    assert read_sleutel(tmp_path) == sleutel
    assert not (tmp_path / "sleutel").exists()


def test_a_short_key_is_refused_and_not_shown(tmp_path, monkeypatch):
    monkeypatch.setenv("KERNWAARDEN_SLEUTEL", "korte sleutel")
    with pytest.raises(Melding, match="te kort") as fout:
        read_sleutel(tmp_path)
    assert "korte sleutel" not in str(fout.value)


def test_the_id_tells_keys_apart_and_is_no_hash_of_the_key():
    een, twee = sleutel_id(b"a" * 32), sleutel_id(b"b" * 32)
    assert een != twee and len(een) == 8
    assert een == sleutel_id(b"a" * 32)
    assert een not in hashlib.sha256(b"a" * 32).hexdigest()


@given(st.binary(min_size=1, max_size=200), st.lists(st.text(max_size=30)), st.sampled_from(["", "gezin"]))
def test_pseudonyms_are_hmac_sha256(sleutel, nummers, domein):
    begin = f"{domein}:" if domein else ""
    verwacht = [
        hmac.digest(sleutel, f"{begin}{n}".encode("utf-8", "surrogatepass"), "sha256").hex()[:32] for n in nummers
    ]
    assert pseudoniemen(nummers, sleutel, domein) == verwacht


def test_the_key_can_live_in_the_keyring_of_the_user(tmp_path, monkeypatch):
    import keyring
    from keyring.backend import KeyringBackend
    from keyring.backends.fail import Keyring as Geen

    class Bos(KeyringBackend):
        priority = 1
        inhoud: ClassVar[dict] = {}

        def get_password(self, dienst, naam):
            return self.inhoud.get((dienst, naam))

        def set_password(self, dienst, naam, waarde):
            self.inhoud[dienst, naam] = waarde

        def delete_password(self, dienst, naam):
            del self.inhoud[dienst, naam]

    gewoon = keyring.get_keyring()
    monkeypatch.setenv("KERNWAARDEN_SLEUTEL", "keyring")
    try:
        keyring.set_keyring(Bos())
        een = read_sleutel(tmp_path / "a")
        assert len(een) == 32 and read_sleutel(tmp_path / "a") == een != read_sleutel(tmp_path / "b")
        assert not list(tmp_path.rglob("sleutel"))
        keyring.set_keyring(Geen())
        with pytest.raises(Melding, match="sleutelbos"):
            read_sleutel(tmp_path / "a")
    finally:
        keyring.set_keyring(gewoon)
