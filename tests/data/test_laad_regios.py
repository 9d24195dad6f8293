"""The loader: strict, every mistake in one message, in words, and fresh after a change."""

import os
import re

import pytest
import yaml

from core.model.melding import Melding
from core.sources.regios import MAP, load_regios

REGIO = """
id: proef
naam: Proef
gemeenten:
  - {code: GM0505, naam: Dordrecht}
segmenten:
  - {nummer: "1", naam: Wonen}
kernwaarden: {1: Thuis}
doelen:
  - id: X-01
    label: Minder
    maat: jb_stand
    kernwaarden: [1]
    segment: "1"
    soort: ontwikkelopgave
    niveau: beleid
    prioriteit: A
    richting: omlaag
    databron: registratie
    eenheid: maatregelen
    basis: {peildatum: 2022-01-01}
    doel: {soort: relatief, waarde: -0.2, datum: 2025-12-31}
    filter: {segment: ["1"]}
    bronnen: [{title: Contract}]
    definitie: Wat loopt.
"""


def schrijf(map, tekst: str, naam: str = "proef.yaml"):
    (map / naam).write_text(tekst, encoding="utf-8")


def melding(map) -> str:
    with pytest.raises(Melding) as fout:
        load_regios(map)
    return str(fout.value)


def met(oud: str, nieuw: str) -> str:
    assert oud in REGIO
    return REGIO.replace(oud, nieuw)


def test_a_region_of_your_own(tmp_path):
    schrijf(tmp_path, REGIO)
    regio = load_regios(tmp_path)["proef"]
    assert regio.codes == ("GM0505",) and regio.doelen[0].filter == {"segment": ("1",)}


def test_main_goals_are_goals_of_the_region_itself():
    regios = load_regios()
    assert {r.id for r in regios.values() if r.hoofddoelen} == {"zhz", "hr", "zou"}
    for regio in regios.values():
        assert set(regio.hoofddoelen) <= {d.id for d in regio.doelen}


def test_shipped_files_are_read_by_id_in_order_of_name():
    regios = load_regios()
    assert list(regios) == [r.id for r in sorted(regios.values(), key=lambda r: (r.volgorde, r.naam))] and regios
    assert all(r.naam and r.gis and r.segmenten for r in regios.values())


@pytest.mark.parametrize(
    ("oud", "nieuw", "zin"),
    [
        ("prioriteit: A", "prioriteit: D", "doelen > X-01 > prioriteit moet 'A', 'B' of 'C' zijn"),
        ("    label: Minder\n", "", "doelen > X-01 > label ontbreekt"),
        ("    label: Minder\n", "    label: Minder\n    labbel: x\n", "doelen > X-01 > labbel kennen we niet"),
        ("2025-12-31", "31-12-2025", "doelen > X-01 > doel > datum moet een datum zijn (jjjj-mm-dd)"),
        ("waarde: -0.2", "waarde: min twintig", "doelen > X-01 > doel > waarde moet een getal zijn"),
        ("waarde: -0.2, ", "", "doelen > X-01 > doel: relatief heeft nodig: waarde"),
        (
            "peildatum: 2022-01-01",
            "peildatum: 2022-01-01, jaar: 2021",
            "doelen > X-01 > basis: geef een peildatum of een jaar, en niet allebei",
        ),
        (
            "soort: ontwikkelopgave",
            "soort: beleidsdoel",
            "doelen > X-01: een beleidsdoel krijgt nooit een oordeel per aanbieder: zet per_aanbieder op false",
        ),
        ("bronnen: [{title: Contract}]", "bronnen: []", "doelen > X-01 > bronnen mag niet leeg zijn"),
        ('segment: "1"\n', 'segment: "1 en 4"\n', "segment 4 staat niet bij de segmenten van de regio"),
        ('filter: {segment: ["1"]}', 'filter: {segment: ["7"]}', "segment 7 staat niet bij de segmenten"),
        ('filter: {segment: ["1"]}', 'filter: {kleur: ["rood"]}', "filter > kleur is geen kolom"),
        ("kernwaarden: [1]", "kernwaarden: [2]", "kernwaarde 2 staat niet bij de kernwaarden van de regio"),
        ("    maat: jb_stand\n", "", "een doel uit de registratie heeft een maat"),
        ("databron: registratie", "databron: opvraag", "heeft een leverancier"),
        ("databron: registratie", "databron: mijlpaal", "databron mijlpaal en soort mijlpaal horen bij elkaar"),
        ("    basis: {peildatum: 2022-01-01}\n", "", "een doel van soort relatief heeft een basis nodig"),
        ("peildatum: 2022-01-01", "jaar: 2025", "de datum van het doel ligt niet na de basis"),
        ("code: GM0505", "code: GM0506", "GM0506 Dordrecht is geen gemeente van nu"),
        ("code: GM0505", "code: GM0546", "GM0546 Dordrecht is geen gemeente van nu"),
        ("naam: Proef\n", "naam: Proef\nnaam: Nog een\n", "regel 2: is geen goede YAML (naam staat er twee keer)"),
        ("    label: Minder\n", "    label: Minder\n    label: Meer\n", "label staat er twee keer"),
        ("id: proef\n", "id: [proef\n", "is geen goede YAML"),
        (
            "bronnen: [{title: Contract}]",
            "bronnen: [{title: Contract}]\n    ook_doel_in: [X-99]",
            "doelen > X-01 > ook_doel_in > X-99 bestaat niet",
        ),
        (REGIO, "- 1\n", "het bestand moet een blok met namen zijn"),
        (REGIO, "", "het bestand moet een blok met namen zijn"),
    ],
)
def test_a_mistake_says_where_and_what(tmp_path, oud, nieuw, zin):
    schrijf(tmp_path, met(oud, nieuw))
    gevonden = melding(tmp_path)
    assert gevonden.startswith("De regio's zijn niet goed ingevuld.") and "\nproef.yaml: " in gevonden
    assert zin in gevonden


