"""What-if in Delen: what may be asked, and the world that it is answered from (core/disclosure/world.py).

The one place that decides it: `shared_setup` says whether a selection and its levers can be answered, and on what.
"""

import functools
from dataclasses import dataclass, replace

from core.disclosure.scenario import on_raster, share_doelwaarde, share_scenario
from core.disclosure.series import delend
from core.disclosure.world import Indeling, Omvang, draw_world, shared_parts, shared_size
from core.model.melding import Melding
from core.model.selectie import Selectie
from core.model.weergave import Drempels
from core.simulation.estimate import Parameters, from_bekend
from core.simulation.known import Bekend, read
from core.simulation.scenario import Scenario
from core.simulation.simulate import Opzet, Simulatie, prepare
from core.views.store import Store, maten, rekenaar_op, within

Named = tuple[tuple[str, tuple[str, ...]], ...]
MERK = "delen-"
TE_KLEIN = (
    "In Delen rekent Wat-als alleen door voor een keuze waarvan minstens {} lopende maatregelen te tonen zijn: "
    "kies meer gemeenten of GI's, of kijk intern."
)
DEEL_VAN_MEER = (
    "In Delen kan een knop niet voor één van de gekozen gemeenten of GI's gelden: kies er links één, of kijk intern."
)
DOEL_KLEIN = "Het doel is te klein om te tonen: in Delen is er geen kans bij te geven."


@dataclass(frozen=True)
class Plan:
    """What the world is made to: the gemeenten of the region, its size, that of the selection (None: all of it), and
    the names."""

    codes: tuple[str, ...]
    heel: Omvang
    deel: Omvang | None
    indeling: Indeling


def may_ask(scenario: Scenario, drempels: Drempels) -> Scenario:
    """The scenario as it may be asked in Delen."""
    return share_scenario(scenario, _unit(scenario), drempels)


def on_grid(scenario: Scenario, drempels: Drempels) -> Scenario:
    """A scenario that comes from elsewhere, or goes there, without numbers that may be exact figures."""
    return on_raster(scenario, _unit(scenario), drempels)


def _unit(scenario: Scenario) -> str:
    maat = maten().get(scenario.doel.maat) if scenario.doel else None
    return maat.unit if maat else ""


def shared_setup(store: Store, drempels: Drempels, scenario: Scenario, **voorbereiding) -> Opzet:
    """What a simulation in Delen needs; see `prepare`. Raises Melding for what is not answered in Delen."""
    parameters = shared_parameters(store, drempels, scenario)
    with rekenaar_op(store) as rekenaar:
        opzet = prepare(delend(rekenaar, drempels), scenario, parameters=parameters, **voorbereiding)
    beeld = opzet.leeg
    streef, waarom = beeld.streef, beeld.geen_streef
    if streef is not None:
        streef = share_doelwaarde(streef, beeld.eenheden[scenario.doel.maat], drempels)
        waarom = "" if streef is not None else DOEL_KLEIN
    return replace(opzet, leeg=replace(beeld, streef=streef, geen_streef=waarom, merk=MERK + beeld.merk))


def is_shared(simulatie: Simulatie) -> bool:
    """Whether a picture was worked out from what may be shared."""
    return simulatie.merk.startswith(MERK)


def check_scenario(store: Store, drempels: Drempels, scenario: Scenario) -> None:
    """Raises Melding when a scenario has no answer in this store of Delen."""
    _plan(store, drempels, *_asked_of(scenario))


def check_shared(store: Store, drempels: Drempels, selectie: Selectie) -> None:
    """Raises Melding when Delen has no figures of this selection to start from."""
    _plan(
        store, drempels, selectie.regio, tuple((k, w) for k, w in selectie.filters if w and k in ("gemeente", "gi")), ()
    )


def shared_parameters(store: Store, drempels: Drempels, scenario: Scenario) -> Parameters:
    """What is estimated in the world of Delen. Raises Melding for a selection or a lever that is too small."""
    return _estimated(store, drempels, *_asked_of(scenario))


