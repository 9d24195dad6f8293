"""Every maat with what it adds: the text of its question, and which kind of figure it gives."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

import ibis

from core.engine.count.compiled import remember
from core.engine.count.contribution import (
    Bijdrage,
    Overleving,
    PerInwoner,
    Telling,
    Verdeling,
    from_shape,
    shape_of,
)
from core.engine.count.query import vraag
from core.model.maat import Maat


@dataclass(frozen=True)
class Catalogus:
    """Every maat with what it adds. `naam` tells catalogues with the same ids apart in the memory of queries."""

    naam: str
    maten: dict[str, Maat]
    bijdragen: Mapping[str, Bijdrage]

    def shape(self, maat_id: str) -> Bijdrage:
        """What kind of contribution a maat has, without its expressions: enough to work figures out."""
        vorm = remember((self.naam, "vorm", maat_id), lambda: json.dumps(shape_of(self.bijdragen[maat_id])))
        return from_shape(json.loads(vorm))

    def on_rows(self, maat_id: str) -> Bijdrage:
        """What a maat adds per row, also where `bijdragen` reads what was added up beforehand."""
        return self.bijdragen[maat_id]


def sql_van(
    catalogus: Catalogus,
    maat_id: str,
    per: str,
    splits: tuple[str, ...],
    gefilterd: tuple[str, ...],
    op_dag: bool,
    dialect: str,
) -> str:
    """Compiled text of a maat's query, made once per shape of question."""

    def make_sql() -> str:
        return str(ibis.to_sql(vraag(catalogus.bijdragen[maat_id], per, splits, gefilterd, op_dag), dialect=dialect))

    return remember((catalogus.naam, maat_id, "dag" if op_dag else per, splits, gefilterd, dialect), make_sql)


def soort_van(bijdrage: Bijdrage, maat: Maat) -> str:
    """Which kind of figure it is: aantal, aandeel, gemiddelde, mediaan or bedrag (decides its interval)."""
    if maat.unit == "euro":
        return "bedrag"
    if maat.unit == "aandeel":
        return "aandeel"
    if isinstance(bijdrage, PerInwoner):
        return "gemiddelde"  # brings its own interval; below ten children it says too little, like a mean
    if isinstance(bijdrage, Verdeling):
        return "gemiddelde" if bijdrage.samenvatting == "gemiddelde" else "mediaan"
    if isinstance(bijdrage, Overleving):
        return "mediaan"
    if isinstance(bijdrage, Telling) and (bijdrage.noemer is not None or bijdrage.per_sleutel is not None):
        return "gemiddelde"
    return "bedrag" if maat.unit == "etmalen" else "aantal"
