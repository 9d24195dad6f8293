"""No verdict without ground: no data, no figure of that period, or too few children, on every row of `bereken`."""

import datetime as dt
from dataclasses import replace

import pytest

from core import dashboard
from core.dashboard import LOKAAL, make_rapport, view_of
from core.engine.judge import goal_state
from core.engine.judge.goal_state import doelstand
from core.model.oordeel import Oordeel
from core.model.selectie import Selectie
from core.ui.goal_words import sentence
from core.views.store import known_doel, rekenaar_op
from tests.kijk import exact, shared

D = dt.date
ZONDER = {str(o) for o in (Oordeel.GEEN_GEGEVENS, Oordeel.NOG_NIET_MEETBAAR, Oordeel.ALLEEN_RICHTING, "")}
KOP = "jeugdige;geboortedatum;gemeente;gi;type;begindatum;einddatum;reden_einde"


def store(map_, tm: str, van: str | None = None, **tabellen: str):
    (map_ / "export").mkdir()
    for naam, tekst in tabellen.items():
        (map_ / "export" / f"{naam}.csv").write_text(tekst, "utf-8")
    dashboard.import_sources(
        map_ / "store", [map_ / "export"], van=van and D.fromisoformat(van), tm=D.fromisoformat(tm)
    )
    return dashboard.open_store(map_ / "store")


def maatregelen(*groepen) -> str:
    """(count, gemeente, begin, einde) -> rows of supervision orders, each of another child."""
    rijen, nr = [KOP], 0
    for aantal, gemeente, begin, einde in groepen:
        for _ in range(aantal):
            nr += 1
            rijen.append(f"K{nr};2015-03-01;{gemeente};GI A;11;{begin};{einde};{'02' if einde else ''}")
    return "\n".join(rijen) + "\n"


def rijen(frame, doel: str) -> dict:
    eigen = frame[frame["doel"] == doel]
    return {p if isinstance(p, str) else "": r for p, r in zip(eigen["periode"], eigen.to_dict("records"), strict=True)}


@pytest.fixture(scope="module")
def alleen_2026(tmp_path_factory):
    """A first delivery: what runs or ended in 2026, some of it begun long before; nothing else is loaded."""
    tekst = maatregelen(
        (4, "GM0505", "2020-05-01", ""), (6, "GM0505", "2025-11-01", ""), (5, "GM0505", "2023-02-01", "2026-02-01")
    )
    return store(tmp_path_factory.mktemp("alleen"), "2026-06-30", maatregelen=tekst)


def test_a_first_delivery_of_2026_fails_no_goal(alleen_2026):
    """The baseline of 1-1-2022 lies before the data: not the four that happen to run still, and not 0."""
    frame = exact(alleen_2026).resultaten(Selectie(regio="zhz"), alles=True)
    stand = rijen(frame, "ZHZ-02")["2026-06"]
    assert (stand["waarde"], stand["oordeel"]) == (10, "geen gegevens")
    assert frame.loc[frame["doel"] == "ZHZ-02", ["basis", "doelwaarde", "padwaarde"]].isna().all(axis=None)
    doelen = frame[frame["doel"].notna()]
    assert set(doelen["oordeel"]) <= ZONDER | {"doel open"}
    mijlpalen = doelen[doelen["doel"].isin(["ZHZ-07", "K1-12", "K4-13"])]
    assert len(mijlpalen) == 3 and set(mijlpalen["oordeel"]) == {"geen gegevens"} and mijlpalen["waarde"].isna().all()
    zinnen = {s.doel.id: s.uitkomst.uitleg for s in exact(alleen_2026).doelen(Selectie(regio="zhz"))}
    assert "geen gegevens over het vertrekpunt van 01-01-2022" in zinnen["ZHZ-02"]
    assert "nog niets ingevuld" in zinnen["K1-12"]
    assert set(exact(alleen_2026).mijlpalen(Selectie(regio="zhz"))["stand"]) == {"geen gegevens"}


@pytest.mark.parametrize(
    "vraag",
    [{"peildata": (D(2019, 1, 1),)}, {"selectie": Selectie(regio="zhz", van=D(2018, 1, 1), tot=D(2019, 12, 31))}],
)
def test_days_before_the_data_are_not_nought(alleen_2026, vraag):
    keuze = vraag.pop("selectie", Selectie(regio="zhz"))
    uit = exact(alleen_2026).resultaten(keuze, maat_ids=("jb_stand",), **vraag)
    assert uit["oordeel"].tolist() == ["geen gegevens"] and uit["waarde"].isna().all()


