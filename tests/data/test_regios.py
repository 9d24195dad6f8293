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

# The 214 ids of the list of goals, and the region each stands in.
IDS = {
    "zhz": "ZHZ-01..16 K1-01..04 K1-05a K1-05b K1-06..19 K2-01..12 K3-01..18 K4-01..15 K5-01..11 K6-01..21",
    "hr": "HR-01..30 P-01..15",
    "zou": "Z-01..29 T-01..13",
    "zes": "V-01..14",
}
GEMEENTEN = {
    "zhz": "0482 0505 0512 0523 0531 0590 0610 0642 1963 1978",
    "hr": "0484 0534 0537 0546 0547 0553 0569 0575 0579 0638 1525 1884",
    "zou": "0310 0312 0352 0355 1581",
    "zes": "0310 0312 0352 0355 1581",
}
# Target as agreed: soort, waarde, date, basis (day or year).
DOELEN = {
    "ZHZ-01": ("relatief", -0.6, "2025-12-31", 2021),
    "ZHZ-02": ("relatief", -0.2, "2025-12-31", "2022-01-01"),
    "ZHZ-03": ("relatief", -0.1, "2025-12-31", 2021),
    "ZHZ-04": ("relatief", -0.4, "2025-12-31", 2021),
    "ZHZ-05": ("relatief", -0.05, "2025-12-31", 2021),
    "HR-01": ("relatief", -0.2, "2026-12-31", "2022-01-01"),
    "HR-03": ("relatief", -0.2, "2026-12-31", 2021),
    "HR-06": ("relatief", -0.2, "2026-12-31", "2022-01-01"),
    "K1-06": ("relatief", -0.2, "2024-12-31", 2021),
    "K4-01": ("relatief", -0.25, "2025-12-31", 2021),
    "K4-02": ("relatief", 0.1, "2025-12-31", 2021),
    "K6-04": ("relatief", -0.05, "2024-12-31", 2021),
    "K6-11": ("relatief", -0.7, "2025-12-31", 2022),
    "K6-13": ("relatief", -0.02, "2023-12-31", 2021),
    "K1-02": ("per_jaar", -0.05, "2025-12-31", 2021),
    "K1-05b": ("per_jaar", 0.1, "2025-12-31", 2021),
    "K2-09": ("per_jaar", 0.1, None, 2021),
    "K5-02": ("per_jaar", 0.1, None, 2021),
    "K5-04": ("per_jaar", 0.05, "2025-12-31", 2021),
    "K5-06": ("per_jaar", -0.05, None, 2021),
    "K5-05": ("minstens", 0.9, None, None),
    "K1-09": ("minstens", 0.3, "2025-12-31", None),
    "K6-02": ("minstens", 0.85, "2024-12-31", None),
    "K6-07": ("meer_dan", 0.95, None, None),
    "K6-12": ("minstens", 1.0, None, None),
    "K6-01": ("hoogstens", 9, None, None),
    "HR-16": ("hoogstens", 3, None, None),
    "Z-01": ("minstens", 7, "2024-12-31", None),
    "Z-12": ("minstens", 4, None, None),
    "Z-25": ("minstens", 25, None, None),
    "K6-06": ("stabiel", 0.02, None, 2021),
    "Z-05": ("nul", None, None, 2019),
    "Z-06": ("nul", None, None, 2019),
    "ZHZ-07": ("mijlpaal", None, "2022-06-30", None),
    "K1-05a": ("mijlpaal", None, "2022-12-31", None),
    "K2-07": ("mijlpaal", None, "2024-01-01", None),
    "ZHZ-14": ("mijlpaal", 2, None, None),
    "HR-25": ("mijlpaal", 5, None, None),
    "Z-19": ("mijlpaal", None, "2021-12-31", None),
    "K1-07": ("open", None, None, 2021),
    "K4-07": ("open", None, "2024-12-31", 2021),
    "HR-02": ("open", None, None, None),
    "K3-05": ("open", None, None, None),
    "ZHZ-13": ("richting", None, None, "2022-01-01"),
    "P-01": ("geen", None, None, 2021),
}
# The maat each main goal is measured by; literal ids of the counting rules.
MATEN = {
    "ZHZ-01": "uhp_nieuw",
    "ZHZ-02": "jb_stand",
    "ZHZ-03": "jb_duur_gemiddeld",
    "ZHZ-04": "jb_opnieuw",
    "ZHZ-05": "kosten_gi",
    "ZHZ-08": "netwerk_verkend",
    "ZHZ-09": "plaatsing_nabij",
    "ZHZ-10": "wachttijd_gi",
    "HR-01": "ots_stand",
    "HR-02": "ots_duur_gemiddeld",
    "HR-03": "vots_instroom",
    "HR-06": "rechter_stand",
    "K1-01": "verblijf_jeugdigen",
    "K1-02": "verblijf_behandeling_etmalen",
    "K5-05": "crisis_binnen_24u",
    "K6-04": "kosten_per_jeugdige",
    "K6-06": "kosten_per_jeugdige",
    "V-09": "jb_duur_gemiddeld",
}
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


