"""Filling in an open goal and writing a note, on screen."""

import datetime as dt
import re
from html import escape

from streamlit.testing.v1 import AppTest

from core.model import wording


def screen():
    import streamlit as st

    from core import dashboard
    from core.model.selectie import Selectie
    from core.ui import besluiten

    view = dashboard.open_view(dashboard.LOKAAL, "intern")
    stand = view.doelbeeld(Selectie(regio="zhz"), "K3-10").stand
    st.write(f"oordeel: {stand.uitkomst.oordeel}")
    st.caption(" ".join(stand.doel.let_op))
    besluiten.decide(view, "zhz", "K3-10")
    besluiten.notes(view, "K3-10")


def remarks(app):
    return " ".join(c.value for c in app.caption).replace("\\", "")


def field(app, woord):
    return next(x for x in (*app.text_input, *app.number_input, *app.text_area) if woord in x.label)


def click(app, naam):
    return next(b for b in app.button if b.label == naam).click().run()


def words(app):
    return " ".join(h.proto.body for h in app.get("html")) + " ".join(m.value for m in (*app.markdown, *app.success))


def test_a_table_fills_in_an_open_goal_and_opens_it_again(eigen_apart):
    app = AppTest.from_function(screen, default_timeout=60).run()
    assert "oordeel: doel open" in words(app)
    app = click(app, "Vastleggen")
    assert "hoger is dan 0" in app.error[0].value
    field(app, "Hoeveel procent").set_value(15.0)
    app = click(app, "Vastleggen")
    assert "wie dit invult" in app.error[0].value.replace("\\", "")
    field(app, "Hoeveel procent").set_value(15.0)
    field(app, "spreekt dit af").set_value("Tafel jeugd")
    app = click(app, "Vastleggen")
    assert not app.error and "15% minder" in words(app) and "oordeel: doel open" not in words(app)
    app = click(app, "Weer openzetten")
    assert "oordeel: doel open" in words(app) and "weer opengezet" in words(app)


def test_after_a_decision_the_page_says_what_was_decided_and_no_more_that_it_is_open(eigen_apart):
    app = AppTest.from_function(screen, default_timeout=60).run()
    assert "Nog af te spreken" in [h.value for h in app.header] and "tonen we alleen de lijn" in remarks(app)
    field(app, "Hoeveel procent").set_value(15.0)
    field(app, "spreekt dit af").set_value("Tafel jeugd")
    app = click(app, "Vastleggen")
    gezegd = words(app).replace("\\", "")
    assert "Nog af te spreken" not in [h.value for h in app.header] and "tonen we alleen de lijn" not in remarks(app)
    vandaag = wording.datum(dt.date.today())
    assert re.search(rf"Op {vandaag} legde Tafel jeugd vast: 15% minder, uiterlijk \d\d-\d\d-\d{{4}}", gezegd), gezegd
    assert "vul dan hieronder een ander percentage in of zet het doel weer open" in gezegd


def test_what_is_wrong_with_a_note_is_said_and_nothing_that_was_typed_is_lost(eigen_apart):
    app = AppTest.from_function(screen, default_timeout=60).run()
    field(app, "Wat valt op").set_value("let op de zomer")
    app = click(app, "Notitie bewaren")
    assert "Zeg wie dit invult" in app.error[0].value and field(app, "Wat valt op").value == "let op de zomer"
    lang = "x" * 19_997
    field(app, "Wat valt op").set_value(lang)
    field(app, "schrijft dit").set_value("Tafel")
    app = click(app, "Notitie bewaren")
    assert "maak de tekst 17.997 tekens korter" in app.error[0].value.replace("\\", "")
    assert field(app, "Wat valt op").value == lang and field(app, "schrijft dit").value == "Tafel"
    field(app, "Wat valt op").set_value("let op de zomer")
    app = click(app, "Notitie bewaren")
    assert not app.error and "De notitie is bewaard" in words(app) and "let op de zomer" in words(app)
    assert field(app, "Wat valt op").value == "", "the next one begins empty"


def test_no_field_cuts_a_longer_text_without_a_word(eigen_apart):
    """With a limit of its own the browser refuses what is pasted and says nothing."""
    app = AppTest.from_function(screen, default_timeout=60).run()
    assert {x.proto.max_chars for x in (*app.text_input, *app.text_area)} == {0}


def test_a_child_in_a_note_or_a_reason_is_asked_once(eigen_apart):
    app = AppTest.from_function(screen, default_timeout=60).run()
    field(app, "Wat valt op").set_value("Kees Bakker (8 jaar) gaat terug naar huis")
    field(app, "schrijft dit").set_value("Tafel")
    app = click(app, "Notitie bewaren")
    assert "lijkt een naam met een leeftijd" in app.warning[0].value and "druk dan nog een keer op Notitie bewaren" in (
        app.warning[0].value
    )
    assert "Kees" not in words(app) and field(app, "Wat valt op").value.startswith("Kees")
    app = click(app, "Notitie bewaren")
    assert not app.warning and "Kees Bakker" in words(app)
    field(app, "Hoeveel procent").set_value(15.0)
    field(app, "spreekt dit af").set_value("Tafel jeugd")
    field(app, "Waarom").set_value("om Kees Bakker, 8 jaar")
    app = click(app, "Vastleggen")
    assert "In de toelichting" in app.warning[0].value and "oordeel: doel open" in words(app)
    app = click(app, "Vastleggen")
    assert "oordeel: doel open" not in words(app)


def test_a_note_on_a_goal_that_is_not_open_says_beside_the_notes_that_it_was_kept(eigen_apart):
    def screen():
        from core import dashboard
        from core.ui import besluiten

        view = dashboard.open_view(dashboard.LOKAAL, "intern")
        besluiten.decide(view, "zhz", "ZHZ-02")
        besluiten.notes(view, "ZHZ-02")

    app = AppTest.from_function(screen, default_timeout=60).run()
    field(app, "Wat valt op").set_value("zomer")
    field(app, "schrijft dit").set_value("Tafel")
    assert "De notitie is bewaard" in words(click(app, "Notitie bewaren"))


def test_a_note_is_kept_with_who_and_shown_as_text(eigen_apart):
    app = AppTest.from_function(screen, default_timeout=60).run()
    field(app, "Wat valt op").set_value("<img src=x> **let op** de zomer")
    field(app, "schrijft dit").set_value("Tafel")
    app = click(app, "Notitie bewaren")
    assert escape("<img src=x> **let op** de zomer") in words(app)
