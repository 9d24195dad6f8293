"""A chart as a picture, for on paper: the same drawing as on screen, at the width of a page."""

import functools
import json
from collections.abc import Callable

from core.charts.grammar import Grafiek

BREEDTE = 680
_RUIM = {"labelOverlap": "greedy", "labelSeparation": 14}  # beside each other two labels would read as one


def svg(grafiek: Grafiek, breedte: int = BREEDTE) -> str:
    """As lines, with its texts as text; so many pixels wide."""
    import vl_convert

    return _drawn(vl_convert.vegalite_to_svg, grafiek, breedte)


def png(grafiek: Grafiek, schaal: float = 2.0) -> bytes:
    """As dots, for who cannot show lines."""
    import vl_convert

    return _drawn(functools.partial(vl_convert.vegalite_to_png, scale=schaal), grafiek, BREEDTE)


def _drawn(draw: Callable, grafiek: Grafiek, breedte: int):
    as_x = grafiek.spec["config"]["axisX"] | _RUIM
    config = grafiek.spec["config"] | {"axisX": as_x}
    return draw(json.dumps(grafiek.spec | {"width": breedte, "config": config}))
