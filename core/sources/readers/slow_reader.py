"""The second try for an xlsx on which the fast reader gave up: openpyxl, row by row and slow, but without a
dense grid. Runs in the child process."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import numpy as np
import openpyxl
import pyarrow as pa
from openpyxl.reader import excel
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from core.model.melding import Melding
from core.sources.raw import Opmerking, RuweTabel
from core.sources.readers.grid import make_tabel
from core.sources.readers.memory_limit import lower
from core.sources.readers.message import aantal, show
from core.sources.readers.precheck import Bevonden, examine
from core.sources.readers.text import getal_tekst
from core.sources.readers.workbook import foutzinnen, tell, verborgen_blad
from core.sources.recognition.names import is_explanation

MAX_BREEDTE = 200  # columns; a stray cell further to the right is told, not read
MAX_TEKST = 1 << 28  # characters in one sheet; one text may stand in half a million cells
_BLOK = 20_000
_DUUR = 3650  # days: longer is a moment in the notation of hours


class _Vel(ReadOnlyWorksheet):
    """Openpyxl looks for the size of a sheet, all of it when it does not say one; we do not use the size."""

    def _get_size(self) -> None:
        pass


excel.ReadOnlyWorksheet = _Vel


def read_slowly(
    pad: Path, bestand: str, bekend: frozenset[str], meld: Callable[[str, float], None]
) -> Iterator[RuweTabel]:
    """Like read_werkboek, for xlsx and xlsm."""
    boek = examine(pad, show(bestand))
    lower(boek.uitgepakt)
    try:
        werkmap = openpyxl.load_workbook(pad, read_only=True, data_only=True, keep_links=False)
    except (InvalidFileException, KeyError, ValueError):
        raise Melding(
            f"{show(bestand)} is geen geldig Excel-bestand. Open het in Excel en sla het opnieuw op als .xlsx."
        ) from None
    for i, vel in enumerate(werkmap.worksheets):
        if is_explanation(vel.title):
            continue
        meld(
            f"{show(bestand)}: {show(vel.title)} nog eens lezen, langzamer",
            (i + 0.5) / len(werkmap.worksheets),
        )
        blad = _Blad()
        blad.read(vel)
        tabel = make_tabel(bestand, vel.title, blad.kolommen(), pa.array(blad.rijen, pa.int32()), bekend, blad.getallen)
        if tabel is None:
            continue
        tabel.datum1904 = boek.datum1904
        bevonden = boek.bladen.get(vel.title, Bevonden())
        if vel.sheet_state != "visible":
            tabel.opmerkingen.append(verborgen_blad(vel.title))
        tabel.opmerkingen += [
            *tell(bevonden, tabel),
            *foutzinnen(blad.fouten, 0, 0, vel.title),
            *_verdwaald(blad, vel.title),
        ]
        yield tabel


def _verdwaald(blad: "_Blad", naam: str) -> list[Opmerking]:
    if not blad.verdwaald:
        return []
    return [
        Opmerking(
            "cellen_ver_weg",
            f"Blad {show(naam)} heeft {aantal(blad.verdwaald, 'cel', 'cellen')} ver rechts "
            "van de tabel; die zijn niet gelezen. Maak ze leeg in Excel.",
        )
    ]


class _Blad:
    """The cells of one sheet as text columns, built per block of rows."""

    def __init__(self):
        self.rijen: list[int] = []
        self.fouten: Counter[str] = Counter()
        self.verdwaald = self.tekens = 0
        self._klaar: list[list[pa.Array]] = []
        self._blok: list[list[str | None]] = []
        self._echt: defaultdict[int, list[int]] = defaultdict(list)  # column -> the cell rows that are a number

    def read(self, vel) -> None:
        vel.reset_dimensions()
        for nummer, rij in enumerate(vel.iter_rows(), 1):
            if not rij:
                continue
            waarden = self._rij(rij, len(self.rijen))
            if any(w is not None for w in waarden):
                self.rijen.append(nummer)
                self._blok.append(waarden)
                if len(self._blok) == _BLOK:
                    self._fix_down()
        self._fix_down()

    def kolommen(self) -> list[pa.Array]:
        breedte = max((len(b) for b in self._klaar), default=0)
        uit = []
        for i in range(breedte):
            uit.append(
                pa.concat_arrays([b[i] if i < len(b) else pa.nulls(len(b[0]), pa.string()) for b in self._klaar])
            )
        return uit

    def getallen(self, kandidaten: Sequence[int]) -> dict[int, pa.BooleanArray]:
        uit = {}
        for k in kandidaten:
            getal = np.zeros(len(self.rijen), dtype=bool)
            getal[self._echt[k]] = True
            uit[k] = pa.array(getal)
        return uit

    def _rij(self, cellen, rij: int) -> list[str | None]:
        uit: list[str | None] = []
        for i, cel in enumerate(cellen):
            waarde = cel.value
            if waarde is None:
                uit.append(None)
                continue
            if i >= MAX_BREEDTE:
                self.verdwaald += 1
                continue
            if cel.data_type == "e":
                self.fouten[str(waarde)] += 1
                waarde = None
            if isinstance(waarde, int | float) and not isinstance(waarde, bool):
                self._echt[i].append(rij)
            tekst = _tekst(waarde)
            self.tekens += len(tekst or "")
            uit.append(tekst)
        if self.tekens > MAX_TEKST:
            raise MemoryError
        return uit[:MAX_BREEDTE]

    def _fix_down(self) -> None:
        if self._blok:
            breedte = max(map(len, self._blok))
            gelijk = [r + [None] * (breedte - len(r)) for r in self._blok]
            self._klaar.append([pa.array(k, pa.string()) for k in zip(*gelijk, strict=True)])
            self._blok = []


def _tekst(waarde) -> str | None:
    if waarde is None:
        return None
    if isinstance(waarde, bool):
        return "true" if waarde else "false"
    if isinstance(waarde, int | float | Decimal):
        return getal_tekst(waarde)
    if isinstance(waarde, dt.datetime):
        waarde = waarde.replace(microsecond=0) + dt.timedelta(seconds=round(waarde.microsecond / 1e6))
        return waarde.date().isoformat() if waarde.time() == dt.time() else waarde.isoformat()
    if isinstance(waarde, dt.date | dt.time):
        return waarde.isoformat()
    if isinstance(waarde, dt.timedelta):  # [h]:mm, of a time of day or of a moment
        if waarde.days > _DUUR:
            return _tekst(dt.datetime(1899, 12, 30) + waarde)
        return f"{waarde // dt.timedelta(hours=1):02d}:{waarde.seconds // 60 % 60:02d}:{waarde.seconds % 60:02d}"
    tekst = str(waarde)
    return tekst if tekst.strip() else None
