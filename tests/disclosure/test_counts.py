"""What leaves is rounded or hidden, whatever comes in."""

import datetime as dt
import itertools
from collections import defaultdict

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.disclosure import counts, goals, shapes
from core.disclosure.counts import VERBORGEN, Drempels, _nice, protect, round_aantal, together
from core.disclosure.edges import delen_van, grenzen, toonbaar
from core.disclosure.guard import check
from core.disclosure.series import Wijze, fixed_dag, share_reeks
from core.engine.count.durations import KLASSEN
from core.engine.count.survival import kaplan_meier
from core.measures import load_catalogus
from core.model.melding import Melding
from core.model.oordeel import Oordeel
from core.model.selectie import Selectie
from core.sources.regios import load_regios

MAAT = load_catalogus().maten["jb_stand"]
D = Drempels()


def reeks(waarden, teller=None, noemer=None, n=None, **extra):
    waarden = np.array(waarden, dtype="float64")
    return pd.DataFrame(
        {
            "periode": [str(2020 + i) for i in range(len(waarden))],
            "peildatum": None,
            "teller": waarden if teller is None else teller,
            "noemer": np.nan if noemer is None else noemer,
            "waarde": waarden,
            "n": waarden if n is None else n,
            "laag": 1.0,
            "hoog": 2.0,
            "voorlopig": False,
            "reden": "",
            **extra,
        }
    )


@pytest.mark.parametrize(
    ("echt", "getoond"),
    [(0, 0), (1, None), (9, None), (10, 10), (12, 10), (12.5, 15), (13, 15), (17, 15), (18, 20), (2997, 2995)],
)
def test_counts_at_the_boundaries(echt, getoond):
    rond = round_aantal(np.array([float(echt)]))[0]
    assert np.isnan(rond) if getoond is None else rond == getoond


@settings(deadline=None)
@given(st.integers(10, 500), st.sampled_from([3, 5, 10]))
def test_the_bounds_of_a_shown_count_are_what_is_rounded_to_it(x, stap):
    d = Drempels(afronding=stap)
    rond = round_aantal(np.array([float(x)]), d)[0]
    laag, hoog = grenzen(rond, d)
    assert laag <= x <= hoog
    for buiten in (laag - 1, hoog + 1):
        assert buiten < d.aantal or round_aantal(np.array([buiten]), d)[0] != rond


def test_two_moments_or_two_deliveries_do_not_tell_a_small_difference():
    """Whoever has both shown figures of a count (0 to 150) that changed by 1 to 9: as many values are left for the
    difference as for a hidden cell."""

    def bounds(echt: int) -> tuple[float, float]:
        rond = round_aantal(np.array([float(echt)]))[0]
        return (1, D.aantal - 1) if np.isnan(rond) else tuple(float(x) for x in grenzen(rond, D))

    grens = [bounds(n) for n in range(160)]
    for toen, anders in itertools.product(range(150), range(1, D.aantal)):
        (laag, hoog), (later_laag, later_hoog) = grens[toen], grens[toen + anders]
        assert (later_hoog - laag) - (later_laag - hoog) >= D.marge, (toen, anders)


@settings(deadline=None)
@given(st.lists(st.integers(0, 400), min_size=1, max_size=20))
def test_no_small_or_unrounded_count_ever_leaves(waarden):
    uit = protect(reeks(waarden), "aantal", ()).frame
    getoond = uit["waarde"].dropna()
    assert ((getoond == 0) | (getoond >= 10)).all() and (getoond % 5 == 0).all()
    assert uit[["laag", "hoog"]].isna().all().all()
    assert [r == VERBORGEN for r in uit["reden"]] == [0 < w < 10 for w in waarden]
    assert uit["teller"].equals(uit["waarde"]) and uit["n"].equals(uit["waarde"])
    check(uit)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), min_size=1, max_size=20))
