"""Estimates the parameters of a simulation from the user's own open and closed cases, as known on a day."""

import datetime as dt
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.engine.count.series import Rekenaar
from core.model.melding import Melding
from core.model.schema import JB_TYPEN
from core.model.selectie import Selectie
from core.simulation import risk
from core.simulation.days import JAAR, MAAND, OPEN
from core.simulation.eerder import find_eerder
from core.simulation.instroom import Instroom, estimate_instroom
from core.simulation.known import KETEN_DAGEN, Bekend, read
from core.simulation.range import waargenomen
from core.simulation.rates import VER, WEINIG, Kansen, Tempo, count_gewogen, estimate_kansen, estimate_tempo, gewicht
from core.simulation.risk import GROEP, Risico, startgroep

VENSTER_JAREN, DONOR_JAREN = 8, 3
MINSTENS = 20
MERKBAAR = 0.02  # a slope a year that is worth a sentence

# Bands of elapsed time in months. A court decides on an OTS for at most a year at a time, so ends pile up around
# the half-years and the years: narrow bands there.
MAANDEN = {
    "einde ots": (0, 3, 5.5, 6.5, 11.5, 12.5, 17.5, 18.5, 23.5, 24.5, 35.5, 36.5, 47.5, 48.5, 59.5, 60.5),
    "einde vots": (0, 1, 2, 2.85, 3.1),
    "einde voogdij": (0, 12, 36, 84),
    "einde voorlopige voogdij": (0, 3, 6, 12),
    "opnieuw": (0, 0.5, 3, 6, 12, 24, 36),
    "uithuisplaatsing ots": (0, 0.23, 1, 3, 6, 12, 24),
    "uithuisplaatsing voogdij": (0, 0.23, 12, 36),
    "uithuisplaatsing opnieuw": (0, 1.02, 6, 12),
    "naar huis ots": (0, 1, 3, 6, 12, 24, 36),
    "naar huis voogdij": (0, 12, 36),
}
# Bands in which it cannot happen: counted elsewhere (at the start), or not a new event by the counting rules.
VAST = {
    "opnieuw": (0, 6),
    "uithuisplaatsing ots": (0,),
    "uithuisplaatsing voogdij": (0,),
    "uithuisplaatsing opnieuw": (0,),
}
NIETS = "niets"
BEGIN_WOONT = ("al elders", "direct elders", "thuis")
_ANDERS_GEZEGD = {"opnieuw": "een nieuwe maatregel na het einde", "uithuisplaatsing opnieuw": "opnieuw uit huis"}


@dataclass(frozen=True, eq=False)  # itself only: so that what follows from it can be remembered
class Parameters:
    """What a simulation draws from: `tempos` and `kansen` by name, `instroom` by group, `plaatsen` (recent
    placements to copy form, network and segment from), `redenen` of ending, and what to tell the user."""

    tot: int
    venster: int
    bekend: Bekend
    verloop: pd.DataFrame
    tempos: dict[str, Tempo]
    kansen: dict[str, Kansen]
    instroom: dict[str, Instroom]
    redenen: dict[str, tuple[tuple[str, ...], NDArray]]
    plaatsen: pd.DataFrame
    samen: float
    waargenomen: dict[str, tuple[float, float]] = field(default_factory=dict)
    opmerkingen: tuple[str, ...] = ()


def estimate(rekenaar: Rekenaar, selectie: Selectie, tot: dt.date | None = None) -> Parameters:
    """Rates, shares and inflow of the selection as known on `tot` (default: the data date); where it is small,
    drawn towards those of its region. Raises Melding when even the region has too few cases."""
    return from_bekend(read(rekenaar, selectie, tot), selectie)


