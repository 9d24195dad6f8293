"""Figures that leave: csv and Excel with their filters, data date and definitions, and no live formula."""

import datetime as dt
import io
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from core.measures import definitieversie
from core.model import wording
from core.model.doel import Doel, Regio
from core.model.maat import Maat
from core.model.melding import Melding
from core.model.selectie import Selectie
from core.model.weergave import Weergave
from core.reports.document import Document, Plaatje

VOORBEELD = "VOORBEELDGEGEVENS: geen echte kinderen"
SAFE = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
    "in_memory": True,
}
KOP = {
    "periode": "Periode",
    "van": "Van",
    "tot": "Tot en met",
    "peildatum": "Peildatum",
    "gemeente": "Gemeente",
    "gi": "GI",
    "segment": "Segment",
    "teller": "Teller",
    "noemer": "Noemer",
    "waarde": "Waarde",
    "n": "n",
    "laag": "Ondergrens (95%)",
    "hoog": "Bovengrens (95%)",
    "voorlopig": "Voorlopig",
    "reden": "Opmerking",
    "eenheid": "Eenheid",
    "doel": "Doel",
    "maat": "Maat",
    "basis": "Basis",
    "doelwaarde": "Doelwaarde",
    "padwaarde": "Padwaarde",
    "oordeel": "Oordeel",
    "breuk": "Breuk",
    "beschermd": "Beschermd",
    "onvolledig": "Onvolledig",
    "stempel": "Stempel",
    "variant": "Variant",
    "blok": "Blok",
    "wat": "Cijfer",
    "deel": "Onderdeel",
    "p10": "Laag (10%)",
    "p50": "Midden (50%)",
    "p90": "Hoog (90%)",
    "gemiddelde": "Gemiddelde",
    "regel": "Soort regel",
    "datum_p10": "Datum (10%)",
    "datum_p50": "Datum (50%)",
    "datum_p90": "Datum (90%)",
}
# A cell of text that starts so can run as a formula in a spreadsheet.
_FORMULE = ("=", "+", "-", "@", "\t", "\r")
# A whole number has a form of its own: optional decimals leave a comma behind it.
_VORMEN = {"heel": "#,##0", "deel": "#,##0.0##", "aandeel": "0.0%", "datum": "dd-mm-yyyy"}
_LANGST, _MEESTE_RIJEN, _MEESTE_KOLOMMEN = 32_767, 1_048_576, 16_384  # of a cell and a sheet of Excel


def as_bytes(schrijf: Callable[[Path], None]) -> bytes:
    """What a writer of files writes, as bytes; the file is gone afterwards."""
    with tempfile.TemporaryDirectory() as kladmap:
        pad = Path(kladmap) / "uitvoer.xlsx"
        schrijf(pad)
        return pad.read_bytes()


@dataclass(frozen=True)
class Uitgave:
    """What leaves: rows that a view let through, with what belongs on everything that leaves. `document`: the chapters
    of a report; `plaatje`: how they are drawn. Made by `View.export` only."""

    frame: pd.DataFrame
    titel: str
    regels: list[tuple[str, str]]
    stempel: str
    maten: Sequence[Maat] = ()
    doelen: Sequence[Doel] = ()
    document: Document | None = None
    plaatje: Plaatje | None = None


WRITERS: dict[str, Callable[[Uitgave], bytes]] = {}


def writer(kind: str) -> Callable:
    """Makes a function from an Uitgave to bytes a way to take figures along, by the name `kind`."""

    def known(write: Callable[[Uitgave], bytes]) -> Callable[[Uitgave], bytes]:
        WRITERS[kind] = write
        return write

    return known


def write(kind: str, uitgave: Uitgave) -> bytes:
    return WRITERS[kind](uitgave)


