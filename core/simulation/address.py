"""A scenario in the address bar: plain named values, like `hefbomen.1.soort=instroom`, and back.

Counted from 1. What comes in is read as strictly as a file (core/simulation/scenario.py): unknown names, values that
do not fit and holes in a list are refused, and nothing in it is ever run.
"""

from collections.abc import Iterable, Mapping

from core.model.melding import Melding
from core.simulation.scenario import Scenario, read_scenario

MAX_VELDEN, MAX_LENGTE = 500, 2000
_BRON = "deze link"


def to_adres(scenario: Scenario) -> dict[str, str]:
    """Named values of what was chosen; what is as it is without choosing stays out, so that a link stays short."""
    return dict(_plat("", scenario.model_dump(mode="json", exclude_defaults=True)))


def from_adres(velden: Mapping[str, str]) -> Scenario:
    """Raises Melding with everything that is wrong."""
    if len(velden) > MAX_VELDEN or any(len(w) > MAX_LENGTE for w in velden.values()):
        raise Melding("Deze link is te lang voor een scenario: open het scenario als bestand.")
    boom: dict = {}
    for naam, waarde in velden.items():
        *delen, laatste = naam.split(".")
        plek = boom
        for deel in delen:
            plek = plek.setdefault(deel, {})
            if not isinstance(plek, dict):
                raise Melding(f"In deze link staat '{deel}' twee keer: maak hem opnieuw.")
        if laatste in plek:
            raise Melding(f"In deze link staat '{naam}' twee keer: maak hem opnieuw.")
        plek[laatste] = waarde
    return read_scenario(_lijsten(boom), _BRON)


def _plat(naam: str, waarde: object) -> Iterable[tuple[str, str]]:
    if isinstance(waarde, Mapping):
        for sleutel, deel in waarde.items():
            yield from _plat(f"{naam}.{sleutel}" if naam else sleutel, deel)
    elif isinstance(waarde, list):
        for nummer, deel in enumerate(waarde, 1):
            yield from _plat(f"{naam}.{nummer}", deel)
    elif waarde is not None:
        yield naam, str(waarde)


def _lijsten(waarde: object) -> object:
    """Names that are the numbers 1, 2, 3, ... make a list."""
    if not isinstance(waarde, dict):
        return waarde
    inhoud = {k: _lijsten(w) for k, w in waarde.items()}
    nummers = [str(i) for i in range(1, len(inhoud) + 1)]
    return [inhoud[n] for n in nummers] if inhoud and set(inhoud) == set(nummers) else inhoud
