"""Planted dirt: as many rows as the report says, counted again in the files as text."""

import numpy as np
import pandas as pd
import pytest

from core.example.bsn import GEWOON, MET_NULLEN, elfproef, proefnummers
from core.model.schema import TABELLEN
from tests.example.conftest import lees

VORMEN = ("%d-%m-%Y", "%Y-%m-%d", "%Y%m%d")
GEMEENTEN_FOUT = ("GM9999", "Onbekend", "0000", "Buitenland")


@pytest.fixture(scope="module")
def m(vuil):
    return lees(vuil[0] / "maatregelen.csv")


def datums(kolom: pd.Series) -> pd.Series:
    """Every known way of writing a day; NaT for what is none."""
    uit = pd.Series(pd.NaT, index=kolom.index, dtype="datetime64[s]")
    for vorm in VORMEN:
        uit = uit.fillna(pd.to_datetime(kolom, format=vorm, errors="coerce"))
    return uit


def test_elfproef():
    assert elfproef(np.array([111222333, 123456782, 111222334, 999990019, 12345672])).tolist() == [
        True,
        True,
        False,
        True,
        True,
    ]
    for bereik in (GEWOON, MET_NULLEN):
        for goed in (True, False):
            nummers = [proefnummers(bereik, goed, regio) for regio in (1, 2, 3)]
            assert all(elfproef(np.array([int(n) for n in ns])).tolist() == [goed] * len(ns) for ns in nummers)
            assert len(set().union(*nummers)) == sum(map(len, nummers))  # no number in two regions
            assert all(n.startswith(("99999", "0000")) and len(n) == 9 for ns in nummers for n in ns)


def test_bsn_like_numbers(m, vuil):
    telling = vuil[1].vuil["maatregelen"]
    cijfers = m.jeugdige[m.jeugdige.str.fullmatch(r"\d+")]
    negen = cijfers[cijfers.str.len() == 9]
    kort = cijfers[cijfers.str.len() < 9]
    assert len(kort) == telling["bsn_zonder_voorloopnul"] > 3
    assert set(kort.str.zfill(9)) <= set(negen)
    assert (~elfproef(negen.astype(int).to_numpy())).sum() == telling["bsn_elfproef_fout"] > 3
    assert len(cijfers) > 0.9 * len(m)


def test_counts_in_maatregelen(m, vuil):
    telling = vuil[1].vuil["maatregelen"]
    begin, einde = datums(m.begindatum), datums(m.einddatum)
    geteld = {
        "dubbele_rij": m.duplicated().sum(),
        "einde_voor_begin": (einde < begin).sum(),
        "onbekende_gemeente": m.gemeente.isin(GEMEENTEN_FOUT).sum(),
        "onbekend_type": (~m.type.isin(TABELLEN["maatregelen"].kolom("type").codes)).sum(),
        "onleesbare_datum": ((m.begindatum != "") & begin.isna()).sum(),
        "gi_leeg": (m.gi == "").sum(),
        "begin_in_toekomst": (begin > "2026-10-31").sum(),
        "verwacht_einde": (einde > "2026-10-31").sum(),
        "aanmelddatum_na_begin": (datums(m.aanmelddatum) > begin.fillna(datums(m.datum_overgedragen_gekregen))).sum(),
        "datum_in_andere_vorm": (begin.notna() & ~m.begindatum.str.fullmatch(r"\d\d-\d\d-\d{4}")).sum(),
        "gi_schrijfwijze": (m.gi.str.endswith(" ") | (m.gi == m.gi.str.lower()) & (m.gi != "")).sum(),
        "gemeente_als_naam": (~m.gemeente.str.startswith("GM") & ~m.gemeente.isin(GEMEENTEN_FOUT)).sum(),
    }
    # One way of writing without zeros cannot be told from the usual one when day and month have two digits.
    andere = geteld.pop("datum_in_andere_vorm")
    assert andere <= telling["datum_in_andere_vorm"] <= andere + 3
    assert geteld == {k: telling[k] for k in geteld}
    assert all(v > 0 for v in telling.values())


def test_same_start_with_another_end_keeps_the_true_end_as_the_latest(m, vuil):
    uniek = m.drop_duplicates()
    dubbel = uniek[uniek.duplicated(["jeugdige", "type", "begindatum"], keep=False) & (uniek.begindatum != "")]
    assert len(dubbel) == 2 * vuil[1].vuil["maatregelen"]["zelfde_start_ander_einde"]
    einde = datums(dubbel.einddatum).groupby([dubbel.jeugdige, dubbel.type]).agg(["first", "last"])
    assert (einde["first"] > einde["last"]).all()


