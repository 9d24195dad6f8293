"""Reading files: a workbook and a zip of messages."""

import zipfile
from pathlib import Path

import pandas as pd
from lxml import etree

from core import dashboard
from core.benchmark.commands import Kosten, Regel
from core.benchmark.timing import processor
from core.model import wording

RIJEN = 100_000
BERICHTEN = 100_000


def xlsx(klad: Path) -> Regel:
    """Reading and recognising a sheet against pandas that only reads it."""
    begin = pd.Timestamp("2019-01-01")
    frame = pd.DataFrame(
        {
            "jeugdige": [f"J{i:07d}" for i in range(RIJEN)],
            "gemeente": next(code for regio in dashboard.regios().values() for code in regio.codes),
            "gi": "GI Noord",
            "type": "11",
            "begindatum": [begin + pd.Timedelta(days=i % 2500) for i in range(RIJEN)],
            "einddatum": [begin + pd.Timedelta(days=i % 2500 + 200) for i in range(RIJEN)],
            "reden_einde": "04",
            "aanmelddatum": begin,
        }
    )
    pad = klad / "maatregelen.xlsx"
    frame.to_excel(pad, sheet_name="maatregelen", index=False, engine="xlsxwriter")
    ons = processor(lambda: dashboard.recognise([pad]))
    ander = processor(lambda: pd.read_excel(pad, engine="openpyxl"))
    return Regel(f"Xlsx lezen, {wording.getal(RIJEN)} rijen", Kosten(ons), pandas=Kosten(ander))


_BERICHT = (
    '<?xml version="1.0" encoding="utf-8"?><Bericht xmlns="http://www.istandaarden.nl/ijw/3_2/jw305/schema"><Header>'
    "<BerichtCode>436</BerichtCode><BerichtVersie>3</BerichtVersie><BerichtSubversie>2</BerichtSubversie>"
    "<Afzender>12345678</Afzender><Ontvanger>{gemeente}</Ontvanger><BerichtIdentificatie><Identificatie>{i}"
    "</Identificatie><Dagtekening>2024-01-20</Dagtekening></BerichtIdentificatie></Header><Client><Bsn>9{i:08d}</Bsn>"
    "<Geboortedatum><Datum>2012-03-04</Datum></Geboortedatum><Geslacht>1</Geslacht><StartProducten><StartProduct>"
    "<ToewijzingNummer>{i}</ToewijzingNummer><Product><Categorie>45</Categorie><Code>45A01</Code></Product>"
    "<ToewijzingIngangsdatum>2024-01-01</ToewijzingIngangsdatum><Begindatum>2024-01-15</Begindatum>"
    "<StatusAanlevering>1</StatusAanlevering></StartProduct></StartProducten></Client></Bericht>"
)


def berichten(klad: Path) -> Regel:
    """Reading and recognising them against only parsing them."""
    gemeente = next(code for regio in dashboard.regios().values() for code in regio.codes).removeprefix("GM")
    pad = klad / "berichten.zip"
    with zipfile.ZipFile(pad, "w", zipfile.ZIP_DEFLATED) as zip_:
        for i in range(BERICHTEN):
            zip_.writestr(f"{i}.xml", _BERICHT.format(i=i, gemeente=gemeente))

    def parse() -> None:
        lezer = etree.XMLParser(resolve_entities=False, no_network=True)
        with zipfile.ZipFile(pad) as zip_:
            for naam in zip_.namelist():
                etree.fromstring(zip_.read(naam), lezer)

    ons, ander = processor(lambda: dashboard.recognise([pad])), processor(parse)
    alleen = f"alleen ontleden met lxml: {wording.getal(ander, 1)} s"
    return Regel(f"Zip met {wording.getal(BERICHTEN)} iJw-berichten ({alleen})", Kosten(ons))
