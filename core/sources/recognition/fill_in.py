"""What a sheet does not say in every row: the gi or gemeente of all of it, a name given only once per group, an end."""

import re
from pathlib import Path

import numpy as np
import pyarrow.compute as pc

from core.model.schema import TABELLEN
from core.sources.cells import encode, everywhere, plain
from core.sources.codelijsten import gemeenten
from core.sources.keuzes import Keuzes
from core.sources.raw import RuweTabel, Vraag
from core.sources.readers.message import show
from core.sources.recognition.leverancier import NIET_GELEVERD
from core.sources.recognition.likeness import names_gi
from core.sources.recognition.names import normaal, without_tables
from core.sources.recognition.table import onderwerp

BLAD, BESTAND, DOORTREKKEN, LEEG_LATEN = "blad", "bestand", "doortrekken", "leeg laten"
_EINDELOOS = ("maatregelen", "machtigingen", "plaatsingen", "trajecten")
_VAN_GI = ("maatregelen", "machtigingen", "plaatsingen", "crises")  # tables that a GI delivers about its own children
_NAMEN = ("gi", "aanbieder", "gemeente", "segment")


def fill_in(ruw: RuweTabel, keuzes: Keuzes) -> None:
    """Adds what was said about the whole sheet, asks what is needed and was not said. In place."""
    for kolom in ("gemeente", "gi"):
        _one_value(ruw, kolom, keuzes)
    for kolom in _NAMEN:
        if kolom in ruw.kolommen:
            _fill_down(ruw, kolom, keuzes)
    _ends(ruw, keuzes)


def _one_value(ruw: RuweTabel, kolom: str, keuzes: Keuzes) -> None:
    """A constant column, when it was said; a question when a required one is absent."""
    ours = next((k for k in TABELLEN[ruw.tabel].kolommen if k.naam == kolom), None)
    if (
        ours is None
        or kolom in ruw.kolommen
        or any(
            kolom in v.keuzes and v.gekozen is None and v.soort == "kolom"
            for v in ruw.vragen
            if v.moet and v.keuzes[0] == kolom
        )
    ):
        return
    gezegd = keuzes.waarde(kolom)
    if gezegd and (ours.verplicht or ruw.tabel in _VAN_GI):
        _constant(ruw, kolom, _meant(ruw, gezegd))
        return
    if not ruw.data.num_rows or kolom in keuzes.zonder:
        return
    gevonden = _named_around(ruw, kolom) if ours.verplicht or ruw.tabel in _VAN_GI else {}
    keuze = tuple(dict.fromkeys(gevonden.values()))
    if not ours.verplicht:  # without a name around it nothing says that there is one
        if not keuze:
            return
        keuze = (*keuze, LEEG_LATEN)
    lid = "de gemeente" if kolom == "gemeente" else "de GI"
    hint = "".join(f" {hoe.capitalize()} noemt {wat}." for hoe, wat in gevonden.items())
    optie = f'--{kolom} "{keuze[0]}"' if keuze else f"--{kolom} NAAM"
    if any(hoe.startswith("de naam van het blad") for hoe in gevonden):
        optie += f" of --{kolom} {BLAD} (de naam van elk blad)"
    if not ours.verplicht:
        optie += f' of, als het er geen is, --kolom "={kolom}"'
    vraag = keuzes.beantwoord(
        Vraag(
            "waarde",
            f"{onderwerp(ruw)} · {kolom}",
            f"In {show(ruw.blad)} ({show(ruw.bestand)}) staat geen kolom voor {lid}. "
            f"Welke is het voor alle rijen?{hint}",
            keuze,
            None,
            (),
            optie,
            True,
            ruw.bestand,
            ruw.blad,
            kolom,
        )
    )
    ruw.vragen.append(vraag)
    if vraag.gekozen and vraag.gekozen != LEEG_LATEN:
        _constant(ruw, kolom, _meant(ruw, vraag.gekozen))


def _meant(ruw: RuweTabel, gezegd: str) -> str:
    return {BLAD: ruw.blad, BESTAND: Path(ruw.bestand).stem}.get(gezegd, gezegd)


def _constant(ruw: RuweTabel, kolom: str, waarde: str) -> None:
    naam = f"(vast) {kolom}"
    ruw.data = ruw.data.append_column(naam, everywhere(waarde, ruw.data.num_rows))
    ruw.kolommen = ruw.kolommen | {kolom: naam}


def _named_around(ruw: RuweTabel, kolom: str) -> dict[str, str]:
    """Where, beside the rows, a gemeente or a GI is named: the sheet, the file, the lines above the table."""
    waar = {f"de naam van het blad ({show(ruw.blad)})": ruw.blad, "de naam van het bestand": Path(ruw.bestand).stem}
    waar |= {f"de regel boven de tabel ({show(t)[:60]})": t for t in ruw.titel}
    past = name_of_gemeente if kolom == "gemeente" else _name_of_gi
    return {hoe: gevonden for hoe, tekst in waar.items() if (gevonden := past(tekst))}


