"""csv and txt: decoded by us, split by pyarrow, and no row ever lost without a word. Runs in the child
process.

Every parseable row is in the table with its line number. Every line that is not is one remark
`rij_verminkt` with its line number and nothing of what it says, so that read = rows + rij_verminkt.
"""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from core.model.melding import Melding
from core.model.wording import getal
from core.sources.raw import Opmerking, RuweTabel, Vraag
from core.sources.readers.csv_blocks import Blokken
from core.sources.readers.csv_rows import Rijen
from core.sources.readers.grid import MAX_KOLOMMEN, make_tabel
from core.sources.readers.header import ZOEK_RIJEN, look_up_header
from core.sources.readers.message import aantal, show

SCHEIDINGSTEKENS = {"puntkomma": ";", "komma": ",", "tab": "\t", "verticale streep": "|"}
_NAMEN = {teken: naam for naam, teken in SCHEIDINGSTEKENS.items()}


def read_csv(
    pad: Path,
    bestand: str,
    bekend: frozenset[str],
    meld: Callable[[str, float], None],
    scheiding: str | None = None,
) -> Iterator[RuweTabel]:
    """One table. `scheiding`: the answer to the question which character separates the fields."""
    meld(f"{show(bestand)} lezen", 0.2)
    csv.field_size_limit(1 << 30)
    blokken = Blokken(pad, show(bestand))
    opmerkingen = _unwrap(blokken)
    begin = blokken.first()
    blokken.teken, twijfel = _scheidingsteken(begin, bekend, scheiding)
    breedte, blokken.begin = _breedte(begin, blokken.teken, bekend)
    if breedte > MAX_KOLOMMEN:
        raise Melding(
            f"{show(bestand)} heeft meer dan {MAX_KOLOMMEN} kolommen. Lever alleen de kolommen van het sjabloon aan."
        )
    rijen = Rijen(blokken.teken, breedte, show(bestand))
    kolommen, regels = rijen.read(blokken, lambda n: meld(f"{show(bestand)} lezen: {getal(n)} rijen", 0.5))
    meld(f"{show(bestand)} lezen", 0.7)
    opmerkingen = blokken.told() + opmerkingen
    tabel = make_tabel(bestand, Path(bestand).stem, kolommen, regels, bekend)
    if tabel is None:
        return
    tabel.opmerkingen += opmerkingen + _opmerkingen(rijen, tabel.kopregel, show(bestand))
    if blokken.zonder_slot and tabel.data.num_rows:
        tekst = f"De laatste regel van {show(bestand)} is niet afgesloten. Controleer of het laatste veld heel is."
        tabel.opmerkingen.append(Opmerking("zonder_slot", tekst))
    if twijfel:
        vraag = f"Welk teken scheidt de velden in {show(bestand)}?"
        onderwerp = f"{show(bestand)} · scheidingsteken"
        tabel.vragen.append(
            Vraag("scheidingsteken", onderwerp, vraag, tuple(SCHEIDINGSTEKENS), _NAMEN[blokken.teken], bestand=bestand)
        )
    yield tabel


def _opmerkingen(rijen: Rijen, kopregel: int, naam: str) -> list[Opmerking]:
    uit = [Opmerking("scheidingsteken", f"De velden in {naam} zijn gescheiden door een {_NAMEN[rijen.teken]}.")]
    if rijen.met_regeleinde:
        n = aantal(rijen.met_regeleinde, "rij", "rijen")
        tekst = f"In {naam} staat in {n} een regeleinde in een cel; het is als één rij gelezen."
        uit.append(Opmerking("regeleinde_in_cel", tekst))
    if rijen.aangevuld:
        n = aantal(rijen.aangevuld, "regel mist", "regels missen")
        tekst = f"In {naam} {n} de laatste velden; die zijn als leeg gelezen."
        uit.append(Opmerking("lege_velden_achteraan", tekst))
    for regel in sorted(r for r in rijen.verminkt if r > kopregel):
        tekst = f"Regel {regel} van {naam} heeft te veel of te weinig velden en is niet gelezen."
        uit.append(Opmerking("rij_verminkt", tekst))
    return uit


