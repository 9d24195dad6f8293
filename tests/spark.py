"""A real Spark for the tests: one session for all of them, and a cluster of its own of processes on 127.0.0.1."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.store.spark import SparkVerbinding

JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
# Tables of a few rows: nothing of what pays on large ones, and a Java that does not study what it runs.
KLEIN = {
    "spark.master": "local[1]",
    "spark.driver.memory": "1g",
    "spark.driver.extraJavaOptions": JAVA,
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}


def need_spark() -> None:
    """Skips where Spark is not installed: it is no part of the program."""
    pytest.importorskip("py4j", reason="pyspark is not installed (.requirements-spark.txt)")
    if not shutil.which("java"):
        pytest.skip("Java is not installed (apt install openjdk-17-jre-headless)")


class OnDriver(SparkVerbinding):
    """The same, with tables of a few rows kept by the driver: three times as fast for a worked example as a file."""

    def _keep(self, naam: str, frame) -> None:
        self._frame(frame.toArrow()).createOrReplaceTempView(naam)
        self._tabellen.add(naam)


def free_port() -> int:
    with socket.socket() as deur:
        deur.bind(("127.0.0.1", 0))
        return deur.getsockname()[1]


@contextlib.contextmanager
def spark_class(klasse: str, *argumenten: object, log: Path) -> Iterator[subprocess.Popen]:
    """A part of Spark as a process of its own, with all that it starts; gone afterwards."""
    import pyspark

    thuis = Path(pyspark.__file__).parent
    omgeving = os.environ | {
        "SPARK_HOME": str(thuis),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_LOCAL_DIRS": str(log.parent),
        "SPARK_DAEMON_MEMORY": "512m",
        "SPARK_DAEMON_JAVA_OPTS": JAVA,
        "PYSPARK_PYTHON": sys.executable,
    }
    with log.open("wb") as uit:
        proces = subprocess.Popen(
            [thuis / "bin" / "spark-class", klasse, *map(str, argumenten)], env=omgeving, stdout=uit, stderr=uit
        )
    try:
        yield proces
    finally:
        proces.kill()
        proces.wait()


def wait_until(klaar: Callable[[], bool], *processen: subprocess.Popen) -> None:
    """Until it is so, for as long as these processes live."""
    while not klaar():
        for p in processen:
            assert p.poll() is None, f"{p.args[1]} ended with {p.returncode}"
        time.sleep(0.05)


def listens(poort: int) -> bool:
    with socket.socket() as deur:
        return deur.connect_ex(("127.0.0.1", poort)) == 0


@contextlib.contextmanager
def cluster(map_: Path) -> Iterator[tuple[str, list[subprocess.Popen]]]:
    """A master and two workers: its address, and the workers."""
    poort, deploy = free_port(), "org.apache.spark.deploy"
    url = f"spark://127.0.0.1:{poort}"
    gewoon = ("--host", "127.0.0.1", "--webui-port", 0)
    with contextlib.ExitStack() as stapel:
        start = stapel.enter_context
        master = ("--host", "127.0.0.1", "--port", poort, "--webui-port", 0)
        meester = start(spark_class(f"{deploy}.master.Master", *master, log=map_ / "master.log"))
        wait_until(lambda: listens(poort), meester)
        werkers = [
            start(
                spark_class(
                    f"{deploy}.worker.Worker", *gewoon, "-c", 1, "-m", "900m", "--work-dir", map_ / f"werk{i}", url,
                    log=map_ / f"worker{i}.log",
                )
            )
            for i in (1, 2)
        ]  # fmt: skip
        wait_until(lambda: (map_ / "master.log").read_text("utf-8").count("Registering worker") == 2, meester, *werkers)
        yield url, werkers


@contextlib.contextmanager
def connect_server(map_: Path) -> Iterator[str]:
    """A Spark Connect server: its address."""
    poort = free_port()
    opties = {
        "spark.master": "local[1]",
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": "1",
        "spark.connect.grpc.binding.address": "127.0.0.1",
        "spark.connect.grpc.binding.port": poort,
    }
    klasse = "org.apache.spark.sql.connect.service.SparkConnectServer"
    argumenten = [
        "--driver-memory",
        "1g",
        "--class",
        klasse,
        *(x for k, v in opties.items() for x in ("--conf", f"{k}={v}")),
    ]
    with spark_class(
        "org.apache.spark.deploy.SparkSubmit", *argumenten, "spark-internal", log=map_ / "connect.log"
    ) as server:
        wait_until(lambda: listens(poort), server)
        yield f"sc://127.0.0.1:{poort}"
