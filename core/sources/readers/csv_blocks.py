"""The text of a csv file in blocks of whole rows, as UTF-8, so that a file of any size takes the memory of one block.

A first look through the file says how its letters are written. A block ends behind a line, and not inside a cell
between quotes. Where quotes stand in the middle of cells nobody can tell where a row ends without reading on: from
there the rest is one block. Runs in the child process.
"""

import codecs
import io
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from core.model.melding import Melding
from core.sources.raw import Opmerking
from core.sources.readers.message import aantal

BLOK = 8 << 20  # bytes read at a time
MAX_HEEL = 1_000_000_000  # bytes that are read as one block, where blocks cannot be told apart
MAX_REGEL = 4_000_000  # bytes; a remark in a cell has at most some thousands
MAX_WIT = 5_000_000  # lines with nothing in them, one after the other
_UTF8, _CP1252, _GEMENGD = "utf-8", "cp1252", "line by line"


@dataclass
class Blokken:
    """A file in blocks; to be walked through as often as needed. `naam`: how it is called in messages. `vooraf`: what
    is done to the text before rows are looked for in it; `teken`: what separates the cells; `begin`: what the first
    block becomes (all set by the reader)."""

    pad: Path
    naam: str
    teken: str = ";"
    vooraf: Callable[[bytes], bytes] = bytes
    begin: bytes | None = None
    zonder_slot: bool = False
    opmerkingen: list[Opmerking] = field(default_factory=list)
    _inhoud: bytes | None = None
    _codering: str = _UTF8
    _anders: int = 0

    def __post_init__(self) -> None:
        with self.pad.open("rb") as bron:
            begin = bron.read(MAX_REGEL)
        if begin.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _looks_like_utf16(begin):
            self._inhoud, self.opmerkingen = decode(self._whole(), self.naam)
        elif b"\n" not in begin and b"\r" in begin:
            heel = self._whole()
            self._inhoud = heel if b"\n" in heel else heel.replace(b"\r", b"\n")
        self._look()

    def first(self) -> bytes:
        """The first block, for deciding how to read the rest."""
        return next(self._texts(), b"")

    def __iter__(self) -> Iterator[bytes]:
        self._anders, over = 0, b""
        stukken = self._texts()
        for stuk in stukken:
            over += stuk
            einde = last_row(over, self.teken.encode()) if len(over) <= 8 * BLOK else None
            if einde is None:
                over = b"".join([over, *stukken])
                self._bound(len(over), "heeft aanhalingstekens midden in cellen")
                break
            if einde:
                yield over[:einde]
                over = over[einde:]
        if over:
            yield over

    def told(self) -> list[Opmerking]:
        """How the letters were read; known when all blocks are."""
        if self._codering == _UTF8:
            return self.opmerkingen
        n = aantal(self._anders, "regel", "regels")
        tekst = f"{self.naam} is niet in UTF-8 bewaard: {n} met bijzondere letters "
        return [
            *self.opmerkingen,
            Opmerking("codering", f"{tekst}gelezen als Windows-tekst (cp1252). Controleer letters als é."),
        ]

    def _look(self) -> None:
        utf8, letters, windows, wit, vorig = True, False, True, 0, b""
        for stuk in self._pieces():
            if b"\0" in stuk:
                raise Melding(f"{self.naam} bevat tekens die niet in een tabel horen (NUL). Maak de export opnieuw.")
            _lines_fit(stuk, self.naam)
            wit += stuk.count(b"\n\n") + (vorig.endswith(b"\n") and stuk.startswith(b"\n"))
            if not is_utf8(stuk):
                utf8, windows = False, windows and _is_windows(stuk)
            letters, vorig = letters or (not stuk.isascii() and bool(_UTF8_LETTER.search(stuk))), stuk[-1:]
        if wit > MAX_WIT:
            raise Melding(f"{self.naam} heeft miljoenen lege regels. Haal ze weg en lever het opnieuw aan.")
        self.zonder_slot = bool(vorig) and vorig != b"\n"
        if not utf8:
            self._codering = _CP1252 if windows and not letters else _GEMENGD

    def _texts(self) -> Iterator[bytes]:
        for nr, stuk in enumerate(self._pieces()):
            tekst = self.vooraf(self._decoded(stuk))
            yield tekst if nr or self.begin is None else self.begin

    def _pieces(self) -> Iterator[bytes]:
        """The bytes as they are, in pieces of whole lines."""
        rest, eerste = b"", True
        with self.pad.open("rb") if self._inhoud is None else io.BytesIO(self._inhoud) as bron:
            while deel := bron.read(BLOK):
                deel = deel.removeprefix(codecs.BOM_UTF8) if eerste else deel
                stuk, eerste = rest + deel, False
                einde = stuk.rfind(b"\n") + 1
                if not einde:
                    _lines_fit(stuk, self.naam)
                if einde:
                    yield stuk[:einde]
                rest = stuk[einde:]
        if rest:
            yield rest

    def _decoded(self, stuk: bytes) -> bytes:
        if self._codering == _UTF8:
            return stuk
        if self._codering == _CP1252:
            tekst, anders = windows(stuk)
        else:
            tekst, anders = line_by_line(stuk)
        self._anders += anders
        return tekst

    def _whole(self) -> bytes:
        self._bound(self.pad.stat().st_size, "is niet in UTF-8 bewaard")
        return self.pad.read_bytes()

    def _bound(self, grootte: int, waarom: str) -> None:
        if grootte > MAX_HEEL:
            raise Melding(
                f"{self.naam} {waarom}; dan is tot {MAX_HEEL // 10**6} MB te lezen, en dit is {grootte // 10**6} MB. "
                "Splits het bestand, of lever het als Parquet."
            )


