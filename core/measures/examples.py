"""Runs the worked examples of a maat on an engine: they are its test, its documentation and its explanation."""

import datetime as dt
import functools
import re

import pyarrow as pa

from core.engine.count.build import build
from core.engine.count.catalogus import Catalogus
from core.engine.count.left_out import not_known
from core.engine.count.perioden import periode_van
from core.engine.count.series import Dekking, Rekenaar
from core.model.arrow import arrow_schema
from core.model.maat import Voorbeeld
from core.model.schema import LEVERINGEN, TABELLEN, Tabel
from core.model.selectie import Selectie

SAMEN = {"maatregelen", "plaatsingen"}  # spells are made of both


def _cel(soort: str, tekst: str):
    if not tekst:
        return None
    zetten = {
        "geboortedatum": lambda t: int(t[:4]) * 100 + int(t[5:7]),
        "datum": dt.date.fromisoformat,
        "moment": dt.datetime.fromisoformat,
        "getal": float,
        "geheel": int,
        "janee": lambda t: t == "ja",
    }
    return zetten.get(soort, str)(tekst)


def pijptabel(tekst: str, tabel: Tabel) -> pa.Table:
    """A pipe table (header row, then rows; empty = no value) as stored rows of one delivery."""
    regels = [[cel.strip() for cel in regel.split("|")] for regel in tekst.strip().splitlines()]
    kop, rijen = regels[0], regels[1:]
    kolommen = {k.opgeslagen_als: [None] * len(rijen) for k in tabel.kolommen}
    for plaats, naam in enumerate(kop):
        kolom = tabel.kolom(naam)
        kolommen[kolom.opgeslagen_als] = [_cel(kolom.soort, r[plaats] if plaats < len(r) else "") for r in rijen]
    kolommen |= {naam: [None] * len(rijen) for naam in tabel.gemaakt}
    kolommen |= {"levering": [1] * len(rijen), "import_nr": [1] * len(rijen), "bron_rij": list(range(len(rijen)))}
    return pa.table(kolommen, schema=arrow_schema(tabel.opslag))


@functools.cache
def _empty_levering() -> dict[str, None]:
    return dict.fromkeys(LEVERINGEN)


def load(voorbeeld: Voorbeeld, verbinding, tabellen: set[str] | None = None) -> None:
    """Fills the given tables and builds what the maten read; `tabellen` limits it to what one maat reads."""
    levering = _empty_levering() | {"id": 1, "import_nr": 1, "tm": voorbeeld.data_until}
    verbinding.load("leveringen", pa.Table.from_pylist([levering], schema=arrow_schema(LEVERINGEN)))
    gekozen = TABELLEN if tabellen is None else {k: TABELLEN[k] for k in tabellen}
    for naam, tabel in gekozen.items():
        kop = " | ".join(k.naam for k in tabel.kolommen)
        verbinding.load(f"bron_{naam}", pijptabel(voorbeeld.given.get(naam, kop), tabel))
    build(verbinding, tabellen)


def run(maat_id: str, voorbeeld: Voorbeeld, verbinding, catalogus: Catalogus) -> dict[str, dict[str, float]]:
    """Figures (teller, noemer, waarde, n; NaN where there is none) for each key of `voorbeeld.expect`, and `buiten`
    where that is expected."""
    nodig = {*catalogus.maten[maat_id].tables, *voorbeeld.given}
    load(voorbeeld, verbinding, nodig | SAMEN if nodig & SAMEN else nodig)
    dekking = {t: Dekking(None, voorbeeld.data_until) for t in TABELLEN}
    rekenaar = Rekenaar(catalogus, verbinding, dekking, {})
    keuze = Selectie(per=voorbeeld.per, splits=voorbeeld.split, van=dt.date(2015, 1, 1)).with_(**voorbeeld.filter)
    reeks = rekenaar.reeks(maat_id, keuze)
    uit = {}
    for sleutel, verwacht in voorbeeld.expect.items():
        periode, *cellen = sleutel.split(" ", 1)
        frame = reeks
        if re.fullmatch(r"\d{4}-\d\d-\d\d", periode):
            frame = rekenaar.on_dagen(maat_id, keuze, (dt.date.fromisoformat(periode),))
        else:
            frame = frame[frame["periode"] == periode]
        for cel in cellen[0].split(", ") if cellen else []:
            kolom, waarde = cel.split("=")
            frame = frame[frame[kolom] == waarde]
        if len(frame) != 1:
            raise AssertionError(f"{maat_id}: {len(frame)} rows for {sleutel}")
        uit[sleutel] = frame.iloc[0][["teller", "noemer", "waarde", "n"]].to_dict()
        if isinstance(verwacht, dict) and "buiten" in verwacht:
            maat, vak = catalogus.maten[maat_id], periode_van(frame.iloc[0]["tot"], keuze.per)
            uit[sleutel]["buiten"] = not_known(rekenaar, maat, keuze, vak)
    return uit
