"""What is declared for each traject: a row per month (or quarter), later credits, rejections and late
rows."""

import numpy as np
import pandas as pd

from core.example.assignment import Opdracht
from core.example.calendar import OPEN, datum
from core.example.chance import Chance, interpolate
from core.example.producten import INDEX, PRODUCTEN

NOG_NIET_BINNEN = (0.68, 0.36, 0.13)  # last month, the one before, the one before that
AFGEWEZEN = 0.022
GECREDITEERD = 0.012


def all_declaraties(opdracht: Opdracht, t: pd.DataFrame) -> pd.DataFrame:
    """Rows for the trajecten `t` (their index = traject): traject, van, tot (days, one month), volume, cent
    (whole euro cents, always positive), credit and afgewezen."""
    rng = opdracht.toeval("declaraties")
    perioden = _perioden(opdracht)
    t = t[(t.begin < OPEN) & (t.jeugdige % opdracht.schaal.declaraties_van == 0)]
    eind = np.minimum(t.einde.to_numpy(), opdracht.tot)
    begin = np.maximum(t.begin.to_numpy(), opdracht.van)
    rijen = _per_periode(opdracht, t, begin, eind, perioden)
    rijen["volume"], rijen["cent"] = _volume(opdracht, t, rijen, rng)
    rijen = rijen[(rijen.volume > 0) & rng.happens(0.97, len(rijen))]
    rijen = _not_in_yet(opdracht, rijen, rng)
    rijen["afgewezen"] = rng.happens(AFGEWEZEN, len(rijen))
    rijen["credit"] = False
    terug = rijen[~rijen.afgewezen & rng.happens(GECREDITEERD, len(rijen))].assign(credit=True)
    # Half of the credits takes back everything, the rest a part.
    deel = np.where(rng.happens(0.5, len(terug)), 1.0, rng.between(0.1, 0.9, len(terug)).round(2))
    terug["cent"] = np.maximum(1, (terug.cent * deel).astype(int))
    terug["volume"] = (terug.volume * deel).round(1)
    alles = pd.concat([rijen, terug], ignore_index=True)
    return (
        alles.sort_values(["van", "traject", "credit"], kind="stable")
        .reset_index(drop=True)
        .drop(columns=["plek", "eerste"])
    )


def _perioden(opdracht: Opdracht) -> np.ndarray:
    """First days of all months of the period, and the day after it."""
    eerste, laatste = (np.datetime64(datum(d), "M") for d in (opdracht.van, opdracht.tot))
    return np.arange(eerste, laatste + 2).astype("datetime64[D]").astype(int)


def _per_periode(opdracht, t, begin, eind, grenzen) -> pd.DataFrame:
    """Every month that a traject touches. Where the scale bundles, all but stays are declared once per so
    many months, in the last of them that the traject touches; the bundles of one traject end in other months
    than those of the next, and one that is still growing on the data date is not there yet."""
    van = np.searchsorted(grenzen, begin, side="right") - 1
    tot = np.searchsorted(grenzen, eind, side="right") - 1
    stap = np.where(np.array([p.eenheid for p in PRODUCTEN])[t["product"]] == "14", 1, opdracht.schaal.bundel)
    schuif = np.arange(len(t)) % stap
    van_blok, tot_blok = (van + schuif) // stap, (tot + schuif) // stap
    aantal = np.where(eind >= begin, tot_blok - van_blok + 1, 0)
    plek = np.repeat(np.arange(len(t)), aantal)
    blok = np.arange(len(plek)) - np.repeat(np.cumsum(aantal) - aantal, aantal) + van_blok[plek]
    maand = blok * stap[plek] - schuif[plek]
    slot = maand + stap[plek] - 1
    klaar = (slot <= len(grenzen) - 2) | (t.einde.to_numpy() <= opdracht.tot)[plek]
    eerste, laatste = grenzen[np.maximum(maand, 0)], np.minimum(slot, tot[plek])
    einde = grenzen[laatste + 1] - 1
    return pd.DataFrame(
        {
            "plek": plek,
            "traject": t.index.to_numpy()[plek],
            "van": grenzen[laatste],
            "tot": einde,
            "eerste": eerste,
            "dagen": np.minimum(einde, eind[plek]) - np.maximum(eerste, begin[plek]) + 1,
        }
    )[klaar]


def _volume(opdracht: Opdracht, t: pd.DataFrame, rijen: pd.DataFrame, rng) -> tuple[np.ndarray, np.ndarray]:
    """Delivered volume in the unit of the product, and its price in cents at that year's tariff.

    A GI is paid per month: not for the first broken month, in full for the last (SAP-GI)."""
    product = t["product"].to_numpy()[rijen.plek]
    eenheid = np.array([p.eenheid for p in PRODUCTEN])[product]
    per_maand = np.array([p.volume for p in PRODUCTEN])[product]
    eenmalig = np.array([p.eenmalig for p in PRODUCTEN])[product]
    dagen, n = rijen.dagen.to_numpy(), len(rijen)
    drukte = rng.lognormal(0.9, 0.45, len(t))[rijen.plek]
    volume = np.round(per_maand * dagen / 30.4 * drukte * rng.between(0.75, 1.25, n), 1)
    volume = np.where(eenheid == "01", np.round(volume / 5) * 5, volume)
    etmalen = t.etmalen.to_numpy()[rijen.plek]
    volume = np.where(eenheid == "14", np.round(dagen * etmalen / 7), volume)
    start = t.begin.to_numpy()[rijen.plek]
    eerste = rijen.eerste.to_numpy() <= start
    gi = (t.aanbieder.to_numpy()[rijen.plek] < 0) & (eenheid == "82")
    maanden = np.ceil(dagen / 31).astype(int) - (eerste & (rijen.eerste.to_numpy() < start))
    volume = np.where(gi, np.maximum(maanden, 0), volume)
    volume = np.where(eenmalig, eerste & (start >= opdracht.van), volume)
    jaren = rijen.van.to_numpy().astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970
    index = interpolate(jaren, INDEX)
    duur = rng.normal(1, 0.04, opdracht.schaal.aanbieders + 5)[t.aanbieder.to_numpy()[rijen.plek]]
    tarief = np.round(np.array([p.tarief for p in PRODUCTEN])[product] * index * np.where(eenheid == "83", 1, duur), 2)
    return volume.astype(float), np.round(volume * tarief * 100).astype(np.int64)


def _not_in_yet(opdracht: Opdracht, rijen: pd.DataFrame, rng: Chance) -> pd.DataFrame:
    """Of the last three months a part has not been sent in; the last month is never quite empty."""
    maand = np.datetime64(datum(opdracht.tot), "M").astype(int)
    terug = maand - rijen.tot.to_numpy().astype("datetime64[D]").astype("datetime64[M]").astype(int)
    mist = np.zeros(len(rijen))
    for hoeveel, kans in enumerate(NOG_NIET_BINNEN):
        mist[terug == hoeveel] = kans
    weg = rng.happens(mist, len(rijen))
    laatste = np.flatnonzero(terug == 0)
    weg[laatste[:1]] = False
    return rijen[~weg]
