"""How one goal is written: its verdict, link, figure, target and path. For cards, tables and the page of a goal.

A `stand` is a DoelStand of the dashboard: doel, maat, reeks, uitkomst.
"""

from html import escape
from urllib.parse import urlencode

from core.model import wording
from core.model.oordeel import SYMBOOL, Oordeel
from core.ui import filters
from core.ui.outcome import unit
from core.ui.table import Html
from core.ui.vaktaal import meaning

_DICHT = "te klein om te delen"
_KLASSE = {
    Oordeel.VERSLECHTERD: "kd-slecht",
    Oordeel.NIET_BEHAALD: "kd-slecht",
    Oordeel.ACHTER: "kd-let",
    Oordeel.OP_KOERS: "kd-goed",
    Oordeel.BEHAALD: "kd-goed",
}
_DREMPEL = {"minstens": "ten minste ", "hoogstens": "ten hoogste ", "meer_dan": "meer dan "}
_JA_NEE = "ja/nee"


def chip(oordeel: Oordeel, aantal: int | None = None, erbij: str = "") -> Html:
    """The verdict as a word with its symbol; colour only helps. What it means is read when pointing at it. `aantal`:
    how many goals have it; `erbij`: what must be said with it."""
    klasse = "kd-let" if erbij else _KLASSE.get(oordeel, "kd-stil")
    hoeveel = "" if aantal is None else f" ({aantal})"
    return Html(
        f'<span class="kd-chip {klasse}" title="{escape(meaning(oordeel.value))}">'
        f'<span aria-hidden="true">{SYMBOOL[oordeel]}</span>{escape(oordeel.value)}{erbij}{hoeveel}</span>'
    )


def verdict_chip(stand) -> Html:
    """The verdict of a goal; that its figure may not be shown is none. A milestone that came late says so."""
    u = stand.uitkomst
    laat = u.oordeel is Oordeel.BEHAALD and stand.doel.is_late(u.dag)
    return hidden_chip() if is_hidden(stand) else chip(u.oordeel, erbij=wording.TE_LAAT if laat else "")


def hidden_chip(aantal: int | None = None) -> Html:
    """In the place of a verdict, where the figure may not be shown."""
    hoeveel = "" if aantal is None else f" ({aantal})"
    return Html(f'<span class="kd-chip kd-stil" title="{escape(meaning(_DICHT))}">{_DICHT}{hoeveel}</span>')


def href(doel_id: str) -> str:
    """The address of the page of a goal, with the choices of now; for in HTML."""
    return escape(f"doelen?{urlencode(filters.address() | {'doel': doel_id}, doseq=True)}")


def with_id(doel) -> Html:
    return Html(
        f'<a class="kd-link" href="{href(doel.id)}">{escape(doel.label)}</a> '
        f'<span class="kd-id">{escape(doel.id)}</span>'
    )


def is_hidden(stand) -> bool:
    """Whether there is a figure, but too small to share: that is not the same as no figure."""
    return stand.uitkomst.waarde is None and stand.uitkomst.oordeel is Oordeel.TE_KLEIN


def is_background(stand) -> bool:
    """Whether no figure belongs to it at all."""
    return stand.doel.databron == "context" and stand.uitkomst.waarde is None


def sentence(stand) -> str:
    """What it says, and of a part of the region which part that is; of a milestone the days, not a 0 or a 1."""
    u = stand.uitkomst
    if unit(stand) != _JA_NEE or u.waarde not in (0, 1):
        return f"{u.uitleg} {stand.regiodeel.zin}" if stand.regiodeel else u.uitleg
    afspraak = f"afgesproken was uiterlijk {wording.datum(u.doeldag)}" if u.doeldag else "er is geen dag afgesproken"
    return f"Behaald op {wording.datum(u.dag)}; {afspraak}." if u.waarde else f"Nog niet behaald; {afspraak}."


def moment(u) -> str:
    return wording.periode(u.periode) if u.periode and u.periode[:4].isdigit() else wording.datum(u.dag)


def size(stand) -> str:
    """The number of observations of the figure itself, not of a later period."""
    if not len(stand.reeks):
        return ""
    rijen = zip(*(stand.reeks[k].tolist() for k in ("tot", "noemer", "n")), strict=True)
    zelf = [(noemer, n) for tot, noemer, n in rijen if tot == stand.uitkomst.dag and not wording.is_empty(n)]
    n = wording.rests_on(unit(stand), *zelf[-1]) if zelf else None
    return "" if n is None else f" · n = {wording.getal(n)}"


def figure(x: float, eenheid: str) -> str:
    """A target or a point of the path: from a hundred on a decimal says nothing, and 30% was agreed, not 30,0%."""
    if eenheid == "aandeel":
        return percent(x)
    rond = round(x) if eenheid in wording.TELBAAR and abs(x) >= 100 else x
    return wording.waarde(rond, eenheid, kort=True)


def percent(deel: float) -> str:
    """A percentage as it was agreed: 60%, 12,5%."""
    return wording.procent(deel, 0 if float(round(100 * deel, 6)).is_integer() else 1)


def target(stand) -> str:
    u, soort = stand.uitkomst, stand.doel.doel.soort
    if u.doelwaarde is None:
        return wording.LEEG
    if unit(stand) == _JA_NEE:
        return f"uiterlijk {wording.datum(u.doeldag)}" if u.doeldag else "zonder dag"
    dag = f" in {u.doeldag.year}" if u.doeldag else ""
    return f"{_DREMPEL.get(soort, '')}{figure(wording.reached(u.doelwaarde, u.basis, unit(stand)), unit(stand))}{dag}"


def path_now(stand) -> str:
    """Where the path lies on the measured day; empty for a level norm and after the target date."""
    u = stand.uitkomst
    if u.padwaarde is None or u.basis is None or u.padwaarde == u.doelwaarde:
        return wording.LEEG
    return figure(u.padwaarde, unit(stand))


def path(stand) -> str:
    if stand.uitkomst.doelwaarde is None:
        return ""
    pad = path_now(stand)
    return f"Doel {target(stand)}" if pad == wording.LEEG else f"Pad nu {pad}, doel {target(stand)}"


def needs(doel) -> str:
    """What has to be loaded for a figure."""
    wie = f" van {doel.leverancier}" if doel.leverancier else ""
    return {
        "registratie": "een levering met de registratie",
        "opvraag": f"een opvraag{wie} (tabel opvragen)",
        "mijlpaal": "de datum waarop het is behaald (tabel mijlpalen)",
        "context": "geen: dit is achtergrond",
    }[doel.databron]
