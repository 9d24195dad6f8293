"""What is said of a hand-over is what was counted: the findings of random hand-overs beside the measures of them."""

import datetime as dt

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.dashboard import LOKAAL, Keuzes, import_sources, open_store, view_of
from core.model.selectie import Selectie

DAG0 = dt.date(2023, 1, 1)
KEUZES = Keuzes(leverancier="x", nummers="gedeeld", van=DAG0, tm=dt.date(2025, 12, 31))


def dag(n: int) -> str:
    return str(DAG0 + dt.timedelta(days=n))


def rows(kind: str, gaten: list[int | None], ontvangt: list[bool]) -> list[dict]:
    """The records of one child: each is handed over after 50 days, the next begins so many days later."""
    rijen, nu = [], 0
    for nr, (gat, kreeg) in enumerate(zip([0, *gaten], [False, *ontvangt], strict=True)):
        nu += (gat or 0) + (50 if nr else 0)
        vast = {"jeugdige": kind, "gemeente": "GM0505", "gi": f"GI {'ABCD'[nr]}", "type": "11", "einddatum": ""}
        begin = {"begindatum": "" if kreeg else dag(nu), "datum_overgedragen_gekregen": dag(nu) if kreeg else ""}
        rijen.append(vast | begin | {"datum_overgedragen": dag(nu + 50)})
    return rijen


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from([1, 2, 10, 31, 32, 90, 200]), st.booleans()), max_size=3))
def test_who_is_out_of_sight_is_still_counted_and_who_went_on_is_one_measure(tmp_path_factory, keten):
    map = tmp_path_factory.mktemp("overdracht")
    rijen = rows("K1", [g for g, _ in keten], [o for _, o in keten])
    pd.DataFrame(rijen).to_csv(map / "maatregelen.csv", index=False)
    import_sources(map / "store", [map / "maatregelen.csv"], keuzes=KEUZES)
    view = view_of(open_store(map / "store"), LOKAAL, "intern")
    codes = view.bevindingen()["code"].tolist()
    begonnen = view.reeks("jb_instroom", Selectie(regio="zhz", per="maand"))["waarde"].sum()
    # A record that is not received, and not begun by the day after, is a measure of its own.
    assert begonnen == 1 + sum(not kreeg and gat > 1 for gat, kreeg in keten)
    assert codes.count("M302") == begonnen, "each of them ends in a hand-over that nobody received"
    assert codes.count("M306") == sum(kreeg and gat > 1 for gat, kreeg in keten)
    assert "M303" not in codes
