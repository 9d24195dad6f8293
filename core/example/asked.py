"""Figures that no registration holds: requested figures (opvragen), milestones and the population.

opvragen.csv and mijlpalen.csv in data/voorbeeld-instellingen list the goals with their level at the start (2021)
and the end; a goal of the region that is not in them goes by its unit and direction.
"""

import csv
import datetime as dt
from collections.abc import Callable

import numpy as np
import pandas as pd

from core.example.area import INSTELLINGEN
from core.example.assignment import Opdracht
from core.example.calendar import as_datum, dag, datum
from core.example.chance import Chance, power
from core.model.doel import Doel
from core.model.schema import TABELLEN

EERSTE_JAAR = 2021
BASISFUNCTIES = 5
ONTBREEKT = 0.05
# From 2021 to the last year, of a goal that goes up.
ANDERS = "aantal"
GEWOON = {"aandeel": (0.5, 0.7), "cijfer": (6.8, 7.3), ANDERS: (20, 30)}
GEEN_PLAATS = {"gemeente": "", "gi": "", "aanbieder": ""}


def _lijst(opdracht: Opdracht, naam: str, databron: str, gewoon: Callable[[Doel], dict]) -> list[dict]:
    """The rows of a list for the goals of this region, and a usual one for each goal of `databron` without a row."""
    doelen = {d.id: d for d in opdracht.gebied.doelen}
    with (INSTELLINGEN.parent / naam).open(encoding="utf-8", newline="") as bestand:
        rijen = [rij for rij in csv.DictReader(bestand, delimiter=";") if rij["doel"] in doelen]
    er = {rij["doel"] for rij in rijen}
    return rijen + [gewoon(d) for d in doelen.values() if d.databron == databron and d.id not in er]


def _gewone_opvraag(doel: Doel) -> dict:
    begin, eind = GEWOON[doel.eenheid if doel.eenheid in GEWOON else ANDERS]
    if doel.richting == "omlaag":
        begin, eind = eind, begin
    soort = doel.eenheid if doel.eenheid in ("aandeel", "cijfer") else "waarde"
    return {
        "doel": doel.id,
        "soort": soort,
        "begin": begin,
        "eind": eind,
        "noemer": 100,
        "per": "regio",
        "bron": "opvraag",
    }


def _gewone_mijlpaal(doel: Doel) -> dict:
    return {"doel": doel.id, "per": "regio", "datums": str(doel.doel.datum or ""), "spreiding": 0, "bewijs": "verslag"}


def opvragen(opdracht: Opdracht) -> pd.DataFrame:
    """Rows of the table opvragen: each goal, each whole year from 2021; a few years are missing."""
    laatste = datum(opdracht.tot + 1).year - 1
    rijen = []
    for doel in _lijst(opdracht, "opvragen.csv", "opvraag", _gewone_opvraag):
        rng = opdracht.toeval(f"opvragen {doel['doel']}")  # of its own, so that one more goal only adds rows
        for jaar in range(EERSTE_JAAR, laatste + 1):
            weg = rng.happens(ONTBREEKT) and EERSTE_JAAR < jaar < laatste
            nieuw = _jaarcijfers(opdracht, doel, jaar, laatste, rng)
            rijen += [] if weg else nieuw
    if not rijen:
        return pd.DataFrame(columns=[k.naam for k in TABELLEN["opvragen"].kolommen])
    uit = pd.DataFrame(rijen)
    for kolom, maand, dagnummer in (("periode_begin", 1, 1), ("periode_einde", 12, 31)):
        uit[kolom] = as_datum(np.array([dag(dt.date(j, maand, dagnummer)) for j in uit.jaar]))
    return uit.drop(columns="jaar")


def _jaarcijfers(opdracht: Opdracht, doel: dict, jaar: int, laatste: int, rng: Chance) -> list[dict]:
    begin, eind = float(doel["begin"]), float(doel["eind"])
    verwacht = begin + (eind - begin) * (jaar - EERSTE_JAAR) / max(1, laatste - EERSTE_JAAR)
    basis = GEEN_PLAATS | {
        "doel": doel["doel"],
        "jaar": jaar,
        "segment": "",
        "teller": None,
        "noemer": None,
        "waarde": None,
        "n": None,
        "bron": doel["bron"],
        "toelichting": "",
    }
    if doel["soort"] == "aandeel":
        uit = []
        for plaats, deel in _plaatsen(opdracht, doel["per"]):
            noemer = max(1, round(float(doel["noemer"]) * deel * float(rng.between(0.93, 1.07))))
            teller = rng.happens(min(1, max(0, verwacht)), noemer).sum()
            uit.append(basis | plaats | {"teller": float(teller), "noemer": float(noemer), "n": float(noemer)})
        return uit
    ruis = float(rng.normal(0, 0.02 if begin != eind else 0, 1)[0])
    if doel["soort"] == "cijfer":
        aantal = round(float(doel["noemer"]) * float(rng.between(0.85, 1.15)))
        return [
            basis
            | {
                "waarde": round(verwacht + ruis * 4, 1),
                "n": float(aantal),
                "toelichting": "gemiddelde, schaal 1-10",
            }
        ]
    return [basis | {"waarde": float(max(0, round(verwacht * (1 + ruis))))}]


