"""Run the real command line on an export and lay its figures beside those of the recount."""

import contextlib
import csv
import io
import math
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from core.__main__ import main
from tests.natelling import maten_inwoners  # noqa: F401 - registers its maten, and those it builds on
from tests.natelling.meting import MATEN, Maat, Uitkomst, maak_cel, meetbaar, perioden
from tests.natelling.regels import Telling

LEEG_LATEN = re.compile(r'--kolom "([^"]+)" \(leeg laten\)')
CIJFERS = ("teller", "noemer", "waarde", "n")


@dataclass
class Vraag:
    """One run of `bereken`: per a period (or on days), split and filtered."""

    per: str = "jaar"
    van: date = date(2021, 1, 1)
    tot: date = date(2024, 12, 31)
    splits: tuple[str, ...] = ()
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    peildatums: tuple[date, ...] = ()

    def argumenten(self) -> list[str]:
        uit = ["--per", self.per, "--van", str(self.van), "--tot", str(self.tot)]
        uit += [a for d in self.peildatums for a in ("--peildatum", str(d))]
        uit += ["--splits", ",".join(self.splits)] if self.splits else []
        return uit + [a for k, w in self.filters.items() for a in ("--filter", f"{k}={','.join(w)}")]


def opdracht(*argumenten: object) -> tuple[int, str]:
    """`python -m core ...` in this process: exit code and what it printed. A column that chance filled as a pivot table
    does is asked about: in these exports an empty cell is an empty cell."""
    uit = io.StringIO()
    with contextlib.redirect_stdout(uit), contextlib.redirect_stderr(io.StringIO()) as fouten:
        code = main([str(a) for a in argumenten])
    if code == 3 and (kolommen := set(LEEG_LATEN.findall(fouten.getvalue())) - set(argumenten)):
        return opdracht(*argumenten, *(a for kolom in sorted(kolommen) for a in ("--kolom", kolom)))
    assert code in (0, 1), fouten.getvalue()
    return code, uit.getvalue()


def importeer(
    bronnen: list[Path], store: Path, tm: date | None = None, van: date | None = None
) -> dict[str, tuple[int, ...]]:
    """Import; per table how many rows were read, accepted, merged and rejected.

    The findings must name exactly as many rejected rows as the table of the import says.
    """
    bevindingen = store.with_suffix(".bevindingen.csv")
    periode = [*(("--van", van) if van else ()), *(("--tm", tm) if tm else ())]
    opties = ("--store", store, *periode, "--nummers", "gedeeld", "--bevindingen", bevindingen)
    code, uit = opdracht("importeer", *bronnen, *opties)
    kop, *regels = (r.split() for r in uit.splitlines())
    rijen = [dict(zip(kop, r, strict=False)) for r in regels]
    aantallen: dict[str, tuple[int, ...]] = {}
    for r in rijen:
        nieuw = tuple(int(r[k]) for k in ("gelezen", "geaccepteerd", "samengevoegd", "afgewezen"))
        aantallen[r["tabel"]] = tuple(map(sum, zip(nieuw, aantallen.get(r["tabel"], (0,) * 4), strict=True)))
    with bevindingen.open(encoding="utf-8-sig", newline="") as bestand:
        afgewezen = {
            (r["tabel"], r["bestand"], r["rij"])
            for r in csv.DictReader(bestand)
            if r["afgewezen"].lower() in ("true", "ja")
        }
    # Two files of one name cannot be told apart in the findings.
    if len({(r["tabel"], r["bestand"]) for r in rijen}) == len(rijen):
        for tabel, (*_, aantal) in aantallen.items():
            assert sum(t == tabel for t, *_ in afgewezen) == aantal, f"findings of {tabel}"
    assert code == (1 if afgewezen else 0)
    return aantallen


def bereken(store: Path, vraag: Vraag, uit: Path, *wat: str) -> list[dict[str, str]]:
    """The rows of one `bereken`, by default for every maat of section 4."""
    wat = wat or tuple(a for m in MATEN for a in ("--maat", m))
    opdracht("bereken", "--store", store, *wat, *vraag.argumenten(), "--intern", "--uit", uit)
    return lees_resultaten(uit)


def lees_resultaten(uit: Path) -> list[dict[str, str]]:
    with uit.open(encoding="utf-8-sig", newline="") as bestand:
        return list(csv.DictReader(bestand))


def _getal(tekst: str) -> float | None:
    return float(tekst) if tekst else None


def _gelijk(a: float | None, b: float | None, maat: Maat) -> bool:
    """Euro's are written in whole cents, so half a cent may be lost in an average."""
    if a is None or b is None:
        return a is b
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=0.005001 if maat.euro else 1e-6)


def verschillen(telling: Telling, rijen: list[dict[str, str]], vraag: Vraag) -> list[str]:
    """Every figure in which the command line and the recount differ, one line each."""
    uit = []
    for id_, maat in MATEN.items():
        if not set(vraag.splits) | set(vraag.filters) <= set(maat.dimensies):
            continue
        eigen = [r for r in rijen if r["maat"] == id_]
        if vraag.peildatums:
            momenten = [(str(d), d, d) for d in vraag.peildatums] if maat.stand else []
        else:
            momenten = perioden(vraag.per, vraag.van, vraag.tot)
        sleutel = "peildatum" if vraag.peildatums else "periode"
        for label, a, b in momenten:
            gevonden = {}
            for r in eigen:
                if r[sleutel] == label:
                    gevonden.setdefault(tuple(r[s] for s in vraag.splits), []).append(r)
            cel = maak_cel(vraag.splits, {k: set(w) for k, w in vraag.filters.items()})
            verwacht = maat.functie(telling, a, b, cel) if meetbaar(telling, maat, a, b) else None
            for c in sorted({*gevonden, *(verwacht or {})}):
                for rij in gevonden.get(c, [None]):
                    uit += _vergelijk(
                        f"{id_} {label} {c}",
                        maat,
                        None if verwacht is None else verwacht.get(c),
                        rij,
                        verwacht is not None,
                    )
    return uit


def _vergelijk(plek: str, maat, verwacht: Uitkomst | None, rij: dict | None, gemeten: bool) -> list[str]:
    if not gemeten:
        return [f"{plek}: not measurable, core says {rij['waarde']}"] if rij and rij["waarde"] else []
    if verwacht is None and maat.leeg:
        return [f"{plek}: nothing to measure, core says {rij['waarde']}"] if rij and rij["waarde"] else []
    verwacht = verwacht or Uitkomst(0, None, 0, 0)
    if rij is None:
        # Of days before the first record of a table core says nothing (see `meetbaar`); here those count as 0.
        mist = verwacht.waarde
        return [f"{plek}: recount {_toon(verwacht)}, core has no row"] if mist else []
    anders = [
        k
        for k in CIJFERS
        if not _gelijk(None if (w := getattr(verwacht, k)) is None else float(w), _getal(rij[k]), maat)
    ]
    return (
        [f"{plek}: {'/'.join(anders)} recount {_toon(verwacht)}, core {' '.join(f'{k}={rij[k]}' for k in CIJFERS)}"]
        if anders
        else []
    )


def _toon(u: Uitkomst) -> str:
    return " ".join(f"{k}={'' if (w := getattr(u, k)) is None else f'{float(w):g}'}" for k in CIJFERS)
