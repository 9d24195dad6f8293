"""The command line: `python -m core <opdracht>`. Exit code 0 done, 1 done with rejected rows or missing tables,
2 could not (one Dutch sentence on stderr, no traceback), 3 a question must be answered first (lines `Vraag: ...`)."""

import argparse
import datetime as dt
import os
import sys
from pathlib import Path

from core.arguments import Lezer
from core.lifetime import leave, loading
from core.model.melding import Melding, OpenVragen
from core.model.oordeel import VERBORGEN
from core.model.selectie import PER, Selectie


def main(argumenten: list[str] | None = None) -> int:
    try:
        keuze = _lezer().parse_args(argumenten)
        with loading():
            from core import dashboard  # noqa: F401 - after the words of the command were read: --help is at once
        return keuze.doe(keuze)
    except OpenVragen as vragen:
        for vraag in vragen.vragen:
            print(f"Vraag: {vraag.zin()}", file=sys.stderr)
        print(
            "Er is nog niets bewaard. Geef de antwoorden mee, of leg ze vast in een bestand van de leverancier.",
            file=sys.stderr,
        )
        return 3
    except Melding as melding:
        print(melding, file=sys.stderr)
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        print("Afgebroken; er is niets veranderd.", file=sys.stderr)
    except MemoryError:
        print("Er is te weinig geheugen: kies een kleinere periode of een machine met meer geheugen.", file=sys.stderr)
    except OSError as fout:
        print(
            f"Lezen of schrijven is niet gelukt ({fout.strerror or 'schijffout'}): controleer de map en de ruimte "
            "op de schijf.",
            file=sys.stderr,
        )
    except Exception as fout:  # a mistake of the program, not of the user: no traceback, no data on screen
        if os.environ.get("KERNWAARDEN_FOUTEN"):
            raise
        print(
            f"Er ging iets mis in het programma ({type(fout).__name__}). Er is niets veranderd. Meld dit met de "
            "opdracht die u gaf.",
            file=sys.stderr,
        )
    return 2


def _dag(tekst: str) -> dt.date:
    for vorm in ("%Y-%m-%d", "%d-%m-%Y"):
        try:
            return dt.datetime.strptime(tekst, vorm).date()
        except ValueError:
            continue
    raise Melding(f"{tekst} is geen dag: schrijf jjjj-mm-dd of dd-mm-jjjj.")


def _lezer() -> argparse.ArgumentParser:
    lezer = Lezer(prog="python -m core", description="Kernwaarden-dashboard op de opdrachtregel.")
    delen = lezer.add_subparsers(required=True, metavar="opdracht", parser_class=Lezer)
    _voorbeeld_opties(delen.add_parser("voorbeeld", help="maak een synthetische export"))
    pakket = delen.add_parser("pakket", help="maak een map die met een dubbelklik start, ook zonder internet")
    pakket.add_argument("map", type=Path)
    pakket.add_argument("--voor", required=True, choices=("windows", "macos"))
    pakket.set_defaults(doe=_package)
    _import_options(delen.add_parser("importeer", help="laad bestanden, een map of een database"))
    _resultaten_options(delen.add_parser("bereken", help="reken maten en doelen uit"))
    _rapport_options(delen.add_parser("rapport", help="maak een tafelblad, kwartaalrapport, presentatie of cijferboek"))
    sjabloon = delen.add_parser("sjabloon", help="maak een leeg sjabloon")
    sjabloon.add_argument("bestand", type=Path)
    sjabloon.set_defaults(doe=_sjabloon)
    _oordeel_opties(delen.add_parser("oordeel", help="toets een reeks aan een doel"))
    scenario = delen.add_parser("scenario", help="reken door wat er gebeurt als")
    scenario.add_argument("bestand", type=Path)
    scenario.add_argument("--store", type=Path)
    scenario.add_argument("--regio", help="in plaats van de regio in het bestand")
    _weergave_options(scenario)
    scenario.add_argument("--uit", default="-")
    scenario.set_defaults(doe=_scenario)
    _beheer_opties(delen)
    meet = delen.add_parser("meet", help="meet de snelheid, in verhoudingen")
    meet.add_argument("--schaal", default="regio", choices=("klein", "voorbeeld", "regio", "landelijk"))
    meet.add_argument("--export", type=Path, metavar="MAP", help="een export die er al is, in plaats van een nieuwe")
    meet.add_argument("--tegen", type=Path, metavar="MAP", help="een andere versie van het programma, met zijn .venv")
    meet.add_argument("--uit", type=Path, help="de tabel ook als bestand: .csv, of .md voor een README")
    meet.set_defaults(doe=_benchmark)
    return lezer


