"""What comes in and goes out, with the stock that remains: bars up, bars down and a line."""

import pandas as pd

from core.charts import theme
from core.charts.grammar import Grafiek, category, colours, layer, number, tooltip
from core.charts.pad import with_halo
from core.charts.sentence import when
from core.model import wording
from core.model.oordeel import VERBORGEN
from core.model.weergave import INTERN, Weergave

_SOORTEN = {
    "instroom": ("erin", 1),
    "overgenomen": ("overgenomen", 1),
    "uitstroom": ("eruit", -1),
    "overgedragen": ("overgedragen", -1),
}
_AS_X = {"title": None, "labelAngle": 0, "grid": False, "domain": False, "ticks": False}
_AS_X |= {"labelOverlap": True, "labelSeparation": 6}


def stock_and_flow(
    tabel: pd.DataFrame,
    *,
    label: str,
    eenheid: str = "maatregelen",
    donker: bool = False,
    weergave: Weergave = INTERN,
    hoogte: int = theme.HOOGTE,
) -> Grafiek:
    """tabel: periode, begin, instroom, overgenomen, uitstroom, overgedragen, eind; one row per period.

    All on one axis from zero: in above it, out below it, the stock at the end of each period as a line.
    `weergave`: what is said of what is not there.
    """
    palet = theme.palette(donker)
    t = tabel[tabel["eind"].notna()].copy()
    t["kort"] = [wording.periode_kort(p) for p in t["periode"]]
    x = category("kort", sort=list(t["kort"]), axis=_AS_X)
    as_y = {"axis": theme.y_axis(eenheid, "", labelExpr="format(abs(datum.value), ',d')")}
    lagen = [
        _flows(_bars(t, eenheid), x, as_y, palet),
        layer(pd.DataFrame({"nul": [0]}), "rule", {"color": palet.zacht}, naam="nul", y=number("nul", **as_y)),
        *_stock(
            t.assign(cijfer=[wording.with_eenheid(w, eenheid) for w in t["eind"]]), x, number("eind", **as_y), palet
        ),
    ]
    return theme.finish(
        lagen,
        palet,
        titel=_message(label, t, weergave.leeg if len(tabel) else INTERN.leeg),
        beschrijving=_words(label, t),
        hoogte=hoogte,
        toelichting=f"Lijn: {eenheid} aan het eind van de periode. Staven omhoog: erin; omlaag: eruit.",
        leeg="" if len(t) else weergave.waarom_leeg if len(tabel) else INTERN.waarom_leeg,
    )


def _flows(staven: pd.DataFrame, x: dict, as_y: dict, palet: theme.Palet) -> dict:
    kleuren = {
        "erin": palet.reeks[1],
        "overgenomen": palet.reeks[4],
        "eruit": palet.reeks[3],
        "overgedragen": palet.reeks[6],
    }
    namen = [n for n in kleuren if n in set(staven["soort"])]
    return layer(
        staven,
        "bar",
        {"width": {"band": 0.55}},
        naam="stromen",
        x=x,
        y=number("aantal", stack="zero", **as_y),
        tooltip=tooltip(kort="Periode", soort="Wat", cijfer="Aantal"),
        color=colours("soort", namen, [kleuren[n] for n in namen], legend={}),
    )


def _stock(lijn: pd.DataFrame, x: dict, y: dict, palet: theme.Palet) -> list[dict]:
    """The line with its dots; a figure at each of few, else only at the last."""
    stip = {"color": palet.hoofd, "filled": True, "size": 55, "opacity": 1}
    genoemd = lijn if len(lijn) <= 12 else lijn.tail(1)
    genoemd = genoemd.assign(tekst=[wording.getal(e) for e in genoemd["eind"]])
    return [
        layer(lijn, "line", {"color": palet.hoofd, "strokeWidth": 2.5}, naam="stand", x=x, y=y),
        layer(lijn, "point", stip, naam="stand punten", x=x, y=y, tooltip=tooltip(kort="Periode", cijfer="Stand")),
        *with_halo(genoemd, {"dy": -12, "fontWeight": "bold"}, palet, palet.hoofd, "stand labels", x=x, y=y),
    ]


def _bars(t: pd.DataFrame, eenheid: str) -> pd.DataFrame:
    rijen = [
        {
            "kort": rij["kort"],
            "soort": woord,
            "aantal": teken * rij[kolom],
            "cijfer": wording.with_eenheid(rij[kolom], eenheid),
        }
        for _, rij in t.iterrows()
        for kolom, (woord, teken) in _SOORTEN.items()
        if not wording.is_empty(rij.get(kolom)) and rij.get(kolom)
    ]
    return pd.DataFrame(rijen, columns=["kort", "soort", "aantal", "cijfer"])


def _message(label: str, t: pd.DataFrame, leeg: str) -> str:
    if t.empty:
        return f"{label}: {leeg}"
    laatste = t.iloc[-1]
    erin = laatste["instroom"] + (laatste.get("overgenomen") or 0)
    eruit = laatste["uitstroom"] + (laatste.get("overgedragen") or 0)
    if wording.is_empty(erin) or wording.is_empty(eruit):
        stand = f"{wording.getal(laatste['eind'])} aan het eind {_of(laatste['periode'])}"
        bekend = [not wording.is_empty(laatste[k]) for k in ("instroom", "uitstroom")]
        if bekend == [True, False]:
            return f"{label}: {stand}; {wording.getal(laatste['instroom'])} begonnen, wat eruit ging is {VERBORGEN}"
        if bekend == [False, True]:
            return f"{label}: {stand}; {wording.getal(laatste['uitstroom'])} eindigden, wat erin ging is {VERBORGEN}"
        if not any(bekend):
            return f"{label}: {stand}; wat erin en eruit ging is {VERBORGEN}"
        nieuw = f"{wording.getal(laatste['instroom'])} begonnen, {wording.getal(laatste['uitstroom'])} eindigden"
        return f"{label}: {stand}; {nieuw}; wat een andere GI overnam is {VERBORGEN}"
    wat = (
        "evenveel erin als eruit" if erin == eruit else f"meer {'erin dan eruit' if erin > eruit else 'eruit dan erin'}"
    )
    aantallen = f"({wording.getal(erin)} erin, {wording.getal(eruit)} eruit)"
    return f"{label}: {wat} {when(laatste['periode'])} {aantallen}"


def _of(periode: str) -> str:
    return f"van {when(periode).removeprefix('in ')}"


def _words(label: str, t: pd.DataFrame) -> str:
    delen = [
        f"{wording.periode(r['periode'])} erin {wording.getal(r['instroom'])}, eruit "
        f"{wording.getal(r['uitstroom'])}, stand {wording.getal(r['eind'])}"
        for _, r in t.tail(8).iterrows()
    ]
    return f"Grafiek van {label}, instroom, uitstroom en stand: {'; '.join(delen) or 'er zijn geen cijfers'}."
