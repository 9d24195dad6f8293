"""From the generator's numbers to the canonical tables (core/model/schema), one data frame each.

Text columns are categories, dates datetime64[s], numbers float64 or int64; the writer turns them into the
forms of an export. A jeugdige is J + two digits for the region + six digits.
"""

from functools import cached_property

import numpy as np
import pandas as pd

from core.example.asked import bevolking, mijlpalen, opvragen
from core.example.assignment import Opdracht
from core.example.calendar import OPEN, as_datum, datum
from core.example.crises import crisismeldingen
from core.example.declaraties import all_declaraties
from core.example.jeugdbescherming import beschermingsmaatregelen, with_gi
from core.example.jeugdigen import WOONPLAATSBEGINSEL, Jeugdigen
from core.example.jeugdreclassering import reclasseringsmaatregelen
from core.example.official import official
from core.example.producten import BIJ_MAATREGEL, NUMMER, PRODUCTEN
from core.example.records import maatregelrecords
from core.example.trajecten import all_trajecten, geregistreerd, per_gemeente
from core.example.verblijf import away_from_home_on, episodes, machtigingen, plaatsingen, until_now
from core.model.schema import TABELLEN

LOS = {"opvragen": opvragen, "mijlpalen": mijlpalen, "bevolking": bevolking}
GEEN_TEKST = ("datum", "getal", "geheel")
# Why the row that ends on the last day ended; of a measure by the first digit of its type.
REDEN_LAATSTE_DAG = {
    "maatregelen": {"1": "04", "2": "12", "3": "31", "4": "41", "5": "41", "6": "41"},
    "machtigingen": "",
    "plaatsingen": "",
    "trajecten": "31",
}


def choose(nummers, namen) -> pd.Categorical:
    """A text column: the name at each number, empty for -1."""
    return pd.Categorical.from_codes(np.asarray(nummers), list(namen))


def janee(vlag, bekend=True) -> pd.Categorical:
    return choose(np.where(bekend, np.asarray(vlag).astype(int), -1), ["nee", "ja"])


def _dagen(dagen) -> np.ndarray:
    dagen = np.asarray(dagen)
    return as_datum(dagen, dagen >= OPEN)


def _moment(dagen) -> np.ndarray:
    dagen = np.asarray(dagen, float)
    uit = np.round(dagen * 86400).astype("datetime64[s]")
    uit[dagen >= OPEN] = np.datetime64("NaT")
    return uit


def _tekst(waarden) -> pd.Categorical:
    return pd.Categorical(pd.Series(np.asarray(waarden, dtype=object)).replace("", None))


