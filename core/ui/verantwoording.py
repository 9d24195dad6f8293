"""What every figure means, from the definitions themselves: measures, goals, one calculation in full."""

from html import escape
from pathlib import Path

import streamlit as st

from core import dashboard
from core.model import wording
from core.model.schema import TABELLEN
from core.model.selectie import Selectie
from core.ui import search
from core.ui.table import Html, show_table

_TOEGANKELIJK = Path(__file__).parents[1] / "decisions" / "toegankelijkheid.md"
_KLEIN = '<span class="kd-klein">'


def _sources(bronnen) -> str:
    return "; ".join(f"{b.title}{', ' + b.article if b.article else ''}" for b in bronnen)


def _named(label: str, code: str) -> Html:
    return Html(f"{escape(label)}<br>{_KLEIN}{escape(code)}</span>")


def measures(view, selectie: Selectie) -> None:
    """A table per theme: what is counted, where that comes from, from which data, reviewed when."""
    gevonden = search.ids(selectie, "maat")
    alle = dashboard.maten()
    maten = [m for m in alle.values() if gevonden is None or m.id in gevonden]
    search.told(len(maten), len(alle), ("maat", "maten"))
    for thema in sorted({m.theme for m in maten}):
        deel = [_measure_row(view, m) for m in maten if m.theme == thema]
        aantal = "1 maat" if len(deel) == 1 else f"{len(deel)} maten"
        with st.expander(f"{thema.replace('_', ' ').capitalize()} ({aantal})", expanded=gevonden is not None):
            show_table(deel, f"De definitie van {aantal}")
    if not maten:
        st.info("Geen maat gevonden met deze woorden.")


def _measure_row(view, maat) -> dict:
    return {
        "Maat": _named(maat.label, f"{maat.id} · {maat.unit}"),
        "Wat telt mee": maat.definition,
        "Bron": _sources(maat.sources),
        "Gegevens t/m": _data_until(view, maat),
        "Herzien voor": wording.datum(maat.next_review),
    }


def _data_until(view, maat) -> str:
    dagen = [view.store.dekking[t][1] for t in maat.tables if t in view.store.dekking]
    compleet = len(dagen) == len(maat.tables)
    return wording.datum(min(dagen)) if compleet and dagen else "nog niet geladen"


def goals(selectie: Selectie) -> None:
    """Every goal of the region, as the documents say it and as it is read."""
    regio = dashboard.regios()[selectie.regio]
    gevonden = search.ids(selectie, "doel")
    doelen = [d for d in regio.doelen if gevonden is None or d.id in gevonden]
    if not doelen:
        st.info("Geen doel gevonden met deze woorden.")
        return
    show_table([_goal_row(d) for d in doelen], f"{len(doelen)} doelen van {regio.naam}")


def _goal_row(doel) -> dict:
    lezing = (doel.definitie, *([doel.gelezen_als] if doel.gelezen_als else []), *doel.let_op)
    return {
        "Doel": _named(doel.label, f"{doel.id} · {doel.soort}"),
        "Hoe gelezen": Html("<br>".join(escape(r) for r in lezing)),
        "Maat": doel.maat or wording.LEEG,
        "Bron": _sources(doel.bronnen),
    }


def words(selectie: Selectie) -> None:
    """Every word of the field, explained once."""
    ids = search.ids(selectie, "begrip")
    gevonden = [(t.thema, b) for t in dashboard.begrippen() for b in t.begrippen if ids is None or b.naam in ids]
    if not gevonden:
        st.info("Geen begrip gevonden met deze woorden.")
        return
    for thema in dict.fromkeys(t for t, _ in gevonden):
        st.subheader(thema)
        show_table(
            [
                {"Begrip": b.naam, "Betekenis": b.uitleg, "Ook wel": ", ".join(b.ook) or wording.LEEG}
                for t, b in gevonden
                if t == thema
            ],
            f"Begrippen over {thema.lower()}",
        )


def calculation(view, selectie: Selectie) -> None:
    """One maat in full: definition, worked examples, and the query that runs."""
    maten = dashboard.maten()
    keuze = st.selectbox(
        "Laat de berekening zien van",
        list(maten),
        key="berekening",
        format_func=lambda m: f"{maten[m].label} ({m})",
        filter_mode=None,
    )
    maat = maten[keuze]
    uitleg = view.toelichting(keuze, selectie.with_(splits=()))
    st.markdown(f"**{maat.question}**")
    st.write(maat.definition)
    st.write(
        f"Eenheid: {maat.unit}. Tabellen: {wording.opsomming(maat.tables)}. Eigenaar: {maat.owner}. "
        f"Herzien voor {wording.datum(maat.next_review)}. Gegevens t/m {wording.datum(uitleg['gegevens_tm'])}."
    )
    for voorbeeld in maat.examples:
        with st.expander(f"Voorbeeld: {voorbeeld.name}"):
            for tabel, inhoud in voorbeeld.given.items():
                st.caption(f"Tabel {tabel}")
                st.code(inhoud, language=None)
            uitkomst = "; ".join(f"{p}: {_expected(w)}" for p, w in voorbeeld.expect.items())
            st.write(f"Uitkomst: {uitkomst}.")
    st.caption("De vraag aan de database, zoals die met uw keuzes wordt gesteld:")
    st.code(uitleg["sql"], language="sql", wrap_lines=True, height=320)


def _expected(waarde) -> str:
    if isinstance(waarde, dict):
        return ", ".join(f"{k} {wording.getal(w)}" for k, w in waarde.items())
    return wording.getal(waarde) if waarde is not None else "geen cijfer"


def tables() -> None:
    """Every table that can be delivered, with its columns and the list of each code."""
    st.markdown(
        "Dit zijn de tabellen die u kunt laden, met hun kolommen en de codes die erin kunnen staan. Andere "
        "kolomnamen en "
        "woorden mogen ook: op de pagina Gegevens vraagt het programma dan wat zij betekenen."
    )
    for tabel in TABELLEN.values():
        with st.expander(f"{tabel.naam}: {tabel.uitleg}"):
            show_table([_column_row(k) for k in tabel.kolommen], f"De kolommen van {tabel.naam}")
            for kolom in (k for k in tabel.kolommen if k.codes):
                show_table(_codes(tabel.naam, kolom), f"De codelijst van {kolom.naam}", breedtes=("7rem", "40%", ""))


def _column_row(kolom) -> dict[str, str]:
    return {"Kolom": kolom.naam, "Wat": kolom.uitleg, "Verplicht": "ja" if kolom.verplicht else "nee"}


def _codes(tabel: str, kolom) -> list[dict[str, str]]:
    ook = dashboard.known_words(tabel, kolom.naam)
    return [
        {"Code": code, "Betekenis": woord, "Ook herkend": ", ".join(ook[code][:12]) or wording.LEEG}
        for code, woord in kolom.codes.items()
    ]


def accessibility() -> None:
    """The statement on accessibility, as the tests make it; without its own title and what is for who changes it."""
    tekst = _TOEGANKELIJK.read_text("utf-8")
    st.markdown(tekst[tekst.index("## ") :].replace("\n## ", "\n### ").replace("## ", "### ", 1))
