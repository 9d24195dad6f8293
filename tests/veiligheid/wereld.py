"""Small worlds of children that answer questions as the engine does, and an attacker who reads every answer.

A world has cells (gemeente x gi x type), in each a stock, what begins and ends per month, how many of the stock live
away from home, and how long what ended had lasted. The attacker knows the rules, asks everything that can be asked
in Delen, and solves for the least and the most that every small cell can be: integer programming over all answers.
"""

import functools
import itertools
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from core.disclosure.counts import Drempels
from core.disclosure.families import Family, Together
from core.disclosure.series import STANDAARD, Wijze, flows, share_reeks
from core.engine.count.memory import Geheugen
from core.engine.count.perioden import Periode
from core.measures import load_catalogus
from core.model.selectie import Selectie

DIMS = ("gemeente", "gi", "type")
MAANDEN_PER = {"jaar": 12, "halfjaar": 6, "kwartaal": 3, "maand": 1}
JAAR = 2022
STROMEN, STANDEN = ("in", "uit"), ("stand", "uhp")


@dataclass(frozen=True)
class Wereld:
    """True counts. Arrays are (gemeente, gi, type) with time last: months for flows, years for `uhp` and `dagen`
    (total days of what ended in the year). The last gemeente lies outside the region."""

    begin: np.ndarray
    in_: np.ndarray
    uit: np.ndarray
    uhp: np.ndarray
    dagen: np.ndarray

    @property
    def vorm(self) -> tuple[int, ...]:
        return self.begin.shape

    @property
    def jaren(self) -> int:
        return self.uhp.shape[-1]

    def stand(self) -> np.ndarray:
        return self.begin[..., None] + np.cumsum(self.in_ - self.uit, axis=-1)


def maak_wereld(nr: int, vorm=(4, 2, 2), jaren: int = 2, gemiddeld: float = 0.4) -> Wereld:
    """A world by number. `gemiddeld`: how many begin per cell and month; cells differ much in size."""
    rng = np.random.default_rng(nr)
    tempo = rng.gamma(1.0, gemiddeld, vorm)
    in_ = rng.poisson(tempo[..., None], (*vorm, 12 * jaren))
    uit = rng.poisson(tempo[..., None], (*vorm, 12 * jaren))
    begin = rng.poisson(tempo * 14)
    begin = begin + np.maximum(0, -(begin[..., None] + np.cumsum(in_ - uit, axis=-1)).min(axis=-1))
    stand = begin[..., None] + np.cumsum(in_ - uit, axis=-1)
    uhp = rng.binomial(stand[..., 11::12], rng.uniform(0.2, 0.9, (*vorm, 1)))
    per_jaar = uit.reshape(*vorm, jaren, 12).sum(-1)
    dagen = np.round(per_jaar * rng.uniform(200, 900, (*vorm, jaren)))
    return Wereld(begin, in_, uit, uhp, dagen)


