"""Points of the ontwikkeltafel: nothing is lost or overwritten, two writers do not overwrite each other, and no number
of a child is kept."""

import datetime as dt
import multiprocessing
import random
import sqlite3
import sys
import types
from dataclasses import replace

import pytest

from core.model.melding import Melding
from core.model.selectie import Selectie
from core.staat import besluiten, database, duiding, teksten
from core.staat.duiding import Punt, Toen
from core.staat.herkomst import Herkomst

OP = dt.datetime(2026, 3, 4, 15, 30)
KEUZE = Selectie(regio="zhz", van=dt.date(2021, 1, 1)).with_(gemeente=("GM0505", "GM0642"), gi=("GI Noord",))
TOEN = Toen("2025", dt.date(2025, 12, 31), "gegevens-1", dt.date(2025, 12, 31), {"waarde": 40.0, "eenheid": "x"})
BSN = "999990019"  # reserved for tests; passes the 11-proef


def punt(**anders) -> Punt:
    vast = {
        "doel": "ZHZ-01",
        "selectie": KEUZE,
        "verklaring": "minder instroom",
        "eigenaar": "regisseur jeugd",
        "klaar": dt.date(2026, 6, 1),
        "toen": TOEN,
        "wie": "Tafel",
        "op": OP,
        "herkomst": Herkomst("lokaal", ("GM0505", "GM0642"), True),
    }
    return Punt(**vast | anders)


def test_what_is_kept_comes_back_whole(tmp_path):
    assert duiding.punten(tmp_path) == [] and not list(tmp_path.iterdir()), "looking makes no file"
    bewaard = duiding.save(tmp_path, punt(les="bel eerder", besluit="'); drop table duiding; --"))
    assert (bewaard.nr, bewaard.versie, bewaard.fase) == (1, 1, "waargenomen")
    assert duiding.punten(tmp_path) == [bewaard]
    assert duiding.save(tmp_path, punt(selectie=Selectie(regio="zhz"))).nr == 2, "an empty selection is the region"


def test_an_edit_is_a_next_version_about_the_same_selection(tmp_path):
    een = duiding.save(tmp_path, punt())
    ander = replace(een, status="loopt", selectie=Selectie(regio="hr"), doel="HR-02", toen=Toen(), wie="Ander")
    twee = duiding.save(tmp_path, replace(ander, herkomst=Herkomst("ander", None, False)))
    assert (twee.nr, twee.versie, twee.doel, twee.selectie, twee.toen) == (1, 2, "ZHZ-01", KEUZE, TOEN)
    assert twee.herkomst == Herkomst("ander", ("GM0505", "GM0642"), True), "words of before stay as narrow as they were"
    assert duiding.versies(tmp_path, 1) == [een, twee] and duiding.punten(tmp_path) == [twee]


