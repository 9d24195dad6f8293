"""An attacker of Wat-als in Delen: freezes the stock, sweeps what may be asked, and solves for the children that are
not shown. Only invented children."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp

from core import dashboard
from core.disclosure.counts import Drempels
from core.disclosure.edges import grenzen
from core.disclosure.series import delend
from core.model.melding import Melding
from core.model.selectie import Selectie
from core.views.shared_world import shared_world
from core.views.store import rekenaar_op
from tests.kijk import shared

D = Drempels()
# Nobody comes in and hardly anybody leaves: what is counted after a month is what there was.
BEVROREN = (("instroom", -1.0), ("vots", -1.0), ("duur", 1.0), ("opnieuw", -1.0))


@dataclass(frozen=True)
class Regio:
    """What there really is: measures per gemeente and GI on the last day."""

    store: dashboard.Store
    id: str
    dag: dt.date
    echt: pd.DataFrame

    @property
    def delen(self) -> dashboard.View:
        return shared(self.store)

    def wie(self, **keuze: str) -> np.ndarray:
        """The cells that a choice holds."""
        mee = np.ones(len(self.echt), bool)
        for kolom, waarde in keuze.items():
            mee &= (self.echt[kolom] == waarde).to_numpy()
        return mee

    def aantal(self, **keuze: str) -> int:
        return int(self.echt.loc[self.wie(**keuze), "n"].sum())

    def keuzes(self) -> Iterator[dict[str, str]]:
        """Everything that can be chosen: the region, each gemeente, each GI, each gemeente with each GI."""
        gemeenten, gis = (list(dict.fromkeys(self.echt[k])) for k in ("gemeente", "gi"))
        yield {}
        yield from ({"gemeente": g} for g in gemeenten)
        yield from ({"gi": i} for i in gis)
        yield from ({"gemeente": g, "gi": i} for g in gemeenten for i in gis)


def regio(store: dashboard.Store, id: str) -> Regio:
    dag = store.gegevens_tm
    with rekenaar_op(store) as rekenaar:
        frame = rekenaar.on_dagen("jb_stand", Selectie(regio=id, splits=("gemeente", "gi")), (dag,))
    echt = frame[["gemeente", "gi"]].assign(n=frame["waarde"].astype(int)).reset_index(drop=True)
    return Regio(store, id, dag, echt)


def scenario(r: Regio, keuze: dict[str, str], *, waar: dict[str, str] | None = None, **velden):
    """Frozen, a month ahead. `waar`: lets the stock of a part end at once instead."""
    start = str(r.dag + dt.timedelta(days=1))
    hefbomen = [{"soort": s, "verandering": v, "start": start} for s, v in BEVROREN]
    if waar is not None:
        hefbomen.append(
            {"soort": "duur", "verandering": -1.0, "start": start, "waar": {k: [w] for k, w in waar.items()}}
        )
    filters = {k: [w] for k, w in keuze.items()}
    inhoud = {
        "naam": "aanval",
        "selectie": {"regio": r.id, "per": "maand", "filters": filters},
        "hefbomen": hefbomen,
        "jaren": 1,
        "replicaties": 20,
    }
    return dashboard.scenario_uit_velden(inhoud | velden)


def beeld(r: Regio, keuze: dict[str, str], **anders):
    """The last picture, or None when it is not answered."""
    try:
        *_, laatste = r.delen.simulate(scenario(r, keuze, **anders), maten=("jb_stand",))
    except Melding:
        return None
    return laatste


def maand_later(dag: dt.date) -> dt.date:
    """The last day of the next month."""
    volgende = (dag.replace(day=1) + dt.timedelta(days=62)).replace(day=1)
    return volgende - dt.timedelta(days=1)


def by_chance(r: Regio, keuze: dict[str, str], meest: int = 64) -> tuple[float, float] | None:
    """The stock by sweeping the target: it lies above the first and not above the second. The attacker knows to what a
    target is taken. None: not answered at all."""
    onder, boven, laag, hoog = -1, meest, -1.0, np.inf
    while boven - onder > 1:
        waarde = (onder + boven) // 2
        doel = {"maat": "jb_stand", "waarde": waarde, "datum": str(maand_later(r.dag))}
        if (b := beeld(r, keuze, doel=doel)) is None:
            return None
        gehaald = b.streef is not None and r.delen.kans_op_doel(b).kans["scenario"] >= 0.5
        if gehaald:
            boven, hoog = waarde, min(hoog, b.streef)
        else:
            onder, laag = waarde, laag if b.streef is None else max(laag, b.streef)
    return laag, hoog


def by_money(r: Regio, keuze: dict[str, str], prijs: float, index: float = 0.0) -> float | None:
    """The stock as the costs of a month give it; None when they are hidden or not answered."""
    kosten = [{"naam": "x", "maat": "jb_stand", "bedrag": prijs, "index": index}]
    if (b := beeld(r, keuze, kosten=kosten)) is None:
        return None
    c = r.delen.scenario_cijfers(b)
    c = c[(c["maat"] == "kosten: x") & (c["variant"] == "basis")].sort_values("van")
    dagen = (c["tot"].iloc[0] - c["van"].iloc[0]).days + 1
    return float(c["p50"].iloc[0]) / prijs / dagen * 365.25


@dataclass
class Kennis:
    """Sums of cells with the least and the most that they can be."""

    regio: Regio
    rijen: list[np.ndarray] = field(default_factory=list)
    laag: list[float] = field(default_factory=list)
    hoog: list[float] = field(default_factory=list)

    def voeg(self, wie: np.ndarray, laag: float, hoog: float) -> None:
        self.rijen.append(wie.astype(float))
        self.laag.append(laag)
        self.hoog.append(hoog)

    def breedtes(self) -> dict[tuple, float]:
        """Per small sum (1 to 9; of a cell, a gemeente or a GI) how far its least and its most lie apart."""
        r = self.regio
        A = np.array(self.rijen or [np.zeros(len(r.echt))])
        waar = A @ r.echt["n"].to_numpy(float)
        fits = not self.rijen or ((waar >= np.array(self.laag)).all() and (waar <= np.array(self.hoog)).all())
        assert fits, "the truth must fit what was learned"
        vast = LinearConstraint(A, self.laag or [0], self.hoog or [0])
        heel, grens = np.ones(len(r.echt)), Bounds(0, np.full(len(r.echt), 2000.0))
        uit = {}
        for keuze in r.keuzes():
            if not 1 <= r.aantal(**keuze) <= 9:
                continue
            c = r.wie(**keuze).astype(float)
            opgelost = [milp(t * c, constraints=vast, integrality=heel, bounds=grens) for t in (1, -1)]
            assert all(o.status == 0 for o in opgelost)
            uit[tuple(sorted(keuze.items()))] = -opgelost[1].fun - opgelost[0].fun
        return uit


def all_worlds(r: Regio) -> tuple[Kennis, int]:
    """The most that any sweep can give: every figure that Delen shows, and the very stock that every simulation that
    is answered starts from, in each run. Also how many were answered."""
    k, beantwoord = Kennis(r), 0
    with rekenaar_op(r.store) as rekenaar:
        deler = delend(rekenaar, D)
        for splits in ((), ("gemeente",), ("gi",), ("gemeente", "gi")):
            for _, rij in deler.on_dagen("jb_stand", Selectie(regio=r.id, splits=splits), (r.dag,)).iterrows():
                if not np.isnan(rij["waarde"]):
                    k.voeg(r.wie(**{s: rij[s] for s in splits}), *grenzen(rij["waarde"], D))
    for keuze in r.keuzes():
        for waar in ({}, *({s: w} for s in ("gemeente", "gi") if s not in keuze for w in dict.fromkeys(r.echt[s]))):
            begin = start_of(r, keuze, waar)
            if begin is None:
                continue
            beantwoord += 1
            wie = r.wie(**(keuze | waar))
            # On the steps of Delen it is one of the counts that are shown so; off them it would be the count itself.
            k.voeg(wie, *(grenzen(begin, D) if begin % D.afronding == 0 else (begin, begin)))
    return k, beantwoord


def start_of(r: Regio, keuze: dict[str, str], waar: dict[str, str]) -> int | None:
    """How many measures run on the last day in the world of a simulation, in a part of it; None: no answer."""
    try:
        wereld = shared_world(r.store, D, scenario(r, keuze, waar=waar or None))
    except Melding:
        return None
    m = wereld.maatregelen
    mee = m["keuze"] & (m["einde"] >= 10**6)
    for kolom, waarde in waar.items():
        mee &= m[kolom] == waarde
    return int(mee.sum())


def bar(breedtes: dict[tuple, float]) -> tuple[int, int, int]:
    """Small sums attacked, found exactly, and held within a width of 2."""
    b = np.array(list(breedtes.values()))
    return len(b), int((b < 0.5).sum()), int((b <= 2).sum())
