"""iJw messages (berichtenverkeer), releases 2.0 to 3.2: one table of parts and one of declarations.

Which trajecten the parts make together is not decided here: a later delivery may hold the rest (see
core/sources/assemble.py). Runs in the child process; rows go out in batches, so that memory stays flat.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from core.model.berichten import BERICHTEN, BLAD
from core.model.melding import Melding
from core.sources.raw import BESTAND, Opmerking, RuweTabel
from core.sources.readers.berichten.parts import DECLARATIES, GELEZEN, Rij, read_delen
from core.sources.readers.berichten.sources import Bericht, open_berichten
from core.sources.readers.message import aantal

_PER_KEER = 20_000
_NOEM = 3  # file names in one remark
_KOLOMMEN = {
    "berichten": tuple(k.naam for k in BERICHTEN.kolommen),
    "declaraties": (*DECLARATIES, "declaratienummer"),
}
_OUD = ("303", "321")  # declarations of older releases


class _Stapel:
    """Rows of one table on their way to Arrow."""

    def __init__(self, kolommen: tuple[str, ...]):
        self._namen, self._neem = (*kolommen, BESTAND), itemgetter(*kolommen)
        self._rijen: list[tuple] = []
        self._klaar: list[pa.RecordBatch] = []
        self._geteld = 0

    def included(self, rij: Rij, bestand: str) -> None:
        self._rijen.append((*self._neem(rij), bestand))
        if len(self._rijen) >= _PER_KEER:
            self._empty()

    def _empty(self) -> None:
        kolommen = [pa.array(kolom, pa.string()) for kolom in zip(*self._rijen, strict=True)]
        nummers = pa.array(range(self._geteld + 1, self._geteld + len(self._rijen) + 1), pa.int32())
        self._geteld += len(self._rijen)
        self._klaar.append(pa.record_batch([*kolommen, nummers], [*self._namen, "__rij__"]))
        self._rijen.clear()

    def tabel(self) -> pa.Table | None:
        if self._rijen:
            self._empty()
        return pa.Table.from_batches(self._klaar) if self._klaar else None


def read_berichten(paden: Sequence[Path], bestand: str, meld: Callable[[str, float], None]) -> Iterator[RuweTabel]:
    """All messages together, whatever their order: at most one table `berichten` and one table `declaraties`.
    Raises Melding for what cannot be opened, and when no message says anything that is read."""
    stapels = {naam: _Stapel(kolommen) for naam, kolommen in _KOLOMMEN.items()}
    gezien, afgewezen = _Gezien(), set()
    for bericht, deel in open_berichten(paden):
        if gezien.totaal % 500 == 0:
            meld(f"{bericht.naam} lezen", deel)
        if not gezien.wordt_gelezen(bericht):
            continue
        leeg = True
        for tabel, rij in read_delen(bericht):
            leeg = False
            if tabel == "declaratie":
                afgewezen.add("|".join(str(rij[k]) for k in _VAN_DECLARATIE))
            else:
                stapels[tabel].included(rij, bericht.naam)
        if leeg:
            gezien.without_inhoud(bericht)
    gevuld = {naam: tabel for naam, stapel in stapels.items() if (tabel := stapel.tabel()) is not None}
    if not gevuld:
        raise Melding(gezien.niets())
    opmerkingen = gezien.opmerkingen()
    if "declaraties" in gevuld:
        gevuld["declaraties"] = _refuse(gevuld["declaraties"], afgewezen)
        opmerkingen += _over_bedragen(gezien)
    for naam, data in gevuld.items():
        yield _tabel(bestand, naam, data, opmerkingen)
        opmerkingen = []


_VAN_DECLARATIE = ("gemeente", "aanbieder", "declaratienummer")


def _refuse(data: pa.Table, afgewezen: set[str]) -> pa.Table:
    """Lines of a declaration that was refused as a whole."""
    if afgewezen:
        van = pc.binary_join_element_wise(*(data[k] for k in _VAN_DECLARATIE), "|")
        raak = pc.is_in(van, value_set=pa.array(sorted(afgewezen)))
        status = pc.if_else(raak, "afgewezen", data["status"])
        data = data.set_column(data.column_names.index("status"), "status", status)
    return data.drop_columns(["declaratienummer"])


def _tabel(bestand: str, naam: str, data: pa.Table, opmerkingen: list[Opmerking]) -> RuweTabel:
    eigen = [k for k in data.column_names if not k.startswith("__")]
    getallen = frozenset({"bedrag", "volume"} & set(eigen))
    return RuweTabel(
        bestand,
        BLAD,
        naam,
        data,
        kopregel=0,
        kolommen={k: k for k in eigen},
        getallen=getallen,
        opmerkingen=opmerkingen,
        berichten=True,
    )


@dataclass
class _Gezien:
    """What came by: kinds and releases that were read, and the names of what was not."""

    totaal: int = 0
    releases: Counter = field(default_factory=Counter)
    soorten: Counter = field(default_factory=Counter)
    over: dict[str, list[str]] = field(default_factory=dict)
    leeg: list[str] = field(default_factory=list)

    def wordt_gelezen(self, bericht: Bericht) -> bool:
        self.totaal += 1
        if bericht.soort not in GELEZEN:
            self.over.setdefault(bericht.soort or "", []).append(bericht.naam)
            return False
        self.soorten[bericht.soort] += 1
        self.releases[bericht.release] += 1
        return True

    def without_inhoud(self, bericht: Bericht) -> None:
        # An answer without lines says that all was granted.
        if bericht.soort != "325":
            self.leeg.append(f"{bericht.naam} (JW{bericht.soort})")

    def opmerkingen(self) -> list[Opmerking]:
        uit = []
        if self.over:
            uit.append(Opmerking("bericht_overgeslagen", f"Niet gelezen, want niet nodig: {self._overgeslagen()}."))
        if oud := [n for soort in _OUD for n in self.over.get(soort, [])]:
            uit.append(
                Opmerking(
                    "bericht_oud",
                    f"{_namen(oud)}: declaraties in JW303 en JW321 (oudere uitgaven) "
                    "worden niet gelezen. Lever die kosten als tabel declaraties.",
                )
            )
        if self.leeg:
            uit.append(
                Opmerking(
                    "bericht_leeg",
                    f"{_namen(self.leeg)}: hierin staat niets dat wordt herkend. "
                    "Vraag de leverancier om een nieuw bericht.",
                )
            )
        if len(self.releases) > 1:
            welke = ", ".join(f"{r} ({n})" for r, n in sorted(self.releases.items()))
            uit.append(
                Opmerking(
                    "berichten_gemengd",
                    f"De berichten zijn van verschillende uitgaven van iJw: {welke}. Ze zijn samen gelezen.",
                )
            )
        return uit

    def niets(self) -> str:
        if self.over and not self.leeg:
            return (
                "Geen van deze berichten gaat over toewijzingen, zorg of declaraties die worden gelezen: "
                f"{self._overgeslagen()}. Lever JW301, 305, 307, 315, 323 of 325."
            )
        wat = _namen(self.leeg) if self.leeg else "De berichten"
        return f"{wat}: hierin staat niets dat wordt herkend. Vraag de leverancier om een nieuw bericht."

    def _overgeslagen(self) -> str:
        wat = {soort: f"JW{soort}" if soort else "een bericht dat geen iJw is" for soort in self.over}
        return "; ".join(
            f"{aantal(len(namen), 'keer', 'keer')} {wat[soort]} ({_namen(namen)})"
            for soort, namen in sorted(self.over.items())
        )


def _namen(namen: list[str]) -> str:
    rest = len(namen) - _NOEM
    return ", ".join(namen[:_NOEM]) + (f" en nog {rest}" if rest > 0 else "")


def _over_bedragen(gezien: _Gezien) -> list[Opmerking]:
    if gezien.soorten["325"]:
        return []
    tekst = "Bedragen uit JW323 zijn ingediend. Lever ook de antwoorden (JW325), dan gaat eraf wat is afgewezen."
    return [Opmerking("ingediend_bedrag", tekst)]
