"""The front door: the overview under its own address, so that every page has one."""

import streamlit as st

from core.ui.frame import start_page

start_page("Overzicht")
st.switch_page("pages/overzicht.py", query_params={n: st.query_params.get_all(n) for n in st.query_params})
