"""From raw text cells to typed canonical rows, with every row accounted for."""

from core.sources.columns.cohesion import judge_import
from core.sources.columns.convert import Geconverteerd, convert

__all__ = ["Geconverteerd", "convert", "judge_import"]
