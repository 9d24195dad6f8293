"""iJw 3.x messages (berichtenverkeer): JW301, 305, 307 and 315 become trajecten, JW323 declaraties.

One message says little: the allocation (301), the start (305), the stop (307) and the request with its
referrer (315) are joined on gemeente, aanbieder and number of the allocation. Amounts are in cents. Runs in
the child process. Source: XSDs iJw 3.2; the status of a delivery is LDT_StatusAanlevering (3 takes the
earlier message back).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from xml.etree import ElementTree

import pyarrow as pa

from core.model.melding import Melding
from core.sources.raw import Opmerking, RuweTabel
from core.sources.readers.message import aantal, show
from core.sources.readers.text import getal_tekst

MAX_BYTES = 300_000_000
MAX_ELEMENTEN = 5_000_000  # openings and closings: some 150,000 prestaties; more takes gigabytes
_INGETROKKEN = "3"  # LDT_StatusAanlevering
_VERWIJDERD = "13"  # RedenWijziging (JZ002)
TRAJECTEN = (
    "jeugdige",
    "gemeente",
    "aanbieder",
    "productcategorie",
    "productcode",
    "verwijzer",
    "toewijzingnummer",
    "toewijzingsdatum",
    "begindatum",
    "einddatum",
    "reden_einde",
)
DECLARATIES = (
    "gemeente",
    "jeugdige",
    "aanbieder",
    "productcategorie",
    "productcode",
    "toewijzingnummer",
    "periode_begin",
    "periode_einde",
    "volume",
    "eenheid",
    "bedrag",
    "debet_credit",
)
Rij = dict[str, str | None]


def read_berichten(paden: Sequence[Path], bestand: str, meld: Callable[[str, float], None]) -> Iterator[RuweTabel]:
    """All messages together: at most one table trajecten and one table declaraties."""
    berichten = []
    for i, pad in enumerate(paden):
        meld(f"{show(pad.name)} lezen", i / len(paden))
        berichten.append(_open(pad))
    # By date, so that a later message wins; the referrers first, so that an allocation finds its own.
    berichten.sort(key=lambda b: (b[0] != "315", _t(b[1], "Header/BerichtIdentificatie/Dagtekening") or ""))
    samen = _Toewijzingen()
    declaraties: list[Rij] = []
    for soort, bericht in berichten:
        if soort == "323":
            declaraties += _declaraties(bericht)
        else:
            samen.take(soort, bericht)
    if samen.rijen:
        yield _tabel(bestand, "trajecten", TRAJECTEN, list(samen.rijen.values()), samen.opmerkingen())
    if declaraties:
        let_op = "Bedragen uit JW323 zijn ingediend; of ze zijn toegekend staat in het antwoord (JW325)."
        yield _tabel(bestand, "declaraties", DECLARATIES, declaraties, [Opmerking("ingediend_bedrag", let_op)])


def _open(pad: Path) -> tuple[str, ElementTree.Element]:
    """(kind of message, its root). No DTD, so no entities either."""
    naam = show(pad.name)
    inhoud = pad.read_bytes() if pad.stat().st_size <= MAX_BYTES else None
    if inhoud is None or inhoud.count(b"<") > MAX_ELEMENTEN:
        raise Melding(f"{naam} is te groot voor een bericht. Vraag de leverancier om kleinere berichten.")
    if b"<!DOCTYPE" in inhoud or b"<!ENTITY" in inhoud or b"\0" in inhoud:
        raise Melding(f"{naam} bevat XML-verwijzingen die om veiligheid niet worden geopend. Vraag een nieuw bericht.")
    try:
        wortel = ElementTree.fromstring(inhoud)
    except ElementTree.ParseError:
        raise Melding(f"{naam} is niet helemaal aangekomen of beschadigd. Vraag het bericht opnieuw op.") from None
    soort = re.search(r"/jw(\d{3})/", wortel.tag)
    if soort is None or soort[1] not in ("301", "305", "307", "315", "323"):
        welk = f"JW{soort[1]}" if soort else "een ander bericht"
        raise Melding(f"{naam} is {welk}; alleen JW301, 305, 307, 315 en 323 worden gelezen. Haal het uit de levering.")
    return soort[1], wortel


def _t(element: ElementTree.Element, pad: str) -> str | None:
    """Text at a path, whatever the namespace; None when it is not there or empty."""
    tekst = element.findtext("/".join(f"{{*}}{deel}" for deel in pad.split("/")))
    return tekst.strip() or None if tekst else None


def _all_(element: ElementTree.Element, pad: str) -> list[ElementTree.Element]:
    return element.findall("/".join(f"{{*}}{deel}" for deel in pad.split("/")))


@dataclass
class _Toewijzingen:
    """Trajecten by (gemeente, aanbieder, allocation), and the requests that wait for theirs."""

    rijen: dict[tuple, Rij] = field(default_factory=dict)
    verwijzers: dict[tuple, str | None] = field(default_factory=dict)
    verwijderd: int = 0

    def take(self, soort: str, bericht: ElementTree.Element) -> None:
        van, naar = _t(bericht, "Header/Afzender"), _t(bericht, "Header/Ontvanger")
        gemeente, aanbieder = (van, naar) if soort == "301" else (naar, van)
        bsn = _t(bericht, "Client/Bsn")
        if soort == "315":
            for p in _all_(bericht, "Client/AangevraagdeProducten/AangevraagdProduct"):
                self.verwijzers[gemeente, aanbieder, _t(p, "ReferentieAanbieder")] = _t(p, "Verwijzer/Type")
            return
        lijst = {
            "301": "ToegewezenProducten/ToegewezenProduct",
            "305": "StartProducten/StartProduct",
            "307": "StopProducten/StopProduct",
        }[soort]
        for p in _all_(bericht, f"Client/{lijst}"):
            product = _t(p, "Product/Categorie"), _t(p, "Product/Code")
            nummer = _t(p, "ToewijzingNummer")
            sleutel = (gemeente, aanbieder, nummer or (bsn, product, _t(p, "Begindatum")))
            if _t(p, "RedenWijziging") == _VERWIJDERD:
                self.verwijderd += self.rijen.pop(sleutel, None) is not None
                continue
            rij = self.rijen.setdefault(sleutel, dict.fromkeys(TRAJECTEN))
            nieuw = {
                "jeugdige": bsn,
                "gemeente": gemeente,
                "aanbieder": aanbieder,
                "toewijzingnummer": nummer,
                "productcategorie": product[0],
                "productcode": product[1],
            }
            rij |= {k: w for k, w in nieuw.items() if w}
            rij |= self._moment(soort, p, gemeente, aanbieder)

    def _moment(self, soort: str, p: ElementTree.Element, gemeente: str | None, aanbieder: str | None) -> Rij:
        if soort == "301":
            verwijzer = self.verwijzers.get((gemeente, aanbieder, _t(p, "ReferentieAanbieder")))
            return {"toewijzingsdatum": _t(p, "Toewijzingsdatum")} | ({"verwijzer": verwijzer} if verwijzer else {})
        weg = _t(p, "StatusAanlevering") == _INGETROKKEN
        if soort == "305":
            return {"begindatum": None if weg else _t(p, "Begindatum")}
        einde = {
            "einddatum": None if weg else _t(p, "Einddatum"),
            "reden_einde": None if weg else _t(p, "RedenBeeindiging"),
        }
        return einde | {"begindatum": _t(p, "Begindatum")}

    def opmerkingen(self) -> list[Opmerking]:
        if not self.verwijderd:
            return []
        wat = aantal(self.verwijderd, "toewijzing is", "toewijzingen zijn")
        tekst = f"{wat} door een later bericht verwijderd; niet gelezen."
        return [Opmerking("toewijzing_verwijderd", tekst)]


def _declaraties(bericht: ElementTree.Element) -> list[Rij]:
    aanbieder, gemeente = _t(bericht, "Header/Afzender"), _t(bericht, "Header/Ontvanger")
    rijen = []
    for client in _all_(bericht, "Declaratie/Clienten/Client"):
        for p in _all_(client, "Prestaties/Prestatie"):
            rijen.append(
                {
                    "gemeente": gemeente,
                    "jeugdige": _t(client, "Bsn"),
                    "aanbieder": aanbieder,
                    "productcategorie": _t(p, "ProductCategorie"),
                    "productcode": _t(p, "ProductCode"),
                    "toewijzingnummer": _t(p, "ToewijzingNummer"),
                    "periode_begin": _t(p, "ProductPeriode/Begindatum"),
                    "periode_einde": _t(p, "ProductPeriode/Einddatum"),
                    "volume": _t(p, "GeleverdVolume"),
                    "eenheid": _t(p, "Eenheid"),
                    "bedrag": _euro(_t(p, "IngediendBedrag/Bedrag")),
                    "debet_credit": _t(p, "IngediendBedrag/DebetCredit"),
                }
            )
    return rijen


def _euro(centen: str | None) -> str | None:
    """`12345` cents is `123.45`; what is no number stays, to be rejected where it is seen."""
    try:
        return getal_tekst(Decimal(centen) / 100) if centen else None
    except InvalidOperation:
        return centen


def _tabel(
    bestand: str, naam: str, kolommen: tuple[str, ...], rijen: list[Rij], opmerkingen: list[Opmerking]
) -> RuweTabel:
    data = {k: pa.array([r[k] for r in rijen], pa.string()) for k in kolommen}
    data["__rij__"] = pa.array(range(1, len(rijen) + 1), pa.int32())
    getallen = frozenset({"bedrag", "volume"} & set(kolommen))
    return RuweTabel(bestand, naam, None, pa.table(data), kopregel=0, getallen=getallen, opmerkingen=opmerkingen)
