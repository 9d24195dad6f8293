"""A file that was loaded before, known again by its bytes: said before it is loaded once more, and after."""

from collections.abc import Collection

import pandas as pd

from core.model import wording


def loaded_before(leveringen: pd.DataFrame, vingers: dict[str, str]) -> str:
    """Of the files of a delivery that is not loaded yet (name -> SHA-256) which were loaded already, and when; "" when
    none was."""
    telt = _counting(leveringen)
    bekend = {naam: telt[telt["vingerafdruk"] == merk] for naam, merk in vingers.items()}
    bekend = {naam: rijen for naam, rijen in bekend.items() if _mark(rijen)}
    if not bekend:
        return ""
    zinnen = [f"{naam} is al geladen: {_which(rijen)}." for naam, rijen in bekend.items()]
    slot = "Elke regel ervan was er al: nog een keer laden is niet nodig."
    if any(_later(telt, rijen) for rijen in bekend.values()):
        slot = "Elke regel ervan was er toen al. Daarna is er nog een andere levering van hetzelfde geladen."
    return " ".join([*zinnen[:3], *([f"En nog {len(zinnen) - 3} bestanden."] if len(zinnen) > 3 else []), slot])


def nothing_new(leveringen: pd.DataFrame, ids: Collection[int]) -> str:
    """Of the deliveries that were just loaded: that every row was there, when all of them were loaded before in the
    same way and nothing else of their tables came in between; "" otherwise."""
    nieuw = leveringen[leveringen["id"].isin(ids)]
    eerder = _counting(leveringen[~leveringen["id"].isin(ids)])
    waren = []
    for r in nieuw.itertuples():
        zelfde = eerder[(eerder["tabel"] == r.tabel) & (eerder["blad"].fillna("") == (r.blad or ""))]
        zelfde = zelfde[(zelfde["vingerafdruk"] == r.vingerafdruk) & (zelfde["opdracht"] == r.opdracht)]
        if not _mark(zelfde) or _later(eerder, zelfde):
            return ""
        waren.append(zelfde)
    if not waren:
        return ""
    return f"Dit was al geladen ({_which(pd.concat(waren))}): elke regel ervan was er al, en er is niets veranderd."


def _mark(rijen: pd.DataFrame) -> str:
    """The mark of the bytes of these deliveries; "" for none, and for what was read of a database."""
    return "" if rijen.empty or wording.is_empty(rijen["vingerafdruk"].iloc[0]) else rijen["vingerafdruk"].iloc[0]


def _counting(leveringen: pd.DataFrame) -> pd.DataFrame:
    """What counts: not taken back, and no example."""
    weg = leveringen["ingetrokken"].fillna(False).astype(bool) | leveringen["voorbeeld"].fillna(False).astype(bool)
    return leveringen[~weg]


def _later(telt: pd.DataFrame, rijen: pd.DataFrame) -> bool:
    """Whether something else of the same tables was loaded after these."""
    later = telt[(telt["import_nr"] > rijen["import_nr"].max()) & telt["tabel"].isin(rijen["tabel"])]
    return bool((later["vingerafdruk"] != _mark(rijen)).any())


def _which(rijen: pd.DataFrame) -> str:
    laatste = rijen.sort_values("import_nr").iloc[-1]
    return f"levering {laatste['import_nr']} van {wording.moment(laatste['moment'])}"
