"""Real figures, for who may work with the records: every question of the contract, nothing hidden."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace

import pandas as pd

from core.engine import goal
from core.engine.count import durations
from core.engine.count.left_out import left_out
from core.engine.count.series import Rekenaar
from core.engine.count.sluitende_stand import sluitende_stand
from core.engine.count.tables import tabellen_van_maten
from core.engine.goal import Doelbeeld
from core.engine.judge.asked_state import opvraagstand
from core.engine.judge.duur import Duurvergelijking, compare_groups
from core.engine.judge.goal_state import DoelStand, doelcellen, doelstand, own_keuze
from core.engine.judge.late_begins import not_in_yet
from core.engine.judge.milestones import mijlpaalstand
from core.engine.task import goal_task
from core.engine.task.goal_task import Uitgangspunt
from core.measures import load_catalogus
from core.measures.tweelingen import load_tweelingen
from core.model.aansluiting import Aansluiting
from core.model.doel import Doel
from core.model.selectie import Selectie
from core.model.veranderd import OORZAKEN, RECORDS, Veranderd
from core.model.weergave import INTERN
from core.reports import export, result_rows
from core.reports.dekking import dekking, reden
from core.simulation import rows
from core.simulation.backtest import Terugtoets, backtest
from core.simulation.doelkans import Doelkans
from core.simulation.kosten import over_everything
from core.simulation.prices import own_prijzen
from core.simulation.scenario import Kostenpost, Scenario
from core.simulation.simulate import MATEN, Simulatie, kans_op_doel
from core.sources import bevindingen, wijzigingen
from core.sources.codelijsten import trendcijfers
from core.staat import besluiten
from core.staat import duiding as _duiding
from core.staat.besluiten import Notitie
from core.staat.duiding import Punt
from core.views import aansluiting, veranderd, what_if
from core.views.contract import Blad, View
from core.views.remember import Door
from core.views.store import (
    Store,
    as_it_is,
    doelregios,
    known_doel,
    known_maat,
    leveringen,
    maten,
    reading,
    regios,
    rekenaar_op,
    same_doelen,
    staatmap,
)


class ExactView(View):
    """`shared`: the view by which the same reader may share."""

    weergave = INTERN

    def __init__(self, store: Store, shared: View, door: Door):
        self.store, self.shared, self.door = store, shared, door

    def reeks(self, maat_id: str, selectie: Selectie) -> pd.DataFrame:
        maat = known_maat(maat_id)
        with rekenaar_op(self.store) as rekenaar:
            return rekenaar.reeks(maat_id, selectie).assign(eenheid=maat.unit)

    def stand_op(self, maat_id: str, selectie: Selectie, dagen: tuple[dt.date, ...]) -> pd.DataFrame:
        maat = known_maat(maat_id)
        with rekenaar_op(self.store) as rekenaar:
            return rekenaar.on_dagen(maat_id, selectie, tuple(dagen)).assign(eenheid=maat.unit)

    def doelen(self, selectie: Selectie) -> list[DoelStand]:
        with rekenaar_op(self.store) as rekenaar:
            return judged_doelen(self.store, rekenaar, selectie, doelstand, self._now)

    def _now(self) -> View:
        return ExactView(as_it_is(self.store), self.shared, self.door)

    def doelbeeld(self, selectie: Selectie, doel_id: str) -> Doelbeeld:
        regio, doel = known_doel(self.store, selectie, doel_id)
        keuze = doel.fit(selectie).with_(regio=regio.id, splits=())
        with rekenaar_op(self.store) as rekenaar:
            stand = doelstand(rekenaar, doel, keuze, dt.date.today())
            van = goal_task.uitgangspunt(rekenaar, stand, keuze, replace(rekenaar, catalogus=load_catalogus()))
            return goal.doelbeeld(rekenaar, stand, van, keuze, load_tweelingen(), dt.date.today())

    def gewichten(
        self, selectie: Selectie, doel_id: str, kolom: str, van: Uitgangspunt, richting: int
    ) -> pd.DataFrame | str:
        regio, doel = known_doel(self.store, selectie, doel_id)
        keuze = selectie.with_(regio=regio.id)
        with rekenaar_op(self.store) as rekenaar:
            return goal_task.weights(rekenaar, doel, keuze, kolom, van, richting)

    def sluitende_stand(self, selectie: Selectie, typen: tuple[str, ...]) -> pd.DataFrame:
        with rekenaar_op(self.store) as rekenaar:
            return sluitende_stand(rekenaar, tabellen_van_maten(), selectie, typen, maten()["jb_stand"])

    def duurverdeling(self, maat_id: str, selectie: Selectie) -> pd.DataFrame:
        with rekenaar_op(self.store) as rekenaar:
            return durations.verdeling(rekenaar, maat_id, selectie)

    def overleving(self, selectie: Selectie, maat_id: str = "ots_duur_km") -> pd.DataFrame:
        with rekenaar_op(self.store) as rekenaar:
            return durations.overlevingscurven(rekenaar, maat_id, selectie)

    def duur_per_gi(self, selectie: Selectie, maat_id: str = "ots_duur_km") -> Duurvergelijking:
        with rekenaar_op(self.store) as rekenaar:
            keuze = selectie.with_(gi=(), splits=())
            return replace(compare_groups(durations.per_deel(rekenaar, maat_id, keuze, "gi")), over=keuze)

    def late_begins(self, maat_id: str, selectie: Selectie) -> pd.DataFrame:
        known_maat(maat_id)
        with rekenaar_op(self.store) as rekenaar:
            return not_in_yet(rekenaar, maat_id, selectie)

    def toelichting(self, maat_id: str, selectie: Selectie) -> dict:
        with rekenaar_op(self.store) as rekenaar:
            return explained(rekenaar, maat_id, selectie)

    def resultaten(
        self,
        selectie: Selectie,
        maat_ids: tuple[str, ...] = (),
        doel_ids: tuple[str, ...] = (),
        alles: bool = False,
        peildata: tuple[dt.date, ...] = (),
    ) -> pd.DataFrame:
        with rekenaar_op(self.store) as rekenaar:
            gevraagd = result_rows.Gevraagd(maat_ids, doel_ids, alles, peildata)
            return rows_of(self.store, selectie, gevraagd, result_rows.Teller(rekenaar, doelcellen, "nee"))

    def redenen(self, selectie: Selectie, doel_ids: tuple[str, ...]) -> dict[str, str]:
        with rekenaar_op(self.store) as rekenaar:
            return reasons(self.store, rekenaar, selectie, doel_ids, doelstand)

    def dekking(self, regio: str | None = None) -> pd.DataFrame:
        gekozen = [r for r in regios(self.store).values() if regio in (None, r.id)]
        standen = {r.id: self.doelen(Selectie(regio=r.id)) for r in gekozen}
        return dekking(gekozen, standen, maten(), trendcijfers())

    def opvragen(self, selectie: Selectie) -> pd.DataFrame:
        eerste = [van for van, _ in self.store.dekking.values() if van]
        van = selectie.van or self.store.dekking.get("opvragen", (None,))[0] or min(eerste, default=dt.date(2022, 1, 1))
        tm = min(selectie.tot or dt.date.max, dt.date.today())
        gevraagd = tuple(d for r in doelregios(selectie.regio) for d in r.doelen)
        with rekenaar_op(self.store) as rekenaar:
            opgaven = rekenaar.opgaven("opvragen")
        return opvraagstand(opgaven, gevraagd, regios()[selectie.regio].codes, dt.date(van.year, 1, 1), tm)

    def opgevraagd(self, selectie: Selectie, doel: Doel) -> pd.DataFrame:
        with rekenaar_op(self.store) as rekenaar:
            return doelstand(rekenaar, doel, selectie, dt.date.today()).reeks.assign(eenheid=doel.eenheid)

    def officieel(self, selectie: Selectie) -> pd.DataFrame:
        return aansluiting.figures(self.store, selectie)

    def elders(self) -> pd.DataFrame:
        return aansluiting.everywhere(self.store)

    def aansluiting(self, selectie: Selectie, onderwerp: str, van: dt.date, tot: dt.date) -> Aansluiting:
        return aansluiting.aansluiting(self.store, selectie, onderwerp, van, tot)

    def mijlpalen(self, selectie: Selectie) -> pd.DataFrame:
        eigen = tuple(d for r in doelregios(selectie.regio) for d in r.doelen)
        with rekenaar_op(self.store) as rekenaar:
            rijen = mijlpaalstand(rekenaar.opgaven("mijlpalen"), eigen, dt.date.today())
        gekozen = selectie.filter("gi")
        return rijen[rijen["gi"].isna() | rijen["gi"].isin(gekozen)].reset_index(drop=True) if gekozen else rijen

    def notities(self, doel_id: str) -> list[Notitie]:
        return [n for n in besluiten.notities(staatmap(self.store), doel_id) if self.may_read(n.herkomst)]

    def duiding(self, regio: str, *, historie: bool = False) -> list[Punt]:
        alle = (_duiding.versies if historie else _duiding.punten)(staatmap(self.store))
        return [p for p in alle if p.selectie.regio == regio and self.may_read(p.herkomst)]

    def leveringen(self) -> pd.DataFrame:
        return leveringen(self.store)

    def veranderd(self, selectie: Selectie, toen: int | None = None, nu: int | None = None) -> Veranderd:
        eerst, daarna = veranderd.two_rondes(self.store, toen, nu)
        stores = [veranderd.at_ronde(self.store, r) for r in (eerst, daarna)]
        with veranderd.compared(*stores) as naast_elkaar:
            cijfers = veranderd.beside(*(ExactView(s, self.shared, self.door) for s in stores), selectie)
            verschil, hier = naast_elkaar.result(), veranderd.gemeenten_of(self.store, selectie)
            records = wijzigingen.counted(verschil, hier)
            return Veranderd(eerst, daarna, cijfers, veranderd.causes(verschil, stores[0], cijfers, selectie), records)

    def veranderd_kort(self, selectie: Selectie) -> Veranderd:
        eerst, daarna, toen, zonder = veranderd.briefly(self.store)
        cijfers = veranderd.beside(ExactView(toen, self.shared, self.door), self, selectie)
        leeg = (pd.DataFrame(columns=k) for k in (OORZAKEN, RECORDS))
        return Veranderd(eerst, daarna, cijfers, *leeg, zonder)

    def bevindingen(self) -> pd.DataFrame:
        with reading(self.store) as verbinding:
            return verbinding.vraag(
                "select b.* from bevindingen b join (select tabel, max(import_nr) as nr from leveringen "
                "where not coalesce(ingetrokken, false) group by tabel) l on b.tabel = l.tabel and b.import_nr = l.nr "
                "order by b.afgewezen desc, b.code, b.bestand, b.rij"
            )

    def samenvatting_bevindingen(self) -> pd.DataFrame:
        return bevindingen.samenvatting(self.bevindingen())

    def taaklijst(self, leverancier: str | None) -> bytes:
        return export.as_bytes(lambda doel: bevindingen.taaklijst(self.bevindingen(), doel, leverancier))

    def simulate(
        self,
        scenario: Scenario,
        *,
        replicaties: int | None = None,
        basis: Simulatie | None = None,
        maten: tuple[str, ...] = MATEN,
    ) -> Iterator[Simulatie]:
        scenario = self.gekeurd(scenario)
        opzet = what_if.setup(self.store, scenario, maten=maten, breuken=what_if.breaks_of(scenario))
        beelden = what_if.pictures(scenario, opzet, replicaties=replicaties, basis=basis)
        with closing(beelden):
            yield from beelden

    def scenario_cijfers(self, beeld: Simulatie) -> pd.DataFrame:
        return beeld.cijfers()

    def scenario_rijen(self, beeld: Simulatie) -> tuple[pd.DataFrame, tuple[str, ...]]:
        return rows.rijen(beeld, beeld.cijfers(), lambda: kans_op_doel(beeld))

    def scenario_kosten(self, beeld: Simulatie) -> dict[str, tuple[float, float, float]]:
        return over_everything(beeld)

    def kans_op_doel(self, beeld: Simulatie) -> Doelkans:
        return kans_op_doel(beeld)

    def terugtoets(self, selectie: Selectie, replicaties: int = 200) -> Terugtoets:
        with rekenaar_op(self.store) as rekenaar:
            return backtest(rekenaar, selectie, telplek=what_if.counting_place, replicaties=replicaties)

    def own_prijzen(self, selectie: Selectie) -> tuple[Kostenpost, ...]:
        with rekenaar_op(self.store) as rekenaar:
            return own_prijzen(rekenaar, selectie)

    def gekeurd(self, scenario: Scenario) -> Scenario:
        return what_if.scenario_gekeurd(self.store, scenario)

    def arriving(self, scenario: Scenario) -> Scenario:
        return scenario

    def refuses(self, scenario: Scenario) -> str:
        return ""

    def unattended(self) -> View:
        return ExactView(self.store, self.shared.unattended(), Door())

    @property
    def leaving(self) -> tuple[View, ...]:
        return self.shared, self

    def release(self, blad: Blad) -> pd.DataFrame:
        return blad.frame


def judged_doelen(
    store: Store, rekenaar: Rekenaar, selectie: Selectie, judge: Callable, now: Callable[[], View]
) -> list[DoelStand]:
    """Every goal of the selection, each worked out by `judge` (rekenaar, doel, selectie, vandaag). `now`: the same view
    of the data of now, which answers for the goals of an earlier moment of which nothing came since."""
    gekozen = [selectie.regio] if selectie.regio else list(store.regios)
    vandaag, alle = dt.date.today(), regios(store)
    gevraagd = [(doel, selectie.with_(regio=regio, splits=())) for regio in gekozen for doel in alle[regio].doelen]
    gelijk = same_doelen(store, (doel for doel, _ in gevraagd))
    bekend = {s.doel.id: s for s in now().doelen(selectie) if s.doel.id in gelijk} if gelijk else {}
    keuzes = [own_keuze(doel, keuze) for doel, keuze in gevraagd if doel.id not in bekend]
    rekenaar.geheugen.read(rekenaar.verbinding, [rekenaar.filters(k) for k in keuzes if k])
    return [bekend.get(doel.id) or judge(rekenaar, doel, keuze, vandaag) for doel, keuze in gevraagd]


def explained(rekenaar: Rekenaar, maat_id: str, selectie: Selectie, *, whole: bool = False) -> dict:
    """The note under a figure, with exact numbers; `whole`: what is left out is told of the whole region."""
    maat = known_maat(maat_id)
    gevonden = rekenaar.reeks(maat_id, selectie.with_(splits=()))
    bekend = gevonden[gevonden["n"].notna()]
    compleet = rekenaar.geladen(maat)
    return {
        "definitie": maat.definition,
        "n": int(bekend["n"].iloc[-1]) if len(bekend) else 0,
        "uitgesloten": left_out(rekenaar, maat, selectie, whole=whole),
        "sql": replace(rekenaar, catalogus=load_catalogus()).sql(maat_id, selectie),
        "gegevens_tm": rekenaar.tm(maat) if compleet else None,
        "herzien_voor": maat.next_review,
    }


def rows_of(
    store: Store, selectie: Selectie, gevraagd: result_rows.Gevraagd, teller: result_rows.Teller
) -> pd.DataFrame:
    """Rows of the command `bereken` for what was asked."""
    for maat_id in gevraagd.maat_ids:
        known_maat(maat_id)
    hier = frozenset(r.id for r in doelregios(selectie.regio)) if selectie.regio else frozenset()
    return result_rows.resultaten(teller, regios(store), hier, selectie, gevraagd)


def reasons(store: Store, rekenaar: Rekenaar, selectie: Selectie, doel_ids: tuple[str, ...], judge) -> dict[str, str]:
    """Goal -> one sentence why it has no figure."""
    in_document = {t["doel"] for t in trendcijfers()}
    vandaag = dt.date.today()
    return {
        d.id: reden(
            d,
            judge(rekenaar, d, selectie.with_(regio=selectie.regio or r.id, splits=()), vandaag),
            maten(),
            d.id in in_document,
        )
        for r in regios(store).values()
        for d in r.doelen
        if d.id in doel_ids
    }
