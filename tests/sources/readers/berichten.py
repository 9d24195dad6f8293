"""Small iJw messages with invented values: only the names of the elements are those of the standard."""

import io
import zipfile
from pathlib import Path

GEMEENTE, AANBIEDER, BSN = "0505", "12345678", "900000001"


def bericht(
    pad: Path,
    soort: str,
    dag: str,
    inhoud: str,
    *,
    gemeente: str = GEMEENTE,
    aanbieder: str = AANBIEDER,
    release: str = "3_2",
    ident: str | None = None,
    tekenset: str = "utf-8",
) -> Path:
    """Writes one message. `inhoud`: what follows the header."""
    van, naar = (gemeente, aanbieder) if soort in ("301", "302", "325") else (aanbieder, gemeente)
    ns = f"http://www.istandaarden.nl/ijw/{release}/jw{soort}/schema"
    tekst = (
        f'<?xml version="1.0" encoding="{tekenset}"?>\n<j:Bericht xmlns:j="{ns}" xmlns="{ns}"><j:Header>'
        f"<j:Afzender>{van}</j:Afzender><j:Ontvanger>{naar}</j:Ontvanger><j:BerichtIdentificatie>"
        f"<Identificatie>{ident or pad.stem}</Identificatie><Dagtekening>{dag}</Dagtekening>"
        f"</j:BerichtIdentificatie></j:Header>{inhoud}</j:Bericht>"
    )
    pad.parent.mkdir(parents=True, exist_ok=True)
    pad.write_bytes(tekst.encode(tekenset))
    return pad


def veld(naam: str, waarde: str | None) -> str:
    return f"<{naam}>{waarde}</{naam}>" if waarde else ""


def client(lijst: str, *producten: str, bsn: str = BSN) -> str:
    return f"<Client><Bsn>{bsn}</Bsn><{lijst}>{''.join(producten)}</{lijst}></Client>"


def product(naam: str, **velden: str | None) -> str:
    binnen = "".join(veld(k, w) for k, w in velden.items())
    return f"<{naam}>{binnen}</{naam}>"


_PRODUCT = "<Categorie>45</Categorie><Code>45A01</Code>"


def m301(pad, dag, nummer="7", einde=None, reden=None, ingang="2024-01-01", tijd="10:00:00", ref="r1", **meer):
    p = product(
        "ToegewezenProduct",
        ToewijzingNummer=nummer,
        ReferentieAanbieder=ref,
        Product=_PRODUCT,
        Toewijzingsdatum=dag,
        Toewijzingstijd=tijd,
        Ingangsdatum=ingang,
        Einddatum=einde,
        RedenWijziging=reden,
    )
    return bericht(pad, "301", dag, client("ToegewezenProducten", p), **meer)


def start(begin, nummer="7", status="1"):
    return product(
        "StartProduct",
        ToewijzingNummer=nummer,
        Product=_PRODUCT,
        ToewijzingIngangsdatum="2024-01-01",
        Begindatum=begin,
        StatusAanlevering=status,
    )


def m305(pad, dag, *delen, **meer):
    return bericht(pad, "305", dag, client("StartProducten", *delen), **meer)


def stop(begin, einde, reden="31", nummer="7", status="1"):
    return product(
        "StopProduct",
        ToewijzingNummer=nummer,
        Product=_PRODUCT,
        ToewijzingIngangsdatum="2024-01-01",
        Begindatum=begin,
        RedenBeeindiging=reden,
        Einddatum=einde,
        StatusAanlevering=status,
    )


def m307(pad, dag, *delen, **meer):
    return bericht(pad, "307", dag, client("StopProducten", *delen), **meer)


def m315(pad, dag, ref="r1", verwijzer="02", **meer):
    p = product("AangevraagdProduct", ReferentieAanbieder=ref, Product=_PRODUCT, Verwijzer=veld("Type", verwijzer))
    return bericht(pad, "315", dag, client("AangevraagdeProducten", p), **meer)


def prestatie(ref, bedrag, dc="D", nummer="7", maand="2024-01", volume="31", eenheid="14"):
    return product(
        "Prestatie",
        ProductReferentie=veld("ReferentieNummer", ref),
        ToewijzingNummer=nummer,
        ProductCategorie="43",
        ProductCode="43A01",
        ProductPeriode=f"<Begindatum>{maand}-01</Begindatum><Einddatum>{maand}-28</Einddatum>",
        GeleverdVolume=volume,
        Eenheid=eenheid,
        IngediendBedrag=f"<Bedrag>{bedrag}</Bedrag><DebetCredit>{dc}</DebetCredit>",
    )


def m323(pad, dag, *delen, nummer="D1", **meer):
    binnen = f"<DeclaratieNummer>{nummer}</DeclaratieNummer><Clienten>{client('Prestaties', *delen)}</Clienten>"
    return bericht(pad, "323", dag, f"<Declaratie>{binnen}</Declaratie>", **meer)


def m325(pad, dag, *delen, nummer="D1", ingediend="100", toegekend="50", **meer):
    clienten = f"<Clienten>{client('Prestaties', *delen)}</Clienten>" if delen else ""
    totalen = "".join(
        f"<{n}><TotaalBedrag>{b}</TotaalBedrag></{n}>"
        for n, b in (("TotaalIngediendBedrag", ingediend), ("TotaalToegekendBedrag", toegekend))
    )
    binnen = f"<DeclaratieNummer>{nummer}</DeclaratieNummer>{totalen}{clienten}"
    return bericht(pad, "325", dag, f"<DeclaratieAntwoord>{binnen}</DeclaratieAntwoord>", **meer)


def zip_van(pad: Path, *bestanden: Path, map_: str = "") -> Path:
    with zipfile.ZipFile(pad, "w", zipfile.ZIP_DEFLATED) as zip_:
        for bestand in bestanden:
            zip_.write(bestand, f"{map_}{bestand.name}")
    return pad


def zip_in_zip(pad: Path, bestand: Path) -> Path:
    binnen = io.BytesIO()
    with zipfile.ZipFile(binnen, "w") as zip_:
        zip_.write(bestand, bestand.name)
    with zipfile.ZipFile(pad, "w") as zip_:
        zip_.writestr("binnen.zip", binnen.getvalue())
    return pad
