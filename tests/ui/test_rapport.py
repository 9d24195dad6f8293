"""The page Rapport: it makes the report that was chosen, to share unless exact figures are asked for."""

import datetime as dt
import io
from types import SimpleNamespace

import pypdf
import pytest
from streamlit.testing.v1 import AppTest

from core.dashboard import LOKAAL, make_rapport, open_view
from core.model.selectie import Selectie
from core.ui import rapport
from core.ui.rapport import _KLAAR
from tests.kijk import exact as kijk_exact
from tests.kijk import shared
from tests.ui.test_paginas import WORTEL
from tests.veiligheid.marked import marked_store, numbers, true_counts


@pytest.fixture(scope="module")
def exact(tmp_path_factory):
    with marked_store(tmp_path_factory.mktemp("rapportpagina")):
        yield true_counts(open_view(LOKAAL, "intern"))


def page(regio: str, **adres: str) -> AppTest:
    at = AppTest.from_file(WORTEL / "pages" / "rapport.py", default_timeout=120)
    for naam, waarde in {"regio": regio, **adres}.items():
        at.query_params[naam] = waarde
    return at.run()


def made(at: AppTest) -> bytes:
    next(b for b in at.button if b.label == "Maak het rapport").click().run()
    assert not at.exception and not at.error
    return at.session_state[_KLAAR][1]


def words(inhoud: bytes) -> str:
    """The text, whatever line of the paper it stands on."""
    return " ".join(w for p in pypdf.PdfReader(io.BytesIO(inhoud)).pages for w in p.extract_text().split())


def test_a_report_is_to_share_unless_exact_figures_are_asked_for(exact):
    at = page("zhz")
    gedeeld = words(made(at))
    assert "Tafelblad Zuid-Holland Zuid" in gedeeld and "om te delen" in gedeeld and not numbers(gedeeld) & exact
    at.segmented_control(key="rapport_wie").set_value("Intern: exacte aantallen").run()
    assert not at.get("download_button"), "a file of another choice is not offered"
    assert numbers(words(made(at))) & exact
    assert at.get("download_button")


def test_delen_offers_no_exact_report(exact):
    at = page("zhz", weergave="delen")
    assert not at.exception and "rapport_wie" not in {s.key for s in at.segmented_control}


def test_an_empty_choice_is_said_on_the_page(exact):
    """A gemeente of which nothing was delivered: exact it is one sentence with what to do, and no file. To share, none
    is as hidden as a few."""
    at = page("zhz", gemeente="GM0590")
    gedeeld = words(made(at))
    assert "verborgen" in gedeeld and not numbers(gedeeld) & exact
    at.segmented_control(key="rapport_wie").set_value("Intern: exacte aantallen").run()
    next(b for b in at.button if b.label == "Maak het rapport").click().run()
    assert not at.exception and not at.get("download_button")
    zin = "Bij deze keuze is er geen enkel cijfer: kies alle gemeenten."
    assert [e.value.replace("\\", "") for e in at.error] == [zin]


# The chapters of the quarterly report that the regions make by hand.
CHAPTERS = (
    "Jeugdhulp zonder verblijf",
    "Jeugdhulp met verblijf",
    "Met verblijf: pleegzorg",
    "Met verblijf: gezinsgericht",
    "Met verblijf: gesloten jeugdhulp",
    "Met verblijf: overig",
    "Jeugdbescherming",
    "Jeugdreclassering",
    "Onderzoeken door de Raad voor de Kinderbescherming",
    "Crisisteam",
    "Besteding per gemeente en perceel",
)


@pytest.mark.parametrize("weergave", ["intern", "delen"])
def test_the_quarterly_report_of_holland_rijnland_holds_each_chapter(store, weergave):
    """On the example, each with figures; what was asked for and did not come names who can deliver it."""
    view = (shared if weergave == "delen" else kijk_exact)(store)
    blad = make_rapport(view, "kwartaal", Selectie(regio="hr"))
    per_titel = {h.titel: h for h in blad.document.hoofdstukken}
    assert list(per_titel)[1:-1] == list(CHAPTERS), "between the summary and what is still to be decided"
    for titel in CHAPTERS:
        blokken = {b.id for b in per_titel[titel].blokken if b.id}
        woorden = " ".join(z for b in per_titel[titel].blokken for z in b.zinnen)
        cijfers = blad.frame[blad.frame["blok"].isin(blokken)]["waarde"]
        assert cijfers.notna().any() or "Dit kan worden geleverd door" in woorden, titel
    zonder = [t for t in CHAPTERS if not {b.id for b in per_titel[t].blokken if b.id}]
    assert set(zonder) <= {"Onderzoeken door de Raad voor de Kinderbescherming"}


def test_the_name_of_the_file_says_up_to_which_day_the_data_go(monkeypatch):
    namen = []
    monkeypatch.setattr(rapport.st, "success", lambda *_, **__: None)
    monkeypatch.setattr(rapport.st, "download_button", lambda label, maak, naam, *_, **__: namen.append(naam))
    monkeypatch.setattr(rapport.access, "meegenomen", lambda *_: None)
    for tm in (dt.date(2025, 12, 31), None):
        wie = SimpleNamespace(
            store=SimpleNamespace(gegevens_tm=tm), weergave=SimpleNamespace(naam="delen"), stempel="om te delen"
        )
        rapport._file(rapport.Keuze("tafelblad", "pdf", wie), Selectie(regio="zhz"), b"")
    assert namen == ["tafelblad-zhz-delen-tm-31-12-2025.pdf", "tafelblad-zhz-delen.pdf"]