def _plaatsen(opdracht: Opdracht, per: str) -> list[tuple[dict, float]]:
    """Who reports, with the share of the total."""
    g = opdracht.gebied
    if per == "gi":
        return [({"gi": gi.naam}, gi.deel) for gi in g.gis]
    if per == "gemeente":
        return [({"gemeente": c}, k / g.minderjarigen) for c, k in zip(g.codes, g.kinderen, strict=True)]
    if per == "aanbieder":
        return [({"aanbieder": f"Aanbieder {i:03d}"}, deel) for i, deel in ((1, 0.5), (2, 0.3), (3, 0.2))]
    return [({}, 1.0)]


def mijlpalen(opdracht: Opdracht) -> pd.DataFrame:
    """Rows of the table mijlpalen; the last of several GI's or toegangen is often late or still missing."""
    rijen = []
    for m in _lijst(opdracht, "mijlpalen.csv", "mijlpaal", _gewone_mijlpaal):
        rng = opdracht.toeval(f"mijlpalen {m['doel']}")
        dagen = [dag(dt.date.fromisoformat(d)) for d in m["datums"].split("|") if d] or [opdracht.tot + 1]
        for eerste in dagen:
            for i, plaats in enumerate(_who(opdracht, m["per"])):
                later = int(rng.whole(0, int(m["spreiding"]) + 1)) if i else 0
                gehaald = eerste + later <= opdracht.tot and not (i > 1 and rng.happens(0.12))
                rijen.append(
                    {
                        "doel": m["doel"],
                        "gi": "",
                        "toegang": "",
                        "bewijs": "",
                        "toelichting": "loopt nog",
                        "dag": eerste + later,
                        "gehaald": gehaald,
                    }
                    | plaats
                    | ({"bewijs": m["bewijs"], "toelichting": plaats.get("toelichting", "")} if gehaald else {})
                )
    uit = pd.DataFrame(rijen)
    if uit.empty:
        return pd.DataFrame(columns=[k.naam for k in TABELLEN["mijlpalen"].kolommen])
    uit["behaald_op"] = as_datum(uit.dag.to_numpy(), ~uit.gehaald.to_numpy(bool))
    return uit.drop(columns=["dag", "gehaald"])


def _who(opdracht: Opdracht, per: str) -> list[dict]:
    g = opdracht.gebied
    match per:
        case "gi":
            return [{"gi": gi.naam} for gi in g.gis]
        case "toegang":
            return [{"toegang": t} for t in g.toegangen]
        case "gi_toegang":
            return [{"gi": gi.naam, "toegang": t} for gi in g.gis for t in g.toegangen]
        case "gemeenten3":
            return [{"toegang": f"gemeente {n}"} for n in g.namen[:3]]
        case "functies":
            return [
                {"toegang": t, "toelichting": f"basisfunctie {f}"}
                for t in g.toegangen
                for f in range(1, BASISFUNCTIES + 1)
            ]
    return [{}]


def bevolking(opdracht: Opdracht) -> pd.DataFrame:
    """Children per gemeente, year (1 January) and age 0 to 17; times the scale, so that rates per 1.000
    hold."""
    rng = opdracht.toeval("bevolking")
    g = opdracht.gebied
    leeftijd = np.arange(18)
    vorm = 1 + 0.018 * (leeftijd - 8.5) / 8.5 * 3
    rijen = []
    for code, kinderen in zip(g.codes, g.kinderen, strict=True):
        groei = float(rng.between(-0.006, 0.008))
        for jaar in range(2019, opdracht.last_year + 1):
            totaal = kinderen * opdracht.schaal.deel * power(1 + groei, jaar - 2022)
            aantal = np.maximum(1, np.round(totaal * vorm / 18 * rng.normal(1, 0.01, 18))).astype(int)
            rijen.append(
                pd.DataFrame(
                    {
                        "gemeente": code,
                        "jaar": jaar,
                        "leeftijd_van": leeftijd,
                        "leeftijd_tot": leeftijd,
                        "aantal": aantal,
                    }
                )
            )
    return pd.concat(rijen, ignore_index=True)