def verantwoording(
    selectie: Selectie, regios: dict[str, Regio], namen: dict[str, str], store, weergave: Weergave
) -> list[tuple[str, str]]:
    """What belongs on everything that leaves: region, filters, period, data date, and whether it may be shared."""
    regels = [("Regio", regios[selectie.regio].naam if selectie.regio else "alle gemeenten in de gegevens")]
    for kolom, waarden in selectie.filters:
        regels.append((KOP.get(kolom, kolom.capitalize()), ", ".join(namen.get(w, w) for w in waarden)))
    if selectie.van or selectie.tot:
        regels.append(("Periode", f"{wording.datum(selectie.van)} t/m {wording.datum(selectie.tot)}"))
    regels += [
        ("Gegevens t/m", wording.datum(store.gegevens_tm)),
        ("Definities", f"versie {definitieversie()}"),
        ("Gemaakt op", wording.datum(dt.date.today())),
        ("Soort", weergave.soort),
    ]
    return ([("Let op", VOORBEELD)] if store.is_voorbeeld else []) + regels


@writer("csv")
def csv(uit: Uitgave) -> bytes:
    """Semicolons and decimal commas, as Excel in Dutch opens them; sources and filters stand below the rows."""
    veilig = uit.frame.map(_tekst).rename(columns=lambda k: _bewaakt(KOP.get(k, k)))
    tekst = veilig.to_csv(index=False, sep=";", lineterminator="\r\n")
    onder = [("Titel", uit.titel), *uit.regels, *((m.label, m.definition) for m in uit.maten)]
    staart = pd.DataFrame([(_tekst(a), _tekst(b)) for a, b in onder])
    return (
        "\ufeff" + tekst + "\r\n" + staart.to_csv(index=False, header=False, sep=";", lineterminator="\r\n")
    ).encode()


@writer("rows")
def rows(uit: Uitgave) -> bytes:
    """For another program: comma, point, UTF-8, and nothing above or below the table."""
    return without_formules(_stamped(uit)).to_csv(index=False).encode()


@writer("json")
def json(uit: Uitgave) -> bytes:
    return _stamped(uit).to_json(orient="records", date_format="iso", force_ascii=False).encode()


def _stamped(uit: Uitgave) -> pd.DataFrame:
    """The rows with how they may be used as their last column: a file for a program has no other place for it."""
    return uit.frame.assign(stempel=uit.stempel)


@writer("xlsx")
def excel(uit: Uitgave) -> bytes:
    """Sheet Cijfers (a table with a title and filters above it), sheet Toelichting (definitions, sources). Raises
    Melding when it does not fit: the writer would leave out the rest without a word."""
    _past(uit.frame, len(uit.regels) + 3)
    buffer = io.BytesIO()
    import xlsxwriter  # here: a start without a file to write need not wait for it

    boek = xlsxwriter.Workbook(buffer, SAFE)
    kop = boek.add_format(
        {"bold": True, "bg_color": "#1d3b53", "font_color": "#ffffff", "text_wrap": True, "valign": "top"}
    )
    _cijfers(boek, uit, kop)
    _toelichting(boek, uit.maten, uit.doelen, kop)
    boek.set_properties({"title": uit.titel, "comments": "; ".join(f"{a}: {b}" for a, b in uit.regels)})
    boek.close()
    return buffer.getvalue()