def from_bekend(bekend: Bekend, selectie: Selectie) -> Parameters:
    """The same, from what was read before."""
    m = risk.with_verloop(bekend)
    if len(m) < MINSTENS:
        # No count: the sentence is also read where small numbers may not be shown.
        raise Melding(
            f"Er zijn te weinig maatregelen in deze regio: voor een simulatie zijn er minstens {MINSTENS} "
            "nodig. Laad meer jaren of kies een grotere regio."
        )
    venster = max(bekend.van, bekend.tot - round(VENSTER_JAREN * JAAR))
    deel = any(w for _, w in selectie.filters)
    risicos = _risicos(m, bekend)
    tempos = {naam: _tempo(naam, r, venster, bekend.tot, deel) for naam, r in risicos.items()}
    kansen = _kansen(m, bekend, venster, deel)
    donorvan = bekend.tot - round(DONOR_JAREN * JAAR)
    instroom = estimate_instroom(m, bekend.tot, (venster, donorvan), deel, find_eerder(m, bekend, tempos["opnieuw"]))
    parameters = Parameters(
        bekend.tot,
        venster,
        bekend,
        m,
        tempos,
        kansen,
        instroom,
        _redenen(m, venster),
        _plaatsen(m, bekend, donorvan),
        _together(m, venster, bekend.tot),
    )
    return _with_bereik(parameters, risicos, _opmerkingen(parameters, deel) + describe_trend(parameters))


def _risicos(m: pd.DataFrame, bekend: Bekend) -> dict[str, Risico]:
    alle = {f"einde {g}": risk.einde(m, g, bekend.tot) for g in ("ots", "vots", "voogdij", "voorlopige voogdij")}
    alle["opnieuw"] = risk.terugkeer(m, bekend.tot)
    alle |= {f"uithuisplaatsing {g}": r for g, r in risk.plaatsing(m, bekend).items()}
    return alle | {f"naar huis {g}": r for g, r in risk.go_home(m, bekend).items()}


def _tempo(naam: str, r: Risico, van: int, tot: int, deel: bool) -> Tempo:
    rand = np.array([*(x * MAAND for x in MAANDEN[naam]), VER])
    eigen, regio = count_gewogen(r, rand, van, tot, r.eigen), count_gewogen(r, rand, van, tot) if deel else None
    return estimate_tempo(naam, rand, eigen, regio, VAST.get(naam, ()))


def _kansen(m: pd.DataFrame, bekend: Bekend, venster: int, deel: bool) -> dict[str, Kansen]:
    """Where a child lives at the start, what follows on a measure, and as what a child comes back."""
    uit = {}

    def make(naam, wat, rijen, codes, wanneer="begin"):
        weegt = gewicht(bekend.tot - rijen[wanneer].to_numpy())
        uit[naam] = estimate_kansen(naam, wat, codes, weegt, rijen["keuze"].to_numpy() if deel else None)

    start = m[(m["vorige"] < 0) & (m["begin"] >= venster)]
    woont = risk.at_begin(m, bekend.episoden)
    for groep in ("ots", "vots", "voogdij"):
        rijen = start[start["type"].map(startgroep) == groep]
        make(f"begin {groep}", BEGIN_WOONT, rijen, woont[m.index.get_indexer(rijen.index)])
    af = m[(m["einde"] >= venster) & (m["einde"] <= bekend.tot - KETEN_DAGEN) & ~m["op18"]]
    wat = (NIETS, *JB_TYPEN)
    daarna = np.where(af["volgt"] >= 0, m["type"].to_numpy()[af["volgt"]], NIETS)
    codes = pd.Categorical(daarna, categories=list(wat)).codes.astype(np.int64)
    sleutel = np.array([volgsleutel(t, u) for t, u in zip(af["type"], af["uhp_eind"], strict=True)], object)
    for naam in VOLGSLEUTELS:
        make(f"na {naam}", wat, af[sleutel == naam], codes[sleutel == naam], "einde")
    terug = m[(m["terug_van"] >= 0) & (m["begin"] >= venster)]
    make("opnieuw als", JB_TYPEN, terug, pd.Categorical(terug["type"], categories=list(JB_TYPEN)).codes.astype(int))
    return uit


VOLGSLEUTELS = ("ots thuis", "ots elders", "vots", "voogdij", "voorlopige voogdij")


def volgsleutel(type_: str, elders: bool) -> str:
    """What follows on an OTS depends on where the child lives: custody follows for children who live elsewhere."""
    return f"ots {'elders' if elders else 'thuis'}" if type_ == "11" else GROEP[type_]


