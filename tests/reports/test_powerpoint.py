"""Slides: each has its number, and a chart says of what its figures are."""

import io

import pptx
import pytest
from lxml import etree

from core.reports.document import Blok, Document, Hoofdstuk
from core.reports.export import Uitgave
from core.reports.powerpoint import powerpoint
from tests.reports.test_cijferboek import REGELS, series_of


@pytest.fixture(scope="module")
def slides():
    blokken = (Blok("lijst", zinnen=("Een zin.",)), Blok("reeks", "b", "Lopende OTS", eenheid="dagen"))
    document = Document((Hoofdstuk("Duur", blokken),), weergave="intern")
    uit = Uitgave(series_of(700.0, 720.0, 710.0), "Presentatie", REGELS, "intern", document=document)
    return pptx.Presentation(io.BytesIO(powerpoint(uit))).slides


def test_every_slide_has_its_number(slides):
    for nr, dia in enumerate(slides, 1):
        velden = dia._element.xpath('.//a:fld[@type="slidenum"]/a:t')
        assert [v.text for v in velden] == [str(nr)]


def test_the_axis_says_the_unit_and_the_line_to_an_open_dot_keeps_its_colour(slides):
    (grafiek,) = [v.chart for d in slides for v in d.shapes if v.has_chart]
    assert grafiek.value_axis.axis_title.text_frame.text == "dagen"
    (punt,) = grafiek._chartSpace.xpath(".//c:dPt")
    xml = etree.tostring(punt).decode()
    assert xml.index("FFFFFF") < xml.index("c:marker>", xml.index("FFFFFF"))
    assert punt.xpath("./c:spPr/a:ln/a:solidFill/a:srgbClr/@val") == ["0B5F8A"]
