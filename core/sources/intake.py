"""One import: read, convert, keep. Every row read is accepted, merged or in the findings.

All sources of one call are one delivery moment: they have no order among each other, whatever their names.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from core.model.arrow import arrow_schema
from core.model.melding import Melding
from core.model.schema import BEVINDINGEN, LEVERINGEN, TABELLEN
from core.sources.columns import Geconverteerd, convert, judge_import
from core.sources.kwaliteit import Context
from core.sources.overlap import refuse_overlap
from core.sources.raw import Opmerking, RuweTabel, Vraag
from core.sources.readers import read, verminkt
from core.sources.readers.message import show
from core.store import versions
from core.store.key import read_sleutel, sleutel_id

Voortgang = Callable[[str, float], None]


@dataclass
class Verslag:
    """What an import did: a frame of tables (tabel, bestand, blad, gelezen, geaccepteerd, samengevoegd,
    afgewezen, dekking_van, tm), questions that are open, remarks of the readers, and how many findings there are."""

    tabellen: pd.DataFrame
    vragen: list[Vraag] = field(default_factory=list)
    opmerkingen: list[Opmerking] = field(default_factory=list)
    bevindingen: int = 0

    @property
    def afgewezen(self) -> int:
        return int(self.tabellen["afgewezen"].sum())


def take_in(
    pad: Path,
    bronnen: Sequence[str | Path],
    bouw: Callable,
    klaarzetten: Callable,
    *,
    leverancier: str | None = None,
    van: dt.date | None = None,
    tm: dt.date | None = None,
    antwoorden: dict | None = None,
    doelen: frozenset[str] | None = None,
    percentages: frozenset[str] | None = None,
    gemiddelden: frozenset[str] = frozenset(),
    voorbeeld: bool = False,
    voortgang: Voortgang | None = None,
) -> Verslag:
    """Imports `bronnen` into the store at `pad`; the old store stays whole when anything fails. `bouw` makes the
    tables that figures are read from, `klaarzetten` the figures that are asked most."""
    meld = voortgang or (lambda wat, deel: None)
    _check_periode(van, tm)
    sleutel = read_sleutel(pad)
    _same_sleutel(pad, sleutel)
    ruwe: list[RuweTabel] = []
    for nr, bron in enumerate(bronnen):
        meld("Bestanden lezen", 0.5 * nr / len(bronnen))
        ruwe += read(bron, leverancier=leverancier, antwoorden=antwoorden, voortgang=voortgang)
    bekend = [r for r in ruwe if r.tabel]
    if not bekend:
        raise Melding(
            f"In {_namen(bronnen)} staat geen tabel die het programma kent: geef het blad de naam van een "
            "tabel uit het sjabloon, of kies bij Gegevens welke tabel het is."
        )
    meld("Kolommen omzetten", 0.5)
    delen = [
        convert(
            r,
            sleutel=sleutel,
            vandaag=dt.date.today(),
            van=van,
            tm=tm,
            leverancier=leverancier,
            antwoorden=antwoorden,
            doelen=doelen,
            percentages=percentages,
            gemiddelden=gemiddelden,
        )
        for r in bekend
    ]
    vingers = {r.bestand: _vingerafdruk(bronnen, r.bestand) for r in bekend}
    kapot = [_count_verminkt(ruw, deel) for ruw, deel in zip(bekend, delen, strict=True)]
    bevindingen = _bevindingen(delen, kapot, Context(dt.date.today(), tm, doelen, percentages, gemiddelden))
    verslag = Verslag(
        pd.DataFrame(),
        [v for r, d in zip(bekend, delen, strict=True) for v in (*r.vragen, *d.vragen)]
        + [v for r in ruwe if not r.tabel for v in r.vragen],
        [o for r in ruwe for o in r.opmerkingen],
    )

    def werk(verbinding) -> None:
        import_nr, eerste = _next_numbers(verbinding)
        leveringen = _leveringen(
            bekend, delen, import_nr, eerste, van, tm, leverancier, vingers, sleutel_id(sleutel), voorbeeld
        )
        for levering, deel in zip(leveringen, delen, strict=True):
            verbinding.add(f"bron_{deel.tabel}", _with_origin(deel.rijen, levering["id"], import_nr))
        verbinding.add("leveringen", pa.Table.from_pylist(leveringen, schema=arrow_schema(LEVERINGEN)))
        meld("Maatregelen samenstellen", 0.75)
        bouw(verbinding)
        geweigerd = refuse_overlap(verbinding, leveringen, import_nr)
        if geweigerd:
            bouw(verbinding, {"opvragen"})
        _count_samengevoegd(verbinding, leveringen)
        meld("Cijfers klaarzetten", 0.85)
        klaarzetten(verbinding)
        alles = _kolom(bevindingen, "import_nr", import_nr)
        alles = pa.concat_tables([alles, _after_composing(verbinding, leveringen, import_nr, geweigerd)])
        verbinding.add("bevindingen", alles)
        verslag.tabellen = pd.DataFrame(leveringen).rename(columns={"bron": "bestand"})[
            ["tabel", "bestand", "blad", "gelezen", "geaccepteerd", "samengevoegd", "afgewezen", "dekking_van", "tm"]
        ]
        verslag.bevindingen = alles.num_rows

    versions.writing(pad, werk)
    meld("Klaar", 1.0)
    return verslag


def _check_periode(van: dt.date | None, tm: dt.date | None) -> None:
    if tm and tm > dt.date.today():
        raise Melding(
            f"De gegevens kunnen niet lopen tot en met {tm:%d-%m-%Y}: die dag is nog niet geweest. "
            "Geef de laatste dag die de levering dekt."
        )
    if van and tm and van > tm:
        raise Melding(f"De periode begint op {van:%d-%m-%Y} en eindigt op {tm:%d-%m-%Y}: draai de dagen om.")


def _same_sleutel(pad: Path, sleutel: bytes) -> None:
    """With another key the same child would be two children."""
    if versions.huidig_bestand(pad) is None:
        return
    with versions.reading(pad) as verbinding:
        ander = verbinding.vraag(f"select count(*) as n from leveringen where sleutel_id <> '{sleutel_id(sleutel)}'")
    if ander["n"][0]:
        raise Melding(
            "De sleutel is een andere dan die van eerdere leveringen, dus kinderen zijn niet te herkennen. "
            "Zet de oude sleutel terug, of wis eerst de gegevens (python -m core opruimen --alles)."
        )


def _namen(bronnen: Sequence) -> str:
    return ", ".join(Path(str(b)).name if "://" not in str(b) else "de database" for b in bronnen)


def _vingerafdruk(bronnen: Sequence, bestand: str) -> str:
    """SHA-256 of the delivered file, so that the same file is recognised; empty for a database."""
    for bron in bronnen:
        pad = Path(str(bron))
        for kandidaat in (pad, *(pad.iterdir() if pad.is_dir() else ())):
            if show(kandidaat.name) == bestand and kandidaat.is_file():
                with kandidaat.open("rb") as inhoud:
                    return hashlib.file_digest(inhoud, "sha256").hexdigest()
    return ""


def _count_verminkt(ruw: RuweTabel, deel: Geconverteerd) -> list[dict]:
    """Lines of a text file that do not fit its columns are read and rejected like any other row."""
    aantal = verminkt(ruw)
    deel.gelezen, deel.afgewezen = deel.gelezen + aantal, deel.afgewezen + aantal
    return [
        dict.fromkeys(BEVINDINGEN)
        | {
            "code": "L001",
            "ernst": "fout",
            "bestand": ruw.bestand,
            "blad": ruw.blad,
            "tabel": ruw.tabel,
            "melding": o.melding,
            "afgewezen": True,
        }
        for o in ruw.opmerkingen
        if o.code == "rij_verminkt"
    ]


def _bevindingen(delen: list[Geconverteerd], kapot: list[list[dict]], context: Context) -> pa.Table:
    schema = arrow_schema({k: v for k, v in BEVINDINGEN.items() if k != "import_nr"})
    los = pa.Table.from_pylist([{k: r[k] for k in schema.names} for rijen in kapot for r in rijen], schema=schema)
    tabellen = [*(d.bevindingen for d in delen), los, judge_import(delen, context)]
    return pa.concat_tables([t.select(schema.names).cast(schema) for t in tabellen])


def _next_numbers(verbinding) -> tuple[int, int]:
    laatste = verbinding.vraag("select coalesce(max(import_nr), 0) as i, coalesce(max(id), 0) as l from leveringen")
    return int(laatste["i"][0]) + 1, int(laatste["l"][0]) + 1


def _leveringen(ruwe, delen, import_nr, eerste, van, tm, leverancier, vingers, sleutel, voorbeeld) -> list[dict]:
    """One record per table of each file. Files of one table share their data date: they are one moment."""
    tot = {naam: max((d.tm for d in delen if d.tabel == naam and d.tm), default=None) for naam in TABELLEN}
    start = {naam: van or _vroegste([d for d in delen if d.tabel == naam]) for naam in TABELLEN}
    return [
        {
            "id": eerste + nr,
            "import_nr": import_nr,
            "tabel": deel.tabel,
            "bron": ruw.bestand,
            "blad": ruw.blad,
            "leverancier": leverancier,
            "moment": dt.datetime.now().replace(microsecond=0),
            "vingerafdruk": vingers[ruw.bestand],
            "van": start[deel.tabel],
            "tm": tm or tot[deel.tabel],
            "dekking_van": van,
            "van_opgegeven": van is not None,
            "tm_opgegeven": tm is not None,
            "gelezen": deel.gelezen,
            "geaccepteerd": deel.rijen.num_rows,
            "samengevoegd": 0,
            "afgewezen": deel.afgewezen,
            "sleutel_id": sleutel,
            "voorbeeld": voorbeeld,
        }
        for nr, (ruw, deel) in enumerate(zip(ruwe, delen, strict=True))
    ]


def _vroegste(delen: list[Geconverteerd]) -> dt.date | None:
    """The earliest first day in the delivered rows."""
    dagen = []
    for deel in delen:
        for kolom in TABELLEN[deel.tabel].begin:
            laagste = pc.min(deel.rijen[kolom]).as_py() if deel.rijen.num_rows else None
            if laagste is not None:
                dagen.append(laagste.date() if isinstance(laagste, dt.datetime) else laagste)
    return min(dagen, default=None)


def begin_van_dekking(verbinding, tabel: str) -> dt.date | None:
    """1 January of the first year that the deliveries seem to cover when nobody says so.

    A delivery that starts from a stock knows old begins but no old ends: before the first end the flows are
    incomplete. Begins of at most a year before the first end belong to the covered period.
    """
    if not TABELLEN[tabel].begin:
        return None
    bron, begin, einde = {
        "maatregelen": ("maatregel_verloop", "begin", "einde"),
        "plaatsingen": ("plaatsing_verloop", "begin", "einde"),
    }.get(tabel, (tabel, TABELLEN[tabel].begin[0], (TABELLEN[tabel].einde or TABELLEN[tabel].begin)[0]))
    jaren = verbinding.vraag(f'select min(year("{begin}")) as b, min(year("{einde}")) as e from "{bron}"').iloc[0]
    if pd.isna(jaren["b"]):
        return None
    jaar = jaren["b"] if pd.isna(jaren["e"]) or jaren["b"] >= jaren["e"] - 1 else jaren["e"]
    return dt.date(int(jaar), 1, 1)


def _kolom(tabel: pa.Table, naam: str, waarde: int) -> pa.Table:
    kolom = pa.array([waarde] * tabel.num_rows, pa.int32())
    return tabel.append_column(naam, kolom).select(list(BEVINDINGEN)) if naam == "import_nr" else tabel


def _with_origin(rijen: pa.Table, levering: int, import_nr: int) -> pa.Table:
    for naam, waarde in (("levering", levering), ("import_nr", import_nr)):
        rijen = rijen.append_column(naam, pa.repeat(pa.scalar(waarde, pa.int32()), rijen.num_rows))
    return rijen


def _count_samengevoegd(verbinding, leveringen: list[dict]) -> None:
    """Accepted is what counts after merging; the rest of the valid rows of this import was merged."""
    for levering in leveringen:
        over = verbinding.vraag(f'select count(*) as n from "{levering["tabel"]}" where levering = {levering["id"]}')[
            "n"
        ][0]
        levering["samengevoegd"] = levering["geaccepteerd"] - int(over)
        levering["geaccepteerd"] = int(over)
        levering["dekking_van"] = levering["dekking_van"] or begin_van_dekking(verbinding, levering["tabel"])
        dekking = f"date '{levering['dekking_van']}'" if levering["dekking_van"] else "null"
        verbinding.execute(
            f"update leveringen set geaccepteerd = {levering['geaccepteerd']}, samengevoegd = "
            f"{levering['samengevoegd']}, dekking_van = {dekking} where id = {levering['id']}"
        )


def _after_composing(verbinding, leveringen: list[dict], import_nr: int, geweigerd: list[dict]) -> pa.Table:
    """What only shows once all records are side by side: merged rows, and measures out of sight."""
    plaats = {lv["id"]: lv for lv in leveringen}
    rijen = [
        *geweigerd,
        *(
            {
                "code": "S001",
                "ernst": "melding",
                "bestand": lv["bron"],
                "blad": lv["blad"],
                "tabel": lv["tabel"],
                "melding": f"{lv['samengevoegd']} regels stonden er dubbel in of zijn vervangen door een latere regel "
                "over hetzelfde, en zijn samengevoegd. U hoeft niets te doen.",
                "afgewezen": False,
            }
            for lv in leveringen
            if lv["samengevoegd"]
        ),
    ]
    ids = ", ".join(str(i) for i in plaats)
    kwijt = verbinding.vraag(
        "select levering, bron_rij, gi from maatregel_verloop where uit_beeld and laatste "
        f"and levering in ({ids}) order by levering, bron_rij"
    )
    rijen += [
        {
            "code": "S002",
            "ernst": "waarschuwing",
            "bestand": plaats[r.levering]["bron"],
            "blad": plaats[r.levering]["blad"],
            "tabel": "maatregelen",
            "rij": int(r.bron_rij),
            "kolom": "datum_overgedragen",
            "leverancier": r.gi,
            "afgewezen": False,
            "melding": "De maatregel is overgedragen, maar geen GI heeft haar gekregen. Zij telt als lopend: vraag na "
            "waar het kind is.",
        }
        for r in kwijt.itertuples()
    ]
    rijen = [dict.fromkeys(BEVINDINGEN) | r | {"import_nr": import_nr} for r in rijen]
    return pa.Table.from_pylist(rijen, schema=arrow_schema(BEVINDINGEN))
