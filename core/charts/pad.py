"""The agreed path in a series, and the figures written at its ends and at the last point."""

from datetime import date, timedelta

import pandas as pd

from core.charts import theme
from core.charts.grammar import category, fixed, layer, tooltip
from core.charts.plane import Veld, has_path
from core.charts.theme import Palet
from core.model import wording
from core.model.oordeel import Uitkomst

_VET = {"align": "left", "dx": 10, "fontSize": 13, "fontWeight": "bold"}
_MIDDEN = _VET | {"align": "center", "dx": 0}
_RUIM = pd.Timedelta(days=300)  # room for a label before the first figure
_BREUKEN = 64  # pixels at the top in which the names of breaks stand
_DICHTBIJ = timedelta(days=100)


def path(uitkomst: Uitkomst | None, veld: Veld, palet: Palet) -> list[dict]:
    """Dashed along the corners of the path, as the verdict has it; a norm is a level line."""
    if uitkomst is None or uitkomst.doelwaarde is None:
        return []
    streep = {"color": palet.tekst, "strokeDash": [5, 4], "strokeWidth": 1.5}
    if not has_path(uitkomst):
        return [layer([{"waarde": uitkomst.doelwaarde}], "rule", streep, naam="pad", y=veld.y())]
    rijen = [{"dag": dag, "waarde": waarde} for dag, waarde in corners(uitkomst)]
    return [layer(rijen, "line", streep, naam="pad", x=veld.x(), y=veld.y())]


def corners(uitkomst: Uitkomst) -> tuple[tuple[date, float], ...]:
    """The days and values between which the path is straight, from baseline to target."""
    u = uitkomst
    hoeken = list(u.pad) or [(u.basisdag, u.basis), (u.doeldag, u.doelwaarde)]
    if not u.pad and u.padwaarde is not None and u.dag and u.basisdag < u.dag < u.doeldag:
        hoeken.insert(1, (u.dag, u.padwaarde))
    return tuple(hoeken)


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
            "op": wording.datum(dag),
            "cijfer": wording.with_eenheid(w, eenheid),
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
    punten: pd.DataFrame,
    uitkomst: Uitkomst | None,
    eenheid: str,
    veld: Veld,
    palet: Palet,
    *,
    verder: date | None = None,
) -> list[dict]:
    """The last figure, the baseline and the target, beside their points and never over each other. `verder`: the
    day to which a line runs on to the right of the last figure."""
    bekend = punten[punten["waarde"].notna()]
    laatste = None if bekend.empty else (bekend["dag"].iloc[-1], float(bekend["waarde"].iloc[-1]))
    cijfer = wording.waarde(laatste[1], eenheid) if laatste else ""
    if not has_path(uitkomst):
        stijl = _above_or_below(laatste[1], veld, boven=True) if laatste and verder else _VET
        eind = _label(*laatste, cijfer, stijl, veld, palet, palet.hoofd, "label cijfer") if laatste else []
        return eind + _norm(uitkomst, eenheid, veld, palet, laatste)
    heel = wording.reached(uitkomst.doelwaarde, uitkomst.basis, eenheid)
    doel = f"doel {uitkomst.doeldag.year}: {wording.waarde(heel, eenheid)}"
    basis = f"basis: {wording.waarde(uitkomst.basis, eenheid)}"
    (hoogte, stijl), (doelhoogte, doelstijl) = _beside(laatste, uitkomst, bekend, veld, verder)
    plek = _at_basis(uitkomst, bekend, veld)
    uit = _label(uitkomst.basisdag, uitkomst.basis, basis, plek, veld, palet, palet.tekst, "label basis")
    uit += _label(uitkomst.doeldag, doelhoogte, doel, doelstijl, veld, palet, palet.tekst, "label doel")
    if laatste is None:
        return uit
    return uit + _label(laatste[0], hoogte, cijfer, stijl, veld, palet, palet.hoofd, "label cijfer")


def _at_basis(uitkomst: Uitkomst, bekend: pd.DataFrame, veld: Veld) -> dict:
    """Right of the baseline, on the side where the path is not; left of it, on the other side, where the line of the
    figures or the name of a break has that place, and the line comes from elsewhere."""
    boven = uitkomst.doelwaarde <= uitkomst.basis or _low(uitkomst.basis, veld)
    verschil = (bekend["waarde"] - uitkomst.basis).to_numpy() * (1 if boven else -1)
    dagen, dag = pd.to_datetime(bekend["dag"]).to_numpy(), pd.Timestamp(uitkomst.basisdag)
    erna, ervoor = verschil[dagen > dag], verschil[dagen < dag - _RUIM]
    bezet = (len(erna) and erna[0] > 0) or (boven and veld.hoog - uitkomst.basis < veld.gap(_BREUKEN))
    if bezet and len(ervoor) and ervoor[-1] >= 0 and not _low(uitkomst.basis, veld):
        return {"align": "right", "dx": -6, "dy": 18 if boven else -14}
    return {"align": "left", "dx": 2, "dy": -14 if boven else 18}