def _redenen(m: pd.DataFrame, venster: int) -> dict[str, tuple[tuple[str, ...], NDArray]]:
    """Reasons of ending other than turning 18, with their cumulative shares, per group and whether another
    measure follows."""
    af = m[(m["einde"] >= venster) & (m["einde"] < OPEN) & ~m["op18"] & m["reden_einde"].notna()]
    uit = {}
    for groep in dict.fromkeys(GROEP.values()):
        for volgt in (False, True):
            deel = af[(af["type"].map(GROEP) == groep) & ((af["volgt"] >= 0) == volgt)]["reden_einde"]
            aandeel = deel.value_counts(normalize=True).sort_index()
            uit[f"{groep} {volgt}"] = (tuple(aandeel.index) or ("",), np.cumsum(aandeel.to_numpy())[:-1])
    return uit


def _plaatsen(m: pd.DataFrame, bekend: Bekend, van: int) -> pd.DataFrame:
    """First placements of recent stays of children with a measure; all years when there are few."""
    e = bekend.verblijfrijen[bekend.verblijfrijen["eerste"] & bekend.verblijfrijen["kind"].isin(m["kind"])]
    recent = e[e["begin"] >= van]
    e = recent if len(recent) >= WEINIG else e
    return e.sort_values(["begin", "kind"])[["verblijfsvorm", "netwerk", "segment"]].reset_index(drop=True)


def _together(m: pd.DataFrame, venster: int, tot: int) -> float:
    """Share of the children of a family whose OTS began together that share the fate of the family: how much
    more often two of them end within a month of each other than two of different families do."""
    o = m[(m["type"] == "11") & (m["einde"] >= venster) & (m["einde"] <= tot) & ~m["op18"] & m["gezin"].notna()]
    duur = (o["einde"] - o["begin"]).to_numpy()
    paar = o.merge(o, on=["gezin", "begin"])
    paar = paar[paar["kind_x"] < paar["kind_y"]]
    if len(paar) < WEINIG:
        return 0.0
    gelijk = ((paar["einde_x"] - paar["einde_y"]).abs() <= 31).mean()
    toevallig = (np.abs(duur[:, None] - duur[None, :]) <= 31).mean()
    return float(np.sqrt(np.clip((gelijk - toevallig) / max(1 - toevallig, 1e-9), 0, 1)))


def _opmerkingen(p: Parameters, deel: bool) -> tuple[str, ...]:
    """What the user has to know about how little there is to go by."""
    if not deel:
        return ()
    klein = [_in_woorden(naam) for naam, t in p.tempos.items() if t.aantal < WEINIG]
    if not klein:
        return ()
    return (
        f"In deze keuze zijn minder dan {WEINIG} gevallen van: {', '.join(klein)}. Daarvoor gelden (vooral) de "
        "cijfers van de regio.",
    )


def describe_trend(p: Parameters) -> tuple[str, ...]:
    """Whether the inflow falls or rises, and what is done with that; nothing when it hardly does. No figure: the
    sentence is also read where small numbers may not be shown."""
    helling = p.instroom["ots"].trend.helling
    if abs(helling) < MERKBAAR:
        return ()
    return (
        f"De instroom {'daalt' if helling < 0 else 'stijgt'} in deze gegevens. De simulatie trekt dat door voor "
        "zover toeval het niet kan verklaren, en elk jaar zwakker.",
    )


def _in_woorden(tempo: str) -> str:
    """The name of a rate as a reader knows it: "einde ots" -> "einde van OTS"."""
    if tempo in _ANDERS_GEZEGD:
        return _ANDERS_GEZEGD[tempo]
    wat, groep = tempo.rsplit(" ", 1) if not tempo.endswith("voorlopige voogdij") else tempo.split(" ", 1)
    return f"{wat} {'van' if wat == 'einde' else 'bij'} {groep.upper() if groep in ('ots', 'vots') else groep}"


def _with_bereik(p: Parameters, risicos: dict[str, Risico], opmerkingen: tuple[str, ...]) -> Parameters:
    return replace(p, waargenomen=waargenomen(p, risicos), opmerkingen=opmerkingen)
