"""Which counts of a table may be shown, so that the shown ones do not give the hidden ones away.

A table is published with its totals. A hidden cell can be bounded from them: the total at most, what is shown beside
it at least. So a table is weighed together with the tables above it (fewer dimensions), from the total down:

1. a count below the threshold is hidden; so is 0, because a 0 among hidden cells tells that the others are at least 1;
2. what is hidden as a whole is not shown in parts;
3. within a year everything of a cell or nothing: a year minus its shown quarters is the hidden quarter;
4. where the totals leave a hidden cell fewer than `Drempels.marge` + 1 possible values, the smallest shown cell beside
   it is hidden as well. This is decided on rounded figures alone, so that it tells nothing that was not shown.

Nothing is marked as "really small" or "hidden for another's sake": a reader cannot tell them apart.
"""

import itertools
from collections.abc import Mapping

import numpy as np
import pandas as pd

from core.disclosure.counts import round_aantal
from core.model.weergave import Drempels

Tabellen = Mapping[tuple[str, ...], pd.DataFrame]
Cel = tuple  # ((periode, tot), value per dimension ...)
RONDEN = 30


def delen_van(dims: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Every table above a table, the total first, the table itself last."""
    return [deel for n in range(len(dims) + 1) for deel in itertools.combinations(dims, n)]


def toonbaar(tabellen: Tabellen, kolom: str, dims: tuple[str, ...], drempels: Drempels, *, vloeit: bool) -> np.ndarray:
    """Per row of tabellen[dims] whether the count in `kolom` may be shown. `tabellen`: the same question per subset of
    `dims` (see delen_van), each with periode, van, tot, its dimensions and `kolom`; without the tables above it when
    they are no totals. `vloeit`: a flow counted in periods shorter than a year."""
    zicht: dict[tuple[str, ...], dict[Cel, bool]] = {}
    rond: dict[tuple[str, ...], dict[Cel, float]] = {}
    for deel in (d for d in delen_van(dims) if d in tabellen):
        frame = tabellen[deel]
        x = frame[kolom].to_numpy(dtype="float64", na_value=np.nan)
        open_ = x >= drempels.aantal
        if not deel and not vloeit:
            open_ |= x == 0  # nobody at all, in the whole region
        sleutels = _sleutels(frame, deel)
        rond[deel] = dict(zip(sleutels, round_aantal(x, drempels), strict=True))
        zicht[deel] = dict(zip(sleutels, open_.tolist(), strict=True))
        for boven in zicht.keys() & set(delen_van(deel)[:-1]):
            for sleutel in zicht[deel]:
                zicht[deel][sleutel] &= zicht[boven].get(_in(sleutel, deel, boven), False)
        if vloeit:
            _whole_years(zicht[deel], frame, sleutels)
        _close(zicht, rond, deel, drempels)
        if vloeit:
            _whole_years(zicht[deel], frame, sleutels)
    return np.array([zicht[dims][s] for s in _sleutels(tabellen[dims], dims)], dtype=bool)


def grenzen(rond: float, drempels: Drempels) -> tuple[float, float]:
    """The counts that are shown as `rond`."""
    if rond == 0:
        return 0.0, 0.0
    half = drempels.afronding / 2
    return max(np.ceil(rond - half), drempels.aantal), np.ceil(rond + half) - 1


def _whole_years(zicht: dict[Cel, bool], frame: pd.DataFrame, sleutels: list[Cel]) -> None:
    """Within a year all periods of a cell or none."""
    jaren = [(s[1:], v.year) for s, v in zip(sleutels, frame["van"], strict=True)]
    dicht = {j for s, j in zip(sleutels, jaren, strict=True) if not zicht[s]}
    zicht.update({s: j not in dicht for s, j in zip(sleutels, jaren, strict=True)})


def _close(zicht: dict, rond: dict, deel: tuple[str, ...], drempels: Drempels) -> None:
    """Hides more of a table until it and its totals leave every hidden cell enough room."""
    per_periode: dict[tuple, list[Cel]] = {}
    for sleutel in zicht[deel]:
        per_periode.setdefault(sleutel[0], []).append(sleutel)
    boven = [b for b in delen_van(deel)[:-1] if b in zicht]
    for cellen in per_periode.values() if boven else ():
        lijnen = _lijnen(cellen, deel, boven, zicht)
        while nauw := _narrow(lijnen, zicht, rond, drempels):
            for naast in _naast(nauw, lijnen, deel, zicht) or [[c for c in cellen if zicht[deel][c]]]:
                minst = min((rond[deel][c] for c in naast), default=None)
                zicht[deel].update({c: False for c in naast if rond[deel][c] == minst})
            if not any(zicht[deel][c] for c in cellen):
                break


def _lijnen(cellen: list[Cel], deel: tuple[str, ...], boven: list[tuple[str, ...]], zicht: dict) -> list[tuple]:
    """Every sum that a reader can make: (total, its parts), both as (table, cell)."""
    lijnen: dict[tuple, set] = {}
    for tabel in [*boven[1:], deel]:
        for eronder in (b for b in boven if len(b) == len(tabel) - 1 and set(b) <= set(tabel)):
            weg = next(d for d in tabel if d not in eronder)
            for cel in cellen:
                eigen = _in(cel, deel, tabel)
                if eigen in zicht[tabel]:
                    lijnen.setdefault((eronder, _in(cel, deel, eronder), weg), set()).add((tabel, eigen))
    return [((tabel, cel), list(delen)) for (tabel, cel, _), delen in lijnen.items()]


def _narrow(lijnen: list[tuple], zicht: dict, rond: dict, drempels: Drempels) -> list[tuple]:
    """The hidden cells that the sums hold within `marge`, by narrowing every cell from every sum again and again."""
    onder, boven = {}, {}
    for plek in {p for totaal, delen in lijnen for p in (totaal, *delen)}:
        tabel, cel = plek
        open_ = zicht[tabel].get(cel, False)
        onder[plek], boven[plek] = grenzen(rond[tabel][cel], drempels) if open_ else (0.0, np.inf)
    for _ in range(RONDEN):
        voor = dict(onder), dict(boven)
        for totaal, delen in lijnen:
            laag, hoog = sum(onder[d] for d in delen), sum(boven[d] for d in delen)
            onder[totaal], boven[totaal] = max(onder[totaal], laag), min(boven[totaal], hoog)
            for d in delen:
                anders = hoog - boven[d] if np.isfinite(boven[d]) else sum(boven[e] for e in delen if e != d)
                nieuw = max(onder[d], onder[totaal] - anders), min(boven[d], boven[totaal] - (laag - onder[d]))
                laag, hoog = laag + nieuw[0] - onder[d], sum(boven[e] for e in delen if e != d) + nieuw[1]
                onder[d], boven[d] = nieuw
        if voor == (onder, boven):
            break
    return sorted(
        (p for p in onder if not zicht[p[0]].get(p[1], False) and boven[p] - onder[p] < drempels.marge + 1), key=str
    )


def _naast(nauw: list[tuple], lijnen: list[tuple], deel: tuple[str, ...], zicht: dict) -> list[list[Cel]]:
    """Per narrow cell the shown cells of the table in one sum with it."""
    uit = []
    for plek in nauw:
        buren = {c for totaal, delen in lijnen if plek == totaal or plek in delen for t, c in delen if t == deel}
        if open_ := [c for c in buren if zicht[deel][c]]:
            uit.append(open_)
    return uit


def _sleutels(frame: pd.DataFrame, dims: tuple[str, ...]) -> list[Cel]:
    return list(zip(zip(frame["periode"], frame["tot"], strict=True), *(frame[d] for d in dims), strict=True))


def _in(sleutel: Cel, deel: tuple[str, ...], boven: tuple[str, ...]) -> Cel:
    """The cell of the table above that a cell lies in."""
    return (sleutel[0], *(sleutel[1 + deel.index(d)] for d in boven))
