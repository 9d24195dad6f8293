"""The contract: every question to the dashboard once. Two views answer all of them: `exact` with real figures, `shared`
with figures fit to share. What leaves is asked of a view too, so it is guarded because of the view it is asked of.

A view that does not answer a question cannot be made. Frames are pandas; of `selectie` only what the reader may see is
answered. Every question may raise Melding: one Dutch sentence for the reader. Source of the figures: the counting
rules (core/decisions/telregels.md).
"""

import datetime as dt
import functools
import inspect
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd

from core.engine.goal import Doelbeeld
from core.engine.judge.duur import Duurvergelijking
from core.engine.judge.goal_state import DoelStand
from core.engine.task.goal_task import Uitgangspunt
from core.model.aansluiting import Aansluiting
from core.model.doel import Doel
from core.model.maat import Maat
from core.model.selectie import Selectie
from core.model.veranderd import Veranderd
from core.model.weergave import Weergave
from core.reports import cijferboek, export, pdf, plaatje, powerpoint, word  # noqa: F401  ways to take figures along
from core.reports.document import Document, Plaatje
from core.simulation.backtest import Terugtoets
from core.simulation.doelkans import Doelkans
from core.simulation.scenario import Kostenpost, Scenario
from core.simulation.simulate import MATEN, Simulatie
from core.staat.besluiten import Notitie
from core.staat.duiding import Punt
from core.staat.herkomst import Herkomst
from core.views.remember import MEMORY, Door
from core.views.store import Store, gemeentenamen, maten, regios, within


@dataclass(frozen=True)
class Blad:
    """What somebody takes along: a table, its title, and what it is about. Made by asking a view, so that table and
    title say the same."""

    frame: pd.DataFrame
    titel: str
    selectie: Selectie
    maten: tuple[Maat, ...] = ()
    doelen: tuple[Doel, ...] = ()
    document: Document | None = None  # of a report: its chapters, of which `frame` holds every figure
    plaatje: Plaatje | None = None  # of a chart: how it is drawn


