"""The page Vergelijken: fair, never a ranking, in both views and for what is small."""

import json
import re
from dataclasses import replace

import pytest

from core import dashboard
from core.charts.multiples import Veelvoud
from core.model.melding import Melding
from core.model.oordeel import VERBORGEN
from core.model.selectie import Selectie
from core.ui import vergelijken
from core.views.casemix import VERSCHIL, casemix
from core.views.side_by_side import named, side_by_side, splittable
from core.views.store import reading
from tests.kijk import exact, shared
from tests.ui.test_app import html, open_page

ZHZ = Selectie(regio="zhz")


def opened(**adres):
    app = open_page("vergelijken", regio="zhz", **adres)
    assert not app.exception and not app.error, [e.value for e in app.error]
    return app


def rows(app, kop: str) -> list[list[str]]:
    """The rows of the table whose first heading is this."""
    tabel = next(t for t in re.findall("<table.*?</table>", html(app), re.S) if f'"col">{kop}<' in t)
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", r) for r in re.findall("<tr>(.*?)</tr>", tabel)[1:]]


def specs(app) -> list[dict]:
    return [json.loads(g.proto.spec) for g in app.get("vega_lite_chart")]


def test_it_begins_with_the_first_main_goal_per_gemeente(store):
    app = opened()
    assert app.selectbox(key="maat").value == "uhp_nieuw"
    assert "Nieuwe uithuisplaatsingen per 1.000" in html(app)
    assert {"maat", "deel", "periode", "met"}.isdisjoint(app.query_params)


def test_the_whole_choice_stands_in_the_address(store):
    app = opened(maat="jb_stand", deel="regio", periode="2023", met=["Zuidoost Utrecht"])
    adres = {k: w if isinstance(w, str) else w[-1] for k, w in app.query_params.items()}
    keuze = {"maat": "jb_stand", "deel": "regio", "periode": "2023", "met": "Zuidoost Utrecht"}
    assert keuze.items() <= adres.items() and "Grijs: de overige" in html(app)
    app.multiselect(key="met").set_value([]).run()
    assert "met" not in app.query_params


@pytest.mark.parametrize("weergave", [{}, {"weergave": "delen"}], ids=["intern", "delen"])
def test_parts_stand_by_name_and_never_by_figure(store, weergave):
    namen = [r[0] for r in rows(opened(maat="jb_stand", **weergave), "Gemeente")]
    assert namen == sorted(namen) and len(namen) == 10


def test_few_cases_are_named_with_the_reason_and_have_no_colour(store):
    app = opened(maat="uhp_nieuw", deel="gemeente")
    plek = {r[0]: r[3] for r in rows(app, "Gemeente")}
    klein = [n for n, p in plek.items() if p == "minder dan tien gevallen"]
    assert klein and "minder dan tien gevallen" in html(app)
    kaart = next(s for s in specs(app) if "tegelkaart" in s["description"])
    kleur = {r["naam"] for x in kaart["layer"] if x["name"] == "tegels" for r in x["data"]["values"]}
    assert kleur.isdisjoint(klein) and kleur


def test_to_share_hidden_parts_are_listed_as_hidden(store):
    app = opened(maat="uhp_nieuw", deel="gemeente", weergave="delen")
    dicht = [r for r in rows(app, "Gemeente") if r[3] == VERBORGEN]
    assert dicht and all(r[1] == "verborgen" for r in dicht)
    alles = json.dumps([[x["data"] for x in s["layer"]] for s in specs(app)], ensure_ascii=False)
    assert not re.search(r'"laag": [1-9][^}]*"naam"', alles), "no interval of a part"


@pytest.mark.parametrize(
    ("adres", "zin"),
    [
        ({"maat": "jb_stand", "deel": "gi"}, "hoort geen aantal inwoners"),
        ({"maat": "kosten_gi", "deel": "gi"}, "Dit is een bedrag"),
        ({"maat": "ots_duur_km", "deel": "gemeente"}, "telt lopende zaken mee"),
        ({"maat": "herhaald_beroep", "deel": "aanbieder"}, "hoort bij een beleidsdoel"),
        ({"maat": "jb_duur_mediaan", "deel": "gi", "weergave": "delen"}, "hoe ver gevallen uiteenlopen"),
    ],
)
def test_where_there_is_no_fair_funnel_it_says_why_and_shows_the_course(store, adres, zin):
    app = opened(**adres)
    assert zin in html(app) and "Grenzen van toeval" not in html(app)
    assert "kd-veel" in html(app)


