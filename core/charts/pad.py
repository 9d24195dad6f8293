"""The agreed path in a series, and the figures written at its ends and at the last point."""

from datetime import date, timedelta

import pandas as pd

from core.charts import theme
from core.charts.grammatica import category, fixed, layer, tooltip
from core.charts.theme import Palet
from core.charts.vlak import Veld, has_path
from core.model import opmaak
from core.model.oordeel import Uitkomst

_VET = {"align": "left", "dx": 10, "fontSize": 13, "fontWeight": "bold"}
_DICHTBIJ = timedelta(days=100)


def path(uitkomst: Uitkomst | None, veld: Veld, palet: Palet) -> list[dict]:
    """Dashed from the baseline to the target; a norm is a level line."""
    if uitkomst is None or uitkomst.doelwaarde is None:
        return []
    streep = {"color": palet.tekst, "strokeDash": [5, 4], "strokeWidth": 1.5}
    if not has_path(uitkomst):
        return [layer([{"waarde": uitkomst.doelwaarde}], "rule", streep, naam="pad", y=veld.y())]
    u = uitkomst
    stappen = [(u.basisdag, u.basis), (u.doeldag, u.doelwaarde)]
    if u.padwaarde is not None and u.dag and u.basisdag < u.dag < u.doeldag:
        stappen.insert(1, (u.dag, u.padwaarde))
    rijen = [{"dag": dag, "waarde": waarde} for dag, waarde in stappen]
    return [layer(rijen, "line", streep, naam="pad", x=veld.x(), y=veld.y())]


def ends(uitkomst: Uitkomst | None, eenheid: str, veld: Veld, palet: Palet) -> list[dict]:
    """A diamond on the baseline and one on the target."""
    if not has_path(uitkomst):
        return []
    merken = (
        (uitkomst.basisdag, uitkomst.basis, "basis"),
        (uitkomst.doeldag, uitkomst.doelwaarde, "doel"),
    )
    punten = [
        {
            "dag": dag,
            "waarde": w,
            "wat": wat,
            "op": opmaak.datum(dag),
            "cijfer": opmaak.met_eenheid(w, eenheid),
        }
        for dag, w, wat in merken
    ]
    ruit = {
        "shape": "diamond",
        "size": 90,
        "fill": palet.vlak,
        "stroke": palet.tekst,
        "strokeWidth": 1.5,
        "opacity": 1,
    }
    return [
        layer(
            punten,
            "point",
            ruit,
            naam="basis en doel",
            x=veld.x(),
            y=veld.y(),
            tooltip=tooltip(wat="Punt", op="Dag", cijfer="Waarde"),
        )
    ]


def labels(
    punten: pd.DataFrame, uitkomst: Uitkomst | None, eenheid: str, veld: Veld, palet: Palet
) -> list[dict]:
    """The last figure, the baseline and the target, beside their points and never over each other."""
    bekend = punten[punten["waarde"].notna()]
    laatste = None if bekend.empty else (bekend["dag"].iloc[-1], float(bekend["waarde"].iloc[-1]))
    cijfer = opmaak.waarde(laatste[1], eenheid) if laatste else ""
    if not has_path(uitkomst):
        eind = _label(*laatste, cijfer, _VET, veld, palet, palet.hoofd, "label cijfer") if laatste else []
        return eind + _norm(uitkomst, eenheid, veld, palet)
    doelhoogte, stijl = float(uitkomst.doelwaarde), dict(_VET)
    if laatste and abs(uitkomst.doeldag - laatste[0]) <= _DICHTBIJ:
        hoogte, doelhoogte = theme.spread([laatste[1], doelhoogte], veld.gap(17))
        laatste = (laatste[0], hoogte)
    elif laatste and uitkomst.doeldag > laatste[0]:
        # The path goes on to the right of the last point, so its figure stands below it.
        stijl |= {"align": "center", "dx": 0, "dy": 20}
    doel = f"doel {uitkomst.doeldag.year}: {opmaak.waarde(uitkomst.doelwaarde, eenheid)}"
    basis = f"basis: {opmaak.waarde(uitkomst.basis, eenheid)}"
    boven = {"align": "left", "dx": 2, "dy": -14 if uitkomst.doelwaarde <= uitkomst.basis else 18}
    uit = _label(uitkomst.basisdag, uitkomst.basis, basis, boven, veld, palet, palet.tekst, "label basis")
    uit += _label(uitkomst.doeldag, doelhoogte, doel, _VET, veld, palet, palet.tekst, "label doel")
    return uit + (
        _label(*laatste, cijfer, stijl, veld, palet, palet.hoofd, "label cijfer") if laatste else []
    )


def _norm(uitkomst: Uitkomst | None, eenheid: str, veld: Veld, palet: Palet) -> list[dict]:
    if uitkomst is None or uitkomst.doelwaarde is None:
        return []
    tekst = f"norm: {opmaak.waarde(uitkomst.doelwaarde, eenheid)}"
    tabel = [{"waarde": uitkomst.doelwaarde, "tekst": tekst}]
    rechts = {"align": "right", "baseline": "bottom", "dy": -4, "fontWeight": "bold", "fontSize": 12}
    return with_halo(tabel, rechts, palet, palet.tekst, "label doel", x=fixed("width"), y=veld.y())


def _label(
    dag: date, waarde: float, tekst: str, stijl: dict, veld: Veld, palet: Palet, kleur: str, naam: str
) -> list[dict]:
    return with_halo(
        [{"dag": dag, "waarde": waarde, "tekst": tekst}], stijl, palet, kleur, naam, x=veld.x(), y=veld.y()
    )


def with_halo(
    tabel: pd.DataFrame | list[dict], stijl: dict, palet: Palet, kleur: str, naam: str, **plek
) -> list[dict]:
    """Text (column `tekst`) on an outline of the background, so that a line behind it does not cut it."""
    rand = {"color": palet.vlak, "stroke": palet.vlak, "strokeWidth": 4, "strokeJoin": "round"}
    return [
        layer(tabel, "text", stijl | rand, naam=f"{naam} rand", text=category("tekst"), **plek),
        layer(tabel, "text", stijl | {"color": kleur}, naam=naam, text=category("tekst"), **plek),
    ]