def test_a_share_says_nothing_about_fewer_than_ten_children(paren):
    teller = np.array([min(p) for p in paren], dtype="float64")
    noemer = np.array([max(p) for p in paren], dtype="float64")
    waarde = np.divide(teller, noemer, out=np.full_like(teller, np.nan), where=noemer > 0)
    uit = protect(reeks(waarde, teller, noemer, noemer), "aandeel", ()).frame
    for i, rij in uit.iterrows():
        if not np.isnan(rij["waarde"]):
            assert noemer[i] >= 30 and rij["noemer"] % 5 == 0 and 0 <= rij["waarde"] <= 1
            assert not 0 < teller[i] < 10 and not 0 < noemer[i] - teller[i] < 10
            assert rij["waarde"] == round(rij["waarde"], 2)
    check(uit, eenheid="aandeel")


def test_means_and_medians_need_enough_behind_them():
    klein = protect(reeks([100.4], [903.6], [9.0], [9.0]), "gemiddelde", ()).frame
    groot = protect(reeks([102.6], [1231.2], [12.0], [12.0]), "gemiddelde", ()).frame
    assert np.isnan(klein["waarde"][0]) and groot["waarde"][0] == 105 and groot["noemer"][0] == 10
    assert protect(reeks([7.44], [89.3], [12.0], [12.0]), "gemiddelde", ()).frame["waarde"][0] == 7.4
    assert np.isnan(protect(reeks([50.0], np.nan, np.nan, [19.0]), "mediaan", ()).frame["waarde"][0])
    assert protect(reeks([52.5], np.nan, np.nan, [21.0]), "mediaan", ()).frame["waarde"][0] == 55


@pytest.mark.parametrize(
    ("kinderen", "grootste", "getoond"),
    [(40, 90_000, 1_200_000), (9, 90_000, None), (40, 700_000, None), (40, 617_283, 1_200_000)],
)
def test_money_needs_children_and_nobody_with_the_most_of_it(kinderen, grootste, getoond):
    bedrag = reeks([1_234_567.0], n=[480.0], personen=[float(kinderen)], grootste=[float(grootste)])
    waarde = protect(bedrag, "bedrag", ()).frame["waarde"][0]
    assert np.isnan(waarde) if getoond is None else waarde == getoond


def test_money_without_known_children_needs_many_records():
    assert np.isnan(protect(reeks([5000.0], n=[119.0]), "bedrag", ()).frame["waarde"][0])
    assert protect(reeks([5000.0], n=[120.0]), "bedrag", ()).frame["waarde"][0] > 0


def test_a_sum_of_parts_is_hidden_when_a_part_is():
    a, b, c = (protect(reeks([w]), "aantal", ()) for w in (12, 33, 4))
    assert together([a, b], ["periode", "peildatum"], "aantal").frame["waarde"][0] == 10 + 35
    dicht = together([a, c], ["periode", "peildatum"], "aantal").frame
    assert np.isnan(dicht["waarde"][0]) and dicht["reden"][0] == VERBORGEN


def test_amounts_per_child_are_not_added():
    delen = [protect(reeks([w], [w * n], [n], [n]), "bedrag", ()) for w, n in ((1000.0, 10.0), (3000.0, 30.0))]
    assert together(delen, ["periode", "peildatum"], "bedrag").frame["waarde"][0] == 2500


def test_more_than_two_splits_are_refused():
    with pytest.raises(Melding):
        protect(reeks([12]), "aantal", ("gemeente", "gi", "segment"))


def test_a_sum_of_parts_names_everybody_who_is_missing_in_any_of_them():
    namen = (["", ""], ["GI B; GI A", ""], ["GI B", ""])
    delen = [protect(reeks([12, 33], onvolledig=n), "aantal", ()) for n in namen]
    assert together(delen, ["periode", "peildatum"], "aantal").frame["onvolledig"].tolist() == ["GI A; GI B", ""]


