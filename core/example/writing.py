"""Writing the tables the way Dutch exports look: csv with semicolons and decimal commas, one Excel workbook,
or Parquet for the national size. Each csv has its own way of writing dates and gemeenten, as real deliveries
do."""

import re
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import rustpy_xlsxwriter as xlsx

from core.example.sprinkler import Blok
from core.model.schema import TABELLEN

RIJEN_PER_WERKMAP = 400_000
TIJDSTIP = re.compile(rb"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ")
DATUMVORM = {
    "maatregelen": "%d-%m-%Y",
    "machtigingen": "%-d-%-m-%Y",
    "plaatsingen": "%Y-%m-%d",
    "trajecten": "%Y%m%d",
    "declaraties": "%Y%m%d",
    "opvragen": "%d-%m-%Y",
    "mijlpalen": "%d-%m-%Y",
    "cbs": "%d-%m-%Y",
}
MOMENTVORM = "%d-%m-%Y %H:%M"
# How a gemeente is written: GM0505, 0505 or its name.
GEMEENTEVORM = {
    "machtigingen": "vier",
    "plaatsingen": "naam",
    "declaraties": "vier",
    "crises": "naam",
    "opvragen": "naam",
}
DECIMALEN = {"bedrag": 2, "volume": 1, "afstand_km": 1, "etmalen_per_week": 1, "waarde": 1}
VUILE_DATUMS = {("maatregelen", "begindatum"), ("trajecten", "begindatum"), ("crises", "melding")}


def gemeenten_in_vorm(blok: Blok, namen: dict[str, str]) -> None:
    """Write the gemeente column as this table does; rows that already hold a text keep it."""
    if "gemeente" not in blok.data or blok.tabel not in GEMEENTEVORM:
        return
    vorm = namen if GEMEENTEVORM[blok.tabel] == "naam" else {c: c[2:] for c in namen}
    blok.data["gemeente"] = blok.data.gemeente.cat.rename_categories(
        {c: vorm.get(c, c) for c in blok.data.gemeente.cat.categories}
    )


def _soort(tabel: str, kolom: str) -> str:
    soort = TABELLEN[tabel].kolom(kolom).soort
    return {
        "datum": "datum",
        "geboortedatum": "datum",
        "moment": "moment",
        "getal": "getal",
        "geheel": "geheel",
    }.get(soort, "tekst")


def _tekst(kolom: pd.Series) -> pa.Array:
    return pa.array(kolom).cast(pa.string())


def _data_als_tekst(kolom: pd.Series, vorm: str) -> pa.Array:
    uniek, plek = np.unique(kolom.to_numpy().astype("datetime64[s]"), return_inverse=True)
    teksten = [None if np.isnat(u) else u.item().strftime(vorm) for u in uniek]
    return pa.DictionaryArray.from_arrays(pa.array(plek.astype("int32")), pa.array(teksten, pa.string())).cast(
        pa.string()
    )


