"""A tile map: a tile per gemeente about where it lies, coloured by a figure that does not depend on its size.

It says that it is one: shape and size mean nothing. What may not be shown, and what is about too few cases, has no
colour but a word. Never without the table: colours cannot be read off.
"""

from collections.abc import Sequence

import pandas as pd

from core.charts import theme
from core.charts.grammar import Grafiek, category, layer, tooltip
from core.model import wording
from core.model.oordeel import VERBORGEN

# Units by which a large gemeente is not darker because it is large.
EERLIJK = ("per 1.000", "aandeel")
KLASSEN = 5
_RIJHOOGTE, _TEKENS = 74, 13
_ZONDER = {"verborgen": "te klein om te tonen", "te klein": "minder dan tien gevallen", "geen cijfer": "geen cijfer"}


def tile_map(
    tabel: pd.DataFrame,
    *,
    label: str,
    eenheid: str,
    periode: str,
    minste: int,
    gelegd: bool = True,
    nadruk: Sequence[str] = (),
    donker: bool = False,
) -> Grafiek:
    """tabel: a row per gemeente with naam, rij, kolom, waarde, gevallen, reden. `minste`: under so many cases a figure
    has no colour. `gelegd`: whether the place of a tile means anything. `nadruk`: tiles with a thick edge."""
    palet = theme.palette(donker)
    t = _prepared(tabel, eenheid, minste, palet)
    titel = f"{label} op de tegelkaart, {wording.periode(periode)}"
    leeg = "" if (t["groep"] == "").any() else theme.why_empty(bool((t["groep"] == "verborgen").any()))
    if leeg and (t["groep"] == "te klein").any():
        leeg = f"Elk cijfer gaat hier over minder dan {wording.getal(minste)} gevallen: te weinig voor een kleur."
    return theme.finish(
        _layers(t, palet, nadruk),
        palet,
        titel=titel,
        beschrijving=_words(titel, t),
        hoogte=_RIJHOOGTE * int(t["rij"].max() if len(t) else 1) + 44,
        toelichting=_note(t, gelegd),
        leeg=leeg,
    )


def _prepared(tabel: pd.DataFrame, eenheid: str, minste: int, palet: theme.Palet) -> pd.DataFrame:
    """The class, colour and words of each tile."""
    t = tabel.sort_values("naam", ignore_index=True)
    t["waarde"] = pd.to_numeric(t["waarde"]).astype(float)
    weinig = ~(pd.to_numeric(t["gevallen"]).astype(float) >= minste)
    t["groep"] = [
        "verborgen" if r == VERBORGEN else "geen cijfer" if wording.is_empty(w) else "te klein" if k else ""
        for r, w, k in zip(t["reden"], t["waarde"], weinig, strict=True)
    ]
    getoond = t.loc[t["groep"] == "", "waarde"]
    grenzen = _edges(getoond)
    namen = [f"{wording.waarde(a, eenheid)} tot {wording.waarde(b, eenheid)}" for a, b in grenzen]
    kleuren = palet.oplopend[:KLASSEN] if len(grenzen) > 1 else palet.oplopend[2 : 2 + len(grenzen)]
    plek = [next((i for i, (_, b) in enumerate(grenzen) if w <= b + 1e-9), 0) for w in t["waarde"]]
    t["klasse"] = [g or namen[p] for g, p in zip(t["groep"], plek, strict=True)]
    t["kleur"] = [palet.vlak if g else kleuren[p] for g, p in zip(t["groep"], plek, strict=True)]
    t["inkt"] = [palet.zacht if g else theme.readable(k) for g, k in zip(t["groep"], t["kleur"], strict=True)]
    t["cijfer"] = [g or wording.waarde(w, eenheid) for g, w in zip(t["groep"], t["waarde"], strict=True)]
    t["tekst"] = ["|".join(_lines(n)) for n in t["naam"]]
    t.attrs["klassen"] = dict(zip(namen, kleuren, strict=True))
    return t


