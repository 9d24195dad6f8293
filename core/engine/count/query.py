"""From what a row adds to one query per maat: select, group, count. Compiled once, without any literal of the
selection in it: chosen values and days are looked up in small tables (`keuze_<kolom>`, `keuze_dag`) that the
connection fills per run.
"""

from dataclasses import replace

import ibis
from ibis import _

from core.engine.count.contribution import Bijdrage, Overgang, Overleving, Stand, Telling, Verdeling
from core.engine.count.perioden import periode_nr
from core.engine.count.verloop import VERRE, dag
from core.model.schema import NIET_BEKEND

CENT = 0.01


def keuze(kolom: str) -> ibis.Table:
    """The chosen values of one column; filled by the connection."""
    return ibis.table({"waarde": "date" if kolom == "dag" else "string"}, name=f"keuze_{kolom}")


def limit(rijen: ibis.Table, gefilterd: tuple[str, ...]) -> ibis.Table:
    """The rows with one of the chosen values in each of these columns."""
    for kolom in gefilterd:
        rijen = rijen.filter(rijen[kolom].cast("string").isin(keuze(kolom).waarde))
    return rijen


def _cellen(rijen: ibis.Table, splits: tuple[str, ...]) -> dict[str, ibis.Value]:
    return {k: _cel(rijen[k]) for k in splits}


def _cel(kolom: ibis.Value) -> ibis.Value:
    """As text with a word for what is not known; a number that is always known stays one, which groups faster."""
    soort = kolom.type()
    return kolom if soort.is_integer() and not soort.nullable else kolom.cast("string").fill_null(NIET_BEKEND)


def _put(rijen: ibis.Table, splits: tuple[str, ...], **kolommen: ibis.Value) -> ibis.Table:
    """Only the cells of the split and the given columns."""
    return rijen.select(**_cellen(rijen, splits), **{f"_{k}": w for k, w in kolommen.items()})


def getal(waarde: ibis.Value) -> ibis.Value:
    """A boolean counts as 0 or 1; not every engine casts it in one step."""
    return (waarde.cast("int32") if waarde.type().is_boolean() else waarde).cast("float64")


def _telling(b: Telling, per: str, splits: tuple[str, ...]) -> ibis.Table:
    een = ibis.literal(1)
    teller = getal(een if b.teller is None else b.teller)
    noemer = getal(een if b.noemer is None else b.noemer)
    sleutel = b.sleutel if b.sleutel is not None else b.per_sleutel
    sleutel = {} if sleutel is None else {"sleutel": sleutel}
    rijen = _put(
        b.rijen,
        splits,
        periode=periode_nr(b.datum, per),
        datum=b.datum,
        teller=teller,
        noemer=noemer,
        aantal=een if b.aantal is None else b.aantal,
        **sleutel,
    )
    groep = ["_periode", *splits]
    if b.saldo is not None:
        return _saldo(b, per, splits)
    if b.sleutel is not None:
        eerste = ibis.window(group_by=[*groep, "_sleutel"], order_by=["_datum", ibis.desc("_teller")])
        rijen = rijen.mutate(_rang=ibis.row_number().over(eerste)).filter(_._rang == 0)
    noemers = (
        {"noemer": _._sleutel.nunique().cast("float64")} if b.per_sleutel is not None else {"noemer": _._noemer.sum()}
    )
    return rijen.group_by(groep).agg(teller=_._teller.sum(), **noemers, n=_._aantal.sum())


def _saldo(b: Telling, per: str, splits: tuple[str, ...]) -> ibis.Table:
    """Distinct keys whose rows add up to more than 0 in the period. Less than half a cent is 0: sums of money
    are not exact."""
    nul = ibis.literal(0.0)
    rijen = _put(
        b.rijen,
        splits,
        periode=periode_nr(b.datum, per),
        sleutel=b.sleutel,
        saldo=getal(b.saldo),
        reserve=nul if b.reserve is None else getal(b.reserve),
        post=b.sleutel if b.post is None else b.post,
    )
    groep = ["_periode", *splits]
    som = rijen.group_by([*groep, "_sleutel", "_post"]).agg(saldo=_._saldo.sum(), reserve=_._reserve.sum())
    telt = som.filter((_.saldo > CENT / 2) | ((_.saldo > -CENT / 2) & (_.reserve > 0)))
    aantal = _._sleutel.nunique()
    return telt.group_by(groep).agg(teller=aantal.cast("float64"), noemer=aantal.cast("float64"), n=aantal)


