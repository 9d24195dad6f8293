"""What the levers of a scenario do on a day, to whom: factors on rates and shares, a clock for durations."""

import datetime as dt
import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.model.wording import getal, procent
from core.simulation.days import MAAND, dag
from core.simulation.scenario import NAMEN, Hefboom, Scenario

KORTSTE = 0.02  # a measure cannot last shorter than this part of its time
INSTROOMGROEPEN = ("ots", "vots", "voogdij")


@dataclass(frozen=True)
class Namen:
    """Numbers for gemeenten, GI's and segments, so that millions of rows hold no words. "" is not known."""

    gemeenten: tuple[str, ...]
    gis: tuple[str, ...]
    segmenten: tuple[str, ...]

    def cel(self, gemeente: NDArray, gi: NDArray) -> NDArray[np.int64]:
        """One number for gemeente and GI together."""
        return gemeente.astype(np.int64) * len(self.gis) + gi


@dataclass(frozen=True)
class _Werking:
    hefboom: Hefboom
    cellen: NDArray  # bool per cel
    segmenten: NDArray | None  # bool per segment

    def groei(self, dagen: NDArray) -> NDArray:
        """1 before the start, 1 + verandering when it is full-grown."""
        begin, duur = dag(self.hefboom.start), self.hefboom.ingroei_maanden * MAAND
        deel = (dagen >= begin).astype(float) if not duur else np.clip((dagen - begin) / duur, 0, 1)
        return 1 + self.hefboom.verandering * deel

    def touches(self, cel: NDArray, segment: NDArray | None) -> NDArray:
        raak = self.cellen[cel]
        return raak if self.segmenten is None or segment is None else raak & self.segmenten[segment]


class Effect:
    """The levers of one scenario, by kind. A lever of 0% is no lever, so that nothing then differs."""

    def __init__(self, hefbomen: tuple[Hefboom, ...], namen: Namen):
        self._per_soort: dict[str, list[_Werking]] = {}
        for h in hefbomen:
            if h.verandering:
                self._per_soort.setdefault(h.soort, []).append(_Werking(h, *_who(h, namen)))

    def has(self, *soorten: str) -> bool:
        return any(s in self._per_soort for s in soorten)

    def lagen(self, *soorten: str) -> int:
        """How many times the base rate the factor can at most be, rounded up."""
        werkingen = [w for s in soorten for w in self._per_soort.get(s, [])]
        hoogste = np.prod([1 + max(w.hefboom.verandering, 0) for w in werkingen]) if werkingen else 1.0
        return int(np.ceil(hoogste - 1e-12))

    def factor(self, soort: str, dagen: NDArray, cel: NDArray, segment: NDArray | None = None) -> NDArray:
        """What the rate or share is multiplied by on each day."""
        uit = np.ones(len(dagen))
        for w in self._per_soort.get(soort, []):
            uit = np.where(w.touches(cel, segment), uit * w.groei(dagen), uit)
        return uit

    def instroom(self, groep: str, dagen: NDArray, cel: NDArray) -> NDArray:
        """The factor on new families of one kind of first measure."""
        uit = self.factor("vots", dagen, cel) if groep == "vots" else np.ones(len(dagen))
        for w in self._per_soort.get("instroom", []):
            if not w.hefboom.maatregel or groep in w.hefboom.maatregel:
                uit = np.where(w.cellen[cel], uit * w.groei(dagen), uit)
        return uit

    def einde(self, groep: str, van: NDArray, rest: NDArray, cel: NDArray, eerste: int, laatste: int) -> NDArray:
        """The day on which something ends that on day `van` would have lasted `rest` days more. A lever on the
        duration changes how fast its clock runs: at -10% ten days pass in nine."""
        einde = van + rest
        soort = [w for w in self._per_soort.get("duur", []) if not w.hefboom.maatregel or groep in w.hefboom.maatregel]
        if not soort:
            return einde
        raak = np.stack([w.cellen[cel] for w in soort])
        dagen = np.arange(eerste, laatste + 2, dtype=float)
        for welke in itertools.product((False, True), repeat=len(soort)):
            rij = np.all(raak == np.array(welke)[:, None], axis=0)
            if not any(welke) or not rij.any():
                continue
            langer = np.prod([w.groei(dagen[:-1] + 0.5) for w, doet in zip(soort, welke, strict=True) if doet], axis=0)
            klok = np.concatenate([[0.0], np.cumsum(1 / np.maximum(langer, KORTSTE))])
            stand = np.interp(van[rij], dagen, klok) + rest[rij]
            einde[rij] = np.interp(stand, klok, dagen, right=np.inf)
        return einde


def _who(h: Hefboom, namen: Namen) -> tuple[NDArray, NDArray | None]:
    gemeente = np.array([not h.waar.gemeente or g in h.waar.gemeente for g in namen.gemeenten])
    gi = np.array([not h.waar.gi or g in h.waar.gi for g in namen.gis])
    segment = np.array([s in h.waar.segment for s in namen.segmenten]) if h.waar.segment else None
    return (gemeente[:, None] & gi[None, :]).ravel(), segment


def waarschuwingen(
    scenario: Scenario, waargenomen: dict[str, tuple[float, float]], namen: Namen, start: dt.date
) -> tuple[str, ...]:
    """Sentences on levers that go outside anything in the data, touch nobody, or start before the data end."""
    uit = []
    for h in scenario.hefbomen:
        naam = NAMEN[h.soort] + (f" ({', '.join(h.maatregel)})" if h.maatregel else "")
        for kolom, bekend in (("gemeente", namen.gemeenten), ("gi", namen.gis), ("segment", namen.segmenten)):
            vreemd = [w for w in getattr(h.waar, kolom) if w not in bekend]
            if vreemd:
                uit.append(f"De knop '{naam}' noemt {kolom} {', '.join(vreemd)}; die komt in deze keuze niet voor.")
        if h.soort in waargenomen:
            laag, hoog = waargenomen[h.soort]
            if h.verandering and not laag <= 1 + h.verandering <= hoog:
                uit.append(
                    f"De knop '{naam}' ({_with_teken(h.verandering)}) gaat buiten wat in de gegevens is "
                    f"voorgekomen: per jaar {getal(100 * laag, 0)}% tot {getal(100 * hoog, 0)}% van het "
                    "niveau van nu. De uitkomst is dan een veronderstelling, geen ervaring."
                )
        elif h.verandering:
            uit.append(
                f"Voor de knop '{naam}' staan te weinig gevallen in de gegevens om te zeggen of hij haalbaar is."
            )
        if h.start <= start:
            uit.append(
                f"De knop '{naam}' begint op {h.start:%d-%m-%Y}, toen er al gegevens waren; hij werkt pas "
                "vanaf de eerste dag na de gegevens, met de ingroei die er dan is."
            )
    return tuple(dict.fromkeys(uit))


def _with_teken(x: float) -> str:
    return ("+" if x > 0 else "") + procent(x, 0)
