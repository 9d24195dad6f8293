"""Wat is er nodig? From a stock and its flows to the change per quarter that reaches the target in time.

The model, per quarter: stock after = stock * (1 - u) + inflow - extra, where u is the share of the stock that
ends in an ordinary quarter. So fewer children coming in also means fewer ordinary endings later; with a fixed
number of endings the answer would be too easy. After q quarters with `extra` fewer in each:

    stock(q) = expected(q) - extra * A(q),   A(q) = (1 - (1 - u) ** q) / u   (q when u = 0)

and what is needed is (expected(q) - target) / A(q). One child less coming in, one ending earlier than it
would have and one returning home earlier each take one from the stock, so the levers (hefbomen) add up.

Uncertainty: `TREKKINGEN` futures with a fixed seed. Inflow and u were seen in a limited number of quarters
(gamma and beta around what was counted), and chance does the rest (Poisson, binomial).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from core.engine.judge.dates import years_between
from core.model import wording
from core.model.melding import Melding

TREKKINGEN = 4000
HEFBOMEN = ("instroom", "eerder_einde", "naar_huis")


@dataclass(frozen=True)
class Stroom:
    """What is known today: the stock, and the mean inflow and outflow per quarter over `kwartalen` measured
    quarters. `gemiddelde_stand` over those quarters; without it the stock itself."""

    stand: float
    instroom: float
    uitstroom: float
    kwartalen: float = 4
    gemiddelde_stand: float | None = None

    @property
    def blootstelling(self) -> float:
        """Child-quarters in which an ending was possible."""
        return self.kwartalen * (self.stand if self.gemiddelde_stand is None else self.gemiddelde_stand)

    @property
    def uitkans(self) -> float:
        """The share of the stock that ends in a quarter, 0-1."""
        geteld = self.uitstroom * self.kwartalen
        return min(geteld / self.blootstelling, 1.0) if self.blootstelling > 0 else 0.0


@dataclass(frozen=True)
class Verwachting:
    """The one expectation of a figure, with its 95% interval (None where the margin cannot be known): the dotted line
    of the chart and the question what it takes both start from it."""

    waarde: float
    laag: float | None = None
    hoog: float | None = None


@dataclass(frozen=True)
class Nodig:
    """`opgave`: how many fewer per quarter in all; `gevonden`: what the other levers do already; `rest`:
    what is left for `hefboom`. `laag` and `hoog`: 95% interval. `verwacht`: the stock on the day when
    nothing changes. `kans`: the chance (0-1) that the target is met with only what is found. `haalbaar`:
    the lever holds as much."""

    kwartalen: float
    verwacht: float
    verwacht_laag: float
    verwacht_hoog: float
    opgave: float
    gevonden: float
    hefboom: str
    rest: float
    rest_laag: float
    rest_hoog: float
    kans: float
    haalbaar: bool


def wat_is_nodig(
    stroom: Stroom,
    doel: float,
    vanaf: date,
    datum: date,
    *,
    hefboom: str = "instroom",
    al_gezet: Mapping[str, float] | None = None,
) -> Nodig:
    """How much one lever must do per quarter to bring the stock of `vanaf` to at most `doel` on `datum`.

    hefboom: one of HEFBOMEN; al_gezet: what each other lever does already, per quarter. What is needed is
    never below zero. Raises Melding when the question is impossible.
    """
    anders = {k: v for k, v in (al_gezet or {}).items() if k != hefboom}
    _check(stroom, doel, vanaf, datum, hefboom, anders)
    kwartalen, gevonden = 4 * years_between(vanaf, datum), float(sum(anders.values()))
    eind, kracht = _futures(stroom, kwartalen)
    straks = outlook(stroom, vanaf, datum)
    opgave = max(straks.waarde - doel, 0.0) / leverage(stroom.uitkans, kwartalen)
    grenzen = np.quantile((eind - doel) / kracht, [0.025, 0.975])
    rest, laag, hoog = (max(float(x) - gevonden, 0.0) for x in (opgave, *grenzen))
    # No less than no inflow at all, and no more endings than there are children.
    meest = stroom.instroom if hefboom == "instroom" else stroom.stand * (1 - stroom.uitkans)
    return Nodig(
        kwartalen,
        straks.waarde,
        straks.laag,
        straks.hoog,
        opgave,
        gevonden,
        hefboom,
        rest,
        laag,
        hoog,
        float(np.mean(eind - gevonden * kracht <= doel)),
        rest <= meest,
    )


def outlook(stroom: Stroom, vanaf: date, datum: date) -> Verwachting:
    """What the stock is expected to be on `datum` when it goes on as in the measured quarters."""
    kwartalen = 4 * years_between(vanaf, datum)
    laag, hoog = np.quantile(_futures(stroom, kwartalen)[0], [0.025, 0.975])
    return Verwachting(expected(stroom, kwartalen), float(laag), float(hoog))


def expected(stroom: Stroom, kwartalen: float, minder: float = 0.0) -> float:
    """The stock after so many quarters, with `minder` fewer in each."""
    blijft = stroom.stand * (1 - stroom.uitkans) ** kwartalen
    return blijft + (stroom.instroom - minder) * leverage(stroom.uitkans, kwartalen)


def leverage(uitkans: float, kwartalen: float) -> float:
    """How many fewer there are in the end for one fewer per quarter: A in the module text."""
    if uitkans <= 1e-12:
        return kwartalen
    return (1 - (1 - uitkans) ** kwartalen) / uitkans


def _check(stroom: Stroom, doel: float, vanaf: date, datum: date, hefboom: str, anders: Mapping[str, float]) -> None:
    if datum <= vanaf:
        raise Melding(f"De doeldatum {wording.datum(datum)} is niet na {wording.datum(vanaf)}; kies later.")
    if onbekend := [k for k in (hefboom, *anders) if k not in HEFBOMEN]:
        raise Melding(f"De knop {onbekend[0]} is onbekend; kies uit {', '.join(HEFBOMEN)}.")
    aantallen = (stroom.stand, stroom.instroom, stroom.uitstroom, doel, *anders.values())
    if not all(math.isfinite(x) and x >= 0 for x in aantallen) or not stroom.kwartalen > 0:
        raise Melding("Stand, instroom, uitstroom, doel en knoppen moeten 0 of meer zijn; kijk ze na.")


def _futures(stroom: Stroom, kwartalen: float) -> tuple[np.ndarray, np.ndarray]:
    """Stock at the end and leverage in each drawn future."""
    rng = np.random.default_rng(20220101)
    in_totaal, uit_totaal = stroom.instroom * stroom.kwartalen, stroom.uitstroom * stroom.kwartalen
    instroom = rng.gamma(max(in_totaal, 0.5), 1 / stroom.kwartalen, TREKKINGEN)
    uitkans = rng.beta(max(uit_totaal, 0.5), max(stroom.blootstelling - uit_totaal, 0.5), TREKKINGEN)
    stand = np.full(TREKKINGEN, round(stroom.stand))
    over = kwartalen
    while over > 1e-9:
        deel = min(over, 1.0)
        stand = stand - rng.binomial(stand, 1 - (1 - uitkans) ** deel) + rng.poisson(instroom * deel)
        over -= deel
    return stand, (1 - (1 - uitkans) ** kwartalen) / uitkans
