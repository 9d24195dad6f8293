"""What comes into a stock and what leaves it, for any maat that is a stock: from the same rows as the
stock."""

import ibis
import pandas as pd

from core.engine.count.compiled import remember
from core.engine.count.contribution import Stand
from core.engine.count.query import stroom
from core.engine.count.series import Rekenaar
from core.model.selectie import Selectie

KOLOMMEN = ["periode", "van", "tot", "instroom", "uitstroom"]


def stromen(rekenaar: Rekenaar, maat_id: str, selectie: Selectie) -> pd.DataFrame:
    """KOLOMMEN per whole period; empty for a maat that is not a plain stock. stock before + instroom -
    uitstroom = stock after, under any filter: who comes from or goes to outside the filter counts too."""
    maat, bijdrage = rekenaar.catalogus.maten[maat_id], rekenaar.catalogus.bijdragen[maat_id]
    if not isinstance(bijdrage, Stand) or bijdrage.hele_periode:
        return pd.DataFrame(columns=KOLOMMEN)
    filters = rekenaar.filters(selectie)
    for kolom, waarden in filters.items():
        rekenaar.verbinding.choose(kolom, waarden)
    dialect, gefilterd = rekenaar.verbinding.dialect, tuple(sorted(filters))

    def make_sql() -> str:
        return str(ibis.to_sql(stroom(bijdrage, selectie.per, gefilterd), dialect=dialect))

    sleutel = ("stroom", rekenaar.catalogus.naam, maat_id, selectie.per, gefilterd, dialect)
    rijen = rekenaar.verbinding.vraag(remember(sleutel, make_sql)).set_index("_periode")
    perioden = rekenaar.perioden(maat, selectie)
    geteld = rijen.reindex([p.nr for p in perioden]).fillna(0.0)
    return pd.DataFrame(
        {
            "periode": [p.naam for p in perioden],
            "van": [p.van for p in perioden],
            "tot": [p.tot for p in perioden],
            "instroom": geteld["instroom"].to_numpy("float64"),
            "uitstroom": geteld["uitstroom"].to_numpy("float64"),
        }
    )
