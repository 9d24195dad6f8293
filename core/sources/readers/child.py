"""The child process: opens one file that may be damaged or hostile and hands its tables back over standard
output.

Started as a script by kindproces.py. Request: one line of JSON on standard input. Answer: lines of JSON;
after a line `{"tabel": ...}` follows one Arrow stream. Raw numbers of children go through a pipe and never
touch the disk.
"""

import json
import os
import sys
from pathlib import Path


def main() -> None:
    uit = os.fdopen(os.dup(1), "wb", buffering=1 << 16)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # a library that prints must not end up between the answers
    vraag = json.loads(sys.stdin.buffer.readline())
    _bound(vraag)
    sys.path.insert(0, vraag["wortel"])
    sys.meta_path.insert(0, _ZonderPandas)
    try:
        _read(vraag, uit)
        _say(uit, {"klaar": True})
    except MemoryError:
        _say(uit, {"fout": "geheugen"})
    except FileNotFoundError:
        _say(uit, {"fout": "weg"})
    except ModuleNotFoundError:
        _say(uit, {"fout": "installatie"})
    except ImportError:  # a library that does not fit in the memory that is allowed
        _say(uit, {"fout": "geheugen"})
    except Exception as fout:
        from core.model.melding import Melding

        _say(uit, {"melding": str(fout)} if isinstance(fout, Melding) else {"fout": "kapot"})
    uit.flush()
    os._exit(0)  # no tidying up: freeing gigabytes cell by cell takes seconds


class _ZonderPandas:
    """pyarrow loads pandas (0.3 s) only to look whether an array comes from it."""

    @staticmethod
    def find_spec(naam, *_):
        if naam == "pandas":
            raise ModuleNotFoundError(naam)


def _bound(vraag: dict) -> None:
    """Limits on itself, before the file is opened: memory, processor time, no core dump with data in it."""
    try:
        import resource
    except ImportError:  # Windows: the parent watches
        return
    grenzen = (
        (resource.RLIMIT_AS, vraag["geheugen"], 0),
        (
            resource.RLIMIT_CPU,
            vraag["rekentijd"],
            5,
        ),  # the soft limit first: its signal says that it was time
        (resource.RLIMIT_CORE, 0, 0),
    )
    for soort, zacht, extra in grenzen:
        hard = resource.getrlimit(soort)[1]
        hoogste = zacht + extra if hard == resource.RLIM_INFINITY else min(zacht + extra, hard)
        resource.setrlimit(soort, (min(zacht, hoogste), hoogste))


def _read(vraag: dict, uit) -> None:
    from dataclasses import asdict

    from core.sources.cells import encode_table

    pad, bestand, bekend = Path(vraag["paden"][0]), vraag["bestand"], frozenset(vraag["bekend"])

    def tell(tekst: str, deel: float) -> None:
        _say(uit, {"voortgang": [tekst, deel]})

    for tabel in _lezer(vraag)(pad, bestand, bekend, tell):
        # The texts that occur in a column once, all in one block; what fails, fails before anything is said.
        data = encode_table(tabel.data).combine_chunks()
        _say(
            uit,
            {
                "tabel": {
                    "blad": tabel.blad,
                    "tabel": tabel.tabel,
                    "kolommen": tabel.kolommen,
                    "kopregel": tabel.kopregel,
                    "getallen": sorted(tabel.getallen),
                    "datum1904": tabel.datum1904,
                    "titel": tabel.titel,
                    "berichten": tabel.berichten,
                    "opmerkingen": [[o.code, o.melding] for o in tabel.opmerkingen],
                    "vragen": [asdict(v) for v in tabel.vragen],
                }
            },
        )
        _send(uit, data)


def _send(uit, data) -> None:
    import pyarrow as pa

    with pa.ipc.new_stream(uit, data.schema) as stroom:
        for blok in data.to_batches():
            stroom.write_batch(blok)


def _lezer(vraag: dict):
    """Only the library that is needed is loaded: starting is half of the time of a small file."""
    soort = vraag["soort"]
    if soort in ("csv", "json"):
        from core.sources.readers.csv_text import read_csv
        from core.sources.readers.statline import is_statline_csv, read_statline

        if soort == "json" or is_statline_csv(Path(vraag["paden"][0])):
            return lambda pad, bestand, _bekend, tell: read_statline(pad, bestand, tell)

        return lambda *a: read_csv(*a, scheiding=vraag["scheiding"])
    if soort == "parquet":
        from core.sources.readers.parquet import read_parquet

        return read_parquet
    if soort == "xml":
        from core.sources.readers.bericht import read_berichten

        return lambda _pad, bestand, _bekend, tell: read_berichten([Path(p) for p in vraag["paden"]], bestand, tell)
    if vraag["langzaam"]:
        from core.sources.readers.slow_reader import read_slowly

        return read_slowly
    from core.sources.readers.workbook import read_werkboek

    return read_werkboek


def _say(uit, wat: dict) -> None:
    uit.write(json.dumps(wat).encode() + b"\n")
    uit.flush()


if __name__ == "__main__":
    main()
