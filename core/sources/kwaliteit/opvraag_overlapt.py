"""Two figures of the same goal over the same days: only one can be shown."""

import pyarrow as pa
import pyarrow.compute as pc

from core.sources.kwaliteit._bouwstenen import dagnummers, groepen, masker_van, paren

CODE = "O205"
ERNST = "waarschuwing"
TABELLEN = ("opvragen",)
VELDEN = ("periode_begin", "doel")
TITEL = "Perioden van een doel overlappen"
MELDING = ("Voor dit doel zijn er twee cijfers over dezelfde dagen (zelfde gemeente, segment, GI en "
           "aanbieder). Haal het oude cijfer weg.")
VOORBEELD = {"opvragen": """
doel  | gemeente | periode_begin | periode_einde | raak
K1-01 | GM0505   | 2024-01-01    | 2024-12-31    | x
K1-01 | GM0505   | 2024-07-01    | 2025-06-30    | x
K1-01 | GM0642   | 2024-01-01    | 2024-12-31    |
K1-01 | GM0642   | 2025-01-01    | 2025-06-30    |
HR-01 |          | 2024-01-01    | 2024-12-31    | x
HR-01 |          | 2024-01-01    | 2024-12-31    | x
"""}
SLEUTEL = ("doel", "gemeente", "segment", "gi", "aanbieder")


def vind_over(tabellen, context):
    rijen = tabellen["opvragen"]
    groep, = groepen([pc.fill_null(rijen[naam], "") for naam in SLEUTEL])
    begin, einde = dagnummers(rijen["periode_begin"]), dagnummers(rijen["periode_einde"])
    raak = []
    for vroeg, laat in paren(groep, begin):
        samen = einde[vroeg] >= begin[laat]
        raak += [vroeg[samen], laat[samen]]
    return {"opvragen": masker_van(len(rijen), *raak) if raak else pa.nulls(len(rijen), pa.bool_())}
