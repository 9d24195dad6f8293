"""Prices from the user's own claims, as a proposal: what a measure and a year away from home cost now."""

import datetime as dt

import ibis
from ibis import _

from core.engine.count.perioden import whole_perioden
from core.engine.count.series import Rekenaar
from core.engine.count.tables import actuele_tabel
from core.measures.blocks import bedrag, toegekend, with_teken
from core.model.selectie import Selectie
from core.simulation.days import JAAR
from core.simulation.scenario import Kostenpost

JEUGDBESCHERMING = ("48",)
# Stays that are claimed per etmaal.
VERBLIJF, ETMAAL = ("35", "36", "37", "38", "43", "44"), "14"


class _Tabellen:
    declaraties = actuele_tabel("declaraties")


def own_prijzen(rekenaar: Rekenaar, selectie: Selectie) -> tuple[Kostenpost, ...]:
    """Costs per running measure a year, and per child away from home a year, in the last whole year of claims.
    Empty when there are no claims to tell. Only the region or gemeenten are chosen: most claims name no GI."""
    dekking = rekenaar.dekking.get("declaraties")
    jaren = whole_perioden(dekking.van or dt.date(dekking.tm.year - 1, 1, 1), dekking.tm, "jaar") if dekking else []
    if not jaren:
        return ()
    jaar = jaren[-1]
    gemeenten = selectie.filter("gemeente") or (rekenaar.regio_codes[selectie.regio] if selectie.regio else ())
    rijen = toegekend(_Tabellen).filter(_.periode_begin.between(jaar.van, jaar.tot))
    if gemeenten:
        rijen = rijen.filter(_.gemeente.isin(gemeenten))
    jb = rijen.filter(_.productcategorie.isin(JEUGDBESCHERMING))
    stay = rijen.filter(_.productcategorie.isin(VERBLIJF), _.eenheid == ETMAAL, _.volume.notnull())
    kosten_jb, _geen = _som(rekenaar, jb)
    kosten_stay, etmalen = _som(rekenaar, stay)
    keuze = Selectie(regio=selectie.regio).with_(gemeente=selectie.filter("gemeente"))
    stand = rekenaar.on_dagen("jb_stand", keuze, (jaar.van, jaar.tot))["waarde"].mean()
    uit = []
    if kosten_jb > 0 and stand > 0:
        uit.append(Kostenpost(naam="jeugdbescherming", maat="jb_stand", bedrag=round(kosten_jb / stand)))
    if kosten_stay > 0 and etmalen > 0:
        uit.append(Kostenpost(naam="verblijf", maat="uhp_stand", bedrag=round(kosten_stay / etmalen * JAAR)))
    return tuple(uit)


def _som(rekenaar: Rekenaar, rijen: ibis.Table) -> tuple[float, float]:
    """Euro and volume, debet less credit."""
    som = rijen.agg(euro=bedrag(rijen).sum(), volume=with_teken(rijen, rijen.volume).sum())
    frame = rekenaar.verbinding.vraag(str(ibis.to_sql(som, dialect=rekenaar.verbinding.dialect)))
    return tuple(float(x or 0) if x == x else 0.0 for x in frame.iloc[0])
