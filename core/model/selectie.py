"""What the user chose: one typed value that every page, command and export shares."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

Per = Literal["jaar", "halfjaar", "kwartaal", "maand"]
PER: tuple[Per, ...] = ("jaar", "halfjaar", "kwartaal", "maand")


@dataclass(frozen=True)
class Selectie:
    """`filters` maps a column (gemeente: GM codes, gi, segment, ...) to the chosen values; a column that is
    not in it is not limited. `regio` limits the gemeenten and picks the goals. `van`..`tot` (both included)
    limit the periods; only periods that lie in it whole are reported."""

    regio: str | None = None
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    van: date | None = None
    tot: date | None = None
    per: Per = "jaar"
    splits: tuple[str, ...] = field(default=())

    def filter(self, kolom: str) -> tuple[str, ...]:
        """The chosen values of one column; empty when it is not limited."""
        return dict(self.filters).get(kolom, ())

    def within(self, grenzen: Mapping[str, tuple[str, ...]]) -> "Selectie | None":
        """A copy that is limited by these columns too; None when other values of such a column were chosen."""
        gekozen = {k: self.filter(k) for k in grenzen}
        samen = {k: tuple(w for w in ws if not gekozen[k] or w in gekozen[k]) for k, ws in grenzen.items()}
        return self.with_(**samen) if all(samen.values()) else None

    def with_(self, **anders) -> "Selectie":
        """A copy with other fields; a keyword that names a column replaces that filter."""
        velden = {k: anders.pop(k) for k in list(anders) if k in self.__dataclass_fields__}
        filters = dict(self.filters) | {k: tuple(v) for k, v in anders.items()}
        velden.setdefault("filters", tuple(sorted((k, v) for k, v in filters.items() if v)))
        return replace(self, **velden)
