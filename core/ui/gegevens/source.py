"""Choosing what to load: files, a zip, or a database; read once."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from core import dashboard
from core.model.melding import Melding
from core.ui.gegevens import database
from core.ui.gegevens import lading as _lading
from core.ui.gegevens.lading import Lading
from core.ui.gegevens.progress import progress

SOORTEN = ["xlsx", "xlsm", "xls", "ods", "csv", "txt", "parquet", "xml", "zip", "json"]
GROOTST = 300  # MB, as in .streamlit/config.toml
_BEURT = "laad_beurt"


def choose() -> Lading | None:
    """The delivery that was chosen, read; None when nothing is. Raises Melding when it cannot be read."""
    beurt = st.session_state.get(_BEURT, 0)
    bestanden = st.file_uploader(
        "Bestanden",
        type=SOORTEN,
        accept_multiple_files=True,
        key=f"bestanden-{beurt}" if beurt else "bestanden",
        help="Excel, ODS, csv, Parquet, iJw-berichten (xml) of tabellen van CBS; ook samen in een zip. Kies "
        "alles wat bij één levering hoort tegelijk.",
    )
    st.caption(
        f"Sleep bestanden naar het vak, of klik erin. Ten hoogste {GROOTST} MB per bestand: een groter "
        "csv-bestand past vaak wel als zip, of splits het per jaar. Een BSN wordt bij het lezen vervangen door een "
        "code "
        "en niet bewaard."
    )
    gekozen = database.choose(beurt)
    if not bestanden and not gekozen:
        _lading.keep(None)
        return None
    return _read(bestanden, gekozen, _form(beurt))


def _form(beurt: int) -> str | None:
    """A form of export that is known by name, for what is not recognised by itself."""
    vormen = dashboard.known_forms()
    with st.expander("Een bekende vorm van export"):
        return st.selectbox(
            "Vorm",
            [None, *vormen],
            key=f"vorm-{beurt}",
            format_func=lambda v: f"{v}: {vormen[v][:110]}" if v else "vanzelf herkennen",
            filter_mode=None,
        )


def again() -> None:
    """Empties the choice, for the next delivery."""
    st.session_state[_BEURT] = st.session_state.get(_BEURT, 0) + 1
    _lading.keep(None)


def _read(bestanden: list, uit_database: database.Gekozen | None, vorm: str | None) -> Lading:
    """The delivery of this choice: what was read before as it is."""
    merk = (tuple(b.file_id for b in bestanden), uit_database, vorm)
    if (nu := _lading.current()) is not None and nu.merk == merk:
        return nu
    with _as_files(bestanden) as bronnen, progress("De bestanden worden gelezen") as voortgang:
        gelezen = dashboard.read(bronnen, keuzes=dashboard.Keuzes(vorm=vorm), voortgang=voortgang) if bronnen else []
        if uit_database:
            gelezen += dashboard.read([uit_database.adres], keuzes=uit_database.keuzes, voortgang=voortgang)
    return _lading.start(merk, gelezen, vorm)


@contextmanager
def _as_files(bestanden: list) -> Iterator[list[str]]:
    """Uploads as files for as long as they are read, more of them as one folder: messages belong together. The name
    given by the user only tells which table it is; it never becomes a path."""
    with tempfile.TemporaryDirectory(prefix="kernwaarden-") as kladmap:
        map_ = Path(kladmap) / "gekozen bestanden"
        map_.mkdir()
        namen: list[str] = []
        for bestand in bestanden:
            namen.append(dashboard.free_name(safe_name(bestand.name), namen))
            try:
                (map_ / namen[-1]).write_bytes(bestand.getbuffer())
            except OSError as fout:
                raise Melding(
                    f"{namen[-1]} past niet op de schijf van deze computer. Maak ruimte vrij en kies het opnieuw."
                ) from fout
        yield [str(map_)] if len(namen) > 1 else [str(map_ / n) for n in namen]


def sender_name(getypt: str) -> str | None:
    """Who sends it, as it was typed; None when nothing was. Raises Melding for the name of a file: that would be
    opened."""
    naam = " ".join("".join(c if c.isprintable() else " " for c in getypt).split())[:120]
    if naam.lower().endswith((".yaml", ".yml")):
        raise Melding("Bij 'Van wie is dit?' hoort de naam van een GI of aanbieder, en geen bestand: typ de naam.")
    return naam or None


def safe_name(naam: str) -> str:
    """Only letters, digits, space and -_. of the last part of a name, never hidden and never empty."""
    kaal = re.sub(r"[^\w .-]", "_", re.split(r"[/\\]", naam)[-1]).strip(" .")[-120:]
    return kaal or "bestand"
