"""The rules that look over a whole import: the accepted rows of all its tables together."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from core.model.schema import TABELLEN
from core.sources.bevindingen import SCHEMA, Verzamelaar
from core.sources.cells import together
from core.sources.columns.convert import Geconverteerd, waarden_van
from core.sources.kwaliteit import Context, masker, regels


def judge_import(delen: Sequence[Geconverteerd], context: Context) -> pa.Table:
    """Findings (schema SCHEMA) of the rules over tables, each in the file and row it belongs to.

    `delen`: everything that was converted in one import; the same table may come from several files. No row
    is rejected here."""
    per_tabel: dict[str, list[Geconverteerd]] = {}
    for deel in delen:
        per_tabel.setdefault(deel.tabel, []).append(deel)
    tabellen = {naam: together([deel.rijen for deel in van_tabel]) for naam, van_tabel in per_tabel.items()}
    gevonden = {id(deel): _verzamelaar(deel) for deel in delen}
    for regel in regels():
        if regel.vind_over is None or not set(regel.nodig) <= set(tabellen):
            continue
        for naam, raak in regel.vind_over(tabellen, context).items():
            kolom = TABELLEN[naam].kolom(regel.veld(naam))
            per_rij, begin = masker(raak).to_numpy(zero_copy_only=False), 0
            for deel in per_tabel[naam]:
                eigen = per_rij[begin : begin + deel.rijen.num_rows]
                begin += deel.rijen.num_rows
                gevonden[id(deel)].rijen(regel.code, kolom.naam, np.flatnonzero(eigen), waarden_van(deel.rijen, kolom))
    return pa.concat_tables([SCHEMA.empty_table(), *(v.tabel() for v in gevonden.values())])


def _verzamelaar(deel: Geconverteerd) -> Verzamelaar:
    kolom = TABELLEN[deel.tabel].leverancier
    leveranciers = deel.rijen.column(kolom).combine_chunks() if kolom else deel.leverancier
    if kolom and deel.leverancier:
        leveranciers = leveranciers.fill_null(deel.leverancier)
    rijnummers = deel.rijen.column("bron_rij").to_numpy()
    return Verzamelaar(deel.bestand, deel.blad, deel.tabel, rijnummers, leveranciers)
