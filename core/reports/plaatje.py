"""A chart to paste into a letter or a slide: it says by itself what it shows, of where and when, and how it may be
used."""

import textwrap
from dataclasses import replace

from core.charts import picture, theme
from core.charts.grammar import Grafiek
from core.model.melding import Melding
from core.reports.export import Uitgave, writer

_KOP, _REGEL = 76, 104  # letters on a line of the title, and of what is smaller
_NIET_HIER = frozenset({"Definities", "Gemaakt op", "Soort", "Let op"})  # too long: the stamp says it in a word


@writer("png")
def png(uit: Uitgave) -> bytes:
    """Where there is nothing to draw (too small to share, no figures yet) it says so in words: a button never fails.
    Raises Melding for figures without a chart."""
    if uit.plaatje is None:
        raise Melding("Van deze cijfers is er geen plaatje: neem ze mee als CSV of Excel.")
    grafiek = uit.plaatje.teken(uit.frame)
    return picture.png(_captioned(_without_axes(grafiek) if grafiek.leeg else grafiek, uit))


def _without_axes(grafiek: Grafiek) -> Grafiek:
    spec = {k: v for k, v in grafiek.spec.items() if k not in ("layer", "autosize")}
    leeg = {"height": 1, "data": {"values": []}, "mark": "point", "view": {"stroke": None}}
    return replace(grafiek, spec=spec | leeg, toelichting="", nu=grafiek.leeg)


def _captioned(grafiek: Grafiek, uit: Uitgave) -> Grafiek:
    waarvan = [w if n == "Regio" else f"{n}: {w}" for n, w in uit.regels if n not in _NIET_HIER]
    merk = dict(uit.regels).get("Let op", uit.stempel)
    onder = [grafiek.nu, grafiek.toelichting, " · ".join([*waarvan, merk])]
    kop = {
        "text": textwrap.wrap(grafiek.titel, _KOP),
        "subtitle": [regel for zin in onder for regel in textwrap.wrap(zin, _REGEL)],
        "anchor": "start",
        "frame": "group",
        "fontSize": 16,
        "subtitleFontSize": 12,
        "subtitleColor": theme.LICHT.zacht,
        "subtitlePadding": 6,
        "offset": 14,
    }
    return replace(grafiek, spec=grafiek.spec | {"title": kop, "padding": 12, "background": "white"})