def _beslist(rijen: ibis.Table, splits: tuple[str, ...]) -> ibis.Table:
    """Per cell and key the stretches (`_van` up to `_tot`) in which the row that decides counts: time is cut
    where a row begins or ends, and in each piece the row with the highest `_voorrang` is looked up. `_tot` is
    never null here."""
    groep = [*splits, "_sleutel"]
    knippen = rijen.select(*groep, _knip=_._van).union(rijen.select(*groep, _knip=_._tot), distinct=True)
    volgende = _._knip.lead().over(ibis.window(group_by=groep, order_by="_knip"))
    stukken = knippen.mutate(_eind=volgende).filter(_._eind.notnull())
    raak = stukken.join(rijen, [*groep, rijen._van <= stukken._knip, rijen._tot > stukken._knip])
    hoogste = ibis.window(group_by=[*groep, "_knip"], order_by=[ibis.desc("_voorrang"), "_telt"])
    raak = raak.mutate(_rang=ibis.row_number().over(hoogste)).filter(_._rang == 0, _._telt)
    return raak.select(*groep, _van=_._knip, _tot=_._eind)


def _eilanden(rijen: ibis.Table, splits: tuple[str, ...]) -> ibis.Table:
    """Per cell and key the union of the intervals: rows that open or close an island get `_op` and `_neer`."""
    groep = [*splits, "_sleutel"]
    rijen = rijen.mutate(_tot=_._tot.fill_null(dag(VERRE)))
    eerder = ibis.window(group_by=groep, order_by=["_van", "_tot"], preceding=(None, 1))
    tot_hier = ibis.window(group_by=groep, order_by=["_van", "_tot"], preceding=(None, 0))
    volgorde = ibis.window(group_by=groep, order_by=["_van", "_tot"])
    rijen = rijen.mutate(
        _eerder=_._tot.max().over(eerder), _bereik=_._tot.max().over(tot_hier), _volgende=_._van.lead().over(volgorde)
    )
    opent = rijen._eerder.isnull() | (rijen._van > rijen._eerder)
    sluit = (rijen._volgende.isnull() | (rijen._volgende > rijen._bereik)) & (rijen._bereik < dag(VERRE))
    op = opent.ifelse(rijen._van, ibis.null("date"))
    neer = sluit.ifelse(rijen._bereik, ibis.null("date"))
    return rijen.select(*splits, _van=op, _tot=neer)


def _included(b: Stand) -> dict[str, ibis.Value]:
    """The key of a stock, and what decides, as far as it has them."""
    return {k: w for k in ("sleutel", "telt", "voorrang") if (w := getattr(b, k)) is not None}


def _stand(b: Stand, per: str, splits: tuple[str, ...]) -> ibis.Table:
    """The change of the stock in each period; the stock itself is the running total."""
    van, tot = b.van.cast("date"), b.tot.cast("date")
    if b.hele_periode:
        return _aanwezig(b, per, splits)
    rijen = _put(b.rijen, splits, van=van, tot=tot, **_included(b)).filter(_._tot.isnull() | (_._van < _._tot))
    if b.telt is not None:
        rijen = _beslist(rijen.mutate(_tot=_._tot.fill_null(dag(VERRE))), splits)
        rijen = rijen.mutate(_tot=_._tot.nullif(dag(VERRE)))
    if b.sleutel is not None:
        rijen = _eilanden(rijen, splits)
    op = rijen.filter(_._van.notnull()).select(*splits, _periode=periode_nr(_._van, per), _delta=ibis.literal(1))
    neer = rijen.filter(_._tot.notnull()).select(*splits, _periode=periode_nr(_._tot, per), _delta=ibis.literal(-1))
    return op.union(neer).group_by(["_periode", *splits]).agg(teller=_._delta.sum().cast("float64"))


