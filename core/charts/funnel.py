"""A fair comparison: a funnel with the limits of chance, where bars would make an unfair ranking."""

from collections.abc import Sequence

import pandas as pd

from core.charts import theme
from core.charts.grammar import Grafiek, category, layer, number, tooltip
from core.charts.pad import with_halo
from core.charts.series import KOLOMNAMEN
from core.model import wording
from core.model.oordeel import VERBORGEN
from core.model.trechter import BREEDST, SMALST, Trechter

MEERVOUD = {
    "gi": "GI's",
    "gemeente": "gemeenten",
    "aanbieder": "aanbieders",
    "segment": "segmenten",
    "regio": "regio's",
}
# From so many parts only those that stand out have their name beside them.
_NAMEN = 14
# The inside of the drawing in pixels, and where a name may stand beside its point.
VLAK = (640, 300)
_KANTEN = {"rechtsboven": (8, -9), "linksboven": (-8, -9), "rechtsonder": (8, 10), "linksonder": (-8, 10)}
_STREEP = {SMALST: [4, 3], BREEDST: [1, 0]}
_PLEK = {"": "binnen de grenzen", SMALST: "tussen de twee grenzen", BREEDST: "buiten de grenzen"}


def funnel(
    trechter: Trechter,
    *,
    label: str,
    eenheid: str = "aandeel",
    kolom: str = "gi",
    nadruk: Sequence[str] = (),
    donker: bool = False,
    hoogte: int = theme.HOOGTE,
) -> Grafiek:
    """The figure of each part against its size, with the limits in which chance alone would put it. `nadruk`: names
    that are compared; the others are then drawn in grey, and never left out."""
    palet = theme.palette(donker)
    t = _drawn(trechter, eenheid, nadruk)
    x, y = _axes(trechter, t, eenheid)
    return theme.finish(
        [*_limits(trechter.lijnen, x, y, palet), *_points(t, trechter, x, y, palet)],
        palet,
        hoogte=hoogte,
        titel=_message(label, trechter, kolom),
        beschrijving=_words(label, trechter, t, eenheid),
        toelichting=_note(trechter, nadruk),
        leeg=_why_empty(trechter, kolom),
    )


def _drawn(trechter: Trechter, eenheid: str, nadruk: Sequence[str]) -> pd.DataFrame:
    t = trechter.punten
    gekozen = t["naam"].isin(list(nadruk)) if nadruk else pd.Series(True, t.index)
    met_naam = gekozen & ((len(t) <= _NAMEN) | bool(nadruk) | (t["buiten"] != ""))
    return t.assign(
        groep=["gekozen" if g else "overige" for g in gekozen],
        cijfer=[wording.with_eenheid(w, eenheid) for w in t["waarde"]],
        aantal=[wording.getal(n) for n in t["grootte"]],
        plek=[f"{_PLEK[b]}{f' ({k})' if k else ''}" for b, k in zip(t["buiten"], t["kant"], strict=True)],
        tekst=[n if m else "" for n, m in zip(t["naam"], met_naam, strict=True)],
    )


def _axes(trechter: Trechter, t: pd.DataFrame, eenheid: str) -> tuple[dict, dict]:
    lijnen = trechter.lijnen
    tot = float(lijnen["grootte"].max()) if len(lijnen) else 1.0
    # The limits of very small sizes run away: what is drawn is what the points need, and the limits at the smallest.
    rond = lijnen[lijnen["grootte"] >= t["grootte"].min()] if len(t) else lijnen
    hoogst = [w for w in (*t["waarde"], *rond["hoog"]) if not wording.is_empty(w)]
    hoog = max(hoogst, default=1.0) * 1.1 or 1.0
    as_x = {"title": trechter.as_x, "format": ",d", "tickMinStep": 1, "grid": False, "tickCount": 6}
    return (
        {"scale": {"domain": [0, tot], "nice": False}, "axis": as_x},
        {
            "scale": {"domain": [0, min(hoog, 1.0) if eenheid == "aandeel" else hoog], "nice": False},
            "axis": theme.y_axis(eenheid, **_fine(eenheid, hoog)),
        },
    )


def _fine(eenheid: str, hoog: float) -> dict:
    """A small rate needs decimals on its axis."""
    return {"format": ",.1f", "tickMinStep": 0.1} if eenheid == "per 1.000" and hoog < 5 else {}


def _points(t: pd.DataFrame, trechter: Trechter, x: dict, y: dict, palet: theme.Palet) -> list[dict]:
    """The figure of all together as a line, and each part with its name, on the side where there is room."""
    plek = {"x": number("grootte", **x), "y": number("waarde", **y)}
    vormen = {"domain": list(_PLEK), "range": ["circle", "circle", "diamond"]}
    kleuren = {"domain": ["gekozen", "overige"], "range": [palet.hoofd, palet.zacht]}
    dun = {"color": palet.zacht, "strokeWidth": 1}
    return [
        layer(pd.DataFrame({"waarde": [trechter.samen]}), "rule", dun, naam="samen", y=number("waarde", **y)),
        *_names(t, x, y, plek, palet),
        layer(
            t,
            "point",
            {"filled": True, "size": 90, "opacity": 1},
            naam="punten",
            **plek,
            shape=category("buiten", legend=None, scale=vormen),
            color=category("groep", legend=None, scale=kleuren),
            tooltip=tooltip(naam="Onderdeel", cijfer="Cijfer", aantal="Grootte", plek="Plek"),
        ),
    ]


