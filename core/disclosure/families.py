"""Maten that add up are weighed together: a whole, its parts, and what the parts leave of it.

Which maten those are is in the catalogue (core.model.maat.wholes). A part is a cell of a dimension of its own, `soort`,
beside gemeente and GI, and the whole is the total over it; what the parts leave is a cell too, so that whoever takes
the shown parts from the shown whole learns no small count. A whole may itself be a part: what is hidden there is not
shown in parts either. A part of several wholes is shown where each of them lets it.
"""

import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from core.disclosure import edges
from core.disclosure.guard import NIET_GETELD
from core.model.maat import Maat, wholes
from core.model.selectie import Selectie
from core.model.weergave import Drempels

SOORT, REST = "soort", "(rest)"
TELLING = "_telling"
PLEK = ["periode", "tot"]
# Who gives what was worked out before: the key of a question, and how it is answered when nobody did yet.
Bewaard = Callable[[tuple, Callable], Any]


def once(merk: tuple, maak: Callable) -> Any:
    """Keeps nothing."""
    return maak()


@dataclass(frozen=True)
class Family:
    """A whole and parts of it that share nothing. `adds`: they are counts; means and medians do not add up."""

    whole: str
    parts: tuple[str, ...]
    adds: bool


def families(maten: Mapping[str, Maat]) -> tuple[Family, ...]:
    """Every family of the catalogue. A part that overlaps with others, or that only a share makes one, is weighed with
    the remainder alone."""
    samen: dict[str, list[str]] = {}
    los = []
    for deel, gehelen in wholes(maten).items():
        for geheel in gehelen:
            if geheel == maten[deel].part_of and not maten[deel].overlaps:
                samen.setdefault(geheel, []).append(deel)
            else:
                los.append((geheel, [deel]))
    return tuple(
        [Family(g, tuple(delen), maten[g].unit not in NIET_GETELD) for g, delen in (*samen.items(), *los) if g in maten]
    )


