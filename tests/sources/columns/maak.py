"""Small raw tables for the tests: what a reader would hand over. All numbers of children are made up."""

from dataclasses import fields
from datetime import date

import pyarrow as pa

from core.model.schema import TABELLEN
from core.sources.columns import convert
from core.sources.columns.reading import Lezing
from core.sources.keuzes import Keuzes
from core.sources.kwaliteit import Context
from core.sources.raw import RuweTabel

SLEUTEL = b"een sleutel die alleen in de test bestaat"
VANDAAG = date(2025, 6, 30)

# Valid in every column, so that a test only names what it is about.
GOED = {
    "maatregelen": {
        "jeugdige": "kind-1",
        "gemeente": "Dordrecht",
        "gi": "JB Zandpad",
        "type": "OTS",
        "begindatum": "2024-01-01",
    },
    "machtigingen": {
        "jeugdige": "kind-1",
        "gemeente": "Dordrecht",
        "gi": "JB Zandpad",
        "type": "72",
        "begindatum": "2024-01-01",
    },
    "plaatsingen": {
        "jeugdige": "kind-1",
        "gemeente": "Dordrecht",
        "verblijfsvorm": "11",
        "begindatum": "2024-01-01",
    },
    "trajecten": {
        "jeugdige": "kind-1",
        "gemeente": "Dordrecht",
        "aanbieder": "De Vliet",
        "begindatum": "2024-01-01",
    },
    "declaraties": {
        "gemeente": "Dordrecht",
        "periode_begin": "2024-01-01",
        "periode_einde": "2024-01-31",
        "bedrag": "100",
    },
    "crises": {"jeugdige": "kind-1", "gemeente": "Dordrecht", "melding": "2024-01-01 12:00"},
    "opvragen": {
        "doel": "K1-01",
        "periode_begin": "2024-01-01",
        "periode_einde": "2024-12-31",
        "waarde": "3",
    },
    "mijlpalen": {"doel": "K1-01"},
    "bevolking": {
        "gemeente": "Dordrecht",
        "jaar": "2024",
        "leeftijd_van": "0",
        "leeftijd_tot": "17",
        "aantal": "100",
    },
    "cbs": {
        "gemeente": "Dordrecht",
        "onderwerp": "ots_stand",
        "periode_begin": "2023-12-31",
        "periode_einde": "2023-12-31",
        "aantal": "100",
    },
}


def lezing(tabel: str, kolom: str, **anders) -> Lezing:
    return Lezing(TABELLEN[tabel].kolom(kolom), TABELLEN[tabel], SLEUTEL, **anders)


def ruw(tabel: str, rijen: list[dict], **anders) -> RuweTabel:
    """One row per dict over the valid values of GOED; None or "" empties a cell."""
    vol = [GOED[tabel] | rij for rij in rijen]
    namen = list(dict.fromkeys(naam for rij in vol for naam in rij))
    data = {f"Kolom {naam}": pa.array([rij.get(naam) for rij in vol], pa.string()) for naam in namen}
    data["__rij__"] = pa.array(range(2, len(vol) + 2), pa.int32())
    return RuweTabel(
        "levering.xlsx",
        tabel,
        tabel,
        pa.table(data),
        kolommen={naam: f"Kolom {naam}" for naam in namen},
        **anders,
    )


def zet_om(tabel: str, rijen: list[dict], *, ruw_anders: dict | None = None, **anders):
    van_context, van_keuzes = {f.name for f in fields(Context)}, {f.name for f in fields(Keuzes)} - {"tm"}
    over = {naam: w for naam, w in anders.items() if naam in van_context}
    keuzes = {naam: w for naam, w in anders.items() if naam in van_keuzes}
    context = Context(**{"vandaag": VANDAAG} | over)
    return convert(
        ruw(tabel, rijen, **(ruw_anders or {})),
        sleutel=anders.get("sleutel", SLEUTEL),
        context=context,
        keuzes=Keuzes(**keuzes),
    )


def codes(uit) -> list[tuple]:
    """(code, row, column) of every finding."""
    return [(b["code"], b["rij"], b["kolom"]) for b in uit.bevindingen.to_pylist()]
