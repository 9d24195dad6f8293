"""Jeugdhulp, one row per allocation: GI products, stays, crises and the careers of all other children."""

import datetime as dt

import numpy as np
import pandas as pd

from core.example.assignment import Opdracht
from core.example.calendar import JAAR, OPEN, dag, jaar, maanden_later, verjaardag
from core.example.chance import Chance, interpolate, power
from core.example.jeugdigen import LEEFTIJD_HULP, Jeugdigen, leeftijden
from core.example.producten import BIJ_MAATREGEL, NUMMER, PRODUCTEN

NIEUWE_REDENEN = dag(dt.date(2022, 4, 1))  # 38 and 39 exist from this day
REDENEN = {
    "31": 0.70,
    "32": 0.10,
    "33": 0.03,
    "34": 0.055,
    "35": 0.02,
    "36": 0.01,
    "37": 0.025,
    "38": 0.04,
    "39": 0.013,
    "20": 0.0065,
    "02": 0.0005,
}
VERWIJZERS = {"01": 0.42, "02": 0.41, "03": 0.04, "05": 0.09, "06": 0.02, "08": 0.02}
VERWIJZERS_JB = {"01": 0.22, "02": 0.10, "04": 0.60, "05": 0.03, "08": 0.05}
VERWIJZERS_UHP = {"01": 0.05, "04": 0.80, "08": 0.15}
KOLOMMEN = ["jeugdige", "product", "aanbieder", "gi", "verwijzer", "begin", "einde", "etmalen", "ervaring"]
GEWOON = {"etmalen": 7.0, "ervaring": False}
ANDERE_GEMEENTE = "37"
AANLOOP = 7.0  # years before the first day from which careers start, so that the first year is like the others
PAUZE = 70  # mean days between the starts of two trajecten of one child


def all_trajecten(
    opdracht: Opdracht, kinderen: Jeugdigen, spel: pd.DataFrame, plaatsen: pd.DataFrame, crises: pd.DataFrame
) -> pd.DataFrame:
    """Every traject (KOLOMMEN; indexes and days). `aanbieder` below zero is a GI: -1 the first, -2 the
    second."""
    rng = opdracht.toeval("trajecten")
    delen = [
        _from_gi(opdracht, spel, rng),
        _for_gesloten(plaatsen, rng),
        _verblijf(plaatsen, rng),
        _crisis(opdracht, crises, rng),
        _hulp(opdracht, kinderen, spel, rng),
    ]
    alles = pd.concat(
        [d.assign(**{k: w for k, w in GEWOON.items() if k not in d})[KOLOMMEN] for d in delen],
        ignore_index=True,
    )
    alles = alles[(alles.begin <= opdracht.tot) & (alles.einde >= opdracht.van) & (alles.einde >= alles.begin)]
    return alles.sort_values(["begin", "jeugdige", "product"], kind="stable").reset_index(drop=True)


def per_gemeente(opdracht: Opdracht, kinderen: Jeugdigen, t: pd.DataFrame) -> pd.DataFrame:
    """A traject goes on under a new allocation when another gemeente becomes responsible (column `door`: it
    is continued, `vervolg`: it continues)."""
    t = t.assign(door=False, vervolg=False)
    for wat in ("woonplaatsdag", "verhuisdag"):
        dag_ = kinderen.kolom(wat, t.jeugdige)
        anders = kinderen.gemeente_op(t.jeugdige, dag_) != kinderen.gemeente_op(t.jeugdige, dag_ - 1)
        knip = anders & (t.begin < dag_) & (t.einde >= dag_)
        nieuw = t[knip].assign(begin=dag_[knip], vervolg=True)
        t = pd.concat([t.assign(einde=np.where(knip, dag_ - 1, t.einde), door=t.door | knip), nieuw], ignore_index=True)
    t = t[t.einde >= opdracht.van]
    return t.sort_values(["begin", "jeugdige", "product"], kind="stable").reset_index(drop=True)


