"""The regions: who belongs to them and what they agreed, read from data/regios/*.yaml.

Strict: an unknown key, a key that is there twice, or a goal that contradicts itself is an error. All mistakes
in all files are reported together, because who edits a file wants to mend it in one go.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from core.model import strict_yaml
from core.model.doel import Doel, Regio
from core.model.melding import Melding
from core.model.schema import TABELLEN
from core.sources.codelijsten import gemeenten, look_up_gemeente

MAP = Path(__file__).resolve().parents[2] / "data" / "regios"

_KOLOMMEN = {naam for tabel in TABELLEN.values() for naam in tabel.opslag}
_DATUM, _JANEE = "moet een datum zijn (jjjj-mm-dd)", "moet true of false zijn"
_GETAL, _GEHEEL, _BLOK = "moet een getal zijn", "moet een heel getal zijn", "moet een blok met namen zijn"
# What pydantic found, and what the model itself says, in the words of who edits the file.
_FOUTEN = {
    "missing": "ontbreekt",
    "extra_forbidden": "kennen we niet",
    "too_short": "mag niet leeg zijn",
    "int_type": _GEHEEL,
    "int_parsing": _GEHEEL,
    "float_type": _GETAL,
    "float_parsing": _GETAL,
    "date_type": _DATUM,
    "date_parsing": _DATUM,
    "date_from_datetime_parsing": _DATUM,
    "bool_type": _JANEE,
    "bool_parsing": _JANEE,
    "string_type": "moet tekst zijn",
    "tuple_type": "moet een lijst zijn",
    "dict_type": _BLOK,
    "model_type": _BLOK,
}
_ZINNEN = {
    "give peildatum or jaar": "geef een peildatum of een jaar, en niet allebei",
    "a beleidsdoel is never scored per provider: set per_aanbieder: false": (
        "een beleidsdoel krijgt nooit een oordeel per aanbieder: zet per_aanbieder op false"
    ),
    "per belongs to a mijlpaal, and says how many itself: leave waarde out": (
        "per hoort bij een mijlpaal en zegt zelf hoeveel het er zijn: laat waarde weg"
    ),
    "elke belongs to a mijlpaal with a datum": "elke hoort bij een mijlpaal met een datum",
}


def load_regios(map: Path = MAP) -> dict[str, Regio]:
    """Every region by id, by their `volgorde` and then their names.

    Files are read again only when one of them changed. Raises Melding (Dutch) with all mistakes in all files.
    """
    bestanden = sorted(Path(map).glob("*.yaml"))
    if not bestanden:
        raise Melding(f"In {map} staat geen regio: zet er een bestand als zuid-holland-zuid.yaml neer.")
    return dict(_load(tuple((pad, (info := pad.stat()).st_mtime_ns, info.st_size) for pad in bestanden)))


@lru_cache(maxsize=8)
def _load(bestanden: tuple[tuple[Path, int, int], ...]) -> dict[str, Regio]:
    gelezen, fouten = {}, []
    for pad, *_ in bestanden:
        try:
            gelezen[pad.name] = _read(pad)
        except _Fouten as fout:
            fouten += [f"{pad.name}: {regel}" for regel in fout.regels]
    fouten += _samenhang(gelezen, compleet=not fouten)
    if fouten:
        raise Melding("De regio's zijn niet goed ingevuld. Verbeter deze regels:\n" + "\n".join(fouten))
    return {r.id: r for r in sorted(gelezen.values(), key=lambda r: (r.volgorde, r.naam))}


class _Fouten(Exception):
    def __init__(self, regels: Iterable[str]):
        self.regels = tuple(regels)


def _read(pad: Path) -> Regio:
    """One file. Raises _Fouten with a line for each mistake."""
    try:
        inhoud = strict_yaml.load(pad.read_text(encoding="utf-8"))
        regio = Regio.model_validate(inhoud)
    except UnicodeDecodeError:
        raise _Fouten(["is geen UTF-8: sla het bestand opnieuw op als UTF-8"]) from None
    except yaml.MarkedYAMLError as fout:
        regel = f"regel {fout.problem_mark.line + 1}: " if fout.problem_mark else ""
        raise _Fouten([f"{regel}is geen goede YAML ({fout.problem})"]) from None
    except yaml.YAMLError as fout:
        raise _Fouten([f"is geen goede YAML ({fout})"]) from None
    except ValidationError as fouten:
        raise _Fouten(_in_woorden(inhoud, fout) for fout in fouten.errors()) from None
    if fouten := list(_fouten_van(regio)):
        raise _Fouten(fouten)
    return regio.with_parties()


def _in_woorden(inhoud, fout: ErrorDetails) -> str:
    """Where and what, in Dutch: "doelen > ZHZ-01 > doel > soort moet ... zijn"."""
    plek, hier = [], inhoud
    for deel in fout["loc"]:
        if isinstance(hier, list) and isinstance(deel, int) and deel < len(hier):
            hier = hier[deel]
            naam = hier.get("id") or hier.get("label") or hier.get("naam") if isinstance(hier, dict) else None
            plek.append(str(naam or f"nummer {deel + 1}"))
        else:
            hier = hier.get(deel) if isinstance(hier, dict) else None
            plek.append(str(deel))
    waar = " > ".join(plek or ["het bestand"])
    if fout["type"] == "literal_error":
        return f"{waar} moet {fout['ctx']['expected'].replace(' or ', ' of ')} zijn"
    if fout["type"] in _FOUTEN:
        return f"{waar} {_FOUTEN[fout['type']]}"
    zin = fout["msg"].removeprefix("Value error, ")
    return f"{waar}: {_ZINNEN.get(zin, zin.replace(' needs ', ' heeft nodig: ').replace(' and ', ' en '))}"


def _fouten_van(regio: Regio) -> Iterator[str]:
    """What the types cannot see, within one region."""
    yield from (
        f"gemeenten > {g.code} {g.naam} is geen gemeente van nu (zie codelijsten/gemeenten.csv)"
        for g in regio.gemeenten
        if g.code not in gemeenten() or look_up_gemeente(g.naam)[0] != g.code
    )
    yield from (f"gemeenten > {code} staat er twee keer" for code in _dubbel(regio.codes))
    yield from (
        f"reeksbreuken > {b.label} > {t} is geen tabel"
        for b in regio.reeksbreuken
        for t in b.tabellen
        if t not in TABELLEN
    )
    eigen = {d.id for d in regio.doelen}
    yield from (f"hoofddoelen > {i} is geen doel van deze regio" for i in regio.hoofddoelen if i not in eigen)
    yield from (f"hoofddoelen > {i} staat er twee keer" for i in _dubbel(regio.hoofddoelen))
    for doel in regio.doelen:
        yield from (f"doelen > {doel.id} > {fout}" for fout in (*_vreemd(doel, regio), *_strijdig(doel, regio)))


def _vreemd(doel: Doel, regio: Regio) -> Iterator[str]:
    """Names in a goal that the region or the tables do not know."""
    segmenten = {s.nummer for s in regio.segmenten}
    yield from (
        f"segment {s} staat niet bij de segmenten van de regio"
        for s in (*doel.segmenten, *doel.filter.get("segment", ()))
        if s not in segmenten
    )
    yield from (f"filter > {kolom} is geen kolom" for kolom in doel.filter if kolom not in _KOLOMMEN)
    yield from (
        f"kernwaarde {k} staat niet bij de kernwaarden van de regio"
        for k in doel.kernwaarden
        if k not in regio.kernwaarden
    )


def _strijdig(doel: Doel, regio: Regio) -> Iterator[str]:
    """Parts of a goal that do not go together."""
    if (doel.databron == "registratie") != (doel.maat is not None):
        yield "een doel uit de registratie heeft een maat, en een ander doel niet"
    if (doel.databron == "opvraag") != (doel.leverancier is not None):
        yield "een doel dat wordt opgevraagd heeft een leverancier, en een ander doel niet"
    if (doel.databron == "mijlpaal") != (doel.doel.soort == "mijlpaal"):
        yield "databron mijlpaal en soort mijlpaal horen bij elkaar"
    for soort, wie in (("gi", regio.gis), ("toegang", regio.toegangen)):
        if soort in (doel.doel.per or "").split("_") and not wie:
            yield f"de mijlpaal telt per {soort}, maar de regio noemt er geen"
    if doel.databron == "context" and doel.doel.soort != "geen":
        yield "een doel dat alleen context is, heeft geen doelwaarde"
    if doel.doel.soort in ("relatief", "per_jaar", "stabiel") and doel.basis is None:
        yield f"een doel van soort {doel.doel.soort} heeft een basis nodig"
    if doel.basis and doel.doel.datum and doel.doel.datum <= _begin(doel):
        yield "de datum van het doel ligt niet na de basis"


def _begin(doel: Doel) -> date:
    return doel.basis.peildatum or date(doel.basis.jaar, 12, 31)


def _samenhang(gelezen: dict[str, Regio], compleet: bool) -> Iterator[str]:
    """What only the files together show. References are checked only when every file could be read."""
    ids = [d.id for r in gelezen.values() for d in r.doelen]
    yield from (f"regio {i} staat in twee bestanden" for i in _dubbel(r.id for r in gelezen.values()))
    yield from (f"doel {i} staat er twee keer" for i in _dubbel(ids))
    if compleet:
        yield from (
            f"{naam}: doelen > {d.id} > ook_doel_in > {ander} bestaat niet"
            for naam, regio in gelezen.items()
            for d in regio.doelen
            for ander in d.ook_doel_in
            if ander not in ids
        )


def _dubbel(waarden: Iterable[str]) -> list[str]:
    alle = list(waarden)
    return sorted({w for w in alle if alle.count(w) > 1})
