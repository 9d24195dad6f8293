"""From raw cells to typed rows: what is accepted, what is rejected, and what is said about it."""

import datetime as dt
import random

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from core.model.arrow import arrow_schema
from core.model.melding import Melding
from core.model.schema import TABELLEN
from core.sources.bevindingen import MEEST, SCHEMA
from core.sources.columns import convert
from core.sources.keuzes import Keuzes
from core.sources.kwaliteit import Context, beschrijvingen

from .maak import GOED, SLEUTEL, VANDAAG, codes, ruw, zet_om


@pytest.mark.parametrize("tabel", sorted(TABELLEN))
def test_a_minimal_row_is_accepted_with_the_stored_columns(tabel):
    uit = zet_om(tabel, [{}])
    opslag = {k: v for k, v in TABELLEN[tabel].opslag.items() if k not in ("levering", "import_nr")}
    assert uit.rijen.cast(arrow_schema(opslag)).num_rows  # texts are kept as numbers into a list of them
    assert uit.rijen.column_names == list(opslag)
    assert (uit.gelezen, uit.afgewezen, uit.rijen.num_rows) == (1, 0, 1)
    assert uit.rijen["bron_rij"].to_pylist() == [2]
    assert uit.bevindingen.schema == SCHEMA
    assert not any(uit.bevindingen["afgewezen"].to_pylist())


@pytest.mark.parametrize(
    ("tabel", "kolom"),
    [(naam, kolom.naam) for naam, tabel in TABELLEN.items() for kolom in tabel.kolommen if kolom.verplicht],
)
def test_a_required_cell_that_is_empty_rejects_the_row(tabel, kolom):
    uit = zet_om(tabel, [{}, {kolom: None}, {kolom: "  "}, {kolom: "NULL"}])
    assert uit.afgewezen == 3
    assert [c for c in codes(uit) if c[0] == "K101"][:2] == [("K101", 3, kolom), ("K101", 4, kolom)]


def test_a_required_column_that_is_missing_is_said_once_and_rejects_all():
    kaal = ruw("maatregelen", [{}, {}])
    kaal.kolommen.pop("gi")
    uit = convert(kaal, sleutel=SLEUTEL, context=Context(VANDAAG), keuzes=Keuzes(leverancier="JB Zandpad"))
    assert uit.afgewezen == 2
    assert [c for c in codes(uit) if c[0].startswith("K")] == [
        ("K305", None, "gi"),
        ("K101", 2, "gi"),
        ("K101", 3, "gi"),
    ]


@pytest.mark.parametrize(
    ("tabel", "rij", "code"),
    [
        ("maatregelen", {"begindatum": "2024-01-02", "einddatum": "2024-01-01"}, "A101"),
        ("maatregelen", {"begindatum": "2025-07-01"}, "A102"),
        ("maatregelen", {"begindatum": None}, "M101"),
        ("maatregelen", {"type": "98"}, "K104"),
        ("maatregelen", {"gemeente": "Atlantis"}, "K105"),
        ("maatregelen", {"jeugdige": "999999999"}, "K106"),
        ("maatregelen", {"jeugdige": "1,23457E+08"}, "K107"),
        ("maatregelen", {"einddatum": "2024-02-30"}, "K102"),
        ("maatregelen", {"begindatum": "vorige week"}, "K102"),
        ("machtigingen", {"begindatum": "2026-01-01"}, "A102"),
        ("plaatsingen", {"verblijfsvorm": "camping"}, "K104"),
        ("plaatsingen", {"einddatum": "2023-01-01"}, "A101"),
        ("declaraties", {"bedrag": "veel"}, "K103"),
        ("declaraties", {"status": "misschien"}, "K108"),
        ("declaraties", {"periode_einde": "2023-12-31"}, "D101"),
        ("declaraties", {"periode_begin": "2025-07-01", "periode_einde": "2025-07-31"}, "D102"),
        ("crises", {"melding": "2025-07-01 00:00"}, "C101"),
        ("opvragen", {"gemeente": "Atlantis"}, "K105"),
        ("bevolking", {"aantal": "1,5"}, "K103"),
    ],
)
def test_rejected_with_a_finding_that_says_where(tabel, rij, code):
    uit = zet_om(tabel, [{}, rij])
    assert (uit.gelezen, uit.afgewezen, uit.rijen.num_rows) == (2, 1, 1)
    fouten = [b for b in uit.bevindingen.to_pylist() if b["afgewezen"]]
    assert [(f["code"], f["rij"], f["ernst"]) for f in fouten] == [(code, 3, "fout")]
    assert (fouten[0]["bestand"], fouten[0]["blad"], fouten[0]["tabel"]) == ("levering.xlsx", tabel, tabel)
    assert fouten[0]["kolom"] in [k.naam for k in TABELLEN[tabel].kolommen]
    assert "{" not in fouten[0]["melding"]


