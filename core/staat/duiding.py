"""What an ontwikkeltafel makes of a figure: explanation, hypothesis, decision, who does it by when, what is learned.

A point is never changed or thrown away. An edit is the next version of the same point, and two people cannot both write
that one: number and version together are the key of the table. No figure is kept but what could be shared at the time
(`Toen.gedeeld`); see core/decisions/duiding.md.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from core.model import wording
from core.model.melding import Melding
from core.model.selectie import Selectie
from core.staat import teksten
from core.staat.database import change, fetch, schema
from core.staat.herkomst import ONBEKEND, Herkomst, as_row, columns, from_row

STATUSSEN = ("open", "loopt", "klaar", "vervallen")
OPENSTAAND = STATUSSEN[:2]
FASEN = ("waargenomen", "herkend", "geleerd")  # observed, identified, learned
WOORDEN = {
    "verklaring": "de verklaring",
    "hypothese": "de hypothese",
    "besluit": "het besluit",
    "les": "de les",
    "eigenaar": "de eigenaar",
}
MAX_EIGENAAR = 80
_POGINGEN = 20  # of writers that start a point at the same moment
_WAT = "De punten van de duiding"


def _kolom(naam: str) -> str:
    """The column of a field: `eigenaar` of a row is who kept it (see Herkomst)."""
    return "uitvoerder" if naam == "eigenaar" else naam


_punten = sa.Table(
    "duiding",
    schema,
    sa.Column("nr", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("doel", sa.String(40), index=True),
    sa.Column("regio", sa.String(40)),
    sa.Column("keuze", sa.Text),
    *(sa.Column(_kolom(naam), sa.String(teksten.MAX_TEKENS)) for naam in WOORDEN),
    sa.Column("klaar", sa.Date),
    sa.Column("status", sa.String(20)),
    sa.Column("fase", sa.String(20)),
    sa.Column("toen", sa.Text),
    sa.Column("wie", sa.String(teksten.MAX_NAAM)),
    sa.Column("op", sa.DateTime),
    *columns(),
)


@dataclass(frozen=True)
class Toen:
    """What was on screen when a point was made: period and last day of its newest figure, the version of the data and
    how far they went, and that figure as it could be shared then (waarde, teller, noemer, n, eenheid)."""

    periode: str = ""
    dag: dt.date | None = None
    gegevens: str = ""
    tm: dt.date | None = None
    gedeeld: Mapping = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Punt:
    """One version of a point about a goal under a selection. `klaar`: when it has to be done; `fase`: how far the
    lesson is, "" without one. `nr` 0: not kept yet. `leesbaar`: False where its words may not be shown: gone."""

    doel: str
    selectie: Selectie
    verklaring: str = ""
    hypothese: str = ""
    besluit: str = ""
    eigenaar: str = ""
    klaar: dt.date | None = None
    status: str = "open"
    les: str = ""
    fase: str = ""
    toen: Toen = Toen()
    wie: str = ""
    op: dt.datetime | None = None
    herkomst: Herkomst = ONBEKEND
    nr: int = 0
    versie: int = 0
    leesbaar: bool = True

    @property
    def comes_back(self) -> bool:
        """Whether it comes back: something has to be done, or a lesson is not learned yet."""
        return self.status in OPENSTAAND or (self.status == "klaar" and bool(self.les) and self.fase != FASEN[-1])

    def overdue(self, vandaag: dt.date) -> bool:
        return self.status in OPENSTAAND and self.klaar is not None and self.klaar < vandaag

    def without_words(self) -> "Punt":
        """The same without what may name an exact figure. A function or name without a digit in it names none."""
        zonder = {
            k: "" if any(t.isdigit() for t in getattr(self, k)) else getattr(self, k) for k in ("eigenaar", "wie")
        }
        return replace(self, **dict.fromkeys(WOORDEN, "") | zonder, leesbaar=False)


class Gewijzigd(Melding):
    """Somebody else kept a version meanwhile: `nieuwste`."""

    def __init__(self, nieuwste: Punt):
        super().__init__(
            f"Dit punt is intussen gewijzigd door {nieuwste.wie} ({wording.moment(nieuwste.op)}): vergelijk dat met uw "
            "tekst, die hieronder nog staat, en bewaar opnieuw."
        )
        self.nieuwste = nieuwste


def punten(pad: Path) -> list[Punt]:
    """The newest version of every point, by number."""
    return list({p.nr: p for p in versies(pad)}.values())


def versies(pad: Path, nr: int | None = None) -> list[Punt]:
    """Every version of one point (None: of all), oldest first."""
    vraag = sa.select(_punten).order_by(_punten.c.nr, _punten.c.versie)
    rijen = fetch(pad, vraag if nr is None else vraag.where(_punten.c.nr == nr), _WAT)
    try:
        return [_as_punt(r) for r in rijen]
    except (ValueError, KeyError, TypeError) as fout:
        raise Melding(f"{_WAT} zijn niet te lezen: zet een reservekopie terug.") from fout


def warnings_of(punt: Punt, vandaag: dt.date, bekend: Iterable[str] = ()) -> list[str]:
    """What may be right and is worth a second look, one sentence each. `bekend`: names that are no child's."""
    uit, bekend = [], tuple(bekend)
    if teksten.seems_a_person(punt.eigenaar, bekend):
        uit.append("Is dit een functie? Zet hier geen naam van een kind.")
    uit += [
        teksten.ask_child(wat)
        for naam, wat in WOORDEN.items()
        if naam != "eigenaar" and teksten.seems_a_child(getattr(punt, naam), bekend)
    ]
    if punt.overdue(vandaag):
        uit.append(f"De datum waarop dit klaar moet zijn ({wording.datum(punt.klaar)}) is al voorbij.")
    return uit


