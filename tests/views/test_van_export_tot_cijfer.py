"""From a delivered folder to figures, through the public door and the command line."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from core import dashboard
from core.__main__ import main
from core.model.melding import Melding
from core.model.selectie import Selectie
from core.store import versions
from tests.kijk import exact, shared

WORTEL = Path(__file__).parents[2]
MAATREGELEN = """jeugdige;geboortedatum;gemeente;gi;type;begindatum;einddatum;reden_einde;aanmelddatum
999900006;17-03-2015;Dordrecht;GI Noord;OTS;01-02-2023;;;20-01-2023
999900018;05-11-2012;505;GI Noord;11;15-06-2022;31-12-2023;02;01-06-2022
999900018;05-11-2012;505;GI Noord;11;15-06-2022;31-12-2023;02;01-06-2022
999900031;09-09-2010;GM0482;GI Zuid;voogdij;01-01-2021;;;
999900043;09-09-2010;Nergenshuizen;GI Zuid;voogdij;01-01-2021;;;
99990005;01-01-2014;0505;GI Zuid;12;01-03-2024;20-02-2024;07;
"""


@pytest.fixture
def export(tmp_path):
    map = tmp_path / "export"
    map.mkdir()
    (map / "maatregelen.csv").write_text(MAATREGELEN, "utf-8")
    return map


def test_every_row_is_accepted_merged_or_in_the_findings(export, tmp_path):
    verslag = dashboard.import_sources(tmp_path / "store", [export])
    rij = verslag.tabellen.iloc[0]
    assert (rij.gelezen, rij.geaccepteerd, rij.samengevoegd, rij.afgewezen) == (6, 3, 1, 2)
    bevindingen = exact(dashboard.open_store(tmp_path / "store")).bevindingen()
    afgewezen = bevindingen[bevindingen["afgewezen"]]
    assert set(afgewezen["rij"]) == {6, 7}
    assert afgewezen["melding"].str.len().min() > 20


def test_nothing_that_points_to_a_child_is_stored_shown_or_exported(export, tmp_path, capfd):
    assert (
        main(["importeer", str(export), "--store", str(tmp_path / "store"), "--bevindingen", str(tmp_path / "b.csv")])
        == 1
    )
    store = dashboard.open_store(tmp_path / "store")
    alles = capfd.readouterr()
    bytes_ = [alles.out.encode(), alles.err.encode(), exact(store).taaklijst(None)]
    bytes_ += [p.read_bytes() for p in tmp_path.rglob("*") if p.is_file() and p.suffix not in (".csv",)]
    bytes_.append((tmp_path / "b.csv").read_bytes())
    for geheim in (b"999900006", b"999900018", b"99990005", b"17-03-2015", b"2015-03-17", b"20150317"):
        assert not [b for b in bytes_ if geheim in b], geheim


def test_figures_by_the_command_line(export, tmp_path):
    main(["importeer", str(export), "--store", str(tmp_path / "store"), "--tm", "2024-12-31"])
    uit = tmp_path / "u.csv"
    assert (
        main(
            [
                "bereken",
                "--store",
                str(tmp_path / "store"),
                "--maat",
                "jb_stand",
                "--maat",
                "uhp_nieuw",
                "--splits",
                "gi",
                "--van",
                "2023-01-01",
                "--uit",
                str(uit),
            ]
        )
        == 1
    )  # no placements: said, not 0
    rijen = list(csv.DictReader(uit.read_text("utf-8").splitlines()))
    stand = {(r["periode"], r["gi"]): r["waarde"] for r in rijen if r["maat"] == "jb_stand"}
    assert stand == {
        ("2023", "GI Noord"): "1.0",
        ("2023", "GI Zuid"): "1.0",
        ("2024", "GI Noord"): "1.0",
        ("2024", "GI Zuid"): "1.0",
    }
    assert [r["oordeel"] for r in rijen if r["maat"] == "uhp_nieuw"] == ["geen gegevens"]


def test_a_later_delivery_of_the_same_period_replaces_and_a_longer_one_is_merged(export, tmp_path):
    store = tmp_path / "store"
    keuze = {"van": pd.Timestamp("2021-01-01").date(), "tm": pd.Timestamp("2024-12-31").date()}
    dashboard.import_sources(store, [export], **keuze)
    zonder = "\n".join(r for r in MAATREGELEN.splitlines() if not r.startswith("999900006"))
    (export / "maatregelen.csv").write_text(zonder + "\n", "utf-8")
    dashboard.import_sources(store, [export], **keuze)
    geopend = dashboard.open_store(store)
    stand = exact(geopend).reeks("jb_stand", Selectie())
    assert stand.set_index("periode")["waarde"]["2024"] == 1  # the row that vanished from GI Noord is gone
    assert len(exact(geopend).leveringen()) == 2


def test_a_failed_import_leaves_the_old_store_whole(export, tmp_path):
    store = tmp_path / "store"
    dashboard.import_sources(store, [export])
    voor = versions.versie(store)
    (tmp_path / "leeg.csv").write_text("", "utf-8")
    with pytest.raises(Melding):
        dashboard.import_sources(store, [tmp_path / "leeg.csv"])

    def stuk(verbinding):
        verbinding.execute("drop table leveringen")
        raise RuntimeError("halfway")

    with pytest.raises(RuntimeError):
        versions.writing(store, stuk)
    assert versions.versie(store) == voor
    assert not list(store.glob("bezig-*"))
    assert len(exact(dashboard.open_store(store)).leveringen()) == 1


def test_a_killed_import_leaves_the_old_store_whole(export, tmp_path):
    store = tmp_path / "store"
    dashboard.import_sources(store, [export])
    voor = versions.versie(store)
    moord = (
        "import os, sys; from core.store import versions; from pathlib import Path;"
        "versions.writing(Path(sys.argv[1]), lambda v: (v.execute('drop table leveringen'), os._exit(9)))"
    )
    klaar = subprocess.run([sys.executable, "-c", moord, str(store)], cwd=WORTEL, check=False)
    assert klaar.returncode == 9
    assert versions.versie(store) == voor
    assert len(exact(dashboard.open_store(store)).leveringen()) == 1


def test_the_key_is_the_owners_alone_and_a_store_has_no_second_one(export, tmp_path):
    dashboard.import_sources(tmp_path / "store", [export])
    sleutel = tmp_path / "store" / "sleutel"
    assert sleutel.stat().st_mode & 0o777 == 0o600
    voor = sleutel.read_bytes()
    dashboard.import_sources(tmp_path / "store", [export])
    assert sleutel.read_bytes() == voor


@pytest.mark.parametrize(
    "opdracht",
    [
        ["bereken", "--store", "{tmp}/niets", "--alles"],
        ["bereken", "--store", "{tmp}/store", "--maat", "bestaat_niet"],
        ["bereken", "--store", "{tmp}/store", "--alles", "--filter", "gemeente=Nergenshuizen"],
        ["bereken", "--store", "{tmp}/store", "--alles", "--splits", "schoenmaat"],
        ["bereken", "--store", "{tmp}/store"],
        ["importeer", "{tmp}/weg.xlsx", "--store", "{tmp}/store"],
        ["importeer", "postgresql+psycopg://iemand:geheim@127.0.0.1:1/niets", "--store", "{tmp}/store"],
        ["onzin"],
    ],
)
def test_a_question_that_cannot_be_answered_gives_one_sentence(opdracht, export, tmp_path, capsys):
    dashboard.import_sources(tmp_path / "store", [export])
    assert main([deel.format(tmp=tmp_path) for deel in opdracht]) == 2
    uit = capsys.readouterr().err
    assert uit.count("\n") == 1 and "Traceback" not in uit and "geheim" not in uit


def test_protected_results_hold_no_small_count(export, tmp_path):
    dashboard.import_sources(tmp_path / "store", [export])
    store = dashboard.open_store(tmp_path / "store")
    frame = shared(store).resultaten(Selectie(regio="zhz", splits=("gi",)), alles=True)
    assert set(frame["beschermd"]) == {"ja"}
    tellingen = frame[frame["eenheid"].isin(["maatregelen", "jeugdigen"])]
    for kolom in ("teller", "waarde", "n", "basis", "padwaarde"):
        getoond = tellingen[kolom].astype("float64").dropna()
        assert not ((getoond > 0) & (getoond < 10)).any(), kolom


def test_the_closing_identity_holds_in_every_cell(export, tmp_path):
    dashboard.import_sources(tmp_path / "store", [export])
    store = dashboard.open_store(tmp_path / "store")
    for splits in ((), ("gi",), ("gemeente",), ("gemeente", "gi")):
        frame = exact(store).sluitende_stand(Selectie(per="kwartaal", splits=splits), ("11", "12", "21"))
        assert len(frame) and (frame["verschil"] == 0).all()
        som = frame["begin"] + frame["instroom"] + frame["overgenomen"] - frame["uitstroom"] - frame["overgedragen"]
        assert (som == frame["eind"]).all()


def test_the_template_reads_back(tmp_path):
    (tmp_path / "sjabloon.xlsx").write_bytes(dashboard.sjabloon())
    tabellen = {r.tabel for r in dashboard.recognise([tmp_path / "sjabloon.xlsx"])}
    assert {"maatregelen", "plaatsingen", "declaraties", "opvragen"} <= tabellen


def test_the_environment_can_hold_the_key(export, tmp_path, monkeypatch):
    monkeypatch.setitem(os.environ, "KERNWAARDEN_SLEUTEL", "a1" * 32)
    dashboard.import_sources(tmp_path / "store", [export])
    assert not (tmp_path / "store" / "sleutel").exists()


def test_a_traject_delivered_open_and_later_closed_is_one_traject(tmp_path):
    kop = "jeugdige;gemeente;aanbieder;productcode;toewijzingnummer;toewijzingsdatum;begindatum;einddatum\n"
    bestand, store = tmp_path / "trajecten.csv", tmp_path / "store"
    bestand.write_text(
        kop + "K1;GM0505;A;45A12;;2023-01-01;2023-02-01;\nK2;GM0505;A;45A12;77;2023-01-01;;\n"
        "K3;GM0505;A;45A12;;2023-01-01;2023-03-01;\nK3;GM0505;A;45A12;;2023-01-01;2023-03-01;2023-04-01\n",
        "utf-8",
    )
    dashboard.import_sources(store, [bestand], tm=pd.Timestamp("2023-06-30").date())
    bestand.write_text(
        kop + "K1;GM0505;A;45A12;;2023-01-01;2023-02-01;2023-08-31\n"
        "K2;GM0505;A;45A12;77;2023-01-01;2023-07-15;\n"
        "K1;GM0505;B;45A12;;2023-01-01;2023-02-01;\n",
        "utf-8",
    )
    dashboard.import_sources(store, [bestand], tm=pd.Timestamp("2023-12-31").date())
    with versions.reading(store) as verbinding:
        rijen = verbinding.vraag("select aanbieder, begindatum, einddatum, count(*) as n from trajecten group by all")
    gevonden = {(r.aanbieder, str(r.begindatum)[:10], str(r.einddatum)[:10]): r.n for r in rijen.itertuples()}
    assert gevonden == {
        ("A", "2023-02-01", "2023-08-31"): 1,
        ("A", "2023-07-15", "None"): 1,
        ("B", "2023-02-01", "None"): 1,
        ("A", "2023-03-01", "None"): 1,
        ("A", "2023-03-01", "2023-04-01"): 1,
    }
    leveringen = exact(dashboard.open_store(store)).leveringen()
    assert (
        leveringen["gelezen"] == leveringen["geaccepteerd"] + leveringen["samengevoegd"] + leveringen["afgewezen"]
    ).all()


def test_a_quarter_without_cases_is_not_called_missing_data(tmp_path, capfd):
    (tmp_path / "crises.csv").write_text(
        "jeugdige;gemeente;melding;start\n"
        "K1;GM0505;2024-02-01 10:00;2024-02-01 12:00\n"
        "K2;GM0505;2024-09-01 10:00;2024-09-01 12:00\n",
        "utf-8",
    )
    winkel = ["--store", str(tmp_path / "store")]
    main(["importeer", str(tmp_path / "crises.csv"), *winkel, "--leverancier", "x", "--nummers", "gedeeld"])
    vraag = ["bereken", *winkel, "--regio", "zhz", "--per", "kwartaal", "--uit", str(tmp_path / "uit.csv")]
    capfd.readouterr()
    assert main([*vraag, "--maat", "crisis_binnen_24u"]) == 0
    assert "Geen gegevens" not in capfd.readouterr().err
    assert main([*vraag, "--maat", "crisis_binnen_24u", "--maat", "ots_stand"]) == 1
    assert "Geen gegevens voor: ots_stand." in capfd.readouterr().err