@dataclass
class Variabelen:
    """Where each unknown of a world stands in the vector x of the attacker."""

    wereld: Wereld
    echt: np.ndarray = field(init=False)
    heel: np.ndarray = field(init=False)
    geteld: dict = field(init=False, default_factory=dict)

    def __post_init__(self):
        w = self.wereld
        delen = {"begin": w.begin, "in": w.in_, "uit": w.uit, "uhp": w.uhp, "dagen": w.dagen}
        self.plaats, plek = {}, 0
        for naam, deel in delen.items():
            self.plaats[naam] = np.arange(plek, plek + deel.size).reshape(deel.shape)
            plek += deel.size
        self.real = np.concatenate([deel.ravel() for deel in delen.values()]).astype(float)
        self.whole = np.concatenate([np.full(d.size, naam != "dagen") for naam, d in delen.items()]).astype(float)

    def som(self, grootheid: str, cel: tuple, maanden: range) -> dict[int, int]:
        """A count as a sum of unknowns: `cel` holds the chosen indices per dimension."""
        wijzer = np.ix_(*cel)

        def plekken(naam, tijd):
            return self.plaats[naam][wijzer][..., tijd].ravel()

        if grootheid in ("in", "uit"):
            return dict.fromkeys(plekken(grootheid, list(maanden)), 1)
        if grootheid in ("uhp", "dagen"):
            return dict.fromkeys(plekken(grootheid, [m // 12 for m in maanden if m % 12 == 11]), 1)
        tot = list(range(maanden[-1] + 1))
        return (
            dict.fromkeys(self.plaats["begin"][wijzer].ravel(), 1)
            | dict.fromkeys(plekken("in", tot), 1)
            | dict.fromkeys(plekken("uit", tot), -1)
        )


NAMEN = {d: [f"{d}{i}" for i in range(9)] for d in DIMS}


def vraag_van(v: Variabelen, maat: str, types: tuple[int, ...]):
    """`maat` asked of the world as the engine would answer: dense, one row per period and cell that occurs."""

    def vraag(selectie: Selectie) -> pd.DataFrame:
        w, stap = v.wereld, MAANDEN_PER[selectie.per]
        keus = {d: list(range(n)) for d, n in zip(DIMS, w.vorm, strict=True)}
        keus["type"] = list(types)
        if selectie.regio:
            keus["gemeente"] = [i for i in keus["gemeente"] if NAMEN["gemeente"][i] in regios(v)[selectie.regio]]
        for kolom, waarden in selectie.filters:
            keus[kolom] = [i for i in keus[kolom] if NAMEN[kolom][i] in waarden]
        rijen = []
        for deel in itertools.product(*(([i] for i in keus[d]) if d in selectie.splits else [keus[d]] for d in DIMS)):
            cel = [(NAMEN[d][i[0]]) for d, i in zip(DIMS, deel, strict=True) if d in selectie.splits]
            cel = dict(zip([d for d in DIMS if d in selectie.splits], cel, strict=True))
            for m in range(0, 12 * w.jaren, stap):
                p = Periode((JAAR * 12 + m) // stap, selectie.per)
                if all((selectie.van is None or p.van >= selectie.van, selectie.tot is None or p.tot <= selectie.tot)):
                    rijen.append(
                        {
                            "periode": p.naam,
                            "van": p.van,
                            "tot": p.tot,
                            "peildatum": None,
                            **cel,
                            **_cijfers(v, maat, deel, range(m, m + stap)),
                            "laag": np.nan,
                            "hoog": np.nan,
                            "voorlopig": False,
                            "reden": "",
                        }
                    )
        return pd.DataFrame(rijen)

    return vraag


def _cijfers(v: Variabelen, maat: str, cel, maanden) -> dict[str, float]:
    def tel(naam):
        sleutel = (naam, tuple(map(tuple, cel)), maanden.start, maanden.stop)
        if sleutel not in v.geteld:
            v.geteld[sleutel] = float(sum(w * v.real[k] for k, w in v.som(naam, cel, maanden).items()))
        return v.geteld[sleutel]

    if maat == "uhp_aandeel":
        t, n = tel("uhp"), tel("stand")
        return {"teller": t, "noemer": n, "waarde": t / n if n else np.nan, "n": n}
    if maat == "duur":
        t, n = tel("dagen"), tel("uit")
        return {"teller": t, "noemer": n, "waarde": t / n if n else np.nan, "n": n}
    x = tel(maat)
    return {"teller": x, "noemer": np.nan, "waarde": x, "n": x}


def alle_vragen(v: Variabelen, maten, pers) -> list[tuple]:
    """Every question of one value or all per filter: measure, its types, selection. At most two dimensions."""
    alle = tuple(range(v.wereld.vorm[2]))
    uit = []
    for maat in maten:
        los = alle if maat in ("in", "uit", "stand") else alle[:1] if maat == "duur" else ()  # as the maten that exist
        for types in (alle, *((t,) for t in los)):
            for per in pers if maat in ("in", "uit", "stand") else ("jaar",):
                for regio in (None, "r", "s"):
                    for aantal in range(2 if maat == "duur" else 3):
                        for dims in itertools.combinations(DIMS[:2], aantal):
                            uit.append((maat, types, Selectie(regio=regio, per=per, splits=dims)))
    return uit


def regios(v: Variabelen) -> dict[str, tuple[str, ...]]:
    namen = NAMEN["gemeente"][: v.wereld.vorm[0]]
    return {"r": tuple(namen[:-1]), "s": tuple(namen[-1:])}


SOORT = {"uhp_aandeel": "aandeel", "duur": "gemiddelde"}


def antwoord(v: Variabelen, maat: str, types, selectie: Selectie, drempels=STANDAARD) -> pd.DataFrame:
    """What Delen shows, by the real functions."""
    alle = tuple(range(v.wereld.vorm[2]))
    sjabloon = load_catalogus().maten["jb_stand"].model_copy(update={"dimensions": DIMS})
    wijze = Wijze(drempels, stand=maat in (*STANDEN, "uhp_aandeel"), regios=tuple(regios(v).items()))
    if types != alle and maat == "duur":
        wijze = replace(wijze, opgeteld=False)
    elif types != alle:  # a maat of one type, such as ots_stand
        leden = {f"type{t}": vraag_van(v, maat, (t,)) for t in alle} | {"geheel": vraag_van(v, maat, alle)}
        samen = Together(
            lambda naam, keuze: leden[naam](keuze),
            dict.fromkeys(leden, sjabloon),
            (Family("geheel", tuple(leden)[:-1], True),),
            drempels,
            lambda _: flows(selectie, wijze.stand),
            Geheugen().eenmaal,
        )
        wijze = replace(wijze, samen=(functools.partial(samen.table, f"type{types[0]}"),))
    return share_reeks(vraag_van(v, maat, types), selectie, SOORT.get(maat, "aantal"), sjabloon, wijze).frame


@dataclass
class Kennis:
    """What the attacker knows: linear rows lo <= a.x <= hi, and what he is after: target sums with their truth."""

    rijen: list = field(default_factory=list)
    lo: list = field(default_factory=list)
    hi: list = field(default_factory=list)
    doelen: dict = field(default_factory=dict)
    getoond: int = 0
    verborgen: int = 0

    def voeg(self, som: dict, lo: float, hi: float) -> None:
        self.rijen.append(som)
        self.lo.append(lo)
        self.hi.append(hi)


def grens(x: float, d: Drempels) -> tuple[float, float]:
    """The whole numbers that are shown as x."""
    if x == 0:
        return 0, 0
    half = d.afronding // 2
    return max(x - half, d.aantal), x + half


def lees(v: Variabelen, maten, pers, drempels=STANDAARD) -> Kennis:
    """Every answer as knowledge. A hidden count may be anything, but for the total of the region: that is hidden only
    from 1 up to the threshold."""
    k = Kennis()
    for maat, types, selectie in alle_vragen(v, maten, pers):
        frame = antwoord(v, maat, types, selectie, drempels)
        if not selectie.regio:
            continue  # a sum of answers
        for _, r in frame.iterrows():
            cel = _cel(v, types, selectie, r)
            stap = MAANDEN_PER[selectie.per]
            m = (r["van"].year - JAAR) * 12 + r["van"].month - 1
            _leer(k, v, maat, cel, range(m, m + stap), r, selectie, drempels)
    for naam in ("begin", "in", "uit", "uhp"):
        if naam in maten or naam == "begin":
            for plek in v.plaats[naam].ravel():
                _doel(k, v, {int(plek): 1})
    _wereldkennis(k, v)
    return k


def _cel(v: Variabelen, types, selectie: Selectie, r) -> list[list[int]]:
    cel = [[NAMEN["gemeente"].index(g) for g in regios(v)[selectie.regio]], list(range(v.wereld.vorm[1])), list(types)]
    for i, d in enumerate(DIMS):
        if d in selectie.splits:
            cel[i] = [NAMEN[d].index(r[d])]
    return cel


def _leer(k: Kennis, v: Variabelen, maat, cel, maanden, r, selectie, d: Drempels) -> None:
    if maat in ("uhp_aandeel", "duur"):
        boven, onder = ("uhp", "stand") if maat == "uhp_aandeel" else ("dagen", "uit")
        t, n = v.som(boven, cel, maanden), v.som(onder, cel, maanden)
        if np.isnan(r["waarde"]):
            return
        k.voeg(n, max(grens(r["noemer"], d)[0], d.aandeel if maat == "uhp_aandeel" else 0), grens(r["noemer"], d)[1])
        if maat == "uhp_aandeel":
            k.voeg(t, *grens(r["teller"], d))
            k.voeg(_min(n, t), *((0, 0) if r["waarde"] == 1 else (d.aantal, np.inf)) if r["waarde"] else (0, np.inf))
        else:  # the mean is shown in steps of 5 days
            k.voeg(_min(t, n, r["waarde"] - 2.5), 0, np.inf)
            k.voeg(_min(t, n, r["waarde"] + 2.5), -np.inf, 0)
        return
    som = v.som(maat, cel, maanden)
    if not np.isnan(r["waarde"]):
        k.voeg(som, *grens(r["waarde"], d))
        k.getoond += 1
        return
    heel = not selectie.splits and len(cel[2]) == v.wereld.vorm[2] and (selectie.per == "jaar" or maat in STANDEN)
    k.voeg(som, 1 if heel else 0, d.aantal - 1 if heel else np.inf)
    k.verborgen += 1
    _doel(k, v, som)


def _min(a: dict, b: dict, keer: float = 1) -> dict:
    return {p: a.get(p, 0) - keer * b.get(p, 0) for p in {*a, *b}}


def _doel(k: Kennis, v: Variabelen, som: dict) -> None:
    waar = sum(w * v.real[p] for p, w in som.items())
    if 1 <= waar <= 9:
        k.doelen[tuple(sorted(som.items()))] = waar


def _wereldkennis(k: Kennis, v: Variabelen) -> None:
    """A stock is never below zero, and those away from home are part of it."""
    g, i, t = v.wereld.vorm
    for cel in itertools.product(range(g), range(i), range(t)):
        vak = [[c] for c in cel]
        for m in range(12 * v.wereld.jaren):
            stand = v.som("stand", vak, range(m, m + 1))
            k.voeg(stand, 0, np.inf)
            if m % 12 == 11:
                k.voeg(_min(stand, v.som("uhp", vak, range(m, m + 1))), 0, np.inf)


@dataclass(frozen=True)
class Uitslag:
    """How many small cells were attacked; found exactly; held within a width of 2; left undecided in time."""

    cellen: int
    exact: int
    nauw: int
    onbeslist: int
    getoond: int
    verborgen: int
    breedtes: tuple[float, ...] = ()


def val_aan(v: Variabelen, k: Kennis, nr: int = 0, *, trekkingen: int = 12, tijd: float = 10.0) -> Uitslag:
    """Least and most of every target. A solution that is found for one question is an example for all of them, so
    most are settled by a few random ones; what is still narrow then is solved on its own."""
    rng = np.random.default_rng(nr)
    grenzen = LinearConstraint(_matrix(k.rijen, len(v.real)), np.array(k.lo, float), np.array(k.hi, float))
    A = grenzen.A @ v.real
    assert max((grenzen.lb - A).max(), (A - grenzen.ub).max()) < 1e-6, "the truth must fit what was shown"
    T = _matrix([dict(d) for d in k.doelen], len(v.real))
    laag = hoog = np.array(list(k.doelen.values()), float)

    def los(c):
        uit = milp(
            c,
            constraints=grenzen,
            integrality=v.whole,
            bounds=Bounds(0, np.where(v.whole > 0, 400, 1e6)),
            options={"time_limit": tijd},
        )
        return uit.status == 0, None if uit.x is None else T @ np.round(uit.x)

    beslist = np.zeros(len(laag), dtype=bool)
    for _ in range(trekkingen):
        smal = hoog - laag <= 2
        if not smal.any():
            break
        kies = smal & (rng.random(len(smal)) < 0.5)
        for teken in (1, -1):
            _, y = los(teken * np.asarray(T[kies].sum(axis=0)).ravel().astype(float))
            if y is not None:
                laag, hoog = np.minimum(laag, y), np.maximum(hoog, y)
    for j in range(len(laag)):
        if hoog[j] - laag[j] > 2:
            continue
        klaar = []
        for teken in (1, -1):
            goed, y = los(teken * np.asarray(T[[j]].todense()).ravel().astype(float))
            klaar.append(goed)
            if y is not None:
                laag, hoog = np.minimum(laag, y), np.maximum(hoog, y)
        beslist[j] = all(klaar)
    breed = hoog - laag
    nauw = breed <= 2
    return Uitslag(
        len(breed),
        int((beslist & (breed < 0.5)).sum()),
        int((nauw & beslist).sum()),
        int((nauw & ~beslist).sum()),
        k.getoond,
        k.verborgen,
        tuple(breed),
    )


def _matrix(rijen: list[dict], breed: int) -> sparse.csr_matrix:
    r = [i for i, rij in enumerate(rijen) for _ in rij]
    return sparse.csr_matrix(
        ([w for rij in rijen for w in rij.values()], (r, [p for rij in rijen for p in rij])), shape=(len(rijen), breed)
    )
