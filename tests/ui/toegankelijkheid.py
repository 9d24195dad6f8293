"""What is tested of accessibility, and what does not conform yet: read by the tests; the statement is made of it."""

from pathlib import Path

WORTEL = Path(__file__).parents[2]
VERKLARING = WORTEL / "core" / "decisions" / "toegankelijkheid.md"
EERST = "overzicht?regio=zhz"
# Every page of the menu, with the address at which it is tested.
PAGINAS = (
    EERST,
    "kernwaarden?regio=zhz",
    "doelen?regio=zhz&doel=ZHZ-01",
    "duiding?regio=zhz",
    "watals?regio=zhz",
    "uithuisplaatsingen?regio=zhz",
    "maatregelen?regio=zhz",
    "duur?regio=zhz",
    "vergelijken?regio=zhz",
    "jeugdhulp?regio=zhz",
    "mijlpalen?regio=zhz",
    "veranderd?regio=zhz",
    "cbs?regio=zhz",
    "rapport?regio=zhz",
    "presentatie?regio=zhz",
    "handleiding",
    "gegevens",
    "opvragen?regio=zhz",
    "dekking?regio=zhz",
    "verantwoording?regio=zhz",
    "beheer",
)
# What axe finds and is not mended: the rule, a piece of the element it is found in, and what it means for a reader.
AFWIJKINGEN = (
    (
        "presentation-role-conflict",
        "stFileUploaderDropzone",
        "Het vak om bestanden in te slepen (pagina's Gegevens en Opvragen) heeft in Streamlit een rol naast zijn naam; "
        "een voorleesprogramma noemt de knop erin wel.",
    ),
)
# What no test of a machine can say; by hand, in words.
NIET_GETOETST = (
    "Er is niet getoetst met mensen die een voorleesprogramma, spraakbediening of een vergrootglas gebruiken.",
    "Of elke keuze op elke pagina met alleen het toetsenbord te maken is, is niet met een toets vastgelegd.",
    "Woorden die Streamlit zelf schrijft, zijn vertaald voor zover ze bekend zijn; een nieuwe versie kan nieuwe "
    "Engelse woorden meebrengen.",
    "Bestanden om mee te nemen (PDF, Word, PowerPoint, Excel) zijn niet getoetst op toegankelijkheid.",
)


def statement() -> str:
    """The text of the statement, as it follows from what is above."""
    paginas = ", ".join(p.partition("?")[0].capitalize() for p in PAGINAS).replace("Watals", "Wat-als")
    afwijkingen = "\n".join(f"- {uitleg} (axe: `{regel}`)" for regel, _, uitleg in AFWIJKINGEN)
    grenzen = "\n".join(f"- {zin}" for zin in NIET_GETOETST)
    return f"""# Toegankelijkheid

Status: geldt. Deze tekst wordt gemaakt van wat de toetsen doen (`tests/ui/toegankelijkheid.py`); verandert een toets,
dan verandert de tekst mee.

## Nalevingsstatus

**Niet volledig onderzocht op EN 301 549 en WCAG 2.1 niveau AA.** Hieronder staat een eigen toets; dat is geen onderzoek
door een onafhankelijke deskundige. Een status (A tot en met E) volgt uit zo'n onderzoek. Wie het dashboard voor anderen
aanbiedt, maakt de verklaring op naam van de eigen organisatie, met een eigen adres voor meldingen.

## Wat is getoetst

- **axe-core** vindt niets anders dan de afwijkingen hieronder, licht en donker, op deze {len(PAGINAS)} pagina's:
  {paginas}.
- **Grafieken**: elke grafiek heeft de zin erboven en zijn cijfers als naam, in het Nederlands; de tabel staat eronder.
- **Vergroten**: bij 200% (640 bij 360) schuift geen pagina opzij; een brede tabel of grafiek schuift zelf.
- **Toetsenbord**: de Presentatie gaat zonder muis; onze eigen links hebben een zichtbare rand als u er met Tab bent.
- **Kleur** is nergens het enige verschil: elk oordeel heeft een woord en een teken.

## Wat nog niet voldoet

{afwijkingen}

## Wat niet is getoetst

{grenzen}
"""
