"""What-if through the door: pages and the command line see the same, and named scenarios are kept whole."""

import json
import sqlite3

import numpy as np
import pandas as pd
import pytest
import sqlalchemy as sa

import core.example as voorbeeld
from core import dashboard
from core.__main__ import main
from core.model.melding import Melding
from core.model.selectie import Selectie
from core.simulation.rows import KOLOMMEN
from core.simulation.scenario import read_scenario
from core.staat import database
from tests.kijk import exact
from tests.simulation.winkel import dt

INHOUD = {
    "naam": "Minder instroom",
    "auteur": "Tafel",
    "selectie": {"regio": "zhz"},
    "jaren": 2,
    "replicaties": 60,
    "hefbomen": [
        {"soort": "instroom", "verandering": -0.3, "start": "2026-06-01", "waar": {"gemeente": ["Dordrecht"]}}
    ],
    "doel": {"maat": "jb_stand", "verandering": -0.2, "basis": "2022-01-01", "datum": "2027-12-31"},
}


@pytest.fixture(scope="module")
def pad(tmp_path_factory):
    """A store as an import makes it, of the measures and placements of a small invented region."""
    map = tmp_path_factory.mktemp("watals")
    maker = voorbeeld.Tabellen(
        voorbeeld.Opdracht(
            voorbeeld.gebieden("zhz", False)[0],
            voorbeeld.SCHALEN["klein"],
            4,
            voorbeeld.last_day(dt.date(2026, 1, 1)),
            False,
        )
    )
    for tabel in ("maatregelen", "plaatsingen"):
        maker.make(tabel).to_csv(map / f"{tabel}.csv", index=False)
    dashboard.import_sources(
        map / "store",
        [map / f"{t}.csv" for t in ("maatregelen", "plaatsingen")],
        van=dt.date(2019, 1, 1),
        tm=dt.date(2025, 12, 31),
    )
    return map / "store"


@pytest.fixture
def store(pad):
    return dashboard.open_store(pad)


@pytest.fixture
def bestand(tmp_path):
    pad = tmp_path / "scenario.yaml"
    pad.write_text(json.dumps(INHOUD), "utf-8")  # every JSON is YAML
    return pad


def laatste(store, scenario, **keuzes):
    *_, beeld = exact(store).simulate(scenario, **keuzes)
    return beeld


def test_the_command_reproduces_what_the_app_shows(pad, store, bestand, tmp_path, capsys):
    beelden = list(exact(store).simulate(dashboard.scenario_uit_bestand(bestand)))
    assert [(b.replicaties, b.gevraagd) for b in beelden] == [(50, 60), (60, 60)]
    frame, zinnen = exact(store).scenario_rijen(beelden[-1])
    assert main(["scenario", str(bestand), "--store", str(pad), "--uit", str(tmp_path / "x.csv")]) == 0
    gelezen = pd.read_csv(tmp_path / "x.csv", dtype={"periode": str})
    assert list(gelezen.columns) == [*KOLOMMEN, "stempel"]
    for kolom in ("p10", "p50", "p90", "gemiddelde"):
        assert np.allclose(gelezen[kolom], frame[kolom], equal_nan=True, rtol=1e-12)
    assert gelezen["periode"].fillna("").tolist() == frame["periode"].fillna("").tolist()
    assert all(zin in capsys.readouterr().err for zin in zinnen)
    doel = gelezen[gelezen["regel"] != "cijfer"]
    assert doel["regel"].tolist() == ["doelwaarde", "doelkans", "doeldatum", "doelkans", "doeldatum"]
    assert set(gelezen["variant"].dropna()) == {"basis", "scenario", "verschil"}


