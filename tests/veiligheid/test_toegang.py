"""Who sees which rows, without a server: the scope of a query, the table of users, the list of logins, the page of the
beheerder, and what must be so in the code (T6, T9, T10)."""

import ast
import base64
import datetime as dt
import json
import subprocess
import sys
import threading

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from core import dashboard
from core.dashboard import Gebruiker, Geweigerd, Lezer
from core.model.melding import Melding
from core.model.selectie import Selectie
from core.staat import audit, users
from core.store import versions
from core.store.scope import tidy
from core.ui import access
from core.ui.gate import way_back
from core.views.readers import BEHEERDER
from tests.kijk import exact
from tests.server import WORTEL
from tests.veiligheid.gemerkt import EIGEN, MERKEN, VER, VREEMD, make_store

ISS = "https://uitgever.test"
NU = dt.datetime(2026, 3, 2, 9, 0)
BAAS = Lezer(f"{ISS} baas", "Baas", "beheerder", None, "m")


@pytest.fixture(scope="module")
def eigen(tmp_path_factory):
    map = make_store(tmp_path_factory.mktemp("gemerkt"))
    with pytest.MonkeyPatch.context() as anders:
        anders.setenv("KERNWAARDEN_GEGEVENS", str(map))
        yield map


@pytest.fixture
def leeg(tmp_path, monkeypatch):
    """A folder without data, for users and logins."""
    monkeypatch.setenv("KERNWAARDEN_GEGEVENS", str(tmp_path))
    return tmp_path


def claims(sub="anna", nonce="n1", op=NU, **anders):
    return {"iss": ISS, "sub": sub, "nonce": nonce, "iat": op.replace(tzinfo=dt.UTC).timestamp()} | anders


# The scope of a query


def test_every_table_has_only_rows_of_the_scope(eigen):
    store = dashboard.open_store()
    with (
        versions.reading(store.pad) as alles,
        versions.reading(store.pad, (EIGEN,)) as mijn,
        versions.reading(store.pad, ()) as niets,
    ):
        vreemd_gezien = 0
        for tabel in sorted(alles.tabellen()):
            vreemd = [m for c, m in MERKEN.items() if c != EIGEN]
            vreemd_gezien += any(m in str(alles.vraag(f'select * from "{tabel}"').to_numpy().tolist()) for m in vreemd)
            rijen = mijn.vraag(f'select * from "{tabel}"')
            if tabel != "leveringen":  # its names of files are not about children
                assert not any(m in str(rijen.to_numpy().tolist()) for m in vreemd), tabel
            if "gemeente" in rijen and len(rijen):
                assert set(rijen["gemeente"]) == {EIGEN}, tabel
            leeg_ = niets.vraag(f'select * from "{tabel}"')
            assert leeg_.empty or tabel in ("leveringen", "mijlpalen"), tabel
        assert vreemd_gezien > 20, "the marks are there to be found"
        assert len(mijn.vraag("SELECT * FROM MaatRegelen")) == 31, "however a table is written"


def test_a_scoped_connection_can_only_read_and_its_views_stay_its_own(eigen):
    store = dashboard.open_store()
    with (
        versions.reading(store.pad, (EIGEN,)) as mijn,
        versions.reading(store.pad, (VREEMD,)) as ander,
        versions.reading(store.pad) as alles,
    ):
        aantallen = [v.vraag("select count(*) as n from maatregelen")["n"][0] for v in (mijn, ander, alles)]
        assert aantallen == [31, 47, 101]
        assert not [
            naam for naam in ("execute", "arrow", "everything", "make", "load", "cursor") if hasattr(mijn, naam)
        ]
    with pytest.raises(ValueError, match="not a gemeente"):
        tidy(["GM0505') or true --"])


