"""Simulated measures and stays as the tables that maten read: the same columns, a pseudonym per child and run.
Columns that nobody simulates are left out; `tellen` adds them empty.

The pseudonym holds the run: its number is the run (and the variant) times `KINDEREN_PER_RUN` plus the child. So a
run is a column that any maat can be split by, and no child is in two of them.
"""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from core.model.schema import JB_TYPEN
from core.simulation.days import OPEN
from core.simulation.occupancy import GESLACHTEN, Bezetting
from core.simulation.process import Proces, Uitkomst

RUN_BITS = 20
KINDEREN_PER_RUN = 1 << RUN_BITS


def jeugdige(run: NDArray, kind: NDArray) -> NDArray[np.int64]:
    return run.astype(np.int64) * KINDEREN_PER_RUN + kind


def maatregel_rijen(uitkomst: Uitkomst, proces: Proces, runs: int, eerste_run: int) -> pa.Table:
    """The rows of maatregel_verloop for one batch: what happened in the simulation, and for measures that already
    ran their known records, of which the last one gets the simulated end."""
    b, m, r = proces.b, uitkomst.maatregelen, proces.bekend
    vast = np.flatnonzero(r["tot"] < OPEN)
    n, v = len(m.run), len(vast)
    rij = m.rij
    bekend = rij >= 0

    def kolom(gesimuleerd: NDArray, van_bekend: NDArray) -> NDArray:
        eigen = np.where(bekend, van_bekend[rij], gesimuleerd) if len(r["tot"]) else gesimuleerd
        return np.concatenate([eigen, np.tile(van_bekend[vast], runs)])

    def vooraan(gesimuleerd: NDArray, van_bekend: NDArray) -> NDArray:
        return np.concatenate([gesimuleerd, np.tile(van_bekend[vast], runs)])

    eind_vast = np.tile(r["einde"][vast], (runs, 1))
    spel = r["lopend"][vast]
    if (spel >= 0).any():  # an earlier record of a measure that runs: its end is the simulated one
        eind_vast[:, spel >= 0] = m.einde[: runs * len(b.lopend)].reshape(runs, -1)[:, spel[spel >= 0]]
    run = np.concatenate([m.run, np.repeat(np.arange(runs), v)]) + eerste_run
    waar, niets = np.ones(n, bool), np.zeros(n, np.int32)
    laatste = np.concatenate([waar, np.tile(r["laatste"][vast], runs)])
    kolommen = {
        "jeugdige": pa.array(jeugdige(run, kolom(m.kind, r["kind"]))),
        "geboortemaand": _maand(kolom(m.geboren, r["geboortemaand"])),
        "geslacht": _woorden(GESLACHTEN, kolom(m.geslacht, r["geslacht"])),
        "gemeente": _woorden(b.namen.gemeenten, kolom(m.gemeente, r["gemeente"])),
        "gi": _woorden(b.namen.gis, kolom(m.gi, r["gi"])),
        "type": _woorden(JB_TYPEN, kolom(m.type, r["type"])),
        "reden_einde": _woorden(proces.redenen, vooraan(m.reden, r["reden_einde"])),
        "begin": _dagen(kolom(m.begin, r["begin"])),
        "einde": _dagen(np.concatenate([m.einde, eind_vast.ravel()])),
        "van": _dagen(kolom(m.begin, r["van"])),
        "tot": _dagen(vooraan(m.einde, r["tot"])),
        "eerste": pa.array(kolom(waar, r["eerste"]).astype(bool)),
        "laatste": pa.array(laatste),
        "vorige_gemeente": _woorden(b.namen.gemeenten, kolom(niets, r["vorige_gemeente"])),
        "vorige_gi": _woorden(b.namen.gis, kolom(niets, r["vorige_gi"])),
        "gevolgd": pa.array(kolom(~waar, r["gevolgd"]).astype(bool)),
    }
    return pa.table(kolommen)


def verblijf_rijen(uitkomst: Uitkomst, proces: Proces, runs: int, eerste_run: int) -> pa.Table:
    """The rows of uhp_episoden for one batch."""
    b, s, p, v = proces.b, uitkomst.stays, proces.plaatsen, proces.verblijf
    vast = np.flatnonzero(~_gesimuleerd(b))
    bekend = s.bekend >= 0
    run = np.concatenate([s.run, np.repeat(np.arange(runs), len(vast))]) + eerste_run

    def kolom(gesimuleerd: NDArray, van_bekend: NDArray) -> NDArray:
        eigen = np.where(bekend, van_bekend[s.bekend], gesimuleerd) if len(v["tot"]) else gesimuleerd
        return np.concatenate([eigen, np.tile(van_bekend[vast], runs)])

    def gekopieerd(kol: str) -> NDArray:
        return kolom(np.where(s.plaats >= 0, p[kol][s.plaats], 0), v[kol])

    # A child that already lives elsewhere stays in the form it is in; network only changes with a new stay.
    netwerk = kolom(np.where(s.plaats >= 0, s.netwerk, 0.0), v["netwerk"]) > 0
    vorm = gekopieerd("verblijfsvorm")
    if "11" in proces.vormen:
        vorm = np.where(netwerk, proces.vormen.index("11"), vorm)
    kolommen = {
        "jeugdige": pa.array(jeugdige(run, kolom(s.kind, v["kind"]))),
        "gemeente": _woorden(b.namen.gemeenten, kolom(s.gemeente, v["gemeente"])),
        "gi": _woorden(b.namen.gis, kolom(s.gi, v["gi"])),
        "segment": _woorden(b.namen.segmenten, gekopieerd("segment")),
        "verblijfsvorm": _woorden(proces.vormen, vorm),
        "netwerk": pa.array(netwerk),
        "begin": _dagen(kolom(s.begin, v["begin"])),
        "van": _dagen(kolom(s.begin, v["van"])),
        "tot": _dagen(np.concatenate([s.einde, np.tile(v["tot"][vast], runs)])),
        "eerste": pa.array(kolom(np.ones(len(s.run), bool), v["eerste"]).astype(bool)),
    }
    return pa.table(kolommen)


def _gesimuleerd(b: Bezetting) -> NDArray:
    """Known records of stays whose end the simulation decides."""
    uit = np.zeros(len(b.verblijf), bool)
    rijen = b.lopend.loc[b.lopend["draagt"] & b.lopend["elders"], "episoderij"]
    uit[rijen[rijen >= 0].to_numpy()] = True
    return uit


def overlappend(b: Bezetting) -> NDArray:
    """Children with several known records at once: only for them do the days have to be cut."""
    r = b.rijen.sort_values(["kind", "van"])
    eerder = r["tot"].groupby(r["kind"]).cummax().groupby(r["kind"]).shift()
    return np.unique(r.loc[eerder > r["van"], "kind"].to_numpy())


def _woorden(namen: tuple[str, ...], nummers: NDArray) -> pa.DictionaryArray:
    """Words as their numbers and one list of them; the first word is the empty one, and no value."""
    leeg = nummers == 0 if not namen[0] else None
    return pa.DictionaryArray.from_arrays(pa.array(nummers.astype(np.int16), mask=leeg), pa.array(namen, pa.string()))


def _dagen(dagen: NDArray) -> pa.Array:
    return pa.array(dagen.astype(np.int32), pa.int32(), mask=dagen >= OPEN).cast(pa.date32())


def _maand(maand: NDArray) -> pa.Array:
    return pa.array(maand.astype(np.int32), pa.int32(), mask=maand <= 0)
