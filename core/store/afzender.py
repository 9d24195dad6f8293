"""Who sent a delivery: what the user said, else the one gi or aanbieder that all its rows share, else nobody known.

Names are of one sender under other capitals, punctuation or legal form.
"""

import re
import unicodedata
from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from core.model.schema import TABELLEN

UNKNOWN = "onbekend"
_RECHTSVORM = re.compile(r"\b(stichting|st|vereniging|cooperatie|b\.?\s?v|n\.?\s?v|v\.?o\.?f|u\.?a)\b\.?")
# Whose rows they are: a gi sends its measures, a provider its help; where that is not one, who else all rows share.
_KOLOMMEN = {
    "maatregelen": ("gi",),
    "machtigingen": ("gi",),
    "crises": ("gi",),
    "mijlpalen": ("gi",),
    "bevolking": (),
    "cbs": (),
}


def sender_key(naam: str) -> str:
    """`Stichting Jeugdbescherming West` and `jeugdbescherming-west` are one sender."""
    kaal = "".join(t for t in unicodedata.normalize("NFKD", naam.casefold()) if not unicodedata.combining(t))
    zonder = re.sub(r"[^a-z0-9]+", "", _RECHTSVORM.sub(" ", kaal))
    return zonder or re.sub(r"[\W_]+", "", kaal) or kaal


def apart_key(naam: str, bekend: Mapping[str, str]) -> str:
    """The key of a sender that is not the one of another spelling of its name. `bekend`: name of each sender before,
    of this import too -> its key. That of the same spelling, else the usual one as long as nobody else has it, else
    the spelling itself."""
    if naam in bekend:
        return bekend[naam]
    return f"={naam}" if sender_key(naam) in bekend.values() else sender_key(naam)


def known_keys(verbinding) -> dict[str, str]:
    """Name of each sender in the store -> its key."""
    eerder = verbinding.vraag(
        "select afzender, max(afzender_merk) as merk from leveringen where afzender is not null group by afzender"
    )
    return dict(zip(eerder["afzender"], eerder["merk"], strict=True))


def find_sender(tabel: str, rijen: pa.Table, leverancier: str | None) -> str:
    """The name of who sent these accepted rows."""
    if leverancier:
        return leverancier
    for kolom in _KOLOMMEN.get(tabel, ("aanbieder", "gi")):
        namen = pc.unique(rijen[kolom]).to_pylist() if kolom in rijen.column_names else []
        if namen and None not in namen and len({sender_key(n) for n in namen}) == 1:
            return min(namen)
    return UNKNOWN


def fill_senders(verbinding) -> None:
    """For deliveries of before senders were kept."""
    oud = verbinding.vraag("select id, tabel, leverancier from leveringen where afzender is null")
    for r in oud.itertuples():
        kolommen = [k for k in ("gi", "aanbieder") if k in {c.naam for c in TABELLEN[r.tabel].kolommen}]
        gelezen = (
            verbinding.arrow(f"select distinct {', '.join(kolommen)} from bron_{r.tabel} where levering = {int(r.id)}")
            if kolommen
            else pa.table({})
        )
        wie = find_sender(r.tabel, gelezen, r.leverancier if isinstance(r.leverancier, str) else None)
        tekst = wie.replace("'", "''")
        verbinding.execute(
            f"update leveringen set afzender = '{tekst}', afzender_merk = '{sender_key(wie)}' where id = {int(r.id)}"
        )
