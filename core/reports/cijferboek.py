"""A report as a workbook: a sheet per chapter, numbers as numbers, charts of Excel itself, ready to print."""

import io
import re
import textwrap

from core.reports.chart_points import note, number_format, points
from core.reports.export import SAFE, Uitgave, writer
from core.reports.layout import Alinea, Beeld, Cel, Sectie, Tabel, definitions, sections, sources
from core.reports.pdf import foot

_VORM = {"aandeel": "0.0%", "euro": '"€" #,##0', "cijfer": "0.0"}
_GRAFIEK = (11, 820, 205)  # rows, and pixels wide and high
_PAPIER = (985, 600)  # what of a page is printed on, in pixels
_EERSTE, _KOLOM, _ZIN, _RIJ = 370, 96, 425, 20  # pixels: the first column, the others, those of sentences, a row
_RUIM = 0.92  # of the width
# A column is so many digits wide: these are equally wide on every computer, also where Calibri is not.
_LETTER = {"default_format_properties": {"font_name": "Arial", "font_size": 10}}
_NAAST = 330  # pixels of a column with sentences at the end of a table
_LETTERBREEDTE, _REGEL = 6, 17  # pixels: a letter of a sentence, a line of it
_TEKEN = 8  # pixels, at most as a rule


@writer("cijferboek")
def cijferboek(uit: Uitgave) -> bytes:
    """Sheet Inhoud, a sheet per chapter, and sheet Definities."""
    buffer = io.BytesIO()
    import xlsxwriter  # here: a start without a file to write need not wait for it

    boek = xlsxwriter.Workbook(buffer, SAFE | _LETTER)
    vormen = _Vormen(boek)
    secties = sections(uit, alles=True)
    namen = _sheet_names([s.titel for s in secties])
    _contents(boek, uit, namen, vormen)
    for sectie, naam in zip(secties, namen, strict=True):
        _sheet(boek, sectie, naam, uit, vormen)
    bronnen = Alinea(tuple(sources(uit)), lijst=True)
    _sheet(boek, Sectie("Definities", (definitions(uit), bronnen)), "Definities", uit, vormen)
    boek.set_properties(
        {
            "title": uit.titel,
            "author": "Kernwaarden-dashboard",
            "comments": "; ".join(f"{a}: {b}" for a, b in uit.regels),
        }
    )
    boek.close()
    return buffer.getvalue()


class _Vormen:
    """The formats of cells, each made once."""

    def __init__(self, boek):
        self.boek, self.bekend = boek, {}
        self.titel = boek.add_format({"bold": True, "font_size": 16, "font_color": "#0B5F8A"})
        self.tussen = boek.add_format({"bold": True, "font_size": 12})
        self.kop = boek.add_format(
            {"bold": True, "bg_color": "#1d3b53", "font_color": "#ffffff", "text_wrap": True, "valign": "top"}
        )
        self.tekst = boek.add_format({"text_wrap": True, "valign": "top"})
        self.slot = boek.add_format({"text_wrap": True, "valign": "top", "align": "left", "indent": 1})
        self.rechts = boek.add_format({"align": "right", "valign": "top"})
        self.noot = boek.add_format({"italic": True, "font_color": "#51616D"})

    def number(self, x: float, eenheid: str):
        vorm = _VORM.get(eenheid, "#,##0" if float(x).is_integer() else "#,##0.0")
        if vorm not in self.bekend:
            self.bekend[vorm] = self.boek.add_format({"num_format": vorm, "valign": "top"})
        return self.bekend[vorm]


def _sheet_names(titels: list[str]) -> list[str]:
    """Names as Excel allows them: 31 characters, no signs of its own, none twice, also not in capitals."""
    uit: list[str] = []
    bezet = {"inhoud", "definities"}
    for titel in titels:
        kaal = re.sub(r"[\[\]:*?/\\']", "", titel)[:31].strip() or "Blad"
        naam, nr = kaal, 2
        while naam.lower() in bezet:
            naam, nr = f"{kaal[:27]} {nr}", nr + 1
        bezet.add(naam.lower())
        uit.append(naam)
    return uit


