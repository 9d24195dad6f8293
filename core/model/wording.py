"""How a figure, a date and a period look in Dutch: the only place that knows.

Charts, screens and exports call this module, so that 1234.5 is "1.234,5" everywhere. Every function takes
None or NaN and then gives `LEEG`.
"""

import math
from datetime import date, datetime

LEEG = "–"
TE_LAAT = ", te laat"  # behind the verdict of a milestone that was reached after the agreed day
MAANDEN = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
# What stands behind a figure; an empty word means that the figure shows its own sign.
ACHTERVOEGSEL = {"aandeel": "", "euro": "", "cijfer": "", "aantal": "", "ja/nee": ""}
ENKELVOUD = {
    "maatregelen": "maatregel",
    "jeugdigen": "jeugdige",
    "machtigingen": "machtiging",
    "plaatsingen": "plaatsing",
    "trajecten": "traject",
    "crises": "crisis",
    "etmalen": "etmaal",
    "dagen": "dag",
    "maanden": "maand",
    "adviezen": "advies",
    "declaraties": "declaratie",
    "kinderen": "kind",
    "gevallen": "geval",
    "zaken": "zaak",
    "waarnemingen": "waarneming",
}
TELBAAR = frozenset(ENKELVOUD) - {"dagen", "maanden"}
# What is counted once of a child, or a few times: not its nights or its invoices.
PER_KIND = TELBAAR - {"etmalen", "declaraties", "adviezen", "waarnemingen"}
# What a column is called, of one and of more.
_KOLOM = {
    "gemeente": ("gemeente", "gemeenten"),
    "gi": ("GI", "GI's"),
    "segment": ("segment", "segmenten"),
    "aanbieder": ("aanbieder", "aanbieders"),
    "verblijfsvorm": ("verblijfsvorm", "verblijfsvormen"),
}
# From here on a decimal of a mean or an expected number says nothing.
_HEEL = {"dagen": 10} | dict.fromkeys(TELBAAR, 100)


def reached(doel: float, basis: float | None, eenheid: str) -> float:
    """A target as it can be reached: of what is counted the first whole number on its far side, seen from the baseline
    (540 where 540,8 or lower was agreed, 9 where 8,4 or higher was). Anything else stays as it is."""
    if eenheid not in TELBAAR or is_empty(basis) or basis == doel:
        return doel
    return float(math.floor(doel + 1e-9) if doel < basis else math.ceil(doel - 1e-9))


def is_empty(x) -> bool:
    """True for None, NaN and pandas' missing values; never raises."""
    if x is None or x.__class__.__name__ in ("NaTType", "NAType"):
        return True
    return isinstance(x, float) and math.isnan(x)


def getal(x, decimalen: int | None = None) -> str:
    """1234.5 -> "1.234,5". Without `decimalen`: none for a whole number, else one."""
    if is_empty(x):
        return LEEG
    if math.isinf(x):
        return "∞" if x > 0 else "-∞"
    if decimalen is None:
        decimalen = 0 if math.isclose(x, round(x), rel_tol=1e-9, abs_tol=1e-9) else 1  # 0,3 x 120 is 36
    tekst = f"{float(x):,.{decimalen}f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return tekst[1:] if tekst.startswith("-") and not tekst.strip("-0,") else tekst


def procent(x, decimalen: int = 1) -> str:
    """A ratio: 0.123 -> "12,3%"; exactly 0 and 1 without decimals."""
    if is_empty(x):
        return LEEG
    return getal(100 * x, 0 if x in (0, 1) else decimalen) + "%"


def is_som(eenheid: str, noemer: float | None) -> bool:
    """Whether a figure is a sum of money or etmalen. It is no estimate, and its n is records to who may see all and
    children to share: no n is shown beside it."""
    return eenheid in ("euro", "etmalen") and is_empty(noemer)


def rests_on(eenheid: str, noemer: float | None, n: float | None) -> float | None:
    """On how many cases a figure rests, where that says something of it; a count is its own n."""
    zonder = eenheid in ("ja/nee", "aantal", *TELBAAR) or is_som(eenheid, noemer)
    return None if zonder or is_empty(n) else n


def euro(x, kort: bool = False) -> str:
    """1234 -> "€ 1.234"; with `kort` from a million on: "€ 1,2 mln"."""
    if is_empty(x):
        return LEEG
    teken = "-" if x < 0 else ""
    if kort and abs(x) >= 1e6:
        return f"{teken}€ {getal(abs(x) / 1e6, 1)} mln"
    return f"{teken}€ {getal(abs(x), 0)}"


def waarde(x, eenheid: str, kort: bool = False) -> str:
    """The figure in the form of its unit, without the word of the unit."""
    if eenheid == "aandeel":
        return procent(x)
    if eenheid == "euro":
        return euro(x, kort)
    if eenheid == "cijfer":
        return getal(x, 1)
    if eenheid == "ja/nee" and x in (0, 1):
        return ja_nee(x)
    if not is_empty(x) and abs(x) >= _HEEL.get(eenheid, math.inf) and not math.isinf(x):
        return getal(round(x), 0)
    return getal(x)


