"""A figure of the CBS beside our own, and what the difference is made of: the shape of the answer."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from core.model.schema import CBS_ONDERWERPEN, VOOGDIJ_TYPEN

EIGEN, VOTS, OVERDRACHT, LAAT, WOONPLAATS, AFRONDING, REST, CBS = (
    "eigen", "vots", "overdracht", "laat", "woonplaats", "afronding", "niet_verklaard", "cbs",
)  # fmt: skip
# What each step from our figure to that of the CBS is called, in the order in which they are counted.
STAPPEN = {
    EIGEN: "Uw cijfer",
    VOTS: "VOTS die OTS werd",
    OVERDRACHT: "overdracht tussen GI's",
    LAAT: "later geleverd",
    WOONPLAATS: "woonplaats",
    AFRONDING: "afronding",
    REST: "niet verklaard",
    CBS: "Cijfer van het CBS",
}
OORZAKEN = (VOTS, OVERDRACHT, LAAT, WOONPLAATS, AFRONDING)
KOLOMMEN = ["stap", "label", "waarde", "eenheid", "reden"]
OFFICIEEL = ["onderwerp", "label", "van", "tot", "waarde", "cellen", "verborgen", "voorlopig", "eigen"]
ELDERS = ["onderwerp", "gebied", "is_gemeente", "jaar", "waarde"]

_TYPEN = {"ots": ("11", "12"), "ots_regulier": ("11",), "vots": ("12",), "voogdij": VOOGDIJ_TYPEN}
_JB = ("11", "12", *VOOGDIJ_TYPEN)


@dataclass(frozen=True)
class Onderwerp:
    """A subject of the table cbs. `soort`: stand, begonnen, beeindigd, tijdens or jongeren. `typen`: the measures it is
    about; none: it is what the maat `maat` counts."""

    code: str
    soort: str
    typen: tuple[str, ...] = ()
    maat: str = ""

    @property
    def label(self) -> str:
        return CBS_ONDERWERPEN[self.code]

    @property
    def eenheid(self) -> str:
        return "jeugdigen" if self.soort == "jongeren" else "maatregelen"

    @property
    def maten(self) -> tuple[str, ...]:
        """The maten that together count the same, where they are there."""
        if self.maat:
            return (self.maat,)
        wat = {"stand": "stand", "begonnen": "instroom", "beeindigd": "uitstroom"}.get(self.soort)
        namen = {("11", "12"): ("ots", "vots"), ("11",): ("ots",), ("12",): ("vots",), VOOGDIJ_TYPEN: ("voogdij",)}
        return tuple(f"{n}_{wat}" for n in namen.get(self.typen, ())) if wat else ()


def onderwerp(code: str) -> Onderwerp:
    """The subject with this code (a key of CBS_ONDERWERPEN)."""
    groep, soort = code.rsplit("_", 1)
    if soort != "jongeren":
        return Onderwerp(code, soort, _TYPEN[groep])
    if groep == "jb":
        return Onderwerp(code, soort, _JB)
    return Onderwerp(code, soort, maat={"jeugdhulp": "jeugdhulp_jeugdigen", "verblijf": "verblijf_jeugdigen"}[groep])


@dataclass(frozen=True)
class Aansluiting:
    """`cijfers`: KOLOMMEN, a row per step: our figure, by how much each cause makes that of the CBS higher or lower,
    what is left, and the figure of the CBS; NaN with its `reden` where a step cannot be counted or shown. They add up
    where none is empty. `cellen`: of how many figures of the CBS theirs is the sum; `verborgen`: how many more it does
    not show. `al_binnen`: whether all of it came with the first delivery that covers the period."""

    onderwerp: Onderwerp
    gebied: str
    van: date
    tot: date
    cijfers: pd.DataFrame
    cellen: int = 1
    verborgen: int = 0
    voorlopig: bool = False
    al_binnen: bool = False

    def value(self, stap: str) -> float:
        """The figure of one step; NaN where there is none."""
        return float(self.cijfers.set_index("stap")["waarde"].get(stap, float("nan")))
