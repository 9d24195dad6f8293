"""What a figure is expected to be: a dotted line from the newest figure to a day, with the margin."""

from datetime import timedelta

from core.charts.grammar import layer, tooltip
from core.charts.pad import with_halo
from core.charts.plane import Veld
from core.charts.theme import Palet
from core.model import wording
from core.model.vooruitzicht import Vooruitzicht

_KORTBIJ = timedelta(days=500)
_HINT = tooltip(wat="Verwachting", op="Dag", cijfer="Waarde", nieuw="Tussen")


def layers(vooruit: Vooruitzicht | None, eenheid: str, veld: Veld, palet: Palet) -> list[dict]:
    """A dotted line to the day; there a bar for the margin."""
    if vooruit is None:
        return []
    v = vooruit
    lijn = [{"dag": v.vanaf, "waarde": v.begin}, {"dag": v.dag, "waarde": v.waarde}]
    stip = {"color": palet.hoofd, "strokeDash": [1, 4], "strokeWidth": 2.5, "strokeCap": "round"}
    rij = _row(v, eenheid)
    ring = {"shape": "circle", "size": 60, "fill": palet.vlak, "stroke": palet.hoofd, "strokeWidth": 2, "opacity": 1}
    uit = [
        layer(lijn, "line", stip, naam="vooruitzicht", x=veld.x(), y=veld.y()),
        *_bars(v, rij, veld, palet),
        layer([rij], "point", ring, naam="verwacht", x=veld.x(), y=veld.y(), tooltip=_HINT),
    ]
    if v.dag - v.vanaf < _KORTBIJ:  # no room between the last figures and the target
        return uit
    boven = v.waarneming_hoog if v.waarneming_hoog is not None else v.waarde
    tekst = [rij | {"boven": boven, "tekst": f"verwacht: {wording.waarde(_shown(v.waarde, eenheid), eenheid)}"}]
    links = {"align": "right", "dx": 4, "dy": -4, "baseline": "bottom"}
    return uit + with_halo(tekst, links, palet, palet.hoofd, "label verwacht", x=veld.x(), y=veld.y("boven"))


def _row(v: Vooruitzicht, eenheid: str) -> dict:
    return {
        "dag": v.dag,
        "waarde": v.waarde,
        "wat": "als het zo doorgaat",
        "op": wording.datum(v.dag),
        "cijfer": wording.with_eenheid(_shown(v.waarde, eenheid), eenheid),
        "nieuw": between(v.waarneming_laag, v.waarneming_hoog, eenheid),
    }


def _bars(v: Vooruitzicht, rij: dict, veld: Veld, palet: Palet) -> list[dict]:
    """The margin, when it is known."""
    if v.waarneming_laag is None or v.waarneming_hoog is None:
        return []
    plek = {"x": veld.x(), "y": veld.y("laag"), "y2": {"field": "hoog"}, "tooltip": _HINT}
    tabel = [rij | {"laag": v.waarneming_laag, "hoog": v.waarneming_hoog}]
    return [layer(tabel, "rule", {"color": palet.hoofd, "strokeWidth": 2, "opacity": 0.6}, naam="nieuw cijfer", **plek)]


def legend(vooruit: Vooruitzicht | None, eenheid: str) -> str:
    """What the dotted line means, with the margin in figures."""
    if vooruit is None:
        return ""
    v = vooruit
    tekst = (
        f"Stippellijn: de verwachting tot {wording.datum(v.dag)}, als het doorgaat zoals in het laatste gemeten jaar"
    )
    if v.waarneming_laag is None:
        return f"{tekst}; te weinig cijfers voor een marge."
    return f"{tekst}; staaf: tussen {between(v.waarneming_laag, v.waarneming_hoog, eenheid, 'en')}, met 95% zekerheid."


def between(laag: float | None, hoog: float | None, eenheid: str, woord: str = "tot") -> str:
    if laag is None or hoog is None:
        return wording.LEEG
    van, tot = (wording.waarde(_shown(g, eenheid), eenheid) for g in (laag, hoog))
    return f"{van} {woord} {tot}"


def _shown(x: float, eenheid: str) -> float:
    """An expectation does not know that children are whole."""
    return round(x) if eenheid in wording.TELBAAR or eenheid == "aantal" else x
