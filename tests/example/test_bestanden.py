"""What is written: the same every time, complete, recognisably invented."""

import datetime as dt
import re
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from core.__main__ import main
from core.example import Verslag, _write_gebied, make, writing
from core.example.area import CODELIJST, NL_MINDERJARIGEN, gebieden
from core.example.assignment import SCHALEN, Opdracht
from core.example.calendar import dag
from core.example.deliveries import load_leveringen
from core.model.melding import Melding
from core.model.schema import TABELLEN
from tests.example.conftest import TOT, VANDAAG, lees

GELEVERD = Path(__file__).resolve().parents[2] / "data" / "voorbeeld"


def inhoud(map_: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(map_.iterdir()) if p.suffix != ".md"}


def test_the_same_seed_and_day_give_the_same_bytes_and_another_seed_does_not(tmp_path):
    for naam, seed in (("a", 7), ("b", 7), ("c", 8)):
        make(tmp_path / naam, regio="zou", seed=seed, vandaag=VANDAAG)
    a, b, c = (inhoud(tmp_path / naam) for naam in "abc")
    assert a == b
    assert {n for n in a if a[n] == c[n]} <= {"mijlpalen.csv"}


@pytest.fixture(scope="module")
def geleverd(tmp_path_factory):
    """What the command in the folder itself makes: (folder, what it says)."""
    map_ = tmp_path_factory.mktemp("geleverd")
    opdracht = next(r for r in (GELEVERD / "LEESMIJ.md").read_text("utf-8").splitlines() if "python -m core" in r)
    argumenten = opdracht.split()[3:]
    assert argumenten[-2] == "--klaarzetten"  # what comes of it: tests/views/test_example.py
    assert main([argumenten[0], str(map_), *argumenten[2:-2]]) == 0
    return map_


def rows(map_: Path) -> dict[str, pd.DataFrame]:
    return {str(p.relative_to(map_)): pq.read_table(p).to_pandas() for p in sorted(map_.rglob("*.parquet"))}


def test_the_shipped_example_is_what_the_generator_makes(geleverd):
    """A goal added since then may have figures of its own more."""
    er_is, gemaakt = rows(GELEVERD), rows(geleverd)
    assert er_is.keys() == gemaakt.keys()
    for naam, frame in er_is.items():
        if naam in ("opvragen.parquet", "mijlpalen.parquet"):
            assert set(map(tuple, frame.astype(str).values)) <= set(map(tuple, gemaakt[naam].astype(str).values))
        else:
            pd.testing.assert_frame_equal(frame, gemaakt[naam])


def test_the_shipped_example_is_small_and_of_real_size():
    mappen = (GELEVERD, GELEVERD.with_name("voorbeeld-klaar"))
    assert sum(p.stat().st_size for map_ in mappen for p in map_.rglob("*")) < 5_000_000
    rijen = {naam: len(frame) for naam, frame in rows(GELEVERD).items()}
    kinderen = sum(g.minderjarigen for g in gebieden("alle", False))
    assert rijen["maatregelen.parquet"] > 0.05 * kinderen  # eight years of records, as many as in three real regions


def test_a_late_gi_ends_earlier_and_a_correction_only_adds_ends(geleverd):
    alles = rows(geleverd)
    for naam, apart in ((n, a) for a in load_leveringen() for n in a.tabellen):
        eerste, later = alles[f"{naam}.parquet"], alles[f"{apart.map}/{naam}.parquet"]
        assert set(later.gi.str.strip().str.lower()) == {apart.gi.lower()}
        begin, einde = (pd.to_datetime(later[k], errors="coerce") for k in ("begindatum", "einddatum"))
        if apart.soort == "te_laat":
            assert apart.gi.lower() not in set(eerste.gi.dropna().str.strip().str.lower())
            bekend = begin < "2030-01-01"  # dirt lies further ahead
            assert begin[bekend].max() <= pd.Timestamp(apart.tm)
            continue
        eigen = eerste[eerste.gi.fillna("").str.strip().str.lower() == apart.gi.lower()].reset_index(drop=True)
        anders = (eigen.fillna("") != later.fillna("")).any(axis=1)
        assert anders.sum() == apart.vergeten and einde[anders].notna().all()
        zonder = ["einddatum", "reden_einde"]
        assert eigen.loc[anders, "einddatum"].isna().all()
        pd.testing.assert_frame_equal(eigen.drop(columns=zonder), later.drop(columns=zonder), check_dtype=False)


