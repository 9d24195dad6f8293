"""Points of the ontwikkeltafel beside the figures they are about: kept for who may write, and asked again each quarter
what happened since. Figures of then and now are questions of the view, so they are exact or fit to share as it is."""

import datetime as dt
from dataclasses import dataclass, replace

import pandas as pd

from core.engine.judge.goal_state import own_keuze
from core.model import wording
from core.model.doel import Doel
from core.model.melding import Melding
from core.model.selectie import Selectie
from core.staat import duiding as _duiding
from core.staat.duiding import FASEN, STATUSSEN, Gewijzigd, Punt, Toen, warnings_of  # noqa: F401  asked for at the door
from core.staat.herkomst import Herkomst
from core.views.contract import Blad, View
from core.views.moments import moments
from core.views.readers import Lezer, note
from core.views.search import words
from core.views.store import doel_van, gemeentenamen, known_doel, known_maat, maten, regios, staatmap, within

_CIJFER = ("waarde", "teller", "noemer", "n")


@dataclass(frozen=True)
class Sindsdien:
    """What happened since a point was made. `toen`, `nu`: rows of a series of this view (None: there is none that may
    be shown); `gedeeld`: what could be shared of `toen` at the time, where that has been corrected since. `zin`: why
    there is nothing to compare."""

    eenheid: str = ""
    toen: pd.Series | None = None
    nu: pd.Series | None = None
    gedeeld: float | None = None
    zin: str = ""


def duiding(view: View, regio: str, doel: str | None = None) -> list[Punt]:
    """The newest version of each point on the goals of a region (or on one goal): overdue first, then by the day that
    it has to be done."""
    vandaag = dt.date.today()
    gekozen = [p for p in view.duiding(regio) if doel in (None, p.doel)]
    return sorted(gekozen, key=lambda p: (not p.overdue(vandaag), p.klaar or dt.date.max, p.nr))


def punt_history(view: View, punt: Punt) -> list[Punt]:
    """Every version of a point, oldest first."""
    return [p for p in view.duiding(punt.selectie.regio, historie=True) if p.nr == punt.nr]


def new_punt(view: View, selectie: Selectie, doel: str) -> Punt:
    """A point that is not kept yet, about a goal under the selection that is on screen."""
    return Punt(doel, selectie.with_(splits=(), per="jaar"))


def may_write_punt(lezer: Lezer) -> bool:
    """Whether this reader may keep a point."""
    return lezer.may_see_exact


def save_punt(view: View, punt: Punt, *, lezer: Lezer) -> Punt:
    """Keeps a point, or a next version of it, and gives it as kept. Raises Melding (core.staat.duiding.Gewijzigd when
    somebody else was first); then nothing was kept."""
    if not may_write_punt(lezer):
        raise Melding("Een punt schrijven kan alleen wie exacte cijfers mag zien.")
    keuze, bereik = punt.selectie, None  # of a version before
    if punt.nr:
        eerder = punt_history(view, punt)
        if not eerder or not eerder[-1].leesbaar:
            raise Melding("Dit punt is naast exacte cijfers geschreven: kies links Intern om het te wijzigen.")
    else:
        keuze = within(view.store, punt.selectie)
        bereik = keuze.filter("gemeente") or regios()[punt.selectie.regio].codes
        punt = replace(punt, toen=_on_screen(view, punt))
    bewaard = _duiding.save(
        staatmap(view.store),
        replace(
            punt,
            wie=lezer.naam if lezer.gedeeld else punt.wie,
            op=dt.datetime.now(),
            herkomst=Herkomst(lezer.wie, bereik, not view.weergave.beschermd),
        ),
    )
    wat = f"duiding punt {bewaard.nr} versie {bewaard.versie}"
    note(lezer, "ingesteld", wat, store=view.store, keuze={"doel": bewaard.doel, **dict(keuze.filters)})
    return bewaard


