"""Awkward text files: encodings, separators, damaged lines, and every way to write a number, a date or a gemeente."""

import datetime as dt

from core.example.bsn import MET_NULLEN, proefnummers
from tests.veiligheid.slechte_bestanden import BIJZONDER, geval, kind

D = dt.date
DATUM = D(2024, 5, 17)
B = list(BIJZONDER)
NULLEN = proefnummers(MET_NULLEN, True, 1)[-3:]


def _vorm(titel: str, teken: str = ";", eind: str = "\n", codering: str = "utf-8", vooraf: str = "", **keuzes) -> None:
    def maak(pad, levering):
        levering.kolom("gi", [f"Één café {levering.merk}"] * 4, [f"Één café {levering.merk}"] * 4)
        pad.write_bytes((vooraf + levering.tekst(teken, eind)).encode(codering))

    maak.__doc__ = titel
    geval(".csv", **keuzes)(maak)


_vorm("control: nothing wrong")
_vorm("commas", ",")
_vorm("tabs", "\t")
_vorm("bars", "|")
_vorm("first line of Excel says the separator", "|", vooraf="sep=|\n", meldt="kopregel")
_vorm("lines end as in Windows", eind="\r\n")
_vorm("lines end as in old Macs", eind="\r")
_vorm("byte order mark", codering="utf-8-sig")
_vorm("UTF-16 with mark", codering="utf-16", meldt="codering")
_vorm("UTF-16 little endian without mark", codering="utf-16-le", meldt="codering")
_vorm("UTF-16 big endian without mark", codering="utf-16-be", meldt="codering")
_vorm("Windows letters", codering="cp1252", meldt="codering")
_vorm("title and notes above the header", vooraf="Export van Testkind\n\nGemaakt op;1-2-2025\n", meldt="kopregel")
_vorm("empty lines above the header", vooraf="\n\n;;;\n", meldt="kopregel")


@geval(".csv", meldt="codering")
def mixed_encodings(pad, levering):
    """one line in Windows letters, the others in UTF-8"""
    levering.kolom("gi", ["É utf"] * 4, ["É utf"] * 4)
    regels = levering.tekst().splitlines()
    pad.write_bytes("\n".join(regels[:-1]).encode() + b"\n" + regels[-1].encode("cp1252") + b"\n")


def _regels(titel: str, wijzig, **keuzes) -> None:
    """A case that changes the lines of the clean file (the first is the header)."""

    def maak(pad, levering):
        regels = levering.tekst().splitlines()
        wijzig(levering, regels)
        pad.write_text("\n".join(regels) + "\n", "utf-8")

    maak.__doc__ = titel
    geval(".csv", **keuzes)(maak)


def _te_kort(levering, regels):
    levering.weg(1)
    regels[2] = ";".join(regels[2].split(";")[:4])


def _te_veel(levering, regels):
    levering.weg(1, 3)
    regels[2], regels[4] = regels[2] + ";x;y", regels[4] + ";1"


def _los_aanhalingsteken(levering, regels):
    levering.weg(1)
    regels[2] = regels[2].replace("GI ", '"GI ')


def _met(levering, regels, kolom, tekst, waar):
    levering.put(1, kolom, tekst, waar)
    regels[:] = levering.tekst().splitlines()


_regels("too few fields in a line", _te_kort, meldt="rij_verminkt L001")
_regels("too many fields in two lines", _te_veel, meldt="rij_verminkt L001")
_regels("a quote that is opened and never closed", _los_aanhalingsteken, meldt="rij_verminkt L001")
_regels(
    "every line ends with a separator, the header too", lambda v, r: r.__setitem__(slice(None), [x + ";" for x in r])
)
_regels(
    "every line but the header ends with a separator",
    lambda v, r: r.__setitem__(slice(1, None), [x + ";" for x in r[1:]]),
)
_regels("empty lines between the rows", lambda v, r: (r.insert(3, ""), r.insert(2, ";;;;;;;;")))
_regels("the header comes back halfway", lambda v, r: r.insert(3, r[0]), meldt="kop_herhaald L003")
_regels("a total at the bottom", lambda v, r: r.append("Totaal;;;;;;4;;"), meldt="totaalregel L002")
_regels("the same row twice", lambda v, r: (r.append(r[2]), v.waar.append(dict(v.waar[1]))), samen=1, meldt="S001")
_regels("a quote inside a name", lambda v, r: _met(v, r, "gi", 'GI 12" x', 'GI 12" x'))
_regels("an apostrophe before a name", lambda v, r: _met(v, r, "gi", "'s-GI", "'s-GI"))
_regels("a name that is a formula", lambda v, r: _met(v, r, "gi", "=1+1", "=1+1"))
_regels("a name that is NA", lambda v, r: _met(v, r, "gi", "NA", "NA"))
_regels(
    "a name with hard spaces and invisible letters",
    lambda v, r: _met(v, r, "gi", " \ufeffGI\u00a0No\u200bord ", "GI Noord"),
)
_regels(
    "empty as a database writes it",
    lambda v, r: (_met(v, r, "einddatum", "NULL", None), _met(v, r, "reden_einde", "(null)", None)),
)
_regels("end date 31-12-9999", lambda v, r: _met(v, r, "einddatum", "31-12-9999", None), meldt="K304")
_regels("'n.v.t.' as a date", lambda v, r: _met(v, r, "einddatum", "n.v.t.", None), meldt="K309")
_regels("a required field is empty", lambda v, r: (v.weg(1), _met(v, r, "gi", "", None)), meldt="K101")
_regels("a code nobody knows", lambda v, r: (v.weg(1), _met(v, r, "type", "99", None)), meldt="K104")
_regels("codes as words", lambda v, r: _met(v, r, "type", "ots", "11"))


