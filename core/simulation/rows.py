"""What a simulation says as tidy rows, the same for a screen, a file and the command line."""

from collections.abc import Callable

import pandas as pd

from core.model.melding import Melding
from core.simulation.doelkans import Doelkans
from core.simulation.simulate import Simulatie

KOLOMMEN = [
    "regel",
    "maat",
    "eenheid",
    "periode",
    "van",
    "tot",
    "variant",
    "p10",
    "p50",
    "p90",
    "gemiddelde",
    "datum_p10",
    "datum_p50",
    "datum_p90",
]


def rijen(
    simulatie: Simulatie, cijfers: pd.DataFrame, kans: Callable[[], Doelkans]
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Rows (KOLOMMEN) and sentences to tell with them, from the figures of a picture and the chance of its target as
    they may be told. `regel` says what a row is: `cijfer` (of a period; variant basis, scenario or verschil),
    `doelwaarde` (p50), `doelkans` (p50: chance of 0 to 1 that the target is met on `tot`) and `doeldatum` (p50: share
    of the runs that ever meet it; datum_p10, datum_p50 and datum_p90 the first day on which 10%, 50% and 90% of them
    do, empty when that is not within the simulated time)."""
    delen = [cijfers.assign(regel="cijfer")]
    zinnen = simulatie.opmerkingen
    if simulatie.scenario.doel:
        try:
            delen.append(_doel(simulatie, kans()))
        except Melding as melding:
            zinnen = (*zinnen, str(melding))
    frame = pd.concat([d.reindex(columns=KOLOMMEN).astype(object) for d in delen], ignore_index=True)
    getallen = ["p10", "p50", "p90", "gemiddelde"]
    return frame.astype(dict.fromkeys(getallen, "float64")), zinnen


def _doel(simulatie: Simulatie, kans: Doelkans) -> pd.DataFrame:
    periode = next(p for p in simulatie.perioden if p.tot == kans.peildatum)
    vast = {"maat": kans.maat, "periode": periode.naam, "van": periode.van, "tot": periode.tot}
    uit = [vast | {"regel": "doelwaarde", "eenheid": simulatie.eenheden[kans.maat], "p50": kans.waarde}]
    for variant, aandeel in kans.kans.items():
        uit.append(vast | {"regel": "doelkans", "eenheid": "aandeel", "variant": variant, "p50": aandeel})
        data = dict(zip(("datum_p10", "datum_p50", "datum_p90"), kans.eerste[variant], strict=True))
        uit.append(
            {
                "regel": "doeldatum",
                "maat": kans.maat,
                "eenheid": "aandeel",
                "variant": variant,
                "p50": kans.ooit[variant],
            }
            | data
        )
    return pd.DataFrame(uit)
