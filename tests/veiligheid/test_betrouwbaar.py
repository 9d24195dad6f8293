"""T14: full, broken, twice at the same time, a clock that goes back: no confirmed save is lost and no figure is wrong.
Killed halfway: test_halverwege.py."""

import datetime as dt
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from core import dashboard
from core.__main__ import main
from core.model.melding import Melding
from core.model.selectie import Selectie
from core.sources import intake
from core.staat import audit, besluiten, settings, users
from core.store import keep, versions
from tests.kijk import exact

WORTEL = Path(__file__).parents[2]
KOP = "jeugdige;gemeente;gi;type;begindatum;einddatum\n"


def schrijf(bestand, aantal, vanaf=0, gi="GI A"):
    rijen = (f"K{nr};GM0505;{gi};11;2023-01-01;\n" for nr in range(vanaf, vanaf + aantal))
    bestand.write_text(KOP + "".join(rijen), "utf-8")
    return bestand


def stand(pad):
    reeks = exact(dashboard.open_store(pad)).reeks("jb_stand", Selectie(per="jaar"))
    return int(reeks["waarde"].iloc[-1])


@pytest.fixture(scope="module")
def stores(tmp_path_factory):
    """A store of 40 measures, once."""
    map_ = tmp_path_factory.mktemp("stores")
    dashboard.import_sources(map_ / "store", [schrijf(map_ / "maatregelen.csv", 40)], tm=dt.date(2024, 12, 31))
    return map_


@pytest.fixture
def gevuld(stores, tmp_path):
    return shutil.copytree(stores / "store", tmp_path / "store")


def _damage(pad, wat):
    """One kind of damage to a store, and the words with which it must be told."""
    bestand = versions.huidig_bestand(pad)
    inhoud, terug = bestand.read_bytes(), "reservekopie terug"
    versions.forget(pad)
    if wat == "data file gone":
        bestand.unlink()
        return f"ontbreekt het bestand {bestand.name}", terug
    if wat.startswith("data file"):
        plek = {"data file begin": 5000, "data file middle": len(inhoud) // 2, "data file end": len(inhoud) - 5000}
        kapot = bytearray(inhoud[:9000] if wat == "data file cut" else inhoud)
        if wat in plek:
            used = next(i for i in range(plek[wat], 0, -1) if inhoud[i])  # a byte in a block that is used
            kapot[used] ^= 1
        bestand.write_bytes(kapot if wat != "data file empty" else b"")
        return "beschadigd", terug
    if wat.startswith("pointer"):
        (pad / "huidig").write_text({"pointer empty": "", "pointer other": "../elders"}.get(wat, "x"), "utf-8")
        if wat == "pointer gone":
            (pad / "huidig").unlink()
        return "huidig", terug
    staat = pad / "staat.sqlite"
    if wat == "notes flipped":
        staat.write_bytes(staat.read_bytes()[:4096] + b"x" * 4096)
        return "zijn beschadigd", terug
    staat.unlink()
    if wat == "notes empty":
        staat.write_bytes(b"")
    return ("is leeg" if wat == "notes empty" else "is weg"), "staat.merk"


KINDS = [
    *(f"data file {w}" for w in ("gone", "begin", "middle", "end", "cut", "empty")),
    *(f"pointer {w}" for w in ("gone", "empty", "other")),
    *(f"notes {w}" for w in ("gone", "empty", "flipped")),
]


@pytest.mark.parametrize("wat", KINDS)
def test_each_kind_of_damage_is_named_with_what_to_do(gevuld, tmp_path, wat, capsys):
    users.put(gevuld, users.Gebruiker("iss", "sub", "Naam", "gast", ("GM0505",), "Tafel"))
    settings.put(gevuld, "drempel_aantal", 20, "FG")
    dashboard.make_reservekopie(gevuld, tmp_path / "kopie.zip")
    assert dashboard.check(gevuld, dt.date.today()) == []
    for rest in gevuld.glob("staat.sqlite-*"):
        rest.unlink()
    woorden = _damage(gevuld, wat)
    assert main(["controleer", "--store", str(gevuld)]) == 1
    gezegd = capsys.readouterr().err
    assert all(w in gezegd for w in woorden) and "Meld dit" not in gezegd and str(gevuld) not in gezegd, gezegd
    if wat.startswith("notes"):
        for vraag in (lambda: settings.geldend(gevuld), lambda: users.gebruikers(gevuld)):
            with pytest.raises(Melding):  # not: the usual threshold, and nobody
                vraag()
    elif wat not in ("pointer gone", "data file end"):
        assert main(["bereken", "--maat", "jb_stand", "--store", str(gevuld)]) in (0, 2)
        assert "Meld dit" not in capsys.readouterr().err
    dashboard.put_back(tmp_path / "kopie.zip", gevuld)
    assert dashboard.check(gevuld, dt.date.today()) == [] and stand(gevuld) == 40
    assert settings.geldend(gevuld)["drempel_aantal"] == 20


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


@pytest.fixture
def small_disk(tmp_path):
    """A disk of its own of 24 MB, gone after the test."""
    schijf = tmp_path / "schijf"
    schijf.mkdir()
    klein = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(schijf)]
    if os.geteuid() != 0 or subprocess.run(klein).returncode:
        pytest.skip("needs the right to make a small disk")
    yield schijf
    versions.forget(schijf / "store")
    subprocess.run(["umount", "-l", str(schijf)], check=True)


