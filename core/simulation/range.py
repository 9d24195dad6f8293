"""How far the years in the data were from what is estimated: outside it, a lever is a guess."""

import datetime as dt

import numpy as np

from core.simulation.days import dag, datum
from core.simulation.rates import count
from core.simulation.risk import Risico

MINSTENS_VERWACHT = 3.0
# Which rates a lever turns; its range is that of all of them together.
TEMPO_VAN = {
    "duur": ("einde ots", "einde vots", "einde voogdij", "einde voorlopige voogdij"),
    "uithuisplaatsing": ("uithuisplaatsing ots", "uithuisplaatsing voogdij", "uithuisplaatsing opnieuw"),
    "terug_naar_huis": ("naar huis ots", "naar huis voogdij"),
    "opnieuw": ("opnieuw",),
}


def jaren(van: int, tot: int) -> list[tuple[int, int]]:
    """First and last day of the calendar years that lie in van..tot whole."""
    eerste, laatste = datum(van), datum(tot)
    return [
        (dag(dt.date(j, 1, 1)), dag(dt.date(j, 12, 31)))
        for j in range(eerste.year, laatste.year + 1)
        if dag(dt.date(j, 1, 1)) >= van and dag(dt.date(j, 12, 31)) <= tot
    ]


def waargenomen(p, risicos: dict[str, Risico]) -> dict[str, tuple[float, float]]:
    """Per lever the lowest and highest factor, compared with what is estimated now, of any calendar year."""
    van = p.bekend.van
    uit = {}
    for soort, namen in TEMPO_VAN.items():
        factoren = []
        for a, b in jaren(van, p.tot):
            gebeurd = verwacht = 0.0
            for naam in namen:
                begin, eind, raak = risicos[naam].between(a, b, risicos[naam].eigen)
                tempo = p.tempos[naam]
                d, dagen = count(begin, eind, raak, np.array(tempo.grenzen))
                mag = ~np.isin(np.arange(len(d)), tempo.vast)
                gebeurd += d[mag].sum()
                verwacht += (dagen * tempo.per_dag)[mag].sum()
            if verwacht >= MINSTENS_VERWACHT:
                factoren.append(gebeurd / verwacht)
        if factoren:
            uit[soort] = (min(factoren), max(factoren))
    if "duur" in uit:  # the faster they end, the shorter they last
        laag, hoog = uit["duur"]
        uit["duur"] = (1 / hoog, 1 / laag if laag else np.inf)
    return uit | _from_instroom(p) | _from_kansen(p)


def _from_instroom(p) -> dict[str, tuple[float, float]]:
    m = p.verloop[p.verloop["keuze_begin"] & (p.verloop["vorige"] < 0) & (p.verloop["terug_van"] < 0)]
    uit = {}
    for soort, groepen in (("instroom", ("ots", "vots", "voogdij")), ("vots", ("vots",))):
        nu = sum(i.kinderen_per_jaar for g, i in p.instroom.items() if g in groepen)
        begin = m.loc[m["type"].eq("12") | (soort == "instroom"), "begin"]
        aantallen = [begin.between(a, b).sum() for a, b in jaren(p.bekend.van, p.tot)]
        if aantallen and nu * len(aantallen) >= MINSTENS_VERWACHT:
            uit[soort] = (min(aantallen) / nu, max(aantallen) / nu)
    return uit


def _from_kansen(p) -> dict[str, tuple[float, float]]:
    """Share of VOTS that became OTS, and of placements in the network, per year against now."""
    m, uit = p.verloop, {}
    vots = m[(m["type"] == "12") & m["keuze"] & ~m["op18"] & (m["einde"] <= p.tot - 14)]
    naar_ots = (vots["volgt"] >= 0) & (m["type"].to_numpy()[vots["volgt"]] == "11")
    e = p.bekend.verblijfrijen
    e = e[e["eerste"] & e["kind"].isin(m.loc[m["keuze"], "kind"])]
    nu = {"vots_naar_ots": float(p.kansen["na vots"].verwacht[1]), "netwerk": aandeel_netwerk(p)}
    for soort, dagen, raak in (
        ("vots_naar_ots", vots["einde"], naar_ots),
        ("netwerk", e["begin"], e["netwerk"].eq(True)),
    ):
        delen = [raak[dagen.between(a, b)] for a, b in jaren(p.bekend.van, p.tot)]
        delen = [float(d.astype(float).mean()) for d in delen if len(d) >= MINSTENS_VERWACHT]
        if delen and nu[soort] > 0:
            uit[soort] = (min(delen) / nu[soort], max(delen) / nu[soort])
    return uit


def aandeel_netwerk(p) -> float:
    """Share of recent placements that are in the network; not known is not."""
    return float(p.plaatsen["netwerk"].eq(True).mean()) if len(p.plaatsen) else 0.0
