"""Filling in an open goal and writing a note, on screen."""

from html import escape

from streamlit.testing.v1 import AppTest


def screen():
    import streamlit as st

    from core import dashboard
    from core.model.selectie import Selectie
    from core.ui import besluiten

    view = dashboard.open_view(dashboard.LOKAAL, "intern")
    stand = view.doelbeeld(Selectie(regio="zhz"), "K3-10").stand
    st.write(f"oordeel: {stand.uitkomst.oordeel}")
    besluiten.decide(view, "zhz", "K3-10")
    besluiten.notes(view, "K3-10")


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


def test_a_note_is_kept_with_who_and_shown_as_text(eigen_apart):
    app = AppTest.from_function(screen, default_timeout=60).run()
    field(app, "Wat valt op").set_value("<img src=x> **let op** de zomer")
    field(app, "schrijft dit").set_value("Tafel")
    app = click(app, "Notitie bewaren")
    assert escape("<img src=x> **let op** de zomer") in words(app)
