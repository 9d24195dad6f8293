"""A choice on a page that decides what its figures are about: it stands in the address, so that a link, a reload and
the way back show the same."""

from collections.abc import Callable, Mapping

import streamlit as st

from core.model import wording
from core.ui.melding import plain


def choose_one(naam: str, label: str, opties: Mapping[str, str]) -> str:
    """One of `opties` (value in the address -> words), the first unless somebody chose. `naam`: of the address, where
    the first is left out; a value that is not in the list is left out too."""
    nu, schrijf = _begin(naam, label, opties)
    st.segmented_control(
        label, list(opties), key=naam, required=True, format_func=lambda o: opties.get(o, o), on_change=schrijf
    )
    return nu


def choose_from(
    naam: str, label: str, opties: Mapping[str, str], *, zoek: bool = False, eerst: str | None = None
) -> str:
    """As `choose_one`, from a list that is too long to stand beside each other; `zoek`: typing narrows it. `eerst`:
    what is chosen unless somebody chose, when that is not the first."""
    nu, schrijf = _begin(naam, label, opties, eerst)
    st.selectbox(
        label,
        list(opties),
        key=naam,
        format_func=lambda o: opties.get(o, o),
        filter_mode="contains" if zoek else None,
        on_change=schrijf,
    )
    return nu


def _begin(
    naam: str, label: str, opties: Mapping[str, str], eerst: str | None = None
) -> tuple[str, Callable[[], None]]:
    """What is chosen now, written where it is kept and in the widget's key; and what writes the next choice."""
    eerste = eerst if eerst in opties else next(iter(opties))
    gevraagd = st.query_params.get(naam, st.session_state.get(_kept(naam)))
    nu = gevraagd if gevraagd in opties else eerste
    if nu != gevraagd and naam in st.query_params and gevraagd != st.session_state.get(_kept(naam)):
        unknown(label, f"hieronder staat {opties[nu]}")
    _write(naam, nu, eerste)
    st.session_state[naam] = nu
    return nu, lambda: _write(naam, st.session_state[naam] or eerste, eerste)


def choose_more(naam: str, label: str, opties: Mapping[str, str], alles: str) -> tuple[str, ...]:
    """Some of `opties`, in their order; none is all of them, and is called `alles`. In the address the name is
    repeated."""
    gevraagd = st.query_params.get_all(naam) or st.session_state.get(_kept(naam), [])
    nu = [o for o in opties if o in gevraagd]
    if set(gevraagd) - set(opties) and gevraagd != st.session_state.get(_kept(naam)):
        unknown(label, f"hieronder staat {wording.opsomming(opties[o] for o in nu) or alles}")
    _write_more(naam, nu)
    st.session_state[naam] = nu
    st.multiselect(
        label,
        list(opties),
        key=naam,
        format_func=lambda o: opties.get(o, o),
        placeholder=alles,
        filter_mode=None,
        select_all=False,
        on_change=lambda: _write_more(naam, st.session_state[naam]),
    )
    return tuple(nu)


def unknown(wat: str, getoond: str) -> None:
    """Says of a link that asks for something that is not here what is shown instead. Not of what was chosen here and
    went by another choice: who made that saw it."""
    st.info(
        plain(f"De link vraagt bij '{wat.rstrip('?')}' iets dat er hier niet is; {getoond}."),
        icon=":material/link_off:",
    )


def _write_more(naam: str, waarden: list[str]) -> None:
    st.session_state[_kept(naam)] = list(waarden)
    if not waarden:
        st.query_params.pop(naam, None)
    elif st.query_params.get_all(naam) != list(waarden):
        st.query_params[naam] = list(waarden)


def _kept(naam: str) -> str:
    """Where it is kept for the next visit of the page: the address of a page forgets it in the menu."""
    return f"{naam}_gekozen"


def _write(naam: str, waarde: str, eerste: str) -> None:
    st.session_state[_kept(naam)] = waarde
    if waarde == eerste:
        st.query_params.pop(naam, None)
    elif st.query_params.get(naam) != waarde:
        st.query_params[naam] = waarde
