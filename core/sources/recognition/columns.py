"""Which raw column is which canonical column: certain, or asked."""

from dataclasses import replace
from difflib import SequenceMatcher
from functools import cache

import pyarrow.compute as pc

from core.model.melding import Melding
from core.model.schema import TABELLEN
from core.sources.cells import encode, plain, same
from core.sources.keuzes import Keuzes
from core.sources.raw import Opmerking, RuweTabel, Vraag
from core.sources.readers.message import aantal, show
from core.sources.recognition.kopnamen import load_kopnamen
from core.sources.recognition.likeness import targets
from core.sources.recognition.names import kolomnamen, normaal, verplichte_groepen
from core.sources.recognition.samples import voorbeelden
from core.sources.recognition.table import onderwerp
from core.sources.recognition.times import join_times

NIET_GEBRUIKEN = "niet gebruiken"
_GEZEGD, _VAST, _EIGEN, _SYNONIEM, _TWEEDE = range(5)  # how strong a claim is; a mapping has an order of its own


def assign(
    ruw: RuweTabel, vast: dict[str, str], gezegd: dict[str, str] | None = None
) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """(canonical -> raw where that is certain, raw -> the canonical columns it might be where it is not).

    `gezegd`: normal raw name -> canonical or "", as a person said; it wins. `vast`: the same of a supplier mapping; of
    several for one column the first. A column's own name wins from a synonym, and both from a second key beside it
    (client number beside BSN). Two raw columns for one canonical column are not certain, unless they say the same.
    """
    namen, gezegd = kolomnamen(ruw.tabel), gezegd or {}
    volgorde = list(vast)
    claims: dict[str, list[tuple[tuple[int, int], str]]] = {}
    twijfel: dict[str, tuple[str, ...]] = {}
    for rauw in ruw.koppen:
        sleutel = normaal(_without_volgnummer(rauw, ruw))
        for bron, kracht in ((gezegd, _GEZEGD), (vast, _VAST)):
            eigen = normaal(rauw) if normaal(rauw) in bron else sleutel
            if eigen in bron:
                if bron[eigen]:
                    orde = volgorde.index(eigen) if bron is vast else 0
                    claims.setdefault(bron[eigen], []).append(((kracht, orde), rauw))
                break
        else:
            mogelijk = namen.get(sleutel, frozenset())
            if len(mogelijk) > 1:
                twijfel[rauw] = tuple(sorted(mogelijk))
            for kolom in mogelijk if len(mogelijk) == 1 else ():
                claims.setdefault(kolom, []).append(((_kracht(sleutel, kolom), 0), rauw))
    zeker: dict[str, str] = {}
    for kolom, lijst in claims.items():
        sterkst = [rauw for kracht, rauw in lijst if kracht == min(lijst)[0]]
        if len(sterkst) == 1 or _zeggen_hetzelfde(ruw, sterkst):
            zeker[kolom] = sterkst[0]
        elif min(lijst)[0][0] == _GEZEGD:
            raise Melding(f"Voor {kolom} zijn twee kolommen gekozen: {' en '.join(map(show, sterkst))}. Kies er één.")
        else:
            twijfel |= {rauw: (kolom,) for rauw in sterkst}
    return zeker, twijfel


def recognise_kolommen(ruw: RuweTabel, vast: dict[str, str], keuzes: Keuzes) -> None:
    """Fills `kolommen`, `onbekend` and the questions of a sheet whose table is known."""
    ours = {k.naam for k in TABELLEN[ruw.tabel].kolommen}
    gezegd = {hun: onze for hun, onze in keuzes.kolommen.items() if not onze or onze in ours}
    gezegd |= keuzes.per_tabel.get(ruw.tabel, {})
    join_times(ruw, gezegd)
    zeker, twijfel = assign(ruw, vast, gezegd)
    dubbel = set(twijfel)
    mogelijk = set(zeker) | {k for opties in twijfel.values() for k in opties}
    klaar = {r for r in ruw.koppen if normaal(r) in gezegd or normaal(r) in vast}
    over = [
        r
        for r in ruw.koppen
        if r not in zeker.values()
        and r not in twijfel
        and r not in klaar
        and ruw.data[r].null_count < ruw.data.num_rows
    ]
    mist = _missend(ruw.tabel, mogelijk | keuzes.zonder)
    if mist := [k for k in mist if not keuzes.waarde(k)]:
        volgorde = mist + [k.naam for k in TABELLEN[ruw.tabel].kolommen if k.naam not in (*zeker, *mist)]
        twijfel |= {r: _by_likeness(r, volgorde, len(mist)) for r in over}
    vragen = {rauw: _vraag(ruw, rauw, opties) for rauw, opties in twijfel.items()}
    gebruikt = [ruw.data[r] for r in zeker.values()]  # a column that says the same again decides nothing
    vrij = [r for r in over if r not in twijfel and not any(same(ruw.data[r], g) for g in gebruikt)]
    vragen |= _onbekende(ruw, vrij, set(zeker) | mogelijk | keuzes.zonder)
    gegeven = {rauw: a for rauw, v in vragen.items() if (a := read_antwoord(keuzes.antwoorden, v))}
    zeker |= {kolom: rauw for rauw, kolom in gegeven.items() if kolom != NIET_GEBRUIKEN}
    mist = [k for k in _missend(ruw.tabel, set(zeker) | keuzes.zonder) if not keuzes.waarde(k)]
    for rauw, vraag in vragen.items():
        nog_open = not set(vraag.keuzes) & set(zeker) if rauw in dubbel else rauw not in twijfel or mist
        if rauw in gegeven or nog_open:
            ruw.vragen.append(replace(vraag, gekozen=gegeven.get(rauw)))
    ruw.kolommen = zeker
    _use_second(ruw)
    ruw.onbekend = tuple(r for r in ruw.koppen if r not in zeker.values())


