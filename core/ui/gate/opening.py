"""Start and stop: tells the user the link with the token, and opens it where there is a screen."""

import asyncio
import os
import secrets
import sys
import threading
import webbrowser
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from html import escape
from pathlib import Path

import streamlit as st

from core import dashboard
from core.ui.gate import cleaning
from core.ui.gate.settings import TOKEN, Instellingen


def lifespan(instellingen: Instellingen) -> Callable[[st.App], AbstractAsyncContextManager[None]]:
    """For `st.App`: at start the link is told and opened, at stop the file with the token goes away."""

    @asynccontextmanager
    async def _van_start_tot_stop(_app: st.App) -> AsyncIterator[None]:
        bestand = None
        if instellingen.gedeeld:
            _say_shared(instellingen)
        elif instellingen.token:
            url = link(instellingen)
            bestand = write_opener(dashboard.eigen(), url)
            _say(instellingen, url, bestand)
            if bestand and instellingen.browser and has_screen():
                threading.Thread(target=webbrowser.open, args=(bestand.as_uri(),), daemon=True).start()
        cleaning.freeze()
        taken = [asyncio.create_task(cleaning.tidy()), asyncio.create_task(asyncio.to_thread(open_data))]
        try:
            yield
        finally:
            for taak in taken:
                taak.cancel()
            if bestand:
                with suppress(OSError):
                    bestand.unlink(missing_ok=True)
            print("  Het dashboard is afgesloten.", file=sys.stderr, flush=True)

    return _van_start_tot_stop


def open_data() -> None:
    """Opens what is loaded, or puts the example in its place, while the browser still fetches the page. Whatever is
    wrong with it is told by the page, which opens it again."""
    with suppress(Exception):
        dashboard.open_store(bereik=())  # nobody is looking yet: no rows


def link(instellingen: Instellingen) -> str:
    """The address of the dashboard on this machine, with the token."""
    pad = st.get_option("server.baseUrlPath").strip("/")
    schema = "https" if st.get_option("server.sslCertFile") else "http"
    return f"{schema}://localhost:{st.get_option('server.port')}/{f'{pad}/' if pad else ''}?token={instellingen.token}"


def write_opener(map: Path, url: str) -> Path | None:
    """A page only the owner can read that goes on to `url`: as an argument of the browser the token would stand in
    the list of processes, for every user of this machine. None when the folder cannot be written."""
    doel = map / f"openen-{st.get_option('server.port')}.html"
    klad = doel.with_name(f".{doel.name}.{secrets.token_hex(4)}")
    adres = escape(url)
    tekst = (
        f'<!doctype html><html lang="nl"><meta charset="utf-8"><title>Kernwaarden-dashboard</title>'
        f'<meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="0;url={adres}">'
        f'<p><a href="{adres}">Open het dashboard</a></p></html>'
    )
    try:
        map.mkdir(parents=True, exist_ok=True)
        bestand = os.open(klad, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(bestand, "w", encoding="utf-8") as schrijf:
            schrijf.write(tekst)
        os.replace(klad, doel)
    except OSError:
        return None
    return doel


def has_screen() -> bool:
    """Whether somebody sits at this machine: a window to start in, and on Linux a desktop."""
    if not (sys.stderr and sys.stderr.isatty()):
        return False
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _say(instellingen: Instellingen, url: str, bestand: Path | None) -> None:
    if instellingen.token_gegeven:
        url = url.replace(instellingen.token, f"<de waarde van {TOKEN}>")
    regels = [
        "",
        "  Het Kernwaarden-dashboard staat klaar. Open het met deze link:",
        "",
        f"    {url}",
        "",
        "  De link werkt alleen op deze computer, tot u het dashboard afsluit. Geef hem niet door.",
        "  Afsluiten: Ctrl+C in dit venster.",
        "",
    ]
    if bestand is None:
        regels.insert(-1, f"  De map {dashboard.eigen()} is niet te beschrijven: eigen gegevens laden kan niet.")
    print("\n".join(regels), file=sys.stderr, flush=True)


def _say_shared(instellingen: Instellingen) -> None:
    print(
        f"\n  Het Kernwaarden-dashboard staat klaar achter {', '.join(instellingen.hosts)} (https).\n"
        + (
            "  Iedereen logt in; wie wat ziet staat op de pagina Beheer.\n"
            if instellingen.inloggen
            else f"  De eerste keer opent een gebruiker het met ?token= en de waarde van {TOKEN} achter het adres.\n"
            if instellingen.token_gegeven
            else f"  Er is geen {TOKEN} gegeven, dus niemand kan het openen. Geef er een, of stel inloggen in.\n"
        ),
        file=sys.stderr,
        flush=True,
    )
