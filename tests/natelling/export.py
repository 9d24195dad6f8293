"""Random dirty exports from a seed: every type, hand-over, duplicate and mistake that suppliers make.

Only synthetic children: numbers that pass the 11-proef inside 9999xxxxx, numbers far below any issued BSN
(0099xxxxx, for lost leading zeros), and ids like K1-4.
"""

import random
from datetime import date, datetime, timedelta
from decimal import Decimal

from tests.natelling.schrijven import Rijen, Ruw

GEMEENTEN = ("GM0505", "GM0482", "GM0512", "GM0546")
GIS = ("JBwest", "SAVE", "LJ&R")
SEGMENTEN = ("1", "2", "6")
EERSTE, LAATSTE = date(2021, 1, 1), date(2024, 12, 31)
ONLEESBAAR = ("31-02-2023", "onbekend", "2023-13-01", "20231301", "??")
TYPEN = ("11", "11", "11", "12", "12", "21", "22", "23", "41", "42", "50", "51", "61", "62", "63", "31")
REDENEN = ("01", "02", "02", "03", "04", "05", "06", "07", "11", "12", "13", "14", "15", None)
# Days around every boundary of the rules: the next day, 14, 15, 30, 31, 365.
GATEN = (-40, -1, 0, 1, 1, 1, 2, 3, 13, 14, 15, 16, 29, 30, 31, 32, 60, 200, 364, 365, 366)


def bsn(stam: str) -> str | None:
    """Eight digits and the check digit of the 11-proef, or None when there is none."""
    som = sum(int(c) * g for c, g in zip(stam, range(9, 1, -1), strict=True)) % 11
    return None if som == 10 else f"{stam}{som}"


