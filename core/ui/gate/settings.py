"""What the environment says about serving: the token, the public names, whether a browser is opened."""

import hashlib
import hmac
import os
import re
import secrets
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field

TOKEN, HOSTS, GEEN_BROWSER = "KERNWAARDEN_TOKEN", "KERNWAARDEN_HOSTS", "KERNWAARDEN_GEEN_BROWSER"
MINIMAAL = 16  # characters of a token that somebody chose
_HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:\d{1,5})?")
_TOKEN = re.compile(r"[A-Za-z0-9._~-]+")


@dataclass(frozen=True)
class Instellingen:
    """`token`: what a browser must show once; None: no token is asked, for when logging in takes its place.
    `hosts`: public names (host or host:port) behind a TLS proxy; empty: this machine only. `inloggen`: readers log in,
    so files belong to a login."""

    token: str | None = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    token_gegeven: bool = False
    hosts: tuple[str, ...] = ()
    browser: bool = True
    inloggen: bool = False

    @classmethod
    def from_omgeving(cls, omgeving: Mapping[str, str] = os.environ) -> "Instellingen":
        """Reads the environment; ends the program (exit 2) with a Dutch sentence when it cannot be used."""
        token = omgeving.get(TOKEN, "").strip()
        if token and (len(token) < MINIMAAL or not _TOKEN.fullmatch(token)):
            _stop(f"De waarde van {TOKEN} is niet bruikbaar: kies ten minste {MINIMAAL} letters, cijfers of . _ ~ -")
        hosts = tuple(h.strip().lower() for h in omgeving.get(HOSTS, "").split(",") if h.strip())
        if fout := [h for h in hosts if not _HOST.fullmatch(h)]:
            _stop(
                f"In {HOSTS} staat een naam die niet kan: {fout[0]}. Zet alleen namen neer, met een komma ertussen, "
                "zoals dashboard.gemeente.nl"
            )
        keus = {"token": token, "token_gegeven": True} if token else {}
        return cls(hosts=hosts, browser=not (omgeving.get(GEEN_BROWSER) or omgeving.get("CI")), **keus)

    @property
    def gedeeld(self) -> bool:
        """Whether others than the user of this machine can reach it; then always behind TLS."""
        return bool(self.hosts)

    def is_token(self, tekst: str) -> bool:
        """Compares in constant time."""
        return self.token is not None and hmac.compare_digest(tekst.encode(), self.token.encode())

    def is_koekje(self, tekst: str) -> bool:
        """Whether this is the value of the cookie that the token was exchanged for."""
        return hmac.compare_digest(tekst.encode("latin-1", "replace"), self.koekje.encode())

    @property
    def koekje(self) -> str:
        """The value of the cookie: made from the token, without giving the token away."""
        return hmac.new((self.token or "").encode(), b"kernwaarden toegang", hashlib.sha256).hexdigest()


def _stop(zin: str) -> None:
    print(zin, file=sys.stderr)
    raise SystemExit(2)
