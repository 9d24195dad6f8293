"""One maat under one selection: run its query and turn the counts into a series.

A series is a frame with the columns of `KOLOMMEN` (one row per period and cell), dense: every reported period
for every cell that occurs, so that a zero is a zero and not a hole.
"""

import datetime as dt
import functools
from dataclasses import dataclass, field
from typing import Protocol

import ibis
import numpy as np
import pandas as pd

from core.engine.count import absent, completeness, figures, inwoners
from core.engine.count.catalogus import Catalogus, soort_van, sql_van
from core.engine.count.compiled import remember
from core.engine.count.contribution import (
    Bijdrage,
    PerInwoner,
    Quotient,
    Stand,
)
from core.engine.count.interval import intervals
from core.engine.count.memory import JAAR, Geheugen
from core.engine.count.perioden import Periode, maanden_eerder, whole_perioden
from core.model.doel import Doel
from core.model.maat import Maat
from core.model.schema import TABELLEN
from core.model.selectie import Selectie

GEEN_GEGEVENS, NOG_NIET_MEETBAAR = "geen gegevens", "nog niet meetbaar"
CIJFERS = ["teller", "noemer", "waarde", "n"]
KOLOMMEN = ["periode", "van", "tot", "peildatum", *CIJFERS, "laag", "hoog", "voorlopig", "reden", "onvolledig"]


class Verbinding(Protocol):
    """What the engine needs of a database: see core/store/connect.py."""

    dialect: str

    def choose(self, kolom: str, waarden: tuple) -> None: ...
    def vraag(self, sql: str) -> pd.DataFrame: ...


@dataclass(frozen=True)
class Dekking:
    """The period a table covers. `van` is None when nobody said where it starts and nothing shows it; when it was
    given with the delivery (`van_vast`) nothing before it is reported, otherwise it is where a series starts
    unless the user asks for more. `eerste`: the begin of the first record; before it nothing at all is known."""

    van: dt.date | None
    tm: dt.date
    van_vast: bool = False
    eerste: dt.date | None = None


