"""The public door: pages, the command line and reports call only this.

Every function that asks for figures opens a connection of its own on the store, so that no run sees another's
rows. Frames are pandas; their columns are in the docstrings.
"""

import datetime as dt
import functools
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from core.engine import duren, geheugen, sqlgeheugen
from core.engine.bouwen import bouw as bouw_tabellen
from core.engine.doelstand import DoelStand, doelstand, eigen_keuze
from core.engine.mijlpaalstand import mijlpaalstand
from core.engine.opvraagstand import opvraagstand
from core.engine.rekenen import Dekking, Rekenaar
from core.engine.sluitend import sluitende_stand as _sluitend
from core.engine.tabellen import tabellen_van_maten
from core.engine.vooraf import leg_vast, vastgelegd
from core.measures import load_catalogus
from core.model.doel import Regio
from core.model.fout import Melding
from core.model.maat import Maat
from core.model.schema import TABELLEN
from core.model.selectie import Selectie
from core.reports import resultaten, sjablonen, uitvoer
from core.reports.dekking import dekking as _dekking
from core.reports.dekking import reden
from core.reports.opvraagformulier import Regel, formulier
from core.sources import besluiten as _besluiten
from core.sources import bevindingen as _bevindingen
from core.sources import opslag
from core.sources.besluiten import Besluit, Notitie
from core.sources.codelijsten import trendcijfers as _trendcijfers
from core.sources.codelijsten import zoek_gemeente
from core.sources.inlezen import Verslag, inlezen
from core.sources.lezen import lees
from core.sources.regios import laad_regios
from core.sources.ruw import RuweTabel

DATA = Path(__file__).parent.parent / "data"
DEKKING = ("select tabel, min(dekking_van) as van, max(tm) as tm, bool_and(voorbeeld) as voorbeeld, "
           "bool_and(van_opgegeven) as van_vast from leveringen "
           "where tm is not null group by tabel")
KLAARZETTEN_VANAF = 100_000  # accepted rows
EIGEN, VOORBEELD = DATA / "eigen", DATA / "voorbeeld"


@dataclass(frozen=True)
class Store:
    """What is loaded. `versie` changes with every import and keys caches, with `besloten`: how many decisions
    on goals there are. `dekking`: table -> (van, tm); `van_vast`: tables whose van was given with the delivery."""

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

    def __hash__(self) -> int:
        return hash((self.pad, self.versie, self.besloten))

    def gis_van(self, codes: Sequence[str]) -> tuple[str, ...]:
        """The GI's with records in these gemeenten."""
        return tuple(sorted({gi for gi, gemeente in self.gi_gemeenten if gemeente in set(codes)}))

    @property
    def gegevens_tm(self) -> dt.date | None:
        """The earliest data date of the tables on measures and placements, or of what there is."""
        kern = [tm for t, (_, tm) in self.dekking.items() if t in ("maatregelen", "plaatsingen")]
        return min(kern or [tm for _, tm in self.dekking.values()], default=None)


def open_store(pad: Path | None = None) -> Store:
    """The store at `pad`; without `pad` the user's own, and when that is empty the shipped example."""
    if pad is None:
        pad = EIGEN if opslag.huidig_bestand(EIGEN) else _voorbeeld_store()
    pad = Path(pad)
    _werk_bij(pad, opslag.versie(pad))
    store = _beschrijf(pad, opslag.versie(pad))
    genomen = len(_besluiten.besluiten(staatmap(store)))
    return replace(store, besloten=genomen)


def maten() -> dict[str, Maat]:
    """Every maat by id."""
    return load_catalogus().maten


def regios(store: Store | None = None) -> dict[str, Regio]:
    """Every region with its goals, by id; with a store also what was decided there on open goals."""
    if store is None:
        return laad_regios()
    return _besluiten.met_besluiten(laad_regios(), _besluiten.besluiten(staatmap(store)))


def staatmap(store: Store) -> Path:
    """The folder of what people decide: beside the user's own data, also while the example is shown."""
    return EIGEN if store.pad.parent == EIGEN else store.pad


def besluiten(store: Store, doel: str) -> list[Besluit]:
    """What was decided on an open goal, oldest first."""
    return _besluiten.besluiten(staatmap(store), doel)


