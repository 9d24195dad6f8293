"""The sentence above a chart: what the series says, with the caution of its verdict."""

import pandas as pd

from core.model import opmaak
from core.model.oordeel import VERBORGEN, Oordeel, Uitkomst

_SLOT = {
    Oordeel.BEHAALD: "doel behaald",
    Oordeel.OP_KOERS: "op koers",
    Oordeel.ACHTER: "loopt achter",
    Oordeel.VERSLECHTERD: "verslechterd",
    Oordeel.NIET_BEHAALD: "doel niet behaald",
    Oordeel.DOEL_OPEN: "het doel is nog niet afgesproken",
    Oordeel.ALLEEN_RICHTING: "er is geen getal afgesproken",
}
TOEVAL = ", maar dat kan toeval zijn"
TE_KLEIN = ", maar de aantallen zijn te klein om iets te zeggen"


def message(label: str, eenheid: str, reeks: pd.DataFrame, uitkomst: Uitkomst | None = None) -> str:
    """One Dutch sentence: "Lopende OTS: 18% lager dan in 2022, op koers".

    `reeks`: periode, waarde, laag, hoog, reden in order of time. Compares the last figure with the baseline
    of the goal when there is one, else with the first figure. Without a goal a change whose intervals overlap
    is not called a change.
    """
    if uitkomst is not None and uitkomst.oordeel in (Oordeel.NOG_NIET_MEETBAAR, Oordeel.GEEN_GEGEVENS):
        return f"{label}: {uitkomst.oordeel.value}"
    bekend = reeks[reeks["waarde"].notna()]
    if bekend.empty:
        redenen = [r for r in reeks.get("reden", ()) if isinstance(r, str) and r]
        if VERBORGEN in redenen:
            return f"{label}: {VERBORGEN}"
        return f"{label}: {redenen[-1] if redenen else Oordeel.GEEN_GEGEVENS.value}"
    eerste, laatste = bekend.iloc[0], bekend.iloc[-1]
    nu, alleen = laatste["waarde"], len(bekend) == 1
    basis, toen = eerste["waarde"], when(eerste["periode"])
    if uitkomst is not None and uitkomst.basis is not None:
        basis, toen, alleen = uitkomst.basis, _baseline_moment(uitkomst), False
    if alleen:
        return f"{label}: {opmaak.met_eenheid(nu, eenheid)} {when(laatste['periode'])}" + _verdict_words(
            uitkomst
        )
    wat = opmaak.verschil(nu, basis, eenheid)
    kern = f"{label}: " + (f"even hoog als {toen}" if wat == "gelijk" else f"{wat} dan {toen}")
    if uitkomst is None:
        return kern + (TOEVAL if wat != "gelijk" and _overlap(eerste, laatste) else "")
    return kern + _verdict_words(uitkomst)


def when(periode: str) -> str:
    """in 2024, in het 1e halfjaar 2024, in maart 2024."""
    woorden = opmaak.periode(periode)
    return f"in het {woorden}" if "e " in woorden[:3] else f"in {woorden}"


def _baseline_moment(uitkomst: Uitkomst) -> str:
    dag = uitkomst.basisdag
    if dag is None:
        return "bij het begin"
    # A stock on 1 January is how the year began; the last day of a year stands for the figure of that year.
    if (dag.month, dag.day) == (1, 1):
        return f"aan het begin van {dag.year}"
    return f"in {dag.year}" if (dag.month, dag.day) == (12, 31) else f"op {opmaak.dag_in_woorden(dag)}"


def _verdict_words(uitkomst: Uitkomst | None) -> str:
    if uitkomst is None:
        return ""
    if uitkomst.oordeel is Oordeel.TE_KLEIN:
        return TE_KLEIN
    return f", {_SLOT[uitkomst.oordeel]}" if uitkomst.oordeel in _SLOT else ""


def _overlap(een, ander) -> bool:
    grenzen = [een.get("laag"), een.get("hoog"), ander.get("laag"), ander.get("hoog")]
    if any(opmaak.is_leeg(g) for g in grenzen):
        return False
    return bool(grenzen[0] <= grenzen[3] and grenzen[2] <= grenzen[1])


def describe(
    label: str, eenheid: str, reeks: pd.DataFrame, uitkomst: Uitkomst | None = None, vorm: str = "Lijngrafiek"
) -> str:
    """The chart in words: every figure of a short series, the ends of a long one."""
    bekend = reeks[reeks["waarde"].notna()]
    if bekend.empty:
        return f"{vorm} van {label}: er zijn geen cijfers."
    paren = [
        f"{opmaak.periode(p)} {opmaak.waarde(w, eenheid)}"
        for p, w in zip(bekend["periode"], bekend["waarde"], strict=True)
    ]
    if len(paren) > 8:
        paren = [paren[0], "…", *paren[-3:]]
    tekst = f"{vorm} van {label}: {', '.join(paren)}."
    if uitkomst is None:
        return tekst
    if uitkomst.doelwaarde is not None:
        dag = f" op {opmaak.datum(uitkomst.doeldag)}" if uitkomst.doeldag else ""
        tekst += f" Doel: {opmaak.met_eenheid(uitkomst.doelwaarde, eenheid)}{dag}."
    return f"{tekst} Oordeel: {uitkomst.oordeel.value}."
