"""The order of day and month in a column of d-m-jjjj texts: Dutch, unless something points to month first.

What points there: a month over 12, slashes in a column that proves nothing, another column that is month first, or real
dates of a spreadsheet beside texts with the month first (the real ones were then read the wrong way round by it).
"""

import datetime as dt
import re
from dataclasses import dataclass, field

from core.sources.columns.reading import Lezing, is_overmacht, voorbeelden
from core.sources.raw import Vraag

DAG_MAAND, MAAND_DAG = "dmj", "mdj"
KORT = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2[’']?(\d\d)(?:(?:[T,] ?| )(.+))?", re.ASCII)  # a year of two digits
_LANG = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2\d{4}(?:\D.*)?", re.ASCII)
_ISO = re.compile(r"\d{4}-(\d\d)-(\d\d)(?:T.*)?", re.ASCII)


@dataclass
class Momenten:
    """`waarden`: a moment or None; `zonder_tijd`: places where only a date was written; `twijfel`: places
    that cannot be read as long as the order of day and month is unknown; `verwisseld`: real dates of which day and
    month are to be swapped once the order is known; `kort_mag`: years of two digits may be read."""

    waarden: list[dt.datetime | None]
    zonder_tijd: set[int] = field(default_factory=set)
    twijfel: list[int] = field(default_factory=list)
    verwisseld: list[int] = field(default_factory=list)
    kort_mag: bool = False
    uitleg: str = ""
    vragen: list[Vraag] = field(default_factory=list)


def proven(teksten: list[str]) -> frozenset[str]:
    """The order that these texts prove, as a set of at most one."""
    delen = [(int(t[1]), int(t[3])) for tekst in teksten if len(tekst) < 40 and (t := _LANG.fullmatch(tekst))]
    nederlands, amerikaans = sum(map(_is_dutch, delen)), sum(map(_is_american, delen))
    if not nederlands and not amerikaans:
        return frozenset()
    if is_overmacht(nederlands, amerikaans):
        return frozenset((DAG_MAAND,))
    return frozenset((MAAND_DAG,)) if is_overmacht(amerikaans, nederlands) else frozenset()


def decide_order(gevonden: dict[int, re.Match], momenten: Momenten, teksten: list[str], lezing: Lezing) -> str | None:
    """Order of day and month in the column; None when it is in doubt, and then it is asked."""
    delen = {p: (int(t[1]), int(t[3])) for p, t in gevonden.items()}
    amerikaans = sorted(p for p, d in delen.items() if _is_american(d))
    kort = sorted(p for p, t in gevonden.items() if len(t[4]) == 2)
    open_ = sorted(p for p, d in delen.items() if max(d) <= 12 and d[0] != d[1])
    nederlands = sum(map(_is_dutch, delen.values()))
    real = [p for p, t in enumerate(teksten) if _swappable(t)] if lezing.rekenblad and amerikaans else []
    if lezing.antwoord in (DAG_MAAND, MAAND_DAG):
        momenten.kort_mag = True
        momenten.verwisseld = real if lezing.antwoord == MAAND_DAG else []
        return lezing.antwoord
    if not is_overmacht(nederlands, len(amerikaans)):
        momenten.verwisseld = real
        return _ask(momenten, sorted({*amerikaans, *real}), teksten, lezing, swapped=bool(real))
    slash = [p for p in open_ if gevonden[p][2] == "/"]
    if open_ and not nederlands:
        elders = lezing.datums_elders()
        if MAAND_DAG in elders or (slash and DAG_MAAND not in elders):
            return _ask(momenten, open_ if MAAND_DAG in elders else slash, teksten, lezing)
    if kort and not is_overmacht(len(teksten) - len(kort), len(kort)):
        _ask(momenten, kort, teksten, lezing)
        momenten.uitleg = "Jaren van twee cijfers zijn niet gelezen."
    return DAG_MAAND


def _ask(momenten: Momenten, twijfel: list[int], teksten: list[str], lezing: Lezing, swapped: bool = False) -> None:
    momenten.twijfel = twijfel
    momenten.uitleg = "Datums die op twee manieren te lezen zijn, zijn niet gelezen."
    # A date of birth is never shown, not even as an example.
    toon = () if lezing.kolom.soort == "geboortedatum" else voorbeelden([teksten[p] for p in twijfel])
    bestand, blad, kolom = lezing.waar
    extra = (
        " In dit rekenblad zijn dag en maand van de echte datums dan waarschijnlijk omgedraaid; bij mdj worden ze "
        "teruggedraaid."
        if swapped
        else ""
    )
    momenten.vragen.append(
        Vraag(
            "datum",
            lezing.onderwerp,
            f"Hoe zijn de datums in {lezing.kolom.naam} ({lezing.onderwerp}) geschreven: "
            f"dag-maand-jaar (dmj) of maand-dag-jaar (mdj)?{extra}{_example(toon)}",
            (DAG_MAAND, MAAND_DAG),
            None,
            toon,
            "--datums dmj of --datums mdj",
            True,
            bestand,
            blad,
            kolom,
        )
    )


def _example(toon: tuple[str, ...]) -> str:
    return f" Er staat bijvoorbeeld {toon[0]}." if toon else ""


def _is_american(deel: tuple[int, int]) -> bool:
    return 1 <= deel[0] <= 12 < deel[1] <= 31


def _is_dutch(deel: tuple[int, int]) -> bool:
    return 12 < deel[0] <= 31 and 1 <= deel[1] <= 12


def _swappable(tekst: str) -> bool:
    treffer = _ISO.fullmatch(tekst)
    return bool(treffer) and int(treffer[2]) <= 12 and treffer[1] != treffer[2]
