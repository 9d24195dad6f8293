"""Hundreds of tiny cases in one export: every case has its own children and GI's, so a split by gi keeps
them apart, and one import and one `bereken` compare them all."""

import random
from datetime import date, timedelta
from decimal import Decimal

from tests.natelling.export import zonder_gelijkspel
from tests.natelling.schrijven import Rijen

# Few days, all around the boundaries of the rules, so that coincidences are the rule.
NA = (0, 1, 2, 3, 13, 14, 15, 16, 17, 30, 31, 32, 33, 62, 89, 90, 91, 150, 181, 182, 364, 365, 366, 367, 380)
DAGEN = [date(2022, 12, 31) + timedelta(d) for d in NA]
TM = date(2024, 12, 30)  # 365 days after the last day of 2023: the follow-up is just complete
GEMEENTEN = ("GM0505", "GM0482")


class Tegel:
    """One case under number `nr`: children K<nr>a.., GI's A<nr>, B<nr>, C<nr>."""

    def __init__(self, nr: int, rng: random.Random):
        self.nr, self.rng = nr, rng
        self.gis = [f"{letter}{nr}" for letter in "ABC"]
        self.geboren = {
            f"K{nr}{letter}": rng.choice((date(2010, 5, 5), date(2005, 1, 20), date(2005, 7, 1), None))
            for letter in "abcdef"
        }

    def maatregel(self, kind: str, **anders) -> dict:
        rij = {
            "jeugdige": kind,
            "geboortedatum": self.geboren[kind],
            "gemeente": self.rng.choice(GEMEENTEN),
            "gi": self.rng.choice(self.gis),
            "type": "11",
            "begindatum": None,
            "einddatum": None,
            "datum_overgedragen": None,
            "datum_overgedragen_gekregen": None,
            "reden_einde": self.rng.choice(("02", "02", "03", "01", "05", "06", "07", "11", "15", None)),
        }
        return rij | anders

    def einde(self, dag: date, kans: float) -> date | None:
        later = [d for d in DAGEN if d >= dag]
        return self.rng.choice(later) if self.rng.random() < kans else self.rng.choice((None, date(2090, 1, 1)))

    def willekeurig(self) -> Rijen:
        """One or two children, one to five measures and none to four placements, all through each other."""
        rng, kinderen = self.rng, list(self.geboren)[: self.rng.choice((1, 1, 2))]
        types = rng.choice((("11",), ("11", "12"), ("11", "21", "41")))
        maatregelen = []
        for _ in range(rng.choice((1, 2, 2, 3, 3, 4, 5))):
            dag, ontvangen, soort = rng.choice(DAGEN), rng.random() < 0.3, rng.random()
            rij = self.maatregel(
                rng.choice(kinderen),
                type=rng.choice(types),
                begindatum=None if ontvangen else dag,
                datum_overgedragen_gekregen=dag if ontvangen or rng.random() < 0.1 else None,
                aanmelddatum=rng.choice((None, dag - timedelta(5), dag, dag + timedelta(3))),
            )
            if soort < 0.4:
                rij["datum_overgedragen"] = rng.choice([d for d in DAGEN if d >= dag])
            if soort > 0.35:
                rij["einddatum"] = self.einde(dag, 0.8)
            maatregelen.append(rij)
        aantal = rng.choice((0, 1, 1, 2, 3, 4))
        return {"maatregelen": maatregelen, "plaatsingen": [self.plaatsing(kinderen) for _ in range(aantal)]}

    def plaatsing(self, kinderen: list[str]) -> dict:
        rng, dag = self.rng, self.rng.choice(DAGEN)
        return {
            "jeugdige": rng.choice(kinderen),
            "gemeente": rng.choice(GEMEENTEN),
            "gi": rng.choice((None, *self.gis)),
            "segment": rng.choice(("1", "2", None)),
            "verblijfsvorm": rng.choice(("11", "11", "13")),
            "begindatum": dag,
            "einddatum": self.einde(dag, 0.85),
            "etmalen_per_week": rng.choice((None, Decimal(7), Decimal(5))),
            "afstand_km": rng.choice((None, Decimal(20), Decimal("20.5"))),
            "netwerk": rng.choice((True, False, None)),
            "netwerk_verkend": rng.choice((True, False, None)),
        }

    def opnieuw(self) -> Rijen:
        """Children with a measure that ends, and others that begin or still run around the boundaries."""
        rng, maatregelen = self.rng, []
        for kind in list(self.geboren)[:3]:
            dag, eind = date(2022, 6, 1), rng.choice(DAGEN)
            maatregelen.append(self.maatregel(kind, begindatum=dag, einddatum=eind))
            if rng.random() < 0.4:
                maatregelen.append(
                    self.maatregel(
                        kind,
                        type="21",
                        begindatum=dag - timedelta(1),
                        einddatum=eind + timedelta(rng.choice((-1, 0, 1, 2))),
                    )
                )
            nieuw = eind + timedelta(rng.choice((0, 1, 2, 13, 14, 14, 14, 15, 15, 16, 364, 365, 366)))
            maatregelen.append(
                self.maatregel(kind, type=rng.choice(("11", "12")), begindatum=nieuw, einddatum=self.einde(nieuw, 0.0))
            )
        return {"maatregelen": maatregelen}

    def overleving(self) -> Rijen:
        """Supervision orders that begin in the last quarters and end, or not, close to the data date."""
        rng, maatregelen = self.rng, []
        for kind in self.geboren:
            dag = date(2024, 7, 1) + timedelta(rng.choice((0, 1, 2, 60, 90, 91)))
            eind = rng.choice((None, None, TM, TM - timedelta(1), TM - timedelta(60), TM - timedelta(90)))
            maatregelen.append(self.maatregel(kind, gi=self.gis[0], begindatum=dag, einddatum=eind))
        return {"maatregelen": maatregelen}


def tegels(seed: int, aantal: int) -> Rijen:
    """`aantal` cases in one export, without ties that the rules do not break."""
    rng, uit = random.Random(seed), {"maatregelen": [], "plaatsingen": []}
    for nr in range(aantal):
        tegel = Tegel(nr, rng)
        maak = rng.choice((tegel.willekeurig, tegel.willekeurig, tegel.opnieuw, tegel.overleving))
        for tabel, rijen in maak().items():
            uit[tabel] += rijen
    return zonder_gelijkspel(uit)
