"""The XmR chart: figures around their mean, with the limits of chance and the points that fall outside it."""

from collections.abc import Iterable

import pandas as pd

from core.charts import theme
from core.charts.grammar import Grafiek, category, fixed, layer, tooltip
from core.charts.pad import with_halo
from core.charts.plane import Veld, plane, points
from core.charts.theme import Palet
from core.model import wording

_TEKEN = {
    "gewoon": "circle",
    "de goede kant op": "diamond",
    "de verkeerde kant op": "square",
    "opvallend": "diamond",
}
_GENOEMD = 4  # more periods than these are seen in the picture, not read


def process(
    reeks: pd.DataFrame,
    gedrag,
    *,
    label: str,
    eenheid: str,
    doel: float | None = None,
    donker: bool = False,
    hoogte: int = 260,
) -> Grafiek:
    """reeks: as for `series`, a row per figure that was judged. gedrag: midden, ondergrens, bovengrens,
    signalen (regel, van, tot, gunstig) and uitleg; without limits only the line is drawn. doel: a level
    line."""
    palet = theme.palette(donker)
    punten = points(reeks, eenheid)
    grenzen = [g for g in (gedrag.ondergrens, gedrag.bovengrens, gedrag.midden, doel) if g is not None]
    omvang = punten.assign(hoog=max(grenzen, default=float("nan")), laag=min(grenzen, default=float("nan")))
    veld = plane(omvang, eenheid, None, hoogte)
    punten["soort"] = _marks(len(punten), gedrag.signalen)
    lagen = [
        *_levels(gedrag, doel, eenheid, veld, palet),
        layer(punten, "line", {"color": palet.hoofd, "strokeWidth": 1.5}, naam="lijn", x=veld.x(), y=veld.y()),
        _dots(punten, veld, palet),
    ]
    return theme.finish(
        lagen,
        palet,
        titel=gedrag.uitleg,
        beschrijving=_words(punten, gedrag, label, eenheid, doel),
        hoogte=hoogte,
        toelichting=_legend(punten, gedrag),
        leeg="" if len(punten) else theme.why_empty(False),
    )


def _marks(aantal: int, signalen: Iterable) -> list[str]:
    """Per point what it is; a signal in the wrong direction wins."""
    soorten = ["gewoon"] * aantal
    for s in signalen:
        woord = {None: "opvallend", True: "de goede kant op", False: "de verkeerde kant op"}[s.gunstig]
        for i in range(s.van, s.tot + 1):
            if soorten[i] != "de verkeerde kant op":
                soorten[i] = woord
    return soorten


def _dots(punten: pd.DataFrame, veld: Veld, palet: Palet) -> dict:
    namen = list(_TEKEN)
    kleuren = [palet.zacht, palet.hoofd, palet.accent, palet.tekst]
    hint = tooltip(periode="Periode", cijfer="Waarde", soort="Signaal")
    return layer(
        punten,
        "point",
        {"size": 60, "filled": True, "opacity": 1},
        naam="punten",
        x=veld.x(),
        y=veld.y(),
        color=category("soort", scale={"domain": namen, "range": kleuren}, legend=None),
        shape=category("soort", scale={"domain": namen, "range": list(_TEKEN.values())}, legend=None),
        tooltip=hint,
    )


def _levels(gedrag, doel: float | None, eenheid: str, veld: Veld, palet: Palet) -> list[dict]:
    """The mean, both limits and the target, each with its name and figure at the right."""
    regels = []
    if gedrag.genoeg:
        regels = [
            ("gemiddelde", gedrag.midden, {"color": palet.zacht, "strokeWidth": 1.5}),
            ("bovengrens", gedrag.bovengrens, {"color": palet.zacht, "strokeDash": [2, 3]}),
            ("ondergrens", gedrag.ondergrens, {"color": palet.zacht, "strokeDash": [2, 3]}),
        ]
    if doel is not None:
        regels.append(("doel", doel, {"color": palet.tekst, "strokeDash": [6, 4], "strokeWidth": 1.5}))
    plekken = theme.spread([w for _, w, _ in regels], veld.gap(15))
    lagen = []
    for (naam, waarde, stijl), plek in zip(regels, plekken, strict=True):
        lagen.append(layer([{"waarde": waarde}], "rule", stijl, naam=naam, y=veld.y()))
        tekst = [{"waarde": plek, "tekst": f"{naam} {_figure(waarde, eenheid)}"}]
        stijl_tekst = {"align": "left", "dx": 6, "baseline": "middle", "fontSize": 12}
        kleur = palet.tekst if naam == "doel" else palet.zacht
        lagen += with_halo(tekst, stijl_tekst, palet, kleur, f"label {naam}", x=fixed("width"), y=veld.y())
    return lagen


def _figure(x: float, eenheid: str) -> str:
    return wording.waarde(x, eenheid)


def _legend(punten: pd.DataFrame, gedrag) -> str:
    """What the marks mean, and where they stand when there are few."""
    if not gedrag.genoeg:
        return "Voorlopige cijfers tellen hier niet mee."
    delen = ["Tussen de grenzen wisselt het cijfer door toeval."]
    for soort, merk, kant in (
        ("de verkeerde kant op", "Vierkant", ", de verkeerde kant op"),
        ("de goede kant op", "Ruit", ", de goede kant op"),
        ("opvallend", "Ruit", ""),
    ):
        perioden = list(punten.loc[punten["soort"] == soort, "as"])
        if perioden:
            waar = f" ({wording.opsomming(perioden)})" if len(perioden) <= _GENOEMD else ""
            delen.append(f"{merk}{waar}: meer dan toeval{kant}.")
    return " ".join([*delen, "Voorlopige cijfers tellen hier niet mee."])


def _words(punten: pd.DataFrame, gedrag, label: str, eenheid: str, doel: float | None) -> str:
    delen = [f"Regelkaart van {label}, {len(punten)} cijfers. {gedrag.uitleg}"]
    if gedrag.genoeg:
        delen.append(
            f"Gemiddelde {_figure(gedrag.midden, eenheid)}, grenzen {_figure(gedrag.ondergrens, eenheid)} en "
            f"{_figure(gedrag.bovengrens, eenheid)}."
        )
    if doel is not None:
        delen.append(f"Doel: {_figure(doel, eenheid)}.")
    return " ".join(delen)
