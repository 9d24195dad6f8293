"""Maten: verblijf. What one row adds; the words and worked examples are in the YAML of the same name."""

import ibis
from ibis import _

from core.engine.count.contribution import Bijdrage, Stand, Telling
from core.measures.blocks import (
    GEZINSVORMEN,
    begonnen_plaatsingen,
    dagen_na,
    dagen_tussen,
    laatst_begonnen,
    leesbaar,
    plekken,
    up_to_and_including,
    with_vervolg,
)
from core.measures.hulptrajecten import AMBULANT, trajecten


def deeltijd_jeugdigen(tables) -> Bijdrage:
    """Jeugdigen van wie de laatst begonnen plaatsing in de periode deeltijd is."""
    return _by_last_plaatsing(tables, voltijd=False)


def gezinsvormen_jeugdigen(tables) -> Bijdrage:
    """Jeugdigen van wie de zwaarste plaatsing een gezinsvorm is."""
    rijen = tables.plaatsingen
    zwaarte = ibis.cases(
        (rijen.verblijfsvorm == "13", 4), (rijen.verblijfsvorm == "14", 3), (rijen.verblijfsvorm == "12", 2), else_=1
    )
    return Stand(
        rijen,
        rijen.van,
        rijen.tot,
        sleutel=rijen.jeugdige,
        telt=rijen.verblijfsvorm.isin(GEZINSVORMEN),
        voorrang=zwaarte,
    )


def netwerkplaatsingen(tables) -> Bijdrage:
    """Begonnen plaatsingen in het eigen netwerk."""
    rijen = begonnen_plaatsingen(tables).filter(_.netwerk)
    return Telling(rijen, rijen.begin)


def netwerkpleegzorg_jeugdigen(tables) -> Bijdrage:
    """Jeugdigen in een pleeggezin uit het eigen netwerk op de peildatum."""
    rijen = tables.plaatsingen.filter(_.verblijfsvorm == "11", _.netwerk)
    return Stand(rijen, rijen.van, rijen.tot, sleutel=rijen.jeugdige)


DAGEN_ERTUSSEN = 14


def overplaatsingen(tables) -> Bijdrage:
    """Kinderen die binnen 14 dagen naar een andere plek gingen."""
    nieuw = plekken(tables).filter(_.nieuwe_plek)
    vorige = tables.uhp_plaatsingen.filter(_.laatste, _.einde.notnull()).select(
        kind=_.jeugdige,
        vorige_begin=_.begin,
        vorige_einde=_.einde,
        vorige_vorm=_.verblijfsvorm,
        aanbieder_ervoor=_.aanbieder,
    )
    paren = nieuw.left_join(
        vorige,
        [
            nieuw.jeugdige == vorige.kind,
            ~nieuw.gevolgd,
            vorige.vorige_begin < nieuw.begin,
            vorige.vorige_einde <= nieuw.begin,
        ],
    )
    anders = (paren.vorige_vorm != paren.verblijfsvorm) | (paren.aanbieder_ervoor != paren.aanbieder).fill_null(False)
    kort = dagen_tussen(paren.begin, paren.vorige_einde) <= DAGEN_ERTUSSEN
    laatst = ibis.window(
        group_by=["jeugdige", "verblijfsvorm", "van"], order_by=[ibis.desc(paren.vorige_einde), ibis.desc(anders)]
    )
    paren = paren.mutate(_rang=ibis.row_number().over(laatst), over=paren.gevolgd | (anders & kort))
    rijen = paren.filter(_._rang == 0, _.over)
    return Telling(rijen, rijen.van)


def plaatsing_gezinsvorm_regio(tables) -> Bijdrage:
    """Deel van de begonnen plaatsingen dat in een gezin in de regio is."""
    rijen = begonnen_plaatsingen(tables)
    vorm = rijen.verblijfsvorm.isin(GEZINSVORMEN)
    in_gezin = vorm | rijen.netwerk.fill_null(False)
    return Telling(
        rijen,
        rijen.begin,
        teller=in_gezin & (rijen.afstand_km == 0),
        noemer=rijen.afstand_km.notnull() & (vorm | leesbaar(rijen, "netwerk")),
    )


def plaatsingen_buiten_regio(tables) -> Bijdrage:
    """Begonnen plaatsingen buiten de regio."""
    rijen = begonnen_plaatsingen(tables).filter(_.afstand_km > 0)
    return Telling(rijen, rijen.begin)


def plaatsingen_buiten_regio_aandeel(tables) -> Bijdrage:
    """Deel van de begonnen plaatsingen dat buiten de regio is."""
    rijen = begonnen_plaatsingen(tables)
    return Telling(rijen, rijen.begin, teller=rijen.afstand_km > 0, noemer=rijen.afstand_km.notnull())


def plaatsingen_voltijd(tables) -> Bijdrage:
    """Plekken waar een kind in de periode voltijd verbleef."""
    rijen = plekken(tables)
    plek = rijen.jeugdige + "|" + rijen.verblijfsvorm + "|" + rijen.plek_begin.cast("string")
    return Stand(rijen, rijen.van, up_to_and_including(rijen), sleutel=plek, hele_periode=True)


def pleegzorg_netwerk_bekend_jeugdigen(tables) -> Bijdrage:
    """Jeugdigen in pleegzorg van wie bekend is of het gezin uit hun netwerk komt."""
    rijen = tables.plaatsingen.filter(_.verblijfsvorm == "11")
    return Stand(rijen, rijen.van, rijen.tot, sleutel=rijen.jeugdige, bekend=rijen.netwerk.notnull())


NATRAJECT = 30


def verblijf_natraject(tables) -> Bijdrage:
    """Deel van de beëindigde plaatsingen met ambulante hulp in de 30 dagen erna."""
    eind = tables.plaatsingen.filter(_.laatste, _.einde.notnull())
    ander = begonnen_plaatsingen(tables).view()
    dag_erna = dagen_na(eind.einde, 1)
    eind = with_vervolg(
        eind,
        ander,
        eind.jeugdige == ander.jeugdige,
        ander.begin <= dag_erna,
        ander.einde.isnull() | (ander.einde >= dag_erna),
    )
    thuis = eind.filter(~eind.vervolg).drop("vervolg")
    hulp = trajecten(tables).filter(_.productcategorie.isin(AMBULANT))
    rijen = with_vervolg(
        thuis,
        hulp,
        thuis.jeugdige == hulp.jeugdige,
        hulp.begin <= dagen_na(thuis.einde, NATRAJECT),
        hulp.einde.isnull() | (hulp.einde > thuis.einde),
    )
    return Telling(rijen, rijen.einde, teller=rijen.vervolg, noemer=ibis.literal(1))


def verblijf_stand(tables) -> Bijdrage:
    """Jeugdigen met een lopende plaatsing op de peildatum."""
    rijen = tables.plaatsingen
    return Stand(rijen, rijen.van, rijen.tot, sleutel=rijen.jeugdige)


def voltijd_jeugdigen(tables) -> Bijdrage:
    """Jeugdigen van wie de laatst begonnen plaatsing in de periode voltijd is."""
    return _by_last_plaatsing(tables, voltijd=True)


def _by_last_plaatsing(tables, *, voltijd: bool) -> Stand:
    rijen = laatst_begonnen(tables.plaatsingen)
    return Stand(
        rijen,
        rijen.van,
        up_to_and_including(rijen),
        sleutel=rijen.jeugdige,
        hele_periode=True,
        telt=rijen.voltijd if voltijd else ~rijen.voltijd,
        voorrang=rijen.voorrang,
    )
