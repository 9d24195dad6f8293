"""The sentence above a chart: what the series says, with the caution of its verdict."""

import math
from collections.abc import Sequence
from datetime import date

import pandas as pd
from scipy import special

from core.model import wording
from core.model.doel import Reeksbreuk
from core.model.momenten import Momenten
from core.model.oordeel import VERBORGEN, Oordeel, Uitkomst

# The steps that money is rounded to, the coarsest first; below a thousand a figure may be round by itself.
_MONEY = [c * 10**k for k in range(8, 2, -1) for c in (5, 2, 1)]
_SLOT = {
    Oordeel.BEHAALD: "doel behaald",
    Oordeel.OP_KOERS: "op koers",
    Oordeel.ACHTER: "loopt achter",
    Oordeel.VERSLECHTERD: "verslechterd",
    Oordeel.GEEN_VERANDERING: "geen duidelijke verandering",
    Oordeel.NIET_BEHAALD: "doel niet behaald",
    Oordeel.DOEL_OPEN: "het doel is nog niet afgesproken",
    Oordeel.ALLEEN_RICHTING: "er is geen getal afgesproken",
}
Z95, ZEKER = 1.96, 0.95
COARSE = 0.05  # of the figure it began with: coarser than this a percentage of change would be of the rounding
WEINIG = 10  # of fewer than this many a percentage says more than there is: the counts themselves are named
TOEVAL = ", maar dat kan toeval zijn"
ROND = ", maar dat kan door het afronden komen"
TE_KLEIN = ", maar de aantallen zijn te klein om iets te zeggen"


def message(
    label: str,
    eenheid: str,
    reeks: pd.DataFrame,
    uitkomst: Uitkomst | None = None,
    breuken: Sequence[Reeksbreuk] = (),
    momenten: Momenten | None = None,
) -> str:
    """One Dutch sentence: "Lopende OTS: 18% lager dan in 2022, op koers".

    `reeks`: periode, waarde, laag, hoog, reden in order of time. Compares the last figure with the baseline
    of the goal when there is one, of a stock with the day from which changes are counted (`momenten`), else with the
    first figure that was counted the same way (after the last of `breuken`), of the same part of the year. Without a
    goal a change that may be chance is said to be so.
    """
    if reden := _no_figure(eenheid, reeks, uitkomst):
        return f"{label}: {reden}"
    bekend = _comparable(reeks, breuken)
    laatste = bekend.iloc[-1]
    eerste, toen = _start(bekend, laatste, momenten)
    if uitkomst is not None and uitkomst.basis is not None:
        eerste, toen = pd.Series({"waarde": uitkomst.basis}), _at(uitkomst.basisdag)
    # Later periods whose figure is hidden, not known yet or voorlopig: then it is not about now.
    nieuwste = laatste.name == reeks.index[-1] and (momenten is None or momenten.nu["tot"] <= laatste["tot"])
    wanneer = "" if nieuwste else f"{when(laatste['periode'])} "
    if eerste is laatste:
        kern = f"{_cases(laatste, eenheid)} {when(laatste['periode'])}{_verdict_words(uitkomst)}"
    elif _few(laatste, eenheid) or _few(eerste, eenheid):
        kern = f"{_cases(laatste, eenheid)} {when(laatste['periode'])}, {toen} {_cases(eerste, eenheid)}"
        kern += _verdict_words(uitkomst) or TE_KLEIN
    else:
        kern = _change(eerste, laatste, eenheid, toen, wanneer, uitkomst)
    return f"{label}: {kern}{_across(uitkomst, breuken)}{_hidden_since(reeks, laatste)}"


def _no_figure(eenheid: str, reeks: pd.DataFrame, uitkomst: Uitkomst | None) -> str:
    """Why there is nothing to compare; "" when there is."""
    if uitkomst is not None and uitkomst.oordeel in (Oordeel.NOG_NIET_MEETBAAR, Oordeel.GEEN_GEGEVENS):
        return _last_shown(eenheid, reeks) or uitkomst.oordeel.value
    bekend = reeks["waarde"].dropna()
    if bekend.empty:
        redenen = [r for r in reeks.get("reden", ()) if isinstance(r, str) and r]
        return VERBORGEN if VERBORGEN in redenen else redenen[-1] if redenen else Oordeel.GEEN_GEGEVENS.value
    if eenheid in wording.TELBAAR and not bekend.any() and not (uitkomst is not None and uitkomst.basis):
        return "geen enkele in deze jaren"
    return ""


