"""Every page with every filter, in both views: something to read, never that something went wrong, nothing that only a
programmer reads, and no word of the trade that is explained nowhere on that page.

The every-run walk takes each page and each value of each filter at least once in each view. `KERNWAARDEN_NACHT=ja`
walks the whole cross: pages x regions x filters x both views, some 1,350 visits in ten minutes of processor time.
"""

import os
import re
from collections.abc import Iterator
from html import unescape
from itertools import cycle, islice
from pathlib import Path

import pytest

from core import dashboard
from core.ui import jeugdhulp, kinds
from core.ui.filters import choices
from core.ui.melding import ALGEMEEN
from tests.kijk import exact
from tests.ui.test_doelen import WORTEL, AppTest

PAGINAS = tuple(sorted(p.stem for p in Path(WORTEL / "pages").glob("*.py") if p.stem != "begin"))
KIJKEN = ({}, {"weergave": "delen"})
NACHT = os.environ.get("KERNWAARDEN_NACHT") == "ja"
# What a missing value, a name of a class or a number of the computer looks like on a screen.
RAUW = re.compile(
    r"\bnan\b|\bNone\b|\bNaT\b|\bTimestamp\b|\bInfinity\b|\d{4}-\d\d-\d\d \d\d:|\d\.\d{4,}|\bGM\d{4}\b"
    r"|\b20\d\d-[QH]\d\b"
)
# What only who made it calls so: claims of a login, file forms, the command line.
COMPUTER = re.compile(r"\((?:iss|sub|yaml)\)|\bredirect_uri\b|\bKeyError\b", re.I)
STIL = re.compile(r"<style>.*?</style>|<svg.*?</svg>|<[^>]*>", re.S)
SNEL = {"replicaties": "60", "jaren": "2"}  # a simulation need not be precise here


def filters(store) -> list[dict[str, str | list[str]]]:
    """Per region: nothing chosen, one gemeente, one GI, several of both, each segment, quarters, and one year."""
    keuzes, uit = choices(exact(store)), []
    for regio in keuzes.regios:
        van = {"regio": regio}
        gemeenten, gis = list(keuzes.gemeenten(regio)), list(keuzes.gis[regio])
        meer = {"gemeente": gemeenten[:3], "gi": gis[:2]}
        eigen = [
            {},
            {"gemeente": gemeenten[0]},
            {"gi": gis[0]},
            meer,
            {"per": "kwartaal"},
            {"per": "maand", "van": "2025"},
        ]
        uit += [van | f for f in (*eigen, *({"segment": s} for s in keuzes.segmenten[regio]))]
    return uit


def subjects(regio: str) -> list[tuple[str, dict]]:
    """What a page can be about, each of it once."""
    keuzes = {
        "maatregelen": ("soort", kinds.SOORTEN),
        "duur": ("duur_van", ("ots", "jb")),
        "jeugdhulp": ("onderwerp", jeugdhulp.subjects()),
        "vergelijken": ("maat", ("jb_stand", "thuis_met_maatregel", "kosten_gi", "ots_duur_km")),
    }
    return [(p, {"regio": regio, naam: waarde}) for p, (naam, alle) in keuzes.items() for waarde in alle]


def bounded(store) -> list[tuple[str, dict]]:
    """Each page and each filter at least once in each view: the pages go round while the filters do."""
    alle = filters(store)
    aantal = max(len(alle), len(PAGINAS))
    uit = []
    for nr, kijk in enumerate(KIJKEN):
        paginas = islice(cycle(PAGINAS), nr * (len(PAGINAS) // 2), None)
        uit += [(p, f | kijk) for p, f, _ in zip(paginas, cycle(alle), range(aantal), strict=False)]
    # What broke before: a segment on the pages about rows without one.
    segment = next(f for f in alle if "segment" in f)
    uit += [(p, segment | kijk) for p in ("maatregelen", "duur", "uithuisplaatsingen") for kijk in KIJKEN]
    return uit + subjects("zhz")


def whole(store) -> list[tuple[str, dict]]:
    about = [(p, f | kijk) for regio in store.regios for p, f in subjects(regio) for kijk in KIJKEN]
    return [(p, f | kijk) for p in PAGINAS for f in filters(store) for kijk in KIJKEN] + about


def walk(stappen) -> list[str]:
    """What went wrong, one line per place."""
    uit = []
    for pagina, adres in stappen:
        app = AppTest.from_file(str(WORTEL / "app.py"), default_timeout=300)
        for naam, waarde in (adres | (SNEL if pagina == "watals" else {})).items():
            app.query_params[naam] = waarde
        app = app.switch_page(f"pages/{pagina}.py").run()
        fouten = [e.message for e in app.exception] + [e.value for e in app.error if e.value == ALGEMEEN]
        over = [i.value for i in app.info if "onbekende keuze" in i.value]
        titel = [] if [t.value for t in app.title] else ["no title"]
        uit += [f"{pagina} {adres}: {fout}" for fout in (*fouten, *over, *titel, *raw(app), *unexplained(app))]
    return uit


def raw(app) -> list[str]:
    """Where what we draw says something that is no Dutch."""
    delen = [h.proto.body for h in app.get("html")] + [e.value for e in (*app.markdown, *app.caption, *app.header)]
    zichtbaar = (STIL.sub(" ", d) for d in delen)
    return [tekst[max(0, m.start() - 60) : m.end() + 30] for tekst in zichtbaar for m in RAUW.finditer(tekst)]


def unexplained(app) -> list[str]:
    """The words of the trade on this page whose explanation is not there to be pointed at or read."""
    teksten = list(texts(app._tree))
    zichtbaar = " ".join(STIL.sub(" ", t) for t in teksten)
    overal = unescape(" ".join(teksten))
    vaktaal = [(w, b.uitleg) for t in dashboard.begrippen() for b in t.begrippen for w in b.vaktaal]
    weg = [w for w, uitleg in vaktaal if re.search(rf"\b{w}\b", zichtbaar, re.I) and uitleg not in overal]
    return [f"{w} is not explained" for w in weg] + [f"{m[0]} is no Dutch" for m in COMPUTER.finditer(zichtbaar)]


def texts(blok) -> Iterator[str]:
    """Every text of a page: what stands there, what is pointed at, what can be chosen."""
    for deel in blok.children.values():
        proto = getattr(deel, "proto", None)
        velden = [getattr(proto, v, "") for v in ("body", "label", "value", "help", "placeholder", "caption")]
        yield from (v for v in velden if isinstance(v, str))
        yield from (str(getattr(o, "content", o)) for o in getattr(proto, "options", ()))
        if getattr(deel, "children", None):
            yield from texts(deel)


def test_a_word_of_the_trade_without_its_explanation_is_seen(store):
    app = AppTest.from_string("""
import streamlit as st
from core.ui.vaktaal import explained
st.html("<p>Volgens Kaplan-Meier, gemeten met een <i>terugtoets</i>.</p>")
st.html(explained("Een terugtoets zegt hoe goed het was."))
st.text_input("Uitgever (iss)", help="wie inlogt")
""").run()
    assert unexplained(app) == ["Kaplan-Meier is not explained", "(iss) is no Dutch"]


def test_every_page_takes_every_filter(store):
    assert {f["regio"] for f in filters(store)} == set(store.regios)
    stappen = bounded(store)
    assert {p for p, _ in stappen} == set(PAGINAS)
    assert walk(stappen) == []


@pytest.mark.skipif(not NACHT, reason="the whole cross takes long: KERNWAARDEN_NACHT=ja")
def test_every_page_takes_every_filter_in_every_cross(store):
    assert walk(whole(store)) == []
