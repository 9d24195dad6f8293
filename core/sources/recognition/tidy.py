"""Lines of a delivered sheet that are no records: totals, the header once more, footers and notices.

They are taken out and told in one line each; a notice that rows are missing is shown to the user.
"""

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from core.model.schema import TABELLEN
from core.sources.cells import per_text, plain
from core.sources.raw import Opmerking, RuweTabel
from core.sources.readers.message import aantal, show
from core.sources.recognition.names import normaal

_KAAL = r"^\s*(?:sub|eind|generaal |algemeen |grand |sub-|eind-)?\s*(?:totaal|totalen|total|totals)\s*[:.]?\s*$"
_MET = (
    r"^\s*(?:sub|eind|generaal |algemeen |grand |sub-|eind-)?\s*(?:totaal|totalen|total)\b.*$"
    r"|^.{1,60}\btotaal\s*[:.]?\s*$"
)
_ONVOLLEDIG = re.compile(
    r"omitted|exceed|truncat|not all (?:rows|data)|maximum (?:number|aantal)|row limit|weggelaten|afgekapt|ingekort|"
    r"niet alle (?:rijen|regels|gegevens)|alleen de eerste|only (?:the first )?[\d.,]+ rows|"
    r"(?:eerste|first) [\d.,]+ (?:rijen|regels|rows)|limiet|te veel (?:rijen|regels)|onvolledig|incomplete",
    re.IGNORECASE,
)
_LANGST, _MEEST = 160, 8


def tidy(ruw: RuweTabel, laat_staan: frozenset[str] = frozenset()) -> None:
    """Takes out of `ruw.data`, in place, what is no record; each kind is one remark. `laat_staan`: kinds (codes of the
    remarks) of which a person said that they are records."""
    namen = ruw.koppen
    if not ruw.data.num_rows or not namen:
        return
    kop = _repeated_header(ruw, namen) & ("kop_herhaald" not in laat_staan)
    los = _beside_the_table(ruw, namen) & ~kop & ("regel_om_tabel" not in laat_staan)
    totaal = _totals(ruw, namen) & ~kop & ~los & ("totaalregel" not in laat_staan)
    for masker, code, zin in (
        (kop, "kop_herhaald", "de kolomnamen nog eens: {n} is overgeslagen"),
        (totaal, "totaalregel", "{n} met een totaal; die tellen niet mee"),
    ):
        if masker.any():
            n = aantal(int(masker.sum()), "regel", "regels")
            ruw.opmerkingen.append(
                Opmerking(code, f"In {show(ruw.blad)} staat {zin.format(n=n)} (rij {_rijen(ruw, masker)}).")
            )
    _tell_lines(ruw, [*ruw.titel, *_texts(ruw, namen, los)])
    weg = kop | los | totaal
    if weg.any():
        ruw.data = ruw.data.filter(pa.array(~weg))


def _tell_lines(ruw: RuweTabel, teksten: list[str]) -> None:
    """What stands above and below the table, and loudly when it says that rows are missing."""
    teksten = [show(t)[:_LANGST] for t in dict.fromkeys(teksten) if t.strip()]
    for tekst in teksten:
        if _ONVOLLEDIG.search(tekst):
            ruw.opmerkingen.append(
                Opmerking(
                    "levering_onvolledig",
                    f"Let op: {show(ruw.blad)} in {show(ruw.bestand)} zegt "
                    f'zelf dat het onvolledig kan zijn: "{tekst}". Vraag een volledige export.',
                )
            )
    if teksten:
        rest = f" (en nog {len(teksten) - _MEEST})" if len(teksten) > _MEEST else ""
        samen = "; ".join(f"'{t}'" for t in teksten[:_MEEST])
        ruw.opmerkingen.append(
            Opmerking("regel_om_tabel", f"Om de tabel van {show(ruw.blad)} heen staat: {samen}{rest}.")
        )


def _is_total(teksten: pa.Array) -> pa.Array:
    return pc.match_substring_regex(teksten, _MET, ignore_case=True)


