"""Runs a scenario: base and scenario with the same luck, counted by the maten, batch by batch.

The batches are always the same (see `porties.grenzen`), so a run of a hundred replicates is the beginning of a run of a
thousand. After each batch the caller gets the picture so far and may stop.
"""

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from core.engine.count.perioden import Periode, periode_van, whole_perioden
from core.engine.count.series import Rekenaar
from core.measures import load_catalogus
from core.model.doel import Reeksbreuk
from core.model.melding import Melding
from core.model.selectie import Selectie
from core.model.wording import datum as in_cijfers
from core.simulation import kosten
from core.simulation.batches import Portie, grenzen, make, vooruit
from core.simulation.counting import Teller, Telplek, Vraag, catalogus
from core.simulation.days import dag, datum
from core.simulation.doelkans import Doelkans, doelkans, doelwaarde
from core.simulation.estimate import Parameters, estimate
from core.simulation.levers import Effect, waarschuwingen
from core.simulation.occupancy import Bezetting, bezet
from core.simulation.process import Proces
from core.simulation.scenario import MAX_JAREN, Scenario

VARIANTEN = ("basis", "scenario")


def _simulated(*how: str) -> tuple[str, ...]:
    """The maten that the catalogue says can be simulated so, the core first."""
    maten = load_catalogus().maten.values()
    return tuple(m.id for soort in how for m in maten if m.simulated == soort)


# What a page counts: the core, and what the levers in use are about. Each maat that is not asked saves time.
KERN = _simulated("core")
MATEN = _simulated("core", "standard")
SIMULEERBAAR = _simulated("core", "standard", "extra")
NETWERK = "uhp_nieuw_netwerk"


@dataclass(frozen=True)
class Simulatie:
    """What came out. `waarden`: per figure an array variants (basis, scenario) x runs x periods, NaN where there is
    no figure; `geteld`: the same before units of costs became euro. `streef`: the target as a value,
    or `geen_streef`: why there is none. `gevraagd`: how many runs are to come in all. `merk`: fingerprint of what
    it rests on."""

    scenario: Scenario
    start: dt.date
    perioden: tuple[Periode, ...]
    waarden: dict[str, np.ndarray]
    geteld: dict[str, np.ndarray]
    eenheden: dict[str, str]
    streef: float | None = None
    geen_streef: str = ""
    opmerkingen: tuple[str, ...] = ()
    gevraagd: int = 0
    merk: str = ""

    @property
    def replicaties(self) -> int:
        return next(iter(self.waarden.values())).shape[1]

    def cijfers(self) -> pd.DataFrame:
        """periode, van, tot, maat, eenheid, variant (basis, scenario, verschil), p10, p50, p90, gemiddelde: one row
        per period and figure. The difference is taken within a run, so that luck falls out of it."""
        namen = (*VARIANTEN, "verschil")
        blok = np.stack([np.stack([w[0], w[1], w[1] - w[0]]) for w in self.waarden.values()])
        aantal, periodes = len(blok) * len(namen), len(self.perioden)
        blok = np.moveaxis(blok, 2, 0).reshape(blok.shape[2], -1)  # runs x (maat, variant, periode)
        leeg = np.isnan(blok)
        q = np.full((4, blok.shape[1]), np.nan)
        heel, deels = ~leeg.any(0), leeg.any(0) & ~leeg.all(0)
        q[:3, heel] = np.percentile(blok[:, heel], (10, 50, 90), axis=0)
        q[:3, deels] = np.nanpercentile(blok[:, deels], (10, 50, 90), axis=0)
        q[3, heel], q[3, deels] = blok[:, heel].mean(0), np.nanmean(blok[:, deels], axis=0)
        per = {k: [getattr(p, k) for p in self.perioden] * aantal for k in ("naam", "van", "tot")}
        maten = [m for m in self.waarden for _ in range(len(namen) * periodes)]
        return pd.DataFrame(
            {
                "periode": per["naam"],
                "van": per["van"],
                "tot": per["tot"],
                "maat": maten,
                "eenheid": [self.eenheden[m] for m in maten],
                "variant": [v for _ in self.waarden for v in namen for _ in range(periodes)],
                "p10": q[0],
                "p50": q[1],
                "p90": q[2],
                "gemiddelde": q[3],
            }
        )

    def per_run(self, maat: str, variant: str) -> pd.DataFrame:
        """run, periode, waarde of one figure, as it was counted."""
        w = self.waarden[maat][VARIANTEN.index(variant)]
        return pd.DataFrame(
            {
                "run": np.repeat(np.arange(w.shape[0]), w.shape[1]),
                "periode": [p.naam for p in self.perioden] * w.shape[0],
                "waarde": w.ravel(),
            }
        )


@dataclass(frozen=True)
class Opzet:
    """All that a run needs, read from the store: after this no connection to it is kept. `leeg`: the outcome
    before anything was counted; `begin_stand`: what stocks that cost money were on the day before."""

    parameters: Parameters
    proces: Proces
    vragen: dict[str, Vraag]
    leeg: Simulatie
    begin_stand: dict[str, float]
    regio_codes: dict[str, tuple[str, ...]]


