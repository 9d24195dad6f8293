"""Whatever comes in: every row is accepted or rejected, and every rejected row has a finding."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.model.schema import TABELLEN
from core.sources.columns import judge_import
from core.sources.kwaliteit import Context

from .maak import GOED, VANDAAG, zet_om

# Half-good values reach deeper than noise does.
CEL = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.sampled_from(
        [
            "",
            "2024-01-01",
            "31-12-2024",
            "12/31/2024",
            "9999-12-31",
            "45322",
            "2030-01-01",
            "Dordrecht",
            "GM0505",
            "Binnenmaas",
            "11",
            "12",
            "OTS",
            "01",
            "ja",
            "x",
            "1,5",
            "1.234",
            "-3",
            "123456782",
            "999999999",
            "1,2E+08",
            "20100500",
            "2024-01-01 12:00",
            "JB Zandpad",
            "D",
            "C",
            "NULL",
            "\x00",
        ]
    ),
)


@st.composite
def rijen(draw):
    tabel = draw(st.sampled_from(sorted(TABELLEN)))
    kolommen = [k.naam for k in TABELLEN[tabel].kolommen]
    rij = st.dictionaries(st.sampled_from(kolommen), CEL, max_size=4)
    return tabel, draw(st.lists(rij, max_size=6))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rijen())
def test_read_is_accepted_plus_rejected(geval):
    tabel, cellen = geval
    uit = zet_om(tabel, cellen)
    assert uit.gelezen == len(cellen) == uit.rijen.num_rows + uit.afgewezen
    goed = set(uit.rijen["bron_rij"].to_pylist())
    fout = {b["rij"] for b in uit.bevindingen.to_pylist() if b["afgewezen"] and b["rij"]}
    assert goed | fout == set(range(2, len(cellen) + 2))
    assert not goed & fout
    for kolom in TABELLEN[tabel].kolommen:
        if kolom.verplicht:
            assert uit.rijen[kolom.opgeslagen_als].null_count == 0
    over = judge_import([uit], Context(VANDAAG))
    assert not any(over["afgewezen"].to_pylist())
    assert {b["rij"] for b in over.to_pylist()} <= goed


def test_the_property_can_fail():
    """The cases above do contain rows that are accepted and rows that are not."""
    uit = zet_om("maatregelen", [{}, {"type": "x"}])
    assert (uit.rijen.num_rows, uit.afgewezen) == (1, 1)
    assert set(GOED) == set(TABELLEN)
