"""Names as people type them: compared without case, accents, spaces, underscores or decoration."""

import re
import unicodedata
from functools import cache

from core.model.schema import TABELLEN, Tabel

# Said about a column, not part of its name: "Bedrag (euro)", "Jeugdige *", "Begindatum [dd-mm-jjjj]".
_BIJSCHRIFT = re.compile(
    r"[\(\[]\s*(?:verplicht|optioneel|in\s+euro|euro|eur|€|in\s+km|km|d{1,2}[-/ ]?m{1,2}[-/ ]?[jy]{2,4}|"
    r"[jy]{4}[-/ ]?m{1,2}[-/ ]?d{1,2}|ja\s*/\s*nee|j\s*/\s*n)\s*[\)\]]",
    re.IGNORECASE,
)
# Words around the name of a table that say nothing about what is in it.
_RUISWOORDEN = """export exports levering leveringen aanlevering overzicht data tabel blad sheet table
    bestand lijst definitief def concept kopie copy van nieuw nieuwe totaal alle q h kw kwartaal jaar halfjaar
    maand versie v t m tm en per jan feb mrt apr mei jun jul aug sep okt nov dec januari februari maart april
    juni juli augustus september oktober november december"""
_UITLEG = """toelichting toelichtingen uitleg keuzelijst keuzelijsten leesmij leesdit readme instructie
    instructies handleiding legenda voorblad colofon versiebeheer inhoud inhoudsopgave codelijst codelijsten
    definities begrippen waardelijst waardelijsten lijsten lookup lookups hulp help"""
_RUIS = frozenset(_RUISWOORDEN.split())
UITLEGBLADEN = frozenset(_UITLEG.split())


def without_accent(tekst: str) -> str:
    """Lower case ASCII letters where the only difference is an accent."""
    los = unicodedata.normalize("NFKD", tekst)
    return "".join(c for c in los if not unicodedata.combining(c)).casefold()


@cache
def normaal(naam: str) -> str:
    """`Eind-datum *` and `EINDDATUM` are the same name: letters and digits only."""
    return re.sub(r"[^a-z0-9]", "", without_accent(_BIJSCHRIFT.sub(" ", naam)))


@cache
def kolomnamen(tabel: str) -> dict[str, frozenset[str]]:
    """Normal name -> the canonical columns of this table it can stand for (one, unless synonyms collide)."""
    namen: dict[str, set[str]] = {}
    for kolom in TABELLEN[tabel].kolommen:
        for naam in (kolom.naam, *kolom.synoniemen):
            namen.setdefault(normaal(naam), set()).add(kolom.naam)
    from core.sources.recognition.kopnamen import (
        spellings,  # the child process needs no lists: it starts faster without
    )

    bekend = set(namen)
    for kolom, spellingen in spellings(tabel).items():
        for naam in {normaal(s) for s in spellingen} - bekend - {""}:
            namen.setdefault(naam, set()).add(kolom)
    # A column's own name is never in doubt, also when it is somebody else's synonym.
    for kolom in TABELLEN[tabel].kolommen:
        namen[normaal(kolom.naam)] = {kolom.naam}
    return {naam: frozenset(kolommen) for naam, kolommen in namen.items()}


@cache
def all_kolomnamen() -> frozenset[str]:
    """Every normal column name of every table: what a header row is recognised by."""
    return frozenset(naam for tabel in TABELLEN for naam in kolomnamen(tabel))


@cache
def _tabelnamen() -> dict[str, str]:
    return {normaal(naam): t.naam for t in TABELLEN.values() for naam in (t.naam, *t.synoniemen)}


def _woorden(naam: str) -> list[str]:
    return [w for w in re.findall(r"[a-z]+", without_accent(naam)) if w not in _RUIS]


def is_explanation(blad: str) -> bool:
    """A sheet with explanation or pick lists, not with records."""
    return normaal(blad) in UITLEGBLADEN or "".join(_woorden(blad)) in UITLEGBLADEN


def says_nothing(blad: str) -> bool:
    """`Blad1`, `Sheet 2`, `Export 2024`: a name that carries no information."""
    return not _woorden(blad)


def without_tables(naam: str) -> str:
    """`maatregelen 2024 Jeugdbescherming Duin` without what says which table or export it is."""
    weg = {*TABELLEN, *_RUIS}  # not their synonyms: a GI may be called Jeugdbescherming
    return " ".join(w for w in naam.split() if (kort := normaal(w)) and kort not in weg and not kort.isdigit())


def tabel_van_naam(naam: str) -> tuple[str | None, tuple[str, ...]]:
    """(the table this name says it is, the tables it mentions).

    `01 Maatregelen (2)` is maatregelen; `maatregelen regio west` only mentions it, so the columns must agree.
    """
    namen, woorden = _tabelnamen(), _woorden(naam)
    zeker = namen.get(normaal(naam)) or namen.get("".join(woorden))
    if zeker:
        return zeker, (zeker,)
    genoemd, i = [], 0
    while i < len(woorden):
        for lengte in (3, 2, 1):
            tabel = namen.get("".join(woorden[i : i + lengte]))
            if tabel and i + lengte <= len(woorden):
                genoemd.append(tabel)
                i += lengte - 1
                break
        i += 1
    return None, tuple(dict.fromkeys(genoemd))


def verplichte_groepen(tabel: Tabel) -> list[tuple[str, ...]]:
    """What a table cannot do without: each required column, and at least one of the columns that date a
    row."""
    groepen = [(k.naam,) for k in tabel.kolommen if k.verplicht]
    if tabel.begin and not any(set(g) & set(tabel.begin) for g in groepen):
        groepen.append(tabel.begin)
    return groepen