@geval(".csv", meldt="regeleinde_in_cel")
def newline_in_cell(pad, levering):
    """a line break inside a cell"""
    levering.put(1, "gi", '"GI\nNoord"', "GI Noord")
    pad.write_text(levering.tekst(), "utf-8")


@geval(".csv", meldt="rij_verminkt L001 zonder_slot")
def cut_off_row(pad, levering):
    """cut off in the middle of the last line"""
    levering.weg(3)
    pad.write_text(levering.tekst()[:-25], "utf-8")


@geval(".csv", tabel="declaraties", meldt="zonder_slot")
def cut_off_amount(pad, levering):
    """cut off in the last amount: 103 may have been 1035"""
    pad.write_text(levering.tekst().rstrip("\n"), "utf-8")


@geval(".csv")
def other_order(pad, levering):
    """columns in another order, with columns nobody asked for"""
    levering.ruw = [{"dossiernaam": "x", **dict(reversed(r.items())), "team": "Oost"} for r in levering.ruw]
    pad.write_text(levering.tekst(), "utf-8")


@geval(".csv")
def other_names(pad, levering):
    """columns by the words of a supplier"""
    namen = {
        "jeugdige": "BSN *",
        "geboortedatum": "Geb. datum",
        "gemeente": "Gemeentenaam",
        "gi": "Instelling",
        "type": "Soort maatregel",
        "begindatum": "Startdatum (dd-mm-jjjj)",
        "einddatum": "EINDDATUM",
    }
    levering.ruw = [{namen.get(k, k): w for k, w in r.items()} for r in levering.ruw]
    pad.write_text(levering.tekst(), "utf-8")


@geval(".csv", vraag="kolom", over="* · Borough", antwoord="gemeente")
def english_name(pad, levering):
    """a required column in English"""
    levering.ruw = [{("Borough" if k == "gemeente" else k): w for k, w in r.items()} for r in levering.ruw]
    pad.write_text(levering.tekst(), "utf-8")


@geval(".csv", vraag="kolom", over="* · begindatum", antwoord="begindatum")
def double_name(pad, levering):
    """two columns of one name"""
    regels = levering.tekst().splitlines()
    regels[1:] = [r + ";2020-01-01" for r in regels[1:]]
    pad.write_text("\n".join([regels[0] + ";begindatum", *regels[1:]]) + "\n", "utf-8")


@geval(".csv", vraag="waarde", over="* · gi", antwoord="GI Zuid")
def column_missing(pad, levering):
    """a required column is not there"""
    for r in levering.ruw:
        del r["gi"]
    levering.waar = [r | {"gi": "GI Zuid"} for r in levering.waar]
    pad.write_text(levering.tekst(), "utf-8")


@geval(".csv", rijen=0, meldt="zonder_rijen")
def only_a_header(pad, levering):
    """a header and no row"""
    pad.write_text(levering.tekst(), "utf-8")


def _kolom(titel: str, kolom: str, ruw: list[str], waar: list, *, tabel: str = "maatregelen", weg=(), **keuzes) -> None:
    """A case in which one column is written otherwise; a row per text."""

    def maak(pad, levering):
        levering.kolom(kolom, [t.replace("#", kind(levering.merk, i)) for i, t in enumerate(ruw)], waar or None)
        levering.weg(*weg)
        pad.write_text(levering.tekst(), "utf-8")

    maak.__doc__ = titel
    geval(".csv", tabel=tabel, rijen=len(ruw), **keuzes)(maak)


