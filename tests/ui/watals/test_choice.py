"""The page Wat-als: by link, by preset, protected, stopped half-way, kept and thrown away."""

import re
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlencode

import numpy as np
import pandas as pd
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from core import dashboard
from core.charts.future import future
from core.model import wording
from core.model.selectie import Selectie
from core.simulation.scenario import MAX_JAREN, MAX_REPLICATIES
from core.ui.watals import backtest, drawing, sentence
from tests.kijk import exact, shared
from tests.server import Sessie, serve

ZHZ = Selectie(regio="zhz")
PAGINA = str(Path(__file__).parents[3] / "pages" / "watals.py")
SNEL = {"replicaties": "60", "jaren": "3"}
# As much work as a scenario may ask for: no processor has done it before a second message arrives.
VEEL = {"replicaties": str(MAX_REPLICATIES), "jaren": str(MAX_JAREN)}
LINK = SNEL | {
    "regio": "zhz",
    "naam": "Samen minder",
    "hefbomen.1.soort": "instroom",
    "hefbomen.1.verandering": "-0.3",
    "hefbomen.1.start": "2027-01-01",
    "hefbomen.1.ingroei_maanden": "24",
    "hefbomen.1.waar.gi.1": "GI Noord",
    "hefbomen.2.soort": "duur",
    "hefbomen.2.verandering": "-0.1",
    "hefbomen.2.start": "2027-07-01",
    "hefbomen.2.maatregel.1": "ots",
    "doel.maat": "jb_stand",
    "doel.datum": "2029-12-31",
    "doel.waarde": "20.0",
}


def open_page(**adres: str) -> AppTest:
    app = AppTest.from_file(PAGINA, default_timeout=120)
    for sleutel, waarde in adres.items():
        app.query_params[sleutel] = waarde
    return ok(app.run())


def ok(app: AppTest) -> AppTest:
    assert not app.exception, app.exception[0].message
    return app


def html(app: AppTest) -> str:
    return " ".join(h.proto.body for h in app.get("html") if "<style>" not in h.proto.body)


def answer(app: AppTest) -> str:
    return re.sub("<[^>]+>", "", re.search(r'kd-antwoord">(.*?)</p>', html(app))[1])


def adres(app: AppTest) -> dict[str, str]:
    return {k: w[0] if isinstance(w, list) else w for k, w in app.query_params.items()}


def test_a_cold_link_restores_every_lever_and_stays_the_same_link(store):
    app = open_page(**LINK)
    assert not app.error and adres(app) == LINK
    schuiven = {s.label: s.value for s in app.slider}
    verwacht = {"Instroom van maatregelen": -30, "Duur van maatregelen": -10, "Hoeveel jaar vooruit?": 3}
    assert schuiven | verwacht == schuiven
    assert [d.value.isoformat() for d in app.date_input] == ["2027-01-01", "2027-07-01"]
    assert re.match(
        r"Met deze knoppen lopen er eind 2029 naar verwachting [\d,]+ maatregelen van jeugdbescherming "
        r"in plaats van [\d,]+; het doel van 20 wordt met (minder dan |meer dan )?\d+% kans gehaald",
        answer(app),
    )
    assert "Wat er verandert in 2029" in html(app)
    assert not re.search(r"\bnan\b|\bNone\b|\binf\b|Timestamp", html(app))


