"""Decimal numbers: point or comma, decided on the whole column; thousands signs, euro signs, minus signs.

"1,5" proves a comma and "1.234,5" too; "1.234" alone may be 1.234 or 1234 and is read like the values around
it. Where nothing proves it, the value is not read and the person is asked."""

import math
import re

from core.sources.columns.reading import LANGSTE, Gelezen, Lezing, is_overmacht, voorbeelden
from core.sources.raw import ECHT, Vraag

KOMMA, PUNT = "komma", "punt"
GEEN, TWIJFEL, ZEKER = "geen", "twijfel", "zeker"  # no decimal sign in it; fits both; a real number, not a text

_MUNT = re.compile(r"^\s*(?:€|euro?(?![a-z]))\s*|\s*(?:€|(?<![a-z])euro?)\s*$", re.IGNORECASE)
_ZIJDE = re.compile(r"(?:€\s*)?(\d[\d.,]*)\s*(CR?|DB?|DR|H|S)\.?", re.ASCII | re.IGNORECASE)
_RONDE_EURO = re.compile(r"([,.])\s?[-–—=]{1,2}$")  # "12,-" is 12,00
_SPATIES = re.compile(r"\d{1,3}(?:[\s\u00a0\u202f]\d{3})+(?:[.,]\d*)?", re.ASCII)
_WIT = re.compile(r"[\s\u00a0\u202f]")
_VORM = re.compile(
    rf"(?P<zeker>-?\d+\.\d+{ECHT})|(?P<geen>\d+)|"
    r"(?P<twijfel>[1-9]\d{0,2}[.,]\d{3})"
    r"|(?P<komma>\d*,\d+|\d+,|\d{1,3}(?:\.\d{3})+,\d*|\d{1,3}(?:\.\d{3}){2,})"
    r"|(?P<punt>\d*\.\d+|\d+\.|\d{1,3}(?:,\d{3})+\.\d*|\d{1,3}(?:,\d{3}){2,})",
    re.ASCII,
)
_NAAR_TEKST = {KOMMA: str.maketrans({".": None, ",": "."}), PUNT: str.maketrans({",": None}), GEEN: {}, ZEKER: {}}


def read(teksten: list[str], lezing: Lezing) -> Gelezen:
    """Distinct texts -> float; an unreadable number is K103 (required) or K202."""
    if lezing.kolom.naam == "bedrag":
        teksten = [_boeking(tekst) for tekst in teksten]
    if lezing.echte_getallen:
        return _with_gebreken([_real(tekst) for tekst in teksten], lezing)
    return read_vormen(teksten, [parse(tekst) for tekst in teksten], lezing)


def _boeking(tekst: str) -> str:
    """An amount as a ledger writes it, with its side behind it: "100,00 C" is -100,00 and "100,00 D" is 100,00."""
    if not (zijde := _ZIJDE.fullmatch(tekst)):
        return tekst
    return f"-{zijde[1]}" if zijde[2].upper() in ("C", "CR", "H") else zijde[1]


def bewijs(teksten: list[str]) -> frozenset[str]:
    """The decimal sign that these texts prove, as a set of at most one."""
    teken, _ = _teken([parse(tekst)[0] for tekst in teksten])
    return frozenset((teken,)) if teken else frozenset()


