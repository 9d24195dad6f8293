"""The canonical tables: what a row of an export means once it has been read.

One `Tabel` per sheet, file or database table of the same name; one `Kolom` per field. Readers
recognise and convert by this description, the store is created from it, the empty template and the
page Verantwoording print it. Source: the data dictionary of the counting rules (section 1).
"""

from dataclasses import dataclass, field

# How a raw text cell becomes a value: see core/sources/columns.
SOORTEN = ("id", "sleutel", "geboortedatum", "gemeente", "code", "tekst", "datum", "moment", "getal", "geheel", "janee")

# Type of the stored column, as Ibis and Arrow name it. A jeugdige (id) and other linking numbers (sleutel:
# family, allocation) are stored as keyed pseudonyms, a date of birth as the whole number jjjjmm, a gemeente as
# its GM code.
NIET_BEKEND = "onbekend"  # the part of which a row does not say which it is

# fmt: off
OPSLAG = {
    "id": "string", "sleutel": "string", "geboortedatum": "int32", "gemeente": "string", "code": "string",
    "tekst": "string",
    "datum": "date", "moment": "timestamp(6)", "getal": "float64", "geheel": "int32", "janee": "boolean",
}


@dataclass(frozen=True)
class Kolom:
    """One field: `soort` from SOORTEN; `codes` maps each allowed code to its meaning (code columns)."""

    naam: str
    soort: str
    uitleg: str
    verplicht: bool = False
    codes: dict[str, str] = field(default_factory=dict, hash=False)
    synoniemen: tuple[str, ...] = ()

    @property
    def opgeslagen_als(self) -> str:
        return "geboortemaand" if self.soort == "geboortedatum" else self.naam


@dataclass(frozen=True)
class Tabel:
    """One table. `leverancier` names the column that says who supplied a row; `begin` and `einde` the
    columns that date a row (first day, last day; the first filled one counts). Of rows with the same `uniek`
    columns one remains ("_start" is the first day); without `uniek` only of rows that are equal throughout. A
    later delivery replaces all earlier rows with the same `groep` columns ("_eigen" is the column `nummer`, and
    where that is empty the first day). `per_regel`: a row is a line of theirs, told from another by `regel`. With
    gemeente_toen in `uniek` figures of gemeenten that merged add up: it is the part of today's gemeente that a row is
    about, empty for the whole of it. Of a `register` a later delivery of the same sender replaces an earlier one
    within the values of `binnen` that both hold; other tables are lines, which it adds to."""

    naam: str
    uitleg: str
    kolommen: tuple[Kolom, ...]
    leverancier: str | None = None
    begin: tuple[str, ...] = ()
    einde: tuple[str, ...] = ()
    synoniemen: tuple[str, ...] = ()
    uniek: tuple[str, ...] = ()
    groep: tuple[str, ...] = ()
    nummer: str | None = None
    per_regel: bool = False
    register: bool = True
    binnen: str = "gemeente"

    def kolom(self, naam: str) -> Kolom:
        return next(k for k in self.kolommen if k.naam == naam)

    @property
    def onderdeel(self) -> tuple[str, ...]:
        """The columns of which the first filled one says within what a later delivery replaces an earlier one: figures
        of a former gemeente are no other gemeente's that became a part of the same."""
        deel = ("gemeente_toen",) if self.binnen == "gemeente" and "gemeente_toen" in self.uniek else ()
        return (*deel, self.binnen)

    @property
    def opslag(self) -> dict[str, str]:
        """Stored columns and their types, with where each row came from."""
        kolommen = {k.opgeslagen_als: OPSLAG[k.soort] for k in self.kolommen}
        return kolommen | self.gemaakt | HERKOMST

    @property
    def gemaakt(self) -> dict[str, str]:
        """Columns that are made while reading: `onleesbaar`, the names (each between blanks) of the columns of this
        row in which something stood that could not be read; `regel`, a pseudonym of what tells this line from others
        (reference, invoice and line number, else everything in it); `gemeente_toen`."""
        extra = {"regel": self.per_regel, "gemeente_toen": "gemeente_toen" in self.uniek}
        return {"onleesbaar": "string"} | {naam: "string" for naam, is_er in extra.items() if is_er}


