"""The usual dirt, planted in small known numbers, so that the quality page has something to find.

What must be rejected or merged is *added* (a copy under a number of its own), so that the figures of the
clean rows stay as they were; a few other kinds change a row in place. The counts say exactly how many rows of
each kind a table holds. Spelling variants of a GI are only a trailing space or small letters: any other
spelling would be another GI.
"""

import numpy as np
import pandas as pd

from core.example.bsn import elfproef
from core.example.sprinkler import Blok, Strooier
from core.example.tables import Tabellen

ONLEESBAAR = ("31-02-2021", "2021-13-45", "onbekend", "00-00-0000", "29-02-2023")
ONLEESBAAR_MOMENT = ("12-05-2023 25:61", "onbekend", "31-06-2022 10:00")
GEEN_GEMEENTE = ("GM9999", "Onbekend", "0000", "Buitenland")
ANDERE_DATUMVORM = ("%Y-%m-%d", "%Y%m%d", "%-d-%-m-%Y")
MINSTENS = 20  # rows in a table before anything is planted


def soil(tabellen: Tabellen, blok: Blok) -> None:
    """Plant what belongs in this table, and count it in blok.telling."""
    plan = PLANNEN.get(blok.tabel)
    if plan is None or len(blok.data) < MINSTENS:
        return
    g = tabellen.opdracht.gebied
    reserve = tabellen.reserve if blok.tabel == "maatregelen" else []
    strooier = Strooier(tabellen.opdracht, blok, dict(zip(g.codes, g.namen, strict=True)), reserve)
    plan(strooier, tabellen)
    strooier.klaar()


def _maatregelen(s: Strooier, t: Tabellen) -> None:
    d = s.blok.data
    begin, loopt = d.begindatum.notna(), d.einddatum.isna() & d.datum_overgedragen.isna()
    _bsn(s, t)
    s.dubbel(0.006)
    s.einde_voor_begin(0.003)
    s.ander_einde(0.004, reden_einde=pd.NA)
    s.in_future(0.002, begin & loopt)
    s.kopie("onbekende_gemeente", 0.003, cel=("gemeente", GEEN_GEMEENTE))
    s.kopie("onbekend_type", 0.002, begin, cel=("type", ("99", "XX", "jeugdwet")))
    s.kopie("onleesbare_datum", 0.003, begin, cel=("begindatum", ONLEESBAAR))
    s.kopie("gi_leeg", 0.003, begin, lambda k: {"gi": pd.NA})
    # An expected end is the 18th birthday, years ahead.
    achttien = d.geboortedatum + pd.DateOffset(years=18)
    s.put(
        "verwacht_einde",
        0.008,
        loopt & (achttien > s.dag(1200)) & (d.type == "21"),
        lambda k: {"einddatum": achttien[k.index].to_numpy()},
    )
    s.put(
        "ots_na_18",
        0.002,
        (d.reden_einde == "01") & (d.type == "11"),
        lambda k: {"einddatum": pd.NaT, "reden_einde": None},
    )
    s.aanmelding_too_late(0.006)
    s.cel("datum_in_andere_vorm", "begindatum", 0.012, lambda w, i: w.strftime(ANDERE_DATUMVORM[i % 3]), begin)
    s.cel("gi_schrijfwijze", "gi", 0.01, lambda w, i: f"{w} " if i % 2 else w.lower(), d.gi.notna())
    s.cel("gemeente_als_naam", "gemeente", 0.12, lambda w, i: s.namen[w])
    s.count("overdracht_zonder_ontvanger", t.records.zonder_ontvanger.sum())
    s.count("overdracht_te_laat", t.records.te_laat.sum())


def _bsn(s: Strooier, t: Tabellen) -> None:
    """Of a number with leading zeros the later records of the child have lost them, as Excel does."""
    wie = s.blok.data.jeugdige.astype(str)
    met_nul = wie.isin([b for b in t.bsn.values() if b.startswith("0")])
    fout = wie.isin([b for b in t.bsn.values() if not elfproef(np.array([int(b)]))[0]])
    kwijt = np.flatnonzero(met_nul & wie.duplicated())
    s.blok.cellen += [(int(r), "jeugdige", int(wie[r])) for r in kwijt]
    s.vrij &= ~(met_nul | fout).to_numpy()
    s.count("bsn_zonder_voorloopnul", len(kwijt))
    s.count("bsn_elfproef_fout", fout.sum())


def _machtigingen(s: Strooier, t: Tabellen) -> None:
    s.dubbel(0.004)
    s.einde_voor_begin(0.003)
    s.kopie("gi_leeg", 0.003, wijzig=lambda k: {"gi": pd.NA})


def _plaatsingen(s: Strooier, t: Tabellen) -> None:
    loopt = s.blok.data.einddatum.isna()
    s.dubbel(0.005)
    s.einde_voor_begin(0.003)
    s.ander_einde(0.004)
    s.in_future(0.002, loopt)
    s.kopie("onbekende_gemeente", 0.003, cel=("gemeente", GEEN_GEMEENTE))
    s.kopie("onbekend_type", 0.002, cel=("verblijfsvorm", ("99", "15", "logeren")))
    s.put("verwacht_einde", 0.006, loopt, lambda k: {"einddatum": s.dag(1500)})


def _trajecten(s: Strooier, t: Tabellen) -> None:
    s.dubbel(0.002)
    s.einde_voor_begin(0.001)
    s.kopie("onbekende_gemeente", 0.001, cel=("gemeente", GEEN_GEMEENTE))
    s.kopie("onleesbare_datum", 0.001, s.blok.data.begindatum.notna(), cel=("begindatum", ONLEESBAAR))
    s.kopie("aanbieder_leeg", 0.001, wijzig=lambda k: {"aanbieder": pd.NA})
    s.aanmelding_too_late(0.003)


def _declaraties(s: Strooier, t: Tabellen) -> None:
    s.dubbel(0.001)
    s.kopie("onbekende_gemeente", 0.0005, cel=("gemeente", GEEN_GEMEENTE))
    s.kopie("negatief_bedrag", 0.0005, andere=False, wijzig=lambda k: {"bedrag": -(k.bedrag / 2).round(2) - 0.01})


def _crises(s: Strooier, t: Tabellen) -> None:
    s.dubbel(0.006)
    s.kopie("onleesbare_datum", 0.004, cel=("melding", ONLEESBAAR_MOMENT))


PLANNEN = {
    "maatregelen": _maatregelen,
    "machtigingen": _machtigingen,
    "plaatsingen": _plaatsingen,
    "trajecten": _trajecten,
    "declaraties": _declaraties,
    "crises": _crises,
}