def name_of_gemeente(tekst: str) -> str | None:
    """The gemeente that a title or the name of a sheet names, in its own words; None when there is none or more."""
    from core.sources.columns.gemeente import find_gemeente

    woorden = tekst.replace("_", " ").split()
    stukken = {" ".join(woorden[i : i + n]) for n in (1, 2, 3, 4) for i in range(len(woorden) - n + 1)}
    codes = {c for s in stukken if any(x.isalpha() for x in s) and (c := find_gemeente(s.strip(" ,.:;-()"))[0])}
    return gemeenten()[codes.pop()] if len(codes) == 1 else None


def _name_of_gi(tekst: str) -> str | None:
    """A title of which a part is the name of a GI; the part between dashes, colons and the like."""
    delen = [kaal for d in re.split(r"\s[-–|]\s|[:;,_()]|\b20\d\d\b", tekst) if (kaal := without_tables(d))]
    namen = [d for d in delen if names_gi(d) and len(d) <= 60]
    kort = [n for n in namen if normaal(n) not in ("jb", "gi", "jeugdbescherming", "jeugdreclassering", "jbjr")]
    return kort[0] if len(kort) == 1 else None


def _fill_down(ruw: RuweTabel, kolom: str, keuzes: Keuzes) -> None:
    """A name that stands only on the first row of its group (a pivot table): asked whether the rows below have it."""
    rauw = ruw.kolommen[kolom]
    waarden = ruw.data[rauw]
    if normaal(rauw) in keuzes.doortrekken:
        _repeat(ruw, rauw)
        return
    if normaal(rauw) in keuzes.kolommen or not _looks_grouped(ruw, rauw):
        return
    vraag = keuzes.beantwoord(
        Vraag(
            "doortrekken",
            f"{onderwerp(ruw)} · {show(rauw)} · leeg",
            f"In de kolom {show(rauw)!r} van {show(ruw.blad)} "
            f"({show(ruw.bestand)}) is alleen de eerste rij van elke groep gevuld; {waarden.null_count} rijen zijn "
            "leeg. "
            f"Geldt "
            "de naam ook voor de lege rijen eronder?",
            (DOORTREKKEN, LEEG_LATEN),
            None,
            (),
            f'--kolom "{show(rauw)}={kolom}+" (doortrekken) of --kolom "{show(rauw)}={kolom}" (leeg laten)',
            True,
            ruw.bestand,
            ruw.blad,
            show(rauw),
        )
    )
    ruw.vragen.append(vraag)
    if vraag.gekozen == DOORTREKKEN:
        _repeat(ruw, rauw)


def _repeat(ruw: RuweTabel, rauw: str) -> None:
    plek = ruw.data.column_names.index(rauw)
    ruw.data = ruw.data.set_column(plek, rauw, encode(pc.fill_null_forward(plain(ruw.data[rauw]).combine_chunks())))


def _looks_grouped(ruw: RuweTabel, rauw: str) -> bool:
    """The first row is filled, at least half of the rest is not, and every filled cell starts a group: each name stands
    there once, or a column to the left of it changes exactly there."""
    gevuld = ruw.data[rauw].is_valid().to_numpy()
    n = len(gevuld)
    if n < 4 or not gevuld[0] or gevuld.sum() < 2 or gevuld.sum() * 2 > n or gevuld[1]:
        return False
    plekken = np.flatnonzero(gevuld)
    if (np.diff(np.append(plekken, n)) > 1).mean() < 0.8:
        return False
    namen = ruw.data[rauw].drop_null().to_pylist()
    if len(set(namen)) == len(namen):
        return True
    for links in ruw.data.column_names[: ruw.data.column_names.index(rauw)]:
        kolom = np.array(ruw.data[links].to_pylist(), dtype=object)
        wissel = np.flatnonzero(np.append(True, kolom[1:] != kolom[:-1]))
        if len(wissel) == len(plekken) and (wissel == plekken).all():
            return True
    return False


def _ends(ruw: RuweTabel, keuzes: Keuzes) -> None:
    """A table of what runs, without any column that says when it ended: then everything runs for ever."""
    tabel = TABELLEN[ruw.tabel]
    if ruw.tabel not in _EINDELOOS or not ruw.data.num_rows or "einddatum" in {*ruw.kolommen, *keuzes.zonder}:
        return
    if any(v.open and set(v.keuzes) & set(tabel.einde) for v in ruw.vragen):
        return  # one of the columns that are asked about may be it
    over = tuple(show(k) for k in ruw.onbekend)
    vraag = keuzes.beantwoord(
        Vraag(
            "ontbreekt",
            f"{onderwerp(ruw)} · einddatum",
            f"In {show(ruw.blad)} ({show(ruw.bestand)}) staat geen einddatum; dan "
            f"loopt alles door tot vandaag. In welke kolom staat het einde?",
            (*over, NIET_GELEVERD),
            None,
            (),
            '--kolom "HUN KOLOM=einddatum" of, als er geen einde wordt geleverd, --kolom "=einddatum"',
            True,
            ruw.bestand,
            ruw.blad,
            "einddatum",
        )
    )
    ruw.vragen.append(vraag)
    if vraag.gekozen and vraag.gekozen != NIET_GELEVERD:
        rauw = next(k for k in ruw.onbekend if show(k) == vraag.gekozen)
        ruw.kolommen = ruw.kolommen | {"einddatum": rauw}
        ruw.onbekend = tuple(k for k in ruw.onbekend if k != rauw)
