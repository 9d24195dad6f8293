"""What figures cost: units times price times index. The units come from the maten; here they only meet a price."""

import datetime as dt

import numpy as np

from core.engine.count.contribution import Stand
from core.engine.count.perioden import Periode
from core.engine.count.series import Rekenaar
from core.measures import load_catalogus
from core.simulation.days import JAAR
from core.simulation.scenario import Kostenpost, Scenario

TOTAAL = "kosten"


def naam_van(post: Kostenpost) -> str:
    return f"{TOTAAL}: {post.naam}"


def begin_standen(rekenaar: Rekenaar, scenario: Scenario, eerste: dt.date) -> dict[str, float]:
    """The stock on the day before the first period, of each cost that goes by stock; the real figure."""
    uit = {}
    for post in scenario.kosten:
        if rekenaar.is_stand(post.maat):
            keuze = scenario.as_selectie().with_(**post.filter)
            stand = rekenaar.on_dagen(post.maat, keuze, (eerste - dt.timedelta(days=1),))
            # Hidden in Delen is not known, and not 0.
            uit[naam_van(post)] = float(stand["waarde"].sum(skipna=False)) if len(stand) else 0.0
    return uit


def with_kosten(
    waarden: dict[str, np.ndarray],
    scenario: Scenario,
    perioden: tuple[Periode, ...],
    start: dt.date,
    begin: dict[str, float],
) -> dict[str, np.ndarray]:
    """The figures with the units of each cost turned into euro, and their total. A stock costs its mean over the
    period (of its first and last day) times the years in it."""
    jaren, midden = _jaren(perioden), _midden(perioden, start)
    uit = dict(waarden)
    som = 0.0
    for post in scenario.kosten:
        naam = naam_van(post)
        eenheden = waarden[naam]
        if naam in begin:
            vorige = np.concatenate([np.full((*eenheden.shape[:2], 1), begin[naam]), eenheden[..., :-1]], axis=2)
            eenheden = (eenheden + vorige) / 2 * jaren
        uit[naam] = eenheden * prijzen(post, midden)[:, None, :]
        som = som + uit[naam]
    return uit | {TOTAAL: som}


def tarieven(simulatie) -> dict[str, np.ndarray]:
    """Per cost what one unit costs in each period (variants x periods): a year of a stock, or one of a flow."""
    jaren, midden = _jaren(simulatie.perioden), _midden(simulatie.perioden, simulatie.start)
    return {
        naam_van(post): prijzen(post, midden) * (jaren if _is_stand(post) else 1.0)
        for post in simulatie.scenario.kosten
    }


def eenheden(simulatie) -> dict[str, np.ndarray]:
    """Per cost how many there were, as `Simulatie.waarden`: the mean stock of a period, or the flow in it."""
    uit = {}
    for naam, tarief in tarieven(simulatie).items():
        per = np.broadcast_to(tarief[:, None, :], simulatie.waarden[naam].shape)
        uit[naam] = np.array(simulatie.geteld[naam], "float64")  # what is free is counted as it was
        np.divide(simulatie.waarden[naam], per, out=uit[naam], where=per > 0)
    return uit


def _is_stand(post: Kostenpost) -> bool:
    bijdrage = load_catalogus().bijdragen[post.maat]
    return isinstance(bijdrage, Stand) and not bijdrage.hele_periode


def _jaren(perioden: tuple[Periode, ...]) -> np.ndarray:
    return np.array([((p.tot - p.van).days + 1) / JAAR for p in perioden])


def _midden(perioden: tuple[Periode, ...], start: dt.date) -> np.ndarray:
    return np.array([((p.tot - start).days + (p.van - start).days) / 2 / JAAR for p in perioden])


def over_everything(simulatie) -> dict[str, tuple[float, float, float]]:
    """Costs of all simulated periods together, p10, p50 and p90 per basis, scenario and verschil; empty without prices.
    Taken per run: the sum of medians is not the median of the sum."""
    if TOTAAL not in simulatie.waarden:
        return {}
    basis, scenario = np.nansum(simulatie.waarden[TOTAAL], axis=2)
    delen = {"basis": basis, "scenario": scenario, "verschil": scenario - basis}
    return {k: tuple(float(q) for q in np.percentile(w, (10, 50, 90))) for k, w in delen.items()}


def prijzen(post: Kostenpost, jaren: np.ndarray) -> np.ndarray:
    """Price per unit for base and scenario, so many years after the start; before it, the price of now."""
    anders = post.bedrag if post.bedrag_scenario is None else post.bedrag_scenario
    index = post.index if post.index_scenario is None else post.index_scenario
    jaren = np.maximum(jaren, 0)
    return np.stack([post.bedrag * (1 + post.index) ** jaren, anders * (1 + index) ** jaren])
