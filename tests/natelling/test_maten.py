"""The recount against examples worked out by hand, at the boundaries: sections 3 and 4."""

from datetime import date, timedelta

import pytest

from tests.natelling.maten import kaplan_meier_mediaan
from tests.natelling.meting import MATEN, maak_cel, meetbaar, perioden
from tests.natelling.voorbeelden import JB, WISSEL, cijfer, op

# --- rule 7: age, and jb_opnieuw ------------------------------------------------------------------------

JAAR = ("2023-01-01", "2023-12-31")


@pytest.mark.parametrize(
    ("geboren", "noemer"), [("2005-06-15", True), ("2005-06-01", True), ("2005-05-31", False), ("-", True)]
)
def test_minor_through_the_month_of_the_eighteenth_birthday(tel, geboren, noemer):
    t = tel(maatregelen=f"kind begin eind reden geboren | K1 2023-01-01 2023-06-30 02 {geboren}")
    assert (cijfer(t, "jb_opnieuw", *JAAR) == 0) is noemer


@pytest.mark.parametrize(
    ("nieuw", "waarde"),
    [("2023-07-01", None), ("2023-07-14", None), ("2023-07-15", 1), ("2024-06-29", 1), ("2024-06-30", 0)],
)
def test_new_measure_15_to_365_days_after_the_end(tel, nieuw, waarde):
    t = tel(maatregelen=f"kind type begin eind reden | K1 11 2023-01-01 2023-06-30 02 | K1 12 {nieuw} - -")
    assert cijfer(t, "jb_opnieuw", *JAAR) == waarde


@pytest.mark.parametrize(
    ("reden", "telt"),
    [("01", False), ("05", False), ("07", False), ("15", False), ("02", True), ("12", True), ("-", True)],
)
def test_some_reasons_are_no_end(tel, reden, telt):
    t = tel(maatregelen=f"kind begin eind reden | K1 2023-01-01 2023-06-30 {reden}")
    assert (cijfer(t, "jb_opnieuw", *JAAR) is not None) is telt


@pytest.mark.parametrize(("einde", "telt"), [("2023-06-30", True), ("2023-07-01", True), ("2023-07-02", False)])
def test_another_measure_in_stock_the_next_day(tel, einde, telt):
    t = tel(maatregelen=f"kind type begin eind reden | K1 11 2023-01-01 2023-06-30 02| K1 21 2022-01-01 {einde} 01")
    assert (cijfer(t, "jb_opnieuw", *JAAR) is not None) is telt


def test_not_measurable_until_365_days_are_covered(tel):
    rijen = "kind begin eind reden | K1 2023-01-01 2023-06-30 02"
    maat, eind = MATEN["jb_opnieuw"], date(2023, 12, 31)
    assert meetbaar(tel(date(2024, 12, 30), maatregelen=rijen), maat, eind, eind)
    assert not meetbaar(tel(date(2024, 12, 29), maatregelen=rijen), maat, eind, eind)
    assert not meetbaar(tel(None, maatregelen=rijen), maat, eind, eind)


# --- section 3: stock, flow, duration, data date --------------------------------------------------------


@pytest.mark.parametrize(
    ("dag", "stand"), [("2023-12-31", None), ("2024-01-01", 1), ("2024-06-29", 1), ("2024-06-30", None)]
)
def test_an_end_on_the_reference_day_does_not_count(tel, dag, stand):
    assert op(tel(maatregelen="kind begin eind | K1 2024-01-01 2024-06-30"), "jb_stand", dag) == stand


def test_the_identity_closes_on_every_quarter_and_gi(tel):
    t = tel(maatregelen=WISSEL + "| K2 2024-04-01 2024-04-01 A GM0505 | K3 2023-01-01 - B GM0505")
    for _, a, b in perioden("kwartaal", date(2024, 1, 1), date(2024, 12, 31)):
        for gi in ("A", "B"):
            bij, af, over, weg = (
                cijfer(t, f"jb_{m}", str(a), str(b), gi=gi) or 0
                for m in ("instroom", "uitstroom", "overgenomen", "overgedragen")
            )
            voor, na = (op(t, "jb_stand", str(d), gi=gi) or 0 for d in (a - timedelta(1), b))
            assert voor + bij - af + over - weg == na


def test_duration_counts_both_days_and_the_median_is_the_middle(tel):
    t = tel(
        maatregelen="kind begin eind type | K1 2024-01-01 2024-01-01 11 | K2 2024-01-01 2024-01-10 11"
        "| K3 2024-01-01 2024-01-31 21 | K4 2024-01-01 - 11"
    )
    jaar = ("2024-01-01", "2024-12-31")
    assert cijfer(t, "jb_duur_gemiddeld", *jaar) == 14 and cijfer(t, "jb_duur_mediaan", *jaar) == 10
    assert cijfer(t, "ots_duur_gemiddeld", *jaar) == 5.5 and cijfer(t, "ots_duur_mediaan", *jaar) == 5.5


