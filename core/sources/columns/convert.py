"""Converts one delivered table: distinct values per column, typed rows, faults and rules, accepted or
rejected."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from core.model.arrow import arrow_schema
from core.model.melding import Melding
from core.model.schema import OPSLAG, TABELLEN, Kolom, Tabel
from core.sources.bevindingen import Verzamelaar, show
from core.sources.columns import (
    code,
    datum,
    geboortedatum,
    gemeente,
    moment,
    number,
    pseudonym,
    text,
    whole_number,
    yes_no,
)
from core.sources.columns.reading import Gelezen, Lezing
from core.sources.kwaliteit import Context, beschrijvingen, masker, regels
from core.sources.raw import RuweTabel, Vraag
from core.sources.readers.message import show as naam_tonen
from core.sources.recognition.table import onderwerp

LEZERS = {
    "id": pseudonym.read_jeugdige,
    "sleutel": pseudonym.read_sleutel,
    "geboortedatum": geboortedatum.read,
    "gemeente": gemeente.read,
    "code": code.read,
    "tekst": text.read,
    "datum": datum.read,
    "moment": moment.read,
    "getal": number.read,
    "geheel": whole_number.read,
    "janee": yes_no.read,
}
_WIT = " \t\r\n\v\f\0\u00a0\u200b\u2060\ufeff"
# Characters of no width, inside a number, date or code too: with one of them a child would be another child.
_ONZICHTBAAR = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
# How a database writes an empty field into a text file.
_LEEG = pa.array(["", "null", "(null)", "<null>", "\\n"])


@dataclass
class Geconverteerd:
    """`rijen`: the accepted rows (columns of Tabel.opslag without levering and import_nr); gelezen = accepted
    + afgewezen. `tm`: data date; `van`: only when given. `vragen`: what a person has to decide."""

    bestand: str
    blad: str
    tabel: str
    rijen: pa.Table
    bevindingen: pa.Table
    gelezen: int
    afgewezen: int
    van: date | None = None
    tm: date | None = None
    leverancier: str | None = None
    vragen: list[Vraag] = field(default_factory=list)


def convert(
    ruw: RuweTabel,
    *,
    sleutel: bytes,
    vandaag: date,
    tm: date | None = None,
    van: date | None = None,
    leverancier: str | None = None,
    antwoorden: dict | None = None,
    doelen: frozenset[str] | None = None,
    percentages: frozenset[str] | None = None,
    gemiddelden: frozenset[str] = frozenset(),
) -> Geconverteerd:
    """Typed rows of a delivered table, and what is wrong with it.

    `sleutel`: key of the pseudonyms; `vandaag`: rows that begin later are rejected; `van`, `tm`: period the
    delivery covers, when known; `leverancier`: who delivered, named in findings where the row does not say;
    `antwoorden`: (soort, onderwerp) of a Vraag, or its onderwerp -> the choice; `doelen`,
    `percentages`, `gemiddelden`: see kwaliteit.Context. Raises Melding when it is not known which table this is.
    """
    if ruw.tabel not in TABELLEN:
        raise Melding(
            f"Van blad {ruw.blad or ruw.bestand} is niet bekend welke tabel het is. Kies de tabel "
            "of geef het blad de naam van een tabel uit het sjabloon."
        )
    return _Omzetting(ruw, TABELLEN[ruw.tabel], sleutel, leverancier, antwoorden or {}).uitkomst(
        Context(vandaag, tm, doelen, percentages, gemiddelden), van
    )


class _Kolom:
    """One column: the distinct values, their reading, and which value each row has (-1: empty)."""

    def __init__(self, ruw: pa.ChunkedArray | None, rijen: int, kolom: Kolom):
        self.kolom, self.teksten = kolom, []
        self.nummers = np.full(rijen, -1, dtype=np.int32)
        self.gelezen = Gelezen([])
        if ruw is None or not rijen:
            return
        gecodeerd = ruw.cast(pa.string()).combine_chunks().dictionary_encode()
        if isinstance(gecodeerd, pa.ChunkedArray):
            gecodeerd = gecodeerd.combine_chunks()
        uniek = _without_edge(gecodeerd.dictionary, kolom)
        gevuld = np.append(uniek.is_valid().to_numpy(zero_copy_only=False), False)
        self.teksten = uniek.drop_null().to_numpy(zero_copy_only=False).tolist()
        plaats = np.where(gevuld, np.cumsum(gevuld) - 1, -1).astype(np.int32)
        self.nummers = plaats[gecodeerd.indices.fill_null(-1).to_numpy(zero_copy_only=False)]

    def read(self, lezing: Lezing) -> None:
        self.gelezen = LEZERS[self.kolom.soort](self.teksten, lezing)

    @cached_property
    def waarden(self) -> pa.Array:
        """The typed value of every row."""
        soort = arrow_schema({"x": OPSLAG[self.kolom.soort]}).field("x").type
        return self._per_rij(pa.array(self.gelezen.waarden, soort))

    def plaatsen(self, gebrek: str) -> np.ndarray:
        """Rows whose value has this fault."""
        return self._with_({p for p, c in self.gelezen.gebreken.items() if c == gebrek})

    @cached_property
    def unreadable(self) -> np.ndarray:
        """Mask of the rows where something is written that could not be read."""
        gelezen = self.gelezen
        slecht = [p for p in gelezen.gebreken if gelezen.waarden[p] is None]
        raak = np.zeros(len(self.nummers), dtype=bool)
        raak[self._with_(slecht)] = True
        return raak

    def aantal(self, waarden: list[int]) -> int:
        return len(self._with_(waarden))

    def ruw(self, plaatsen: np.ndarray) -> list[str | None]:
        return [self.teksten[n] if n >= 0 else None for n in self.nummers[plaatsen]]

    def _with_(self, waarden) -> np.ndarray:
        raak = np.zeros(len(self.teksten) + 1, dtype=bool)
        raak[list(waarden)] = True
        return np.flatnonzero(raak[self.nummers])

    def _per_rij(self, uniek: pa.Array) -> pa.Array:
        return uniek.take(pa.array(self.nummers, mask=self.nummers < 0))


class _Omzetting:
    """One run of `converteer`."""

    def __init__(self, ruw: RuweTabel, tabel: Tabel, sleutel: bytes, leverancier: str | None, antwoorden: dict):
        self.ruw, self.tabel, self.sleutel, self.leverancier = ruw, tabel, sleutel, leverancier
        self.antwoorden, self.aantal = antwoorden, ruw.data.num_rows
        self.bron_rij = ruw.data.column("__rij__").combine_chunks().cast(pa.int32())
        self.kolommen = {k.naam: _Kolom(self._ruw(k.naam), self.aantal, k) for k in tabel.kolommen}
        for kolom in self.kolommen.values():
            kolom.read(self._lezing(kolom.kolom))
        leveranciers = self.kolommen[tabel.leverancier].waarden if tabel.leverancier else None
        if leveranciers is not None and leverancier:
            leveranciers = leveranciers.fill_null(leverancier)
        self.gevonden = Verzamelaar(
            ruw.bestand,
            ruw.blad,
            tabel.naam,
            self.bron_rij.to_numpy(),
            leverancier if leveranciers is None else leveranciers,
        )
        self.rijen = pa.table(
            {k.kolom.opgeslagen_als: k.waarden for k in self.kolommen.values()} | {"bron_rij": self.bron_rij}
        )

    def uitkomst(self, context: Context, van: date | None) -> Geconverteerd:
        afgewezen = self._gebreken() | self._regels("fout", context, np.ones(self.aantal, dtype=bool))
        goed = ~afgewezen
        rijen = self.rijen.filter(pa.array(goed))
        tm = context.tm or _gegevens_tm(rijen, self.tabel, context.vandaag)
        context = replace(context, tm=tm)
        for ernst in ("waarschuwing", "melding"):
            self._regels(ernst, context, goed)
        return Geconverteerd(
            self.ruw.bestand,
            self.ruw.blad,
            self.tabel.naam,
            rijen,
            self.gevonden.tabel(),
            self.aantal,
            int(afgewezen.sum()),
            van,
            tm,
            self.leverancier,
            [vraag for kolom in self.kolommen.values() for vraag in kolom.gelezen.vragen],
        )

    def _ruw(self, naam: str) -> pa.ChunkedArray | None:
        ruwe_naam = self.ruw.kolommen.get(naam)
        return None if ruwe_naam is None else self.ruw.data.column(ruwe_naam)

    def _lezing(self, kolom: Kolom) -> Lezing:
        ruwe_naam = self.ruw.kolommen.get(kolom.naam)
        vraag = f"{onderwerp(self.ruw)} · {naam_tonen(ruwe_naam or '')}"
        soort = "decimaal" if kolom.soort in ("getal", "geheel") else "datum"
        antwoord = self.antwoorden.get((soort, vraag), self.antwoorden.get(vraag))
        return Lezing(
            kolom,
            self.tabel,
            self.sleutel,
            self.ruw.datum1904,
            ruwe_naam in self.ruw.getallen,
            antwoord,
            lambda: self._tekens_elders(kolom.naam),
            vraag,
        )

    def _tekens_elders(self, naam: str) -> frozenset[str]:
        """Decimal signs that the other columns of this table prove."""
        anderen = (
            k
            for n, k in self.kolommen.items()
            if n != naam and k.kolom.soort == "getal" and self.ruw.kolommen.get(n) not in self.ruw.getallen
        )
        return frozenset().union(*(number.bewijs(k.teksten) for k in anderen))

    def _gebreken(self) -> np.ndarray:
        """Reports the faults of all cells and columns; the mask of the rows they reject."""
        afgewezen = np.zeros(self.aantal, dtype=bool)
        for naam, kolom in self.kolommen.items():
            mis = np.zeros(self.aantal, dtype=bool)
            for gebrek in sorted(set(kolom.gelezen.gebreken.values())):
                plaatsen = kolom.plaatsen(gebrek)
                self.gevonden.rijen(gebrek, naam, plaatsen, kolom.ruw)
                if beschrijvingen()[gebrek].ernst == "fout":
                    mis[plaatsen] = True
            if kolom.kolom.verplicht:
                leeg = ~mis & kolom.waarden.is_null().to_numpy(zero_copy_only=False)
                self.gevonden.rijen("K101", naam, np.flatnonzero(leeg), lambda waar: [None] * len(waar))
                mis |= leeg
                if self.aantal and naam not in self.ruw.kolommen and leeg.any():
                    self.gevonden.kolom("K305", naam, self.aantal)
            for gebrek, waarden in kolom.gelezen.kolomgebreken.items():
                self.gevonden.kolom(gebrek, naam, kolom.aantal(waarden), kolom.gelezen.uitleg.get(gebrek, ""))
            afgewezen |= mis
        return afgewezen

    def _regels(self, ernst: str, context: Context, waar: np.ndarray) -> np.ndarray:
        """Reports what the rules of this ernst find in the rows of `waar`; the mask of what they hit."""
        geraakt = np.zeros(self.aantal, dtype=bool)
        for regel in regels():
            if regel.vind is None or regel.ernst != ernst or self.tabel.naam not in regel.tabellen:
                continue
            raak = masker(regel.vind(self.rijen, context)).to_numpy(zero_copy_only=False) & waar
            for veld in set(regel.velden) & set(self.kolommen):
                raak = raak & ~self.kolommen[veld].unreadable  # that is another fault, and reported as such
            kolom = self.tabel.kolom(regel.veld(self.tabel.naam))
            self.gevonden.rijen(regel.code, kolom.naam, np.flatnonzero(raak), waarden_van(self.rijen, kolom))
            geraakt |= raak
        return geraakt


def waarden_van(rijen: pa.Table, kolom: Kolom):
    """A function that gives the shown texts of a canonical column at places."""
    waarden = rijen.column(kolom.opgeslagen_als)
    return lambda plaatsen: [show(waarde) for waarde in waarden.take(pa.array(plaatsen)).to_pylist()]


def _without_edge(teksten: pa.Array, kolom: Kolom) -> pa.Array:
    """Texts without blanks around them; null where nothing is left, or what a database writes for empty."""
    if kolom.soort == "tekst":
        teksten = pa.array([text.make_clean(t) for t in teksten.to_pylist()], pa.string())
        return pc.if_else(pc.equal(teksten, ""), None, teksten)
    teksten = pc.utf8_trim(pc.replace_substring_regex(teksten, _ONZICHTBAAR, ""), characters=_WIT)
    return pc.if_else(pc.is_in(pc.utf8_lower(teksten), value_set=_LEEG), None, teksten)


def _gegevens_tm(rijen: pa.Table, tabel: Tabel, vandaag: date) -> date | None:
    """The data date: the latest begin or real end in the accepted rows, not after today."""
    laatste = []
    for namen in filter(None, (tabel.begin, tabel.einde)):  # of several dates the first filled one counts
        dagen = pc.coalesce(*(rijen.column(naam).cast(pa.date32(), safe=False) for naam in namen))
        laatste.append(pc.max(dagen.filter(pc.less_equal(dagen, pa.scalar(vandaag)))).as_py())
    return max(filter(None, laatste), default=None)
