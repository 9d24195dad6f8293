"""`python -m core meet`: how fast it is, as ratios against baselines measured in the same run.

The baselines are what one would write without this program: pandas with openpyxl for reading, and SQL by hand on
the same store for the figures of the page Overzicht. No figure here fails a build: a busy machine is no mistake.
"""

import os
import statistics
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from lxml import etree

from core import dashboard
from core.model.selectie import Selectie
from core.store import versions

RIJEN = 100_000
BERICHTEN = 100_000
STANDEN = (
    "type in ('11','12','21','22','23')",
    "type = '11'",
    "type in ('21','22','23')",
    "type in ('41','42','50','51','61','62','63')",
)


def benchmark(schaal: str) -> None:
    """Prints a table: what, ours (s), baseline (s), ratio."""
    with tempfile.TemporaryDirectory(prefix="kernwaarden-meet-") as klad:
        regels = [_xlsx(Path(klad)), _berichten(Path(klad))]
        view = _view(Path(klad), schaal)
        regels += [_overzicht(view), _filter(view), *_watals(view)]
        toets = _terugtoets(view)
    print(
        pd.DataFrame(regels, columns=["wat", "ons (s)", "vergelijk (s)", "verhouding", "vergeleken met"]).to_string(
            index=False, float_format=lambda x: f"{x:.3f}"
        )
    )
    print(
        "\nTerugtoets: fout van de simulatie als deel van die van twee eenvoudige voorspellingen, en welk deel van "
        "de uitkomsten in het interval van 80% lag"
    )
    print(toets.to_string(index=False, float_format=lambda x: f"{x:.2f}"))


def _tijd(doe: Callable[[], object], keer: int = 3) -> float:
    """Median wall-clock seconds."""
    tijden = []
    for _ in range(keer):
        begin = time.perf_counter()
        doe()
        tijden.append(time.perf_counter() - begin)
    return statistics.median(tijden)


def _xlsx(klad: Path) -> tuple:
    begin = pd.Timestamp("2019-01-01")
    frame = pd.DataFrame(
        {
            "jeugdige": [f"J{i:07d}" for i in range(RIJEN)],
            "gemeente": next(code for regio in dashboard.regios().values() for code in regio.codes),
            "gi": "GI Noord",
            "type": "11",
            "begindatum": [begin + pd.Timedelta(days=i % 2500) for i in range(RIJEN)],
            "einddatum": [begin + pd.Timedelta(days=i % 2500 + 200) for i in range(RIJEN)],
            "reden_einde": "04",
            "aanmelddatum": begin,
        }
    )
    pad = klad / "maatregelen.xlsx"
    frame.to_excel(pad, sheet_name="maatregelen", index=False, engine="xlsxwriter")
    ons = _tijd(lambda: dashboard.recognise([pad]), 1)
    ander = _tijd(lambda: pd.read_excel(pad, engine="openpyxl"), 1)
    return (
        f"xlsx lezen, {RIJEN:,} rijen".replace(",", "."),
        ons,
        ander,
        ander / ons,
        "pandas met openpyxl (keer sneller)",
    )


_BERICHT = (
    '<?xml version="1.0" encoding="utf-8"?><Bericht xmlns="http://www.istandaarden.nl/ijw/3_2/jw305/schema"><Header>'
    "<BerichtCode>436</BerichtCode><BerichtVersie>3</BerichtVersie><BerichtSubversie>2</BerichtSubversie>"
    "<Afzender>12345678</Afzender><Ontvanger>{gemeente}</Ontvanger><BerichtIdentificatie><Identificatie>{i}"
    "</Identificatie><Dagtekening>2024-01-20</Dagtekening></BerichtIdentificatie></Header><Client><Bsn>9{i:08d}</Bsn>"
    "<Geboortedatum><Datum>2012-03-04</Datum></Geboortedatum><Geslacht>1</Geslacht><StartProducten><StartProduct>"
    "<ToewijzingNummer>{i}</ToewijzingNummer><Product><Categorie>45</Categorie><Code>45A01</Code></Product>"
    "<ToewijzingIngangsdatum>2024-01-01</ToewijzingIngangsdatum><Begindatum>2024-01-15</Begindatum>"
    "<StatusAanlevering>1</StatusAanlevering></StartProduct></StartProducten></Client></Bericht>"
)


def _berichten(klad: Path) -> tuple:
    """Reading and recognising them against only parsing them."""
    gemeente = next(code for regio in dashboard.regios().values() for code in regio.codes).removeprefix("GM")
    pad = klad / "berichten.zip"
    with zipfile.ZipFile(pad, "w", zipfile.ZIP_DEFLATED) as zip_:
        for i in range(BERICHTEN):
            zip_.writestr(f"{i}.xml", _BERICHT.format(i=i, gemeente=gemeente))

    def parse() -> None:
        lezer = etree.XMLParser(resolve_entities=False, no_network=True)
        with zipfile.ZipFile(pad) as zip_:
            for naam in zip_.namelist():
                etree.fromstring(zip_.read(naam), lezer)

    ons, ander = _rekentijd(lambda: dashboard.recognise([pad])), _rekentijd(parse)
    return (
        f"zip met {BERICHTEN:,} iJw-berichten".replace(",", "."),
        ons,
        ander,
        ander / ons,
        "lxml dat alleen ontleedt (deel van die snelheid)",
    )


def _rekentijd(doe: Callable[[], object]) -> float:
    """Seconds of processor time, of child processes as well: a busy machine stretches the clock."""
    begin = os.times()
    doe()
    return sum(b - a for a, b in zip(begin[:4], os.times()[:4], strict=True))