def tabellen(cellen: dict[tuple, int], dims=("gemeente", "gi")) -> dict:
    """The table of counts and every table above it, for one year."""
    basis = pd.DataFrame([(*cel, x) for cel, x in cellen.items()], columns=[*dims, "x"])
    vast = {"periode": "2024", "van": dt.date(2024, 1, 1), "tot": dt.date(2024, 12, 31)}
    uit = {}
    for deel in delen_van(dims):
        som = basis.groupby(list(deel), as_index=False)["x"].sum() if deel else pd.DataFrame({"x": [basis["x"].sum()]})
        uit[deel] = som.assign(**vast)
    return uit


def test_what_the_total_gives_away_is_hidden_too():
    kaal = tabellen({("a",): 12, ("b",): 2}, ("gemeente",))  # total 15: b is at most 7
    assert toonbaar(kaal, "x", ("gemeente",), D, vloeit=False).tolist() == [True, False]
    krap = tabellen({("a",): 10, ("b",): 2}, ("gemeente",))  # total "10": b is at most 2
    assert toonbaar(krap, "x", ("gemeente",), D, vloeit=False).tolist() == [False, False]


cellen_s = st.dictionaries(
    st.tuples(st.sampled_from("abcd"), st.sampled_from("xyz")),
    st.one_of(st.integers(0, 12), st.integers(0, 120)),
    min_size=1,
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(cellen_s, st.randoms(use_true_random=False))
def test_what_is_shown_does_not_depend_on_order_and_equal_cells_fare_alike(cellen, toeval):
    zicht = toonbaar(tabellen(cellen), "x", ("gemeente", "gi"), D, vloeit=False)
    frame = tabellen(cellen)[("gemeente", "gi")].assign(zicht=zicht)
    assert (frame.loc[frame["zicht"], "x"] >= 10).all()
    anders = list(cellen.items())
    toeval.shuffle(anders)
    keer = tabellen(dict(anders))
    keer = {k: t.sample(frac=1, random_state=1) for k, t in keer.items()}
    weer = keer[("gemeente", "gi")].assign(zicht=toonbaar(keer, "x", ("gemeente", "gi"), D, vloeit=False))
    assert weer.sort_values(["gemeente", "gi"])["zicht"].tolist() == frame["zicht"].tolist()
    # in a table with one row above it every two equal cells are shown or hidden together
    een = {(g + i,): x for (g, i), x in cellen.items()}
    rij = tabellen(een, ("gemeente",))
    plat = rij[("gemeente",)].assign(zicht=toonbaar(rij, "x", ("gemeente",), D, vloeit=False))
    assert (plat.groupby("x")["zicht"].nunique() == 1).all()


def wereld(cellen: dict[tuple, dict[str, int]]):
    """Counts per (gemeente, gi) and quarter, asked as the engine is."""

    def vraag(selectie: Selectie) -> pd.DataFrame:
        rijen = []
        gekozen = {
            c: k
            for c, k in cellen.items()
            if all(not selectie.filter(d) or c[j] in selectie.filter(d) for j, d in enumerate(("gemeente", "gi")))
        }
        plekken = [j for j, d in enumerate(("gemeente", "gi")) if d in selectie.splits]
        for cel in sorted({tuple(c[j] for j in plekken) for c in gekozen} or [()]):
            for q in range(1, 5):
                van = dt.date(2024, 3 * q - 2, 1)
                x = float(sum(k[q - 1] for c, k in gekozen.items() if tuple(c[j] for j in plekken) == cel))
                rijen.append(
                    {
                        "periode": f"2024-Q{q}",
                        "van": van,
                        "tot": dt.date(2024, 3 * q, 28),
                        "peildatum": None,
                        **dict(zip([("gemeente", "gi")[j] for j in plekken], cel, strict=True)),
                        "teller": x,
                        "noemer": np.nan,
                        "waarde": x,
                        "n": x,
                        "laag": 0.0,
                        "hoog": 9.0,
                        "voorlopig": False,
                        "reden": "",
                    }
                )
        frame = pd.DataFrame(rijen)
        return frame[[v >= (selectie.van or v) for v in frame["van"]]].reset_index(drop=True)

    return vraag


WERELD = wereld({("a", "x"): (20, 30, 8, 40), ("a", "y"): (20, 21, 22, 23), ("b", "x"): (50, 51, 52, 53)})
KWARTAAL = Selectie(per="kwartaal")


def deel(selectie, **wijze):
    return share_reeks(WERELD, selectie, "aantal", MAAT, Wijze(**wijze)).frame


def test_within_a_year_everything_of_a_cell_or_nothing_however_it_is_asked():
    tabel = deel(replace_splits("gemeente", "gi"))
    cel = tabel[(tabel["gemeente"] == "a") & (tabel["gi"] == "x")]
    assert cel["waarde"].isna().all() and (cel["reden"] == VERBORGEN).all()
    laat = deel(KWARTAAL.with_(van=dt.date(2024, 10, 1), gemeente=("a",), gi=("x",)))
    assert laat["periode"].tolist() == ["2024-Q4"] and laat["waarde"].isna().all()
    stand = deel(KWARTAAL.with_(gemeente=("a",), gi=("x",)), stand=True)
    assert stand["waarde"].isna().tolist() == [False, False, True, False]


def replace_splits(*splits):
    return KWARTAAL.with_(splits=splits)


def test_a_chosen_value_gives_the_cell_of_the_table():
    tabel = deel(replace_splits("gemeente", "gi"), stand=True)
    for (g, i), cel in tabel.groupby(["gemeente", "gi"]):
        een = deel(KWARTAAL.with_(gemeente=(g,), gi=(i,)), stand=True)
        half = deel(replace_splits("gi").with_(gemeente=(g,)), stand=True)
        assert np.array_equal(een["waarde"], cel["waarde"], equal_nan=True)
        assert np.array_equal(half.loc[half["gi"] == i, "waarde"], cel["waarde"], equal_nan=True)


def test_several_values_are_the_sum_of_protected_parts():
    twee = deel(KWARTAAL.with_(gi=("x", "y")), stand=True)
    delen = [deel(KWARTAAL.with_(gi=(g,)), stand=True) for g in "xy"]
    assert np.array_equal(twee["waarde"], delen[0]["waarde"] + delen[1]["waarde"], equal_nan=True)


def test_three_dimensions_and_rare_products_below_the_region_are_refused():
    with pytest.raises(Melding, match="hooguit 2"):
        deel(replace_splits("gemeente", "gi").with_(type=("11",)))
    for laag in ({"gemeente": ("a",)}, {"gi": ("x",)}):
        for product in (("48A10",), ("99Z99",), ("48A04", "99Z99")):
            with pytest.raises(Melding, match="zeldzaam is, of dat niet in de lijst"):
                deel(KWARTAAL.with_(productcode=product, **laag))


def test_stocks_are_shared_on_the_first_or_last_day_of_a_month():
    assert [fixed_dag(dt.date(2024, 2, d)) for d in (1, 2, 28, 29)] == [True, False, False, True]


def test_the_balance_is_protected_and_does_not_pretend_to_add_up():
    def vraag(selectie):
        frame = WERELD(selectie)
        x = frame["waarde"]
        return frame.assign(
            begin=x, instroom=x + 7, overgenomen=0.0, uitstroom=x + 3, overgedragen=0.0, eind=x + 4, verschil=0.0
        )[["periode", "van", "tot", *selectie.splits, *shapes.KOLOMMEN]]

    frame = shapes.share_sluitend(vraag, replace_splits("gi"), MAAT, Wijze())
    assert frame["verschil"].isna().all() and frame["eind"].notna().any()
    check(frame)
    with pytest.raises(Melding):
        check(vraag(replace_splits("gi")))


def test_classes_of_duration_are_all_weighed_with_their_total():
    def vraag(_):
        aantallen = (40, 31, 12, 3, 25, 18)
        return pd.DataFrame(
            [("2024", k, n) for (_g, k), n in zip(KLASSEN, aantallen, strict=True)],
            columns=["periode", "klasse", "aantal"],
        )

    eigen = pd.DataFrame({"periode": ["2024"], "n": [130.0]})
    uit = shapes.share_verdeling(vraag, Selectie(), MAAT, Wijze(), eigen)
    assert (uit["totaal"] == 130).all()
    dicht = shapes.share_verdeling(vraag, Selectie(), MAAT, Wijze(), eigen.assign(n=np.nan))
    assert dicht["totaal"].isna().all(), "the whole is what the series of the maat shows, and nothing else"
    assert uit["aantal"].tolist()[:3] == [40, 30, 10] and np.isnan(uit["aantal"][3])
    check(uit)


def shared_curve(duur, einde, n=None):
    """The curve of one cohort as it is shared; `n`: the number that its series shows (NaN when that is hidden)."""
    duur, einde = np.asarray(duur), np.asarray(einde)
    curve = kaplan_meier(duur, einde).assign(cohort="2024", mediaan=np.nan)
    cijfer = protect(reeks([300.0], n=[float(len(duur))]), "mediaan", ()).frame.assign(periode="2024")
    return shapes.share_overleving(curve, cijfer if n is None else cijfer.assign(n=n), D)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 900), st.booleans()), min_size=1, max_size=120))
