"""The recount against examples worked out by hand, at the boundaries: sections 1 and 2."""

from datetime import date

import pytest

from tests.natelling.cellen import Onleesbaar, kies_decimaal, lees_datum, lees_gemeente, lees_getal, lees_id
from tests.natelling.voorbeelden import JB, WISSEL, cijfer, op

# --- section 1: cells -----------------------------------------------------------------------------------


@pytest.mark.parametrize("tekst", ["2024-03-05", "05-03-2024", "5-3-2024", "20240305", "45356", "2024-03-05 00:00:00"])
def test_every_date_form(tekst):
    assert lees_datum(tekst) == date(2024, 3, 5)


@pytest.mark.parametrize("tekst", ["31-02-2023", "2023-13-01", "onbekend", "5-3-24", "202403"])
def test_what_is_no_date(tekst):
    with pytest.raises(Onleesbaar):
        lees_datum(tekst)


def test_serial_of_the_1904_system():
    assert lees_datum("43894", date(1904, 1, 1)) == date(2024, 3, 5)


def test_bsn_gets_its_zeros_back_only_when_it_passes_the_check():
    assert lees_id("9999024") == lees_id("009999024") == "009999024"
    assert lees_id("9999025") == "9999025"
    assert lees_id("K0001") == "K0001"
    with pytest.raises(Onleesbaar):
        lees_id("999999999")


@pytest.mark.parametrize("tekst", ["Dordrecht", "GM0505", "0505", "505", "dordrecht"])
def test_gemeente_forms(tekst):
    assert lees_gemeente(tekst) == "GM0505"


@pytest.mark.parametrize(
    ("kolom", "getallen"),
    [
        (["12.5", "7"], [12.5, 7]),
        (["12,5", "1.234"], [12.5, 1234]),
        (["1.234"], [None]),
        (["1.234,5"], [1234.5]),
        (["1,234.5", "1,234"], [1234.5, 1234]),
        (["12,5", "12.5", "1.234"], [12.5, 12.5, None]),
    ],
)
def test_decimals_are_decided_on_the_whole_column(kolom, getallen):
    for tekst, getal in zip(kolom, getallen, strict=True):
        if getal is None:
            with pytest.raises(Onleesbaar):
                lees_getal(tekst, kies_decimaal(kolom))
        else:
            assert lees_getal(tekst, kies_decimaal(kolom)) == getal


# --- rule 1: duplicates ---------------------------------------------------------------------------------


def test_exact_duplicates_are_one_in_every_table(tel):
    t = tel(
        maatregelen="kind begin eind | K1 2024-01-01 - | K1 2024-01-01 - | K1 01-01-2024 -",
        declaraties="periode_begin bedrag | 2024-01-01 5 | 2024-01-01 5.00 | 2024-01-01 6",
    )
    assert t.aantallen("maatregelen") == (3, 1, 2, 0)
    assert t.aantallen("declaraties") == (3, 2, 1, 0)


@pytest.mark.parametrize(
    "rijen",
    ["K1 2024-01-01 2024-05-01 | K1 2024-01-01 2024-06-01", "K1 2024-01-01 2024-06-01 | K1 2024-01-01 -"],
)
def test_same_start_leaves_the_latest_filled_end(tel, rijen):
    t = tel(maatregelen=f"kind begin eind | {rijen}")
    assert [m.einde for m in t.maatregelen] == [date(2024, 6, 1)]
    assert t.aantallen("maatregelen") == (2, 1, 1, 0)


def test_an_expected_end_also_wins_and_the_measure_is_open(tel):
    t = tel(
        date(2024, 12, 31),
        maatregelen="kind begin eind | K1 2024-01-01 2024-06-01 | K1 2024-01-01 2025-06-01",
    )
    assert [m.einde for m in t.maatregelen] == [None]


def test_without_einddatum_the_hand_over_decides_between_duplicates(tel):
    t = tel(maatregelen="kind begin over gi | K1 2024-01-01 - A | K1 2024-01-01 2024-03-31 B")
    assert t.maatregelen[0].eerste.gi == "B"


def test_start_is_begindatum_or_gekregen(tel):
    t = tel(maatregelen="kind begin gekregen eind | K1 2024-01-01 - 2024-05-01 | K1 - 2024-01-01 2024-04-01")
    assert len(t.maatregelen) == 1 and len(t.maatregelen[0].records) == 1


def test_other_type_or_child_is_no_duplicate(tel):
    t = tel(maatregelen="kind begin type | K1 2024-01-01 11 | K1 2024-01-01 12 | K2 2024-01-01 11")
    assert len(t.maatregelen) == 3


# --- rule 2: spells -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("volgende", "aantal"), [("2024-03-15", 1), ("2024-03-31", 1), ("2024-04-01", 1), ("2024-04-02", 2)]
)
def test_records_within_one_day_are_one_measure(tel, volgende, aantal):
    t = tel(maatregelen=f"kind begin eind | K1 2024-01-01 2024-03-31 | K1 {volgende} 2024-08-01")
    assert len(t.maatregelen) == aantal
    assert t.maatregelen[0].begin == date(2024, 1, 1)


