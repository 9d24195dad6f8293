"""Loading a file on the page Gegevens: recognised, asked, loaded, and shown."""

import datetime as dt
import io
import sqlite3

import pandas as pd
from streamlit.testing.v1 import AppTest

from core import dashboard
from core.staat import audit
from tests.ui.test_app import SECONDEN, WORTEL, html

RIJEN = pd.DataFrame(
    {
        "jeugdige": ["K1", "K2", "K3"],
        "gemeente": ["GM0505", "GM0505", "GM0512"],
        "gi": "GI Proef",
        "type": "11",
        "begindatum": ["2022-01-01", "2023-03-01", "2024-02-01"],
        "einddatum": ["2024-06-30", None, None],
    }
)


def workbook(**bladen: pd.DataFrame) -> bytes:
    doel = io.BytesIO()
    with pd.ExcelWriter(doel, engine="xlsxwriter") as boek:
        for naam, tabel in bladen.items():
            tabel.to_excel(boek, sheet_name=naam, index=False)
    return doel.getvalue()


def upload(inhoud: bytes, naam: str = "levering.xlsx") -> AppTest:
    """The page by itself: through app.py AppTest starts every run anew, and a pressed button is lost then."""
    app = AppTest.from_file(str(WORTEL / "pages" / "gegevens.py"), default_timeout=SECONDEN).run()
    app.file_uploader(key="bestanden").set_value((naam, inhoud, "application/octet-stream"))
    return app.run()


def test_a_file_is_recognised_loaded_and_replaces_the_example(eigen_apart):
    app = upload(workbook(maatregelen=RIJEN))
    assert not app.exception and not app.error
    assert "levering.xlsx" in html(app) and ">maatregelen</td>" in html(app)
    app.button(key="laden").click().run()
    assert not app.exception and not app.error
    assert [s.value for s in app.success] == ["Geladen: 3 regels in 1 tabel."]
    assert "Voorbeeldgegevens" not in html(app)
    assert dashboard.open_store().is_voorbeeld is False
    assert (eigen_apart / "huidig").exists()


def test_what_is_not_certain_is_asked_and_the_answer_is_used(eigen_apart):
    app = upload(
        workbook(maatregelen=RIJEN.rename(columns={"begindatum": "Startdatum"}).assign(Ingangsdatum="2020-01-01"))
    )
    assert not [b for b in app.button if b.key == "laden"]
    choose(app, "Startdatum", "begindatum")
    choose(app, "Ingangsdatum", "")
    app.button(key="verwerken").click().run()
    assert not app.exception and not app.error
    app.button(key="laden").click().run()
    assert [s.value for s in app.success] == ["Geladen: 3 regels in 1 tabel."]


def choose(app: AppTest, hun: str, onze: str) -> None:
    next(s for s in app.selectbox if s.label == f"{hun} is").set_value(onze)


def test_an_answer_never_goes_because_another_one_was_given(eigen_apart):
    rijen = RIJEN.rename(columns={"begindatum": "Plaatsing vanaf", "einddatum": "Klaar per"})
    rijen["einddatum"] = None
    app = upload(workbook(maatregelen=rijen.drop(columns="einddatum").rename(columns={"Klaar per": "Uit zorg op"})))
    choose(app, "Uit zorg op", "einddatum")
    app.button(key="verwerken").click().run()
    choose(app, "gi", "gi")
    app.button(key="verwerken").click().run()
    bladen = {s.label: s.value for s in app.selectbox}
    assert bladen["Uit zorg op is"] == "einddatum" and bladen["Plaatsing vanaf is"] == "begindatum"


def test_two_columns_for_one_of_ours_is_one_sentence_and_keeps_nothing(eigen_apart):
    app = upload(workbook(maatregelen=RIJEN.assign(Ingangsdatum="2020-01-01", Klaar="2024-09-01")))
    choose(app, "Klaar", "einddatum")
    app.button(key="verwerken").click().run()
    assert "kies er één" in app.error[0].value and not app.exception


