"""The guide: what to do, in four steps, and where the usual questions are answered. Pictures are made by a test."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from core.ui import access, filters

PLATEN = Path(__file__).with_name("platen")


@dataclass(frozen=True)
class Stap:
    """One step: what to do line by line, the page where that is, and the picture of that page with what is on it."""

    naam: str
    regels: tuple[str, ...]
    pagina: str
    plaat: str
    wat: str


STAPPEN = (
    Stap(
        "Laden",
        (
            "Ga naar de pagina Gegevens en sleep uw Excel-bestand, csv of map in het vak.",
            "Controleer per tabel wat er is herkend. Het dashboard vraagt alleen wat het niet zeker weet.",
            "Kies Laden. Daarna staat er hoeveel regels meetellen, en waarom andere niet.",
            "Nog geen eigen bestand? Kijk eerst rond in het voorbeeld: dat zijn geen echte kinderen.",
        ),
        "gegevens",
        "gegevens",
        "De pagina Gegevens, met het vak om bestanden in te slepen en wat er is geladen.",
    ),
    Stap(
        "Kijken",
        (
            "Het Overzicht begint met de hoofddoelen van uw regio: het cijfer, het doel en of het op koers ligt.",
            "Kies links een gemeente, een GI of een periode. Elke pagina onthoudt die keuze.",
            "Klik op de naam van een doel voor het verloop en de afspraak.",
            "Onder elke grafiek staan Tabel en Uitleg: hoe het is geteld en waar het is afgesproken.",
        ),
        "overzicht",
        "overzicht",
        "Het Overzicht van Zuid-Holland Zuid: vijf hoofddoelen met cijfer, oordeel en verloop.",
    ),
    Stap(
        "Vragen",
        (
            "Is het verschil toeval? Bij een doel staat dat onder Toeval of verandering?",
            "Wat is er nodig om het doel te halen? Bij een doel staat dat in aantallen per periode.",
            "Wat gebeurt er als er minder kinderen bij komen? Schuif op de pagina Wat-als.",
            "Een woord of artikel zoekt u links in het vak Zoek een doel of een begrip.",
        ),
        "doelen",
        "doelen",
        "De pagina Doelen met een doel van dichtbij: oordeel, verloop en afspraak.",
    ),
    Stap(
        "Delen",
        (
            "Kies links Delen voordat u een scherm of bestand met anderen deelt.",
            "Kleine aantallen zijn dan weg of afgerond, zodat niemand een kind kan herkennen.",
            "Bestanden haalt u op onder een grafiek. Zonder extra klik zijn ze geschikt om te delen.",
            "Intern toont exacte aantallen. Die zijn alleen voor wie met de gegevens werkt.",
        ),
        "uithuisplaatsingen",
        "delen",
        "De pagina Uithuisplaatsingen in de weergave Delen.",
    ),
)
# The questions that come back in every meeting, and where their answer stands.
VRAGEN = (
    ("Hoeveel kinderen zijn uit huis geplaatst, nu en een jaar geleden?", "uithuisplaatsingen"),
    ("Halen we ons doel, en wat is daar nog voor nodig?", "doelen"),
    ("Bij welke GI duurt het het langst, en is dat meer dan toeval?", "duur"),
    ("Wijkt een gemeente of GI meer af dan door toeval?", "vergelijken"),
    ("Wat gebeurt er als 10% minder kinderen instromen?", "watals"),
    ("Hoe laat ik de doelen zien op een groot scherm?", "presentatie"),
    ("Waarom heeft het CBS een ander cijfer dan wij?", "cbs"),
    ("Waar komt dit doel vandaan?", "verantwoording"),
    ("Kan iedereen dit dashboard gebruiken? (Toegankelijkheid)", "verantwoording"),
)


def steps() -> None:
    """The four steps below each other, each with its picture and the way there."""
    for nr, stap in enumerate(STAPPEN, 1):
        st.header(f"{nr}. {stap.naam}", anchor=False)
        tekst, beeld = st.columns((2, 3), gap="large")
        with tekst:
            st.markdown("\n".join(f"{i}. {regel}" for i, regel in enumerate(stap.regels, 1)))
            _to(stap.pagina, f"Naar {stap.pagina.capitalize()}")
        beeld.image(PLATEN / f"{stap.plaat}.png", width="stretch", alt=stap.wat)


def questions() -> None:
    """Each question as a link to the page that answers it."""
    st.header("Vaak gevraagd", anchor=False)
    for vraag, pagina in VRAGEN:
        _to(pagina, vraag)


def _to(pagina: str, label: str) -> None:
    if access.may_open(pagina):
        st.page_link(f"pages/{pagina}.py", label=label, query_params=filters.address())
    else:
        st.markdown(label)
