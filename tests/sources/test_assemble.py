"""Messages make the same trajecten in whatever order, files and deliveries they come."""

import datetime as dt
import itertools

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import dashboard
from core.model.arrow import arrow_schema
from core.model.berichten import BERICHTEN, BLAD
from core.model.schema import LEVERINGEN
from core.sources import assemble
from core.sources.columns import convert
from core.sources.kwaliteit import Context
from core.sources.readers.bericht import read_berichten
from core.store import versions
from core.store.connect import open_duckdb
from tests.kijk import exact
from tests.sources.readers import berichten as b

JAAR = {"van": dt.date(2024, 1, 1), "tm": dt.date(2024, 12, 31)}


def trajecten(store, kolommen="begindatum, einddatum, reden_einde"):
    with versions.reading(store) as verbinding:
        frame = verbinding.vraag(f"select {kolommen} from trajecten order by all")
    return [
        tuple(None if w is None or w != w else f"{w:%d-%m}" if hasattr(w, "strftime") else w for w in rij)
        for rij in frame.astype(object).itertuples(index=False)
    ]


def deliver(store, map_, *maak, **keuzes):
    for nr, (f, *a) in enumerate(maak):
        f(map_ / f"{nr}.xml", *a)
    return dashboard.import_sources(store, [map_], **keuzes)


def balanced(verslag):
    return all(
        r["gelezen"] == r["geaccepteerd"] + r["samengevoegd"] + r["afgewezen"] and r["samengevoegd"] >= 0
        for r in verslag.tabellen.to_dict("records")
    )


def parts(map_, *maak):
    """What these messages say, as it is stored."""
    paden = [f(map_ / f"{nr}.xml", *a) for nr, (f, *a) in enumerate(maak)]
    (ruw,) = read_berichten(paden, "map", lambda *_: None)
    return convert(ruw, sleutel=b"k" * 32, context=Context(dt.date(2025, 1, 1))).rijen.to_pylist()


@pytest.fixture(scope="module")
def los():
    """A database in memory, so that thousands of deliveries cost little."""
    verbinding = open_duckdb(None)
    yield verbinding
    verbinding.close()


def assembled(verbinding, tm, *leveringen):
    rijen = [
        d | {"levering": nr, "import_nr": nr, "bron_rij": rij}
        for nr, delen in enumerate(leveringen, 1)
        for rij, d in enumerate(delen, 1)
    ]
    verbinding.load(assemble.BRON, pa.Table.from_pylist(rijen, schema=arrow_schema(BERICHTEN.opslag)))
    lijst = [{"id": nr, "blad": BLAD, "tabel": "trajecten", "tm": tm} for nr in range(1, len(leveringen) + 1)]
    verbinding.load("leveringen", pa.Table.from_pylist(lijst, schema=arrow_schema(LEVERINGEN)))
    return assemble.assembled(verbinding).drop_columns(["levering", "import_nr", "bron_rij"]).to_pylist()


def made(verbinding, *leveringen):
    rijen = [r for r in assembled(verbinding, JAAR["tm"], *leveringen) if not r["verwijderd"]]
    return [
        tuple(
            f"{w:%d-%m}" if isinstance(w, dt.date) else w for w in (r["begindatum"], r["einddatum"], r["reden_einde"])
        )
        for r in sorted(rijen, key=lambda r: str(r["begindatum"]))
    ]


BEGIN = [(b.m301, "2024-01-02"), (b.m305, "2024-01-20", b.start("2024-01-15"))]


