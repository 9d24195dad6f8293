"""The form with which figures are asked for: a workbook per supplier, filled in as far as we know, that is
read back as table `opvragen`."""

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass

from core.model import wording
from core.model.doel import Doel

BLAD = "opvragen"
KOLOMMEN = (
    "doel",
    "omschrijving",
    "periode_begin",
    "periode_einde",
    "gemeente",
    "gi",
    "aanbieder",
    "teller",
    "noemer",
    "waarde",
    "n",
    "bron",
    "toelichting",
)
INVULLEN = KOLOMMEN[7:]
_BREEDTE = {"omschrijving": 62, "gi": 22, "aanbieder": 22, "gemeente": 18, "bron": 26, "toelichting": 32}
_VEILIG = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
_GEMIDDELD = ("cijfer", "dagen", "maanden")


@dataclass(frozen=True)
class Regel:
    """One figure that is asked for: of this goal, over these days, of this part."""

    doel: Doel
    begin: dt.date
    einde: dt.date
    gemeente: str | None = None
    gi: str | None = None
    aanbieder: str | None = None


def formulier(regels: Sequence[Regel], *, regio: str, leverancier: str, wie: str = "") -> bytes:
    """The workbook: sheet opvragen (a row per figure) and sheet Toelichting. `wie`: the organisation that
    answers, in the explanation."""
    buffer = io.BytesIO()
    import xlsxwriter  # here: a start without a file to write need not wait for it

    boek = xlsxwriter.Workbook(buffer, _VEILIG)
    _invulblad(boek, regels)
    _toelichting(boek, regels, regio, wie or leverancier)
    boek.set_properties({"title": f"Opvraag {regio}: {wie or leverancier}"})
    boek.close()
    return buffer.getvalue()


def _invulblad(boek, regels: Sequence[Regel]) -> None:
    blad = boek.add_worksheet(BLAD)
    vast = boek.add_format(
        {"bg_color": "#eef2f5", "text_wrap": True, "valign": "top", "border": 1, "border_color": "#d5dde3"}
    )
    dag = boek.add_format(
        {
            "bg_color": "#eef2f5",
            "num_format": "dd-mm-yyyy",
            "valign": "top",
            "border": 1,
            "border_color": "#d5dde3",
        }
    )
    vak = {"valign": "top", "border": 1, "border_color": "#8a6d1b", "bg_color": "#fffbef"}
    open_, procent = boek.add_format(vak), boek.add_format(vak | {"num_format": "0.0%"})
    for k, naam in enumerate(KOLOMMEN):
        kleur = "#b04a08" if naam in INVULLEN else "#1d3b53"
        blad.write_string(0, k, naam, boek.add_format({"bold": True, "font_color": "#ffffff", "bg_color": kleur}))
        blad.set_column(k, k, _BREEDTE.get(naam, 14))
    for r, regel in enumerate(regels, 1):
        _write_regel(blad, r, regel, vast, dag, open_, procent)
        _controles(blad, r, regel)
    blad.freeze_panes(1, 2)
    blad.set_landscape()
    blad.fit_to_pages(1, 0)
    blad.repeat_rows(0)


def _write_regel(blad, r: int, regel: Regel, vast, dag, open_, procent) -> None:
    teksten = {
        "doel": regel.doel.id,
        "omschrijving": f"{regel.doel.label}. {regel.doel.definitie}",
        "gemeente": regel.gemeente,
        "gi": regel.gi,
        "aanbieder": regel.aanbieder,
    }
    for naam, tekst in teksten.items():
        blad.write_string(r, KOLOMMEN.index(naam), tekst or "", vast)
    for naam, moment in (("periode_begin", regel.begin), ("periode_einde", regel.einde)):
        blad.write_datetime(r, KOLOMMEN.index(naam), dt.datetime.combine(moment, dt.time()), dag)
    for naam in INVULLEN:
        vorm = procent if naam == "waarde" and regel.doel.eenheid == "aandeel" else open_
        blad.write_blank(r, KOLOMMEN.index(naam), None, vorm)


def _controles(blad, r: int, regel: Regel) -> None:
    """What Excel refuses while typing; the import checks the same again."""
    t, n = (f"{chr(65 + KOLOMMEN.index(k))}{r + 1}" for k in ("teller", "noemer"))
    vanaf_nul = {"validate": "decimal", "criteria": ">=", "value": 0, "error_message": "Vul een getal vanaf 0 in."}
    breuk = {
        "validate": "custom",
        "value": f'=AND(N({t})>=0,N({n})>=0,OR({t}="",{n}="",{t}<={n}))',
        "error_message": "Geef getallen vanaf 0; de teller is niet groter dan de noemer.",
    }
    aandeel = {
        "validate": "decimal",
        "criteria": "between",
        "minimum": 0,
        "maximum": 1,
        "error_message": "Een aandeel ligt tussen 0% en 100%.",
    }
    geheel = vanaf_nul | {"validate": "integer", "error_message": "Vul een heel getal in: hoeveel waarnemingen."}
    deel = vanaf_nul if regel.doel.eenheid in _GEMIDDELD else breuk
    waarde = aandeel if regel.doel.eenheid == "aandeel" else vanaf_nul
    for naam, regels in (("teller", deel), ("noemer", deel), ("waarde", waarde), ("n", geheel)):
        plek = KOLOMMEN.index(naam)
        blad.data_validation(r, plek, r, plek, {"ignore_blank": True, "error_title": "Dit kan niet"} | regels)


def _toelichting(boek, regels: Sequence[Regel], regio: str, wie: str) -> None:
    blad = boek.add_worksheet("Toelichting")
    wrap = boek.add_format({"text_wrap": True, "valign": "top"})
    kop = boek.add_format({"bold": True, "font_size": 14})
    zinnen = [
        f"Voor: {wie}. Gemaakt op {wording.datum(dt.date.today())}.",
        "Vul op het blad opvragen de gele vakken in. De grijze vakken staan goed; verander ze niet.",
        "Geef teller en noemer. Hebt u die niet, geef dan de waarde en n (het aantal waarnemingen).",
        "Een aandeel is een percentage van 0% tot 100%. Hebt u een cijfer niet, laat de regel dan leeg.",
        "Zet geen namen, BSN's of geboortedata in dit bestand: alleen aantallen.",
        "Stuur het bestand terug. Het wordt ingelezen op de pagina Opvragen of Gegevens.",
    ]
    blad.write_string(0, 0, f"Opvraag van cijfers, {regio}", kop)
    for r, zin in enumerate(zinnen, 1):
        blad.write_string(r, 0, zin)
    start = len(zinnen) + 2
    vet = boek.add_format({"bold": True, "font_color": "#ffffff", "bg_color": "#1d3b53"})
    for k, (naam, breedte) in enumerate((("Id", 12), ("Wat wordt gevraagd", 90), ("Eenheid", 14), ("Bron", 70))):
        blad.write_string(start, k, naam, vet)
        blad.set_column(k, k, breedte)
    doelen = {r.doel.id: r.doel for r in regels}
    for r, doel in enumerate(doelen.values(), start + 1):
        bron = "; ".join(f"{b.title}{', ' + b.article if b.article else ''}" for b in doel.bronnen)
        eenheid = "percentage" if doel.eenheid == "aandeel" else doel.eenheid
        for k, tekst in enumerate((doel.id, f"{doel.label}. {doel.definitie}", eenheid, bron)):
            blad.write_string(r, k, tekst, wrap)
