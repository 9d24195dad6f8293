"""Databases: typed columns become text by the same conventions, and no message holds a password."""

import contextlib
import socket
import sqlite3
import tempfile
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.model.melding import Melding
from core.sources.keuzes import Keuzes
from core.sources.readers import credentials, read
from core.sources.readers.query import one_query

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


ODD = """create table declaraties (gemeente text, jeugdige uuid, periode_begin date, periode_einde timestamp,
    bedrag money, volume numeric(12, 4), productcode double precision, gi text, segment text[], status jsonb,
    aanbieder varchar, verwijzer interval, eenheid char(4))"""
ROW = """select 'Zeist', '6ba7b810-9dad-11d1-80b4-00c04fd4{i:04d}'::uuid, {begin}, {einde}, '1234.50'::money, 1.5000,
    {code}, 'GI "West", met
twee regels', '{{a}}'::text[], {status}, '', interval '1 day', '14'"""


@pytest.fixture(scope="module")
def odd(postgres, postgres_url):
    """Types that a row can be made of and Python has no simple object for, in blocks that differ from each other."""
    engine = sa.create_engine(postgres)
    rijen = [
        ROW.format(i=1, begin="date '2024-01-01'", einde="timestamp '2024-01-31 08:05'", code="1e-7", status="null"),
        ROW.format(i=2, begin="date '-infinity'", einde="timestamp 'infinity'", code="'NaN'", status="'{\"a\": 1}'"),
        ROW.format(i=3, begin="date '12024-01-01'", einde="null", code="12.5", status="'[1]'"),
    ]
    with engine.begin() as c:
        c.execute(sa.text("create schema vreemd"))
        c.execute(sa.text("set search_path to vreemd"))
        c.execute(sa.text(ODD.replace("create table ", "create table vreemd.")))
        for rij in rijen:
            c.exec_driver_sql(f"insert into vreemd.declaraties {rij}")
        c.execute(
            sa.text(
                "create table vreemd.crises as select 'Zeist' as gemeente, n::text as jeugdige, timestamptz "
                "'2024-03-30 23:30+00' + n * interval '1 hour' as melding, case when n % 2 = 0 then jsonb_build_object("
                "'a' || (n % 7), n) else 'null'::jsonb end as lopende_hulp from generate_series(1, 60000) n"
            )
        )
    engine.dispose()
    return postgres


def named(odd, tabel: str, **kw):
    """A table of a schema that is only read because somebody named it."""
    naam = f"vreemd.{tabel}"
    assert naam not in [t.blad for t in read(tekst(odd, **kw))]
    return next(t for t in read(tekst(odd, **kw), keuzes=Keuzes(bladen={naam: tabel})) if t.blad == naam)


def test_types_without_an_object_are_read_or_named_and_stop_nothing(odd):
    ruw = named(odd, "declaraties")
    assert ruw.data.drop_columns(["__rij__"]).to_pydict() == {
        "gemeente": ["Zeist"] * 3,
        "jeugdige": [f"6ba7b810-9dad-11d1-80b4-00c04fd4{i:04d}" for i in (1, 2, 3)],
        "periode_begin": ["2024-01-01", "0001-01-01", "12024-01-01"],
        "periode_einde": ["2024-01-31T08:05:00", "9999-12-31", None],
        "bedrag": ["1234.5"] * 3,
        "volume": ["1.5"] * 3,
        "productcode": ["0.0000001", None, "12.5"],
        "gi": ['GI "West", met\ntwee regels'] * 3,
        "aanbieder": [""] * 3,
        "eenheid": ["14  "] * 3,
    }
    assert ruw.getallen == {"bedrag", "volume", "productcode"}
    (over,) = [o.melding for o in ruw.opmerkingen if o.code == "kolom_overgeslagen"]
    assert "segment, status, verwijzer" in over


def test_many_rows_with_documents_of_any_shape_are_read_without_them(odd):
    ruw = named(odd, "crises")
    assert ruw.data.num_rows == 60_000 and "lopende_hulp" not in ruw.koppen
    assert ruw.data["melding"].to_pylist()[:2] == ["2024-03-31T01:30:00", "2024-03-31T03:30:00"], (
        "the hour that was not"
    )