def test_a_beleidsdoel_may_be_laid_by_gemeente(store):
    assert "hoort bij een beleidsdoel" not in html(opened(maat="herhaald_beroep", deel="gemeente"))


def test_a_duration_by_gi_has_the_test_of_the_page_duur_too(store):
    assert "log-rank" in " ".join(c.value for c in opened(maat="ots_duur_mediaan", deel="gi").caption)


def test_who_is_chosen_on_the_left_stands_out_among_the_others(store):
    app = opened(maat="jb_stand", gemeente="GM0505")
    assert "Blauw: Dordrecht" in html(app) and len(rows(app, "Gemeente")) == 10


@pytest.mark.parametrize(
    "adres",
    [
        {"gemeente": "GM0523", "per": "maand"},
        {"gi": "GI Zuid", "maat": "thuis_met_maatregel"},
        {"segment": "5", "maat": "crisis_binnen_24u"},
        {"segment": "3a", "maat": "hulp_jeugdigen", "deel": "aanbieder"},
        {"gemeente": "GM0523", "gi": "GI Zuid", "maat": "jb_stand", "deel": "gi", "weergave": "delen"},
        {"gemeente": "GM0523", "segment": "5", "maat": "crisis_binnen_24u", "deel": "gi", "weergave": "delen"},
        {"maat": "bestaat_niet", "deel": "niet", "periode": "1900", "met": "niemand"},
    ],
    ids=lambda a: "-".join(a.values()),
)
def test_a_small_or_strange_choice_is_a_page_too(store, adres):
    assert not re.search(r"\bnan\b|\bNone\b|\binf\b", html(opened(**adres)).split("</style>")[-1])


def info(app) -> list[str]:
    return [i.value.replace("\\", "") for i in app.info]


@pytest.mark.parametrize(
    ("adres", "wat"),
    [
        ({"maat": "nietbestaand"}, "'Welk cijfer'"),
        ({"deel": "niet"}, "'Per'"),
        ({"periode": "1900"}, "'Periode'"),
        ({"met": ["Dordrecht", "niemand"]}, "'Met welke gemeenten vergelijken'"),
    ],
    ids=lambda a: next(iter(a)) if isinstance(a, dict) else "",
)
def test_a_link_with_something_unknown_says_so_once_and_what_is_shown(store, adres, wat):
    app = opened(**adres)
    (zin,) = info(app)
    assert f"De link vraagt bij {wat} iets dat er hier niet is; hieronder staat " in zin
    assert not app.run().info


def test_a_choice_that_takes_another_away_is_no_unknown_link(store):
    app = opened(maat="terugval", deel="segment", met="1")
    app = opened(maat="terugval", deel="aanbieder")
    app.selectbox(key="maat").set_value("jb_stand").run()
    assert not app.exception and not app.info


@pytest.mark.parametrize(
    ("maat", "kolom"),
    [("uhp_nieuw", "Aantal in de teller"), ("terugval", "Aantal in de noemer"), ("jb_duur_mediaan", "Aantal waarover")],
)
def test_the_count_beside_a_figure_says_of_what_it_is(store, maat, kolom):
    tabel = next(t for t in re.findall("<table.*?</table>", html(opened(maat=maat)), re.S) if '"col">Gemeente<' in t)
    assert kolom in tabel and "Gevallen" not in tabel


