"""What does not count, or not apart, in a figure, with how much: at this choice, and when it was read."""

import ibis

from core.engine.count.contribution import Bijdrage, Quotient, Stand
from core.engine.count.perioden import Periode
from core.engine.count.query import limit
from core.engine.count.series import Rekenaar
from core.model import wording
from core.model.maat import Maat
from core.model.schema import TABELLEN
from core.model.selectie import Selectie


def left_out(rekenaar: Rekenaar, maat: Maat, selectie: Selectie, *, whole: bool) -> list[tuple[str, int]]:
    """(what, how many): of this choice what is not known enough to count in the newest period, and over all years the
    measures handed over to nobody; of everything that was read the rows rejected and merged. `whole`: of the whole
    region instead of the choice, so that no two answers differ by a part of it."""
    tabellen = [t for t in maat.tables if t in TABELLEN]
    selectie = selectie.with_(splits=(), filters=() if whole else selectie.filters)
    return [
        *_not_known(rekenaar, maat, selectie),
        *_handed_over(rekenaar, tabellen, rekenaar.filters(selectie)),
        *_when_read(rekenaar, tabellen),
    ]


def not_known(rekenaar: Rekenaar, maat: Maat, selectie: Selectie, periode: Periode) -> int | None:
    """How many rows (or keys, of a maat that counts those once) in a period count in neither teller nor noemer, as it
    is not known what they need; None for a maat that leaves nothing out so. Of a quotient: what its noemer leaves
    out."""
    bijdrage = rekenaar.catalogus.on_rows(maat.id)
    if isinstance(bijdrage, Quotient):
        return not_known(rekenaar, rekenaar.catalogus.maten[bijdrage.noemer], selectie, periode)
    if not maat.left_out:
        return None
    filters = rekenaar.filters(selectie)
    for kolom, waarden in filters.items():
        rekenaar.verbinding.choose(kolom, waarden)
    weg = _in_periode(limit(bijdrage.buiten, tuple(filters)), bijdrage, periode)
    if (sleutel := getattr(bijdrage, "sleutel", None)) is None:
        aantal = weg.count()
    else:
        mee = _in_periode(limit(bijdrage.rijen, tuple(filters)), bijdrage, periode)
        weg, mee = weg.select(sleutel=sleutel).distinct(), mee.select(sleutel=sleutel).distinct()
        aantal = weg.anti_join(mee, "sleutel").count()
    sql = str(ibis.to_sql(aantal.name("aantal"), dialect=rekenaar.verbinding.dialect))
    return int(rekenaar.verbinding.vraag(sql)["aantal"][0])


def _in_periode(rijen: ibis.Table, b: Bijdrage, periode: Periode) -> ibis.Table:
    """The rows that a maat would count in a period."""
    if not isinstance(b, Stand):
        return rijen.filter(b.datum.cast("date").between(periode.van, periode.tot))
    tot = b.tot.cast("date")
    erna = tot >= periode.van if b.hele_periode else tot > periode.tot
    return rijen.filter(b.van.cast("date") <= periode.tot, tot.isnull() | erna)


def _not_known(rekenaar: Rekenaar, maat: Maat, selectie: Selectie) -> list[tuple[str, int]]:
    woorden = maat if maat.left_out or not maat.divide else rekenaar.catalogus.maten[maat.divide[1]]
    if not woorden.left_out or rekenaar.impossible(maat, selectie):
        return []
    reeks = rekenaar.reeks(maat.id, selectie)
    gemeten = set(reeks.loc[reeks["reden"] == "", "periode"])
    perioden = [p for p in rekenaar.perioden(maat, selectie) if p.naam in gemeten]
    if not perioden:
        return []
    aantal = not_known(rekenaar, maat, selectie, perioden[-1])
    return [(f"{wording.periode(perioden[-1].naam)}: {woorden.left_out}", aantal)]


def _handed_over(rekenaar: Rekenaar, tabellen: list[str], filters: dict) -> list[tuple[str, int]]:
    if "maatregelen" not in tabellen:
        return []
    rijen = rekenaar.verbinding.vraag("select gemeente, gi from maatregel_verloop where uit_beeld and laatste")
    for kolom in rijen.columns.intersection(list(filters)):
        rijen = rijen[rijen[kolom].isin(filters[kolom])]
    return [("maatregelen overgedragen zonder ontvanger, over alle jaren: tellen als lopend", len(rijen))]


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