def test_a_query_is_a_table_and_can_only_read(odd):
    vraag = "select gemeente, melding, true as netwerk_ingezet from vreemd.crises where jeugdige like '1%' limit 3"
    (ruw,) = read(tekst(odd), keuzes=Keuzes(sql={"crises": vraag}))
    assert ruw.tabel == "crises" and ruw.data["netwerk_ingezet"].to_pylist() == ["true"] * 3
    for fout, zin in [
        ("delete from vreemd.crises returning *", "alleen leest"),
        ("select 1; select 2", "alleen leest"),
        ("select weg from vreemd.crises", "die er niet is"),
        ("with x as (delete from vreemd.crises returning *) select * from x", "alleen leest"),
    ]:
        with pytest.raises(Melding, match=zin):
            read(tekst(odd), keuzes=Keuzes(sql={"crises": fout}))
    (ruw,) = read(tekst(odd), keuzes=Keuzes(sql={"crises": "select * from vreemd.crises"}))
    assert ruw.data.num_rows == 60_000, "nothing went"


def test_a_copy_that_fails_half_way_is_one_sentence_and_many_blocks_are_one_table(odd, monkeypatch):
    vraag = "select 'Zeist' as gemeente, n as bedrag, 10 / (n - {}) as volume from generate_series(1, 90000) n"
    with pytest.raises(Melding, match="gaf een fout bij het lezen") as fout:
        read(tekst(odd), keuzes=Keuzes(sql={"declaraties": vraag.format(80_000)}))
    assert "zero" not in str(fout.value)
    monkeypatch.setattr("core.sources.readers.postgres._BLOK", 1000)
    (ruw,) = read(tekst(odd), keuzes=Keuzes(sql={"declaraties": vraag.format(0)}))
    assert ruw.data["bedrag"].to_pylist() == [str(n) for n in range(1, 90_001)]


def test_the_tables_there_are(odd):
    from core.sources.readers.database import table_names

    namen = table_names(tekst(odd))
    assert {"maatregelen", "Declaraties 2024", "vreemd.crises"} <= set(namen) and not any(
        "pg_catalog" in n for n in namen
    )


class Between:
    """Stands between a client and the server, and lets go of a connection after so many bytes of answer."""

    def __init__(self, map_: Path, server: str, laat_los: list[int | None]):
        self.map, self.server, self.laat_los, self.keer = map_, server, laat_los, 0
        self._luister = socket.socket(socket.AF_UNIX)
        self._luister.bind(str(map_ / ".s.PGSQL.5432"))
        self._luister.listen()
        self._draden = [threading.Thread(target=self._serve)]
        self._paren: list[socket.socket] = []
        self._draden[0].start()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._luister.accept()
                na = self.laat_los[min(self.keer, len(self.laat_los) - 1)]
                self.keer += 1
                server = socket.socket(socket.AF_UNIX)
                server.connect(f"{self.server}/.s.PGSQL.5432")
                self._paren += [client, server]
                for deel in ((client, server, None), (server, client, na)):
                    self._draden.append(threading.Thread(target=self._pass_on, args=deel))
                    self._draden[-1].start()

    @staticmethod
    def _pass_on(van, naar, na: int | None) -> None:
        gehad = 0
        with contextlib.suppress(OSError):
            while (blok := van.recv(65536)) and (na is None or gehad + len(blok) <= na):
                naar.sendall(blok)
                gehad += len(blok)
        for s in (van, naar):
            with contextlib.suppress(OSError):
                s.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._luister.shutdown(socket.SHUT_RDWR)
        self._draden[0].join()
        for s in self._paren:
            with contextlib.suppress(OSError):
                s.shutdown(socket.SHUT_RDWR)
        for draad in self._draden[1:]:
            draad.join()
        for s in (self._luister, *self._paren):
            s.close()


@pytest.mark.parametrize("laat_los, goed", [([100_000, None], True), ([100_000], False)])
def test_a_connection_that_drops_is_tried_once_more_and_then_said(odd, laat_los, goed):
    """The server is real; only the line between breaks."""
    with tempfile.TemporaryDirectory(prefix="lijn-") as map_:
        lijn = Between(Path(map_), odd.query["host"], laat_los)
        url, keuzes = tekst(odd, query={"host": map_}), Keuzes(sql={"crises": "select * from vreemd.crises"})
        if goed:
            (ruw,) = read(url, keuzes=keuzes)
            assert ruw.data.num_rows == 60_000
        else:
            with pytest.raises(Melding, match="viel tijdens het lezen weg, twee keer"):
                read(url, keuzes=keuzes)
        assert lijn.keer == 2
        lijn.close()


