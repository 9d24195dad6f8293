"""One GI or provider under two spellings looks like two."""

import pyarrow as pa
import pyarrow.compute as pc

from core.sources.codelijsten import simplify

CODE = "A301"
ERNST = "waarschuwing"
TABELLEN = ("maatregelen", "machtigingen", "plaatsingen", "trajecten", "declaraties", "crises")
NODIG = ()
VELDEN = ("gi",)
TITEL = "GI op meer manieren geschreven"
MELDING = "Deze GI komt ook onder een andere schrijfwijze voor en telt zo als twee. Schrijf de naam overal hetzelfde."
VOORBEELD = {
    "maatregelen": """
jeugdige | gi          | raak
a        | Jb Zandpad  | x
b        | JB Zandpad  |
c        | JB Zandpad  |
d        | Leger       |
""",
    "machtigingen": """
jeugdige | gi          | raak
a        | JB-Zandpad  | x
""",
}


def vind_over(tabellen, context):
    aanwezig = [naam for naam in TABELLEN if naam in tabellen]
    geteld: dict[str, int] = {}
    for naam in aanwezig:
        for telling in tabellen[naam]["gi"].drop_null().value_counts().to_pylist():
            geteld[telling["values"]] = geteld.get(telling["values"], 0) + telling["counts"]
    # The spelling that is used most is the right one; the rest is reported.
    beste: dict[str, str] = {}
    for gi in sorted(geteld, key=lambda gi: (-geteld[gi], gi)):
        beste.setdefault(simplify(gi), gi)
    anders = pa.array(sorted(set(geteld) - set(beste.values())), pa.string())
    return {naam: pc.is_in(tabellen[naam]["gi"], value_set=anders) for naam in aanwezig}