def _aanwezig(b: Stand, per: str, splits: tuple[str, ...]) -> ibis.Table:
    """Distinct keys present in a period: intervals widened to whole periods, then the same running total."""
    begin, eind = periode_nr(b.van, per), periode_nr(b.tot, per)
    verre = VERRE.year * 12
    rijen = _put(b.rijen, splits, van=begin, tot=(eind + 1).fill_null(verre).cast("int32"), **_included(b))
    if b.telt is not None:
        rijen = _beslist(rijen, splits)
    groep = [*splits, "_sleutel"]
    orde = ["_van", "_tot"]
    rijen = rijen.mutate(
        _eerder=_._tot.max().over(ibis.window(group_by=groep, order_by=orde, preceding=(None, 1))),
        _bereik=_._tot.max().over(ibis.window(group_by=groep, order_by=orde, preceding=(None, 0))),
        _volgende=_._van.lead().over(ibis.window(group_by=groep, order_by=orde)),
    )
    op = rijen.filter(_._eerder.isnull() | (_._van > _._eerder)).select(
        *splits, _periode=_._van, _delta=ibis.literal(1)
    )
    neer = rijen.filter((_._volgende.isnull() | (_._volgende > _._bereik)) & (_._bereik < verre)).select(
        *splits, _periode=_._bereik, _delta=ibis.literal(-1)
    )
    return op.union(neer).group_by(["_periode", *splits]).agg(teller=_._delta.sum().cast("float64"))


def _stand_op_dag(b: Stand, splits: tuple[str, ...]) -> ibis.Table:
    dagen = keuze("dag")
    rijen = _put(b.rijen, splits, van=b.van.cast("date"), tot=b.tot.cast("date"), **_included(b))
    if b.telt is not None:
        rijen = _beslist(rijen.mutate(_tot=_._tot.fill_null(dag(VERRE))), splits)
    rijen = rijen.join(dagen, [rijen._van <= dagen.waarde, rijen._tot.isnull() | (rijen._tot > dagen.waarde)])
    aantal = _.count() if b.sleutel is None else _._sleutel.nunique()
    return rijen.group_by([rijen.waarde.name("_periode"), *splits]).agg(teller=aantal.cast("float64"))


def _overgang(b: Overgang, per: str, splits: tuple[str, ...], gefilterd: tuple[str, ...]) -> ibis.Table:
    """A change of cell: another value in a split column, or into (out of) the chosen values."""
    rijen = b.rijen.mutate(_periode=periode_nr(b.datum, per))
    paren = {
        k: ("vorige_" + k, k) if b.richting == "naar" else (k, "vorige_" + k)
        for k in ("gemeente", "gi")
        if k in {*splits, *gefilterd}
    }
    anders = ibis.literal(False)
    for kolom, (weg, hier) in paren.items():
        if kolom in splits:
            anders = anders | (rijen[weg].fill_null("") != rijen[hier].fill_null(""))
        if kolom in gefilterd:
            rijen_buiten = ~rijen[weg].fill_null("").isin(keuze(kolom).waarde)
            anders = anders | rijen_buiten
    for kolom in gefilterd:
        hier = paren.get(kolom, (kolom, kolom))[1]
        rijen_binnen = rijen[hier].cast("string").isin(keuze(kolom).waarde)
        anders = anders & rijen_binnen
    rijen = rijen.filter(anders)
    cellen = {k: rijen[paren.get(k, (k, k))[1]].cast("string").fill_null(NIET_BEKEND) for k in splits}
    rijen = rijen.select("_periode", **cellen)
    return rijen.group_by(["_periode", *splits]).agg(
        teller=_.count().cast("float64"), noemer=_.count().cast("float64"), n=_.count()
    )


def _verdeling(b: Verdeling, per: str, splits: tuple[str, ...]) -> ibis.Table:
    rijen = _put(b.rijen, splits, periode=periode_nr(b.datum, per), waarde=b.waarde.cast("float64"))
    return rijen.filter(_._waarde.notnull()).group_by(["_periode", *splits, "_waarde"]).agg(aantal=_.count())