def _beside(laatste, uitkomst: Uitkomst, bekend: pd.DataFrame, veld: Veld, verder: date | None) -> tuple:
    """Height and style of the label of the last figure, and of that of the target."""
    doel = float(uitkomst.doelwaarde)
    if laatste is None:
        return (0.0, _VET), (doel, _VET)
    dag, waarde = laatste
    if abs(uitkomst.doeldag - dag) > _DICHTBIJ:
        if uitkomst.doeldag > dag:  # the path goes on to the right of the last point, so its figure stands below it
            return (waarde, _above_or_below(waarde, veld, boven=False)), (doel, _VET)
        # The line goes on past the target, so that stands on the other side of it.
        dichtst = bekend.iloc[(pd.to_datetime(bekend["dag"]) - pd.Timestamp(uitkomst.doeldag)).abs().argmin()]
        eigen = _above_or_below(waarde, veld, boven=True) if verder else _VET
        return (waarde, eigen), (doel, _above_or_below(doel, veld, boven=dichtst["waarde"] < doel))
    if verder and verder - uitkomst.doeldag <= _DICHTBIJ:  # that line ends at the target: beside it there is room
        return (waarde, _above_or_below(waarde, veld, boven=True)), (doel, _VET)
    if not verder:
        hoogte, doelhoogte = theme.spread([waarde, doel], veld.gap(17), onder=veld.laag + veld.gap(2))
        return (hoogte, _VET), (doelhoogte, _VET)
    onder, hoog = sorted((waarde, doel))
    if _low(onder, veld):  # no room below: both above, the one over the other
        laag_stijl, hoog_stijl = _above_or_below(onder, veld, boven=True), _MIDDEN | {"dy": -32}
    else:
        laag_stijl, hoog_stijl = _MIDDEN | {"dy": 20}, _MIDDEN | {"dy": -14}
    return ((onder, laag_stijl), (hoog, hoog_stijl)) if waarde <= doel else ((hoog, hoog_stijl), (onder, laag_stijl))


def _above_or_below(waarde: float, veld: Veld, *, boven: bool) -> dict:
    """Centred over or under its point; never under a point that lies on the axis."""
    return _MIDDEN | {"dy": -14 if boven or _low(waarde, veld) else 20}


def _low(waarde: float, veld: Veld) -> bool:
    return waarde - veld.laag < veld.gap(28)


def _norm(uitkomst: Uitkomst | None, eenheid: str, veld: Veld, palet: Palet, laatste) -> list[dict]:
    """The name of a level line, on the side where the last figure is not."""
    if uitkomst is None or uitkomst.doelwaarde is None:
        return []
    tekst = f"norm: {wording.waarde(uitkomst.doelwaarde, eenheid)}"
    tabel = [{"waarde": uitkomst.doelwaarde, "tekst": tekst}]
    rechts = {"align": "right", "fontWeight": "bold"}
    erboven = laatste is not None and 0 < laatste[1] - uitkomst.doelwaarde < veld.gap(24)
    erboven = erboven and not _low(uitkomst.doelwaarde, veld)
    rechts |= {"baseline": "top", "dy": 5} if erboven else {"baseline": "bottom", "dy": -4}
    return with_halo(tabel, rechts, palet, palet.tekst, "label doel", x=fixed("width"), y=veld.y())


def _label(
    dag: date, waarde: float, tekst: str, stijl: dict, veld: Veld, palet: Palet, kleur: str, naam: str
) -> list[dict]:
    return with_halo(
        [{"dag": dag, "waarde": waarde, "tekst": tekst}], stijl, palet, kleur, naam, x=veld.x(), y=veld.y()
    )


def with_halo(tabel: pd.DataFrame | list[dict], stijl: dict, palet: Palet, kleur: str, naam: str, **plek) -> list[dict]:
    """Text (column `tekst`) on an outline of the background, so that a line behind it does not cut it."""
    rand = {"color": palet.vlak, "stroke": palet.vlak, "strokeWidth": 4, "strokeJoin": "round"}
    return [
        layer(tabel, "text", stijl | rand, naam=f"{naam} rand", text=category("tekst"), **plek),
        layer(tabel, "text", stijl | {"color": kleur}, naam=naam, text=category("tekst"), **plek),
    ]
