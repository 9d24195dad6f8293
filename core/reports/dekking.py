"""Coverage: of every goal in the documents whether there is a figure, where it comes from, and if not why."""

from collections.abc import Iterable, Mapping

import pandas as pd

from core.engine.judge.goal_state import DoelStand
from core.model.doel import Regio
from core.model.maat import Maat
from core.model.oordeel import VERBORGEN

HERKOMST = {"registratie": "berekend", "opvraag": "opvraag", "mijlpaal": "mijlpaal", "context": "achtergrond"}
KOLOMMEN = [
    "regio",
    "doel",
    "label",
    "herkomst",
    "uit",
    "maat",
    "bron",
    "cijfer",
    "waarde",
    "eenheid",
    "periode",
    "oordeel",
    "reden",
]


def dekking(
    regios: Iterable[Regio],
    standen: Mapping[str, list[DoelStand]],
    maten: Mapping[str, Maat],
    trends: Iterable[Mapping[str, str]],
) -> pd.DataFrame:
    """A row per goal of these regions: KOLOMMEN. `uit`: the tables or the supplier it comes from; `cijfer`:
    whether there is a figure; `reden`: why there is none (empty when there is one). `standen`: per region."""
    in_document = {t["doel"] for t in trends}
    uit = []
    for regio in regios:
        bekend = {s.doel.id: s for s in standen.get(regio.id, ())}
        for doel in regio.doelen:
            stand = bekend.get(doel.id)
            # Without rows a milestone counts as 0 reached; that is no figure somebody gave.
            waarde = stand.uitkomst.waarde if stand and len(stand.reeks) else None
            uit.append(
                {
                    "regio": regio.id,
                    "doel": doel.id,
                    "label": doel.label,
                    "herkomst": HERKOMST[doel.databron],
                    "uit": _uit(doel, maten),
                    "maat": doel.maat,
                    "bron": "; ".join(f"{b.title}{', ' + b.article if b.article else ''}" for b in doel.bronnen),
                    "cijfer": waarde is not None,
                    "waarde": waarde,
                    "eenheid": stand.maat.unit if stand and stand.maat else doel.eenheid,
                    "periode": stand.uitkomst.periode if stand else None,
                    "oordeel": str(stand.uitkomst.oordeel) if stand else None,
                    "reden": "" if waarde is not None else reden(doel, stand, maten, doel.id in in_document),
                }
            )
    return pd.DataFrame(uit, columns=KOLOMMEN)


def _uit(doel, maten: Mapping[str, Maat]) -> str:
    if doel.databron == "registratie":
        return ", ".join(maten[doel.maat].tables) if doel.maat in maten else "nog geen maat"
    if doel.databron == "opvraag":
        return f"opvragen bij {doel.leverancier or 'de leverancier'}"
    return "tabel mijlpalen" if doel.databron == "mijlpaal" else "alleen het document"


def reden(doel, stand: DoelStand | None, maten: Mapping[str, Maat], in_document: bool) -> str:
    """The exact reason, as one Dutch sentence, why a goal has no figure; `in_document`: the document prints it."""
    if doel.databron == "context":
        return (
            "Achtergrond: het document geeft zelf cijfers, die staan op de pagina Kernwaarden bij dit doel."
            if in_document
            else "Achtergrond bij de doelen: hier hoort geen cijfer bij."
        )
    if doel.databron == "registratie" and doel.maat not in maten:
        return f"De maat {doel.maat} bestaat nog niet in dit programma."
    if stand is None:
        return "Voor deze regio zijn nog geen gegevens geladen."
    if doel.databron == "mijlpaal":
        return "In de tabel mijlpalen staat bij dit doel nog geen dag waarop het is behaald."
    if VERBORGEN in set(stand.reeks["reden"]):
        return stand.uitkomst.uitleg or "Het cijfer is te klein om te delen."
    if len(stand.reeks) and not stand.reeks["n"].fillna(0).any():
        return (
            f"De tabel {' en '.join(maten[doel.maat].tables)} is geladen, maar er telt nooit iets mee."
            if doel.maat
            else "Er zijn regels opgevraagd, maar zonder cijfer."
        )
    return stand.uitkomst.uitleg or "Er zijn geen regels over dit doel."
