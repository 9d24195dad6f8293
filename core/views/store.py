"""Which data are there: opens a store, keeps it up to date with the program, and gives a Rekenaar on it."""

import datetime as dt
import functools
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from core.engine.count import compiled, completeness, memory
from core.engine.count.build import build as bouw_tabellen
from core.engine.count.dominance import grootste
from core.engine.count.precomputed import fix, fixed
from core.engine.count.series import Dekking, Rekenaar, Verbinding
from core.engine.judge.goal_state import own_keuze
from core.measures import load_catalogus
from core.model import wording
from core.model.doel import Doel, Regio
from core.model.maat import Maat, weighed_with
from core.model.melding import Melding
from core.model.schema import TABELLEN
from core.model.selectie import Selectie
from core.model.weergave import Drempels
from core.sources import assemble
from core.sources.kwaliteit import Context
from core.sources.readers.credentials import with_password
from core.sources.regios import load_regios
from core.staat import besluiten as _besluiten
from core.staat import settings
from core.store import earlier, engines, versions
from core.store.replace import write_tekst
from core.store.scope import tidy
from core.views.example import Voorbeeld, example_store

DATA = Path(__file__).resolve().parents[2] / "data"

DEKKING = (
    "select tabel, min(dekking_van) as van, min(van) as eerste, max(tm) as tm, "
    "bool_and(voorbeeld) as voorbeeld, bool_and(van_opgegeven) as van_vast from leveringen "
    "where tm is not null and not coalesce(ingetrokken, false) group by tabel"
)

_OPGAVEN = {"opvraag": "opvragen", "mijlpaal": "mijlpalen"}  # what a goal is read from that is not counted
KLAARZETTEN_VANAF = 100_000  # accepted rows

VOORBEELD = DATA / "voorbeeld"
OMGEVING = "KERNWAARDEN_GEGEVENS"


@dataclass(frozen=True)
class Store:
    """What is loaded. `versie` changes with every import and keys caches, with `besloten`: how many decisions
    on goals there are. `dekking`: table -> (van, tm); `van_vast`: tables whose van was given with the delivery;
    `eerste`: table -> begin of its first record. `bereik`: the gemeenten that the reader may see rows of, None for
    all; everything else here is what is left in it. `toen`:
    the import after which it was so, None for now. `elders`: the connection on another engine that counts its figures,
    None for its own."""

    pad: Path
    versie: str
    is_voorbeeld: bool
    dekking: dict[str, tuple[dt.date | None, dt.date]]
    gemeenten: tuple[str, ...]
    gis: tuple[str, ...]
    segmenten: tuple[str, ...]
    regios: tuple[str, ...]
    gi_gemeenten: frozenset[tuple[str, str]] = frozenset()
    van_vast: frozenset[str] = frozenset()
    besloten: int = 0
    eerste: tuple[tuple[str, dt.date | None], ...] = ()
    bereik: tuple[str, ...] | None = None
    toen: int | None = None
    zonder: frozenset[str] = frozenset()
    elders: Verbinding | None = None

    def __hash__(self) -> int:
        return hash((self.bereik, self.pad, self.versie, self.besloten, self.toen, self.zonder, self.elders))

    def gis_van(self, codes: Sequence[str]) -> tuple[str, ...]:
        """The GI's with records in these gemeenten."""
        return tuple(sorted({gi for gi, gemeente in self.gi_gemeenten if gemeente in set(codes)}))

    @property
    def gegevens_tm(self) -> dt.date | None:
        """The earliest data date of the tables on measures and placements, or of what there is."""
        kern = [tm for t, (_, tm) in self.dekking.items() if t in ("maatregelen", "plaatsingen")]
        return min(kern or [tm for _, tm in self.dekking.values()], default=None)


def open_store(pad: Path | None = None, bereik: Sequence[str] | None = None) -> Store:
    """The store at `pad`; without `pad` the user's own, and when that is empty the shipped example. `bereik`: for a
    reader who sees only the rows of these gemeenten (GM codes; none of them: no rows)."""
    if pad is None:
        pad = eigen() if versions.huidig_bestand(eigen()) else example_store(eigen() / ".voorbeeld", voorbeeld())
    pad = Path(pad)
    _update(pad, versions.versie(pad))
    store = _describe(pad, versions.versie(pad), None if bereik is None else tidy(bereik))
    genomen = len(_besluiten.besluiten(staatmap(store)))
    return replace(store, besloten=genomen)