def _contents(boek, uit: Uitgave, namen: list[str], vormen: _Vormen) -> None:
    blad = boek.add_worksheet("Inhoud")
    blad.set_column(0, 0, 24)
    blad.set_column(1, 1, 90, vormen.tekst)
    blad.write_string(0, 0, uit.titel, vormen.titel)
    regels = [*((n, str(w)) for n, w in uit.regels), *(("Blad", n) for n in (*namen, "Definities"))]
    for nr, (naam, waarde) in enumerate(regels, 2):
        blad.write_string(nr, 0, naam)
        blad.write_string(nr, 1, waarde)
    _print_setup(blad, uit)
    blad.fit_to_pages(1, 0)


def _print_setup(blad, uit: Uitgave) -> None:
    blad.set_paper(9)  # A4
    blad.set_landscape()
    blad.hide_gridlines(2)
    voet = foot(uit, with_sources=False).replace("&", "&&")
    blad.set_footer(f"&L&8{voet[:200]}&R&8&P van &N")


def _sheet(boek, sectie: Sectie, naam: str, uit: Uitgave, vormen: _Vormen) -> None:
    blad = boek.add_worksheet(naam)
    in_zinnen = naam == "Definities"
    blad.set_column(0, 0, 52)
    blad.set_column(1, 40, 60 if in_zinnen else 13)
    blad.write_string(0, 0, sectie.titel, vormen.titel)
    blad.write_string(1, 0, foot(uit, with_sources=False), vormen.noot)
    rij, begint, kolommen = 3, [], 3 if in_zinnen else _columns(sectie)
    breed = _EERSTE + (kolommen - 1) * (_ZIN if in_zinnen else _KOLOM)
    for kolom in set() if in_zinnen else _in_words(sectie):
        blad.set_column_pixels(kolom, kolom, _NAAST)
        breed += _NAAST - _KOLOM
    for deel in sectie.delen:
        begint.append(rij)
        if isinstance(deel, Alinea):
            rij = _lines(blad, rij, deel.zinnen, breed, None) + 1
        elif isinstance(deel, Tabel):
            rij = _table(blad, rij, deel, vormen.tekst if in_zinnen else None, vormen)
        else:
            rij = _chart(boek, blad, rij, deel, breed, vormen)
    _print_setup(blad, uit)
    blad.print_area(0, 0, rij, kolommen - 1)  # what lies over its edge is no page of its own
    _pages(blad, begint, rij, breed)


def _columns(sectie: Sectie) -> int:
    """How many columns what stands on a sheet takes."""
    beelden = [len(points(d)) + 1 for d in sectie.delen if isinstance(d, Beeld)]
    return max([8, *beelden, *(len(d.kop) for d in sectie.delen if isinstance(d, Tabel))])


def _in_words(sectie: Sectie) -> set[int]:
    """The last columns that hold sentences."""
    tabellen = [d for d in sectie.delen if isinstance(d, Tabel)]
    return {len(t.kop) - 1 for t in tabellen if len(t.kop) - 1 not in t.getallen}


