"""Splitting csv text into rows, with the line each row begins on and the lines that are no row.

A quote that is opened and not closed swallows the lines after it; those are read again one by one, so that it
spoils only its own line. Runs in the child process.
"""

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pv

from core.model import wording
from core.model.melding import Melding

MAX_VERMINKT = 50_000  # lines that do not fit; of more than that nobody reads the list
MAX_HERLEZEN = 2_000_000  # lines that were swallowed by quotes


@dataclass
class Rijen:
    """The rows of a csv file: columns of text, the line each row begins on, and the lines that are no row. Raises
    Melding when it is hardly a table. `naam`: how the file is called in that."""

    inhoud: bytes
    teken: str
    breedte: int
    naam: str
    verminkt: set[int] = field(default_factory=set)
    met_regeleinde: int = 0
    aangevuld: int = 0

    def read(self) -> tuple[list[pa.Array], pa.Array]:
        self._fill_aan()
        tabel, slecht = self._parse(self.inhoud)
        begin, hoogte = self._regels(tabel, slecht)
        goed = np.ones(len(begin), dtype=bool)
        goed[[n - 1 for n, _ in slecht]] = False
        opslokt = self._opgeslokt(tabel, hoogte[goed])
        verdacht = [(begin[n - 1], hoogte[n - 1]) for n, _ in slecht]
        verdacht += [(b, h) for b, h in zip(begin[goed][opslokt], hoogte[goed][opslokt], strict=True)]
        self.met_regeleinde = int((hoogte[goed] > 1).sum() - opslokt.sum())
        tabel = tabel.filter(pa.array(~opslokt)) if opslokt.any() else tabel
        regels = begin[goed][~opslokt]
        los, los_regels = self._reread(verdacht)
        if los is not None and los.num_rows:
            tabel, regels = pa.concat_tables([tabel, los]), np.concatenate([regels, los_regels])
            volgorde = np.argsort(regels, kind="stable")
            tabel, regels = tabel.take(pa.array(volgorde)), regels[volgorde]
        return [k.combine_chunks() for k in tabel.columns], pa.array(regels.astype("int32"))

    def _fill_aan(self) -> None:
        """Whole lines that only lack their last, empty fields (Excel leaves their separators out), or that end in empty
        fields too many, get the width of the table. A line with less than half of its fields is no such line, and of
        one with a quote in it we do not know."""
        teken, tekens = self.teken.encode(), self.breedte - 1
        regels = self.inhoud.split(b"\n")
        # A last line without an end may have been cut off.
        laatste = len(regels) if self.inhoud.endswith(b"\n") else len(regels) - 1
        for i, regel in enumerate(regels):
            n = regel.count(teken)
            if n == tekens or b'"' in regel or not regel.strip():
                continue
            kaal = regel.rstrip(b"\r")
            if n < tekens and 2 * (n + 1) > self.breedte and i < laatste:
                regels[i] = kaal + teken * (tekens - n)
            elif n > tekens and kaal.endswith(teken * (n - tekens)):
                regels[i] = kaal[: len(kaal) - len(teken) * (n - tekens)]
            else:
                continue
            self.aangevuld += n < tekens
        self.inhoud = b"\n".join(regels)

    def _parse(self, inhoud: bytes) -> tuple[pa.Table, list[tuple[int, str]]]:
        """(good rows, [(row number, text)] of the others), by pyarrow, everything text."""
        slecht: list[tuple[int, str]] = []

        def keep_row(rij):
            slecht.append((rij.number, rij.text))
            return "skip" if len(slecht) <= MAX_VERMINKT else "error"

        namen = [str(i) for i in range(self.breedte)]
        try:
            tabel = pv.read_csv(
                pa.BufferReader(inhoud),
                pv.ReadOptions(column_names=namen, use_threads=False, block_size=min(len(inhoud) + 1, 1 << 30)),
                pv.ParseOptions(
                    delimiter=self.teken,
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
                raise Melding(
                    f"In {self.naam} hebben meer dan {wording.getal(MAX_VERMINKT)} regels te veel of te weinig velden. "
                    "Controleer het scheidingsteken en maak de export opnieuw."
                ) from None
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
        weg = np.zeros(tabel.num_rows, dtype=bool)
        for i in np.flatnonzero(hoogte > 1) if self.breedte > 1 else ():
            for plek, kolom in enumerate(tabel.columns):
                cel = kolom[int(i)].as_py()
                if cel and "\n" in cel:
                    tekens = [regel.count(self.teken) for regel in cel.split("\n")]
                    heel = self.breedte > 2 and self.breedte - 1 in tekens[1:-1]
                    weg[i] |= heel or (tekens[0] == self.breedte - 1 - plek and tekens[-1] == plek)
        return weg

    def _reread(self, verdacht: list[tuple[int, int]]) -> tuple[pa.Table | None, np.ndarray]:
        """Reads the lines of suspect rows one by one: a stray quote spoils only its own line."""
        meer = [(b, h) for b, h in verdacht if h > 1]
        self.verminkt |= {int(b) for b, h in verdacht if h == 1}
        if not meer:
            return None, np.array([], dtype="int64")
        if sum(h for _, h in meer) > MAX_HERLEZEN:
            raise Melding(
                f"In {self.naam} opent op regel {wording.getal(int(meer[0][0]))} een aanhalingsteken dat miljoenen "
                "regels lang niet sluit. Maak de export opnieuw."
            )
        regels, nummers, stukken = self.inhoud.split(b"\n"), [], []
        for begin, hoogte in meer:
            for r in range(int(begin), min(int(begin + hoogte), len(regels) + 1)):
                regel = regels[r - 1].rstrip(b"\r")
                if regel.count(b'"') % 2:
                    self.verminkt.add(r)
                elif regel:
                    nummers.append(r)
                    stukken.append(regel)
        if not stukken:
            return None, np.array([], dtype="int64")
        los, slecht = self._parse(b"\n".join(stukken) + b"\n")
        fout = {n - 1 for n, _ in slecht}
        self.verminkt |= {nummers[i] for i in fout}
        return los, np.array([n for i, n in enumerate(nummers) if i not in fout], dtype="int64")
