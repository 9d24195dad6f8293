"""Each trap is mended, told, and left as it is where a person says that it is none; an answer is kept for the next
time."""

import zipfile

import pytest

from core import dashboard
from core.model.melding import Melding
from core.sources.readers import unpack
from core.sources.recognition.leverancier import load_leverancier
from tests.ui.zendingen import bsn

KOP = "BSN;Gemeente;GI;Type maatregel;Begindatum;Einddatum"


def voorstel(tmp_path, *regels, kop=KOP, naam="maatregelen.csv", **keuzes):
    bron = tmp_path / naam
    bron.write_text("\n".join([kop, *regels]) + "\n", "utf-8")
    gelezen = dashboard.read([bron])
    return dashboard.examine(tmp_path / "store", gelezen, dashboard.Keuzes(**keuzes))


def row(n, gi="GI Duin", einde="01-03-2024"):
    return f"{bsn(n)};Leiden;{gi};OTS;01-02-2023;{einde}"


def trap(uit, code):
    return next((v for v in uit.valkuilen if v.code == code), None)


def test_a_total_is_left_out_unless_it_is_a_row(tmp_path):
    regels = [row(1), row(2), "Totaal;;;;;"]
    uit = voorstel(tmp_path, *regels)
    assert uit.gelezen == 2 and trap(uit, "totaalregel").hersteld and "rij 4" in trap(uit, "totaalregel").waar[0]
    uit = voorstel(tmp_path, *regels, laat_staan=frozenset({"totaalregel"}))
    assert (uit.gelezen, uit.afgewezen) == (3, 1) and not trap(uit, "totaalregel").hersteld


@pytest.mark.parametrize(("woord", "code"), [("lopend", "K304"), ("n.v.t.", "K309")])
def test_a_word_for_an_empty_end_is_one_unless_somebody_says_no(tmp_path, woord, code):
    uit = voorstel(tmp_path, row(1), row(2, einde=woord))
    assert uit.afgewezen == 0 and trap(uit, code).hersteld
    uit = voorstel(tmp_path, row(1), row(2, einde=woord), laat_staan=frozenset({code}))
    assert uit.afgewezen == 1 and not trap(uit, code).hersteld


def test_two_spellings_are_one_unless_they_are_two(tmp_path):
    regels = [row(1), row(2), row(3, gi="Stichting gi duin")]
    uit = voorstel(tmp_path, *regels)
    assert trap(uit, "namen").hersteld and uit.afzenders == {"maatregelen": ("GI Duin",)}
    uit = voorstel(tmp_path, *regels, namen="apart")
    assert not trap(uit, "namen").hersteld and len(set(uit.omgezet.delen[0].rijen["gi"].to_pylist())) == 2


def test_a_notice_that_rows_are_missing_stands_first_and_cannot_be_waved_away(tmp_path):
    uit = voorstel(tmp_path, row(1), row(2), "Let op: alleen de eerste 150.000 rijen zijn geexporteerd;;;;;")
    assert uit.valkuilen[0].ernstig and not uit.valkuilen[0].code and "150.000" in uit.valkuilen[0].wat


def test_columns_have_a_group_a_reason_and_examples_without_a_child(tmp_path):
    uit = voorstel(tmp_path, row(1), row(2, einde="lopend"), kop=KOP.replace("Einddatum", "Klaar per"))
    (deel,) = uit.delen
    per = {k.hun: k for k in deel.kolommen}
    assert per["BSN"].groep == dashboard.ZEKER and all(hun == "9" * 9 for hun, _ in per["BSN"].voorbeelden)
    assert bsn(1) not in repr(uit.delen)
    klaar = per["Klaar per"]
    assert (klaar.groep, klaar.onze, klaar.open) == (dashboard.NAKIJKEN, "einddatum", True)
    assert ("lopend", "leeg") in klaar.voorbeelden and not uit.ready


def test_words_of_a_list_stand_beside_our_codes_however_long(tmp_path):
    lang = "Ondertoezichtstelling met een machtiging tot uithuisplaatsing (artikel 1:265b)"
    regels = [row(n).replace("OTS", lang if n % 2 else "OTS") for n in range(1, 5)]
    uit = voorstel(tmp_path, *regels)
    woord = next(w for w in uit.woorden if w.hun == lang)
    assert (woord.code, woord.rijen) == (None, 2) and uit.afgewezen == 2
    uit = voorstel(tmp_path, *regels, antwoorden={("code", s): "11" for s in woord.sleutels})
    assert uit.afgewezen == 0 and next(w for w in uit.woorden if w.hun == lang).code == "11"


def test_what_was_said_is_kept_and_the_next_delivery_asks_nothing(tmp_path):
    kop, store = KOP.replace("Einddatum", "Klaar per").replace("BSN", "Nummer kind"), tmp_path / "store"
    keuzes = {
        "per_tabel": {"maatregelen": {"klaarper": "einddatum", "nummerkind": "jeugdige"}},
        "laat_staan": frozenset({"K309"}),
        "leverancier": "Afdeling Jeugd",
    }
    uit = voorstel(tmp_path, row(1), row(2), kop=kop, **keuzes)
    assert uit.ready
    dashboard.keep_mapping(store, "Afdeling Jeugd", uit.omgezet.ruwe, dashboard.Keuzes(**keuzes))
    weer = voorstel(tmp_path, row(3), row(4), kop=kop, naam="kwartaal 4.csv")
    assert (
        weer.ready and weer.delen[0].zoals == "Afdeling Jeugd" and weer.afzenders["maatregelen"] == ("Afdeling Jeugd",)
    )
    meer = voorstel(tmp_path, row(3) + ";ja", row(4) + ";nee", kop=f"{kop};Spoed", naam="kwartaal 5.csv")
    assert meer.ready and meer.delen[0].zoals == "Afdeling Jeugd"  # one column more is the same supplier