@pytest.fixture(scope="module")
def mariadb(mariadb_url):
    engine = sa.create_engine(mariadb_url)
    with engine.begin() as c:
        c.execute(sa.text("create database zorg character set utf8mb4"))
        c.execute(sa.text("set session sql_mode = ''"))
        c.execute(
            sa.text(
                "create table zorg.crises (jeugdige varchar(9), gemeente text, melding datetime, tijd time, "
                "lopende_hulp tinyint(1), netwerk_ingezet bit(1), segment json, gi varchar(40), start date, "
                "bijlage blob, gezin decimal(9, 2))"
            )
        )
        c.exec_driver_sql(
            "insert into zorg.crises values ('012345678', 'Súdwest-Fryslân', '2024-03-01 13:05:00', '08:05:00', 1, "
            "b'1', '{}', 'GI 50%%', '2024-03-02', x'ff00', 12.50), ('2', 'Zeist', '2024-03-01 00:00:00', null, 0, "
            "b'0', null, null, '0000-00-00', null, 7)"
        )
        c.execute(sa.text("create view zorg.crises_2024 as select jeugdige, gemeente, melding from zorg.crises"))
        c.execute(sa.text("create user lezer@localhost identified by 'geheim'"))
        c.execute(sa.text("grant select on zorg.crises_2024 to lezer@localhost"))
    engine.dispose()
    return sa.make_url(mariadb_url).set(database="zorg")


def test_mariadb(mariadb):
    for soort in ("mariadb", "mysql", "mysql+pymysql"):
        crises, view = read(tekst(mariadb, drivername=soort))
        assert view.data["melding"].to_pylist() == ["2024-03-01T13:05:00", "2024-03-01"]
    assert crises.data.drop_columns(["__rij__"]).to_pydict() == {
        "jeugdige": ["012345678", "2"],
        "gemeente": ["Súdwest-Fryslân", "Zeist"],
        "melding": ["2024-03-01T13:05:00", "2024-03-01"],
        "tijd": ["08:05:00", None],
        "lopende_hulp": ["1", "0"],
        "netwerk_ingezet": ["true", "false"],
        "segment": ["{}", None],
        "gi": ["GI 50%", None],
        "start": ["2024-03-02", "0000-00-00"],
        "gezin": ["12.5", "7"],
    }
    assert any("bijlage" in o.melding for o in crises.opmerkingen if o.code == "kolom_overgeslagen")


def test_mariadb_refuses(mariadb):
    for url, woorden, sql in [
        (tekst(mariadb, username="lezer", password="onjuist"), "wachtwoord klopt niet", ""),
        (tekst(mariadb, database="weg"), "bestaat niet op deze server", ""),
        (tekst(mariadb, database="mysql"), "geen tabel herkend", ""),
        ("mariadb://lezer@127.0.0.1:9/zorg", "antwoordt niet", ""),
        (tekst(mariadb), "alleen leest", "delete from crises"),
        (tekst(mariadb), "die er niet is", "select weg from crises"),
        (tekst(mariadb, username="lezer", password="geheim"), "recht om een tabel", "select * from crises"),
    ]:
        with pytest.raises(Melding, match=woorden) as fout:
            read(url, keuzes=Keuzes(sql={"crises": sql} if sql else {}))
        assert "onjuist" not in str(fout.value) and "geheim" not in str(fout.value)
    assert read(tekst(mariadb))[0].data.num_rows == 2


def test_where_an_address_and_a_password_come_from(mariadb, postgres, monkeypatch, tmp_path):
    met = tekst(mariadb, username="lezer", password="geheim")
    with pytest.raises(Melding, match="wachtwoord niet in het adres"):
        credentials.from_command(met)
    monkeypatch.setenv("KERNWAARDEN_DATABASE_ZORG", met)
    assert [t.tabel for t in read("database:zorg")] == ["crises"]
    monkeypatch.delenv("KERNWAARDEN_DATABASE_ZORG")
    with pytest.raises(Melding, match=r"database zorg is niet bekend. .*KERNWAARDEN_DATABASE_ZORG"):
        read("database:zorg")
    geheimen = tmp_path / "secrets.toml"
    geheimen.write_text(f'[databases]\nzorg = "{met}"\n', "utf-8")
    monkeypatch.setattr(credentials, "GEHEIMEN", geheimen)
    assert [t.tabel for t in read("database:zorg")] == ["crises"]
    monkeypatch.setenv("KERNWAARDEN_DATABASE_WACHTWOORD", "geheim")
    zonder = tekst(mariadb, username="lezer")
    assert [t.tabel for t in read(credentials.from_command(zonder))] == ["crises"]
    assert credentials.with_password(zonder) == zonder, "a server typed on a page does not get it"


