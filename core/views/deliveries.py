"""In and out: deliveries, findings, templates, forms and exports."""

import dataclasses
import datetime as dt
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from core.example import make as make_voorbeeld  # noqa: F401  asked for at the door
from core.measures import load_catalogus
from core.model.selectie import Selectie
from core.reports import export
from core.reports.opvraagformulier import Regel, formulier
from core.reports.opzet import load_gevraagd
from core.sources.intake import Omgezet, Opdracht, Verslag, convert_delivery, take_in
from core.sources.keuzes import Keuzes, read_options  # noqa: F401  asked for at the door
from core.sources.kwaliteit import Context
from core.sources.raw import NietHerkend, RuweTabel  # noqa: F401  asked for at the door
from core.sources.readers.credentials import from_command  # noqa: F401  asked for at the door
from core.sources.readers.database import table_names  # noqa: F401  asked for at the door
from core.sources.readers.source import Gelezen, read_sources, recognise_bron
from core.sources.readers.unpack import free_name  # noqa: F401  asked for at the door
from core.sources.recognition.remember import remember
from core.staat import audit
from core.store import versions
from core.store.key import read_sleutel
from core.store.replace import replace
from core.views.contract import Blad, View
from core.views.example import ship
from core.views.opening import WEERGAVEN, view_of
from core.views.readers import LOKAAL
from core.views.store import Store, build, codes_van, doelregios, eigen, open_store, precompute, regios, voorbeeld


def import_sources(
    pad: Path | None,
    bronnen: Sequence[str | Path | Gelezen],
    *,
    leverancier: str | None = None,
    van: dt.date | None = None,
    tm: dt.date | None = None,
    antwoorden: dict | None = None,
    vervangt: bool | None = None,
    alleen_nieuw: bool = False,
    voortgang=None,
    keuzes: Keuzes | None = None,
) -> Verslag:
    """Loads files, folders or databases (or what `read` gave) into a store. `keuzes` is all that a person said; the
    other keywords are some of it, for who says no more. `alleen_nieuw`: files that were loaded before with the same
    choices are left out (scheduled use). Raises Melding, or OpenVragen when something must be answered first; then
    nothing has changed."""
    pad = Path(pad or eigen())
    keuzes = keuzes or Keuzes(leverancier, van, tm, antwoorden=antwoorden or {}, vervangt=vervangt)
    return take_in(pad, make_opdracht(pad, bronnen, keuzes, alleen_nieuw=alleen_nieuw, voortgang=voortgang))


def make_opdracht(pad: Path, bronnen: Sequence, keuzes: Keuzes, **hoe) -> Opdracht:
    """An import as this program does it, with what it knows of the goals; `hoe`: further fields of Opdracht."""
    alle = [*(d for r in regios().values() for d in r.doelen), *load_gevraagd().values()]
    ids, percentages = frozenset(d.id for d in alle), frozenset(d.id for d in alle if d.eenheid == "aandeel")
    gemiddelden = frozenset(d.id for d in alle if d.eenheid in ("cijfer", "dagen", "maanden"))
    doelen = Context(dt.date.today(), None, ids, percentages, gemiddelden)
    keuzes = dataclasses.replace(keuzes, mappen=(pad / "leveranciers", *keuzes.mappen))
    return Opdracht(bronnen, **{"bouw": build, "klaarzetten": precompute, "keuzes": keuzes, "doelen": doelen} | hoe)


def read(bronnen: Sequence[str | Path], *, keuzes: Keuzes | None = None, voortgang=None) -> list[Gelezen]:
    """Reads the sources, once: `preview` and `import_sources` take what this gives, however often answers change."""
    return read_sources(bronnen, keuzes or Keuzes(), voortgang)


def preview(pad: Path | None, gelezen: Sequence[Gelezen], keuzes: Keuzes) -> Omgezet:
    """What would be loaded with these answers: tables beside what comes of them, findings, and every question (those
    with `open` keep it from being loaded). Reads no file and stores nothing."""
    pad = Path(pad or eigen())
    return convert_delivery(pad, gelezen, make_opdracht(pad, gelezen, keuzes), read_sleutel(pad))


