"""Where a figure comes from: what is counted, of how many, agreed in which article, left out by what, asked how."""

import streamlit as st

from core import dashboard
from core.charts.arriving import sentence
from core.charts.sentence import when
from core.model import wording
from core.model.maat import Maat
from core.model.oordeel import VERBORGEN
from core.model.schema import NIET_BEKEND
from core.model.selectie import Selectie
from core.ui import filters
from core.ui.melding import plain
from core.ui.table import show_table, text_html


def open_number(view, maat: Maat, selectie: Selectie) -> None:
    """All there is behind a figure, the answer first and the query last."""
    uitleg = view.toelichting(maat.id, selectie.with_(splits=()))
    st.markdown(f"**{plain(maat.question)}**")
    st.markdown(plain(uitleg["definitie"]))
    for let_op in maat.warnings:
        st.caption(plain(let_op))
    regels = [
        _counted(view.reeks(maat.id, selectie.with_(splits=())), maat),
        *unsaid(view, maat, selectie),
        _late(view, maat, selectie),
        *_agreed(maat, selectie),
        f"Gegevens t/m {wording.datum(uitleg['gegevens_tm'])}. De definitie wordt herzien voor "
        f"{wording.datum(uitleg['herzien_voor'])}.",
    ]
    st.html("".join(f"<p>{text_html(r)}</p>" for r in regels if r))
    if uitleg["uitgesloten"]:
        show_table(
            [
                {
                    "Niet meegeteld": reden[:1].upper() + reden[1:],
                    "Aantal": "te klein" if n is None else wording.getal(n),
                }
                for reden, n in uitleg["uitgesloten"]
            ],
            f"Wat niet of niet apart meetelt{view.weergave.bij_weglating}",
            getallen=["Aantal"],
        )
    st.page_link(
        "pages/verantwoording.py",
        label="Alle definities, doelen en bronnen",
        icon=":material/menu_book:",
        query_params=filters.address(),
    )
    with st.expander("De vraag aan de database"):
        st.code(uitleg["sql"], language="sql", wrap_lines=True, height=260)


def _counted(reeks, maat: Maat) -> str:
    """Of how many the newest figure is: "In 2025: 14 van de 34, dat is 41,2%." """
    gezegd = reeks[reeks["waarde"].notna() | (reeks["reden"] == VERBORGEN)]
    if gezegd.empty:
        return ""
    r = gezegd.iloc[-1]
    wanneer = when(r["periode"]).capitalize()
    if wording.is_empty(r["waarde"]):
        return f"{wanneer}: {VERBORGEN}."
    cijfer, slot = wording.with_eenheid(r["waarde"], maat.unit), " Dit cijfer is voorlopig." if r["voorlopig"] else ""
    if maat.unit == "aandeel" and not wording.is_empty(r["teller"]) and not wording.is_empty(r["noemer"]):
        return f"{wanneer}: {wording.getal(r['teller'])} van de {wording.getal(r['noemer'])}, dat is {cijfer}.{slot}"
    if (n := wording.rests_on(maat.unit, r["noemer"], r["n"])) is None:
        return f"{wanneer}: {cijfer}.{slot}"
    waarnemingen = f"{wording.getal(n)} {'waarneming' if n == 1 else 'waarnemingen'}"
    return f"{wanneer}: {cijfer}, op grond van {waarnemingen}.{slot}"


def unsaid(view, maat: Maat, selectie: Selectie) -> list[str]:
    """Per filter on something that not every row says, how many of the newest period lie outside the choice for that
    reason: "In 2025: 12 jeugdigen zonder GI tellen bij deze keuze niet mee." """
    uit = []
    for kolom in (k for k, _ in selectie.filters if k != "gemeente" and k in maat.dimensions):
        alle = view.reeks(maat.id, selectie.with_(splits=(kolom,), **{kolom: ()}))
        zonder = alle[(alle[kolom] == NIET_BEKEND) & (alle["waarde"].notna() | (alle["reden"] == VERBORGEN))]
        if len(zonder) and (zonder["tot"].iloc[-1] == alle["tot"].max()):
            r, wat = zonder.iloc[-1], f"zonder {wording.kolom(kolom)}"
            uit.append(
                f"{when(r['periode']).capitalize()}: {_amount(r, maat)} {wat}; dat telt bij deze keuze niet mee."
            )
    return uit


def _amount(r, maat: Maat) -> str:
    """How much one row is: of a share or a mean on how many it rests."""
    if wording.is_empty(r["waarde"]):
        return VERBORGEN
    n = wording.rests_on(maat.unit, r["noemer"], r["n"])
    return wording.with_eenheid(r["waarde"], maat.unit) if n is None else f"{wording.getal(n)} waarnemingen"


def _late(view, maat: Maat, selectie: Selectie) -> str:
    """Of how many deliveries it was learnt what is not in yet, or why that is not known."""
    komt = view.late_begins(maat.id, selectie.with_(splits=()))
    if komt.empty:
        return ""
    r = komt.iloc[-1]
    if r["reden"]:
        return r["reden"]
    return (
        f"{sentence(r['periode'], r['aandeel'], r['laag'], r['hoog'])} Dat is geleerd van "
        f"{wording.getal(r['leveringen'])} eerdere leveringen, over alles in de tabel {maat.tables[0]}; het cijfer "
        "zelf verandert er niet door."
    )


def _agreed(maat: Maat, selectie: Selectie) -> list[str]:
    """The articles: of the maat, and of the goals of this region about it."""
    regio = dashboard.regios().get(selectie.regio or "")
    doelen = [d for d in (regio.doelen if regio else ()) if d.maat == maat.id]
    van_doel = [f"Doel {d.id} ({d.label}): {_article(d.bronnen[0])}." for d in doelen]
    return [f"Waar het vandaan komt: {'; '.join(map(_article, maat.sources))}.", *van_doel]


def _article(bron) -> str:
    return f"{bron.title}, {bron.article}" if bron.article else bron.title
