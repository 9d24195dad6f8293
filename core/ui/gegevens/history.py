"""Every delivery: taken back and put back with a button, thrown away by who may; and which sender lags behind."""

import pandas as pd
import streamlit as st

from core import dashboard
from core.model import wording
from core.model.melding import Melding
from core.ui import access
from core.ui.gegevens.words import on_screen
from core.ui.melding import empty
from core.ui.table import show_table

_GEDAAN = "levering_gedaan"
_KOPPEN = {"gelezen": "Gelezen", "geaccepteerd": "Geaccepteerd", "afgewezen": "Afgewezen"}


def show(view) -> None:
    lijst = view.leveringen()
    if lijst.empty:
        empty("Nog geen leveringen", "Laad hierboven een bestand of gebruik het lege sjabloon.")
        return
    if gedaan := st.session_state.pop(_GEDAAN, ""):
        st.success(gedaan, icon=":material/check:")
    _late(view)
    show_table(_rows(lijst), "Leveringen, de nieuwste eerst", getallen=list(_KOPPEN.values()))
    if not view.store.is_voorbeeld and access.check().may_load:
        _change(lijst)


def _rows(lijst: pd.DataFrame) -> pd.DataFrame:
    """One row for each table of a file, however many sheets it came from."""
    groep = ["import_nr", "moment", "tabel", "bron", "afzender", "ingetrokken"]
    schoon = lijst.assign(
        ingetrokken=lijst["ingetrokken"].fillna(False).astype(bool), afzender=lijst["afzender"].fillna("")
    )
    samen = schoon.groupby(groep, sort=False, as_index=False).agg(
        {"van": "min", "tm": "max"} | dict.fromkeys(_KOPPEN, "sum")
    )
    return pd.DataFrame(
        {
            "Nr.": [str(n) for n in samen["import_nr"]],
            "Moment": [wording.moment(m) for m in samen["moment"]],
            "Tabel": samen["tabel"],
            "Bestand": samen["bron"],
            "Van": samen["afzender"],
            "Periode": [
                wording.LEEG if wording.is_empty(t) else f"{wording.datum(v)} t/m {wording.datum(t)}"
                for v, t in zip(samen["van"], samen["tm"], strict=True)
            ],
            **{kop: [wording.getal(n) for n in samen[k]] for k, kop in _KOPPEN.items()},
            "Telt": ["teruggenomen" if w else "ja" for w in samen["ingetrokken"]],
        }
    )


def _late(view) -> None:
    """Who is expected and did not deliver up to the newest data date of a table."""
    for zin in dashboard.late_senders(view.store):
        st.warning(on_screen(zin), icon=":material/hourglass_bottom:")


def _change(lijst: pd.DataFrame) -> None:
    keuzes = {
        nr: f"{nr}: {wording.moment(deel['moment'].iloc[0])}, {wording.opsomming(sorted(set(deel['bron'])))[:70]}"
        for nr, deel in lijst.groupby("import_nr", sort=False)
    }
    nr = st.selectbox(
        "Een levering terugnemen of terugzetten",
        list(keuzes),
        index=None,
        key="levering",
        format_func=lambda n: keuzes[n],
        placeholder="kies een levering",
        filter_mode=None,
        help="Teruggenomen: de regels tellen niet meer mee, en wat door deze levering was vervangen telt weer. "
        "De regels blijven bewaard, zodat u haar kunt terugzetten.",
    )
    if nr is None:
        return
    deel = lijst[lijst["import_nr"] == nr]
    weg = bool(deel["ingetrokken"].fillna(False).all())
    ids = [int(i) for i in deel.loc[deel["ingetrokken"].fillna(False).astype(bool) == weg, "id"]]
    wie = access.check().wie
    with st.container(horizontal=True):
        if weg:
            if st.button("Terugzetten", key="terugzetten", icon=":material/redo:"):
                _do(lambda: dashboard.restore_levering(None, ids, wie=wie), f"Levering {nr} telt weer mee.")
        elif st.button("Terugnemen", key="terugnemen", icon=":material/undo:"):
            _do(
                lambda: dashboard.withdraw_levering(None, ids, wie=wie),
                f"Levering {nr} is teruggenomen en telt niet meer mee.",
            )
        if access.check().may_manage:
            with st.popover("Voorgoed wissen", icon=":material/delete:"):
                st.write("De regels van deze levering worden gewist en zijn niet terug te halen.")
                alle = [int(i) for i in deel["id"]]
                if st.button("Wis deze levering", key="levering_wissen", type="primary"):
                    _do(lambda: dashboard.delete_levering(None, alle, wie=wie), f"Levering {nr} is gewist.")


def _do(werk, gedaan: str) -> None:
    try:
        with st.spinner("De cijfers worden opnieuw samengesteld"):
            werk()
    except Melding as melding:
        st.error(on_screen(str(melding)), icon=":material/info:")
        return
    st.session_state[_GEDAAN] = gedaan
    st.rerun()
