"""Converts one delivered table: distinct values per column, typed rows, faults and rules, accepted or
rejected."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from core.model.arrow import arrow_schema
from core.model.berichten import BERICHTEN
from core.model.melding import Melding
from core.model.schema import OPSLAG, TABELLEN, Kolom, Tabel
from core.sources.bevindingen import Verzamelaar, mask, show
from core.sources.codelijsten import delivered_code, merged_parts
from core.sources.columns import (
    code,
    datum,
    empty,
    geboortedatum,
    gemeente,
    moment,
    number,
    order,
    pseudonym,
    text,
    whole_number,
    yes_no,
)
from core.sources.columns.credit import read_sides
from core.sources.columns.reading import Gelezen, Lezing
from core.sources.columns.regel import tell_apart
from core.sources.keuzes import EIGEN, Keuzes
from core.sources.kwaliteit import Context, beschrijvingen, masker, regels
from core.sources.raw import RuweTabel, Vraag
from core.sources.readers.content import EXTENSIES
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
_MEEST_WOORDEN, _LANGSTE_WOORD = 40, 120
_WIT = " \t\r\n\v\f\0\u00a0\u200b\u2060\ufeff"
# Characters of no width, inside a number, date or code too: with one of them a child would be another child.
_ONZICHTBAAR = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
_WOORD_VOOR = {empty.LOPEND: "K304", empty.LEEG: "K309"}
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


class _Kolom:
    """One column: the distinct values, their reading, and which value each row has (-1: empty)."""

    def __init__(self, ruw: pa.ChunkedArray | None, rijen: int, kolom: Kolom, tabel: Tabel, laat_staan: frozenset[str]):
        self.kolom, self.teksten = kolom, []
        self.nummers = np.full(rijen, -1, dtype=np.int32)
        self.gelezen, self.woorden = Gelezen([]), {}
        if ruw is None or not rijen:
            return
        gecodeerd = ruw.cast(pa.string()).combine_chunks().dictionary_encode()
        if isinstance(gecodeerd, pa.ChunkedArray):
            gecodeerd = gecodeerd.combine_chunks()
        uniek = _without_edge(gecodeerd.dictionary, kolom).to_pylist()
        indices = gecodeerd.indices.fill_null(-1).to_numpy(zero_copy_only=False)
        waarde = [t for t in uniek if t]
        betekenis = iter(empty.meaning(waarde, kolom, tabel))
        leeg_als = [_said(next(betekenis), t, laat_staan) if t else "" for t in uniek]
        self._count_woorden(uniek, leeg_als, indices)
        gevuld = np.append(np.array([b is None for b in leeg_als], dtype=bool), False)
        self.teksten = [t for t, b in zip(uniek, leeg_als, strict=True) if b is None]
        plaats = np.where(gevuld, np.cumsum(gevuld) - 1, -1).astype(np.int32)
        self.nummers = plaats[indices]

    def _count_woorden(self, uniek: list, leeg_als: list, indices: np.ndarray) -> None:
        """How many rows hold a word for empty, or for "still running", that a person wrote."""
        raak = [p for p, b in enumerate(leeg_als) if b and uniek[p].casefold() not in empty.STIL]
        if raak:
            keer = np.bincount(indices[indices >= 0], minlength=len(uniek))
            for p in raak:
                code = _WOORD_VOOR[leeg_als[p]]
                self.woorden[code] = self.woorden.get(code, 0) + int(keer[p])

    def read(self, lezing: Lezing) -> None:
        self.gelezen = LEZERS[self.kolom.soort](self.teksten, lezing)

    @cached_property
    def waarden(self) -> pa.Array:
        """The typed value of every row."""
        soort = arrow_schema({"x": OPSLAG[self.kolom.soort]}).field("x").type
        return self.per_rij(pa.array(self.gelezen.waarden, soort))

    def samples(self) -> list[tuple[str, object, bool]]:
        """At most three different cells, one that cannot be read among them."""
        gelezen = self.gelezen
        slecht = [p for p in gelezen.gebreken if gelezen.waarden[p] is None][:1]
        goed = [p for p in range(min(len(self.teksten), 50)) if p not in gelezen.gebreken][: 3 - len(slecht)]
        return [(self.teksten[p], gelezen.waarden[p], p not in slecht) for p in (*goed, *slecht)]

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

    def plekken(self, waarden: set[int]) -> np.ndarray:
        """Rows with one of these distinct values."""
        return self._with_(waarden)

    def ruw(self, plaatsen: np.ndarray) -> list[str | None]:
        return [self.teksten[n] if n >= 0 else None for n in self.nummers[plaatsen]]

    def _with_(self, waarden) -> np.ndarray:
        raak = np.zeros(len(self.teksten) + 1, dtype=bool)
        raak[list(waarden)] = True
        return np.flatnonzero(raak[self.nummers])

    def per_rij(self, uniek: pa.Array) -> pa.Array:
        """Something known of each distinct value, for every row."""
        return uniek.take(pa.array(self.nummers, mask=self.nummers < 0))


class _Omzetting:
    """One run of `converteer`."""

    def __init__(self, ruw: RuweTabel, tabel: Tabel, sleutel: bytes, keuzes: Keuzes, afzender: str | None):
        self.ruw, self.tabel, self.sleutel, self.leverancier = ruw, tabel, sleutel, keuzes.leverancier
        self.keuzes, self.afzender, self.aantal = keuzes, keuzes.leverancier or afzender, ruw.data.num_rows
        self.bron_rij = ruw.data.column("__rij__").combine_chunks().cast(pa.int32())
        self.rekenblad = not ruw.bestand.lower().endswith(EXTENSIES["csv"])
        self.kolommen = {
            k.naam: _Kolom(self._ruw(k.naam), self.aantal, k, tabel, keuzes.laat_staan) for k in tabel.kolommen
        }
        for kolom in self.kolommen.values():
            kolom.read(self._lezing(kolom.kolom))
        leveranciers = self.kolommen[tabel.leverancier].waarden if tabel.leverancier else None
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
            {k.kolom.opgeslagen_als: k.waarden for k in self.kolommen.values()}
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
        namen = np.full(self.aantal, "", dtype=object)
        for naam, kolom in self.kolommen.items():
            if kolom.unreadable.any():
                namen[kolom.unreadable] += f" {naam} "
        return pa.array(namen, pa.string(), mask=namen == "") if self.aantal else pa.array([], pa.string())

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
            self.keuzes.van,
            tm,
            self.leverancier,
            [vraag for kolom in self.kolommen.values() for vraag in kolom.gelezen.vragen] + self._onbekende_woorden(),
            self._no_bsn(goed),
            [w for kolom in self.kolommen.values() for w in self._words(kolom)],
            {naam: kolom.samples() for naam, kolom in self.kolommen.items() if kolom.teksten},
        )

    def _no_bsn(self, goed: np.ndarray) -> np.ndarray | None:
        kolom = self.kolommen.get("jeugdige")
        if kolom is None:
            return None
        raak = np.zeros(self.aantal, dtype=bool)
        raak[
            kolom.plekken({p for p, t in enumerate(kolom.teksten) if not pseudonym.is_bsn(pseudonym.make_vast(t))})
        ] = True
        return raak[goed]

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

    def _words(self, kolom: _Kolom) -> list[Woord]:
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
        return pc.binary_join_element_wise(kolom, van_wie, pseudonym.VAN_WIE)

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
                leeg_ = ~mis & kolom.waarden.is_null().to_numpy(zero_copy_only=False)
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


def _shown_word(tekst: str) -> str:
    """A word of a code list, whole: it has to be known again. What holds a number may be about a child."""
    return tekst if len(tekst) <= _LANGSTE_WOORD and sum(c.isdigit() for c in tekst) < 8 else mask("", tekst)


def _said(betekenis: str | None, tekst: str, laat_staan: frozenset[str]) -> str | None:
    """What a word for empty means, unless a person said that such words are values here."""
    is_woord = betekenis and tekst.casefold() not in empty.STIL
    return None if is_woord and _WOORD_VOOR[betekenis] in laat_staan else betekenis


def _without_edge(teksten: pa.Array, kolom: Kolom) -> pa.Array:
    """Texts without blanks around them."""
    if kolom.soort == "tekst":
        return pa.array([text.make_clean(t) for t in teksten.to_pylist()], pa.string())
    return pc.utf8_trim(pc.replace_substring_regex(teksten, _ONZICHTBAAR, ""), characters=_WIT)


def _gegevens_tm(rijen: pa.Table, tabel: Tabel, vandaag: date) -> date | None:
    """The data date: the latest begin or real end in the accepted rows, not after today."""
    laatste = []
    for namen in filter(None, (tabel.begin, tabel.einde)):  # of several dates the first filled one counts
        dagen = pc.coalesce(*(rijen.column(naam).cast(pa.date32(), safe=False) for naam in namen))
        laatste.append(pc.max(dagen.filter(pc.less_equal(dagen, pa.scalar(vandaag)))).as_py())
    return max(filter(None, laatste), default=None)
