"""One raw sheet in, recognised tables out: by the supplier's mapping, by what is known, by the answers
given."""

from dataclasses import dataclass, field

from core.sources.raw import RuweTabel, Vraag
from core.sources.recognition.columns import read_antwoord, recognise_kolommen
from core.sources.recognition.leverancier import Blad, Leverancier
from core.sources.recognition.table import OVERSLAAN, choose_tabel
from core.sources.recognition.translate import choose_rijen, pin_down, translate


@dataclass
class Herkend:
    """`tabellen`: with their table and columns, or with the question which table they are. `kans`: something
    in it is, or may well be, one of our tables."""

    tabellen: list[RuweTabel] = field(default_factory=list)
    kans: bool = False


def recognise(ruw: RuweTabel, leverancier: Leverancier | None, antwoorden: dict) -> Herkend:
    """A mapping may make two tables of one sheet (measures and authorisations in one row)."""
    bedoeld = [b for b in leverancier.tabellen if b.past(ruw.blad)] if leverancier else []
    if bedoeld:
        return Herkend(_volgens(ruw, bedoeld, antwoorden), True)
    keuze = choose_tabel(ruw)
    ruw.tabel = keuze.tabel
    if keuze.vraag:
        antwoord = read_antwoord(antwoorden, keuze.vraag)
        if antwoord == OVERSLAAN:
            return Herkend(kans=True)
        ruw.tabel = antwoord
        ruw.vragen.append(Vraag("tabel", keuze.vraag.onderwerp, keuze.vraag.vraag, keuze.vraag.keuzes, antwoord))
    if ruw.tabel:
        recognise_kolommen(ruw, {}, antwoorden)
    else:
        ruw.onbekend = tuple(k for k in ruw.data.column_names if k != "__rij__")
    return Herkend([ruw], bool(ruw.tabel or keuze.kandidaten))


def _volgens(ruw: RuweTabel, bladen: list[Blad], antwoorden: dict) -> list[RuweTabel]:
    uit: list[RuweTabel] = []
    for blad in bladen:
        tabel = choose_rijen(ruw, blad)
        if tabel is None:
            continue
        if uit:  # what was seen while reading is told once
            tabel.opmerkingen = tabel.opmerkingen[len(ruw.opmerkingen) :]
        recognise_kolommen(tabel, blad.vast | pin_down(tabel, blad), antwoorden)
        translate(tabel, blad)
        uit.append(tabel)
    return uit
