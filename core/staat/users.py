"""Who may look, and who is logged in: kept with what else people decide (see `staat`), never with the data.

A user is the issuer and subject of his login, as the issuer signed them; a name or address is only shown. A login is
known by a mark of what the issuer signed for it alone, so that a cookie that was copied is the same login: once it
has ended it stays so.
"""

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from core.model.melding import Melding
from core.staat.database import is_empty, open_staat, schema
from core.store.scope import tidy

ROLLEN = ("beheerder", "analist", "gemeente", "gast")
ALLES = ("beheerder", "analist")  # roles without a scope
STIL, LANGST = dt.timedelta(minutes=30), dt.timedelta(hours=8)
VERS = dt.timedelta(minutes=10)  # how old a login may be when it is first seen; clocks differ
BEGONNEN, LOOPT, AFGELOPEN = "begonnen", "loopt", "afgelopen"
_BIJHOUDEN, _BEWAREN = dt.timedelta(seconds=60), dt.timedelta(days=30)
_gebruikers = sa.Table(
    "gebruikers",
    schema,
    sa.Column("iss", sa.String(255), primary_key=True),
    sa.Column("sub", sa.String(255), primary_key=True),
    sa.Column("naam", sa.String(120)),
    sa.Column("rol", sa.String(20)),
    sa.Column("gemeenten", sa.Text),
    sa.Column("wie", sa.String(120)),
    sa.Column("op", sa.DateTime),
)
_aanmeldingen = sa.Table(
    "aanmeldingen",
    schema,
    sa.Column("merk", sa.String(64), primary_key=True),
    sa.Column("iss", sa.String(255)),
    sa.Column("sub", sa.String(255)),
    sa.Column("naam", sa.String(120)),
    sa.Column("begin", sa.DateTime),
    sa.Column("gezien", sa.DateTime),
    sa.Column("einde", sa.DateTime),
    sa.Column("reden", sa.String(120)),
)


@dataclass(frozen=True)
class Gebruiker:
    """`gemeenten`: GM codes, for the roles that have a scope. `wie` decided it, `op` when."""

    iss: str
    sub: str
    naam: str
    rol: str
    gemeenten: tuple[str, ...] = ()
    wie: str = ""
    op: dt.datetime | None = None

    @property
    def bereik(self) -> tuple[str, ...] | None:
        """The gemeenten of which rows may be seen; None: all. Whatever is not certain is nothing."""
        return None if self.rol in ALLES else tidy(self.gemeenten) if self.rol in ROLLEN else ()


@dataclass(frozen=True)
class Aanmelding:
    """A login; moments in UTC. `einde` None: it has not been ended (it may be over all the same: see `over`)."""

    merk: str
    iss: str
    sub: str
    naam: str
    begin: dt.datetime
    gezien: dt.datetime
    einde: dt.datetime | None
    reden: str | None

    def over(self, nu: dt.datetime) -> str | None:
        """Why this login is over, None when it is not. A clock that was set back does not make it last longer."""
        if self.einde is not None:
            return self.reden or "beëindigd"
        if self.gezien - nu >= STIL:
            return "de klok van de server is teruggezet"
        if nu - self.gezien >= STIL:
            return "30 minuten niets gedaan"
        return "na 8 uur" if nu - self.begin >= LANGST else None


def now_utc() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


def gebruikers(pad: Path) -> list[Gebruiker]:
    """Everybody in the table, by name."""
    rijen = _read(pad, sa.select(_gebruikers))
    return sorted((_as_gebruiker(r) for r in rijen), key=lambda g: (g.naam.casefold(), g.iss, g.sub))


def gebruiker(pad: Path, iss: str, sub: str) -> Gebruiker | None:
    rijen = _read(pad, sa.select(_gebruikers).where(_gebruikers.c.iss == iss, _gebruikers.c.sub == sub))
    return _as_gebruiker(rijen[0]) if rijen else None


def put(pad: Path, g: Gebruiker) -> None:
    """Adds a user, or changes what is known of him. Raises Melding with what is wrong; then nothing was saved."""
    if g.rol not in ROLLEN:
        raise Melding(f"De rol {g.rol} bestaat niet: kies uit {', '.join(ROLLEN)}.")
    if not (g.iss.strip() and g.sub.strip() and g.naam.strip() and g.wie.strip()):
        raise Melding("Vul de naam, de inlogdienst en het kenmerk bij die dienst in.")
    if max(len(g.iss), len(g.sub)) > 255 or len(g.naam) > 120:
        raise Melding("De uitgever en het kenmerk hebben hooguit 255 tekens, de naam hooguit 120.")
    if g.rol not in ALLES and not g.gemeenten:
        raise Melding(f"Kies ten minste één gemeente: zonder gemeente ziet een {g.rol} niets.")
    try:
        codes = () if g.rol in ALLES else tidy(g.gemeenten)
    except ValueError as fout:
        raise Melding("Een van de gemeenten bestaat niet: kies uit de lijst.") from fout
    rij = {
        "iss": g.iss.strip(),
        "sub": g.sub.strip(),
        "naam": " ".join(g.naam.split()),
        "rol": g.rol,
        "gemeenten": json.dumps(codes),
        "wie": g.wie[:120],
        "op": now_utc(),
    }
    _write(
        pad,
        _gebruikers.delete().where(_gebruikers.c.iss == rij["iss"], _gebruikers.c.sub == rij["sub"]),
        _gebruikers.insert().values(rij),
    )


