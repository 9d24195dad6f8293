"""How this page says things: without the options of the command line, which the same sentences name elsewhere."""

from core.ui.melding import plain

_OPTIES = (
    (" Zijn het er twee, laad dan opnieuw met --namen apart.", ""),
    ("laad dan met --vult-aan.", "kies dan bij Meer instellingen 'vult aan' en laad het opnieuw."),
    ("laad dan met --vervangt.", "kies dan bij Meer instellingen 'vervangt' en laad het opnieuw."),
    (
        'laad dan opnieuw met --blad "NAAM=ja".',
        "vergeet dan de leverancier bij 'Onthouden leveranciers' en kies de bestanden opnieuw.",
    ),
    (" (python -m core terugzetten)", ""),
    ("kies bij Gegevens welke tabel het is", "kies hieronder welke tabel het is"),
)
GEEN = "niet gebruiken"
KIES = "kies"


def on_screen(tekst: str) -> str:
    """A sentence of the program as this page says it, as text and not as markdown."""
    return plain(without_options(tekst))


def without_options(tekst: str) -> str:
    """The same for a place that knows no markdown."""
    for van, naar in _OPTIES:
        tekst = tekst.replace(van, naar)
    return tekst


def places(waar: tuple[tuple[str, str, int], ...]) -> str:
    """Sheets in words: `Q1 in export.xlsx`, and how many more."""
    eerste = [f"{blad} in {bestand}" if blad and not bestand.startswith(blad) else bestand for bestand, blad, _ in waar]
    rest = len(eerste) - 3
    return ", ".join(eerste[:3]) + (f" en nog {rest}" if rest > 0 else "")
