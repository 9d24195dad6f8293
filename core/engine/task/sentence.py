"""What it takes, in one Dutch sentence, and the lines that belong under it. Every figure passes `toon`.

Children are whole: what is counted is said per year (or, within a year of the day, in all until then) and never as a
part of a child per quarter. Money, and days per case, are said per quarter."""

import math
from dataclasses import dataclass

from core.engine.judge.trend import Trend
from core.engine.task.goal_task import Uitgangspunt
from core.engine.task.kinds import Opgave
from core.model import wording
from core.model.shown import shown, shown_between

_STAND = {
    "instroom": "er {per} {x} minder bij komen",
    "eerder_einde": "er {per} {x} extra eerder eindigen",
    "naar_huis": "er {per} {x} extra eerder naar huis",
}
PER_JAAR = 4  # quarters
HEFBOOM = {
    "instroom": "minder instroom",
    "eerder_einde": "eerder eindigen",
    "naar_huis": "eerder naar huis",
    "anders": "nog te vinden",
    "afgesproken": "al afgesproken",
    "korter": "kortere zaken",
    "jaar_eerder": "zaken die een jaar eerder eindigen",
}
TELWOORD = {"aandeel": "gevallen", "standaandeel": "kinderen", "stand": "kinderen"}


def zin(o: Opgave, eenheid: str) -> str:
    """One sentence: by when, how many, with the margin."""
    if o.rest <= 0:
        per, aantal = _counted(o, o.gevonden) if _is_counted(o, eenheid) else ("per kwartaal", shown(o.gevonden, "", 0))
        met = f", met de {aantal} {per} die al gevonden zijn," if o.gevonden else ""
        straks = shown(_whole(o, o.verwacht), eenheid)
        return (
            f"Zoals het nu gaat{met} komt {_what(o)} naar verwachting uit op {straks}; dat voldoet "
            f"aan {_target(o, eenheid)}, dus er is niets extra's nodig."
        )
    return f"Om {_when(o)} op {_target(o, eenheid)} uit te komen, {_task(o, eenheid)}{_not_possible(o)}."


def regels(o: Opgave, van: Uitgangspunt) -> list[str]:
    """What the sentence rests on, each one short Dutch sentence."""
    eenheid, uit = van.eenheid, []
    if o.verwacht_laag is not None:
        uit.append(
            f"Als er niets verandert wordt het {_when(o)} naar verwachting {shown(_whole(o, o.ongewijzigd), eenheid)} "
            f"(tussen {shown_between(_whole(o, o.verwacht_laag), _whole(o, o.verwacht_hoog), eenheid, woord='en')})."
        )
    if o.kans is not None:
        uit.append(
            f"De kans dat het doel dan wordt gehaald is {_chance(o.kans)}"
            f"{' (met wat al gevonden is)' if o.gevonden else ''}."
        )
    if o.soort == "stand":
        uit.append(
            f"In de laatste vier kwartalen kwamen er {shown(_year(o.nu), '')} bij en gingen er "
            f"{shown(_year(o.uit), '')} af. Wie minder binnenkomt, gaat later ook niet weg; dat is meegerekend."
        )
    elif o.soort in ("gemiddelde", "mediaan") and eenheid in ("dagen", "maanden"):
        uit.append(
            "Alleen zaken die eindigen tellen mee. Worden lange zaken nu afgesloten, dan stijgt dit cijfer "
            "eerst, ook als het beter gaat."
        )
    elif o.soort in ("bedrag", "tarief") and o.rest_laag is not None:
        uit.append(
            "De marge volgt uit hoe sterk het bedrag van jaar op jaar wisselt. Prijsstijging is niet meegerekend."
            if eenheid == "euro"
            else "De marge volgt uit hoe sterk het cijfer van jaar op jaar wisselt."
        )
    uit.append(
        f"Gerekend {_start(o, van)}{' (voorlopig cijfer)' if van.voorlopig else ''}, zonder trend: het gaat door "
        "zoals in het laatste jaar."
    )
    return uit


def _start(o: Opgave, van: Uitgangspunt) -> str:
    if van.stroom is not None:
        return f"vanaf de stand van {shown(van.stroom.stand, van.eenheid)} op {wording.datum(van.vanaf)}"
    if "stand" in o.soort:
        return f"vanaf {shown(o.waarde, van.eenheid)} op {wording.datum(van.vanaf)}"
    return f"met {shown(o.waarde, van.eenheid)} in het jaar tot en met {wording.datum(van.vanaf)}"


