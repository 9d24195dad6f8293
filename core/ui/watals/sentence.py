"""What a scenario does, in plain sentences. Every figure comes from the frame of `dashboard.scenario_cijfers`, that is
protected when it has to be, and is written by `toon`."""

from datetime import date

import numpy as np
import pandas as pd

from core.charts.future import rounded
from core.model import wording
from core.model.oordeel import VERBORGEN

# How a maat is said: before the figures, and the word behind them.
_WERKWOORD = {
    "jb_stand": ("lopen er", "maatregelen van jeugdbescherming"),
    "ots_stand": ("lopen er", "ondertoezichtstellingen"),
    "jb_jeugdigen": ("hebben", "jeugdigen een maatregel"),
    "jb_instroom": ("beginnen er", "maatregelen van jeugdbescherming"),
    "jb_uitstroom": ("eindigen er", "maatregelen van jeugdbescherming"),
    "ots_instroom": ("beginnen er", "ondertoezichtstellingen"),
    "vots_instroom": ("beginnen er", "voorlopige ondertoezichtstellingen"),
    "uhp_nieuw": ("worden er", "kinderen uit huis geplaatst"),
    "uhp_stand": ("wonen er", "kinderen uit huis"),
}


def in_words(x: float, eenheid: str) -> str:
    """A simulated figure: an expectation, so hardly any decimals."""
    return wording.waarde(rounded(x, eenheid), eenheid)


def target(x: float, eenheid: str) -> str:
    """A target as it was agreed: only what is simulated is rounded."""
    return wording.waarde(round(x, 4), eenheid)


def with_sign(x: float, eenheid: str) -> str:
    if wording.is_empty(x):
        return wording.LEEG
    if eenheid == "aandeel":
        return f"{'+' if x > 0 else '−' if x < 0 else ''}{wording.getal(abs(100 * x), 1)} procentpunt"
    tekst = in_words(abs(x), eenheid)
    return tekst if tekst.strip("€ 0,") == "" else f"{'+' if x > 0 else '−'}{tekst}"


def row(cijfers: pd.DataFrame, maat: str, variant: str, dag: date) -> pd.Series | None:
    """The last figure of a maat up to `dag` that can be known; the first row of it when all are hidden."""
    return rows(cijfers, dag).get((maat, variant))


def rows(cijfers: pd.DataFrame, dag: date) -> dict[tuple[str, str], pd.Series]:
    """The same of every maat and variant that has one."""
    bekend = cijfers[cijfers["p50"].notna().to_numpy() & np.array([t <= dag for t in cijfers["tot"]], bool)]
    bekend = bekend.drop_duplicates(["maat", "variant"], keep="last")
    return {(r["maat"], r["variant"]): r for _, r in bekend.iterrows()}


def headline(cijfers: pd.DataFrame, maat, dag: date, kans, *, hefbomen: bool) -> str:
    """ "Met deze knoppen lopen er eind 2030 naar verwachting 210 maatregelen in plaats van 260; het doel van 200 wordt
    met 40% kans gehaald." `kans`: a Doelkans about this maat, or None."""
    per = rows(cijfers, dag)
    met, zonder = per.get((maat.id, "scenario")), per.get((maat.id, "basis"))
    if met is None or zonder is None:
        return f"Voor '{maat.label}' is de uitkomst {VERBORGEN}, of er is geen cijfer."
    s, b = (in_words(r["p50"], maat.unit) for r in (met, zonder))
    wanneer = _when(met["periode"], maat)
    begin, woord = _WERKWOORD.get(maat.id, (f"is '{maat.label}'", _unit(maat.unit)))
    woord = f" {woord}" if woord else ""
    tussen = f"(80% kans tussen {in_words(met['p10'], maat.unit)} en {in_words(met['p90'], maat.unit)})"
    if not hefbomen:
        zin = f"Als er niets verandert, {begin} {wanneer} naar verwachting {s}{woord} {tussen}"
    elif s == b:
        zin = f"Met deze knoppen {begin} {wanneer} naar verwachting {s}{woord}, evenveel als zonder"
    else:
        zin = f"Met deze knoppen {begin} {wanneer} naar verwachting {s}{woord} in plaats van {b}"
    return f"{zin}{_goal(kans, maat, hefbomen)}."