@dataclass(frozen=True)
class Rekenaar:
    """Answers questions on one connection. `dekking`: table -> period covered; `regio_codes`: region -> codes
    of its gemeenten. Of an earlier moment: `nu` answers for the maten in `gelijk`, of whose rows none came since."""

    catalogus: Catalogus
    verbinding: Verbinding
    dekking: dict[str, Dekking]
    regio_codes: dict[str, tuple[str, ...]]
    geheugen: Geheugen = field(default_factory=Geheugen)
    nu: "Rekenaar | None" = None
    gelijk: frozenset[str] = frozenset()

    @property
    def manier(self) -> tuple:
        """What tells its answers from other answers about the same store."""
        return (self.catalogus.naam,)

    def reeks(self, maat_id: str, selectie: Selectie) -> pd.DataFrame:
        """The series of one maat: KOLOMMEN plus a column per split that the maat knows."""
        if maat_id in self.gelijk:
            return self.nu.reeks(maat_id, selectie)
        maat = self.catalogus.maten[maat_id]
        splits = tuple(k for k in selectie.splits if k in maat.dimensions)
        reden = self.impossible(maat, selectie)
        if reden:
            return _empty_reeks(splits, reden)
        if not splits and selectie.per == "jaar" and selectie.van is None:
            bekend = self.geheugen.reeks(maat_id, self.filters(selectie), "jaar")
            if bekend is not None:
                return bekend if selectie.tot is None else bekend[bekend["tot"] <= selectie.tot]
        if (bekend := self.known_split(maat_id, selectie, splits)) is not None:
            return bekend
        merk = (*self.manier, maat_id, selectie)
        return self.geheugen.eenmaal(merk, lambda: self._reeks(maat, selectie, splits))

    def _reeks(self, maat: Maat, selectie: Selectie, splits: tuple[str, ...]) -> pd.DataFrame:
        bijdrage = self.catalogus.shape(maat.id)
        if isinstance(bijdrage, PerInwoner):
            return self.per_inwoner(maat, selectie, self.reeks(bijdrage.teller, selectie.with_(splits=splits)))
        perioden = self.perioden(maat, selectie)
        if isinstance(bijdrage, Quotient):
            frame = self._quotient(bijdrage, selectie, splits, perioden)
        else:
            rijen = self._vraag(maat.id, selectie, splits)
            frame = figures.work_out(bijdrage, rijen, perioden, splits, self.tm(maat))
        return self._geheel(self._finish(frame, maat, bijdrage, perioden, splits), maat, selectie)

    def known_split(self, maat_id: str, selectie: Selectie, splits: tuple[str, ...]) -> pd.DataFrame | None:
        """The series by year of every cell of one split, where it was worked out when the data were loaded."""
        if len(splits) != 1 or selectie.per != "jaar" or selectie.van or selectie.tot:
            return None
        return self.geheugen.split(self.verbinding, maat_id, self.filters(selectie), splits[0], JAAR)

    def on_dagen(self, maat_id: str, selectie: Selectie, dagen: tuple[dt.date, ...]) -> pd.DataFrame:
        """The same for a stock on given days; empty for a maat that is not a stock, and for days after the
        data date."""
        if maat_id in self.gelijk:
            return self.nu.on_dagen(maat_id, selectie, dagen)
        maat = self.catalogus.maten[maat_id]
        splits = tuple(k for k in selectie.splits if k in maat.dimensions)
        if self.impossible(maat, selectie) or not self.is_stand(maat_id):
            return _empty_reeks(splits, None)
        eerste = self.bekend_vanaf(maat)
        dagen = tuple(d for d in dagen if (eerste is None or d >= eerste) and d <= self.tm(maat))
        if len(dagen) == 1 and not splits:
            bekend = self.geheugen.reeks(maat_id, self.filters(selectie), str(dagen[0]))
            if bekend is not None:
                return bekend
        if len(dagen) == len(splits) == 1:
            filters, dag = self.filters(selectie), str(dagen[0])
            bekend = self.geheugen.split(self.verbinding, maat_id, filters, splits[0], dag)
            if bekend is not None:
                return bekend
        merk = (*self.manier, maat_id, selectie, dagen)
        return self.geheugen.eenmaal(merk, lambda: self._on_dagen(maat, selectie, dagen, splits))

    def _on_dagen(self, maat: Maat, selectie: Selectie, dagen: tuple[dt.date, ...], splits) -> pd.DataFrame:
        bijdrage = self.catalogus.shape(maat.id)
        if isinstance(bijdrage, PerInwoner):
            return self.per_inwoner(
                maat, selectie, self.on_dagen(bijdrage.teller, selectie.with_(splits=splits), dagen)
            )
        if isinstance(bijdrage, Quotient):
            delen = [self.on_dagen(m, selectie.with_(splits=splits), dagen) for m in (bijdrage.teller, bijdrage.noemer)]
            frame = figures.share(*delen, ["periode", "van", "tot", "peildatum", *splits], bijdrage.rest)
            frame["laag"], frame["hoog"] = intervals(frame["waarde"].to_numpy(), frame["noemer"].to_numpy(), "aandeel")
        else:
            self.verbinding.choose("dag", dagen)
            rijen = self._vraag(maat.id, selectie, splits, op_dag=True)
            frame = figures.standen_op_dag(rijen, dagen, splits)
        grens = maanden_eerder(self.tm(maat), maat.provisional_months)
        frame["voorlopig"] = [d > grens for d in frame["peildatum"]]
        frame["reden"] = ""
        return self._geheel(frame, maat, selectie)[_kolommen(splits)]

    def per_inwoner(self, maat: Maat, selectie: Selectie, teller: pd.DataFrame) -> pd.DataFrame:
        """The series or stocks of a count per 1.000 minors."""
        return inwoners.rate(self, teller, self.filters(selectie).get("gemeente"), self.is_stand(maat.id))

    def of_whole(self, doel: Doel) -> "Rekenaar":
        """Who counts the figure of the whole region of a goal, beside that of a part; to share it is counted as it is
        shown by itself."""
        return self

    def _geheel(self, frame: pd.DataFrame, maat: Maat, selectie: Selectie) -> pd.DataFrame:
        """The series with who is missing in each period (`onvolledig`), and without the figures that are not whole."""
        if self.geheugen.afzenders is None:
            self.geheugen.afzenders = completeness.read(self.verbinding).to_dict("records")
        namen, leeg = completeness.missing(
            self.geheugen.afzenders, maat.tables, self.filters(selectie), frame, self.is_stand(maat.id)
        )
        frame = frame.assign(onvolledig=namen)
        if leeg.any():
            frame.loc[leeg, [*CIJFERS, "laag", "hoog"]] = np.nan
            frame.loc[leeg & (frame["reden"] == "").to_numpy(), "reden"] = GEEN_GEGEVENS
        return frame

    def is_stand(self, maat_id: str) -> bool:
        bijdrage = self.catalogus.shape(maat_id)
        if isinstance(bijdrage, PerInwoner):
            return self.is_stand(bijdrage.teller)
        if isinstance(bijdrage, Quotient):
            return self.is_stand(bijdrage.teller) and self.is_stand(bijdrage.noemer)
        return isinstance(bijdrage, Stand) and not bijdrage.hele_periode

    def soort(self, maat_id: str) -> str:
        """Which kind of figure a maat gives: see `soort_van`."""
        return soort_van(self.catalogus.shape(maat_id), self.catalogus.maten[maat_id])

    def tm(self, maat: Maat) -> dt.date:
        """The data date: nothing is counted after it. Of several tables the earliest."""
        return min(self.dekking[t].tm for t in _with_periode(maat))

    def perioden(self, maat: Maat, selectie: Selectie) -> list[Periode]:
        """The periods that the data cover whole, inside the chosen period; none that ends before the first record:
        of those nothing is known, and that is not 0."""
        tm, eerste = self.tm(maat), self.bekend_vanaf(maat)
        van = selectie.van or self.gedekt_vanaf(maat) or dt.date(tm.year, 1, 1)
        van = max([van, *self._fixed_grenzen(maat)])
        alle = whole_perioden(van, min(tm, selectie.tot or tm), selectie.per)
        return [p for p in alle if eerste is None or p.tot >= eerste]

    def gedekt_vanaf(self, maat: Maat) -> dt.date | None:
        """The first day that the data cover, as given with the delivery or else as it shows; None when neither."""
        return max((d for t in _with_periode(maat) if (d := self.dekking[t].van)), default=None)

    def bekend_vanaf(self, maat: Maat) -> dt.date | None:
        """The day before which nothing at all is known: where the coverage starts when that was given, else the begin
        of the first record."""
        eerste = (self.dekking[t].eerste for t in _with_periode(maat))
        return max([*self._fixed_grenzen(maat), *(d for d in eerste if d)], default=None)

    def _fixed_grenzen(self, maat: Maat) -> list[dt.date]:
        dekking = [self.dekking[t] for t in _with_periode(maat)]
        return [d.van for d in dekking if d.van and d.van_vast]

    def rijen(self, maat_id: str, selectie: Selectie, splits: tuple[str, ...] = ()) -> pd.DataFrame:
        """The grouped rows under a maat as the query gives them (a distribution for a duration)."""
        return self._vraag(maat_id, selectie, splits).copy()

    def opgaven(self, tabel: str) -> pd.DataFrame:
        """All rows of `opvragen` or `mijlpalen`: few, and read once."""
        if tabel not in self.geheugen.opgaven:
            dialect = self.verbinding.dialect
            sql = remember(("opgaven", tabel, dialect), lambda: _sql_opgaven(tabel, dialect))
            self.geheugen.opgaven[tabel] = self.verbinding.vraag(sql)
        return self.geheugen.opgaven[tabel]

    def opgaven_van(self, tabel: str, doel_id: str) -> list[dict]:
        """The rows of one goal, None where a cell is empty."""
        if tabel not in self.geheugen.per_doel:
            per_doel = self.geheugen.per_doel.setdefault(tabel, {})
            frame = self.opgaven(tabel).astype(object)
            for rij in frame.where(frame.notna(), None).to_dict("records"):
                per_doel.setdefault(rij["doel"], []).append(rij)
        return self.geheugen.per_doel[tabel].get(doel_id, [])

    def sql(self, maat_id: str, selectie: Selectie) -> str:
        """The text of the query, for the page Verantwoording."""
        bijdrage = self.catalogus.shape(maat_id)
        if isinstance(bijdrage, PerInwoner):
            return f"{self.sql(bijdrage.teller, selectie)}\n\n{inwoners.sql_inwoners(self.verbinding.dialect)}"
        if isinstance(bijdrage, Quotient):
            return "\n\n".join(self.sql(m, selectie) for m in (bijdrage.teller, bijdrage.noemer))
        gefilterd = tuple(sorted(self.filters(selectie)))
        return sql_van(self.catalogus, maat_id, selectie.per, (), gefilterd, False, self.verbinding.dialect)

    def filters(self, selectie: Selectie) -> dict[str, tuple[str, ...]]:
        """The chosen values per column, with the region as its gemeenten."""
        filters = {k: v for k, v in selectie.filters if v}
        if selectie.regio:
            codes = self.regio_codes[selectie.regio]
            gekozen = filters.get("gemeente")
            filters["gemeente"] = tuple(c for c in gekozen if c in codes) if gekozen else codes
        return filters

    def geladen(self, maat: Maat) -> bool:
        """Whether the tables are there whose rows a maat counts."""
        return all(t in self.dekking for t in _with_periode(maat))

    def impossible(self, maat: Maat, selectie: Selectie) -> str | None:
        """Why there can be no figure at all: its tables are not loaded, or hold nothing of the chosen segment, or its
        rows lack a column of the filters."""
        if not self.geladen(maat):
            return GEEN_GEGEVENS
        onbekend = [k for k in self.filters(selectie) if k not in maat.dimensions]
        if onbekend:
            return f"niet te kiezen per {onbekend[0]}"
        return GEEN_GEGEVENS if absent.is_absent(self, maat, selectie) else None

    def _vraag(self, maat_id: str, selectie: Selectie, splits: tuple[str, ...], op_dag=False) -> pd.DataFrame:
        if maat_id in self.gelijk:
            return self.nu._vraag(maat_id, selectie, splits, op_dag)
        filters = self.filters(selectie)
        for kolom, waarden in filters.items():
            self.verbinding.choose(kolom, waarden)
        tekst = sql_van(
            self.catalogus, maat_id, selectie.per, splits, tuple(sorted(filters)), op_dag, self.verbinding.dialect
        )
        if op_dag:
            return self.verbinding.vraag(tekst)
        return self.geheugen.rows((tekst, *sorted(filters.items())), lambda: self.verbinding.vraag(tekst))

    def _quotient(self, bijdrage: Quotient, selectie: Selectie, splits, perioden) -> pd.DataFrame:
        if not perioden:
            return pd.DataFrame(columns=["periode", *splits, *CIJFERS])
        smal = selectie.with_(van=perioden[0].van, tot=perioden[-1].tot, splits=splits)
        delen = [self.reeks(m, smal) for m in (bijdrage.teller, bijdrage.noemer)]
        frame = figures.share(*delen, ["periode", *splits], bijdrage.rest)
        return frame[["periode", *splits, *CIJFERS]]

    def _finish(self, frame, maat: Maat, bijdrage: Bijdrage, perioden, splits) -> pd.DataFrame:
        """Dates, intervals, what is provisional, and what cannot be measured yet."""
        op_naam = {p.naam: p for p in perioden}
        rijen = [op_naam[p] for p in frame["periode"]]
        tm, stand, soort = self.tm(maat), self.is_stand(maat.id), soort_van(bijdrage, maat)
        grens, volgtijd = maanden_eerder(tm, maat.provisional_months), dt.timedelta(days=maat.follow_up_days)
        te_vroeg = np.array([p.tot + volgtijd > tm for p in rijen], dtype=bool)
        cijfers = {k: np.where(te_vroeg, np.nan, frame[k].to_numpy("float64", na_value=np.nan)) for k in CIJFERS}
        if "laag" in frame:
            laag, hoog = frame["laag"].to_numpy(), frame["hoog"].to_numpy()
        else:
            laag, hoog = intervals(cijfers["waarde"], cijfers["noemer"], soort)
        tot = [p.tot for p in rijen]
        return pd.DataFrame(
            {
                "periode": frame["periode"],
                "van": [p.van for p in rijen],
                "tot": tot,
                "peildatum": tot if stand else [None] * len(rijen),
                **{k: frame[k] for k in splits},
                **cijfers,
                "laag": laag,
                "hoog": hoog,
                "voorlopig": [p.tot > grens for p in rijen],
                "reden": np.where(te_vroeg, NOG_NIET_MEETBAAR, ""),
            }
        )


def _sql_opgaven(tabel: str, dialect: str) -> str:
    inhoud = [k.opgeslagen_als for k in TABELLEN[tabel].kolommen]
    return str(ibis.to_sql(ibis.table(TABELLEN[tabel].opslag, name=tabel).select(*inhoud), dialect=dialect))


def _with_periode(maat: Maat) -> tuple[str, ...]:
    """The tables of a maat whose rows happen on a day."""
    return tuple(t for t in maat.tables if t not in TABELLEN or TABELLEN[t].begin)


def _kolommen(splits: tuple[str, ...]) -> list[str]:
    return [*KOLOMMEN[:4], *splits, *KOLOMMEN[4:]]


def _empty_reeks(splits: tuple[str, ...], reden: str | None) -> pd.DataFrame:
    return _without_figures(splits, reden).copy()


@functools.cache
def _without_figures(splits: tuple[str, ...], reden: str | None) -> pd.DataFrame:
    frame = pd.DataFrame(columns=_kolommen(splits))
    if reden:
        frame.loc[0] = [""] + [None] * 3 + [""] * len(splits) + [np.nan] * 6 + [False, reden, ""]
    return frame
