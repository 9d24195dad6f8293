"""What is not in yet: learnt from deliveries with a delay that is known, the range holds the truth."""

import datetime as dt
import random
import shutil

import pandas as pd
import pytest

from core import dashboard
from core.engine.count.aankomst import aankomsten
from core.engine.judge.late_begins import TE_WEINIG, expected, together
from core.model.selectie import Selectie
from core.store import versions


def triangle(toeval: random.Random, kansen: tuple[float, ...], deliveries: int, cases: int) -> tuple[pd.DataFrame, int]:
    """Per quarter `cases` begins, each in after the first, second, ... delivery with these chances; the newest quarter
    was covered once. Gives what was seen, and how many the newest really has."""
    rijen = []
    for nr in range(deliveries):
        wanneer = toeval.choices(range(1, len(kansen) + 1), kansen, k=cases + toeval.randrange(-9, 10))
        for keer in range(1, deliveries - nr + 1):
            rijen.append(("GI Duin", nr, 0, keer, sum(w <= keer for w in wanneer)))
    echt = len(wanneer)
    return pd.DataFrame(rijen, columns=["afzender", "nr", "leeftijd", "keer", "aantal"]), echt


@pytest.mark.parametrize("kansen", [(0.9, 0.1), (0.7, 0.2, 0.1), (0.97, 0.02, 0.01)])
def test_the_range_holds_the_truth(kansen):
    raak, keren, uit = 0, 100, []
    for zaad in range(keren):
        gezien, echt = triangle(random.Random(zaad), kansen, 9, 60)
        r = together(gezien, range(8, 9))
        waar = 1 - gezien[(gezien["nr"] == 8)]["aantal"].iloc[-1] / echt
        raak += r["laag"] <= waar <= r["hoog"]
        uit.append(r["aandeel"])
    assert raak / keren >= 0.92
    assert abs(sum(uit) / keren - (1 - kansen[0])) < 0.02, "and it is not off on one side"


def test_under_three_deliveries_or_twenty_cases_it_is_refused():
    gezien, _ = triangle(random.Random(1), (0.9, 0.1), 3, 60)
    assert together(gezien, range(2, 3)) == dict.fromkeys(("aandeel", "laag", "hoog")) | {
        "leveringen": 0,
        "gevallen": 0,
        "reden": TE_WEINIG,
    }
    weinig = gezien.assign(aantal=1)
    assert together(weinig, range(2, 3))["reden"] == TE_WEINIG
    genoeg, _ = triangle(random.Random(1), (0.9, 0.1), 4, 60)
    assert together(genoeg, range(3, 4))["leveringen"] == 3 and not together(genoeg, range(3, 4))["reden"]


def test_a_period_of_another_age_is_not_learnt_from():
    gezien, _ = triangle(random.Random(1), (0.9, 0.1), 6, 60)
    assert expected(gezien.assign(leeftijd=gezien["nr"] % 6), 5) is None


def test_what_always_came_at_once_is_in():
    gezien, _ = triangle(random.Random(1), (1.0,), 6, 60)
    r = together(gezien, range(5, 6))
    assert r["aandeel"] == 0 and r["laag"] == 0 and 0 < r["hoog"] < 0.1


KOP = "Jeugdige;Gemeente;GI;Type maatregel;Begindatum;Einddatum\n"