def bewaar_besluit(store: Store, regio: str, besluit: Besluit) -> None:
    """Raises Melding; then nothing was saved."""
    doel = next((d for d in laad_regios()[regio].doelen if d.id == besluit.doel), None)
    maat = maten().get(doel.maat) if doel and doel.maat else None
    _besluiten.bewaar_besluit(staatmap(store), laad_regios()[regio], maat, besluit)


def notities(store: Store, doel: str) -> list[Notitie]:
    """The notes on a goal, newest first."""
    return _besluiten.notities(staatmap(store), doel)


def bewaar_notitie(store: Store, notitie: Notitie) -> None:
    """Raises Melding; then nothing was saved."""
    _besluiten.bewaar_notitie(staatmap(store), notitie)


def reeks(store: Store, maat_id: str, selectie: Selectie) -> pd.DataFrame:
    """The series of one maat: periode, van, tot, peildatum, <splits>, teller, noemer, waarde, n, laag, hoog,
    voorlopig, reden, eenheid."""
    _ken_maat(maat_id)
    with _rekenaar(store) as rekenaar:
        return rekenaar.reeks(maat_id, selectie).assign(eenheid=maten()[maat_id].unit)


def stand_op(store: Store, maat_id: str, selectie: Selectie, dagen: Sequence[dt.date]) -> pd.DataFrame:
    """A stock on given days, same columns as `reeks`."""
    _ken_maat(maat_id)
    with _rekenaar(store) as rekenaar:
        return rekenaar.op_dagen(maat_id, selectie, tuple(dagen)).assign(eenheid=maten()[maat_id].unit)


def doelen(store: Store, selectie: Selectie) -> list[DoelStand]:
    """Every goal of the chosen region (or of each region with data) with its series and verdict."""
    gekozen = [selectie.regio] if selectie.regio else list(store.regios)
    vandaag, alle = dt.date.today(), regios(store)
    with _rekenaar(store) as rekenaar:
        keuzes = [eigen_keuze(doel, selectie.met(regio=regio)) for regio in gekozen for doel in alle[regio].doelen]
        bekend = geheugen.laad(rekenaar.verbinding, [rekenaar.filters(k) for k in keuzes if k])
        rekenaar = replace(rekenaar, geheugen=bekend)
        return [doelstand(rekenaar, doel, selectie.met(regio=regio), vandaag)
                for regio in gekozen for doel in alle[regio].doelen]


def sluitende_stand(store: Store, selectie: Selectie, typen: tuple[str, ...]) -> pd.DataFrame:
    """periode, van, tot, <splits>, begin, instroom, overgenomen, uitstroom, overgedragen, eind, verschil."""
    with _rekenaar(store) as rekenaar:
        return _sluitend(rekenaar, tabellen_van_maten(), selectie, typen, maten()["jb_stand"])


def duurverdeling(store: Store, maat_id: str, selectie: Selectie) -> pd.DataFrame:
    """periode, klasse, aantal: what ended in each period, by class of duration."""
    with _rekenaar(store) as rekenaar:
        return duren.verdeling(rekenaar, maat_id, selectie)


def overleving(store: Store, selectie: Selectie, maat_id: str = "ots_duur_km") -> pd.DataFrame:
    """cohort, dag, overleving, laag, hoog, in_risico, mediaan: Kaplan-Meier by period of inflow."""
    with _rekenaar(store) as rekenaar:
        return duren.overlevingscurven(rekenaar, maat_id, selectie)


def toelichting(store: Store, maat_id: str, selectie: Selectie) -> dict:
    """What is behind a figure: definitie, n, uitgesloten [(reden, aantal)], sql, gegevens_tm, herzien_voor."""
    maat = _ken_maat(maat_id)
    with _rekenaar(store) as rekenaar:
        gevonden = rekenaar.reeks(maat_id, selectie.met(splits=()))
        bekend = gevonden[gevonden["n"].notna()]
        compleet = all(t in rekenaar.dekking for t in maat.tables)
        return {"definitie": maat.definition, "n": int(bekend["n"].iloc[-1]) if len(bekend) else 0,
                "uitgesloten": resultaten.uitgesloten(rekenaar.verbinding, maat),
                "sql": replace(rekenaar, catalogus=load_catalogus()).sql(maat_id, selectie),
                "gegevens_tm": rekenaar.tm(maat) if compleet else None, "herzien_voor": maat.next_review}


