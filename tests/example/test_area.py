"""The regions of the example come from the data: one YAML more, and the example can be made of it."""

import shutil

import pytest

from core.example import area, make
from core.example.area import EERSTE_ANDERE, INSTELLINGEN, NUMMERS, gebieden, load_instellingen
from core.example.bsn import GEWOON, proefnummers
from core.model.melding import Melding
from core.sources.regios import MAP, load_regios
from tests.example.conftest import VANDAAG, lees

REGIO = """
id: nieuw
naam: "Nieuwe regio"
gemeenten:
  - {code: GM0014, naam: "Groningen"}
  - {code: GM0037, naam: "Stadskanaal"}
segmenten:
  - {nummer: "A", naam: "Ambulant en dag"}
  - {nummer: "B", naam: "Wonen"}
toegangen: ["Toegang Noord"]
doelen:
  - {id: N-1, label: "Plan op tijd", soort: ontwikkelopgave, niveau: beleid, prioriteit: B, richting: omhoog,
     databron: opvraag, eenheid: aandeel, doel: {soort: richting}, bronnen: [{title: "Plan"}],
     definitie: "Deel met een plan.", leverancier: "GI"}
  - {id: N-2, label: "Minder klachten", soort: ontwikkelopgave, niveau: beleid, prioriteit: B, richting: omlaag,
     databron: opvraag, eenheid: aantal, doel: {soort: richting}, bronnen: [{title: "Plan"}],
     definitie: "Aantal klachten.", leverancier: "GI"}
  - {id: N-3, label: "Afspraak gemaakt", soort: mijlpaal, niveau: prestatie, prioriteit: B, richting: behalen,
     databron: mijlpaal, eenheid: ja/nee, doel: {soort: mijlpaal, datum: 2023-05-01}, bronnen: [{title: "Plan"}],
     definitie: "De afspraak ligt er."}
"""


@pytest.fixture
def met_regio(tmp_path, monkeypatch):
    """Read data/regios with one region more; gives the folder."""
    map_ = tmp_path / "regios"
    shutil.copytree(MAP, map_)
    (map_ / "nieuw.yaml").write_text(REGIO, "utf-8")
    monkeypatch.setattr(area, "load_regios", lambda: load_regios(map_))
    return map_


def test_one_yaml_more_is_enough_for_an_example(met_regio, tmp_path):
    verslag = make(tmp_path / "uit", regio="nieuw", vandaag=VANDAAG)
    assert all(
        verslag.rijen[t] > 0
        for t in (
            "maatregelen",
            "machtigingen",
            "plaatsingen",
            "trajecten",
            "declaraties",
            "crises",
            "opvragen",
            "mijlpalen",
            "bevolking",
        )
    )
    maatregelen = lees(tmp_path / "uit" / "maatregelen.csv")
    assert {"GM0014", "GM0037"} <= set(maatregelen.gemeente)
    assert maatregelen.jeugdige.str.startswith("J").all(), "there are no test BSN's left for a region more"
    trajecten = lees(tmp_path / "uit" / "trajecten.csv")
    assert set(trajecten.segment) == {"A", "B"}
    assert set(trajecten[trajecten.productcode == "44A07"].segment) == {"B"}


def test_goals_without_figures_of_their_own_get_usual_ones(met_regio, tmp_path):
    make(tmp_path / "uit", regio="nieuw", vandaag=VANDAAG)
    cijfers = lees(tmp_path / "uit" / "opvragen.csv")
    assert set(cijfers.doel) == {"N-1", "N-2"}
    deel = cijfers[cijfers.doel == "N-1"]
    assert (deel.teller.astype(float) <= deel.noemer.astype(float)).all() and (deel.waarde == "").all()
    klachten = cijfers[cijfers.doel == "N-2"].waarde.str.replace(",", ".").astype(float)
    assert klachten.iloc[0] > klachten.iloc[-1] > 0
    mijlpaal = lees(tmp_path / "uit" / "mijlpalen.csv")
    assert mijlpaal[["doel", "behaald_op"]].to_numpy().tolist() == [["N-3", "01-05-2023"]]


def test_a_region_more_changes_nothing_of_the_others(met_regio):
    met = {id: gebieden(id, False) for id in ("alle", "zhz", "zes")}
    area.load_regios = load_regios  # monkeypatch puts it back
    assert met == {id: gebieden(id, False) for id in met}


def test_every_region_of_the_data_has_a_number_of_its_own(met_regio):
    nummers = {id: gebieden(id, False)[0].nummer for id in load_regios(met_regio)}
    assert len(set(nummers.values())) == len(nummers) and max(nummers.values()) < NUMMERS
    assert (nummers["zhz"], nummers["hr"], nummers["zou"]) == (1, 2, 3)
    assert nummers["nieuw"] >= EERSTE_ANDERE


def test_what_is_said_of_a_region_is_of_a_region_that_is_there():
    instellingen, regios = load_instellingen(), load_regios()
    assert set(instellingen.regios) <= set(regios)
    assert set(instellingen.kinderen) <= {c for r in regios.values() for c in r.codes}
    for id, eigen in instellingen.regios.items():
        assert set(eigen.doelen_ook_van) <= set(regios)
        assert set(eigen.segmenten) <= set(instellingen.segmenten), id


def test_only_regions_that_are_delivered_together_share_the_test_numbers():
    delen = [set(proefnummers(GEWOON, True, nummer)) for nummer in (1, 2, 3)]
    assert all(delen) and len(set.union(*delen)) == sum(map(len, delen))
    assert proefnummers(GEWOON, True, 4) == proefnummers(GEWOON, True, EERSTE_ANDERE) == []


@pytest.mark.parametrize("verandering", ["nummer: 2\n", "gis: [een]\n", "onbekend: 1\n", "nummer: 1\n    nummer: 1\n"])
def test_wrong_settings_are_one_dutch_sentence(tmp_path, verandering):
    pad = tmp_path / "regios.yaml"
    pad.write_text(INSTELLINGEN.read_text("utf-8").replace("nummer: 1\n", verandering, 1), "utf-8")
    with pytest.raises(Melding, match=r"regios\.yaml"):
        load_instellingen(pad)


def test_the_command_line_names_the_regions_of_the_data(tmp_path):
    with pytest.raises(Melding) as fout:
        make(tmp_path, regio="nergens", vandaag=VANDAAG)
    assert all(id in str(fout.value) for id in load_regios())
