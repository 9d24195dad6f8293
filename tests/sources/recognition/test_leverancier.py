"""Supplier mappings: strict, complete, and what was answered once is not asked again."""

from pathlib import Path

import pytest
import yaml

from core import dashboard
from core.model.melding import Melding
from core.model.schema import TABELLEN
from core.sources.keuzes import Keuzes
from core.sources.readers import read
from core.sources.recognition.leverancier import MAPPEN, beschikbaar, bestandsnaam, load_leverancier
from core.sources.recognition.remember import remember
from core.store import versions
from tests.sources.readers import maken

MEEGELEVERD = Path(__file__).parents[3] / "data" / "leveranciers"


@pytest.mark.parametrize("naam", ["zorgned-export", "gi-levering-cbs"])
def test_shipped_mappings_cover_what_is_required(naam):
    leverancier = load_leverancier(naam)
    assert leverancier.naam == naam and len(leverancier.bron) > 20
    for blad in leverancier.tabellen:
        verplicht = {k.naam for k in TABELLEN[blad.tabel].kolommen if k.verplicht}
        assert verplicht <= set(blad.kolommen.values())
    assert naam in beschikbaar()


def test_every_shipped_file_loads():
    assert {p.stem for p in MEEGELEVERD.glob("*.yaml")} <= set(beschikbaar())
    for pad in MEEGELEVERD.iterdir():
        load_leverancier(str(pad))


def test_cbs_delivery_makes_two_tables_of_one_sheet(tmp_path):
    kop = [
        "BSN",
        "Geboortedatum",
        "Geslacht",
        "Postcode/gemeente ter duiding van de woonplaats",
        "Naam van de instelling",
        "Type maatregel",
        "Datum aanvang maatregel",
        "Datum einde maatregel",
        "Type machtiging uithuisplaatsing",
        "Datum aanvang machtiging uithuisplaatsing",
        "Datum einde machtiging uithuisplaatsing",
        "Reden of wijze beëindiging maatregel",
        "Datum overgedragen",
        "Datum overgedragen gekregen",
    ]
    rijen = [
        [
            "900000001",
            "20110304",
            "V",
            "0505",
            "GI West",
            "11",
            "20240105",
            "",
            "72",
            "20240201",
            "",
            "",
            "",
            "",
        ],
        [
            "900000002",
            "20120304",
            "M",
            "0505",
            "GI West",
            "12",
            "20240105",
            "20240301",
            "",
            "",
            "",
            "07",
            "",
            "",
        ],
    ]
    tekst = "\n".join(";".join(r) for r in [kop, *rijen]) + "\nkapot\n"
    pad = maken.csv(tmp_path / "JB_2024_H1.csv", tekst)
    maatregelen, machtigingen = read(pad, leverancier="gi-levering-cbs")
    assert (maatregelen.tabel, machtigingen.tabel) == ("maatregelen", "machtigingen")
    assert not maatregelen.vragen and not machtigingen.vragen
    assert maatregelen.data.num_rows == 2 and machtigingen.data.num_rows == 1
    assert maatregelen.kolommen["begindatum"] == "Datum aanvang maatregel"
    assert machtigingen.kolommen["begindatum"] == "Datum aanvang machtiging uithuisplaatsing"
    assert machtigingen.data["__rij__"].to_pylist() == [2]
    assert maatregelen.data["Geboortedatum"].to_pylist()[0] == "20110304"
    assert [o.code for o in maatregelen.opmerkingen].count("rij_verminkt") == 1
    assert [o.code for o in machtigingen.opmerkingen] == ["rijen_zonder"], "what was seen while reading is told once"


def test_reclassering_sheet_without_machtigingen_is_one_table(tmp_path):
    kop = "BSN;Gemeentecode;Naam van de instelling;Type jeugdreclassering;Datum aanvang jeugdreclassering"
    (tabel,) = read(maken.csv(tmp_path / "jr.csv", f"{kop}\n1;0505;x;41;20240101\n"), leverancier="gi-levering-cbs")
    assert (tabel.tabel, tabel.kolommen["type"]) == ("maatregelen", "Type jeugdreclassering")


