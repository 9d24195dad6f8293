"""The shipped code lists: origin in the first line, codes as they are."""

import csv
import re
from pathlib import Path

import pytest

from core.model.schema import PRODUCTCATEGORIEEN
from core.sources.regios import load_regios

MAP = Path(__file__).parents[2] / "data" / "codelijsten"

REGIOS = {
    "Zuid-Holland Zuid": {
        "Alblasserdam": "0482",
        "Dordrecht": "0505",
        "Gorinchem": "0512",
        "Hardinxveld-Giessendam": "0523",
        "Hendrik-Ido-Ambacht": "0531",
        "Hoeksche Waard": "1963",
        "Molenlanden": "1978",
        "Papendrecht": "0590",
        "Sliedrecht": "0610",
        "Zwijndrecht": "0642",
    },
    "Holland Rijnland": {
        "Alphen aan den Rijn": "0484",
        "Hillegom": "0534",
        "Kaag en Braassem": "1884",
        "Katwijk": "0537",
        "Leiden": "0546",
        "Leiderdorp": "0547",
        "Lisse": "0553",
        "Nieuwkoop": "0569",
        "Noordwijk": "0575",
        "Oegstgeest": "0579",
        "Teylingen": "1525",
        "Zoeterwoude": "0638",
    },
    "Zuidoost Utrecht": {
        "De Bilt": "0310",
        "Bunnik": "0312",
        "Utrechtse Heuvelrug": "1581",
        "Wijk bij Duurstede": "0352",
        "Zeist": "0355",
    },
}


def lees(naam: str) -> tuple[str, list[dict[str, str]]]:
    with (MAP / naam).open(encoding="utf-8", newline="") as bestand:
        return next(bestand), list(csv.DictReader(bestand, delimiter=";"))


@pytest.mark.parametrize(
    "naam",
    [
        "gemeenten.csv",
        "gemeenten-vroeger.csv",
        "productcodes.csv",
        "trendcijfers-zou.csv",
        "codewoorden.csv",
        "leegwoorden.csv",
    ],
)
def test_first_line_names_origin_and_date(naam):
    eerste, regels = lees(naam)
    assert re.match(r"# Oorsprong: .+ \d{4}", eerste) and regels
    assert all(None not in regel and None not in regel.values() for regel in regels)


def test_the_27_gemeenten_have_their_codes():
    _, regels = lees("gemeenten.csv")
    for regio, gemeenten in REGIOS.items():
        gevonden = {r["naam"]: r["code"] for r in regels if r["jeugdregio"] == regio}
        assert gevonden == {naam: f"GM{code}" for naam, code in gemeenten.items()}


def test_every_gemeente_of_the_country_is_there_once():
    _, regels = lees("gemeenten.csv")
    assert len(regels) == len({r["code"] for r in regels}) == len({r["naam"] for r in regels}) == 342
    assert all(re.fullmatch(r"GM\d{4}", r["code"]) for r in regels)
    assert len({r["provincie"] for r in regels}) == 12 and len({r["jeugdregio"] for r in regels}) == 42
    assert sum(r["provincie"] == "Utrecht" for r in regels) == 26


def test_a_former_gemeente_has_its_last_day_and_its_successor():
    _, regels = lees("gemeenten-vroeger.csv")
    nu = {r["code"] for r in lees("gemeenten.csv")[1]}
    assert len({r["code"] for r in regels}) == len(regels) > 90
    for r in regels:
        opvolgers = r["opvolger"].split("|")
        assert re.fullmatch(r"GM\d{4}", r["code"]) and re.fullmatch(r"20\d\d-\d\d-\d\d", r["tot"])
        assert set(opvolgers) <= nu and (r["code"] not in nu or opvolgers == [r["code"]])
    delen = {r["naam"] for r in regels if r["opvolger"] == "GM1963"}
    assert delen == {"Binnenmaas", "Cromstrijen", "Korendijk", "Oud-Beijerland", "Strijen"}
    assert {r["tot"] for r in regels if r["opvolger"] == "GM1992"} == {"2023-01-01"}


def test_a_gemeente_that_kept_its_code_is_a_part_of_itself():
    """Each code of today that others went into and that is older than they are gone."""
    _, regels = lees("gemeenten-vroeger.csv")
    heel = {r["opvolger"] for r in regels if "|" not in r["opvolger"]}
    zelf = {r["code"] for r in regels if r["code"] == r["opvolger"]}
    assert zelf == {c for c in heel if int(c[2:]) < 1930}


def test_products_of_segment_veiligheid():
    _, regels = lees("productcodes.csv")
    per_code = {r["code"]: r for r in regels}
    assert len(regels) == len(per_code) == 15
    assert {c for c, r in per_code.items() if r["zeldzaam"] == "ja"} == {"48A10", "47A04", "47A03", "4711", "48C09"}
    assert all(r["categorie"] in PRODUCTCATEGORIEEN for r in regels)
    # The code says the category, except the one that has only four characters.
    assert [c for c, r in per_code.items() if not c.startswith(r["categorie"])] == []
    assert [c for c in per_code if len(c) != 5] == ["4711"]
    hr = {d.id: d for d in load_regios()["hr"].doelen}
    assert [hr[f"P-{n:02d}"].filter["productcode"][0] for n in range(1, 16)] == [r["code"] for r in regels]


def test_trend_figures_add_up_as_printed():
    """T-07 is T-05 / (T-05 + T-08), in both areas and both years."""
    _, regels = lees("trendcijfers-zou.csv")
    cijfers = {(r["doel"], r["reeks"], r["gebied"], r["periode"]): float(r["waarde"]) for r in regels}
    assert len(cijfers) == len(regels) == 52
    for gebied in ("ZOU", "NL"):
        for jaar in ("2016", "2019"):
            met = cijfers["T-05", "jeugdzorg met verblijf", gebied, jaar]
            zonder = cijfers["T-08", "jeugdzorg zonder verblijf", gebied, jaar]
            deel = cijfers["T-07", "aandeel verblijf", gebied, jaar]
            rest = cijfers["T-08", "aandeel zonder verblijf", gebied, jaar]
            assert met / (met + zonder) == pytest.approx(deel, abs=6e-4)
            assert zonder / (met + zonder) == pytest.approx(rest, abs=6e-4)


def test_trend_figures_belong_to_a_goal_and_start_it():
    _, regels = lees("trendcijfers-zou.csv")
    zou = {d.id: d for d in load_regios()["zou"].doelen}
    assert {r["doel"] for r in regels} == {f"T-{n:02d}" for n in range(1, 12)}
    assert all(r["eenheid"] in ("aandeel", "jeugdigen") for r in regels)
    assert all(0 <= float(r["waarde"]) <= 1 for r in regels if r["eenheid"] == "aandeel")
    for doel in (d for d in zou.values() if d.id.startswith("T-") and d.basis):
        eerste = [
            float(r["waarde"])
            for r in regels
            if r["doel"] == doel.id
            and r["gebied"] == "ZOU"
            and r["periode"] == str(doel.basis.jaar)
            and r["eenheid"] == doel.eenheid
        ]
        assert eerste == [doel.basis.waarde], doel.id
