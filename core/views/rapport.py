"""A report: what its chapters ask of a view. Which chapter holds what is data (core.reports.opzet); how it looks on
paper, slides or sheets is of core.reports. All figures are rows of one frame, that the view lets through or not."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from core.model import wording
from core.model.doel import Regio
from core.model.melding import Melding
from core.model.oordeel import VERBORGEN
from core.model.selectie import Per, Selectie
from core.model.wider import wider
from core.reports import opzet as _opzet
from core.reports.document import Blok, Document, Hoofdstuk
from core.reports.opzet import SOORTEN, Cijfer
from core.store.replace import replace
from core.views.contract import Blad, View
from core.views.report_changed import changed
from core.views.report_figures import Klad, asked_figures, figures
from core.views.report_goals import decisions, goals
from core.views.store import gemeentenamen, maten, regios

Tell = Callable[[float, str], None]


def make_rapport(
    view: View,
    soort: str,
    selectie: Selectie,
    *,
    per: Per | None = None,
    sjabloon: bytes | None = None,
    tell: Tell = lambda deel, wat: None,
) -> Blad:
    """The report `soort` (one of SOORTEN) under a selection, with the figures of this view. `per`: other periods than
    its own. `sjabloon`: the user's own file of Word or PowerPoint to write it in. `tell`: is told how far it is (0 to
    1) and with what. Raises Melding for a report or region that is not known, and when there is no figure."""
    if soort not in SOORTEN:
        raise Melding(f"Het rapport {soort} bestaat niet: kies uit {wording.opsomming(SOORTEN)}.")
    opzet = _opzet.load_opzet(soort)
    _opzet.check_names(opzet, maten())
    opzet = opzet.model_copy(update={"per": per or opzet.per})
    regio = _region(view, selectie)
    selectie = selectie.with_(regio=regio.id, splits=())
    _check_filters(view, regio, selectie)
    tell(0.0, "de doelen")
    per_jaar = selectie.with_(per="jaar")
    with ThreadPoolExecutor(1) as meanwhile:  # what changed takes as long as all else together
        anders = None
        if any(p.veranderd for p in opzet.hoofdstukken):
            view.door.enter()
            anders = meanwhile.submit(view.unattended().veranderd_kort, per_jaar)
        klad = Klad(view, regio, selectie, opzet, view.doelen(per_jaar), anders)
        hoofdstukken = []
        for nr, plan in enumerate(opzet.hoofdstukken, 1):
            tell(nr / (len(opzet.hoofdstukken) + 1), plan.titel)
            hoofdstukken.append(Hoofdstuk(plan.titel, tuple(_blokken(klad, plan, f"h{nr}"))))
    frame = klad.frame()
    if not (frame["waarde"].fillna(0).ne(0) | (frame["reden"] == VERBORGEN)).any():  # nothing but zeros is nothing
        if klad.geweigerd:
            raise Melding(klad.geweigerd[0])
        kan = wider(selectie, hidden=False, filters=("gemeente", "gi", "segment", "jaren"))
        raise Melding(f"Bij deze keuze is er geen enkel cijfer: {f'kies {kan}' if kan else 'er is niets geladen'}.")
    return Blad(
        frame,
        f"{opzet.titel} {regio.naam}",
        selectie,
        tuple(klad.maten.values()),
        tuple(klad.doelen.values()),
        Document(tuple(hoofdstukken), view.weergave.naam, opzet.compact, sjabloon),
    )


def _region(view: View, selectie: Selectie) -> Regio:
    if selectie.regio:
        regio = regios(view.store)[selectie.regio]
        if regio.id not in view.store.regios:
            raise Melding(f"Van {regio.naam} zijn geen gegevens geladen: kies een andere regio, of laad ze eerst.")
        return regio
    if len(view.store.regios) != 1:
        keuze = wording.opsomming(view.store.regios) or "geen enkele regio"
        raise Melding(f"Een rapport gaat over één regio: kies er een (er zijn gegevens van {keuze}).")
    return regios(view.store)[view.store.regios[0]]


def _check_filters(view: View, regio: Regio, selectie: Selectie) -> None:
    """Raises Melding for a gemeente outside the region, and a GI or segment that is nowhere in the data: a report of
    nothing would look like one of too few."""
    namen = gemeentenamen()
    kan = {
        "gemeente": (regio.codes, "De gemeente", f"in {regio.naam}"),
        "gi": (view.store.gis, "De GI", "in de gegevens"),
        "segment": (view.store.segmenten, "Het segment", "in de gegevens"),
    }
    for kolom, waarden in selectie.filters:
        bekend, woord, waar = kan.get(kolom, (waarden, "", ""))
        if bekend and (vreemd := [namen.get(w, w) for w in waarden if w not in bekend]):
            keuze = wording.opsomming(namen.get(w, w) for w in bekend)
            raise Melding(f"{woord} {wording.opsomming(vreemd)} is er niet {waar}: kies uit {keuze}.")


def _blokken(klad: Klad, plan: _opzet.Hoofdstuk, blok: str) -> list[Blok]:
    uit = [Blok("tekst", zinnen=(plan.uitleg,))] if plan.uitleg else []
    cijfers = list(plan.maten) + [Cijfer(maat=m.id) for m in maten().values() if plan.thema and m.theme == plan.thema]
    uit += figures(klad, plan, cijfers, blok)
    uit += asked_figures(klad, plan, f"{blok}-opgevraagd")
    if plan.doelen:
        uit += goals(klad, plan, cijfers, f"{blok}-doelen")
    if plan.veranderd:
        uit += changed(klad, plan.veranderd, f"{blok}-veranderd")
    if plan.besluiten:
        uit += decisions(klad, plan.besluiten)
    return uit


def kinds_of(naam: str) -> tuple[str, str]:
    """The way to write a report and the report that is meant without saying which, by the name of its file. Raises
    Melding for another kind of file."""
    eind = naam.rpartition(".")[2].lower()
    if eind not in _BESTAND:
        raise Melding(f"{naam} is geen rapport: laat de naam eindigen op {wording.opsomming(_BESTAND)}.")
    return _BESTAND[eind]


def write_rapport(view: View, bestand: Path, make: Callable[[View], Blad], kind: str) -> None:
    """A report as a file; one that is there is replaced as a whole or not at all."""
    inhoud = view.export(kind, make)
    replace(bestand, lambda klad: klad.write_bytes(inhoud))


_BESTAND = {
    "pdf": ("pdf", "tafelblad"),
    "docx": ("docx", "tafelblad"),
    "pptx": ("pptx", "presentatie"),
    "xlsx": ("cijferboek", "cijferboek"),
}