_D = "begindatum"
_kolom(
    "dates: eight shapes in one column",
    _D,
    ["2024-05-17", "17-05-2024", "17/5/2024", "17.05.2024", "20240517", "2024-05-17 00:00:00", "2024/05/17", "45429"],
    [DATUM] * 8,
)
_kolom(
    "dates: time and zone behind it",
    _D,
    ["2024-05-17T13:00:00", "2024-05-17T00:30:00+02:00", "17-05-2024 8:15"],
    [DATUM] * 3,
)
_kolom(
    "dates: years of two digits",
    _D,
    ["17-05-24", "17-05-2024"],
    [DATUM] * 2,
    vraag="datum",
    over="* · begindatum",
    antwoord="dmj",
)
_kolom(
    "dates: days that do not exist",
    _D,
    ["31-02-2024", "29-02-2023", "2024-13-01", "29-02-2024"],
    [None, None, None, D(2024, 2, 29)],
    weg=(0, 1, 2),
    meldt="K102",
)
_kolom(
    "dates: month and day turned round",
    _D,
    ["05/17/2024", "03/04/2024", "12/31/2023"],
    [DATUM, D(2024, 3, 4), D(2023, 12, 31)],
    vraag="datum",
    over="* · begindatum",
    antwoord="mdj",
)
_kolom(
    "dates: one slip in a Dutch column",
    _D,
    ["17-05-2024", "18-05-2024", "05-20-2024", "03-04-2024", "21-05-2024"],
    [DATUM, D(2024, 5, 18), None, D(2024, 4, 3), D(2024, 5, 21)],
    weg=(2,),
    meldt="K102",
)
_kolom(
    "dates: serials that never were a day",
    _D,
    ["0", "60", "45429"],
    [None, None, DATUM],
    weg=(0, 1),
    meldt="K102 K309 M101",
)
_kolom(
    "dates: a serial of a hundred years ago", _D, ["59", "1", "45429"], [None, None, DATUM], weg=(0, 1), meldt="A103"
)
_kolom(
    "dates: a year alone, a month alone, a word",
    _D,
    ["2024", "mei 2024", "onbekend", "17-05-2024"],
    [None, None, None, DATUM],
    weg=(0, 1, 2),
    meldt="K102 K309 M101",
)
_kolom(
    "dates of birth in many shapes",
    "geboortedatum",
    ["17-05-2012", "2012-05-17", "20120517", "201205", "05-2012"],
    [201205] * 5,
)
_kolom("dates of birth: month not known", "geboortedatum", ["20120000", "2012-00-00"], [None, None], meldt="K207")
_kolom("numbers: zeros in front lost", "jeugdige", [n.lstrip("0") for n in NULLEN], list(NULLEN))
_kolom(
    "numbers: points, spaces, hard spaces",
    "jeugdige",
    [f"{B[0][:3]}.{B[0][3:6]}.{B[0][6:]}", f" {B[1][:4]} {B[1][4:6]} {B[1][6:]}", f"{B[2][:3]}\u00a0{B[2][3:]}"],
    B[:3],
)
_kolom(
    "numbers: invisible letters inside",
    "jeugdige",
    [f"{B[3][:5]}\u200b{B[3][5:]}", f"\ufeff{B[4]}", f"{B[5][:7]}\u00ad{B[5][7:]}"],
    B[3:6],
)
_kolom("numbers: as a spreadsheet guards text", "jeugdige", [f"'{B[6]}", f'="{B[7]}"', f"{B[8]}.0"], B[6:9])
_kolom(
    "numbers: made an exponent by a spreadsheet",
    "jeugdige",
    ["9,99990E+08", "9.9999E+8", "#"],
    [None, None, ...],
    weg=(0, 1),
    meldt="K107",
)
_kolom(
    "numbers: unknown or unborn",
    "jeugdige",
    ["999999999", "000000000", "0", "#"],
    [None, None, None, ...],
    weg=(0, 1, 2),
    meldt="K106",
)
_kolom("numbers: one that fails the test", "jeugdige", ["#", "#", "999990001"], [..., ..., "999990001"], meldt="K204")
_kolom(
    "numbers of nineteen digits",
    "jeugdige",
    ["1234567890123456789", "1234567890123456788"],
    ["1234567890123456789", "1234567890123456788"],
)
_kolom(
    "gemeente: code, number, name",
    "gemeente",
    [
        "GM0505",
        "0505",
        "505",
        "Dordrecht",
        " dordrecht ",
        "Gemeente Dordrecht",
        "DORDRECHT",
        "0505 Dordrecht",
        "Dor\u200bdrecht",
        "gm0505",
    ],
    ["GM0505"] * 10,
)
_kolom(
    "gemeente: names with signs",
    "gemeente",
    ["'s-Gravenhage", "Den Haag", "s Gravenhage", "Súdwest-Fryslân"],
    ["GM0518", "GM0518", "GM0518", "GM1900"],
)
_kolom("gemeente: merged since", "gemeente", ["Binnenmaas", "GM0585", "Hoeksche Waard"], ["GM1963"] * 3, meldt="K307")
_kolom(
    "gemeente: nowhere, abroad, two at once",
    "gemeente",
    ["Nergenshuizen", "GM9999", "0505 Rotterdam", "Dordrecht"],
    [None, None, None, "GM0505"],
    weg=(0, 1, 2),
    meldt="K105",
)