def with_eenheid(x, eenheid: str, kort: bool = False) -> str:
    """The figure with its word: "1 jeugdige", "812 dagen", "12,3%", "€ 1.234"."""
    tekst = waarde(x, eenheid, kort)
    woord = ACHTERVOEGSEL.get(eenheid, eenheid)
    if tekst == LEEG or not woord:
        return tekst
    return f"{tekst} {ENKELVOUD.get(eenheid, woord) if x == 1 else woord}"


def step(x: float, eenheid: str) -> str:
    """How far apart two figures are: "4", "0,2 procentpunt"."""
    return f"{getal(100 * x, 1)} procentpunt" if eenheid == "aandeel" else waarde(x, eenheid)


def signed(x: float, eenheid: str) -> str:
    """A change with its sign: "−4", "+0,2 procentpunt"."""
    return f"{'+' if x > 0 else '−' if x < 0 else ''}{step(abs(x), eenheid)}"


def verschil(nieuw, oud, eenheid: str) -> str:
    """The change from `oud` to `nieuw` in words: "18% lager", "5,2 procentpunt hoger", "gelijk"."""
    if is_empty(nieuw) or is_empty(oud):
        return LEEG
    stap = nieuw - oud
    if eenheid == "aandeel":
        maatvoering = getal(abs(100 * stap), 1)
        tekst = f"{maatvoering} procentpunt"
    elif oud:
        # Below one percent the decimal matters: "0%" would read as no change.
        breuk = abs(stap / oud)
        maatvoering = getal(100 * breuk, 0 if breuk >= 0.01 else 1)
        tekst = f"{maatvoering}%"
    else:
        maatvoering = tekst = with_eenheid(abs(stap), eenheid)
    if not stap or maatvoering in ("0", "0,0"):
        return "gelijk"
    return f"{tekst} {'hoger' if stap > 0 else 'lager'}"


def datum(d) -> str:
    """dd-mm-jjjj."""
    return LEEG if is_empty(d) else f"{d.day:02d}-{d.month:02d}-{d.year:04d}"


def moment(d: datetime | None) -> str:
    """dd-mm-jjjj uu:mm."""
    return LEEG if is_empty(d) else f"{datum(d)} {d.hour:02d}:{d.minute:02d}"


def dag_in_woorden(d: date | None) -> str:
    """31 december 2025."""
    return LEEG if is_empty(d) else f"{d.day} {MAANDEN[d.month - 1]} {d.year}"


def periode(p: str | None) -> str:
    """2024-H1 -> "1e halfjaar 2024", 2024-Q3 -> "3e kwartaal 2024", 2024-01 -> "januari 2024"."""
    jaar, soort, deel = _parts(p)
    if soort == "deel":
        return f"{deel[1:]}e {'halfjaar' if deel[0] == 'H' else 'kwartaal'} {jaar}"
    return f"{deel} {jaar}" if soort == "maand" else jaar


def periode_kort(p: str | None) -> str:
    """For an axis or a narrow column: 2024, "H1 2024", "K3 2024", "jan 2024"."""
    jaar, soort, deel = _parts(p)
    if soort == "deel":
        return f"{'H' if deel[0] == 'H' else 'K'}{deel[1:]} {jaar}"
    return f"{'mrt' if deel == 'maart' else deel[:3]} {jaar}" if soort == "maand" else jaar


def _parts(p: str | None) -> tuple[str, str, str]:
    """(year, what the rest is, the rest): 2024-Q3 -> ("2024", "deel", "Q3"), 2024-01 -> ("2024", "maand", "januari"). A
    day, a year, what is empty and what is no period are whole: in the first, with nothing after it."""
    if is_empty(p) or not p:
        return LEEG, "", ""
    jaar, _, deel = str(p).partition("-")
    if len(deel) == 5:
        return f"{deel[3:]}-{deel[:2]}-{jaar}", "", ""
    if deel[:1] in ("H", "Q"):
        return jaar, "deel", deel
    if deel.isdigit() and 1 <= int(deel) <= len(MAANDEN):
        return jaar, "maand", MAANDEN[int(deel) - 1]
    return (str(p) if deel else jaar), "", ""


def ja_nee(x) -> str:
    return LEEG if is_empty(x) else ("ja" if x else "nee")


def kolom(naam: str) -> str:
    """What a column is called: gi -> "GI"."""
    return _KOLOM.get(naam, (naam, naam))[0]


def alle(namen) -> str:
    """Every value of columns: ["gi", "segment"] -> "alle GI's en segmenten"."""
    return f"alle {opsomming(_KOLOM.get(n, (n, n))[1] for n in namen)}"


def opsomming(delen, woord: str = "en") -> str:
    """["a", "b", "c"] -> "a, b en c"."""
    delen = [str(d) for d in delen]
    return f" {woord} ".join([", ".join(delen[:-1]), delen[-1]]) if len(delen) > 1 else "".join(delen)
