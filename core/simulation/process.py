"""One batch of runs, from the measures that run to the records of what happens to them.

Measures are simulated in generations: those that run or come in, then those that follow on them, and so on. In
each, a measure gets its end, the stays away from home during it, and what comes after. Every draw belongs to the
child (see `toeval`), so base and scenario differ only by their levers. A step in time is a month of the rates
(`tempo`) and of the inflow (`instroom`); days inside it follow from inversion.
"""

from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from core.model.schema import JB_TYPEN
from core.simulation.chance import draw, exponentieel, sleutels
from core.simulation.days import JAAR, OPEN
from core.simulation.estimate import Parameters
from core.simulation.flow import Stroom
from core.simulation.levers import Effect
from core.simulation.occupancy import GESLACHTEN, Bezetting, codes
from core.simulation.risk import GROEP, TERUG_TOT
from core.simulation.start import Trekking, known_stroom, new_stroom
from core.simulation.verblijf import Stays, Verblijf, open_tot
from core.simulation.waiting import wait

GENERATIES = 25
REDEN_18, REDEN_18_VOOGDIJ = "01", "11"
# Per group which places in JB_TYPEN belong to it.
GROEPEN_VAN = {g: np.array([GROEP[x] == g for x in JB_TYPEN]) for g in dict.fromkeys(GROEP.values())}


@dataclass
class Maatregelen:
    """Measures as they went: who and what, begin, einde (OPEN while it runs), reden (place in `redenen`), rij
    (number of the known record it continues, -1)."""

    run: NDArray
    kind: NDArray
    type: NDArray
    begin: NDArray
    einde: NDArray
    reden: NDArray
    geboren: NDArray
    geslacht: NDArray
    gemeente: NDArray
    gi: NDArray
    rij: NDArray

    @staticmethod
    def samen(delen: list["Maatregelen"]) -> "Maatregelen":
        return Maatregelen(*(np.concatenate([getattr(d, f.name) for d in delen]) for f in fields(Maatregelen)))


@dataclass(frozen=True)
class Uitkomst:
    maatregelen: Maatregelen
    stays: Stays


