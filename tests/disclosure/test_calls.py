"""What protection costs, counted in calls of functions of the program: no clock, so the same on every machine."""

import datetime as dt
import random
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from core.disclosure import series
from core.disclosure.counted import Counted
from core.disclosure.series import delend
from core.engine.count import memory
from core.engine.count.dominance import grootste
from core.engine.count.series import Dekking, Rekenaar
from core.engine.judge.goal_state import own_keuze
from core.measures import load_catalogus
from core.measures.examples import load
from core.model.maat import Voorbeeld
from core.model.schema import TABELLEN
from core.model.selectie import Selectie
from core.sources.regios import load_regios

PROGRAMMA = str(Path(__file__).resolve().parents[2] / "core")
TM = dt.date(2024, 12, 31)
MEEST = 5
HR = load_regios()["hr"]
TYPEN = ("11", "11", "12", "20", "41")


def _rijen(aantal: int) -> str:
    regels = [
        f"K{nr} | GM05{nr % 13:02d} | GI {'ABC'[nr % 3]} | {TYPEN[nr % 5]} | {2018 + nr % 6}-0{1 + nr % 9}-01 |"
        for nr in range(aantal)
    ]
    return "\n".join(["jeugdige | gemeente | gi | type | begindatum | einddatum", *regels])


REGIOS = {"oost": ("GM0500", "GM0501", "GM0502", "GM0503", "GM0504"), "west": ("GM0505", "GM0506", "GM0507")}


def _rekenaar(verbinding, maatregelen: str, regios: dict[str, tuple[str, ...]]) -> Rekenaar:
    load(Voorbeeld(name="x", data_until=TM, expect={}, given={"maatregelen": maatregelen}), verbinding)
    return Rekenaar(load_catalogus(), verbinding, {t: Dekking(dt.date(2018, 1, 1), TM) for t in TABELLEN}, regios)


@pytest.fixture
def rekenaar(duckdb_verbinding):
    return _rekenaar(duckdb_verbinding, _rijen(900), {})


def calls(vraag) -> int:
    geteld = 0

    def note(frame, gebeurtenis, _):
        nonlocal geteld
        geteld += gebeurtenis == "call" and frame.f_code.co_filename.startswith(PROGRAMMA)

    sys.setprofile(note)
    try:
        vraag()
    finally:
        sys.setprofile(None)
    return geteld


@pytest.mark.parametrize("maat_id", ["jb_stand", "ots_stand", "rechter_stand"])
@pytest.mark.parametrize("splits", [(), ("gemeente",), ("gemeente", "gi")])
def test_a_shared_answer_costs_at_most_five_times_an_exact_one(rekenaar, maat_id, splits):
    deler, selectie = delend(rekenaar), Selectie(splits=splits)
    gedeeld = deler.reeks(maat_id, selectie)  # the texts of the queries are known from here on
    assert gedeeld["waarde"].notna().any()
    rekenaar.geheugen.gesteld.clear()
    exact = calls(lambda: rekenaar.reeks(maat_id, selectie))
    rekenaar.geheugen.gesteld.clear()
    assert calls(lambda: deler.reeks(maat_id, selectie)) <= MEEST * exact
    assert calls(lambda: deler.reeks(maat_id, selectie)) <= calls(lambda: rekenaar.reeks(maat_id, selectie)) + 5


@pytest.mark.parametrize("maat_id", ["jb_stand", "jb_instroom"])
def test_what_was_counted_to_show_is_not_counted_again_to_weigh(rekenaar, maat_id):
    kolommen = ["periode", "van", "tot", "waarde"]
    geteld = Counted(rekenaar).table(maat_id, Selectie())[kolommen]
    rekenaar.geheugen.gesteld.clear()
    rekenaar.reeks(maat_id, Selectie())
    pd.testing.assert_frame_equal(Counted(rekenaar).table(maat_id, Selectie())[kolommen], geteld, check_dtype=False)
    assert len(rekenaar.geheugen.gesteld) == 1


