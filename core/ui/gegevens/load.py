"""Loading: choose, see what it is taken for, answer, see what it does, load."""

import datetime as dt

import streamlit as st

from core import dashboard
from core.model import wording
from core.model.melding import Melding
from core.model.schema import TABELLEN
from core.ui import access
from core.ui.gegevens import before, codes, columns, effect, questions, report, source, stopping, valkuilen, which
from core.ui.gegevens.lading import Lading, current, key
from core.ui.gegevens.progress import progress
from core.ui.gegevens.words import on_screen, places
from core.ui.names import gemeenten
from core.ui.table import show_table

_FOUT = "laad_fout"
_VOLGT = {None: "volgens de regels", True: "vervangt wat dezelfde afzender eerder leverde", False: "vult aan"}


def load(view) -> None:
    """The whole of it; after loading the page starts again on the new data. Nothing for who may not load."""
    if not access.check().may_load:
        return
    report.taken_back()
    stopping.tell(lambda: dashboard.open_store(bereik=access.check().bereik).versie)
    try:
        lading = source.choose()
        if lading is None:
            report.show(view)
            return
        report.forget()
        lading.versie = view.store.versie
        _settings(lading)
        with st.spinner("De levering wordt bekeken"):
            voorstel = lading.examine()
        _recognised(voorstel)
        for tabel, dag in voorstel.peildata.items():
            st.caption(
                f"De gegevens van {tabel} lopen tot en met {wording.datum(dag)}: die dag staat boven de tabel. Klopt "
                "dat niet, geef dan een andere dag bij Meer instellingen."
            )
        if zin := _only_added(lading, voorstel):
            st.warning(zin, icon=":material/info:")
        _ask(view, lading, voorstel)
        _finish(view, lading, voorstel)
    except Melding as melding:
        if not (isinstance(melding, dashboard.NietHerkend) and which.ask(current())):
            st.error(on_screen(str(melding)), icon=":material/info:")


def _settings(lading: Lading) -> None:
    """What can be said about the delivery as a whole; usually nothing."""
    with st.expander("Meer instellingen: afzender, periode, vervangen of aanvullen"):
        een, twee, drie, vier = st.columns(4)
        wie = een.text_input(
            "Van wie is dit?",
            value=lading.leverancier or "",
            key=key("leverancier"),
            placeholder="staat in het bestand",
            help="De GI of aanbieder die dit stuurt. Leeg: de naam die in alle regels hetzelfde is.",
        )
        lading.leverancier = source.sender_name(wie)
        datum = {"value": None, "format": "DD-MM-YYYY", "max_value": dt.date.today(), "min_value": dt.date(2000, 1, 1)}
        lading.van = twee.date_input("Gegevens vanaf", key=key("gegevens_van"), **datum, help="Leeg: uit het bestand.")
        lading.tm = drie.date_input(
            "Gegevens tot en met",
            key=key("gegevens_tm"),
            **datum,
            help="De laatste dag die de levering dekt. Leeg: uit het bestand.",
        )
        lading.vervangt = vier.selectbox(
            "Deze levering",
            list(_VOLGT),
            key=key("vervangt"),
            format_func=lambda v: _VOLGT[v],
            filter_mode=None,
            help="Volgens de regels: een volledige lijst over dezelfde of een langere periode vervangt de "
            "vorige van dezelfde afzender; declaraties, crises en berichten vullen aan.",
        )


def _recognised(voorstel) -> None:
    rijen = [
        {
            "Gelezen als": deel.tabel,
            "Bestand en blad": places(deel.waar),
            "Regels": wording.getal(sum(n for *_, n in deel.waar)),
            "Van": wording.opsomming(voorstel.afzenders.get(deel.tabel, ())).replace("onbekend", "nog niet bekend"),
            "Gegevens t/m": voorstel.tm.get(deel.tabel, ""),
            "Hoe": _how(deel),
        }
        for deel in voorstel.delen
    ]
    rijen += _messages(voorstel)
    show_table(rijen, "Dit is herkend", getallen=["Regels"])
    if voorstel.opmerkingen:
        with st.expander(f"Bij het lezen gezien ({len(voorstel.opmerkingen)})"):
            for zin in voorstel.opmerkingen:
                st.caption(on_screen(zin))


def _only_added(lading: Lading, voorstel) -> str:
    """What does not replace anything, whatever was chosen: of lines and crises nobody sends the whole list again."""
    los = sorted({d.tabel for d in voorstel.delen if d.tabel in TABELLEN and not TABELLEN[d.tabel].register})
    if not (lading.vervangt and los):
        return ""
    return (
        f"U koos vervangen, maar dat kan niet met {wording.opsomming(los)}: die vullen altijd aan. Een regel die er al "
        "is, telt één keer; een regel die in dit bestand niet meer staat, blijft meetellen. Is dit een nieuwe versie "
        "van een eerdere levering, haal die dan eerst weg bij Leveringen."
    )


def _how(deel) -> str:
    vast = [f"{kolom}: {waarde} in elke rij" for kolom, waarde in deel.vast]
    hoe = [f"zoals vorige keer ({deel.zoals})"] if deel.zoals else []
    return "; ".join([*hoe, *vast]) or "kolomnamen"


def _messages(voorstel) -> list[dict]:
    return [
        {
            "Gelezen als": "trajecten" if d.tabel not in voorstel.tm else d.tabel,
            "Bestand en blad": d.bestand,
            "Regels": wording.getal(d.gelezen),
            "Van": "staat in de berichten",
            "Gegevens t/m": wording.datum(d.tm),
            "Hoe": "iJw-berichten",
        }
        for r, d in zip(voorstel.omgezet.ruwe, voorstel.omgezet.delen, strict=True)
        if r.berichten
    ]


