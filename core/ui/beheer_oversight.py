"""What the beheerder looks at: whether everything is whole, how to make a copy, and what was written down."""

import datetime as dt
from html import escape
from pathlib import Path

import streamlit as st

from core import dashboard
from core.dashboard import Lezer
from core.model import wording
from core.ui.melding import empty, plain
from core.ui.table import show_table


def check(lezer: Lezer) -> None:
    """Whether the view is whole, and how to make a copy."""
    st.header("Is alles heel?", anchor=False)
    if st.button("Controleer nu", key="beheer_controleer", icon=":material/fact_check:"):
        with st.spinner("Alle gegevens worden nagelezen"):
            fouten = dashboard.validate(lezer)
        for fout in fouten:
            st.error(plain(fout), icon=":material/info:")
        if not fouten:
            st.success("Gegevens, sleutel, besluiten en logboek zijn heel.", icon=":material/check:")
    st.header("Reservekopie", anchor=False)
    st.markdown(
        "Een kopie maakt u op de server zelf, zodat zij niet door de browser gaat. Bewaar haar op een andere schijf "
        "dan de gegevens, en de sleutel apart."
    )
    st.code("python -m core reservekopie kopie.zip\npython -m core terugzetten kopie.zip", language=None)
    st.html(
        f'<p class="kd-klein">De gegevens, besluiten en het logboek staan in de map '
        f"<code>{_short(dashboard.opslagmap())}</code>.</p>"
    )


def _short(map: Path) -> str:
    """The last two parts of a folder: enough to find it, nothing of who runs the program."""
    return escape("/".join(map.absolute().parts[-2:]))


def log(lezer: Lezer) -> None:
    """The last lines of the log of use, to filter."""
    st.header("Wat is er gedaan?", anchor=False)
    if not lezer.gedeeld:
        st.caption(
            "Op deze computer staan hier alleen laden, instellen, wissen en terugzetten. Zet KERNWAARDEN_LOGBOEK=ja in "
            "de omgeving om ook bij te houden wat is bekeken en meegenomen."
        )
    regels = dashboard.logboek(lezer)
    if not regels:
        empty("Het logboek is leeg", "Er is nog niets gebeurd dat wordt opgeschreven.")
        return
    links, rechts = st.columns(2, vertical_alignment="bottom")
    soort = links.selectbox(
        "Handeling",
        ["", *sorted({r.handeling for r in regels})],
        key="beheer_handeling",
        format_func=lambda h: h or "alle handelingen",
        filter_mode=None,
    )
    zoek = rechts.text_input("Zoek", key="beheer_zoek", placeholder="wie, wat of keuze").lower()
    deel = [
        r
        for r in regels
        if (not soort or r.handeling == soort) and zoek in f"{r.wie} {r.rol} {r.wat} {_words(r.keuze)}".lower()
    ]
    if not deel:
        empty("Niets gevonden", "Kies een andere handeling of zoek met minder woorden.")
        return
    show_table(
        [
            {
                "Nr": str(r.nr),
                "Wanneer": moment(dt.datetime.fromisoformat(r.op)),
                "Wie": r.wie,
                "Rol": r.rol,
                "Handeling": r.handeling,
                "Wat": r.wat,
                "Keuze": _words(r.keuze),
            }
            for r in deel
        ],
        f"{wording.getal(len(deel))} van de laatste {wording.getal(len(regels))} regels, de nieuwste eerst",
    )


def _words(keuze: dict) -> str:
    return (
        "; ".join(f"{k}: {', '.join(map(str, w)) if isinstance(w, list) else w}" for k, w in keuze.items())
        or wording.LEEG
    )


def moment(utc: dt.datetime | None) -> str:
    """A moment in UTC as the clock here says it."""
    if utc is None:
        return wording.LEEG
    return wording.moment((utc if utc.tzinfo else utc.replace(tzinfo=dt.UTC)).astimezone().replace(tzinfo=None))
