"""Tables of inhabitants as StatLine, OData and Swing give them become the table bevolking."""

import json

import openpyxl
import pytest

from core.model.melding import Melding
from core.sources.readers import read
from core.sources.readers.age import parse_leeftijd


def text(pad, *regels, enc="utf-8"):
    pad.write_bytes("\r\n".join(regels).encode(enc))
    return pad


def figures(pad):
    (tabel,) = read(pad)
    assert tabel.tabel == "bevolking" and not tabel.vragen
    rijen = sorted(tuple(r[k] for k in tabel.kolommen) for r in tabel.data.to_pylist())
    return rijen, " ".join(o.melding for o in tabel.opmerkingen)


TYPED = (
    '"ID";"Geslacht";"Leeftijd";"BurgerlijkeStaat";"RegioS";"Perioden";"BevolkingOp1Januari_1";"GemiddeldeBevolking_2"'
)


def test_typed_csv_with_padded_codes_totals_men_and_women(tmp_path):
    rijen, gezegd = figures(
        text(
            tmp_path / "03759ned_TypedDataSet.csv",
            TYPED,
            '0;"T001038";"10000   ";"T001019";"GM0505  ";"2023JJ00";"  118862";" 119000.5"',
            '1;"T001038";"10010   ";"T001019";"GM0505  ";"2023JJ00";"    1180";"   1170.5"',
            '2;"3000   ";"10010   ";"T001019";"GM0505  ";"2023JJ00";"     600";"    600"',
            '3;"T001038";"11700   ";"T001019";"GM0505  ";"2023JJ00";"    1300";"   1310"',
            '4;"T001038";"11700   ";"1010   ";"GM0505  ";"2023JJ00";"    1299";"   1300"',
            '5;"T001038";"10100   ";"T001019";"GM0505  ";"2023JJ00";"       .";"      ."',
            '6;"T001038";"10100   ";"T001019";"NL01    ";"2023JJ00";"  170000";" 171000"',
            '7;"T001038";"10100   ";"T001019";"GM0505  ";"2023KW01";"    1200";"   1200"',
            enc="utf-8-sig",
        )
    )
    assert rijen == [("GM0505", "2023", "0", "0", "1180"), ("GM0505", "2023", "17", "17", "1300")]
    assert "1 cijfer ontbreekt" in gezegd and "1 regel over een ander gebied" in gezegd
    assert "1 cijfer over een andere periode" in gezegd


def test_csv_with_labels_and_provisional_years(tmp_path):
    rijen, gezegd = figures(
        text(
            tmp_path / "export.csv",
            '"Leeftijd";"Regio\'s";"Perioden";"Bevolking op 1 januari (aantal)"',
            '"0 tot 5 jaar";"Utrecht (gemeente)";"2023";"23.700"',
            '"0 tot 5 jaar";"Utrecht (PV)";"2023";"80.000"',
            '"5 tot 10 jaar";"Utrecht (gemeente)";"2024**";"23 100"',
            '"Totaal leeftijd";"Zeist";"2024*";"66000"',
        )
    )
    assert rijen == [
        ("Utrecht (gemeente)", "2023", "0", "4", "23700"),
        ("Utrecht (gemeente)", "2024", "5", "9", "23100"),
    ]
    assert "2024 zijn voorlopig" in gezegd


def test_csv_in_the_layout_of_the_table(tmp_path):
    rijen, _ = figures(
        text(
            tmp_path / "Bevolking__leeftijd.csv",
            '"Bevolking op 1 januari; geslacht, leeftijd en regio"',
            '"";"Leeftijd";"0 jaar";"0 jaar";"1 jaar"',
            '"";"Perioden";"2022";"2023";"2023"',
            '"Geslacht";"Regio\'s";"aantal";"aantal";"aantal"',
            '"Totaal mannen en vrouwen";"Dordrecht";"1170";"1180";"1190"',
            '"Mannen";"Dordrecht";"600";"605";"610"',
            '"Bron: CBS"',
        )
    )
    assert rijen == [
        ("Dordrecht", "2022", "0", "0", "1170"),
        ("Dordrecht", "2023", "0", "0", "1180"),
        ("Dordrecht", "2023", "1", "1", "1190"),
    ]


