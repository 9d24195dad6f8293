"""Databases: typed columns become text by the same conventions, and no message holds a password."""

import sqlite3
import tempfile
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.model.melding import Melding
from core.sources.readers import read

MAATREGELEN = """create table maatregelen (jeugdige text, gemeente text, gi text, type integer,
    begindatum {datum}, einddatum {datum}, gezin numeric(9, 2))"""


@pytest.fixture
def sqlite_pad(tmp_path):
    pad = tmp_path / "export.db"
    verbinding = sqlite3.connect(pad)
    verbinding.execute(MAATREGELEN.format(datum="text"))
    verbinding.executemany(
        "insert into maatregelen values (?, ?, ?, ?, ?, ?, ?)",
        [
            ("012345678", "Zeist", "GI West", 11, "2024-03-01", None, 12.5),
            ("2", "NA", "GI West", 12, "2024-03-02", "", 7),
            (3, "Zeist", "GI West", "x", "2024-03-03", None, 1e-7),
        ],
    )
    verbinding.execute(
        "create view machtigingen_2024 as select jeugdige, gemeente, gi, 72 as type, begindatum from maatregelen"
    )
    verbinding.execute("create table klanten (naam text)")
    verbinding.commit()
    verbinding.close()
    return pad


def test_sqlite_tables_and_views_by_name(sqlite_pad):
    stappen = []
    maatregelen, machtigingen = read(f"sqlite:///{sqlite_pad}", voortgang=lambda *s: stappen.append(s))
    assert (machtigingen.tabel, maatregelen.tabel) == ("machtigingen", "maatregelen")
    assert maatregelen.data.to_pylist()[:2] == [
        {
            "jeugdige": "012345678",
            "gemeente": "Zeist",
            "gi": "GI West",
            "type": "11",
            "begindatum": "2024-03-01",
            "einddatum": None,
            "gezin": "12.5",
            "__rij__": 1,
        },
        {
            "jeugdige": "2",
            "gemeente": "NA",
            "gi": "GI West",
            "type": "12",
            "begindatum": "2024-03-02",
            "einddatum": "",
            "gezin": "7",
            "__rij__": 2,
        },
    ]
    assert maatregelen.data["jeugdige"].to_pylist()[2] == "3", "sqlite lets a number live between texts"
    assert maatregelen.getallen == {"gezin"}, "type has a text in it"
    assert len(stappen) == 3


def test_the_export_is_opened_read_only(sqlite_pad):
    voor = sqlite_pad.read_bytes()
    sqlite_pad.chmod(0o444)
    read(f"sqlite:///{sqlite_pad}")
    assert sqlite_pad.read_bytes() == voor
    assert [p.name for p in sqlite_pad.parent.iterdir()] == ["export.db"]


def test_sqlite_missing_absent_and_damaged(tmp_path, sqlite_pad):
    with pytest.raises(Melding, match=r"database weg\.db bestaat niet"):
        read(f"sqlite:///{tmp_path}/weg.db")
    assert not (tmp_path / "weg.db").exists()
    leeg = tmp_path / "leeg.db"
    with sqlite3.connect(leeg) as verbinding:
        verbinding.execute("create table klanten (naam text)")
    verbinding.close()
    with pytest.raises(Melding, match=r"geen tabel herkend .1 tabel gezien"):
        read(f"sqlite:///{leeg}")
    kapot = tmp_path / "kapot.db"
    kapot.write_bytes(sqlite_pad.read_bytes()[:100] + b"\xff" * 8000)
    with pytest.raises(Melding, match="beschadigd"):
        read(f"sqlite:///{kapot}")


@pytest.mark.parametrize(
    "url, woorden",
    [
        ("foo://u:geheim@h/d", "soort foo"),
        ("oracle://u:geheim@h/d", "soort oracle"),
        ("sqlite://", "bestaat niet"),
        ("postgresql://u:geheim@127.0.0.1:9/zorg", "zorg op 127.0.0.1 antwoordt niet"),
        ("postgresql://u:geheim@127.0.0.1:poort/zorg", "adres van de database klopt niet"),
    ],
)
def test_addresses_that_do_not_work(url, woorden):
    with pytest.raises(Melding, match=woorden) as fout:
        read(url)
    assert "geheim" not in str(fout.value)
    assert fout.value.__context__ is None or fout.value.__suppress_context__, "no chain with the address in it"


