"""Killed, full, broken, twice at the same time: no confirmed save is lost and no figure is wrong."""

import datetime as dt
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core import dashboard
from core.model.fout import Melding
from core.model.selectie import Selectie
from core.sources import opslag

WORTEL = Path(__file__).parents[2]
KOP = "jeugdige;gemeente;gi;type;begindatum;einddatum\n"
IMPORT = """
import sys
from core import dashboard
print("klaar om te beginnen", flush=True)
for nr in range(1000):
    sys.stdin.readline()
    dashboard.importeer(sys.argv[1], [sys.argv[2]])
    print("bewaard", flush=True)
"""


def schrijf(bestand, aantal, vanaf=0):
    bestand.write_text(KOP + "".join(f"K{nr};GM0505;GI A;11;2023-01-01;\n" for nr in range(vanaf, vanaf + aantal)), "utf-8")
    return bestand


def stand(pad):
    reeks = dashboard.reeks(dashboard.open_store(pad), "jb_stand", Selectie(per="jaar"))
    return int(reeks["waarde"].iloc[-1])


@pytest.fixture
def gevuld(tmp_path):
    pad = tmp_path / "store"
    dashboard.importeer(pad, [schrijf(tmp_path / "maatregelen.csv", 40)], tm=dt.date(2024, 12, 31))
    return pad


@pytest.mark.parametrize("keren", [2, pytest.param(25, marks=pytest.mark.nightly)])
def test_killed_at_random_points_of_an_import(gevuld, tmp_path, keren):
    """After every kill the store opens, holds what was confirmed, and all of its rows are accounted for."""
    toeval = random.Random(keren)
    for nr in range(keren):
        bestand = schrijf(tmp_path / f"maatregelen{nr}.csv", 40 + nr + 1)
        proces = subprocess.Popen([sys.executable, "-c", IMPORT, str(gevuld), str(bestand)], stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE, text=True, cwd=WORTEL)
        proces.stdout.readline()
        voor = stand(gevuld)
        proces.stdin.write("nu\n")
        proces.stdin.flush()
        time.sleep(toeval.uniform(0.02, 2.5))
        proces.kill()
        bevestigd = "bewaard" in proces.stdout.read()
        proces.stdin.close()
        proces.stdout.close()
        proces.wait()
        assert stand(gevuld) in ({41 + nr} if bevestigd else {voor, 41 + nr})
        assert dashboard.controleer(gevuld, dt.date.today()) == []
    dashboard.importeer(gevuld, [schrijf(tmp_path / "maatregelen.csv", 90)])
    assert stand(gevuld) == 90 and not list(gevuld.glob("bezig-*")), "leftovers of killed programs are gone"


@pytest.mark.parametrize("wat", ["truncated", "empty", "other", "flipped"])
def test_a_broken_store_is_one_sentence_and_never_a_wrong_figure(gevuld, wat):
    goed, bestand = stand(gevuld), opslag.huidig_bestand(gevuld)
    inhoud = bestand.read_bytes()
    kapot = {"truncated": inhoud[: len(inhoud) // 2], "empty": b"", "other": b"%PDF-1.7" + inhoud[8:],
             "flipped": inhoud[:5000] + bytes(b ^ 0xFF for b in inhoud[5000:5400]) + inhoud[5400:]}[wat]
    opslag.vergeet(gevuld)
    bestand.write_bytes(kapot)
    try:
        assert stand(gevuld) == goed, "a flip in an unused block may pass"
    except Melding as fout:
        assert "reservekopie" in str(fout) and str(gevuld) not in str(fout)
        assert dashboard.controleer(gevuld, dt.date.today())


def test_a_full_disk_leaves_the_old_store_whole(tmp_path):
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=14m", "tmpfs", str(tmp_path)]).returncode:
        pytest.skip("needs the right to make a small disk")
    try:
        pad = tmp_path / "store"
        dashboard.importeer(pad, [schrijf(tmp_path / "maatregelen.csv", 40)], tm=dt.date(2024, 12, 31))
        (tmp_path / "vulling").write_bytes(b"x" * max(0, _free(tmp_path) - 400_000))
        with pytest.raises(Melding, match="ruimte"):
            dashboard.importeer(pad, [schrijf(tmp_path / "maatregelen.csv", 900)], tm=dt.date(2024, 12, 31))
        assert stand(pad) == 40
        (tmp_path / "vulling").unlink()
        dashboard.importeer(pad, [schrijf(tmp_path / "maatregelen.csv", 900)], tm=dt.date(2024, 12, 31))
        assert stand(pad) == 900
    finally:
        opslag.vergeet(tmp_path / "store")
        subprocess.run(["umount", "-l", str(tmp_path)], check=True)


def _free(pad) -> int:
    stand = os.statvfs(pad)
    return stand.f_bavail * stand.f_frsize


def test_two_programs_import_at_the_same_time_and_neither_is_lost(gevuld, tmp_path):
    processen = []
    for nr in (1, 2):
        bestand = schrijf(tmp_path / f"maatregelen{nr}.csv", 30, vanaf=1000 * nr)
        processen.append(subprocess.Popen(
            [sys.executable, "-m", "core", "importeer", str(bestand), "--store", str(gevuld), "--tm", f"2024-12-{nr:02d}"],
            cwd=WORTEL, stdout=subprocess.DEVNULL))
    assert [p.wait(120) for p in processen] == [0, 0]
    with opslag.lezen(gevuld) as verbinding:
        assert int(verbinding.vraag("select count(*) as n from maatregelen")["n"][0]) == 100
    assert dashboard.controleer(gevuld, dt.date.today()) == []


def test_a_reader_keeps_its_figures_while_a_new_version_comes(gevuld, tmp_path):
    with opslag.lezen(gevuld) as verbinding:
        voor = int(verbinding.vraag("select count(*) as n from maatregelen")["n"][0])
        dashboard.importeer(gevuld, [schrijf(tmp_path / "maatregelen.csv", 55)])
        assert int(verbinding.vraag("select count(*) as n from maatregelen")["n"][0]) == voor == 40
    assert stand(gevuld) == 55
