"""The verdicts of `bereken` against the recount, for every goal that asks a percentage of a count or share."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from tests.natelling import oordelen
from tests.natelling.meting import MATEN, maak_cel
from tests.natelling.oordelen import Cijfer, oordeel
from tests.natelling.regels import Telling
from tests.natelling.vergelijken import importeer, lees_resultaten, opdracht

REGIOS = Path(__file__).parents[2] / "data" / "regios"
TM, VAN = date(2026, 6, 30), date(2021, 1, 1)


def doelen(naam: str) -> tuple[set[str], list[dict]]:
    regio = yaml.safe_load((REGIOS / naam).read_text("utf-8"))
    soort = [
        d
        for d in regio["doelen"]
        if d["doel"]["soort"] == "relatief"
        and d.get("maat") in MATEN
        and "filter" not in d
        and "waarde" not in (d.get("basis") or {})
    ]
    return {g["code"] for g in regio["gemeenten"]}, soort


def export(map_: Path) -> Path:
    """Many, few, nine and no measures at the start in four gemeenten; placements for most of the children,
    over when the measure is."""
    kop = "jeugdige;geboortedatum;gemeente;gi;type;begindatum;einddatum;reden_einde\n"
    plaats = "jeugdige;gemeente;gi;verblijfsvorm;begindatum;einddatum\n"
    nr, m, p = 0, [], []
    groepen = (("GM0505", 60, 9, 14), ("GM0512", 9, 4, 1), ("GM0482", 0, 1, 0), ("GM0642", 20, 14, 2))
    for gemeente, begin, erbij, eraf in groepen:
        for jaar, aantal in ((2021, begin), *((j, erbij) for j in range(2022, 2026))):
            for i in range(aantal):
                nr += 1
                weg = 2022 + i // eraf if eraf and jaar == 2021 and i < 4 * eraf else None
                einde = f"{weg}-0{1 + i % 9}-1{i % 9}" if weg else ""
                m.append(
                    f"K{nr};2014-0{1 + nr % 9}-03;{gemeente};GI A;11;{jaar}-0{1 + i % 9}-0{1 + nr % 9};{einde};"
                    f"{'02' if einde else ''}"
                )
                if nr % 3:
                    p.append(f"K{nr};{gemeente};GI A;11;{jaar}-11-0{1 + nr % 9};{einde}")
                if weg and i % 6 == 0:
                    m.append(f"K{nr};2014-0{1 + nr % 9}-03;{gemeente};GI A;11;{weg}-12-1{i % 9};;")
    map_.mkdir()
    (map_ / "maatregelen.csv").write_text(kop + "\n".join(m) + "\n", "utf-8")
    (map_ / "plaatsingen.csv").write_text(plaats + "\n".join(p) + "\n", "utf-8")
    return map_


@pytest.fixture(scope="module")
def zhz(tmp_path_factory):
    map_ = tmp_path_factory.mktemp("oordelen")
    bron = export(map_ / "export")
    importeer([bron], map_ / "store", TM, VAN)
    return map_ / "store", Telling(bron, tm=TM, van=VAN)


def cijfer(t: Telling, maat: str, dag: date, gemeente: str | None, stand: bool) -> Cijfer:
    van = dag if stand else date(dag.year, 1, 1)
    cel = maak_cel((), {"gemeente": {gemeente}} if gemeente else {})
    uit = MATEN[maat].functie(t, van, dag, cel).get(())
    if uit is None:
        return Cijfer(dag, None if MATEN[maat].leeg else 0.0)
    return Cijfer(dag, None if uit.waarde is None else float(uit.waarde), uit.noemer and float(uit.noemer))


@pytest.mark.parametrize("gemeente", [None, "GM0505", "GM0512", "GM0482", "GM0642"])
def test_every_verdict_is_recounted(zhz, gemeente, tmp_path):

    store, telling = zhz
    _, gevraagd = doelen("zuid-holland-zuid.yaml")
    gevraagd = [
        d
        for d in gevraagd
        if MATEN[d["maat"]].tabellen in (("maatregelen",), ("plaatsingen", "maatregelen")) and "duur" not in d["maat"]
    ]
    assert len(gevraagd) >= 3
    filter_ = ["--filter", f"gemeente={gemeente}"] if gemeente else []
    ids = [a for d in gevraagd for a in ("--doel", d["id"])]
    opdracht("bereken", "--store", store, "--regio", "zhz", *ids, *filter_, "--uit", tmp_path / "uit.csv")
    rijen = lees_resultaten(tmp_path / "uit.csv")
    geteld = 0
    for doel in gevraagd:
        maat, stand = MATEN[doel["maat"]], MATEN[doel["maat"]].stand
        basis = doel["basis"]
        basisdag = basis.get("peildatum") or date(basis["jaar"], 12, 31)
        start = cijfer(telling, doel["maat"], basisdag, gemeente, stand)
        for rij in (r for r in rijen if r["doel"] == doel["id"] and len(r["periode"]) == 4):
            dag = date(int(rij["periode"]), 12, 31)
            nu = cijfer(telling, doel["maat"], dag, gemeente, stand)
            if rij["oordeel"] == "nog niet meetbaar" and maat.volgdagen and (TM - dag).days < maat.volgdagen:
                continue
            verwacht = oordeel(nu, start, doel["doel"]["waarde"], doel["doel"]["datum"], onder_regio=bool(gemeente))
            assert rij["oordeel"] == verwacht, (doel["id"], rij["periode"], nu, start)
            geteld += 1
    assert geteld >= 10


@pytest.mark.parametrize(
    ("k", "laag", "hoog"), [(0, 0, 3.689), (1, 0.0253, 5.572), (10, 4.795, 18.39), (100, 81.36, 121.63)]
)
def test_the_exact_interval_of_a_count(k, laag, hoog):
    """Garwood's table."""
    assert oordelen.poisson(k) == pytest.approx((laag, hoog), abs=6e-3)
