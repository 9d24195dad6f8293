"""Words and spellings of daily use: for empty, for "still running", for codes, gemeenten and amounts."""

import datetime as dt

import pytest

from core.model.schema import TABELLEN
from core.sources.columns.code import index_van, look_up
from core.sources.columns.gemeente import find_gemeente
from core.sources.columns.regel import names_a_line, tell_apart
from core.sources.columns.sender import choose_spelling, normal_sender
from tests.sources.columns.maak import SLEUTEL, codes, ruw, zet_om


@pytest.mark.parametrize("woord", ["N.V.T.", "niet van toepassing", "--", "#N/A", "(leeg)", "onbekend", "0"])
def test_a_word_for_empty_is_no_name(woord):
    uit = zet_om("plaatsingen", [{"gi": woord}, {"gi": "GI Duin"}])
    assert uit.rijen["gi"].to_pylist() == [None, "GI Duin"]
    assert ("K309", None, "gi") in codes(uit) and uit.afgewezen == 0


def test_a_word_that_is_a_code_stays_a_code_and_free_text_stays_text():
    uit = zet_om("trajecten", [{"verwijzer": "geen"}])
    assert uit.rijen["verwijzer"].to_pylist() == ["06"]
    uit = zet_om("opvragen", [{"toelichting": "geen"}])
    assert uit.rijen["toelichting"].to_pylist() == ["geen"]


@pytest.mark.parametrize(
    "einde", ["loopt nog", "HEDEN", "31-12-2099", "00/00/0000", "0000-00-00", "1899-12-30", "-", "actief"]
)
def test_an_end_that_means_never_is_open(einde):
    uit = zet_om("machtigingen", [{"einddatum": einde}])
    assert (uit.afgewezen, uit.rijen["einddatum"].to_pylist()) == (0, [None])


@pytest.mark.parametrize("einde", ["?", "onbekend", "#VERW!"])
def test_an_end_that_is_not_known_is_not_running(einde):
    assert zet_om("machtigingen", [{"einddatum": einde}]).afgewezen == 1


@pytest.mark.parametrize("begin", ["lopend", "31-12-2999", "00-00-0000", "01-01-1899"])
def test_a_begin_that_means_never_rejects_the_row(begin):
    assert zet_om("machtigingen", [{"begindatum": begin}]).afgewezen == 1


@pytest.mark.parametrize(
    ("tekst", "dag"),
    [
        ("7 maart 2024", dt.date(2024, 3, 7)),
        ("1 mei '23", dt.date(2023, 5, 1)),
        ("vr. 9 aug 2024", dt.date(2024, 8, 9)),
        ("02-okt-2024", dt.date(2024, 10, 2)),
        ("31012024", dt.date(2024, 1, 31)),
        ("1022024", dt.date(2024, 2, 1)),
    ],
)
def test_a_date_that_can_be_read_in_one_way(tekst, dag):
    assert zet_om("machtigingen", [{"begindatum": tekst}]).rijen["begindatum"].to_pylist() == [dag]


def test_years_of_two_digits_are_asked_and_read_once_it_is_said():
    rijen = [{"begindatum": "15-6-21"}, {"begindatum": "3-4-22"}]
    uit = zet_om("machtigingen", rijen)
    (vraag,) = uit.vragen
    assert (vraag.soort, vraag.open, uit.afgewezen) == ("datum", True, 2) and "--datums" in vraag.optie
    goed = zet_om("machtigingen", rijen, antwoorden={vraag.onderwerp: "dmj"})
    assert goed.rijen["begindatum"].to_pylist() == [dt.date(2021, 6, 15), dt.date(2022, 4, 3)]