def test_a_trap_that_a_kept_answer_left_can_be_mended_again(tmp_path):
    """Of words for empty, and of the spellings of a name; and then that is what is kept."""
    kop, store = KOP.replace("BSN", "Nummer kind"), tmp_path / "store"
    per_tabel = {"maatregelen": {"nummerkind": "jeugdige"}}
    regels = [row(1), row(2, einde="n.v.t."), row(3, gi="Stichting gi duin")]
    nee = {"per_tabel": per_tabel, "laat_staan": frozenset({"K309"}), "namen": "apart"}
    uit = voorstel(tmp_path, *regels, kop=kop, **nee)
    dashboard.keep_mapping(store, "Duin", uit.omgezet.ruwe, dashboard.Keuzes(**nee))
    uit = voorstel(tmp_path, *regels, kop=kop)
    assert (uit.afgewezen, trap(uit, "K309").hersteld, trap(uit, "namen").hersteld) == (1, False, False)
    toch = {"herstel": frozenset({"K309"}), "namen": "samen"}
    uit = voorstel(tmp_path, *regels, kop=kop, **toch)
    assert (uit.afgewezen, trap(uit, "K309").hersteld, trap(uit, "namen").hersteld) == (0, True, True)
    dashboard.keep_mapping(store, "Duin", uit.omgezet.ruwe, dashboard.Keuzes(**toch))
    uit = voorstel(tmp_path, *regels, kop=kop)
    assert (uit.afgewezen, trap(uit, "K309").hersteld, trap(uit, "namen").hersteld) == (0, True, True)


def test_one_form_of_two_suppliers_is_asked_and_never_guessed(tmp_path):
    kop, store = "BSN;Gemeente;Type maatregel;Begindatum;Einddatum", tmp_path / "store"
    regel = f"{bsn(1)};Leiden;OTS;01-02-2023;01-03-2024"
    for gi in ("GI Duin", "GI Noord"):
        uit = voorstel(tmp_path, regel, kop=kop, naam=f"{gi}.csv", gi=gi)
        dashboard.keep_mapping(store, gi, uit.omgezet.ruwe, dashboard.Keuzes(gi=gi))
    uit = voorstel(tmp_path, regel, kop=kop, naam="levering.csv", antwoorden={("tabel", "levering.csv"): "maatregelen"})
    vraag = next(v for v in uit.vragen if v.soort == "vertaling")
    assert vraag.open and set(vraag.keuzes) == {"GI Duin", "GI Noord"} and not uit.ready
    gezegd = {("vertaling", vraag.onderwerp): "GI Noord"}
    uit = voorstel(tmp_path, regel, kop=kop, naam="levering.csv", antwoorden=gezegd)
    assert uit.ready and uit.delen[0].vast == (("gi", "GI Noord"),)


def test_sheets_of_one_form_are_one_part_of_a_mapping(tmp_path):
    (tmp_path / "map").mkdir()
    for kwartaal in (1, 2, 3):
        regels = [KOP.replace("BSN", "Nummer kind"), row(kwartaal)]
        (tmp_path / "map" / f"kwartaal {kwartaal}.csv").write_text("\n".join(regels), "utf-8")
    over = {("tabel", f"kwartaal {k}.csv"): "maatregelen" for k in (1, 2, 3)}
    keuzes = dashboard.Keuzes(antwoorden=over, per_tabel={"maatregelen": {"nummerkind": "jeugdige"}})
    gelezen = dashboard.read([tmp_path / "map"])
    uit = dashboard.examine(tmp_path / "store", gelezen, keuzes)
    assert len(uit.delen) == 1 and len(uit.delen[0].waar) == 3
    plek = dashboard.keep_mapping(tmp_path / "store", "Kwartalen", uit.omgezet.ruwe, keuzes)
    assert len(load_leverancier(str(plek)).tabellen) == 1
    vier = voorstel(tmp_path, row(9), kop=KOP.replace("BSN", "Nummer kind"), naam="kwartaal 4.csv")
    assert vier.ready and vier.gelezen == 1


def pack(pad, **bestanden):
    with zipfile.ZipFile(pad, "w") as zip_:
        for naam, inhoud in bestanden.items():
            zip_.writestr(naam.replace("__", "/").replace("_csv", ".csv").replace("_zip", ".zip"), inhoud)
    return pad


def test_a_zip_with_tables_is_read_as_a_folder(tmp_path):
    inhoud = "\n".join([KOP, row(1)])
    pad = pack(tmp_path / "levering.zip", een__maatregelen_csv=inhoud, twee__maatregelen_csv=inhoud, leesmij_csv="x")
    (gelezen,) = dashboard.read([pad])
    assert sorted(t.bestand for t in gelezen.tabellen) == ["maatregelen (2).csv", "maatregelen.csv"]
    assert set(gelezen.vingers) == {"maatregelen (2).csv", "maatregelen.csv"}


def test_a_zip_in_a_zip_and_too_much_are_one_sentence(tmp_path, monkeypatch):
    inhoud = "\n".join([KOP, row(1)])
    with pytest.raises(Melding, match="nog een zip-bestand"):
        dashboard.read([pack(tmp_path / "a.zip", een_csv=inhoud, twee_zip="x")])
    monkeypatch.setattr(unpack, "MAX_UITGEPAKT", 50)
    with pytest.raises(Melding, match="te groot"):
        dashboard.read([pack(tmp_path / "b.zip", een_csv=inhoud)])
