"""One look for every chart: colours, Dutch numbers and dates, sizes.

A chart function takes a table and gives a `Grafiek` made by `finish`. The colours suit colour-blind readers
(no red against green) and have at least 3:1 against the background.
"""

from dataclasses import dataclass

from core.charts.grammar import Grafiek
from core.model.weergave import INTERN, delen
from core.model.wording import MAANDEN


@dataclass(frozen=True)
class Palet:
    """The colours of one theme. `reeks`: lines, in order; `oplopend`: ordered classes, low to high; `delen`:
    the parts of a stack, the ones that matter first; grey (`rand`) is kept for what may not be shown."""

    tekst: str
    zacht: str
    rand: str
    vlak: str
    hoofd: str
    accent: str
    reeks: tuple[str, ...]
    oplopend: tuple[str, ...]
    delen: tuple[str, ...]


LICHT = Palet(
    tekst="#14212B",
    zacht="#51616D",
    rand="#D5DDE3",
    vlak="#FFFFFF",
    hoofd="#0B5F8A",
    accent="#B04A08",
    reeks=("#0B5F8A", "#C2570C", "#6A4FA3", "#25857B", "#8A6D1B", "#A33B6B", "#51616D"),
    oplopend=("#D3E5F0", "#A6CAE0", "#6FA9CC", "#3A86B4", "#0F5F8C", "#083B5A"),
    delen=("#0B5F8A", "#6FA9CC", "#25857B", "#C2570C", "#6A4FA3", "#8A6D1B", "#51616D"),
)
DONKER = Palet(
    tekst="#EEF3F6",
    zacht="#A9B8C3",
    rand="#33424D",
    vlak="#10181E",
    hoofd="#74BDE8",
    accent="#F2A25C",
    reeks=("#74BDE8", "#F2A25C", "#B9A6E8", "#63C7BB", "#D9BC5A", "#E88BB3", "#A9B8C3"),
    oplopend=("#173448", "#1F4D6B", "#2C6E97", "#4592C1", "#74BDE8", "#BFE2F7"),
    delen=("#74BDE8", "#2C6E97", "#63C7BB", "#F2A25C", "#B9A6E8", "#D9BC5A", "#A9B8C3"),
)
LETTERTYPE = "Segoe UI, -apple-system, BlinkMacSystemFont, Roboto, Liberation Sans, Arial, sans-serif"
HOOGTE, LETTER = 300, 13

# Vega reads this from `config.locale`; Streamlit drops the locale of usermeta.embedOptions.
LOCALE = {
    "number": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["€ ", ""], "percent": "%"},
    "time": {
        "dateTime": "%a %e %B %Y %X",
        "date": "%d-%m-%Y",
        "time": "%H:%M:%S",
        "periods": ["AM", "PM"],
        "days": ["zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"],
        "shortDays": ["zo", "ma", "di", "wo", "do", "vr", "za"],
        "months": list(MAANDEN),
        "shortMonths": ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
    },
}
# d3 formats of an axis per unit; the locale makes them Dutch.
AS_FORMAAT = {"aandeel": ".0%", "euro": "$,.0f", "cijfer": ",.1f"}
AS_TITEL = {"aandeel": "", "euro": "", "ja/nee": ""}


def palette(donker: bool = False) -> Palet:
    return DONKER if donker else LICHT


def axis_format(eenheid: str) -> str:
    return AS_FORMAAT.get(eenheid, ",d")


def y_axis(eenheid: str, titel: str | None = None, **extra) -> dict:
    """The value axis: Dutch numbers, few lines, its title lying flat above it (easier to read)."""
    woord = AS_TITEL.get(eenheid, eenheid) if titel is None else titel
    return {
        "format": axis_format(eenheid),
        "title": woord or None,
        "titleAngle": 0,
        "titleAlign": "left",
        "titleAnchor": "end",
        "titleX": 0,
        "titleY": -8,
        "titleBaseline": "bottom",
        "tickCount": 5,
        **({"tickMinStep": 1} if axis_format(eenheid) == ",d" else {}),
    } | extra


