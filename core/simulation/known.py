"""What the store knew on a day: measures and stays of children with a JB measure, censored at that day.

Everything the estimates and the start of a simulation use goes through `lees`, so that a backtest on
31-12-2023 cannot see what happened in 2024.
"""

import datetime as dt
import functools
from dataclasses import dataclass

import ibis
import numpy as np
import pandas as pd
from ibis import _

from core.engine.count.series import Rekenaar
from core.engine.count.tables import afgeleid
from core.model.melding import Melding
from core.model.schema import JB_TYPEN
from core.model.selectie import Selectie
from core.simulation.days import OPEN, dag, datum, first_of_month, from_datums, maanden_sinds

_MAATREGEL = [
    "jeugdige",
    "type",
    "geboortemaand",
    "geslacht",
    "gezin",
    "gemeente",
    "gi",
    "reden_einde",
    "begin",
    "einde",
    "van",
    "tot",
    "eerste",
    "gevolgd",
]
_VERBLIJF = ["jeugdige", "gemeente", "gi", "segment", "verblijfsvorm", "netwerk", "begin", "van", "tot", "eerste"]
KETEN_DAGEN = 14


@dataclass(frozen=True)
class Bekend:
    """`rijen`: records of JB measures as a verloop; `maatregelen`: one row per measure; `verblijfrijen` and
    `episoden`: the same for UHP-episodes. Days are whole numbers, `kind` is a number per child. `van`..`tot`
    is what the data cover, `keuze` whether a measure belongs to the selection."""

    van: int
    tot: int
    rijen: pd.DataFrame
    maatregelen: pd.DataFrame
    verblijfrijen: pd.DataFrame
    episoden: pd.DataFrame


def read(rekenaar: Rekenaar, selectie: Selectie, tot: dt.date | None = None) -> Bekend:
    """Measures and stays as known on `tot` (default: the data date) of every child with a JB measure in the
    region; `keuze` marks what the filters choose. Raises Melding when there is nothing to read."""
    if "maatregelen" not in rekenaar.dekking:
        raise Melding("Er zijn geen maatregelen geladen: laad eerst een levering van de GI's.")
    bekend = [rekenaar.dekking[t] for t in ("maatregelen", "plaatsingen") if t in rekenaar.dekking]
    laatste = min(d.tm for d in bekend)
    if tot and tot > laatste:
        raise Melding(f"De gegevens lopen tot en met {laatste:%d-%m-%Y}: kies een startdag die niet later is.")
    if selectie.regio and selectie.regio not in rekenaar.regio_codes:
        raise Melding(f"De regio {selectie.regio} bestaat niet: kies uit {', '.join(rekenaar.regio_codes)}.")
    codes = rekenaar.regio_codes[selectie.regio] if selectie.regio else None
    rijen = _vraag(rekenaar, "maatregel_verloop", _MAATREGEL, codes)
    verblijf = _vraag(rekenaar, "uhp_episoden", _VERBLIJF, codes)
    if rijen.empty:
        raise Melding("In deze keuze staat geen enkele maatregel van jeugdbescherming: kies een andere regio.")
    starts = [d.van for d in bekend if d.van]
    van = max(dag(max(starts)) if starts else int(rijen["begin"].min()), int(rijen["begin"].min()))
    return cut(rijen, verblijf, selectie, van, dag(tot or laatste))


