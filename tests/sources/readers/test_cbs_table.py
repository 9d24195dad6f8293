"""Tables on youth protection and youth aid of StatLine become the table cbs. The figures are made up."""

import json
from datetime import date

import openpyxl
import pytest

from core.model.melding import Melding
from core.sources.readers import read
from core.sources.readers.cbs_words import Tijdvak, parse_onderwerp, parse_tijdvak


def text(pad, *regels):
    pad.write_bytes("\r\n".join(regels).encode("utf-8-sig"))
    return pad


def figures(pad):
    (tabel,) = read(pad)
    assert tabel.tabel == "cbs" and not tabel.vragen
    rijen = [tuple(r[k] for k in tabel.kolommen) for r in tabel.data.to_pylist()]
    return rijen, " ".join(o.melding for o in tabel.opmerkingen)


JAAR = ("2023-01-01", "2023-12-31")
TYPED = (
    '"ID";"RegioS";"Perioden";"Ondertoezichtstelling_1";"TotaalBegonnenTrajecten_2";"NieuweTrajecten_3";'
    '"BeeindigdeTrajecten_5";"BeeindigdVolgensPlan_12";"Voogdij_17";"TotaalBegonnenTrajecten_18"'
)


def test_typed_csv_says_of_which_measure_by_the_column_before(tmp_path):
    rijen, gezegd = figures(
        text(
            tmp_path / "82975NED_TypedDataSet.csv",
            TYPED,
            '0;"GM0505  ";"2023JJ00";"     245";"      55";"      40";"      60";"      20";"     110";"       ."',
            '1;"NL01    ";"2023JJ00";"   25420";"    6500";"    5000";"    9000";"    6215";"   10355";"     925"',
            '2;"GM0505  ";"2023KW01";"      10";"      10";"      10";"      10";"      10";"      10";"      10"',
        )
    )
    assert [r for r in rijen if r[0]] == [
        ("GM0505", None, "ots_tijdens", *JAAR, "245", "nee"),
        ("GM0505", None, "ots_begonnen", *JAAR, "55", "nee"),
        ("GM0505", None, "ots_beeindigd", *JAAR, "60", "nee"),
        ("GM0505", None, "voogdij_tijdens", *JAAR, "110", "nee"),
        ("GM0505", None, "voogdij_begonnen", *JAAR, None, "nee"),
    ]
    assert {r[1] for r in rijen if not r[0]} == {"NL01"}
    assert "1 cijfer toont het CBS niet" in gezegd and "iets anders (zoals duur of reden)" in gezegd
    assert "andere periode" in gezegd


def test_csv_with_labels_on_a_day(tmp_path):
    kop = (
        '"Regio\'s";"Perioden";"Jeugdbeschermingstrajecten/Ondertoezichtstelling/Totaal ondertoezichtstelling '
        '(aantal)";"Jeugdbeschermingstrajecten/Ondertoezichtstelling/Voorlopige ondertoezichtstelling (aantal)";'
        '"Jeugdbeschermingstrajecten/Voogdij/Totaal voogdij (aantal)";'
        '"Jeugdbeschermingstrajecten/Voogdij/Tijdelijke voogdij (aantal)"'
    )
    rijen, gezegd = figures(
        text(
            tmp_path / "export.csv",
            kop,
            '"Utrecht (gemeente)";"31 december 2022*";"1.245";"15";"80";"."',
            '"Utrecht (PV)";"31 december 2022*";"2.245";"25";"655";"10"',
            '"Zuid-Holland Zuid";"30 juni 2022";"600";".";"240";"10"',
        )
    )
    dag, half = ("2022-12-31", "2022-12-31"), ("2022-06-30", "2022-06-30")
    assert rijen == [
        ("Utrecht (gemeente)", None, "ots_stand", *dag, "1245", "ja"),
        ("Utrecht (gemeente)", None, "vots_stand", *dag, "15", "ja"),
        ("Utrecht (gemeente)", None, "voogdij_stand", *dag, "80", "ja"),
        (None, "Utrecht (PV)", "ots_stand", *dag, "2245", "ja"),
        (None, "Utrecht (PV)", "vots_stand", *dag, "25", "ja"),
        (None, "Utrecht (PV)", "voogdij_stand", *dag, "655", "ja"),
        (None, "Zuid-Holland Zuid", "ots_stand", *half, "600", "nee"),
        (None, "Zuid-Holland Zuid", "vots_stand", *half, None, "nee"),
        (None, "Zuid-Holland Zuid", "voogdij_stand", *half, "240", "nee"),
    ]
    assert "3 cijfers over iets anders" in gezegd


def test_csv_in_the_layout_of_the_table(tmp_path):
    rijen, _ = figures(
        text(
            tmp_path / "Jeugdbescherming.csv",
            '"Jeugdbeschermingstrajecten; regio"',
            '"";"Onderwerp";"Voogdij";"Voogdij";"Ondertoezichtstelling"',
            '"Regio\'s";"Perioden";"2022 1e halfjaar**";"2023*";"2023*"',
            '"Dordrecht";"";"110";"105";"245"',
            '"Bron: CBS"',
        )
    )
    assert rijen == [
        ("Dordrecht", None, "voogdij_tijdens", "2022-01-01", "2022-06-30", "110", "ja"),
        ("Dordrecht", None, "voogdij_tijdens", *JAAR, "105", "ja"),
        ("Dordrecht", None, "ots_tijdens", *JAAR, "245", "ja"),
    ]