@pytest.mark.parametrize("kolom", ["gemeente", "gi"])
@pytest.mark.parametrize("maat_id", ["jb_stand", "ots_stand", "jb_instroom"])
def test_a_next_choice_of_a_cell_is_read_from_the_table_that_was_protected(rekenaar, maat_id, kolom):
    deler = delend(rekenaar)
    een, twee = ({"gemeente": ("GM0500", "GM0501"), "gi": ("GI A", "GI B")})[kolom]
    deler.reeks(maat_id, Selectie().with_(**{kolom: (een,)}))  # the texts of the queries are known from here on
    rekenaar.geheugen.gesteld.clear()
    eerst = calls(lambda: deler.reeks(maat_id, Selectie().with_(**{kolom: (een,)})))
    gezien = {}
    daarna = calls(lambda: gezien.update(x=deler.reeks(maat_id, Selectie().with_(**{kolom: (twee,)}))))
    assert daarna * 5 <= eerst
    rekenaar.geheugen.gesteld.clear()
    pd.testing.assert_frame_equal(gezien["x"], deler.reeks(maat_id, Selectie().with_(**{kolom: (twee,)})))


def _gegeven(kop: str, rij: Callable[[int], str], aantal: int) -> str:
    return "\n".join([kop, *map(rij, range(aantal))])


def test_whose_money_it_is_is_asked_once_for_every_table_that_it_is_weighed_with(duckdb_verbinding, monkeypatch):
    kop = "jeugdige | gemeente | bedrag | periode_begin | periode_einde | productcategorie | verwijzer"
    rij = "K{0} | GM05{1:02d} | {2} | 2024-0{3}-01 | 2024-0{3}-28 | 43 | 04"
    kosten = _gegeven(kop, lambda nr: rij.format(nr, nr % 5, 100 + nr % 7, 1 + nr % 9), 400)
    load(Voorbeeld(name="x", data_until=TM, expect={}, given={"declaraties": kosten}), duckdb_verbinding)
    dekking = {t: Dekking(dt.date(2018, 1, 1), TM) for t in TABELLEN}
    rekenaar, gevraagd = Rekenaar(load_catalogus(), duckdb_verbinding, dekking, REGIOS), []
    vraag = duckdb_verbinding.vraag
    monkeypatch.setattr(duckdb_verbinding, "vraag", lambda tekst: gevraagd.append(tekst) or vraag(tekst))
    deler = delend(rekenaar)
    for keuze in (Selectie(regio="oost"), Selectie(regio="oost").with_(gemeente=("GM0501",))):
        assert deler.reeks("kosten_gi", keuze)["waarde"].notna().any()
    wie = [tekst for tekst in gevraagd if "personen" in tekst]
    assert len(wie) == len(set(wie)) == 2, "of the whole and by gemeente"


