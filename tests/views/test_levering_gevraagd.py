"""From a delivery as people have it to figures, through the command line: asked first, nothing half stored, told
plainly."""

import datetime as dt

import openpyxl
import pytest

from core import dashboard
from core.__main__ import main
from core.model.melding import OpenVragen
from core.model.selectie import Selectie
from core.sources.keuzes import Keuzes
from core.store import versions
from tests.kijk import exact

KOP = "BSN;Gemeente;GI;Type;Begindatum;Einddatum\n"
BSN = ["123456782", "111222333", "010000008", "999990019", "999990020"]


def csv(pad, tekst):
    pad.parent.mkdir(parents=True, exist_ok=True)
    pad.write_text(tekst, "utf-8")
    return pad


def importeer(capsys, store, *opties):
    code = main(["importeer", *map(str, opties), "--store", str(store), "--van", "2024-01-01", "--tm", "2024-12-31"])
    uit = capsys.readouterr()
    return code, uit.out + uit.err


def waarde(store, maat, jaar="2024"):
    frame = exact(dashboard.open_store(store)).reeks(maat, Selectie(per="jaar"))
    return frame.set_index("periode")["waarde"].get(jaar)


def test_a_question_stops_the_import_and_its_option_answers_it(tmp_path, capsys):
    store = tmp_path / "store"
    goed = csv(tmp_path / "een" / "maatregelen.csv", KOP + f"{BSN[0]};Leiden;GI Duin;OTS;01-02-2024;\n")
    assert importeer(capsys, store, goed)[0] == 0
    voor = versions.versie(store)
    kop = KOP.replace("Einddatum", "Klaar per")
    bron = csv(tmp_path / "twee" / "maatregelen.csv", kop + f"{BSN[1]};Leiden;GI Duin;OTS;01-02-2024;01-03-2024\n")
    code, gezegd = importeer(capsys, store, bron)
    assert code == 3 and versions.versie(store) == voor
    assert next(r for r in gezegd.splitlines() if r.startswith("Vraag: ")).count('--kolom "Klaar per=einddatum"') == 1
    assert importeer(capsys, store, bron, "--kolom", "Klaar per=einddatum")[0] == 0
    assert waarde(store, "ots_uitstroom") == 1


def test_a_column_or_sheet_that_is_nowhere_is_a_slip_of_the_pen(tmp_path, capsys):
    bron = csv(tmp_path / "maatregelen.csv", KOP + f"{BSN[0]};Leiden;GI Duin;OTS;01-02-2024;\n")
    code, gezegd = importeer(capsys, tmp_path / "store", bron, "--kolom", "Eindedatum=einddatum")
    assert code == 2 and "Einddatum" in gezegd


def test_numbers_that_are_no_bsn_are_asked_unless_a_hand_over_ties_them(tmp_path, capsys):
    bron = csv(
        tmp_path / "maatregelen.csv",
        KOP.replace("BSN", "Clientnr")
        + "".join(f"{n};Leiden;{g};OTS;01-02-2024;\n" for n in (1001, 1002) for g in ("GI Duin", "GI Bos")),
    )
    assert importeer(capsys, tmp_path / "a", bron)[0] == 3
    assert (
        importeer(capsys, tmp_path / "a", bron, "--nummers", "eigen")[0] == 0
        and waarde(tmp_path / "a", "ots_stand") == 4
    )
    assert (
        importeer(capsys, tmp_path / "b", bron, "--nummers", "gedeeld")[0] == 0
        and waarde(tmp_path / "b", "ots_stand") == 2
    )
    kop = "Clientnr;Gemeente;GI;Type;Begindatum;Einddatum;Datum overgedragen;Datum overgedragen gekregen\n"
    over = csv(
        tmp_path / "c" / "maatregelen.csv",
        kop + "7;Leiden;GI Duin;OTS;01-02-2024;;01-06-2024;\n7;Leiden;GI Bos;OTS;;;;01-06-2024\n",
    )
    assert importeer(capsys, tmp_path / "c" / "store", over)[0] == 0


