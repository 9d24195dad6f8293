"""Upkeep of an installation: is it whole, copies to fall back on, and taking away what may not stay."""

import datetime as dt
import os
from pathlib import Path

import sqlalchemy as sa

from core.loket.opening import bouw, eigen, klaarzetten
from core.model import opmaak
from core.model.fout import Melding
from core.sources import audit, bewaren, gebruikers, instellingen, opslag, sleutel, staat


def controleer(pad: Path | None, vandaag: dt.date) -> list[str]:
    """What is wrong with the store in `pad`, one Dutch sentence each; empty when all is well."""
    pad = pad or eigen()
    fouten = [*_gegevens(pad), *_sleutel(pad), *_staat(pad)]
    fouten += audit.controleer(pad)
    te_oud = [] if fouten else bewaren.verlopen(pad, instellingen.geldend(pad)["bewaren_maanden"], vandaag)
    if te_oud:
        fouten.append(f"Van {len(te_oud)} leveringen is de bewaartermijn voorbij: ruim op met python -m core opruimen.")
    return fouten


def ruim_op(pad: Path | None, vandaag: dt.date, *, alles: bool = False, wie: str = "lokaal") -> int:
    """Takes deliveries away whose time is over (`alles`: every delivery and the key); how many."""
    pad = pad or eigen()
    if opslag.huidig_bestand(pad) is None:
        if alles:
            bewaren.wis(pad)  # what a program that was killed while throwing away left behind
        return 0
    with opslag.lezen(pad) as verbinding:
        ids = [int(i) for i in verbinding.vraag("select id from leveringen")["id"]]
    if not alles:
        ids = bewaren.verlopen(pad, instellingen.geldend(pad)["bewaren_maanden"], vandaag)
    if ids:
        audit.schrijf(pad, wie=wie, rol="beheerder", handeling="verwijderd",
                      wat=f"leveringen {', '.join(map(str, ids))}"[:200], versie=opslag.versie(pad), rijen=len(ids))
        bewaren.verwijder(pad, ids, bouw, klaarzetten)
    elif alles:
        bewaren.wis(pad)
    opslag.houd_huidige(pad)  # also after a program that was killed while throwing away
    return len(ids)


def maak_reservekopie(pad: Path | None, doel: Path, *, met_sleutel: bool = False) -> list[str]:
    """Writes a copy; gives the names of what is in it."""
    return bewaren.reservekopie(pad or eigen(), doel, met_sleutel=met_sleutel)


def zet_terug(bron: Path, pad: Path | None, *, wie: str = "lokaal") -> None:
    """Puts a copy back and says so in the log. Raises Melding; then nothing changed."""
    pad = pad or eigen()
    bewaren.zet_terug(bron, pad)
    gebruikers.beeindig(pad, None, "reservekopie teruggezet")  # an ended login in an old copy may not come alive again
    audit.schrijf(pad, wie=wie, rol="beheerder", handeling="teruggezet", wat=bron.name,
                  versie=opslag.versie(pad))


def _gegevens(pad: Path) -> list[str]:
    try:
        if opslag.huidig_bestand(pad) is None:
            return [f"In {pad.name} staan geen gegevens."]
        with opslag.lezen(pad) as verbinding:
            verbinding.doorloop()
            lv = verbinding.vraag("select id, tabel, gelezen, geaccepteerd, samengevoegd, afgewezen from leveringen")
            scheef = lv[lv["gelezen"] != lv["geaccepteerd"] + lv["samengevoegd"] + lv["afgewezen"]]
            fouten = [f"Levering {r.id} ({r.tabel}): niet elke gelezen regel is verantwoord."
                      for r in scheef.itertuples()]
            for naam in sorted(set(lv["tabel"])):
                los = verbinding.vraag(f"select count(*) as n from bron_{naam} where levering not in "
                                       "(select id from leveringen)")["n"][0]
                if los:
                    fouten.append(f"In {naam} staan {opmaak.getal(int(los))} regels zonder levering.")
            return fouten
    except Melding as fout:
        return [str(fout)]


def _sleutel(pad: Path) -> list[str]:
    if not os.environ.get(sleutel.OMGEVING) and not (pad / sleutel.BESTAND).exists():
        return ["De sleutel ontbreekt: nieuwe leveringen passen niet bij de oude."]
    try:
        eigen = sleutel.sleutel_id(sleutel.lees_sleutel(pad))
        with opslag.lezen(pad) as verbinding:
            anders = verbinding.vraag(f"select count(*) as n from leveringen where sleutel_id <> '{eigen}'")["n"][0]
    except Melding as fout:
        return [str(fout)]
    return ["De sleutel is een andere dan die van de leveringen."] if anders else []


def _staat(pad: Path) -> list[str]:
    if staat.is_leeg(pad):
        return []
    try:
        with staat.open_staat(pad).connect() as verbinding:
            if verbinding.dialect.name != "sqlite":
                return []
            uitkomst = verbinding.execute(sa.text("pragma integrity_check")).scalar()
    except (Melding, sa.exc.SQLAlchemyError):
        uitkomst = "kapot"
    kapot = "De besluiten, notities en scenario's zijn beschadigd: zet een reservekopie terug."
    return [] if uitkomst == "ok" else [kapot]
