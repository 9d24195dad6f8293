"""Files of one's own data: nobody else on the machine can read them, whatever made them."""

import datetime as dt
import os

import pyarrow as pa
import pytest

from core import dashboard
from core.dashboard import Notitie
from core.engine.count import compiled
from core.staat import audit, users
from core.store import private, vault, versions
from core.store.replace import replace
from tests.kijk import exact

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights of files")
KOP = "jeugdige;gemeente;gi;type;begindatum;einddatum\n"


@pytest.fixture(autouse=True)
def open_machine():
    """A machine on which every program makes its files readable for all."""
    oud = os.umask(0)
    yield
    os.umask(oud)


def open_for_others(map_) -> list[str]:
    return sorted(p.name for p in [map_, *map_.rglob("*")] if p.lstat().st_mode & 0o077)


def fill(pad, bron) -> None:
    bron.write_text(KOP + "K1;GM0505;GI A;11;2023-01-01;\n", "utf-8")
    dashboard.import_sources(pad, [bron])
    note = Notitie("ZHZ-01", "tekst", "Tafel", dt.datetime(2026, 1, 1))
    dashboard.save_notitie(exact(dashboard.open_store(pad)), note, lezer=dashboard.LOKAAL)
    users.put(pad, users.Gebruiker("iss", "sub", "Naam", "gast", ("GM0505",), "Tafel"))
    audit.write(pad, wie="w", rol="r", handeling="gezien", wat="x")


@pytest.mark.parametrize("versleuteld", ["", "ja"])
def test_every_file_of_a_store_is_for_its_owner_alone(tmp_path, monkeypatch, versleuteld):
    monkeypatch.setenv("KERNWAARDEN_VERSLEUTEL", versleuteld)
    monkeypatch.setenv("KERNWAARDEN_GEGEVENS", str(tmp_path / "boven" / "eigen"))
    compiled.remember((str(tmp_path),), lambda: "select 1")  # what loading asks was compiled before
    eigen = dashboard.eigen()
    fill(eigen, tmp_path / "maatregelen.csv")
    fill(eigen, tmp_path / "maatregelen.csv")  # a version made from another
    namen = {p.name for p in eigen.iterdir()}
    assert {"huidig", "slot", "staat.sqlite", "audit.jsonl", "sleutel"} <= namen
    assert any(n.startswith("vragen-") for n in namen), "compiled questions"
    assert any(n.endswith(vault.ACHTERVOEGSEL if versleuteld else ".duckdb") for n in namen)
    assert open_for_others(tmp_path / "boven") == []
    dashboard.make_reservekopie(eigen, tmp_path / "kopie.zip")
    dashboard.put_back(tmp_path / "kopie.zip", tmp_path / "terug")
    assert open_for_others(tmp_path / "terug") == [] == open_for_others(tmp_path / "kopie.zip")


def test_what_is_half_made_is_for_its_owner_alone_too(tmp_path):
    """Also the log that DuckDB makes itself while it writes: a program killed there leaves it."""
    gezien = {}

    def werk(verbinding):
        verbinding.load("los", pa.table({"n": [1, 2]}))
        gezien.update({p.name: p.stat().st_mode & 0o077 for p in tmp_path.glob("bezig-*")})

    versions.writing(tmp_path, werk)
    assert any(n.endswith(".wal") for n in gezien) and set(gezien.values()) == {0}


def test_what_an_older_version_left_open_is_shut_at_start_and_named_when_it_cannot(tmp_path, monkeypatch):
    pad = tmp_path / "store"
    fill(pad, tmp_path / "maatregelen.csv")
    anders, link = pad / "aantekening.txt", pad / "gegevens-000000.duckdb"
    anders.write_text("van de gebruiker zelf", "utf-8")
    link.symlink_to(tmp_path / "maatregelen.csv")
    for bestand in [pad, *pad.iterdir()]:
        if not bestand.is_symlink():
            bestand.chmod(0o777 if bestand.is_dir() else 0o644)
    with monkeypatch.context() as stil:
        stil.setattr(private, "shut_all", lambda map: None)
        versions.begin.cache_clear()
        fouten = dashboard.check(pad, dt.date.today())
        assert fouten[0].startswith("Anderen op deze computer kunnen bij ") and "chmod 700" in fouten[0]
    link.unlink()
    versions.begin.cache_clear()  # the program starts again
    assert dashboard.check(pad, dt.date.today()) == []
    assert open_for_others(pad) == ["aantekening.txt"], "what is not ours is left as it is"
    assert (tmp_path / "maatregelen.csv").stat().st_mode & 0o044, "what a link points at is not ours either"


def test_a_new_export_is_private_and_one_that_was_shared_stays_shared(tmp_path):
    nieuw, gedeeld = tmp_path / "nieuw.csv", tmp_path / "gedeeld.csv"
    gedeeld.write_text("oud", "utf-8")
    gedeeld.chmod(0o640)
    for doel in (nieuw, gedeeld):
        replace(doel, lambda klad: klad.write_text("x", "utf-8"))
    assert nieuw.stat().st_mode & 0o777 == 0o600 and gedeeld.stat().st_mode & 0o777 == 0o640


def test_a_folder_for_everybody_stays_so(tmp_path):
    (tmp_path / "huidig").write_text("", "utf-8")
    tmp_path.chmod(0o1777)
    private.shut_all(tmp_path)
    assert tmp_path.stat().st_mode & 0o7777 == 0o1777
    tmp_path.chmod(0o755)
    private.shut_all(tmp_path)
    assert tmp_path.stat().st_mode & 0o777 == 0o700