class Tabellen:
    """Every table of one region. `bsn` gives children a test BSN instead of their J-number, `reserve` are
    numbers that nobody has; fill them before the first table is made."""

    def __init__(self, opdracht: Opdracht):
        self.opdracht = o = opdracht
        self.kinderen = Jeugdigen(o)
        jb = beschermingsmaatregelen(o, self.kinderen)
        jr = reclasseringsmaatregelen(o, self.kinderen, jb)
        self.spel = with_gi(o, self.kinderen, pd.concat([jb, jr], ignore_index=True))
        jb = self.spel[: len(jb)]
        self.stays = episodes(o, self.kinderen, jb)
        self.plaatsen = plaatsingen(o, self.kinderen, self.stays)
        self.meldingen = crisismeldingen(o, self.kinderen, jb)
        hulp = all_trajecten(o, self.kinderen, self.spel, self.plaatsen, self.meldingen)
        self.kinderen.move(away_from_home_on(self.stays, WOONPLAATSBEGINSEL), o.toeval("verhuizing"))
        self.hulp = geregistreerd(o, per_gemeente(o, self.kinderen, hulp))
        self.bsn: dict[int, str] = {}
        self.reserve: list[str] = []

    @cached_property
    def namen(self) -> list[str]:
        namen = [f"J{self.opdracht.gebied.nummer:02d}{i:06d}" for i in range(self.kinderen.aantal)]
        for nummer, bsn in self.bsn.items():
            namen[nummer] = bsn
        return namen

    @cached_property
    def records(self) -> pd.DataFrame:
        return maatregelrecords(self.opdracht, self.kinderen, self.spel)

    def _gemeente(self, nummers, dagen) -> pd.Categorical:
        return choose(self.kinderen.gemeente_op(np.asarray(nummers), np.asarray(dagen)), self.opdracht.gebied.codes)

    def _gi(self, nummers) -> pd.Categorical:
        return choose(nummers, [g.naam for g in self.opdracht.gebied.gis])

    def _aanbieder(self, nummers) -> pd.Categorical:
        gis = [g.naam for g in self.opdracht.gebied.gis]
        namen = gis[::-1] + [f"Aanbieder {i:03d}" for i in range(1, self.opdracht.schaal.aanbieders + 1)]
        return choose(np.asarray(nummers) + len(gis), namen)

    def _product(self, product, wat: str) -> pd.Categorical:
        waarden = [getattr(p, wat) for p in PRODUCTEN]
        if wat == "segment":
            waarden = [self.opdracht.gebied.segmenten[w] for w in waarden]
        uniek = sorted(set(waarden))
        return choose(np.array([uniek.index(w) for w in waarden])[np.asarray(product)], uniek)

    def maatregelen(self) -> pd.DataFrame:
        r, o = self.records, self.opdracht
        rng = o.toeval("geslacht")
        man = self.kinderen.kolom("man", r.jeugdige).astype(int)
        start = np.minimum(r.begin, r.gekregen_op).to_numpy()
        tot = np.minimum(r.einde, np.minimum(r.over_op, o.tot)).to_numpy()
        ots = np.where(tot - r.eerste_dag.to_numpy() < 365, "48A04", "48A05")
        code = np.where(r.type == "11", ots, r.type.map(BIJ_MAATREGEL).fillna(""))
        aanmelding = np.where(r.aanmelding < OPEN, np.minimum(r.aanmelding, start), OPEN)
        return pd.DataFrame(
            {
                "jeugdige": choose(r.jeugdige, self.namen),
                "geboortedatum": _dagen(self.kinderen.kolom("geboren", r.jeugdige)),
                "geslacht": choose(
                    np.where(rng.happens(0.01, self.kinderen.aantal)[r.jeugdige], 2, man), ["V", "M", "O"]
                ),
                "gemeente": choose(r.gemeente, o.gebied.codes),
                "gi": self._gi(r.gi),
                "type": _tekst(r.type),
                "begindatum": _dagen(r.begin),
                "einddatum": _dagen(r.einde),
                "reden_einde": _tekst(r.reden),
                "datum_overgedragen": _dagen(r.over_op),
                "datum_overgedragen_gekregen": _dagen(r.gekregen_op),
                "aanmelddatum": _dagen(aanmelding),
                "productcode": _tekst(code),
                "gezin": _tekst([f"G{o.gebied.nummer:02d}{g:06d}" for g in r.gezin]),
            }
        )

    def machtigingen(self) -> pd.DataFrame:
        m = machtigingen(self.opdracht, self.stays, self.plaatsen)
        return pd.DataFrame(
            {
                "jeugdige": choose(m.jeugdige, self.namen),
                "gemeente": self._gemeente(m.jeugdige, m.begin),
                "gi": self._gi(m.gi),
                "type": _tekst(m.type),
                "begindatum": _dagen(m.begin),
                "einddatum": _dagen(until_now(m.einde, self.opdracht.tot)),
            }
        )

    def plaatsingen(self) -> pd.DataFrame:
        p, o = self.plaatsen, self.opdracht
        # In one of fourteen rows of children with a measure the GI is not filled in.
        gi = np.where(o.toeval("gi bij plaatsing").happens(0.07, len(p)), -1, p.gi)
        return pd.DataFrame(
            {
                "jeugdige": choose(p.jeugdige, self.namen),
                "gemeente": self._gemeente(p.jeugdige, p.begin),
                "gi": self._gi(gi),
                "aanbieder": self._aanbieder(p.aanbieder),
                "segment": self._product(p.code.map(NUMMER), "segment"),
                "verblijfsvorm": _tekst(p.vorm),
                "netwerk": janee(p.netwerk, p.vorm == "11"),
                "begindatum": _dagen(p.begin),
                "einddatum": _dagen(until_now(p.einde, o.tot)),
                "etmalen_per_week": p.etmalen.astype(float),
                "afstand_km": p.afstand.where(p.afstand_bekend),
                "netwerk_verkend": janee(p.verkend, p.verkend_bekend),
                "ervaringsdeskundige": janee(p.ervaring),
                "aanmelddatum": _dagen(p.aanmelding),
                "productcode": _tekst(p.code),
            }
        )

    def trajecten(self) -> pd.DataFrame:
        t, o = self.hulp, self.opdracht
        return pd.DataFrame(
            {
                "jeugdige": choose(t.jeugdige, self.namen),
                "gemeente": self._gemeente(t.jeugdige, t.begin_plan),
                "aanbieder": self._aanbieder(t.aanbieder),
                "segment": self._product(t["product"], "segment"),
                "productcategorie": self._product(t["product"], "categorie"),
                "productcode": self._product(t["product"], "code"),
                "verwijzer": _tekst(t.verwijzer),
                "gi": self._gi(t.gi),
                "toewijzingnummer": self._toewijzing(t.index),
                "aanmelddatum": _dagen(t.aanmelding),
                "toewijzingsdatum": _dagen(np.minimum(t.toewijzing, o.tot)),
                "begindatum": _dagen(t.begin),
                "einddatum": _dagen(np.where(t.begin < OPEN, until_now(t.einde, o.tot), OPEN)),
                "reden_einde": _tekst(np.where(t.begin < OPEN, t.reden, "")),
                "groep": janee(t.groep),
                "ervaringsdeskundige": janee(t.ervaring),
                "afwijking_normenkader": janee(t.afwijking),
                "gecontracteerd": janee(t.gecontracteerd),
            }
        )

    def _toewijzing(self, nummers) -> pd.Categorical:
        return choose(nummers, [f"T{self.opdracht.gebied.nummer:02d}{i:06d}" for i in range(len(self.hulp))])

    def declaraties(self) -> pd.DataFrame:
        d, t = all_declaraties(self.opdracht, self.hulp), self.hulp
        bij = d.traject.to_numpy()
        product, gi = t["product"].to_numpy()[bij], t.aanbieder.to_numpy()[bij] < 0
        return pd.DataFrame(
            {
                "gemeente": self._gemeente(t.jeugdige, t.begin_plan)[bij],
                "jeugdige": choose(t.jeugdige.to_numpy()[bij], self.namen),
                "aanbieder": self._aanbieder(t.aanbieder.to_numpy()[bij]),
                "gi": self._gi(t.gi.to_numpy()[bij]),
                "segment": self._product(product, "segment"),
                "productcategorie": self._product(product, "categorie"),
                "productcode": self._product(product, "code"),
                "toewijzingnummer": self._toewijzing(bij),
                "verwijzer": _tekst(t.verwijzer)[bij],
                "periode_begin": _dagen(d.van),
                "periode_einde": _dagen(d.tot),
                "volume": d.volume,
                "eenheid": self._product(product, "eenheid"),
                "bedrag": d.cent / 100,
                # Only GI's fill in what goes without saying: debet, and toegekend.
                "debet_credit": choose(np.where(gi | d.credit, d.credit, -1).astype(int), ["D", "C"]),
                "status": choose(np.where(gi | d.afgewezen, d.afgewezen, -1).astype(int), ["toegekend", "afgewezen"]),
            }
        )

    def crises(self) -> pd.DataFrame:
        c = self.meldingen
        segment = np.full(len(c), self.opdracht.gebied.segmenten["crisis"])
        return pd.DataFrame(
            {
                "jeugdige": choose(c.jeugdige, self.namen),
                "gemeente": self._gemeente(c.jeugdige, c.melding),
                "gi": self._gi(c.gi),
                "segment": _tekst(segment),
                "melding": _moment(c.melding),
                "start": _moment(c.start),
                "aangeboden": _moment(c.aangeboden),
                "interventie": choose(c.verblijf.astype(int), ["ambulant", "verblijf"]),
                "netwerk_onderzocht": janee(c.onderzocht),
                "netwerk_ingezet": janee(c.ingezet),
                "lopende_hulp": janee(c.lopend),
            }
        )

    def cbs(self) -> pd.DataFrame:
        data = official(self.opdracht, self.kinderen, self.spel)
        teksten = ("gemeente", "gebied", "onderwerp", "voorlopig")
        return data.assign(**{k: _tekst(data[k]) for k in teksten})

    def make(self, tabel: str) -> pd.DataFrame:
        """The table with exactly the columns of the schema, in that order."""
        kolommen = TABELLEN[tabel].kolommen
        if tabel not in LOS:
            return on_last_day(getattr(self, tabel)()[[k.naam for k in kolommen]], tabel, self.opdracht)
        data = LOS[tabel](self.opdracht)
        return pd.DataFrame({k.naam: data[k.naam] if k.soort in GEEN_TEKST else _tekst(data[k.naam]) for k in kolommen})


