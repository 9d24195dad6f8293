"""The look of our own HTML: one sheet of styles, coloured by the theme in .streamlit/config.toml."""

from functools import lru_cache
from pathlib import Path

import streamlit as st

_KLEUREN = {
    "hoofd": "primaryColor",
    "accent": "orangeColor",
    "zacht": "grayColor",
    "rand": "borderColor",
    "vlak": "backgroundColor",
    "tekst": "textColor",
}


def dark() -> bool:
    """Whether the reader sees the dark theme."""
    return st.context.theme.type == "dark"


def apply() -> None:
    """Put the styles in the page; once per run, before any HTML of ours."""
    thema = "dark" if dark() else "light"
    waarden = {naam: st.get_option(f"theme.{thema}.{optie}") for naam, optie in _KLEUREN.items()}
    variabelen = ";".join(f"--kd-{naam}:{waarde}" for naam, waarde in waarden.items())
    st.html(f"<style>:root{{{variabelen}}}{_sheet()}</style>")


@lru_cache(maxsize=1)
def _sheet() -> str:
    return Path(__file__).with_name("stijl.css").read_text("utf-8")
