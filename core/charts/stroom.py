"""What comes in and goes out, with the stock that remains: bars up, bars down and a line."""

import pandas as pd

from core.charts import theme
from core.charts.grammatica import Grafiek, category, colours, layer, number, tooltip
from core.charts.zin import when
from core.model import opmaak
from core.model.oordeel import VERBORGEN

_SOORTEN = {
    "instroom": ("erin", 1),
    "overgenomen": ("overgenomen", 1),
    "uitstroom": ("eruit", -1),
    "overgedragen": ("overgedragen", -1),
}


def stock_and_flow(
    tabel: pd.DataFrame,
    *,
    label: str,
    eenheid: str = "maatregelen",
    donker: bool = False,
    hoogte: int = theme.HOOGTE,
) -> Grafiek:
    """tabel: periode, begin, instroom, overgenomen, uitstroom, overgedragen, eind; one row per period.

    All on one axis from zero: in above it, out below it, the stock at the end of each period as a line.
    """
    palet = theme.palette(donker)
    t = tabel[tabel["eind"].notna()].copy()
    t["kort"] = [opmaak.periode_kort(p) for p in t["periode"]]
    volgorde = list(t["kort"])
    staven = _bars(t, eenheid)
    namen = [n for n in ("erin", "overgenomen", "eruit", "overgedragen") if n in set(staven["soort"])]
    kleuren = {
        "erin": palet.reeks[1],
        "overgenomen": palet.reeks[4],
        "eruit": palet.reeks[3],
        "overgedragen": palet.reeks[6],
    }
    as_x = {
        "sort": volgorde,
        "axis": {
            "title": None,
            "labelAngle": 0,
            "grid": False,
            "domain": False,
            "ticks": False,
            "labelOverlap": True,
        },
    }
    as_y = {"axis": theme.y_axis(eenheid, "", labelExpr="format(abs(datum.value), ',d')")}
    lijn = t.assign(cijfer=[opmaak.met_eenheid(w, eenheid) for w in t["eind"]])
    hint = tooltip(kort="Periode", soort="Wat", cijfer="Aantal")
    lagen = [
        layer(
            staven,
            "bar",
            {"width": {"band": 0.55}},
            naam="stromen",
            x=category("kort", **as_x),
            y=number("aantal", stack="zero", **as_y),
            tooltip=hint,
            color=colours("soort", namen, [kleuren[n] for n in namen], legend={}),
        ),
        layer(
            pd.DataFrame({"nul": [0]}), "rule", {"color": palet.zacht}, naam="nul", y=number("nul", **as_y)
        ),
        layer(
            lijn,
            "line",
            {"color": palet.hoofd, "strokeWidth": 2.5},
            naam="stand",
            x=category("kort", **as_x),
            y=number("eind", **as_y),
        ),
        layer(
            lijn,
            "point",
            {"color": palet.hoofd, "filled": True, "size": 55, "opacity": 1},
            naam="stand punten",
            x=category("kort", **as_x),
            y=number("eind", **as_y),
            tooltip=tooltip(kort="Periode", cijfer="Stand"),
        ),
        layer(
            lijn.assign(tekst=[opmaak.getal(e) for e in lijn["eind"]])
            if len(lijn) <= 12
            else lijn.tail(1).assign(tekst=lambda r: [opmaak.getal(e) for e in r["eind"]]),
            "text",
            {"dy": -12, "fontWeight": "bold", "color": palet.hoofd},
            naam="stand labels",
            x=category("kort", **as_x),
            y=number("eind", **as_y),
            text=category("tekst"),
        ),
    ]
    return theme.finish(
        lagen,
        palet,
        titel=_message(label, t),
        beschrijving=_words(label, t),
        hoogte=hoogte,
        toelichting=f"Lijn: {eenheid} aan het eind van de periode. Staven omhoog: erin; omlaag: eruit.",
    )


def _bars(t: pd.DataFrame, eenheid: str) -> pd.DataFrame:
    rijen = [
        {
            "kort": rij["kort"],
            "soort": woord,
            "aantal": teken * rij[kolom],
            "cijfer": opmaak.met_eenheid(rij[kolom], eenheid),
        }
        for _, rij in t.iterrows()
        for kolom, (woord, teken) in _SOORTEN.items()
        if not opmaak.is_leeg(rij.get(kolom)) and rij.get(kolom)
    ]
    return pd.DataFrame(rijen, columns=["kort", "soort", "aantal", "cijfer"])


def _message(label: str, t: pd.DataFrame) -> str:
    if t.empty:
        return f"{label}: geen gegevens"
    laatste = t.iloc[-1]
    erin = laatste["instroom"] + (laatste.get("overgenomen") or 0)
    eruit = laatste["uitstroom"] + (laatste.get("overgedragen") or 0)
    if opmaak.is_leeg(erin) or opmaak.is_leeg(eruit):
        return f"{label}: {opmaak.getal(laatste['eind'])} aan het eind {_of(laatste['periode'])}; wat erin en eruit ging is {VERBORGEN}"
    wat = (
        "evenveel erin als eruit"
        if erin == eruit
        else f"meer {'erin dan eruit' if erin > eruit else 'eruit dan erin'}"
    )
    aantallen = f"({opmaak.getal(erin)} erin, {opmaak.getal(eruit)} eruit)"
    return f"{label}: {wat} {when(laatste['periode'])} {aantallen}"


def _of(periode: str) -> str:
    return f"van {when(periode).removeprefix('in ')}"


def _words(label: str, t: pd.DataFrame) -> str:
    delen = [
        f"{opmaak.periode(r['periode'])} erin {opmaak.getal(r['instroom'])}, eruit "
        f"{opmaak.getal(r['uitstroom'])}, stand {opmaak.getal(r['eind'])}"
        for _, r in t.tail(8).iterrows()
    ]
    return f"Grafiek van {label}, instroom, uitstroom en stand: {'; '.join(delen) or 'er zijn geen cijfers'}."
