"""Maten: jeugdbescherming. What one row adds; the words and worked examples are in the YAML of the same name."""

import ibis
from ibis import _

from core.engine.count.contribution import Bijdrage, Overgang, PerInwoner, Stand, Telling, Verdeling
from core.engine.count.verloop import DAGEN_IN_KETEN, VOTS_WORDT_OTS
from core.measures.blocks import (
    beeindigd,
    dagen_tussen,
    first_records,
    from_age,
    leesbaar,
    maanden_na,
    minderjarig_op,
    stand,
    with_vervolg,
)
from core.model.schema import JB_TYPEN, JR_TYPEN, VOOGDIJ_TYPEN


def jb_instroom_per_1000(tables) -> Bijdrage:
    """Nieuwe JB-maatregelen, per 1.000 minderjarige inwoners."""
    return PerInwoner("jb_instroom")


def jb_jeugdigen(tables) -> Bijdrage:
    """Jeugdigen met ten minste één lopende JB-maatregel op de peildatum."""
    rijen = tables.maatregelen.filter(tables.maatregelen.type.isin(JB_TYPEN))
    return Stand(rijen, rijen.van, rijen.tot, sleutel=rijen.jeugdige)


JONG = 12


def jb_jonger_dan_12(tables) -> Bijdrage:
    """Jeugdigen jonger dan 12 jaar met ten minste één lopende JB-maatregel op de peildatum."""
    rijen = tables.maatregelen.filter(_.type.isin(JB_TYPEN), _.geboortemaand.notnull())
    ouder = from_age(rijen.geboortemaand, JONG)
    tot = (rijen.tot.isnull() | (rijen.tot > ouder)).ifelse(ouder, rijen.tot)
    return Stand(rijen, rijen.van, tot, sleutel=rijen.jeugdige)


def jb_leeftijd_bekend(tables) -> Bijdrage:
    """Jeugdigen met een lopende JB-maatregel op de peildatum van wie een geboortemaand is geleverd."""
    rijen = tables.maatregelen.filter(_.type.isin(JB_TYPEN))
    return Stand(rijen, rijen.van, rijen.tot, sleutel=rijen.jeugdige, bekend=rijen.geboortemaand.notnull())


OTS, VOTS = "11", "12"


def jb_ketens_instroom(tables) -> Bijdrage:
    """Nieuwe JB-maatregelen, een VOTS en de OTS die erop volgt samen één keer geteld."""
    nieuw = first_records(tables, JB_TYPEN)
    is_ots = nieuw.type == OTS
    ots = nieuw.filter(is_ots)
    einden = beeindigd(tables, (VOTS,)).select(kind=_.jeugdige, van=_.begin, tot=_.einde, reden=_.reden_einde)
    vots = nieuw.filter(nieuw.type == VOTS).select("jeugdige", "begin")
    # While it runs it has no end: then it did not end before the OTS began.
    vots = vots.left_join(einden, [vots.jeugdige == einden.kind, vots.begin == einden.van])
    vots = vots.select(kind=_.jeugdige, van=_.begin, tot=_.tot, reden=_.reden)
    paren = vots.join(ots, [vots.kind == ots.jeugdige, ots.begin >= vots.van])
    dichtbij = paren.tot.isnull() | (dagen_tussen(paren.begin, paren.tot) <= DAGEN_IN_KETEN)
    paren = paren.filter(dichtbij | (paren.reden == VOTS_WORDT_OTS).fill_null(False))
    volgt = paren.group_by("kind", "van").agg(ots_begin=_.begin.min()).select("kind", "ots_begin").distinct()
    los = ots.anti_join(volgt, [ots.jeugdige == volgt.kind, ots.begin == volgt.ots_begin])
    rijen = nieuw.filter(~is_ots).union(los)
    return Telling(rijen, rijen.begin)


# Ending for these reasons is no scaling down: of age, custody changed, death, or VOTS that became OTS.
GEEN_AFSCHALING = ("01", "05", "06", "07", "11", "15")
VOORTZETTING, VOLGTIJD = 14, 365


