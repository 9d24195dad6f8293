"""T14: killed (SIGKILL) at random points of an import, a save, an export, a copy and throwing away: nothing that was
confirmed is lost, and no file is half. Twice in every run (what takes long only at night), 25 times at night."""

import datetime as dt
import json
import random
import re
import shutil
import sqlite3
from pathlib import Path

import openpyxl
import pytest

from core import dashboard
from core.model.selectie import Selectie
from core.staat import audit, besluiten, duiding, keuzes, scenarios, settings, users
from core.store import keep, versions
from tests.kijk import exact
from tests.moord import Moordenaar, confirmed

KOP = "jeugdige;gemeente;gi;type;begindatum;einddatum\n"
KEREN = [2, pytest.param(25, marks=pytest.mark.nightly)]


def schrijf(bestand: Path, aantal: int) -> Path:
    """That many measures that go on, and one that has ended."""
    rijen = (f"K{nr};GM0505;GI A;11;202{nr % 4}-01-01;\n" for nr in range(aantal))
    bestand.write_text(KOP + "K;GM0505;GI A;11;2020-01-01;2021-06-30\n" + "".join(rijen), "utf-8")
    return bestand


def stand(pad) -> int:
    reeks = exact(dashboard.open_store(pad)).reeks("jb_stand", Selectie(per="jaar"))
    return int(reeks["waarde"].iloc[-1])


@pytest.fixture(scope="module")
def moordenaar():
    with Moordenaar() as klaar:
        yield klaar


@pytest.fixture(scope="module")
def stores(tmp_path_factory):
    """A store of 40 measures, and one of 70."""
    map = tmp_path_factory.mktemp("stores")
    for naam, aantal in (("a", 40), ("b", 70)):
        dashboard.import_sources(map / naam, [schrijf(map / "maatregelen.csv", aantal)], tm=dt.date(2024, 12, 31))
    return map


@pytest.fixture
def gevuld(stores, tmp_path):
    return shutil.copytree(stores / "a", tmp_path / "store")


@pytest.mark.parametrize("keren", KEREN)
def test_an_import_is_whole_or_not_there(moordenaar, gevuld, tmp_path, keren):
    toeval, dood = random.Random(keren), 0
    for nr in range(keren):
        bestand, voor = schrijf(tmp_path / f"maatregelen{nr}.csv", 41 + nr), stand(gevuld)
        hoe = {"raak": toeval.randint(1, 9)} if nr % 2 else {"na": toeval.uniform(0.05, 1.5)}
        gedood = moordenaar.kill("command", "importeer", bestand, "--store", gevuld, map=gevuld, **hoe)
        dood += gedood
        assert stand(gevuld) in ({voor, 41 + nr} if gedood else {41 + nr})
        assert dashboard.check(gevuld, dt.date.today()) == []
    assert dood >= keren / 3, "the murders come too late"
    dashboard.import_sources(gevuld, [schrijf(tmp_path / "maatregelen.csv", 90)])
    assert stand(gevuld) == 90 and not list(gevuld.glob("bezig-*")), "leftovers of killed programs are gone"


@pytest.mark.parametrize("keren", KEREN)
def test_no_confirmed_scenario_note_setting_or_user_is_lost(moordenaar, tmp_path, keren):
    toeval, gezegd = random.Random(keren), tmp_path / "bevestigd"
    store = tmp_path / "store"
    for keer in range(keren):
        assert moordenaar.kill("save", store, gezegd, keer, na=toeval.uniform(0.4, 1.4))
        with sqlite3.connect(store / "staat.sqlite") as los:
            assert los.execute("pragma integrity_check").fetchone() == ("ok",)
        los.close()
    er_is = {
        "scenario": {s.naam for s in scenarios.scenarios(store)},
        "notitie": {n.tekst for n in besluiten.notities(store, "ZHZ-01")},
        "punt": {p.verklaring for p in duiding.versies(store, 1)},
        "keuze": {
            k.naam for keer in range(keren) for nr in range(10) for k in keuzes.keuzes(store, f"keer {keer}-{nr}")
        },
        "instelling": {w.wie for w in settings.wijzigingen(store)},
        "gebruiker": {g.sub for g in users.gebruikers(store)},
    }
    bevestigd = confirmed(gezegd)
    assert len(bevestigd) > 8 * keren and {soort for soort, _ in bevestigd} == set(er_is)
    assert [r for r in bevestigd if r[1] not in er_is[r[0]]] == []


@pytest.mark.parametrize("keren", KEREN)
def test_no_confirmed_line_of_the_log_is_lost(moordenaar, tmp_path, keren):
    toeval, gezegd = random.Random(keren), tmp_path / "bevestigd"
    for nr in range(keren):
        hoe = {"raak": toeval.randint(1, 40)} if nr % 2 else {"na": toeval.uniform(0.1, 0.5)}
        assert moordenaar.kill("log", tmp_path / "store", gezegd, map=tmp_path / "store", **hoe)
        assert audit.check(tmp_path / "store") == []
    bevestigd = {int(nr) for _, nr in confirmed(gezegd)}
    assert len(bevestigd) > keren and bevestigd <= {r.nr for r in audit.read(tmp_path / "store")}
    assert not list((tmp_path / "store").glob("*.nieuw"))


def _table(bestand: Path) -> object:
    """What a file says, whatever the moment it was made; fails when it is half."""
    if bestand.suffix == ".xlsx":
        return [[c.value for c in rij] for blad in openpyxl.load_workbook(bestand) for rij in blad.iter_rows()]
    if bestand.suffix == ".json":
        return json.loads(bestand.read_text("utf-8"))
    return re.sub(rb"(?m)^\d+,", b"", bestand.read_bytes())  # the number of the import in findings