def test_what_does_not_count_is_said_before_and_after_loading(eigen_apart):
    rijen = pd.concat([RIJEN, RIJEN.assign(jeugdige=["K4", "K5", "K6"], begindatum="ooit")], ignore_index=True)
    app = upload(workbook(maatregelen=rijen))
    assert any(w.value.startswith("**3 van 6 regels tellen niet mee.**") for w in app.warning)
    assert any("onleesbare datum" in w.value for w in app.warning)
    app.button(key="laden").click().run()
    assert app.error[0].value.startswith("**3 van 6 regels tellen niet mee.**")
    assert [s.value for s in app.success] == ["Geladen: 3 regels in 1 tabel."]


def test_a_load_is_undone_and_put_back_on_the_page(eigen_apart):
    app = upload(workbook(maatregelen=RIJEN))
    app.button(key="laden").click().run()
    app.button(key="ongedaan").click().run()
    assert not app.exception and dashboard.leveringen(dashboard.open_store())["ingetrokken"].all()
    app.selectbox(key="levering").set_value(1).run()
    app.button(key="terugzetten").click().run()
    assert not app.exception and not dashboard.leveringen(dashboard.open_store())["ingetrokken"].any()
    app.selectbox(key="levering").set_value(1).run()
    app.button(key="levering_wissen").click().run()
    assert not app.exception and dashboard.open_store().is_voorbeeld


def test_what_is_not_recognised_is_asked(eigen_apart):
    app = upload(workbook(Blad1=pd.DataFrame({"a": [1], "b": [2]})))
    assert not app.exception
    assert not app.error and any(s.label.startswith("Blad1 in levering.xlsx") for s in app.selectbox)
    assert dashboard.open_store().is_voorbeeld


def test_an_empty_file_is_one_dutch_sentence(eigen_apart):
    app = upload(b"", "maatregelen.csv")
    assert not app.exception and len(app.error) == 1


def test_a_database_is_chosen_from_mapped_and_loaded(eigen_apart, tmp_path):
    with sqlite3.connect(tmp_path / "zorg.db") as db:
        db.execute("create table clienten (nummer text, plaats text, soort text, vanaf text, afgerond text)")
        rijen = [(f"K{n}", "Leiden", "OTS", "2023-02-01", "2024-03-01" if n else None) for n in range(4)]
        db.executemany("insert into clienten values (?, ?, ?, ?, ?)", rijen)
    app = AppTest.from_file(str(WORTEL / "pages" / "gegevens.py"), default_timeout=SECONDEN).run()
    app.text_input(key="database").set_value(f"sqlite:///{tmp_path / 'zorg.db'}").run()
    assert app.multiselect(key="db-tabellen-0").options == ["clienten"]
    app.text_area(key="db-vraag-0").set_value("select *, 'GI Duin' as gi from clienten")
    app.button(key="db-lezen").click().run()
    assert not app.exception and not app.error
    vraag = next(s for s in app.selectbox if s.label.startswith(("eigen vraag", "Welke tabel")))
    vraag.set_value("maatregelen")
    next(b for b in app.button if b.key in ("verder", "verwerken")).click().run()
    for hun, onze in (("nummer", "jeugdige"), ("plaats", "gemeente"), ("soort", "type"), ("vanaf", "begindatum")):
        choose(app, hun, onze)
    choose(app, "afgerond", "einddatum")
    app.button(key="verwerken").click().run()
    assert not app.exception and not app.error
    app.button(key="laden").click().run()
    assert [s.value for s in app.success] == ["Geladen: 4 regels in 1 tabel."]


def test_answers_are_given_away_and_taken_over(eigen_apart):
    app = upload(workbook(maatregelen=RIJEN.rename(columns={"einddatum": "Klaar per"})))
    choose(app, "Klaar per", "einddatum")
    app.button(key="verwerken").click().run()
    app.button(key="laden").click().run()
    (naam,) = dashboard.mappings()
    bestand = dashboard.export_mapping(naam)
    assert b"Klaar per" in bestand and b"K1" not in bestand
    app.button(key="vertaling_weg").click().run()
    assert dashboard.mappings() == () and not app.exception
    app.file_uploader(key="vertaling_in").set_value(("ander.yaml", bestand, "application/yaml")).run()
    app.button(key="vertaling_over").click().run()
    assert dashboard.mappings() == (naam,) and not app.exception and not app.error


