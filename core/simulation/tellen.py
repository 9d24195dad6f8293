"""Counts simulated records with the maten of the dashboard: the same functions, the same engine, one pass.

The run is read back from the pseudonym and becomes a dimension that a maat can be split by. Nothing else differs:
what is a measure in stock, a new uithuisplaatsing or a child that comes back is decided in core/measures.
"""

import datetime as dt
import functools
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import ibis
import numpy as np
import pandas as pd
import pyarrow as pa
from ibis import _

from core.engine import uitwerken, verloop
from core.engine.bijdrage import Bijdrage, Quotient, Telling, Verdeling
from core.engine.perioden import hele_perioden
from core.engine.rekenen import Catalogus, Dekking, Rekenaar, Verbinding
from core.engine.tabellen import AFGELEID
from core.measures import load_catalogus
from core.model.selectie import Per, Selectie
from core.simulation.records import KINDEREN_PER_RUN

RUN = "run"
_GEMIDDELDEN = ("jb_duur_gemiddeld", "ots_duur_gemiddeld")


class Telplek(Verbinding, Protocol):
    """An empty database in memory to count in (core/sources/connect.py makes one)."""

    def laad(self, naam: str, tabel: pa.Table) -> None: ...
    def maak(self, naam: str, sql: str) -> None: ...


@functools.cache
def catalogus() -> Catalogus:
    """The maten, each with the run as a dimension."""
    gewoon = load_catalogus()
    merk = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:12]
    maten = {i: m.model_copy(update={"dimensions": (*m.dimensions, RUN)}) for i, m in gewoon.maten.items()}
    return Catalogus(f"simulatie-{merk}", maten, _PerRun(gewoon.bijdragen))


class _PerRun(dict):
    """What each maat adds, with the run beside it."""

    def __init__(self, bijdragen):
        super().__init__()
        self._gewoon = bijdragen

    def __missing__(self, maat_id: str) -> Bijdrage:
        self[maat_id] = met_run(self._gewoon[maat_id], load_catalogus().maten[maat_id].dimensions)
        return self[maat_id]


