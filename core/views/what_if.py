"""What-if: scenarios, simulations and how good earlier predictions would have been."""

import datetime as dt
import functools
import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from core.disclosure.scenario import without_intern
from core.model.melding import Melding
from core.model.selectie import Selectie
from core.simulation.address import from_adres, to_adres
from core.simulation.estimate import Parameters, estimate
from core.simulation.scenario import (
    Scenario,
    as_yaml,
    fix_down,
    load_scenario,
    older_dan,
    read_scenario,
    validate,
    velden,
    with_codes,
)
from core.simulation.simulate import SIMULEERBAAR, Opzet, Simulatie, maten_van
from core.simulation.simulate import loop as _loop
from core.simulation.simulate import prepare as _bereid_voor
from core.sources.regios import load_regios
from core.staat import scenarios as _scenarios
from core.staat.herkomst import Herkomst
from core.staat.scenarios import Bewaard
from core.store.connect import DuckVerbinding, open_duckdb
from core.views.asking import filterwaarden
from core.views.contract import View
from core.views.readers import Lezer
from core.views.store import DATA, Store, leveringen, rekenaar_op, staatmap, within

SIMULEERBARE_MATEN = SIMULEERBAAR
TEGELIJK = 2  # batches of runs at a time: one more than two gains nothing and costs memory


def pictures(
    scenario: Scenario, opzet: Opzet, *, replicaties: int | None, basis: Simulatie | None
) -> Iterator[Simulatie]:
    """The pictures of a simulation; see core.views.contract.View.simulate. `opzet`: of `setup`."""
    plekken = [_telplek() for _ in range(min(TEGELIJK, os.cpu_count() or 1))]
    with closing(_loop(opzet, plekken, replicaties=replicaties, basis=basis)) as beelden:
        try:
            yield from beelden
        finally:
            beelden.close()  # first: a batch under way still counts in its place
            for plek in plekken:
                plek.close()


def breaks_of(scenario: Scenario) -> tuple:
    """The breaks in the series of the region of a scenario."""
    regio = load_regios().get(scenario.selectie.regio or "")
    return regio.reeksbreuken if regio else ()


def setup(store: Store, scenario: Scenario, **met) -> Opzet:
    """What a simulation needs, from exact figures."""
    with rekenaar_op(store) as rekenaar:
        parameters = _parameters(store, scenario.selectie.regio, tuple(scenario.selectie.filters.items()))
        return _bereid_voor(rekenaar, scenario, parameters=parameters, **met)


def _telplek() -> DuckVerbinding:
    """A place to count batches in. One thread: two batches at a time keep both cores busy, and more threads than that
    only wait for each other."""
    plek = open_duckdb(None)
    plek.execute("set threads = 1")
    return plek


def scenario_maten(scenario: Scenario, ook: tuple[str, ...] = ()) -> tuple[str, ...]:
    """What to count to show a scenario on screen: the fewer, the faster."""
    return maten_van(scenario, ook)


def counting_place() -> DuckVerbinding:
    """A place to count the years of a back-test in."""
    return open_duckdb(None)


def scenario_uit_bestand(pad: Path) -> Scenario:
    """A scenario from a YAML file. Raises Melding with everything that is wrong."""
    return load_scenario(pad)


def scenario_als_bestand(scenario: Scenario) -> bytes:
    """The same as YAML, to take along; see `View.arriving` for what may leave."""
    return as_yaml(scenario).encode()


def scenario_uit_velden(velden: Mapping) -> Scenario:
    """A scenario from plain values, as `scenario_velden` gives them. Raises Melding with everything that is wrong."""
    return read_scenario(dict(velden), "deze keuze")


def scenario_velden(scenario: Scenario) -> dict:
    """What was chosen as plain values; what is as it is without choosing stays out."""
    return velden(scenario)


def scenario_uit_link(velden: Mapping[str, str]) -> Scenario:
    """A scenario from named values of an address. Raises Melding with everything that is wrong."""
    return from_adres(velden)


def scenario_als_link(scenario: Scenario) -> dict[str, str]:
    """The same as named values for an address."""
    return to_adres(scenario)


def scenario_zonder_intern(scenario: Scenario) -> Scenario:
    """The scenario without what may come from exact figures: to take from Intern to Delen, or to give to others."""
    return without_intern(scenario, _openbaar())