@pytest.mark.parametrize(
    ("tabel", "kolom", "waarde", "code"),
    [
        ("maatregelen", "reden_einde", "99", "K201"),
        ("maatregelen", "geslacht", "X9", "K201"),
        ("maatregelen", "geboortedatum", "geheim", "K209"),
        ("maatregelen", "aanmelddatum", "vorige week", "K209"),
        ("crises", "start", "gisteren", "K209"),
        ("trajecten", "verwijzer", "buurman", "K201"),
        ("plaatsingen", "afstand_km", "ver", "K202"),
        ("plaatsingen", "netwerk", "soms", "K203"),
        ("declaraties", "jeugdige", "000000000", "K205"),
        ("maatregelen", "geboortedatum", "20100000", "K207"),
    ],
)
def test_optional_values_that_cannot_be_read_become_empty(tabel, kolom, waarde, code):
    uit = zet_om(tabel, [{kolom: waarde}])
    assert uit.afgewezen == 0
    assert uit.rijen[TABELLEN[tabel].kolom(kolom).opgeslagen_als].to_pylist() == [None]
    assert (code, 2, kolom) in codes(uit)


def test_one_row_with_several_faults_has_a_finding_for_each_and_counts_once():
    uit = zet_om("maatregelen", [{"type": "98", "gemeente": "Atlantis", "gi": None}])
    assert uit.afgewezen == 1
    assert codes(uit) == [("K101", 2, "gi"), ("K104", 2, "type"), ("K105", 2, "gemeente")]


def test_an_unreadable_date_is_not_also_missing():
    uit = zet_om("maatregelen", [{"begindatum": "2024-02-30"}])
    assert codes(uit) == [("K102", 2, "begindatum")]


def test_measure_taken_over_needs_no_begin():
    uit = zet_om("maatregelen", [{"begindatum": None, "datum_overgedragen_gekregen": "2024-03-01"}])
    assert uit.afgewezen == 0


def test_hand_over_before_taking_over_is_rejected():
    uit = zet_om(
        "maatregelen",
        [
            {
                "begindatum": None,
                "datum_overgedragen_gekregen": "2024-03-01",
                "datum_overgedragen": "2024-02-01",
            }
        ],
    )
    assert uit.afgewezen == 1
    assert "A101" in uit.bevindingen["code"].to_pylist()


def test_supplier_of_a_finding():
    uit = zet_om("maatregelen", [{"type": "98"}, {"type": "98", "gi": None}], leverancier="de regio")
    assert {(b["rij"], b["leverancier"]) for b in uit.bevindingen.to_pylist()} == {
        (2, "JB Zandpad"),
        (3, "de regio"),
    }


def test_data_date_is_the_latest_begin_or_real_end():
    rijen = [
        {"begindatum": "2024-01-01", "einddatum": "2024-05-01"},
        {"begindatum": "2024-04-01"},
        {"begindatum": "2024-02-01", "einddatum": "2025-12-31"},  # expected
        {"begindatum": "2025-01-01", "type": "98"},
    ]  # rejected
    assert zet_om("maatregelen", rijen).tm == dt.date(2024, 5, 1)
    gegeven = zet_om("maatregelen", rijen, van=dt.date(2024, 1, 1), tm=dt.date(2024, 4, 30))
    assert (gegeven.van, gegeven.tm) == (dt.date(2024, 1, 1), dt.date(2024, 4, 30))
    verwacht = [c for c in codes(gegeven) if c[0] == "A201"]
    assert verwacht == [("A201", 2, "einddatum"), ("A201", 4, "einddatum")]
    assert zet_om("bevolking", [{}]).tm is None
    assert zet_om("crises", [{}]).tm == dt.date(2024, 1, 1)


