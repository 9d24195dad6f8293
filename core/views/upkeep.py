"""Upkeep of an installation: is it whole, copies to fall back on, and taking away what may not stay."""

import datetime as dt
import os
from pathlib import Path

import sqlalchemy as sa

from core.model import wording
from core.model.melding import Melding
from core.sources import assemble
from core.sources.kwaliteit import Context
from core.staat import audit, database, settings, users
from core.store import keep, key, versions
from core.views.store import build, eigen, precompute


def check(pad: Path | None, vandaag: dt.date) -> list[str]:
    """What is wrong with the store in `pad`, one Dutch sentence each; empty when all is well."""
    pad = pad or eigen()
    fouten = [*_gegevens(pad), *_sleutel(pad), *_staat(pad)]
    fouten += audit.check(pad)
    te_oud = [] if fouten else keep.verlopen(pad, settings.geldend(pad)["bewaren_maanden"], vandaag)
    if te_oud:
        fouten.append(f"Van {len(te_oud)} leveringen is de bewaartermijn voorbij: ruim op met python -m core opruimen.")
    return fouten


def clean_up(pad: Path | None, vandaag: dt.date, *, alles: bool = False, wie: str = "lokaal") -> int:
    """Takes deliveries away whose time is over (`alles`: every delivery and the key); how many."""
    pad = pad or eigen()
    if versions.huidig_bestand(pad) is None:
        if alles:
            keep.wipe(pad)  # what a program that was killed while throwing away left behind
        return 0
    with versions.reading(pad) as verbinding:
        ids = [int(i) for i in verbinding.vraag("select id from leveringen")["id"]]
    if not alles:
        ids = keep.verlopen(pad, settings.geldend(pad)["bewaren_maanden"], vandaag)
    if ids:
        audit.write(
            pad,
            wie=wie,
            rol="beheerder",
            handeling="verwijderd",
            wat=f"leveringen {', '.join(map(str, ids))}"[:200],
            versie=versions.versie(pad),
            rijen=len(ids),
        )
        keep.remove(pad, ids, rebuild, precompute)
    elif alles:
        keep.wipe(pad)
    versions.keep_huidige(pad)  # also after a program that was killed while throwing away
    return len(ids)


def rebuild(verbinding) -> None:
    """Everything made of what was delivered, also the trajecten of the messages that are left."""
    assemble.ensure_table(verbinding)
    assemble.rebuild(verbinding, Context(dt.date.today()))
    build(verbinding)


def make_reservekopie(pad: Path | None, doel: Path, *, met_sleutel: bool = False) -> list[str]:
    """Writes a copy; gives the names of what is in it."""
    return keep.reservekopie(pad or eigen(), doel, met_sleutel=met_sleutel)


def put_back(bron: Path, pad: Path | None, *, wie: str = "lokaal") -> None:
    """Puts a copy back and says so in the log. Raises Melding; then nothing changed."""
    pad = pad or eigen()
    keep.put_back(bron, pad)
    users.end(pad, None, "reservekopie teruggezet")  # an ended login in an old copy may not come alive again
    audit.write(pad, wie=wie, rol="beheerder", handeling="teruggezet", wat=bron.name, versie=versions.versie(pad))


def _gegevens(pad: Path) -> list[str]:
    try:
        if versions.huidig_bestand(pad) is None:
            return [f"In {pad.name} staan geen gegevens."]
        with versions.reading(pad) as verbinding:
            verbinding.walk_through()
            lv = verbinding.vraag("select id, tabel, gelezen, geaccepteerd, samengevoegd, afgewezen from leveringen")
            scheef = lv[lv["gelezen"] != lv["geaccepteerd"] + lv["samengevoegd"] + lv["afgewezen"]]
            fouten = [
                f"Levering {r.id} ({r.tabel}): niet elke gelezen regel is verantwoord." for r in scheef.itertuples()
            ]
            for naam in sorted(set(lv["tabel"])):
                los = verbinding.vraag(
                    f"select count(*) as n from bron_{naam} where levering not in (select id from leveringen)"
                )["n"][0]
                if los:
                    fouten.append(f"In {naam} staan {wording.getal(int(los))} regels zonder levering.")
            return fouten
    except Melding as fout:
        return [str(fout)]


def _sleutel(pad: Path) -> list[str]:
    if not os.environ.get(key.OMGEVING) and not (pad / key.BESTAND).exists():
        return ["De sleutel ontbreekt: nieuwe leveringen passen niet bij de oude."]
    try:
        eigen = key.sleutel_id(key.read_sleutel(pad))
        with versions.reading(pad) as verbinding:
            anders = verbinding.vraag(f"select count(*) as n from leveringen where sleutel_id <> '{eigen}'")["n"][0]
    except Melding as fout:
        return [str(fout)]
    return ["De sleutel is een andere dan die van de leveringen."] if anders else []


def _staat(pad: Path) -> list[str]:
    if database.is_empty(pad):
        return []
    try:
        with database.open_staat(pad).connect() as verbinding:
            if verbinding.dialect.name != "sqlite":
                return []
            uitkomst = verbinding.execute(sa.text("pragma integrity_check")).scalar()
    except (Melding, sa.exc.SQLAlchemyError):
        uitkomst = "kapot"
    kapot = "De besluiten, notities en scenario's zijn beschadigd: zet een reservekopie terug."
    return [] if uitkomst == "ok" else [kapot]