def _ask(view, lading: Lading, voorstel) -> None:
    """Everything that can be answered, in one form: nothing is worked out anew before all answers are given."""
    namen = {"gi": view.store.gis, "gemeente": tuple(gemeenten().values())}
    vormen = {over: koppen for over, _, _, koppen in dashboard.found_sheets(lading.gelezen)}
    open_kolommen = any(k.open for d in voorstel.delen for k in d.kolommen)
    open_vragen = [v for v in voorstel.vragen if v.open]
    woorden = [w for w in voorstel.woorden if w.code is None]
    aantal = len(open_vragen) + sum(k.open for d in voorstel.delen for k in d.kolommen) + len(woorden)
    if aantal:
        st.subheader(f"Eerst {'één vraag' if aantal == 1 else f'{aantal} vragen'}", anchor=False)
    if fout := st.session_state.pop(_FOUT, ""):
        st.error(on_screen(fout), icon=":material/info:")
    with st.form("nakijken", border=bool(aantal), enter_to_submit=False):
        antwoorden = questions.ask([v for v in voorstel.vragen if v.gekozen is None], namen, vormen)
        gekozen = {nr: columns.ask_open(deel, nr) for nr, deel in enumerate(voorstel.delen)}
        per_woord = codes.ask_unknown(voorstel.woorden)
        hersteld = valkuilen.ask(voorstel.valkuilen)
        for nr, deel in enumerate(voorstel.delen):
            gekozen[nr] |= columns.ask_rest(deel, nr)
        per_woord |= codes.ask_known(voorstel.woorden)
        if al := [v for v in voorstel.vragen if v.gekozen is not None]:
            with st.expander(f"Beantwoorde vragen ({len(al)})"):
                antwoorden |= questions.ask(al, namen, vormen)
        klaar = st.form_submit_button(
            "Verwerk deze antwoorden" if aantal else "Verwerk wijzigingen",
            key="verwerken",
            type="primary" if open_kolommen or open_vragen else "secondary",
        )
    if klaar:
        questions.take(lading, antwoorden)
        fouten = [columns.take(lading, deel, gekozen[nr]) for nr, deel in enumerate(voorstel.delen)]
        codes.take(lading, voorstel.woorden, per_woord)
        valkuilen.take(lading, voorstel.valkuilen, hersteld)
        st.session_state[_FOUT] = " ".join(filter(None, fouten))
        st.rerun()


def _finish(view, lading: Lading, voorstel) -> None:
    """What will not count, what it does to the figures, and the button."""
    if not voorstel.ready:
        st.info(on_screen(questions.still_open(voorstel.omgezet.vragen)), icon=":material/help:")
        return
    vingers = {naam: merk for g in lading.gelezen for naam, merk in g.vingers.items()}
    if al := before.loaded_before(view.leveringen(), vingers):
        st.warning(on_screen(al), icon=":material/content_copy:")
    if voorstel.afgewezen:
        st.warning(report.refused(voorstel.afgewezen, voorstel.gelezen, voorstel.oorzaken), icon=":material/report:")
    effect.show(lading, voorstel.gelezen)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        onthoud = False
        if lading.answered:
            lading.naam = st.text_input(
                "Onthoud mijn antwoorden als", value=lading.naam or _name(voorstel), key=key("onthoud"), width=320
            )
            onthoud = bool(lading.naam.strip())
        druk = st.button("Laden", type="primary", icon=":material/upload:", key="laden")
    if druk:
        _load(lading, voorstel, lading.naam.strip() if onthoud else "")


def _name(voorstel) -> str:
    """A name to keep the answers under: the mapping that was used, the sender, or the file."""
    zoals = [d.zoals for d in voorstel.delen if d.zoals]
    wie = [n for namen in voorstel.afzenders.values() for n in namen if n != "onbekend"]
    bestand = [w[0].rsplit(".", 1)[0] for d in voorstel.delen for w in d.waar]
    return (zoals or wie or bestand or ["mijn levering"])[0][:60]


def _load(lading: Lading, voorstel, naam: str) -> None:
    lezer, lopend = access.check(), stopping.Loading(lading.versie)
    try:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button("Laden afbreken", key="afbreken", icon=":material/close:", on_click=lopend.stop)
            with st.container(), progress("Beginnen") as voortgang:
                # From the moment that it is stored the bar stands still until that is told and noted: whatever does
                # not succeed then is told beside the report, and never in its place.
                watched = lopend.watched(voortgang)
                verslag = dashboard.import_sources(None, lading.gelezen, keuzes=lading.keuzes, voortgang=watched)
                _stored(lezer, verslag, lading, voorstel, naam)
    except stopping.Gestopt:
        st.stop()
    finally:
        lopend.done.set()
    st.rerun()


def _stored(lezer, verslag: dashboard.Verslag, lading: Lading, voorstel, naam: str) -> None:
    report.keep(verslag)
    with report.beside():
        report.add(ids=dashboard.newest_import(dashboard.open_store(bereik=lezer.bereik)))
    rijen = int(verslag.tabellen["geaccepteerd"].sum())
    with report.beside():
        dashboard.note(lezer, "geladen", f"{len(verslag.tabellen)} tabellen", rijen=rijen)
    if naam:
        with report.beside():
            dashboard.keep_mapping(None, naam, voorstel.omgezet.ruwe, lading.keuzes)
            report.add(naam=naam)
    source.again()
