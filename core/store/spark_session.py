"""A session of Spark, for who has one: on this computer (`spark-local`), a cluster of its own (`spark://HOST:PORT`) or
Spark Connect (`sc://HOST:PORT`). pyspark is no part of the program: it is imported when a session is opened, and
what is missing is said in one sentence.
"""

import contextlib
import os
import shutil
import socket
import subprocess
import time
import warnings
from collections.abc import Iterator
from urllib.parse import urlsplit

from core.model.melding import Melding

LOKAAL = "spark-local"
EISEN = ".requirements-spark.txt"
_POORT = {"spark": 7077, "sc": 15002}
_LUISTERT = 5  # seconds that a server may take to say that it is there
_WERKERS = 60  # seconds that a cluster may take to give this program a worker


def is_spark(engine: str) -> bool:
    return engine == LOKAAL or urlsplit(engine).scheme in _POORT


def is_here(engine: str) -> bool:
    """Whether Spark runs on this computer, so that its workers see the disk of this program."""
    if engine == LOKAAL:
        return True
    try:
        socket.create_server((urlsplit(engine.split(",")[0]).hostname or "", 0)).close()
    except (OSError, ValueError):
        return False  # nobody can listen on an address of another computer
    return True


def open_session(engine: str, plek: str, instellingen: dict[str, str] | None = None):
    """A SparkSession of this engine; what does not fit in memory lies in `plek`. `instellingen`: of Spark, over those
    of the program. Raises Melding when Spark cannot be used: not installed, not there, without workers."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says of every pandas from 3.0 on that it was not tried
        try:
            import ibis
            import pyspark  # noqa: F401

            ibis.pyspark  # noqa: B018 - Ibis writes no Spark text before this backend was loaded
        except ImportError as fout:
            raise Melding(f"{_ontbreekt(fout)}: installeer dat met python -m pip install -r {EISEN}.") from fout
        _listens(engine)
        with in_dutch(begin=True):
            return _connect(engine) if engine.startswith("sc:") else _start(engine, plek, instellingen or {})


def _connect(engine: str):
    try:
        from pyspark.sql.connect.session import SparkSession
    except ImportError as fout:  # its message names the packages it needs
        raise Melding(f"{_ontbreekt(fout)}: installeer dat met python -m pip install -r {EISEN}.") from fout
    return SparkSession.builder.remote(engine).getOrCreate()


def _start(engine: str, plek: str, instellingen: dict[str, str]):
    """A session of which the driver runs here, in Java. What Java writes on the screen is not for this reader."""
    if not (shutil.which("java") or os.path.exists(os.path.join(os.environ.get("JAVA_HOME", ""), "bin", "java"))):
        raise Melding("Voor Spark is Java 17 nodig en dat staat niet op deze computer: installeer Java 17.")
    from pyspark import SparkConf, SparkContext
    from pyspark.java_gateway import launch_gateway
    from pyspark.sql import SparkSession

    lokaal = engine == LOKAAL
    conf = {
        "spark.master": f"local[{os.cpu_count() or 1}]" if lokaal else engine,
        "spark.app.name": "Kernwaarden-dashboard",
        "spark.ui.enabled": "false",  # it would show queries to the network
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.catalogImplementation": "in-memory",
    }
    if lokaal:
        conf |= {
            "spark.sql.shuffle.partitions": str(os.cpu_count() or 1),
            "spark.driver.memory": f"{_half_the_memory()}m",
        }
    if lokaal and ":/" not in plek:  # what does not fit in memory lies with the tables, which only the owner reads
        conf["spark.local.dir"] = f"{plek}/tijdelijk"
    if lokaal or urlsplit(engine).hostname in ("127.0.0.1", "localhost"):
        conf |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    alles = SparkConf().setAll((conf | instellingen).items())
    stil = None if os.environ.get("KERNWAARDEN_FOUTEN") else subprocess.DEVNULL
    poort = launch_gateway(alles, popen_kwargs={"stdout": stil, "stderr": stil})
    sessie = SparkSession(SparkContext(gateway=poort, conf=alles))
    if not lokaal:
        _wait_for_workers(sessie)
    return sessie


def _half_the_memory() -> int:
    """MB for Spark on this computer; it takes no more than it needs."""
    if not hasattr(os, "sysconf"):
        return 2048
    return max(1024, os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // (2 << 20))


def _listens(engine: str) -> None:
    """Raises Melding when no server listens: a client of Spark would wait for ever, or minutes."""
    if engine == LOKAAL:
        return
    deel = urlsplit(engine.split(",")[0])
    try:
        poort = deel.port or _POORT[deel.scheme]
        socket.create_connection((deel.hostname or "", poort), _LUISTERT).close()
    except ValueError as fout:
        raise Melding(f"Het adres van Spark klopt niet: schrijf {deel.scheme}://HOST:POORT.") from fout
    except OSError as fout:
        raise Melding(
            f"Op {deel.hostname}:{poort} luistert geen Spark: kijk of het adres klopt en of Spark aan staat."
        ) from fout


def _wait_for_workers(sessie) -> None:
    """A cluster without a free worker takes every question and answers none."""
    einde = time.monotonic() + _WERKERS
    stand = sessie.sparkContext._jsc.sc()
    while stand.getExecutorMemoryStatus().size() < 2:  # the driver is one of them
        if time.monotonic() > einde:
            sessie.stop()
            raise Melding(
                "Spark gaf binnen een minuut geen werker: kijk of er werkers zijn en of zij geheugen vrij hebben."
            )
        time.sleep(0.2)


def _ontbreekt(fout: ImportError) -> str:
    naam = (fout.name or "pyspark").split(".")[0]
    return f"Voor Spark is het pakket {naam} nodig en dat is niet geïnstalleerd"


@contextlib.contextmanager
def in_dutch(begin: bool = False) -> Iterator[None]:
    """What Spark raises, as one Dutch sentence. A query that it does not understand is a mistake of the program and
    stays what it is."""
    from pyspark.errors import AnalysisException, PySparkException

    try:
        yield
    except AnalysisException:
        raise
    except Exception as fout:
        if not isinstance(fout, PySparkException | OSError) and type(fout).__module__.split(".")[0] not in (
            "py4j",
            "grpc",
        ):
            raise
        if begin:
            raise Melding(
                "Spark start niet: kijk of Java 17 er is, of Spark dezelfde versie heeft als hier (zie "
                "core/decisions/spark.md) en of er genoeg geheugen vrij is."
            ) from fout
        raise Melding(
            "Spark hield ermee op voor de vraag beantwoord was: kijk of de werkers nog draaien en of zij de map met "
            "Parquet kunnen lezen en schrijven."
        ) from fout
