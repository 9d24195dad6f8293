"""Is a figure really changing, or does it just go up and down: the XmR chart (statistical process control).

Centre = mean; limits = mean -/+ 2.66 * mean moving range (Wheeler, Understanding Variation; 2.66 = 3 /
1.128). Signals, as NHS England's Making Data Count reads them, from twelve points on:

| regel | when |
|---|---|
| buiten de grenzen | a point beyond a limit |
| verschuiving | 8 or more points in a row on one side of the centre |
| trend | 6 or more points in a row, each higher (or each lower) than the one before |
| dicht bij een grens | 2 of 3 points in a row beyond two thirds of the way to one limit, and inside it |

What is said is what changed, since when, and whether that is better or worse; of signals that ended before the last
two years nothing is said or marked, and neither of a series of hardly one child a time: that has no chart.

Points that are equal to the centre break a shift; equal neighbours break a trend. Missing figures are left
out, and there is no moving range across them. The target: a process that stays in its limits meets it
always, sometimes ("soms") or never, whatever the last figure happened to be.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from core.model import wording

MINSTENS = 12
FACTOR = 2.66
VERSCHUIVING, TREND = 8, 6
TE_KLEIN = 1.5  # mean number of children
# The limits are those of the whole series: after a shift or a trend they say nothing about what is to come.
ANDER_NIVEAU = ("verschuiving", "trend")
_ANDERS = " Het niveau is veranderd; of het doel binnen bereik ligt, is daarom uit deze grenzen niet af te lezen."
Kant = Literal["hoog", "laag"]
Haalbaar = Literal["altijd", "soms", "nooit"]
_TWEEDE: dict[str | None, str] = {
    None: "",
    "altijd": " Zoals het nu gaat wordt het doel steeds gehaald.",
    "soms": " Zoals het nu gaat wordt het doel de ene keer wel en de andere keer niet gehaald.",
    "nooit": " Zoals het nu gaat wordt het doel niet gehaald; daarvoor moet er iets veranderen.",
}


@dataclass(frozen=True)
class Signaal:
    """`van`, `tot`: positions of the first and last point in the series as given. `kant`: hoog or laag (a
    trend: rising or falling). `gunstig`: in the wanted direction; None without one."""

    regel: str
    kant: Kant
    van: int
    tot: int
    gunstig: bool | None = None


@dataclass(frozen=True)
class Procesgedrag:
    """What the chart shows. `genoeg`: twelve figures or more of more than one child; if not, there are no limits and no
    signals. `signalen`: those that reach into the last two years. `ander_niveau`: the level changed at some time, so
    the limits of the whole series say nothing of what is to come."""

    aantal: int
    genoeg: bool
    midden: float | None = None
    ondergrens: float | None = None
    bovengrens: float | None = None
    signalen: tuple[Signaal, ...] = ()
    haalbaar: Haalbaar | None = None
    uitleg: str = ""
    ander_niveau: bool = False


@dataclass(frozen=True)
class Verhaal:
    """How the figures are called: the word for each period ("het 3e kwartaal 2024"), the first position that still
    counts as recent, and how a figure is written. `telling`: they count children, so that 0 and 1 are few."""

    perioden: Sequence[str]
    sinds: int = 0
    cijfer: Callable[[float], str] = wording.getal
    telling: bool = False


def procesgedrag(
    waarden: Sequence[float | None],
    *,
    doel: float | None = None,
    richting: Literal["omlaag", "omhoog"] | None = None,
    minimum: float | None = None,
    maximum: float | None = None,
    verhaal: Verhaal | None = None,
) -> Procesgedrag:
    """The XmR chart of figures at even distances in time, oldest first.

    doel with richting: at most (omlaag) or at least (omhoog) this. minimum, maximum: what the figure cannot
    pass (0 for a count, 0 and 1 for a share); the limits stop there. verhaal: for the words; without it the figures
    are numbered.
    """
    reeks = np.array([np.nan if w is None or not np.isfinite(w) else w for w in waarden], dtype="float64")
    bekend = np.flatnonzero(np.isfinite(reeks))
    if len(bekend) < MINSTENS or not (np.diff(bekend) == 1).any():
        hoeveel = "is 1 cijfer" if len(bekend) == 1 else f"zijn {len(bekend)} cijfers"
        tekst = f"Er {hoeveel}; vanaf {MINSTENS} op rij is toeval te herkennen."
        return Procesgedrag(len(bekend), False, uitleg=tekst)
    verhaal = verhaal or Verhaal([f"cijfer {nr}" for nr in range(1, len(reeks) + 1)])
    midden, onder, boven = limits(reeks)
    if verhaal.telling and midden <= TE_KLEIN:
        tekst = "Het gaat per keer om een enkel kind; of dat verandert, is niet van toeval te onderscheiden."
        return Procesgedrag(len(bekend), False, uitleg=tekst)
    alle = [_judged(s, richting) for s in _signals(reeks[bekend], bekend, midden, onder, boven)]
    signalen = tuple(s for s in alle if s.tot >= verhaal.sinds)
    onder = onder if minimum is None else max(onder, minimum)
    boven = boven if maximum is None else min(boven, maximum)
    ander = any(s.regel in ANDER_NIVEAU for s in alle)
    haalbaar = None if ander else _within_reach(doel, richting, onder, boven)
    tekst = _words(signalen, reeks, midden, verhaal) + (_ANDERS if ander and doel is not None else _TWEEDE[haalbaar])
    return Procesgedrag(len(bekend), True, midden, onder, boven, signalen, haalbaar, tekst, ander)


def limits(waarden: Sequence[float]) -> tuple[float, float, float]:
    """Centre, lower and upper limit; nan is a gap. At least two neighbouring figures."""
    reeks = np.asarray(waarden, dtype="float64")
    sprongen = np.abs(np.diff(reeks))
    sprongen = sprongen[np.isfinite(sprongen)]
    midden = float(reeks[np.isfinite(reeks)].mean())
    half = FACTOR * float(sprongen.mean()) if len(sprongen) else float("nan")
    return midden, midden - half, midden + half


def _signals(y: np.ndarray, plaats: np.ndarray, midden: float, onder: float, boven: float) -> Iterator[Signaal]:
    """All signals, in the order of the rules. Rounding noise is no signal."""
    ruis = 1e-9 * max(float(np.abs(y).max()), abs(midden))
    kanten: tuple[tuple[Kant, int, float], ...] = (("hoog", 1, boven), ("laag", -1, onder))
    for kant, teken, grens in kanten:
        for i in np.flatnonzero(teken * (y - grens) > ruis):
            yield Signaal("buiten de grenzen", kant, int(plaats[i]), int(plaats[i]))
    for kant, teken, _ in kanten:
        for van, tot in _runs(teken * (y - midden) > ruis, VERSCHUIVING):
            yield Signaal("verschuiving", kant, int(plaats[van]), int(plaats[tot]))
    for kant, teken, _ in kanten:
        for van, tot in _runs(teken * np.diff(y) > ruis, TREND - 1):
            yield Signaal("trend", kant, int(plaats[van]), int(plaats[tot + 1]))
    for kant, teken, grens in kanten:
        dicht = (teken * (y - midden) > 2 / 3 * abs(grens - midden) + ruis) & (teken * (y - grens) <= ruis)
        for i in np.flatnonzero(dicht):
            if len(rest := np.flatnonzero(dicht[i + 1 : i + 3])):
                yield Signaal("dicht bij een grens", kant, int(plaats[i]), int(plaats[i + 1 + rest[-1]]))


def _runs(waar: np.ndarray, minstens: int) -> Iterator[tuple[int, int]]:
    """First and last position of each unbroken run of True of at least this length."""
    randen = np.flatnonzero(np.diff(np.concatenate(([0], waar.astype(int), [0]))))
    for van, na in zip(randen[::2], randen[1::2], strict=True):
        if na - van >= minstens:
            yield int(van), int(na - 1)


def _judged(signaal: Signaal, richting: str | None) -> Signaal:
    if richting is None:
        return signaal
    gunstig = (signaal.kant == "hoog") == (richting == "omhoog")
    return Signaal(signaal.regel, signaal.kant, signaal.van, signaal.tot, gunstig)


def _within_reach(doel: float | None, richting: str | None, onder: float, boven: float) -> Haalbaar | None:
    if doel is None or richting is None or not np.isfinite([onder, boven]).all():
        return None
    slechtst, best = (boven, onder) if richting == "omlaag" else (onder, boven)
    teken = -1 if richting == "omlaag" else 1
    if teken * (slechtst - doel) >= 0:
        return "altijd"
    return "nooit" if teken * (best - doel) < 0 else "soms"


def _words(signalen: tuple[Signaal, ...], reeks: np.ndarray, midden: float, verhaal: Verhaal) -> str:
    """One short Dutch sentence: what changed, since when, for better or worse."""
    if not signalen:
        return "Het cijfer wisselt de laatste tijd niet meer dan door toeval; er is geen verandering te zien."
    orde = ("verschuiving", "trend", "buiten de grenzen", "dicht bij een grens")
    s = min(signalen, key=lambda s: (-s.tot, orde.index(s.regel)))
    hoog, laatste = s.kant == "hoog", int(np.flatnonzero(np.isfinite(reeks))[-1])
    van, tot = verhaal.perioden[s.van], verhaal.perioden[s.tot]
    if s.regel == "buiten de grenzen":
        wat = f"In {tot} was het cijfer met {verhaal.cijfer(float(reeks[s.tot]))} uitzonderlijk {s.kant}"
    elif s.regel == "trend":
        wat = f"Van {van} tot en met {tot} {'steeg' if hoog else 'daalde'} het cijfer elke keer"
    elif s.regel == "verschuiving" and s.tot == laatste:
        wat = (
            f"Sinds {van} ligt het cijfer steeds {'boven' if hoog else 'onder'} het gemiddelde van "
            f"{verhaal.cijfer(midden)}"
        )
    else:
        erna = "" if s.regel == "verschuiving" else "opvallend "
        waar = f"steeds {'boven' if hoog else 'onder'} het gemiddelde" if s.regel == "verschuiving" else s.kant
        wat = f"Van {van} tot en met {tot} lag het cijfer {erna}{waar}"
    oordeel = {None: "", True: "; dat is beter", False: "; dat is slechter"}[s.gunstig]
    return f"{wat}: meer dan toeval{oordeel}."
