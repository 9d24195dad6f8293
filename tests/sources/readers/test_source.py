"""From a source to recognised tables, through the child process."""

import pyarrow as pa
import pyarrow.parquet as pq

from core.model.schema import TABELLEN
from core.sources.readers import read, verminkt
from tests.sources.readers import maken

KOP = "jeugdige;gemeente;gi;type;begindatum;einddatum"


def test_workbook_with_two_tables_and_more(tmp_path):
    machtigingen = [[*maken.MAATREGELEN], ["900000001", "Zeist", "GI West", "72", "2024-01-01", None]]
    pad = maken.xlsx(
        tmp_path / "export.xlsx",
        {
            "Leesmij": [["uitleg"]],
            "01 Maatregelen": maken.maatregelen(3),
            "Machtigingen (2)": machtigingen,
            "overig": [["appel", "peer"], ["a", "b"]],
        },
    )
    stappen = []
    maatregelen, machtiging, overig = read(pad, voortgang=lambda *s: stappen.append(s))
    assert (maatregelen.tabel, machtiging.tabel, overig.tabel) == ("maatregelen", "machtigingen", None)
    assert maatregelen.kolommen == {k: k for k in maken.MAATREGELEN}
    assert maatregelen.onbekend == () and not maatregelen.vragen
    assert all(pa.types.is_dictionary(v.type) for v in maatregelen.data.schema if v.name != "__rij__")
    assert maatregelen.data.schema.field("__rij__").type == pa.int32()
    (vraag,) = overig.vragen
    assert (vraag.soort, vraag.gekozen) == ("tabel", None)
    assert set(vraag.keuzes) == {*TABELLEN, "overslaan"}
    assert len(stappen) == 4 and all(0 <= deel <= 1 for _, deel in stappen)


def test_folder_is_read_in_order_of_name(tmp_path):
    maken.csv(tmp_path / "maatregelen_2024.csv", f"{KOP}\n1;Zeist;x;11;2024-01-01;\nkapot\n")
    maken.csv(tmp_path / "maatregelen_2023.csv", f"{KOP}\n1;Zeist;x;11;2023-01-01;\n")
    pq.write_table(
        pa.table({"gemeente": ["Zeist"], "jaar": [2024], "leeftijd_van": [0], "leeftijd_tot": [17], "aantal": [9]}),
        tmp_path / "bevolking.parquet",
    )
    maken.csv(tmp_path / "leesmij.txt", "Dit is de uitleg")
    maken.csv(tmp_path / "plaatje.png", "x")
    maken.csv(tmp_path / "~$open.xlsx", "x")
    (tmp_path / "archief").mkdir()
    maken.csv(tmp_path / "archief" / "maatregelen.csv", f"{KOP}\n")
    stappen = []
    tabellen = read(tmp_path, voortgang=lambda *s: stappen.append(s))
    assert [(t.bestand, t.tabel) for t in tabellen] == [
        ("bevolking.parquet", "bevolking"),
        ("maatregelen_2023.csv", "maatregelen"),
        ("maatregelen_2024.csv", "maatregelen"),
    ]
    assert [verminkt(t) for t in tabellen] == [0, 0, 1]
    assert [deel for _, deel in stappen] == sorted(deel for _, deel in stappen) and len(stappen) == 4


def test_answers_choose_table_columns_and_separator(tmp_path):
    pad = maken.xlsx(
        tmp_path / "a.xlsx",
        {
            "Dordrecht": [
                ["wie", "gem.", "organisatie", "soort", "vanaf wanneer", "tot"],
                ["900000001", "Dordrecht", "GI West", "11", "2024-01-01", None],
            ],
            "maatregelen": maken.maatregelen(1),
        },
    )
    eerste = read(pad)[0]
    assert eerste.tabel is None
    antwoorden = {("tabel", "a.xlsx · Dordrecht"): "maatregelen"}
    eerste = read(pad, antwoorden=antwoorden)[0]
    assert eerste.tabel == "maatregelen"
    assert eerste.kolommen == {"gemeente": "gem.", "type": "soort", "einddatum": "tot"}
    vragen = {v.onderwerp.rsplit(" · ", 1)[1]: v for v in eerste.vragen if v.soort == "kolom"}
    assert set(vragen) == {"wie", "organisatie", "vanaf wanneer"}
    assert vragen["wie"].voorbeelden == ("999999999",)
    antwoorden |= {
        vragen["wie"].onderwerp: "jeugdige",
        ("kolom", vragen["organisatie"].onderwerp): "gi",
        vragen["vanaf wanneer"].onderwerp: "begindatum",
    }
    eerste = read(pad, antwoorden=antwoorden)[0]
    assert eerste.kolommen == {
        "gemeente": "gem.",
        "type": "soort",
        "jeugdige": "wie",
        "gi": "organisatie",
        "begindatum": "vanaf wanneer",
        "einddatum": "tot",
    }
    assert all(v.gekozen for v in eerste.vragen)
    assert [t.blad for t in read(pad, antwoorden={"a.xlsx · Dordrecht": "overslaan"})] == ["maatregelen"]
    raar = maken.csv(tmp_path / "maatregelen.csv", KOP.replace(";", "|") + "\n1|a;b|c|11|2024-01-01|\n")
    (tabel,) = read(raar, antwoorden={("scheidingsteken", "maatregelen.csv"): "puntkomma"})
    assert len(tabel.data.column_names) < 4
    (tabel,) = read(raar, antwoorden={"maatregelen.csv · scheidingsteken": "verticale streep"})
    assert tabel.data["gi"].to_pylist() == ["c"]


def test_hidden_sheets(tmp_path):
    import openpyxl

    pad = maken.xlsx(
        tmp_path / "a.xlsx",
        {
            "maatregelen": maken.maatregelen(1),
            "machtigingen": maken.maatregelen(1),
            "kladblok": [["a", "b"], ["c", "d"]],
        },
    )
    werkmap = openpyxl.load_workbook(pad)
    werkmap["machtigingen"].sheet_state = werkmap["kladblok"].sheet_state = "hidden"
    werkmap.save(pad)
    open_, verborgen = read(pad)
    assert "blad_verborgen" in [o.code for o in verborgen.opmerkingen]
    assert any(o.code == "blad_verborgen_overgeslagen" and "kladblok" in o.melding for o in open_.opmerkingen)
