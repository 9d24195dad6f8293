"""One raw sheet in, recognised tables out: by the supplier's mapping, by what is known, by the answers
given."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from core.model.schema import TABELLEN
from core.sources.keuzes import NEE, Keuzes
from core.sources.raw import Opmerking, RuweTabel
from core.sources.readers.message import show
from core.sources.recognition.columns import note_unused, read_antwoord, recognise_kolommen
from core.sources.recognition.fill_in import fill_in
from core.sources.recognition.leverancier import Blad, Leverancier, rivals
from core.sources.recognition.table import OVERSLAAN, ask_tabel, choose_tabel, onderwerp
from core.sources.recognition.tidy import tidy
from core.sources.recognition.translate import choose_rijen, pin_down, translate


@dataclass
class Herkend:
    """`tabellen`: with their table and columns, or with the question which table they are. `kans`: something
    in it is, or may well be, one of our tables."""

    tabellen: list[RuweTabel] = field(default_factory=list)
    kans: bool = False


def recognise(ruw: RuweTabel, leverancier: Leverancier | None, keuzes: Keuzes) -> Herkend:
    """A mapping may make two tables of one sheet (measures and authorisations in one row). `ruw` is not changed."""
    ruw = replace(ruw, opmerkingen=list(ruw.opmerkingen), vragen=list(ruw.vragen), kolommen={})
    gezegd, antwoord = keuzes.blad(ruw.blad), keuzes.antwoord("tabel", onderwerp(ruw))
    if gezegd == NEE or antwoord == OVERSLAAN:
        return Herkend(kans=True)
    if leverancier:
        keuzes = leverancier.over(keuzes)
        bedoeld = leverancier.bedoeld(ruw.blad, ruw.koppen, Path(ruw.bestand).stem)
        if bedoeld := [b for b in bedoeld if not {gezegd, antwoord} & set(TABELLEN) or b.tabel in (gezegd, antwoord)]:
            if rivals(bedoeld):
                ruw.vragen.append(ask_tabel(ruw, [b.tabel for b in bedoeld]).vraag)
                ruw.onbekend = tuple(ruw.koppen)
                return Herkend([ruw], True)
            return Herkend(_volgens(ruw, bedoeld, keuzes), True)
        waar = f"{show(ruw.blad)} in {show(ruw.bestand)}"
        tekst = f"De vertaling {leverancier.naam} past niet op {waar} en is daar niet gebruikt."
        ruw.opmerkingen.append(Opmerking("vertaling_past_niet", tekst))
    if gezegd in TABELLEN:
        ruw.tabel = gezegd
    else:
        keuze = choose_tabel(ruw, keuzes)
        ruw.tabel = keuze.tabel
        if keuze.vraag:
            ruw.tabel = read_antwoord(keuzes.antwoorden, keuze.vraag)
            ruw.vragen.append(replace(keuze.vraag, gekozen=ruw.tabel))
        elif antwoord in TABELLEN:
            ruw.tabel = antwoord
        if not ruw.tabel:
            ruw.onbekend = tuple(ruw.koppen)
            return Herkend([ruw], bool(keuze.kandidaten))
    _kolommen(ruw, {}, keuzes)
    return Herkend([ruw], True)


def _kolommen(ruw: RuweTabel, vast: dict[str, str], keuzes: Keuzes) -> None:
    recognise_kolommen(ruw, vast, keuzes)
    note_unused(ruw, vast)
    tidy(ruw, keuzes.laat_staan)
    fill_in(ruw, keuzes)
    ruw.gezegd = keuzes


def _volgens(ruw: RuweTabel, bladen: list[Blad], keuzes: Keuzes) -> list[RuweTabel]:
    uit: list[RuweTabel] = []
    for blad in bladen:
        tabel = choose_rijen(ruw, blad)
        if tabel is None:
            continue
        if uit:  # what was seen while reading is told once
            tabel.opmerkingen = tabel.opmerkingen[len(ruw.opmerkingen) :]
        # What another table of this sheet is made of is known, and not asked about here.
        vast = {naam: "" for b in bladen for naam in b.vast} | blad.vast | pin_down(tabel, blad)
        _kolommen(tabel, vast, replace(keuzes, zonder=keuzes.zonder | frozenset(blad.zonder)))
        translate(tabel, blad)
        uit.append(tabel)
    return uit