def test_a_count_that_a_large_one_has_more_of_has_no_mean_to_look_well_beside(store):
    app = opened(maat="jb_stand", deel="gi")
    assert "een grote heeft er vanzelf meer van dan een kleine" in " ".join(c.value for c in app.caption)
    assert "gemiddelde van alle" not in " ".join(c.value for c in app.caption)
    naast = side_by_side(exact(store), "jb_stand", ZHZ, "gi")
    getekend = []
    keuze = vergelijken.Keuze(naast.maat, "gi", ZHZ, naast, naast.perioden[0], ())
    vergelijken.over_time(lambda delen, achter, **_: getekend.append(achter) or Veelvoud("", ""), exact(store), keuze)
    assert getekend[0]["waarde"].isna().all()
    assert "Grijs: alle" in " ".join(c.value for c in opened(maat="terugval", deel="gi").caption)


def test_a_count_of_gemeenten_is_divided_by_the_children_who_live_there(store):
    """Also one without a figure per 1.000 of its own; the counts stay what they are."""
    view = exact(store)
    naast = side_by_side(view, "ots_stand", ZHZ, "gemeente")
    zelf = view.reeks("ots_stand", ZHZ.with_(splits=("gemeente",)))
    kinderen = view.reeks("jb_stand_per_1000", ZHZ.with_(splits=("gemeente",)))
    rij = naast.rows_of("2024").set_index("gemeente").loc["GM0505"]
    aantal = zelf[(zelf["gemeente"] == "GM0505") & (zelf["periode"] == "2024")]["waarde"].iloc[0]
    wonen = kinderen[(kinderen["gemeente"] == "GM0505") & (kinderen["periode"] == "2024")]["noemer"].iloc[0]
    assert rij["teller"] == aantal and rij["waarde"] == pytest.approx(aantal / wonen * 1000)
    assert rij["laag"] < rij["waarde"] < rij["hoog"] and naast.maat.unit == "per 1.000"


def test_per_1000_is_the_figure_that_has_a_maat_of_its_own(store):
    view = exact(store)
    eigen = view.reeks("jb_stand_per_1000", ZHZ.with_(splits=("gemeente",))).set_index(["gemeente", "periode"])[
        "waarde"
    ]
    naast = side_by_side(view, "jb_stand", ZHZ, "gemeente").delen.set_index(["gemeente", "periode"])["waarde"]
    assert naast.astype(float).round(9).sort_index().to_dict() == eigen.astype(float).round(9).sort_index().to_dict()


def test_to_share_a_rate_is_of_the_protected_count(store):
    naast = side_by_side(shared(store), "ots_stand", ZHZ, "gemeente")
    getoond = naast.delen[naast.delen["waarde"].notna()]
    assert len(getoond) and (getoond["teller"].astype(float) % 5 == 0).all() and (getoond["teller"] >= 10).all()
    assert naast.delen[["laag", "hoog"]].isna().all(axis=None)


def test_regions_are_held_against_all_of_them(store):
    naast = side_by_side(exact(store), "thuis_met_maatregel", ZHZ, "regio")
    op = naast.rows_of("2024")
    assert list(op["naam"]) == sorted(dashboard.regios()[r].naam for r in store.regios)
    assert naast.trechter("2024").samen == pytest.approx(op["teller"].sum() / op["noemer"].sum())


def test_by_what_depends_on_the_figure(store):
    maten = dashboard.maten()
    assert splittable(exact(store), maten["jb_stand"]) == ("gemeente", "gi", "regio")
    assert splittable(exact(store), maten["terugval"]) == ("gemeente", "gi", "aanbieder", "segment", "regio")


def test_a_division_that_may_not_be_shared_is_one_sentence(store):
    keuze = ZHZ.with_(gemeente=("GM0505",), gi=("GI Zuid",))
    with pytest.raises(Melding):
        side_by_side(shared(store), "terugval", keuze.with_(segment=("1",)), "aanbieder")
    app = opened(maat="terugval", deel="aanbieder", gemeente="GM0505", gi="GI Zuid", segment="1", weergave="delen")
    assert "Niet te vergelijken bij deze keuze" in html(app)


