"""Raw tables for the tests of recognition."""

import pyarrow as pa

from core.sources.raw import RuweTabel


def ruw(kolommen: dict[str, list], blad: str = "Blad1", bestand: str = "export.xlsx") -> RuweTabel:
    n = len(next(iter(kolommen.values())))
    data = {k: pa.array(w, pa.string()) for k, w in kolommen.items()}
    return RuweTabel(bestand, blad, None, pa.table({**data, "__rij__": pa.array(range(2, n + 2), pa.int32())}))


def met_koppen(*namen: str, blad: str = "Blad1", **waarden) -> RuweTabel:
    return ruw({n: waarden.get(n, ["x", "y"]) for n in namen}, blad)
