"""The spell builder: from delivered records to what they say happened (counting rules, section 2).

Works on Ibis tables, so the same rules run on every engine. A *verloop* has one row per record of a spell: from
`van` up to (not including) `tot` the spell stood under that record's gemeente and gi. Columns that every
verloop has:

    begin, einde   of the whole spell (einde null while it runs)
    van, tot       of this record inside it (tot null while it runs)
    eerste         this record opened the spell (inflow is counted here)
    laatste        this record is the last one (outflow and reason are counted here)
    gevolgd        a record of the same spell went before; vorige_gemeente, vorige_gi: under whom
    uit_beeld      the spell ends in a hand-over that nobody received, and therefore counts as running
"""

import datetime as dt

import ibis
from ibis import _

from core.model.schema import JB_TYPEN, Tabel

VERRE = dt.date(2999, 12, 31)
DEELTIJD_TOT_EN_MET = 5
DAGEN_TUSSEN_PLAATSINGEN = 30
# A VOTS that ends at most so many days before an OTS, later, or for this reason is one keten with it.
DAGEN_IN_KETEN, VOTS_WORDT_OTS = 14, "07"


def dag(d: dt.date) -> ibis.Value:
    return ibis.literal(d, "date")


def leesbaar(rijen: ibis.Table, kolom: str) -> ibis.Value:
    """Rows in which what stood in this column could be read, or nothing stood there. For maten in which empty counts
    on one side: what could not be read counts on neither."""
    return ~rijen.onleesbaar.contains(f" {kolom} ").fill_null(False)


