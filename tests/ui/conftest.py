"""One store with the shipped example, away from what a user loaded, for all tests of the screens."""

import shutil

import pytest

from core import dashboard


@pytest.fixture(scope="session")
def eigen(tmp_path_factory):
    """An empty folder for the user's own data. The hidden example is taken along when it was made before:
    making it anew takes longer than these tests (the dashboard checks itself whether it still fits)."""
    map = tmp_path_factory.mktemp("eigen")
    gemaakt = dashboard.eigen() / ".voorbeeld"
    if gemaakt.is_dir():
        shutil.copytree(gemaakt, map / ".voorbeeld")
    return map


@pytest.fixture(scope="session")
def store(eigen):
    """The example, loaded once."""
    with pytest.MonkeyPatch.context() as anders:
        anders.setenv("KERNWAARDEN_GEGEVENS", str(eigen))
        yield dashboard.open_store()


@pytest.fixture
def eigen_apart(store, eigen, tmp_path, monkeypatch):
    """A folder of one's own to load into, with the example in it; the shared one stays as it is."""
    shutil.copytree(eigen / ".voorbeeld", tmp_path / ".voorbeeld")
    monkeypatch.setenv("KERNWAARDEN_GEGEVENS", str(tmp_path))
    return tmp_path
