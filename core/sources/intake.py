"""One import: read, convert, keep. Every row read is accepted, merged or in the findings.

All sources of one call are one delivery moment: they have no order among each other, whatever their names.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from core.model import wording
from core.model.arrow import arrow_schema
from core.model.melding import Melding, OpenVragen
from core.model.schema import BEVINDINGEN, LEVERINGEN, TABELLEN
from core.sources import assemble, vervolg
from core.sources.bevindingen import causes
from core.sources.columns import Geconverteerd, convert, judge_import
from core.sources.columns.sender import normal_sender
from core.sources.delivery import (
    ask_days,
    ask_ends,
    ask_numbers,
    day_said,
    days_named,
    names_apart,
    one_spelling,
    warn_snapshots,
)
from core.sources.keuzes import EIGEN, Keuzes
from core.sources.kwaliteit import Context
from core.sources.loaded_before import only_new, options_mark
from core.sources.overlap import refuse_overlap
from core.sources.raw import BESTAND, NietHerkend, Opmerking, RuweTabel, Vraag
from core.sources.readers import verminkt
from core.sources.readers.message import show
from core.sources.readers.source import Gelezen, read_sources, recognise_bron
from core.sources.recognition.names import normaal
from core.store import versions
from core.store.afzender import apart_key, find_sender, known_keys, sender_key
from core.store.key import read_sleutel, sleutel_id

_VERSLAG = ["tabel", "bestand", "blad", "gelezen", "geaccepteerd", "samengevoegd", "afgewezen", "dekking_van", "tm"]
Voortgang = Callable[[str, float], None]
# Remarks of the readers that belong in the findings: code and ernst.
_LEESCODES = {
    "rij_verminkt": ("L001", "fout"),
    "totaalregel": ("L002", "melding"),
    "kop_herhaald": ("L003", "melding"),
    "regel_om_tabel": ("L004", "melding"),
    "levering_onvolledig": ("L005", "waarschuwing"),
    "lege_velden_achteraan": ("L006", "melding"),
}


@dataclass
class Verslag:
    """What an import did: a frame of tables (tabel, bestand, blad, gelezen, geaccepteerd, samengevoegd,
    afgewezen, dekking_van, tm), questions that are open, remarks of the readers, how many findings there are, and why
    rows do not count (sentence, rows; most first)."""

    tabellen: pd.DataFrame
    vragen: list[Vraag] = field(default_factory=list)
    opmerkingen: list[Opmerking] = field(default_factory=list)
    bevindingen: int = 0
    oorzaken: list[tuple[str, int]] = field(default_factory=list)

    @property
    def gelezen(self) -> int:
        return int(self.tabellen["gelezen"].sum())

    @property
    def afgewezen(self) -> int:
        return int(self.tabellen["afgewezen"].sum())


@dataclass(frozen=True)
class Opdracht:
    """One import. `bronnen`: files, folders, databases, or sources that were read before (Gelezen); `keuzes`: what a
    person said; `doelen`: what is known of the goals (a kwaliteit.Context); `bouw` makes the tables that figures are
    read from, `klaarzetten` the figures that are asked most (and says how far it is); `voorbeeld`: these are no real
    children; `alleen_nieuw`: files that were loaded before with the same choices are left out; `schrijf`: what carries
    out the work on the store."""

    bronnen: Sequence
    bouw: Callable
    klaarzetten: Callable
    keuzes: Keuzes = field(default_factory=Keuzes)
    doelen: Context | None = None
    voorbeeld: bool = False
    alleen_nieuw: bool = False
    schrijf: Callable = versions.writing
    voortgang: Voortgang | None = None

    def report(self, wat: str, deel: float) -> None:
        if self.voortgang:
            self.voortgang(wat, deel)

    @property
    def context(self) -> Context:
        return replace(self.doelen or Context(dt.date.today()), vandaag=dt.date.today(), tm=self.keuzes.tm)


def take_in(pad: Path, opdracht: Opdracht) -> Verslag:
    """Imports into the store at `pad`; the old store stays whole when anything fails. Raises OpenVragen when
    something has to be answered first; then nothing is stored."""
    keuzes = opdracht.keuzes
    _check_periode(keuzes.van, keuzes.tm)
    sleutel = read_sleutel(pad)
    _same_sleutel(pad, sleutel)
    bronnen, eerder = opdracht.bronnen, []
    if opdracht.alleen_nieuw:
        bronnen, eerder = only_new(pad, bronnen, options_mark(keuzes))
        if not bronnen:
            return Verslag(pd.DataFrame([], columns=_VERSLAG), [], eerder)
    gelezen = read_sources(bronnen, keuzes, opdracht.report)
    omgezet, vingers = convert_delivery(pad, gelezen, opdracht, sleutel), _vingers(gelezen)
    del gelezen  # what comes of it is enough, and the store needs the room
    if open_ := [v for v in omgezet.vragen if v.open]:
        raise OpenVragen(open_)
    omgezet.opmerkingen[:0] = eerder
    return _save(pad, omgezet, opdracht, sleutel, vingers)


@dataclass
class Omgezet:
    """Every table of a delivery, typed, before anything is stored: what was delivered beside what came of it, findings
    over all of them, the questions, and table -> its data date where the delivery names it itself."""

    ruwe: list[RuweTabel]
    delen: list[Geconverteerd]
    los: list[dict]
    vragen: list[Vraag]
    opmerkingen: list[Opmerking]
    peildata: dict[str, dt.date] = field(default_factory=dict)

    def let_go_cells(self) -> None:
        """Of what the cells said; of messages it is still asked from which one a row came."""
        for plek, ruw in enumerate(self.ruwe):
            if BESTAND not in ruw.data.column_names:
                self.ruwe[plek] = replace(ruw, data=ruw.data.schema.empty_table())

    def let_go(self) -> None:
        """Of all rows, once they are stored and judged: building needs the room."""
        self.ruwe.clear()
        self.delen.clear()
        pa.default_memory_pool().release_unused()


def convert_delivery(pad: Path, gelezen: Sequence[Gelezen], opdracht: Opdracht, sleutel: bytes) -> Omgezet:
    """Recognises and converts what was read, and asks what has to be known first. Reads no file and stores nothing."""
    keuzes = opdracht.keuzes
    ruwe = [t for g in gelezen for t in recognise_bron(g, keuzes)]
    _named_columns_exist(ruwe, keuzes)
    bekend = [r for r in ruwe if r.tabel]
    if not bekend and not any(v.open for r in ruwe for v in r.vragen):
        raise NietHerkend(
            f"In {', '.join(g.waar for g in gelezen)} staat geen tabel die het programma kent: geef het "
            "blad de naam van een tabel uit het sjabloon, of kies bij Gegevens welke tabel het is."
        )
    bekend = _without_empty(bekend, ruwe)
    opdracht.report("Kolommen omzetten", 0.5)
    afzender = _sole_gi(bekend)
    genoemd = {} if keuzes.tm else days_named(bekend, opdracht.context.vandaag)
    peildata = {tabel: day_said(keuzes, tabel, dag) for tabel, dag in genoemd.items()}
    delen = [
        convert(r, sleutel=sleutel, context=context, keuzes=r.gezegd or keuzes, afzender=afzender)
        for r, context in zip(bekend, _contexts(bekend, opdracht.context, peildata), strict=True)
    ]
    with _earlier(pad) as lees:
        eerder = _names_before(lees)
        los = [] if names_apart(bekend, keuzes) else one_spelling(delen, eerder)
        samen = next((r.gezegd for r in bekend if r.gezegd and r.gezegd.nummers), keuzes)
        vragen = ask_numbers(delen, samen, lees)
    vragen += ask_ends(delen, keuzes) + ask_days(delen, genoemd, keuzes, opdracht.context.vandaag)
    if nummers := next((v.gekozen for v in vragen if v.soort == "nummers" and v.gekozen == EIGEN), None):
        return convert_delivery(pad, gelezen, replace(opdracht, keuzes=replace(keuzes, nummers=nummers)), sleutel)
    los += warn_snapshots(bekend, delen)
    vragen += [v for r, d in zip(bekend, delen, strict=True) for v in (*r.vragen, *d.vragen)]
    vragen += [v for r in ruwe if not r.tabel for v in r.vragen]
    return Omgezet(bekend, delen, los, vragen, [o for r in ruwe for o in r.opmerkingen], peildata)


def _contexts(ruwe: Sequence[RuweTabel], context: Context, peildata: Mapping[str, dt.date]) -> list[Context]:
    return [replace(context, tm=context.tm or peildata.get(assemble.store_name(r.tabel))) for r in ruwe]


def _told(tabel: str, dag: dt.date) -> Opmerking:
    return Opmerking(
        "peildatum",
        f"De gegevens van {tabel} lopen tot en met {dag:%d-%m-%Y}: die dag staat boven de tabel, of is geantwoord. "
        "Klopt dat niet, laad dan opnieuw met --tm.",
    )


def _named_columns_exist(ruwe: list[RuweTabel], keuzes: Keuzes) -> None:
    """A column or sheet that a person named and that is nowhere is a slip of the pen."""
    koppen = {normaal(k) for r in ruwe for k in r.koppen}
    weg = [
        k
        for k in (*keuzes.kolommen, *keuzes.doortrekken)
        if k not in koppen
        and not any(k in normaal(o.melding) for r in ruwe for o in r.opmerkingen if o.code == "tijd_erbij")
    ]
    if weg:
        er_zijn = ", ".join(dict.fromkeys(show(k) for r in ruwe for k in r.koppen))
        raise Melding(f"De kolom {weg[0]} die u noemt, staat in geen van de bestanden. Kies uit: {er_zijn[:600]}.")


def _without_empty(bekend: list[RuweTabel], ruwe: list[RuweTabel]) -> list[RuweTabel]:
    """A header without rows is no delivery: it would say that nothing happened in all of its period."""
    vol = [r for r in bekend if r.data.num_rows or verminkt(r)]
    for leeg in (r for r in bekend if r not in vol):
        leeg.opmerkingen.append(
            Opmerking(
                "zonder_rijen",
                f"In {show(leeg.blad)} van {show(leeg.bestand)} staan wel "
                "kolomnamen maar geen rijen; het is niet geladen.",
            )
        )
    if bekend and not vol:
        leeg = bekend[0]
        raise Melding(
            f"In {show(leeg.blad)} van {show(leeg.bestand)} staan wel kolomnamen maar geen rijen. Er is "
            "niets geladen; maak de export opnieuw."
        )
    return vol


def _sole_gi(ruwe: list[RuweTabel]) -> str | None:
    """The one gi of a delivery of measures: whose numbers its other tables hold too."""
    namen = {
        w
        for r in ruwe
        if r.tabel in ("maatregelen", "machtigingen") and "gi" in r.kolommen
        for w in pc.unique(r.data[r.kolommen["gi"]]).drop_null().to_pylist()
    }
    return namen.pop() if len({normal_sender(n) for n in namen}) == 1 else None


@contextmanager
def _earlier(pad: Path):
    """A function that asks what was stored before, or None in an empty store."""
    if versions.huidig_bestand(pad) is None:
        yield None
        return
    with versions.reading(pad) as verbinding:
        yield verbinding.vraag


def _names_before(lees) -> dict[str, list[str]]:
    """Column -> the names of senders in the store."""
    if lees is None:
        return {}
    uit = {}
    for kolom in ("gi", "aanbieder"):
        tabellen = [n for n, t in TABELLEN.items() if kolom in t.opslag and n not in ("opvragen", "mijlpalen")]
        delen = " union ".join(f'select distinct "{kolom}" as n from "{t}"' for t in tabellen)
        uit[kolom] = sorted(lees(f"select distinct n from ({delen}) where n is not null")["n"])
    return uit


def _save(pad: Path, omgezet: Omgezet, opdracht: Opdracht, sleutel: bytes, vingers: dict[str, str]) -> Verslag:
    omgezet.let_go_cells()
    bekend, delen, keuzes = omgezet.ruwe, omgezet.delen, opdracht.keuzes
    kapot = [_count_verminkt(ruw, deel) for ruw, deel in zip(bekend, delen, strict=True)]
    kapot.append(omgezet.los)
    gelezen_dagen = [_told(*p) for p in omgezet.peildata.items()]
    verslag = Verslag(pd.DataFrame(), omgezet.vragen, [*omgezet.opmerkingen, *gelezen_dagen])

    def werk(verbinding) -> None:
        assemble.ensure_table(verbinding)
        import_nr, eerste = _next_numbers(verbinding)
        leveringen = _leveringen(bekend, delen, (import_nr, eerste), keuzes, vingers, sleutel_id(sleutel))
        merken = known_keys(verbinding)
        bewaard, totaal = 0, sum(deel.rijen.num_rows for deel in delen)
        for levering, deel in zip(leveringen, delen, strict=True):
            levering["voorbeeld"] = opdracht.voorbeeld
            levering["tm_opgegeven"] |= levering["tabel"] in omgezet.peildata
            if names_apart(bekend, keuzes):
                levering["afzender_merk"] = apart_key(levering["afzender"], merken)
                merken[levering["afzender"]] = levering["afzender_merk"]
            opdracht.report(_kept(bewaard, totaal), 0.55 + 0.15 * bewaard / max(totaal, 1))
            verbinding.add(f"bron_{deel.tabel}", _with_origin(deel.rijen, levering["id"], import_nr))
            bewaard += deel.rijen.num_rows
        verbinding.add("leveringen", pa.Table.from_pylist(leveringen, schema=arrow_schema(LEVERINGEN)))
        trajecten, gezegd = assemble.put_together(verbinding, leveringen, import_nr, opdracht.context)
        bevindingen = _bevindingen(bekend, delen, trajecten, kapot, opdracht.context)
        omgezet.let_go()
        opdracht.report("Maatregelen samenstellen", 0.75)
        vervolg.remember(verbinding, import_nr)
        opdracht.bouw(verbinding)
        geweigerd = refuse_overlap(verbinding, leveringen, import_nr)
        if geweigerd:
            opdracht.bouw(verbinding, {"opvragen"})
        gevolgen, zinnen = vervolg.tell(verbinding, leveringen, import_nr)
        verslag.opmerkingen += [*gezegd, *zinnen]
        _count_samengevoegd(verbinding, leveringen)
        opdracht.klaarzetten(verbinding, lambda deel: opdracht.report("Cijfers klaarzetten", 0.85 + 0.14 * deel))
        alles = _kolom(bevindingen, "import_nr", import_nr)
        later = _after_composing(verbinding, leveringen, import_nr, [*geweigerd, *gevolgen])
        alles = pa.concat_tables([alles, later])
        verbinding.add("bevindingen", alles)
        verslag.tabellen = pd.DataFrame(leveringen).rename(columns={"bron": "bestand"})[_VERSLAG]
        verslag.bevindingen = alles.num_rows
        verslag.oorzaken = causes(alles.to_pandas())
        opdracht.report("Bewaren", 0.99)

    opdracht.schrijf(pad, werk)  # nothing is reported after it: who stops then would not hear that it is stored
    return verslag


def _kept(bewaard: int, totaal: int) -> str:
    return f"Regels bewaren: {wording.getal(bewaard)} van {wording.getal(totaal)}"


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


def _vingers(gelezen: Sequence[Gelezen]) -> dict[str, str]:
    """File -> SHA-256 of what was delivered, so that the same file is recognised; nothing for a database."""
    return {naam: vinger for g in gelezen for naam, vinger in g.vingers.items()}


def _count_verminkt(ruw: RuweTabel, deel: Geconverteerd) -> list[dict]:
    """Lines of a text file that do not fit its columns are read and rejected like any other row."""
    aantal = verminkt(ruw)
    deel.gelezen, deel.afgewezen = deel.gelezen + aantal, deel.afgewezen + aantal
    return [
        dict.fromkeys(BEVINDINGEN)
        | {
            "code": _LEESCODES[o.code][0],
            "ernst": _LEESCODES[o.code][1],
            "bestand": ruw.bestand,
            "blad": ruw.blad,
            "tabel": ruw.tabel,
            "melding": o.melding,
            "afgewezen": o.code == "rij_verminkt",
        }
        for o in ruw.opmerkingen
        if o.code in _LEESCODES
    ]


def _bevindingen(
    ruwe: list[RuweTabel],
    delen: list[Geconverteerd],
    trajecten: list[Geconverteerd],
    kapot: list[list[dict]],
    context: Context,
) -> pa.Table:
    """Findings of every table, of the trajecten that messages made, and of all of them together."""
    schema = arrow_schema({k: v for k, v in BEVINDINGEN.items() if k != "import_nr"})
    los = pa.Table.from_pylist([{k: r[k] for k in schema.names} for rijen in kapot for r in rijen], schema=schema)
    samen = [*(d for d in delen if d.tabel in TABELLEN), *trajecten]
    tabellen = [*(d.bevindingen for d in delen), *(d.bevindingen for d in trajecten), los, judge_import(samen, context)]
    alles = pa.concat_tables([t.select(schema.names).cast(schema) for t in tabellen])
    return assemble.name_all(alles, ruwe)


def _next_numbers(verbinding) -> tuple[int, int]:
    laatste = verbinding.vraag("select coalesce(max(import_nr), 0) as i, coalesce(max(id), 0) as l from leveringen")
    return int(laatste["i"][0]) + 1, int(laatste["l"][0]) + 1


def _leveringen(ruwe, delen, nummers: tuple[int, int], keuzes: Keuzes, vingers, sleutel) -> list[dict]:
    """One record per table of each file. Files of one table share their data date: they are one moment. A table of
    which no row could be read covers nothing."""
    van, tm, (import_nr, eerste) = keuzes.van, keuzes.tm, nummers
    namen = [assemble.store_name(d.tabel) for d in delen]
    tot = {n: max((d.tm for d, m in zip(delen, namen, strict=True) if m == n and d.tm), default=None) for n in namen}
    start = {n: van or _vroegste([d for d, m in zip(delen, namen, strict=True) if m == n]) for n in namen}
    return [
        {
            "id": eerste + nr,
            "import_nr": import_nr,
            "tabel": naam,
            "bron": ruw.bestand,
            "blad": ruw.blad,
            **_afzender(deel, deel.leverancier),
            "berichten": ruw.berichten,
            "vervangt": _replaces(naam, ruw.gezegd or keuzes, keuzes),
            "ingetrokken": False,
            "opdracht": options_mark(keuzes),
            "leverancier": deel.leverancier,
            "moment": dt.datetime.now().replace(microsecond=0),
            "vingerafdruk": vingers.get(ruw.bestand, ""),
            "van": start[naam],
            "tm": tm or tot[naam],
            "dekking_van": van,
            "van_opgegeven": van is not None,
            "tm_opgegeven": tm is not None,
            "gelezen": deel.gelezen,
            "geaccepteerd": deel.rijen.num_rows,
            "samengevoegd": 0,
            "afgewezen": deel.afgewezen,
            "sleutel_id": sleutel,
            "voorbeeld": False,
        }
        for nr, (ruw, deel, naam) in enumerate(zip(ruwe, delen, namen, strict=True))
    ]


def _replaces(tabel: str, gezegd: Keuzes, keuzes: Keuzes) -> bool | None:
    """Whether somebody said that a delivery replaces: this time about all of it, or a mapping about lines."""
    return keuzes.vervangt if TABELLEN[tabel].register else gezegd.vervangt


def _afzender(deel: Geconverteerd, leverancier: str | None) -> dict[str, str]:
    wie = find_sender(deel.tabel, deel.rijen, leverancier)
    return {"afzender": wie, "afzender_merk": sender_key(wie)}


def _vroegste(delen: list[Geconverteerd]) -> dt.date | None:
    """The earliest first day in the delivered rows."""
    dagen = []
    for deel in delen:
        for kolom in TABELLEN[assemble.store_name(deel.tabel)].begin:
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