def maten() -> dict[str, Maat]:
    """Every maat by id."""
    return load_catalogus().maten


def regios(store: Store | None = None) -> dict[str, Regio]:
    """Every region with its goals, by id; with a store also what was decided there on open goals."""
    if store is None:
        return load_regios()
    return _besluiten.with_besluiten(load_regios(), _besluiten.besluiten(staatmap(store)))


def drempels(store: Store) -> Drempels:
    """The thresholds of what may be shared, as they are set now."""
    geldt = settings.geldend(staatmap(store))
    return Drempels(aantal=geldt["drempel_aantal"], aandeel=geldt["drempel_aandeel"], mediaan=geldt["drempel_mediaan"])


def staatmap(store: Store) -> Path:
    """The folder of what people decide: beside the user's own data, also while the example is shown."""
    return eigen() if store.pad.parent == eigen() else store.pad


def doelregios(regio: str, store: Store | None = None) -> tuple[Regio, ...]:
    """The region and what several regions agreed together for its gemeenten; with a store also what was decided there
    on open goals."""
    alle = regios(store)
    codes = set(alle[regio].codes)
    wijder = (r for r in alle.values() if r.gezamenlijk and r.id != regio and codes <= set(r.codes))
    return (alle[regio], *wijder)


def gemeentenamen() -> dict[str, str]:
    """GM code -> name, of every gemeente of a region."""
    return {g.code: g.naam for r in regios().values() for g in r.gemeenten}


def doel_van(regio: str, doel_id: str, store: Store | None = None) -> tuple[Regio, Doel] | None:
    """A goal of the region, or of the wider agreements that hold there, with the region that agreed it."""
    return next(((r, d) for r in doelregios(regio, store) for d in r.doelen if d.id == doel_id), None)


def known_doel(store: Store, selectie: Selectie, doel_id: str) -> tuple[Regio, Doel]:
    """A goal of the chosen region. Raises Melding when there is none by that id."""
    if (gevonden := doel_van(selectie.regio, doel_id, store)) is None:
        raise Melding(f"Het doel {doel_id} bestaat niet in deze regio: kies een doel uit de lijst.")
    return gevonden


def known_maat(maat_id: str) -> Maat:
    if maat_id not in maten():
        raise Melding(f"De maat {maat_id} bestaat niet: kijk op de pagina Verantwoording welke maten er zijn.")
    return maten()[maat_id]


@functools.cache
def _catalogus():
    return fixed(load_catalogus())


def rekenaar_over(verbinding) -> Rekenaar:
    """A Rekenaar on all that this connection holds, while it is being made too."""
    dekking = {
        r.tabel: Dekking(_dag(r.van), _dag(r.tm), r.van_vast, _dag(r.eerste))
        for r in verbinding.vraag(DEKKING).itertuples()
    }
    return Rekenaar(_catalogus(), verbinding, dekking, {r.id: r.codes for r in regios().values()})


def precompute(verbinding, report: Callable[[float], None] = lambda _: None) -> None:
    """The series of the goals, worked out once for the selections that are asked most; a small store answers
    fast enough without. `report` hears which part is done."""
    report(0.0)
    verbinding.execute(f"drop table if exists {memory.TABEL}")
    if verbinding.vraag("select coalesce(sum(geaccepteerd), 0) as n from leveringen")["n"][0] < KLAARZETTEN_VANAF:
        return
    rekenaar = rekenaar_over(verbinding)
    codes = set(_waarden(verbinding, "gemeente"))
    hier = [regio for regio in regios().values() if codes & set(regio.codes)]
    frames = memory.precompute(rekenaar, hier, own_keuze, grootste, report)
    if frames:
        verbinding.load_frame(memory.TABEL, pd.concat(frames, ignore_index=True).reset_index(names="volgorde"))
    compiled.save(eigen(), write_tekst)