def sindsdien(view: View, punt: Punt) -> Sindsdien:
    """What happened to the figure of a point since it was made, as this view may show it."""
    if zin := _gone(view, punt):
        return Sindsdien(zin=zin)
    _, doel = doel_van(punt.selectie.regio, punt.doel, view.store)
    eenheid = known_maat(doel.maat).unit if doel.maat in maten() else doel.eenheid
    nu = _now(view, doel, punt.selectie)
    if nu is None:
        return Sindsdien(eenheid, zin="Bij deze keuze is er geen cijfer dat hier getoond kan worden.")
    for breuk in doel.breuken:
        anders = punt.toen.dag and _day(nu) and punt.toen.dag < breuk.datum <= _day(nu)
        if anders and doel.maat in maten() and breuk.touches(known_maat(doel.maat)):
            zin = f"Dit cijfer wordt sinds {wording.datum(breuk.datum)} anders geteld ({breuk.label}): toen en nu zijn"
            return Sindsdien(eenheid, zin=f"{zin} niet te vergelijken.")
    return Sindsdien(eenheid, _then(view, doel, punt), nu, _corrected(view, doel, punt, eenheid))


def selection_in_words(selectie: Selectie) -> str:
    """The selection that a point is about, in one line."""
    regio, namen = regios().get(selectie.regio or ""), gemeentenamen()
    segmenten = {s.nummer: f"segment {s.titel}" for s in regio.segmenten} if regio else {}
    delen = [regio.naam if regio else str(selectie.regio)]
    delen += [namen.get(c, f"{c} (bestaat niet meer)") for c in selectie.filter("gemeente")]
    delen += list(selectie.filter("gi"))
    delen += [segmenten.get(s, f"segment {s}") for s in selectie.filter("segment")]
    if selectie.van or selectie.tot:
        delen.append(" ".join(f"{w} {d.year}" for w, d in (("vanaf", selectie.van), ("t/m", selectie.tot)) if d))
    return " · ".join(delen)


def duiding_blad(view: View, selectie: Selectie) -> Blad:
    """Every version of every point of the region, as this view may show them, to take along."""
    rijen = [
        {
            "punt": p.nr,
            "versie": p.versie,
            "doel": p.doel,
            "keuze": selection_in_words(p.selectie),
            "status": p.status,
            "klaar_op": p.klaar,
            "eigenaar": p.eigenaar,
            "verklaring": p.verklaring,
            "hypothese": p.hypothese,
            "besluit": p.besluit,
            "les": p.les,
            "stap": p.fase,
            "wie": p.wie,
            "op": wording.moment(p.op),
        }
        for p in view.duiding(selectie.regio, historie=True)
    ]
    regio = regios()[selectie.regio]
    return Blad(pd.DataFrame(rijen), f"Duiding {regio.naam}", Selectie(regio=regio.id))


def search_punten(view: View, tekst: str, regio: str) -> list[Punt]:
    """The points that hold every word of `tekst`, in the order of `duiding`."""
    gevraagd = set(words(tekst))

    def words_of(p: Punt) -> set[str]:
        label = gevonden[1].label if (gevonden := doel_van(regio, p.doel)) else ""
        alles = (p.doel, label, p.verklaring, p.hypothese, p.besluit, p.les, p.eigenaar, selection_in_words(p.selectie))
        return set(words(" ".join(alles)))

    return [p for p in duiding(view, regio) if gevraagd <= words_of(p)] if gevraagd else []


def _gone(view: View, punt: Punt) -> str:
    """One sentence when what a point is about is not there any more."""
    s = punt.selectie
    if s.regio not in regios() or doel_van(s.regio, punt.doel, view.store) is None:
        return f"Het doel {punt.doel} staat niet meer in de afspraken. Het punt blijft staan, zonder cijfer."
    if weg := [c for c in s.filter("gemeente") if c not in regios()[s.regio].codes]:
        namen = wording.opsomming(gemeentenamen().get(c, c) for c in weg)
        return f"{namen} hoort niet meer bij deze regio: er is geen cijfer om mee te vergelijken."
    if weg := [g for g in s.filter("gi") if g not in view.store.gis]:
        return f"{wording.opsomming(weg)} komt niet meer voor in de gegevens: er is geen cijfer om mee te vergelijken."
    return ""


