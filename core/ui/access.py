"""Who looks, and what he may see. The first thing every page does; a page in `pages/` can be reached without app.py.

On the own computer there is one reader, who may do everything. Served to others (KERNWAARDEN_HOSTS) everybody logs in,
and what he may see stands in the table of users, by what the issuer signed: never in an address, a widget, the session
or an e-mail address. See core/decisions/toegang.md.
"""

from collections.abc import Callable, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from core import dashboard
from core.dashboard import Geweigerd, Lezer
from core.model.melding import Melding
from core.model.selectie import Selectie
from core.ui.gate.files import remember_file, remember_session
from core.ui.gate.settings import Instellingen

_LOKAAL = {"127.0.0.1", "localhost", "::1"}
_GEHEIM = 32  # characters of cookie_secret: who has it can make himself anybody
_GEZIEN, _GEMELD = "toegang_gezien", "toegang_gemeld"
_in_handen: ContextVar[Lezer | None] = ContextVar("lezer", default=None)
# What a page asks of its reader; a page that is not here is for who may see deliveries.
ALLEN, EXACT, LADEN, BEHEREN = "allen", "exact", "laden", "beheren"
PAGINAS = dict.fromkeys(
    (
        "overzicht",
        "kernwaarden",
        "doelen",
        "duiding",
        "uithuisplaatsingen",
        "maatregelen",
        "duur",
        "vergelijken",
        "jeugdhulp",
        "mijlpalen",
        "veranderd",
        "wat veranderde er?",
        "cbs",
        "klopt het met het cbs?",
        "rapport",
        "presentatie",
        "dekking",
        "verantwoording",
        "handleiding",
        "begin",
    ),
    ALLEN,
) | {"wat-als": EXACT, "watals": EXACT, "gegevens": LADEN, "opvragen": LADEN, "beheer": BEHEREN}


def check() -> Lezer:
    """The reader. Stops the page for who may not look."""
    if (lezer := _in_handen.get()) is not None:
        return lezer
    if not shared():
        return dashboard.LOKAAL
    if fout := _wrong_setup():
        _refuse("Inloggen is nog niet ingesteld", fout)
    if not st.user.is_logged_in:
        _login_page()
    try:
        lezer = dashboard.lezer_van(st.user.to_dict())
    except Geweigerd as geweigerd:
        _refused_page(geweigerd.reden)
    remember_session(get_script_run_ctx().session_id, lezer.merk, lezer.may_load)
    return lezer


def enter(titel: str) -> Lezer:
    """The reader of a page, by its title. Stops the page for who may not open it."""
    lezer = check()
    if not _may(lezer, titel):
        _report(lezer, f"pagina {titel}")
        _refuse(
            "Deze pagina is niet voor u",
            "Uw rol geeft geen toegang tot deze pagina. Kies een andere pagina in het "
            "menu, of vraag de beheerder om meer rechten.",
            lezer,
        )
    return lezer