def finish(
    lagen: list[dict],
    palet: Palet,
    *,
    titel: str,
    beschrijving: str,
    toelichting: str = "",
    hoogte: int = HOOGTE,
    leeg: str = "",
    nu: str = "",
) -> Grafiek:
    """Layers become a chart, with its words, size, colours and the Dutch locale. `leeg`: why nothing is drawn; `nu`:
    how it is now and was a year ago."""
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "description": f"{titel}. {beschrijving}",
        "width": "container",
        "height": hoogte,
        "layer": lagen,
        "padding": {"left": 2, "right": 16, "top": 4, "bottom": 2},
        "autosize": {"type": "fit", "contains": "padding"},
        "config": _config(palet),
    }
    return Grafiek(titel, toelichting, beschrijving, spec, leeg, nu)


def _config(palet: Palet) -> dict:
    """The look. Letters of 13 pixels: a chart is also read from the back of a room."""
    # Who hears the chart hears its sentence and its figures once: Vega would read every axis and dot, in English.
    titel = {
        "aria": False,
        "anchor": "start",
        "fontSize": 16,
        "color": palet.tekst,
        "offset": 16,
        "subtitleColor": palet.zacht,
        "subtitleFontSize": LETTER,
    }
    as_ = {
        "aria": False,
        "labelColor": palet.zacht,
        "titleColor": palet.zacht,
        "gridColor": palet.rand,
        "domainColor": palet.rand,
        "tickColor": palet.rand,
        "labelFontSize": LETTER,
        "titleFontSize": LETTER,
        "titleFontWeight": "normal",
        "labelPadding": 6,
        "titlePadding": 10,
    }
    legenda = {
        "aria": False,
        "labelColor": palet.tekst,
        "labelFontSize": LETTER,
        "orient": "top",
        "title": None,
        "symbolType": "square",
        "columnPadding": 18,
        "labelLimit": 260,
        "padding": 0,
    }
    return {
        "locale": LOCALE,
        "font": LETTERTYPE,
        "background": palet.vlak,
        "view": {"strokeWidth": 0},
        "mark": {"aria": False},
        "title": titel,
        "axis": as_,
        "axisX": {"grid": False, "domain": True, "ticks": True},
        "axisY": {"domain": False, "ticks": False, "grid": True},
        "legend": legenda,
        "text": {"color": palet.tekst, "fontSize": LETTER},
    }


def why_empty(verborgen: bool) -> str:
    """What stands where a chart without any figure would be; `verborgen`: its rows say that they are hidden."""
    return (delen() if verborgen else INTERN).waarom_leeg


def spread(waarden: list[float], afstand: float, onder: float = float("-inf")) -> list[float]:
    """Moves labels apart: the same values in the same order, at least `afstand` from each other. Labels that
    collide form a group around their own middle; the others stay where they are. None goes below `onder`."""
    volgorde = sorted(range(len(waarden)), key=lambda i: waarden[i])
    groepen: list[list[int]] = []
    for i in volgorde:
        groepen.append([i])
        while len(groepen) > 1 and _first(groepen[-1], waarden, afstand) < (
            _first(groepen[-2], waarden, afstand) + len(groepen[-2]) * afstand
        ):
            groepen[-2:] = [groepen[-2] + groepen[-1]]
    plek = list(waarden)
    for groep in groepen:
        for nummer, i in enumerate(groep):
            plek[i] = _first(groep, waarden, afstand) + nummer * afstand
    for i in volgorde:
        plek[i] = max(plek[i], onder)
        onder = plek[i] + afstand
    return plek


def _first(groep: list[int], waarden: list[float], afstand: float) -> float:
    return sum(waarden[i] for i in groep) / len(groep) - (len(groep) - 1) * afstand / 2


def readable(kleur: str) -> str:
    """Black or white, whichever reads best on this colour (relative luminance, WCAG 2)."""
    delen = [int(kleur[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    lineair = [d / 12.92 if d <= 0.04045 else ((d + 0.055) / 1.055) ** 2.4 for d in delen]
    helder = 0.2126 * lineair[0] + 0.7152 * lineair[1] + 0.0722 * lineair[2]
    return "#14212B" if helder > 0.2 else "#FFFFFF"
