"""What may come: what was measured, and what is simulated without and with the levers, with their bands."""

from datetime import date

import pandas as pd

from core.charts import theme
from core.charts.grammar import Grafiek, layer, tooltip
from core.charts.pad import with_halo
from core.charts.plane import Veld, plane, points
from core.charts.theme import Palet
from core.model import wording

# Of each line: its dash and the opacity of its band, in the order of drawing.
_LIJNEN = {"basis": ([6, 4], 0.16), "ander": ([2, 3], 0.13), "scenario": ([], 0.2)}


def future(
    historie: pd.DataFrame,
    cijfers: pd.DataFrame,
    *,
    label: str,
    eenheid: str,
    namen: dict[str, str],
    streef: float | None = None,
    streefdag: date | None = None,
    titel: str = "",
    donker: bool = False,
    hoogte: int = 360,
) -> Grafiek:
    """historie: a series of core.engine (periode, van, tot, peildatum, waarde). cijfers: periode, van, tot, variant,
    p10, p50, p90; NaN where there is no figure or it is hidden. `namen`: variant -> its name, only those are drawn.
    `streef`, `streefdag`: the target and its day."""
    palet = theme.palette(donker)
    voor = points(historie, eenheid).assign(variant="gemeten")
    voor = voor[voor["waarde"].notna()]
    na = _points(cijfers[cijfers["variant"].isin(list(namen))], eenheid, namen)
    doel = streef is not None and streefdag is not None
    veld = plane(
        pd.concat([voor, na, *([_target(streef, streefdag, na)] if doel else [])], ignore_index=True),
        eenheid,
        None,
        hoogte,
    )
    kleuren = {"basis": palet.zacht, "scenario": palet.accent, "ander": palet.reeks[2]}
    lagen = []
    for variant in (v for v in _LIJNEN if v in namen):
        lagen += _variant(na[na["variant"] == variant], voor, variant, kleuren[variant], veld)
    lagen += _measured(voor, palet, veld)
    if doel:
        lagen += _goal(streef, streefdag, eenheid, veld, palet, na)
    lagen += _labels(na, namen, kleuren, eenheid, veld, palet)
    return theme.finish(
        lagen,
        palet,
        titel=titel or label,
        beschrijving=_words(label, voor, na, namen),
        hoogte=hoogte,
        toelichting=_legend(namen, len(voor) > 0, doel),
        leeg="" if len(voor) or na["waarde"].notna().any() else theme.why_empty(True),
    )


def _points(cijfers: pd.DataFrame, eenheid: str, namen: dict[str, str]) -> pd.DataFrame:
    """What is simulated, a row per period and variant, with Dutch texts."""
    c = cijfers.reset_index(drop=True)
    return pd.DataFrame(
        {
            "dag": list(c["tot"]),
            "waarde": c["p50"].astype(float),
            "laag": c["p10"].astype(float),
            "hoog": c["p90"].astype(float),
            "variant": c["variant"],
            "naam": [namen[v] for v in c["variant"]],
            "periode": [wording.periode(p) for p in c["periode"]],
            "as": [wording.periode_kort(p) for p in c["periode"]],
            "cijfer": [wording.with_eenheid(rounded(w, eenheid), eenheid) for w in c["p50"]],
            "tussen": [between(a, b, eenheid) for a, b in zip(c["p10"], c["p90"], strict=True)],
        }
    )


def _target(streef: float, dag: date, na: pd.DataFrame) -> pd.DataFrame:
    """A point for the axes, so that the target lies inside the picture; on a day that has a name already."""
    dagen = [d for d in na["dag"] if d <= dag] or [dag]
    return pd.DataFrame([{"dag": max(dagen), "waarde": streef, "laag": streef, "hoog": streef, "as": str(dag.year)}])


def _variant(deel: pd.DataFrame, voor: pd.DataFrame, variant: str, kleur: str, veld: Veld) -> list[dict]:
    """The band and the line of one variant; the line begins where the measured one ends."""
    streep, dekking = _LIJNEN[variant]
    bekend = deel[deel["waarde"].notna()]
    if bekend.empty:
        return []
    begin = voor[voor["dag"] < bekend["dag"].min()].tail(1)[["dag", "waarde"]]
    start = begin.assign(laag=begin["waarde"], hoog=begin["waarde"])
    lijn = pd.concat([start, bekend], ignore_index=True)[["dag", "waarde", "laag", "hoog"]]
    hint = tooltip(naam="Lijn", periode="Periode", cijfer="Verwacht (midden)", tussen="80% kans tussen")
    return [
        layer(
            lijn,
            "area",
            {"color": kleur, "opacity": dekking},
            naam=f"band {variant}",
            x=veld.x(),
            y=veld.y("laag"),
            y2={"field": "hoog"},
        ),
        layer(
            lijn,
            "line",
            {"color": kleur, "strokeWidth": 2.5, "strokeDash": streep},
            naam=f"lijn {variant}",
            x=veld.x(),
            y=veld.y(),
        ),
        layer(
            bekend,
            "point",
            {"color": kleur, "filled": True, "size": 34, "opacity": 1},
            naam=f"punten {variant}",
            x=veld.x(),
            y=veld.y(),
            tooltip=hint,
        ),
        layer(
            bekend,
            "point",
            {"size": 500, "opacity": 0, "filled": True},
            naam=f"raakvlak {variant}",
            x=veld.x(),
            y=veld.y(),
            tooltip=hint,
        ),
    ]