def _beheer_opties(delen) -> None:
    controleer = delen.add_parser("controleer", help="kijk of gegevens, sleutel, besluiten en logboek heel zijn")
    controleer.set_defaults(doe=_check)
    opruimen = delen.add_parser("opruimen", help="wis leveringen waarvan de bewaartermijn voorbij is")
    opruimen.add_argument("--alles", action="store_true", help="wis elke levering, en de sleutel")
    opruimen.set_defaults(doe=_clean_up)
    kopie = delen.add_parser("reservekopie", help="maak een kopie van gegevens, besluiten en logboek")
    kopie.add_argument("bestand", type=Path)
    kopie.add_argument("--met-sleutel", action="store_true", help="neem ook de sleutel mee")
    kopie.set_defaults(doe=_reservekopie)
    terug = delen.add_parser("terugzetten", help="zet een reservekopie terug")
    terug.add_argument("bestand", type=Path)
    terug.set_defaults(doe=_restore)
    for p in (controleer, opruimen, kopie, terug):
        p.add_argument("--store", type=Path)


def _voorbeeld_opties(p) -> None:
    p.add_argument("map", type=Path)
    p.add_argument("--regio", help="een regio van data/regios, of alle")
    p.add_argument("--schaal", default="klein", choices=("klein", "voorbeeld", "regio", "landelijk"))
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--xlsx", action="store_true")
    p.add_argument("--vandaag", type=_dag, help="reken alsof het deze dag is")
    p.add_argument(
        "--klaarzetten", type=Path, metavar="MAP", help="zet wat ervan komt klaar in MAP: dan opent het vlug"
    )
    p.set_defaults(doe=_voorbeeld)


def _import_options(p) -> None:
    p.add_argument("bron", nargs="+")
    p.add_argument("--leverancier", help="de afzender, of de naam van een vertaling")
    p.add_argument(
        "--kolom",
        action="append",
        default=[],
        metavar="HUN KOLOM=onze_kolom",
        help='welke kolom het is; "HUN KOLOM=" is niet gebruiken, "=onze_kolom" is niet geleverd',
    )
    p.add_argument("--gi", help="de GI van alle rijen, of: blad, bestand")
    p.add_argument("--gemeente", help="de gemeente van alle rijen, of: blad, bestand")
    p.add_argument("--blad", action="append", default=[], metavar="NAAM=ja|nee", help="of een blad meetelt")
    p.add_argument("--code", action="append", default=[], metavar="onze_kolom:HUN WOORD=code")
    p.add_argument(
        "--sql", action="append", default=[], metavar="NAAM=select ...", help="een vraag aan de database, als tabel"
    )
    p.add_argument("--datums", choices=("dmj", "mdj"), help="volgorde van dag en maand, waar die niet zeker is")
    p.add_argument("--decimaal", choices=("punt", "komma"), help="decimaalteken, waar dat niet zeker is")
    p.add_argument("--nummers", choices=("gedeeld", "eigen"), help="van wie nummers zijn die geen BSN zijn")
    p.add_argument("--namen", choices=("samen", "apart"), help="namen met andere hoofdletters of leestekens")
    p.add_argument("--store", type=Path)
    p.add_argument("--van", type=_dag)
    p.add_argument("--tm", type=_dag)
    vervolg = p.add_mutually_exclusive_group()
    vervolg.add_argument(
        "--vervangt",
        action="store_const",
        const=True,
        default=None,
        dest="vervangt",
        help="wat dezelfde afzender eerder leverde vervalt",
    )
    vervolg.add_argument(
        "--vult-aan",
        action="store_const",
        const=False,
        default=None,
        dest="vervangt",
        help="wat dezelfde afzender eerder leverde blijft meetellen",
    )
    p.add_argument("--bevindingen", type=Path)
    p.set_defaults(doe=_import_sources)