def test_the_composition_of_a_part_is_that_of_its_rows(store):
    """The share of OTS in the measures of a GI, counted apart."""
    view = exact(store)
    mix = casemix(view, "jb_stand", ZHZ, "gi", "2024").delen
    rij = mix[(mix["naam"] == "GI Zuid") & (mix["klasse"] == "OTS")].iloc[0]
    ots, jb = (
        view.reeks(m, ZHZ.with_(gi=("GI Zuid",))).set_index("periode")["waarde"]["2024"]
        for m in ("ots_stand", "jb_stand")
    )
    assert rij["deel"] == pytest.approx(ots / jb)
    heel = [view.reeks(m, ZHZ).set_index("periode")["waarde"]["2024"] for m in ("ots_stand", "jb_stand")]
    assert rij["geheel"] == pytest.approx(heel[0] / heel[1])


def test_only_a_difference_that_is_large_and_sure_is_worth_a_word(store):
    mix = casemix(exact(store), "jb_stand", ZHZ, "gemeente", "2024")
    assert ((mix.delen["deel"] - mix.delen["geheel"]).abs()[mix.delen["opvallend"]] >= VERSCHIL).all()
    assert all(len({r.kenmerk for r in rijen}) == len(rijen) for rijen in mix.differs.values())


def test_a_composition_that_may_not_be_shared_is_not_there(store):
    mix = casemix(shared(store), "jb_stand", ZHZ, "gi", "2024")
    assert mix.niet == ("soort maatregel",) and "soort maatregel" not in set(mix.delen["kenmerk"])
    assert "De verdeling naar soort maatregel is bij deze keuze niet te tonen" in " ".join(
        c.value for c in opened(maat="jb_stand", deel="gi", weergave="delen").caption
    )


def age_of(mix, naam: str):
    return mix[(mix["kenmerk"] == "leeftijd") & (mix["naam"] == naam)].iloc[0]


def test_the_age_of_a_part_is_that_of_its_children_with_a_measure(store):
    """Counted apart, of the records: born so that the month of the twelfth birthday is not over on the last day."""
    view = exact(store)
    mix = casemix(view, "ots_duur_gemiddeld", ZHZ, "gi", "2024").delen
    with reading(view.store) as verbinding:
        per_gi = verbinding.vraag(
            "select gi, count(distinct jeugdige) filter (geboortemaand >= 201212) / count(distinct jeugdige) as deel "
            "from maatregel_verloop where type in ('11', '12', '21', '22', '23') and gemeente in "
            f"{dashboard.regios()['zhz'].codes} and van <= '2024-12-31' and (tot is null or tot > '2024-12-31') "
            "group by gi"
        ).set_index("gi")["deel"]
    assert 0.2 < age_of(mix, "GI Zuid")["deel"] < 0.8
    for gi in ("GI Zuid", "GI Noord"):
        assert age_of(mix, gi)["deel"] == pytest.approx(per_gi[gi])
    heel = view.reeks("jb_jonger_dan_12_aandeel", ZHZ).set_index("periode")["waarde"]["2024"]
    assert age_of(mix, "GI Zuid")["geheel"] == pytest.approx(heel)


def test_age_to_share_is_what_the_shared_view_says_of_it(store):
    """In whole percents and of thirty children or more, by construction: the note asks nothing but the view."""
    view = shared(store)
    gevraagd = view.reeks("jb_jonger_dan_12_aandeel", ZHZ.with_(splits=("gemeente",)))
    gevraagd = gevraagd[(gevraagd["periode"] == "2024") & gevraagd["waarde"].notna()].set_index("gemeente")
    mix = casemix(view, "jb_stand", ZHZ, "gemeente", "2024").delen
    rijen = mix[mix["kenmerk"] == "leeftijd"]
    assert sorted(rijen["deel"]) == sorted(gevraagd["waarde"]) and len(rijen) > 1
    assert (rijen["deel"] == rijen["deel"].round(2)).all() and (gevraagd["noemer"] >= 30).all()


def test_age_is_told_in_words_or_why_it_is_not(store):
    tekst = " ".join(c.value for c in opened(maat="jb_stand", deel="gi").caption)
    assert "Leeftijd gaat over alle kinderen met een JB-maatregel" in tekst
    tekst = " ".join(c.value for c in opened(maat="verblijf_stand", deel="gemeente").caption)
    assert "alleen bekend van kinderen met een maatregel" in tekst