class View(ABC):
    """One way to look at a store, for one reader. Make one with `core.dashboard.open_view`."""

    store: Store
    weergave: Weergave
    door: Door

    def __init_subclass__(cls, **extra):
        """Every answer passes the door, is limited to what the reader may see, and is remembered."""
        super().__init_subclass__(**extra)
        for name in QUESTIONS & vars(cls).keys():
            setattr(cls, name, _remembered(name, vars(cls)[name]))

    # Figures

    @abstractmethod
    def reeks(self, maat_id: str, selectie: Selectie) -> pd.DataFrame:
        """The series of one maat: periode, van, tot, peildatum, <splits>, teller, noemer, waarde, n, laag, hoog,
        voorlopig, reden, eenheid. Unit: `eenheid`; a share is a ratio of 0 to 1."""

    @abstractmethod
    def stand_op(self, maat_id: str, selectie: Selectie, dagen: tuple[dt.date, ...]) -> pd.DataFrame:
        """A stock on given days; the columns of `reeks`."""

    @abstractmethod
    def doelen(self, selectie: Selectie) -> list[DoelStand]:
        """Every goal of the chosen region (or of each region with data) with its series and verdict."""

    @abstractmethod
    def doelbeeld(self, selectie: Selectie, doel_id: str) -> Doelbeeld:
        """One goal in depth: series and verdict, process, twins, and where the question what it takes starts."""

    @abstractmethod
    def gewichten(
        self, selectie: Selectie, doel_id: str, kolom: str, van: Uitgangspunt, richting: int
    ) -> pd.DataFrame | str:
        """Per part of a column what is there now (naam, nu, gewicht), to divide a task; or one sentence why not."""

    @abstractmethod
    def sluitende_stand(self, selectie: Selectie, typen: tuple[str, ...]) -> pd.DataFrame:
        """periode, van, tot, <splits>, begin, instroom, overgenomen, uitstroom, overgedragen, eind, verschil."""

    @abstractmethod
    def duurverdeling(self, maat_id: str, selectie: Selectie) -> pd.DataFrame:
        """periode, klasse, aantal, totaal: what ended in each period, by class of duration, and of all together;
        empty where it may not be shown."""

    @abstractmethod
    def overleving(self, selectie: Selectie, maat_id: str = "ots_duur_km") -> pd.DataFrame:
        """cohort, dag, overleving, laag, hoog, in_risico, gebeurtenissen, mediaan: Kaplan-Meier by period of inflow;
        days."""

    @abstractmethod
    def duur_per_gi(self, selectie: Selectie, maat_id: str = "ots_duur_km") -> Duurvergelijking:
        """What began in the chosen periods, open cases counted too, by GI and beside each other: curves, medians, and
        whether they differ more than by chance; the chosen GI's are not singled out. To share: of all years together,
        and only of a whole region."""

    @abstractmethod
    def late_begins(self, maat_id: str, selectie: Selectie) -> pd.DataFrame:
        """Of the provisional periods of a maat that counts begins: the share that is not in yet, with its range, or why
        that cannot be said: core.engine.judge.late_begins.KOLOMMEN (shares 0 to 1). No rows for another maat. To
        share: in whole percents, of a whole region, learnt from enough cases."""

    @abstractmethod
    def toelichting(self, maat_id: str, selectie: Selectie) -> dict:
        """What is behind a figure: definitie, n (None when it is not shown), uitgesloten [(reden, aantal)], sql,
        gegevens_tm, herzien_voor."""

    @abstractmethod
    def resultaten(
        self,
        selectie: Selectie,
        maat_ids: tuple[str, ...] = (),
        doel_ids: tuple[str, ...] = (),
        alles: bool = False,
        peildata: tuple[dt.date, ...] = (),
    ) -> pd.DataFrame:
        """One row per result, the columns of the command `bereken`: core.reports.result_rows.KOLOMMEN."""

    @abstractmethod
    def redenen(self, selectie: Selectie, doel_ids: tuple[str, ...]) -> dict[str, str]:
        """Why these goals have no figure at all: goal -> one sentence."""

    @abstractmethod
    def dekking(self, regio: str | None = None) -> pd.DataFrame:
        """Every goal of a region (None: of all regions), with its figure or why there is none:
        core.reports.dekking.KOLOMMEN."""

    @abstractmethod
    def opvragen(self, selectie: Selectie) -> pd.DataFrame:
        """What was asked for, per goal of the region and period: core.engine.judge.asked_state.KOLOMMEN."""

    @abstractmethod
    def opgevraagd(self, selectie: Selectie, doel: Doel) -> pd.DataFrame:
        """The series of a figure that is asked for and is no goal of a region (data/rapporten/gevraagd.yaml): the
        columns of `reeks`, a row per period that was delivered. Raises Melding when it was delivered and may not be
        shown for this selection."""

    @abstractmethod
    def officieel(self, selectie: Selectie) -> pd.DataFrame:
        """What the CBS publishes of the chosen area, as it was loaded: core.model.aansluiting.OFFICIEEL; `eigen`:
        whether this view has a figure of our own beside it. Raises Melding without a region, or with a filter that the
        CBS does not know."""

    @abstractmethod
    def elders(self) -> pd.DataFrame:
        """What the CBS publishes of every area that was loaded, per whole year: core.model.aansluiting.ELDERS."""

    @abstractmethod
    def aansluiting(self, selectie: Selectie, onderwerp: str, van: dt.date, tot: dt.date) -> Aansluiting:
        """One figure of the CBS beside our own, and by how much each cause makes it higher or lower. `onderwerp`: a key
        of CBS_ONDERWERPEN. To share: of a whole region and whole years, and only causes of enough children. Raises
        Melding where there is no such figure, or none of our own."""

    @abstractmethod
    def mijlpalen(self, selectie: Selectie) -> pd.DataFrame:
        """Every milestone of the region: core.engine.judge.milestones.KOLOMMEN."""

    @abstractmethod
    def notities(self, doel_id: str) -> list[Notitie] | None:
        """The notes on a goal, newest first; None where they may not be shown: a note may name an exact figure."""

    @abstractmethod
    def duiding(self, regio: str, *, historie: bool = False) -> list[Punt]:
        """The points on the goals of a region, by number: the newest version of each, with `historie` every version.
        Without its words where they may not be shown: they may name an exact figure."""

    # Deliveries

    @abstractmethod
    def leveringen(self) -> pd.DataFrame:
        """Every delivery, newest first, with how many rows were read, accepted, merged and rejected."""

    @abstractmethod
    def veranderd(self, selectie: Selectie, toen: int | None = None, nu: int | None = None) -> Veranderd:
        """What changed between two imports (numbers of leveringen; without them the newest and the one before it), of
        the goals of a region: see Veranderd. To share: only those two, of a whole region, without causes or records.
        The first time takes as long as building a store. Raises Melding when there are not two."""

    @abstractmethod
    def veranderd_kort(self, selectie: Selectie) -> Veranderd:
        """As `veranderd` of the newest two imports, for a report: without causes and records, and without the goals
        that are counted in large tables (`zonder`). Raises Melding as `veranderd`."""

    @abstractmethod
    def bevindingen(self) -> pd.DataFrame:
        """Findings of the last import of each table: core.model.schema.BEVINDINGEN. Raises Melding where rows of
        children may not be shown."""

    @abstractmethod
    def samenvatting_bevindingen(self) -> pd.DataFrame:
        """Findings per rule: code, ernst, tabel, aantal, melding."""

    @abstractmethod
    def taaklijst(self, leverancier: str | None) -> bytes:
        """Excel to-do list for one supplier (or all). Raises Melding where rows of children may not be shown."""

    # What if

    @abstractmethod
    def simulate(
        self,
        scenario: Scenario,
        *,
        replicaties: int | None = None,
        basis: Simulatie | None = None,
        maten: tuple[str, ...] = MATEN,
    ) -> Iterator[Simulatie]:
        """Base and scenario on the data of the store, as a picture after each batch of runs (the first after 50, up to
        `replicaties`, default the scenario's). Stop taking pictures to cancel. `basis`: the last picture of an earlier
        scenario, to save doing its base again. `maten`: what is counted, beside what the scenario itself asks. Raises
        Melding for a scenario that cannot be simulated, before the first picture. A picture holds exact figures: show
        what `scenario_cijfers` and the others below make of it."""

    @abstractmethod
    def scenario_cijfers(self, beeld: Simulatie) -> pd.DataFrame:
        """periode, van, tot, maat, eenheid, variant (basis, scenario, verschil), p10, p50, p90, gemiddelde."""

    @abstractmethod
    def scenario_rijen(self, beeld: Simulatie) -> tuple[pd.DataFrame, tuple[str, ...]]:
        """A picture as tidy rows, and sentences to tell with them: core.simulation.rows.KOLOMMEN."""

    @abstractmethod
    def scenario_kosten(self, beeld: Simulatie) -> dict[str, tuple[float, float, float]]:
        """Euro over all simulated years, p10, p50 and p90 per variant; empty without prices, or where not shown."""

    @abstractmethod
    def kans_op_doel(self, beeld: Simulatie) -> Doelkans:
        """The chance that the target is met on its date, and when it is met first. Raises Melding without a target."""

    @abstractmethod
    def terugtoets(self, selectie: Selectie, replicaties: int = 200) -> Terugtoets:
        """How good earlier predictions would have been: core.simulation.backtest. Takes a few seconds."""

    @abstractmethod
    def own_prijzen(self, selectie: Selectie) -> tuple[Kostenpost, ...]:
        """Prices from the user's own claims, as a proposal for a scenario; empty without claims, or where not
        shown."""

    @abstractmethod
    def gekeurd(self, scenario: Scenario) -> Scenario:
        """The scenario with gemeenten as GM codes, as it may be asked of this view. Raises Melding for a region,
        gemeente, GI or segment that is not known here."""

    @abstractmethod
    def arriving(self, scenario: Scenario) -> Scenario:
        """A scenario of somebody else, of a link or a file, without numbers that this view may not show."""

    @abstractmethod
    def refuses(self, scenario: Scenario) -> str:
        """Why this view has no answer to a scenario, one sentence; empty when it has."""

    def may_read(self, herkomst: Herkomst) -> bool:
        """Whether what somebody kept may be read beside these figures."""
        return herkomst.visible(self.store.bereik, not self.weergave.beschermd)

    # What leaves

    @property
    def stempel(self) -> str:
        """How figures of this view may be used, in one or two words: voorbeeld, om te delen or intern."""
        return "voorbeeld" if self.store.is_voorbeeld else self.weergave.stempel

    @abstractmethod
    def unattended(self) -> "View":
        """The same view for work on another core, where there is no screen: its reader has been checked."""

    @property
    @abstractmethod
    def leaving(self) -> tuple["View", ...]:
        """The views by which this reader may take figures along, the safest first."""

    @abstractmethod
    def release(self, blad: Blad) -> pd.DataFrame:
        """The table of a Blad when it may leave by this view; raises Melding when a figure in it may not."""

    def export(self, kind: str, make: Callable[["View"], Blad]) -> bytes:
        """What `make` asks of this view, written as `kind` (a name in core.reports.export.WRITERS). Raises Melding
        when a figure in it may not leave."""
        blad = make(self)
        return export.write(
            kind,
            export.Uitgave(
                frame=self.release(blad),
                titel=blad.titel,
                regels=export.verantwoording(blad.selectie, regios(), gemeentenamen(), self.store, self.weergave),
                stempel=self.stempel,
                maten=blad.maten,
                doelen=blad.doelen,
                document=blad.document,
                plaatje=blad.plaatje,
            ),
        )