def task_unit(o: Opgave, eenheid: str) -> tuple[str, int]:
    """The unit of the task, and with how many decimals it is shown: children are whole."""
    if o.hefboom == "jaar_eerder":
        return "zaken", 0
    if o.soort in ("bedrag", "tarief"):
        return eenheid if eenheid == "etmalen" else "euro", 0
    if o.soort in ("gemiddelde", "mediaan"):
        return eenheid, 0 if eenheid == "dagen" else 1
    return (TELWOORD[o.soort] if "aandeel" in o.soort else eenheid), 0


def _is_counted(o: Opgave, eenheid: str) -> bool:
    """Whether the task is a number of children, measures or cases."""
    return o.hefboom == "jaar_eerder" or o.soort in ("stand", "aantal", "aandeel", "standaandeel")


def task_size(o: Opgave, eenheid: str) -> tuple[str, float]:
    """The task as it is said: per what, and how much. Of children whole and at least one: per year, or when the day is
    within a year in all until then; else per quarter."""
    if not _is_counted(o, eenheid):
        return "per kwartaal", o.rest
    per, keer = ("per jaar", PER_JAAR) if o.kwartalen >= PER_JAAR else ("tot die dag", o.kwartalen)
    return per, float(max(round(o.rest * keer), 1)) if o.rest > 0 else 0.0


def _counted(o: Opgave, per_kwartaal: float) -> tuple[str, str]:
    return "per jaar", shown(_year(per_kwartaal), "")


def _year(per_kwartaal: float) -> float:
    """A mean number per quarter as whole children in a year."""
    return float(round(per_kwartaal * PER_JAAR))


def _task(o: Opgave, eenheid: str) -> str:
    woord, dec = task_unit(o, eenheid)
    per, taak = task_size(o, eenheid)
    x, over = shown(taak, woord, dec), "" if per == "tot die dag" else f", samen {_total(o, woord)}"
    if not _is_counted(o, eenheid):
        return _amount(o, eenheid, woord, x)
    marge, moeten = _counted_margin(o), "moet" if taak == 1 else "moeten"
    if o.soort == "stand":
        slot = f"{over} tot die dag" if over else ""
        return f"{moeten} {_STAND[o.hefboom].format(x=x, per=per)}{marge}{slot}"
    if o.soort == "aantal":
        return f"{moeten} er {per} {x} {_less(o)} zijn{marge}; nu zijn het er {shown(_year(o.nu), '')} per jaar"
    if o.soort == "standaandeel":
        return (
            f"moet het bij {_total(o, woord)} anders zijn dan nu, van de {shown(o.nu, '')}{marge}; "
            f"nu is het {shown(o.waarde, eenheid)}"
        )
    if o.soort == "aandeel":
        return (
            f"moet het {per} bij {x} anders gaan{marge}, van de {shown(_year(o.nu), '')} per jaar; "
            f"nu is het {shown(o.waarde, eenheid)}"
        )
    return _duration(o, eenheid)


def _amount(o: Opgave, eenheid: str, woord: str, x: str) -> str:
    """Money, days of care, or the length of cases."""
    marge, over = _margin(o.rest_laag, o.rest_hoog, woord, 0, " per kwartaal"), f"samen {_total(o, woord)}"
    if o.soort == "bedrag":
        werk = "uitgegeven" if eenheid == "euro" else "gebruikt"
        return f"moet er per kwartaal {x} {_less(o)} worden {werk}{marge}, {over}; nu is het {shown(o.nu, woord, 0)}"
    if o.soort == "tarief":
        return (
            f"moet er per jeugdige {shown(o.per_zaak, 'euro')} {_less(o)} worden uitgegeven, dat is {x} per "
            f"kwartaal{marge}; nu is het {shown(o.waarde, 'euro')} per jeugdige"
        )
    return _duration(o, eenheid)


def _total(o: Opgave, woord: str) -> str:
    """All quarters together; children are whole, and less than one child is still one."""
    totaal = o.totaal
    if o.soort in ("bedrag", "tarief"):
        return shown(totaal, woord, 0)
    heel = max(round(totaal), 1)
    return f"{'' if abs(totaal - heel) < 0.05 else 'ongeveer '}{shown(heel, woord, 0)}"