@pytest.mark.parametrize(
    "adres",
    [
        "postgresql://u:geheim@server/zorg",
        "postgresql://u:ge/heim@server/zorg",
        "postgresql://u:ge@heim@server/zorg",
        "postgresql://u/x:geheim@server/zorg",
        "postgresql://u:geheim@server:poort/zorg",
        "postgresql://u@server/zorg?password=geheim",
        "mysql://server/zorg?user=u&passwd=geheim",
        "mssql+pyodbc:///?odbc_connect=SERVER%3Dx%3BUID%3Du%3BPWD%3Dgeheim",
    ],
)
def test_a_password_in_an_address_is_seen_in_every_form(adres):
    with pytest.raises(Melding, match="wachtwoord niet in het adres") as fout:
        credentials.from_command(adres)
    assert "heim" not in str(fout.value).replace("geheimen", "")


@pytest.mark.parametrize(
    "bron", ["postgresql://u@server:5432/zorg?sslmode=require", "sqlite:///C:/map/x@y.db", "database:zorg", "C:/a:b@c"]
)
def test_an_address_without_a_password_is_no_password(bron, monkeypatch):
    monkeypatch.delenv("KERNWAARDEN_DATABASE_WACHTWOORD", raising=False)
    assert credentials.from_command(bron) == bron


@pytest.mark.parametrize(
    "inhoud, zin",
    [
        (b'[databases]\nzorg = "open', "niet te lezen"),
        (b"[databases]\nzorg = '\xff'", "niet te lezen"),
        (b"databases = 3", "geen adres bij zorg"),
        (b"[databases.zorg]\nurl = 'x'", "geen adres bij zorg"),
    ],
)
def test_a_secrets_file_that_is_broken_is_said(tmp_path, monkeypatch, inhoud, zin):
    (tmp_path / "secrets.toml").write_bytes(inhoud)
    monkeypatch.setattr(credentials, "GEHEIMEN", tmp_path / "secrets.toml")
    with pytest.raises(Melding, match=zin):
        credentials.with_password("database:zorg")


VRAGEN = (
    "select 1; select 2",
    "select 1;; select 2",
    "select 1 as a select 2 as b",
    "select 1) as a; select (2",
    "",
    ";",
)


@pytest.mark.parametrize("vraag", VRAGEN)
@pytest.mark.parametrize("soort", ["postgresql", "mysql", "mariadb", "sqlite", "mssql", "onbekend"])
def test_a_question_is_one_statement_for_every_kind_of_database(vraag, soort):
    with pytest.raises(Melding, match=r"De vraag aan de database zorg kan niet: .*alleen leest"):
        one_query(vraag, soort, "database zorg")


@pytest.mark.parametrize("soort", ["postgresql", "mysql", "sqlite", "mssql"])
def test_a_question_may_end_as_people_end_it_and_hold_a_semicolon_in_a_text(soort):
    assert one_query("select * from x;", soort, "").lower() == "select * from x"
    assert one_query("select a from x; -- klaar", soort, "").lower().strip() == "select a from x"
    assert "'a;b'" in one_query("with w as (select 'a;b' as q) select q from w", soort, "")


def test_what_was_taken_for_a_name_is_no_statement_where_the_database_does_not_guard():
    assert one_query("select 1 print", "mssql", "").upper() == "SELECT 1 AS PRINT"


def test_the_server_of_postgresql_refuses_a_second_statement_too(postgres, monkeypatch):
    monkeypatch.setattr("core.sources.readers.database.one_query", lambda vraag, *_: vraag)
    with pytest.raises(Melding, match="alleen leest"):
        read(tekst(postgres), keuzes=Keuzes(sql={"crises": "select 1) as a; select * from (select 2"}))


def test_a_question_with_its_usual_end_is_read(sqlite_pad):
    (ruw,) = read(f"sqlite:///{sqlite_pad}", keuzes=Keuzes(sql={"maatregelen": "select * from maatregelen;"}))
    assert ruw.data.num_rows == 3


def test_the_command_line_takes_a_query_and_no_password(sqlite_pad, tmp_path, capsys):
    from core.__main__ import main

    opdracht = ["importeer", f"sqlite:///{sqlite_pad}", "--store", str(tmp_path / "store"), "--kolom", "=einddatum"]
    vraag = "select jeugdige, gemeente, gi, 11 as type, begindatum from maatregelen where gemeente = 'Zeist' limit 1;"
    assert main([*opdracht, "--sql", f"maatregelen={vraag}"]) == 0, capsys.readouterr().err
    assert "maatregelen" in capsys.readouterr().out
    assert main([*opdracht, "--sql", "maatregelen=delete from maatregelen"]) == 2
    assert main(["importeer", "mariadb://lezer:geheim@server/zorg", "--store", str(tmp_path / "store")]) == 2
    fout = capsys.readouterr().err
    assert "alleen leest" in fout and "niet in het adres" in fout and "geheim@" not in fout