@pytest.fixture(scope="module")
def klein(tmp_path_factory):
    """Dordrecht 40 -> 50, Papendrecht 9 -> 40, Alblasserdam 0 -> 1 since 1-1-2022."""
    tekst = maatregelen(
        (40, "GM0505", "2021-02-01", ""),
        (10, "GM0505", "2023-02-01", ""),
        (9, "GM0590", "2021-03-01", ""),
        (31, "GM0590", "2023-03-01", ""),
        (1, "GM0482", "2024-04-01", ""),
        (1, "GM0642", "2021-04-01", "2021-05-01"),
    )
    return store(tmp_path_factory.mktemp("klein"), "2024-12-31", "2021-01-01", maatregelen=tekst)


@pytest.mark.parametrize(
    ("gemeente", "oordeel", "reden"),
    [
        ("GM0505", "achter", "hoort daar hoogstens"),
        ("GM0590", "te klein om te zeggen", "het vertrekpunt telt 9"),
        ("GM0482", "te klein om te zeggen", "het vertrekpunt is 0"),
    ],
)
def test_a_gemeente_is_not_blamed_for_two_children(klein, gemeente, oordeel, reden):
    keuze = Selectie(regio="zhz").with_(gemeente=(gemeente,))
    stand = next(s for s in exact(klein).doelen(keuze) if s.doel.id == "ZHZ-02")
    assert (stand.uitkomst.oordeel, stand.deel) == (oordeel, True) and reden in stand.uitkomst.uitleg
    gesplitst = exact(klein).resultaten(Selectie(regio="zhz", splits=("gemeente",)), doel_ids=("ZHZ-02",))
    laatste = gesplitst[(gesplitst["gemeente"] == gemeente) & (gesplitst["periode"] == "2024")].iloc[0]
    assert laatste["oordeel"] == oordeel


def test_below_the_region_it_is_said_which_part_this_is(klein):
    keuze = Selectie(regio="zhz").with_(gemeente=("GM0590",))
    deel = next(s for s in exact(klein).doelen(keuze) if s.doel.id == "ZHZ-02").regiodeel
    assert (deel.deel, deel.geheel, deel.aandeel) == (40, 90, 40 / 90)
    assert deel.doelwaarde == pytest.approx(49 * 0.8)
    assert deel.zin.startswith("Dit is 40 van de 90 maatregelen in de hele regio (44%).")
    heel = next(s for s in exact(klein).doelen(Selectie(regio="zhz")) if s.doel.id == "ZHZ-02")
    assert heel.regiodeel is None and not heel.deel and heel.uitkomst.oordeel == "verslechterd"
    alle = Selectie(regio="zhz").with_(gemeente=tuple(g.code for g in dashboard.regios()["zhz"].gemeenten))
    assert not next(s for s in exact(klein).doelen(alle) if s.doel.id == "ZHZ-02").deel


def test_which_part_this_is_comes_from_protected_figures_when_shared(klein):
    keuze = Selectie(regio="zhz").with_(gemeente=("GM0590",))
    stand = next(s for s in shared(klein).doelen(keuze) if s.doel.id == "ZHZ-02")
    heel = next(s for s in shared(klein).doelen(Selectie(regio="zhz")) if s.doel.id == "ZHZ-02")
    deel, getoond = stand.regiodeel, heel.reeks[heel.reeks["tot"] == stand.uitkomst.dag]["waarde"].iloc[0]
    assert stand.deel and (deel.deel, deel.geheel) == (stand.uitkomst.waarde, getoond)
    assert deel.doelwaarde == heel.uitkomst.doelwaarde
    assert sentence(stand) == f"{stand.uitkomst.uitleg} {deel.zin}" and sentence(heel) == heel.uitkomst.uitleg
    klein_deel = next(
        s for s in shared(klein).doelen(Selectie(regio="zhz").with_(gemeente=("GM0482",))) if s.doel.id == "ZHZ-02"
    )
    assert klein_deel.deel and klein_deel.regiodeel is None, "one child"


