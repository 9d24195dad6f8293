"""Disclosure control, last of all: what may leave the organisation. No other module hides or rounds.

- A count of 1 to 9 is hidden; other counts are rounded to the nearest 5, always the same way, on the count of the
  question itself. Which counts are hidden beside those, so that the shown ones do not give them away: see `randen`.
- A share, mean or amount is worked out again from protected numbers, and only with enough behind it: a share from 30
  (in whole percents), a mean from 10, a median from 20 (to 5 days), an amount from 10 children of whom none has more
  than half of it.
- At most two dimensions beside the period. Rare products and the national expertise team (LET) are never split.
- Several chosen values are answered as the sum of protected parts: the sum adds nothing to what the parts say, and
  when one part is hidden the sum is hidden too.
- Intervals are left out: they give the exact count back.

The numbers are settings (`Drempels`); who changes them is recorded by the caller. Why, and how it was attacked:
core/decisions/bescherming.md.
"""

import csv
import functools
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from core.model.melding import Melding
from core.model.oordeel import VERBORGEN
from core.model.weergave import Drempels

PRODUCTEN = Path(__file__).resolve().parents[2] / "data" / "codelijsten" / "productcodes.csv"
CIJFERS = ("teller", "noemer", "waarde", "n")
# A child has a record for every month: an amount without known children needs this many times as many records.
RECORDS_PER_KIND = 12
STANDAARD = Drempels()
_TIENEN = np.array([float(f"1e{k}") for k in range(-300, 301)])


@dataclass(frozen=True)
class Beschermd:
    """A frame that went through `bescherm`: the only kind that exports, prints and pictures in Delen accept.
    Its columns are those of a series; hidden figures are empty and `reden` says why."""

    frame: pd.DataFrame


def protect(
    reeks: pd.DataFrame,
    soort: str,
    splits: tuple[str, ...],
    drempels: Drempels = STANDAARD,
    *,
    zicht: dict[str, np.ndarray] | None = None,
) -> Beschermd:
    """A series (KOLOMMEN of core.engine.count.series) as it may be shared. `soort` as rekenen.soort_van: aantal,
    aandeel, gemiddelde, mediaan or bedrag; or geldaandeel, a share of euros. `zicht`: per count (teller, noemer, rest,
    n) the rows that `randen` leaves open; without it only the figure itself is weighed. Raises Melding with too many
    splits."""
    if len(splits) > drempels.splitsingen:
        raise Melding(
            f"In een te delen overzicht zijn hooguit {drempels.splitsingen} uitsplitsingen naast de periode "
            "mogelijk: laat er een weg, of bekijk het intern."
        )
    cijfers = {k: _getallen(reeks, k) for k in (*CIJFERS, "personen", "grootste")}
    beschermd = {
        "aantal": _aantal,
        "aandeel": _aandeel,
        "gemiddelde": _gemiddelde,
        "mediaan": _mediaan,
        "bedrag": _bedrag,
        "geldaandeel": _geldaandeel,
    }[soort](cijfers, drempels)
    for rijen in (zicht or {}).values():
        beschermd = {k: np.where(rijen, v, np.nan) for k, v in beschermd.items()}
    weg = ~np.isnan(cijfers["waarde"]) & np.isnan(beschermd["waarde"])
    for rijen in (zicht or {}).values():  # of a hidden 0 there is no share or mean, and that may not show either
        weg |= np.isnan(cijfers["waarde"]) & ~rijen & (reeks["reden"] == "").to_numpy()
    uit = {k: reeks[k].array for k in reeks.columns if k not in ("personen", "grootste")}
    uit |= {k: beschermd[k] for k in CIJFERS} | dict.fromkeys(("laag", "hoog"), np.full(len(reeks), np.nan))
    uit["reden"] = np.where(weg, VERBORGEN, reeks["reden"])
    return Beschermd(pd.DataFrame(uit, index=reeks.index))


def tellingen(reeks: pd.DataFrame, soort: str) -> dict[str, np.ndarray]:
    """The counts of children (or measures) that a series tells, by name: each must be fit to show by itself."""
    c = {k: _getallen(reeks, k) for k in (*CIJFERS, "personen")}
    if soort == "aantal":
        return {"teller": c["waarde"]}
    if soort == "aandeel":  # the other side of a share is a count as well
        return {"teller": c["teller"], "noemer": c["noemer"], "rest": c["noemer"] - c["teller"]}
    if soort == "bedrag":
        return {"n": np.where(np.isnan(c["personen"]), c["n"], c["personen"])}
    return {"n": c["n"] if soort in ("mediaan", "geldaandeel") else c["noemer"]}


