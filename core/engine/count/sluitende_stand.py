"""The closing identity: begin + in + taken over - out - handed over = end, per period, under any selection."""

import datetime as dt

import pandas as pd

from core.engine.count.catalogus import Catalogus
from core.engine.count.contribution import Overgang, Stand, Telling
from core.engine.count.series import Rekenaar
from core.model.maat import Maat
from core.model.selectie import Selectie

KOLOMMEN = ["begin", "instroom", "overgenomen", "uitstroom", "overgedragen", "eind", "verschil"]


def sluitende_stand(
    rekenaar: Rekenaar, tables, selectie: Selectie, typen: tuple[str, ...], sjabloon: Maat
) -> pd.DataFrame:
    """Per period (and cell) of the measure types: periode, splits, KOLOMMEN. `verschil` is what does not add
    up; it is always 0. `sjabloon` lends its tables and dimensions (any maat on maatregelen)."""
    delen = _delen(tables, typen)
    maten = {naam: sjabloon.model_copy(update={"id": naam, "follow_up_days": 0}) for naam in delen}
    catalogus = Catalogus(f"sluitend-{'-'.join(typen)}", maten, delen)
    eigen = Rekenaar(catalogus, rekenaar.verbinding, rekenaar.dekking, rekenaar.regio_codes)
    sleutel = ["periode", "van", "tot", *(k for k in selectie.splits if k in sjabloon.dimensions)]
    frame = None
    for naam in delen:
        deel = eigen.reeks(naam, selectie)
        if (deel["reden"].astype(bool) & (deel["periode"] == "")).any():
            return pd.DataFrame(columns=[*sleutel, *KOLOMMEN])
        deel = deel.loc[deel["onvolledig"] == "", [*sleutel, "waarde"]].rename(columns={"waarde": naam})
        frame = deel if frame is None else frame.merge(deel, on=sleutel, how="outer")
    frame = frame.fillna(dict.fromkeys(delen, 0)).sort_values(sleutel, ignore_index=True)
    frame["begin"] = (
        frame["eind"] - frame["instroom"] - frame["overgenomen"] + frame["uitstroom"] + frame["overgedragen"]
    )
    vorige = frame.groupby(sleutel[3:])["eind"].shift() if sleutel[3:] else frame["eind"].shift()
    eerste = _stand_voor(eigen, selectie, frame, sleutel)
    frame["geteld_begin"] = vorige.fillna(eerste)
    frame["verschil"] = frame["geteld_begin"] - frame["begin"]
    frame["begin"] = frame["geteld_begin"]
    return frame[[*sleutel, *KOLOMMEN]]


def _delen(tables, typen: tuple[str, ...]) -> dict:
    rijen = tables.maatregelen.filter(tables.maatregelen.type.isin(typen))
    eerste, laatste = rijen.filter(rijen.eerste), rijen.filter(rijen.laatste, rijen.einde.notnull())
    gevolgd = rijen.filter(rijen.gevolgd)
    return {
        "eind": Stand(rijen, rijen.van, rijen.tot),
        "instroom": Telling(eerste, eerste.begin),
        "uitstroom": Telling(laatste, laatste.einde),
        "overgenomen": Overgang(gevolgd, gevolgd.van, "naar"),
        "overgedragen": Overgang(gevolgd, gevolgd.van, "van"),
    }


def _stand_voor(rekenaar: Rekenaar, selectie: Selectie, frame: pd.DataFrame, sleutel: list[str]) -> pd.Series:
    """The stock counted on the day before the first period: not derived from the flows, so that it can differ."""
    if frame.empty:
        return pd.Series(dtype="float64")
    dag = frame["van"].iloc[0] - dt.timedelta(days=1)
    stand = rekenaar.on_dagen("eind", selectie, (dag,))
    if not sleutel[3:]:
        return pd.Series(float(stand["waarde"].iloc[0]) if len(stand) else 0.0, index=frame.index)
    bekend = stand.set_index(sleutel[3:])["waarde"] if len(stand) else pd.Series(dtype="float64")
    sleutels = frame[sleutel[3]] if len(sleutel) == 4 else pd.MultiIndex.from_frame(frame[sleutel[3:]])
    return pd.Series(bekend.reindex(sleutels).fillna(0).to_numpy(), index=frame.index)
