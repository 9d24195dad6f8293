"""Words that suppliers write instead of a code, beside the words of the code lists themselves.

column, or table.column where tables differ -> simplified word (no case, accents, punctuation) -> code.
Sources: CBS protocol v7 chapters 2, 3 and 5, iJw 3.2 code lists (JZ020, JZ588, COD327, WJ756), and the
abbreviations in daily use. """

WOORDEN: dict[str, dict[str, str]] = {
    "geslacht": {
        "vrouwelijk": "V", "meisje": "V", "f": "V", "2": "V", "mannelijk": "M", "jongen": "M", "1": "M",
        "x": "O", "0": "O", "anders": "O", "ongespecificeerd": "O", "9": "O",
    },
    "type": {
        "ondertoezichtstelling": "11", "onder toezichtstelling": "11",
        "voorlopige ots": "12", "voorlopige ondertoezichtstelling": "12", "v ots": "12",
        "vvoogdij": "22", "tvoogdij": "23",
        "toezicht en begeleiding gedwongen": "41", "toezicht en begeleiding gedwongen kader": "41",
        "tb gedwongen": "41",
        "toezicht en begeleiding vrijwillig": "42", "tb vrijwillig": "42",
        "itb hk": "50", "harde kern": "50", "individuele trajectbegeleiding harde kern": "50",
        "itb hka": "50",
        "criem": "51", "individuele trajectbegeleiding criem": "51",
        "scholings en trainingsprogramma": "61", "gedragsbeinvloedende maatregel": "62",
        "voorbereiding gedragsbeinvloedende maatregel": "63", "gbm advies": "63",
        "pjk": "31", "preventieve jeugdbescherming": "31", "activiteiten preventief justitieel kader": "31",
        "activiteiten in het preventief justitieel kader": "31",
        "uhp": "72", "muhp": "72", "machtiging uithuisplaatsing": "72", "machtiging uhp": "72",
        "gesloten": "71", "machtiging gesloten": "71", "machtiging gesloten plaatsing": "71",
        "machtiging gesloten jeugdhulp": "71", "gesloten jeugdhulp": "71",
    },
    "maatregelen.reden_einde": {
        "meerderjarigheid": "01", "bereiken meerderjarigheid": "01",
        "bereiken meerderjarigheid jeugdige": "01",
        "tussentijdse opheffing": "02", "opgeheven": "02", "beeindiging volgens plan": "04",
        "beeindigd volgens plan": "04", "gezagsbeeindigende maatregel": "05", "vots naar ots": "07",
        "vots omgezet in ots": "07", "voogdij naar pleegouder": "12", "voogdij naar burgervoogd": "13",
        "burgervoogd": "13",
    },
    "trajecten.reden_einde": {
        "beeindigd volgens plan": "31", "beeindiging volgens plan": "31",
        "voortijdig afgesloten door client": "32", "voortijdig afgesloten eenzijdig door client": "32",
        "voortijdig afgesloten door aanbieder": "33", "voortijdig afgesloten eenzijdig door aanbieder": "33",
        "voortijdig afgesloten in overleg": "34", "externe omstandigheden": "35",
        "voortijdig afgesloten wegens externe omstandigheden": "35", "geinitieerd door de gemeente": "36",
    },
    "verblijfsvorm": {
        "pleeggezin": "11", "netwerkpleegzorg": "11", "bestandspleegzorg": "11", "pleegzorgplaatsing": "11",
        "gezinshuis": "12", "gezinsgerichte voorziening": "12", "gezinshuizen": "12",
        "jeugdzorgplus": "13", "jeugdhulpplus": "13", "gesloten jeugdhulp": "13", "gesloten plaatsing": "13",
        "gesloten verblijf": "13", "jeugdhulp plus": "13", "jeugdzorg plus": "13",
        "overig": "14", "verblijf overig": "14", "residentieel": "14", "leefgroep": "14",
        "behandelgroep": "14",
    },
    "verwijzer": {
        "gemeentelijke toegang": "01", "wijkteam": "01", "lokaal team": "01", "jeugdteam": "01",
        "via gemeente": "01", "via huisarts": "02", "via jeugdarts": "03",
        "gi": "04", "via gi": "04", "via gecertificeerde instelling": "04", "specialist": "05",
        "via medisch specialist": "05", "geen": "06", "zelf": "06", "zelfverwijzer": "06",
        "rechter": "08", "kinderrechter": "08", "ovj": "08", "officier van justitie": "08", "jji": "08",
        "via rechter ovj of jji": "08", "rechter ovj jji": "08",
        "via rechter officier van justitie of functionaris jeugdstrafrecht": "08",
    },
    "eenheid": {
        "minuten": "01", "min": "01", "uren": "04", "u": "04", "etmalen": "14", "dagdelen": "16",
        "stuk": "82", "stuks output": "82", "euros": "83",
    },
    "debet_credit": {"debit": "D", "deb": "D", "cred": "C", "cr": "C"},
    "status": {
        "toegewezen": "toegekend", "goedgekeurd": "toegekend", "akkoord": "toegekend", "betaald": "toegekend",
        "afgekeurd": "afgewezen", "niet toegekend": "afgewezen",
    },
    "interventie": {"ambulante hulp": "ambulant", "met verblijf": "verblijf", "opname": "verblijf"},
}