def _resultaten_options(p) -> None:
    p.add_argument("--store", type=Path)
    p.add_argument("--regio")
    p.add_argument("--maat", action="append", default=[])
    p.add_argument("--doel", action="append", default=[])
    p.add_argument("--alles", action="store_true")
    p.add_argument("--per", choices=PER, default="jaar")
    p.add_argument("--van", type=_dag)
    p.add_argument("--tot", type=_dag)
    p.add_argument("--peildatum", type=_dag, action="append", default=[])
    p.add_argument("--splits", default="")
    p.add_argument("--filter", action="append", default=[])
    _weergave_options(p)
    p.add_argument(
        "--engine",
        default="duckdb",
        help="wie rekent: duckdb, postgresql://..., spark-local, spark://HOST:PORT, sc://HOST:PORT of database:NAAM",
    )
    p.add_argument(
        "--werkmap",
        metavar="MAP",
        help="waar Spark zijn tabellen bewaart, zichtbaar voor alle werkers; ze blijven staan",
    )
    p.add_argument("--uit", default="-")
    p.set_defaults(doe=_resultaten)


def _rapport_options(p) -> None:
    p.add_argument("--store", type=Path)
    p.add_argument("--regio")
    p.add_argument("--soort", choices=("tafelblad", "kwartaal", "presentatie", "cijferboek"))
    p.add_argument("--per", choices=PER, help="anders dan het rapport zelf kiest")
    p.add_argument("--van", type=_dag)
    p.add_argument("--tot", type=_dag)
    p.add_argument("--filter", action="append", default=[])
    modus = p.add_mutually_exclusive_group()
    modus.add_argument("--beschermd", action="store_true", help="zoals het gedeeld mag worden (zo is het zonder keuze)")
    modus.add_argument("--intern", action="store_true", help="exacte aantallen")
    p.add_argument("--sjabloon", type=Path, help="een eigen bestand van Word of PowerPoint voor de huisstijl")
    p.add_argument("--uit", type=Path, required=True)
    p.set_defaults(doe=_rapport, splits="")


def _weergave_options(p) -> None:
    modus = p.add_mutually_exclusive_group()
    for keuze, weergave, uitleg in (
        ("--beschermd", "delen", "zoals het gedeeld mag worden"),
        ("--intern", "intern", "exacte aantallen (zo is het zonder keuze)"),
    ):
        modus.add_argument(keuze, dest="weergave", action="store_const", const=weergave, default="intern", help=uitleg)


def _oordeel_opties(p) -> None:
    p.add_argument("reeks", type=Path)
    p.add_argument("--basis", required=True)
    p.add_argument("--doel", required=True)
    p.add_argument("--richting", required=True, choices=("omlaag", "omhoog"))
    p.add_argument("--pad", choices=("recht", "samengesteld"), default="recht")
    p.set_defaults(doe=_oordeel)


def _voorbeeld(keuze) -> int:
    from core import dashboard

    verslag = dashboard.make_voorbeeld(
        keuze.map, regio=keuze.regio, schaal=keuze.schaal, seed=keuze.seed, xlsx=keuze.xlsx, vandaag=keuze.vandaag
    )
    print(
        f"{sum(verslag.rijen.values())} regels in {len(verslag.bestanden)} bestanden in {keuze.map}, van "
        f"{verslag.van:%d-%m-%Y} t/m {verslag.tot:%d-%m-%Y}. Dit zijn geen echte kinderen."
    )
    if keuze.klaarzetten:
        dashboard.ship_voorbeeld(keuze.map, keuze.klaarzetten)
    return 0


def _package(keuze) -> int:
    from core import dashboard

    start = dashboard.make_package(keuze.map, keuze.voor)
    print(f"De map {keuze.map} is klaar. Dubbelklik daarin op '{start.name}' om te starten.")
    return 0


def _view(keuze):
    """The store of the command as it is asked for: exact, unless it is to be shared."""
    from core import dashboard

    return dashboard.open_view(dashboard.LOKAAL, getattr(keuze, "weergave", "intern"), pad=keuze.store)