def test_a_survival_curve_shows_no_single_day_no_few_endings_and_no_thin_tail(kinderen):
    duur, einde = (np.array(k) for k in zip(*kinderen, strict=True))
    uit = shared_curve(duur, einde)
    assert (uit["dag"] % 30 == 0).all() and uit["laag"].isna().all() and uit["gebeurtenissen"].isna().all()
    assert uit["in_risico"].iloc[1:].isna().all() and uit["overleving"].is_monotonic_decreasing
    assert len(uit) == 0 if len(duur) < 20 else uit["dag"].iloc[0] == 0
    for van, tot in itertools.pairwise(uit["dag"]):
        assert ((duur > van) & (duur <= tot) & einde).sum() >= 10 and (duur >= tot).sum() >= 10
    assert shared_curve(duur, einde, np.nan).empty, "a cohort whose number is hidden has no curve"
    check(uit)


def test_the_height_of_a_curve_tells_no_more_than_a_rounded_count():
    """Who sees a point of a curve knows how many ended and are left as from a count that is rounded to 5."""
    past = defaultdict(set)
    for n in range(20, 63):
        for weg in range(n - 9):
            uit = shared_curve([15] * weg + [800] * (n - weg), [True] * n)
            past[tuple(zip(uit["dag"], uit["overleving"], uit["in_risico"].fillna(0), strict=True))].add((n, weg))
            assert (len(uit[uit["dag"] == 30]) == 1) == (weg >= 10)
    for mogelijk in past.values():
        for kant in zip(*mogelijk, strict=True):
            aan_de_rand = max(kant) >= 60  # cut off by the worlds tried here
            assert aan_de_rand or max(kant) - min(kant) >= 2, mogelijk