def jb_opnieuw(tables) -> Bijdrage:
    """Jeugdigen die binnen een jaar na afschaling opnieuw een JB-maatregel krijgen."""
    eind = beeindigd(tables, JB_TYPEN).filter(
        _.reden_einde.isnull() | ~_.reden_einde.isin(GEEN_AFSCHALING), lambda r: leesbaar(r, "reden_einde")
    )
    eind = eind.filter(minderjarig_op(eind.geboortemaand, eind.einde))
    jb = tables.maatregelen.filter(_.type.isin(JB_TYPEN), _.eerste).select(
        kind=_.jeugdige, nieuw_begin=_.begin, nieuw_einde=_.einde
    )
    paren = eind.left_join(jb, eind.jeugdige == jb.kind)
    dagen_erna = paren.nieuw_begin.delta(paren.einde, unit="day")
    rust = (dagen_erna <= 1) & (paren.nieuw_einde.isnull() | (paren.nieuw_einde.delta(paren.einde, unit="day") > 1))
    vlot = dagen_erna.between(1, VOORTZETTING)
    paren = paren.mutate(
        door=(rust | vlot).fill_null(False).cast("int32"),
        terug=dagen_erna.between(VOORTZETTING + 1, VOLGTIJD).fill_null(False).cast("int32"),
    )
    rijen = (
        paren.group_by("jeugdige", "type", "begin", "einde", "gemeente", "gi", "geslacht")
        .agg(door=_.door.max(), terug=_.terug.max())
        .filter(_.door == 0)
    )
    return Telling(rijen, rijen.einde, teller=rijen.terug, noemer=ibis.literal(1), sleutel=rijen.jeugdige)


def jb_overgedragen(tables) -> Bijdrage:
    """JB-maatregelen die in de periode zijn overgedragen."""
    rijen = tables.maatregelen.filter(lambda r: r.type.isin(JB_TYPEN) & r.gevolgd)
    return Overgang(rijen, rijen.van, "van")


def jb_overgenomen(tables) -> Bijdrage:
    """JB-maatregelen die in de periode zijn overgenomen."""
    rijen = tables.maatregelen.filter(lambda r: r.type.isin(JB_TYPEN) & r.gevolgd)
    return Overgang(rijen, rijen.van, "naar")


def jb_stand_per_1000(tables) -> Bijdrage:
    """Lopende JB-maatregelen, per 1.000 minderjarige inwoners."""
    return PerInwoner("jb_stand")


def preventief_zonder_maatregel(tables) -> Bijdrage:
    """Kinderen die na het preventieve kader een half jaar zonder JB-maatregel bleven."""
    eind = beeindigd(tables, ("31",))
    jb = first_records(tables, JB_TYPEN).view()
    in_stand = (dagen_tussen(jb.begin, eind.einde) <= 1) & (
        jb.einde.isnull() | (dagen_tussen(jb.einde, eind.einde) > 1)
    )
    erna = (jb.begin > eind.einde) & (jb.begin <= maanden_na(eind.einde, 6))
    rijen = with_vervolg(eind, jb, eind.jeugdige == jb.jeugdige, in_stand | erna)
    return Telling(rijen, rijen.einde, teller=~rijen.vervolg, noemer=ibis.literal(1), sleutel=rijen.jeugdige)


def rechter_stand(tables) -> Bijdrage:
    """Lopende maatregelen van jeugdbescherming en jeugdreclassering op de peildatum."""
    return stand(tables, JB_TYPEN + JR_TYPEN)


def voogdij_naar_netwerk(tables) -> Bijdrage:
    """Voogdij die overging naar een pleegouder of een burgervoogd."""
    rijen = beeindigd(tables, VOOGDIJ_TYPEN).filter(_.reden_einde.isin(("12", "13")))
    return Telling(rijen, rijen.einde)


def wachttijd_gi(tables) -> Bijdrage:
    """Dagen tussen aanmelding bij de GI en begin van de maatregel (mediaan)."""
    rijen = tables.maatregelen.filter(tables.maatregelen.eerste)
    return Verdeling(rijen, rijen.begin, rijen.begin.delta(rijen.aanmelddatum, unit="day"), "mediaan")


def wachttijd_gi_p90(tables) -> Bijdrage:
    """Dagen tussen aanmelding bij de GI en begin van de maatregel (p90)."""
    rijen = tables.maatregelen.filter(tables.maatregelen.eerste)
    return Verdeling(rijen, rijen.begin, rijen.begin.delta(rijen.aanmelddatum, unit="day"), "p90")