def test_whose_money_it_is_is_known_when_the_data_are_loaded(duckdb_verbinding, monkeypatch):
    """The whole region by year: the same answer as when it is asked, also where a record has no child."""
    kop = "jeugdige | gemeente | bedrag | periode_begin | periode_einde | productcategorie | verwijzer"
    zhz = load_regios()["zhz"]

    def rij(nr: int) -> str:
        kind, jaar = "" if nr % 4 == 0 and nr % 50 < 9 else f"K{nr % 90}", 2020 + nr % 4
        van, tot = f"{jaar}-0{1 + nr % 9}-01", f"{jaar}-0{1 + nr % 9}-28"
        return f"{kind} | {zhz.codes[nr % 3]} | {100 + nr % 70} | {van} | {tot} | 43 | 04"

    kosten = _gegeven(kop, rij, 600)
    load(Voorbeeld(name="x", data_until=TM, expect={}, given={"declaraties": kosten}), duckdb_verbinding)
    dekking = {t: Dekking(dt.date(2018, 1, 1), TM) for t in TABELLEN}
    rekenaar, keuze = Rekenaar(load_catalogus(), duckdb_verbinding, dekking, {zhz.id: zhz.codes}), Selectie(regio="zhz")
    gevraagd = grootste(rekenaar, "kosten_gi", keuze).sort_values("periode", ignore_index=True)
    assert 0 < gevraagd["personen"].isna().sum() < len(gevraagd)
    frames = memory.precompute(rekenaar, [zhz], own_keuze, grootste, lambda _: None)
    duckdb_verbinding.load_frame(memory.TABEL, pd.concat(frames, ignore_index=True).reset_index(names="volgorde"))
    later = Rekenaar(load_catalogus(), duckdb_verbinding, dekking, {zhz.id: zhz.codes})
    later.geheugen.read(duckdb_verbinding, [later.filters(keuze)])
    monkeypatch.setattr(duckdb_verbinding, "vraag", lambda sql: pytest.fail(f"asked again: {sql}"))
    bekend = grootste(later, "kosten_gi", keuze)
    erin = bekend["periode"].isin(gevraagd["periode"])
    pd.testing.assert_frame_equal(bekend[erin].reset_index(drop=True), gevraagd)
    assert bekend[~erin][["personen", "grootste"]].isna().all(axis=None), "a year without records"


@pytest.mark.parametrize("cel", [{}, {"gemeente": (HR.codes[0],)}, {"gi": ("GI A",)}])
def test_what_was_worked_out_at_loading_is_enough_to_share_a_goal(duckdb_verbinding, monkeypatch, cel):
    """No row is read for it: neither its own, nor of what it is weighed with."""
    kop = "jeugdige | gemeente | gi | type | begindatum | einddatum"

    def rij(nr: int) -> str:
        begin, einde = f"{2018 + nr % 6}-0{1 + nr % 9}-01", f"{2019 + nr % 6}-02-01" if nr % 3 else ""
        return f"K{nr} | {HR.codes[nr % 2]} | GI {'AB'[nr // 2 % 2]} | {TYPEN[nr % 5]} | {begin} | {einde}"

    rekenaar = _rekenaar(duckdb_verbinding, _gegeven(kop, rij, 1200), {HR.id: HR.codes})
    frames = memory.precompute(rekenaar, [HR], own_keuze, grootste, lambda _: None)
    duckdb_verbinding.load_frame(memory.TABEL, pd.concat(frames, ignore_index=True).reset_index(names="volgorde"))
    maten = {d.maat for d in HR.doelen if d.maat and rekenaar.catalogus.maten[d.maat].tables == ("maatregelen",)}
    kan = {m for m in maten if {*cel} <= set(rekenaar.catalogus.maten[m].dimensions)}
    kan = {m for m in kan if rekenaar.reeks(m, Selectie(regio=HR.id))["n"].any()}
    deler = delend(Rekenaar(rekenaar.catalogus, duckdb_verbinding, rekenaar.dekking, rekenaar.regio_codes))
    deler.geheugen.read(duckdb_verbinding, [deler.filters(Selectie(regio=HR.id))])
    monkeypatch.setattr(Rekenaar, "_vraag", lambda *a, **_: pytest.fail(f"counted again: {a[1:]}"))
    getoond = [deler.reeks(m, Selectie(regio=HR.id).with_(**cel))["waarde"].notna().any() for m in sorted(kan)]
    assert sum(getoond) >= 3


def _dirty(nr: int) -> str:
    """A few records at random: children that come back, GI's that are missing, ends before and after the data date."""
    rng = random.Random(nr)
    regels = ["jeugdige | gemeente | gi | type | begindatum | einddatum"]
    for _ in range(rng.choice((0, 1, 5, 20, 60, 120))):
        begin = dt.date(2018, 1, 1) + dt.timedelta(days=rng.randrange(2500))
        einde = begin + dt.timedelta(days=rng.randrange(900)) if rng.random() < 0.6 else ""
        gi, soort = rng.choice(("GI A", "GI B", "GI C", "")), rng.choice(("11", "12", "20", "21", "22", "41"))
        regels.append(f"K{rng.randrange(60)} | GM05{rng.randrange(13):02d} | {gi} | {soort} | {begin} | {einde}")
    return "\n".join(regels)


