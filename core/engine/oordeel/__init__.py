"""The verdict on a goal: the interval of a value, the path, the trend, and the rules that weigh them.

Pure: figures in, figures and one sentence out. Start at `regels` for the rules and their order.
"""

from core.engine.oordeel.interval import Soort, interval, interval_of
from core.engine.oordeel.pad import Pad, Vertrek, build_pad, find_vertrek
from core.engine.oordeel.reeks import oordeel_reeks, parse_anker
from core.engine.oordeel.regels import beoordeel
from core.engine.oordeel.tijd import read_periode
from core.engine.oordeel.trend import Trend, trend

__all__ = ["Pad", "Soort", "Trend", "Vertrek", "beoordeel", "build_pad", "find_vertrek", "interval",
           "interval_of", "oordeel_reeks", "parse_anker", "read_periode", "trend"]
