"""One search for every page: goals, words of the field and maten, by word, number, article or percentage.

SQLite's full-text search ranks (BM25: rare words and short texts weigh more; a column has its own weight) and Snowball
takes the endings off Dutch words. Ours is what they are given: what stands in which column, and which words mean the
same (core/model/begrippen.yaml). Why in this order: core/decisions/zoeken.md.
"""

import functools
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Literal

from core.model import wording
from core.model.doel import Doel
from core.model.maat import Maat
from core.sources.begrippen import Begrip, begrippen
from core.views.store import doelregios, maten

# What a word weighs in: an id, article or percentage; the name; what it is about; the rest of the text.
COLUMNS = {"code": 8.0, "naam": 5.0, "over": 3.0, "tekst": 1.0}
WORD = re.compile(r"\d+(?:[.,]\d+)*%|[a-z0-9]+(?:[-.&][a-z0-9]+)*")
PERCENT = re.compile(r"(\d)\s*(?:%|procent\b)")
MOST = 200  # found, of one kind
_INSIDE = 4  # letters of a word from where it is looked for inside longer words


@dataclass(frozen=True)
class Vondst:
    """What was found. `soort`: doel, begrip or maat; `id`: of a goal or maat, else the word itself."""

    soort: Literal["doel", "begrip", "maat"]
    id: str
    naam: str
    uitleg: str


def search(tekst: str, regio: str) -> tuple[Vondst, ...]:
    """What holds every word of `tekst`: goals of the region (and of the wider agreements there) first, then words of
    the field, then maten; each kind the best first. Nothing for a text without a word."""
    woorden = _whole_words(tekst)
    if not woorden:
        return ()
    with closing(sqlite3.connect(":memory:")) as db:
        docs = _documents(regio)
        db.execute(
            "create virtual table zoek using fts5(code, naam, over, tekst, tokenize=\"unicode61 tokenchars '-.%&,'\")"
        )
        db.executemany("insert into zoek(rowid, code, naam, over, tekst) values (?, ?, ?, ?, ?)", [d[1] for d in docs])
        vraag = " AND ".join(f"({' OR '.join(_alternatives(w, _vocabulary(regio)))})" for w in woorden)
        gewicht = ", ".join(str(g) for g in COLUMNS.values())
        rijen = db.execute(
            f"select rowid from zoek where zoek match ? order by round(bm25(zoek, {gewicht}), 6), rowid", (vraag,)
        ).fetchall()
    gevonden = [docs[nr][0] for (nr,) in rijen]
    return tuple(v for soort in ("doel", "begrip", "maat") for v in [g for g in gevonden if g.soort == soort][:MOST])


def matching(tekst: str, teksten: Mapping[str, str]) -> list[str]:
    """The keys of the texts in which every word of `tekst` occurs, or begins a word; in their order."""
    gevraagd = words(tekst)
    if not gevraagd:
        return []
    alle = {k: {*words(t), *_whole_words(t)} for k, t in teksten.items()}
    return [k for k, er_is in alle.items() if all(any(w.startswith(g) for w in er_is) for g in gevraagd)]


@functools.cache
def _documents(regio: str) -> list[tuple[Vondst, tuple]]:
    """Everything that can be found, with its row of the index. What is equally good is found in this order."""
    alle = maten()
    doelen = sorted((d for r in doelregios(regio) for d in r.doelen), key=lambda d: d.prioriteit)
    docs = [_doel(d, alle) for d in doelen]
    docs += [_begrip(b) for thema in begrippen() for b in thema.begrippen]
    docs += [_maat(m) for m in alle.values()]
    return [(v, (nr, *(" ".join(words(k)) for k in kolommen))) for nr, (v, *kolommen) in enumerate(docs)]


@functools.cache
def _vocabulary(regio: str) -> dict[str, str]:
    """Every whole word that occurs -> the word of the index."""
    alle = (_whole_words(f"{v.naam} {v.uitleg}") for v, _ in _documents(regio))
    return {w: _one_name(_stem(w)) for woorden in alle for w in woorden}


