"""What changed between two deliveries: which goals have another figure over the same period, and why."""

from collections.abc import Callable
from html import escape

import streamlit as st

from core import dashboard
from core.dashboard import Blad, View
from core.model import wording
from core.model.melding import Melding
from core.model.oordeel import Oordeel
from core.model.selectie import Selectie
from core.model.veranderd import LATER, NU, OORZAKEN, TOEN, Ronde, Veranderd
from core.ui.goal_words import chip, href
from core.ui.melding import empty
from core.ui.outcome import reads_as_none
from core.ui.overzicht import by_harm
from core.ui.table import Html, show_table

_DOOR = {
    "verdwenen": "records die verdwenen",
    "gewijzigd": "records die zijn gewijzigd",
    "nieuw": "records die erbij kwamen",
    "overig": "gegevens die verder lopen",
}
_GELIJK = "gelijk"


def choose(view: View) -> tuple[int, int] | None:
    """The two moments. Who may only share has no choice: more moments beside each other would tell of a few children.
    None when there are not two."""
    alle = {r.nr: r for r in dashboard.rondes(view.store)}
    if len(alle) < 2:
        empty(
            "Er is nog niets om mee te vergelijken",
            "Dat kan zodra er twee keer iets is geladen. Laden doet u op de pagina Gegevens.",
        )
        return None
    nrs = list(alle)
    if len(view.leaving) == 1:
        return nrs[1], nrs[0]
    links, rechts = st.columns(2, gap="large")
    nu = rechts.selectbox(
        "Nu: na levering", nrs[:-1], key="veranderd_nu", format_func=lambda n: _named(alle[n]), filter_mode=None
    )
    eerder = [n for n in nrs if n < nu]
    if st.session_state.get("veranderd_toen") not in eerder:
        st.session_state["veranderd_toen"] = eerder[0]
    toen = links.selectbox(
        "Toen: na levering", eerder, key="veranderd_toen", format_func=lambda n: _named(alle[n]), filter_mode=None
    )
    return toen, nu


def _named(ronde: Ronde) -> str:
    wie = wording.opsomming(ronde.afzenders) or "onbekend"
    return f"{ronde.nr}: {wording.datum(ronde.moment)}, {wie} ({wording.opsomming(ronde.tabellen)})"


def show(view: View, selectie: Selectie, momenten: tuple[int, int]) -> tuple[Veranderd, Callable[[View], Blad]] | None:
    """The answer on the page; gives it with what can be taken along. None when this view has none."""
    try:
        v = view.veranderd(selectie, *momenten)
    except Melding as melding:
        empty("Niet te vergelijken bij deze keuze", str(melding))
        return None
    anders = dashboard.moved(v.cijfers)
    _answer(v, anders)
    if anders:
        volgorde = [s.doel.id for s in by_harm(view.doelen(selectie.with_(per="jaar", splits=())))]
        anders.sort(key=lambda d: volgorde.index(d) if d in volgorde else len(volgorde))
        show_table(
            _without_empty([_moved_row(d, v) for d in anders], "Nieuwe periode"),
            "Doelen met een ander cijfer over dezelfde periode; eerst wat de meeste kinderen raakt",
            getallen=["Toen", "Nu", "Verschil"],
            onder="Waardoor",
        )
    _causes(v, anders)
    _same(v, anders)

    def blad(view: View) -> Blad:
        v = view.veranderd(selectie, *momenten)
        alles = v.cijfers.merge(v.oorzaken, on="doel", how="left").drop(columns="tot")
        return Blad(alles, f"Wat veranderde er van levering {v.toen.nr} naar {v.nu.nr}?", selectie)

    return v, blad


def _answer(v: Veranderd, anders: list[str]) -> None:
    beide = v.cijfers[v.cijfers["moment"] == NU]["doel"].nunique()
    hoeveel = {0: "geen doel", 1: "1 doel"}.get(len(anders), f"{len(anders)} doelen")
    zin = (
        f"Van levering {v.toen.nr} naar {v.nu.nr} {'kreeg' if len(anders) < 2 else 'kregen'} {hoeveel} van de {beide} "
        "een ander cijfer over dezelfde periode"
    )
    st.html(f'<h2 class="kd-kop">{escape(zin)}</h2>')
    st.caption(
        "Beide momenten zijn geteld met de definities van nu: een andere definitie is dus nooit de oorzaak. Wat is "
        "teruggenomen, telt op geen van beide momenten."
    )


def _moved_row(doel: str, v: Veranderd) -> dict:
    toen, nu, later = (_of(v, doel, m) for m in (TOEN, NU, LATER))
    eenheid = toen["eenheid"]
    return {
        "Doel": _link(toen),
        "Periode": wording.periode(toen["periode"]),
        "Toen": wording.with_eenheid(toen["waarde"], eenheid),
        "Nu": wording.with_eenheid(nu["waarde"], eenheid),
        **_difference(v, doel, nu["waarde"] - toen["waarde"], eenheid),
        "Oordeel": _verdicts(toen, nu if later is None else later),
        "Nieuwe periode": wording.LEEG if later is None else _later(later),
    }


