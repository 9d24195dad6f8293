"""The curves of GI's beside each other, with in one sentence whether they differ more than by chance."""

from collections.abc import Sequence

import pandas as pd

from core.charts import theme
from core.charts.durations import drawable, duration, ends, last_day, medians, time_axis, without_line
from core.charts.grammar import Grafiek, colours, layer, number, tooltip
from core.model import wording
from core.model.weergave import INTERN, Weergave


def beside(
    groepen: pd.DataFrame,
    curven: pd.DataFrame,
    *,
    label: str,
    verschilt: bool | None,
    langst: Sequence[str],
    donker: bool = False,
    weergave: Weergave = INTERN,
    hoogte: int = 340,
) -> Grafiek:
    """Of each GI the share that still runs after so many days, open cases counted too; no ranking.

    groepen: naam, n, mediaan (days), afwijking (langer, korter or nothing). curven: cohort (the name), dag, overleving,
    in_risico, mediaan. `verschilt`: whether they differ more than by chance, None when that cannot be said; `langst`:
    where it took longest. When there are more GI's than colours those with the most cases are drawn.
    """
    palet = theme.palette(donker)
    op_omvang = groepen.sort_values("n", ascending=False)["naam"]
    namen, rest = sorted(op_omvang.iloc[: len(palet.reeks)]), sorted(op_omvang.iloc[len(palet.reeks) :])
    t, los = drawable(curven[curven["cohort"].isin(namen) & curven["overleving"].notna()])
    los = sorted({*los, *(n for n in namen if n not in set(t["cohort"]))})
    namen = [n for n in namen if n not in los]
    over = without_line(los) + (f" Niet getekend, wel in de tabel: {wording.opsomming(rest)}." if rest else "")
    t["na"] = [duration(d) for d in t["dag"]]
    t["deel"] = [wording.procent(s, weergave.decimalen) for s in t["overleving"]]
    kleur = colours("cohort", namen, palet.reeks)
    as_x = time_axis(last_day(t))
    as_y = {"scale": {"domain": [0, 1]}, "axis": theme.y_axis("aandeel", "loopt nog")}
    stap = {"interpolate": "step-after" if weergave.doorlopend else "linear", "point": not weergave.doorlopend}
    helft = {"color": palet.zacht, "strokeDash": [3, 3]}
    lagen = [
        layer(
            t,
            "line",
            stap | {"strokeWidth": 2},
            naam="curve",
            x=number("dag", **as_x),
            y=number("overleving", **as_y),
            color=kleur,
            tooltip=tooltip(cohort="GI", na="Na", deel="Loopt nog"),
        ),
        layer(pd.DataFrame({"half": [0.5]}), "rule", helft, naam="helft", y=number("half", **as_y)),
        *medians(t, as_x, as_y, kleur, "GI"),
        *ends(t, as_x, as_y, palet, hoogte),
    ]
    return theme.finish(
        lagen,
        palet,
        titel=_message(label, groepen, verschilt, langst, weergave.leeg),
        beschrijving=_words(label, groepen),
        hoogte=hoogte,
        toelichting=f"Stip op de helft: de mediaan. Lopende zaken tellen mee zolang zij lopen.{over}",
        leeg="" if len(t) else over.strip() or weergave.waarom_leeg,
    )


def _message(label: str, groepen: pd.DataFrame, verschilt: bool | None, langst: Sequence[str], leeg: str) -> str:
    """Where it lasts longest, and whether that is more than chance."""
    if groepen.empty:
        return f"{label} per GI: {leeg}"
    if len(groepen) < 2:
        return f"{label}: te weinig zaken om GI's te vergelijken"
    kern = _longest(label, groepen, langst)
    een_langst = 0 < len(langst) < len(groepen)
    if verschilt is None:
        return f"{kern}; te weinig zaken om te zeggen of dat toeval is" if een_langst else kern
    if not verschilt:
        return f"{kern}{', maar' if een_langst else ';'} het verschil tussen de GI's kan toeval zijn"
    anders = groepen[groepen["afwijking"] != ""]
    wie = wording.opsomming(f"{r.naam} {r.afwijking}" for r in anders.itertuples())
    meer = f"{kern}; de GI's verschillen meer dan door toeval"
    return f"{meer}: {wie} dan de andere samen" if wie else meer


def _longest(label: str, groepen: pd.DataFrame, langst: Sequence[str]) -> str:
    """Where it lasts longest, and of whom that cannot be said yet."""
    zonder = [n for n in groepen.loc[groepen["mediaan"].isna(), "naam"] if n not in langst]
    if not langst:
        return f"{label}: bij geen GI is de helft al geëindigd, dus waar het het langst duurt is nog niet te zeggen"
    if len(langst) == len(groepen):
        return f"{label}: de helft is bij elke GI na even lang geëindigd"
    mediaan = groepen.loc[groepen["naam"].isin(langst), "mediaan"].iloc[0]
    na = "meer dan de helft loopt nog" if wording.is_empty(mediaan) else f"de helft is na {duration(mediaan)} geëindigd"
    nog = f"; van {wording.opsomming(zonder)} is dat nog niet te zeggen" if zonder else ""
    return f"{label} duurt het langst bij {wording.opsomming(langst)} ({na}){nog}"


def _words(label: str, groepen: pd.DataFrame) -> str:
    delen = [
        f"{r.naam}: mediaan {'niet bereikt' if wording.is_empty(r.mediaan) else duration(r.mediaan)}"
        for r in groepen.itertuples()
    ]
    return f"Overlevingscurve van {label} per GI. {'; '.join(delen) or 'Er zijn geen cijfers'}."
