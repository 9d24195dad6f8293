"""The shipped regions: every goal once, its target as agreed, its words our own."""

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from core.model.doel import Doel, Doelwaarde
from core.sources.regios import load_regios

WORTEL = Path(__file__).parents[2]
BRON = WORTEL.parent / "shared" / "doelen.csv"
# Who agreed a goal, as the list says it.
WIE = {"ZHZ": "zhz", "HR": "hr", "ZOU": "zou", "zes regio's": "zes"}
LANDELIJK: frozenset[str] = frozenset()

# What a doelregel of the list becomes.
SOORTEN = {
    "rel": "relatief",
    "yoy": "per_jaar",
    "share_min": "minstens",
    "min": "minstens",
    "count_min": "minstens",
    "share_gt": "meer_dan",
    "max": "hoogstens",
    "band": "stabiel",
    "range": "bereik",
    "milestone": "mijlpaal",
    "trend": "richting",
    "open": "open",
    "none": "geen",
    "ref": "geen",
}
ANDERS = {
    "HR-18": "minstens",
    "Z-05": "nul",
    "Z-06": "nul",
    "K3-05": "open",
    "ZHZ-14": "mijlpaal",
    "HR-25": "mijlpaal",
    "Z-11": "mijlpaal",
    "Z-26": "mijlpaal",
    "Z-27": "mijlpaal",
}


@pytest.fixture(scope="module")
def regios():
    return load_regios()


@pytest.fixture(scope="module")
def doelen(regios) -> dict[str, Doel]:
    return {d.id: d for r in regios.values() for d in r.doelen}


@pytest.fixture(scope="module")
def bron() -> dict[str, dict[str, str]]:
    if not BRON.exists():
        pytest.skip("the list of goals is not here")
    with BRON.open(encoding="utf-8-sig", newline="") as bestand:
        return {r["id"]: r for r in csv.DictReader(bestand, delimiter=";")}


def test_every_goal_of_the_list_is_there_once(regios, bron):
    """More may be agreed than the list holds; nothing of it may be missing."""
    aantal = Counter(d.id for r in regios.values() for d in r.doelen)
    assert set(aantal.values()) == {1} and set(bron) <= set(aantal)


def test_each_goal_of_the_list_stands_with_those_who_agreed_it(regios, bron):
    waar = {d.id: r.id for r in regios.values() for d in r.doelen}
    verkeerd = {
        i for i, rij in bron.items() if rij["regio"] in WIE and waar[i] != WIE[rij["regio"]] and i not in LANDELIJK
    }
    assert not verkeerd


def test_each_jeugdregio_has_its_gemeenten(regios):
    """The list of gemeenten of CBS says which jeugdregio each is in."""
    lijst = WORTEL / "data" / "codelijsten" / "gemeenten.csv"
    regels = lijst.read_text("utf-8").splitlines()[1:]  # the first says where it comes from
    codes: dict[str, set[str]] = {}
    for rij in csv.DictReader(regels, delimiter=";"):
        codes.setdefault(rij["jeugdregio"], set()).add(rij["code"])
    met_naam = [r for r in regios.values() if r.naam in codes]
    assert met_naam
    for regio in met_naam:
        assert set(regio.codes) == codes[regio.naam], regio.id


def test_a_target_with_a_day_has_that_day(doelen, bron):
    for doel_id, rij in bron.items():
        if re.fullmatch(r"\d\d-\d\d-\d{4}", rij["doeldatum"]) and doelen[doel_id].doel.soort in (
            "relatief",
            "minstens",
        ):
            dag, maand, jaar = map(int, rij["doeldatum"].split("-"))
            assert doelen[doel_id].doel.datum == date(jaar, maand, dag), doel_id


def test_a_change_starts_where_the_list_says(doelen, bron):
    """The first year or the first of January that the list names is the baseline, where it names one."""
    for doel_id, rij in bron.items():
        doel = doelen[doel_id]
        if doel.doel.soort == "relatief" and doel.basis and (jaar := re.search(r"20\d\d", rij["baseline"])):
            genoemd = {int(j) for j in re.findall(r"20\d\d", rij["baseline"])}
            assert (doel.basis.jaar or doel.basis.peildatum.year) in genoemd, (doel_id, jaar)


def test_range_of_zou_is_a_change_from_the_baseline(doelen):
    assert doelen["Z-03"].doel == Doelwaarde(
        soort="bereik", laag=-0.10, hoog=-0.03, relatief_bereik=True, datum=date(2024, 12, 31)
    )


def test_uithuisplaatsing_shows_stock_and_share_beside_it(doelen):
    assert doelen["ZHZ-01"].ook == ("uhp_stand", "uhp_aandeel")
    assert "jb_duur_mediaan" in doelen["ZHZ-03"].ook and "jb_opnieuw" in doelen["ZHZ-03"].ook
    assert "plaatsing_thuisachtig" in doelen["ZHZ-08"].ook


def test_beleidsdoel_is_never_scored_per_provider(doelen):
    beleid = [d for d in doelen.values() if d.soort == "beleidsdoel"]
    assert beleid
    assert not [d.id for d in beleid if d.per_aanbieder]
    assert not any(doelen[i].per_aanbieder for i in ("K3-01", "K3-03", "K3-04"))  # school drop-out
    assert any(d.per_aanbieder for d in doelen.values())


def test_niveau_follows_the_kind_of_goal(doelen):
    niveaus = {
        s: {d.niveau for d in doelen.values() if d.soort == s and d.id not in ("K6-02", "K6-12")}
        for s in {d.soort for d in doelen.values()}
    }
    assert niveaus == {
        "beleidsdoel": {"beleid"},
        "ontwikkelopgave": {"beleid"},
        "context": {"beleid"},
        "productcode": {"beleid"},
        "inspanningsverplichting": {"inspanning"},
        "mijlpaal": {"inspanning"},
        "resultaatafspraak": {"inspanning"},
        "procesnorm": {"prestatie"},
    }
    assert doelen["K6-02"].niveau == doelen["K6-12"].niveau == "prestatie"