def read_antwoord(antwoorden: dict, vraag: Vraag) -> str | None:
    """The answer to a question; `antwoorden` is keyed by (soort, onderwerp) or by onderwerp."""
    antwoord = antwoorden.get((vraag.soort, vraag.onderwerp), antwoorden.get(vraag.onderwerp))
    return antwoord if antwoord in vraag.keuzes else None


def _onbekende(ruw: RuweTabel, over: list[str], bezet: set[str]) -> dict[str, Vraag]:
    """A question for every unused column whose values look like those of a column of ours that is absent."""
    afwezig = [k.naam for k in TABELLEN[ruw.tabel].kolommen if k.naam not in bezet]
    vragen = {}
    for rauw in over:
        wat, doelen = targets(rauw, ruw.data[rauw], ruw.tabel, afwezig)
        if doelen and not (_is_tweede(rauw) & bezet):
            vragen[rauw] = _vraag(ruw, rauw, doelen, f"wordt niet gebruikt, maar er staan {wat} in")
    return vragen


def _use_second(ruw: RuweTabel) -> None:
    """Where the better key or name of a row is empty, the second one beside it is used (client number for BSN)."""
    for kolom, beste in ruw.kolommen.items():
        for rauw in ruw.koppen:
            if rauw == beste or rauw in ruw.kolommen.values() or kolom not in _is_tweede(rauw):
                continue
            leeg = ruw.data[beste].null_count
            samen = encode(pc.coalesce(plain(ruw.data[beste]), plain(ruw.data[rauw])))
            if leeg > samen.null_count:
                ruw.data = ruw.data.set_column(ruw.data.column_names.index(beste), beste, samen)
                n = aantal(leeg - samen.null_count, "rij", "rijen")
                ruw.opmerkingen.append(
                    Opmerking(
                        "tweede_gebruikt",
                        f"In {show(ruw.blad)} is {show(beste)} leeg in {n}; daar is {show(rauw)} gebruikt.",
                    )
                )


def _is_tweede(rauw: str) -> set[str]:
    return {kolom for kolom, namen in _tweede().items() if normaal(rauw) in namen}


@cache
def _tweede() -> dict[str, frozenset[str]]:
    return {kolom: frozenset(map(normaal, namen)) for kolom, namen in load_kopnamen().tweede.items()}


def _kracht(sleutel: str, kolom: str) -> int:
    if sleutel in _tweede().get(kolom, ()):
        return _TWEEDE
    return _EIGEN if sleutel == normaal(kolom) else _SYNONIEM


def _zeggen_hetzelfde(ruw: RuweTabel, namen: list[str]) -> bool:
    return all(same(ruw.data[naam], ruw.data[namen[0]]) for naam in namen[1:])


def _without_volgnummer(rauw: str, ruw: RuweTabel) -> str:
    """`bedrag (2)` is the second column called `bedrag`."""
    basis = rauw.rsplit(" (", 1)[0]
    return (
        basis if rauw.endswith(")") and rauw[len(basis) + 2 : -1].isdigit() and basis in ruw.data.column_names else rauw
    )


def _missend(tabel: str, gevonden: set[str]) -> list[str]:
    return [k for groep in verplichte_groepen(TABELLEN[tabel]) if not gevonden & set(groep) for k in groep]


def _by_likeness(rauw: str, keuzes: list[str], n_verplicht: int) -> tuple[str, ...]:
    """Missing required columns first, each group by how much the names look alike."""

    def likeness(k: str) -> float:
        return -SequenceMatcher(None, normaal(rauw), normaal(k)).ratio()

    return (*sorted(keuzes[:n_verplicht], key=likeness), *sorted(keuzes[n_verplicht:], key=likeness))


def _vraag(ruw: RuweTabel, rauw: str, keuzes: tuple[str, ...], reden: str = "") -> Vraag:
    waar = f"De kolom {show(rauw)!r} van {show(ruw.blad)} ({show(ruw.bestand)})"
    gezien = voorbeelden(ruw.data[rauw])
    zin = f"Wat staat er in de kolom {show(rauw)!r} van {show(ruw.blad)} ({show(ruw.bestand)})?"
    if reden:
        zin = f"{waar} {reden}{f' (zoals {gezien[0]})' if gezien else ''}. Is dit {_opsomming(keuzes[:4])}?"
    return Vraag(
        "kolom",
        f"{onderwerp(ruw)} · {show(rauw)}",
        zin,
        (*keuzes, NIET_GEBRUIKEN),
        None,
        gezien,
        f'--kolom "{show(rauw)}={keuzes[0]}" of, als u de kolom niet nodig hebt, --kolom "{show(rauw)}="',
        True,
        ruw.bestand,
        ruw.blad,
        show(rauw),
    )


def _opsomming(namen: tuple[str, ...]) -> str:
    return namen[0] if len(namen) == 1 else f"{', '.join(namen[:-1])} of {namen[-1]}"


def note_unused(ruw: RuweTabel, vast: dict[str, str]) -> None:
    """Tells which of two columns of a mapping for one of ours was used."""
    for rauw in ruw.onbekend:
        onze = vast.get(normaal(rauw))
        if onze and ruw.kolommen.get(onze):
            tekst = f"Voor {onze} is {show(ruw.kolommen[onze])} gebruikt en niet {show(rauw)}."
            ruw.opmerkingen.append(Opmerking("kolom_gekozen", tekst))