def _uitgeschreven(ids: str) -> list[str]:
    uit = []
    for deel in ids.split():
        reeks = re.fullmatch(r"(\w+-)(\d+)\.\.(\d+)", deel)
        uit += [f"{reeks[1]}{n:02d}" for n in range(int(reeks[2]), int(reeks[3]) + 1)] if reeks else [deel]
    return uit


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


def test_every_goal_is_there_once(regios):
    aantal = Counter(d.id for r in regios.values() for d in r.doelen)
    assert sum(aantal.values()) == len(aantal) == 214
    assert {r.id: sorted(d.id for d in r.doelen) for r in regios.values()} == {
        regio: sorted(_uitgeschreven(ids)) for regio, ids in IDS.items()
    }


def test_each_region_has_its_gemeenten(regios):
    assert {r.id: sorted(r.codes) for r in regios.values()} == {
        regio: [f"GM{c}" for c in codes.split()] for regio, codes in GEMEENTEN.items()
    }
    assert len({c for regio in ("zhz", "hr", "zou") for c in regios[regio].codes}) == 27


@pytest.mark.parametrize("doel_id", DOELEN)
def test_target_is_what_was_agreed(doelen, doel_id):
    doel, (soort, waarde, datum, basis) = doelen[doel_id], DOELEN[doel_id]
    assert (doel.doel.soort, doel.doel.waarde) == (soort, waarde)
    assert doel.doel.datum == (date.fromisoformat(datum) if datum else None)
    gevonden = doel.basis and (doel.basis.jaar or doel.basis.peildatum.isoformat())
    assert gevonden == basis


def test_range_of_zou_is_a_change_from_the_baseline(doelen):
    assert doelen["Z-03"].doel == Doelwaarde(
        soort="bereik", laag=-0.10, hoog=-0.03, relatief_bereik=True, datum=date(2024, 12, 31)
    )


@pytest.mark.parametrize("doel_id", MATEN)
def test_main_goals_use_the_literal_maat(doelen, doel_id):
    assert doelen[doel_id].maat == MATEN[doel_id]


def test_uithuisplaatsing_shows_stock_and_share_beside_it(doelen):
    assert doelen["ZHZ-01"].ook == ("uhp_stand", "uhp_aandeel")
    assert "jb_duur_mediaan" in doelen["ZHZ-03"].ook and "jb_opnieuw" in doelen["ZHZ-03"].ook
    assert "plaatsing_thuisachtig" in doelen["ZHZ-08"].ook


def test_beleidsdoel_is_never_scored_per_provider(doelen):
    beleid = [d for d in doelen.values() if d.soort == "beleidsdoel"]
    assert len(beleid) == 41
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
    for regio in regios.values():
        breuk = next(b for b in regio.reeksbreuken if b.label == "Nieuw woonplaatsbeginsel")
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
