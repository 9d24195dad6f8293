"""Where a series is heading: its line on to a day, with the interval of the mean and that of a new figure."""

from datetime import timedelta

from core.charts.grammar import layer, tooltip
from core.charts.pad import with_halo
from core.charts.plane import Veld
from core.charts.theme import Palet
from core.model import wording
from core.model.vooruitzicht import Vooruitzicht

_KORTBIJ = timedelta(days=500)
_HINT = tooltip(wat="Vooruitzicht", op="Dag", cijfer="Waarde", gemiddelde="Waar de lijn ligt", nieuw="Nieuw cijfer")


def layers(vooruit: Vooruitzicht | None, eenheid: str, veld: Veld, palet: Palet) -> list[dict]:
    """A dotted line to the day; there a wide bar for a new figure and a thick one for the mean."""
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
        "wat": "als de lijn doorloopt",
        "op": wording.datum(v.dag),
        "cijfer": wording.with_eenheid(_shown(v.waarde, eenheid), eenheid),
        "gemiddelde": between(v.gemiddelde_laag, v.gemiddelde_hoog, eenheid),
        "nieuw": between(v.waarneming_laag, v.waarneming_hoog, eenheid),
    }


def _bars(v: Vooruitzicht, rij: dict, veld: Veld, palet: Palet) -> list[dict]:
    """The interval of a new figure and that of the mean, as far as they are known."""
    plek = {"x": veld.x(), "y": veld.y("laag"), "y2": {"field": "hoog"}, "tooltip": _HINT}
    return [
        layer([rij | {"laag": laag, "hoog": hoog}], "rule", {"color": palet.hoofd} | stijl, naam=naam, **plek)
        for naam, laag, hoog, stijl in (
            ("nieuw cijfer", v.waarneming_laag, v.waarneming_hoog, {"strokeWidth": 2, "opacity": 0.6}),
            ("gemiddelde", v.gemiddelde_laag, v.gemiddelde_hoog, {"strokeWidth": 7, "opacity": 0.45}),
        )
        if laag is not None and hoog is not None
    ]


def legend(vooruit: Vooruitzicht | None, eenheid: str) -> str:
    """What the dotted line means, with both intervals in figures."""
    if vooruit is None:
        return ""
    v = vooruit
    tekst = f"Stippellijn: als de lijn door de jaren doorloopt tot {wording.datum(v.dag)}"
    if v.gemiddelde_laag is None:
        return f"{tekst}; te weinig cijfers voor een marge."
    return (
        f"{tekst}; dikke staaf: waar die lijn dan ligt ({between(v.gemiddelde_laag, v.gemiddelde_hoog, eenheid)}), "
        f"dunne staaf: waar een nieuw cijfer valt ({between(v.waarneming_laag, v.waarneming_hoog, eenheid)}), "
        "beide met 95% zekerheid."
    )


def between(laag: float | None, hoog: float | None, eenheid: str) -> str:
    if laag is None or hoog is None:
        return wording.LEEG
    return f"{wording.waarde(_shown(laag, eenheid), eenheid)} tot {wording.waarde(_shown(hoog, eenheid), eenheid)}"


def _shown(x: float, eenheid: str) -> float:
    """A line does not know that children are whole."""
    return round(x, 1) if eenheid in wording.TELBAAR or eenheid == "aantal" else x
