"""Programs that open what people decided for the first time at the same moment: real processes, on SQLite and on a real
PostgreSQL. Nobody is refused, nothing is lost, and who cannot open it hears the true reason."""

import datetime as dt
import multiprocessing
import os
import sys
import types

import pytest
import sqlalchemy as sa
from filelock import FileLock
from sqlalchemy.exc import OperationalError

from core.model.melding import Melding
from core.staat import besluiten, database
from core.staat.besluiten import Notitie

OP = dt.datetime(2026, 3, 4, 15, 30)
WIE = ("A", "B", "C")


def work(wie: str, rondes: list, samen, klaar) -> None:
    """Of every round one note, begun at the same moment as the others; the third looks first. Tells what went wrong."""
    fout = []
    for pad, adres in rondes:
        os.environ[database.OMGEVING] = adres
        samen.wait(60)
        try:
            if wie == WIE[-1]:
                besluiten.notities(pad, "ZHZ-01")
            besluiten.save_notitie(pad, Notitie("ZHZ-01", f"van {wie}", wie, OP))
        except Exception as wat:
            fout.append(f"{wat} <- {wat.__cause__}")
    klaar.put(fout)


def race(rondes: list, monkeypatch) -> None:
    """A folder and an address a round, each opened by nobody before."""
    # What a new process takes for the program: a page that was drawn in this one before stays the main module.
    monkeypatch.setitem(sys.modules, "__main__", types.ModuleType("__main__"))
    ctx = multiprocessing.get_context("spawn")
    samen, rij = ctx.Barrier(len(WIE)), ctx.Queue()
    processen = [ctx.Process(target=work, args=(wie, rondes, samen, rij)) for wie in WIE]
    for proces in processen:
        proces.start()
    fout = [f for _ in WIE for f in rij.get(timeout=120)]
    for proces in processen:
        proces.join(30)
    assert fout == []
    for pad, adres in rondes:
        monkeypatch.setenv(database.OMGEVING, adres)
        assert sorted(n.wie for n in besluiten.notities(pad, "ZHZ-01")) == list(WIE)
        assert adres or database.check(pad) is None


def test_programs_that_first_open_it_at_once_all_save(tmp_path, monkeypatch):
    race([(tmp_path / str(nr), "") for nr in range(12)], monkeypatch)


def test_programs_that_first_open_it_at_once_all_save_on_postgresql(tmp_path, monkeypatch, postgres_url):
    motor = sa.create_engine(postgres_url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    namen = [f"tegelijk{nr}" for nr in range(3)]
    with motor.connect() as verbinding:
        for naam in namen:
            verbinding.execute(sa.text(f"create database {naam}"))
    adres = sa.make_url(postgres_url)
    race([(tmp_path, adres.set(database=n).render_as_string(hide_password=False)) for n in namen], monkeypatch)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("van_een_ander", [True, False])
def test_what_cannot_be_opened_takes_away_no_file_of_another_program(tmp_path, monkeypatch, van_een_ander):
    def refuse(*_):
        raise OperationalError("pragma", {}, Exception("disk I/O error"))

    monkeypatch.setattr(database, "_veilig", refuse)
    bestand = tmp_path / database.BESTAND
    if van_een_ander:
        bestand.touch()
    with pytest.raises(Melding, match="niet te openen"):
        besluiten.save_notitie(tmp_path, Notitie("ZHZ-01", "tekst", "A", OP))
    assert bestand.exists() == van_een_ander and not (tmp_path / database.MERK).exists()


def test_a_folder_that_cannot_be_written_and_a_file_in_use_are_two_reasons(tmp_path, monkeypatch):
    (tmp_path / "bestand").write_text("geen map")
    with pytest.raises(Melding, match="controleer de map van de opslag"):
        besluiten.save_notitie(tmp_path / "bestand" / "staat", Notitie("ZHZ-01", "tekst", "A", OP))
    monkeypatch.setattr(database, "_WACHT", 0.1)
    with FileLock(str(tmp_path / database.SLOT)), pytest.raises(Melding, match="in gebruik door een ander programma"):
        besluiten.save_notitie(tmp_path, Notitie("ZHZ-01", "tekst", "A", OP))
    besluiten.save_notitie(tmp_path, Notitie("ZHZ-01", "tekst", "A", OP))
