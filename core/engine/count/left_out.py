"""What does not count, or not apart, in a figure, with how much: at this choice, and when it was read."""

from core.engine.count.series import Rekenaar
from core.model.maat import Maat
from core.model.schema import TABELLEN
from core.model.selectie import Selectie


def left_out(rekenaar: Rekenaar, maat: Maat, selectie: Selectie, *, whole: bool) -> list[tuple[str, int]]:
    """(what, how many) over all years: of this choice the measures handed over to nobody; of everything that was read
    the rows rejected and merged. `whole`: of the whole region instead of the choice, so that no two answers differ by
    a part of it."""
    tabellen = [t for t in maat.tables if t in TABELLEN]
    filters = rekenaar.filters(selectie.with_(filters=()) if whole else selectie)
    return [*_handed_over(rekenaar, tabellen, filters), *_when_read(rekenaar, tabellen)]


def _handed_over(rekenaar: Rekenaar, tabellen: list[str], filters: dict) -> list[tuple[str, int]]:
    if "maatregelen" not in tabellen:
        return []
    rijen = rekenaar.verbinding.vraag("select gemeente, gi from maatregel_verloop where uit_beeld and laatste")
    for kolom in rijen.columns.intersection(list(filters)):
        rijen = rijen[rijen[kolom].isin(filters[kolom])]
    return [("maatregelen overgedragen zonder ontvanger: tellen als lopend", len(rijen))]


def _when_read(rekenaar: Rekenaar, tabellen: list[str]) -> list[tuple[str, int]]:
    namen = ", ".join(f"'{t}'" for t in tabellen)
    if not namen:
        return []
    som = rekenaar.verbinding.vraag(
        "select coalesce(sum(afgewezen), 0) as a, coalesce(sum(samengevoegd), 0) as s "
        f"from leveringen where tabel in ({namen})"
    )
    return [
        ("regels afgekeurd bij het inlezen, in alle leveringen samen", int(som["a"][0])),
        ("dubbele regels samengevoegd, in alle leveringen samen", int(som["s"][0])),
    ]
