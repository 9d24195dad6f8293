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

from core.engine.rekenen import Rekenaar
from core.engine.tabellen import AFGELEID
from core.model.fout import Melding
from core.model.schema import JB_TYPEN
from core.model.selectie import Selectie
from core.simulation.dagen import OPEN, dag, datum, eerste_van_maand, maanden_sinds, uit_datums

_MAATREGEL = ["jeugdige", "type", "geboortemaand", "geslacht", "gezin", "gemeente", "gi", "reden_einde", "begin",
              "einde", "van", "tot", "eerste", "gevolgd"]
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


def lees(rekenaar: Rekenaar, selectie: Selectie, tot: dt.date | None = None) -> Bekend:
    """Measures and stays as known on `tot` (default: the data date) of every child with a JB measure in the
    region; `keuze` marks what the filters choose. Raises Melding when there is nothing to read."""
    if "maatregelen" not in rekenaar.dekking:
        raise Melding("Er zijn geen maatregelen geladen: laad eerst een levering van de GI's.")
    bekend = [rekenaar.dekking[t] for t in ("maatregelen", "plaatsingen") if t in rekenaar.dekking]
    laatste = min(d.tm for d in bekend)
    if tot and tot > laatste:
        raise Melding(f"De gegevens lopen tot en met {laatste:%d-%m-%Y}: kies een startdag die niet later is.")
    codes = rekenaar.regio_codes[selectie.regio] if selectie.regio else None
    rijen = _vraag(rekenaar, "maatregel_verloop", _MAATREGEL, codes)
    verblijf = _vraag(rekenaar, "uhp_episoden", _VERBLIJF, codes)
    if rijen.empty:
        raise Melding("In deze keuze staat geen enkele maatregel van jeugdbescherming: kies een andere regio.")
    kinderen = pd.Index(rijen["jeugdige"].unique())
    for frame in (rijen, verblijf):
        frame["kind"] = kinderen.get_indexer(frame["jeugdige"])
    starts = [d.van for d in bekend if d.van]
    van = max(dag(max(starts)) if starts else int(rijen["begin"].min()), int(rijen["begin"].min()))
    return knip(rijen, verblijf[verblijf["kind"] >= 0], selectie, van, dag(tot or laatste))


def knip(rijen: pd.DataFrame, verblijf: pd.DataFrame, selectie: Selectie, van: int, tot: int) -> Bekend:
    """What was known on day `tot`: nothing that began later, and no end that came later."""
    rijen = _tot(rijen, ["kind", "type", "begin"], tot)
    verblijf = _tot(verblijf, ["kind", "begin"], tot)
    rijen["keuze"] = gekozen(rijen, selectie)
    eerste = rijen[rijen["eerste"]]
    laatste = rijen.drop_duplicates(["kind", "type", "begin"], keep="last")
    maatregelen = laatste.merge(
        eerste[["kind", "type", "begin", "keuze"]].rename(columns={"keuze": "keuze_begin"}),
        on=["kind", "type", "begin"], how="left")
    maatregelen["keuze_begin"] = maatregelen["keuze_begin"].fillna(maatregelen["keuze"]).astype(bool)
    maatregelen = maatregelen.sort_values(["kind", "begin", "type"], ignore_index=True)
    if not maatregelen["keuze"].any():
        raise Melding("In deze keuze staat geen enkele maatregel van jeugdbescherming: maak de filters ruimer.")
    eind = verblijf.drop_duplicates(["kind", "begin"], keep="last")
    episoden = eind.assign(einde=eind["tot"]).sort_values(["kind", "begin"], ignore_index=True)
    return Bekend(van, tot, rijen, _met_18(maatregelen), verblijf, episoden)


def gekozen(frame: pd.DataFrame, selectie: Selectie) -> np.ndarray:
    """Which rows the filters on gemeente and GI choose."""
    keuze = np.ones(len(frame), bool)
    for kolom, waarden in selectie.filters:
        if waarden and kolom not in ("gemeente", "gi"):
            raise Melding(f"Een simulatie kan niet op {kolom} filteren: kies gemeente of GI, en zet een segment "
                          "bij de hefboom.")
        if waarden:
            keuze &= frame[kolom].isin(waarden).to_numpy()
    return keuze


def _vraag(rekenaar: Rekenaar, tabel: str, kolommen: list[str], codes: tuple[str, ...] | None) -> pd.DataFrame:
    frame = rekenaar.verbinding.vraag(_sql(tabel, tuple(kolommen), codes, rekenaar.verbinding.dialect))
    for kolom in {"begin", "einde", "van", "tot"} & set(kolommen):
        frame[kolom] = uit_datums(frame[kolom])
    return frame


@functools.lru_cache(maxsize=64)
def _sql(tabel: str, kolommen: tuple[str, ...], codes: tuple[str, ...] | None, dialect: str) -> str:
    """Rows of a table of children with a JB measure (in the given gemeenten)."""
    jb = ibis.table(AFGELEID["maatregel_verloop"].schema(), name="maatregel_verloop").filter(_.type.isin(JB_TYPEN))
    kinderen = (jb if codes is None else jb.filter(_.gemeente.isin(codes))).select("jeugdige").distinct()
    bron = jb if tabel == "maatregel_verloop" else ibis.table(AFGELEID[tabel].schema(), name=tabel)
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


def _met_18(maatregelen: pd.DataFrame) -> pd.DataFrame:
    """`maand18`: first day of the month in which the child turns 18 (OPEN when not known); `op18`: the measure
    ended because of it."""
    bekend = maatregelen["geboortemaand"].notna().to_numpy()
    nr = maanden_sinds(maatregelen["geboortemaand"].fillna(200001).astype("int64")) + 216
    eerste = np.where(bekend, eerste_van_maand(nr), OPEN)
    reden = maatregelen["reden_einde"].isin(["01", "11"]).to_numpy()
    einde = maatregelen["einde"].to_numpy()
    return maatregelen.assign(maand18=eerste, op18=(einde < OPEN) & (reden | (einde >= eerste)))


def tekst(dagnummer: int) -> str:
    return f"{datum(dagnummer):%d-%m-%Y}"
