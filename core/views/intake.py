"""What a delivery is taken for, before anything is stored: per sheet the columns with reason and examples, the words of
its code lists beside ours, the traps that were found, and how many rows would not count."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

import pandas as pd
import pyarrow.compute as pc

from core.model import wording
from core.model.schema import TABELLEN, Kolom
from core.sources import assemble
from core.sources.bevindingen import causes, show
from core.sources.codelijsten import gemeenten
from core.sources.columns import Geconverteerd, empty
from core.sources.columns.column import LEZERS
from core.sources.columns.convert import Woord
from core.sources.columns.pseudonym import is_bsn, make_vast
from core.sources.columns.reading import Lezing
from core.sources.columns.words import codewoorden
from core.sources.intake import Omgezet
from core.sources.keuzes import Keuzes
from core.sources.raw import RuweTabel, Vraag
from core.sources.readers.message import show as shown
from core.sources.readers.source import Gelezen
from core.sources.recognition.columns import NIET_GEBRUIKEN
from core.sources.recognition.likeness import targets
from core.sources.recognition.names import kolomnamen, normaal
from core.sources.recognition.samples import masker, voorbeelden
from core.sources.recognition.table import onderwerp
from core.sources.traps import Valkuil, find_traps
from core.store.afzender import find_sender
from core.views.deliveries import preview
from core.views.store import eigen

ZEKER, NAKIJKEN, NIET_GEBRUIKT = "zeker", "nakijken", "niet gebruikt"
_AFGESCHERMD = frozenset({"id", "sleutel", "geboortedatum"})
_VRIJ = frozenset({"toelichting", "bron", "bewijs"})
_KIJK = 3_000  # rows in which examples are looked for
_BEGIN = re.compile(r"van(?:af)?\b|begin|start|ingang|aanvang", re.I)
_LIJKT = 0.6  # how much a header looks like a column of ours, to propose it


@dataclass(frozen=True)
class Kolomvoorstel:
    """One column of theirs. `onze`: what it is read as, or may well be ("" for not used, or no idea); `voorbeelden`: at
    most three (what stands there, how it is read), nothing of a child; `open`: it has to be looked at."""

    hun: str
    onze: str
    groep: str
    reden: str
    voorbeelden: tuple[tuple[str, str], ...] = ()
    open: bool = False


@dataclass(frozen=True)
class Woordvoorstel:
    """A word of theirs in a column of codes, in `rijen` rows; `code` None: not known. `sleutels`: what its answer
    is kept under, in every sheet where it stands."""

    tabel: str
    kolom: str
    hun: str
    code: str | None
    rijen: int
    sleutels: tuple[str, ...]


@dataclass(frozen=True)
class Deel:
    """Sheets of one table with the same headers, that are mapped together. `waar`: (file, sheet, rows) of each;
    `zoals`: the mapping that was made of such a sheet before; `vast`: our column -> its value in every row."""

    tabel: str
    waar: tuple[tuple[str, str, int], ...]
    kolommen: tuple[Kolomvoorstel, ...]
    zoals: str = ""
    vast: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Voorstel:
    """`omgezet`: what it was made of, for `keep_mapping`; `vragen`: what is asked beside columns and words;
    `oorzaken`: why rows do not count (sentence, rows); `afzenders`: table -> who sends it; `tm`: table -> its data
    date; `opmerkingen`: what was seen while reading that is no trap; `peildata`: table -> that date where the lines
    above it name it."""

    omgezet: Omgezet
    delen: tuple[Deel, ...]
    woorden: tuple[Woordvoorstel, ...]
    vragen: tuple[Vraag, ...]
    valkuilen: tuple[Valkuil, ...]
    gelezen: int
    afgewezen: int
    oorzaken: tuple[tuple[str, int], ...]
    afzenders: dict[str, tuple[str, ...]]
    tm: dict
    opmerkingen: tuple[str, ...] = ()
    peildata: Mapping[str, dt.date] = field(default_factory=dict)

    @property
    def ready(self) -> bool:
        """Nothing has to be answered before it can be loaded."""
        return not any(v.open for v in self.omgezet.vragen)


def examine(pad: Path | None, gelezen: Sequence[Gelezen], keuzes: Keuzes) -> Voorstel:
    """Raises Melding as `preview`."""
    omgezet = preview(Path(pad or eigen()), gelezen, keuzes)
    groepen: dict[tuple, list[tuple[RuweTabel, Geconverteerd]]] = {}
    for ruw, deel in zip(omgezet.ruwe, omgezet.delen, strict=True):
        if ruw.tabel in TABELLEN:  # messages have columns of their own
            koppen = frozenset(normaal(k) for k in ruw.koppen if not _is_vast(k))
            groepen.setdefault((ruw.tabel, koppen), []).append((ruw, deel))
    valkuilen = find_traps(omgezet.ruwe, omgezet.delen, omgezet.los, keuzes)
    rest = [*omgezet.los, *(b for d in omgezet.delen for b in d.bevindingen.to_pylist())]
    gezegd = {z for v in valkuilen for z in (v.wat, *v.waar)}
    return Voorstel(
        omgezet,
        tuple(_part(groep, keuzes) for groep in groepen.values()),
        tuple(_words(omgezet.delen)),
        tuple(v for v in omgezet.vragen if v.soort not in ("kolom", "code")),
        tuple(valkuilen),
        sum(d.gelezen for d in omgezet.delen),
        sum(d.afgewezen for d in omgezet.delen),
        tuple(causes(pd.DataFrame(rest))) if rest else (),
        _senders(omgezet.delen),
        _data_dates(omgezet.delen),
        tuple(dict.fromkeys(o.melding for o in omgezet.opmerkingen if o.melding not in gezegd)),
        omgezet.peildata,
    )


def found_sheets(gelezen: Sequence[Gelezen]) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """(what an answer about it is kept under, file, sheet, headers) of every sheet that was read."""
    return [(onderwerp(t), t.bestand, t.blad, tuple(t.koppen)) for g in gelezen for t in g.tabellen if t.tabel is None]


def our_tables() -> dict[str, str]:
    """Table of ours -> what is in it."""
    return {t.naam: t.uitleg for t in TABELLEN.values()}


def our_columns(tabel: str) -> dict[str, str]:
    """Column of ours -> what it is."""
    return {k.naam: k.uitleg for k in TABELLEN[tabel].kolommen}


def code_words(tabel: str, kolom: str) -> dict[str, str]:
    """Code -> official word."""
    return dict(TABELLEN[tabel].kolom(kolom).codes) if tabel in TABELLEN else {}


def known_words(tabel: str, kolom: str) -> dict[str, tuple[str, ...]]:
    """Code -> the other words that are known for it."""
    alle, codes = codewoorden(), TABELLEN[tabel].kolom(kolom).codes
    uit: dict[str, list[str]] = {c: [] for c in codes}
    for woord, code in (alle.get(kolom, {}) | alle.get(f"{tabel}.{kolom}", {})).items():
        if code in uit:
            uit[code].append(woord)
    return {c: tuple(woorden) for c, woorden in uit.items()}


def key_of(hun: str) -> str:
    """How a header is named in Keuzes."""
    return normaal(hun)


def _is_vast(kop: str) -> bool:
    return kop.startswith("(vast) ")


def _part(groep: list[tuple[RuweTabel, Geconverteerd]], keuzes: Keuzes) -> Deel:
    ruw, deel = groep[0]
    zoals = next((o.melding for r, _ in groep for o in r.opmerkingen if o.code == "zoals_vorige_keer"), "")
    vast = tuple((k, r) for k, rauw in ruw.kolommen.items() if _is_vast(rauw) for r in (_only_value(ruw, rauw),))
    voorstellen = [*_used(ruw, deel, keuzes, bool(zoals)), *_unused(groep, keuzes, bool(zoals))]
    waar = tuple((r.bestand, r.blad, r.data.num_rows) for r, _ in groep)
    return Deel(ruw.tabel, waar, tuple(voorstellen), zoals.rpartition("(")[2].rstrip(").") if zoals else "", vast)


def _only_value(ruw: RuweTabel, rauw: str) -> str:
    return ruw.data[rauw][0].as_py() if ruw.data.num_rows else ""


def _used(ruw: RuweTabel, deel: Geconverteerd, keuzes: Keuzes, eerder: bool) -> list[Kolomvoorstel]:
    gezegd, uit = keuzes.per_tabel.get(ruw.tabel, {}), []
    plek = {k.naam: nr for nr, k in enumerate(TABELLEN[ruw.tabel].kolommen)}
    for onze, rauw in sorted(ruw.kolommen.items(), key=lambda k: plek[k[0]]):
        if _is_vast(rauw):
            continue
        kolom, groep = TABELLEN[ruw.tabel].kolom(onze), ZEKER
        if normaal(rauw) in gezegd:
            reden = "u koos dit"
        elif eerder:
            reden = "zoals de vorige keer"
        elif normaal(rauw) == normaal(onze):
            reden = "dezelfde naam"
        elif onze in kolomnamen(ruw.tabel).get(normaal(rauw), ()):
            reden = f"een bekende naam voor {onze}"
        else:
            groep, reden = NAKIJKEN, "gekozen bij een vraag"
        uit.append(Kolomvoorstel(rauw, onze, groep, reden, _parsed(deel, kolom)))
    return uit


def _unused(groep: list, keuzes: Keuzes, eerder: bool) -> list[Kolomvoorstel]:
    ruw = groep[0][0]
    gezegd, uit = keuzes.per_tabel.get(ruw.tabel, {}), []
    vragen = {v.kolom: v for r, _ in groep for v in r.vragen if v.soort == "kolom" and v.open}
    afwezig = [k.naam for k in TABELLEN[ruw.tabel].kolommen if k.naam not in ruw.kolommen]
    voorgesteld: set[str] = set()
    for rauw in ruw.onbekend:
        gezien = tuple((v, "") for v in voorbeelden(ruw.data[rauw]))
        if vraag := vragen.get(shown(rauw)):
            onze, reden = _proposal(ruw, rauw, vraag, [k for k in afwezig if k not in voorgesteld])
            voorgesteld |= {onze}
            gezien = _tried(ruw, rauw, onze) if onze and not reden.startswith("de naam") else gezien
            uit.append(Kolomvoorstel(rauw, onze, NAKIJKEN, reden, gezien, True))
        else:
            reden = "u koos dit" if normaal(rauw) in gezegd else "zoals de vorige keer" if eerder else "niet nodig"
            leeg = ruw.data[rauw].null_count == ruw.data.num_rows
            uit.append(Kolomvoorstel(rauw, "", NIET_GEBRUIKT, "leeg" if leeg else reden, gezien))
    return uit


def _proposal(ruw: RuweTabel, rauw: str, vraag: Vraag, afwezig: list[str]) -> tuple[str, str]:
    """(the likeliest column of ours, why); no column where nothing points at one."""
    wat, doelen = targets(rauw, ruw.data[rauw], ruw.tabel, afwezig)
    if doelen := [d for d in doelen if d in vraag.keuzes]:
        begin = [d for d in TABELLEN[ruw.tabel].begin if d in doelen and _BEGIN.search(rauw)]
        return (begin or doelen)[0], f"er staan {wat} in"
    keuzes = [k for k in vraag.keuzes if k != NIET_GEBRUIKEN]
    if gevonden := _by_content(ruw, rauw, [k for k in keuzes if k in afwezig]):
        return gevonden
    if len(keuzes) <= 2:
        return "", f"meer kolommen passen bij {' of '.join(keuzes)}"
    op_naam = max(keuzes, key=lambda k: SequenceMatcher(None, normaal(rauw), normaal(k)).ratio())
    lijkt = SequenceMatcher(None, normaal(rauw), normaal(op_naam)).ratio() >= _LIJKT
    return (op_naam, f"de naam lijkt op {op_naam}") if lijkt else ("", "deze naam is niet bekend")


def _parsed(deel: Geconverteerd, kolom: Kolom) -> tuple[tuple[str, str], ...]:
    """At most three different cells with how they were read; one that could not be read is among them."""
    return tuple(
        (_their(kolom, tekst), _ours(kolom, waarde) if kan else "niet te lezen")
        for tekst, waarde, kan in deel.proefjes.get(kolom.naam, ())
    )


def _by_content(ruw: RuweTabel, rauw: str, afwezig: list[str]) -> tuple[str, str] | None:
    """A column that the table cannot do without, when most of these cells can only be that."""
    teksten = [t.strip() for t in pc.unique(ruw.data[rauw].slice(0, _KIJK)).drop_null().to_pylist()[:200]]
    tabel = TABELLEN[ruw.tabel]
    for kolom in (tabel.kolom(n) for n in afwezig if tabel.kolom(n).verplicht):
        if kolom.soort == "id" and teksten and all(is_bsn(make_vast(t)) for t in teksten):
            return kolom.naam, "er staan burgerservicenummers in"
        if kolom.soort in ("gemeente", "code") and any(any(c.isalpha() for c in t) for t in teksten):
            gelezen = LEZERS[kolom.soort](teksten, Lezing(kolom, tabel))
            if len(gelezen.gebreken) <= len(teksten) / 2:
                wat = "namen van gemeenten" if kolom.soort == "gemeente" else f"woorden voor {kolom.naam}"
                return kolom.naam, f"er staan {wat} in"
    return None


def _tried(ruw: RuweTabel, rauw: str, onze: str) -> tuple[tuple[str, str], ...]:
    """How the first cells would be read as this column of ours."""
    tabel = TABELLEN[ruw.tabel]
    kolom = tabel.kolom(onze)
    teksten = pc.unique(ruw.data[rauw].slice(0, _KIJK)).drop_null().to_pylist()[:3]
    gelezen = LEZERS[kolom.soort](teksten, Lezing(kolom, tabel, datum1904=ruw.datum1904))
    leeg = empty.meaning(teksten, kolom, tabel)
    return tuple(
        (
            _their(kolom, t),
            "leeg" if leeg[p] else "niet te lezen" if p in gelezen.gebreken else _ours(kolom, gelezen.waarden[p]),
        )
        for p, t in enumerate(teksten)
    )


def _their(kolom: Kolom, tekst: str) -> str:
    if kolom.soort in _AFGESCHERMD:
        return "".join("9" if c.isdigit() else "x" if c.isalpha() else c for c in tekst[:20])
    return masker(tekst) if kolom.naam in _VRIJ else tekst.strip()[:40]


def _ours(kolom: Kolom, waarde) -> str:
    if waarde is None:
        return "leeg"
    if kolom.soort in _AFGESCHERMD:
        return "jaar en maand" if kolom.soort == "geboortedatum" else "afgeschermd"
    if kolom.naam in _VRIJ:
        return "tekst"
    if kolom.soort == "gemeente":
        return gemeenten().get(waarde, waarde)
    return f"{waarde} {kolom.codes[waarde]}" if waarde in (kolom.codes or {}) else (show(waarde) or "leeg")


def _words(delen: Sequence[Geconverteerd]) -> list[Woordvoorstel]:
    """One for each word of each column of a table, those that are not known first."""
    samen: dict[tuple[str, str, str], list[Woord]] = {}
    for deel in delen:
        for w in deel.woorden:
            samen.setdefault((deel.tabel, w.kolom, w.hun), []).append(w)
    uit = []
    for (tabel, kolom, hun), lijst in samen.items():
        sleutels, rijen = tuple(dict.fromkeys(w.sleutel for w in lijst)), sum(w.rijen for w in lijst)
        uit.append(Woordvoorstel(tabel, kolom, hun, lijst[0].code, rijen, sleutels))
    return sorted(uit, key=lambda w: (w.code is not None, w.tabel, w.kolom, -w.rijen, w.hun))


def _senders(delen: Sequence[Geconverteerd]) -> dict[str, tuple[str, ...]]:
    uit: dict[str, list[str]] = {}
    for deel in delen:
        naam = assemble.store_name(deel.tabel)
        uit.setdefault(naam, []).append(find_sender(deel.tabel, deel.rijen, deel.leverancier))
    return {t: tuple(dict.fromkeys(wie)) for t, wie in uit.items()}


def _data_dates(delen: Sequence[Geconverteerd]) -> dict[str, str]:
    uit: dict = {}
    for deel in delen:
        naam = assemble.store_name(deel.tabel)
        uit[naam] = max(filter(None, (uit.get(naam), deel.tm)), default=None)
    return {t: wording.datum(d) for t, d in uit.items()}
