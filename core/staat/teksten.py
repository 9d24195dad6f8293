"""What people write in their own words: how long it may be, and what may never stand in it: the number of a child."""

import re
from collections.abc import Iterable

from core.model import wording
from core.model.melding import Melding

MAX_TEKENS, MAX_NAAM = 2000, 120
# Nine digits as a BSN is written: at one stretch, 123.456.782, 123 456 782 or 1234.56.782.
_NEGEN = re.compile(r"(?<!\d)(?:\d{9}|\d{3}([ .-])\d{3}\1\d{3}|\d{4}([ .-])\d{2}\2\d{3})(?!\d)")
_GEWICHTEN = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_BEGIN = "\x02"  # of a sentence
_WOORD = re.compile(r"[^\W\d_][^\W_]*")
# Words with a capital that are no name: abbreviations, months, parts of a region, and what ends as the name of a
# function, an institution, a law or a kind of help does.
_VAK = re.compile(
    r"[A-Z]{2,4}s?|(?i:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
    r"|noord|oost|zuid|west|midden|noordoost|noordwest|zuidoost|zuidwest|nederland|nederlandse"
    r"|sociaal|sociale|domein|jeugd|jongeren|kind|kinderen|gezin|gezinnen|ouders?|veiligheid"
    r"|regio|regionale|lokale?|landelijke?|stichting|kernwaarden|segment|senior|junior"
    r"|(?:kinder|gemeente|cliënten|jongeren)?raad|(?:account|proces|contract|dossier|budget)houder"
    r"|(?:\w*s|jaar|hulp|actie|gezins)?plan|(?:zieken|gezins|leef|wijk|buurt|logeer)huis"
    r"|\w*(?:manager|adviseur|regisseur|leider|leiding|co[oö]rdinator|medewerker|werker|teams?|zorg|hulp|bescherming"
    r"|reclassering|tafel|beleid|gemeente|consulent|directeur|directie|bestuur|bestuurder|wethouder|burgemeester"
    r"|voogd|voogdij|inkoop|inkoper|analist|controller|secretaris|voorzitter|beheer|beheerder|ambtenaar|expert"
    r"|coach|rechter|rechtbank|instelling|aanbieder|organisatie|groep|dienst|onderwijs|kwaliteit|wet|wetboek"
    r"|begeleider|specialist|programma|project|ministerie|inspectie|vereniging|samenwerking|plaatsing|visie|agenda"
    r"|scenario|akkoord|convenant|traject|pilot|onderzoek))"
)
_INSTELLINGEN = ("William Schrikker", "Leger des Heils", "Veilig Thuis")
_HOOFD = r"[^\W\d_a-zà-öø-ÿ][^\W\d_]*"
_KLEIN = r"(?:\s+(?:van|de|der|den|het|ten|ter|te|el|al|'t))*"
_VOLUIT = re.compile(rf"{_HOOFD}{_KLEIN}[\s-]+{_HOOFD}")
_JAREN = r"(?:1?\d|2[0-3])\s*(?:jaar|jr)\b"
_LEEFTIJD = (
    rf"(?:\s*\(\s*(?:{_JAREN}(?:\s+oud)?|(?:1?\d|2[0-3]))\s*[,)]|(?:\s+is|\s+van|,)\s+{_JAREN}(?!\s+(?:geleden|lang)))"
)
_MET_LEEFTIJD = re.compile(
    rf"{_HOOFD}{_KLEIN}\s+{_HOOFD}\.?{_LEEFTIJD}"
    rf"|(?<![{_BEGIN}\w-]){_HOOFD}(?:\s*\(\s*{_JAREN}(?:\s+oud)?\s*[,)]|(?:\s+is|\s+van|,)\s+{_JAREN}\s+oud)"
    rf"|{_HOOFD}(?:\s+is|\s+van|,)?\s+\(?{_JAREN}\s+oud\b"
    rf"|\b(?:1?\d|2[0-3])\s?-?\s?jarige\s+{_HOOFD}"
)


def check(wat: str, tekst: str | None, hoogst: int = MAX_TEKENS) -> str:
    """The text without space around it. Raises Melding when it is too long, or holds a number that can be a BSN; the
    number itself is not repeated. `wat`: what it is called, as in "de verklaring"."""
    tekst = (tekst or "").strip()
    naam = wat[:1].upper() + wat[1:]
    if len(tekst) > hoogst:
        raise Melding(
            f"{naam} heeft {wording.getal(len(tekst))} tekens en er passen er {wording.getal(hoogst)} in: maak de "
            f"tekst {wording.getal(len(tekst) - hoogst)} tekens korter."
        )
    if holds_bsn(tekst):
        raise Melding(
            f"In {wat} staat een getal van negen cijfers dat een BSN kan zijn: haal het weg en bewaar opnieuw."
        )
    return tekst


def check_name(wie: str | None) -> str:
    """Who writes or decides, on one line. Raises Melding without a name."""
    wie = " ".join((wie or "").split())
    if not wie:
        raise Melding(f"Zeg wie dit invult, in hooguit {wording.getal(MAX_NAAM)} tekens.")
    return check("de naam van wie dit invult", wie, MAX_NAAM)


def holds_bsn(tekst: str) -> bool:
    """Whether a number of nine digits in it passes the 11-proef."""
    return any(_passes(re.sub(r"\D", "", gevonden.group())) for gevonden in _NEGEN.finditer(tekst))


def seems_a_person(tekst: str, bekend: Iterable[str] = ()) -> bool:
    """Whether a function reads like the name of somebody: two words with a capital (small words between them), or nine
    digits. `bekend`: names that are no child's: of gemeenten, regions and institutions."""
    return bool(re.search(r"\d{9}", tekst)) or any(_VOLUIT.search(deel) for deel in _strange(tekst, bekend))


def seems_a_child(tekst: str, bekend: Iterable[str] = ()) -> bool:
    """Whether a text reads as a name with an age: "Jantje Jansen (8 jaar)", "de 8-jarige Kees". One word with a
    capital at the begin of a sentence is no name by that alone: every sentence begins with one."""
    return any(_MET_LEEFTIJD.search(deel) for deel in _strange(tekst, bekend))


def ask_child(wat: str) -> str:
    """What is asked where a text `seems_a_child`."""
    return f"In {wat} lijkt een naam met een leeftijd te staan. Schrijf hier niets over een kind of gezin."


def _strange(tekst: str, bekend: Iterable[str]) -> list[str]:
    """The text in sentences, its first sign marked, with a capital only on words that may be a name: what is known,
    and what names a function, an institution or a month, is put in small letters."""
    for naam in sorted(filter(None, (*bekend, *_INSTELLINGEN)), key=len, reverse=True):
        tekst = re.sub(rf"(?<!\w){re.escape(naam)}(?!\w)", lambda m: m.group().lower(), tekst, flags=re.IGNORECASE)
    tekst = _WOORD.sub(lambda m: m.group().lower() if _VAK.fullmatch(m.group()) else m.group(), tekst)
    return [f"{_BEGIN}{zin}" for zin in re.split(r"(?<=[a-z)][.!?])\s+|\n+", tekst) if zin]


def _passes(cijfers: str) -> bool:
    return sum(g * int(c) for g, c in zip(_GEWICHTEN, cijfers, strict=True)) % 11 == 0 and set(cijfers) != {"0"}
