"""What an analyst would write on the same store."""

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
