"""What share of a recent period is not in yet, learnt from how earlier periods came in (a chain ladder: of the periods
that more deliveries covered, how much the next one added). It never changes a figure or a verdict.

Per sender and per age at the first delivery: the share that was in by then is the sum of what was known over the sum of
what was known one delivery later, and so on along the chain. The range (95%) holds the chance of those shares, wider
when periods differ more than chance makes them (Pearson), and the chance of the period itself. Source: Mack (1993),
ASTIN Bulletin 23(2), for the chain; a binomial for what a delivery holds of what there is.
"""

import math
from dataclasses import dataclass

import pandas as pd
from scipy import special

from core.engine.count.aankomst import TABELLEN_MET_BEGIN, aankomsten
from core.engine.count.contribution import Telling
from core.engine.count.perioden import periode_van
from core.engine.count.series import Rekenaar
from core.model.selectie import Selectie

KOLOMMEN = ["periode", "van", "tot", "aandeel", "laag", "hoog", "leveringen", "gevallen", "reden"]
LEVERINGEN, GEVALLEN = 3, 20
TE_WEINIG = (
    f"Hoeveel er nog bij komt, is niet te zeggen: daarvoor zijn {LEVERINGEN} eerdere leveringen van dezelfde afzender "
    f"nodig, met samen {GEVALLEN} zaken."
)
_BEGIN = {"begin", "begindatum", "melding"}


@dataclass(frozen=True)
class _Schakel:
    """One step of the chain: the share that was in before it, its variance (relative, of the share), of how many
    periods and cases."""

    binnen: float
    variantie: float
    spreiding: float
    perioden: int
    gevallen: int


@dataclass(frozen=True)
class Verwacht:
    """Of one sender in one period: what is known, what there will be, the variance of that, and what it rests on:
    earlier periods, cases in them, and degrees of freedom of the whole chain."""

    bekend: float
    geheel: float
    variantie: float = 0.0
    perioden: int | None = None
    gevallen: int = 0
    vrijheid: int = 0


def tabel_of_begin(rekenaar: Rekenaar, maat_id: str) -> str | None:
    """The table whose begins this maat counts; None when it counts something else."""
    maat, bijdrage = rekenaar.catalogus.maten[maat_id], rekenaar.catalogus.on_rows(maat_id)
    telt = isinstance(bijdrage, Telling) and bijdrage.noemer is None and bijdrage.per_sleutel is None
    telt = telt and bijdrage.datum.get_name() in _BEGIN and maat.tables[0] in TABELLEN_MET_BEGIN
    return maat.tables[0] if telt else None


def not_in_yet(rekenaar: Rekenaar, maat_id: str, selectie: Selectie) -> pd.DataFrame:
    """KOLOMMEN: for each period of the maat that is provisional the share of its begins that is not in yet (0 to 1),
    with its range, how many earlier deliveries and cases it was learnt from, or why it cannot be said. Of the whole
    table that the maat counts. No rows for a maat that counts no begins."""
    naam = tabel_of_begin(rekenaar, maat_id)
    if naam is None or not rekenaar.geladen(rekenaar.catalogus.maten[maat_id]):
        return pd.DataFrame(columns=KOLOMMEN)
    reeks = rekenaar.reeks(maat_id, selectie.with_(splits=()))
    per = "maand" if selectie.per == "maand" else "kwartaal"
    gezien = aankomsten(rekenaar.verbinding, naam, per, rekenaar.filters(selectie))
    rijen = []
    for r in reeks[reeks["voorlopig"].astype(bool) & reeks["waarde"].notna()].itertuples():
        eerste, laatste = periode_van(r.van, per).nr, periode_van(r.tot, per).nr
        rijen.append({"periode": r.periode, "van": r.van, "tot": r.tot} | together(gezien, range(eerste, laatste + 1)))
    return pd.DataFrame(rijen, columns=KOLOMMEN)