# Added to every stored row: the delivery (leveringen.id), the import it was part of, file part and row.
HERKOMST = {"levering": "int32", "import_nr": "int32", "bron_rij": "int32"}

MAATREGELTYPEN = {
    "11": "OTS", "12": "VOTS", "21": "voogdij", "22": "voorlopige voogdij", "23": "tijdelijke voogdij",
    "41": "T&B gedwongen", "42": "T&B vrijwillig", "50": "ITB Harde Kern", "51": "ITB CRIEM", "61": "STP",
    "62": "GBM", "63": "voorbereiding GBM", "31": "preventief justitieel kader",
}
VOOGDIJ_TYPEN = ("21", "22", "23")
JB_TYPEN = ("11", "12", *VOOGDIJ_TYPEN)
JR_TYPEN = ("41", "42", "50", "51", "61", "62", "63")
VERBLIJFSVORMEN = {"11": "pleegzorg", "12": "gezinsgericht", "13": "gesloten", "14": "overig verblijf"}
REDENEN_EINDE = {
    "01": "meerderjarig", "02": "tussentijds opgeheven", "03": "niet verlengd", "04": "volgens plan",
    "05": "gezagsbeëindiging", "06": "overlijden", "07": "VOTS wordt OTS", "11": "meerderjarig (voogdij)",
    "12": "naar pleegouder", "13": "naar burgervoogd", "14": "herstel gezag", "15": "overlijden (voogdij)",
    "41": "risico lager", "42": "risico gelijk", "43": "risico hoger", "51": "geen nazorg", "52": "nazorg",
    "31": "preventief kader beëindigd",
}
REDENEN_HULP = {
    "02": "overlijden", "20": "tijdelijk beëindigd", "31": "volgens plan", "32": "voortijdig door cliënt",
    "33": "voortijdig door aanbieder", "34": "voortijdig in overleg", "35": "externe oorzaak",
    "36": "door gemeente", "37": "wijzigingsverzoek", "38": "overstap andere aanbieder",
    "39": "uitstroom ander domein",
}
VERWIJZERS = {
    "01": "gemeente", "02": "huisarts", "03": "jeugdarts", "04": "gecertificeerde instelling",
    "05": "medisch specialist", "06": "geen verwijzer", "08": "rechter, OvJ of JJI",
}
PRODUCTCATEGORIEEN = {
    "31": "wijkteam", "32": "ambulant op locatie", "33": "daghulp", "34": "netwerk", "35": "pleegzorg",
    "36": "gezinsgericht", "37": "gesloten", "38": "overig residentieel",
    "40": "persoonlijke verzorging", "41": "dagbehandeling", "42": "vervoer", "43": "verblijf met behandeling",
    "44": "verblijf zonder behandeling", "45": "ambulant", "46": "crisis", "47": "jeugdreclassering",
    "48": "jeugdbescherming", "49": "preventief justitieel kader", "50": "maatwerk",
    "51": "generalistische basis-ggz", "52": "specialistische ggz", "53": "kindergeneeskunde",
    "54": "jeugd-ggz", "55": "landelijk ingekocht",
}
# What the CBS publishes of youth protection and youth aid, as far as it is laid beside figures of our own: see
# core/model/aansluiting.py. A "traject" of the CBS is one measure, or one form of help.
CBS_ONDERWERPEN = {
    "ots_stand": "lopende OTS en VOTS op de peildatum", "ots_begonnen": "begonnen OTS en VOTS",
    "ots_beeindigd": "beëindigde OTS en VOTS", "ots_tijdens": "OTS en VOTS in de periode",
    "ots_regulier_stand": "lopende OTS op de peildatum", "vots_stand": "lopende VOTS op de peildatum",
    "voogdij_stand": "lopende voogdij op de peildatum", "voogdij_begonnen": "begonnen voogdij",
    "voogdij_beeindigd": "beëindigde voogdij", "voogdij_tijdens": "voogdij in de periode",
    "jb_jongeren": "jongeren met jeugdbescherming", "jeugdhulp_jongeren": "jongeren met jeugdhulp",
    "verblijf_jongeren": "jongeren met jeugdhulp met verblijf",
}
EENHEDEN = {"01": "minuut", "04": "uur", "14": "etmaal", "16": "dagdeel", "82": "stuks", "83": "euro",
            "84": "stuks inspanning"}

