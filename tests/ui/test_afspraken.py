"""The pages on agreements: every goal is reachable; what was asked for and reached is shown per region."""

import csv
import datetime as dt
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core import dashboard
from core.model.selectie import Selectie
from core.ui import jeugdhulp, kernwaarden
from tests.kijk import exact

WORTEL = Path(__file__).parents[2]
REGIOS = {"zhz": ("GM0505", "GI Noord"), "hr": ("GM0546", "GI West"), "zou": ("GM0310", "GI Oost")}
J24 = ("2024-01-01", "2024-12-31")


@pytest.fixture(scope="module")
def klein(tmp_path_factory):
    """A store with a few rows in each of the three regions."""
    map = tmp_path_factory.mktemp("klein")
    tabellen = {
        "trajecten": [
            (
                "jeugdige",
                "gemeente",
                "aanbieder",
                "gi",
                "segment",
                "productcategorie",
                "begindatum",
                "einddatum",
            )
        ]
        + [
            (f"{regio}{nr}", gemeente, "Aanbieder A", gi, "1", "45", f"{jaar}-03-01", f"{jaar}-09-01")
            for regio, (gemeente, gi) in REGIOS.items()
            for jaar in (2022, 2023, 2024)
            for nr in range(4)
        ],
        "opvragen": [
            ("doel", "periode_begin", "periode_einde", "gi", "teller", "noemer"),
            ("ZHZ-06", *J24, "GI Noord", "3", "10"),
            ("HR-05", *J24, "GI West", "4", "10"),
        ],
        "mijlpalen": [
            ("doel", "gi", "toegang", "behaald_op", "bewijs"),
            ("ZHZ-07", "GI Noord", "", "2022-08-21", "protocol"),
            ("K1-12", "", "", "2022-12-06", ""),
            ("HR-25", "", "Katwijk", "2022-01-01", "afspraak"),
            ("Z-26", "", "Zeist", "", ""),
        ],
    }
    for naam, rijen in tabellen.items():
        with (map / f"{naam}.csv").open("w", encoding="utf-8", newline="") as bestand:
            csv.writer(bestand, delimiter=";").writerows(rijen)
    with pytest.MonkeyPatch.context() as anders:
        anders.setenv("KERNWAARDEN_GEGEVENS", str(map / "eigen"))
        dashboard.import_sources(None, sorted(map.glob("*.csv")), tm=dt.date(2025, 6, 30))
        yield dashboard.open_store()


def draai(pagina: str, regio: str) -> AppTest:
    at = AppTest.from_file(WORTEL / "pages" / f"{pagina}.py", default_timeout=60)
    at.query_params["regio"] = regio
    at.run()
    assert not at.exception, at.exception[0].message
    return at


def html(at: AppTest) -> str:
    return "".join(e.proto.body for e in at.get("html"))


@pytest.mark.parametrize("regio", REGIOS)
def test_every_goal_is_in_the_matrix_and_in_full(klein, regio):
    tekst = html(draai("kernwaarden", regio))
    for deel in dashboard.doelregios(regio):
        for doel in deel.doelen:
            assert f'href="#doel-{doel.id}"' in tekst, doel.id
            assert tekst.count(f'id="doel-{doel.id}"') == 1, doel.id
    assert ("Zes jeugdzorgregio" in tekst) == (regio == "zou")
    anders = {"zhz": "HR-01", "hr": "ZHZ-01", "zou": "HR-01"}[regio]
    assert f'id="doel-{anders}"' not in tekst


def test_a_goal_is_told_in_full(klein):
    tekst = html(draai("kernwaarden", "zhz"))
    deel = tekst[tekst.index('id="doel-ZHZ-03"') :]
    deel = deel[: deel.index("</details>")]
    assert "art. 5.1.c" in deel and "ontwikkelopgave, niveau" in deel
    assert "2015" in deel and "Gelezen als" in deel
    assert "Ook doel in" in tekst and "zelfde onderwerp: niet optellen" in tekst


def test_a_goal_of_two_segments_stands_in_both_columns(klein):
    regio = dashboard.regios()["zhz"]
    standen = exact(klein).doelen(Selectie(regio="zhz"))
    kolommen, rijen = kernwaarden.grid(standen, regio)
    assert kolommen[0] == kernwaarden.OVERSTIJGEND and len(rijen) == 7
    plekken = [
        (rij, kolom)
        for rij, cellen in rijen.items()
        for kolom, groep in cellen.items()
        if any(s.doel.id == "K1-12" for s in groep)
    ]
    assert plekken == [
        ("1. Kinderen groeien thuis op", "1 Hoogspecialistisch"),
        ("1. Kinderen groeien thuis op", "2 Wonen"),
        ("6. Geld en hulp goed besteed", "1 Hoogspecialistisch"),
        ("6. Geld en hulp goed besteed", "2 Wonen"),
    ]


def test_figures_of_the_document_stand_only_with_their_region(klein):
    koppen = [h.value for h in draai("kernwaarden", "zou").header]
    assert "Cijfers die het document zelf noemt" in koppen
    assert "Cijfers die het document zelf noemt" not in [h.value for h in draai("kernwaarden", "hr").header]


def test_milestones_per_region(klein):
    zhz, zou = html(draai("mijlpalen", "zhz")), html(draai("mijlpalen", "zou"))
    assert "te laat behaald" in zhz and "bewijs ontbreekt" in zhz and "21-08-2022" in zhz and "Z-26" not in zhz
    assert "Z-26" in zou and "Zeist" in zou and "ZHZ-07" not in zou


def test_requests_per_region_and_the_form(klein):
    at = draai("opvragen", "zhz")
    assert "K1-11" in html(at) or at.selectbox(key="opvraag_leverancier").value
    at.selectbox(key="opvraag_leverancier").set_value("GI").run()
    assert "ZHZ-06" in html(at) and "HR-05" not in html(at)
    assert at.selectbox(key="opvraag_gi").options[1:] == ["GI Noord"]
    at = draai("opvragen", "hr")
    at.selectbox(key="opvraag_leverancier").set_value("GI").run()
    assert "HR-05" in html(at) and "ZHZ-06" not in html(at)


def test_coverage_counts_all_goals_and_filters(klein):
    at = draai("dekking", "hr")
    assert "De documenten noemen 214 doelen" in at.markdown[0].value
    tekst = html(at)
    assert "HR-01" in tekst and "ZHZ-01" not in tekst
    at.selectbox(key="dekking_regio_hr").set_value("alles").run()
    tekst = html(at)
    assert all(doel.id in tekst for r in dashboard.regios().values() for doel in r.doelen)


def test_every_maat_of_youth_help_has_one_subject():
    onderwerpen = jeugdhulp.subjects()
    ids = [m.id for groep in onderwerpen.values() for m in groep]
    assert len(ids) == len(set(ids))
    themas = {"jeugdhulp", "verblijf", "kosten", "crisis"}
    assert set(ids) == {m.id for m in dashboard.maten().values() if m.theme in themas}


@pytest.mark.parametrize("regio", REGIOS)
def test_youth_help_draws_each_chosen_figure_and_each_subject(klein, regio):
    at = draai("jeugdhulp", regio)
    assert len(at.get("vega_lite_chart") or at.get("arrow_vega_lite_chart")) >= jeugdhulp.EERST
    assert "Per segment" in [h.value for h in at.header]
    for onderwerp in ("Verblijf", "Kosten"):
        at.query_params["onderwerp"] = onderwerp
        at.run()
        assert not at.exception and not at.error
