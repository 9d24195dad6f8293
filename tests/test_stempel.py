"""What leaves by the command line says how it may be used, in a column; sharing is asked for the same everywhere."""

import datetime as dt
import json

import pandas as pd
import pytest

from core import dashboard
from core.__main__ import main
from tests.kijk import exact, shared

KOP = "jeugdige;gemeente;gi;type;begindatum;einddatum\n"
SCENARIO = "naam: Proef\nselectie: {regio: zhz}\njaren: 1\nreplicaties: 50\n"


@pytest.fixture(scope="module")
def eigen(tmp_path_factory):
    """A store of a user: 103 measures of 103 children."""
    map_ = tmp_path_factory.mktemp("stempel")
    eindes = ("", "2023-11-03", "2023-12-03")
    rijen = "".join(f"K{nr};GM0505;GI A;11;202{nr % 4}-0{1 + nr % 9}-01;{eindes[nr % 3]}\n" for nr in range(103))
    (map_ / "maatregelen.csv").write_text(KOP + rijen + "K1;GM9999;GI A;11;2023-01-01;\n", "utf-8")
    dashboard.import_sources(map_ / "store", [map_ / "maatregelen.csv"], tm=dt.date(2023, 12, 31))
    return map_ / "store"


@pytest.mark.parametrize(
    "modus, stempel", [((), "intern"), (("--intern",), "intern"), (("--beschermd",), "om te delen")]
)
def test_csv_and_json_carry_the_stamp_as_their_last_column(eigen, tmp_path, modus, stempel):
    opdracht = ["bereken", "--store", str(eigen), "--maat", "jb_instroom", "--van", "2020-01-01", *modus, "--uit"]
    assert main([*opdracht, str(tmp_path / "uit.csv")]) == main([*opdracht, str(tmp_path / "uit.json")]) == 0
    csv = pd.read_csv(tmp_path / "uit.csv")
    assert list(csv.columns)[-1] == "stempel" and set(csv["stempel"]) == {stempel} and len(csv) == 4
    rijen = json.loads((tmp_path / "uit.json").read_text("utf-8"))
    assert {r["stempel"] for r in rijen} == {stempel} and list(rijen[0]) == list(csv.columns)
    assert all(w % 5 == 0 for w in csv["waarde"].dropna()) == (stempel == "om te delen")


def test_the_example_says_that_it_is_one(tmp_path, monkeypatch):
    uit = tmp_path / "uit.csv"
    assert main(["bereken", "--maat", "jb_stand", "--uit", str(uit)]) == 0
    assert set(pd.read_csv(uit)["stempel"]) == {"voorbeeld"}


def test_a_scenario_is_shared_or_exact_as_asked(eigen, tmp_path):
    bestand, uit = tmp_path / "scenario.yaml", tmp_path / "uit.csv"
    bestand.write_text(SCENARIO, "utf-8")
    frames = {}
    for modus in ((), ("--intern",), ("--beschermd",)):
        assert main(["scenario", str(bestand), "--store", str(eigen), *modus, "--uit", str(uit)]) == 0
        frames[modus] = pd.read_csv(uit)
    assert frames[()].equals(frames["--intern",])
    gedeeld = frames["--beschermd",]
    assert list(gedeeld.columns)[-1] == "stempel" and set(gedeeld["stempel"]) == {"om te delen"}
    telt = gedeeld[gedeeld["eenheid"] == "maatregelen"][["p10", "p50", "p90"]].stack().dropna()
    assert (telt % 5 == 0).all() and not frames[()].equals(gedeeld)


def test_a_scenario_without_a_region_can_be_shared_of_the_region_that_is_given(tmp_path, capsys):
    bestand, uit = tmp_path / "scenario.yaml", tmp_path / "uit.csv"
    bestand.write_text("naam: Zo door\njaren: 1\nreplicaties: 20\n", "utf-8")
    assert main(["scenario", str(bestand), "--beschermd", "--uit", str(uit)]) == 2
    assert "kies een regio" in capsys.readouterr().err
    assert main(["scenario", str(bestand), "--regio", "zhz", "--beschermd", "--uit", str(uit)]) == 0 and uit.exists()
    assert main(["scenario", str(bestand), "--regio", "nergens", "--uit", str(uit)]) == 2


def test_findings_carry_it_too(eigen, tmp_path):
    dashboard.write_bevindingen(exact(dashboard.open_store(eigen)), tmp_path / "bevindingen.csv")
    assert set(pd.read_csv(tmp_path / "bevindingen.csv")["stempel"]) == {"intern"}


def test_numbers_of_rows_are_counts_where_figures_are_shared(eigen):
    store = dashboard.open_store(eigen)
    assert exact(store).leveringen()["geaccepteerd"].tolist() == [103]
    gedeeld = shared(store).leveringen()
    assert gedeeld["geaccepteerd"].tolist() == [105] and gedeeld["afgewezen"].isna().all()


def test_what_is_only_hidden_is_not_said_to_be_missing(eigen, capsys):
    assert main(
        [
            "bereken",
            "--store",
            str(eigen),
            "--regio",
            "zhz",
            "--doel",
            "ZHZ-02",
            "--beschermd",
            "--filter",
            "gemeente=Alblasserdam",
        ]
    ) in (0, 1)
    assert "telt nooit iets mee" not in capsys.readouterr().err
