"""Figures of a gemeente of today that are made of its former parts need all of them."""

import datetime as dt

import pyarrow as pa

from core.sources.codelijsten import merged_parts
from core.sources.kwaliteit._blocks import masker_van

CODE = "B206"
ERNST = "waarschuwing"
TABELLEN = ("bevolking", "opvragen")
NODIG = ()
VELDEN = ("gemeente",)
TITEL = "Niet alle delen van de gemeente"
MELDING = (
    "Dit is een cijfer van een deel van een gemeente van nu, en van de andere delen is er geen. Het cijfer van "
    "de gemeente is zo te laag. Lever de gemeenten waaruit zij ontstond allemaal."
)
VOORBEELD = {
    "bevolking": """
gemeente | gemeente_toen | jaar | leeftijd_van | leeftijd_tot | raak
GM1992   | GM0501        | 2022 | 0            | 17           | x
GM1992   | GM0530        | 2022 | 0            | 17           | x
GM1992   | GM0501        | 2021 | 0            | 17           |
GM1992   | GM0530        | 2021 | 0            | 17           |
GM1992   | GM0614        | 2021 | 0            | 17           |
GM0575   | GM0575        | 2018 | 0            | 17           | x
GM0575   | GM0575        | 2019 | 0            | 17           |
GM0505   |               | 2018 | 0            | 17           |
"""
}
_WAT = {
    "bevolking": ("jaar", "leeftijd_van", "leeftijd_tot"),
    "opvragen": ("doel", "periode_begin", "periode_einde", "segment", "gi", "aanbieder"),
}


def vind_over(tabellen, context):
    return {naam: _find(tabellen[naam], _WAT[naam]) for naam in TABELLEN if naam in tabellen}


def _find(rijen: pa.Table, wat: tuple[str, ...]) -> pa.Array:
    kolommen = [rijen[k].to_pylist() for k in ("gemeente", "gemeente_toen", *wat)]
    aanwezig: dict[tuple, set[str]] = {}
    plekken: dict[tuple, list[int]] = {}
    for plaats, (gemeente, toen, *rest) in enumerate(zip(*kolommen, strict=True)):
        if toen is not None:
            aanwezig.setdefault((gemeente, *rest), set()).add(toen)
            plekken.setdefault((gemeente, *rest), []).append(plaats)
    raak = [p for sleutel, codes in aanwezig.items() if _nodig(sleutel, wat) - codes for p in plekken[sleutel]]
    return masker_van(len(rijen), raak) if raak else pa.nulls(len(rijen), pa.bool_())


def _nodig(sleutel: tuple, wat: tuple[str, ...]) -> set[str]:
    """The parts that were still gemeenten of their own on the first day of a figure."""
    dag = sleutel[1] if wat[0] == "jaar" else sleutel[2]
    if dag is None:
        return set()
    dag = dt.date(min(max(dag, 1), 9999), 1, 1) if wat[0] == "jaar" else dag
    return {code for code, tot in merged_parts()[sleutel[0]].items() if tot > dag}