def maten_van(scenario: Scenario, ook: tuple[str, ...] = ()) -> tuple[str, ...]:
    """What to count to show a scenario: the core, what its levers are about, its target, and `ook`."""
    soorten = {h.soort for h in scenario.hefbomen}
    bij = [m.id for m in load_catalogus().maten.values() if soorten & set(m.levers)]
    doel = [scenario.doel.maat] if scenario.doel else []
    return tuple(dict.fromkeys((*KERN, *bij, *doel, *ook)))


def prepare(
    rekenaar: Rekenaar,
    scenario: Scenario,
    *,
    tot: dt.date | None = None,
    maten: tuple[str, ...] = MATEN,
    parameters: Parameters | None = None,
    breuken: tuple[Reeksbreuk, ...] = (),
) -> Opzet:
    """Reads and estimates what a simulation from the data date (or `tot`, the last day that is known) on needs.

    rekenaar: figures of the store; `parameters`: from `schat`, to save estimating again; `breuken`: breaks in the
    series, across which no target is compared. Raises Melding for a scenario that cannot be simulated.
    """
    selectie = scenario.as_selectie()
    p = parameters or estimate(rekenaar, selectie, tot)
    start = datum(p.tot)
    einde = _einde(scenario, start)
    _check(scenario, start, einde, maten)
    eerste = periode_van(start + dt.timedelta(days=1), selectie.per).van
    b = bezet(p, dag(eerste))
    vragen = _vragen(scenario, _nodig(selectie, b, rekenaar), maten)
    leeg = Simulatie(
        scenario,
        start,
        tuple(whole_perioden(eerste, einde, selectie.per)),
        {},
        {},
        _eenheden(vragen, scenario),
        *doelwaarde(rekenaar, scenario, breuken),
        p.opmerkingen + waarschuwingen(scenario, p.waargenomen, b.namen, start),
        merk=_merk(p),
    )
    return Opzet(
        p,
        Proces(p, b, dag(einde)),
        vragen,
        leeg,
        kosten.begin_standen(rekenaar, scenario, eerste),
        rekenaar.regio_codes,
    )


def loop(
    opzet: Opzet, telplekken: Sequence[Telplek], *, replicaties: int | None = None, basis: Simulatie | None = None
) -> Iterator[Simulatie]:
    """The picture after each batch of runs, up to `replicaties` (default: the scenario's). Stop taking them to
    cancel. telplekken: empty in-memory databases, one for each batch that may run at a time; `basis`: an earlier
    outcome on the same parameters, of which the base is used when it is the same (levers do not touch it)."""
    scenario, proces, vragen = opzet.leeg.scenario, opzet.proces, opzet.vragen
    aantal = replicaties or scenario.replicaties
    leeg = replace(opzet.leeg, gevraagd=aantal)
    van, tot = leeg.perioden[0].van, leeg.perioden[-1].tot
    tellers = [Teller(plek, van, tot, scenario.selectie.per, opzet.regio_codes) for plek in telplekken]
    oude = basis.geteld if _same_basis(basis, leeg, aantal, vragen) else None
    varianten = _varianten(proces, scenario, oude is None)

    def do(teller: Teller, runs: range) -> dict[str, np.ndarray]:
        return _count(teller, vragen, make(proces, varianten, scenario.seed, runs), oude)

    stukken: list[dict[str, np.ndarray]] = []
    for stuk in vooruit(tellers, grenzen(aantal, proces.per_run * len(tellers)), do):
        stukken.append(stuk)
        geteld = {n: np.concatenate([s[n] for s in stukken], axis=1) for n in vragen}
        yield replace(leeg, geteld=geteld, waarden=_with_kosten(geteld, scenario, leeg, opzet.begin_stand))


def simulate(
    rekenaar: Rekenaar,
    scenario: Scenario,
    *,
    telplek: Telplek,
    replicaties: int | None = None,
    basis: Simulatie | None = None,
    **voorbereiding,
) -> Simulatie:
    """The last picture of `loop`; other keywords go to `prepare`."""
    opzet = prepare(rekenaar, scenario, **voorbereiding)
    *_, laatste = loop(opzet, [telplek], replicaties=replicaties, basis=basis)
    return laatste


def kans_op_doel(simulatie: Simulatie) -> Doelkans:
    """The chance that the scenario's target is met on its date, and when it is met first. Raises Melding when the
    scenario has no target, or no baseline for it."""
    if simulatie.streef is None:
        raise Melding(simulatie.geen_streef)
    return doelkans(simulatie.scenario, simulatie.streef, simulatie.perioden, simulatie.waarden)


def _varianten(proces: Proces, scenario: Scenario, met_basis: bool) -> list[Effect]:
    """The levers of each variant that has to be simulated; without levers the scenario is the base."""
    basis = [Effect((), proces.b.namen)] if met_basis else []
    return basis + ([Effect(scenario.hefbomen, proces.b.namen)] if scenario.hefbomen else [])