def line_key(tabel: Tabel) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The key of a table of lines (`per_regel`): columns that are always in it, and those that are not where a number
    of theirs names the line, whatever else a later delivery says of it."""
    vast = ("regel", "gemeente", "aanbieder", "jeugdige", "debet_credit", tabel.begin[0])
    inhoud = [k.opgeslagen_als for k in tabel.kolommen] + list(tabel.gemaakt)
    return vast, tuple(k for k in inhoud if k not in vast)


def actueel(
    tabel: Tabel, bron: ibis.Table, stand: ibis.Table, vervallen: ibis.Table, *, alleen: bool = False
) -> ibis.Table:
    """The rows that count, of all delivered rows of one table; `stand` and `vervallen`: see `opvolging`.

    Rows that a later delivery replaced are left out, but for an expected end that has come meanwhile. A later delivery
    of the same `groep` replaces the earlier one; of rows with the same key (`tabel.uniek`, what the source says of
    them, else all columns) the newest delivery's stays, within a delivery the one with the latest einddatum. Adds
    `tm`, the data date of the row, and `grens`, from when on nobody knows how it went. `alleen`: every row of `bron` is
    known to be the only one of its key.
    """
    rijen = bron.join(stand, "levering", how="inner")
    inhoud = [k.opgeslagen_als for k in tabel.kolommen] + list(tabel.gemaakt)
    if tabel.begin:
        rijen = rijen.mutate(_start=ibis.coalesce(*(rijen[k] for k in tabel.begin)).cast("date"))
    if tabel.einde:
        rijen = rijen.mutate(_eind=ibis.coalesce(*(rijen[k] for k in tabel.einde)).cast("date"))
    verwacht = ibis.literal(False)
    if tabel.einde:
        verwacht = ((rijen._eind > rijen.tm) & (rijen._eind <= rijen.volg_tm)).fill_null(False)
        rijen = rijen.mutate(tm=verwacht.ifelse(rijen._eind, rijen.tm), _verwacht=verwacht)
    if tabel.register:
        weg = vervallen.select(_levering=_.levering, _waarde=_.waarde)
        binnen = ibis.coalesce(*(rijen[k] for k in tabel.onderdeel))
        rijen = rijen.left_join(weg, [rijen.levering == weg._levering, binnen == weg._waarde])
        rijen = rijen.filter(_._levering.isnull() | _._verwacht if tabel.einde else _._levering.isnull())
    if tabel.nummer:
        rijen = rijen.mutate(_eigen=ibis.coalesce(rijen[tabel.nummer], rijen._start.cast("string")))
    if tabel.groep:
        samen = ibis.window(group_by=list(tabel.groep))
        rijen = rijen.mutate(_nieuwste=_.import_nr.max().over(samen))
        rijen = rijen.filter(_.import_nr == _._nieuwste).drop("_nieuwste")
    sleutel = list(tabel.uniek) or inhoud
    groep, volgorde = list(sleutel), [ibis.desc("import_nr")]
    if tabel.per_regel:
        eigen, vast = rijen.regel.startswith("#").fill_null(False), line_key(tabel)[0]
        groep = [k if k in vast else eigen.ifelse(ibis.null(rijen[k].type()), rijen[k]) for k in inhoud]
        # Messages come in any order: what an answer refused stays refused.
        volgorde = [ibis.desc((rijen.berichten & (rijen.status == "afgewezen")).fill_null(False)), *volgorde]
    if tabel.einde:
        volgorde += [
            ibis.desc(rijen[tabel.einde[0]].fill_null(dag(dt.date(1, 1, 1)))),
            ibis.desc(rijen._eind.fill_null(dag(dt.date(1, 1, 1)))),
        ]
    volgorde += [ibis.asc(k, nulls_first=True) for k in inhoud if k not in sleutel]
    volgorde += ["levering", "bron_rij"]  # of rows alike in everything the first: on every engine the same one
    venster = ibis.window(group_by=groep, order_by=volgorde)
    if not alleen:
        rijen = rijen.mutate(_rang=ibis.row_number().over(venster)).filter(_._rang == 0)
    if "gemeente_toen" in tabel.uniek:  # the parts of a gemeente add up, unless somebody gave the whole
        samen = ibis.window(group_by=[k for k in tabel.uniek if k != "gemeente_toen"])
        rijen = rijen.mutate(_heel=rijen.gemeente_toen.isnull().any().over(samen))
        rijen = rijen.filter(_.gemeente_toen.isnull() | ~_._heel)
    return rijen.select(*inhoud, "levering", "import_nr", "bron_rij", "tm", "grens")


def records(tabel: Tabel, rijen: ibis.Table) -> ibis.Table:
    """Per record: start, eind (null = open; an end after the data date is only expected), overgedragen (it ends
    in a hand-over) and ontvangen (it begins with one)."""
    start = ibis.coalesce(*(rijen[k] for k in tabel.begin))
    eind = ibis.coalesce(*(rijen[k] for k in tabel.einde))
    eind = (eind > rijen.tm).ifelse(ibis.null("date"), eind)
    overgedragen = ontvangen = ibis.literal(False)
    if len(tabel.einde) > 1:
        overgedragen = rijen[tabel.einde[0]].isnull() & eind.notnull()
        ontvangen = rijen[tabel.begin[0]].isnull()
    return rijen.mutate(start=start, eind=eind, overgedragen=overgedragen, ontvangen=ontvangen)


def verloop(rijen: ibis.Table, sleutel: list[str], gat: int, orde: tuple[str, ...] = ()) -> ibis.Table:
    """Records (`start`, `eind`, `overgedragen`, `ontvangen`) of the same key that overlap or follow within `gat`
    days become one spell; so does a record received after a hand-over, however late it was received. See the
    module docstring for the columns."""
    volgorde = ["start", *orde]
    tot_dusver = _.eind.fill_null(dag(VERRE)).max()
    eerder = ibis.window(group_by=sleutel, order_by=volgorde, preceding=(None, 1))
    lopend = ibis.window(group_by=sleutel, order_by=volgorde, preceding=(None, 0))
    echt = rijen.overgedragen.ifelse(ibis.null("date"), rijen.eind.fill_null(dag(VERRE)))
    rijen = rijen.mutate(_tot_dusver=tot_dusver.over(eerder), _echt_dusver=echt.max().over(eerder))
    grens = (rijen._tot_dusver + ibis.interval(days=gat)).cast("date")
    hoort_bij_overdracht = rijen.ontvangen & (rijen._echt_dusver.isnull() | (rijen._echt_dusver < rijen._tot_dusver))
    nieuw = rijen._tot_dusver.isnull() | ((rijen.start > grens) & ~hoort_bij_overdracht)
    rijen = rijen.mutate(_nieuw=nieuw.cast("int32"))
    rijen = rijen.mutate(_nr=rijen._nieuw.sum().over(lopend))
    geheel = ibis.window(group_by=[*sleutel, "_nr"])
    binnen = ibis.window(group_by=[*sleutel, "_nr"], order_by=volgorde)
    echt = rijen.overgedragen.ifelse(ibis.null("date"), rijen.eind)
    rijen = rijen.mutate(
        begin=_.start.min().over(geheel),
        _open=_.eind.isnull().cast("int32").max().over(geheel),
        _laatste_eind=_.eind.max().over(geheel),
        _laatste_echte=echt.max().over(geheel),
        _volgende=_.start.lead().over(binnen),
        _rang=ibis.row_number().over(binnen),
        vorige_gemeente=_.gemeente.lag().over(binnen),
        vorige_gi=_.gi.lag().over(binnen),
    )
    uit_beeld = (rijen._open == 0) & (rijen._laatste_echte.isnull() | (rijen._laatste_echte < rijen._laatste_eind))
    einde = ((rijen._open == 1) | uit_beeld).ifelse(ibis.null("date"), rijen._laatste_eind)
    rijen = rijen.mutate(uit_beeld=uit_beeld, einde=einde)
    # An open record of a sender that delivered no more: in no stock after what it covers, and it did not end there.
    onbekend = rijen.grens if "grens" in rijen.columns else ibis.null("date")
    rijen = rijen.mutate(
        van=rijen.start,
        tot=ibis.coalesce(rijen._volgende, rijen.einde, onbekend),
        eerste=(rijen.start == rijen.begin) & (rijen._volgende.isnull() | (rijen._volgende > rijen.start)),
        laatste=rijen._volgende.isnull(),
        gevolgd=rijen._rang > 0,
    )
    weg = [k for k in rijen.columns if k.startswith("_")] + ["start", "eind", "overgedragen", "ontvangen"]
    return rijen.drop(*weg, *({"grens"} & set(rijen.columns)))


def jb_verloop(maatregelen: ibis.Table) -> ibis.Table:
    """Per child the days on which it has a JB measure in stock, cut where something changes, with the gemeente
    and gi of the measure that began first: jeugdige, van, tot, gemeente, gi."""
    jb = maatregelen.filter(_.type.isin(JB_TYPEN), _.tot.isnull() | (_.van < _.tot))
    jb = jb.select("jeugdige", "type", "begin", "van", "tot", "gemeente", "gi")
    knippen = jb.select("jeugdige", knip=_.van).union(
        jb.filter(_.tot.notnull()).select("jeugdige", knip=_.tot), distinct=True
    )
    volgende = ibis.window(group_by="jeugdige", order_by="knip")
    stukken = knippen.mutate(volgende=_.knip.lead().over(volgende))
    raak = stukken.join(
        jb, [stukken.jeugdige == jb.jeugdige, jb.van <= stukken.knip, jb.tot.isnull() | (jb.tot > stukken.knip)]
    )
    eerst = ibis.window(group_by=["jeugdige", "knip"], order_by=["begin", "type", "van"])
    raak = raak.mutate(_rang=ibis.row_number().over(eerst)).filter(_._rang == 0)
    return raak.select("jeugdige", "gemeente", "gi", van=_.knip, tot=_.volgende)


def voltijd(plaatsingen: ibis.Table) -> ibis.Table:
    """The records that are uithuisplaatsing: part-time stay is counted apart."""
    return plaatsingen.filter(
        _.etmalen_per_week.isnull() | (_.etmalen_per_week > DEELTIJD_TOT_EN_MET),
        leesbaar(plaatsingen, "etmalen_per_week"),
    )


def uhp_episoden(plaatsingen: ibis.Table) -> ibis.Table:
    """Placements (a verloop per verblijfsvorm) of a child with at most 30 days between them, any form: one
    episode. A verloop again: on each day it stands under the placement with the latest begin."""
    eerste = plaatsingen.filter(_.eerste)
    los = eerste.select(
        "jeugdige",
        "verblijfsvorm",
        "gemeente",
        "gi",
        start=_.begin,
        eind=_.einde,
        eind_orde=_.einde.fill_null(dag(VERRE)),
        overgedragen=ibis.literal(False),
        ontvangen=ibis.literal(False),
    )
    episoden = verloop(los, ["jeugdige"], DAGEN_TUSSEN_PLAATSINGEN, ("eind_orde", "verblijfsvorm"))
    episoden = episoden.select(
        kind=_.jeugdige,
        vorm=_.verblijfsvorm,
        plaats_begin=_.van,
        plaats_tot=_.tot,
        episode_begin=_.begin,
        opent=_.eerste,
    )
    samen = plaatsingen.join(
        episoden,
        [
            plaatsingen.jeugdige == episoden.kind,
            plaatsingen.begin == episoden.plaats_begin,
            plaatsingen.verblijfsvorm == episoden.vorm,
        ],
    )
    grens = samen.plaats_tot.fill_null(dag(VERRE))
    eindigt = samen.laatste & samen.einde.notnull()
    tot = eindigt.ifelse(grens, ibis.least(samen.tot.fill_null(dag(VERRE)), grens)).nullif(dag(VERRE))
    samen = samen.mutate(_tot=tot, eerste=_.opent & _.eerste)
    samen = samen.filter(_.eerste | _._tot.isnull() | (_.van < _._tot))
    return samen.mutate(tot=_._tot, begin=_.episode_begin).select(
        "jeugdige", "gemeente", "gi", "segment", "verblijfsvorm", "netwerk", "begin", "van", "tot", "eerste"
    )


def uhp_verloop(episoden: ibis.Table, jb: ibis.Table) -> ibis.Table:
    """The days on which an UHP-episode and a JB measure run together: jeugdige, van, tot, gemeente, gi, begin
    (of the episode), verblijfsvorm, netwerk."""
    ep = episoden.select(
        "jeugdige",
        "gemeente",
        "gi",
        "segment",
        "verblijfsvorm",
        "netwerk",
        "begin",
        "van",
        tot=_.tot.fill_null(dag(VERRE)),
    )
    jb = jb.select("jeugdige", jb_gi=_.gi, jb_van=_.van, jb_tot=_.tot.fill_null(dag(VERRE)))
    samen = ep.join(jb, [ep.jeugdige == jb.jeugdige, ep.van < jb.jb_tot, jb.jb_van < ep.tot])
    samen = samen.mutate(
        van=ibis.greatest(_.van, _.jb_van), tot=ibis.least(_.tot, _.jb_tot), gi=ibis.coalesce(_.gi, _.jb_gi)
    )
    return (
        samen.filter(_.van < _.tot)
        .mutate(tot=_.tot.nullif(dag(VERRE)))
        .drop("jb_gi", "jb_van", "jb_tot", "jeugdige_right")
    )


def uhp_begin(episoden: ibis.Table, jb: ibis.Table) -> ibis.Table:
    """UHP-episodes that begin while a JB measure is in stock on that day."""
    ep = episoden.filter(_.eerste).select("jeugdige", "gemeente", "gi", "segment", "verblijfsvorm", "netwerk", "begin")
    jb = jb.select("jeugdige", jb_gi=_.gi, jb_van=_.van, jb_tot=_.tot.fill_null(dag(VERRE)))
    samen = ep.join(jb, [ep.jeugdige == jb.jeugdige, jb.jb_van <= ep.begin, jb.jb_tot > ep.begin])
    return samen.mutate(gi=ibis.coalesce(_.gi, _.jb_gi)).drop("jb_gi", "jb_van", "jb_tot", "jeugdige_right")
