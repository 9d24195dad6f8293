"""How long it takes: the curve of those still running (Kaplan-Meier), and the classes of what ended."""

import pandas as pd

from core.charts import theme
from core.charts.grammar import Grafiek, category, colours, layer, number, tooltip
from core.charts.pad import with_halo
from core.charts.sentence import WEINIG, when
from core.model import wording
from core.model.oordeel import VERBORGEN
from core.model.weergave import INTERN, Weergave

KLASSEN = ("0-3 mnd", "3-6 mnd", "6-12 mnd", "1-2 jaar", "2-3 jaar", "3 jaar of langer")
JAAR = 365.25
MAAND = 31
MAX_COHORTEN = 4
KLEIN = 30
_DAGEN_IN_JAREN = "datum.value == 0 ? 'begin' : format(datum.value / 365.25, '.1~f') + ' jaar'"


def kaplan_meier(
    tabel: pd.DataFrame, *, label: str, donker: bool = False, weergave: Weergave = INTERN, hoogte: int = 340
) -> Grafiek:
    """Of each cohort the share that still runs after so many days, open cases counted too.

    tabel: cohort, dag, overleving (0-1), laag, hoog, in_risico, mediaan (days; empty when the curve does not
    reach half). The newest four cohorts; the newest has its interval; a dot at half is a median.
    `weergave`: what is said of what is not there, and whether every day of a curve is known.
    """
    palet = theme.palette(donker)
    t, los = drawable(_newest(tabel))
    los = [wording.periode(c) for c in los]
    cohorten = sorted(set(t["cohort"]))
    # The curves cross, so each cohort has a colour of its own; the newest has the main one.
    kleur = colours("cohort", cohorten, palet.reeks[: len(cohorten)][::-1])
    t["naam"] = [wording.periode_kort(c) for c in t["cohort"]]
    t["na"] = [duration(d) for d in t["dag"]]
    t["deel"] = [wording.procent(s) for s in t["overleving"]]
    t["risico"] = [wording.getal(n) for n in t["in_risico"]] if "in_risico" in t else wording.LEEG
    as_x = time_axis(last_day(t))
    as_y = {"scale": {"domain": [0, 1]}, "axis": theme.y_axis("aandeel", "loopt nog")}
    lagen = [
        *_curves(t, cohorten, as_x, as_y, kleur, palet, weergave.doorlopend),
        *medians(t, as_x, as_y, kleur),
        *ends(t, as_x, as_y, palet, hoogte),
    ]
    return theme.finish(
        lagen,
        palet,
        titel=_km_message(label, _newest(tabel), weergave.leeg),
        beschrijving=_km_words(label, t, weergave.doorlopend),
        hoogte=hoogte,
        toelichting="Stip op de helft: de mediaan. "
        f"{'Band: 95%-interval van de nieuwste kromme. ' if t['laag'].notna().any() else ''}"
        f"Lopende zaken tellen mee zolang zij lopen.{without_line(los)}",
        leeg="" if len(t) else without_line(los).strip() or weergave.waarom_leeg,
    )