def test_every_table_has_the_columns_of_the_schema_and_the_rows_of_the_report(vuil):
    map_, verslag = vuil
    assert {p.stem for p in map_.iterdir()} == set(TABELLEN) == set(verslag.rijen)
    for tabel in TABELLEN.values():
        data = lees(map_ / f"{tabel.naam}.csv")
        assert list(data.columns) == [k.naam for k in tabel.kolommen]
        assert len(data) == verslag.rijen[tabel.naam]


def test_required_columns_are_filled_and_codes_known_without_dirt(schoon):
    for tabel in TABELLEN.values():
        data = lees(schoon[0] / f"{tabel.naam}.csv")
        for kolom in tabel.kolommen:
            if kolom.verplicht:
                assert (data[kolom.naam] != "").all(), (tabel.naam, kolom.naam)
            if kolom.codes:
                assert set(data[kolom.naam]) - {""} <= set(kolom.codes), (tabel.naam, kolom.naam)


def test_data_end_on_the_last_day_and_never_later(schoon):
    vormen = {
        "maatregelen": "%d-%m-%Y",
        "machtigingen": "%d-%m-%Y",
        "plaatsingen": "%Y-%m-%d",
        "trajecten": "%Y%m%d",
        "declaraties": "%Y%m%d",
        "crises": "%d-%m-%Y %H:%M",
    }
    for naam, vorm in vormen.items():
        data, tabel = lees(schoon[0] / f"{naam}.csv"), TABELLEN[naam]
        kolommen = [*tabel.begin, *tabel.einde]
        dagen = data[kolommen].apply(lambda k, v=vorm: pd.to_datetime(k, format=v)).apply(lambda k: k.dt.normalize())
        assert dagen.max().max() == pd.Timestamp(TOT), naam
        assert dagen[list(tabel.begin)].max().max() <= pd.Timestamp(TOT), naam
        if naam == "maatregelen":
            assert (dagen.max(axis=1).groupby(data.gi).max() == pd.Timestamp(TOT)).all()


def test_stock_from_before_2019_is_there(schoon):
    begin = pd.to_datetime(lees(schoon[0] / "maatregelen.csv").begindatum, format="%d-%m-%Y")
    assert (begin < "2019-01-01").sum() > 60 and begin.max() >= pd.Timestamp("2026-09-01")


def test_names_are_invented(vuil):
    """No real GI, provider or person: only names of the forms that the generator makes up."""
    teksten = {k: set() for k in ("gi", "aanbieder", "jeugdige", "toegang")}
    for naam in TABELLEN:
        data = lees(vuil[0] / f"{naam}.csv")
        for kolom in teksten.keys() & set(data.columns):
            teksten[kolom] |= set(data[kolom]) - {""}
    assert all(re.fullmatch(r"GI \w+ ?", t, re.I) for t in teksten["gi"])
    assert all(re.fullmatch(r"Aanbieder \d{3}|GI \w+", t) for t in teksten["aanbieder"])
    assert all(re.fullmatch(r"J0[123]\d{6}|0{0,4}\d{5}|99999\d{4}", t) for t in teksten["jeugdige"])
    regionaal = {t for g in gebieden("alle", False) for t in g.toegangen}
    assert all(t in regionaal or t.startswith("gemeente ") for t in teksten["toegang"])


def test_csv_is_what_a_dutch_export_looks_like(vuil):
    tekst = (vuil[0] / "declaraties.csv").read_text("utf-8").splitlines()
    assert tekst[0].count(";") == tekst[1].count(";") == len(TABELLEN["declaraties"].kolommen) - 1
    assert re.fullmatch(r"-?\d+,\d\d", tekst[1].split(";")[13])
    assert lees(vuil[0] / "machtigingen.csv").gemeente.str.fullmatch(r"\d{4}").all()
    assert {"Dordrecht", "Zeist", "Leiden"} <= set(lees(vuil[0] / "plaatsingen.csv").gemeente)


