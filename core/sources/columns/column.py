"""One column of a delivered table: every distinct text is read once, whatever the number of rows it stands in."""

from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from core.model.arrow import arrow_schema
from core.model.schema import OPSLAG, Kolom, Tabel
from core.sources import cells
from core.sources.columns import (
    code,
    datum,
    empty,
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
_WOORD_VOOR = {empty.LOPEND: "K304", empty.LEEG: "K309"}


class Column:
    """One column: the distinct values, their reading, and which value each row has (-1: empty)."""

    def __init__(self, ruw: pa.ChunkedArray | None, rijen: int, kolom: Kolom, tabel: Tabel, laat_staan: frozenset[str]):
        self.kolom, self.teksten = kolom, []
        self.nummers = np.full(rijen, -1, dtype=np.int8)
        self.gelezen, self.woorden = Gelezen([]), {}
        if ruw is None or not rijen:
            return
        woorden, nummers = cells.distinct(ruw)
        uniek = _without_edge(woorden, kolom).to_pylist()
        waarde = [t for t in uniek if t]
        betekenis = iter(empty.meaning(waarde, kolom, tabel))
        leeg_als = [_said(next(betekenis), t, laat_staan) if t else "" for t in uniek]
        self._count_woorden(uniek, leeg_als, nummers)
        gevuld = np.array([b is None for b in leeg_als], dtype=bool)
        self.teksten = uniek if gevuld.all() else [t for t, b in zip(uniek, leeg_als, strict=True) if b is None]
        plaats = np.append(np.where(gevuld, np.cumsum(gevuld) - 1, -1), -1).astype(nummers.dtype)
        self.nummers = nummers if gevuld.all() else plaats[nummers]

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

    def waarden(self) -> pa.Array:
        """The typed value of every row; texts as numbers into a list of them (core/sources/cells.py)."""
        soort = arrow_schema({"x": OPSLAG[self.kolom.soort]}).field("x").type
        uniek = pa.array(self.gelezen.waarden, soort)
        return self._texts(uniek) if pa.types.is_string(soort) else self.per_rij(uniek)

    def _texts(self, uniek: pa.Array) -> pa.DictionaryArray:
        """Of many texts of theirs that are one of ours, ours is there once."""
        gecodeerd = uniek.dictionary_encode()
        onze = cells.numbers(gecodeerd)
        if np.array_equal(onze, np.arange(len(onze))):
            return cells.of_numbers(self.nummers, gecodeerd.dictionary)
        return cells.of_numbers(np.append(onze, -1).astype(self.nummers.dtype)[self.nummers], gecodeerd.dictionary)

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
    def _slecht(self) -> np.ndarray:
        gelezen = self.gelezen
        return self._mask([p for p in gelezen.gebreken if gelezen.waarden[p] is None])

    @property
    def has_unreadable(self) -> bool:
        return bool(self._slecht.any())

    @property
    def unreadable(self) -> np.ndarray:
        """Mask of the rows where something is written that could not be read."""
        return self._slecht[self.nummers]

    def aantal(self, waarden: list[int]) -> int:
        return len(self._with_(waarden))

    def plekken(self, waarden: set[int]) -> np.ndarray:
        """Rows with one of these distinct values."""
        return self._with_(waarden)

    def let_go(self) -> None:
        """Of which value each row has, when only what could not be read is still asked, and all of it could."""
        if not self.has_unreadable:
            self.nummers = self.nummers[:0]

    def mask(self, waarden: set[int]) -> np.ndarray:
        """Whether each row has one of these distinct values."""
        return self._mask(waarden)[self.nummers]

    def ruw(self, plaatsen: np.ndarray) -> list[str | None]:
        return [self.teksten[n] if n >= 0 else None for n in self.nummers[plaatsen]]

    def _with_(self, waarden) -> np.ndarray:
        raak = self._mask(waarden)
        return np.flatnonzero(raak[self.nummers]) if raak.any() else np.array([], dtype=np.int64)

    def _mask(self, waarden) -> np.ndarray:
        """Of the distinct values, and of empty behind them."""
        raak = np.zeros(len(self.teksten) + 1, dtype=bool)
        raak[list(waarden)] = True
        return raak

    def per_rij(self, uniek: pa.Array) -> pa.Array:
        """Something known of each distinct value, for every row."""
        return uniek.take(pa.array(self.nummers, mask=self.nummers < 0))


def _said(betekenis: str | None, tekst: str, laat_staan: frozenset[str]) -> str | None:
    """What a word for empty means, unless a person said that such words are values here."""
    is_woord = betekenis and tekst.casefold() not in empty.STIL
    return None if is_woord and _WOORD_VOOR[betekenis] in laat_staan else betekenis


def _without_edge(teksten: pa.Array, kolom: Kolom) -> pa.Array:
    """Texts without blanks around them."""
    if kolom.soort == "tekst":
        return pa.array([text.make_clean(t) for t in teksten.to_pylist()], pa.string())
    return pc.utf8_trim(pc.replace_substring_regex(teksten, _ONZICHTBAAR, ""), characters=_WIT)
