"""A choice on a page that decides what its figures are about: it stands in the address, so that a link, a reload and
the way back show the same."""

from collections.abc import Mapping

import streamlit as st


def choose_one(naam: str, label: str, opties: Mapping[str, str]) -> str:
    """One of `opties` (value in the address -> words), the first unless somebody chose. `naam`: of the address, where
    the first is left out; a value that is not in the list is left out too."""
    eerste = next(iter(opties))
    gevraagd = st.query_params.get(naam, st.session_state.get(_kept(naam)))
    nu = gevraagd if gevraagd in opties else eerste
    _write(naam, nu, eerste)
    st.session_state[naam] = nu
    st.segmented_control(
        label,
        list(opties),
        key=naam,
        required=True,
        format_func=opties.get,
        on_change=lambda: _write(naam, st.session_state[naam] or eerste, eerste),
    )
    return nu


def _kept(naam: str) -> str:
    """Where it is kept for the next visit of the page: the address of a page forgets it in the menu."""
    return f"{naam}_gekozen"


def _write(naam: str, waarde: str, eerste: str) -> None:
    st.session_state[_kept(naam)] = waarde
    if waarde == eerste:
        st.query_params.pop(naam, None)
    elif st.query_params.get(naam) != waarde:
        st.query_params[naam] = waarde
