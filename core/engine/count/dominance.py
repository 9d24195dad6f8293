"""Whose money an amount is: how many children are behind it, and how much of it is one child's.

Asked of the rows themselves: what was added up beforehand no longer knows its children.
"""

import ibis
import pandas as pd
from ibis import _

from core.engine.count import memory
from core.engine.count.compiled import remember
from core.engine.count.contribution import Bijdrage, Telling
from core.engine.count.perioden import Periode, periode_nr
from core.engine.count.query import NIET_BEKEND, getal, keuze
from core.engine.count.series import Rekenaar
from core.model.selectie import Selectie

GELD = ("personen", "grootste")


def grootste(rekenaar: Rekenaar, maat_id: str, selectie: Selectie) -> pd.DataFrame | None:
    """periode, splits, personen, grootste (in the unit of the maat) per cell that has records. `personen` is empty
    where a record has no child. None for a maat whose records are not of children."""
    splits = tuple(k for k in selectie.splits if k in rekenaar.catalogus.maten[maat_id].dimensions)
    filters = rekenaar.filters(selectie)
    if not splits and selectie.per == memory.JAAR and (kept := _kept(rekenaar, maat_id, filters)) is not None:
        return kept
    vorm, dialect = (selectie.per, splits, tuple(sorted(filters))), rekenaar.verbinding.dialect
    tekst = remember(
        (rekenaar.catalogus.naam, "grootste", maat_id, *vorm, dialect),
        lambda: _sql(rekenaar.catalogus.on_rows(maat_id), vorm, dialect),
    )
    if not tekst:
        return None

    def ask() -> pd.DataFrame:
        for kolom, waarden in filters.items():
            rekenaar.verbinding.choose(kolom, waarden)
        frame = rekenaar.verbinding.vraag(tekst)
        bekend = frame["zonder"].fillna(0) == 0
        frame[[*GELD]] = frame[[*GELD]].astype("float64").where(bekend)
        frame["periode"] = [Periode(int(nr), selectie.per).naam for nr in frame["_periode"]]
        return frame[["periode", *splits, *GELD]]

    # Asked of a table, and again of each one that it is weighed with.
    return rekenaar.geheugen.eenmaal(("grootste", tekst, *sorted(filters.items())), ask)


def _kept(rekenaar: Rekenaar, maat_id: str, filters: dict[str, tuple[str, ...]]) -> pd.DataFrame | None:
    """What was worked out when the data were loaded."""
    bekend = rekenaar.geheugen.reeks(maat_id, filters, memory.GROOTSTE)
    if bekend is None:
        return None
    return bekend[["periode", "teller", "waarde"]].set_axis(["periode", *GELD], axis="columns")


def _sql(b: Bijdrage, vorm: tuple, dialect: str) -> str:
    """The text of the query; empty for records that are not of children."""
    if not isinstance(b, Telling) or b.teller is None or "jeugdige" not in b.rijen.columns:
        return ""
    return str(ibis.to_sql(_vraag(b, *vorm), dialect=dialect))


def _vraag(b: Telling, per: str, splits: tuple[str, ...], gefilterd: tuple[str, ...]) -> ibis.Table:
    rijen = b.rijen.mutate(_wat=getal(b.teller), _periode=periode_nr(b.datum, per))
    for kolom in gefilterd:
        rijen = rijen.filter(rijen[kolom].cast("string").isin(keuze(kolom).waarde))
    rijen = rijen.select(
        "_periode", "_wat", "jeugdige", **{k: rijen[k].cast("string").fill_null(NIET_BEKEND) for k in splits}
    )
    kind = rijen.group_by(["_periode", *splits, "jeugdige"]).agg(som=_._wat.sum())
    return kind.group_by(["_periode", *splits]).agg(
        personen=_.jeugdige.count(), grootste=_.som.abs().max(), zonder=_.jeugdige.isnull().sum()
    )
