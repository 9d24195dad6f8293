"""What is expected to come in yet of a provisional figure: hollow, above it, and never a part of it."""

import pandas as pd

from core.charts.grammar import layer, tooltip
from core.charts.plane import Veld
from core.charts.sentence import when
from core.charts.theme import Palet
from core.model import wording

_MEEST = 0.95  # of what is nearly all still to come no height can be said


def points(punten: pd.DataFrame, komt: pd.DataFrame | None) -> pd.DataFrame:
    """The points of a series with, where that is known, how high the figure may come (`straks`, `straks_laag`,
    `straks_hoog`) and the sentence; `hoog` reaches there too, so that the axis does. `komt`: periode, aandeel, laag,
    hoog."""
    leeg = float("nan")
    uit = punten.assign(straks=leeg, straks_laag=leeg, straks_hoog=leeg, zin="")
    if komt is None or not len(punten):
        return uit
    for r in komt[komt["aandeel"].notna()].itertuples():
        raak = (uit["periode"] == wording.periode(r.periode)) & uit["waarde"].notna()
        for kolom, deel in (("straks", r.aandeel), ("straks_laag", r.laag), ("straks_hoog", r.hoog)):
            uit.loc[raak, kolom] = uit.loc[raak, "waarde"] / (1 - min(float(deel), _MEEST))
        uit.loc[raak, "zin"] = sentence(r.periode, r.aandeel, r.laag, r.hoog)
    return uit.assign(hoog=uit[["hoog", "straks_hoog"]].max(axis=1))


def sentence(periode: str, aandeel: float, laag: float, hoog: float) -> str:
    """What share is not in yet: "Van het 1e kwartaal van 2025 is naar verwachting nog 8% niet binnen (6 tot 11%)." """
    tussen = f"{wording.procent(laag, 0).rstrip('%')} tot {wording.procent(hoog, 0)}"
    deel = wording.procent(aandeel, 0)
    return f"Van {when(periode).removeprefix('in ')} is naar verwachting nog {deel} niet binnen ({tussen})."


def layers(later: pd.DataFrame, veld: Veld, palet: Palet) -> list[dict]:
    """A dashed line from the figure up, a hollow mark where it may come, and its range."""
    rijen = later[later["straks"].notna()]
    if rijen.empty:
        return []
    hint, x = tooltip(zin="Nog niet binnen"), veld.x()
    stippel = {"color": palet.zacht, "strokeWidth": 2, "strokeDash": [3, 3]}
    band = {"color": palet.zacht, "strokeWidth": 7, "opacity": 0.25}
    rand = {"shape": "diamond", "size": 80, "fill": palet.vlak, "stroke": palet.zacht, "strokeWidth": 2, "opacity": 1}
    tot = {"field": "straks_hoog"}
    return [
        layer(rijen, "rule", band, naam="nog niet binnen marge", x=x, y=veld.y("straks_laag"), y2=tot),
        layer(rijen, "rule", stippel, naam="nog niet binnen", x=x, y=veld.y(), y2={"field": "straks"}),
        layer(rijen, "point", rand, naam="nog niet binnen punt", x=x, y=veld.y("straks"), tooltip=hint),
    ]


def legend(later: pd.DataFrame) -> str:
    """The sentence of the newest period, and what the mark is."""
    zinnen = [z for z in later["zin"] if z]
    return f"Ruit: wat eerdere leveringen nog doen verwachten. {zinnen[-1]}" if zinnen else ""
