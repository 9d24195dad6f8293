"""The tables a maat may use, described before any store exists, so that a maat is compiled once.

`TABELLEN_VAN_MATEN` gives each name its columns; `afgeleid` says how the derived ones come from the delivered
ones. A maat sees them as `tables.<name>`.
"""

from functools import cache
from types import SimpleNamespace

import ibis
from ibis import _

from core.engine.count import verloop as v
from core.model.schema import TABELLEN, Tabel

_INHOUD = {
    naam: {k.opgeslagen_als: t.opslag[k.opgeslagen_als] for k in t.kolommen} | t.gemaakt for naam, t in TABELLEN.items()
}
_ACTUEEL = {
    naam: inhoud | {"levering": "int32", "import_nr": "int32", "bron_rij": "int32", "tm": "date", "grens": "date"}
    for naam, inhoud in _INHOUD.items()
}


def actuele_tabel(naam: str) -> ibis.Table:
    """Delivered rows of one table after replacing and merging, unbound."""
    return ibis.table(_ACTUEEL[naam], name=naam)


def bron_tabel(naam: str) -> ibis.Table:
    """All delivered rows of one table, unbound."""
    return ibis.table(TABELLEN[naam].opslag, name=f"bron_{naam}")


def _records(naam: str) -> tuple[Tabel, ibis.Table]:
    tabel = TABELLEN[naam]
    return tabel, v.records(tabel, actuele_tabel(naam))


def _maatregel_verloop() -> ibis.Table:
    """A birth month is the child's: one record that has it is enough."""
    rijen = _records("maatregelen")[1]
    kind = ibis.window(group_by="jeugdige")
    rijen = rijen.mutate(geboortemaand=_.geboortemaand.max().over(kind))
    return v.verloop(rijen, ["jeugdige", "type"], 1)


def _plaatsing_verloop() -> ibis.Table:
    return v.verloop(_records("plaatsingen")[1], ["jeugdige", "verblijfsvorm"], 1)


def _uhp_plaatsing_verloop() -> ibis.Table:
    return v.verloop(v.voltijd(_records("plaatsingen")[1]), ["jeugdige", "verblijfsvorm"], 1)


# The derived ones, in this order: each may use the ones before it.
AFGELEID = (
    "maatregel_verloop",
    "plaatsing_verloop",
    "uhp_plaatsing_verloop",
    "uhp_episoden",
    "jb_verloop",
    "uhp_verloop",
    "uhp_begin",
)


@cache
def afgeleid() -> dict[str, ibis.Table]:
    """How each derived table follows from the delivered ones. Made when it is first asked: of a question that was
    compiled before only the text is needed."""
    los = {
        "maatregel_verloop": _maatregel_verloop(),
        "plaatsing_verloop": _plaatsing_verloop(),
        "uhp_plaatsing_verloop": _uhp_plaatsing_verloop(),
    }
    jb = v.jb_verloop(_refer("maatregel_verloop", los["maatregel_verloop"]))
    uhp = v.uhp_episoden(_refer("uhp_plaatsing_verloop", los["uhp_plaatsing_verloop"]))
    episoden = _refer("uhp_episoden", uhp)
    samen = {
        "uhp_episoden": uhp,
        "jb_verloop": jb,
        "uhp_verloop": v.uhp_verloop(episoden, _refer("jb_verloop", jb)),
        "uhp_begin": v.uhp_begin(episoden, _refer("jb_verloop", jb)),
    }
    return los | samen


def _refer(naam: str, expr: ibis.Table) -> ibis.Table:
    return ibis.table(expr.schema(), name=naam)


# What a maat sees: spells where the rules make them, delivered rows elsewhere.
_ZICHTBAAR = {
    "maatregelen": "maatregel_verloop",
    "plaatsingen": "plaatsing_verloop",
    "uhp_plaatsingen": "uhp_plaatsing_verloop",
    "uhp": "uhp_verloop",
    "uhp_begin": "uhp_begin",
    "jb": "jb_verloop",
} | {naam: naam for naam in TABELLEN if naam not in ("maatregelen", "plaatsingen")}


def tabellen_van_maten() -> SimpleNamespace:
    """`tables.maatregelen` and the other tables a maat may use, unbound Ibis tables."""
    gebonden = {}
    for naam, opgeslagen in _ZICHTBAAR.items():
        gebonden[naam] = (
            _refer(opgeslagen, afgeleid()[opgeslagen]) if opgeslagen in AFGELEID else actuele_tabel(opgeslagen)
        )
    return SimpleNamespace(**gebonden)
