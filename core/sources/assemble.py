"""Puts the parts of iJw messages together to trajecten: of all deliveries at once, whatever the order they came in.

An allocation is known by gemeente, aanbieder, child and number (where that is missing: product and first day). Its
newest version says when it ends; a version that deletes it takes everything away. A start or stop that is taken back
(status 3) takes away only what has its own key: the allocation and the first day, and for a stop whether it is
temporary (reden 20). Every start that is left is a period of the traject; a stop ends the one with its first day. A
period without a stop ends with its allocation, once the data run that far, and is reported.
"""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from core.model.arrow import arrow_schema
from core.model.berichten import BERICHTEN, BLAD, VERVALLEN, VERWIJDERD
from core.model.schema import TABELLEN
from core.model.wording import getal
from core.sources.bevindingen import Verzamelaar
from core.sources.columns.convert import Geconverteerd, waarden_van
from core.sources.kwaliteit import Context, masker, regels
from core.sources.raw import BESTAND, Opmerking, RuweTabel

BRON = "bron_berichten"
EINDE_TOEWIJZING = "T209"
_TRAJECT = TABELLEN["trajecten"]
_WIE = ("gemeente", "aanbieder", "jeugdige", "sleutel")
_INHOUD = tuple(k for k in BERICHTEN.opslag if k not in ("levering", "import_nr", "bron_rij"))


def _same(a: str, b: str, *kolommen: str) -> str:
    return " and ".join(f"{a}.{k} is not distinct from {b}.{k}" for k in (*_WIE, *kolommen))


_EEN_KEER = f"""
    select * from {BRON} where levering not in (select id from leveringen where ingetrokken)
    qualify row_number() over (partition by {", ".join(_INHOUD)}
    order by import_nr, levering, bron_rij) = 1"""
_NUMMER = """
    select gemeente, aanbieder, jeugdige, kenmerk, min(toewijzingnummer) as nr from een_keer
    where toewijzingnummer is not null group by all having count(distinct toewijzingnummer) = 1"""
_DELEN = """
    select e.* exclude (toewijzingnummer), coalesce(e.toewijzingnummer, n.nr) as nummer,
    coalesce(e.toewijzingnummer, n.nr, e.kenmerk) as sleutel, coalesce(e.herroepen, false) as weg,
    coalesce(e.dagtekening, date '0001-01-01') as dag,
    {'import_nr': e.import_nr, 'levering': e.levering, 'bron_rij': e.bron_rij} as plek
    from een_keer e left join nummers n using (gemeente, aanbieder, jeugdige, kenmerk)"""
# The newest version, by the day and time of the allocation: as text, so that equal times fall the same way always.
_TOEWIJZINGEN = f"""
    select {", ".join(_WIE)}, arg_max({{'einde': toewijzing_einde, 'ingang': ingangsdatum, 'reden': reden_wijziging}},
    orde) as nu, arg_max(referentie, orde) as referentie, max(plek) as plek,
    min(toewijzingsdatum) as toewijzingsdatum from (select *, concat_ws(' ', coalesce(toewijzingsdatum, dag),
    coalesce(toewijzingstijd, ''), dag, coalesce(reden_wijziging, ''), coalesce(toewijzing_einde, date '9999-12-31'))
    as orde from delen where deel = 'toewijzing') group by all"""
_OVER_ALLES = f"""
    select {", ".join(_WIE)}, max(nummer) as nummer, max(import_nr) as import_nr,
    arg_max(productcategorie, {{'d': dag, 'w': productcategorie}}) as productcategorie,
    arg_max(productcode, {{'d': dag, 'w': productcode}}) as productcode
    from delen where deel <> 'verzoek' group by all"""
# On the last day that a key is named both sent and taken back, what was sent more often is there.
_STAAT = f"""
    select {", ".join(_WIE)}, deel, begindatum, deel = 'stop' and reden_einde is not distinct from '20' as tijdelijk,
    max(dag) filter (not weg) as erbij, coalesce(max(dag) filter (weg), date '0001-01-01' - interval 1 day) as eraf,
    max({{'dag': dag, 'einde': einddatum, 'reden': reden_einde}}) filter (not weg) as nu, max(plek) filter (not weg)
    as plek from delen where deel in ('start', 'stop') group by all
    having erbij > eraf or (erbij = eraf and count(*) filter (not weg) > count(*) filter (weg))"""
