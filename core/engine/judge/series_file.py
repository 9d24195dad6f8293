"""The file of the command `oordeel`: a csv with one row per period becomes a list of points.

Columns: periode (2024, 2024-H1, 2024-Q1, 2024-01, 2024-06-30 or 30-06-2024), waarde, and when known laag
and hoog, or teller and noemer, or n; voorlopig (ja/nee) may be there. Without waarde it is teller / noemer.
Delimiter comma, semicolon or tab; decimals with a point or a comma, one convention for the whole file. An
empty cell is no figure.
"""

import csv
import re
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from core.engine.judge.dates import read_periode
from core.model.melding import Melding
from core.model.oordeel import Punt

GETALLEN = ("waarde", "laag", "hoog", "teller", "noemer", "n")
KOLOMMEN = ("periode", *GETALLEN, "voorlopig")
JA, NEE = ("ja", "j", "1", "true"), ("", "nee", "n", "0", "false")
PERIODEN = "2024, 2024-H1, 2024-Q1, 2024-01 of 31-12-2024"
# What can only be read with a decimal comma or only with a decimal point; 1.234 and 1,234 fit both.
_VORM = (
    r"[-+]?(\d+D\d{1,2}|\d+D\d{4,}|0\d*D\d+|\d{4,}D\d+|\d{1,3}(T\d{3})+D\d+|\d{1,3}(T\d{3}){2,}"
    r"|\d+D\d+[eE][-+]?\d+)"
)
_KOMMA = re.compile(_VORM.replace("D", ",").replace("T", r"\."))
_PUNT = re.compile(_VORM.replace("D", r"\.").replace("T", ","))
_BEIDE = re.compile(r"[-+]?\d{1,3}[.,]\d{3}")
_GEHEEL = re.compile(r"[-+]?\d+([eE][-+]?\d+)?")


def read_reeks(pad: str | Path) -> list[Punt]:
    """The points of a csv file, oldest first. Raises Melding (file, row, column, what to do) if not."""
    pad = Path(pad)
    kop, teken, rijen = _table(pad)
    komma = _decimal_comma(pad, teken, rijen)
    punten = sorted((_point(pad, regel, rij, komma) for regel, rij in rijen), key=lambda p: p.dag)
    if not punten:
        raise Melding(f"{pad.name} bevat geen perioden; zet onder {','.join(kop)} een regel per periode.")
    for eerste, tweede in pairwise(punten):
        if eerste.dag == tweede.dag:
            raise Melding(f"{pad.name}: periode {tweede.periode} staat er twee keer in; laat er één staan.")
    if len({read_periode(p.periode)[0] for p in punten}) > 1:
        raise Melding(f"{pad.name}: kolom periode mengt jaren, kwartalen of dagen; gebruik één soort.")
    return punten


def _table(pad: Path) -> tuple[list[str], str, list[tuple[int, dict[str, str]]]]:
    """Header, delimiter, and (line number, cells by column) of every row that is not empty."""
    regels = [r for r in enumerate(_text(pad).splitlines(), 1) if not r[1].lower().startswith("sep=")]
    gevuld = [(nr, regel) for nr, regel in regels if regel.strip(" ;,\t")]
    if not gevuld:
        raise Melding(f"{pad.name} is leeg; zet in de eerste regel de kolommen, bijvoorbeeld periode;waarde.")
    teken = next((t for t in ";\t" if t in gevuld[0][1]), ",")
    kop = [k.strip().lower() for k in next(csv.reader([gevuld[0][1]], delimiter=teken))]
    while kop and not kop[-1]:
        kop.pop()
    _check_header(pad, kop)
    rijen = []
    for nr, regel in gevuld[1:]:
        cellen = [c.strip() for c in next(csv.reader([regel], delimiter=teken))]
        if any(cellen[len(kop) :]):
            raise Melding(
                f"{pad.name}, regel {nr}: er staan meer waarden dan kolommen; zet een getal met "
                "een komma tussen aanhalingstekens of gebruik ; tussen de kolommen."
            )
        rijen.append((nr, dict(zip(kop, cellen + [""] * len(kop), strict=False))))
    return kop, teken, rijen


def _text(pad: Path) -> str:
    try:
        ruw = pad.read_bytes()
    except OSError:
        raise Melding(f"Het bestand {pad} is niet te openen; controleer de naam en de map.") from None
    try:
        return ruw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ruw.decode("cp1252", errors="replace")