def test_a_path_has_a_beginning_and_an_end(doelen):
    for doel in doelen.values():
        if doel.doel.soort == "relatief":
            assert doel.basis and doel.doel.datum, doel.id
        if doel.doel.soort == "per_jaar":
            lezing = "lineair" if doel.id == "K1-05b" else "samengesteld"
            assert doel.basis and doel.doel.lezing == lezing, doel.id
            assert any(woord in " ".join(doel.let_op) for woord in ("Samengesteld", "Rechtlijnig")), doel.id


def test_shares_are_ratios(doelen):
    for doel in doelen.values():
        if doel.eenheid == "aandeel" and doel.doel.waarde is not None:
            assert -1 <= doel.doel.waarde <= 1, doel.id


def test_targets_and_directions_agree(doelen):
    """A fall is agreed downwards, a rise upwards: a swapped sign would turn a verdict around."""
    tekens = {"omlaag": -1, "omhoog": 1}
    for doel in doelen.values():
        if doel.doel.soort in ("relatief", "per_jaar"):
            assert doel.doel.waarde * tekens[doel.richting] > 0, doel.id
        if doel.doel.soort in ("minstens", "meer_dan", "hoogstens", "nul"):
            verkeerd = "omhoog" if doel.doel.soort in ("hoogstens", "nul") else "omlaag"
            assert doel.richting != verkeerd, doel.id


def test_segment_of_a_filter_is_the_segment_of_the_goal(doelen):
    for doel in doelen.values():
        if "segment" in doel.filter and doel.segment:
            assert doel.segment == " en ".join(doel.filter["segment"]), doel.id
    assert {d.id for d in doelen.values() if "segment" in d.filter and not d.segment} == {"K6-14"}


def test_every_product_of_segment_veiligheid_has_its_code(doelen):
    codes = [doelen[f"P-{n:02d}"].filter["productcode"] for n in range(1, 16)]
    assert [c for (c,) in codes] == list(doelen["HR-28"].filter["productcode"])
    assert len(set(codes)) == 15


def test_rows_that_measure_the_same_name_each_other(doelen):
    for doel in doelen.values():
        assert doel.id not in doel.ook_doel_in
        for ander in doel.ook_doel_in:
            assert doel.id in doelen[ander].ook_doel_in, (doel.id, ander)
    assert set(doelen["K1-06"].ook_doel_in) == {"K4-07", "K6-10"}
    assert "K4-05" not in doelen["K4-01"].ook_doel_in  # other children


def test_woonplaatsbeginsel_breaks_every_table_by_gemeente(regios):
    for id in WIE.values():
        breuk = next(b for b in regios[id].reeksbreuken if b.label == "Nieuw woonplaatsbeginsel")
        assert breuk.datum == date(2022, 1, 1)
        assert {"maatregelen", "plaatsingen", "trajecten", "declaraties"} <= set(breuk.tabellen)


def test_every_contradiction_is_decided_at_a_goal(doelen):
    pagina = (WORTEL / "core" / "decisions" / "doelen-gelezen.md").read_text(encoding="utf-8")
    regels = re.findall(r"^\| (E\d+) \|.*\| ([^|]+) \|$", pagina, re.M)
    assert [nr for nr, _ in regels] == [f"E{n}" for n in range(1, 22)]
    for nr, ids in regels:
        for doel_id in ids.split(", "):
            assert doelen[doel_id].gelezen_als or doelen[doel_id].let_op, (nr, doel_id)
    assert "2015" in doelen["ZHZ-03"].gelezen_als and doelen["ZHZ-03"].doel.datum.year == 2025


def test_texts_are_for_people(doelen):
    for doel in doelen.values():
        assert len(doel.label) <= 60 and not doel.label.endswith("."), doel.id
        for tekst in (doel.definitie, doel.gelezen_als or "Goed.", *doel.let_op):
            assert tekst.endswith((".", "?")) and "  " not in tekst and ".." not in tekst, (doel.id, tekst)
            for zin in re.split(r"(?<=[.?!:;]) ", tekst):
                assert len(zin.split()) <= 40, (doel.id, zin)


def test_the_list_and_the_files_say_the_same(doelen, bron):
    for doel_id, rij in bron.items():
        doel = doelen[doel_id]
        assert doel.soort == rij["doeltype"].removesuffix("/trend"), doel_id
        assert doel.prioriteit == rij["prio"], doel_id
        assert list(doel.kernwaarden) == [int(k) for k in re.findall(r"\d", rij["kernwaarde"])], doel_id
        regel = rij["doelregel"].partition(":")
        assert doel.doel.soort == ANDERS.get(doel_id, SOORTEN[regel[0]]), doel_id
        if doel.doel.soort in ("relatief", "per_jaar"):
            assert doel.doel.waarde == float(regel[2]), doel_id


def test_words_are_our_own(doelen, bron):
    """No run of more than eight words of the list of goals."""
    delen = [re.findall(r"\w+", rij[k].lower()) for rij in bron.values() for k in ("definitie", "let_op")]
    reeksen = {tuple(w[i : i + 9]) for w in delen for i in range(len(w) - 8)}
    for doel in doelen.values():
        for tekst in (doel.definitie, doel.gelezen_als or "", *doel.let_op):
            w = re.findall(r"\w+", tekst.lower())
            gelijk = [" ".join(w[i : i + 9]) for i in range(len(w) - 8) if tuple(w[i : i + 9]) in reeksen]
            assert not gelijk, (doel.id, gelijk)