def together(gezien: pd.DataFrame, nummers: range) -> dict:
    """What is not in of these periods of all senders together; without an answer for one of them there is none."""
    delen = [
        expected(gezien[gezien["afzender"] == wie], nr)
        for wie in dict.fromkeys(gezien["afzender"])
        for nr in nummers
        if len(gezien[(gezien["afzender"] == wie) & (gezien["nr"] == nr)])
    ]
    leeg = {"aandeel": None, "laag": None, "hoog": None, "leveringen": 0, "gevallen": 0}
    if not delen or None in delen:
        return leeg | {"reden": TE_WEINIG}
    bekend, geheel = math.fsum(d.bekend for d in delen), math.fsum(d.geheel for d in delen)
    geleerd = [d.perioden for d in delen if d.perioden is not None]
    if not geheel or not geleerd:
        return leeg | {"reden": TE_WEINIG}
    breedte = math.sqrt(math.fsum(d.variantie for d in delen)) / geheel
    breedte *= float(special.stdtrit(min(d.vrijheid for d in delen if d.perioden is not None), 0.975))
    laag, hoog = (max(0.0, 1 - bekend / (geheel * math.exp(kant * breedte))) for kant in (-1, 1))
    return {
        "aandeel": max(0.0, 1 - bekend / geheel),
        "laag": laag,
        "hoog": hoog,
        "leveringen": min(geleerd),
        "gevallen": sum(d.gevallen for d in delen),
        "reden": "",
    }


def expected(gezien: pd.DataFrame, nr: int) -> Verwacht | None:
    """What there will be of a period of one sender, of whom `gezien` holds what each delivery held. None when that
    cannot be learnt; a period that more deliveries covered than anything can be learnt of, is in."""
    eigen = gezien[gezien["nr"] == nr].sort_values("keer")
    keer, bekend, leeftijd = int(eigen["keer"].iloc[-1]), float(eigen["aantal"].iloc[-1]), eigen["leeftijd"].iloc[0]
    rest = gezien[(gezien["leeftijd"] == leeftijd) & (gezien["nr"] != nr)]
    keten = []
    while (schakel := _schakel(rest, keer + len(keten))) is not None:
        keten.append(schakel)
    if not keten:
        return None if keer == 1 else Verwacht(bekend, bekend)
    binnen = math.prod(s.binnen for s in keten)
    geheel = bekend / binnen
    # Of the shares, and of what this period itself happens to hold.
    relatief = math.fsum(s.variantie for s in keten)
    relatief += max(s.spreiding for s in keten) * (1 - binnen) / max(bekend, 1.0)
    return Verwacht(
        bekend, geheel, relatief * geheel**2, keten[0].perioden, keten[0].gevallen, sum(s.perioden - 1 for s in keten)
    )


def _schakel(rest: pd.DataFrame, keer: int) -> _Schakel | None:
    """How much of what was known after one delivery more was known after this one."""
    voor, na = (rest[rest["keer"] == k].set_index("nr")["aantal"] for k in (keer, keer + 1))
    samen = [(float(voor[n]), float(na[n])) for n in na.index if n in voor.index]
    toen, daarna = math.fsum(a for a, _ in samen), math.fsum(b for _, b in samen)
    if len(samen) < LEVERINGEN or daarna < GEVALLEN or not toen:
        return None
    binnen = min(1.0, toen / daarna)
    voorzichtig = (toen + 1) / (daarna + 2) if toen < daarna else (daarna + 1) / (daarna + 2)  # all is not for ever all
    kans = voorzichtig * (1 - voorzichtig)
    pearson = math.fsum((a - b * voorzichtig) ** 2 / (b * kans) for a, b in samen if b)
    spreiding = max(1.0, pearson / (len(samen) - 1))
    return _Schakel(binnen, spreiding * (1 - voorzichtig) / (voorzichtig * daarna), spreiding, len(samen), int(daarna))