@pytest.mark.parametrize("uit", ["x.xlsx", "x.json", "-"])
def test_every_form_of_output(pad, bestand, tmp_path, capsys, uit):
    doel = uit if uit == "-" else str(tmp_path / uit)
    assert main(["scenario", str(bestand), "--store", str(pad), "--uit", doel]) == 0
    if uit == "-":
        assert capsys.readouterr().out.startswith(",".join(KOLOMMEN))
    elif uit.endswith("json"):
        assert {r["regel"] for r in json.loads((tmp_path / uit).read_text("utf-8"))} >= {"cijfer", "doelkans"}
    else:
        assert (tmp_path / uit).read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(
    "anders, zin, code",
    [
        ({"hefboomen": []}, "'hefboomen' bestaat niet", 2),
        ({"selectie": {"regio": "nergens"}}, "regio nergens", 2),
        ({"selectie": {"regio": "zhz", "filters": {"gi": []}}}, "filter gi is leeg", 2),
        ({"selectie": {"regio": "zhz", "filters": {"gemeente": ["Atlantis"]}}}, "Atlantis", 2),
        ({"selectie": {"regio": "zhz", "filters": {"segment": ["1"]}}}, "segment", 2),
        ({"doel": {**INHOUD["doel"], "datum": "2021-12-31"}}, "niet na de basis", 2),
        ({"doel": {"maat": "bestaat_niet", "waarde": 1, "datum": "2027-12-31"}}, "bestaat_niet", 2),
        ({"doel": {**INHOUD["doel"], "basis": "2021-12-31"}}, "breuk in de reeks", 1),
        ({"doel": {**INHOUD["doel"], "basis": "2012-01-01"}}, "breuk in de reeks", 1),
    ],
)
def test_what_is_wrong_is_one_sentence(pad, tmp_path, capsys, anders, zin, code):
    fout = tmp_path / "fout.yaml"
    fout.write_text(json.dumps(INHOUD | anders), "utf-8")
    assert main(["scenario", str(fout), "--store", str(pad), "--uit", str(tmp_path / "uit.csv")]) == code
    melding = capsys.readouterr().err
    assert zin in melding and "Traceback" not in melding
    assert (tmp_path / "uit.csv").exists() == (code == 1)


def test_a_stopped_simulation_leaves_nothing_open(store):
    beelden = exact(store).simulate(read_scenario(INHOUD | {"replicaties": 5000}))
    eerste = next(beelden)
    beelden.close()
    assert eerste.replicaties == 50 and eerste.gevraagd == 5000


def test_the_base_of_the_picture_before_is_used(store):
    eerst = laatste(store, read_scenario(INHOUD))
    sterker = INHOUD | {"hefbomen": [{**INHOUD["hefbomen"][0], "verandering": -0.6}]}
    met, zonder = (laatste(store, read_scenario(sterker), basis=b) for b in (eerst, None))
    for maat, w in zonder.waarden.items():
        assert np.array_equal(w, met.waarden[maat], equal_nan=True)


@pytest.fixture(params=["sqlite", "postgres"])
def bewaarplaats(request, monkeypatch, tmp_path):
    """Where scenarios are kept: a file of its own, or a real PostgreSQL server."""
    url = f"sqlite:///{tmp_path / 'staat.sqlite'}"
    if request.param == "postgres":
        url = request.getfixturevalue("postgres_url")
    monkeypatch.setenv(database.OMGEVING, url)
    yield url
    with database.open_staat(tmp_path).begin() as verbinding:
        verbinding.execute(sa.text("delete from scenarios"))


def test_scenarios_are_kept_listed_loaded_and_thrown_away(store, bewaarplaats):
    assert dashboard.scenarios(exact(store)) == []
    s = dashboard.save_scenario(exact(store), read_scenario(INHOUD), lezer=dashboard.LOKAAL)
    dashboard.save_scenario(
        exact(store),
        read_scenario(INHOUD | {"naam": "'; drop table scenarios; --", "auteur": ""}),
        lezer=dashboard.LOKAAL,
    )
    assert [b.naam for b in dashboard.scenarios(exact(store))] == ["'; drop table scenarios; --", "Minder instroom"]
    terug = dashboard.scenario_bewaard(exact(store), "Minder instroom")
    assert terug == s and terug.hefbomen[0].waar.gemeente == ("GM0505",) and terug.gegevens.tm == dt.date(2025, 12, 31)
    assert laatste(store, terug, replicaties=20).cijfers().equals(laatste(store, s, replicaties=20).cijfers())
    dashboard.remove_scenario(exact(store), "'; drop table scenarios; --", lezer=dashboard.LOKAAL)
    assert [b.auteur for b in dashboard.scenarios(exact(store))] == ["Tafel"]


