"""A credit takes back something that was declared before."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from core.sources.kwaliteit._blocks import beside, groepen

CODE = "D301"
ERNST = "waarschuwing"
TABELLEN = ("declaraties",)
VELDEN = ("debet_credit",)
TITEL = "Credit zonder debet"
MELDING = (
    "Bij deze terugboeking is geen declaratie van dezelfde hulp in dezelfde periode te vinden; "
    "de kosten worden zo te laag. Lever ook de eerdere declaraties."
)
VOORBEELD = {
    "declaraties": """
gemeente | jeugdige | productcode | periode_begin | debet_credit | bedrag | status    | raak
GM0505   | a        | 45A70       | 2024-01-01    | D            | 100    |           |
GM0505   | a        | 45A70       | 2024-01-01    | C            | 100    |           |
GM0505   | a        | 45A70       | 2024-02-01    | C            | 100    | toegekend | x
GM0505   | a        | 45A70       | 2024-03-01    | C            | 100    | afgewezen |
GM0505   | b        | 45A70       | 2024-01-01    |              | 100    |           |
GM0505   | b        | 45A70       | 2024-01-01    | C            | 100    |           |
"""
}
SLEUTEL = ("gemeente", "jeugdige", "aanbieder", "productcategorie", "productcode", "toewijzingnummer")


def vind_over(tabellen, context):
    rijen = tabellen["declaraties"]
    credit = pc.fill_null(pc.equal(rijen["debet_credit"], "C"), False).to_numpy()
    uit = np.zeros(len(credit), dtype=bool)
    if credit.any():
        hier = beside(rijen["jeugdige"], rijen["periode_begin"], credit)  # a few of millions
        rijen, credit = rijen.select([*SLEUTEL, "periode_begin", "status"]).take(pa.array(hier)), credit[hier]
        (groep,) = groepen([*(pc.fill_null(rijen[naam], "") for naam in SLEUTEL), rijen["periode_begin"]])
        telt = ~pc.fill_null(pc.equal(rijen["status"], "afgewezen"), False).to_numpy()
        uit[hier] = credit & telt & ~np.isin(groep, groep[~credit])
    return {"declaraties": pa.array(uit)}
