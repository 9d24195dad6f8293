"""The traps of a delivery: what looks like a record, a value or a name and is not, with what is done about it.

Each kind is mended unless a person says that it is no trap here (`Keuzes.laat_staan`, by the code of the kind).
What only has to be known, and cannot be mended by us, is told beside them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from core.model.wording import getal
from core.sources.columns import Geconverteerd
from core.sources.delivery import names_apart
from core.sources.keuzes import Keuzes
from core.sources.raw import RuweTabel

NAMEN = "namen"  # spellings of one sender: kept apart by Keuzes.namen
# Code of a remark or finding -> (what it is, what is done about it).
_HERSTEL = {
    "totaalregel": ("Regels met een totaal", "niet meetellen"),
    "kop_herhaald": ("De kolomnamen staan er nog eens tussen", "overslaan"),
    "regel_om_tabel": ("Tekst boven of onder de tabel", "niet als regel lezen"),
    "K304": ("Een woord of datum voor 'loopt nog' in de einddatum", "lezen als: loopt nog"),
    "K309": ("Een woord voor leeg, zoals n.v.t. of onbekend", "lezen als leeg"),
    NAMEN: ("Eén naam op meer manieren geschreven", "onder één naam tellen"),
}
# What a person has to know, and cannot say no to.
_LET_OP = ("levering_onvolledig", "totalen_per_jaar", "rij_verminkt", "cellen_fout", "formule_leeg", "rijen_verborgen")
_BEVINDING = ("K303", "K310", "K311", "K307", "S003")
_MEEST = 2


@dataclass(frozen=True)
class Valkuil:
    """`code`: what says no to it in Keuzes (`laat_staan`; of NAMEN `namen`), empty when that cannot be; `wat` and
    `herstel` in words; `waar`: sentences about the places, with their numbers; `hersteld`: whether it is mended now;
    `ernstig`: figures may be wrong."""

    code: str
    wat: str
    herstel: str
    waar: tuple[str, ...]
    hersteld: bool = True
    ernstig: bool = False


def find_traps(
    ruwe: Sequence[RuweTabel], delen: Sequence[Geconverteerd], los: Sequence[dict], keuzes: Keuzes
) -> list[Valkuil]:
    """Everything that was found, what can be answered first; a kind that a person said no to stays in the list."""
    gezien: dict[str, list[str]] = {}
    for ruw in ruwe:
        for o in ruw.opmerkingen:
            gezien.setdefault(o.code, []).append(o.melding)
    for deel in delen:
        for b in deel.bevindingen.to_pylist():
            if b["rij"] is None or b["code"] == "S003":
                gezien.setdefault(b["code"], []).append(f"{b['blad'] or b['bestand']}: {b['melding']}")
    for b in los:
        code = NAMEN if b["code"] == "A302" else b["code"]
        zin = b["melding"].split(" Zijn het er twee")[0]
        gezien.setdefault(code, []).append(zin if code == NAMEN else f"{b['blad'] or b['bestand']}: {b['melding']}")
    laat = _left(ruwe, keuzes)
    uit = [
        Valkuil(code, wat, herstel, _brief(gezien.get(code, [])), code not in laat)
        for code, (wat, herstel) in _HERSTEL.items()
        if code in gezien or code in laat
    ]
    uit += [
        Valkuil("", zin, "", (), ernstig=code in ("levering_onvolledig", "K311", "S003"))
        for code in (*_LET_OP, *_BEVINDING)
        for zin in _brief(gezien.get(code, []))
    ]
    return sorted(uit, key=lambda v: not v.ernstig)


def _left(ruwe: Sequence[RuweTabel], keuzes: Keuzes) -> frozenset[str]:
    """What somebody said no to, now or in the mapping of one of the tables."""
    alle = [keuzes, *(r.gezegd for r in ruwe if r.gezegd)]
    return frozenset().union(*(k.laat_staan for k in alle), {NAMEN} if names_apart(ruwe, keuzes) else ())


def _brief(zinnen: list[str]) -> tuple[str, ...]:
    """The first few different sentences, and how often the others."""
    uniek = list(dict.fromkeys(zinnen))
    rest = len(uniek) - _MEEST
    return (*uniek[:_MEEST], *((f"En nog {getal(rest)} keer zoiets.",) if rest > 0 else ()))