def test_numbers_of_a_later_sender_are_asked_too(tmp_path, capsys):
    store = tmp_path / "store"
    for nr, (gi, code) in enumerate((("GI Duin", 0), ("GI Bos", 3))):
        bron = csv(
            tmp_path / str(nr) / "maatregelen.csv",
            KOP.replace("BSN", "Clientnr") + f"1001;Leiden;{gi};OTS;01-02-2024;\n",
        )
        assert importeer(capsys, store, bron)[0] == code
    assert importeer(capsys, store, bron, "--nummers", "eigen")[0] == 0 and waarde(store, "ots_stand") == 2


def test_a_sender_in_other_capitals_is_the_same_sender(tmp_path, capsys):
    store = tmp_path / "store"
    for nr, gi in enumerate(("GI Duin", "Stichting G.I. duin")):
        regels = "".join(f"{b};Leiden;{gi};OTS;01-02-2024;\n" for b in BSN[nr:3])
        assert importeer(capsys, store, csv(tmp_path / str(nr) / "maatregelen.csv", KOP + regels))[0] == 0
    assert dashboard.open_store(store).gis == ("GI Duin",) and waarde(store, "ots_stand") == 2
    assert "A302" in set(exact(dashboard.open_store(store)).bevindingen()["code"])
    apart = tmp_path / "apart"
    for nr in (0, 1):
        bestand = tmp_path / str(nr) / "maatregelen.csv"
        importeer(capsys, apart, bestand, "--namen", "apart", "--leverancier", f"levering {nr}")
    assert len(dashboard.open_store(apart).gis) == 2


def test_what_does_not_count_is_said_first_with_its_causes(tmp_path, capsys):
    rijen = "".join(
        f"{b};Leiden;GI Duin;{t};{d};\n"
        for b, t, d in zip(
            BSN,
            ("OTS", "wat?", "OTS", "OTS", "OTS"),
            ("01-02-2024", "01-02-2024", "ooit", "straks", "01-02-2024"),
            strict=True,
        )
    )
    code, gezegd = importeer(capsys, tmp_path / "store", csv(tmp_path / "maatregelen.csv", KOP + rijen))
    regels = [r.strip() for r in gezegd.splitlines()]
    plek = next(i for i, r in enumerate(regels) if r.startswith("3 van 5 regels tellen niet mee"))
    assert code == 1 and "begindatum: onleesbare datum" in regels[plek + 1] and regels[plek + 1].startswith("2 keer")


def test_a_header_without_rows_is_no_delivery(tmp_path, capsys):
    code, gezegd = importeer(capsys, tmp_path / "store", csv(tmp_path / "maatregelen.csv", KOP))
    assert code == 2 and "geen rijen" in gezegd and not (tmp_path / "store" / "huidig").exists()
    vol = csv(tmp_path / "machtigingen.csv", KOP + f"{BSN[0]};Leiden;GI Duin;72;01-02-2024;\n")
    code, gezegd = importeer(capsys, tmp_path / "store", tmp_path / "maatregelen.csv", vol)
    assert code == 0 and "maatregelen" not in dashboard.open_store(tmp_path / "store").dekking


def test_an_unreadable_birth_date_keeps_its_row(tmp_path, capsys):
    kop = KOP.replace("BSN;", "BSN;Geboortedatum;")
    bron = csv(tmp_path / "maatregelen.csv", kop + f"{BSN[0]};lang geleden;Leiden;GI Duin;OTS;01-02-2024;\n")
    assert importeer(capsys, tmp_path / "store", bron)[0] == 0 and waarde(tmp_path / "store", "ots_stand") == 1


