"""A date in one column and its time in another: together one moment."""

import re

import pyarrow as pa
import pyarrow.compute as pc

from core.model.schema import TABELLEN
from core.sources.cells import encode, plain
from core.sources.raw import Opmerking, RuweTabel
from core.sources.recognition.likeness import only_dates, only_times
from core.sources.recognition.names import kolomnamen, normaal

_PART = re.compile(r"0?[.,][0-9]+(?:e-?[0-9]+)?")
_TIJD = ("tijd", "tijdstip", "uur", "tijdvan", "time", "tijdvanaf")


def join_times(ruw: RuweTabel, gezegd: dict[str, str]) -> None:
    """For a table with moments: joins a column of dates with the column of times that belongs to it, by its name
    ("Tijd melding" with "Datum melding") or because it stands right behind it. In place; what was joined is told."""
    momenten = [k.naam for k in TABELLEN[ruw.tabel].kolommen if k.soort == "moment"]
    namen = ruw.koppen
    tijden = [n for n in namen if only_times(ruw.data[n])] if momenten else []
    if not tijden:
        return
    for plek, naam in enumerate(namen):
        onze = gezegd.get(normaal(naam)) or _one(kolomnamen(ruw.tabel).get(normaal(naam), frozenset()))
        if onze not in momenten or naam in tijden or not only_dates(ruw.data[naam]):
            continue
        buur = namen[plek + 1] if plek + 1 < len(namen) else None
        genoemd = [t for t in tijden if _names(t, onze, naam)]
        tijd = genoemd[0] if len(genoemd) == 1 else buur if buur in tijden else None
        if tijd:
            _join(ruw, naam, tijd)
            tijden.remove(tijd)


def _names(tijd: str, onze: str, datum: str) -> bool:
    """The name of a column of times without the word for time is that of the moment, or of the column of dates."""
    kern = normaal(tijd)
    for woord in sorted(_TIJD, key=len, reverse=True):
        kern = kern.replace(woord, "", 1) if woord in kern else kern
    datumkern = normaal(datum).replace("datum", "")
    return bool(kern) and kern in (normaal(onze), normaal(datum), datumkern)


def _one(namen: frozenset[str]) -> str:
    return next(iter(namen)) if len(namen) == 1 else ""


def _join(ruw: RuweTabel, datum: str, tijd: str) -> None:
    dagen, uren = plain(ruw.data[datum]), pc.utf8_trim_whitespace(plain(ruw.data[tijd]))
    klok = pc.if_else(pc.match_substring(dagen, ":"), None, _as_clock(uren))  # a day with its own time keeps that
    samen = pc.binary_join_element_wise(dagen, klok, " ")
    heel = encode(pc.coalesce(samen, dagen))
    ruw.data = ruw.data.set_column(ruw.data.column_names.index(datum), datum, heel).drop_columns([tijd])
    ruw.opmerkingen.append(Opmerking("tijd_erbij", f"{datum} en {tijd} zijn samen als één moment gelezen."))


def _as_clock(uren: pa.ChunkedArray) -> pa.ChunkedArray:
    """A part of a day (0,375) as hours and minutes; other texts stay (0,5 dag)."""
    uniek = pc.unique(uren).drop_null()
    klok = [_clock(tekst) if _PART.fullmatch(tekst) else tekst for tekst in uniek.to_pylist()]
    return pc.take(pa.array(klok, pa.string()), pc.index_in(uren, uniek))


def _clock(deel: str) -> str:
    seconden = round(float(deel.replace(",", ".")) * 86400)
    return f"{seconden // 3600:02d}:{seconden % 3600 // 60:02d}:{seconden % 60:02d}"
