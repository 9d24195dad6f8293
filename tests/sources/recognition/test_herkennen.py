"""Tables and columns are recognised when it is certain, and asked when it is not."""

import pytest

from core.model.schema import TABELLEN
from core.sources.keuzes import Keuzes
from core.sources.recognition.columns import NIET_GEBRUIKEN
from core.sources.recognition.names import is_explanation, kolomnamen, normaal, tabel_van_naam
from core.sources.recognition.recognise import recognise
from core.sources.recognition.samples import masker
from tests.sources.recognition.ruw import met_koppen, ruw

MAATREGELEN = ("jeugdige", "gemeente", "gi", "type", "begindatum")


def een(tabel, antwoorden=None):
    (uit,) = recognise(tabel, None, Keuzes(zonder=frozenset({"einddatum"}), antwoorden=antwoorden or {})).tabellen
    return uit


@pytest.mark.parametrize(
    "naam, tabel",
    [
        ("declaraties (2)", "declaraties"),
        ("maatregelen_2024", "maatregelen"),
        ("01 maatregelen", "maatregelen"),
        ("export_maatregelen", "maatregelen"),
        ("DÉCLARATIES", "declaraties"),
        ("Machtigingen UHP", "machtigingen"),
        ("JB/JR", "maatregelen"),
        ("levering jeugdhulp 2024-Q3", "trajecten"),
        ("Crises jan-mrt", "crises"),
        ("Blad1", None),
        ("kosten trajecten", None),
        ("maatregelen GI West", None),
        ("klanten", None),
    ],
)
def test_tables_by_name(naam, tabel):
    assert tabel_van_naam(naam)[0] == tabel


@pytest.mark.parametrize("tabel", TABELLEN)
def test_every_table_is_recognised_by_its_own_names(tabel):
    for naam in (tabel, *TABELLEN[tabel].synoniemen):
        assert tabel_van_naam(naam)[0] == tabel
        assert not is_explanation(naam)


@pytest.mark.parametrize("tabel", TABELLEN)
def test_every_column_is_recognised_by_its_own_name_and_synonyms(tabel):
    for kolom in TABELLEN[tabel].kolommen:
        assert kolomnamen(tabel)[normaal(kolom.naam)] == {kolom.naam}
        for naam in kolom.synoniemen:
            assert kolom.naam in kolomnamen(tabel)[normaal(naam)]


@pytest.mark.parametrize(
    "naam",
    [
        "Begindatum",
        "begin_datum ",
        "BEGIN-DATUM",
        "Begindatum *",
        "begindatum (dd-mm-jjjj)",
        "Startdatum [verplicht]",
        "bégindatum",
    ],
)
def test_spelling_of_a_column_does_not_matter(naam):
    uit = een(met_koppen("jeugdige", "gemeente", "gi", "type", naam, blad="maatregelen"))
    assert uit.kolommen["begindatum"] == naam and not uit.vragen


@pytest.mark.parametrize("naam", ["Einddatum (verwacht)", "begindatum hulp"])
def test_a_name_with_another_meaning_is_not_taken(naam):
    uit = een(met_koppen(*MAATREGELEN, naam, blad="maatregelen"))
    assert uit.onbekend == (naam,) and not uit.vragen


def test_table_by_its_columns_and_codes():
    uit = een(met_koppen("gemeente", "jaar", "leeftijd_van", "leeftijd_tot", "aantal"))
    assert (uit.tabel, uit.vragen) == ("bevolking", [])
    assert een(met_koppen(*MAATREGELEN, type=["11", "OTS"])).tabel == "maatregelen"
    assert een(met_koppen(*MAATREGELEN, type=["71", "72"])).tabel == "machtigingen"


def test_two_tables_fit_so_it_is_asked():
    uit = een(met_koppen("doel", "periode_begin", "periode_einde", "gi", "toelichting"))
    assert uit.tabel is None and uit.kolommen == {}
    (vraag,) = uit.vragen
    assert set(vraag.keuzes[:2]) == {"opvragen", "mijlpalen"} and vraag.gekozen is None
    gekozen = een(met_koppen("doel", "periode_begin", "periode_einde", "gi"), {vraag.onderwerp: "opvragen"})
    assert gekozen.tabel == "opvragen" and gekozen.vragen[0].gekozen == "opvragen"


def test_nearly_a_table_is_asked_and_nothing_like_it_has_no_chance():
    bijna = met_koppen("jeugdige", "gemeente", "gi", "type", "wanneer", type=["11", "12"])
    herkend = recognise(bijna, None, Keuzes())
    assert herkend.kans and "maatregelen" in herkend.tabellen[0].vragen[0].keuzes[:3]
    assert not recognise(met_koppen("appel", "peer"), None, Keuzes()).kans