@functools.cache
def _openbaar() -> frozenset[str]:
    """The words of the shipped scenarios."""
    return frozenset(w for s in scenarios_vooraf().values() for w in (s.naam, *s.aannames, *s.bronnen))


def scenarios_vooraf() -> dict[str, Scenario]:
    """The scenarios that ship with the program, by file name without .yaml."""
    return {pad.stem: load_scenario(pad) for pad in sorted((DATA / "scenarios").glob("*.yaml"))}


def scenarios(view: View) -> list[Bewaard]:
    """The named scenarios that may be seen with these figures: naam, auteur, op, inhoud, herkomst. One that was made
    beside exact figures may hold one: it is for who sees exact figures of the same gemeenten."""
    return [b for b in _scenarios.scenarios(staatmap(view.store)) if view.may_read(b.herkomst)]


def scenario_te_wijzigen(bewaard: Bewaard, lezer: Lezer) -> bool:
    """Whether this reader may replace it or throw it away."""
    return bewaard.herkomst.may_change(lezer.wie, lezer.may_manage)


def scenario_bewaard(view: View, naam: str) -> Scenario:
    """A kept scenario. Raises Melding when there is none by that name that may be seen."""
    for bewaard in scenarios(view):
        if bewaard.naam == naam:
            return read_scenario(bewaard.inhoud, f"het scenario '{naam}'")
    raise Melding(f"Er is geen scenario dat '{naam}' heet: kies er een uit de lijst.")


def save_scenario(view: View, scenario: Scenario, *, lezer: Lezer, vervang: bool = False) -> Scenario:
    """Keeps a scenario by its name, with the data it was made on and whose it is; gives it back as it was kept. Raises
    Melding when the name is taken (unless `vervang`, and it is of this reader); then nothing was saved."""
    store = view.store
    scenario = fix_down(view.gekeurd(scenario), gegevens_merk(store), store.gegevens_tm)
    keuze = within(store, scenario.as_selectie())
    bereik = keuze.filter("gemeente") or (load_regios()[keuze.regio].codes if keuze.regio else None)
    herkomst = Herkomst(lezer.wie, bereik, not view.weergave.beschermd)
    _scenarios.save(
        staatmap(store),
        Bewaard(scenario.naam, scenario.auteur, dt.datetime.now(), velden(scenario), herkomst),
        vervang=vervang,
        beheert=lezer.may_manage,
    )
    return scenario


def remove_scenario(view: View, naam: str, *, lezer: Lezer) -> None:
    """Raises Melding when there is none by that name of this reader; a beheerder may throw away any."""
    _scenarios.remove(staatmap(view.store), naam, lezer.wie, beheert=lezer.may_manage)


def scenario_verouderd(store: Store, scenario: Scenario) -> str | None:
    """A sentence when the scenario was made on other data than the store has now."""
    return older_dan(scenario, gegevens_merk(store), store.gegevens_tm)


def gegevens_merk(store: Store) -> str:
    """A fingerprint of what was delivered: the same on every machine that loaded the same files in the same order."""
    kolommen = ["tabel", "leverancier", "vingerafdruk", "van", "tm", "geaccepteerd"]
    rijen = leveringen(store).sort_values("id")[kolommen]
    return hashlib.sha256(rijen.to_csv(index=False).encode()).hexdigest()[:16]


def scenario_gekeurd(store: Store, scenario: Scenario) -> Scenario:
    """The scenario with gemeenten as GM codes. Raises Melding for a region, gemeente, GI or segment that is not known
    here."""
    scenario = with_codes(scenario, lambda namen: filterwaarden("gemeente", namen))
    validate(scenario, {"regio": tuple(load_regios()), "gi": store.gis, "segment": store.segmenten})
    return scenario


@functools.lru_cache(maxsize=8)
def _parameters(store: Store, regio: str | None, filters: tuple[tuple[str, tuple[str, ...]], ...]) -> Parameters:
    """Estimated once per version of the store and selection: a lever does not change what is known."""
    with rekenaar_op(store) as rekenaar:
        return estimate(rekenaar, Selectie(regio=regio).with_(**dict(filters)))
