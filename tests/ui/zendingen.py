"""Deliveries as they really come, of children who do not exist: a workbook of a GI in its own words, two GI's with
hand-overs, messages in a zip, a table of StatLine."""

import datetime as dt
import random
import zipfile
from pathlib import Path

import xlsxwriter

from tests.sources.readers import berichten

GEMEENTEN = ("Dordrecht", "Zwijndrecht", "Papendrecht", "Gemeente Sliedrecht")
_SOORT = ("OTS", "OTS + MUHP", "Voogdij", "T.B.V.")
_KOP = ("Cliëntcode", "Woonplaats volgens beginsel", "Soort traject", "Aanvang", "Afgerond per", "Opmerking")


def bsn(nummer: int) -> str:
    """A number of nine digits that passes the eleven test and belongs to nobody: it begins with 9000."""
    for n in range(900_000_000 + 20 * nummer, 900_000_020 + 20 * nummer):
        cijfers = str(n)
        if sum(int(c) * w for c, w in zip(cijfers, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True)) % 11 == 0:
            return cijfers
    raise AssertionError("there is one in every twenty")


def children(hoeveel: int, tot: dt.date, zaad: int = 1) -> list[tuple[str, str, str, dt.date, dt.date | None]]:
    """(number, gemeente, kind, begin, end) of measures as they stand on `tot`; a later `tot` only adds ends."""
    kans = random.Random(zaad)
    uit = []
    for n in range(hoeveel):
        begin = dt.date(2023, 1, 2) + dt.timedelta(days=kans.randrange(900))
        einde = begin + dt.timedelta(days=kans.randrange(90, 900))
        if begin <= tot:
            uit.append((bsn(n), kans.choice(GEMEENTEN), kans.choice(_SOORT), begin, einde if einde <= tot else None))
    return uit