def bereken(store: Store, selectie: Selectie, *, maat_ids: Sequence[str] = (), doel_ids: Sequence[str] = (),
            alles: bool = False, peildata: Sequence[dt.date] = (), beschermd: bool = False) -> pd.DataFrame:
    """One row per result, the columns of the command `bereken` (resultaten.KOLOMMEN). `beschermd`: as it may be
    shared outside the organisation."""
    for maat_id in maat_ids:
        _ken_maat(maat_id)
    hier = frozenset(r.id for r in doelregios(selectie.regio)) if selectie.regio else frozenset()
    with _rekenaar(store) as rekenaar:
        return resultaten.bereken(rekenaar, regios(store), hier, selectie, maat_ids=tuple(maat_ids),
                                  doel_ids=tuple(doel_ids), alles=alles, peildata=tuple(peildata),
                                  beschermd=beschermd)


def zonder_cijfer(store: Store, selectie: Selectie, frame: pd.DataFrame) -> dict[str, str]:
    """Why the goals of a frame of `bereken` that have no figure at all have none: goal -> one sentence."""
    gevuld = frame[frame["doel"].notna()].groupby("doel", sort=False)["waarde"].count()
    leeg = set(gevuld[gevuld == 0].index)
    if not leeg:
        return {}
    in_document = {t["doel"] for t in _trendcijfers()}
    with _rekenaar(store) as rekenaar:
        return {d.id: reden(d, doelstand(rekenaar, d, selectie.met(regio=selectie.regio or r.id), dt.date.today()),
                            maten(), d.id in in_document)
                for r in regios(store).values() for d in r.doelen if d.id in leeg}


def importeer(pad: Path | None, bronnen: Sequence[str | Path], *, leverancier: str | None = None,
              van: dt.date | None = None, tm: dt.date | None = None, antwoorden: dict | None = None,
              voortgang=None) -> Verslag:
    """Loads files, folders or databases into a store. Raises Melding; then nothing has changed."""
    alle = [d for r in regios().values() for d in r.doelen]
    ids, percentages = frozenset(d.id for d in alle), frozenset(d.id for d in alle if d.eenheid == "aandeel")
    gemiddelden = frozenset(d.id for d in alle if d.eenheid in ("cijfer", "dagen", "maanden"))
    return inlezen(Path(pad or EIGEN), bronnen, bouw, _klaarzetten, leverancier=leverancier, van=van, tm=tm,
                   antwoorden=antwoorden, doelen=ids, percentages=percentages, gemiddelden=gemiddelden,
                   voortgang=voortgang)


def herken(bronnen: Sequence[str | Path], *, leverancier: str | None = None, antwoorden: dict | None = None
           ) -> list[RuweTabel]:
    """What would be read, without importing: tables, columns, questions."""
    return [tabel for bron in bronnen for tabel in lees(bron, leverancier=leverancier, antwoorden=antwoorden)]


def bevindingen(store: Store) -> pd.DataFrame:
    """Findings of the last import of each table; columns of core.model.schema.BEVINDINGEN."""
    with opslag.lezen(store.pad) as verbinding:
        return verbinding.vraag(
            "select b.* from bevindingen b join (select tabel, max(import_nr) as nr from leveringen group by tabel) l "
            "on b.tabel = l.tabel and b.import_nr = l.nr order by b.afgewezen desc, b.code, b.bestand, b.rij")


def samenvatting_bevindingen(store: Store) -> pd.DataFrame:
    """Findings per rule: code, ernst, tabel, aantal, melding."""
    return _bevindingen.samenvatting(bevindingen(store))


def taaklijst(store: Store, leverancier: str | None) -> bytes:
    """Excel to-do list for one supplier (or all)."""
    return uitvoer.als_bytes(lambda doel: _bevindingen.taaklijst(bevindingen(store), doel, leverancier))


def leveringen(store: Store) -> pd.DataFrame:
    """Every delivery, newest first."""
    with opslag.lezen(store.pad) as verbinding:
        return verbinding.vraag("select * from leveringen order by id desc")


def sjabloon() -> bytes:
    """An empty workbook: a sheet per table, an explanation, lists to choose from."""
    return uitvoer.als_bytes(sjablonen.schrijf)


