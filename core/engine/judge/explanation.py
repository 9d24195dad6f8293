"""One plain Dutch sentence that gives the verdict with its figures."""

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from core.engine.judge.dates import read_periode
from core.engine.judge.interval import Interval, Soort
from core.engine.judge.pad import Pad, build_toets
from core.engine.judge.trend import Trend
from core.model import wording
from core.model.oordeel import Oordeel, Punt
from core.model.wording import datum

if TYPE_CHECKING:
    from core.engine.judge.uitkomst import Gemeten, Vraag

GEMETEN = {Oordeel.BEHAALD, Oordeel.NIET_BEHAALD, Oordeel.OP_KOERS, Oordeel.ACHTER, Oordeel.VERSLECHTERD}


def sentence(woord: Oordeel, *, vraag: "Vraag", pad: Pad, gemeten: "Gemeten", reden: str | None = None) -> str:
    """The explanation that goes with a verdict."""
    punt, lijn, interval = gemeten.punt, gemeten.lijn, gemeten.interval
    if punt is None:
        wel = woord is Oordeel.NOG_NIET_MEETBAAR and reden
        return f"Nog niet te meten: {reden}." if wel else "Er zijn geen gegevens."
    let_op = list(gemeten.opmerkingen) + ([pad.opmerking] if pad.opmerking else [])
    if woord in GEMETEN and interval is None and vraag.soort != "bedrag" and vraag.doel.soort != "mijlpaal":
        let_op.append("de marge van het cijfer is niet bekend")
    if vraag.soort == "bedrag" and vraag.eenheid == "etmalen":
        vraag = replace(vraag, soort="aantal")  # a volume has no margin either, but is no money
    soort = vraag.soort
    extra = _decimals(soort, punt.waarde, pad.padwaarde, pad.vergelijk, pad.doelwaarde)
    heel = soort == "aantal" and float(punt.waarde).is_integer() and vraag.eenheid in wording.TELBAAR
    extra = 0 if heel else extra
    cijfer = f"Het cijfer van {moment(punt)} is {figure(punt.waarde, soort, extra)}"
    kern = {
        Oordeel.BEHAALD: lambda: f"{cijfer}; {_target(vraag, pad, extra, heel)} is daarmee behaald",
        Oordeel.NIET_BEHAALD: lambda: f"{cijfer}; {_target(vraag, pad, extra, heel)} is niet behaald",
        Oordeel.OP_KOERS: lambda: f"{cijfer}; {_road(vraag, pad, extra, heel)}: op koers",
        Oordeel.ACHTER: lambda: f"{cijfer}; {_road(vraag, pad, extra, heel)}: achter",
        Oordeel.VERSLECHTERD: lambda: f"{cijfer}; {_worse(pad, soort, extra)}: verslechterd",
        Oordeel.GEEN_VERANDERING: lambda: (
            f"{cijfer}; {_road(vraag, pad, extra, heel)}; de trend is niet van toeval "
            "te onderscheiden: geen duidelijke verandering"
        ),
        Oordeel.TE_KLEIN: lambda: f"{cijfer}; {reden or _margin(vraag, pad, punt, interval)}: te klein om te zeggen",
        Oordeel.NOG_NIET_MEETBAAR: lambda: f"{cijfer}; nog niet te beoordelen: {reden}",
        Oordeel.GEEN_GEGEVENS: lambda: f"{cijfer}; niet te beoordelen: {reden}",
        Oordeel.DOEL_OPEN: lambda: f"{cijfer}; een getal is niet afgesproken; {_heading(lijn, soort)}",
        Oordeel.ALLEEN_RICHTING: lambda: f"{cijfer}; {_wish(vraag)}; {_heading(lijn, soort)}",
    }[woord]()
    return kern + (f" (let op: {'; '.join(let_op)})" if let_op else "") + "."


def moment(punt: Punt) -> str:
    """The period in words, a day as dd-mm-jjjj."""
    try:
        soort, _ = read_periode(punt.periode)
    except ValueError:
        return str(punt.periode)
    if soort == "dag":
        return datum(punt.dag)
    return ("het " if soort in ("halfjaar", "kwartaal") else "") + wording.periode(punt.periode)


def figure(x: float, soort: Soort, extra: int = 0) -> str:
    """A figure in the form of its kind, with `extra` decimals more than usual."""
    if soort == "aandeel":
        return wording.procent(x, 1 + extra)
    if soort == "bedrag":
        return wording.euro(x) if not extra else f"€ {wording.getal(x, extra + 1)}"
    if soort == "aantal":
        return wording.getal(x) if not extra else wording.getal(x, extra + (0 if float(x).is_integer() else 1))
    return wording.getal(x, (1 if abs(x) >= 10 else 2) + extra)


