"""Counts simulated records with the maten of the dashboard: the same functions, the same queries, one pass.

The run is read back from the pseudonym and becomes a dimension that a maat can be split by. Nothing else differs:
what is a measure in stock, a new uithuisplaatsing or a child that comes back is decided in core/measures, and
grouped by core/engine. Only running totals and quotients are taken here, over an array of runs and periods.
"""

import datetime as dt
import functools
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

import ibis
import numpy as np
import pandas as pd
import pyarrow as pa
from ibis import _
from numpy.typing import NDArray

from core.engine.count import verloop
from core.engine.count.catalogus import Catalogus
from core.engine.count.contribution import Bijdrage, Quotient, Stand, Telling, Verdeling
from core.engine.count.perioden import whole_perioden
from core.engine.count.series import Dekking, Rekenaar, Verbinding
from core.engine.count.tables import afgeleid
from core.measures import load_catalogus
from core.model.selectie import Per, Selectie
from core.simulation.records import RUN_BITS

RUN = "run"
JB_DAGEN = "jb_dagen"
# Of a stock of children: those with one measure at a time, who need no unravelling, and the others.
Deel = Literal["alle", "los", "samen"]
_DUBBEL = ibis.table({"jeugdige": "string"}, name="dubbel")


class Telplek(Verbinding, Protocol):
    """An empty database in memory to count in (core/store/connect.py makes one)."""

    def show(self, naam: str, tabel: pa.Table) -> None: ...
    def execute(self, sql: str) -> None: ...
    def make(self, naam: str, sql: str) -> None: ...


@functools.cache
def catalogus(gefilterd: tuple[str, ...] = (), deel: Deel = "alle") -> Catalogus:
    """The maten, each with the run as a dimension and the columns that will be filtered by."""
    gewoon = load_catalogus()
    merk = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:12]
    maten = {i: m.model_copy(update={"dimensions": (*m.dimensions, RUN)}) for i, m in gewoon.maten.items()}
    return Catalogus(
        f"simulatie-{merk}-{'-'.join((deel, *gefilterd))}", maten, _PerRun(gewoon.bijdragen, gefilterd, deel)
    )


class _PerRun(dict):
    """What each maat adds, with the run beside it."""

    def __init__(self, bijdragen, gefilterd: tuple[str, ...], deel: Deel):
        super().__init__()
        self._gewoon, self._gefilterd, self._share = bijdragen, gefilterd, deel

    def __missing__(self, maat_id: str) -> Bijdrage:
        self[maat_id] = with_run(self._gewoon[maat_id], self._gefilterd, self._share)
        return self[maat_id]


def with_run(bijdrage: Bijdrage, gefilterd: tuple[str, ...], deel: Deel = "alle") -> Bijdrage:
    """The same contribution with a column for the run, and no other columns than it needs and is filtered by. A
    mean is summed and divided instead of listed: the same figure, without a row for every duration."""
    if isinstance(bijdrage, Quotient):
        return bijdrage
    velden = {k: getattr(bijdrage, k) for k in bijdrage.__dataclass_fields__}
    waarden = {k: w for k, w in velden.items() if isinstance(w, ibis.Value)}
    rijen = bijdrage.rijen
    keuzes = {k: rijen[k] for k in gefilterd if k in rijen.columns}
    rijen = rijen.select(
        jeugdige=rijen.jeugdige,
        **keuzes,
        **{f"_sim_{k}": w for k, w in waarden.items()},
        **{RUN: (rijen.jeugdige.cast("int64") >> RUN_BITS).cast("!int32")},
    )
    if deel != "alle":
        rijen = (rijen.anti_join if deel == "los" else rijen.semi_join)(_DUBBEL, "jeugdige")
    uit = type(bijdrage)(**velden | {k: rijen[f"_sim_{k}"] for k in waarden} | {"rijen": rijen})
    if isinstance(uit, Verdeling) and uit.samenvatting == "gemiddelde":
        return Telling(uit.rijen, uit.datum, teller=uit.waarde, noemer=ibis.literal(1))
    if deel == "los" and isinstance(uit, Stand):
        return Stand(uit.rijen, uit.van, uit.tot)
    return uit


