"""A series in time: the measured line with its interval, and the agreed path beside it."""

from datetime import date

import pandas as pd

from core.charts import arriving, outlook, pad, sentence, theme
from core.charts.grammar import Grafiek, category, colours, fixed, layer, tooltip
from core.charts.plane import Veld, has_path, hidden, plane, points
from core.charts.theme import Palet
from core.model import wording
from core.model.doel import Reeksbreuk
from core.model.momenten import Momenten
from core.model.oordeel import Uitkomst
from core.model.vooruitzicht import Vooruitzicht

KOLOMNAMEN = {"gi": "GI", "verblijfsvorm": "vorm van verblijf", "type": "soort maatregel"}
_LATER = "nog niet meetbaar"
_HINT = tooltip(periode="Periode", cijfer="Waarde", tussen="95%-interval", n="Aantal (n)", stand="Stand")


def series(
    reeks: pd.DataFrame,
    *,
    label: str,
    eenheid: str,
    uitkomst: Uitkomst | None = None,
    breuken: tuple[Reeksbreuk, ...] = (),
    split: str | None = None,
    donker: bool = False,
    smal: bool = False,
    hoogte: int = theme.HOOGTE,
    vooruit: Vooruitzicht | None = None,
    momenten: Momenten | None = None,
    komt: pd.DataFrame | None = None,
) -> Grafiek:
    """The series of one maat, with the path of its goal when an `uitkomst` is given, and where it is heading
    with a `vooruit`.

    reeks: periode, van, tot, peildatum, waarde; optional laag, hoog, n, voorlopig, reden. With `split` (a
    column with names to show) one line per name, labelled at its end, without intervals. `smal`: for a
    narrow column; the names of breaks then stand below the chart. `momenten`: what the words above it compare.
    `komt`: what is not in yet of provisional periods (periode, aandeel, laag, hoog), drawn above them and never a part
    of the figure.
    """
    palet = theme.palette(donker)
    punten = points(reeks, eenheid, split)
    later = arriving.points(punten, komt)
    breuken = _inside(punten, breuken)
    veld = plane(later, eenheid, None if split else uitkomst, hoogte, 0 if smal else len(breuken), vooruit)
    lagen = _breaks(breuken, punten, veld, palet, smal)
    if split:
        lagen += _lines_per_part(punten, eenheid, veld, palet)
        titel, beschrijving = f"{label}, per {_woord(split)}", _describe_parts(punten, label, split)
    else:
        lagen += [
            *_band(punten, veld, palet),
            *pad.path(uitkomst, veld, palet),
            *outlook.layers(vooruit, eenheid, veld, palet),
            *arriving.layers(later, veld, palet),
            *_line(punten, veld, palet),
            *pad.ends(uitkomst, eenheid, veld, palet),
            *pad.labels(punten, uitkomst, eenheid, veld, palet, verder=vooruit.dag if vooruit else None),
        ]
        titel = sentence.message(label, eenheid, reeks, uitkomst, breuken, momenten)
        beschrijving = sentence.describe(label, eenheid, reeks, uitkomst)
    return theme.finish(
        lagen,
        palet,
        titel=titel,
        beschrijving=beschrijving,
        hoogte=hoogte,
        toelichting=f"{_legend(punten, uitkomst, split, breuken if smal else ())} "
        f"{outlook.legend(vooruit, eenheid)} {arriving.legend(later)}".strip(),
        leeg="" if punten["waarde"].notna().any() else _why_empty(reeks),
        nu="" if split else sentence.now(momenten, eenheid),
    )


def _why_empty(reeks: pd.DataFrame) -> str:
    if "reden" in reeks and (reeks["reden"] == _LATER).all() and len(reeks):
        return "De termijn waarover dit cijfer gaat is nog niet voorbij."
    return theme.why_empty(bool(hidden(reeks).any()))


