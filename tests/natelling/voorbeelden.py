"""How the hand-worked examples are written down: short column names, pipe rows, one figure back."""

from datetime import date

from tests.natelling import maten_inwoners  # noqa: F401 - registers its maten, and those it builds on
from tests.natelling.meting import MATEN, maak_cel
from tests.natelling.regels import Telling

KORT = {
    "kind": "jeugdige",
    "begin": "begindatum",
    "eind": "einddatum",
    "reden": "reden_einde",
    "over": "datum_overgedragen",
    "gekregen": "datum_overgedragen_gekregen",
    "vorm": "verblijfsvorm",
    "aanmeld": "aanmelddatum",
    "etm": "etmalen_per_week",
    "km": "afstand_km",
    "geboren": "geboortedatum",
}
VAST = {
    "maatregelen": {"gemeente": "GM0505", "gi": "A", "type": "11"},
    "plaatsingen": {"gemeente": "GM0505", "verblijfsvorm": "11"},
    "machtigingen": {"gemeente": "GM0505", "gi": "A", "type": "72"},
    "declaraties": {"gemeente": "GM0505", "periode_einde": "2024-12-31"},
    "crises": {"gemeente": "GM0505", "jeugdige": "K1"},
    "bevolking": {"gemeente": "GM0505"},
}


WISSEL = (
    "kind begin eind gi gemeente | K1 2024-01-01 2024-03-31 A GM0505 | K1 2024-04-01 2024-06-30 B GM0505"
    "| K1 2024-07-01 2024-09-30 A GM0482"
)
JB = "kind begin eind gi | K1 2023-01-01 2024-12-31 A"


def cijfer(t: Telling, maat: str, van: str, tot: str, splits=(), cel=(), **filters):
    """waarde of one cell, None when there is none."""
    maker = maak_cel(splits, {k: {v} for k, v in filters.items()})
    uit = MATEN[maat].functie(t, date.fromisoformat(van), date.fromisoformat(tot), maker).get(cel)
    return None if uit is None else uit.waarde


def op(t: Telling, maat: str, dag: str, **rest):
    return cijfer(t, maat, dag, dag, **rest)
