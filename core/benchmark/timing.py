"""How long something takes."""

import os
import statistics
import time
from collections.abc import Callable


def clock(doe: Callable[[], object], keer: int = 3) -> float:
    """Median wall-clock seconds."""
    tijden = []
    for _ in range(keer):
        begin = time.perf_counter()
        doe()
        tijden.append(time.perf_counter() - begin)
    return statistics.median(tijden)


def processor(doe: Callable[[], object]) -> float:
    """Seconds of processor time, of child processes as well: a busy machine stretches the clock."""
    begin = os.times()
    doe()
    return sum(b - a for a, b in zip(begin[:4], os.times()[:4], strict=True))