def _rijen(ruw: RuweTabel, masker: np.ndarray) -> str:
    nummers = ruw.data["__rij__"].to_numpy()[masker][:3]
    return ", ".join(map(str, nummers)) + (" en verder" if masker.sum() > 3 else "")


def _texts(ruw: RuweTabel, namen: list[str], masker: np.ndarray) -> list[str]:
    rijen = ruw.data.select(namen).filter(pa.array(masker)).to_pylist() if masker.any() else []
    return [" ".join(" ".join(w.split()) for w in rij.values() if w) for rij in rijen]


def _repeated_header(ruw: RuweTabel, namen: list[str]) -> np.ndarray:
    """Rows in which at least half of the filled cells are the name of their own column."""
    gelijk, gevuld = np.zeros(ruw.data.num_rows, dtype=np.int16), _filled(ruw, namen)
    for naam in namen:
        kolom, kern = ruw.data[naam], normaal(naam)
        kandidaten = [w for w in (naam, naam.upper(), naam.lower()) if w]
        uniek = pc.unique(kolom).drop_null()
        if len(uniek) <= 5000:
            kandidaten = [w for w in uniek.to_pylist() if len(w) < 80 and normaal(w) == kern and kern]
        if kandidaten:
            gelijk += pc.fill_null(pc.is_in(kolom, value_set=pa.array(kandidaten)), False).to_numpy()
    return (gelijk >= 2) & (2 * gelijk >= gevuld)


def _filled(ruw: RuweTabel, namen: list[str]) -> np.ndarray:
    gevuld = np.zeros(ruw.data.num_rows, dtype=np.int16)
    for naam in namen:
        gevuld += ruw.data[naam].is_valid().to_numpy()
    return gevuld


def _beside_the_table(ruw: RuweTabel, namen: list[str]) -> np.ndarray:
    """Rows with one or two cells of text where a record has more, and nothing where a record needs it."""
    nodig = [ruw.kolommen[k.naam] for k in TABELLEN[ruw.tabel].kolommen if k.verplicht and k.naam in ruw.kolommen]
    if len(namen) < 4 or len(nodig) < 3:
        return np.zeros(ruw.data.num_rows, dtype=bool)
    gevuld, verplicht = _filled(ruw, namen), _filled(ruw, nodig)
    kort = (gevuld <= 2) & (verplicht <= 1)
    if not kort.any():
        return kort
    tekst = np.zeros(ruw.data.num_rows, dtype=bool)
    for plek in np.flatnonzero(kort)[:1000]:
        cellen = [w for naam in namen if (w := ruw.data[naam][int(plek)].as_py())]
        tekst[plek] = any(sum(c.isalpha() for c in w) >= 5 and (" " in w.strip() or ":" in w) for w in cellen)
    return kort & tekst


def _totals(ruw: RuweTabel, namen: list[str]) -> np.ndarray:
    """Rows with the word for a total in a cell and no child in them. With more words behind it (Totaal Dordrecht) only
    where something that a record needs is missing as well: a provider may be called Totaal Zorg."""
    kaal, met = (np.zeros(ruw.data.num_rows, dtype=bool) for _ in range(2))
    for naam in namen:
        kolom = ruw.data[naam]
        uniek = plain(pc.unique(kolom)).drop_null()
        for patroon, masker in ((_KAAL, kaal), (_MET, met)):
            raak = uniek.filter(pc.match_substring_regex(uniek, patroon, ignore_case=True))
            if len(raak):
                masker |= pc.fill_null(pc.is_in(kolom, value_set=raak), False).to_numpy(zero_copy_only=False)
    kind = ruw.kolommen.get("jeugdige")
    if kind:
        leeg = ruw.data[kind].is_null().to_numpy()
        woord = pc.fill_null(per_text(ruw.data[kind], _is_total), False).to_numpy(zero_copy_only=False)
        zonder_kind = leeg | woord
    else:
        zonder_kind = np.ones(ruw.data.num_rows, dtype=bool)
    nodig = [ruw.kolommen[k.naam] for k in TABELLEN[ruw.tabel].kolommen if k.verplicht and k.naam in ruw.kolommen]
    mist = _filled(ruw, nodig) < len(nodig)
    return zonder_kind & (kaal | (met & mist))