_STOPPEN = f"""
    select * from staat where deel = 'stop' qualify row_number() over (partition by {", ".join(_WIE)}, begindatum
    order by tijdelijk, nu desc) = 1"""
# A stop whose first day is that of no start ends the running period before it; else it is a period of its own.
_LOSSE_STOPPEN = f"""
    select o.*, p.begindatum as van_start, row_number() over (partition by {", ".join(f"o.{k}" for k in _WIE)},
    p.begindatum order by o.nu desc) as rang
    from (select * from stoppen t where not exists (select 1 from staat s where s.deel = 'start' and
    {_same("s", "t", "begindatum")})) o
    asof left join (select * from staat s where s.deel = 'start' and not exists (select 1 from stoppen t where
    {_same("s", "t", "begindatum")})) p
    on {" and ".join(f"o.{k} = p.{k}" for k in _WIE)} and o.nu.einde >= p.begindatum"""
_PERIODEN = f"""
    select {", ".join(f"s.{k}" for k in _WIE)}, s.begindatum, t.nu.einde as einde, t.nu.reden as reden,
    greatest(s.plek, coalesce(t.plek, s.plek)) as plek from staat s left join (select * exclude (rang) replace
    (van_start as begindatum) from losse_stoppen where van_start is not null and rang = 1 union all by name select
    * exclude (begindatum), begindatum, null::date as van_start from stoppen) t on {_same("s", "t", "begindatum")}
    where s.deel = 'start'
    union all select {", ".join(_WIE)}, begindatum, nu.einde, nu.reden, plek from losse_stoppen
    where van_start is null or rang > 1"""
_VERZOEKEN = """
    select gemeente, aanbieder, jeugdige, referentie, arg_max(verwijzer, {'d': dag, 'w': verwijzer}) as verwijzer
    from delen where deel = 'verzoek' and referentie is not null group by all"""
_WEG = f"coalesce(t.nu.reden = '{VERWIJDERD}' or (t.nu.reden = '{VERVALLEN}' and t.nu.einde <= t.nu.ingang), false)"
_TRAJECTEN = f"""
    select a.jeugdige, a.gemeente, a.aanbieder, a.productcategorie, a.productcode, v.verwijzer,
    a.nummer as toewijzingnummer, t.toewijzingsdatum, p.begindatum,
    coalesce(p.einde, case when p.begindatum is not null and t.nu.einde <= m.tm then t.nu.einde end) as einddatum,
    p.reden as reden_einde, a.import_nr, coalesce(p.plek, t.plek) as plek, {_WEG} as verwijderd,
    p.einde is null and p.begindatum is not null and coalesce(t.nu.einde <= m.tm, false) as door_toewijzing
    from over_alles a left join toewijzingen t on {_same("a", "t")} left join perioden p on {_same("a", "p")}
    left join verzoeken v on a.gemeente = v.gemeente and a.aanbieder = v.aanbieder and a.jeugdige = v.jeugdige
    and t.referentie = v.referentie
    cross join (select max(tm) as tm from leveringen where blad = '{BLAD}' and not coalesce(ingetrokken, false)) m
    where t.plek is not null or p.plek is not null"""
_STAPPEN = {
    "een_keer": _EEN_KEER,
    "nummers": _NUMMER,
    "delen": _DELEN,
    "toewijzingen": _TOEWIJZINGEN,
    "over_alles": _OVER_ALLES,
    "staat": _STAAT,
    "stoppen": _STOPPEN,
    "losse_stoppen": _LOSSE_STOPPEN,
    "perioden": _PERIODEN,
    "verzoeken": _VERZOEKEN,
    "trajecten": _TRAJECTEN,
}