def _without_empty(rijen: list[dict], kolom: str) -> list[dict]:
    """The rows without this column when it says nothing in any of them."""
    if any(r[kolom] != wording.LEEG for r in rijen):
        return rijen
    return [{k: w for k, w in r.items() if k != kolom} for r in rijen]


def _difference(v: Veranderd, doel: str, stap: float, eenheid: str) -> dict[str, str]:
    """How far, and why; nothing of the kind where causes are not told: rounded figures have no difference."""
    if v.oorzaken.empty:
        return {}
    hoeveel = "vrijwel gelijk" if reads_as_none(stap, eenheid) else wording.signed(stap, eenheid)
    return {"Verschil": hoeveel, "Waardoor": why(v, doel, eenheid)}


def why(v: Veranderd, doel: str, eenheid: str) -> str:
    """The parts of a difference in words, the largest first; they add up to it."""
    delen = v.oorzaken[v.oorzaken["doel"] == doel]
    if delen.empty:
        return wording.LEEG
    rij = delen.iloc[0]
    oorzaken = sorted((k for k in OORZAKEN[1:] if abs(rij[k]) > 0), key=lambda k: -abs(rij[k]))
    hoeveel = {
        k: "heel weinig" if reads_as_none(rij[k], eenheid) else wording.signed(rij[k], eenheid) for k in oorzaken
    }
    return wording.opsomming([f"{hoeveel[k]} door {_DOOR[k]}" for k in oorzaken])


def _of(v: Veranderd, doel: str, moment: str) -> dict | None:
    rijen = v.cijfers[(v.cijfers["doel"] == doel) & (v.cijfers["moment"] == moment)]
    return rijen.iloc[-1].to_dict() if len(rijen) else None


def _link(rij: dict) -> Html:
    naam = f'<a class="kd-link" href="{href(rij["doel"])}">{escape(rij["label"])}</a>'
    return Html(f'{naam} <span class="kd-id">{escape(rij["doel"])}</span>')


def _verdicts(toen: dict, nu: dict) -> Html:
    """The verdict of then, and of now when that is another one."""
    eerst, daarna = (chip(Oordeel(r["oordeel"])) if r["oordeel"] else "" for r in (toen, nu))
    if not eerst or toen["oordeel"] == nu["oordeel"]:
        return Html(daarna)
    return Html(f"{eerst} <span>nu:</span> {daarna}")


def _later(rij: dict) -> str:
    cijfer = rij["reden"] or wording.with_eenheid(rij["waarde"], rij["eenheid"])
    return f"{wording.periode(rij['periode'])}: {cijfer}"


def _causes(v: Veranderd, anders: list[str]) -> None:
    """How many records came, changed and went; nothing where that may not be told."""
    if v.records.empty:
        if anders and v.oorzaken.empty:
            st.caption("Waardoor een cijfer veranderde, gaat over enkele kinderen en is alleen intern te zien.")
        return
    st.header("Wat er in de gegevens veranderde", anchor=False)
    show_table(
        [
            {
                "Tabel": r.tabel,
                "Erbij, daarna begonnen": wording.getal(r.na_tm),
                "Erbij, al eerder begonnen": wording.getal(r.eerder),
                "Gewijzigd": wording.getal(r.gewijzigd),
                "Wat er anders is": wording.opsomming([f"{k.replace('_', ' ')} ({n})" for k, n in r.waarin.items()]),
                "Verdwenen": wording.getal(r.verdwenen),
                "Gegevens van toen t/m": wording.datum(r.tm),
            }
            for r in v.records.itertuples()
        ],
        "Records van deze gemeenten, van alle GI's en segmenten samen, per tabel. Daarna en eerder: ten opzichte van "
        "de laatste dag van de gegevens van toen",
        getallen=["Erbij, daarna begonnen", "Erbij, al eerder begonnen", "Gewijzigd", "Verdwenen"],
    )
    st.caption(
        "Een record dat verdween en een dat erbij kwam, van hetzelfde kind en met alleen een andere eerste dag of een "
        "andere soort, tellen als één gewijzigd record."
    )


def _same(v: Veranderd, anders: list[str]) -> None:
    """The other goals, folded: with the new period, which is no change of what was."""
    rest = [d for d in dict.fromkeys(v.cijfers["doel"]) if d not in anders]
    if not rest:
        return
    with st.expander(f"De andere doelen ({len(rest)})"):
        rijen = _without_empty([_same_row(d, v) for d in rest], "Nieuwe periode")
        show_table(rijen, "Doelen met hetzelfde cijfer, of waarvan een van beide er niet is")


def _same_row(doel: str, v: Veranderd) -> dict:
    toen, nu, later = (_of(v, doel, m) for m in (TOEN, NU, LATER))
    cijfer = {} if nu is None else nu
    return {
        "Doel": _link(toen),
        "Periode": wording.periode(toen["periode"]),
        "Toen": toen["reden"] or wording.with_eenheid(toen["waarde"], toen["eenheid"]),
        "Nu": wording.LEEG
        if nu is None
        else cijfer["reden"] or wording.with_eenheid(cijfer["waarde"], cijfer["eenheid"]),
        "Oordeel": _verdicts(toen, later or nu or toen),
        "Nieuwe periode": wording.LEEG if later is None else _later(later),
    }
