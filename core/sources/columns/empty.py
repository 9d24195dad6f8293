"""What is written but means that nothing is there: n.v.t., -, #N/B; in an end also lopend or heden."""

import re

from core.model.schema import Kolom, Tabel
from core.sources.columns.words import LEEG, LOPEND, ONBEKEND, codewoorden, leegwoorden

# How a database writes an empty field into a text file: said to nobody.
STIL = frozenset({"", "null", "(null)", "<null>", "\\n"})
# Free text stays as it was written: a dash or "geen" may be the answer.
_NULDATUM = re.compile(
    r"0{1,2}(?P<a>[-/. ])0{1,2}(?P=a)(?:0{4}|0{2})|0{4}(?P<b>[-/. ])0{1,2}(?P=b)0{1,2}|0|0{8}", re.ASCII
)
_VRIJ = frozenset({"toelichting", "bron", "bewijs"})


def meaning(teksten: list[str], kolom: Kolom, tabel: Tabel) -> list[str | None]:
    """Per distinct text: LEEG when it is a word for empty, LOPEND when it says that something still runs (end dates
    only), None when it is a value.

    A word that is a code of the list of this column (verwijzer "geen") is a value. An optional gemeente is never
    emptied by a word: without a gemeente the row would count for another area.
    """
    if kolom.naam in _VRIJ or (kolom.soort == "gemeente" and not kolom.verplicht):
        return [None] * len(teksten)
    einde = kolom.naam in tabel.einde
    nul = LOPEND if einde else LEEG
    is_datum = kolom.soort in ("datum", "moment")
    nullen = {t for t in teksten if is_datum and _NULDATUM.fullmatch(t)}
    leeg, lopend = leegwoorden(LEEG), leegwoorden(LOPEND) if einde else frozenset()
    if not einde:  # an end that is not known is no "still running": there may be one
        leeg = leeg | leegwoorden(ONBEKEND)
    if kolom.soort == "tekst":
        leeg = leeg | {"0"}
    if kolom.codes:
        eigen = {w.casefold() for w in (*kolom.codes, *kolom.codes.values())}
        leeg = leeg - eigen - set(codewoorden().get(kolom.naam, {}))
    return [
        nul if t in nullen else LEEG if (klein := t.casefold()) in leeg else LOPEND if klein in lopend else None
        for t in teksten
    ]
