"""What was loaded: tables and their period, what was found while reading, and a to-do list."""

import streamlit as st

from core import dashboard
from core.model import wording
from core.model.schema import TABELLEN
from core.ui import access
from core.ui.gegevens.words import without_options
from core.ui.melding import empty
from core.ui.table import show_table

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ERNST = {
    "fout": ("Fouten", "Deze regels zijn niet meegeteld"),
    "waarschuwing": ("Waarschuwingen", "Deze regels tellen mee, maar waarschijnlijk klopt er iets niet"),
    "melding": ("Meldingen", "Goed om te weten"),
}


def coverage(view) -> None:
    """Which tables are filled, and for which period."""
    geladen = set(view.leveringen()["tabel"])
    rijen = [
        {"Tabel": naam, "Inhoud": tabel.uitleg} | _period(view, naam, naam in geladen)
        for naam, tabel in TABELLEN.items()
    ]
    show_table(rijen, "Tabellen in het dashboard")


def _period(view, tabel: str, geladen: bool) -> dict[str, str]:
    if tabel in view.store.dekking:
        van, tm = view.store.dekking[tabel]
        return {"Van": wording.datum(van), "Tot en met": wording.datum(tm)}
    return {"Van": wording.LEEG, "Tot en met": "geladen, zonder periode" if geladen else "nog niet geladen"}


def template() -> None:
    st.download_button(
        "Leeg sjabloon (Excel)",
        access.meegenomen(dashboard.sjabloon, "leeg sjabloon"),
        "kernwaarden-sjabloon.xlsx",
        _XLSX,
        key="sjabloon",
        icon=":material/download:",
        on_click="ignore",
    )


def findings(view) -> None:
    """What was found while reading, per rule, the worst first; and a to-do list per supplier."""
    samen = view.samenvatting_bevindingen()
    if samen.empty:
        empty("Niets gevonden", "In de laatste leveringen zijn geen fouten of opvallende dingen gevonden.")
        return
    _to_do(view)
    waar = _places(view.bevindingen())
    for ernst, (kop, uitleg) in _ERNST.items():
        deel = samen[samen["ernst"] == ernst].sort_values("aantal", ascending=False, kind="stable")
        if len(deel):
            with st.expander(f"{kop} ({len(deel)})", expanded=ernst == "fout"):
                show_table(
                    [
                        {
                            "Tabel": r.tabel,
                            "Kolom": r.kolom or wording.LEEG,
                            "Wat is er": without_options(r.melding),
                            "Waar": waar.get((r.code, r.tabel, r.kolom or ""), wording.LEEG),
                            "Aantal": wording.getal(r.aantal),
                        }
                        for r in deel.itertuples()
                    ],
                    uitleg,
                    getallen=["Aantal"],
                )


def _places(bevindingen) -> dict[tuple[str, str, str], str]:
    """(code, table, column) -> the first places in words: file, sheet, rows."""
    uit = {}
    kolom = bevindingen["kolom"].fillna("")
    for sleutel, deel in bevindingen.groupby([bevindingen["code"], bevindingen["tabel"], kolom], sort=False):
        bladen = deel.groupby([deel["bestand"].fillna(""), deel["blad"].fillna("")], sort=False)
        delen = [_place(bestand, blad, los) for (bestand, blad), los in bladen]
        rest = f" en nog {len(delen) - 2}" if len(delen) > 2 else ""
        uit[sleutel] = "; ".join(delen[:2]) + rest
    return uit


def _place(bestand: str, blad: str, deel) -> str:
    rijen = [str(int(r)) for r in deel["rij"].dropna().head(3)]
    meer = " en verder" if deel["rij"].notna().sum() > 3 else ""
    plek = f"{bestand}, {blad}" if blad and not bestand.startswith(blad) else bestand
    return f"{plek}, rij {', '.join(rijen)}{meer}" if rijen else plek


def _to_do(view) -> None:
    leveranciers = sorted(set(view.bevindingen()["leverancier"].dropna()))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        wie = st.selectbox(
            "Takenlijst voor",
            ["", *leveranciers],
            format_func=lambda x: x or "alle leveranciers",
            key="takenlijst_voor",
            width=360,
            filter_mode=None,
        )
        st.download_button(
            "Takenlijst (Excel)",
            access.meegenomen(lambda: view.taaklijst(wie or None), "takenlijst", view),
            "takenlijst.xlsx",
            _XLSX,
            key="takenlijst",
            icon=":material/download:",
            on_click="ignore",
        )
