"""Named scenarios, kept with what else people decide (see `staat`): SQLite by default, PostgreSQL by KERNWAARDEN_STAAT.

What a scenario holds is checked by who makes and who reads it (core/simulation/scenario.py); here it is JSON of plain
values, never code.
"""

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from core.model.melding import Melding
from core.staat.database import is_empty, open_staat, schema
from core.staat.herkomst import ONBEKEND, Herkomst, as_row, columns, from_row

MAX_NAAM, MAX_INHOUD = 200, 200_000
_scenarios = sa.Table(
    "scenarios",
    schema,
    sa.Column("naam", sa.String(MAX_NAAM), primary_key=True),
    sa.Column("auteur", sa.String(MAX_NAAM)),
    sa.Column("op", sa.DateTime),
    sa.Column("inhoud", sa.Text),
    *columns(),
)


@dataclass(frozen=True)
class Bewaard:
    """A kept scenario: `op` when it was kept, `inhoud` its fields as plain values, `herkomst` whose it is."""

    naam: str
    auteur: str
    op: dt.datetime
    inhoud: dict
    herkomst: Herkomst = ONBEKEND


def scenarios(pad: Path) -> list[Bewaard]:
    """Every scenario, by name. Raises Melding when they cannot be read."""
    if is_empty(pad):
        return []
    try:
        with open_staat(pad).connect() as verbinding:
            rijen = verbinding.execute(sa.select(_scenarios)).all()
        gelezen = [Bewaard(r.naam, r.auteur, r.op, json.loads(r.inhoud), from_row(r)) for r in rijen]
    except (SQLAlchemyError, ValueError) as fout:
        raise Melding(
            "De scenario's zijn niet te lezen: het bestand is beschadigd of in gebruik. Zet een "
            "reservekopie terug, of probeer het opnieuw."
        ) from fout
    return sorted(gelezen, key=lambda b: b.naam.casefold())


def save(pad: Path, bewaard: Bewaard, *, vervang: bool = False, beheert: bool = False) -> None:
    """Keeps a scenario whole or not at all. With `vervang` it takes the place of the one by that name, when that is of
    the same owner (or of anybody, for who `beheert`). Raises Melding when the name is taken or saving fails; then
    nothing has changed."""
    tekst = json.dumps(bewaard.inhoud, ensure_ascii=False, allow_nan=False)
    naam, auteur = bewaard.naam, bewaard.auteur
    if not 1 <= len(naam) <= MAX_NAAM or len(auteur) > MAX_NAAM or len(tekst) > MAX_INHOUD:
        raise Melding(
            f"Een scenario heeft een naam en een auteur van hooguit {MAX_NAAM} tekens, en past in een "
            "bestand van 200 kB: maak het korter."
        )
    try:
        with open_staat(pad).begin() as verbinding:
            if vervang:
                verbinding.execute(_scenarios.delete().where(_own(naam, bewaard.herkomst.eigenaar, beheert)))
            verbinding.execute(
                _scenarios.insert(),
                {"naam": naam, "auteur": auteur, "inhoud": tekst, "op": bewaard.op.replace(microsecond=0)}
                | as_row(bewaard.herkomst),
            )
    except IntegrityError as fout:
        wat = "en dat is van iemand anders" if vervang else "of vervang het als het van u is"
        raise Melding(f"Er is al een scenario dat '{naam}' heet: kies een andere naam, {wat}.") from fout
    except SQLAlchemyError as fout:
        raise Melding(
            "Bewaren is niet gelukt: controleer of de schijf vol is en probeer het opnieuw. Er is niets veranderd."
        ) from fout


def remove(pad: Path, naam: str, wie: str, *, beheert: bool = False) -> None:
    """Throws away a scenario of `wie` (of anybody, for who `beheert`). Raises Melding when there is none by that name,
    it is of somebody else, or it cannot be deleted."""
    try:
        with open_staat(pad).begin() as verbinding:
            weg = verbinding.execute(_scenarios.delete().where(_own(naam, wie, beheert))).rowcount
    except SQLAlchemyError as fout:
        raise Melding("Verwijderen is niet gelukt: probeer het opnieuw. Er is niets veranderd.") from fout
    if not weg:
        raise Melding(
            f"Er is geen scenario van u dat '{naam}' heet: weggooien kan alleen wie het maakte, of de beheerder."
        )


def _own(naam: str, wie: str | None, beheert: bool):
    van = _scenarios.c.naam == naam
    return van if beheert else van & (_scenarios.c.eigenaar == wie)