def foreign_workbook(pad: Path, tot: dt.date, gi: str = "Jeugdbescherming Proefland") -> Path:
    """A workbook of a GI in its own words: a sheet per quarter of begin, a title above, a total below, an
    explanation and a hidden old sheet; the name of the GI stands only in the title."""
    boek = xlsxwriter.Workbook(str(pad))
    rijen = children(120, tot)
    for kwartaal in range(1, 5):
        blad = boek.add_worksheet(f"Q{kwartaal} instroom")
        blad.write(0, 0, f"{gi} - overzicht {kwartaal}e kwartaal")
        blad.write(1, 0, f"Peildatum: {tot:%d-%m-%Y}")
        for kolom, naam in enumerate(_KOP):
            blad.write(3, kolom, naam)
        hier = [r for r in rijen if (r[3].month + 2) // 3 == kwartaal]
        for rij, (kind, gemeente, soort, begin, einde) in enumerate(hier, 4):
            eind = f"{einde:%d-%m-%Y}" if einde else "lopend"
            for kolom, waarde in enumerate((kind, gemeente, soort, f"{begin:%d-%m-%Y}", eind, "")):
                blad.write(rij, kolom, waarde)
        blad.write(len(hier) + 4, 0, "Totaal")
        blad.write(len(hier) + 4, 2, len(hier))
    uitleg = boek.add_worksheet("Toelichting")
    uitleg.write(0, 0, "Deze lijst is gemaakt met het cliëntsysteem.")
    oud = boek.add_worksheet("Q1 instroom oud")
    for kolom, naam in enumerate(_KOP):
        oud.write(0, kolom, naam)
    for rij, (kind, gemeente, soort, begin, _) in enumerate(rijen[:10], 1):
        for kolom, waarde in enumerate((kind, gemeente, soort, f"{begin:%d-%m-%Y}", "lopend", "")):
            oud.write(rij, kolom, waarde)
    oud.hide()
    boek.close()
    return pad


def counted(rijen: list, dag: dt.date, soorten: tuple[str, ...]) -> int:
    """How many of these measures run on a day."""
    return sum(r[2] in soorten and r[3] <= dag and (r[4] is None or r[4] > dag) for r in rijen)


def two_gis(map_: Path, tot: dt.date) -> list[Path]:
    """A csv of each of two GI's: other headers, another spelling of one GI, and children that went from one to the
    other (given by the first, got by the second on the same day)."""
    rijen = children(60, tot, zaad=2)
    over = {r[0]: r[3] + dt.timedelta(days=40) for r in rijen[:12]}
    weg, rest = rijen[:30], rijen[30:]
    map_.mkdir(exist_ok=True)
    een, twee = map_ / f"duin {tot:%Y-%m}.csv", map_ / f"noord {tot:%Y-%m}.csv"
    kop = "BSN;Gemeente;GI;Type maatregel;Begindatum;Einddatum;Datum overgedragen;Datum overgedragen gekregen"
    regels = [
        f"{k};{g};{'gi duin' if n % 2 else 'GI Duin'};OTS;{b:%d-%m-%Y};;{over[k]:%d-%m-%Y};"
        if k in over
        else f"{k};{g};GI Duin;OTS;{b:%d-%m-%Y};{_text(e)};;"
        for n, (k, g, _, b, e) in enumerate(weg)
    ]
    een.write_text("\n".join([kop, *regels]) + "\n", "utf-8")
    regels = [f"{k};{g};Stichting GI Noord;OTS;;{_text(e)};;{over[k]:%d-%m-%Y}" for k, g, _, _, e in rijen[:12]]
    regels += [f"{k};{g};GI Noord;OTS;{b:%d-%m-%Y};{_text(e)};;" for k, g, _, b, e in rest]
    twee.write_text("\n".join([kop, *regels]) + "\n", "cp1252")
    return [een, twee]


def _text(dag: dt.date | None) -> str:
    return f"{dag:%d-%m-%Y}" if dag else ""


def message_zip(pad: Path, aantal: int, stoppen: int) -> Path:
    """A zip of `aantal` allocations (301) with a start (305) each and a stop (307) for the first `stoppen` of them."""
    klad = pad.with_suffix("")
    for n in range(aantal):
        nummer = str(n + 1)
        berichten.m301(klad / f"301-{n}.xml", "2024-01-01", nummer=nummer, ref=f"r{n}")
        berichten.m305(klad / f"305-{n}.xml", "2024-02-02", berichten.start("2024-02-01", nummer=nummer))
        if n < stoppen:
            einde = berichten.stop("2024-02-01", "2024-06-30", nummer=nummer)
            berichten.m307(klad / f"307-{n}.xml", "2024-07-01", einde)
    berichten.bericht(klad / "302-1.xml", "302", "2024-01-02", "")
    with zipfile.ZipFile(pad, "w") as zip_:
        for bericht in sorted(klad.iterdir()):
            zip_.write(bericht, bericht.name)
    return pad


def statline(pad: Path, jaar: int) -> Path:
    """Inhabitants by age of two gemeenten as StatLine gives them: padded codes, one row per age."""
    regels = ['"ID";"Geslacht";"Leeftijd";"BurgerlijkeStaat";"RegioS";"Perioden";"BevolkingOp1Januari_1"']
    for nr, (code, leeftijd) in enumerate((c, n) for c in ("GM0505  ", "GM0642  ") for n in range(18)):
        soort = 10000 + 100 * leeftijd if leeftijd else 10010
        regels.append(f'{nr};"T001038";"{soort}   ";"T001019";"{code}";"{jaar}JJ00";"    {100 + leeftijd}"')
    pad.write_text("\r\n".join(regels), "utf-8-sig")
    return pad


def many_rows(pad: Path, hoeveel: int) -> Path:
    """As many measures, each of another child, in our own words: enough to be busy with."""
    begin = dt.date(2022, 1, 3)
    regels = [
        f"K{n};GM0505;Jeugdbescherming Proefland;11;{begin + dt.timedelta(days=n % 900)};"
        f"{begin + dt.timedelta(days=n % 900 + 200) if n % 3 else ''}"
        for n in range(hoeveel)
    ]
    pad.write_text("\n".join(["jeugdige;gemeente;gi;type;begindatum;einddatum", *regels]), "utf-8")
    return pad