def log_import(pad: Path | None, verslag: Verslag) -> None:
    """A line in the log of use: how many tables and rows, nothing of what is in them."""
    pad, tabellen = Path(pad or eigen()), verslag.tabellen
    wat = f"{len(tabellen)} tabellen" if len(tabellen) else "niets nieuws"
    audit.write(
        pad,
        wie="lokaal",
        rol="beheerder",
        handeling="geladen",
        wat=wat,
        versie=versions.versie(pad),
        keuze={"tabellen": sorted(set(tabellen["tabel"]))} if len(tabellen) else {},
        rijen=int(tabellen["geaccepteerd"].sum()) if len(tabellen) else 0,
    )


def recognise(
    bronnen: Sequence[str | Path], *, leverancier: str | None = None, antwoorden: dict | None = None
) -> list[RuweTabel]:
    """Which tables and columns these are, with the questions about that; for more, `preview`."""
    keuzes = Keuzes(leverancier=leverancier, antwoorden=antwoorden or {})
    return [tabel for gelezen in read(bronnen, keuzes=keuzes) for tabel in recognise_bron(gelezen, keuzes)]


def keep_mapping(pad: Path | None, leverancier: str, tabellen: Sequence[RuweTabel], keuzes: Keuzes) -> Path:
    """Keeps what was recognised and answered for the next time, in the user's own folder."""
    return remember(leverancier, list(tabellen), keuzes, Path(pad or eigen()) / "leveranciers")


def sjabloon() -> bytes:
    """An empty workbook: a sheet per table, an explanation, lists to choose from."""
    from core.reports import templates  # here: openpyxl takes a while to load, and few ask for a template

    return export.as_bytes(templates.write)


def ship_voorbeeld(bron: Path, klaar: Path) -> None:
    """Makes the folder `klaar`, with which the example in the folder `bron` opens fast, anew."""

    def ask(pad: Path) -> None:
        store = open_store(pad)
        for weergave in WEERGAVEN:
            view = view_of(store, LOKAAL, weergave)
            for regio in store.regios:
                view.doelen(Selectie(regio=regio))
            _first_choices(view, store)

    ship(dataclasses.replace(voorbeeld(), bron=bron, klaar=klaar), ask)


def _first_choices(view: View, store: Store) -> None:
    """What is asked after the first page: all maten, the goals of a gemeente and of a GI, and the page Dekking."""
    regio = Selectie(regio=store.regios[0])
    for keuze in ({"gemeente": codes_van(store, regios()[regio.regio])[0]}, {"gi": store.gis[0]}):
        view.doelen(regio.with_(**keuze))
    view.dekking()
    for maat in load_catalogus().maten:
        for splits in ((), ("gemeente",), ("gi",)):
            view.reeks(maat, regio.with_(splits=splits))


def write_bevindingen(view: View, doel: Path) -> None:
    """The findings of the last import as csv (comma, UTF-8)."""
    frame = export.without_formules(view.bevindingen()).assign(stempel=view.stempel)
    replace(Path(doel), lambda klad: frame.to_csv(klad, index=False))


def write_resultaten(view: View, doel: str, make: Callable[[View], Blad]) -> None:
    """Results to csv (comma, point, UTF-8), xlsx or json by the name of `doel`, or to the screen ("-"). A file that is
    there is replaced as a whole or not at all."""
    kind = next((k for k in ("xlsx", "json") if doel.endswith(f".{k}")), "rows")
    inhoud = view.export(kind, make)
    if doel == "-":
        sys.stdout.write(inhoud.decode())
    else:
        replace(Path(doel), lambda klad: klad.write_bytes(inhoud))


def write_sjabloon(doel: Path) -> None:
    """The empty workbook as a file."""
    replace(doel, lambda klad: klad.write_bytes(sjabloon()))


def opvraagformulier(view: View, selectie: Selectie, leverancier: str, *, wie: str = "", alles: bool = False) -> bytes:
    """The form for one supplier (xlsx): what is missing, or with `alles` every period. `wie`: the GI or provider
    that answers, filled in on every row."""
    stand = view.opvragen(selectie)
    stand = stand[(stand["leverancier"] == leverancier) & (alles | (stand["stand"] != "binnen"))]
    bekend = {d.id: d for r in doelregios(selectie.regio) for d in r.doelen}
    kolom = {"gi": wie} if wie in view.store.gis else {"aanbieder": wie} if wie else {}
    vandaag = dt.date.today()
    regels = [
        Regel(bekend[r.doel], r.van or dt.date(vandaag.year, 1, 1), r.tot or vandaag, **kolom)
        for r in stand.itertuples()
    ]
    return formulier(regels, regio=regios()[selectie.regio].naam, leverancier=leverancier, wie=wie)