def save(pad: Path, punt: Punt) -> Punt:
    """Keeps a point as its next version (`nr` 0: a new one) and gives it as it was kept. `versie` is the one that was
    read: raises Gewijzigd when there is a newer one, and Melding for what cannot be; then nothing was kept."""
    punt = _checked(punt)
    if not punt.nr:
        return _begin(pad, punt)
    gevonden = versies(pad, punt.nr)
    if not gevonden:
        raise Melding("Dit punt is er niet meer: laad de pagina opnieuw.")
    vorige = gevonden[-1]
    if vorige.versie != punt.versie:
        raise Gewijzigd(vorige)
    if vorige.fase and (not punt.fase or FASEN.index(punt.fase) < FASEN.index(vorige.fase)):
        raise Melding(f"Deze les is al {vorige.fase}: een les gaat vooruit, kies {vorige.fase} of een latere stap.")
    nieuw = replace(
        punt,
        versie=vorige.versie + 1,
        doel=vorige.doel,
        selectie=vorige.selectie,
        toen=vorige.toen,
        herkomst=replace(
            punt.herkomst, bereik=vorige.herkomst.bereik, intern=punt.herkomst.intern or vorige.herkomst.intern
        ),
    )
    try:
        change(pad, _punten.insert().values(_as_row(nieuw)))
    except IntegrityError:  # another was first, between the reading and this
        raise Gewijzigd(versies(pad, punt.nr)[-1]) from None
    return nieuw


def _begin(pad: Path, punt: Punt) -> Punt:
    """Under the next number. Two who begin at the same moment get the same one: the second tries the next."""
    for _ in range(_POGINGEN):
        nr = max((p.nr for p in punten(pad)), default=0) + 1
        try:
            change(pad, _punten.insert().values(_as_row(replace(punt, nr=nr, versie=1))))
        except IntegrityError:
            continue
        return replace(punt, nr=nr, versie=1)
    raise Melding("Er bewaren te veel mensen tegelijk een punt: probeer het opnieuw. Er is niets bewaard.")


def _checked(punt: Punt) -> Punt:
    woorden = {
        naam: teksten.check(wat, getattr(punt, naam), MAX_EIGENAAR if naam == "eigenaar" else teksten.MAX_TEKENS)
        for naam, wat in WOORDEN.items()
    }
    if not any(woorden[naam] for naam in WOORDEN if naam != "eigenaar"):
        raise Melding("Vul ten minste een verklaring, een hypothese, een besluit of een les in.")
    if punt.status not in STATUSSEN:
        raise Melding(f"De status {punt.status} bestaat niet: kies uit {wording.opsomming(STATUSSEN)}.")
    if punt.fase not in ("", *FASEN):
        raise Melding(f"De stap {punt.fase} bestaat niet: kies uit {wording.opsomming(FASEN)}.")
    if not punt.doel or not punt.selectie.regio:
        raise Melding("Een punt gaat over een doel van een regio: kies die eerst.")
    fase = (punt.fase or FASEN[0]) if woorden["les"] else ""
    return replace(punt, **woorden, fase=fase, wie=teksten.check_name(punt.wie), op=punt.op.replace(microsecond=0))


def _as_row(punt: Punt) -> dict:
    vast = ("nr", "versie", "doel", "klaar", "status", "fase", "wie", "op")
    s, t = punt.selectie, punt.toen
    keuze = {"filters": {k: list(w) for k, w in s.filters}, "van": _day(s.van), "tot": _day(s.tot), "per": s.per}
    toen = {
        "periode": t.periode,
        "dag": _day(t.dag),
        "gegevens": t.gegevens,
        "tm": _day(t.tm),
        "gedeeld": dict(t.gedeeld),
    }
    return (
        {k: getattr(punt, k) for k in vast}
        | {_kolom(k): getattr(punt, k) for k in WOORDEN}
        | {"regio": s.regio, "keuze": json.dumps(keuze), "toen": json.dumps(toen, allow_nan=False)}
        | as_row(punt.herkomst)
    )


def _as_punt(rij) -> Punt:
    keuze, toen = json.loads(rij.keuze), json.loads(rij.toen)
    selectie = Selectie(regio=rij.regio, van=_from_day(keuze["van"]), tot=_from_day(keuze["tot"]), per=keuze["per"])
    vast = {k: getattr(rij, k) for k in ("doel", "klaar", "status", "wie", "op", "nr", "versie")}
    woorden = {k: getattr(rij, _kolom(k)) or "" for k in (*WOORDEN, "fase")}
    return Punt(
        **vast | woorden,
        selectie=selectie.with_(**keuze["filters"]),
        toen=Toen(**toen | {"dag": _from_day(toen["dag"]), "tm": _from_day(toen["tm"])}),
        herkomst=from_row(rij),
    )


def _day(dag: dt.date | None) -> str | None:
    return dag and dag.isoformat()


def _from_day(tekst: str | None) -> dt.date | None:
    return dt.date.fromisoformat(tekst) if tekst else None
