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


@dataclass(frozen=True)
class Gevolg:
    """What loading would do. `cijfers`: maat, label, eenheid, periode, voor, na (NaN where there is no figure),
    onvolledig (who is missing) of five headline figures, each over the last year with both, else the last there
    is; `verslag`: what the load would say."""

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

    hoe = {"klaarzetten": lambda verbinding: None, "schrijf": proef, "voortgang": voortgang}
    verslag = take_in(pad, make_opdracht(pad, bronnen, keuzes or Keuzes(), **hoe))
    voor: dict[str, pd.DataFrame] = {}
    if versions.huidig_bestand(pad) is not None:
        with versions.reading(pad) as verbinding:
            voor = headline_figures(verbinding)
    return Gevolg(pd.DataFrame([_beside(m, voor.get(m), na[m]) for m in na]), verslag)


def _beside(maat: str, voor: pd.DataFrame | None, na: pd.DataFrame) -> dict:
    """One figure before and after, over the last year that has both; else over the last there is afterwards."""
    eerder = {} if voor is None else dict(zip(voor["periode"], voor["waarde"], strict=True))
    gevuld = na[na["waarde"].notna()]
    beide = gevuld[[not pd.isna(eerder.get(p)) for p in gevuld["periode"]]]
    rij = (beide if len(beide) else gevuld if len(gevuld) else na).tail(1).to_dict("records")
    kies = rij[0] if rij else {"periode": "", "waarde": float("nan"), "onvolledig": ""}
    return {
        "maat": maat,
        "label": maten()[maat].label,
        "eenheid": maten()[maat].unit,
        "periode": kies["periode"],
        "voor": float(eerder.get(kies["periode"], float("nan"))),
        "na": float(kies["waarde"]),
        "onvolledig": kies["onvolledig"] or "",
    }


def headline_figures(verbinding) -> dict[str, pd.DataFrame]:
    """maat -> its series over everything in a store (periode, waarde, onvolledig), of the HEADLINE figures."""
    rekenaar = rekenaar_over(verbinding)
    kolommen = ["periode", "waarde", "onvolledig"]
    return {m: rekenaar.reeks(m, Selectie()).reindex(columns=kolommen) for m in HEADLINE}
