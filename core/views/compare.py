"""What loading a delivery would do to the figures, before anything is stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from core.model.selectie import Selectie
from core.sources.intake import Verslag, take_in
from core.sources.keuzes import Keuzes
from core.sources.readers.source import Gelezen
from core.store import versions
from core.views.deliveries import make_opdracht
from core.views.store import eigen, maten, rekenaar_over

# What an official looks at first when a delivery comes in.
HEADLINE = ("ots_stand", "jb_jeugdigen", "uhp_stand", "uhp_nieuw", "kosten_totaal")

_NIETS = {"periode": "", "voor": float("nan"), "waarde": float("nan"), "onvolledig": ""}


@dataclass(frozen=True)
class Gevolg:
    """What loading would do. `cijfers`: maat, label, eenheid, periode, voor, na (NaN where there is no figure),
    onvolledig (who is missing) of five headline figures, each over the last year with both of which they differ, else
    the last year in which there is a figure before or after that is not there at the other, else the last there is;
    `verslag`: what the load would say."""

    cijfers: pd.DataFrame
    verslag: Verslag


def compare_levering(
    pad: Path | None, bronnen: Sequence[str | Path | Gelezen], keuzes: Keuzes | None = None, voortgang=None
) -> Gevolg:
    """What loading these sources (or what `read` gave) would do, without storing anything. Raises Melding as it
    would."""
    pad = Path(pad or eigen())
    na: dict[str, pd.DataFrame] = {}

    def proef(pad: Path, werk) -> None:
        def en_kijk(verbinding) -> None:
            werk(verbinding)
            na.update(headline_figures(verbinding))

        versions.try_out(pad, en_kijk)

    hoe = {"klaarzetten": lambda verbinding, report: None, "schrijf": proef, "voortgang": voortgang}
    verslag = take_in(pad, make_opdracht(pad, bronnen, keuzes or Keuzes(), **hoe))
    voor: dict[str, pd.DataFrame] = {}
    if versions.huidig_bestand(pad) is not None:
        with versions.reading(pad) as verbinding:
            voor = headline_figures(verbinding)
    return Gevolg(pd.DataFrame([_beside(m, voor.get(m), na[m]) for m in na]), verslag)


def _beside(maat: str, voor: pd.DataFrame | None, na: pd.DataFrame) -> dict:
    """One figure before and after, over the year that shows what loading does to it."""
    eerder = {} if voor is None else dict(zip(voor["periode"], voor["waarde"], strict=True))
    rijen = [r | {"voor": eerder.get(r["periode"], float("nan"))} for r in na.to_dict("records")]
    anders = [r for r in rijen if not _same(r["voor"], r["waarde"])]
    beide = [r for r in anders if not pd.isna(r["voor"]) and not pd.isna(r["waarde"])]
    gevuld = [r for r in rijen if not pd.isna(r["waarde"])]
    kies = next((soort[-1] for soort in (beide, anders, gevuld, rijen) if soort), _NIETS)
    return {
        "maat": maat,
        "label": maten()[maat].label,
        "eenheid": maten()[maat].unit,
        "periode": kies["periode"],
        "voor": float(kies["voor"]),
        "na": float(kies["waarde"]),
        "onvolledig": kies["onvolledig"] or "",
    }


def _same(een: float, ander: float) -> bool:
    return (pd.isna(een) and pd.isna(ander)) or een == ander


def headline_figures(verbinding) -> dict[str, pd.DataFrame]:
    """maat -> its series over everything in a store (periode, waarde, onvolledig), of the HEADLINE figures."""
    rekenaar = rekenaar_over(verbinding)
    kolommen = ["periode", "waarde", "onvolledig"]
    return {m: rekenaar.reeks(m, Selectie()).reindex(columns=kolommen) for m in HEADLINE}