def test_a_list_of_postcodes_is_kept_and_used(eigen_apart):
    app = AppTest.from_file(str(WORTEL / "pages" / "gegevens.py"), default_timeout=SECONDEN).run()
    lijst = b"postcode;gemeente\n3311 AA;GM0505\n"
    app.file_uploader(key="postcodes_in").set_value(("pc.csv", lijst, "text/csv")).run()
    app.button(key="postcodes_bewaren").click().run()
    assert not app.exception and not app.error and dashboard.has_postcodes()
    app = upload(workbook(maatregelen=RIJEN.assign(gemeente="3311AA")))
    app.button(key="laden").click().run()
    assert [s.value for s in app.success] == ["Geladen: 3 regels in 1 tabel."]
    assert dashboard.open_store().gemeenten == ("GM0505",)


def test_a_known_form_of_export_is_chosen_and_the_gi_given_once(eigen_apart):
    """Measures and authorisations in one row, as CBS asks them, without a column for the GI."""
    rijen = pd.DataFrame(
        {
            "BSN": ["900000011", "900000035"],
            "Gemeente": "Leiden",
            "Type maatregel": "11",
            "Datum aanvang maatregel": ["01-02-2023", "01-03-2023"],
            "Datum einde maatregel": [None, "01-06-2024"],
            "Type machtiging uithuisplaatsing": ["72", None],
            "Datum aanvang machtiging uithuisplaatsing": ["01-04-2023", None],
            "Datum einde machtiging uithuisplaatsing": [None, None],
        }
    )
    app = upload(workbook(Blad1=rijen), "JB 2024.xlsx")
    app.selectbox(key="vorm-0").set_value("gi-levering-cbs").run()
    assert not app.exception and not app.error
    next(s for s in app.selectbox if "geen kolom voor de GI" in s.label).set_value("GI Duin")
    app.button(key="verwerken").click().run()
    assert not app.exception and not app.error
    assert ">machtigingen</th>" in html(app) and ">maatregelen</th>" in html(app)
    app.button(key="laden").click().run()
    assert [s.value for s in app.success] == ["Geladen: 3 regels in 2 tabellen."]
    assert dashboard.open_store().gis == ("GI Duin",)


def test_a_trap_is_ticked_back_on_the_page(eigen_apart):
    """What a kept answer left as it is can be mended again; and that is kept in its place."""

    def levering():
        eind = RIJEN["einddatum"].where(RIJEN["einddatum"].notna(), "n.v.t.")
        return upload(workbook(maatregelen=RIJEN.assign(einddatum=eind).rename(columns={"einddatum": "Klaar per"})))

    def tick(app, ja):
        app.checkbox(key="herstel-K309").set_value(ja)
        return app.button(key="verwerken").click().run()

    app = levering()
    choose(app, "Klaar per", "einddatum")
    app = tick(app.button(key="verwerken").click().run(), False)
    app.button(key="laden").click().run()
    assert [s.value for s in app.success] == ["Geladen: 1 regel in 1 tabel."]
    app = levering()
    assert app.checkbox(key="herstel-K309").value is False
    app = tick(app, True)
    app.button(key="laden").click().run()
    assert [s.value for s in app.success] == ["Geladen: 3 regels in 1 tabel."]
    assert levering().checkbox(key="herstel-K309").value is True


def test_what_is_wrong_is_said_and_not_asked_about_as_a_table(eigen_apart):
    """Another trouble than which table it is, in a delivery of which one sheet is not known."""
    app = upload(workbook(maatregelen=RIJEN, Blad7=pd.DataFrame({"a": [1], "b": [2]})))
    app.date_input(key="gegevens_van").set_value(dt.date(2024, 6, 1))
    app.date_input(key="gegevens_tm").set_value(dt.date(2024, 1, 1)).run()
    assert not app.exception and ["draai de dagen om" in e.value for e in app.error] == [True]
    assert not [b for b in app.button if b.key == "verder"]


