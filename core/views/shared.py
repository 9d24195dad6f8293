"""Figures fit to share: the same questions, each answered by what core.disclosure lets through. Nothing is inherited
from the exact view: a question that is not answered here cannot be asked."""

import datetime as dt
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace

import numpy as np
import pandas as pd

from core.disclosure import counts, guard, shapes
from core.disclosure import scenario as share
from core.disclosure.aansluiting import check_shareable, share_aansluiting, share_official
from core.disclosure.durations import share_vergelijking
from core.disclosure.goals import share_cellen, share_doelstand
from core.disclosure.moments import share_late, share_moments
from core.disclosure.series import Deler, delend
from core.engine import goal
from core.engine.count import durations
from core.engine.count.sluitende_stand import sluitende_stand
from core.engine.count.tables import tabellen_van_maten
from core.engine.goal import Doelbeeld
from core.engine.judge.duur import Duurvergelijking
from core.engine.judge.goal_state import DoelStand
from core.engine.task import goal_task
from core.engine.task.goal_task import Uitgangspunt
from core.measures import load_catalogus
from core.measures.tweelingen import load_tweelingen
from core.model.aansluiting import Aansluiting, Onderwerp
from core.model.aansluiting import onderwerp as cbs_onderwerp
from core.model.doel import Doel
from core.model.melding import Melding
from core.model.oordeel import Oordeel
from core.model.schema import CBS_ONDERWERPEN
from core.model.selectie import Selectie
from core.model.veranderd import OORZAKEN, RECORDS, Ronde, Veranderd
from core.model.weergave import Drempels, delen
from core.reports import result_rows
from core.reports.dekking import dekking
from core.simulation import rows
from core.simulation.backtest import Terugtoets
from core.simulation.doelkans import Doelkans
from core.simulation.scenario import Kostenpost, Scenario
from core.simulation.simulate import MATEN, SIMULEERBAAR, Simulatie, kans_op_doel
from core.sources.codelijsten import trendcijfers
from core.staat.duiding import Punt
from core.views import shared_world, veranderd, what_if
from core.views.contract import Blad, View
from core.views.exact import ExactView, explained, judged_doelen, reasons, rows_of
from core.views.remember import Door
from core.views.store import Store, as_it_is, known_doel, known_maat, maten, regios, rekenaar_op

_INTERN = "Hier staan regels uit de leveringen zelf: dat is alleen intern te zien. Kies Intern."