@pytest.mark.parametrize(
    "later, verwacht",
    [
        ([(b.m307, "2024-06-02", b.stop("2024-01-15", "2024-05-31"))], [("15-01", "31-05", "31")]),
        # The start is corrected: what is taken back is only the old one.
        ([(b.m305, "2024-02-06", b.start("2024-02-05"), b.start("2024-01-15", status="3"))], [("05-02", None, None)]),
        # The same in two messages of one day, whichever has the first name.
        *(
            ([(b.m305, "2024-02-06", deel) for deel in volgorde], [("05-02", None, None)])
            for volgorde in itertools.permutations([b.start("2024-02-05"), b.start("2024-01-15", status="3")])
        ),
        ([(b.m305, "2024-01-25", b.start("2024-01-15", status="3"))], [(None, None, None)]),
        # Temporary, and on again, and over.
        (
            [
                (b.m307, "2024-02-21", b.stop("2024-01-15", "2024-02-20", "20")),
                (b.m305, "2024-04-09", b.start("2024-04-08")),
                (b.m307, "2024-04-30", b.stop("2024-04-08", "2024-04-29", "20")),
                (b.m305, "2024-06-11", b.start("2024-06-10")),
                (b.m307, "2024-07-22", b.stop("2024-06-10", "2024-07-19")),
            ],
            [("15-01", "20-02", "20"), ("08-04", "29-04", "20"), ("10-06", "19-07", "31")],
        ),
        # Temporary, and on again: it runs.
        (
            [
                (b.m307, "2024-02-21", b.stop("2024-01-15", "2024-02-20", "20")),
                (b.m305, "2024-04-09", b.start("2024-04-08")),
            ],
            [("15-01", "20-02", "20"), ("08-04", None, None)],
        ),
        # Temporary, then for good without a new start.
        (
            [
                (b.m307, "2024-03-02", b.stop("2024-01-15", "2024-03-01", "20")),
                (b.m307, "2024-04-02", b.stop("2024-01-15", "2024-03-31", "31")),
            ],
            [("15-01", "31-03", "31")],
        ),
        # The stop is taken back, and sent again with another last day.
        (
            [
                (b.m307, "2024-06-02", b.stop("2024-01-15", "2024-05-31")),
                (b.m307, "2024-06-03", b.stop("2024-01-15", "2024-05-31", status="3")),
                (b.m307, "2024-06-03", b.stop("2024-01-15", "2024-06-01")),
            ],
            [("15-01", "01-06", "31")],
        ),
        # A stop that names another first day ends the period that runs.
        ([(b.m307, "2024-06-02", b.stop("2024-01-01", "2024-05-31"))], [("15-01", "31-05", "31")]),
        # The allocation is over without a stop; withdrawn later; stretched.
        ([(b.m301, "2024-04-02", "7", "2024-03-31", "07")], [("15-01", "31-03", None)]),
        (
            [(b.m301, "2024-04-02", "7", "2024-03-31", "07"), (b.m301, "2024-04-03", "7", "2025-12-31", "04")],
            [("15-01", None, None)],
        ),
        # Deleted: as if it was never sent, also when a start is still on its way.
        ([(b.m301, "2024-02-02", "7", "2024-01-01", "13"), (b.m305, "2024-02-03", b.start("2024-02-01"))], []),
        ([(b.m301, "2024-02-02", "7", "2024-01-01", "01")], []),
        # Another number is another traject.
        ([(b.m305, "2024-02-03", b.start("2024-02-01", nummer="8"))], [("15-01", None, None), ("01-02", None, None)]),
        ([(b.m305, "2024-02-03", b.start("2024-01-15", nummer="0007"))], [("15-01", None, None)]),
    ],
)
def test_parts_add_and_take_back_their_own(tmp_path, los, later, verwacht):
    """Together, in two deliveries, and in two deliveries the wrong way round."""
    eerst, dan = parts(tmp_path / "a", *BEGIN), parts(tmp_path / "b", *later)
    for leveringen in ([*eerst, *dan],), (eerst, dan), (dan, eerst):
        assert made(los, *leveringen) == verwacht


def test_a_referrer_is_joined_from_any_delivery(tmp_path):
    deliver(tmp_path / "s", tmp_path / "a", (b.m301, "2024-01-02"))
    verslag = deliver(tmp_path / "s", tmp_path / "b", (b.m315, "2024-01-01", "r1"), (b.m315, "2024-01-01", "r9"))
    assert trajecten(tmp_path / "s", "verwijzer, toewijzingsdatum") == [("02", "02-01")]
    (gezegd,) = [o.melding for o in verslag.opmerkingen if o.code == "verzoek_wacht"]
    assert gezegd.startswith("1 verzoek (JW315)")


@pytest.mark.parametrize("tekenset", ["utf-8", "utf-16"])
def test_requests_without_an_allocation_are_one_sentence_about_requests(tmp_path, tekenset):
    for nr in range(3):
        b.m315(tmp_path / "a" / f"{nr}.xml", "2023-11-30", f"aanvraag {nr}", "03", tekenset=tekenset)
    verslag = dashboard.import_sources(tmp_path / "s", [tmp_path / "a"])
    (gezegd,) = [o.melding for o in verslag.opmerkingen if o.code == "verzoek_wacht"]
    assert gezegd.startswith("3 verzoeken (JW315) wachten nog op een toewijzing (JW301)")
    assert trajecten(tmp_path / "s") == [] and balanced(verslag)


def test_the_same_delivery_again_changes_nothing(tmp_path):
    deliver(tmp_path / "s", tmp_path / "a", *BEGIN, **JAAR)
    een = trajecten(tmp_path / "s")
    verslag = dashboard.import_sources(tmp_path / "s", [tmp_path / "a"], **JAAR)
    assert trajecten(tmp_path / "s") == een
    assert verslag.tabellen[["geaccepteerd", "samengevoegd"]].to_dict("records") == [
        {"geaccepteerd": 0, "samengevoegd": 2}
    ]


def test_help_that_ends_with_its_allocation_is_a_finding_that_names_the_message(tmp_path):
    deliver(
        tmp_path / "s",
        tmp_path / "a",
        (b.m301, "2024-01-02", "7", "2024-03-31"),
        (b.m305, "2024-01-20", b.start("2024-01-15")),
        **JAAR,
    )
    gevonden = exact(dashboard.open_store(tmp_path / "s")).bevindingen()
    (een,) = gevonden[gevonden["code"] == assemble.EINDE_TOEWIJZING].to_dict("records")
    assert (een["bestand"], een["rij"], een["kolom"], een["waarde"]) == ("1.xml", 1, "einddatum", "31-03-2024")


