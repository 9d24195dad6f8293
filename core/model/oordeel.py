"""The words of a verdict, and the shape of what is judged and what comes out of it. No arithmetic here."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

# What stands where a figure would be that may not be shared.
VERBORGEN = "te klein om te tonen"


class Oordeel(StrEnum):
    """Every verdict a goal can get; the value is the Dutch word on screen and in exports."""

    BEHAALD = "behaald"
    OP_KOERS = "op koers"
    ACHTER = "achter"
    VERSLECHTERD = "verslechterd"
    GEEN_VERANDERING = "geen duidelijke verandering"
    TE_KLEIN = "te klein om te zeggen"
    NOG_NIET_MEETBAAR = "nog niet meetbaar"
    GEEN_GEGEVENS = "geen gegevens"
    DOEL_OPEN = "doel open"
    ALLEEN_RICHTING = "alleen richting"
    NIET_BEHAALD = "niet behaald"


# Shown beside the word, so that a verdict never depends on colour alone.
SYMBOOL = {
    Oordeel.BEHAALD: "✔",
    Oordeel.OP_KOERS: "▲",
    Oordeel.ACHTER: "▼",
    Oordeel.VERSLECHTERD: "✖",
    Oordeel.GEEN_VERANDERING: "∼",
    Oordeel.TE_KLEIN: "≈",
    Oordeel.NOG_NIET_MEETBAAR: "…",
    Oordeel.GEEN_GEGEVENS: "–",
    Oordeel.DOEL_OPEN: "○",
    Oordeel.ALLEEN_RICHTING: "→",
    Oordeel.NIET_BEHAALD: "✖",
}


@dataclass(frozen=True)
class Punt:
    """One measured value of a series.

    `dag` is the measured date: the peildatum of a stock, the last day of the period of a flow. `waarde` in the
    unit of the maat (a share 0-1), None when there is no figure; `teller`, `noemer`, `n` as counted;
    `laag`, `hoog` a 95% interval when it is already known (e.g. bootstrap), else it is derived from the kind.
    """

    periode: str
    dag: date
    waarde: float | None
    teller: float | None = None
    noemer: float | None = None
    n: float | None = None
    laag: float | None = None
    hoog: float | None = None
    voorlopig: bool = False


@dataclass(frozen=True)
class Uitkomst:
    """What a series says about its goal, on the last measured point.

    `voortgang`: share of the targeted change achieved (1 = target reached; None where it has no meaning).
    `helling` per year with its 95% interval; `zekerheid` hoog (p < 0.15) or laag. `projectie` at the
    target date, with the interval of a new observation and that of the line. `pad`: the corners of the agreed
    path, to be drawn. `uitleg`: one Dutch sentence.
    """

    oordeel: Oordeel
    periode: str | None = None
    dag: date | None = None
    waarde: float | None = None
    laag: float | None = None
    hoog: float | None = None
    basis: float | None = None
    basisdag: date | None = None
    doelwaarde: float | None = None
    doeldag: date | None = None
    padwaarde: float | None = None
    voortgang: float | None = None
    helling: float | None = None
    helling_laag: float | None = None
    helling_hoog: float | None = None
    zekerheid: str | None = None
    projectie: float | None = None
    projectie_laag: float | None = None
    projectie_hoog: float | None = None
    projectie_gemiddelde_laag: float | None = None
    projectie_gemiddelde_hoog: float | None = None
    uitleg: str = ""
    pad: tuple[tuple[date, float], ...] = ()