_JEUGDIGE = Kolom("jeugdige", "id", "BSN of een ander vast nummer van het kind; wordt bij het lezen vervangen "
                  "door een pseudoniem", True,
                  synoniemen=("bsn", "burgerservicenummer", "clientnummer", "client", "clientid", "jeugdige_id",
                              "kind", "cliëntnummer"))
_GEMEENTE = Kolom("gemeente", "gemeente", "verantwoordelijke gemeente (woonplaatsbeginsel)", True,
                  synoniemen=("gemeentecode", "gem", "gemeente_code", "gemeentenaam", "verantwoordelijke_gemeente"))
_GI_UITLEG = "gecertificeerde instelling"
_GI_SYN = ("gecertificeerde_instelling", "gecertificeerdeinstelling", "instelling", "gi_naam")
_GI = Kolom("gi", "tekst", _GI_UITLEG, synoniemen=_GI_SYN)
_GI_VERPLICHT = Kolom("gi", "tekst", _GI_UITLEG, True, synoniemen=_GI_SYN)
_AANBIEDER = Kolom("aanbieder", "tekst", "aanbieder van jeugdhulp",
                   synoniemen=("zorgaanbieder", "jeugdhulpaanbieder", "leverancier", "agb"))
_SEGMENT = Kolom("segment", "tekst", "segment van het contract (nummer; per regio verschillend)",
                 synoniemen=("perceel", "segmentnummer"))
_PRODUCTCODE = Kolom("productcode", "tekst", "productcode (ten hoogste 5 tekens)", synoniemen=("product", "code"))
_CATEGORIE = Kolom("productcategorie", "code", "productcategorie (JZ020)", codes=PRODUCTCATEGORIEEN,
                   synoniemen=("categorie", "product_categorie"))
_VERWIJZER = Kolom("verwijzer", "code", "wie verwees (COD327)", codes=VERWIJZERS,
                   synoniemen=("verwijzer_type", "type_verwijzer", "verwijzertype"))
_BEGIN_SYN = ("begin", "startdatum", "start", "ingangsdatum", "datum_begin", "datum_aanvang", "begin_datum",
              "aanvangsdatum", "datum_start")
_EINDE_SYN = ("einde", "eind", "stopdatum", "datum_einde", "einde_datum", "eind_datum", "datum_eind")
_BEGIN = Kolom("begindatum", "datum", "eerste dag", synoniemen=_BEGIN_SYN)
_BEGIN_VERPLICHT = Kolom("begindatum", "datum", "eerste dag", True, synoniemen=_BEGIN_SYN)
_EINDE = Kolom("einddatum", "datum", "laatste dag; leeg zolang het loopt", synoniemen=_EINDE_SYN)
_AANMELD = Kolom("aanmelddatum", "datum", "dag van de aanmelding",
                 synoniemen=("datum_aanmelding", "aanmelding", "aanmeld_datum"))
_DOEL = Kolom("doel", "tekst", "id van het doel, bijvoorbeeld K1-09", True, synoniemen=("doel_id", "doelid"))
_PERIODE_BEGIN = Kolom("periode_begin", "datum", "eerste dag van de periode", True,
                       synoniemen=("periodebegin", "begin_periode", "periode_van", "prestatie_begin"))
_PERIODE_EINDE = Kolom("periode_einde", "datum", "laatste dag van de periode", True,
                       synoniemen=("periodeeinde", "einde_periode", "periode_tot", "periode_tm", "prestatie_einde"))

