"""T13: many visitors at once, and for hours. No errors, everybody the same answer, and a memory that stays flat. How
long an answer takes is printed, not judged: that is of the machine."""

import os
import random
import statistics
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from core import dashboard
from tests.server import Sessie

PAGINAS = ("overzicht", "maatregelen", "uithuisplaatsingen", "duur")
VRAGEN = ("regio=zhz", "regio=zhz&per=halfjaar", "regio=zhz&gemeente=GM0505", "regio=zhz&per=kwartaal")
STAPPEN, DENKTIJD = 5, 4.0  # choices per visitor, seconds between them on average
DUUR = float(os.environ.get("KERNWAARDEN_DUUR", 7200))  # seconds of the soak
BEZOEKERS, DENKTIJD_LANG, VLAK = 20, 5.0, 0.05  # VLAK: what memory may grow over the second half


def visitor(server, nummer: int) -> tuple[list[float], str]:
    """One session that reads a page and every few seconds chooses another filter; seconds per run, and what the page
    said at the end."""
    toeval, pagina, duren = random.Random(nummer), PAGINAS[nummer % len(PAGINAS)], []
    gemeenten = [g.code for g in dashboard.regios()["zhz"].gemeenten]
    keuzes = [f"regio=zhz&gemeente={toeval.choice(gemeenten)}" for _ in range(STAPPEN)]
    time.sleep(toeval.uniform(0, DENKTIJD))  # they do not come in step
    with Sessie(server, pagina) as s:
        for keuze in (*keuzes, "regio=zhz&per=halfjaar"):
            begin = time.monotonic()
            s.run(keuze, seconden=300)
            duren.append(time.monotonic() - begin)
            assert not s.fouten
            time.sleep(DENKTIJD * toeval.uniform(0.5, 1.5))
        return duren, s.inhoud


@pytest.mark.parametrize("aantal", [pytest.param(n, marks=pytest.mark.nightly) for n in (1, 20, 50)])
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
    assert server.gezond() and groei < 2 * aantal + 60  # measured: 1.2 MB for a visit that is still kept


@pytest.mark.nightly
def test_a_soak_of_twenty_visitors_keeps_memory_flat(server):
    """Visits that come and go, for KERNWAARDEN_DUUR seconds (two hours); a line through the second half is flat."""
    alleen = {}
    for pagina in PAGINAS:
        with Sessie(server, pagina) as s:
            alleen |= {(pagina, v): s.run(v, seconden=300).inhoud for v in VRAGEN}
    einde, fouten, aantallen = time.monotonic() + DUUR, [], []

    def come_and_go(nummer: int) -> None:
        toeval, keren = random.Random(nummer), 0
        while time.monotonic() < einde and not fouten:
            try:
                keren += _visit(server, toeval, alleen, einde)
            except Exception as fout:
                fouten.append(f"visitor {nummer}: {fout!r}"[:300])
        aantallen.append(keren)

    draden = [threading.Thread(target=come_and_go, args=(n,)) for n in range(BEZOEKERS)]
    for draad in draden:
        draad.start()
    tijden, geheugen = _watch(server, einde)
    for draad in draden:
        draad.join()
    half = np.array(tijden) > tijden[-1] / 2
    helling, _ = np.polyfit(np.array(tijden)[half], np.array(geheugen)[half], 1)
    groei = helling * tijden[-1] / 2
    print(
        f"\n{BEZOEKERS} bezoekers, {DUUR:.0f} s, {sum(aantallen)} keer een pagina, {len(fouten)} fouten; "
        f"geheugen begin {geheugen[0]:.0f} MB, midden {geheugen[len(geheugen) // 2]:.0f} MB, "
        f"eind {geheugen[-1]:.0f} MB, hoogste {max(geheugen):.0f} MB; lijn door de tweede helft: {groei:+.1f} MB"
    )
    assert not fouten and len(aantallen) == BEZOEKERS and min(aantallen) > 0
    assert groei < VLAK * statistics.mean(geheugen), "memory grows"


def _visit(server, toeval: random.Random, alleen: dict, einde: float) -> int:
    """One visit of some runs; how many. Fails at an error and at another answer than alone."""
    pagina, keren = toeval.choice(PAGINAS), 0
    with Sessie(server, pagina) as s:
        for _ in range(toeval.randint(3, 12)):
            vraag = toeval.choice(VRAGEN)
            gezegd = s.run(vraag, seconden=300).inhoud
            assert not s.fouten and gezegd == alleen[pagina, vraag], (pagina, vraag)
            keren += 1
            s.berichten.clear()
            if time.monotonic() > einde:
                break
            time.sleep(toeval.uniform(0.5, 1.5) * DENKTIJD_LANG)
    return keren


def _watch(server, einde: float) -> tuple[list[float], list[float]]:
    """Seconds and megabytes, some two hundred times until the end."""
    begin, tijden, geheugen = time.monotonic(), [], []
    while time.monotonic() < einde:
        tijden.append(time.monotonic() - begin)
        geheugen.append(server.geheugen() / (1 << 20))
        time.sleep(max(1.0, DUUR / 200))
    return tijden, geheugen
