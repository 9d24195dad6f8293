"""What a goal says about a series: its unit, its path and its verdict."""

from dataclasses import replace
from datetime import date

from core import dashboard
from core.model import wording
from core.model.oordeel import VERBORGEN, Oordeel, Uitkomst
from core.model.selectie import Selectie


def unit(stand) -> str:
    """The unit of its figures: of the maat, or of the goal itself when the figure is asked for."""
    return stand.maat.unit if stand.maat else stand.doel.eenheid


def reads_as_none(stap: float, eenheid: str) -> bool:
    """Whether a change is written as 0: with a sign before it that is no change and not none either."""
    return not any(c in "123456789" for c in wording.step(abs(stap), eenheid))


def outcome(view, selectie: Selectie, maat_id: str) -> Uitkomst | None:
    """The path and verdict to draw beside the series of a maat: those of the first goal with a target.

    None when the series is not what a goal is about: a flow per quarter, or one GI under a goal for all.
    """
    regio = dashboard.regios().get(selectie.regio or "")
    doelen = [d for d in (regio.doelen if regio else ()) if d.maat == maat_id and not d.filter]
    for doel in doelen:
        rijen = view.resultaten(selectie.with_(per="jaar", splits=()), doel_ids=(doel.id,))
        rijen = rijen[rijen["waarde"].notna() & rijen["doelwaarde"].notna() & (rijen["oordeel"] != "")]
        if len(rijen):
            is_stand = rijen["peildatum"].notna().all()
            vast = rijen[rijen["voorlopig"] != "ja"]  # what is judged everywhere else
            uit = _as_outcome((vast if len(vast) else rijen).iloc[-1], doel)
            if _is_hidden_since(view, selectie, maat_id, uit.dag):  # on an older figure it would read as that of now
                uit = replace(uit, oordeel=Oordeel.TE_KLEIN)
            return uit if selectie.per == "jaar" or is_stand else None
    return None


def _is_hidden_since(view, selectie: Selectie, maat_id: str, dag: date) -> bool:
    """Whether there is a later definitive figure that may not be shown."""
    reeks = view.reeks(maat_id, selectie.with_(per="jaar", splits=()))
    return bool(((reeks["reden"] == VERBORGEN) & ~reeks["voorlopig"].astype(bool) & (reeks["tot"] > dag)).any())


def _as_outcome(rij, doel) -> Uitkomst:
    """A row of results, as what a chart draws."""
    basisdag = None
    if doel.basis and not wording.is_empty(rij["basis"]):
        basisdag = doel.basis.peildatum or date(doel.basis.jaar, 12, 31)
    getal = {k: None if wording.is_empty(rij[k]) else float(rij[k]) for k in ("basis", "doelwaarde", "padwaarde")}
    return Uitkomst(
        Oordeel(rij["oordeel"]),
        periode=rij["periode"],
        dag=_last_day(rij),
        waarde=float(rij["waarde"]),
        basisdag=basisdag,
        doeldag=doel.doel.datum,
        **getal,
    )


def _last_day(rij) -> date:
    """The day a stock was counted; of a flow (asked per year) the last of its year."""
    return date(int(rij["periode"][:4]), 12, 31) if wording.is_empty(rij["peildatum"]) else rij["peildatum"]
