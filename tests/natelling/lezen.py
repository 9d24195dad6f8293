"""Sections 1 and 2 (rule 5), read literally: one export becomes accepted and rejected rows.

Plain Python on purpose: nothing here shares code, columns or tricks with `core`. Slow and readable.
"""

import csv
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.natelling.cellen import Onleesbaar, kies_decimaal, lees_cel

# Section 1 in short: column=kind, a star when required; kind is a key of CODES or of lees_cel.
SCHEMA = """
maatregelen jeugdige*=id geboortedatum=geboorte geslacht=geslacht gemeente*=gemeente gi*=tekst type*=type
 begindatum=datum einddatum=datum reden_einde=reden datum_overgedragen=datum datum_overgedragen_gekregen=datum
 aanmelddatum=datum productcode=tekst gezin=tekst
machtigingen jeugdige*=id gemeente*=gemeente gi*=tekst type*=machtiging begindatum*=datum einddatum=datum
plaatsingen jeugdige*=id gemeente*=gemeente gi=tekst aanbieder=tekst segment=tekst verblijfsvorm*=vorm
 netwerk=janee begindatum*=datum einddatum=datum etmalen_per_week=getal afstand_km=getal netwerk_verkend=janee
 ervaringsdeskundige=janee aanmelddatum=datum productcode=tekst
trajecten jeugdige*=id gemeente*=gemeente aanbieder*=tekst segment=tekst productcategorie=categorie
 productcode=tekst verwijzer=verwijzer gi=tekst toewijzingnummer=tekst aanmelddatum=datum
 toewijzingsdatum=datum begindatum=datum einddatum=datum reden_einde=redenhulp groep=janee
 ervaringsdeskundige=janee afwijking_normenkader=janee gecontracteerd=janee
declaraties gemeente*=gemeente jeugdige=id aanbieder=tekst gi=tekst segment=tekst productcategorie=categorie
 productcode=tekst toewijzingnummer=tekst verwijzer=verwijzer periode_begin*=datum periode_einde*=datum
 volume=getal eenheid=eenheid bedrag*=getal debet_credit=dc status=status
crises jeugdige*=id gemeente*=gemeente gi=tekst segment=tekst melding*=moment start=moment aangeboden=moment
 interventie=interventie netwerk_onderzocht=janee netwerk_ingezet=janee lopende_hulp=janee
bevolking gemeente*=gemeente jaar*=getal leeftijd_van*=getal leeftijd_tot*=getal aantal*=getal
"""
TABELLEN: dict[str, dict[str, tuple[str, bool]]] = {}
for _regel in SCHEMA.replace("\n ", " ").split("\n"):
    if _regel:
        _tabel, *_kolommen = _regel.split()
        TABELLEN[_tabel] = {k.rstrip("*"): (soort, k.endswith("*")) for k, soort in (c.split("=") for c in _kolommen)}


_BEGIN_EN_EINDE = ("begindatum", "einddatum", "datum_overgedragen", "datum_overgedragen_gekregen")


@dataclass
class Rij:
    """One row as read: raw cells, parsed values, and why it was rejected or merged away."""

    tabel: str
    plaats: str
    ruw: dict[str, object]
    waarden: dict[str, object] = field(default_factory=dict)
    fouten: list[str] = field(default_factory=list)
    samengevoegd: bool = False
    onleesbaar: set[str] = field(default_factory=set)

    def __getattr__(self, naam: str):
        try:
            return self.__dict__["waarden"][naam]
        except KeyError:
            raise AttributeError(naam) from None

    @property
    def start(self) -> date | None:
        """start* = begindatum or datum_overgedragen_gekregen (rule 1)."""
        w = self.waarden
        if self.tabel == "bevolking":
            return None
        if self.tabel == "declaraties":
            return w["periode_begin"]
        if self.tabel == "crises":
            return w["melding"] and w["melding"].date()
        return w["begindatum"] or w.get("datum_overgedragen_gekregen")

    @property
    def eind(self) -> date | None:
        """eind* = einddatum or datum_overgedragen (rule 1)."""
        w = self.waarden
        if self.tabel == "declaraties":
            return w["periode_einde"]
        if self.tabel in ("crises", "bevolking"):
            return None
        # ambiguous: an expected einddatum beside a real datum_overgedragen. Literal: "einddatum or ...", so
        # a filled einddatum wins and the row counts as open; other reading: an expected end is no end.
        return w["einddatum"] or w.get("datum_overgedragen")


