"""Which figures that were asked for are in, and how milestones stand."""

import datetime as dt

import pandas as pd
import pytest

from core import dashboard
from core.engine.judge.asked import behaald, opgevraagd, with_noemer
from core.engine.judge.asked_state import opvraagstand
from core.engine.judge.milestones import mijlpaalstand
from core.model.doel import Doel
from core.model.selectie import Selectie
from tests.kijk import exact

D = dt.date
VAN, TM = D(2024, 1, 1), D(2025, 6, 30)


def doel(doel_id="X-1", databron="opvraag", frequentie="jaar", datum=None, waarde=None):
    soort = {"soort": "mijlpaal", "waarde": waarde, "datum": datum} if databron == "mijlpaal" else {"soort": "open"}
    return Doel(
        id=doel_id,
        label="Een doel",
        soort="procesnorm",
        niveau="prestatie",
        prioriteit="A",
        richting="behalen",
        databron=databron,
        eenheid="aandeel",
        doel=soort,
        frequentie=frequentie,
        bronnen=[{"title": "bron"}],
        definitie="iets",
        leverancier="GI",
    )


def opvraag(*rijen):
    kolommen = [
        "doel",
        "periode_begin",
        "periode_einde",
        "gemeente",
        "segment",
        "gi",
        "aanbieder",
        "teller",
        "noemer",
        "waarde",
        "n",
    ]
    frame = pd.DataFrame(
        [dict(zip(("periode_begin", "periode_einde", "gi", "teller"), r, strict=True)) for r in rijen],
        columns=kolommen,
    )
    return frame.assign(doel="X-1")


def standen(rijen, **anders):
    uit = opvraagstand(rijen, (doel(**anders),), (), VAN, TM)
    return list(zip(uit["periode"], uit["stand"], uit["ontbreken"], strict=True))


def test_a_period_is_in_when_all_its_days_are_covered():
    halfjaren = opvraag((D(2024, 1, 1), D(2024, 6, 30), None, 1), (D(2024, 7, 1), D(2024, 12, 31), None, 1))
    assert standen(halfjaren) == [("2024", "binnen", ())]
    assert standen(halfjaren.iloc[:1]) == [("2024", "ontbreekt", ())]
    assert standen(halfjaren, frequentie="halfjaar") == [
        ("2024-H1", "binnen", ()),
        ("2024-H2", "binnen", ()),
        ("2025-H1", "ontbreekt", ()),
    ]


def test_a_part_that_delivered_before_and_not_now_is_missing():
    rijen = opvraag(
        (D(2024, 1, 1), D(2024, 3, 31), "GI A", 1),
        (D(2024, 1, 1), D(2024, 3, 31), "GI B", 1),
        (D(2024, 4, 1), D(2024, 6, 30), "GI A", 1),
    )
    assert standen(rijen, frequentie="kwartaal")[:3] == [
        ("2024-Q1", "binnen", ()),
        ("2024-Q2", "deels binnen", ("GI B",)),
        ("2024-Q3", "ontbreekt", ()),
    ]


def test_a_row_without_figure_is_not_in():
    assert standen(opvraag((D(2024, 1, 1), D(2024, 12, 31), None, None))) == [("2024", "ontbreekt", ())]


def test_a_goal_asked_once_has_one_period():
    assert standen(opvraag(), frequentie="eenmalig") == [("eenmalig", "ontbreekt", ())]
    assert standen(opvraag((D(2020, 1, 1), D(2020, 1, 31), None, 1)), frequentie="eenmalig")[0][1] == "binnen"


def mijlpaal(*rijen):
    frame = pd.DataFrame(rijen, columns=["gi", "toegang", "behaald_op", "bewijs"])
    return frame.assign(doel="M-1", toelichting=None)[["doel", "gi", "toegang", "behaald_op", "bewijs", "toelichting"]]


