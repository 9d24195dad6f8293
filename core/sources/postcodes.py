"""A postcode to its gemeente, by a list of the user: CBS asks a GI for the postcode of the child first.

We have no list of our own: postcodes move with every border that changes, and the full one is larger than this
program. The list of CBS (postcode, house number, gemeente) may be put in as it is. Source: CBS, Informatieprotocol
Beleidsinformatie Jeugd, version 7, section 2.5.
"""

import re
import tempfile
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pv

from core.model.melding import Melding
from core.sources.cells import encode, per_text, plain
from core.sources.raw import Opmerking, RuweTabel
from core.sources.readers.message import aantal, show
from core.sources.recognition.names import normaal
from core.store import private
from core.store.replace import replace

LIJST = Path(__file__).resolve().parents[2] / "data" / "eigen" / "postcodes.csv"
_POSTCODE = re.compile(r"([1-9]\d{3})\s*([A-Za-z]{2})?")
_MET_LETTERS = r"^\s*[1-9]\d{3}\s*[A-Za-z]{2}\s*$"
_POSTCODE_KOLOM, _GEMEENTE_KOLOM = ("postcode", "pc6", "pc4"), ("gemeente", "gm")


def translate_postcodes(ruw: RuweTabel, lijst: Path | None = None) -> None:
    """Puts the gemeente in the place of a postcode (four digits and two letters) in the column gemeente, in place; says
    how many were found, and what to do about the rest. Raises Melding when the list cannot be read."""
    naam = ruw.kolommen.get("gemeente")
    if naam is None or not ruw.data.num_rows:
        return
    kolom = ruw.data[naam]
    is_code = pc.fill_null(per_text(kolom, lambda t: pc.match_substring_regex(t, _MET_LETTERS)), False)
    totaal = pc.sum(is_code).as_py() or 0
    if not totaal:
        return
    plek = lijst or LIJST
    bekend = _list(plek, plek.stat().st_mtime_ns) if plek.is_file() else {}
    kolom = plain(kolom)
    verschillend = pc.unique(kolom.filter(is_code))
    gevonden = [_find(w, bekend) for w in verschillend.to_pylist()]
    # Six characters are one side of a street: what is not found is shown without its letters.
    leesbaar = [g or f"{w.strip()[:4]} **" for g, w in zip(gevonden, verschillend.to_pylist(), strict=True)]
    plaats = pc.index_in(kolom, verschillend)
    nieuw = pc.if_else(is_code, pc.take(pa.array(leesbaar, pa.string()), plaats), kolom)
    mis = pc.take(pa.array([g is None for g in gevonden]), plaats)
    over = pc.sum(pc.fill_null(mis, False)).as_py() or 0
    ruw.data = ruw.data.set_column(ruw.data.column_names.index(naam), naam, encode(nieuw))
    ruw.opmerkingen.append(_opmerking(ruw, naam, totaal - over, over, plek))


def _opmerking(ruw: RuweTabel, kolom: str, gevonden: int, over: int, plek: Path) -> Opmerking:
    waar = f"{show(ruw.bestand)}, kolom {show(kolom)}"
    if not over:
        rijen = aantal(gevonden, "rij", "rijen")
        return Opmerking("postcode_gemeente", f"{waar}: in {rijen} is de gemeente bepaald met de postcode.")
    wat = f"{aantal(over, 'postcode', 'postcodes')} zonder gemeente; die rijen tellen niet mee"
    waarheen = "/".join(plek.parts[-3:])
    return Opmerking(
        "postcode_onbekend",
        f"{waar}: {wat}. Zet een lijst met de kolommen postcode en gemeente in "
        f"{waarheen}, of laat de GI de gemeentecode leveren.",
    )


def _find(tekst: str, bekend: dict[str, str]) -> str | None:
    cijfers, letters = _POSTCODE.fullmatch(tekst.strip()).groups()
    return bekend.get(f"{cijfers}{(letters or '').upper()}") or bekend.get(cijfers)


@lru_cache(maxsize=2)
def _list(pad: Path, _gewijzigd: int) -> dict[str, str]:
    """Postcode (4 or 6 characters) -> gemeente as it is written; one that lies in more gemeenten belongs to the one
    with most addresses, and to none when that does not decide."""
    try:
        with pad.open(encoding="utf-8-sig", errors="replace") as bron:
            begin = bron.readline()
        teken = max(";,\t", key=begin.count)
        namen = [n.strip().strip('"') for n in begin.strip().split(teken)]
        kolommen = [next(n for n in namen if normaal(n).startswith(wat)) for wat in (_POSTCODE_KOLOM, _GEMEENTE_KOLOM)]
        tabel = pv.read_csv(
            pad,
            parse_options=pv.ParseOptions(delimiter=teken),
            convert_options=pv.ConvertOptions(
                include_columns=kolommen, column_types=dict.fromkeys(kolommen, pa.string())
            ),
        )
    except (OSError, StopIteration, pa.ArrowException) as fout:
        raise Melding(
            f"De lijst {pad.name} is niet te lezen: zet er de kolommen postcode en gemeente in, met een "
            "puntkomma ertussen."
        ) from fout
    tabel = tabel.rename_columns(["postcode", "gemeente"])
    schoon = pc.utf8_upper(pc.replace_substring_regex(tabel["postcode"], r"\s", ""))
    geteld = (
        pa.table({"postcode": schoon, "gemeente": pc.utf8_trim_whitespace(tabel["gemeente"])})
        .group_by(["postcode", "gemeente"])
        .aggregate([([], "count_all")])
        .to_pylist()
    )
    uit: dict[str, tuple[int, str | None]] = {}
    for rij in geteld:
        n, eerder = rij["count_all"], uit.get(rij["postcode"], (0, None))
        if n >= eerder[0]:
            uit[rij["postcode"]] = (n, rij["gemeente"] if n > eerder[0] else None)
    return {postcode: gemeente for postcode, (_, gemeente) in uit.items() if gemeente}


def keep_list(inhoud: bytes, map_: Path) -> int:
    """Puts a list of a user in his own folder, in the place of an earlier one; how many postcodes it knows. Raises
    Melding when it cannot be read or holds none; then the earlier one stays."""
    with tempfile.TemporaryDirectory(prefix="kernwaarden-") as klad:
        proef = Path(klad) / LIJST.name
        proef.write_bytes(inhoud)
        bekend = sum(bool(_POSTCODE.fullmatch(p)) for p in _list(proef, proef.stat().st_mtime_ns))
    if not bekend:
        raise Melding(
            "In deze lijst staan geen postcodes met een gemeente: zet er de kolommen postcode en gemeente in."
        )
    private.make_folder(map_)
    replace(map_ / LIJST.name, lambda doel: doel.write_bytes(inhoud), eigen=True)
    return bekend
