"""A series in time: the measured line with its interval, and the agreed path beside it."""

import pandas as pd

from core.charts import pad, theme, vooruitzicht, zin
from core.charts.grammatica import Grafiek, category, colours, fixed, layer, tooltip
from core.charts.theme import Palet
from core.charts.vlak import Veld, has_path, plane, points
from core.model import opmaak
from core.model.doel import Reeksbreuk
from core.model.oordeel import Uitkomst
from core.model.vooruitzicht import Vooruitzicht

KOLOMNAMEN = {"gi": "GI", "verblijfsvorm": "vorm van verblijf", "type": "soort maatregel"}
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
) -> Grafiek:
    """The series of one maat, with the path of its goal when an `uitkomst` is given, and where it is heading
    with a `vooruit`.

    reeks: periode, van, tot, peildatum, waarde; optional laag, hoog, n, voorlopig, reden. With `split` (a
    column with names to show) one line per name, labelled at its end, without intervals. `smal`: for a
    narrow column; the names of breaks then stand below the chart.
    """
    palet = theme.palette(donker)
    punten = points(reeks, eenheid, split)
    breuken = _inside(punten, breuken)
    veld = plane(punten, eenheid, None if split else uitkomst, hoogte, 0 if smal else len(breuken), vooruit)
    lagen = _breaks(breuken, veld, palet, smal)
    if split:
        lagen += _lines_per_part(punten, eenheid, veld, palet)
        titel, beschrijving = f"{label}, per {_woord(split)}", _describe_parts(punten, label, split)
    else:
        lagen += [
            *_band(punten, veld, palet),
            *pad.path(uitkomst, veld, palet),
            *vooruitzicht.layers(vooruit, eenheid, veld, palet),
            *_line(punten, veld, palet),
            *pad.ends(uitkomst, eenheid, veld, palet),
            *pad.labels(punten, uitkomst, eenheid, veld, palet),
        ]
        titel = zin.message(label, eenheid, reeks, uitkomst)
        beschrijving = zin.describe(label, eenheid, reeks, uitkomst)
    return theme.finish(
        lagen,
        palet,
        titel=titel,
        beschrijving=beschrijving,
        hoogte=hoogte,
        toelichting=f"{_legend(punten, uitkomst, split, breuken if smal else ())} "
        f"{vooruitzicht.legend(vooruit, eenheid)}".strip(),
    )


def _band(punten: pd.DataFrame, veld: Veld, palet: Palet) -> list[dict]:
    met_interval = punten[punten["laag"].notna() & punten["hoog"].notna()]
    if met_interval.empty:
        return []
    vorm = (
        ("area", {"color": palet.hoofd, "opacity": 0.14})
        if len(met_interval) > 1
        else ("rule", {"color": palet.hoofd, "opacity": 0.5, "strokeWidth": 2})
    )
    return [layer(met_interval, *vorm, naam="interval", x=veld.x(), y=veld.y("laag"), y2={"field": "hoog"})]