def _names(t: pd.DataFrame, x: dict, y: dict, plek: dict, palet: theme.Palet) -> list[dict]:
    """Each name on the first side of its point where it meets no other name; else nowhere: pointing and the table tell
    it. Worked out for a chart of usual width."""
    breed, hoog = (VLAK[nr] / (s["scale"]["domain"][1] or 1) for nr, s in enumerate((x, y)))
    punten = [(a * breed, VLAK[1] - b * hoog) for a, b in zip(t["grootte"], t["waarde"], strict=True)]
    bezet = [(a - 6, b - 6, a + 6, b + 6) for a, b in punten]
    kanten: dict[str, list] = {k: [] for k in _KANTEN}
    for (a, b), naam, rij in zip(punten, t["tekst"], t.index, strict=True):
        for kant, (dx, dy) in _KANTEN.items() if naam else ():
            links = a + dx - (6.4 * len(naam) if dx < 0 else 0)
            vak = (links, b + dy - 7, links + 6.4 * len(naam), b + dy + 7)
            if links >= 0 and vak[2] <= VLAK[0] and not any(_touches(vak, v) for v in bezet):
                bezet.append(vak)
                kanten[kant].append(rij)
                break
    return [
        deel
        for kant, rijen in kanten.items()
        if rijen
        for deel in with_halo(t.loc[rijen], _beside(*_KANTEN[kant]), palet, palet.tekst, f"namen {kant}", **plek)
    ]


def _touches(a: tuple, b: tuple) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _beside(dx: int, dy: int) -> dict:
    return {"align": "right" if dx < 0 else "left", "dx": dx, "dy": dy, "fontSize": 12}


def _limits(lijnen: pd.DataFrame, x: dict, y: dict, palet: theme.Palet) -> list[dict]:
    stijl = {"color": palet.zacht, "strokeWidth": 1.2, "clip": True}
    return [
        layer(
            lijnen[lijnen["grens"] == grens],
            "line",
            stijl | {"strokeDash": streep},
            naam=f"grens {grens} {kant}",
            x=number("grootte", **x),
            y=number(kant, **y),
        )
        for grens, streep in _STREEP.items()
        for kant in ("laag", "hoog")
    ]


def _many(kolom: str) -> str:
    return MEERVOUD.get(kolom, f"{KOLOMNAMEN.get(kolom, kolom)}'s")


def _why_empty(trechter: Trechter, kolom: str) -> str:
    """One dot cannot be compared with anything."""
    if not trechter.reden and len(trechter.punten) > 1:
        return ""
    delen = [trechter.reden]
    if not trechter.reden and (len(trechter.punten) or trechter.klein):
        delen = [
            f"Minder dan twee {_many(kolom)} hebben tien of meer gevallen. Onder die grens zegt een verschil niets. "
            "De cijfers staan in de tabel."
        ]
    elif not trechter.reden and not trechter.leeg:
        delen = [theme.why_empty(bool(trechter.dicht))]
    return " ".join(d for d in [*delen, _no_inhabitants(trechter), trechter.onbekend] if d)


def _no_inhabitants(trechter: Trechter) -> str:
    return f"Niet getekend, geen inwoners bekend: {wording.opsomming(trechter.leeg)}." if trechter.leeg else ""


def _message(label: str, trechter: Trechter, kolom: str) -> str:
    wie = _many(kolom)
    if trechter.reden:
        return f"{label}: een eerlijke vergelijking van {wie} is niet te maken"
    if len(trechter.punten) < 2:
        if trechter.klein or len(trechter.punten):
            return f"{label}: te kleine aantallen om {wie} eerlijk te vergelijken"
        niets = "geen inwoners bekend" if trechter.leeg else "geen gegevens"
        return f"{label} per {KOLOMNAMEN.get(kolom, kolom)}: {VERBORGEN if trechter.dicht else niets}"
    if trechter.scattered:
        return f"{label}: de {wie} lopen verder uiteen dan door toeval alleen"
    buiten = trechter.different
    if not buiten:
        return f"{label}: de verschillen tussen {wie} kunnen toeval zijn"
    meer = "wijkt" if len(buiten) == 1 else "wijken"
    return f"{label}: {wording.opsomming(buiten)} {meer} meer af dan door toeval te verwachten is"


def _note(trechter: Trechter, nadruk: Sequence[str]) -> str:
    if trechter.reden or not len(trechter.punten):
        return ""
    delen = [
        f"{wording.periode(trechter.periode)}. Tussen de streeplijnen (95%) en de lijnen (99,8%) kan een verschil "
        f"toeval zijn; de dunne lijn is alles samen. {trechter.uitleg}"
    ]
    if trechter.scattered:
        delen.append(
            "Meer dan een vijfde ligt buiten de 95%-grenzen. Die gaan alleen uit van toeval: er speelt dus meer, zoals "
            "een verschil in wie er geholpen wordt. Wie erbuiten ligt, doet het daarom niet zomaar beter of slechter."
        )
    if nadruk:
        delen.append(f"Blauw: {wording.opsomming(nadruk)}. Grijs: de overige.")
    if trechter.klein:
        delen.append(f"Niet getekend, minder dan tien gevallen: {wording.opsomming(trechter.klein)}.")
    if trechter.dicht:
        delen.append(f"Niet getekend, te klein om te tonen: {wording.opsomming(trechter.dicht)}.")
    return " ".join(d for d in [*delen, _no_inhabitants(trechter), trechter.onbekend] if d)


def _words(label: str, trechter: Trechter, t: pd.DataFrame, eenheid: str) -> str:
    delen = "; ".join(f"{r.naam} {r.cijfer} bij {r.aantal}, {r.plek}" for r in t.itertuples())
    samen = wording.with_eenheid(trechter.samen, eenheid)
    return f"Trechtergrafiek van {label}: samen {samen}; {delen or 'er zijn geen cijfers'}."