def test_hand_overs_without_receiver_and_late(m, vuil):
    telling = vuil[1].vuil["maatregelen"]
    m = m[m.gi != ""].drop_duplicates()  # a row made wrong by itself may be the copy of a hand-over
    m = m.assign(jeugdige=m.jeugdige.str.zfill(9))
    over = datums(m.datum_overgedragen).dropna()
    kreeg = datums(m.datum_overgedragen_gekregen)
    dagen = []
    for rij, dag in over.items():
        zelfde = kreeg[(m.jeugdige == m.jeugdige[rij]) & (m.type == m.type[rij])].dropna()
        dagen.append(min([(k - dag).days for k in zelfde if k >= dag], default=None))
    assert sum(d is None for d in dagen) == telling["overdracht_zonder_ontvanger"]
    assert sum(d is not None and 3 <= d <= 10 for d in dagen) == telling["overdracht_te_laat"]


def test_ots_that_runs_after_eighteen(m, vuil, schoon):
    achttien = datums(m.geboortedatum) + pd.DateOffset(years=18)
    loopt = (m.type == "11") & (m.einddatum == "") & (m.datum_overgedragen == "") & (achttien < "2026-10-01")
    assert loopt.sum() == vuil[1].vuil["maatregelen"]["ots_na_18"]


@pytest.mark.parametrize("tabel", ["machtigingen", "plaatsingen", "trajecten", "declaraties", "crises"])
def test_counts_in_the_other_tables(vuil, tabel):
    data, telling = lees(vuil[0] / f"{tabel}.csv"), vuil[1].vuil[tabel]
    geteld = {"dubbele_rij": data.duplicated().sum()}
    if "einddatum" in data:
        begin, einde = (
            datums(data[k].str.replace(r"^(\d)-", r"0\1-", regex=True)) for k in ("begindatum", "einddatum")
        )
        geteld |= {
            "einde_voor_begin": (einde < begin).sum(),
            "begin_in_toekomst": (begin > "2026-10-31").sum(),
            "verwacht_einde": (einde > "2026-10-31").sum(),
            "onleesbare_datum": ((data.begindatum != "") & begin.isna()).sum(),
        }
    if tabel == "crises":
        geteld["onleesbare_datum"] = pd.to_datetime(data.melding, format="%d-%m-%Y %H:%M", errors="coerce").isna().sum()
    if tabel == "machtigingen":
        geteld["gi_leeg"] = (data.gi == "").sum()
    if tabel == "plaatsingen":
        geteld["onbekend_type"] = (~data.verblijfsvorm.isin(["11", "12", "13", "14"])).sum()
    if tabel == "trajecten":
        geteld["aanbieder_leeg"] = (data.aanbieder == "").sum()
        geteld["aanmelddatum_na_begin"] = (datums(data.aanmelddatum) > begin).sum()
    if tabel == "declaraties":
        geteld["negatief_bedrag"] = data.bedrag.str.startswith("-").sum()
    geteld["onbekende_gemeente"] = data.gemeente.isin(GEMEENTEN_FOUT).sum()
    geteld = {k: v for k, v in geteld.items() if k in telling or v}
    assert geteld == {k: v for k, v in telling.items() if k != "zelfde_start_ander_einde"}


def test_dirt_is_added_to_the_same_clean_rows(vuil, schoon):
    for tabel in ("machtigingen", "plaatsingen", "trajecten", "declaraties", "crises"):
        erbij = sum(v for k, v in vuil[1].vuil[tabel].items() if k not in ("verwacht_einde", "aanmelddatum_na_begin"))
        assert vuil[1].rijen[tabel] == schoon[1].rijen[tabel] + erbij, tabel
    assert not any(schoon[1].vuil.values())


def test_clean_data_have_none_of_it(schoon):
    m = lees(schoon[0] / "maatregelen.csv")
    assert not m.duplicated().any() and not m.duplicated(["jeugdige", "type", "begindatum"])[m.begindatum != ""].any()
    assert m.begindatum.str.fullmatch(r"\d\d-\d\d-\d{4}|").all() and m.gemeente.str.fullmatch(r"GM\d{4}").all()
    assert not (datums(m.einddatum) < datums(m.begindatum)).any()
    assert not (datums(m.aanmelddatum) > datums(m.begindatum)).any()
    cijfers = m.jeugdige[m.jeugdige.str.fullmatch(r"\d{9}")].astype(int).to_numpy()
    assert len(cijfers) > 0.9 * len(m) and elfproef(cijfers).all()