def met_run(bijdrage: Bijdrage, dimensies: tuple[str, ...]) -> Bijdrage:
    """The same contribution with a column for the run, and no other columns than it needs and can be chosen by. A
    mean is summed and divided instead of listed: the same figure, without a row for every duration."""
    if isinstance(bijdrage, Quotient):
        return bijdrage
    velden = {k: getattr(bijdrage, k) for k in bijdrage.__dataclass_fields__}
    waarden = {k: w for k, w in velden.items() if isinstance(w, ibis.Value)}
    rijen = bijdrage.rijen
    keuzes = [k for k in dimensies if k in rijen.columns]
    rijen = rijen.select(*keuzes, **{f"_sim_{k}": w for k, w in waarden.items()},
                         **{RUN: rijen.jeugdige.cast("int64") // KINDEREN_PER_RUN})
    uit = type(bijdrage)(**velden | {k: rijen[f"_sim_{k}"] for k in waarden} | {"rijen": rijen})
    if isinstance(uit, Verdeling) and uit.samenvatting == "gemiddelde":
        return Telling(uit.rijen, uit.datum, teller=uit.waarde, noemer=ibis.literal(1))
    return uit


class _Onthoudend:
    """A connection that asks the same question once: a share and its two parts need the same counts."""

    def __init__(self, verbinding: Telplek):
        self._verbinding, self.dialect = verbinding, verbinding.dialect
        self._antwoorden: dict[tuple, pd.DataFrame] = {}
        self._keuze: dict[str, tuple] = {}

    def kies(self, kolom: str, waarden: tuple) -> None:
        self._keuze[kolom] = waarden
        self._verbinding.kies(kolom, waarden)

    def vraag(self, sql: str) -> pd.DataFrame:
        merk = (sql, tuple(sorted(self._keuze.items())))
        if merk not in self._antwoorden:
            self._antwoorden[merk] = self._verbinding.vraag(sql)
        return self._antwoorden[merk].copy()


@functools.cache
def _afleidingen(dialect: str, met_dubbele: bool) -> dict[str, str]:
    """How the tables that maten read follow from the simulated ones. Days with a measure (jb_verloop) matter only
    for children with a stay, and have to be cut only for children with several known measures at once (`dubbel`):
    in a simulation nobody else has two."""
    maatregelen = ibis.table(AFGELEID["maatregel_verloop"].schema(), name="maatregel_verloop")
    stays = ibis.table(AFGELEID["uhp_episoden"].schema(), name="uhp_episoden")
    maatregelen = maatregelen.semi_join(stays, "jeugdige")
    kolommen = ["jeugdige", "gemeente", "gi", "van", "tot"]
    if met_dubbele:
        dubbel = ibis.table({"jeugdige": "string"}, name="dubbel")
        geknipt = verloop.jb_verloop(maatregelen.semi_join(dubbel, "jeugdige")).select(*kolommen)
        maatregelen = maatregelen.anti_join(dubbel, "jeugdige")
    jb = maatregelen.filter(_.tot.isnull() | (_.van < _.tot)).select(*kolommen)
    if met_dubbele:
        jb = jb.union(geknipt)
    expr = {"uhp_verloop": verloop.uhp_verloop(stays, jb), "uhp_begin": verloop.uhp_begin(stays, jb)}
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
        self.perioden = hele_perioden(van, tot, per)

    def laad(self, maatregelen: pa.Table, verblijf: pa.Table, dubbel: pa.Array) -> None:
        """Puts a batch in place; `dubbel`: children who had several known measures at once."""
        self._plek.laad("maatregel_verloop", maatregelen)
        self._plek.laad("uhp_episoden", verblijf)
        self._plek.laad("dubbel", pa.table({"jeugdige": dubbel}))
        for naam, sql in _afleidingen(self._plek.dialect, len(dubbel) > 0).items():
            self._plek.maak(naam, sql)

    def tel(self, vragen: dict[str, Vraag], runs: range) -> dict[str, np.ndarray]:
        """For each question the figures of what was put in place: runs x periods, NaN where there is none."""
        rekenaar = Rekenaar(catalogus(), _Onthoudend(self._plek), self._dekking, self._regio_codes)
        return {naam: self._reeks(rekenaar, v.maat, v.selectie, runs) for naam, v in vragen.items()}

    def _reeks(self, rekenaar: Rekenaar, maat_id: str, selectie: Selectie, runs: range) -> np.ndarray:
        frame = self._cijfers(rekenaar, maat_id, selectie)
        uit = np.full((len(runs), len(self.perioden)), np.nan)
        if not catalogus().maten[maat_id].unit == "aandeel" and maat_id not in _GEMIDDELDEN:
            uit[:] = 0.0  # a run in which nothing happened has no rows
        plek = {p.naam: i for i, p in enumerate(self.perioden)}
        uit[frame[RUN].astype("int64").to_numpy() - runs.start, frame["periode"].map(plek).to_numpy()] = frame["waarde"]
        volgtijd = dt.timedelta(days=catalogus().maten[maat_id].follow_up_days)
        uit[:, [p.tot + volgtijd > self._tot for p in self.perioden]] = np.nan
        return uit

    def _cijfers(self, rekenaar: Rekenaar, maat_id: str, selectie: Selectie) -> pd.DataFrame:
        """periode, run, waarde as the engine works them out. Its intervals are left out: here the runs are the
        interval."""
        bijdrage = rekenaar.catalogus.bijdragen[maat_id]
        if isinstance(bijdrage, Quotient):
            delen = [self._cijfers(rekenaar, m, selectie) for m in (bijdrage.teller, bijdrage.noemer)]
            return uitwerken.deel(*delen, ["periode", RUN], bijdrage.rest)
        rijen = rekenaar.rijen(maat_id, selectie, (RUN,))
        return uitwerken.uitwerken(bijdrage, rijen, self.perioden, (RUN,), self._tot)