@pytest.mark.parametrize("weergave", ["intern", "delen"])
def test_the_chart_leaves_as_a_picture_that_says_which_levers_were_moved(store, weergave):
    """Made of exact figures, and taken along as it may be shared: then nothing in it is of the exact ones."""
    knop = {"soort": "instroom", "verandering": -0.3, "start": "2027-01-01", "ingroei_maanden": 24}
    velden = {
        "naam": "Samen minder",
        "selectie": {"regio": "zhz"},
        "replicaties": 60,
        "jaren": 3,
        "hefbomen": [knop | {"waar": {"gi": ["GI Noord"]}}],
        "doel": {"maat": "jb_stand", "waarde": 20, "datum": "2029-12-31"},
    }
    scenario, maat = dashboard.scenario_uit_velden(velden), dashboard.maten()["jb_stand"]
    *_, beeld = exact(store).simulate(scenario)
    view = {"intern": exact, "delen": shared}[weergave](store)

    def blad(view):
        rijen = view.scenario_rijen(beeld)[0]
        return dashboard.Blad(rijen, "Wat-als", ZHZ, (maat,), plaatje=drawing.loose(future, ZHZ, beeld, maat, view))

    assert view.export("png", blad).startswith(b"\x89PNG")
    grafiek = blad(view).plaatje.teken(None)
    assert grafiek.titel.startswith("Met deze knoppen lopen er eind 2029 naar verwachting ")
    assert "Knoppen: instroom van maatregelen −30%, vanaf 01-01-2027 in 24 maanden, bij GI Noord" in grafiek.toelichting
    gezegd = [drawing.loose(future, ZHZ, beeld, maat, v).teken(None).titel for v in (exact(store), shared(store))]
    assert len(set(gezegd)) == 2, "the picture to share is worked out again from what may be shared"


def test_what_is_counted_per_quarter_is_not_called_a_year(store):
    tekst = html(open_page(**LINK, per="kwartaal"))
    assert "Wat er verandert in het 4e kwartaal 2029" in tekst and "in dat jaar" not in tekst


def test_a_slider_changes_the_sentence_and_the_address(store):
    app = open_page(**SNEL, regio="zhz")
    eerst = answer(app)
    assert eerst.startswith("Als er niets verandert, ")
    next(s for s in app.slider if s.label == "Instroom van maatregelen").set_value(-95).run()
    ok(app)
    assert answer(app).startswith("Met deze knoppen") and adres(app)["hefbomen.1.verandering"] == "-0.95"
    assert any("gaat buiten wat in de gegevens is voorgekomen" in w.value.replace("\\", "") for w in app.warning)
    next(s for s in app.slider if s.label == "Instroom van maatregelen").set_value(0).run()
    assert answer(ok(app)) == eerst, "a lever back at zero is the base again"


TAMPERED = [
    ({"hefbomen.1.soort": "toveren"}, "kan alleen zijn"),
    ({"hefbomen.1.verandering": "9"}, "meer dan 100%"),
    ({"hefbomen.1.waar.gi.1": "GI Nergens"}, "GI Nergens"),
    ({"hefbomen.1.waar.gemeente.1": "GM9999"}, "GM9999"),
    ({"hefbomen.3.soort": "duur"}, "ontbreekt"),
    ({"hefboomen.1.soort": "duur"}, "bestaat niet"),
    ({"doel.maat.x": "1"}, "twee keer"),
    ({"naam": "x" * 3000}, "te lang"),
    ({"seed": "__import__('os')"}, "past"),
]


def test_a_link_that_was_tampered_with_is_one_sentence(store):
    """One visitor with one link after the other: what runs without levers is worked out once."""
    app = AppTest.from_file(PAGINA, default_timeout=120)
    for stuk, zin in TAMPERED:
        app.query_params.clear()
        for sleutel, waarde in (LINK | stuk).items():
            app.query_params[sleutel] = waarde
        ok(app.run())
        melding = app.error[0].value.replace("\\", "")
        assert len(app.error) == 1 and zin in melding and "zonder knoppen" in melding, (stuk, melding)
        assert answer(app).startswith("Als er niets verandert, "), f"the page itself goes on: {stuk}"


def test_text_in_a_link_is_text(store):
    app = open_page(**(LINK | {"naam": "<img src=x onerror=alert(1)>"}))
    assert "<img" not in html(app)


def test_a_preset_is_taken_whole(store):
    app = open_page(regio="zhz", **SNEL)
    next(s for s in app.selectbox if s.label == "Begin met").set_value("vooraf:minder-uithuisplaatsingen").run()
    ok(app)
    assert not app.error and answer(app).startswith("Met deze knoppen worden er in 2030")
    assert adres(app)["naam"] == "60% minder uithuisplaatsingen" and adres(app)["hefbomen.2.soort"] == "terug_naar_huis"


