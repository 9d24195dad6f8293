"""Whose a scenario, note or decision is: who sees it, who may change it, and what an older version kept."""

import datetime as dt
import json
import sqlite3
from dataclasses import replace

import pytest

from core import dashboard
from core.dashboard import Besluit, Lezer, Notitie
from core.model.melding import Melding
from core.staat import database

OP = dt.datetime(2026, 3, 4, 15, 30)
BAAS = Lezer("iss baas", "De beheerder", "beheerder", None, "m0")
ANALIST = Lezer("iss analist", "De analist", "analist", None, "m1")
TWEEDE = Lezer("iss tweede", "Tweede analist", "analist", None, "m2")
DORDT = Lezer("iss dordt", "Dordrecht", "gemeente", ("GM0505",), "m3")
ZWIJN = Lezer("iss zwijn", "Zwijndrecht", "gemeente", ("GM0642",), "m4")
GAST = Lezer("iss gast", "Gast", "gast", ("GM0505",), "m5")
OPEN_DOEL = "K3-10"


@pytest.fixture
def ons(tmp_path, monkeypatch):
    """A store of two gemeenten, and where people decide."""
    monkeypatch.setenv("KERNWAARDEN_GEGEVENS", str(tmp_path / "eigen"))
    rijen = [f"{g}{n};{g};GI Noord;11;2022-0{1 + n % 9}-01;" for g in ("GM0505", "GM0642") for n in range(30)]
    (tmp_path / "maatregelen.csv").write_text(
        "\n".join(["jeugdige;gemeente;gi;type;begindatum;einddatum", *rijen]), "utf-8"
    )
    dashboard.import_sources(None, [tmp_path / "maatregelen.csv"], tm=dt.date(2025, 12, 31))
    return tmp_path


def view(lezer: Lezer, delen: bool = False):
    store = dashboard.open_store(bereik=lezer.bereik)
    return dashboard.view_of(store, lezer, "delen" if delen or not lezer.may_see_exact else "intern")


def scenario(naam: str, gemeente: str | None = None):
    filters = {"gemeente": [gemeente]} if gemeente else {}
    return dashboard.scenario_uit_velden(
        {
            "naam": naam,
            "selectie": {"regio": "zhz", "filters": filters},
            "doel": {"maat": "jb_stand", "waarde": 6.4, "datum": "2028-12-31"},
        }
    )


def names(lezer: Lezer, delen: bool = False) -> set[str]:
    return {b.naam for b in dashboard.scenarios(view(lezer, delen))}


def test_a_scenario_is_seen_by_who_may_see_its_figures(ons):
    """By default its target is worked out from the exact baseline of the gemeente that was chosen."""
    for lezer, naam, gemeente in (
        (DORDT, "van Dordrecht", None),
        (ZWIJN, "van Zwijndrecht", None),
        (ANALIST, "van de regio", None),
        (ANALIST, "over Dordrecht", "GM0505"),
    ):
        dashboard.save_scenario(view(lezer), scenario(naam, gemeente), lezer=lezer)
    dashboard.save_scenario(view(DORDT, delen=True), scenario("om te delen"), lezer=DORDT)
    assert (
        names(BAAS)
        == names(ANALIST)
        == {"van Dordrecht", "van Zwijndrecht", "van de regio", "over Dordrecht", "om te delen"}
    )
    assert names(DORDT) == {"van Dordrecht", "over Dordrecht", "om te delen"} and names(ZWIJN) == {"van Zwijndrecht"}
    assert names(GAST) == names(DORDT, delen=True) == names(ANALIST, delen=True) == {"om te delen"}
    assert dashboard.scenario_bewaard(view(GAST), "om te delen").doel is None, "6,4 was never kept in Delen"
    with pytest.raises(Melding, match="geen scenario dat 'van Zwijndrecht' heet"):
        dashboard.scenario_bewaard(view(DORDT), "van Zwijndrecht")


def test_only_who_made_a_scenario_or_a_beheerder_changes_it(ons):
    dashboard.save_scenario(view(DORDT), scenario("plan"), lezer=DORDT)
    for lezer in (ZWIJN, ANALIST, GAST):
        with pytest.raises(Melding, match="alleen wie het maakte"):
            dashboard.remove_scenario(view(lezer), "plan", lezer=lezer)
        with pytest.raises(Melding, match="van iemand anders"):
            dashboard.save_scenario(view(lezer), scenario("plan"), lezer=lezer, vervang=True)
    assert [b.herkomst.eigenaar for b in dashboard.scenarios(view(BAAS))] == [DORDT.wie]
    (bewaard,) = dashboard.scenarios(view(DORDT))
    assert dashboard.scenario_te_wijzigen(bewaard, DORDT) and not dashboard.scenario_te_wijzigen(bewaard, ANALIST)
    dashboard.save_scenario(view(DORDT), scenario("plan"), lezer=DORDT, vervang=True)
    dashboard.remove_scenario(view(BAAS), "plan", lezer=BAAS)
    assert names(BAAS) == set()


def test_a_note_is_read_by_who_sees_the_same_exact_figures(ons):
    for lezer in (ANALIST, DORDT, ZWIJN):
        dashboard.save_notitie(view(lezer), Notitie("ZHZ-01", "nu 8", "een ander", OP), lezer=lezer)

    def who(lezer, delen=False):
        return {n.wie for n in view(lezer, delen).notities("ZHZ-01") or ()}

    assert who(BAAS) == {"De analist", "Dordrecht", "Zwijndrecht"}, "under the name of who is logged in"
    assert who(DORDT) == {"Dordrecht"} and who(ZWIJN) == {"Zwijndrecht"}
    assert who(GAST) == who(BAAS, delen=True) == set()
    with pytest.raises(Melding, match="alleen wie exacte cijfers mag zien"):
        dashboard.save_notitie(view(GAST), Notitie("ZHZ-01", "x", "x", OP), lezer=GAST)


