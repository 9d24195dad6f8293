"""What is left to do before a target, by kind of figure, in steps per quarter. Pure: figures in, figures out.

The question of each kind; "the window" is the year that ends on the target day.

| soort | figure | the answer per quarter |
|---|---|---|
| stand | a stock on a day | so many fewer come in, or end or go home earlier (core.engine.task.nodig) |
| standaandeel | a share of a stock on a day | so many children for whom it must go the other way |
| aantal | a count over a year | so many fewer (or more) |
| aandeel | a share over a year | so many cases that must go the other way |
| gemiddelde, mediaan | a duration (or grade) over a year | so much shorter per case; so many cases a year earlier |
| bedrag | euro or etmalen over a year | so much less |
| tarief | euro per child over a year | so much less in all, for as many children |

Without change the future is like the last measured year: no trend is assumed, and the margin says how far
chance and few observations may take it (4.000 drawn futures with a fixed seed): gamma and Poisson for a
count, beta and binomial for a share, the standard error twice (of what was seen and of what will be) for a
mean, and for money the swing from year to year (mean moving range / 1,128, as on an XmR chart). What of the
window has been counted already, or has passed, cannot change any more; the task lies in the quarters to come.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from core.engine.judge.pad import Zone
from core.engine.task.nodig import TREKKINGEN, Stroom, Verwachting, expected, wat_is_nodig

Soort = Literal["stand", "standaandeel", "aantal", "aandeel", "gemiddelde", "mediaan", "bedrag", "tarief"]
# Which levers a kind of figure has; the first is the one asked for when nobody chooses.
HEFBOMEN: dict[str, tuple[str, ...]] = {
    "maatregelen": ("instroom", "eerder_einde"),
    "plaatsingen": ("instroom", "naar_huis"),
    "aantal": ("anders", "afgesproken"),
    "aandeel": ("anders", "afgesproken"),
    "standaandeel": ("anders", "afgesproken"),
    "bedrag": ("anders", "afgesproken"),
    "tarief": ("anders", "afgesproken"),
    "gemiddelde": ("korter", "jaar_eerder"),
    "mediaan": ("korter",),
}
DAGEN_PER_JAAR = {"dagen": 365.25, "maanden": 12.0}
ZAAD = 20220101


def levers_of(soort: str, eenheid: str) -> tuple[str, ...]:
    """What can be turned at a figure of this kind. Only of what is measured in time can a case end earlier: a grade
    can only become another grade."""
    alle = HEFBOMEN[soort]
    return alle[:1] if soort in ("gemiddelde", "mediaan") and eenheid not in DAGEN_PER_JAAR else alle


@dataclass(frozen=True)
class Loop:
    """A figure over the last measured year. `teller` and `noemer` as counted in it (noemer None: a count or
    an amount); `al_teller`: what of the window is in already; `rest`: the quarters of the window that are not
    (0 to 4), and `open` those of them that are still to come. `fout`: standard error of a mean, or the swing
    of money from year to year."""

    teller: float
    noemer: float | None = None
    al_teller: float = 0.0
    rest: float = 4.0
    open: float = 4.0
    fout: float | None = None

    @property
    def waarde(self) -> float:
        return self.teller if self.noemer is None else self.teller / self.noemer

    @property
    def later_on(self) -> float:
        """What the noemer will be in the whole window."""
        return (self.noemer or 0.0) / 4 * self.rest


@dataclass(frozen=True)
class Opgave:
    """What it takes. `doel`: the edge of the target, `richting` -1 at most, 1 at least. `opgave`: per quarter
    in all, `gevonden` what the other levers do, `rest` (with laag, hoog: 95%) what is left for `hefboom`, in
    `eenheid`. `nu`: what that is about now, per quarter; `uit`: what leaves a stock now. `totaal`: `rest`
    over all quarters. `ongewijzigd`: the figure itself when nothing changes, and
    `verwacht` with what is found. `kans` (0-1): the target is met with only
    what is found. `per_zaak`: of a duration or tariff, per case."""

    soort: Soort
    datum: date
    kwartalen: float
    doel: float
    richting: int
    waarde: float
    verwacht: float
    ongewijzigd: float
    opgave: float
    hefboom: str
    gevonden: float
    rest: float
    rest_laag: float | None = None
    rest_hoog: float | None = None
    verwacht_laag: float | None = None
    verwacht_hoog: float | None = None
    nu: float = 0.0
    uit: float | None = None
    per_zaak: float | None = None
    per_zaak_laag: float | None = None
    per_zaak_hoog: float | None = None
    kans: float | None = None
    haalbaar: bool = True

    @property
    def totaal(self) -> float:
        return self.rest * self.kwartalen


def side(zone: Zone, waarde: float) -> tuple[float, int]:
    """The edge of the target that counts for a figure, and which way: -1 at most, 1 at least."""
    onder, boven = zone
    if math.isinf(onder) or (not math.isinf(boven) and waarde > boven):
        return boven, -1
    if math.isinf(boven) or waarde < onder:
        return onder, 1
    return (boven, -1) if boven - waarde < waarde - onder else (onder, 1)


def whole(zone: Zone, soort: Soort) -> Zone:
    """Children are whole: at most 22,4 is at most 22, and at least 8,4 is at least 9."""
    if soort not in ("stand", "aantal"):
        return zone
    onder, boven = zone
    return (
        onder if math.isinf(onder) else float(math.ceil(onder - 1e-9)),
        boven if math.isinf(boven) else float(math.floor(boven + 1e-9)),
    )


def stand_opgave(
    stroom: Stroom, zone: Zone, vanaf: date, datum: date, hefboom: str, al_gezet: Mapping[str, float]
) -> Opgave:
    """Of a stock that must not be higher than its target. Raises Melding when the question is impossible."""
    doel = zone[1]
    n = wat_is_nodig(stroom, doel, vanaf, datum, hefboom=hefboom, al_gezet=al_gezet)
    verwacht = expected(stroom, n.kwartalen, n.gevonden)
    return Opgave(
        "stand",
        datum,
        n.kwartalen,
        doel,
        -1,
        stroom.stand,
        verwacht,
        n.verwacht,
        n.opgave,
        hefboom,
        n.gevonden,
        n.rest,
        n.rest_laag,
        n.rest_hoog,
        n.verwacht_laag,
        n.verwacht_hoog,
        nu=stroom.instroom,
        uit=stroom.uitstroom,
        kans=n.kans,
        haalbaar=n.haalbaar,
    )


def loop_opgave(
    soort: Soort,
    loop: Loop,
    zone: Zone,
    datum: date,
    kwartalen: float,
    hefboom: str,
    al_gezet: Mapping[str, float],
    eenheid: str = "",
) -> Opgave:
    """Of any other figure. `kwartalen`: until the target day; of a flow only those of the window count."""
    rest = loop.open if soort != "standaandeel" else kwartalen
    jaar = DAGEN_PER_JAAR.get(eenheid, 1.0)
    gevonden = _already(hefboom, al_gezet, jaar, loop)
    teller, onder = _expected(soort, loop)
    straks = outlook(soort, loop)
    zo = straks.waarde
    doel, richting = side(zone, zo)
    mag = doel * onder if onder else doel
    toekomst = _futures(soort, loop, onder)
    nodig = max(-richting * (teller - mag) / rest, 0.0)
    over, grenzen, kans = max(nodig - gevonden, 0.0), (None, None), None
    if toekomst is not None:
        tekort = -richting * (toekomst - mag) / rest
        grenzen = tuple(max(float(g) - gevonden, 0.0) for g in np.quantile(tekort, [0.025, 0.975]))
        kans = float(np.mean(tekort - gevonden <= 1e-9 * max(abs(mag), 1.0)))
    per = loop.noemer / 4 if loop.noemer else None
    verwacht = zo + richting * min(gevonden, nodig) * rest / (onder or 1.0)
    getallen = {"rest": over, "rest_laag": grenzen[0], "rest_hoog": grenzen[1]}
    verdeelt = soort in ("gemiddelde", "mediaan", "tarief") and per
    per_zaak = {
        k.replace("rest", "per_zaak"): x / per if verdeelt and x is not None else None for k, x in getallen.items()
    }
    if hefboom == "jaar_eerder":
        getallen = {k: None if x is None else x / jaar for k, x in getallen.items()}
    nu = (
        per
        if soort in ("aandeel", "gemiddelde", "mediaan")
        else loop.noemer
        if soort == "standaandeel"
        else (loop.teller / 4)
    )
    return Opgave(
        soort,
        datum,
        rest,
        doel,
        richting,
        loop.waarde,
        verwacht,
        zo,
        nodig,
        hefboom,
        gevonden,
        **getallen,
        **per_zaak,
        verwacht_laag=straks.laag,
        verwacht_hoog=straks.hoog,
        nu=nu or 0.0,
        kans=kans,
        haalbaar=_fits(soort, loop, getallen["rest"], hefboom, richting, rest),
    )


def outlook(soort: Soort, loop: Loop) -> Verwachting:
    """What the figure of the window is expected to be when it goes on as in the last measured year."""
    teller, onder = _expected(soort, loop)
    toekomst = _futures(soort, loop, onder)
    grenzen = (
        (None, None) if toekomst is None else (float(g) / (onder or 1.0) for g in np.quantile(toekomst, [0.025, 0.975]))
    )
    return Verwachting(teller / onder if onder else teller, *grenzen)


def _already(hefboom: str, al_gezet: Mapping[str, float], jaar: float, loop: Loop) -> float:
    """What the other levers do already. Shorter and a year earlier are one lever in two units, not two."""
    if "jaar_eerder" in al_gezet and hefboom == "korter":
        return al_gezet["jaar_eerder"] * jaar
    if hefboom == "jaar_eerder":
        return al_gezet.get("korter", 0.0) * (loop.noemer or 0) / 4
    return sum(w for k, w in al_gezet.items() if k != hefboom)


def spread_of_years(waarden: Sequence[float]) -> float | None:
    """How far money swings from one year to the next (sigma of an XmR chart); None under three years."""
    reeks = np.asarray([w for w in waarden if w is not None and math.isfinite(w)])
    return float(np.abs(np.diff(reeks)).mean() / 1.128) if len(reeks) >= 3 else None


def divide_task(totaal: float, gewichten: Sequence[float], stap: float) -> list[float]:
    """The task over parts in proportion to their weight, in whole steps that add up to the rounded total
    (largest remainders). Nothing to divide by: all zero."""
    som = sum(gewichten)
    stappen = round(totaal / stap)
    if som <= 0:
        return [0.0] * len(gewichten)
    ruw = [stappen * g / som for g in gewichten]
    uit = [math.floor(r + 1e-9) for r in ruw]
    orde = sorted(range(len(ruw)), key=lambda i: (uit[i] - ruw[i], -gewichten[i], i))
    for i in orde[: stappen - sum(uit)]:
        uit[i] += 1
    return [round(u * stap, 6) for u in uit]


def _expected(soort: Soort, loop: Loop) -> tuple[float, float | None]:
    """teller and noemer of the window when nothing changes."""
    if soort == "standaandeel":
        return loop.teller, loop.noemer
    teller = loop.al_teller + loop.teller / 4 * loop.rest
    return teller, (None if loop.noemer is None else loop.later_on)


def _futures(soort: Soort, loop: Loop, onder: float | None) -> np.ndarray | None:
    """The teller of the window in each drawn future; None when the margin cannot be known."""
    rng = np.random.default_rng(ZAAD)
    if soort == "aantal":
        tempo = rng.gamma(max(loop.teller, 0.5), 0.25, TREKKINGEN)
        return loop.al_teller + rng.poisson(tempo * loop.rest)
    if soort in ("aandeel", "standaandeel"):
        kans = rng.beta(loop.teller + 0.5, max(loop.noemer - loop.teller, 0.0) + 0.5, TREKKINGEN)
        nieuw = onder
        return (0.0 if soort == "standaandeel" else loop.al_teller) + rng.binomial(round(nieuw), kans) * (
            nieuw / max(round(nieuw), 1)
        )
    if loop.fout is None:
        return None
    deel = loop.rest / 4
    nieuw = rng.normal(loop.waarde, loop.fout * (math.sqrt(2) if soort in ("gemiddelde", "mediaan") else 1), TREKKINGEN)
    return loop.al_teller + np.maximum(nieuw, 0.0) * ((loop.noemer or 1.0) * deel)


def _fits(soort: Soort, loop: Loop, over: float, hefboom: str, richting: int, rest: float) -> bool:
    """Whether so much can be changed at all: no fewer than none, and no more than there are."""
    boven = math.inf if loop.noemer is None else loop.noemer - loop.teller
    vrij = boven if richting > 0 else loop.teller
    if soort == "standaandeel":
        return over * rest <= vrij + 1e-9
    if hefboom == "jaar_eerder":
        return over <= (loop.noemer or 0) / 4 + 1e-9
    if soort in ("gemiddelde", "mediaan"):
        return True
    return over <= vrij / 4 + 1e-9
