"""In and out: deliveries, findings, templates, forms and exports."""

import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from core.disclosure.guard import check
from core.model.maat import Maat
from core.model.selectie import Selectie
from core.reports import export, templates
from core.reports.opvraagformulier import Regel, formulier
from core.sources import bevindingen as _bevindingen
from core.sources.intake import Verslag, take_in
from core.sources.raw import RuweTabel
from core.sources.readers import read
from core.store import versions
from core.store.replace import replace
from core.views.figures import opvragen
from core.views.store import Store, build, doelregios, eigen, maten, open_store, precompute, regios


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


def bevindingen(store: Store) -> pd.DataFrame:
    """Findings of the last import of each table; columns of core.model.schema.BEVINDINGEN."""
    with versions.reading(store.pad, store.bereik) as verbinding:
        return verbinding.vraag(
            "select b.* from bevindingen b join (select tabel, max(import_nr) as nr from leveringen group by tabel) l "
            "on b.tabel = l.tabel and b.import_nr = l.nr order by b.afgewezen desc, b.code, b.bestand, b.rij"
        )


def samenvatting_bevindingen(store: Store) -> pd.DataFrame:
    """Findings per rule: code, ernst, tabel, aantal, melding."""
    return _bevindingen.samenvatting(bevindingen(store))


def taaklijst(store: Store, leverancier: str | None) -> bytes:
    """Excel to-do list for one supplier (or all)."""
    return export.as_bytes(lambda doel: _bevindingen.taaklijst(bevindingen(store), doel, leverancier))


def leveringen(store: Store) -> pd.DataFrame:
    """Every delivery, newest first."""
    with versions.reading(store.pad, store.bereik) as verbinding:
        return verbinding.vraag("select * from leveringen order by id desc")


def sjabloon() -> bytes:
    """An empty workbook: a sheet per table, an explanation, lists to choose from."""
    return export.as_bytes(templates.write)


def excel(
    frame: pd.DataFrame,
    *,
    titel: str,
    selectie: Selectie,
    store: Store,
    maten: Sequence[Maat] = (),
    doelen: Sequence = (),
) -> bytes:
    """A workbook of the frame with its filters, data date and definitions. With a store that is seen to share, raises
    Melding when a figure in it may not be shared."""
    return export.excel(
        _bewaakt(frame, store, maten, doelen),
        titel=titel,
        regels=_verantwoording(store, selectie),
        maten=maten,
        doelen=doelen,
    )


def csv(
    frame: pd.DataFrame,
    *,
    titel: str,
    selectie: Selectie,
    store: Store,
    maten: Sequence[Maat] = (),
    doelen: Sequence = (),
) -> bytes:
    """The frame for Excel in Dutch (semicolon, decimal comma), with a line of source and filters below; guarded as
    `excel`."""
    return export.csv(
        _bewaakt(frame, store, maten, doelen), titel=titel, regels=_verantwoording(store, selectie), maten=maten
    )


def make_voorbeeld(map: Path, **keuzes):
    """A synthetic export in `map`; keywords as core.example.maak. Gives its report."""
    from core.example import make

    return make(map, **keuzes)


def write_bevindingen(pad: Path | None, doel: Path) -> None:
    """The findings of the last import as csv (comma, UTF-8)."""
    frame = export.without_formules(bevindingen(open_store(pad or eigen())))
    replace(Path(doel), lambda klad: frame.to_csv(klad, index=False))


def write_sjabloon(doel: Path) -> None:
    """The empty workbook as a file."""
    replace(doel, lambda klad: klad.write_bytes(sjabloon()))


def write_resultaten(frame: pd.DataFrame, doel: str, selectie: Selectie, store: Store) -> None:
    """Results to csv (comma, point, UTF-8), xlsx or json by the name of `doel`, or to the screen ("-"). A file that is
    there is replaced as a whole or not at all."""
    if doel.endswith(".xlsx"):
        gebruikt = [maten()[m] for m in frame["maat"].dropna().unique() if m in maten()]
        inhoud = excel(frame, titel="Kernwaarden", selectie=selectie, store=store, maten=gebruikt)
        replace(Path(doel), lambda klad: klad.write_bytes(inhoud))
    elif doel.endswith(".json"):
        tekst = frame.to_json(orient="records", date_format="iso", force_ascii=False)
        replace(Path(doel), lambda klad: klad.write_text(tekst, "utf-8"))
    else:
        frame = export.without_formules(frame)
        if doel == "-":
            frame.to_csv(sys.stdout, index=False)
        else:
            replace(Path(doel), lambda klad: frame.to_csv(klad, index=False))


def opvraagformulier(
    store: Store, selectie: Selectie, leverancier: str, *, wie: str = "", alles: bool = False
) -> bytes:
    """The form for one supplier (xlsx): what is missing, or with `alles` every period. `wie`: the GI or provider
    that answers, filled in on every row."""
    stand = opvragen(store, selectie)
    stand = stand[(stand["leverancier"] == leverancier) & (alles | (stand["stand"] != "binnen"))]
    bekend = {d.id: d for r in doelregios(selectie.regio) for d in r.doelen}
    kolom = {"gi": wie} if wie in store.gis else {"aanbieder": wie} if wie else {}
    vandaag = dt.date.today()
    regels = [
        Regel(bekend[r.doel], r.van or dt.date(vandaag.year, 1, 1), r.tot or vandaag, **kolom)
        for r in stand.itertuples()
    ]
    return formulier(regels, regio=regios()[selectie.regio].naam, leverancier=leverancier, wie=wie)


def _bewaakt(frame: pd.DataFrame, store: Store, maten: Sequence[Maat], doelen: Sequence) -> pd.DataFrame:
    if not store.beschermd:
        return frame
    mijlpalen = frozenset(d.id for r in regios().values() for d in r.doelen if d.databron == "mijlpaal")
    eenheid = maten[0].unit if maten else doelen[0].eenheid if doelen else None
    return check(frame, store.delen, eenheid=eenheid, geen_kinderen=mijlpalen)


def _verantwoording(store: Store, selectie: Selectie) -> list[tuple[str, str]]:
    namen = {g.code: g.naam for r in regios().values() for g in r.gemeenten}
    return export.verantwoording(selectie, regios(), namen, store.gegevens_tm, store.is_voorbeeld, store.delen)