def test_history_never_shrinks_whatever_is_done(tmp_path):
    """300 random saves, good and bad, of points that are there and that are not, on versions old and new."""
    toeval, eerder = random.Random(4), []
    for keer in range(300):
        nr = toeval.randint(0, 6)
        nieuwste = max((p.versie for p in eerder if p.nr == nr), default=0)
        poging = punt(
            nr=nr,
            versie=toeval.choice([nieuwste, nieuwste, nieuwste, toeval.randint(0, 5)]),
            verklaring=toeval.choice(["", "x", "goed", "beter", "y" * 2001, BSN]),
            les=toeval.choice(["", "les"]),
            fase=toeval.choice(["", "", *duiding.FASEN, "onzin"]),
            status=toeval.choice([*duiding.STATUSSEN, "onzin"]),
            wie=toeval.choice(["Tafel", "Tafel", ""]),
        )
        try:
            duiding.save(tmp_path, poging)
            gelukt = 1
        except Melding:
            gelukt = 0
        nu = duiding.versies(tmp_path)
        assert [p for p in eerder if p not in nu] == [] and len(nu) == len(eerder) + gelukt, keer
        eerder = nu
    assert len(eerder) > 15 and any(p.versie > 2 for p in eerder)
    for nr in {p.nr for p in eerder}:
        reeks = duiding.versies(tmp_path, nr)
        assert [p.versie for p in reeks] == list(range(1, len(reeks) + 1))
        fasen = [duiding.FASEN.index(p.fase) for p in reeks if p.fase]
        assert fasen == sorted(fasen)


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"verklaring": "x" * 20_000}, r"De verklaring heeft 20\.000 tekens en er passen er 2\.000 in.*18\.000"),
        ({"eigenaar": "x" * 81}, "De eigenaar heeft 81 tekens"),
        ({"verklaring": f"kind {BSN} komt"}, "In de verklaring staat een getal van negen cijfers dat een BSN kan zijn"),
        ({"les": "9999.90.019"}, "In de les"),
        ({"besluit": "999 990 019"}, "In het besluit"),
        ({"eigenaar": BSN}, "In de eigenaar"),
        ({"verklaring": "  "}, "Vul ten minste"),
        ({"wie": " "}, "Zeg wie dit invult"),
        ({"status": "weg"}, "De status weg bestaat niet"),
        ({"fase": "weg", "les": "x"}, "De stap weg bestaat niet"),
        ({"selectie": Selectie()}, "kies die eerst"),
        ({"nr": 7, "versie": 1}, "is er niet meer"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence_and_not_kept(tmp_path, anders, zin):
    with pytest.raises(Melding, match=zin) as fout:
        duiding.save(tmp_path, punt(**anders))
    assert BSN not in str(fout.value), "the number itself is not repeated"
    assert duiding.punten(tmp_path) == []


def test_a_number_of_a_child_is_in_no_note_or_decision_either(tmp_path):
    with pytest.raises(Melding, match="dat een BSN kan zijn"):
        besluiten.save_notitie(tmp_path, besluiten.Notitie("ZHZ-01", f"zie {BSN}", "Tafel", OP))
    with pytest.raises(Melding, match="dat een BSN kan zijn"):
        teksten.check_name(f"Tafel {BSN}")
    for goed in ("999990018", "99999001", "9999900190", "1.234.567", "31-12-2025 10", "000000000"):
        assert not teksten.holds_bsn(goed), goed


def test_a_second_look_is_asked_and_nothing_is_refused(tmp_path):
    vandaag = dt.date(2026, 5, 1)
    for naam in ("Jan Jansen", "mevrouw Ans de Vries", "123456789", "Anne-Marie Bos"):
        assert duiding.warnings_of(punt(eigenaar=naam), vandaag) == [
            "Is dit een functie? Zet hier geen naam van een kind."
        ]
    for functie in ("regisseur jeugd", "Beleidsmedewerker jeugd", "Bureau van de regio", "GI Noord, teammanager", ""):
        assert duiding.warnings_of(punt(eigenaar=functie), vandaag) == [], functie
    assert "01-04-2026" in duiding.warnings_of(punt(klaar=dt.date(2026, 4, 1)), vandaag)[0]
    assert duiding.warnings_of(punt(klaar=dt.date(2026, 4, 1), status="klaar"), vandaag) == []


def test_a_lesson_goes_on_and_comes_back_until_it_is_learned(tmp_path):
    een = duiding.save(tmp_path, punt(les="bel eerder", fase="herkend", status="klaar"))
    assert een.comes_back and not een.overdue(dt.date(2030, 1, 1))
    with pytest.raises(Melding, match="al herkend"):
        duiding.save(tmp_path, replace(een, fase="waargenomen"))
    with pytest.raises(Melding, match="al herkend"):
        duiding.save(tmp_path, replace(een, les=""))
    assert not duiding.save(tmp_path, replace(een, fase="geleerd")).comes_back


def test_the_second_of_two_who_edit_is_told_and_loses_nothing(tmp_path):
    een = duiding.save(tmp_path, punt())
    duiding.save(tmp_path, replace(een, verklaring="van A", wie="A"))
    with pytest.raises(duiding.Gewijzigd, match="intussen gewijzigd door A") as fout:
        duiding.save(tmp_path, replace(een, verklaring="van B", wie="B"))
    duiding.save(tmp_path, replace(een, versie=fout.value.nieuwste.versie, verklaring="van B", wie="B"))
    assert [p.verklaring for p in duiding.versies(tmp_path, 1)] == ["minder instroom", "van A", "van B"]


def work(pad, wie: str, klaar) -> None:
    """Begins points and edits the first, again and again; tells what was kept."""
    gelukt = []
    for nr in range(12):
        nieuw = duiding.save(pad, punt(verklaring=f"{wie} begint {nr}", wie=wie))
        gelukt.append((nieuw.nr, nieuw.versie, nieuw.verklaring))
        try:
            eerste = duiding.versies(pad, 1)[-1]
            bewerkt = duiding.save(pad, replace(eerste, verklaring=f"{wie} wijzigt {nr}", wie=wie))
            gelukt.append((1, bewerkt.versie, bewerkt.verklaring))
        except duiding.Gewijzigd:
            pass
    klaar.put(gelukt)


@pytest.fixture
def own_main(monkeypatch):
    """What a new process takes for the program: a page that was drawn in this one before stays the main module."""
    monkeypatch.setitem(sys.modules, "__main__", types.ModuleType("__main__"))


def race(pad) -> None:
    duiding.save(pad, punt())
    ctx = multiprocessing.get_context("spawn")
    rij = ctx.Queue()
    wie = [ctx.Process(target=work, args=(pad, naam, rij)) for naam in ("A", "B")]
    for proces in wie:
        proces.start()
    gelukt = [r for _ in wie for r in rij.get(timeout=120)]
    for proces in wie:
        proces.join(30)
    er_is = {(p.nr, p.versie, p.verklaring) for p in duiding.versies(pad)}
    assert len(gelukt) >= 24 and set(gelukt) <= er_is and len(er_is) == len(gelukt) + 1


def test_two_programs_at_once_lose_nothing(tmp_path, own_main):
    race(tmp_path)


def test_two_programs_at_once_on_postgresql(tmp_path, monkeypatch, own_main, postgres_url):
    monkeypatch.setenv(database.OMGEVING, postgres_url)
    race(tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_store_of_an_earlier_version_gets_the_table(tmp_path):
    with sqlite3.connect(tmp_path / database.BESTAND) as oud:
        oud.executescript(
            "create table notities (nr integer primary key, doel varchar(40), wie varchar(120), op datetime, tekst "
            "varchar(2000)); insert into notities values (1, 'ZHZ-01', 'Iemand', '2025-01-01 00:00:00.000000', 'oud');"
        )
    oud.close()
    assert duiding.punten(tmp_path) == []
    duiding.save(tmp_path, punt())
    assert len(duiding.punten(tmp_path)) == 1
    assert [n.tekst for n in besluiten.notities(tmp_path, "ZHZ-01")] == ["oud"]


BEKEND = ("Dordrecht", "Hoeksche Waard", "Hardinxveld-Giessendam", "Zuid-Holland Zuid", "GI Midden", "GI Zuid")


@pytest.mark.parametrize(
    ("eigenaar", "naam"),
    [
        ("Jantje Jansen", True),
        ("Jan van Bergen", True),
        ("Fatima el Amrani", True),
        ("Jan-Willem Bos", True),
        ("JANTJE JANSEN", True),
        ("Jansen, 123456789", True),
        ("Emre Kaplan", True),
        ("Sanne Nijhuis", True),
        ("Koenraad Smit", True),
        ("William Bakker", True),
        ("teammanager GI Midden", False),
        ("Teammanager Jeugd", False),
        ("regisseur Hoeksche Waard", False),
        ("beleidsadviseur Zuid-Holland Zuid", False),
        ("Raad voor de Kinderbescherming", False),
        ("Veilig Thuis Zuid-Holland Zuid", False),
        ("William Schrikker Stichting", False),
    ],
)
def test_only_what_reads_as_a_name_of_somebody_is_asked(eigenaar, naam):
    gevraagd = duiding.warnings_of(punt(eigenaar=eigenaar, klaar=None), dt.date(2026, 1, 1), BEKEND)
    assert bool(gevraagd) == naam


@pytest.mark.parametrize(
    "tekst",
    [
        "Jantje Jansen (8 jaar) is in maart uit huis geplaatst",
        "Kees Bakker (8 jaar) gaat terug naar huis",
        "De 8-jarige Kees gaat naar huis.",
        "Daarom gaat Kees (8 jaar) terug.",
        "In Dordrecht is Jantje Jansen, 8 jaar, geplaatst",
        "Fatima el Amrani is 12 jaar en wacht",
        "Kees is 8 jaar oud.",
        "Jantje J. (8 jaar) wacht",
        "Jan van Bergen (8) wacht",
        "Sanne Nijhuis (9 jaar) en Emre Kaplan wachten",
        "Mei Chen (8 jaar) wacht",
    ],
)
@pytest.mark.parametrize("veld", ["verklaring", "hypothese", "besluit", "les"])
def test_a_name_with_an_age_is_asked_in_every_text(tekst, veld):
    (vraag,) = duiding.warnings_of(punt(**{veld: tekst}), dt.date(2026, 1, 1), BEKEND)
    assert "een naam met een leeftijd" in vraag and veld in vraag


@pytest.mark.parametrize(
    "tekst",
    [
        "In Dordrecht (8 jaar na de start) loopt de instroom terug.",
        "Het wijkteam Hoeksche Waard heeft in maart 12 kinderen extra gezien.",
        "De Raad voor de Kinderbescherming (2 jaar wachttijd) doet minder onderzoeken.",
        "GI Midden (12) en GI Zuid (9) hebben de meeste OTS'en.",
        "In Hardinxveld-Giessendam, 8 jaar na de start, is een jeugdteam begonnen.",
        "Kinderen van 12 jaar en ouder krijgen een eigen gesprek.",
        "Verlenging (1 jaar) komt vaker voor dan in 2023.",
        "Sinds januari 2024 spreekt Veilig Thuis Zuid-Holland Zuid elke week met de GI.",
        "Per 1 april neemt Jeugdbescherming West de zaken van William Schrikker over.",
        "Meer OTS (2 jaar) en minder VOTS (3 maanden). Dordrecht (12) valt op.",
        "De Jeugdwet is 10 jaar oud.",
        "In Zuid-Holland Zuid is de instroom 20% lager dan 5 jaar geleden.",
        "Overleg op dinsdag 12 Maart met het Regionaal Expertteam (18 jaar en ouder).",
        "Het Toekomstscenario (5 jaar) vraagt om minder wisselingen.",
        "Pleegzorg duurt gemiddeld 2 jaar, in Hoeksche Waard 3 jaar.",
    ],
)
def test_an_ordinary_sentence_is_not_asked(tekst):
    assert duiding.warnings_of(punt(verklaring=tekst, besluit=tekst), dt.date(2026, 1, 1), BEKEND) == []
    notitie = besluiten.Notitie("ZHZ-01", tekst, "Tafel", OP)
    assert notitie.warnings(BEKEND) == []