def excel(frame: pd.DataFrame, *, titel: str, selectie: Selectie, store: Store, maten: Sequence[Maat] = (),
          doelen: Sequence = ()) -> bytes:
    """A workbook of the frame with its filters, data date and definitions."""
    return uitvoer.excel(frame, titel=titel, regels=_verantwoording(store, selectie), maten=maten, doelen=doelen)


def csv(frame: pd.DataFrame, *, titel: str, selectie: Selectie, store: Store, maten: Sequence[Maat] = (),
        doelen: Sequence = ()) -> bytes:
    """The frame for Excel in Dutch (semicolon, decimal comma), with a line of source and filters below."""
    return uitvoer.csv(frame, titel=titel, regels=_verantwoording(store, selectie), maten=maten)


def maak_voorbeeld(map: Path, **keuzes):
    """A synthetic export in `map`; keywords as core.sources.voorbeeld.maak. Gives its report."""
    from core.sources.voorbeeld import maak

    return maak(map, **keuzes)


def schrijf_bevindingen(pad: Path | None, doel: Path) -> None:
    """The findings of the last import as csv (comma, UTF-8)."""
    bevindingen(open_store(pad or EIGEN)).to_csv(doel, index=False)


def schrijf_resultaten(frame: pd.DataFrame, doel: str, selectie: Selectie, store: Store) -> None:
    """Results to csv (comma, point, UTF-8), xlsx or json by the name of `doel`, or to the screen ("-")."""
    if doel.endswith(".xlsx"):
        gebruikt = [maten()[m] for m in frame["maat"].dropna().unique() if m in maten()]
        inhoud = excel(frame, titel="Kernwaarden", selectie=selectie, store=store, maten=gebruikt)
        Path(doel).write_bytes(inhoud)
    elif doel.endswith(".json"):
        Path(doel).write_text(frame.to_json(orient="records", date_format="iso", force_ascii=False), "utf-8")
    else:
        frame.to_csv(sys.stdout if doel == "-" else doel, index=False)


def filterwaarden(kolom: str, waarden: Sequence[str]) -> tuple[str, ...]:
    """Values of a filter as they are stored: a gemeente by name or code becomes its GM code."""
    waarden = tuple(w.strip() for w in waarden if w.strip())
    if kolom != "gemeente":
        return waarden
    codes = tuple(zoek_gemeente(w)[0] for w in waarden)
    for waarde, code in zip(waarden, codes, strict=True):
        if code is None:
            raise Melding(f"De gemeente {waarde} bestaat niet: geef een naam of een code zoals GM0505.")
    return codes


def controleer_keuze(regio: str | None, splits: Sequence[str], filters: Sequence[str]) -> None:
    """Raises Melding when a region or column of a question does not exist."""
    if regio and regio not in regios():
        raise Melding(f"De regio {regio} bestaat niet: kies uit {', '.join(regios())}.")
    bekend = sorted({k for m in maten().values() for k in m.dimensions})
    for kolom in (*splits, *filters):
        if kolom not in bekend:
            raise Melding(f"De kolom {kolom} kan niet gekozen worden: kies uit {', '.join(bekend)}.")


def oordeel_over_reeks(pad: Path, basis: str, doel: str, richting: str) -> dict:
    """The verdict on any series in a csv; see core.engine.oordeel.reeks."""
    from core.engine.oordeel.reeks import oordeel_reeks, parse_anker
    from core.engine.reeksbestand import lees_reeks

    return oordeel_reeks(lees_reeks(pad), parse_anker(basis, "basis"), parse_anker(doel, "doel"), richting)


def doelregios(regio: str) -> tuple[Regio, ...]:
    """The region and the agreements of a wider group of regions that hold for the same gemeenten."""
    codes = set(regios()[regio].codes)
    wijder = (r for r in regios().values() if r.id == "zes" and r.id != regio and codes == set(r.codes))
    return (regios()[regio], *wijder)


def opvragen(store: Store, selectie: Selectie) -> pd.DataFrame:
    """What was asked for, per goal of the region and period: opvraagstand.KOLOMMEN."""
    eerste = [van for van, _ in store.dekking.values() if van]
    van = selectie.van or store.dekking.get("opvragen", (None,))[0] or min(eerste, default=dt.date(2022, 1, 1))
    tm = min(selectie.tot or dt.date.max, dt.date.today())
    gevraagd = tuple(d for r in doelregios(selectie.regio) for d in r.doelen)
    with _rekenaar(store) as rekenaar:
        return opvraagstand(rekenaar.opgaven("opvragen"), gevraagd, regios()[selectie.regio].codes,
                            dt.date(van.year, 1, 1), tm)


