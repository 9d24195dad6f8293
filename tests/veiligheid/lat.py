"""What refusing a bad file may cost: 5 seconds, and 150 MB of the process that serves others."""

import resource
import time
from collections.abc import Callable
from dataclasses import dataclass

SECONDEN, GROEI = 5, 150 << 20
_POGINGEN = 3  # the machine does other things too: the best of these counts for the clock


@dataclass(frozen=True)
class Kosten:
    """Seconds by the clock, seconds of processor of us and our children together."""

    klok: float
    rekentijd: float


def kosten(doe: Callable[[], object], rekentijd: Callable[[], float]) -> Kosten:
    """What `doe` costs. Once more only when the clock says that it took too long: processor time does not depend on
    what else the machine does, and is that of the first time."""
    uit = None
    for _ in range(_POGINGEN):
        klok, rekent = time.monotonic(), rekentijd()
        doe()
        nu = Kosten(time.monotonic() - klok, rekentijd() - rekent)
        uit = Kosten(min(uit.klok, nu.klok), uit.rekentijd) if uit else nu
        if uit.klok < SECONDEN:
            break
    return uit


def eigen_rekentijd() -> float:
    """Of this process and the children that it waited for."""
    soorten = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(sum(resource.getrusage(s)[:2]) for s in soorten)


def eigen_top() -> int:
    """The most memory this process ever had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def top_van_kinderen() -> int:
    """The same of the largest child that it waited for."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