@pytest.mark.parametrize(
    ("duren", "mediaan"),
    [
        ([(10, True), (20, True)], 10),
        ([(10, True), (20, True), (30, True)], 20),
        ([(10, False), (20, True)], 20),
        ([(10, True), (20, False), (30, False)], None),
        ([(10, True), (10, False), (20, True)], 20),
        ([], None),
    ],
)
def test_kaplan_meier_by_hand(duren, mediaan):
    assert kaplan_meier_mediaan(duren) == mediaan


def test_data_date_is_the_latest_begin_or_real_end(tel):
    t = tel(
        None,
        maatregelen="kind begin eind | K1 2024-01-01 2024-06-30 | K2 2024-02-01 2090-01-01| K3 2025-03-01 2025-02-01",
    )
    assert t.tm["maatregelen"] == date(2024, 6, 30)
    t = tel(None, plaatsingen="kind begin | K1 2024-08-15", maatregelen=JB)
    assert t.tm == {"plaatsingen": date(2024, 8, 15), "maatregelen": date(2024, 12, 31)}
    assert not meetbaar(t, MATEN["uhp_stand"], date(2024, 9, 30), date(2024, 9, 30))
    assert meetbaar(t, MATEN["jb_stand"], date(2024, 9, 30), date(2024, 9, 30)) and not meetbaar(
        t, MATEN["kosten_gi"], date(2020, 1, 1), date(2020, 1, 1)
    )


# --- section 4: the rest --------------------------------------------------------------------------------


def test_waiting_time_is_that_of_the_first_record(tel):
    t = tel(
        maatregelen="kind type begin eind aanmeld | K1 41 2024-01-11 2024-02-01 2024-01-01"
        "| K1 41 2024-02-02 - 2024-02-01 | K2 31 2024-03-01 - 2024-03-01 | K3 11 2024-03-01 - -"
    )
    assert cijfer(t, "wachttijd_gi", "2024-01-01", "2024-12-31") == 5
    assert cijfer(t, "wachttijd_gi", "2024-02-01", "2024-02-28") is None


def test_nearby_is_20_km_and_unknown_is_left_out(tel):
    t = tel(
        plaatsingen="kind begin km etm | K1 2024-01-01 20 - | K2 2024-01-01 20.01 - | K3 2024-01-01 0 3"
        "| K4 2024-01-01 - -"
    )
    uit = MATEN["plaatsing_nabij"].functie(t, date(2024, 1, 1), date(2024, 12, 31), maak_cel((), {}))[()]
    assert (uit.teller, uit.noemer) == (2, 3)


def test_homelike_and_explored_only_look_at_uhp(tel):
    t = tel(
        plaatsingen="kind vorm begin netwerk netwerk_verkend etm | K1 11 2024-01-01 - ja -"
        "| K2 13 2024-01-01 ja nee -"
        "| K3 14 2024-01-01 nee - - | K4 12 2024-01-01 - ja 5"
    )
    jaar = ("2024-01-01", "2024-12-31")
    assert float(cijfer(t, "plaatsing_thuisachtig", *jaar)) == pytest.approx(2 / 3)
    assert cijfer(t, "netwerk_verkend", *jaar) == 0.5


@pytest.mark.parametrize(
    ("begin", "eind", "telt"),
    [
        ("2023-01-01", "2023-12-31", None),
        ("2023-01-01", "2024-01-01", 1),
        ("2024-12-31", "-", 1),
        ("2025-01-01", "-", None),
    ],
)
def test_a_stay_on_one_day_of_the_period(tel, begin, eind, telt):
    t = tel(plaatsingen=f"kind begin eind | K1 {begin} {eind}")
    assert cijfer(t, "verblijf_jeugdigen", "2024-01-01", "2024-12-31") == telt


def test_costs_of_the_gi(tel):
    t = tel(
        declaraties="periode_begin bedrag verwijzer gi productcategorie debet_credit status"
        "| 2024-01-01 100 04 - 45 D - | 2024-01-01 50.25 08 - 45 - toegekend"
        "| 2024-01-01 30 02 A 45 C - | 2024-01-01 1000 02 - 45 D - | 2024-01-01 2000 04 - 48 D -"
        "| 2024-01-01 4000 04 - 45 D afgewezen | 2023-12-31 7 04 - 45 D - | 2024-12-31 9 04 - - D -"
    )
    assert float(cijfer(t, "kosten_gi", "2024-01-01", "2024-12-31")) == 129.25
    assert cijfer(t, "kosten_gi", "2024-01-01", "2024-12-31", gi="A") == -30


