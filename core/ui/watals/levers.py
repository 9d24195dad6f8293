"""The levers: one slider each, its details folded; and the prices.

Every function takes and gives the plain fields of a scenario, as in its file.
"""

from datetime import date

import streamlit as st

from core import dashboard
from core.model import wording
from core.model.selectie import Selectie
from core.ui.filters import choices
from core.ui.names import gemeenten
from core.ui.table import text_html
from core.ui.watals import sentence
from core.ui.watals.choice import FOUT, generation, take

NAMEN = {
    "instroom": "Instroom van maatregelen",
    "duur": "Duur van maatregelen",
    "uithuisplaatsing": "Kans op uithuisplaatsing",
    "terug_naar_huis": "Kans om terug naar huis te gaan",
    "netwerk": "Plaatsing in het eigen netwerk",
    "opnieuw": "Kans op opnieuw een maatregel",
    "vots": "Instroom van VOTS",
    "vots_naar_ots": "VOTS die een OTS wordt",
}
EERST = ("instroom", "duur", "uithuisplaatsing", "terug_naar_huis")
_HULP = {
    "instroom": "Hoeveel nieuwe gezinnen een maatregel krijgen.",
    "duur": "Hoe lang een maatregel duurt; ook wat er nog over is van een lopende.",
    "uithuisplaatsing": "De kans dat een kind met een maatregel uit huis gaat wonen.",
    "terug_naar_huis": "De kans dat een kind dat uit huis woont weer thuis gaat wonen.",
    "netwerk": "Het deel van de nieuwe plaatsingen bij familie of bekenden.",
    "opnieuw": "De kans dat een kind na het einde binnen drie jaar weer een maatregel krijgt.",
    "vots": "Hoeveel gezinnen beginnen met een voorlopige OTS.",
    "vots_naar_ots": "Het deel van de VOTS waar een OTS op volgt.",
}
_SOORTEN = {"ots": "OTS", "vots": "VOTS", "voogdij": "Voogdij"}
_MET_SOORT, _MET_SEGMENT = ("instroom", "duur"), ("uithuisplaatsing", "netwerk", "terug_naar_huis")
_RIJEN = "watals_rijen"
_STAP = 5  # percent


def levers_in_words(scenario) -> list[str]:
    """What each lever of a scenario does, a few words each."""
    namen = {s: n[:1].lower() + n[1:] for s, n in NAMEN.items()}
    return [sentence.lever(h, namen, gemeenten()) for h in dashboard.scenario_velden(scenario).get("hefbomen", ())]


def levers(view, selectie: Selectie, velden: dict) -> dict:
    """The fields with the levers as they stand now. The first of each kind always has a slider; one more of the same
    kind, for another part or another time, is a row of its own."""
    rijen = st.session_state.setdefault(_RIJEN, _rows(view, velden))
    keer = generation()
    keuzes = choices(view)
    st.html(f'<p class="kd-klein">{text_html("Schuif met de knoppen; de uitkomst rekent mee.")}</p>')
    extra = {s for s in NAMEN if s not in EERST and any(r["soort"] == s and r["verandering"] for r in rijen)}
    uit = {nr: _lever(keuzes, selectie, rij, f"{keer}_{nr}") for nr, rij in enumerate(rijen) if rij["soort"] in EERST}
    with st.expander("Meer knoppen", expanded=bool(extra), icon=":material/tune:"):
        uit |= {
            nr: _lever(keuzes, selectie, rij, f"{keer}_{nr}")
            for nr, rij in enumerate(rijen)
            if rij["soort"] not in EERST
        }
        _one_more(view, rijen)
    st.session_state[_RIJEN] = [uit[nr] for nr in range(len(rijen))]
    gezet = [_clean(r) for r in st.session_state[_RIJEN] if r["verandering"]]
    return _with_(velden, hefbomen=gezet)


def _rows(view, velden: dict) -> list[dict]:
    """A row per lever of the scenario, and one for each kind that it does not use."""
    gezet = {s: [dict(h) for h in velden.get("hefbomen", ()) if h["soort"] == s] for s in NAMEN}
    return [r for s in NAMEN for r in gezet[s] or [_new(view, s)]]


def _new(view, soort: str) -> dict:
    jaar = (view.store.gegevens_tm or date.today()).year + 1
    return {"soort": soort, "verandering": 0, "start": f"{jaar}-01-01", "ingroei_maanden": 12}


