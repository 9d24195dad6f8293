"""The example opens from what was made ready, and that is what its deliveries give."""

import datetime as dt
import functools
import shutil
from collections import Counter
from dataclasses import replace

import pandas as pd
import pyarrow as pa
import pytest

from core import dashboard
from core.engine.count import memory
from core.engine.judge.goal_state import own_keuze
from core.model.selectie import Selectie
from core.store import versions
from core.views import example, store

# A key made of several values holds pseudonyms too.
IN_EEN_SLEUTEL = r"[0-9a-f]{32}(?=[/|])|(?<=[/|])[0-9a-f]{32}"
EIGEN_VAN_DE_INSTALLATIE = {"sleutel_id", "moment"}


@pytest.fixture(scope="module")
def klein(tmp_path_factory):
    """A small example with what comes of it, away from everything else."""
    map_ = tmp_path_factory.mktemp("voorbeeld")
    dashboard.make_voorbeeld(map_ / "voorbeeld", regio="zou", vandaag=dt.date(2026, 11, 1))
    with pytest.MonkeyPatch.context() as anders:
        anders.setenv("KERNWAARDEN_GEGEVENS", str(map_ / "eigen"))
        anders.setattr(store, "VOORBEELD", map_ / "voorbeeld")
        anders.setattr(store, "KLAARZETTEN_VANAF", 0)
        dashboard.ship_voorbeeld(map_ / "voorbeeld", map_ / "voorbeeld-klaar")
        yield map_


def tables(pad) -> dict[str, pa.Table]:
    with versions.reading(pad) as verbinding:
        return {n: verbinding.arrow(f'select * from "{n}"') for n in sorted(verbinding.tabellen())}


def by_row(tabel: pa.Table, niet: set[str] = EIGEN_VAN_DE_INSTALLATIE) -> pd.DataFrame:
    """The rows in an order of their own; sums may differ in their last figure."""
    frame = tabel.to_pandas()
    frame = frame[[k for k in frame if k not in niet]]
    frame = frame.assign(**frame.select_dtypes("float").round(6)).astype(str)
    frame = frame.replace(IN_EEN_SLEUTEL, "#", regex=True)
    return frame.sort_values(list(frame)).reset_index(drop=True)


def test_what_is_made_ready_gives_every_table_that_the_deliveries_give(klein, tmp_path):
    gelezen = tmp_path / "gelezen"
    example.import_deliveries(gelezen, store.voorbeeld())
    pad = dashboard.open_store().pad
    echt, klaar = tables(gelezen), tables(pad)
    with versions.reading(pad) as verbinding:  # what a maat adds is worked out when it is asked
        uitgesteld = verbinding.views()
        klaar |= {n: verbinding.arrow(f'select * from "{n}"') for n in uitgesteld}
    assert uitgesteld and all(n.startswith("maat_") for n in uitgesteld)
    assert echt.keys() == klaar.keys() and memory.TABEL in klaar
    echt, klaar = example.numbered(echt), example.numbered(klaar)
    for naam in echt:
        # Of two rows that are the same in all they say, either may be the one that stays.
        niet = EIGEN_VAN_DE_INSTALLATIE | (set() if naam.startswith("bron_") else {"bron_rij"})
        pd.testing.assert_frame_equal(by_row(echt[naam], niet), by_row(klaar[naam], niet), obj=naam)


def test_a_reader_of_one_gemeente_gets_the_same_whether_it_is_worked_out_before_or_when_it_is_asked(klein, tmp_path):
    """Also after other questions, on the same connection, of the tables that it is worked out from."""
    gelezen = tmp_path / "gelezen"
    example.import_deliveries(gelezen, store.voorbeeld())
    gemeente = dashboard.regios()["zou"].codes[:1]

    def seen(pad) -> dict[str, pd.DataFrame]:
        with versions.reading(pad, gemeente) as verbinding:
            verbinding.vraag("select count(*) from maatregel_verloop, plaatsing_verloop, trajecten limit 1")
            return {n: verbinding.vraag(f"select * from {n}").assign(jeugdige="") for n in namen}

    with versions.reading(dashboard.open_store().pad) as verbinding:
        namen = sorted(verbinding.views())
    voor, nu = seen(gelezen), seen(dashboard.open_store().pad)
    assert sum(map(len, nu.values())) > 0
    for naam in namen:
        vast = [k for k in nu[naam] if not k.startswith("_")]
        assert _counted(voor[naam][vast]) == _counted(nu[naam][vast]), naam


def _counted(frame: pd.DataFrame) -> Counter:
    """How often each row occurs: in whatever order, with what is empty as None."""
    return Counter(frame.astype(object).where(frame.notna(), None).itertuples(index=False, name=None))