@pytest.mark.parametrize(
    ("dag", "bewijs", "afgesproken", "stand"),
    [
        (D(2024, 1, 1), "besluit", D(2024, 1, 1), "behaald"),
        (D(2024, 1, 2), "besluit", D(2024, 1, 1), "te laat behaald"),
        (D(2024, 1, 1), None, D(2024, 1, 1), "bewijs ontbreekt"),
        (None, None, D(2024, 1, 1), "niet behaald"),
        (None, None, D(2030, 1, 1), "nog te gaan"),
        (None, None, None, "nog te gaan"),
        (D(2027, 1, 1), "besluit", D(2030, 1, 1), "nog te gaan"),
    ],
)
def test_how_a_milestone_stands(dag, bewijs, afgesproken, stand):
    m = doel("M-1", "mijlpaal", datum=afgesproken)
    assert mijlpaalstand(mijlpaal((None, None, dag, bewijs)), (m,), D(2026, 1, 1))["stand"].tolist() == [stand]


def test_a_milestone_without_rows_has_one():
    uit = mijlpaalstand(mijlpaal(), (doel("M-1", "mijlpaal", datum=D(2024, 1, 1)), doel("X-1")), D(2026, 1, 1))
    assert uit["stand"].tolist() == ["geen gegevens"] and uit["behaald_op"].tolist() == [None]


def test_of_a_milestone_that_comes_back_only_the_first_can_be_late():
    rijen = mijlpaal((None, None, D(2023, 5, 1), "b"), (None, None, D(2025, 5, 1), "b"))
    uit = mijlpaalstand(rijen, (doel("M-1", "mijlpaal", datum=D(2023, 12, 31)),), D(2026, 1, 1))
    assert uit["stand"].tolist() == ["behaald", "behaald"]
    assert uit["afgesproken"].tolist() == [D(2023, 12, 31), None], "for the second time nothing was agreed"


def test_a_milestone_that_is_due_every_year_can_be_late_every_year():
    """Agreed before 1 April each year, first in 2021; what was done before the first term has no day to be held to."""
    m = doel("M-1", "mijlpaal", datum=D(2021, 3, 31))
    m = m.model_copy(update={"doel": m.doel.model_copy(update={"elke": 1})})
    dagen = [D(2019, 5, 1), D(2021, 3, 12), D(2022, 3, 31), D(2023, 4, 14), D(2024, 3, 20)]
    uit = mijlpaalstand(mijlpaal(*((None, None, d, "b") for d in dagen)), (m,), D(2026, 1, 1))
    assert uit["stand"].tolist() == ["behaald", "behaald", "behaald", "te laat behaald", "behaald"]
    assert uit["afgesproken"].tolist() == [None, D(2021, 3, 31), D(2022, 3, 31), D(2023, 3, 31), D(2024, 3, 31)]


def test_a_named_toegang_counts_once_and_rows_without_a_name_each():
    m = doel("M-1", "mijlpaal", waarde=5)
    rijen = mijlpaal(
        ("GI A", "Katwijk", D(2024, 1, 1), "b"),
        ("GI A", "Katwijk", D(2024, 2, 1), "b"),
        (None, None, D(2024, 3, 1), "b"),
        (None, None, D(2024, 4, 1), "b"),
    )
    rijen = rijen.astype(object).where(rijen.notna(), None).to_dict("records")
    assert behaald(rijen, m, Selectie(), D(2026, 1, 1))["waarde"].tolist() == [1, 2, 3]
    assert behaald(rijen, m, Selectie(), D(2024, 3, 15))["waarde"].tolist() == [1, 2], "what is to come is not reached"
    assert behaald([r | {"behaald_op": None} for r in rijen], m, Selectie(), D(2026, 1, 1))["waarde"].tolist() == [0]
    assert behaald([], m, Selectie(), D(2026, 1, 1)).empty