def _comparable(reeks: pd.DataFrame, breuken: Sequence[Reeksbreuk]) -> pd.DataFrame:
    """The rows with a figure that can be laid beside the newest: counted in the same way. What can still change is seen
    in the picture, and is not what the sentence is about."""
    bekend = reeks[reeks["waarde"].notna()]
    if "voorlopig" in bekend and not (vast := bekend[~bekend["voorlopig"].fillna(False).astype(bool)]).empty:
        bekend = vast
    if "van" not in bekend or not breuken:
        return bekend
    sinds = max(b.datum for b in breuken)
    return bekend[[v >= sinds for v in bekend["van"]]] if bekend["van"].iloc[-1] >= sinds else bekend


def _change(eerste, laatste, eenheid: str, toen: str, wanneer: str, uitkomst: Uitkomst | None) -> str:
    """How the figure went from one to the other, and whether that says anything."""
    nu, basis = laatste["waarde"], eerste["waarde"]
    wat, afgerond = wording.verschil(nu, basis, eenheid), rounded_apart(eerste, laatste, eenheid)
    toeval = uitkomst is None and _may_be_chance(eerste, laatste, eenheid)
    slot = TOEVAL if toeval and wat != "gelijk" else _verdict_words(uitkomst)
    grof, gelijk = afgerond > COARSE * abs(basis), 0 < abs(nu - basis) <= afgerond + 1e-9
    if wat != "gelijk" and grof:
        van = wording.waarde(basis, eenheid, kort=True)
        naar = f"naar ongeveer {wording.with_eenheid(nu, eenheid, kort=True)} {wanneer}".rstrip()
        return f"van ongeveer {van} {toen} {naar}{_verdict_words(uitkomst) or (ROND if gelijk else slot)}"
    if (toeval and _hardly(wat)) or gelijk:
        return f"{wanneer}vrijwel even hoog als {toen}{_verdict_words(uitkomst)}"
    if wat == "gelijk" and eenheid in wording.TELBAAR and nu < WEINIG:
        return f"{wanneer}{wording.with_eenheid(nu, eenheid)}, evenveel als {toen}{slot}"
    if wat == "gelijk":
        return f"{wanneer}even hoog als {toen}{slot}"
    if eenheid in wording.TELBAAR and min(nu, basis) < WEINIG:
        van_naar = f"van {wording.getal(basis)} {toen} naar {wording.with_eenheid(nu, eenheid)} {wanneer}"
        return f"{van_naar.rstrip()}{slot}"
    return f"{wanneer}{wat} dan {toen}{slot}"


def _few(rij: pd.Series, eenheid: str) -> bool:
    """Whether a share or a mean rests on so few cases that a difference says nothing."""
    geteld = rij.get("noemer" if eenheid == "aandeel" else "n")
    return eenheid not in wording.TELBAAR and not wording.is_empty(geteld) and 0 < geteld < WEINIG


def _cases(rij: pd.Series, eenheid: str) -> str:
    """A figure with its word; of few cases how many: "1 van de 4", "308 dagen (1 zaak)"."""
    if not _few(rij, eenheid):
        return wording.with_eenheid(rij["waarde"], eenheid)
    if eenheid != "aandeel":
        wat = "zaken" if eenheid in ("dagen", "maanden") else "waarnemingen"  # a grade or an amount is no case
        return f"{wording.with_eenheid(rij['waarde'], eenheid)} ({wording.with_eenheid(rij['n'], wat)})"
    return f"{wording.getal(rij['waarde'] * rij['noemer'], 0)} van de {wording.getal(rij['noemer'])}"


def _hidden_since(reeks: pd.DataFrame, laatste: pd.Series) -> str:
    """That all later figures may not be shown: the sentence is not about now."""
    later = reeks.loc[laatste.name :].iloc[1:]
    if "reden" not in later or later.empty or not (later["reden"] == VERBORGEN).all():
        return ""
    return f"; daarna {VERBORGEN}"


def _last_shown(eenheid: str, reeks: pd.DataFrame) -> str:
    """What is not judged because all later figures may not be shown is measurable: the last that may be; "" else."""
    if (bekend := reeks[reeks["waarde"].notna()]).empty:
        return VERBORGEN if (reeks.get("reden", pd.Series(dtype=object)) == VERBORGEN).any() else ""
    laatste = bekend.iloc[-1]
    later = _hidden_since(reeks, laatste)
    return f"{_cases(laatste, eenheid)} {when(laatste['periode'])}{later}" if later else ""


