"""Maten: crisis. What one row adds; the words and worked examples are in the YAML of the same name."""

import ibis
from ibis import _

from core.engine.count.contribution import Bijdrage, Telling
from core.measures.blocks import dagen_tussen, episodes_of_crises, with_vervolg


def crisis_aangeboden_24u(tables) -> Bijdrage:
    """Crisismeldingen waarbij de hulp binnen 24 uur werd aangeboden."""
    rijen = tables.crises.filter(_.melding.notnull())
    op_tijd = rijen.aangeboden <= rijen.melding + ibis.interval(hours=24)
    return Telling(rijen, rijen.melding, teller=op_tijd, noemer=rijen.aangeboden.notnull())


def crisis_ambulant(tables) -> Bijdrage:
    """Crises met ambulante hulp en zonder verblijf."""
    rijen = episodes_of_crises(tables).filter(_.ambulant == 1, _.verblijf == 0)
    return Telling(rijen, rijen.begin)


def crisis_binnen_24u(tables) -> Bijdrage:
    """Crises waarbij de hulp binnen 24 uur na de melding begon."""
    rijen = tables.crises.filter(_.melding.notnull())
    op_tijd = rijen.start <= rijen.melding + ibis.interval(hours=24)
    return Telling(rijen, rijen.melding, teller=op_tijd, noemer=rijen.start.notnull())


def crisis_episodes(tables) -> Bijdrage:
    """Crises die in de periode begonnen."""
    rijen = episodes_of_crises(tables)
    return Telling(rijen, rijen.begin)


def crisis_meldingen(tables) -> Bijdrage:
    """Crisismeldingen in de periode."""
    return Telling(tables.crises, tables.crises.melding)


def crisis_met_lopende_hulp(tables) -> Bijdrage:
    """Deel van de crises waarbij er al hulp liep."""
    rijen = episodes_of_crises(tables)
    return Telling(rijen, rijen.begin, teller=rijen.lopende_hulp, noemer=rijen.lopende_hulp.notnull())


def crisis_netwerk_ingezet(tables) -> Bijdrage:
    """Deel van de crises waarbij het netwerk is ingezet."""
    rijen = episodes_of_crises(tables)
    return Telling(rijen, rijen.begin, teller=rijen.ingezet, noemer=rijen.ingezet.notnull())


def crisis_netwerk_onderzocht(tables) -> Bijdrage:
    """Deel van de crises waarbij het netwerk is onderzocht."""
    rijen = episodes_of_crises(tables)
    return Telling(rijen, rijen.begin, teller=rijen.onderzocht, noemer=rijen.onderzocht.notnull())


def crisis_verblijf(tables) -> Bijdrage:
    """Crises met ten minste één keer verblijf."""
    rijen = episodes_of_crises(tables).filter(_.verblijf == 1)
    return Telling(rijen, rijen.begin)


def crisis_verblijf_aandeel(tables) -> Bijdrage:
    """Deel van de crises waarbij het kind ergens anders ging wonen."""
    rijen = episodes_of_crises(tables)
    return Telling(rijen, rijen.begin, teller=rijen.verblijf, noemer=(rijen.verblijf == 1) | (rijen.ambulant == 1))


def crisis_verblijf_jeugdigen(tables) -> Bijdrage:
    """Jeugdigen met een crisismelding die tot verblijf leidde."""
    rijen = tables.crises.filter(_.interventie == "verblijf")
    return Telling(rijen, rijen.melding, sleutel=rijen.jeugdige)


def crisis_zonder_uhp_30_dagen(tables) -> Bijdrage:
    """Deel van de crises zonder nieuwe plaatsing in de 30 dagen erna."""
    rijen = episodes_of_crises(tables)
    plaats = tables.uhp_plaatsingen.filter(_.eerste)
    rijen = with_vervolg(
        rijen, plaats, rijen.jeugdige == plaats.jeugdige, dagen_tussen(plaats.begin, rijen.begin).between(0, 30)
    )
    return Telling(rijen, rijen.begin, teller=~rijen.vervolg, noemer=ibis.literal(1))