def build(verbinding, tabellen: set[str] | None = None, behalve: Collection[str] = (), *, later: bool = False) -> None:
    """Everything that the figures are read from, made anew from what was delivered; or only these tables, when no
    maat reads them. `behalve`: maten that are not asked of it; `later`: what each maat adds is worked out when it is
    asked (see `fix`)."""
    if tabellen is not None:
        bouw_tabellen(verbinding, tabellen)
        return
    compiled.load(voorbeeld().klaar, eigen())
    bouw_tabellen(verbinding)
    fix(verbinding, load_catalogus(), behalve, later=later)
    verbinding.make("programma", f"select '{compiled.vingerafdruk()}' as vingerafdruk")
    compiled.save(eigen(), write_tekst)


def rebuild(verbinding, behalve: Collection[str] = ()) -> None:
    """Everything made of what was delivered, also the trajecten of the messages that are there; `behalve`: see
    `build`."""
    assemble.ensure_table(verbinding)
    assemble.rebuild(verbinding, Context(dt.date.today()))
    build(verbinding, behalve=behalve)


@functools.lru_cache(maxsize=16)
def unchanged_since(pad: Path, versie: str, toen: int) -> frozenset[str]:
    """The tables of which nothing was delivered after this import: then and now they hold the same rows."""
    with versions.reading(pad) as verbinding:
        later = verbinding.vraag(f"select distinct tabel from leveringen where import_nr > {int(toen)}")["tabel"]
    return frozenset(TABELLEN) - {assemble.store_name(t) for t in later}


def _same_maten(store: Store) -> frozenset[str]:
    """The maten of an earlier moment of which every figure is the one of now."""
    if store.toen is None:
        return frozenset()
    gelijk = unchanged_since(store.pad, store.versie, store.toen)
    return frozenset(m.id for m in maten().values() if gelijk.issuperset(m.tables))


def same_doelen(store: Store, doelen: Iterable[Doel]) -> frozenset[str]:
    """The goals of an earlier moment that are as they are now: of what they are counted in, and weighed with to be
    shared, nothing came since."""
    if store.toen is None:
        return frozenset()
    gelijk = unchanged_since(store.pad, store.versie, store.toen) - {assemble.store_name(t) for t in store.zonder}
    return frozenset(d.id for d in doelen if gelijk.issuperset(_tables(d)))


def _tables(doel: Doel) -> set[str]:
    if doel.databron in _OPGAVEN:
        return {_OPGAVEN[doel.databron]}
    alle = maten()
    ids = (doel.maat, *weighed_with(alle, doel.maat)) if doel.maat in alle else ()
    return {t for m in ids for t in alle[m].tables}


def leveringen(store: Store) -> pd.DataFrame:
    """Every delivery with its exact numbers of rows, newest first."""
    with reading(store) as verbinding:
        return verbinding.vraag("select * from leveringen order by id desc")


def newest_import(store: Store) -> list[int]:
    """The deliveries (leveringen.id) of the last load."""
    alle = leveringen(store)
    return [int(i) for i in alle.loc[alle["import_nr"] == alle["import_nr"].max(), "id"]]


def late_senders(store: Store) -> list[str]:
    """One Dutch sentence for each sender that is expected (it has records running) and whose data stop before those of
    another sender of the same table: what comes after is not whole."""
    with reading(store) as verbinding:
        wie = completeness.read(verbinding)
    if wie.empty:
        return []
    uit: dict[tuple, list[str]] = {}
    for tabel, deel in wie.groupby("tabel", sort=True):
        # What a delivery covers runs to the end of a quarter, also when that is still to come.
        laatste = min(max(deel["tm"]), store.gegevens_tm or dt.date.max)
        for afzender, tm in deel.groupby("afzender")["tm"].max().items():
            if tm < laatste:
                uit.setdefault((afzender, tm, laatste), []).append(tabel)
    return [
        f"{afzender} leverde {wording.opsomming(tabellen)} tot en met {wording.datum(tm)}; anderen tot en met "
        f"{wording.datum(laatste)}. Cijfers over de tijd daarna zijn niet volledig, tot {afzender} ook levert."
        for (afzender, tm, laatste), tabellen in sorted(uit.items())
    ]


def codes_van(store: Store, regio: Regio) -> tuple[str, ...]:
    """The gemeenten of a region that the reader may see rows of."""
    return regio.codes if store.bereik is None else tuple(c for c in regio.codes if c in store.bereik)