def without_formules(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with an apostrophe before every text, also in the names of columns, that a spreadsheet could run."""
    teksten = {k: frame[k].map(_bewaakt) for k in frame.columns if frame[k].dtype.kind not in "biufmM"}
    return frame.assign(**teksten).rename(columns=_bewaakt)


def _past(frame: pd.DataFrame, erboven: int) -> None:
    if len(frame) + erboven > _MEESTE_RIJEN or len(frame.columns) > _MEESTE_KOLOMMEN:
        raise Melding(
            f"Deze tabel heeft {wording.getal(len(frame))} rijen en past niet op een blad van Excel: kies "
            "csv, of maak de keuze kleiner."
        )
    for kolom in (k for k in frame.columns if frame[k].dtype.kind not in "biufmM"):
        if frame[kolom].map(lambda w: len(w) if isinstance(w, str) else 0).max() > _LANGST:
            raise Melding(
                f"Een tekst in {KOP.get(kolom, kolom)} is langer dan {wording.getal(_LANGST)} tekens en past "
                "niet in een cel van Excel: kies csv."
            )


def _cijfers(boek, uit: Uitgave, kop) -> None:
    frame, titel, regels = uit.frame, uit.titel, uit.regels
    blad = boek.add_worksheet("Cijfers")
    blad.write_string(0, 0, titel, boek.add_format({"bold": True, "font_size": 14}))
    for nr, (naam, waarde) in enumerate(regels, 1):
        blad.write_string(nr, 0, naam)
        blad.write_string(nr, 1, str(waarde))
    start = len(regels) + 2
    vormen = {naam: boek.add_format({"num_format": vorm}) for naam, vorm in _VORMEN.items()}
    for k, naam in enumerate(frame.columns):
        blad.write_string(start, k, KOP.get(naam, str(naam)), kop)
        blad.set_column(k, k, 28 if k == 0 else 16)
    is_aandeel = "eenheid" in frame and (frame["eenheid"] == "aandeel").all()
    for r, rij in enumerate(frame.itertuples(index=False), start + 1):
        for k, waarde in enumerate(rij):
            _cel(blad, r, k, waarde, vormen, is_aandeel and frame.columns[k] in ("waarde", "laag", "hoog"))
    if len(frame):
        blad.autofilter(start, 0, start + len(frame), len(frame.columns) - 1)
    blad.freeze_panes(start + 1, 1)
    blad.set_landscape()
    blad.fit_to_pages(1, 0)


def _cel(blad, r: int, k: int, waarde, vormen: dict, aandeel: bool) -> None:
    if wording.is_empty(waarde):
        blad.write_blank(r, k, None)
    elif isinstance(waarde, bool):
        blad.write_string(r, k, "ja" if waarde else "nee")
    elif isinstance(waarde, dt.date | pd.Timestamp):
        blad.write_datetime(r, k, pd.Timestamp(waarde).to_pydatetime(), vormen["datum"])
    elif isinstance(waarde, int | float) or hasattr(waarde, "dtype"):
        vorm = "aandeel" if aandeel else "heel" if float(waarde).is_integer() else "deel"
        blad.write_number(r, k, float(waarde), vormen[vorm])
    else:
        blad.write_string(r, k, str(waarde))


def _toelichting(boek, maten: Sequence[Maat], doelen: Sequence, kop) -> None:
    blad = boek.add_worksheet("Toelichting")
    wrap = boek.add_format({"text_wrap": True, "valign": "top"})
    blad.set_column(0, 0, 34, wrap)
    blad.set_column(1, 3, 60, wrap)
    for k, naam in enumerate(("Wat", "Definitie", "Let op", "Bron")):
        blad.write_string(0, k, naam, kop)
    rijen = [(m.label, m.definition, " ".join(m.warnings), _bronnen(m.sources)) for m in maten]
    rijen += [(f"{d.id} {d.label}", d.definitie, " ".join(d.let_op), _bronnen(d.bronnen)) for d in doelen]
    for r, rij in enumerate(rijen, 1):
        for k, tekst in enumerate(rij):
            blad.write_string(r, k, tekst)


def _bronnen(bronnen) -> str:
    return "; ".join(f"{b.title}, {b.article}" if b.article else b.title for b in bronnen)


def _tekst(waarde):
    """Dates and decimals in Dutch; text that a spreadsheet could run gets an apostrophe, a number never does."""
    if wording.is_empty(waarde):
        return ""
    if isinstance(waarde, dt.date):
        return wording.datum(waarde)
    if isinstance(waarde, bool | np.bool_):
        return "ja" if waarde else "nee"
    if isinstance(waarde, float | np.floating):
        return (str(int(waarde)) if waarde.is_integer() else repr(float(waarde))).replace(".", ",")
    return _bewaakt(waarde)


def _bewaakt(waarde):
    return "'" + waarde if isinstance(waarde, str) and waarde.startswith(_FORMULE) else waarde