def test_slashes_without_proof_are_asked_dashes_are_dutch():
    assert not zet_om("machtigingen", [{"begindatum": "03-04-2024"}]).vragen
    (vraag,) = zet_om("machtigingen", [{"begindatum": "03/04/2024"}]).vragen
    assert vraag.open
    assert not zet_om("machtigingen", [{"begindatum": "03/04/2024"}, {"begindatum": "25/04/2024"}]).vragen
    bewezen = [{"begindatum": "03-04-2024", "einddatum": "05/31/2024"}]
    assert {v.onderwerp.rsplit(" ", 1)[-1] for v in zet_om("machtigingen", bewezen).vragen} == {
        "begindatum",
        "einddatum",
    }


def test_real_dates_beside_month_first_texts_are_turned_back():
    rijen = [{"begindatum": "2024-03-01"}, {"begindatum": "01/25/2024"}]
    (vraag,) = zet_om("machtigingen", rijen).vragen
    assert "omgedraaid" in vraag.vraag
    uit = zet_om("machtigingen", rijen, antwoorden={vraag.onderwerp: "mdj"})
    assert uit.rijen["begindatum"].to_pylist() == [dt.date(2024, 1, 3), dt.date(2024, 1, 25)]


def test_a_moment_without_a_time_is_not_measured_in_hours():
    rijen = [
        {"melding": "1-3-2024", "start": "1-3-2024 15:00"},
        {"melding": "1-3-2024 09:00", "start": "2-3-2024"},
        {"melding": "1-3-2024 09:00", "start": "1-3-2024 0:00"},
    ]
    uit = zet_om("crises", rijen)
    assert uit.afgewezen == 0
    assert uit.rijen["start"].to_pylist() == [None, None, dt.datetime(2024, 3, 1)]
    assert uit.rijen["melding"].to_pylist()[0] == dt.datetime(2024, 3, 1)


@pytest.mark.parametrize(
    ("kolom", "tekst", "code"),
    [
        ("maatregelen.type", "12_VOTS", "12"),
        ("maatregelen.type", "V.O.T.S.", "12"),
        ("maatregelen.type", "voogdij [21]", "21"),
        ("maatregelen.type", "21 - OTS", None),
        ("maatregelen.type", "Voogdij (OTS)", None),
        ("declaraties.productcategorie", "Jeugdhulp verblijf (excl. behandeling)", "44"),
        ("declaraties.productcategorie", "49-Activiteiten preventief justitieel kader", "49"),
        ("trajecten.reden_einde", "Overstap naar een andere aanbieder", "38"),
        ("trajecten.verwijzer", "Rechter, Raad voor de Kinderbescherming of Officier van Justitie", "08"),
        ("declaraties.eenheid", "Stuks (inspanning)", "84"),
        ("declaraties.eenheid", "16-urig", None),
        ("declaraties.status", "Afgekeurd", "afgewezen"),
        ("declaraties.debet_credit", "H", "C"),
    ],
)
def test_a_code_and_its_word_however_they_are_joined(kolom, tekst, code):
    tabel, naam = kolom.split(".")
    assert look_up(tekst, index_van(kolom, tuple(TABELLEN[tabel].kolom(naam).codes.items()))) == code


def test_an_unknown_word_is_asked_and_read_as_was_said():
    uit = zet_om("maatregelen", [{"type": "OTS + MUHP"}, {"type": "OTS"}])
    (vraag,) = [v for v in uit.vragen if v.soort == "code"]
    assert uit.afgewezen == 1 and not vraag.open and '--code "type:OTS + MUHP=' in vraag.optie
    goed = zet_om("maatregelen", [{"type": "ots + muhp"}], codes={"type": {"OTS + MUHP": "11"}})
    assert goed.rijen["type"].to_pylist() == ["11"]
    assert (
        zet_om("maatregelen", [{"type": "OTS + MUHP"}], antwoorden={(vraag.soort, vraag.onderwerp): "11"}).afgewezen
        == 0
    )


def test_what_could_not_be_read_is_named_in_its_row():
    uit = zet_om("declaraties", [{"productcategorie": "hulp?", "verwijzer": "buurman"}, {"productcategorie": "45"}, {}])
    assert uit.rijen["onleesbaar"].to_pylist() == [" productcategorie  verwijzer ", None, None] and uit.afgewezen == 0


