"""T13: many visitors at once. No errors, everybody the same answer, and a memory that does not run away."""

import statistics
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.server import Sessie

PAGINAS = ("overzicht", "maatregelen", "uithuisplaatsingen", "duur")
STAPPEN, DENKTIJD = 4, 2.0  # runs per visitor, seconds between them


def visitor(server, nummer: int) -> tuple[list[float], str]:
    """One session that reads a page and changes a filter; seconds per run, and what the page said at the end."""
    pagina, duren = PAGINAS[nummer % len(PAGINAS)], []
    with Sessie(server, pagina) as s:
        for stap in range(STAPPEN):
            begin = time.monotonic()
            s.draai(f"regio=zhz{'&per=halfjaar' if stap % 2 else ''}", seconden=300)
            duren.append(time.monotonic() - begin)
            assert not s.fouten
            time.sleep(DENKTIJD)
        return duren, s.inhoud


@pytest.mark.nightly
@pytest.mark.parametrize("aantal", [1, 20, 50])
def test_visitors_at_once(server, aantal):
    alleen = {p: visitor(server, n)[1] for n, p in enumerate(PAGINAS)}
    voor = server.geheugen()
    with ThreadPoolExecutor(aantal) as groep:
        uitslagen = list(groep.map(lambda n: visitor(server, n), range(aantal)))
    duren = sorted(d for duur, _ in uitslagen for d in duur)
    p95 = duren[int(0.95 * (len(duren) - 1))]
    groei = (server.geheugen() - voor) >> 20
    print(f"\n{aantal} bezoekers: p50 {statistics.median(duren):.2f} s, p95 {p95:.2f} s, geheugen +{groei} MB")
    for nummer, (_, gezegd) in enumerate(uitslagen):
        assert gezegd == alleen[PAGINAS[nummer % len(PAGINAS)]], "another answer than alone"
    assert server.gezond() and groei < 20 * aantal + 100
    assert p95 < 2 + 0.5 * aantal  # seconds, both on two cores with the visitors themselves
