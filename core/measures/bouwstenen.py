"""What several maten share: which measures, which claims, who is a minor."""

import ibis
from ibis import _

from core.engine.bijdrage import Bijdrage, Stand, Telling, Verdeling


def _maatregelen(tables, typen: tuple[str, ...]) -> ibis.Table:
    return tables.maatregelen.filter(tables.maatregelen.type.isin(typen))


def eerste_records(tables, typen: tuple[str, ...]) -> ibis.Table:
    """One row per measure, under the gemeente and gi with which it began."""
    return _maatregelen(tables, typen).filter(_.eerste)


def beeindigd(tables, typen: tuple[str, ...]) -> ibis.Table:
    """One row per ended measure, under the gemeente, gi and reason with which it ended."""
    return _maatregelen(tables, typen).filter(_.laatste, _.einde.notnull())


def stand(tables, typen: tuple[str, ...]) -> Bijdrage:
    rijen = _maatregelen(tables, typen)
    return Stand(rijen, rijen.van, rijen.tot)


def instroom(tables, typen: tuple[str, ...]) -> Bijdrage:
    rijen = eerste_records(tables, typen)
    return Telling(rijen, rijen.begin)


def uitstroom(tables, typen: tuple[str, ...]) -> Bijdrage:
    rijen = beeindigd(tables, typen)
    return Telling(rijen, rijen.einde)


def duur_van_beeindigde(tables, typen: tuple[str, ...], samenvatting: str) -> Bijdrage:
    """Days from begin up to and including einde."""
    rijen = beeindigd(tables, typen)
    return Verdeling(rijen, rijen.einde, rijen.einde.delta(rijen.begin, unit="day") + 1, samenvatting)


def minderjarig_op(geboortemaand: ibis.Value, dag: ibis.Value) -> ibis.Value:
    """A minor through the last day of the month in which it turns 18; without a birth date a minor."""
    maand = dag.year() * 100 + dag.month()
    return geboortemaand.isnull() | (maand <= geboortemaand + 1800)


def toegekend(tables) -> ibis.Table:
    """Claims that were granted; an empty status is granted."""
    return tables.declaraties.filter(_.status.isnull() | (_.status == "toegekend"))


def met_teken(rijen: ibis.Table, waarde: ibis.Value) -> ibis.Value:
    """Debet counts up, credit down; empty is debet."""
    return (rijen.debet_credit == "C").fill_null(False).ifelse(-waarde, waarde)


def bedrag(rijen: ibis.Table) -> ibis.Value:
    return met_teken(rijen, rijen.bedrag)