def assembled(verbinding) -> pa.Table:
    """Every traject that the parts in the store make: the columns of bron_trajecten, `verwijderd` (its allocation is
    deleted) and `door_toewijzing` (it ends with its allocation, nobody reported a stop)."""
    stappen = ", ".join(f"{naam} as ({sql})" for naam, sql in _STAPPEN.items())
    rest = [f"null::{_SQL[v]} as {k}" for k, v in _TRAJECT.opslag.items() if k not in _GEMAAKT]
    return verbinding.arrow(
        f"with {stappen} select * exclude (plek), plek.levering as levering, plek.bron_rij as "
        f"bron_rij, {', '.join(rest)} from trajecten order by all"
    )


_SQL = {"string": "varchar", "date": "date", "boolean": "boolean", "int32": "integer"}
_GEMAAKT = frozenset(
    {
        "jeugdige",
        "gemeente",
        "aanbieder",
        "productcategorie",
        "productcode",
        "verwijzer",
        "toewijzingnummer",
        "toewijzingsdatum",
        "begindatum",
        "einddatum",
        "reden_einde",
        "import_nr",
        "levering",
        "bron_rij",
    }
)


def rebuild(verbinding, context: Context) -> tuple[pa.Table, pa.Table, pa.Table]:
    """Makes the trajecten of messages in bron_trajecten anew; gives the rows that count, those that a rule rejects (a
    stop before its start) and those of allocations that were deleted."""
    alles = assembled(verbinding)
    over = alles.filter(pc.invert(alles["verwijderd"]))
    slecht = np.zeros(over.num_rows, dtype=bool)
    for regel in regels():
        if regel.vind and regel.ernst == "fout" and "trajecten" in regel.tabellen:
            slecht |= masker(regel.vind(over, context)).to_numpy(zero_copy_only=False)
    goed = over.filter(pa.array(~slecht))
    verbinding.execute(f"delete from bron_trajecten where levering in (select levering from {BRON})")
    schema = arrow_schema(_TRAJECT.opslag)
    verbinding.add("bron_trajecten", goed.select(schema.names).cast(schema))
    return goed, over.filter(pa.array(slecht)), alles.filter(alles["verwijderd"])


def ensure_table(verbinding) -> None:
    """A store of before has no table of parts."""
    if BRON not in verbinding.tabellen():
        verbinding.load(BRON, arrow_schema(BERICHTEN.opslag).empty_table())


def put_together(
    verbinding, leveringen: list[dict], import_nr: int, context: Context
) -> tuple[list[Geconverteerd], list[Opmerking]]:
    """Rebuilds after an import: per delivery of messages of it the trajecten that it touched, with their findings
    (rejected rows are taken off its accepted ones), and what the user has to know about requests and deletions."""
    nieuw = [lv for lv in leveringen if lv["blad"] == BLAD and lv["tabel"] == "trajecten"]
    if not nieuw:
        return [], []
    goed, slecht, weg = rebuild(verbinding, context)
    delen = []
    for lv in nieuw:
        eigen, mis = (t.filter(pc.equal(t["levering"], lv["id"])) for t in (goed, slecht))
        lv["geaccepteerd"], lv["afgewezen"] = lv["geaccepteerd"] - mis.num_rows, lv["afgewezen"] + mis.num_rows
        verbinding.execute(f"update leveringen set afgewezen = {lv['afgewezen']} where id = {lv['id']}")
        rijen = eigen.select([k for k in _TRAJECT.opslag if k not in ("levering", "import_nr")])
        delen.append(
            Geconverteerd(
                lv["bron"],
                lv["blad"],
                "trajecten",
                rijen,
                _bevindingen(lv, eigen, mis, context),
                0,
                mis.num_rows,
                tm=lv["tm"],
                leverancier=lv["leverancier"],
            )
        )
    return delen, _opmerkingen(verbinding, import_nr, weg.filter(pc.equal(weg["import_nr"], import_nr)).num_rows)


