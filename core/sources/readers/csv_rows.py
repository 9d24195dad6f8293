"""Splitting csv text into rows, with the line each row begins on and the lines that are no row.

A quote that is opened and not closed swallows the lines after it; those are read again one by one, so that it
spoils only its own line. Runs in the child process.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pv

from core.model import wording
from core.model.melding import Melding
from core.sources import cells

MAX_VERMINKT = 50_000  # lines that do not fit; of more than that nobody reads the list
MAX_HERLEZEN = 2_000_000  # lines that were swallowed by quotes


@dataclass
class Rijen:
    """The rows of a csv file: columns of text, the line each row begins on, and the lines that are no row. Raises
    Melding when it is hardly a table. `naam`: how the file is called in that."""

    teken: str
    breedte: int
    naam: str
    verminkt: set[int] = field(default_factory=set)
    met_regeleinde: int = 0
    aangevuld: int = 0

    def read(
        self, blokken: Iterable[bytes], meld: Callable[[int], object] = id
    ) -> tuple[list[pa.DictionaryArray], pa.Array]:
        """Columns (core/sources/cells.py) and line numbers, of blocks of whole rows; `meld` hears how many rows there
        are so far."""
        kolommen: list[list[pa.Array]] = [[] for _ in range(self.breedte)]
        nummers, regels, rijen = [np.array([], dtype="int64")], 0, 0
        for inhoud in blokken:
            blok = _Blok(self, self._fill_aan(inhoud), regels)
            tabel, begin = blok.read()
            for delen, kolom in zip(kolommen, tabel.columns, strict=True):
                cells.add(delen, cells.encode(kolom.combine_chunks()))
            nummers.append(begin)
            regels, rijen = regels + inhoud.count(b"\n"), rijen + len(begin)
            if len(self.verminkt) > MAX_VERMINKT:
                self.refuse()
            meld(rijen)
        kolommen = [cells.join(delen) for delen in kolommen]
        return kolommen, pa.array(np.concatenate(nummers).astype("int32"))

    def refuse(self) -> None:
        raise Melding(
            f"In {self.naam} hebben meer dan {wording.getal(MAX_VERMINKT)} regels te veel of te weinig velden. "
            "Controleer het scheidingsteken en maak de export opnieuw."
        ) from None

    def _fill_aan(self, inhoud: bytes) -> bytes:
        """Whole lines that only lack their last, empty fields (Excel leaves their separators out), or that end in empty
        fields too many, get the width of the table. A line with less than half of its fields is no such line, and of
        one with a quote in it we do not know."""
        teken, tekens = self.teken.encode(), self.breedte - 1
        delen, klaar = [], 0
        for begin, einde, n in _other_lines(inhoud, teken, tekens):
            regel, met_einde = inhoud[begin:einde], einde < len(inhoud)
            if b'"' in regel or not regel.strip():
                continue
            kaal = regel.rstrip(b"\r")
            if n < tekens and 2 * (n + 1) > self.breedte and met_einde:  # a last line without an end may be cut off
                nieuw = kaal + teken * (tekens - n)
            elif n > tekens and kaal.endswith(teken * (n - tekens)):
                nieuw = kaal[: len(kaal) - len(teken) * (n - tekens)]
            else:
                continue
            delen += [inhoud[klaar:begin], nieuw]
            klaar = einde
            self.aangevuld += n < tekens
        return b"".join([*delen, inhoud[klaar:]]) if delen else inhoud


def _other_lines(inhoud: bytes, teken: bytes, tekens: int) -> Iterator[tuple[int, int, int]]:
    """(first byte, behind the last, how many separators) of the lines that do not have so many."""
    bytes_ = np.frombuffer(inhoud, np.uint8)
    einden = np.flatnonzero(bytes_ == ord("\n"))
    if not inhoud.endswith(b"\n"):
        einden = np.append(einden, len(inhoud))
    tot = np.searchsorted(np.flatnonzero(bytes_ == ord(teken)), einden)
    aantal = np.diff(tot, prepend=0)
    for i in np.flatnonzero(aantal != tekens).tolist():
        yield int(einden[i - 1]) + 1 if i else 0, int(einden[i]), int(aantal[i])


@dataclass
class _Blok:
    """Whole rows of a file, behind `vanaf` lines of it; what is no row is told to `alles`."""

    alles: Rijen
    inhoud: bytes
    vanaf: int

    def read(self) -> tuple[pa.Table, np.ndarray]:
        tabel, slecht = self._parse(self.inhoud)
        begin, hoogte = self._regels(tabel, slecht)
        goed = np.ones(len(begin), dtype=bool)
        goed[[n - 1 for n, _ in slecht]] = False
        opslokt = self._opgeslokt(tabel, hoogte[goed])
        verdacht = [(begin[n - 1], hoogte[n - 1]) for n, _ in slecht]
        verdacht += [(b, h) for b, h in zip(begin[goed][opslokt], hoogte[goed][opslokt], strict=True)]
        self.alles.met_regeleinde += int((hoogte[goed] > 1).sum() - opslokt.sum())
        tabel = tabel.filter(pa.array(~opslokt)) if opslokt.any() else tabel
        regels = begin[goed][~opslokt]
        los, los_regels = self._reread(verdacht)
        if los is not None and los.num_rows:
            tabel, regels = pa.concat_tables([tabel, los]), np.concatenate([regels, los_regels])
            volgorde = np.argsort(regels, kind="stable")
            tabel, regels = tabel.take(pa.array(volgorde)), regels[volgorde]
        return tabel, regels + self.vanaf

    def _parse(self, inhoud: bytes) -> tuple[pa.Table, list[tuple[int, str]]]:
        """(good rows, [(row number, text)] of the others), by pyarrow, everything text."""
        slecht: list[tuple[int, str]] = []

        def keep_row(rij):
            slecht.append((rij.number, rij.text))
            return "skip" if len(slecht) <= MAX_VERMINKT else "error"

        namen = [str(i) for i in range(self.alles.breedte)]
        try:
            tabel = pv.read_csv(
                pa.BufferReader(inhoud),
                pv.ReadOptions(column_names=namen, use_threads=False, block_size=min(len(inhoud) + 1, 1 << 30)),
                pv.ParseOptions(
                    delimiter=self.alles.teken,
                    newlines_in_values=True,
                    ignore_empty_lines=False,
                    invalid_row_handler=keep_row,
                ),
                pv.ConvertOptions(
                    column_types=dict.fromkeys(namen, pa.string()),
                    strings_can_be_null=True,
                    null_values=[""],
                    check_utf8=False,
                ),
            )
        except pa.ArrowInvalid:
            if len(slecht) > MAX_VERMINKT:
                self.alles.refuse()
            if not slecht:
                raise
            tabel = pa.table({n: pa.array([], pa.string()) for n in namen})
        return tabel, slecht

    def _regels(self, tabel: pa.Table, slecht: list[tuple[int, str]]) -> tuple[np.ndarray, np.ndarray]:
        """First line and number of lines of every row, good and bad, in the order of the file."""
        goed = np.ones(tabel.num_rows, dtype="int64")
        if self.inhoud.count(b"\n") > tabel.num_rows + len(slecht):
            for kolom in tabel.columns:
                goed += pc.fill_null(pc.count_substring(kolom, "\n"), 0).to_numpy()
        hoogte = np.ones(tabel.num_rows + len(slecht), dtype="int64")
        plek = np.zeros(len(hoogte), dtype=bool)
        for nummer, tekst in slecht:
            plek[nummer - 1] = True
            hoogte[nummer - 1] = 1 + tekst.count("\n")
        hoogte[~plek] = goed
        return np.cumsum(hoogte) - hoogte + 1, hoogte

    def _opgeslokt(self, tabel: pa.Table, hoogte: np.ndarray) -> np.ndarray:
        """Rows in which a cell swallowed the lines after it, because a quote was opened and not closed there:
        a line inside it has the separators of a whole row, or its first and last line those of two half rows.
        """
        weg, breedte = np.zeros(tabel.num_rows, dtype=bool), self.alles.breedte
        for i in np.flatnonzero(hoogte > 1) if breedte > 1 else ():
            for plek, kolom in enumerate(tabel.columns):
                cel = kolom[int(i)].as_py()
                if cel and "\n" in cel:
                    tekens = [regel.count(self.alles.teken) for regel in cel.split("\n")]
                    heel = breedte > 2 and breedte - 1 in tekens[1:-1]
                    weg[i] |= heel or (tekens[0] == breedte - 1 - plek and tekens[-1] == plek)
        return weg

    def _reread(self, verdacht: list[tuple[int, int]]) -> tuple[pa.Table | None, np.ndarray]:
        """Reads the lines of suspect rows one by one: a stray quote spoils only its own line."""
        meer = [(b, h) for b, h in verdacht if h > 1]
        self._no_row(int(b) for b, h in verdacht if h == 1)
        if not meer:
            return None, np.array([], dtype="int64")
        if sum(h for _, h in meer) > MAX_HERLEZEN:
            regel = wording.getal(int(meer[0][0]) + self.vanaf)
            raise Melding(
                f"In {self.alles.naam} opent op regel {regel} een aanhalingsteken dat miljoenen regels lang niet "
                "sluit. Maak de export opnieuw."
            )
        regels, nummers, stukken = self.inhoud.split(b"\n"), [], []
        for begin, hoogte in meer:
            for r in range(int(begin), min(int(begin + hoogte), len(regels) + 1)):
                regel = regels[r - 1].rstrip(b"\r")
                if regel.count(b'"') % 2:
                    self._no_row([r])
                elif regel:
                    nummers.append(r)
                    stukken.append(regel)
        if not stukken:
            return None, np.array([], dtype="int64")
        los, slecht = self._parse(b"\n".join(stukken) + b"\n")
        fout = {n - 1 for n, _ in slecht}
        self._no_row(nummers[i] for i in fout)
        return los, np.array([n for i, n in enumerate(nummers) if i not in fout], dtype="int64")

    def _no_row(self, regels: Iterable[int]) -> None:
        self.alles.verminkt |= {r + self.vanaf for r in regels}
