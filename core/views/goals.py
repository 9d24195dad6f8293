"""One goal in depth, what it takes, and what was decided about it."""

import datetime as dt
from dataclasses import replace

import pandas as pd

from core.engine import goal as _doelbeeld
from core.engine.goal import Doelbeeld
from core.engine.task import goal_task, sentence
from core.engine.task.goal_task import Uitgangspunt  # noqa: F401  asked for at the door
from core.engine.task.kinds import divide_task
from core.model.melding import Melding
from core.model.vooruitzicht import Vooruitzicht
from core.sources.regios import load_regios
from core.staat import besluiten as _besluiten
from core.staat.besluiten import Besluit, Notitie
from core.staat.herkomst import Herkomst
from core.views.contract import View
from core.views.readers import Lezer
from core.views.store import maten, staatmap


def besluiten(view: View, doel: str) -> list[Besluit]:
    """What was decided on an open goal, oldest first. The decision holds for everybody; the words with it are only
    there for who may see the figures that they may name."""
    return [
        b if view.may_read(b.herkomst) else replace(b, toelichting="")
        for b in _besluiten.besluiten(staatmap(view.store), doel)
    ]


def may_herzien(besluit: Besluit, lezer: Lezer) -> bool:
    """Whether this reader may decide otherwise: who made the decision, or a beheerder."""
    return lezer.may_load and besluit.herkomst.may_change(lezer.wie, lezer.may_manage)


def save_besluit(view: View, regio: str, besluit: Besluit, *, lezer: Lezer) -> None:
    """Decides for everybody in the region. Raises Melding; then nothing was saved."""
    if not lezer.may_load:
        raise Melding("Een percentage vastleggen kan alleen een analist of de beheerder.")
    map_ = staatmap(view.store)
    eerder = _besluiten.besluiten(map_, besluit.doel)
    if eerder and eerder[-1].verandering is not None and not may_herzien(eerder[-1], lezer):
        raise Melding(
            f"Dit percentage is vastgelegd door {eerder[-1].wie}: alleen die en de beheerder kunnen het veranderen."
        )
    besluit = replace(
        besluit,
        wie=lezer.naam if lezer.gedeeld else besluit.wie,
        herkomst=Herkomst(lezer.wie, lezer.bereik, not view.weergave.beschermd),
    )
    doel = next((d for d in load_regios()[regio].doelen if d.id == besluit.doel), None)
    maat = maten().get(doel.maat) if doel and doel.maat else None
    _besluiten.save_besluit(map_, load_regios()[regio], maat, besluit)


def save_notitie(view: View, notitie: Notitie, *, lezer: Lezer) -> None:
    """Raises Melding; then nothing was saved."""
    if not lezer.may_see_exact:
        raise Melding("Een notitie schrijven kan alleen wie exacte cijfers mag zien.")
    _besluiten.save_notitie(
        staatmap(view.store),
        replace(notitie, wie=lezer.naam if lezer.gedeeld else notitie.wie, herkomst=Herkomst(lezer.wie, lezer.bereik)),
    )


def vooruitzicht(beeld: Doelbeeld, dag: dt.date) -> Vooruitzicht | None:
    """What the figure of a goal is expected to be on a day to come."""
    return _doelbeeld.vooruitzicht(beeld, dag, dt.date.today())


def wat_is_nodig(
    beeld: Doelbeeld,
    datum: dt.date,
    *,
    hefboom: str | None = None,
    al_gezet: dict | None = None,
    eigen_doel: float | None = None,
) -> sentence.Antwoord:
    """What it takes to be on target on `datum`, in one sentence; see core.engine.task.goal_task.opgave."""
    gevonden = goal_task.opgave(
        beeld.stand, beeld.van, datum, dt.date.today(), hefboom=hefboom, al_gezet=al_gezet, eigen_doel=eigen_doel
    )
    return sentence.antwoord(gevonden, beeld.van, _doelbeeld.line_on(beeld, datum))


def wat_is_nodig_knop(beeld: Doelbeeld, datum: dt.date, eigen_doel: float | None = None) -> str:
    """The lever to start with: the first that holds as much as is needed."""
    opgave = wat_is_nodig(beeld, datum, eigen_doel=eigen_doel).opgave
    return opgave.hefboom if opgave else goal_task.levers(beeld.van)[0]


def divide_up(antwoord: sentence.Antwoord, delen: pd.DataFrame) -> pd.DataFrame:
    """`delen` of `gewichten` with `opgave`: the task of each part, per `antwoord.per`; they add up to the total as it
    is shown."""
    taken = divide_task(antwoord.taak, delen["gewicht"].tolist(), 10.0**-antwoord.decimalen)
    return delen.assign(opgave=taken)