# Where the disk is full first: at the first byte of the copy, halfway it, in the log beside it, in the file itself.
@pytest.mark.parametrize(
    "vrij, dicht",
    [
        (0, ""),
        (1_500_000, ""),
        (4_220_000, ""),
        (4_300_000, "ja"),
        *(pytest.param(vrij, "", marks=pytest.mark.nightly) for vrij in (30_000, 4_300_000, 5_000_000)),
    ],
)
def test_a_full_disk_leaves_the_old_store_whole_and_nothing_half(small_disk, tmp_path, monkeypatch, vrij, dicht):
    monkeypatch.setenv("KERNWAARDEN_VERSLEUTEL", dicht)
    pad, bron = small_disk / "store", tmp_path / "maatregelen.csv"
    dashboard.import_sources(pad, [schrijf(bron, 40)], tm=dt.date(2024, 12, 31))
    settings.put(pad, "bewaren_maanden", 60, "Tafel")
    groot = schrijf(bron, 9000)
    (small_disk / "vulling").write_bytes(b"x" * max(0, _free(small_disk) - (vrij // 40 if dicht else vrij)))
    voor = _free(small_disk)
    with pytest.raises(Melding, match=r"de schijf is vol.*vorige gegevens zijn nog heel"):
        dashboard.import_sources(pad, [groot], tm=dt.date(2024, 12, 31))
    assert _free(small_disk) == voor and not list(pad.glob("bezig-*")), "what was half made keeps the disk full"
    fouten = dashboard.check(pad, dt.date.today())
    assert not [f for f in fouten if "reservekopie" in f], "nothing is damaged"
    assert fouten == [] or "De schijf is vol" in fouten[0]
    (small_disk / "vulling").unlink()
    assert stand(pad) == 40 and settings.geldend(pad)["bewaren_maanden"] == 60
    dashboard.import_sources(pad, [groot], tm=dt.date(2024, 12, 31))
    assert stand(pad) == 9000 and dashboard.check(pad, dt.date.today()) == []


def test_notes_on_a_full_disk_are_refused_whole(small_disk, tmp_path):
    pad = small_disk / "store"
    dashboard.import_sources(pad, [schrijf(tmp_path / "maatregelen.csv", 40)], tm=dt.date(2024, 12, 31))
    (small_disk / "vulling").write_bytes(b"x" * _free(small_disk))
    with pytest.raises(Melding):
        settings.put(pad, "bewaren_maanden", 60, "Tafel")
    assert settings.geldend(pad)["bewaren_maanden"] == 60, "as nobody decided"
    assert [f for f in dashboard.check(pad, dt.date.today()) if "beschadigd:" in f or "reservekopie" in f] == []
    (small_disk / "vulling").unlink()
    settings.put(pad, "bewaren_maanden", 50, "Tafel")
    assert settings.geldend(pad)["bewaren_maanden"] == 50


def _inhoud(pad: Path) -> dict[str, bytes]:
    """Every file of a store but those that say only that it is open."""
    return {p.name: p.read_bytes() for p in pad.iterdir() if not p.name.endswith(("slot", "-shm", "-wal"))}


@pytest.mark.parametrize("meer", [None, -4_000_000, -100_000, 8_000, 60_000])
def test_a_copy_that_does_not_fit_is_put_back_not_at_all(small_disk, stores, tmp_path, meer):
    """There is room for nothing, or for so many bytes more than the data: what people decided and the log come too."""
    pad, kopie = small_disk / "store", tmp_path / "kopie.zip"
    shutil.copytree(stores / "store", pad)
    settings.put(pad, "bewaren_maanden", 60, "Tafel")
    audit.write(pad, wie="w", rol="r", handeling="gezien", wat="in de kopie")
    keep.reservekopie(pad, kopie, met_sleutel=True)
    settings.put(pad, "bewaren_maanden", 50, "Tafel")
    for rest in pad.glob("audit.*"):  # so that the log has to come too
        rest.unlink()
    dashboard.import_sources(pad, [schrijf(tmp_path / "maatregelen.csv", 55)], tm=dt.date(2024, 12, 31))
    for oud in versions.versies(pad)[:-1]:
        oud.unlink()
    voor = _inhoud(pad)
    with zipfile.ZipFile(kopie) as zip_:
        groot = max(deel.file_size for deel in zip_.infolist())
    vrij = 0 if meer is None else groot + meer
    (small_disk / "vulling").write_bytes(b"x" * (_free(small_disk) - vrij))
    for _ in range(3):
        with pytest.raises(Melding, match=r"de schijf is vol.*vorige gegevens zijn nog heel"):
            keep.put_back(kopie, pad)
        assert _inhoud(pad) == voor
    (small_disk / "vulling").unlink()
    assert stand(pad) == 55 and settings.geldend(pad)["bewaren_maanden"] == 50
    keep.put_back(kopie, pad)
    assert stand(pad) == 40 and settings.geldend(pad)["bewaren_maanden"] == 60
    assert [r.wat for r in audit.read(pad)] == ["in de kopie"] and dashboard.check(pad, dt.date.today()) == []


def test_what_stands_is_told_when_the_log_cannot_be_written(gevuld, tmp_path, capsys):
    """A folder stands where the log should be: whoever reads only that it failed would do it once more."""
    dashboard.make_reservekopie(gevuld, tmp_path / "kopie.zip")
    for rest in gevuld.glob("audit.*"):
        rest.unlink()
    (gevuld / audit.BESTAND).mkdir()
    nieuw = [str(schrijf(tmp_path / "maatregelen.csv", 55)), "--tm", "2024-12-31", "--store", str(gevuld)]
    assert main(["importeer", *nieuw]) == 1
    gezegd = capsys.readouterr()
    assert "De gegevens zijn geladen, maar: Het logboek" in gezegd.err and "maatregelen" in gezegd.out
    assert stand(gevuld) == 55
    assert main(["importeer", *nieuw]) == 2 and "zijn geladen" not in capsys.readouterr().err
    with pytest.raises(Melding, match="De levering is teruggenomen, maar: Het logboek"):
        dashboard.withdraw_levering(gevuld, [2])
    assert stand(gevuld) == 40
    with pytest.raises(Melding, match="De levering telt weer mee, maar: Het logboek"):
        dashboard.restore_levering(gevuld, [2])
    assert stand(gevuld) == 55
    with pytest.raises(Melding, match=r"kopie\.zip is teruggezet, maar: Het logboek"):
        dashboard.put_back(tmp_path / "kopie.zip", gevuld)
    assert stand(gevuld) == 40
    with pytest.raises(Melding, match=r"^Het logboek"):
        dashboard.delete_levering(gevuld, [1])  # what cannot be undone is logged first
    assert stand(gevuld) == 40


def test_versions_that_never_became_current_push_no_data_out(gevuld, tmp_path):
    """Of a program that was killed twice, after the file had its name and before the pointer said so."""
    for nummer in (2, 3):
        shutil.copyfile(versions.huidig_bestand(gevuld), gevuld / f"gegevens-{nummer:06d}.duckdb")
    dashboard.import_sources(gevuld, [schrijf(tmp_path / "maatregelen.csv", 55)], tm=dt.date(2024, 12, 31))
    assert stand(gevuld) == 55 and [v.name[9:15] for v in versions.versies(gevuld)] == ["000001", "000002"]


def test_what_a_killed_program_left_goes_at_the_next_start_of_anything(gevuld, tmp_path):
    resten = [gevuld / "bezig-1.duckdb", gevuld / "bezig-1.duckdb.wal", gevuld / ".huidig.0a1b2c3d.bezig"]
    opdracht = [sys.executable, "-m", "core", "bereken", "--maat", "jb_stand", "--store", str(gevuld)]
    with versions.exclusive(gevuld):  # somebody writes: then they may be in use
        for rest in resten:
            rest.write_bytes(b"rows of children")
        (gevuld / "bezig-1.duckdb.tmp").mkdir()
        (gevuld / "bezig-1.duckdb.tmp" / "blok").write_bytes(b"rows of children")
        subprocess.run(opdracht, cwd=WORTEL, check=True, capture_output=True)
        assert all(r.exists() for r in resten)
    subprocess.run(opdracht, cwd=WORTEL, check=True, capture_output=True)
    assert not list(gevuld.glob("bezig-*")) and not list(gevuld.glob(".huidig.*"))


def _free(pad) -> int:
    stand = os.statvfs(pad)
    return stand.f_bavail * stand.f_frsize


def test_two_programs_import_at_the_same_time_and_neither_is_lost(gevuld, tmp_path):
    processen = []
    for nr in (1, 2):
        # Of two senders: of one, the later replaces the earlier, and who is the later is chance here.
        bestand = schrijf(tmp_path / f"maatregelen{nr}.csv", 30, vanaf=1000 * nr, gi=f"GI {nr}")
        opdracht = [sys.executable, "-m", "core", "importeer", str(bestand), "--store", str(gevuld)]
        opdracht += ["--tm", "2024-12-31"]
        processen.append(subprocess.Popen(opdracht, cwd=WORTEL, stdout=subprocess.DEVNULL))
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
