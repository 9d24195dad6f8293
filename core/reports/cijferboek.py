"""A report as a workbook: a sheet per chapter, numbers as numbers, charts of Excel itself, ready to print."""

import io
import re
import textwrap

from core.reports.celvormen import RIJ, Vormen, is_number, line_count, set_height, widths
from core.reports.chart_points import axis_title, note, number_format, points
from core.reports.export import SAFE, Uitgave, writer
from core.reports.layout import Alinea, Beeld, Cel, Sectie, Tabel, definitions, sections, sources
from core.reports.pdf import foot

_GRAFIEK = (11, 820, 205)  # rows, and pixels wide and high
_PAPIER, _RAND = (1045, 670), 0.4  # what of a page is printed on, in pixels, and the margins beside it, in inches
_RUIM = 0.92  # of the width
_INHOUD = 640  # pixels: what stands beside a name on sheet Inhoud
# A column is so many digits wide: these are equally wide on every computer, also where Calibri is not.
_LETTER = {"default_format_properties": {"font_name": "Arial", "font_size": 10}}
_TEKEN = 8  # pixels, at most as a rule
_BLAUW, _ORANJE = "#0B5F8A", "#B04A08"
_STIP = {"type": "circle", "size": 6, "border": {"color": _BLAUW}}
_LOS = ("bij", "de", "door", "een", "en", "het", "in", "met", "of", "op", "per", "van", "voor")  # no name ends so


@writer("cijferboek")
def cijferboek(uit: Uitgave) -> bytes:
    """Sheet Inhoud, a sheet per chapter, and sheets Bronnen and Definities."""
    buffer = io.BytesIO()
    import xlsxwriter  # here: a start without a file to write need not wait for it

    boek = xlsxwriter.Workbook(buffer, SAFE | _LETTER)
    vormen = Vormen(boek)
    secties = [*sections(uit, alles=True)]
    if bronnen := tuple(sources(uit)):
        secties.append(Sectie("Bronnen", (Alinea(bronnen, lijst=True),)))
    namen = [*_sheet_names([s.titel for s in secties]), "Definities"]
    secties.append(Sectie("Definities", (definitions(uit),)))
    _contents(boek, uit, list(zip(namen, (s.titel for s in secties), strict=True)), vormen)
    for sectie, naam in zip(secties, namen, strict=True):
        _sheet(boek, sectie, naam, uit, vormen)
    boek.set_properties(
        {
            "title": uit.titel,
            "author": "Kernwaarden-dashboard",
            "comments": "; ".join(f"{a}: {b}" for a, b in uit.regels),
        }
    )
    boek.close()
    return buffer.getvalue()


def _sheet_names(titels: list[str]) -> list[str]:
    """Names as Excel allows them: 31 characters, no signs of its own, none twice, also not in capitals. What is cut
    off ends at a whole word."""
    uit: list[str] = []
    bezet = {"inhoud", "definities"}
    for titel in titels:
        kaal = " ".join(re.sub(r"[\[\]:*?/\\']", "", titel).split())
        woorden = textwrap.shorten(kaal, 31, placeholder="").split()
        while len(kaal) > 31 and len(woorden) > 1 and woorden[-1] in _LOS:
            woorden.pop()
        kort = " ".join(woorden) or kaal[:31].strip() or "Blad"
        naam, nr = kort, 2
        while naam.lower() in bezet:
            naam, nr = f"{kort[:27].strip()} {nr}", nr + 1
        bezet.add(naam.lower())
        uit.append(naam)
    return uit


def _contents(boek, uit: Uitgave, bladen: list[tuple[str, str]], vormen: Vormen) -> None:
    """What the workbook is, and its sheets (name and title) to go to."""
    blad = boek.add_worksheet("Inhoud")
    blad.set_column_pixels(0, 0, 175)
    blad.set_column_pixels(1, 1, _INHOUD)
    blad.write_string(0, 0, uit.titel, vormen.titel)
    for rij, (naam, waarde) in enumerate(uit.regels, 2):
        blad.write_string(rij, 0, naam, vormen.tekst)
        blad.write_string(rij, 1, str(waarde), vormen.tekst)
        set_height(blad, rij, line_count(str(waarde), _INHOUD))
    for rij, (naam, titel) in enumerate(bladen, 3 + len(uit.regels)):
        blad.write_string(rij, 0, "Blad", vormen.tekst)
        blad.write_url(rij, 1, f"internal:'{naam}'!A1", vormen.link, titel)
    _print_setup(blad, uit)
    blad.fit_to_pages(1, 0)