def _import_sources(keuze) -> int:
    from core import dashboard

    bronnen = [dashboard.from_command(bron) for bron in keuze.bron]
    gegeven = dashboard.read_options(keuze.kolom, keuze.blad, keuze.code, keuze.sql)
    keuzes = dashboard.Keuzes(
        keuze.leverancier,
        keuze.van,
        keuze.tm,
        gi=keuze.gi,
        gemeente=keuze.gemeente,
        datums=keuze.datums,
        decimaal=keuze.decimaal,
        nummers=keuze.nummers,
        namen=keuze.namen,
        vervangt=keuze.vervangt,
        **gegeven,
    )
    verslag = dashboard.import_sources(keuze.store, bronnen, keuzes=keuzes, alleen_nieuw=True)
    maar = ""
    try:
        dashboard.log_import(keuze.store, verslag)
    except Melding as fout:
        if not len(verslag.tabellen):
            raise
        maar = f"De gegevens zijn geladen, maar: {fout}"  # they are stored, so the report goes on
    if verslag.afgewezen:
        print(f"{verslag.afgewezen} van {verslag.gelezen} regels tellen niet mee:", file=sys.stderr)
        for oorzaak, aantal in verslag.oorzaken:
            print(f"  {aantal} keer {oorzaak}", file=sys.stderr)
    for opmerking in verslag.opmerkingen:
        print(opmerking.melding, file=sys.stderr)
    for vraag in verslag.vragen:
        if not vraag.gekozen:
            print(f"Nog te beantwoorden: {vraag.zin()}", file=sys.stderr)
    if len(verslag.tabellen):
        print(verslag.tabellen.to_string(index=False))
    if keuze.bevindingen:
        dashboard.write_bevindingen(_view(keuze), keuze.bevindingen)
    if maar:
        print(maar, file=sys.stderr)
    return 1 if verslag.afgewezen or maar else 0


def _resultaten(keuze) -> int:
    from core import dashboard

    if not (keuze.maat or keuze.doel or keuze.alles):
        raise Melding("Er is niets gevraagd: geef --maat, --doel of --alles.")
    engine = dashboard.from_command(keuze.engine)
    with dashboard.counted_by(dashboard.open_store(keuze.store), engine, keuze.werkmap) as store:
        return _write_resultaten(keuze, dashboard.view_of(store, dashboard.LOKAAL, keuze.weergave))


def _write_resultaten(keuze, view) -> int:
    from core import dashboard

    selectie = _selectie(keuze, dashboard, view.store.gis)

    def ask(view):
        gevraagd = tuple(keuze.maat), tuple(keuze.doel)
        return view.resultaten(selectie, *gevraagd, alles=keuze.alles, peildata=tuple(keuze.peildatum))

    def blad(view) -> dashboard.Blad:
        frame = ask(view)
        gebruikt = tuple(dashboard.maten()[m] for m in frame["maat"].dropna().unique() if m in dashboard.maten())
        return dashboard.Blad(frame, "Kernwaarden", selectie, gebruikt)

    frame = ask(view)
    dashboard.write_resultaten(view, keuze.uit, blad)
    gevuld = frame[frame["doel"].notna()].groupby("doel", sort=False)["waarde"].count()
    verborgen = set(frame.loc[frame["oordeel"] == VERBORGEN, "doel"])  # there, only not to be told
    leeg = tuple(d for d in gevuld[gevuld == 0].index if d not in verborgen)
    for doel, reden in view.redenen(selectie, leeg).items():
        print(f"{doel}: {reden}", file=sys.stderr)
    # A year without any case is no lack of data: only what has no figure in any row.
    leeg_per_rij = (frame["oordeel"] == "geen gegevens") & frame["waarde"].isna()
    per_maat = leeg_per_rij.groupby(frame["maat"]).all()
    zonder = sorted(per_maat.index[per_maat])
    if zonder:
        print(f"Geen gegevens voor: {', '.join(zonder)}.", file=sys.stderr)
    return 1 if zonder else 0


def _selectie(keuze, dashboard, gis) -> Selectie:
    filters: dict[str, tuple[str, ...]] = {}
    for tekst in keuze.filter:
        kolom, teken, waarden = tekst.partition("=")
        if not teken or not waarden:
            raise Melding(f"Het filter {tekst} is niet te lezen: schrijf kolom=waarde, bijvoorbeeld gi=GI Noord.")
        filters[kolom] = (*filters.get(kolom, ()), *dashboard.filterwaarden(kolom, waarden.split(","), gis))
    splits = tuple(s.strip() for s in keuze.splits.split(",") if s.strip())
    dashboard.check_keuze(keuze.regio, splits, tuple(filters))
    if keuze.van and keuze.tot and keuze.van > keuze.tot:
        raise Melding("--van ligt na --tot: draai de dagen om.")
    per = keuze.per or "jaar"
    return Selectie(regio=keuze.regio, van=keuze.van, tot=keuze.tot, per=per, splits=splits).with_(**filters)