def _edges(waarden: pd.Series) -> list[tuple[float, float]]:
    """Classes of the same width from the lowest to the highest; one when all are the same."""
    if waarden.empty:
        return []
    laag, hoog = float(waarden.min()), float(waarden.max())
    if hoog - laag < 1e-9:
        return [(laag, hoog)]
    stap = (hoog - laag) / KLASSEN
    return [(laag + i * stap, laag + (i + 1) * stap) for i in range(KLASSEN)]


def _lines(naam: str) -> list[str]:
    """A name in lines that fit a tile; also broken after a hyphen."""
    regels, nu = [], ""
    for woord in naam.replace("-", "- ").split():
        plak = nu + ("" if nu.endswith("-") or not nu else " ") + woord
        if nu and len(plak) > _TEKENS:
            regels, nu = [*regels, nu], woord
        else:
            nu = plak
    return [*regels, nu]


def _layers(t: pd.DataFrame, palet: theme.Palet, nadruk: Sequence[str]) -> list[dict]:
    band = {"type": "ordinal", "axis": None}
    schaal = {"paddingInner": 0.06, "paddingOuter": 0.02}
    x = {"field": "kolom", **band, "scale": schaal | {"domain": _span(t, "kolom")}}
    y = {"field": "rij", **band, "scale": schaal | {"domain": _span(t, "rij")}}
    klassen = t.attrs["klassen"]
    kleur = category(
        "klasse",
        scale={"domain": list(klassen), "range": list(klassen.values())},
        legend={"symbolType": "square", "symbolSize": 160, "symbolOpacity": 1},
    )
    dicht, dik = t[t["groep"] != ""], t[t["naam"].isin(list(nadruk))]
    open_ = t[t["groep"] == ""]
    hint = tooltip(naam="Gemeente", cijfer="Cijfer", klasse="Klasse")
    rand = {"color": palet.vlak, "stroke": palet.zacht, "strokeDash": [4, 4], "strokeWidth": 1.2}
    return [
        layer(open_, "rect", {"cornerRadius": 4}, naam="tegels", x=x, y=y, color=kleur, tooltip=hint),
        layer(dicht, "rect", rand | {"cornerRadius": 4}, naam="zonder kleur", x=x, y=y, tooltip=hint),
        layer(
            dik,
            "rect",
            {"filled": False, "stroke": palet.accent, "strokeWidth": 3, "cornerRadius": 4},
            naam="nadruk",
            x=x,
            y=y,
        ),
        *(
            layer(
                groep,
                "text",
                {
                    "color": inkt,
                    "fontSize": grootte,
                    "fontWeight": dikte,
                    "dy": dy,
                    "lineBreak": "|",
                    "baseline": basis,
                },
                naam=f"{kolom} {inkt}",
                x=x,
                y=y,
                text=category(kolom),
            )
            for inkt, groep in t.groupby("inkt", sort=True)
            for kolom, grootte, dikte, dy, basis in (
                ("tekst", 12, "normal", -26, "top"),
                ("cijfer", 14, "bold", 27, "bottom"),
            )
        ),
    ]


def _span(t: pd.DataFrame, kolom: str) -> list[int]:
    """Every row or column, also one without a tile."""
    return list(range(1, int(t[kolom].max() if len(t) else 1) + 1))


def _note(t: pd.DataFrame, gelegd: bool) -> str:
    plek = (
        "Tegelkaart: de plek klopt ongeveer, de vorm en de grootte niet."
        if gelegd
        else "Tegelkaart op naam: waar elke gemeente ligt is van deze regio niet vastgelegd, dus de plek zegt niets."
    )
    delen = [plek, "Een kleur zegt niet of een verschil toeval is: kijk daarvoor in de trechter."]
    for groep, reden in _ZONDER.items():
        if namen := list(t.loc[t["groep"] == groep, "naam"]):
            delen.append(f"Zonder kleur, {reden}: {wording.opsomming(namen)}.")
    return " ".join(delen)


def _words(titel: str, t: pd.DataFrame) -> str:
    delen = "; ".join(f"{a} {b}" for a, b in zip(t["naam"], t["cijfer"], strict=True))
    return f"{titel}: {delen or 'er zijn geen gemeenten'}."
