"""Maten: jeugdhulp. What one row adds; the words and worked examples are in the YAML of the same name."""

from dataclasses import replace

import ibis
from ibis import _

from core.engine.count.contribution import Bijdrage, Overleving, Stand, Telling, Verdeling
from core.measures.blocks import dagen_tussen, in_maanden, leesbaar, maanden_na, minderjarig_op, with_vervolg
from core.measures.hulptrajecten import (
    AMBULANT,
    DAGVOORZIENING,
    VERBLIJF,
    VERBLIJF_MET_BEHANDELING,
    beeindigde_ketens,
    beeindigde_trajecten,
    begonnen,
    begonnen_trajecten,
    hulp_en_verblijf,
    ketens,
    liepen,
    trajecten,
    with_misser,
    with_nieuw_traject,
)


def aanbieders_aantal(tables) -> Bijdrage:
    """Unieke aanbieders met een traject dat in de periode liep."""
    return liepen(trajecten(tables), "aanbieder")


def afwijking_normenkader(tables) -> Bijdrage:
    """Deel van de begonnen trajecten dat afwijkt van het normenkader."""
    rijen = begonnen_trajecten(tables)
    return Telling(rijen, rijen.begin, teller=rijen.afwijking_normenkader, noemer=rijen.afwijking_normenkader.notnull())


def ambulant_direct_passend(tables) -> Bijdrage:
    """Deel van de kinderen dat als eerste ambulante hulp kreeg die meteen paste."""
    rijen = with_misser(tables)
    passend = rijen.productcategorie.isin(AMBULANT).fill_null(False) & ~rijen.vervolg
    return Telling(rijen, rijen.begin, teller=passend, noemer=ibis.literal(1), sleutel=rijen.jeugdige)


def binnen_normenkader_jeugdigen(tables) -> Bijdrage:
    """Jeugdigen van wie geen lopend traject afwijkt van het normenkader."""
    rijen = trajecten(tables).filter(_.afwijking_normenkader.notnull())
    return Stand(
        rijen,
        rijen.begin,
        rijen.einde,
        sleutel=rijen.jeugdige,
        hele_periode=True,
        telt=~rijen.afwijking_normenkader,
        voorrang=rijen.afwijking_normenkader.cast("int32"),
    )


def breakdowns(tables) -> Bijdrage:
    """Verblijf dat voortijdig eindigde."""
    rijen = beeindigde_trajecten(tables).filter(_.productcategorie.isin(VERBLIJF), _.reden_einde.isin(("32", "33")))
    return Telling(rijen, rijen.einde)


def dagvoorziening_duur(tables) -> Bijdrage:
    """Gemiddelde duur van dagbehandeling die in de periode eindigde."""
    rijen = beeindigde_ketens(tables, DAGVOORZIENING)
    return Verdeling(rijen, rijen.einde, rijen.dagen, "gemiddelde")


def dagvoorziening_duur_mediaan(tables) -> Bijdrage:
    """Mediaan van de duur van dagbehandeling die in de periode eindigde."""
    rijen = beeindigde_ketens(tables, DAGVOORZIENING)
    return Verdeling(rijen, rijen.einde, rijen.dagen, "mediaan")


def dagvoorziening_instroom(tables) -> Bijdrage:
    """Jeugdigen die in de periode in een dagvoorziening begonnen."""
    rijen = begonnen_trajecten(tables).filter(_.productcategorie == DAGVOORZIENING)
    eerder = rijen.view()
    rijen = with_vervolg(
        rijen,
        eerder,
        rijen.jeugdige == eerder.jeugdige,
        eerder.begin < rijen.begin,
        eerder.einde.isnull() | (eerder.einde >= maanden_na(rijen.begin, -6)),
    )
    rijen = rijen.filter(~_.vervolg)
    return Telling(rijen, rijen.begin, sleutel=rijen.jeugdige)


def direct_passend(tables) -> Bijdrage:
    """Deel van de begonnen trajecten dat meteen passend was."""
    rijen = with_misser(tables)
    return Telling(rijen, rijen.begin, teller=~rijen.vervolg, noemer=ibis.literal(1))


