"""The page Vergelijken: which figure, by what, in which period and with whom; then each answer in its own form."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from core import dashboard
from core.charts.funnel import MEERVOUD
from core.charts.kaart import EERLIJK
from core.dashboard import NaastElkaar, View
from core.model import wording
from core.model.aansluiting import onderwerp
from core.model.maat import Maat
from core.model.melding import Melding
from core.model.oordeel import VERBORGEN
from core.model.selectie import Selectie
from core.model.trechter import Trechter
from core.ui import durations, filters
from core.ui.choice import choose_from, choose_more, choose_one
from core.ui.figure import Tekenaar, picture, show
from core.ui.melding import empty, plain
from core.ui.names import KOLOMMEN, gemeenten
from core.ui.style import dark
from core.ui.table import show_table

_EERST = 24  # small charts, before more is asked for
_BUITEN = {"": "binnen de grenzen", "95%": "buiten 95%, binnen 99,8%", "99,8%": "buiten 99,8%"}
_TE_KLEIN = "minder dan tien gevallen"
# What the count beside a figure is: of a rate what is counted, of a share what it is a share of.
_AANTAL = {"per 1.000": "Aantal in de teller", "aandeel": "Aantal in de noemer"}

_OUD = (
    "Leeftijd gaat over alle kinderen met een JB-maatregel aan het eind van de periode, ook als het cijfer iets anders "
    "telt: jonger dan 12 jaar, van wie de leeftijd bekend is."
)
_NIET_OUD = (
    "Leeftijd staat hier niet bij: die is alleen bekend van kinderen met een maatregel, en alleen te zeggen vanaf 30 "
    "kinderen per gemeente, GI of regio."
)


@dataclass(frozen=True)
class Keuze:
    """What is laid beside each other. `maat`: as it was chosen; `met`: the names to compare, none is all."""

    maat: Maat
    kolom: str
    selectie: Selectie
    naast: NaastElkaar
    periode: str
    met: tuple[str, ...]

    @property
    def shown(self) -> Maat:
        """The maat whose definition belongs to the figures: its own per 1.000 where that exists."""
        return self.naast.maat if self.naast.maat.id != self.maat.id else self.maat


def choose(view: View, selectie: Selectie) -> Keuze:
    """The figure, by what, which period and which parts. Stops the page where nothing can be laid beside each other."""
    maten = _maten(view, selectie)
    if not maten:
        empty("Nog niets om te vergelijken", "Geen enkel geladen cijfer is uit te splitsen.")
        st.stop()
    (welk, wanneer), (per, wie) = st.columns([3, 1], gap="large"), st.columns(2, gap="large")
    with welk:
        woorden = {m.id: f"{m.theme.capitalize()}: {m.label}" for m in maten.values()}
        maat = maten[choose_from("maat", "Welk cijfer?", woorden, zoek=True)]
    with per:
        kolom = choose_one("deel", "Per", {k: KOLOMMEN[k] for k in dashboard.splittable(view, maat)})
    try:
        naast = dashboard.side_by_side(view, maat.id, selectie, kolom)
    except Melding as melding:
        empty("Niet te vergelijken bij deze keuze", str(melding))
        st.stop()
    if not naast.perioden:
        empty("Geen cijfers bij deze keuze", f"{filters.way_on(selectie, hidden=False)} Of kies een ander cijfer.")
        st.stop()
    with wanneer:
        periode = choose_from("periode", "Periode", {p: wording.periode(p) for p in naast.perioden})
    with wie:
        delen = MEERVOUD[kolom]
        met = choose_more("met", f"Met welke {delen} vergelijken?", {n: n for n in naast.namen}, f"Alle {delen}")
    return Keuze(maat, kolom, selectie, naast, periode, met or _chosen(naast, selectie, kolom))


def _maten(view: View, selectie: Selectie) -> dict[str, Maat]:
    """What can be split and is loaded, by theme; the figure of the first main goal of the region first."""
    alle = dashboard.maten()
    geladen = {*view.store.dekking, "bevolking"}
    kan = {m.id: m for m in alle.values() if set(m.tables) <= geladen and dashboard.splittable(view, m)}
    regio = dashboard.regios().get(selectie.regio or "")
    van_doel = {d.id: d.maat for d in regio.doelen} if regio else {}
    eerst = next((van_doel[d] for d in regio.hoofddoelen if van_doel.get(d) in kan), None) if regio else None
    orde = sorted(kan.values(), key=lambda m: (m.id != eerst, m.theme, m.label))
    return {m.id: m for m in orde}


def _chosen(naast: NaastElkaar, selectie: Selectie, kolom: str) -> tuple[str, ...]:
    """Who is chosen in the filters on the left stands out, too."""
    gekozen = naast.delen[naast.delen[kolom].isin(selectie.filter(kolom))]
    return tuple(gekozen["naam"].drop_duplicates())


def funnel(maak: Callable, view: View, keuze: Keuze) -> None:
    """The funnel of the chosen period, or why there is none; `maak` is of core.charts."""

    def draw(view: View) -> tuple[Tekenaar, pd.DataFrame]:
        naast, trechter = _asked(view, keuze)
        woorden = {"label": naast.maat.label, "eenheid": naast.maat.unit, "kolom": keuze.kolom, "nadruk": keuze.met}
        return lambda _, donker: maak(trechter, **woorden, donker=donker, hoogte=380), _rows(naast, keuze)

    extra = {} if keuze.kolom == "regio" else {keuze.kolom: ()}
    gevraagd = keuze.selectie.with_(splits=() if keuze.kolom == "regio" else (keuze.kolom,), **extra)
    show(draw, view, gevraagd, keuze.shown, als="vergelijken", eenheid=keuze.naast.maat.unit)


def fair(maak: Callable, view: View, selectie: Selectie, maat: Maat, kolom: str, *, naast: int = 1) -> None:
    """The funnel of a maat on another page: of its newest period, who is chosen on the left standing out."""
    beeld = dashboard.side_by_side(view, maat.id, selectie, kolom)
    periode = beeld.perioden[0] if beeld.perioden else ""
    gekozen = _chosen(beeld, selectie, kolom)

    def draw(view: View) -> tuple[Tekenaar, pd.DataFrame]:
        beeld = dashboard.side_by_side(view, maat.id, selectie, kolom)
        woorden = {"label": maat.label, "eenheid": maat.unit, "kolom": kolom, "nadruk": gekozen}
        trechter = beeld.trechter(periode)
        return lambda _, donker: maak(trechter, **woorden, donker=donker), view.reeks(maat.id, gevraagd)

    gevraagd = selectie.with_(splits=(kolom,), **{kolom: ()})
    show(draw, view, gevraagd, maat, naast=naast)


def _asked(view: View, keuze: Keuze) -> tuple[NaastElkaar, Trechter]:
    naast = dashboard.side_by_side(view, keuze.maat.id, keuze.selectie, keuze.kolom)
    return naast, naast.trechter(keuze.periode)


def _rows(naast: NaastElkaar, keuze: Keuze) -> pd.DataFrame:
    """The rows of the period as they are shown and taken along, by name."""
    rijen = naast.rows_of(keuze.periode)
    if keuze.kolom != "gemeente":
        rijen = rijen.assign(**{keuze.kolom: rijen["naam"]})
    return rijen.drop(columns=["naam", "gevallen"])


def listing(view: View, keuze: Keuze) -> None:
    """Every part by name, never by its figure: what it is, of how many, and where it lies."""
    trechter, eenheid = keuze.naast.trechter(keuze.periode), keuze.naast.maat.unit
    plek = {r.naam: f"{_BUITEN[r.buiten]}{f' ({r.kant})' if r.kant else ''}" for r in trechter.punten.itertuples()}
    plek |= dict.fromkeys(trechter.klein, _TE_KLEIN) | dict.fromkeys(trechter.dicht, VERBORGEN)
    kop, op = KOLOMMEN[keuze.kolom], keuze.naast.rows_of(keuze.periode)
    hoeveel = _AANTAL.get(keuze.naast.soort, "Aantal waarover het gaat")
    geteld = {} if op["gevallen"].equals(op["waarde"]) else {hoeveel: op["gevallen"].map(wording.getal)}
    tabel = pd.DataFrame(
        {
            kop: op["naam"],
            "Cijfer": [
                view.weergave.cel or wording.LEEG if r == VERBORGEN else wording.waarde(w, eenheid)
                for w, r in zip(op["waarde"], op["reden"], strict=True)
            ],
        }
        | geteld
        | ({} if trechter.reden else {"Grenzen van toeval": [plek.get(n, wording.LEEG) for n in op["naam"]]})
    )
    waarin = eenheid if eenheid.startswith("per ") else f"in {eenheid}"
    onder = f"{keuze.naast.maat.label}, {wording.periode(keuze.periode)}, op naam. Cijfer {waarin}"
    if len(tabel) <= _EERST:
        show_table(tabel, onder, getallen=["Cijfer", hoeveel])
        return
    with st.expander(f"De cijfers van alle {len(tabel)} {MEERVOUD[keuze.kolom]}"):
        show_table(tabel, onder, getallen=["Cijfer", hoeveel])


def on_map(maak: Callable, view: View, keuze: Keuze) -> None:
    """Gemeenten on a tile map, of a figure that a large one does not have more of by itself; `maak` is of
    core.charts."""
    if keuze.kolom != "gemeente" or keuze.naast.maat.unit not in EERLIJK:
        return
    st.header("Op de kaart", anchor=False)
    kaart, namen = dashboard.tegelkaart(keuze.selectie.regio), gemeenten()
    tegels = pd.DataFrame(kaart.tegels).merge(
        keuze.naast.rows_of(keuze.periode), left_on="code", right_on="gemeente", how="left"
    )
    picture(
        maak(
            tegels.assign(naam=[namen[c] for c in tegels["code"]], reden=tegels["reden"].fillna("")),
            label=keuze.naast.maat.label,
            eenheid=keuze.naast.maat.unit,
            periode=keuze.periode,
            minste=dashboard.MINSTE,
            gelegd=kaart.gelegd,
            nadruk=keuze.met,
            donker=dark(),
        ),
        keuze.selectie.with_(gemeente=()),
        keuze.naast.maat,
    )


def over_time(maak: Callable, view: View, keuze: Keuze) -> None:
    """A small chart per part on one axis, all together in grey behind it; `maak` is of core.charts. Nothing behind
    what a large part has more of by itself: beside a mean each small one would look well every year."""
    naast, wie = keuze.naast, MEERVOUD[keuze.kolom]
    st.header("In de tijd", anchor=False)
    aantal = len(naast.namen)
    alles = aantal <= _EERST or st.toggle(f"Toon alle {aantal} {wie}", key="alle_delen")
    beeld = maak(
        naast.drawable,
        naast.behind.assign(waarde=float("nan")) if naast.adds_up else naast.behind,
        eenheid=naast.maat.unit,
        nadruk=keuze.met,
        donker=dark(),
        hoogstens=None if alles else _EERST,
    )
    if not beeld.html:
        empty("Geen verloop te tekenen", f"Van geen van deze {wie} zijn er twee perioden met tien of meer gevallen.")
        return
    achter = (
        "Een lijn om mee te vergelijken staat er niet bij: een grote heeft er vanzelf meer van dan een kleine. Kijk "
        "per grafiekje of het stijgt of daalt."
        if naast.adds_up
        else f"Grijs: alle {wie} samen."
    )
    st.caption(f"Elk grafiekje heeft dezelfde as: {beeld.as_}. {achter} Op naam, niet op hoogte.")
    st.html(beeld.html)
    if beeld.niet:
        wie = wording.opsomming(beeld.niet)
        st.caption(f"Niet getekend omdat minder dan twee perioden tien of meer gevallen hebben: {wie}.")


def who_is_helped(view: View, keuze: Keuze) -> None:
    """Whether the parts help the same children: what is more than chance, in words, and all shares in a table."""
    st.header("Gaat het om dezelfde kinderen?", anchor=False)
    mix = dashboard.casemix(view, keuze.maat.id, keuze.selectie, keuze.kolom, keuze.periode)
    if mix.niet:
        st.caption(f"De verdeling naar {wording.opsomming(mix.niet)} is bij deze keuze niet te tonen.")
    if mix.delen.empty:
        st.caption("Van dit cijfer is niet te zeggen om welke kinderen of welke hulp het gaat.")
        return
    for naam, rijen in mix.differs.items():
        st.markdown(f"- **{plain(naam)}** heeft {plain(wording.opsomming(_more_or_less(r) for r in rijen))}.")
    wie = MEERVOUD[keuze.kolom]
    st.markdown(
        "Een verschil in wie er geholpen wordt, kan het verschil in het cijfer verklaren."
        if mix.differs
        else f"Tussen de {wie} is hierin geen verschil gevonden dat meer is dan toeval."
    )
    if dashboard.LEEFTIJD not in mix.niet:
        st.caption(_OUD if mix.tells_age else _NIET_OUD)
    with st.expander("Alle aandelen"):
        for kenmerk, rijen in mix.delen.groupby("kenmerk", sort=False):
            tabel = rijen.pivot_table(index="naam", columns="klasse", values="deel", aggfunc="first")
            tabel.loc["alles samen"] = rijen.drop_duplicates("klasse").set_index("klasse")["geheel"]
            tekst = tabel.map(lambda w: wording.procent(w, 0)).rename_axis(KOLOMMEN[keuze.kolom]).reset_index()
            show_table(tekst, f"Aandeel per {kenmerk}", getallen=list(tabel.columns))


def _more_or_less(rij) -> str:
    kant = "meer" if rij.deel > rij.geheel else "minder"
    deel, geheel = wording.procent(rij.deel, 0), wording.procent(rij.geheel, 0)
    return f"{kant} {rij.klasse} ({deel} tegen {geheel} van alles samen)"


def lasting(maak: Callable, view: View, keuze: Keuze) -> None:
    """Of a duration by GI also the test that counts open cases too, as on the page Duur."""
    if keuze.kolom == "gi" and keuze.maat.id.startswith("ots_duur"):
        st.header("Duurt het bij de ene GI langer?", anchor=False)
        durations.per_gi(maak, view, keuze.selectie)


def elsewhere(view: View, keuze: Keuze) -> None:
    """Our region beside the other areas of an imported table of the CBS, when there is one: how each changed."""
    woorden = dashboard.subjects(view)
    if not woorden:
        return
    st.header("Hoe gaat het elders, volgens het CBS?", anchor=False)
    past = [c for c in woorden if keuze.maat.id in onderwerp(c).maten]
    woorden = {c: woorden[c][:1].upper() + woorden[c][1:] for c in [*past, *(c for c in woorden if c not in past)]}
    e = dashboard.elsewhere(view, keuze.selectie, choose_from("elders", "Wat telde het CBS?", woorden))
    rijen = [
        {
            "Gebied": r.gebied,
            str(e.van): wording.getal(r.oud),
            str(e.tot): wording.getal(r.nieuw),
            "Verandering": wording.verschil(r.nieuw, r.oud, "maatregelen") + " (kan toeval zijn)" * r.toeval,
        }
        for r in e.gebieden.itertuples()
    ]
    show_table(rijen, f"{e.label[:1].upper()}{e.label[1:]}, op naam", getallen=[str(e.van), str(e.tot)])
    st.caption(
        "Een groot gebied heeft er vanzelf meer: vergelijk de verandering, niet het aantal. Waarom uw eigen cijfer "
        "anders is dan dat van het CBS, staat op de pagina Klopt het met het CBS?"
    )
