"""How cells of a workbook look: a figure stays a number and reads as it does on paper, by its number format; and how
wide and high what stands in them is."""

import textwrap

from core.model import wording
from core.reports.chart_points import points
from core.reports.layout import Beeld, Cel, Sectie, Tabel

_VORM = {"euro": '"€" #,##0', "cijfer": "0.0"}
RIJ = 20  # pixels of a row
_REGEL = 17  # of a line in a row that has more
# Pixels: the first column, the widest last one, the widest other with words and the narrowest with figures, where there
# are few columns and where there are many (quarters).
_WEINIG, _VEEL, _VEEL_VANAF = (370, 330, 330, 72), (240, 190, 110, 48), 12
_ZINNEN = (370, 425)  # the first column of a table of sentences, and the others
_CIJFER, _SMAL, _WOORD = 7.4, 3.8, 6.0  # pixels of a digit, a point, a letter of a sentence


class Vormen:
    """The formats of cells, each made once."""

    def __init__(self, boek):
        self.boek, self.bekend = boek, {}
        kop = {"bold": True, "bg_color": "#1d3b53", "font_color": "#ffffff", "text_wrap": True, "valign": "top"}
        self.titel = boek.add_format({"bold": True, "font_size": 16, "font_color": "#0B5F8A"})
        self.tussen = boek.add_format({"bold": True, "font_size": 12})
        self.kop = boek.add_format(kop)
        self.kop_rechts = boek.add_format(kop | {"align": "right"})
        self.kop_naast = boek.add_format(kop | {"align": "left", "indent": 1})
        self.tekst = boek.add_format({"text_wrap": True, "valign": "top"})
        # Words beside a figure: without an indent the two read as one number.
        self.naast = boek.add_format({"text_wrap": True, "valign": "top", "align": "left", "indent": 1})
        self.rechts = boek.add_format({"align": "right", "valign": "top"})
        self.noot = boek.add_format({"italic": True, "font_color": "#51616D"})
        self.link = boek.add_format({"font_color": "#0B5F8A", "underline": 1, "valign": "top"})

    def number(self, cel: Cel, *, links: bool = False):
        """Of a number as the cell reads on paper: with its word, its threshold and the asterisk of what is
        provisional. `links`: in a column of words."""
        voor, na = _around(cel)
        vorm = f"{_quoted(voor)}{_form(cel.getal, cel.eenheid)}{_quoted(na)}"
        if (vorm, links) not in self.bekend:
            plaats = {"align": "left", "indent": 1} if links else {"align": "right"}
            self.bekend[vorm, links] = self.boek.add_format({"num_format": vorm, "valign": "top"} | plaats)
        return self.bekend[vorm, links]


def _form(x: float, eenheid: str) -> str:
    """How Excel writes a figure of this unit, with as many decimals as in words."""
    if eenheid in _VORM:
        return _VORM[eenheid]
    komma = ".0" if "," in wording.waarde(x, eenheid) else ""
    return f"0{komma}%" if eenheid == "aandeel" else f"#,##0{komma}"


def _around(cel: Cel) -> tuple[str, str]:
    """What stands before and after the number of a cell: "ten minste ", " maatregelen", "*"."""
    for kort in (True, False):
        voor, kern, na = cel.tekst.partition(wording.waarde(cel.getal, cel.eenheid, kort=kort))
        if kern:
            return voor, na
    return "", ""


def _quoted(tekst: str) -> str:
    """Words in a number format; in quotes an asterisk does not fill the cell."""
    kaal = tekst.replace('"', "")
    return f'"{kaal}"' if kaal else ""


def is_number(cel: Cel) -> bool:
    """A milestone was met or not: 1 and 0 would say nothing."""
    return cel.getal is not None and cel.eenheid != "ja/nee"


def _shown(cel: Cel) -> str:
    """What stands in the cell: money in full, where paper says "mln"."""
    if not is_number(cel):
        return cel.tekst
    voor, na = _around(cel)
    return voor + wording.waarde(cel.getal, cel.eenheid) + na


def widths(sectie: Sectie) -> list[int]:
    """Pixels of each column that a sheet uses: a figure stands on one line, words may take more."""
    tabellen = [d for d in sectie.delen if isinstance(d, Tabel)]
    beelden = [(d.eenheid, points(d)) for d in sectie.delen if isinstance(d, Beeld)]
    if tabellen and not beelden and all(_of_sentences(t) for t in tabellen):
        return [_ZINNEN[0], *[_ZINNEN[1]] * (max(len(t.kop) for t in tabellen) - 1)]
    aantal = max([8, *(len(p) + 1 for _, p in beelden), *(len(t.kop) for t in tabellen)])
    veel = aantal > _VEEL_VANAF
    eerste, laatste, meest, minst = _VEEL if veel else _WEINIG
    wijd = [eerste] + [minst] * (aantal - 1)
    for tabel in tabellen:
        for k in range(1, len(tabel.kop)):
            wijd[k] = max(wijd[k], _needs(tabel, k, laatste if k == aantal - 1 or not veel else meest))
    for eenheid, punten in beelden:
        for k, punt in enumerate(punten, 1):
            waarden = [wording.waarde(x, eenheid) for x in (punt.waarde, punt.pad) if x is not None]
            wijd[k] = max([wijd[k], *map(_pixels, (*waarden, *f"{punt.naam}*".split()))])
    return wijd


def _of_sentences(tabel: Tabel) -> bool:
    return not any(is_number(c) for rij in tabel.rijen for c in rij) and not tabel.getallen


def _needs(tabel: Tabel, k: int, meest: int) -> int:
    """Pixels that a column of a table asks for; `meest`: of words, that go on on a next line."""
    cellen = [rij[k] for rij in tabel.rijen]
    in_een = [_pixels(_shown(c)) for c in cellen if k in tabel.getallen or is_number(c)]
    woorden = [] if k in tabel.getallen else [min(int(len(c.tekst) * _WOORD) + 24, meest) for c in cellen]
    return max([*(_pixels(w) for w in tabel.kop[k].split()), *in_een, *woorden], default=0)


def _pixels(tekst: str) -> int:
    """Of a text on one line, with the room at its sides."""
    return int(sum(_SMAL if t in " .,*'il" else _CIJFER for t in tekst)) + 10


def line_count(tekst: str, breed: float) -> int:
    """Lines that a text takes in a cell of so many pixels wide."""
    return max(1, len(textwrap.wrap(tekst, max(int((breed - 10) / _WOORD), 4))))


def set_height(blad, rij: int, regels: int) -> int:
    """Makes a row as high as its lines (not every program does so by itself), and gives its pixels."""
    if regels <= 1:
        return RIJ
    blad.set_row_pixels(rij, regels * _REGEL + 3)
    return regels * _REGEL + 3