def _bevindingen(lv: dict, goed: pa.Table, slecht: pa.Table, context: Context) -> pa.Table:
    gevonden = []
    for rijen, ernsten in ((slecht, ("fout",)), (goed, ("waarschuwing", "melding"))):
        rijen = rijen.combine_chunks()
        wie = rijen["aanbieder"].combine_chunks() if rijen.num_rows else pa.array([], pa.string())
        verzamelaar = Verzamelaar(lv["bron"], lv["blad"], "trajecten", rijen["bron_rij"].to_numpy(), wie)
        for regel in regels():
            if regel.vind and regel.ernst in ernsten and "trajecten" in regel.tabellen:
                raak = masker(regel.vind(rijen, context)).to_numpy(zero_copy_only=False)
                kolom = _TRAJECT.kolom(regel.veld("trajecten"))
                verzamelaar.rijen(regel.code, kolom.naam, np.flatnonzero(raak), waarden_van(rijen, kolom))
        if "waarschuwing" in ernsten:
            raak = np.flatnonzero(rijen["door_toewijzing"].to_numpy(zero_copy_only=False))
            verzamelaar.rijen(EINDE_TOEWIJZING, "einddatum", raak, waarden_van(rijen, _TRAJECT.kolom("einddatum")))
        gevonden.append(verzamelaar.tabel())
    return pa.concat_tables(gevonden)


_WACHT = f"""
    select count(*) as n from {BRON} v where deel = 'verzoek' and import_nr = {{nr}} and not exists (select 1 from
    {BRON} t where t.deel = 'toewijzing' and t.gemeente = v.gemeente and t.aanbieder = v.aanbieder and t.jeugdige =
    v.jeugdige and t.referentie = v.referentie)"""


def _opmerkingen(verbinding, import_nr: int, weg: int) -> list[Opmerking]:
    los = int(verbinding.vraag(_WACHT.format(nr=import_nr))["n"][0])
    uit = []
    if weg:
        wat = "toewijzing is" if weg == 1 else "toewijzingen zijn"
        uit.append(
            Opmerking(
                "toewijzing_verwijderd", f"{getal(weg)} {wat} door een later bericht verwijderd en tellen niet mee."
            )
        )
    if los:
        wat = "verzoek (JW315) wacht" if los == 1 else "verzoeken (JW315) wachten"
        uit.append(
            Opmerking(
                "verzoek_wacht",
                f"{getal(los)} {wat} nog op een toewijzing (JW301) en telt nog niet als "
                "traject. Lever de toewijzingen erbij, dan worden ze verbonden.",
            )
        )
    return uit


def store_name(tabel: str) -> str:
    """The table that a delivery is of, for whoever looks at deliveries."""
    return "trajecten" if tabel == BERICHTEN.naam else tabel


def name_all(bevindingen: pa.Table, ruwe: list[RuweTabel]) -> pa.Table:
    """Findings about messages name the message and the place of the part in it, instead of the row of all parts."""
    for ruw in ruwe:
        if BESTAND in ruw.data.column_names:
            van = pc.and_(
                pc.equal(bevindingen["bestand"], ruw.bestand),
                pc.is_in(bevindingen["tabel"], pa.array([ruw.tabel, store_name(ruw.tabel)])),
            )
            deel = bevindingen.filter(van)
            bevindingen = pa.concat_tables([bevindingen.filter(pc.invert(van)), _name_messages(deel, ruw)])
    return bevindingen


def _name_messages(bevindingen: pa.Table, ruw: RuweTabel) -> pa.Table:
    bestanden, nummers = ruw.data[BESTAND].combine_chunks(), ruw.data["__rij__"].combine_chunks()
    plaats = pc.index_in(bevindingen["rij"], value_set=nummers)
    codes = bestanden.dictionary_encode().indices.to_numpy()
    begin = np.r_[True, codes[1:] != codes[:-1]]
    binnen = np.arange(len(codes)) - np.maximum.accumulate(np.where(begin, np.arange(len(codes)), 0)) + 1
    nieuw = {
        "bestand": pc.coalesce(bestanden.take(plaats), bevindingen["bestand"]),
        "rij": pc.coalesce(pa.array(binnen, pa.int32()).take(plaats), bevindingen["rij"]),
        "tabel": pa.array([store_name(ruw.tabel)] * bevindingen.num_rows, pa.string()),
    }
    for naam, kolom in nieuw.items():
        bevindingen = bevindingen.set_column(bevindingen.column_names.index(naam), naam, kolom)
    return bevindingen
