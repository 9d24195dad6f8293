"""What a question may name, and what can be asked without a store: regions, words, printed figures, any series."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from core.engine.judge.bare_series import oordeel_reeks, parse_anker
from core.engine.judge.series_file import read_reeks
from core.model.melding import Melding
from core.sources import begrippen as _begrippen
from core.sources.codelijsten import look_up_gemeente
from core.sources.codelijsten import trendcijfers as _trendcijfers
from core.sources.columns.sender import normal_sender
from core.sources.kaarten import Tegelkaart
from core.sources.kaarten import tegelkaart as _tegelkaart
from core.views.store import maten, regios


def filterwaarden(kolom: str, waarden: Sequence[str], gis: Sequence[str] = ()) -> tuple[str, ...]:
    """Values of a filter as they are stored: a gemeente by name or code becomes its GM code, and a GI the spelling of
    `gis` (those of the store) that is the same name under other capitals, punctuation or legal form."""
    waarden = tuple(w.strip() for w in waarden if w.strip())
    if kolom == "gi":
        zoals = {normal_sender(g): g for g in gis}
        return tuple(w if w in gis else zoals.get(normal_sender(w), w) for w in waarden)
    if kolom != "gemeente":
        return waarden
    codes = tuple(look_up_gemeente(w)[0] for w in waarden)
    for waarde, code in zip(waarden, codes, strict=True):
        if code is None:
            raise Melding(f"De gemeente {waarde} bestaat niet: geef een naam of een code zoals GM0505.")
    return codes


def check_keuze(regio: str | None, splits: Sequence[str], filters: Sequence[str]) -> None:
    """Raises Melding when a region or column of a question does not exist."""
    if regio and regio not in regios():
        raise Melding(f"De regio {regio} bestaat niet: kies uit {', '.join(regios())}.")
    bekend = sorted({k for m in maten().values() for k in m.dimensions})
    for kolom in (*splits, *filters):
        if kolom not in bekend:
            raise Melding(f"De kolom {kolom} kan niet gekozen worden: kies uit {', '.join(bekend)}.")


def oordeel_over_reeks(pad: Path, basis: str, doel: str, richting: str, vorm: str = "recht") -> dict:
    """The verdict on any series in a csv; see core.engine.judge.bare_series."""
    return oordeel_reeks(read_reeks(pad), parse_anker(basis, "basis"), parse_anker(doel, "doel"), richting, vorm)


def begrippen() -> tuple[_begrippen.Thema, ...]:
    """The words of the field by theme, each explained once."""
    return _begrippen.begrippen()


def trendcijfers() -> pd.DataFrame:
    """The figures that a document prints itself: doel, reeks, periode, gebied, waarde, eenheid."""
    return pd.DataFrame(_trendcijfers()).astype({"waarde": "float64"})


def tegelkaart(regio: str) -> Tegelkaart:
    """One tile per gemeente of a region; see core.sources.kaarten."""
    return _tegelkaart(regios()[regio])
