"""The shipped example as a store.

`data/voorbeeld` holds its deliveries, as Parquet. Reading, recognising and checking them takes longer than somebody
who starts for the first time wants to wait, so what comes of that is shipped beside them (`data/voorbeeld-klaar`):
the rows as they are stored, the series of the goals and the compiled questions, made by `ship` with the same code.
Series and questions are of one version of the program; another version counts again. Without that folder the
deliveries are read.

Pseudonyms are numbered in what is shipped: the same children are the same, in a fifth of the room. They hide nobody,
for nobody is there.
"""

import datetime as dt
import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from core.engine.count import compiled, memory
from core.example.deliveries import load_leveringen
from core.sources.intake import Opdracht, take_in
from core.sources.keuzes import GEDEELD, Keuzes
from core.store import versions
from core.store.key import read_sleutel, sleutel_id
from core.store.replace import write_tekst
from core.store.upgrade import upgrade

MERK = "kenmerk"
_PSEUDONIEM = re.compile(r"[0-9a-f]{32}")
_BEWAARD = re.compile(rf"bron_\w+|leveringen|bevindingen|{memory.TABEL}")
_PARQUET = {"compression": "zstd", "compression_level": 19, "store_schema": False}


@dataclass(frozen=True)
class Voorbeeld:
    """Where it is shipped: `bron` the deliveries, `klaar` what came of them. `bouw`, `klaarzetten`: see Opdracht."""

    bron: Path
    klaar: Path
    bouw: Callable
    klaarzetten: Callable

    @property
    def merk(self) -> str:
        """Changes with what is shipped."""
        return "-".join(str(p.stat().st_size) for m in (self.bron, self.klaar) for p in sorted(m.rglob("*.*")))


def example_store(pad: Path, voorbeeld: Voorbeeld) -> Path:
    """The example as a store at `pad`, made once."""
    if not _is_example(pad, voorbeeld.merk):
        with versions.exclusive(pad):
            if not _is_example(pad, voorbeeld.merk):
                for oud in (p for p in pad.glob("*") if p.name != "slot"):
                    oud.unlink()
                if any(voorbeeld.klaar.glob("*.parquet")):
                    _unpack(pad, voorbeeld)
                else:
                    import_deliveries(pad, voorbeeld)
                write_tekst(pad / MERK, voorbeeld.merk)
    return pad


def _is_example(pad: Path, merk: str) -> bool:
    kenmerk = pad / MERK
    return kenmerk.exists() and kenmerk.read_text("ascii") == merk and versions.huidig_bestand(pad) is not None


def import_deliveries(pad: Path, voorbeeld: Voorbeeld) -> None:
    """Loads the deliveries one after the other, as the user would; the figures are made ready with the last."""
    keuzes = {m.name: Keuzes(nummers=GEDEELD, tm=m.tm) for m in _apart(voorbeeld.bron)}
    mappen = [voorbeeld.bron, *(voorbeeld.bron / naam for naam in keuzes)]
    for map in mappen:
        klaar = voorbeeld.klaarzetten if map == mappen[-1] else lambda verbinding, report: None
        keuze = keuzes.get(map.name, Keuzes(nummers=GEDEELD))
        take_in(pad, Opdracht([map], voorbeeld.bouw, klaar, keuze, voorbeeld=True))


@dataclass(frozen=True)
class _Map:
    name: str
    tm: dt.date | None


def _apart(bron: Path) -> list[_Map]:
    """The later deliveries that are there."""
    return [_Map(a.map, a.tm) for a in load_leveringen() if (bron / a.map).is_dir()]


def _unpack(pad: Path, voorbeeld: Voorbeeld) -> None:
    passend = compiled.shipped(voorbeeld.klaar)
    sleutel = sleutel_id(read_sleutel(pad))

    def werk(verbinding) -> None:
        for bestand in sorted(voorbeeld.klaar.glob("*.parquet")):
            if bestand.stem != memory.TABEL or passend:  # series of another version may be other series
                verbinding.load(bestand.stem, pq.read_table(bestand))
        verbinding.execute(f"update leveringen set sleutel_id = '{sleutel}', moment = localtimestamp")
        upgrade(verbinding)
        # Two thirds of a first start went to tables of maten that the first page, with its series ready, does not read.
        # Worked out when a page asks, all of them together took 15 to 30% longer.
        voorbeeld.bouw(verbinding, later=True)

    versions.writing(pad, werk)


def ship(voorbeeld: Voorbeeld, ask: Callable[[Path], object]) -> None:
    """Makes `voorbeeld.klaar` anew from the deliveries. `ask` opens a store and asks what a user asks first, so that
    those questions are compiled."""
    with tempfile.TemporaryDirectory(prefix="kernwaarden-voorbeeld-") as klad:
        pad = Path(klad) / ".voorbeeld"
        import_deliveries(pad, voorbeeld)
        ask(pad)
        with versions.reading(pad) as verbinding:
            namen = sorted(n for n in verbinding.tabellen() if _BEWAARD.fullmatch(n))
            tabellen = numbered({n: verbinding.arrow(f'select * from "{n}"') for n in namen})
        versions.forget(pad)
        shutil.rmtree(voorbeeld.klaar, ignore_errors=True)
        voorbeeld.klaar.mkdir(parents=True)
        for naam, tabel in tabellen.items():
            pq.write_table(tabel, voorbeeld.klaar / f"{naam}.parquet", **_PARQUET)
        compiled.pack(voorbeeld.klaar)


def numbered(tabellen: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """The same tables with the pseudonyms replaced by 0, 1, 2 ... of the same length, in the order in which they occur:
    whatever the key was, the same rows get the same numbers."""
    kolommen = [(naam, k) for naam, t in tabellen.items() for k in t.column_names if _is_pseudonym(t[k])]
    alle = dict.fromkeys(p for naam, k in kolommen for p in pc.unique(tabellen[naam][k]).drop_null().to_pylist())
    nummer = {p: f"{i:032x}" for i, p in enumerate(alle)}
    for naam, k in kolommen:
        tabel, kolom = tabellen[naam], tabellen[naam][k].combine_chunks().dictionary_encode()
        nieuw = pa.array([nummer[p] for p in kolom.dictionary.to_pylist()], pa.string())
        nieuw = pa.DictionaryArray.from_arrays(kolom.indices, nieuw).cast(pa.string())
        tabellen[naam] = tabel.set_column(tabel.column_names.index(k), k, nieuw)
    return tabellen


def _is_pseudonym(kolom: pa.ChunkedArray) -> bool:
    if not pa.types.is_string(kolom.type):
        return False
    waarden = pc.unique(kolom).drop_null()
    return len(waarden) > 0 and pc.all(pc.match_substring_regex(waarden, f"^{_PSEUDONIEM.pattern}$")).as_py()
