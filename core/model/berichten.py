"""The parts of iJw messages as they are kept: what each of them says, until they are put together to trajecten.

A message says little. An allocation (JW301), a start (JW305), a stop (JW307) and a request with its referrer (JW315)
come in any order, in several deliveries, and some take back what another one said. So every part stays, and the
trajecten are made anew of all of them (core/sources/assemble.py). Users never see this table: it has no sheet.
"""

from core.model.schema import PRODUCTCATEGORIEEN, REDENEN_HULP, VERWIJZERS, Kolom, Tabel

BLAD = "iJw-berichten"  # the sheet of every delivery of messages: they add to what there is and replace nothing
DEEL = {"301": "toewijzing", "305": "start", "307": "stop", "315": "verzoek"}
VERWIJDERD, VERVALLEN = "13", "01"  # JZ002: as if it was never sent; withdrawn (with end = begin: nothing was given)

BERICHTEN = Tabel(
    "berichten",
    "Delen van iJw-berichten",
    (
        Kolom("jeugdige", "id", "BSN", True),
        Kolom("gemeente", "gemeente", "afzender van JW301, ontvanger van de andere", True),
        Kolom("aanbieder", "tekst", "ontvanger van JW301, afzender van de andere", True),
        Kolom("deel", "code", "wat het deel zegt", True, codes={w: w for w in DEEL.values()}),
        Kolom("bericht", "sleutel", "identificatie van het bericht"),
        Kolom("dagtekening", "datum", "dag van het bericht"),
        Kolom("herroepen", "janee", "ja: dit deel neemt een eerder deel terug (status 3)"),
        Kolom("toewijzingnummer", "sleutel", "nummer van de toewijzing"),
        Kolom("kenmerk", "sleutel", "product en ingangsdatum: de sleutel waar het nummer ontbreekt"),
        Kolom("referentie", "sleutel", "referentie van de aanbieder, die een verzoek met zijn toewijzing verbindt"),
        Kolom("productcategorie", "code", "JZ020", codes=PRODUCTCATEGORIEEN),
        Kolom("productcode", "tekst", "productcode"),
        Kolom("verwijzer", "code", "COD327", codes=VERWIJZERS),
        Kolom("toewijzingsdatum", "datum", "dag van deze versie van de toewijzing"),
        Kolom("toewijzingstijd", "tekst", "tijd van deze versie van de toewijzing"),
        Kolom("ingangsdatum", "datum", "eerste dag van de toewijzing"),
        Kolom("toewijzing_einde", "datum", "laatste dag van de toewijzing"),
        Kolom("reden_wijziging", "tekst", "JZ002"),
        Kolom("begindatum", "datum", "eerste dag van de hulp"),
        Kolom("einddatum", "datum", "laatste dag van de hulp"),
        Kolom("reden_einde", "code", "JZ588", codes=REDENEN_HULP),
    ),
    "aanbieder",
    ("begindatum", "dagtekening"),
    ("einddatum",),
)
