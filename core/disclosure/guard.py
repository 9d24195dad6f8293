"""The guard at the door of Delen: nothing leaves in which a figure is too small or too exact.

It looks at a frame as it is about to leave and knows nothing of how it was made, so that a mistake before it is
caught. It cannot see whether figures give others away; that is decided in `randen` and proved by attack.
"""

import numpy as np
import pandas as pd

from core.model.melding import Melding
from core.model.weergave import Drempels

AANTALLEN = frozenset(
    {
        "aantal",
        "n",
        "in_risico",
        "begin",
        "instroom",
        "overgenomen",
        "uitstroom",
        "overgedragen",
        "eind",
        "gebeurtenissen",
    }
)
EXACT = ("laag", "hoog", "verschil")
GEMIDDELD = frozenset({"dagen", "maanden", "cijfer"})
BEDRAGEN = frozenset({"euro", "etmalen", "per 1.000"})
# Whatever else is a count, also in a unit that nobody foresaw.
NIET_GETELD = GEMIDDELD | BEDRAGEN | {"aandeel"}
RUIS = 1e-6
STANDAARD = Drempels()


def check(
    frame: pd.DataFrame,
    drempels: Drempels = STANDAARD,
    *,
    eenheid: str | None = None,
    waar: str = "dit overzicht",
    geen_kinderen: frozenset[str] = frozenset(),
) -> pd.DataFrame:
    """The frame itself when it may leave; raises Melding when it holds a count of 1 to 9 or one that is not rounded, a
    share of too few or with decimals, a mean of too few, an interval, or what does not add up. Reads the columns of a
    series, of `bereken`, of the balance, of classes of duration and of survival curves; `eenheid`: the unit of
    `waarde` where the frame has no column for it; `geen_kinderen`: ids of goals that count no children (milestones)."""
    alles = frame
    if "doel" in frame:
        frame = frame[~frame["doel"].isin(geen_kinderen)]
    if "eenheid" in frame:
        frame = frame[frame["eenheid"] != "ja/nee"]
    for kolom in EXACT:
        if kolom in frame and pd.to_numeric(frame[kolom]).notna().any():
            raise Melding(f"In {waar} staat een exact cijfer ({kolom}): dat mag niet gedeeld worden.")
    for kolom in AANTALLEN & set(frame.columns):
        _count(frame[kolom], kolom, drempels, waar)
    if "waarde" in frame:
        eenheden = frame["eenheid"] if "eenheid" in frame else pd.Series(eenheid or "aantal", index=frame.index)
        for naam, deel in frame.groupby(eenheden.fillna("aantal")):
            _reeks(deel, str(naam), drempels, waar)
    return alles


def _reeks(frame: pd.DataFrame, eenheid: str, drempels: Drempels, waar: str) -> None:
    getoond = frame[pd.to_numeric(frame["waarde"]).notna()]
    if eenheid == "aandeel":
        for kolom in ("teller", "noemer"):
            if kolom in getoond:
                _count(getoond[kolom], kolom, drempels, waar)
        _minstens(_who_is_behind(getoond), "noemer", drempels.aandeel, waar)
        honderd = pd.to_numeric(getoond["waarde"]).to_numpy(dtype="float64") * 100
        if np.abs(honderd - np.round(honderd)).max(initial=0) > RUIS:
            raise Melding(f"In {waar} staat een percentage met decimalen: dat mag niet gedeeld worden.")
    elif eenheid in GEMIDDELD:
        _minstens(getoond, "n", drempels.gemiddelde, waar)
    elif eenheid in BEDRAGEN:
        nul = pd.to_numeric(getoond["waarde"]) == 0
        _minstens(getoond[~nul], "n", drempels.aantal, waar)
    else:
        for kolom in ("waarde", "teller", "basis"):
            if kolom in frame and not (kolom == "basis" and "doel" in frame):  # a document may print its own baseline
                _count(frame[kolom], kolom, drempels, waar)


def _who_is_behind(frame: pd.DataFrame) -> pd.DataFrame:
    """Shares with in `noemer` their children: of a share of euros those are in `n` alone."""
    if not {"noemer", "n"} <= set(frame.columns):
        return frame
    noemer = pd.to_numeric(frame["noemer"])
    return frame.assign(noemer=noemer.where(noemer.notna(), pd.to_numeric(frame["n"])))


def _count(kolom: pd.Series, naam: str, drempels: Drempels, waar: str) -> None:
    x = pd.to_numeric(kolom).dropna().to_numpy(dtype="float64")
    if ((np.abs(x) > RUIS) & (np.abs(x) < drempels.aantal - RUIS)).any():
        raise Melding(f"In {waar} staat een aantal onder de {drempels.aantal} ({naam}): dat mag niet gedeeld worden.")
    if np.abs(x / drempels.afronding - np.round(x / drempels.afronding)).max(initial=0) > RUIS:
        raise Melding(f"In {waar} staat een aantal dat niet is afgerond ({naam}): dat mag niet gedeeld worden.")


def _minstens(frame: pd.DataFrame, kolom: str, minst: int, waar: str) -> None:
    x = pd.to_numeric(frame[kolom]).to_numpy(dtype="float64") if kolom in frame else np.full(len(frame), np.nan)
    if len(x) and not (x >= minst - RUIS).all():
        raise Melding(f"In {waar} staat een cijfer over minder dan {minst} ({kolom}): dat mag niet gedeeld worden.")
