"""Deliveries as they really come, of children who do not exist: a workbook of a GI in its own words, two GI's with
hand-overs, messages in a zip, a table of StatLine."""

import datetime as dt
import random
from pathlib import Path

import xlsxwriter

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