class _Onthoudend:
    """A connection that asks the same question once: a share and its two parts need the same counts."""

    def __init__(self, verbinding: Telplek):
        self._verbinding, self.dialect = verbinding, verbinding.dialect
        self._antwoorden: dict[tuple, pd.DataFrame] = {}
        self._keuze: dict[str, tuple] = {}

    def choose(self, kolom: str, waarden: tuple) -> None:
        self._keuze[kolom] = waarden
        self._verbinding.choose(kolom, waarden)

    def vraag(self, sql: str) -> pd.DataFrame:
        merk = (sql, tuple(sorted(self._keuze.items())))
        if merk not in self._antwoorden:
            self._antwoorden[merk] = self._verbinding.vraag(sql)
        return self._antwoorden[merk].copy()


@functools.cache
def _volledig(naam: str, kolommen: tuple[str, ...], dialect: str) -> str:
    """A table with the simulated columns, and an empty one for each that nobody simulates."""
    schema = afgeleid()[naam].schema()
    rijen = ibis.table({k: schema[k] for k in kolommen}, name=f"sim_{naam}")
    leeg = {k: ibis.null(soort) for k, soort in schema.items() if k not in kolommen}
    return str(ibis.to_sql(rijen.mutate(**leeg).select(*schema.names), dialect=dialect))


@functools.cache
def _afleidingen(dialect: str, met_dubbele: bool) -> dict[str, str]:
    """How the tables that maten read follow from the simulated ones. Days with a measure (jb_verloop) have to
    be cut only for children with several known measures at once (`dubbel`): in a simulation nobody else has two."""
    maatregelen = ibis.table(afgeleid()["maatregel_verloop"].schema(), name="maatregel_verloop")
    stays = ibis.table(afgeleid()["uhp_episoden"].schema(), name="uhp_episoden")
    kolommen = ["jeugdige", "gi", "van", "tot"]
    gewoon = maatregelen.filter(_.tot.isnull() | (_.van < _.tot)).select(*kolommen)
    if met_dubbele:
        geknipt = verloop.jb_verloop(maatregelen.semi_join(_DUBBEL, "jeugdige")).select(*kolommen)
        gewoon = gewoon.anti_join(_DUBBEL, "jeugdige").union(geknipt)
    jb = ibis.table(gewoon.schema(), name=JB_DAGEN)
    expr = {JB_DAGEN: gewoon, "uhp_verloop": verloop.uhp_verloop(stays, jb), "uhp_begin": verloop.uhp_begin(stays, jb)}
    return {naam: str(ibis.to_sql(e, dialect=dialect)) for naam, e in expr.items()}


@dataclass(frozen=True)
class Vraag:
    """A maat under a selection (its filters limit further than the scenario's do)."""

    maat: str
    selectie: Selectie


