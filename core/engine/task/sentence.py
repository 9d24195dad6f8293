"""What it takes, in one Dutch sentence, and the lines that belong under it. Every figure passes `toon`."""

from dataclasses import dataclass

from core.engine.task.goal_task import Uitgangspunt
from core.engine.task.kinds import Opgave
from core.model import wording
from core.model.shown import shown, shown_between

_STAND = {
    "instroom": "er per kwartaal {x} minder bij komen",
    "eerder_einde": "er per kwartaal {x} extra eerder eindigen",
    "naar_huis": "er per kwartaal {x} extra eerder naar huis",
}
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
        met = f", met de {shown(o.gevonden, '', 1)} per kwartaal die al gevonden zijn," if o.gevonden else ""
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
            f"Nu komen er per kwartaal {shown(o.nu, '', 1)} bij en gaan er {shown(o.uit, '', 1)} af, geteld over "
            "de laatste vier kwartalen. Wie minder binnenkomt, gaat later ook niet weg; dat is meegerekend."
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
    """The unit of the task per quarter, and with how many decimals it is shown: as many as the parts need."""
    fijn = 2 if o.rest < 1 else 1 if o.rest < 99.5 else 0
    if o.hefboom == "jaar_eerder":
        return "zaken", fijn
    if o.soort in ("bedrag", "tarief"):
        return eenheid if eenheid == "etmalen" else "euro", 0
    if o.soort in ("gemiddelde", "mediaan") and eenheid == "dagen":
        return eenheid, 0
    return (TELWOORD[o.soort] if "aandeel" in o.soort else eenheid), fijn


def _task(o: Opgave, eenheid: str) -> str:
    woord, dec = task_unit(o, eenheid)
    x, over = shown(o.rest, woord, dec), f"samen {_total(o, woord)}"
    marge = _margin(o.rest_laag, o.rest_hoog, "" if dec else woord, min(dec, 1), " per kwartaal")
    if o.soort == "stand":
        return f"moeten {_STAND[o.hefboom].format(x=x)}{marge}, {over} tot die dag"
    if o.soort == "aantal":
        nu = shown(o.nu, "", 1)
        return f"moeten er per kwartaal {x} {_less(o)} zijn{marge}, {over}; nu zijn het er {nu} per kwartaal"
    if o.soort == "standaandeel":
        return (
            f"moet het bij {_total(o, woord)} anders zijn dan nu, van de {shown(o.nu, '')}: per kwartaal {x}{marge}; "
            f"nu is het {shown(o.waarde, eenheid)}"
        )
    if o.soort == "aandeel":
        return (
            f"moet het per kwartaal bij {x} anders gaan{marge}, van de {shown(o.nu, '', 1)} per kwartaal; "
            f"nu is het {shown(o.waarde, eenheid)}"
        )
    if o.soort == "bedrag":
        werk = "uitgegeven" if eenheid == "euro" else "gebruikt"
        return f"moet er per kwartaal {x} {_less(o)} worden {werk}{marge}, {over}; nu is het {shown(o.nu, woord, dec)}"
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
        return (
            f"moeten er per kwartaal {shown(o.rest, '', 1)} van de {shown(o.nu, '', 1)} zaken een jaar eerder eindigen"
            f"{_margin(o.rest_laag, o.rest_hoog, '', 1)}; nu duren zij {shown(o.waarde, eenheid)}"
        )
    marge = _margin(o.per_zaak_laag, o.per_zaak_hoog, eenheid)
    if eenheid not in ("dagen", "maanden"):
        return f"moet het cijfer gemiddeld {shown(o.per_zaak, eenheid)} {'hoger' if o.richting > 0 else 'lager'}{marge}"
    woord = "langer" if o.richting > 0 else "korter"
    deel = f", {shown(o.per_zaak / o.waarde, 'aandeel')} {woord}" if o.waarde else ""
    return (
        f"moet elke zaak die eindigt gemiddeld {shown(o.per_zaak, eenheid)} {woord} duren{deel}{marge}, bij "
        f"{shown(o.nu, '', 1)} zaken per kwartaal"
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


def antwoord(gevonden: Opgave | str, van: Uitgangspunt) -> Antwoord:
    """The words for an answer of core.engine.task.goal_task."""
    if isinstance(gevonden, str):
        return Antwoord(gevonden)
    return Antwoord(
        zin(gevonden, van.eenheid), tuple(regels(gevonden, van)), gevonden, *task_unit(gevonden, van.eenheid)
    )