def gi_verwijzing_gecontracteerd(tables) -> Bijdrage:
    """Deel van de trajecten via de GI bij een aanbieder met een contract."""
    rijen = begonnen_trajecten(tables).filter(_.verwijzer == "04")
    return Telling(rijen, rijen.begin, teller=rijen.gecontracteerd, noemer=rijen.gecontracteerd.notnull())


def gi_verwijzing_niet_gecontracteerd(tables) -> Bijdrage:
    """Begonnen trajecten via de GI bij een aanbieder zonder contract."""
    rijen = begonnen_trajecten(tables).filter(_.verwijzer == "04", ~_.gecontracteerd)
    return begonnen(rijen)


def groepshulp_trajecten(tables) -> Bijdrage:
    """Lopende trajecten met hulp in een groep."""
    return liepen(trajecten(tables).filter(_.groep), "rij")


def herhaald_beroep(tables) -> Bijdrage:
    """Deel van de beëindigde trajecten waarna het kind binnen een jaar opnieuw hulp kreeg."""
    eind = beeindigde_trajecten(tables).filter(
        _.reden_einde.isnull() | ~_.reden_einde.isin(("02", "39")), lambda r: leesbaar(r, "reden_einde")
    )
    geboren = tables.maatregelen.group_by(kind=_.jeugdige).agg(geboortemaand=_.geboortemaand.max())
    eind = eind.left_join(geboren, eind.jeugdige == geboren.kind).drop("kind")
    eind = eind.filter(minderjarig_op(eind.geboortemaand, eind.einde))
    rijen = with_nieuw_traject(tables, eind)
    return Telling(rijen, rijen.einde, teller=rijen.vervolg, noemer=ibis.literal(1))


def hulp_jeugdigen(tables) -> Bijdrage:
    """Jeugdigen met een traject dat in de periode liep."""
    return liepen(trajecten(tables), "jeugdige")


def in_gezin_jeugdigen(tables) -> Bijdrage:
    """Jeugdigen met jeugdhulp die thuis of in een gezinsvorm woonden."""
    rijen = hulp_en_verblijf(tables)
    return Stand(
        rijen,
        rijen.begin,
        rijen.einde,
        sleutel=rijen.jeugdige,
        hele_periode=True,
        telt=rijen.zwaarte.isin((0, 2)),
        voorrang=rijen.zwaarte,
    )


def individuele_hulp_jeugdigen(tables) -> Bijdrage:
    """Jeugdigen met individuele ambulante hulp in de periode."""
    rijen = trajecten(tables).filter(
        _.productcategorie == "45", ~_.groep.fill_null(False), lambda r: leesbaar(r, "groep")
    )
    return liepen(rijen, "jeugdige")


def individuele_hulp_nieuw(tables) -> Bijdrage:
    """Jeugdigen die met individuele ambulante hulp begonnen."""
    rijen = begonnen_trajecten(tables).filter(
        _.productcategorie == "45", ~_.groep.fill_null(False), lambda r: leesbaar(r, "groep")
    )
    return Telling(rijen, rijen.begin, sleutel=rijen.jeugdige)


def jeugdhulp_jeugdigen(tables) -> Bijdrage:
    """Jeugdigen met een traject of een plaatsing in de periode."""
    return liepen(hulp_en_verblijf(tables), "jeugdige")


def nieuwe_trajecten_ervaringsdeskundige(tables) -> Bijdrage:
    """Begonnen trajecten met een ervaringsdeskundige."""
    rijen = begonnen_trajecten(tables).filter(_.ervaringsdeskundige)
    return begonnen(rijen)


def nieuwe_trajecten_ervaringsdeskundige_aandeel(tables) -> Bijdrage:
    """Deel van de begonnen trajecten met een ervaringsdeskundige."""
    rijen = begonnen_trajecten(tables)
    return Telling(rijen, rijen.begin, teller=rijen.ervaringsdeskundige, noemer=rijen.ervaringsdeskundige.notnull())


def normenkader_bekend_jeugdigen(tables) -> Bijdrage:
    """Jeugdigen van wie bekend is of een lopend traject afwijkt van het normenkader."""
    rijen = trajecten(tables)
    return replace(liepen(rijen, "jeugdige"), bekend=rijen.afwijking_normenkader.notnull())


