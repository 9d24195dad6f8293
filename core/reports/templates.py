"""The empty workbook that a supplier fills: a sheet per table, an explanation, lists to choose from."""

from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from core.model.schema import TABELLEN, Kolom

RIJEN = 5000
_KOP = PatternFill("solid", fgColor="1D3B53")
_VERPLICHT = PatternFill("solid", fgColor="8A1538")
_VORM = {
    "datum": "dd-mm-jjjj",
    "moment": "dd-mm-jjjj uu:mm",
    "getal": "getal, komma of punt",
    "geheel": "heel getal",
    "janee": "ja of nee",
    "geboortedatum": "dd-mm-jjjj",
    "gemeente": "naam of code (GM0505)",
    "id": "BSN of ander vast nummer",
    "sleutel": "nummer",
    "tekst": "tekst",
    "code": "code of woord uit de lijst",
}


def write(pad: Path) -> None:
    """Writes the template to `pad` (xlsx)."""
    boek = Workbook()
    uitleg = boek.active
    uitleg.title = "Toelichting"
    lijsten = boek.create_sheet("Keuzelijsten")
    regels = [("Tabel", "Kolom", "Verplicht", "Vorm", "Betekenis")]
    for tabel in TABELLEN.values():
        blad = boek.create_sheet(tabel.naam)
        for nr, kolom in enumerate(tabel.kolommen, 1):
            _kolomkop(blad, nr, kolom)
            _keuzes(blad, lijsten, nr, tabel.naam, kolom)
            regels.append(
                (tabel.naam, kolom.naam, "ja" if kolom.verplicht else "nee", _VORM[kolom.soort], kolom.uitleg)
            )
        blad.freeze_panes = "A2"
    _uitleg(uitleg, regels)
    boek.save(pad)


def _kolomkop(blad, nr: int, kolom: Kolom) -> None:
    cel = blad.cell(1, nr, kolom.naam)
    cel.fill = _VERPLICHT if kolom.verplicht else _KOP
    cel.font = Font(bold=True, color="FFFFFF")
    cel.comment = Comment(
        f"{kolom.uitleg}. Vorm: {_VORM[kolom.soort]}." + (" Verplicht." if kolom.verplicht else ""),
        "Kernwaarden-dashboard",
    )
    blad.column_dimensions[get_column_letter(nr)].width = max(16, len(kolom.naam) + 4)
    if kolom.soort in ("datum", "geboortedatum"):
        for rij in range(2, 102):
            blad.cell(rij, nr).number_format = "dd-mm-yyyy"
    if kolom.soort in ("id", "code", "gemeente", "sleutel", "tekst"):
        for rij in range(2, 102):
            blad.cell(rij, nr).number_format = "@"  # keeps the leading zero of a BSN or code


def _keuzes(blad, lijsten, nr: int, tabel: str, kolom: Kolom) -> None:
    waarden = ["ja", "nee"] if kolom.soort == "janee" else list(kolom.codes)
    if not waarden:
        return
    plaats = lijsten.max_column + 1 if lijsten.cell(1, 1).value else 1
    letter = get_column_letter(plaats)
    lijsten.cell(1, plaats, f"{tabel}.{kolom.naam}").font = Font(bold=True)
    for r, waarde in enumerate(waarden, 2):
        lijsten.cell(r, plaats, waarde).number_format = "@"
    regel = DataValidation(
        "list",
        formula1=f"Keuzelijsten!${letter}$2:${letter}${len(waarden) + 1}",
        allow_blank=not kolom.verplicht,
        showErrorMessage=True,
    )
    regel.errorTitle, regel.error = "Onbekende waarde", f"Kies een waarde uit de lijst voor {kolom.naam}."
    blad.add_data_validation(regel)
    kolomletter = get_column_letter(nr)
    regel.add(f"{kolomletter}2:{kolomletter}{RIJEN}")


def _uitleg(blad, regels) -> None:
    blad["A1"] = "Sjabloon voor het Kernwaarden-dashboard"
    blad["A1"].font = Font(bold=True, size=14)
    blad["A2"] = (
        "Vul per tabel een blad in. Laat bladen die u niet levert leeg. Rode kolommen zijn verplicht. "
        "Het programma vervangt het BSN bij het lezen door een pseudoniem."
    )
    for r, regel in enumerate(regels, 4):
        for k, tekst in enumerate(regel, 1):
            cel = blad.cell(r, k, tekst)
            cel.alignment = Alignment(wrap_text=True, vertical="top")
            if r == 4:
                cel.font = Font(bold=True)
    for letter, breedte in zip("ABCDE", (18, 30, 11, 26, 80), strict=True):
        blad.column_dimensions[letter].width = breedte
    blad.freeze_panes = "A5"