def _rapport(keuze) -> int:
    from core import dashboard

    kind, gewoon = dashboard.kinds_of(keuze.uit.name)
    sjabloon = keuze.sjabloon.read_bytes() if keuze.sjabloon else None
    view = dashboard.open_view(dashboard.LOKAAL, "intern" if keuze.intern else "delen", pad=keuze.store)
    selectie = _selectie(keuze, dashboard, view.store.gis)

    def tell(deel: float, wat: str) -> None:
        if sys.stderr.isatty():
            print(f"\r\033[K{100 * deel:.0f}% {wat}", end="", file=sys.stderr)

    def blad(view) -> dashboard.Blad:
        soort = keuze.soort or gewoon
        return dashboard.make_rapport(view, soort, selectie, per=keuze.per, sjabloon=sjabloon, tell=tell)

    dashboard.write_rapport(view, keuze.uit, blad, kind)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    print(f"{keuze.uit} is geschreven ({view.stempel}).")
    return 0


def _sjabloon(keuze) -> int:
    from core import dashboard

    dashboard.write_sjabloon(keuze.bestand)
    return 0


def _oordeel(keuze) -> int:
    import json

    from core import dashboard

    print(
        json.dumps(
            dashboard.oordeel_over_reeks(keuze.reeks, keuze.basis, keuze.doel, keuze.richting, keuze.pad),
            ensure_ascii=False,
        )
    )
    return 0


def _scenario(keuze) -> int:
    from core import dashboard

    scenario = dashboard.scenario_uit_bestand(keuze.bestand)
    if keuze.regio:
        waar = scenario.selectie.model_copy(update={"regio": keuze.regio})
        scenario = scenario.model_copy(update={"selectie": waar})
    view = _view(keuze)
    for beeld in view.simulate(scenario):
        if sys.stderr.isatty():
            print(f"\r{beeld.replicaties} van {beeld.gevraagd} keer doorgerekend", end="", file=sys.stderr)
    if sys.stderr.isatty():
        print(file=sys.stderr)

    def blad(view) -> dashboard.Blad:
        return dashboard.Blad(view.scenario_rijen(beeld)[0], f"Wat-als: {scenario.naam}", scenario.as_selectie())

    dashboard.write_resultaten(view, keuze.uit, blad)
    for zin in (dashboard.scenario_verouderd(view.store, scenario), *view.scenario_rijen(beeld)[1]):
        if zin:
            print(zin, file=sys.stderr)
    return 1 if scenario.doel and beeld.streef is None else 0


def _check(keuze) -> int:
    from core import dashboard

    fouten = dashboard.check(keuze.store, dt.date.today())
    for fout in fouten:
        print(fout, file=sys.stderr)
    if not fouten:
        print("Gegevens, sleutel, besluiten en logboek zijn heel.")
    return 1 if fouten else 0


def _clean_up(keuze) -> int:
    from core import dashboard

    gewist = dashboard.clean_up(keuze.store, dt.date.today(), alles=keuze.alles)
    print(f"{gewist} {'levering' if gewist == 1 else 'leveringen'} gewist." if gewist else "Er was niets te wissen.")
    return 0


def _reservekopie(keuze) -> int:
    from core import dashboard

    namen = dashboard.make_reservekopie(keuze.store, keuze.bestand, met_sleutel=keuze.met_sleutel)
    print(f"{keuze.bestand.name} bevat {', '.join(namen)}.")
    if not keuze.met_sleutel:
        print("De sleutel zit er niet bij: bewaar die apart.", file=sys.stderr)
    return 0


def _restore(keuze) -> int:
    from core import dashboard

    dashboard.put_back(keuze.bestand, keuze.store)
    print(f"{keuze.bestand.name} is teruggezet.")
    return 0


def _benchmark(keuze) -> int:
    from core.benchmark.run import benchmark

    benchmark(keuze.schaal, keuze.export, keuze.tegen, keuze.uit)
    return 0


if __name__ == "__main__":
    sys.setswitchinterval(0.0005)  # a thread that comes back from DuckDB need not wait 5 ms for its turn
    leave(main())
