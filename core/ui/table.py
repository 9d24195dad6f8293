"""Small tables as real HTML, for a screen reader too: a caption, headings with a scope, figures in Dutch."""

import re
from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd
import streamlit as st

from core.model import wording
from core.ui.names import KOLOMMEN, named
from core.ui.vaktaal import explained

_DATUM = re.compile(r"\d{2}-\d{2}-\d{4}")


class Html(str):
    """Text that already is HTML of our own making, and is not escaped."""


Rijen = Sequence[Mapping[str, str]] | pd.DataFrame


def show_table(
    rijen: Rijen, onderschrift: str, *, getallen: Sequence[str] = (), breedtes: Sequence[str] = (), onder: str = ""
) -> None:
    """Rows of texts; the columns named in `getallen` stand right. `breedtes`: of each column, for tables below each
    other; "" is what is left. `onder`: the column of sentences, that stands below its row over the whole width."""
    st.html(table_html(rijen, onderschrift, getallen=getallen, breedtes=breedtes, onder=onder))


def table_html(
    rijen: Rijen, onderschrift: str, *, getallen: Sequence[str] = (), breedtes: Sequence[str] = (), onder: str = ""
) -> str:
    lijst = rijen.to_dict("records") if isinstance(rijen, pd.DataFrame) else list(rijen)
    namen = list(rijen.columns) if isinstance(rijen, pd.DataFrame) else list(lijst[0]) if lijst else []
    namen = [k for k in namen if k != onder]
    kop = "".join(f'<th scope="col"{_class(k, getallen)}>{escape(str(k))}</th>' for k in namen)
    romp = "".join(
        f"<tr>{''.join(_cell(k, rij[k], getallen, eerste=not i) for i, k in enumerate(namen))}</tr>"
        + _below(rij.get(onder), onder, len(namen))
        for rij in lijst
    )
    stijl = (f' style="width:{b}"' if b else "" for b in breedtes)
    kolommen = f"<colgroup>{''.join(f'<col{s}>' for s in stijl)}</colgroup>" if breedtes else ""
    return (
        # On a narrow screen the table scrolls sideways: with the keyboard that needs a stop.
        f'<div class="kd-kader" tabindex="0" role="group" aria-label="{escape(onderschrift)}">'
        f'<table class="kd-tabel"><caption>{escape(onderschrift)}</caption>{kolommen}'
        f"<thead><tr>{kop}</tr></thead><tbody>{romp}</tbody></table></div>"
    )


def _below(zin: str | None, kop: str, breed: int) -> str:
    """A sentence under a row; nothing where there is none."""
    if not zin or zin == wording.LEEG:
        return ""
    return f'<tr class="kd-erbij"><td colspan="{breed}"><b>{escape(kop)}:</b> {text_html(zin)}</td></tr>'


def _class(kolom, getallen: Sequence[str]) -> str:
    return ' class="kd-getal"' if kolom in getallen else ""


def _cell(kolom, waarde, getallen: Sequence[str], eerste: bool) -> str:
    vak = 'th scope="row"' if eerste else "td"
    inhoud = waarde if isinstance(waarde, Html) else text_html(waarde)
    return f"<{vak}{_class(kolom, getallen)}>{inhoud}</{vak[:2]}>"


def text_html(waarde) -> str:
    """Escaped, with every date and amount kept on one line and every word of the trade explained."""
    tekst = escape(wording.LEEG if wording.is_empty(waarde) else str(waarde)).replace("€ ", "€\u00a0")
    tekst = explained(tekst)
    return _DATUM.sub(r'<span class="kd-heel">\g<0></span>', tekst)


def readable(reeks: pd.DataFrame, eenheid: str) -> tuple[pd.DataFrame, list[str]]:
    """A series as a table to read, the newest first: Dutch headings and figures; gives the columns with figures too."""
    r = named(reeks).sort_values("tot", ascending=False, kind="stable", ignore_index=True)
    uit = {
        "Periode": [
            wording.periode(p) if p else wording.datum(d) for p, d in zip(r["periode"], r["peildatum"], strict=True)
        ]
    }
    uit |= {KOLOMMEN[k]: r[k] for k in r.columns if k in KOLOMMEN}
    uit["Waarde"] = [wording.waarde(w, eenheid) for w in r["waarde"]]
    if r["laag"].notna().any():
        uit["95%-interval"] = [
            f"{wording.waarde(a, eenheid)} tot {wording.waarde(b, eenheid)}"
            if not wording.is_empty(a)
            else wording.LEEG
            for a, b in zip(r["laag"], r["hoog"], strict=True)
        ]
    for kolom, kop in (("teller", "Teller"), ("noemer", "Noemer"), ("n", "n")):
        zelf = kolom == "teller" and r[kolom].equals(r["waarde"])
        som = kolom == "n" and all(wording.is_som(eenheid, noemer) for noemer in r["noemer"])
        if r[kolom].notna().any() and not (zelf or som):
            uit[kop] = [wording.getal(w) for w in r[kolom]]
    uit["Opmerking"] = [
        reden or ("voorlopig" if v is True or v == 1 else "")
        for reden, v in zip(r["reden"].fillna(""), r["voorlopig"], strict=True)
    ]
    tabel = pd.DataFrame(uit)
    if not tabel["Opmerking"].any():
        tabel = tabel.drop(columns="Opmerking")
    return tabel, [k for k in ("Waarde", "95%-interval", "Teller", "Noemer", "n") if k in tabel]