@pytest.mark.parametrize("naam", sorted(dashboard.scenarios_vooraf()))
def test_each_preset_runs_and_has_a_target(store, naam):
    velden = dashboard.scenario_velden(dashboard.scenarios_vooraf()[naam])
    scenario = dashboard.scenario_uit_velden(velden | {"selectie": {"regio": "zhz"}})
    maten = dashboard.scenario_maten(scenario)
    *_, beeld = exact(store).simulate(scenario, replicaties=60, maten=maten)
    assert set(maten) <= set(beeld.waarden) and scenario.doel.maat in maten
    assert 0 <= exact(store).kans_op_doel(beeld).kans["scenario"] <= 1


def test_a_goal_of_another_page_is_the_target(store):
    app = open_page(regio="zhz", doel="ZHZ-01", **SNEL)
    assert next(s for s in app.selectbox if s.label == "Doel").value == "ZHZ-01"
    assert adres(app)["doel.maat"] == "uhp_nieuw"


@pytest.mark.parametrize("filters", [{"gemeente": "GM0505"}, {"gi": "GI Noord"}, {"segment": "1"}, {"per": "kwartaal"}])
def test_the_filters_hold(store, filters):
    app = open_page(regio="zhz", **SNEL, **filters)
    assert not app.error and ("naar verwachting" in html(app) or "niet door te rekenen" in html(app))
    assert ("Het filter op segment geldt hier niet" in " ".join(c.value for c in app.caption)) == ("segment" in filters)


def test_in_delen_every_count_is_rounded_or_hidden(store):
    app = open_page(weergave="delen", **LINK)
    tekst = html(app)
    tabellen = re.findall(r"<tbody>(.*?)</tbody>", tekst, flags=re.S)
    getallen = [
        int(g)
        for t in tabellen
        for cel in re.findall(r'<td class="kd-getal">(.*?)</td>', t, flags=re.S)
        if "procentpunt" not in cel
        for g in re.findall(r"(?<![\d.,])\d+(?![\d.,%])", re.sub("<[^>]+>", " ", cel))
    ]
    assert getallen and all(g % 5 == 0 for g in getallen), getallen
    zin = [int(g) for g in re.findall(r"verwachting (\d+)|plaats van (\d+)|doel van (\d+)", answer(app))[0] if g]
    assert all(g % 5 == 0 for g in zin)
    assert "van het niveau van nu" not in " ".join(w.value for w in app.warning)


def test_what_is_taken_along_in_delen_is_protected(store):
    scenario = dashboard.scenario_uit_velden(
        {
            "naam": "x",
            "selectie": {"regio": "zhz"},
            "replicaties": 60,
            "jaren": 2,
            "hefbomen": [{"soort": "instroom", "verandering": -0.3, "start": "2027-01-01"}],
            "kosten": [{"naam": "verblijf", "maat": "uhp_stand", "bedrag": 1000}],
            "doel": {"maat": "uhp_stand", "waarde": 7, "datum": "2028-12-31"},
        }
    )
    delen = shared(store)
    *_, beeld = delen.simulate(scenario)
    *_, intern = exact(store).simulate(scenario)
    frame, _ = delen.scenario_rijen(beeld)
    telt = frame[frame["eenheid"].isin(["maatregelen", "jeugdigen"])]
    w = telt[["p10", "p50", "p90", "gemiddelde"]].to_numpy("float64")
    w = w[~np.isnan(w)]
    assert len(w) and not (w % 5).any()
    assert not ((w > 0) & (w < 10) & (w != 5)).any()
    telt = frame.loc[frame["maat"] == "uhp_stand"].set_index(["variant", "periode"])["p50"]
    euro = frame.loc[frame["maat"] == "kosten: verblijf"].set_index(["variant", "periode"])["p50"]
    euro = euro[euro.notna() | telt.reindex(euro.index).notna()]
    dagen = pd.to_datetime(euro.index.get_level_values("periode") + "-01-01").is_leap_year + 365
    prijs = 1000 * dagen / 365.25  # a price is of a year as long as years are
    assert len(euro) and not (np.round(euro / prijs, 3).dropna() % 10).any(), "tens of children, times the price"
    assert euro[telt.reindex(euro.index).isna()].notna().sum() <= 1, "hidden with its children"
    assert frame.loc[frame["regel"] == "doelwaarde", "p50"].isna().all(), "a target of 7 is not shown"
    echt = exact(store).scenario_rijen(intern)[0]
    assert (echt["p50"] % 5 != 0).any() and delen.scenario_kosten(beeld) == {}


