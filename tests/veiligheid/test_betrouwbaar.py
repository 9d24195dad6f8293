"""T14: full, broken, twice at the same time, a clock that goes back: no confirmed save is lost and no figure is wrong.
Killed halfway: test_halverwege.py."""

import datetime as dt
import os
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from core import dashboard
from core.model.melding import Melding
from core.model.selectie import Selectie
from core.sources import intake
from core.staat import audit, besluiten, settings
from core.store import keep, versions
from tests.kijk import exact

WORTEL = Path(__file__).parents[2]
KOP = "jeugdige;gemeente;gi;type;begindatum;einddatum\n"


def schrijf(bestand, aantal, vanaf=0):
    rijen = (f"K{nr};GM0505;GI A;11;2023-01-01;\n" for nr in range(vanaf, vanaf + aantal))
    bestand.write_text(KOP + "".join(rijen), "utf-8")
    return bestand


def stand(pad):
    reeks = exact(dashboard.open_store(pad)).reeks("jb_stand", Selectie(per="jaar"))
    return int(reeks["waarde"].iloc[-1])


@pytest.fixture
def gevuld(tmp_path):
    pad = tmp_path / "store"
    dashboard.import_sources(pad, [schrijf(tmp_path / "maatregelen.csv", 40)], tm=dt.date(2024, 12, 31))
    return pad


@pytest.mark.parametrize("wat", ["truncated", "empty", "other", "flipped"])
def test_a_broken_store_is_one_sentence_and_never_a_wrong_figure(gevuld, wat):
    goed, bestand = stand(gevuld), versions.huidig_bestand(gevuld)
    inhoud = bestand.read_bytes()
    kapot = {
        "truncated": inhoud[: len(inhoud) // 2],
        "empty": b"",
        "other": b"%PDF-1.7" + inhoud[8:],
        "flipped": inhoud[:5000] + bytes(b ^ 0xFF for b in inhoud[5000:5400]) + inhoud[5400:],
    }[wat]
    versions.forget(gevuld)
    bestand.write_bytes(kapot)
    try:
        assert stand(gevuld) == goed, "a flip in an unused block may pass"
    except Melding as fout:
        assert "reservekopie" in str(fout) and str(gevuld) not in str(fout)
        assert dashboard.check(gevuld, dt.date.today())


def test_a_full_disk_leaves_the_old_store_whole(tmp_path):
    klein = ["mount", "-t", "tmpfs", "-o", "size=14m", "tmpfs", str(tmp_path)]
    if os.geteuid() != 0 or subprocess.run(klein).returncode:
        pytest.skip("needs the right to make a small disk")
    try:
        pad = tmp_path / "store"
        dashboard.import_sources(pad, [schrijf(tmp_path / "maatregelen.csv", 40)], tm=dt.date(2024, 12, 31))
        (tmp_path / "vulling").write_bytes(b"x" * max(0, _free(tmp_path) - 400_000))
        with pytest.raises(Melding, match="ruimte"):
            dashboard.import_sources(pad, [schrijf(tmp_path / "maatregelen.csv", 900)], tm=dt.date(2024, 12, 31))
        assert stand(pad) == 40
        (tmp_path / "vulling").unlink()
        dashboard.import_sources(pad, [schrijf(tmp_path / "maatregelen.csv", 900)], tm=dt.date(2024, 12, 31))
        assert stand(pad) == 900
    finally:
        versions.forget(tmp_path / "store")
        subprocess.run(["umount", "-l", str(tmp_path)], check=True)


def _free(pad) -> int:
    stand = os.statvfs(pad)
    return stand.f_bavail * stand.f_frsize


def test_two_programs_import_at_the_same_time_and_neither_is_lost(gevuld, tmp_path):
    processen = []
    for nr in (1, 2):
        bestand = schrijf(tmp_path / f"maatregelen{nr}.csv", 30, vanaf=1000 * nr)
        opdracht = [sys.executable, "-m", "core", "importeer", str(bestand), "--store", str(gevuld)]
        processen.append(
            subprocess.Popen([*opdracht, "--tm", f"2024-12-{nr:02d}"], cwd=WORTEL, stdout=subprocess.DEVNULL)
        )
    assert [p.wait(120) for p in processen] == [0, 0]
    with versions.reading(gevuld) as verbinding:
        assert int(verbinding.vraag("select count(*) as n from maatregelen")["n"][0]) == 100
    assert dashboard.check(gevuld, dt.date.today()) == []


def test_a_clock_that_is_set_back_changes_no_order(gevuld, tmp_path, monkeypatch):
    """The last import, note, setting and line of the log are the last, whatever day the machine thinks it is."""
    vroeger = dt.datetime(2020, 1, 1, 12)

    class Klok(dt.datetime):
        @classmethod
        def now(cls, tz=None):
            return vroeger.replace(tzinfo=tz)

    audit.write(gevuld, wie="w", rol="r", handeling="gezien", wat="1")
    besluiten.save_notitie(gevuld, besluiten.Notitie("ZHZ-01", "eerst", "Tafel", dt.datetime.now()))
    settings.put(gevuld, "bewaren_maanden", 30, "Tafel")
    monkeypatch.setattr(intake, "dt", SimpleNamespace(**vars(dt) | {"datetime": Klok}))
    dashboard.import_sources(gevuld, [schrijf(tmp_path / "maatregelen.csv", 55)], tm=dt.date(2024, 12, 31))
    audit.write(gevuld, wie="w", rol="r", handeling="gezien", wat="2", nu=vroeger)
    besluiten.save_notitie(gevuld, besluiten.Notitie("ZHZ-01", "later", "Tafel", vroeger))
    settings.put(gevuld, "bewaren_maanden", 40, "Tafel", vroeger)
    assert stand(gevuld) == 55 and exact(dashboard.open_store(gevuld)).leveringen()["moment"].iloc[0] == vroeger
    assert [r.wat for r in audit.read(gevuld)] == ["1", "2"] and dashboard.check(gevuld, vroeger.date()) == []
    assert [n.tekst for n in besluiten.notities(gevuld, "ZHZ-01")] == ["later", "eerst"]
    assert settings.geldend(gevuld)["bewaren_maanden"] == 40


def test_a_copy_that_is_made_while_others_look_is_good(gevuld, tmp_path):
    """The log goes on meanwhile: a copy holds all of it up to one moment."""
    audit.write(gevuld, wie="w", rol="r", handeling="gezien", wat="x")
    klaar = threading.Event()

    def kijk() -> None:
        while not klaar.is_set():
            audit.write(gevuld, wie="w", rol="r", handeling="gezien", wat="x" * 150)

    draad = threading.Thread(target=kijk)
    draad.start()
    for nr in range(5):
        dashboard.make_reservekopie(gevuld, tmp_path / f"{nr}.zip")
    klaar.set()
    draad.join()
    for nr in range(5):
        keep.put_back(tmp_path / f"{nr}.zip", tmp_path / f"terug{nr}")
        assert audit.check(tmp_path / f"terug{nr}") == []


def test_a_reader_keeps_its_figures_while_a_new_version_comes(gevuld, tmp_path):
    with versions.reading(gevuld) as verbinding:
        voor = int(verbinding.vraag("select count(*) as n from maatregelen")["n"][0])
        dashboard.import_sources(gevuld, [schrijf(tmp_path / "maatregelen.csv", 55)])
        assert int(verbinding.vraag("select count(*) as n from maatregelen")["n"][0]) == voor == 40
    assert stand(gevuld) == 55
