"""xlsx, xlsm, xls and ods, column by column (fastexcel): no Python object per cell, no guessing of types.

Runs in the child process: a workbook of 1 kB can abort this reader (a cell in XFD1048576 asks for a dense
grid).
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import fastexcel
import numpy as np
import pyarrow as pa
import python_calamine

from core.model.melding import Melding
from core.sources.raw import Opmerking, RuweTabel
from core.sources.readers.grid import make_tabel
from core.sources.readers.memory_limit import lower
from core.sources.readers.message import GEEN_WERKMAP, aantal, show
from core.sources.readers.precheck import HOOFD, Bevonden, Werkboek, examine
from core.sources.readers.text import excel_datums
from core.sources.recognition.names import is_explanation

Meld = Callable[[str, float], None]
_FOUT = {
    "NA": "#N/A",
    "Ref": "#REF!",
    "Div0": "#DIV/0!",
    "Value": "#VALUE!",
    "Name": "#NAME?",
    "Num": "#NUM!",
    "Null": "#NULL!",
}


def read_werkboek(pad: Path, bestand: str, bekend: frozenset[str], meld: Meld) -> Iterator[RuweTabel]:
    """Every sheet with cells, except explanation sheets. A hidden sheet carries the remark
    `blad_verborgen`."""
    boek = _xls(pad) if _is_ole(pad) else examine(pad, show(bestand))
    if boek.hoofd != HOOFD:  # the fast reader looks in one place only
        from core.sources.readers.slow_reader import read_slowly

        yield from read_slowly(pad, bestand, bekend, meld)
        return
    if boek.uitgepakt:
        lower(boek.uitgepakt)
    try:
        lezer = fastexcel.read_excel(str(pad))
        bladen = lezer.sheet_names
        for i, blad in enumerate(bladen):
            if is_explanation(blad):
                continue
            meld(f"{show(bestand)}: {show(blad)} lezen", (i + 0.5) / len(bladen))
            tabel = _read_blad(lezer, blad, bestand, bekend, boek)
            if tabel is not None:
                yield tabel
    except fastexcel.FastExcelError as fout:
        raise Melding(_why(str(fout), show(bestand))) from None


def _is_ole(pad: Path) -> bool:
    with pad.open("rb") as bron:
        return bron.read(2) == b"\xd0\xcf"


def _xls(pad: Path) -> Werkboek:
    """Merged cells of an old workbook; its hidden rows cannot be seen."""
    boek = Werkboek("xls")
    try:
        with python_calamine.CalamineWorkbook.from_path(pad) as oud:
            for blad in oud.sheet_names:
                samen = oud.get_sheet_by_name(blad).merged_cell_ranges or []
                boek.bladen[blad] = Bevonden(samengevoegd=[(k1, r1, k2, r2) for (r1, k1), (r2, k2) in samen])
    except python_calamine.PasswordError:
        raise Melding(_why("password", show(pad.name))) from None
    except python_calamine.CalamineError:
        return boek  # the reader that follows says what is wrong
    return boek


def _why(fout: str, naam: str) -> str:
    if "password" in fout.lower():
        return f"{naam} is met een wachtwoord beveiligd. Haal het wachtwoord eraf en lever het opnieuw aan."
    return GEEN_WERKMAP.format(naam=naam)


def _read_blad(lezer, blad: str, bestand: str, bekend: frozenset[str], boek: Werkboek) -> RuweTabel | None:
    vel = lezer.load_sheet(blad, header_row=None, skip_rows=0, dtypes="string", whitespace_as_null=True)
    verborgen = vel.visible != "visible"
    if not vel.width or not vel.total_height:
        return None
    batch, fouten = vel.to_arrow_with_errors()
    kolommen = [excel_datums(k) for k in batch.columns]
    eerste_kolom = vel.selected_columns[0].absolute_index
    del vel, batch
    rijen = pa.array(np.arange(1, len(kolommen[0]) + 1, dtype="int32"))
    tabel = make_tabel(bestand, blad, kolommen, rijen, bekend, _getallen(lezer, blad, eerste_kolom), eerste_kolom)
    if tabel is None:
        return None
    tabel.datum1904 = boek.datum1904
    if verborgen:
        tabel.opmerkingen.append(verborgen_blad(blad))
    bevonden = boek.bladen.get(blad, Bevonden())
    tabel.opmerkingen += tell(bevonden, tabel)
    tabel.opmerkingen += _foutcellen(fouten.errors if fouten else (), bevonden, blad)
    return tabel


def _getallen(lezer, blad: str, links: int) -> Callable[[Sequence[int]], dict[int, pa.BooleanArray]]:
    """Reads columns once more, as truth values: the reader makes one of a number, never of a text that looks like a
    number. `links`: empty columns before the first."""

    def which(kandidaten: Sequence[int]) -> dict[int, pa.BooleanArray]:
        vel = lezer.load_sheet(
            blad,
            header_row=None,
            skip_rows=0,
            use_columns=[k + links for k in kandidaten],
            dtypes="boolean",
            whitespace_as_null=True,
        )
        batch, _ = vel.to_arrow_with_errors()
        plaatsen = [k.absolute_index - links for k in vel.selected_columns]
        return {plaats: kolom.is_valid() for plaats, kolom in zip(plaatsen, batch.columns, strict=True)}

    return which


def verborgen_blad(blad: str) -> Opmerking:
    return Opmerking("blad_verborgen", f"Blad {show(blad)} is verborgen; het is wel gelezen.")


def tell(gevonden: Bevonden, tabel: RuweTabel) -> list[Opmerking]:
    """What a sheet holds besides visible values, in sentences."""
    waar, uit = f"Blad {show(tabel.blad)}", []
    if gevonden.verborgen_rijen:
        hoe = "weggefilterd of verborgen" if gevonden.gefilterd else "verborgen"
        n = aantal(gevonden.verborgen_rijen, "rij", "rijen")
        uit.append(
            Opmerking("rijen_verborgen", f"{waar} heeft {n} die {hoe} {_is(gevonden.verborgen_rijen)}; wel gelezen.")
        )
    if gevonden.lege_formules:
        n = aantal(gevonden.lege_formules, "formule", "formules")
        uit.append(
            Opmerking(
                "formule_leeg",
                f"{waar} heeft {n} zonder uitkomst, als leeg gelezen. Open het bestand in "
                "Excel, sla het op en lever het opnieuw aan.",
            )
        )
    in_data = [g for g in gevonden.samengevoegd if g[3] >= tabel.kopregel]
    hoogte = 2 if any(o.code == "kop_twee_rijen" for o in tabel.opmerkingen) else 1
    if any(tabel.kopregel > g[3] >= tabel.kopregel - hoogte for g in gevonden.samengevoegd):
        uit.append(
            Opmerking(
                "kop_samengevoegd",
                f"{waar} heeft samengevoegde cellen in de kop; controleer of de kolommen goed zijn herkend.",
            )
        )
    n_data = len(in_data) + gevonden.ergens_samengevoegd
    if n_data:
        n = aantal(n_data, "groep samengevoegde cellen", "groepen samengevoegde cellen")
        uit.append(
            Opmerking(
                "cellen_samengevoegd",
                f"{waar} heeft {n}; alleen de eerste cel van een groep heeft een "
                "waarde. Splits ze in Excel en vul elke rij.",
            )
        )
    return uit


def _is(n: int) -> str:
    return "is" if n == 1 else "zijn"


def _foutcellen(fouten: Sequence, gevonden: Bevonden, blad: str) -> list[Opmerking]:
    """Cells with #N/A and the like, and cells whose value the reader could not give: read as empty, and
    told."""
    soorten = Counter(_FOUT.get(s[1]) if (s := re.search(r"Error\((\w+)\)", f.detail)) else None for f in fouten)
    onleesbaar = soorten.pop(None, 0)
    return foutzinnen(soorten, gevonden.fouten, onleesbaar, blad)


def foutzinnen(soorten: Counter, zonder_soort: int, onleesbaar: int, blad: str) -> list[Opmerking]:
    waar, uit, totaal = f"Blad {show(blad)}", [], sum(soorten.values()) + zonder_soort
    if totaal:
        which = ", ".join(f"{soort}: {n}" for soort, n in soorten.most_common())
        uit.append(
            Opmerking(
                "cellen_fout",
                f"{waar} heeft {aantal(totaal, 'cel', 'cellen')} met een Excel-fout"
                f"{f' ({which})' if which else ''}, als leeg gelezen. Herstel ze in de "
                "bron.",
            )
        )
    if onleesbaar:
        uit.append(
            Opmerking(
                "cellen_onleesbaar",
                f"{waar} heeft {aantal(onleesbaar, 'cel', 'cellen')} met een datum of "
                "tijdsduur die niet te lezen is, als leeg gelezen.",
            )
        )
    return uit