def test_days_of_treatment_and_costs_per_child(tel):
    t = tel(
        declaraties="jeugdige periode_begin bedrag volume productcategorie eenheid debet_credit"
        "| K1 2024-01-01 100 31 43 14 D | K1 2024-02-01 20 10.5 43 14 C | K2 2024-01-01 10 7 43 04 D"
        "| K2 2024-01-02 10 7 44 14 D | - 2024-01-01 50 - 43 14 D"
    )
    jaar = ("2024-01-01", "2024-12-31")
    assert float(cijfer(t, "verblijf_behandeling_etmalen", *jaar)) == 20.5
    assert cijfer(t, "kosten_per_jeugdige", *jaar) == 75


def test_crisis_within_24_hours(tel):
    t = tel(
        crises="melding start | 2024-01-01_10:00 2024-01-02_10:00 | 2024-01-01_10:01 2024-01-02_10:02"
        "| 2024-02-01 - | 2023-12-31_23:59 2024-01-01_00:10"
    )
    assert cijfer(t, "crisis_binnen_24u", "2024-01-01", "2024-12-31") == 0.5


def test_permits_are_rows_not_spells(tel):
    t = tel(
        machtigingen="kind type begin eind | K1 72 2024-01-01 2024-06-30 | K1 72 2024-07-01 -"
        "| K1 71 2024-07-01 - | K1 72 2024-01-01 2024-05-31"
    )
    assert cijfer(t, "machtigingen_nieuw", "2024-01-01", "2024-12-31") == 3
    assert op(t, "machtigingen_stand", "2024-06-30") is None and op(t, "machtigingen_stand", "2024-07-01") == 2


def test_periods_and_their_names():
    assert [p[0] for p in perioden("halfjaar", date(2023, 7, 1), date(2024, 12, 30))] == [
        "2023-H2",
        "2024-H1",
    ]
    assert perioden("kwartaal", date(2024, 1, 1), date(2024, 6, 30))[1] == (
        "2024-Q2",
        date(2024, 4, 1),
        date(2024, 6, 30),
    )
    assert perioden("maand", date(2024, 2, 1), date(2024, 2, 29)) == [("2024-02", date(2024, 2, 1), date(2024, 2, 29))]


# --- chains, and per 1.000 minors -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rijen", "ketens"),
    [
        ("12 2024-01-01 2024-02-01 02 | K1 11 2024-02-15 - -", 1),
        ("12 2024-01-01 2024-02-01 02 | K1 11 2024-02-16 - -", 2),
        ("12 2024-01-01 2024-02-01 07 | K1 11 2024-09-01 - -", 1),
        ("12 2024-01-01 - - | K1 11 2024-09-01 - -", 1),
        ("12 2024-01-01 2024-02-01 07 | K1 11 2024-02-02 2024-03-01 02 | K1 11 2024-09-01 - -", 2),
        ("12 2023-12-01 2024-01-01 02 | K1 11 2024-01-10 - -", 0),
        ("12 2024-02-01 - - | K1 11 2024-01-01 - -", 2),
        ("21 2024-02-01 2024-02-02 02 | K1 11 2024-02-03 - -", 2),
    ],
)
def test_a_chain_counts_once_at_its_begin(tel, rijen, ketens):
    t = tel(maatregelen=f"kind type begin eind reden | K1 {rijen}")
    assert (cijfer(t, "jb_ketens_instroom", "2024-01-01", "2024-12-31") or 0) == ketens


@pytest.mark.parametrize(
    ("leeftijden", "stand", "instroom"),
    [
        ("2024 0 17 400 | 2025 0 17 500", 2, 2.5),  # 31 December: those of the day after
        ("2024 0 11 300 | 2024 12 17 100 | 2024 18 99 9000", 2.5, 2.5),
        ("2024 0 17 400 | 2024 12 17 100 | 2025 0 17 500", 2, None),  # counted twice
        ("2024 0 15 400", None, None),
        ("2024 0 19 400", None, None),
        ("2023 0 17 400", None, None),
    ],
)
def test_per_1000_minors(tel, leeftijden, stand, instroom):
    t = tel(maatregelen="kind begin | K1 2024-02-01", bevolking=f"jaar leeftijd_van leeftijd_tot aantal | {leeftijden}")
    keuze = {"gemeente": "GM0505"}
    uit = (
        op(t, "jb_stand_per_1000", "2024-12-31", **keuze),
        cijfer(t, "jb_instroom_per_1000", "2024-01-01", "2024-12-31", **keuze),
    )
    assert uit == (stand, instroom)