def opvraagformulier(store: Store, selectie: Selectie, leverancier: str, *, wie: str = "", alles: bool = False
                     ) -> bytes:
    """The form for one supplier (xlsx): what is missing, or with `alles` every period. `wie`: the GI or provider
    that answers, filled in on every row."""
    stand = opvragen(store, selectie)
    stand = stand[(stand["leverancier"] == leverancier) & (alles | (stand["stand"] != "binnen"))]
    bekend = {d.id: d for r in doelregios(selectie.regio) for d in r.doelen}
    kolom = {"gi": wie} if wie in store.gis else {"aanbieder": wie} if wie else {}
    vandaag = dt.date.today()
    regels = [Regel(bekend[r.doel], r.van or dt.date(vandaag.year, 1, 1), r.tot or vandaag, **kolom)
              for r in stand.itertuples()]
    return formulier(regels, regio=regios()[selectie.regio].naam, leverancier=leverancier, wie=wie)


def mijlpalen(store: Store, selectie: Selectie) -> pd.DataFrame:
    """Every milestone of the region: mijlpaalstand.KOLOMMEN."""
    eigen = tuple(d for r in doelregios(selectie.regio) for d in r.doelen)
    with _rekenaar(store) as rekenaar:
        rijen = mijlpaalstand(rekenaar.opgaven("mijlpalen"), eigen, dt.date.today())
    gekozen = selectie.filter("gi")
    return rijen[rijen["gi"].isna() | rijen["gi"].isin(gekozen)].reset_index(drop=True) if gekozen else rijen


def dekking(store: Store, regio: str | None = None) -> pd.DataFrame:
    """Every goal of a region (None: of all regions), with its figure or why there is none:
    core.reports.dekking.KOLOMMEN."""
    gekozen = [r for r in regios(store).values() if regio in (None, r.id)]
    standen = {r.id: doelen(store, Selectie(regio=r.id)) for r in gekozen}
    return _dekking(gekozen, standen, maten(), _trendcijfers())


def trendcijfers() -> pd.DataFrame:
    """The figures that a document prints itself: doel, reeks, periode, gebied, waarde, eenheid."""
    return pd.DataFrame(_trendcijfers()).astype({"waarde": "float64"})


def _verantwoording(store: Store, selectie: Selectie) -> list[tuple[str, str]]:
    namen = {g.code: g.naam for r in regios().values() for g in r.gemeenten}
    return uitvoer.verantwoording(selectie, regios(), namen, store.gegevens_tm, store.is_voorbeeld)


def _ken_maat(maat_id: str) -> Maat:
    if maat_id not in maten():
        raise Melding(f"De maat {maat_id} bestaat niet: kijk op de pagina Verantwoording welke maten er zijn.")
    return maten()[maat_id]


@functools.cache
def _catalogus():
    return vastgelegd(load_catalogus())


def _klaarzetten(verbinding) -> None:
    """The series of the goals, worked out once for the selections that are asked most; a small store answers
    fast enough without."""
    verbinding.voer_uit(f"drop table if exists {geheugen.TABEL}")
    if verbinding.vraag("select coalesce(sum(geaccepteerd), 0) as n from leveringen")["n"][0] < KLAARZETTEN_VANAF:
        return
    dekking = {r.tabel: Dekking(_dag(r.van), _dag(r.tm), r.van_vast) for r in verbinding.vraag(DEKKING).itertuples()}
    rekenaar = Rekenaar(_catalogus(), verbinding, dekking, {r.id: r.codes for r in regios().values()})
    codes = set(_waarden(verbinding, "gemeente"))
    frames = [frame for regio in regios().values() if codes & set(regio.codes)
              for frame in geheugen.klaarzetten(rekenaar, regio, eigen_keuze)]
    if frames:
        verbinding.laad_frame(geheugen.TABEL, pd.concat(frames, ignore_index=True).reset_index(names="volgorde"))
    sqlgeheugen.bewaar(EIGEN)