INTERN = LINK | {
    "naam": "van 8 naar 6",
    "aannames.1": "nu 8 kinderen",
    "doel.waarde": "6.4",
    "kosten.1.naam": "verblijf",
    "kosten.1.maat": "uhp_stand",
    "kosten.1.bedrag": "23417.0",
    "kosten.2.naam": "jb",
    "kosten.2.maat": "jb_stand",
    "kosten.2.bedrag": "9000.0",
}
EXACT = ("6.4", "6,4", "23417", "23.417", "van 8 naar 6", "nu 8 kinderen", "9000", "9.000")


def everywhere(app: AppTest) -> str:
    """All that the page holds: text, fields, the address, and the scenario as it would be taken along."""
    velden = [str(w.value) for soort in (app.number_input, app.text_input, app.text_area, app.selectbox) for w in soort]
    code = " ".join(c.value for c in app.code)
    return " ".join([html(app), code, *velden, str(adres(app)), str(app.session_state["watals"])])


def test_what_was_filled_in_beside_exact_figures_does_not_go_along_to_delen(store):
    app = open_page(**INTERN)
    assert not app.error and all(x in everywhere(app) for x in ("6.4", "23417", "van 8 naar 6")), "it stands in Intern"
    app.query_params["weergave"] = "delen"
    ok(app.run())
    tekst = everywhere(app)
    assert "Om te delen" in tekst and not [x for x in EXACT if x in tekst]
    assert adres(app)["hefbomen.1.verandering"] == "-0.3", "the levers stay"
    assert answer(app).startswith("Met deze knoppen")


def test_a_goal_that_was_chosen_is_worked_out_again_from_what_delen_shows(store):
    app = open_page(regio="zhz", **SNEL)
    kies = next(s for s in app.selectbox if s.label == "Doel")
    doel = next(o for o in kies.options if "stand" in o.lower() or "ZHZ" in o or "K3" in o)
    ok(kies.select(doel).run())
    exact = adres(app)["doel.waarde"]
    gedeeld = next(c.value for c in app.code if "doel=" in c.value)
    assert "doel.waarde" not in gedeeld, "a link that is given names the goal, not its figure"
    app.query_params["weergave"] = "delen"
    ok(app.run())
    nu = adres(app).get("doel.waarde")
    assert nu is None or (float(nu) % 10 == 0 and nu != exact)


@pytest.mark.parametrize(("waarde", "blijft"), [("6.4", False), ("23.2", False), ("20.0", True)])
def test_a_link_that_was_made_beside_exact_figures_brings_none_into_delen(store, waarde, blijft):
    app = open_page(
        weergave="delen",
        **(
            LINK
            | {
                "doel.waarde": waarde,
                "kosten.1.naam": "verblijf",
                "kosten.1.maat": "uhp_stand",
                "kosten.1.bedrag": "23417.0",
            }
        ),
    )
    assert (adres(app).get("doel.waarde") == waarde) == blijft and "23417" not in everywhere(app)
    assert any("weggelaten" in s.value for s in app.success)


