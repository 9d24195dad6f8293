"""What is being done, for as long as it takes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st


@contextmanager
def progress(wat: str) -> Iterator[Callable[[str, float], None]]:
    """A bar under what is being done; gone when it is done."""
    plek = st.empty()
    balk = plek.progress(0.0, f"{wat}…")
    try:
        yield lambda nu, deel: balk.progress(min(max(deel, 0.0), 1.0), f"{nu}…")
    finally:
        plek.empty()