def bouw(verbinding, tabellen: set[str] | None = None) -> None:
    """Everything that the figures are read from, made anew from what was delivered; or only these tables, when no
    maat reads them."""
    if tabellen is not None:
        bouw_tabellen(verbinding, tabellen)
        return
    sqlgeheugen.laad(EIGEN)
    bouw_tabellen(verbinding)
    leg_vast(verbinding, load_catalogus())
    verbinding.maak("programma", f"select '{sqlgeheugen.vingerafdruk()}' as vingerafdruk")
    sqlgeheugen.bewaar(EIGEN)


@contextmanager
def _rekenaar(store: Store) -> Iterator[Rekenaar]:
    dekking = {t: Dekking(van, tm, t in store.van_vast) for t, (van, tm) in store.dekking.items()}
    sqlgeheugen.laad(EIGEN)
    with opslag.lezen(store.pad) as verbinding:
        yield Rekenaar(_catalogus(), verbinding, dekking, {r.id: r.codes for r in regios().values()})
    sqlgeheugen.bewaar(EIGEN)


@functools.lru_cache(maxsize=64)
def _werk_bij(pad: Path, versie: str) -> None:
    """A store made by another version of the program is built anew from its deliveries, once."""
    if not _is_oud(pad):
        return
    with opslag.alleen(pad):
        if _is_oud(pad):  # another session may have done it while this one waited
            opslag.schrijven(pad, lambda verbinding: (bouw(verbinding), _klaarzetten(verbinding)))


def _is_oud(pad: Path) -> bool:
    with opslag.lezen(pad) as verbinding:
        gemaakt = verbinding.vraag("select vingerafdruk from programma")["vingerafdruk"][0]
    return gemaakt != sqlgeheugen.vingerafdruk()


@functools.lru_cache(maxsize=16)
def _beschrijf(pad: Path, versie: str) -> Store:
    with opslag.lezen(pad) as verbinding:
        gevuld = verbinding.vraag(DEKKING)
        waarden = {kolom: _waarden(verbinding, kolom) for kolom in ("gemeente", "gi", "segment")}
        paren = verbinding.vraag(" union ".join(
            f'select distinct "gi", "gemeente" from "{t.naam}" where "gi" is not null' for t in TABELLEN.values()
            if {"gi", "gemeente"} <= set(t.opslag) and t.naam != "opvragen"))
    dekking = {r.tabel: (_dag(r.van), _dag(r.tm)) for r in gevuld.itertuples()}
    codes = set(waarden["gemeente"])
    met_gegevens = tuple(r.id for r in regios().values() if r.id != "zes" and codes & set(r.codes))
    return Store(pad, versie, bool(len(gevuld)) and bool(gevuld["voorbeeld"].all()), dekking, waarden["gemeente"],
                 waarden["gi"], waarden["segment"], met_gegevens,
                 frozenset(paren.itertuples(index=False, name=None)),
                 van_vast=frozenset(gevuld.loc[gevuld["van_vast"].astype(bool), "tabel"]))


def _waarden(verbinding, kolom: str) -> tuple[str, ...]:
    delen = [f'select distinct "{kolom}" as w from "{t.naam}"' for t in TABELLEN.values()
             if kolom in t.opslag and t.naam not in ("bevolking", "opvragen", "mijlpalen")]
    gevonden = verbinding.vraag(f"select distinct w from ({' union '.join(delen)}) where w is not null order by w")
    return tuple(gevonden["w"])


def _dag(x) -> dt.date | None:
    return None if pd.isna(x) else pd.Timestamp(x).date()


def _voorbeeld_store() -> Path:
    """The shipped example, imported once into a hidden folder beside the user's own data."""
    bronnen = sorted(p for p in VOORBEELD.glob("*") if p.suffix in (".csv", ".parquet", ".xlsx"))
    merk = "-".join(str(p.stat().st_size) for p in bronnen)
    pad = EIGEN / ".voorbeeld"
    if not _is_voorbeeld(pad, merk):
        with opslag.alleen(pad):
            if not _is_voorbeeld(pad, merk):
                for oud in (p for p in pad.glob("*") if p.name != "slot"):
                    oud.unlink()
                inlezen(pad, [VOORBEELD], bouw, _klaarzetten, voorbeeld=True)
                (pad / "kenmerk").write_text(merk, "ascii")
    return pad


def _is_voorbeeld(pad: Path, merk: str) -> bool:
    kenmerk = pad / "kenmerk"
    return kenmerk.exists() and kenmerk.read_text("ascii") == merk and opslag.huidig_bestand(pad) is not None