def zichtbaar(store: Store, alle: dict[str, Regio]) -> dict[str, Regio]:
    """The regions with only the gemeenten that the reader can choose."""
    if store.bereik is None:
        return alle
    return {
        r.id: r.model_copy(update={"gemeenten": tuple(g for g in r.gemeenten if g.code in store.bereik)})
        for r in alle.values()
    }


def within(store: Store, selectie: Selectie) -> Selectie:
    """The selection as it is answered for this reader. "All gemeenten" are the ones of his scope, by name: a part of a
    region is judged and protected as the part that it is."""
    if store.bereik is None:
        return selectie
    alle = regios()[selectie.regio].codes if selectie.regio else None
    hier = store.bereik if alle is None else tuple(c for c in alle if c in store.bereik)
    gevraagd = selectie.filter("gemeente")
    gekozen = tuple(c for c in gevraagd if c in hier) if gevraagd else () if hier == alle else hier
    return selectie.with_(gemeente=gekozen) if gekozen else selectie  # of what he may not see there is nothing


@contextmanager
def reading(store: Store) -> Iterator:
    """A connection of one's own on the rows of a store that its reader may see."""
    if store.toen is None:
        with versions.reading(store.pad, store.bereik) as verbinding:
            yield verbinding
    else:
        weg = {assemble.store_name(t) for t in store.zonder}
        behalve = _same_maten(store) | {m.id for m in maten().values() if weg.intersection(m.tables)}
        bouw = functools.partial(rebuild, behalve=behalve)
        with earlier.reading(store.pad, store.toen, bouw, store.bereik, store.zonder) as verbinding:
            yield verbinding


def as_it_was(store: Store, import_nr: int, zonder: frozenset[str] = frozenset()) -> Store:
    """The same store when this import was its last, counted by the definitions and decisions of today. `zonder`:
    tables, as they were delivered, of which it then holds nothing. Raises Melding when there is no such import."""
    if import_nr not in set(leveringen(replace(store, toen=None))["import_nr"]):
        raise Melding("Deze levering is er niet meer: kies een andere.")
    return replace(_describe(store.pad, store.versie, store.bereik, import_nr, zonder), besloten=store.besloten)


def as_it_is(store: Store) -> Store:
    """The same store now."""
    return (
        store
        if store.toen is None
        else replace(_describe(store.pad, store.versie, store.bereik), besloten=store.besloten)
    )


@contextmanager
def rekenaar_op(store: Store) -> Iterator[Rekenaar]:
    """Counts in this store. Of an earlier moment what nothing came of since is asked of now: it is the same, and known
    already."""
    if store.toen is not None:
        with rekenaar_op(as_it_is(store)) as nu, _rekenaar(store) as rekenaar:
            yield replace(rekenaar, nu=nu, gelijk=_same_maten(store))
    else:
        with _rekenaar(store) as rekenaar:
            yield rekenaar


@contextmanager
def _rekenaar(store: Store) -> Iterator[Rekenaar]:
    eerste = dict(store.eerste)
    dekking = {t: Dekking(van, tm, t in store.van_vast, eerste.get(t)) for t, (van, tm) in store.dekking.items()}
    codes = {r.id: codes_van(store, r) for r in regios().values()}
    compiled.load(voorbeeld().klaar, eigen())
    if store.elders is not None:
        yield Rekenaar(load_catalogus(), store.elders, dekking, codes, _geheugen_elders(store.elders))
    else:
        with reading(store) as verbinding:
            geheugen = _geheugen(store.pad, store.versie, store.bereik, store.toen, store.zonder)
            yield Rekenaar(_catalogus(), verbinding, dekking, codes, geheugen)
    compiled.save(eigen(), write_tekst)


@contextmanager
def counted_by(store: Store, engine: str, werkmap: str | None = None) -> Iterator[Store]:
    """The same store, with figures counted by another engine as long as this lasts: the whole of it, for who may see
    all rows. `engine` (or the name of its address, see core/sources/readers/credentials.py) and `werkmap`: see
    core/store/engines.py. Raises Melding when the engine cannot be used."""
    if engine == engines.DUCKDB:
        yield store
        return
    if store.bereik is not None or store.toen is not None:
        raise ValueError("another engine has all rows of now")
    compiled.load(voorbeeld().klaar, eigen())
    with engines.reading(
        store.pad, with_password(engine), werkmap, compiled.vingerafdruk(), bouw_tabellen
    ) as verbinding:
        yield replace(store, elders=verbinding)


