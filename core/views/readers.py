"""Who a reader is, what he may do, and what is written down of it. Every change here asks who does it."""

import datetime as dt
import hashlib
import json
import os
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from core.model.melding import Melding
from core.staat import audit, settings, users
from core.staat.audit import Regel
from core.staat.users import Aanmelding, Gebruiker
from core.store import keep
from core.views.store import Store, eigen
from core.views.upkeep import check, clean_up

BEHEERDER, LOGBOEK = "KERNWAARDEN_BEHEERDER", "KERNWAARDEN_LOGBOEK"
# Written down on one's own computer too; the rest only when others look along, or when KERNWAARDEN_LOGBOEK=ja.
_ALTIJD = {"ingesteld", "verwijderd", "teruggezet", "geladen"}


@dataclass(frozen=True)
class Lezer:
    """A reader: `wie` (issuer and subject of a login, or "lokaal"), `bereik`: the gemeenten of which he sees rows, None
    for all. `merk`: of his login; empty on one's own computer."""

    wie: str
    naam: str
    rol: str
    bereik: tuple[str, ...] | None = ()
    merk: str = ""

    @property
    def gedeeld(self) -> bool:
        return bool(self.merk)

    @property
    def may_see_exact(self) -> bool:
        """Exact figures, and what is worked out from them."""
        return self.rol in ("beheerder", "analist", "gemeente")

    @property
    def may_load(self) -> bool:
        """Deliveries, and what was found in them."""
        return self.rol in ("beheerder", "analist")

    @property
    def may_manage(self) -> bool:
        return self.rol == "beheerder"


LOKAAL = Lezer("lokaal", "", "beheerder", None)


class Geweigerd(Exception):
    """`reden`: "onbekend" (not in the table), "afgelopen" (this login is over) or "onvolledig" (the issuer does not say
    enough to know a login by)."""

    def __init__(self, reden: str):
        super().__init__(reden)
        self.reden = reden


def merk_van(claims: Mapping) -> str | None:
    """The mark of a login from what the issuer signed; None when that does not tell logins apart."""
    uniek = [claims.get(k) for k in ("nonce", "jti", "sid", "uti")]
    if not (claims.get("iss") and claims.get("sub") and any(uniek) and isinstance(claims.get("iat"), int | float)):
        return None
    tekst = json.dumps([claims["iss"], claims["sub"], claims["iat"], *uniek], separators=(",", ":"), default=str)
    return hashlib.sha256(tekst.encode()).hexdigest()


def lezer_van(claims: Mapping, nu: dt.datetime | None = None) -> Lezer:
    """The reader of a login, as the table says now. Raises Geweigerd. `claims`: what the issuer signed."""
    merk, nu = merk_van(claims), nu or users.now_utc()
    if merk is None:
        raise Geweigerd("onvolledig")
    iss, sub = str(claims["iss"]), str(claims["sub"])
    naam = str(claims.get("name") or claims.get("preferred_username") or claims.get("email") or sub)[:120]
    bekend = users.gebruiker(eigen(), iss, sub)
    if f"{iss} {sub}" == os.environ.get(BEHEERDER, "").strip():
        bekend = Gebruiker(iss, sub, bekend.naam if bekend else naam, "beheerder")
    if bekend is None:
        raise Geweigerd("onbekend")
    uitgegeven = dt.datetime.fromtimestamp(claims["iat"], dt.UTC).replace(tzinfo=None)
    stand = users.report(eigen(), merk, iss, sub, naam, uitgegeven, nu)
    if stand == users.AFGELOPEN:
        raise Geweigerd("afgelopen")
    lezer = Lezer(f"{iss} {sub}", bekend.naam, bekend.rol, bekend.bereik, merk)
    if stand == users.BEGONNEN:
        note(lezer, "ingelogd", "dashboard")
    return lezer


def aanmelding_runs(merk: str) -> bool:
    """Whether a login may still be used; asking does not keep it alive."""
    return users.runs(eigen(), merk, users.now_utc())


def sign_out(lezer: Lezer) -> None:
    """Ends the login of this reader, everywhere it is used."""
    if lezer.merk:
        users.end(eigen(), lezer.merk, "uitgelogd")


def note(
    lezer: Lezer,
    handeling: str,
    wat: str,
    *,
    store: Store | None = None,
    keuze: Mapping | None = None,
    rijen: int | None = None,
) -> None:
    """A line in the log of use. Raises Melding when it cannot be written: then the figures are not given."""
    if lezer.gedeeld or handeling in _ALTIJD or os.environ.get(LOGBOEK, "").strip().lower() in ("ja", "1", "true"):
        audit.write(
            eigen(),
            wie=lezer.wie,
            rol=lezer.rol,
            handeling=handeling,
            wat=wat,
            versie=store.versie if store else "",
            keuze=keuze,
            rijen=rijen,
        )


