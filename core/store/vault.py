"""A store that cannot be read without its key: all tables in one file, AES-256-GCM, opened only in memory.

    KWK1 | id of the key (8) | blocks of: length (4) | nonce (12) | cipher text with tag (16)

The plain text is an Arrow stream per table. Each block is bound to its place and to whether it is the last, so that
a block that is changed, moved, repeated or missing is noticed. The key is derived from that of the pseudonyms
(HKDF-SHA256), so who has the file without the key has nothing. Reading needs the memory that the tables take.
"""

import json
import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from core.model.melding import Melding
from core.store import private
from core.store.key import sleutel_id

ACHTERVOEGSEL = ".kluis"
_MERK = b"KWK1"
_BLOK = 16 * 2**20
_KOP = struct.Struct(">I")


def close(pad: Path, tabellen: dict[str, pa.Table], sleutel: bytes) -> None:
    """Writes the tables, encrypted, to a new file; the caller gives it its place."""
    slot = AESGCM(_afgeleid(sleutel))
    private.make_file(pad)
    with pad.open("wb") as bestand:
        bestand.write(_MERK + sleutel_id(sleutel).encode("ascii"))
        blokken = _in_blokken(tabellen)
        nr, blok = 0, next(blokken)
        while blok is not None:
            volgend = next(blokken, None)
            nonce = os.urandom(12)
            dicht = slot.encrypt(nonce, blok, _plaats(nr, volgend is None))
            bestand.write(_KOP.pack(len(dicht)) + nonce + dicht)
            nr, blok = nr + 1, volgend
        bestand.flush()
        os.fsync(bestand.fileno())


def make_open(pad: Path, sleutel: bytes) -> dict[str, pa.Table]:
    """The tables of an encrypted file. Raises Melding with another key, or when one bit of it was changed."""
    try:
        with pad.open("rb") as bestand:
            if bestand.read(4) != _MERK:
                raise _kapot(pad)
            if bestand.read(8) != sleutel_id(sleutel).encode("ascii"):
                raise Melding(
                    f"De opslag {pad.name} is versleuteld met een andere sleutel: zet de goede sleutel terug."
                )
            inhoud = b"".join(_read_blokken(bestand, AESGCM(_afgeleid(sleutel))))
        return dict(_from_bytes(inhoud))
    except (InvalidTag, ValueError, struct.error, KeyError, pa.ArrowException) as fout:
        raise _kapot(pad) from fout


def _afgeleid(sleutel: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"kernwaarden kluis").derive(sleutel)


def _plaats(nr: int, laatste: bool) -> bytes:
    return b"%d:%d" % (nr, laatste)


def _in_blokken(tabellen: dict[str, pa.Table]) -> Iterator[bytes]:
    """An index of names and lengths, then the tables; in pieces of at most `_BLOK` bytes."""
    delen = {naam: _as_bytes(tabel) for naam, tabel in tabellen.items()}
    index = json.dumps({naam: len(deel) for naam, deel in delen.items()}).encode()
    alles = memoryview(b"".join([_KOP.pack(len(index)), index, *delen.values()]))
    for begin in range(0, len(alles), _BLOK):
        yield bytes(alles[begin : begin + _BLOK])


def _as_bytes(tabel: pa.Table) -> bytes:
    doel = pa.BufferOutputStream()
    with pa.ipc.new_stream(doel, tabel.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as schrijver:
        schrijver.write_table(tabel)
    return doel.getvalue().to_pybytes()


def _read_blokken(bestand: BinaryIO, slot: AESGCM) -> Iterator[bytes]:
    nr, kop = 0, bestand.read(4)
    while kop:
        lengte = _KOP.unpack(kop)[0]
        nonce, dicht = bestand.read(12), bestand.read(lengte)
        kop = bestand.read(4)
        yield slot.decrypt(nonce, dicht, _plaats(nr, not kop))
        nr += 1


def _from_bytes(inhoud: bytes) -> Iterator[tuple[str, pa.Table]]:
    lengte = _KOP.unpack_from(inhoud)[0]
    index = json.loads(inhoud[4 : 4 + lengte])
    plek = 4 + lengte
    for naam, omvang in index.items():
        yield naam, pa.ipc.open_stream(pa.py_buffer(memoryview(inhoud)[plek : plek + omvang])).read_all()
        plek += omvang


def _kapot(pad: Path) -> Melding:
    return Melding(f"De opslag {pad.name} is beschadigd of veranderd: zet een reservekopie terug.")
