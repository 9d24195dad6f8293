"""When there are too few children behind a figure to hold anybody to it: no verdict, however far it is.

| when | why |
|---|---|
| a share with a noemer under 10; a mean, median or amount with an n under 10 | one child more or less decides it |
| a target in percent of a baseline of 0 | a percentage of nothing is nothing |
| below the region: a target in percent of a baseline under 10 | agreed for the region, and one child decides it here |

An n that is unknown, or that is the value itself (a count that was asked for), is no number of observations.
"""

from core.engine.judge.interval import Soort, known
from core.engine.judge.pad import Pad, Vertrek
from core.model import wording
from core.model.doel import Doelwaarde
from core.model.oordeel import Punt

TE_WEINIG = 10
_RELATIEF = {"relatief", "per_jaar", "stabiel", "open"}
_WAT = {"aandeel": "een percentage", "gemiddelde": "een gemiddelde", "mediaan": "een mediaan", "bedrag": "een bedrag"}


def observations(punt: Punt, soort: Soort) -> float | None:
    """On how many cases a figure that is no count rests; None when that is not known, or for a count."""
    if soort == "aantal":
        return None
    orde = (punt.noemer, punt.n) if soort == "aandeel" else (punt.n, punt.noemer)
    n = next((x for x in orde if known(x)), None)
    return None if n is None or (n == punt.waarde and not known(punt.noemer)) else n


def too_small(doel: Doelwaarde, vertrek: Vertrek, pad: Pad, punt: Punt, soort: Soort, deel: bool) -> str | None:
    """Why nothing can be said, in a Dutch clause; None when there is enough. `deel`: below the region."""
    if (n := observations(punt, soort)) is not None and n < TE_WEINIG:
        return (
            f"het rust op {wording.getal(n)} {'geval' if n == 1 else 'gevallen'}, en onder {TE_WEINIG} zegt "
            f"{_WAT[soort]} te weinig"
        )
    if not is_relative(doel):
        return None
    if 0 in (vertrek.waarde, pad.vergelijk):
        return "het vertrekpunt is 0, en een verandering in procenten van 0 is niet te berekenen"
    if deel and known(vertrek.geteld) and vertrek.geteld < TE_WEINIG:
        return (
            f"het vertrekpunt telt {wording.getal(vertrek.geteld)}; onder {TE_WEINIG} beslist één kind, en het "
            "percentage is voor de hele regio afgesproken"
        )
    return None


def is_relative(doel: Doelwaarde) -> bool:
    """Whether the target is a percentage of the baseline."""
    return doel.soort in _RELATIEF or (doel.soort == "bereik" and doel.relatief_bereik)
