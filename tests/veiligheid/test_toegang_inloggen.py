"""T7: logging in with a real browser at a real OIDC provider, through TLS; what a copied or changed cookie is worth."""

import pytest

from core.staat import audit, users
from core.ui.gate.way_back import KOEKJE
from tests.veiligheid.gemerkt import EIGEN, MERKEN, VREEMD, make_store
from tests.veiligheid.inlog import known, provider, serve_shared

WIE = {"anna": ("gemeente", (EIGEN,)), "bert": ("gemeente", (VREEMD,)), "baas": ("beheerder", ())}


@pytest.fixture(scope="module")
def uitgever():
    """An OIDC provider on this machine where everybody logs in with one press."""
    with provider(*WIE, "niemand") as adres:
        yield adres


@pytest.fixture(scope="module")
def gedeeld(uitgever, tmp_path_factory):
    map = tmp_path_factory.mktemp("inloggen")
    eigen = make_store(map)
    ontdek = f"{uitgever}/.well-known/openid-configuration"
    with known(eigen, uitgever, WIE), serve_shared(eigen, map, metadata=ontdek, proxy=True) as server:
        server.eigen = eigen
        yield server


@pytest.fixture
def bezoek(chromium, gedeeld):
    """Gives new visitors, each with his own browser."""
    open_ = []

    def maak():
        context = chromium.new_context(ignore_https_errors=True, viewport={"width": 1280, "height": 900})
        open_.append(context)
        p = context.new_page()
        p.set_default_timeout(30_000)
        p.ontvangen = []
        p.on(
            "websocket",
            lambda ws: ws.on("framereceived", lambda f: p.ontvangen.append(f if isinstance(f, bytes) else f.encode())),
        )
        return p

    yield maak
    for context in open_:
        context.close()


def log_in(p, gedeeld, wie: str, naar: str = "maatregelen?regio=zhz") -> str:
    """Presses the button, logs in elsewhere, and gives what the page says when it is back: at the page that was asked
    for."""
    p.goto(f"{gedeeld.url}/{naar}")
    p.get_by_role("button", name="Inloggen").click()
    p.wait_for_url("**/oauth2/authorize**")
    p.get_by_role("button", name=wie).first.click()
    p.wait_for_url(f"{gedeeld.url}/{naar}")
    assert not [k for k in p.context.cookies() if k["name"] == KOEKJE], "used once"
    return said(p)


def said(p) -> str:
    p.wait_for_selector("h1")
    p.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    p.wait_for_timeout(300)
    return p.inner_text("body")


def koekje(p) -> dict:
    return next(k for k in p.context.cookies() if k["name"] == "_streamlit_user")


@pytest.mark.nightly
def test_two_users_each_see_their_own_gemeente(gedeeld, bezoek):
    for wie, eigen, ander in (("anna", EIGEN, VREEMD), ("bert", VREEMD, EIGEN)):
        p = bezoek()
        p.goto(f"{gedeeld.url}/maatregelen?regio=zhz")
        assert "Log in met het account" in said(p) and not any(b"Merk" in f for f in p.ontvangen), "a wall before it"
        assert f"Ingelogd als {wie.capitalize()} (gemeente)" in log_in(p, gedeeld, wie)
        gezien = b"".join(p.ontvangen)  # the GI's to choose from are marked too
        assert MERKEN[eigen].encode() in gezien and MERKEN[ander].encode() not in gezien
        assert koekje(p)["secure"] and koekje(p)["httpOnly"]


def test_who_has_no_rights_is_told_whom_to_ask(gedeeld, bezoek, uitgever):
    """His e-mail address is that of the beheerder: that means nothing."""
    p = bezoek()
    log_in(p, gedeeld, "niemand")
    p.get_by_text("sub: niemand").wait_for()  # the browser fetches the code of this kind of element last
    gezegd = said(p)
    assert "U bent ingelogd, maar staat niet in de lijst van gebruikers." in gezegd
    assert "U hebt nog geen toegang" in gezegd and f"iss: {uitgever}" in gezegd and "sub: niemand" in gezegd
    assert not any(b"Merk" in f for f in p.ontvangen)
    assert any(r.handeling == "geweigerd" and r.wie == f"{uitgever} niemand" for r in audit.read(gedeeld.eigen))


def test_logging_out_ends_a_copied_cookie(gedeeld, bezoek):
    p = bezoek()
    log_in(p, gedeeld, "anna", f"duur?regio=zhz&gemeente={EIGEN}")
    gestolen = koekje(p)
    dief = bezoek()
    dief.context.add_cookies([gestolen])
    p.get_by_role("button", name="Uitloggen").click()
    p.wait_for_url("**/oauth2/end_session**")  # also there he logs out
    assert not [k for k in p.context.cookies() if k["name"] == "_streamlit_user" and k["value"]]
    dief.goto(f"{gedeeld.url}/maatregelen?regio=zhz")
    assert "U bent uitgelogd" in said(dief) and not any(b"Merk" in f for f in dief.ontvangen)
    dief.get_by_role("button", name="Inloggen").click()
    dief.wait_for_url("**/oauth2/authorize**")


@pytest.mark.nightly
def test_a_changed_cookie_is_no_login(gedeeld, bezoek):
    p = bezoek()
    log_in(p, gedeeld, "anna")
    goed = koekje(p)
    for plek in (5, len(goed["value"]) // 2, len(goed["value"]) - 3):
        anders = goed["value"][:plek] + ("A" if goed["value"][plek] != "A" else "B") + goed["value"][plek + 1 :]
        q = bezoek()
        q.context.add_cookies([goed | {"value": anders}])
        q.goto(f"{gedeeld.url}/maatregelen?regio=zhz")
        assert "Log in met het account" in said(q) and not any(b"Merk" in f for f in q.ontvangen)


@pytest.mark.nightly
def test_the_beheerder_lets_somebody_in_and_out(gedeeld, bezoek, uitgever):
    for oud in users.aanmeldingen(gedeeld.eigen):  # of the tests before
        users.end(gedeeld.eigen, oud.merk, "proef")
    p, anna = bezoek(), bezoek()
    assert "(beheerder)" in log_in(p, gedeeld, "baas")
    log_in(anna, gedeeld, "anna")
    p.goto(f"{gedeeld.url}/beheer")
    assert "Wie mag kijken?" in said(p)
    p.get_by_role("tab", name="Aanmeldingen").click()
    assert "Anna" in said(p)
    merk = next(a.merk for a in users.aanmeldingen(gedeeld.eigen) if a.sub == "anna" and a.einde is None)
    p.get_by_role("combobox", name="Beëindigen").click()
    p.get_by_role("option", name="Anna").first.click()
    said(p)
    p.get_by_role("button", name="Beëindig deze aanmelding").click()
    p.get_by_text("De aanmelding is beëindigd.").wait_for()
    assert next(a for a in users.aanmeldingen(gedeeld.eigen) if a.merk == merk).reden == "door Baas"
    anna.get_by_label("Per", exact=True).click()
    anna.get_by_role("option", name="Per kwartaal").click()
    anna.get_by_text("U bent uitgelogd").wait_for()
