"""The goals of one chapter of a report, and what is still to be decided about them."""

import datetime as dt

from core.engine.judge import asked
from core.engine.judge.goal_state import DoelStand
from core.model import wording
from core.model.doel import Doel
from core.model.oordeel import Oordeel
from core.reports import opzet as _opzet
from core.reports import ranking
from core.reports.document import Blok
from core.reports.opzet import Cijfer
from core.views.duiding import duiding
from core.views.goals import besluiten
from core.views.report_figures import Klad
from core.views.store import doel_van, doelregios, maten

_GEEN = {
    "aandacht": ("Geen doel loopt nu achter.", "Van de doelen met een cijfer loopt er nu geen achter."),
    "goed": (
        "Nog geen doel is behaald of op koers.",
        "Van de doelen met een cijfer is er nog geen behaald of op koers.",
    ),
}
_GEEN_PUNT = "Er staan geen punten open: een punt maakt u op de pagina Doelen, onder een doel."


def goals(klad: Klad, plan: _opzet.Hoofdstuk, cijfers: list[Cijfer], blok: str) -> list[Blok]:
    keuze, over = plan.doelen, {c.maat for c in cijfers}
    if keuze.kant == "hoofddoelen" and klad.regio.hoofddoelen:
        return _main_goals(klad, keuze, blok)
    mee = [s for s in klad.standen if not keuze.grafiek or s.doel.databron != "mijlpaal"]  # a day is no course
    mee = [s for s in mee if not keuze.over_maten or s.doel.maat in over]
    standen = ranking.of_side(mee, keuze.kant)
    return _drawn(klad, keuze, standen, blok) if standen else _no_goals(mee, keuze.kant)


def _main_goals(klad: Klad, keuze: _opzet.Doelkeuze, blok: str) -> list[Blok]:
    """The goals that the region named, in its order and whatever their verdict; one without a figure is named too."""
    op_id = {s.doel.id: s for s in klad.standen}
    gekozen = [op_id[d] for d in klad.regio.hoofddoelen if d in op_id]
    zonder = [f"{_named(klad, s.doel)} ({s.uitkomst.oordeel})" for s in gekozen if s.uitkomst.waarde is None]
    uit = _drawn(klad, keuze, [s for s in gekozen if s.uitkomst.waarde is not None], blok)
    return uit + [Blok("tekst", zinnen=(f"Zonder cijfer: {wording.opsomming(zonder)}.",))] * bool(zonder)


def _drawn(klad: Klad, keuze: _opzet.Doelkeuze, standen: list[DoelStand], blok: str) -> list[Blok]:
    """A row for each goal, or its chart and a row for what is too short for one; and how many more there are."""
    if not standen:
        return []
    meer, standen = len(standen) - keuze.hoogstens, standen[: keuze.hoogstens]
    uit, los = [], []
    for stand in standen:
        klad.doelen[stand.doel.id] = stand.doel
        lang = stand.reeks["waarde"].notna().sum() > 1
        if keuze.grafiek and lang:
            uit += _course(klad, stand, blok)
        else:
            los.append(stand)
            _row(klad, stand, f"{blok}-los" if keuze.grafiek else blok)
    rest = (f"En nog {meer} {'ander doel' if meer == 1 else 'andere doelen'}.",) * (meer > 0)
    if not keuze.grafiek:
        kop = "Doelen van de regio" if keuze.kant == "alle" else ""
        return [Blok("doelen", blok, titel=kop, zinnen=rest)]
    if los:
        uit.append(Blok("doelen", f"{blok}-los", titel="Doelen met één cijfer: te weinig voor een lijn", zinnen=rest))
    return uit


def _no_goals(mee: list[DoelStand], kant: str) -> list[Blok]:
    """That no goal is behind says nothing of goals without a figure."""
    gemeten = [s for s in mee if s.doel.databron != "context"]
    bekend = [s for s in gemeten if s.uitkomst.waarde is not None]
    if not gemeten or (kant not in _GEEN and bekend):
        return []
    if not bekend:
        return [Blok("tekst", zinnen=("Bij deze keuze heeft geen enkel doel een cijfer om te beoordelen.",))]
    return [Blok("tekst", zinnen=(_GEEN[kant][len(bekend) < len(gemeten)],))]


def _row(klad: Klad, stand: DoelStand, blok: str) -> None:
    """A goal in one row: its figure, what was agreed, and its verdict."""
    u = stand.uitkomst
    rij = stand.reeks[stand.reeks["periode"] == u.periode].tail(1)
    afspraak = {"basis": u.basis, "doelwaarde": u.doelwaarde, "padwaarde": u.padwaarde, "oordeel": str(u.oordeel)}
    klad.add(blok, _named(klad, stand.doel), rij, doel=stand.doel.id, eenheid=_unit(stand), **afspraak)