def together(delen: list[Beschermd], sleutel: list[str], soort: str) -> Beschermd:
    """The sum of protected parts, cell by cell; hidden where a part is. A part in which a cell never occurs adds
    nothing: its table does not list it. Shares and means divide the sums; of a median and of a share of euros the parts
    do not tell it."""
    alles = pd.concat([d.frame for d in delen], ignore_index=True)
    nummers: dict[tuple, int] = {}
    plekken = zip(*(alles[k].tolist() for k in sleutel), strict=True)
    cel = np.array([nummers.setdefault(plek, len(nummers)) for plek in plekken], dtype="int64")
    som = alles.iloc[np.unique(cel, return_index=True)[1]].reset_index(drop=True)
    for k in CIJFERS:  # empty where one of them is
        som[k] = np.bincount(cel, alles[k].to_numpy("float64", na_value=np.nan), len(som))
    if alles["reden"].any():
        som["reden"] = [_first(deel) for deel in _per_cel(alles["reden"], cel, len(som))]
    if "onvolledig" in alles and alles["onvolledig"].fillna("").any():
        som["onvolledig"] = [_all_names(deel) for deel in _per_cel(alles["onvolledig"], cel, len(som))]
    if soort in ("aandeel", "gemiddelde"):
        som["waarde"] = som["teller"] / som["noemer"].where(som["noemer"] > 0)
        som["waarde"] = som["waarde"].round(2) if soort == "aandeel" else _whole(som["waarde"].to_numpy())
    if soort == "bedrag":
        som["waarde"] = som["waarde"].where(som["noemer"].isna(), som["teller"] / som["noemer"])
    if soort in ("mediaan", "geldaandeel") and len(delen) > 1:
        som[list(CIJFERS)] = np.nan
    leeg = som["waarde"].isna() & (som["reden"] == "")
    som["reden"] = som["reden"].where(~leeg, VERBORGEN)
    return Beschermd(som[list(delen[0].frame.columns)])


def round_aantal(x: np.ndarray, drempels: Drempels = STANDAARD) -> np.ndarray:
    """Counts rounded, 1..drempel-1 hidden (NaN). Half goes up, so that the same count is the same everywhere."""
    rond = np.floor(x / drempels.afronding + 0.5) * drempels.afronding
    return np.where((x > 0) & (x < drempels.aantal), np.nan, rond)


def zeldzaam(filters: dict[str, tuple[str, ...]], splits: tuple[str, ...]) -> bool:
    """Whether a question is about a rare product below the region, or one of which that is not known."""
    lager = {k for k in (*filters, *splits) if k != "productcode"}
    gekozen = set(filters.get("productcode", ()))
    return "productcode" in splits or bool(gekozen and lager and gekozen - common_products())


@functools.cache
def common_products(pad: Path = PRODUCTEN) -> frozenset[str]:
    """The products that enough children get to split them: those of which the list says so, and no other. Raises
    Melding when the list cannot be read: then nothing about a product is shared."""
    try:
        with pad.open(encoding="utf-8", newline="") as bestand:
            next(bestand)  # where the list comes from
            return frozenset(r["code"] for r in csv.DictReader(bestand, delimiter=";") if r["zeldzaam"] == "nee")
    except (OSError, StopIteration, KeyError, UnicodeDecodeError) as fout:
        raise Melding(
            f"De lijst van producten ({pad.name} in data/codelijsten) is niet te lezen: zet het bestand terug, dan "
            "zijn cijfers over producten weer te delen."
        ) from fout


def _per_cel(kolom: pd.Series, cel: np.ndarray, aantal: int) -> list[list[str]]:
    """The texts of the parts of each cell."""
    uit: list[list[str]] = [[] for _ in range(aantal)]
    for nr, tekst in zip(cel.tolist(), kolom.fillna("").tolist(), strict=True):
        uit[nr].append(tekst)
    return uit


def _first(redenen: list[str]) -> str:
    return next((r for r in redenen if r), "")


def _all_names(teksten: list[str]) -> str:
    """Who is missing in any of the parts."""
    return "; ".join(sorted({naam for tekst in teksten for naam in tekst.split("; ") if naam}))


def _aantal(c: dict, d: Drempels) -> dict:
    rond = round_aantal(c["waarde"], d)
    return {"teller": rond, "noemer": np.full_like(rond, np.nan), "waarde": rond, "n": rond}


def _aandeel(c: dict, d: Drempels) -> dict:
    teller, noemer = round_aantal(c["teller"], d), round_aantal(c["noemer"], d)
    rest = round_aantal(c["noemer"] - c["teller"], d)
    genoeg = (c["noemer"] >= d.aandeel) & ~np.isnan(rest)
    teller, noemer = np.where(genoeg, teller, np.nan), np.where(genoeg, noemer, np.nan)
    heel = np.round(np.minimum(np.divide(teller, noemer, out=np.full_like(teller, np.nan), where=noemer > 0), 1), 2)
    noemer = np.where(np.isnan(heel), np.nan, noemer)
    return {"teller": np.where(np.isnan(heel), np.nan, teller), "noemer": noemer, "waarde": heel, "n": noemer}