def costs(rekenaar: Rekenaar, maat_id: str, selectie: Selectie) -> tuple[int, int]:
    """Calls of a shared answer and of the exact one. All regions together are shared as the sum of their answers, so
    they cost what the answers per region do."""
    deler = delend(rekenaar)
    per = [selectie] if selectie.regio or not rekenaar.regio_codes else [selectie.with_(regio=r) for r in REGIOS]
    deler.reeks(maat_id, selectie)  # the texts of the queries are known from here on
    rekenaar.geheugen.gesteld.clear()
    exact = calls(lambda: [rekenaar.reeks(maat_id, een) for een in per])
    rekenaar.geheugen.gesteld.clear()
    return calls(lambda: deler.reeks(maat_id, selectie)), exact


def check_costs(verbinding, nr: int) -> None:
    rng = random.Random(1000 + nr)
    rekenaar = _rekenaar(verbinding, _dirty(nr), {} if nr % 3 == 0 else REGIOS)
    maten = [m for m in rekenaar.catalogus.maten.values() if m.tables == ("maatregelen",)]
    for maat in rng.sample(maten, 6):
        regio = rng.choice((None, *rekenaar.regio_codes))
        splits = tuple(k for k in ("gemeente", "gi") if k in maat.dimensions and rng.random() < 0.6)
        selectie = Selectie(regio=regio, splits=splits, per=rng.choice(("jaar", "kwartaal")))
        gedeeld, exact = costs(rekenaar, maat.id, selectie)
        assert gedeeld <= MEEST * exact, (nr, maat.id, selectie, gedeeld, exact)


@pytest.mark.parametrize("nr", range(3))
def test_also_on_small_and_dirty_tables(duckdb_verbinding, nr):
    check_costs(duckdb_verbinding, nr)


@pytest.mark.nightly
@pytest.mark.parametrize("nr", range(3, 60))
def test_on_many_small_and_dirty_tables(duckdb_verbinding, nr):
    check_costs(duckdb_verbinding, nr)


@pytest.mark.parametrize("splits", [(), ("gemeente",), ("gemeente", "gi")])
def test_all_regions_without_any_cell_of_the_choice(duckdb_verbinding, splits):
    """A GI that nobody has: an answer without rows, as the exact one."""
    rekenaar = _rekenaar(duckdb_verbinding, _rijen(60), REGIOS)
    keuze = Selectie(splits=splits).with_(gi=("GI onbekend",))
    assert len(delend(rekenaar).reeks("jb_stand", keuze)) == len(rekenaar.reeks("jb_stand", keuze))


@pytest.mark.parametrize("nr", range(4))
def test_what_is_not_weighed_is_hidden_all_the_same(duckdb_verbinding, monkeypatch, nr):
    """The answer to a question in which no count is large enough, with and without weighing it."""
    rng = random.Random(nr)
    rekenaar = _rekenaar(duckdb_verbinding, _dirty(nr), REGIOS)
    maten = [m for m in rekenaar.catalogus.maten.values() if m.tables == ("maatregelen",)]
    vragen = [
        (m.id, Selectie(regio=rng.choice((None, "oost")), splits=s, per=rng.choice(("jaar", "kwartaal"))))
        for m in rng.sample(maten, 4)
        for s in ((), ("gemeente",), ("gemeente", "gi"))
    ]
    deler = delend(rekenaar)
    snel = [deler.reeks(*vraag) for vraag in vragen]
    monkeypatch.setattr(series, "_large", lambda *_: True)
    rekenaar.geheugen.gesteld.clear()
    for vraag, antwoord in zip(vragen, snel, strict=True):
        pd.testing.assert_frame_equal(deler.reeks(*vraag), antwoord)
