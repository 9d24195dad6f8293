"""What a reader sees when something cannot be done: one Dutch sentence, never a traceback."""

import logging
import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from core.model.fout import Melding

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
    except Melding as melding:
        st.error(plain(str(melding)), icon=":material/info:")
    except Exception as fout:
        plek = traceback.extract_tb(fout.__traceback__)[-1]
        _LOG.error("%s in %s, regel %s", type(fout).__name__, plek.filename, plek.lineno)
        st.error(ALGEMEEN, icon=":material/error:")


def plain(tekst: str) -> str:
    """Text as text: no sign in it works as markdown, so a name in the data cannot fetch a picture."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>~$:])", r"\\\1", tekst)


def empty(kop: str, uitleg: str) -> None:
    """An empty state: what is missing, and what to do about it."""
    from html import escape

    st.html(f'<div class="kd-leeg" role="note"><b>{escape(kop)}</b>{escape(uitleg)}</div>')
