"""How long deliveries stay, what is taken away when their time is over, and copies to fall back on.

Throwing away means: the rows, everything made of them, older versions, and with the last delivery the key as well.
What is kept is that there was a delivery (the log of use says what was taken away, and when).
"""

import contextlib
import datetime as dt
import hashlib
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from core.model.berichten import BERICHTEN
from core.model.melding import Melding
from core.model.schema import TABELLEN
from core.staat import audit, database
from core.store import earlier, key, private, versions
from core.store.archive import BESCHADIGD, is_damaged
from core.store.replace import beside, replace

MANIFEST = "inhoud.json"
# The log itself after what seals it: putting back that is killed in between finds no log, and brings all of it again.
_VASTE_NAMEN = (MANIFEST, database.BESTAND, audit.ZEGEL, audit.KOP, audit.BESTAND, key.BESTAND)
_LOGBOEK = (audit.BESTAND, audit.KOP, audit.ZEGEL)


def verlopen(pad: Path, maanden: int, vandaag: dt.date) -> list[int]:
    """The deliveries (leveringen.id) that were loaded more than `maanden` months ago."""
    if versions.huidig_bestand(pad) is None:
        return []
    with versions.reading(pad) as verbinding:
        gelezen = verbinding.vraag("select id, moment from leveringen")
    return [int(r.id) for r in gelezen.itertuples() if up_to_and_including(r.moment, maanden) < vandaag]


def up_to_and_including(geladen: dt.datetime, maanden: int) -> dt.date:
    """The last day that a delivery stays that was loaded at this moment."""
    return _maanden_later(geladen.date(), maanden)


def remove(pad: Path, ids: list[int], bouw: Callable, klaarzetten: Callable) -> bool:
    """Takes deliveries away, with all that was made of them (`bouw` makes the rest anew); True when nothing is left
    and the key is gone too."""
    lijst = ", ".join(str(int(i)) for i in ids) or "-1"

    def werk(verbinding) -> None:
        delen = {f"bron_{naam}" for naam in (*TABELLEN, BERICHTEN.naam)}
        for naam in delen & set(verbinding.tabellen()):
            verbinding.execute(f"delete from {naam} where levering in ({lijst})")
        verbinding.execute(
            f"delete from bevindingen where import_nr in (select import_nr from leveringen where id in ({lijst}))"
        )
        verbinding.execute(f"delete from leveringen where id in ({lijst})")
        bouw(verbinding)
        klaarzetten(verbinding)

    versions.writing(pad, werk, schoon=True)
    earlier.forget(pad)
    with versions.reading(pad) as verbinding:
        leeg = int(verbinding.vraag("select count(*) as n from leveringen")["n"][0]) == 0
    if leeg:
        wipe(pad)
    return leeg


def withdraw(pad: Path, ids: list[int], weg: bool, bouw: Callable, klaarzetten: Callable) -> None:
    """Takes deliveries back (`weg`), or undoes that. Their rows stay, so what they replaced counts again, and nothing
    is lost. Raises Melding when one does not exist or is so already; then nothing has changed."""
    lijst, stand = ", ".join(str(int(i)) for i in ids) or "-1", "true" if weg else "false"

    def werk(verbinding) -> None:
        anders = verbinding.vraag(
            f"select id from leveringen where id in ({lijst}) and coalesce(ingetrokken, false) <> {stand}"
        )
        if len(anders) != len(set(ids)) or not ids:
            raise Melding(
                "Deze levering bestaat niet, of is al ingetrokken: kies er een uit de lijst van leveringen."
                if weg
                else "Deze levering is niet ingetrokken: kies er een die dat is."
            )
        verbinding.execute(f"update leveringen set ingetrokken = {stand} where id in ({lijst})")
        bouw(verbinding)
        klaarzetten(verbinding)

    versions.writing(pad, werk)


def wipe(pad: Path) -> None:
    """Everything of the data and the key: what somebody copied before can no longer be tied to a child."""
    with versions.exclusive(pad):
        versions.forget(pad)
        earlier.forget(pad)
        # The pointer first: without it nothing is there. Then the key: without it the rest is about nobody.
        for rest in (pad / versions.WIJZER, pad / key.BESTAND, *versions.versies(pad), *pad.glob("bezig-*")):
            with contextlib.suppress(FileNotFoundError):
                versions.take_away(rest)