class SharedView(View):
    """Every count by the thresholds of `drempels`."""

    def __init__(self, store: Store, drempels: Drempels, door: Door):
        self.store, self.drempels, self.door = store, drempels, door
        self.weergave = delen(drempels)
        self._exact = ExactView(store, self, door)
        self._fitted: tuple[Simulatie, Simulatie] | None = None

    @contextmanager
    def _deler(self) -> Iterator[Deler]:
        with rekenaar_op(self.store) as rekenaar:
            yield delend(rekenaar, self.drempels)

    def reeks(self, maat_id: str, selectie: Selectie) -> pd.DataFrame:
        maat = known_maat(maat_id)
        with self._deler() as deler:
            return deler.reeks(maat_id, selectie).assign(eenheid=maat.unit)

    def stand_op(self, maat_id: str, selectie: Selectie, dagen: tuple[dt.date, ...]) -> pd.DataFrame:
        maat = known_maat(maat_id)
        with self._deler() as deler:
            return deler.on_dagen(maat_id, selectie, tuple(dagen)).assign(eenheid=maat.unit)

    def doelen(self, selectie: Selectie) -> list[DoelStand]:
        with self._deler() as deler:
            return judged_doelen(self.store, deler, selectie, share_doelstand, self._now)

    def _now(self) -> View:
        return SharedView(as_it_is(self.store), self.drempels, self.door)

    def doelbeeld(self, selectie: Selectie, doel_id: str) -> Doelbeeld:
        regio, doel = known_doel(self.store, selectie, doel_id)
        keuze = doel.fit(selectie).with_(regio=regio.id, splits=())
        with self._deler() as deler:
            stand = share_doelstand(deler, doel, keuze, dt.date.today())
            exact = goal_task.uitgangspunt(deler, stand, keuze, replace(deler.real(), catalogus=load_catalogus()))
            van = shapes.share_uitgangspunt(exact, keuze, doel, self.drempels)
            return goal.doelbeeld(deler, stand, van, keuze, load_tweelingen(), dt.date.today())

    def gewichten(
        self, selectie: Selectie, doel_id: str, kolom: str, van: Uitgangspunt, richting: int
    ) -> pd.DataFrame | str:
        regio, doel = known_doel(self.store, selectie, doel_id)
        keuze = selectie.with_(regio=regio.id)
        with self._deler() as deler:
            return goal_task.weights(deler, doel, keuze, kolom, van, richting)

    def sluitende_stand(self, selectie: Selectie, typen: tuple[str, ...]) -> pd.DataFrame:
        maat = maten()["jb_stand"]
        with self._deler() as deler:
            return shapes.share_sluitend(
                lambda keuze: sluitende_stand(deler.real(), tabellen_van_maten(), keuze, typen, maat),
                selectie,
                maat,
                deler.wijze(maat.id),
            )

    def duurverdeling(self, maat_id: str, selectie: Selectie) -> pd.DataFrame:
        with self._deler() as deler:
            return shapes.share_verdeling(
                lambda keuze: durations.verdeling(deler.real(), maat_id, keuze),
                selectie,
                known_maat(maat_id),
                deler.wijze(maat_id),
                deler.reeks(maat_id, selectie.with_(splits=())),
            )

    def overleving(self, selectie: Selectie, maat_id: str = "ots_duur_km") -> pd.DataFrame:
        keuze = selectie.with_(splits=())
        with self._deler() as deler:
            curven = durations.overlevingscurven(deler.real(), maat_id, keuze)
            return shapes.share_overleving(curven, deler.reeks(maat_id, keuze), self.drempels)

    def duur_per_gi(self, selectie: Selectie, maat_id: str = "ots_duur_km") -> Duurvergelijking:
        _whole_region(selectie.with_(gi=()))
        with self._deler() as deler:
            heel = Selectie(regio=selectie.regio)
            exact = durations.per_deel(deler.real(), maat_id, heel, "gi")
            return replace(share_vergelijking(exact, self.drempels), over=heel)

    def late_begins(self, maat_id: str, selectie: Selectie) -> pd.DataFrame:
        exact = self._exact.late_begins(maat_id, selectie)
        heel = bool(selectie.regio) and not [k for k, w in selectie.filters if w]
        return share_late(exact if heel else exact[:0], self.reeks(maat_id, selectie.with_(splits=())), self.drempels)

    def toelichting(self, maat_id: str, selectie: Selectie) -> dict:
        with self._deler() as deler:
            exact = explained(deler.real(), maat_id, selectie, whole=True)
            return shapes.share_toelichting(exact, deler.reeks(maat_id, selectie.with_(splits=())), self.drempels)

    def resultaten(
        self,
        selectie: Selectie,
        maat_ids: tuple[str, ...] = (),
        doel_ids: tuple[str, ...] = (),
        alles: bool = False,
        peildata: tuple[dt.date, ...] = (),
    ) -> pd.DataFrame:
        with self._deler() as deler:
            gevraagd = result_rows.Gevraagd(maat_ids, doel_ids, alles, peildata)
            return rows_of(self.store, selectie, gevraagd, result_rows.Teller(deler, share_cellen, "ja"))

    def redenen(self, selectie: Selectie, doel_ids: tuple[str, ...]) -> dict[str, str]:
        with self._deler() as deler:
            return reasons(self.store, deler, selectie, doel_ids, share_doelstand)

    def dekking(self, regio: str | None = None) -> pd.DataFrame:
        gekozen = [r for r in regios(self.store).values() if regio in (None, r.id)]
        standen = {r.id: self.doelen(Selectie(regio=r.id)) for r in gekozen}
        return dekking(gekozen, standen, maten(), trendcijfers())

    def opvragen(self, selectie: Selectie) -> pd.DataFrame:
        """Which figures are in, no figure itself: there is no child in it."""
        return self._exact.opvragen(selectie)

    def opgevraagd(self, selectie: Selectie, doel: Doel) -> pd.DataFrame:
        with self._deler() as deler:
            stand = share_doelstand(deler, doel, selectie, dt.date.today())
        if stand.reeks.empty and stand.uitkomst.oordeel is Oordeel.TE_KLEIN:  # delivered, and not shared so finely
            raise Melding(stand.uitkomst.uitleg)
        return stand.reeks.assign(eenheid=doel.eenheid)

    def officieel(self, selectie: Selectie) -> pd.DataFrame:
        """What the CBS publishes is public; a figure that it would not publish is not shown either."""
        uit = share_official(self._exact.officieel(selectie), self.drempels)
        return uit.assign(eigen=[r.eigen and self._has_own(selectie, r) for r in uit.itertuples()])

    def elders(self) -> pd.DataFrame:
        return share_official(self._exact.elders(), self.drempels)

    def aansluiting(self, selectie: Selectie, onderwerp: str, van: dt.date, tot: dt.date) -> Aansluiting:
        if onderwerp in CBS_ONDERWERPEN:
            check_shareable(cbs_onderwerp(onderwerp), van, tot, selectie)
        exact = self._exact.aansluiting(selectie, onderwerp, van, tot)
        return share_aansluiting(exact, self._own_parts(selectie, exact.onderwerp, tot), self.drempels)

    def _own_parts(self, selectie: Selectie, onderwerp: Onderwerp, tot: dt.date) -> dict[str, float]:
        """What our figure beside the CBS is the sum of, by name; NaN where it is not shared."""
        keuze = selectie.with_(per="jaar", van=dt.date(tot.year, 1, 1), tot=tot, splits=())
        delen = {maten()[m].label: self.reeks(m, keuze)["waarde"] for m in onderwerp.maten}
        return {n: float(d.iloc[-1]) if len(d) else np.nan for n, d in delen.items()}

    def _has_own(self, selectie: Selectie, rij) -> bool:
        """Whether there is a figure of our own to share beside a row of OFFICIEEL."""
        try:
            check_shareable(cbs_onderwerp(rij.onderwerp), rij.van, rij.tot, selectie)
        except Melding:
            return False
        return not np.isnan(sum(self._own_parts(selectie, cbs_onderwerp(rij.onderwerp), rij.tot).values()))

    def mijlpalen(self, selectie: Selectie) -> pd.DataFrame:
        """Days and evidence of what organisations did: there is no child in it."""
        return self._exact.mijlpalen(selectie)

    def notities(self, doel_id: str) -> None:
        return None

    def duiding(self, regio: str, *, historie: bool = False) -> list[Punt]:
        """Words written beside exact figures stay away; that there is a point, and when it is due, does not."""
        alle = self._exact.duiding(regio, historie=historie)
        return [p if self.may_read(p.herkomst) else p.without_words() for p in alle]

    def leveringen(self) -> pd.DataFrame:
        frame = self._exact.leveringen()
        geteld = [k for k in ("gelezen", "geaccepteerd", "samengevoegd", "afgewezen") if k in frame]
        return frame.assign(**{k: self._rounded(frame[k]) for k in geteld})

    def veranderd(self, selectie: Selectie, toen: int | None = None, nu: int | None = None) -> Veranderd:
        _whole_region(selectie)
        eerst, daarna = veranderd.two_rondes(self.store, None, None)
        if toen not in (None, eerst.nr) or nu not in (None, daarna.nr):
            raise Melding(
                "Om te delen zijn alleen de laatste twee leveringen te vergelijken: kies die, of kies Intern."
            )
        return self._moments(eerst, daarna, *(veranderd.at_ronde(self.store, r) for r in (eerst, daarna)), selectie)

    def veranderd_kort(self, selectie: Selectie) -> Veranderd:
        _whole_region(selectie)
        eerst, daarna, toen, zonder = veranderd.briefly(self.store)
        return replace(self._moments(eerst, daarna, toen, self.store, selectie), zonder=zonder)

    def _moments(self, eerst: Ronde, daarna: Ronde, toen: Store, nu: Store, selectie: Selectie) -> Veranderd:
        with veranderd.compared(toen, nu, selectie.regio) as naast_elkaar:
            cijfers = veranderd.beside(*(SharedView(s, self.drempels, self.door) for s in (toen, nu)), selectie)
            kinderen = veranderd.changed_children(naast_elkaar.result(), self.store, selectie)
            for doel, zaken in veranderd.cases_apart(toen, nu, cijfers, selectie).items():
                bekend = kinderen.get(doel)
                kinderen[doel] = None if None in (zaken, bekend) else min(zaken, bekend)
        leeg = (pd.DataFrame(columns=k) for k in (OORZAKEN, RECORDS))
        return Veranderd(eerst, daarna, share_moments(cijfers, kinderen, self.drempels), *leeg)

    def bevindingen(self) -> pd.DataFrame:
        raise Melding(_INTERN)

    def samenvatting_bevindingen(self) -> pd.DataFrame:
        frame = self._exact.samenvatting_bevindingen()
        return frame.assign(aantal=self._rounded(frame["aantal"]))

    def taaklijst(self, leverancier: str | None) -> bytes:
        raise Melding(_INTERN)

    def _rounded(self, kolom: pd.Series) -> np.ndarray:
        return counts.round_aantal(kolom.to_numpy(dtype="float64", na_value=np.nan), self.drempels)

    def simulate(
        self,
        scenario: Scenario,
        *,
        replicaties: int | None = None,
        basis: Simulatie | None = None,
        maten: tuple[str, ...] = MATEN,
    ) -> Iterator[Simulatie]:
        scenario = self.gekeurd(scenario)
        breuken = what_if.breaks_of(scenario)
        opzet = shared_world.shared_setup(self.store, self.drempels, scenario, maten=maten, breuken=breuken)
        beelden = what_if.pictures(scenario, opzet, replicaties=replicaties, basis=basis)
        with closing(beelden):
            yield from beelden

    def scenario_cijfers(self, beeld: Simulatie) -> pd.DataFrame:
        return share.share_beeld(self._fit(beeld), self.drempels)

    def scenario_rijen(self, beeld: Simulatie) -> tuple[pd.DataFrame, tuple[str, ...]]:
        beeld = self._fit(beeld)
        cijfers = share.share_beeld(beeld, self.drempels)
        frame, zinnen = rows.rijen(beeld, cijfers, lambda: share.share_kans(kans_op_doel(beeld)))
        return frame, tuple(share.share_zin(zin) for zin in zinnen)

    def _fit(self, beeld: Simulatie) -> Simulatie:
        """The picture that this view may tell of. One of exact figures is not made fit by rounding: the scenario is
        worked out again, from what may be shared. Raises Melding when that cannot be."""
        if shared_world.is_shared(beeld):
            return beeld
        if (
            self._fitted is None or self._fitted[0] is not beeld
        ):  # one file asks its figures, its chance and its picture
            maten = tuple(m for m in beeld.waarden if m in SIMULEERBAAR)
            *_, opnieuw = self.simulate(beeld.scenario, replicaties=beeld.gevraagd or None, maten=maten)
            self._fitted = beeld, opnieuw
        return self._fitted[1]

    def scenario_kosten(self, beeld: Simulatie) -> dict[str, tuple[float, float, float]]:
        return {}

    def kans_op_doel(self, beeld: Simulatie) -> Doelkans:
        return replace(share.share_kans(kans_op_doel(self._fit(beeld))), eerste={})

    def terugtoets(self, selectie: Selectie, replicaties: int = 200) -> Terugtoets:
        """Only of all figures together, in steps: the error of one small figure tells it."""
        if [k for k, w in selectie.filters if len(w) > 1]:  # of real figures: of several parts the sum would be told
            raise Melding("Om te delen is dit voor één gemeente of GI tegelijk, of voor de hele regio: kies er één.")
        shared_world.check_shared(self.store, self.drempels, selectie)
        return share.share_toets(self._exact.terugtoets(selectie, replicaties))

    def own_prijzen(self, selectie: Selectie) -> tuple[Kostenpost, ...]:
        return ()

    def gekeurd(self, scenario: Scenario) -> Scenario:
        return shared_world.may_ask(self._exact.gekeurd(scenario), self.drempels)

    def arriving(self, scenario: Scenario) -> Scenario:
        return shared_world.on_grid(scenario, self.drempels)

    def refuses(self, scenario: Scenario) -> str:
        try:
            shared_world.check_scenario(self.store, self.drempels, scenario)
        except Melding as melding:
            return str(melding)
        return ""

    def unattended(self) -> View:
        return SharedView(self.store, self.drempels, Door())

    @property
    def leaving(self) -> tuple[View, ...]:
        return (self,)

    def release(self, blad: Blad) -> pd.DataFrame:
        for deel, naam in ((blad.document, "rapport"), (blad.plaatje, "plaatje")):
            if deel and deel.weergave != self.weergave.naam:
                raise Melding(
                    f"Dit {naam} is gemaakt van interne cijfers en mag niet gedeeld worden: maak het om te delen."
                )
        mijlpalen = frozenset(d.id for r in regios().values() for d in r.doelen if d.databron == "mijlpaal")
        eenheid = blad.maten[0].unit if blad.maten else blad.doelen[0].eenheid if blad.doelen else None
        return guard.check(blad.frame, self.drempels, eenheid=eenheid, geen_kinderen=mijlpalen)


def _whole_region(selectie: Selectie) -> None:
    """Raises Melding with a filter, or without a region."""
    if {k for k, w in selectie.filters if w} or not selectie.regio:
        raise Melding("Om te delen is dit alleen voor een hele regio te vergelijken: haal het filter weg.")
