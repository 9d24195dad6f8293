"""A report as slides, with charts of PowerPoint itself: whoever presents can change colours, sizes and words."""

import io

from core.model.melding import Melding
from core.reports.chart_points import Punt, axis_title, note, number_format, points
from core.reports.export import Uitgave, writer
from core.reports.layout import Alinea, Beeld, Cel, Sectie, Tabel, column_widths, sections, sources
from core.reports.pdf import foot
from core.reports.word import TAAL, describe

_RIJEN, _HOGE_RIJEN, _ZINNEN = 11, 6, 8  # on one slide; rows with more than _LANG characters in a cell take more room
_LANG = 45
_BREED, _HOOG = 13.333, 7.5  # inches, as a beamer is
_BLAUW, _TEKST, _ZACHT, _KOP, _ACCENT, _RAND = "0B5F8A", "14212B", "51616D", "1D3B53", "B04A08", "D5DDE3"


@writer("pptx")
def powerpoint(uit: Uitgave) -> bytes:
    """A slide per table, chart or group of sentences. Raises Melding for a template that cannot be used."""
    boek, indeling = _opened(uit.document.sjabloon if uit.document else None)
    dias = _Dias(boek, indeling, foot(uit, with_sources=False))
    dias.sentences(uit.titel, [f"{naam}: {waarde}" for naam, waarde in uit.regels], punten=False)
    for sectie in sections(uit):
        _section(dias, sectie)
    for titel, zinnen in (("Bronnen", sources(uit)), ("Definities", [f"{m.label}: {m.definition}" for m in uit.maten])):
        dias.sentences(titel, zinnen)
    describe(boek.core_properties, uit)
    _say_language(boek)
    buffer = io.BytesIO()
    boek.save(buffer)
    return buffer.getvalue()


def _opened(sjabloon: bytes | None):
    """An empty set of slides, wide; or the user's own template without its slides, and its layout with a title."""
    from pptx import Presentation
    from pptx.enum.shapes import PP_PLACEHOLDER
    from pptx.util import Inches

    if sjabloon is None:
        boek = Presentation()
        factor = Inches(_BREED) / boek.slide_width
        boek.slide_width, boek.slide_height = Inches(_BREED), Inches(_HOOG)
        for vlak in (boek.slide_master, *boek.slide_layouts):
            for vorm in vlak.placeholders:
                vorm.left, vorm.width = int(vorm.left * factor), int(vorm.width * factor)
        return boek, boek.slide_layouts[5]
    try:
        boek = Presentation(io.BytesIO(sjabloon))
    except Exception as fout:  # zip, xml or another kind of file: any of them is no template
        raise Melding("Het sjabloon is geen PowerPoint-bestand (pptx): kies een ander bestand.") from fout
    titels = {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}
    met_titel = [i for i in boek.slide_layouts if any(p.placeholder_format.type in titels for p in i.placeholders)]
    if not met_titel:
        raise Melding(
            "In het sjabloon heeft geen enkele dia-indeling een vak voor een titel: voeg er een toe in PowerPoint "
            "(Beeld, Diamodel), of laat het sjabloon weg."
        )
    for dia in list(boek.slides._sldIdLst):
        boek.part.drop_rel(dia.rId)
        boek.slides._sldIdLst.remove(dia)
    return boek, min(met_titel, key=lambda i: len(i.placeholders))


