"""What an ontwikkeltafel decides about a goal: the percentage that a document left open, and notes in words.

A decision is never changed or thrown away: a later one on the same goal takes its place, and both stay readable.
"""

import datetime as dt
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from core.model import wording
from core.model.doel import Basis, Doel, Doelwaarde, Regio
from core.model.maat import Maat
from core.model.melding import Melding
from core.staat import teksten
from core.staat.database import change, fetch, schema
from core.staat.herkomst import ONBEKEND, Herkomst, as_row, columns, from_row

MAX_TEKENS = teksten.MAX_TEKENS
_WAT = "De besluiten en notities"
# In a remark of the agreements: what is over once something was decided.
_NOG_OPEN = re.compile(
    r"percentage is (?:nog )?open|blijft open|nog (?:afgesproken|bepalen)|zou in \d{4} worden afgesproken"
    r"|is niet afgesproken|tot (?:het er is|die tijd|er een afspraak is)|de lijn zonder kleur",
    re.IGNORECASE,
)
_besluiten = sa.Table(
    "besluiten",
    schema,
    sa.Column("nr", sa.Integer, primary_key=True),
    sa.Column("doel", sa.String(40), index=True),
    sa.Column("verandering", sa.Float),
    sa.Column("datum", sa.Date),
    sa.Column("basisjaar", sa.Integer),
    sa.Column("wie", sa.String(120)),
    sa.Column("op", sa.DateTime),
    sa.Column("toelichting", sa.String(MAX_TEKENS)),
    *columns(),
)
_notities = sa.Table(
    "notities",
    schema,
    sa.Column("nr", sa.Integer, primary_key=True),
    sa.Column("doel", sa.String(40), index=True),
    sa.Column("wie", sa.String(120)),
    sa.Column("op", sa.DateTime),
    sa.Column("tekst", sa.String(MAX_TEKENS)),
    *columns(),
)


@dataclass(frozen=True)
class Besluit:
    """An agreed change of an open goal: `verandering` relative to the baseline (-0.1 = 10% less; None: the goal is
    open again), reached on `datum`; `basisjaar` where the document names no baseline. `op`: when it was decided;
    `herkomst`: whose it is, and who may read the `toelichting`."""

    doel: str
    verandering: float | None
    datum: dt.date | None
    basisjaar: int | None
    wie: str
    op: dt.datetime
    toelichting: str = ""
    herkomst: Herkomst = ONBEKEND

    def warnings(self, bekend: Iterable[str]) -> list[str]:
        """What may be right and is worth a second look, one sentence each. `bekend`: names that are no child's."""
        return [teksten.ask_child("de toelichting")] if teksten.seems_a_child(self.toelichting, bekend) else []


@dataclass(frozen=True)
class Notitie:
    """What the table has to say about a goal."""

    doel: str
    tekst: str
    wie: str
    op: dt.datetime
    herkomst: Herkomst = ONBEKEND

    def warnings(self, bekend: Iterable[str]) -> list[str]:
        """As those of a Besluit."""
        return [teksten.ask_child("de notitie")] if teksten.seems_a_child(self.tekst, bekend) else []


def besluiten(pad: Path, doel: str | None = None) -> list[Besluit]:
    """Every decision, oldest first."""
    return [
        Besluit(r.doel, r.verandering, r.datum, r.basisjaar, r.wie, r.op, r.toelichting or "", from_row(r))
        for r in fetch(pad, _of_doel(_besluiten, doel), _WAT)
    ]


def notities(pad: Path, doel: str) -> list[Notitie]:
    """The notes on a goal, newest first."""
    return [
        Notitie(r.doel, r.tekst, r.wie, r.op, from_row(r))
        for r in reversed(fetch(pad, _of_doel(_notities, doel), _WAT))
    ]


def save_besluit(pad: Path, regio: Regio, maat: Maat | None, besluit: Besluit) -> None:
    """Raises Melding with what is wrong; then nothing was saved."""
    doel = next((d for d in regio.doelen if d.id == besluit.doel), None)
    if doel is None:
        raise Melding(
            f"Het doel {besluit.doel} staat niet meer in de afspraken van deze regio: het percentage is niet bewaard. "
            "Kies een doel uit de lijst."
        )
    if doel.doel.soort != "open":
        raise Melding(f"Bij het doel {besluit.doel} valt niets in te vullen: het percentage staat vast.")
    if besluit.verandering is not None:
        _check(doel, regio, maat, besluit)
    rij = {k: getattr(besluit, k) for k in Besluit.__dataclass_fields__ if k != "herkomst"}
    rij |= {"wie": teksten.check_name(besluit.wie), "toelichting": teksten.check("de toelichting", besluit.toelichting)}
    change(pad, _besluiten.insert().values(rij | as_row(besluit.herkomst)))


