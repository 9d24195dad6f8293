"""One message in, rows out: parts of trajecten (JW301, 305, 307, 315) and lines of declarations (JW323, 325).

All releases name the fields the same; where they lie differs, so a field is found by its name inside its part.
Amounts are in cents. JW325 names only what was refused. Source: XSDs iJw 3.2, IV008, IV086 and IV091; release 2.0 by
its public sample messages.
"""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from lxml import etree

from core.model.berichten import DEEL
from core.sources.raw import REGEL
from core.sources.readers.berichten.sources import ONDERDELEN, Bericht
from core.sources.readers.text import getal_tekst

GELEZEN = (*DEEL, "323", "325")
DECLARATIES = (
    "gemeente",
    "jeugdige",
    "aanbieder",
    "productcategorie",
    "productcode",
    "toewijzingnummer",
    REGEL,
    "periode_begin",
    "periode_einde",
    "volume",
    "eenheid",
    "bedrag",
    "debet_credit",
    "status",
)
_INGETROKKEN = "3"  # LDT_StatusAanlevering
_VAN_GEMEENTE = ("301", "325")  # the sender is the gemeente
Velden = dict[str, str]
Rij = dict[str, str | None]


def read_delen(bericht: Bericht) -> Iterator[tuple[str, Rij]]:
    """(table, row) for every part of a message that is read. Table "declaratie" is a whole declaration that was
    refused: its gemeente, aanbieder and number."""
    kop = _kop(bericht, {})
    nummer = ""
    for element in bericht.inhoud:
        naam = _NAAM[element.tag]
        if naam == "header":
            kop = _kop(bericht, _from_kop(element))
        elif naam == "declaratienummer":
            nummer = (element.text or "").strip()
        elif naam == "declaratieantwoord":
            if _helemaal_afgewezen(element):
                yield "declaratie", {**kop, "declaratienummer": _velden(element).get("declaratienummer", "")}
        else:
            bsn = _client(element)
            if naam == "prestatie":
                yield "declaraties", _prestatie(bericht.soort, kop, nummer, bsn, _velden(element))
            else:
                yield "berichten", _share(bericht.soort, kop, bsn, _velden(element))


class _Namen(dict):
    """Tag with its namespace -> name in small letters; there are few of them, and they are asked millions of times."""

    def __missing__(self, tag) -> str:
        naam = self[tag] = etree.QName(tag).localname.lower() if isinstance(tag, str) else ""
        return naam


_NAAM = _Namen()


def _velden(element: etree._Element) -> Velden:
    """Everything inside that holds a text, by its name; of two with one name the first."""
    uit: Velden = {}
    for deel in element.iter():
        tekst = deel.text
        if tekst and (tekst := tekst.strip()):
            uit.setdefault(_NAAM[deel.tag], tekst)
    return uit


_IN_KOP = frozenset({"afzender", "ontvanger", "berichtidentificatie"})


def _from_kop(kop: etree._Element) -> Velden:
    """Who sent it, to whom, when; the rest of a header is about its form."""
    uit: Velden = {}
    for kind in kop:
        naam = _NAAM[kind.tag]
        if naam in _IN_KOP:
            uit |= _velden(kind)
    return uit


def _kop(bericht: Bericht, velden: Velden) -> Velden:
    van, naar = velden.get("afzender"), velden.get("ontvanger")
    gemeente, aanbieder = (van, naar) if bericht.soort in _VAN_GEMEENTE else (naar, van)
    aanbieder = aanbieder.zfill(8) if aanbieder and aanbieder.isdigit() else aanbieder  # AGB
    dag = velden.get("dagtekening")
    eigen = velden.get("identificatie")
    return {
        "gemeente": gemeente,
        "aanbieder": aanbieder,
        "dagtekening": dag,
        "bericht": f"{van} {eigen} {dag}" if eigen else None,
    }


def _client(element: etree._Element) -> str | None:
    """BSN of the Client that a part lies in."""
    boven = element.getparent()
    while boven is not None and _NAAM[boven.tag] != "client":
        boven = boven.getparent()
    for kind in boven if boven is not None else ():
        if _NAAM[kind.tag] == "bsn":
            return (kind.text or "").strip() or None
    return None


def _share(soort: str, kop: Velden, bsn: str | None, v: Velden) -> Rij:
    product = v.get("categorie"), v.get("code")
    ingang = v.get("toewijzingingangsdatum") or v.get("ingangsdatum")
    toewijzing, stop = soort == "301", soort == "307"
    return {
        **kop,
        "jeugdige": bsn,
        "deel": DEEL[soort],
        "herroepen": "ja" if v.get("statusaanlevering") == _INGETROKKEN else "nee",
        "toewijzingnummer": _without_nullen(v.get("toewijzingnummer")),
        "kenmerk": "|".join(w or "" for w in (*product, ingang)),
        "referentie": v.get("referentieaanbieder"),
        "productcategorie": product[0],
        "productcode": product[1],
        "verwijzer": v.get("type"),
        "toewijzingsdatum": v.get("toewijzingsdatum"),
        "toewijzingstijd": v.get("toewijzingstijd"),
        "ingangsdatum": ingang,
        "toewijzing_einde": v.get("einddatum") if toewijzing else None,
        "reden_wijziging": v.get("redenwijziging") or v.get("redenintrekking"),
        "begindatum": v.get("begindatum"),
        "einddatum": v.get("einddatum") if stop else None,
        "reden_einde": v.get("redenbeeindiging") if stop else None,
    }


def _prestatie(soort: str, kop: Velden, nummer: str, bsn: str | None, v: Velden) -> Rij:
    """Told apart by the number of the declaration and its own: a credit and a second, equal debet are two lines."""
    eigen = v.get("referentienummer")
    return {
        "gemeente": kop.get("gemeente"),
        "aanbieder": kop.get("aanbieder"),
        "jeugdige": bsn,
        "productcategorie": v.get("productcategorie"),
        "productcode": v.get("productcode"),
        "toewijzingnummer": _without_nullen(v.get("toewijzingnummer")),
        REGEL: f"{nummer}|{eigen}" if eigen else None,
        "declaratienummer": nummer,
        "periode_begin": v.get("begindatum"),
        "periode_einde": v.get("einddatum"),
        "volume": v.get("geleverdvolume"),
        "eenheid": v.get("eenheid"),
        "bedrag": _euro(v.get("bedrag")),
        "debet_credit": v.get("debetcredit"),
        "status": "afgewezen" if soort == "325" else None,
    }


def _helemaal_afgewezen(antwoord: etree._Element) -> bool:
    """Nothing of it was granted, and it names no lines."""
    bedragen = {_NAAM[kind.tag]: _velden(kind).get("totaalbedrag", "") for kind in antwoord}
    if "clienten" in bedragen or not bedragen.get("totaaltoegekendbedrag"):
        return False
    return not bedragen["totaaltoegekendbedrag"].strip("0") and bool(
        bedragen.get("totaalingediendbedrag", "").strip("0")
    )


def _without_nullen(nummer: str | None) -> str | None:
    """A number is a number: 0007 is 7."""
    return (nummer.lstrip("0") or "0") if nummer and nummer.isdigit() else nummer


def _euro(centen: str | None) -> str | None:
    """`12345` cents is `123.45`; what is no number stays, to be rejected where it is seen."""
    try:
        return getal_tekst(Decimal(centen) / 100) if centen else None
    except InvalidOperation:
        return centen


__all__ = ["DECLARATIES", "GELEZEN", "ONDERDELEN", "read_delen"]
