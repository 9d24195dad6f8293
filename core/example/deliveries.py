"""Who delivers apart, and later: the deliveries that stand beside the first one, as data/voorbeeld-instellingen lists
them. Loading them one after the other shows a correction, and a GI that is late."""

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd
import yaml
from pydantic import Field, ValidationError

from core.example.area import INSTELLINGEN, Gebied
from core.example.assignment import EERSTE_DAG
from core.example.calendar import datum
from core.example.sprinkler import Blok
from core.model import strict_yaml
from core.model.maat import Streng
from core.model.melding import Melding
from core.model.schema import TABELLEN

LIJST = INSTELLINGEN.with_name("leveringen.yaml")
GEEN_EINDE = {"einddatum": pd.NaT, "datum_overgedragen": pd.NaT, "reden_einde": None}


class Apart(Streng):
    """One delivery of one GI, in a folder of its own (loaded in the order of their names). te_laat: it reaches only
    `tm`, and the first delivery has none of it. correctie: the first delivery has it too, with `vergeten` running
    measures that in truth had ended."""

    map: str = Field(pattern=r"[a-z0-9-]+")
    regio: str
    gi: str
    tabellen: tuple[str, ...]
    soort: Literal["te_laat", "correctie"]
    tm: dt.date | None = None
    vergeten: int = 0


@cache
def load_leveringen(pad: Path = LIJST) -> tuple[Apart, ...]:
    """In the order in which they are loaded. Raises Melding when the file is missing or wrong."""
    try:
        return tuple(
            sorted((Apart(**r) for r in strict_yaml.load(pad.read_text("utf-8"))["apart"]), key=lambda a: a.map)
        )
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError, KeyError, TypeError) as fout:
        raise Melding(
            f"De leveringen van het voorbeeld ({pad.name} in data/voorbeeld-instellingen) zijn niet te lezen: zet het "
            "bestand terug of verbeter het."
        ) from fout


def split_up(gebied: Gebied, blok: Blok, tot: int) -> list[tuple[str, Blok]]:
    """The rows of one table of one region by delivery: folder ("" is the first delivery) and rows. `tot`: the last
    day of the data. No row is lost but those that a late GI has not sent yet."""
    uit, eerste = [], blok
    for apart in load_leveringen():
        if apart.regio != gebied.id or blok.tabel not in apart.tabellen:
            continue
        van_gi = (eerste.data.gi == apart.gi).to_numpy()
        if apart.soort == "te_laat":
            uit.append((apart.map, _until(_rows(eerste, van_gi), apart.tm)))
            eerste = _rows(eerste, ~van_gi)
        else:
            uit.append((apart.map, _rows(eerste, van_gi)))
            eerste = _forgotten(eerste, van_gi, apart.vergeten, datum(tot))
    return [("", eerste), *uit]


def _rows(blok: Blok, waar: np.ndarray) -> Blok:
    """A part of the rows, with the cells that are written as they are."""
    nieuw = np.cumsum(waar) - 1
    cellen = [(int(nieuw[rij]), kolom, waarde) for rij, kolom, waarde in blok.cellen if waar[rij]]
    return Blok(blok.tabel, blok.data[waar].reset_index(drop=True), cellen, blok.telling)


def _until(blok: Blok, tm: dt.date) -> Blok:
    """As it was known on that day: what began later is not there, what ended later runs."""
    dag = pd.Timestamp(tm)
    begin = blok.data[list(TABELLEN[blok.tabel].begin)].min(axis=1)
    blok = _rows(blok, ~(begin > dag).to_numpy())
    leeg = {k: v for k, v in GEEN_EINDE.items() if k in blok.data}
    later = (blok.data[[k for k in leeg if k != "reden_einde"]].min(axis=1) > dag).to_numpy()
    return _without_end(blok, later, leeg)


def _forgotten(blok: Blok, van_gi: np.ndarray, aantal: int, tot: dt.date) -> Blok:
    """The OTS that ended last before half a year ago, without their end."""
    d = blok.data
    kan = van_gi & (d.type == "11").to_numpy() & (d.einddatum < pd.Timestamp(tot) - pd.Timedelta(days=180)).to_numpy()
    kan &= ~d.index.isin([rij for rij, _, _ in blok.cellen])
    laatste = d.einddatum[kan].sort_values(kind="stable").index[-aantal:]
    return _without_end(blok, d.index.isin(laatste), {k: GEEN_EINDE[k] for k in ("einddatum", "reden_einde")})


def _without_end(blok: Blok, waar: np.ndarray, leeg: dict) -> Blok:
    data = blok.data.copy()
    for kolom, waarde in leeg.items():
        data.loc[waar, kolom] = waarde
    return Blok(blok.tabel, data, blok.cellen, blok.telling)


def period(apart: Apart | None, tot: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day that a delivery covers; None is the first one. `tot`: the last day of the data."""
    return EERSTE_DAG, (apart.tm if apart else None) or tot
