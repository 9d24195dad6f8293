"""A date and its time in two columns."""

import pytest

from core.sources.recognition.times import join_times
from tests.sources.recognition.ruw import ruw


@pytest.mark.parametrize(
    ("tijd", "samen"),
    [
        ("0,375", "01-03-2024 09:00:00"),
        (".5", "01-03-2024 12:00:00"),
        ("0.25e0", "01-03-2024 06:00:00"),
        ("0,5 dag", "01-03-2024 0,5 dag"),
        ("0.9.2024", "01-03-2024 0.9.2024"),
    ],
)
def test_a_part_of_a_day_is_a_time_and_another_text_stays(tijd, samen):
    tabel = ruw({"Datum melding": ["01-03-2024"] * 12, "Tijd melding": ["09:00"] * 11 + [tijd]})
    tabel.tabel = "crises"
    join_times(tabel, {})
    assert tabel.data["Datum melding"].to_pylist()[-1] == samen