def remove(pad: Path, iss: str, sub: str) -> None:
    """Takes a user out of the table and ends his logins."""
    _write(
        pad,
        _gebruikers.delete().where(_gebruikers.c.iss == iss, _gebruikers.c.sub == sub),
        _einde("gebruiker verwijderd").where(_aanmeldingen.c.iss == iss, _aanmeldingen.c.sub == sub),
    )


def report(pad: Path, merk: str, iss: str, sub: str, naam: str, uitgegeven: dt.datetime, nu: dt.datetime) -> str:
    """Where a login stands: BEGONNEN the first time it is seen, LOOPT, or AFGELOPEN. `uitgegeven`: when the issuer
    signed it; an old one that is not in the table is no login of today."""
    rijen = _read(pad, sa.select(_aanmeldingen).where(_aanmeldingen.c.merk == merk), vers=True)
    if not rijen:
        if abs(nu - uitgegeven) > VERS:
            return AFGELOPEN
        try:
            _write(
                pad,
                _aanmeldingen.delete().where(_aanmeldingen.c.gezien < nu - _BEWAREN),
                _aanmeldingen.insert().values(merk=merk, iss=iss, sub=sub, naam=naam[:120], begin=nu, gezien=nu),
            )
        except IntegrityError:  # another tab of the same browser was first
            return LOOPT
        return BEGONNEN
    gevonden = Aanmelding(**rijen[0]._mapping)
    if (gevonden.iss, gevonden.sub) != (iss, sub):
        return AFGELOPEN
    if reden := gevonden.over(nu):
        if gevonden.einde is None:
            _write(pad, _einde(reden).where(_aanmeldingen.c.merk == merk))
        return AFGELOPEN
    if nu - gevonden.gezien >= _BIJHOUDEN:
        _write(pad, _aanmeldingen.update().where(_aanmeldingen.c.merk == merk).values(gezien=nu))
    return LOOPT


def aanmeldingen(pad: Path) -> list[Aanmelding]:
    """Every login that is kept, the newest first."""
    rijen = _read(pad, sa.select(_aanmeldingen).order_by(_aanmeldingen.c.begin.desc()))
    return [Aanmelding(**r._mapping) for r in rijen]


def runs(pad: Path, merk: str, nu: dt.datetime) -> bool:
    """Whether a login may still be used; looking does not keep it alive."""
    rijen = _read(pad, sa.select(_aanmeldingen).where(_aanmeldingen.c.merk == merk))
    return bool(rijen) and Aanmelding(**rijen[0]._mapping).over(nu) is None


def end(pad: Path, merk: str | None, reden: str) -> None:
    """Ends a login for good; None: every login."""
    vraag = _einde(reden)
    _write(pad, vraag if merk is None else vraag.where(_aanmeldingen.c.merk == merk))


def _einde(reden: str) -> sa.Update:
    return _aanmeldingen.update().where(_aanmeldingen.c.einde.is_(None)).values(einde=now_utc(), reden=reden[:120])


def _as_gebruiker(r) -> Gebruiker:
    return Gebruiker(r.iss, r.sub, r.naam, r.rol, tuple(json.loads(r.gemeenten)), r.wie, r.op)


def _read(pad: Path, vraag: sa.Select, *, vers: bool = False) -> list:
    if not vers and is_empty(pad):
        return []
    try:
        with open_staat(pad).connect() as verbinding:
            return verbinding.execute(vraag).all()
    except SQLAlchemyError as fout:
        raise Melding(
            "De lijst van gebruikers is niet te lezen: daarom wordt niemand toegelaten. Zet een reservekopie "
            "terug, of probeer het opnieuw."
        ) from fout


def _write(pad: Path, *opdrachten: sa.Executable) -> None:
    try:
        with open_staat(pad).begin() as verbinding:
            for opdracht in opdrachten:
                verbinding.execute(opdracht)
    except IntegrityError:
        raise
    except SQLAlchemyError as fout:
        raise Melding(
            "Bewaren is niet gelukt: controleer of de schijf vol is en probeer het opnieuw. Er is niets veranderd."
        ) from fout
