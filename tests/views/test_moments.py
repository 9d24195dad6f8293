"""Now, a year ago, and the day from which a stock is compared: as the view counts them on those days."""

import datetime as dt
import shutil

import pytest

from core import dashboard
from core.model.oordeel import VERBORGEN
from core.model.selectie import Selectie
from core.ui.figure import now_of
from core.ui.names import breaks
from tests.kijk import exact, shared

NU, TOEN, BASIS = dt.date(2026, 10, 31), dt.date(2025, 10, 31), dt.date(2022, 1, 1)
STANDEN = ("uhp_stand", "ots_stand", "jb_stand", "jr_stand")


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """The shipped example, taken along when it was made before."""
    map = tmp_path_factory.mktemp("eigen")
    if (dashboard.eigen() / ".voorbeeld").is_dir():
        shutil.copytree(dashboard.eigen() / ".voorbeeld", map / ".voorbeeld")
    with pytest.MonkeyPatch.context() as anders:
        anders.setenv("KERNWAARDEN_GEGEVENS", str(map))
        yield dashboard.open_store()


def moments(view, maat_id: str, selectie: Selectie):
    return dashboard.moments(view, maat_id, selectie, breaks(selectie.regio, dashboard.maten()[maat_id]))


@pytest.mark.parametrize("per", ["jaar", "kwartaal"])
@pytest.mark.parametrize("maat_id", STANDEN)
def test_a_stock_is_that_of_the_newest_whole_month_a_year_before_and_the_day_agreed(store, maat_id, per):
    keuze = Selectie(regio="zhz", per=per)
    m = moments(exact(store), maat_id, keuze)
    assert [r["peildatum"] for r in (m.nu, m.toen, m.basis)] == [NU, TOEN, BASIS]
    echt = exact(store).stand_op(maat_id, keuze, (BASIS, TOEN, NU))["waarde"].tolist()
    assert [m.basis["waarde"], m.toen["waarde"], m.nu["waarde"]] == echt
    assert m.nu["voorlopig"] and not m.toen["voorlopig"]


@pytest.mark.parametrize(("per", "nu", "toen"), [("jaar", "2025", "2024"), ("kwartaal", "2026-Q3", "2025-Q3")])
def test_a_flow_is_that_of_the_newest_period_and_the_same_one_a_year_before(store, per, nu, toen):
    m = moments(exact(store), "ots_instroom", Selectie(regio="zhz", per=per))
    assert (m.nu["periode"], m.toen["periode"], m.basis) == (nu, toen, None)


def test_nothing_is_compared_across_a_break(store):
    m = moments(exact(store), "uhp_stand", Selectie(regio="zhz").with_(tot=dt.date(2022, 6, 30)))
    assert (m.nu["peildatum"], m.toen) == (dt.date(2022, 6, 30), None)
    m = moments(exact(store), "ots_instroom", Selectie(regio="zhz").with_(tot=dt.date(2022, 12, 31)))
    assert (m.nu["periode"], m.toen) == ("2022", None)


def test_the_choice_of_years_holds_for_the_day_agreed_too(store):
    assert moments(exact(store), "ots_stand", Selectie(regio="zhz").with_(van=dt.date(2024, 1, 1))).basis is None


@pytest.mark.parametrize("regio", ["hr", "zhz", "zou"])
def test_to_share_they_are_what_the_view_shares(store, regio):
    gis = (None, *store.gis_van(dashboard.regios()[regio].codes)[:2])
    for gi in gis:
        keuze = Selectie(regio=regio).with_(gi=(gi,) if gi else ())
        for maat_id in STANDEN:
            m = moments(shared(store), maat_id, keuze)
            for rij in (m.nu, m.toen, m.basis):
                if rij is not None:
                    assert rij["waarde"] % 5 == 0 if rij["waarde"] == rij["waarde"] else rij["reden"] == VERBORGEN


def test_a_goal_with_rows_of_its_own_is_about_those(store):
    doel = next(d for d in dashboard.regios()["zhz"].doelen if d.filter and d.maat and d.databron == "registratie")
    alles = exact(store).doelbeeld(Selectie(regio="zhz"), doel.id).stand.reeks
    m = dashboard.moments(exact(store), doel.maat, Selectie(regio="zhz"), (), doel)
    assert m.nu["waarde"] == alles.loc[alles["waarde"].notna(), "waarde"].iloc[-1]


def test_now_never_hides_what_the_goal_itself_shows(store):
    """A goal about one product is shared as that goal, where its maat under the same filter may not be."""
    view, keuze, anders = shared(store), Selectie(regio="zhz"), []
    for stand in view.doelen(keuze):
        eigen = dashboard.moments_in(stand.reeks, stand.breuken)
        if stand.doel.doel.soort != "mijlpaal" and eigen is not None and eigen.nu["waarde"] == eigen.nu["waarde"]:
            m = now_of(view, stand, keuze)
            anders += [] if m.nu["waarde"] == m.nu["waarde"] else [stand.doel.id]
    assert not anders
