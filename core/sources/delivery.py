"""What only shows when all tables of a delivery lie side by side: spellings of a sender, client numbers of several
senders, snapshots, tables in which nothing ends."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from core.model.schema import BEVINDINGEN, TABELLEN
from core.model.wording import getal
from core.sources.assemble import store_name
from core.sources.cells import encode, plain
from core.sources.columns import Geconverteerd
from core.sources.columns.sender import choose_spelling
from core.sources.keuzes import APART, EIGEN, GEDEELD, Keuzes
from core.sources.raw import RuweTabel, Vraag
from core.sources.readers.message import aantal, show

_VAN_GI = ("maatregelen", "machtigingen")
_LOPEND = ("maatregelen", "machtigingen", "plaatsingen")
_VEEL, _JAREN = 20, 2  # rows, and years between the first begin and the last, in which something should have ended
_KWARTAAL = re.compile(r"(?:(20\d\d)\D{0,3})?\b(?:q|k|kw|kwartaal)\s?([1-4])\b(?:\D{0,3}(20\d\d))?", re.IGNORECASE)
_DATUM = re.compile(r"(20\d\d)[-_. ]?(0[1-9]|1[0-2])(?:[-_. ]?([0-3]\d))?")
_MAANDEN = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_PEILDATUM = re.compile(
    r"(?:peildatum|stand (?:per|op)|gegevens (?:t/m|tot en met)|t/m)\W*(\d{1,2}[-/.]\d{1,2}[-/.]20\d\d)", re.I | re.A
)
Lees = Callable[[str], pd.DataFrame]  # runs a query on what was stored before


def days_named(ruwe: Sequence[RuweTabel], vandaag: dt.date) -> dict[str, dt.date]:
    """Table -> the one day that the lines above its sheets name as the day the data go up to. A day that is still to
    come, or of which the sheets of a table name more than one, says nothing."""
    gezien: dict[str, set[dt.date | None]] = {}
    for ruw in ruwe:
        for regel in ruw.titel:
            if m := _PEILDATUM.search(regel):
                gezien.setdefault(store_name(ruw.tabel), set()).add(_day(m[1]))
    eens = {tabel: next(iter(dagen)) for tabel, dagen in gezien.items() if len(dagen) == 1}
    return {tabel: dag for tabel, dag in eens.items() if dag and dag <= vandaag}


def ask_days(
    delen: Sequence[Geconverteerd], genoemd: Mapping[str, dt.date], keuzes: Keuzes, vandaag: dt.date
) -> list[Vraag]:
    """A question per table of which rows begin after the day above it and up to today (a later one is agreed, and has
    not begun): that day may be of an earlier delivery, and then what came and ended since would not count."""
    vragen = []
    for naam, dag in genoemd.items():
        later = [b for d in delen if store_name(d.tabel) == naam for b in _begins_after(d, dag) if b <= vandaag]
        if not later:
            continue
        wat = "begint 1 rij" if len(later) == 1 else f"beginnen {getal(len(later))} rijen"
        vragen.append(
            keuzes.beantwoord(
                Vraag(
                    "peildatum",
                    naam,
                    f"Boven {naam} staat {dag:%d-%m-%Y} als laatste dag, maar daarna {wat} (de laatste op "
                    f"{max(later):%d-%m-%Y}). Tot en met welke dag lopen de gegevens?",
                    (f"{dag:%d-%m-%Y}", f"{max(later):%d-%m-%Y}"),
                    optie="--tm JJJJ-MM-DD",
                    moet=True,
                )
            )
        )
    return vragen


def day_said(keuzes: Keuzes, tabel: str, genoemd: dt.date) -> dt.date:
    """The last day of a table: what was answered, else the day above it."""
    return _day(keuzes.antwoord("peildatum", tabel) or "") or genoemd


def _begins_after(deel: Geconverteerd, dag: dt.date) -> list[dt.date]:
    """The first days after `dag` of the accepted rows of a part."""
    kolommen = [deel.rijen[k] for k in TABELLEN[store_name(deel.tabel)].begin if k in deel.rijen.column_names]
    if not kolommen or not deel.rijen.num_rows:
        return []
    dagen = pc.cast(pc.coalesce(*kolommen), pa.date32(), safe=False)  # of a moment the day
    return dagen.filter(pc.greater(dagen, pa.scalar(dag))).to_pylist()


def _day(tekst: str) -> dt.date | None:
    if not re.fullmatch(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}", tekst):
        return None
    dag, maand, jaar = map(int, re.split(r"[-/.]", tekst))
    try:
        return dt.date(jaar, maand, dag)
    except ValueError:
        return None


def names_apart(ruwe: Sequence[RuweTabel], keuzes: Keuzes) -> bool:
    """Whether the spellings of a sender are kept apart: said now, or in the mapping of one of the tables."""
    return any(k.namen == APART for k in (keuzes, *(r.gezegd for r in ruwe if r.gezegd)))


def one_spelling(delen: Sequence[Geconverteerd], eerder: Mapping[str, Sequence[str]]) -> list[dict]:
    """Gives every gi and aanbieder one spelling, in place: the one that was stored before (`eerder`: column -> names),
    else the one used most. A finding per spelling that was replaced."""
    gevonden: list[dict] = []
    for kolom in ("gi", "aanbieder"):
        geteld: Counter = Counter()
        for deel in delen:
            if kolom in deel.rijen.column_names:
                geteld.update(
                    {v["values"]: v["counts"] for v in pc.value_counts(deel.rijen[kolom].drop_null()).to_pylist()}
                )
        anders = choose_spelling(geteld, eerder.get(kolom, ()))
        for deel in delen if anders else ():
            if kolom in deel.rijen.column_names:
                gevonden += _respell(deel, kolom, anders)
    return gevonden


def _respell(deel: Geconverteerd, kolom: str, anders: Mapping[str, str]) -> list[dict]:
    waarden = deel.rijen[kolom].combine_chunks()
    telling = {
        v["values"]: v["counts"] for v in pc.value_counts(waarden.drop_null()).to_pylist() if v["values"] in anders
    }
    if not telling:
        return []
    van = pa.array(list(telling))
    plek = pc.index_in(waarden, van)
    naar = pa.array([anders[n] for n in telling]).take(plek)
    deel.rijen = deel.rijen.set_column(
        deel.rijen.column_names.index(kolom), kolom, encode(pc.coalesce(naar, plain(waarden)))
    )
    return [
        dict.fromkeys(BEVINDINGEN)
        | {
            "code": "A302",
            "ernst": "melding",
            "bestand": deel.bestand,
            "blad": deel.blad,
            "tabel": deel.tabel,
            "kolom": kolom,
            "waarde": f"{n} keer",
            "afgewezen": False,
            "melding": f"{show(naam)!r} is gelezen als {show(anders[naam])!r}: dezelfde naam met andere "
            "hoofdletters, leestekens "
            "of rechtsvorm. Zijn het er twee, laad dan opnieuw met --namen apart.",
        }
        for naam, n in telling.items()
    ]


def ask_numbers(delen: Sequence[Geconverteerd], keuzes: Keuzes, lees: Lees | None) -> list[Vraag]:
    """A question when a number that is no BSN stands under more than one gi, here or with what was stored before, and
    no hand-over between the two says that it is one child."""
    if keuzes.nummers in (GEDEELD, EIGEN):
        return []
    los = [_clients(d) for d in delen if d.tabel in _VAN_GI and d.geen_bsn is not None and d.geen_bsn.any()]
    los = [f for f in los if len(f)]
    if not los:
        return []
    kinderen = pd.concat(los, ignore_index=True)
    if lees is not None:
        kinderen = pd.concat([kinderen, _stored(kinderen["jeugdige"].unique(), lees)], ignore_index=True)
    dubbel = _shared(kinderen)
    if not dubbel:
        return []
    wie = sorted(kinderen[kinderen["jeugdige"].isin(dubbel)]["gi"].unique())
    n = aantal(len(dubbel), "nummer dat geen BSN is, staat", "nummers die geen BSN zijn, staan")
    vraag = keuzes.beantwoord(
        Vraag(
            "nummers",
            "nummers",
            f"{n} bij meer dan één GI ({', '.join(map(show, wie[:4]))}). Is hetzelfde nummer hetzelfde kind "
            "(gedeeld), of heeft elke GI eigen nummers (eigen)?",
            (GEDEELD, EIGEN),
            None,
            (),
            "--nummers gedeeld of --nummers eigen",
            True,
        )
    )
    return [vraag]


def _clients(deel: Geconverteerd) -> pd.DataFrame:
    rijen = deel.rijen.filter(pa.array(deel.geen_bsn))
    frame = pd.DataFrame(
        {"jeugdige": rijen["jeugdige"].to_pylist(), "gi": rijen["gi"].to_pylist(), "type": rijen["type"].to_pylist()}
    )
    for kolom in ("datum_overgedragen", "datum_overgedragen_gekregen"):
        frame[kolom] = rijen[kolom].to_pylist() if kolom in rijen.column_names else None
    return frame.dropna(subset=["jeugdige", "gi"])


def _stored(nummers: np.ndarray, lees: Lees) -> pd.DataFrame:
    """The same children in deliveries of before. The numbers are pseudonyms: letters and digits only."""
    uit = []
    for begin in range(0, len(nummers), 5000):
        lijst = ", ".join(f"'{n}'" for n in nummers[begin : begin + 5000])
        uit += [
            lees(
                f'select distinct jeugdige, gi, type, {over} from "{naam}" '
                f"where jeugdige in ({lijst}) and gi is not null"
            )
            for naam, over in (
                ("maatregelen", "datum_overgedragen, datum_overgedragen_gekregen"),
                ("machtigingen", "null as datum_overgedragen, null as datum_overgedragen_gekregen"),
            )
        ]
    return pd.concat(uit, ignore_index=True) if uit else pd.DataFrame()


def _shared(kinderen: pd.DataFrame) -> set[str]:
    """Numbers under more than one gi without a hand-over on one day that one of them gave and the other got."""
    per_kind = kinderen.groupby("jeugdige")["gi"].nunique()
    kandidaten = kinderen[kinderen["jeugdige"].isin(per_kind[per_kind > 1].index)]
    gaf = kandidaten.dropna(subset=["datum_overgedragen"])
    kreeg = kandidaten.dropna(subset=["datum_overgedragen_gekregen"])
    paren = gaf.merge(kreeg, on=["jeugdige", "type"], suffixes=("", "_naar"))
    zelfde = pd.to_datetime(paren["datum_overgedragen"]) - pd.to_datetime(paren["datum_overgedragen_gekregen_naar"])
    bewezen = paren[(paren["gi"] != paren["gi_naar"]) & (zelfde.abs() <= pd.Timedelta(days=1))]["jeugdige"]
    return set(kandidaten["jeugdige"]) - set(bewezen)


def ask_ends(delen: Sequence[Geconverteerd], keuzes: Keuzes) -> list[Vraag]:
    """A question when a table of years holds not one end, though there is a column for it."""
    vragen = []
    for naam in _LOPEND if "einddatum" not in keuzes.zonder else ():
        van_tabel = [d for d in delen if d.tabel == naam]
        rijen = [d.rijen for d in van_tabel if d.rijen.num_rows]
        if sum(r.num_rows for r in rijen) < _VEEL:
            continue
        alles = pa.concat_tables([r.select([*TABELLEN[naam].begin, *TABELLEN[naam].einde]) for r in rijen])
        begin = pc.min_max(pc.coalesce(*(alles[k] for k in TABELLEN[naam].begin))).as_py()
        if begin["min"] is None or (begin["max"] - begin["min"]).days < 365 * _JAREN:
            continue
        if all(alles[k].null_count == alles.num_rows for k in TABELLEN[naam].einde):
            vragen.append(
                keuzes.beantwoord(
                    Vraag(
                        "eindeloos",
                        f"{naam} · einddatum",
                        f"In {naam} eindigt niets: geen van de {alles.num_rows} rijen heeft een "
                        f"einddatum, terwijl de eerste begon op {begin['min']:%d-%m-%Y} en de laatste op "
                        f"{begin['max']:%d-%m-%Y}. Loopt echt alles nog?",
                        ("ja",),
                        None,
                        (),
                        '--kolom "=einddatum" (er is geen einde), of --kolom "HUN KOLOM=einddatum"',
                        True,
                        kolom="einddatum",
                    )
                )
            )
    return vragen


def warn_snapshots(ruwe: Sequence[RuweTabel], delen: Sequence[Geconverteerd]) -> list[dict]:
    """Findings on rows of an earlier sheet or file (per quarter, per day) that run for ever and are no longer in the
    last one: the measure probably ended in between."""
    gevonden = []
    for naam in _LOPEND:
        standen = sorted(
            (
                (p, i)
                for i, (r, d) in enumerate(zip(ruwe, delen, strict=True))
                if d.tabel == naam and (p := period_of(f"{r.bestand} {r.blad}"))
            )
        )
        if len(standen) < 2 or len({p for p, _ in standen}) < 2:
            continue
        laatste = {p: i for p, i in standen}
        nog = _keys(delen[standen[-1][1]])
        gehad: set = set()
        for _, i in sorted(laatste.items(), reverse=True)[1:]:
            gevonden += _gone(delen[i], nog, gehad)
    return gevonden


def period_of(naam: str) -> tuple[int, int, int] | None:
    """The year, month and day that the name of a sheet or file stands for, to put them in order; None when it names
    none. `Q3 2024` is (2024, 9, 0)."""
    if kwartaal := _KWARTAAL.search(naam):
        jaar = int(kwartaal[1] or kwartaal[3] or 0)
        return (jaar or _year(naam), 3 * int(kwartaal[2]), 0)
    if datum := _DATUM.search(naam):
        return int(datum[1]), int(datum[2]), int(datum[3] or 0)
    maand = next((m for m, kort in enumerate(_MAANDEN, 1) if re.search(rf"\b{kort}", naam, re.IGNORECASE)), None)
    return (_year(naam), maand, 0) if maand and _year(naam) else None


def _year(naam: str) -> int:
    gevonden = re.findall(r"(?<!\d)20\d\d(?!\d)", naam)
    return int(gevonden[-1]) if gevonden else 0


def _keys(deel: Geconverteerd) -> set[tuple]:
    vorm = "type" if "type" in deel.rijen.column_names else "verblijfsvorm"
    return set(zip(deel.rijen["jeugdige"].to_pylist(), deel.rijen[vorm].to_pylist(), strict=True))


def _gone(deel: Geconverteerd, nog: set[tuple], gehad: set[tuple]) -> list[dict]:
    vorm = "type" if "type" in deel.rijen.column_names else "verblijfsvorm"
    kolommen = [deel.rijen[k].to_pylist() for k in ("jeugdige", vorm, "bron_rij", "einddatum")]
    uit = []
    for kind, soort, rij, einde in zip(*kolommen, strict=True):
        if einde is None and (kind, soort) not in nog and (kind, soort) not in gehad:
            gehad.add((kind, soort))
            uit.append(
                dict.fromkeys(BEVINDINGEN)
                | {
                    "code": "S003",
                    "ernst": "waarschuwing",
                    "bestand": deel.bestand,
                    "blad": deel.blad,
                    "tabel": deel.tabel,
                    "rij": rij,
                    "kolom": "einddatum",
                    "afgewezen": False,
                    "melding": "Dit staat niet meer in de laatste stand en heeft geen einddatum; het telt als lopend. "
                    "Lever de "
                    "einddatums, of alleen de laatste stand.",
                }
            )
    return uit