def on_last_day(data: pd.DataFrame, tabel: str, opdracht: Opdracht) -> pd.DataFrame:
    """Let something happen on the last day, in maatregelen and machtigingen at every GI: else the data would
    seem to stop earlier. The oldest running row ends on that day: in maatregelen one of an OTS, or of
    another measure at a GI without a running OTS."""
    if tabel not in REDEN_LAATSTE_DAG:
        return data
    dag = pd.Timestamp(datum(opdracht.tot))
    per_gi = tabel in ("maatregelen", "machtigingen")
    leverancier = data.gi.cat.codes.to_numpy() if per_gi else np.zeros(len(data))
    loopt = (data.einddatum.isna() & data.begindatum.notna()).to_numpy()
    if tabel == "maatregelen":
        loopt = loopt & data.datum_overgedragen.isna().to_numpy()
    anders = (data.type != "11").to_numpy() if tabel == "maatregelen" else np.zeros(len(data), bool)
    nu = ((data.begindatum == dag) | (data.einddatum == dag)).to_numpy()
    for wie in np.unique(leverancier):
        kan = np.flatnonzero((leverancier == wie) & loopt)
        if len(kan) and not nu[leverancier == wie].any():
            _stopt(data, kan[np.argsort(anders[kan], kind="stable")[0]], dag, tabel)
    return data


def _stopt(data: pd.DataFrame, rij: int, dag: pd.Timestamp, tabel: str) -> None:
    """End one running row."""
    data.loc[rij, "einddatum"] = dag
    reden = REDEN_LAATSTE_DAG[tabel]
    if tabel == "maatregelen":
        reden = reden.get(str(data.type[rij])[0], reden["1"])
    if reden:
        data.loc[rij, "reden_einde"] = reden
