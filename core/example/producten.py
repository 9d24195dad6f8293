"""The products of the example: code, category, segment, tariff and how long and how much.

The fifteen codes of Holland Rijnland's segment Veiligheid are the real ones of its contract; every other code
and all tariffs are invented.
"""

from dataclasses import dataclass

INDEX = {
    2019: 1.0,
    2020: 1.028,
    2021: 1.05,
    2022: 1.085,
    2023: 1.155,
    2024: 1.225,
    2025: 1.275,
    2026: 1.32,
    2027: 1.36,
}


@dataclass(frozen=True)
class Product:
    """One product. `gewicht`: share of the jeugdhulp trajecten (0: made elsewhere). `maanden`: median
    duration. `volume`: per month (hours, dagdelen); etmalen follow the days. `per_jaar`: yearly growth of its
    share."""

    code: str
    categorie: str
    segment: str
    naam: str
    eenheid: str
    tarief: float
    gewicht: float = 0.0
    maanden: float = 7.0
    volume: float = 1.0
    groep: bool = False
    per_jaar: float = 0.0
    eenmalig: bool = False


PRODUCTEN = (
    Product("45A04", "45", "ambulant", "begeleiding individueel", "04", 78, 24, 8, 6.2, per_jaar=-0.01),
    Product("45A53", "45", "ambulant", "behandeling individueel", "04", 108, 15, 7, 3.6),
    Product("45A05", "45", "ambulant", "begeleiding groep", "16", 62, 4, 7, 7, True, 0.05),
    Product("45A54", "45", "ambulant", "behandeling groep", "16", 88, 3, 6, 6, True, 0.05),
    Product("54A01", "54", "ambulant", "jeugd-ggz behandeling", "01", 1.92, 17, 6, 165),
    Product("54A02", "54", "hoogspecialistisch", "hoogspecialistische ggz", "01", 2.25, 5, 8, 360),
    Product(
        "45A60",
        "45",
        "hoogspecialistisch",
        "intensieve gezinsbehandeling",
        "04",
        122,
        3,
        6,
        11,
        per_jaar=0.06,
    ),
    Product(
        "54B01",
        "54",
        "onderwijs",
        "ernstige dyslexie (EED): diagnostiek en behandeling",
        "04",
        97,
        9,
        11,
        2.6,
    ),
    Product("41A03", "41", "dag", "dagbehandeling", "16", 88, 3.2, 9, 24, True, -0.045),
    Product("41A11", "41", "dagbesteding", "dagbesteding", "16", 52, 1.6, 10, 20, True, -0.03),
    Product("42A03", "42", "dag", "vervoer", "82", 24, 2.5, 9, 20),
    Product("40A04", "40", "ambulant", "persoonlijke verzorging", "04", 66, 2, 12, 10),
    Product("50A01", "50", "hoogspecialistisch", "maatwerkarrangement", "83", 1, 1.2, 6, 2400),
    Product("45A71", "45", "onderwijs", "jeugdhulp op school", "04", 81, 2, 9, 6, per_jaar=0.15),
    Product("45A72", "45", "onderwijs", "BSO+", "16", 55, 1.2, 10, 14, True, 0.15),
    Product("45A73", "45", "ambulant", "netwerkanalyse", "82", 1150, 0.8, 1.2, 1, per_jaar=0.12, eenmalig=True),
    Product(
        "45A74",
        "45",
        "ambulant",
        "ouderschapsdiagnostiek",
        "82",
        2400,
        0.5,
        2,
        1,
        per_jaar=0.10,
        eenmalig=True,
    ),
    Product("45A75", "45", "ambulant", "gezinsbehandeling", "04", 104, 1.5, 6, 8, per_jaar=0.12),
    Product("45A80", "45", "dag", "consultatie en advies door aanbieder", "04", 92, 0.6, 1.5, 2),
    Product("45A90", "45", "wonen", "inzet ervaringsdeskundige", "04", 58, 0.5, 5, 6, per_jaar=0.10),
    # Stay; one traject per placement.
    Product("44A07", "44", "wonen", "pleegzorg", "14", 52),
    Product("44A09", "44", "wonen", "gezinshuis", "14", 168),
    Product("43A12", "43", "hoogspecialistisch", "gesloten jeugdhulp", "14", 612),
    Product("43A34", "43", "hoogspecialistisch", "verblijf met behandeling", "14", 372),
    Product("44A22", "44", "wonen", "verblijf zonder behandeling", "14", 214),
    Product("44A58", "44", "wonen", "deeltijdverblijf", "14", 176),
    Product("46A01", "46", "crisis", "crisisinterventie ambulant", "04", 124, 0, 1, 22),
    Product("46A02", "46", "crisis", "crisisverblijf", "14", 418),
    # GI: the fifteen codes of segment Veiligheid.
    Product("48A04", "48", "veiligheid", "OTS korter dan een jaar", "82", 962),
    Product("48A05", "48", "veiligheid", "OTS langer dan een jaar", "82", 742),
    Product("48A06", "48", "veiligheid", "voogdij", "82", 588),
    Product("47A01", "47", "veiligheid", "jeugdreclassering", "82", 624),
    Product("47A05", "47", "veiligheid", "ITB harde kern", "82", 1240),
    Product("47A04", "47", "veiligheid", "ITB CRIEM", "82", 1125),
    Product("47A02", "47", "veiligheid", "voorbereiding GBM-advies", "82", 2950, eenmalig=True),
    Product("47A03", "47", "veiligheid", "GBM-begeleiding", "82", 1180),
    Product("47A06", "47", "veiligheid", "samenloop JB en JR", "82", 1090),
    Product("4711", "47", "veiligheid", "JR met elektronisch toezicht", "82", 1350),
    Product("45070", "45", "veiligheid", "consultatie en advies", "04", 104, 0, 1, 3),
    Product("48A10", "48", "veiligheid", "landelijk expertiseteam (LET)", "82", 1480),
    Product("48C09", "48", "veiligheid", "coördinatie gesloten jeugdzorg", "82", 410),
    Product("54004", "54", "veiligheid", "onderzoek jeugd-ggz voor gesloten plaatsing", "82", 1875, eenmalig=True),
    Product("49B05", "49", "veiligheid", "preventieve jeugdbescherming", "82", 815),
)
NUMMER = {p.code: i for i, p in enumerate(PRODUCTEN)}

# Product of a measure by its type; OTS depends on how long it runs.
BIJ_MAATREGEL = {
    "21": "48A06",
    "22": "48A06",
    "23": "48A06",
    "41": "47A01",
    "42": "47A01",
    "50": "47A05",
    "51": "47A04",
    "62": "47A03",
    "63": "47A02",
    "31": "49B05",
}