def test_the_latest_end_so_far_counts_not_the_last_record(tel):
    t = tel(
        maatregelen="kind begin eind | K1 2024-01-01 2024-12-31 | K1 2024-02-01 2024-03-01| K1 2025-01-01 2025-02-01"
    )
    assert [(m.begin, m.einde) for m in t.maatregelen] == [(date(2024, 1, 1), date(2025, 2, 1))]


def test_an_open_record_overlaps_all_that_follows(tel):
    t = tel(maatregelen="kind begin eind | K1 2022-01-01 - | K1 2024-02-01 2024-03-01")
    assert [m.einde for m in t.maatregelen] == [None]


def test_an_end_after_the_data_date_is_open(tel):
    rijen = "kind begin eind | K1 2024-01-01 2024-06-30"
    assert tel(date(2024, 6, 30), maatregelen=rijen).maatregelen[0].einde == date(2024, 6, 30)
    assert tel(date(2024, 6, 29), maatregelen=rijen).maatregelen[0].einde is None


def test_hand_over_in_time_is_one_measure(tel):
    t = tel(
        maatregelen="kind begin gekregen over eind gi | K1 2024-01-01 - 2024-03-31 - A| K1 - 2024-04-01 - 2024-09-30 B"
    )
    (m,) = t.maatregelen
    assert (m.begin, m.einde, m.laatste.gi, m.uit_beeld) == (date(2024, 1, 1), date(2024, 9, 30), "B", False)


def test_hand_over_to_nobody_stays_open(tel):
    (m,) = tel(maatregelen="kind begin over | K1 2024-01-01 2024-03-31").maatregelen
    assert m.einde is None and m.uit_beeld


def test_hand_over_with_late_receiver_is_never_counted_twice(tel):
    t = tel(maatregelen="kind begin gekregen over eind gi | K1 2024-01-01 - 2024-03-31 - A| K1 - 2024-04-20 - - B")
    assert op(t, "ots_stand", "2024-05-01") == 1


def test_reden_is_that_of_the_latest_start(tel):
    t = tel(maatregelen="kind begin eind reden | K1 2024-01-01 2024-12-31 01 | K1 2024-02-01 2024-03-01 02")
    assert t.maatregelen[0].laatste.reden_einde == "02"


# --- rule 3: gi and gemeente ----------------------------------------------------------------------------


@pytest.mark.parametrize(("dag", "gi"), [("2024-03-31", "A"), ("2024-04-01", "B"), ("2024-07-01", "A")])
def test_the_current_record_gives_the_gi(tel, dag, gi):
    t = tel(maatregelen=WISSEL)
    assert op(t, "jb_stand", dag, gi=gi) == 1 and op(t, "jb_stand", dag) == 1


def test_flows_under_the_first_and_the_last_record(tel):
    t = tel(maatregelen=WISSEL)
    jaar = ("2024-01-01", "2024-12-31")
    assert cijfer(t, "jb_instroom", *jaar, gemeente="GM0505") == 1
    assert cijfer(t, "jb_uitstroom", *jaar, gemeente="GM0505") is None
    assert cijfer(t, "jb_uitstroom", *jaar, gemeente="GM0482") == 1
    assert cijfer(t, "jb_overgenomen", *jaar, gi="A") == 1 and cijfer(t, "jb_overgedragen", *jaar, gi="A") == 1
    assert cijfer(t, "jb_overgenomen", *jaar, splits=("gi",), cel=("B",)) == 1
    assert cijfer(t, "jb_overgenomen", *jaar) is None


def test_a_change_of_gemeente_within_one_gi_is_no_change_of_gi(tel):
    t = tel(maatregelen="kind begin eind gemeente | K1 2024-01-01 2024-03-31 GM0505 | K1 2024-04-01 - GM0482")
    jaar = ("2024-01-01", "2024-12-31")
    assert cijfer(t, "jb_overgenomen", *jaar, splits=("gi",), cel=("A",)) is None
    assert cijfer(t, "jb_overgenomen", *jaar, gemeente="GM0482") == 1
    assert cijfer(t, "jb_overgedragen", *jaar, splits=("gemeente", "gi"), cel=("GM0505", "A")) == 1


# --- rule 4: ketens -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("einde", "reden", "lengte"),
    [("2024-03-18", "-", 2), ("2024-03-17", "-", 1), ("2024-01-15", "07", 2), ("2024-04-05", "-", 2)],
)
def test_vots_before_ots_is_one_keten(tel, einde, reden, lengte):
    t = tel(maatregelen=f"kind type begin eind reden | K1 12 2024-01-01 {einde} {reden} | K1 11 2024-04-01 - -")
    assert [len(k) for k in t.ketens()] == [lengte] and len(t.maatregelen) == 2