class Teller:
    """Counts batches of records of the period van..tot, both included."""

    def __init__(self, plek: Telplek, van: dt.date, tot: dt.date, per: Per, regio_codes: dict[str, tuple[str, ...]]):
        self._plek, self._tot = plek, tot
        self._dekking = dict.fromkeys(("maatregelen", "plaatsingen"), Dekking(van, tot))
        self._regio_codes = regio_codes
        self._dubbel = False
        self.perioden = whole_perioden(van, tot, per)

    def load(self, maatregelen: pa.Table, verblijf: pa.Table, dubbel: pa.Array) -> None:
        """Puts a batch in place; `dubbel`: children who had several known measures at once."""
        self._dubbel = len(dubbel) > 0
        views = {}
        for naam, tabel in (("maatregel_verloop", maatregelen), ("uhp_episoden", verblijf)):
            self._plek.show(f"sim_{naam}", tabel)
            views[naam] = _volledig(naam, tuple(tabel.column_names), self._plek.dialect)
        self._plek.show("dubbel", pa.table({"jeugdige": dubbel}))
        afgeleid = _afleidingen(self._plek.dialect, self._dubbel)
        for naam, sql in (views | afgeleid).items():
            if naam == JB_DAGEN:
                self._plek.make(naam, sql)  # read by several questions
            else:
                self._plek.execute(f'create or replace view "{naam}" as {sql}')

    def count(self, vragen: dict[str, Vraag], runs: int) -> dict[str, NDArray]:
        """For each question the figures of the runs 0 .. `runs` that were put in place: runs x periods, NaN where
        there is none."""
        plek = _Onthoudend(self._plek)
        return {naam: self._reeks(plek, v.maat, v.selectie, runs) for naam, v in vragen.items()}

    def _reeks(self, plek: _Onthoudend, maat_id: str, selectie: Selectie, runs: int) -> NDArray:
        uit = self._waarden(plek, maat_id, selectie, runs).astype("float64")  # of a maat without rows: whole numbers
        volgtijd = dt.timedelta(days=catalogus().maten[maat_id].follow_up_days)
        uit[:, [p.tot + volgtijd > self._tot for p in self.perioden]] = np.nan
        return uit

    def _waarden(self, plek: _Onthoudend, maat_id: str, selectie: Selectie, runs: int) -> NDArray:
        """As core.engine.count.figures does it for a frame."""
        bijdrage = catalogus().bijdragen[maat_id]
        if isinstance(bijdrage, Quotient):
            boven, onder = (
                np.nan_to_num(self._waarden(plek, m, selectie, runs)) for m in (bijdrage.teller, bijdrage.noemer)
            )
            return _gedeeld(onder - boven if bijdrage.rest else boven, onder)
        if isinstance(bijdrage, Stand):
            delen = ("los", "samen")[: 1 + self._dubbel] if bijdrage.sleutel is not None else ("alle",)
            rijen = pd.concat([self._rijen(plek, maat_id, selectie, deel) for deel in delen])
            return self._per_run(rijen, "teller", runs, eerder=True).cumsum(1)
        rijen = self._rijen(plek, maat_id, selectie, "alle")
        teller = self._per_run(rijen, "teller", runs)
        gedeeld = bijdrage.noemer is not None or bijdrage.per_sleutel is not None
        return _gedeeld(teller, self._per_run(rijen, "noemer", runs)) if gedeeld else teller

    def _rijen(self, plek: _Onthoudend, maat_id: str, selectie: Selectie, deel: Deel) -> pd.DataFrame:
        gefilterd = {k for k, w in selectie.filters if w} | ({"gemeente"} if selectie.regio else set())
        rekenaar = Rekenaar(catalogus(tuple(sorted(gefilterd)), deel), plek, self._dekking, self._regio_codes)
        return rekenaar.rijen(maat_id, selectie, (RUN,))

    def _per_run(self, rijen: pd.DataFrame, kolom: str, runs: int, eerder: bool = False) -> NDArray:
        """A column as runs x periods, 0 where there are no rows; what came before the first period counts in it
        with `eerder`, and is left out without."""
        aantal = len(self.perioden)
        periode = rijen["_periode"].to_numpy("int64") - self.perioden[0].nr
        mee = (periode < aantal) & (eerder | (periode >= 0))
        plek = rijen[RUN].to_numpy("int64")[mee] * aantal + np.maximum(periode[mee], 0)
        som = np.bincount(plek, rijen[kolom].to_numpy("float64")[mee], runs * aantal)
        return som.reshape(runs, aantal)


def _gedeeld(teller: NDArray, noemer: NDArray) -> NDArray:
    return np.divide(teller, noemer, out=np.full_like(teller, np.nan), where=noemer != 0)