def last_row(tekst: bytes, teken: bytes) -> int | None:
    """Behind which byte the last whole row ends, for a text that begins outside a cell; None where a quote stands in
    the middle of a cell: whether it means something depends on what comes."""
    if b'"' not in tekst:
        return tekst.rfind(b"\n") + 1
    bytes_ = np.frombuffer(tekst, np.uint8)
    quotes = np.flatnonzero(bytes_ == ord('"'))
    open_ = quotes[::2]
    voor = bytes_[np.maximum(open_ - 1, 0)]
    begint_cel = (open_ == 0) | np.isin(voor, np.frombuffer(b"\r\n" + teken, np.uint8))
    begint_cel[1:] |= open_[1:] == quotes[1:-1:2][: len(open_) - 1] + 1  # "" inside a cell is a quote in its text
    if not begint_cel.all():
        return None
    regels = np.flatnonzero(bytes_ == ord("\n"))
    buiten = regels[np.searchsorted(quotes, regels) % 2 == 0]
    return int(buiten[-1]) + 1 if len(buiten) else 0


def decode(inhoud: bytes, naam: str) -> tuple[bytes, list[Opmerking]]:
    """A whole text as UTF-8 without a byte order mark: UTF-16 by its mark or its NULs, UTF-8 strictly, else Windows
    (cp1252) for every line that is not UTF-8."""
    if inhoud.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _utf16(inhoud, "utf-16", naam)
    if _looks_like_utf16(inhoud):
        return _utf16(inhoud, "utf-16-le" if inhoud[1:2000:2].count(0) else "utf-16-be", naam)
    if b"\0" in inhoud:
        raise Melding(f"{naam} bevat tekens die niet in een tabel horen (NUL). Maak de export opnieuw.")
    inhoud = inhoud.removeprefix(codecs.BOM_UTF8)
    return inhoud if is_utf8(inhoud) else windows(inhoud)[0], []


_UTF8_LETTER = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")


def _looks_like_utf16(inhoud: bytes) -> bool:
    return inhoud[:2000].count(0) > 0.3 * len(inhoud[:2000])


def windows(inhoud: bytes) -> tuple[bytes, int]:
    """The lines that are not UTF-8 read as Windows text, and how many. Without one UTF-8 letter that is all at once."""
    if not _UTF8_LETTER.search(inhoud):
        with suppress(UnicodeDecodeError):  # five bytes mean nothing in cp1252: then line by line
            return inhoud.decode("cp1252").encode(), len(re.findall(rb"[\x80-\xff][^\n]*", inhoud))
    return line_by_line(inhoud)


def line_by_line(inhoud: bytes) -> tuple[bytes, int]:
    if is_utf8(inhoud):
        return inhoud, 0
    regels, anders = inhoud.split(b"\n"), 0
    for i, regel in enumerate(regels):
        if not is_utf8(regel):
            regels[i] = _cp1252(regel).encode()
            anders += 1
    return b"\n".join(regels), anders


def is_utf8(inhoud: bytes) -> bool:
    if inhoud.isascii():
        return True
    try:
        inhoud.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_windows(inhoud: bytes) -> bool:
    try:
        inhoud.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return True


def _cp1252(regel: bytes) -> str:
    try:
        return regel.decode("cp1252")
    except UnicodeDecodeError:
        return regel.decode("latin-1")


def _utf16(inhoud: bytes, codering: str, naam: str) -> tuple[bytes, list[Opmerking]]:
    try:
        tekst = inhoud.decode(codering).removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise Melding(f"{naam} is niet helemaal aangekomen of beschadigd (UTF-16). Maak de export opnieuw.") from None
    if "\0" in tekst:
        raise Melding(f"{naam} bevat tekens die niet in een tabel horen (NUL). Maak de export opnieuw.")
    return tekst.encode(), [Opmerking("codering", f"{naam} is in UTF-16 bewaard en zo gelezen.")]


def _lines_fit(inhoud: bytes, naam: str) -> None:
    begin = 0
    while len(inhoud) - begin > MAX_REGEL:  # a line that is too long covers one of these windows
        einde = inhoud.rfind(b"\n", begin, begin + MAX_REGEL)
        if einde < 0:
            raise Melding(f"{naam} heeft een regel van meer dan 4 MB en is geen tabel. Maak de export opnieuw.")
        begin = einde + 1