_B = {"tabel": "declaraties"}
_kolom(
    "amounts: decimal comma, thousands point",
    "bedrag",
    ["1234,56", "1.234,56", "12,5", "0,5", "1.234.567,89", "7"],
    [1234.56, 1234.56, 12.5, 0.5, 1234567.89, 7.0],
    **_B,
)
_kolom(
    "amounts: decimal point, thousands comma",
    "bedrag",
    ["1234.56", "1,234.56", "12.5", ".5", "7"],
    [1234.56, 1234.56, 12.5, 0.5, 7.0],
    **_B,
)
_kolom(
    "amounts: euro signs, spaces, dashes",
    "bedrag",
    ["€ 1.234,50", "EUR 12,00", "12,-", "1 234,50", "1\u00a0234,50", "12,50 €"],
    [1234.5, 12.0, 12.0, 1234.5, 1234.5, 12.5],
    **_B,
)
_kolom(
    "amounts: less than nothing in four ways",
    "bedrag",
    ["-12,50", "12,50-", "(12,50)", "−12,50"],
    [-12.5] * 4,
    meldt="D201",
    **_B,
)
_kolom(
    "amounts: 1.234 is one or a thousand",
    "bedrag",
    ["1.234", "2.345"],
    [1234.0, 2345.0],
    vraag="decimaal",
    over="* · bedrag",
    antwoord="komma",
    **_B,
)
_kolom(
    "amounts: comma and point through each other",
    "bedrag",
    ["12,50", "12.75", "1,25", "3,5"],
    [12.5, 12.75, 1.25, 3.5],
    meldt="K301",
    **_B,
)
_kolom(
    "amounts that are words",
    "bedrag",
    ["n.v.t.", "twaalf", "#REF!", "12,50"],
    [None, None, None, 12.5],
    weg=(0, 1, 2),
    meldt="K101 K103 K309",
    **_B,
)
_kolom("amounts: a volume that is no number", "volume", ["NA", "2"], [None, 2.0], meldt="K202", **_B)


@geval(".csv", tabel="declaraties", meldt="totaalregel L002")
def total_of_amounts(pad, levering):
    """a total of the amounts at the bottom must not be counted"""
    pad.write_text(levering.tekst() + "Totaal;;;;;;;;406\n", "utf-8")


@geval(".csv", tabel="declaraties", samen=1, meldt="S001")
def equal_amounts(pad, levering):
    """two rows that are equal in every column are one amount"""
    regel = levering.tekst().splitlines()[-1]
    levering.waar.append(dict(levering.waar[-1]))
    pad.write_text(levering.tekst() + regel + "\n", "utf-8")


@geval(".csv", tabel="crises")
def moments(pad, levering):
    """moments in several shapes"""
    waar = dt.datetime(2024, 3, 1, 13, 5)
    levering.kolom(
        "melding", ["2024-03-01 13:05", "01-03-2024 13:05:00", "2024-03-01T12:05:00Z", "45352,5451388889"], [waar] * 4
    )
    levering.kolom("start", ["2024-03-02 10:00"] * 4, [dt.datetime(2024, 3, 2, 10)] * 4)
    pad.write_text(levering.tekst(), "utf-8")


@geval(".csv", meldt="K208")
def endless_field(pad, levering):
    """one name of fifty thousand letters"""
    levering.put(1, "gi", "a" * 50_000, "a" * 999 + "…")
    pad.write_text(levering.tekst(), "utf-8")