def drawable(t: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """The curves of more than one day, and the cohorts of which only the begin is known: one point is no curve."""
    meer = t.groupby("cohort")["dag"].transform("nunique") > 1
    return t[meer].copy(), sorted(set(t.loc[~meer, "cohort"]))


def without_line(los: list[str]) -> str:
    """Which cohorts have no curve, as a sentence after another; "" when all have one."""
    return f" Voor een lijn is er nog te weinig te tonen: {wording.opsomming(los)}." if los else ""


def last_day(t: pd.DataFrame) -> float:
    """How far the axis goes: a median that is known can lie after the last day that is shown."""
    dagen = t[[k for k in ("dag", "mediaan") if k in t]].astype(float).max().max()
    return JAAR if pd.isna(dagen) else float(dagen)


def time_axis(tot: float) -> dict:
    """Half years on an axis of days."""
    return {
        "scale": {"domain": [0, tot], "nice": False},
        "axis": {
            "title": "tijd sinds het begin",
            "values": [round(i * JAAR / 2, 2) for i in range(int(2 * tot / JAAR) + 1)],
            "labelExpr": _DAGEN_IN_JAREN,
            "labelOverlap": True,
        },
    }


def _curves(
    t: pd.DataFrame, cohorten: list[str], as_x: dict, as_y: dict, kleur: dict, palet: theme.Palet, doorlopend: bool
) -> list[dict]:
    """A curve per cohort, the interval of the newest, and the line at half. A curve that is known at some days
    only (not `doorlopend`) has dots, and straight lines between them instead of steps."""
    laatste = t[t["cohort"] == cohorten[-1]] if cohorten else t
    hint = tooltip(naam="Begonnen in", na="Na", deel="Loopt nog", risico="Nog gevolgd")
    x, stap = number("dag", **as_x), {"interpolate": "step-after" if doorlopend else "linear"}
    band = stap | {"opacity": 0.14, "color": palet.hoofd}
    helft = {"color": palet.zacht, "strokeDash": [3, 3]}
    return [
        layer(laatste, "area", band, naam="interval", x=x, y=number("laag", **as_y), y2={"field": "hoog"}),
        layer(
            t,
            "line",
            stap | {"strokeWidth": 2, "point": not doorlopend},
            naam="curve",
            x=x,
            y=number("overleving", **as_y),
            color=kleur,
            tooltip=hint,
        ),
        layer(pd.DataFrame({"half": [0.5]}), "rule", helft, naam="helft", y=number("half", **as_y)),
    ]


def ends(t: pd.DataFrame, as_x: dict, as_y: dict, palet: theme.Palet, hoogte: int) -> list[dict]:
    """The cohort at the end of its curve; a curve that ends at nothing keeps its name above the axis."""
    regel = 17 / (0.8 * hoogte)
    einde = t.groupby("cohort", as_index=False).last()
    einde["plek"] = theme.spread(einde["overleving"].tolist(), regel, onder=regel / 2)
    return with_halo(
        einde.assign(tekst=einde.get("naam", einde["cohort"])),
        {"align": "left", "dx": 7},
        palet,
        palet.tekst,
        "namen",
        x=number("dag", **as_x),
        y=number("plek", **as_y),
    )


def _newest(tabel: pd.DataFrame) -> pd.DataFrame:
    """The newest cohorts: more curves cannot be told apart."""
    t = tabel[tabel["overleving"].notna()]
    t = t.assign(cohort=t["cohort"].astype(str), dag=t["dag"].astype(float))
    return t[t["cohort"].isin(sorted(set(t["cohort"]))[-MAX_COHORTEN:])]


def medians(t: pd.DataFrame, as_x: dict, as_y: dict, kleur: dict, wie: str = "Begonnen in") -> list[dict]:
    """A dot at half of each curve that reaches it."""
    if "mediaan" not in t:
        return []
    m = t[t["mediaan"].notna()].groupby("cohort", as_index=False).first()
    m = m.assign(half=0.5, tekst=[duration(d) for d in m["mediaan"]])
    stip = {"filled": True, "size": 80, "opacity": 1}
    return (
        [
            layer(
                m,
                "point",
                stip,
                naam="mediaan",
                x=number("mediaan", **as_x),
                y=number("half", **as_y),
                color=kleur,
                tooltip=tooltip(cohort=wie, tekst="Mediaan"),
            )
        ]
        if len(m)
        else []
    )


def duration(dagen) -> str:
    """563 dagen (1,5 jaar)."""
    if wording.is_empty(dagen):
        return wording.LEEG
    return f"{wording.getal(round(dagen), 0)} dagen" + (
        f" ({wording.getal(dagen / JAAR, 1)} jaar)" if dagen >= JAAR / 2 else ""
    )


def _km_message(label: str, t: pd.DataFrame, leeg: str) -> str:
    """About the newest cohort that reached half, with its size when that is small."""
    if t.empty:
        return f"{label}: {leeg}"
    per_cohort = t.groupby("cohort").agg(mediaan=("mediaan", "first"), begonnen=("in_risico", "max"))
    bekend = per_cohort[per_cohort["mediaan"].notna()]
    if bekend.empty:
        return f"{label}: meer dan de helft loopt nog; de mediaan is nog niet te zien"
    cohort, rij = bekend.index[-1], bekend.iloc[-1]
    wanneer = when(cohort)
    na, klein = duration(rij["mediaan"]), _small(rij["begonnen"])
    return f"{label}: de helft van wat begon {wanneer} was na {na} klaar{klein}"


def _km_words(label: str, t: pd.DataFrame, doorlopend: bool) -> str:
    delen = []
    for cohort, deel in t.groupby("cohort"):
        jaar1 = deel[deel["dag"] <= JAAR].iloc[-1:]
        if not doorlopend:  # of the days between two that are shown nothing is known
            jaar1 = jaar1[jaar1["dag"] > JAAR - MAAND]
        na1 = f", na een jaar loopt {wording.procent(jaar1['overleving'].iloc[-1])}" if len(jaar1) else ""
        mediaan = deel["mediaan"].iloc[0] if "mediaan" in deel else None
        woorden = "niet bereikt" if wording.is_empty(mediaan) else duration(mediaan)
        delen.append(f"begonnen {when(cohort)}: mediaan {woorden}{na1}")
    return f"Overlevingscurve van {label}. {'; '.join(delen) or 'Er zijn geen cijfers'}."


def at_risk(tabel: pd.DataFrame, stappen: tuple[float, ...] = (0, 0.5, 1, 2, 3, 4)) -> pd.DataFrame:
    """How many were still followed after so many years: a row per cohort, a column per step that any of them reached
    (in a protected curve only the begin is known). Stands as a table under the curve."""
    rijen = []
    for cohort, deel in _newest(tabel).groupby("cohort"):
        dagen = deel["dag"].astype(float)
        rij = {"Begonnen in": wording.periode(cohort)}
        for stap in stappen:
            verder = deel[dagen >= stap * JAAR]
            naam = "begin" if not stap else f"{wording.getal(stap)} jaar"
            rij[naam] = wording.getal(verder["in_risico"].iloc[0]) if len(verder) else wording.LEEG
        rijen.append(rij)
    uit = pd.DataFrame(rijen)
    return uit[[k for k in uit.columns if (uit[k] != wording.LEEG).any()]]


def distribution(
    tabel: pd.DataFrame,
    *,
    label: str,
    donker: bool = False,
    weergave: Weergave = INTERN,
    hoogte: int = theme.HOOGTE,
) -> Grafiek:
    """Histogram of the classes of duration of what ended, the periods beside each other in each class.

    tabel: periode, klasse (one of KLASSEN), aantal, totaal; the newest four periods. Bars are shares of the period,
    so that a year with more endings does not look like a year with longer ones. What may not be shown is part of the
    whole, and stands as a class of its own; a period with one class hidden is not drawn (see core.charts.parts).
    """
    palet = theme.palette(donker)
    t = _classes(tabel)
    perioden = list(dict.fromkeys(t.sort_values("periode")["kort"]))
    eerder = palet.oplopend[1:4][MAX_COHORTEN - len(perioden) :] if len(perioden) > 1 else ()
    as_x = {
        "sort": [*KLASSEN, VERBORGEN],
        "axis": {"title": None, "labelAngle": 0, "grid": False, "ticks": False, "labelColor": palet.tekst},
    }
    staven = layer(
        t,
        "bar",
        {"cornerRadiusEnd": 1},
        naam="staven",
        x=category("klasse", **as_x),
        xOffset=category("kort", sort=perioden),
        y=number("aandeel", axis=theme.y_axis("aandeel")),
        color=colours("kort", perioden, [*eerder, palet.hoofd], legend={}),
        tooltip=tooltip(kort="Beëindigd in", klasse="Duur", cijfer="Aandeel", van="Aantal"),
    )
    return theme.finish(
        [staven],
        palet,
        titel=_distribution_message(label, t, weergave.leeg),
        hoogte=hoogte,
        beschrijving=_distribution_words(label, t),
        toelichting="Aandeel van wat in de periode eindigde; tussen haakjes hoeveel dat er waren.",
        leeg="" if len(t) else weergave.waarom_leeg,
    )


def _classes(tabel: pd.DataFrame) -> pd.DataFrame:
    """The newest periods, each class as share of its period, and what is hidden there as one class more, with Dutch
    texts."""
    t = tabel[tabel["periode"].isin(sorted(set(tabel["periode"]))[-MAX_COHORTEN:])].copy()
    t["som"] = t.groupby("periode")["aantal"].transform("sum").astype(float)
    t["dicht"] = t["aantal"].isna().groupby(t["periode"]).transform("sum")
    # Classes are rounded each by itself, and can come out above the whole.
    t["totaal"] = t["som"].where((t["dicht"] == 0) | (t["som"] > t["totaal"]), t["totaal"].astype(float))
    t = t[(t["totaal"] > 0) & (t["som"] > 0) & (t["dicht"] != 1)]
    over = t[(t["dicht"] > 0) & (t["totaal"] > t["som"])].drop_duplicates("periode")
    over = over.assign(klasse=VERBORGEN, aantal=over["totaal"] - over["som"])
    t = pd.concat([t[t["aantal"].notna()], over], ignore_index=True).astype({"aantal": float})
    t["aandeel"] = t["aantal"] / t["totaal"]
    perioden, totalen = t["periode"], [wording.getal(n) for n in t["totaal"]]
    t["kort"] = [f"{wording.periode_kort(p)} ({n})" for p, n in zip(perioden, totalen, strict=True)]
    t["cijfer"] = [wording.procent(a) for a in t["aandeel"]]
    t["van"] = [
        VERBORGEN if k == VERBORGEN else f"{wording.getal(a)} van {n}"
        for k, a, n in zip(t["klasse"], t["aantal"], totalen, strict=True)
    ]
    return t


def _distribution_message(label: str, t: pd.DataFrame, leeg: str) -> str:
    if t.empty:
        return f"{label}: {leeg}"
    laatste = t[t["periode"] == t["periode"].max()]
    wanneer = when(laatste["periode"].iloc[0])
    if not set(KLASSEN[-2:]) <= set(laatste["klasse"]):  # what is hidden may be long too
        return f"{label}: welk deel van wat eindigde {wanneer} 2 jaar of langer duurde, is {VERBORGEN}"
    lang = laatste.loc[laatste["klasse"].isin(KLASSEN[-2:]), "aandeel"].sum()
    totaal = laatste["totaal"].iloc[0]
    if totaal < WEINIG:
        aantal = round(lang * totaal)
        wat = f"{aantal} van de {wording.getal(totaal)} beëindigde zaken 2 jaar of langer"
        return f"{label}: {wanneer} {'duurde' if aantal == 1 else 'duurden'} {wat}"
    klein = _small(totaal)
    return f"{label}: {wording.procent(lang, 0)} van wat eindigde {wanneer} duurde 2 jaar of langer{klein}"


def _small(aantal: float) -> str:
    """A warning when it rests on few cases."""
    if aantal >= KLEIN:
        return ""
    return f" (maar {wording.getal(aantal)} {'zaak' if aantal == 1 else 'zaken'}: kan toeval zijn)"


def _distribution_words(label: str, t: pd.DataFrame) -> str:
    if t.empty:
        return f"Staafgrafiek van {label}: er zijn geen cijfers."
    laatste = t[t["periode"] == t["periode"].max()].set_index("klasse")
    delen = [f"{k} {laatste.loc[k, 'cijfer']}" for k in (*KLASSEN, VERBORGEN) if k in laatste.index]
    return f"Staafgrafiek van {label} naar duur. {laatste['kort'].iloc[0]}: {', '.join(delen)}."