def _from_gi(opdracht: Opdracht, spel: pd.DataFrame, rng: Chance) -> pd.DataFrame:
    """Measures as products; an OTS of over a year goes on under another code, and is still the same OTS."""
    spel = spel[spel.einde >= opdracht.van]
    jaar_later = maanden_later(spel.begin, 12)
    ots = (spel.type == "11").to_numpy()
    kort = spel[ots].assign(product=NUMMER["48A04"], einde=np.minimum(spel.einde, jaar_later - 1)[ots])
    lang = spel[ots].assign(product=NUMMER["48A05"], begin=jaar_later[ots])
    lang = lang[lang.begin <= lang.einde]
    overig = spel[spel.type.isin(BIJ_MAATREGEL)]
    overig = overig.assign(product=overig.type.map(BIJ_MAATREGEL).map(NUMMER))
    jr = (overig.type == "41").to_numpy()
    toezicht = jr & (rng.happens(0.025, len(overig)))
    overig.loc[toezicht, "product"] = NUMMER["4711"]
    overig.loc[jr & ~toezicht & overig.jeugdige.isin(spel.jeugdige[ots]).to_numpy(), "product"] = NUMMER["47A06"]
    expert = kort[rng.happens(0.012, len(kort))].assign(product=NUMMER["48A10"])
    vooraf = kort[rng.happens(0.33, len(kort))].assign(product=NUMMER["45070"])
    vooraf = vooraf.assign(begin=vooraf.begin - rng.whole(20, 170, len(vooraf)))
    vooraf["einde"] = vooraf.begin + 30
    alles = pd.concat([kort, lang, overig, expert, vooraf], ignore_index=True)
    # What the gemeente asks of a GI has no responsible GI: the GI is only the one that delivers.
    vrij = np.isin(alles["product"], [NUMMER["49B05"], NUMMER["45070"]])
    return alles.assign(aanbieder=-1 - alles.gi, gi=np.where(vrij, -1, alles.gi), verwijzer=np.where(vrij, "01", "08"))


def _for_gesloten(plaatsen: pd.DataFrame, rng: Chance) -> pd.DataFrame:
    """Coordination of each closed placement by a GI, and the diagnostic study before one in two."""
    dicht = plaatsen[(plaatsen.vorm == "13") & (plaatsen.gi >= 0)]
    basis = dicht[["jeugdige", "gi", "begin", "einde"]].assign(aanbieder=-1 - dicht.gi, verwijzer="08")
    onderzoek = basis[rng.happens(0.5, len(basis))].assign(product=NUMMER["54004"])
    onderzoek["begin"] -= 12
    onderzoek["einde"] = onderzoek.begin + 11
    return pd.concat([basis.assign(product=NUMMER["48C09"]), onderzoek])


def _verblijf(plaatsen: pd.DataFrame, rng: Chance) -> pd.DataFrame:
    verwijzer = _verwijzers((plaatsen.gi >= 0).to_numpy(), rng, VERWIJZERS_UHP)
    return _without_gi(plaatsen.assign(product=plaatsen.code.map(NUMMER).to_numpy(), verwijzer=verwijzer))


def _without_gi(t: pd.DataFrame) -> pd.DataFrame:
    """A GI belongs only to what a GI or a judge asked for."""
    return t.assign(gi=np.where(np.isin(t.verwijzer, ["04", "08"]), t.gi, -1))


def _crisis(opdracht: Opdracht, crises: pd.DataFrame, rng: Chance) -> pd.DataFrame:
    c = crises[crises.start < OPEN]
    begin = np.floor(c.start).astype(int)
    einde = begin + rng.whole(8, 45, len(c))
    product = np.where(c.verblijf, NUMMER["46A02"], NUMMER["46A01"])
    return _without_gi(
        pd.DataFrame(
            {
                "jeugdige": c.jeugdige,
                "gi": c.gi,
                "begin": begin,
                "einde": einde,
                "product": product,
                "aanbieder": opdracht.aanbieders(len(c), rng, smal=6),
                "verwijzer": _verwijzers((c.gi >= 0).to_numpy(), rng),
            }
        )
    )


def _hulp(opdracht: Opdracht, kinderen: Jeugdigen, spel: pd.DataFrame, rng: Chance) -> pd.DataFrame:
    """Careers: a child comes in, and gets one or more allocations after or beside each other. Most children
    with a measure have one too, mostly brought in by their GI."""
    s = opdracht.schaal
    eerste = opdracht.van - round(AANLOOP * JAAR)
    nieuw = round(s.instroom * s.deel * opdracht.gebied.minderjarigen * (opdracht.tot - eerste) / JAAR)
    met = spel[spel.type.isin(["11", "21"]) & (spel.einde >= opdracht.van) & rng.happens(0.8, len(spel))]
    start = np.sort(rng.whole(eerste, opdracht.tot + 1, nieuw))
    geboren = (start - leeftijden(LEEFTIJD_HULP, len(start), rng) * JAAR).astype(int)
    wie = np.concatenate([kinderen.nieuw(geboren, np.arange(len(start)), rng), met.jeugdige])
    gi = np.concatenate([np.full(len(start), -1), met.gi])
    onderweg = rng.between(0, 1, len(met)) * (np.minimum(met.einde, opdracht.tot) - met.begin)
    start = np.concatenate([start, met.begin + onderweg.astype(int)])
    keer, begin = _loopbaan(start, rng.geometric(s.per_kind, len(wie)), rng)
    product = _choose_product(begin, rng)
    mediaan = np.array([p.maanden for p in PRODUCTEN])[product]
    einde = begin + (rng.lognormal(mediaan * 1.5, 0.75, len(begin)) * 30.4).astype(int) + 3
    wie, jb = wie[keer], gi[keer] >= 0
    einde = np.minimum(einde, verjaardag(kinderen.kolom("geboren", wie), 19))
    return _without_gi(
        pd.DataFrame(
            {
                "jeugdige": wie,
                "product": product,
                "aanbieder": opdracht.aanbieders(len(wie), rng),
                "begin": begin,
                "einde": einde,
                "verwijzer": _verwijzers(jb, rng),
                "gi": gi[keer],
                "ervaring": rng.happens(0.02 * power(1.1, jaar(begin) - 2019), len(wie)),
            }
        )
    )


