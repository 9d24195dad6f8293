"""Youth help: subjects made of the catalogue, so that a new maat appears by itself."""

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from core import dashboard
from core.model import wording
from core.model.maat import Maat
from core.model.oordeel import VERBORGEN
from core.ui.choice import choose_one
from core.ui.figure import course, show
from core.ui.kernwaarden import segment_names
from core.ui.melding import empty
from core.ui.names import breaks
from core.ui.table import show_table

_THEMAS = ("jeugdhulp", "verblijf", "kosten", "crisis")
EERST = 4
_UNITS = {"euro": 0, "jeugdigen": 1, "trajecten": 2, "plaatsingen": 2, "dagen": 3}


def subject(maat: Maat) -> str:
    """The subject a maat belongs to, from what its record says."""
    if maat.theme == "crisis":
        return "Crisis"
    if maat.id.startswith("dagvoorziening"):
        return "Dagvoorziening"
    if "groep" in maat.id:
        return "Hulp in een groep"
    if maat.unit in ("dagen", "maanden"):
        return "Duur"
    if maat.theme == "kosten":
        return "Kosten"
    if maat.theme == "verblijf" or "plaatsingen" in maat.tables or "verblijf" in maat.id:
        return "Verblijf"
    return "Jeugdigen en trajecten" if maat.unit in ("jeugdigen", "trajecten") else "Hoe het verloopt"


def subjects() -> dict[str, list[Maat]]:
    """Subject -> its maten: what matters most first, and the most general (the shortest name) first."""
    met_doel = {d.maat for r in dashboard.regios().values() for d in r.doelen}
    volgorde = (
        "Jeugdigen en trajecten",
        "Verblijf",
        "Duur",
        "Kosten",
        "Dagvoorziening",
        "Hulp in een groep",
        "Hoe het verloopt",
        "Crisis",
    )
    uit: dict[str, list[Maat]] = {naam: [] for naam in volgorde}
    for maat in dashboard.maten().values():
        if maat.theme in _THEMAS:
            uit[subject(maat)].append(maat)
    for maten in uit.values():
        maten.sort(key=lambda m: (_UNITS.get(m.unit, 9), m.id not in met_doel, len(m.label)))
    return {naam: maten for naam, maten in uit.items() if maten}


def choose(onderwerpen: dict[str, list[Maat]]) -> tuple[str, list[Maat]]:
    """The subject, and which of its figures."""
    if not onderwerpen:
        empty("Nog geen maten", "Er zijn geen maten over jeugdhulp in dit programma.")
        st.stop()
    naam = choose_one("onderwerp", "Onderwerp", {o: o for o in onderwerpen})
    maten = {m.id: m for m in onderwerpen[naam]}
    if len(maten) <= EERST:
        return naam, list(maten.values())
    gekozen = st.pills(
        "Welke cijfers?",
        list(maten),
        selection_mode="multi",
        key=f"jeugdhulp_{naam}",
        default=list(maten)[:EERST],
        format_func=lambda m: maten[m].label,
    )
    return naam, [maten[m] for m in gekozen] or list(maten.values())[:EERST]


def courses(maak: Callable, view, selectie, maten: list[Maat]) -> None:
    """Each maat in time, two beside each other, with its table and downloads."""
    for begin in range(0, len(maten), 2):
        for plek, maat in zip(st.columns(2, gap="large"), maten[begin : begin + 2], strict=False):
            with plek:
                if mist := _missing(view, maat):
                    empty(maat.label, f"Laad de tabel {wording.opsomming(mist)} op de pagina Gegevens.")
                else:
                    course(maak, view, selectie, maat, naast=2)


def _missing(view, maat: Maat) -> list[str]:
    """The tables it needs that are not loaded."""
    return [t for t in maat.tables if t not in view.store.dekking]


def per_segment(maak: Callable, view, selectie, maten: list[Maat]) -> None:
    """The last whole period of each maat per segment, and one of them in time."""
    maten = [m for m in maten if "segment" in m.dimensions and not _missing(view, m)]
    if not maten:
        return
    st.header("Per segment", anchor=False)
    namen = segment_names(dashboard.regios()[selectie.regio])
    reeksen = {m.id: _named(view.reeks(m.id, selectie.with_(splits=("segment",))), namen) for m in maten}
    rijen = _table(reeksen, {m.id: m for m in maten})
    if not rijen:
        empty("Geen cijfers per segment", "Bij deze keuze is er geen regel met een segment.")
        return
    show_table(rijen, "De laatste hele periode met cijfers, per segment", getallen=list(rijen[0])[1:])
    keuze = st.selectbox(
        "In de tijd",
        list(reeksen),
        key="jeugdhulp_segment",
        format_func=lambda m: dashboard.maten()[m].label,
        filter_mode=None,
    )
    maat, per = dashboard.maten()[keuze], selectie.with_(splits=("segment",))

    def draw(view):
        return partial(maak, **_words("segment", maat.label, maat, selectie)), _named(view.reeks(maat.id, per), namen)

    show(draw, view, per, maat)


def _words(split: str, label: str, maat: Maat, selectie) -> dict:
    """What a chart of one maat by the parts of a column says."""
    return {"label": label, "eenheid": maat.unit, "split": split, "breuken": breaks(selectie.regio, maat)}


def _named(reeks: pd.DataFrame, namen: dict[str, str]) -> pd.DataFrame:
    return reeks.assign(segment=[namen.get(s, s) for s in reeks["segment"]]) if "segment" in reeks else reeks


def _table(reeksen: dict[str, pd.DataFrame], maten: dict[str, Maat]) -> list[dict]:
    segmenten = sorted({s for r in reeksen.values() if "segment" in r for s in r["segment"].dropna()})
    rijen = []
    for segment in segmenten:
        rij = {"Segment": segment}
        for maat_id, reeks in reeksen.items():
            maat = maten[maat_id]
            eigen = reeks[reeks["segment"] == segment] if "segment" in reeks else reeks[:0]
            rij[f"{maat.label} ({maat.unit})"] = _last(eigen, maat.unit)
        rijen.append(rij)
    return rijen


def _last(reeks: pd.DataFrame, eenheid: str) -> str:
    """The newest figure with its period; when that is too small to share, an older one would be read as it."""
    bekend = reeks[reeks["waarde"].notna() | (reeks["reden"] == VERBORGEN)]
    if bekend.empty:
        return wording.LEEG
    r = bekend.iloc[-1]
    cijfer = "te klein" if wording.is_empty(r["waarde"]) else wording.waarde(r["waarde"], eenheid, kort=True)
    return f"{cijfer} ({wording.periode_kort(r['periode'])})"


def part_time(maak: Callable, view, selectie) -> None:
    """Full-time and part-time stay in one chart: the same unit, and together the whole."""
    maten = dashboard.maten()
    paar = {"voltijd_jeugdigen": "voltijd", "deeltijd_jeugdigen": "deeltijd"}
    if not set(paar) <= set(maten) or any(_missing(view, maten[m]) for m in paar):
        return
    st.header("Voltijd en deeltijd verblijf", anchor=False)
    maat, heel = maten["voltijd_jeugdigen"], selectie.with_(splits=())

    def draw(view):
        delen = [view.reeks(m, heel).assign(vorm=naam) for m, naam in paar.items()]
        reeks = pd.concat(delen, ignore_index=True)
        return partial(maak, **_words("vorm", "Jeugdigen in verblijf", maat, selectie)), reeks

    show(draw, view, heel, maat, als="voltijd-en-deeltijd")
