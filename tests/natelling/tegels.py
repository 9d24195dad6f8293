"""Hundreds of tiny cases in one export: every case has its own children and GI's, so a split by gi keeps
them apart, and one import and one `bereken` compare them all."""

import random
from datetime import date, timedelta
from decimal import Decimal

from tests.natelling.export import zonder_gelijkspel
from tests.natelling.schrijven import Rijen

# Few days, all around the boundaries of the rules, so that coincidences are the rule.
DAGEN = [
    date(2022, 12, 31) + timedelta(d)
    for d in (
        0,
        1,
        2,
        3,
        13,
        14,
        15,
        16,
        17,
        30,
        31,
        32,
        33,
        62,
        89,
        90,
        91,
        150,
        181,
        182,
        364,
        365,
        366,
        367,
        380,
        396,
        400,
    )
]
TM = date(2024, 12, 31)


def tegel(nr: int, rng: random.Random) -> Rijen:
    """One case: one or two children, one to five measures and none to four placements."""
    kinderen, gis = [f"K{nr}a", f"K{nr}b"][: rng.choice((1, 1, 2))], [f"A{nr}", f"B{nr}", f"C{nr}"]
    geboren = {k: rng.choice((date(2010, 5, 5), date(2005, 1, 20), date(2005, 7, 1), None)) for k in kinderen}

    def einde(dag: date, kans: float) -> date | None:
        later = [d for d in DAGEN if d >= dag]
        return rng.choice(later) if rng.random() < kans else rng.choice((None, None, date(2090, 1, 1)))

    maatregelen, plaatsingen = [], []
    types = rng.choice((("11",), ("11", "12"), ("11", "21", "41")))
    for _ in range(rng.choice((1, 2, 2, 3, 3, 4, 5))):
        kind, dag = rng.choice(kinderen), rng.choice(DAGEN)
        ontvangen = rng.random() < 0.3
        rij = {
            "jeugdige": kind,
            "geboortedatum": geboren[kind],
            "gemeente": rng.choice(("GM0505", "GM0482")),
            "gi": rng.choice(gis),
            "type": rng.choice(types),
            "begindatum": None if ontvangen else dag,
            "datum_overgedragen_gekregen": dag if ontvangen or rng.random() < 0.1 else None,
            "einddatum": None,
            "datum_overgedragen": None,
            "reden_einde": rng.choice(("02", "02", "03", "01", "07", None)),
            "aanmelddatum": rng.choice((None, dag - timedelta(5), dag, dag + timedelta(3))),
        }
        soort = rng.random()
        if soort < 0.4:
            rij["datum_overgedragen"] = rng.choice([d for d in DAGEN if d >= dag])
        if soort > 0.35:
            rij["einddatum"] = einde(dag, 0.8)
        maatregelen.append(rij)
    for _ in range(rng.choice((0, 1, 1, 2, 3, 4))):
        dag = rng.choice(DAGEN)
        plaatsingen.append(
            {
                "jeugdige": rng.choice(kinderen),
                "gemeente": rng.choice(("GM0505", "GM0482")),
                "gi": rng.choice((None, *gis)),
                "segment": rng.choice(("1", "2", None)),
                "verblijfsvorm": rng.choice(("11", "11", "13")),
                "begindatum": dag,
                "einddatum": einde(dag, 0.85),
                "etmalen_per_week": rng.choice((None, Decimal(7), Decimal(5))),
                "afstand_km": rng.choice((None, Decimal(20), Decimal("20.5"))),
                "netwerk": rng.choice((True, False, None)),
                "netwerk_verkend": rng.choice((True, False, None)),
            }
        )
    return {"maatregelen": maatregelen, "plaatsingen": plaatsingen}


def tegels(seed: int, aantal: int) -> Rijen:
    """`aantal` cases in one export, without ties that the rules do not break."""
    rng, uit = random.Random(seed), {"maatregelen": [], "plaatsingen": []}
    for nr in range(aantal):
        for tabel, rijen in tegel(nr, rng).items():
            uit[tabel] += rijen
    return zonder_gelijkspel(uit)
