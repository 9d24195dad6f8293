"""The command line on a real cluster of a master and two workers, one of which is killed half way, and on Spark
Connect; and what is said when there is no Spark to count on."""

import datetime as dt
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from core.__main__ import main
from core.store import engines, keep, versions
from tests.natelling.export import Maker
from tests.natelling.schrijven import schrijf_csv
from tests.natelling.vergelijken import importeer
from tests.spark import JAVA, cluster, connect_server, free_port, need_spark, wait_until

WORTEL = Path(__file__).parents[2]
# Of each kind one: a stock, a flow, spells of two tables, a median, a mean of amounts, a rate.
MATEN = ("jb_stand", "jb_instroom", "uhp_stand", "uhp_nieuw", "wachttijd_gi", "kosten_per_jeugdige", "hulp_jeugdigen")
LAATSTE = "uhp_begin"  # the table that is made after all others


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    map_ = tmp_path_factory.mktemp("cluster")
    bron = schrijf_csv(Maker(81, 40).everything(), map_ / "export", random.Random(81))
    importeer([bron], map_ / "store", dt.date(2024, 12, 31))
    return map_ / "store"


def ask(store: Path, *opties: object) -> list[str]:
    maten = [deel for m in MATEN for deel in ("--maat", m)]
    return ["bereken", "--store", str(store), *maten, "--splits", "gi", *map(str, opties)]


def here(store: Path, uit: Path) -> pd.DataFrame:
    assert main(ask(store, "--uit", uit)) == 0
    return pd.read_csv(uit)


