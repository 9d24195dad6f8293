"""What an analyst would write on the same store."""

import pandas as pd

from core import dashboard
from core.store import versions

STANDEN = (
    "type in ('11','12','21','22','23')",
    "type = '11'",
    "type in ('21','22','23')",
    "type in ('41','42','50','51','61','62','63')",
)


def by_hand(store: dashboard.Store, regio: str) -> None:
    """Some thirty figures of the page as an analyst would ask them: a yearly series each, on the same tables."""
    codes = ", ".join(f"'{c}'" for c in dashboard.regios()[regio].codes)
    hier = f"gemeente in ({codes})"
    jaren = "generate_series(2019, 2025)"
    vragen = [
        f"select j, count(*) from {jaren} t(j) join maatregel_verloop v on v.van <= make_date(j, 12, 31) and "
        f"(v.tot is null or v.tot > make_date(j, 12, 31)) where {soort} and {hier} group by j"
        for soort in STANDEN
    ]
    vragen += [
        f"select year({dag}), count(*), avg(date_diff('day', begin, einde) + 1), "
        f"median(date_diff('day', begin, einde) + 1) from maatregel_verloop where {welk} and {soort} and {hier} "
        f"group by 1"
        for soort in STANDEN
        for welk, dag in (("eerste", "begin"), ("laatste", "einde"))
    ]
    vragen += [
        f"select year(begin), count(distinct jeugdige) from uhp_begin where {hier} group by 1",
        f"select year(begin), avg((afstand_km <= 20)::int) from plaatsing_verloop where eerste and {hier} group by 1",
    ]
    kosten = "sum(case when debet_credit = 'C' then -bedrag else bedrag end)"
    for waar in (
        "verwijzer in ('04', '08') or gi is not null",
        "segment = '1'",
        "segment = '2'",
        "segment = '7'",
        "productcategorie in ('43', '44')",
        "productcategorie = '43' and eenheid = '14'",
    ):
        vragen.append(
            f"select year(periode_begin), {kosten}, count(distinct jeugdige) from declaraties where "
            f"(status is null or status = 'toegekend') and ({waar}) and {hier} group by 1"
        )
    for waar in (
        "productcategorie = '41'",
        "groep",
        "ervaringsdeskundige",
        "segment = '1'",
        "segment = '2'",
        "verwijzer = '04'",
        "reden_einde = '31'",
        "productcategorie = '45'",
    ):
        vragen.append(
            f"select year(begindatum), count(distinct jeugdige), count(*) from trajecten where {waar} and "
            f"{hier} group by 1"
        )
    with versions.reading(store.pad) as verbinding:
        for sql in vragen:
            verbinding.vraag(sql)


def tables(store: dashboard.Store) -> dict[str, pd.DataFrame]:
    """The same tables as frames."""
    namen = ("maatregel_verloop", "uhp_begin", "plaatsing_verloop", "declaraties", "trajecten")
    with versions.reading(store.pad) as verbinding:
        return {naam: verbinding.vraag(f"select * from {naam}") for naam in namen}


def by_pandas(frames: dict[str, pd.DataFrame], regio: str) -> None:
    """The same figures, as a user of pandas asks them."""
    codes = dashboard.regios()[regio].codes
    hier = {naam: frame[frame["gemeente"].isin(codes)] for naam, frame in frames.items()}
    verloop = hier["maatregel_verloop"]
    dagen = {k: pd.to_datetime(verloop[k]) for k in ("van", "tot", "begin", "einde")}
    duur = (dagen["einde"] - dagen["begin"]).dt.days + 1
    for typen in (
        ["11", "12", "21", "22", "23"],
        ["11"],
        ["21", "22", "23"],
        ["41", "42", "50", "51", "61", "62", "63"],
    ):
        soort = verloop["type"].isin(typen)
        for jaar in range(2019, 2026):
            eind = pd.Timestamp(jaar, 12, 31)
            (soort & (dagen["van"] <= eind) & (dagen["tot"].isna() | (dagen["tot"] > eind))).sum()
        for welk, dag in (("eerste", "begin"), ("laatste", "einde")):
            kies = soort & verloop[welk]
            duur[kies].groupby(dagen[dag][kies].dt.year).agg(["size", "mean", "median"])
    uhp, plaatsing = hier["uhp_begin"], hier["plaatsing_verloop"]
    uhp.groupby(pd.to_datetime(uhp["begin"]).dt.year)["jeugdige"].nunique()
    eerste = plaatsing[plaatsing["eerste"]]
    (eerste["afstand_km"] <= 20).groupby(pd.to_datetime(eerste["begin"]).dt.year).mean()
    _money(hier["declaraties"])
    _children(hier["trajecten"])


def _money(d: pd.DataFrame) -> None:
    d = d[d["status"].isna() | (d["status"] == "toegekend")]
    bedrag = d["bedrag"].where(d["debet_credit"] != "C", -d["bedrag"])
    jaar = pd.to_datetime(d["periode_begin"]).dt.year
    for waar in (
        d["verwijzer"].isin(["04", "08"]) | d["gi"].notna(),
        d["segment"] == "1",
        d["segment"] == "2",
        d["segment"] == "7",
        d["productcategorie"].isin(["43", "44"]),
        (d["productcategorie"] == "43") & (d["eenheid"] == "14"),
    ):
        bedrag[waar].groupby(jaar[waar]).sum()
        d[waar].groupby(jaar[waar])["jeugdige"].nunique()


def _children(t: pd.DataFrame) -> None:
    jaar = pd.to_datetime(t["begindatum"]).dt.year
    for waar in (
        t["productcategorie"] == "41",
        t["groep"] == True,  # noqa: E712 - empty where it is not known
        t["ervaringsdeskundige"] == True,  # noqa: E712
        t["segment"] == "1",
        t["segment"] == "2",
        t["verwijzer"] == "04",
        t["reden_einde"] == "31",
        t["productcategorie"] == "45",
    ):
        t[waar].groupby(jaar[waar])["jeugdige"].agg(["nunique", "size"])