def test_a_workbook_has_a_sheet_per_table_and_many_rows_get_their_own_workbooks(tmp_path, monkeypatch):
    monkeypatch.setattr(writing, "RIJEN_PER_WERKMAP", 3_000)
    series = [make(tmp_path / n, regio="zou", xlsx=True, vandaag=VANDAAG).bestanden for n in "ab"]
    gelezen = [[p.read_bytes() for p in paden] for paden in series]
    assert gelezen[0] == gelezen[1]
    assert series[0][0].name == "export-zou.xlsx" and series[0][1].name == "declaraties-1.xlsx"
    verslag = make(tmp_path / "csv", regio="zou", vandaag=VANDAAG)
    tel = {}
    for pad in series[0]:
        boek = CalamineWorkbook.from_path(str(pad))
        for naam in boek.sheet_names:
            tel[naam] = tel.get(naam, 0) + len(boek.get_sheet_by_name(naam).to_python()) - 1
    assert tel == verslag.rijen and verslag.rijen["declaraties"] > 3_000
    rijen = CalamineWorkbook.from_path(str(series[0][0])).get_sheet_by_name("maatregelen").to_python()
    begin = [r[rijen[0].index("begindatum")] for r in rijen[1:]]
    assert sum(isinstance(b, dt.date) for b in begin) > 0.8 * len(begin)
    assert any(isinstance(b, str) and b == "31-02-2021" for b in begin)


def test_parquet_holds_the_same_rows_with_real_dates_and_numbers(tmp_path):
    opdracht = Opdracht(gebieden("zou", False)[0], SCHALEN["klein"], 1, dag(TOT), True)
    parquet, csv = writing.Parquet(tmp_path, "zou"), writing.Csv(tmp_path, "zou")
    for uitvoer in (parquet, csv):
        verslag = Verslag((), TOT, TOT)
        _write_gebied(opdracht, uitvoer, verslag)
        uitvoer.close()
    for naam, aantal in verslag.rijen.items():
        tabel = pq.read_table(tmp_path / f"{naam}.parquet")
        assert tabel.num_rows == aantal == len(lees(tmp_path / f"{naam}.csv"))
    declaraties = pq.read_table(tmp_path / "declaraties.parquet")
    assert str(declaraties.schema.field("periode_begin").type) == "date32[day]"
    bedrag = lees(tmp_path / "declaraties.csv").bedrag.str.replace(",", ".").astype(float)
    assert bedrag.sum() == pytest.approx(declaraties["bedrag"].to_pandas().sum())


def test_nationwide_has_every_gemeente_once_and_about_all_children():
    streken = gebieden("zhz", True)
    codes = [c for g in streken for c in g.codes]
    regels = [r for r in CODELIJST.read_text("utf-8-sig").splitlines() if r.startswith("GM")]
    assert sorted(codes) == sorted(r.split(";")[0] for r in regels)
    assert sum(g.minderjarigen for g in streken) == pytest.approx(NL_MINDERJARIGEN, rel=0.1)
    assert {"zhz", "hr", "zou"} <= {g.id for g in streken}
    assert len({g.nummer for g in streken}) == len(streken)


@pytest.mark.parametrize(
    ("anders", "woord"),
    [
        ({"regio": "nergens"}, "nergens"),
        ({"schaal": "enorm"}, "enorm"),
        ({"schaal": "landelijk", "xlsx": True}, "Excel"),
        ({"vandaag": dt.date(2020, 5, 1)}, "2022"),
    ],
)
def test_what_cannot_be_made_is_one_dutch_sentence(tmp_path, anders, woord):
    with pytest.raises(Melding, match=woord):
        make(tmp_path, **({"vandaag": VANDAAG} | anders))


def test_another_day_ends_at_the_last_day_of_the_month_before(tmp_path):
    verslag = make(tmp_path, regio="zou", vandaag=dt.date(2024, 3, 15))
    assert verslag.tot == dt.date(2024, 2, 29)
    assert "29-02-2024" in verslag.tekst() and "maatregelen" in verslag.tekst()