@pytest.fixture(scope="module")
def postgres(postgres_url):
    """A database of its own in the real server of the tests, with a user that needs a password."""
    beheer = sa.create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with beheer.connect() as c:
        c.execute(sa.text("create database lezen_test"))
        c.execute(sa.text("create role lezer login password 'geheim'"))
        hba = Path(c.execute(sa.text("show hba_file")).scalar_one())
        hba.write_text("local all lezer scram-sha-256\n" + hba.read_text())
        c.execute(sa.text("select pg_reload_conf()"))
    eigen = sa.make_url(postgres_url).set(database="lezen_test")
    engine = sa.create_engine(eigen)
    with engine.begin() as c:
        c.execute(sa.text(MAATREGELEN.format(datum="date")))
        c.execute(
            sa.text("insert into maatregelen values ('012345678', 'Zeist', 'GI West', 11, '2024-03-01', null, 12.50)")
        )
        c.execute(
            sa.text(
                "create table crises (jeugdige text, gemeente text, melding timestamp, start timestamptz, "
                "lopende_hulp boolean, bijlage text[])"
            )
        )
        c.execute(
            sa.text(
                "insert into crises values ('1', 'Zeist', '2024-03-01 13:05', '2024-03-01 23:30+00', true, "
                "'{a}'), ('2', 'Zeist', '2024-03-01', null, false, null)"
            )
        )
        c.execute(
            sa.text(
                "create table \"Declaraties 2024\" as select 'Zeist' as gemeente, date '2024-01-01' + i as "
                "periode_begin, date '2024-01-31' + i as periode_einde, i * 1.25 as bedrag "
                "from generate_series(0, 120000) i"
            )
        )
        c.execute(sa.text("grant select on maatregelen to lezer"))
    engine.dispose()
    yield eigen
    with beheer.connect() as c:
        c.execute(sa.text("drop database lezen_test with (force)"))
        c.execute(sa.text("drop role lezer"))
    beheer.dispose()


def tekst(url, **kw):
    return url.set(**kw).render_as_string(hide_password=False)


def test_postgresql(postgres):
    crises, declaraties, maatregelen = sorted(read(tekst(postgres)), key=lambda t: t.tabel)
    assert maatregelen.data.to_pylist() == [
        {
            "jeugdige": "012345678",
            "gemeente": "Zeist",
            "gi": "GI West",
            "type": "11",
            "begindatum": "2024-03-01",
            "einddatum": None,
            "gezin": "12.5",
            "__rij__": 1,
        }
    ]
    assert crises.data["melding"].to_pylist() == ["2024-03-01T13:05:00", "2024-03-01"]
    assert crises.data["start"].to_pylist() == ["2024-03-02T00:30:00", None], "Dutch local time"
    assert crises.data["lopende_hulp"].to_pylist() == ["true", "false"]
    assert {"kolom_overgeslagen", "tijdzone"} <= {o.code for o in crises.opmerkingen}
    assert declaraties.data.num_rows == 120_001
    assert declaraties.data["bedrag"].to_pylist()[-1] == "150000"
    assert declaraties.getallen == {"bedrag"}


def test_postgresql_refuses(postgres):
    for url, woorden in [
        (tekst(postgres, username="lezer", password="onjuist"), "wachtwoord klopt niet"),
        (tekst(postgres, database="bestaatniet"), "bestaat niet op deze server"),
        (tekst(postgres, username="lezer", password="geheim"), "recht om een tabel te lezen"),
        (tekst(postgres, database="postgres"), "geen tabel herkend"),
        (tekst(postgres, query={"host": tempfile.gettempdir()}), "antwoordt niet"),
    ]:
        with pytest.raises(Melding, match=woorden) as fout:
            read(url)
        assert "onjuist" not in str(fout.value) and "geheim" not in str(fout.value)