def test_doubtful_amounts_are_read_like_the_other_columns_of_the_table():
    uit = zet_om("declaraties", [{"bedrag": "1.234", "volume": "1,5"}, {"bedrag": "2.000", "volume": "2"}])
    assert uit.rijen["bedrag"].to_pylist() == [1234, 2000]
    assert ("K301", None, "bedrag") in codes(uit)
    (vraag,) = uit.vragen
    assert vraag.onderwerp == "levering.xlsx · declaraties · Kolom bedrag"
    anders = zet_om("declaraties", [{"bedrag": "1.234"}], antwoorden={vraag.onderwerp: "punt"})
    assert anders.rijen["bedrag"].to_pylist() == [1.234]
    assert zet_om("declaraties", [{"bedrag": "1.234"}], antwoorden={("decimaal", vraag.onderwerp): "komma"}).rijen[
        "bedrag"
    ].to_pylist() == [1234]


def test_real_numbers_of_a_workbook():
    anders = {"getallen": frozenset({"Kolom bedrag"})}
    uit = zet_om("declaraties", [{"bedrag": "1.234"}], ruw_anders=anders)
    assert uit.rijen["bedrag"].to_pylist() == [1.234]
    assert not uit.vragen


def test_serials_follow_the_workbook():
    rijen = [{"begindatum": "43860"}]
    assert zet_om("maatregelen", rijen).rijen["begindatum"].to_pylist() == [dt.date(2020, 1, 30)]
    uit = zet_om("maatregelen", rijen, ruw_anders={"datum1904": True})
    assert uit.rijen["begindatum"].to_pylist() == [dt.date(2024, 1, 31)]


def test_an_american_column_rejects_and_asks_and_an_answer_solves_it():
    rijen = [{"begindatum": "03/25/2024"}, {"begindatum": "03/04/2024"}]
    uit = zet_om("maatregelen", rijen)
    assert uit.afgewezen == 2
    antwoord = zet_om("maatregelen", rijen, antwoorden={uit.vragen[0].onderwerp: "mdj"})
    assert antwoord.rijen["begindatum"].to_pylist() == [dt.date(2024, 3, 25), dt.date(2024, 3, 4)]


def test_unknown_table_is_refused_in_dutch():
    onbekend = ruw("maatregelen", [{}])
    onbekend.tabel = None
    with pytest.raises(Melding, match="niet bekend welke tabel"):
        convert(onbekend, sleutel=SLEUTEL, context=Context(VANDAAG))


def test_empty_tables():
    uit = zet_om("maatregelen", [])
    assert (uit.gelezen, uit.afgewezen, uit.rijen.num_rows, uit.tm) == (0, 0, 0, None)
    assert uit.bevindingen.num_rows == 0


@pytest.mark.parametrize("soort", [pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())])
def test_texts_of_other_readers(soort):
    bron = ruw("maatregelen", [{}, {"type": "98"}])
    kolommen = [
        k if naam == "__rij__" else pa.array(k.to_pylist(), pa.string()).cast(soort)
        for naam, k in zip(bron.data.column_names, bron.data.columns, strict=True)
    ]
    bron.data = pa.table(kolommen, names=bron.data.column_names)
    uit = convert(bron, sleutel=SLEUTEL, context=Context(VANDAAG))
    assert (uit.gelezen, uit.afgewezen) == (2, 1)


def test_tables_in_chunks():
    bron = ruw("maatregelen", [{"jeugdige": f"kind-{n}"} for n in range(10)])
    bron.data = pa.concat_tables([bron.data.slice(0, 3), bron.data.slice(3, 4), bron.data.slice(7)])
    uit = convert(bron, sleutel=SLEUTEL, context=Context(VANDAAG))
    assert uit.rijen["bron_rij"].to_pylist() == list(range(2, 12))


