"""Figures in words."""

import pytest

from core.model import wording


@pytest.mark.parametrize(
    ("doel", "basis", "eenheid", "wordt"),
    [
        (540.8, 676, "jeugdigen", 540),  # 20% fewer: 541 is not there yet
        (8.4, 7, "jeugdigen", 9),
        (0.8, 2, "maatregelen", 0),
        (28.000000001, 35, "maatregelen", 28),  # a sum of floats is no child more
        (0.624, 0.7, "aandeel", 0.624),
        (931.5, 1035, "dagen", 931.5),
        (97.5, None, "jeugdigen", 97.5),  # a norm is what was agreed
    ],
)
def test_a_target_of_children_is_the_last_whole_number_that_reaches_it(doel, basis, eenheid, wordt):
    assert wording.reached(doel, basis, eenheid) == wordt