def test_a_decision_holds_for_all_its_words_for_few_and_who_made_it_may_undo_it(ons):
    besluit = Besluit(OPEN_DOEL, -0.1, dt.date(2030, 12, 31), None, "x", OP, "want nu 8 kinderen")
    with pytest.raises(Melding, match="alleen een analist"):
        dashboard.save_besluit(view(DORDT), "zhz", besluit, lezer=DORDT)
    dashboard.save_besluit(view(ANALIST), "zhz", besluit, lezer=ANALIST)
    for lezer, woorden in ((BAAS, "want nu 8 kinderen"), (DORDT, ""), (GAST, "")):
        (gelezen,) = dashboard.besluiten(view(lezer), OPEN_DOEL)
        assert (gelezen.verandering, gelezen.toelichting) == (-0.1, woorden)
    assert dashboard.besluiten(view(ANALIST, delen=True), OPEN_DOEL)[0].toelichting == ""
    terug = replace(besluit, verandering=None, datum=None)
    with pytest.raises(Melding, match="vastgelegd door De analist"):
        dashboard.save_besluit(view(TWEEDE), "zhz", terug, lezer=TWEEDE)
    assert dashboard.may_herzien(gelezen, ANALIST) and not dashboard.may_herzien(gelezen, TWEEDE)
    dashboard.save_besluit(view(ANALIST), "zhz", terug, lezer=ANALIST)
    dashboard.save_besluit(view(TWEEDE), "zhz", besluit, lezer=TWEEDE)
    dashboard.save_besluit(view(BAAS), "zhz", terug, lezer=BAAS)
    assert [b.wie for b in dashboard.besluiten(view(BAAS), OPEN_DOEL)] == [
        "De analist",
        "De analist",
        "Tweede analist",
        "De beheerder",
    ]


def test_what_an_older_version_kept_is_for_who_sees_everything(ons):
    """Nobody knows whose it is, or of which gemeente its figures are."""
    map = dashboard.staatmap(view(BAAS).store)
    map.mkdir(parents=True, exist_ok=True)
    with sqlite3.connect(map / database.BESTAND) as oud:
        oud.executescript("""
            create table scenarios (naam varchar(200) primary key, auteur varchar(200), op datetime, inhoud text);
            create table besluiten (nr integer primary key, doel varchar(40), verandering float, datum date,
              basisjaar integer, wie varchar(120), op datetime, toelichting varchar(2000));
            create table notities (nr integer primary key, doel varchar(40), wie varchar(120), op datetime,
              tekst varchar(2000));
            insert into notities values (1, 'ZHZ-01', 'Iemand', '2025-01-01 00:00:00.000000', 'nu 8');
            insert into besluiten values (1, 'K3-10', -0.2, '2030-12-31', null, 'Iemand', '2025-01-01 00:00:00.000000',
              'nu 8');
            """)
        oud.execute(
            "insert into scenarios values ('oud', 'Iemand', '2025-01-01 00:00:00.000000', ?)",
            [json.dumps({"naam": "oud", "selectie": {"regio": "zhz"}})],
        )
    oud.close()
    for lezer, ziet in ((BAAS, True), (ANALIST, True), (DORDT, False), (GAST, False)):
        assert (names(lezer) == {"oud"}) == ziet and bool(view(lezer).notities("ZHZ-01")) == ziet
        (besluit,) = dashboard.besluiten(view(lezer), OPEN_DOEL)
        assert besluit.verandering == -0.2 and bool(besluit.toelichting) == ziet
    assert names(BAAS, delen=True) == set()
    with pytest.raises(Melding, match="alleen wie het maakte"):
        dashboard.remove_scenario(view(ANALIST), "oud", lezer=ANALIST)
    dashboard.save_scenario(view(DORDT), scenario("nieuw"), lezer=DORDT)
    dashboard.remove_scenario(view(BAAS), "oud", lezer=BAAS)
    assert names(BAAS) == {"nieuw"}


def test_postgresql_of_an_older_version_gets_the_same_columns(ons, monkeypatch, postgres_url):
    import sqlalchemy as sa

    motor = sa.create_engine(postgres_url, poolclass=sa.NullPool)
    with motor.begin() as verbinding:
        verbinding.execute(sa.text("drop table if exists notities"))
        verbinding.execute(
            sa.text(
                "create table notities (nr serial primary key, doel varchar(40), wie varchar(120), "
                "op timestamp, tekst varchar(2000))"
            )
        )
        verbinding.execute(
            sa.text("insert into notities (doel, wie, op, tekst) values ('ZHZ-01', 'Iemand', now(), 'x')")
        )
    monkeypatch.setenv(database.OMGEVING, postgres_url)
    database._open.cache_clear()
    assert [n.wie for n in view(BAAS).notities("ZHZ-01")] == ["Iemand"]
    assert view(DORDT).notities("ZHZ-01") == []
    dashboard.save_notitie(view(DORDT), Notitie("ZHZ-01", "y", "x", OP), lezer=DORDT)
    assert len(view(DORDT).notities("ZHZ-01")) == 1
    database.close(ons)
    with motor.begin() as verbinding:
        verbinding.execute(sa.text("drop table notities"))
