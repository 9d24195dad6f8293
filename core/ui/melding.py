"""What a reader sees when something cannot be done: one Dutch sentence, never a traceback."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape

import streamlit as st

from core.model.melding import Melding
from core.ui.log import where

_LOG = logging.getLogger(__name__)
ALGEMEEN = (
    "Er ging iets mis bij het tonen van deze pagina. Laad de pagina opnieuw; blijft het zo, wis dan de "
    "keuzes links of laad de gegevens opnieuw op de pagina Gegevens."
)


@contextmanager
def one_sentence() -> Iterator[None]:
    """Runs a page. A Melding is shown as it is, anything else as a general sentence.

    The log gets the kind of error and its place, not its text: that may hold data of a child.
    """
    try:
        yield
    except Exception as fout:
        on_script_error(fout)


def on_script_error(fout: Exception) -> bool:
    """Shows the sentence for an error; also what `st.App` calls for an error outside a page, as in a callback.
    True: it has been shown."""
    if isinstance(fout, Melding):
        st.error(plain(str(fout)), icon=":material/info:")
    else:
        _LOG.error("%s", where(fout))
        st.error(ALGEMEEN, icon=":material/error:")
    return True


def plain(tekst: str) -> str:
    """Text as text: no sign in it works as markdown, so a name in the data cannot fetch a picture."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>~$:])", r"\\\1", tekst)


def empty(kop: str, uitleg: str) -> None:
    """An empty state: what is missing, and what to do about it."""
    st.html(f'<div class="kd-leeg" role="note"><b>{escape(kop)}</b>{escape(uitleg)}</div>')
