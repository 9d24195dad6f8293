"""Saved choices: a page with the named values of its address, by a name of one's own.

The values are plain text and a choice, never a right: who opens them has them checked against the lists of that moment,
as any other link. See core/decisions/duiding.md.
"""

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from core.model import wording
from core.model.melding import Melding
from core.staat import teksten
from core.staat.database import change, fetch, schema
from core.staat.herkomst import ONBEKEND, Herkomst, as_row, columns, from_row

MAX_NAAM, MAX_VELDEN, MAX_KEUZES = 80, 4000, 200
_WAT = "De opgeslagen keuzes"
_NAAM = re.compile(r"[a-z][a-z0-9_.-]{0,60}")
_keuzes = sa.Table(
    "keuzes",
    schema,
    # The owner is part of the key, as a text of its own: a column of Herkomst may be empty.
    sa.Column("van_wie", sa.String(600), primary_key=True),
    sa.Column("naam", sa.String(MAX_NAAM), primary_key=True),
    sa.Column("pagina", sa.String(60)),
    sa.Column("velden", sa.Text),
    sa.Column("op", sa.DateTime),
    *columns(),
)


@dataclass(frozen=True)
class Keuze:
    """`pagina`: the name of its file, without .py; `velden`: name -> one value, or several."""

    naam: str
    pagina: str
    velden: Mapping[str, str | list[str]] = field(hash=False)
    op: dt.datetime | None = None
    herkomst: Herkomst = ONBEKEND


def keuzes(pad: Path, wie: str) -> list[Keuze]:
    """The choices of one owner, by name. Raises Melding when they cannot be read."""
    rijen = fetch(pad, sa.select(_keuzes).where(_keuzes.c.van_wie == wie), _WAT)
    try:
        gelezen = [Keuze(r.naam, r.pagina, _checked(json.loads(r.velden)), r.op, from_row(r)) for r in rijen]
    except (ValueError, TypeError) as fout:
        raise Melding(f"{_WAT} zijn niet te lezen: zet een reservekopie terug.") from fout
    return sorted(gelezen, key=lambda k: k.naam.casefold())


def save(pad: Path, keuze: Keuze) -> None:
    """Keeps a choice of its owner. Raises Melding when he has one by that name, and for what cannot be; then nothing
    was kept."""
    wie, naam = keuze.herkomst.eigenaar, _name(keuze.naam)
    velden = json.dumps(_checked(keuze.velden), ensure_ascii=False)
    if len(velden) > MAX_VELDEN:
        raise Melding("Deze keuze is te lang om op te slaan: kies minder gemeenten of instellingen.")
    if len(keuzes(pad, wie)) >= MAX_KEUZES:
        raise Melding(f"U hebt al {wording.getal(MAX_KEUZES)} opgeslagen keuzes: gooi er eerst een weg.")
    rij = {"van_wie": wie, "naam": naam, "pagina": keuze.pagina, "velden": velden, "op": keuze.op}
    try:
        change(pad, _keuzes.insert().values(rij | as_row(keuze.herkomst)))
    except IntegrityError:
        raise _taken(naam) from None


def rename(pad: Path, wie: str, oud: str, nieuw: str) -> None:
    """Raises Melding when the name is taken, or there is none by the old one."""
    nieuw = _name(nieuw)
    try:
        gelukt = change(pad, _keuzes.update().where(_of(wie, oud)).values(naam=nieuw))
    except IntegrityError:
        raise _taken(nieuw) from None
    if not gelukt:
        raise _gone(oud)


def remove(pad: Path, wie: str, naam: str) -> None:
    """Raises Melding when this owner has none by that name."""
    if not change(pad, _keuzes.delete().where(_of(wie, naam))):
        raise _gone(naam)


def _of(wie: str, naam: str):
    return (_keuzes.c.van_wie == wie) & (_keuzes.c.naam == naam)


def _name(naam: str) -> str:
    naam = teksten.check("de naam", " ".join((naam or "").split()), MAX_NAAM)
    if not naam:
        raise Melding("Geef de keuze een naam.")
    return naam


def _checked(velden) -> dict[str, str | list[str]]:
    """Names and texts only. Raises ValueError for anything else, as in a row that was tampered with."""
    if not isinstance(velden, Mapping):
        raise ValueError("fields")
    for naam, waarde in velden.items():
        los = waarde if isinstance(waarde, list) else [waarde]
        if not _NAAM.fullmatch(naam) or not all(isinstance(w, str) for w in los):
            raise ValueError(naam)
    return dict(velden)


def _taken(naam: str) -> Melding:
    return Melding(f"U hebt al een keuze die '{naam}' heet: kies een andere naam.")


def _gone(naam: str) -> Melding:
    return Melding(f"Er is geen opgeslagen keuze van u die '{naam}' heet: laad de pagina opnieuw.")
