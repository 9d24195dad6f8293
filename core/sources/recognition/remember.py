"""What was recognised and answered, kept as a mapping: the next delivery of this form asks nothing."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from pydantic import ValidationError

from core.model.melding import Melding
from core.model.schema import TABELLEN
from core.sources.keuzes import APART, JA, NEE, Keuzes
from core.sources.raw import RuweTabel
from core.sources.readers.message import show
from core.sources.recognition.leverancier import (
    MAPPEN,
    NIET_GELEVERD,
    Blad,
    Datum,
    Decimaal,
    Leverancier,
    beschikbaar,
    bestandsnaam,
    load_leverancier,
    name_fits,
    write_mapping,
)
from core.sources.recognition.names import normaal
from core.sources.recognition.table import OVERSLAAN, onderwerp


def remember(leverancier: str, ruwe_tabellen: list[RuweTabel], keuzes: Keuzes, map_: Path) -> Path:
    """Writes what was recognised and answered as a mapping, so that the next delivery asks nothing. Returns
    the file.

    Names of sheets and columns are kept (all of them: by these the next delivery is recognised), how decimals and dates
    are written, and what words of a code list mean; no other values. What an earlier mapping of this name says about
    codes, fixed values, and sheets that are not in this delivery stays.
    """
    ruwe = [r for r in ruwe_tabellen if r.tabel is not None and r.kolommen]
    if not ruwe:
        raise Melding("Er is nog geen blad herkend, dus er valt niets te onthouden. Beantwoord eerst de vragen.")
    vorige = _earlier(leverancier, (map_, *MAPPEN))
    eerder = vorige.tabellen if vorige else ()
    bladen: dict[tuple[str, frozenset[str]], dict] = {}
    gebruikt = []
    for ruw in ruwe:
        # Sheets of one form (a quarter each, a gemeente each) are one part of the mapping, under all of their names.
        vorm = (ruw.tabel, _form(ruw))
        if vorm not in bladen:
            basis = _same_part(ruw, eerder)
            gebruikt.append(basis)
            bladen[vorm] = basis.model_dump(mode="json", exclude_none=True) if basis else _new_part(ruw)
        _add_sheet(bladen[vorm], ruw, keuzes)
    rest = [b for b in eerder if b not in gebruikt and not _taken_back(b, ruwe, keuzes)]
    delen = [*bladen.values(), *(b.model_dump(mode="json", exclude_none=True) for b in rest)]
    inhoud = {
        "naam": leverancier,
        "toelichting": "Vastgelegd na het beantwoorden van de vragen bij het inlezen.",
        "bron": "eigen antwoorden",
        "tabellen": [{k: v for k, v in b.items() if v} for b in delen],
    } | _over_all(ruwe_tabellen, keuzes, vorige)
    try:
        Leverancier.model_validate(inhoud)
    except ValidationError as fout:
        wat = "; ".join(str(f["msg"]) for f in fout.errors())
        raise Melding(f"De antwoorden passen niet bij elkaar en zijn niet bewaard als {leverancier}: {wat}.") from fout
    return write_mapping(map_ / f"{bestandsnaam(leverancier)}.yaml", inhoud)


def _form(ruw: RuweTabel) -> frozenset[str]:
    return frozenset(map(normaal, _delivered(ruw)))


def _same_part(ruw: RuweTabel, eerder: Sequence[Blad]) -> Blad | None:
    """What the earlier mapping says about such a sheet: one of this name, else one with these headers."""
    van_tabel = [b for b in eerder if b.tabel == ruw.tabel]
    op_naam = [b for b in van_tabel if b.past(ruw.blad)]
    return next(iter([*op_naam, *(b for b in van_tabel if frozenset(b.vast) == _form(ruw))]), None)


def _new_part(ruw: RuweTabel) -> dict:
    return {"blad": [], "tabel": ruw.tabel, "kolommen": {}, "decimaal": {}, "datum": {}}


def _taken_back(blad: Blad, ruwe: Sequence[RuweTabel], keuzes: Keuzes) -> bool:
    """Somebody said now that a sheet with these headers is another table than the time before, in such a file."""
    nu = {
        wat
        for r in ruwe
        if frozenset(blad.vast) == _form(r) and (not blad.bestand or _without_numbers(r) in blad.bestand)
        for wat in (keuzes.antwoord("tabel", onderwerp(r)), keuzes.blad(r.blad))
    }
    return blad.tabel not in nu and bool(nu & set(TABELLEN))


def _add_sheet(blad: dict, ruw: RuweTabel, keuzes: Keuzes) -> None:
    """Adds what was recognised and said of one sheet to its part of the mapping, in place."""
    blad["blad"] = list(dict.fromkeys([*blad["blad"], _without_jaar(ruw.blad)]))
    if bestand := _without_numbers(ruw):
        blad["bestand"] = list(dict.fromkeys([*blad.get("bestand", ()), bestand]))
    geleverd = _delivered(ruw)
    blad["kolommen"] |= {rauw: kolom for kolom, rauw in ruw.kolommen.items() if rauw in geleverd}
    gezegd = keuzes.per_tabel.get(ruw.tabel, {})
    for rauw in ruw.onbekend:
        if normaal(rauw) in gezegd:
            blad["kolommen"][rauw] = ""
        blad["kolommen"].setdefault(rauw, "")
    ours = {k.naam for k in TABELLEN[ruw.tabel].kolommen}
    blad["zonder"] = sorted({*blad.get("zonder", ()), *(keuzes.zonder & ours)})
    blad["zonder"] += [v.kolom for v in ruw.vragen if v.soort == "ontbreekt" and v.gekozen == NIET_GELEVERD]
    blad["doortrekken"] = [
        k
        for k in ruw.kolommen.values()
        if normaal(k) in keuzes.doortrekken or _answered(ruw, "doortrekken", k) == "doortrekken"
    ]
    _notaties(blad, ruw, keuzes)


def _delivered(ruw: RuweTabel) -> list[str]:
    """Headers as they were delivered, without the columns that were added for a fixed value."""
    return [k for k in ruw.koppen if not k.startswith("(vast) ")]


def _over_all(ruwe: Sequence[RuweTabel], keuzes: Keuzes, vorige: Leverancier | None) -> dict:
    """What was said about the delivery as a whole, now or before: whose it is, which sheets count, what is no trap."""
    velden = {"nummers", "vervangt", "gi", "gemeente", "afzender", "bladen", "laat_staan", "namen"}
    uit = vorige.model_dump(mode="json", include=velden, exclude_defaults=True) if vorige else {}
    uit |= {k: v for k in ("nummers", "gi", "gemeente") if (v := getattr(keuzes, k))}
    eerder = uit.pop("namen", None)
    if (keuzes.namen or eerder) == APART:
        uit["namen"] = APART
    if nummers := keuzes.antwoord("nummers", "nummers"):
        uit["nummers"] = nummers
    for kolom in ("gi", "gemeente"):  # one value for all; a name of its own for every sheet is not kept
        namen = {v.gekozen for r in ruwe for v in r.vragen if (v.soort, v.kolom) == ("waarde", kolom) and v.gekozen}
        if len(namen) == 1:
            uit[kolom] = namen.pop()
    if bladen := _counting_sheets(ruwe, keuzes, uit.get("bladen", {})):
        uit["bladen"] = bladen
    if laat_staan := keuzes.laat_staan | (set(uit.pop("laat_staan", ())) - keuzes.herstel):
        uit["laat_staan"] = sorted(laat_staan)
    if keuzes.leverancier:
        uit["afzender"] = keuzes.leverancier
    return uit


def _counting_sheets(ruwe: Sequence[RuweTabel], keuzes: Keuzes, eerder: dict[str, str]) -> dict[str, str]:
    """Name of a sheet -> whether it counts. What was said of a sheet of one year holds for such a sheet of every year,
    unless it is not so of another sheet of this delivery, or was not so before: then for this name alone."""
    gezegd = {blad: wat for blad, wat in keuzes.bladen.items() if wat in (JA, NEE)}
    for sleutel, antwoord in keuzes.antwoorden.items():
        soort, over = sleutel if isinstance(sleutel, tuple) else ("", "")
        if soort == "blad" or (soort == "tabel" and antwoord == OVERSLAAN):
            gezegd[_sheet_of(over)] = JA if antwoord == JA else NEE
    alle = {r.blad: JA for r in ruwe if r.tabel} | gezegd
    uit = dict(eerder)
    for naam, wat in gezegd.items():
        ruim = _without_jaar(naam)
        zo = eerder.get(ruim, wat) == wat and all(w == wat for blad, w in alle.items() if name_fits(blad, ruim))
        uit[ruim if zo else naam] = wat
    return uit


def _sheet_of(over: str) -> str:
    """The sheet that a question is about; of a file that is one table its own name."""
    bestand, los, blad = over.partition(" · ")
    return blad if los else Path(bestand).stem


def _earlier(naam: str, mappen: tuple[Path, ...]) -> Leverancier | None:
    return load_leverancier(naam, mappen) if bestandsnaam(naam) in beschikbaar(mappen) else None


def _answered(ruw: RuweTabel, soort: str, kolom: str) -> str | None:
    return next((v.gekozen for v in ruw.vragen if v.soort == soort and v.kolom == show(kolom)), None)


def _notaties(blad: dict, ruw: RuweTabel, keuzes: Keuzes) -> None:
    """Adds how the decimals and dates of a column are written and what its words mean, where somebody said so."""
    for kolom, rauw in ruw.kolommen.items():
        sleutel = f"{onderwerp(ruw)} · {rauw}"
        for soort, kan in (("decimaal", get_args(Decimaal)), ("datum", get_args(Datum))):
            antwoord = keuzes.antwoord(soort, sleutel)
            if antwoord in kan:
                blad[soort] = blad.get(soort, {}) | {kolom: antwoord}
        begin = f"{onderwerp(ruw)} · {kolom} · "
        woorden = dict(keuzes.codes.get(kolom, {})) | {
            s[1].removeprefix(begin): a
            for s, a in keuzes.antwoorden.items()
            if isinstance(s, tuple) and s[0] == "code" and s[1].startswith(begin)
        }
        if woorden:
            blad["codes"] = blad.get("codes", {}) | {kolom: blad.get("codes", {}).get(kolom, {}) | woorden}


def _without_numbers(ruw: RuweTabel) -> str:
    """`duin 2025-K3.xlsx` also means the file of the next quarter; nothing when the name is no more than numbers."""
    naam = Path(ruw.bestand).stem
    return re.sub(r"\d+", "*", naam) if any(c.isalpha() for c in naam) else ""


def _without_jaar(blad: str) -> str:
    """`maatregelen_2024-Q1` also means next year's sheet; of a name that is nothing but a year nothing would be left
    that tells it from other sheets."""
    ruim = re.sub(r"(?<!\d)(?:19|20)\d\d(?:[-_ ]?[QHqh]\d)?(?!\d)", "*", blad)
    return ruim if normaal(ruim) else blad