def _decimals(soort: Soort, waarde: float, *anderen: float | None) -> int:
    """As many extra decimals (up to 3) as it takes to tell the value from the figures it is compared with."""
    anders = [a for a in anderen if a is not None and not math.isclose(a, waarde, rel_tol=1e-9)]
    for extra in range(3):
        if all(figure(a, soort, extra) != figure(waarde, soort, extra) for a in anders):
            return extra
    return 3


def _bound(zone: tuple[float, float], strikt: bool, soort: Soort, extra: int, heel: bool = False) -> str:
    """In words what a figure has to be. `heel`: children are whole, so at most 17,6 is at most 17."""
    onder, boven = zone
    if heel:
        onder = onder if math.isinf(onder) else float(math.ceil(onder - 1e-9))
        boven = boven if math.isinf(boven) else float(math.floor(boven + 1e-9))
        extra = 0
    if math.isinf(onder):
        return f"hoogstens {figure(boven, soort, extra)}"
    if math.isinf(boven):
        return f"{'meer dan' if strikt else 'minstens'} {figure(onder, soort, extra)}"
    return f"tussen {figure(onder, soort, extra)} en {figure(boven, soort, extra)}"


def _target(vraag: "Vraag", pad: Pad, extra: int, heel: bool) -> str:
    zone = pad.zone if pad.doelwaarde is None else pad.doelzone
    grens = _bound(zone, pad.strikt, vraag.soort, extra, heel)
    return f"het doel van {grens}" + (f" op {datum(vraag.doel.datum)}" if vraag.doel.datum else "")


def _road(vraag: "Vraag", pad: Pad, extra: int, heel: bool) -> str:
    soort, vertrek = vraag.soort, vraag.vertrek
    grens = _bound(pad.zone, pad.strikt and pad.zone == pad.doelzone, soort, extra, heel)
    if pad.zone == pad.doelzone or pad.doelwaarde is None or vertrek.waarde is None or vertrek.dag is None:
        return f"afgesproken is {grens}"
    van = f"{figure(vertrek.waarde, soort, extra)} ({datum(vertrek.dag)})"
    doel = _bound(pad.doelzone, False, soort, extra, heel).split(" ", 1)[-1] if heel and pad.richting else None
    naar = f"{doel or figure(pad.doelwaarde, soort, extra)} ({datum(vraag.doel.datum)})"
    return f"op weg van {van} naar {naar} hoort daar {grens} bij"


def _worse(pad: Pad, soort: Soort, extra: int) -> str:
    woord = "hoger" if pad.richting < 0 else "lager"
    return f"dat is {woord} dan het vertrekpunt van {figure(pad.vergelijk, soort, extra)}"


def _margin(vraag: "Vraag", pad: Pad, punt: Punt, interval: Interval) -> str:
    """Why nothing can be said: what lies inside the margin."""
    soort, toets = vraag.soort, build_toets(pad, punt, vraag.vertrek, vraag.doel.datum)
    naam = "het doel" if toets.zone == pad.doelzone else "het pad"
    marge = f"binnen de marge van {figure(interval[0], soort)} tot {figure(interval[1], soort)}"
    if len(toets.twijfel) == 1:
        return f"{marge} ligt ook {naam} ({figure(toets.rand, soort)})"
    return (
        f"{marge} liggen {naam} ({figure(toets.rand, soort)}) en het vertrekpunt ({figure(toets.basis, soort)}) allebei"
    )


def _wish(vraag: "Vraag") -> str:
    if vraag.doel.soort == "geen" or not vraag.gewenst:
        return "er is geen doel afgesproken"
    return f"afgesproken is alleen de richting {'omhoog' if vraag.gewenst > 0 else 'omlaag'}"


def _heading(lijn: Trend, soort: Soort) -> str:
    """Where the series goes, and how sure that is."""
    if lijn.helling is None:
        return "er is nog geen trend te zien"
    if lijn.helling == 0:
        return "het cijfer blijft gelijk"
    stap = abs(lijn.helling)
    tekst = (
        f"{wording.getal(100 * stap, 1)} procentpunt"
        if soort == "aandeel"
        else wording.getal(stap, 1)
        if soort == "aantal"
        else figure(stap, soort)
    )
    per = "per jaar"
    if soort == "aantal" and stap < 1:  # a quarter of a child a year is one child in four years
        tekst, per = "1", f"per {wording.getal(max(round(1 / stap), 2))} jaar"
    zeker = "" if lijn.zekerheid == "hoog" else ", maar dat kan toeval zijn"
    return f"het cijfer {'stijgt' if lijn.helling > 0 else 'daalt'} met gemiddeld {tekst} {per}{zeker}"