def other(naam: str, cijfers: pd.DataFrame, maat, dag: date) -> str:
    """The scenario that stands beside it, in the same figure: "OTS 10% korter: eind 2031 naar verwachting 22 (80% kans
    tussen 13 en 39)." """
    r = row(cijfers, maat.id, "scenario", dag)
    if r is None:
        return f"{naam}: {VERBORGEN}."
    tussen = f"80% kans tussen {in_words(r['p10'], maat.unit)} en {in_words(r['p90'], maat.unit)}"
    return f"{naam}: {_when(r['periode'], maat)} naar verwachting {in_words(r['p50'], maat.unit)} ({tussen})."


def _goal(kans, maat, hefbomen: bool) -> str:
    if kans is None or kans.maat != maat.id:
        return ""
    doel = "het doel" if wording.is_empty(kans.waarde) else f"het doel van {target(kans.waarde, maat.unit)}"
    met, zonder = (chance(kans.kans[v], kans.stap) for v in ("scenario", "basis"))
    rest = f" (zonder: {zonder})" if hefbomen and met != zonder else ""
    return f"; {doel} wordt met {met} kans gehaald{rest}"


def chance(deel: float, stap: float = 0.0) -> str:
    """In whole percents; a chance that was not seen in the runs is not zero. With `stap` in steps, the outermost of
    which are everything beyond them."""
    if stap:
        woord = "hoogstens" if deel <= stap else "minstens" if deel >= 1 - stap else "ongeveer"
        return f"{woord} {wording.procent(deel, 0)}"
    if deel in (0, 1):
        return "minder dan 1%" if deel == 0 else "meer dan 99%"
    return wording.procent(min(max(deel, 0.01), 0.99), 0)


def first_day(kans, variant: str) -> str:
    """When the target is met first, with how sure that is."""
    vroeg, midden, laat = kans.eerste[variant]
    if vroeg is None:
        return "waarschijnlijk niet in deze jaren"
    if vroeg == midden == laat:
        return _at(midden)
    if midden is None:
        return f"op zijn vroegst {_at(vroeg)}, en meestal niet in deze jaren"
    return f"{_at(midden)} (vroeg: {_at(vroeg)}; laat: {_at(laat) if laat else 'niet in deze jaren'})"


def _at(dag: date) -> str:
    return f"eind {dag.year}" if (dag.month, dag.day) == (12, 31) else f"op {wording.datum(dag)}"


def _when(periode: str, maat) -> str:
    stand = maat.id.endswith("_stand") or maat.id in ("jb_jeugdigen", "uhp_aandeel", "thuis_met_maatregel")
    naam = wording.periode(periode)
    gewoon = len(periode) == 4 or periode[5:].isdigit()  # a year or a month, not "het 1e kwartaal"
    if not stand:
        return f"in {naam}" if gewoon else f"in het {naam}"
    return f"eind {naam}" if gewoon else f"aan het eind van het {naam}"


def _unit(eenheid: str) -> str:
    return wording.ACHTERVOEGSEL.get(eenheid, eenheid)


def lever(h: dict, namen: dict[str, str], gemeenten: dict[str, str]) -> str:
    """One lever in words: "instroom van nieuwe maatregelen −15%, vanaf 01-01-2027 in 36 maanden, bij GI Noord"."""
    x, waar = h["verandering"], h.get("waar") or {}
    start = date.fromisoformat(str(h["start"]))
    ingroei = f" in {h['ingroei_maanden']} maanden" if h.get("ingroei_maanden") else ""
    deel = [
        f"{namen[h['soort']]} {'+' if x > 0 else '−'}{wording.getal(round(abs(100 * x), 1))}%",
        f"vanaf {wording.datum(start)}{ingroei}",
    ]
    if h.get("maatregel"):
        deel.append("alleen " + wording.opsomming(m.upper() if m != "voogdij" else m for m in h["maatregel"]))
    for kolom, woord in (("gi", "bij"), ("gemeente", "in"), ("segment", "segment")):
        if waar.get(kolom):
            deel.append(f"{woord} {wording.opsomming(gemeenten.get(w, w) for w in waar[kolom])}")
    return ", ".join(deel)