def _course(klad: Klad, stand: DoelStand, blok: str) -> list[Blok]:
    """A goal with its own chart, and what its verdict says."""
    naam = _named(klad, stand.doel)
    klad.add(blok, naam, stand.reeks, doel=stand.doel.id, eenheid=_unit(stand))
    zin = f"{stand.uitkomst.uitleg} {stand.regiodeel.zin if stand.regiodeel else ''}".strip()
    return [
        Blok(
            "reeks",
            blok,
            naam,
            titel=f"{stand.doel.id} {naam}",
            zinnen=(zin,) if zin else (),
            eenheid=_unit(stand),
            uitkomst=stand.uitkomst,
            breuken=stand.breuken,
        )
    ]


def _unit(stand: DoelStand) -> str:
    return stand.maat.unit if stand.maat else stand.doel.eenheid


def _named(klad: Klad, doel: Doel) -> str:
    """A goal with the filters that its figure does not know."""
    maat = maten().get(doel.maat or "")
    if doel.databron == "mijlpaal":
        return klad.named(doel.label, ("gi",))
    return klad.named(doel.label, maat.dimensions if maat and doel.databron == "registratie" else asked.DIMENSIES)


def decisions(klad: Klad, hoogstens: int) -> list[Blok]:
    """What the table left open, the overdue first; then what was agreed on open goals, and what still has to be."""
    nu = {s.doel.id: s for s in klad.standen}
    besloten, nog = [], []
    for doel in (d for r in doelregios(klad.regio.id) for d in r.doelen if d.doel.soort == "open"):
        genomen = besluiten(klad.view, doel.id)
        if genomen and genomen[-1].verandering is not None:
            b = genomen[-1]
            besloten.append(
                f"{doel.id} {_named(klad, doel)}: {wording.getal(round(100 * abs(b.verandering), 1))}% "
                f"{'meer' if b.verandering > 0 else 'minder'}, uiterlijk {wording.datum(b.datum)} (afgesproken door "
                f"{b.wie}).{_now(nu.get(doel.id))}"
            )
        else:
            nog.append(
                f"{doel.id} {_named(klad, doel)}: het percentage is nog niet afgesproken.{_now(nu.get(doel.id))}"
            )
    punten = _points(klad)
    alle, slot = [*punten, *nog], (_GEEN_PUNT,) * (not punten)
    zinnen = alle[:hoogstens]
    meer = len(alle) - len(zinnen)
    if not zinnen:
        uit = [Blok("tekst", zinnen=("Alle doelen van deze regio hebben een getal.", *slot))]
    else:
        uit = [Blok("lijst", zinnen=(*zinnen, *([f"En nog {meer} andere."] if meer else []), *slot))]
    eerder = [f"Al afgesproken: {besloten[0]}", *besloten[1:]] if besloten else []
    ruimte = max(2, hoogstens - len(zinnen))  # the tafelblad stays one page
    return uit + [Blok("lijst", zinnen=tuple(eerder[:ruimte]))] * bool(eerder)


def _points(klad: Klad) -> list[str]:
    """A sentence for each point that stands open under this selection, without its words where they may not be read."""
    gekozen, vandaag = set(klad.selectie.filter("gemeente")), dt.date.today()
    uit = []
    for p in duiding(klad.view, klad.regio.id):
        van = set(p.selectie.filter("gemeente"))
        if not p.comes_back or (gekozen and van and not gekozen & van):
            continue
        gevonden = doel_van(klad.regio.id, p.doel)
        wat = p.besluit or p.verklaring or p.hypothese or p.les or f"punt {p.nr} van de duiding"
        delen = [p.status, p.eigenaar, f"klaar op {wording.datum(p.klaar)}" if p.klaar else ""]
        delen += ["over de datum"] * p.overdue(vandaag)
        delen += ["de tekst staat alleen in Intern"] * (not p.leesbaar)
        naam = f"{p.doel} {gevonden[1].label}" if gevonden else p.doel
        uit.append(f"{naam}: {wat.splitlines()[0].rstrip('.')} ({', '.join(d for d in delen if d)}).")
    return uit


def _now(stand: DoelStand | None) -> str:
    if stand is None or stand.uitkomst.waarde is None or stand.uitkomst.oordeel is Oordeel.TE_KLEIN:
        return ""
    return (
        f" Nu: {wording.with_eenheid(stand.uitkomst.waarde, _unit(stand))} ({wording.periode(stand.uitkomst.periode)})."
    )