def _lines(blad, rij: int, zinnen, breed: int, vorm) -> int:
    """Sentences from this row on, over more rows where one is wider than the sheet, and the row after them."""
    for regel in (r for z in zinnen for r in textwrap.wrap(z, breed // _TEKEN)):
        blad.write_string(rij, 0, regel, vorm)
        rij += 1
    return rij


def _pages(blad, begint: list[int], eind: int, breed: int) -> None:
    """As large as fits the width of the paper; a page does not end in the middle of a chart."""
    schaal = min(70, int(100 * _RUIM * _PAPIER[0] / breed))
    blad.set_print_scale(max(schaal, 20))
    past = int(_PAPIER[1] / (max(schaal, 20) / 100) / _RIJ)
    breuken, boven = [], min(begint, default=0)
    for rij, volgende in zip(begint, [*begint[1:], eind], strict=True):
        if volgende - boven > past and rij > boven:
            breuken.append(rij)
            boven = rij
    blad.set_h_pagebreaks(breuken)


def _table(blad, rij: int, tabel: Tabel, tekst, vormen: _Vormen) -> int:
    """Writes it from this row on, words as `tekst`, and gives the row after it."""
    if tabel.titel:
        blad.write_string(rij, 0, tabel.titel, vormen.tussen)
        rij += 1
    for k, kop in enumerate(tabel.kop):
        blad.write_string(rij, k, kop, vormen.kop)
    for cellen in tabel.rijen:
        rij += 1
        zinnen = [(c, _ZIN if tekst else _NAAST) for c in (cellen[1:] if tekst else cellen[-1:]) if c.getal is None]
        regels = max([-(-len(c.tekst) * _LETTERBREEDTE // breed) for c, breed in zinnen], default=1)
        if regels > 1:
            blad.set_row_pixels(rij, regels * _REGEL)  # not every program makes a row higher by itself
        for k, cel in enumerate(cellen):
            slot = vormen.slot if k == len(cellen) - 1 and not tekst else tekst
            _cell(blad, rij, k, cel, vormen.rechts if k in tabel.getallen else slot, vormen)
    if tabel.noot:
        rij += 1
        blad.write_string(rij, 0, tabel.noot, vormen.noot)
    return rij + 2


def _cell(blad, rij: int, kolom: int, cel: Cel, tekst, vormen: _Vormen) -> None:
    if cel.getal is None:
        blad.write_string(rij, kolom, cel.tekst, tekst)
    else:
        blad.write_number(rij, kolom, cel.getal, vormen.number(cel.getal, cel.eenheid))


def _chart(boek, blad, rij: int, beeld: Beeld, breed: int, vormen: _Vormen) -> int:
    """The figures of the chart in a small table, and the chart under it, that reads them."""
    blad.write_string(rij, 0, beeld.grafiek.titel, vormen.tussen)
    punten = points(beeld)
    zinnen = [z for z in (*beeld.zinnen, note(beeld, punten)) if z]
    rij = _lines(blad, rij + 1, zinnen, breed, vormen.noot)
    if beeld.grafiek.leeg:
        blad.write_string(rij, 0, beeld.grafiek.leeg)
        return rij + 2
    lijnen = [(beeld.naam, [p.waarde for p in punten])]
    if any(p.pad is not None for p in punten):
        lijnen.append(("Afgesproken pad", [p.pad for p in punten]))
    blad.write_string(rij, 0, "Periode", vormen.kop)
    for k, punt in enumerate(punten, 1):
        blad.write_string(rij, k, f"{punt.naam}*" if punt.voorlopig else punt.naam, vormen.kop)
    grafiek = boek.add_chart({"type": "line"})
    for nr, (naam, waarden) in enumerate(lijnen, 1):
        blad.write_string(rij + nr, 0, naam, vormen.tekst)
        for k, waarde in enumerate(waarden, 1):
            if waarde is not None:
                blad.write_number(rij + nr, k, waarde, vormen.number(waarde, beeld.eenheid))
        grafiek.add_series(_line(blad.get_name(), rij, nr, len(punten)))
    grafiek.set_title({"none": True})
    grafiek.set_y_axis(
        {
            "min": 0,
            "num_format": number_format(beeld.eenheid),
            "major_gridlines": {"visible": True, "line": {"color": "#D5DDE3"}},
        }
    )
    grafiek.set_legend({"position": "bottom"} if len(lijnen) > 1 else {"none": True})
    grafiek.show_blanks_as("gap")
    hoogte, x, y = _GRAFIEK
    grafiek.set_size({"width": x, "height": y})
    blad.insert_chart(rij + len(lijnen) + 1, 0, grafiek, {"description": beeld.grafiek.beschrijving})
    return rij + len(lijnen) + 1 + hoogte


def _line(naam: str, rij: int, nr: int, aantal: int) -> dict:
    kleur = "#0B5F8A" if nr == 1 else "#B04A08"
    return {
        "name": [naam, rij + nr, 0],
        "categories": [naam, rij, 1, rij, aantal],
        "values": [naam, rij + nr, 1, rij + nr, aantal],
        "line": {"color": kleur, "width": 2.25} | ({"dash_type": "dash"} if nr == 2 else {}),
        "marker": {"type": "circle", "size": 6, "fill": {"color": kleur}, "border": {"color": kleur}}
        if nr == 1
        else {"type": "none"},
    }