def test_answers_that_cannot_be_kept_take_nothing_from_the_report(eigen_apart):
    (eigen_apart / "leveranciers").write_text("in de weg", "utf-8")
    app = upload(workbook(maatregelen=RIJEN.rename(columns={"einddatum": "Klaar per"})))
    choose(app, "Klaar per", "einddatum")
    app.button(key="verwerken").click().run()
    app.button(key="laden").click().run()
    assert not app.exception and [s.value for s in app.success] == ["Geladen: 3 regels in 1 tabel."]
    assert any("zijn geladen, maar" in w.value and "niet worden bewaard" in w.value for w in app.warning)
    assert app.button(key="ongedaan")
    assert not [c for c in app.caption if "zijn bewaard als" in c.value]


def test_a_sender_is_kept_as_it_was_typed_and_is_never_a_file(eigen_apart):
    app = upload(workbook(maatregelen=RIJEN))
    app.text_input(key="leverancier").set_value(" Jeugd /  Gezin 'Zee' ").run()
    app.button(key="laden").click().run()
    assert not app.exception and not app.error
    assert dashboard.leveringen(dashboard.open_store())["afzender"].tolist() == ["Jeugd / Gezin 'Zee'"]
    app = upload(workbook(maatregelen=RIJEN))
    app.text_input(key="leverancier").set_value("/etc/iets.YAML").run()
    assert not app.exception and ["geen bestand" in e.value for e in app.error] == [True]


def test_another_delivery_begins_without_what_was_filled_in(eigen_apart):
    app = upload(workbook(maatregelen=RIJEN))
    app.text_input(key="leverancier").set_value("GI Eerder").run()
    ander = workbook(maatregelen=RIJEN.assign(jeugdige=["K7", "K8", "K9"]))
    app.file_uploader(key="bestanden").set_value(("ander.xlsx", ander, "application/octet-stream")).run()
    assert not app.exception and [t.value for t in app.text_input if t.label == "Van wie is dit?"] == [""]


def test_one_file_more_keeps_what_was_answered():
    def script():
        import streamlit as st

        from core.ui.gegevens import lading

        een = lading.start((("a",), None, None), ["een"], None)
        een.antwoorden["vraag"] = "ja"
        meer = lading.start((("a", "b"), None, None), ["een", "twee"], None)
        st.write((meer.antwoorden, meer.gelezen, lading.key("x")))
        ander = lading.start((("b",), None, None), ["twee"], None)
        st.write((ander.antwoorden, ander.gelezen, lading.key("x")))

    app = AppTest.from_function(script).run()
    assert not app.exception
    meer, ander = (m.value for m in app.markdown)
    assert "'vraag': 'ja'" in meer and "'x'" in meer and "{}" in ander and "'x-1'" in ander


def test_of_a_database_only_what_was_chosen_is_read(eigen_apart, tmp_path):
    with sqlite3.connect(tmp_path / "zorg.db") as db:
        for tabel in ("maatregelen", "machtigingen", "maatregelen_oud"):
            db.execute(f"create table {tabel} (jeugdige text, gemeente text, gi text, type text, begindatum text)")
            soort = "72" if tabel == "machtigingen" else "11"
            db.execute(f"insert into {tabel} values ('K1', 'Leiden', 'GI Duin', '{soort}', '2023-02-01')")

    def read(**anders):
        app = AppTest.from_file(str(WORTEL / "pages" / "gegevens.py"), default_timeout=SECONDEN).run()
        app.text_input(key="database").set_value(f"sqlite:///{tmp_path / 'zorg.db'}").run()
        app.multiselect(key="db-tabellen-0").set_value(anders.get("tabellen", []))
        app.text_area(key="db-vraag-0").set_value(anders.get("vraag", ""))
        app.button(key="db-lezen").click().run()
        assert not app.exception and not app.error
        return [t.blad for g in app.session_state["lading"].gelezen for t in g.tabellen]

    assert read(tabellen=["machtigingen"]) == ["machtigingen"]
    assert read(vraag="select * from maatregelen_oud;") == ["eigen vraag"]