def _tekst(cel: object) -> str:
    if cel is None:
        return ""
    if isinstance(cel, bool):
        return "true" if cel else "false"
    if isinstance(cel, float):
        return str(int(cel)) if cel == int(cel) else str(Decimal(str(cel)))
    if isinstance(cel, datetime):
        return cel.isoformat(sep=" ", timespec="seconds")
    if isinstance(cel, date):
        return cel.isoformat()
    return str(cel).strip()


def lees_rij(rij: Rij, decimaal: dict[str, set[bool]], epoch: date, vandaag: date) -> None:
    """Fill `waarden`, and `fouten` when rule 5 rejects the row."""
    for kolom, (soort, verplicht) in TABELLEN[rij.tabel].items():
        tekst = _tekst(rij.ruw.get(kolom))
        rij.waarden[kolom] = None
        if not tekst:
            if verplicht:
                rij.fouten.append(f"{kolom} ontbreekt")
            continue
        try:
            rij.waarden[kolom] = lees_cel(tekst, soort, decimaal.get(kolom, set()), epoch)
        except Onleesbaar as fout:
            # An unreadable value rejects in a required column, in a begin or an end, and in a status or debet_credit
            # whose default would turn the meaning around; elsewhere it is empty and named (section 1a).
            if verplicht or soort in ("dc", "status") or kolom in _BEGIN_EN_EINDE:
                rij.fouten.append(f"{kolom}: {fout}")
            rij.onleesbaar.add(kolom)
    if rij.fouten:
        return
    if rij.tabel == "maatregelen" and rij.start is None:
        # ambiguous: begindatum has no star, but without start* there is nothing to count.
        rij.fouten.append("begindatum en datum_overgedragen_gekregen ontbreken")
    elif rij.start and rij.start > vandaag:
        rij.fouten.append("begin na vandaag")
    elif rij.start and rij.eind and rij.eind < rij.start:
        # ambiguous: "einde before begin" on start* and eind*; a datum_overgedragen before the begin of a row
        # that also has an einddatum is not looked at.
        rij.fouten.append("einde voor begin")


def _bladen(bron: Path):
    """Yield (table, place, epoch, list of raw rows) of one csv or one workbook."""
    if bron.suffix == ".csv":
        tekst = bron.read_bytes().decode("utf-8-sig")
        scheiding = ";" if tekst.split("\n", 1)[0].count(";") else ","
        rijen = list(csv.DictReader(tekst.splitlines(), delimiter=scheiding))
        yield bron.stem, bron.name, date(1899, 12, 30), rijen
        return
    boek = openpyxl.load_workbook(bron, data_only=True)
    epoch = date(1904, 1, 1) if boek.epoch == CALENDAR_MAC_1904 else date(1899, 12, 30)
    for blad in boek.worksheets:
        cellen = list(blad.iter_rows(values_only=True))
        yield (
            blad.title,
            f"{bron.name}/{blad.title}",
            epoch,
            [dict(zip(cellen[0], r, strict=True)) for r in cellen[1:]],
        )
    boek.close()


def lees_export(*bronnen: Path, vandaag: date | None = None) -> dict[str, list[Rij]]:
    """All rows of one delivery moment per table, rejected rows too; an absent table is no key."""
    vandaag = vandaag or date.today()
    tabellen: dict[str, list[Rij]] = {}
    for bron in bronnen:
        for bestand in sorted(bron.glob("*.csv")) + sorted(bron.glob("*.xlsx")) if bron.is_dir() else [bron]:
            for tabel, plaats, epoch, ruw in _bladen(bestand):
                getallen = [k for k, (soort, _) in TABELLEN[tabel].items() if soort == "getal"]
                decimaal = {k: kies_decimaal([t for r in ruw if (t := _tekst(r.get(k)))]) for k in getallen}
                for nr, cellen in enumerate(ruw, start=2):
                    rij = Rij(tabel, f"{plaats}:{nr}", cellen)
                    lees_rij(rij, decimaal, epoch, vandaag)
                    tabellen.setdefault(tabel, []).append(rij)
                tabellen.setdefault(tabel, [])
    return tabellen