def test_too_few_measures_is_one_sentence(tmp_path, monkeypatch):
    (tmp_path / "maatregelen.csv").write_text(
        "jeugdige;gemeente;gi;type;begindatum;einddatum\n"
        + "".join(f"{n};GM0505;GI Noord;11;2023-0{n}-01;\n" for n in range(1, 6)),
        "utf-8",
    )
    monkeypatch.setenv("KERNWAARDEN_GEGEVENS", str(tmp_path / "eigen"))
    dashboard.import_sources(None, [tmp_path / "maatregelen.csv"])
    app = open_page(regio="zhz")
    assert not app.error and "te weinig maatregelen in deze regio" in html(app)


@pytest.fixture(scope="module")
def server(store, eigen, tmp_path_factory):
    with serve(eigen, tmp_path_factory.mktemp("server") / "log", KERNWAARDEN_GEGEVENS=str(eigen)) as server:
        yield server


def vraag(**anders: str) -> str:
    return urlencode(LINK | anders)


def halfway(bezoek: Sessie, adres: str) -> None:
    """Starts the page and comes back while it works: with a first picture, and more to come."""
    bericht = BackMsg()
    bericht.rerun_script.query_string, bericht.rerun_script.page_script_hash = adres, bezoek.script
    bezoek.stuur(bericht)
    for _ in range(2000):
        m = bezoek.ontvang()
        if m.WhichOneof("type") == "delta" and m.delta.WhichOneof("type") == "new_element":
            element = m.delta.new_element
            bezoek.elementen[tuple(m.metadata.delta_path)] = getattr(element, element.WhichOneof("type"))
            if element.WhichOneof("type") == "progress" and element.progress.value > 0:
                return
    raise AssertionError("no picture")


def test_stop_keeps_the_picture_so_far(server):
    with Sessie(server, "watals") as bezoek:
        bezoek.run(vraag())
        halfway(bezoek, vraag(**VEEL))
        bezoek.druk("Stop")
        assert not bezoek.fouten
        gestopt = re.search(r"Gestopt na ([\d.]+) van ([\d.]+) keer", bezoek.tekst)
        na, van = (int(g.replace(".", "")) for g in gestopt.groups())
        assert 0 < na < van == MAX_REPLICATIES
        assert "Met deze knoppen" in bezoek.inhoud


def test_a_new_choice_ends_the_old_run(server):
    with Sessie(server, "watals") as bezoek:
        bezoek.run(vraag())
        halfway(bezoek, vraag(**VEEL))
        schuif = WidgetState(id=bezoek.widget("Hoeveel jaar vooruit?").id)
        schuif.double_array_value.data.append(2)
        bezoek.run(vraag(replicaties="80"), schuif)  # an address that the page did not write itself leads
        ten_einde = f"{wording.getal(MAX_REPLICATIES)} van {wording.getal(MAX_REPLICATIES)} keer".encode()
        assert not bezoek.fouten and not any(ten_einde in b for b in bezoek.berichten), "the old run did not go on"
        assert "naar verwachting" in bezoek.inhoud and "Gestopt" not in bezoek.tekst


def test_keep_list_open_and_throw_away(server):
    with Sessie(server, "watals") as bezoek:
        bezoek.run(vraag())
        bezoek.run(
            "", text(bezoek, "Naam", "Plan A"), text(bezoek, "Gemaakt door", "Tafel"), pressed(bezoek, "Bewaren")
        )
        assert not bezoek.fouten and "Het scenario 'Plan A' is bewaard" in bezoek.tekst.replace("\\", "")
        assert "Tafel" in bezoek.inhoud and "Plan A" in bezoek.inhoud
        bezoek.run("", text(bezoek, "Naam", "Plan A"), pressed(bezoek, "Bewaren"))
        assert "Er is al een scenario" in bezoek.fouten[0].replace("\\", "")
    with Sessie(server, "watals") as ander:
        ander.run("regio=zhz&replicaties=60&naam=x")
        opties = list(ander.widget("Begin met").options)
        assert any(o.startswith("Bewaard: Plan A (Tafel)") for o in opties)
        weg = ander.widget("Weggooien")
        kies = WidgetState(id=weg.id, string_value="Plan A")
        ander.run("", kies)
        ander.run("", kies, pressed(ander, "Gooi weg"))
        assert "Weet u het zeker" in ander.tekst
        ander.run("", kies, pressed(ander, "Ja, gooi weg"))
        assert not ander.fouten and not any("Plan A" in o for o in ander.widget("Begin met").options)


