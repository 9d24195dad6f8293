"""A report made ready for any way of writing: chapters of paragraphs, tables and charts, every cell in words. What a
writer adds is only how its own kind of file draws these."""

import datetime as dt
from dataclasses import dataclass, field

import pandas as pd

from core.charts.grammar import Grafiek
from core.charts.pad import corners
from core.charts.plane import has_path
from core.charts.sentence import message
from core.charts.series import series
from core.model import wording
from core.model.doel import Doel, Reeksbreuk
from core.model.oordeel import SYMBOOL, VERBORGEN, Oordeel
from core.model.veranderd import NU, TOEN
from core.reports.document import Blok
from core.reports.export import KOP, Uitgave

VOORLOPIG = "* voorlopig cijfer"
_WHOLE, _FITS = 12, 2400  # rows and letters of a table that fills at most half a page
_KOLOMMEN = 5  # periods in a table on paper
_DREMPEL = {"minstens": "ten minste ", "hoogstens": "ten hoogste ", "meer_dan": "meer dan "}
_LATER = {"nog niet meetbaar": "nog niet", VERBORGEN: "verborgen"}


@dataclass(frozen=True)
class Cel:
    """`getal` with its unit where the cell is a number: a spreadsheet keeps it one."""

    tekst: str
    getal: float | None = None
    eenheid: str = ""


@dataclass(frozen=True)
class Alinea:
    zinnen: tuple[str, ...]
    lijst: bool = False


@dataclass(frozen=True)
class Tabel:
    """`kop`: names of the columns; the first column names the row, `getallen`: columns set to the right."""

    titel: str
    kop: tuple[str, ...]
    rijen: tuple[tuple[Cel, ...], ...]
    getallen: frozenset[int] = frozenset()
    noot: str = ""

    @property
    def whole(self) -> bool:
        """Short enough to stand on one page: one row of it alone on the next would belong to nothing."""
        return len(self.rijen) <= _WHOLE and sum(len(c.tekst) for rij in self.rijen for c in rij) <= _FITS


@dataclass(frozen=True)
class Beeld:
    """A chart: `grafiek` to draw, `reeks` (rows of the frame) for who draws it natively."""

    grafiek: Grafiek = field(hash=False)
    reeks: pd.DataFrame = field(hash=False, repr=False)
    naam: str
    eenheid: str
    zinnen: tuple[str, ...] = ()
    padlijn: tuple[tuple[dt.date, float], ...] = ()
    breuken: tuple[Reeksbreuk, ...] = ()


@dataclass(frozen=True)
class Sectie:
    titel: str
    delen: tuple[Alinea | Tabel | Beeld, ...]


def sections(uit: Uitgave, *, alles: bool = False) -> tuple[Sectie, ...]:
    """The chapters of a report; of a single table one, with that table. `alles`: tables with every period, for where
    there is room."""
    if uit.document is None:
        return (Sectie("Cijfers", (_plain(uit.frame),)),)
    doelen = {d.id: d for d in uit.doelen}
    return tuple(
        Sectie(h.titel, tuple(deel for b in h.blokken for deel in _laid_out(b, uit.frame, doelen, alles)))
        for h in uit.document.hoofdstukken
    )


def sources(uit: Uitgave) -> list[str]:
    """Every source of the maten and goals in it once, with its articles."""
    plaatsen: dict[str, set[str]] = {}
    for bron in [b for m in uit.maten for b in m.sources] + [b for d in uit.doelen for b in d.bronnen]:
        plaatsen.setdefault(bron.title, set()).update([bron.article] if bron.article else [])
    return [
        f"{titel}: {'; '.join(sorted(artikelen))}".removesuffix(": ") for titel, artikelen in sorted(plaatsen.items())
    ]


def definitions(uit: Uitgave) -> Tabel:
    """What each figure means, and where that comes from."""
    rijen = [(m.label, m.definition, _titles(m.sources)) for m in uit.maten]
    rijen += [(f"{d.label} ({d.id})", d.definitie, _titles(d.bronnen)) for d in uit.doelen]
    return Tabel("Wat de cijfers betekenen", ("Cijfer", "Definitie", "Bron"), tuple(tuple(map(Cel, r)) for r in rijen))


def _titles(bronnen) -> str:
    return "; ".join(dict.fromkeys(b.title for b in bronnen))