def _check_header(pad: Path, kop: list[str]) -> None:
    onbekend = [k for k in kop if k not in KOLOMMEN]
    if onbekend:
        raise Melding(f"{pad.name}: kolom {onbekend[0] or '(zonder naam)'} is onbekend; gebruik {', '.join(KOLOMMEN)}.")
    if dubbel := [k for k in kop if kop.count(k) > 1]:
        raise Melding(f"{pad.name}: kolom {dubbel[0]} staat er twee keer in; laat er één staan.")
    if "periode" not in kop:
        raise Melding(f"{pad.name}: kolom periode ontbreekt; voeg die toe.")
    if "waarde" not in kop and not {"teller", "noemer"} <= set(kop):
        raise Melding(f"{pad.name}: kolom waarde ontbreekt; voeg die toe, of teller en noemer.")
    for een, ander in (("laag", "hoog"), ("teller", "noemer")):
        if (een in kop) != (ander in kop):
            raise Melding(f"{pad.name}: {een} en {ander} horen bij elkaar, maar er is er één; vul aan.")


def _decimal_comma(pad: Path, teken: str, rijen: Iterable[tuple[int, dict[str, str]]]) -> bool:
    """Whether the file writes a decimal comma, decided on all its figures together; never guessed."""
    cellen = [(nr, k, rij[k]) for nr, rij in rijen for k in GETALLEN if rij.get(k)]
    met_komma = [c for c in cellen if _KOMMA.fullmatch(c[2])]
    met_punt = [c for c in cellen if _PUNT.fullmatch(c[2])]
    if met_komma and met_punt:
        nr, kolom, tekst = met_punt[0] if met_komma[0] < met_punt[0] else met_komma[0]
        raise Melding(
            f"{pad.name}, regel {nr}, kolom {kolom}: {tekst} is anders geschreven dan de getallen "
            "ervoor; gebruik overal een komma of overal een punt voor de decimalen."
        )
    if met_komma or met_punt:
        return bool(met_komma)
    beide = [c for c in cellen if _BEIDE.fullmatch(c[2])]
    # With commas between the columns a bare 1.234 has a decimal point: a program wrote it, and no thousands.
    if beide and (teken != "," or any("," in c[2] for c in beide)):
        nr, kolom, tekst = beide[0]
        raise Melding(
            f"{pad.name}, regel {nr}, kolom {kolom}: {tekst} kan duizendtallen of decimalen hebben;"
            " schrijf het zonder punt of komma, of met een decimaal meer of minder."
        )
    return False


def _point(pad: Path, regel: int, rij: dict[str, str], komma: bool) -> Punt:
    plek = f"{pad.name}, regel {regel}"
    try:
        _, dag = read_periode(rij["periode"])
    except ValueError:
        raise Melding(
            f"{plek}, kolom periode: {rij['periode'] or '(leeg)'} is geen periode; schrijf bijvoorbeeld {PERIODEN}."
        ) from None
    g = {k: _number(plek, k, rij.get(k, ""), komma) for k in GETALLEN}
    voorlopig = rij.get("voorlopig", "").lower()
    if voorlopig not in JA + NEE:
        raise Melding(f"{plek}, kolom voorlopig: {rij['voorlopig']} is niet te lezen; schrijf ja of nee.")
    if g["waarde"] is None and g["teller"] is not None and g["noemer"]:
        g["waarde"] = g["teller"] / g["noemer"]
    for k in ("teller", "noemer", "n"):
        if g[k] is not None and g[k] < 0:
            raise Melding(f"{plek}, kolom {k}: {rij[k]} is minder dan 0; vul een aantal in.")
    if None not in (g["waarde"], g["laag"], g["hoog"]) and not g["laag"] <= g["waarde"] <= g["hoog"]:
        raise Melding(
            f"{plek}: de waarde ligt niet tussen laag {rij['laag']} en hoog {rij['hoog']}; controleer de drie getallen."
        )
    return Punt(rij["periode"], dag, voorlopig=voorlopig in JA, **g)


def _number(plek: str, kolom: str, tekst: str, komma: bool) -> float | None:
    if not tekst:
        return None
    if not any(vorm.fullmatch(tekst) for vorm in (_GEHEEL, _BEIDE, _KOMMA if komma else _PUNT)):
        raise Melding(f"{plek}, kolom {kolom}: {tekst} is geen getal; vul een getal in of laat de cel leeg.")
    duizend, decimaal = (".", ",") if komma else (",", ".")
    return float(tekst.replace(duizend, "").replace(decimaal, "."))