def _on_screen(view: View, punt: Punt) -> Toen:
    """Which figure was on screen: when it is of, and what could be shared of it; never the exact one."""
    store = view.store
    _, doel = known_doel(store, punt.selectie, punt.doel)
    nu = _now(view, doel, punt.selectie)
    if nu is None:
        return Toen(gegevens=store.versie, tm=store.gegevens_tm)
    toen = Toen(_text(nu["periode"]), _day(nu), store.versie, store.gegevens_tm)
    gedeeld = _then(view.leaving[0], doel, replace(punt, toen=toen))
    if gedeeld is None or wording.is_empty(gedeeld["waarde"]):
        return toen
    cijfer = {k: None if wording.is_empty(gedeeld.get(k)) else float(gedeeld[k]) for k in _CIJFER}
    return replace(toen, gedeeld=cijfer)


def _now(view: View, doel: Doel, selectie: Selectie) -> pd.Series | None:
    """The newest figure of a goal in the selection, also of after its years."""
    keuze = selectie.with_(van=None, tot=None, splits=(), per="jaar")
    if doel.maat in maten():
        gevonden = moments(view, doel.maat, keuze, doel=doel)
        return gevonden.nu if gevonden else None
    rijen = _asked(view, doel, keuze)
    return rijen.iloc[-1] if len(rijen) else None


def _then(view: View, doel: Doel, punt: Punt) -> pd.Series | None:
    """The figure that was on screen, as it is counted now."""
    keuze, toen = punt.selectie.with_(van=None, tot=None, splits=(), per="jaar"), punt.toen
    if toen.dag is None and not toen.periode:
        return None
    if doel.maat not in maten():
        rijen = _asked(view, doel, keuze)
        rijen = rijen[rijen["periode"] == toen.periode]
        return rijen.iloc[-1] if len(rijen) else None
    keuze = own_keuze(doel, keuze)
    try:
        rijen = view.reeks(doel.maat, keuze)
        if toen.periode:
            rijen = rijen[rijen["periode"] == toen.periode]
        else:
            rijen = view.stand_op(doel.maat, keuze, (toen.dag,))
    except Melding:  # this view does not share it so finely
        return None
    return rijen.iloc[-1] if len(rijen) else None


def _asked(view: View, doel: Doel, keuze: Selectie) -> pd.DataFrame:
    try:
        rijen = view.resultaten(keuze, doel_ids=(doel.id,))
    except Melding:
        return pd.DataFrame(columns=["periode", "waarde"])
    rijen = rijen[rijen["waarde"].notna()]
    return rijen.assign(voorlopig=rijen["voorlopig"] == "ja")


def _corrected(view: View, doel: Doel, punt: Punt, eenheid: str) -> float | None:
    """What could be shared then of a figure that is otherwise now, when it may be shared still."""
    veilig, cijfer = view.leaving[0], punt.toen.gedeeld
    if not cijfer:
        return None
    nu = _then(veilig, doel, punt)
    if nu is not None and not wording.is_empty(nu["waarde"]) and abs(nu["waarde"] - cijfer["waarde"]) < 1e-9:
        return None
    frame = pd.DataFrame([{k: cijfer.get(k) for k in _CIJFER} | {"doel": doel.id, "eenheid": eenheid}])
    try:
        return float(veilig.release(Blad(frame, "", punt.selectie, doelen=(doel,)))["waarde"].iloc[0])
    except Melding:
        return None


def _text(x) -> str:
    return "" if wording.is_empty(x) else str(x)


def _day(rij: pd.Series) -> dt.date | None:
    dag = rij.get("tot") if wording.is_empty(rij.get("peildatum")) else rij["peildatum"]
    return None if wording.is_empty(dag) else pd.Timestamp(dag).date()
