"""Credit that is said twice: by a C and by a minus sign.

In a signed export every C is negative and every D positive; the sign then says nothing that the letter does not.
"""

import pyarrow as pa
import pyarrow.compute as pc

from core.sources.bevindingen import Verzamelaar


def read_sides(rijen: pa.Table, gevonden: Verzamelaar) -> pa.Table:
    """Rows of declaraties in which the minus of a credit is dropped where the whole file writes it (K310); where it is
    there only sometimes, it stays and is told (K311)."""
    credit = pc.fill_null(pc.equal(rijen["debet_credit"], "C"), False)
    for naam in ("bedrag", "volume"):
        waarde = rijen[naam]
        onder = pc.and_(credit, pc.fill_null(pc.less(waarde, 0), False))
        boven = pc.and_(credit, pc.fill_null(pc.greater(waarde, 0), False))
        aantal = pc.sum(onder).as_py() or 0
        if not aantal:
            continue
        if pc.any(boven).as_py():
            gevonden.kolom("K311", naam, aantal)
            continue
        gevonden.kolom("K310", naam, aantal)
        rijen = rijen.set_column(rijen.column_names.index(naam), naam, pc.if_else(onder, pc.abs(waarde), waarde))
    return rijen