def column_widths(tabel: Tabel, *, minst: int = 8, meest: int = 44, rand: int = 0) -> list[float]:
    """How wide each column asks to be, as a share of the whole: by its longest cell, between two lengths. `rand`: what
    the sides of a cell take, in letters."""
    lang = [max([len(k), *(len(r[i].tekst) for r in tabel.rijen)]) for i, k in enumerate(tabel.kop)]
    lang = [min(max(x, minst), meest) + rand for x in lang]
    return [x / sum(lang) for x in lang]


def _laid_out(blok: Blok, frame: pd.DataFrame, doelen: dict[str, Doel], alles: bool) -> list[Alinea | Tabel | Beeld]:
    if blok.soort in ("tekst", "lijst"):
        return [Alinea(blok.zinnen, blok.soort == "lijst")]
    rijen = frame[(frame["blok"] == blok.id) & ((frame["wat"] == blok.wat) | (not blok.wat))]
    if rijen.empty:
        return []
    if blok.soort == "reeks":
        return [_chart(blok, rijen)]
    if blok.soort == "doelen":
        return [_goals(blok, rijen, doelen)]
    if blok.soort == "veranderd":
        return [_moved(blok, rijen)]
    return [_periods(blok, rijen, "wat" if blok.soort == "overzicht" else "deel", alles)]


def _chart(blok: Blok, rijen: pd.DataFrame) -> Beeld:
    grafiek = series(
        rijen.reset_index(drop=True),
        label=blok.wat,
        eenheid=blok.eenheid,
        uitkomst=blok.uitkomst,
        breuken=blok.breuken,
        smal=True,
        hoogte=230,
    )
    return Beeld(
        grafiek, rijen.reset_index(drop=True), blok.wat, blok.eenheid, blok.zinnen, _path(blok, rijen), blok.breuken
    )


def _path(blok: Blok, rijen: pd.DataFrame) -> tuple[tuple[dt.date, float], ...]:
    """The corners of the agreed path; a norm is level."""
    u = blok.uitkomst
    if u is None or u.doelwaarde is None:
        return ()
    if has_path(u):
        return corners(u)
    return (min(rijen["van"].dropna()), u.doelwaarde), (max(rijen["tot"].dropna()), u.doelwaarde)


def _periods(blok: Blok, rijen: pd.DataFrame, kolom: str, alles: bool) -> Tabel:
    """A row per figure (or part), a column for each of the last periods; with figures also what changed in a year."""
    perioden = rijen.dropna(subset=["periode"]).drop_duplicates("periode").sort_values("tot")["periode"].tolist()
    perioden = perioden if alles else perioden[-_KOLOMMEN:]
    uit, voorlopig = [], False
    for naam, eigen in rijen.groupby(kolom, sort=kolom == "deel"):
        per = {r.periode: r for r in eigen.itertuples()}
        eenheid = str(eigen["eenheid"].iloc[0])
        cellen = [_figure(per.get(p), eenheid) for p in perioden]
        voorlopig |= any(c.tekst.endswith("*") for c in cellen)
        if kolom == "wat":
            uit.append((Cel(f"{naam}{_unit(eenheid)}"), *cellen, Cel(_change(eigen, eenheid))))
        else:
            uit.append((Cel(str(naam)), *cellen))
    eerste = "Cijfer" if kolom == "wat" else f"{blok.kolom[:1].upper()}{blok.kolom[1:]}" or "Onderdeel"
    kop = (eerste, *(wording.periode_kort(p) for p in perioden))
    if kolom == "wat":
        kop += ("Verschil met een jaar eerder",)
    titel = blok.titel or blok.wat
    return Tabel(
        f"{titel}{_unit(blok.eenheid)}" if kolom == "deel" else titel,
        kop,
        tuple(uit),
        frozenset(range(1, len(perioden) + 1)),
        VOORLOPIG if voorlopig else "",
    )


def _unit(eenheid: str) -> str:
    woord = wording.ACHTERVOEGSEL.get(eenheid, eenheid)
    return f" ({woord})" if woord else ""


def _figure(rij, eenheid: str) -> Cel:
    if rij is None:
        return Cel(wording.LEEG)
    if wording.is_empty(rij.waarde):
        return Cel(_LATER.get(rij.reden, wording.LEEG))
    ster = "*" if rij.voorlopig is True or rij.voorlopig == "ja" else ""
    return Cel(wording.waarde(rij.waarde, eenheid, kort=True) + ster, float(rij.waarde), eenheid)