def read_vormen(teksten: list[str], delen: list[tuple[str | None, str]], lezing: Lezing) -> Gelezen:
    """Values of texts that were taken apart: (form, digits with sign and decimal sign)."""
    teken, gemengd = _teken([vorm for vorm, _ in delen])
    twijfel = [plaats for plaats, (vorm, _) in enumerate(delen) if vorm == TWIJFEL]
    vragen, uitleg = [], "Elk getal is gelezen zoals het alleen te lezen is."
    if lezing.antwoord in (KOMMA, PUNT):
        teken, gemengd = lezing.antwoord, ()
    elif twijfel and not teken:
        elders = lezing.elders() if not gemengd else frozenset()
        teken = next(iter(elders)) if len(elders) == 1 else None
        uitleg = (
            f"Ze zijn gelezen met een {teken} als decimaalteken, zoals de andere kolommen."
            if teken
            else "Getallen die op twee manieren te lezen zijn, zijn niet gelezen."
        )
        vragen = [
            Vraag(
                "decimaal",
                lezing.onderwerp,
                f"Wat is het decimaalteken in {lezing.kolom.naam} ({lezing.onderwerp})?",
                (KOMMA, PUNT),
                teken,
                voorbeelden([teksten[p] for p in twijfel]),
                "--decimaal komma of --decimaal punt",
                True,
                *lezing.waar,
            )
        ]
        gemengd = gemengd or tuple(twijfel)
    gelezen = _with_gebreken([_waarde(vorm, kern, teken) for vorm, kern in delen], lezing)
    gelezen.vragen = vragen
    if gemengd:
        gelezen.kolomgebreken["K301"] = list(gemengd)
        gelezen.uitleg["K301"] = uitleg
    return gelezen


def parse(tekst: str) -> tuple[str | None, str]:
    """(form or None when it is no number, the text with a leading minus and only digits, point and comma)."""
    if len(tekst) > LANGSTE:
        return None, ""
    if treffer := _VORM.fullmatch(tekst):
        return treffer.lastgroup, tekst
    kern = _RONDE_EURO.sub(r"\g<1>00", _MUNT.sub("", tekst))
    kern, min_teken = _without_min(kern)
    kern = _MUNT.sub("", kern).strip()
    if _SPATIES.fullmatch(kern):
        kern = _WIT.sub("", kern)
    treffer = _VORM.fullmatch(kern)
    return treffer and treffer.lastgroup, f"-{kern}" if min_teken else kern


def _without_min(tekst: str) -> tuple[str, bool]:
    """Leading or trailing minus, or parentheses; only one of them."""
    tekst = tekst.strip().replace("−", "-").replace("–", "-")
    if tekst.startswith("(") and tekst.endswith(")"):
        return tekst[1:-1].strip(), True
    if tekst.startswith("-"):
        return tekst[1:].strip(), True
    if tekst.endswith("-"):
        return tekst[:-1].strip(), True
    return tekst.removeprefix("+").strip(), False


def _teken(vormen: list[str | None]) -> tuple[str | None, tuple[int, ...]]:
    """(sign of the column or None, places of the values that are written in another way than the rest)."""
    met_komma = [plaats for plaats, vorm in enumerate(vormen) if vorm == KOMMA]
    met_punt = [plaats for plaats, vorm in enumerate(vormen) if vorm == PUNT]
    if not met_komma and not met_punt:
        return None, ()
    meer, minder = (met_komma, met_punt) if len(met_komma) >= len(met_punt) else (met_punt, met_komma)
    teken = vormen[meer[0]] if is_overmacht(len(meer), len(minder)) else None
    return teken, tuple(minder)


def _waarde(vorm: str | None, kern: str, teken: str | None) -> float | None:
    """A form that proves its own sign is read by that; only a doubtful one needs the sign of the column."""
    vorm = teken if vorm == TWIJFEL else vorm
    return float(kern.translate(_NAAR_TEKST[vorm])) if vorm else None


def _real(tekst: str) -> float | None:
    """A cell that was a real number, as the reader wrote it; else a text that can be read in one way only."""
    try:
        waarde = float(tekst) if len(tekst) <= LANGSTE else math.nan
    except ValueError:
        return _waarde(*parse(tekst), None)
    return waarde if math.isfinite(waarde) else None


def _with_gebreken(waarden: list[float | None], lezing: Lezing) -> Gelezen:
    code = "K103" if lezing.kolom.verplicht else "K202"
    return Gelezen(waarden, {plaats: code for plaats, waarde in enumerate(waarden) if waarde is None})