def _count(
    teller: Teller, vragen: dict[str, Vraag], portie: Portie, oude: dict[str, np.ndarray] | None
) -> dict[str, np.ndarray]:
    """Figures: variants (basis, scenario) x runs x periods."""
    runs = portie.runs
    teller.load(portie.maatregelen, portie.verblijf, portie.dubbel)
    geteld = teller.count(vragen, portie.varianten * len(runs))
    uit = {naam: w.reshape(portie.varianten, len(runs), -1) for naam, w in geteld.items()}
    if oude is not None:
        return {n: np.concatenate([oude[n][:1, runs.start : runs.stop], w]) for n, w in uit.items()}
    return {naam: np.broadcast_to(w, (2, *w.shape[1:])) for naam, w in uit.items()}


def _same_basis(basis: Simulatie | None, nieuw: Simulatie, aantal: int, vragen: dict[str, Vraag]) -> bool:
    """Whether the base of an earlier outcome is the one that is needed now."""
    if basis is None or not nieuw.scenario.hefbomen:
        return False

    def kern(s: Simulatie):
        posten = [(k.naam, k.maat, k.filter) for k in s.scenario.kosten]
        return s.merk, s.scenario.selectie, s.scenario.seed, s.start, s.perioden, posten

    return kern(basis) == kern(nieuw) and basis.replicaties >= aantal and set(vragen) <= set(basis.geteld)


def _merk(p: Parameters) -> str:
    """A fingerprint of what the simulation rests on."""
    instroom = [(g, i.trend, i.soort, len(i.donoren)) for g, i in p.instroom.items()]
    inhoud = repr((p.tot, p.tempos, p.kansen, instroom, len(p.bekend.rijen), len(p.bekend.verblijfrijen)))
    return hashlib.sha256(inhoud.encode()).hexdigest()[:16]


def _nodig(selectie: Selectie, b: Bezetting, rekenaar: Rekenaar) -> Selectie:
    """The selection without what every record meets: new children copy gemeente and GI of children in it."""
    if selectie.regio and b.within("gemeente", rekenaar.regio_codes[selectie.regio]):
        selectie = selectie.with_(regio=None)
    return selectie


def _vragen(scenario: Scenario, selectie: Selectie, maten: tuple[str, ...]) -> dict[str, Vraag]:
    """What is counted, by name."""
    namen = list(dict.fromkeys([*maten, *([scenario.doel.maat] if scenario.doel else [])]))
    vragen = {m: Vraag(m, selectie) for m in namen}
    if any(h.soort == "netwerk" for h in scenario.hefbomen):
        vragen[NETWERK] = Vraag("uhp_nieuw", selectie.with_(netwerk=("true",)))
    return vragen | {kosten.naam_van(post): Vraag(post.maat, selectie.with_(**post.filter)) for post in scenario.kosten}


def _eenheden(vragen: dict[str, Vraag], scenario: Scenario) -> dict[str, str]:
    eenheden = {naam: catalogus().maten[v.maat].unit for naam, v in vragen.items()}
    return eenheden | dict.fromkeys([kosten.TOTAAL, *(kosten.naam_van(k) for k in scenario.kosten)], "euro")


def _with_kosten(waarden: dict[str, np.ndarray], scenario: Scenario, s: Simulatie, begin: dict[str, float]):
    return kosten.with_kosten(waarden, scenario, s.perioden, s.start, begin) if scenario.kosten else waarden


def _einde(scenario: Scenario, start: dt.date) -> dt.date:
    """The end of the last of so many calendar years after the one that the start lies in (a start on the last day
    of a year begins with the next), or of the year of the target when that is later."""
    morgen = start + dt.timedelta(days=1)
    rest = (morgen.month, morgen.day) != (1, 1)
    jaar = morgen.year + scenario.jaren - (0 if rest else 1)
    if scenario.doel and scenario.doel.datum.year - morgen.year < MAX_JAREN:
        jaar = max(jaar, scenario.doel.datum.year)
    return dt.date(jaar, 12, 31)


def _check(scenario: Scenario, start: dt.date, einde: dt.date, maten: tuple[str, ...]) -> None:
    gevraagd = [*maten, *(k.maat for k in scenario.kosten), *([scenario.doel.maat] if scenario.doel else [])]
    vreemd = [m for m in dict.fromkeys(gevraagd) if m not in SIMULEERBAAR]
    if vreemd:
        raise Melding(f"De maat {', '.join(vreemd)} kan niet worden gesimuleerd: kies uit {', '.join(SIMULEERBAAR)}.")
    if scenario.doel and scenario.doel.datum <= start:
        raise Melding(
            f"De doeldatum {in_cijfers(scenario.doel.datum)} ligt niet na de start van de simulatie "
            f"({in_cijfers(start)}): kies een latere datum."
        )
    if scenario.doel and scenario.doel.datum > einde:
        raise Melding(
            f"De doeldatum {in_cijfers(scenario.doel.datum)} ligt na het einde van de simulatie "
            f"({in_cijfers(einde)}): kies een eerdere datum."
        )
    for post in scenario.kosten:
        if catalogus().maten[post.maat].unit not in ("maatregelen", "jeugdigen"):
            raise Melding(
                f"De kostenpost '{post.naam}' telt geen aantallen: kies een maat in maatregelen of jeugdigen."
            )
