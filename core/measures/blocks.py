"""What several maten share: which measures, which placements, which claims, who is a minor."""

import datetime as dt

import ibis
from ibis import _

from core.engine.count.contribution import Bijdrage, Stand, Telling, Verdeling
from core.engine.count.verloop import DEELTIJD_TOT_EN_MET, leesbaar, verloop
from core.model.maat import Known
from core.model.schema import JB_TYPEN, JR_TYPEN, VOOGDIJ_TYPEN

# Jeugdreclassering that guides a child; 63 is the advice that comes before a measure.
JR_BEGELEIDING = ("41", "42", "50", "51", "61", "62")
GEZINSVORMEN = ("11", "12")
EIGEN_WERK_VAN_DE_GI = ("47", "48", "49")
DAGEN_PER_MAAND = 30.44
DAGEN_TUSSEN_MELDINGEN = 14


def _maatregelen(tables, typen: tuple[str, ...]) -> ibis.Table:
    return tables.maatregelen.filter(tables.maatregelen.type.isin(typen))


def first_records(tables, typen: tuple[str, ...]) -> ibis.Table:
    """One row per measure, under the gemeente and gi with which it began."""
    return _maatregelen(tables, typen).filter(_.eerste)


def beeindigd(tables, typen: tuple[str, ...]) -> ibis.Table:
    """One row per ended measure, under the gemeente, gi and reason with which it ended."""
    return _maatregelen(tables, typen).filter(_.laatste, _.einde.notnull())


def stand(tables, typen: tuple[str, ...]) -> Bijdrage:
    rijen = _maatregelen(tables, typen)
    return Stand(rijen, rijen.van, rijen.tot)


def instroom(tables, typen: tuple[str, ...]) -> Bijdrage:
    rijen = first_records(tables, typen)
    return Telling(rijen, rijen.begin)


def uitstroom(tables, typen: tuple[str, ...]) -> Bijdrage:
    rijen = beeindigd(tables, typen)
    return Telling(rijen, rijen.einde)


def duur_van_beeindigde(tables, typen: tuple[str, ...], samenvatting: str) -> Bijdrage:
    """Days from begin up to and including einde."""
    rijen = beeindigd(tables, typen)
    return Verdeling(rijen, rijen.einde, rijen.einde.delta(rijen.begin, unit="day") + 1, samenvatting)


def known(tables, asked: Known) -> Bijdrage:
    """The contribution of a maat whose YAML says it in known words; a group of types is named as people name it."""
    groups = {"JB": JB_TYPEN, "JR": JR_TYPEN, "voogdij": VOOGDIJ_TYPEN}
    types = groups[asked.types] if isinstance(asked.types, str) else asked.types
    if asked.word == "duur":
        return duur_van_beeindigde(tables, types, asked.summary)
    return {"stand": stand, "instroom": instroom, "uitstroom": uitstroom}[asked.word](tables, types)


def minderjarig_op(geboortemaand: ibis.Value, dag: ibis.Value) -> ibis.Value:
    """A minor through the last day of the month in which it turns 18; without a birth date a minor."""
    maand = dag.year() * 100 + dag.month()
    return geboortemaand.isnull() | (maand <= geboortemaand + 1800)


def from_age(geboortemaand: ibis.Value, jaren: int) -> ibis.Value:
    """The first day on which a child is this old, as far as its month says: the day after the month of its birthday.
    As minderjarig_op, but as a day; null without a birth month."""
    jaar, maand = geboortemaand // 100 + jaren, geboortemaand % 100
    return maanden_na(ibis.date(jaar.cast("int32"), maand.cast("int32"), ibis.literal(1, "int32")), 1)


def toegekend(tables) -> ibis.Table:
    """Claims that were granted; an empty status is granted."""
    return tables.declaraties.filter(_.status.isnull() | (_.status == "toegekend"))


def with_teken(rijen: ibis.Table, waarde: ibis.Value) -> ibis.Value:
    """Debet counts up, credit down; empty is debet."""
    return (rijen.debet_credit == "C").fill_null(False).ifelse(-waarde, waarde)


def bedrag(rijen: ibis.Table) -> ibis.Value:
    return with_teken(rijen, rijen.bedrag)


def ingezet_door_gi(rijen: ibis.Table) -> ibis.Value:
    """Claims for help that a GI or the court asked for; what a GI does itself is no such help."""
    via_gi = rijen.verwijzer.isin(("04", "08")).fill_null(False) | rijen.gi.notnull()
    eigen_werk = rijen.productcategorie.isin(EIGEN_WERK_VAN_DE_GI).fill_null(False)
    return via_gi & ~eigen_werk & leesbaar(rijen, "productcategorie")