def _lever(keuzes, selectie: Selectie, rij: dict, sleutel: str) -> dict:
    """A slider in steps that a hand can hit, and when it does something its details, with the exact figure."""
    soort, plek = rij["soort"], f"watals_{sleutel}"
    begin = round(100 * rij["verandering"])
    st.session_state.setdefault(f"{plek}_hoeveel", begin)
    stap = st.session_state.setdefault(f"{plek}_stap", 1 if begin % _STAP else _STAP)
    hoeveel = st.slider(NAMEN[soort], -100, 100, key=f"{plek}_hoeveel", step=stap, format="%d%%", help=_HULP[soort])
    uit = rij | {"verandering": hoeveel / 100}
    if not hoeveel:
        return uit
    with st.expander(_summary(uit), icon=":material/event:"):
        st.session_state[f"{plek}_precies"] = hoeveel
        st.number_input("Precies (%)", -100, 100, step=1, key=f"{plek}_precies", on_change=_exactly, args=(plek,))
        een, twee = st.columns(2)
        st.session_state.setdefault(f"{plek}_start", date.fromisoformat(str(rij["start"])))
        uit["start"] = str(
            een.date_input(
                "Vanaf",
                key=f"{plek}_start",
                format="DD-MM-YYYY",
                min_value=date(2015, 1, 1),
                max_value=date(2060, 12, 31),
            )
            or rij["start"]
        )
        st.session_state.setdefault(f"{plek}_ingroei", int(rij.get("ingroei_maanden", 0)))
        hulp = "In zoveel maanden groeit de verandering naar haar volle grootte."
        uit["ingroei_maanden"] = twee.number_input(
            "Ingroei (maanden)", 0, 240, step=6, key=f"{plek}_ingroei", help=hulp
        )
        if soort in _MET_SOORT:
            uit["maatregel"] = _many(
                "Alleen bij", f"{plek}_maatregel", _SOORTEN, rij.get("maatregel", ()), "alle soorten"
            )
        waar = rij.get("waar") or {}
        uit["waar"] = {
            "gi": _many(
                "Alleen GI",
                f"{plek}_gi",
                {g: g for g in keuzes.gis.get(selectie.regio or "", ())},
                waar.get("gi", ()),
                "alle GI's",
            ),
            "gemeente": _many(
                "Alleen gemeente",
                f"{plek}_gemeente",
                keuzes.gemeenten(selectie.regio),
                waar.get("gemeente", ()),
                "alle gemeenten",
            ),
        }
        if soort in _MET_SEGMENT:
            uit["waar"]["segment"] = _many(
                "Alleen segment",
                f"{plek}_segment",
                keuzes.segmenten.get(selectie.regio or "", {}),
                waar.get("segment", ()),
                "alle segmenten",
            )
    return uit


def _exactly(plek: str) -> None:
    """The figure of the field becomes that of the slider, whose steps fit it from then on."""
    hoeveel = st.session_state[f"{plek}_precies"]
    st.session_state[f"{plek}_hoeveel"] = hoeveel
    if hoeveel % _STAP:
        st.session_state[f"{plek}_stap"] = 1


def _summary(h: dict) -> str:
    """What is folded in, after the name that already stands above it."""
    zin = sentence.lever(h, {h["soort"]: ""}, gemeenten())
    return zin.partition(", ")[2].replace("vanaf", "Vanaf", 1)


def _many(label: str, sleutel: str, opties: dict[str, str], nu, leeg: str) -> list[str]:
    """A choice of any of these; what is chosen and not there any more stays, so that it can be said and taken away."""
    alle = opties | {w: w for w in nu if w not in opties}
    st.session_state.setdefault(sleutel, list(nu))
    st.session_state[sleutel] = [w for w in st.session_state[sleutel] if w in alle]
    return st.multiselect(
        label,
        list(alle),
        key=sleutel,
        format_func=lambda o: alle.get(o, o),  # also of what is not in the list
        placeholder=leeg,
        filter_mode=None,
    )


def _one_more(view, rijen: list[dict]) -> None:
    """Another lever of a kind that is in use: for another GI, gemeente or date."""
    sleutel = f"watals_nog_{generation()}_{len(rijen)}"
    gebruikt = [s for s in NAMEN if any(r["soort"] == s and r["verandering"] for r in rijen)]
    if gebruikt:
        st.selectbox(
            "Nog een knop, voor een ander deel",
            ["", *gebruikt],
            key=sleutel,
            format_func=lambda s: NAMEN.get(s, "Kies een knop"),
            on_change=_add,
            args=(view, sleutel),
            filter_mode=None,
        )


