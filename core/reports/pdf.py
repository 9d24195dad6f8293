"""A report on paper: PDF/UA-1, so that a screen reader gets headings, tables with header cells and charts in words."""

import itertools
import json
import re
from pathlib import Path

from core.charts import picture
from core.model.melding import Melding
from core.reports.export import Uitgave, writer
from core.reports.layout import Alinea, Beeld, Sectie, Tabel, column_widths, definitions, sections, sources

_LETTERS = (1.0, 0.92, 0.84, 0.76)  # how much smaller, until what has to fit on one page does
_BLADZIJDE = re.compile(rb"/Type\s*/Page\b")
_SJABLOON = Path(__file__).with_name("rapport.typ")
_BREEDTE = 400  # of a chart, in pixels: half a page
_GEEN_SJABLOON = "Een pdf heeft geen eigen sjabloon: laat het weg, of kies Word of PowerPoint."


@writer("pdf")
def pdf(uit: Uitgave) -> bytes:
    """Every chapter, and at the end what the figures mean; a report that has to fit on one page names its sources in
    its foot, in letters as large as fit. Raises Melding for a template."""
    if uit.document and uit.document.sjabloon:
        raise Melding(_GEEN_SJABLOON)
    inhoud = _inhoud(uit)
    for grootte in _LETTERS if inhoud["compact"] else _LETTERS[:1]:
        bladen = _compile(inhoud | {"grootte": grootte})
        if len(_BLADZIJDE.findall(bladen)) == 1:
            break
    return bladen


def _compile(inhoud: dict) -> bytes:
    import typst

    return typst.compile(
        _SJABLOON.read_bytes(),
        root=_SJABLOON.parent,
        format="pdf",
        pdf_standards="ua-1",
        sys_inputs={"inhoud": json.dumps(inhoud, ensure_ascii=False)},
    )


def _inhoud(uit: Uitgave) -> dict:
    krap = bool(uit.document and uit.document.compact)
    secties = [_section(s) for s in sections(uit)]
    if not krap:
        secties.append(_section(Sectie("Verantwoording", (definitions(uit), Alinea(tuple(sources(uit)), lijst=True)))))
    regels = {n: str(w) for n, w in uit.regels}
    return {
        "titel": uit.titel,
        "omschrijving": "; ".join(f"{n}: {w}" for n, w in regels.items()),
        "compact": krap,
        "inhoudsopgave": not krap and len(secties) > 4,
        "regels": [[n, w] for n, w in regels.items() if n not in ("Soort", "Let op")],
        "stempel": ". ".join(regels[k][:1].upper() + regels[k][1:] for k in ("Let op", "Soort") if k in regels),
        "voet": foot(uit, with_sources=krap),
        "secties": secties,
    }


def foot(uit: Uitgave, *, with_sources: bool) -> str:
    """What stands on every page: what it is, of when, and how it may be used."""
    regels = {n: str(w) for n, w in uit.regels}
    delen = [uit.titel, uit.stempel, f"gegevens t/m {regels.get('Gegevens t/m', 'onbekend')}"]
    delen += [f"definities {regels['Definities']}"] if "Definities" in regels else []
    if with_sources and (namen := [b.partition(":")[0] for b in sources(uit)]):
        delen.append(f"Bronnen: {'; '.join(namen)}")
    return " · ".join(delen)


def _section(sectie: Sectie) -> dict:
    """Charts that follow each other stand together."""
    delen = []
    for is_beeld, groep in itertools.groupby(sectie.delen, lambda d: isinstance(d, Beeld)):
        samen = list(groep)
        delen += [{"soort": "beelden", "beelden": [_picture(b) for b in samen]}] if is_beeld else map(_part, samen)
    return {"titel": sectie.titel, "delen": delen}


def _part(deel: Alinea | Tabel) -> dict:
    if isinstance(deel, Alinea):
        return {"soort": "lijst" if deel.lijst else "zinnen", "zinnen": list(deel.zinnen)}
    return {
        "soort": "tabel",
        "titel": deel.titel,
        "kop": list(deel.kop),
        "rijen": [[c.tekst for c in rij] for rij in deel.rijen],
        "getallen": sorted(deel.getallen),
        "breed": [100 * x for x in column_widths(deel, minst=14, meest=100)],
        "noot": deel.noot,
        "heel": deel.whole,
    }


def _picture(beeld: Beeld) -> dict:
    grafiek = beeld.grafiek
    return {
        "titel": grafiek.titel,
        "zinnen": list(beeld.zinnen),
        "leeg": grafiek.leeg,
        "svg": "" if grafiek.leeg else picture.svg(grafiek, _BREEDTE),
        "alt": grafiek.beschrijving,
        "toelichting": grafiek.toelichting,
    }
