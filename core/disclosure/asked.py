"""Delen: a figure that was asked for, weighed with its totals as one that is counted.

Its periods are those that were delivered, so one may lie within another: a year and its first half. Whoever takes the
half from the year has the other half. So a period that holds others is a total over them: they are its parts, and what
they leave of it is a part as well, whether it was delivered or not.
"""

import functools
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from core.disclosure import counts, edges
from core.disclosure.edges import Dims, Tabellen
from core.disclosure.families import REST, TELLING
from core.disclosure.series import Deler, Vraag, Wijze, share_reeks
from core.engine.judge import asked
from core.model.doel import Doel
from core.model.selectie import Selectie
from core.model.weergave import Drempels

TIJDVAK = "tijdvak"
Tijdvak = tuple  # (tot, van): its last and first day


@dataclass(frozen=True)
class _Asked:
    """What a figure that is asked for can be split by."""

    dimensions: tuple[str, ...] = asked.DIMENSIES


def share_asked(deler: Deler, doel: Doel, selectie: Selectie) -> pd.DataFrame:
    """The series of a goal that is asked for. Who never delivered is not a part: that somebody did not is no
    secret."""
    rijen, soort = deler.opgaven_van("opvragen", doel.id), "geldaandeel" if doel.geld else asked.kind_of(doel)
    bekend = {k: {r[k] for r in rijen} for k in asked.DIMENSIES}
    filters = tuple((k, tuple(w for w in ws if w in bekend[k])) for k, ws in selectie.filters if k in bekend)

    @functools.cache  # each count behind a figure is weighed with the same tables
    def exact(keuze: Selectie) -> pd.DataFrame:
        frame = asked.split_opgevraagd(rijen, doel, keuze, deler.regio_codes.get(keuze.regio, ()))
        # A mean that was given as such has nothing but n behind it.
        return frame.assign(noemer=frame["noemer"].fillna(frame["n"])) if soort == "gemiddelde" else frame

    keuze = replace(selectie, filters=filters, splits=(), per="jaar")  # its periods are those that were delivered
    tellingen = counts.tellingen(asked.empty_reeks(), soort)
    samen = tuple(functools.partial(weigh_periods, exact, deler.drempels, soort, naam) for naam in tellingen)
    wijze = Wijze(deler.drempels, vast=deler.vast, samen=samen, alles=True)
    reeks = share_reeks(exact, keuze, soort, _Asked(), wijze).frame
    return reeks.sort_values("tot", kind="stable", ignore_index=True)


def weigh_periods(
    exact: Vraag, drempels: Drempels, soort: str, naam: str, selectie: Selectie, dims: Dims
) -> pd.DataFrame:
    """The exact table of `dims`, with in `toon` which rows may be shown as far as the count `naam` goes. A period is
    weighed with those that hold it, the longest first, whatever years were chosen: the others can be asked for."""
    tabellen = {}
    for deel in edges.delen_van(dims):
        frame = exact(replace(selectie, splits=deel, van=None, tot=None))
        tabellen[deel] = frame.assign(**{TELLING: counts.tellingen(frame, soort)[naam]})
    zicht = edges.visible(tabellen, TELLING, dims, drempels, vloeit=False)
    for geheel, delen in nested({*zip(*(tabellen[()][k].tolist() for k in ("tot", "van")), strict=True)}):
        _weigh_one(tabellen, zicht, geheel, delen, drempels)
    tabellen[dims]["toon"] = zicht[dims]
    return tabellen[dims]


def nested(tijdvakken: set[Tijdvak]) -> list[tuple[Tijdvak, list[Tijdvak]]]:
    """Every period that holds others with the longest of those, the longest period first."""
    orde = sorted(tijdvakken, key=lambda t: (t[1] - t[0], t))  # first day minus last: the longest is the least
    uit = []
    for geheel in orde:
        binnen = [t for t in orde if t != geheel and _within(t, geheel)]
        if delen := [t for t in binnen if not any(t != ander and _within(t, ander) for ander in binnen)]:
            uit.append((geheel, delen))
    return uit


def _within(tijdvak: Tijdvak, ander: Tijdvak) -> bool:
    return ander[1] <= tijdvak[1] and tijdvak[0] <= ander[0]


def _weigh_one(
    tabellen: Tabellen, zicht: dict[Dims, np.ndarray], geheel: Tijdvak, delen: list[Tijdvak], drempels: Drempels
) -> None:
    """Hides in `zicht` those rows of the periods `delen` that would give away what is left of the period that holds
    them."""
    plek = {deel: [*zip(t["tot"], t["van"], strict=True)] for deel, t in tabellen.items()}
    boven, onder, mag, rijen = {}, {}, {}, {}
    for deel, tabel in tabellen.items():
        binnen = _with_tijdvak(deel)
        van_geheel = np.array([p == geheel for p in plek[deel]], dtype=bool)
        cellen = [*tabel[list(deel)].itertuples(index=False, name=None)]
        heeft = {cel for cel, ja in zip(cellen, van_geheel, strict=True) if ja}  # elsewhere there is no whole
        rijen[deel] = np.array([p in delen and c in heeft for p, c in zip(plek[deel], cellen, strict=True)], dtype=bool)
        boven[deel], mag[deel] = tabel[van_geheel], zicht[deel][van_geheel]
        eigen = tabel[rijen[deel]].assign(**{TIJDVAK: tabel["periode"][rijen[deel]]})
        eigen = eigen.assign(periode=_first(boven[deel]["periode"]), tot=geheel[0], van=geheel[1])
        rest = _rest(boven[deel], eigen, deel)
        onder[binnen] = pd.concat([eigen, rest], ignore_index=True)
        mag[binnen] = np.concatenate([zicht[deel][rijen[deel]], np.ones(len(rest), dtype=bool)])
    heel = boven | onder
    uit = edges.visible(heel, TELLING, max(onder, key=len), drempels, vloeit=False, elsewhere=mag)
    for deel, welke in rijen.items():
        zicht[deel][welke] = uit[_with_tijdvak(deel)][: welke.sum()]


def _rest(geheel: pd.DataFrame, delen: pd.DataFrame, dims: Dims) -> pd.DataFrame:
    """What the parts leave of a period, cell by cell."""
    sleutel = [*dims, "periode"]
    som = delen.groupby(sleutel, dropna=False, as_index=False)[TELLING].sum().rename(columns={TELLING: "_som"})
    uit = geheel.merge(som, on=sleutel, how="left")
    over = (uit[TELLING] - uit["_som"].fillna(0)).clip(lower=0)
    return uit.drop(columns="_som").assign(**{TELLING: over, TIJDVAK: REST})


def _with_tijdvak(deel: Dims) -> Dims:
    return tuple(sorted((*deel, TIJDVAK)))


def _first(kolom: pd.Series) -> str | None:
    return kolom.iloc[0] if len(kolom) else None
