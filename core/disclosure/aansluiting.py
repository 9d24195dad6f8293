"""Delen: a figure of the CBS beside ours, as it may be shared.

Ours is the protected figure of the maten that count the same. Of the causes only those by which at least as many
measures differ as a count asks are there, rounded; what is left is taken from the shown figures alone, so it tells no
more than they do. Of what runs on a day there is no cause: it adds up with those of its parts and of what began and
ended, and then a hidden one can follow (tests/disclosure/test_aansluiting.py). Only a whole region and a whole year: of
a half within a year the other half would follow.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from core.disclosure import counts
from core.model import wording
from core.model.aansluiting import CBS, EIGEN, LAAT, OVERDRACHT, REST, STAPPEN, WOONPLAATS, Aansluiting, Onderwerp
from core.model.melding import Melding
from core.model.oordeel import VERBORGEN
from core.model.selectie import Selectie
from core.model.weergave import Drempels

_OORZAKEN = (OVERDRACHT, LAAT, WOONPLAATS)
_GETOOND = (EIGEN, *_OORZAKEN, REST, CBS)
ZONDER_OORZAKEN = ("stand",)
_LABEL = {EIGEN: "Uw cijfer (elke maatregel apart)", REST: "afronding, kleine oorzaken en niet verklaard"}
_ZONDER = _LABEL | {REST: "alle oorzaken samen"}


def check_shareable(onderwerp: Onderwerp, van: date, tot: date, selectie: Selectie) -> None:
    """Raises Melding when this subject and period may not be laid side by side to share."""
    if {k for k, w in selectie.filters if w}:
        raise Melding("Om te delen is dit alleen voor een hele regio te vergelijken: haal het filter weg.")
    heel_jaar = (van.month, van.day) == (1, 1) or onderwerp.soort == "stand"
    if not heel_jaar or (tot.month, tot.day) != (12, 31):
        raise Melding("Om te delen zijn alleen hele jaren en 31 december te vergelijken: kies een andere periode.")
    if not onderwerp.maten:
        raise Melding(
            "Van dit onderwerp is er geen cijfer dat gedeeld mag worden: kies wat loopt, begon of eindigde, of kijk "
            "intern."
        )


def share_official(exact: pd.DataFrame, drempels: Drempels) -> pd.DataFrame:
    """Figures of the CBS without those that it does not round as it does."""
    waarde = exact["waarde"].astype("float64")
    return exact.assign(waarde=waarde.where(_published(waarde, drempels)))


def share_aansluiting(exact: Aansluiting, own: Mapping[str, float], drempels: Drempels) -> Aansluiting:
    """`own`: what our figure is the sum of, by name, as it is shared; NaN where it is not."""
    rijen = exact.cijfers.set_index("stap").reindex(s for s in STAPPEN if s in _GETOOND)
    waarde = rijen["waarde"].where(rijen["waarde"].abs() >= drempels.aantal)
    if zonder := exact.onderwerp.soort in ZONDER_OORZAKEN:
        waarde[list(_OORZAKEN)] = np.nan
    waarde = np.sign(waarde) * counts.round_aantal(waarde.abs().to_numpy("float64"), drempels)
    waarde[EIGEN], cbs = sum(own.values()), exact.value(CBS)
    waarde[CBS] = cbs if _published(pd.Series([cbs]), drempels)[0] else np.nan
    waarde[REST] = waarde[CBS] - waarde.drop([CBS, REST]).fillna(dict.fromkeys(_OORZAKEN, 0)).sum(skipna=False)
    reden = rijen["reden"].fillna("").where(waarde.notna() | (rijen["reden"].fillna("") != ""), VERBORGEN)
    if zonder:
        reden[[*_OORZAKEN]] = "om te delen staat dit alleen bij wat begon of eindigde"
    reden[EIGEN] = _without(own)
    if np.isnan(waarde[EIGEN]):
        reden[REST] = "zonder uw eigen cijfer is dit niet uit te rekenen"
    cijfers = rijen.assign(
        waarde=waarde,
        reden=reden.where(waarde.isna(), ""),
        label=[(_ZONDER if zonder else _LABEL).get(s, STAPPEN[s]) for s in rijen.index],
        eenheid=exact.onderwerp.eenheid,
    )
    return replace(exact, cijfers=cijfers.reset_index()[exact.cijfers.columns], al_binnen=False)


def _without(own: Mapping[str, float]) -> str:
    """Why there is no figure of our own: of a sum of hundreds it may be one small part."""
    klein = [naam for naam, waarde in own.items() if np.isnan(waarde)]
    if len(klein) == len(own):
        return VERBORGEN
    namen = wording.opsomming(n[:1].lower() + n[1:] for n in klein)
    return f"van {namen} zijn er te weinig om te tonen, en dan staat de som er ook niet; kies een ander onderwerp"


def _published(waarde: pd.Series, drempels: Drempels) -> pd.Series:
    return waarde.isna() | ((waarde >= drempels.aantal) & (waarde % drempels.afronding == 0))