@pytest.mark.parametrize(
    "maat", ["jb_stand", "jb_instroom", "jb_opnieuw", "uhp_stand", "hulp_jeugdigen", "uhp_aandeel"]
)
def test_in_a_scope_a_figure_is_what_the_filter_gives(eigen, maat):
    alles, mijn, leeg_ = dashboard.open_store(), dashboard.open_store(bereik=(EIGEN,)), dashboard.open_store(bereik=())
    keuze = Selectie(regio="zhz")
    verwacht = exact(alles).reeks(maat, keuze.with_(gemeente=(EIGEN,)))
    assert verwacht["n"].sum() > 0 and verwacht["n"].sum() != exact(alles).reeks(maat, keuze)["n"].sum()
    for vraag in (keuze, Selectie(), keuze.with_(gemeente=(EIGEN, VREEMD))):
        pd.testing.assert_frame_equal(exact(mijn).reeks(maat, vraag), verwacht)
    for vraag in (
        keuze.with_(gemeente=(VREEMD,)),
        Selectie(regio="hr"),
        Selectie().with_(gi=(f"GI {MERKEN[VREEMD]}",)),
    ):
        assert not exact(mijn).reeks(maat, vraag)["n"].sum()
    assert not exact(leeg_).reeks(maat, keuze)["n"].sum()


def test_goals_and_the_closing_balance_are_those_of_the_scope(eigen):
    alles, mijn = dashboard.open_store(), dashboard.open_store(bereik=(EIGEN,))
    keuze, gefilterd = Selectie(regio="zhz"), Selectie(regio="zhz").with_(gemeente=(EIGEN,))
    for a, b in zip(exact(alles).doelen(gefilterd), exact(mijn).doelen(dashboard.within(mijn, keuze)), strict=True):
        if a.doel.databron == "registratie":
            pd.testing.assert_frame_equal(a.reeks, b.reeks)
    balans = exact(mijn).sluitende_stand(keuze, ("11",))
    pd.testing.assert_frame_equal(balans, exact(alles).sluitende_stand(gefilterd, ("11",)))
    assert balans["eind"].sum() and not balans["verschil"].any()


def test_a_measure_handed_over_out_of_scope_left_and_shows_nothing_of_where(tmp_path, monkeypatch):
    monkeypatch.setenv("KERNWAARDEN_GEGEVENS", str(tmp_path / "eigen"))
    (tmp_path / "maatregelen.csv").write_text(
        "jeugdige;gemeente;gi;type;begindatum;einddatum\n"
        f"K1;{EIGEN};GI A;11;2022-02-01;2023-05-01\nK1;{VREEMD};GI Merk;11;2023-05-01;\n"
        f"K2;{VREEMD};GI Merk;11;2022-03-01;2024-05-01\nK2;{EIGEN};GI A;11;2024-05-01;\n",
        "utf-8",
    )
    keuzes = dashboard.Keuzes(tm=dt.date(2025, 6, 30), nummers="gedeeld")
    dashboard.import_sources(None, [tmp_path / "maatregelen.csv"], keuzes=keuzes)
    mijn = dashboard.open_store(bereik=(EIGEN,))
    balans = exact(mijn).sluitende_stand(Selectie(regio="zhz"), ("11",)).set_index("periode")
    assert balans.loc["2023", "overgedragen"] == 1 and balans.loc["2024", "overgenomen"] == 1
    assert not balans["verschil"].any() and balans["eind"].to_dict() == {"2022": 1, "2023": 0, "2024": 1}
    assert "GI Merk" not in mijn.gis
    with versions.reading(mijn.pad, mijn.bereik) as verbinding:
        rijen = verbinding.vraag("select * from maatregel_verloop")
        weg = rijen[rijen["gemeente"] != EIGEN]
        assert len(weg) == 1 and weg[["gemeente", "gi"]].to_numpy().tolist() == [["elders", "elders"]]
        assert weg["jeugdige"].isna().all() and (weg["van"] == weg["tot"]).all()
        assert VREEMD not in str(rijen.to_numpy().tolist())