def note_weigering(claims: Mapping, reden: str) -> None:
    """That a login was refused; whose."""
    wie = f"{claims.get('iss', '')} {claims.get('sub', '')}".strip() or "niet bekend"
    audit.write(eigen(), wie=wie, rol="geen", handeling="geweigerd", wat=reden)


def gebruikerslijst(lezer: Lezer) -> list[Gebruiker]:
    """Everybody in the table, by name."""
    _may_manage(lezer)
    return users.gebruikers(eigen())


def save_gebruiker(lezer: Lezer, gebruiker: Gebruiker) -> None:
    """Adds or changes a user. Raises Melding; then nothing was saved."""
    _may_manage(lezer)
    if gebruiker.rol != "beheerder":
        _keep_beheerder(lezer, gebruiker.iss, gebruiker.sub)
    users.put(
        eigen(),
        Gebruiker(
            gebruiker.iss, gebruiker.sub, gebruiker.naam, gebruiker.rol, gebruiker.gemeenten, lezer.naam or lezer.wie
        ),
    )
    note(
        lezer,
        "ingesteld",
        f"gebruiker {gebruiker.iss} {gebruiker.sub}",
        keuze={"rol": gebruiker.rol, "gemeente": list(gebruiker.gemeenten)},
    )


def remove_gebruiker(lezer: Lezer, gebruiker: Gebruiker) -> None:
    """Takes a user out of the table and ends his logins."""
    _may_manage(lezer)
    _keep_beheerder(lezer, gebruiker.iss, gebruiker.sub)
    users.remove(eigen(), gebruiker.iss, gebruiker.sub)
    note(lezer, "ingesteld", f"gebruiker weg {gebruiker.iss} {gebruiker.sub}")


def aanmeldingen(lezer: Lezer) -> list[Aanmelding]:
    """Every login of the last weeks, the newest first."""
    _may_manage(lezer)
    return users.aanmeldingen(eigen())


def end(lezer: Lezer, aanmelding: Aanmelding | None) -> None:
    """Ends a login of anybody; None: of everybody."""
    _may_manage(lezer)
    users.end(eigen(), aanmelding.merk if aanmelding else None, f"door {lezer.naam or 'de beheerder'}")
    note(
        lezer,
        "ingesteld",
        f"aanmelding beëindigd {aanmelding.iss} {aanmelding.sub}" if aanmelding else "alle aanmeldingen beëindigd",
    )


def instellingen_nu(lezer: Lezer) -> tuple[dict[str, settings.Soort], dict[str, int], list[settings.Wijziging]]:
    """What can be set, what counts now, and who changed what."""
    _may_manage(lezer)
    return settings.SOORTEN, settings.geldend(eigen()), settings.wijzigingen(eigen())


def configure(lezer: Lezer, naam: str, waarde: int, wie: str = "") -> None:
    """Changes a setting. In shared use who it is, is who is logged in. Raises Melding; then nothing was saved."""
    _may_manage(lezer)
    settings.put(eigen(), naam, waarde, lezer.naam or lezer.wie if lezer.gedeeld else wie)
    note(lezer, "ingesteld", naam, keuze={"waarde": waarde})


def until_when(lezer: Lezer, geladen: dt.datetime) -> dt.date:
    """The last day that a delivery stays that was loaded at this moment."""
    _may_manage(lezer)
    return keep.up_to_and_including(geladen, settings.geldend(eigen())["bewaren_maanden"])


def wipe_leveringen(lezer: Lezer, *, alles: bool = False) -> int:
    """Takes deliveries away whose time is over, or everything; how many."""
    _may_manage(lezer)
    return clean_up(eigen(), dt.date.today(), alles=alles, wie=lezer.wie)


def validate(lezer: Lezer) -> list[str]:
    """What is wrong with the store; see core.views.upkeep.controleer."""
    _may_manage(lezer)
    return check(eigen(), dt.date.today())


def logboek(lezer: Lezer, hoeveel: int = 200) -> list[Regel]:
    """The last lines of the log of use, the newest first. Raises Melding when it is damaged."""
    _may_manage(lezer)
    try:
        return list(reversed(deque(audit.read(eigen()), maxlen=hoeveel)))
    except (ValueError, TypeError) as fout:
        raise Melding("Het logboek van gebruik is beschadigd: kijk bij Controle wat er is.") from fout


def opslagmap() -> Path:
    """Where the data, the decisions and the log lie."""
    return eigen()


def _may_manage(lezer: Lezer) -> None:
    if not lezer.may_manage:
        raise Melding("Dit mag alleen de beheerder.")


def _keep_beheerder(lezer: Lezer, iss: str, sub: str) -> None:
    """Nobody can shut the last beheerder out, himself included."""
    if not lezer.gedeeld or os.environ.get(BEHEERDER, "").strip():
        return
    over = {(g.iss, g.sub) for g in users.gebruikers(eigen()) if g.rol == "beheerder"}
    if over == {(iss, sub)}:
        raise Melding("Dit is de laatste beheerder: geef eerst iemand anders die rol.")