def test_a_name_that_only_mentions_a_table_needs_the_columns():
    assert een(met_koppen(*MAATREGELEN, blad="maatregelen regio west", type=["11", "12"])).tabel == "maatregelen"
    assert een(met_koppen("appel", "peer", blad="maatregelen regio west")).tabel is None


def test_name_of_the_file_when_that_of_the_sheet_says_nothing():
    kolommen = {k: ["x"] for k in ("jeugdige", "gemeente", "aanbieder", "verblijfsvorm", "begindatum")}
    assert een(ruw(kolommen, "Blad1", "plaatsingen.xlsx")).tabel == "plaatsingen"


def test_wrong_name_above_the_columns_of_another_table_is_asked():
    uit = een(met_koppen("gemeente", "jaar", "leeftijd_van", "leeftijd_tot", "aantal", blad="crises"))
    assert uit.tabel is None and set(uit.vragen[0].keuzes[:2]) == {"crises", "bevolking"}


def _twee_begins():
    namen = ("jeugdige", "gemeente", "gi", "type", "ingangsdatum", "startdatum")
    return met_koppen(*namen, blad="maatregelen", startdatum=["x", "z"])


def test_two_columns_for_one_are_asked_unless_one_has_the_name_itself():
    uit = een(met_koppen("jeugdige", "gemeente", "gi", "type", "begindatum", "startdatum", blad="maatregelen"))
    assert uit.kolommen["begindatum"] == "begindatum" and uit.onbekend == ("startdatum",) and not uit.vragen
    uit = een(_twee_begins())
    assert "begindatum" not in uit.kolommen
    assert [v.keuzes for v in uit.vragen] == [("begindatum", NIET_GEBRUIKEN)] * 2
    antwoord = {uit.vragen[1].onderwerp: "begindatum"}
    uit = een(
        _twee_begins(),
        antwoord,
    )
    assert uit.kolommen["begindatum"] == "startdatum"
    assert [v.gekozen for v in uit.vragen] == ["begindatum"], "the other question is answered with it"


def test_the_same_header_twice_is_asked():
    uit = een(ruw({**{k: ["x"] for k in MAATREGELEN}, "begindatum (2)": ["y"]}, "maatregelen"))
    assert "begindatum" not in uit.kolommen and len(uit.vragen) == 2


def test_one_column_for_two_is_asked(monkeypatch):
    """No two columns of a table share a name today; a later synonym may."""
    dubbel = {**kolomnamen("crises"), "tijd": frozenset({"start", "melding"})}
    monkeypatch.setattr("core.sources.recognition.columns.kolomnamen", lambda _: dubbel)
    uit = een(met_koppen("jeugdige", "gemeente", "tijd", blad="crises"))
    (vraag,) = uit.vragen
    assert vraag.keuzes == ("melding", "start", NIET_GEBRUIKEN) and vraag.gekozen is None
    assert "tijd" in uit.onbekend


def test_unknown_columns_are_asked_only_when_something_required_is_missing():
    uit = een(met_koppen(*MAATREGELEN, "notitie", blad="maatregelen"))
    assert uit.onbekend == ("notitie",) and not uit.vragen
    uit = een(met_koppen("kindnummer x", "gemeente", "gi", "type", "begindatum", "notitie", blad="maatregelen"))
    assert [v.keuzes[0] for v in uit.vragen] == ["jeugdige"] * 2
    uit = een(
        met_koppen("kindnummer x", "gemeente", "gi", "type", "begindatum", "notitie", blad="maatregelen"),
        {uit.vragen[0].onderwerp: "jeugdige"},
    )
    assert uit.kolommen["jeugdige"] == "kindnummer x" and len(uit.vragen) == 1 and uit.onbekend == ("notitie",)


def test_a_column_that_dates_the_rows_is_missing():
    uit = een(met_koppen("jeugdige", "gemeente", "gi", "type", "eerste dag", blad="maatregelen"))
    assert set(uit.vragen[0].keuzes[:2]) == {"begindatum", "datum_overgedragen_gekregen"}
    uit = een(met_koppen("jeugdige", "gemeente", "gi", "type", "datum_gekregen", "eerste dag", blad="maatregelen"))
    assert not uit.vragen, "one of the two is enough"


def test_empty_unknown_columns_are_not_asked():
    uit = een(ruw({**{k: ["x"] for k in ("gemeente", "gi", "type", "begindatum")}, "leeg": [None]}, "maatregelen"))
    assert not uit.vragen and uit.onbekend == ("leeg",)


@pytest.mark.parametrize(
    "waarde, gemaskeerd",
    [
        ("123456782", "999999999"),
        ("Jansen", "Xxxxxx"),
        ("12-03-2011", "99-99-9999"),
        ("11", "11"),
        ("ja", "ja"),
        ("1.234,50", "9.999,99"),
        ("Ó Brien", "X Xxxxx"),
        ("Jan", "Xxx"),
    ],
)
def test_examples_are_masked(waarde, gemaskeerd):
    assert masker(waarde) == gemaskeerd
