"""Maten: uithuisplaatsing. What one row adds; the words and worked examples are in the YAML of the same name."""

import ibis
from ibis import _

from core.engine.count.contribution import Bijdrage, PerInwoner, Stand, Telling
from core.measures.blocks import leesbaar, up_to_and_including


def machtigingen_nieuw(tables) -> Bijdrage:
    """Nieuwe machtigingen gesloten plaatsing en uithuisplaatsing."""
    return Telling(tables.machtigingen, tables.machtigingen.begindatum)


def machtigingen_stand(tables) -> Bijdrage:
    """Lopende machtigingen gesloten plaatsing en uithuisplaatsing."""
    rijen = tables.machtigingen
    einde = (rijen.einddatum > rijen.tm).ifelse(ibis.null("date"), rijen.einddatum)
    return Stand(rijen, rijen.begindatum, ibis.coalesce(einde, rijen.grens))


def netwerk_verkend(tables) -> Bijdrage:
    """Netwerk eerst verkend."""
    rijen = tables.uhp_plaatsingen.filter(_.eerste)
    return Telling(rijen, rijen.begin, teller=rijen.netwerk_verkend, noemer=rijen.netwerk_verkend.notnull())


def plaatsing_nabij(tables) -> Bijdrage:
    """Geplaatst in of bij de regio."""
    rijen = tables.plaatsingen.filter(_.eerste)
    return Telling(rijen, rijen.begin, teller=rijen.afstand_km <= 20, noemer=rijen.afstand_km.notnull())


def plaatsing_thuisachtig(tables) -> Bijdrage:
    """Geplaatst in een thuisachtige vorm."""
    rijen = tables.uhp_plaatsingen.filter(_.eerste)
    vorm = rijen.verblijfsvorm.isin(("11", "12"))
    thuisachtig = vorm | rijen.netwerk.fill_null(False)
    return Telling(rijen, rijen.begin, teller=thuisachtig, noemer=vorm | leesbaar(rijen, "netwerk"))


def uhp_ervaringsdeskundige(tables) -> Bijdrage:
    """Nieuwe uithuisplaatsingen waarbij een ervaringsdeskundige betrokken was."""
    eerste = tables.uhp_plaatsingen.filter(_.eerste, _.ervaringsdeskundige).select(
        "aanbieder", kind=_.jeugdige, vorm=_.verblijfsvorm, plek_begin=_.begin
    )
    uhp = tables.uhp_begin
    rijen = uhp.join(
        eerste, [uhp.jeugdige == eerste.kind, uhp.verblijfsvorm == eerste.vorm, uhp.begin == eerste.plek_begin]
    )
    return Telling(rijen, rijen.begin, sleutel=rijen.jeugdige)


def uhp_nieuw(tables) -> Bijdrage:
    """Jeugdigen met een JB-maatregel die in de periode uit huis zijn geplaatst."""
    rijen = tables.uhp_begin
    return Telling(rijen, rijen.begin, sleutel=rijen.jeugdige)


def uhp_nieuw_per_1000(tables) -> Bijdrage:
    """Nieuwe uithuisplaatsingen, per 1.000 minderjarige inwoners."""
    return PerInwoner("uhp_nieuw")


def uhp_stand(tables) -> Bijdrage:
    """Jeugdigen met een lopende uithuisplaatsing en een lopende JB-maatregel op de peildatum."""
    rijen = tables.uhp
    return Stand(rijen, rijen.van, rijen.tot, sleutel=rijen.jeugdige)


def uhp_stand_per_1000(tables) -> Bijdrage:
    """Uit huis geplaatste kinderen, per 1.000 minderjarige inwoners."""
    return PerInwoner("uhp_stand")


def verblijf_jeugdigen(tables) -> Bijdrage:
    """Jeugdigen die in de periode ten minste een dag niet thuis verbleven."""
    rijen = tables.plaatsingen
    return Stand(rijen, rijen.van, up_to_and_including(rijen), sleutel=rijen.jeugdige, hele_periode=True)
