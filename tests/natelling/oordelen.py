"""Section 5, read literally: the verdict on a count or share that has to change by a percentage.

Plain Python, no code of `core`: the exact Poisson interval by bisection on its sum, Wilson's by its formula, the path
on days. Only the kinds that the recount knows: a relative target with a baseline on a day or in a year.
"""

import math
from dataclasses import dataclass
from datetime import date

KLEIN = "te klein om te zeggen"


@dataclass
class Cijfer:
    """A figure of one day: what stands below the stroke is None for a count."""

    dag: date
    waarde: float | None
    noemer: float | None = None


def poisson_som(k: int, verwacht: float) -> float:
    """The chance of at most k when `verwacht` are expected."""
    return math.fsum(math.exp(i * math.log(verwacht) - verwacht - math.lgamma(i + 1)) for i in range(k + 1))


def _zoek(functie, doel: float, hoogste: float) -> float:
    """Where a falling function of x crosses `doel`."""
    laag, hoog = 1e-12, hoogste
    for _ in range(200):
        midden = (laag + hoog) / 2
        laag, hoog = (midden, hoog) if functie(midden) > doel else (laag, midden)
    return laag


def poisson(k: int) -> tuple[float, float]:
    """95% exact (Garwood)."""
    hoogste = 10.0 + 10 * k
    onder = 0.0 if k == 0 else _zoek(lambda x: poisson_som(k - 1, x), 0.975, hoogste)
    return onder, _zoek(lambda x: poisson_som(k, x), 0.025, hoogste)


def wilson(p: float, n: float) -> tuple[float, float]:
    z = 1.959963984540054
    midden = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return (0.0 if p == 0 else midden - half), (1.0 if p == 1 else midden + half)


def pad(basis: Cijfer, doel: float, doeldag: date, dag: date) -> float:
    """On the straight line, in days; when all three end a month, in months (years are of one length then)."""

    def maanden(d: date) -> int | None:
        morgen = date.fromordinal(d.toordinal() + 1)
        return morgen.year * 12 + morgen.month if morgen.day == 1 else None

    m = [maanden(d) for d in (basis.dag, dag, doeldag)]
    if None in m:
        m = [d.toordinal() for d in (basis.dag, dag, doeldag)]
    deel = min(max((m[1] - m[0]) / (m[2] - m[0]), 0.0), 1.0)
    return basis.waarde + (doel - basis.waarde) * deel


def oordeel(cijfer: Cijfer, basis: Cijfer | None, procent: float, doeldag: date, *, onder_regio: bool) -> str:
    """The verdict on one period. `procent`: the change asked for, -0.2 is 20% fewer."""
    if cijfer.waarde is None:
        return "geen gegevens"
    if basis is None or basis.waarde is None:
        return "geen gegevens"
    if cijfer.dag <= basis.dag:
        return "nog niet meetbaar"
    aandeel = cijfer.noemer is not None
    if (aandeel and cijfer.noemer < 10) or basis.waarde == 0:
        return KLEIN
    if onder_regio and (basis.noemer if aandeel else basis.waarde) < 10:
        return KLEIN
    doel = basis.waarde * (1 + procent)
    einde = cijfer.dag >= doeldag
    grens = doel if einde else pad(basis, doel, doeldag, cijfer.dag)
    laag, hoog = wilson(cijfer.waarde, cijfer.noemer) if aandeel else poisson(round(cijfer.waarde))
    beter = (lambda w, g: w <= g + 1e-9) if procent < 0 else (lambda w, g: w >= g - 1e-9)
    if all(laag < x < hoog for x in (grens, basis.waarde)):
        return KLEIN
    if einde:
        return "behaald" if beter(cijfer.waarde, doel) else "niet behaald"
    if beter(cijfer.waarde, doel):
        return "behaald"
    if beter(cijfer.waarde, grens):
        return "op koers"
    return "achter" if beter(cijfer.waarde, basis.waarde) or laag < basis.waarde < hoog else "verslechterd"