def _print_setup(blad, uit: Uitgave) -> None:
    blad.set_paper(9)  # A4
    blad.set_landscape()
    blad.set_margins(left=_RAND, right=_RAND, top=0.4, bottom=0.65)
    blad.hide_gridlines(2)
    voet = foot(uit, with_sources=False).replace("&", "&&")
    blad.set_footer(f"&L&8{voet[:200]}&R&8&P van &N")


def _sheet(boek, sectie: Sectie, naam: str, uit: Uitgave, vormen: Vormen) -> None:
    """A chapter on a sheet: its parts below each other, on pages of one width."""
    blad = _Blad(boek, naam, widths(sectie), vormen)
    blad.write(sectie.titel, vormen.titel)
    blad.write(foot(uit, with_sources=False), vormen.noot)
    blad.rij += 1
    begint = []
    for deel in sectie.delen:
        begint.append(blad.rij)
        if isinstance(deel, Alinea):
            blad.lines(deel.zinnen, None)
            blad.rij += 1
        elif isinstance(deel, Tabel):
            blad.table(deel)
        else:
            blad.chart(deel)
    _print_setup(blad.blad, uit)
    # A sheet that is one table says on every page what its columns are; where more stands, only the title comes back.
    alleen = len(sectie.delen) == 1 and isinstance(sectie.delen[0], Tabel)
    blad.pages(begint, 3 + bool(sectie.delen[0].titel) if alleen else 2)


