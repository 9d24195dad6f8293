"""An export written as another back office would, with its questions answered, says exactly what the plain one says:
no row is lost, none counts twice, and every figure is the same."""

import datetime as dt
import random
from collections import Counter
from decimal import Decimal

import pytest

from core import dashboard
from core.model.schema import TABELLEN
from core.model.selectie import Selectie
from core.sources.columns.sender import normal_sender
from core.sources.intake import convert_delivery
from core.sources.keuzes import Keuzes
from core.store.key import read_sleutel
from core.views.deliveries import make_opdracht
from tests.kijk import exact
from tests.natelling.export import bsn
from tests.views.verbouwen import Verbouwing

GIS, PLAATSEN = ("Jeugdbescherming Duin", "Samen Veilig Bos"), ("GM0505", "GM0546", "GM0642")
TM = dt.date(2024, 12, 31)
MATEN = ("ots_stand", "jb_instroom", "jb_uitstroom", "jb_duur_gemiddeld", "uhp_stand", "kosten_totaal", "kosten_gi")


def plain(seed: int) -> dict[str, list[dict]]:
    """A clean export of some forty children: every row counts, and no two have the same key."""
    rng = random.Random(seed)
    nummers = [n for i in range(80) if (n := bsn(f"9999{seed % 100:02d}{i:02d}"))][:40]
    kinderen = [{"jeugdige": n, "gemeente": rng.choice(PLAATSEN)} for n in nummers]
    uit: dict[str, list[dict]] = {"maatregelen": [], "plaatsingen": [], "declaraties": [], "crises": []}
    for i, kind in enumerate(kinderen):
        begin = dt.date(2022, 1, 1) + dt.timedelta(rng.randrange(1000))
        einde = begin + dt.timedelta(rng.randrange(30, 300)) if rng.random() < 0.5 else None
        einde = einde if einde and einde <= TM else None
        gi = rng.choice(GIS)
        periode = kind | {"gi": gi, "begindatum": begin, "einddatum": einde}
        geboren = dt.date(2008 + i % 14, 1 + i % 12, 1 + i % 28)
        reden = {"reden_einde": rng.choice(("02", "03", "04"))} if einde else {}
        uit["maatregelen"].append(periode | {"type": rng.choice(("11", "12", "21")), "geboortedatum": geboren} | reden)
        vorm = {"verblijfsvorm": rng.choice(("11", "12", "14")), "netwerk": rng.random() < 0.5, "segment": "2"}
        uit["plaatsingen"].append(periode | vorm | {"gi": rng.choice((gi, gi, None))})
        for maand in rng.sample(range(1, 13), 3):
            dag = dt.date(2024, maand, 1)
            regel = {
                "periode_begin": dag,
                "periode_einde": dag + dt.timedelta(27),
                "aanbieder": rng.choice(("Zee", "Meer")),
            }
            geld = {"bedrag": Decimal(rng.randrange(1, 900_000)) / 100, "debet_credit": rng.choice("DDDC"), "gi": gi}
            waar = {"status": rng.choice(("toegekend", "toegekend", "afgewezen")), "productcategorie": "45"}
            uit["declaraties"].append(kind | regel | geld | waar | {"verwijzer": rng.choice(("01", "04"))})
        melding = dt.datetime(2024, 1 + i % 12, 1 + i % 28, i % 24, 5)
        hulp = melding + dt.timedelta(hours=rng.choice((3, 23, 24, 25, 40)))
        uit["crises"].append(kind | {"gi": gi, "melding": melding, "start": hulp, "interventie": "ambulant"})
    return uit


def answered(pad, bronnen, verbouwing: Verbouwing) -> tuple[Keuzes, object]:
    """Asks until nothing is open, as somebody would who knows the export; at most eight rounds."""
    gelezen, keuzes = dashboard.read(bronnen), Keuzes(tm=TM, nummers="gedeeld")
    for _ in range(8):
        omgezet = convert_delivery(pad, gelezen, make_opdracht(pad, gelezen, keuzes), read_sleutel(pad))
        open_ = [v for v in omgezet.vragen if v.open]
        if not open_:
            return keuzes, omgezet
        nieuw = {(v.soort, v.onderwerp): verbouwing.answer(v) for v in open_}
        for v in open_:
            assert nieuw[v.soort, v.onderwerp], f"no answer to: {v.vraag}"
            assert v.soort == "waarde" or nieuw[v.soort, v.onderwerp] in v.keuzes, f"cannot be answered: {v.zin()}"
        keuzes = Keuzes(tm=TM, nummers="gedeeld", antwoorden={**keuzes.antwoorden, **nieuw})
    raise AssertionError([v.vraag for v in open_])


