"""The figures of one chapter of a report: maten, their parts, and what was asked for. What has no figure, or may not be
shown, is named with the reason: a chapter leaves nothing out without a word."""

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

import pandas as pd

from core.engine.count.series import GEEN_GEGEVENS
from core.engine.judge import asked
from core.engine.judge.goal_state import DoelStand
from core.model import wording
from core.model.doel import Doel, Regio
from core.model.maat import Maat
from core.model.melding import Melding
from core.model.oordeel import VERBORGEN
from core.model.selectie import Selectie
from core.model.veranderd import Veranderd
from core.reports import opzet as _opzet
from core.reports.document import KOLOMMEN, Blok
from core.reports.opzet import Cijfer, Opzet
from core.views.contract import View
from core.views.store import gemeentenamen, maten

# How many periods stand in a chart: some five years.
_PERIODEN = {"jaar": 8, "halfjaar": 10, "kwartaal": 20, "maand": 36}
_JAREN = 3  # of a split
_KLEIN = "niet te tonen (te klein, of een klein aantal volgt eruit)"


@dataclass
class Klad:
    """What a report has so far: its rows, the maten and goals they are about, and why the view refused some. `anders`:
    what changed since the delivery before, asked meanwhile for a report that tells it."""

    view: View
    regio: Regio
    selectie: Selectie
    opzet: Opzet
    standen: list[DoelStand]
    anders: Future[Veranderd] | None = None
    rijen: list[pd.DataFrame] = field(default_factory=list)
    maten: dict[str, Maat] = field(default_factory=dict)
    doelen: dict[str, Doel] = field(default_factory=dict)
    geweigerd: list[str] = field(default_factory=list)

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

    def named(self, naam: str, kolommen: Sequence[str]) -> str:
        """A figure with the filters that it does not know, for it is of more than what was chosen: "Lopende JB (alle
        segmenten)". `kolommen`: what it can be limited by."""
        weg = [k for k, w in self.selectie.filters if w and k not in kolommen]
        return f"{naam} ({wording.alle(weg)})" if weg else naam


def figures(klad: Klad, plan: _opzet.Hoofdstuk, cijfers: list[Cijfer], blok: str) -> list[Blok]:
    """A table of all maten of the chapter, and a chart of each that has figures; what has none is named with who can
    deliver it."""
    beelden, gevuld, zonder = [], False, _Without(klad, plan.bij)
    for cijfer in cijfers:
        maat = maten()[cijfer.maat]
        wat = klad.named(cijfer.label or maat.label, maat.dimensions)
        reeks = zonder.ask(maat, wat, cijfer.filter, per=klad.opzet.per)
        if reeks is None:
            continue
        gevuld, reeks = True, reeks.tail(_PERIODEN[klad.opzet.per])
        klad.maten[maat.id] = maat
        klad.add(blok, wat, reeks, maat=maat.id)
        if plan.grafieken and reeks["waarde"].notna().sum() > 1:
            breuken = tuple(b for b in klad.regio.reeksbreuken if b.touches(maat))
            beelden.append(Blok("reeks", blok, wat, eenheid=maat.unit, breuken=breuken))
    uit = [Blok("overzicht", blok, titel=f"De cijfers per {klad.opzet.per}")] if gevuld else []
    uit += zonder.blokken() + beelden
    genoemd, zonder = {m.id for _, m in zonder.leeg}, _Without(klad, plan.bij)
    for nr, deel in enumerate(plan.delen, 1):
        if deel.maat not in genoemd:
            uit += _parts(klad, deel, f"{blok}-deel{nr}", zonder)
    return uit + zonder.blokken()


@dataclass
class _Without:
    """Asks a view for series, and keeps what has no figure to say it once, by its reason. `bij`: who can deliver it."""

    klad: Klad
    bij: str
    leeg: list[tuple[str, Maat]] = field(default_factory=list)
    redenen: dict[str, list[str]] = field(default_factory=dict)

    def ask(self, maat: Maat, wat: str, eigen: dict[str, tuple[str, ...]], **anders) -> pd.DataFrame | None:
        """The series of a maat within what the reader chose and the report itself limits; None when it has no figure,
        and none that is hidden."""
        keuze = self.klad.selectie.within(eigen)
        if keuze is None:
            return self.say("Valt buiten de gekozen filters", wat)
        try:
            reeks = self.klad.view.reeks(maat.id, keuze.with_(**anders))
        except Melding as melding:
            self.klad.geweigerd.append(str(melding))
            return self.say(str(melding), wat)
        redenen = set(reeks["reden"]) - {""}
        if reeks["waarde"].notna().any() or (VERBORGEN in redenen and not keuze.with_(**anders).splits):
            return reeks
        if VERBORGEN in redenen:
            return self.say(f"{_KLEIN[0].upper()}{_KLEIN[1:]}", wat)
        if not redenen or GEEN_GEGEVENS in redenen:
            if keuze.filter("segment") and set(maat.tables) <= set(self.klad.view.store.dekking):
                return self.say("Geen gegevens in het gekozen segment", wat)
            self.leeg.append((wat, maat))
            return None
        return self.say(f"Dit cijfer is {wording.opsomming(sorted(redenen))}", wat)

    def say(self, reden: str, wat: str) -> None:
        self.redenen.setdefault(reden.rstrip("."), []).append(wat)

    def blokken(self) -> list[Blok]:
        zinnen = [f"{reden}: {'; '.join(namen)}." for reden, namen in self.redenen.items()]
        if self.leeg:
            tabellen = wording.opsomming(sorted({t for _, m in self.leeg for t in m.tables}))
            namen = "; ".join(wat for wat, _ in self.leeg)
            bij = f" Dit kan worden geleverd door {self.bij}." if self.bij else ""
            zinnen.insert(0, f"Geen gegevens: {namen}. Nodig: {tabellen}.{bij}")
        return [Blok("tekst", zinnen=tuple(zinnen))] if zinnen else []


