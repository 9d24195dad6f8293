"""Parts of a region beside each other, fairly: the same figure of each, against its size and within the limits of
chance. Asked of a view, so that it is exact or fit to share as everything else of it. Why so: core/decisions/
vergelijken.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from core.engine.count.catalogus import soort_van
from core.engine.count.contribution import Overleving, PerInwoner
from core.engine.count.interval import poisson
from core.engine.count.inwoners import PER
from core.engine.judge import trechter
from core.measures import load_catalogus
from core.model import wording
from core.model.maat import Maat
from core.model.oordeel import VERBORGEN
from core.model.schema import NIET_BEKEND
from core.model.selectie import Selectie
from core.model.trechter import Trechter
from core.views.contract import View
from core.views.store import doelregios, gemeentenamen, known_maat, maten, regios

REGIO = "regio"
MINSTE = trechter.MINSTE
DELEN = ("gemeente", "gi", "aanbieder", "segment", REGIO)
_PER_KIND = "per 1.000"
_ZONDER = {"gi": "zonder GI", "aanbieder": "zonder aanbieder", "segment": "zonder segment"}
_GEEN_GROOTTE = (
    "Dit is een aantal, en bij deze delen hoort geen aantal inwoners. Een grote heeft er vanzelf meer van: zonder een "
    "maat voor de grootte is geen eerlijke trechter te maken. Hieronder staat elk deel apart in de tijd."
)
_BEDRAG = (
    "Dit is een bedrag. Hoe ver bedragen door toeval uiteenlopen is niet te zeggen, dus ook niet wie meer afwijkt dan "
    "door toeval. Hieronder staat elk deel apart in de tijd."
)
_GEVOLGD = (
    "Deze mediaan telt lopende zaken mee. Wat toeval is, volgt dan niet uit het aantal alleen; bij de OTS van GI's "
    "staat hieronder een toets die daar wel rekening mee houdt."
)
_BELEID = (
    "Dit cijfer hoort bij een beleidsdoel. Zo'n doel vraagt iets van alle partijen samen, en daarom wordt een "
    "{wie} er niet op beoordeeld. De cijfers staan hieronder apart in de tijd, zonder grenzen."
)
_WIE = {"gi": "GI", "aanbieder": "aanbieder"}
_BIJ = {
    "gi": ("welke GI", "GI's"),
    "aanbieder": ("welke aanbieder", "aanbieders"),
    "segment": ("welk segment", "segmenten"),
}
# Of these a centre without the cases of nobody can be worked out.
_AF_TE_TREKKEN = ("aandeel", "gemiddelde")
_ZONDER_MIDDEN = ("aantal", "bedrag", "gevolgd")


@dataclass(frozen=True)
class NaastElkaar:
    """One maat by the parts of one column. `maat`: as its figures are shown (a count of gemeenten with inhabitants is
    per 1.000). `delen`: the series of every part, the columns of View.reeks and naam, by name. `geheel`: the series of
    all parts together. `onbekend`: the series of what is not known to which part it belongs: in `geheel`, and no part.
    `reden`: why no limits are drawn, "" when they are. `afronding`: to what its counts were rounded, else 0."""

    maat: Maat
    kolom: str
    delen: pd.DataFrame
    geheel: pd.DataFrame
    soort: str
    onbekend: pd.DataFrame
    reden: str = ""
    afronding: int = 0

    @cached_property
    def perioden(self) -> tuple[str, ...]:
        """The periods in which a part has a figure, or one that may not be shown; the newest first."""
        gezegd = self.delen[self.delen["waarde"].notna() | (self.delen["reden"] == VERBORGEN)]
        return tuple(gezegd.sort_values("tot", ascending=False)["periode"].drop_duplicates())

    @property
    def namen(self) -> tuple[str, ...]:
        return tuple(self.delen["naam"].drop_duplicates())

    def rows_of(self, periode: str) -> pd.DataFrame:
        """The rows of one period."""
        return self.delen[self.delen["periode"] == periode].reset_index(drop=True)

    @property
    def drawable(self) -> pd.DataFrame:
        """The series without figures of too few cases to say anything."""
        genoeg = pd.to_numeric(self.delen["gevallen"]).astype(float) >= trechter.MINSTE
        return self.delen.assign(waarde=pd.to_numeric(self.delen["waarde"]).astype(float).where(genoeg))

    @property
    def adds_up(self) -> bool:
        """Whether all together are the sum of the parts, and so no yardstick for one of them."""
        return self.soort == "aantal" or (self.soort == "bedrag" and bool(self.geheel["noemer"].isna().all()))

    @property
    def behind(self) -> pd.DataFrame:
        """The series to see a part against: all together, of a sum divided by how many parts there are."""
        geheel = self.geheel[self.geheel["tot"].notna()]
        waarde = pd.to_numeric(geheel["waarde"]).astype(float)
        if self.adds_up:
            los = pd.to_numeric(self.onbekend["waarde"]).astype(float).groupby(self.onbekend["periode"]).sum()
            waarde = (waarde - geheel["periode"].map(los).fillna(0)) / max(len(self.namen), 1)
        return geheel.assign(waarde=waarde)

    def trechter(self, periode: str) -> Trechter:
        """The funnel of one period, or why there is none."""
        geheel, los = (x[x["periode"] == periode] for x in (self.geheel, self.onbekend))
        if self.reden:
            beeld = trechter.without(self.soort, periode=periode, reden=self.reden)
        else:
            midden = _without(geheel, los, self.soort)
            beeld = trechter.trechter(self.rows_of(periode), self.soort, midden, afronding=self.afronding)
        return replace(beeld, onbekend=_how_many(geheel, los, self.soort, self.kolom))


def splittable(view: View, maat: Maat) -> tuple[str, ...]:
    """By what a maat can be laid side by side here; regions only where there are more."""
    kan = {k for k in DELEN if k in maat.dimensions}
    if "gemeente" in kan and len(view.store.regios) > 1:
        kan.add(REGIO)
    return tuple(k for k in DELEN if k in kan)


def side_by_side(view: View, maat_id: str, selectie: Selectie, kolom: str) -> NaastElkaar:
    """What is chosen of the column itself is laid beside the rest, and does not limit it. Raises Melding where this
    view does not divide a figure so."""
    maat = known_maat(maat_id)
    keuze = selectie.with_(splits=(), **({} if kolom == REGIO else {kolom: ()}))
    heel = keuze.with_(regio=None, gemeente=(), segment=()) if kolom == REGIO else keuze
    delen, geheel = parts(view, maat_id, keuze, kolom), view.reeks(maat_id, heel)
    soort = _kind(maat_id)
    if soort == "aantal" and kolom in ("gemeente", REGIO):
        per_kind = _per_child(view, delen, keuze, kolom), _per_child(view, geheel, heel, None)
        # Also where all of it is hidden: that is another reason than that there are no inhabitants.
        if (per_kind[0]["waarde"].notna() | (per_kind[0]["reden"] == VERBORGEN)).any():
            (delen, geheel), soort, maat = per_kind, _PER_KIND, _as_rate(maat, keuze)
    bekend = is_part(delen, kolom)
    delen, onbekend = delen[bekend], delen[~bekend]
    delen = delen.assign(
        naam=named(delen[kolom], kolom, selectie.regio),
        gevallen=delen[trechter.cases(soort)],
    )
    drempels = view.weergave.drempels
    return NaastElkaar(
        maat,
        kolom,
        delen.sort_values(["naam", "tot"], kind="stable", ignore_index=True),
        geheel,
        soort,
        onbekend,
        _why_not(view, maat_id, selectie.regio, kolom, soort),
        drempels.afronding if drempels else 0,
    )


def is_part(reeks: pd.DataFrame, kolom: str) -> pd.Series:
    """Which rows are of a part; what is not known is none."""
    return ~reeks[kolom].isin(("", NIET_BEKEND))


def _without(geheel: pd.DataFrame, onbekend: pd.DataFrame, soort: str) -> pd.DataFrame:
    """The row of all parts together, without the cases of which is not known whose they are: they may be of others, and
    a part is held against the other parts. Where they may not be shown, or it is a median, they stay in."""
    vol = [len(x) == 1 and bool(x["waarde"].notna().all()) for x in (geheel, onbekend)]
    if soort not in _AF_TE_TREKKEN or not all(vol):
        return geheel
    heel, los = (x[["waarde", "teller", "noemer", "n"]].astype(float).iloc[0] for x in (geheel, onbekend))
    if soort == "aandeel":
        teller, noemer = heel["teller"] - los["teller"], heel["noemer"] - los["noemer"]
        if not (noemer > 0 and 0 <= teller <= noemer):
            return geheel
        return geheel.assign(teller=teller, noemer=noemer, waarde=teller / noemer)
    n = heel["n"] - los["n"]
    if not n > 0:
        return geheel
    return geheel.assign(n=n, waarde=(heel["waarde"] * heel["n"] - los["waarde"] * los["n"]) / n)


def _how_many(geheel: pd.DataFrame, onbekend: pd.DataFrame, soort: str, kolom: str) -> str:
    """Of how many cases is not known whose they are, in a sentence; "" when it is of all."""
    geteld = trechter.cases(soort)
    los = float(pd.to_numeric(onbekend[geteld]).fillna(0).sum())
    dicht = bool((onbekend["reden"] == VERBORGEN).any())
    if kolom not in _BIJ or not (los or dicht):
        return ""
    welke, wie = _BIJ[kolom]
    samen = float(pd.to_numeric(geheel[geteld]).fillna(0).sum())
    aantal = f"{wording.getal(los)} van de {wording.getal(samen)}" if los and samen else "een deel van de"
    uit = f"Van {aantal} gevallen is niet bekend bij {welke} zij horen. Zij staan niet tussen de {wie}"
    if soort in _ZONDER_MIDDEN:
        return f"{uit}."
    mee = "wel" if _without(geheel, onbekend, soort) is geheel else "niet"
    return f"{uit} en tellen {mee} mee in het midden."


def parts(view: View, maat_id: str, keuze: Selectie, kolom: str, ook: tuple[str, ...] = ()) -> pd.DataFrame:
    """The series of every part (and of every cell with the columns `ook`); without the row that only says why there is
    none at all."""
    if kolom == REGIO:
        heel = keuze.with_(gemeente=(), segment=(), splits=ook)  # a segment of that number is another one elsewhere
        reeksen = [view.reeks(maat_id, heel.with_(regio=r)).assign(regio=r) for r in view.store.regios]
        uit = pd.concat([r for r in reeksen if len(r)] or reeksen[:1], ignore_index=True)
    else:
        uit = view.reeks(maat_id, keuze.with_(splits=(kolom, *ook)))
    return uit[uit["tot"].notna()].reset_index(drop=True)


def _kind(maat_id: str) -> str:
    """Which limits a figure has: per 1.000, aandeel, gemiddelde or mediaan; else aantal, bedrag or gevolgd."""
    bijdrage = load_catalogus().bijdragen[maat_id]
    if isinstance(bijdrage, PerInwoner):
        return _PER_KIND
    return "gevolgd" if isinstance(bijdrage, Overleving) else soort_van(bijdrage, known_maat(maat_id))


def _why_not(view: View, maat_id: str, regio: str | None, kolom: str, soort: str) -> str:
    if kolom in _WIE and _only_policy(view, maat_id, regio):
        return _BELEID.format(wie=_WIE[kolom])
    return {"aantal": _GEEN_GROOTTE, "bedrag": _BEDRAG, "gevolgd": _GEVOLGD}.get(soort, "")


def _only_policy(view: View, maat_id: str, regio: str | None) -> bool:
    """Whether a figure belongs to goals, none of which is agreed with a single provider."""
    alle = [d for r in doelregios(regio, view.store) for d in r.doelen if d.maat == maat_id] if regio else []
    return bool(alle) and not any(d.per_aanbieder for d in alle)


def _per_child(view: View, reeks: pd.DataFrame, keuze: Selectie, kolom: str | None) -> pd.DataFrame:
    """A count as a rate. The children are those of the figures per 1.000: who lives there, whatever is counted."""
    stand = bool(len(reeks)) and bool(reeks["peildatum"].notna().all())
    for ander in (m for m in maten().values() if m.unit == _PER_KIND):
        kaal = Selectie(regio=keuze.regio, van=keuze.van, tot=keuze.tot, per=keuze.per).with_(
            gemeente=keuze.filter("gemeente")
        )
        kinderen = view.reeks(ander.id, kaal) if kolom is None else parts(view, ander.id, kaal, kolom)
        if len(kinderen) and bool(kinderen["peildatum"].notna().all()) == stand:
            return _divided(reeks, kinderen, ["tot"] + [kolom] * (kolom is not None))
    return reeks.assign(waarde=np.nan)


def _divided(reeks: pd.DataFrame, kinderen: pd.DataFrame, sleutel: list[str]) -> pd.DataFrame:
    noemer = kinderen[[*sleutel, "noemer"]].rename(columns={"noemer": "_kinderen"})
    uit = reeks.merge(noemer, on=sleutel, how="left")
    deler = pd.to_numeric(uit["_kinderen"]).astype(float) / PER
    geteld = pd.to_numeric(uit["waarde"]).astype(float)
    weet_marge = pd.to_numeric(uit["hoog"]).notna()
    laag, hoog = (np.where(weet_marge, x, np.nan) / deler for x in poisson(geteld.to_numpy()))
    uit = uit.assign(
        teller=geteld, noemer=uit["_kinderen"], waarde=geteld / deler, laag=laag, hoog=hoog, eenheid=_PER_KIND
    )
    return uit.drop(columns="_kinderen")


def _as_rate(maat: Maat, keuze: Selectie) -> Maat:
    """The maat as it is shown: its own figure per 1.000 where there is one that knows these filters."""
    eigen = maten().get(f"{maat.id}_per_1000")
    if eigen and eigen.fit(keuze).filters == maat.fit(keuze).filters:
        return eigen
    return maat.model_copy(update={"unit": _PER_KIND, "label": f"{maat.label}, per 1.000 jeugdigen"})


def named(waarden: Iterable[str], kolom: str, regio: str | None) -> list[str]:
    """Parts as people call them."""
    namen, los = _names(kolom, regio), "segment {}" if kolom == "segment" else "{}"
    return [namen.get(w, los.format(w)) if w else _ZONDER.get(kolom, "onbekend") for w in waarden]


def _names(kolom: str, regio: str | None) -> dict[str, str]:
    if kolom == "gemeente":
        return gemeentenamen()
    if kolom == REGIO:
        return {r.id: r.naam for r in regios().values()}
    eigen = regios().get(regio or "")
    return {s.nummer: s.titel for s in eigen.segmenten} if kolom == "segment" and eigen else {}
