"""One raw sheet in, recognised tables out: by the supplier's mapping, by what is known, by the answers
given."""

from dataclasses import dataclass, field

from core.sources.herkennen.kolommen import herken_kolommen, lees_antwoord
from core.sources.herkennen.leverancier import Blad, Leverancier
from core.sources.herkennen.tabel import OVERSLAAN, kies_tabel
from core.sources.herkennen.vertalen import kies_rijen, vertaal, zet_vast
from core.sources.ruw import RuweTabel, Vraag


@dataclass
class Herkend:
    """`tabellen`: with their table and columns, or with the question which table they are. `kans`: something
    in it is, or may well be, one of our tables."""

    tabellen: list[RuweTabel] = field(default_factory=list)
    kans: bool = False


def herken(ruw: RuweTabel, leverancier: Leverancier | None, antwoorden: dict) -> Herkend:
    """A mapping may make two tables of one sheet (measures and authorisations in one row)."""
    bedoeld = [b for b in leverancier.tabellen if b.past(ruw.blad)] if leverancier else []
    if bedoeld:
        return Herkend(_volgens(ruw, bedoeld, antwoorden), True)
    keuze = kies_tabel(ruw)
    ruw.tabel = keuze.tabel
    if keuze.vraag:
        antwoord = lees_antwoord(antwoorden, keuze.vraag)
        if antwoord == OVERSLAAN:
            return Herkend(kans=True)
        ruw.tabel = antwoord
        ruw.vragen.append(
            Vraag("tabel", keuze.vraag.onderwerp, keuze.vraag.vraag, keuze.vraag.keuzes, antwoord)
        )
    if ruw.tabel:
        herken_kolommen(ruw, {}, antwoorden)
    else:
        ruw.onbekend = tuple(k for k in ruw.data.column_names if k != "__rij__")
    return Herkend([ruw], bool(ruw.tabel or keuze.kandidaten))


def _volgens(ruw: RuweTabel, bladen: list[Blad], antwoorden: dict) -> list[RuweTabel]:
    uit: list[RuweTabel] = []
    for blad in bladen:
        tabel = kies_rijen(ruw, blad)
        if tabel is None:
            continue
        if uit:  # what was seen while reading is told once
            tabel.opmerkingen = tabel.opmerkingen[len(ruw.opmerkingen) :]
        herken_kolommen(tabel, blad.vast | zet_vast(tabel, blad), antwoorden)
        vertaal(tabel, blad)
        uit.append(tabel)
    return uit