def test_what_was_decided_since_holds_for_the_region_beside_a_part_too(klein):
    """The region is judged once for all its parts, until the goal is another one."""
    keuze, vandaag = Selectie(regio="zhz").with_(gemeente=("GM0590",)), dt.date(2025, 6, 1)
    with rekenaar_op(klein) as rekenaar:
        _, doel = known_doel(klein, keuze, "ZHZ-02")
        half = doel.model_copy(update={"doel": doel.doel.model_copy(update={"waarde": doel.doel.waarde / 2})})
        eerst, daarna, weer = (doelstand(rekenaar, d, keuze, vandaag).regiodeel.doelwaarde for d in (doel, half, doel))
    assert eerst == weer and eerst != daarna


def test_a_region_that_was_asked_itself_is_not_judged_again_beside_its_parts(klein, monkeypatch):
    keuzes = [Selectie(regio="zhz"), *(Selectie(regio="zhz").with_(gemeente=(g,)) for g in ("GM0590", "GM0505"))]
    _, doel = known_doel(klein, keuzes[0], "ZHZ-02")
    gedaan, echt = [], goal_state._judged
    monkeypatch.setattr(goal_state, "_judged", lambda *a: gedaan.append(a[1].keuze) or echt(*a))
    with rekenaar_op(klein) as rekenaar:
        rekenaar.geheugen.gehelen.clear()
        standen = [doelstand(rekenaar, doel, keuze, dt.date(2025, 6, 2)) for keuze in keuzes]
    assert gedaan == keuzes and all(s.regiodeel for s in standen[1:])


def test_of_his_own_gemeenten_alone_nobody_can_say_which_part_of_the_region_they_are(klein):
    beperkt = replace(LOKAAL, bereik=("GM0505", "GM0590"))
    view = view_of(dashboard.open_store(klein.pad, beperkt.bereik), beperkt, "intern")
    stand = next(s for s in view.doelen(Selectie(regio="zhz")) if s.doel.id == "ZHZ-02")
    assert stand.deel and stand.regiodeel is None and stand.uitkomst.waarde == 90


def test_a_baseline_before_a_break_is_shown_with_the_break_in_every_row(klein):
    """The count of a year before 2022 is made under other rules; the stock of 1-1-2022 is not."""
    frame = exact(klein).resultaten(Selectie(regio="zhz"), alles=True)
    terug = rijen(frame, "ZHZ-02")
    assert terug["2024"]["basis"] == 49 and terug["2024"]["breuk"] == ""
    oud = frame[(frame["doel"].notna()) & frame["basis"].notna() & (frame["breuk"] != "")]
    assert len(oud) and oud["breuk"].str.contains("01-01-2022 Nieuw woonplaatsbeginsel").all()


def test_a_period_without_a_figure_has_no_verdict_of_another(klein):
    frame = exact(klein).resultaten(Selectie(regio="hr"), alles=True)
    zonder = frame[frame["doel"].notna() & frame["waarde"].isna()]
    assert len(zonder) > 20 and set(zonder["oordeel"]) <= ZONDER
    jaren = rijen(exact(klein).resultaten(Selectie(regio="zhz"), doel_ids=("ZHZ-04",)), "ZHZ-04")
    assert jaren["2024"]["oordeel"] == "nog niet meetbaar", "a year of follow-up is still to come"
    assert [r["oordeel"] for j, r in jaren.items() if j in ("2022", "2023")] == ["geen gegevens"] * 2, "nobody ended"


def test_a_milestone_per_gi_is_not_reached_by_the_first(tmp_path):
    tekst = "doel;gi;toegang;behaald_op;bewijs\nZHZ-07;GI A;;2022-05-10;protocol\nZHZ-07;GI B;;;\n"
    vol = store(tmp_path, "2026-06-30", mijlpalen=tekst)
    frame = exact(vol).resultaten(Selectie(regio="zhz"), doel_ids=("ZHZ-07",))
    assert frame[["waarde", "doelwaarde", "oordeel"]].values.tolist() == [[1, 3, "niet behaald"]]