def _doel(doel: Doel, alle: dict[str, Maat]) -> tuple[Vondst, str, str, str, str]:
    eigen = [alle[doel.maat]] if doel.maat in alle else []
    code = f"{doel.id} {doel.maat or ''} {_percentage(doel)} {_sources(doel.bronnen)}"
    over = f"{doel.definitie} {' '.join(m.label for m in eigen)}"
    ook = " ".join(alle[m].label for m in doel.ook if m in alle)
    # A word counts once here: names of maten beside it repeat each other.
    rest = f"{doel.soort} {ook} {' '.join(doel.let_op)} {doel.gelezen_als or ''}"
    return (
        Vondst("doel", doel.id, doel.label, doel.definitie),
        code,
        doel.label,
        over,
        " ".join(dict.fromkeys(_whole_words(rest))),
    )


def _begrip(begrip: Begrip) -> tuple[Vondst, str, str, str, str]:
    naam = " ".join((begrip.naam, *begrip.ook))
    return Vondst("begrip", begrip.naam, begrip.naam, begrip.uitleg), "", naam, begrip.uitleg, ""


def _maat(maat: Maat) -> tuple[Vondst, str, str, str, str]:
    code = f"{maat.id} {_sources(maat.sources)}"
    return Vondst("maat", maat.id, maat.label, maat.definition), code, maat.label, maat.definition, maat.question


def _sources(bronnen: Iterable) -> str:
    return " ".join(b.article or "" for b in bronnen)


def _percentage(doel: Doel) -> str:
    """The percentage that a goal asks for, as people say it: 20%."""
    waarde = doel.doel.waarde
    deel = doel.doel.soort in ("relatief", "per_jaar", "stabiel") or doel.eenheid in ("aandeel", "%")
    return f"{wording.getal(round(abs(waarde) * 100, 6))}%" if waarde is not None and deel else ""


def words(tekst: str) -> list[str]:
    """The words of a text without endings, and one word for what has several names: who writes OTS and
    ondertoezichtstelling says one thing, and not two."""
    return [_one_name(_stem(w)) for w in _whole_words(tekst)]


def _one_name(woord: str) -> str:
    return _canonical().get(woord, woord)


@functools.cache
def _canonical() -> dict[str, str]:
    """Other names of one word -> the name, where that is one word too."""
    return {n: groep[0] for groep in _names() if " " not in groep[0] for n in groep[1:] if " " not in n}


def _whole_words(tekst: str) -> list[str]:
    """Words without accents and capitals; numbers of articles, ids and percentages stay whole."""
    return WORD.findall(PERCENT.sub(r"\1%", _bare(tekst)))


def _bare(tekst: str) -> str:
    return "".join(t for t in unicodedata.normalize("NFKD", tekst.casefold()) if not unicodedata.combining(t))


@functools.cache
def _stem(woord: str) -> str:
    import snowballstemmer  # here: it brings sixty languages along, a twentieth of a start

    return snowballstemmer.stemmer("dutch_porter").stemWord(woord) if woord.isalpha() and len(woord) > 3 else woord


def _alternatives(woord: str, bekend: dict[str, str]) -> list[str]:
    """What may stand for one word of the question: itself, what begins with it, other words for the same thing, and
    longer words that it is part of."""
    vormen = {woord, _stem(woord)}
    ander = set().union(*(_same(v) for v in vormen))
    if len(woord) >= _INSIDE and woord.isalpha():
        ander |= {kort for heel, kort in bekend.items() if woord in heel[1:]}
    return [*(f'"{v}"*' for v in sorted(vormen)), *(f'"{n}"' for n in sorted(ander - vormen))]


def _same(woord: str) -> set[str]:
    """Names, as the index has them, of the thing that has this name or one that begins with it."""
    groepen = [g for g in _names() if any(n == woord or (len(woord) > 3 and n.startswith(woord)) for n in g)]
    return {_one_name(n) for groep in groepen for n in groep}


@functools.cache
def _names() -> list[tuple[str, ...]]:
    """Per word of the field its names without endings, the one it is explained under first."""
    alle = (b for thema in begrippen() for b in thema.begrippen)
    return [tuple(" ".join(map(_stem, _whole_words(n))) for n in (b.naam, *b.ook)) for b in alle]