class _Dias:
    """Makes slides with a title, and a foot that says what it is, of when, and how it may be used."""

    def __init__(self, boek, indeling, voet: str):
        self.boek, self.indeling, self.voet = boek, indeling, voet
        self.breed, self.hoog = boek.slide_width, boek.slide_height
        self.marge = int(self.breed * 0.045)
        self.onder = int(self.hoog * 0.93)

    def new(self, titel: str):
        """An empty slide, and from where there is room."""
        from pptx.enum.text import MSO_ANCHOR
        from pptx.util import Pt

        dia = self.boek.slides.add_slide(self.indeling)
        for vorm in list(dia.placeholders):
            if vorm != dia.shapes.title and vorm.placeholder_format.idx:
                vorm._element.getparent().remove(vorm._element)
        kop = dia.shapes.title
        kop.left, kop.top = self.marge, int(self.hoog * 0.035)
        kop.width, kop.height = self.breed - 2 * self.marge, int(self.hoog * 0.15)
        kop.text_frame.word_wrap, kop.text_frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
        self.words(kop.text_frame, [titel], grootte=28 if len(titel) < 70 else 22, kleur=_BLAUW, vet=True)
        vak = dia.shapes.add_textbox(
            self.marge, self.onder, self.breed - 2 * self.marge - Pt(50), int(self.hoog * 0.05)
        )
        self.words(vak.text_frame, [self.voet], grootte=10, kleur=_ZACHT)
        self.number(dia)
        return dia, int(self.hoog * 0.2)

    def number(self, dia) -> None:
        """The number of the slide beside its foot: a field, so that it stays right when slides are moved."""
        from pptx.enum.text import PP_ALIGN
        from pptx.oxml import parse_xml
        from pptx.oxml.ns import nsdecls
        from pptx.util import Pt

        vak = dia.shapes.add_textbox(self.breed - self.marge - Pt(50), self.onder, Pt(50), int(self.hoog * 0.05))
        vak.name = "Dianummer"
        alinea = vak.text_frame.paragraphs[0]
        alinea.alignment = PP_ALIGN.RIGHT
        veld = parse_xml(
            f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
            f'<a:rPr lang="{TAAL}" sz="1000"><a:solidFill><a:srgbClr val="{_ZACHT}"/></a:solidFill></a:rPr>'
            f"<a:t>{len(self.boek.slides)}</a:t></a:fld>"
        )
        alinea._p.append(veld)

    def words(self, kader, zinnen, *, grootte: int, kleur: str = _TEKST, vet: bool = False) -> None:
        from pptx.dml.color import RGBColor
        from pptx.enum.text import PP_ALIGN
        from pptx.util import Pt

        kader.word_wrap = True
        for nr, zin in enumerate(zinnen):
            alinea = kader.paragraphs[0] if nr == 0 else kader.add_paragraph()
            alinea.alignment, alinea.space_after = PP_ALIGN.LEFT, Pt(grootte // 3)
            run = alinea.add_run()
            run.text, run.font.size, run.font.bold = zin, Pt(grootte), vet
            run.font.color.rgb = RGBColor.from_string(kleur)

    def sentences(self, titel: str, zinnen, *, punten: bool = True) -> None:
        """Sentences on as many slides as they need."""
        for nr, groep in enumerate(_groups(zinnen)):
            dia, top = self.new(titel if nr == 0 else f"{titel} (vervolg)")
            vak = dia.shapes.add_textbox(self.marge, top, self.breed - 2 * self.marge, self.onder - top)
            self.words(vak.text_frame, [f"• {z}" if punten else z for z in groep], grootte=18 if not punten else 16)


def _groups(zinnen) -> list[list[str]]:
    """Sentences by slide: no more than fit on it."""
    uit, ruimte = [], 0
    for zin in zinnen:
        regels = 1 + len(zin) // 105
        if not uit or ruimte < regels:
            uit.append([])
            ruimte = _ZINNEN + 4
        uit[-1].append(zin)
        ruimte -= regels
    return uit


def _section(dias: _Dias, sectie: Sectie) -> None:
    for deel in sectie.delen:
        if isinstance(deel, Alinea):
            dias.sentences(sectie.titel, deel.zinnen, punten=deel.lijst)
        elif isinstance(deel, Tabel):
            titel = _titled(sectie.titel, deel.titel)
            past = _HOGE_RIJEN if any(len(c.tekst) > _LANG for r in deel.rijen for c in r) else _RIJEN
            for eerste in range(0, max(len(deel.rijen), 1), past):
                _table(dias, titel, deel, deel.rijen[eerste : eerste + past], vervolg=eerste > 0)
        else:
            _chart_slide(dias, deel)


def _titled(sectie: str, deel: str) -> str:
    """The title of a table after that of its chapter; a question keeps its own mark."""
    if not deel or sectie.endswith("?"):
        return f"{sectie} {deel}".rstrip()
    return f"{sectie}: {deel[:1].lower()}{deel[1:]}"


def _table(dias: _Dias, titel: str, tabel: Tabel, rijen: tuple[tuple[Cel, ...], ...], *, vervolg: bool) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    dia, top = dias.new(f"{titel} (vervolg)" if vervolg else titel)
    breed = dias.breed - 2 * dias.marge
    vorm = dia.shapes.add_table(len(rijen) + 1, len(tabel.kop), dias.marge, top, breed, int(dias.hoog * 0.06))
    _describe(vorm, f"Tabel {titel}", f"Tabel met {len(rijen)} rijen: {', '.join(tabel.kop)}.")
    wijdten = [int(breed * x) for x in column_widths(tabel, minst=11, meest=40)]
    grootte = 14 if len(tabel.kop) <= 7 else 12 if len(tabel.kop) <= 9 else 9
    for k, wijdte in enumerate(wijdten):
        vorm.table.columns[k].width = wijdte
    for r, rij in enumerate([tuple(Cel(k) for k in tabel.kop), *rijen]):
        for k, cel in enumerate(rij):
            vak = vorm.table.cell(r, k)
            vak.margin_top = vak.margin_bottom = Pt(2)
            alinea = vak.text_frame.paragraphs[0]
            run = alinea.add_run()
            run.text, run.font.size, run.font.bold = cel.tekst, Pt(grootte), r == 0
            run.font.color.rgb = RGBColor.from_string("FFFFFF" if r == 0 else _TEKST)
            alinea.alignment = PP_ALIGN.RIGHT if k in tabel.getallen else PP_ALIGN.LEFT
            vak.fill.solid()
            vak.fill.fore_color.rgb = RGBColor.from_string(_KOP if r == 0 else "FFFFFF" if r % 2 else "F2F5F7")
    if tabel.noot:
        noot = dia.shapes.add_textbox(dias.marge, dias.onder - Pt(22), breed, Pt(20))
        dias.words(noot.text_frame, [tabel.noot], grootte=11, kleur=_ZACHT)


def _chart_slide(dias: _Dias, beeld: Beeld) -> None:
    dia, top = dias.new(beeld.grafiek.titel)
    onder = [*beeld.zinnen, beeld.grafiek.leeg or note(beeld, points(beeld))]
    hoog = int(dias.hoog * (0.05 + 0.032 * sum(1 + len(z) // 120 for z in onder)))
    breed = dias.breed - 2 * dias.marge
    if not beeld.grafiek.leeg:
        _chart(dia, beeld, (dias.marge, top, breed, dias.onder - hoog - top))
    vak = dia.shapes.add_textbox(dias.marge, dias.onder - hoog, breed, hoog)
    dias.words(vak.text_frame, [z for z in onder if z], grootte=14)
    dia.notes_slide.notes_text_frame.text = beeld.grafiek.beschrijving


def _chart(dia, beeld: Beeld, plek: tuple[int, int, int, int]) -> None:
    """A line of PowerPoint itself; where there is no figure the line is broken, and a provisional one is an open
    dot."""
    from pptx.chart.data import CategoryChartData
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
    from pptx.util import Pt

    punten = points(beeld)
    gegevens = CategoryChartData(number_format=number_format(beeld.eenheid))
    gegevens.categories = [p.naam for p in punten]
    gegevens.add_series(beeld.naam, [p.waarde for p in punten])
    if met_pad := any(p.pad is not None for p in punten):
        gegevens.add_series("Afgesproken pad", [p.pad for p in punten])
    vorm = dia.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *plek, gegevens)
    _describe(vorm, beeld.naam, beeld.grafiek.beschrijving)
    grafiek = vorm.chart
    grafiek.has_title, grafiek.has_legend = False, met_pad
    if met_pad:
        grafiek.legend.position, grafiek.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    grafiek.font.size = Pt(14)
    grafiek.value_axis.minimum_scale = 0
    grafiek.value_axis.major_gridlines.format.line.color.rgb = RGBColor.from_string(_RAND)
    grafiek.value_axis.format.line.fill.background()
    grafiek.value_axis.tick_labels.number_format = number_format(beeld.eenheid)
    grafiek.value_axis.tick_labels.number_format_is_linked = False
    if woord := axis_title(beeld.eenheid):
        titel = grafiek.value_axis.axis_title.text_frame
        titel.text = woord
        titel.paragraphs[0].runs[0].font.size, titel.paragraphs[0].runs[0].font.bold = Pt(12), False
    _dress(grafiek, punten, met_pad)


def _dress(grafiek, punten: list[Punt], met_pad: bool) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_MARKER_STYLE
    from pptx.enum.dml import MSO_LINE
    from pptx.util import Pt

    lijn = grafiek.plots[0].series[0]
    lijn.smooth, lijn.format.line.width = False, Pt(2.5)
    lijn.format.line.color.rgb = RGBColor.from_string(_BLAUW)
    lijn.marker.style, lijn.marker.size = XL_MARKER_STYLE.CIRCLE, 8
    lijn.marker.format.fill.solid()
    lijn.marker.format.fill.fore_color.rgb = RGBColor.from_string(_BLAUW)
    lijn.marker.format.line.color.rgb = RGBColor.from_string(_BLAUW)
    for nr, punt in enumerate(punten):
        if punt.voorlopig and punt.waarde is not None:
            merk = lijn.points[nr].marker
            merk.style, merk.size = XL_MARKER_STYLE.CIRCLE, 8
            merk.format.fill.solid()
            merk.format.fill.fore_color.rgb = RGBColor(255, 255, 255)
            merk.format.line.color.rgb = RGBColor.from_string(_BLAUW)
            # A point with a look of its own does not take over that of the line to it.
            naar = lijn.points[nr].format.line
            naar.color.rgb, naar.width = RGBColor.from_string(_BLAUW), Pt(2.5)
    if met_pad:
        pad = grafiek.plots[0].series[1]
        pad.smooth, pad.format.line.width, pad.format.line.dash_style = False, Pt(1.75), MSO_LINE.DASH
        pad.format.line.color.rgb = RGBColor.from_string(_ACCENT)
        pad.marker.style = XL_MARKER_STYLE.NONE


def _describe(vorm, naam: str, beschrijving: str) -> None:
    """What a screen reader says of it."""
    eigen = vorm._element.nvGraphicFramePr.cNvPr
    eigen.set("name", naam)
    eigen.set("descr", beschrijving)


def _say_language(boek) -> None:
    """Dutch, or a spelling check underlines every word and a screen reader speaks English."""
    from pptx.oxml.ns import qn

    for dia in boek.slides:
        for run in dia._element.iter(qn("a:r")):
            run.get_or_add_rPr().set("lang", TAAL)