def maanden_na(dag: ibis.Value, maanden: int) -> ibis.Value:
    """The same day so many calendar months later; the last day of that month when it is shorter."""
    return (dag + ibis.interval(months=maanden)).cast("date")


def dagen_na(dag: ibis.Value, dagen: int) -> ibis.Value:
    return (dag + ibis.interval(days=dagen)).cast("date")


def dagen_tussen(later: ibis.Value, eerder: ibis.Value) -> ibis.Value:
    return later.delta(eerder, unit="day")


def in_maanden(dagen: ibis.Value) -> ibis.Value:
    """Days as months. As a fraction first: on Spark a number like 30.44 is a decimal, and a whole number divided by it
    is rounded to six decimals."""
    return dagen.cast("float64") / DAGEN_PER_MAAND


def with_vervolg(rijen: ibis.Table, andere: ibis.Table, *voorwaarden) -> ibis.Table:
    """The same rows with `vervolg`: whether any row of `andere` meets the conditions."""
    wel = rijen.semi_join(andere, list(voorwaarden)).mutate(vervolg=ibis.literal(True))
    niet = rijen.anti_join(andere, list(voorwaarden)).mutate(vervolg=ibis.literal(False))
    return wel.union(niet)


def up_to_and_including(rijen: ibis.Table) -> ibis.Value:
    """The last day of a record of a spell; null while it runs."""
    return rijen.laatste.ifelse(rijen.einde, dagen_na(rijen.tot, -1))


def begonnen_plaatsingen(tables) -> ibis.Table:
    """One row per placement, with what its first record says."""
    return tables.plaatsingen.filter(_.eerste)


def laatst_begonnen(plaatsingen: ibis.Table) -> ibis.Table:
    """Records of stay with `voltijd`, and `voorrang`: the one that began last goes first, of two on one day
    the full-time one."""
    deeltijd = plaatsingen.etmalen_per_week <= DEELTIJD_TOT_EN_MET
    rijen = plaatsingen.mutate(voltijd=~deeltijd.fill_null(False))
    dagnummer = dagen_tussen(rijen.van, ibis.literal(dt.date(2000, 1, 1)))
    return rijen.mutate(voorrang=dagnummer * 2 + rijen.voltijd.cast("int32"))


def plekken(tables) -> ibis.Table:
    """Full-time placements, cut where a child goes to another provider in the same form: `plek_begin`, and
    `vorige_aanbieder` on the first record of a place that follows on another. An unknown provider is no
    other provider."""
    plaatsing = ["jeugdige", "verblijfsvorm", "begin"]
    binnen = ibis.window(group_by=plaatsing, order_by="van")
    rijen = tables.uhp_plaatsingen.mutate(vorige_aanbieder=_.aanbieder.lag().over(binnen))
    ander = (rijen.aanbieder != rijen.vorige_aanbieder).fill_null(False)
    rijen = rijen.mutate(nieuwe_plek=~rijen.gevolgd | ander)
    begin = rijen.nieuwe_plek.ifelse(rijen.van, ibis.null("date")).max()
    tot_hier = ibis.window(group_by=plaatsing, order_by="van", preceding=(None, 0))
    return rijen.mutate(plek_begin=begin.over(tot_hier))


def episodes_of_crises(tables) -> ibis.Table:
    """One row per crisis: reports of a child at most 14 days after the one before are one crisis, dated by
    the first (`begin`, and its gemeente, gi, segment and lopende_hulp). Of all its reports together:
    `verblijf`, `ambulant`, `onderzocht` and `ingezet` (1, 0 or null)."""
    meldingen = tables.crises.filter(_.melding.notnull())
    meldingen = meldingen.select(
        "jeugdige",
        "gemeente",
        "gi",
        "segment",
        "melding",
        "lopende_hulp",
        "levering",
        "bron_rij",
        is_verblijf=(_.interventie == "verblijf").cast("int32"),
        is_ambulant=(_.interventie == "ambulant").cast("int32"),
        is_onderzocht=_.netwerk_onderzocht.cast("int32"),
        is_ingezet=_.netwerk_ingezet.cast("int32"),
        start=_.melding.date(),
        eind=_.melding.date(),
        overgedragen=ibis.literal(False),
        ontvangen=ibis.literal(False),
    )
    rijen = verloop(meldingen, ["jeugdige"], DAGEN_TUSSEN_MELDINGEN, ("melding", "levering", "bron_rij"))
    geheel = ibis.window(group_by=["jeugdige", "begin"])
    rijen = rijen.mutate(
        verblijf=_.is_verblijf.max().over(geheel),
        ambulant=_.is_ambulant.max().over(geheel),
        onderzocht=_.is_onderzocht.max().over(geheel),
        ingezet=_.is_ingezet.max().over(geheel),
    )
    return rijen.filter(~_.gevolgd)
