"""What the maten about help share: trajecten, chains of them, help that follows, and help next to stay."""

import ibis
from ibis import _

from core.engine.count.contribution import Bijdrage, Stand, Telling
from core.engine.count.verloop import VERRE, dag, verloop
from core.measures.blocks import GEZINSVORMEN, dagen_tussen, maanden_na, up_to_and_including, with_vervolg

DAGVOORZIENING, VERBLIJF_MET_BEHANDELING = "41", "43"
# 35 to 38 are how old exports name stay.
VERBLIJF = ("43", "44", "35", "36", "37", "38")
AMBULANT = ("45", "51", "52", "54")
DAGHULP = ("33", "41")
DAGEN_IN_KETEN, VOLGTIJD = 28, 365
VOORTIJDIG_OF_OVERSTAP = ("32", "33", "34", "38")


# What is the same in all periods of one traject.
_TRAJECT = ("toewijzingnummer", "gemeente", "aanbieder", "jeugdige", "segment", "productcategorie", "productcode")


def trajecten(tables) -> ibis.Table:
    """Periods of trajecten that began: `begin`, `einde` (null while it runs; an end after the data date is only
    expected), `rij`, the key of the traject, and whether it is its `eerste` or `laatste` period. An allocation that is
    stopped and started again is one traject of several periods; without its number every row is one."""
    rijen = tables.trajecten.filter(_.begindatum.notnull())
    zelf = rijen.levering.cast("string") + "-" + rijen.bron_rij.cast("string")
    samen = ibis.literal("/").join([rijen[k].fill_null("") for k in _TRAJECT])
    einde = (rijen.einddatum > rijen.tm).ifelse(ibis.null("date"), rijen.einddatum)
    rijen = rijen.mutate(
        begin=rijen.begindatum, einde=einde, rij=rijen.toewijzingnummer.isnull().ifelse(zelf, samen), _zelf=zelf
    )
    op_tijd = ibis.window(group_by="rij", order_by=["begin", "_zelf"])
    terug = ibis.window(group_by="rij", order_by=[ibis.desc("begin"), ibis.desc("_zelf")])
    nummer = ibis.row_number()
    return rijen.mutate(eerste=nummer.over(op_tijd) == 0, laatste=nummer.over(terug) == 0).drop("_zelf")


def begonnen_trajecten(tables) -> ibis.Table:
    """The first period of every traject: the traject began then."""
    return trajecten(tables).filter(_.eerste)


def beeindigde_trajecten(tables) -> ibis.Table:
    """The last period of every traject, when it ended."""
    return trajecten(tables).filter(_.laatste, _.einde.notnull())


def liepen(rijen: ibis.Table, sleutel: str) -> Bijdrage:
    """Distinct keys of trajecten that ran on at least one day of the period."""
    return Stand(rijen, rijen.begin, rijen.einde, sleutel=rijen[sleutel], hele_periode=True)


def begonnen(rijen: ibis.Table) -> Bijdrage:
    return Telling(rijen, rijen.begin)


def ketens(tables, categorie: str) -> ibis.Table:
    """Trajecten of one category and child with at most 28 days between them: one chain, a verloop."""
    rijen = trajecten(tables).filter(_.productcategorie == categorie)
    rijen = rijen.mutate(
        start=_.begin,
        eind=_.einde,
        eind_orde=_.einde.fill_null(dag(VERRE)),
        overgedragen=ibis.literal(False),
        ontvangen=ibis.literal(False),
    ).drop("einde")
    return verloop(rijen.drop("begin"), ["jeugdige"], DAGEN_IN_KETEN, ("eind_orde", "aanbieder", "rij"))


def beeindigde_ketens(tables, categorie: str) -> ibis.Table:
    """Chains that ended, with `dagen` from begin up to and including einde."""
    rijen = ketens(tables, categorie).filter(_.laatste, _.einde.notnull())
    return rijen.mutate(dagen=dagen_tussen(rijen.einde, rijen.begin) + 1)


def with_misser(tables) -> ibis.Table:
    """Trajecten that began, with `vervolg`: it stopped early or the child changed within 6 months, and in
    that time other help began (another category or another provider)."""
    rijen = trajecten(tables)
    ander = trajecten(tables).view()
    return with_vervolg(
        rijen,
        ander,
        rijen.jeugdige == ander.jeugdige,
        rijen.reden_einde.isin(VOORTIJDIG_OF_OVERSTAP),
        rijen.einde <= maanden_na(rijen.begin, 6),
        ander.begin >= rijen.einde,
        ander.begin <= maanden_na(rijen.begin, 6),
        (ander.productcategorie != rijen.productcategorie) | (ander.aanbieder != rijen.aanbieder),
    )


def trede(rijen: ibis.Table) -> ibis.Value:
    """How heavy help is: 3 stay, 2 by day, 1 all else."""
    return ibis.cases((rijen.productcategorie.isin(VERBLIJF), 3), (rijen.productcategorie.isin(DAGHULP), 2), else_=1)


def with_nieuw_traject(tables, eind: ibis.Table, even_zwaar: bool = False) -> ibis.Table:
    """Trajecten that ended, with `vervolg`: the child began another one 29 to 365 days later. Sooner is going
    on. With `even_zwaar` only help that is as heavy or heavier counts."""
    ander = begonnen_trajecten(tables).view()
    zwaar = [trede(ander) >= trede(eind)] if even_zwaar else []
    return with_vervolg(
        eind,
        ander,
        eind.jeugdige == ander.jeugdige,
        dagen_tussen(ander.begin, eind.einde).between(DAGEN_IN_KETEN + 1, VOLGTIJD),
        *zwaar,
    )


def hulp_en_verblijf(tables) -> ibis.Table:
    """Trajecten and placements in one list: `begin`, `einde` and `zwaarte`: 0 a traject without stay, 1 a
    traject with stay, 2 a placement in a family or the own network, 3 any other placement."""
    samen = ("jeugdige", "gemeente", "gi", "aanbieder", "segment", "productcode")
    hulp = trajecten(tables)
    verblijf = hulp.productcategorie.isin(VERBLIJF).fill_null(False)
    hulp = hulp.select(*samen, "begin", "einde", zwaarte=verblijf.cast("int32"))
    plaats = tables.plaatsingen
    in_gezin = plaats.verblijfsvorm.isin(GEZINSVORMEN) | plaats.netwerk.fill_null(False)
    zwaarte = in_gezin.ifelse(ibis.literal(2, "int32"), ibis.literal(3, "int32"))
    return hulp.union(plaats.select(*samen, begin=plaats.van, einde=up_to_and_including(plaats), zwaarte=zwaarte))