def _add(view, sleutel: str) -> None:
    if soort := st.session_state[sleutel]:
        st.session_state[_RIJEN] = [*st.session_state[_RIJEN], _new(view, soort)]


def _clean(h: dict) -> dict:
    """Only what was chosen, as a file has it."""
    uit = {k: w for k, w in h.items() if w not in ([], (), None, {})}
    waar = {k: list(w) for k, w in (h.get("waar") or {}).items() if w}
    uit.pop("waar", None)
    return uit | ({"waar": waar} if waar else {})


def _with_(velden: dict, **anders) -> dict:
    """A copy with these fields; what is empty goes."""
    uit = velden | anders
    return {k: w for k, w in uit.items() if w not in ([], (), None, {})}


def prices(view, selectie: Selectie, velden: dict) -> dict:
    """What things cost: nothing, the user's own claims, or filled in; and what is different in the scenario."""
    posten = [dict(p) for p in velden.get("kosten", ())]
    keer = generation()
    with st.expander("Kosten", expanded=bool(posten), icon=":material/euro:"):
        st.caption(
            "Vul een bedrag in, dan rekent het scenario ook in euro. Een bedrag van 0 telt niet mee."
            + f" {view.weergave.bij_bedrag}"
        )
        st.button(
            "Neem bedragen uit eigen declaraties over",
            key=f"watals_prijs_{keer}",
            on_click=_own_prices,
            args=(view, selectie, velden),
        )
        bekend = {p["maat"] for p in posten}
        posten += [
            {"naam": n, "maat": m, "bedrag": 0}
            for n, m in (("jeugdbescherming", "jb_stand"), ("verblijf", "uhp_stand"))
            if m not in bekend
        ]
        gevuld = [_price(p, f"watals_post_{keer}_{nr}") for nr, p in enumerate(posten)]
    return _with_(velden, kosten=[p for p in gevuld if p["bedrag"]])


def _own_prices(view, selectie: Selectie, velden: dict) -> None:
    posten = [p.model_dump(mode="json", exclude_defaults=True) for p in view.own_prijzen(selectie)]
    if not posten:
        st.session_state[FOUT] = "In de declaraties staat te weinig om een prijs af te leiden: vul zelf een bedrag in."
        return
    take(velden | {"kosten": posten})


def _price(post: dict, plek: str) -> dict:
    """Euro a year, with its yearly rise; and other figures for the scenario, when they differ."""
    maat = dashboard.maten()[post["maat"]]
    een, twee = st.columns([3, 2], vertical_alignment="bottom")
    st.session_state.setdefault(f"{plek}_bedrag", round(post["bedrag"]))
    bedrag = een.number_input(
        f"{post['naam'].capitalize()}: euro {_per(maat)}", 0, 10_000_000, step=500, key=f"{plek}_bedrag"
    )
    begin = round(100 * post.get("index", 0), 1)
    begin = int(begin) if begin == int(begin) else begin  # a whole number as one: the field writes a decimal point
    st.session_state.setdefault(f"{plek}_index", begin)
    meest, stap = (50, 1) if isinstance(st.session_state[f"{plek}_index"], int) else (50.0, 0.5)
    index = twee.number_input("Stijging per jaar (%)", -meest, meest, step=stap, key=f"{plek}_index")
    uit = {k: w for k, w in post.items() if k not in ("index", "bedrag_scenario")} | {"bedrag": bedrag}
    uit |= {"index": index / 100} if index else {}
    if bedrag:
        st.session_state.setdefault(f"{plek}_anders", round(post.get("bedrag_scenario") or bedrag))
        anders = st.number_input(
            f"{post['naam'].capitalize()}: bedrag in het scenario", 0, 10_000_000, step=500, key=f"{plek}_anders"
        )
        uit |= {"bedrag_scenario": anders} if anders != bedrag else {}
    return uit


def _per(maat) -> str:
    stand = maat.id.endswith("_stand") or maat.id == "jb_jeugdigen"
    return f"per {wording.ENKELVOUD.get(maat.unit, maat.unit)}{' en jaar' if stand else ''}"
