"""What is known of a maat without building its expressions."""

import dataclasses
import json

import ibis
import numpy as np
import pytest
from scipy import stats

from core.engine.count.contribution import from_shape, shape_of
from core.engine.count.figures import _ranks
from core.measures import load_catalogus


@pytest.mark.parametrize("maat_id", sorted(load_catalogus().maten))
def test_a_shape_says_of_every_maat_what_its_contribution_says(maat_id):
    echt = load_catalogus().bijdragen[maat_id]
    vorm = from_shape(json.loads(json.dumps(shape_of(echt))))
    assert type(vorm) is type(echt)
    for veld in dataclasses.fields(echt):
        waarde, kort = getattr(echt, veld.name), getattr(vorm, veld.name)
        assert kort is True if isinstance(waarde, ibis.Expr) else kort == waarde


@pytest.mark.parametrize("deel", [0.5, 0.9])
def test_the_ranks_around_a_quantile_are_those_of_the_binomial_distribution(deel):
    for n in (*range(1, 400), 1_000, 12_345, 400_000):
        laag, hoog = stats.binom.ppf([0.025, 0.975], n, deel)
        assert _ranks(n, deel) == (laag, hoog) and np.isfinite([laag, hoog]).all()
