"""Codes become words, for on screen."""

import pandas as pd

from core import dashboard
from core.model import schema

_VAST = {
    "verblijfsvorm": schema.VERBLIJFSVORMEN,
    "type": schema.MAATREGELTYPEN,
    "verwijzer": schema.VERWIJZERS,
    "productcategorie": schema.PRODUCTCATEGORIEEN,
    "reden_einde": schema.REDENEN_EINDE,
}
KOLOMMEN = {
    "gemeente": "Gemeente",
    "gi": "GI",
    "segment": "Segment",
    "regio": "Regio",
    "verblijfsvorm": "Vorm van verblijf",
    "type": "Soort maatregel",
    "aanbieder": "Aanbieder",
    "verwijzer": "Verwijzer",
}


def named(tabel: pd.DataFrame) -> pd.DataFrame:
    """The same rows with words for codes (GM0505 -> Dordrecht, 11 -> pleegzorg)."""
    uit = tabel.copy()
    for kolom in uit.columns.intersection(["gemeente", *_VAST]):
        woorden = gemeenten() if kolom == "gemeente" else _VAST[kolom]
        uit[kolom] = [woorden.get(w, w) for w in uit[kolom]]
    return uit


def goal_label(regio: str | None, doel_id: str) -> str:
    """The name of a goal of the region; one that is not in the agreements any more says so."""
    gevonden = dashboard.doel_van(regio, doel_id) if regio in dashboard.regios() else None
    return gevonden[1].label if gevonden else "Doel dat niet meer in de afspraken staat"


def gemeenten() -> dict[str, str]:
    """GM code -> name, of every region."""
    return {g.code: g.naam for r in dashboard.regios().values() for g in r.gemeenten}


def breaks(regio_id: str | None, maat) -> tuple:
    """The series breaks of the region that concern this maat."""
    regio = dashboard.regios().get(regio_id or "")
    return tuple(b for b in regio.reeksbreuken if b.touches(maat)) if (regio) else ()