def there(store: Path, *opties: object) -> subprocess.Popen:
    """The same question by a program of its own."""
    conf = {
        "spark.sql.shuffle.partitions": 2,
        "spark.executor.memory": "600m",
        "spark.driver.extraJavaOptions": JAVA,
        "spark.executor.extraJavaOptions": JAVA,
    }
    klein = " ".join(f"--conf '{k}={v}'" for k, v in conf.items())
    omgeving = os.environ | {"PYSPARK_SUBMIT_ARGS": f"{klein} pyspark-shell"}
    opdracht = [sys.executable, "-m", "core", *ask(store, *opties)]
    return subprocess.Popen(opdracht, cwd=WORTEL, env=omgeving, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def finished(proces: subprocess.Popen) -> None:
    """Done, and nothing of Spark on the screen."""
    uit, fout = proces.communicate()
    assert (proces.returncode, uit, fout) == (0, b"", b"")


def test_a_worker_that_is_killed_half_way_changes_no_figure(store, tmp_path):
    need_spark()
    verwacht = here(store, tmp_path / "hier.csv")
    with cluster(tmp_path) as (url, werkers):
        proces = there(store, "--engine", url, "--werkmap", tmp_path / "parquet", "--uit", tmp_path / "daar.csv")
        halverwege = tmp_path / "parquet" / "maatregel_verloop-klaar" / "_SUCCESS"
        wait_until(halverwege.exists, proces, *werkers)
        werkers[0].send_signal(signal.SIGKILL)
        werkers[0].wait()
        assert not (tmp_path / "parquet" / LAATSTE).exists() and proces.poll() is None, "it was no longer half way"
        finished(proces)
        assert (tmp_path / "parquet" / LAATSTE / "_SUCCESS").exists()
    pd.testing.assert_frame_equal(pd.read_csv(tmp_path / "daar.csv"), verwacht)
    assert not list(store.glob("bezig-*"))


def test_spark_connect_gives_the_same_figures(store, tmp_path):
    need_spark()
    verwacht = here(store, tmp_path / "hier.csv")
    with connect_server(tmp_path) as url:
        finished(there(store, "--engine", url, "--uit", tmp_path / "daar.csv"))
    pd.testing.assert_frame_equal(pd.read_csv(tmp_path / "daar.csv"), verwacht)
    assert not list(store.glob("bezig-*")), "what was only for this run stays behind"


@pytest.mark.nightly
def test_spark_on_this_computer_and_what_it_kept(store, tmp_path):
    """Everything, twice: the second run reads the tables of the first."""
    need_spark()
    alles = ["bereken", "--store", str(store), "--alles", "--splits", "gemeente,gi", "--uit"]
    main([*alles, str(tmp_path / "hier.csv")])
    for keer in range(2):
        opties = ["--engine", "spark-local", "--werkmap", str(tmp_path / "parquet")]
        opdracht = [sys.executable, "-m", "core", *alles, str(tmp_path / f"{keer}.csv"), *opties]
        subprocess.run(opdracht, cwd=WORTEL, check=False, capture_output=True)
        pd.testing.assert_frame_equal(pd.read_csv(tmp_path / f"{keer}.csv"), pd.read_csv(tmp_path / "hier.csv"))


def said(capsys, store: Path, *opties: object) -> str:
    assert main(ask(store, *opties)) == 2
    zin = capsys.readouterr().err.strip()
    assert "\n" not in zin and zin.endswith(".") and zin[0].isupper()
    return zin


@pytest.mark.parametrize("adres", ["spark://127.0.0.1:{}", "sc://127.0.0.1:{}/;token=geheim"])
def test_a_port_where_nobody_listens_is_said_at_once(adres, store, capsys, monkeypatch):
    need_spark()
    poort = free_port()
    monkeypatch.setenv("KERNWAARDEN_DATABASE_SPARK", adres.format(poort))
    zin = said(capsys, store, "--engine", "database:spark")
    assert f"127.0.0.1:{poort}" in zin and "geheim" not in zin


@pytest.mark.parametrize("adres", ["postgresql://jan:geheim@127.0.0.1:{}/db", "postgresql://jan:geheim@[{}/db"])
def test_a_database_that_cannot_be_opened_is_said_without_the_password(adres, store, capsys, monkeypatch):
    monkeypatch.setenv("KERNWAARDEN_DATABASE_ZORG", adres.format(free_port()))
    assert "geheim" not in said(capsys, store, "--engine", "database:zorg")


@pytest.mark.parametrize("adres", ["postgresql://jan:geheim@127.0.0.1/db", "sc://127.0.0.1/;use_ssl=true;token=geheim"])
def test_a_password_does_not_stand_in_the_list_of_commands(adres, store, capsys):
    zin = said(capsys, store, "--engine", adres)
    assert "omgeving" in zin and "geheim" not in zin


def test_what_is_no_engine_is_said_with_those_that_are(store, capsys):
    assert "spark-local" in said(capsys, store, "--engine", "oracle")


def test_workers_elsewhere_need_a_folder_that_they_see_too(store, capsys):
    assert "--werkmap" in said(capsys, store, "--engine", "spark://192.0.2.1:7077")


def test_an_encrypted_store_is_not_laid_open_beside_itself(store, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("KERNWAARDEN_VERSLEUTEL", "ja")
    assert "versleuteld" in said(capsys, store, "--engine", "spark-local")
    assert not list(store.glob("bezig-*"))


def test_without_java_or_pyspark_it_says_what_to_install(store, tmp_path, capsys, monkeypatch):
    need_spark()
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with monkeypatch.context() as zonder:
        zonder.setenv("PATH", str(tmp_path))
        assert "Java 17" in said(capsys, store, "--engine", "spark-local")
    leeg = "import sys; sys.modules['pyspark'] = None; from core.__main__ import main; sys.exit(main(sys.argv[1:]))"
    opdracht = [sys.executable, "-c", leeg, *ask(store, "--engine", "spark-local")]
    klaar = subprocess.run(opdracht, cwd=WORTEL, capture_output=True, text=True)
    assert klaar.returncode == 2 and ".requirements-spark.txt" in klaar.stderr and klaar.stderr.count("\n") == 1


def test_who_does_not_ask_for_spark_does_not_load_it(store):
    zonder = f"import sys; from core.__main__ import main; main({ask(store)!r}); print('pyspark' in sys.modules)"
    klaar = subprocess.run([sys.executable, "-c", zonder], cwd=WORTEL, capture_output=True, text=True)
    assert klaar.stdout.endswith("False\n")


def test_a_folder_in_which_is_counted_is_not_cleared_away(tmp_path):
    """A program that starts takes away what a killed one left, but not what another one works in."""
    store = tmp_path
    with engines.folder(store, "spark-local", None) as plek:
        Path(plek, "tabel").mkdir()
        versions.begin.__wrapped__(store)
        assert Path(plek, "tabel").is_dir()
    assert not Path(plek).exists()
    for take_away in (versions.begin.__wrapped__, keep.wipe):
        dood = store / "bezig-spark-dood"
        dood.mkdir()
        (dood / "slot").touch()
        take_away(store)
        assert not dood.exists()
