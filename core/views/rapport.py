"""A report: what its chapters ask of a view. Which chapter holds what is data (core.reports.opzet); how it looks on
paper, slides or sheets is of core.reports. All figures are rows of one frame, that the view lets through or not."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from core.engine.judge.goal_state import DoelStand
from core.model import wording
from core.model.doel import Doel, Regio
from core.model.maat import Maat
from core.model.melding import Melding
from core.model.oordeel import VERBORGEN, Oordeel
from core.model.selectie import Per, Selectie
from core.reports import opzet as _opzet
from core.reports import ranking
from core.reports.document import KOLOMMEN, Blok, Document, Hoofdstuk
from core.reports.opzet import SOORTEN, Cijfer, Opzet
from core.store.replace import replace
from core.views.contract import Blad, View
from core.views.goals import besluiten
from core.views.store import doelregios, gemeentenamen, maten, regios

# How many periods stand in a chart: some five years.
_PERIODEN = {"jaar": 8, "halfjaar": 10, "kwartaal": 20, "maand": 36}
_JAREN = 3  # of a split
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
    opzet = opzet.model_copy(update={"per": per or opzet.per})
    regio = _region(view, selectie)
    selectie = selectie.with_(regio=regio.id, splits=())
    tell(0.0, "de doelen")
    klad = _Klad(view, regio, selectie, opzet, view.doelen(selectie.with_(per="jaar")))
    hoofdstukken = []
    for nr, plan in enumerate(opzet.hoofdstukken, 1):
        tell(nr / (len(opzet.hoofdstukken) + 1), plan.titel)
        hoofdstukken.append(Hoofdstuk(plan.titel, tuple(_blokken(klad, plan, f"h{nr}"))))
    frame = klad.frame()
    if not (frame["waarde"].fillna(0).ne(0) | (frame["reden"] == VERBORGEN)).any():  # nothing but zeros is nothing
        raise Melding(
            "Bij deze keuze is er geen enkel cijfer: kies een ander gebied, een andere GI of een langere periode."
        )
    return Blad(
        frame,
        f"{opzet.titel} {regio.naam}",
        selectie,
        tuple(klad.maten.values()),
        tuple(klad.doelen.values()),
        Document(tuple(hoofdstukken), opzet.compact, sjabloon),
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


@dataclass
class _Klad:
    """What a report has so far: its rows, and the maten and goals they are about."""

    view: View
    regio: Regio
    selectie: Selectie
    opzet: Opzet
    standen: list[DoelStand]
    rijen: list[pd.DataFrame] = field(default_factory=list)
    maten: dict[str, Maat] = field(default_factory=dict)
    doelen: dict[str, Doel] = field(default_factory=dict)

    def add(self, blok: str, wat: str, reeks: pd.DataFrame, **velden) -> pd.DataFrame:
        rijen = reeks.assign(**({"blok": blok, "wat": wat} | velden)).reindex(columns=KOLOMMEN)
        if len(rijen):
            self.rijen.append(rijen.astype(object))
        return rijen

    def frame(self) -> pd.DataFrame:
        if not self.rijen:
            return pd.DataFrame(columns=KOLOMMEN)
        alles = pd.concat(self.rijen, ignore_index=True)
        for kolom in ("teller", "noemer", "waarde", "n", "laag", "hoog", "basis", "doelwaarde", "padwaarde"):
            alles[kolom] = pd.to_numeric(alles[kolom]).astype("float64")
        return alles


def _blokken(klad: _Klad, plan: _opzet.Hoofdstuk, blok: str) -> list[Blok]:
    uit = [Blok("tekst", zinnen=(plan.uitleg,))] if plan.uitleg else []
    cijfers = list(plan.maten) + [Cijfer(maat=m.id) for m in maten().values() if plan.thema and m.theme == plan.thema]
    uit += _figures(klad, plan, cijfers, blok)
    for nr, deel in enumerate(plan.delen, 1):
        uit += _parts(klad, deel, f"{blok}-deel{nr}")
    uit += _asked(klad, plan, f"{blok}-opgevraagd")
    if plan.doelen:
        uit += _goals(klad, plan, cijfers, f"{blok}-doelen")
    if plan.besluiten:
        uit += _decisions(klad, plan.besluiten)
    return uit


def _figures(klad: _Klad, plan: _opzet.Hoofdstuk, cijfers: list[Cijfer], blok: str) -> list[Blok]:
    """A table of all maten of the chapter, and a chart of each that has figures; what has none is named with who can
    deliver it."""
    keuze = klad.selectie.with_(per=klad.opzet.per)
    beelden, leeg, gevuld = [], [], False
    for cijfer in cijfers:
        maat = maten()[cijfer.maat]
        reeks = klad.view.reeks(maat.id, keuze.with_(**cijfer.filter)).tail(_PERIODEN[keuze.per])
        if not reeks["waarde"].notna().any() and VERBORGEN not in set(reeks["reden"]):
            leeg.append(maat)
            continue
        gevuld, wat = True, cijfer.label or maat.label
        klad.maten[maat.id] = maat
        klad.add(blok, wat, reeks, maat=maat.id)
        if plan.grafieken and reeks["waarde"].notna().sum() > 1:
            breuken = tuple(b for b in klad.regio.reeksbreuken if b.touches(maat))
            beelden.append(Blok("reeks", blok, wat, eenheid=maat.unit, breuken=breuken))
    uit = [Blok("overzicht", blok, titel=f"De cijfers per {klad.opzet.per}")] if gevuld else []
    return uit + ([Blok("tekst", zinnen=(_nothing(leeg, plan.bij),))] if leeg else []) + beelden


def _nothing(leeg: list[Maat], wie: str) -> str:
    tabellen = wording.opsomming(sorted({t for m in leeg for t in m.tables}))
    namen = "; ".join(m.label for m in leeg)
    return f"Geen gegevens: {namen}. Nodig: {tabellen}." + (f" Dit kan worden geleverd door {wie}." if wie else "")


def _parts(klad: _Klad, deel: _opzet.Deel, blok: str) -> list[Blok]:
    """A maat by the parts of one column, per year."""
    maat = maten()[deel.maat]
    keuze = klad.selectie.with_(per="jaar", splits=(deel.kolom,)).with_(**deel.filter)
    wat = deel.label or maat.label
    titel = f"{wat}, per {'GI' if deel.kolom == 'gi' else 'perceel' if deel.kolom == 'segment' else deel.kolom}"
    try:
        reeks = klad.view.reeks(maat.id, keuze)
    except Melding as melding:
        return [Blok("tekst", zinnen=(f"{titel}: {melding}",))]
    if deel.kolom not in reeks or not reeks["waarde"].notna().any():
        return []
    laatste = sorted(reeks["periode"].dropna().unique())[-_JAREN:]
    reeks = reeks[reeks["periode"].isin(laatste)]
    klad.maten[maat.id] = maat
    klad.add(blok, wat, reeks, maat=maat.id, deel=_names(klad, reeks[deel.kolom], deel.kolom))
    return [Blok("delen", blok, titel=titel, eenheid=maat.unit)]


def _names(klad: _Klad, codes: pd.Series, kolom: str) -> list[str]:
    woorden = {
        "gemeente": gemeentenamen(),
        "segment": {s.nummer: f"{s.nummer} {s.naam}" for s in klad.regio.segmenten},
    }.get(kolom, {})
    return ["niet bekend" if wording.is_empty(c) else woorden.get(c, str(c)) for c in codes]


def _asked(klad: _Klad, plan: _opzet.Hoofdstuk, blok: str) -> list[Blok]:
    """Figures that no registration holds: from the table opvragen, or who can deliver them."""
    uit, leeg, gevuld = [], [], False
    for naam in plan.gevraagd:
        doel = _opzet.load_gevraagd()[naam]
        reeks = klad.view.opgevraagd(klad.selectie, doel).tail(_PERIODEN["kwartaal"])
        if reeks.empty:
            leeg.append(f"{doel.label}: geen gegevens. Dit kan worden geleverd door {doel.leverancier} ({naam}).")
            continue
        gevuld = True
        klad.add(blok, doel.label, reeks, doel=naam)
        for kolom in plan.gevraagd_per:
            uit += _asked_parts(klad, doel, kolom, f"{blok}-{naam}-{kolom}")
    uit = ([Blok("overzicht", blok, titel="Opgevraagde cijfers")] if gevuld else []) + uit
    return uit + ([Blok("lijst", zinnen=tuple(leeg))] if leeg else [])


def _asked_parts(klad: _Klad, doel: Doel, kolom: str, blok: str) -> list[Blok]:
    waarden = klad.regio.codes if kolom == "gemeente" else tuple(s.nummer for s in klad.regio.segmenten)
    gekozen = klad.selectie.filter(kolom)
    gevonden = False
    for waarde in (w for w in waarden if not gekozen or w in gekozen):
        reeks = klad.view.opgevraagd(klad.selectie.with_(**{kolom: (waarde,)}), doel).tail(_JAREN)
        gevonden |= len(reeks) > 0
        klad.add(blok, doel.label, reeks, doel=doel.id, deel=_names(klad, pd.Series([waarde]), kolom)[0])
    woord = "perceel" if kolom == "segment" else kolom
    return [Blok("delen", blok, titel=f"{doel.label}, per {woord}", eenheid=doel.eenheid)] if gevonden else []


def _goals(klad: _Klad, plan: _opzet.Hoofdstuk, cijfers: list[Cijfer], blok: str) -> list[Blok]:
    keuze, over = plan.doelen, {c.maat for c in cijfers}
    standen = ranking.of_side(klad.standen, keuze.kant, per_gi=bool(klad.selectie.filter("gi")))
    standen = [s for s in standen if not keuze.prioriteit or s.doel.prioriteit in keuze.prioriteit]
    standen = [s for s in standen if not keuze.grafiek or s.doel.databron != "mijlpaal"]  # a day is no course
    standen = [s for s in standen if not keuze.over_maten or s.doel.maat in over]
    meer, standen = len(standen) - keuze.hoogstens, standen[: keuze.hoogstens]
    if not standen:
        geen = {"aandacht": "Geen doel loopt nu achter.", "goed": "Nog geen doel is behaald of op koers."}
        return [Blok("tekst", zinnen=(geen[keuze.kant],))] if keuze.kant in geen else []
    uit = []
    for stand in standen:
        klad.doelen[stand.doel.id] = stand.doel
        eenheid = stand.maat.unit if stand.maat else stand.doel.eenheid
        if keuze.grafiek:
            uit += _course(klad, stand, eenheid, blok)
        else:
            u = stand.uitkomst
            rij = stand.reeks[stand.reeks["periode"] == u.periode].tail(1)
            afspraak = {"basis": u.basis, "doelwaarde": u.doelwaarde, "padwaarde": u.padwaarde}
            klad.add(
                blok, stand.doel.label, rij, doel=stand.doel.id, eenheid=eenheid, oordeel=str(u.oordeel), **afspraak
            )
    if keuze.grafiek:
        return uit
    kop = "Doelen van de regio" if keuze.kant == "alle" else ""
    rest = f"En nog {meer} {'ander doel' if meer == 1 else 'andere doelen'}."
    return [Blok("doelen", blok, titel=kop, zinnen=(rest,) * (meer > 0))]


def _course(klad: _Klad, stand: DoelStand, eenheid: str, blok: str) -> list[Blok]:
    """A goal with its own chart, and what its verdict says."""
    if stand.reeks["waarde"].notna().sum() < 2:
        return []
    klad.add(blok, stand.doel.label, stand.reeks, doel=stand.doel.id, eenheid=eenheid)
    zin = f"{stand.uitkomst.uitleg} {stand.regiodeel.zin if stand.regiodeel else ''}".strip()
    return [
        Blok(
            "reeks",
            blok,
            stand.doel.label,
            titel=f"{stand.doel.id} {stand.doel.label}",
            zinnen=(zin,) if zin else (),
            eenheid=eenheid,
            uitkomst=stand.uitkomst,
            breuken=stand.breuken,
        )
    ]


def _decisions(klad: _Klad, hoogstens: int) -> list[Blok]:
    """Goals of which the percentage is still to be agreed, and what was agreed."""
    nu = {s.doel.id: s for s in klad.standen}
    besloten, nog = [], []
    for doel in (d for r in doelregios(klad.regio.id) for d in r.doelen if d.doel.soort == "open"):
        genomen = besluiten(klad.view, doel.id)
        if genomen and genomen[-1].verandering is not None:
            b = genomen[-1]
            besloten.append(
                f"{doel.id} {doel.label}: {wording.getal(round(100 * abs(b.verandering), 1))}% "
                f"{'meer' if b.verandering > 0 else 'minder'}, uiterlijk {wording.datum(b.datum)} (afgesproken door "
                f"{b.wie}).{_now(nu.get(doel.id))}"
            )
        else:
            nog.append(f"{doel.id} {doel.label}: het percentage is nog niet afgesproken.{_now(nu.get(doel.id))}")
    zinnen = (besloten + nog)[:hoogstens]
    meer = len(besloten) + len(nog) - len(zinnen)
    if not zinnen:
        return [Blok("tekst", zinnen=("Alle doelen van deze regio hebben een getal.",))]
    return [Blok("lijst", zinnen=(*zinnen, *([f"En nog {meer} andere."] if meer else [])))]


def _now(stand: DoelStand | None) -> str:
    if stand is None or stand.uitkomst.waarde is None or stand.uitkomst.oordeel is Oordeel.TE_KLEIN:
        return ""
    eenheid = stand.maat.unit if stand.maat else stand.doel.eenheid
    return f" Nu: {wording.with_eenheid(stand.uitkomst.waarde, eenheid)} ({wording.periode(stand.uitkomst.periode)})."


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
