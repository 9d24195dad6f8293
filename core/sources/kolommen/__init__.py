"""From raw text cells to typed canonical rows, with every row accounted for."""

from core.sources.kolommen.converteren import Geconverteerd, converteer
from core.sources.kolommen.samenhang import beoordeel_import

__all__ = ["Geconverteerd", "beoordeel_import", "converteer"]