TABELLEN: dict[str, Tabel] = {t.naam: t for t in (
    Tabel("maatregelen", "Maatregelen van jeugdbescherming, jeugdreclassering en preventief justitieel kader", (
        _JEUGDIGE,
        Kolom("geboortedatum", "geboortedatum", "alleen jaar en maand worden bewaard",
              synoniemen=("geboorte", "geb_datum", "gebdatum", "geboorte_datum")),
        Kolom("geslacht", "code", "V, M of O", codes={"V": "vrouw", "M": "man", "O": "onbekend"},
              synoniemen=("sekse", "gender")),
        _GEMEENTE, _GI_VERPLICHT,
        Kolom("type", "code", "soort maatregel", True, codes=MAATREGELTYPEN,
              synoniemen=("maatregel", "maatregeltype", "type_maatregel", "soort_maatregel", "soort")),
        _BEGIN, _EINDE,
        Kolom("reden_einde", "code", "reden van beëindigen", codes=REDENEN_EINDE,
              synoniemen=("reden", "reden_beeindiging", "reden_eind", "redeneinde", "beeindigingsreden")),
        Kolom("datum_overgedragen", "datum", "dag van overdracht aan een andere GI",
              synoniemen=("overgedragen", "overdracht_naar", "datum_overdracht")),
        Kolom("datum_overgedragen_gekregen", "datum", "dag van overdracht door een andere GI",
              synoniemen=("overgedragen_gekregen", "datum_gekregen", "overgekregen", "overdracht_van")),
        _AANMELD, _PRODUCTCODE,
        Kolom("gezin", "sleutel", "nummer van het gezin", synoniemen=("gezinsnummer", "gezin_id")),
    ), "gi", ("begindatum", "datum_overgedragen_gekregen"), ("einddatum", "datum_overgedragen"),
        ("maatregel", "jeugdbescherming", "jb", "jbjr", "jb_jr", "kinderbeschermingsmaatregelen"),
        ("jeugdige", "type", "_start")),
    Tabel("machtigingen", "Machtigingen tot uithuisplaatsing of gesloten plaatsing", (
        _JEUGDIGE, _GEMEENTE, _GI_VERPLICHT,
        Kolom("type", "code", "soort machtiging", True, codes={"71": "gesloten plaatsing", "72": "uithuisplaatsing"},
              synoniemen=("machtiging", "machtigingtype", "type_machtiging", "soort")),
        _BEGIN_VERPLICHT, _EINDE,
    ), "gi", ("begindatum",), ("einddatum",), ("machtiging", "machtigingen_uhp"),
        ("jeugdige", "type", "_start")),
    Tabel("plaatsingen", "Verblijf buiten het eigen huis", (
        _JEUGDIGE, _GEMEENTE,
        Kolom("gi", "tekst", "gecertificeerde instelling; leeg is vrijwillig kader", synoniemen=_GI_SYN),
        _AANBIEDER, _SEGMENT,
        Kolom("verblijfsvorm", "code", "vorm van verblijf", True, codes=VERBLIJFSVORMEN,
              synoniemen=("vorm", "hulpvorm", "type_verblijf")),
        Kolom("netwerk", "janee", "ja: pleeggezin uit het eigen netwerk", synoniemen=("netwerkpleegzorg",)),
        _BEGIN_VERPLICHT, _EINDE,
        Kolom("etmalen_per_week", "getal", "etmalen per week; 5 of minder is deeltijd",
              synoniemen=("etmalen", "etmalen_week")),
        Kolom("afstand_km", "getal", "0 binnen de regio, anders km buiten de grens", synoniemen=("afstand", "km")),
        Kolom("netwerk_verkend", "janee", "ja: plaatsing in het netwerk is eerst verkend",
              synoniemen=("netwerkverkenning",)),
        Kolom("ervaringsdeskundige", "janee", "ja: een ervaringsdeskundige was betrokken"),
        _AANMELD, _PRODUCTCODE,
    ), "gi", ("begindatum",), ("einddatum",), ("plaatsing", "verblijf", "uithuisplaatsingen", "uhp"),
        ("jeugdige", "verblijfsvorm", "_start")),
    Tabel("trajecten", "Trajecten jeugdhulp, één per toewijzing", (
        _JEUGDIGE, _GEMEENTE,
        Kolom("aanbieder", "tekst", "aanbieder van jeugdhulp", True, synoniemen=_AANBIEDER.synoniemen),
        _SEGMENT, _CATEGORIE, _PRODUCTCODE, _VERWIJZER, _GI,
        Kolom("toewijzingnummer", "sleutel", "nummer van de toewijzing",
              synoniemen=("toewijzing", "toewijzingsnummer", "beschikkingnummer")),
        _AANMELD,
        Kolom("toewijzingsdatum", "datum", "dag van de toewijzing", synoniemen=("datum_toewijzing",)),
        _BEGIN, _EINDE,
        Kolom("reden_einde", "code", "reden van beëindigen (JZ588)", codes=REDENEN_HULP,
              synoniemen=("reden", "reden_beeindiging", "redenbeeindiging", "reden_eind")),
        Kolom("groep", "janee", "ja: hulp in een groep", synoniemen=("groepsgericht",)),
        Kolom("ervaringsdeskundige", "janee", "ja: een ervaringsdeskundige was betrokken"),
        Kolom("afwijking_normenkader", "janee", "ja: toewijzing wijkt af van het normenkader",
              synoniemen=("afwijking", "afwijking_norm")),
        Kolom("gecontracteerd", "janee", "ja: aanbieder heeft een contract", synoniemen=("contract",)),
    ), "aanbieder", ("begindatum",), ("einddatum",), ("traject", "jeugdhulp", "toewijzingen"),
        groep=("jeugdige", "aanbieder", "segment", "productcategorie", "productcode", "_eigen"),
        nummer="toewijzingnummer"),
    Tabel("declaraties", "Gedeclareerde en toegekende jeugdhulp", (
        _GEMEENTE,
        Kolom("jeugdige", "id", _JEUGDIGE.uitleg, synoniemen=_JEUGDIGE.synoniemen),
        _AANBIEDER, _GI, _SEGMENT, _CATEGORIE, _PRODUCTCODE,
        Kolom("toewijzingnummer", "sleutel", "nummer van de toewijzing",
              synoniemen=("toewijzing", "toewijzingsnummer")),
        _VERWIJZER, _PERIODE_BEGIN, _PERIODE_EINDE,
        Kolom("volume", "getal", "geleverd volume", synoniemen=("geleverd_volume", "aantal")),
        Kolom("eenheid", "code", "eenheid van het volume (WJ756)", codes=EENHEDEN),
        Kolom("bedrag", "getal", "bedrag in euro", True, synoniemen=("euro", "toegekend_bedrag", "bedrag_euro")),
        Kolom("debet_credit", "code", "D is in rekening gebracht (debet), C is teruggenomen (credit); leeg is D",
              codes={"D": "debet", "C": "credit"},
              synoniemen=("debetcredit", "dc", "d_c")),
        Kolom("status", "code", "toegekend of afgewezen; leeg is toegekend",
              codes={"toegekend": "toegekend", "afgewezen": "afgewezen"}),
    ), "aanbieder", ("periode_begin",), ("periode_einde",), ("declaratie", "kosten", "facturen"), per_regel=True,
         register=False),
    Tabel("crises", "Crisismeldingen", (
        _JEUGDIGE, _GEMEENTE, _GI, _SEGMENT,
        Kolom("melding", "moment", "datum en tijd van de melding", True,
              synoniemen=("meldmoment", "datum_melding", "tijdstip_melding")),
        Kolom("start", "moment", "datum en tijd waarop de hulp begon", synoniemen=("startmoment", "tijdstip_start")),
        Kolom("aangeboden", "moment", "datum en tijd waarop hulp is aangeboden", synoniemen=("aanbod",)),
        Kolom("interventie", "code", "ambulant of verblijf",
              codes={"ambulant": "ambulant", "verblijf": "verblijf"}),
        Kolom("netwerk_onderzocht", "janee", "ja: het netwerk is onderzocht"),
        Kolom("netwerk_ingezet", "janee", "ja: het netwerk is ingezet"),
        Kolom("lopende_hulp", "janee", "ja: er liep al hulp"),
    ), "gi", ("melding",), (), ("crisis", "crisismeldingen"), ("jeugdige", "melding"), register=False),
    Tabel("opvragen", "Cijfers die apart zijn gevraagd", (
        _DOEL, _PERIODE_BEGIN, _PERIODE_EINDE,
        Kolom("gemeente", "gemeente", _GEMEENTE.uitleg, synoniemen=_GEMEENTE.synoniemen),
        _SEGMENT, _GI, _AANBIEDER,
        Kolom("teller", "getal", "teller"), Kolom("noemer", "getal", "noemer"), Kolom("waarde", "getal", "waarde"),
        Kolom("n", "geheel", "aantal waarnemingen"), Kolom("bron", "tekst", "waar het cijfer vandaan komt"),
        Kolom("toelichting", "tekst", "toelichting"),
    ), "aanbieder", ("periode_begin",), ("periode_einde",), ("opvraag",),
        ("doel", "periode_begin", "periode_einde", "gemeente", "gemeente_toen", "segment", "gi", "aanbieder"),
         binnen="doel"),
    Tabel("mijlpalen", "Mijlpalen met datum en bewijs", (
        _DOEL, _GI, Kolom("toegang", "tekst", "toegang (lokaal team)"),
        Kolom("behaald_op", "datum", "dag waarop de mijlpaal is behaald", synoniemen=("behaald", "datum_behaald")),
        Kolom("bewijs", "tekst", "document of besluit dat het aantoont"),
        Kolom("toelichting", "tekst", "toelichting"),
    ), "gi", (), (), ("mijlpaal",), groep=("doel", "gi", "toegang"), binnen="doel"),
    Tabel("bevolking", "Inwoners naar leeftijd", (
        _GEMEENTE, Kolom("jaar", "geheel", "jaar (stand 1 januari)", True),
        Kolom("leeftijd_van", "geheel", "laagste leeftijd", True),
        Kolom("leeftijd_tot", "geheel", "hoogste leeftijd", True),
        Kolom("aantal", "geheel", "aantal inwoners", True, synoniemen=("inwoners",)),
    ), None, (), (), ("inwoners",),
        ("gemeente", "gemeente_toen", "jaar", "leeftijd_van", "leeftijd_tot")),
    Tabel("cbs", "Cijfers van het CBS over jeugdbescherming en jeugdhulp, om de eigen cijfers naast te leggen", (
        Kolom("gemeente", "gemeente", "gemeente waarover het cijfer gaat; leeg bij een ander gebied"),
        Kolom("gebied", "tekst", "ander gebied, zoals het CBS het noemt: een jeugdregio, Nederland"),
        Kolom("onderwerp", "code", "wat het CBS telde", True, codes=CBS_ONDERWERPEN),
        _PERIODE_BEGIN, _PERIODE_EINDE,
        Kolom("aantal", "geheel", "het cijfer; leeg als het CBS het niet toont"),
        Kolom("voorlopig", "janee", "ja: het CBS noemt het cijfer (nader) voorlopig"),
    ), None, (), (), ("statline",),
        ("gemeente", "gemeente_toen", "gebied", "onderwerp", "periode_begin", "periode_einde"), register=False),
)}

