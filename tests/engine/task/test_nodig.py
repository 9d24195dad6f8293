"""What it takes: the closed form against the recursion, and the interval against its own futures."""

from datetime import date

import pytest

from core.engine.task.nodig import Stroom, expected, leverage, outlook, wat_is_nodig
from core.model.melding import Melding

NU, DOELDAG = date(2023, 12, 31), date(2025, 12, 31)
ZHZ = Stroom(stand=470, instroom=30, uitstroom=32, kwartalen=8)


def walk(stroom, kwartalen, minder=0.0):
    stand = stroom.stand
    for _ in range(kwartalen):
        stand = stand * (1 - stroom.uitkans) + stroom.instroom - minder
    return stand


@pytest.mark.parametrize("minder", [0, 5, 12.8])
@pytest.mark.parametrize("stroom", [ZHZ, Stroom(100, 0, 10), Stroom(100, 10, 0), Stroom(40, 40, 40)])
def test_closed_form_is_the_recursion(stroom, minder):
    assert expected(stroom, 8, minder) == pytest.approx(walk(stroom, 8, minder))


def test_one_fewer_per_quarter_counts_less_when_children_leave_anyway():
    assert leverage(0.0, 8) == 8 and leverage(1.0, 8) == 1
    assert leverage(0.1, 8) == pytest.approx(sum(0.9**k for k in range(8)))


def test_what_is_needed_reaches_the_target():
    uit = wat_is_nodig(ZHZ, 376, NU, DOELDAG)
    assert uit.kwartalen == 8 and uit.rest == uit.opgave
    assert walk(ZHZ, 8, uit.rest) == pytest.approx(376)
    assert uit.rest_laag < uit.rest < uit.rest_hoog and uit.verwacht_laag < uit.verwacht < uit.verwacht_hoog
    assert uit.kans < 0.01 and uit.haalbaar
    straks = outlook(ZHZ, NU, DOELDAG)
    assert (straks.waarde, straks.laag, straks.hoog) == (uit.verwacht, uit.verwacht_laag, uit.verwacht_hoog)
    assert round(straks.waarde) == 457


def test_one_lever_given_the_others():
    zonder = wat_is_nodig(ZHZ, 376, NU, DOELDAG)
    uit = wat_is_nodig(ZHZ, 376, NU, DOELDAG, hefboom="eerder_einde", al_gezet={"instroom": 5, "naar_huis": 2})
    assert uit.gevonden == 7 and uit.rest == pytest.approx(zonder.rest - 7)
    assert walk(ZHZ, 8, 7 + uit.rest) == pytest.approx(376)
    assert uit.kans > zonder.kans
    zelf = wat_is_nodig(ZHZ, 376, NU, DOELDAG, hefboom="instroom", al_gezet={"instroom": 5})
    assert zelf.rest == zonder.rest, "the lever asked for is not counted twice"


def test_what_is_found_makes_it_a_coin_toss():
    nodig = wat_is_nodig(ZHZ, 376, NU, DOELDAG).rest
    assert wat_is_nodig(ZHZ, 376, NU, DOELDAG, hefboom="naar_huis", al_gezet={"instroom": nodig}).kans == pytest.approx(
        0.5, abs=0.05
    )


def test_already_enough():
    uit = wat_is_nodig(Stroom(400, 10, 40), 376, NU, DOELDAG)
    assert uit.rest == 0 and uit.kans > 0.99


def test_more_than_the_lever_holds():
    uit = wat_is_nodig(Stroom(400, 5, 8), 100, NU, DOELDAG)
    assert not uit.haalbaar


def test_the_same_answer_every_time_and_wider_with_less_experience():
    assert wat_is_nodig(ZHZ, 376, NU, DOELDAG) == wat_is_nodig(ZHZ, 376, NU, DOELDAG)
    kort = wat_is_nodig(Stroom(470, 30, 32, kwartalen=1), 376, NU, DOELDAG)
    lang = wat_is_nodig(Stroom(470, 30, 32, kwartalen=40), 376, NU, DOELDAG)
    assert kort.rest_hoog - kort.rest_laag > 1.5 * (lang.rest_hoog - lang.rest_laag)


def test_small_and_empty_stocks():
    leeg = wat_is_nodig(Stroom(0, 0, 0), 0, NU, DOELDAG)
    assert leeg.rest == 0 and leeg.verwacht == 0
    klein = wat_is_nodig(Stroom(12, 1, 2), 6, NU, date(2024, 5, 15))
    assert 0 < klein.kwartalen < 2 and klein.rest > 0


@pytest.mark.parametrize(
    ("aanroep", "woord"),
    [
        (lambda: wat_is_nodig(ZHZ, 376, DOELDAG, NU), "niet na"),
        (lambda: wat_is_nodig(ZHZ, -1, NU, DOELDAG), "0 of meer"),
        (lambda: wat_is_nodig(ZHZ, 376, NU, DOELDAG, hefboom="geluk"), "geluk"),
        (lambda: wat_is_nodig(ZHZ, 376, NU, DOELDAG, al_gezet={"naar_huis": -2}), "0 of meer"),
        (lambda: wat_is_nodig(Stroom(470, 30, 32, kwartalen=0), 376, NU, DOELDAG), "0 of meer"),
    ],
)
def test_an_impossible_question(aanroep, woord):
    with pytest.raises(Melding, match=woord):
        aanroep()