class _Blad:
    """A sheet that is written from above: `rij` is the first free row, `hoogten` the pixels of rows that are higher
    than others."""

    def __init__(self, boek, naam: str, breedten: list[int], vormen: Vormen):
        self.boek, self.blad, self.vormen, self.breedten = boek, boek.add_worksheet(naam), vormen, breedten
        self.rij, self.hoogten = 0, {}
        for kolom, breed in enumerate(breedten):
            self.blad.set_column_pixels(kolom, kolom, breed)

    def write(self, tekst: str, vorm) -> None:
        """A line over the columns."""
        self.blad.write_string(self.rij, 0, tekst, vorm)
        self.rij += 1

    def lines(self, zinnen, vorm) -> None:
        """Sentences, over more rows where one is wider than the sheet."""
        for regel in (r for z in zinnen for r in textwrap.wrap(z, sum(self.breedten) // _TEKEN)):
            self.write(regel, vorm)

    def table(self, tabel: Tabel) -> None:
        if tabel.titel:
            self.write(tabel.titel, self.vormen.tussen)
        v, rest = self.vormen, range(1, len(tabel.kop))
        # A head stands where what is under it stands.
        koppen = [v.kop_rechts if k in tabel.getallen else v.kop_naast for k in rest]
        self.row([Cel(k) for k in tabel.kop], [v.kop, *koppen])
        for cellen in tabel.rijen:
            self.row(cellen, [v.tekst, *(v.rechts if k in tabel.getallen else v.naast for k in rest)])
        if tabel.noot:
            self.lines([tabel.noot], self.vormen.noot)
        self.rij += 1

    def row(self, cellen, vormen: list) -> None:
        """Cells beside each other, and the row as high as the longest one asks."""
        regels = 1
        for k, (cel, vorm) in enumerate(zip(cellen, vormen, strict=True)):
            if is_number(cel):
                links = vorm == self.vormen.naast
                self.blad.write_number(self.rij, k, round(cel.getal, 9), self.vormen.number(cel, links=links))
            else:
                self.blad.write_string(self.rij, k, cel.tekst, vorm)
                regels = max(regels, line_count(cel.tekst, self.breedten[k]) if vorm != self.vormen.rechts else 1)
        self.hoogten[self.rij] = set_height(self.blad, self.rij, regels)
        self.rij += 1

    def chart(self, beeld: Beeld) -> None:
        """The figures of the chart in a small table, and the chart under it, that reads them."""
        punten = points(beeld)
        self.write(beeld.grafiek.titel, self.vormen.tussen)
        self.lines([z for z in (*beeld.zinnen, note(beeld, punten, ster=True)) if z], self.vormen.noot)
        if beeld.grafiek.leeg:
            self.lines([beeld.grafiek.leeg], None)
            self.rij += 1
            return
        kop = [Cel(f"{p.naam}*" if p.voorlopig else p.naam) for p in punten]
        begin = self.rij
        self.row([Cel("Periode"), *kop], [self.vormen.kop, *[self.vormen.kop_rechts] * len(punten)])
        reeksen = {beeld.naam: [p.waarde for p in punten], "Afgesproken pad": [p.pad for p in punten]}
        if all(p.pad is None for p in punten):
            reeksen.pop("Afgesproken pad")
        for naam, waarden in reeksen.items():
            cellen = [Cel("") if x is None else Cel("", x, beeld.eenheid) for x in waarden]
            self.row([Cel(naam), *cellen], [self.vormen.tekst, *[self.vormen.rechts] * len(cellen)])
        grafiek = _line_chart(self.boek, beeld, self.blad.get_name(), begin, punten, len(reeksen))
        self.blad.insert_chart(self.rij, 0, grafiek, {"description": beeld.grafiek.beschrijving})
        self.rij += _GRAFIEK[0]

    def pages(self, begint: list[int], herhaald: int) -> None:
        """As large as fits the width of the paper; rows up to `herhaald` come back on every page, and a page does not
        end in the middle of a chart."""
        breed = sum(self.breedten)
        schaal = max(20, min(68, int(100 * _RUIM * _PAPIER[0] / breed)))
        self.blad.set_print_scale(schaal)
        self.blad.print_area(0, 0, self.rij, len(self.breedten) - 1)  # what lies over its edge is no page of its own
        self.blad.repeat_rows(0, herhaald)
        past = _PAPIER[1] * 100 / schaal - self.high(0, herhaald + 1)
        breuken, boven = [], min(begint, default=0)
        for rij, volgende in zip(begint, [*begint[1:], self.rij], strict=True):
            if self.high(boven, volgende) > past and rij > boven:
                breuken.append(rij)
                boven = rij
        self.blad.set_h_pagebreaks(breuken)

    def high(self, van: int, tot: int) -> int:
        return sum(self.hoogten.get(rij, RIJ) for rij in range(van, tot))


def _line_chart(boek, beeld: Beeld, naam: str, rij: int, punten: list, lijnen: int):
    """A line of Excel itself that reads the rows from `rij` on: their heads, the figures, and the agreed path."""
    grafiek = boek.add_chart({"type": "line"})
    for nr in range(1, lijnen + 1):
        grafiek.add_series(_line(naam, rij, nr, punten))
    _whole_points(grafiek)
    grafiek.set_title({"none": True})
    as_naam = axis_title(beeld.eenheid)
    grafiek.set_y_axis(
        {
            "min": 0,
            "num_format": number_format(beeld.eenheid),
            "major_gridlines": {"visible": True, "line": {"color": "#D5DDE3"}},
        }
        | ({"name": as_naam, "name_font": {"bold": False}} if as_naam else {})
    )
    grafiek.set_legend({"position": "bottom"} if lijnen > 1 else {"none": True})
    grafiek.show_blanks_as("gap")
    _, x, y = _GRAFIEK
    grafiek.set_size({"width": x, "height": y})
    return grafiek


def _line(naam: str, rij: int, nr: int, punten: list) -> dict:
    aantal = len(punten)
    reeks = {
        "name": [naam, rij + nr, 0],
        "categories": [naam, rij, 1, rij, aantal],
        "values": [naam, rij + nr, 1, rij + nr, aantal],
    }
    if nr == 2:
        lijn = {"color": _ORANJE, "width": 2.25, "dash_type": "dash"}
        return reeks | {"line": lijn, "marker": {"type": "none"}}
    open_stip = {"fill": {"color": "#FFFFFF"}, "border": {"color": _BLAUW}}
    return reeks | {
        "line": {"color": _BLAUW, "width": 2.25},
        "marker": _STIP | {"fill": {"color": _BLAUW}},
        "points": [open_stip if p.voorlopig and p.waarde is not None else None for p in punten],
    }


def _whole_points(grafiek) -> None:
    """xlsxwriter writes of a point only its colours. Excel then chooses the shape of the dot and the line to it by
    itself, so both are said again, as Excel does."""
    reeks = grafiek.series[0]

    def write(nummer: int, punt: dict) -> None:
        grafiek._xml_start_tag("c:dPt")
        grafiek._write_idx(nummer)
        grafiek._write_marker(reeks["marker"] | {"fill": punt["fill"], "line": punt["line"]})
        grafiek._write_sp_pr({"line": reeks["line"], "fill": None, "pattern": None, "gradient": None})
        grafiek._xml_end_tag("c:dPt")

    grafiek._write_d_pt_point = write
