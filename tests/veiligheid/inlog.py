"""Shared use as it is served: a proxy that does TLS, a real OIDC provider, and visitors with a login."""

import contextlib
import datetime as dt
import json
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from websockets.sync.client import connect

from core import dashboard
from core.dashboard import LOKAAL, Gebruiker
from tests.server import WORTEL, Server, Sessie, free_port, serve

GEHEIM = "geheim-van-de-proef-0123456789abcdef"
ISS = "http://uitgever.test"


@dataclass
class Gedeeld:
    """A server that others reach as `url`, through TLS."""

    server: Server
    tls: int

    @property
    def naam(self) -> str:
        return f"localhost:{self.tls}"

    @property
    def url(self) -> str:
        return f"https://{self.naam}"

    def koekje(
        self, sub: str, *, iss: str = ISS, nonce: str | None = None, iat: float | None = None, geheim: str = GEHEIM
    ) -> dict[str, str]:
        """The cookie that Streamlit gives who logs in."""
        claims = {
            "iss": iss,
            "sub": sub,
            "nonce": nonce or secrets.token_hex(8),
            "iat": int(iat or time.time()),
            "origin": self.url,
            "is_logged_in": True,
            "provider": "default",
        }
        return {"_streamlit_user": create_signed_value(geheim, "_streamlit_user", json.dumps(claims)).decode()}

    def client(self, koekjes: dict[str, str] | None = None) -> httpx.Client:
        return httpx.Client(base_url=self.server.url, timeout=30, cookies=koekjes, headers={"Host": self.naam})

    def sessie(self, pagina: str = "", koekjes: dict[str, str] | None = None) -> "Ingelogd":
        return Ingelogd(self.server, pagina, gedeeld=self, inlog=koekjes or {})


@dataclass
class Ingelogd(Sessie):
    """A visitor of shared use; everything the server sends is kept in `berichten`."""

    gedeeld: Gedeeld | None = None
    inlog: dict[str, str] | None = None

    def __post_init__(self) -> None:
        self.http = self.gedeeld.client()
        self.xsrf = self.http.get("/_stcore/health").cookies["_streamlit_xsrf"]
        koekjes = "; ".join(f"{k}={w}" for k, w in ({"_streamlit_xsrf": self.xsrf} | (self.inlog or {})).items())
        self.http.headers["Cookie"] = koekjes  # Secure ones a client does not send without TLS
        self._sluit = ExitStack()
        los = self._sluit.enter_context(socket.create_connection(("127.0.0.1", self.server.poort)))
        self._ws = self._sluit.enter_context(
            connect(
                f"ws://{self.gedeeld.naam}/_stcore/stream",
                sock=los,
                additional_headers={"Cookie": koekjes},
                origin=self.gedeeld.url,
                subprotocols=["streamlit", self.xsrf],
                max_size=None,
                compression=None,
            )
        )

    @property
    def ruw(self) -> bytes:
        return b"".join(self.berichten)


@contextmanager
def known(eigen: Path, iss: str, rollen: Mapping[str, tuple[str, tuple[str, ...]]]) -> Iterator[None]:
    """The store with these people in the table of users (sub -> rol, gemeenten); it is our own until the block ends."""
    with pytest.MonkeyPatch.context() as anders:
        anders.setenv("KERNWAARDEN_GEGEVENS", str(eigen))
        for sub, (rol, codes) in rollen.items():
            dashboard.save_gebruiker(LOKAAL, Gebruiker(iss, sub, sub.capitalize(), rol, codes))
        yield


@contextmanager
def serve_shared(
    eigen: Path,
    map: Path,
    *,
    metadata: str = "http://127.0.0.1:9/geen",
    auth: str | None = None,
    proxy: bool = False,
    **omgeving: str | None,
) -> Iterator[Gedeeld]:
    """The app in shared use until the block ends. `auth`: what stands in secrets.toml, "" for nothing;
    `proxy`: for a browser, others speak to the server behind it."""
    tls, thuis = free_port(), map / "thuis"
    (thuis / ".streamlit").mkdir(parents=True)
    if auth is None:
        auth = (
            f'[auth]\nredirect_uri = "https://localhost:{tls}/oauth2callback"\ncookie_secret = "{GEHEIM}"\n'
            f'client_id = "kernwaarden"\nclient_secret = "x"\nserver_metadata_url = "{metadata}"\n'
        )
    if auth:
        (thuis / ".streamlit" / "secrets.toml").write_text(auth, "utf-8")
    with (
        serve(
            eigen,
            map / "log",
            KERNWAARDEN_HOSTS=f"localhost:{tls}",
            HOME=str(thuis),
            **{"KERNWAARDEN_TOKEN": None} | omgeving,
        ) as server,
        _tls_proxy(tls, server.poort, map) if proxy else contextlib.nullcontext(),
    ):
        yield Gedeeld(server, tls)


_UITGEVER = """
import sys, time
from oidc_provider_mock import User, run_server_in_thread
wie = [User(sub=s, claims={"name": s.capitalize(), "email": "baas@gemeente.test"}) for s in sys.argv[2:]]
with run_server_in_thread(port=int(sys.argv[1]), user_claims=wie):
    time.sleep(3600)
"""


@contextmanager
def provider(*wie: str) -> Iterator[str]:
    """A real OIDC provider on this machine, where these people log in with one press; gives its address (iss)."""
    poort = free_port()
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", _UITGEVER, str(poort), *wie],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as proces:
        try:
            for _ in range(100):
                with contextlib.suppress(httpx.TransportError):
                    httpx.get(f"http://localhost:{poort}/jwks")
                    break
                time.sleep(0.1)
            yield f"http://localhost:{poort}"
        finally:
            proces.kill()


@contextmanager
def _tls_proxy(van: int, naar: int, map: Path) -> Iterator[None]:
    opdracht = [sys.executable, "-m", "tests.veiligheid.tlsproxy", str(van), str(naar), str(_certificate(map))]
    with subprocess.Popen(opdracht, cwd=WORTEL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as proces:
        try:
            for _ in range(100):
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", van), 1):
                    break
                time.sleep(0.1)
            yield
        finally:
            proces.kill()


def _certificate(map: Path) -> Path:
    sleutel = ec.generate_private_key(ec.SECP256R1())
    naam = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    nu = dt.datetime.now(dt.UTC)
    bewijs = (
        x509.CertificateBuilder()
        .subject_name(naam)
        .issuer_name(naam)
        .public_key(sleutel.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(nu - dt.timedelta(days=1))
        .not_valid_after(nu + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(sleutel, hashes.SHA256())
    )
    pad = map / "bewijs.pem"
    pad.write_bytes(
        sleutel.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + bewijs.public_bytes(serialization.Encoding.PEM)
    )
    return pad