def test_a_stop_before_its_start_is_rejected_by_its_message(tmp_path):
    te_vroeg = (b.m307, "2024-01-21", b.stop("2024-01-15", "2024-01-01"))
    verslag = deliver(tmp_path / "s", tmp_path / "a", *BEGIN, te_vroeg, **JAAR)
    assert trajecten(tmp_path / "s") == [] and balanced(verslag) and verslag.afgewezen == 1
    gevonden = exact(dashboard.open_store(tmp_path / "s")).bevindingen()
    assert gevonden[gevonden["afgewezen"]][["code", "bestand"]].values.tolist() == [["A101", "2.xml"]]


def test_an_unreadable_field_names_its_message(tmp_path):
    deliver(
        tmp_path / "s",
        tmp_path / "a",
        (b.m301, "2024-01-02"),
        (b.m305, "2024-01-20", b.start("2024-01-15")),
        (b.m307, "2024-07-02", b.stop("2024-01-15", "2024-06-31")),
        **JAAR,
    )
    gevonden = exact(dashboard.open_store(tmp_path / "s")).bevindingen()
    assert ["2.xml", "trajecten", "einddatum"] in gevonden[["bestand", "tabel", "kolom"]].values.tolist()


def test_declarations_add_up_over_deliveries_and_lose_what_was_refused(tmp_path):
    store = tmp_path / "s"
    deliver(store, tmp_path / "a", (b.m323, "2024-02-05", b.prestatie("A1", 310000), b.prestatie("B1", 100000)))
    b.m323(
        tmp_path / "b" / "x.xml", "2024-03-05", b.prestatie("A2", 310000, "C"), b.prestatie("A3", 310000), nummer="D2"
    )
    dashboard.import_sources(store, [tmp_path / "b"])
    b.m325(tmp_path / "c" / "x.xml", "2024-02-15", b.prestatie("B1", 100000))
    dashboard.import_sources(store, [tmp_path / "c"])
    dashboard.import_sources(store, [tmp_path / "a"])  # again, after the answer
    with versions.reading(store) as verbinding:
        som = verbinding.vraag(
            "select sum(case when debet_credit = 'C' then -bedrag else bedrag end) as s from "
            "declaraties where status is distinct from 'afgewezen'"
        )["s"][0]
    assert som == 3100


def test_what_a_deleted_delivery_said_is_gone(tmp_path):
    store = tmp_path / "s"
    deliver(store, tmp_path / "a", *BEGIN, **JAAR)
    deliver(store, tmp_path / "b", (b.m307, "2024-06-02", b.stop("2024-01-15", "2024-05-31")), **JAAR)
    from core.store import keep
    from core.views.store import precompute
    from core.views.upkeep import rebuild

    keep.remove(store, [2], rebuild, precompute)
    assert trajecten(store) == [("15-01", None, None)]


DAG = st.integers(0, 5).map(lambda n: dt.date(2024, 3, 1) + dt.timedelta(n))
WIE = {"jeugdige": "j", "gemeente": "GM0505", "aanbieder": "a", "kenmerk": "45||", "toewijzingnummer": "n"}


@st.composite
def part(draw):
    soort = draw(st.sampled_from(["toewijzing", "start", "stop", "verzoek"]))
    rij = WIE | {
        "deel": soort,
        "dagtekening": draw(DAG),
        "herroepen": False,
        "bericht": draw(st.sampled_from("xyz")),
        "referentie": "r",
    }
    if draw(st.booleans()) and soort in ("start", "stop"):
        rij |= {"toewijzingnummer": None}
    if soort == "toewijzing":
        rij |= {
            "toewijzingsdatum": draw(DAG),
            "toewijzing_einde": draw(st.none() | DAG),
            "reden_wijziging": draw(st.sampled_from([None, None, "04", "13"])),
        }
    elif soort == "verzoek":
        rij |= {"verwijzer": draw(st.sampled_from(["02", "08"])), "toewijzingnummer": None}
    else:
        rij |= {"begindatum": draw(DAG), "herroepen": draw(st.sampled_from([False, False, True]))}
        if soort == "stop":
            rij |= {
                "einddatum": rij["begindatum"] + dt.timedelta(draw(st.integers(0, 9))),
                "reden_einde": draw(st.sampled_from(["20", "31"])),
            }
    return rij


@settings(deadline=None, max_examples=50)
@given(
    st.lists(part(), min_size=1, max_size=8).flatmap(
        lambda delen: st.tuples(
            st.just(delen),
            st.permutations(delen),
            st.lists(st.integers(0, 2), min_size=len(delen), max_size=len(delen)),
        )
    )
)
def test_any_order_and_any_split_makes_the_same(los, invoer):
    delen, anders, waar = invoer
    gesplitst = [[d for d, w in zip(anders, waar, strict=True) if w == nr] for nr in range(3)]
    een, drie = (sorted(map(str, assembled(los, dt.date(2024, 3, 4), *x))) for x in ([delen], gesplitst))
    assert een == drie