def rows(omgezet) -> dict[str, Counter]:
    """Table -> what is told of each accepted row, whatever its place; a sheet of halves says some rows twice."""
    uit: dict[str, Counter] = {}
    for deel in omgezet.delen:
        namen = [k.opgeslagen_als for k in TABELLEN[deel.tabel].kolommen]
        for rij in deel.rijen.select(namen).to_pylist():
            for kolom in ("gi", "aanbieder"):
                rij[kolom] = normal_sender(rij[kolom]) if rij.get(kolom) else None
            uit.setdefault(deel.tabel, Counter())[tuple(rij[n] for n in namen)] += 1
    return uit


def whole(omgezet) -> None:
    """Read is accepted and rejected; what is rejected is in the findings."""
    for deel in omgezet.delen:
        assert deel.gelezen == deel.rijen.num_rows + deel.afgewezen
        redenen = [b for b in deel.bevindingen.to_pylist() if b["afgewezen"]]
        assert deel.afgewezen == 0 or redenen, (deel.bestand, deel.tabel)
        assert deel.afgewezen == 0, redenen[:3]


def compare(seed: int, map_) -> None:
    tabellen = plain(seed)
    gewoon, verbouwd = Verbouwing(tabellen, 0), Verbouwing(tabellen, seed)
    gewoon.bladen, gewoon.excel = canonical(tabellen), True
    _, links = answered(map_ / "store", gewoon.write(map_ / "gewoon"), gewoon)
    _, rechts = answered(map_ / "store", verbouwd.write(map_ / "verbouwd"), verbouwd)
    whole(links)
    whole(rechts)
    verwacht, gekregen = rows(links), rows(rechts)
    for tabel in tabellen:
        wijkt = set(verwacht[tabel]) ^ set(gekregen[tabel])
        assert not wijkt, (seed, tabel, sorted(map(str, wijkt))[:4])
        if tabel == "declaraties":
            assert verwacht[tabel] == gekregen[tabel]


def canonical(tabellen):
    from tests.views.verbouwen import Blad

    uit = []
    for tabel, rijen in tabellen.items():
        koppen = [k.naam for k in TABELLEN[tabel].kolommen if any(r.get(k.naam) is not None for r in rijen)]
        cellen = [[c if not isinstance(c := r.get(k), Decimal) else float(c) for k in koppen] for r in rijen]
        uit.append(Blad("export.xlsx", tabel, tabel, {k: k for k in koppen}, [koppen, *cellen]))
    return uit


@pytest.mark.parametrize("seed", (2, 6, 8, 22, 31))
def test_a_rewritten_export_says_the_same(seed, tmp_path):
    compare(seed, tmp_path)


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(100, 300))
def test_many_rewritten_exports_say_the_same(seed, tmp_path):
    compare(seed, tmp_path)


@pytest.mark.parametrize("seed", (14,))
def test_and_gives_the_same_figures(seed, tmp_path):
    tabellen = plain(seed)
    gewoon, verbouwd = Verbouwing(tabellen, 0), Verbouwing(tabellen, seed)
    gewoon.bladen, gewoon.excel = canonical(tabellen), True
    cijfers = []
    for naam, wie in (("gewoon", gewoon), ("verbouwd", verbouwd)):
        store, bronnen = tmp_path / f"store {naam}", wie.write(tmp_path / naam)
        keuzes, _ = answered(store, bronnen, wie)
        verslag = dashboard.import_sources(store, bronnen, keuzes=keuzes)
        t = verslag.tabellen
        assert (t["gelezen"] == t["geaccepteerd"] + t["samengevoegd"] + t["afgewezen"]).all() and not verslag.afgewezen
        view = exact(dashboard.open_store(store))
        selectie = Selectie(per="jaar", splits=("gemeente",))
        cijfers.append({m: view.reeks(m, selectie)[["periode", "gemeente", "waarde"]].round(6).to_csv() for m in MATEN})
    assert cijfers[0] == cijfers[1]