def _duration(o: Opgave, eenheid: str) -> str:
    if o.hefboom == "jaar_eerder":
        per, taak = task_size(o, eenheid)
        return (
            f"{'moet' if taak == 1 else 'moeten'} er {per} {shown(taak, 'zaken')} een jaar eerder eindigen"
            f"{_counted_margin(o)}, van de {shown(_year(o.nu), '')} per jaar; nu duren zij {shown(o.waarde, eenheid)}"
        )
    marge = _margin(o.per_zaak_laag, o.per_zaak_hoog, eenheid)
    if eenheid not in ("dagen", "maanden"):
        return f"moet het cijfer gemiddeld {shown(o.per_zaak, eenheid)} {'hoger' if o.richting > 0 else 'lager'}{marge}"
    woord = "langer" if o.richting > 0 else "korter"
    deel = f", {shown(o.per_zaak / o.waarde, 'aandeel')} {woord}" if o.waarde else ""
    return (
        f"moet elke zaak die eindigt gemiddeld {shown(o.per_zaak, eenheid)} {woord} duren{deel}{marge}, bij "
        f"{shown(_year(o.nu), 'zaken')} per jaar"
    )


def _not_possible(o: Opgave) -> str:
    if o.haalbaar:
        return ""
    if o.hefboom == "jaar_eerder":
        return "; dat zijn er meer dan er eindigen, dus daarmee alleen lukt het niet"
    if o.soort == "stand":
        return "; dat is meer dan er is, dus kies ook een andere knop"
    return "; dat is meer dan er is, dus op deze datum lukt het niet"


def _margin(laag: float | None, hoog: float | None, eenheid: str, dec: int | None = None, slot: str = "") -> str:
    if laag is None or hoog is None:
        return ""
    return f" (marge {shown_between(laag, hoog, eenheid, dec)}{slot})"


def _counted_margin(o: Opgave) -> str:
    """The margin in whole children, over as long as the task itself."""
    if o.rest_laag is None or o.rest_hoog is None:
        return ""
    keer = PER_JAAR if o.kwartalen >= PER_JAAR and o.soort != "standaandeel" else o.kwartalen
    laag, hoog = math.floor(o.rest_laag * keer + 1e-9), math.ceil(o.rest_hoog * keer - 1e-9)
    return f" (marge {shown_between(laag, hoog)})"


def _when(o: Opgave) -> str:
    dag = wording.datum(o.datum)
    if "stand" not in o.soort and (o.datum.month, o.datum.day) == (12, 31):
        return f"in {o.datum.year}"
    return f"op {dag}" if "stand" in o.soort else f"in het jaar tot en met {dag}"


def _what(o: Opgave) -> str:
    return f"het cijfer {_when(o)}"


def _target(o: Opgave, eenheid: str) -> str:
    return f"{'hoogstens' if o.richting < 0 else 'minstens'} {shown(o.doel, eenheid)}"


def _less(o: Opgave) -> str:
    return "minder" if o.richting < 0 else "meer"


def _whole(o: Opgave, x: float) -> float:
    """An expected number of children as a whole number."""
    return round(x) if o.soort in ("stand", "aantal") else x


def _chance(kans: float) -> str:
    if kans < 0.01:
        return "kleiner dan 1%"
    return "groter dan 99%" if kans > 0.99 else f"ongeveer {wording.procent(kans, 0)}"


@dataclass(frozen=True)
class Antwoord:
    """What it takes, in words; `opgave` is None when `zin` is the reason why there is no answer."""

    zin: str
    regels: tuple[str, ...] = ()
    opgave: Opgave | None = None
    eenheid: str = ""
    decimalen: int = 1
    per: str = "per kwartaal"
    taak: float = 0.0


def antwoord(gevonden: Opgave | str, van: Uitgangspunt, lijn: tuple[Trend, tuple] | None = None) -> Antwoord:
    """The words for an answer of core.engine.task.goal_task. `lijn`: the trend with its interval on the same day,
    which is another way to look ahead."""
    if isinstance(gevonden, str):
        return Antwoord(gevonden)
    anders = [other_way(gevonden, van.eenheid, *lijn)] if lijn else []
    return Antwoord(
        zin(gevonden, van.eenheid),
        (*regels(gevonden, van), *anders),
        gevonden,
        *task_unit(gevonden, van.eenheid),
        *task_size(gevonden, van.eenheid),
    )


def other_way(o: Opgave, eenheid: str, lijn: Trend, grenzen: tuple[float | None, float | None]) -> str:
    """What the straight line through the figures would say, so that nobody takes it for the expectation."""
    marge = (
        ""
        if grenzen[0] is None
        else (f" (tussen {shown_between(_whole(o, grenzen[0]), _whole(o, grenzen[1]), eenheid, woord='en')})")
    )
    toeval = "" if lijn.zekerheid == "hoog" else "; die trend kan toeval zijn"
    return (
        f"Andere manier van rekenen: wie de trend van de afgelopen jaren doortrekt, komt {_when(o)} uit op "
        f"{shown(_whole(o, lijn.projectie), eenheid)}{marge}{toeval}."
    )
