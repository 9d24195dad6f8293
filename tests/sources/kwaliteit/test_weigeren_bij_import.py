"""What cannot be true of figures that were asked for is refused at import, with its row and the reason."""

import datetime as dt

import openpyxl
import pytest

from core import dashboard
from core.store import versions

KOP = ["doel", "periode_begin", "periode_einde", "gemeente", "gi", "teller", "noemer", "waarde", "n"]
J24 = [dt.date(2024, 1, 1), dt.date(2024, 12, 31)]
# Row in the sheet, the cells after the period, and the code it is refused with (None: accepted).
OPVRAGEN = [
    (2, ["K1-11", *J24, None, None, 45, 60, None, None], None),
    (3, ["K9-99", *J24, None, None, 1, 2, None, None], "O204"),
    (4, ["K2-06", *J24, None, None, None, None, 120, None], "O202"),
    (5, ["K2-06", *J24, None, "GI A", None, None, 1.2, None], "O202"),
    (6, ["K3-05", *J24, None, None, 11, 10, None, None], "O201"),
    (7, ["K4-02", *J24, None, None, 8, 10, None, None], None),
    (8, ["K4-02", dt.date(2024, 7, 1), dt.date(2025, 6, 30), None, None, 7, 10, None, None], "O205"),
    (9, ["K4-02", dt.date(2025, 1, 1), dt.date(2025, 6, 30), None, None, 7, 10, None, None], None),
    (10, ["K4-02", *J24, "Dordrecht", None, 3, 10, None, None], None),
    (11, ["HR-10", *J24, None, None, 28, 10, None, None], None),
    (12, ["K1-11", dt.date(2023, 1, 1), dt.date(2023, 12, 31), None, None, None, None, None, None], "O206"),
]
MIJLPALEN = [
    (2, ["K1-12", dt.date(2022, 5, 1), "besluit"], None),
    (3, ["K1-18", dt.date.today() + dt.timedelta(days=1), "besluit"], "J201"),
    (4, ["Z-99", dt.date(2022, 5, 1), "besluit"], "O204"),
]


@pytest.fixture(scope="module")
def geladen(tmp_path_factory):
    map = tmp_path_factory.mktemp("weigeren")
    boek = openpyxl.Workbook()
    for blad, kop, regels in (
        (boek.active, KOP, OPVRAGEN),
        (boek.create_sheet("mijlpalen"), ["doel", "behaald_op", "bewijs"], MIJLPALEN),
    ):
        blad.append(kop)
        for _, cellen, _ in regels:
            blad.append(cellen)
    boek.worksheets[0].title = "opvragen"
    boek.save(map / "antwoord.xlsx")
    verslag = dashboard.import_sources(map / "store", [map / "antwoord.xlsx"])
    with versions.reading(map / "store") as verbinding:
        bevindingen = verbinding.vraag("select * from bevindingen")
        over = {
            naam: verbinding.vraag(f'select bron_rij from "{naam}"')["bron_rij"].tolist()
            for naam in ("opvragen", "mijlpalen")
        }
    return verslag, bevindingen, over


@pytest.mark.parametrize(("tabel", "regels"), [("opvragen", OPVRAGEN), ("mijlpalen", MIJLPALEN)])
def test_each_bad_row_is_refused_with_row_and_reason(geladen, tabel, regels):
    _, bevindingen, over = geladen
    eigen = bevindingen[(bevindingen["tabel"] == tabel) & bevindingen["afgewezen"]]
    assert {(r.rij, r.code) for r in eigen.itertuples()} == {(rij, code) for rij, _, code in regels if code}
    assert all(melding.endswith(".") and len(melding) > 40 for melding in eigen["melding"])
    assert sorted(over[tabel]) == [rij for rij, _, code in regels if not code]


def test_read_is_accepted_and_merged_and_rejected(geladen):
    t = geladen[0].tabellen
    assert (t["gelezen"] == t["geaccepteerd"] + t["samengevoegd"] + t["afgewezen"]).all()
    assert geladen[0].afgewezen == sum(code is not None for _, _, code in OPVRAGEN + MIJLPALEN)