def _across(uitkomst: Uitkomst | None, breuken: Sequence[Reeksbreuk]) -> str:
    """That the baseline of a goal was counted in another way than the figure of now."""
    if uitkomst is None or uitkomst.basis is None or uitkomst.basisdag is None or uitkomst.dag is None:
        return ""
    tussen = [b.datum for b in breuken if uitkomst.basisdag < b.datum <= uitkomst.dag]
    return f" (sinds {wording.datum(max(tussen))} anders geteld: niet goed te vergelijken)" if tussen else ""


def now(momenten: Momenten | None, eenheid: str) -> str:
    """Now and a year ago: "14 jeugdigen op 31 oktober 2026 (voorlopig); een jaar eerder 16.", with who is not in it
    yet. Empty without a figure."""
    if momenten is None:
        return ""
    nu, toen = momenten.nu, momenten.toen
    cijfer = VERBORGEN if wording.is_empty(nu["waarde"]) else _cases(nu, eenheid)
    zin = f"{cijfer[:1].upper()}{cijfer[1:]} {moment(nu)}{' (voorlopig)' if nu['voorlopig'] else ''}"
    if (mist := nu.get("onvolledig")) and (toen is None or mist != toen.get("onvolledig")):
        zin += f", nog zonder {mist}"  # who has not delivered yet is no fall
    if toen is None or (wording.is_empty(toen["waarde"]) and wording.is_empty(nu["waarde"])):
        return f"{zin}."
    eerder = VERBORGEN if wording.is_empty(toen["waarde"]) else wording.waarde(toen["waarde"], eenheid)
    if _few(toen, eenheid):
        eerder = _cases(toen, eenheid)
    return f"{zin}; een jaar eerder {eerder}."


def since(toen: pd.Series | None, nu: pd.Series, eenheid: str) -> str:
    """Then and now: "Toen 93 jeugdigen in 2023; nu 76 jeugdigen in 2024, 18% lager, maar dat kan toeval zijn." A figure
    that is not there, or may not be shown, is said to be so."""
    if wording.is_empty(nu["waarde"]):
        return "Het nieuwste cijfer mag hier niet worden getoond."
    straks = f"{_cases(nu, eenheid)} {moment(nu)}{' (voorlopig)' if nu['voorlopig'] else ''}"
    if toen is None or wording.is_empty(toen["waarde"]):
        return f"Nu {straks}. Het cijfer van toen is er niet of mag hier niet worden getoond."
    if moment(toen) == moment(nu):
        return f"Er is nog geen nieuwer cijfer: {straks}."
    wat = wording.verschil(nu["waarde"], toen["waarde"], eenheid)
    if eenheid in wording.TELBAAR and min(nu["waarde"], toen["waarde"]) < WEINIG:
        wat = "evenveel" if wat == "gelijk" else ""  # of so few a percentage says more than there is
    toeval = TOEVAL if wat not in ("gelijk", "evenveel") and _may_be_chance(toen, nu, eenheid) else ""
    return f"Toen {_cases(toen, eenheid)} {moment(toen)}; nu {straks}{f', {wat}' if wat else ''}{toeval}."


def moment(rij: pd.Series) -> str:
    """When the figure of a row is: in 2024, op 31 oktober 2026."""
    dag = rij["peildatum"]
    return when(rij["periode"]) if wording.is_empty(dag) else f"op {wording.dag_in_woorden(dag)}"


def _start(bekend: pd.DataFrame, laatste: pd.Series, momenten: Momenten | None) -> tuple[pd.Series, str]:
    """The figure that the last one is compared with, and when that was."""
    basis = momenten.basis if momenten is not None else None
    if basis is not None and not wording.is_empty(basis["waarde"]) and basis["tot"] < laatste["tot"]:
        return basis, _at(basis["peildatum"])
    if "peildatum" in bekend and wording.is_empty(laatste["peildatum"]):  # a summer is not compared with a winter
        deel = str(laatste["periode"])[4:]
        bekend = bekend[[str(p)[4:] == deel for p in bekend["periode"]]]
    return (laatste if len(bekend) == 1 else bekend.iloc[0]), when(bekend["periode"].iloc[0])


def when(periode: str) -> str:
    """in 2024, in het 1e halfjaar 2024, in maart 2024."""
    woorden = wording.periode(periode)
    return f"in het {woorden}" if "e " in woorden[:3] else f"in {woorden}"


def _at(dag: date | None) -> str:
    """The day of a baseline."""
    if dag is None:
        return "bij het begin"
    # A stock on 1 January is how the year began; the last day of a year stands for the figure of that year.
    if (dag.month, dag.day) == (1, 1):
        return f"aan het begin van {dag.year}"
    return f"in {dag.year}" if (dag.month, dag.day) == (12, 31) else f"op {wording.dag_in_woorden(dag)}"