def save_notitie(pad: Path, notitie: Notitie) -> None:
    """Raises Melding when there is no text or it is too long."""
    tekst = teksten.check("de notitie", notitie.tekst)
    if not tekst:
        raise Melding("De notitie is nog leeg: schrijf wat opvalt of wat u afspreekt, en bewaar opnieuw.")
    rij = {"doel": notitie.doel, "tekst": tekst, "wie": teksten.check_name(notitie.wie), "op": notitie.op}
    change(pad, _notities.insert().values(rij | as_row(notitie.herkomst)))


def with_besluiten(regios: dict[str, Regio], genomen: Iterable[Besluit]) -> dict[str, Regio]:
    """The regions with the latest decision on each open goal filled in, and said so with the goal."""
    laatste = {b.doel: b for b in genomen}
    if not laatste:
        return regios
    return {
        r.id: r.model_copy(update={"doelen": tuple(_fill_in(d, laatste.get(d.id)) for d in r.doelen)})
        for r in regios.values()
    }


def _fill_in(doel: Doel, besluit: Besluit | None) -> Doel:
    if besluit is None or besluit.verandering is None or doel.doel.soort != "open":
        return doel
    richting = "meer" if besluit.verandering > 0 else "minder"
    gezegd = (
        f"De ontwikkeltafel vulde op {wording.datum(besluit.op.date())} in: "
        f"{wording.getal(round(100 * abs(besluit.verandering), 1))}% {richting}, uiterlijk "
        f"{wording.datum(besluit.datum)} (ingevuld door {besluit.wie})."
    )
    basis = doel.basis or Basis(jaar=besluit.basisjaar)
    waarde = Doelwaarde(soort="relatief", waarde=besluit.verandering, datum=besluit.datum)
    blijft = filter(None, map(_without_open, doel.let_op))
    return doel.model_copy(
        update={
            "doel": waarde,
            "basis": basis,
            "let_op": (gezegd, *blijft),
            "gelezen_als": _without_open(doel.gelezen_als or "") or None,
        }
    )


def _without_open(tekst: str) -> str:
    """A remark of the agreements without the sentences that only hold as long as nothing is decided."""
    delen = re.split(r"(?<=[.;])\s+", tekst)
    uit = " ".join(d for d in delen if not _NOG_OPEN.search(d))
    return re.sub(r";$", ".", uit)


def _of_doel(tabel: sa.Table, doel: str | None) -> sa.Select:
    vraag = sa.select(tabel).order_by(tabel.c.nr)
    return vraag if doel is None else vraag.where(tabel.c.doel == doel)


def _check(doel: Doel, regio: Regio, maat: Maat | None, b: Besluit) -> None:
    if not math.isfinite(b.verandering) or not -1 <= b.verandering <= 10 or b.verandering == 0:
        raise Melding("Het percentage moet tussen -100 en 1000 liggen, en geen 0 zijn: vul een ander percentage in.")
    verkeerd = {"omlaag": b.verandering > 0, "omhoog": b.verandering < 0}
    if verkeerd.get(doel.richting, False):
        anders = "daling" if b.verandering > 0 else "stijging"
        raise Melding(f"Het doel {doel.id} moet {doel.richting}: vul een {anders} in.")
    if doel.basis is None and b.basisjaar is None:
        raise Melding(f"Het doel {doel.id} heeft geen basis: geef het jaar waarmee u vergelijkt.")
    basis = doel.basis or Basis(jaar=b.basisjaar)
    begin = basis.peildatum or dt.date(basis.jaar, 12, 31)
    if b.datum is None or b.datum <= begin:
        raise Melding(f"De doeldatum moet na de basis ({wording.datum(begin)}) liggen: kies een latere datum.")
    breuken = regio.breuken_na(basis, maat) if maat and doel.basis is None else ()
    if breuken:
        laatste = max(breuken, key=lambda x: x.datum)
        raise Melding(
            f"Met {b.basisjaar} is niet te vergelijken, want de reeks verandert op "
            f"{wording.datum(laatste.datum)} ({laatste.label}): kies een later jaar."
        )