@pytest.mark.parametrize(("categorie", "gi", "totaal"), [("45", 100, 100), ("onleesbaar", 0, 100), ("48", 0, 100)])
def test_a_code_that_cannot_be_read_counts_on_neither_side(tmp_path, capsys, categorie, gi, totaal):
    kop = "Gemeente;BSN;Aanbieder;GI;Productcategorie;Periode van;Periode tm;Bedrag\n"
    andere = f"Leiden;{BSN[1]};A;;45;01-01-2024;31-01-2024;0,00\n"
    bron = csv(
        tmp_path / "declaraties.csv",
        kop + andere + f"Leiden;{BSN[0]};A;GI Duin;{categorie};01-01-2024;31-01-2024;100,00\n",
    )
    assert importeer(capsys, tmp_path / "store", bron)[0] == 0
    assert (waarde(tmp_path / "store", "kosten_gi"), waarde(tmp_path / "store", "kosten_totaal")) == (gi, totaal)


def test_an_answer_does_not_read_the_file_again(tmp_path):
    kop = KOP.replace("Einddatum", "Klaar per")
    bron = csv(tmp_path / "maatregelen.csv", kop + f"{BSN[1]};Leiden;GI Duin;OTS;01-02-2024;01-03-2024\n")
    gelezen = dashboard.read([bron])
    bron.unlink()
    eerst = dashboard.preview(tmp_path / "store", gelezen, Keuzes())
    (vraag,) = [v for v in eerst.vragen if v.open]
    with pytest.raises(OpenVragen):
        dashboard.import_sources(tmp_path / "store", gelezen)
    keuzes = Keuzes(tm=dt.date(2024, 12, 31), antwoorden={(vraag.soort, vraag.onderwerp): "einddatum"})
    beeld = dashboard.preview(tmp_path / "store", gelezen, keuzes)
    assert not [v for v in beeld.vragen if v.open] and beeld.delen[0].rijen["einddatum"].to_pylist() == [
        dt.date(2024, 3, 1)
    ]
    dashboard.keep_mapping(tmp_path / "store", "GI Duin", beeld.ruwe, keuzes)
    dashboard.import_sources(tmp_path / "store", gelezen, keuzes=keuzes)
    assert waarde(tmp_path / "store", "ots_uitstroom") == 1
    zoals_toen = dashboard.preview(tmp_path / "store", gelezen, Keuzes())
    assert not [v for v in zoals_toen.vragen if v.open]
    assert "zoals_vorige_keer" in [o.code for o in zoals_toen.opmerkingen]


def test_time_in_its_own_column(tmp_path, capsys):
    boek = openpyxl.Workbook()
    boek.active.title = "crises"
    for rij in (
        ["BSN", "Gemeente", "Datum melding", "Uur", "Start hulp", "Tijd start hulp"],
        *(
            [b, "Leiden", dt.date(2024, 3, 1), dt.time(9, 0), dt.date(2024, 3, d), dt.time(8, 30)]
            for b, d in zip(BSN[:4], (2, 2, 2, 3), strict=True)
        ),
    ):
        boek.active.append(rij)
    boek.save(tmp_path / "crises.xlsx")
    assert importeer(capsys, tmp_path / "store", tmp_path / "crises.xlsx")[0] == 0
    assert waarde(tmp_path / "store", "crisis_binnen_24u") == 0.75


def test_snapshots_warn_about_who_is_gone(tmp_path, capsys):
    boek = openpyxl.Workbook()
    boek.remove(boek.active)
    for naam, kinderen in (("stand 2024-03", BSN[:3]), ("stand 2024-06", BSN[1:4])):
        blad = boek.create_sheet(naam)
        blad.append(KOP.strip().split(";"))
        for b in kinderen:
            blad.append([b, "Leiden", "GI Duin", "OTS", dt.date(2023, 5, 1), None])
    boek.save(tmp_path / "maatregelen.xlsx")
    assert importeer(capsys, tmp_path / "store", tmp_path / "maatregelen.xlsx")[0] == 0
    gevonden = exact(dashboard.open_store(tmp_path / "store")).bevindingen()
    assert gevonden[gevonden["code"] == "S003"][["blad", "rij", "kolom"]].values.tolist() == [
        ["stand 2024-03", 2, "einddatum"]
    ]
