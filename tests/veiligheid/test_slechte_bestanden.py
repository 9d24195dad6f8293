"""T1: every bad or awkward file has the outcome that was written down, and every stored value is true."""

import re
from dataclasses import dataclass

import pandas as pd
import pytest

from core import dashboard
from core.model.melding import Melding, OpenVragen
from core.model.schema import TABELLEN
from core.sources.intake import Verslag
from core.sources.readers import child_process
from core.store import versions
from core.store.key import pseudoniemen, read_sleutel
from tests.veiligheid import lat, slechte_bronnen, slechte_teksten, slechte_werkmappen  # noqa: F401  they register cases
from tests.veiligheid.slechte_bestanden import ACCEPT, ASK, GEVALLEN, REFUSE, WARN, Geval, Levering

GELEZEN = [g for g in GEVALLEN if g.uitkomst != REFUSE]
GEWEIGERD = [pytest.param(g, id=f"{g.merk} {g.titel}") for g in GEVALLEN if g.uitkomst == REFUSE]
VRAGEN = [g for g in GELEZEN if g.uitkomst == ASK]
GEWOON = {"scheidingsteken"}  # said about every csv


@dataclass
class Import:
    """One import of many files, with everything that it left behind."""

    pad: object
    leveringen: dict[str, Levering]
    verslag: Verslag
    tabellen: dict[str, pd.DataFrame]
    bevindingen: pd.DataFrame

    def van(self, geval: Geval, frame: pd.DataFrame) -> pd.DataFrame:
        return frame[frame["bestand"].str.contains(geval.merk) | frame["blad"].str.contains(geval.merk)]


def doe(map, gevallen, antwoorden) -> Import:
    """The files in one folder, imported through the public door."""
    leveringen = {g.merk: g.write(map / "bron") for g in gevallen}
    verslag = dashboard.import_sources(map / "store", [map / "bron"], antwoorden=antwoorden)
    with versions.reading(map / "store") as verbinding:
        los = verbinding.vraag("select id, bron as bestand, blad from leveringen").set_index("id")
        tabellen = {t: verbinding.vraag(f"select * from bron_{t}").join(los, on="levering") for t in TABELLEN}
        bevindingen = verbinding.vraag("select * from bevindingen").fillna({"bestand": "", "blad": ""})
    return Import(map / "store", leveringen, verslag, tabellen, bevindingen)


@pytest.fixture(scope="module")
def gedaan(tmp_path_factory):
    antwoorden = {g.onderwerp: g.antwoord for g in VRAGEN}
    return doe(tmp_path_factory.mktemp("goed"), GELEZEN, antwoorden)


@pytest.fixture(scope="module")
def onbeantwoord(tmp_path_factory):
    """The questions when nobody answered: nothing is stored then."""
    map = tmp_path_factory.mktemp("vragen")
    for geval in [*VRAGEN, GELEZEN[0]]:
        geval.write(map / "bron")
    with pytest.raises(OpenVragen) as fout:
        dashboard.import_sources(map / "store", [map / "bron"])
    assert versions.versie(map / "store") == "leeg"
    return fout.value.vragen


def stored(imp: Import, geval: Geval) -> list[dict]:
    """The rows of one file as they are stored, in the order of the file, without what is empty."""
    rijen = imp.van(geval, imp.tabellen[geval.tabel]).sort_values(["levering", "bron_rij"])
    weg = ["levering", "import_nr", "bron_rij", "bestand", "blad", "onleesbaar", "regel"]
    rijen = rijen.drop(columns=["regel"], errors="ignore").assign(regel=None)
    return [{k: _simpel(w) for k, w in r.items() if not pd.isna(w)} for r in rijen.drop(columns=weg).to_dict("records")]


def truth(imp: Import, geval: Geval) -> list[dict]:
    sleutel = read_sleutel(imp.pad)
    uit = []
    for rij in imp.leveringen[geval.merk].verwacht:
        rij = {k: _simpel(w) for k, w in rij.items() if w is not None}
        if "jeugdige" in rij:
            rij["jeugdige"] = pseudoniemen([rij["jeugdige"]], sleutel)[0]
        uit.append(rij)
    return uit