def shared_world(store: Store, drempels: Drempels, scenario: Scenario) -> Bekend:
    """The children that a simulation in Delen starts from. Raises Melding as `shared_parameters`."""
    return _drawn(store, drempels, *_asked_of(scenario))


def _asked_of(scenario: Scenario) -> tuple[str | None, Named, Named]:
    """The region, the filters, and what the levers name: all that decides which world it is."""
    return scenario.selectie.regio, tuple(scenario.selectie.filters.items()), _named(scenario)


def _named(scenario: Scenario) -> Named:
    """The gemeenten, GI's and segments that the levers name. Raises Melding for a lever that names two kinds."""
    delen: dict[str, list[str]] = {}
    for h in scenario.hefbomen:
        waar = {k: w for k, w in (("gemeente", h.waar.gemeente), ("gi", h.waar.gi), ("segment", h.waar.segment)) if w}
        if len(waar) > 1:
            raise Melding(
                "In Delen kan een knop gelden voor een gemeente, een GI of een segment, niet voor twee "
                "daarvan samen: laat er een weg, of kijk intern."
            )
        for kolom, waarden in waar.items():
            delen.setdefault(kolom, []).extend(waarden)
    return tuple((k, tuple(dict.fromkeys(w))) for k, w in sorted(delen.items()))


@functools.lru_cache(maxsize=64)
def _plan(store: Store, drempels: Drempels, regio: str | None, filters: Named, namen: Named) -> Plan:
    """What Delen shows of the selection and of what the levers name: from here on nothing else is known of them."""
    keuze, dag = Selectie(regio=regio).with_(**dict(filters)), store.gegevens_tm
    if regio is None:
        raise Melding("In Delen rekent Wat-als per regio: kies een regio, of kijk intern.")
    if any(len(w) > 1 and k in dict(namen) for k, w in filters):
        raise Melding(DEEL_VAN_MEER)
    with rekenaar_op(store) as rekenaar:
        deler = delend(rekenaar, drempels)
        if (deel := _size(store, drempels, regio, filters)) is None:
            raise Melding(TE_KLEIN.format(deler.drempels.mediaan))
        heel = _size(store, drempels, regio, ()) or deel
        delen = {k: shared_parts(deler, within(store, keuze), k, w, dag) for k, w in namen}
        codes = deler.regio_codes[regio]
    bezet = {*dict(filters).get("gemeente", ()), *dict(namen).get("gemeente", ())}
    vrij = next((c for c in codes if c not in bezet), "elders" if filters else codes[0])
    vast = {k: w[0] for k, w in filters}
    indeling = Indeling(
        vast, {k: w for k, w in delen.items() if k not in (*vast, "segment")}, {"gemeente": vrij, "gi": ""}
    )
    return Plan(codes, heel, deel if filters else None, indeling)


@functools.lru_cache(maxsize=64)
def _size(store: Store, drempels: Drempels, regio: str, filters: Named) -> Omvang | None:
    """How large a choice is: of the region itself every plan asks it."""
    with rekenaar_op(store) as rekenaar:
        keuze = within(store, Selectie(regio=regio).with_(**dict(filters)))
        return shared_size(delend(rekenaar, drempels), keuze, store.gegevens_tm)


def _drawn(store: Store, drempels: Drempels, regio: str | None, filters: Named, namen: Named) -> Bekend:
    plan = _plan(store, drempels, regio, filters, namen)
    return draw_world(_known(store, regio), plan.codes, plan.heel, plan.deel, plan.indeling)


@functools.lru_cache(maxsize=32)
def _estimated(store: Store, drempels: Drempels, regio: str | None, filters: Named, namen: Named) -> Parameters:
    return from_bekend(_drawn(store, drempels, regio, filters, namen), Selectie(regio=regio).with_(**dict(filters)))


@functools.lru_cache(maxsize=4)
def _known(store: Store, regio: str) -> Bekend:
    with rekenaar_op(store) as rekenaar:
        return read(rekenaar, Selectie(regio=regio))