def _gemiddelde(c: dict, d: Drempels) -> dict:
    genoeg = c["noemer"] >= max(d.gemiddelde, d.aantal)
    noemer = np.where(genoeg, round_aantal(c["noemer"], d), np.nan)
    waarde = np.where(genoeg, _whole(c["waarde"]), np.nan)
    return {"teller": waarde * noemer, "noemer": noemer, "waarde": waarde, "n": noemer}


def _whole(x: np.ndarray) -> np.ndarray:
    """A mean of days to steps of 5, of months whole, a small one (a grade) to one decimal: a finer mean tells how
    many children are behind the means that it is made of."""
    return np.select([np.abs(x) >= 100, np.abs(x) >= 10], [np.floor(x / 5 + 0.5) * 5, np.round(x)], np.round(x, 1))


def _mediaan(c: dict, d: Drempels) -> dict:
    """The median is a child's own figure when n is odd: to whole steps of `dagen`."""
    genoeg = c["n"] >= d.mediaan
    leeg = np.full_like(c["waarde"], np.nan)
    rond = np.floor(c["waarde"] / d.dagen + 0.5) * d.dagen
    return {
        "teller": leeg,
        "noemer": leeg,
        "waarde": np.where(genoeg, rond, np.nan),
        "n": np.where(genoeg, round_aantal(c["n"], d), np.nan),
    }


def _bedrag(c: dict, d: Drempels) -> dict:
    """Money and volumes, with enough children behind it and none of them the most of it. A total is rounded to what
    `afronding` children have on average (1, 2 or 5 and zeros), as a count would be; an amount per child to three
    figures."""
    kinderen, waarde = c["personen"], c["waarde"]
    per_kind = ~np.isnan(c["noemer"])
    onbekend = np.isnan(kinderen) & ~per_kind
    n = np.where(np.isnan(kinderen), c["n"], kinderen)
    totaal = np.where(per_kind, c["teller"], waarde)
    genoeg = n >= np.where(onbekend, RECORDS_PER_KIND, 1) * d.aantal
    genoeg &= ~(c["grootste"] > d.grootste * np.abs(totaal))  # unknown is not larger
    leeg = (waarde == 0) & (n == 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        stap = _nice(d.afronding * np.abs(totaal) / np.where(n > 0, n, np.nan))
        drie = _power_of_ten(np.abs(waarde), 2)
        stap = np.where(per_kind | ~(stap > drie), drie, stap)
        rond = np.where(leeg, 0.0, np.round(waarde / stap) * stap)
    rond = np.where(genoeg | leeg, rond, np.nan)
    n = np.where(np.isnan(rond), np.nan, round_aantal(n, d))
    noemer = np.where(per_kind, n, np.nan)
    return {"teller": np.where(per_kind, rond * n, rond), "noemer": noemer, "waarde": rond, "n": n}


def _geldaandeel(c: dict, d: Drempels) -> dict:
    """A share of euros, in steps of what `afronding` children are of it on average, whole percents at the least: who
    knows the budget reads the amount from it. Without its euros; `n` is the children."""
    genoeg = (c["n"] >= d.aandeel) & np.isfinite(c["waarde"])
    n = np.where(genoeg, c["n"], 1.0)
    with np.errstate(invalid="ignore"):  # of nothing spent the step is 0 / 0
        stap = np.maximum(_nice(d.afronding * np.abs(np.where(genoeg, c["waarde"], 0.0)) / n), 0.01)
    rond = np.where(genoeg, np.round(np.round(c["waarde"] / stap) * stap, 2), np.nan)
    leeg = np.full_like(rond, np.nan)
    return {"teller": leeg, "noemer": leeg, "waarde": rond, "n": np.where(genoeg, round_aantal(n, d), np.nan)}


def _nice(x: np.ndarray) -> np.ndarray:
    """The nearest 1, 2 or 5 followed by zeros that is not below x."""
    macht = _power_of_ten(x)
    cijfer = np.round(x / macht, 9)  # 2e-9 / 1e-9 is a bit more than 2
    return macht * np.select([cijfer <= 1, cijfer <= 2, cijfer <= 5], [1.0, 2.0, 5.0], 10.0)


def _power_of_ten(x: np.ndarray, lower: int = 0) -> np.ndarray:
    """The largest power of ten that is not above x, or one so many tens lower; from a table, because a logarithm or
    a power may be a bit off on one processor and not on another, and then rounds to another step."""
    plaats = np.searchsorted(_TIENEN, x, side="right") - 1
    return np.where((x > 0) & np.isfinite(x), _TIENEN[np.clip(plaats - lower, 0, None)], np.where(x == 0, 0.0, x))


def _getallen(frame: pd.DataFrame, kolom: str) -> np.ndarray:
    if kolom not in frame:
        return np.full(len(frame), np.nan)
    return frame[kolom].to_numpy(dtype="float64", na_value=np.nan)