@functools.lru_cache(maxsize=4)
def _geheugen_elders(verbinding: Verbinding) -> memory.Geheugen:
    """What was asked before of this connection."""
    return memory.Geheugen()


@functools.lru_cache(maxsize=16)
def _geheugen(
    pad: Path, versie: str, bereik: tuple[str, ...] | None, toen: int | None, zonder: frozenset[str]
) -> memory.Geheugen:
    """What was asked before of this version, by readers who see the same rows."""
    return memory.Geheugen()


@functools.lru_cache(maxsize=64)
def _update(pad: Path, versie: str) -> None:
    """A store made by another version of the program is built anew from its deliveries, once."""
    if not _is_old(pad):
        return
    with versions.exclusive(pad):
        if _is_old(pad):  # another session may have done it while this one waited
            versions.writing(pad, lambda verbinding: (build(verbinding), precompute(verbinding)))


def _is_old(pad: Path) -> bool:
    with versions.reading(pad) as verbinding:
        gemaakt = verbinding.vraag("select vingerafdruk from programma")["vingerafdruk"][0]
    return gemaakt != compiled.vingerafdruk()


@functools.lru_cache(maxsize=16)
def _describe(
    pad: Path,
    versie: str,
    bereik: tuple[str, ...] | None,
    toen: int | None = None,
    zonder: frozenset[str] = frozenset(),
) -> Store:
    with reading(Store(pad, versie, False, {}, (), (), (), (), bereik=bereik, toen=toen, zonder=zonder)) as verbinding:
        gevuld = verbinding.vraag(DEKKING)
        waarden = {kolom: _waarden(verbinding, kolom) for kolom in ("gemeente", "gi", "segment")}
        paren = verbinding.vraag(
            " union ".join(
                f'select distinct "gi", "gemeente" from "{t.naam}" where "gi" is not null'
                for t in TABELLEN.values()
                if {"gi", "gemeente"} <= set(t.opslag) and t.naam != "opvragen"
            )
        )
    dekking = {r.tabel: (_dag(r.van), _dag(r.tm)) for r in gevuld.itertuples()}
    codes = set(waarden["gemeente"])
    met_gegevens = tuple(r.id for r in regios().values() if not r.gezamenlijk and codes & set(r.codes))
    return Store(
        pad,
        versie,
        bool(len(gevuld)) and bool(gevuld["voorbeeld"].all()),
        dekking,
        waarden["gemeente"],
        waarden["gi"],
        waarden["segment"],
        met_gegevens,
        frozenset(paren.itertuples(index=False, name=None)),
        van_vast=frozenset(gevuld.loc[gevuld["van_vast"].astype(bool), "tabel"]),
        bereik=bereik,
        toen=toen,
        zonder=zonder,
        eerste=tuple((r.tabel, _dag(r.eerste)) for r in gevuld.itertuples()),
    )


def _waarden(verbinding, kolom: str) -> tuple[str, ...]:
    delen = [
        f'select distinct "{kolom}" as w from "{t.naam}"'
        for t in TABELLEN.values()
        if kolom in t.opslag and t.naam not in ("bevolking", "opvragen", "mijlpalen", "cbs")
    ]
    gevonden = verbinding.vraag(f"select distinct w from ({' union '.join(delen)}) where w is not null order by w")
    return tuple(gevonden["w"])


def _dag(x) -> dt.date | None:
    return None if pd.isna(x) else pd.Timestamp(x).date()


def voorbeeld() -> Voorbeeld:
    """The shipped example."""
    return Voorbeeld(VOORBEELD, VOORBEELD.with_name(f"{VOORBEELD.name}-klaar"), build, precompute)


def eigen() -> Path:
    """The folder of the user's own data: data/eigen, or where KERNWAARDEN_GEGEVENS points."""
    return Path(os.environ.get(OMGEVING) or DATA / "eigen")