def _simpel(waarde):
    if hasattr(waarde, "isoformat"):
        return pd.Timestamp(waarde)
    return float(waarde) if isinstance(waarde, int | float) else waarde


def told(imp: Import, geval: Geval) -> set[str]:
    """Codes of everything that was said about one file."""
    opmerkingen = {o.code for o in imp.verslag.opmerkingen if geval.merk in o.melding}
    return (opmerkingen | set(imp.van(geval, imp.bevindingen)["code"])) - GEWOON


@pytest.mark.parametrize("geval", GELEZEN, ids=lambda g: f"{g.merk} {g.titel}")
def test_what_is_read_is_true_and_every_row_is_accounted_for(gedaan, geval):
    check(gedaan, geval)


def check(gedaan: Import, geval: Geval) -> None:
    assert stored(gedaan, geval) == truth(gedaan, geval)
    levering = gedaan.leveringen[geval.merk]
    geteld = gedaan.van(geval, gedaan.verslag.tabellen)[["gelezen", "geaccepteerd", "samengevoegd", "afgewezen"]].sum()
    gelezen = len(levering.waar) + geval.extra_gelezen
    afgewezen = gelezen - len(levering.verwacht)
    assert geteld.tolist() == [gelezen, len(levering.verwacht) - geval.samen, geval.samen, afgewezen]
    bevindingen = gedaan.van(geval, gedaan.bevindingen)
    rijen = bevindingen.loc[bevindingen["afgewezen"], "rij"]
    assert rijen.nunique() + (bevindingen["code"] == "L001").sum() == afgewezen, "a rejected row nobody is told about"
    assert told(gedaan, geval) == set(geval.meldt)


def test_everything_that_is_said_names_its_file(gedaan):
    """With a hundred files at once a remark that does not say which one is no help."""
    zinnen = [o.melding for o in gedaan.verslag.opmerkingen]
    assert [z for z in zinnen if not re.search(r"q\d{3}h|\*{9}", z)] == []
    assert all(re.match(r"\w.*\.$", z) for z in zinnen)
    verslag = gedaan.verslag.tabellen
    som = verslag[["geaccepteerd", "samengevoegd", "afgewezen"]].sum(axis=1)
    assert (som == verslag["gelezen"]).all()


@pytest.mark.parametrize("geval", VRAGEN, ids=lambda g: f"{g.merk} {g.titel}")
def test_what_is_in_doubt_is_asked_and_not_guessed(onbeantwoord, geval):
    gesteld = [v for v in onbeantwoord if geval.merk in v.onderwerp]
    assert geval.vraag in {v.soort for v in gesteld} and all(v.optie for v in gesteld)
    assert all(geval.antwoord in v.keuzes or v.soort == "waarde" for v in gesteld if v.onderwerp == geval.onderwerp)


@pytest.mark.parametrize("geval", GEWEIGERD)
def test_what_may_not_be_read_is_refused_small_and_in_one_sentence(geval, gedaan, tmp_path):
    geval.write(tmp_path)
    versie, groot = versions.versie(gedaan.pad), lat.eigen_top()
    with pytest.raises(Melding) as fout:
        dashboard.import_sources(gedaan.pad, [tmp_path / geval.bestand])
    zin = str(fout.value)
    assert geval.zegt == "*" or geval.zegt in zin, zin
    assert re.fullmatch(r"[A-Z\w].*\.", zin) and "/" not in zin.replace("/csv", "") and "Traceback" not in zin, zin
    assert versions.versie(gedaan.pad) == versie, "something was stored"
    assert lat.eigen_top() - groot < lat.GROEI
    assert lat.top_van_kinderen() < child_process.GEHEUGEN


def test_there_are_at_least_a_hundred_of_each_kind():
    soorten = pd.Series([g.uitkomst for g in GEVALLEN]).value_counts()
    assert soorten.sum() >= 150 and set(soorten.index) == {ACCEPT, WARN, ASK, REFUSE}
    assert soorten.min() >= 5
    assert len({g.merk for g in GEVALLEN}) == len(GEVALLEN)
