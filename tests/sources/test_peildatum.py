"""The day that a file names as its own is that of the table it stands above, and of no other."""

import datetime as dt

import pytest

from core import dashboard
from core.model.melding import OpenVragen
from core.model.selectie import Selectie
from tests.kijk import exact
from tests.sources.readers import maken

KOP = ["BSN", "Gemeente", "GI", "Type maatregel", "Begindatum", "Einddatum"]
HULP = ["BSN", "Gemeente", "Aanbieder", "Begindatum", "Einddatum"]


def load(tmp_path, titels, **keuzes):
    """A workbook of measures (a sheet per title, None: without one) and of help without a title."""
    bladen = {}
    for nr, titel in enumerate(titels):
        rij = [f"90000000{nr}", "Leiden", "GI Duin", "OTS", "01-02-2024", ""]
        bladen[f"maatregelen {nr}"] = [*([[titel], []] if titel else []), KOP, rij]
    bladen["trajecten"] = [HULP, ["900000009", "Leiden", "Zee", "01-02-2024", "15-08-2024"]]
    pad = maken.xlsx(tmp_path / "levering.xlsx", bladen)
    verslag = dashboard.import_sources(tmp_path / "store", [pad], keuzes=dashboard.Keuzes(**keuzes))
    gezegd = [o.melding for o in verslag.opmerkingen if o.code == "peildatum"]
    return {r.tabel: r.tm for r in verslag.tabellen.itertuples()}, gezegd


def test_it_holds_for_its_own_table_and_is_told(tmp_path):
    tm, gezegd = load(tmp_path, ["Peildatum: 30-09-2024", None])
    assert tm == {"maatregelen": dt.date(2024, 9, 30), "trajecten": dt.date(2024, 8, 15)}
    assert len(gezegd) == 1 and "maatregelen" in gezegd[0] and "30-09-2024" in gezegd[0]


@pytest.mark.parametrize(
    "titels",
    [["Peildatum 30-06-2024", "Peildatum 30-09-2024"], ["Stand per 31-02-2024"], ["Peildatum 01-01-2099"], [None]],
)
def test_two_days_no_day_and_a_day_to_come_say_nothing(tmp_path, titels):
    tm, gezegd = load(tmp_path, titels)
    assert tm["maatregelen"] == dt.date(2024, 2, 1) and not gezegd


def test_what_somebody_said_goes_first(tmp_path):
    tm, gezegd = load(tmp_path, ["Peildatum: 30-09-2024"], tm=dt.date(2024, 12, 31))
    assert set(tm.values()) == {dt.date(2024, 12, 31)} and not gezegd


def test_a_day_above_rows_that_begin_later_is_asked(tmp_path):
    """Left over from the last delivery it would hide what came since, and keep open what has ended."""
    rijen = [["900000001", "Leiden", "GI D", "OTS", "01-02-2024", "15-07-2024"]]
    rijen.append(["900000002", "Leiden", "GI D", "OTS", "01-08-2024", ""])
    pad = maken.xlsx(tmp_path / "oud.xlsx", {"maatregelen": [["Peildatum: 30-06-2024"], [], KOP, *rijen]})
    with pytest.raises(OpenVragen) as gevraagd:
        dashboard.import_sources(tmp_path / "store", [pad])
    (vraag,) = gevraagd.value.vragen
    assert "30-06-2024" in vraag.zin() and "01-08-2024" in vraag.zin() and "--tm" in vraag.zin()
    for dag, aantal in (("30-06-2024", 1), ("01-08-2024", 1)):
        keuzes = dashboard.Keuzes(antwoorden={("peildatum", "maatregelen"): dag})
        verslag = dashboard.import_sources(tmp_path / dag, [pad], keuzes=keuzes)
        assert verslag.tabellen["tm"].to_list() == [dt.datetime.strptime(dag, "%d-%m-%Y").date()]
        stand = exact(dashboard.open_store(tmp_path / dag)).stand_op("ots_stand", Selectie(), (DAG[dag],))
        assert stand["waarde"].to_list() == [aantal]


DAG = {"30-06-2024": dt.date(2024, 6, 30), "01-08-2024": dt.date(2024, 8, 1)}


def test_a_start_that_is_agreed_for_a_day_to_come_asks_nothing(tmp_path):
    nu = dt.date.today()
    straks = f"{nu + dt.timedelta(days=20):%d-%m-%Y}"
    rijen = [["900000001", "Leiden", "Zee", "01-02-2024", ""], ["900000002", "Leiden", "Zee", straks, ""]]
    pad = maken.xlsx(tmp_path / "later.xlsx", {"trajecten": [[f"Peildatum: {nu:%d-%m-%Y}"], [], HULP, *rijen]})
    verslag = dashboard.import_sources(tmp_path / "store", [pad])
    assert verslag.tabellen["tm"].to_list() == [nu]


def test_a_moment_after_the_day_above_it_is_asked_by_its_day(tmp_path):
    kop = ["BSN", "Gemeente", "Aanbieder", "Melding", "Eerste contact", "Soort hulp"]
    rij = ["900000001", "Leiden", "Zee", "01-08-2024 13:05", "01-08-2024 14:00", "ambulant"]
    pad = maken.xlsx(tmp_path / "crises.xlsx", {"crises": [["Peildatum: 30-06-2024"], [], kop, rij]})
    with pytest.raises(OpenVragen, match=r"30-06-2024.*begint 1 rij.*01-08-2024"):
        dashboard.import_sources(tmp_path / "store", [pad])