def _parts(klad: Klad, deel: _opzet.Deel, blok: str, zonder: _Without) -> list[Blok]:
    """A maat by the parts of one column, per year."""
    maat = maten()[deel.maat]
    wat = klad.named(deel.label or maat.label, maat.dimensions)
    titel = f"{wat}, per {_per(deel.kolom)}"
    reeks = zonder.ask(maat, titel, deel.filter, per="jaar", splits=(deel.kolom,))
    if reeks is None:
        return []
    laatste = sorted(reeks["periode"].dropna().unique())[-_JAREN:]
    reeks = reeks[reeks["periode"].isin(laatste)]
    klad.maten[maat.id] = maat
    klad.add(blok, wat, reeks, maat=maat.id, deel=_names(klad, reeks[deel.kolom], deel.kolom))
    return [Blok("delen", blok, titel=titel, eenheid=maat.unit, kolom=_per(deel.kolom))]


def _per(kolom: str) -> str:
    """What a column is called in a report: contracts speak of the perceel of a segment."""
    return "perceel" if kolom == "segment" else wording.kolom(kolom)


def _names(klad: Klad, codes: pd.Series, kolom: str) -> list[str]:
    woorden = {
        "gemeente": gemeentenamen(),
        "segment": {s.nummer: s.titel for s in klad.regio.segmenten},
    }.get(kolom, {})
    return ["niet bekend" if wording.is_empty(c) else woorden.get(c, str(c)) for c in codes]


def asked_figures(klad: Klad, plan: _opzet.Hoofdstuk, blok: str) -> list[Blok]:
    """Figures that no registration holds: from the table opvragen, or who can deliver them."""
    uit, leeg, gevuld = [], [], False
    for naam in plan.gevraagd:
        doel = _opzet.load_gevraagd()[naam]
        wat = klad.named(doel.label, asked.DIMENSIES)
        try:
            reeks = klad.view.opgevraagd(klad.selectie, doel).tail(_PERIODEN["kwartaal"])
        except Melding as melding:
            klad.geweigerd.append(str(melding))
            leeg.append(f"{wat}: {melding}")
            continue
        if reeks.empty:
            leeg.append(f"{wat}: geen gegevens. Dit kan worden geleverd door {doel.leverancier} ({naam}).")
            continue
        gevuld = True
        klad.add(blok, wat, reeks, doel=naam)
        for kolom in plan.gevraagd_per:
            uit += _asked_parts(klad, doel, kolom, f"{blok}-{naam}-{kolom}")
    uit = ([Blok("overzicht", blok, titel="Opgevraagde cijfers")] if gevuld else []) + uit
    return uit + ([Blok("lijst", zinnen=tuple(leeg))] if leeg else [])


def _asked_parts(klad: Klad, doel: Doel, kolom: str, blok: str) -> list[Blok]:
    waarden = klad.regio.codes if kolom == "gemeente" else tuple(s.nummer for s in klad.regio.segmenten)
    gekozen = klad.selectie.filter(kolom)
    titel = f"{klad.named(doel.label, asked.DIMENSIES)}, per {_per(kolom)}"
    gevonden = False
    try:
        for waarde in (w for w in waarden if not gekozen or w in gekozen):
            reeks = klad.view.opgevraagd(klad.selectie.with_(**{kolom: (waarde,)}), doel).tail(_JAREN)
            gevonden |= len(reeks) > 0
            klad.add(blok, doel.label, reeks, doel=doel.id, deel=_names(klad, pd.Series([waarde]), kolom)[0])
    except Melding as melding:
        return [Blok("tekst", zinnen=(f"{titel}: {melding}",))]
    if not gevonden:
        return [Blok("tekst", zinnen=(f"{titel}: niet opgegeven.",))]
    return [Blok("delen", blok, titel=titel, eenheid=doel.eenheid, kolom=_per(kolom))]