def _view(klad: Path, schaal: str) -> dashboard.View:
    dashboard.make_voorbeeld(klad / "export", schaal=schaal)
    begin = time.perf_counter()
    dashboard.import_sources(klad / "store", [klad / "export"])
    print(f"Import van een export op schaal {schaal}: {time.perf_counter() - begin:.1f} s")
    return dashboard.open_view(dashboard.LOKAAL, "intern", pad=klad / "store")


def _asked_anew(ask: Callable[[], object]) -> Callable[[], object]:
    """A question as if nobody asked it before."""

    def again() -> object:
        dashboard.MEMORY.clear()
        return ask()

    return again


def _whole(view: dashboard.View) -> Selectie:
    """The region that the export is about."""
    return Selectie(regio=view.store.regios[0])


def _overzicht(view: dashboard.View) -> tuple:
    selectie = _whole(view)
    view.doelen(selectie)
    ons = _tijd(_asked_anew(lambda: view.doelen(selectie)))
    hand = _tijd(lambda: _by_hand(view.store, selectie.regio))
    return "Overzicht, alle doelen van een regio", ons, hand, ons / hand, "een deel ervan in SQL met de hand"


def _filter(view: dashboard.View) -> tuple:
    selectie = _whole(view)
    gemeenten = [g for g in view.store.gemeenten if g in dashboard.regios()[selectie.regio].codes][:3]
    ons = _tijd(lambda: [view.doelen(selectie.with_(gemeente=(g,))) for g in gemeenten], 1)
    hand = _tijd(lambda: _by_hand(view.store, selectie.regio))
    ons /= len(gemeenten)
    return "Overzicht na een andere gemeente", ons, hand, ons / hand, "een deel ervan in SQL met de hand"


def _watals(view: dashboard.View) -> list[tuple]:
    """A scenario with a target in 2030, first and whole, against working it out once for every run."""
    scenario = dashboard.scenarios_vooraf()["minder-uithuisplaatsingen"]
    scenario = scenario.model_copy(
        update={"selectie": scenario.selectie.model_copy(update={"regio": view.store.regios[0]})}
    )
    los = _tijd(lambda: list(view.simulate(scenario, replicaties=1)), 5)
    tijden, begin = {}, time.perf_counter()
    for beeld in view.simulate(scenario):
        tijden[beeld.replicaties] = time.perf_counter() - begin
    return [
        (
            f"Wat-als, {keer} keer {scenario.jaren} jaar",
            tijden[keer],
            keer * los,
            keer * los / tijden[keer],
            "elke keer apart (keer sneller)",
        )
        for keer in (100, scenario.replicaties)
    ]


def _terugtoets(view: dashboard.View) -> pd.DataFrame:
    fouten = view.terugtoets(_whole(view)).fouten
    return pd.DataFrame(
        {
            "maat": fouten["maat"],
            "jaren vooruit": fouten["jaren"],
            "t.o.v. vorig jaar": fouten["fout_simulatie"] / fouten["fout_vorig_jaar"],
            "t.o.v. rechte lijn": fouten["fout_simulatie"] / fouten["fout_lineair"],
            "in het interval": fouten["dekking"],
        }
    )


def _by_hand(store: dashboard.Store, regio: str) -> None:
    """Some thirty figures of the page as an analyst would ask them: a yearly series each, on the same tables."""
    codes = ", ".join(f"'{c}'" for c in dashboard.regios()[regio].codes)
    hier = f"gemeente in ({codes})"
    jaren = "generate_series(2019, 2025)"
    vragen = [
        f"select j, count(*) from {jaren} t(j) join maatregel_verloop v on v.van <= make_date(j, 12, 31) and "
        f"(v.tot is null or v.tot > make_date(j, 12, 31)) where {soort} and {hier} group by j"
        for soort in STANDEN
    ]
    vragen += [
        f"select year({dag}), count(*), avg(date_diff('day', begin, einde) + 1), "
        f"median(date_diff('day', begin, einde) + 1) from maatregel_verloop where {welk} and {soort} and {hier} "
        f"group by 1"
        for soort in STANDEN
        for welk, dag in (("eerste", "begin"), ("laatste", "einde"))
    ]
    vragen += [
        f"select year(begin), count(distinct jeugdige) from uhp_begin where {hier} group by 1",
        f"select year(begin), avg((afstand_km <= 20)::int) from plaatsing_verloop where eerste and {hier} group by 1",
    ]
    kosten = "sum(case when debet_credit = 'C' then -bedrag else bedrag end)"
    for waar in (
        "verwijzer in ('04', '08') or gi is not null",
        "segment = '1'",
        "segment = '2'",
        "segment = '7'",
        "productcategorie in ('43', '44')",
        "productcategorie = '43' and eenheid = '14'",
    ):
        vragen.append(
            f"select year(periode_begin), {kosten}, count(distinct jeugdige) from declaraties where "
            f"(status is null or status = 'toegekend') and ({waar}) and {hier} group by 1"
        )
    for waar in (
        "productcategorie = '41'",
        "groep",
        "ervaringsdeskundige",
        "segment = '1'",
        "segment = '2'",
        "verwijzer = '04'",
        "reden_einde = '31'",
        "productcategorie = '45'",
    ):
        vragen.append(
            f"select year(begindatum), count(distinct jeugdige), count(*) from trajecten where {waar} and "
            f"{hier} group by 1"
        )
    with versions.reading(store.pad) as verbinding:
        for sql in vragen:
            verbinding.vraag(sql)
