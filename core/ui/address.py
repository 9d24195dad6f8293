"""The selection in the address bar: plain named values, checked against the code lists.

What the address says is a choice, never a right: access is decided elsewhere, and a value that is not in the
lists is left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.model.doel import Regio
from core.model.selectie import PER, Selectie

# The names in the address, in the order of the filters. Of some several values may be chosen: the name repeated.
NAMEN = ("regio", "gemeente", "gi", "segment", "van", "tot", "per")
MEER = ("gemeente", "gi")
Adres = dict[str, str | list[str]]


@dataclass(frozen=True)
class Keuzes:
    """What can be chosen: `regios` that have data, `gis` and `segmenten` per regio (nummer -> naam), and the
    years of the data. `alle_gemeenten`: what it is called when none is chosen."""

    regios: dict[str, Regio]
    gis: dict[str, tuple[str, ...]]
    segmenten: dict[str, dict[str, str]]
    jaren: tuple[int, ...]
    alle_gemeenten: str = "alle gemeenten"

    def gemeenten(self, regio: str | None) -> dict[str, str]:
        """GM code -> name, of one region."""
        r = self.regios.get(regio or "")
        return {g.code: g.naam for g in sorted(r.gemeenten, key=lambda g: g.naam)} if r else {}

    def start(self) -> Selectie:
        return Selectie(regio=next(iter(self.regios), None))


def read(adres: Mapping[str, str | Sequence[str]], keuzes: Keuzes) -> tuple[Selectie, tuple[str, ...]]:
    """The selection that an address asks for, and the names of the parts that were left out. A name with several values
    has a sequence; of a name that takes one value the last counts, as in the address bar."""
    over = []
    los = {n: [w] if isinstance(w, str) else list(w) for n, w in adres.items()}
    adres = {n: w[-1] for n, w in los.items() if w}
    regio = adres.get("regio", keuzes.start().regio)
    if regio is not None and regio not in keuzes.regios:
        over.append("regio")
        regio = keuzes.start().regio
    per = adres.get("per", "jaar")
    if per not in PER:
        over.append("per")
        per = "jaar"
    lijsten = {
        "gemeente": keuzes.gemeenten(regio),
        "gi": keuzes.gis.get(regio or "", ()),
        "segment": keuzes.segmenten.get(regio or "", {}),
    }
    filters = {}
    for naam, lijst in lijsten.items():
        gevraagd = los[naam] if naam in MEER and naam in los else los.get(naam, [])[-1:]
        if set(gevraagd) - set(lijst):
            over.append(naam)
        filters[naam] = tuple(w for w in lijst if w in gevraagd)  # once each, in the order of the list
    van, tot = (_year(adres.get(n), keuzes.jaren) for n in ("van", "tot"))
    over += [n for n, jaar in (("van", van), ("tot", tot)) if n in adres and jaar is None]
    if van and tot and van > tot:
        over.append("van")
        van = None
    # The whole period is no choice, and stays out of the address.
    van = None if van in keuzes.jaren[:1] else van
    tot = None if tot in keuzes.jaren[-1:] else tot
    return Selectie(
        regio=regio, per=per, van=date(van, 1, 1) if van else None, tot=date(tot, 12, 31) if tot else None
    ).with_(**filters), tuple(over)


def _year(tekst: str | None, jaren: tuple[int, ...]) -> int | None:
    if not tekst or not (tekst.isascii() and tekst.isdigit() and len(tekst) == 4):
        return None
    return int(tekst) if int(tekst) in jaren else None


def write(selectie: Selectie) -> Adres:
    """The address of a selection: only what was chosen, so that a link stays short. One value as text, more as a
    list."""
    uit: Adres = {"regio": selectie.regio} if selectie.regio else {}
    for naam in ("gemeente", "gi", "segment"):
        if waarden := selectie.filter(naam):
            uit[naam] = waarden[0] if len(waarden) == 1 else list(waarden)
    if selectie.van:
        uit["van"] = str(selectie.van.year)
    if selectie.tot:
        uit["tot"] = str(selectie.tot.year)
    return uit | ({"per": selectie.per} if selectie.per != "jaar" else {})


def fit(selectie: Selectie, keuzes: Keuzes) -> Selectie:
    """The same selection for what can be chosen now: after a change of region or of data a gemeente, segment
    or GI that is not there any more falls away."""
    return read(write(selectie), keuzes)[0]
