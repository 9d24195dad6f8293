"""Figures that were asked for, of which an earlier delivery already has other ones over some of the same days.

Within one file the rule O205 refuses these; what was delivered before is only known once the new delivery lies
beside it, after a delivery that it replaces has gone.
"""

from core.model.schema import BEVINDINGEN
from core.sources.kwaliteit import beschrijvingen

_CODE = "O205"
_ZELFDE = " and ".join(f"o.{k} is not distinct from n.{k}" for k in ("doel", "gemeente", "segment", "gi", "aanbieder"))
_OVERLAP = f"""
    select distinct n.levering, n.bron_rij, n.periode_begin, n.aanbieder from opvragen n join opvragen o on {_ZELFDE}
    join bron_opvragen bn on bn.levering = n.levering and bn.bron_rij = n.bron_rij
    join bron_opvragen bo on bo.levering = o.levering and bo.bron_rij = o.bron_rij
    and bo.gemeente_toen is not distinct from bn.gemeente_toen
    and o.periode_begin <= n.periode_einde and n.periode_begin <= o.periode_einde
    where n.import_nr = {{nr}} and o.import_nr < {{nr}} and coalesce(n.teller, n.waarde) is not null
    and coalesce(o.teller, o.waarde) is not null order by n.levering, n.bron_rij"""


def refuse_overlap(verbinding, leveringen: list[dict], import_nr: int) -> list[dict]:
    """Takes the rows of this import that overlap an earlier delivery out of bron_opvragen and counts them as
    rejected; gives a finding (BEVINDINGEN, without import_nr) for each. The table opvragen has to be built again
    when there are any."""
    plaats = {lv["id"]: lv for lv in leveringen if lv["tabel"] == "opvragen"}
    if not plaats:
        return []
    gevonden = list(verbinding.vraag(_OVERLAP.format(nr=import_nr)).itertuples())
    for rij in gevonden:
        levering = plaats[rij.levering]
        levering["geaccepteerd"], levering["afgewezen"] = levering["geaccepteerd"] - 1, levering["afgewezen"] + 1
        verbinding.execute(f"delete from bron_opvragen where levering = {rij.levering} and bron_rij = {rij.bron_rij}")
        verbinding.execute(f"update leveringen set afgewezen = {levering['afgewezen']} where id = {rij.levering}")
    regel = beschrijvingen()[_CODE]
    return [
        dict.fromkeys(BEVINDINGEN)
        | {
            "code": _CODE,
            "ernst": regel.ernst,
            "bestand": plaats[r.levering]["bron"],
            "blad": plaats[r.levering]["blad"],
            "tabel": "opvragen",
            "rij": int(r.bron_rij),
            "kolom": "periode_begin",
            "waarde": f"{r.periode_begin:%d-%m-%Y}",
            "leverancier": r.aanbieder if isinstance(r.aanbieder, str) else None,
            "afgewezen": True,
            "melding": "Een eerdere levering heeft al een cijfer bij dit doel over een deel van deze dagen (zelfde "
            "gemeente, segment, GI en aanbieder). Lever over precies dezelfde periode, dan vervangt het.",
        }
        for r in gevonden
    ]