def _unwrap(blokken: Blokken) -> list[Opmerking]:
    """Lines that are each one quoted cell ("a;b;c"), as Excel writes what it took for one column, without their
    quotes."""
    eerste = [r.strip() for r in blokken.first()[: 1 << 16].split(b"\n")[:50] if r.strip()]
    heel = [
        r
        for r in eerste
        if len(r) > 2
        and r.startswith(b'"')
        and r.endswith(b'"')
        and b'"' not in r[1:-1].replace(b'""', b"")
        and any(t.encode() in r for t in _NAMEN)
    ]
    if len(eerste) < 2 or len(heel) < 0.9 * len(eerste[:-1]) or len(heel) < 2:
        return []
    blokken.vooraf = _without_quotes
    tekst = f"In {blokken.naam} staat elke regel als geheel tussen aanhalingstekens; die zijn weggelaten."
    return [Opmerking("regels_tussen_aanhalingstekens", tekst)]


def _without_quotes(inhoud: bytes) -> bytes:
    regels = inhoud.split(b"\n")
    for i, regel in enumerate(regels):
        kaal = regel.strip()
        if len(kaal) > 1 and kaal.startswith(b'"') and kaal.endswith(b'"'):
            regels[i] = kaal[1:-1].replace(b'""', b'"')
    return b"\n".join(regels)


def _monster(inhoud: bytes, teken: str) -> list[list[str]]:
    """The first rows, split; empty rows included, so that a header keeps its place."""
    begin = inhoud[: 1 << 20]
    tekst = begin.decode("utf-8", "ignore")
    rijen: list[list[str]] = []
    with suppress(csv.Error):  # a cell too long for this look: the rows before it tell enough
        for rij in csv.reader(io.StringIO(tekst, newline=""), delimiter=teken):
            rijen.append(rij)
            if len(rijen) > 2 * ZOEK_RIJEN:
                break
    if len(begin) < len(inhoud) and len(rijen) > 1 and len(rijen) <= 2 * ZOEK_RIJEN:
        rijen.pop()  # cut off by the sample
    return rijen


def _scheidingsteken(inhoud: bytes, bekend: frozenset[str], gekozen: str | None) -> tuple[str, bool]:
    """(character, in doubt). A first line `sep=;` says it; else the character under which the header names
    most known columns; else the one that splits the rows most evenly. In doubt when two do equally well."""
    if gekozen:
        teken = SCHEIDINGSTEKENS.get(gekozen, gekozen)
        if teken not in _NAMEN:
            raise Melding(f"Het scheidingsteken {show(gekozen)!r} kan niet. Kies uit {', '.join(SCHEIDINGSTEKENS)}.")
        return teken, False
    eerste = inhoud[:8].lower()
    if eerste.startswith(b"sep=") and chr(eerste[4]) in _NAMEN:
        return chr(eerste[4]), False
    scores = {}
    for teken in _NAMEN:
        rijen = _monster(inhoud, teken)
        kop = look_up_header(rijen, bekend)
        breedtes = Counter(len(r) for r in rijen if len(r) > 1)
        gelijk = breedtes.most_common(1)[0][1] / max(1, sum(1 for r in rijen if r)) if breedtes else 0
        scores[teken] = (kop.bekend if kop else 0, round(gelijk, 1))
    teken = max(scores, key=scores.get)
    return teken, scores[teken][1] > 0 and sum(s == scores[teken] for s in scores.values()) > 1


def _breedte(inhoud: bytes, teken: str, bekend: frozenset[str]) -> tuple[int, bytes]:
    """(number of fields of a good row, the text). That of the header, or of most rows when those have more:
    then the export ends every row, but not the header, with a separator, and the header gets it too."""
    rijen = _monster(inhoud, teken)
    kop = look_up_header(rijen, bekend)
    if kop is None:
        return Counter(len(r) for r in rijen if r).most_common(1)[0][0], inhoud
    na = Counter(len(r) for r in rijen[kop.rij + 1 :] if r)
    koprijen = range(kop.rij + 1 - kop.hoogte, kop.rij + 1)
    breedte = max([len(rijen[i]) for i in koprijen] + [n for n, _ in na.most_common(1)])
    regels = inhoud.split(b"\n", kop.rij + 1)
    for i in koprijen:
        if len(rijen[i]) < breedte and len(list(csv.reader(io.StringIO(regels[i].decode()), delimiter=teken))) == 1:
            regels[i] = regels[i].rstrip(b"\r") + teken.encode() * (breedte - len(rijen[i]))
    return breedte, b"\n".join(regels)