def terugval(tables) -> Bijdrage:
    """Deel van de kinderen dat na afgeronde hulp even zware of zwaardere hulp nodig had."""
    eind = beeindigde_trajecten(tables).filter(_.reden_einde == "31")
    rijen = with_nieuw_traject(tables, eind, even_zwaar=True)
    return Telling(rijen, rijen.einde, teller=rijen.vervolg, noemer=ibis.literal(1), sleutel=rijen.jeugdige)


def trajecten_ervaringsdeskundige(tables) -> Bijdrage:
    """Lopende trajecten met een ervaringsdeskundige."""
    rijen = trajecten(tables).filter(_.ervaringsdeskundige)
    return liepen(rijen, "rij")


def trajecten_groep_bekend(tables) -> Bijdrage:
    """Lopende trajecten waarvan bekend is of de hulp in een groep is."""
    rijen = trajecten(tables)
    return replace(liepen(rijen, "rij"), bekend=rijen.groep.notnull())


def uitstroom_hoogspecialistisch_jeugdigen(tables) -> Bijdrage:
    """Jeugdigen van wie een traject volgens plan of naar een ander domein eindigde."""
    rijen = beeindigde_trajecten(tables).filter(_.reden_einde.isin(("31", "39")))
    return Telling(rijen, rijen.einde, sleutel=rijen.jeugdige)


def verblijf_behandeling_duur_km(tables) -> Bijdrage:
    """Kaplan-Meier-mediaan van de duur van begonnen verblijf met behandeling."""
    rijen = ketens(tables, VERBLIJF_MET_BEHANDELING).filter(_.eerste)
    return Overleving(rijen, rijen.begin, rijen.einde)


def verblijf_behandeling_duur_mediaan(tables) -> Bijdrage:
    """Mediaan van de duur van verblijf met behandeling dat in de periode eindigde."""
    rijen = beeindigde_ketens(tables, VERBLIJF_MET_BEHANDELING)
    return Verdeling(rijen, rijen.einde, rijen.dagen, "mediaan")


def verblijf_behandeling_maanden(tables) -> Bijdrage:
    """Gemiddelde duur in maanden van verblijf met behandeling dat in de periode eindigde."""
    rijen = beeindigde_ketens(tables, VERBLIJF_MET_BEHANDELING)
    return Verdeling(rijen, rijen.einde, in_maanden(rijen.dagen), "gemiddelde")


def verlengde_toewijzingen(tables) -> Bijdrage:
    """Deel van de beëindigde trajecten dat meteen is verlengd."""
    eind = beeindigde_trajecten(tables)
    ander = begonnen_trajecten(tables).view()
    beide = eind.productcode.notnull() & ander.productcode.notnull()
    zelfde = beide.ifelse(eind.productcode == ander.productcode, eind.productcategorie == ander.productcategorie)
    rijen = with_vervolg(
        eind,
        ander,
        eind.jeugdige == ander.jeugdige,
        eind.aanbieder == ander.aanbieder,
        eind.rij != ander.rij,
        dagen_tussen(ander.begin, eind.einde).between(0, 1),
        zelfde,
    )
    return Telling(rijen, rijen.einde, teller=rijen.vervolg, noemer=ibis.literal(1))


def wonen_binnen_3_maanden(tables) -> Bijdrage:
    """Deel van de aanmeldingen waarbij de hulp binnen drie maanden begon."""
    rijen = tables.trajecten.filter(_.aanmelddatum.notnull())  # without it there is no day to count it on
    uiterlijk = maanden_na(rijen.aanmelddatum, 3)
    return Telling(rijen, uiterlijk, teller=(rijen.begindatum <= uiterlijk).fill_null(False), noemer=ibis.literal(1))


def zonder_verblijf_jeugdigen(tables) -> Bijdrage:
    """Jeugdigen met jeugdhulp zonder verblijf in de periode."""
    rijen = hulp_en_verblijf(tables)
    return Stand(
        rijen,
        rijen.begin,
        rijen.einde,
        sleutel=rijen.jeugdige,
        hele_periode=True,
        telt=rijen.zwaarte == 0,
        voorrang=rijen.zwaarte,
    )