@pytest.mark.parametrize(
    ("tekst", "code"),
    [
        ("Krimpen a/d IJssel", "GM0542"),
        ("Gem. Leiden", "GM0546"),
        ("Leiden [0546]", "GM0546"),
        ("GM0546 - Leiden", "GM0546"),
        ("546.0", "GM0546"),
        ("Bergen (L)", "GM0893"),
        ("Den Haag ('s-Gravenhage)", "GM0518"),
        ("Leiden (0505)", None),
        ("Leiden (NH)", None),
        ("Bergen", None),
    ],
)
def test_gemeenten_as_people_write_them(tekst, code):
    assert find_gemeente(tekst)[0] == code


def test_amounts_with_their_side_behind_them():
    uit = zet_om("declaraties", [{"bedrag": "100,00 C"}, {"bedrag": "1.250,50 D"}, {"bedrag": "75,00-"}])
    assert uit.rijen["bedrag"].to_pylist() == [-100, 1250.5, -75]


def test_a_sign_that_says_the_same_as_the_letter_is_dropped_and_told():
    uit = zet_om("declaraties", [{"bedrag": "-20,00", "debet_credit": "C"}, {"bedrag": "50,00", "debet_credit": "D"}])
    assert uit.rijen["bedrag"].to_pylist() == [20, 50] and ("K310", None, "bedrag") in codes(uit)
    gemengd = [{"bedrag": "-20,00", "debet_credit": "C"}, {"bedrag": "30,00", "debet_credit": "C"}]
    uit = zet_om("declaraties", gemengd)
    assert uit.rijen["bedrag"].to_pylist() == [-20, 30] and ("K311", None, "bedrag") in codes(uit)


def test_lines_that_differ_in_a_number_are_two_and_equal_lines_are_one():
    bron = ruw("declaraties", [{"Factuurnr": f"F{i}"} for i in (1, 1, 2)])
    bron.kolommen.pop("Factuurnr")
    regels = tell_apart(bron, SLEUTEL).to_pylist()
    assert len(set(regels)) == 2 and regels[0] == regels[1] and "F1" not in str(regels)
    uniek = ruw("declaraties", [{"Factuurnr": f"F{i}"} for i in (1, 2)])
    uniek.kolommen.pop("Factuurnr")
    assert all(r.startswith("#") for r in tell_apart(uniek, SLEUTEL).to_pylist())
    assert tell_apart(ruw("declaraties", [{}]), SLEUTEL).to_pylist() == [None]


@pytest.mark.parametrize("kop", ["Factuurnummer", "Referentie", "Regel", "declaratie_id", "Verkoopfactuurnr"])
def test_headers_of_numbers_of_a_line(kop):
    assert names_a_line(kop)
    assert not names_a_line("Bedrag") and not names_a_line("Aanbieder")


def test_senders_are_one_under_another_legal_form_and_two_under_another_name():
    assert normal_sender("Stichting JB-Duin") == normal_sender("jb duin")
    assert normal_sender("JB Duin") != normal_sender("JB Duinen")
    assert choose_spelling({"GI Duin": 3, "gi duin": 1}) == {"gi duin": "GI Duin"}
    assert choose_spelling({"GI Duin": 3}, ["gi duin"]) == {"GI Duin": "gi duin"}


def test_own_numbers_of_a_sender_are_other_children_and_a_bsn_is_not():
    rijen = [{"jeugdige": n, "gi": g} for n in ("1001", "123456782") for g in ("GI A", "GI B")]
    gedeeld = zet_om("maatregelen", rijen).rijen["jeugdige"].to_pylist()
    eigen = zet_om("maatregelen", rijen, nummers="eigen").rijen["jeugdige"].to_pylist()
    assert len(set(gedeeld)) == 2 and len(set(eigen)) == 3 and eigen[2:] == gedeeld[2:]
