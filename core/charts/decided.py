"""What was agreed as the target, and when: a step line beside the course of the goal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from core.charts import theme
from core.charts.grammar import Grafiek, layer, tooltip
from core.charts.plane import plane, points
from core.model import wording
from core.model.vooruitzicht import Vooruitzicht


@dataclass(frozen=True)
class Stap:
    """From `dag` on this was the target; None: there was none. `wie` decided it."""

    dag: date
    doelwaarde: float | None
    wie: str


def decided(
    reeks: pd.DataFrame, stappen: Sequence[Stap], *, label: str, eenheid: str, vandaag: date, donker: bool = False
) -> Grafiek:
    """The course of a goal with the target of each day, from the first decision to today. reeks: as for `series`;
    stappen: oldest first."""
    palet, punten = theme.palette(donker), points(reeks, eenheid)
    hoogst = max((s.doelwaarde for s in stappen if s.doelwaarde is not None), default=0.0)
    laatste = next((w for w in reversed(punten["waarde"].tolist()) if not wording.is_empty(w)), hoogst)
    tot = Vooruitzicht(vandaag, hoogst, vandaag, laatste)  # the axes reach to today, and to the highest target
    veld = plane(punten, eenheid, None, theme.HOOGTE, vooruit=tot)
    rijen = [_row(s, eenheid) for s in stappen]
    hint = tooltip(op="Afgesproken op", doel="Doel", wie="Door")
    bekend = punten[punten["waarde"].notna()]
    stijl = {"color": palet.accent, "strokeWidth": 2, "interpolate": "step-after"}
    stip = {"size": 80, "shape": "diamond", "fill": palet.accent, "stroke": palet.accent, "opacity": 1}
    gezet, rond = [r for r in rijen if r["waarde"] is not None], {"size": 60, "fill": palet.hoofd, "opacity": 1}
    cijfer = tooltip(periode="Periode", cijfer="Waarde")
    lagen = [
        layer(punten, "line", {"color": palet.hoofd, "strokeWidth": 2.5}, naam="reeks", x=veld.x(), y=veld.y()),
        layer(bekend, "point", rond, naam="punten", x=veld.x(), y=veld.y(), tooltip=cijfer),
        layer(_corners(rijen, vandaag), "line", stijl, naam="doel", x=veld.x(), y=veld.y()),
        layer(gezet, "point", stip, naam="besluiten", x=veld.x(), y=veld.y(), tooltip=hint),
    ]
    zinnen = "; ".join(f"{r['op']}: {r['doel']} ({r['wie']})" for r in rijen)
    return theme.finish(
        lagen,
        palet,
        titel=f"{label}: het doel door de tijd",
        beschrijving=f"Verloop van {label}, met het doel dat toen gold. {zinnen}.",
        toelichting="Lijn met rondjes: het cijfer. Trap met ruiten: het doel dat vanaf die dag gold.",
        leeg="" if rijen else "Er is nog niets afgesproken.",
    )


def _row(stap: Stap, eenheid: str) -> dict:
    wat = "geen doel" if stap.doelwaarde is None else wording.with_eenheid(stap.doelwaarde, eenheid)
    return {"dag": stap.dag, "waarde": stap.doelwaarde, "op": wording.datum(stap.dag), "doel": wat, "wie": stap.wie}


def _corners(rijen: list[dict], vandaag: date) -> list[dict]:
    """The rows of the step line: a target holds until the day of the next decision, the last one until today."""
    uit = []
    for nr, rij in enumerate(rijen):
        if rij["waarde"] is None and nr and rijen[nr - 1]["waarde"] is not None:
            uit.append(rijen[nr - 1] | {"dag": rij["dag"]})  # up to where it was opened again
        uit.append(rij)
    return [*uit, uit[-1] | {"dag": max(vandaag, uit[-1]["dag"])}] if uit else []