# What is asked again and again, and worked out once. The rest are steps of a simulation and what leaves.
QUESTIONS = View.__abstractmethods__ - {
    "simulate",
    "scenario_cijfers",
    "scenario_rijen",
    "scenario_kosten",
    "kans_op_doel",
    "notities",
    "duiding",
    "taaklijst",
    "gekeurd",
    "arriving",
    "refuses",
    "leaving",
    "unattended",
    "release",
}


_MAAT = {"sluitende_stand": "jb_stand"}  # about one maat, that it does not name


def _fitter(name: str, method: Callable) -> Callable:
    """The arguments with the selection as the maat of the question knows it; `resultaten` refuses row by row."""
    vorm = inspect.signature(method)
    if "selectie" not in vorm.parameters or not ("maat_id" in vorm.parameters or name in _MAAT):
        return lambda self, args, extra: (args, extra)

    def fitted(self: View, args: tuple, extra: dict) -> tuple[tuple, dict]:
        vraag = vorm.bind(self, *args, **extra)
        vraag.apply_defaults()
        if maat := maten().get(vraag.arguments.get("maat_id", _MAAT.get(name))):
            vraag.arguments["selectie"] = maat.fit(vraag.arguments["selectie"])
        return vraag.args[1:], vraag.kwargs

    return fitted


def _remembered(name: str, method: Callable) -> Callable:
    fitted = _fitter(name, method)

    @functools.wraps(method)
    def answer(self: View, *args, **extra):
        self.door.enter()
        args, extra = fitted(self, args, extra)
        args = tuple(within(self.store, a) if isinstance(a, Selectie) else a for a in args)
        extra = {k: within(self.store, v) if isinstance(v, Selectie) else v for k, v in extra.items()}
        named = sorted((k, _hashable(v)) for k, v in extra.items())
        key = (self.weergave, self.store, name, *map(_hashable, args), *named)
        return MEMORY.get(key, lambda: method(self, *args, **extra), self.door)

    return answer


def _hashable(value):
    """A value as it can be a key: a starting point of a task holds lists."""
    try:
        hash(value)
    except TypeError:
        return repr(value)
    return value