# --- rule 5: rejected -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rij",
    [
        "K1 2024-02-01 2024-01-31 GM0505 11",
        "K1 2026-01-02 - GM0505 11",
        "K1 2024-01-01 - GM9999 11",
        "K1 2024-01-01 - GM0505 99",
        "K1 2024-01-01 - - 11",
        "K1 31-02-2024 - GM0505 11",
        "- 2024-01-01 - GM0505 11",
        "K1 - - GM0505 11",
        "K1 2024-01-01 gisteren GM0505 11",
    ],
)
def test_invalid_rows_are_rejected_and_nothing_is_lost(tel, rij):
    t = tel(maatregelen=f"kind begin eind gemeente type | {rij} | K2 2024-01-01 - GM0505 11")
    assert t.aantallen("maatregelen") == (2, 1, 0, 1)


@pytest.mark.parametrize("rij", ["K1 2024-02-01 2024-02-01", "K1 2026-01-01 -", "K1 2024-01-01 2090-01-01"])
def test_valid_at_the_boundary(tel, rij):
    assert tel(maatregelen=f"kind begin eind | {rij}").aantallen("maatregelen") == (1, 1, 0, 0)


# --- rule 6: placements and UHP-episodes ----------------------------------------------------------------


@pytest.mark.parametrize(("volgende", "aantal"), [("2024-03-31", 1), ("2024-04-30", 1), ("2024-05-01", 2)])
def test_at_most_30_days_is_one_episode(tel, volgende, aantal):
    t = tel(plaatsingen=f"kind vorm begin eind | K1 11 2024-01-01 2024-03-31 | K1 13 {volgende} 2024-08-01")
    assert len(t.episodes) == aantal


@pytest.mark.parametrize(("etm", "aantal"), [("5", 0), ("5.01", 1), ("-", 1), ("7", 1)])
def test_deeltijd_is_no_uhp(tel, etm, aantal):
    t = tel(maatregelen=JB, plaatsingen=f"kind begin eind etm | K1 2024-01-01 2024-03-31 {etm}")
    assert len(t.episodes) == aantal
    assert cijfer(t, "verblijf_jeugdigen", "2024-01-01", "2024-12-31") == 1


def test_deeltijd_in_between_does_not_join_two_stays(tel):
    t = tel(
        plaatsingen="kind begin eind etm | K1 2024-01-01 2024-01-31 7 | K1 2024-02-01 2024-05-31 2"
        "| K1 2024-06-01 2024-08-31 7"
    )
    assert len(t.episodes) == 2 and len(t.plaatsingen) == 1


@pytest.mark.parametrize(
    ("begin", "nieuw"),
    [("2022-12-31", None), ("2023-01-01", 1), ("2024-12-30", 1), ("2024-12-31", None), ("2025-01-01", None)],
)
def test_uhp_needs_a_measure_in_stock_on_its_first_day(tel, begin, nieuw):
    t = tel(maatregelen=JB, plaatsingen=f"kind begin | K1 {begin}")
    assert cijfer(t, "uhp_nieuw", "2022-01-01", "2025-12-31") == nieuw


def test_a_child_is_new_once_per_period_and_a_move_is_not_new(tel):
    t = tel(
        maatregelen=JB,
        plaatsingen="kind vorm begin eind | K1 11 2024-01-01 2024-01-31 | K1 13 2024-02-15 2024-03-01"
        "| K1 11 2024-06-01 2024-07-01",
    )
    assert cijfer(t, "uhp_nieuw", "2024-01-01", "2024-12-31") == 1
    assert cijfer(t, "uhp_nieuw", "2024-02-01", "2024-03-31") is None
    assert cijfer(t, "uhp_nieuw", "2024-04-01", "2024-06-30") == 1


def test_gi_of_an_episode_falls_back_on_the_measure_that_began_first(tel):
    t = tel(
        maatregelen="kind type begin eind gi | K1 12 2023-05-01 - B | K1 11 2023-01-01 - A",
        plaatsingen="kind vorm begin eind gi | K1 11 2024-01-01 2024-01-31 - | K1 13 2024-02-01 - C",
    )
    assert op(t, "uhp_stand", "2024-01-15", gi="A") == 1
    assert op(t, "uhp_stand", "2024-02-01", gi="C") == 1
    assert op(t, "uhp_stand", "2024-02-01", gi="A") is None


def test_uhp_share_of_children_with_a_measure(tel):
    t = tel(
        maatregelen="kind type begin | K1 11 2023-01-01 | K1 21 2023-02-01 | K2 11 2023-01-01",
        plaatsingen="kind begin | K1 2024-01-01 | K3 2024-01-01",
    )
    assert op(t, "jb_stand", "2024-06-30") == 3 and op(t, "jb_jeugdigen", "2024-06-30") == 2
    assert op(t, "uhp_aandeel", "2024-06-30") == 0.5
