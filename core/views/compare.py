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
    """What loading would do. `cijfers`: maat, label, eenheid, periode, voor, na (NaN where there is no figure) of five
    headline figures, each over the last whole year there is afterwards; `verslag`: what the load would say."""

    cijfers: pd.DataFrame
    verslag: Verslag


def compare_levering(
    pad: Path | None, bronnen: Sequence[str | Path | Gelezen], keuzes: Keuzes | None = None, voortgang=None
) -> Gevolg:
    """What loading these sources (or what `read` gave) would do, without storing anything. Raises Melding as it
    would."""
    pad = Path(pad or eigen())
    na: dict[str, tuple[str, float]] = {}

    def proef(pad: Path, werk) -> None:
        def en_kijk(verbinding) -> None:
            werk(verbinding)
            na.update(headline_figures(verbinding))

        versions.try_out(pad, en_kijk)

    hoe = {"klaarzetten": lambda verbinding: None, "schrijf": proef, "voortgang": voortgang}
    verslag = take_in(pad, make_opdracht(pad, bronnen, keuzes or Keuzes(), **hoe))
    voor = {}
    if versions.huidig_bestand(pad) is not None:
        with versions.reading(pad) as verbinding:
            voor = headline_figures(verbinding, {maat: periode for maat, (periode, _) in na.items()})
    geen = ("", float("nan"))
    cijfers = pd.DataFrame(
        [
            {
                "maat": m,
                "label": maten()[m].label,
                "eenheid": maten()[m].unit,
                "periode": na[m][0],
                "voor": voor.get(m, geen)[1],
                "na": na[m][1],
            }
            for m in na
        ]
    )
    return Gevolg(cijfers, verslag)


def headline_figures(verbinding, perioden: dict[str, str] | None = None) -> dict[str, tuple[str, float]]:
    """maat -> (period, value) of the HEADLINE figures over everything in a store: the last whole year, or the period
    given (NaN when there is no such figure)."""
    rekenaar, uit = rekenaar_over(verbinding), {}
    for maat_id in HEADLINE:
        reeks = rekenaar.reeks(maat_id, Selectie())
        gezocht = perioden.get(maat_id) if perioden else (reeks["periode"].iloc[-1] if len(reeks) else "")
        deel = reeks[reeks["periode"] == gezocht]
        uit[maat_id] = (gezocht or "", float(deel["waarde"].iloc[-1]) if len(deel) else float("nan"))
    return uit