def test_what_can_be_chosen_is_what_is_in_scope(eigen):
    mijn, alles = dashboard.open_store(bereik=[EIGEN, EIGEN]), dashboard.open_store()
    assert (mijn.gemeenten, mijn.gis, mijn.regios) == ((EIGEN,), (f"GI {MERKEN[EIGEN]}",), ("zhz",))
    assert mijn != alles and hash(mijn) != hash(alles) and mijn.bereik == (EIGEN,)
    assert [g.code for g in dashboard.zichtbaar(mijn, dashboard.regios())["zhz"].gemeenten] == [EIGEN]
    assert exact(mijn).bevindingen().empty and not exact(alles).bevindingen().empty
    assert dashboard.within(mijn, Selectie(regio="zhz")).filter("gemeente") == (EIGEN,)
    vreemd = dashboard.within(mijn, Selectie(regio="zhz").with_(gemeente=(VREEMD,)))
    assert not exact(mijn).reeks("jb_stand", vreemd)["n"].sum(), "not his own figures under another name"
    twee = dashboard.open_store(bereik=(EIGEN, VER))
    assert set(twee.regios) == {"hr", "zhz"}
    assert dashboard.within(twee, Selectie(regio="hr")).filter("gemeente") == (VER,)
    assert dashboard.within(alles, Selectie(regio="zhz")) == Selectie(regio="zhz")