def test_a_load_that_cannot_be_logged_says_that_it_is_stored(eigen_apart):
    app = upload(workbook(maatregelen=RIJEN))
    (eigen_apart / audit.BESTAND).mkdir(parents=True)  # no file can be written there
    app.button(key="laden").click().run()
    assert not app.exception and not app.error
    assert [s.value for s in app.success] == ["Geladen: 3 regels in 1 tabel."]
    assert any(w.value.startswith("De gegevens zijn geladen, maar: Het logboek") for w in app.warning)


def load_again(inhoud: bytes) -> tuple[list[str], list[str]]:
    """What is warned of before it is loaded, and told after."""
    app = upload(inhoud)
    voor = [w.value.replace("\\", "") for w in app.warning if "al geladen" in w.value]
    app.button(key="laden").click().run()
    assert not app.exception and not app.error
    return voor, [i.value.replace("\\", "") for i in app.info if "al geladen" in i.value]


def test_the_same_file_twice_is_said_before_and_after(eigen_apart):
    eerst, inhoud = workbook(maatregelen=RIJEN), workbook(maatregelen=RIJEN.iloc[:2])
    assert load_again(eerst) == ([], [])
    voor, na = load_again(eerst)
    assert len(voor) == 1 and voor[0].startswith("levering.xlsx is al geladen: levering 1 van ")
    assert "Elke regel ervan was er al: nog een keer laden is niet nodig." in voor[0]
    assert len(na) == 1 and "elke regel ervan was er al, en er is niets veranderd" in na[0]
    assert load_again(inhoud) == ([], []), "another file is no file of before"
    voor, na = load_again(eerst)
    assert "Daarna is er nog een andere levering" in voor[0] and na == [], "that it changes nothing is not sure then"


def test_what_is_taken_back_may_be_loaded_again_without_a_word(eigen_apart):
    load_again(workbook(maatregelen=RIJEN))
    dashboard.withdraw_levering(None, dashboard.newest_import(dashboard.open_store()), wie="proef")
    assert load_again(workbook(maatregelen=RIJEN)) == ([], [])


def test_what_still_has_to_be_answered_is_named(eigen_apart):
    app = upload(
        workbook(maatregelen=RIJEN.rename(columns={"begindatum": "Startdatum"}).assign(Ingangsdatum="2020-01-01"))
    )
    (zin,) = [i.value.replace("\\", "") for i in app.info if "nog niets bewaard" in i.value]
    assert "Startdatum" in zin and "Ingangsdatum" in zin, zin
    app = upload(workbook(maatregelen=RIJEN.drop(columns="gi")))
    zinnen = [i.value.replace("\\", "") for i in app.info if "nog niets bewaard" in i.value]
    assert not zinnen or "GI" in zinnen[0] or "gi" in zinnen[0], zinnen


def test_lines_and_crises_never_replace_and_that_is_said(store):
    crises = pd.DataFrame({"jeugdige": ["K1", "K2"], "gemeente": ["GM0505"] * 2, "melding": ["2024-01-01 10:00"] * 2})
    app = upload(workbook(crises=crises))
    assert not [w for w in app.warning if "vullen altijd aan" in w.value]
    app.selectbox(key=next(k for k in (s.key for s in app.selectbox) if k and "vervangt" in k)).set_value(True).run()
    assert [w for w in app.warning if "dat kan niet met crises: die vullen altijd aan" in w.value]
    app = upload(workbook(maatregelen=RIJEN))
    app.selectbox(key=next(k for k in (s.key for s in app.selectbox) if k and "vervangt" in k)).set_value(True).run()
    assert not [w for w in app.warning if "vullen altijd aan" in w.value]