@pytest.mark.parametrize("versie", ["v3", "v4"])
def test_odata_json(tmp_path, versie):
    if versie == "v3":
        regels = [
            {"ID": 0, "RegioS": "GM0505  ", "Perioden": "2023JJ00", "Voogdij_17": 110, "TotaalBegonnenTrajecten_18": 15}
        ]
    else:
        regels = [
            {"Id": n, "Measure": naam, "ValueAttribute": "None", "Value": w, "RegioS": "GM0505", "Perioden": "2023JJ00"}
            for n, (naam, w) in enumerate(
                {"Voogdij": 110.0, "Voogdij begonnen trajecten": 15.0, "Duur 0 tot 3 maanden": 5.0}.items()
            )
        ]
    pad = tmp_path / "cijfers.json"
    pad.write_text(json.dumps({"value": regels}), "utf-8")
    assert figures(pad)[0] == [
        ("GM0505", None, "voogdij_tijdens", *JAAR, "110", "nee"),
        ("GM0505", None, "voogdij_begonnen", *JAAR, "15", "nee"),
    ]


def test_young_people_by_form_and_a_workbook(tmp_path):
    boek = openpyxl.Workbook()
    for rij in (
        ["Vormen van jeugdzorg", "Regio's", "Perioden", "Jongeren met jeugdzorg (aantal)"],
        ["Totaal jeugdhulp", "Dordrecht", "2023", 2370],
        ["Jeugdhulp met verblijf", "Dordrecht", "2023", 310],
        ["Jeugdbescherming", "Dordrecht", "2023", 290],
        ["Jeugdreclassering", "Dordrecht", "2023", 80],
    ):
        boek.active.append(rij)
    boek.save(tmp_path / "kerncijfers.xlsx")
    rijen, _ = figures(tmp_path / "kerncijfers.xlsx")
    assert [(r[2], r[5]) for r in rijen] == [
        ("jeugdhulp_jongeren", "2370"),
        ("verblijf_jongeren", "310"),
        ("jb_jongeren", "290"),
    ]


@pytest.mark.parametrize(
    "regels, woorden",
    [
        (("Geslacht;RegioS;Perioden;Voogdij_1", "3000;GM0505;2023JJ00;60"), "geen totaal"),
        (("Herkomst;RegioS;Perioden;Voogdij_1", "NL;GM0505;2023JJ00;60", "X;GM0505;2023JJ00;15"), "alleen totalen"),
        (("RegioS;Perioden;JongerenMetJeugdbescherming_1", "GM0505;2023JJ00;1.4"), "aandelen"),
        (("RegioS;Perioden;Voogdij_1", "GM0505;2023MM04;60"), "geen cijfer van het CBS"),
    ],
)
def test_what_cannot_be_known_is_said(tmp_path, regels, woorden):
    with pytest.raises(Melding, match=woorden):
        figures(text(tmp_path / "x.csv", *regels))


@pytest.mark.parametrize("code", ["M002345", "M0002345_2", "D000352_1", "1234567"])
def test_a_measure_that_is_a_code_says_how_to_get_its_name(tmp_path, code):
    """OData v4 gives the names of its measures in another file."""
    with pytest.raises(Melding, match=rf"Measure alleen een code \({code}\).*statistische labels"):
        figures(text(tmp_path / "Observations.csv", "Id;Measure;Value;RegioS;Perioden", f"1;{code};60;GM0505;2023JJ00"))


def test_a_count_of_ones_own_is_no_table_of_the_cbs(tmp_path):
    with pytest.raises(Melding, match="geen tabel herkend"):
        read(text(tmp_path / "x.csv", "Gemeente;Jaar;Voogdij", "Dordrecht;2023;60"))


@pytest.mark.parametrize(
    "kop, code",
    [
        ("Ondertoezichtstelling_1", "ots_stand"),
        ("Ondertoezichtstelling/Begonnen trajecten/Totaal begonnen trajecten (aantal)", "ots_begonnen"),
        ("Voogdij Beëindigde trajecten Totaal beëindigde trajecten (aantal)", "voogdij_beeindigd"),
        ("Jeugdbeschermingstrajecten Voogdij Reguliere voogdij (aantal)", None),
        ("Voogdij Beëindigde trajecten Reden beëindigde trajecten Voogdij naar pleegouder (aantal)", None),
        ("NieuweTrajecten_3", None),
        ("Reguliere ondertoezichtstelling", "ots_regulier_stand"),
    ],
)
def test_subjects(kop, code):
    wat = parse_onderwerp(kop)
    assert (wat and wat.code(op_dag=True)) == code


def test_periods():
    assert parse_tijdvak("2022 2e halfjaar*") == Tijdvak(date(2022, 7, 1), date(2022, 12, 31), False, True)
    assert parse_tijdvak("30 juni 2022") == Tijdvak(date(2022, 6, 30), date(2022, 6, 30), True, False)
    assert parse_tijdvak("31 juni 2022") is None and parse_tijdvak("2023KW01") is None
