"""The measures of a store counted in the ways in which the CBS may have counted them, one after the other.

A `telwereld` holds the same rows as spells: by keten (a VOTS and the OTS that follows it are one), by measure, or by
what each GI delivered as its own: a receiver that gives a begin, and not a day on which it was handed the measure,
begins a new one. Rules: core/decisions/telregels.md and aansluiting.md; Informatieprotocol beleidsinformatie jeugd,
5.3 and 7.5 (CBS).
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import ibis
import pandas as pd

from core.engine.count.compiled import remember
from core.engine.count.tables import tabellen_van_maten
from core.engine.count.verloop import DAGEN_IN_KETEN, VOTS_WORDT_OTS

_SLEUTEL = ["jeugdige", "type", "begin"]
_DAGEN = ("begin", "einde", "van", "tot", "begindatum", "einddatum", "datum_overgedragen", "tm")
_OTS, _VOTS = "11", "12"


class Tijdvak(NamedTuple):
    """First and last day, and what is counted in it: stand (on the last day), begonnen, beeindigd, tijdens or
    jongeren."""

    soort: str
    van: dt.date
    tot: dt.date


def read_rows(verbinding, typen: tuple[str, ...]) -> pd.DataFrame:
    """The records of these measures with the spell each belongs to, in order; days as datetime64."""
    sql = remember(("aansluiting", typen, verbinding.dialect), lambda: _sql(typen, verbinding.dialect))
    rijen = verbinding.vraag(sql)
    for kolom in _DAGEN:
        rijen[kolom] = pd.to_datetime(rijen[kolom])
    return rijen.sort_values([*_SLEUTEL, "van", "levering", "bron_rij"], kind="stable", ignore_index=True)


def _sql(typen: tuple[str, ...], dialect: str) -> str:
    rijen = tabellen_van_maten().maatregelen
    kolommen = ["jeugdige", "type", "gemeente", "gi", "gevolgd", "vorige_gi", "reden_einde", "levering", "bron_rij"]
    return str(ibis.to_sql(rijen.filter(rijen.type.isin(typen)).select(*kolommen, *_DAGEN), dialect=dialect))


def by_measure(rijen: pd.DataFrame) -> pd.DataFrame:
    """Spells as we count them: `spel`, begin and einde of the whole, and per record van, tot and gemeente."""
    return rijen.assign(spel=rijen.groupby(_SLEUTEL, sort=False).ngroup(), telt_einde=True)


def by_keten(rijen: pd.DataFrame) -> pd.DataFrame:
    """The same, a VOTS and the OTS that follows it as one spell."""
    uit = by_measure(rijen)
    eerste = uit.drop_duplicates("spel")
    reden = uit.drop_duplicates("spel", keep="last").set_index("spel")["reden_einde"]
    vots = eerste[eerste["type"] == _VOTS][["spel", "jeugdige", "begin", "einde"]]
    ots = eerste[eerste["type"] == _OTS][["spel", "jeugdige", "begin", "einde"]]
    paren = vots.merge(ots, on="jeugdige", suffixes=("", "_ots")).query("begin_ots >= begin")
    dagen = (paren["begin_ots"] - paren["einde"]).dt.days
    paren = paren[paren["einde"].isna() | (dagen <= DAGEN_IN_KETEN) | (paren["spel"].map(reden) == VOTS_WORDT_OTS)]
    volgt = paren.sort_values("begin_ots", kind="stable").drop_duplicates("spel").drop_duplicates("spel_ots")
    if volgt.empty:
        return uit
    van, tot = volgt.set_index("spel_ots"), volgt.set_index("spel")
    uit["begin"] = uit["spel"].map(van["begin"]).fillna(uit["begin"])
    uit["einde"] = uit["einde"].mask(uit["spel"].isin(tot.index), uit["spel"].map(tot["einde_ots"]))
    uit["spel"] = uit["spel"].map(tot["spel_ots"]).fillna(uit["spel"]).astype("int64")
    return uit.sort_values(["spel", "van"], kind="stable", ignore_index=True)


def by_deliverer(rijen: pd.DataFrame) -> pd.DataFrame:
    """The same, a new spell where another GI gave a begin of its own; each then ends as its own GI says, and a day on
    which it was handed over is no end that is counted."""
    breuk = ~rijen["gevolgd"] | ((rijen["gi"] != rijen["vorige_gi"]) & rijen["begindatum"].notna())
    uit = rijen.assign(_deel=breuk.groupby([rijen[k] for k in _SLEUTEL], sort=False).cumsum())
    uit = uit.assign(spel=uit.groupby([*_SLEUTEL, "_deel"], sort=False).ngroup(), telt_einde=True)
    gedeeld = uit.groupby(_SLEUTEL, sort=False)["_deel"].transform("max") > 1
    uit["begin"] = uit["begin"].mask(gedeeld, uit.groupby("spel")["van"].transform("min"))
    echt = uit["einddatum"].fillna(uit["datum_overgedragen"])
    echt = echt.mask(echt > uit["tm"])
    loopt = echt.isna().groupby(uit["spel"]).transform("any")
    einde = echt.groupby(uit["spel"]).transform("max").mask(loopt)
    laatste = ~uit.duplicated("spel", keep="last")
    uit["einde"] = uit["einde"].mask(gedeeld, einde)
    uit["tot"] = uit["tot"].mask(gedeeld & laatste, einde)
    uit["telt_einde"] = ~gedeeld | uit["einddatum"].notna()
    return uit.drop(columns="_deel")


def living_now(wereld: pd.DataFrame, rijen: pd.DataFrame) -> pd.DataFrame:
    """The same spells under the gemeente of the last record there is of each measure."""
    nu = rijen.drop_duplicates(_SLEUTEL, keep="last").set_index(["jeugdige", "type"])["gemeente"]
    nu = nu[~nu.index.duplicated(keep="last")]
    sleutel = pd.MultiIndex.from_frame(wereld[["jeugdige", "type"]])
    return wereld.assign(gemeente=pd.Series(nu.reindex(sleutel).to_numpy(), wereld.index).fillna(wereld["gemeente"]))


def count(wereld: pd.DataFrame, tijdvak: Tijdvak, codes: Iterable[str]) -> int:
    """How many spells (of `jongeren`: children) of these gemeenten there are."""
    return sum(per_gemeente(wereld, tijdvak, codes).values())


def per_gemeente(wereld: pd.DataFrame, tijdvak: Tijdvak, codes: Iterable[str]) -> Mapping[str, int]:
    """The same by gemeente: of what runs on more days in more than one, the last."""
    raak = _hit(wereld, tijdvak, codes)
    sleutel = "jeugdige" if tijdvak.soort == "jongeren" else "spel"
    return raak.drop_duplicates(sleutel, keep="last")["gemeente"].value_counts().to_dict()


def _hit(wereld: pd.DataFrame, tijdvak: Tijdvak, codes: Iterable[str]) -> pd.DataFrame:
    van, tot = pd.Timestamp(tijdvak.van), pd.Timestamp(tijdvak.tot)
    w = wereld[wereld["gemeente"].isin(set(codes))]
    if tijdvak.soort == "stand":
        return w[(w["van"] <= tot) & (w["tot"].isna() | (w["tot"] > tot))]
    if tijdvak.soort == "begonnen":
        return w[(w["van"] == w["begin"]) & w["begin"].between(van, tot)]
    if tijdvak.soort == "beeindigd":
        laatste = w.index.isin(wereld.drop_duplicates("spel", keep="last").index)
        return w[laatste & w["telt_einde"] & w["einde"].between(van, tot)]
    return w[(w["van"] <= tot) & (w["tot"].isna() | (w["tot"] >= van))]