def _band(punten: pd.DataFrame, veld: Veld, palet: Palet) -> list[dict]:
    """The interval, broken where there is none; as a bar where it stands alone between two gaps."""
    heeft = punten["laag"].notna() & punten["hoog"].notna()
    alleen = heeft & ~heeft.shift(1, fill_value=False) & ~heeft.shift(-1, fill_value=False)
    punten = punten.assign(laag=punten["laag"].where(heeft), hoog=punten["hoog"].where(heeft))
    plek = {"x": veld.x(), "y": veld.y("laag"), "y2": {"field": "hoog"}}
    vlak, staaf = {"color": palet.hoofd, "opacity": 0.14}, {"color": palet.hoofd, "opacity": 0.3, "strokeWidth": 3}
    return [layer(punten, "area", vlak, naam="interval", **plek)] * bool((heeft & ~alleen).any()) + [
        layer(punten[alleen], "rule", staaf, naam="interval los", **plek)
    ] * bool(alleen.any())


def _line(punten: pd.DataFrame, veld: Veld, palet: Palet) -> list[dict]:
    """The line, broken where there is no figure; a dot per figure, hollow when it is voorlopig."""
    bekend = punten[punten["waarde"].notna()]
    vulling = category(
        "stand",
        legend=None,
        scale={"domain": ["definitief", "voorlopig"], "range": [palet.hoofd, palet.vlak]},
    )
    lagen = [
        layer(punten, "line", {"color": palet.hoofd, "strokeWidth": 2.5}, naam="reeks", x=veld.x(), y=veld.y()),
        layer(
            bekend,
            "point",
            {"size": 70, "stroke": palet.hoofd, "strokeWidth": 2, "opacity": 1},
            naam="punten",
            x=veld.x(),
            y=veld.y(),
            fill=vulling,
            tooltip=_HINT,
        ),
    ]
    # A wide, invisible dot under the pointer: a small one is hard to hit.
    lagen.append(
        layer(
            bekend,
            "point",
            {"size": 700, "opacity": 0, "filled": True},
            naam="raakvlak",
            x=veld.x(),
            y=veld.y(),
            tooltip=_HINT,
        )
    )
    return lagen + _later(punten, veld, palet)