def test_the_note_under_a_figure_has_protected_counts():
    exact = {"definitie": "x", "n": 33, "uitgesloten": [("a", 4), ("b", 18)], "sql": "select"}
    uit = shapes.share_toelichting(exact, protect(reeks([33.0]), "aantal", ()).frame, D)
    assert uit["n"] == 35 and uit["uitgesloten"] == [("a", None), ("b", 20)]
    assert shapes.share_toelichting(exact, protect(reeks([3.0]), "aantal", ()).frame, D)["n"] is None


@pytest.mark.parametrize(
    ("frame", "eenheid"),
    [
        (reeks([9.0]).assign(laag=np.nan, hoog=np.nan), "maatregelen"),
        (reeks([12.0]).assign(laag=np.nan, hoog=np.nan), "maatregelen"),
        (reeks([15.0]), "maatregelen"),  # with its interval
        (reeks([0.5], [10.0], [20.0], [20.0]).assign(laag=np.nan, hoog=np.nan), "aandeel"),
        (reeks([0.505], [50.0], [100.0], [100.0]).assign(laag=np.nan, hoog=np.nan), "aandeel"),
        (reeks([100.0], np.nan, np.nan, [5.0]).assign(laag=np.nan, hoog=np.nan), "dagen"),
        (reeks([1000.0], n=[np.nan]).assign(laag=np.nan, hoog=np.nan), "euro"),
        (pd.DataFrame({"waarde": [23.0], "n": [25.0]}), "zaken"),  # a unit that nobody named is a count
    ],
)
def test_the_guard_stops_what_is_not_protected(frame, eenheid):
    with pytest.raises(Melding, match="mag niet gedeeld"):
        check(frame, eenheid=eenheid)