def _loopbaan(start: np.ndarray, aantal: np.ndarray, rng: Chance) -> tuple[np.ndarray, ...]:
    """For each traject the child (position in `start`) and its first day: one on `start`, others later."""
    keer = np.repeat(np.arange(len(start)), aantal)
    eerste = np.repeat(np.cumsum(aantal) - aantal, aantal)
    pauze = np.where(np.arange(len(keer)) == eerste, 0, rng.exponential(PAUZE, len(keer))).astype(int)
    totaal = np.cumsum(pauze)
    return keer, start[keer] + totaal - totaal[eerste]


def _choose_product(begin: np.ndarray, rng: Chance) -> np.ndarray:
    gewicht = np.array([p.gewicht for p in PRODUCTEN])
    groei = np.array([p.per_jaar for p in PRODUCTEN])
    uit = np.zeros(len(begin), int)
    jaren = jaar(begin)
    for j in np.unique(jaren):
        kans = gewicht * power(1 + groei, max(0, j - 2021))
        uit[jaren == j] = rng.choose(kans, (jaren == j).sum())
    return uit


def _verwijzers(jb: np.ndarray, rng: Chance, bij_jb: dict[str, float] = VERWIJZERS_JB) -> np.ndarray:
    return np.where(
        jb,
        rng.choose_key(bij_jb, len(jb)),
        rng.choose_key(VERWIJZERS, len(jb)),
    )


def geregistreerd(opdracht: Opdracht, t: pd.DataFrame) -> pd.DataFrame:
    """Add aanmelding, toewijzing, begin_plan, reden and the flags groep, afwijking and gecontracteerd. GI
    products are allocated after they began; a begin of OPEN is a new allocation that has not started yet."""
    rng = opdracht.toeval("toewijzing")
    n, begin = len(t), t.begin.to_numpy()
    categorie = np.array([p.categorie for p in PRODUCTEN])[t["product"]]
    eigen = (t.aanbieder < 0).to_numpy()
    traag = rng.between(0.4, 2.0, opdracht.schaal.aanbieders + 5)[t.aanbieder]
    wacht = np.where(eigen, rng.whole(0, 12, n), rng.gamma(1.2, 34 * traag, n)).astype(int)
    wacht[t.vervolg] = 0
    aanmelding = begin - wacht
    toewijzing = np.where(eigen, begin + rng.whole(1, 25, n), begin - (wacht * rng.between(0, 0.8, n)).astype(int))
    wachtend = (begin > opdracht.tot - 25) & rng.happens(0.3, n) & ~eigen & ~np.isin(categorie, ["46"])
    wachtend &= (begin < opdracht.tot) & ~t.vervolg.to_numpy()
    reden = rng.choose_key(REDENEN, n)
    reden[np.isin(reden, ["38", "39"]) & (t.einde < NIEUWE_REDENEN)] = "34"
    reden[t.door] = ANDERE_GEMEENTE
    jaren = jaar(begin)
    return t.assign(
        aanmelding=np.where(rng.happens(0.08, n), OPEN, aanmelding),
        toewijzing=toewijzing,
        begin=np.where(wachtend, OPEN, begin),
        begin_plan=begin,
        reden=np.where(t.einde <= opdracht.tot, reden, ""),
        groep=np.array([p.groep for p in PRODUCTEN])[t["product"]],
        afwijking=rng.happens(interpolate(jaren, {2019: 0.21, 2026: 0.13}), n),
        gecontracteerd=eigen | rng.happens(np.where(t.verwijzer == "04", 0.86, 0.955), n),
    )
