"""The small grammar in which charts are written: Vega-Lite, in its own words.

A layer is a dict with rows, a mark and channels. Altair builds the same dict, but takes 150 to 400 ms for one
chart where this takes 1; a page with five charts has to answer within 300 ms. Altair stays the judge:
`Grafiek.altair()` checks every word against the schema, and the tests call it for each chart.
"""

from dataclasses import dataclass, field

import pandas as pd

from core.model.wording import is_empty


@dataclass(frozen=True)
class Grafiek:
    """A finished chart. `titel`: the message; `toelichting`: what the marks mean; `beschrijving`: the
    chart in words, for who cannot see it; `spec`: Vega-Lite without title; `leeg`: why there is nothing to see in it,
    "" when there is; `nu`: how it is now and was a year ago, one sentence."""

    titel: str
    toelichting: str
    beschrijving: str
    spec: dict = field(hash=False)
    leeg: str = ""
    nu: str = ""

    def to_dict(self) -> dict:
        """The whole specification, with its title: for a report or a file."""
        kop = {"text": self.titel} | ({"subtitle": [self.toelichting]} if self.toelichting else {})
        return self.spec | {"title": kop}

    def altair(self):
        """The same chart as an Altair object; raises when the specification is not valid Vega-Lite."""
        import altair as alt

        return alt.Chart.from_dict(self.to_dict())


def rows(tabel: pd.DataFrame) -> list[dict]:
    """A table as rows for Vega: a moment without time zone (read as local time, so never a day earlier), and
    null for what is missing."""
    namen = list(tabel.columns)
    kolommen = [tabel[naam].tolist() for naam in namen]
    return [{k: _cell(v) for k, v in zip(namen, rij, strict=True)} for rij in zip(*kolommen, strict=True)]


def _cell(waarde):
    if is_empty(waarde):
        return None
    if hasattr(waarde, "isoformat"):
        return f"{waarde.year:04d}-{waarde.month:02d}-{waarde.day:02d}T00:00:00"
    return waarde.item() if hasattr(waarde, "item") else waarde


def layer(
    tabel: pd.DataFrame | list[dict],
    mark: str,
    stijl: dict | None = None,
    *,
    naam: str | None = None,
    **kanalen,
) -> dict:
    """One layer: the rows of `tabel`, drawn as `mark`, with a channel per keyword (x, y, color, ...)."""
    # Without a tooltip of its own a layer has none: the default shows raw columns and English dates.
    stil = {} if kanalen.get("tooltip") else {"tooltip": None}
    uit = {
        "data": {
            "values": rows(tabel)
            if isinstance(tabel, pd.DataFrame)
            else [{k: _cell(v) for k, v in rij.items()} for rij in tabel]
        },
        "mark": {"type": mark} | stil | (stijl or {}),
        "encoding": {k: v for k, v in kanalen.items() if v is not None},
    }
    return uit | ({"name": naam} if naam else {})


def number(kolom: str, **extra) -> dict:
    return {"field": kolom, "type": "quantitative"} | extra


def category(kolom: str, **extra) -> dict:
    return {"field": kolom, "type": "nominal"} | extra


def moment(kolom: str, **extra) -> dict:
    return {"field": kolom, "type": "temporal"} | extra


def fixed(waarde) -> dict:
    """A constant: a colour, or a place in pixels."""
    return {"value": waarde}


def day(dag) -> dict:
    """A day as Vega-Lite writes it in a scale."""
    return {"year": dag.year, "month": dag.month, "date": dag.day}


def colours(kolom: str, namen: list[str], kleuren, **extra) -> dict:
    """A colour per name, in this order; without a legend unless one is given."""
    return category(
        kolom,
        scale={"domain": namen, "range": list(kleuren)[: len(namen)]},
        sort=namen,
        **({"legend": None} | extra),
    )


def tooltip(**kolommen: str) -> list[dict]:
    """What a reader sees when pointing: column=title; the columns hold Dutch text."""
    return [{"field": k, "type": "nominal", "title": v} for k, v in kolommen.items()]
