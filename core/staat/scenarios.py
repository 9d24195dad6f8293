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

MAX_NAAM, MAX_INHOUD = 200, 200_000
_scenarios = sa.Table(
    "scenarios",
    schema,
    sa.Column("naam", sa.String(MAX_NAAM), primary_key=True),
    sa.Column("auteur", sa.String(MAX_NAAM)),
    sa.Column("op", sa.DateTime),
    sa.Column("inhoud", sa.Text),
)


@dataclass(frozen=True)
class Bewaard:
    """A kept scenario: `op` when it was kept, `inhoud` its fields as plain values."""

    naam: str
    auteur: str
    op: dt.datetime
    inhoud: dict


def scenarios(pad: Path) -> list[Bewaard]:
    """Every scenario, by name. Raises Melding when they cannot be read."""
    if is_empty(pad):
        return []
    try:
        with open_staat(pad).connect() as verbinding:
            rijen = verbinding.execute(sa.select(_scenarios)).all()
        gelezen = [Bewaard(r.naam, r.auteur, r.op, json.loads(r.inhoud)) for r in rijen]
    except (SQLAlchemyError, ValueError) as fout:
        raise Melding(
            "De scenario's zijn niet te lezen: het bestand is beschadigd of in gebruik. Zet een "
            "reservekopie terug, of probeer het opnieuw."
        ) from fout
    return sorted(gelezen, key=lambda b: b.naam.casefold())


def load(pad: Path, naam: str) -> Bewaard:
    """Raises Melding when there is no scenario by that name."""
    for bewaard in scenarios(pad):
        if bewaard.naam == naam:
            return bewaard
    raise Melding(f"Er is geen scenario dat '{naam}' heet: kies er een uit de lijst.")


def save(pad: Path, naam: str, auteur: str, inhoud: dict, *, vervang: bool = False) -> None:
    """Keeps a scenario whole or not at all. Raises Melding when the name is taken (unless `vervang`) or saving fails;
    then nothing has changed."""
    tekst = json.dumps(inhoud, ensure_ascii=False, allow_nan=False)
    if not 1 <= len(naam) <= MAX_NAAM or len(auteur) > MAX_NAAM or len(tekst) > MAX_INHOUD:
        raise Melding(
            f"Een scenario heeft een naam en een auteur van hooguit {MAX_NAAM} tekens, en past in een "
            "bestand van 200 kB: maak het korter."
        )
    try:
        with open_staat(pad).begin() as verbinding:
            if vervang:
                verbinding.execute(_scenarios.delete().where(_scenarios.c.naam == naam))
            verbinding.execute(
                _scenarios.insert(),
                {"naam": naam, "auteur": auteur, "op": dt.datetime.now().replace(microsecond=0), "inhoud": tekst},
            )
    except IntegrityError as fout:
        raise Melding(f"Er is al een scenario dat '{naam}' heet: kies een andere naam, of vervang het.") from fout
    except SQLAlchemyError as fout:
        raise Melding(
            "Bewaren is niet gelukt: controleer of de schijf vol is en probeer het opnieuw. Er is niets veranderd."
        ) from fout


def remove(pad: Path, naam: str) -> None:
    """Raises Melding when there is none by that name, or it cannot be deleted."""
    load(pad, naam)
    try:
        with open_staat(pad).begin() as verbinding:
            verbinding.execute(_scenarios.delete().where(_scenarios.c.naam == naam))
    except SQLAlchemyError as fout:
        raise Melding("Verwijderen is niet gelukt: probeer het opnieuw. Er is niets veranderd.") from fout
