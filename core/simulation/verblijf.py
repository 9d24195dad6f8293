"""Life away from home during a measure: going to live elsewhere and coming home, in turn, until the measure ends."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from core.simulation.chance import draw
from core.simulation.days import OPEN
from core.simulation.flow import Stroom
from core.simulation.levers import Effect, Namen
from core.simulation.risk import DIRECT
from core.simulation.start import Trekking
from core.simulation.waiting import wait

VOOGDIJ_VANAF = 2  # place in JB_TYPEN of the first kind of custody
BIJ_BEGIN = 10**6  # candidate number of a stay that begins with the measure
GEWEEST = 31  # a stay within 30 days of the last one is no new stay
RONDES = 40


@dataclass
class Stays:
    """Stays that ended or were still running: who (run, kind, gemeente, gi), begin, einde (OPEN while it runs),
    `plaats` (placement copied), `bekend` (number of its known record, -1) and whose luck drew the network."""

    run: NDArray
    kind: NDArray
    gemeente: NDArray
    gi: NDArray
    begin: NDArray
    einde: NDArray
    plaats: NDArray
    bekend: NDArray
    netwerk: NDArray

    @staticmethod
    def samen(delen: list["Stays"]) -> "Stays":
        return Stays(*(np.concatenate([getattr(d, f.name) for d in delen]) for f in fields(Stays)))


class Verblijf:
    """`plaatsen`: segment and network of the placements to copy (numbers; network as a share 0 or 1)."""

    def __init__(self, t: Trekking, effect: Effect, namen: Namen, segment: NDArray, netwerk: NDArray):
        self._t, self._effect, self._namen = t, effect, namen
        self._segment, self._netwerk = segment, netwerk

    def begin(self, s: Stroom) -> None:
        """New chains: some children already live elsewhere, some go in the first week."""
        for groep, hoort in self._startgroepen(s).items():
            i = np.flatnonzero(s.nieuw & hoort)
            if not len(i):
                continue
            kans = self._t.kansen[f"begin {groep}"][s.run[i]]
            plaats = self._plaats(s.sleutel[i], np.full(len(i), BIJ_BEGIN))
            direct = kans[:, 1]
            if self._effect.has("uithuisplaatsing"):
                direct = direct * self._effect.factor(
                    "uithuisplaatsing", s.begin[i].astype(float), self._cel(s, i), self._segment[plaats]
                )
            u = draw(s.sleutel[i], "woont")
            al, gaat = u < kans[:, 0], (u >= kans[:, 0]) & (u < kans[:, 0] + direct)
            dag = s.begin[i] + (draw(s.sleutel[i], "welke dag") * DIRECT).astype(np.int64)
            s.elders[i] = al | gaat
            s.episode[i] = np.where(al, s.begin[i] - GEWEEST, np.where(gaat, dag, -1))
            s.plaats[i] = np.where(al | gaat, plaats, -1)

    def during(self, s: Stroom, einde: NDArray) -> list[Stays]:
        """Stays that end while the measure runs (up to `einde`); where each child lives then is left in `s`."""
        klaar: list[Stays] = []
        dag = np.maximum(s.van, np.where(s.elders, s.episode, 0)).astype(float)
        bezig = np.flatnonzero(s.draagt & (dag < einde))
        for ronde in range(RONDES):
            elders = s.elders[bezig]
            weg, thuis = bezig[~elders], bezig[elders]
            naar = self._goes(s, weg, dag, einde, ronde)
            terug = self._comes_thuis(s, thuis, dag, einde, ronde, klaar)
            bezig = np.concatenate([naar, terug])
            if not len(bezig):
                break
        return klaar

    def _goes(self, s: Stroom, i: NDArray, dag: NDArray, einde: NDArray, ronde: int) -> NDArray:
        """Children at home who go to live elsewhere before their measure ends."""
        opnieuw = s.thuis[i] >= s.keten[i]
        voogdij = s.type[i] >= VOOGDIJ_VANAF
        gaan = []
        for groep, hoort in (("ots", ~opnieuw & ~voogdij), ("voogdij", ~opnieuw & voogdij), ("opnieuw", opnieuw)):
            j = i[hoort]
            if not len(j):
                continue
            nul = s.thuis[j] if groep == "opnieuw" else (s.keten[j] if groep == "ots" else s.begin[j])
            factor = self._factor("uithuisplaatsing", s, j, None)
            wanneer, kandidaat = wait(
                self._t.krommen[f"uithuisplaatsing {groep}"],
                s.run[j],
                s.sleutel[j],
                "uithuis",
                ronde,
                nul,
                dag[j],
                einde[j],
                factor,
                self._effect.lagen("uithuisplaatsing"),
            )
            raak = wanneer < einde[j]
            j, wanneer, kandidaat = j[raak], wanneer[raak], kandidaat[raak]
            s.elders[j], s.episode[j], dag[j] = True, np.floor(wanneer).astype(np.int64), wanneer
            s.plaats[j], s.episoderij[j] = self._plaats(s.sleutel[j], kandidaat), -1
            gaan.append(j)
        return np.concatenate(gaan) if gaan else i[:0]

    def _comes_thuis(
        self, s: Stroom, i: NDArray, dag: NDArray, einde: NDArray, ronde: int, klaar: list[Stays]
    ) -> NDArray:
        """Children elsewhere who come home before their measure ends."""
        komen = []
        voogdij = s.type[i] >= VOOGDIJ_VANAF
        for groep, hoort in (("ots", ~voogdij), ("voogdij", voogdij)):
            j = i[hoort]
            if not len(j):
                continue
            segment = np.where(s.plaats[j] >= 0, self._segment[s.plaats[j]], 0)
            factor = self._factor("terug_naar_huis", s, j, segment)
            wanneer, _ = wait(
                self._t.krommen[f"naar huis {groep}"],
                s.run[j],
                s.sleutel[j],
                "naar huis",
                ronde,
                s.episode[j],
                dag[j],
                einde[j],
                factor,
                self._effect.lagen("terug_naar_huis"),
            )
            raak = wanneer < einde[j]
            j, wanneer = j[raak], wanneer[raak]
            thuis = np.maximum(np.floor(wanneer).astype(np.int64), s.episode[j] + 1)
            klaar.append(self.stays(s, j, thuis))
            s.elders[j], s.thuis[j], dag[j] = False, thuis, np.maximum(wanneer, thuis)
            komen.append(j)
        return np.concatenate(komen) if komen else i[:0]

    def stays(self, s: Stroom, i: NDArray, einde: NDArray) -> Stays:
        """The running stays of the rows `i`, ending on `einde`; the network lever decides at their begin."""
        plaats = s.plaats[i]
        netwerk = np.where(plaats >= 0, self._netwerk[plaats], 0.0)
        if self._effect.has("netwerk"):
            factor = self._effect.factor("netwerk", s.episode[i].astype(float), self._cel(s, i), self._segment[plaats])
            netwerk = self._with_netwerk(s.sleutel[i], netwerk, factor)
        return Stays(
            s.run[i],
            s.kind[i],
            s.gemeente[i],
            s.gi[i],
            s.episode[i],
            np.broadcast_to(einde, len(i)).copy(),
            plaats,
            s.episoderij[i],
            netwerk,
        )

    def _with_netwerk(self, sleutel: NDArray, netwerk: NDArray, factor: NDArray) -> NDArray:
        """More network: some of the others become one, so that the share grows by the factor; less: the reverse."""
        aandeel = self._netwerk.mean() if len(self._netwerk) else 0.0
        meer = np.clip((factor - 1) * aandeel / max(1 - aandeel, 1e-9), 0, 1)
        u = draw(sleutel, "netwerk")
        return np.where(netwerk > 0, (u < factor).astype(float), (u < meer).astype(float))

    def _factor(self, soort: str, s: Stroom, rijen: NDArray, segment: NDArray | None):
        if not self._effect.has(soort):
            return None
        cel = self._cel(s, rijen)

        def factor(dag, welke, kandidaat):
            seg = (
                segment[welke]
                if segment is not None
                else self._segment[self._plaats(s.sleutel[rijen[welke]], kandidaat)]
            )
            return self._effect.factor(soort, dag, cel[welke], seg)

        return factor

    def _plaats(self, sleutel: NDArray, kandidaat: NDArray) -> NDArray:
        """The placement that a stay copies."""
        u = draw(sleutel ^ (kandidaat.astype(np.uint64) << np.uint64(32)), "plaats")
        return (u * len(self._segment)).astype(np.int64)

    def _cel(self, s: Stroom, i: NDArray) -> NDArray:
        return self._namen.cel(s.gemeente[i], s.gi[i])

    @staticmethod
    def _startgroepen(s: Stroom) -> dict[str, NDArray]:
        return {"ots": s.type == 0, "vots": s.type == 1, "voogdij": s.type >= VOOGDIJ_VANAF}


def open_tot(einde: NDArray, laatste: int) -> NDArray:
    """An end after the simulated time has not happened yet."""
    return np.where(einde > laatste, OPEN, einde)