def _genummerd(rijen: pd.DataFrame, verblijf: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """With a number per child (`kind`), in an order that follows from what happened to the children. Pseudonyms
    differ from store to store, and who gets which luck must not: the same export gives the same figures on every
    machine. A family is named after its first child."""
    merk = [
        pd.util.hash_pandas_object(f.drop(columns=[k for k in ("jeugdige", "gezin") if k in f]), index=False)
        .groupby(f["jeugdige"])
        .sum()
        for f in (rijen, verblijf)
    ]
    kinderen = rijen.groupby("jeugdige")["begin"].min().to_frame()
    kinderen["rijen"], kinderen["verblijf"] = merk[0], merk[1].reindex(kinderen.index).fillna(0)
    kinderen = pd.Index(kinderen.reset_index().sort_values(["begin", "rijen", "verblijf", "jeugdige"])["jeugdige"])
    rijen, verblijf = (
        f.assign(kind=kinderen.get_indexer(f["jeugdige"])).drop(columns="jeugdige") for f in (rijen, verblijf)
    )
    rijen["gezin"] = rijen.groupby("gezin")["kind"].transform("min")
    return (
        rijen.sort_values(["kind", "type", "begin", "van", "tot"], ignore_index=True),
        verblijf[verblijf["kind"] >= 0].sort_values(["kind", "begin", "van", "tot"], ignore_index=True),
    )


def cut(rijen: pd.DataFrame, verblijf: pd.DataFrame, selectie: Selectie, van: int, tot: int) -> Bekend:
    """What was known on day `tot`: nothing that began later, and no end that came later."""
    rijen, verblijf = _genummerd(
        _tot(rijen, ["jeugdige", "type", "begin"], tot), _tot(verblijf, ["jeugdige", "begin"], tot)
    )
    rijen["keuze"] = gekozen(rijen, selectie)
    eerste = rijen[rijen["eerste"]]
    laatste = rijen.drop_duplicates(["kind", "type", "begin"], keep="last")
    bij_begin = {k: f"{k}_begin" for k in ("keuze", "gemeente", "gi")}
    maatregelen = laatste.merge(
        eerste[["kind", "type", "begin", *bij_begin]].rename(columns=bij_begin),
        on=["kind", "type", "begin"],
        how="left",
    )
    for nu, toen in bij_begin.items():
        maatregelen[toen] = maatregelen[toen].fillna(maatregelen[nu])
    maatregelen["keuze_begin"] = maatregelen["keuze_begin"].astype(bool)
    maatregelen = maatregelen.sort_values(["kind", "begin", "type"], ignore_index=True)
    if not maatregelen["keuze"].any():
        raise Melding("In deze keuze staat geen enkele maatregel van jeugdbescherming: kies meer gemeenten of GI's.")
    eind = verblijf.drop_duplicates(["kind", "begin"], keep="last")
    episoden = eind.assign(einde=eind["tot"]).sort_values(["kind", "begin"], ignore_index=True)
    return Bekend(van, tot, rijen, _with_18(maatregelen), verblijf, episoden)


def gekozen(frame: pd.DataFrame, selectie: Selectie) -> np.ndarray:
    """Which rows the filters on gemeente and GI choose."""
    keuze = np.ones(len(frame), bool)
    for kolom, waarden in selectie.filters:
        if waarden and kolom not in ("gemeente", "gi"):
            raise Melding(
                f"Een simulatie kan niet op {kolom} filteren: kies gemeente of GI, en zet een segment bij de hefboom."
            )
        if waarden:
            keuze &= frame[kolom].isin(waarden).to_numpy()
    return keuze


def _vraag(rekenaar: Rekenaar, tabel: str, kolommen: list[str], codes: tuple[str, ...] | None) -> pd.DataFrame:
    frame = rekenaar.verbinding.vraag(_sql(tabel, tuple(kolommen), codes, rekenaar.verbinding.dialect))
    for kolom in {"begin", "einde", "van", "tot"} & set(kolommen):
        frame[kolom] = from_datums(frame[kolom])
    # A database gives rows in any order; who gets which luck must not depend on it.
    return frame.sort_values(kolommen, ignore_index=True)


@functools.lru_cache(maxsize=64)
def _sql(tabel: str, kolommen: tuple[str, ...], codes: tuple[str, ...] | None, dialect: str) -> str:
    """Rows of a table of children with a JB measure (in the given gemeenten)."""
    jb = ibis.table(afgeleid()["maatregel_verloop"].schema(), name="maatregel_verloop").filter(_.type.isin(JB_TYPEN))
    kinderen = (jb if codes is None else jb.filter(_.gemeente.isin(codes))).select("jeugdige").distinct()
    bron = jb if tabel == "maatregel_verloop" else ibis.table(afgeleid()[tabel].schema(), name=tabel)
    return str(ibis.to_sql(bron.semi_join(kinderen, "jeugdige").select(*kolommen), dialect=dialect))


def _tot(rijen: pd.DataFrame, sleutel: list[str], tot: int) -> pd.DataFrame:
    rijen = rijen[rijen["van"] <= tot].sort_values([*sleutel, "van", "tot"], ignore_index=True)
    laatste = ~rijen.duplicated(sleutel, keep="last")
    eind = rijen["einde"] if "einde" in rijen else rijen["tot"]
    loopt = (eind > tot).groupby([rijen[k] for k in sleutel]).transform("last" if "einde" not in rijen else "max")
    rijen["laatste"] = laatste
    rijen["tot"] = np.where(laatste & loopt, OPEN, np.minimum(rijen["tot"], OPEN))
    if "einde" in rijen:
        rijen["einde"] = np.where(loopt, OPEN, rijen["einde"])
        rijen["reden_einde"] = rijen["reden_einde"].where(~loopt, None)
    return rijen


def _with_18(maatregelen: pd.DataFrame) -> pd.DataFrame:
    """`maand18`: first day of the month in which the child turns 18 (OPEN when not known); `op18`: the measure
    ended because of it."""
    bekend = maatregelen["geboortemaand"].notna().to_numpy()
    nr = maanden_sinds(maatregelen["geboortemaand"].fillna(200001).astype("int64")) + 216
    eerste = np.where(bekend, first_of_month(nr), OPEN)
    reden = maatregelen["reden_einde"].isin(["01", "11"]).to_numpy()
    einde = maatregelen["einde"].to_numpy()
    return maatregelen.assign(maand18=eerste, op18=(einde < OPEN) & (reden | (einde >= eerste)))


def tekst(dagnummer: int) -> str:
    return f"{datum(dagnummer):%d-%m-%Y}"
