"""The gate in front of the pages: who reaches the server at all, and what leaves it.

`app.py` gives `settings()` to `st.App`. Which reader sees which rows is not decided here but in `core.ui.access`;
the gate only lets a browser through that holds the start token. Why and how: core/decisions/bediening.md.
"""

from dataclasses import replace
from typing import Any

import streamlit as st
from starlette.middleware import Middleware

from core.ui import access, log
from core.ui.gate import silence
from core.ui.gate.opening import lifespan
from core.ui.gate.settings import Instellingen
from core.ui.gate.watch import MERK, MERKKOP, Wacht
from core.ui.melding import on_script_error


def settings() -> dict[str, Any]:
    """The keywords of `st.App`: the gate, its start and stop, and what a reader sees of an error.

    Ends the program with one Dutch sentence when a setting in the environment cannot be used."""
    instellingen = Instellingen.from_omgeving()
    if instellingen.gedeeld and access.has_login():
        # After logging in elsewhere the browser comes back without a SameSite=Strict cookie: the login takes its place.
        instellingen = replace(instellingen, token=None, inloggen=True)
    log.install()
    silence.no_outbound()
    silence.end_quietly()
    silence.allow_hosts(instellingen.hosts)
    return {
        "middleware": [Middleware(Wacht, instellingen=instellingen)],
        "lifespan": lifespan(instellingen),
        "on_script_error": on_script_error,
    }


def check() -> None:
    """Stops a page that is served without the gate: another version of Streamlit may not find the App in app.py
    and would then start without a word, open to everybody on this machine."""
    koppen = st.context.headers
    if koppen and koppen.get(MERKKOP) != MERK:
        st.error(
            "Het dashboard is gestart zonder beveiliging. Sluit het af en start het met de opdracht uit README.md "
            "en de versies uit requirements.txt.",
            icon=":material/lock:",
        )
        st.stop()