class Proces:
    """Simulates batches; holds what is the same for all of them. `tot`: last simulated day."""

    def __init__(self, p: Parameters, b: Bezetting, tot: int):
        self.p, self.b, self.tot = p, b, tot
        redenen = {r for namen, _ in p.redenen.values() for r in namen} - {""}
        self.redenen = ("", *sorted(redenen | {REDEN_18, REDEN_18_VOOGDIJ}))
        plaatsen = p.plaatsen if len(p.plaatsen) else None
        self._segment = codes(b.namen.segmenten, plaatsen["segment"]) if plaatsen is not None else np.zeros(1, np.int64)
        self._netwerk = plaatsen["netwerk"].eq(True).to_numpy().astype(float) if plaatsen is not None else np.zeros(1)

    @property
    def per_run(self) -> int:
        """About how many measures one run has."""
        jaren = (self.tot - self.p.tot) / JAAR
        nieuw = sum(i.kinderen_per_jaar for i in self.p.instroom.values())
        return int(len(self.b.rijen) + nieuw * jaren * 1.5)

    @cached_property
    def bekend(self) -> dict[str, NDArray]:
        """The known records of measures as numbers, worked out once for all batches."""
        r, namen = self.b.rijen, self.b.namen
        woorden = {"geslacht": GESLACHTEN, "gemeente": namen.gemeenten, "gi": namen.gis, "type": JB_TYPEN}
        woorden |= {"reden_einde": self.redenen, "vorige_gemeente": namen.gemeenten, "vorige_gi": namen.gis}
        getallen = ("kind", "begin", "einde", "van", "tot", "lopend", "eerste", "laatste", "gevolgd")
        return (
            {k: codes(w, r[k]) for k, w in woorden.items()}
            | {k: r[k].to_numpy() for k in getallen}
            | {"geboortemaand": r["geboortemaand"].fillna(0).astype("int64").to_numpy()}
        )

    @cached_property
    def vormen(self) -> tuple[str, ...]:
        """Forms of stay, the first one none."""
        return ("", *sorted(set(self.p.plaatsen["verblijfsvorm"]) | set(self.b.verblijf["verblijfsvorm"])))

    @cached_property
    def verblijf(self) -> dict[str, NDArray]:
        """The known records of stays as numbers."""
        v, namen = self.b.verblijf, self.b.namen
        woorden = {"gemeente": namen.gemeenten, "gi": namen.gis, "segment": namen.segmenten}
        woorden |= {"verblijfsvorm": self.vormen}
        return (
            {k: codes(w, v[k]) for k, w in woorden.items()}
            | {k: v[k].to_numpy() for k in ("kind", "begin", "van", "tot", "eerste")}
            | {"netwerk": v["netwerk"].eq(True).to_numpy().astype(float)}
        )

    @cached_property
    def plaatsen(self) -> dict[str, NDArray]:
        """Segment and form of the placements to copy, as numbers."""
        p = self.p.plaatsen
        woorden = {"segment": self.b.namen.segmenten, "verblijfsvorm": self.vormen}
        return {k: codes(w, p[k]) if len(p) else np.zeros(1, np.int64) for k, w in woorden.items()}

    def run(self, t: Trekking, effect: Effect) -> Uitkomst:
        """All measures and stays of one batch under one set of levers."""
        verblijf = Verblijf(t, effect, self.b.namen, self._segment, self._netwerk)
        start = self.p.tot + 1
        stroom = Stroom.samen(
            [known_stroom(self.b.lopend, "lopend", start, t), new_stroom(self.p, self.b, t, effect, self.tot)]
        )
        af = known_stroom(self.b.af, "af", start, t)
        terug = self._terug(af, np.tile(self.b.af["einde"].to_numpy(), len(t.runs)).astype(float), t, effect)
        stroom = Stroom.samen([stroom, terug])
        maatregelen, stays = [], []
        for _ in range(GENERATIES):
            if not len(stroom):
                break
            rijen, klaar, stroom = self._generatie(stroom, t, effect, verblijf)
            maatregelen.append(rijen)
            stays += klaar
        return Uitkomst(Maatregelen.samen(maatregelen), Stays.samen(stays))

    def _generatie(self, s: Stroom, t: Trekking, effect: Effect, verblijf: Verblijf):
        """Measures, stays that ended, and the measures that follow."""
        verblijf.begin(s)
        eind, op18 = self._einde(s, t, effect)
        klaar = verblijf.during(s, np.minimum(eind, self.tot + 1.0))
        einde = np.minimum(np.maximum(np.floor(eind), np.maximum(s.begin, self.p.tot + 1)), OPEN).astype(np.int32)
        # A stay that began with the measure does not begin after its end.
        s.episode = np.where(s.elders, np.minimum(s.episode, einde), s.episode)
        af = einde <= self.tot
        volgt = self._next_one(s, np.flatnonzero(af & ~op18), einde, t, effect)
        door = s.elders & s.draagt & (volgt >= 0)
        rest = np.flatnonzero(s.elders & s.draagt & ~door)
        klaar.append(verblijf.stays(s, rest, open_tot(np.where(af, einde, OPEN)[rest], self.tot)))
        reden = self._reden(s, np.flatnonzero(af), volgt >= 0, op18)
        rijen = Maatregelen(
            s.run,
            s.kind,
            s.type,
            s.begin,
            np.where(af, einde, OPEN),
            reden,
            s.geboren,
            s.geslacht,
            s.gemeente,
            s.gi,
            s.rij,
        )
        weg = np.flatnonzero(af & ~op18 & (volgt < 0) & s.draagt)
        vervolg = self._vervolg(s, np.flatnonzero(volgt >= 0), volgt, einde)
        terug = self._terug(s.take(weg), einde[weg].astype(float), t, effect)
        nieuw = Stroom.samen([vervolg, terug])
        return rijen, klaar, nieuw.take(nieuw.begin <= self.tot)

    def _einde(self, s: Stroom, t: Trekking, effect: Effect) -> tuple[NDArray, NDArray]:
        """The day each measure ends, and whether that is because the child turned 18."""
        eind = np.empty(len(s))
        for groep, hoort in GROEPEN_VAN.items():
            i = np.flatnonzero(hoort[s.type])
            if not len(i):
                continue
            naam = f"einde {groep}"
            kans = exponentieel(s.sleutel[i], naam)
            if groep == "ots" and self.p.samen:
                deelt = draw(s.sleutel[i], "samen") < self.p.samen
                kans = np.where(deelt, exponentieel(s.gezin[i], naam), kans)
            kromme, ouder = t.krommen[naam], (s.van[i] - s.begin[i]).astype(float)
            duur = kromme.na(s.run[i], kromme.so_far(s.run[i], ouder) + kans)
            soort = "voogdij" if groep.endswith("voogdij") else groep
            eind[i] = effect.einde(
                soort,
                s.van[i].astype(float),
                duur - ouder,
                self.b.namen.cel(s.gemeente[i], s.gi[i]),
                self.p.tot + 1,
                self.tot,
            )
        op18 = s.dag18 <= eind
        return np.where(op18, s.dag18, eind), op18

    def _next_one(self, s: Stroom, eindigt: NDArray, einde: NDArray, t: Trekking, effect: Effect) -> NDArray:
        """Place in JB_TYPEN of the measure that follows at once on those that end (`eindigt`), -1 for none."""
        uit = np.full(len(s), -1, np.int32)
        soort, elders = s.type[eindigt], s.elders[eindigt]
        sleutel = {
            "ots thuis": (soort == 0) & ~elders,
            "ots elders": (soort == 0) & elders,
            "vots": soort == 1,
            "voogdij": soort == 2,
            "voorlopige voogdij": soort > 2,
        }
        for naam, hoort in sleutel.items():
            i = eindigt[hoort]
            kans, run = t.kansen[f"na {naam}"], s.run[i]
            ots = kans[:, 1][run]
            if naam == "vots" and effect.has("vots_naar_ots"):
                cel = self.b.namen.cel(s.gemeente[i], s.gi[i])
                factor = effect.factor("vots_naar_ots", einde[i].astype(float), cel)
                ots = np.minimum(ots * factor, kans[:, 0][run] + kans[:, 1][run])
            u = draw(s.sleutel[i], "daarna")
            # OTS from below and the others from above: a lever on the first leaves the others where they are.
            boven = 1 - np.cumsum(kans[:, :1:-1], axis=1)[:, ::-1]
            welke = np.where(u < ots, 0, -1).astype(np.int32)
            hoog = np.flatnonzero((u >= ots) & (u >= boven[:, 0][run]))
            welke[hoog] = (u[hoog, None] >= boven[run[hoog]]).sum(1)
            uit[i] = welke
        uit[uit == s.type] = -1  # the same again at once would be the same measure
        return uit

    def _vervolg(self, s: Stroom, i: NDArray, volgt: NDArray, einde: NDArray) -> Stroom:
        """The measures that follow, from the next day; where the child lives goes along."""
        v = s.take(i)
        zelfde = (v.type < 2) == (volgt[i] < 2)
        v.sleutel = sleutels(v.sleutel, "volgt", 0)
        v.type, v.begin = volgt[i], einde[i] + 1
        v.van, v.keten = v.begin, np.where(zelfde, v.keten, v.begin)
        v.thuis = np.where(v.thuis >= v.keten, v.thuis, -OPEN)
        v.rij, v.nieuw = np.full(len(v), -1, np.int32), np.zeros(len(v), bool)
        return v

    def _terug(self, s: Stroom, einde: NDArray, t: Trekking, effect: Effect) -> Stroom:
        """Children who come back after their measure ended on `einde`: a new chain."""
        factor = None
        if effect.has("opnieuw"):
            cel = self.b.namen.cel(s.gemeente, s.gi)

            def factor(dag, welke, kandidaat):
                return effect.factor("opnieuw", dag, cel[welke])

        van = np.maximum(einde, float(self.p.tot + 1))
        grens = np.minimum(np.minimum(s.dag18, einde + TERUG_TOT), self.tot + 1.0)
        dag, _ = wait(
            t.krommen["opnieuw"], s.run, s.sleutel, "opnieuw", 0, einde, van, grens, factor, effect.lagen("opnieuw")
        )
        raak = np.flatnonzero(dag < grens)
        v = s.take(raak)
        begin = np.floor(dag[raak]).astype(np.int32)
        v.sleutel = sleutels(v.sleutel, "opnieuw", 0)
        v.gezin = v.sleutel
        als = np.cumsum(t.kansen["opnieuw als"], axis=1)[v.run]
        v.type = np.minimum((draw(v.sleutel, "als")[:, None] > als).sum(1), len(JB_TYPEN) - 1).astype(np.int32)
        n = len(v)
        v.begin, v.van, v.keten = begin, begin.copy(), begin.copy()
        v.elders, v.nieuw, v.draagt = np.zeros(n, bool), np.ones(n, bool), np.ones(n, bool)
        v.episode, v.plaats, v.rij, v.episoderij = (np.full(n, -1, np.int32) for _ in range(4))
        v.thuis = np.full(n, -OPEN, np.int32)
        return v

    def _reden(self, s: Stroom, eindigt: NDArray, volgt: NDArray, op18: NDArray) -> NDArray:
        """Why those that end did (`eindigt`), as in the data for the same kind of end."""
        plek = {r: i for i, r in enumerate(self.redenen)}
        uit = np.zeros(len(s), np.int32)
        u, soort, verder = draw(s.sleutel[eindigt], "reden"), s.type[eindigt], volgt[eindigt]
        for groep, hoort in GROEPEN_VAN.items():
            for door in (False, True):
                namen, grens = self.p.redenen[f"{groep} {door}"]
                i = np.flatnonzero(hoort[soort] & (verder == door))
                uit[eindigt[i]] = np.array([plek[r] for r in namen])[np.searchsorted(grens, u[i], side="right")]
        voogdij = soort == JB_TYPEN.index("21")
        jarig = op18[eindigt]
        uit[eindigt[jarig]] = np.where(voogdij, plek[REDEN_18_VOOGDIJ], plek[REDEN_18])[jarig]
        return uit