def _overleving(b: Overleving, per: str, splits: tuple[str, ...]) -> ibis.Table:
    rijen = _put(
        b.rijen, splits, periode=periode_nr(b.begin, per), begin=b.begin.cast("date"), einde=b.einde.cast("date")
    )
    return rijen.group_by(["_periode", *splits, "_begin", "_einde"]).agg(aantal=_.count())


def _loose(bijdrage: Bijdrage, gefilterd: tuple[str, ...]) -> Bijdrage:
    """The same contribution over the chosen rows only. The columns it names are resolved again on them, which
    is why they are kept in the rows first."""
    velden = {k: getattr(bijdrage, k) for k in bijdrage.__dataclass_fields__}
    waarden = {k: w for k, w in velden.items() if isinstance(w, ibis.Value)}
    rijen = bijdrage.rijen.mutate(**{f"__{k}": w for k, w in waarden.items()})
    rijen = limit(rijen, gefilterd)
    return type(bijdrage)(**velden | {k: rijen[f"__{k}"] for k in waarden} | {"rijen": rijen})


def vraag(
    bijdrage: Bijdrage, per: str, splits: tuple[str, ...], gefilterd: tuple[str, ...], op_dag: bool = False
) -> ibis.Table:
    """The query of one maat. Columns: `_periode` (number of the period, or the day when `op_dag`), the splits,
    and what its kind adds: teller, noemer, n | teller (change of stock) | _waarde, aantal | _begin, _einde,
    aantal."""
    if isinstance(bijdrage, Overgang):
        return _overgang(bijdrage, per, splits, gefilterd)
    bijdrage = _loose(bijdrage, gefilterd)
    if isinstance(bijdrage, Stand) and op_dag:
        return _stand_op_dag(bijdrage, splits)
    soorten = {Telling: _telling, Stand: _stand, Verdeling: _verdeling, Overleving: _overleving}
    return soorten[type(bijdrage)](bijdrage, per, splits)


# What makes rows one measure: a spell by its own begin; a row that is no spell by that of the row.
_HEEL = ("jeugdige", "type", "verblijfsvorm")


def stroom(bijdrage: Stand, per: str, gefilterd: tuple[str, ...]) -> ibis.Table:
    """What comes into a stock and what leaves it: `_periode`, instroom, uitstroom. A child (or, without key, a
    measure) that only changes hands inside the chosen rows does neither, so that stock + in - out = stock."""
    if bijdrage.sleutel is None:
        if "jeugdige" not in bijdrage.rijen.columns:
            raise ValueError("rows that were worked out beforehand do not say which measure they are of")
        begin = "begin" if "begin" in bijdrage.rijen.columns else "begindatum"
        delen = [bijdrage.rijen[k].cast("string").fill_null("") for k in (*_HEEL, begin) if k in bijdrage.rijen.columns]
        sleutel = delen[0]
        for deel in delen[1:]:
            sleutel = sleutel + "|" + deel
        bijdrage = replace(bijdrage, sleutel=sleutel)
    b = _loose(bijdrage, gefilterd)
    rijen = _put(b.rijen, (), van=b.van.cast("date"), tot=b.tot.cast("date"), **_included(b))
    rijen = rijen.filter(_._tot.isnull() | (_._van < _._tot))
    if b.telt is not None:
        rijen = _beslist(rijen.mutate(_tot=_._tot.fill_null(dag(VERRE))), ())
    rijen = _eilanden(rijen, ())
    een, nul = ibis.literal(1), ibis.literal(0)
    op = rijen.filter(_._van.notnull()).select(_periode=periode_nr(_._van, per), _op=een, _neer=nul)
    neer = rijen.filter(_._tot.notnull()).select(_periode=periode_nr(_._tot, per), _op=nul, _neer=een)
    return (
        op.union(neer)
        .group_by("_periode")
        .agg(instroom=_._op.sum().cast("float64"), uitstroom=_._neer.sum().cast("float64"))
    )
