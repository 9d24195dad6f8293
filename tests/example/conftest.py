"""Exports made once for all tests of the generator."""

import dataclasses
import datetime as dt

import pandas as pd
import pytest

from core.example import make
from core.example.area import gebieden
from core.example.assignment import SCHALEN, Opdracht
from core.example.calendar import dag
from core.example.tables import Tabellen

VANDAAG = dt.date(2026, 11, 1)
TOT = dt.date(2026, 10, 31)


def lees(pad) -> pd.DataFrame:
    """A csv as text cells, empty as ''."""
    return pd.read_csv(pad, sep=";", dtype=str, keep_default_na=False)


@pytest.fixture(scope="session")
def vuil(tmp_path_factory):
    """The small example of all regions, with dirt: (folder, Verslag)."""
    map_ = tmp_path_factory.mktemp("vuil")
    return map_, make(map_, regio="alle", vandaag=VANDAAG)


@pytest.fixture(scope="session")
def schoon(tmp_path_factory):
    """The same without dirt."""
    map_ = tmp_path_factory.mktemp("schoon")
    return map_, make(map_, regio="alle", vandaag=VANDAAG, vuil=False)


@pytest.fixture(scope="session")
def groot():
    """Four times Zuid-Holland Zuid without dirt, so that chance is small; little jeugdhulp, to be quick."""
    schaal = dataclasses.replace(SCHALEN["regio"], deel=4.0, instroom=0.004, per_kind=1.6)
    return Tabellen(Opdracht(gebieden("zhz", False)[0], schaal, 1, dag(TOT), False))
