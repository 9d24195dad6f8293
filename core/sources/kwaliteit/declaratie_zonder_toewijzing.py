"""What is declared was allocated."""

import numpy as np
import pyarrow as pa

from core.sources.kwaliteit._blocks import gevuld, occurs

CODE = "D302"
ERNST = "melding"
TABELLEN = ("declaraties",)
NODIG = ("declaraties", "trajecten")
VELDEN = ("toewijzingnummer",)
TITEL = "Declaratie op een onbekende toewijzing"
MELDING = (
    "Het toewijzingnummer van deze declaratie staat niet bij de trajecten van die gemeente. "
    "Controleer of alle trajecten zijn geleverd."
)
VOORBEELD = {
    "declaraties": """
gemeente | toewijzingnummer | raak
GM0505   | t1               |
GM0505   | t9               | x
GM0642   | t1               | x
GM0505   |                  |
""",
    "trajecten": """
gemeente | toewijzingnummer
GM0505   | t1
""",
}


def vind_over(tabellen, context):
    hier, elders = ([tabellen[naam][k] for k in ("gemeente", "toewijzingnummer")] for naam in NODIG)
    ingevuld = np.logical_and(*(gevuld(kolom).to_numpy(zero_copy_only=False) for kolom in hier))
    return {"declaraties": pa.array(ingevuld & ~occurs(hier, elders))}
