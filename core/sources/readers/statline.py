"""Files of StatLine and Swing as rows of text: csv with any number of header rows, and OData json (v3 and v4).

Runs in the child process. What the rows mean is decided in core/sources/readers/figures_table.py (inhabitants) and
cbs_table.py (youth protection and youth aid).
"""

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path

import pyarrow as pa

from core.model.melding import Melding
from core.sources.raw import RuweTabel
from core.sources.readers.cbs_table import is_cbs_table, to_cbs
from core.sources.readers.csv_blocks import decode
from core.sources.readers.figures_table import is_cijfertabel, to_bevolking
from core.sources.readers.message import show
from core.sources.readers.statline_cells import ZOEK_RIJEN, Rij

MAX_BYTES = 300_000_000
_BEGIN = 1 << 16
_TEKENS = ";,\t|"


def is_statline_csv(pad: Path) -> bool:
    """Whether the first rows of a text file are a table of figures of CBS or Swing."""
    with pad.open("rb") as bron:
        begin = bron.read(_BEGIN)
    try:
        tekst = decode(begin, pad.name)[0].decode("utf-8", "replace")
    except Melding:
        return False
    rijen = csv.reader(io.StringIO(tekst, newline=""), delimiter=_teken(tekst))
    try:
        return _kind([r for _, r in zip(range(ZOEK_RIJEN), rijen, strict=False)], pad.stem) is not None
    except csv.Error:
        return False


def _kind(begin: Sequence[Rij], naam: str) -> Callable[[Iterator[Rij], str], RuweTabel] | None:
    """What makes our table of rows that begin so; None when it is no table of these."""
    return to_bevolking if is_cijfertabel(begin, naam) else to_cbs if is_cbs_table(begin, naam) else None


def read_statline(pad: Path, bestand: str, meld: Callable[[str, float], None]) -> Iterator[RuweTabel]:
    """The table bevolking or cbs of a csv or json file. Raises Melding when it is too large or says too little."""
    naam = show(bestand)
    if pad.stat().st_size > MAX_BYTES:
        raise Melding(f"{naam} is te groot. Kies bij CBS StatLine minder jaren of alleen de eigen gemeenten.")
    meld(f"{naam} lezen", 0.2)
    inhoud = decode(pad.read_bytes(), naam)[0].decode("utf-8")
    rijen = iter(
        _json(inhoud, naam)
        if inhoud.lstrip()[:1] in "{["
        else csv.reader(io.StringIO(inhoud, newline=""), delimiter=_teken(inhoud[:_BEGIN]))
    )
    try:
        begin = [r for _, r in zip(range(ZOEK_RIJEN), rijen, strict=False)]
        yield _kind(begin, naam)(chain(begin, rijen), bestand)
    except csv.Error:
        raise Melding(f"{naam} is geen goede csv. Haal het bestand opnieuw op bij CBS StatLine.") from None


def from_sheet(ruw: RuweTabel) -> RuweTabel | None:
    """The same for a sheet that was read already; None when it is no such table."""
    namen = [k for k in ruw.data.column_names if k != "__rij__"]
    begin = [namen, *zip(*(ruw.data[k].slice(0, ZOEK_RIJEN).to_pylist() for k in namen), strict=True)]
    if (make := _kind(begin, f"{ruw.bestand} {ruw.blad}")) is None:
        return None
    cijfers = make(iter([namen, *zip(*(ruw.data[k].to_pylist() for k in namen), strict=True)]), ruw.bestand)
    plaats = [nr - 2 for nr in cijfers.data["__rij__"].to_pylist()]
    nummers = ruw.data["__rij__"].take(pa.array(plaats))
    cijfers.data = cijfers.data.set_column(cijfers.data.column_names.index("__rij__"), "__rij__", nummers)
    cijfers.blad, cijfers.opmerkingen = ruw.blad, [*ruw.opmerkingen, *cijfers.opmerkingen]
    return cijfers


def _teken(tekst: str) -> str:
    regels = tekst.splitlines()[:ZOEK_RIJEN]
    return max(_TEKENS, key=lambda t: sum(r.count(t) for r in regels))


def _json(inhoud: str, naam: str) -> list[list[str | None]]:
    """OData: the objects under `value`, as a header and rows."""
    try:
        gegevens = json.loads(inhoud)
    except (ValueError, RecursionError):
        raise Melding(f"{naam} is beschadigd of niet helemaal aangekomen. Haal het opnieuw op bij CBS.") from None
    regels = gegevens.get("value") if isinstance(gegevens, dict) else gegevens
    if not isinstance(regels, list) or not regels or not all(isinstance(r, dict) for r in regels):
        raise Melding(f"In {naam} staan geen cijfers. Haal bij CBS de gegevens op (TypedDataSet of Observations).")
    namen = list(regels[0])
    rijen = [namen, *([None if r.get(n) is None else str(r[n]) for n in namen] for r in regels)]
    if _kind(rijen[:ZOEK_RIJEN], naam) is None:
        raise Melding(
            f"{naam} is een JSON-bestand waarin geen bevolking naar gemeente, jaar en leeftijd is herkend, en geen "
            "jeugdbescherming of jeugdhulp per gebied. Zet het woord bevolking in de naam, of lever Excel (.xlsx), csv "
            "of Parquet."
        )
    return rijen
