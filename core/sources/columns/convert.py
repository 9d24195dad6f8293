"""Converts one delivered table: distinct values per column, typed rows, faults and rules, accepted or
rejected."""

from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from core.model.berichten import BERICHTEN
from core.model.melding import Melding
from core.model.schema import TABELLEN, Kolom, Tabel
from core.sources import cells
from core.sources.bevindingen import Verzamelaar, mask, show
from core.sources.codelijsten import delivered_code, merged_parts
from core.sources.columns import number, order, pseudonym
from core.sources.columns.column import Column
from core.sources.columns.credit import read_sides
from core.sources.columns.reading import Lezing
from core.sources.columns.regel import tell_apart
from core.sources.keuzes import EIGEN, Keuzes
from core.sources.kwaliteit import Context, beschrijvingen, hits, regels
from core.sources.raw import RuweTabel, Vraag
from core.sources.readers.content import EXTENSIES
from core.sources.readers.message import show as naam_tonen
from core.sources.recognition.table import onderwerp

_MEEST_WOORDEN, _LANGSTE_WOORD = 40, 120
_UREN = {"crises": ("melding", ("start", "aangeboden"))}  # what is measured in hours, and from when


@dataclass
class Geconverteerd:
    """`rijen`: the accepted rows (columns of Tabel.opslag without levering and import_nr); gelezen = accepted
    + afgewezen. `tm`: data date; `van`: only when given. `vragen`: what a person has to decide. `geen_bsn`: mask of the
    accepted rows in which the number of the child is no BSN. `woorden`: of its code lists; `proefjes`: column ->
    at most three of its cells as (text as it stands there, how it was read, whether it could be read)."""

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
    geen_bsn: np.ndarray | None = None
    woorden: list["Woord"] = field(default_factory=list)
    proefjes: dict[str, list[tuple[str, object, bool]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Woord:
    """A word of theirs in a column of codes, our code for it (None: not known), and in how many rows it stands.
    `sleutel`: what an answer about it is kept under."""

    kolom: str
    hun: str
    code: str | None
    rijen: int
    sleutel: str


def convert(
    ruw: RuweTabel, *, sleutel: bytes, context: Context, keuzes: Keuzes | None = None, afzender: str | None = None
) -> Geconverteerd:
    """Typed rows of a delivered table, and what is wrong with it.

    `sleutel`: key of the pseudonyms; `context`: rows that begin after its `vandaag` are rejected; `keuzes`: what a
    person said; `afzender`: whose numbers these are where the row does not say. Raises Melding when it is not known
    which table this is.
    """
    tabellen = TABELLEN | {BERICHTEN.naam: BERICHTEN}
    if ruw.tabel not in tabellen:
        raise Melding(
            f"Van blad {ruw.blad or ruw.bestand} is niet bekend welke tabel het is. Kies de tabel "
            "of geef het blad de naam van een tabel uit het sjabloon."
        )
    return _Omzetting(ruw, tabellen[ruw.tabel], sleutel, keuzes or Keuzes(), afzender).uitkomst(context)


class _Omzetting:
    """One run of `converteer`."""

    def __init__(self, ruw: RuweTabel, tabel: Tabel, sleutel: bytes, keuzes: Keuzes, afzender: str | None):
        self.ruw, self.tabel, self.sleutel, self.leverancier = ruw, tabel, sleutel, keuzes.leverancier
        self.keuzes, self.afzender, self.aantal = keuzes, keuzes.leverancier or afzender, ruw.data.num_rows
        self.bron_rij = ruw.data.column("__rij__").combine_chunks().cast(pa.int32())
        self.rekenblad = not ruw.bestand.lower().endswith(EXTENSIES["csv"])
        self.kolommen = {
            k.naam: Column(self._ruw(k.naam), self.aantal, k, tabel, keuzes.laat_staan) for k in tabel.kolommen
        }
        for kolom in self.kolommen.values():
            kolom.read(self._lezing(kolom.kolom))
        leveranciers = self.kolommen[tabel.leverancier].waarden() if tabel.leverancier else None
        if leveranciers is not None and self.leverancier:
            leveranciers = leveranciers.fill_null(self.leverancier)
        self.gevonden = Verzamelaar(
            ruw.bestand,
            ruw.blad,
            tabel.naam,
            self.bron_rij.to_numpy(),
            self.leverancier if leveranciers is None else leveranciers,
        )
        self.rijen = pa.table(
            {k.kolom.opgeslagen_als: k.waarden() for k in self.kolommen.values()}
            | self._gemaakt()
            | {"bron_rij": self.bron_rij}
        )
        self._without_uren()
        if tabel.naam == "declaraties":
            self.rijen = read_sides(self.rijen, self.gevonden)

    def _gemaakt(self) -> dict[str, pa.Array]:
        """The columns that are made while reading (Tabel.gemaakt)."""
        gemaakt = {"onleesbaar": self._unreadable()}
        if self.tabel.per_regel:
            gemaakt["regel"] = tell_apart(self.ruw, self.sleutel)
        return gemaakt | self._toen()

    def _unreadable(self) -> pa.Array:
        slecht = {naam: kolom.unreadable for naam, kolom in self.kolommen.items() if kolom.has_unreadable}
        if not slecht:
            return cells.nothing(self.aantal)
        merk = np.zeros(self.aantal, dtype=np.min_scalar_type(1 << len(slecht)))
        for plek, raak in enumerate(slecht.values()):
            merk |= raak.astype(merk.dtype) << plek
        waar = np.flatnonzero(merk)
        soorten, nummers = np.unique(merk[waar], return_inverse=True)  # few: which columns are unreadable together
        teksten = [
            "".join(f" {naam} " for plek, naam in enumerate(slecht) if som >> plek & 1) for som in soorten.tolist()
        ]
        uit = np.full(self.aantal, -1, dtype=cells.width(len(teksten)))
        uit[waar] = nummers
        return cells.of_numbers(uit, pa.array(teksten, pa.string()))

    def _without_uren(self) -> None:
        """A day of which the hour is not known is no moment: it is kept where it dates the row, and nothing is
        measured in hours with it."""
        anker, vanaf = _UREN.get(self.tabel.naam, ("", ()))
        for naam in vanaf:
            weg = np.zeros(self.aantal, dtype=bool)
            for kolom in (self.kolommen[anker], self.kolommen[naam]):
                weg[kolom.plekken(kolom.gelezen.zonder_tijd)] = True
            if weg.any():
                plek = self.rijen.column_names.index(naam)
                zonder = pc.if_else(pa.array(weg), None, self.rijen.column(naam))
                self.rijen = self.rijen.set_column(plek, naam, zonder)

    def uitkomst(self, context: Context) -> Geconverteerd:
        vragen = [vraag for kolom in self.kolommen.values() for vraag in kolom.gelezen.vragen]
        vragen += self._onbekende_woorden()
        woorden = [w for kolom in self.kolommen.values() for w in self._words(kolom)]
        gezien = {naam: kolom.samples() for naam, kolom in self.kolommen.items() if kolom.teksten}
        geen_bsn, afgewezen = self._no_bsn(), self._gebreken()
        for kolom in self.kolommen.values():
            kolom.let_go()  # the rows hold what it said
        afgewezen |= self._regels("fout", context, np.ones(self.aantal, dtype=bool))
        goed = ~afgewezen
        dagen = self.rijen.select([*self.tabel.begin, *self.tabel.einde]).filter(pa.array(goed))
        tm = context.tm or _gegevens_tm(dagen, self.tabel, context.vandaag)
        context = replace(context, tm=tm)
        for ernst in ("waarschuwing", "melding"):
            self._regels(ernst, context, goed)
        self.kolommen.clear()
        return Geconverteerd(
            self.ruw.bestand,
            self.ruw.blad,
            self.tabel.naam,
            self._accepted(goed),
            self.gevonden.tabel(),
            self.aantal,
            int(afgewezen.sum()),
            self.keuzes.van,
            tm,
            self.leverancier,
            vragen,
            None if geen_bsn is None else geen_bsn[goed],
            woorden,
            gezien,
        )

    def _accepted(self, goed: np.ndarray) -> pa.Table:
        """The rows that count. Column by column, so that a table is never there twice."""
        uit, waar = {}, pa.array(goed)
        for naam in self.rijen.column_names if not goed.all() else ():
            uit[naam] = self.rijen[naam].filter(waar)
            self.rijen = self.rijen.drop_columns([naam])
        return pa.table(uit) if uit else self.rijen

    def _no_bsn(self) -> np.ndarray | None:
        kolom = self.kolommen.get("jeugdige")
        if kolom is None:
            return None
        geen = {p for p, t in enumerate(kolom.teksten) if not pseudonym.is_bsn(pseudonym.make_vast(t))}
        return kolom.mask(geen)

    def _onbekende_woorden(self) -> list[Vraag]:
        """Words in a column of codes that nobody knows: what do they mean? Nothing waits for it, the rows are in the
        findings."""
        vragen = []
        for naam, kolom in self.kolommen.items():
            gebreken = kolom.gelezen.gebreken.items()
            onbekend = sorted({kolom.teksten[p] for p, c in gebreken if c in ("K104", "K108", "K201")})
            for woord in map(_shown_word, onbekend[:_MEEST_WOORDEN] if kolom.kolom.codes else ()):
                vragen.append(
                    Vraag(
                        "code",
                        f"{onderwerp(self.ruw)} · {naam} · {woord}",
                        f"Wat betekent {woord!r} in {naam} ({onderwerp(self.ruw)})?",
                        tuple(kolom.kolom.codes),
                        None,
                        (),
                        f'--code "{naam}:{woord}=code"',
                        False,
                        self.ruw.bestand,
                        self.ruw.blad,
                        naam_tonen(self.ruw.kolommen.get(naam, naam)),
                    )
                )
        return vragen

    def _words(self, kolom: Column) -> list[Woord]:
        """The words in a column of codes, most used first."""
        if not kolom.kolom.codes or not kolom.teksten:
            return []
        naam, keer = kolom.kolom.naam, np.bincount(kolom.nummers[kolom.nummers >= 0], minlength=len(kolom.teksten))
        volgorde = np.argsort(-keer, kind="stable")[: 3 * _MEEST_WOORDEN].tolist()
        uit = []
        for p in volgorde:
            hun = _shown_word(kolom.teksten[p])
            sleutel = f"{onderwerp(self.ruw)} · {naam} · {hun}"
            uit.append(Woord(naam, hun, kolom.gelezen.waarden[p], int(keer[p]), sleutel))
        return uit

    def _toen(self) -> dict[str, pa.Array]:
        """Which part of today's gemeente each row is about, in a table where the parts add up."""
        if "gemeente_toen" not in self.tabel.uniek:
            return {}
        kolom = self.kolommen["gemeente"]
        codes = [
            code and delivered_code(tekst) for tekst, code in zip(kolom.teksten, kolom.gelezen.waarden, strict=True)
        ]
        delen = [
            c if nu and c in merged_parts().get(nu, {}) else None
            for c, nu in zip(codes, kolom.gelezen.waarden, strict=True)
        ]
        return {"gemeente_toen": kolom.per_rij(pa.array(delen, pa.string()))}

    def _ruw(self, naam: str) -> pa.ChunkedArray | None:
        ruwe_naam = self.ruw.kolommen.get(naam)
        if ruwe_naam is None:
            return None
        kolom = self.ruw.data.column(ruwe_naam)
        return self._own_nummer(kolom) if naam == "jeugdige" and self.keuzes.nummers == EIGEN else kolom

    def _own_nummer(self, kolom: pa.ChunkedArray) -> pa.ChunkedArray:
        """The number with whose it is behind it: 1001 of one sender is another child than 1001 of the next."""
        van_wie = pa.nulls(self.aantal, pa.string())
        if (gi := self.ruw.kolommen.get("gi")) is not None:
            van_wie = self.ruw.data.column(gi)
        van_wie = pc.fill_null(van_wie, self.afzender or "")
        return pc.binary_join_element_wise(cells.plain(kolom), cells.plain(van_wie), pseudonym.VAN_WIE)

    def _lezing(self, kolom: Kolom) -> Lezing:
        ruwe_naam = self.ruw.kolommen.get(kolom.naam)
        vraag = f"{onderwerp(self.ruw)} · {naam_tonen(ruwe_naam or '')}"
        soort = "decimaal" if kolom.soort in ("getal", "geheel") else "datum"
        antwoord = self.keuzes.antwoord(soort, vraag)
        antwoord = antwoord or (self.keuzes.decimaal if soort == "decimaal" else self.keuzes.datums)
        return Lezing(
            kolom,
            self.tabel,
            self.sleutel,
            self.ruw.datum1904,
            ruwe_naam in self.ruw.getallen,
            antwoord,
            lambda: self._tekens_elders(kolom.naam),
            vraag,
            lambda: self._volgorde_elders(kolom.naam),
            self._codes(kolom),
            self.rekenblad,
            (self.ruw.bestand, self.ruw.blad, naam_tonen(ruwe_naam or "")),
        )

    def _codes(self, kolom: Kolom) -> dict[str, str]:
        """What a person said the words of this column mean; an answer of the page goes first."""
        if not kolom.codes:
            return {}
        begin = f"{onderwerp(self.ruw)} · {kolom.naam} · "
        gezegd = {s[1]: w for s, w in self.keuzes.antwoorden.items() if isinstance(s, tuple) and s[0] == "code"}
        return dict(self.keuzes.codes.get(kolom.naam, {})) | {
            o.removeprefix(begin): w for o, w in gezegd.items() if o.startswith(begin)
        }

    def _volgorde_elders(self, naam: str) -> frozenset[str]:
        """Orders of day and month that the other date columns of this table prove."""
        anderen = (
            k for n, k in self.kolommen.items() if n != naam and k.kolom.soort in ("datum", "moment", "geboortedatum")
        )
        return frozenset().union(*(order.proven(k.teksten) for k in anderen))

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
                leeg_ = ~mis & self.rijen[kolom.kolom.opgeslagen_als].is_null().to_numpy()
                self.gevonden.rijen("K101", naam, np.flatnonzero(leeg_), lambda waar: [None] * len(waar))
                mis |= leeg_
                if self.aantal and naam not in self.ruw.kolommen and leeg_.any():
                    self.gevonden.kolom("K305", naam, self.aantal)
            keer = {code: kolom.aantal(waarden) for code, waarden in kolom.gelezen.kolomgebreken.items()}
            for gebrek in keer | kolom.woorden:
                self.gevonden.kolom(
                    gebrek,
                    naam,
                    keer.get(gebrek, 0) + kolom.woorden.get(gebrek, 0),
                    kolom.gelezen.uitleg.get(gebrek, ""),
                )
            afgewezen |= mis
        return afgewezen

    def _regels(self, ernst: str, context: Context, waar: np.ndarray) -> np.ndarray:
        """Reports what the rules of this ernst find in the rows of `waar`; the mask of what they hit."""
        geraakt = np.zeros(self.aantal, dtype=bool)
        for regel in regels():
            if regel.vind is None or regel.ernst != ernst or self.tabel.naam not in regel.tabellen:
                continue
            raak = hits(regel, self.rijen, context) & waar
            for kolom in (self.kolommen[v] for v in set(regel.velden) & set(self.kolommen)):
                raak = (
                    raak & ~kolom.unreadable if kolom.has_unreadable else raak
                )  # that is another fault, and reported as such
            kolom = self.tabel.kolom(regel.veld(self.tabel.naam))
            self.gevonden.rijen(regel.code, kolom.naam, np.flatnonzero(raak), waarden_van(self.rijen, kolom))
            geraakt |= raak
        return geraakt


def waarden_van(rijen: pa.Table, kolom: Kolom):
    """A function that gives the shown texts of a canonical column at places."""
    waarden = rijen.column(kolom.opgeslagen_als)
    return lambda plaatsen: [show(waarde) for waarde in waarden.take(pa.array(plaatsen)).to_pylist()]


def _shown_word(tekst: str) -> str:
    """A word of a code list, whole: it has to be known again. What holds a number may be about a child."""
    return tekst if len(tekst) <= _LANGSTE_WOORD and sum(c.isdigit() for c in tekst) < 8 else mask("", tekst)


def _gegevens_tm(rijen: pa.Table, tabel: Tabel, vandaag: date) -> date | None:
    """The data date: the latest begin or real end in the accepted rows, not after today."""
    laatste = []
    for namen in filter(None, (tabel.begin, tabel.einde)):  # of several dates the first filled one counts
        dagen = pc.coalesce(*(rijen.column(naam).cast(pa.date32(), safe=False) for naam in namen))
        laatste.append(pc.max(dagen.filter(pc.less_equal(dagen, pa.scalar(vandaag)))).as_py())
    return max(filter(None, laatste), default=None)
