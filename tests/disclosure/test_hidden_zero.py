"""A hidden 0 cannot be told from a hidden 1: neither by a count, nor by a share, mean or median over the same cases."""

import datetime as dt

import pytest

from core.disclosure.series import delend
from core.engine.count.series import Dekking, Rekenaar
from core.measures import load_catalogus
from core.measures.examples import load
from core.model.maat import Voorbeeld
from core.model.oordeel import VERBORGEN
from core.model.schema import TABELLEN
from core.model.selectie import Selectie

TM = dt.date(2024, 12, 31)
REGIOS = {"oost": ("GM0500", "GM0501", "GM0502", "GM0503")}
JAAR = Selectie(regio="oost", van=dt.date(2024, 1, 1), tot=TM)


def deler(verbinding, februari: int):
    """In GM0500 an OTS ends each month of 2024; the one of February in February or in January."""
    kop = "jeugdige | gemeente | gi | type | begindatum | einddatum | reden_einde"
    klein = [
        f"K{m} | GM0500 | GI A | 11 | 2022-02-01 | 2024-{februari if m == 2 else m:02d}-15 | 02" for m in range(1, 13)
    ]
    groot = [
        f"G{g}{i} | {code} | GI A | 11 | 2022-03-01 | {f'2024-{1 + i % 12:02d}-10 | 02' if i < 60 else ' | '}"
        for g, code in enumerate(REGIOS["oost"])
        for i in range(0 if g else 60, 90)
    ]
    maatregelen = "\n".join([kop, *klein, *groot])
    load(Voorbeeld(name="x", data_until=TM, expect={}, given={"maatregelen": maatregelen}), verbinding)
    dekking = {t: Dekking(dt.date(2018, 1, 1), TM) for t in TABELLEN}
    return delend(Rekenaar(load_catalogus(), verbinding, dekking, REGIOS))


@pytest.mark.parametrize("per", ["maand", "kwartaal"])
def test_why_there_is_no_figure_is_the_same_for_none_and_for_a_few(duckdb_verbinding, per):
    catalogus = load_catalogus()
    maten = [m.id for m in catalogus.maten.values() if set(m.tables) == {"maatregelen"}]
    keuzes = [JAAR.with_(per=per).with_(gemeente=("GM0500",)), JAAR.with_(per=per, splits=("gemeente",))]
    gezegd = []
    for februari in (2, 1):
        d = deler(duckdb_verbinding, februari)
        frames = [d.reeks(m, k) for m in maten for k in keuzes]
        gezegd.append([[*zip(f["periode"], f["reden"], strict=True)] for f in frames])
    assert gezegd[0] == gezegd[1]
    duur = d.reeks("jb_duur_gemiddeld", keuzes[0])
    assert set(duur["reden"]) == {VERBORGEN}, "also of a month in which none ended"
    jaar = d.reeks("jb_uitstroom", JAAR.with_(gemeente=("GM0500",)))
    assert jaar["waarde"].tolist() == [10], "else there is nothing to take from it"


def test_of_the_whole_region_no_case_at_all_is_no_secret(duckdb_verbinding):
    d = deler(duckdb_verbinding, 2)
    reeks = d.reeks("jb_duur_gemiddeld", JAAR.with_(van=dt.date(2023, 1, 1)))
    assert reeks["reden"].tolist() == ["", ""] and reeks["waarde"].isna().tolist() == [True, False]
