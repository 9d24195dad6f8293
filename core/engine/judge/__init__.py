"""The verdict on a goal: the interval of a value, the path, the trend, and the rules that weigh them.

Pure: figures in, figures and one sentence out. Start at `regels` for the rules and their order.
"""

from core.engine.judge.bare_series import oordeel_reeks, parse_anker
from core.engine.judge.dates import read_periode
from core.engine.judge.interval import Soort, interval, interval_of
from core.engine.judge.pad import Pad, Vertrek, build_pad, find_vertrek
from core.engine.judge.trend import Trend, trend
from core.engine.judge.verdict import judge_doel

__all__ = [
    "Pad",
    "Soort",
    "Trend",
    "Vertrek",
    "build_pad",
    "find_vertrek",
    "interval",
    "interval_of",
    "judge_doel",
    "oordeel_reeks",
    "parse_anker",
    "read_periode",
    "trend",
]
