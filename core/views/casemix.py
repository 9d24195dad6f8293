"""Who is helped, part by part: a difference in that can explain a difference in the figure. Asked of a view, so that a
composition that may not be shared is not there. Why so: core/decisions/vergelijken.md.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.engine.count.contribution import PerInwoner
from core.engine.judge.trechter import KANSEN, Midden, limits
from core.measures import load_catalogus
from core.model.melding import Melding
from core.model.schema import MAATREGELTYPEN, VERBLIJFSVORMEN
from core.model.selectie import Selectie
from core.model.trechter import SMALST
from core.views.contract import View
from core.views.side_by_side import REGIO, is_part, named, parts
from core.views.store import known_maat

# What a composition is told by, and how its classes are called.
KENMERKEN = {
    "type": ("soort maatregel", MAATREGELTYPEN),
    "segment": ("segment", {}),
    "verblijfsvorm": ("vorm van verblijf", VERBLIJFSVORMEN),
    "geslacht": ("geslacht", {"V": "meisjes", "M": "jongens", "O": "overig"}),
}
# A birth month is delivered with measures only. Of figures about children with one, age is told of all those children.
LEEFTIJD, JONG = "leeftijd", "jb_jonger_dan_12_aandeel"
_MET_MAATREGEL = ("jeugdbescherming", "duur", "uithuisplaatsing")
# A share that differs less than this from that of all together is not worth a word, however sure it is.
VERSCHIL = 0.05
# Of fewer cases a composition says too little; from so many a share may be shared, too.
MINSTE = 30
_KOLOMMEN = ["naam", "kenmerk", "klasse", "deel", "geheel", "opvallend"]


@dataclass(frozen=True)
class Casemix:
    """`delen`: per part and class naam, kenmerk, klasse, deel and geheel (its share of the part and of all together;
    0 to 1), opvallend (whether that is more than chance and worth a word). `niet`: why a feature is not there."""

    delen: pd.DataFrame
    niet: tuple[str, ...] = ()

    @property
    def tells_age(self) -> bool:
        return bool((self.delen["kenmerk"] == LEEFTIJD).any())

    @property
    def differs(self) -> dict[str, list]:
        """Per part, by name, of each feature the class that differs most: rows of `delen`."""
        anders = self.delen[self.delen["opvallend"]].assign(stap=lambda t: (t["deel"] - t["geheel"]).abs())
        meest = anders.sort_values("stap", ascending=False, kind="stable").drop_duplicates(["naam", "kenmerk"])
        return {naam: list(rijen.itertuples()) for naam, rijen in meest.groupby("naam")}


def casemix(view: View, maat_id: str, selectie: Selectie, kolom: str, periode: str) -> Casemix:
    """Of which measures, segments, forms and children the figure of each part consists, in one period; and how many of
    its children with a measure are young at the end of it."""
    bijdrage = load_catalogus().bijdragen[maat_id]
    geteld = bijdrage.teller if isinstance(bijdrage, PerInwoner) else maat_id
    keuze = selectie.with_(splits=(), **({} if kolom == REGIO else {kolom: ()}))
    frames, niet = [], []
    if age_is_known(maat_id, kolom):
        try:
            frames.append(_age(view, keuze, kolom, periode))
        except Melding:
            niet.append(LEEFTIJD)
    for kenmerk in KENMERKEN:
        vrij = kenmerk in known_maat(geteld).dimensions and kenmerk != kolom and not keuze.filter(kenmerk)
        if not vrij or (kenmerk == "segment" and kolom == REGIO):
            continue
        try:
            frames.append(_feature(view, geteld, keuze, kolom, kenmerk, periode))
        except Melding:
            niet.append(KENMERKEN[kenmerk][0])
    vol = [f for f in frames if len(f)]
    return Casemix(pd.concat(vol, ignore_index=True) if vol else pd.DataFrame(columns=_KOLOMMEN), tuple(niet))


def age_is_known(maat_id: str, kolom: str) -> bool:
    """Whether the age of the children behind a figure can be told by the parts of this column."""
    maat = known_maat(maat_id)
    met_maatregel = maat.theme in _MET_MAATREGEL and "maatregelen" in maat.tables
    return met_maatregel and kolom in (*known_maat(JONG).dimensions, REGIO)


def _age(view: View, keuze: Selectie, kolom: str, periode: str) -> pd.DataFrame:
    """The share of children under 12, of all children with a measure at the end of the period."""
    keuze = known_maat(JONG).fit(keuze)
    per_deel, alles = parts(view, JONG, keuze, kolom), view.reeks(JONG, _whole(keuze, kolom))
    t, heel = (r[(r["periode"] == periode) & (r["noemer"] >= MINSTE) & r["waarde"].notna()] for r in (per_deel, alles))
    t = t[is_part(t, kolom)]
    if t.empty or heel.empty:
        return pd.DataFrame(columns=_KOLOMMEN)
    deel, geheel = t["waarde"].to_numpy(dtype="float64"), np.full(len(t), float(heel["waarde"].iloc[0]))
    uit = pd.DataFrame(
        {"naam": named(t[kolom], kolom, keuze.regio), "kenmerk": LEEFTIJD, "klasse": "kinderen jonger dan 12"}
    )
    grootte = t["noemer"].to_numpy(dtype="float64")
    uit = uit.assign(deel=deel, geheel=geheel, opvallend=_stands_out(deel, geheel, grootte))
    return uit.sort_values("naam", ignore_index=True)


def _whole(keuze: Selectie, kolom: str) -> Selectie:
    """Of what all parts together are."""
    return keuze.with_(regio=None, gemeente=(), segment=()) if kolom == REGIO else keuze


def _feature(view: View, maat_id: str, keuze: Selectie, kolom: str, kenmerk: str, periode: str) -> pd.DataFrame:
    """The shares of one feature. Without the size of a part or of a class nothing is said of it."""
    heel = _whole(keuze, kolom)
    per_deel = _counted(parts(view, maat_id, keuze, kolom), periode, [kolom])
    cel = _counted(parts(view, maat_id, keuze, kolom, (kenmerk,)), periode, [kolom, kenmerk])
    klassen = _counted(view.reeks(maat_id, heel.with_(splits=(kenmerk,))), periode, [kenmerk])
    alles = _counted(view.reeks(maat_id, heel), periode, [])["n"].sum()
    t = cel.merge(per_deel, on=kolom, suffixes=("", "_deel")).merge(klassen, on=kenmerk, suffixes=("", "_klasse"))
    t = t[(t["n_deel"] >= MINSTE) & t["n"].notna() & t["n_klasse"].notna() & is_part(t, kolom)]
    if t.empty or not alles >= MINSTE:
        return pd.DataFrame(columns=_KOLOMMEN)
    deel, geheel = (t["n"] / t["n_deel"]).to_numpy(), (t["n_klasse"] / alles).to_numpy()
    wat, woorden = KENMERKEN[kenmerk]
    namen = named(t[kenmerk], kenmerk, keuze.regio)
    uit = pd.DataFrame(
        {
            "naam": named(t[kolom], kolom, keuze.regio),
            "kenmerk": wat,
            "klasse": [woorden.get(w) or naam for w, naam in zip(t[kenmerk], namen, strict=True)],
            "deel": deel,
            "geheel": geheel,
            "opvallend": _stands_out(deel, geheel, t["n_deel"].to_numpy()),
        }
    )
    return uit.sort_values(["naam", "klasse"], ignore_index=True)


def _stands_out(deel: np.ndarray, geheel: np.ndarray, grootte: np.ndarray) -> np.ndarray:
    """Whether a share of a part of this size is further from that of all together than chance, and far enough."""
    buiten = []
    for d, g, n in zip(deel.tolist(), geheel.tolist(), grootte.tolist(), strict=True):
        (laag,), (hoog,) = limits(Midden("aandeel", min(g, 1.0)), np.array([n]), KANSEN[SMALST])
        buiten.append(abs(d - g) >= VERSCHIL and not laag <= d <= hoog)
    return np.array(buiten, dtype=bool)


def _counted(reeks: pd.DataFrame, periode: str, sleutel: list[str]) -> pd.DataFrame:
    """How many cases a figure rests on, cell by cell, in one period."""
    rijen = reeks[reeks["periode"] == periode]
    return rijen[sleutel].assign(n=pd.to_numeric(rijen["n"]).astype(float))
