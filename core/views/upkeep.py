"""Upkeep of an installation: is it whole, copies to fall back on, and taking away what may not stay."""

import contextlib
import datetime as dt
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from core.model import wording
from core.model.melding import Melding
from core.model.schema import TABELLEN
from core.staat import audit, database, settings, users
from core.store import keep, key, private, versions
from core.views.store import eigen, precompute, rebuild


def check(pad: Path | None, vandaag: dt.date) -> list[str]:
    """What is wrong with the store in `pad`, one Dutch sentence each; empty when all is well."""
    pad = pad or eigen()
    versions.begin(pad)
    gevonden = [*_schijf(pad), *_gegevens(pad), *_sleutel(pad), *_staat(pad), *audit.check(pad)]
    fouten = list(dict.fromkeys(gevonden))
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


def withdraw_levering(pad: Path | None, ids: Sequence[int], *, wie: str = "lokaal") -> None:
    """Takes deliveries back: what they replaced counts again. Raises Melding; then nothing has changed, or it says that
    it has."""
    pad = pad or eigen()
    keep.withdraw(pad, list(ids), True, rebuild, precompute)
    with _after("De levering is teruggenomen"):
        _log(pad, wie, "verwijderd", "ingetrokken", ids)


def restore_levering(pad: Path | None, ids: Sequence[int], *, wie: str = "lokaal") -> None:
    """Undoes `withdraw_levering`."""
    pad = pad or eigen()
    keep.withdraw(pad, list(ids), False, rebuild, precompute)
    with _after("De levering telt weer mee"):
        _log(pad, wie, "teruggezet", "intrekken ongedaan gemaakt", ids)


def delete_levering(pad: Path | None, ids: Sequence[int], *, wie: str = "lokaal") -> bool:
    """Throws deliveries away for good; True when nothing is left (and the key is gone)."""
    pad = pad or eigen()
    if versions.huidig_bestand(pad) is None:
        raise Melding(f"In {pad.name} staan nog geen gegevens.")
    with versions.reading(pad) as verbinding:
        er_zijn = set(verbinding.vraag("select id from leveringen")["id"].tolist())
    if not ids or set(ids) - er_zijn:
        raise Melding("Deze levering bestaat niet: kies er een uit de lijst van leveringen.")
    _log(pad, wie, "verwijderd", "gewist", ids)
    leeg = keep.remove(pad, list(ids), rebuild, precompute)
    versions.keep_huidige(pad)
    return leeg


@contextlib.contextmanager
def _after(gedaan: str) -> Iterator[None]:
    """What goes wrong in here comes after something that stands: its Melding says so first (`gedaan`)."""
    try:
        yield
    except Melding as fout:
        raise Melding(f"{gedaan}, maar: {fout}") from fout


def _log(pad: Path, wie: str, handeling: str, wat: str, ids: Sequence[int]) -> None:
    nummers = ", ".join(map(str, ids))
    audit.write(
        pad,
        wie=wie,
        rol="beheerder",
        handeling=handeling,
        wat=f"leveringen {nummers} {wat}",
        versie=versions.versie(pad),
        rijen=len(ids),
    )


def make_reservekopie(pad: Path | None, doel: Path, *, met_sleutel: bool = False) -> list[str]:
    """Writes a copy; gives the names of what is in it."""
    return keep.reservekopie(pad or eigen(), doel, met_sleutel=met_sleutel)


def put_back(bron: Path, pad: Path | None, *, wie: str = "lokaal") -> None:
    """Puts a copy back and says so in the log. Raises Melding; then nothing changed, or it says that it has."""
    pad = pad or eigen()
    keep.put_back(bron, pad)
    with _after(f"{bron.name} is teruggezet"):
        if database.missing(pad) is None:  # an ended login in an old copy may not come alive again
            users.end(pad, None, "reservekopie teruggezet")
        audit.write(pad, wie=wie, rol="beheerder", handeling="teruggezet", wat=bron.name, versie=versions.versie(pad))


def _missing(verbinding) -> list[str]:
    """What a store always has, and the rows of what was delivered. A table that came with a later version of the
    program is made when the store is opened."""
    er_zijn = verbinding.tabellen()
    if "leveringen" not in er_zijn:
        return ["leveringen"]
    geleverd = set(verbinding.vraag("select distinct tabel from leveringen")["tabel"]) & set(TABELLEN)
    return sorted({"bevindingen", *(f"bron_{t}" for t in geleverd)} - er_zijn)


def _gegevens(pad: Path) -> list[str]:
    try:
        if versions.huidig_bestand(pad) is None:
            return [_no_wijzer(pad)]
        with versions.reading(pad) as verbinding:
            verbinding.walk_through()
            if weg := _missing(verbinding):
                return [
                    f"In de gegevens ontbreekt {weg[0]}: zet een reservekopie terug (python -m core "
                    "terugzetten), of laad de gegevens opnieuw."
                ]
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
    fout = database.check(pad)
    return [] if fout is None or (database.missing(pad) is None and versions.is_vol(pad)) else [fout]


def _schijf(pad: Path) -> list[str]:
    """What is wrong around the files: room and rights. Neither damages what is in them."""
    fouten = []
    if versions.is_vol(pad):
        fouten.append(
            "De schijf is vol: maak ruimte vrij en controleer dan opnieuw. De gegevens die er staan zijn "
            "daarmee niet beschadigd."
        )
    if te_lezen := private.find_open(pad):
        hoeveel = "1 bestand of map" if len(te_lezen) == 1 else f"{wording.getal(len(te_lezen))} bestanden of mappen"
        fouten.append(
            f"Anderen op deze computer kunnen bij {hoeveel} van {pad.name}, bijvoorbeeld "
            f"{te_lezen[0].name}: geef alleen uzelf rechten (chmod 700 op een map, 600 op een bestand)."
        )
    return fouten


def _no_wijzer(pad: Path) -> str:
    if not versions.versies(pad):
        return f"In {pad.name} staan geen gegevens."
    return (
        f"In {pad.name} ontbreekt het bestand {versions.WIJZER}, dat zegt welke gegevens gelden: zet een "
        "reservekopie terug (python -m core terugzetten). Is het wissen van alles afgebroken, maak dat dan af "
        "(python -m core opruimen --alles)."
    )