def stand(waarden: dict[int, float], **velden) -> goals.DoelStand:
    """A goal of at most 20 with a protected series; a NaN is hidden."""
    frame = reeks(list(waarden.values())).assign(
        periode=[str(j) for j in waarden], tot=[dt.date(j, 12, 31) for j in waarden], van=dt.date(2020, 1, 1)
    )
    frame["reden"] = np.where(frame["waarde"].isna(), VERBORGEN, "")
    doel = next(d for r in load_regios().values() for d in r.doelen if d.doel.soort == "hoogstens")
    punten = [p for p in goals.punten(frame) if p.waarde is not None]
    uitkomst = goals.judge_doel(punten, doel, None, soort="aantal", vandaag=dt.date(2026, 1, 1))
    return goals.DoelStand(doel, None, frame.assign(**velden), uitkomst)


def test_a_goal_is_never_judged_on_an_older_figure_in_silence():
    assert goals._with_reden(stand({2022: 10.0, 2023: np.nan})).uitkomst.oordeel == Oordeel.TE_KLEIN
    assert goals._with_reden(stand({2022: np.nan})).uitkomst.waarde is None
    oud = stand({2022: np.nan, 2023: 15.0})
    assert goals._with_reden(oud) is oud
    later = goals._with_reden(stand({2022: 15.0, 2023: np.nan}, voorlopig=[False, True]))
    assert later.uitkomst.waarde == 15 and "voorlopige cijfer daarna is te klein" in later.uitkomst.uitleg


def test_the_step_of_an_amount_is_the_same_on_every_processor():
    """At a power of ten itself a logarithm that is a bit off would give twice the step."""
    tienen = np.array([float(f"1e{k}") for k in range(-12, 16)])
    for cijfer in (1.0, 2.0, 5.0):
        stappen = np.array([float(f"{cijfer:.0f}e{k}") for k in range(-12, 16)])
        assert _nice(stappen) == pytest.approx(stappen, rel=1e-12)
        assert _nice(np.nextafter(stappen, 0)) == pytest.approx(stappen, rel=1e-12)
    assert _nice(1.001 * tienen) == pytest.approx(2 * tienen, rel=1e-12)
    with np.errstate(invalid="ignore"):
        assert _nice(np.array([0.0, 7.3])).tolist() == [0.0, 10.0] and np.isnan(_nice(np.array([np.nan]))).all()


def test_common_products_are_those_of_which_the_list_says_so(tmp_path):
    """What is not said to be common is rare, also what the list does not know; without a list nothing about a product
    is shared."""
    lijst = tmp_path / "productcodes.csv"
    lijst.write_text("# bron\ncode;zeldzaam\nA;ja\nB;nee\nC;\n", "utf-8")
    assert counts.common_products(lijst) == {"B"} and "48A10" not in counts.common_products()
    laag = {"gemeente": ("GM0505",)}
    assert [counts.zeldzaam({"productcode": p} | laag, ()) for p in (("48A04",), ("99Z99",))] == [False, True]
    assert not counts.zeldzaam({"productcode": ("99Z99",)}, ()), "the whole region"
    with pytest.raises(Melding, match="lijst van producten"):
        counts.common_products(tmp_path / "weg.csv")