class Maker:
    """Makes the tables of one export; every choice comes from one seeded generator."""

    def __init__(self, seed: int, kinderen: int | None = None):
        self.seed, self.rng = seed, random.Random(seed)
        self.beginnen: dict[str, list[date]] = {}
        self.kinderen = [self._kind(i) for i in range(kinderen or self.rng.randint(5, 60))]

    def _kind(self, i: int) -> dict:
        soort, volg = self.rng.random(), (self.seed * 61 + i) % 10_000
        stam = f"9999{volg:04d}" if soort < 0.5 else f"0099{volg:04d}"
        nummer = (bsn(stam) if soort < 0.8 else None) or f"K{self.seed}-{i}"
        geboren = date(2003, 1, 1) + timedelta(self.rng.randrange(365 * 18))
        return {
            "jeugdige": nummer,
            "geboortedatum": self.soms(0.85, geboren),
            "geslacht": self.rng.choice(("V", "M", "O", None)),
            "gemeente": self.rng.choice(GEMEENTEN),
        }

    def soms(self, kans: float, waarde, anders=None):
        return waarde if self.rng.random() < kans else anders

    def dag(self) -> date:
        return EERSTE + timedelta(self.rng.randrange((LAATSTE - EERSTE).days + 1))

    def _gemeente(self, kind: dict) -> str:
        return self.soms(0.9, kind["gemeente"], self.rng.choice(GEMEENTEN))

    def maatregelen(self) -> list[dict]:
        rijen = []
        for kind in self.kinderen:
            dag = self.dag()
            for _ in range(self.rng.choice((0, 1, 1, 2, 2, 3))):
                keten = self._keten(kind, self.rng.choice(TYPEN), dag)
                rijen += keten
                self.beginnen.setdefault(kind["jeugdige"], []).append(dag)
                einde = keten[-1]["einddatum"] or keten[-1]["datum_overgedragen"] or self.dag()
                dag = min(max(einde + timedelta(self.rng.choice(GATEN)), EERSTE), LAATSTE)
        return rijen

    def _keten(self, kind: dict, type_: str, dag: date) -> list[dict]:
        """One measure as its records: extensions, overlaps, hand-overs in time, late, early or to nobody."""
        rng, keten, gekregen = self.rng, [], None
        gi = rng.choice(GIS)
        for _ in range(rng.choice((1, 1, 2, 2, 3, 4))):
            einde = min(dag + timedelta(rng.choice((0, 1, 20, 90, 180, 364, 365))), LAATSTE)
            rij = {k: v for k, v in kind.items() if k != "gemeente"} | {
                "gemeente": self._gemeente(kind),
                "gi": gi,
                "type": type_,
                "begindatum": dag,
                "einddatum": einde,
                "reden_einde": rng.choice(REDENEN),
                "datum_overgedragen": None,
                "datum_overgedragen_gekregen": None,
                "aanmelddatum": self.soms(0.7, dag - timedelta(rng.choice((0, 1, 5, 5, 30, 90, -2)))),
                "geboortedatum": self.soms(0.95, kind["geboortedatum"]),
                "productcode": self.soms(0.5, "48A04"),
                "gezin": self.soms(0.3, "G1"),
            }
            if gekregen:
                rij |= {"datum_overgedragen_gekregen": gekregen, "begindatum": self.soms(0.1, dag)}
            gekregen = None
            if rng.random() < 0.35:
                rij |= {"datum_overgedragen": einde, "einddatum": self.soms(0.1, einde), "reden_einde": None}
                gi = rng.choice(GIS)
                dag = max(einde + timedelta(rng.choice((1, 1, 1, 2, 10, 40, 0, -5))), rij["begindatum"] or EERSTE)
                gekregen = dag
            else:
                dag = max(einde + timedelta(rng.choice(GATEN[:8])), EERSTE)
                gi = self.soms(0.8, gi, rng.choice(GIS))
            if rng.random() < 0.12 and not rij["datum_overgedragen"]:
                rij |= {"einddatum": self.soms(0.5, date(2090, 6, 1)), "reden_einde": None}
            keten.append(rij)
            if dag > LAATSTE:
                break
            if rng.random() < 0.08:
                keten.append(rij | {"einddatum": self.soms(0.7, self.dag()), "gi": rng.choice(GIS)})
        return keten

    def machtigingen(self) -> list[dict]:
        rijen = []
        for kind in self.kinderen:
            for _ in range(self.rng.choice((0, 0, 1, 2))):
                dag = self.dag()
                rij = {
                    "jeugdige": kind["jeugdige"],
                    "gemeente": self._gemeente(kind),
                    "gi": self.rng.choice(GIS),
                    "type": self.rng.choice(("71", "72", "72")),
                    "begindatum": dag,
                    "einddatum": self.soms(0.7, dag + timedelta(self.rng.choice((0, 30, 180, 365)))),
                }
                rijen.append(rij)
                if self.rng.random() < 0.2:
                    rijen.append(rij | {"einddatum": self.soms(0.7, dag + timedelta(self.rng.randrange(400)))})
        return rijen

    def plaatsingen(self) -> list[dict]:
        rng, rijen = self.rng, []
        for kind in self.kinderen:
            bij = self.soms(0.7, self.beginnen.get(kind["jeugdige"])) or [self.dag()]
            dag = min(rng.choice(bij) + timedelta(rng.choice((-1, 0, 1, 30))), LAATSTE)
            for _ in range(rng.choice((0, 1, 2, 3, 5))):
                einde = min(dag + timedelta(rng.choice((0, 1, 7, 30, 100, 300))), LAATSTE)
                rijen.append(
                    {
                        "jeugdige": kind["jeugdige"],
                        "gemeente": self._gemeente(kind),
                        "gi": self.soms(0.6, rng.choice(GIS)),
                        "aanbieder": rng.choice(("Zuid", "Noord", None)),
                        "segment": self.soms(0.8, rng.choice(SEGMENTEN)),
                        "verblijfsvorm": rng.choice(("11", "11", "12", "13", "14")),
                        "netwerk": rng.choice((True, False, None)),
                        "begindatum": dag,
                        "einddatum": self.soms(0.85, einde, self.soms(0.5, date(2090, 1, 1))),
                        "etmalen_per_week": self.soms(0.6, Decimal(rng.choice(("7", "7", "5", "5.5", "5.01", "2")))),
                        "afstand_km": self.soms(
                            0.7, Decimal(rng.choice(("0", "12.5", "20", "20.01", "19.99", "1250")))
                        ),
                        "netwerk_verkend": rng.choice((True, False, None)),
                        "ervaringsdeskundige": rng.choice((True, False, None)),
                        "aanmelddatum": self.soms(0.3, dag - timedelta(10)),
                        "productcode": None,
                    }
                )
                dag = min(max(einde + timedelta(rng.choice(GATEN)), EERSTE), LAATSTE)
        return rijen

    def trajecten(self) -> list[dict]:
        return [
            {
                "jeugdige": kind["jeugdige"],
                "gemeente": self._gemeente(kind),
                "aanbieder": self.rng.choice(("Zuid", "Noord")),
                "segment": self.rng.choice(SEGMENTEN),
                "verwijzer": self.rng.choice(("01", "04", None)),
                "toewijzingnummer": f"T{i}",
                "begindatum": self.soms(0.9, d := self.dag()),
                "groep": self.soms(0.5, True),
                "einddatum": self.soms(0.5, d + timedelta(90)),
            }
            for i, kind in enumerate(self.kinderen)
        ]

    def declaraties(self) -> list[dict]:
        rng, rijen = self.rng, []
        for i in range(len(self.kinderen) * 6):
            kind, dag = rng.choice(self.kinderen), self.dag()
            rijen.append(
                {
                    "gemeente": self._gemeente(kind),
                    "jeugdige": self.soms(0.85, kind["jeugdige"]),
                    "aanbieder": rng.choice(("Zuid", "Noord")),
                    "gi": self.soms(0.3, rng.choice(GIS)),
                    "segment": self.soms(0.8, rng.choice(SEGMENTEN)),
                    "toewijzingnummer": f"T{i}",
                    "productcategorie": rng.choice(("43", "43", "44", "45", "47", "48", "49", None)),
                    "verwijzer": rng.choice(("01", "02", "04", "04", "05", "06", "08", None)),
                    "periode_begin": dag,
                    "periode_einde": min(dag + timedelta(rng.choice((0, 6, 30))), LAATSTE),
                    "volume": self.soms(0.9, Decimal(rng.randrange(1, 3000)) / 4),
                    "eenheid": rng.choice(("14", "14", "04", "01", "82", None)),
                    "bedrag": Decimal(rng.randrange(0, 500000)) / 100,
                    "debet_credit": rng.choice(("D", "D", "C", None)),
                    "status": rng.choice(("toegekend", "toegekend", None, "afgewezen")),
                }
            )
        return rijen

    def crises(self) -> list[dict]:
        rng, rijen = self.rng, []
        for kind in self.kinderen:
            m = datetime(2023, 1, 1) + timedelta(minutes=rng.randrange(60 * 24 * 720))
            na = timedelta(minutes=rng.choice((0, 30, 1439, 1440, 1441, 5000)))
            rijen.append(
                {
                    "jeugdige": kind["jeugdige"],
                    "gemeente": self._gemeente(kind),
                    "gi": self.soms(0.5, rng.choice(GIS)),
                    "segment": self.soms(0.8, rng.choice(SEGMENTEN)),
                    "melding": m,
                    "start": self.soms(0.8, m + na),
                    "aangeboden": self.soms(0.5, m),
                    "interventie": rng.choice(("ambulant", "verblijf", None)),
                    "lopende_hulp": rng.choice((True, False, None)),
                }
            )
        return rijen

    def bevolking(self) -> list[dict]:
        """Groups of ages of one gemeente, so that four exports together never give a row twice. Some groups overlap,
        some stop early or run on, and some years are missing."""
        keuzes = (
            ((0, 17),),
            ((0, 11), (12, 17), (18, 64)),
            ((0, 3), (4, 17)),
            ((0, 17), (12, 17)),
            ((0, 15),),
            ((0, 11), (12, 19)),
            (),
        )
        return [
            {
                "gemeente": GEMEENTEN[self.seed % len(GEMEENTEN)],
                "jaar": jaar,
                "leeftijd_van": van,
                "leeftijd_tot": tot,
                "aantal": self.rng.randrange(5, 900),
            }
            for jaar in range(2021, 2026)
            for van, tot in self.rng.choice(keuzes)
        ]

    def vuil(self, tabel: str, rijen: list[dict]) -> list[dict]:
        """Repeat some rows and spoil some: what rule 5 rejects, and what it only empties."""
        rng, uit = self.rng, []
        begin, einde = {
            "declaraties": ("periode_begin", "periode_einde"),
            "crises": ("melding", "melding"),
        }.get(tabel, ("begindatum", "einddatum"))
        keuzes = [
            {"gemeente": Ruw("GM9999")},
            {"gemeente": Ruw("Nergenshuizen")},
            {"gemeente": None},
            {begin: Ruw(rng.choice(ONLEESBAAR))},
            {begin: Ruw("01-01-2099")},
            {begin: None},
        ]
        if tabel != "crises":
            keuzes += [{einde: date(2019, 5, 5)}, {einde: Ruw(rng.choice(ONLEESBAAR))}]
        if tabel != "declaraties":
            keuzes += [{"jeugdige": None}, {"jeugdige": Ruw("000000000")}]
        keuzes += {
            "maatregelen": [
                {"type": Ruw("99")},
                {"type": Ruw("iets")},
                {"gi": None},
                {"type": None},
                {"reden_einde": Ruw("99")},
                {"aanmelddatum": Ruw("31-02-2023")},
            ],
            "machtigingen": [{"type": Ruw("11")}, {"gi": None}],
            "trajecten": [{"aanbieder": None}],
            "plaatsingen": [
                {"verblijfsvorm": Ruw("99")},
                {"netwerk": Ruw("misschien")},
                {"afstand_km": Ruw("ver weg")},
            ],
            "declaraties": [
                {"bedrag": None},
                {"bedrag": Ruw("gratis")},
                {"status": Ruw("misschien")},
                {"debet_credit": Ruw("X")},
                {"productcategorie": Ruw("99")},
                {"volume": Ruw("veel")},
                {"jeugdige": Ruw("999999999")},
            ],
        }.get(tabel, [])
        for rij in rijen:
            uit.append(rij | rng.choice(keuzes) if rng.random() < 0.06 else rij)
            if rng.random() < 0.05:
                uit.append(dict(uit[-1]))
        rng.shuffle(uit)
        return uit

    def everything(self, gelijkspel: bool = False) -> Rijen:
        """All tables. Without `gelijkspel` no two rows are left between which the rules do not choose."""
        tabellen = {
            t: self.vuil(t, getattr(self, t)())
            for t in ("maatregelen", "machtigingen", "plaatsingen", "trajecten", "declaraties", "crises")
        }
        tabellen["bevolking"] = self.bevolking()
        return tabellen if gelijkspel else zonder_gelijkspel(tabellen)


def zonder_gelijkspel(tabellen: Rijen) -> Rijen:
    """Leave out rows that tie with an earlier one where the counting rules name no winner."""
    uit = {}
    for tabel, rijen in tabellen.items():
        gezien: dict[tuple, dict] = {}
        uit[tabel] = [r for r in rijen if all(gezien.setdefault(s, beeld) == beeld for s, beeld in _strijdig(tabel, r))]
    return uit


def _strijdig(tabel: str, rij: dict):
    """(key, what must be equal among rows with this key)."""
    begin = rij.get("begindatum") or rij.get("datum_overgedragen_gekregen")
    if tabel in ("maatregelen", "machtigingen", "plaatsingen"):
        soort = rij["verblijfsvorm" if tabel == "plaatsingen" else "type"]
        eind = rij["einddatum"] or rij.get("datum_overgedragen")
        yield ("rij", rij["jeugdige"], soort, begin, rij["einddatum"], eind), rij
        # Two JB measures, or two placements of a child, of one begin day: no rule says which is first.
        if tabel == "plaatsingen" or (tabel == "maatregelen" and soort in ("11", "12", "21", "22", "23")):
            yield ("begin", rij["jeugdige"], begin), soort
