"""One goal in depth, what it takes, and what was decided about it."""

import datetime as dt

import pandas as pd

from core.engine import goal as _doelbeeld
from core.engine.goal import Doelbeeld
from core.engine.task import goal_task, sentence
from core.engine.task.goal_task import Uitgangspunt  # noqa: F401  asked for at the door
from core.engine.task.kinds import divide_task
from core.model.vooruitzicht import Vooruitzicht
from core.sources.regios import load_regios
from core.staat import besluiten as _besluiten
from core.staat.besluiten import Besluit, Notitie
from core.views.store import Store, maten, staatmap


def besluiten(store: Store, doel: str) -> list[Besluit]:
    """What was decided on an open goal, oldest first."""
    return _besluiten.besluiten(staatmap(store), doel)


def save_besluit(store: Store, regio: str, besluit: Besluit) -> None:
    """Raises Melding; then nothing was saved."""
    doel = next((d for d in load_regios()[regio].doelen if d.id == besluit.doel), None)
    maat = maten().get(doel.maat) if doel and doel.maat else None
    _besluiten.save_besluit(staatmap(store), load_regios()[regio], maat, besluit)


def save_notitie(store: Store, notitie: Notitie) -> None:
    """Raises Melding; then nothing was saved."""
    _besluiten.save_notitie(staatmap(store), notitie)


def vooruitzicht(beeld: Doelbeeld, dag: dt.date) -> Vooruitzicht | None:
    """Where the series of a goal is heading on a day to come."""
    return _doelbeeld.vooruitzicht(beeld.soort, beeld.stand, dag)


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
    return sentence.antwoord(gevonden, beeld.van)


def wat_is_nodig_knop(beeld: Doelbeeld, datum: dt.date, eigen_doel: float | None = None) -> str:
    """The lever to start with: the first that holds as much as is needed."""
    opgave = wat_is_nodig(beeld, datum, eigen_doel=eigen_doel).opgave
    return opgave.hefboom if opgave else goal_task.levers(beeld.van)[0]


def divide_up(antwoord: sentence.Antwoord, delen: pd.DataFrame) -> pd.DataFrame:
    """`delen` of `gewichten` with `opgave`: the task per quarter of each part; they add up to the total as it is
    shown."""
    taken = divide_task(antwoord.opgave.rest, delen["gewicht"].tolist(), 10.0**-antwoord.decimalen)
    return delen.assign(opgave=taken)