def test_all_mistakes_of_all_files_come_together(tmp_path):
    schrijf(tmp_path, met("prioriteit: A", "prioriteit: D").replace("niveau: beleid", "niveau: hoog"))
    schrijf(tmp_path, met("    label: Minder\n", ""), "tweede.yaml")
    schrijf(tmp_path, "id: [", "derde.yaml")
    regels = melding(tmp_path).splitlines()
    assert [r.split(":")[0] for r in regels[1:]] == ["derde.yaml", "proef.yaml", "proef.yaml", "tweede.yaml"]


def test_the_same_goal_in_two_files_is_refused(tmp_path):
    schrijf(tmp_path, REGIO)
    schrijf(tmp_path, met("id: proef", "id: proef2"), "tweede.yaml")
    assert melding(tmp_path).endswith("doel X-01 staat er twee keer")
    schrijf(tmp_path, met("X-01", "X-02"), "tweede.yaml")
    assert melding(tmp_path).endswith("regio proef staat in twee bestanden")


def test_an_empty_folder_says_what_to_do(tmp_path):
    assert re.search("staat geen regio: zet er een bestand", melding(tmp_path))


def test_a_file_in_another_encoding_is_named(tmp_path):
    (tmp_path / "proef.yaml").write_bytes(met("naam: Proef", "naam: Proéf").encode("latin-1"))
    assert "proef.yaml: is geen UTF-8" in melding(tmp_path)


def test_a_change_is_seen_and_no_change_is_not_read_again(tmp_path):
    schrijf(tmp_path, REGIO)
    eerste = load_regios(tmp_path)["proef"]
    assert load_regios(tmp_path)["proef"] is eerste
    schrijf(tmp_path, met("waarde: -0.2", "waarde: -0.3"))
    os.utime(tmp_path / "proef.yaml", ns=(1, 1))
    assert load_regios(tmp_path)["proef"].doelen[0].doel.waarde == -0.3


def test_the_answer_is_yours_to_change(tmp_path):
    schrijf(tmp_path, REGIO)
    load_regios(tmp_path).clear()
    assert set(load_regios(tmp_path)) == {"proef"}


def test_shipped_files_are_plain_safe_yaml():
    for pad in MAP.glob("*.yaml"):
        assert isinstance(yaml.safe_load(pad.read_text(encoding="utf-8")), dict)
