"""In and out: deliveries, findings, templates, forms and exports."""

import datetime as dt
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from core.example import make as make_voorbeeld  # noqa: F401  asked for at the door
from core.model.selectie import Selectie
from core.reports import export, templates
from core.reports.opvraagformulier import Regel, formulier
from core.sources.intake import Verslag, take_in
from core.sources.raw import RuweTabel
from core.sources.readers import read
from core.store.replace import replace
from core.views.contract import Blad, View
from core.views.store import build, doelregios, eigen, precompute, regios


def import_sources(
    pad: Path | None,
    bronnen: Sequence[str | Path],
    *,
    leverancier: str | None = None,
    van: dt.date | None = None,
    tm: dt.date | None = None,
    antwoorden: dict | None = None,
    voortgang=None,
) -> Verslag:
    """Loads files, folders or databases into a store. Raises Melding; then nothing has changed."""
    alle = [d for r in regios().values() for d in r.doelen]
    ids, percentages = frozenset(d.id for d in alle), frozenset(d.id for d in alle if d.eenheid == "aandeel")
    gemiddelden = frozenset(d.id for d in alle if d.eenheid in ("cijfer", "dagen", "maanden"))
    return take_in(
        Path(pad or eigen()),
        bronnen,
        build,
        precompute,
        leverancier=leverancier,
        van=van,
        tm=tm,
        antwoorden=antwoorden,
        doelen=ids,
        percentages=percentages,
        gemiddelden=gemiddelden,
        voortgang=voortgang,
    )


def recognise(
    bronnen: Sequence[str | Path], *, leverancier: str | None = None, antwoorden: dict | None = None
) -> list[RuweTabel]:
    """What would be read, without importing: tables, columns, questions."""
    return [tabel for bron in bronnen for tabel in read(bron, leverancier=leverancier, antwoorden=antwoorden)]


def sjabloon() -> bytes:
    """An empty workbook: a sheet per table, an explanation, lists to choose from."""
    return export.as_bytes(templates.write)


def write_bevindingen(view: View, doel: Path) -> None:
    """The findings of the last import as csv (comma, UTF-8)."""
    frame = export.without_formules(view.bevindingen())
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
