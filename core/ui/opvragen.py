"""Figures that have to be asked for: from whom, what is in, and the form to send."""

from html import escape

import pandas as pd
import streamlit as st

from core import dashboard
from core.model import wording
from core.model.selectie import Selectie
from core.ui import access
from core.ui.melding import empty
from core.ui.table import Html, show_table

_SYMBOOL = {"binnen": "✔", "deels binnen": "◐", "ontbreekt": "–"}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def summary(stand: pd.DataFrame) -> None:
    """One sentence, and a row per supplier with how much of what was asked is in."""
    if stand.empty:
        empty("Niets op te vragen", "Bij deze regio komt elk cijfer uit de registratie.")
        return
    binnen = int((stand["stand"] == "binnen").sum())
    st.markdown(
        f"Voor {stand['doel'].nunique()} doelen moeten cijfers worden opgevraagd. Van de "
        f"{wording.getal(len(stand))} gevraagde cijfers {'is' if binnen == 1 else 'zijn'} er "
        f"{wording.getal(binnen)} binnen ({_share(stand)})."
    )
    show_table(
        [
            {
                "Leverancier": _capital(naam),
                "Doelen": wording.getal(groep["doel"].nunique()),
                "Hoe vaak": _often(groep),
                "Gevraagd": wording.getal(len(groep)),
                "Binnen": wording.getal(int((groep["stand"] == "binnen").sum())),
                "Deels": wording.getal(int((groep["stand"] == "deels binnen").sum())),
                "Ontvangen": _share(groep),
            }
            for naam, groep in sorted(stand.groupby("leverancier"), key=lambda g: (-_lacking(g[1]), g[0].lower()))
        ],
        "Gevraagd en ontvangen, per leverancier",
        getallen=["Doelen", "Gevraagd", "Binnen", "Deels", "Ontvangen"],
    )


def _lacking(groep: pd.DataFrame) -> int:
    return int((groep["stand"] != "binnen").sum())


def _capital(naam: str) -> str:
    return naam[:1].upper() + naam[1:]


def _share(groep: pd.DataFrame) -> str:
    return wording.procent((groep["stand"] == "binnen").mean(), 0)


def _often(groep: pd.DataFrame) -> str:
    return wording.opsomming(dict.fromkeys("één keer" if f == "eenmalig" else f"per {f}" for f in groep["frequentie"]))


def choose_supplier(stand: pd.DataFrame) -> str:
    """Who first: the supplier of whom most is missing."""
    mist = {naam: _lacking(groep) for naam, groep in stand.groupby("leverancier")}
    namen = sorted(mist, key=lambda n: (-mist[n], n.lower()))
    return st.selectbox(
        "Leverancier",
        namen,
        key="opvraag_leverancier",
        format_func=lambda n: f"{_capital(n)} ({f'{mist[n]} niet binnen' if mist[n] else 'alles binnen'})",
        filter_mode=None,
    )


def periods(stand: pd.DataFrame) -> None:
    """A row per goal and a column per year: how many of the periods are in; what is missing in words."""
    stand = stand.assign(jaar=[wording.LEEG if wording.is_empty(v) else str(v.year) for v in stand["van"]])
    jaren = sorted(set(stand["jaar"]))
    rijen = []
    for doel, groep in stand.groupby("doel", sort=False):
        eerste = groep.iloc[0]
        cellen = {("Eenmalig" if j == wording.LEEG else j): _cell(groep[groep["jaar"] == j]) for j in jaren}
        rijen.append(
            {
                "Doel": Html(f'{escape(eerste["label"])} <span class="kd-id">{escape(doel)}</span>'),
                "Hoe vaak": _often(groep),
            }
            | cellen
            | {"Niet binnen": _missing(groep)}
        )
    show_table(rijen, "✔ alles binnen · ◐ een deel binnen · – niets binnen")


def _cell(groep: pd.DataFrame) -> str:
    if groep.empty:
        return ""
    binnen = int((groep["stand"] == "binnen").sum())
    teken = "✔" if binnen == len(groep) else "◐" if (groep["stand"] != "ontbreekt").any() else "–"
    return teken if len(groep) == 1 else f"{teken}\u00a0{binnen}/{len(groep)}"


def _missing(groep: pd.DataFrame) -> str:
    uit = []
    for r in groep[groep["stand"] != "binnen"].itertuples():
        naam = "nog niets" if r.periode == "eenmalig" else wording.periode_kort(r.periode)
        uit.append(f"{naam} (van {wording.opsomming(r.ontbreken)})" if r.ontbreken else naam)
    return ", ".join(uit[:6]) + (f" en nog {len(uit) - 6}" if len(uit) > 6 else "") if uit else wording.LEEG


def form(view, selectie: Selectie, stand: pd.DataFrame, leverancier: str, regio) -> None:
    """The form for one supplier, with what is missing filled in as far as it is known."""
    deel = stand[stand["leverancier"] == leverancier]
    mist = deel[deel["stand"] != "binnen"]
    links, rechts = st.columns(2, vertical_alignment="bottom")
    gis = view.store.gis_van(regio.codes)
    if leverancier.startswith("GI") and gis:
        wie = links.selectbox(
            "Voor wie is het formulier?",
            ["", *gis],
            key="opvraag_gi",
            format_func=lambda g: g or "niet ingevuld (alle GI's samen)",
            filter_mode=None,
        )
    else:
        wie = links.text_input(
            "Voor wie is het formulier?",
            key="opvraag_wie",
            placeholder="naam van de organisatie, mag leeg blijven",
        ).strip()
    alles = rechts.checkbox("Ook perioden die al binnen zijn", value=mist.empty, key=f"opvraag_alles_{leverancier}")
    regels = len(deel) if alles else len(mist)
    st.download_button(
        f"Formulier voor {wie or leverancier} (Excel, {regels} {'regel' if regels == 1 else 'regels'})",
        access.meegenomen(
            lambda: dashboard.opvraagformulier(view, selectie, leverancier, wie=wie, alles=alles),
            f"opvraagformulier {leverancier}",
            view,
            selectie,
            regels,
        ),
        f"opvraag-{regio.id}-{_file_name(wie or leverancier)[:80]}.xlsx",
        _XLSX,
        key="opvraag_formulier",
        type="primary",
        icon=":material/download:",
        on_click="ignore",
        disabled=not regels,
    )
    st.caption(
        "De regels staan klaar met doel, omschrijving en periode. De leverancier vult teller en noemer in, "
        "of de waarde, en stuurt het bestand terug. Lege regels tellen als niet ontvangen."
    )


def _file_name(naam: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in naam.lower()).split())


def findings(view) -> None:
    """What was wrong in the last answers, and which rows were refused."""
    gevonden = view.bevindingen()
    gevonden = gevonden[gevonden["tabel"].isin(("opvragen", "mijlpalen"))]
    if gevonden.empty:
        empty("Niets gevonden", "In de laatste levering van opvragen en mijlpalen zijn geen fouten gevonden.")
        return
    rijen = [
        {
            "Regel": f"{r.bestand}, rij {r.rij}" if not wording.is_empty(r.rij) else r.bestand,
            "Kolom": r.kolom,
            "Waarde": r.waarde,
            "Wat is er": r.melding,
            "Gevolg": "geweigerd" if r.afgewezen else "telt mee",
        }
        for r in gevonden.head(200).itertuples()
    ]
    meer = f", de eerste 200 van {wording.getal(len(gevonden))}" if len(gevonden) > 200 else ""
    show_table(rijen, f"Bevindingen bij opvragen en mijlpalen{meer}")
