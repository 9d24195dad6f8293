"""Scheduled use: the same command on a folder that fills each night loads what is new, and the rest not again."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from pathlib import Path

from core.model.wording import getal
from core.sources.keuzes import Keuzes
from core.sources.raw import Opmerking
from core.sources.readers.credentials import is_database
from core.store import versions

_APART = 500  # of a folder of more messages only the whole is known again


def files(bronnen: Sequence) -> Iterator[Path]:
    """The files that sources consist of: themselves, or what lies in a folder."""
    for bron in bronnen:
        if not is_database(str(bron)):
            pad = Path(str(bron))
            yield from (p for p in (sorted(pad.iterdir()) if pad.is_dir() else (pad,)) if p.is_file())


def digest(pad: Path) -> str:
    with pad.open("rb") as inhoud:
        return hashlib.file_digest(inhoud, "sha256").hexdigest()


def group_mark(merken: Iterable[str]) -> str:
    """One mark for files that were read together, each on a line as long as they are few."""
    tekst = "\n".join(sorted(set(merken)))
    return tekst if tekst.count("\n") < _APART else hashlib.sha256(tekst.encode()).hexdigest()


def options_mark(keuzes: Keuzes) -> str:
    """Tells the same file with other choices apart: that is another delivery."""
    niets = Keuzes()  # what nobody said is not in the mark: a new kind of choice makes no old delivery another one
    anders = (v.name for v in fields(keuzes) if getattr(keuzes, v.name) != getattr(niets, v.name))
    gekozen = {naam: getattr(keuzes, naam) for naam in anders if naam not in ("mappen", "antwoorden")}
    gekozen["antwoorden"] = sorted((str(k), str(v)) for k, v in keuzes.antwoorden.items())
    return hashlib.sha256(json.dumps(gekozen, default=_as_list, sort_keys=True).encode()).hexdigest()[:16]


def _as_list(x) -> list | str:
    return sorted(map(str, x)) if isinstance(x, set | frozenset) else str(x)


def only_new(pad: Path, bronnen: Sequence, opdracht: str) -> tuple[list, list[Opmerking]]:
    """The sources without the files that were loaded before with the same options, and a sentence when there are. A
    folder with messages is given whole as long as one of them is new: they are parts of each other. A database is
    always read."""
    bekend = _loaded(pad, opdracht)
    uit, aantal = [], 0
    for bron in bronnen:
        hier = list(files([bron]))
        merken = {p: digest(p) for p in hier}
        nieuw = [] if group_mark(merken.values()) in bekend else [p for p in hier if merken[p] not in bekend]
        samen = any(p.suffix.lower() in (".xml", ".zip") for p in nieuw)
        if not hier or samen or len(nieuw) == len(hier):
            uit.append(bron)
        else:
            uit += nieuw
            aantal += len(hier) - len(nieuw)
    wat = "1 bestand was" if aantal == 1 else f"{getal(aantal)} bestanden waren"
    slot = "" if uit else " Er is niets nieuws, en niets veranderd."
    return uit, [Opmerking("al_geladen", f"{wat} al geladen.{slot}")] if aantal else []


def _loaded(pad: Path, opdracht: str) -> set[str]:
    if versions.huidig_bestand(pad) is None:
        return set()
    with versions.reading(pad) as verbinding:
        if "opdracht" not in verbinding.kolommen()["leveringen"]:
            return set()
        rijen = verbinding.vraag(
            f"select vingerafdruk from leveringen where opdracht = '{opdracht}' and not coalesce(ingetrokken, false)"
        )
    return {merk for tekst in rijen["vingerafdruk"].dropna() for merk in tekst.split("\n") if merk}
