"""The form that is sent comes back as figures, and an empty line of it does not."""

import datetime as dt
import io

import openpyxl
import pytest

from core import dashboard
from core.model.selectie import Selectie
from core.reports.opvraagformulier import KOLOMMEN, Regel, formulier
from core.store import versions
from tests.kijk import exact


def geopend(inhoud: bytes):
    return openpyxl.load_workbook(io.BytesIO(inhoud))


def doel(doel_id):
    return next(d for r in dashboard.regios().values() for d in r.doelen if d.id == doel_id)


@pytest.fixture(scope="module")
def regels():
    jaar = (dt.date(2024, 1, 1), dt.date(2024, 12, 31))
    return [
        Regel(doel("HR-10"), *jaar, gi="GI West"),
        Regel(doel("ZHZ-06"), *jaar, gi="GI West"),
        Regel(doel("ZHZ-06"), dt.date(2025, 1, 1), dt.date(2025, 12, 31), gi="GI West"),
    ]


def test_what_is_known_is_filled_in_and_the_rest_is_empty(regels):
    boek = openpyxl.load_workbook(io.BytesIO(formulier(regels, regio="Zuid-Holland Zuid", leverancier="GI")))
    blad = boek["opvragen"]
    rijen = list(blad.iter_rows(values_only=True))
    assert rijen[0] == KOLOMMEN
    assert [r[0] for r in rijen[1:]] == ["HR-10", "ZHZ-06", "ZHZ-06"]
    assert rijen[1][1].startswith(doel("HR-10").label)
    assert rijen[3][2:4] == (dt.datetime(2025, 1, 1), dt.datetime(2025, 12, 31))
    assert {r[5] for r in rijen[1:]} == {"GI West"}
    assert all(cel is None for r in rijen[1:] for cel in r[7:])
    assert not any(str(c).startswith("=") for r in rijen for c in r if c is not None)


def test_a_share_is_checked_while_typing_and_an_average_may_have_a_larger_numerator(regels):
    blad = openpyxl.load_workbook(io.BytesIO(formulier(regels, regio="x", leverancier="GI")))["opvragen"]
    op_cel = {str(v.sqref): v for v in blad.data_validations.dataValidation}
    assert op_cel["H3"].type == "custom" and "H3<=I3" in op_cel["H3"].formula1
    assert op_cel["H2"].type == "decimal"
    assert (op_cel["J3"].operator or "between", op_cel["J3"].formula2) == ("between", "1")


def test_the_form_is_recognised_and_loaded(regels, tmp_path):
    boek = openpyxl.load_workbook(io.BytesIO(formulier(regels, regio="x", leverancier="GI")))
    boek["opvragen"]["H2"], boek["opvragen"]["I2"] = 28, 10
    boek["opvragen"]["J3"] = 0.45
    boek.save(tmp_path / "terug.xlsx")
    herkend = [t for t in dashboard.recognise([tmp_path / "terug.xlsx"]) if t.tabel]
    assert [t.tabel for t in herkend] == ["opvragen"] and not herkend[0].vragen
    verslag = dashboard.import_sources(tmp_path / "store", [tmp_path / "terug.xlsx"])
    assert verslag.tabellen[["gelezen", "geaccepteerd", "afgewezen"]].to_numpy().tolist() == [[3, 2, 1]]
    with versions.reading(tmp_path / "store") as verbinding:
        rijen = verbinding.vraag("select doel, gi, teller, noemer, waarde from opvragen order by doel")
    assert rijen["doel"].tolist() == ["HR-10", "ZHZ-06"] and set(rijen["gi"]) == {"GI West"}
    assert (rijen["teller"][0], rijen["noemer"][0], rijen["waarde"][1]) == (28, 10, 0.45)
    stand = exact(dashboard.open_store(tmp_path / "store")).opvragen(Selectie(regio="zhz"))
    zhz6 = stand[(stand["doel"] == "ZHZ-06") & stand["periode"].str.startswith("2024")]
    assert zhz6["stand"].tolist() == ["binnen"] * 4
    assert set(stand.loc[stand["doel"] == "K1-11", "stand"]) == {"ontbreekt"}


def test_the_form_of_the_dashboard_asks_what_is_missing(tmp_path, regels):
    boek = openpyxl.load_workbook(io.BytesIO(formulier(regels, regio="x", leverancier="GI")))
    for rij in (3, 4):
        boek["opvragen"][f"J{rij}"] = 0.45
    boek.save(tmp_path / "terug.xlsx")
    dashboard.import_sources(tmp_path / "store", [tmp_path / "terug.xlsx"])
    store = dashboard.open_store(tmp_path / "store")
    selectie = Selectie(regio="zhz", tot=dt.date(2025, 12, 31))
    gevraagd = [
        (r[0], r[2].year)
        for r in openpyxl.load_workbook(
            io.BytesIO(dashboard.opvraagformulier(exact(store), selectie, "GI", wie="GI West"))
        )["opvragen"].iter_rows(min_row=2, values_only=True)
    ]
    assert gevraagd and ("ZHZ-06", 2024) not in gevraagd and ("ZHZ-06", 2025) not in gevraagd
    alles = openpyxl.load_workbook(io.BytesIO(dashboard.opvraagformulier(exact(store), selectie, "GI", alles=True)))
    assert ("ZHZ-06", 2024) in [(r[0], r[2].year) for r in alles["opvragen"].iter_rows(min_row=2, values_only=True)]
