"""The usual dirt, planted in small known numbers, so that the quality page has something to find.

What must be rejected or merged is *added* (a copy under a number of its own), so that the figures of the clean
rows stay as they were; a few other kinds change a row in place. `telling` says exactly how many rows of each
kind a table holds. Spelling variants of a GI are only a trailing space or small letters: any other spelling
would be another GI.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from core.sources.voorbeeld.bsn import elfproef
from core.sources.voorbeeld.kalender import als_datum
from core.sources.voorbeeld.opdracht import Opdracht
from core.sources.voorbeeld.tabellen import Tabellen

ONLEESBAAR = ("31-02-2021", "2021-13-45", "onbekend", "00-00-0000", "29-02-2023")
GEEN_GEMEENTE = ("GM9999", "Onbekend", "0000", "Buitenland")
TOEKOMST = 40 * 365  # far away, so that it is still the future when somebody reads the example years later


@dataclass
class Blok:
    """One table of one region on its way out. `cellen`: (row, column, value) written as is instead of the typed
    value (a text, or an int where Excel made a number of it)."""

    tabel: str
    data: pd.DataFrame
    cellen: list[tuple[int, str, str | int]] = field(default_factory=list)
    telling: dict[str, int] = field(default_factory=dict)


class Strooier:
    """Plants dirt in one table; every row is touched at most once."""

    def __init__(self, opdracht: Opdracht, blok: Blok, namen: dict[str, str], reserve: list[str]):
        self.opdracht, self.blok, self.namen, self.reserve = opdracht, blok, namen, reserve
        self.rng = opdracht.toeval(f"vuil {blok.tabel}")
        self.vrij = np.ones(len(blok.data), bool)
        self.erbij: list[pd.DataFrame] = []
        self.nieuw = 0

    def pak(self, deel: float, waar=True) -> np.ndarray:
        """Positions of a share of the rows (at least one) where `waar`, not taken before."""
        kan = np.flatnonzero(self.vrij & waar)
        aantal = min(len(kan), max(1, round(deel * len(self.vrij))))
        rijen = np.sort(self.rng.choice(kan, aantal, replace=False))
        self.vrij[rijen] = False
        return rijen

    def tel(self, soort: str, aantal: int) -> None:
        self.blok.telling[soort] = self.blok.telling.get(soort, 0) + int(aantal)

    def kopie(self, soort: str, deel: float, waar=True, andere=True, cel: tuple[str, tuple] | None = None,
              wijzig: Callable[[pd.DataFrame], dict] = lambda d: {}) -> None:
        """Add copies, of `andere` children; `cel` = (column, texts) puts one of the texts in each copy."""
        rijen = self.pak(deel, waar)
        data = self.blok.data.iloc[rijen]
        eerste = len(self.blok.data) + sum(map(len, self.erbij))
        self.erbij.append(data.assign(**wijzig(data)))
        for i in range(len(rijen)):
            if andere:
                self._onder_ander_nummer(eerste + i)
            if cel:
                self.blok.cellen.append((eerste + i, cel[0], cel[1][i % len(cel[1])]))
        self.tel(soort, len(rijen))

    def _onder_ander_nummer(self, rij: int) -> None:
        self.nieuw += 1
        nummer = f"{self.opdracht.gebied.nummer:02d}{900_000 + self.nieuw}"
        self.blok.cellen.append((rij, "jeugdige", self.reserve.pop() if self.reserve else f"J{nummer}"))
        if self.blok.tabel == "trajecten":
            self.blok.cellen.append((rij, "toewijzingnummer", f"T{nummer}"))

    def cel(self, soort: str, kolom: str, deel: float, tekst: Callable[[object, int], str], waar=True) -> None:
        """Write a share of the cells of `kolom` in another way."""
        rijen = self.pak(deel, waar)
        waarden = self.blok.data[kolom].iloc[rijen]
        self.blok.cellen += [(int(r), kolom, tekst(w, i)) for i, (r, w) in enumerate(zip(rijen, waarden, strict=True))]
        self.tel(soort, len(rijen))

    def zet(self, soort: str, deel: float, waar, wijzig: Callable[[pd.DataFrame], dict]) -> None:
        """Change the values of a share of the rows in place."""
        rijen = self.pak(deel, waar)
        for kolom, waarden in wijzig(self.blok.data.iloc[rijen]).items():
            self.blok.data.iloc[rijen, self.blok.data.columns.get_loc(kolom)] = waarden
        self.tel(soort, len(rijen))

    def klaar(self) -> None:
        self.blok.data = pd.concat([self.blok.data, *self.erbij], ignore_index=True)

    def later(self, kolom: str, laag: int, hoog: int) -> Callable[[pd.DataFrame], np.ndarray]:
        """The column plus a random number of days."""
        return lambda d: d[kolom] + pd.to_timedelta(self.rng.integers(laag, hoog, len(d)), unit="D")


def bevuil(tabellen: Tabellen, blok: Blok) -> None:
    """Plant what belongs in this table."""
    plan = PLANNEN.get(blok.tabel)
    if plan is None or len(blok.data) < 20:
        return
    g = tabellen.opdracht.gebied
    reserve = tabellen.reserve if blok.tabel == "maatregelen" else []
    strooier = Strooier(tabellen.opdracht, blok, dict(zip(g.codes, g.namen, strict=True)), reserve)
    plan(strooier, tabellen)
    strooier.klaar()


def _gemeenschappelijk(s: Strooier, deel: float) -> None:
    d = s.blok.data
    gesloten = (d.begindatum.notna() & (d.einddatum - d.begindatum > pd.Timedelta(days=90))).to_numpy()
    s.kopie("dubbele_rij", deel, andere=False)
    s.kopie("einde_voor_begin", deel / 2, gesloten, wijzig=lambda k: {"einddatum": k.begindatum - pd.Timedelta(days=20)})
    s.kopie("onbekende_gemeente", deel / 2, cel=("gemeente", GEEN_GEMEENTE))


def _maatregelen(s: Strooier, t: Tabellen) -> None:
    d, tot = s.blok.data, t.opdracht.tot
    begin, open_ = d.begindatum.notna().to_numpy(), (d.einddatum.isna() & d.datum_overgedragen.isna()).to_numpy()
    _bsn_cellen(s, t)
    _gemeenschappelijk(s, 0.006)
    lang = begin & (d.einddatum - d.begindatum > pd.Timedelta(days=150)).to_numpy()
    s.kopie("zelfde_start_ander_einde", 0.004, lang, andere=False,
            wijzig=lambda k: {"einddatum": s.later("einddatum", -60, -5)(k), "reden_einde": pd.NA})
    s.kopie("onbekend_type", 0.002, begin, cel=("type", ("99", "XX", "jeugdwet")))
    s.kopie("onleesbare_datum", 0.003, begin, cel=("begindatum", ONLEESBAAR))
    s.kopie("gi_leeg", 0.003, begin, wijzig=lambda k: {"gi": pd.NA})
    s.kopie("begin_in_toekomst", 0.002, begin & open_, wijzig=lambda k: {"begindatum": s.later("begindatum", TOEKOMST, TOEKOMST + 900)(k)})
    achttien = d.geboortedatum + pd.DateOffset(years=18)
    ver = (achttien > pd.Timestamp(als_datum(np.array([tot + 1200]))[0])).to_numpy()
    s.zet("verwacht_einde", 0.008, open_ & ver & (d.type == "21").to_numpy(),
          lambda k: {"einddatum": (k.geboortedatum + pd.DateOffset(years=18)).to_numpy()})
    laatste = (d.reden_einde == "01").to_numpy() & (d.type == "11").to_numpy()
    s.zet("ots_na_18", 0.002, laatste, lambda k: {"einddatum": pd.NaT, "reden_einde": None})
    oud = begin & d.aanmelddatum.notna().to_numpy() & (d.begindatum < pd.Timestamp(als_datum(np.array([tot - 30]))[0])).to_numpy()
    s.zet("aanmelddatum_na_begin", 0.006, oud, lambda k: {"aanmelddatum": s.later("begindatum", 3, 20)(k).to_numpy()})
    s.cel("datum_in_andere_vorm", "begindatum", 0.012, lambda w, i: w.strftime(("%Y-%m-%d", "%Y%m%d", "%-d-%-m-%Y")[i % 3]), begin)
    s.cel("gi_schrijfwijze", "gi", 0.01, lambda w, i: f"{w} " if i % 2 else w.lower(), d.gi.notna().to_numpy())
    s.cel("gemeente_als_naam", "gemeente", 0.12, lambda w, i: s.namen[w])
    s.tel("overdracht_zonder_ontvanger", t.records.zonder_ontvanger.sum())
    s.tel("overdracht_te_laat", t.records.te_laat.sum())


def _bsn_cellen(s: Strooier, t: Tabellen) -> None:
    """Of a number with leading zeros the later records of the child have lost them, as Excel does."""
    wie = s.blok.data.jeugdige.astype(str)
    met_nul = wie.isin([b for b in t.bsn.values() if b.startswith("0")])
    kwijt = np.flatnonzero(met_nul & wie.duplicated())
    s.blok.cellen += [(int(r), "jeugdige", int(wie[r])) for r in kwijt]
    fout = wie.isin([b for b in t.bsn.values() if not elfproef(np.array([int(b)]))[0]])
    s.vrij &= ~(met_nul | fout).to_numpy()
    s.tel("bsn_zonder_voorloopnul", len(kwijt))
    s.tel("bsn_elfproef_fout", fout.sum())


def _machtigingen(s: Strooier, t: Tabellen) -> None:
    d = s.blok.data
    s.kopie("dubbele_rij", 0.004, andere=False)
    s.kopie("einde_voor_begin", 0.003, d.einddatum.notna().to_numpy(), wijzig=lambda k: {"einddatum": k.begindatum - pd.Timedelta(days=9)})
    s.kopie("gi_leeg", 0.003, wijzig=lambda k: {"gi": pd.NA})


def _plaatsingen(s: Strooier, t: Tabellen) -> None:
    d, tot = s.blok.data, t.opdracht.tot
    _gemeenschappelijk(s, 0.005)
    lang = (d.einddatum - d.begindatum > pd.Timedelta(days=120)).to_numpy()
    s.kopie("zelfde_start_ander_einde", 0.004, lang, andere=False, wijzig=lambda k: {"einddatum": s.later("einddatum", -60, -5)(k)})
    s.kopie("onbekend_type", 0.002, cel=("verblijfsvorm", ("99", "15", "logeren")))
    open_ = d.einddatum.isna().to_numpy()
    s.kopie("begin_in_toekomst", 0.002, open_, wijzig=lambda k: {"begindatum": s.later("begindatum", TOEKOMST, TOEKOMST + 900)(k)})
    ver = pd.Timestamp(als_datum(np.array([tot + 1500]))[0])
    s.zet("verwacht_einde", 0.006, open_, lambda k: {"einddatum": ver})


def _trajecten(s: Strooier, t: Tabellen) -> None:
    d, tot = s.blok.data, t.opdracht.tot
    begin = d.begindatum.notna().to_numpy()
    _gemeenschappelijk(s, 0.002)
    s.kopie("onleesbare_datum", 0.001, begin, cel=("begindatum", ONLEESBAAR))
    s.kopie("aanbieder_leeg", 0.001, wijzig=lambda k: {"aanbieder": pd.NA})
    oud = begin & d.aanmelddatum.notna().to_numpy() & (d.begindatum < pd.Timestamp(als_datum(np.array([tot - 30]))[0])).to_numpy()
    s.zet("aanmelddatum_na_begin", 0.003, oud, lambda k: {"aanmelddatum": s.later("begindatum", 3, 20)(k).to_numpy()})


def _declaraties(s: Strooier, t: Tabellen) -> None:
    s.kopie("dubbele_rij", 0.001, andere=False)
    s.kopie("onbekende_gemeente", 0.0005, cel=("gemeente", GEEN_GEMEENTE))
    s.kopie("negatief_bedrag", 0.0005, andere=False, wijzig=lambda k: {"bedrag": -(k.bedrag / 2).round(2) - 0.01})


def _crises(s: Strooier, t: Tabellen) -> None:
    s.kopie("dubbele_rij", 0.006, andere=False)
    s.kopie("onleesbare_datum", 0.004, cel=("melding", ("12-05-2023 25:61", "onbekend", "31-06-2022 10:00")))


PLANNEN = {"maatregelen": _maatregelen, "machtigingen": _machtigingen, "plaatsingen": _plaatsingen, "trajecten": _trajecten,
           "declaraties": _declaraties, "crises": _crises}
