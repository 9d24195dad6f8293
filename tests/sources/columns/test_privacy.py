"""No BSN, name or day of birth leaves the conversion: not in rows, findings, questions, errors or print."""

import io
import traceback

import openpyxl
import pytest

from core.model.melding import Melding
from core.sources.bevindingen import samenvatting, taaklijst
from core.sources.columns import convert, judge_import
from core.sources.kwaliteit import Context

from .maak import SLEUTEL, VANDAAG, ruw, zet_om

BSN, TWEEDE, ZONDER_NUL = "123456782", "111222333", "10000008"
NAAM = "Pietje Verzonnen"
# The date of birth in every form in which it is given below, and the day that must not remain.
GEBOREN = ["2010-05-17", "17-05-2010", "20100517", "05/17/2010", "17-05-10"]
GEHEIM = [BSN, TWEEDE, ZONDER_NUL, "123.456.782", "23456782", NAAM, *GEBOREN]

GEVALLEN = {
    "maatregelen": [
        {"jeugdige": BSN, "geboortedatum": "2010-05-17"},
        {"jeugdige": TWEEDE, "geboortedatum": "17-05-2010", "einddatum": "2023-01-01"},
        {"jeugdige": "123.456.782", "geboortedatum": "20100517", "gezin": TWEEDE, "type": "x"},
        {"jeugdige": NAAM, "geboortedatum": "05/17/2010"},
        {"jeugdige": ZONDER_NUL, "geboortedatum": "17-05-10", "geslacht": BSN},
        {"jeugdige": BSN, "begindatum": BSN, "gemeente": BSN, "type": BSN, "reden_einde": f"kind {BSN}"},
        {"jeugdige": BSN, "gi": f"JB {BSN}", "geboortedatum": NAAM},
        {"jeugdige": BSN, "begindatum": f"2024-01-01 {BSN}", "geslacht": "2010-05-17"},
    ],
    "trajecten": [{"jeugdige": BSN, "toewijzingnummer": TWEEDE, "verwijzer": BSN}] * 2,
    "declaraties": [
        {"bedrag": BSN, "volume": f"{BSN},5", "jeugdige": BSN},
        {"jeugdige": TWEEDE, "bedrag": f"x{BSN}", "volume": f"{BSN} stuks", "toewijzingnummer": BSN},
    ],
    "opvragen": [{"toelichting": f"{NAAM}, BSN {BSN}", "bron": TWEEDE, "doel": BSN}],
    "mijlpalen": [{"bewijs": f"gesprek met {NAAM} ({BSN})"}],
}


@pytest.fixture(scope="module")
def uitkomsten():
    return {tabel: zet_om(tabel, rijen, leverancier="JB Zandpad") for tabel, rijen in GEVALLEN.items()}


def schoon(tekst: str, waar: str) -> None:
    for geheim in GEHEIM:
        assert geheim not in tekst, f"{geheim} in {waar}"


def test_the_cases_do_lead_to_findings(uitkomsten):
    gezien = {code for uit in uitkomsten.values() for code in uit.bevindingen["code"].to_pylist()}
    assert {"K102", "K103", "K104", "K105", "K201", "K202", "K206", "A101"} <= gezien
    assert sum(uit.afgewezen for uit in uitkomsten.values()) >= 5


def test_findings(uitkomsten):
    for tabel, uit in uitkomsten.items():
        schoon(repr(uit.bevindingen.to_pylist()), f"bevindingen {tabel}")
    over = judge_import(list(uitkomsten.values()), Context(VANDAAG))
    assert over.num_rows
    schoon(repr(over.to_pylist()), "beoordeel_import")


def test_rows_and_print(uitkomsten):
    for tabel, uit in uitkomsten.items():
        if tabel != "declaraties":  # an amount of nine digits is an amount
            # A name in free text cannot be told from other words; it stays in that text and nowhere else.
            vrij = [k for k in ("toelichting", "bewijs") if k in uit.rijen.column_names]
            assert not any(BSN in str(waarde) for k in vrij for waarde in uit.rijen[k].to_pylist())
            schoon(repr(uit.rijen.drop_columns(vrij).to_pylist()), f"rijen {tabel}")
        schoon(repr(uit.vragen), f"vragen {tabel}")
        schoon(repr(uit.bevindingen) + str(uit.bevindingen), f"print {tabel}")


def test_summary_and_to_do_list(uitkomsten):
    for tabel, uit in uitkomsten.items():
        frame = uit.bevindingen.to_pandas()
        assert len(samenvatting(frame)), "nothing to look through proves nothing"
        schoon(samenvatting(frame).to_string(), f"samenvatting {tabel}")
        bestand = io.BytesIO()
        taaklijst(frame, bestand, "JB Zandpad")
        boek = openpyxl.load_workbook(bestand)
        assert sum(c.value is not None for blad in boek for rij in blad for c in rij) > 5
        schoon(repr([[c.value for c in rij] for blad in boek for rij in blad]), f"taaklijst {tabel}")


def test_errors():
    onbekend = ruw("maatregelen", GEVALLEN["maatregelen"])
    onbekend.tabel = "kinderen"
    with pytest.raises(Melding) as fout:
        convert(onbekend, sleutel=SLEUTEL, context=Context(VANDAAG))
    schoon("".join(traceback.format_exception(fout.value)), "traceback")


def test_only_the_month_of_birth_is_kept(uitkomsten):
    assert set(uitkomsten["maatregelen"].rijen["geboortemaand"].to_pylist()) <= {201005, None}
