"""What the CBS could have published of these children: counts of measures by gemeente and for the region, rounded to 5
and small ones left out. It is made of the same invented children, so it is as invented as they are."""

import numpy as np
import pandas as pd

from core.example.area import Gebied
from core.example.assignment import Opdracht
from core.example.calendar import as_datum, dag
from core.example.calendar import jaar as jaar_van
from core.example.jeugdigen import Jeugdigen
from core.model.schema import VOOGDIJ_TYPEN
from core.sources.regios import load_regios

EERSTE_JAAR = 2021  # figures of before are not comparable (CBS)
AFRONDEN, KLEINSTE = 5, 10
ANDERS = 0.02  # a GI that told the CBS something else: what nobody can explain
GROEPEN = {"ots": ("11", "12"), "voogdij": VOOGDIJ_TYPEN}


def official(opdracht: Opdracht, kinderen: Jeugdigen, spel: pd.DataFrame) -> pd.DataFrame:
    """Per whole year what runs on 31 December, began and ended, with the columns of the table cbs. `spel`: one row per
    measure (see core/example/jeugdbescherming.py)."""
    rng, rijen = opdracht.toeval("cbs"), []
    for groep, typen in GROEPEN.items():
        s = spel[spel["type"].isin(typen)]
        begin, einde = s["begin"].to_numpy(), s["einde"].to_numpy()
        for jaar in range(EERSTE_JAAR, opdracht.last_year):
            van, tot = (dag(pd.Timestamp(jaar, *d).date()) for d in ((1, 1), (12, 31)))
            loopt = (begin <= tot) & (einde > tot)
            geteld = {
                "stand": (loopt, np.full(len(s), tot), tot),
                "begonnen": ((begin >= van) & (begin <= tot), begin, van),
                "beeindigd": ((einde >= van) & (einde <= tot), einde, van),
            }
            for soort, (raak, op, eerste) in geteld.items():
                waar = kinderen.gemeente_op(s["jeugdige"].to_numpy()[raak], op[raak])
                per_gemeente = np.bincount(waar, minlength=len(opdracht.gebied.codes))
                per_gemeente = np.round(per_gemeente * rng.normal(1, ANDERS, len(per_gemeente)))
                namen = [*opdracht.gebied.codes, ""]
                for code, aantal in zip(namen, [*per_gemeente, per_gemeente.sum()], strict=True):
                    rijen.append((code, f"{groep}_{soort}", eerste, tot, aantal))
    uit = pd.DataFrame(rijen, columns=["gemeente", "onderwerp", "periode_begin", "periode_einde", "aantal"])
    rond = np.floor(uit["aantal"] / AFRONDEN + 0.5) * AFRONDEN
    return uit.assign(
        gebied=np.where(uit["gemeente"] == "", _named(opdracht.gebied), ""),
        periode_begin=as_datum(uit["periode_begin"]),
        periode_einde=as_datum(uit["periode_einde"]),
        aantal=rond.where(rond >= KLEINSTE),
        voorlopig=np.where(jaar_van(uit["periode_einde"]) == opdracht.last_year - 1, "ja", "nee"),
    )


def _named(gebied: Gebied) -> str:
    """As the CBS calls it: a region of ours by its name, another by the name that is its id."""
    return next((r.naam for r in load_regios().values() if r.id == gebied.id), gebied.id)