def text(bezoek: Sessie, label: str, waarde: str) -> WidgetState:
    return WidgetState(id=bezoek.widget(label).id, string_value=waarde)


def pressed(bezoek: Sessie, label: str) -> WidgetState:
    return WidgetState(id=bezoek.widget(label).id, trigger_value=True)


def fouten(simulatie: float, vorig: float, lineair: float, dekking: float) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "maat": "alles",
                "jaren": j,
                "fout_simulatie": simulatie,
                "fout_vorig_jaar": vorig,
                "fout_lineair": lineair,
                "dekking": dekking,
            }
            for j in (1, 2)
        ]
    )


def test_the_backtest_says_when_a_simple_guess_is_better():
    slecht = backtest.verdict(fouten(0.30, 0.20, 0.25, 0.62), 54)
    assert "slechter dan 'gelijk aan vorig jaar'" in slecht and "te smal" in slecht and "62%" in slecht
    goed = backtest.verdict(fouten(0.10, 0.20, 0.25, 0.80), 54)
    assert "beter dan de eenvoudige schattingen" in goed and "smal" not in goed


def test_the_sentences_of_levers_and_chances():
    h = {
        "soort": "duur",
        "verandering": -0.1,
        "start": "2027-01-01",
        "ingroei_maanden": 24,
        "maatregel": ["ots"],
        "waar": {"gemeente": ["GM0505"]},
    }
    assert sentence.lever(h, {"duur": "duur"}, {"GM0505": "Dordrecht"}) == (
        "duur −10%, vanaf 01-01-2027 in 24 maanden, alleen OTS, in Dordrecht"
    )
    assert [sentence.chance(x) for x in (0, 0.004, 0.4, 1)] == ["minder dan 1%", "1%", "40%", "meer dan 99%"]
    kans = SimpleNamespace(eerste={"basis": (None, None, None)})
    assert sentence.first_day(kans, "basis") == "waarschijnlijk niet in deze jaren"


def test_an_exact_percentage_moves_the_slider_and_its_steps(store):
    app = open_page(**SNEL, regio="zhz")
    instroom = next(s for s in app.slider if s.label == "Instroom van maatregelen")
    assert instroom.step == 5
    instroom.set_value(-10).run()
    next(n for n in app.number_input if n.label == "Precies (%)").set_value(-12).run()
    instroom = next(s for s in app.slider if s.label == "Instroom van maatregelen")
    assert (instroom.value, instroom.step) == (-12, 1) and not app.exception
    assert adres(app)["hefbomen.1.verandering"] == "-0.12"


def test_a_scenario_beside_it_is_told_and_stands_in_the_table(store):
    app = open_page(**SNEL, regio="zhz")
    ok(app.selectbox(key="watals_tweede").set_value("vooraf:kortere-ots").run())
    tekst = html(app)
    assert re.search(r"OTS 10% korter: eind \d{4} naar verwachting \d+ \(80% kans tussen \d+", tekst)
    assert '<th scope="col" class="kd-getal">OTS 10% korter</th>' in tekst


def test_the_page_of_a_goal_leads_here_with_its_target_and_the_levers_stay(store):
    app = open_page(**SNEL, regio="zhz")
    next(s for s in app.slider if s.label == "Instroom van maatregelen").set_value(-20).run()
    app.query_params.clear()
    app.query_params["regio"], app.query_params["doel"] = "zhz", "ZHZ-01"
    ok(app.run())
    assert adres(app)["doel.maat"] == "uhp_nieuw" and adres(app)["hefbomen.1.verandering"] == "-0.2"
