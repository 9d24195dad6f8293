"""What a simulation says as tidy rows, the same for a screen, a file and the command line."""

import pandas as pd

from core.disclosure.scenario import share_cijfers, share_kans
from core.model.melding import Melding
from core.model.weergave import Drempels
from core.simulation.doelkans import Doelkans
from core.simulation.simulate import Simulatie, kans_op_doel

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


def cijfers(simulatie: Simulatie, drempels: Drempels | None = None) -> pd.DataFrame:
    """`Simulatie.cijfers()`, with `drempels` as it may be shared."""
    frame = simulatie.cijfers()
    if drempels is None:
        return frame
    prijzen = [p for k in simulatie.scenario.kosten for p in (k.bedrag, k.bedrag_scenario) if p]
    return share_cijfers(frame, drempels, max(prijzen, default=1.0))


def kans(simulatie: Simulatie, drempels: Drempels | None = None) -> Doelkans:
    """`kans_op_doel`, with `drempels` as it may be shared. Raises Melding without a target."""
    gevonden = kans_op_doel(simulatie)
    return gevonden if drempels is None else share_kans(gevonden, simulatie.eenheden[gevonden.maat], drempels)


def rijen(simulatie: Simulatie, drempels: Drempels | None = None) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Rows (KOLOMMEN) and sentences to tell with them. `regel` says what a row is: `cijfer` (of a period; variant
    basis, scenario or verschil), `doelwaarde` (p50), `doelkans` (p50: chance of 0 to 1 that the target is met on `tot`)
    and `doeldatum` (p50: share of the runs that ever meet it; datum_p10, datum_p50 and datum_p90 the first day on
    which 10%, 50% and 90% of them do, empty when that is not within the simulated time). `drempels`: as it may be
    shared."""
    delen = [cijfers(simulatie, drempels).assign(regel="cijfer")]
    zinnen = simulatie.opmerkingen
    if simulatie.scenario.doel:
        try:
            delen.append(_doel(simulatie, kans(simulatie, drempels)))
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
