"""Counts to weigh an answer with. They are never shown, so what only a shown series needs (intervals, what is
provisional) is not worked out."""

import datetime as dt
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from core.engine.count import figures
from core.engine.count.perioden import Periode
from core.engine.count.series import Rekenaar
from core.model.maat import Maat
from core.model.selectie import Selectie


@dataclass(frozen=True)
class Counted:
    """The exact counts of maten, for one question: the periods are worked out once for all of them."""

    rekenaar: Rekenaar
    _perioden: dict[tuple, tuple[list[Periode], list[dt.date], list[dt.date]]] = field(default_factory=dict)

    def table(self, maat_id: str, selectie: Selectie) -> pd.DataFrame:
        """periode, van, tot, splits and waarde, as Rekenaar.reeks gives them."""
        maat = self.rekenaar.catalogus.maten[maat_id]
        vreemd = dict(selectie.filters).keys() - set(maat.dimensions) or (
            selectie.regio and "gemeente" not in maat.dimensions
        )
        if vreemd or maat.divide or maat.follow_up_days or set(maat.tables) - self.rekenaar.dekking.keys():
            return self.rekenaar.reeks(maat_id, selectie)
        if (bekend := self._known(maat_id, selectie)) is not None:
            return bekend
        merk = ("geteld", self.rekenaar.catalogus.naam, maat_id, selectie)
        return self.rekenaar.geheugen.eenmaal(merk, lambda: self._count(maat, selectie))

    def _known(self, maat_id: str, selectie: Selectie) -> pd.DataFrame | None:
        """The series itself where it was counted already, and holds back no count."""
        if selectie.per != "jaar" or selectie.van or selectie.tot:
            return None
        rekenaar = self.rekenaar
        if selectie.splits:
            reeks = rekenaar.known_split(maat_id, selectie, selectie.splits)
        else:
            reeks = rekenaar.geheugen.reeks(maat_id, rekenaar.filters(selectie), "jaar")
        if reeks is None:
            reeks = rekenaar.geheugen.gesteld.get((rekenaar.catalogus.naam, maat_id, selectie))
        return None if reeks is None or (reeks["reden"] != "").any() else reeks.copy()

    def _count(self, maat: Maat, selectie: Selectie) -> pd.DataFrame:
        merk = (maat.tables, selectie.per, selectie.van, selectie.tot)
        if merk not in self._perioden:
            perioden = self.rekenaar.perioden(maat, selectie)
            self._perioden[merk] = perioden, [p.van for p in perioden], [p.tot for p in perioden]
        perioden, van, tot = self._perioden[merk]
        splits = selectie.splits
        rijen = self.rekenaar.rijen(maat.id, selectie, splits)
        frame = figures.work_out(self.rekenaar.catalogus.shape(maat.id), rijen, perioden, splits, dt.date.max)
        keer = len(frame) // max(len(perioden), 1)
        return frame.assign(van=np.array(van * keer, dtype=object), tot=np.array(tot * keer, dtype=object))