EXPORTS = {
    "cijfers.csv": (["bereken", "--maat", "jb_stand", "--per", "maand", "--uit"], ["--van", "2022-01-01"]),
    "cijfers.xlsx": (["bereken", "--maat", "jb_stand", "--per", "maand", "--uit"], ["--van", "2022-01-01"]),
    "cijfers.json": (["bereken", "--maat", "jb_stand", "--per", "maand", "--uit"], ["--van", "2022-01-01"]),
    "bevindingen.csv": (["importeer", "{bron}", "--bevindingen"], []),
    "sjabloon.xlsx": (["sjabloon"], []),
}


@pytest.mark.parametrize("keren", KEREN)
@pytest.mark.parametrize(
    "naam", [n if n == "cijfers.csv" else pytest.param(n, marks=pytest.mark.nightly) for n in EXPORTS]
)
def test_an_export_that_is_overwritten_is_the_old_or_the_new(moordenaar, gevuld, tmp_path, naam, keren):
    opdracht, anders = EXPORTS[naam]
    uit, bron = tmp_path / "uit", schrijf(tmp_path / "maatregelen1.csv", 60)
    uit.mkdir()
    hier = [] if naam.startswith("sjabloon") else ["--store", str(gevuld)]
    opdracht = [*(str(bron) if o == "{bron}" else o for o in opdracht), str(uit / naam)]
    mag = []
    for extra in (anders, []):
        assert not moordenaar.kill("command", *opdracht, *hier, *extra)
        mag.append(_table(uit / naam))
    assert not anders or mag[0] != mag[1]
    toeval, dood = random.Random(keren), 0
    for nr in range(keren):
        extra = anders if nr % 2 else []
        # 1: the file beside it is opened; 2: it takes the place
        gedood = moordenaar.kill("command", *opdracht, *hier, *extra, map=uit, raak=toeval.choice((1, 1, 2)))
        dood += gedood
        assert _table(uit / naam) in mag if gedood else _table(uit / naam) == mag[1 - nr % 2]
    assert dood >= keren / 2, "the murders come too late"
    assert not moordenaar.kill("command", *opdracht, *hier) and _table(uit / naam) == mag[1]


@pytest.mark.nightly
@pytest.mark.parametrize("keren", [25])
def test_an_example_that_is_written_anew_has_no_half_files(moordenaar, tmp_path, keren):
    opdracht, toeval = ["voorbeeld", str(tmp_path)], random.Random(keren)
    heel = []
    for seed in ("1", "2"):
        assert not moordenaar.kill("command", *opdracht, "--seed", seed)
        heel.append({p.name: p.read_bytes() for p in tmp_path.glob("*.csv")})
    for _ in range(keren):
        moordenaar.kill("command", *opdracht, "--seed", "1", map=tmp_path, raak=toeval.randint(1, 20))
        for bestand in tmp_path.glob("*.csv"):
            assert bestand.read_bytes() in [h[bestand.name] for h in heel], bestand.name


@pytest.mark.parametrize("keren", KEREN)
def test_a_copy_is_the_old_or_the_new_and_putting_back_ends_well(moordenaar, stores, gevuld, tmp_path, keren):
    kopie = tmp_path / "uit" / "kopie.zip"
    kopie.parent.mkdir()
    audit.write(gevuld, wie="w", rol="r", handeling="gezien", wat="x")
    settings.put(gevuld, "bewaren_maanden", 70, "proef")
    dashboard.make_reservekopie(gevuld, kopie, met_sleutel=True)
    toeval, dood = random.Random(keren), 0
    for nr in range(keren):
        waar, anders = kopie.parent if nr % 2 else gevuld, shutil.copytree(stores / "b", tmp_path / f"anders{nr}")
        dood += moordenaar.kill(
            "command", "reservekopie", kopie, "--met-sleutel", "--store", gevuld, map=waar, raak=toeval.randint(1, 4)
        )
        keep.put_back(kopie, tmp_path / f"terug{nr}")
        assert stand(tmp_path / f"terug{nr}") == 40 and stand(gevuld) == 40
        assert dashboard.check(tmp_path / f"terug{nr}", dt.date.today()) == []
        # a killed putting back: the figures are those of before or of the copy, and once more it succeeds
        dood += moordenaar.kill(
            "command", "terugzetten", kopie, "--store", anders, map=anders, raak=toeval.randint(1, 14)
        )
        assert stand(anders) in (70, 40)
        assert not moordenaar.kill("command", "terugzetten", kopie, "--store", anders)
        assert stand(anders) == 40 and dashboard.check(anders, dt.date.today()) == []
    assert dood >= keren, "the murders come too late"


@pytest.mark.nightly
@pytest.mark.parametrize("keren", [25])
def test_what_is_thrown_away_is_gone_after_the_second_time_at_the_latest(moordenaar, stores, tmp_path, keren):
    toeval, twee = random.Random(keren), shutil.copytree(stores / "b", tmp_path / "twee")  # versions
    dashboard.import_sources(twee, [schrijf(tmp_path / "maatregelen.csv", 71)], tm=dt.date(2024, 12, 31))
    for nr in range(keren):
        pad = shutil.copytree(twee, tmp_path / f"store{nr}")
        opdracht = ["opruimen", "--alles", "--store", str(pad)]
        moordenaar.kill("command", *opdracht, map=pad, raak=toeval.randint(1, 24))
        assert not moordenaar.kill("command", *opdracht)
        assert not versions.versies(pad) and not (pad / "sleutel").exists() and not list(pad.glob("bezig-*"))
        assert audit.check(pad) == []
    dashboard.import_sources(pad, [schrijf(tmp_path / "maatregelen.csv", 42)], tm=dt.date(2024, 12, 31))
    assert stand(pad) == 42 and dashboard.check(pad, dt.date.today()) == []
