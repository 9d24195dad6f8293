"""Encrypted at rest, thrown away in time, and put back whole."""

import datetime as dt
import os
import zipfile

import pytest

from core import dashboard
from core.dashboard import Notitie
from core.model.melding import Melding
from core.model.selectie import Selectie
from core.sources.keuzes import Keuzes
from core.staat import audit, settings
from core.store import keep, vault, versions
from core.store.key import read_sleutel
from tests.kijk import exact

KOP = "jeugdige;gemeente;gi;type;begindatum;einddatum\n"


def laad(pad, naam, rijen, map_):
    bestand = map_ / naam
    bestand.write_text(KOP + rijen, "utf-8")
    return dashboard.import_sources(pad, [bestand], keuzes=Keuzes(nummers="gedeeld"))


def stand(pad):
    store = dashboard.open_store(pad)
    return exact(store).reeks("jb_stand", Selectie(per="jaar"))["waarde"].tolist()


@pytest.fixture
def gevuld(tmp_path):
    pad = tmp_path / "store"
    laad(pad, "maatregelen.csv", "K1;GM0505;GI A;11;2023-01-01;\nK2;GM0505;GI A;11;2023-05-01;2024-03-01\n", tmp_path)
    return pad


def test_encrypted_gives_the_same_figures_and_leaves_nothing_readable(gevuld, tmp_path, monkeypatch):
    gewoon = stand(gevuld)
    monkeypatch.setenv("KERNWAARDEN_VERSLEUTEL", "ja")
    laad(gevuld, "maatregelen.csv", "K3;GM0642;GI Bijzonder;11;2023-02-01;2024-03-01\n", tmp_path)
    monkeypatch.delenv("KERNWAARDEN_VERSLEUTEL")
    assert [p.suffix for p in versions.versies(gevuld)] == [".kluis"], "no readable version stays"
    assert stand(gevuld) == [w + 1 for w in gewoon]
    pseudoniem = dashboard_pseudoniem(gevuld)
    for bestand in gevuld.rglob("*"):
        if bestand.is_file() and bestand.name != "sleutel":
            inhoud = bestand.read_bytes()
            assert b"GI Bijzonder" not in inhoud and pseudoniem.encode() not in inhoud, bestand.name
    laad(gevuld, "maatregelen.csv", "K4;GM0642;GI Zuid;11;2023-02-01;2024-04-01\n", tmp_path)
    assert [p.suffix for p in versions.versies(gevuld)][-1] == ".kluis", "encrypted once stays encrypted"


def dashboard_pseudoniem(pad):
    with versions.reading(pad) as verbinding:
        return verbinding.vraag("select jeugdige from maatregelen limit 1")["jeugdige"][0]