def test_a_milestone_of_each_gi_asks_for_all_under_contract_and_all_that_are_named():
    m = doel("M-1", "mijlpaal", datum=D(2024, 1, 1))
    per_gi = m.model_copy(update={"doel": m.doel.model_copy(update={"per": "gi", "partijen": (3, 1), "waarde": 3.0})})
    beide = per_gi.model_copy(
        update={"doel": per_gi.doel.model_copy(update={"per": "gi_toegang", "partijen": (3, 5), "waarde": 15.0})}
    )
    rijen = [{"gi": f"GI {x}", "toegang": None} for x in "ABCD"]
    een = Selectie().with_(gi=("GI A",))
    assert [
        with_noemer(r, d, k).doel.waarde
        for r, d, k in (
            (rijen[:1], per_gi, Selectie()),
            (rijen, per_gi, Selectie()),
            (rijen[:1], per_gi, een),
            (rijen[:1], beide, Selectie()),
            (rijen[:1], beide, een),
            (rijen, m, Selectie()),
        )
    ] == [3, 4, 1, 15, 5, None]


def test_a_later_delivery_replaces_the_milestones_of_the_same_who_and_keeps_the_others(tmp_path):
    kop = "doel;gi;toegang;behaald_op;bewijs\n"
    (tmp_path / "mijlpalen.csv").write_text(
        kop + "Z-13;;;2021-06-15;agenda\nZ-13;;;2023-09-28;agenda\nZ-26;;Zeist;;\nZ-26;;Bunnik;2022-01-01;b\n",
        "utf-8",
    )
    dashboard.import_sources(tmp_path / "store", [tmp_path / "mijlpalen.csv"])
    (tmp_path / "mijlpalen.csv").write_text(kop + "Z-26;;Zeist;2024-05-01;besluit\n", "utf-8")
    dashboard.import_sources(tmp_path / "store", [tmp_path / "mijlpalen.csv"])
    rijen = exact(dashboard.open_store(tmp_path / "store")).mijlpalen(Selectie(regio="zou"))
    rijen = rijen[rijen["doel"].isin(["Z-13", "Z-26"])]
    assert list(zip(rijen["doel"], rijen["toegang"], rijen["behaald_op"].map(str), strict=True)) == [
        ("Z-13", None, "2021-06-15"),
        ("Z-13", None, "2023-09-28"),
        ("Z-26", "Bunnik", "2022-01-01"),
        ("Z-26", "Zeist", "2024-05-01"),
    ]


def asked(*rijen):
    """(gemeente, gi, teller) of one year -> the sum that is shown."""
    basis = dict.fromkeys(("segment", "aanbieder", "noemer", "waarde", "n"))
    jaar = {"periode_begin": D(2024, 1, 1), "periode_einde": D(2024, 12, 31)}
    alle = [basis | jaar | dict(zip(("gemeente", "gi", "teller"), r, strict=True)) for r in rijen]
    aantallen = doel().model_copy(update={"eenheid": "jeugdigen"})
    return alle, aantallen


@pytest.mark.parametrize(
    ("rijen", "keuze", "som"),
    [
        ([("GM1", None, 3), ("GM2", None, 4)], {}, 7),
        ([(None, None, 10), ("GM1", None, 3), ("GM2", None, 4)], {}, 10),
        ([(None, None, 10), ("GM1", None, 3), ("GM2", None, 4)], {"gemeente": ("GM1",)}, 3),
        ([(None, "GI A", 6), ("GM1", "GI A", 2), ("GM1", "GI B", 5)], {}, 11),
        ([(None, "GI A", 6), ("GM1", None, 5)], {}, 11),
        ([(None, None, 10), (None, "GI A", 6)], {"gi": ("GI A",)}, 6),
    ],
)
def test_a_whole_is_not_added_to_its_parts(rijen, keuze, som):
    alle, aantallen = asked(*rijen)
    reeks = opgevraagd(alle, aantallen, Selectie().with_(**keuze), ("GM1", "GM2"))
    assert reeks["waarde"].tolist() == [som]