def test_a_name_is_not_taken_over_by_accident(store, bewaarplaats):
    dashboard.save_scenario(exact(store), read_scenario(INHOUD), lezer=dashboard.LOKAAL)
    anders = read_scenario(INHOUD | {"jaren": 7})
    with pytest.raises(Melding, match="Er is al een scenario"):
        dashboard.save_scenario(exact(store), anders, lezer=dashboard.LOKAAL)
    assert dashboard.scenario_bewaard(exact(store), "Minder instroom").jaren == 2
    dashboard.save_scenario(exact(store), anders, vervang=True, lezer=dashboard.LOKAAL)
    assert [b.inhoud["jaren"] for b in dashboard.scenarios(exact(store))] == [7]
    with pytest.raises(Melding, match="geen scenario van u dat 'Iets' heet"):
        dashboard.remove_scenario(exact(store), "Iets", lezer=dashboard.LOKAAL)


def test_a_failed_save_keeps_the_old_one_and_tells_no_values(store, bewaarplaats, tmp_path):
    """The delete and the insert of a replacement are one: when the second fails the first never happened."""
    dashboard.save_scenario(exact(store), read_scenario(INHOUD), lezer=dashboard.LOKAAL)
    motor = database.open_staat(tmp_path)

    def geen_insert(verbinding, cursor, opdracht, *_):
        if opdracht.startswith("INSERT"):
            raise sqlite3.OperationalError("geheim") from None

    sa.event.listen(motor, "before_cursor_execute", geen_insert)
    try:
        with pytest.raises((Melding, sqlite3.OperationalError)) as fout:
            dashboard.save_scenario(
                exact(store), read_scenario(INHOUD | {"jaren": 7}), vervang=True, lezer=dashboard.LOKAAL
            )
    finally:
        sa.event.remove(motor, "before_cursor_execute", geen_insert)
    assert "Minder instroom" not in str(fout.value)
    assert dashboard.scenario_bewaard(exact(store), "Minder instroom").jaren == 2


def test_a_kept_scenario_that_was_tampered_with_is_refused(store, bewaarplaats, tmp_path):
    dashboard.save_scenario(exact(store), read_scenario(INHOUD), lezer=dashboard.LOKAAL)
    for inhoud, zin in (('{"naam": "x", "kwaad": 1}', "'kwaad' bestaat niet"), ("{", "niet te lezen")):
        with database.open_staat(tmp_path).begin() as verbinding:
            verbinding.execute(sa.text("update scenarios set inhoud = :i"), {"i": inhoud})
        with pytest.raises(Melding, match=zin):
            dashboard.scenario_bewaard(exact(store), "Minder instroom")


def test_other_data_is_said(store, pad, bewaarplaats, tmp_path):
    s = dashboard.save_scenario(exact(store), read_scenario(INHOUD), lezer=dashboard.LOKAAL)
    assert dashboard.scenario_verouderd(store, s) is None
    dashboard.import_sources(tmp_path / "ander", [pad.parent / "maatregelen.csv"], tm=dt.date(2026, 6, 30))
    ander = dashboard.open_store(tmp_path / "ander")
    assert "oudere gegevens (t/m 31-12-2025)" in dashboard.scenario_verouderd(ander, s)


def test_the_same_export_has_the_same_mark_and_gives_the_same_figures_elsewhere(store, pad, tmp_path):
    """Another store has another key, so other pseudonyms."""
    dashboard.import_sources(
        tmp_path / "elders",
        [pad.parent / f"{t}.csv" for t in ("maatregelen", "plaatsingen")],
        van=dt.date(2019, 1, 1),
        tm=dt.date(2025, 12, 31),
    )
    elders = dashboard.open_store(tmp_path / "elders")
    assert dashboard.gegevens_merk(elders) == dashboard.gegevens_merk(store)
    hier, daar = (laatste(x, read_scenario(INHOUD), replicaties=20).cijfers() for x in (store, elders))
    assert hier.equals(daar)


def test_presets_have_a_target_that_can_be_compared(store):
    """Their baseline lies after the breaks in the series."""
    vooraf = dashboard.scenarios_vooraf()
    assert len(vooraf) == 3
    for naam, s in vooraf.items():
        s = s.model_copy(update={"selectie": s.selectie.model_copy(update={"regio": "zhz"})})
        assert laatste(store, s, replicaties=20).streef is not None, naam
        assert dashboard.scenario_uit_link(dashboard.scenario_als_link(s)) == s


def test_backtest_through_the_door(store):
    t = exact(store).terugtoets(Selectie(regio="zhz"), replicaties=20)
    assert {"fout_simulatie", "fout_vorig_jaar", "fout_lineair", "dekking"} <= set(t.fouten)
    assert 0 < t.dekking <= 1