def test_eight_threads_get_their_own_rows(eigen):
    """T10: every answer carries the mark of its own scope."""
    fout, telling = [], {c: n for c, n in zip(MERKEN, (31, 47, 23), strict=True)}

    def vraag(code: str) -> None:
        for _ in range(40):
            try:
                with versions.reading(dashboard.eigen(), (code,)) as verbinding:
                    rijen = verbinding.vraag("select gi, count(*) as n from maatregelen group by gi")
                gevonden = rijen.to_numpy().tolist()
            except Exception as anders:
                gevonden = repr(anders)
            if gevonden != [[f"GI {MERKEN[code]}", telling[code]]]:
                fout.append((code, gevonden))

    draden = [threading.Thread(target=vraag, args=(list(MERKEN)[i % 3],)) for i in range(8)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert not fout


# Users and logins


def test_who_is_not_in_the_table_sees_nothing(leeg):
    with pytest.raises(Geweigerd, match="onbekend"):
        dashboard.lezer_van(claims(email="baas@gemeente.test", name="Baas"), NU)
    users.put(leeg, Gebruiker(ISS, "anna", "Anna", "gemeente", (VREEMD, EIGEN), "baas"))
    lezer = dashboard.lezer_van(claims(), NU)
    assert (lezer.rol, lezer.bereik, lezer.naam) == ("gemeente", (EIGEN, VREEMD), "Anna")
    assert lezer.may_see_exact and not lezer.may_load and not lezer.may_manage
    for anders in ({"iss": "https://elders.test"}, {"sub": "Anna"}):
        with pytest.raises(Geweigerd, match="onbekend"):
            dashboard.lezer_van(claims() | anders, NU)


@pytest.mark.parametrize("mist", ["iss", "sub", "iat", "nonce"])
def test_a_login_that_cannot_be_told_apart_is_refused(leeg, mist):
    users.put(leeg, Gebruiker(ISS, "anna", "Anna", "analist", (), "baas"))
    with pytest.raises(Geweigerd, match="onvolledig"):
        dashboard.lezer_van({k: w for k, w in claims().items() if k != mist}, NU)


def test_a_copied_cookie_is_worth_nothing_after_logging_out(leeg):
    users.put(leeg, Gebruiker(ISS, "anna", "Anna", "analist", (), "baas"))
    lezer = dashboard.lezer_van(claims(), NU)
    dashboard.sign_out(lezer)
    for later in (dt.timedelta(0), dt.timedelta(minutes=5), dt.timedelta(days=20)):
        with pytest.raises(Geweigerd, match="afgelopen"):
            dashboard.lezer_van(claims(), NU + later)
    assert dashboard.lezer_van(claims(nonce="n2"), NU).merk != lezer.merk, "logging in again works"


def test_a_login_ends_by_itself(leeg):
    users.put(leeg, Gebruiker(ISS, "anna", "Anna", "analist", (), "baas"))
    dashboard.lezer_van(claims(), NU)
    dashboard.lezer_van(claims(), NU + dt.timedelta(minutes=29))
    dashboard.lezer_van(claims(), NU + dt.timedelta(minutes=58))
    with pytest.raises(Geweigerd, match="afgelopen"):
        dashboard.lezer_van(claims(), NU + dt.timedelta(minutes=88))
    with pytest.raises(Geweigerd, match="afgelopen"):  # it does not come back
        dashboard.lezer_van(claims(), NU + dt.timedelta(minutes=59))
    for kwartier in range(32):
        dashboard.lezer_van(claims(nonce="n2"), NU + dt.timedelta(minutes=15 * kwartier))
    with pytest.raises(Geweigerd, match="afgelopen"):
        dashboard.lezer_van(claims(nonce="n2"), NU + dt.timedelta(hours=8))
    with pytest.raises(Geweigerd, match="afgelopen"):  # a cookie of last week that this server never saw
        dashboard.lezer_van(claims(nonce="n3"), NU + dt.timedelta(hours=7))


@pytest.mark.parametrize("uren", [0.6, 3, 24 * 400])
def test_a_clock_that_is_set_back_makes_no_login_last_longer(leeg, uren):
    users.put(leeg, Gebruiker(ISS, "anna", "Anna", "analist", (), "baas"))
    dashboard.lezer_van(claims(), NU)
    with pytest.raises(Geweigerd, match="afgelopen"):
        dashboard.lezer_van(claims(), NU - dt.timedelta(hours=uren))
    with pytest.raises(Geweigerd, match="afgelopen"):  # nor when the clock is right again
        dashboard.lezer_van(claims(), NU + dt.timedelta(minutes=1))
    dashboard.lezer_van(claims(nonce="n2"), NU)
    dashboard.lezer_van(claims(nonce="n2"), NU - dt.timedelta(minutes=1))  # as clocks are put right each day


@pytest.mark.parametrize(
    ("adres", "goed"),
    [
        ("/maatregelen", True),
        ("/duur?regio=zhz&gi=GI+A%2FB", True),
        ("/watals?naam=x&hefbomen.1.soort=duur", True),
        ("/watals?x=//elders.test", False),
        ("/zomaar", False),
        ("/duur?regio=zhz&x=1", False),
        ("/%5Celders.test", False),
        ("//elders.test", False),
        ("/\\elders.test", False),
        ("https://elders.test/duur", False),
        ("/duur/../x", False),
        ("/", False),
        ("/duur?a=b\r\nset-cookie: x=y", False),
        ("/duur\n", False),
        ("/auth/logout", False),
        ("/oauth2callback?code=x", False),
        ("/duur#//elders.test", False),
        ("duur", False),
        ("", False),
        ("/duur?a=é", False),
    ],
)
def test_after_logging_in_only_a_page_of_ours_follows(adres, goed):
    koekje = base64.urlsafe_b64encode(adres.encode()).decode()
    assert way_back.address({way_back.KOEKJE: koekje}) == (adres if goed else None)
    assert way_back.address({}) is way_back.address({way_back.KOEKJE: "é niet %"}) is None


def test_the_beheerder_ends_logins_and_changes_rights_at_once(leeg):
    for sub, rol, codes in (("anna", "gemeente", (EIGEN,)), ("baas", "beheerder", ()), ("tweede", "beheerder", ())):
        users.put(leeg, Gebruiker(ISS, sub, sub, rol, codes, "start"))
    nu = claims(op=users.now_utc())
    lezer = dashboard.lezer_van(nu)
    dashboard.save_gebruiker(BAAS, Gebruiker(ISS, "anna", "Anna", "gast", (VREEMD,)))
    anna = dashboard.lezer_van(nu)
    assert (anna.rol, anna.bereik, anna.may_see_exact) == ("gast", (VREEMD,), False) and lezer.bereik == (EIGEN,)
    dashboard.end(BAAS, next(a for a in dashboard.aanmeldingen(BAAS) if a.sub == "anna"))
    with pytest.raises(Geweigerd, match="afgelopen"):
        dashboard.lezer_van(nu)
    fris = claims(nonce="n9", op=users.now_utc())
    dashboard.lezer_van(fris)
    dashboard.remove_gebruiker(BAAS, Gebruiker(ISS, "anna", "Anna", "gast"))
    with pytest.raises(Geweigerd, match="onbekend"):
        dashboard.lezer_van(fris)
    regels = [(r.wie, r.handeling) for r in audit.read(leeg)]
    assert regels.count((BAAS.wie, "ingesteld")) == 3 and (f"{ISS} anna", "ingelogd") in regels
    assert not audit.check(leeg)


def test_only_a_beheerder_may_change_anything(leeg):
    gast = Gebruiker(ISS, "x", "X", "gast", (EIGEN,))
    for rol in ("analist", "gemeente", "gast", ""):
        lezer = Lezer("w", "n", rol, None, "m")
        for doe in (
            lambda z: dashboard.save_gebruiker(z, gast),
            lambda z: dashboard.remove_gebruiker(z, gast),
            dashboard.gebruikerslijst,
            dashboard.aanmeldingen,
            lambda z: dashboard.end(z, None),
            lambda z: dashboard.configure(z, "drempel_aantal", 5),
            dashboard.instellingen_nu,
            dashboard.logboek,
            dashboard.validate,
            lambda z: dashboard.wipe_leveringen(z, alles=True),
        ):
            with pytest.raises(Melding, match="alleen de beheerder"):
                doe(lezer)
    assert not list(leeg.iterdir())


def test_the_first_beheerder_comes_from_the_environment_and_the_last_one_stays(leeg, monkeypatch):
    users.put(leeg, Gebruiker(ISS, "baas", "Baas", "beheerder", (), "start"))
    for wijziging in (
        lambda: dashboard.remove_gebruiker(BAAS, Gebruiker(ISS, "baas", "Baas", "beheerder")),
        lambda: dashboard.save_gebruiker(BAAS, Gebruiker(ISS, "baas", "Baas", "analist")),
    ):
        with pytest.raises(Melding, match="laatste beheerder"):
            wijziging()
    monkeypatch.setenv(BEHEERDER, f"{ISS} eerste")
    assert dashboard.lezer_van(claims("eerste"), NU).rol == "beheerder"
    with pytest.raises(Geweigerd, match="onbekend"):
        dashboard.lezer_van(claims("eerste2"), NU)


@pytest.mark.parametrize(
    ("fout", "zin"),
    [
        ({"rol": "baas"}, "bestaat niet"),
        ({"naam": " "}, "Vul de naam"),
        ({"sub": ""}, "Vul de naam"),
        ({"rol": "gast", "gemeenten": ()}, "ten minste één gemeente"),
        ({"gemeenten": ("Dordrecht",)}, "bestaat niet"),
        ({"iss": "x" * 256}, "hooguit 255"),
    ],
)
def test_a_wrong_user_is_not_saved(leeg, fout, zin):
    goed = {"iss": ISS, "sub": "anna", "naam": "Anna", "rol": "gemeente", "gemeenten": (EIGEN,)}
    with pytest.raises(Melding, match=zin):
        dashboard.save_gebruiker(BAAS, Gebruiker(**goed | fout))
    assert not dashboard.gebruikerslijst(BAAS)


def test_a_role_or_scope_that_is_not_understood_gives_nothing():
    assert Gebruiker(ISS, "x", "X", "directeur", (EIGEN,)).bereik == ()
    assert Gebruiker(ISS, "x", "X", "gemeente", ()).bereik == ()
    assert Lezer("w", "n", "gast").bereik == ()


# The pages


def page(naam: str, **vraag) -> AppTest:
    at = AppTest.from_file(WORTEL / "pages" / f"{naam}.py", default_timeout=90)
    for k, w in vraag.items():
        at.query_params[k] = w
    at.run()
    assert not at.exception, at.exception[0].message
    return at


def text(at: AppTest) -> str:
    return (
        " ".join(e.proto.body for e in at.get("html"))
        + " ".join(str(e.value) for e in at.error)
        + " ".join(e.value for e in at.title)
    )


def test_shared_without_login_shows_no_figure(eigen, monkeypatch):
    """The address of the server stays 127.0.0.1 behind a proxy: that is no reason to let everybody in."""
    monkeypatch.setenv("KERNWAARDEN_HOSTS", "dashboard.gemeente.test")
    for naam in ("maatregelen", "gegevens", "beheer"):
        at = page(naam)
        assert "Stel eerst inloggen in" in text(at).replace("\\", "") and not at.header and "Merk" not in text(at)


def test_every_page_is_in_the_list_of_rights():
    titels = {
        a.args[0].value.lower()
        for p in (WORTEL / "pages").glob("*.py")
        for a in ast.walk(ast.parse(p.read_text("utf-8")))
        if isinstance(a, ast.Call) and getattr(a.func, "id", "") == "start_page"
    }
    stammen = {p.stem for p in (WORTEL / "pages").glob("*.py")}
    assert titels | stammen <= set(access.PAGINAS), "decide who may open a new page"
    rol = {r: {p for p in access.PAGINAS if access._may(Lezer("w", "n", r), p)} for r in users.ROLLEN}
    assert rol["beheerder"] == set(access.PAGINAS) and rol["analist"] == set(access.PAGINAS) - {"beheer"}
    assert not rol["gemeente"] & {"gegevens", "opvragen", "beheer"} and "maatregelen" in rol["gemeente"]
    assert not rol["gast"] & {"gegevens", "opvragen", "beheer", "wat-als", "watals"} and "maatregelen" in rol["gast"]
    assert not access._may(Lezer("w", "n", "gemeente"), "een nieuwe pagina")


def test_the_page_of_the_beheerder(eigen):
    at = page("beheer", regio="zhz")
    at.selectbox(key="beheer_instelling").set_value("bewaren_maanden").run()
    at.number_input[0].set_value(24)
    next(t for t in at.text_input if t.label == "Wie stelt dit in?").set_value("Karin")
    [k for k in at.button if k.label == "Bewaren"][-1].click().run()
    assert not at.exception and "Hoeveel maanden een levering blijft is nu 24" in " ".join(s.value for s in at.success)
    assert "Karin" in text(at)
    assert "Blijft tot en met" in text(at)
    regel = list(audit.read(eigen))[-1]
    assert (regel.wie, regel.handeling, regel.wat, regel.keuze) == (
        "lokaal",
        "ingesteld",
        "bewaren_maanden",
        {"waarde": 24},
    )
    assert at.button(key="doe_wis_alles").disabled, "throwing away asks first"
    at.button(key="beheer_controleer").click().run()
    assert "zijn heel" in " ".join(s.value for s in at.success)


def _loader(map, aantal: int):
    """Loads so many measures into the user's own data, some rows with other dates; one of them has ended."""

    def laad(anders: dict[int, str] | None = None) -> None:
        data = {n: f"202{n % 4}-03-01;" for n in range(aantal)} | {0: "2020-03-01;2021-03-01"} | (anders or {})
        rijen = (f"K{n};{EIGEN};GI A;11;{d}\n" for n, d in data.items())
        kop = "jeugdige;gemeente;gi;type;begindatum;einddatum\n"
        (map / "maatregelen.csv").write_text(kop + "".join(rijen), "utf-8")
        dashboard.import_sources(None, [map / "maatregelen.csv"], tm=dt.date(2025, 6, 30))

    return laad


def test_a_stale_answer_is_never_shown(tmp_path, monkeypatch):
    """T9: one row of many is corrected; every page that shows it changes."""
    monkeypatch.setenv("KERNWAARDEN_GEGEVENS", str(tmp_path / "eigen"))
    laad = _loader(tmp_path, 400)
    laad()
    eerst = {naam: text(page(naam, regio="zhz")) for naam in ("maatregelen", "kernwaarden", "duur")}
    laad({137: "2021-03-01;2022-03-01"})
    for naam, oud in eerst.items():
        assert text(page(naam, regio="zhz")) != oud, naam


VERS = """
import json, sys
from tests.veiligheid.test_toegang import in_app
print("\\n" + json.dumps({n: in_app(n) for n in sys.argv[1:]}))
"""


def in_app(naam: str) -> str:
    """What a page says, reached as a visitor does."""
    at = AppTest.from_file(WORTEL / "app.py", default_timeout=180)
    at.query_params["regio"] = "zhz"
    at.switch_page(f"pages/{naam}.py").run()
    assert not at.exception, at.exception[0].message
    return text(at)


@pytest.mark.nightly
def test_no_page_shows_a_stale_answer(tmp_path, monkeypatch):
    """T9: one of 200,000 rows is corrected; all pages say what a program says that never saw the old one."""
    monkeypatch.setenv("KERNWAARDEN_GEGEVENS", str(tmp_path / "eigen"))
    paginas = sorted(p.stem for p in (WORTEL / "pages").glob("*.py") if p.stem != "begin")
    laad = _loader(tmp_path, 200_000)
    laad()
    eerst = {naam: in_app(naam) for naam in paginas}
    laad({137: "2021-03-01;2022-03-01"})
    nu = {naam: in_app(naam) for naam in paginas}
    opdracht = [sys.executable, "-W", "ignore", "-c", VERS, *paginas]
    los = subprocess.run(opdracht, cwd=WORTEL, capture_output=True, text=True, check=True)
    assert nu == json.loads(los.stdout.splitlines()[-1])
    assert {"maatregelen", "kernwaarden", "duur", "overzicht"} <= {n for n in paginas if nu[n] != eerst[n]}


# What must be so in the code

BRONNEN = sorted(p for map in ("core", "pages") for p in (WORTEL / map).rglob("*.py"))
# Definitions that ship with the program: the same for every reader.
ZONDER_LEZER = {("core/ui/watals/choice.py", "_presets")}
# Places that open the store unscoped, and why no reader with a scope sees through them. Who may load or manage sees
# every gemeente (`test_who_may_load_or_manage_has_no_scope`), and only who may is let through to the last five.
HEEL = {
    "core/views/store.py": 2,  # which program made the store, and which tables were delivered since: no row
    "core/views/upkeep.py": 4,  # ids and counts of deliveries, to check or to throw away; of the beheerder
    "core/views/compare.py": 1,  # what loading would do to the figures of everything; of who loads
    # An earlier moment is built anew of all rows, and read with the scope of the reader; beside the CBS all rows count,
    # and who does not see all gemeenten has no answer there.
    "core/store/earlier.py": 2,
    "core/store/engines.py": 2,  # of the command line: the same deliveries on another engine
    "core/store/keep.py": 2,  # ids of deliveries whose time is over; of the beheerder
    "core/sources/intake.py": 2,  # one key for all deliveries; how senders were spelled before; of who loads
    "core/sources/loaded_before.py": 1,  # marks of files, to know one again; of who loads
    "core/views/example.py": 1,  # the shipped example, made by a command; nobody's children
    "core/benchmark/by_hand.py": 2,  # of the command line, on an export that it made itself
}


@pytest.mark.parametrize("rol", users.ROLLEN)
def test_who_may_load_or_manage_has_no_scope(rol):
    lezer = Lezer("x", "X", rol, Gebruiker(ISS, "x", "X", rol, (EIGEN,)).bereik)
    assert lezer.bereik is None or not (lezer.may_load or lezer.may_manage)


def _functions(soort: tuple[str, ...]):
    for pad in BRONNEN:
        for f in ast.walk(ast.parse(pad.read_text("utf-8"))):
            if isinstance(f, ast.FunctionDef) and any(s in ast.unparse(d) for d in f.decorator_list for s in soort):
                yield str(pad.relative_to(WORTEL)), f


def test_cached_functions_of_the_screen_take_the_scope_first():
    gevonden = [
        (p, f.name, f.args.args[0].arg if f.args.args else "") for p, f in _functions(("cache_data", "cache_resource"))
    ]
    assert not [g for g in gevonden if g[2] != "bereik" and g[:2] not in ZONDER_LEZER]


def test_other_caches_hold_no_rows_or_take_the_store_first():
    """A store carries its scope; a cache of figures on anything else would be shared over readers."""
    namen = {(p, f.name): [a.arg for a in f.args.args] for p, f in _functions(("lru_cache", "functools.cache"))}
    # What can be searched are goals and words: of every reader the same, and without a figure.
    woorden = {("core/views/search.py", f) for f in ("_documents", "_vocabulary")}
    vragen = {"selectie", "regio", "filters", "maat_id", "store"}
    met_gegevens = {k: a for k, a in namen.items() if vragen & set(a) and k not in woorden}
    assert met_gegevens and all(a[0] == "store" for a in met_gegevens.values()), met_gegevens
    for met_bereik in ("_describe", "_geheugen"):
        assert "bereik" in namen["core/views/store.py", met_bereik]


def test_the_store_is_opened_with_a_scope():
    zonder: dict[str, int] = {}
    for pad in BRONNEN:
        for a in ast.walk(ast.parse(pad.read_text("utf-8"))):
            if isinstance(a, ast.Call) and ast.unparse(a.func) == "versions.reading" and len(a.args) < 2:
                zonder[str(pad.relative_to(WORTEL))] = zonder.get(str(pad.relative_to(WORTEL)), 0) + 1
            if isinstance(a, ast.Call) and ast.unparse(a.func) == "dashboard.open_store":
                assert "core/ui" not in str(pad) or "bereik" in [k.arg for k in a.keywords], pad
    assert zonder == HEEL


def test_every_download_looks_again_who_takes_it():
    for pad in BRONNEN:
        for a in ast.walk(ast.parse(pad.read_text("utf-8"))):
            if isinstance(a, ast.Call) and ast.unparse(a.func).endswith("download_button"):
                assert "meegenomen(" in ast.unparse(a.args[1]) or "neem_mee(" in ast.unparse(a.args[1]), (
                    f"{pad}:{a.lineno}"
                )


# The command line


def test_the_commands_of_upkeep(tmp_path, capsys):
    from core.__main__ import main

    store = tmp_path / "store"
    bron = tmp_path / "maatregelen.csv"
    bron.write_text(f"jeugdige;gemeente;gi;type;begindatum;einddatum\nK1;{EIGEN};GI A;11;2023-03-01;\n", "utf-8")
    assert main(["importeer", str(bron), "--store", str(store), "--tm", "2025-06-30"]) == 0
    assert main(["controleer", "--store", str(store)]) == 0 and "zijn heel" in capsys.readouterr().out
    kopie = tmp_path / "kopie.zip"
    assert main(["reservekopie", str(kopie), "--store", str(store)]) == 0 and kopie.exists()
    assert "sleutel" in capsys.readouterr().err
    assert main(["opruimen", "--store", str(store)]) == 0 and "niets te wissen" in capsys.readouterr().out
    assert main(["terugzetten", str(kopie), "--store", str(store)]) == 0
    assert [r.handeling for r in audit.read(store)] == ["geladen", "teruggezet"]
    assert main(["opruimen", "--alles", "--store", str(store)]) == 0 and "1 levering gewist" in capsys.readouterr().out
    assert main(["controleer", "--store", str(store)]) == 1 and "geen gegevens" in capsys.readouterr().err
    kopie.write_bytes(kopie.read_bytes()[:-20])
    assert main(["terugzetten", str(kopie), "--store", str(store)]) == 2
    assert "geen goede reservekopie" in capsys.readouterr().err


def test_an_old_copy_brings_no_login_back_to_life(leeg, tmp_path):
    users.put(leeg, Gebruiker(ISS, "anna", "Anna", "analist", (), "baas"))
    bron = tmp_path / "maatregelen.csv"
    bron.write_text(f"jeugdige;gemeente;gi;type;begindatum;einddatum\nK1;{EIGEN};GI A;11;2023-03-01;\n", "utf-8")
    dashboard.import_sources(None, [bron], tm=dt.date(2025, 6, 30))
    nu = claims(op=users.now_utc())
    lezer = dashboard.lezer_van(nu)
    dashboard.make_reservekopie(None, tmp_path / "kopie.zip")
    dashboard.sign_out(lezer)
    dashboard.put_back(tmp_path / "kopie.zip", None)
    with pytest.raises(Geweigerd, match="afgelopen"):
        dashboard.lezer_van(nu)