@dataclass(frozen=True)
class Together:
    """Weighs counts with their family. `ask`: the exact series of a maat (periode, van, tot, dimensions and waarde);
    `flows`: whether a maat is a flow counted in periods shorter than a year; `bewaard`: keeps what was weighed, which
    other maten of the family and other choices need again."""

    ask: Callable[[str, Selectie], pd.DataFrame]
    maten: Mapping[str, Maat]
    families: tuple[Family, ...]
    drempels: Drempels
    flows: Callable[[str], bool]
    bewaard: Bewaard

    def table(self, maat_id: str, selectie: Selectie, dims: edges.Dims) -> pd.DataFrame:
        """The exact table of `dims` (sorted), with in `toon` which rows may be shown."""
        return self.visible(maat_id, selectie, dims)[dims]

    def visible(self, maat_id: str, selectie: Selectie, dims: edges.Dims) -> dict[edges.Dims, pd.DataFrame]:
        """As table, of every set of the dimensions."""
        return self.bewaard((maat_id, selectie, dims), lambda: self._weigh(maat_id, selectie, dims))

    def _weigh(self, maat_id: str, selectie: Selectie, dims: edges.Dims) -> dict[edges.Dims, pd.DataFrame]:
        tabellen = {deel: self._count(maat_id, selectie, deel) for deel in edges.delen_van(dims)}
        zicht = {deel: np.full(len(tabel), np.nan) for deel, tabel in tabellen.items()}
        for familie in self.families:
            if maat_id in familie.parts and familie.adds:
                for deel, rijen in self._with_family(familie, maat_id, selectie, tabellen).items():
                    zicht[deel] = np.fmin(zicht[deel], rijen)
        if np.isnan(np.concatenate([*zicht.values()])).any():  # no whole to weigh it with
            alleen = edges.visible(tabellen, TELLING, dims, self.drempels, vloeit=self.flows(maat_id))
            zicht = {deel: np.where(np.isnan(rijen), alleen[deel], rijen) for deel, rijen in zicht.items()}
        return {deel: tabel.assign(toon=zicht[deel] == 1) for deel, tabel in tabellen.items()}

    def _count(self, maat_id: str, selectie: Selectie, deel: edges.Dims) -> pd.DataFrame:
        frame = self.ask(maat_id, replace(selectie, splits=deel))
        kolommen = ["periode", "van", "tot", *deel]
        return frame[[*kolommen, "waarde"]].set_axis([*kolommen, TELLING], axis="columns")

    def _with_family(
        self, family: Family, maat_id: str, selectie: Selectie, tabellen: edges.Tabellen
    ) -> dict[edges.Dims, np.ndarray]:
        """Per table and row 1 or 0: whether the family lets it be shown; NaN where the whole has no figure. Nothing
        when the whole cannot be asked for."""
        dims, geheel = max(tabellen, key=len), set(self.maten[family.whole].dimensions)
        if dict(selectie.filters).keys() - geheel:
            return {}
        boven = self.visible(family.whole, selectie, tuple([d for d in dims if d in geheel]))
        totaal = boven[()]
        heeft = set(totaal.loc[totaal[TELLING].notna(), "periode"])
        if not heeft:
            return {}
        delen = self._parts(family, maat_id, selectie, tabellen, boven)
        zicht = edges.visible(
            boven | {_with_soort(deel): frame for deel, frame in delen.items()},
            TELLING,
            _with_soort(dims),
            self.drempels,
            vloeit=self.flows(maat_id),
            elsewhere={deel: tabel["toon"].to_numpy() for deel, tabel in boven.items()},
        )
        return {
            deel: np.where(t["periode"].isin(heeft), zicht[_with_soort(deel)][: len(t)].astype("float64"), np.nan)
            for deel, t in tabellen.items()
        }

    def _parts(
        self, family: Family, maat_id: str, selectie: Selectie, tabellen: edges.Tabellen, boven: edges.Tabellen
    ) -> dict[edges.Dims, pd.DataFrame]:
        """Per table the parts, this maat first, and the remainder if there is any. A table that the whole cannot be
        split into holds this maat only."""
        nodig = {*max(boven, key=len), *dict(selectie.filters)}
        anderen = [p for p in family.parts if p != maat_id and nodig <= set(self.maten[p].dimensions)]
        delen = {deel: [tabel.assign(**{SOORT: maat_id})] for deel, tabel in tabellen.items()}
        for deel in boven:
            delen[deel] += [self._count(p, selectie, deel).assign(**{SOORT: p}) for p in anderen]
        rest = {deel: _rest(tabel, delen[deel], deel) for deel, tabel in boven.items()}
        if max([r[TELLING].max() for r in rest.values()]) > 0:
            for deel in boven:
                delen[deel].append(rest[deel])
        return {deel: pd.concat(frames, ignore_index=True) for deel, frames in delen.items()}


@functools.cache
def _with_soort(deel: edges.Dims) -> edges.Dims:
    return tuple(sorted((*deel, SOORT)))


def _rest(geheel: pd.DataFrame, delen: list[pd.DataFrame], deel: edges.Dims) -> pd.DataFrame:
    """What the parts leave of the whole, cell by cell; a part that is not a cell of the whole leaves nothing."""
    sleutel = [*PLEK, *deel]
    som: dict[tuple, float] = {}
    for tabel in delen:
        for plek, aantal in zip(_places(tabel, sleutel), tabel[TELLING].fillna(0).tolist(), strict=True):
            som[plek] = som.get(plek, 0.0) + aantal
    weg = np.array([som.get(plek, 0.0) for plek in _places(geheel, sleutel)])
    over = np.maximum(geheel[TELLING].to_numpy("float64") - weg, 0)
    return geheel[["periode", "van", "tot", *deel]].assign(**{TELLING: over, SOORT: REST})


def _places(tabel: pd.DataFrame, sleutel: list[str]) -> Iterator[tuple]:
    return zip(*[tabel[k].tolist() for k in sleutel], strict=True)


def tells_types(maten: Mapping[str, Maat], alle: tuple[Family, ...], maat_id: str) -> bool:
    """Whether a split by type would give the parts of a family once more, under another name."""
    eigen = [f for f in alle if (maat_id == f.whole and f.adds) or (maat_id in f.parts and maten[f.whole].known)]
    return any(maten[deel].known for f in eigen for deel in f.parts)
