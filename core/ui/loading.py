"""Loading data: choose files or a database, see what was recognised, answer what is not certain, load."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pandas as pd
import streamlit as st

from core import dashboard
from core.model import wording
from core.model.melding import Melding
from core.ui import access
from core.ui.melding import plain
from core.ui.table import show_table

SOORTEN = ["xlsx", "xlsm", "xls", "ods", "csv", "txt", "parquet", "xml", "zip", "json"]
_VERSLAG, _GEZIEN = "laad_verslag", "laad_herkend"


def load() -> None:
    """The whole form; after loading the page starts again on the new data. Nothing for who may not load."""
    if not access.check().may_load:
        return
    bestanden = st.file_uploader(
        "Bestanden",
        type=SOORTEN,
        accept_multiple_files=True,
        key="bestanden",
        help="Excel, ODS, csv, Parquet, iJw-berichten (xml of zip) of json van CBS; meer bestanden tegelijk mag.",
    )
    st.caption(
        "Sleep bestanden naar het vak, of klik op de knop. Ten hoogste 150 MB per bestand. Een BSN wordt bij "
        "het lezen vervangen door een code en niet bewaard."
    )
    with st.expander("Of lees uit een database, en andere instellingen"):
        url = st.text_input(
            "Adres van de database",
            type="password",
            key="database",
            placeholder="postgresql+psycopg://gebruiker:wachtwoord@server/database",
        )
        links, rechts = st.columns(2)
        leverancier = links.text_input("Leverancier", key="leverancier", placeholder="leeg: staat in het bestand")
        tm = rechts.date_input(
            "Gegevens tot en met",
            value=None,
            key="gegevens_tm",
            format="DD-MM-YYYY",
            max_value=date.today(),
            help="De laatste dag die de levering dekt. Leeg: uit het bestand.",
        )
    if not bestanden and not url:
        _report()
        return
    _load_from(bestanden, url, safe_name(leverancier) if leverancier else None, tm)


def _load_from(bestanden: list, url: str, leverancier: str | None, tm: date | None) -> None:
    """Recognise first; the answers to what is not certain go along when it is loaded."""
    merk = (tuple(b.file_id for b in bestanden), url, leverancier)
    try:
        antwoorden = _answered(merk, bestanden, url, leverancier)
        if st.button("Laden", type="primary", icon=":material/upload:", key="laden"):
            balk = st.progress(0.0, "Beginnen")
            with _as_files(bestanden, url) as bronnen:
                verslag = dashboard.import_sources(
                    None,
                    bronnen,
                    leverancier=leverancier,
                    tm=tm,
                    antwoorden=antwoorden,
                    voortgang=lambda wat, deel: balk.progress(min(max(deel, 0.0), 1.0), wat),
                )
            dashboard.note(
                access.check(),
                "geladen",
                f"{len(verslag.tabellen)} tabellen",
                rijen=int(verslag.tabellen["geaccepteerd"].sum()),
            )
            st.session_state[_VERSLAG] = (merk, verslag)
            st.rerun()
    except Melding as melding:
        st.error(plain(str(melding)), icon=":material/info:")
    if st.session_state.get(_VERSLAG, (None, None))[0] == merk:
        _report()


def _answered(merk: tuple, bestanden: list, url: str, leverancier: str | None) -> dict:
    """Shows what is recognised with the answers so far; a new answer can bring new questions, so then the
    files are looked at again."""
    bekend = st.session_state.get(_GEZIEN)
    antwoorden = bekend[1] if bekend and bekend[0] == merk else {}
    if not bekend or bekend[0] != merk:
        with _as_files(bestanden, url) as bronnen, st.spinner("Bestanden herkennen"):
            bekend = (merk, antwoorden, _recognise(bronnen, leverancier, antwoorden))
        st.session_state[_GEZIEN] = bekend
    nieuw = antwoorden | _questions(bekend[2])
    nieuw = {k: v for k, v in nieuw.items() if v is not None}
    if nieuw != antwoorden:
        with _as_files(bestanden, url) as bronnen, st.spinner("Bestanden herkennen"):
            st.session_state[_GEZIEN] = (merk, nieuw, _recognise(bronnen, leverancier, nieuw))
        st.rerun()
    return antwoorden


@contextmanager
def _as_files(bestanden: list, url: str) -> Iterator[list[str]]:
    """Uploads as files for as long as they are read. The name given by the user only tells which table it
    is; it never becomes a path."""
    with tempfile.TemporaryDirectory(prefix="kernwaarden-") as kladmap:
        bronnen = []
        for nummer, bestand in enumerate(bestanden):
            doel = Path(kladmap) / str(nummer) / safe_name(bestand.name)
            doel.parent.mkdir()
            doel.write_bytes(bestand.getbuffer())
            bronnen.append(str(doel))
        yield bronnen + ([url] if url else [])


def safe_name(naam: str) -> str:
    """Only letters, digits, space and -_. of the last part of a name, never hidden and never empty."""
    kaal = re.sub(r"[^\w .-]", "_", re.split(r"[/\\]", naam)[-1]).strip(" .")[-120:]
    return kaal or "bestand"


def _recognise(bronnen: list[str], leverancier: str | None, antwoorden: dict) -> list[dict]:
    """What would be read, without the rows."""
    return [
        {
            "bestand": t.bestand,
            "blad": t.blad,
            "tabel": t.tabel,
            "rijen": t.data.num_rows,
            "kolommen": dict(t.kolommen),
            "onbekend": tuple(t.onbekend),
            "vragen": list(t.vragen),
            "opmerkingen": [o.melding for o in t.opmerkingen],
        }
        for t in dashboard.recognise(bronnen, leverancier=leverancier, antwoorden=antwoorden)
    ]


def _questions(herkend: list[dict]) -> dict:
    """Shows what was recognised and asks what is not certain: (soort, onderwerp) -> answer or None."""
    rijen = [
        {
            "Bestand": h["bestand"],
            "Blad": h["blad"] or wording.LEEG,
            "Gelezen als": h["tabel"] or "niet herkend",
            "Regels": wording.getal(h["rijen"]),
            "Kolommen herkend": wording.getal(len(h["kolommen"])),
            "Niet gebruikt": ", ".join(h["onbekend"]) or wording.LEEG,
        }
        for h in herkend
    ]
    show_table(rijen, "Dit is herkend", getallen=["Regels", "Kolommen herkend"])
    for regel in dict.fromkeys(o for h in herkend for o in h["opmerkingen"]):
        st.caption(plain(regel))
    vragen = [v for h in herkend for v in h["vragen"]]
    if vragen:
        st.markdown("**Hierover is twijfel.** Kies wat klopt; waar u niets kiest, blijft het blad of de kolom weg.")
    return {(v.soort, v.onderwerp): _ask(v) for v in vragen}


def _ask(vraag) -> str | None:
    """One question; the choice that was proposed stands ready."""
    opties = ["", *vraag.keuzes]
    return (
        st.selectbox(
            plain(vraag.vraag),
            opties,
            index=opties.index(vraag.gekozen) if vraag.gekozen in opties else 0,
            key=f"vraag-{vraag.soort}-{vraag.onderwerp}",
            help=plain(f"Voorbeelden: {'; '.join(vraag.voorbeelden)}") if vraag.voorbeelden else None,
            format_func=lambda k: k or "nog niet gekozen",
            filter_mode=None,
        )
        or None
    )


def _report() -> None:
    """What the last import of this session did."""
    if _VERSLAG not in st.session_state:
        return
    verslag = st.session_state[_VERSLAG][1]
    t = verslag.tabellen
    tabellen = t["tabel"].nunique()
    st.success(
        f"Geladen: {wording.getal(int(t['geaccepteerd'].sum()))} regels in "
        f"{tabellen} {'tabel' if tabellen == 1 else 'tabellen'}.",
        icon=":material/check:",
    )
    show_table(
        pd.DataFrame(
            {
                "Tabel": t["tabel"],
                "Bestand": t["bestand"],
                **{
                    kop: [wording.getal(n) for n in t[k]]
                    for k, kop in (
                        ("gelezen", "Gelezen"),
                        ("geaccepteerd", "Geaccepteerd"),
                        ("samengevoegd", "Samengevoegd"),
                        ("afgewezen", "Afgewezen"),
                    )
                },
            }
        ),
        "Gelezen = geaccepteerd + samengevoegd + afgewezen",
        getallen=["Gelezen", "Geaccepteerd", "Samengevoegd", "Afgewezen"],
    )