@pytest.fixture(scope="module")
def segmenten(tmp_path_factory):
    """What GI's ask for is delivered in segment 2; in segment 6 are only their own fees. Crises are in segment 5, and
    none of them in Papendrecht."""
    kop = "gemeente;jeugdige;verwijzer;segment;productcategorie;periode_begin;periode_einde;bedrag"
    regels = [
        f"GM0505;K{k};04;{segment};{categorie};{jaar}-03-01;{jaar}-03-31;1000"
        for jaar in (2021, 2022, 2023, 2024)
        for segment, categorie in (("2", "44"), ("6", "48"))
        for k in range(20)
    ]
    meldingen = [f"M{k};GM0505;5;2022-0{1 + k % 9}-05 10:00;2022-0{1 + k % 9}-05 12:00;verblijf" for k in range(20)]
    return store(
        tmp_path_factory.mktemp("segmenten"),
        "2024-12-31",
        "2021-01-01",
        maatregelen=maatregelen((40, "GM0505", "2021-02-01", "")),
        declaraties="\n".join([kop, *regels]) + "\n",
        crises="\n".join(["jeugdige;gemeente;segment;melding;start;interventie", *meldingen]) + "\n",
    )


def in_segment(view, segment: str) -> dict:
    return {s.doel.id: s for s in view.doelen(Selectie(regio="zhz").with_(segment=(segment,)))}


@pytest.mark.parametrize("kijk", [exact, shared])
def test_a_goal_of_the_chosen_segment_is_that_goal(segmenten, kijk):
    """ZHZ-05 was agreed with the GI's (segment 6) about help that is delivered elsewhere: not 0 euro."""
    zonder = {s.doel.id: s for s in kijk(segmenten).doelen(Selectie(regio="zhz"))}
    met = in_segment(kijk(segmenten), "6")
    for doel in ("ZHZ-02", "ZHZ-05"):
        assert met[doel].uitkomst == zonder[doel].uitkomst and met[doel].uitkomst.waarde > 0
    rijen = kijk(segmenten).resultaten(Selectie(regio="zhz").with_(segment=("6",)), doel_ids=("ZHZ-05",))
    assert rijen["waarde"].tolist() == zonder["ZHZ-05"].reeks["waarde"].tolist()


@pytest.mark.parametrize("kijk", [exact, shared])
def test_a_goal_of_another_segment_has_no_figure(segmenten, kijk):
    met = in_segment(kijk(segmenten), "6")
    for doel in ("K1-07", "K5-05", "K5-06", "K1-02"):
        assert (met[doel].uitkomst.waarde, met[doel].uitkomst.oordeel) == (None, "geen gegevens")
    assert met["K1-07"].uitkomst.uitleg == "Dit doel hoort bij segment 5: kies dat segment, of alle segmenten."
    assert met["K5-09"].uitkomst.uitleg.startswith("Dit doel hoort bij de segmenten 1 en 2: kies een daarvan")
    assert in_segment(kijk(segmenten), "5")["K1-07"].reeks["waarde"].max() == 20


@pytest.mark.parametrize("kijk", [exact, shared])
def test_a_segment_without_any_row_is_no_data_and_not_0(segmenten, kijk):
    """A figure of the whole region (K2-04: crises) in a segment that no row is of; and per maat, in `bereken`."""
    keuze = Selectie(regio="zhz").with_(segment=("6",))
    stand = in_segment(kijk(segmenten), "6")["K2-04"]
    assert (stand.uitkomst.waarde, stand.uitkomst.oordeel) == (None, "geen gegevens")
    assert stand.uitkomst.uitleg == "In de tabel crises staat niets over segment 6."
    rijen = kijk(segmenten).resultaten(keuze, maat_ids=("crisis_episodes", "crisis_binnen_24u"), doel_ids=("K2-04",))
    assert set(rijen["oordeel"]) == {"geen gegevens"} and rijen["waarde"].isna().all() and len(rijen) == 3


def test_a_gemeente_without_rows_in_a_table_of_its_region_has_none(segmenten):
    keuze = Selectie(regio="zhz").with_(segment=("5",))
    assert exact(segmenten).reeks("crisis_episodes", keuze)["waarde"].tolist() == [0, 20, 0, 0]
    elders = exact(segmenten).reeks("crisis_episodes", keuze.with_(gemeente=("GM0590",)))
    assert elders["waarde"].tolist() == [0, 0, 0, 0]


def test_a_report_says_that_there_is_nothing_of_the_segment(segmenten):
    document = make_rapport(exact(segmenten), "kwartaal", Selectie(regio="zhz").with_(segment=("6",))).document
    zinnen = [z for hoofdstuk in document.hoofdstukken for blok in hoofdstuk.blokken for z in blok.zinnen]
    assert any(z.startswith("Geen gegevens in het gekozen segment: ") for z in zinnen)
    assert not any("Nodig: crises" in z for z in zinnen)