def _getal_als_tekst(kolom: pd.Series, decimalen: int, teken: str) -> pa.Array:
    waarden = kolom.to_numpy(float)
    leeg = np.isnan(waarden)
    delen = np.round(np.abs(np.where(leeg, 0, waarden)) * 10**decimalen).astype(np.int64)
    tekst = pa.array(delen // 10**decimalen).cast(pa.string())
    if decimalen:
        rest = pc.utf8_lpad(pa.array(delen % 10**decimalen).cast(pa.string()), decimalen, "0")
        tekst = pc.binary_join_element_wise(tekst, rest, teken)
    min_teken = pc.if_else(pa.array(waarden < 0), "-", "")
    return pc.if_else(pa.array(leeg), None, pc.binary_join_element_wise(min_teken, tekst, ""))


def _replace(kolom: pa.Array, cellen: list[tuple[int, object]]) -> pa.Array:
    if not cellen:
        return kolom
    waarden = kolom.to_numpy(zero_copy_only=False)
    for rij, waarde in cellen:
        waarden[rij] = str(waarde)
    return pa.array(waarden, pa.string())


def as_tekst(blok: Blok) -> pa.Table:
    """Every cell as it stands in the csv; null is empty."""
    uit = {}
    for naam, kolom in blok.data.items():
        soort = _soort(blok.tabel, naam)
        if soort == "datum":
            tekst = _data_als_tekst(kolom, DATUMVORM[blok.tabel])
        elif soort == "moment":
            tekst = _data_als_tekst(kolom, MOMENTVORM)
        elif soort == "tekst":
            tekst = _tekst(kolom)
        else:
            tekst = _getal_als_tekst(kolom, DECIMALEN.get(naam, 0), ",")
        uit[naam] = _replace(tekst, [(r, w) for r, k, w in blok.cellen if k == naam])
    return pa.table(uit)


def as_waarden(blok: Blok) -> pa.Table:
    """Real dates and numbers; a date column that may hold unreadable text is text."""
    uit = {}
    for naam, kolom in blok.data.items():
        soort, cellen = _soort(blok.tabel, naam), [(r, w) for r, k, w in blok.cellen if k == naam]
        if (blok.tabel, naam) in VUILE_DATUMS:
            vorm = MOMENTVORM if soort == "moment" else "%Y-%m-%d"
            uit[naam] = _replace(_data_als_tekst(kolom, vorm), cellen)
        elif soort in ("datum", "moment"):
            uit[naam] = pa.array(kolom).cast(pa.date32() if soort == "datum" else pa.timestamp("s"))
        elif soort == "tekst":
            uit[naam] = _replace(_tekst(kolom), cellen)
        else:
            uit[naam] = pa.array(kolom.astype(float), from_pandas=True)
    return pa.table(uit)


class Csv:
    """One <tabel>.csv each: UTF-8, semicolon, decimal comma."""

    def __init__(self, map_: Path, naam: str):
        self.map, self.open, self.bestanden = map_, {}, []

    def write(self, blok: Blok) -> None:
        data = as_tekst(blok)
        if blok.tabel not in self.open:
            self.bestanden.append(self.map / f"{blok.tabel}.csv")
            self.open[blok.tabel] = self.bestanden[-1].open("wb")
            self.open[blok.tabel].write((";".join(data.column_names) + "\n").encode())
        vorm = pacsv.WriteOptions(include_header=False, delimiter=";", quoting_style="none", batch_size=50_000)
        pacsv.write_csv(data, self.open[blok.tabel], vorm)

    def close(self) -> None:
        for bestand in self.open.values():
            bestand.close()


class Parquet:
    """One <tabel>.parquet each, a row group per region; those of a later delivery in a folder of their own."""

    def __init__(self, map_: Path, naam: str):
        self.map, self.open, self.bestanden = map_, {}, []

    def write(self, blok: Blok, levering: str = "") -> None:
        data = as_waarden(blok)
        bestand = self.map / levering / f"{blok.tabel}.parquet"
        if bestand not in self.open:
            bestand.parent.mkdir(exist_ok=True)
            self.bestanden.append(bestand)
            self.open[bestand] = pq.ParquetWriter(bestand, data.schema, compression="zstd", compression_level=19)
        self.open[bestand].write_table(data)

    def close(self) -> None:
        for bestand in self.open.values():
            bestand.close()


class Excel:
    """One workbook with a sheet per table. A table of many rows gets workbooks of its own, as suppliers
    deliver them: a file of a gigabyte is of use to nobody."""

    def __init__(self, map_: Path, naam: str):
        self.map = map_
        self.bestanden = [map_ / f"export-{naam}.xlsx"]
        self.blokken: dict[str, list] = {}

    def write(self, blok: Blok) -> None:
        mengt = {k for _, k, w in blok.cellen if _soort(blok.tabel, k) != "tekst" or isinstance(w, int)}
        data = as_waarden(blok) if not mengt else _gemengd(blok, mengt)
        self.blokken.setdefault(blok.tabel, []).append(data)

    def close(self) -> None:
        bladen = []
        for tabel, delen in self.blokken.items():
            data = pa.concat_tables(delen) if all(isinstance(d, pa.Table) for d in delen) else _rijen(delen)
            if len(data) <= RIJEN_PER_WERKMAP:
                bladen.append((tabel, data))
                continue
            for nummer, eerste in enumerate(range(0, len(data), RIJEN_PER_WERKMAP), start=1):
                self.bestanden.append(self.map / f"{tabel}-{nummer}.xlsx")
                self._save(self.bestanden[-1], [(tabel, _share(data, eerste))])
        self._save(self.bestanden[0], bladen)

    @staticmethod
    def _save(pad: Path, bladen: list) -> None:
        xlsx.write_worksheets(bladen, str(pad), datetime_format="dd-mm-yyyy")
        _without_tijdstip(pad)


def _share(data: pa.Table | list, eerste: int) -> pa.Table | list:
    laatste = eerste + RIJEN_PER_WERKMAP
    return data[eerste:laatste] if isinstance(data, list) else data.slice(eerste, RIJEN_PER_WERKMAP)


def _without_tijdstip(pad: Path) -> None:
    """Write the last two parts, the properties, again with a fixed moment: the same data give the same
    bytes."""
    with zipfile.ZipFile(pad, "a") as werkboek:
        staart = werkboek.infolist()[-2:]
        inhoud = {deel.filename: werkboek.read(deel) for deel in staart}
        werkboek.filelist, werkboek.start_dir = werkboek.filelist[:-2], staart[0].header_offset
        for naam, tekst in inhoud.items():
            del werkboek.NameToInfo[naam]
            werkboek.writestr(
                zipfile.ZipInfo(naam, (1980, 1, 1, 0, 0, 0)), TIJDSTIP.sub(b"2000-01-01T00:00:00Z", tekst)
            )


def _rijen(delen: list) -> list[dict]:
    return [rij for deel in delen for rij in (deel.to_pylist() if isinstance(deel, pa.Table) else deel)]


def _gemengd(blok: Blok, mengt: set[str]) -> list[dict]:
    """Rows of real values in which some cells are text (or a number) although their column is not."""
    rein = Blok(blok.tabel, blok.data, [c for c in blok.cellen if c[1] not in mengt])
    data = as_waarden(rein)
    for naam in mengt:
        soort = _soort(blok.tabel, naam)
        if soort in ("datum", "moment"):
            kolom = pa.array(blok.data[naam]).cast(pa.date32() if soort == "datum" else pa.timestamp("s"))
            data = data.set_column(data.column_names.index(naam), naam, kolom)
    rijen = data.to_pylist()
    for rij, kolom, waarde in blok.cellen:
        if kolom in mengt:
            rijen[rij][kolom] = waarde
    return rijen