@pytest.mark.parametrize("versie", ["v3", "v4"])
def test_odata_json(tmp_path, versie):
    if versie == "v3":
        regels = [
            {"ID": 0, "Leeftijd": "10200", "RegioS": "GM0505  ", "Perioden": "2023JJ00", "BevolkingOp1Januari_1": 1180},
            {"ID": 1, "Leeftijd": "10300", "RegioS": "GM0505  ", "Perioden": "2023JJ00", "BevolkingOp1Januari_1": None},
        ]
    else:
        regels = [
            {
                "Id": 0,
                "Measure": "M000352",
                "ValueAttribute": "None",
                "Value": 1180.0,
                "Leeftijd": "10200",
                "RegioS": "GM0505",
                "Perioden": "2023JJ00",
            }
        ]
    pad = tmp_path / "cijfers.json"
    pad.write_text(json.dumps({"odata.metadata": "x", "value": regels}), "utf-8")
    assert figures(pad)[0] == [("GM0505", "2023", "2", "2", "1180")]


def test_men_and_women_without_a_total_add_up(tmp_path):
    regels = ['"3000";"10010";"GM0505";"2023JJ00";600', '"4000";"10010";"GM0505";"2023JJ00";580']
    kop = "Geslacht;Leeftijd;RegioS;Perioden;BevolkingOp1Januari_1"
    assert figures(text(tmp_path / "a.csv", kop, *regels))[0] == [("GM0505", "2023", "0", "0", "1180")]
    with pytest.raises(Melding, match="alleen mannen"):
        figures(text(tmp_path / "b.csv", kop, regels[0]))


def test_a_workbook_with_ages_or_years_above_the_columns(tmp_path):
    boek = openpyxl.Workbook()
    blad = boek.active
    blad.title = "Inwoners"
    for rij in (
        ["Gemeenten", "Jaar", "0-11 jaar", "12-17 jaar", "18 jaar en ouder"],
        ["Dordrecht", 2023, 14000, 8000, "?"],
        ["Zwijndrecht", 2023, "-", 3300, 30000],
        ["Bron: waarstaatjegemeente.nl"],
    ):
        blad.append(rij)
    boek.save(tmp_path / "swing.xlsx")
    rijen, gezegd = figures(tmp_path / "swing.xlsx")
    assert rijen == [
        ("Dordrecht", "2023", "0", "11", "14000"),
        ("Dordrecht", "2023", "12", "17", "8000"),
        ("Zwijndrecht", "2023", "12", "17", "3300"),
        ("Zwijndrecht", "2023", "18", "120", "30000"),
    ]
    assert "2 cijfers ontbreken" in gezegd
    pad = text(tmp_path / "inwoners per jaar.csv", "Gemeente;Leeftijd;2022;2023*", "Dordrecht;0 t/m 17;23500;23700")
    assert figures(pad)[0] == [("Dordrecht", "2022", "0", "17", "23500"), ("Dordrecht", "2023", "0", "17", "23700")]


@pytest.mark.parametrize(
    "regels, woorden",
    [
        (("Leeftijd;Herkomst;RegioS;Perioden;BevolkingOp1Januari_1", "10010;NL;GM0505;2023JJ00;600"), "geen totaal"),
        (("Leeftijd;RegioS;Perioden;BevolkingOp1Januari_1", "10000;GM0505;2023JJ00;118000"), "geen enkel aantal"),
    ],
)
def test_what_cannot_be_known_is_said(tmp_path, regels, woorden):
    with pytest.raises(Melding, match=woorden):
        figures(text(tmp_path / "x.csv", *regels))


def test_numbers_of_children_with_help_are_not_taken_for_inhabitants(tmp_path):
    (tabel,) = read(text(tmp_path / "jeugdhulp.csv", "Gemeente;Jaar;Leeftijd;Aantal", "Dordrecht;2023;0 t/m 17;2370"))
    assert tabel.tabel != "bevolking"


@pytest.mark.parametrize(
    "tekst, leeftijd",
    [
        ("10010", (0, 0)),
        ("11700", (17, 17)),
        ("10000", None),
        ("70100", (0, 4)),
        ("70400", (15, 19)),
        ("0 jaar", (0, 0)),
        ("0 tot 5 jaar", (0, 4)),
        ("0-17", (0, 17)),
        ("12 t/m 17 jaar", (12, 17)),
        ("jonger dan 18 jaar", (0, 17)),
        ("80 jaar of ouder", (80, 120)),
        ("65+", (65, 120)),
        ("2023", None),
        ("17-0", None),
        ("Dordrecht", None),
    ],
)
def test_ages(tekst, leeftijd):
    assert parse_leeftijd(tekst) == leeftijd