def _measured(voor: pd.DataFrame, palet: Palet, veld: Veld) -> list[dict]:
    hint = tooltip(periode="Periode", cijfer="Gemeten")
    return [
        layer(voor, "line", {"color": palet.hoofd, "strokeWidth": 2.5}, naam="gemeten", x=veld.x(), y=veld.y()),
        layer(
            voor,
            "point",
            {"color": palet.hoofd, "filled": True, "size": 60, "opacity": 1},
            naam="gemeten punten",
            x=veld.x(),
            y=veld.y(),
            tooltip=hint,
        ),
    ]


def _goal(streef: float, dag: date, eenheid: str, veld: Veld, palet: Palet, na: pd.DataFrame) -> list[dict]:
    """A level line at the target and a diamond on its day; its name stands on the side where the lines are not."""
    # As it was agreed, 35,2 and not 35: only what is simulated is rounded.
    rij = [{"dag": dag, "waarde": streef, "tekst": f"doel: {wording.waarde(round(streef, 4), eenheid)}"}]
    ruit = {
        "shape": "diamond",
        "size": 110,
        "fill": palet.vlak,
        "stroke": palet.tekst,
        "strokeWidth": 1.8,
        "opacity": 1,
    }
    onder = na.loc[na["dag"] <= dag, "waarde"].mean() > streef
    stijl = {"align": "right", "dx": -8, "fontWeight": "bold", "fontSize": 12}
    stijl |= {"baseline": "top", "dy": 6} if onder else {"baseline": "bottom", "dy": -6}
    return [
        layer(rij, "rule", {"color": palet.tekst, "strokeDash": [5, 4], "strokeWidth": 1.3}, naam="doel", y=veld.y()),
        layer(rij, "point", ruit, naam="doeldag", x=veld.x(), y=veld.y()),
        *with_halo(rij, stijl, palet, palet.tekst, "label doel", x=veld.x(), y=veld.y()),
    ]


def _labels(
    na: pd.DataFrame, namen: dict[str, str], kleuren: dict[str, str], eenheid: str, veld: Veld, palet: Palet
) -> list[dict]:
    """The last figure of each line, above its end and never over each other."""
    einden = na[na["waarde"].notna()].groupby("variant", as_index=False).last()
    if einden.empty:
        return []
    hoogte = theme.spread(einden["waarde"].tolist(), veld.gap(17))
    uit = []
    for rij, plek in zip(einden.to_dict("records"), hoogte, strict=True):
        tekst = [{"dag": rij["dag"], "waarde": plek, "tekst": wording.waarde(rounded(rij["waarde"], eenheid), eenheid)}]
        stijl = {"align": "left", "dx": 7, "fontSize": 13, "fontWeight": "bold", "baseline": "middle"}
        uit += with_halo(tekst, stijl, palet, kleuren[rij["variant"]], f"eind {rij['variant']}", x=veld.x(), y=veld.y())
    return uit


def _legend(namen: dict[str, str], gemeten: bool, doel: bool) -> str:
    soort = {"basis": "Streeplijn", "scenario": "Oranje lijn", "ander": "Puntlijn"}
    delen = ["Blauw: gemeten."] if gemeten else []
    delen += [f"{soort[v]}: {namen[v]}." for v in namen]
    delen.append("Band: met 80% kans ligt het cijfer hierin.")
    return " ".join([*delen, "Ruit: het doel."] if doel else delen)


def _words(label: str, voor: pd.DataFrame, na: pd.DataFrame, namen: dict[str, str]) -> str:
    delen = [f"Lijngrafiek van {label}."]
    if len(voor):
        delen.append(f"Gemeten in {voor['periode'].iloc[-1]}: {voor['cijfer'].iloc[-1]}.")
    for variant, naam in namen.items():
        einde = na[(na["variant"] == variant) & na["waarde"].notna()].tail(1)
        for r in einde.itertuples():
            delen.append(f"{naam}, {r.periode}: {r.cijfer}, met 80% kans {r.tussen}.")
    return " ".join(delen)


def between(laag: float, hoog: float, eenheid: str) -> str:
    if wording.is_empty(laag) or wording.is_empty(hoog):
        return wording.LEEG
    return f"{wording.waarde(rounded(laag, eenheid), eenheid)} tot {wording.waarde(rounded(hoog, eenheid), eenheid)}"


def rounded(x: float, eenheid: str) -> float:
    """Children are whole, also expected ones; money from 10.000 on in thousands, of the rest a decimal below 20."""
    if wording.is_empty(x) or eenheid == "aandeel":
        return x
    if eenheid == "euro":
        return float(round(x, -3 if abs(x) >= 10_000 else 0))
    return float(round(x)) if abs(x) >= 20 or eenheid in {"dagen", *wording.TELBAAR} else round(float(x), 1)
