"""Scenarios as files: strict, whole, without code, and honest about the data they were made on."""

import datetime as dt
from pathlib import Path

import pytest
import yaml

from core.model.melding import Melding
from core.simulation.scenario import Scenario, as_yaml, fix_down, load_scenario, older_dan, read_scenario
from core.simulation.simulate import kans_op_doel, simulate
from tests.simulation.conftest import HEFBOMEN, scenario
from tests.simulation.winkel import telplek

VOORAF = sorted((Path(__file__).parents[2] / "data/scenarios").glob("*.yaml"))
GOED = {"naam": "proef", "hefbomen": [HEFBOMEN[0]]}


def test_a_file_comes_back_as_it_went(tmp_path):
    s = scenario(
        *HEFBOMEN,
        auteur="Wie",
        datum=dt.date(2026, 1, 2),
        aannames=["één", "twee: drie"],
        seed=7,
        kosten=[
            {
                "naam": "verblijf",
                "maat": "uhp_stand",
                "bedrag": 50_000.5,
                "index": 0.03,
                "filter": {"netwerk": ["true"]},
            }
        ],
        doel={"maat": "jb_stand", "verandering": -0.2, "basis": dt.date(2022, 1, 1), "datum": dt.date(2027, 12, 31)},
    )
    s = fix_down(s, "gegevens-000001-1-2", dt.date(2025, 12, 31))
    pad = tmp_path / "proef.yaml"
    pad.write_text(as_yaml(s), "utf-8")
    assert load_scenario(pad) == s and "één" in as_yaml(s)


def test_the_outcome_comes_back_from_the_file(tmp_path, rekenaar, parameters, uitkomst):
    (tmp_path / "x.yaml").write_text(as_yaml(uitkomst.scenario), "utf-8")
    weer = simulate(rekenaar, load_scenario(tmp_path / "x.yaml"), telplek=telplek(), replicaties=40)
    assert weer.cijfers().equals(uitkomst.cijfers())


@pytest.mark.parametrize("pad", VOORAF, ids=lambda p: p.stem)
def test_presets_run_and_name_their_source(pad, rekenaar, parameters):
    s = load_scenario(pad)
    assert s.bronnen and s.aannames and s.hefbomen and s.doel
    uit = simulate(rekenaar, s, telplek=telplek(), replicaties=20, maten=(), parameters=parameters)
    assert 0 <= kans_op_doel(uit).kans["scenario"] <= 1


def test_there_are_three_presets():
    assert len(VOORAF) == 3


@pytest.mark.parametrize(
    "fout, zin",
    [
        ({"hefboomen": []}, "'hefboomen' bestaat niet"),
        ({"hefbomen": [{**HEFBOMEN[0], "veranderng": 1}]}, "'hefbomen.1.veranderng' bestaat niet"),
        ({"hefbomen": [{**HEFBOMEN[0], "verandering": -1.2}]}, "meer dan 100%"),
        ({"hefbomen": [{**HEFBOMEN[0], "verandering": 20}]}, "meer dan 100%"),
        ({"hefbomen": [{**HEFBOMEN[0], "verandering": True}]}, "geen getal"),
        ({"hefbomen": [{**HEFBOMEN[0], "verandering": float("nan")}]}, "geen gewoon getal"),
        ({"hefbomen": [{**HEFBOMEN[0], "soort": "toverij"}]}, "kan alleen zijn"),
        ({"hefbomen": [{**HEFBOMEN[0], "start": "morgen"}]}, "geen datum"),
        ({"hefbomen": [{**HEFBOMEN[0], "waar": {"segment": ["1"]}}]}, "een segment hoort alleen"),
        ({"hefbomen": [{**HEFBOMEN[2], "maatregel": ["ots"]}]}, "maatregel hoort alleen"),
        ({"kosten": [{"naam": "x", "maat": "jb_stand", "bedrag": -1}]}, "negatief"),
        ({"doel": {"maat": "jb_stand", "datum": dt.date(2030, 1, 1)}}, "geef waarde of verandering"),
        ({"doel": {"maat": "jb_stand", "datum": dt.date(2030, 1, 1), "verandering": -0.2}}, "geef bij verandering"),
        (
            {
                "doel": {
                    "maat": "jb_stand",
                    "datum": dt.date(2021, 1, 1),
                    "verandering": -0.2,
                    "basis": dt.date(2022, 1, 1),
                }
            },
            "niet na de basis",
        ),
        ({"selectie": {"filters": {"gi": []}}}, "filter gi is leeg"),
        ({"selectie": {"filters": {"segment": ["1"]}}}, "selectie.filters.segment"),
        ({"naam": ""}, "'naam' is leeg"),
        ({"replicaties": 10**9}, "'replicaties' mag niet groter zijn"),
        ({"jaren": 0}, "'jaren' mag niet kleiner zijn"),
    ],
)
def test_mistakes_are_named_in_dutch(fout, zin):
    with pytest.raises(Melding) as m:
        read_scenario(GOED | fout, "proef.yaml")
    assert zin in str(m.value) and "proef.yaml" in str(m.value)


def test_all_mistakes_at_once():
    with pytest.raises(Melding) as m:
        read_scenario({"hefboomen": [], "jaren": 0})
    assert all(zin in str(m.value) for zin in ("'hefboomen' bestaat niet", "'naam' ontbreekt", "'jaren' mag niet"))


@pytest.mark.parametrize(
    "tekst, zin",
    [
        ("naam: [", "geen geldige YAML"),
        ("- 1\n- 2", "geen scenario"),
        ("", "geen scenario"),
        ("naam: x\nnaam: y", "twee keer"),
        ("naam: x\nseed: 1\nseed: 2", "twee keer"),
        ("naam: !!python/object/apply:os.system ['touch /tmp/kwaad']", "geen geldige YAML"),
        ("naam: !!python/name:os.system", "geen geldige YAML"),
    ],
)
def test_files_that_are_no_scenario(tmp_path, tekst, zin):
    pad = tmp_path / "s.yaml"
    pad.write_text(tekst, "utf-8")
    with pytest.raises(Melding, match=zin):
        load_scenario(pad)
    assert not Path("/tmp/kwaad").exists()


def test_files_that_cannot_be_read(tmp_path):
    with pytest.raises(Melding, match="niet te lezen"):
        load_scenario(tmp_path / "weg.yaml")
    groot = tmp_path / "groot.yaml"
    groot.write_bytes(b"naam: x\n" + b"#" * 300_000)
    with pytest.raises(Melding, match="te groot"):
        load_scenario(groot)
    groot.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Melding, match="niet te lezen"):
        load_scenario(groot)


def test_older_data_is_said():
    s = fix_down(read_scenario(GOED), "een", dt.date(2024, 12, 31))
    assert older_dan(s, "een", dt.date(2024, 12, 31)) is None
    assert "oudere gegevens (t/m 31-12-2024)" in older_dan(s, "twee", dt.date(2025, 12, 31))
    assert "andere levering" in older_dan(s, "twee", dt.date(2024, 12, 31))
    assert older_dan(read_scenario(GOED), "twee", None) is None


def test_a_file_says_nothing_that_is_left_out():
    """Defaults are not written, so that the file reads as what somebody chose."""
    assert yaml.safe_load(as_yaml(Scenario(naam="leeg"))) == {"naam": "leeg"}
