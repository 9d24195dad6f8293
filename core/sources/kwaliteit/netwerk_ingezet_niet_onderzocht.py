"""Who calls in the network has looked into it."""

import pyarrow.compute as pc

CODE = "C204"
ERNST = "melding"
TABELLEN = ("crises",)
VELDEN = ("netwerk_onderzocht", "netwerk_ingezet")
TITEL = "Netwerk ingezet maar niet onderzocht"
MELDING = "Het netwerk is ingezet, maar onderzocht staat op nee. Verbeter een van de twee."
VOORBEELD = """
netwerk_onderzocht | netwerk_ingezet | raak
false              | true            | x
true               | true            |
false              | false           |
                   | true            |
"""


def vind(rijen, context):
    return pc.and_(rijen["netwerk_ingezet"], pc.invert(rijen["netwerk_onderzocht"]))