def test_zorgned_export_is_translated(tmp_path):
    pad = maken.xlsx(
        tmp_path / "zn.xlsx",
        {
            "Toewijzingen 2024": [
                [
                    "clientidentificatie",
                    "gemeentecode",
                    "leverancier.omschrijving",
                    "verwijzer",
                    "levering.begindatum",
                    "levering.einddatum",
                    "reden einde levering",
                    "interne notitie",
                ],
                [
                    "900000001",
                    "0505",
                    "Zorg BV",
                    "Gemeentelijke toegang",
                    "3-1-2024",
                    "31-12-2024 13:00",
                    "Levering volgens plan beëindigd",
                    "x",
                ],
                ["900000002", "0505", "Zorg BV", "onbekend", "2024-01-05", None, "31", "x"],
            ],
            "Declaraties": [
                [
                    "gemeentecode",
                    "declaratieperiode van",
                    "declaratieperiode tot en met",
                    "toegekend bedrag",
                    "eenheid",
                    "Debet/Credit",
                ],
                ["0505", "1-1-2024", "31-1-2024", "1.234,56", "Uren", "Debet"],
                ["0505", "1-2-2024", "29-2-2024", "12,5", "etmalen", "credit"],
                ["0505", "1-3-2024", "31-3-2024", "12.5", "14", "D"],
            ],
        },
    )
    trajecten, declaraties = read(pad, leverancier="zorgned-export")
    assert (trajecten.tabel, declaraties.tabel) == ("trajecten", "declaraties")
    assert trajecten.data["verwijzer"].to_pylist() == ["01", "onbekend"]
    assert trajecten.data["levering.begindatum"].to_pylist() == ["2024-01-03", "2024-01-05"]
    assert trajecten.data["levering.einddatum"].to_pylist() == ["2024-12-31 13:00", None]
    assert trajecten.data["reden einde levering"].to_pylist() == ["31", "31"]
    assert trajecten.onbekend == ("interne notitie",)
    assert declaraties.data["toegekend bedrag"].to_pylist() == ["1234.56", "12.5", "12.5"]
    assert "toegekend bedrag" in declaraties.getallen
    assert declaraties.data["eenheid"].to_pylist() == ["04", "14", "14"]
    assert declaraties.data["Debet/Credit"].to_pylist() == ["D", "C", "D"]


def test_of_two_amounts_what_was_granted_counts_and_what_was_asked_does_not(tmp_path):
    kop = ["gemeentecode", "leverancier", "declaratieperiode van", "declaratieperiode tot en met"]
    kop += ["ingediend bedrag", "toegekend bedrag", "Debet/Credit"]
    rijen = [
        ["0642", "Zorg BV", "1-3-2024", "31-3-2024", "80,00", "75,50", "Debet"],
        ["0642", "Zorg BV", "1-4-2024", "30-4-2024", "80,00", "0,00", "Debet"],
        ["0642", "Zorg BV", "1-5-2024", "31-5-2024", "20,00", "20,00", "Credit"],
    ]
    pad = maken.xlsx(tmp_path / "zn.xlsx", {"Declaraties mei": [kop, *rijen]})
    dashboard.import_sources(tmp_path / "s", [pad], leverancier="zorgned-export")
    with versions.reading(tmp_path / "s") as verbinding:
        gelezen = verbinding.vraag("select cast(bedrag as double) as bedrag from declaraties order by periode_begin")
    assert gelezen["bedrag"].tolist() == [75.5, 0, 20]


def schrijf(tmp_path, **blad):
    inhoud = {
        "naam": "x",
        "toelichting": "t",
        "bron": "b",
        "tabellen": [{"blad": ["m*"], "tabel": "maatregelen", "kolommen": {"a": "jeugdige"}} | blad],
    }
    pad = tmp_path / "x.yaml"
    pad.write_text(yaml.safe_dump(inhoud))
    return str(pad)


@pytest.mark.parametrize(
    "fout, woorden",
    [
        ({"kleur": "rood"}, "kleur"),
        ({"tabel": "klanten"}, "klanten bestaat niet"),
        ({"kolommen": {"a": "naam"}}, "kolom naam"),
        ({"codes": {"type": {"OTS": "99"}}}, "code 99"),
        ({"decimaal": {"*": "streep"}}, "decimaal"),
        ({"blad": []}, "blad"),
    ],
)
def test_mistakes_in_a_mapping_are_told(tmp_path, fout, woorden):
    with pytest.raises(Melding, match=woorden):
        load_leverancier(schrijf(tmp_path, **fout))


