"""The store as it was: made of what is kept, gone when the deliveries go."""

import pytest

from core import dashboard
from core.model.melding import Melding
from core.model.selectie import Selectie
from core.store import earlier
from core.views.store import as_it_was
from tests.views.test_veranderd import TOEN_RIJEN, deliver, rij

HR = Selectie(regio="hr")


@pytest.fixture
def store(tmp_path):
    deliver(tmp_path / "store", tmp_path, "a", TOEN_RIJEN)
    deliver(tmp_path / "store", tmp_path, "b", [rij(1, "01-02-2023")])
    return dashboard.open_store(tmp_path / "store")


def stand(store):
    view = dashboard.view_of(store, dashboard.LOKAAL, "intern")
    return view.reeks("ots_stand", HR)["waarde"].iloc[-1]


def test_it_is_counted_on_what_there_was(store):
    toen = as_it_was(store, 1)
    assert (stand(toen), stand(store), stand(toen)) == (65, 1, 65), "an answer of then is not taken for one of now"
    assert toen != store and len(dashboard.leveringen(toen)) == 1
    with pytest.raises(Melding, match="kies een andere"):
        as_it_was(store, 3)


def test_nothing_of_it_is_on_disk_and_it_goes_with_the_deliveries(store):
    voor = sorted(p.name for p in store.pad.iterdir())
    stand(as_it_was(store, 1))
    assert sorted(p.name for p in store.pad.iterdir()) == voor
    assert [m for m in earlier._gemaakt if m[0] == store.pad]
    dashboard.delete_levering(store.pad, [1])
    assert not [m for m in earlier._gemaakt if m[0] == store.pad]
    earlier.forget(store.pad)
