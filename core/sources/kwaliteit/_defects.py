"""What can be wrong with a single cell or a whole column while it is converted (core/sources/columns).

code -> (ernst, titel, melding). A `fout` rejects the row; after a `waarschuwing` the value is empty or kept
as the sentence says. K1..: rejected, K2..: accepted, K3..: about a whole column, told once."""

GEBREKEN: dict[str, tuple[str, str, str]] = {
    "K101": (
        "fout",
        "Verplicht veld is leeg",
        "{kolom} is leeg, en dat mag niet. Vul het veld in de bron en lever opnieuw.",
    ),
    "K102": (
        "fout",
        "Onleesbare datum",
        "{kolom} is geen leesbare datum. Schrijf dd-mm-jjjj of jjjj-mm-dd, met een jaar van vier cijfers.",
    ),
    "K103": (
        "fout",
        "Onleesbaar getal in een verplicht veld",
        "{kolom} is geen leesbaar getal en is verplicht. Schrijf alleen cijfers en één decimaalteken.",
    ),
    "K104": (
        "fout",
        "Onbekende code in een verplicht veld",
        "{kolom} staat niet in de codelijst en is verplicht. Gebruik een code van de lijst op de "
        "pagina Verantwoording.",
    ),
    "K105": (
        "fout",
        "Onbekende gemeente",
        "Deze gemeente bestaat niet of is over meer gemeenten verdeeld. Schrijf de naam voluit of "
        "de CBS-code (GM en vier cijfers).",
    ),
    "K106": (
        "fout",
        "Nummer dat voor onbekend of ongeboren staat",
        "{kolom} is 999999999 of 000000000 (onbekend of ongeboren). Daarmee worden veel kinderen "
        "één kind; gebruik een eigen vast nummer per kind.",
    ),
    "K107": (
        "fout",
        "Nummer is beschadigd",
        "{kolom} is door een rekenblad omgezet (zoals 1,23E+08) en niet meer te herstellen. Lever de kolom als tekst.",
    ),
    "K108": (
        "fout",
        "Onbekende code waar leeg een betekenis heeft",
        "{kolom} is onbekend. Leeg zou hier debet of toegekend betekenen, daarom telt de rij niet "
        "mee. Gebruik een code van de lijst.",
    ),
    "K209": (
        "waarschuwing",
        "Onleesbare datum in een veld dat leeg mag zijn",
        "{kolom} is geen leesbare datum; het veld is leeg gelaten en de rij telt verder mee. Schrijf dd-mm-jjjj "
        "of jjjj-mm-dd.",
    ),
    "K201": (
        "waarschuwing",
        "Onbekende code",
        "{kolom} staat niet in de codelijst; het veld is leeg gelaten. Gebruik een code van de "
        "lijst op de pagina Verantwoording.",
    ),
    "K202": (
        "waarschuwing",
        "Onleesbaar getal",
        "{kolom} is geen leesbaar getal; het veld is leeg gelaten. Schrijf alleen cijfers en één decimaalteken.",
    ),
    "K203": (
        "waarschuwing",
        "Geen ja of nee",
        "{kolom} is geen ja of nee; het veld is leeg gelaten. Schrijf ja of nee.",
    ),
    "K204": (
        "waarschuwing",
        "Nummer haalt de 11-proef niet",
        "Dit nummer kan geen BSN zijn, terwijl de rest van de kolom dat wel is. Kijk of er een "
        "tikfout in staat: het kind telt nu apart.",
    ),
    "K205": (
        "waarschuwing",
        "Nummer is niet bruikbaar",
        "{kolom} is beschadigd of staat voor onbekend; het veld is leeg gelaten. Lever het nummer als tekst.",
    ),
    "K206": (
        "waarschuwing",
        "Mogelijk BSN in vrije tekst",
        "In {kolom} stond een nummer dat een BSN kan zijn; het is vervangen door [nummer]. Haal "
        "persoonsgegevens uit de bron.",
    ),
    "K207": (
        "melding",
        "Geboortemaand is onbekend",
        "De geboortemaand is niet bekend; het kind telt als minderjarig. Vul de geboortedatum aan als die er is.",
    ),
    "K208": (
        "waarschuwing",
        "Tekst is te lang",
        "{kolom} heeft meer dan 1.000 tekens; de rest is weggelaten. Kijk of de export goed is gegaan.",
    ),
    "K301": (
        "waarschuwing",
        "Decimaalteken is niet zeker",
        "In {kolom} passen niet alle getallen bij één decimaalteken, of ze passen bij punt én "
        "komma ({rijen}). {uitleg} Gebruik in de hele kolom één decimaalteken.",
    ),
    "K302": (
        "waarschuwing",
        "Volgorde van dag en maand is niet zeker",
        "In {kolom} lijken datums als maand-dag-jaar geschreven ({rijen}). {uitleg} Schrijf in de "
        "hele kolom dag-maand-jaar of jjjj-mm-dd.",
    ),
    "K303": (
        "melding",
        "Tijd ontbreekt",
        "In {kolom} ontbreekt bij {rijen} de tijd; daarmee is niet in uren te meten. Lever datum en tijd.",
    ),
    "K304": (
        "melding",
        "Einddatum die nooit betekent",
        "In {kolom} staat bij {rijen} een woord of datum voor 'loopt nog' (zoals lopend, heden, 31-12-9999 of "
        "01-01-1900); dat is gelezen als leeg. Laat het veld leeg zolang het loopt.",
    ),
    "K305": (
        "waarschuwing",
        "Verplichte kolom ontbreekt",
        "De verplichte kolom {kolom} ontbreekt; daardoor afgewezen: {rijen}. Voeg de kolom toe, "
        "of wijs aan welke kolom het is.",
    ),
    "K307": (
        "melding",
        "Gemeente van vroeger",
        "In {kolom} staat bij {rijen} een gemeente die is opgeheven; de rijen tellen bij de "
        "gemeente waarin zij opging. Gebruik de gemeente van nu.",
    ),
    "K309": (
        "melding",
        "Woord voor leeg",
        "In {kolom} staat bij {rijen} een woord voor leeg (zoals n.v.t., onbekend of -); dat is gelezen als leeg. "
        "Laat het veld leeg.",
    ),
    "K310": (
        "melding",
        "Credit met een minteken",
        "In {kolom} hebben alle creditregels een minteken ({rijen}): het teken zegt hetzelfde als de C en is "
        "weggelaten. Lever credit met een positief bedrag.",
    ),
    "K311": (
        "waarschuwing",
        "Credit soms met en soms zonder minteken",
        "In {kolom} hebben sommige creditregels een minteken en andere niet ({rijen}); een negatieve credit telt "
        "dan als kosten. Lever credit met een positief bedrag.",
    ),
    "K308": (
        "melding",
        "Kruisje gelezen als ja",
        "In {kolom} staat bij {rijen} een x; dat is gelezen als ja. Leeg blijft onbekend: schrijf ja of nee.",
    ),
    "T209": (
        "waarschuwing",
        "Geen stop gemeld, de toewijzing is voorbij",
        "De toewijzing is voorbij en er kwam geen stopbericht (JW307); de hulp eindigt daarom op de laatste dag "
        "van de toewijzing. Vraag de aanbieder om het stopbericht.",
    ),
}
