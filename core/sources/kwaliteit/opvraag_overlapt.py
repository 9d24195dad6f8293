"""Two figures of the same goal over the same days: only one can be shown."""

from bisect import bisect_left

import pyarrow as pa
import pyarrow.compute as pc

from core.sources.kwaliteit._blocks import dagnummers, groepen, masker_van

CODE = "O205"
ERNST = "fout"
TABELLEN = ("opvragen",)
SAMEN = True
VELDEN = ("periode_begin", "doel")
TITEL = "Perioden van een doel overlappen"
MELDING = (
    "Een eerdere regel gaat al over dit doel en een deel van deze dagen (zelfde gemeente, segment, GI en "
    "aanbieder). Haal een van de twee weg."
)
VOORBEELD = """
doel  | gemeente | periode_begin | periode_einde | waarde | raak
K1-01 | GM0505   | 2024-01-01    | 2024-12-31    | 1      |
K1-01 | GM0505   | 2024-07-01    | 2025-06-30    | 1      | x
K1-01 | GM0505   | 2025-01-01    | 2025-06-30    | 1      |
K1-01 | GM0642   | 2024-01-01    | 2024-12-31    | 1      |
K1-01 | GM0642   | 2025-01-01    | 2025-06-30    | 1      |
HR-01 |          | 2024-01-01    | 2024-12-31    | 1      |
HR-01 |          | 2024-01-01    | 2024-12-31    | 2      | x
HR-01 |          | 2023-01-01    | 2023-12-31    | 2      |
HR-01 |          | 2023-01-01    | 2023-12-31    | 2      |
HR-01 |          | 2023-03-01    | 2023-03-31    | 2      | x
"""
SLEUTEL = ("doel", "gemeente", "segment", "gi", "aanbieder")
CIJFERS = ("teller", "noemer", "waarde", "n")


def vind(rijen, context):
    """The later row of two that overlap. A row that says exactly the same again is merged later on."""
    toen = pc.fill_null(rijen["gemeente_toen"], "")  # parts of one gemeente add up
    (groep,) = groepen([rijen["doel"], toen, *(pc.fill_null(rijen[naam], "") for naam in SLEUTEL[1:])])
    begin, einde = dagnummers(rijen["periode_begin"]), dagnummers(rijen["periode_einde"])
    cijfers = list(zip(*(rijen[naam].to_pylist() for naam in CIJFERS), strict=True))
    bezet: dict[int, list[tuple[int, int, tuple]]] = {}
    raak = []
    for plaats in pc.sort_indices(rijen["bron_rij"]).to_pylist():
        if (
            groep[plaats] < 0
            or begin[plaats] < 0
            or einde[plaats] < begin[plaats]
            or not any(c is not None for c in cijfers[plaats])
        ):
            continue  # not known of what or when, or nothing said; that is another fault
        deze = (int(begin[plaats]), int(einde[plaats]), cijfers[plaats])
        lijst = bezet.setdefault(int(groep[plaats]), [])
        waar = bisect_left(lijst, deze[:2], key=lambda b: b[:2])
        buren = lijst[max(waar - 1, 0) : waar + 1]
        if deze in buren:
            continue
        if any(b[0] <= deze[1] and deze[0] <= b[1] for b in buren):
            raak.append(plaats)
        else:
            lijst.insert(waar, deze)
    return masker_van(len(rijen), raak) if raak else pa.nulls(len(rijen), pa.bool_())
