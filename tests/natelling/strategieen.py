"""Hypothesis strategies: tiny exports at the boundaries; a disagreement shrinks to its smallest form."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from tests.natelling.export import GEMEENTEN, GIS, SEGMENTEN, zonder_gelijkspel

DAGEN = st.sampled_from(
    [
        date(2022, 12, 31) + timedelta(d)
        for d in (
            0,
            1,
            2,
            13,
            14,
            15,
            16,
            30,
            31,
            32,
            89,
            90,
            91,
            150,
            181,
            182,
            364,
            365,
            366,
            380,
            396,
            400,
        )
    ]
)
EINDES = st.one_of(st.none(), DAGEN, st.just(date(2090, 1, 1)))
WIE = st.sampled_from(("K0001", "K0002"))
GEM, GI = st.sampled_from(GEMEENTEN[:2]), st.sampled_from(GIS[:2])
MAATREGEL = st.fixed_dictionaries(
    {
        "jeugdige": WIE,
        "gemeente": GEM,
        "gi": GI,
        "type": st.sampled_from(("11", "12", "21")),
        "begindatum": DAGEN,
        "einddatum": EINDES,
        "reden_einde": st.sampled_from(("02", "01", None)),
        "datum_overgedragen": st.one_of(st.none(), DAGEN),
        "datum_overgedragen_gekregen": st.none(),
    }
)
ONTVANGEN = st.builds(lambda r: r | {"datum_overgedragen_gekregen": r["begindatum"], "begindatum": None}, MAATREGEL)
PLAATSING = st.fixed_dictionaries(
    {
        "jeugdige": WIE,
        "gemeente": GEM,
        "gi": st.one_of(st.none(), GI),
        "verblijfsvorm": st.sampled_from(("11", "13")),
        "segment": st.sampled_from(SEGMENTEN[:2]),
        "begindatum": DAGEN,
        "einddatum": EINDES,
        "etmalen_per_week": st.sampled_from((None, Decimal(5), Decimal(7))),
    }
)
EXPORT = st.builds(
    lambda m, p: zonder_gelijkspel({"maatregelen": m, "plaatsingen": p}),
    st.lists(st.one_of(MAATREGEL, ONTVANGEN), min_size=1, max_size=5),
    st.lists(PLAATSING, min_size=1, max_size=4),
)
