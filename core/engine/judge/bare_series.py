"""Any series against any target: the arithmetic behind the command `oordeel`.

The interval of a value follows from what the series brings:
- laag and hoog;
- teller and noemer: Wilson for a share, Poisson on teller for a rate above 1, in the scale of waarde
  (percent, per 1.000, per 100.000);
- n: Wilson when everything lies between 0 and 1, Poisson when waarde is n (a count), else as a mean of n
  observations (core.engine.judge.interval);
- nothing of these: no interval, the figures are compared as they are.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from core.engine.judge.dates import read_periode
from core.engine.judge.interval import Interval, interval, interval_of, known
from core.engine.judge.pad import Vertrek
from core.engine.judge.uitkomst import Vraag
from core.engine.judge.verdict import RICHTINGEN, judge_series
from core.model.doel import Doelwaarde
from core.model.melding import Melding
from core.model.oordeel import Punt

SLEUTELS = (
    "periode",
    "waarde",
    "padwaarde",
    "voortgang",
    "oordeel",
    "helling",
    "helling_laag",
    "helling_hoog",
    "zekerheid",
    "projectie",
    "projectie_laag",
    "projectie_hoog",
    "projectie_gemiddelde_laag",
    "projectie_gemiddelde_hoog",
)
Anker = tuple[str | int, float]


def oordeel_reeks(
    punten: Sequence[Punt],
    basis: Anker,
    doel: Anker,
    richting: Literal["omlaag", "omhoog"],
    pad: Literal["recht", "samengesteld"] = "recht",
) -> dict:
    """The verdict on a series with a path from `basis` to `doel`, each (period or day, value): straight, or the
    same percentage each year.

    Gives the keys of SLEUTELS, None where there is no figure; periode as written in the series. The
    projection has the interval of a new observation (`projectie_laag`, `_hoog`) and that of the line
    (`projectie_gemiddelde_laag`, `_hoog`). Raises Melding when the question itself is wrong.
    """
    if richting not in RICHTINGEN:
        raise Melding(f"De richting {richting!r} is onbekend; kies omlaag of omhoog.")
    van, tot = _anchor(basis, "basis"), _anchor(doel, "doel")
    if tot.dag <= van.dag:
        raise Melding(f"Het doel ({doel[0]}) ligt niet na de basis ({basis[0]}); kies een latere periode.")
    soort = "hoogstens" if richting == "omlaag" else "minstens"
    if pad == "samengesteld" and min(van.waarde, tot.waarde) <= 0:
        raise Melding("Een pad met elk jaar hetzelfde percentage kan niet vanaf of naar 0 of minder; kies --pad recht.")
    grens = Doelwaarde(soort=soort, waarde=tot.waarde, datum=tot.dag, pad=pad)
    vandaag = max((p.dag for p in punten), default=van.dag)
    uit = judge_series(
        with_intervals(punten, van.waarde, tot.waarde), Vraag(grens, van, RICHTINGEN[richting], "bedrag", vandaag)
    )
    return {sleutel: getattr(uit, sleutel) for sleutel in SLEUTELS} | {"oordeel": str(uit.oordeel)}


def parse_anker(tekst: str, naam: str) -> Anker:
    """ "2019=47,3" -> ("2019", 47.3), with a decimal comma or point. `naam` is how the option is called."""
    periode, teken, waarde = tekst.partition("=")
    try:
        if not teken:
            raise ValueError(tekst)
        return periode.strip(), float(waarde.strip().replace(",", "."))
    except ValueError:
        raise Melding(f"--{naam} {tekst} is niet te lezen; schrijf periode=getal, zoals 2019=47,3.") from None


def with_intervals(punten: Sequence[Punt], *anderen: float) -> list[Punt]:
    """The points with laag and hoog filled in where the series gives enough to know them."""
    waarden = [p.waarde for p in punten if known(p.waarde)]
    aandelen = all(0 <= w <= 1 for w in (*waarden, *anderen))
    telling = all(p.n == p.waarde for p in punten if known(p.waarde) and known(p.n))
    schaal = _scale(punten)
    return [p if known(p.laag) and known(p.hoog) else _bounded(p, schaal, aandelen, telling) for p in punten]


def _anchor(anker: Anker, naam: str) -> Vertrek:
    try:
        dag = read_periode(anker[0])[1]
    except ValueError:
        raise Melding(
            f"De periode {anker[0]} bij {naam} is niet te lezen; schrijf zoals 2024, 2024-H1, "
            "2024-Q1, 2024-01 of 31-12-2024."
        ) from None
    if not known(anker[1]):
        raise Melding(f"De waarde bij {naam} is geen getal; schrijf bijvoorbeeld {naam} 2024=26,0.")
    return Vertrek(float(anker[1]), dag)


def _bounded(punt: Punt, schaal: float, aandelen: bool, telling: bool) -> Punt:
    grenzen: Interval | None = None
    if known(punt.waarde) and known(punt.teller) and known(punt.noemer) and punt.noemer > 0:
        grenzen = interval("aandeel", teller=punt.teller, noemer=punt.noemer)
        if punt.teller > punt.noemer and (telt := interval("aantal", waarde=punt.teller)):
            grenzen = telt[0] / punt.noemer, telt[1] / punt.noemer
        grenzen = grenzen and (grenzen[0] * schaal, grenzen[1] * schaal)
    elif known(punt.waarde) and known(punt.n):
        grenzen = interval_of(punt, "aandeel" if aandelen else "aantal" if telling else "gemiddelde")
    return replace(punt, laag=grenzen[0], hoog=grenzen[1]) if grenzen else punt


def _scale(punten: Sequence[Punt]) -> float:
    """What waarde is of teller / noemer: 1, 100 (percent), 1.000; near a power of ten it is that power."""
    factoren = sorted(
        p.waarde * p.noemer / p.teller
        for p in punten
        if all(known(x) and x > 0 for x in (p.waarde, p.teller, p.noemer))
    )
    if not factoren or not known(midden := factoren[len(factoren) // 2]) or midden <= 0:
        return 1.0
    macht = 10.0 ** round(math.log10(midden))
    return macht if abs(midden / macht - 1) < 0.05 else midden