def _verdict_words(uitkomst: Uitkomst | None) -> str:
    if uitkomst is None:
        return ""
    if uitkomst.oordeel is Oordeel.TE_KLEIN:
        return TE_KLEIN
    return f", {_SLOT[uitkomst.oordeel]}" if uitkomst.oordeel in _SLOT else ""


def _may_be_chance(een, ander, eenheid: str) -> bool:
    """Whether the difference can be chance (two-sided, 5%): one test for a figure whether or not it comes with an
    interval, so that figures to share get the caveat of the exact ones. Counts: the exact test of two Poisson counts.
    Shares with their n, and what has an interval: the difference against the two margins together. A margin that is
    not known is no proof of change, except of money, that has none."""
    if eenheid in wording.TELBAAR:
        minst, meest = sorted((round(een["waarde"]), round(ander["waarde"])))
        # By chance half of them each, so both tails are the same. scipy.stats has this too, but is slow to load.
        return minst == meest or bool(2 * special.bdtr(minst, minst + meest, 0.5) >= 1 - ZEKER)
    fouten = [_standard_error(r, eenheid) for r in (een, ander)]
    if None in fouten:
        return eenheid != "euro" or fouten != [None, None]
    return bool(abs(een["waarde"] - ander["waarde"]) <= Z95 * math.hypot(*fouten))


def rounded_apart(een, ander, eenheid: str) -> float:
    """How far two figures to share can seem to lie apart by their rounding alone, in the unit of the figure; 0 for
    exact ones. A figure to share comes without an interval, and shows by itself to what it was rounded: counts to 5,
    shares to whole percents, days to 5, money to the step that both are multiples of."""
    if not wording.is_empty(ander.get("laag")) or wording.is_empty(een["waarde"]) or wording.is_empty(ander["waarde"]):
        return 0.0
    paar = [abs(float(r["waarde"])) for r in (een, ander)]
    if eenheid == "aandeel":
        return 0.01 if all(_multiple(100 * x, 1) for x in paar) else 0.0
    if eenheid in ("euro", "etmalen"):
        return next((s for s in _MONEY if all(_multiple(x, s) for x in paar)), 0.0)
    if eenheid in wording.TELBAAR and any(0 < x < WEINIG for x in paar):
        return 0.0  # such a count is not shared
    rond = eenheid in wording.TELBAAR or eenheid == "dagen"
    return 5.0 if rond and all(_multiple(x, 5) for x in paar) else 0.0


def _multiple(x: float, stap: float) -> bool:
    """Whether x is some of these steps; a small figure is no multiple of a step far above it."""
    keer = round(x / stap)
    return x == 0 or (keer > 0 and abs(x - keer * stap) <= 1e-6 * stap)


def _standard_error(rij, eenheid: str) -> float | None:
    """Of a share from its n, of other figures from the interval; None when it is not known."""
    if eenheid == "aandeel" and not wording.is_empty(rij.get("n")) and rij["n"] > 0:
        return math.sqrt(max(rij["waarde"] * (1 - rij["waarde"]), 1 / rij["n"]) / rij["n"])
    grenzen = [rij.get("laag"), rij.get("hoog")]
    return None if any(map(wording.is_empty, grenzen)) else (grenzen[1] - grenzen[0]) / (2 * Z95)


def _hardly(verschil: str) -> bool:
    """Less than one percent, or one percentage point."""
    return verschil.startswith("0,")


def describe(
    label: str, eenheid: str, reeks: pd.DataFrame, uitkomst: Uitkomst | None = None, vorm: str = "Lijngrafiek"
) -> str:
    """The chart in words: every figure of a short series, the ends of a long one."""
    bekend = reeks[reeks["waarde"].notna()]
    if bekend.empty:
        return f"{vorm} van {label}: er zijn geen cijfers."
    paren = [
        f"{wording.periode(p)} {wording.waarde(w, eenheid)}"
        for p, w in zip(bekend["periode"], bekend["waarde"], strict=True)
    ]
    if len(paren) > 8:
        paren = [paren[0], "…", *paren[-3:]]
    tekst = f"{vorm} van {label}: {', '.join(paren)}."
    if uitkomst is None:
        return tekst
    if uitkomst.doelwaarde is not None:
        dag = f" op {wording.datum(uitkomst.doeldag)}" if uitkomst.doeldag else ""
        tekst += f" Doel: {wording.with_eenheid(uitkomst.doelwaarde, eenheid)}{dag}."
    return f"{tekst} Oordeel: {uitkomst.oordeel.value}."
