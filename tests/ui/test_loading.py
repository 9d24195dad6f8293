"""Loading a file on the page Gegevens: recognised, asked, loaded, and shown."""

import io

import pandas as pd
from streamlit.testing.v1 import AppTest

from core import dashboard
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
    vragen = [s for s in app.selectbox if (s.key or "").startswith("vraag-")]
    assert len(vragen) == 2 and "Startdatum" in vragen[0].label
    vragen[0].set_value("begindatum").run()
    assert not app.exception and not app.error
    app.button(key="laden").click().run()
    assert [s.value for s in app.success] == ["Geladen: 3 regels in 1 tabel."]


def test_what_is_not_recognised_is_one_dutch_sentence(eigen_apart):
    app = upload(workbook(Blad1=pd.DataFrame({"a": [1], "b": [2]})))
    assert not app.exception
    assert len(app.error) == 1 and "geen tabel herkend" in app.error[0].value
    assert dashboard.open_store().is_voorbeeld


def test_an_empty_file_is_one_dutch_sentence(eigen_apart):
    app = upload(b"", "maatregelen.csv")
    assert not app.exception and len(app.error) == 1
