"""Our region beside the other areas of a table of the CBS: how each changed between the first and the last year that is
loaded. Counts of areas of different size are not laid side by side, their changes are. Asked of a view; not a ranking.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.model.aansluiting import onderwerp
from core.model.schema import CBS_ONDERWERPEN
from core.model.selectie import Selectie
from core.sources.codelijsten import simplify
from core.views.contract import View
from core.views.store import regios

_ZEKER = 1.96  # of the difference of two counts, in its standard deviations


@dataclass(frozen=True)
class Elders:
    """`gebieden`: by name, ours first: gebied, oud, nieuw, eigen (ours), toeval (the change may be chance). `van`,
    `tot`: the years of both."""

    label: str
    van: int
    tot: int
    gebieden: pd.DataFrame


def subjects(view: View) -> dict[str, str]:
    """What can be laid beside other areas: of which two years of more than one area are there."""
    alle = view.elders()
    kan = alle.groupby("onderwerp").agg(jaren=("jaar", "nunique"), gebieden=("gebied", "nunique"))
    kan = set(kan[(kan["jaren"] > 1) & (kan["gebieden"] > 1)].index)
    return {c: w for c, w in CBS_ONDERWERPEN.items() if c in kan}


def elsewhere(view: View, selectie: Selectie, code: str) -> Elders:
    """Areas other than gemeenten where there are more of them, else gemeenten; and our own count of the same years."""
    alle = view.elders().query("onderwerp == @code").dropna(subset=["waarde"])
    groot = alle[~alle["is_gemeente"]]
    alle = groot if groot["gebied"].nunique() > 1 else alle[alle["is_gemeente"]]
    van, tot = int(alle["jaar"].min()), int(alle["jaar"].max())
    tabel = alle.pivot_table(index="gebied", columns="jaar", values="waarde", aggfunc="first")
    tabel = tabel.reindex(columns=[van, tot]).dropna().set_axis(["oud", "nieuw"], axis=1).reset_index()
    naam = simplify(regios()[selectie.regio].naam) if selectie.regio else ""
    tabel["eigen"] = [simplify(g) == naam for g in tabel["gebied"]]
    own = [_own(view, selectie, code, jaar) for jaar in (van, tot)]
    if not np.isnan(own).any():
        wie = pd.DataFrame([{"gebied": "Uw eigen gegevens", "oud": own[0], "nieuw": own[1], "eigen": True}])
        tabel = pd.concat([wie, tabel], ignore_index=True)
    som = tabel["oud"] + tabel["nieuw"]
    tabel["toeval"] = (tabel["nieuw"] - tabel["oud"]).abs() <= _ZEKER * np.sqrt(som)
    tabel = tabel.sort_values("eigen", ascending=False, kind="stable", ignore_index=True)
    return Elders(CBS_ONDERWERPEN[code], van, tot, tabel)


def _own(view: View, selectie: Selectie, code: str, jaar: int) -> float:
    """What our maten together count in a year, of the whole region."""
    waarden = []
    for maat in onderwerp(code).maten if selectie.regio else ():
        reeks = view.reeks(maat, Selectie(regio=selectie.regio, per="jaar"))
        waarden += [reeks.loc[reeks["periode"] == str(jaar), "waarde"]]
    return float(sum(float(w.iloc[0]) if len(w) else np.nan for w in waarden)) if waarden else np.nan
