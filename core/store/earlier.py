"""The store as it was after an earlier import: the deliveries up to that one, counted by the rules of today.

Every delivery stays in the current version, so nothing of this is kept on disk: it is made in memory, and goes when the
version changes or when deliveries are taken away.
"""

import contextlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from core.store import versions
from core.store.connect import DuckVerbinding, open_duckdb
from core.store.scope import BeperkteVerbinding

MEEST = 2  # kept at a time: two moments beside each other

_gemaakt: OrderedDict[tuple, DuckVerbinding] = OrderedDict()
_slot = threading.Lock()


@contextlib.contextmanager
def reading(
    pad: Path,
    import_nr: int,
    bouw: Callable[[DuckVerbinding], None],
    bereik: tuple[str, ...] | None = None,
    zonder: frozenset[str] = frozenset(),
) -> Iterator[DuckVerbinding | BeperkteVerbinding]:
    """A connection of one's own on the store as it was when import `import_nr` was the last; `bouw` makes what the
    figures are read from. `zonder`: tables (as they were delivered) that are left out, as if they never came. The first
    time takes as long as building a store of what is in it. Raises Melding without data."""
    with _slot:
        merk = (pad, versions.versie(pad), import_nr, zonder)
        for oud in [m for m in _gemaakt if m[0] == pad and m[1] != merk[1]]:
            _gemaakt.pop(oud)
        if merk not in _gemaakt:
            while len(_gemaakt) >= MEEST:  # runs that still hold a cursor keep theirs alive
                _gemaakt.popitem(last=False)
            _gemaakt[merk] = _make(pad, import_nr, bouw, zonder)
        _gemaakt.move_to_end(merk)
        cursor = _gemaakt[merk].cursor()
    try:
        yield cursor if bereik is None else BeperkteVerbinding(cursor, bereik)
    finally:
        cursor.close()


@contextlib.contextmanager
def first_told(
    pad: Path, dekkend: Collection[int], bouw: Callable[[DuckVerbinding], None]
) -> Iterator[tuple[DuckVerbinding, int]]:
    """The measures as each GI told them first: of every GI what was loaded up to and with the first of the deliveries
    `dekkend` (ids) that hold it; of a GI that none of them holds, everything. And how many rows came later. In memory,
    until it is let go."""
    welke = ", ".join(str(int(i)) for i in dekkend) or "-1"
    with versions.reading(pad) as nu:
        alle = "from bron_maatregelen b left join (select gi as _gi, min(import_nr) as _nr from bron_maatregelen "
        alle += f"where levering in ({welke}) group by gi) on gi = _gi"
        rijen = nu.arrow(f"select b.* {alle} where _nr is null or import_nr <= _nr")
        later = int(nu.vraag(f"select count(*) as n {alle} where import_nr > _nr")["n"][0])
        leveringen = nu.arrow("select * from leveringen where tabel = 'maatregelen'")
    toen = open_duckdb(None)
    try:
        toen.load("bron_maatregelen", rijen)
        toen.load("leveringen", leveringen)
        toen.execute("delete from leveringen where id not in (select levering from bron_maatregelen)")
        bouw(toen)
        yield toen, later
    finally:
        toen.close()


def forget(pad: Path) -> None:
    """Lets go of what was made of the store at `pad`."""
    with _slot:
        for merk in [m for m in _gemaakt if m[0] == pad]:
            _gemaakt.pop(merk)


def _make(
    pad: Path, import_nr: int, bouw: Callable[[DuckVerbinding], None], zonder: frozenset[str] = frozenset()
) -> DuckVerbinding:
    toen = open_duckdb(None)
    with versions.reading(pad) as nu:
        for naam in sorted(nu.tabellen()):
            if naam == "leveringen" or naam.startswith("bron_"):
                tot = -1 if naam.removeprefix("bron_") in zonder else int(import_nr)
                toen.load(naam, nu.arrow(f'select * from "{naam}" where import_nr <= {tot}'))
    if zonder:
        weg = ", ".join(f"'{naam}'" for naam in sorted(zonder))
        toen.execute(f"delete from leveringen where tabel in ({weg})")
    bouw(toen)
    return toen
