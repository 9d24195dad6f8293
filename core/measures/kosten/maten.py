"""Maten: kosten. What one row adds; the words and worked examples are in the YAML of the same name."""

import ibis
from ibis import _

from core.engine.count.contribution import Bijdrage, Telling
from core.measures.blocks import bedrag, ingezet_door_gi, toegekend, with_teken
from core.measures.hulptrajecten import VERBLIJF


def declaraties_aantal(tables) -> Bijdrage:
    """Toegekende declaraties, debet min credit."""
    rijen = toegekend(tables)
    return Telling(rijen, rijen.periode_begin, teller=with_teken(rijen, ibis.literal(1)))


def jeugdigen_met_declaratie(tables) -> Bijdrage:
    """Jeugdigen met een toegekende declaratie."""
    rijen = toegekend(tables).filter(_.jeugdige.notnull())
    return Telling(rijen, rijen.periode_begin, sleutel=rijen.jeugdige)


def jeugdigen_met_etmaal(tables) -> Bijdrage:
    """Jeugdigen met gedeclareerde etmalen."""
    rijen = toegekend(tables).filter(_.jeugdige.notnull(), _.eenheid == "14")
    return Telling(
        rijen, rijen.periode_begin, sleutel=rijen.jeugdige, saldo=with_teken(rijen, rijen.volume.fill_null(0))
    )


def kosten_gedwongen(tables) -> Bijdrage:
    """Kosten van jeugdbescherming, jeugdreclassering en de hulp die zij inzetten."""
    rijen = toegekend(tables)
    rijen = rijen.filter(rijen.productcategorie.isin(("47", "48")).fill_null(False) | ingezet_door_gi(rijen))
    return Telling(rijen, rijen.periode_begin, teller=bedrag(rijen))


def kosten_gi(tables) -> Bijdrage:
    """Kosten van jeugdhulp die een gecertificeerde instelling of de rechter inzette."""
    rijen = toegekend(tables).filter(ingezet_door_gi)
    return Telling(rijen, rijen.periode_begin, teller=bedrag(rijen))


def kosten_gi_per_jeugdige(tables) -> Bijdrage:
    """Kosten per jeugdige van hulp die een gecertificeerde instelling of de rechter inzette."""
    rijen = toegekend(tables).filter(ingezet_door_gi)
    return Telling(rijen, rijen.periode_begin, teller=bedrag(rijen), per_sleutel=rijen.jeugdige)


def kosten_per_jeugdige(tables) -> Bijdrage:
    """Kosten per jeugdige die in de periode hulp met kosten kreeg."""
    rijen = toegekend(tables)
    return Telling(rijen, rijen.periode_begin, teller=bedrag(rijen), per_sleutel=rijen.jeugdige)


def kosten_totaal(tables) -> Bijdrage:
    """Kosten van alle jeugdhulp."""
    rijen = toegekend(tables)
    return Telling(rijen, rijen.periode_begin, teller=bedrag(rijen))


def kosten_verblijf(tables) -> Bijdrage:
    """Kosten van jeugdhulp met verblijf."""
    rijen = toegekend(tables).filter(_.productcategorie.isin(VERBLIJF))
    return Telling(rijen, rijen.periode_begin, teller=bedrag(rijen))


def product_jeugdigen(tables) -> Bijdrage:
    """Jeugdigen met een product dat in de periode per saldo geleverd is."""
    rijen = toegekend(tables).filter(_.jeugdige.notnull())
    return Telling(
        rijen,
        rijen.periode_begin,
        sleutel=rijen.jeugdige,
        saldo=bedrag(rijen),
        reserve=with_teken(rijen, rijen.volume.fill_null(0)),
        post=rijen.productcode,
    )


def producten_geleverd(tables) -> Bijdrage:
    """Unieke productcodes die in de periode per saldo geleverd zijn."""
    rijen = toegekend(tables).filter(_.productcode.notnull())
    return Telling(rijen, rijen.periode_begin, sleutel=rijen.productcode, saldo=bedrag(rijen))


def verblijf_behandeling_etmalen(tables) -> Bijdrage:
    """Gedeclareerde etmalen verblijf met behandeling."""
    rijen = toegekend(tables).filter(_.productcategorie == "43", _.eenheid == "14", _.volume.notnull())
    return Telling(rijen, rijen.periode_begin, teller=with_teken(rijen, rijen.volume))
