"""Synthetic exports: what municipalities and GI's would deliver, about children who do not exist.

`maak` writes one file per canonical table (csv), workbooks, or Parquet for the national size. The same
seed and day give the same bytes. Sizes and ratios follow published figures (CBS, see each module); everything
about a single child is drawn at random.

Ids. A child is J + two digits for the region + six digits. To try the handling of BSN's some children have
nine digits instead (at the small scale all children with a measure): only from the ranges 0000..... and
99999...., which are reserved for testing and never given to anybody. GI's and aanbieders have made-up names.
"""

import datetime as dt
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from core.example.area import first_regio, gebieden
from core.example.assignment import EERSTE_DAG, SCHALEN, Opdracht, last_day
from core.example.bsn import give_bsn
from core.example.calendar import datum
from core.example.deliveries import split_up
from core.example.dirt import soil
from core.example.sprinkler import Blok
from core.example.tables import Tabellen
from core.example.writing import Csv, Excel, Parquet, gemeenten_in_vorm
from core.model.melding import Melding
from core.model.schema import TABELLEN


@dataclass(frozen=True)
class Verslag:
    """What was written. `rijen` per table; `vuil` per table and kind the number of rows that have it."""

    bestanden: tuple[Path, ...]
    van: dt.date
    tot: dt.date
    rijen: dict[str, int] = field(default_factory=dict)
    vuil: dict[str, dict[str, int]] = field(default_factory=dict)

    def tekst(self) -> str:
        """A few Dutch lines for the command line."""

        def getal(n: int) -> str:
            return f"{n:,}".replace(",", ".")

        regels = [f"Voorbeeld van {self.van:%d-%m-%Y} t/m {self.tot:%d-%m-%Y} (verzonnen kinderen):"]
        regels += [f"  {tabel}: {getal(n)} rijen" for tabel, n in self.rijen.items()]
        fouten = sum(sum(v.values()) for v in self.vuil.values())
        regels += [f"Met opzet {getal(fouten)} rijen met een fout of afwijkende schrijfwijze."] if fouten else []
        return "\n".join([*regels, *(f"  {b}" for b in self.bestanden)])


def make(
    map: Path,
    *,
    regio: str | None = None,
    schaal: str = "klein",
    seed: int = 1,
    xlsx: bool = False,
    vandaag: dt.date | None = None,
    vuil: bool = True,
) -> Verslag:
    """Write a synthetic export into the folder `map` and say what is in it.

    regio: an id of data/regios, or alle (those of the shipped example); without it the first of these. schaal: klein
    (1/20 of a region), voorbeeld (every measure and placement of a region, a part of the other help, as Parquet: what
    is shipped), regio, or landelijk (all of the country whatever the regio, as Parquet). Data run from 1-1-2019 up to
    the last day of the month before `vandaag`.
    vuil: plant the usual dirt. Raises Melding for an unknown choice.
    """
    if schaal not in SCHALEN:
        raise Melding(f"Schaal '{schaal}' bestaat niet: kies {', '.join(SCHALEN)}.")
    if xlsx and schaal == "landelijk":
        raise Melding("De schaal landelijk is te groot voor Excel: laat --xlsx weg, dan komen er Parquet-bestanden.")
    tot = last_day(vandaag or dt.date.today())
    regio = regio or first_regio()
    streken = gebieden(regio, schaal == "landelijk")
    map = Path(map)
    map.mkdir(parents=True, exist_ok=True)
    verslag = Verslag((), EERSTE_DAG, datum(tot))
    with tempfile.TemporaryDirectory(dir=map, prefix=".bezig-") as klad:  # no half files when the program is killed
        soort = Excel if xlsx else Parquet if schaal in ("landelijk", "voorbeeld") else Csv
        uitvoer = soort(Path(klad), regio)
        for gebied in streken:
            _write_gebied(Opdracht(gebied, SCHALEN[schaal], seed, tot, vuil), uitvoer, verslag)
        uitvoer.close()
        delen = [b.relative_to(klad) for b in uitvoer.bestanden]
        for deel in delen:
            (map / deel).parent.mkdir(exist_ok=True)
            os.replace(Path(klad) / deel, map / deel)
        bestanden = tuple(map / deel for deel in delen)
    return Verslag(bestanden, verslag.van, verslag.tot, verslag.rijen, verslag.vuil)


def _write_gebied(opdracht: Opdracht, uitvoer: Csv | Excel | Parquet, verslag: Verslag) -> None:
    tabellen = Tabellen(opdracht)
    give_bsn(tabellen)
    namen = dict(zip(opdracht.gebied.codes, opdracht.gebied.namen, strict=True))
    for tabel in TABELLEN:
        blok = Blok(tabel, tabellen.make(tabel))
        if blok.data.empty:
            continue
        if opdracht.vuil:
            soil(tabellen, blok)
        gemeenten_in_vorm(blok, namen)
        if opdracht.schaal.leveringen and isinstance(uitvoer, Parquet):
            for levering, deel in split_up(opdracht.gebied, blok, opdracht.tot):
                uitvoer.write(deel, levering)
        else:
            uitvoer.write(blok)
        verslag.rijen[tabel] = verslag.rijen.get(tabel, 0) + len(blok.data)
        per_soort = verslag.vuil.setdefault(tabel, {})
        for soort, aantal in blok.telling.items():
            per_soort[soort] = per_soort.get(soort, 0) + aantal