def test_rejections_beyond_the_limit_are_counted_exactly():
    bron = ruw("maatregelen", [{}])
    n = MEEST + 234
    bron.data = pa.table(
        {
            naam: pa.array(k.to_pylist() * n)
            for naam, k in zip(bron.data.column_names[:-1], bron.data.columns[:-1], strict=True)
        }
        | {"Kolom type": pa.array(["98"] * n), "__rij__": pa.array(range(n + 1, 1, -1), pa.int32())}
    )
    uit = convert(bron, sleutel=SLEUTEL, context=Context(VANDAAG))
    assert uit.afgewezen == n
    rijen = uit.bevindingen.to_pylist()
    assert len(rijen) == MEEST + 1
    assert [r["rij"] for r in rijen[:MEEST]] == list(range(2, MEEST + 2))
    assert (rijen[-1]["rij"], rijen[-1]["waarde"], rijen[-1]["afgewezen"]) == (None, "nog 234 keer", True)


def test_the_order_of_the_rows_changes_nothing():
    rijen = [
        {"type": "98"},
        {"begindatum": "31-12-2024"},
        {"begindatum": "01-02-2024"},
        {"gemeente": "Binnenmaas"},
        {"jeugdige": "123456782"},
        {"jeugdige": "111222333"},
        {"jeugdige": "123456789"},
        {"gi": None},
        {"geboortedatum": "2010-05-12", "reden_einde": "99"},
        {"einddatum": "9999-12-31"},
    ]
    bron = ruw("maatregelen", rijen)
    eerst = convert(bron, sleutel=SLEUTEL, context=Context(VANDAAG))
    in_volgorde = eerst.rijen.take(pc.sort_indices(eerst.rijen["bron_rij"])).to_pylist()
    for zaad in range(5):
        volgorde = list(range(len(rijen)))
        random.Random(zaad).shuffle(volgorde)
        bron.data = bron.data.take(pa.array(volgorde))
        dan = convert(bron, sleutel=SLEUTEL, context=Context(VANDAAG))
        assert dan.rijen.take(pc.sort_indices(dan.rijen["bron_rij"])).to_pylist() == in_volgorde
        assert dan.bevindingen == eerst.bevindingen
        assert (dan.afgewezen, dan.tm, dan.vragen) == (eerst.afgewezen, eerst.tm, eerst.vragen)


def test_every_code_in_the_list_of_faults_can_happen():
    """A fault that no input gives would be a sentence nobody ever reads."""
    proeven = {
        "maatregelen": [
            {"gi": None, "type": "x", "gemeente": "x", "jeugdige": "0"},
            {"einddatum": "x"},
            {"jeugdige": "1E+08"},
            {"geslacht": "?"},
            {"geboortedatum": "2010-00-00", "einddatum": "9999-12-31", "gemeente": "Binnenmaas"},
            {"jeugdige": "123456782"},
            {"jeugdige": "111222333"},
            {"jeugdige": "010000008"},
            {"begindatum": "01/31/2024"},
        ],
        "declaraties": [
            {"bedrag": "x", "volume": "x"},
            {"status": "x"},
            {"jeugdige": "0"},
            {"bedrag": "1.234"},
        ],
        "plaatsingen": [{"netwerk": "soms"}, {"netwerk": "x"}, {"gi": "n.v.t."}],
        "trajecten": [{"verwijzer": "buurman", "aanmelddatum": "ooit"}],
        "opvragen": [{"toelichting": "123456782"}, {"toelichting": "a" * 1001}],
        "crises": [{"melding": "2024-01-01"}],
    }
    gezien = {b for tabel, rijen in proeven.items() for b in zet_om(tabel, rijen).bevindingen["code"].to_pylist()}
    credit = [{"bedrag": "-5,00", "debet_credit": "C"}, {"bedrag": "5,00", "debet_credit": "C"}]
    for rijen in (credit, credit[:1]):
        gezien |= set(zet_om("declaraties", rijen).bevindingen["code"].to_pylist())
    zonder = ruw("mijlpalen", [{}])
    zonder.kolommen.clear()
    gezien |= set(convert(zonder, sleutel=SLEUTEL, context=Context(VANDAAG)).bevindingen["code"].to_pylist())
    assert {code for code in beschrijvingen() if code.startswith("K")} <= gezien


def test_good_rows_of_the_tests_are_good():
    for tabel in GOED:
        fouten = [b for b in zet_om(tabel, [{}]).bevindingen.to_pylist() if b["ernst"] != "melding"]
        assert fouten == []