def _line(punten: pd.DataFrame, veld: Veld, palet: Palet) -> list[dict]:
    """The line, broken where there is no figure; a dot per figure, hollow when it is voorlopig."""
    bekend = punten[punten["waarde"].notna()]
    vulling = category(
        "stand",
        legend=None,
        scale={"domain": ["definitief", "voorlopig"], "range": [palet.hoofd, palet.vlak]},
    )
    lagen = [
        layer(
            punten, "line", {"color": palet.hoofd, "strokeWidth": 2.5}, naam="reeks", x=veld.x(), y=veld.y()
        ),
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
    later = punten[punten["waarde"].isna() & (punten["reden"] == "nog niet meetbaar")]
    if len(later):
        klein = {"color": palet.zacht, "fontSize": 11, "lineBreak": "|"}
        lagen.append(
            layer(
                later.assign(reden="nog niet|meetbaar", midden=(veld.laag + veld.hoog) / 2),
                "text",
                klein,
                naam="later",
                x=veld.x(),
                y=veld.y("midden"),
                text=category("reden"),
            )
        )
    return lagen


def _inside(punten: pd.DataFrame, breuken: tuple[Reeksbreuk, ...]) -> list[Reeksbreuk]:
    """The breaks between the first and the last figure, in order of time."""
    dagen = punten.loc[punten["waarde"].notna(), "dag"]
    return [
        b
        for b in sorted(breuken, key=lambda b: b.datum)
        if len(dagen) and dagen.min() < b.datum <= dagen.max()
    ]


def _breaks(breuken: list[Reeksbreuk], veld: Veld, palet: Palet, smal: bool) -> list[dict]:
    """A vertical rule on each series break, with its name at the top."""
    if not breuken:
        return []
    # Each rule starts at its own name, so that it does not cut the names above it.
    tabel = pd.DataFrame(
        [
            {
                "dag": b.datum,
                "tekst": b.label,
                "uitleg": b.uitleg,
                "op": opmaak.datum(b.datum),
                "boven": 0 if smal else 14 * i,
            }
            for i, b in enumerate(breuken)
        ]
    )
    hint = tooltip(tekst="Breuk in de reeks", op="Dag", uitleg="Uitleg")
    lagen = [
        layer(
            tabel,
            "rule",
            {"color": palet.accent, "strokeWidth": 1.5, "strokeDash": [2, 3]},
            naam="breuken",
            x=veld.x(),
            y={"field": "boven", "type": "quantitative", "scale": None},
            y2=fixed("height"),
            tooltip=hint,
        )
    ]
    naam = {"align": "left", "dx": 5, "fontSize": 11, "baseline": "top"}
    for i in range(0 if smal else len(tabel)):
        lagen += pad.with_halo(
            tabel.iloc[[i]], naam, palet, palet.accent, f"breuk {i + 1}", x=veld.x(), y=fixed(14 * i)
        )
    return lagen


def _lines_per_part(punten: pd.DataFrame, eenheid: str, veld: Veld, palet: Palet) -> list[dict]:
    bekend = punten[punten["waarde"].notna()]
    delen = sorted(set(bekend["deel"]))
    kleur = colours("deel", delen, palet.reeks * (1 + len(delen) // len(palet.reeks)))
    einde = bekend.groupby("deel", as_index=False).last()
    einde["plek"] = theme.spread(einde["waarde"].tolist(), veld.gap(16))
    einde["tekst"] = [
        f"{d} {opmaak.waarde(w, eenheid)}" for d, w in zip(einde["deel"], einde["waarde"], strict=True)
    ]
    return [
        layer(bekend, "line", {"strokeWidth": 2}, naam="reeks", x=veld.x(), y=veld.y(), color=kleur),
        layer(
            bekend,
            "point",
            {"size": 40, "filled": True, "opacity": 1},
            naam="punten",
            x=veld.x(),
            y=veld.y(),
            color=kleur,
            tooltip=tooltip(deel="Onderdeel") + _HINT,
        ),
        layer(
            einde,
            "text",
            {"align": "left", "dx": 9},
            naam="labels",
            x=veld.x(),
            y=veld.y("plek"),
            text=category("tekst"),
            color=kleur,
        ),
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
        namen = opmaak.opsomming(f"{_lower(b.label)} ({opmaak.datum(b.datum)})" for b in breuken)
        delen.append(f"Stippellijn: {namen}.")
    return " ".join(delen)


def _describe_parts(punten: pd.DataFrame, label: str, split: str) -> str:
    einde = punten[punten["waarde"].notna()].groupby("deel", as_index=False).last()
    delen = [
        f"{d} {c} ({p})" for d, c, p in zip(einde["deel"], einde["cijfer"], einde["periode"], strict=True)
    ]
    slot = f"Laatste stand: {'; '.join(delen)}." if delen else "Er zijn geen cijfers."
    return f"Lijngrafiek van {label} per {_woord(split)}. {slot}"


def _lower(tekst: str) -> str:
    """Inside a sentence, but an abbreviation stays as it is."""
    return tekst if tekst[1:2].isupper() else tekst[:1].lower() + tekst[1:]


def _woord(split: str) -> str:
    return KOLOMNAMEN.get(split, split)