def test_mapping_that_is_not_there_or_no_yaml(tmp_path):
    with pytest.raises(Melding, match="zorgned-export"):
        load_leverancier("bestaat-niet")
    (tmp_path / "x.yaml").write_text("a: [b")
    with pytest.raises(Melding, match="geldige YAML"):
        load_leverancier(str(tmp_path / "x.yaml"))


def test_fixed_values_and_month_first(tmp_path):
    leverancier = schrijf(tmp_path, vaste_waarden={"gi": "GI Vast"}, datum={"begindatum": "mdj"})
    pad = maken.csv(tmp_path / "m.csv", "a;gemeente;type;begindatum\n1;Zeist;11;3/31/2024\n2;Zeist;11;31-3-2024\n")
    (tabel,) = read(pad, leverancier=leverancier)
    assert tabel.data[tabel.kolommen["gi"]].to_pylist() == ["GI Vast"] * 2
    assert tabel.data["begindatum"].to_pylist() == ["2024-03-31", "31-3-2024"], "what does not fit stays"


def test_answers_are_remembered_and_not_asked_again(tmp_path):
    def levering(jaar):
        return maken.xlsx(
            tmp_path / f"west{jaar}.xlsx",
            {
                f"Dordrecht {jaar}": [
                    ["wie", "gem.", "organisatie", "soort", "van wanneer", "tot", "prijs"],
                    ["900000001", "Dordrecht", "GI West", "11", "2024-01-01", None, "1,5"],
                ]
            },
        )

    def vraag(tabellen):
        return {v.onderwerp.rsplit(" · ", 1)[-1]: v for t in tabellen for v in t.vragen}

    antwoorden = {"west2024.xlsx · Dordrecht 2024": "maatregelen"}
    kolommen = vraag(read(levering(2024), antwoorden=antwoorden))
    antwoorden |= {
        kolommen["wie"].onderwerp: "jeugdige",
        kolommen["organisatie"].onderwerp: "gi",
        kolommen["van wanneer"].onderwerp: "begindatum",
        ("datum", kolommen["van wanneer"].onderwerp): "jmd",
    }
    tabellen = read(levering(2024), antwoorden=antwoorden)
    pad = remember("GI West!", tabellen, Keuzes(antwoorden=antwoorden), tmp_path / "eigen")
    assert pad == tmp_path / "eigen" / "gi-west.yaml" and [p.name for p in pad.parent.iterdir()] == ["gi-west.yaml"]
    assert "900000001" not in pad.read_text()
    (tabel,) = read(levering(2025), leverancier=str(pad))
    assert tabel.tabel == "maatregelen" and not tabel.vragen
    assert tabel.kolommen["gi"] == "organisatie"
    assert load_leverancier(str(pad)).tabellen[0].datum == {"begindatum": "jmd"}


def test_remembering_keeps_the_codes_of_an_earlier_mapping(tmp_path):
    pad = maken.xlsx(
        tmp_path / "zn.xlsx",
        {
            "Toewijzingen": [
                ["clientidentificatie", "gemeentecode", "wie levert", "verwijzer", "levering.begindatum", "tot"],
                ["900000001", "0505", "Zorg BV", "Huisarts", "3-1-2024", None],
            ]
        },
    )
    (vraag,) = read(pad, leverancier="zorgned-export")[0].vragen
    antwoorden = {vraag.onderwerp: "aanbieder"}
    tabellen = read(pad, leverancier="zorgned-export", antwoorden=antwoorden)
    nieuw = load_leverancier(str(remember("zorgned-export", tabellen, Keuzes(antwoorden=antwoorden), tmp_path)))
    blad, *rest = nieuw.tabellen
    assert {b.tabel for b in rest} == {"declaraties"}, "what was not delivered this time stays known"
    assert blad.kolommen["wie levert"] == "aanbieder" and blad.codes["verwijzer"]["Huisarts"] == "02"


def test_names_never_become_paths():
    assert bestandsnaam("../../etc/GI West") == "etc-gi-west"
    with pytest.raises(Melding):
        bestandsnaam("../..")
    assert all(m.is_absolute() for m in MAPPEN)
