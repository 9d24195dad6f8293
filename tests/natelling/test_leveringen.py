"""The command line against the independent recount over several deliveries: replaced, supplemented, missing, ended."""

import csv
from pathlib import Path

import pytest

from core import dashboard
from core.__main__ import main
from tests.natelling.leveringen import GEMEENTEN, GIS, Levering, count, make, sender, years

MATEN = ("ots_stand", "ots_instroom", "ots_uitstroom")
KOP = "jeugdige;gemeente;gi;type;begindatum;einddatum\n"


def load(lv: Levering, nr: int, map_: Path) -> None:
    bestand = map_ / str(nr) / "maatregelen.csv"
    bestand.parent.mkdir()
    bestand.write_text(
        KOP + "".join(f"{r.kind};{r.gemeente};{r.gi};OTS;{r.begin};{r.einde or ''}\n" for r in lv.rijen), "utf-8"
    )
    vervolg = {True: ["--vervangt"], False: ["--vult-aan"], None: []}[lv.vervangt]
    assert (
        main(
            [
                "importeer",
                str(bestand),
                "--store",
                str(map_ / "store"),
                "--leverancier",
                lv.afzender,
                "--van",
                str(lv.van),
                "--tm",
                str(lv.tm),
                *vervolg,
            ]
        )
        == 0
    )


def answered(store: Path, uit: Path, *splits: str) -> dict[tuple, tuple]:
    """(maat, year, cell) -> (value or None, senders that are missing)."""
    vraag = [x for m in MATEN for x in ("--maat", m)]
    assert main(["bereken", "--store", str(store), *vraag, "--splits", ",".join(splits), "--uit", str(uit)]) in (0, 1)
    with uit.open(encoding="utf-8", newline="") as bestand:
        return {
            (r["maat"], r["periode"], *(r[s] for s in splits)): (
                float(r["waarde"]) if r["waarde"] else None,
                {sender(n) for n in r["onvolledig"].split("; ") if n},
            )
            for r in csv.DictReader(bestand)
        }


def check(lijst: list[Levering], map_: Path) -> dict:
    alles = {}
    for splits in ((), ("gi",), ("gemeente",)):
        gegeven = answered(map_ / "store", map_ / "uit.csv", *splits)
        alles |= {(*splits, *k): w for k, w in gegeven.items()}
        assert {k[1] for k in gegeven} == {str(j) for j in years(lijst)}
        cellen = [None] if not splits else GIS if splits == ("gi",) else GEMEENTEN
        for jaar in years(lijst):
            for cel in cellen:
                gemeente, gi = (cel if splits == (k,) else None for k in ("gemeente", "gi"))
                for maat, (waarde, mist) in count(lijst, jaar, gemeente, gi).items():
                    antwoord = gegeven.get((maat, str(jaar), *([cel] if cel else [])))
                    if antwoord is None:  # a cell that never occurs
                        assert not waarde and cel is not None, (maat, jaar, cel)
                    else:
                        assert antwoord == (waarde, mist), (maat, jaar, cel)
    return alles


@pytest.mark.parametrize("seed", [1, 2, *(pytest.param(s, marks=pytest.mark.nightly) for s in range(3, 40))])
def test_deliveries_are_recounted_and_taking_the_last_back_undoes_it(seed, tmp_path):
    lijst = make(seed, 5)
    for nr, lv in enumerate(lijst[:-1]):
        load(lv, nr, tmp_path)
    voor = check(lijst[:-1], tmp_path)
    load(lijst[-1], 99, tmp_path)
    na = check(lijst, tmp_path)
    geladen = dashboard.leveringen(dashboard.open_store(tmp_path / "store"))
    assert (geladen["gelezen"] == geladen["geaccepteerd"] + geladen["samengevoegd"] + geladen["afgewezen"]).all()
    dashboard.withdraw_levering(tmp_path / "store", [int(geladen["id"].max())])
    assert check(lijst[:-1], tmp_path) == voor
    dashboard.restore_levering(tmp_path / "store", [int(geladen["id"].max())])
    assert check(lijst, tmp_path) == na