def test_a_changed_bit_a_missing_block_and_another_key_are_noticed(gevuld, tmp_path, monkeypatch):
    monkeypatch.setattr(vault, "_BLOK", 1000)
    with versions.reading(gevuld) as verbinding:
        tabellen = verbinding.everything()
    sleutel, pad = read_sleutel(gevuld), tmp_path / "x.kluis"
    vault.close(pad, tabellen, sleutel)
    terug = vault.make_open(pad, sleutel)
    assert {n: t.to_pylist() for n, t in terug.items()} == {n: t.to_pylist() for n, t in tabellen.items()}
    heel = pad.read_bytes()
    with pytest.raises(Melding, match="andere sleutel"):
        vault.make_open(pad, b"q" * 32)
    blok = 4 + 12 + 1000 + 16
    for plek in (12, 20, len(heel) // 2, len(heel) - 1):
        pad.write_bytes(heel[:plek] + bytes([heel[plek] ^ 1]) + heel[plek + 1 :])
        with pytest.raises(Melding):
            vault.make_open(pad, sleutel)
    for korter in (heel[: 12 + blok], heel[:12] + heel[12 + blok :], heel + heel[-blok:], heel[:-7], b""):
        pad.write_bytes(korter)
        with pytest.raises(Melding):
            vault.make_open(pad, sleutel)


def test_a_delivery_whose_time_is_over_is_gone_from_every_file(tmp_path):
    pad = tmp_path / "store"
    laad(pad, "maatregelen.csv", "K1;GM0505;GI Verlopen;11;2022-01-01;2022-06-01\n", tmp_path)
    oud = dashboard_pseudoniem(pad)
    with versions.reading(pad) as verbinding:
        eerste = verbinding.vraag("select min(moment) as m from leveringen")["m"][0].date()
    laad(pad, "maatregelen.csv", "K2;GM0505;GI Blijft;11;2023-01-01;\n", tmp_path)
    assert keep.verlopen(pad, 12, eerste + dt.timedelta(days=365)) == []
    assert keep.verlopen(pad, 12, eerste + dt.timedelta(days=370)) == [1, 2]
    assert not keep.remove(pad, [1], dashboard.build, lambda v: None)
    for bestand in pad.rglob("*"):
        inhoud = bestand.read_bytes() if bestand.is_file() else b""
        assert oud.encode() not in inhoud and b"GI Verlopen" not in inhoud, bestand.name
    assert dashboard.open_store(pad).gis == ("GI Blijft",)
    sleutel = (pad / "sleutel").read_bytes()
    assert keep.remove(pad, [2], dashboard.build, lambda v: None)
    assert not versions.versies(pad) and not (pad / "sleutel").exists()
    laad(pad, "maatregelen.csv", "K2;GM0505;GI Nieuw;11;2023-01-01;\n", tmp_path)
    assert (pad / "sleutel").read_bytes() != sleutel


def test_another_key_than_that_of_earlier_deliveries_is_refused(gevuld, tmp_path, monkeypatch):
    monkeypatch.setenv("KERNWAARDEN_SLEUTEL", "een heel andere sleutel van meer dan 32 tekens")
    with pytest.raises(Melding, match="sleutel is een andere"):
        laad(gevuld, "maatregelen.csv", "K9;GM0505;GI A;11;2023-01-01;\n", tmp_path)


def test_a_copy_brings_back_data_decisions_and_log(gevuld, tmp_path):
    store = dashboard.open_store(gevuld)
    dashboard.save_notitie(
        exact(store), Notitie("ZHZ-01", "voor de kopie", "Tafel", dt.datetime(2026, 1, 1)), lezer=dashboard.LOKAAL
    )
    audit.write(gevuld, wie="lokaal", rol="beheerder", handeling="gezien", wat="x")
    zip_ = tmp_path / "kopie.zip"
    namen = keep.reservekopie(gevuld, zip_)
    assert "sleutel" not in namen and "staat.sqlite" in namen and len(namen) == 5
    voor = stand(gevuld)
    laad(gevuld, "maatregelen.csv", "K3;GM0505;GI A;11;2023-02-01;2024-03-01\n", tmp_path)
    dashboard.save_notitie(
        exact(store), Notitie("ZHZ-01", "na de kopie", "Tafel", dt.datetime(2026, 1, 2)), lezer=dashboard.LOKAAL
    )
    assert stand(gevuld) != voor
    keep.put_back(zip_, gevuld)
    assert stand(gevuld) == voor
    assert [n.tekst for n in exact(dashboard.open_store(gevuld)).notities("ZHZ-01")] == ["voor de kopie"]
    assert audit.check(gevuld) == []
    nieuw = tmp_path / "elders"
    keep.reservekopie(gevuld, zip_, met_sleutel=True)
    keep.put_back(zip_, nieuw)
    assert stand(nieuw) == voor
    if os.name == "posix":
        assert (nieuw / "sleutel").stat().st_mode & 0o077 == 0


def test_the_log_goes_on_after_everything_was_thrown_away(gevuld, tmp_path):
    assert dashboard.clean_up(gevuld, dt.date(2026, 1, 1), alles=True) and not (gevuld / "sleutel").exists()
    laad(gevuld, "maatregelen.csv", "K2;GM0505;GI Nieuw;11;2023-01-01;\n", tmp_path)
    audit.write(gevuld, wie="lokaal", rol="beheerder", handeling="geladen", wat="1 tabel")
    assert [r.handeling for r in audit.read(gevuld)] == ["verwijderd", "geladen"]
    assert dashboard.check(gevuld, dt.date.today()) == []


def test_a_copy_without_the_key_brings_the_log_and_never_shortens_one(gevuld, tmp_path):
    audit.write(gevuld, wie="lokaal", rol="beheerder", handeling="gezien", wat="voor de kopie")
    zip_, elders = tmp_path / "kopie.zip", tmp_path / "elders"
    keep.reservekopie(gevuld, zip_)
    audit.write(gevuld, wie="lokaal", rol="beheerder", handeling="gezien", wat="na de kopie")
    for pad, gezien in ((elders, ["voor de kopie"]), (gevuld, ["voor de kopie", "na de kopie"])):
        dashboard.put_back(zip_, pad)
        assert [r.wat for r in audit.read(pad)] == [*gezien, "kopie.zip"] and audit.check(pad) == []


@pytest.mark.parametrize("kwaad", ["../../weg.txt", "/tmp/weg.txt", "sleutel2", None])
def test_a_copy_that_was_changed_changes_nothing(gevuld, tmp_path, kwaad):
    zip_ = tmp_path / "kopie.zip"
    keep.reservekopie(gevuld, zip_)
    voor = versions.versie(gevuld)
    if kwaad:
        with zipfile.ZipFile(zip_, "a") as z:
            z.writestr(kwaad, "x")
    else:
        zip_.write_bytes(zip_.read_bytes()[:-400])
    with pytest.raises(Melding, match="geen goede reservekopie"):
        keep.put_back(zip_, gevuld)
    assert versions.versie(gevuld) == voor


def test_settings_have_a_range_and_say_who(tmp_path):
    assert settings.geldend(tmp_path)["drempel_aantal"] == 10 and not list(tmp_path.iterdir())
    for waarde, wie in ((4, "FG"), (51, "FG"), (5, " ")):
        with pytest.raises(Melding):
            settings.put(tmp_path, "drempel_aantal", waarde, wie)
    settings.put(tmp_path, "drempel_aantal", 5, "FG", dt.datetime(2026, 1, 1))
    settings.put(tmp_path, "drempel_aantal", 7, "FG", dt.datetime(2026, 2, 1))
    assert settings.geldend(tmp_path)["drempel_aantal"] == 7
    assert [(w.waarde, w.wie) for w in settings.wijzigingen(tmp_path)] == [(5, "FG"), (7, "FG")]


def test_throwing_away_that_was_cut_off_is_finished_by_the_next(tmp_path, monkeypatch):
    """Killed when the clean version had just become the current one: the older ones still held everything."""
    pad = tmp_path / "store"
    for naam in ("GI Verlopen", "GI Blijft"):
        laad(pad, "maatregelen.csv", f"K1;GM0505;{naam};11;2022-01-01;2022-06-01\n", tmp_path)
    with monkeypatch.context() as stuk:
        stuk.setattr(versions, "_clean_up", lambda *_: None)
        keep.remove(pad, [1], dashboard.build, lambda v: None)
    assert len(versions.versies(pad)) > 1
    dashboard.clean_up(pad, dt.date.today())
    assert versions.versies(pad) == [versions.huidig_bestand(pad)]
    assert not any(b"GI Verlopen" in p.read_bytes() for p in pad.glob("gegevens-*"))