def test_another_version_of_the_program_makes_tables_of_what_was_put_off(klein, tmp_path, monkeypatch):
    monkeypatch.setenv("KERNWAARDEN_GEGEVENS", str(tmp_path / "eigen"))
    pad = dashboard.open_store().pad
    with versions.reading(pad) as verbinding:
        uitgesteld = verbinding.views()
    versions.writing(pad, store.build)
    with versions.reading(pad) as verbinding:
        assert verbinding.views() == set() and uitgesteld and uitgesteld <= verbinding.tabellen()


def test_of_another_version_only_the_rows_are_used(klein, monkeypatch, tmp_path):
    goed = dashboard.open_view(dashboard.LOKAAL, "intern").doelen(Selectie(regio="zou"))
    monkeypatch.setenv("KERNWAARDEN_GEGEVENS", str(tmp_path))
    monkeypatch.setattr(example.compiled, "vingerafdruk", functools.cache(lambda: "0" * 16))
    ander = dashboard.open_store()
    assert ander.is_voorbeeld and memory.TABEL not in tables(ander.pad)
    nu = dashboard.open_view(dashboard.LOKAAL, "intern").doelen(Selectie(regio="zou"))
    assert [(s.doel.id, s.uitkomst.oordeel) for s in nu] == [(s.doel.id, s.uitkomst.oordeel) for s in goed]
    waarden = [[s.uitkomst.waarde or 0.0 for s in standen] for standen in (nu, goed)]
    assert waarden[0] == pytest.approx(waarden[1])


def test_without_what_is_made_ready_the_deliveries_are_read(klein, monkeypatch, tmp_path):
    monkeypatch.setenv("KERNWAARDEN_GEGEVENS", str(tmp_path / "eigen"))
    shutil.copytree(klein / "voorbeeld", tmp_path / "voorbeeld")
    monkeypatch.setattr(store, "VOORBEELD", tmp_path / "voorbeeld")
    assert dashboard.open_store().is_voorbeeld


def test_numbers_tell_the_same_children_apart_whatever_the_key():
    hexen = ["ff" * 16, "0a" * 16, None, "ff" * 16]
    a, b = pa.table({"jeugdige": hexen, "gi": ["x", "y", "z", "x"]}), pa.table({"wie": ["0b" * 16]})
    uit = example.numbered({"a": a, "b": b})
    assert uit["a"]["jeugdige"].to_pylist() == [f"{0:032x}", f"{1:032x}", None, f"{0:032x}"]
    assert uit["b"]["wie"].to_pylist() == [f"{2:032x}"] and uit["a"]["gi"].to_pylist() == ["x", "y", "z", "x"]


@pytest.mark.nightly
def test_the_shipped_example_is_ready_for_this_version(tmp_path, monkeypatch):
    """Red: make it anew with the command in data/voorbeeld/LEESMIJ.md."""
    monkeypatch.setenv("KERNWAARDEN_GEGEVENS", str(tmp_path / "eigen"))
    geleverd = store.voorbeeld()
    dashboard.ship_voorbeeld(geleverd.bron, tmp_path / "klaar")
    namen = {m: sorted(p.name for p in m.iterdir()) for m in (geleverd.klaar, tmp_path / "klaar")}
    assert namen[geleverd.klaar] == namen[tmp_path / "klaar"]
    for naam in (n for n in namen[geleverd.klaar] if n.endswith(".parquet")):
        er_is, gemaakt = (by_row(example.pq.read_table(m / naam)) for m in namen)
        pd.testing.assert_frame_equal(er_is, gemaakt, obj=naam)


def test_the_cells_of_a_split_that_were_made_ready_are_what_the_question_gives(klein, monkeypatch):
    gezien = 0
    with store.rekenaar_op(dashboard.open_store()) as rekenaar:
        vers = replace(rekenaar, geheugen=memory.Geheugen())
        vragen = list(_split_questions(rekenaar))
        klaar = [rekenaar.known_split(m, keuze, keuze.splits) for m, keuze in vragen]
        monkeypatch.setattr(memory, "_read_split", lambda *_: {})
        for (maat_id, keuze), bekend in zip(vragen, klaar, strict=True):
            geteld = vers.reeks(maat_id, keuze)
            assert (bekend is None) == geteld.empty
            if bekend is not None:
                assert list(bekend.columns) == list(geteld.columns)
                pd.testing.assert_frame_equal(bekend, geteld, check_dtype=False, check_exact=False)
                gezien += 1
    assert gezien > 10


def _split_questions(rekenaar):
    for doel in dashboard.regios()["zou"].doelen[:25]:
        maat = rekenaar.catalogus.maten.get(doel.maat or "")
        if maat is None or not rekenaar.geladen(maat):
            continue
        for dim in (d for d in memory.PER_CEL if d in maat.dimensions and d not in doel.filter):
            yield maat.id, own_keuze(doel, Selectie(regio="zou")).with_(splits=(dim,))