# Kept by the program, one row per table per imported file.
LEVERINGEN = {
    "id": "int32", "import_nr": "int32", "tabel": "string", "bron": "string", "blad": "string",
    "leverancier": "string", "moment": "timestamp(6)", "vingerafdruk": "string", "van": "date", "tm": "date",
    "dekking_van": "date", "van_opgegeven": "boolean", "tm_opgegeven": "boolean",
    "gelezen": "int32", "geaccepteerd": "int32", "samengevoegd": "int32", "afgewezen": "int32",
    "sleutel_id": "string", "voorbeeld": "boolean",
    # The sender as it is shown and as it is known again; whether the user said that it replaces; parts of messages;
    # taken back; and the options it was loaded with, to know the same command again.
    "afzender": "string", "afzender_merk": "string", "vervangt": "boolean", "berichten": "boolean",
    "ingetrokken": "boolean", "opdracht": "string",
}
# One row per thing found while reading; never a BSN, a name or a day of birth (`waarde` is masked then).
BEVINDINGEN = {
    "import_nr": "int32", "code": "string", "ernst": "string", "bestand": "string", "blad": "string",
    "tabel": "string", "rij": "int32", "kolom": "string", "waarde": "string", "melding": "string",
    "leverancier": "string", "afgewezen": "boolean",
}