def test_a_difference_in_who_is_helped_can_explain_the_difference(store):
    tekst = " ".join(m.value for m in opened(maat="verblijf_stand", deel="segment").markdown)
    assert "kan het verschil in het cijfer verklaren" in tekst and "van alles samen" in tekst


def test_a_segment_that_the_region_does_not_name_is_called_by_its_number():
    assert named(["1", "7", ""], "segment", "hr") == ["segment 1", "7 Veiligheid", "zonder segment"]


def test_what_is_of_one_gi_is_not_said_to_be_of_all(store):
    """Minors have no GI: a figure per 1.000 of its own does not know that filter, the counts it is made of do."""
    naast = side_by_side(exact(store), "uhp_nieuw", ZHZ.with_(gi=("GI Midden",)), "gemeente")
    assert naast.maat.unit == "per 1.000" and naast.maat.fit(ZHZ.with_(gi=("GI Midden",))).filter("gi") == (
        "GI Midden",
    )
    heel = side_by_side(exact(store), "uhp_nieuw", ZHZ, "gemeente")
    assert naast.delen["teller"].sum() < heel.delen["teller"].sum() and heel.maat.id == "uhp_nieuw_per_1000"
    tekst = html(opened(gi="GI Midden"))
    assert "GI geldt hier niet" not in tekst and "Cijfer per 1.000" in tekst


def test_where_all_of_it_is_hidden_it_is_not_said_that_nobody_lives_there(store):
    naast = side_by_side(shared(store), "uhp_nieuw", ZHZ.with_(per="kwartaal"), "gemeente")
    assert (naast.delen["reden"] == VERBORGEN).any() and naast.maat.unit == "per 1.000"


def test_what_is_not_known_is_no_part_and_is_said(store):
    """Half of the crises name no GI: they are none, and the others are held against each other."""
    view, keuze = exact(store), "crisis_aangeboden_24u"
    naast = side_by_side(view, keuze, ZHZ, "gi")
    assert "onbekend" in set(view.reeks(keuze, ZHZ.with_(splits=("gi",)))["gi"]) and "onbekend" not in naast.namen
    periode = naast.perioden[0]
    op, heel = naast.rows_of(periode), naast.geheel[naast.geheel["periode"] == periode].iloc[0]
    beeld = naast.trechter(periode)
    assert beeld.samen == pytest.approx(op["teller"].sum() / op["noemer"].sum())
    los = int(heel["noemer"] - op["noemer"].sum())
    assert f"Van {los} van de {int(heel['noemer'])} gevallen is niet bekend bij welke GI zij horen" in beeld.onbekend
    assert "tellen niet mee in het midden" in beeld.onbekend
    app = opened(maat=keuze, deel="gi")
    assert "bij welke GI zij horen" in html(app) and "onbekend" not in [r[0] for r in rows(app, "GI")]
    assert "onbekend" not in set(casemix(view, keuze, ZHZ, "gi", periode).delen["naam"])


def test_what_is_not_known_is_said_without_a_number_that_may_not_be_shared(store):
    naast = side_by_side(shared(store), "crisis_aangeboden_24u", ZHZ.with_(per="kwartaal"), "gi")
    dicht = naast.onbekend[naast.onbekend["reden"] == VERBORGEN]
    assert len(dicht) and "onbekend" not in naast.namen
    assert naast.trechter(dicht["periode"].iloc[0]).onbekend.startswith("Van een deel van de gevallen is niet bekend")


def test_a_gemeente_without_inhabitants_says_so_and_not_that_it_is_small(store):
    naast = side_by_side(exact(store), "ots_stand", ZHZ, "gemeente")
    weg = naast.delen["naam"] == naast.namen[0]
    zonder = replace(naast, delen=naast.delen.assign(**{k: naast.delen[k].where(~weg) for k in ("noemer", "waarde")}))
    beeld = zonder.trechter("2024")
    assert beeld.leeg == (naast.namen[0],) and naast.namen[0] not in beeld.klein


def test_a_map_of_few_cases_says_so_and_not_that_there_are_no_figures(store):
    tekst = html(opened(per="kwartaal", periode="2025K1"))
    assert "Elk cijfer gaat hier over minder dan 10 gevallen" in tekst
