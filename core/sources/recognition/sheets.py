"""Sheets that may not be meant to count: hidden ones, and copies of another sheet. Asked, never guessed."""

import re
from dataclasses import replace

import pandas as pd

from core.sources.keuzes import JA, NEE, Keuzes
from core.sources.raw import RuweTabel, Vraag
from core.sources.readers.message import show
from core.sources.recognition.names import without_accent
from core.sources.recognition.table import onderwerp

_KOPIE = re.compile(
    r"\(\d+\)|\b(?:kopie|copy|oud|oude|old|concept|draft|backup|back up|reserve|niet gebruiken|vervallen|archief|"
    r"vorige|test|kladblok|klad|werkversie|v\d+|versie \d+|def|definitief|nieuw)\b"
)
_SLEUTEL = (
    "jeugdige",
    "toewijzingnummer",
    "type",
    "verblijfsvorm",
    "melding",
    "begindatum",
    "periode_begin",
    "productcode",
    "aanbieder",
    "doel",
    "gemeente",
    "jaar",
    "leeftijd_van",
)
_ZELFDE = 0.3  # share of the rows that stand in the other sheet too


def ask_sheets(tabellen: list[RuweTabel], keuzes: Keuzes) -> list[RuweTabel]:
    """The tables that count, with a question on every hidden sheet and on every sheet that looks like a copy of
    another; a sheet of which somebody said no is left out."""
    uit = []
    for tabel in tabellen:
        gezegd = keuzes.blad(tabel.blad) or (tabel.gezegd or keuzes).blad(tabel.blad)
        reden = _reason(tabel, tabellen) if tabel.tabel and not gezegd else ""
        if not reden:
            uit.append(tabel)
            continue
        vraag = keuzes.beantwoord(
            Vraag(
                "blad",
                onderwerp(tabel),
                f"Het blad {show(tabel.blad)} in {show(tabel.bestand)} {reden}. Telt het mee?",
                (JA, NEE),
                None,
                (),
                f'--blad "{show(tabel.blad)}=ja" of --blad "{show(tabel.blad)}=nee"',
                True,
                tabel.bestand,
                tabel.blad,
            )
        )
        if vraag.gekozen == NEE:
            continue
        uit.append(replace(tabel, vragen=[*tabel.vragen, vraag]))
    return uit


def _reason(tabel: RuweTabel, alle: list[RuweTabel]) -> str:
    if any(o.code == "blad_verborgen" for o in tabel.opmerkingen):
        return f"is verborgen en lijkt op {tabel.tabel}"
    for ander in alle:
        if ander is tabel or (ander.bestand, ander.tabel) != (tabel.bestand, tabel.tabel) or ander.blad == tabel.blad:
            continue
        eigen, andere = _bare(tabel.blad), _bare(ander.blad)
        if eigen[0] in ("", andere[0]) and eigen[1] and (not andere[1] or alle.index(ander) < alle.index(tabel)):
            gelijk = _same_rows(tabel, ander)
            if gelijk >= _ZELFDE or _named_old(tabel.blad):
                return (
                    f"lijkt een kopie van {show(ander.blad)} ({round(100 * gelijk)}% van de rijen staat daar ook); "
                    f"samen "
                    "tellen ze dubbel"
                )
    return ""


def _bare(blad: str) -> tuple[str, bool]:
    """(the name without what makes it a copy, whether there was such a thing in it)."""
    naam = without_accent(blad).replace("_", " ")
    kaal = " ".join(_KOPIE.sub(" ", naam).split())
    return kaal, kaal != " ".join(naam.split())


def _named_old(blad: str) -> bool:
    return bool(re.search(r"\b(?:oud|oude|concept|niet gebruiken|vervallen|backup|archief)\b", without_accent(blad)))


def _same_rows(een: RuweTabel, ander: RuweTabel) -> float:
    """Share of the rows of the first of which child, kind and begin are in the second as well."""
    kolommen = [k for k in _SLEUTEL if k in een.kolommen and k in ander.kolommen]
    if not kolommen or not een.data.num_rows:
        return 0.0

    def keys(ruw: RuweTabel) -> pd.Series:
        frame = ruw.data.select([ruw.kolommen[k] for k in kolommen]).to_pandas().astype("string").fillna("")
        return pd.util.hash_pandas_object(frame.set_axis(kolommen, axis=1), index=False)

    return float(keys(een).isin(keys(ander)).mean())