def in_menu(menu: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The files of pages in the menu, without those that the reader may not open; the page itself checks again."""
    if not shared():
        return dict(menu)
    try:
        lezer = dashboard.lezer_van(st.user.to_dict())
    except (Geweigerd, Melding):
        lezer = Lezer("", "", "")
    return {deel: [p for p in paden if _may(lezer, Path(p).stem)] for deel, paden in menu.items()}


def may_open(pagina: str) -> bool:
    """Whether the reader may open a page."""
    return _may(check(), pagina)


def may_see_exact() -> bool:
    """Whether the reader may see exact figures."""
    return check().may_see_exact


def shared() -> bool:
    """Whether others than the user of this computer can reach the app."""
    adres = str(st.get_option("server.address") or "")
    return Instellingen.from_omgeving().gedeeld or not (adres in _LOKAAL or adres.startswith("unix:"))


def has_login() -> bool:
    """Whether logging in was set up, well or not."""
    return bool(_auth())


def sign_out_button(lezer: Lezer) -> None:
    """Who is logged in, and the way out; nothing on one's own computer."""
    if lezer.gedeeld:
        st.caption(f"Ingelogd als {_plain(lezer.naam)} ({lezer.rol})")
        st.button(
            "Uitloggen", key="uitloggen", type="tertiary", icon=":material/logout:", on_click=_sign_out, args=(lezer,)
        )


def gezien(titel: str, view, selectie: Selectie) -> None:
    """Writes down what this visit saw, once for each page and selection."""
    wat = (titel, selectie, view.store.versie, view.weergave.naam)
    al = st.session_state.setdefault(_GEZIEN, set())
    if wat not in al:
        dashboard.note(
            check(),
            "gezien",
            titel,
            store=view.store,
            keuze=_choice(selectie) | {"cijfers": view.weergave.naam},
        )
        al.add(wat)


def meegenomen(
    maak: Callable[[], bytes], wat: str, view=None, selectie: Selectie | None = None, rijen: int | None = None
) -> Callable[[], bytes]:
    """`maak` for a download button: when it is pressed, it is looked up again who the reader is, what he takes along is
    written down, and only he can fetch it. Raises Melding for who may not have it."""
    lezer = check()
    claims = st.user.to_dict() if lezer.gedeeld else {}

    def _make() -> bytes:
        nu = _again(lezer, claims)
        if view is not None and (view.store.bereik != nu.bereik or not (nu.may_see_exact or view.leaving == (view,))):
            raise Melding("Uw rechten zijn veranderd: laad de pagina opnieuw.")
        with _hands(nu):
            inhoud = maak()
        dashboard.note(nu, "meegenomen", wat, store=view and view.store, keuze=_choice(selectie), rijen=rijen)
        if nu.gedeeld:
            remember_file(inhoud.encode() if isinstance(inhoud, str) else inhoud, nu.merk)
        return inhoud

    return _make


def _again(lezer: Lezer, claims: Mapping) -> Lezer:
    if not lezer.gedeeld:
        return lezer
    try:
        return dashboard.lezer_van(claims)
    except Geweigerd as geweigerd:
        raise Melding("U bent uitgelogd: log opnieuw in.") from geweigerd


@contextmanager
def _hands(lezer: Lezer):
    """A download is made outside a run of the page: there the reader is the one for whom it is made."""
    vorige = _in_handen.set(lezer)
    try:
        yield
    finally:
        _in_handen.reset(vorige)


def _may(lezer: Lezer, pagina: str) -> bool:
    nodig = PAGINAS.get(pagina.lower(), LADEN)
    return {ALLEN: True, EXACT: lezer.may_see_exact, LADEN: lezer.may_load, BEHEREN: lezer.may_manage}[nodig]


def _choice(selectie: Selectie | None) -> dict:
    if selectie is None:
        return {}
    velden = {
        "regio": selectie.regio,
        "van": selectie.van,
        "tot": selectie.tot,
        "per": selectie.per,
        "splits": list(selectie.splits),
    } | {k: list(w) for k, w in selectie.filters}
    return {k: str(w) if k in ("van", "tot") else w for k, w in velden.items() if w}


def _auth() -> dict:
    try:
        return st.secrets["auth"].to_dict() if "auth" in st.secrets else {}
    except (FileNotFoundError, st.errors.StreamlitSecretNotFoundError):
        return {}


def _wrong_setup() -> str | None:
    """What is wrong with [auth] in secrets.toml, one sentence."""
    auth, hosts = _auth(), Instellingen.from_omgeving().hosts
    if not auth:
        return (
            "Dit dashboard is alleen bedoeld voor deze computer. Stel eerst inloggen in ([auth] in secrets.toml) "
            "voordat u het met anderen deelt; zie core/decisions/toegang.md."
        )
    if len(str(auth.get("cookie_secret", ""))) < _GEHEIM:
        return f"De waarde van cookie_secret in secrets.toml is te kort: kies ten minste {_GEHEIM} willekeurige tekens."
    terug = urlsplit(str(auth.get("redirect_uri", "")))
    if terug.scheme != "https" or terug.netloc.lower() not in hosts:
        return (
            "De redirect_uri in secrets.toml moet met https:// beginnen en een naam uit KERNWAARDEN_HOSTS hebben, "
            "zoals https://dashboard.gemeente.nl/oauth2callback."
        )
    return None


def _login_page() -> None:
    _frame("Inloggen")
    st.markdown("Log in met het account van uw organisatie. Wat u daarna ziet, hoort bij uw rol.")
    _login_buttons()
    st.stop()


def _login_buttons() -> None:
    """One, or one for each named provider."""
    namen = [naam for naam, waarde in _auth().items() if isinstance(waarde, Mapping) and naam != "client_kwargs"]
    for naam in namen or [None]:
        st.button(
            f"Inloggen met {naam}" if len(namen) > 1 else "Inloggen",
            type="primary",
            key=f"inloggen_{naam}",
            on_click=st.login,
            args=(naam,),
        )


def _refused_page(reden: str) -> None:
    claims = st.user.to_dict()
    if not st.session_state.get(_GEMELD):
        st.session_state[_GEMELD] = True
        dashboard.note_weigering(claims, reden)
    if reden == "onbekend":
        _frame("U hebt nog geen toegang")
        st.markdown(
            "U bent ingelogd, maar staat niet in de lijst van gebruikers. Vraag de beheerder van dit dashboard om u "
            "toe te voegen en geef deze twee regels door. Log daarna opnieuw in."
        )
        st.code(f"iss: {claims.get('iss', '')}\nsub: {claims.get('sub', '')}", language=None)
        st.button("Uitloggen", key="uitloggen", on_click=st.logout)
        st.stop()
    if reden == "afgelopen":
        _frame("U bent uitgelogd")
        st.markdown(
            "Uw sessie is voorbij: u hebt zelf uitgelogd, een half uur niets gedaan, acht uur gewerkt, of de "
            "beheerder heeft haar beëindigd. Log opnieuw in om verder te gaan."
        )
    else:
        _frame("Inloggen is niet gelukt")
        st.markdown(
            "De dienst waarmee u inlogt geeft te weinig mee om uw sessie te herkennen (iss, sub, iat en nonce zijn "
            "nodig). Meld dit aan de beheerder."
        )
    _login_buttons()
    st.stop()


def _refuse(titel: str, zin: str, lezer: Lezer | None = None) -> None:
    _frame(titel)
    st.error(_plain(zin), icon=":material/lock:")
    if lezer:
        with st.sidebar:
            sign_out_button(lezer)
    st.stop()


def _frame(titel: str) -> None:
    from core.ui import style

    st.set_page_config(page_title=f"{titel} · Kernwaarden-dashboard", layout="wide")
    style.apply()
    st.title(titel, anchor=False)


def _report(lezer: Lezer, wat: str) -> None:
    """Writes down that something was refused, once in a visit."""
    al = st.session_state.setdefault(_GEZIEN, set())
    if ("geweigerd", wat) not in al:
        dashboard.note(lezer, "geweigerd", wat)
        al.add(("geweigerd", wat))


def _sign_out(lezer: Lezer) -> None:
    """Ends the login here first: the cookie that the browser throws away may have been copied."""
    dashboard.sign_out(lezer)
    st.logout()


def _plain(tekst: str) -> str:
    from core.ui.melding import plain

    return plain(tekst)