def reservekopie(pad: Path, doel: Path, *, met_sleutel: bool = False) -> list[str]:
    """A zip with the current data, decisions and log, and a list with the mark of each; gives the names in it. The
    key only when asked: who has both can look for a child."""
    bestand = versions.huidig_bestand(pad)
    if bestand is None:
        raise Melding(f"In {pad.name} staan nog geen gegevens: er is niets om te bewaren.")
    los, delen = pad / f"bezig-staat-{os.getpid()}", {bestand.name: bestand}

    def write(klad: Path) -> None:
        if (pad / database.BESTAND).exists():
            motor = database.open_staat(pad).execution_options(isolation_level="AUTOCOMMIT")
            private.make_file(los)
            with motor.connect() as verbinding:
                verbinding.execute(sa.text("vacuum into :naar"), {"naar": str(los)})
            delen[database.BESTAND] = los
        if met_sleutel and (pad / key.BESTAND).exists():
            delen[key.BESTAND] = pad / key.BESTAND
        log = audit.kopie(pad)  # it goes on while we pack
        merken = {n: _merk(plek) for n, plek in delen.items()} | {n: _merk_van(inhoud) for n, inhoud in log.items()}
        with zipfile.ZipFile(klad, "w", zipfile.ZIP_DEFLATED) as zip_:
            for naam, plek in delen.items():
                zip_.write(plek, naam)
            for naam, inhoud in log.items():
                zip_.writestr(naam, inhoud)
            zip_.writestr(MANIFEST, json.dumps({"huidig": bestand.name, "bestanden": merken}))
        delen.update(log)

    try:
        with versions.exclusive(pad):
            replace(doel, write, eigen=True)
    except OSError as fout:
        raise Melding(
            f"De reservekopie {doel.name} is niet te schrijven: maak ruimte vrij of kies een andere map."
        ) from fout
    finally:
        los.unlink(missing_ok=True)
    return sorted(delen)


def put_back(bron: Path, pad: Path) -> None:
    """Puts a copy back as the newest version. Raises Melding when one byte of it differs, and when there is no room for
    all of it; then nothing changed."""
    try:
        zip_, lijst = _open_kopie(bron)
        with zip_, versions.exclusive(pad), contextlib.ExitStack() as klaar:
            # What was seen since the copy is not forgotten.
            blijft = _LOGBOEK if (pad / audit.BESTAND).exists() else ()
            namen = [n for n in _VASTE_NAMEN[1:] if n in lijst["bestanden"] and n not in blijft]
            # All of it is on the disk before any of it counts: a disk that fills halfway changes nothing.
            delen = [(pad / n, klaar.enter_context(_beside(pad / n, zip_.read(n)))) for n in namen]
            versions.take_over(
                pad, lambda doel: doel.write_bytes(zip_.read(lijst["huidig"])), Path(lijst["huidig"]).suffix
            )
            for plek, put in delen:
                _put(bron, plek, put)
    except OSError as fout:
        raise Melding(
            f"Terugzetten van {bron.name} is niet gelukt: controleer het bestand en de ruimte op de schijf. Er is "
            "niets veranderd."
        ) from fout


def _open_kopie(bron: Path) -> tuple[zipfile.ZipFile, dict]:
    """A copy, and the list of what is in it, every byte of which was looked at. Raises Melding when it is no copy of
    ours, and OSError when it cannot be read."""
    with contextlib.ExitStack() as open_:
        try:
            zip_ = open_.enter_context(zipfile.ZipFile(bron))
            lijst = _check_kopie(zip_)
        except (*BESCHADIGD, OSError, KeyError, RuntimeError, TypeError, AttributeError) as fout:  # Runtime: a password
            if isinstance(fout, OSError) and not is_damaged(fout):
                raise
            raise Melding(
                f"{bron.name} is geen goede reservekopie: kies een ander bestand. Er is niets veranderd."
            ) from fout
        open_.pop_all()
        return zip_, lijst


def _check_kopie(zip_: zipfile.ZipFile) -> dict:
    """The list of what is in a copy. Raises ValueError when a name or mark is not as the list says."""
    lijst = json.loads(zip_.read(MANIFEST))
    namen = {i.filename for i in zip_.infolist()}
    if namen != {MANIFEST, *lijst["bestanden"]} or lijst["huidig"] not in namen:
        raise ValueError("names")
    for naam, merk in lijst["bestanden"].items():
        if (naam not in _VASTE_NAMEN and naam != lijst["huidig"]) or _merk_van(zip_.read(naam)) != merk:
            raise ValueError(naam)
    return lijst


def _beside(plek: Path, inhoud: bytes) -> contextlib.AbstractContextManager[Callable[[], None]]:
    return beside(plek, lambda klad: klad.write_bytes(inhoud), eigen=True)


def _put(bron: Path, plek: Path, put: Callable[[], None]) -> None:
    """One part in its place. Raises Melding when another program holds it (Windows): moving needs no room."""
    try:
        if plek.name == database.BESTAND:
            database.close(plek.parent)
            for rest in ("-wal", "-shm"):  # what SQLite keeps beside it belongs to the old one
                plek.with_name(plek.name + rest).unlink(missing_ok=True)
        put()
    except OSError as fout:
        raise Melding(
            f"De gegevens van {bron.name} zijn teruggezet, maar {plek.name} is in gebruik: sluit andere programma's "
            "die deze map gebruiken en zet haar nog eens terug."
        ) from fout


def _merk_van(inhoud: bytes) -> str:
    return hashlib.sha256(inhoud).hexdigest()


def _merk(pad: Path) -> str:
    with pad.open("rb") as bestand:
        return hashlib.file_digest(bestand, "sha256").hexdigest()


def _maanden_later(dag: dt.date, maanden: int) -> dt.date:
    jaar, maand = divmod(dag.year * 12 + dag.month - 1 + maanden, 12)
    eerste = dt.date(jaar, maand + 1, 1)
    laatste = (eerste.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    return min(eerste + dt.timedelta(days=dag.day - 1), laatste)
