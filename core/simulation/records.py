"""Simulated measures and stays as the tables that maten read: the same columns, a pseudonym per child and run.

The pseudonym holds the run: its number is the run (and the variant) times `KINDEREN_PER_RUN` plus the child. So a
run is a column that any maat can be split by, and no child is in two of them.
"""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from core.engine.tabellen import AFGELEID
from core.model.schema import JB_TYPEN
from core.simulation.bezetting import GESLACHTEN, Bezetting, codes
from core.simulation.dagen import OPEN
from core.simulation.proces import Proces, Uitkomst

KINDEREN_PER_RUN = 1 << 20
_ARROW = {"string": pa.string(), "int32": pa.int32(), "float64": pa.float64(), "boolean": pa.bool_(),
          "date": pa.date32()}


def jeugdige(run: NDArray, kind: NDArray) -> NDArray[np.int64]:
    return run.astype(np.int64) * KINDEREN_PER_RUN + kind


def maatregel_rijen(uitkomst: Uitkomst, proces: Proces, runs: int, eerste_run: int) -> pa.Table:
    """The rows of maatregel_verloop for one batch: what happened in the simulation, and for measures that already
    ran their known records, of which the last one gets the simulated end."""
    b, m = proces.b, uitkomst.maatregelen
    r = b.rijen
    vast = np.flatnonzero(r["tot"].to_numpy() < OPEN)
    n, v = len(m.run), len(vast)
    rij = m.rij
    bekend = rij >= 0

    def kolom(gesimuleerd: NDArray, van_bekend: NDArray) -> NDArray:
        eigen = np.where(bekend, van_bekend[rij], gesimuleerd) if len(r) else gesimuleerd
        return np.concatenate([eigen, np.tile(van_bekend[vast], runs)])

    def vooraan(gesimuleerd: NDArray, van_bekend: NDArray) -> NDArray:
        return np.concatenate([gesimuleerd, np.tile(van_bekend[vast], runs)])

    run = np.concatenate([m.run, np.repeat(np.arange(runs), v)]) + eerste_run
    getal = {k: r[k].to_numpy() for k in ("kind", "begin", "einde", "van", "tot")}
    waar = np.ones(n, bool)
    laatste = np.concatenate([waar, np.tile(r["laatste"].to_numpy()[vast], runs)])
    kolommen = {
        "jeugdige": pa.array(jeugdige(run, kolom(m.kind, getal["kind"]))),
        "geboortemaand": _maand(kolom(m.geboren, r["geboortemaand"].fillna(0).astype("int64").to_numpy())),
        "geslacht": _woorden(GESLACHTEN, kolom(m.geslacht, codes(GESLACHTEN, r["geslacht"]))),
        "gemeente": _woorden(b.namen.gemeenten, kolom(m.gemeente, codes(b.namen.gemeenten, r["gemeente"]))),
        "gi": _woorden(b.namen.gis, kolom(m.gi, codes(b.namen.gis, r["gi"]))),
        "type": _woorden(JB_TYPEN, kolom(m.type, codes(JB_TYPEN, r["type"]))),
        "reden_einde": _woorden(proces.redenen, vooraan(m.reden, codes(proces.redenen, r["reden_einde"]))),
        "begin": _dagen(kolom(m.begin, getal["begin"])), "einde": _dagen(vooraan(m.einde, getal["einde"])),
        "van": _dagen(kolom(m.begin, getal["van"])), "tot": _dagen(vooraan(m.einde, getal["tot"])),
        "eerste": pa.array(kolom(waar, r["eerste"].to_numpy()).astype(bool)), "laatste": pa.array(laatste),
        "gevolgd": pa.array(kolom(~waar, r["gevolgd"].to_numpy()).astype(bool)),
    }
    return _als("maatregel_verloop", kolommen, len(run))


def verblijf_rijen(uitkomst: Uitkomst, proces: Proces, runs: int, eerste_run: int) -> pa.Table:
    """The rows of uhp_episoden for one batch."""
    b, s, p = proces.b, uitkomst.stays, proces.p.plaatsen
    v = b.verblijf
    vast = np.flatnonzero(~_gesimuleerd(b))
    bekend = s.bekend >= 0
    run = np.concatenate([s.run, np.repeat(np.arange(runs), len(vast))]) + eerste_run

    def kolom(gesimuleerd: NDArray, van_bekend: NDArray) -> NDArray:
        eigen = np.where(bekend, van_bekend[s.bekend], gesimuleerd) if len(v) else gesimuleerd
        return np.concatenate([eigen, np.tile(van_bekend[vast], runs)])

    def gekopieerd(kol: str, namen: tuple[str, ...]) -> NDArray:
        plek = codes(namen, p[kol]) if len(p) else np.zeros(1, np.int64)
        return kolom(np.where(s.plaats >= 0, plek[s.plaats], 0), codes(namen, v[kol]))

    vormen = ("", *sorted(set(p["verblijfsvorm"]) | set(v["verblijfsvorm"])))
    # A child that already lives elsewhere stays in the form it is in; network only changes with a new stay.
    netwerk = kolom(np.where(s.plaats >= 0, s.netwerk, 0.0), v["netwerk"].eq(True).to_numpy().astype(float)) > 0
    vorm = gekopieerd("verblijfsvorm", vormen)
    if "11" in vormen:
        vorm = np.where(netwerk, vormen.index("11"), vorm)
    kolommen = {
        "jeugdige": pa.array(jeugdige(run, kolom(s.kind, v["kind"].to_numpy()))),
        "gemeente": _woorden(b.namen.gemeenten, kolom(s.gemeente, codes(b.namen.gemeenten, v["gemeente"]))),
        "gi": _woorden(b.namen.gis, kolom(s.gi, codes(b.namen.gis, v["gi"]))),
        "segment": _woorden(b.namen.segmenten, gekopieerd("segment", b.namen.segmenten)),
        "verblijfsvorm": _woorden(vormen, vorm), "netwerk": pa.array(netwerk),
        "begin": _dagen(kolom(s.begin, v["begin"].to_numpy())), "van": _dagen(kolom(s.begin, v["van"].to_numpy())),
        "tot": _dagen(np.concatenate([s.einde, np.tile(v["tot"].to_numpy()[vast], runs)])),
        "eerste": pa.array(kolom(np.ones(len(s.run), bool), v["eerste"].to_numpy()).astype(bool)),
    }
    return _als("uhp_episoden", kolommen, len(run))


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


def _als(naam: str, kolommen: dict[str, pa.Array], n: int) -> pa.Table:
    """With an empty column for each that nobody simulates."""
    schema = AFGELEID[naam].schema()
    alle = {k: kolommen.get(k) for k in schema.names}
    return pa.table({k: pa.nulls(n, _ARROW[str(schema[k]).lstrip("!")]) if a is None else a for k, a in alle.items()})


def _woorden(namen: tuple[str, ...], nummers: NDArray) -> pa.Array:
    """Words from their numbers; the empty word is no value."""
    woorden = pa.array([w or None for w in namen], pa.string())
    return pa.DictionaryArray.from_arrays(pa.array(nummers.astype(np.int16)), woorden).cast(pa.string())


def _dagen(dagen: NDArray) -> pa.Array:
    return pa.array(dagen.astype(np.int32), pa.int32(), mask=dagen >= OPEN).cast(pa.date32())


def _maand(maand: NDArray) -> pa.Array:
    return pa.array(maand.astype(np.int32), pa.int32(), mask=maand <= 0)