def _change(rijen: pd.DataFrame, eenheid: str) -> str:
    """The last definitive figure against the one of a year before, with the caution that it may be chance."""
    vast = rijen[rijen["waarde"].notna() & ~rijen["voorlopig"].map(bool)]
    if vast.empty:
        return wording.LEEG
    nu = vast.iloc[-1]
    toen = vast[[t.year == nu["tot"].year - 1 and t.month == nu["tot"].month for t in vast["tot"]]]
    if toen.empty:
        return wording.LEEG
    paar = pd.concat([toen.tail(1), vast.tail(1)], ignore_index=True)
    kern = message("", eenheid, paar).removeprefix(": ")
    return f"{wording.periode_kort(nu['periode'])}: {kern}"


def _goals(blok: Blok, rijen: pd.DataFrame, doelen: dict[str, Doel]) -> Tabel:
    uit = []
    for r in rijen.itertuples():
        doel = doelen.get(r.doel)
        cijfer = wording.with_eenheid(r.waarde, r.eenheid, kort=True)
        if r.eenheid == "ja/nee":
            cijfer = "behaald" if r.waarde else "nog niet"
        laat = wording.TE_LAAT if doel and r.oordeel == Oordeel.BEHAALD and doel.is_late(r.tot) else ""
        uit.append(
            (
                Cel(f"{r.wat} ({r.doel})"),
                Cel(cijfer, float(r.waarde), r.eenheid),
                Cel(wording.periode_kort(r.periode)),
                _agreed(r.padwaarde if not wording.is_empty(r.basis) else None, r.eenheid),
                _target(r, doel),
                Cel(f"{SYMBOOL[Oordeel(r.oordeel)]} {r.oordeel}{laat}"),
            )
        )
    kop = ("Doel", "Cijfer", "Periode", "Pad nu", "Doel is", "Oordeel")
    return Tabel(blok.titel, kop, tuple(uit), frozenset({1, 3}), " ".join(blok.zinnen))


def _moved(blok: Blok, rijen: pd.DataFrame) -> Tabel:
    """A row per goal: what it was with the delivery before the newest, and what it is now over the same period."""
    uit = []
    for doel, eigen in rijen.groupby("doel", sort=False):
        op = {r.deel: r for r in eigen.itertuples()}
        eenheid, toen, nu = str(eigen["eenheid"].iloc[0]), op[TOEN], op[NU]
        cijfers = [_figure(toen, eenheid), _figure(nu, eenheid)]
        uit.append((Cel(f"{toen.wat} ({doel}){_unit(eenheid)}"), Cel(wording.periode_kort(toen.periode)), *cijfers))
    kop = ("Doel", "Periode", "Met de vorige levering", "Nu")
    return Tabel(blok.titel, kop, tuple(uit), frozenset({2, 3}), " ".join(blok.zinnen))


def _agreed(x, eenheid: str, woord: str = "") -> Cel:
    if wording.is_empty(x) or eenheid == "ja/nee":
        return Cel(wording.LEEG)
    return Cel(woord + wording.waarde(x, eenheid, kort=True), float(x), eenheid)


def _target(rij, doel: Doel | None) -> Cel:
    dag = doel.doel.datum if doel else None
    if rij.eenheid == "ja/nee":
        return Cel(f"vóór {wording.datum(dag)}" if dag else wording.LEEG)
    heel = None if wording.is_empty(rij.doelwaarde) else wording.reached(rij.doelwaarde, rij.basis, rij.eenheid)
    cel = _agreed(heel, rij.eenheid, _DREMPEL.get(doel.doel.soort, "") if doel else "")
    return cel if cel.getal is None or dag is None else Cel(f"{cel.tekst} in {dag.year}")


def _plain(frame: pd.DataFrame) -> Tabel:
    """Any table, in words."""
    kolommen = [k for k in frame.columns if frame[k].notna().any()]
    rijen = tuple(tuple(_cell(rij[k], rij, k) for k in kolommen) for rij in frame[kolommen].to_dict("records"))
    getallen = frozenset(i for i, k in enumerate(kolommen) if i and frame[k].dtype.kind in "iuf")
    return Tabel("Cijfers", tuple(KOP.get(k, str(k)) for k in kolommen), rijen, getallen)


def _cell(x, rij: dict, kolom: str) -> Cel:
    if wording.is_empty(x):
        return Cel("")
    if isinstance(x, bool):
        return Cel(wording.ja_nee(x))
    if hasattr(x, "year"):
        return Cel(wording.datum(x))
    if isinstance(x, int | float):
        eenheid = str(rij.get("eenheid", "")) if kolom in ("waarde", "laag", "hoog", "basis", "doelwaarde") else ""
        return Cel(wording.waarde(x, eenheid), float(x), eenheid)
    return Cel(str(x))