def _later(punten: pd.DataFrame, veld: Veld, palet: Palet) -> list[dict]:
    """One word in the middle of the days that cannot be measured yet."""
    later = punten[punten["waarde"].isna() & (punten["reden"] == _LATER)]
    if later.empty:
        return []
    bekend = punten["waarde"].dropna()
    hoogte = 0.25 if len(bekend) and bekend.iloc[-1] > (veld.laag + veld.hoog) / 2 else 0.7  # not over the last figure
    later = later.iloc[[len(later) // 2]].assign(
        reden="nog niet|meetbaar", midden=veld.laag + hoogte * (veld.hoog - veld.laag)
    )
    klein = {"color": palet.zacht, "fontSize": 12, "lineBreak": "|"}
    return [layer(later, "text", klein, naam="later", x=veld.x(), y=veld.y("midden"), text=category("reden"))]


def _inside(punten: pd.DataFrame, breuken: tuple[Reeksbreuk, ...]) -> list[Reeksbreuk]:
    """The breaks between the first and the last figure, in order of time."""
    dagen = punten.loc[punten["waarde"].notna(), "dag"]
    return [b for b in sorted(breuken, key=lambda b: b.datum) if len(dagen) and dagen.min() < b.datum <= dagen.max()]


def _breaks(breuken: list[Reeksbreuk], punten: pd.DataFrame, veld: Veld, palet: Palet, smal: bool) -> list[dict]:
    """A vertical rule for each series break, between the two figures that it keeps apart, with its name at the top. On
    its own day it would stand on the last figure before it, that is of the old kind."""
    if not breuken:
        return []
    dagen = sorted(set(punten["dag"]))
    # Each rule starts at its own name, so that it does not cut the names above it.
    tabel = pd.DataFrame(
        {
            "dag": [_between(dagen, b.datum) for b in breuken],
            "tekst": [b.label for b in breuken],
            "uitleg": [b.uitleg for b in breuken],
            "op": [wording.datum(b.datum) for b in breuken],
            "boven": [0 if smal else 14 * i for i in range(len(breuken))],
        }
    )
    stippel = {"color": palet.accent, "strokeWidth": 1.5, "strokeDash": [2, 3]}
    boven = {"field": "boven", "type": "quantitative", "scale": None}
    hint = tooltip(tekst="Breuk in de reeks", op="Dag", uitleg="Uitleg")
    lagen = [layer(tabel, "rule", stippel, naam="breuken", x=veld.x(), y=boven, y2=fixed("height"), tooltip=hint)]
    naam = {"align": "left", "dx": 5, "fontSize": 12, "baseline": "top"}
    for i in range(0 if smal else len(tabel)):
        lagen += pad.with_halo(
            tabel.iloc[[i]], naam, palet, palet.accent, f"breuk {i + 1}", x=veld.x(), y=fixed(14 * i)
        )
    return lagen


def _between(dagen: list[date], breuk: date) -> date:
    """Half way from the last day before the break to the first one on or after it."""
    voor, na = max(d for d in dagen if d < breuk), min(d for d in dagen if d >= breuk)
    return voor + (na - voor) / 2


def _lines_per_part(punten: pd.DataFrame, eenheid: str, veld: Veld, palet: Palet) -> list[dict]:
    """A line per part. When there are more parts than colours, the colours come back with a dashed line."""
    bekend = punten[punten["waarde"].notna()]
    delen = sorted(set(bekend["deel"]))
    keer = [i // len(palet.reeks) for i in range(len(delen))]
    kleur = colours("deel", delen, palet.reeks * (1 + len(delen) // len(palet.reeks)))
    streep = category("deel", legend=None, scale={"domain": delen, "range": [[5, 3] if k else [1, 0] for k in keer]})
    einde = bekend.groupby("deel", as_index=False).last()
    einde["plek"] = theme.spread(einde["waarde"].tolist(), veld.gap(16), onder=veld.laag + veld.gap(6))
    einde["tekst"] = [f"{d} {wording.waarde(w, eenheid)}" for d, w in zip(einde["deel"], einde["waarde"], strict=True)]
    plek, stip = {"x": veld.x(), "y": veld.y()}, {"size": 40, "filled": True, "opacity": 1}
    naast = {"x": veld.x(), "y": veld.y("plek"), "text": category("tekst")}
    tekst, rand = {"align": "left", "dx": 9}, {"color": palet.vlak, "stroke": palet.vlak, "strokeWidth": 4}
    return [
        layer(bekend, "line", {"strokeWidth": 2}, naam="reeks", **plek, color=kleur, strokeDash=streep),
        layer(bekend, "point", stip, naam="punten", **plek, color=kleur, tooltip=tooltip(deel="Onderdeel") + _HINT),
        layer(einde, "text", tekst | rand, naam="labels rand", **naast),
        layer(einde, "text", tekst, naam="labels", **naast, color=kleur),
    ]


def _legend(punten: pd.DataFrame, uitkomst: Uitkomst | None, split: str | None, breuken) -> str:
    """Which marks are in the picture, in words."""
    delen = []
    if not split and uitkomst is not None and uitkomst.doelwaarde is not None:
        delen.append("Streeplijn: het afgesproken pad." if has_path(uitkomst) else "Streeplijn: de norm.")
    if not split and punten["laag"].notna().any():
        delen.append("Band: 95%-interval.")
    if punten["voorlopig"].any():
        delen.append("De laatste cijfers zijn voorlopig." if split else "Open stip: voorlopig cijfer.")
    if breuken:
        namen = wording.opsomming(f"{_lower(b.label)} ({wording.datum(b.datum)})" for b in breuken)
        delen.append(f"Stippellijn: {namen}.")
    return " ".join(delen)


def _describe_parts(punten: pd.DataFrame, label: str, split: str) -> str:
    einde = punten[punten["waarde"].notna()].groupby("deel", as_index=False).last()
    delen = [f"{d} {c} ({p})" for d, c, p in zip(einde["deel"], einde["cijfer"], einde["periode"], strict=True)]
    slot = f"Laatste stand: {'; '.join(delen)}." if delen else "Er zijn geen cijfers."
    return f"Lijngrafiek van {label} per {_woord(split)}. {slot}"


def _lower(tekst: str) -> str:
    """Inside a sentence, but an abbreviation stays as it is."""
    return tekst if tekst[1:2].isupper() else tekst[:1].lower() + tekst[1:]


def _woord(split: str) -> str:
    return KOLOMNAMEN.get(split, split)
