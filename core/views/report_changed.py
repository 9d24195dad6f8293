"""What changed since the delivery before the newest, in a chapter of a report: the goals that got another figure over
the same period. Causes are for the page Wat veranderde er?; counting them takes longer than a report may."""

import pandas as pd

from core.model import wording
from core.model.melding import Melding
from core.model.oordeel import VERBORGEN
from core.model.veranderd import NU, TOEN, Ronde, Veranderd
from core.reports import ranking
from core.reports.document import Blok
from core.views.report_figures import Klad
from core.views.veranderd import moved

_PAGINA = "de pagina Wat veranderde er?"


def changed(klad: Klad, hoogstens: int, blok: str) -> list[Blok]:
    """The goals that moved, the weightiest first; how many more there are, and of which that cannot be said."""
    try:
        v = klad.anders.result()
    except Melding as melding:
        return [Blok("tekst", zinnen=(f"Met de vorige levering: {_lower(str(melding))}",))]
    orde = [s.doel.id for s in ranking.of_side(klad.standen, "alle")]
    anders = sorted(moved(v.cijfers), key=lambda d: orde.index(d) if d in orde else len(orde))
    uit = [Blok("tekst", zinnen=(_answer(v, len(anders)), *_unsaid(v)))]
    if not anders:
        return uit
    op_id = {s.doel.id: s.doel for s in klad.standen}
    for doel in anders[:hoogstens]:
        klad.doelen[doel] = op_id[doel]
        klad.add(blok, op_id[doel].label, _moments(v, doel), doel=doel)
    meer = len(anders) - hoogstens
    rest = f"En nog {meer} {'ander doel' if meer == 1 else 'andere doelen'}; waardoor staat op {_PAGINA}"
    return [*uit, Blok("veranderd", blok, zinnen=(rest if meer > 0 else f"Waardoor staat op {_PAGINA}",))]


def _moments(v: Veranderd, doel: str) -> pd.DataFrame:
    """A row of then and one of now, about the same period, with the moment as its part."""
    rijen = v.cijfers[(v.cijfers["doel"] == doel) & v.cijfers["moment"].isin((TOEN, NU))]
    return rijen.rename(columns={"moment": "deel"}).assign(voorlopig=False)


def _answer(v: Veranderd, hoeveel: int) -> str:
    beide = v.cijfers[v.cijfers["moment"] == NU]["doel"].nunique()
    wie = {0: "kreeg geen doel", 1: "kreeg 1 doel"}.get(hoeveel, f"kregen {hoeveel} doelen")
    return (
        f"Van levering {_named(v.toen)} naar {_named(v.nu)} {wie} van de {beide} een ander cijfer over dezelfde "
        "periode."
    )


def _named(ronde: Ronde) -> str:
    wie = wording.opsomming(ronde.afzenders)
    return f"{ronde.nr} ({wording.datum(ronde.moment)}{f', {wie}' if wie else ''})"


def _unsaid(v: Veranderd) -> list[str]:
    """Of which goals it is not said whether they moved."""
    dicht = v.cijfers[(v.cijfers["moment"] == TOEN) & (v.cijfers["reden"] == VERBORGEN)]["doel"].nunique()
    uit = []
    if dicht:
        van = "1 doel" if dicht == 1 else f"{dicht} doelen"
        uit.append(f"Van {van} is het cijfer van toen niet te tonen.")
    if v.zonder:
        uit.append(f"Niet vergeleken: doelen over {wording.opsomming(v.zonder)}; die staan op {_PAGINA}")
    return uit


def _lower(zin: str) -> str:
    return zin[:1].lower() + zin[1:]