def deliver(map_, ronde, gemeenten=(("Leiden", range(30)),)):
    """Quarterly delivery number `ronde`, a file for each of these gemeenten with these of the 30 begins of each
    quarter: 3 of them come a delivery late."""
    jaar, deel = divmod(ronde, 4)
    tm = dt.date(2024 + jaar, 1 + 3 * deel, 1) - dt.timedelta(days=1)
    for gemeente, nummers in gemeenten:
        regels = []
        for kwartaal in range(ronde):
            for nr in nummers:
                if nr % 10 or kwartaal < ronde - 1:
                    jaar, deel = divmod(kwartaal, 4)
                    regels.append(
                        f"k{kwartaal}-{nr};{gemeente};GI Duin;OTS;{1 + nr % 28:02d}-{1 + 3 * deel:02d}-{2024 + jaar};\n"
                    )
        (map_ / "m.csv").write_text(KOP + "".join(regels), "utf-8")
        keuzes = dashboard.Keuzes(van=dt.date(2024, 1, 1), tm=tm, nummers="gedeeld")
        dashboard.import_sources(map_ / "store", [map_ / "m.csv"], keuzes=keuzes)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Five quarterly deliveries of one GI: of 30 begins each quarter 3 come a delivery late."""
    map_ = tmp_path_factory.mktemp("laat")
    for ronde in range(1, 6):
        deliver(map_, ronde)
    return map_ / "store"


def late(store, **filters):
    view = dashboard.open_view(dashboard.LOKAAL, "intern", pad=store)
    return view.late_begins("ots_instroom", Selectie(regio="hr", per="kwartaal").with_(**filters))


def test_deliveries_say_when_each_begin_came(store):
    with versions.reading(store) as verbinding:
        gezien = aankomsten(verbinding, "maatregelen", "kwartaal", {})
    assert set(gezien["afzender"]) == {"gi duin"} or gezien["afzender"].nunique() == 1
    assert set(gezien["leeftijd"]) == {0}
    eerste = gezien[gezien["keer"] == 1]["aantal"].tolist()
    assert eerste == [27] * 5 and set(gezien[gezien["keer"] > 1]["aantal"]) == {30}


def test_the_newest_quarter_is_said_to_miss_a_tenth(store):
    view = dashboard.open_view(dashboard.LOKAAL, "intern", pad=store)
    kwartaal = view.late_begins("ots_instroom", Selectie(regio="hr", per="kwartaal")).iloc[-1]
    assert kwartaal["periode"] == "2025-Q1" and abs(kwartaal["aandeel"] - 0.1) < 1e-9
    assert kwartaal["laag"] < 0.1 < kwartaal["hoog"] and kwartaal["leveringen"] == 4 and kwartaal["gevallen"] == 120
    reeks = view.reeks("ots_instroom", Selectie(regio="hr", per="kwartaal"))
    assert reeks["waarde"].iloc[-1] == 27, "the figure itself stays what is in"


def test_what_counts_no_begins_has_no_answer(store):
    view = dashboard.open_view(dashboard.LOKAAL, "intern", pad=store)
    for maat in ("ots_stand", "ots_uitstroom", "uhp_nieuw"):
        assert view.late_begins(maat, Selectie(regio="hr")).empty


def test_to_share_it_is_whole_percents_of_a_whole_region(store):
    delen = dashboard.open_view(dashboard.LOKAAL, "delen", pad=store)
    r = delen.late_begins("ots_instroom", Selectie(regio="hr", per="kwartaal")).iloc[-1]
    assert r["aandeel"] is None or pd.isna(r["aandeel"]) or round(r["aandeel"], 2) == r["aandeel"]
    assert delen.late_begins("ots_instroom", Selectie(regio="hr", per="kwartaal").with_(gi=("GI Duin",))).empty


def test_the_same_delivery_once_more_changes_nothing(store, tmp_path):
    shutil.copytree(store, tmp_path / "store")
    for _ in range(2):
        deliver(tmp_path, 5)
        pd.testing.assert_frame_equal(late(tmp_path / "store"), late(store))
    assert late(store)["aandeel"].iloc[-1] == pytest.approx(0.1)


def test_a_file_for_each_gemeente_says_the_same_as_one_for_all(store, tmp_path):
    for ronde in range(1, 6):
        deliver(tmp_path, ronde, (("Leiden", range(20)), ("Katwijk", range(20, 30))))
    pd.testing.assert_frame_equal(late(tmp_path / "store"), late(store))
    leiden = late(tmp_path / "store", gemeente=("GM0546",)).iloc[-1]
    assert leiden["aandeel"] == pytest.approx(2 / 20) and leiden["leveringen"] == 4 and leiden["gevallen"] == 80
    deliver(tmp_path, 6, (("Leiden", range(20)),))
    half = late(tmp_path / "store").iloc[-1]
    assert half["periode"] == "2025-Q2" and half["reden"] == TE_WEINIG, "the file of Katwijk is still to come"
    assert late(tmp_path / "store", gemeente=("GM0546",))["aandeel"].iloc[-1] == pytest.approx(2 / 20)
